//! Days, lengths and counts as a person reads them.

use jiff::civil::Date;

use crate::claim::{Claim, in_unit, span_in_unit};
use crate::event::{Count, PlaceBorder, When};
use crate::geodesy::digits;
use crate::text::dates::weekday_named;

/// Appends formatted words.
pub fn put(out: &mut String, words: std::fmt::Arguments<'_>) {
    // Writing to a String cannot fail.
    let _ = std::fmt::Write::write_fmt(out, words);
}

/// "Friday 2 June 2023".
#[must_use]
pub fn day_in_words(day: Date) -> String {
    format!("{} {}", day.strftime("%A"), day.strftime("%-d %B %Y"))
}

/// "2 June 2023", "2 to 5 June 2023", "30 May to 2 June 2023", "a Friday, date unknown", or "date unknown".
pub fn when_in_words(when: &When) -> String {
    let unknown = period_in_words(when.start, when.end);
    match weekday_named(&when.basis).filter(|_| when.start.is_none() && when.end.is_none()) {
        Some(weekday) => format!("a {weekday:?}, {unknown}"),
        None => unknown,
    }
}

/// As [`when_in_words`], for the two ends of a period.
pub fn period_in_words(start: Option<Date>, end: Option<Date>) -> String {
    let long = |day: Date| day.strftime("%-d %B %Y").to_string();
    match (start, end) {
        (Some(start), Some(end)) if start == end => long(start),
        (Some(start), Some(end)) if (start.year(), start.month()) == (end.year(), end.month()) => {
            format!("{} to {}", start.day(), long(end))
        }
        (Some(start), Some(end)) if start.year() == end.year() => {
            format!("{} to {}", start.strftime("%-d %B"), long(end))
        }
        (Some(start), Some(end)) => format!("{} to {}", long(start), long(end)),
        (Some(start), None) => format!("{} or later", long(start)),
        (None, Some(end)) => format!("{} or earlier", long(end)),
        (None, None) => "date unknown".to_owned(),
    }
}

/// A length rounded as its size deserves, halves away from zero as everywhere that tells one: "850 m", "2.9 km", "16.3 km", "143 km".
#[must_use]
pub fn km_in_words(km: f64) -> String {
    match km {
        km if !km.is_finite() => "an unknown distance".to_owned(),
        km if km < 0.095 => format!("{:.0} m", km * 1000.0),
        km if km < 0.995 => format!("{:.0} m", (km * 100.0).round() * 10.0),
        km if km < 99.95 => format!("{:.1} km", (km * 10.0).round() / 10.0),
        km => format!("{:.0} km", km.round()),
    }
}

/// From here on a bound says nothing: no two points on Earth are farther apart.
const UNBOUNDED_KM: f64 = 20_000.0;

/// What a text states and how it is read: "15 km (read as 13.9 to 16.1 km)", "no number (read as at most 50 km)", "1 h of travel".
#[must_use]
pub fn stated_in_words(claim: &Claim) -> String {
    let number = match (claim.stated_km, claim.stated) {
        (Some(km), _) => match claim.stated_range() {
            Some((low, high)) => span_in_unit(low * claim.unit.km(), high * claim.unit.km(), claim.unit),
            None => in_unit(km, claim.unit).unwrap_or_else(|| km_in_words(km)),
        },
        (None, Some(time)) => format!("{time} {} of travel", claim.unit.as_str()),
        (None, None) => "no number".to_owned(),
    };
    let words = match (claim.stated_km_low, claim.stated_km_high) {
        (Some(low), Some(high)) if low <= 0.0 => format!("{number} (read as at most {})", km_in_words(high)),
        (Some(low), Some(high)) if high >= UNBOUNDED_KM => {
            format!("{number} (read as at least {})", km_in_words(low))
        }
        (Some(low), Some(high)) => format!("{number} (read as {})", range_in_words(low, high)),
        _ => number,
    };
    // No more exact than it was stated: "6 km" is not 6.0.
    words.replace(".0 ", " ")
}

/// What was measured, in the unit of the text first: "524 miles (843 km)".
#[must_use]
pub fn measured_in_words(claim: &Claim, km: f64) -> String {
    in_unit(km, claim.unit).unwrap_or_else(|| km_in_words(km))
}

/// "16.3 km", or "3.1 to 4.2 km" where both ends round differently.
#[must_use]
pub fn range_in_words(low: f64, high: f64) -> String {
    let (low, high) = (km_in_words(low), km_in_words(high));
    if low == high { low } else { format!("{low} to {high}") }
}

/// A length that is uncertain by so many km: "57 km" for 57.155 of a town that extends over nine.
#[must_use]
pub fn uncertain_km_in_words(km: f64, uncertain_km: f64) -> String {
    if digits::for_people(uncertain_km) == 0 && km >= 0.995 {
        km_in_words(km.round()).replace(".0 km", " km")
    } else {
        km_in_words(km)
    }
}

/// "16.3 km", "57 km" of a large town, or for an area "3 km to 190 km", "up to 190 km".
#[must_use]
pub fn border_in_words(border: &PlaceBorder) -> String {
    let words = |km| uncertain_km_in_words(km, border.uncertain_km());
    match border.km {
        Some(km) => words(km),
        None if border.km_min <= 0.0 => format!("up to {}", words(border.km_max)),
        None => {
            let (low, high) = (words(border.km_min), words(border.km_max));
            if low == high { low } else { format!("{low} to {high}") }
        }
    }
}

/// "2", "at least 2", "up to 5", "2 to 5".
pub fn count_in_words(count: Count) -> String {
    match (count.low, count.high) {
        (Some(low), Some(high)) if low == high => low.to_string(),
        (Some(low), Some(high)) => format!("{low} to {high}"),
        (Some(low), None) => format!("at least {low}"),
        (None, Some(high)) => format!("up to {high}"),
        (None, None) => {
            count.best.map_or_else(|| "an unknown number".to_owned(), |best| format!("about {best}"))
        }
    }
}

/// "1 event", "2 events".
pub fn counted(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn lengths_keep_the_digits_that_mean_something() {
        for (km, expected) in [
            (0.0, "0 m"),
            (0.041, "41 m"),
            (0.854, "850 m"),
            (0.996, "1.0 km"),
            (2.94, "2.9 km"),
            (16.26, "16.3 km"),
            (99.96, "100 km"),
            (143.4, "143 km"),
            (f64::NAN, "an unknown distance"),
        ] {
            assert_eq!(km_in_words(km), expected);
        }
        assert_eq!(range_in_words(3.11, 4.2), "3.1 km to 4.2 km");
        assert_eq!(range_in_words(3.11, 3.12), "3.1 km");
    }

    #[test]
    fn large_places_have_no_decimals() {
        let of = |km, km_min, km_max| PlaceBorder {
            km,
            km_min,
            km_max,
            nearest: None,
            azimuth_deg: None,
            side: None,
        };
        for (border, expected) in [
            (of(Some(57.155), 48.5, 65.8), "57 km"),
            (of(Some(3.21), 2.1, 4.3), "3.2 km"),
            (of(Some(0.91), 0.0, 9.0), "910 m"),
            (of(None, 3.11, 190.4), "3 km to 190 km"),
            (of(None, 0.0, 190.4), "up to 190 km"),
        ] {
            assert_eq!(border_in_words(&border), expected);
        }
    }

    #[test]
    fn periods_and_counts_read_as_prose() {
        for (start, end, expected) in [
            (Some(date(2022, 10, 11)), Some(date(2022, 10, 11)), "11 October 2022"),
            (Some(date(2022, 10, 11)), Some(date(2022, 10, 12)), "11 to 12 October 2022"),
            (Some(date(2022, 9, 30)), Some(date(2022, 10, 2)), "30 September to 2 October 2022"),
            (Some(date(2022, 12, 30)), Some(date(2023, 1, 2)), "30 December 2022 to 2 January 2023"),
            (Some(date(2022, 12, 30)), None, "30 December 2022 or later"),
            (None, None, "date unknown"),
        ] {
            assert_eq!(period_in_words(start, end), expected);
        }
        assert_eq!(day_in_words(date(2022, 10, 11)), "Tuesday 11 October 2022");
        for (low, high, expected) in [
            (Some(2), Some(2), "2"),
            (Some(2), None, "at least 2"),
            (None, Some(5), "up to 5"),
            (Some(2), Some(5), "2 to 5"),
        ] {
            assert_eq!(count_in_words(Count { low, best: None, high }), expected);
        }
    }
}
