//! Stated distances from claims.geojson: lines from subject to target with the number of the text and its verdict.

use std::collections::BTreeMap;
use std::path::Path;

use crate::claim::{Claim, ClaimTarget, ClaimVerdict, Hedge, Unit};
use crate::error::Result;
use crate::gazetteer::{Gazetteer, Place, PlaceClass, PlaceKey};
use crate::geodesy::{LonLat, distance_m};
use crate::text::Span;
use serde_json::Value;

use super::rows::{self, Row};
use super::unknown;

/// The claims of a file that have a line and a number, each line measured anew, for its ends may have been moved.
pub fn claims(path: &Path, gazetteer: &Gazetteer) -> Result<Vec<Claim>> {
    let file = rows::read(path)?;
    let ids = |field: &'static str| {
        file.features().iter().filter_map(move |f| f["properties"][field].as_str()).map(str::trim)
    };
    let keys = gazetteer.by_ids(ids("subject_id").chain(ids("target_id")));
    let known = |id: Option<&str>| id.and_then(|id| keys.get(id)).map(|key: &PlaceKey| gazetteer.place(*key));
    let mut claims = Vec::new();
    for (i, feature) in file.features().iter().enumerate() {
        claims.extend(file.row(i).claim(i, feature, known)?);
    }
    // Where a row names no other that says the same, it speaks for itself.
    let mut first: BTreeMap<String, String> = BTreeMap::new();
    for claim in &mut claims {
        let said = std::mem::take(&mut claim.same_claim);
        let id = if said.is_empty() { claim.id.clone() } else { said };
        claim.same_claim = first.entry(id).or_insert_with(|| claim.id.clone()).clone();
    }
    Ok(claims)
}

impl Row {
    fn claim(
        &self,
        number: usize,
        feature: &Value,
        known: impl Fn(Option<&str>) -> Option<Place>,
    ) -> Result<Option<Claim>> {
        let verdict = self.word("verdict", &ClaimVerdict::ALL, ClaimVerdict::as_str)?.ok_or_else(|| {
            let names: Vec<&str> = ClaimVerdict::ALL.iter().map(|v| v.as_str()).collect();
            self.bad("verdict", &format!("one of {}", names.join(", ")), &Value::Null)
        })?;
        let (Some(line), Some(stated_km)) = (self.line(feature)?, self.number("stated_km")?) else {
            return Ok(None);
        };
        let km = distance_m(line.0, line.1) / 1000.0;
        let unit = self.word("stated_unit", &Unit::LENGTHS, Unit::as_str)?.unwrap_or(Unit::Kilometre);
        let id = self.words("id")?.map_or_else(|| format!("claim-{}", number + 1), str::to_owned);
        // How far the extents of both ends reach does not change with a moved end.
        let doubt = match (self.number("measured_km_low")?, self.number("measured_km_high")?) {
            (Some(low), Some(high)) => ((high - low) / 2.0).max(0.0),
            _ => 0.0,
        };
        Ok(Some(Claim {
            doc: self.words("doc")?.unwrap_or_default().to_owned(),
            span: Span::new(0, 0),
            text: self.words("text")?.unwrap_or_default().to_owned(),
            sentence: Span::new(0, 0),
            subject: self.end("subject", line.0, &known)?,
            target: self.end("target", line.1, &known)?,
            stated: Some(self.number("stated")?.unwrap_or(stated_km)),
            unit,
            stated_km: Some(stated_km),
            stated_km_low: self.number("stated_km_low")?,
            stated_km_high: self.number("stated_km_high")?,
            hedge: self.word("hedge", &Hedge::ALL, Hedge::as_str)?.unwrap_or(Hedge::None),
            direction: self.words("direction")?.map(str::to_owned),
            measured_km: Some(km),
            measured_km_low: Some((km - doubt).max(0.0)),
            measured_km_high: Some(km + doubt),
            by_road_km: None,
            factor: None,
            same_claim: self.words("same_claim")?.unwrap_or_default().to_owned(),
            line: Some(line),
            verdict,
            reason: self.words("reason")?.unwrap_or_default().to_owned(),
            would_change: None,
            confidence: self.number("confidence")?.unwrap_or(1.0),
            evidence: Vec::new(),
            id,
        }))
    }

    /// One of a vocabulary.
    fn word<T: Copy>(&self, field: &str, all: &[T], name: fn(T) -> &'static str) -> Result<Option<T>> {
        let names: Vec<&str> = all.iter().map(|one| name(*one)).collect();
        self.one_of(field, &names, |word| all.iter().copied().find(|one| name(*one) == word))
    }

    /// Ends of the line; none for a claim that could not be measured.
    fn line(&self, feature: &Value) -> Result<Option<(LonLat, LonLat)>> {
        let geometry = match feature.get("geometry") {
            None | Some(Value::Null) => return Ok(None),
            Some(geometry) => geometry,
        };
        let list = |value: &'_ Value| value.as_array().cloned().unwrap_or_default();
        // In parts where it crosses the antimeridian.
        let points: Vec<Value> = match geometry["type"].as_str() {
            Some("LineString") => list(&geometry["coordinates"]),
            Some("MultiLineString") => list(&geometry["coordinates"]).iter().flat_map(list).collect(),
            _ => return Err(self.bad("geometry", "a line from subject to target", &geometry["type"])),
        };
        match &points[..] {
            [first, .., last] => Ok(Some((self.degrees(first)?, self.degrees(last)?))),
            _ => Err(self.bad("coordinates", "two points or more", &geometry["coordinates"])),
        }
    }

    fn end(
        &self,
        what: &str,
        position: LonLat,
        known: &impl Fn(Option<&str>) -> Option<Place>,
    ) -> Result<Option<ClaimTarget>> {
        let (text, name) = (self.words(what)?, self.words(&format!("{what}_name"))?);
        let class = self.words(&format!("{what}_class"))?;
        let is_border = class == Some("border");
        let class = PlaceClass::ALL.into_iter().find(|c| Some(c.as_str()) == class);
        let place =
            known(self.words(&format!("{what}_id"))?).or_else(|| Some(unknown(name.or(text)?, position)));
        let class = class.or(place.as_ref().map(|p| p.class));
        let text = text.or(name).unwrap_or_default().to_owned();
        Ok(Some(ClaimTarget { place, text, span: None, is_border, class }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(properties: &str, geometry: &str) -> Result<Vec<Claim>> {
        let text = format!(
            "{{\"type\":\"FeatureCollection\",\"features\":[\n{{\"type\":\"Feature\",\"geometry\":{geometry},\n\
             \"properties\":{{{properties}}}}}]}}"
        );
        let name = format!("eventmap-claims-{}-{}.geojson", std::process::id(), text.len());
        let path = std::env::temp_dir().join(name);
        std::fs::write(&path, &text).unwrap();
        let out = claims(&path, Gazetteer::embedded());
        std::fs::remove_file(&path).unwrap();
        out
    }

    const LINE: &str = "{\"type\":\"LineString\",\"coordinates\":[[29.22,-1.67],[29.22,-1.17]]}";

    #[test]
    fn a_line_a_number_and_a_verdict_are_enough() {
        let found =
            read("\"verdict\":\"overstated\",\"stated_km\":90,\"target\":\"Rutshuru\"", LINE).unwrap();
        assert!((found[0].measured_km.unwrap() - 55.3).abs() < 0.1, "{:?}", found[0].measured_km);
        assert_eq!((found[0].verdict, found[0].stated), (ClaimVerdict::Overstated, Some(90.0)));
        assert_eq!(found[0].same_claim, found[0].id);
    }

    #[test]
    fn a_line_across_the_antimeridian_is_one() {
        let parts =
            "{\"type\":\"MultiLineString\",\"coordinates\":[[[179.5,1],[180,1]],[[-180,1],[-179.5,1]]]}";
        let found = read("\"verdict\":\"rounded\",\"stated_km\":100", parts).unwrap();
        assert!((found[0].measured_km.unwrap() - 111.3).abs() < 0.1, "{:?}", found[0].measured_km);
    }

    #[test]
    fn what_could_not_be_measured_is_passed_over() {
        assert!(read("\"verdict\":\"cannot be checked\",\"stated_km\":90", "null").unwrap().is_empty());
        assert!(read("\"verdict\":\"consistent\",\"hedge\":\"vague\"", LINE).unwrap().is_empty());
    }

    #[test]
    fn wrong_fields_are_errors_with_their_line() {
        let point = "{\"type\":\"Point\",\"coordinates\":[29.22,-1.67]}";
        let far = "{\"type\":\"LineString\",\"coordinates\":[[29.22,-91],[29.22,1]]}";
        for (properties, geometry, want) in [
            ("\"stated_km\":90", LINE, ":2: expected one of consistent, rounded, "),
            ("\"verdict\":\"true\",\"stated_km\":90", LINE, "as 'verdict', found \"true\""),
            ("\"verdict\":\"rounded\",\"stated_km\":-1", LINE, "expected a number from 0 on as 'stated_km'"),
            ("\"verdict\":\"rounded\",\"stated_km\":9", point, "expected a line from subject to target"),
            ("\"verdict\":\"rounded\",\"stated_km\":9", far, "expected degrees of longitude and latitude"),
        ] {
            let error = read(properties, geometry).unwrap_err().to_string();
            assert!(error.contains(want), "{properties} {geometry}: {error}");
        }
    }
}
