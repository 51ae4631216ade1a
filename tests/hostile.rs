//! Whatever bytes come in, reading ends without a panic, and what is found lies within the text.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where it stopped")]

use std::fs;
use std::path::{Path, PathBuf};

use eventmap::document::{Document, InputFormat, ReadOptions, read_bytes, read_inputs, settle};
use eventmap::gazetteer::{Gazetteer, borders};
use eventmap::output::{Layer, geojson, jsonl, report_md};
use eventmap::pipeline::{self, Options};
use eventmap::report::Report;
use eventmap::text::{Span, slice};
use proptest::prelude::*;

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn run(text: &str) -> Report {
    let mut documents = vec![Document::new("a", text)];
    settle(&mut documents);
    let options = Options::new(borders::embedded("ru-ua").unwrap(), Gazetteer::embedded());
    pipeline::run(documents, &options, &|| ())
}

/// Spans on character boundaries, numbers that are numbers, shares from 0 to 1, distances not below 0.
fn sound(report: &Report) {
    let text = &report.documents[0].text;
    let inside = |span: Span| {
        assert!(span.is_empty() || !slice(text, span).is_empty(), "{span:?} is off a character of {text:?}");
    };
    let share = |share: f64| assert!((0.0..=1.0).contains(&share), "{share}");
    for toponym in &report.documents[0].toponyms {
        inside(toponym.span);
        inside(toponym.phrase);
        share(toponym.confidence);
    }
    for event in &report.events {
        inside(event.trigger);
        inside(event.sentence);
        event.place.span.into_iter().for_each(inside);
        event.evidence.iter().filter_map(|reason| reason.span).for_each(inside);
        share(event.confidence);
        if let Some(border) = &event.border {
            assert!(border.km.is_none_or(|km| km >= 0.0) && border.km_min >= 0.0, "{border:?}");
            assert!(border.km_min <= border.km_max, "{border:?}");
        }
    }
    for claim in &report.claims {
        inside(claim.span);
        inside(claim.sentence);
        share(claim.confidence);
        assert!(
            claim.stated_km.is_none_or(|km| km >= 0.0) && claim.stated_km_low <= claim.stated_km_high,
            "{claim:?}"
        );
        assert!(claim.measured_km.is_none_or(|km| km >= 0.0), "{claim:?}");
    }
    for layer in Layer::ALL {
        serde_json::from_str::<serde_json::Value>(&geojson(report, layer)).unwrap();
        for line in jsonl(report, layer).lines() {
            serde_json::from_str::<serde_json::Value>(line).unwrap();
        }
    }
    assert!(!report_md(report, &[], &[]).is_empty());
}

/// Words that wake every stage, in any order, with anything between.
fn news() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "Kozinka",
        "Belgorod region",
        "the village of ",
        "Kharkiv",
        "Ukraine",
        "Moscow",
        "Шебекино",
        "two",
        "15",
        "-3",
        "1e9",
        "kilometers",
        "km",
        "miles",
        "from",
        "north",
        "killed",
        "wounded",
        "shelling",
        "shells hit",
        "a drone",
        "on Friday",
        "June 1",
        "2023",
        "Thursday, June 1",
        "said",
        "denied",
        "will",
        "near",
        "in",
        "the border",
        ",",
        ".",
        "\n\n",
        "“",
        "”",
        "(",
        ")",
        "’s",
        "-",
        "–",
        "\u{301}",
        "🚀",
        "\u{202E}",
        "\0",
        " ",
        "  ",
        "and",
        "at least",
    ]);
    let piece = prop_oneof![8 => words.prop_map(str::to_owned), 1 => any::<String>()];
    let joint = prop::sample::select(vec![" ", " ", " ", "", "\n"]);
    prop::collection::vec((piece, joint), 0..40)
        .prop_map(|parts| parts.into_iter().map(|(piece, joint)| piece + joint).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_gives_a_sound_report(text in prop_oneof![news(), any::<String>()]) {
        sound(&run(&text));
    }

    #[test]
    fn any_bytes_are_a_document_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..400), lines in any::<bool>()) {
        let path = folder("bytes").join(if lines { "a.jsonl" } else { "a.txt" });
        fs::write(&path, &bytes).unwrap();
        let (documents, errors) = read_inputs(&[path], &ReadOptions::default());
        prop_assert!(lines || documents.len() + errors.len() == 1);
    }

    #[test]
    fn no_bytes_break_a_reader(bytes in bytes(), format in prop::sample::select(InputFormat::ALL)) {
        let path = PathBuf::from(format!("a.{}", format.endings()[0]));
        let (documents, _) = read_bytes(&path, bytes, &ReadOptions::default());
        for document in documents {
            prop_assert!(!document.text.contains('\0'));
        }
    }
}

/// Bytes of every format with damage in them.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let whole: Vec<&[u8]> = vec![
        b"{\"id\":\"a\",\"text\":\"Shells fell.\",\"published\":\"2023-06-02\"}\n{\"text\":\"b\"}\n",
        b"id,text,date\na,\"Shells, \"\"two\"\" fell\",2023-06-02\nb,c\n",
        b"---\ntitle: T\ndate: 2023-06-02\n---\n# Head\n\nWords *and* [more](a).\n\n| a | b |\n|---|---|\n| c | d |\n",
        b"<!doctype html><html><head><title>T</title><meta charset=utf-8></head><body><article><p>Shells fell on the village, he said, and two people died there.</p><table><tr><td>x</article></body></html>",
        b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x4b\x04\x00\x43\xbe\xb7\xe8\x01\x00\x00\x00",
        b"\x28\xb5\x2f\xfd\x04\x58\x09\x00\x00a\x36\x8d\x2a\x94",
    ];
    let damage = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..3_u8), 0..6);
    (prop::sample::select(whole), damage).prop_map(|(whole, damage)| {
        let mut bytes = whole.to_vec();
        for (at, byte, how) in damage {
            let at = at.index(bytes.len().max(1));
            match how {
                0 if at < bytes.len() => bytes[at] = byte,
                1 => bytes.insert(at.min(bytes.len()), byte),
                _ => bytes.truncate(at),
            }
        }
        bytes
    })
}

#[test]
fn long_and_odd_texts_end_soon() {
    for (name, text) in [
        ("one word", "a".repeat(300_000)),
        ("one line", "Kozinka was shelled on Friday, June 2. ".repeat(2_000)),
        ("no sentence end", "shells hit Kozinka and ".repeat(3_000)),
        ("only marks", "“(".repeat(50_000)),
        ("only numbers", "15 km ".repeat(10_000)),
        ("only capitals", "Belgorod Kharkiv ".repeat(4_000)),
        ("only quotes", "\"".repeat(150_000)),
        ("one unknown name", "and Homs provib ".repeat(40_000)),
        ("combining", "e\u{301}\u{302}".repeat(50_000)),
        ("line ends", "\r\n\r\u{2028}".repeat(50_000)),
    ] {
        let started = std::time::Instant::now();
        let report = run(&text);
        assert_eq!(report.documents.len(), 1);
        // Generous for a loaded machine and an unoptimised build; what is quadratic takes minutes.
        assert!(started.elapsed().as_secs() < 60, "{name}: {:?}", started.elapsed());
    }
}
