//! Datelines: "KYIV (Reuters) -", "RIYADH:", "MOSCOW, June 2. /TASS/": where a report was filed, not where things happened.

use super::lexicon::Classes;
use super::page::{Capitals, Page};
use crate::text::TokenKind;

/// A dateline is at most this many tokens long.
const LONGEST: usize = 16;
/// Title, byline and the like before it.
const MOST_LINES: usize = 6;

/// For each token, whether it lies in the place part of a dateline.
#[must_use]
pub fn mark(page: &Page<'_>) -> Vec<bool> {
    let mut marks = vec![false; page.len()];
    let mut paragraph = None;
    for sentence in &page.prose.sentences {
        // A title may stand before it in one paragraph; there only capitals tell a dateline.
        let caps = page.token(sentence.first_token).is_some_and(|token| token.all_caps);
        if paragraph == Some(sentence.paragraph) && !caps {
            continue;
        }
        paragraph = Some(sentence.paragraph);
        if let Some(end) = place_end(page, sentence.first_token) {
            for mark in &mut marks[sentence.first_token..end] {
                *mark = true;
            }
        }
    }
    marks
}

/// One past the last token of the places in a dateline that begins at `first`.
fn place_end(page: &Page<'_>, first: usize) -> Option<usize> {
    let caps = page.token(first).is_some_and(|token| token.all_caps);
    if !page.capital(first) {
        return None;
    }
    let mut end = None;
    let mut upper = 0;
    let mut lower = 0;
    for at in first..(first + LONGEST).min(page.len()) {
        let word = page.word(at);
        let kind = page.token(at).map(|token| token.kind);
        let glued = page.token(at).is_some_and(|token| token.glued);
        match (kind, word) {
            (Some(TokenKind::Mark), "(" | "/") if !glued || word == "(" => {
                end = end.or(Some(at));
                // "(Reuters)", "/TASS/", "(UrduPoint News / Sputnik - ...)".
                let agency =
                    (at + 1..at + 4).any(|next| page.is(next, Classes::AGENCY)) || agency(page, at).is_some();
                if agency {
                    return end;
                }
                if word == "(" {
                    return None;
                }
            }
            (Some(TokenKind::Mark), "—" | "–" | "-" | "--") if !glued => {
                return if caps && lower == 0 && upper > 0 { end.or(Some(at)) } else { None };
            }
            (Some(TokenKind::Mark), ":") if page.token(at + 1).is_some_and(|next| next.all_caps) => {
                return None;
            }
            (Some(TokenKind::Mark), ":") => return if caps && lower == 0 { end.or(Some(at)) } else { None },
            // "X, June 2. A court ...": a date ends it too.
            (Some(TokenKind::Mark), ".") if caps && lower == 0 && upper > 0 && ends_date(page, at) => {
                return end;
            }
            (Some(TokenKind::Mark), "," | "/" | "." | "-") => {}
            (Some(TokenKind::Number), _) => end = end.or(Some(at)),
            (Some(TokenKind::Word), _) if page.is(at, Classes::CALENDAR) => end = end.or(Some(at)),
            (Some(TokenKind::Word), _) if page.token(at).is_some_and(|token| token.all_caps) => upper += 1,
            (Some(TokenKind::Word), _) if page.capital(at) => {
                lower += usize::from(end.is_none() && upper == 0);
            }
            _ => return None,
        }
    }
    None
}

/// The token of an agency's letters in a bracket before a dash: "(PNA) -".
fn agency(page: &Page<'_>, bracket: usize) -> Option<usize> {
    let letters = page.token(bracket + 1).is_some_and(|token| token.all_caps)
        && (3..=8).contains(&page.word(bracket + 1).len());
    let closed = page.word(bracket) == "("
        && page.word(bracket + 2) == ")"
        && matches!(page.word(bracket + 3), "—" | "–" | "-" | "--" | ":");
    (letters && closed && page.case(bracket + 1) != Capitals::All).then_some(bracket + 1)
}

/// The letters of an agency are no place anywhere in its report, whatever town they spell.
pub fn mark_agencies(page: &mut Page<'_>) {
    let brackets: Vec<usize> =
        (0..page.prose.sentences.len()).map(|sentence| page.prose.sentences[sentence].first_token).collect();
    let found = brackets
        .into_iter()
        .take(MOST_LINES)
        .flat_map(|first| first + 1..(first + LONGEST).min(page.len()))
        .find_map(|at| agency(page, at));
    let Some(found) = found else { return };
    let letters = page.word(found).to_string();
    for at in 0..page.len() {
        if page.word(at) == letters {
            page.person[at] = true;
        }
    }
}

/// True if the full stop at `at` follows a month and a day of it.
fn ends_date(page: &Page<'_>, at: usize) -> bool {
    let number = |at: usize| page.token(at).is_some_and(|token| token.kind == TokenKind::Number);
    let day = |a: usize, b: usize| number(a) && page.is(b, Classes::CALENDAR);
    at > 2 && (day(at - 1, at - 2) || day(at - 2, at - 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Prose;
    use crate::toponym::lexicon::Lexicon;

    #[test]
    fn datelines_are_told_from_sentences() {
        for (text, expected) in [
            ("VILNIUS (Reuters) - A court ruled.", "VILNIUS"),
            ("VILNIUS, June 2 (AFP) – A court ruled.", "VILNIUS ,"),
            ("TUNIS: A court ruled.", "TUNIS"),
            ("TUNIS/RABAT, 3 May. /TASS/. A court ruled.", "TUNIS / RABAT ,"),
            ("TUNIS, May 3. In Sfax a court ruled.", "TUNIS ,"),
            ("NATO, May 3 and 4. It met.", ""),
            ("Vilnius (AP) — A court ruled.", "Vilnius"),
            ("Vilnius courts ruled - again.", ""),
            ("Vilnius (the capital) slept.", ""),
            ("GOMEL: RESIDENTS FLEE", ""),
        ] {
            let prose = Prose::read(text);
            let page = Page::new(text, &prose, Lexicon::english());
            let marks = mark(&page);
            let words: Vec<&str> = (0..page.len()).filter(|&i| marks[i]).map(|i| page.word(i)).collect();
            assert_eq!(words.join(" "), expected, "{text}");
        }
    }
}
