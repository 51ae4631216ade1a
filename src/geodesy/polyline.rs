//! Encoded polylines: lines of positions as short runs of printable ASCII, for the data files.
//!
//! Source: Google's "Encoded Polyline Algorithm Format", here with any number of decimals.

use super::LonLat;

/// Why a text is not an encoded polyline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PolylineError {
    /// A byte outside `?` to `~`.
    #[error("byte {at} is not of an encoded polyline")]
    BadByte {
        /// Its place, counted from 0.
        at: usize,
    },
    /// The text ends inside a number, or after a latitude without its longitude.
    #[error("encoded polyline ends in the middle of a position")]
    Cut,
    /// A number too long to be a coordinate.
    #[error("byte {at} belongs to a number too large for a coordinate")]
    TooLarge {
        /// Its place, counted from 0.
        at: usize,
    },
    /// A position off the Earth.
    #[error("position {number} of the encoded polyline is not on Earth")]
    OffEarth {
        /// Counted from 0.
        number: usize,
    },
}

/// Writes positions with `decimals` decimals of a degree (5 is 1.1 m, 6 is 0.11 m of latitude).
#[must_use]
#[cfg(any(feature = "html", test))]
pub fn encode(line: &[LonLat], decimals: u8) -> String {
    let unit = 10_f64.powi(i32::from(decimals));
    let mut out = String::new();
    let mut last = (0, 0);
    for p in line {
        let now = ((p.lat * unit).round() as i64, (p.lon * unit).round() as i64);
        push_number(&mut out, now.0 - last.0);
        push_number(&mut out, now.1 - last.1);
        last = now;
    }
    out
}

#[cfg(any(feature = "html", test))]
fn push_number(out: &mut String, value: i64) {
    let mut rest = (value << 1) ^ (value >> 63);
    while rest >= 0x20 {
        out.push(char::from((rest as u8 & 0x1f | 0x20) + 63));
        rest >>= 5;
    }
    out.push(char::from(rest as u8 + 63));
}

/// Reads what `encode` writes.
///
/// # Errors
///
/// [`PolylineError`] with the place in `text` where it ends too early or has a sign that the form does not know.
pub fn decode(text: &str, decimals: u8) -> Result<Vec<LonLat>, PolylineError> {
    let unit = 10_f64.powi(i32::from(decimals));
    let bytes = text.as_bytes();
    // Two numbers a position; the last byte of a number is below the others.
    let numbers = bytes.iter().filter(|byte| **byte < 0x20 + 63).count();
    let mut line = Vec::with_capacity(numbers / 2);
    let (mut at, mut lat, mut lon) = (0, 0_i64, 0_i64);
    while at < bytes.len() {
        // Wrapping cannot matter: a sum that far off is off the Earth long before.
        lat = lat.saturating_add(number(bytes, &mut at)?);
        lon = lon.saturating_add(number(bytes, &mut at)?);
        let p = LonLat::new(lon as f64 / unit, lat as f64 / unit);
        if !p.is_valid() || p.lon.abs() > 180.0 {
            return Err(PolylineError::OffEarth { number: line.len() });
        }
        line.push(p);
    }
    Ok(line)
}

fn number(bytes: &[u8], at: &mut usize) -> Result<i64, PolylineError> {
    let rest = bytes.get(*at..).unwrap_or(&[]);
    let mut value = 0_i64;
    for (n, byte) in rest.iter().enumerate() {
        let bits = byte.wrapping_sub(63);
        if bits > 63 {
            return Err(PolylineError::BadByte { at: *at + n });
        }
        if n > 10 {
            return Err(PolylineError::TooLarge { at: *at + n });
        }
        value |= i64::from(bits & 0x1f) << (5 * n);
        if bits & 0x20 == 0 {
            *at += n + 1;
            return Ok((value >> 1) ^ -(value & 1));
        }
    }
    Err(PolylineError::Cut)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The example of Google's own page.
    #[test]
    fn published_example() {
        let line = [LonLat::new(-120.2, 38.5), LonLat::new(-120.95, 40.7), LonLat::new(-126.453, 43.252)];
        assert_eq!(encode(&line, 5), "_p~iF~ps|U_ulLnnqC_mqNvxq`@");
        assert_eq!(decode("_p~iF~ps|U_ulLnnqC_mqNvxq`@", 5).unwrap(), line);
        assert_eq!(decode("", 5).unwrap(), []);
    }

    #[test]
    fn bad_texts_are_errors() {
        for (text, error) in [
            ("_p~iF", PolylineError::Cut),
            ("_p~i", PolylineError::Cut),
            ("_p ~iF", PolylineError::BadByte { at: 2 }),
            ("_pшiF", PolylineError::BadByte { at: 2 }),
            ("~~~~~~~~~~~~~~~", PolylineError::TooLarge { at: 11 }),
            ("~~~~~~?~~~~~~?", PolylineError::OffEarth { number: 0 }),
        ] {
            assert_eq!(decode(text, 5).unwrap_err(), error, "{text}");
        }
    }

    proptest! {
        #[test]
        fn round_trip(points in prop::collection::vec((-180.0..=180.0, -90.0..=90.0), 0..40)) {
            let line: Vec<LonLat> = points.iter().map(|&(lon, lat)| LonLat::new(lon, lat)).collect();
            let back = decode(&encode(&line, 6), 6).unwrap();
            prop_assert_eq!(back.len(), line.len());
            for (a, b) in line.iter().zip(&back) {
                prop_assert!((a.lon - b.lon).abs() < 5.1e-7 && (a.lat - b.lat).abs() < 5.1e-7);
            }
        }

        #[test]
        fn any_text_does_not_panic(text in ".{0,200}", decimals in 0..12_u8) {
            let _ = decode(&text, decimals);
        }
    }
}
