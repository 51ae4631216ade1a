//! Reading one layer: tab-separated rows with named columns, `#` comments, plain or gzip-packed.
//!
//! Columns (any order, missing ones are empty): `id name local class lat lon radius population country region district code
//! flags same_as names stems`. `region` and `district` hold ids of other rows; `names` and `stems` are parted by `|`; a stem
//! names the area only beside a type word ("Shebekinsky" district); `same_as` says that the row is a further source for another
//! row's place; `flags` are words of [`FLAGS`] parted by commas.

use std::io::Read;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::gazetteer::PlaceClass;
use crate::geodesy::LonLat;

/// The words that may stand in the column `flags`; their place in this list is their bit.
pub const FLAGS: [&str; 8] = ["capital", "seat", "seat2", "seat3", "part", "approx", "former", "metonym"];

/// One row as it stands in the file.
#[derive(Debug, Clone)]
pub struct Row {
    /// Id with its source.
    pub id: String,
    /// Usual English or Latin name.
    pub name: String,
    /// Name in the local script, or empty.
    pub local: String,
    /// What sort of place it is.
    pub class: PlaceClass,
    /// Its point.
    pub position: LonLat,
    /// Extent in km, where the layer gives one.
    pub radius_km: Option<f64>,
    /// Inhabitants.
    pub population: Option<u64>,
    /// ISO 3166-1 alpha-2, or empty.
    pub country: String,
    /// Id of its region, or empty.
    pub region: String,
    /// Id of its district, or empty.
    pub district: String,
    /// ISO 3166-2, or empty.
    pub code: String,
    /// Bits after [`FLAGS`].
    pub flags: u8,
    /// Id of the place that this row describes too, or empty.
    pub same_as: String,
    /// Further names.
    pub names: Vec<String>,
    /// Names that need a type word beside them.
    pub stems: Vec<String>,
}

impl Row {
    /// A row of which nothing else is known.
    #[must_use]
    pub fn empty(class: PlaceClass, position: LonLat) -> Self {
        Self {
            id: String::new(),
            name: String::new(),
            local: String::new(),
            class,
            position,
            radius_km: None,
            population: None,
            country: String::new(),
            region: String::new(),
            district: String::new(),
            code: String::new(),
            flags: 0,
            same_as: String::new(),
            names: Vec::new(),
            stems: Vec::new(),
        }
    }
}

/// One layer: a file and its rows.
#[derive(Debug, Clone)]
pub struct Layer {
    /// File name without endings: `towns`.
    pub name: String,
    /// Its rows, in the order of the file.
    pub rows: Vec<Row>,
}

/// The text of a layer file, unpacked if it ends in `.gz`.
pub fn read_text(path: &Path) -> Result<String> {
    let io = |source| Error::Io { action: "read", path: path.to_path_buf(), source };
    let bytes = std::fs::read(path).map_err(io)?;
    let mut text = String::new();
    if path.extension().is_some_and(|e| e == "gz") {
        flate2::read::GzDecoder::new(bytes.as_slice()).read_to_string(&mut text).map_err(io)?;
    } else {
        bytes.as_slice().read_to_string(&mut text).map_err(io)?;
    }
    Ok(text)
}

/// Rows of a tab-separated file without comments and blank lines, each with its line number.
pub fn table(text: &str) -> impl Iterator<Item = (usize, Vec<&str>)> {
    let lines = text.lines().enumerate().map(|(n, line)| (n + 1, line.trim_end_matches('\r')));
    lines
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
        .map(|(n, line)| (n, line.split('\t').collect()))
}

/// The class that a word stands for.
#[must_use]
pub fn class_of(word: &str) -> Option<PlaceClass> {
    use PlaceClass::{Area, Country, District, Facility, Region, Sea, Settlement};
    [Settlement, District, Region, Country, Facility, Area, Sea]
        .into_iter()
        .find(|class| class.as_str() == word)
}

fn parts(cell: &str) -> Vec<String> {
    cell.split('|').filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// The bits of a column `flags`; `None` if a word is no flag.
#[must_use]
pub fn flags_of(cell: &str) -> Option<u8> {
    let words = cell.split(',').filter(|word| !word.is_empty());
    words
        .map(|word| FLAGS.iter().position(|flag| *flag == word))
        .try_fold(0, |bits, at| at.map(|at| bits | 1 << at))
}

/// Reads one layer file.
pub fn read(path: &Path) -> Result<Layer> {
    let text = read_text(path)?;
    let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut rows = table(&text);
    let bad = |line, problem: String| Error::BadRow { path: PathBuf::from(path), line, problem };
    let Some((_, head)) = rows.next() else {
        return Err(bad(1, "expected a head with column names, found nothing".to_owned()));
    };
    let column = |name: &str| head.iter().position(|cell| *cell == name);
    let (id, name, class, lat, lon) =
        (column("id"), column("name"), column("class"), column("lat"), column("lon"));
    if id.is_none() || name.is_none() || class.is_none() || lat.is_none() || lon.is_none() {
        return Err(bad(1, format!("expected the columns id, name, class, lat, lon, found {head:?}")));
    }
    let rest = [
        "local",
        "radius",
        "population",
        "country",
        "region",
        "district",
        "code",
        "flags",
        "same_as",
        "names",
        "stems",
    ]
    .map(column);
    let mut read = Vec::new();
    for (line, cells) in rows {
        let cell = |at: Option<usize>| at.and_then(|at| cells.get(at)).copied().unwrap_or("");
        let number = |at: Option<usize>, what: &str| {
            let word = cell(at);
            word.parse::<f64>().map_err(|_| bad(line, format!("expected a number as {what}, found '{word}'")))
        };
        let optional = |at: Option<usize>, what: &str| {
            if cell(at).is_empty() { Ok(None) } else { number(at, what).map(Some) }
        };
        let [local, radius, population, country, region, district, code, flags, same_as, names, stems] = rest;
        read.push(Row {
            id: cell(id).to_owned(),
            name: cell(name).to_owned(),
            local: cell(local).to_owned(),
            class: class_of(cell(class))
                .ok_or_else(|| bad(line, format!("expected a class, found '{}'", cell(class))))?,
            position: LonLat { lon: number(lon, "lon")?, lat: number(lat, "lat")? },
            radius_km: optional(radius, "radius")?,
            population: optional(population, "population")?.map(|number| number as u64),
            country: cell(country).to_owned(),
            region: cell(region).to_owned(),
            district: cell(district).to_owned(),
            code: cell(code).to_owned(),
            flags: flags_of(cell(flags))
                .ok_or_else(|| bad(line, format!("expected flags of {FLAGS:?}, found '{}'", cell(flags))))?,
            same_as: cell(same_as).to_owned(),
            names: parts(cell(names)),
            stems: parts(cell(stems)),
        });
    }
    let name = file.split('.').next().unwrap_or_default().to_owned();
    Ok(Layer { name, rows: read })
}
