//! The fields of every layer, once for all formats. `docs/schema.md` is checked against them.

mod areas;
mod claims;
mod events;
mod incidents;
mod measures;
mod toponyms;

pub(super) use toponyms::document_rows as document_toponyms;

use super::{Cell, Row, Texts};
use crate::event::{Modalities, Modality};
use crate::report::{Report, ReportDocument};

/// One kind of row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Layer {
    /// One event as one article tells it.
    Events,
    /// One happening, told by one or more articles.
    Incidents,
    /// One stated distance.
    Claims,
    /// One mention of a place.
    Toponyms,
    /// One line from an event to the nearest point of the border.
    Measures,
    /// The area in which an event lies that is known only by its district, region, area, country or sea.
    Areas,
}

/// What all rows of a layer are drawn as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Form {
    /// Points.
    Points,
    /// Lines of two points.
    Lines,
    /// Areas of one or more polygons.
    Areas,
}

impl Form {
    /// The type of geometry in GeoJSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Points => "Point",
            Self::Lines => "LineString",
            Self::Areas => "MultiPolygon",
        }
    }
}

impl Layer {
    /// All layers, in the order in which they are written.
    pub const ALL: [Self; 6] =
        [Self::Events, Self::Incidents, Self::Claims, Self::Toponyms, Self::Measures, Self::Areas];

    /// The layer's name, which is its file's name too.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Events => "events",
            Self::Incidents => "incidents",
            Self::Claims => "claims",
            Self::Toponyms => "toponyms",
            Self::Measures => "measures",
            Self::Areas => "areas",
        }
    }

    /// What its rows are, in a few words.
    #[must_use]
    pub fn about(self) -> &'static str {
        match self {
            Self::Events => "events as articles tell them",
            Self::Incidents => "reports of one happening joined",
            Self::Claims => "stated distances and their verdicts",
            Self::Toponyms => "mentions of places",
            Self::Measures => "lines from events to the nearest point of the border",
            Self::Areas => "areas in which events lie that have no exact place",
        }
    }

    /// What its rows are drawn as.
    #[must_use]
    pub fn form(self) -> Form {
        match self {
            Self::Events | Self::Incidents | Self::Toponyms => Form::Points,
            Self::Claims | Self::Measures => Form::Lines,
            Self::Areas => Form::Areas,
        }
    }

    /// The layer of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|layer| layer.name() == name)
    }
}

/// All rows of a layer, in the order of the report.
///
/// Events that are told as denied, planned, hypothetical, history or sums have rows too; maps leave them out
/// ([`is_drawn`]).
#[must_use]
pub fn rows(report: &Report, layer: Layer) -> Vec<Row> {
    let texts = Texts::new(&report.documents);
    match layer {
        Layer::Events => events::rows(report, &texts),
        Layer::Incidents => incidents::rows(report, &texts),
        Layer::Claims => claims::rows(report, &texts),
        Layer::Toponyms => toponyms::rows(&report.documents, &texts),
        Layer::Measures => measures::rows(report, &texts),
        Layer::Areas => areas::rows(report, &texts),
    }
}

/// Rows of the place names of `documents`.
#[must_use]
pub fn toponyms(documents: &[ReportDocument]) -> Vec<Row> {
    toponyms::rows(documents, &Texts::new(documents))
}

/// True for what belongs on a map: everything but events that did not happen, or not then and there.
#[must_use]
pub fn is_drawn(row: &Row) -> bool {
    is_shown(row, Modalities::DRAWN)
}

/// True for rows of one of these modalities, and for rows that have none.
#[must_use]
pub fn is_shown(row: &Row, shown: Modalities) -> bool {
    let modality = row.cells.iter().find(|(name, _)| *name == "modality");
    match modality {
        Some((_, Cell::Text(word))) => Modality::from_name(word).is_none_or(|modality| shown.holds(modality)),
        _ => true,
    }
}
