//! What two events are compared by, as numbers: day, place and what holds it, type, counts, telling words.

use jiff::civil::{Date, Weekday};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::super::{Count, DatePrecision, Event, EventType, GeoPrecision, SubEventType};
use super::{Note, Published};
use crate::gazetteer::{Place, PlaceClass};
use crate::geodesy::LonLat;
use crate::text::dates::weekday_named;

/// One event, made comparable. Facts are sorted by the ids of their events.
#[derive(Debug, Clone)]
pub(super) struct Facts {
    /// Index in the slice of events.
    pub event: usize,
    /// Number of its document.
    pub doc: u32,
    /// Day of its document.
    pub published: Option<Date>,
    /// What is known of its day.
    pub day: Day,
    /// Particular words of its passage, sorted, each with how telling it is, 0 to 1.
    pub words: Vec<(u32, f32)>,
    /// Type and sub-type.
    pub kind: (EventType, SubEventType),
    /// What kind of happening it is, coarser than the type.
    pub family: Family,
    /// The speaker's last name.
    pub speaker: Option<u32>,
    /// Where it is; none where no layer knows the place.
    pub site: Option<Site>,
    /// Killed and injured.
    pub counts: [Option<Count>; 2],
    /// Hours of the day, one bit each; zero where nothing tells.
    pub hours: u32,
    /// Number of weapons.
    pub arms: Option<u32>,
}

/// The place of an event.
#[derive(Debug, Clone, Copy)]
pub(super) struct Site {
    /// Number of the place.
    pub place: u32,
    /// The event's point.
    pub position: LonLat,
    /// Radius in km within which it lies.
    pub reach_km: f64,
    /// Radius in km of the place itself.
    pub extent_km: f64,
    /// How exactly it is known.
    pub precision: GeoPrecision,
    /// How large a place it is.
    pub level: Level,
    /// Numbers of the district, region and country that hold it, or that it is.
    pub within: [Option<u32>; 3],
}

/// How large a place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    Point,
    District,
    Region,
    Country,
    /// An area that no division holds: a front, a sea.
    Other,
}

impl Site {
    /// True if this place is an area that holds the other, by its divisions.
    pub fn holds(&self, other: &Self) -> bool {
        let at = match self.level {
            Level::District => 0,
            Level::Region => 1,
            Level::Country => 2,
            Level::Point | Level::Other => return false,
        };
        other.level < self.level && self.within[at].is_some() && self.within[at] == other.within[at]
    }
}

/// What is known of the day of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Day {
    /// First and last possible day, a week apart at most.
    Dates(Date, Date),
    /// A weekday of no known week, as in an article without a date.
    Weekday(Weekday),
    /// A month, a year, or nothing.
    Loose(Option<(Date, Date)>),
}

/// Types between which accounts of one happening waver.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    /// Battles, strikes, attacks on civilians.
    Violence,
    /// Weapons stopped before they hit.
    Disrupted,
    /// Protests and riots.
    Crowd,
    /// Natural or technical disasters.
    Disaster,
    /// Everything else.
    Development,
}

/// In a run of fewer documents than this, words count as if there were so many.
const FEWEST_DOCUMENTS: usize = 10;

/// Most particular words of one event that are compared; the most telling stay.
const MOST_WORDS: usize = 40;

/// Numbers for names, in the order of the names, so that they do not depend on the order of the input.
pub(super) struct Names<'t> {
    of: FxHashMap<&'t str, u32>,
    all: Vec<&'t str>,
}

impl<'t> Names<'t> {
    fn new(mut all: Vec<&'t str>) -> Self {
        all.par_sort_unstable();
        all.dedup();
        let of = all.iter().zip(0..).map(|(name, number)| (*name, number)).collect();
        Self { of, all }
    }

    fn number(&self, name: &str) -> Option<u32> {
        self.of.get(name).copied()
    }

    /// The name of a number.
    pub fn name(&self, number: u32) -> &'t str {
        self.all.get(number as usize).copied().unwrap_or("")
    }
}

/// The facts of every event that a map draws, sorted by the events' ids; and the words that they count by.
pub(super) fn gather<'t>(
    events: &'t [Event],
    notes: &'t [Note],
    published: &Published<'_>,
) -> (Vec<Facts>, Names<'t>) {
    let mut drawn: Vec<usize> = (0..events.len()).filter(|&at| events[at].modality.is_drawn()).collect();
    drawn.sort_by(|&a, &b| events[a].id.cmp(&events[b].id));
    let docs = Names::new(drawn.iter().map(|&at| events[at].doc.as_str()).collect());
    let words_of = |at: usize| notes.get(at).into_iter().flat_map(|note| note.words.split_ascii_whitespace());
    let words = Names::new(drawn.iter().flat_map(|&at| words_of(at)).collect());
    let telling = telling(&drawn, docs.all.len(), words.all.len(), |at| {
        let doc = docs.number(&events[at].doc).unwrap_or(0);
        words_of(at).filter_map(|word| words.number(word)).map(move |word| (word, doc)).collect()
    });
    let mut names: Vec<String> = drawn.iter().flat_map(|&at| named(&events[at])).flatten().collect();
    names.sort_unstable();
    let places = Names::new(names.iter().map(String::as_str).collect());
    let fact = |&at: &usize| {
        let (event, note) = (&events[at], notes.get(at));
        let mut told: Vec<(u32, f32)> = words_of(at)
            .filter_map(|word| words.number(word))
            .map(|word| (word, telling[word as usize]))
            .filter(|(_, telling)| *telling > 0.0)
            .collect();
        told.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        told.truncate(MOST_WORDS);
        told.sort_unstable_by_key(|(word, _)| *word);
        let number = |name: Option<String>| name.and_then(|name| places.number(&name));
        let [place, district, region, country, speaker] = named(event).map(number);
        Facts {
            event: at,
            doc: docs.number(&event.doc).unwrap_or(0),
            published: published.get(event.doc.as_str()).copied(),
            day: day(event),
            words: told,
            kind: (event.event_type, event.sub_event_type),
            family: family(event),
            speaker,
            site: place.and_then(|place| site(event, place, [district, region, country])),
            counts: [event.casualties.killed, event.casualties.injured],
            hours: note.map_or(0, |note| note.hours),
            arms: note.and_then(|note| note.arms.as_ref()).map(|(count, _)| *count),
        }
    };
    (drawn.par_iter().map(fact).collect(), words)
}

/// How telling each word is: the less, the more documents of the run use it: `ln(n/df)` over that of a word in two.
fn telling(
    drawn: &[usize],
    documents: usize,
    words: usize,
    uses: impl Fn(usize) -> Vec<(u32, u32)> + Sync,
) -> Vec<f32> {
    let mut pairs: Vec<(u32, u32)> = drawn.par_iter().flat_map_iter(|&at| uses(at)).collect();
    pairs.par_sort_unstable();
    pairs.dedup();
    let mut used_in = vec![0_u32; words];
    for (word, _) in pairs {
        used_in[word as usize] += 1;
    }
    let n = documents.max(FEWEST_DOCUMENTS) as f64;
    let weight = |df: u32| ((n / f64::from(df.max(2))).ln() / (n / 2.0).ln()).clamp(0.0, 1.0) as f32;
    used_in.into_iter().map(weight).collect()
}

/// Place, district, region, country and speaker of an event, each with a mark of its kind before it.
fn named(event: &Event) -> [Option<String>; 5] {
    let place = event.place.place.as_ref();
    let region = place.and_then(region_of);
    let district = place.and_then(|place| {
        let name =
            if place.class == PlaceClass::District { Some(&place.name) } else { place.district.as_ref() };
        name.map(|name| format!("d{name}\t{}", region.unwrap_or("")))
    });
    [
        place.map(|place| format!("p{}", place.id)),
        district,
        region.map(|region| format!("r{region}")),
        place.and_then(|place| place.country.as_ref()).map(|country| format!("c{country}")),
        event.claimed_by.as_ref().and_then(|party| last_name(&party.text)).map(|name| format!("s{name}")),
    ]
}

fn region_of(place: &Place) -> Option<&str> {
    if place.class == PlaceClass::Region { Some(&place.id) } else { place.region_id.as_deref() }
}

fn site(event: &Event, place: u32, within: [Option<u32>; 3]) -> Option<Site> {
    let known = event.place.place.as_ref()?;
    let level = match known.class {
        PlaceClass::District => Level::District,
        PlaceClass::Region => Level::Region,
        PlaceClass::Country => Level::Country,
        _ if event.place.precision.is_areal() => Level::Other,
        _ => Level::Point,
    };
    Some(Site {
        place,
        position: event.place.position?,
        reach_km: event.place.radius_km.unwrap_or(0.0),
        extent_km: known.radius_km,
        precision: event.place.precision,
        level,
        within,
    })
}

/// Longest time for which the days of an event still tell it from others, in days.
const LONGEST_RANGE_DAYS: i32 = 7;

fn day(event: &Event) -> Day {
    match (event.when.start, event.when.end) {
        (Some(start), Some(end)) => {
            let short =
                end.since(start).is_ok_and(|span| (0..=LONGEST_RANGE_DAYS).contains(&span.get_days()));
            if short && event.when.precision <= DatePrecision::Week {
                Day::Dates(start, end)
            } else {
                Day::Loose(Some((start.min(end), start.max(end))))
            }
        }
        _ => weekday_named(&event.when.basis).map_or(Day::Loose(None), Day::Weekday),
    }
}

fn family(event: &Event) -> Family {
    match (event.event_type, event.sub_event_type) {
        (EventType::Battles | EventType::Explosions | EventType::ViolenceAgainstCivilians, _) => {
            Family::Violence
        }
        (_, SubEventType::DisruptedWeaponsUse) => Family::Disrupted,
        (EventType::Protests | EventType::Riots, _) => Family::Crowd,
        (EventType::Disaster, _) => Family::Disaster,
        _ => Family::Development,
    }
}

/// The last name of a person or body that is named; "the police" is everybody's.
fn last_name(name: &str) -> Option<String> {
    let word = name.split_whitespace().next_back()?.trim_matches(|c: char| !c.is_alphabetic());
    (word.chars().count() > 2 && word.starts_with(char::is_uppercase)).then(|| word.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_speaker_is_known_by_the_last_name() {
        assert_eq!(last_name("Governor Oleh Syniehubov").as_deref(), Some("syniehubov"));
        assert_eq!(last_name("the mayor"), None);
        assert_eq!(last_name(""), None);
    }
}
