//! What a map shows, in plain sentences: for those who cannot see it.

use super::sheet::Sheet;
use super::words::Words;

/// Most places that are told one by one.
const PLACES: usize = 60;

/// Title, frame, events by type, each place with its events and distance, areas, what lies outside.
#[must_use]
pub fn text(sheet: &Sheet<'_>) -> String {
    let words = &sheet.style.words;
    let [west, south, east, north] = sheet.view.bounds();
    let lon = |v: f64| words.longitude(super::projection::near(v, 0.0));
    let mut parts = vec![format!("{}.", sheet.title), format!("{}.", sheet.subtitle)];
    parts.push(words.with(
        "alt_frame",
        &[
            ("west", &lon(west)),
            ("east", &lon(east)),
            ("south", &words.latitude(south)),
            ("north", &words.latitude(north)),
        ],
    ));
    let types: Vec<String> =
        sheet.drawn.counts.iter().map(|(s, (n, _))| format!("{} ({n})", words.symbol(*s))).collect();
    parts.push(match types.len() {
        0 if !sheet.traces.is_empty() => String::new(),
        0 => words.get("alt_none").to_owned(),
        _ => words.with("alt_types", &[("list", &types.join("; "))]),
    });
    places(sheet, words, &mut parts);
    if let Some(hexagons) = &sheet.drawn.hexagons {
        let (across, most) = (words.plain(hexagons.across_km), words.whole(hexagons.most as f64));
        parts.push(words.with("alt_hexagons", &[("across", &across), ("most", &most)]));
    }
    for rival in &sheet.drawn.rivals {
        let place =
            sheet.drawn.spots.iter().find(|s| s.position == rival.from).map(|s| s.shown(words.lang).0);
        if let Some(place) = place.filter(|place| !place.is_empty()) {
            parts.push(words.with("alt_rival", &[("place", place), ("other", &rival.to.name)]));
        }
    }
    for area in &sheet.drawn.areas {
        let events = words.events(area.n);
        parts.push(words.with("alt_area", &[("place", &area.name), ("events", &events)]));
    }
    for stated in sheet.traces.iter().filter_map(|t| sheet.drawn.stated.get(t.number)) {
        let both = super::text_plan::sentence(stated, words);
        let verdict = words.verdict(stated.verdict);
        let ends = [("subject", stated.subject.name.as_str()), ("target", stated.target.name.as_str())];
        parts.push(words.with("alt_claim", &[ends[0], ends[1], ("both", &both), ("verdict", verdict)]));
    }
    let outside: Vec<String> = sheet.outside.iter().map(|o| format!("{} ({})", o.name, o.n)).collect();
    if !outside.is_empty() {
        parts.push(words.with("alt_outside", &[("list", &outside.join("; "))]));
    }
    parts.retain(|part| !part.is_empty());
    parts.join(" ")
}

/// The largest first.
fn places(sheet: &Sheet<'_>, words: &Words, parts: &mut Vec<String>) {
    let seen = |s: &&super::drawn::Spot| {
        !s.name.is_empty() && sheet.view.frame.holds(sheet.view.to_sheet(s.position))
    };
    let mut spots: Vec<_> = sheet.drawn.spots.iter().filter(seen).collect();
    spots.sort_by(|a, b| b.marks.len().cmp(&a.marks.len()).then(a.name.cmp(&b.name)));
    for spot in spots.into_iter().take(PLACES) {
        let distance = spot.link.map_or_else(String::new, |l| {
            let km = l.label(words);
            words.with("alt_distance", &[("km", &km)])
        });
        let (events, name) = (words.events(spot.marks.len()), spot.shown(words.lang).0);
        parts.push(words.with("alt_place", &[("place", name), ("events", &events), ("distance", &distance)]));
    }
}
