//! Title and subtitle by rule: what, near which border, when, how many, from how many texts.

use super::base::{BaseMap, BorderLine};
use super::drawn::Drawn;
use super::fonts::Face;
use super::frame::Outside;
use super::letters;
use super::words::{Lang, Words};
use super::{MapOptions, dashed};
use crate::report::Report;

/// The border's name: its own in English, the countries on its sides in other languages.
#[must_use]
pub fn border_name(words: &Words, border: &BorderLine) -> String {
    let named = |code: &String| super::names::country(words.lang, code);
    let sides: Option<Vec<&str>> = border.sides.iter().map(named).collect();
    match sides.as_deref() {
        Some([a, b]) if words.lang != Lang::En => format!("{a} – {b}"),
        _ => dashed(&border.name),
    }
}

/// Title and subtitle.
#[must_use]
pub fn titles(
    report: &Report,
    base: &BaseMap,
    drawn: &Drawn,
    options: &MapOptions,
    outside: &[Outside],
) -> (String, String) {
    let words = &options.style.words;
    if drawn.n == 0 && !drawn.stated.is_empty() {
        let (title, subtitle) = of_claims(report, drawn, words);
        return (asked(options).unwrap_or(title), subtitle);
    }
    let border = base.border.as_ref().map(|b| border_name(words, b)).unwrap_or_default();
    let near = drawn.is_near();
    let named = drawn.spots.iter().filter(|s| drawn.part && !s.name.is_empty());
    let largest = named.max_by_key(|s| (s.marks.len(), s.population));
    let mut title = match largest {
        Some(spot) => words.with("title_around", &[("place", spot.shown(words.lang).0)]),
        None if border.is_empty() => words.get("title_plain").to_owned(),
        None => words.with(if near { "title_near" } else { "title_and" }, &[("border", &border)]),
    };
    let span = words.span(drawn.start, drawn.end);
    if !span.is_empty() {
        title += ", ";
        title += &span;
    }
    title = format!("{title} {}", words.with("count", &[("n", &words.whole(drawn.n as f64))]));
    let mut subtitle = subtitle(report, base, drawn, words, outside);
    // A title of one's own need not say when it was; the map does.
    let asked = asked(options);
    if drawn.n > 0 && !span.is_empty() && asked.as_ref().is_some_and(|title| !title.contains(&span)) {
        subtitle = format!("{span} · {subtitle}");
    }
    (asked.unwrap_or(title), subtitle)
}

/// The title that was asked for, if anything of it can be drawn.
fn asked(options: &MapOptions) -> Option<String> {
    options.title.clone().filter(|title| !letters::is_lost(title, Face::Bold))
}

/// Of a map of stated distances alone.
fn of_claims(report: &Report, drawn: &Drawn, words: &Words) -> (String, String) {
    let n = words.with("count", &[("n", &words.whole(drawn.stated.len() as f64))]);
    let title = format!("{} {n}", words.get("title_claims"));
    let subtitle = match report.documents.len() {
        0 => words.get("subtitle_claims_edited").to_owned(),
        n => words.with("subtitle_claims", &[("texts", &words.plural("n_texts", n))]),
    };
    (title, subtitle)
}

fn subtitle(report: &Report, base: &BaseMap, drawn: &Drawn, words: &Words, outside: &[Outside]) -> String {
    let key = match (report.documents.is_empty(), base.border.is_some()) {
        (false, true) => "subtitle",
        (false, false) => "subtitle_no_border",
        (true, true) => "subtitle_edited",
        (true, false) => "subtitle_edited_no_border",
    };
    let texts = words.plural("texts", report.documents.len());
    let left: usize = outside.iter().map(|o| o.n).sum();
    let mut parts: Vec<String> = Vec::new();
    parts.extend(match drawn.n {
        0 if left > 0 || drawn.unplaced > 0 => None,
        0 => Some(words.get("none_placed").to_owned()),
        _ if drawn.hexagons.is_some() => Some(words.get("subtitle_hexagons").to_owned()),
        _ => Some(words.with(key, &[("texts", &texts)])),
    });
    if left > 0 {
        parts.push(words.with("not_in_frame", &[("n", &words.whole(left as f64))]));
    }
    if drawn.unplaced > 0 && !drawn.part {
        parts.push(match drawn.n {
            0 if left == 0 => words.plural("none_placed_of", drawn.unplaced),
            0 => words.with("without_any_place", &[("n", &words.whole(drawn.unplaced as f64))]),
            _ => words.with("without_place", &[("n", &words.whole(drawn.unplaced as f64))]),
        });
    }
    if drawn.areas_left {
        parts.push(words.get("areas_on_overview").to_owned());
    }
    parts.join("; ")
}
