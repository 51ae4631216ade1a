//! One place: what a gazetteer knows of it.

use serde::Serialize;

use crate::geodesy::LonLat;

/// What sort of place it is; the word stands in the output field `class`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum PlaceClass {
    /// City, town, village, hamlet.
    Settlement,
    /// Second-level division: raion, county, city district.
    District,
    /// First-level division: oblast, state, province.
    Region,
    /// Sovereign state or territory with an ISO 3166-1 code.
    Country,
    /// Building, street, airport, plant, checkpoint.
    Facility,
    /// Any other area: macro-region, continent, mountain range, island.
    Area,
    /// Sea, lake, river.
    Sea,
}

impl Place {
    /// A place that no layer has, as far as it is known: the area that holds it, under the name as written and an id of
    /// its own behind the area's.
    #[must_use]
    pub fn unlisted(&self, name: &str) -> Self {
        let mut own = self.clone();
        match own.class {
            PlaceClass::Region => {
                own.region = Some(own.name.clone());
                own.region_id = Some(own.id.clone());
            }
            PlaceClass::District => own.district = Some(own.name.clone()),
            _ => {}
        }
        own.id = format!("{}/{}", own.id, name.to_lowercase().replace(char::is_whitespace, "-"));
        name.clone_into(&mut own.name);
        "text".clone_into(&mut own.layer);
        (own.local_name, own.population, own.geonameid) = (None, None, None);
        own
    }
}

impl PlaceClass {
    /// All classes, in the order of their codes in a packed gazetteer, which must not change.
    pub const ALL: [Self; 7] = [
        Self::Settlement,
        Self::District,
        Self::Region,
        Self::Country,
        Self::Facility,
        Self::Area,
        Self::Sea,
    ];

    /// The word used in every output.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Settlement => "settlement",
            Self::District => "district",
            Self::Region => "region",
            Self::Country => "country",
            Self::Facility => "facility",
            Self::Area => "area",
            Self::Sea => "sea",
        }
    }

    /// True where a point would be a false precision: everything but settlements and facilities.
    #[must_use]
    pub fn is_areal(self) -> bool {
        !matches!(self, Self::Settlement | Self::Facility)
    }
}

/// One place, owned, as it goes into a report.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Place {
    /// Stable id with its source: `geonames:578072`, `inid:14701000`, `eventmap:kremlin`.
    pub id: String,
    /// Usual English or Latin name.
    pub name: String,
    /// Name in the local script, where known.
    pub local_name: Option<String>,
    /// What sort of place it is.
    pub class: PlaceClass,
    /// Its point: the centre of a settlement, the source's own point of an area.
    pub position: LonLat,
    /// Radius in km within which the place's parts lie; the extent of an area, not an error of the point.
    pub radius_km: f64,
    /// Inhabitants, where known.
    pub population: Option<u64>,
    /// ISO 3166-1 alpha-2 code; none for seas and macro-regions.
    pub country: Option<String>,
    /// Usual English name of its first-level region, such as "Belgorod Oblast".
    pub region: Option<String>,
    /// Id of that region's place.
    pub region_id: Option<String>,
    /// Usual English name of its district.
    pub district: Option<String>,
    /// The layer (file) that it comes from.
    pub layer: String,
    /// ISO 3166-2 code for a region ("RU-BEL"), else that of the region that it lies in, where known.
    pub code: Option<String>,
    /// GeoNames id, where the place has one.
    pub geonameid: Option<u32>,
}
