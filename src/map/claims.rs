//! Stated distances on the map: which of the report's claims are drawn, and what of each is seen on the sheet.
//!
//! The measured line runs from the target to the subject. The stated distance is a ribbon that leaves the target in the
//! same direction, as long as the text says, with an arc of that radius at its end: where arc and subject lie apart, text
//! and ground do.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::clip::clip_polyline;
use super::geom::Pt;
use super::period::{Period, Step};
use super::projection::View;
use super::ways::pieces;

use crate::claim::{Claim, ClaimTarget, ClaimVerdict, Hedge};
use crate::gazetteer::PlaceClass;
use crate::geodesy::{LonLat, azimuth_deg, compass, destination, distance_m};
use crate::report::Report;
use crate::text::measure::Unit;

/// Half the length of an arc in sheet units, and the most and least degrees that it covers to each side.
const ARC: f64 = 24.0;
const ARC_DEG: (f64, f64) = (40.0, 1.0);
/// Longest part of a geodesic that is drawn as one straight line, in metres.
const STEP: f64 = 50_000.0;
/// On the sheet, shorter lines than this would be dots.
const SHORT: f64 = 14.0;
/// Longest line that is drawn, in metres: half round the Earth.
const LONGEST: f64 = 20_000_000.0;

/// One end of a stated distance.
#[derive(Debug, Clone, PartialEq)]
pub struct End {
    /// Where the measured line ends.
    pub position: LonLat,
    /// Name of the place, or the words of the text.
    pub name: String,
    /// Its name in the local script.
    pub local_name: Option<String>,
    /// Inhabitants; zero where unknown.
    pub population: u64,
    /// True if the line ends at the place's own point; false for borders and for areas, which are measured to their edge.
    pub point: bool,
}

/// A stated distance as it is drawn. Lengths in km.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Stated {
    /// What lies at the distance.
    pub subject: End,
    /// From what.
    pub target: End,
    /// The number and unit of the text.
    pub stated: (f64, Unit),
    /// Least and greatest number of the text, in the same unit, where it gives a range.
    pub range: Option<(f64, f64)>,
    /// The number in km.
    pub stated_km: f64,
    /// How the text softens it.
    pub hedge: Hedge,
    /// The straight line.
    pub measured_km: f64,
    /// Half the width of what the extents of both ends allow.
    pub doubt_km: f64,
    /// Whether it holds.
    pub verdict: ClaimVerdict,
    /// The direction that the text gives, where the ground gives another: degrees clockwise from north.
    pub heading_deg: Option<f64>,
    /// Number of documents that say so.
    pub texts: usize,
}

impl Stated {
    /// A claim with a number and a line that can be drawn; none for others.
    #[must_use]
    pub fn of(claim: &Claim, texts: usize) -> Option<Self> {
        let (subject, target) = claim.line?;
        let stated_km = claim.stated_km.filter(|km| *km > 0.0 && km * 1000.0 < LONGEST)?;
        let measured_km = claim.measured_km?;
        let heading = claim.direction.as_deref().and_then(compass::parse).map(|d| d.azimuth_deg);
        let doubt = claim.measured_km_low.zip(claim.measured_km_high).map(|(low, high)| (high - low) / 2.0);
        Some(Self {
            subject: end(claim.subject.as_ref(), subject),
            target: end(claim.target.as_ref(), target),
            stated: claim.stated.map_or((stated_km, Unit::Kilometre), |number| (number, claim.unit)),
            range: claim.stated_range(),
            stated_km,
            hedge: claim.hedge,
            measured_km,
            doubt_km: doubt.unwrap_or(0.0),
            verdict: claim.verdict,
            heading_deg: heading.filter(|_| claim.verdict == ClaimVerdict::WrongDirection),
            texts,
        })
    }

    /// Points that a frame must hold to show it: both ends, and the end of what is stated.
    #[must_use]
    pub fn points(&self) -> [LonLat; 3] {
        [self.subject.position, self.target.position, self.reached()]
    }

    /// Direction in which the stated distance is drawn.
    fn heading(&self) -> f64 {
        self.heading_deg.unwrap_or_else(|| azimuth_deg(self.target.position, self.subject.position))
    }

    /// Where the stated distance ends.
    fn reached(&self) -> LonLat {
        destination(self.target.position, self.heading(), self.stated_km * 1000.0)
    }
}

fn end(target: Option<&ClaimTarget>, position: LonLat) -> End {
    let place = target.and_then(|t| t.place.as_ref());
    let areal = |class| {
        matches!(
            class,
            PlaceClass::Region
                | PlaceClass::Country
                | PlaceClass::Sea
                | PlaceClass::District
                | PlaceClass::Area
        )
    };
    let named = place.filter(|_| target.is_some_and(|t| !t.is_border));
    End {
        position,
        name: named.map(|p| p.name.clone()).or_else(|| target.map(|t| t.text.clone())).unwrap_or_default(),
        local_name: named.and_then(|p| p.local_name.clone()),
        population: named.and_then(|p| p.population).unwrap_or(0),
        point: named.is_some() && !target.and_then(|t| t.class).is_some_and(areal),
    }
}

/// Every stated distance once, however many texts say it, in the order of the report.
#[must_use]
pub fn gather(report: &Report) -> Vec<Stated> {
    gather_some(report, |_| true)
}

/// Those of texts published in a period, and those whose day is not known; all without a period.
pub(super) fn gather_of(report: &Report, period: Option<&Period>, step: Step) -> Vec<Stated> {
    let days: BTreeMap<&str, Date> =
        report.documents.iter().filter_map(|d| Some((d.id.as_str(), d.published.as_ref()?.date))).collect();
    let holds = |claim: &Claim| match (period, days.get(claim.doc.as_str())) {
        (Some(period), Some(day)) => Period::of(*day, step) == *period,
        _ => true,
    };
    gather_some(report, holds)
}

fn gather_some(report: &Report, holds: impl Fn(&Claim) -> bool) -> Vec<Stated> {
    let mut texts: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for claim in &report.claims {
        texts.entry(&claim.same_claim).or_default().insert(&claim.doc);
    }
    let mut told = BTreeSet::new();
    let mut all = Vec::new();
    for claim in report.claims.iter().filter(|claim| holds(claim)) {
        let said_by = texts.get(claim.same_claim.as_str()).map_or(1, BTreeSet::len);
        // Claims that are made by hand may lack the id of their first.
        if claim.same_claim.is_empty() || told.insert(claim.same_claim.as_str()) {
            all.extend(Stated::of(claim, said_by.max(1)));
        }
    }
    all
}

/// A stated distance on the sheet, cut to the frame.
#[derive(Debug, Clone, PartialEq)]
pub struct Trace {
    /// Its number in the list of what is drawn.
    pub number: usize,
    /// The measured line, subject first.
    pub line: Vec<Vec<Pt>>,
    /// As far as the text says.
    pub ribbon: Vec<Vec<Pt>>,
    /// The arc at the end of it.
    pub arc: Vec<Vec<Pt>>,
    /// The ends that lie in the frame.
    pub ends: Vec<Pt>,
}

impl Trace {
    /// All its straight parts.
    pub fn segments(&self) -> impl Iterator<Item = (Pt, Pt)> + '_ {
        let all = self.line.iter().chain(&self.ribbon).chain(&self.arc);
        all.flat_map(|piece| piece.windows(2).map(|pair| (pair[0], pair[1])))
    }

    /// The middle of its arc, if that is seen.
    #[must_use]
    pub fn middle(&self) -> Option<Pt> {
        let [whole] = &self.arc[..] else { return None };
        whole.get(whole.len() / 2).copied()
    }

    /// The longest straight way along the measured line that is seen; along the ribbon, if none of the line is.
    #[must_use]
    pub fn spine(&self) -> Option<(Pt, Pt)> {
        let ends = |piece: &Vec<Pt>| Some((*piece.first()?, *piece.last()?));
        let longest = |pieces: &[Vec<Pt>]| {
            pieces.iter().filter_map(ends).max_by(|a, b| a.0.distance(a.1).total_cmp(&b.0.distance(b.1)))
        };
        longest(&self.line).or_else(|| longest(&self.ribbon))
    }
}

/// Those of some stated distances of which something is seen.
#[must_use]
pub fn traces(all: &[Stated], view: &View) -> Vec<Trace> {
    all.iter().enumerate().filter_map(|(number, stated)| trace(number, stated, view)).collect()
}

fn trace(number: usize, stated: &Stated, view: &View) -> Option<Trace> {
    let (target, subject) = (stated.target.position, stated.subject.position);
    let metres = distance_m(target, subject);
    if metres.max(stated.stated_km * 1000.0) < SHORT * view.metres_per_unit {
        return None;
    }
    let cut = |points: Vec<Pt>| -> Vec<Vec<Pt>> {
        pieces(view, &points).iter().flat_map(|piece| clip_polyline(piece, &view.frame)).collect()
    };
    let mut line = cut(straight(view, target, (azimuth_deg(target, subject), metres)));
    for piece in &mut line {
        piece.reverse();
    }
    line.reverse();
    let reach = stated.stated_km * 1000.0;
    let ribbon = cut(straight(view, target, (stated.heading(), reach)));
    let half = (ARC * view.metres_per_unit / reach).to_degrees().clamp(ARC_DEG.1, ARC_DEG.0);
    let at = |k: i32| destination(target, stated.heading() + half * f64::from(k) / 12.0, reach);
    let arc = cut((-12..=12).map(|k| view.to_sheet(at(k))).collect());
    let ends = [subject, target].map(|p| view.to_sheet(p)).into_iter().filter(|p| view.frame.holds(*p));
    let trace = Trace { number, line, ribbon, arc, ends: ends.collect() };
    (!trace.line.is_empty() || !trace.ribbon.is_empty()).then_some(trace)
}

/// The geodesic from a point, with vertices as close as its bend on the sheet asks for.
fn straight(view: &View, from: LonLat, (azimuth, metres): (f64, f64)) -> Vec<Pt> {
    let n = (metres / STEP).ceil().clamp(1.0, 200.0);
    let at = |k: usize| destination(from, azimuth, metres * k as f64 / n);
    (0..=n as usize).map(|k| view.to_sheet(if k == 0 { from } else { at(k) })).collect()
}
