//! Forms of a name by rule: adjectives of districts, saints and mounts, transcriptions of Arabic, quarters of the heavens.

use super::PlaceClass;
use super::layer::Row;
use super::normalise::normalise;

/// Countries whose names are transcribed from Arabic in several ways.
const ARABIC: [&str; 20] = [
    "SY", "IQ", "LB", "PS", "JO", "YE", "SA", "AE", "OM", "QA", "KW", "BH", "EG", "LY", "TN", "DZ", "MA",
    "MR", "SD", "IL",
];
/// The Arabic article before a name, also as it sounds before some letters.
const ARTICLES: [&str; 14] =
    ["al", "el", "ar", "as", "ash", "at", "ath", "an", "az", "ad", "adh", "er", "es", "ed"];

/// Stems with the endings that newspapers give the same adjective: Volchanskiy, Volchansky, Volchanskyi, Volchanski.
pub fn adjectives(stems: &[String]) -> Vec<String> {
    let mut all = stems.to_vec();
    for stem in stems {
        let bare = ["kyi", "kiy", "kyy", "ky"].iter().find_map(|ending| stem.strip_suffix(ending));
        let bare = bare.filter(|bare| bare.ends_with(['s', 'z']));
        if let Some(bare) = bare {
            all.extend(["ky", "kyi", "kiy", "ki"].iter().map(|ending| format!("{bare}{ending}")));
        }
    }
    all.sort();
    all.dedup();
    all
}

/// "Saint X" for "St X" and the reverse, and so for mounts and forts.
pub fn saints(name: &str) -> Vec<String> {
    let pairs = [("Saint ", "St ", "St. "), ("Mount ", "Mt ", "Mt. "), ("Fort ", "Ft ", "Ft. ")];
    let forms = pairs.into_iter().filter_map(|(long, short, pointed)| match name.strip_prefix(long) {
        Some(rest) => Some(format!("{short}{rest}")),
        None => name
            .strip_prefix(short)
            .or_else(|| name.strip_prefix(pointed))
            .map(|rest| format!("{long}{rest}")),
    });
    forms.collect()
}

/// Other transcriptions of an Arabic name in Latin letters: without its article or with "al" and "el"; with and without the h of
/// its ending: Al Hudaydah, Hudayda.
pub fn arabic(row: &Row, name: &str) -> Vec<String> {
    let folded = normalise(name);
    let wanted = ARABIC.contains(&row.country.as_str()) && row.class != PlaceClass::Country;
    if !wanted || !folded.is_ascii() {
        return Vec::new();
    }
    let (article, bare) = folded
        .split_once(' ')
        .filter(|(article, bare)| ARTICLES.contains(article) && bare.len() > 4)
        .map_or((false, folded.as_str()), |(_, bare)| (true, bare));
    let mut forms = vec![bare.to_owned()];
    if let Some(stem) = bare.strip_suffix("ah").filter(|stem| stem.len() > 3) {
        forms.push(format!("{stem}a"));
    } else if let Some(stem) = bare.strip_suffix('a').filter(|stem| stem.len() > 3) {
        forms.push(format!("{stem}ah"));
    }
    if article {
        let with: Vec<String> =
            forms.iter().flat_map(|form| [format!("al {form}"), format!("el {form}")]).collect();
        forms.extend(with);
    }
    forms.retain(|form| *form != folded);
    forms
}

/// The name with its quarter of the heavens shortened, as English-language papers do: "W. Columbia".
pub fn quarter(row: &Row) -> Option<String> {
    let english = ["US", "CA", "GB", "IE", "AU", "NZ"].contains(&row.country.as_str());
    let (long, rest) = row.name.split_once(' ').filter(|_| english && row.class == PlaceClass::Settlement)?;
    let quarters = [("North", 'N'), ("South", 'S'), ("East", 'E'), ("West", 'W')];
    let (_, short) = quarters.into_iter().find(|(quarter, _)| *quarter == long)?;
    Some(format!("{short} {rest}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geodesy::LonLat;

    #[test]
    fn arabic_names_have_several_transcriptions() {
        for (name, forms) in [
            ("Al Ḩudaydah", &["hudaydah", "hudayda", "el hudaydah", "al hudayda", "el hudayda"][..]),
            ("Hodeida", &["hodeidah"]),
            ("Ar Ramādī", &["ramadi", "al ramadi", "el ramadi"]),
            ("Tartus", &[]),
            ("Al Bab", &[]),
            ("Ana", &[]),
            ("حلب", &[]),
        ] {
            assert_eq!(arabic(&row("SY", name), name), forms, "{name}");
            assert_eq!(arabic(&row("FR", name), name), [""; 0], "{name}");
        }
    }

    fn row(country: &str, name: &str) -> Row {
        let at = LonLat { lon: 0.0, lat: 0.0 };
        Row { name: name.to_owned(), country: country.to_owned(), ..Row::empty(PlaceClass::Settlement, at) }
    }

    #[test]
    fn quarters_of_the_heavens_are_shortened_where_english_is_spoken() {
        for (country, name, form) in [
            ("US", "West Hartland", Some("W Hartland")),
            ("GB", "North Berwick", Some("N Berwick")),
            ("FR", "East Hartland", None),
            ("US", "Westport", None),
            ("US", "Westport Point", None),
        ] {
            assert_eq!(quarter(&row(country, name)).as_deref(), form, "{country} {name}");
        }
    }

    #[test]
    fn saints_are_long_and_short() {
        for (name, forms) in [
            ("Saint Helens", &["St Helens"][..]),
            ("St. Albans", &["Saint Albans"]),
            ("St Albans", &["Saint Albans"]),
            ("Mount Isa", &["Mt Isa"]),
            ("Fortaleza", &[]),
        ] {
            assert_eq!(saints(name), forms, "{name}");
        }
    }
}
