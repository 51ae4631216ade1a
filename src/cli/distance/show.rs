//! One measured distance for people and for programs, with what makes it unsure: extents, the line's accuracy, its view.

use eventmap::event::border::Ruler;
use eventmap::event::{EventPlace, GeoPrecision, PlaceBorder, Relation};
use eventmap::gazetteer::borders::{Border, RECOGNISED};
use eventmap::gazetteer::{Place, PlaceClass};
use eventmap::geodesy::{EdgeKind, LonLat, azimuth_deg, compass, digits};
use eventmap::output::{km_in_words, uncertain_km_in_words};
use eventmap::{Error, Result};
use serde_json::{Value, json};

use super::super::geocode;
use super::super::terminal::Paint;
use super::From;
use super::meter::Meter;

/// What is shown: the near end, and the far end as a line or a place.
pub struct Shown<'a> {
    pub from: &'a From,
    pub border: Option<&'a Border>,
    pub target: Option<&'a Place>,
    pub meter: &'a Meter<'a>,
}

/// Beyond this the line no longer tells the country, metres.
const LINE_TELLS_M: f64 = 100_000.0;

/// A distance with its interval.
struct Measured {
    border: PlaceBorder,
    /// How far the near end reaches from its point, and the far end from its own, in km.
    extents_km: [f64; 2],
    inside: Option<bool>,
}

impl Shown<'_> {
    pub fn text(&self) -> Result<String> {
        let measured = self.measure()?;
        let found = &measured.border;
        let position = self.position();
        let mut lines = vec![format!("{} ({})", Paint::for_stdout().bold(&self.name()), degrees(position))];
        let to = self.goal_name();
        let tolerance_m = self.border.map_or(0.0, |border| border.tolerance_m);
        let uncertain = found.uncertain_km().max(tolerance_m / 1000.0);
        match found.km {
            Some(km) => lines.push(format!("{} to {to}{}", exact(km, uncertain), interval(&measured))),
            None => lines.push(format!(
                "{} to {} to {to}, from its nearest and its farthest part",
                exact(found.km_min, uncertain),
                exact(found.km_max, uncertain)
            )),
        }
        if let (Some(nearest), Some(azimuth)) = (found.nearest, found.azimuth_deg) {
            let back = azimuth_deg(nearest, position);
            let point = if self.border.is_some() { "nearest point" } else { "its point" };
            lines.push(format!(
                "{point} {}, bearing {:.1}° ({}), back {:.1}°",
                degrees(nearest),
                compass::rounded_deg(azimuth, 1),
                compass::word(azimuth).unwrap_or_default(),
                compass::rounded_deg(back, 1)
            ));
        }
        match (&found.side, measured.inside) {
            (_, Some(true)) => lines.push("inside".to_owned()),
            (_, Some(false)) => lines.push("outside".to_owned()),
            (Some(side), None) if ["left", "right"].contains(&side.as_str()) => {
                lines.push(format!("to the {side} of the line as it is drawn"));
            }
            (Some(side), None) => lines.push(format!("on the side of {side}")),
            (None, None) => {}
        }
        lines.extend(measured.straddles().then(|| {
            format!(
                "the line lies within the extent of the place, {} around its point: parts of it may lie across",
                km_in_words(measured.extents_km[0])
            )
        }));
        lines.extend(self.border.map(about_line));
        Ok(lines.into_iter().map(|line| line + "\n").collect())
    }

    pub fn json(&self) -> Result<String> {
        let measured = self.measure()?;
        let found = &measured.border;
        let position = self.position();
        let metres = |km: f64| digits::rounded(km, digits::for_machines(found.uncertain_km()));
        let round = |degrees: f64| (degrees * 100_000.0).round() / 100_000.0;
        let tenth = |degrees: f64| (degrees * 10.0).round() / 10.0;
        let place = if let From::Place(place) = self.from { Some(place) } else { None };
        let mut row = json!({
            "name": place.map(|place| &place.name), "place_id": place.map(|place| &place.id),
            "lat": round(position.lat), "lon": round(position.lon), "border": self.goal_name_bare(),
            "border_km": found.km.map(metres), "border_km_min": metres(found.km_min),
            "border_km_max": metres(found.km_max), "border_lat": found.nearest.map(|point| round(point.lat)),
            "border_lon": found.nearest.map(|point| round(point.lon)),
            "border_azimuth": found.azimuth_deg.map(tenth),
            "side": found.side, "inside": measured.inside, "extent_km": metres(measured.extents_km[0]),
            "line_within_extent": measured.straddles(),
        });
        if let (Value::Object(row), Some(border)) = (&mut row, self.border) {
            row.insert("line_source".to_owned(), json!(source(border)));
            row.insert("line_view".to_owned(), json!(border.view));
            row.insert("line_note".to_owned(), json!(border.note));
            row.insert("line_off_mean_m".to_owned(), json!(border.mean_m));
            row.insert("line_off_max_m".to_owned(), json!(border.tolerance_m));
            row.insert("edges".to_owned(), json!(edges(border.edges)));
        }
        Ok(format!("{row}\n"))
    }

    fn position(&self) -> LonLat {
        match self.from {
            From::Position(position) => *position,
            From::Place(place) => place.position,
            From::Offset { sector, .. } => sector.point,
        }
    }

    fn name(&self) -> String {
        match self.from {
            From::Position(_) => "position".to_owned(),
            From::Place(place) => {
                format!("{}, {} in {}", place.name, place.class.as_str(), geocode::within(place))
            }
            From::Offset { of, sector } => format!(
                "{} to {} {} of {} in {}",
                km_in_words(sector.km_low),
                km_in_words(sector.km_high),
                compass::word(sector.azimuth_deg).unwrap_or_default(),
                of.name,
                geocode::within(of)
            ),
        }
    }

    fn goal_name(&self) -> String {
        if let Some(border) = self.border.filter(|border| border.name == border.id) {
            // A file that does not say what it holds.
            return format!("the line of {}", border.source);
        }
        match self.target {
            Some(place) => format!("{} in {}", place.name, geocode::within(place)),
            None => format!("the {}", self.goal_name_bare()),
        }
    }

    fn goal_name_bare(&self) -> &str {
        match (self.border, self.target) {
            (Some(border), _) => &border.name,
            (None, place) => place.map_or("", |place| &place.name),
        }
    }

    fn measure(&self) -> Result<Measured> {
        let no_line = || Error::Usage("the border holds no line to measure to".to_owned());
        let reach = match self.from {
            From::Position(_) => 0.0,
            From::Place(place) => place.radius_km,
            From::Offset { sector, .. } => sector.reach_m() / 1000.0,
        };
        if let (From::Place(place), Some(border)) = (self.from, self.border)
            && place.class.is_areal()
        {
            let border = Ruler::new(border).measure(&areal(place)).ok_or_else(no_line)?;
            return Ok(Measured { border, extents_km: [reach, 0.0], inside: None });
        }
        let p = self.position();
        let nearest = self.meter.measure(p).ok_or_else(no_line)?;
        let km = nearest.metres / 1000.0;
        let far = self.target.map_or(0.0, |place| place.radius_km);
        let side = match self.from {
            // Far from the line only coarse outlines tell the side of a point; a place says its country itself.
            From::Place(place) if nearest.metres > LINE_TELLS_M => place.country.clone().unwrap_or_default(),
            _ => self.meter.side(p, &nearest).to_owned(),
        };
        let inside = self.border.and_then(|border| border.contains(p));
        let border = PlaceBorder {
            km: Some(km),
            km_min: (km - reach - far).max(0.0),
            km_max: km + reach + far,
            nearest: Some(nearest.point),
            azimuth_deg: Some(nearest.azimuth_deg),
            side: Some(side).filter(|side| !side.is_empty() && inside.is_none()),
        };
        Ok(Measured { border, extents_km: [reach, far], inside })
    }
}

impl Measured {
    /// True when the line runs so near that parts of the place may lie across it.
    fn straddles(&self) -> bool {
        self.extents_km[0] > 0.0 && self.border.km.is_some_and(|km| km <= self.extents_km[0])
    }
}

fn areal(place: &Place) -> EventPlace {
    EventPlace {
        place: Some(place.clone()),
        text: String::new(),
        span: None,
        relation: Relation::Region,
        position: Some(place.position),
        radius_km: Some(place.radius_km),
        precision: match place.class {
            PlaceClass::District => GeoPrecision::District,
            PlaceClass::Country => GeoPrecision::Country,
            PlaceClass::Area => GeoPrecision::Area,
            PlaceClass::Sea => GeoPrecision::Sea,
            _ => GeoPrecision::Region,
        },
        inherited: false,
    }
}

/// " (2.9 to 11.3 km from its parts)".
fn interval(measured: &Measured) -> String {
    let [near, far] = measured.extents_km;
    let found = &measured.border;
    let words = |km| uncertain_km_in_words(km, found.uncertain_km());
    match (near > 0.0, far > 0.0) {
        (false, false) => String::new(),
        (_, true) => {
            format!(", {} to {} from edge to edge", words(found.km_min), words(found.km_max))
        }
        (true, false) => {
            format!(", {} to {} from its parts", words(found.km_min), words(found.km_max))
        }
    }
}

/// "line: OpenStreetMap ... 2026c; within 5 m of it; as recognised internationally".
fn about_line(border: &Border) -> String {
    let mut parts = vec![source(border)];
    match border.mean_m {
        Some(mean) => {
            parts.push(format!(
                "{mean:.0} m from the full line on average, {:.0} m at most",
                border.tolerance_m
            ));
        }
        None if border.tolerance_m > 0.0 => {
            parts.push(format!("within {:.0} m of the full line", border.tolerance_m));
        }
        None => parts.push(format!("edges {}", edges(border.edges))),
    }
    parts.extend(border.view.as_ref().map(|view| match view.as_str() {
        RECOGNISED => "as recognised internationally".to_owned(),
        code => format!("as {code} sees it"),
    }));
    parts.extend(border.note.clone());
    format!("line: {}", parts.join("; "))
}

/// Source and version in few words.
fn source(border: &Border) -> String {
    let first = border.source.split(" through ").next().unwrap_or_default();
    [first, &border.version].join(" ").trim().to_owned()
}

fn edges(kind: EdgeKind) -> &'static str {
    match kind {
        EdgeKind::LonLat => "straight in longitude and latitude",
        EdgeKind::Geodesic => "geodesic",
    }
}

fn degrees(position: LonLat) -> String {
    format!("{:.5},{:.5}", position.lat, position.lon)
}

/// Below 100 km as exact as line and place are known, to the metre at most; shorter beyond.
fn exact(km: f64, uncertain_km: f64) -> String {
    let decimals = usize::from(digits::for_people(uncertain_km));
    if km < 100.0 && decimals > 0 {
        format!("{km:.decimals$} km")
    } else {
        uncertain_km_in_words(km, uncertain_km)
    }
}
