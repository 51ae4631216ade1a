//! Texts whose lines were broken at some 70 characters, as mail and old wires have them: which line ends end no paragraph.

use super::prose::line_of;

/// Lines of this many bytes and more may have been broken.
const SHORTEST: usize = 40;
/// Broken lines have at most this many bytes.
const LONGEST: usize = 130;
/// So many line ends in the midst of a sentence make a text one of broken lines.
const ENOUGH: usize = 3;

/// The lines of a text, each with the mark that ends it.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let line = Some(line_of(rest)).filter(|line| !line.is_empty())?;
        rest = rest.get(line.len()..).unwrap_or("");
        Some(line)
    })
}

/// True if the lines of a text were broken at one width: a third of its line ends and [`ENOUGH`] stand in the midst of a
/// sentence, behind lines of about one length.
#[must_use]
pub fn is_wrapped(text: &str) -> bool {
    let mut pairs = 0_usize;
    let mut widths: Vec<usize> = Vec::new();
    let mut last: Option<&str> = None;
    for line in lines(text) {
        if let Some(before) = last.filter(|before| !before.trim().is_empty() && !line.trim().is_empty()) {
            pairs += 1;
            let width = before.trim_end().len();
            if width >= SHORTEST && is_open(before) && line.starts_with(char::is_lowercase) {
                widths.push(width);
            }
        }
        last = Some(line);
    }
    let widest = widths.iter().copied().max().unwrap_or(0);
    let alike = widths.iter().filter(|width| **width * 4 >= widest * 3).count();
    widths.len() >= ENOUGH && widths.len() * 3 >= pairs && widest <= LONGEST && alike * 5 >= widths.len() * 4
}

/// True if the sentence of a broken line goes on in the next one.
#[must_use]
pub fn goes_on(line: &str, next: &str) -> bool {
    let item = next.trim_start().starts_with(['-', '*', '\u{2022}', '\u{2013}', '\u{2014}']);
    line.trim_end().len() >= SHORTEST && is_open(line) && !next.trim().is_empty() && !item
}

/// True for a line that ends in a word or a comma.
fn is_open(line: &str) -> bool {
    line.trim_end().ends_with(|last: char| last.is_alphanumeric() || last == ',')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Prose;

    const WIRE: &str = "VELLE - A bomb killed ten people as it went off inside a crowded\n\
        hall in the middle of the town on Thursday, as unrest left sixteen\n\
        dead, among them two officers.\n\
        In the worst attack, a man blew himself up amid a crowd of people in\n\
        Tarsin, some 70 kilometres to the north, a colonel of the garrison\n\
        told reporters.\n";

    #[test]
    fn broken_lines_are_one_paragraph() {
        assert!(is_wrapped(WIRE));
        let prose = Prose::read(WIRE);
        assert_eq!(prose.sentences.len(), 2);
        assert_eq!(prose.sentences[1].paragraph, 1);
        let mail = WIRE.replace('\n', "\r\n");
        assert!(is_wrapped(&mail));
        assert_eq!(Prose::read(&mail).sentences.len(), 2);
    }

    #[test]
    fn lists_and_paragraphs_keep_their_lines() {
        let list = "Shelled were:\nseven houses in the village of Velle, near the river;\n\
            three houses in the village of Tarsin, which lies beyond it;\n\
            one shop in the town of Quent, where nobody was hurt at all.\n";
        let news = "Two people were killed in the shelling of Velle on Monday\n\
            Three were hurt in Tarsin.\nThe governor spoke of it on Tuesday at noon in the town hall\n";
        for text in [list, news] {
            assert!(!is_wrapped(text), "{text}");
        }
    }
}
