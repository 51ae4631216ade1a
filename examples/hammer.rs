//! Throws damaged input at one reader for a while: `cargo run --release --example hammer -- html 60`, or until so many inputs are
//! done: `... -- html 7200 1 10000000`.
//!
//! Inputs are made from sound ones by changes drawn from a fixed seed, so a failure comes again. A panic ends the run; an input that
//! takes longer than a second is printed and counted. Figures stand in `docs/robustness.md`.

#![allow(clippy::print_stdout, reason = "it is a program that prints what it did")]

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use eventmap::document::{Document, Fields, ReadOptions, read_bytes, settle};
use eventmap::gazetteer::import::{ImportOptions, Source, SourceKind, import};
use eventmap::gazetteer::{Gazetteer, borders};
use eventmap::output::{Extras, Format, Layer, geojson, layer_bytes, layer_rows};
use eventmap::pipeline::{self, Options};
use eventmap::report::Report;

/// A sound input for each reader.
const JSONL: &[u8] = b"{\"id\":\"a\",\"text\":\"Shells fell on Friday.\",\"published\":\"2023-06-02\",\"x\":[{\"y\":1e5}]}\n{\"text\":\"b\"}\n";
const TABLE: &[u8] = b"id,text,date\na,\"Shells, \"\"two\"\" fell\",2023-06-02\nb,\"c\nd\",\n";
const MARKDOWN: &[u8] = b"---\ntitle: T\n---\n# Head\n\nWords *and* **[more](a)** ![x](y) `c`.\n\n> - a\n>   1. b\n\n| a | b |\n|---|---|\n| c | d |\n\n[^1]: note\n";
const PAGE: &[u8] = b"<!doctype html><html lang=en><head><title>T</title><meta charset=utf-8><script type=\"application/ld+json\">{\"@context\":\"https://schema.org\",\"@type\":\"NewsArticle\",\"datePublished\":\"2023-06-02\"}</script></head><body><article><h1>T</h1><p>Shells fell on the village, he said, and two people died there.</p><div><p>More words, more commas, more text.</p><table><tr><td>x</td></tr></table></div></article></body></html>";
const WARC: &[u8] = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.org/\r\nContent-Type: application/http\r\nContent-Length: 178\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n5e\r\nShells fell on the village, he said, and two people died there. More words, more commas, more.\r\n0\r\n\r\n\r\n\r\nWARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n\r\nWar.\r\n\r\n";
const GZIP: &[u8] = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x4b\x04\x00\x43\xbe\xb7\xe8\x01\x00\x00\x00";
const ZSTD: &[u8] = b"\x28\xb5\x2f\xfd\x04\x58\x09\x00\x00a\x36\x8d\x2a\x94";
const NEWS: &[u8] = "date 2023-09-14 Two people were killed and 3 wounded when shells hit a house in the village of Kozinka, some 12 kilometers from \
    Belgorod, on Wednesday, the governor said. Drones were shot down over Шебекино. Officials denied it.".as_bytes();
const BORDER: &[u8] = b"{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{\"name\":\"b\"},\"geometry\":{\"type\":\"LineString\",\"coordinates\":[[35.0,50.0],[36.0,50.5],[37.5,49.9]]}}]}";

const PLACES: &[u8] = b"name,lat,lon,class,country,population,alternate_names\nUpper Vale,50.1,36.2,settlement,UA,1200,Vale|Vale-on-Sea\n\"Low, Vale\",49.9,36.4,settlement,UA,,\n";
const SHAPES: &[u8] = b"{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{\"name\":\"Vale\",\"class\":\"region\",\"country\":\"UA\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[35.0,50.0],[36.0,50.5],[37.5,49.9],[35.0,50.0]]]}}]}";
const DUMP: &[u8] = b"706483\tKharkiv\tKharkiv\tCharkow,Harkov\t49.98081\t36.25272\tP\tPPLA\tUA\t\t07\t\t\t\t1430885\t\t113\tEurope/Kyiv\t2023-01-01\n1\tVale\tVale\t\t50.1\t36.2\tP\tPPL\tUA\t\t07\t\t\t\t12\t\t113\tEurope/Kyiv\t2023-01-01\n";

/// Draws numbers: xorshift64* (Vigna 2016), the same on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % n.max(1)
    }
}

/// A copy of `sound` with some changes: bytes and bits turned, pieces dropped, doubled, moved, repeated.
fn damaged(sound: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = sound.to_vec();
    for _ in 0..=dice.below(8) {
        let (from, long) = (dice.below(bytes.len()), dice.below(40));
        let to = (from + long).min(bytes.len());
        let piece = bytes[from..to].to_vec();
        match dice.below(7) {
            0 if !bytes.is_empty() => bytes[from] = dice.below(256) as u8,
            1 if !bytes.is_empty() => bytes[from] ^= 1 << dice.below(8),
            2 => drop(bytes.drain(from..to)),
            3 => {
                let at = dice.below(bytes.len());
                drop(bytes.splice(at..at, piece));
            }
            4 if dice.below(50) == 0 => {
                let many = piece.repeat(1 + dice.below(1500));
                drop(bytes.splice(from..from, many));
            }
            5 => bytes.truncate(from.max(1)),
            _ => {
                let odd = [
                    "\u{202E}",
                    "\0",
                    "\u{FFFD}",
                    "\r",
                    "e\u{301}",
                    "9999999999",
                    "-1e400",
                    "[[",
                    "<div>",
                    "\"",
                    "🚀",
                ];
                drop(bytes.splice(from..from, odd[dice.below(odd.len())].bytes()));
            }
        }
        bytes.truncate(1 << 16);
    }
    bytes
}

fn read(name: &str, bytes: &[u8]) {
    let (documents, _) = read_bytes(Path::new(name), bytes.to_vec(), &ReadOptions::default());
    assert!(documents.iter().all(|document| !document.text.contains('\0')));
}

/// What the whole pipeline makes of one article.
fn report(bytes: &[u8]) -> Report {
    let mut documents = vec![Document::new("a", String::from_utf8_lossy(bytes).into_owned())];
    settle(&mut documents);
    let border = borders::embedded("ru-ua").expect("the border is bundled");
    pipeline::run(documents, &Options::new(border, Gazetteer::embedded()), &|| ())
}

fn news(bytes: &[u8]) {
    let report = report(bytes);
    for layer in Layer::ALL {
        assert!(geojson(&report, layer).ends_with("}\n"));
    }
}

/// A copy of `sound` with some bytes and bits turned and none moved, for files that say where in them things stand.
fn turned(sound: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = sound.to_vec();
    for _ in 0..=dice.below(4) {
        let at = dice.below(bytes.len());
        match dice.below(3) {
            0 => bytes[at] = dice.below(256) as u8,
            1 => bytes[at] ^= 1 << dice.below(8),
            _ => bytes[at] = [0, 0x7F, 0x80, 0xFF][dice.below(4)],
        }
    }
    bytes
}

/// Readers that want a file get one, in the folder of TMPDIR.
fn file(ending: &str, bytes: &[u8]) -> Option<PathBuf> {
    let path = std::env::temp_dir().join(format!("hammer-{}.{ending}", std::process::id()));
    std::fs::write(&path, bytes).is_ok().then_some(path)
}

fn border(bytes: &[u8]) {
    if let Some(path) = file("geojson", bytes) {
        let _ = borders::from_geojson(&path);
    }
}

fn gazetteer(bytes: &[u8]) {
    let Some(path) = file("bin", bytes) else { return };
    if let Ok(gazetteer) = Gazetteer::from_file(&path) {
        let _ = gazetteer.lookup("Vale");
    }
}

/// A gazetteer built from these bytes; none if they are not as documented.
fn built(bytes: &[u8], ending: &str, kind: SourceKind) -> Option<Vec<u8>> {
    let source = Source { path: file(ending, bytes)?, kind: Some(kind) };
    import(&[source], &ImportOptions::default(), &mut |_| ()).ok().map(|imported| imported.bytes)
}

/// Our own Parquet file of place names, read as articles whose text is the name.
fn parquet() -> Vec<u8> {
    let report = report(NEWS);
    let rows = layer_rows(&report, Layer::Toponyms, Format::GeoParquet);
    layer_bytes(Format::GeoParquet, Layer::Toponyms, &rows, &Extras::default()).unwrap_or_default()
}

fn read_parquet(bytes: &[u8]) {
    let fields = Fields { text: Some("text".to_owned()), ..Fields::default() };
    let options = ReadOptions { fields, ..ReadOptions::default() };
    drop(read_bytes(Path::new("a.parquet"), bytes.to_vec(), &options));
}

/// What is thrown, damaged, and at what.
struct Target {
    name: &'static str,
    sound: Vec<u8>,
    run: fn(&[u8]),
}

fn targets() -> Vec<Target> {
    let target = |name, sound: &[u8], run| Target { name, sound: sound.to_vec(), run };
    vec![
        target("jsonl", JSONL, |bytes| read("a.jsonl", bytes)),
        target("csv", TABLE, |bytes| read("a.csv", bytes)),
        target("markdown", MARKDOWN, |bytes| read("a.md", bytes)),
        target("html", PAGE, |bytes| read("a.html", bytes)),
        target("text", NEWS, |bytes| read("a.txt", bytes)),
        target("warc", WARC, |bytes| read("a.warc", bytes)),
        target("gzip", GZIP, |bytes| read("a.txt.gz", bytes)),
        target("zstd", ZSTD, |bytes| read("a.jsonl.zst", bytes)),
        target("parquet", &parquet(), read_parquet),
        target("news", NEWS, news),
        target("border", BORDER, border),
        target("gazetteer", &built(PLACES, "csv", SourceKind::Table).unwrap_or_default(), gazetteer),
        target("places", PLACES, |bytes| drop(built(bytes, "csv", SourceKind::Table))),
        target("shapes", SHAPES, |bytes| drop(built(bytes, "geojson", SourceKind::Geojson))),
        target("dump", DUMP, |bytes| drop(built(bytes, "txt", SourceKind::Geonames))),
    ]
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let wanted = arguments.next().unwrap_or_default();
    let mut number = |usual: u64| arguments.next().and_then(|words| words.parse().ok()).unwrap_or(usual);
    let (seconds, seed, most) = (number(10), number(1), number(u64::MAX));
    let targets = targets();
    let Some(Target { name, sound, run }) = targets.iter().find(|target| target.name == wanted) else {
        let names: Vec<&str> = targets.iter().map(|target| target.name).collect();
        println!("usage: hammer {} [SECONDS] [SEED] [INPUTS]", names.join("|"));
        return;
    };
    assert!(!sound.is_empty(), "there is no sound input for {name}");
    let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let (started, end) = (Instant::now(), Duration::from_secs(seconds));
    let (mut runs, mut slow, mut slowest) = (0_u64, 0_u64, Duration::ZERO);
    while started.elapsed() < end && runs < most {
        let moves = !["parquet", "gazetteer"].contains(name) || dice.below(8) == 0;
        let bytes = if moves { damaged(sound, &mut dice) } else { turned(sound, &mut dice) };
        let (shown, began) = (bytes.len(), Instant::now());
        run(&bytes);
        let took = began.elapsed();
        runs += 1;
        slowest = slowest.max(took);
        if took > Duration::from_secs(1) {
            slow += 1;
            println!("run {runs}: {took:?} for {shown} bytes");
        }
    }
    let took = started.elapsed().as_secs();
    println!("{name}: {runs} inputs in {took} s, seed {seed}; slowest {slowest:?}, above one second {slow}");
}
