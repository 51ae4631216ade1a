//! `distance`: from a position, a place or a table of positions to the nearest point of a border, an area or a place.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use eventmap::gazetteer::{Place, offset};
use eventmap::geodesy::{EdgeKind, LonLat, Sector};
use eventmap::{Error, Result};

use super::dest::{OutFile, Sources};
use super::measure_to::{self, BorderChoice, Goal};
use super::terminal::visible;
use super::{Outcome, Shared, geocode, talk};
use meter::Meter;

mod cells;
mod features;
mod meter;
mod points;
mod show;

#[derive(Args)]
#[command(after_help = "Examples:
  eventmap distance 50.457,36.736
  eventmap distance Goris --to AM-AZ
  eventmap distance Belgorod --to \"Kharkiv region\" --format json
  eventmap distance \"20 km southwest of Kharkiv\"
  eventmap distance --points sites.csv --to PL -o measured.csv

A table needs a header; its rows come out in their order with distance_m, nearest_lon, nearest_lat, azimuth_deg and side \
behind them. A row that cannot be read is named, its new cells stay empty, and the run ends with 2.

An area has no single distance: its least and greatest are given. Ends with 1 if nothing is called so.")]
pub struct DistanceArgs {
    /// Latitude and longitude in degrees (50.457,36.736), a name, or '20 km southwest of NAME'
    #[arg(required_unless_present = "points", conflicts_with = "points", value_name = "LAT,LON|NAME")]
    what: Vec<String>,
    /// Measure to this: two countries (AM-AZ), one (Poland), a region, a place, or a GeoJSON file [default: RU-UA]
    #[arg(long, visible_alias = "border", value_name = "NAME|FILE")]
    to: Option<String>,
    /// Whose view of a disputed border: 'recognised' or a country code [default: recognised]
    #[arg(long, value_name = "CODE")]
    viewpoint: Option<String>,
    /// What joins two vertices of a file: a straight line in longitude and latitude (RFC 7946), or the shortest path
    #[arg(long, value_enum, default_value = "lonlat")]
    edges: Edges,
    /// Karney's algorithm at every distance; else only beyond 300 km, with errors below 0.05 mm nearer
    #[arg(long)]
    exact: bool,
    /// Measure every row of this table (.csv, .tsv, .geojson; '-' for standard input)
    #[arg(long, value_name = "FILE")]
    points: Option<PathBuf>,
    /// Column of longitudes [default: lon, or what is usual]
    #[arg(long, value_name = "COLUMN", requires = "points")]
    lon: Option<String>,
    /// Column of latitudes [default: lat, or what is usual]
    #[arg(long, value_name = "COLUMN", requires = "points")]
    lat: Option<String>,
    #[command(flatten)]
    out: OutFile,
    /// Form of the result for one position or place [default: by the ending of --out, else text]
    #[arg(long, value_enum, conflicts_with = "points", help_heading = "What is written")]
    format: Option<Format>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

#[derive(Clone, Copy, ValueEnum)]
enum Edges {
    Lonlat,
    Geodesic,
}

/// What lies at the near end.
pub enum From {
    Position(LonLat),
    Place(Box<Place>),
    /// "20 km southwest of Kharkiv": where that may be.
    Offset {
        of: Box<Place>,
        sector: Sector,
    },
}

pub fn run(args: &DistanceArgs, shared: &Shared) -> Result<Outcome> {
    let read = [args.points.as_deref(), args.to.as_deref().map(Path::new)];
    let sources = Sources::new(shared.files().chain(read.into_iter().flatten()), &[]);
    let format = match &args.points {
        Some(_) => args.out.form(Some(Format::Text), &sources)?,
        None => args.out.form(args.format, &sources)?,
    };
    if args.points.is_some() {
        args.out.file().map_or(Ok(()), points::check_form)?;
    }
    let gazetteer = shared.gazetteer()?;
    let edges = match args.edges {
        Edges::Lonlat => EdgeKind::LonLat,
        Edges::Geodesic => EdgeKind::Geodesic,
    };
    let goal = match args.to.as_deref() {
        Some(words) => measure_to::goal(words, args.viewpoint.as_deref(), edges, gazetteer)?,
        None => Goal::Border(BorderChoice::new(None, args.viewpoint.as_deref(), gazetteer)?),
    };
    let target = if let Goal::Place(key) = goal { Some(gazetteer.place(key)) } else { None };
    let meter = match (&goal, &target) {
        (Goal::Border(border), _) => Meter::to_border(border.get(), args.exact),
        (Goal::Place(_), Some(place)) => Meter::to_place(place, args.exact),
        (Goal::Place(_), None) => return Ok(Outcome::Findings),
    };
    if let Some(points) = &args.points {
        let [lon, lat] = [args.lon.as_deref(), args.lat.as_deref()];
        let plan = points::Plan { points, out: args.out.file(), lon, lat, quiet: shared.quiet };
        return points::run(&plan, &meter);
    }
    let what = args.what.join(" ");
    let Some(from) = near_end(&what, gazetteer)? else {
        geocode::not_found(gazetteer, &what);
        return Ok(Outcome::Findings);
    };
    let border = if let Goal::Border(border) = &goal { Some(border.get()) } else { None };
    let shown = show::Shown { from: &from, border, target: target.as_ref(), meter: &meter };
    args.out.write(&match format {
        Format::Text => shown.text()?,
        Format::Json => shown.json()?,
    })?;
    Ok(Outcome::Done)
}

/// The position, the offset or the likeliest place that the words mean; none if nothing is called so.
fn near_end(what: &str, gazetteer: &eventmap::gazetteer::Gazetteer) -> Result<Option<From>> {
    if let Some(position) = position(what)? {
        return Ok(Some(From::Position(position)));
    }
    if let Some((words, offset)) = offset::parse(what) {
        let found = gazetteer.lookup(&words);
        return Ok(found.first().map(|best| {
            let of = gazetteer.place(best.key);
            let sector = offset.around(of.position, of.radius_km);
            From::Offset { of: Box::new(of), sector }
        }));
    }
    let found = gazetteer.lookup(what);
    if found.len() > 1 {
        talk::say(&format!(
            "note: {} places are called so; see 'eventmap geocode {}'",
            found.len(),
            visible(what)
        ));
    }
    Ok(found.first().map(|best| From::Place(Box::new(gazetteer.place(best.key)))))
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
