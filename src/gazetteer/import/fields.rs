//! A place from named fields: the columns of a table, the properties of a GeoJSON feature.

use std::path::Path;

use super::dump::degrees;
use crate::gazetteer::PlaceClass;
use crate::gazetteer::layer::{FLAGS, Row, class_of, flags_of};
use crate::gazetteer::normalise::normalise;
use crate::geodesy::LonLat;

/// Fields, each with the names under which it is found in other people's files, in lower case.
const FIELDS: [(&str, &[&str]); 16] = [
    ("id", &["place_id", "identifier", "code_id"]),
    ("geonameid", &["geonames_id", "geoname_id", "geonames"]),
    ("name", &["placename", "place_name", "toponym", "title", "name:en"]),
    ("lat", &["latitude", "y"]),
    ("lon", &["lng", "long", "longitude", "x"]),
    ("local", &["local_name", "native_name"]),
    ("class", &["type", "place", "kind"]),
    ("radius", &["radius_km"]),
    ("population", &["pop", "inhabitants"]),
    ("country", &["country_code", "countrycode", "cc", "iso2"]),
    ("region", &["admin1", "state", "province", "oblast"]),
    ("district", &["admin2", "county", "raion"]),
    ("code", &["iso_3166_2", "iso3166-2"]),
    ("flags", &[]),
    ("same_as", &[]),
    ("stems", &[]),
];

/// Fields that hold further names, parted by `|` or `;`.
const NAMES: [&str; 11] = [
    "names",
    "alternates",
    "alternate_names",
    "alternatenames",
    "aliases",
    "alias",
    "alt_name",
    "old_name",
    "official_name",
    "int_name",
    "asciiname",
];

/// Words of other people for our classes, after OpenStreetMap's key "place".
const CLASSES: [(PlaceClass, &[&str]); 6] = [
    (
        PlaceClass::Settlement,
        &["", "city", "town", "village", "hamlet", "suburb", "locality", "populated place"],
    ),
    (PlaceClass::District, &["county", "raion", "municipality"]),
    (PlaceClass::Region, &["state", "province", "oblast"]),
    (PlaceClass::Facility, &["airport", "station", "checkpoint", "building", "camp"]),
    (PlaceClass::Area, &["island", "islands", "mountain", "mountains", "polygon"]),
    (PlaceClass::Sea, &["lake", "river", "bay", "ocean", "water"]),
];

/// Named values of one place.
#[derive(Debug, Default)]
pub struct Fields {
    values: Vec<(&'static str, String)>,
    names: Vec<String>,
}

/// A row, and its region and district in words.
#[derive(Debug)]
pub struct Told {
    pub row: Row,
    pub region: String,
    pub district: String,
}

/// The field that a head stands for; none if it is not used.
pub fn field(head: &str) -> Option<&'static str> {
    let head = head.trim().trim_start_matches('\u{feff}').to_lowercase();
    let named = FIELDS.iter().find(|(name, others)| *name == head || others.contains(&head.as_str()));
    let names = NAMES.contains(&head.as_str()) || head.starts_with("name:");
    named.map(|(name, _)| *name).or_else(|| names.then_some("names"))
}

impl Fields {
    /// Notes a value under the field that its head stands for; the first of two that stand for one counts.
    pub fn put(&mut self, field: &'static str, value: &str) {
        let value = value.trim();
        if value.is_empty() {
            return;
        }
        if field == "names" {
            let names = value.split(['|', ';']).map(str::trim).filter(|name| !name.is_empty());
            self.names.extend(names.map(str::to_owned));
        } else if self.get(field).is_empty() {
            self.values.push((field, value.to_owned()));
        }
    }

    fn get(&self, field: &str) -> &str {
        self.values.iter().find(|(name, _)| *name == field).map_or("", |(_, value)| value)
    }

    fn taken(&self, field: &str) -> String {
        self.get(field).to_owned()
    }

    /// The position in the fields `lat` and `lon`.
    pub fn position(&self) -> std::result::Result<LonLat, String> {
        let lat = degrees(self.get("lat"), 90.0, "latitude")?;
        Ok(LonLat { lon: degrees(self.get("lon"), 180.0, "longitude")?, lat })
    }

    /// The place; `usual` is its class if none is stated, `radius_km` its extent.
    pub fn told(
        self,
        path: &Path,
        position: LonLat,
        usual: PlaceClass,
        radius_km: Option<f64>,
    ) -> std::result::Result<Told, String> {
        let name = self.taken("name");
        if name.is_empty() {
            return Err("expected a name, found none".to_owned());
        }
        let class = match self.get("class") {
            "" => usual,
            words => class(words).ok_or_else(|| {
                format!("expected a class (settlement, district, region, country, facility, area, sea), found '{words}'")
            })?,
        };
        let country = self.get("country").to_uppercase();
        if !country.is_empty()
            && (country.len() != 2 || !country.bytes().all(|byte| byte.is_ascii_uppercase()))
        {
            return Err(format!("expected a country code of two letters, found '{}'", self.get("country")));
        }
        let flags = flags_of(self.get("flags"))
            .ok_or_else(|| format!("expected flags of {FLAGS:?}, found '{}'", self.get("flags")))?;
        let radius_km = self.number("radius")?.or(radius_km);
        let row = Row {
            id: self.id(path, &name, position)?,
            name,
            local: self.taken("local"),
            radius_km,
            population: self.number("population")?.map(|number| number as u64),
            country,
            code: self.taken("code"),
            flags,
            same_as: self.taken("same_as"),
            stems: self.get("stems").split('|').filter(|stem| !stem.is_empty()).map(str::to_owned).collect(),
            names: self.names.clone(),
            ..Row::empty(class, position)
        };
        Ok(Told { row, region: self.taken("region"), district: self.taken("district") })
    }

    fn number(&self, field: &str) -> std::result::Result<Option<f64>, String> {
        let words = self.get(field);
        if words.is_empty() {
            return Ok(None);
        }
        let number = words.parse::<f64>().ok().filter(|number| *number >= 0.0 && number.is_finite());
        number.map(Some).ok_or_else(|| format!("expected a number as {field}, found '{words}'"))
    }

    /// A GeoNames id, the file's own id under the file's name, or one made of name and position.
    fn id(&self, path: &Path, name: &str, position: LonLat) -> std::result::Result<String, String> {
        let (geonameid, id) = (self.get("geonameid"), self.get("id"));
        if !geonameid.is_empty() {
            let number = geonameid.trim_start_matches("geonames:").parse::<u32>().ok().filter(|&n| n > 0);
            return number
                .map(|number| format!("geonames:{number}"))
                .ok_or_else(|| format!("expected a geonameid, found '{geonameid}'"));
        }
        if id.contains(':') {
            return Ok(id.to_owned());
        }
        let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let stem = file.split('.').next().unwrap_or_default();
        if id.is_empty() {
            let folded = normalise(name).replace(' ', "-");
            return Ok(format!("{stem}:{folded}-{:.4}-{:.4}", position.lat, position.lon));
        }
        Ok(format!("{stem}:{id}"))
    }
}

/// The class that words stand for.
fn class(words: &str) -> Option<PlaceClass> {
    let words = words.to_lowercase();
    let other =
        || CLASSES.iter().find(|(_, others)| others.contains(&words.as_str())).map(|(class, _)| *class);
    class_of(&words).or_else(other)
}
