//! Names in a text as subjects: toponyms, and runs of capitals that no toponym covers.

use std::ops::Range;

use super::words::{Role, View};
use crate::toponym::lexicon::{Classes, Lexicon};

/// A name that may be a claim's subject.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Name {
    /// Toponym by index.
    Known(usize),
    /// Tokens of a name that no toponym covers, or covers in part only.
    Unknown(Range<usize>),
}

impl Name {
    /// First token of the name.
    pub fn start(&self, view: &View<'_>) -> usize {
        match self {
            Self::Known(toponym) => view.tokens_of(*toponym).start,
            Self::Unknown(tokens) => tokens.start,
        }
    }
}

/// Small words inside a name: "Castel di Lucio", "Romans-sur-Isere".
const PARTICLES: [&str; 32] = [
    "de", "da", "do", "dos", "das", "di", "del", "della", "delle", "dei", "al", "el", "la", "le", "les",
    "am", "an", "der", "den", "im", "in", "of", "sur", "sous", "en", "upon", "bei", "ob", "nad", "pod", "y",
    "a",
];

/// Capitalised words that are no part of a place's name.
const NOT_NAMES: [&str; 31] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "i",
    "he",
    "she",
    "they",
    "it",
    "we",
    "his",
    "her",
    "there",
    "this",
    "these",
    "mr",
];

/// True for a capitalised word that may be (part of) a name.
fn is_name_word(view: &View<'_>, at: usize) -> bool {
    let inner = view.word(at).contains(['\'', '’']) && view.has_capital(at);
    (view.is_capital(at) || inner)
        && !NOT_NAMES.contains(&view.word(at))
        && view.role_at(at, Role::Soft).is_none()
        && view.role_at(at, Role::Located).is_none()
        && !view.hedge_at(at)
}

fn is_hyphen(word: &str) -> bool {
    matches!(word, "-" | "‑" | "‐")
}

/// True if the words before `start` make an area of the name: "the municipality of X", "Province of X".
pub(super) fn is_area_phrase(view: &View<'_>, start: usize) -> bool {
    const AREAS: [&str; 22] = [
        "municipality",
        "province",
        "district",
        "county",
        "region",
        "department",
        "state",
        "governorate",
        "oblast",
        "commune",
        "gmina",
        "canton",
        "prefecture",
        "parish",
        "raion",
        "arrondissement",
        "taluk",
        "tehsil",
        "voivodeship",
        "subdistrict",
        "township",
        "territory",
    ];
    let before = |back: usize| start.checked_sub(back).map_or("", |at| view.word(at));
    before(1) == "of" && AREAS.contains(&before(2)) || AREAS.contains(&before(1))
}

/// The name whose last token stands right before `end`.
pub(super) fn ending_at(view: &View<'_>, end: usize, floor: usize) -> Option<Name> {
    let last = end.checked_sub(1).filter(|&last| last >= floor)?;
    let known = view.toponym_at(last);
    let mut start = match known {
        Some(toponym) => view.tokens_of(toponym).start,
        None if is_name_word(view, last) => last,
        None => return None,
    };
    let whole = start;
    while start > floor {
        let before = start - 1;
        if is_hyphen(view.word(before)) && before > floor && view.is_capital(before - 1) {
            start = before - 1;
        } else if known.is_some() {
            break;
        } else if let Some(toponym) = view.toponym_at(before).filter(|&t| !view.is_adjective(t)) {
            start = view.tokens_of(toponym).start;
        } else if is_name_word(view, before) && before > floor {
            start = before;
        } else if PARTICLES.contains(&view.word(before))
            && before > floor
            && !matches!(view.word(before), "in" | "of" | "a" | "an" | "at")
            && view.is_capital(before - 1)
        {
            start = before - 1;
        } else {
            break;
        }
    }
    match known {
        Some(toponym) if start == whole => Some(Name::Known(toponym)),
        _ => unknown(view, start..end, floor),
    }
}

/// A run of capitals as a name, unless it is the ordinary word that a sentence begins with, or a person's first name.
fn unknown(view: &View<'_>, tokens: Range<usize>, sentence: usize) -> Option<Name> {
    let classes = |at: usize| Lexicon::english().classes(view.word(at));
    let ordinary =
        tokens.len() == 1 && tokens.start <= sentence + 1 && classes(tokens.start).any(Classes::COMMON);
    let person = classes(tokens.start).any(Classes::FIRST_NAME);
    (!ordinary && !person).then_some(Name::Unknown(tokens))
}

/// The name that begins at `start`, and where it ends.
pub(super) fn starting_at(view: &View<'_>, start: usize, limit: usize) -> Option<(Name, usize)> {
    let known = view.toponym_at(start);
    let mut end = match known {
        Some(toponym) => view.tokens_of(toponym).end.max(start + 1),
        None if is_name_word(view, start) => start + 1,
        None => return None,
    };
    let whole = end;
    while end < limit {
        // "Castelvetere in Val Fortore" is one name where it opens a sentence and no layer knows it.
        let inner = known.is_none() || !matches!(view.word(end), "in" | "of" | "a" | "an");
        let particle = PARTICLES.contains(&view.word(end)) && !view.is_capital(end) && inner;
        let joins = is_hyphen(view.word(end)) || particle;
        if view.toponym_at(end).is_none() && is_name_word(view, end) {
            end += 1;
        } else if joins
            && end + 1 < limit
            && is_name_word(view, end + 1)
            && !matches!(view.word(end), "in" | "of")
        {
            end += 2;
        } else if let Some(toponym) = view.toponym_at(end).filter(|_| known.is_none()) {
            end = view.tokens_of(toponym).end.max(end + 1);
        } else {
            break;
        }
    }
    match known {
        Some(toponym) if end == whole => Some((Name::Known(toponym), end)),
        _ => Some((unknown(view, start..end, start)?, end)),
    }
}
