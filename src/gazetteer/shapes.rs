//! The bundled outlines: first-level regions by ISO 3166-2, countries by ISO 3166-1; decoded when first asked for.

use std::sync::OnceLock;

use super::country_cells::{self, Cell};
use super::near_edges::NearEdges;
use super::outline_rows::rings;
use super::{Place, PlaceClass};
use crate::geodesy::{BorderIndex, EdgeKind, LonLat, Shape};

const REGIONS: &str = include_str!("../../gazetteer/shapes/regions.tsv");
const COUNTRIES: &str = include_str!("../../gazetteer/shapes/countries.tsv");

/// How far a country's outline may lie from the real border, metres; see the header of the file.
pub const COUNTRY_TOLERANCE_M: f64 = 6_000.0;
/// How far a region's outline may lie from the real one, metres, at most; see the header of the file.
pub const REGION_TOLERANCE_M: f64 = 800.0;

/// The outline of a first-level region, such as "RU-BEL" or "UA-63".
#[must_use]
pub fn region_shape(iso_3166_2: &str) -> Option<&'static Shape> {
    regions().get(iso_3166_2)
}

/// The coarse outline of a country, such as "UA". Crimea is part of Ukraine's.
#[must_use]
pub fn country_shape(iso2: &str) -> Option<&'static Shape> {
    countries().get(iso2)
}

/// The code of the outline of a region or country, if it is one of the bundled ones ([`bounds`]).
#[must_use]
pub fn code_of(place: &Place) -> Option<&str> {
    match place.class {
        PlaceClass::Region => place.code.as_deref().filter(|code| code.contains('-')),
        PlaceClass::Country => place.country.as_deref(),
        _ => None,
    }
}

/// The rings of a country's or region's outline, decoded for this caller: all that drawing needs, without what
/// questions of inside and distance need.
#[must_use]
pub fn outline(code: &str) -> Option<Vec<Vec<LonLat>>> {
    let store = store_of(code);
    let place = store.entries.binary_search_by_key(&code, |entry| entry.key).ok()?;
    let entry = &store.entries[place];
    Some(match entry.shape.get() {
        Some(shape) => shape.rings().to_vec(),
        None => rings(entry.rows, store.decimals).unwrap_or_default(),
    })
}

/// Degrees west, south, east and north that hold the outline of a country or region.
#[must_use]
pub fn bounds(code: &str) -> Option<[f64; 4]> {
    let store = store_of(code);
    let place = store.entries.binary_search_by_key(&code, |entry| entry.key).ok()?;
    let [west, south, east, north] = store.entries[place].bbox;
    Some([west - ROUNDING_DEG, south - ROUNDING_DEG, east + ROUNDING_DEG, north + ROUNDING_DEG])
}

/// The codes of all regions that have an outline, sorted.
pub fn region_codes() -> impl Iterator<Item = &'static str> {
    regions().entries.iter().map(|entry| entry.key)
}

/// The codes of all countries that have an outline, sorted.
pub fn country_codes() -> impl Iterator<Item = &'static str> {
    countries().entries.iter().map(|entry| entry.key)
}

/// The usual English name of a country or region that has an outline.
#[must_use]
pub fn name(code: &str) -> Option<&'static str> {
    let store = store_of(code);
    let place = store.entries.binary_search_by_key(&code, |entry| entry.key).ok()?;
    Some(store.entries[place].name)
}

/// The code of the country whose outline holds a position. None at sea, and, the outlines being coarse, in places on
/// the shore.
#[must_use]
pub fn country_at(p: LonLat) -> Option<&'static str> {
    countries().at(p)
}

/// The code of the country that holds a position, or else of the nearest one within the outlines' tolerance: for places on
/// the shore.
#[must_use]
pub fn country_near(p: LonLat) -> Option<&'static str> {
    match country_cells::known(p) {
        Cell::Whole(code) => code,
        Cell::Mixed => uncached_country_near(p),
    }
}

pub(super) fn uncached_country_near(p: LonLat) -> Option<&'static str> {
    country_at(p).or_else(|| countries().near(p, COUNTRY_TOLERANCE_M))
}

/// True when the outline of any country comes within so many metres.
#[cfg(test)]
pub(super) fn any_outline_within(p: LonLat, metres: f64) -> bool {
    countries().near(p, metres).is_some()
}

/// True when the outline of any country may come within so many metres, by a look in degrees at each edge near by.
pub(super) fn any_outline_seems_within(p: LonLat, metres: f64) -> bool {
    let p = p.normalised();
    let Some((east, north)) = room_deg(p, metres) else { return true };
    let stretch = north / east;
    // Across the antimeridian the short way.
    let short = |lon: f64| if lon.abs() > 180.0 { lon - lon.signum() * 360.0 } else { lon };
    let flat = |q: &LonLat| (short(q.lon - p.lon) * stretch, q.lat - p.lat);
    let near = |pair: &[LonLat]| {
        let (from, to) = (flat(&pair[0]), flat(&pair[1]));
        let along = (to.0 - from.0, to.1 - from.1);
        let squared = (along.0 * along.0 + along.1 * along.1).max(1e-18);
        let share = (-(from.0 * along.0 + from.1 * along.1) / squared).clamp(0.0, 1.0);
        let (x, y) = (from.0 + share * along.0, from.1 + share * along.1);
        x * x + y * y <= north * north
    };
    let store = countries();
    let mut beside = store.entries.iter().filter(|entry| entry.may_hold(p, east + ROUNDING_DEG));
    beside.any(|entry| store.edges(entry, p, (east, north)).any(near))
}

/// Degrees of longitude and latitude that so many metres around a position span at most; none near a pole, where degrees of
/// longitude tell nothing.
fn room_deg(p: LonLat, metres: f64) -> Option<(f64, f64)> {
    let stretch = p.lat.to_radians().cos();
    // No degree of latitude is shorter; the meridians draw closer over the way, by 3 in 100 at most.
    let north = 1.03 * metres / 110_500.0;
    (stretch >= 0.1).then_some((north / stretch, north))
}

/// The code of the region whose outline holds a position; the first by code where outlines overlap.
#[must_use]
pub fn region_at(p: LonLat) -> Option<&'static str> {
    regions().at(p)
}

fn store_of(code: &str) -> &'static Store {
    if code.contains('-') { regions() } else { countries() }
}

fn regions() -> &'static Store {
    static STORE: OnceLock<Store> = OnceLock::new();
    STORE.get_or_init(|| Store::read(REGIONS, REGION_TOLERANCE_M))
}

fn countries() -> &'static Store {
    static STORE: OnceLock<Store> = OnceLock::new();
    STORE.get_or_init(|| Store::read(COUNTRIES, COUNTRY_TOLERANCE_M))
}

/// One file of outlines.
struct Store {
    entries: Vec<Entry>,
    decimals: u8,
    tolerance_m: f64,
}

/// One outline: its rows stay text until someone asks for the shape.
struct Entry {
    key: &'static str,
    name: &'static str,
    bbox: [f64; 4],
    rows: &'static str,
    shape: OnceLock<Shape>,
    near: OnceLock<NearEdges>,
}

impl Store {
    /// Finds where each outline stands in the text. Rows out of form are left out; a test holds that there are none.
    fn read(text: &'static str, tolerance_m: f64) -> Self {
        let mut store = Self { entries: Vec::new(), decimals: 5, tolerance_m };
        let mut rest = text;
        while let Some((line, after)) = rest.split_once('\n') {
            rest = after;
            if let Some(decimals) = line.strip_prefix("# decimals:") {
                store.decimals = decimals.trim().parse().unwrap_or(store.decimals);
            }
            let mut columns = line.split('\t');
            let (Some(key), Some(name), Some(bounds)) = (columns.next(), columns.next(), columns.next())
            else {
                continue;
            };
            let bounds: Vec<f64> = bounds.split(',').filter_map(|number| number.parse().ok()).collect();
            let Ok(bbox) = <[f64; 4]>::try_from(bounds) else { continue };
            let length =
                rest.split_inclusive('\n').take_while(|row| row.starts_with('\t')).map(str::len).sum();
            let (rows, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
            rest = after;
            store.entries.push(Entry {
                key,
                name,
                bbox,
                rows,
                shape: OnceLock::new(),
                near: OnceLock::new(),
            });
        }
        store.entries.sort_by_key(|entry| entry.key);
        store
    }

    fn get(&self, key: &str) -> Option<&Shape> {
        let place = self.entries.binary_search_by_key(&key, |entry| entry.key).ok()?;
        Some(self.shape(&self.entries[place]))
    }

    fn shape<'a>(&self, entry: &'a Entry) -> &'a Shape {
        entry.shape.get_or_init(|| {
            Shape::new(rings(entry.rows, self.decimals).unwrap_or_default()).with_tolerance(self.tolerance_m)
        })
    }

    /// The edges of an outline that come within so many degrees of longitude and latitude of a position.
    fn edges<'a>(
        &self,
        entry: &'a Entry,
        p: LonLat,
        room: (f64, f64),
    ) -> impl Iterator<Item = &'a [LonLat]> + use<'a> {
        let rings = self.shape(entry).rings();
        entry.near.get_or_init(|| NearEdges::of(rings)).within(rings, p, room)
    }

    /// Metres to the outline, if they are not more than about `within_m`.
    fn metres_to(&self, entry: &Entry, p: LonLat, within_m: f64) -> Option<f64> {
        let Some(room) = room_deg(p, within_m) else {
            return Some(self.shape(entry).index().nearest_within(p, within_m)?.metres);
        };
        let edges: Vec<Vec<LonLat>> = self.edges(entry, p, room).map(<[LonLat]>::to_vec).collect();
        if edges.is_empty() {
            return None;
        }
        Some(BorderIndex::build(&edges, EdgeKind::LonLat).nearest_within(p, within_m)?.metres)
    }

    fn at(&self, p: LonLat) -> Option<&'static str> {
        let p = p.normalised();
        self.entries
            .iter()
            .find(|entry| entry.may_hold(p, ROUNDING_DEG) && self.shape(entry).contains(p))
            .map(|entry| entry.key)
    }

    fn near(&self, p: LonLat, within_m: f64) -> Option<&'static str> {
        let p = p.normalised();
        // A degree of longitude shrinks to the pole; a whole turn is the most that it can take.
        let room = (within_m / 110_000.0 / p.lat.to_radians().cos().max(1e-3)).min(360.0);
        self.entries
            .iter()
            .filter(|entry| entry.may_hold(p, room))
            .filter_map(|entry| Some((self.metres_to(entry, p, within_m)?, entry.key)))
            .filter(|near| near.0 <= within_m)
            .min_by(|a, b| a.0.total_cmp(&b.0))
            .map(|near| near.1)
    }
}

/// The corners of the boxes in the files are rounded, degrees.
const ROUNDING_DEG: f64 = 1e-3;

impl Entry {
    /// False when the position lies outside the box of the outline by more than `room` degrees.
    fn may_hold(&self, p: LonLat, room: f64) -> bool {
        let [west, south, east, north] = self.bbox;
        p.lon >= west - room && p.lon <= east + room && p.lat >= south - room && p.lat <= north + room
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every row of both files decodes, every ring is closed, and every outline has one.
    #[test]
    fn files_are_as_documented() {
        for (store, text, count) in [(regions(), REGIONS, 40), (countries(), COUNTRIES, 235)] {
            assert!(store.entries.len() >= count, "{}", store.entries.len());
            let bytes: usize = store.entries.iter().map(|entry| entry.rows.len()).sum();
            let heads = text.lines().filter(|line| !line.starts_with('\t'));
            let head_bytes: usize = heads.map(|line| line.len() + 1).sum();
            assert_eq!(bytes + head_bytes, text.len(), "rows that belong to no outline");
            for entry in &store.entries {
                let rings = rings(entry.rows, store.decimals).unwrap();
                assert!(!rings.is_empty(), "{}", entry.key);
                for ring in &rings {
                    assert!(ring.len() >= 4 && ring.first() == ring.last(), "{}", entry.key);
                    assert!(ring.iter().all(|&p| entry.may_hold(p, ROUNDING_DEG)), "{}", entry.key);
                }
            }
            assert!(store.entries.windows(2).all(|pair| pair[0].key < pair[1].key));
        }
        assert!(COUNTRIES.len() < 1_048_576);
    }

    /// Places from general knowledge, positions rounded to a hundredth of a degree.
    #[test]
    fn countries_of_known_places() {
        for (place, lon, lat, country) in [
            ("Simferopol", 34.10, 44.95, Some("UA")),
            ("Sevastopol", 33.53, 44.60, Some("UA")),
            ("Kyiv", 30.52, 50.45, Some("UA")),
            ("Moscow", 37.62, 55.75, Some("RU")),
            ("Kaliningrad", 20.51, 54.71, Some("RU")),
            ("Bilibino", 166.44, 68.05, Some("RU")),
            ("Uelen", -169.85, 66.15, Some("RU")),
            ("Maseru", 27.50, -29.32, Some("LS")),
            ("San Marino", 12.45, 43.94, Some("SM")),
            ("Andorra la Vella", 1.52, 42.51, Some("AD")),
            ("Pristina", 21.17, 42.66, Some("XK")),
            ("Nicosia", 33.37, 35.17, Some("CY")),
            ("South Pole", 0.0, -90.0, Some("AQ")),
            ("Oslo", 10.75, 59.91, Some("NO")),
            ("Paris", 2.35, 48.86, Some("FR")),
            ("Cayenne", -52.33, 4.93, Some("FR")),
            ("Gulf of Guinea", 0.0, 0.0, None),
            ("North Pole", 0.0, 90.0, None),
        ] {
            assert_eq!(country_at(LonLat::new(lon, lat)), country, "{place}");
        }
        assert_eq!(country_at(LonLat::new(f64::NAN, 0.0)), None);
        assert_eq!(country_near(LonLat::new(f64::NAN, 0.0)), None);
        for (place, lon, lat, country) in [
            ("Anadyr, on its bay", 177.50, 64.73, Some("RU")),
            ("Valletta", 14.51, 35.90, Some("MT")),
            ("Lviv", 24.03, 49.84, Some("UA")),
            ("Gulf of Guinea", 0.0, 0.0, None),
        ] {
            assert_eq!(country_near(LonLat::new(lon, lat)), country, "{place}");
        }
        assert!(country_shape("RU").is_some_and(|shape| !shape.contains(LonLat::new(34.1, 44.95))));
        assert!(
            country_shape("ru").is_none() && country_shape("").is_none() && country_shape("ZZ").is_none()
        );
    }

    #[test]
    fn regions_of_known_places() {
        for (place, lon, lat, region) in [
            ("Belgorod", 36.58, 50.60, Some("RU-BEL")),
            ("Kursk", 36.19, 51.73, Some("RU-KRS")),
            ("Maykop", 40.10, 44.61, Some("RU-AD")),
            ("Krasnodar", 38.98, 45.04, Some("RU-KDA")),
            ("Kolomna", 38.77, 55.09, Some("RU-MOS")),
            ("Volokolamsk", 35.96, 56.03, Some("RU-MOS")),
            ("Moscow", 37.62, 55.75, Some("RU-MOW")),
            ("Kharkiv", 36.25, 49.98, Some("UA-63")),
            ("Kyiv", 30.52, 50.45, Some("UA-32")),
            ("Odesa", 30.73, 46.48, Some("UA-51")),
            ("Kerch", 36.47, 45.36, Some("UA-43")),
            ("Warsaw", 21.01, 52.23, None),
        ] {
            assert_eq!(region_at(LonLat::new(lon, lat)), region, "{place}");
        }
        assert!(region_shape("UA-30").is_none());
        assert!(region_shape("UA-63").is_some_and(|shape| shape.rings().len() == 1));
    }
}
