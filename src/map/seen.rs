//! What of a report lies in a frame: of a detail map, or of the part that was asked for.

use std::borrow::Cow;
use std::collections::BTreeSet;

use jiff::civil::Date;

use super::base::BaseMap;
use super::drawn::{Area, Counts, Days, Drawn, Happening, Spot, area, happenings, near};
use super::projection::View;
use super::{MapOptions, frame, settled};
use crate::Result;
use crate::geodesy::LonLat;
use crate::report::Report;

/// The events of a report that a map of these options shows, and how many lie outside a frame that was asked for.
///
/// [`crate::Error::Usage`] for a size or resolution that makes no sense.
pub fn in_frame<'a>(
    report: &'a Report,
    base: &BaseMap,
    options: &MapOptions,
) -> Result<(Cow<'a, Report>, usize)> {
    let framing = match options.extent {
        Some(_) => settled(Drawn::of(report), base, options, "")?.map(|s| s.1),
        None => None,
    };
    Ok(framing.map_or((Cow::Borrowed(report), 0), |f| cut(report, base, &f.view)))
}

/// The events of a report in a view, and how many lie outside.
pub(super) fn cut<'a>(report: &Report, base: &BaseMap, view: &View) -> (Cow<'a, Report>, usize) {
    let inside = |(_, event): &Happening<'_>| {
        let areal = event.place.precision.is_areal();
        let seen = |p| match areal.then(|| area(event, p)) {
            Some(area) => frame::area_is_seen(&area, base, view),
            None => view.frame.holds(view.to_sheet(p)),
        };
        event.place.position.is_some_and(seen)
    };
    let all = happenings(report);
    let kept: BTreeSet<&str> = all.iter().filter(|h| inside(h)).map(|h| h.1.id.as_str()).collect();
    let seen = Report {
        documents: Vec::new(),
        events: report.events.iter().filter(|e| kept.contains(e.id.as_str())).cloned().collect(),
        incidents: report
            .incidents
            .iter()
            .filter(|i| kept.contains(i.representative.as_str()))
            .cloned()
            .collect(),
        claims: Vec::new(),
        unplaced: Vec::new(),
        border: report.border.clone(),
        shown: report.shown,
    };
    (Cow::Owned(seen), all.len() - kept.len())
}

impl Drawn {
    /// Only what lies in the frame of a detail map, counted anew; an area only if all of it does: a larger one would
    /// hatch the whole frame.
    #[must_use]
    pub fn within(&self, view: &View, base: &BaseMap) -> Self {
        let holds = |p: &LonLat| view.frame.holds(view.to_sheet(*p));
        let inside = |a: &Area| frame::area_points(a, base).iter().all(holds);
        Self { part: true, ..self.kept(view, inside) }
    }

    /// Only what is seen in the frame that was asked for, counted anew, areas of which a part is seen among it.
    #[must_use]
    pub fn seen(&self, view: &View, base: &BaseMap) -> Self {
        let kept = self.kept(view, |a| frame::area_is_seen(a, base, view));
        Self { unplaced: self.unplaced, areas_left: false, ..kept }
    }

    fn kept(&self, view: &View, inside: impl Fn(&Area) -> bool) -> Self {
        let spots: Vec<Spot> =
            self.spots.iter().filter(|s| view.frame.holds(view.to_sheet(s.position))).cloned().collect();
        let areas: Vec<Area> = self.areas.iter().filter(|a| inside(a)).cloned().collect();
        let mut counts = Counts::new();
        let marks = || spots.iter().flat_map(|s| &s.marks);
        let of_marks = marks().map(|m| (m.symbol, (1, usize::from(m.claimed))));
        let of_areas = areas.iter().flat_map(|a| a.counts.iter().map(|(s, n)| (*s, *n)));
        for (symbol, (all, claimed)) in of_marks.chain(of_areas) {
            let entry = counts.entry(symbol).or_default();
            *entry = (entry.0 + all, entry.1 + claimed);
        }
        let days = |of: fn(&Days) -> Option<Date>| areas.iter().filter_map(move |a| of(&a.days));
        Self {
            start: marks().filter_map(|m| m.date).chain(days(|d| d.0)).min(),
            end: marks().filter_map(|m| m.date).chain(days(|d| d.1)).max(),
            near: near(&spots, &areas),
            most: self.most,
            n: counts.values().map(|c| c.0).sum(),
            counts,
            left_out: self.left_out.clone(),
            areas_left: areas.len() < self.areas.len(),
            areas,
            unplaced: 0,
            shown: self.shown,
            stated: self.stated.clone(),
            rivals: self.rivals.clone(),
            hexagons: None,
            spots,
            part: self.part,
        }
    }
}
