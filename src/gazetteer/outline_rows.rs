//! The rows that outlines and borders of the bundled files are written in.

use crate::geodesy::{LonLat, polyline};

/// Decodes rows "TAB, number, TAB, polyline"; rows of one number belong to one ring.
pub(super) fn rings(rows: &str, decimals: u8) -> Result<Vec<Vec<LonLat>>, polyline::PolylineError> {
    let mut rings: Vec<Vec<LonLat>> = Vec::new();
    let mut current = "";
    for row in rows.lines() {
        let mut columns = row.split('\t').skip(1);
        let (Some(number), Some(line)) = (columns.next(), columns.next()) else { continue };
        let part = polyline::decode(line, decimals)?;
        match rings.last_mut() {
            Some(ring) if number == current => ring.extend(part),
            _ => rings.push(part),
        }
        current = number;
    }
    Ok(rings)
}
