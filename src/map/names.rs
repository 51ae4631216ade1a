//! Names of countries in the languages of the maps.

use super::words::Lang;

/// Rows "code TAB Ukrainian TAB Russian" from CLDR.
const COUNTRIES: &str = include_str!("../../assets/country_names.tsv");

/// The name of a country by ISO 3166-1 code; none in English, which the outlines have themselves.
#[must_use]
pub fn country(lang: Lang, code: &str) -> Option<&'static str> {
    let mut cells = COUNTRIES.lines().map(|l| l.split('\t')).find(|l| l.clone().next() == Some(code))?;
    match lang {
        Lang::En => None,
        Lang::Uk => cells.nth(1),
        Lang::Ru => cells.nth(2),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_have_names_in_both_languages() {
        assert_eq!(country(Lang::Uk, "AM"), Some("Вірменія"));
        assert_eq!(country(Lang::Ru, "CD"), Some("Конго - Киншаса"));
        assert_eq!(country(Lang::En, "AM"), None);
        for code in crate::gazetteer::shapes::country_codes() {
            assert!(country(Lang::Uk, code).is_some(), "{code}");
        }
        let rows = COUNTRIES.lines().filter(|l| !l.starts_with('#'));
        assert!(rows.clone().count() > 240);
        assert!(rows.into_iter().all(|l| l.split('\t').count() == 3));
    }
}
