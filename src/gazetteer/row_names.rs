//! Names under which a row of a layer is found: its own, those that rules make of them, and keys of other spellings.

use std::path::Path;

use super::PlaceClass;
use super::candidate::MatchKind;
use super::forms::{adjectives, arabic, quarter, saints};
use super::key::index_keys;
use super::layer::{self, Row};
use super::sister::sister_forms;
use crate::error::{Error, Result};

/// Countries whose names are written in Cyrillic, or were on the maps that newspapers use: their places get transliteration keys.
const CYRILLIC: [&str; 15] =
    ["UA", "RU", "BY", "BG", "KZ", "MK", "RS", "ME", "MN", "KG", "TJ", "UZ", "TM", "MD", "GE"];

/// Rows of `type_words.tsv`: class, countries (empty = all), words.
pub(super) type TypeWords = Vec<(PlaceClass, Vec<String>, Vec<String>)>;

pub(super) fn type_words(folder: &Path) -> Result<TypeWords> {
    let path = folder.join("type_words.tsv");
    type_words_of(&layer::read_text(&path)?, &path)
}

/// The rows in the text of a `type_words.tsv`.
pub(super) fn type_words_of(text: &str, path: &Path) -> Result<TypeWords> {
    let rows = layer::table(text).map(|(line, cells)| {
        let class = PlaceClass::ALL.into_iter().find(|class| cells.first() == Some(&class.as_str()));
        let (Some(class), [_, countries, words]) = (class, cells.as_slice()) else {
            let problem = format!("expected CLASS<TAB>COUNTRIES<TAB>WORDS, found {cells:?}");
            return Err(Error::BadRow { path: path.to_owned(), line, problem });
        };
        let countries = countries.split(',').filter(|country| *country != "*").map(str::to_owned).collect();
        Ok((class, countries, words.split('|').map(str::to_owned).collect()))
    });
    rows.collect()
}

/// All names of a row, with the forms that rules make: type words, Saint and St.
pub(super) fn name_forms(row: &Row, words: &TypeWords) -> Vec<(String, MatchKind)> {
    let mut names = vec![(row.name.clone(), MatchKind::Primary), (row.local.clone(), MatchKind::Primary)];
    names.extend(row.names.iter().map(|name| (name.clone(), MatchKind::Alternate)));
    let row = &Row { stems: adjectives(&row.stems), ..row.clone() };
    names.extend(row.stems.iter().map(|stem| (stem.clone(), MatchKind::Stem)));
    let mut formed = Vec::new();
    let typed = words.iter().filter(|(class, countries, _)| {
        *class == row.class && (countries.is_empty() || countries.contains(&row.country))
    });
    // "Kharkiv Oblast" has its type word already; its stems have not.
    let bare = row.stems.is_empty() && row.class != PlaceClass::Sea;
    let stems = row.stems.iter().chain(bare.then_some(&row.name));
    let stems: Vec<&String> = stems.filter(|stem| !stem.chars().any(is_cyrillic)).collect();
    // A city's own okrug is not the district round it.
    let okrug = row.name.ends_with("Urban Okrug");
    let typed = typed
        .flat_map(|(_, _, words)| words)
        .filter(|word| !okrug || word.contains("okrug") || word.contains("urban"));
    for word in typed {
        formed.extend(stems.iter().map(|stem| (format!("{stem} {word}"), MatchKind::Alternate)));
    }
    formed.extend(names.iter().flat_map(|(name, kind)| saints(name).into_iter().map(|form| (form, *kind))));
    let own = names.iter().filter(|(_, kind)| *kind != MatchKind::Stem);
    formed.extend(own.flat_map(|(name, _)| arabic(row, name)).map(|form| (form, MatchKind::Alternate)));
    formed.extend(quarter(row).into_iter().map(|short| (short, MatchKind::Alternate)));
    names.extend(formed);
    names
}

pub(super) fn is_cyrillic(c: char) -> bool {
    ('\u{0400}'..='\u{052F}').contains(&c)
}

/// Keys of a place's own names. Regions and districts that bear their seat's name have only [`stem_keys`].
pub(super) fn transliteration_keys(row: &Row) -> Vec<String> {
    let own = row.class == PlaceClass::Settlement || row.class == PlaceClass::Region && row.stems.is_empty();
    if !own || !CYRILLIC.contains(&row.country.as_str()) {
        return Vec::new();
    }
    let ukrainian = row.country == "UA" || row.country == "BY";
    let mut keys = index_keys(&row.name, ukrainian);
    keys.extend(index_keys(&row.local, ukrainian));
    keys.extend(
        row.names
            .iter()
            .filter(|name| name.chars().any(is_cyrillic))
            .flat_map(|name| index_keys(name, false)),
    );
    if row.country == "UA" || row.country == "RU" {
        keys.extend(sister_forms(&row.local, ukrainian).iter().flat_map(|form| index_keys(form, !ukrainian)));
        // Ukrainian г in Russian letters and the reverse: Hrushivka, Grushivka; Grayvoron, Hrayvoron.
        keys.extend(index_keys(&row.local, !ukrainian));
    }
    tidy(keys)
}

/// Keys under which a region or district is found beside a type word.
pub(super) fn stem_keys(row: &Row) -> Vec<String> {
    let wanted = matches!(row.class, PlaceClass::District | PlaceClass::Region)
        && CYRILLIC.contains(&row.country.as_str());
    let ukrainian = row.country == "UA" || row.country == "BY";
    tidy(row.stems.iter().filter(|_| wanted).flat_map(|stem| index_keys(stem, ukrainian)).collect())
}

fn tidy(mut keys: Vec<String>) -> Vec<String> {
    keys.retain(|key| key.len() >= 3);
    keys.sort();
    keys.dedup();
    keys
}
