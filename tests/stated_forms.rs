//! Ways to state a distance, in four languages: what is read, what is measured, what is judged.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where it stopped")]

use eventmap::claim::ClaimVerdict::{
    self, CannotCheck, Consistent, ConsistentByRoad, Overstated, Rounded, Understated, WrongDirection,
};
use eventmap::claim::{Claim, ClaimTarget, Hedge};
use eventmap::document::Document;
use eventmap::gazetteer::{Gazetteer, borders};
use eventmap::pipeline::{self, Options};

fn claims(text: &str) -> Vec<Claim> {
    let border = borders::embedded("ru-ua").unwrap();
    let document = Document::new("d", text);
    pipeline::run(vec![document], &Options::new(border, Gazetteer::embedded()), &|| ()).claims
}

/// Text, subject, target as the gazetteer has them, least and greatest km that may be measured, verdict.
type Row = (&'static str, &'static str, &'static str, f64, f64, ClaimVerdict);

const ENGLISH: &[Row] = &[
    // The way from one place to another.
    ("From Kherson to Mykolaiv it is 60 km.", "Mykolaiv", "Kherson", 58.0, 63.0, Consistent),
    ("It is 60 km from Kherson to Mykolaiv.", "Mykolaiv", "Kherson", 58.0, 63.0, Consistent),
    ("It is 160 km from Kherson to Mykolaiv.", "Mykolaiv", "Kherson", 58.0, 63.0, Overstated),
    ("It is only 20 km from Kherson to Mykolaiv.", "Mykolaiv", "Kherson", 58.0, 63.0, Understated),
    (
        "Rockets hit Kherson. From the city to Mykolaiv it is 60 km.",
        "Mykolaiv",
        "Kherson",
        58.0,
        63.0,
        Consistent,
    ),
    ("It is a 75 km drive from Kherson to Mykolaiv.", "Mykolaiv", "Kherson", 58.0, 63.0, ConsistentByRoad),
    ("The road from Kherson to Mykolaiv is 65 km long.", "Mykolaiv", "Kherson", 58.0, 63.0, ConsistentByRoad),
    // How it was measured, said first.
    ("As the crow flies, Chuhuiv is 55 km from Kharkiv.", "Chuhuiv", "Kharkiv", 33.0, 37.0, Overstated),
    ("By road, Chuhuiv is 45 km from Kharkiv.", "Chuhuiv", "Kharkiv", 33.0, 37.0, ConsistentByRoad),
    // The middle.
    ("Poltava lies halfway between Kyiv and Kharkiv.", "Poltava", "Kyiv", 295.0, 310.0, Understated),
    (
        "Cherkasy lies halfway between Kyiv and Kryvyi Rih.",
        "Cherkasy",
        "Kryvyi Rih",
        194.0,
        200.0,
        Consistent,
    ),
    ("Zhytomyr lies midway between Kyiv and Rivne.", "Zhytomyr", "Rivne", 175.0, 181.0, Rounded),
    // Units, ranges, bounds.
    ("Batumi lies half a mile from the sea.", "Batumi", "", 0.3, 1.0, Consistent),
    ("Mykolaiv is 35 nautical miles from Kherson.", "Mykolaiv", "Kherson", 58.0, 63.0, Consistent),
    ("Chuhuiv is 30 to 40 km south-east of Kharkiv.", "Chuhuiv", "Kharkiv", 33.0, 37.0, Consistent),
    ("Chuhuiv lies 35 km north of Kharkiv.", "Chuhuiv", "Kharkiv", 33.0, 37.0, WrongDirection),
    ("Chuhuiv is within 40 km of Kharkiv.", "Chuhuiv", "Kharkiv", 33.0, 37.0, Consistent),
    ("Izium is a two-hour drive from Kharkiv.", "Izium", "Kharkiv", 110.0, 118.0, CannotCheck),
];

const RUSSIAN: &[Row] = &[
    ("В Чугуеве, в 40 км от Харькова, погибли двое.", "Chuhuiv", "Kharkiv", 33.0, 37.0, Rounded),
    ("Чугуев находится в 80 км от Харькова.", "Chuhuiv", "Kharkiv", 33.0, 37.0, Overstated),
    (
        "Село Казачья Лопань находится в 5 км от границы с Россией.",
        "Kozacha Lopan",
        "Russia",
        3.5,
        5.0,
        Consistent,
    ),
    (
        "Взрывы прогремели в Волчанске, городе в 60 км к северо-востоку от Харькова.",
        "Vovchansk",
        "Kharkiv",
        57.0,
        62.0,
        Consistent,
    ),
    ("Изюм лежит в 115 км юго-восточнее Харькова.", "Izium", "Kharkiv", 110.0, 118.0, Consistent),
    ("Изюм лежит в 115 км северо-западнее Харькова.", "Izium", "Kharkiv", 110.0, 118.0, WrongDirection),
    (
        "Валуйки находятся примерно в 15 км от границы с Украиной.",
        "Valuyki",
        "Ukraine",
        12.0,
        15.0,
        Consistent,
    ),
    (
        "Купянск расположен менее чем в 20 км от границы с Россией.",
        "Kupiansk",
        "Russia",
        34.0,
        39.0,
        Understated,
    ),
    ("Мирноград лежит в семи км восточнее Покровска.", "Myrnohrad", "Pokrovsk", 6.0, 8.5, Consistent),
];

const UKRAINIAN: &[Row] = &[
    ("Мерефа розташована за 25 кілометрів від Харкова.", "Merefa", "Kharkiv", 21.0, 25.0, Consistent),
    ("Обстріляли Суми, що за 30 кілометрів від кордону з Росією.", "Sumy", "Russia", 27.0, 30.0, Consistent),
    ("Село Липці розташоване за 10 км від кордону з Росією.", "Lyptsi", "Russia", 8.5, 11.0, Consistent),
    ("Ніжин розташований за 120 км на схід від Києва.", "Nizhyn", "Kyiv", 114.0, 120.0, Consistent),
    ("Ніжин розташований за 120 км на захід від Києва.", "Nizhyn", "Kyiv", 114.0, 120.0, WrongDirection),
    ("Біла Церква знаходиться приблизно за 80 км від Києва.", "Bila Tserkva", "Kyiv", 75.0, 82.0, Consistent),
    ("Біла Церква знаходиться понад 180 км від Києва.", "Bila Tserkva", "Kyiv", 75.0, 82.0, Overstated),
];

const FRENCH: &[Row] = &[
    ("Saké se trouve à 25 km à l'ouest de Goma.", "Sake", "Goma", 20.0, 27.0, Consistent),
    (
        "Des tirs ont visé Tchouhouïv, à moins de 40 km de Kharkiv.",
        "Chuhuiv",
        "Kharkiv",
        33.0,
        37.0,
        Consistent,
    ),
    (
        "Des tirs ont visé Tchouhouïv, à 90 kilomètres de Kharkiv.",
        "Chuhuiv",
        "Kharkiv",
        33.0,
        37.0,
        Overstated,
    ),
];

#[test]
fn what_is_measured_in_each_language() {
    let rows = [ENGLISH, RUSSIAN, UKRAINIAN, FRENCH].into_iter().flatten();
    let wrong: Vec<String> = rows.filter_map(difference).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What a row's claim has otherwise.
fn difference(&(text, subject, target, low, high, verdict): &Row) -> Option<String> {
    let found = claims(text);
    let [claim] = found.as_slice() else { return Some(format!("{text}: {} claims", found.len())) };
    let name = |end: &Option<ClaimTarget>| {
        end.as_ref().and_then(|end| end.place.as_ref()).map(|place| place.name.clone()).unwrap_or_default()
    };
    let ends = [name(&claim.subject), name(&claim.target)];
    let km = claim.measured_km.unwrap_or(f64::NAN);
    let same = ends[0] == subject
        && (target.is_empty() || ends[1] == target)
        && (low..=high).contains(&km)
        && claim.verdict == verdict;
    (!same).then(|| format!("{text}: {ends:?} {km} {}", claim.reason))
}

#[test]
fn what_has_no_line_or_no_fixed_place_is_said() {
    for (text, why) in [
        ("Chuhuiv lies within 10 km of the front line.", "front line"),
        ("Kherson lies within 5 km of the Dnipro river.", "no line of this river"),
        ("Goma lies 3 km from Lake Kivu.", "no line of this river, lake"),
        ("Бои идут в десяти километрах от Харькова.", "no named place"),
        ("Les forces se trouvent à 10 km du front.", "front line"),
    ] {
        let found = claims(text);
        let [claim] = found.as_slice() else { panic!("{text}: {found:?}") };
        assert!(claim.verdict == CannotCheck && claim.reason.contains(why), "{text}: {}", claim.reason);
    }
}

#[test]
fn ways_sizes_and_speeds_are_no_claims() {
    for text in [
        "The convoy drove 60 km from Kherson to Mykolaiv.",
        "Армия продвинулась на 5 км к Харькову.",
        "Ракеты дальностью 300 км стоят у Курска.",
        "В радиусе 30 км от Чернобыля никто не живёт.",
        "Скорость поезда 160 км/ч под Тверью.",
        "Дрон пролетів 700 км від України.",
        "L'armée a avancé de 5 km vers Kharkiv.",
        "Un train roulait à 160 km/h près de Lyon.",
    ] {
        let found = claims(text);
        assert!(found.is_empty(), "{text}: {found:?}");
    }
}

#[test]
fn hedges_are_read_in_each_language() {
    for (text, hedge) in [
        ("Чугуев находится почти в 40 км от Харькова.", Hedge::Nearly),
        ("Чугуев находится в 30-40 км от Харькова.", Hedge::Range),
        ("Мерефа розташована щонайменше за 20 км від Харкова.", Hedge::AtLeast),
        ("Saké se trouve à plus de 20 km de Goma.", Hedge::Over),
        ("Saké se trouve à environ 20 km de Goma.", Hedge::About),
    ] {
        let found = claims(text);
        let [claim] = found.as_slice() else { panic!("{text}: {found:?}") };
        assert_eq!(claim.hedge, hedge, "{text}: {}", claim.reason);
    }
}
