//! What is thrown at which reader, and what the reader is asked for.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use eventmap::Result;
use eventmap::document::{Document, Fields, ReadOptions, read_bytes, settle};
use eventmap::edited;
use eventmap::event::border::Ruler;
use eventmap::gazetteer::borders::{self, Border};
use eventmap::gazetteer::import::{ImportOptions, Source, SourceKind, import};
use eventmap::gazetteer::{Gazetteer, PlaceKey};
use eventmap::geodesy::LonLat;
use eventmap::map::{self, BaseMap, MapOptions};
use eventmap::output::{Layer, geojson};
use eventmap::pipeline::{self, Article, Keep, Options};
use eventmap::report::Report;

mod sound;
mod words;

/// One reader.
pub struct Target {
    /// What it is called on the command line.
    pub name: &'static str,
    /// Inputs that it reads without an error.
    pub sound: Vec<Vec<u8>>,
    /// Words of its format.
    pub words: &'static [&'static [u8]],
    /// True for formats that say where in them things stand.
    pub fixed: bool,
    /// Reads an input; the same number where it is answered in the same way.
    pub run: fn(&[u8]) -> u64,
}

/// The names of all targets.
pub fn names() -> [&'static str; 17] {
    [
        "jsonl",
        "csv",
        "markdown",
        "html",
        "text",
        "warc",
        "gzip",
        "zstd",
        "parquet",
        "news",
        "border",
        "edited",
        "render",
        "gazetteer",
        "places",
        "shapes",
        "dump",
    ]
}

/// The target of this name.
pub fn find(name: &str) -> Option<Target> {
    let name = names().into_iter().find(|known| *known == name)?;
    let of = |texts: &[&str]| texts.iter().map(|text| text.as_bytes().to_vec()).collect::<Vec<_>>();
    let plain = |sound, words, run| Target { name, sound, words, fixed: false, run };
    let fixed = |sound, words, run| Target { name, sound, words, fixed: true, run };
    Some(match name {
        "jsonl" => plain(of(&sound::JSONL), words::JSONL, |bytes| read("a.jsonl", bytes)),
        "csv" => plain(of(&sound::TABLES), words::TABLE, |bytes| {
            read(if bytes.contains(&b'\t') { "a.tsv" } else { "a.csv" }, bytes)
        }),
        "markdown" => plain(of(&sound::MARKDOWN), words::MARKDOWN, |bytes| read("a.md", bytes)),
        "html" => plain(of(&sound::PAGES), words::PAGE, |bytes| read("a.html", bytes)),
        "text" => plain(sound::texts(), words::TEXT, |bytes| read("a.txt", bytes)),
        "warc" => plain(of(&sound::WARC), words::WARC, |bytes| read("a.warc", bytes)),
        "gzip" => fixed(sound::gzip(), words::GZIP, |bytes| read("a.txt.gz", bytes)),
        "zstd" => fixed(sound::zstd(), words::ZSTD, |bytes| read("a.jsonl.zst", bytes)),
        "parquet" => fixed(sound::parquet(), words::PARQUET, read_parquet),
        "news" => plain(of(&sound::NEWS), words::NEWS, news),
        "border" => plain(of(&sound::BORDERS), words::GEOJSON, border),
        "edited" => plain(sound::edited(), words::GEOJSON, |bytes| edit(bytes, false)),
        "render" => plain(sound::edited(), words::GEOJSON, |bytes| edit(bytes, true)),
        "gazetteer" => fixed(vec![small().to_vec(), unsummed(small())], words::GAZETTEER, gazetteer),
        "places" => plain(of(&sound::PLACES), words::PLACES, |bytes| {
            built(bytes, "csv", SourceKind::Table)
                .map_or_else(|error| sign([error]), |bytes| bytes.len() as u64 / 64)
        }),
        "shapes" => plain(of(&sound::SHAPES), words::GEOJSON, |bytes| {
            built(bytes, "geojson", SourceKind::Geojson)
                .map_or_else(|error| sign([error]), |bytes| bytes.len() as u64 / 64)
        }),
        _ => plain(of(&sound::DUMP), words::DUMP, |bytes| {
            built(bytes, "txt", SourceKind::Geonames)
                .map_or_else(|error| sign([error]), |bytes| bytes.len() as u64 / 64)
        }),
    })
}

/// What some messages say, whatever they say it of.
fn sign<M: ToString>(messages: impl IntoIterator<Item = M>) -> u64 {
    let mut hash = DefaultHasher::new();
    for message in messages {
        let message = message.to_string();
        let said = message.split("found").next().unwrap_or_default();
        let words = said.split(|letter: char| !letter.is_ascii_alphabetic()).filter(|word| !word.is_empty());
        // What stands farther behind is mostly the input's own.
        words.take(8).for_each(|word| word.hash(&mut hash));
    }
    hash.finish()
}

fn read_with(name: &str, bytes: &[u8], options: &ReadOptions) -> u64 {
    let (documents, errors) = read_bytes(Path::new(name), bytes.to_vec(), options);
    for document in &documents {
        assert!(!document.text.contains('\0'));
        if let Some(span) = document.published.and_then(|published| published.span) {
            assert!(document.text.get(span.start..span.end).is_some());
        }
    }
    let told = documents.iter().take(3).map(|document| {
        let known = [document.title.is_some(), document.outlet.is_some(), document.language.is_some()];
        let dated = document.published.map_or("", |published| published.basis.as_str());
        format!("{known:?} {dated} {}", document.warnings.join(" "))
    });
    sign(told.chain(errors.iter().take(3).map(ToString::to_string)))
}

fn read(name: &str, bytes: &[u8]) -> u64 {
    read_with(name, bytes, &ReadOptions::default())
}

fn read_parquet(bytes: &[u8]) -> u64 {
    static OPTIONS: OnceLock<ReadOptions> = OnceLock::new();
    let options = OPTIONS.get_or_init(|| {
        let fields = Fields { text: Some("text".to_owned()), ..Fields::default() };
        ReadOptions { fields, ..ReadOptions::default() }
    });
    read_with("a.parquet", bytes, options)
}

fn ru_ua() -> &'static Border {
    borders::embedded("ru-ua").expect("the border is bundled")
}

/// What the whole pipeline makes of one article.
fn report(text: &str) -> Report {
    // Ranges of areas are measured once: they are the border's, not the article's.
    static RULER: OnceLock<Ruler<'_>> = OnceLock::new();
    let mut documents = vec![Document::new("a", text)];
    settle(&mut documents);
    let ruler = RULER.get_or_init(|| Ruler::new(ru_ua()));
    let options = Options::new(ru_ua(), Gazetteer::embedded());
    let articles = documents.into_iter().map(Article::from).collect();
    pipeline::run_apart(articles, &options, ruler, Keep::All, &|| ())
}

fn news(bytes: &[u8]) -> u64 {
    let report = report(&String::from_utf8_lossy(bytes));
    // Writing costs more than reading.
    if bytes.len().is_multiple_of(16) {
        for layer in Layer::ALL {
            assert!(geojson(&report, layer).ends_with("}\n"));
        }
    }
    let events = report.events.iter().map(|event| {
        let (what, place) = (event.sub_event_type.as_str(), event.place.precision.as_str());
        format!("{what} {place} {}", event.modality.as_str())
    });
    let claims = report.claims.iter().map(|claim| claim.verdict.as_str().to_owned());
    sign(events.chain(claims))
}

/// Readers that want a file get one, in the folder of TMPDIR.
fn file(ending: &str, bytes: &[u8]) -> PathBuf {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    let folder = FOLDER.get_or_init(std::env::temp_dir);
    let path = folder.join(format!("hammer-{}.{ending}", std::process::id()));
    std::fs::write(&path, bytes).expect("the folder of TMPDIR takes files");
    path
}

/// Where a line is asked about.
const ASKED: [LonLat; 3] =
    [LonLat { lon: 36.2, lat: 50.1 }, LonLat { lon: -179.9, lat: -89.9 }, LonLat { lon: 0.0, lat: 0.0 }];

fn border(bytes: &[u8]) -> u64 {
    let border = match borders::from_geojson(&file("geojson", bytes)) {
        Ok(border) => border,
        Err(error) => return sign([error]),
    };
    for position in ASKED {
        let nearest = border.nearest(position).expect("a border has a line");
        assert!((0.0..2.1e7).contains(&nearest.metres), "{nearest:?}");
        let _ = (border.side_of(position, &nearest), border.contains(position));
    }
    border.lines.iter().map(Vec::len).sum::<usize>().min(40) as u64
}

fn edit(bytes: &[u8], drawn: bool) -> u64 {
    static SMALL: OnceLock<Gazetteer> = OnceLock::new();
    let gazetteer = SMALL.get_or_init(|| Gazetteer::open(small()).expect("it was just built"));
    let path = file("geojson", bytes);
    let measured = Some(ru_ua());
    let ways = [(Some(path.as_path()), None), (None, Some(path.as_path()))];
    let read = ways.map(|(events, claims)| edited::report(events, claims, measured, gazetteer));
    if drawn {
        for report in read.iter().flatten().filter(|report| report.events.len() + report.claims.len() > 0) {
            draw(report);
        }
    }
    sign(read.iter().map(|read| match read {
        Ok(report) => {
            format!("{} {}", "e".repeat(report.events.len().min(5)), "c".repeat(report.claims.len().min(5)))
        }
        Err(error) => error.to_string(),
    }))
}

fn draw(report: &Report) {
    let options = MapOptions { width: 400, height: 300, dpi: 50.0, ..MapOptions::default() };
    let base = BaseMap::of(report, Some(ru_ua()), Gazetteer::embedded());
    for scene in [map::overview_scene(report, &base, &options), map::claims_scene(report, &base, &options)] {
        drop(scene.expect("what was read can be drawn"));
    }
}

/// A gazetteer built from these bytes.
fn built(bytes: &[u8], ending: &str, kind: SourceKind) -> Result<Vec<u8>> {
    let source = Source { path: file(ending, bytes), kind: Some(kind) };
    import(&[source], &ImportOptions::default(), &mut |_| ()).map(|imported| imported.bytes)
}

/// A small gazetteer.
fn small() -> &'static [u8] {
    static BYTES: OnceLock<Vec<u8>> = OnceLock::new();
    BYTES.get_or_init(|| built(sound::PLACES[0].as_bytes(), "csv", SourceKind::Table).expect("a sound table"))
}

/// The same without its checksum, so that damage is not found by it alone.
fn unsummed(file: &[u8]) -> Vec<u8> {
    let mut file = file.to_vec();
    if let Some(at) = file.windows(5).position(|five| five == b"\nsum\t") {
        file[at + 1] = b'x';
    }
    file
}

fn gazetteer(bytes: &[u8]) -> u64 {
    let gazetteer = match Gazetteer::from_file(&file("bin", bytes)) {
        Ok(gazetteer) => gazetteer,
        Err(error) => return sign([error]),
    };
    for name in ["Upper Vale", "Вале", "vale", "q"] {
        for candidate in gazetteer.lookup(name) {
            let _ = (gazetteer.place(candidate.key), gazetteer.alternates(candidate.key));
        }
        let _ = (gazetteer.key_lookup(name, &["UA"]), gazetteer.fuzzy(name, 2), gazetteer.search(name, 5));
        let _ = gazetteer.matches(name.split(' '));
    }
    let near: Vec<PlaceKey> = gazetteer.near(ASKED[0], 40.0).into_iter().map(|(key, _)| key).collect();
    let _ = (gazetteer.info(), gazetteer.by_id("x:1"), gazetteer.capital("UA"));
    (gazetteer.len().min(20) * 32 + near.len().min(31)) as u64
}
