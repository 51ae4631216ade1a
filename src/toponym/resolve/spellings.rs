//! Spellings that no layer has: places by transliteration key, only inside the countries and near the places of the document.

use super::Ranked;
use super::groups::{Group, Tie};
use super::parents::holds;
use crate::gazetteer::PlaceClass;
use crate::toponym::atlas::{Atlas, NameMatch, Sense, rough_km};
use crate::toponym::bias::Bias;
use crate::toponym::kind_words::Form;
use crate::toponym::names::Names;

/// A place found by its key lies within this many km of a place that the document names.
const NEAR_KM: f64 = 120.0;
/// A place of that many inhabitants may be meant by a name that only sounds like its own, wherever it lies in the country.
const TOWN: u64 = 10_000;
/// The same where two sounds differ.
const CITY: u64 = 100_000;
/// Only so many anchors are measured against.
const MOST_ANCHORS: usize = 24;
/// A name shorter than this fits too much.
const SHORTEST: usize = 4;

/// Countries whose regions are named after their chief towns.
const OBLASTS: [&[u8; 2]; 4] = [b"RU", b"UA", b"BY", b"KZ"];

/// Russian and Ukrainian endings of one village's name, both ways: "Krovnoye" is Krovne, "Yablonovka" Yablunivka.
const ENDINGS: [(&str, &str); 18] = [
    ("eyevka", "iivka"),
    ("eevka", "iivka"),
    ("ovo", "ove"),
    ("ove", "ovo"),
    ("evo", "eve"),
    ("eve", "evo"),
    ("yevka", "ivka"),
    ("evka", "ivka"),
    ("ovka", "ivka"),
    ("ivka", "ovka"),
    ("skoye", "ske"),
    ("skoe", "ske"),
    ("noye", "ne"),
    ("noe", "ne"),
    ("oye", "e"),
    ("oe", "e"),
    ("ino", "yne"),
    ("yne", "ino"),
];
/// Endings of adjectives that districts have: "Synelnykivska", "Valuisky".
const ADJECTIVES: [&str; 9] = ["skyi", "skiy", "skii", "skyy", "skoye", "skoy", "ska", "sky", "ski"];
/// Endings that the town behind such an adjective may have: Vovchansk, Bilopillia, Kindrashivka, Shebekino, Sumy,
/// Yasinovataya.
const TOWNS: [&str; 8] = ["", "sk", "ka", "o", "e", "a", "y", "aya"];

/// Adds places by key to the groups that need them; true if any was added.
///
/// A group needs them if it has no sense, if none of its senses lies in an area that the text states for it, or if it is one of
/// those whose places all lie `abroad`.
pub fn add<A: Atlas + ?Sized>(
    names: &Names<'_, A>,
    groups: &mut [Group],
    ranked: &[Vec<Ranked>],
    abroad: &[usize],
    bias: &Bias,
) -> bool {
    let anchors = anchors(ranked);
    if anchors.is_empty() {
        return along_border(names, groups, bias);
    }
    let mut countries: Vec<[u8; 2]> =
        anchors.iter().map(|sense| sense.country).filter(|code| code != b"  ").collect();
    countries.sort_unstable();
    countries.dedup();
    let codes: Vec<&str> = countries.iter().filter_map(|code| std::str::from_utf8(code).ok()).collect();
    let mut added = false;
    for (number, group) in groups.iter_mut().enumerate().filter(|_| !codes.is_empty()) {
        let stated = stated_areas(group, ranked);
        let words = names.words(group.name);
        let known = !abroad.contains(&number) && is_known(group, &stated, &anchors);
        if words.chars().count() < SHORTEST || known {
            continue;
        }
        for spellings in [plain(words, group.form), endings(words, group.form)] {
            let mut found: Vec<Sense> = Vec::new();
            for sense in spellings.iter().flat_map(|spelling| names.atlas.by_key(spelling, &codes)) {
                let near = stated.iter().any(|(area, _)| holds(area, &sense)) || near_any(&sense, &anchors);
                let new = group.senses.iter().chain(&found).all(|known| known.place != sense.place);
                if new && class_fits(group, &sense) && (near || sense.class == PlaceClass::Region) {
                    found.push(Sense { matched: NameMatch::Key, ..sense });
                }
            }
            let area = group.form <= Form::Settlement || found.iter().any(Sense::is_division);
            let enough = area && !found.is_empty();
            added |= !found.is_empty();
            group.senses.append(&mut found);
            // A town of the name does not end the search for a district, nor a namesake elsewhere that for a village.
            if enough {
                break;
            }
        }
        if group.senses.is_empty() {
            let mut found = alike(names, group, (&stated, &anchors), &codes);
            added |= !found.is_empty();
            group.senses.append(&mut found);
        }
    }
    added
}

/// In a text that settles no place: what sounds so beside the border that is measured to.
fn along_border<A: Atlas + ?Sized>(names: &Names<'_, A>, groups: &mut [Group], bias: &Bias) -> bool {
    let Some(frontier) = &bias.frontier else { return false };
    let mut added = false;
    for group in groups.iter_mut().filter(|group| group.senses.is_empty()) {
        let words = names.words(group.name);
        if words.chars().count() < SHORTEST {
            continue;
        }
        let spellings = plain(words, group.form);
        let found = spellings.iter().flat_map(|spelling| names.atlas.by_key(spelling, &[]));
        let beside = found.filter(|sense| frontier.holds(sense.position) && class_fits(group, sense));
        let found: Vec<Sense> = beside.map(|sense| Sense { matched: NameMatch::Key, ..sense }).collect();
        added |= !found.is_empty();
        group.senses = found;
    }
    added
}

/// Places whose name only sounds like the group's: in an area that the text states for it, if it does; else near another
/// place of the text, or a town; of a country that many of its places lie in.
fn alike<A: Atlas + ?Sized>(
    names: &Names<'_, A>,
    group: &Group,
    (stated, anchors): (&[(&Sense, Tie)], &[Sense]),
    codes: &[&str],
) -> Vec<Sense> {
    let direct = || stated.iter().filter(|(_, tie)| *tie == Tie::Direct);
    let home = |sense: &Sense| {
        let own = anchors.iter().filter(|anchor| anchor.country == sense.country).count();
        own * 3 >= anchors.len()
    };
    let fits = |sense: &Sense, differences: usize| {
        let class = match group.form {
            Form::Region => PlaceClass::Region,
            Form::District => PlaceClass::District,
            _ => PlaceClass::Settlement,
        };
        let town = || {
            let least = if differences < 2 { TOWN } else { CITY };
            sense.population >= least || class == PlaceClass::Region
        };
        let region = group.form == Form::Bare && differences < 2 && sense.class == PlaceClass::Region;
        (sense.class == class || region && home(sense))
            && if direct().next().is_some() {
                direct().any(|(area, _)| holds(area, sense))
            } else {
                home(sense) && (region || near_any(sense, anchors) || town())
            }
    };
    let words = names.words(group.name);
    let mut found: Vec<(Sense, usize)> = names.atlas.alike(words, codes);
    if group.form == Form::District && found.is_empty() {
        // "Krasnoyaruzha district" for Krasnoyaruzhsky.
        found = endings(words, group.form).iter().flat_map(|other| names.atlas.alike(other, codes)).collect();
    }
    found.retain(|(sense, differences)| fits(sense, *differences));
    let least = found.iter().map(|(_, differences)| *differences).min();
    found
        .into_iter()
        .filter(|(_, differences)| Some(*differences) == least)
        .map(|(sense, _)| Sense { matched: NameMatch::Key, ..sense })
        .collect()
}

/// Regions and districts that the text states for a group, and how closely.
fn stated_areas<'r>(group: &Group, ranked: &'r [Vec<Ranked>]) -> Vec<(&'r Sense, Tie)> {
    let parents = group.parents.iter();
    let areas = parents.filter_map(|parent| Some((&ranked.get(parent.group)?.first()?.sense, parent.tie)));
    areas.filter(|(area, _)| matches!(area.class, PlaceClass::Region | PlaceClass::District)).collect()
}

/// True if some exact sense of the group lies where the text is.
fn is_known(group: &Group, stated: &[(&Sense, Tie)], anchors: &[Sense]) -> bool {
    // What grammar states counts before what else the sentence names.
    let direct: Vec<&Sense> =
        stated.iter().filter(|(_, tie)| *tie == Tie::Direct).map(|(area, _)| *area).collect();
    let close: Vec<&Sense> = if direct.is_empty() {
        stated.iter().filter(|(_, tie)| *tie != Tie::Paragraph).map(|(area, _)| *area).collect()
    } else {
        direct
    };
    let all: Vec<&Sense> = stated.iter().map(|(area, _)| *area).collect();
    let inside = |areas: &[&Sense], sense: &Sense| {
        areas.iter().any(|area| holds(area, sense) || area.place == sense.place)
    };
    if group.form > Form::Settlement {
        return group.senses.iter().any(Sense::is_division);
    }
    group.senses.iter().any(|sense| {
        // The name of an oblast is its chief town's too: "Zaporizhia" for Zaporizhzhia.
        let oblast = sense.class == PlaceClass::Region && OBLASTS.contains(&&sense.country);
        // "Synelnykove Raion" bears the stem of many a village.
        let division = sense.is_division() && sense.matched < NameMatch::Stem;
        if division && !(oblast && group.senses.len() == 1) || sense.population > 200_000 {
            return true;
        }
        match (close.is_empty(), all.is_empty()) {
            (false, _) => inside(&close, sense),
            (true, false) => inside(&all, sense),
            (true, true) => near_any(sense, anchors) || sense.population > 15_000,
        }
    })
}

fn class_fits(group: &Group, sense: &Sense) -> bool {
    match group.form {
        Form::Region => sense.class == PlaceClass::Region,
        Form::District => matches!(sense.class, PlaceClass::District | PlaceClass::Settlement),
        // Beside an oblast only its chief town is looked for.
        _ if group.senses.iter().any(|known| known.class == PlaceClass::Region) => {
            sense.class == PlaceClass::Settlement && sense.seat >= 2
        }
        _ => {
            sense.class == PlaceClass::Settlement
                || sense.class == PlaceClass::Region && group.senses.is_empty()
        }
    }
}

/// The name itself; with its word of kind where it has one.
fn plain(words: &str, form: Form) -> Vec<String> {
    match form {
        Form::District => vec![format!("{words} district"), format!("{words} raion"), words.to_string()],
        Form::Region => vec![format!("{words} oblast"), format!("{words} region"), words.to_string()],
        _ => vec![words.to_string()],
    }
}

/// The name with other endings.
fn endings(words: &str, form: Form) -> Vec<String> {
    let mut spellings = Vec::new();
    if form > Form::Settlement {
        let stem = ADJECTIVES.iter().find_map(|ending| words.strip_suffix(ending));
        if let Some(stem) = stem.filter(|stem| stem.len() >= SHORTEST) {
            spellings.extend(TOWNS.iter().map(|ending| format!("{stem}{ending}")));
            // Ukrainian -ove becomes -ivskyi: Synelnykove, Synelnykivskyi.
            spellings.extend(stem.strip_suffix("iv").map(|stem| format!("{stem}ove")));
        } else {
            // "Borisov district" for Borisovsky, "Sudzha district" for Sudzhansky: the adjective or the town cut short.
            spellings.extend(
                ["sky district", "skyi raion", "sky", "o", "e"].map(|ending| format!("{words}{ending}")),
            );
            let stem = words.strip_suffix(['a', 'o', 'e', 'y']).filter(|stem| stem.len() > SHORTEST);
            spellings.extend(stem.map(|stem| format!("{stem}sky")));
        }
        return spellings;
    }
    for (from, to) in ENDINGS {
        if let Some(stem) = words.strip_suffix(from).filter(|stem| stem.len() > 1) {
            spellings.push(format!("{stem}{to}"));
        }
    }
    spellings
}

/// The surest places of the document, the areas first.
fn anchors(ranked: &[Vec<Ranked>]) -> Vec<Sense> {
    let mut best: Vec<&Ranked> =
        ranked.iter().filter_map(|ranked| ranked.first()).filter(|best| best.probability > 0.6).collect();
    best.sort_by_key(|best| best.sense.class == PlaceClass::Country);
    best.into_iter().take(MOST_ANCHORS).map(|best| best.sense).collect()
}

fn near_any(sense: &Sense, anchors: &[Sense]) -> bool {
    anchors.iter().filter(|anchor| anchor.class != PlaceClass::Country).any(|anchor| {
        holds(anchor, sense)
            || anchor.place == sense.place
            || !anchor.is_division() && rough_km(anchor.position, sense.position) < NEAR_KM
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_of_the_two_languages_and_of_adjectives() {
        for (words, form, expected) in [
            ("zelenovka", Form::Bare, Some("zelenivka")),
            ("krasnoye", Form::Settlement, Some("krasne")),
            ("vilkhivska", Form::District, Some("vilkhivka")),
            ("novooskolsky", Form::District, Some("novooskol")),
            ("lyptsi", Form::Bare, None),
            ("graivoron", Form::District, Some("graivoronsky")),
        ] {
            let found = endings(words, form);
            assert_eq!(
                found.iter().find(|f| Some(f.as_str()) == expected).map(String::as_str),
                expected,
                "{words}"
            );
            assert!(expected.is_some() || found.is_empty(), "{words}: {found:?}");
        }
    }
}
