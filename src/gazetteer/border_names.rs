//! What words ask to be measured to: the border of two countries, of one with all its neighbours, a region, or a place.

use super::borders::{self, Border, RECOGNISED};
use super::candidate::Candidate;
use super::shapes::{REGION_TOLERANCE_M, region_shape};
use super::{Gazetteer, PlaceClass, PlaceKey, border_area::BorderArea};

/// What words stand for.
#[derive(Debug)]
pub enum Target {
    /// A bundled border.
    Bundled(&'static Border),
    /// A border put together for these words: of one country, or of a region.
    Made(Box<Border>),
    /// A place without an outline: its point and its extent.
    Place(PlaceKey),
}

/// Why words stand for nothing that can be measured to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoTarget {
    /// Nothing is called so.
    Unknown,
    /// Two countries without a land border in common, with those that the first does have.
    NotNeighbours(String),
    /// An area of which no outline is bundled.
    NoOutline(String),
    /// A country without a land border.
    NoLandBorder(String),
    /// The line has only these points of view.
    NoSuchView(String),
}

/// The target that words stand for: "RU-UA", "Armenia-Azerbaijan", "PL", "Poland", "UA-63", "Kharkiv region", "Kharkiv".
///
/// A name that both a city and its region have ("Kharkiv") is the city's; "region", "oblast" beside it, or the region's code,
/// asks for the region.
///
/// # Errors
///
/// [`NoTarget`], which says why the words stand for nothing that can be measured to.
pub fn named(gazetteer: &Gazetteer, words: &str, view: &str) -> Result<Target, NoTarget> {
    let words = words.trim();
    if let Some(pair) = two_countries(gazetteer, words) {
        return border_of(gazetteer, pair, view);
    }
    if let Some(code) = country(gazetteer, words) {
        let made = borders::of_country(&code, view);
        let name = country_name(gazetteer, &code);
        return made
            .map(|border| Border { name: format!("land border of {name}"), ..border })
            .map(|border| Target::Made(Box::new(border)))
            .ok_or(NoTarget::NoLandBorder(name));
    }
    let found = gazetteer.lookup(words);
    let by_code = gazetteer.region_key(&words.to_ascii_uppercase());
    let by_id = || words.contains(':').then(|| gazetteer.by_id(words)).flatten();
    let key = by_code.or_else(by_id).or_else(|| found.first().map(|best: &Candidate| best.key));
    let key = key.ok_or(NoTarget::Unknown)?;
    let place = gazetteer.place(key);
    if !place.class.is_areal() {
        return Ok(Target::Place(key));
    }
    let shape = place.code.as_deref().and_then(region_shape);
    let shape = shape.filter(|_| place.class == PlaceClass::Region);
    let shape = shape.ok_or_else(|| NoTarget::NoOutline(place.name.clone()))?;
    Ok(Target::Made(Box::new(Border {
        id: place.code.clone().unwrap_or_default().to_lowercase(),
        name: format!("edge of {}", place.name),
        source: "OpenStreetMap through MAPS.ME (PyPI omim-data-borders 10.3.0rc2)".to_owned(),
        licence: "ODbL-1.0, (c) OpenStreetMap contributors".to_owned(),
        version: "2020".to_owned(),
        tolerance_m: REGION_TOLERANCE_M,
        mean_m: Some(31.0),
        lines: shape.rings().to_vec(),
        area: BorderArea::whole(shape.rings().len()),
        ..Border::default()
    })))
}

fn border_of(gazetteer: &Gazetteer, pair: [String; 2], view: &str) -> Result<Target, NoTarget> {
    let [one, other] = pair;
    let Some(border) = borders::between(&one, &other, view) else {
        let known = borders::neighbours(&one).filter(|code| borders::between(&one, code, view).is_some());
        // With their names, for a word may be meant otherwise than it was read: "Congo" is one of two.
        let names: Vec<String> =
            known.map(|code| format!("{one}-{code} ({})", country_name(gazetteer, code))).collect();
        let first = country_name(gazetteer, &one);
        let said = if names.is_empty() {
            format!("{first} has no land border")
        } else {
            format!("{first} has land borders {}", names.join(", "))
        };
        return Err(NoTarget::NotNeighbours(said));
    };
    let known = borders::views(&one, &other);
    if view != RECOGNISED && border.view.as_deref() == Some(RECOGNISED) && !known.is_empty() {
        return Err(NoTarget::NoSuchView(known.join(", ")));
    }
    Ok(Target::Bundled(border))
}

/// Codes of the two countries of "AM-AZ", "Armenia/Azerbaijan", "the Armenia-Azerbaijan border".
fn two_countries(gazetteer: &Gazetteer, words: &str) -> Option<[String; 2]> {
    let lower = words.to_lowercase();
    let bare = lower.strip_prefix("the ").unwrap_or(&lower);
    let bare = bare.strip_suffix(" border").unwrap_or(bare);
    let separators = ["-", "–", "/", " and "];
    separators.iter().find_map(|separator| {
        // "Guinea-Bissau-Senegal": every place where the words may part is tried.
        bare.match_indices(separator).find_map(|(at, found)| {
            let (one, other) = (bare.get(..at)?, bare.get(at + found.len()..)?);
            let pair = [country(gazetteer, one)?, country(gazetteer, other)?];
            (pair[0] != pair[1]).then_some(pair)
        })
    })
}

/// The code of the country that words name: its code, or the likeliest bearer of the name if that is a country.
fn country(gazetteer: &Gazetteer, words: &str) -> Option<String> {
    let words = words.trim();
    if words.len() == 2 {
        let code = words.to_ascii_uppercase();
        return gazetteer.country_key(&code).map(|_| code);
    }
    let best = gazetteer.lookup(words).first()?.key;
    let is_country = gazetteer.class(best) == PlaceClass::Country;
    gazetteer.country(best).filter(|_| is_country).map(str::to_owned)
}

fn country_name(gazetteer: &Gazetteer, code: &str) -> String {
    gazetteer.country_key(code).map_or_else(|| code.to_owned(), |key| gazetteer.place(key).name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(words: &str) -> Result<String, NoTarget> {
        let gazetteer = Gazetteer::embedded();
        named(gazetteer, words, RECOGNISED).map(|target| match target {
            Target::Bundled(border) => border.id.clone(),
            Target::Made(border) => border.id.clone(),
            Target::Place(key) => gazetteer.place(key).id,
        })
    }

    #[test]
    fn names_and_codes() {
        for (words, id) in [
            ("RU-UA", "ru-ua"),
            ("ua-ru", "ru-ua"),
            ("AM-AZ", "am-az"),
            ("Armenia-Azerbaijan", "am-az"),
            ("the Poland–Belarus border", "by-pl"),
            ("Guinea-Bissau and Senegal", "gw-sn"),
            ("PL", "pl"),
            ("Poland", "pl"),
            ("UA-63", "ua-63"),
            ("Kharkiv region", "ua-63"),
            ("Belgorod Oblast", "ru-bel"),
            ("Kharkiv", "geonames:706483"),
        ] {
            assert_eq!(of(words).as_deref(), Ok(id), "{words}");
        }
    }

    #[test]
    fn what_cannot_be_measured_to_is_said() {
        assert_eq!(of("Qqqzz"), Err(NoTarget::Unknown));
        assert_eq!(of(""), Err(NoTarget::Unknown));
        assert_eq!(of("Iceland"), Err(NoTarget::NoLandBorder("Iceland".to_owned())));
        assert!(matches!(of("Bavaria"), Err(NoTarget::NoOutline(name)) if name == "Bavaria"));
        assert!(
            matches!(of("PL-FR"), Err(NoTarget::NotNeighbours(said)) if said.contains("PL-UA (Ukraine)"))
        );
        let view = |words: &str, view: &str| named(Gazetteer::embedded(), words, view);
        assert!(matches!(view("GE-RU", "RU"), Ok(Target::Bundled(b)) if b.view.as_deref() == Some("RU")));
        assert!(matches!(view("GE-RU", "FR"), Err(NoTarget::NoSuchView(known)) if known == "RU"));
        assert!(matches!(view("DE-FR", "FR"), Ok(Target::Bundled(_))));
    }
}
