//! Compares the border index with a table of reference distances and prints the largest errors by category.
//!
//! `cargo run --release --example measure_truth -- TABLE.csv FOLDER`: the table has a header row with at least the columns
//! category, border (a GeoJSON file in FOLDER), lon, lat, `dist_m` (edges taken as geodesics), `dist_rfc7946_m` (edges
//! straight in longitude and latitude), `near_lon`, `near_lat`, `azi_deg` and side (inside, outside, on, na).

#![allow(clippy::print_stdout)]

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

use eventmap::gazetteer::borders::Border;
use eventmap::geodesy::compass::difference_deg;
use eventmap::geodesy::{BorderIndex, EdgeKind, LonLat, Shape, distance_m};

#[derive(Default)]
struct Worst {
    rows: usize,
    metres: f64,
    rfc_metres: f64,
    point_m: f64,
    azimuth_s: f64,
    inside_wrong: usize,
}

struct Measured {
    geodesic: BorderIndex,
    straight: BorderIndex,
    shape: Shape,
    /// Rows of known side, and those of them where left of the line is inside the area.
    sides: [usize; 2],
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [table, folder] = arguments.as_slice() else {
        return Err("expected TABLE.csv FOLDER".into());
    };
    let text = std::fs::read_to_string(table)?;
    let mut rows = text.lines().map(|row| row.split(',').collect::<Vec<_>>());
    let header = rows.next().ok_or("expected a header row")?;
    let mut borders: BTreeMap<String, Measured> = BTreeMap::new();
    let mut worst: BTreeMap<String, Worst> = BTreeMap::new();
    for row in rows {
        let text = |name: &str| -> Result<&str, String> {
            let place = header.iter().position(|column| *column == name);
            place.and_then(|i| row.get(i)).copied().ok_or_else(|| format!("expected a column {name}"))
        };
        let number = |name: &str| -> Result<f64, String> {
            text(name)?.parse().map_err(|_| format!("expected a number in column {name}"))
        };
        let name = text("border")?;
        if !borders.contains_key(name) {
            borders.insert(name.to_owned(), load(&Path::new(folder).join(name))?);
        }
        let Some(border) = borders.get_mut(name) else { continue };
        let p = LonLat::new(number("lon")?, number("lat")?);
        let found = border.geodesic.nearest(p).ok_or("expected a line")?;
        let entry = worst.entry(text("category")?.to_owned()).or_default();
        let error = (found.metres - number("dist_m")?).abs();
        entry.rows += 1;
        entry.metres = entry.metres.max(error);
        if error > 1e-3 {
            println!("row {}: {} m off", text("id")?, error);
        }
        let rfc = number("dist_rfc7946_m")?;
        if rfc.is_finite() {
            let straight = border.straight.nearest(p).ok_or("expected a line")?;
            entry.rfc_metres = entry.rfc_metres.max((straight.metres - rfc).abs());
        }
        let near = LonLat::new(number("near_lon")?, number("near_lat")?);
        entry.point_m = entry.point_m.max(distance_m(near, found.point));
        if number("dist_m")? > 10.0 {
            let off = difference_deg(found.azimuth_deg, number("azi_deg")?) * 3600.0;
            entry.azimuth_s = entry.azimuth_s.max(off);
        }
        let side = text("side")?;
        if side == "inside" || side == "outside" {
            entry.inside_wrong += usize::from(border.shape.contains(p) != (side == "inside"));
            border.sides[0] += 1;
            border.sides[1] += usize::from(found.left == (side == "inside"));
        }
    }
    print(&worst, &borders);
    Ok(())
}

fn print(worst: &BTreeMap<String, Worst>, borders: &BTreeMap<String, Measured>) {
    println!("category        rows  metres     straight   point m    azimuth \"  inside wrong");
    for (category, w) in worst {
        println!(
            "{category:15} {:4}  {:.2e}   {:.2e}   {:.2e}   {:.2e}   {:12}",
            w.rows, w.metres, w.rfc_metres, w.point_m, w.azimuth_s, w.inside_wrong
        );
    }
    println!("left of the line is inside (all or none, but for areas with enclaves):");
    for (name, Measured { sides: [rows, left], .. }) in borders {
        println!("{name:25} {left} of {rows}");
    }
}

fn load(path: &Path) -> Result<Measured, Box<dyn Error>> {
    let lines = Border::from_geojson(path)?.lines;
    Ok(Measured {
        geodesic: BorderIndex::build(&lines, EdgeKind::Geodesic),
        straight: BorderIndex::build(&lines, EdgeKind::LonLat),
        shape: Shape::new(lines),
        sides: [0, 0],
    })
}
