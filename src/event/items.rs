//! Lists of news, an item a paragraph: which paragraphs begin an item of their own.

use crate::text::dates::{DateKind, DateMention};
use crate::text::{Lowered, Prose};

/// True for each paragraph that begins an item of a list: after a bullet, after a dateline ("TARSIN - ..."), after a day
/// ("9 June: ..."). One such paragraph alone is no list.
#[must_use]
pub fn find(text: &str, words: &Lowered<'_>, prose: &Prose, dates: &[DateMention]) -> Vec<bool> {
    let mut items: Vec<bool> = Vec::new();
    for sentence in &prose.sentences {
        if sentence.paragraph < items.len() {
            continue;
        }
        items.resize(sentence.paragraph, false);
        let first = sentence.first_token;
        let begins = is_bullet(text, words, prose, first)
            || is_dateline(words, prose, first, sentence.end_token)
            || dates.iter().any(|date| {
                date.kind == DateKind::Day
                    && date.first <= first + 1
                    && date.end > first
                    && matches!(words.word(date.end), ":" | "-")
            });
        items.push(begins);
    }
    if items.iter().filter(|item| **item).count() < 2 {
        items.fill(false);
    }
    items
}

/// "• ", "- ", "▪️ ", "3) ".
fn is_bullet(text: &str, words: &Lowered<'_>, prose: &Prose, first: usize) -> bool {
    let Some(token) = prose.tokens.get(first) else { return false };
    let apart = prose.tokens.get(first + 1).is_some_and(|next| !next.glued);
    let line = text.get(..token.span.start).map_or("", |before| before.rsplit('\n').next().unwrap_or(""));
    matches!(words.word(first), "•" | "▪" | "*" | "·" | "►" | "‣" | "◦")
        || words.word(first) == "-" && apart
        || line.contains(['•', '▪', '►', '‣', '◦', '●', '■'])
}

/// "TARSIN - Gunmen attacked", "OLD MILL, Velle: ...": a name in capitals and a mark.
fn is_dateline(words: &Lowered<'_>, prose: &Prose, first: usize, end: usize) -> bool {
    let shouted = |at: usize| prose.tokens.get(at).is_some_and(|token| token.all_caps);
    let mark = (first + 1..end.min(first + 5)).find(|at| matches!(words.word(*at), "-" | ":"));
    shouted(first)
        && mark.is_some_and(|mark| {
            (first..mark).all(|at| shouted(at) || matches!(words.word(at), "," | "-"))
                && prose.tokens.get(mark).is_some_and(|token| !token.glued || words.word(mark) == ":")
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_told_from_running_text() {
        for (text, expected) in [
            ("TARSIN - Gunmen shot two men.\n\nVELLE - A bomb went off.", vec![true, true]),
            ("TARSIN - Gunmen shot two men.\n\nA bomb went off in Velle.", vec![false, false]),
            ("Summary\n\u{2022} Two men were shot.\n\u{2022} A bomb went off.", vec![false, true, true]),
            ("9 June: Two men were shot.\n11 June: A bomb went off.", vec![true, true]),
            ("The news is bad.\nIt rains.", vec![false, false]),
        ] {
            let prose = Prose::read(text);
            let words = Lowered::read(&prose);
            let dates = crate::text::dates::find(&words, &prose, None);
            assert_eq!(find(text, &words, &prose, &dates), expected, "{text}");
        }
    }
}
