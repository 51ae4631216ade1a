//! Events and stated distances from GeoJSON files that somebody edited, in QGIS or by hand: every field may be missing, none may
//! be wrong.

mod claims;
mod rows;

use std::collections::BTreeMap;
use std::path::Path;

use crate::error::Result;
use crate::event::{
    Casualties, Count, DatePrecision, Event, EventPlace, EventType, GeoPrecision, Incident, Modalities,
    Modality, Party, PlaceBorder, Relation, SubEventType, When,
};
use crate::gazetteer::borders::Border;
use crate::gazetteer::{Gazetteer, Place, PlaceClass, PlaceKey};
use crate::geodesy::LonLat;
use crate::report::{BorderSource, Report};
use crate::text::Span;
use jiff::civil::Date;
use serde_json::Value;

use rows::Row;

/// A report of the events and the stated distances in two files, measured anew, for points may have been moved.
///
/// `events` is what [`crate::output::Layer::Events`] writes as GeoJSON, `claims` what [`crate::output::Layer::Claims`] does. A row of events needs a
/// point and an `event_type`, a row of claims a `verdict`; one of claims without a line or a number is passed over. Lengths are in km.
/// Without a `border` nothing is measured to it; places that rows name by id are looked up in the `gazetteer`.
///
/// # Errors
///
/// [`Error::Io`](crate::Error::Io) for a file that cannot be read, [`Error::BadRow`](crate::Error::BadRow) with the line of a field that
/// holds something else than is expected there, [`Error::BadFile`](crate::Error::BadFile) for one that is no collection of features.
pub fn report(
    events: Option<&Path>,
    claims: Option<&Path>,
    border: Option<&Border>,
    gazetteer: &Gazetteer,
) -> Result<Report> {
    let mut events = events.map_or_else(|| Ok(Vec::new()), |path| self::events(path, border, gazetteer))?;
    let claims = claims.map_or_else(|| Ok(Vec::new()), |path| claims::claims(path, gazetteer))?;
    let incidents = incidents(&mut events);
    let border = BorderSource {
        name: border.map(|b| b.name.clone()).unwrap_or_default(),
        source: border.map(|b| b.source.clone()).unwrap_or_default(),
        tolerance_m: border.map_or(0.0, |b| b.tolerance_m),
    };
    Ok(Report {
        documents: Vec::new(),
        events,
        incidents,
        claims,
        unplaced: Vec::new(),
        border,
        shown: Modalities::DRAWN,
    })
}

fn events(path: &Path, border: Option<&Border>, gazetteer: &Gazetteer) -> Result<Vec<Event>> {
    let file = rows::read(path)?;
    let features = file.features();
    let ids = features.iter().filter_map(|feature| feature["properties"]["place_id"].as_str()).map(str::trim);
    let known = Known { gazetteer, keys: gazetteer.by_ids(ids) };
    let event = |(i, feature)| file.row(i).event(i, feature, border, &known);
    features.iter().enumerate().map(event).collect()
}

/// The places that the rows name by id, looked up together.
struct Known<'a> {
    gazetteer: &'a Gazetteer,
    keys: BTreeMap<&'a str, PlaceKey>,
}

impl Row {
    fn position(&self, feature: &Value) -> Result<Option<LonLat>> {
        let geometry = match feature.get("geometry") {
            None | Some(Value::Null) => return Ok(None),
            Some(geometry) => geometry,
        };
        let mut at = &geometry["coordinates"];
        if geometry["type"] == "MultiPoint" && at.as_array().is_some_and(|a| a.len() == 1) {
            at = &at[0];
        } else if geometry["type"] != "Point" {
            return Err(self.bad("geometry", "a point", &geometry["type"]));
        }
        let position = self.degrees(at)?;
        if self.is_swapped(position)? {
            let expected = "longitude and latitude as the fields of the row have them (are they swapped?)";
            return Err(self.bad("coordinates", expected, at));
        }
        Ok(Some(position))
    }

    /// True if the fields of a row say that its position has longitude and latitude exchanged: 'lon' and 'lat' do, or its country is where
    /// the exchanged position lies, and another one where the position itself does. A point that was moved agrees with neither.
    fn is_swapped(&self, at: LonLat) -> Result<bool> {
        let near = |a: f64, b: f64| (a - b).abs() < 0.001;
        if near(at.lon, at.lat) {
            return Ok(false);
        }
        if let (Some(lon), Some(lat)) = (self.degree("lon")?, self.degree("lat")?) {
            return Ok(near(at.lon, lat) && near(at.lat, lon));
        }
        let Some(country) = self.words("country")? else { return Ok(false) };
        let lies_in =
            |position| crate::gazetteer::shapes::country_near(position).is_some_and(|code| code == country);
        let turned = LonLat { lon: at.lat, lat: at.lon };
        Ok(turned.lat.abs() <= 90.0 && !lies_in(at) && lies_in(turned))
    }

    fn event(
        &self,
        number: usize,
        feature: &Value,
        border: Option<&Border>,
        known: &Known<'_>,
    ) -> Result<Event> {
        let kinds: Vec<&str> = EventType::ALL.iter().map(|k| k.as_str()).collect();
        let subs: Vec<&str> = SubEventType::ALL.iter().map(|k| k.as_str()).collect();
        let event_type = self
            .one_of("event_type", &kinds, EventType::from_name)?
            .ok_or_else(|| self.bad("event_type", &format!("one of {}", kinds.join(", ")), &Value::Null))?;
        let sub_event_type =
            self.one_of("sub_event_type", &subs, SubEventType::from_name)?.unwrap_or(SubEventType::Other);
        let [happened, claimed] = [Modality::Happened, Modality::Claimed];
        let modality = self
            .one_of("modality", &["happened", "claimed"], |w| {
                [happened, claimed].into_iter().find(|m| m.as_str() == w)
            })?
            .unwrap_or(happened);
        let id = self.words("id")?.map_or_else(|| format!("feature-{}", number + 1), str::to_owned);
        let place = self.place(feature, known)?;
        let (start, end) = self.days()?;
        let border = border.zip(place.position).and_then(|(b, _)| measure(&place, b));
        Ok(Event {
            id,
            doc: self.words("doc")?.unwrap_or_default().to_owned(),
            incident: self.words("incident")?.unwrap_or_default().to_owned(),
            event_type,
            sub_event_type,
            modality,
            when: When {
                start,
                end,
                precision: if start.is_some() { DatePrecision::Day } else { DatePrecision::Unknown },
                basis: String::new(),
                span: None,
            },
            place,
            casualties: Casualties {
                killed: self.count("killed")?,
                injured: self.count("injured")?,
                ..Casualties::default()
            },
            weapon: None,
            actor1: None,
            actor2: None,
            claimed_by: self.words("claimed_by")?.map(Party::named),
            denied_by: None,
            trigger: Span::new(0, 0),
            sentence: Span::new(0, 0),
            rule: "edited".to_owned(),
            confidence: self.number("confidence")?.unwrap_or(1.0),
            evidence: Vec::new(),
            border,
        })
    }

    /// First and last day; `date_end` of our own files is exclusive where it has a time.
    fn days(&self) -> Result<(Option<Date>, Option<Date>)> {
        if let Some(day) = self.day("event_date")? {
            return Ok((Some(day), Some(day)));
        }
        let (start, mut end) = (self.day("date_start")?, self.day("date_end")?);
        if let (Some(first), Some(last)) = (start, end)
            && last < first
        {
            let found = Value::String(self.words("date_end")?.unwrap_or_default().to_owned());
            return Err(self.bad(
                "date_end",
                &format!("a day that is not before 'date_start', {first}"),
                &found,
            ));
        }
        if self.words("date_end")?.is_some_and(|w| w.len() > 10) {
            end = end.and_then(|d| d.yesterday().ok());
        }
        Ok((start, end.max(start)))
    }

    fn place(&self, feature: &Value, known: &Known<'_>) -> Result<EventPlace> {
        const PRECISIONS: [GeoPrecision; 8] = [
            GeoPrecision::Exact,
            GeoPrecision::Settlement,
            GeoPrecision::Near,
            GeoPrecision::District,
            GeoPrecision::Region,
            GeoPrecision::Area,
            GeoPrecision::Country,
            GeoPrecision::Sea,
        ];
        let names = PRECISIONS.map(GeoPrecision::as_str);
        let precision = self
            .one_of("geo_precision", &names, |w| PRECISIONS.into_iter().find(|p| p.as_str() == w))?
            .unwrap_or(GeoPrecision::Exact);
        let position = self.position(feature)?;
        let key = self.words("place_id")?.and_then(|id| known.keys.get(id));
        let known = key.map(|key| known.gazetteer.place(*key));
        let name = self.words("place_name")?.or(self.words("place_text")?);
        let mut place = known.or_else(|| Some(unknown(name?, position?)));
        if let (Some(place), Some(name)) = (&mut place, name) {
            // What was renamed by hand has no local name that would fit.
            if place.name != name {
                name.clone_into(&mut place.name);
                place.local_name = None;
            }
        }
        // A point that was set by hand is where the place is meant to be, unless it stands for its surroundings.
        if let (Some(place), Some(position)) = (&mut place, position)
            && matches!(precision, GeoPrecision::Exact | GeoPrecision::Settlement)
        {
            place.position = position;
        }
        let radius = self.number("radius_km")?.or(place.as_ref().map(|p| p.radius_km));
        Ok(EventPlace {
            text: name.unwrap_or_default().to_owned(),
            place,
            span: None,
            relation: if precision == GeoPrecision::Near { Relation::Near } else { Relation::In },
            position,
            radius_km: radius,
            precision,
            inherited: false,
        })
    }
}

fn unknown(name: &str, position: LonLat) -> Place {
    Place {
        id: String::new(),
        name: name.to_owned(),
        local_name: None,
        class: PlaceClass::Settlement,
        position,
        radius_km: 1.0,
        population: None,
        country: None,
        region: None,
        region_id: None,
        district: None,
        layer: "edited".to_owned(),
        code: None,
        geonameid: None,
    }
}

fn measure(place: &EventPlace, border: &Border) -> Option<PlaceBorder> {
    let position = place.position?;
    let nearest = border.nearest(position)?;
    let km = nearest.metres / 1000.0;
    let radius = place.radius_km.unwrap_or(0.0);
    let point = !place.precision.is_areal();
    Some(PlaceBorder {
        km: point.then_some(km),
        km_min: (km - radius).max(0.0),
        km_max: km + radius,
        nearest: point.then_some(nearest.point),
        azimuth_deg: point.then_some(nearest.azimuth_deg),
        side: border.side_of(position, &nearest),
    })
}

/// One incident for each id that events share, spoken for by the best placed; events without one are one each.
fn incidents(events: &mut [Event]) -> Vec<Incident> {
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (i, event) in events.iter_mut().enumerate() {
        if event.incident.is_empty() {
            event.incident = format!("in-{}", event.id);
        }
        groups.entry(event.incident.clone()).or_default().push(i);
    }
    let incident = |(id, members): (String, Vec<usize>)| {
        let of = |i: &usize| &events[*i];
        let best = members.iter().min_by(|a, b| {
            let rank = |e: &Event| (e.place.position.is_none(), e.place.precision);
            rank(of(a)).cmp(&rank(of(b))).then(of(b).confidence.total_cmp(&of(a).confidence))
        })?;
        let most = |pick: fn(&Event) -> Option<Count>| {
            members.iter().filter_map(|i| pick(of(i))).max_by_key(|c| c.best.or(c.low).or(c.high))
        };
        Some(Incident {
            events: members.iter().map(|i| of(i).id.clone()).collect(),
            docs: members.iter().map(|i| of(i).doc.clone()).collect(),
            representative: of(best).id.clone(),
            event_type: of(best).event_type,
            date_start: members.iter().filter_map(|i| of(i).when.start).min(),
            date_end: members.iter().filter_map(|i| of(i).when.end).max(),
            killed: most(|e| e.casualties.killed),
            injured: most(|e| e.casualties.injured),
            disagreements: Vec::new(),
            evidence: Vec::new(),
            id,
        })
    };
    groups.into_iter().filter_map(incident).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Report> {
        let path =
            std::env::temp_dir().join(format!("eventmap-{}-{}.geojson", std::process::id(), text.len()));
        std::fs::write(&path, text).unwrap();
        let out = report(Some(&path), None, None, Gazetteer::embedded());
        std::fs::remove_file(&path).unwrap();
        out
    }

    fn collection(properties: &str, geometry: &str) -> String {
        format!(
            "{{\"type\":\"FeatureCollection\",\n\"features\":[\n{{\"type\":\"Feature\",\"geometry\":{geometry},\n\
             \"properties\":{{{properties}}}}}]}}"
        )
    }

    #[test]
    fn few_fields_are_enough() {
        let text = collection(
            "\"event_type\":\"Protests\",\"place_name\":\"Goma\",\"killed_best\":\"2\",\"event_date\":\"2024/03/05\"",
            "{\"type\":\"Point\",\"coordinates\":[29.22,-1.67]}",
        );
        let report = read(&text).unwrap();
        let event = &report.events[0];
        assert_eq!(event.when.start, Some(jiff::civil::date(2024, 3, 5)));
        assert_eq!(event.casualties.killed.and_then(|c| c.best), Some(2));
        assert_eq!(report.incidents.len(), 1);
    }

    #[test]
    fn a_point_that_was_moved_is_no_swapped_one() {
        for (properties, geometry) in [
            ("\"lon\":36.6,\"lat\":50.4,\"country\":\"RU\"", "[36.9,50.2]"),
            ("\"lon\":36.6,\"lat\":50.4,\"country\":\"RU\"", "[36.6,50.4]"),
            ("\"country\":\"UA\"", "[36.2,50.0]"),
            ("\"country\":\"UA\"", "[29.2,-1.6]"),
            ("\"date_start\":\"2023-06-02T00:00:00Z\",\"date_end\":\"2023-06-02T00:00:00Z\"", "[29.2,-1.6]"),
        ] {
            let properties = format!("\"event_type\":\"Riots\",{properties}");
            let point = format!("{{\"type\":\"Point\",\"coordinates\":{geometry}}}");
            let report = read(&format!("\u{feff}{}", collection(&properties, &point)));
            assert!(report.is_ok(), "{properties} {geometry}: {:?}", report.err());
        }
    }

    #[test]
    fn wrong_fields_are_errors_with_their_line() {
        let point = "{\"type\":\"Point\",\"coordinates\":[29.22,-1.67]}";
        for (properties, geometry, want) in [
            ("\"event_type\":\"Party\"", point, ":3: expected one of Battles, "),
            ("\"event_type\":null", point, "as 'event_type', found null"),
            (
                "\"event_type\":\"Riots\",\"killed_low\":-1",
                point,
                "expected a number from 0 on as 'killed_low'",
            ),
            (
                "\"event_type\":\"Riots\",\"date_start\":\"2023-06-02\",\"date_end\":\"2023-06-01\"",
                point,
                "expected a day that is not before 'date_start', 2023-06-02 as 'date_end', found \"2023-06-01\" (feature 1)",
            ),
            (
                "\"id\":\"e1\",\"event_type\":\"Riots\",\"lon\":36.6,\"lat\":50.4",
                "{\"type\":\"Point\",\"coordinates\":[50.4,36.6]}",
                "(are they swapped?) as 'coordinates', found [50.4,36.6] (feature 1, 'e1')",
            ),
            (
                "\"event_type\":\"Riots\",\"country\":\"UA\"",
                "{\"type\":\"Point\",\"coordinates\":[50.0,36.2]}",
                "are they swapped?",
            ),
            ("\"event_type\":\"Riots\",\"event_date\":\"soon\"", point, "expected a day such as"),
            ("\"event_type\":\"Riots\"", "{\"type\":\"LineString\",\"coordinates\":[]}", "expected a point"),
            ("\"event_type\":\"Riots\"", "{\"type\":\"Point\",\"coordinates\":[200,1]}", "expected degrees"),
            (
                "\"event_type\":\"Riots\"",
                "{\"type\":\"Point\",\"coordinates\":[50,130]}",
                "are they swapped?",
            ),
            (
                "\"event_type\":\"Riots\"",
                "{\"type\":\"Point\",\"coordinates\":[4e6,6e6]}",
                "in a projection?",
            ),
            ("\"event_type\":\"Riots\"", "{\"type\":\"Point\",\"coordinates\":[NaN,1]}", "JSON has null"),
        ] {
            let error = read(&collection(properties, geometry)).unwrap_err().to_string();
            assert!(error.contains(want), "{properties} {geometry}: {error}");
        }
        assert!(read("{\"type\":\n").unwrap_err().to_string().contains(":2: expected GeoJSON"));
        assert!(read("[]").unwrap_err().to_string().contains("no list of features"));
    }
}
