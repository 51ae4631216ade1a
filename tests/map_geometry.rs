//! What maps show, held against the ellipsoid and against what was asked: bars, bands, borders, frames, counts.
#![cfg(all(feature = "cli", feature = "maps"))]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where it stopped")]

#[path = "../examples/synthetic/dice.rs"]
mod dice;
#[path = "../examples/synthetic/facts.rs"]
mod facts;

use dice::Dice;
use eventmap::event::GeoPrecision;
use eventmap::gazetteer::borders::{self, Border};
use eventmap::gazetteer::{Gazetteer, Place, PlaceClass};
use eventmap::geodesy::{LonLat, distance_m};
use eventmap::map::geom::{Rect, inside, pt};
use eventmap::map::layers::Layers;
use eventmap::map::layers::furniture::{bar_km, bar_units};
use eventmap::map::projection::{Plane, View};
use eventmap::map::scene::{Item, Scene, Seg};
use eventmap::map::style::Style;
use eventmap::map::{self, BaseMap, MapOptions, bands};
use eventmap::report::Report;
use facts::{TOWNS, add, empty, place};

fn border() -> &'static Border {
    borders::embedded("ru-ua").expect("the border is bundled")
}

fn sheet_frame() -> Rect {
    Rect::new(0.0, 0.0, 1100.0, 950.0)
}

/// A view of about that width in metres, on the plane that suits it.
fn view(lon: f64, lat: f64, width_m: f64) -> View {
    let f = sheet_frame();
    let scale = width_m / f.width();
    let plane = Plane::fitting(LonLat { lon, lat }, width_m / 2.0, f.height() / 2.0 * scale);
    View::new(plane, f, scale)
}

fn towns(n: usize, seed: u64) -> Report {
    let mut dice = Dice(seed);
    let mut report = empty(border());
    for _ in 0..n {
        let town = &TOWNS[dice.below(TOWNS.len() as u64) as usize];
        add(&mut report, border(), place(town), GeoPrecision::Settlement, &mut dice);
    }
    report
}

fn scene(report: &Report, border: Option<&Border>, options: &MapOptions) -> Scene {
    let base = BaseMap::of(report, border, Gazetteer::embedded());
    map::overview_scene(report, &base, options).unwrap().unwrap()
}

#[test]
fn the_scale_bar_is_as_long_as_it_says() {
    for (lon, lat, width_m) in [
        (36.6, 50.5, 40e3),
        (36.6, 50.5, 250e3),
        (34.0, 51.7, 1.4e6),
        (29.2, -1.6, 90e3),
        (46.0, 40.0, 600e3),
        (20.0, 68.0, 900e3),
        (74.0, 34.0, 2.5e6),
    ] {
        let view = view(lon, lat, width_m);
        let km = bar_km(&view);
        let half = bar_units(&view, km) / 2.0;
        let c = view.frame.centre();
        let end = |x: f64| view.to_lonlat(pt(c.x + x, c.y));
        let true_km = distance_m(end(-half), end(half)) / 1000.0;
        assert!((true_km / km - 1.0).abs() < 1e-3, "{lon} {lat} {width_m}: {true_km} for {km}");
    }
}

/// Points of a fixed scatter lie in the band that their geodesic distance to the border tells, but for 50 m.
#[test]
fn bands_hold_scattered_points_of_a_true_border() {
    for (name, lon, lat, width_m) in
        [("ru-ua", 36.6, 50.5, 200e3), ("ru-ua", 35.5, 51.5, 1.3e6), ("am-az", 45.9, 39.9, 300e3)]
    {
        let border = borders::embedded(name).unwrap();
        let view = view(lon, lat, width_m);
        let edges = [5.0, 10.0, 20.0, 40.0];
        let bands = bands::bands(&view, &border.lines, &edges);
        let (mut dice, mut seen) = (Dice(11), [0; 5]);
        for _ in 0..3000 {
            let mut at = |n: f64| dice.below(100_000) as f64 / 100_000.0 * n;
            let p = pt(at(sheet_frame().width()), at(sheet_frame().height()));
            let Some(nearest) = border.nearest(view.to_lonlat(p)) else { continue };
            let km = nearest.metres / 1000.0;
            if edges.iter().any(|e| (km - e).abs() < 0.05) {
                continue;
            }
            let wanted = edges.iter().position(|e| km < *e);
            let found = bands.iter().find(|b| inside(p, &b.rings)).map(|b| b.to_km);
            assert_eq!(found, wanted.map(|i| edges[i]), "{name} {width_m}: {km} km at {p:?}");
            seen[wanted.unwrap_or(4)] += 1;
        }
        assert!(seen.iter().all(|n| *n > 10), "{name}: {seen:?}");
    }
}

/// Lines in one colour that a scene draws.
fn strokes(scene: &Scene, color: eventmap::map::scene::Color) -> usize {
    scene
        .items
        .iter()
        .filter(|item| matches!(item, Item::Path { stroke: Some(s), .. } if s.color == color))
        .count()
}

#[test]
fn borders_of_other_countries_are_drawn_close_by() {
    let only = Layers::parse(&["countries".to_owned()]).unwrap();
    let color = Style::light().palette.country_line;
    for (extent, least) in [
        ([28.8, -2.0, 29.8, -1.0], 1),
        ([44.5, 39.0, 47.0, 41.0], 3),
        ([6.5, 45.6, 7.5, 46.3], 2),
        ([-180.0, 51.0, -170.0, 54.0], 0),
    ] {
        let options = MapOptions { extent: Some(extent), layers: only.clone(), ..MapOptions::default() };
        let n = strokes(&scene(&towns(3, 1), None, &options), color);
        assert!(n >= least && (least > 0 || n == 0), "{extent:?}: {n} lines");
    }
}

#[test]
fn a_map_of_the_world_fills_its_sheet() {
    let report = towns(6, 2);
    for (width, height) in [(1600, 1200), (1200, 1200), (1920, 1080), (2400, 900)] {
        let extent = Some([-180.0, -90.0, 180.0, 90.0]);
        let scene =
            scene(&report, Some(border()), &MapOptions { width, height, extent, ..MapOptions::default() });
        let f = scene.frame.unwrap();
        assert!((1.9..2.2).contains(&(f.width() / f.height())), "{f:?}");
        let share = f.width() / scene.width;
        let high = f.height() / scene.height;
        assert!(share > 0.9 || high > 0.6, "{width} x {height}: {share} of the width, {high} of the height");
        let legend = scene.boxes.iter().filter(|b| b.text.contains('(')).count();
        assert!(legend >= 3, "{width} x {height}: {legend} rows with counts");
    }
}

#[test]
fn where_nothing_is_placed_nothing_more_is_missing() {
    let mut report = towns(1, 1);
    for event in &mut report.events {
        event.place.position = None;
        event.place.place = None;
    }
    let scene = scene(&report, Some(border()), &MapOptions::default());
    let said: Vec<&str> = scene.boxes.iter().map(|b| b.text.as_str()).collect();
    assert!(said.contains(&"1 event is reported, and its place is not known"), "{said:?}");
    // The border is shown among its towns, and nothing is said of symbols that are not there.
    assert!(
        said.iter().filter(|text| ["Kharkiv", "Kursk", "Luhansk"].contains(text)).count() > 1,
        "{said:?}"
    );
    assert!(!said.iter().any(|text| text.contains("Symbols stand")), "{said:?}");
}

#[test]
fn a_title_of_ones_own_leaves_the_days_to_the_line_under_it() {
    let report = towns(9, 4);
    let titled = |title: &str| {
        let options = MapOptions { title: Some(title.to_owned()), ..MapOptions::default() };
        scene(&report, Some(border()), &options).boxes
    };
    let days = |boxes: &[map::scene::TextBox]| boxes.iter().filter(|b| b.text.contains(" 2023")).count();
    assert_eq!(days(&scene(&report, Some(border()), &MapOptions::default()).boxes), 1);
    let boxes = titled("Along the line");
    let under = boxes.iter().find(|b| b.text.contains(" 2023 · ")).unwrap();
    let span = under.text.split(" · ").next().unwrap();
    // What the title says already is not said again.
    let title = format!("Along the line, {span}");
    assert_eq!(days(&titled(&title)), 1, "{title}");
}

/// A frame of a few kilometres says how small its error is, not that there is none.
#[test]
fn no_frame_claims_to_be_without_error() {
    for (extent, want) in [([36.88, 50.275, 36.94, 50.31], "< 0.0001 %"), ([30.0, 46.0, 42.0, 54.0], "0.")] {
        let options = MapOptions { extent: Some(extent), ..MapOptions::default() };
        let boxes = scene(&towns(3, 1), Some(border()), &options).boxes;
        let foot: Vec<&str> =
            boxes.iter().map(|b| b.text.as_str()).filter(|t| t.chars().count() > 60).collect();
        let foot = foot.join(" ");
        assert!(foot.contains(&format!("frame {want}")) && !foot.contains("0.0000 %"), "{foot}");
    }
}

/// On maps around a pole the outlines of the other side enclose the frame: no name of there stands in it.
#[test]
fn no_name_stands_on_the_wrong_side_of_the_earth() {
    let mut dice = Dice(5);
    for (lon, lat, wrong) in
        [(110.0, 75.0, "ANTARCTICA"), (20.0, 88.0, "ANTARCTICA"), (-60.0, -78.0, "RUSSIA")]
    {
        let mut report = empty(border());
        for shift in [0.0, 1.5, 3.0] {
            let p = place(&("Camp", "", lon + shift, lat + shift / 4.0, 50));
            add(&mut report, border(), p, GeoPrecision::Exact, &mut dice);
        }
        report.events.iter_mut().for_each(|e| e.border = None);
        for width in [300e3, 2_000e3, 6_000e3] {
            let view = view(lon, lat, width);
            let options = MapOptions { extent: Some(view.bounds()), ..MapOptions::default() };
            for options in [options, MapOptions::default()] {
                let scene = scene(&report, None, &options);
                // A map of the whole world shows all of it.
                if scene.boxes.iter().any(|b| b.text.contains("Equal Earth")) {
                    continue;
                }
                assert!(scene.boxes.iter().all(|b| b.text != wrong), "{lon} {lat}, {width} m");
            }
        }
    }
}

/// Places where something happened stand out from those that only say where one is.
#[test]
fn only_places_with_events_are_bold() {
    for (seed, n) in [(1, 5), (2, 9), (3, 14)] {
        let report = towns(n, seed);
        let scene = scene(&report, Some(border()), &MapOptions::default());
        let named: Vec<&str> =
            report.events.iter().filter_map(|e| Some(e.place.place.as_ref()?.name.as_str())).collect();
        let settlements = Style::light().sizes.settlement;
        let (mut with, mut without) = (Vec::new(), Vec::new());
        for item in &scene.items {
            let Item::Text { text, .. } = item else { continue };
            let bold = text.style.face == map::fonts::Face::Bold;
            let inside = scene.frame.unwrap().holds(text.at) && text.style.halo.is_some();
            let letters = text.text.chars().all(|c| c.is_alphabetic() || c == ' ' || c == '-');
            if !inside || !letters || !settlements.contains(&text.style.size) {
                continue;
            }
            if named.contains(&text.text.as_str()) {
                with.push(bold);
            } else {
                without.push((bold, text.style.size, &text.text));
            }
        }
        assert!(!with.is_empty() && with.iter().all(|bold| *bold), "{n} events");
        assert!(without.len() > 3 && without.iter().all(|w| !w.0 && w.1 <= settlements[1]), "{without:?}");
    }
}

/// Where a map shows few places, no symbol hides one of another place, and each stays on its side of the border.
#[test]
fn neighbours_do_not_hide_each_other() {
    use eventmap::map::{drawn::Drawn, frame, geom::segments_cross, sheet, symbols};
    let near = [("Vovchansk", 36.94, 50.29), ("Shebekino", 36.93, 50.41), ("Kozacha Lopan", 36.19, 50.33)];
    let (mut pairs, mut deepest) = (0, 0.0_f64);
    for seed in 1..13 {
        let mut dice = Dice(seed);
        let mut report = empty(border());
        for _ in 0..8 + 2 * seed {
            let (name, lon, lat) = near[dice.below(3) as usize];
            let mut p = place(&(name, "", lon, lat, 9000));
            p.position.lon += dice.below(1000) as f64 / 1000.0 * 0.16 - 0.08;
            p.position.lat += dice.below(1000) as f64 / 1000.0 * 0.1 - 0.05;
            add(&mut report, border(), p, GeoPrecision::Exact, &mut dice);
        }
        let base = BaseMap::of(&report, Some(border()), Gazetteer::embedded());
        let drawn = Drawn::of(&report);
        let view = frame::overview(&drawn, &base, sheet_frame(), None).unwrap().view;
        let (drawn, line) = (drawn.heaped(&view), sheet::border(&view, &base));
        let scale = symbols::Scale::new(drawn.most, drawn.n, &Style::light().sizes);
        let placed = symbols::place(&drawn, &view, scale, &line);
        assert_eq!(placed.iter().map(|p| p.n).sum::<usize>(), drawn.n);
        let reach = |p: &symbols::Placed| symbols::outer(p.symbol.shape(), p.r);
        for (i, a) in placed.iter().enumerate() {
            let at = view.to_sheet(drawn.spots[a.spot].position);
            let mut edges = line.iter().flat_map(|l| l.windows(2));
            assert!(!edges.any(|e| segments_cross(at, a.at, e[0], e[1])), "{seed}: {a:?}");
            assert!(at.distance(a.at) < 150.0, "{seed}: led {} away", at.distance(a.at));
            for b in placed[..i].iter().filter(|b| b.spot != a.spot) {
                pairs += 1;
                deepest = deepest.max(reach(a) + reach(b) - a.at.distance(b.at));
            }
        }
    }
    assert!(pairs > 500 && deepest < 3.0, "{pairs} pairs, {deepest:.1} deep");
}

/// A dot that marks the place of a symbol that was moved off it never lies on a small symbol.
#[test]
fn dots_of_places_do_not_hide_symbols() {
    let mut dots = 0;
    for seed in 1..9 {
        let mut dice = Dice(seed);
        let mut report = empty(border());
        for _ in 0..16 {
            let mut p = place(&("Vovchansk", "", 36.94, 50.29, 9000));
            p.position.lon += dice.below(1000) as f64 / 1000.0 * 0.3;
            p.position.lat -= dice.below(1000) as f64 / 1000.0 * 0.2;
            add(&mut report, border(), p, GeoPrecision::Exact, &mut dice);
        }
        let scene = scene(&report, Some(border()), &MapOptions::default());
        for item in &scene.items {
            let Item::Path { path, stroke: Some(stroke), .. } = item else { continue };
            let points = path.segs.iter().filter_map(|seg| match seg {
                Seg::Move(p) | Seg::Line(p) | Seg::Quad(_, p) | Seg::Cubic(_, _, p) => Some(*p),
                Seg::Close => None,
            });
            let Some(room) = Rect::around(points).filter(|r| r.width() < 12.0) else { continue };
            if (stroke.width - 1.7).abs() > 1e-9 || !scene.frame.unwrap().holds(room.centre()) {
                continue;
            }
            dots += 1;
            for (at, r) in scene.discs.iter().filter(|d| d.1 < 11.0) {
                let away = at.distance(room.centre());
                assert!(away > 0.6 * r, "{seed}: a dot lies {away:.1} from the middle of a symbol of {r:.1}");
            }
        }
    }
    assert!(dots > 40, "{dots}");
}

/// The boundary is one line between the neighbours at its ends: what is measured to it must not end at a gap.
#[test]
fn the_boundary_of_kosovo_has_no_gaps() {
    let found = borders::between("RS", "XK", borders::RECOGNISED).unwrap();
    let [line] = &found.lines[..] else { panic!("{} lines", found.lines.len()) };
    let ends = [line.first().unwrap(), line.last().unwrap()];
    for (lon, lat) in [(20.354, 42.833), (21.59, 42.26)] {
        let away = ends.iter().map(|end| distance_m(**end, LonLat { lon, lat })).fold(f64::MAX, f64::min);
        assert!(away < 3000.0, "{lon} {lat}: {away} m");
    }
}

/// Land, lakes, rivers, coasts, borders and outlines, on maps of the world that are cut at any meridian: no piece runs across the sheet,
/// but along the edge of the world.
#[test]
fn nothing_runs_across_a_map_of_the_world() {
    use eventmap::gazetteer::shapes;
    use eventmap::map::base::Water;
    use eventmap::map::geom::{Pt, distance_to_segment};
    use eventmap::map::sheet::{project_line, project_rings};
    // The longest straight border on Earth, along the 49th parallel, is shorter.
    const LONG: f64 = 150.0;
    let water = Water::bundled();
    let outlines: Vec<Vec<LonLat>> = shapes::country_codes()
        .chain(shapes::region_codes())
        .flat_map(|code| shapes::outline(code).unwrap_or_default())
        .collect();
    let closed = |ring: &Vec<LonLat>| ring.iter().chain(ring.first()).copied().collect::<Vec<_>>();
    let lakes = || water.lakes.iter().map(|l| &l.1);
    let rings: Vec<&Vec<LonLat>> = lakes().chain(&water.land).chain(&outlines).collect();
    let mut lines: Vec<Vec<LonLat>> = water.rivers.iter().map(|r| r.1.clone()).collect();
    lines.extend(lakes().chain(&water.land).chain(&outlines).map(closed));
    let all = borders::within([-180.0, -90.0, 180.0, 90.0], borders::RECOGNISED);
    lines.extend(all.iter().flat_map(|b| b.lines.iter().cloned()));
    for lon in [-170.0, -100.0, -30.0, 0.0, 11.0, 70.0, 140.0, 180.0] {
        let view = View::new(Plane::world(lon), Rect::new(0.0, 0.0, 1100.0, 560.0), 32_000.0);
        let mut ground = view.ground();
        ground.extend(ground.first().copied());
        // The coarse outline of Antarctica has long edges along parallels near the pole.
        let on_edge = |p: Pt| {
            view.to_lonlat(p).lat < -80.0
                || ground.windows(2).map(|e| distance_to_segment(p, e[0], e[1])).fold(f64::MAX, f64::min)
                    < 3.0
        };
        for piece in lines.iter().flat_map(|line| project_line(&view, line, false)) {
            for pair in piece.windows(2).filter(|p| p[0].distance(p[1]) > LONG) {
                assert!(on_edge(pair[0]) && on_edge(pair[1]), "line, {lon}: {pair:?}");
            }
        }
        for ring in rings.iter().flat_map(|ring| project_rings(&view, ring)) {
            for (i, a) in ring.iter().enumerate() {
                let b = ring[(i + 1) % ring.len()];
                let short = a.distance(b) <= LONG;
                assert!(short || on_edge(*a) && on_edge(b), "ring, {lon}: {a:?} {b:?}");
            }
        }
    }
}

#[test]
fn lakes_at_the_edge_of_the_world_do_not_run_across_it() {
    // The edge goes through the lakes of Canada.
    let options = MapOptions { extent: Some([-98.0, -80.0, -99.0, 80.0]), ..MapOptions::default() };
    let scene = scene(&towns(3, 1), None, &options);
    let (frame, palette) = (scene.frame.unwrap(), Style::light().palette);
    let widths = scene.items.iter().filter_map(|item| match item {
        Item::Path { path, fill: Some(fill), stroke: Some(stroke), .. }
            if *fill == palette.water && stroke.color == palette.shore =>
        {
            let ends = path.segs.iter().filter_map(|seg| match seg {
                Seg::Move(p) | Seg::Line(p) => Some(*p),
                _ => None,
            });
            Rect::around(ends).map(|room| room.width())
        }
        _ => None,
    });
    let widths: Vec<f64> = widths.collect();
    assert!(widths.len() > 20, "{} lakes", widths.len());
    assert!(widths.iter().all(|width| *width < 0.1 * frame.width()), "{widths:?}");
}

#[test]
fn the_legend_counts_what_the_asked_frame_shows() {
    let report = towns(40, 3);
    let extent = [36.4, 50.2, 37.3, 50.75];
    let inside = |e: &&eventmap::event::Event| {
        let p = e.place.position.unwrap();
        p.lon > extent[0] && p.lon < extent[2] && p.lat > extent[1] && p.lat < extent[3]
    };
    let n = report.events.iter().filter(inside).count();
    let scene = scene(&report, Some(border()), &MapOptions { extent: Some(extent), ..MapOptions::default() });
    let head = format!("Reported events (n = {n})");
    assert!(n > 5 && n < 40 && scene.boxes.iter().any(|b| b.text == head), "{head} is not in the legend");
    assert!(scene.title.contains(&format!("(n = {n})")), "{}", scene.title);
}

/// Types of events, claims, stacks, places outside, sizes, bands, lines: all rows stand on a square sheet.
#[test]
fn a_square_sheet_keeps_all_rows_of_the_legend() {
    let mut dice = Dice(5);
    let mut report = towns(14, 4);
    let far = Place {
        class: PlaceClass::Settlement,
        ..place(&("Murmansk", "Мурманск", 33.08, 68.97, 270_000))
    };
    add(&mut report, border(), far, GeoPrecision::Settlement, &mut dice);
    let rows = |width, height, zoom| {
        let options = MapOptions { width, height, zoom, ..MapOptions::default() };
        let scene = scene(&report, Some(border()), &options);
        let words = &Style::light().words;
        ["measure", "settlement"].map(|key| scene.boxes.iter().any(|b| b.text == words.get(key)))
    };
    assert_eq!(rows(1600, 1200, 1.0), [true, true]);
    assert_eq!(rows(1200, 1200, 1.1), [true, true]);
}

/// Ten thousand events are one map, in bounded time: no step takes the square of their number.
#[test]
fn ten_thousand_events_are_drawn() {
    let mut dice = Dice(9);
    let mut report = empty(border());
    for i in 0..10_000 {
        let mut p = place(&TOWNS[dice.below(TOWNS.len() as u64) as usize]);
        p.position.lon += dice.below(2000) as f64 / 1000.0 - 1.0;
        p.position.lat += dice.below(2000) as f64 / 2000.0 - 0.5;
        p.name = format!("Place {i}");
        add(&mut report, border(), p, GeoPrecision::Settlement, &mut dice);
    }
    let scene = scene(&report, Some(border()), &MapOptions::default());
    assert!(scene.title.contains("10,000"), "{}", scene.title);
    assert!(!map::png(&scene, &MapOptions::default()).unwrap().is_empty());
}
