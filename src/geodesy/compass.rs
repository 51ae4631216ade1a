//! Compass words and azimuths: "north-east", "NNE", "southwest".

/// The sixteen points from north, clockwise, 22.5 degrees apart.
const POINTS: [&str; 16] =
    ["N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE", "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW"];
const WORDS: [&str; 16] = [
    "north",
    "north-northeast",
    "northeast",
    "east-northeast",
    "east",
    "east-southeast",
    "southeast",
    "south-southeast",
    "south",
    "south-southwest",
    "southwest",
    "west-southwest",
    "west",
    "west-northwest",
    "northwest",
    "north-northwest",
];

/// A direction as a text states it: the middle of a sector, and half the sector's width.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Direction {
    /// Azimuth in degrees, 0 to 360 clockwise from north.
    pub azimuth_deg: f64,
    /// Half the width of the sector that the word covers, degrees: 45 for N, 22.5 for NE, 11.25 for NNE.
    ///
    /// Source: Chapman and Wieczorek, Georeferencing Best Practices (GBIF 2020), uncertainty from heading.
    pub half_width_deg: f64,
}

impl Direction {
    /// Degrees by which an azimuth lies outside the sector; 0 inside.
    #[must_use]
    pub fn off_by_deg(self, azimuth_deg: f64) -> f64 {
        (difference_deg(self.azimuth_deg, azimuth_deg) - self.half_width_deg).max(0.0)
    }

    /// The direction as seen from the other end.
    #[must_use]
    pub fn opposite(self) -> Self {
        Self { azimuth_deg: (self.azimuth_deg + 180.0) % 360.0, ..self }
    }
}

/// Reads a direction: "north", "North-East", "northeastern", "south westerly", "NNE", "south-southwest".
///
/// Letters alone (N, SE) count only in capitals, since "w" and "se" are words of other kinds.
#[must_use]
pub fn parse(words: &str) -> Option<Direction> {
    let words = words.trim();
    if let Some(point) = POINTS.iter().position(|&name| name == words) {
        return Some(direction(point));
    }
    let mut rest: String =
        words.chars().filter(|c| !matches!(c, '-' | ' ' | '\u{2010}' | '\u{2011}')).collect();
    rest.make_ascii_lowercase();
    let mut letters = String::new();
    'parts: while !rest.is_empty() {
        for (word, letter) in [("north", 'N'), ("south", 'S'), ("east", 'E'), ("west", 'W')] {
            if let Some(after) = rest.strip_prefix(word) {
                letters.push(letter);
                rest = after.to_owned();
                continue 'parts;
            }
        }
        if !matches!(rest.as_str(), "ern" | "erly" | "ward" | "wards") {
            return None;
        }
        break;
    }
    POINTS.iter().position(|&name| name == letters).map(direction)
}

fn direction(point: usize) -> Direction {
    let half_width_deg = match point % 4 {
        0 => 45.0,
        2 => 22.5,
        _ => 11.25,
    };
    Direction { azimuth_deg: point as f64 * 22.5, half_width_deg }
}

/// The nearest of the eight main directions in words: "north", "northeast"; none for NaN.
#[must_use]
pub fn word(azimuth_deg: f64) -> Option<&'static str> {
    sector(azimuth_deg, 8).map(|n| WORDS[n * 2])
}

/// The nearest of the sixteen points in letters: "N", "NNE"; none for NaN.
#[must_use]
pub fn letters(azimuth_deg: f64) -> Option<&'static str> {
    sector(azimuth_deg, 16).map(|n| POINTS[n])
}

fn sector(azimuth_deg: f64, count: usize) -> Option<usize> {
    let turn = azimuth_deg.rem_euclid(360.0);
    turn.is_finite().then(|| (turn / 360.0 * count as f64).round() as usize % count)
}

/// An azimuth rounded to so many decimals, in [0, 360): 359.96 is 0.0 with one decimal, not 360.0.
#[must_use]
pub fn rounded_deg(azimuth_deg: f64, decimals: i32) -> f64 {
    let unit = 10_f64.powi(decimals);
    // The zero added makes -0.0 into 0.0.
    (azimuth_deg * unit).round().rem_euclid(360.0 * unit) / unit + 0.0
}

/// The angle between two azimuths, 0 to 180 degrees.
#[must_use]
pub fn difference_deg(a: f64, b: f64) -> f64 {
    let turn = (a - b).rem_euclid(360.0);
    turn.min(360.0 - turn)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_to_azimuths() {
        for (words, azimuth, half) in [
            ("north", 0.0, 45.0),
            ("Northeast", 45.0, 22.5),
            ("north-east", 45.0, 22.5),
            ("north east", 45.0, 22.5),
            ("south-western", 225.0, 22.5),
            ("westerly", 270.0, 45.0),
            ("southwards", 180.0, 45.0),
            ("NNE", 22.5, 11.25),
            ("north-northeast", 22.5, 11.25),
            ("West-North-West", 292.5, 11.25),
            ("W", 270.0, 45.0),
        ] {
            let expected = Direction { azimuth_deg: azimuth, half_width_deg: half };
            assert_eq!(parse(words), Some(expected), "{words}");
        }
        for words in ["", "n", "se", "eastnorth", "northnorth", "northsouth", "easter", "westminster", "near"]
        {
            assert_eq!(parse(words), None, "{words}");
        }
    }

    #[test]
    fn azimuths_to_words() {
        for (azimuth, main, point) in [
            (0.0, "north", "N"),
            (359.9, "north", "N"),
            (-45.0, "northwest", "NW"),
            (20.0, "north", "NNE"),
            (137.0, "southeast", "SE"),
            (720.0 + 260.0, "west", "W"),
        ] {
            assert_eq!((word(azimuth), letters(azimuth)), (Some(main), Some(point)), "{azimuth}");
        }
        assert_eq!(word(f64::NAN), None);
        assert_eq!(letters(f64::INFINITY), None);
    }

    #[test]
    fn every_word_reads_back() {
        for (n, (word, point)) in WORDS.iter().zip(POINTS).enumerate() {
            assert_eq!(parse(word), parse(point));
            assert_eq!(parse(word).map(|d| d.azimuth_deg), Some(n as f64 * 22.5));
        }
    }

    #[test]
    fn rounding_stays_below_a_whole_turn() {
        for (azimuth, decimals, expected) in [
            (359.96, 1, 0.0),
            (359.94, 1, 359.9),
            (359.999_6, 3, 0.0),
            (-0.01, 1, 0.0),
            (45.26, 1, 45.3),
            (360.0, 0, 0.0),
        ] {
            let found = rounded_deg(azimuth, decimals);
            assert!((found - expected).abs() < 1e-9 && found.is_sign_positive(), "{azimuth}: {found}");
        }
    }

    #[test]
    fn angles_between() {
        for (a, b, expected) in [
            (0.0, 0.0, 0.0),
            (350.0, 10.0, 20.0),
            (10.0, 350.0, 20.0),
            (0.0, 180.0, 180.0),
            (-90.0, 270.0, 0.0),
        ] {
            assert!((difference_deg(a, b) - expected).abs() < 1e-12, "{a} {b}");
        }
        let north = Direction { azimuth_deg: 0.0, half_width_deg: 45.0 };
        assert!(north.off_by_deg(320.0) <= 0.0 && (north.off_by_deg(100.0) - 55.0).abs() < 1e-12);
        assert!((north.opposite().azimuth_deg - 180.0).abs() < 1e-12);
    }
}
