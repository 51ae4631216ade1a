//! Throws damaged input at one reader for a while: `cargo run --release --example hammer -- html 60`.
//!
//! Inputs are made from sound ones by changes drawn from a fixed seed, so a failure comes again. A panic ends the run; an input that
//! takes longer than a second is printed and counted. Figures stand in `docs/robustness.md`.

#![allow(clippy::print_stdout, reason = "it is a program that prints what it did")]

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use eventmap::document::{Document, ReadOptions, read_bytes, settle};
use eventmap::gazetteer::{Gazetteer, borders};
use eventmap::output::{Layer, geojson};
use eventmap::pipeline::{self, Options};

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

/// What is done with one input.
type Target = fn(&[u8]);

fn read(name: &str, bytes: &[u8]) {
    let (documents, _) = read_bytes(Path::new(name), bytes.to_vec(), &ReadOptions::default());
    assert!(documents.iter().all(|document| !document.text.contains('\0')));
}

fn news(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let mut documents = vec![Document::new("a", text)];
    settle(&mut documents);
    let Some(border) = borders::embedded("ru-ua") else { return };
    let options = Options::new(border, Gazetteer::embedded());
    let report = pipeline::run(documents, &options, &|| ());
    for layer in Layer::ALL {
        assert!(geojson(&report, layer).ends_with("}\n"));
    }
}

/// Through a file, since borders come from files.
fn border(bytes: &[u8]) {
    let path: PathBuf = std::env::temp_dir().join(format!("hammer-{}.geojson", std::process::id()));
    if std::fs::write(&path, bytes).is_ok() {
        let _ = borders::from_geojson(&path);
    }
}

/// Through a file, since gazetteers come from files.
fn gazetteer(bytes: &[u8]) {
    let path: PathBuf = std::env::temp_dir().join(format!("hammer-{}.bin", std::process::id()));
    if std::fs::write(&path, bytes).is_ok() {
        let _ = Gazetteer::from_file(&path);
    }
}

fn main() {
    let targets: [(&str, &[u8], Target); 11] = [
        ("jsonl", JSONL, |bytes| read("a.jsonl", bytes)),
        ("csv", TABLE, |bytes| read("a.csv", bytes)),
        ("markdown", MARKDOWN, |bytes| read("a.md", bytes)),
        ("html", PAGE, |bytes| read("a.html", bytes)),
        ("text", NEWS, |bytes| read("a.txt", bytes)),
        ("warc", WARC, |bytes| read("a.warc", bytes)),
        ("gzip", GZIP, |bytes| read("a.txt.gz", bytes)),
        ("zstd", ZSTD, |bytes| read("a.jsonl.zst", bytes)),
        ("news", NEWS, news),
        ("border", BORDER, border),
        ("gazetteer", b"eventmap gazetteer", gazetteer),
    ];
    let mut arguments = std::env::args().skip(1);
    let wanted = arguments.next().unwrap_or_default();
    let seconds = arguments.next().and_then(|words| words.parse().ok()).unwrap_or(10);
    let seed = arguments.next().and_then(|words| words.parse().ok()).unwrap_or(1_u64);
    let Some((name, sound, target)) = targets.into_iter().find(|(name, ..)| *name == wanted) else {
        let names: Vec<&str> = targets.iter().map(|(name, ..)| *name).collect();
        println!("usage: hammer {} [SECONDS] [SEED]", names.join("|"));
        return;
    };
    let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let (started, end) = (Instant::now(), Duration::from_secs(seconds));
    let (mut runs, mut slow, mut slowest) = (0_u64, 0_u64, Duration::ZERO);
    while started.elapsed() < end {
        let bytes = damaged(sound, &mut dice);
        let (shown, began) = (bytes.len(), Instant::now());
        target(&bytes);
        let took = began.elapsed();
        runs += 1;
        slowest = slowest.max(took);
        if took > Duration::from_secs(1) {
            slow += 1;
            println!("run {runs}: {took:?} for {shown} bytes");
        }
    }
    println!("{name}: {runs} runs in {seconds} s, seed {seed}; slowest {slowest:?}, above one second {slow}");
}
