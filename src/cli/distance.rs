//! `distance`: from a position or a place to the nearest point of the border.

use clap::{Args, ValueEnum};
use eventmap::event::{EventPlace, GeoPrecision, PlaceBorder, Relation};
use eventmap::gazetteer::borders::Border;
use eventmap::gazetteer::{Place, PlaceClass};
use eventmap::geodesy::{LonLat, compass};
use eventmap::output::km_in_words;
use eventmap::{Error, Result};
use serde_json::json;

use super::measure_to::BorderChoice;
use super::terminal::{Paint, visible};
use super::{Outcome, Shared, geocode, talk};

#[derive(Args)]
#[command(after_help = "Examples: eventmap distance 50.457,36.736
          eventmap distance Shebekino --format json
An area has no single distance: its least and greatest are given. Ends with 1 if nothing is called so.")]
pub struct DistanceArgs {
    /// Latitude and longitude in degrees (50.457,36.736), or a name; several words make one name
    #[arg(required = true, value_name = "LAT,LON|NAME")]
    what: Vec<String>,
    /// Measure to this border: two countries (AM-AZ), one (Poland), a region, or a GeoJSON file [default: RU-UA]
    #[arg(long, value_name = "NAME|FILE")]
    border: Option<String>,
    /// Whose view of a disputed border: 'recognised' or a country code [default: recognised]
    #[arg(long, value_name = "CODE")]
    viewpoint: Option<String>,
    /// Form of the result
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
}

pub fn run(args: &DistanceArgs, shared: &Shared) -> Result<Outcome> {
    let gazetteer = shared.gazetteer()?;
    let border = BorderChoice::new(args.border.as_deref(), args.viewpoint.as_deref(), gazetteer)?;
    let what = args.what.join(" ");
    let (place, position) = if let Some(position) = position(&what)? {
        (None, position)
    } else {
        let found = gazetteer.lookup(&what);
        let Some(best) = found.first() else {
            geocode::not_found(gazetteer, &what);
            return Ok(Outcome::Findings);
        };
        if found.len() > 1 {
            talk::say(&format!(
                "note: {} places are called so; see 'eventmap geocode {}'",
                found.len(),
                visible(&what)
            ));
        }
        let place = gazetteer.place(best.key);
        let position = place.position;
        (Some(place), position)
    };
    let Some(measured) = measure(place.as_ref(), position, border.get()) else {
        return Err(Error::Usage("the border holds no line to measure to".to_owned()));
    };
    talk::results(&match args.format {
        Format::Text => text(place.as_ref(), position, &measured, border.get()),
        Format::Json => row(place.as_ref(), position, &measured, border.get()),
    })?;
    Ok(Outcome::Done)
}

/// Two numbers with a comma between them; none if the words are a name.
pub fn position(what: &str) -> Result<Option<LonLat>> {
    let wrong = |problem: &str| Error::Usage(format!("'{}': {problem}", visible(what)));
    let numbers: Option<Vec<f64>> = what.split(',').map(|part| part.trim().parse().ok()).collect();
    let Some(numbers) = numbers else {
        let flag = what.starts_with('-');
        return if flag { Err(wrong("expected LAT,LON or a name")) } else { Ok(None) };
    };
    let &[lat, lon] = numbers.as_slice() else {
        return Err(wrong("expected two numbers, latitude and longitude"));
    };
    if !(-90.0..=90.0).contains(&lat) {
        return Err(wrong("expected latitude first, between -90 and 90"));
    }
    if !(-180.0..=180.0).contains(&lon) {
        return Err(wrong("expected a longitude between -180 and 180"));
    }
    Ok(Some(LonLat { lon, lat }))
}

/// As an event at that place would be measured.
fn measure(place: Option<&Place>, position: LonLat, border: &Border) -> Option<PlaceBorder> {
    let precision = match place.map(|place| place.class) {
        None => GeoPrecision::Exact,
        Some(PlaceClass::Settlement | PlaceClass::Facility) => GeoPrecision::Settlement,
        Some(PlaceClass::District) => GeoPrecision::District,
        Some(PlaceClass::Region) => GeoPrecision::Region,
        Some(PlaceClass::Country) => GeoPrecision::Country,
        Some(PlaceClass::Area) => GeoPrecision::Area,
        Some(PlaceClass::Sea) => GeoPrecision::Sea,
    };
    let at = EventPlace {
        place: place.cloned(),
        text: String::new(),
        span: None,
        relation: if precision.is_areal() { Relation::Region } else { Relation::In },
        position: Some(position),
        radius_km: Some(place.map_or(0.0, |place| place.radius_km)),
        precision,
        inherited: false,
    };
    eventmap::event::border::Ruler::new(border).measure(&at)
}

fn text(place: Option<&Place>, position: LonLat, measured: &PlaceBorder, border: &Border) -> String {
    let name = match place {
        Some(place) => format!("{}, {} in {}", place.name, place.class.as_str(), geocode::within(place)),
        None => "position".to_owned(),
    };
    let mut out = Paint::for_stdout().bold(&name);
    out.push_str(&[" (", &degrees(position), ")\n"].concat());
    match measured.km {
        Some(km) => out.push_str(&[&exact(km), " to the ", &border.name, "\n"].concat()),
        None => out.push_str(
            &[
                &exact(measured.km_min),
                " to ",
                &exact(measured.km_max),
                " to the ",
                &border.name,
                ", from its nearest and its farthest part\n",
            ]
            .concat(),
        ),
    }
    if let (Some(nearest), Some(azimuth)) = (measured.nearest, measured.azimuth_deg) {
        let towards = compass::word(azimuth).unwrap_or_default();
        out.push_str(
            &[
                "nearest point ",
                &degrees(nearest),
                ", bearing ",
                &format!("{azimuth:.1}"),
                "° (",
                towards,
                ")\n",
            ]
            .concat(),
        );
    }
    if let Some(side) = &measured.side {
        out.push_str(&["on the side of ", side, "\n"].concat());
    }
    out
}

fn degrees(position: LonLat) -> String {
    format!("{:.5},{:.5}", position.lat, position.lon)
}

/// To the metre below 10 km, as the line is known; shorter beyond.
fn exact(km: f64) -> String {
    if km < 100.0 { format!("{km:.3} km") } else { km_in_words(km) }
}

fn row(place: Option<&Place>, position: LonLat, measured: &PlaceBorder, border: &Border) -> String {
    let metres = |km: f64| (km * 1000.0).round() / 1000.0;
    let degrees = |degrees: f64| (degrees * 100_000.0).round() / 100_000.0;
    let row = json!({
        "name": place.map(|place| &place.name), "place_id": place.map(|place| &place.id),
        "lat": position.lat, "lon": position.lon, "border": border.name,
        "border_km": measured.km.map(metres), "border_km_min": metres(measured.km_min),
        "border_km_max": metres(measured.km_max), "border_lat": measured.nearest.map(|point| degrees(point.lat)),
        "border_lon": measured.nearest.map(|point| degrees(point.lon)),
        "border_azimuth": measured.azimuth_deg.map(|azimuth| (azimuth * 10.0).round() / 10.0),
        "side": measured.side,
    });
    format!("{row}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_and_names() {
        for (what, expected) in [
            ("50.457,36.736", Ok(Some((50.457, 36.736)))),
            (" -33.9 , 151.2 ", Ok(Some((-33.9, 151.2)))),
            ("Shebekino", Ok(None)),
            ("Kozinka, Belgorod", Ok(None)),
            ("136.7,50.4", Err(())),
            ("50.4,190", Err(())),
            ("50.4", Err(())),
            ("1,2,3", Err(())),
            ("NaN,5", Err(())),
            ("--bogus", Err(())),
        ] {
            let found = position(what).map(|found| found.map(|p| (p.lat, p.lon))).map_err(|_| ());
            assert_eq!(found, expected, "{what}");
        }
    }
}
