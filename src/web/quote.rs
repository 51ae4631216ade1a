//! A sentence of an article in pieces: plain words, and the words that told what, where and how many.

use serde::Serialize;

use super::escape::one_line;
use crate::text::Span;

/// What a piece of a sentence told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Mark {
    /// Nothing by itself.
    Plain,
    /// The event, or the stated distance.
    What,
    /// The place.
    Where,
    /// The number of victims.
    Number,
}

/// Words of a quotation and what they told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Piece(pub String, pub Mark);

/// Bytes of a passage that are kept on each side of its first mark.
const REACH: usize = 420;

/// The passage of `text` in pieces; where marks overlap the first given wins. A long passage is cut around its marks.
#[must_use]
pub fn pieces(text: &str, passage: Span, marks: &[(Span, Mark)]) -> Vec<Piece> {
    let passage = cut(text, passage, marks.first().map(|(span, _)| *span));
    let mut kept: Vec<(Span, Mark)> = Vec::new();
    for (span, mark) in marks {
        let sound =
            !span.is_empty() && passage.span.contains(*span) && text.get(span.start..span.end).is_some();
        if sound && kept.iter().all(|(other, _)| !other.overlaps(*span)) {
            kept.push((*span, *mark));
        }
    }
    kept.sort_unstable();
    let mut out = Vec::new();
    let mut from = passage.span.start;
    for (span, mark) in kept {
        push(&mut out, text.get(from..span.start), Mark::Plain);
        push(&mut out, text.get(span.start..span.end), mark);
        from = span.end;
    }
    push(&mut out, text.get(from..passage.span.end), Mark::Plain);
    if let Some(first) = out.first_mut() {
        first.0 = format!("{}{}", if passage.head { "… " } else { "" }, first.0.trim_start());
    }
    if let Some(last) = out.last_mut() {
        last.0 = format!("{}{}", last.0.trim_end(), if passage.tail { " …" } else { "" });
    }
    out
}

fn push(out: &mut Vec<Piece>, words: Option<&str>, mark: Mark) {
    let words = one_line(words.unwrap_or(""));
    if !words.is_empty() {
        out.push(Piece(words, mark));
    }
}

struct Cut {
    span: Span,
    /// Something was left out before it.
    head: bool,
    /// Something was left out after it.
    tail: bool,
}

fn cut(text: &str, passage: Span, around: Option<Span>) -> Cut {
    let Some(words) = text.get(passage.start..passage.end) else {
        return Cut { span: Span::new(0, 0), head: false, tail: false };
    };
    let around =
        around.filter(|span| passage.contains(*span)).unwrap_or(Span::new(passage.start, passage.start));
    let (mut start, mut end) = (passage.start, passage.end);
    if around.start - start > REACH {
        start = space_after(text, around.start - REACH).min(around.start);
    }
    if end - around.end > REACH {
        end = space_before(text, around.end + REACH).max(around.end);
    }
    let left = |span: &str| !span.trim().is_empty();
    Cut {
        span: Span::new(start, end),
        head: words.get(..start - passage.start).is_some_and(left),
        tail: words.get(end - passage.start..).is_some_and(left),
    }
}

/// The next space, or else character, at or after a byte.
fn space_after(text: &str, from: usize) -> usize {
    let from = (from..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    let near = text.get(from..).unwrap_or("").char_indices().take(40).find(|(_, c)| c.is_whitespace());
    from + near.map_or(0, |(at, _)| at)
}

/// The last space, or else character, at or before a byte.
fn space_before(text: &str, from: usize) -> usize {
    let from = (0..=from.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let near = text.get(..from).unwrap_or("").char_indices().rev().take(40).find(|(_, c)| c.is_whitespace());
    near.map_or(from, |(at, _)| at)
}

/// Where the words of `parts`, joined by " … " as casualties are, stand in a passage.
#[must_use]
pub fn places_of(text: &str, passage: Span, parts: Option<&str>) -> Vec<Span> {
    let words = text.get(passage.start..passage.end).unwrap_or("");
    let found = |part: &str| {
        let at = (!part.is_empty()).then(|| words.find(part)).flatten()?;
        Some(Span::new(passage.start + at, passage.start + at + part.len()))
    };
    parts.unwrap_or("").split(" … ").filter_map(found).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(text: &str, words: &str) -> Span {
        let start = text.find(words).unwrap();
        Span::new(start, start + words.len())
    }

    fn told(text: &str, marks: &[(&str, Mark)]) -> String {
        let marks: Vec<(Span, Mark)> = marks.iter().map(|(words, mark)| (span(text, words), *mark)).collect();
        let piece = |Piece(words, mark): &Piece| match mark {
            Mark::Plain => words.clone(),
            mark => format!("[{words}|{mark:?}]"),
        };
        pieces(text, Span::new(0, text.len()), &marks).iter().map(piece).collect()
    }

    #[test]
    fn words_are_marked_and_the_rest_kept() {
        let text = "A flood in  Derna\nkilled two people.";
        assert_eq!(
            told(text, &[("flood", Mark::What), ("Derna", Mark::Where), ("killed two", Mark::Number)]),
            "A [flood|What] in [Derna|Where] [killed two|Number] people."
        );
        assert_eq!(
            told(text, &[("killed", Mark::What), ("killed two", Mark::Number)]).matches('[').count(),
            1
        );
        assert_eq!(told(text, &[]), "A flood in Derna killed two people.");
    }

    #[test]
    fn long_passages_are_cut_around_the_marks_on_any_script() {
        for unit in ["слово ", "word ", "字"] {
            let text = format!("{}ПОЖАР{}", unit.repeat(900), unit.repeat(900));
            let marked = told(&text, &[("ПОЖАР", Mark::What)]);
            assert!(marked.len() < 1200 && marked.contains("[ПОЖАР|What]"), "{marked}");
            assert!(marked.starts_with("… ") && marked.ends_with(" …"), "{marked}");
        }
    }

    #[test]
    fn spans_that_are_not_of_the_text_mark_nothing() {
        let text = "день";
        for bad in [Span::new(1, 3), Span::new(0, 99), Span::new(4, 4)] {
            assert_eq!(pieces(text, Span::new(0, text.len()), &[(bad, Mark::What)]).len(), 1);
        }
        assert!(pieces(text, Span::new(1, 3), &[]).is_empty());
        assert_eq!(
            places_of("one dead, two hurt", Span::new(0, 18), Some("one dead … two hurt … gone")).len(),
            2
        );
    }
}
