//! Days that stand over what follows: of a chapter, of a summary, of a dateline.

use super::reading::Reading;
use crate::text::TokenKind;
use crate::text::dates::DateMention;

/// "12 June", "Tuesday, 13 June:" alone in its line: the day of all that follows until the next.
pub fn is_chapter(reading: &Reading<'_>, date: &DateMention) -> bool {
    let sentence = reading.prose.tokens[date.first].sentence;
    let bounds = reading.sentence(sentence);
    let other = |next: Option<usize>| {
        next.is_none_or(|next| {
            let sentences = &reading.prose.sentences;
            sentences.get(next).is_none_or(|other| other.paragraph != bounds.paragraph || other.heading)
        })
    };
    let mark = |at: usize| reading.prose.tokens[at].kind != TokenKind::Word || reading.word(at) == "on";
    sentence > 0
        && date.named
        && !date.deictic
        && other(sentence.checked_sub(1))
        && other(Some(sentence + 1))
        && (bounds.first_token..date.first).chain(date.end..bounds.end_token).all(mark)
}

/// "over the past day is as follows", "for the past 24 hours:": the span that a report is about.
pub fn is_frame(reading: &Reading<'_>, date: &DateMention) -> bool {
    let spans = (date.first..date.end).any(|at| {
        matches!(reading.word(at), "past" | "last" | "previous")
            && matches!(reading.word(at + 1), "day" | "24" | "night")
    });
    let sentence = reading.sentence(reading.prose.tokens[date.first].sentence);
    let follows =
        (date.end..sentence.end_token).any(|at| matches!(reading.word(at), "follows" | "following" | ":"));
    spans && follows
}

/// "DELHI, 4 October 2005 -": the day of filing.
pub fn is_dateline_date(reading: &Reading<'_>, date: &DateMention) -> bool {
    let sentence = reading.prose.tokens[date.first].sentence;
    let first = reading.sentence(sentence).first_token;
    if stands_alone(reading, date, sentence) {
        return true;
    }
    date.first < first + 10
        && (date.end..date.end + 6)
            .any(|at| reading.word(at) == "-" && reading.prose.tokens.get(at).is_some_and(|t| !t.glued))
        && reading.prose.tokens.get(first).is_some_and(|token| token.all_caps || reading.word(first) == "(")
}

/// "GAO. 12 March. Two people ...", "Gao, 12 March 2024. Two people ...": nothing but a day, and where, before the first words of a
/// paragraph near the head of the text.
fn stands_alone(reading: &Reading<'_>, date: &DateMention, sentence: usize) -> bool {
    const HEAD: usize = 2;
    const WORDS: usize = 3;
    let bounds = reading.sentence(sentence);
    let others = || (bounds.first_token..date.first).chain(date.end..bounds.end_token);
    let name = |at: usize| {
        let token = &reading.prose.tokens[at];
        token.kind != TokenKind::Word || token.capital
    };
    let words = others().filter(|at| reading.prose.tokens[*at].kind == TokenKind::Word).count();
    let goes_on =
        reading.prose.sentences.get(sentence + 1).is_some_and(|next| next.paragraph == bounds.paragraph);
    bounds.paragraph <= HEAD && date.named && !date.deictic && goes_on && words <= WORDS && others().all(name)
}
