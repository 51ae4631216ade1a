//! The maps as a whole, on made-up reports: no text on another, nothing outside, true numbers, the same bytes twice.
#![cfg(all(feature = "cli", feature = "maps"))]

#[path = "../examples/synthetic/dice.rs"]
mod dice;
#[path = "../examples/synthetic/facts.rs"]
mod facts;
#[path = "../examples/synthetic/reports.rs"]
mod reports;

use dice::Dice;
use eventmap::claim::{Claim, ClaimTarget, ClaimVerdict, Hedge, Unit};
use eventmap::event::GeoPrecision;
use eventmap::gazetteer::borders::{self, Border};
use eventmap::geodesy::{LonLat, distance_m};
use eventmap::map::geom::Rect;
use eventmap::map::style::{Style, Theme};
use eventmap::map::style_file::StyleFile;
use eventmap::map::words::Lang;
use eventmap::map::{self, BaseMap, MapOptions, Scene};
use eventmap::report::Report;
use facts::{TOWNS, add, empty, place};

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
        reports::reports(border()).into_iter().map(|(name, report)| (name.to_owned(), report)).collect();
    let sizes = [
        5, 6, 7, 8, 9, 10, 12, 15, 18, 20, 25, 30, 35, 42, 50, 60, 70, 80, 90, 100, 120, 150, 200, 250, 300,
        400, 500,
    ];
    for (seed, n) in sizes.into_iter().enumerate() {
        reports.push((format!("{n} scattered"), scattered(n, seed as u64 + 1)));
    }
    let mut out = Vec::new();
    for (name, report) in reports {
        let base = BaseMap::of(&report, Some(border()), eventmap::gazetteer::Gazetteer::embedded());
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
        check(&name, &scene);
    }
}

/// No text lies on another or on a symbol, and none leaves the sheet or the frame.
fn check(name: &str, scene: &Scene) {
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

/// No symbol stands across the border from its place, however many there are and however small the scale is.
#[test]
fn every_symbol_stands_on_its_own_side_of_the_border() {
    use eventmap::map::{drawn::Drawn, frame, geom::segments_cross, sheet, symbols};
    for (n, seed) in [(12, 2), (50, 5), (120, 7)] {
        let report = scattered(n, seed);
        let base = BaseMap::of(&report, Some(border()), eventmap::gazetteer::Gazetteer::embedded());
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

/// Name, longitude and latitude.
type City = (&'static str, f64, f64);

/// Events in clusters around cities: name, longitude and latitude of each, and how far they spread in degrees.
fn clustered(n: usize, cities: &[City], spread: &[f64], seed: u64) -> Report {
    let mut dice = Dice(seed);
    let mut report = empty(border());
    for _ in 0..n {
        let (name, lon, lat) = cities[dice.below(cities.len() as u64) as usize];
        let wide = spread[dice.below(spread.len() as u64) as usize];
        // The sum of three throws lies near the middle more often than not.
        let shift =
            |dice: &mut Dice| (0..3).map(|_| dice.below(2001) as f64 / 1000.0 - 1.0).sum::<f64>() / 3.0;
        let mut p = place(&(name, "", lon, lat, 100_000));
        p.position.lon += shift(&mut dice) * wide;
        p.position.lat += shift(&mut dice) * wide * 0.7;
        add(&mut report, border(), p, GeoPrecision::Exact, &mut dice);
    }
    report
}

/// Number of events, cities and how far events spread, from the scale of a city to that of the world, most of them on both sides of a border.
fn crowds() -> Vec<(usize, &'static [City], &'static [f64])> {
    const WORLD: &[City] = &[
        ("Khartoum", 32.53, 15.55),
        ("Omdurman", 32.48, 15.64),
        ("Kharkiv", 36.26, 49.98),
        ("Lagos", 3.4, 6.45),
        ("Ibadan", 3.9, 7.39),
        ("Goma", 29.23, -1.68),
        ("Bukavu", 28.86, -2.5),
        ("Gaza", 34.45, 31.5),
        ("Beirut", 35.5, 33.89),
        ("Aleppo", 37.16, 36.2),
        ("Caracas", -66.9, 10.5),
        ("Manila", 120.98, 14.6),
        ("Suva", 178.44, -18.14),
        ("Apia", -171.77, -13.83),
    ];
    const BORDER: &[City] = &[("Shebekino", 36.93, 50.41), ("Vovchansk", 36.94, 50.29)];
    const LINE: &[City] =
        &[("Vovchansk", 36.94, 50.29), ("Urazovo", 38.05, 50.08), ("Grayvoron", 35.67, 50.48)];
    const CITY: &[City] = &[("Kharkiv", 36.25, 49.98)];
    vec![
        (300, WORLD, &[0.02, 0.5, 2.0, 6.0][..]),
        (700, WORLD, &[0.02, 0.5, 2.0, 6.0]),
        (200, &WORLD[6..10], &[0.1, 3.0]),
        (60, BORDER, &[0.02, 0.1]),
        (250, BORDER, &[0.1, 0.4]),
        (800, BORDER, &[0.05, 0.3, 0.8]),
        (90, CITY, &[0.01, 0.1]),
        (400, CITY, &[0.02, 0.1, 0.2]),
        (850, CITY, &[0.3]),
        (300, BORDER, &[0.3]),
        (800, BORDER, &[0.2, 0.5]),
        (600, LINE, &[0.05, 0.3]),
        (240, LINE, &[0.2]),
    ]
}

/// No counted symbol lies on another, on either side of the border, from the scale of a city to that of the world; and none stands
/// across the border from its place.
#[test]
fn heaps_never_overlap() {
    use eventmap::map::{drawn::Drawn, frame, geom::segments_cross, sheet, symbols};
    let (mut found, mut led, mut hidden) = (0, 0, 0);
    for (seed, (n, cities, spread)) in crowds().into_iter().enumerate() {
        let report = clustered(n, cities, spread, seed as u64 + 3);
        let base = ground(&report);
        for (width, height) in [(1100.0, 950.0), (420.0, 300.0)] {
            let drawn = Drawn::of(&report);
            let view = frame::overview(&drawn, &base, Rect::new(0.0, 0.0, width, height), None).unwrap().view;
            let heaped = drawn.heaped(&view);
            let line = sheet::border(&view, &base);
            let placed = symbols::place(
                &heaped,
                &view,
                symbols::Scale::new(drawn.most, n, &Style::light().sizes),
                &line,
            );
            let counted: Vec<_> = placed.iter().filter(|p| p.n > 1).collect();
            found += counted.len();
            assert_eq!(placed.iter().map(|p| p.n).sum::<usize>(), heaped.marks().count(), "{n} events");
            let reach = |p: &symbols::Placed| symbols::outer(p.symbol.shape(), p.r);
            for (i, a) in counted.iter().enumerate() {
                for b in counted[..i].iter().filter(|b| b.spot != a.spot) {
                    let deep = reach(a) + reach(b) - a.at.distance(b.at);
                    assert!(deep < 1.0, "{n} events, {width} wide: {deep:.1} deep, {a:?} {b:?}");
                }
                let at = view.to_sheet(heaped.spots[a.spot].position);
                let mut edges = line.iter().flat_map(|l| l.windows(2));
                assert!(!edges.any(|e| segments_cross(at, a.at, e[0], e[1])), "{n} events: {a:?}");
                led += usize::from(at.distance(a.at) > 27.0);
            }
            let alone = placed.iter().filter(|p| p.n == 1);
            hidden += alone.filter(|p| counted.iter().any(|c| c.at.distance(p.at) < 0.5 * reach(c))).count();
        }
    }
    // A line leads to few, and symbols of one event show more than half of themselves, nearly always.
    assert!(found > 200 && led * 20 < found, "{led} of {found} led");
    assert!(hidden < 3, "{hidden} hidden");
}

/// Names that the fonts have no letters for: the gazetteer's own in Latin, or none; and what is left out is told.
#[test]
fn no_name_becomes_question_marks() {
    let mut report = empty(border());
    let dice = &mut Dice(5);
    for (name, lon, lat) in
        [("غزة", 34.46, 31.5), ("北京", 34.6, 31.6), ("Rafah", 34.25, 31.29), ("Ґанок", 34.4, 31.4)]
    {
        add(&mut report, border(), place(&(name, "", lon, lat, 9000)), GeoPrecision::Settlement, dice);
    }
    report.events.iter_mut().for_each(|e| e.border = None);
    let options = MapOptions { title: Some("Strikes 北京".to_owned()), ..MapOptions::default() };
    let base = BaseMap::of(&report, None, eventmap::gazetteer::Gazetteer::embedded());
    let scene = map::overview_scene(&report, &base, &options).unwrap().unwrap();
    let shows = |text: &str| scene.boxes.iter().any(|b| b.text == text);
    for text in ["Gaza", "Rafah", "Ґанок", "Strikes […]"] {
        assert!(shows(text), "{text} is missing");
    }
    assert!(scene.boxes.iter().all(|b| !b.text.contains('?')));
    assert_eq!(scene.left_out.iter().map(String::as_str).collect::<Vec<_>>(), ["北京"]);
    // A title of which nothing can be drawn leaves room for the one made by rule.
    let options = MapOptions { title: Some("北京".to_owned()), ..options };
    let scene = map::overview_scene(&report, &base, &options).unwrap().unwrap();
    assert!(scene.title.starts_with("Reported events"), "{}", scene.title);
}

/// However many symbols lie on them, the largest towns keep their names.
#[test]
fn landmarks_keep_their_names() {
    for (n, seed) in [(200, 11), (500, 4), (500, 27)] {
        let report = scattered(n, seed);
        let scene = map::overview_scene(&report, &ground(&report), &MapOptions::default()).unwrap().unwrap();
        for town in ["Kharkiv", "Belgorod"] {
            assert!(scene.boxes.iter().any(|b| b.text == town), "{n} events, {seed}: {town}");
        }
    }
}

/// Stated distances on several continents are drawn on a map for each cluster of them; those of one region on one.
#[test]
fn far_stated_distances_have_a_map_each() {
    use ClaimVerdict as V;
    let mut report = empty(border());
    for (n, (lon, lat)) in [(0.0, 0.0), (-60.0, -30.0), (80.0, -40.0)].into_iter().enumerate() {
        for (k, (ends, km)) in [((0, Some(4)), 80.0), ((6, Some(4)), 20.0)].into_iter().enumerate() {
            let mut claim = claim(2 * n + k, ends, km, V::Rounded);
            let moved = |p: LonLat| LonLat { lon: p.lon + lon, lat: p.lat + lat };
            claim.line = claim.line.map(|(a, b)| (moved(a), moved(b)));
            claim.measured_km = claim.line.map(|(a, b)| distance_m(a, b) / 1000.0);
            report.claims.push(claim);
        }
    }
    let options = MapOptions::default();
    let scene = map::claims_scene(&report, &ground(&report), &options).unwrap().unwrap();
    assert_eq!(scene.frames.len(), 3);
    let sheet = Rect::new(0.0, 0.0, scene.width, scene.height);
    for (i, a) in scene.boxes.iter().enumerate() {
        assert!(sheet.holds_rect(&a.room.bounds()), "'{}' leaves the sheet", a.text);
        for b in &scene.boxes[..i] {
            assert!(!a.room.overlaps(&b.room, 0.5), "'{}' lies on '{}'", a.text, b.text);
        }
    }
    assert_eq!(scene.boxes.iter().filter(|b| b.text.contains(", measured ")).count(), 6);
    for want in ["Stated distances (n = 6)", "consistent as a round number (6)"] {
        assert!(scene.boxes.iter().any(|b| b.text == want), "{want}");
    }
    report.claims.truncate(2);
    let scene = map::claims_scene(&report, &ground(&report), &options).unwrap().unwrap();
    assert!(scene.frames.is_empty() && scene.frame.is_some());
}

#[test]
fn the_kilometres_on_the_map_are_those_of_the_report() {
    let report = scattered(9, 21);
    let base = BaseMap::of(&report, Some(border()), eventmap::gazetteer::Gazetteer::embedded());
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
        let base = BaseMap::of(&report, Some(border()), eventmap::gazetteer::Gazetteer::embedded());
        let scene = map::detail_scene(&report, &base, &MapOptions::default()).unwrap().unwrap();
        let start =
            if named { "Reported events around Shebekino, " } else { "Reported events near the Russia" };
        assert!(scene.title.starts_with(start), "{}", scene.title);
    }
}

fn ground(report: &Report) -> map::BaseMap {
    BaseMap::of(report, Some(border()), eventmap::gazetteer::Gazetteer::embedded())
}

/// A stated distance between two of [`TOWNS`], or to a point of the border.
fn claim(n: usize, (subject, target): (usize, Option<usize>), km: f64, verdict: ClaimVerdict) -> Claim {
    let end = |town: &facts::Town| {
        let place = place(town);
        let text = place.name.clone();
        let class = Some(place.class);
        ClaimTarget { place: Some(place), text, span: None, is_border: false, class }
    };
    let subject = end(&TOWNS[subject]);
    let from = subject.place.as_ref().expect("a town is a place").position;
    let edge = || border().nearest(from).expect("the border has points").point;
    let line = (from, target.map_or_else(edge, |t| place(&TOWNS[t]).position));
    let bare = || ClaimTarget {
        place: None,
        text: "the border".to_owned(),
        span: None,
        is_border: true,
        class: None,
    };
    let span = eventmap::text::Span::new(0, 0);
    Claim {
        id: format!("c{n}"),
        doc: format!("d{n}"),
        span,
        text: String::new(),
        sentence: span,
        subject: Some(subject),
        target: Some(target.map_or_else(bare, |t| end(&TOWNS[t]))),
        stated: Some(km),
        unit: Unit::Kilometre,
        stated_km: Some(km),
        stated_km_low: Some(km * 0.9),
        stated_km_high: Some(km * 1.1),
        hedge: Hedge::About,
        direction: (verdict == ClaimVerdict::WrongDirection).then(|| "north-west".to_owned()),
        measured_km: Some(distance_m(line.0, line.1) / 1000.0),
        measured_km_low: None,
        measured_km_high: None,
        by_road_km: None,
        factor: None,
        same_claim: format!("c{n}"),
        line: Some(line),
        verdict,
        reason: String::new(),
        would_change: None,
        confidence: 0.9,
        evidence: Vec::new(),
    }
}

fn with_claims(mut report: Report) -> Report {
    use ClaimVerdict as V;
    report.claims = vec![
        claim(0, (0, Some(4)), 80.0, V::Rounded),
        claim(1, (1, None), 30.0, V::Overstated),
        claim(2, (6, Some(4)), 20.0, V::Understated),
        claim(3, (5, Some(4)), 100.0, V::ConsistentByRoad),
        claim(4, (10, Some(6)), 85.0, V::WrongDirection),
    ];
    // Said by another text too: drawn once.
    report.claims.push(Claim { same_claim: "c0".to_owned(), ..claim(5, (0, Some(4)), 80.0, V::Rounded) });
    report
}

#[test]
fn stated_distances_are_drawn_where_they_are_asked_for() {
    for n in [0, 9, 40] {
        let report = with_claims(scattered(n, 5));
        let (base, usual) = (ground(&report), MapOptions::default());
        let told = |scene: &Scene| scene.boxes.iter().filter(|b| b.text.contains(", measured ")).count();
        let plain = map::overview_scene(&report, &base, &usual).unwrap().unwrap();
        assert_eq!(told(&plain), 0, "{n} events");
        let options = MapOptions { layers: usual.layers.with("claims"), ..usual.clone() };
        let mixed = map::overview_scene(&report, &base, &options).unwrap().unwrap();
        let alone = map::claims_scene(&report, &base, &usual).unwrap().unwrap();
        for (name, scene, least) in [("mixed", &mixed, 3), ("alone", &alone, 5)] {
            check(&format!("{n} events {name}"), scene);
            assert!(told(scene) >= least, "{n} events {name}: {} of 5", told(scene));
        }
        assert_eq!(alone.boxes.iter().filter(|b| b.text.ends_with("(2 texts)")).count(), 1);
        assert!(alone.title.starts_with("Stated distances") && alone.alt.contains("wrong direction"));
    }
    let none = empty(border());
    assert!(map::claims_scene(&none, &ground(&none), &MapOptions::default()).unwrap().is_none());
}

/// Every point of an arc lies as far from the target as the text says, and the line is as long as what is measured.
#[test]
fn arcs_and_lines_of_stated_distances_are_true() {
    use eventmap::map::{claims, frame};
    let report = with_claims(empty(border()));
    let drawn = map::drawn::Drawn { stated: claims::gather(&report), ..map::drawn::Drawn::default() };
    let room = Rect::new(0.0, 0.0, 1100.0, 900.0);
    let view = frame::overview(&drawn, &ground(&report), room, None).unwrap().view;
    let traces = claims::traces(&drawn.stated, &view);
    assert_eq!(traces.len(), 5);
    for trace in traces {
        let stated = &drawn.stated[trace.number];
        let off =
            |p: &eventmap::map::geom::Pt| distance_m(view.to_lonlat(*p), stated.target.position) / 1000.0;
        assert!(!trace.arc.is_empty() && trace.ends.len() == 2);
        for p in trace.arc.iter().flatten() {
            assert!((off(p) / stated.stated_km - 1.0).abs() < 1e-3, "{stated:?}: {}", off(p));
        }
        let drawn: f64 = trace.line.iter().flat_map(|l| l.windows(2)).map(|e| e[0].distance(e[1])).sum();
        let km = drawn * view.metres_per_unit / 1000.0;
        assert!((km / stated.measured_km - 1.0).abs() < 2e-3, "{stated:?}: {km}");
    }
}

#[test]
fn rival_places_of_an_incident_are_joined_to_it() {
    let mut report = empty(border());
    for (n, town) in [0, 1, 5, 6, 8].into_iter().enumerate() {
        add(&mut report, border(), place(&TOWNS[town]), GeoPrecision::Settlement, &mut Dice(n as u64));
        report.events[n].modality = eventmap::event::Modality::Happened;
    }
    // Two texts set the first incident elsewhere: one in a place of its own, one where another incident is.
    for (event, incident) in [(2, 0), (3, 0)] {
        report.events[event].incident = report.incidents[incident].id.clone();
        let id = report.events[event].id.clone();
        report.incidents[incident].events.push(id);
    }
    report.incidents.retain(|i| i.id != "i2");
    let drawn = map::drawn::Drawn::of(&report);
    let names: Vec<&str> = drawn.rivals.iter().map(|r| r.to.name.as_str()).collect();
    assert_eq!(names, ["Grayvoron", "Vovchansk"]);
    let scene = map::overview_scene(&report, &ground(&report), &MapOptions::default()).unwrap().unwrap();
    check("rivals", &scene);
    for want in ["Grayvoron", "Another text names this place"] {
        assert_eq!(scene.boxes.iter().filter(|b| b.text == want).count(), 1, "{want}");
    }
    assert!(scene.alt.contains("An event of Belgorod is set in Grayvoron by another text."), "{}", scene.alt);
}

#[test]
fn thousands_of_events_are_summed_up_in_hexagons() {
    use eventmap::map::{Summary, drawn::Drawn, frame};
    let report = scattered(4000, 3);
    let (base, usual) = (ground(&report), MapOptions::default());
    let view =
        frame::overview(&Drawn::of(&report), &base, Rect::new(0.0, 0.0, 1100.0, 950.0), None).unwrap().view;
    let all = Drawn::of(&report);
    let seen: usize =
        all.spots.iter().filter(|s| view.frame.holds(view.to_sheet(s.position))).map(|s| s.marks.len()).sum();
    let summed = all.clone().summed(&view, &usual);
    let hexagons = summed.hexagons.as_ref().expect("four thousand events are too many for symbols");
    assert_eq!((hexagons.events(), summed.spots.len(), summed.n), (seen, 0, all.n));
    for (class, cell) in hexagons.cells.iter().map(|cell| (cell.class, cell)) {
        let (low, high) = hexagons.range(class);
        assert!((low..=high).contains(&cell.n), "{cell:?}");
    }
    let never = MapOptions { summary: Summary::Never, ..usual.clone() };
    assert!(all.summed(&view, &never).hexagons.is_none());
    let few = Drawn::of(&scattered(200, 3));
    assert!(few.clone().summed(&view, &usual).hexagons.is_none());
    let always = MapOptions { summary: Summary::Always, ..usual.clone() };
    assert!(few.summed(&view, &always).hexagons.is_some());
    let scene = map::overview_scene(&report, &base, &usual).unwrap().unwrap();
    check("hexagons", &scene);
    assert!(scene.boxes.iter().any(|b| b.text == "Events in a hexagon"));
    assert!(scene.alt.contains("Events are counted in hexagons"), "{}", scene.alt);
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let report = scattered(20, 33);
    let base = BaseMap::of(&report, Some(border()), eventmap::gazetteer::Gazetteer::embedded());
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
    let base = BaseMap::of(&report, Some(border()), eventmap::gazetteer::Gazetteer::embedded());
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
    let ready = |name: &str| {
        let mut reports = reports::reports(border()).into_iter();
        reports.find(|(n, _)| *n == name).expect("the report is made").1
    };
    let (mut wrong, all) = (Vec::new(), ["one", "regions", "many", "claims", "hexagons"]);
    for name in all {
        let report = match name {
            "claims" => with_claims(empty(border())),
            "hexagons" => scattered(900, 8),
            _ => ready(name),
        };
        let theme = match name {
            "regions" => Theme::Print,
            "many" => Theme::Dark,
            _ => Theme::Light,
        };
        let style = Style::new(StyleFile::embedded(), theme, Lang::En);
        let summary = if name == "hexagons" { map::Summary::Always } else { map::Summary::Auto };
        let options =
            MapOptions { width: 280, height: 210, dpi: 64.0, style, summary, ..MapOptions::default() };
        let scene = match name {
            "claims" => map::claims_scene(&report, &ground(&report), &options),
            _ => map::overview_scene(&report, &ground(&report), &options),
        };
        let scene = scene.unwrap().expect("there is something to show");
        let (width, drawn) = pixels(&map::png(&scene, &options).unwrap());
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
