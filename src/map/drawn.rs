//! What of a report is drawn: incidents once each, gathered by place; areas apart from points.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::base::shown;
use super::claims::Stated;
use super::hexagons::Hexagons;
use super::rivals::{self, Rival};
use super::style::Symbol;
use super::words::Lang;
use crate::event::{Count, Event, GeoPrecision, Incident, Modalities, Modality};
use crate::geodesy::LonLat;
use crate::report::Report;

/// Incidents by symbol: all, and those that are claims.
pub type Counts = BTreeMap<Symbol, (usize, usize)>;
/// First and last day.
pub type Days = (Option<Date>, Option<Date>);

/// One incident at a point.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// Its symbol.
    pub symbol: Symbol,
    /// True if it is one side's claim.
    pub claimed: bool,
    /// Killed and injured together; none if nothing is stated.
    pub casualties: Option<u32>,
    /// Radius in km for an event near its point; none for one at it.
    pub near_km: Option<f64>,
    /// First day.
    pub date: Option<Date>,
}

/// The way from a spot to the border.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Link {
    /// Geodesic kilometres.
    pub km: f64,
    /// Nearest and farthest that the events' radius allows, if any event here is only near.
    pub range: Option<(f64, f64)>,
    /// Nearest point of the border.
    pub nearest: LonLat,
    /// Radius of the place in km: its distance is known no better.
    pub doubt_km: f64,
}

impl Link {
    /// The distance for readers, no more precise than the place: "7.1 km", "4.2–9.8 km", "312 km".
    #[must_use]
    pub fn label(&self, words: &super::words::Words) -> String {
        match self.range {
            Some((low, high)) => words.km_range(low, high),
            None => words.km_within(self.km, self.doubt_km),
        }
    }
}

/// A point with all its incidents.
#[derive(Debug, Clone, PartialEq)]
pub struct Spot {
    /// Where.
    pub position: LonLat,
    /// Name of the place.
    pub name: String,
    /// Its name in the local script.
    pub local_name: Option<String>,
    /// Inhabitants of the place; zero where unknown.
    pub population: u64,
    /// True if the point is the place's own, so that its name may stand there; false for "5 km north of" it.
    pub at_place: bool,
    /// Its incidents, the largest first.
    pub marks: Vec<Mark>,
    /// The way to the border, where measured.
    pub link: Option<Link>,
    /// Country on whose side of the border it lies, where known.
    pub side: Option<String>,
    /// True if it stands for several places that lie too close together at this scale.
    pub gathered: bool,
}

/// Incidents of which only an area is known.
#[derive(Debug, Clone, PartialEq)]
pub struct Area {
    /// Name of the area.
    pub name: String,
    /// Its name in the local script.
    pub local_name: Option<String>,
    /// ISO code of its outline, where it has one.
    pub code: Option<String>,
    /// ISO code of the region that it lies in, for a part of one without an outline of its own.
    pub within: Option<String>,
    /// How exactly it is known.
    pub precision: GeoPrecision,
    /// Its own point.
    pub position: LonLat,
    /// Radius in km within which its parts lie.
    pub radius_km: f64,
    /// True if the border is near, or inside it.
    pub near: bool,
    /// Number of incidents.
    pub n: usize,
    /// Incidents by symbol: all, and those that are claims.
    pub counts: Counts,
    /// First and last day of those whose date says enough.
    pub days: Days,
}

/// Everything that a map of the report draws.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Drawn {
    /// Points, from north to south.
    pub spots: Vec<Spot>,
    /// Areas, by name.
    pub areas: Vec<Area>,
    /// Incidents by symbol: all, and those that are claims.
    pub counts: Counts,
    /// Incidents drawn.
    pub n: usize,
    /// Incidents told as happened or claimed that have no position.
    pub unplaced: usize,
    /// First day of all.
    pub start: Option<Date>,
    /// Last day of all.
    pub end: Option<Date>,
    /// Incidents within 150 km of the border, before any were gathered.
    pub near: usize,
    /// Most casualties of one incident at a point of the whole report, so that all its maps share one scale.
    pub most: u32,
    /// What of the events is shown; where it is more than happened and claimed, a hollow symbol may be a plan or a denial.
    pub shown: Modalities,
    /// Rival places of incidents.
    pub rivals: Vec<Rival>,
    /// What stands for the points, where there are too many for symbols.
    pub hexagons: Option<Hexagons>,
    /// Stated distances, where they are asked for.
    pub stated: Vec<Stated>,
    /// Names of which nothing can be drawn, left out.
    pub left_out: BTreeSet<String>,
    /// True if areas were left out of a detail map.
    pub areas_left: bool,
    /// True if only a part of the report's incidents is here: those of a detail map.
    pub part: bool,
}

/// What lies within so many km of the border is near it.
const NEAR_KM: f64 = 150.0;

/// The largest first.
pub(super) fn order(m: &Mark) -> (std::cmp::Reverse<u32>, Symbol, bool, Option<Date>) {
    (std::cmp::Reverse(m.casualties.unwrap_or(0)), m.symbol, m.claimed, m.date)
}

/// Incidents of spots and areas near the border.
pub(super) fn near(spots: &[Spot], areas: &[Area]) -> usize {
    let of_spots = spots.iter().filter(|s| s.link.is_some_and(|l| l.km <= NEAR_KM)).map(|s| s.marks.len());
    of_spots.chain(areas.iter().filter(|a| a.near).map(|a| a.n)).sum()
}

fn number(c: Count) -> Option<u32> {
    c.best.or(c.low).or(c.high)
}

pub(crate) fn total(killed: Option<Count>, injured: Option<Count>) -> Option<u32> {
    match (killed.and_then(number), injured.and_then(number)) {
        (None, None) => None,
        (k, i) => Some(k.unwrap_or(0).saturating_add(i.unwrap_or(0))),
    }
}

/// Counts a happening by its symbol and widens the days of all by its own.
fn tally(counts: &mut Counts, days: &mut Days, incident: Option<&Incident>, event: &Event) {
    let entry = counts.entry(Symbol::of(event.event_type, event.sub_event_type)).or_default();
    entry.0 += 1;
    entry.1 += usize::from(event.modality != Modality::Happened);
    let (start, end) = self::days((incident, event));
    // A date that spans more than a month says too little for the title.
    let close = match (start, end) {
        (Some(a), Some(b)) => (b - a).get_days() <= 31,
        _ => true,
    };
    if close {
        days.0 = [days.0, start].into_iter().flatten().min();
        days.1 = [days.1, end.or(start)].into_iter().flatten().max();
    }
}

/// An incident, if the event is of one, with the event that speaks for it.
pub type Happening<'a> = (Option<&'a Incident>, &'a Event);

/// First and last day of a happening, where they are known.
pub(crate) fn days((incident, event): Happening<'_>) -> Days {
    incident.map_or((event.when.start, event.when.end), |i| (i.date_start, i.date_end))
}

/// Every happening once: the incident, if any, with the event that speaks for it.
pub(crate) fn happenings(report: &Report) -> Vec<Happening<'_>> {
    let by_id: BTreeMap<&str, &Event> = report.events.iter().map(|e| (e.id.as_str(), e)).collect();
    let mut all: Vec<Happening<'_>> = report
        .incidents
        .iter()
        .filter_map(|i| by_id.get(i.representative.as_str()).map(|e| (Some(i), *e)))
        .collect();
    all.extend(report.events.iter().filter(|e| e.incident.is_empty()).map(|e| (None, e)));
    all.retain(|(_, e)| report.shown.holds(e.modality));
    all
}

impl Drawn {
    /// Gathers what a map of the report draws.
    #[must_use]
    pub fn of(report: &Report) -> Self {
        Self::of_some(report, happenings(report))
    }

    /// The same of some of the report's happenings.
    #[must_use]
    pub fn of_some<'a>(report: &'a Report, some: impl IntoIterator<Item = Happening<'a>>) -> Self {
        let some: Vec<Happening<'a>> = some.into_iter().collect();
        let rivals = rivals::gather(report, &some);
        let mut drawn = Self { shown: report.shown, rivals, ..Self::default() };
        let mut spots: BTreeMap<(i64, i64), Spot> = BTreeMap::new();
        let mut areas: BTreeMap<String, Area> = BTreeMap::new();
        for (incident, event) in some {
            let Some(position) = event.place.position.filter(|p| p.lon.is_finite() && p.lat.is_finite())
            else {
                drawn.unplaced += 1;
                continue;
            };
            drawn.count(incident, event);
            if event.place.precision.is_areal() {
                let area = areas.entry(area_key(event)).or_insert_with(|| area(event, position));
                area.n += 1;
                tally(&mut area.counts, &mut area.days, incident, event);
            } else {
                // A hundred-thousandth of a degree is about a metre: one point.
                let key = (-(position.lat * 1e5).round() as i64, (position.lon * 1e5).round() as i64);
                spots.entry(key).or_insert_with(|| spot(event, position)).add(incident, event);
            }
        }
        drawn.spots = spots.into_values().collect();
        drawn.areas = areas.into_values().collect();
        drawn.near = near(&drawn.spots, &drawn.areas);
        drawn.most = drawn.marks().filter_map(|m| m.casualties).max().unwrap_or(0);
        for spot in &mut drawn.spots {
            spot.marks.sort_by_key(order);
        }
        drawn
    }

    fn count(&mut self, incident: Option<&Incident>, event: &Event) {
        self.n += 1;
        let mut days = (self.start, self.end);
        tally(&mut self.counts, &mut days, incident, event);
        (self.start, self.end) = days;
    }

    /// The same with all that lies in a view gathered, one nameless spot for each side of the border, at the place
    /// that has the least way to all the others: so it stands on a true place, never across the line.
    #[must_use]
    pub fn gathered(&self, view: &super::projection::View) -> Self {
        let mut all = self.clone();
        let mut sides: BTreeMap<Option<String>, Vec<Spot>> = BTreeMap::new();
        let inside = |s: &Spot| view.frame.holds(view.to_sheet(s.position));
        for spot in all.spots.iter().filter(|s| inside(s)) {
            sides.entry(spot.side.clone()).or_default().push(spot.clone());
        }
        all.spots.retain(|s| !inside(s));
        let heaps = sides.values().filter_map(|spots| Spot::heap(&spots.iter().collect::<Vec<_>>()));
        all.spots.extend(heaps);
        all
    }

    /// True if the border may be said to be near: it is for most of what is drawn.
    #[must_use]
    pub fn is_near(&self) -> bool {
        self.near * 2 >= self.n
    }

    /// Number of incidents at points.
    #[must_use]
    pub fn points(&self) -> usize {
        self.marks().count() + self.hexagons.as_ref().map_or(0, Hexagons::events)
    }

    /// Marks of all spots.
    pub fn marks(&self) -> impl Iterator<Item = &Mark> {
        self.spots.iter().flat_map(|s| s.marks.iter())
    }
}

pub(crate) fn area_key(event: &Event) -> String {
    match &event.place.place {
        Some(p) => format!("{}\u{1f}{}", p.name, p.id),
        None => event.place.text.clone(),
    }
}

pub(crate) fn area(event: &Event, position: LonLat) -> Area {
    let place = event.place.place.as_ref();
    let code = match event.place.precision {
        GeoPrecision::Country => place.and_then(|p| p.country.clone()),
        GeoPrecision::Region => place.and_then(|p| p.code.clone()),
        _ => None,
    };
    Area {
        name: place.map_or_else(|| event.place.text.clone(), |p| p.name.clone()),
        local_name: place.and_then(|p| p.local_name.clone()),
        code,
        within: place
            .and_then(|p| p.code.clone())
            .filter(|_| event.place.precision == GeoPrecision::District),
        precision: event.place.precision,
        position,
        radius_km: event.place.radius_km.or(place.map(|p| p.radius_km)).unwrap_or(10.0),
        near: event.border.as_ref().is_some_and(|border| border.km_min <= NEAR_KM),
        n: 0,
        counts: Counts::new(),
        days: (None, None),
    }
}

fn spot(event: &Event, position: LonLat) -> Spot {
    let place = event.place.place.as_ref();
    Spot {
        position,
        name: place.map_or_else(|| event.place.text.clone(), |p| p.name.clone()),
        local_name: place.and_then(|p| p.local_name.clone()),
        population: place.and_then(|p| p.population).unwrap_or(0),
        at_place: place.is_some_and(|p| {
            (p.position.lat - position.lat).abs() < 1e-4 && (p.position.lon - position.lon).abs() < 1e-4
        }),
        marks: Vec::new(),
        link: None,
        side: event.border.as_ref().and_then(|b| b.side.clone()),
        gathered: false,
    }
}

impl Spot {
    /// The name for the main line of its label in a language, and the one for the line under it.
    #[must_use]
    pub fn shown(&self, lang: Lang) -> (&str, Option<&str>) {
        shown(&self.name, self.local_name.as_deref(), lang)
    }

    fn add(&mut self, incident: Option<&Incident>, event: &Event) {
        let near = event.place.precision == GeoPrecision::Near;
        let (killed, injured) = match incident {
            Some(i) => (i.killed, i.injured),
            None => (event.casualties.killed, event.casualties.injured),
        };
        self.marks.push(Mark {
            symbol: Symbol::of(event.event_type, event.sub_event_type),
            claimed: event.modality != Modality::Happened,
            casualties: total(killed, injured),
            near_km: event.place.radius_km.filter(|_| near),
            date: incident.map_or(event.when.start, |i| i.date_start),
        });
        let Some(border) = &event.border else { return };
        if let (Some(km), Some(nearest)) = (border.km, border.nearest) {
            let range = near.then_some((border.km_min, border.km_max));
            match &mut self.link {
                // The place itself is known better than its surroundings: its own distance wins.
                Some(link) if !near => link.range = None,
                Some(_) => {}
                None => {
                    let doubt_km = event.place.radius_km.unwrap_or(0.0);
                    self.link = Some(Link { km, range, nearest, doubt_km });
                }
            }
        }
    }
}
