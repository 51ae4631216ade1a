//! Prints how fast distances to a border are, for borders of 10 thousand to 2 million vertices, on one thread.
//!
//! `cargo run --release --example measure_speed [-- OUTLINE.geojson]`: Markdown rows. Times are the thread's own where the system tells them (Linux),
//! so that other work on the machine counts little; elsewhere they are wall time. The borders are the coarse outline of
//! Ukraine, or that of the file, with a vertex put beside the middle of every edge, again and again: as jagged as a real border at
//! every scale. The file is measured as it stands, too. "In batches": `BorderIndex::nearest_batch`, ordering included.

#![allow(clippy::print_stdout)]

use std::path::Path;
use std::time::Instant;

use eventmap::gazetteer::borders::Border;
use eventmap::gazetteer::shapes::country_shape;
use eventmap::geodesy::{BorderIndex, EdgeKind, LonLat, Nearest, destination};

/// A number from 0 to 1, always the same row of them.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// Seconds that this thread has run.
fn seconds(start: Instant) -> f64 {
    let own = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = own.as_deref().and_then(|text| text.split(' ').next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| start.elapsed().as_secs_f64(), |n| n / 1e9)
}

/// The outline with so many vertices in all, about.
fn refined(rings: &[Vec<LonLat>], vertices: usize) -> Vec<Vec<LonLat>> {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let mut rings = rings.to_vec();
    let count = |rings: &[Vec<LonLat>]| rings.iter().map(Vec::len).sum::<usize>();
    while count(&rings) < vertices {
        // So many of the edges are halved this time.
        let share = ((vertices - count(&rings)) as f64 / count(&rings) as f64).min(1.0);
        for ring in &mut rings {
            let mut finer = Vec::with_capacity(ring.len() * 2);
            for pair in ring.windows(2) {
                let &[a, b] = pair else { continue };
                finer.push(a);
                if dice.roll() <= share {
                    let off = 0.3 * (dice.roll() - 0.5);
                    let lon = f64::midpoint(a.lon, b.lon) - off * (b.lat - a.lat);
                    finer.push(LonLat::new(lon, f64::midpoint(a.lat, b.lat) + off * (b.lon - a.lon)));
                }
            }
            finer.extend(ring.last().copied());
            *ring = finer;
        }
    }
    rings
}

fn main() -> eventmap::Result<()> {
    let given = std::env::args().nth(1);
    let rings = match &given {
        Some(path) => Border::from_geojson(Path::new(path))?.lines,
        None => country_shape("UA").map(|shape| shape.rings().to_vec()).unwrap_or_default(),
    };
    let own: usize = rings.iter().map(Vec::len).sum();
    let start = Instant::now();
    println!(
        "| vertices | index, ms | 0 to 50 km, one by one | 0 to 500 km | 0 to 50 km, in batches | 0 to 500 km | 500 to 3000 km | 0 to 500 km, exact |"
    );
    println!("| --- | --- | --- | --- | --- | --- | --- | --- |");
    let sizes = [10_000, 100_000, 1_000_000, 2_000_000].into_iter().filter(|&size| size > own);
    for vertices in given.iter().map(|_| own).chain(sizes) {
        row(&refined(&rings, vertices), start);
    }
    Ok(())
}

/// How positions are measured.
#[derive(Clone, Copy)]
enum Way {
    Each,
    Batch,
    Exact,
}

fn row(rings: &[Vec<LonLat>], start: Instant) {
    let all: Vec<LonLat> = rings.iter().flatten().copied().collect();
    let repeats = (400_000 / all.len()).max(2);
    let mut index = BorderIndex::default();
    let before = seconds(start);
    for _ in 0..repeats {
        index = BorderIndex::build(rings, EdgeKind::LonLat);
    }
    let build_ms = (seconds(start) - before) * 1000.0 / repeats as f64;
    let mut dice = Dice(7);
    let mut rate = |from_m: f64, to_m: f64, way: Way| {
        let points: Vec<LonLat> = (0..200_000)
            .map(|_| {
                let vertex = all[(dice.roll() * all.len() as f64) as usize];
                destination(vertex, dice.roll() * 360.0, from_m + dice.roll() * (to_m - from_m))
            })
            .collect();
        let before = seconds(start);
        let told = |n: Nearest| n.metres + n.azimuth_deg + n.point.lon;
        let sum: f64 = match way {
            Way::Each => points.iter().filter_map(|&p| index.nearest(p)).map(told).sum(),
            Way::Batch => index.nearest_batch(&points).into_iter().flatten().map(told).sum(),
            Way::Exact => points.iter().filter_map(|&p| index.nearest_exact(p)).map(told).sum(),
        };
        assert!(sum.is_finite());
        points.len() as f64 / (seconds(start) - before) / 1e6
    };
    let rates = [
        rate(0.0, 5e4, Way::Each),
        rate(0.0, 5e5, Way::Each),
        rate(0.0, 5e4, Way::Batch),
        rate(0.0, 5e5, Way::Batch),
        rate(5e5, 3e6, Way::Batch),
        rate(0.0, 5e5, Way::Exact),
    ];
    let cells: Vec<String> = rates.iter().map(|rate| format!("{rate:.2} M/s")).collect();
    println!("| {} | {build_ms:.1} | {} |", all.len(), cells.join(" | "));
}
