//! Finding place names and choosing their places with the whole world loaded, on one thread: bytes of text a second. The long
//! documents show that time grows as the text does.

#![allow(missing_docs)]

use std::fmt::Write as _;
use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use eventmap::gazetteer::Gazetteer;
use eventmap::text::Prose;
use eventmap::toponym::find_in;

const ARTICLES: [&str; 5] = [
    include_str!("../seeds/000_df20ed903392cda8.txt"),
    include_str!("../seeds/001_21a5629de4e4b7a9.txt"),
    include_str!("../seeds/002_6c8c6a7ac9f744a9.txt"),
    include_str!("../seeds/003_0366c24000c99fd9.txt"),
    include_str!("../seeds/004_5297d98050c74d92.txt"),
];

/// Invented sentences of many kinds of text, all over the world.
const SENTENCES: &str = include_str!("../tests/toponyms/stress.tsv");

fn sentences() -> String {
    let rows = SENTENCES.lines().filter(|line| !line.starts_with('#'));
    let mut text = String::new();
    for (number, sentence) in rows.filter_map(|row| row.split('\t').nth(1)).enumerate() {
        // Writing to a string cannot fail.
        let _ = write!(text, "{sentence}{}", if number % 6 == 5 { "\n" } else { " " });
    }
    text
}

fn found(text: &str) -> usize {
    find_in(text, &Prose::read(text), Gazetteer::embedded()).len()
}

fn toponyms(c: &mut Criterion) {
    let mut group = c.benchmark_group("toponyms");
    let articles: usize = ARTICLES.iter().map(|text| text.len()).sum();
    group.throughput(Throughput::Bytes(articles as u64));
    group.bench_function("articles on one war", |b| {
        b.iter(|| ARTICLES.iter().map(|text| found(black_box(text))).sum::<usize>());
    });
    let text = sentences();
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("sentences from all over", |b| b.iter(|| found(black_box(&text))));
    group.finish();

    let mut group = c.benchmark_group("one document of");
    group.sample_size(10);
    for (name, copies) in [("100 kB", 21), ("1 MB", 210)] {
        let long = format!("{text}\n").repeat(copies);
        group.throughput(Throughput::Bytes(long.len() as u64));
        group.bench_function(name, |b| b.iter(|| found(black_box(&long))));
    }
    group.finish();
}

criterion_group!(benches, toponyms);
criterion_main!(benches);
