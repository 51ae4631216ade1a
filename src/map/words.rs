//! Every word that the maps say by themselves, from the style file, in one of its languages.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::style::Symbol;
use super::style_file::{StyleFile, Value};
use crate::claim::ClaimVerdict;

/// A language of the maps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Ukrainian.
    Uk,
    /// Russian.
    Ru,
}

impl Lang {
    /// ISO 639-1 code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Uk => "uk",
            Self::Ru => "ru",
        }
    }

    /// Number of the form that a word takes beside `n`: 0 for one, 1 for few, 2 for many.
    ///
    /// Source: Unicode CLDR, plural rules of English, Ukrainian and Russian.
    fn form(self, n: usize) -> usize {
        match self {
            Self::En => usize::from(n != 1),
            Self::Uk | Self::Ru => match (n % 10, n % 100) {
                (1, h) if h != 11 => 0,
                (2..=4, h) if !(12..=14).contains(&h) => 1,
                _ => 2,
            },
        }
    }
}

/// The words of one language.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Words {
    /// The language.
    pub lang: Lang,
    entries: BTreeMap<String, Vec<String>>,
}

/// Radius of a place in km from which on its distance is told in whole kilometres.
pub const WHOLE: f64 = 10.0;
/// The same for tens of kilometres.
pub const TENS: f64 = 60.0;

impl Words {
    /// The words of a language in a style file.
    #[must_use]
    pub fn new(file: &StyleFile, lang: Lang) -> Self {
        let head = format!("text.{}.", lang.code());
        let entries = file.under(&head).filter_map(|(key, value)| match value {
            Value::Words(words) => Some((key.to_owned(), words.clone())),
            _ => None,
        });
        Self { lang, entries: entries.collect() }
    }

    fn forms(&self, key: &str) -> &[String] {
        self.entries.get(key).map_or(&[], Vec::as_slice)
    }

    /// The words of a key.
    #[must_use]
    pub fn get(&self, key: &str) -> &str {
        self.forms(key).first().map_or("", String::as_str)
    }

    /// The words of a key with `{name}` filled in.
    #[must_use]
    pub fn with(&self, key: &str, slots: &[(&str, &str)]) -> String {
        filled(self.get(key), slots)
    }

    /// "1 event", "3 events": the form of a key that belongs to `n`, with `{n}` filled in.
    #[must_use]
    pub fn plural(&self, key: &str, n: usize) -> String {
        let forms = self.forms(key);
        let form = forms.get(self.lang.form(n)).or(forms.last()).map_or("", String::as_str);
        filled(form, &[("n", &self.whole(n as f64))])
    }

    /// Legend row of a symbol: the names of the event codebook.
    #[must_use]
    pub fn symbol(&self, symbol: Symbol) -> &str {
        self.get(symbol.key())
    }

    /// A verdict on a stated distance.
    #[must_use]
    pub fn verdict(&self, verdict: ClaimVerdict) -> &str {
        self.get(match verdict {
            ClaimVerdict::Consistent => "claim_consistent",
            ClaimVerdict::Rounded => "claim_rounded",
            ClaimVerdict::ConsistentByRoad => "claim_by_road",
            ClaimVerdict::Overstated => "claim_overstated",
            ClaimVerdict::Understated => "claim_understated",
            ClaimVerdict::WrongDirection => "claim_direction",
            ClaimVerdict::CannotCheck => "claim_unchecked",
        })
    }

    /// "1 event", "3 events".
    #[must_use]
    pub fn events(&self, n: usize) -> String {
        self.plural("n_events", n)
    }

    /// "1 June".
    #[must_use]
    pub fn day(&self, d: Date) -> String {
        let month = usize::from(d.month().unsigned_abs()).saturating_sub(1);
        format!("{} {}", d.day(), self.forms("months").get(month).map_or("", String::as_str))
    }

    /// "1-4 June 2023", "30 May - 2 June 2023", "28 December 2022 - 3 January 2023"; empty without dates.
    #[must_use]
    pub fn span(&self, start: Option<Date>, end: Option<Date>) -> String {
        match (start, end) {
            (None, None) => String::new(),
            (Some(d), None) | (None, Some(d)) => format!("{} {}", self.day(d), d.year()),
            (Some(a), Some(b)) if a == b => format!("{} {}", self.day(a), a.year()),
            (Some(a), Some(b)) if a.year() != b.year() => {
                format!("{} {} – {} {}", self.day(a), a.year(), self.day(b), b.year())
            }
            (Some(a), Some(b)) if a.month() != b.month() => {
                format!("{} – {} {}", self.day(a), self.day(b), b.year())
            }
            (Some(a), Some(b)) => format!("{}–{} {}", a.day(), self.day(b), b.year()),
        }
    }

    /// "June 2023": a month by itself.
    #[must_use]
    pub fn month(&self, d: Date) -> String {
        let month = usize::from(d.month().unsigned_abs()).saturating_sub(1);
        let named = self.forms("months_alone").get(month).or_else(|| self.forms("months").get(month));
        format!("{} {}", named.map_or("", String::as_str), d.year())
    }

    /// "7.1 km", "1,205 km": one decimal up to a hundred kilometres, thousands apart.
    #[must_use]
    pub fn km(&self, km: f64) -> String {
        self.km_within(km, 0.0)
    }

    /// The same for a place of that radius in km: whole kilometres from [`WHOLE`] on, tens from [`TENS`] on.
    #[must_use]
    pub fn km_within(&self, km: f64, doubt_km: f64) -> String {
        format!("{} {}", self.rounded(km, doubt_km), self.get("km"))
    }

    fn rounded(&self, km: f64, doubt_km: f64) -> String {
        // What would be written as 100.0 has no decimal either.
        if km < 99.95 && doubt_km < WHOLE {
            self.number(km, 1)
        } else if doubt_km < TENS {
            self.number(km, 0)
        } else {
            self.number((km / 10.0).round() * 10.0, 0)
        }
    }

    /// "4.2–9.8 km".
    #[must_use]
    pub fn km_range(&self, low: f64, high: f64) -> String {
        // Both ends alike: "96–112", not "96.0–112".
        let doubt = if high < 99.95 { 0.0 } else { WHOLE };
        let (a, b) = (self.rounded(low, doubt), self.rounded(high, doubt));
        if a == b { self.km(low) } else { format!("{a}–{b} {}", self.get("km")) }
    }

    /// "1,200": a whole number, thousands apart.
    #[must_use]
    pub fn whole(&self, value: f64) -> String {
        self.number(value, 0)
    }

    /// "5", "2.5": a number without needless decimals.
    #[must_use]
    pub fn plain(&self, value: f64) -> String {
        let text = format!("{value:.3}");
        let short = text.trim_end_matches('0').trim_end_matches('.');
        let decimals = short.split_once('.').map_or(0, |(_, d)| d.len());
        self.number(value, decimals)
    }

    /// A number with so many decimals, thousands apart.
    #[must_use]
    pub fn number(&self, value: f64, decimals: usize) -> String {
        let text = format!("{value:.decimals$}");
        let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
        let mut out = String::new();
        let digits = whole.trim_start_matches('-').len();
        for (i, c) in whole.trim_start_matches('-').chars().enumerate() {
            if i > 0 && (digits - i).is_multiple_of(3) {
                out.push_str(self.get("thousands"));
            }
            out.push(c);
        }
        let sign = if whole.starts_with('-') { "-" } else { "" };
        if rest.is_empty() {
            format!("{sign}{out}")
        } else {
            format!("{sign}{out}{}{rest}", self.get("decimal"))
        }
    }

    /// "50°16′N": a latitude in degrees and minutes.
    #[must_use]
    pub fn latitude(&self, value: f64) -> String {
        self.degrees(value, 0)
    }

    /// "36°E": a longitude in degrees and minutes.
    #[must_use]
    pub fn longitude(&self, value: f64) -> String {
        self.degrees(value, 2)
    }

    fn degrees(&self, value: f64, axis: usize) -> String {
        let minutes = (value.abs() * 60.0).round() as u32;
        let side = self.forms("compass").get(axis + usize::from(value < 0.0)).map_or("", String::as_str);
        let half_turn = axis == 2 && minutes == 180 * 60;
        let side = if minutes == 0 || half_turn { "" } else { side };
        match (minutes / 60, minutes % 60) {
            (d, 0) => format!("{d}°{side}"),
            (d, m) => format!("{d}°{m:02}′{side}"),
        }
    }
}

fn filled(text: &str, slots: &[(&str, &str)]) -> String {
    slots.iter().fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn words(lang: Lang) -> Words {
        Words::new(StyleFile::embedded(), lang)
    }

    #[test]
    fn spans_read_as_people_write_them() {
        let d = date;
        for (a, b, want, uk) in [
            (d(2023, 6, 1), d(2023, 6, 1), "1 June 2023", "1 червня 2023"),
            (d(2023, 6, 1), d(2023, 6, 4), "1–4 June 2023", "1–4 червня 2023"),
            (d(2023, 5, 30), d(2023, 6, 2), "30 May – 2 June 2023", "30 травня – 2 червня 2023"),
            (
                d(2022, 12, 28),
                d(2023, 1, 3),
                "28 December 2022 – 3 January 2023",
                "28 грудня 2022 – 3 січня 2023",
            ),
        ] {
            assert_eq!(words(Lang::En).span(Some(a), Some(b)), want);
            assert_eq!(words(Lang::Uk).span(Some(a), Some(b)), uk);
        }
        assert_eq!(words(Lang::Ru).span(None, None), "");
    }

    #[test]
    fn kilometres_and_degrees() {
        let w = words(Lang::En);
        assert_eq!(w.km(7.08), "7.1 km");
        assert_eq!(w.km(99.94), "99.9 km");
        assert_eq!(w.km(99.96), "100 km");
        assert_eq!(w.km(1204.46), "1,204 km");
        assert_eq!(w.km_within(31.6, 14.0), "32 km");
        assert_eq!(w.km_within(514.6, 80.0), "510 km");
        assert_eq!(w.km_range(96.2, 111.7), "96–112 km");
        assert_eq!(w.km_range(4.21, 9.8), "4.2–9.8 km");
        assert_eq!(w.km_range(4.21, 4.19), "4.2 km");
        assert_eq!(w.latitude(50.266), "50°16′N");
        assert_eq!(w.longitude(-3.0), "3°W");
        assert_eq!(w.longitude(0.0), "0°");
        assert_eq!(w.longitude(-180.0), "180°");
        assert_eq!(w.longitude(36.9999), "37°E");
        assert_eq!(w.plain(2.5), "2.5");
        assert_eq!(words(Lang::Uk).km(1204.46), "1\u{a0}204 км");
    }

    #[test]
    fn numbers_choose_the_form_of_their_noun() {
        for (lang, n, want) in [
            (Lang::En, 1, "1 event"),
            (Lang::En, 0, "0 events"),
            (Lang::Uk, 1, "1 подія"),
            (Lang::Uk, 3, "3 події"),
            (Lang::Uk, 11, "11 подій"),
            (Lang::Uk, 22, "22 події"),
            (Lang::Ru, 5, "5 событий"),
            (Lang::Ru, 101, "101 событие"),
            (Lang::Ru, 112, "112 событий"),
        ] {
            assert_eq!(words(lang).events(n), want);
        }
    }
}
