//! How the words before a name bind an event to it: near, outskirts, a stated distance and direction.

use super::Relation;
use super::lexicon::class;
use super::place::{class_of, rank};
use super::reading::Reading;
use super::site::Named;

/// How the words before a name bind the event to it.
pub fn relation(
    reading: &Reading<'_>,
    sentence: usize,
    named: Named,
) -> (Relation, Option<(f64, Option<f64>)>) {
    let start = reading.sentence(sentence).first_token;
    if let Some((km, azimuth)) = stated_distance(reading, start, named.first) {
        return (Relation::Offset, Some((km, azimuth)));
    }
    // "in the X direction": somewhere towards X
    if named.rank <= 1
        && reading.before(named.first, 1) == "the"
        && matches!(reading.word(named.end), "direction" | "axis" | "sector")
    {
        return (Relation::Near, None);
    }
    let mut at = named.first;
    let mut quarter = None;
    for _ in 0..8 {
        if at <= start {
            break;
        }
        at -= 1;
        let word = reading.word(at);
        if reading.is(at, class::OUTSKIRTS) {
            return (Relation::Outskirts, None);
        }
        if reading.is(at, class::NEAR)
            || matches!(word, "area" | "vicinity") && reading.word(at + 1) == "of"
            || word == "districts" && reading.word(at + 1) == "of"
        {
            return (Relation::Near, None);
        }
        if reading.is(at, class::QUARTER) {
            quarter = Some(at);
            continue;
        }
        if word == "of" && quarter.is_none() && reading.is(at.saturating_sub(1), class::QUARTER) {
            // "south of X", not "the south of the X region"
            let whole = reading.before(at, 2) == "the" && named.rank >= 2;
            return if whole { (Relation::In, None) } else { (Relation::Near, None) };
        }
        let passed = reading.is(at, class::KIND_WORD | class::DEMONYM) || reading.is(at, class::BEFORE_NAME);
        if !passed {
            break;
        }
    }
    let class = class_of(&reading.toponyms[named.toponym]);
    (if rank(class) >= 2 { Relation::Region } else { Relation::In }, None)
}

/// "12 km north of", "30 miles from" directly before a name: km and azimuth.
pub fn stated_distance(reading: &Reading<'_>, start: usize, first: usize) -> Option<(f64, Option<f64>)> {
    let mut azimuth = None;
    let mut at = first;
    for _ in 0..12 {
        at = at.checked_sub(1).filter(|at| *at >= start)?;
        let word = reading.word(at);
        if let Some(degrees) = compass(word) {
            azimuth = Some(degrees);
            continue;
        }
        if let Some(km) = joined_distance(word) {
            return Some((km, azimuth));
        }
        let km = match word {
            _ if reading.is(at, class::KILOMETRE) => 1.0,
            "miles" | "mile" if reading.word(at + 1) != ")" => 1.609_344,
            _ if reading.is(at, class::BESIDE_DISTANCE) => continue,
            _ if reading.prose.tokens[at].kind == crate::text::TokenKind::Number => continue,
            _ => return None,
        };
        let number: f64 = reading.word(at.checked_sub(1)?).replace(',', "").parse().ok()?;
        return Some((number * km, azimuth));
    }
    None
}

/// "340km", "12mi" in one word, in km.
fn joined_distance(word: &str) -> Option<f64> {
    let (number, km) = [("km", 1.0), ("mi", 1.609_344)]
        .iter()
        .find_map(|(unit, km)| Some((word.strip_suffix(unit)?, km)))?;
    Some(number.replace(',', "").parse::<f64>().ok()? * km)
}

/// Azimuth of a compass word, degrees clockwise from north.
#[must_use]
pub fn compass(word: &str) -> Option<f64> {
    Some(match word {
        "north" => 0.0,
        "northeast" | "north-east" => 45.0,
        "east" => 90.0,
        "southeast" => 135.0,
        "south" => 180.0,
        "southwest" => 225.0,
        "west" => 270.0,
        "northwest" => 315.0,
        _ => return None,
    })
}
