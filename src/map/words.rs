//! Every word that the maps say by themselves, in English.

use jiff::civil::Date;

use super::style::Symbol;

/// Legend row of a symbol: the names of the event codebook.
#[must_use]
pub fn symbol(symbol: Symbol) -> &'static str {
    match symbol {
        Symbol::Shelling => "Shelling, artillery, missile",
        Symbol::AirStrike => "Air or drone strike",
        Symbol::Explosive => "Mine, bomb, other explosion",
        Symbol::Battle => "Battle",
        Symbol::Civilians => "Violence against civilians",
        Symbol::Protest => "Protest",
        Symbol::Riot => "Riot",
        Symbol::Strategic => "Strategic development",
        Symbol::Disaster => "Disaster",
        Symbol::Several => "number: events of several types",
    }
}

/// Heads and rows of the legend.
pub const EVENTS: &str = "Reported events";
/// Head over the size examples.
pub const CASUALTIES: &str = "Casualties (killed + injured)";
/// Row for events whose text gives no number.
pub const NOT_STATED: &str = "not stated";
/// Head over the bands.
pub const BANDS: &str = "Distance from border";
/// Head over the lines and areas.
pub const LINES: &str = "Lines and areas";
/// Head over the locator.
pub const LOCATION: &str = "Location";
/// Row for claimed events.
pub const CLAIMED: &str = "hollow: one side's claim";
/// The same where plans, denials and the like were asked for.
pub const NOT_FACT: &str = "hollow: not told as fact";
/// Row for the measuring line.
pub const MEASURE: &str = "Shortest line to border, km";
/// Row for areas.
pub const AREA: &str = "Place known only as an area";
/// Row for "near" events.
pub const NEAR: &str = "Event near a place: its radius";
/// Row for the detail map's frame.
pub const DETAIL: &str = "Extent of the detail map";
/// Second line of the reference to the detail map.
pub const SEE_DETAIL: &str = "see the detail map";
/// Row for settlements.
pub const SETTLEMENT: &str = "Settlement";
/// Row for stacked symbols.
pub const STACKED: &str = "number: events of that type there";
/// Head over events that lie outside the frame.
pub const OUTSIDE: &str = "Not in the frame";

/// Month names, January first.
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn month(d: Date) -> &'static str {
    MONTHS.get(usize::from(d.month().unsigned_abs()).saturating_sub(1)).copied().unwrap_or("")
}

/// "1-4 June 2023", "30 May - 2 June 2023", "28 December 2022 - 3 January 2023"; empty without dates.
#[must_use]
pub fn span(start: Option<Date>, end: Option<Date>) -> String {
    match (start, end) {
        (None, None) => String::new(),
        (Some(d), None) | (None, Some(d)) => format!("{} {} {}", d.day(), month(d), d.year()),
        (Some(a), Some(b)) if a == b => format!("{} {} {}", a.day(), month(a), a.year()),
        (Some(a), Some(b)) if a.year() != b.year() => {
            format!("{} {} {} – {} {} {}", a.day(), month(a), a.year(), b.day(), month(b), b.year())
        }
        (Some(a), Some(b)) if a.month() != b.month() => {
            format!("{} {} – {} {} {}", a.day(), month(a), b.day(), month(b), b.year())
        }
        (Some(a), Some(b)) => format!("{}–{} {} {}", a.day(), b.day(), month(b), b.year()),
    }
}

/// "7.1 km", "1,204.5 km": one decimal, thousands apart.
#[must_use]
pub fn km(km: f64) -> String {
    format!("{} km", grouped(km))
}

/// "4.2–9.8 km".
#[must_use]
pub fn km_range(low: f64, high: f64) -> String {
    if grouped(low) == grouped(high) {
        self::km(low)
    } else {
        format!("{}–{} km", grouped(low), grouped(high))
    }
}

fn grouped(value: f64) -> String {
    let text = format!("{value:.1}");
    let (whole, rest) = text.split_once('.').unwrap_or((&text, "0"));
    let mut out = String::new();
    for (i, c) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    format!("{out}.{rest}")
}

/// "1 event", "3 events".
#[must_use]
pub fn events(n: usize) -> String {
    if n == 1 { "1 event".to_owned() } else { format!("{n} events") }
}

/// "50°16′N", "36°E": degrees and minutes with the letter of the side.
#[must_use]
pub fn degrees(value: f64, positive: char, negative: char) -> String {
    let minutes = (value.abs() * 60.0).round() as u32;
    let side = if minutes == 0 {
        String::new()
    } else if value < 0.0 {
        negative.to_string()
    } else {
        positive.to_string()
    };
    match (minutes / 60, minutes % 60) {
        (d, 0) => format!("{d}°{side}"),
        (d, m) => format!("{d}°{m:02}′{side}"),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn spans_read_as_people_write_them() {
        let d = date;
        for (a, b, want) in [
            (d(2023, 6, 1), d(2023, 6, 1), "1 June 2023"),
            (d(2023, 6, 1), d(2023, 6, 4), "1–4 June 2023"),
            (d(2023, 5, 30), d(2023, 6, 2), "30 May – 2 June 2023"),
            (d(2022, 12, 28), d(2023, 1, 3), "28 December 2022 – 3 January 2023"),
        ] {
            assert_eq!(span(Some(a), Some(b)), want);
        }
        assert_eq!(span(None, None), "");
    }

    #[test]
    fn kilometres_and_degrees() {
        assert_eq!(km(7.08), "7.1 km");
        assert_eq!(km(1204.46), "1,204.5 km");
        assert_eq!(km_range(4.21, 9.8), "4.2–9.8 km");
        assert_eq!(km_range(4.21, 4.19), "4.2 km");
        assert_eq!(degrees(50.266, 'N', 'S'), "50°16′N");
        assert_eq!(degrees(-3.0, 'E', 'W'), "3°W");
        assert_eq!(degrees(0.0, 'E', 'W'), "0°");
        assert_eq!(degrees(36.9999, 'E', 'W'), "37°E");
    }
}
