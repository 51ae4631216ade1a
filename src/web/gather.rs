//! From the report to what a page knows.

use std::collections::{BTreeMap, BTreeSet};

use super::escape::one_line;
use super::model::{self, Account, Article, Kind, LatLon, Model, Spot};
use super::prose;
use super::quote::{Mark, Piece, pieces, places_of};
use crate::claim::Claim;
use crate::event::{Event, GeoPrecision, Incident, Modality};
use crate::geodesy::{LonLat, shortest_way};
use crate::map::dashed;
use crate::map::drawn::{self, Drawn};
use crate::map::style::{Shape, Style, Symbol};
use crate::output::words::{border_in_words, period_in_words, stated_in_words, when_in_words};
use crate::report::{Report, ReportDocument};
use crate::text::Span;

/// Everything that the page shows of a report; `lon` brings a longitude to the side of the map's middle.
pub fn model(report: &Report, credits: Vec<String>, lon: &dyn Fn(f64) -> f64) -> Gathered {
    let (drawn, style) = (Drawn::of(report), Style::light());
    let happenings = drawn::happenings(report);
    let kinds: BTreeSet<Symbol> = happenings.iter().map(|(_, event)| symbol(event)).collect();
    let mut gatherer = Gatherer {
        articles: report.documents.iter().enumerate().map(|(i, d)| (d.id.as_str(), (i, d))).collect(),
        events: report.events.iter().map(|event| (event.id.as_str(), event)).collect(),
        kinds: kinds.iter().enumerate().map(|(index, symbol)| (*symbol, index)).collect(),
        lon,
        spots: Vec::new(),
        spot_keys: BTreeMap::new(),
        areas: Vec::new(),
        area_keys: BTreeMap::new(),
    };
    let mut incidents: Vec<model::Incident> =
        happenings.iter().map(|(incident, event)| gatherer.incident(*incident, event)).collect();
    incidents.sort_by_key(|incident| (incident.start.is_none(), incident.start, incident.end));
    let placed = incidents.iter().filter(|i| i.spot.is_some() || i.area.is_some()).count();
    let model = Model {
        title: title(&style, report, &drawn),
        summary: prose::summary(report, placed, incidents.len() - placed),
        border: [dashed(&one_line(&report.border.name)), one_line(&report.border.source)],
        kinds: kinds.into_iter().map(|symbol| kind(&style, symbol)).collect(),
        most: incidents.iter().filter_map(|incident| incident.casualties).max().unwrap_or(0),
        spots: gatherer.spots.clone(),
        areas: Vec::new(),
        incidents,
        claims: gatherer.claims(report),
        others: gatherer.others(report),
        unplaced: gatherer.unplaced(report),
        articles: report.documents.iter().map(article).collect(),
        credits,
    };
    Gathered { model, areas: gatherer.areas }
}

/// A model whose areas still need their outlines.
pub struct Gathered {
    /// The model; its list of areas is empty.
    pub model: Model,
    /// The areas, in the order that incidents count them.
    pub areas: Vec<drawn::Area>,
}

struct Gatherer<'r> {
    articles: BTreeMap<&'r str, (usize, &'r ReportDocument)>,
    events: BTreeMap<&'r str, &'r Event>,
    kinds: BTreeMap<Symbol, usize>,
    lon: &'r dyn Fn(f64) -> f64,
    spots: Vec<Spot>,
    spot_keys: BTreeMap<(i64, i64), usize>,
    areas: Vec<drawn::Area>,
    area_keys: BTreeMap<String, usize>,
}

fn title(style: &Style, report: &Report, drawn: &Drawn) -> String {
    let border = dashed(&one_line(&report.border.name));
    let mut title = "Reported events".to_owned();
    if !border.is_empty() {
        let how = if drawn.is_near() { "near" } else { "and their distance from" };
        title = format!("{title} {how} the {border}");
    }
    let span = style.words.span(drawn.start, drawn.end);
    if span.is_empty() { title } else { format!("{title}, {span}") }
}

fn symbol(event: &Event) -> Symbol {
    Symbol::of(event.event_type, event.sub_event_type)
}

fn kind(style: &Style, symbol: Symbol) -> Kind {
    let color = style.symbol(symbol);
    let shape = match symbol.shape() {
        Shape::Circle => "circle",
        Shape::Triangle => "triangle",
        Shape::TriangleDown => "triangle-down",
        Shape::Square => "square",
        Shape::Diamond => "diamond",
        Shape::Plus => "plus",
        Shape::Pentagon => "pentagon",
        Shape::Hexagon => "hexagon",
        Shape::Star => "star",
        Shape::Octagon => "octagon",
    };
    Kind {
        name: style.words.symbol(symbol).to_owned(),
        shape,
        color: format!("#{:02x}{:02x}{:02x}", color.r, color.g, color.b),
    }
}

fn article(document: &ReportDocument) -> Article {
    let day = document.published.map(|published| {
        let about = if published.is_stated() { "" } else { "about " };
        format!("{about}{}", period_in_words(Some(published.date), Some(published.date)))
    });
    let from: Vec<String> = document.outlet.as_deref().map(one_line).into_iter().chain(day).collect();
    Article {
        id: one_line(&document.id),
        title: one_line(&document.headline().unwrap_or_default()),
        from: from.join(", "),
    }
}

impl Gatherer<'_> {
    fn at(&self, point: LonLat) -> LatLon {
        // A hundred-thousandth of a degree is about a metre.
        let round = |degrees: f64| (degrees * 1e5).round() / 1e5 + 0.0;
        [round(point.lat), round((self.lon)(point.lon))]
    }

    /// The shortest way between two points, in parts where it goes beyond the map's end.
    fn way(&self, from: LonLat, to: LonLat) -> Vec<Vec<LatLon>> {
        let mut parts: Vec<Vec<LatLon>> = Vec::new();
        for at in shortest_way(from, to).into_iter().map(|point| self.at(point)) {
            match parts.last_mut() {
                Some(part) if part.last().is_some_and(|last| (last[1] - at[1]).abs() <= 180.0) => {
                    part.push(at);
                }
                _ => parts.push(vec![at]),
            }
        }
        parts
    }

    fn article(&self, doc: &str) -> Option<usize> {
        self.articles.get(doc).map(|(index, _)| *index)
    }

    fn incident(&mut self, incident: Option<&Incident>, event: &Event) -> model::Incident {
        let position = event.place.position.filter(|point| point.is_valid());
        let (spot, area) = match position {
            None => (None, None),
            Some(point) if event.place.precision.is_areal() => (None, Some(self.area(event, point))),
            Some(point) => (Some(self.spot(event, point)), None),
        };
        let accounts: Vec<&Event> = match incident {
            Some(incident) => {
                incident.events.iter().filter_map(|id| self.events.get(id.as_str()).copied()).collect()
            }
            None => vec![event],
        };
        let (killed, injured) =
            incident.map_or((event.casualties.killed, event.casualties.injured), |i| (i.killed, i.injured));
        let (start, end) =
            incident.map_or((event.when.start, event.when.end), |i| (i.date_start, i.date_end));
        let sure = accounts.iter().map(|event| event.confidence).fold(0.0, f64::max);
        model::Incident {
            id: incident.map_or_else(|| event.id.clone(), |i| i.id.clone()),
            kind: self.kinds.get(&symbol(event)).copied().unwrap_or(0),
            what: event.sub_event_type.as_str(),
            place: prose::place(event),
            spot,
            area,
            start,
            end,
            when: if start.is_none() && end.is_none() {
                when_in_words(&event.when)
            } else {
                period_in_words(start, end)
            },
            claimed: event.modality != Modality::Happened,
            told: (event.modality != Modality::Happened).then(|| prose::told_as(event.modality)),
            casualties: drawn::total(killed, injured),
            victims: prose::victims(killed, injured),
            border: event.border.as_ref().map(prose::from_border),
            confidence: (sure * 1000.0).round() / 1000.0,
            accounts: accounts.into_iter().map(|event| self.account(event)).collect(),
            disagreements: incident
                .map_or(&[][..], |i| &i.disagreements)
                .iter()
                .map(|d| one_line(d))
                .collect(),
        }
    }

    fn spot(&mut self, event: &Event, point: LonLat) -> usize {
        let key = (-(point.lat * 1e5).round() as i64, (point.lon * 1e5).round() as i64);
        let index = *self.spot_keys.entry(key).or_insert(self.spots.len());
        if index == self.spots.len() {
            let place = event.place.place.as_ref();
            self.spots.push(Spot {
                name: one_line(place.map_or(&event.place.text, |place| &place.name)),
                at: self.at(point),
                near_km: None,
                nearest: None,
                lines: Vec::new(),
                way: None,
            });
        }
        let near = event.place.precision == GeoPrecision::Near;
        let nearest = event
            .border
            .as_ref()
            .and_then(|border| Some((border_in_words(border), border.km.and(border.nearest)?)));
        let ways = nearest.map(|(words, to)| {
            let lines = self.way(point, to);
            (words, self.at(to), if lines == [[self.at(point), self.at(to)]] { Vec::new() } else { lines })
        });
        let spot = &mut self.spots[index];
        if near {
            let radius = event.place.radius_km.unwrap_or(0.0);
            spot.near_km = Some(spot.near_km.map_or(radius, |known| known.max(radius)));
        }
        if let Some((words, at, lines)) = ways.filter(|_| spot.nearest.is_none()) {
            (spot.nearest, spot.lines) = (Some(at), lines);
            spot.way = Some(words);
        }
        index
    }

    fn area(&mut self, event: &Event, point: LonLat) -> usize {
        let index = *self.area_keys.entry(drawn::area_key(event)).or_insert(self.areas.len());
        if index == self.areas.len() {
            self.areas.push(drawn::area(event, point));
        }
        index
    }

    fn account(&self, event: &Event) -> Account {
        Account { article: self.article(&event.doc), quote: self.quote(event), notes: prose::notes(event) }
    }

    fn quote(&self, event: &Event) -> Vec<Piece> {
        let Some((_, document)) = self.articles.get(event.doc.as_str()) else { return Vec::new() };
        let mut marks = vec![(event.trigger, Mark::What)];
        marks.extend(event.place.span.map(|span| (span, Mark::Where)));
        let numbers = places_of(&document.text, event.sentence, event.casualties.text.as_deref());
        marks.extend(numbers.into_iter().map(|span| (span, Mark::Number)));
        pieces(&document.text, event.sentence, &marks)
    }

    fn claims(&self, report: &Report) -> Vec<model::Claim> {
        let mut claims: Vec<&Claim> = report.claims.iter().collect();
        claims.sort_by_key(|claim| !claim.verdict.is_contradiction());
        claims.into_iter().map(|claim| self.claim(claim)).collect()
    }

    fn claim(&self, claim: &Claim) -> model::Claim {
        let (verdict, tone) = prose::verdict(claim.verdict);
        let quote = |document: &ReportDocument| {
            let end = |span: Option<Span>| span.map(|span| (span, Mark::Where));
            let places = [claim.subject.as_ref(), claim.target.as_ref()];
            let mut marks = vec![(claim.span, Mark::What)];
            marks.extend(places.into_iter().flatten().filter_map(|place| end(place.span)));
            pieces(&document.text, claim.sentence, &marks)
        };
        let line = claim.line.filter(|(a, b)| a.is_valid() && b.is_valid());
        model::Claim {
            tone,
            verdict,
            words: one_line(&claim.text),
            quote: self.articles.get(claim.doc.as_str()).map(|(_, d)| quote(d)).unwrap_or_default(),
            article: self.article(&claim.doc),
            stated: stated_in_words(claim),
            measured: prose::measured(claim),
            reason: one_line(&claim.reason),
            line: line.map(|(a, b)| self.way(a, b)),
        }
    }

    fn others(&self, report: &Report) -> Vec<model::Other> {
        let other = |event: &Event| model::Other {
            why: prose::told_as(event.modality),
            quote: self.quote(event),
            article: self.article(&event.doc),
        };
        report.events.iter().filter(|event| !report.shown.holds(event.modality)).map(other).collect()
    }

    fn unplaced(&self, report: &Report) -> Vec<model::Unplaced> {
        let unplaced = |what: &crate::report::Unplaced| model::Unplaced {
            what: what.what,
            words: one_line(&what.text),
            article: self.article(&what.doc),
            reason: one_line(&what.reason),
        };
        report.unplaced.iter().map(unplaced).collect()
    }
}
