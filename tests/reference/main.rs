//! Numbers of the geodesy against those of other implementations; each table names its source.

use eventmap::gazetteer::borders;
use eventmap::geodesy::compass::difference_deg;
use eventmap::geodesy::{LonLat, azimuth_deg, destination, distance_m};

/// The rows of a table, split at tabs.
fn rows(table: &str) -> impl Iterator<Item = Vec<&str>> {
    table.lines().filter(|row| !row.starts_with('#')).map(|row| row.split('\t').collect())
}

fn number(text: &str) -> f64 {
    text.parse().unwrap_or_else(|_| panic!("expected a number, found {text}"))
}

#[test]
fn geodesics() {
    let mut count = 0;
    for row in rows(include_str!("geodesic.tsv")) {
        let cells: Vec<f64> = row.iter().map(|cell| number(cell)).collect();
        let [lat1, lon1, azimuth1, lat2, lon2, azimuth2, metres] = cells[..] else {
            panic!("expected seven numbers, found {row:?}");
        };
        let (from, to) = (LonLat::new(lon1, lat1), LonLat::new(lon2, lat2).normalised());
        assert!((distance_m(from, to) - metres).abs() < 1e-6, "{row:?}");
        assert!(difference_deg(azimuth_deg(from, to), azimuth1) < 1e-9, "{row:?}");
        assert!(difference_deg(azimuth_deg(to, from), azimuth2 + 180.0) < 1e-9, "{row:?}");
        assert!(distance_m(destination(from, azimuth1, metres), to) < 1e-6, "{row:?}");
        count += 1;
    }
    assert_eq!(count, 20);
}

#[test]
fn distances_to_the_border() {
    let border = borders::embedded("ru-ua").expect("the bundled border");
    let mut count = 0;
    for row in rows(include_str!("border.tsv")) {
        let &[name, lon, lat, metres, azimuth, country] = &row[..] else {
            panic!("expected six cells, found {row:?}");
        };
        let p = LonLat::new(number(lon), number(lat));
        let found = border.nearest(p).expect("a nearest point");
        let error = (found.metres - number(metres)).abs();
        assert!(error < 1e-3, "{name}: {} m, off by {error} m", found.metres);
        let turned = difference_deg(found.azimuth_deg, number(azimuth));
        assert!(turned < 2e-4, "{name}: {} degrees, off by {turned}", found.azimuth_deg);
        assert_eq!(border.side(p).as_deref().unwrap_or("-"), country, "{name}");
        count += 1;
    }
    assert_eq!(count, 16);
}
