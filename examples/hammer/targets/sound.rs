//! Sound inputs: small, and each with other parts of its format.

use std::io::Write as _;
use std::sync::Arc;

use eventmap::output::{Layer, geojson};
use parquet::basic::{Compression, Encoding, GzipLevel, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, Int32Type};
use parquet::file::properties::{WriterProperties, WriterVersion};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use parquet::schema::types::ColumnPath;

pub const JSONL: [&str; 4] = [
    "{\"id\":\"a\",\"text\":\"Shells fell on Friday.\",\"published\":\"2023-06-02\",\"x\":[{\"y\":1e5}]}\n{\"text\":\"b\"}\n",
    "{\"id\":7,\"title\":\"T\",\"source\":\"The Paper\",\"text\":\"Zw\\u00f6lf \\ud83d\\ude80 \\n\\\"said\\\"\"}\r\n\r\n{\"text\":\"\"}",
    "{\"text\":\"date 2023-06-02 A storm\",\"published\":null,\"title\":[1],\"id\":null}\n[1]\n{\"text\":3}\n",
    "{\"text\":\"Повінь у Празі, двоє загинули\",\"published\":\"02/06/2023\"}\n",
];

pub const TABLES: [&str; 4] = [
    "id,text,date\na,\"Shells, \"\"two\"\" fell\",2023-06-02\nb,\"c\nd\",\n",
    "text\ttitle\tpublished\nA flood\tT\t2023-06-02\n\t\t\n",
    "id;text;source\r\n1;Shells fell;Paper\r\n2;\"a;b\";\r\n",
    "\u{feff}text\nx\n\"\"\n\"\n\"\n",
];

pub const MARKDOWN: [&str; 4] = [
    "---\ntitle: T\n---\n# Head\n\nWords *and* **[more](a)** ![x](y) `c`.\n\n> - a\n>   1. b\n\n| a | b |\n|---|---|\n| c | d |\n\n[^1]: note\n",
    "+++\ndate = 2023-06-02\n+++\n\nTitle\n=====\n\n* one\n* two\n\n```\ncode\n```\n\n<div>x</div>\n",
    "Words [a][b] &amp; <http://a.b> ~~gone~~  \nmore[^1]\n\n[b]: http://c \"t\"\n[^1]: x\n",
    "1. a\n\n   b\n2. c\n   - d\n\n        e\n\n***\n\n_a **b_ c** d_\n",
];

pub const PAGES: [&str; 4] = [
    "<!doctype html><html lang=en><head><title>T</title><meta charset=utf-8><script type=\"application/ld+json\">{\"@context\":\"https://schema.org\",\"@type\":\"NewsArticle\",\"datePublished\":\"2023-06-02\"}</script></head><body><article><h1>T</h1><p>Shells fell on the village, he said, and two people died there.</p><div><p>More words, more commas, more text.</p><table><tr><td>x</td></tr></table></div></article></body></html>",
    "<html><head><meta property=\"og:title\" content=\"T\"><meta property=\"article:published_time\" content=\"2023-06-02T08:00:00Z\"></head><body><nav><a href=/>Home</a></nav><div class=content><p>A flood took the bridge, the mayor said on Friday, and the road was closed.</p><br><br>More of it here, and there.<ul><li>one<li>two</ul></div></body></html>",
    "<p>Words, and words.<!-- c --><svg><path d=M0/></svg><p>More<noscript><img src=a></noscript><template><p>x</template>",
    "<table><tr><td><table><tr><td><b><i>deep</b></i></table></table><select><option>a<form><input></form><math><mi>x</math>",
];

pub const WARC: [&str; 3] = [
    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.org/\r\nContent-Type: application/http\r\nContent-Length: 178\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n5e\r\nShells fell on the village, he said, and two people died there. More words, more commas, more.\r\n0\r\n\r\n\r\n\r\nWARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n\r\nWar.\r\n\r\n",
    "WARC/1.1\r\nWARC-Type: warcinfo\r\nContent-Length: 2\r\n\r\nab\r\n\r\nWARC/1.1\r\nWARC-Type: resource\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 9\r\n\r\nA flood.\n\r\n\r\n",
    "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: 133\r\n\r\nHTTP/1.1 200\r\nContent-Type: text/html; charset=koi8-r\r\n\r\n<html><body><p>Shells fell, he said, and more, and more.</p></body></html>\r\n\r\n",
];

pub const NEWS: [&str; 8] = [
    "date 2023-09-14 Two people were killed and 3 wounded when shells hit a house in the village of Kozinka, some 12 kilometers from Belgorod, on Wednesday, the governor said. Drones were shot down over Шебекино. Officials denied it.",
    "Thursday, June 1, 2023. A drone struck a petrol station in Shebekino, 7 km from the border, at 4:30 a.m., according to Vyacheslav Gladkov.",
    "KYIV (Paper) — About 40,000 people marched from the station to the square on Saturday; police arrested at least 23 of them. \"We will not stop,\" she said.",
    "Between 5 and 10 miles north-east of Khartoum, fighters of the RSF attacked a convoy last week, killing dozens. The army denied that it had lost the town of Wad Madani.",
    "Rivers rose in the Brahmaputra valley: 31 dead, 2.5 million displaced in Assam and Bangladesh since 12 May.",
    "La ville se trouve à 25 km de la frontière. L'armée a bombardé le village de Goma lundi.",
    "Снаряды упали в 3 км от Грайворона, сообщил губернатор; погибли двое мирных жителей.",
    "Residents of Aleppo, Idlib and Homs province were told to leave within 72 hours; the ministry plans to rebuild the bridge in 2026.",
];

pub const BORDERS: [&str; 4] = [
    "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{\"name\":\"b\"},\"geometry\":{\"type\":\"LineString\",\"coordinates\":[[35.0,50.0],[36.0,50.5],[37.5,49.9]]}}]}",
    "{\"type\":\"Feature\",\"properties\":{\"left\":\"AA\",\"right\":\"BB\",\"source\":\"s\"},\"geometry\":{\"type\":\"MultiPolygon\",\"coordinates\":[[[[0,0],[1,0],[1,1],[0,0]],[[0.2,0.1],[0.4,0.2],[0.4,0.1],[0.2,0.1]]]]}}",
    "{\"type\":\"GeometryCollection\",\"geometries\":[{\"type\":\"MultiLineString\",\"coordinates\":[[[179,5],[-179,6]],[[0,89.9],[90,89.9]]]},{\"type\":\"Point\",\"coordinates\":[0,0]}]}",
    "{\"type\":\"LineString\",\"coordinates\":[[30,50],[31,51,120.5],[31,51]]}",
];

pub const PLACES: [&str; 3] = [
    "id,name,lat,lon,class,country,population,alternate_names\nx:1,Upper Vale,50.1,36.2,settlement,UA,1200,Vale|Vale-on-Sea|Вале\nx:2,\"Low, Vale\",49.9,36.4,settlement,UA,,\nx:3,Vale Land,50.0,36.3,region,UA,,\n",
    "Name;Latitude;Longitude;Region;radius_km\r\nMoor;50,5;36,25;Vale Land;2\r\n# note\r\n\r\nFen;-33.9;151.2;;\r\n",
    "name\tlat\tlon\tdistrict\tfeature_class\n\"Moor\t50\t36\tD\tP\nBay\t0\t-179.99\t\tH\n",
];

pub const SHAPES: [&str; 3] = [
    "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{\"name\":\"Vale\",\"class\":\"region\",\"country\":\"UA\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[35.0,50.0],[36.0,50.5],[37.5,49.9],[35.0,50.0]]]}}]}",
    "{\"type\":\"Feature\",\"id\":7,\"properties\":{\"name\":\"Fen\",\"names\":[\"Moor\",\"Marsh\"],\"country\":\"UA\",\"population\":12},\"geometry\":{\"type\":\"Point\",\"coordinates\":[36.2,50.1]}}\n{\"type\":\"Feature\",\"properties\":{\"name\":\"Way\",\"country\":\"UA\"},\"geometry\":{\"type\":\"LineString\",\"coordinates\":[[36,50],[37,51]]}}\n",
    "{\"type\":\"Feature\",\"properties\":{\"name\":\"Isles\",\"country\":\"FJ\"},\"geometry\":{\"type\":\"MultiPolygon\",\"coordinates\":[[[[179,-16],[-179,-16],[-179,-17],[179,-17],[179,-16]]]]}}",
];

pub const DUMP: [&str; 2] = [
    "706483\tKharkiv\tKharkiv\tCharkow,Harkov\t49.98081\t36.25272\tP\tPPLA\tUA\t\t07\t\t\t\t1430885\t\t113\tEurope/Kyiv\t2023-01-01\n1\tVale\tVale\t\t50.1\t36.2\tP\tPPL\tUA\t\t07\t\t\t\t12\t\t113\tEurope/Kyiv\t2023-01-01\n",
    "2\tDolyna Oblast\tDolyna\tДолинська область\t49\t31\tA\tADM1\tUA\t\t77\t\t\t\t\t\t1\tEurope/Kiev\t2024-01-01\n3\tVerkhniv\t\tВерхнів,VRK\t49.1\t31\tP\tPPLA2\tUA\t\t77\t7702\t\t\t900\t\t1\tEurope/Kiev\t2024-01-01\n",
];

/// Texts in several encodings.
pub fn texts() -> Vec<Vec<u8>> {
    let utf_16 = |text: &str, swapped: bool| -> Vec<u8> {
        let bytes = |unit: u16| if swapped { unit.to_be_bytes() } else { unit.to_le_bytes() };
        text.encode_utf16().flat_map(bytes).collect()
    };
    let cyrillic = "Двое погибли при обстреле села, сообщил губернатор в пятницу утром.";
    vec![
        NEWS[0].as_bytes().to_vec(),
        [b"\xFF\xFE".to_vec(), utf_16(NEWS[1], false)].concat(),
        utf_16(cyrillic, true),
        encoding_rs::WINDOWS_1251.encode(cyrillic).0.into_owned(),
        encoding_rs::WINDOWS_1252.encode("The café of Zürich was closed, señor “Ruiz” said").0.into_owned(),
        b"Published: 2 June 2023\r\rBy A. Writer\r\rShells fell\0 on the village.".to_vec(),
        NEWS[2].as_bytes().to_vec(),
    ]
}

/// Packed texts.
pub fn gzip() -> Vec<Vec<u8>> {
    let pack = |text: &[u8], level: u32| {
        let mut packer = flate2::GzBuilder::new()
            .filename("a.txt")
            .comment("c")
            .extra("x")
            .write(Vec::new(), flate2::Compression::new(level));
        packer.write_all(text).expect("memory takes it");
        packer.finish().expect("memory takes it")
    };
    let two = [pack(b"one ", 9), pack(b"two", 0)].concat();
    let bare =
        b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x4b\x04\x00\x43\xbe\xb7\xe8\x01\x00\x00\x00".to_vec();
    vec![bare, pack(NEWS[0].as_bytes(), 9), pack(&[b'a'; 3000], 6), two]
}

/// Packed texts.
pub fn zstd() -> Vec<Vec<u8>> {
    let pack =
        |text: &[u8]| ruzstd::encoding::compress_to_vec(text, ruzstd::encoding::CompressionLevel::Fastest);
    let bare = b"\x28\xb5\x2f\xfd\x04\x58\x09\x00\x00a\x36\x8d\x2a\x94".to_vec();
    let skipped = [&b"\x50\x2A\x4D\x18\x02\x00\x00\x00ab"[..], &pack(JSONL[0].as_bytes())].concat();
    vec![bare, pack(&JSONL.concat().into_bytes().repeat(4)), skipped, pack(NEWS.concat().as_bytes())]
}

/// Tables in every packing and encoding that writers use.
pub fn parquet() -> Vec<Vec<u8>> {
    let usual = || WriterProperties::builder().set_created_by("x".to_owned());
    let text = || ColumnPath::from("text");
    let plain = || usual().set_dictionary_enabled(false);
    let properties = [
        usual(),
        usual().set_compression(Compression::SNAPPY),
        usual().set_compression(Compression::ZSTD(ZstdLevel::default())),
        usual().set_compression(Compression::LZ4_RAW),
        usual().set_compression(Compression::LZ4),
        usual().set_compression(Compression::GZIP(GzipLevel::default())),
        plain()
            .set_column_encoding(text(), Encoding::DELTA_BYTE_ARRAY)
            .set_writer_version(WriterVersion::PARQUET_2_0),
        plain().set_column_encoding(text(), Encoding::DELTA_LENGTH_BYTE_ARRAY),
        plain().set_writer_version(WriterVersion::PARQUET_2_0).set_compression(Compression::SNAPPY),
    ];
    properties.into_iter().map(|properties| table(properties.build())).collect()
}

fn table(properties: WriterProperties) -> Vec<u8> {
    let schema = "message rows { optional binary text (STRING); optional int32 published (DATE); }";
    let write = || -> parquet::errors::Result<Vec<u8>> {
        let schema = Arc::new(parse_message_type(schema)?);
        let mut file = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties))?;
        let mut group = file.next_row_group()?;
        let words = ["Shells fell.", "Shells fell.", "Дощ"].map(ByteArray::from);
        if let Some(mut column) = group.next_column()? {
            column.typed::<ByteArrayType>().write_batch(&words, Some(&[1, 1, 0, 1]), None)?;
            column.close()?;
        }
        if let Some(mut column) = group.next_column()? {
            column.typed::<Int32Type>().write_batch(&[19_510, 19_511], Some(&[1, 0, 1, 0]), None)?;
            column.close()?;
        }
        group.close()?;
        file.into_inner()
    };
    write().expect("a sound table")
}

/// Layers as eventmap writes them, whole and cut down to what somebody draws by hand.
pub fn edited() -> Vec<Vec<u8>> {
    let report = super::report(NEWS[0]);
    let by_hand = "{\"type\":\"FeatureCollection\",\n\"features\":[\n{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[29.22,-1.67]},\n\"properties\":{\"event_type\":\"Protests\",\"place_name\":\"Goma\",\"killed_best\":\"2\",\"event_date\":\"2024/03/05\",\"geo_precision\":\"near\",\"radius_km\":5}}]}";
    let stated = "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"geometry\":{\"type\":\"LineString\",\"coordinates\":[[29.22,-1.67],[29.22,-1.17]]},\"properties\":{\"verdict\":\"overstated\",\"stated_km\":90,\"target\":\"Rutshuru\"}}]}";
    let layers = [Layer::Events, Layer::Claims].map(|layer| geojson(&report, layer).into_bytes());
    [vec![by_hand.as_bytes().to_vec(), stated.as_bytes().to_vec()], layers.to_vec()].concat()
}
