//! What a page knows: everything of a report in words and numbers, ready to be shown without further thought.

use jiff::civil::Date;
use serde::Serialize;

use super::quote::Piece;

/// Degrees north and east, the order that web maps take.
pub type LatLon = [f64; 2];

/// Everything of one report.
#[derive(Debug, Clone, Serialize)]
pub struct Model {
    /// Head of the page.
    pub title: String,
    /// What the page is about, in a sentence or two.
    pub summary: String,
    /// Name and source of the border.
    pub border: [String; 2],
    /// Kinds of events, as many as occur.
    pub kinds: Vec<Kind>,
    /// Most casualties of one incident, for the size of symbols.
    pub most: u32,
    /// Points with incidents.
    pub spots: Vec<Spot>,
    /// Areas with incidents of which no more is known.
    pub areas: Vec<Area>,
    /// Incidents by day, the undated last.
    pub incidents: Vec<Incident>,
    /// Stated distances, the contradicted first.
    pub claims: Vec<Claim>,
    /// What is told but did not happen then and there.
    pub others: Vec<Other>,
    /// What has no place.
    pub unplaced: Vec<Unplaced>,
    /// The articles.
    pub articles: Vec<Article>,
    /// Whom to thank.
    pub credits: Vec<String>,
}

/// One kind of events and its symbol.
#[derive(Debug, Clone, Serialize)]
pub struct Kind {
    /// Its name.
    pub name: String,
    /// Name of the symbol's form.
    pub shape: &'static str,
    /// Colour of the symbol, `#rrggbb`.
    pub color: String,
}

/// A point with incidents.
#[derive(Debug, Clone, Serialize)]
pub struct Spot {
    /// Name of the place.
    pub name: String,
    /// Where.
    pub at: LatLon,
    /// Radius in km within which its "near" incidents lie.
    pub near_km: Option<f64>,
    /// Nearest point of the border.
    pub nearest: Option<LatLon>,
    /// The way to it where that is too long to be straight on the map, in parts where it leaves the map and comes back.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<Vec<LatLon>>,
    /// Way to it, in words.
    pub way: Option<String>,
}

/// An area with incidents of which no more is known.
#[derive(Debug, Clone, Serialize)]
pub struct Area {
    /// Its name.
    pub name: String,
    /// Its own point.
    pub at: LatLon,
    /// Radius in km for an area without an outline.
    pub radius_km: f64,
    /// Its outline as polylines.
    pub rings: Vec<String>,
}

/// One happening.
#[derive(Debug, Clone, Serialize)]
pub struct Incident {
    /// Its id.
    pub id: String,
    /// Index of its kind.
    pub kind: usize,
    /// "Shelling/artillery/missile attack".
    pub what: &'static str,
    /// "near Kozinka (Belgorod Oblast, RU)".
    pub place: String,
    /// Index of its spot.
    pub spot: Option<usize>,
    /// Index of its area.
    pub area: Option<usize>,
    /// First day.
    pub start: Option<Date>,
    /// Last day, inclusive.
    pub end: Option<Date>,
    /// The day or days in words.
    pub when: String,
    /// True if it is one side's claim, or told in another way than as fact.
    pub claimed: bool,
    /// How it is told, if not as fact.
    pub told: Option<&'static str>,
    /// Killed and injured together.
    pub casualties: Option<u32>,
    /// The same in words.
    pub victims: Option<String>,
    /// Distance from the border in words.
    pub border: Option<String>,
    /// Highest confidence of its accounts, 0 to 1.
    pub confidence: f64,
    /// What each article says.
    pub accounts: Vec<Account>,
    /// Where they differ.
    pub disagreements: Vec<String>,
}

/// One article's telling of an incident.
#[derive(Debug, Clone, Serialize)]
pub struct Account {
    /// Index of the article.
    pub article: Option<usize>,
    /// The sentence.
    pub quote: Vec<Piece>,
    /// Day, speaker, victims, confidence: what is particular to this account.
    pub notes: Vec<String>,
}

/// One stated distance.
#[derive(Debug, Clone, Serialize)]
pub struct Claim {
    /// `holds`, `wrong` or `open`.
    pub tone: &'static str,
    /// The verdict in words.
    pub verdict: &'static str,
    /// The words that state it.
    pub words: String,
    /// The sentence.
    pub quote: Vec<Piece>,
    /// Index of the article.
    pub article: Option<usize>,
    /// Stated length in words.
    pub stated: String,
    /// Measured length in words.
    pub measured: String,
    /// Why.
    pub reason: String,
    /// The measured line, in parts where it leaves the map and comes back.
    pub line: Option<Vec<Vec<LatLon>>>,
}

/// A sentence of something that did not happen then and there.
#[derive(Debug, Clone, Serialize)]
pub struct Other {
    /// How it is told: denied, planned, a sum, ...
    pub why: &'static str,
    /// The sentence.
    pub quote: Vec<Piece>,
    /// Index of the article.
    pub article: Option<usize>,
}

/// Something without a place.
#[derive(Debug, Clone, Serialize)]
pub struct Unplaced {
    /// "name", "event", "claim".
    pub what: &'static str,
    /// The words.
    pub words: String,
    /// Index of the article.
    pub article: Option<usize>,
    /// Why.
    pub reason: String,
}

/// One article.
#[derive(Debug, Clone, Serialize)]
pub struct Article {
    /// Its id.
    pub id: String,
    /// Its headline or first words.
    pub title: String,
    /// Outlet and day of publication, as far as known.
    pub from: String,
}
