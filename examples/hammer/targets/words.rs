//! Words of each format, put into inputs by chance.

#[rustfmt::skip]
pub const JSONL: &[&[u8]] = &[
    b"{\"text\":\"", b"\"}", b"\"id\":", b"\"published\":\"2023-06-02\"", b"\"title\":", b"\"source\":", b"\\u0000", b"\\ud800",
    b"\\ud83d\\ude80", b"[[[[", b"{\"a\":", b"]", b"}", b",", b":", b"null", b"true", b"-0", b"1e400", b"\n", b"\\", b"\\n",
];

#[rustfmt::skip]
pub const TABLE: &[&[u8]] = &[
    b"\"", b"\"\"", b",", b";", b"\t", b"\r\n", b"\n", b"text", b"published", b"id", b"title", b"source", b"2023-06-02",
    b"\"\n\"", b"#",
];

#[rustfmt::skip]
pub const MARKDOWN: &[&[u8]] = &[
    b"#", b"*", b"**", b"_", b"[", b"](", b")", b"`", b"```\n", b"> ", b"- ", b"1. ", b"|", b"|---|\n", b"---\n", b"+++\n",
    b"<div>", b"<!--", b"-->", b"&amp;", b"&#0;", b"[^1]", b"[^1]: ", b"~~", b"\\", b"![", b"\n\n", b"    ", b"\t", b"<http://",
    b"<?", b"<![CDATA[", b"title: ", b"date: 2023-06-02", b"===\n",
];

#[rustfmt::skip]
pub const PAGE: &[&[u8]] = &[
    b"<p>", b"</p>", b"<div>", b"</div>", b"<div class=\"comment\">", b"<div id=content>", b"<article>", b"<table>", b"<tr><td>",
    b"</table>", b"<b>", b"</i>", b"<a href=\"javascript:x\">", b"<br><br>", b"<br>", b"<script>", b"</script>", b"<style>",
    b"<title>", b"<meta charset=koi8-r>", b"<meta name=date content=\"", b"<svg>", b"<math>", b"<template>", b"<select>",
    b"<option>", b"<form>", b"<noscript>", b"<iframe>", b"<!--", b"-->", b"<![CDATA[", b"&lt;", b"&#x110000;", b"<img src=a>",
    b"<h1>", b"<h2>", b"<ul><li>", b"<pre>", b"<plaintext>", b"<body>", b"</body>", b"<html>", b"<frameset>", b"<blockquote>",
    b"<time datetime=2023-06-02>", b"style=\"display:none\"", b"\"@type\":\"NewsArticle\"", b"itemprop=headline", b", ",
    b"and more words, ",
];

#[rustfmt::skip]
pub const TEXT: &[&[u8]] = &[
    b"date 2023-06-02", b"Thursday, June 1", b"Published: ", b"2 June 2023", b"02.06.2023", b"\r", b"\r\n", b"\0", b"\xFF\xFE",
    b"\xFE\xFF", b"\xEF\xBB\xBF", b"\xE0\xE1\xE2", b"\xC3\xA9", b"the ", b"of ", b"and ", b"(AP) - ", b"Updated ", b"\xD8\x00",
    b"\x04\x10", b"Feb 30", b"29 February 2023",
];

#[rustfmt::skip]
pub const WARC: &[&[u8]] = &[
    b"WARC/1.0\r\n", b"WARC-Type: response\r\n", b"WARC-Type: conversion\r\n", b"WARC-Type: resource\r\n", b"Content-Length: ",
    b"Content-Length: 0\r\n", b"Content-Length: 18446744073709551616\r\n", b"\r\n\r\n", b"\n\n", b"HTTP/1.1 200 OK\r\n",
    b"HTTP/1.1 304\r\n", b"Transfer-Encoding: chunked\r\n", b"Content-Encoding: gzip\r\n", b"Content-Encoding: deflate\r\n",
    b"Content-Encoding: br\r\n", b"0\r\n\r\n", b"ffffffffffffffff\r\n", b"5;a=b\r\n", b"Content-Type: text/html\r\n",
    b"Content-Type: application/http\r\n", b"charset=utf-16", b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03", b"<html><p>",
    b"WARC-Target-URI: <http://a/>\r\n", b" \t", b":",
];

#[rustfmt::skip]
pub const GZIP: &[&[u8]] = &[
    b"\x1f\x8b\x08", b"\x1f\x8b\x08\x1f", b"\x00\x00", b"\xff\xff", b"\x00\x00\x00\xff\xff", b"\x01\x00\x00\xff\xff",
    b"\x4b\x04\x00", b"\x03\x00",
];

#[rustfmt::skip]
pub const ZSTD: &[&[u8]] = &[
    b"\x28\xb5\x2f\xfd", b"\x50\x2a\x4d\x18", b"\x5f\x2a\x4d\x18\x00\x00\x00\x00", b"\xff\xff\xff\xff", b"\x01\x00\x00",
    b"\x03\x00\x00", b"\x00\x58", b"\xc0", b"\x20\x00",
];

#[rustfmt::skip]
pub const PARQUET: &[&[u8]] = &[
    b"PAR1", b"\x15\x00", b"\x15\x02", b"\x15\x04", b"\x15\x06", b"\x15\x08", b"\x15\x0c", b"\x15\x0e", b"\x2c", b"\x4c",
    b"\x5c", b"\x19\x1c", b"\x18\x04text", b"\x00", b"\xff\xff\xff\xff\x0f", b"\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01",
];

#[rustfmt::skip]
pub const NEWS: &[&[u8]] = &[
    b" killed ", b" wounded ", b"two people", b" 3 ", b" dozens of ", b"at least ", b"up to ", b"about ", b"between 5 and 10 ",
    b" km ", b" kilometers ", b" miles ", b" from the border", b" north of ", b" south-west of ", b" near ", b" in ",
    b" the village of ", b"Belgorod", b"Kharkiv", b"Aleppo", b"Goma", b"Khartoum", b" region", b" province", b" district",
    b"shelling", b" attacked ", b" struck ", b" protest ", b" flood ", b"drone", b"missile", b" said ", b" denied ",
    b" claimed ", b" on Friday", b" yesterday", b" last week", b" on 2 June 2023", b" in 1943", b" will ", b" could ", b" if ",
    b" not ", b". ", b", ", b"; ", b"\n\n", b"\"", b"(", b") ", b" and ", b" or ", b" to ", b"-", "Харків".as_bytes(),
    "—".as_bytes(), "«".as_bytes(), b" the same day", b" there", b" they ", b" police ", b" army ", b" governor ",
    b" according to ", b"Mr. ", b"St. ", b"U.S.", b"5:30 a.m.", b"1,200", b"half", b"twenty-one",
];

#[rustfmt::skip]
pub const GEOJSON: &[&[u8]] = &[
    b"\"type\":", b"\"Feature\"", b"\"FeatureCollection\"", b"\"features\":[", b"\"geometry\":", b"\"properties\":{",
    b"\"coordinates\":[", b"\"Point\"", b"\"LineString\"", b"\"Polygon\"", b"\"MultiPolygon\"", b"\"MultiPoint\"",
    b"\"GeometryCollection\"", b"\"geometries\":[", b"[[", b"]]", b"{", b"}", b"[", b"]", b",", b"null", b"true", b"\"\"",
    b"180", b"-180", b"90", b"-90", b"[0,0]", b"[180,90]", b"[-180,-90]", b"1e-300", b"NaN", b"\"name\":\"a\"",
    b"\"event_type\":\"Battles\"", b"\"event_date\":\"2023-06-02\"", b"\"date_start\":\"-9999-01-01\"",
    b"\"date_end\":\"9999-12-31T00:00:00Z\"", b"\"place_id\":\"x:1\"", b"\"geo_precision\":\"region\"", b"\"radius_km\":",
    b"\"killed_best\":", b"\"confidence\":", b"\"verdict\":\"consistent\"", b"\"stated_km\":", b"\"subject\":\"a\"",
    b"\"target_class\":\"border\"", b"\"class\":\"area\"", b"\"incident\":\"i\"",
];

#[rustfmt::skip]
pub const GAZETTEER: &[&[u8]] = &[
    b"EVGAZ", b"\xff\xff\xff\xff", b"\x00\x00\x00\x00", b"\nsum\t", b"\nlayer\t", b"\ncredit\t", b"\nword\t", b"\xff\xff\xff",
];

#[rustfmt::skip]
pub const PLACES: &[&[u8]] = &[
    b"name", b"lat", b"lon", b"class", b"country", b"population", b"region", b"district", b"radius_km", b"settlement", b"region",
    b"UA", b"|", b",", b";", b"\t", b"\"", b"\r\n", b"\n", b"90", b"-180", b"180.0001", b"50,5", b"geonames:1", b"#", b"1e3",
    b"Vale Land", b"same_as", b"NaN",
];

#[rustfmt::skip]
pub const DUMP: &[&[u8]] = &[
    b"\t", b"\n", b"PPLC", b"ADM1", b"ADM2", b"PCLI", b"\tP\tPPL\t", b"\tA\tADM1\t", b"\tH\tSEA\t", b"UA", b"00", b"7702", b"90",
    b"-180", b"4294967295", b"18446744073709551615", b",", "Ї".as_bytes(), b"ABC", b"#", b"NaN", b"inf",
];
