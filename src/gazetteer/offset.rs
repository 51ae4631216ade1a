//! "20 km southwest of Kharkiv": a distance and a direction from a named place.

use crate::geodesy::{Offset, compass};
use crate::text::Prose;
use crate::text::measure;

/// Reads a length, a direction and "of" or "from", then a name: the name and the offset; none for other words.
///
/// The number may mean anything that rounds to it: "20 km" is 15 to 25, "21 km" is 20.5 to 21.5.
#[must_use]
pub fn parse(words: &str) -> Option<(String, Offset)> {
    let prose = Prose::read(words);
    let measures = measure::find(words, &prose);
    let length = measures.first()?;
    // "about" and the like before it; nothing else.
    if length.first_token > 2 {
        return None;
    }
    let rest = words.get(length.span.end..)?;
    let (direction, name) = [" of ", " from "].iter().find_map(|link| {
        let (direction, name) = rest.split_once(link)?;
        let direction = direction.trim();
        let direction =
            direction.strip_prefix("to the ").or(direction.strip_prefix("due ")).unwrap_or(direction);
        Some((compass::parse(direction)?, name.trim()))
    })?;
    let (number, unit) = (length.number, length.unit.km());
    let half = if number.range { 0.0 } else { number.step.min(number.value()) / 2.0 };
    let km = ((number.low - half).max(0.0) * unit, (number.high + half) * unit);
    (!name.is_empty()).then(|| (name.to_owned(), Offset { km, direction }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_in_words() {
        for (words, name, low, high, azimuth) in [
            ("20 km southwest of Kharkiv", "Kharkiv", 15.0, 25.0, 225.0),
            ("about 12 km to the north of Sumy", "Sumy", 11.5, 12.5, 0.0),
            ("5 miles NE from Goris", "Goris", 4.5 * 1.609_344, 5.5 * 1.609_344, 45.0),
            ("10-15 kilometers east of Novaya Tavolzhanka", "Novaya Tavolzhanka", 10.0, 15.0, 90.0),
        ] {
            let (found, offset) = parse(words).unwrap();
            assert_eq!(found, name, "{words}");
            assert!((offset.km.0 - low).abs() < 1e-9 && (offset.km.1 - high).abs() < 1e-9, "{offset:?}");
            assert!((offset.direction.azimuth_deg - azimuth).abs() < 1e-9, "{words}");
        }
        for words in [
            "Kharkiv",
            "20 km from Kharkiv",
            "north of Kharkiv",
            "20 km southwest of",
            "",
            "5 apples north of X",
        ] {
            assert!(parse(words).is_none(), "{words}");
        }
    }
}
