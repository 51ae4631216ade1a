//! Words on a terminal: colour only where it is wanted, and no control characters out of articles.

use std::io::IsTerminal as _;

/// Marks words with colour, or leaves them as they are.
#[derive(Debug, Clone, Copy)]
pub struct Paint {
    on: bool,
}

impl Paint {
    /// Colour if standard output is a terminal that has it and `NO_COLOR` is not set (no-color.org).
    pub fn for_stdout() -> Self {
        let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        Self { on: std::io::stdout().is_terminal() && !set("NO_COLOR") && !dumb }
    }

    /// No colour, for files.
    pub const fn none() -> Self {
        Self { on: false }
    }

    /// Headings and names.
    pub fn bold(self, words: &str) -> String {
        self.with("1", words)
    }

    /// What matters less: offsets, rules, ids.
    pub fn faint(self, words: &str) -> String {
        self.with("2", words)
    }

    /// What contradicts or is missing.
    pub fn red(self, words: &str) -> String {
        self.with("31", words)
    }

    /// What holds.
    pub fn green(self, words: &str) -> String {
        self.with("32", words)
    }

    fn with(self, code: &str, words: &str) -> String {
        if self.on { format!("\u{1b}[{code}m{words}\u{1b}[0m") } else { words.to_owned() }
    }
}

/// Words of an article on one line, without characters that would steer the terminal.
pub fn visible(words: &str) -> String {
    let clean = words.chars().map(|c| match c {
        '\n' | '\r' | '\t' => ' ',
        c if c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}') => '\u{FFFD}',
        c => c,
    });
    clean.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_cannot_steer_the_terminal() {
        for (words, expected) in [
            ("two\n lines\tin one", "two lines in one"),
            ("\u{1b}[2Jgone", "\u{FFFD}[2Jgone"),
            ("a\u{202E}b\u{7}", "a\u{FFFD}b\u{FFFD}"),
            ("Грайворон — é", "Грайворон — é"),
        ] {
            assert_eq!(visible(words), expected);
        }
        assert_eq!(Paint { on: false }.bold("a"), "a");
        assert_eq!(Paint { on: true }.red("a"), "\u{1b}[31ma\u{1b}[0m");
    }
}
