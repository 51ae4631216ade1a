//! Who must be credited for the bundled data; gazetteer/SOURCES.md has versions, dates and checksums.

/// One source and its licence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Credit {
    /// What to print: "(c) OpenStreetMap contributors".
    pub text: &'static str,
    /// Name of the licence.
    pub licence: &'static str,
    /// What of it is bundled.
    pub what: &'static str,
}

/// All sources whose data are in the program.
#[must_use]
pub fn credits() -> &'static [Credit] {
    &[
        Credit {
            text: "© OpenStreetMap contributors",
            licence: "ODbL 1.0",
            what: "borders and region outlines",
        },
        Credit {
            text: "GeoNames",
            licence: "CC BY 4.0, changed",
            what: "countries, regions, districts, towns, villages with a postal code",
        },
        Credit {
            text: "INID, from Rosstat data",
            licence: "CC BY-SA, changed",
            what: "Russian villages and districts",
        },
        Credit {
            text: "Natural Earth",
            licence: "public domain",
            what: "names and points of regions, land, lakes",
        },
        Credit { text: "mledoze/countries", licence: "ODbL 1.0", what: "points and names of countries" },
        Credit { text: "Unicode CLDR", licence: "Unicode License v3", what: "names of countries" },
        Credit { text: "airportsdata", licence: "MIT", what: "airports" },
        Credit { text: "GSHHG", licence: "LGPL 3.0 or later", what: "rivers of the base map" },
    ]
}
