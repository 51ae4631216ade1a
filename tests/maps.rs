//! The maps as a whole, on made-up reports: no text on another, nothing outside, true numbers, the same bytes twice.
#![cfg(all(feature = "cli", feature = "maps"))]

#[path = "../src/cli/base.rs"]
mod base;
#[path = "../examples/synthetic/mod.rs"]
mod synthetic;

use eventmap::event::GeoPrecision;
use eventmap::gazetteer::borders::{self, Border};
use eventmap::geodesy::distance_m;
use eventmap::map::geom::Rect;
use eventmap::map::style::{Style, Theme};
use eventmap::map::style_file::StyleFile;
use eventmap::map::words::Lang;
use eventmap::map::{self, MapOptions, Scene};
use eventmap::report::Report;
use synthetic::{Dice, TOWNS, add, empty, place};

fn border() -> &'static Border {
    borders::embedded("ru-ua").expect("the border is bundled")
}

/// A report of `n` events scattered around towns, the more the farther.
fn scattered(n: usize, seed: u64) -> Report {
    let mut dice = Dice(seed);
    let mut report = empty(border());
    for i in 0..n {
        let mut p = place(&TOWNS[dice.below(TOWNS.len() as u64) as usize]);
        let shift = |dice: &mut Dice, s: f64| (dice.below(2000) as f64 / 1000.0 - 1.0) * s;
        if dice.below(3) == 0 {
            p.position.lon += shift(&mut dice, 0.6);
            p.position.lat += shift(&mut dice, 0.4);
            p.name = format!("Hamlet {}", dice.below(400));
            p.local_name = Some("Хутір".to_owned());
        }
        let precision = if i % 7 == 3 { GeoPrecision::Near } else { GeoPrecision::Settlement };
        add(&mut report, border(), p, precision, &mut dice);
    }
    report
}

fn scenes() -> Vec<(String, Scene)> {
    let mut reports: Vec<(String, Report)> =
        synthetic::reports(border()).into_iter().map(|(name, report)| (name.to_owned(), report)).collect();
    let sizes = [
        5, 6, 7, 8, 9, 10, 12, 15, 18, 20, 25, 30, 35, 42, 50, 60, 70, 80, 90, 100, 120, 150, 200, 250, 300,
        400, 500,
    ];
    for (seed, n) in sizes.into_iter().enumerate() {
        reports.push((format!("{n} scattered"), scattered(n, seed as u64 + 1)));
    }
    let mut out = Vec::new();
    for (name, report) in reports {
        let base = base::base_map(&report, Some(border()), eventmap::gazetteer::Gazetteer::embedded());
        let options = MapOptions::default();
        let scenes = [
            map::overview_scene(&report, &base, &options).expect("the options are sound"),
            map::detail_scene(&report, &base, &options).expect("the options are sound"),
        ];
        for (kind, scene) in ["overview", "detail"].iter().zip(scenes) {
            out.extend(scene.map(|s| (format!("{name} {kind}"), s)));
        }
    }
    out
}

#[test]
fn no_text_lies_on_another_or_leaves_the_sheet() {
    let scenes = scenes();
    assert!(scenes.len() >= 50, "{}", scenes.len());
    for (name, scene) in scenes {
        let sheet = Rect::new(0.0, 0.0, scene.width, scene.height);
        for (i, a) in scene.boxes.iter().enumerate() {
            assert!(sheet.holds_rect(&a.room.bounds()), "{name}: '{}' leaves the sheet", a.text);
            // The number of a stack stands in its symbol; the legend and the foot stand outside the frame.
            let number = a.text.chars().all(|c| c.is_ascii_digit());
            let frame = scene.frame.expect("a map has a frame");
            let room = a.room.bounds();
            if !number && frame.overlap(&room) > 0.0 {
                let kept = frame.grown(1.0);
                assert!(kept.holds_rect(&room), "{name}: '{}' leaves the frame", a.text);
                for (at, r) in scene.discs.iter().filter(|(at, _)| frame.holds(*at)) {
                    let away = room.nearest(*at).distance(*at);
                    assert!(away > r - 1.0, "{name}: '{}' lies {:.1} deep on a symbol", a.text, r - away);
                }
            }
            for b in &scene.boxes[..i] {
                assert!(!a.room.overlaps(&b.room, 0.5), "{name}: '{}' lies on '{}'", a.text, b.text);
            }
        }
    }
}

/// No symbol stands across the border from its place, however many there are and however small the scale is.
#[test]
fn every_symbol_stands_on_its_own_side_of_the_border() {
    use eventmap::map::{drawn::Drawn, frame, geom::segments_cross, sheet, symbols};
    for (n, seed) in [(12, 2), (50, 5), (120, 7)] {
        let report = scattered(n, seed);
        let base = base::base_map(&report, Some(border()), eventmap::gazetteer::Gazetteer::embedded());
        let drawn = Drawn::of(&report);
        let view = frame::overview(&drawn, &base, Rect::new(0.0, 0.0, 300.0, 260.0), None).unwrap().view;
        for drawn in [drawn.gathered(&view), drawn] {
            let line = sheet::border(&view, &base);
            let scale = symbols::Scale::new(drawn.most, n, &Style::light().sizes);
            let placed = symbols::place(&drawn, &view, scale, &line);
            assert_eq!(placed.iter().map(|p| p.n).sum::<usize>(), drawn.n, "{n} events");
            for p in &placed {
                let at = view.to_sheet(drawn.spots[p.spot].position);
                let mut edges = line.iter().flat_map(|l| l.windows(2));
                assert!(!edges.any(|e| segments_cross(at, p.at, e[0], e[1])), "{n} events: {p:?}");
            }
        }
    }
}

#[test]
fn the_kilometres_on_the_map_are_those_of_the_report() {
    let report = scattered(9, 21);
    let base = base::base_map(&report, Some(border()), eventmap::gazetteer::Gazetteer::embedded());
    let scene = map::overview_scene(&report, &base, &MapOptions::default()).unwrap().unwrap();
    let mut seen = 0;
    for event in &report.events {
        let (Some(border), Some(position)) = (&event.border, event.place.position) else { continue };
        let (Some(km), Some(nearest)) = (border.km, border.nearest) else { continue };
        assert!((distance_m(position, nearest) / 1000.0 - km).abs() < 0.05, "{}", event.id);
        let text = match event.place.precision {
            GeoPrecision::Near => Style::light().words.km_range(border.km_min, border.km_max),
            _ => Style::light().words.km_within(km, event.place.radius_km.unwrap_or(0.0)),
        };
        seen += usize::from(scene.boxes.iter().any(|b| b.text == text));
    }
    assert!(seen >= 6, "{seen} of {} distances are on the map", report.events.len());
}

/// A detail map is called after its largest place that has a name, and after the border if none has.
#[test]
fn a_detail_map_is_never_called_after_nothing() {
    for named in [true, false] {
        let mut report = empty(border());
        for i in 0..12_u32 {
            let mut p = place(&TOWNS[1]);
            p.position.lon += f64::from(i) * 0.02;
            if !named || i > 0 {
                p.name.clear();
            }
            add(&mut report, border(), p, GeoPrecision::Exact, &mut Dice(u64::from(i)));
        }
        let far = place(&("Kyiv", "", 30.5238, 50.4547, 2_800_000));
        add(&mut report, border(), far, GeoPrecision::Settlement, &mut Dice(1));
        let base = base::base_map(&report, Some(border()), eventmap::gazetteer::Gazetteer::embedded());
        let scene = map::detail_scene(&report, &base, &MapOptions::default()).unwrap().unwrap();
        let start =
            if named { "Reported events around Shebekino, " } else { "Reported events near the Russia" };
        assert!(scene.title.starts_with(start), "{}", scene.title);
    }
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let report = scattered(20, 33);
    let base = base::base_map(&report, Some(border()), eventmap::gazetteer::Gazetteer::embedded());
    let options = MapOptions { width: 800, height: 600, dpi: 100.0, ..MapOptions::default() };
    let draw = || map::overview(&report, &base, &options).unwrap().unwrap();
    let png = draw();
    assert_eq!(png, draw());
    assert!(png.starts_with(b"\x89PNG"));
    // 100 dpi are 3937 pixels a metre.
    let dims = png.windows(4).position(|w| w == b"pHYs").unwrap();
    assert_eq!(png[dims + 4..dims + 8], 3937_u32.to_be_bytes());
}

#[test]
fn senseless_sizes_are_refused() {
    let report = empty(border());
    let base = base::base_map(&report, Some(border()), eventmap::gazetteer::Gazetteer::embedded());
    for (width, height, dpi) in [(0, 0, 200.0), (1600, 1200, 0.0), (1600, 1200, f64::NAN), (100, 100, 200.0)]
    {
        let options = MapOptions { width, height, dpi, ..MapOptions::default() };
        assert!(map::overview(&report, &base, &options).is_err(), "{width} x {height} at {dpi}");
    }
}

/// Red, green and blue of a PNG file, and its width.
fn pixels(png: &[u8]) -> (u32, Vec<u8>) {
    let mut reader = png::Decoder::new(std::io::Cursor::new(png)).read_info().expect("a PNG begins well");
    let mut rgb = vec![0; reader.output_buffer_size().expect("a picture that memory holds")];
    let info = reader.next_frame(&mut rgb).expect("a PNG goes on well");
    assert_eq!((info.color_type, info.bit_depth), (png::ColorType::Rgb, png::BitDepth::Eight));
    rgb.truncate(info.buffer_size());
    (info.width, rgb)
}

/// The picture packed as small as it gets, for the repository.
fn packed(width: u32, rgb: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, width, rgb.len() as u32 / 3 / width);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::High);
    encoder.write_header().and_then(|mut w| w.write_image_data(rgb)).expect("pixels can be packed");
    out
}

/// Small pictures of made-up reports look as they did. `BLESS=1` draws them anew: look at them before you commit them.
#[test]
fn pictures_look_as_they_did() {
    /// Differences of a channel up to this are rounding, and so many in a thousand pixels may differ more.
    const ROUNDING: u8 = 24;
    const IN_A_THOUSAND: usize = 2;
    let look = |theme| Style::new(StyleFile::embedded(), theme, Lang::En);
    let themes = [("one", look(Theme::Light)), ("regions", look(Theme::Print)), ("many", look(Theme::Dark))];
    let mut wrong = Vec::new();
    for (name, style) in themes {
        let mut reports = synthetic::reports(border()).into_iter();
        let report = reports.find(|(n, _)| *n == name).expect("the report is made").1;
        let base = base::base_map(&report, Some(border()), eventmap::gazetteer::Gazetteer::embedded());
        let options = MapOptions { width: 280, height: 210, dpi: 64.0, style, ..MapOptions::default() };
        let (width, drawn) = pixels(&map::overview(&report, &base, &options).unwrap().unwrap());
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/{name}.png"));
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&path, packed(width, &drawn)).expect("the folder can be written");
        }
        let (known_width, known) = pixels(&std::fs::read(&path).expect("the golden picture is there"));
        assert_eq!((width, drawn.len()), (known_width, known.len()), "{name}");
        let far = |(a, b): &(&[u8], &[u8])| a.iter().zip(*b).any(|(a, b)| a.abs_diff(*b) > ROUNDING);
        let differ = drawn.chunks(3).zip(known.chunks(3)).filter(far).count();
        if differ * 1000 > IN_A_THOUSAND * drawn.len() / 3 {
            wrong.push(format!("{name}: {differ} of {} pixels differ", drawn.len() / 3));
        }
    }
    assert!(wrong.is_empty(), "{}\nBLESS=1 draws them anew; look at them first", wrong.join("\n"));
}
