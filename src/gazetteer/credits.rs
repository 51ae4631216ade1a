//! Who must be credited for the bundled data; gazetteer/SOURCES.md has versions, dates and checksums.

use super::store::Gazetteer;

/// One source and its licence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Credit<'a> {
    /// What to print: "(c) OpenStreetMap contributors".
    pub text: &'a str,
    /// Name of the licence.
    pub licence: &'a str,
    /// What of it is bundled.
    pub what: &'a str,
}

/// All sources whose data are in the program.
#[must_use]
pub fn credits() -> &'static [Credit<'static>] {
    &[
        Credit {
            text: "© OpenStreetMap contributors",
            licence: "ODbL 1.0",
            what: "borders, region outlines, Nigerian villages",
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
        Credit {
            text: "wordfreq by Robyn Speer",
            licence: "CC BY-SA 4.0, changed",
            what: "common Russian and Ukrainian words",
        },
        Credit { text: "GSHHG", licence: "LGPL 3.0 or later", what: "rivers of the base map" },
    ]
}

/// Of the bundled sources, those that give places and names, not outlines or the base map.
fn gives_places(credit: &Credit<'_>) -> bool {
    !matches!(credit.text, "GSHHG" | "© OpenStreetMap contributors" | "wordfreq by Robyn Speer")
}

impl Gazetteer {
    /// The sources of this gazetteer's places and names, which must be credited.
    #[must_use]
    pub fn sources(&self) -> Vec<Credit<'static>> {
        let stated = self.about().filter_map(|(word, rest)| {
            let mut cells = rest.split('\t');
            (word == "credit").then_some(())?;
            Some(Credit { text: cells.next()?, licence: cells.next()?, what: cells.next()? })
        });
        let stated: Vec<Credit<'static>> = stated.collect();
        // A file that 'gazetteer build' wrote names its sources itself; the index that is bundled does not.
        if self.is_built() { stated } else { credits().iter().copied().filter(gives_places).collect() }
    }

    /// All that must be credited where its places are shown beside the bundled outlines and base map.
    #[must_use]
    pub fn credits(&self) -> Vec<Credit<'static>> {
        let mut all = credits().to_vec();
        all.extend(self.sources().into_iter().filter(|source| !credits().contains(source)));
        all
    }

    /// True for a file that `eventmap gazetteer build` has written.
    #[must_use]
    pub fn is_built(&self) -> bool {
        self.about().any(|(word, _)| word == "sum")
    }
}
