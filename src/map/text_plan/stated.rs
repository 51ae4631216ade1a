//! Words of stated distances: what the text says and what is measured beside the line, names at its ends.

use super::{Block, Plan, Wanted};
use crate::map::claims::Stated;
use crate::map::fonts::Face;
use crate::map::labels::{self, Job};
use crate::map::words::Words;
use crate::text::measure::Unit;

/// What a label along its line costs more than one beside its arc, and how far off the arc that one stands.
const ALONG: f64 = 3.0;
const BESIDE: f64 = 9.0;
/// Straight lines shorter than this have no room beside them for words.
const SHORT: f64 = 40.0;

/// "stated about 15 km, measured 16 km"; the text's own unit first, where it is another.
#[must_use]
pub fn sentence(stated: &Stated, words: &Words) -> String {
    let key = format!("stated_{}", stated.hedge.as_str().replace('-', "_"));
    let told = words.with(&key, &[("distance", &number(stated, words))]);
    let measured = words.km_within(stated.measured_km, stated.doubt_km);
    let both = words.with("stated_measured", &[("stated", &told), ("measured", &measured)]);
    match stated.texts {
        0 | 1 => both,
        n => format!("{both} ({})", words.plural("n_texts", n)),
    }
}

/// "15 km", "50 mi (80.5 km)", "20–30 mi (32.2–48.3 km)".
fn number(stated: &Stated, words: &Words) -> String {
    let (value, unit) = stated.stated;
    let plain = |value| words.plain(rounded(value));
    let span = |(low, high): (f64, f64)| format!("{}–{}", plain(low), plain(high));
    let km =
        stated.range.map_or_else(|| plain(stated.stated_km), |(a, b)| span((a * unit.km(), b * unit.km())));
    let km = format!("{km} {}", words.get("km"));
    match unit {
        Unit::Kilometre => km,
        _ => format!("{} {} ({km})", stated.range.map_or_else(|| plain(value), span), unit.as_str()),
    }
}

/// To three significant digits, but never coarser than whole numbers.
fn rounded(value: f64) -> f64 {
    let fine = [(10.0, 100.0), (100.0, 10.0)].into_iter().find(|(below, _)| value < *below);
    let scale = fine.map_or(1.0, |(_, scale)| scale);
    (value * scale).round() / scale
}

impl Plan<'_> {
    /// A label for each stated distance that is seen.
    pub(super) fn stated(&self) -> Vec<Wanted> {
        let mut out = Vec::new();
        for trace in self.traces {
            let (Some((a, b)), Some(stated)) = (trace.spine(), self.drawn.stated.get(trace.number)) else {
                continue;
            };
            let color = self.style.verdict(stated.verdict);
            let bold = self.style.haloed(Face::Bold, self.style.sizes.km, color);
            let mut lines = vec![(sentence(stated, &self.style.words), bold)];
            if !stated.target.point {
                // A line to an edge does not say whose edge it is.
                let ends = format!("{} – {}", stated.subject.name, stated.target.name);
                lines.push((
                    ends,
                    self.style.haloed(Face::Italic, self.style.sizes.km, self.style.palette.ink),
                ));
            }
            let block = Block::new(lines);
            let mut candidates = labels::along(a, b, block.width, block.height);
            // Beside its arc a label is nobody else's; along the line it may be another's.
            for c in &mut candidates {
                c.cost += ALONG;
            }
            if let Some(arc) = trace.middle() {
                candidates.extend(labels::around(arc, BESIDE, block.width, block.height));
            }
            if a.distance(b) < SHORT {
                candidates.extend(labels::around(a.lerp(b, 0.5), SHORT / 2.0, block.width, block.height));
            }
            out.push(Wanted { block, job: Job { weight: 4.5, candidates }, town: None, told: true });
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::{ClaimVerdict, Hedge};
    use crate::geodesy::LonLat;
    use crate::map::claims::End;
    use crate::map::style::Style;

    fn stated(number: f64, unit: Unit, km: f64, hedge: Hedge) -> Stated {
        let end = |name: &str| End {
            position: LonLat { lon: 0.0, lat: 0.0 },
            name: name.to_owned(),
            local_name: None,
            population: 0,
            point: true,
        };
        Stated {
            subject: end("A"),
            target: end("B"),
            stated: (number, unit),
            stated_km: km,
            range: None,
            hedge,
            measured_km: 72.951,
            doubt_km: 12.0,
            verdict: ClaimVerdict::Rounded,
            heading_deg: None,
            texts: 1,
        }
    }

    #[test]
    fn both_numbers_are_told_in_the_words_of_the_text() {
        let words = Style::light().words;
        for (claim, want) in [
            (stated(80.0, Unit::Kilometre, 80.0, Hedge::None), "stated 80 km, measured 73 km"),
            (stated(15.0, Unit::Kilometre, 15.0, Hedge::About), "stated about 15 km, measured 73 km"),
            (
                stated(50.0, Unit::Mile, 80.467_2, Hedge::AtLeast),
                "stated at least 50 mi (80.5 km), measured 73 km",
            ),
            (stated(500.0, Unit::Metre, 0.5, Hedge::AtMost), "stated at most 500 m (0.5 km), measured 73 km"),
        ] {
            assert_eq!(sentence(&claim, &words), want);
        }
        let range = |low, high, unit: Unit| {
            let middle = f64::midpoint(low, high);
            Stated { range: Some((low, high)), ..stated(middle, unit, middle * unit.km(), Hedge::Range) }
        };
        assert_eq!(sentence(&range(15.0, 20.0, Unit::Kilometre), &words), "stated 15–20 km, measured 73 km");
        assert_eq!(
            sentence(&range(20.0, 30.0, Unit::Mile), &words),
            "stated 20–30 mi (32.2–48.3 km), measured 73 km"
        );
        let twice = Stated { texts: 2, ..stated(80.0, Unit::Kilometre, 80.0, Hedge::None) };
        assert_eq!(sentence(&twice, &words), "stated 80 km, measured 73 km (2 texts)");
    }
}
