//! One telling at the places of its sentence: at each of a list, and at those that the words go on to.

use super::{Scene, Walk};
use crate::event::goes_on;
use crate::event::phrases::{is_elliptical, is_parallel};
use crate::event::reading::Reading;
use crate::event::site::{self, Site};
use crate::event::telling::{is_division, names};
use crate::event::told::Told;
use crate::event::trigger::Trigger;
use crate::event::when;
use crate::event::{place, section, summary};
use crate::evidence::Evidence;
use crate::text::dates::{DateKind, DateMention};

/// Most further places that one verb is told of by ellipsis.
const MOST_BESIDE: usize = 8;

impl Walk {
    /// "A was shelled on Monday, as were B and C", "fired six rounds at A and two rounds at B": the same at the places after it.
    pub(super) fn place_beside(
        &mut self,
        reading: &Reading<'_>,
        told: &Told,
        (trigger, site): (&Trigger<'_>, &Site),
        &Scene { sites, rivals, .. }: &Scene<'_>,
    ) {
        let after = sites.partition_point(|other| other.first < site.end.max(trigger.end));
        let mut from = site.end.max(trigger.end);
        for other in sites.get(after..).unwrap_or(&[]).iter().take(MOST_BESIDE) {
            let parallel = other.first <= trigger.end + 24 && is_parallel(reading, trigger.end, other.first);
            if !(parallel
                || is_elliptical(reading, from, other.first)
                || goes_on::is_house_and_house(reading, from, other.first)
                || goes_on::is_of_next_day(reading, (from, other.first), other.end)
                || goes_on::is_coordinate(reading, told.kind.0, (from, other.first), rivals))
            {
                break;
            }
            let told = self.with_own_day(reading, told, (trigger, other));
            self.place_at(reading, &told, other);
            from = other.end;
        }
        // "A woman in X and a resident of Y died in the shelling": each victim has a place.
        if site.end <= trigger.first {
            let from = sites.partition_point(|other| other.first < site.first);
            let mut end = site.end;
            for other in
                sites.get(from + 1..).unwrap_or(&[]).iter().take_while(|other| other.end <= trigger.first)
            {
                if !is_elliptical(reading, end, other.first) {
                    break;
                }
                self.place_at(reading, told, other);
                end = other.end;
            }
            let mut first = site.first;
            for other in sites.get(..from).unwrap_or(&[]).iter().rev().take(MOST_BESIDE) {
                if !is_elliptical(reading, other.end, first) {
                    break;
                }
                self.place_at(reading, told, other);
                first = other.first;
            }
        }
    }

    /// "four in X on Friday and six in Y on Sunday": the day right behind a further place is its own.
    fn with_own_day(
        &mut self,
        reading: &Reading<'_>,
        told: &Told,
        (trigger, site): (&Trigger<'_>, &Site),
    ) -> Told {
        let mut told = told.clone();
        let day = |date: &DateMention| date.kind == DateKind::Day && !reading.is_report_date(date);
        if site.first > trigger.end && reading.dates_in(site.end..site.end + 3).any(day) {
            let here = Trigger { first: site.first, end: site.end, ..*trigger };
            told.when = when::of(reading, &here, told.sentence, &mut self.carried);
        }
        told
    }

    pub(super) fn place_at(&mut self, reading: &Reading<'_>, told: &Told, site: &Site) {
        let place = |head: &site::Head| reading.toponyms[head.toponym].place.as_deref();
        // "at X, also in Y province": one place and the area that holds it.
        let holds_another = |area: &site::Head| {
            place(area).filter(|area| is_division(area.class)).is_some_and(|area| {
                site.heads
                    .iter()
                    .filter_map(place)
                    .any(|other| other.id != area.id && summary::inside(area, other))
            })
        };
        for head in site.heads.iter().filter(|head| site.heads.len() == 1 || !holds_another(head)) {
            let mut told = told.clone();
            told.listed = site.heads.len() > 1;
            told.place = place::place_at(reading, head, false);
            told.containers = names(reading, &head.containers);
            told.under = self.area.map_or_else(Vec::new, |area| section::called(reading, area));
            self.memory.coarsen(reading, &mut told);
            if let Some(span) = told.place.span {
                told.beside = goes_on::is_right_beside(reading, &told, span);
                let own = span.start >= reading.sentence(told.sentence).span.start;
                told.evidence.push(if own {
                    Evidence::at("place.clause", span, "named in the event's own sentence")
                } else {
                    Evidence::at("place.item", span, "heads the item of the list")
                });
            }
            if told.modality.is_drawn() {
                self.carried.last = Some(told.when.clone());
            }
            self.told.push(told);
        }
    }
}
