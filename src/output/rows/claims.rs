//! The fields of a stated distance.

use std::collections::{BTreeMap, BTreeSet};

use crate::claim::{Claim, ClaimTarget};
use crate::gazetteer::PlaceClass;
use crate::output::{Cell, Geometry, Row, Texts};
use crate::report::{Report, ReportDocument};

pub fn rows(report: &Report, texts: &Texts<'_>) -> Vec<Row> {
    let said_by = sources(report);
    report.claims.iter().map(|claim| row(claim, texts, &said_by)).collect()
}

/// How many documents make each claim, by the id of its first.
fn sources(report: &Report) -> BTreeMap<&str, usize> {
    let mut documents: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for claim in &report.claims {
        documents.entry(&claim.same_claim).or_default().insert(&claim.doc);
    }
    documents.into_iter().map(|(first, documents)| (first, documents.len())).collect()
}

fn row(claim: &Claim, texts: &Texts<'_>, said_by: &BTreeMap<&str, usize>) -> Row {
    let mut cells = stated(claim, texts);
    cells.extend(measured(claim));
    cells.extend(additions(claim, texts));
    let sources = said_by.get(claim.same_claim.as_str()).copied().unwrap_or(1);
    cells.push(("factor", claim.factor.map_or(Cell::Null, |factor| Cell::Real(factor, 2))));
    cells.push(("same_claim", Cell::text(&claim.same_claim)));
    cells.push(("said_by", Cell::Int(i64::try_from(sources).unwrap_or(i64::MAX))));
    cells.push(("would_change", Cell::maybe_text(claim.would_change.as_deref())));
    let geometry = claim.line.map_or(Geometry::None, |(subject, target)| Geometry::Line(subject, target));
    Row { id: claim.id.clone(), geometry, cells }
}

fn stated(claim: &Claim, texts: &Texts<'_>) -> Vec<(&'static str, Cell)> {
    let [start, end, _, _] = texts.offsets(&claim.doc, Some(claim.span));
    let (subject, target) = (claim.subject.as_ref(), claim.target.as_ref());
    vec![
        ("doc", Cell::text(&claim.doc)),
        ("id", Cell::text(&claim.id)),
        ("text", Cell::text(&claim.text)),
        ("start", start),
        ("end", end),
        ("subject", Cell::maybe_text(subject.map(|end| end.text.as_str()))),
        ("subject_id", Cell::maybe_text(subject.and_then(place_id))),
        ("target", Cell::maybe_text(target.map(|end| end.text.as_str()))),
        ("target_id", Cell::maybe_text(target.and_then(place_id))),
        ("target_class", Cell::maybe_text(target.and_then(class))),
        ("stated", claim.stated.map_or(Cell::Null, |stated| Cell::Real(stated, 6))),
        ("stated_unit", Cell::text(claim.unit.as_str())),
        ("stated_km", Cell::maybe_km(claim.stated_km)),
        ("stated_km_low", Cell::maybe_km(claim.stated_km_low)),
        ("stated_km_high", Cell::maybe_km(claim.stated_km_high)),
        ("hedge", Cell::text(claim.hedge.as_str())),
        ("direction", Cell::maybe_text(claim.direction.as_deref())),
    ]
}

fn measured(claim: &Claim) -> Vec<(&'static str, Cell)> {
    vec![
        ("measured_km", Cell::maybe_km(claim.measured_km)),
        ("measured_km_low", Cell::maybe_km(claim.measured_km_low)),
        ("measured_km_high", Cell::maybe_km(claim.measured_km_high)),
        // An estimate from a usual detour, so no more than its middle to 100 m; its two ends follow below.
        (
            "by_road_km",
            claim.by_road_km.map_or(Cell::Null, |(low, high)| Cell::Real(f64::midpoint(low, high), 1)),
        ),
        ("verdict", Cell::text(claim.verdict.as_str())),
        ("reason", Cell::text(&claim.reason)),
        ("confidence", Cell::share(claim.confidence)),
    ]
}

fn additions(claim: &Claim, texts: &Texts<'_>) -> Vec<(&'static str, Cell)> {
    let document = texts.document(&claim.doc);
    let name = |end: &Option<ClaimTarget>| {
        Cell::maybe_text(end.as_ref().and_then(|end| Some(end.place.as_ref()?.name.as_str())))
    };
    let [_, _, byte_start, byte_end] = texts.offsets(&claim.doc, Some(claim.span));
    vec![
        ("claim_id", Cell::text(&claim.id)),
        ("byte_start", byte_start),
        ("byte_end", byte_end),
        ("subject_name", name(&claim.subject)),
        ("target_name", name(&claim.target)),
        ("by_road_km_low", claim.by_road_km.map_or(Cell::Null, |(low, _)| Cell::Real(low, 1))),
        ("by_road_km_high", claim.by_road_km.map_or(Cell::Null, |(_, high)| Cell::Real(high, 1))),
        ("contradicted", Cell::Flag(claim.verdict.is_contradiction())),
        ("quote", Cell::text(texts.words(&claim.doc, claim.sentence))),
        ("doc_title", Cell::maybe_text(document.and_then(ReportDocument::headline).as_deref())),
        ("evidence", texts.evidence(&claim.doc, &claim.evidence)),
    ]
}

fn place_id(end: &ClaimTarget) -> Option<&str> {
    Some(end.place.as_ref()?.id.as_str())
}

fn class(end: &ClaimTarget) -> Option<&'static str> {
    if end.is_border { Some("border") } else { end.class.map(PlaceClass::as_str) }
}
