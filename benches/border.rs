//! How long the nearest point of the bundled border takes, and making its index. Points per second are elements/s here.

#![allow(missing_docs)]

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use eventmap::gazetteer::borders::{self, Border};
use eventmap::geodesy::{BorderIndex, EdgeKind, LonLat, destination};

/// Points in a ring of distances around vertices of the border, always the same ones.
fn points(border: &Border, from_m: f64, to_m: f64) -> Vec<LonLat> {
    let vertices: Vec<LonLat> = border.lines.iter().flatten().copied().collect();
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    (0..10_000)
        .map(|_| {
            let vertex = vertices[(random() * vertices.len() as f64) as usize];
            destination(vertex, random() * 360.0, from_m + random() * (to_m - from_m))
        })
        .collect()
}

fn nearest(c: &mut Criterion) {
    let Some(border) = borders::embedded("ru-ua") else { return };
    let mut group = c.benchmark_group("nearest");
    for (name, from_m, to_m) in
        [("0-50 km", 0.0, 5e4), ("50-500 km", 5e4, 5e5), ("500-3000 km", 5e5, 3e6), ("world", 0.0, 1.9e7)]
    {
        let points = points(border, from_m, to_m);
        let points = if name == "world" { &points[..500] } else { &points[..] };
        group.throughput(Throughput::Elements(points.len() as u64));
        group.bench_function(name, |b| {
            b.iter(|| {
                points.iter().filter_map(|&p| border.nearest(p)).map(|found| found.metres).sum::<f64>()
            });
        });
    }
    let points = points(border, 0.0, 5e4);
    group.throughput(Throughput::Elements(points.len() as u64));
    group.bench_function("side, 0-50 km", |b| {
        b.iter(|| points.iter().filter(|&&p| border.side(p).is_some()).count());
    });
    group.finish();
}

fn build(c: &mut Criterion) {
    let Some(border) = borders::embedded("ru-ua") else { return };
    c.bench_function("build index", |b| {
        b.iter(|| BorderIndex::build(black_box(&border.lines), EdgeKind::LonLat));
    });
}

criterion_group!(benches, nearest, build);
criterion_main!(benches);
