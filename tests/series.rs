//! Maps by day, week and month, sheets of them, and charts, on made-up reports: one frame, one legend, each event once.
#![cfg(all(feature = "cli", feature = "maps"))]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where it stopped")]

#[path = "../examples/synthetic/dice.rs"]
mod dice;
#[path = "../examples/synthetic/facts.rs"]
mod facts;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use dice::Dice;
use eventmap::event::{EventType, GeoPrecision};
use eventmap::gazetteer::Gazetteer;
use eventmap::gazetteer::borders::{self, Border, RECOGNISED};
use eventmap::geodesy::LonLat;
use eventmap::map::geom::Rect;
use eventmap::map::period::{Step, Timeline};
use eventmap::map::scene::Seg;
use eventmap::map::style::{Style, Symbol, Theme};
use eventmap::map::style_file::StyleFile;
use eventmap::map::words::Lang;
use eventmap::map::{self, BaseMap, Format, MapOptions, Scene, Summary, charts, multiples, series};
use eventmap::report::Report;
use facts::{TOWNS, add, empty, place};

fn border() -> &'static Border {
    borders::embedded("ru-ua").expect("the border is bundled")
}

/// `n` events over `days` days from 20 May 2023 on; every ninth without a date, every eleventh dated by its month.
fn dated(n: usize, days: u64, seed: u64) -> Report {
    let mut dice = Dice(seed);
    let mut report = empty(border());
    for i in 0..n {
        let mut p = place(&TOWNS[dice.below(TOWNS.len() as u64) as usize]);
        if dice.below(2) == 0 {
            p.position.lon += dice.below(1000) as f64 / 2000.0 - 0.25;
            p.name = format!("Hamlet {i}");
        }
        let precision = [GeoPrecision::Settlement, GeoPrecision::Near, GeoPrecision::Settlement][i % 3];
        add(&mut report, border(), p, precision, &mut dice);
        let day = jiff::civil::date(2023, 5, 20) + jiff::Span::new().days(dice.below(days).cast_signed());
        let (from, to) = match i {
            _ if i % 9 == 4 => (None, None),
            _ if i % 11 == 5 => (Some(day.first_of_month()), Some(day.last_of_month())),
            _ => (Some(day), Some(day)),
        };
        let (event, incident) = (&mut report.events[i], &mut report.incidents[i]);
        (event.when.start, event.when.end) = (from, to);
        (incident.date_start, incident.date_end) = (from, to);
    }
    report
}

fn ground(report: &Report) -> BaseMap {
    BaseMap::of(report, Some(border()), Gazetteer::embedded())
}

/// The number after "n = " in a title or caption.
fn count(words: &str) -> usize {
    words.rsplit("n = ").next().unwrap().trim_end_matches(')').replace(',', "").parse().unwrap()
}

/// Rows of types in the legend, without their numbers, and where they stand.
fn types(scene: &Scene) -> Vec<(String, String)> {
    let words = Style::light().words;
    let names: Vec<&str> = Symbol::ALL.iter().map(|symbol| words.symbol(*symbol)).collect();
    let row = |text: &str| text.rsplit_once(" (").map(|(name, _)| name.to_owned());
    let rows = scene.boxes.iter().filter_map(|b| Some((row(&b.text)?, b.room.bounds())));
    rows.filter(|(name, _)| names.contains(&name.as_str()))
        .map(|(name, room)| (name, format!("{:.1} {:.1}", room.x0, room.y0)))
        .collect()
}

#[test]
fn a_series_shows_each_event_once_in_one_frame_under_one_legend() {
    let report = dated(60, 30, 5);
    let base = ground(&report);
    let options = MapOptions { extent: Some([35.0, 49.3, 38.5, 51.0]), ..MapOptions::default() };
    for step in [Step::Day, Step::Week, Step::Month] {
        let line = Timeline::of(&report, step);
        let maps = series::scenes(&report, &base, &options, step).unwrap();
        assert_eq!(maps.len(), line.periods.len(), "{step:?}");
        assert!(maps.len() > 1, "{step:?}");
        let first = &maps[0].1;
        assert!(types(first).len() >= 5, "{:?}", types(first));
        let mut n = 0;
        for (period, scene) in &maps {
            assert_eq!(scene.frame, first.frame, "{period:?}");
            assert_eq!(types(scene), types(first), "{period:?}");
            n += count(&scene.title);
        }
        let dated: usize = line.periods.values().map(Vec::len).sum();
        assert_eq!(n, dated, "{step:?}");
        assert_eq!(n + line.without.len(), report.incidents.len(), "{step:?}");
        // Rough dates have a month, never a day.
        let none = report.incidents.iter().filter(|i| i.date_start.is_none()).count();
        assert_eq!(line.without.len() == none, step == Step::Month, "{step:?}");
        let foot: Vec<&str> = first.boxes.iter().map(|b| b.text.as_str()).collect();
        let foot = foot.join(" ");
        assert!(foot.contains(&format!("not known: {} events", line.without.len())), "{foot}");
        assert_eq!(foot.contains("Without events: "), !line.gaps().is_empty(), "{foot}");
    }
}

/// Thousands of events are hexagons on every map of a series, of the same classes, and each event is in one.
#[test]
fn hexagons_of_a_series_are_alike() {
    let report = dated(300, 20, 9);
    let base = ground(&report);
    let options = MapOptions { summary: Summary::Always, ..MapOptions::default() };
    let maps = series::scenes(&report, &base, &options, Step::Week).unwrap();
    assert!(maps.len() > 2);
    let classes = |scene: &Scene| {
        let head =
            scene.boxes.iter().find(|b| b.text == "Events in a hexagon").expect("hexagons are explained");
        let under = |b: &&eventmap::map::scene::TextBox| {
            let (room, top) = (b.room.bounds(), head.room.bounds());
            room.y0 > top.y1 - 4.0 && room.y0 < top.y1 + 220.0 && room.x0 > top.x0
        };
        let rows = scene.boxes.iter().filter(under).map(|b| b.text.clone());
        rows.filter(|t| t.chars().all(|c| c.is_ascii_digit() || "–,".contains(c))).collect::<Vec<_>>()
    };
    for (period, scene) in &maps {
        check(&format!("{period:?}"), scene);
        assert!(!classes(scene).is_empty() && classes(scene) == classes(&maps[0].1), "{:?}", classes(scene));
    }
    let sheet = multiples::scene(&report, &base, &options, Step::Week).unwrap().unwrap();
    check("sheet of hexagons", &sheet);
    assert_eq!(classes(&sheet).len(), classes(&maps[0].1).len());
    // Every panel has its own; those of a class are one path of rings with six corners.
    for frame in &sheet.frames {
        let hexagons = |item: &&eventmap::map::scene::Item| match item {
            eventmap::map::scene::Item::Path { path, fill: Some(_), .. } => {
                !path.segs.is_empty()
                    && path.segs.chunks(7).all(|ring| match ring {
                        [Seg::Move(p), .., Seg::Close] => ring.len() == 7 && frame.grown(40.0).holds(*p),
                        _ => false,
                    })
            }
            _ => false,
        };
        assert!(sheet.items.iter().any(|item| hexagons(&item)), "{frame:?}");
    }
    assert!(sheet.discs.is_empty());
}

/// A stated distance whose text has no day stands on every map, and is counted once in the legend.
#[test]
fn a_series_shows_stated_distances_where_they_are_asked_for() {
    use eventmap::claim::{Claim, ClaimTarget, ClaimVerdict, Hedge, Unit};
    let mut report = dated(40, 12, 3);
    let end = |town: usize| {
        let place = place(&TOWNS[town]);
        ClaimTarget {
            text: place.name.clone(),
            class: Some(place.class),
            place: Some(place),
            span: None,
            is_border: false,
        }
    };
    let (subject, target) = (end(0), end(4));
    let [from, to] = [&subject, &target].map(|end| end.place.as_ref().unwrap().position);
    let span = eventmap::text::Span::new(0, 0);
    report.claims = vec![Claim {
        id: "c".to_owned(),
        doc: "d".to_owned(),
        span,
        text: String::new(),
        sentence: span,
        subject: Some(subject),
        target: Some(target),
        stated: Some(80.0),
        unit: Unit::Kilometre,
        stated_km: Some(80.0),
        stated_km_low: None,
        stated_km_high: None,
        hedge: Hedge::None,
        direction: None,
        measured_km: Some(eventmap::geodesy::distance_m(from, to) / 1000.0),
        measured_km_low: None,
        measured_km_high: None,
        by_road_km: None,
        factor: None,
        same_claim: "c".to_owned(),
        line: Some((from, to)),
        verdict: ClaimVerdict::Rounded,
        reason: String::new(),
        would_change: None,
        confidence: 0.9,
        evidence: Vec::new(),
    }];
    let base = ground(&report);
    let usual = MapOptions::default();
    let asked = MapOptions { layers: usual.layers.with("claims"), ..usual.clone() };
    let row =
        |scene: &Scene| scene.boxes.iter().filter(|b| b.text == "consistent as a round number (1)").count();
    for (options, want) in [(&usual, 0), (&asked, 1)] {
        for (period, scene) in series::scenes(&report, &base, options, Step::Week).unwrap() {
            check(&format!("{period:?}"), &scene);
            assert_eq!(row(&scene), want, "{period:?}");
        }
        let sheet = multiples::scene(&report, &base, options, Step::Week).unwrap().unwrap();
        check("sheet", &sheet);
        assert_eq!(row(&sheet), want);
    }
}

/// Nothing lies on anything else, in any theme or language, on small sheets and large ones.
fn check(name: &str, scene: &Scene) {
    let sheet = Rect::new(0.0, 0.0, scene.width, scene.height);
    for (i, a) in scene.boxes.iter().enumerate() {
        let room = a.room.bounds();
        assert!(sheet.holds_rect(&room), "{name}: '{}' leaves the sheet: {room:?}", a.text);
        for b in &scene.boxes[..i] {
            assert!(!a.room.overlaps(&b.room, 0.5), "{name}: '{}' lies on '{}'", a.text, b.text);
        }
        let number = a.text.chars().all(|c| c.is_ascii_digit());
        for frame in scene.frames.iter().chain(&scene.frame) {
            if !number && frame.overlap(&room) > 0.0 {
                assert!(frame.grown(1.0).holds_rect(&room), "{name}: '{}' leaves its frame", a.text);
                for (at, r) in scene.discs.iter().filter(|(at, _)| frame.holds(*at)) {
                    let away = room.nearest(*at).distance(*at);
                    assert!(away > r - 1.0, "{name}: '{}' lies {:.1} deep on a symbol", a.text, r - away);
                }
            }
        }
    }
}

#[test]
fn no_text_of_sheets_and_charts_lies_on_another() {
    let mut sheets = 0;
    let file = StyleFile::embedded();
    for (n, days, step) in [
        (1, 1, Step::Day),
        (6, 4, Step::Day),
        (30, 9, Step::Day),
        (80, 60, Step::Week),
        (300, 200, Step::Month),
        (500, 12, Step::Day),
    ] {
        let report = dated(n, days, n as u64);
        let base = ground(&report);
        for (lang, theme, (width, height, zoom)) in [
            (Lang::En, Theme::Light, (1600, 1200, 1.0)),
            (Lang::Uk, Theme::Dark, (1920, 1080, 1.25)),
            (Lang::Ru, Theme::Print, (2400, 2600, 1.0)),
        ] {
            let style = Style::new(file, theme, lang);
            let options = MapOptions { width, height, zoom, style, ..MapOptions::default() };
            let name = format!("{n} events, {width} x {height}, {lang:?}");
            check(&name, &charts::days_scene(&report, &options).unwrap().unwrap());
            check(&name, &charts::distances_scene(&report, &base, &options).unwrap().unwrap());
            let sheet = match multiples::scene(&report, &base, &options, step) {
                Ok(sheet) => sheet.unwrap(),
                Err(error) => {
                    assert!(error.to_string().contains("has room for "), "{error}");
                    continue;
                }
            };
            sheets += 1;
            check(&name, &sheet);
            let line = Timeline::of(&report, step);
            assert_eq!(sheet.frames.len(), line.periods.len(), "{name}");
            let size = |r: &Rect| format!("{:.2} x {:.2}", r.width(), r.height());
            assert!(sheet.frames.iter().all(|f| size(f) == size(&sheet.frames[0])), "{name}");
            for (i, a) in sheet.frames.iter().enumerate() {
                assert!(sheet.frames[..i].iter().all(|b| a.overlap(b) <= 0.0), "{name}");
            }
        }
    }
    assert!(sheets >= 13, "{sheets}");
}

/// Sides with long names, and maps of the world, which are twice as wide as high.
#[test]
fn sheets_of_other_borders_and_of_the_world_hold_too() {
    let far = borders::between("CD", "RW", RECOGNISED).unwrap();
    let mut report = dated(24, 5, 8);
    for (i, event) in report.events.iter_mut().enumerate() {
        let at = LonLat { lon: 29.2 + i as f64 / 60.0, lat: -1.7 + i as f64 / 90.0 };
        event.place.position = Some(at);
        let nearest = far.nearest(at).unwrap();
        let measured = event.border.as_mut().unwrap();
        (measured.km, measured.nearest) = (Some(nearest.metres / 1000.0), Some(nearest.point));
        measured.side = far.side(at);
    }
    let base = BaseMap::of(&report, Some(far), Gazetteer::embedded());
    for (extent, preset) in
        [(None, (1200, 1200, 1.1)), (Some([-180.0, -90.0, 180.0, 90.0]), (1600, 1200, 1.0))]
    {
        let (width, height, zoom) = preset;
        let options = MapOptions { width, height, zoom, extent, ..MapOptions::default() };
        let sheet = multiples::scene(&report, &base, &options, Step::Day).unwrap().unwrap();
        check(&format!("{extent:?}"), &sheet);
        let wide = sheet.frames[0].width() / sheet.frames[0].height();
        // As flat as the world, whose edge keeps a little off the frame.
        assert!(extent.is_none() || (1.85..=2.06).contains(&wide), "{wide}");
        check("distances", &charts::distances_scene(&report, &base, &options).unwrap().unwrap());
    }
}

#[test]
fn the_captions_of_a_sheet_add_up_to_its_title() {
    let report = dated(40, 8, 3);
    let (base, options) = (ground(&report), MapOptions::default());
    let sheet = multiples::scene(&report, &base, &options, Step::Day).unwrap().unwrap();
    let dated: usize = Timeline::of(&report, Step::Day).periods.values().map(Vec::len).sum();
    assert_eq!(count(&sheet.title), dated);
    let above = |frame: &Rect| {
        let caption = sheet.boxes.iter().find(|b| {
            let room = b.room.bounds();
            b.text.contains("2023 (n = ")
                && (room.x0 - frame.x0).abs() < 1.0
                && room.y1 < frame.y0
                && room.y1 > frame.y0 - 20.0
        });
        count(&caption.unwrap().text)
    };
    assert_eq!(sheet.frames.iter().map(above).sum::<usize>(), dated);
}

#[test]
fn charts_count_what_the_report_holds() {
    let report = dated(90, 40, 11);
    let (base, options) = (ground(&report), MapOptions::default());
    let words = &options.style.words;
    let time = charts::days(&report, words).unwrap();
    let line = Timeline::of(&report, Step::Day);
    assert_eq!(time.n(), line.periods.values().map(Vec::len).sum::<usize>());
    assert_eq!(time.n(), count(&time.title));
    assert!(time.notes.contains(&format!("{} events", line.without.len())), "{}", time.notes);
    let far = charts::distances(&report, &base, &options).unwrap();
    let measured = report.events.iter().filter(|e| e.border.as_ref().is_some_and(|b| b.km.is_some())).count();
    assert_eq!(far.n(), measured);
    assert_eq!(far.n(), count(&far.title));
    // A far event is told, and does not press the rest into one bar.
    let mut report = report;
    let moscow = place(&("Moscow", "Москва", 37.6156, 55.7522, 10_400_000));
    add(&mut report, border(), moscow, GeoPrecision::Settlement, &mut Dice(1));
    let far = charts::distances(&report, &base, &options).unwrap();
    assert_eq!(far.n(), measured);
    assert!(far.notes.contains("1 event"), "{}", far.notes);
    let nothing = empty(border());
    assert!(
        charts::days(&nothing, words).is_none() && charts::distances(&nothing, &base, &options).is_none()
    );
    assert!(multiples::scene(&nothing, &base, &options, Step::Day).unwrap().is_none());
    assert!(series::scenes(&nothing, &base, &options, Step::Day).unwrap().is_empty());
}

/// Charts of a part count only what the map of that part shows.
#[test]
fn charts_of_a_part_count_what_lies_in_its_frame() {
    let report = dated(90, 40, 11);
    let base = ground(&report);
    let part = MapOptions { extent: Some([36.4, 50.2, 37.2, 50.7]), ..MapOptions::default() };
    let whole = charts::scenes(&report, &base, &MapOptions::default()).unwrap();
    let seen = charts::scenes(&report, &base, &part).unwrap();
    let map = eventmap::map::overview_scene(&report, &base, &part).unwrap().unwrap();
    let n = |scene: &Option<Scene>| count(&scene.as_ref().unwrap().title);
    assert!(n(&seen[0]) < n(&whole[0]) && n(&seen[1]) < n(&whole[1]));
    let measured = map.alt.matches(" from the border").count();
    assert!(n(&seen[1]) > 0 && n(&seen[1]) <= count(&map.title) && measured <= n(&seen[1]));
    let told = |scene: &Option<Scene>| {
        let scene = scene.as_ref().unwrap();
        let words: Vec<&str> = scene.boxes.iter().map(|b| b.text.as_str()).collect();
        words.join(" ").contains("Outside the frame of the map: ")
    };
    assert!(told(&seen[0]) && told(&seen[1]) && !told(&whole[0]));
}

#[test]
fn long_times_are_told_by_longer_periods() {
    for (days, key) in [(30, "by_day"), (300, "by_week"), (2000, "by_month"), (20_000, "by_year")] {
        let report = dated(60, days, 9);
        let words = Style::light().words;
        let chart = charts::days(&report, &words).unwrap();
        assert!(chart.title.starts_with(words.get(key)), "{days} days: {}", chart.title);
    }
}

#[test]
fn sheets_and_charts_have_the_same_bytes_twice() {
    let report = dated(25, 5, 17);
    let (base, options) = (ground(&report), MapOptions::default());
    let draw = || {
        let sheet = multiples::scene(&report, &base, &options, Step::Day).unwrap().unwrap();
        let time = charts::days_scene(&report, &options).unwrap().unwrap();
        let far = charts::distances_scene(&report, &base, &options).unwrap().unwrap();
        let file = |scene: &Scene, format| map::file(scene, &options, format).unwrap();
        let formats = [Format::Png, Format::Svg, Format::Pdf];
        [sheet, time, far].iter().flat_map(|s| formats.map(|f| file(s, f))).collect::<Vec<_>>()
    };
    let once = draw();
    assert_eq!(once, draw());
    for (i, head) in [&b"\x89PNG"[..], b"<", b"%PDF"].iter().enumerate() {
        assert!(once.iter().skip(i).step_by(3).all(|file| file.starts_with(head)), "{i}");
    }
    // Charts are as wide as the maps: width and height stand in bytes 16 to 23 of a PNG.
    for png in [&once[3], &once[6]] {
        assert_eq!(png[16..20], 1600_u32.to_be_bytes());
    }
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn eventmap(folder: &Path, arguments: &str) -> Output {
    let arguments = arguments.split(' ');
    Command::new(env!("CARGO_BIN_EXE_eventmap")).current_dir(folder).args(arguments).output().unwrap()
}

/// A file of events, one on each of the given days.
fn events(folder: &Path, days: impl IntoIterator<Item = String>) {
    let feature = |day: String| {
        serde_json::json!({
            "type": "Feature",
            "geometry": { "type": "Point", "coordinates": [36.93, 50.41] },
            "properties": { "event_type": EventType::Battles.as_str(), "event_date": day, "place_name": "Shebekino" },
        })
    };
    let features: Vec<_> = days.into_iter().map(feature).collect();
    let all = serde_json::json!({ "type": "FeatureCollection", "features": features });
    fs::write(folder.join("events.geojson"), all.to_string()).unwrap();
}

fn names(folder: &Path) -> Vec<String> {
    let entries =
        fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> =
        entries.filter(|name| name != "events.geojson" && name != eventmap::output::LIST).collect();
    names.sort();
    names
}

#[test]
fn files_are_called_after_their_days() {
    let folder = folder("series_files");
    events(&folder, ["2023-06-01", "2023-06-01", "2023-06-05", "2023-07-02"].map(str::to_owned));
    let small = "--width 900 --height 700";
    for (arguments, expected) in [
        ("--series day -o a.svg", &["a-2023-06-01.svg", "a-2023-06-05.svg", "a-2023-07-02.svg"][..]),
        (
            "--series week -o a.svg -o b.pdf",
            &[
                "a-2023-W22.svg",
                "a-2023-W23.svg",
                "a-2023-W26.svg",
                "b-2023-W22.pdf",
                "b-2023-W23.pdf",
                "b-2023-W26.pdf",
            ],
        ),
        ("--series month -o a.b.svg", &["a.b-2023-06.svg", "a.b-2023-07.svg"]),
        ("--series month --sheet --width 1600 --height 1200 -o a.svg", &["a.svg"]),
        ("--charts -o a.svg", &["a-distances.svg", "a-timeline.svg", "a.svg"]),
        ("--charts --no-border -o a.svg", &["a-timeline.svg", "a.svg"]),
    ] {
        for name in names(&folder) {
            fs::remove_file(folder.join(name)).unwrap();
        }
        let size = if arguments.contains("--width") { "" } else { small };
        let output = eventmap(&folder, format!("render events.geojson {arguments} {size}").trim_end());
        assert_eq!(output.status.code(), Some(0), "{arguments}: {}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(names(&folder), expected, "{arguments}");
    }
}

#[test]
fn what_cannot_be_a_series_is_said() {
    let folder = folder("series_errors");
    let day = |i: i64| (jiff::civil::date(2020, 1, 1) + jiff::Span::new().days(i)).to_string();
    events(&folder, (0..200).map(day));
    let said = |arguments: &str| {
        let output = eventmap(&folder, &format!("render events.geojson -o map.png {arguments}"));
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let (code, words) = said("--series day");
    assert!(
        code == Some(2) && words.contains("a series of 200 maps, from 2020-01-01 to 2020-07-18"),
        "{words}"
    );
    let (code, words) = said("--series week --sheet");
    assert!(code == Some(2) && words.contains("room for") && words.contains("the series has 29"), "{words}");
    assert_eq!(said("--sheet").0, Some(2));
    assert_eq!(said("--series day --detail").0, Some(2));
    assert!(names(&folder).is_empty());
    events(&folder, Vec::new());
    let (code, words) = said("--series day");
    assert!(code == Some(1) && words.contains("no event is dated"), "{words}");
}

/// What `map` drew in an earlier run and does not draw now is gone; what others put there stays.
#[test]
fn pictures_of_an_earlier_run_do_not_stay_beside_new_ones() {
    let folder = folder("series_map");
    let news = |day: &str, town: &str| {
        let text = format!("Two people were killed when shells hit the town of {town} on {day}.");
        serde_json::json!({ "id": day, "text": text, "published": "2023-06-09" }).to_string()
    };
    let lines = [news("2 June 2023", "Shebekino"), news("5 June 2023", "Vovchansk")];
    fs::write(folder.join("feed.jsonl"), lines.join("\n")).unwrap();
    let pictures = |arguments: &str| {
        let output =
            eventmap(&folder, &format!("map feed.jsonl --out out {arguments} --width 1600 --height 1200"));
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        let mut names = names(&folder.join("out"));
        names.retain(|name| [".png", ".svg"].iter().any(|ending| name.ends_with(ending)));
        names
    };
    let days = ["overview.png", "series-2023-06-02.png", "series-2023-06-05.png"];
    assert_eq!(pictures("--series day"), days);
    fs::write(folder.join("out/timeline.png"), "of somebody else").unwrap();
    fs::write(folder.join("out/series-of-mine.png"), "of somebody else").unwrap();
    let sheet = ["overview.png", "series-of-mine.png", "sheet.png", "timeline.png"];
    assert_eq!(pictures("--series day --sheet"), sheet);
    let report = fs::read_to_string(folder.join("out/report.md")).unwrap();
    assert!(report.contains("(sheet.png)") && !report.contains("timeline.png"), "{report}");
    let refused = eventmap(&folder, "map feed.jsonl --out out --charts");
    assert_eq!(refused.status.code(), Some(2));
    fs::remove_file(folder.join("out/timeline.png")).unwrap();
    assert_eq!(
        pictures("--charts --format png,svg"),
        [
            "distances.png",
            "distances.svg",
            "overview.png",
            "overview.svg",
            "series-of-mine.png",
            "timeline.png",
            "timeline.svg"
        ]
    );
}
