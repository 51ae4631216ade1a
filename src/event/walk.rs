//! The walk through the text, sentence by sentence: every trigger with its standing, place, day and numbers.

use super::attach;
use super::casualty::{self, Toll};
use super::ledger::Ledger;
use super::lexicon::Sort;
use super::phrases::{
    is_beside, is_caption, is_definite, is_link, is_plural, is_separate, names_region, names_settlement,
};
use super::place;
use super::reading::Reading;
use super::site::{self, Site};
use super::told::Told;
use super::trigger::{self, Trigger};
use super::when::{self, Carried};
use super::{Casualties, EventPlace, EventType, Modality, Relation, SubEventType, When, actors, modality};
use crate::evidence::Evidence;

/// What the walk through the text remembers.
struct Walk {
    carried: Carried,
    leading: Option<(EventType, SubEventType)>,
    told: Vec<Told>,
    /// Place spoken of last, with its paragraph.
    focus: Option<(usize, EventPlace, Vec<String>)>,
    subject: Option<(EventPlace, Vec<String>)>,
    /// First-level area spoken of last: "the region".
    region: Option<EventPlace>,
    /// Settlement named last, in whatever role, with its sentence: "the city".
    settlement: Option<(usize, EventPlace)>,
}

/// "The city" reaches back over so many sentences.
const NOMINAL_REACH: usize = 4;

pub fn tell(reading: &Reading<'_>) -> Vec<Told> {
    let count = reading.prose.sentences.len();
    let all: Vec<(usize, Vec<Trigger<'static>>)> =
        (0..count).map(|sentence| (sentence, trigger::find(reading, sentence))).collect();
    let leading = trigger::leading_type(reading, &all);
    let mut walk = Walk {
        carried: Carried::default(),
        leading,
        told: Vec::new(),
        focus: None,
        subject: None,
        region: None,
        settlement: None,
    };
    let mut next_toponym = 0;
    for (sentence, triggers) in &all {
        let bounds = reading.sentence(*sentence);
        let first = next_toponym;
        while reading.toponyms.get(next_toponym).is_some_and(|toponym| toponym.span.start < bounds.span.end) {
            next_toponym += 1;
        }
        let sites = site::sites(reading, *sentence, first..next_toponym);
        let tolls = casualty::tolls(reading, *sentence);
        walk.sentence(reading, *sentence, triggers, (&sites, &tolls));
        // The date and place of a picture are not those of the running text.
        if !is_caption(reading, *sentence) {
            walk.carried.pass(reading, *sentence);
            walk.remember(reading, *sentence, &sites);
        }
    }
    walk.told
}

impl Walk {
    fn sentence(
        &mut self,
        reading: &Reading<'_>,
        sentence: usize,
        triggers: &[Trigger<'static>],
        (sites, tolls): (&[Site], &[Toll]),
    ) {
        let before = self.told.len();
        let others = triggers.iter().any(|trigger| trigger.value.sort != Sort::Harm);
        for trigger in triggers {
            if trigger.value.sort == Sort::Harm && (others || tolls.is_empty() || sites.is_empty()) {
                continue;
            }
            let mut window = reading.window(sentence, trigger.first);
            let dated = reading.dates_in(window.clone()).next().is_some();
            let armed =
                window.any(|at| (at < trigger.first || at >= trigger.end) && trigger::is_weapon(reading, at));
            let supported = !tolls.is_empty() || dated || armed;
            if trigger.value.weak && !supported {
                continue;
            }
            self.trigger(reading, sentence, trigger, (sites, !tolls.is_empty()));
        }
        attach::tolls(&mut self.told, reading, sentence, before, (sites, tolls));
    }

    fn trigger(
        &mut self,
        reading: &Reading<'_>,
        sentence: usize,
        trigger: &Trigger<'static>,
        (sites, tolled): (&[Site], bool),
    ) {
        let bounds = reading.sentence(sentence);
        let default = self
            .told
            .last()
            .filter(|last| {
                last.modality.is_drawn() && reading.sentence(last.sentence).paragraph == bounds.paragraph
            })
            .map(|last| last.kind)
            .or(self.leading);
        let Some(kind) = trigger::type_for(reading, trigger, sentence, default) else { return };
        let violent = self.leading.is_some_and(|(event, _)| {
            matches!(event, EventType::Explosions | EventType::Battles | EventType::ViolenceAgainstCivilians)
        });
        let day_named = reading.dates_in(reading.window(sentence, trigger.first)).next().is_some();
        if kind.0 == EventType::Disaster && violent && !tolled && !day_named {
            // Fires and floods among shells are circumstances.
            return;
        }
        let (mut standing, why) = modality::of(reading, trigger, sentence);
        let when = when::of(reading, trigger, sentence, &mut self.carried);
        if standing.is_drawn()
            && (modality::is_background(&when, reading.published)
                || modality::coarse_past(reading, trigger, sentence))
        {
            standing = Modality::History;
        }
        let earlier = self
            .told
            .iter()
            .rev()
            .take_while(|told| told.sentence == sentence)
            .map(|told| told.token)
            .filter(|token| *token != trigger.first)
            .max();
        let own_day = reading
            .dates_in(reading.window(sentence, trigger.first))
            .any(|date| date.kind == crate::text::dates::DateKind::Day && !reading.is_report_date(date));
        let (site, anaphoric) =
            self.site_for(reading, sentence, trigger, best_site(reading, trigger, sites, earlier));
        let settled = site.is_some_and(|site| site_rank(reading, site) <= 1);
        let bare = !own_day && !settled && !tolled && standing.is_drawn() && !bounds.heading;
        let vague = vagueness(reading, trigger, bounds.first_token, site, bare);
        if let Some((modality, _)) = &vague {
            standing = *modality;
        }
        let vague = vague.map(|(_, evidence)| evidence);
        let mut told = first_told(reading, sentence, trigger, kind);
        (told.modality, told.when, told.anaphoric) = (standing, when, anaphoric && site.is_none());
        told.evidence.extend(why.into_iter().chain(vague));
        match site {
            Some(site) => self.place_at(reading, &told, site),
            None => self.inherit(reading, told, trigger),
        }
    }

    /// "The attack" without a place right beside it tells of an event told before: a place elsewhere in the sentence is
    /// not taken then. Returns the site, and whether the trigger points back.
    fn site_for<'s>(
        &self,
        reading: &Reading<'_>,
        sentence: usize,
        trigger: &Trigger<'_>,
        site: Option<&'s Site>,
    ) -> (Option<&'s Site>, bool) {
        let bounds = reading.sentence(sentence);
        let anaphoric = is_definite(reading, trigger, bounds.first_token)
            && site.is_none_or(|site| !is_beside(reading, trigger.end, site.first));
        let near = |told: &Told| told.modality.is_drawn() && told.paragraph + 4 >= bounds.paragraph;
        let known = anaphoric && self.told.iter().rev().take(60).any(near);
        let dropped = known && site.is_some_and(|site| site.end > trigger.first || site.cost > 0);
        (if dropped { None } else { site }, anaphoric)
    }

    fn place_at(&mut self, reading: &Reading<'_>, told: &Told, site: &Site) {
        for head in &site.heads {
            let mut told = told.clone();
            told.place = place::place_at(reading, head, false);
            told.containers = names(reading, &head.containers);
            if let Some(span) = told.place.span {
                told.evidence.push(Evidence::at("place.clause", span, "named in the event's own sentence"));
            }
            if told.modality.is_drawn() {
                self.carried.last = Some(told.when.clone());
            }
            self.told.push(told);
        }
    }

    /// No place in the sentence: the section's place, else the place of the event told last, else the article's subject.
    fn inherit(&mut self, reading: &Reading<'_>, mut told: Told, trigger: &Trigger<'_>) {
        let bounds = reading.sentence(told.sentence);
        let paragraph = bounds.paragraph;
        let here = self.focus.as_ref().is_some_and(|(at, _, _)| *at == paragraph);
        // A place named since in the same paragraph: "... village. The shelling damaged a school."
        told.anaphoric &= !here;
        told.far = !here;
        if let Some(region) = self.region.clone().filter(|_| {
            !here && !told.anaphoric && names_region(reading, bounds.first_token, bounds.end_token)
        }) {
            told.place = EventPlace { inherited: true, ..region };
            told.evidence.push(Evidence::of("place.nominal", "\"the region\" that was named last"));
            self.told.push(told);
            return;
        }
        if let Some((_, place)) = self.settlement.clone().filter(|(at, _)| {
            *at + NOMINAL_REACH >= told.sentence
                && !told.anaphoric
                && names_settlement(reading, bounds.first_token, bounds.end_token)
        }) {
            told.place = EventPlace { inherited: true, ..place };
            told.far = false;
            told.evidence.push(Evidence::of("place.nominal", "\"the city\" that was named last"));
            self.told.push(told);
            return;
        }
        let near = self
            .focus
            .as_ref()
            .filter(|(at, _, _)| *at + 1 >= paragraph)
            .map(|(_, place, held)| (place.clone(), held.clone()));
        if let Some((place, held)) = near.or_else(|| self.subject.clone()) {
            told.place = EventPlace { inherited: true, ..place };
            told.containers = held;
            told.evidence.push(Evidence::of("place.inherited", "the place that the text speaks of before"));
        }
        let _ = trigger;
        self.told.push(told);
    }

    fn remember(&mut self, reading: &Reading<'_>, sentence: usize, sites: &[Site]) {
        let town = sites.iter().rev().flat_map(|site| &site.heads).find(|head| {
            place::class_of(&reading.toponyms[head.toponym]) == crate::gazetteer::PlaceClass::Settlement
        });
        if let Some(head) = town {
            let head = site::Head { relation: Relation::In, offset: None, exact: false, ..head.clone() };
            self.settlement = Some((sentence, place::place_at(reading, &head, true)));
        }
        let paragraph = reading.sentence(sentence).paragraph;
        let area = sites
            .iter()
            .flat_map(|site| &site.heads)
            .flat_map(|head| std::iter::once(head.toponym).chain(head.containers.iter().copied()))
            .find(|&index| {
                reading.toponyms[index]
                    .place
                    .as_ref()
                    .is_some_and(|place| place.class == crate::gazetteer::PlaceClass::Region)
            });
        if let Some(index) = area {
            let head = site::Head {
                toponym: index,
                containers: Vec::new(),
                relation: Relation::Region,
                offset: None,
                exact: false,
            };
            self.region = Some(place::place_at(reading, &head, true));
        }
        let told = self
            .told
            .iter()
            .rev()
            .take_while(|told| told.sentence == sentence)
            .find(|told| told.modality.is_drawn() && !told.place.inherited);
        if is_link(reading, reading.sentence(sentence).first_token) {
            return;
        }
        let found = told.map(|told| (told.place.clone(), told.containers.clone())).or_else(|| {
            let site = sites
                .iter()
                .filter(|site| site.cost <= 4 && site_rank(reading, site) <= 2)
                .min_by_key(|site| site_rank(reading, site))?;
            let head = site.heads.first()?;
            Some((place::place_at(reading, head, true), names(reading, &head.containers)))
        });
        if let Some((place, held)) = found {
            if self.subject.is_none() && !place.precision.is_areal() {
                self.subject = Some((place.clone(), held.clone()));
            }
            let narrow =
                !place.precision.is_areal() || self.focus.as_ref().is_none_or(|(at, _, _)| *at != paragraph);
            if narrow {
                self.focus = Some((paragraph, place, held));
            }
        }
    }
}

/// A telling with all that the trigger's sentence says, its place and standing still open.
fn first_told(
    reading: &Reading<'_>,
    sentence: usize,
    trigger: &Trigger<'static>,
    kind: (EventType, SubEventType),
) -> Told {
    let bounds = reading.sentence(sentence);
    let span = reading.prose.tokens[trigger.first].span.join(reading.prose.tokens[trigger.end - 1].span);
    let (actor1, actor2) = actors::of(reading, trigger, sentence);
    Told {
        kind,
        certain: matches!(trigger.value.sort, Sort::Fixed(..)),
        weak: trigger.value.weak,
        modality: Modality::Happened,
        when: When::unknown(),
        place: place::nowhere(),
        containers: Vec::new(),
        casualties: Casualties::default(),
        ledger: Ledger::default(),
        weapon: actors::weapon(reading, trigger, sentence),
        actor1,
        actor2,
        claimed_by: actors::speaker(reading, sentence, trigger),
        denied_by: None,
        trigger: span,
        token: trigger.first,
        sentence,
        paragraph: bounds.paragraph,
        far: false,
        heading: bounds.heading,
        caption: is_caption(reading, sentence),
        separate: is_separate(reading, trigger, bounds.first_token),
        anaphoric: false,
        plural: is_plural(reading.word(trigger.end - 1)),
        rule: trigger.rule.to_owned(),
        evidence: vec![Evidence::at(trigger.rule, span, "told the event")],
        tellings: 1,
    }
}

/// What makes an event too vague to stand as one: with the label that it gets instead.
fn vagueness(
    reading: &Reading<'_>,
    trigger: &Trigger<'_>,
    start: usize,
    site: Option<&Site>,
    bare: bool,
) -> Option<(Modality, Evidence)> {
    if is_link(reading, start) {
        return Some((Modality::History, Evidence::of("hist.link", "a link to another story")));
    }
    let aggregate = |rule, note| Some((Modality::Aggregate, Evidence::of(rule, note)));
    if bare && is_plural(reading.word(trigger.end - 1)) {
        return aggregate("agg.plural", "a plural without day, settlement or number");
    }
    if bare && site.is_some_and(|site| site_rank(reading, site) >= 4) {
        return aggregate("agg.country", "a country alone, without day or number");
    }
    None
}

pub fn names(reading: &Reading<'_>, toponyms: &[usize]) -> Vec<String> {
    toponyms
        .iter()
        .map(|&index| {
            let toponym = &reading.toponyms[index];
            toponym.place.as_ref().map_or_else(|| toponym.text.clone(), |place| place.name.clone())
        })
        .collect()
}

/// Where the wounded lie is not where they were hurt.
pub fn is_hospital(reading: &Reading<'_>, site: &Site) -> bool {
    site.heads.iter().any(|head| {
        let name = reading.toponyms[head.toponym].text.to_lowercase();
        name.contains("hospital") || name.contains("clinic")
    })
}

pub fn site_rank(reading: &Reading<'_>, site: &Site) -> u8 {
    site.heads
        .iter()
        .map(|head| reading.toponyms[head.toponym].place.as_ref().map_or(1, |place| place::rank(place.class)))
        .min()
        .unwrap_or(4)
}

/// The site that costs least to reach from the trigger.
pub fn best_site<'s>(
    reading: &Reading<'_>,
    trigger: &Trigger<'_>,
    sites: &'s [Site],
    earlier: Option<usize>,
) -> Option<&'s Site> {
    const LIMIT: u32 = 90;
    let near = sites.partition_point(|site| site.end + 120 < trigger.first);
    sites
        .get(near..)
        .unwrap_or(&[])
        .iter()
        .take_while(|site| site.first < trigger.end + 120)
        .filter(|site| site.cost < 50 && !(trigger.value.sort == Sort::Harm && is_hospital(reading, site)))
        .map(|site| {
            let reach = if site.first >= trigger.end {
                reading.apart(trigger.end, site.first)
            } else {
                // A place after an earlier trigger belongs to that one first.
                let taken = earlier.is_some_and(|earlier| earlier < site.first);
                reading.apart(site.end, trigger.first) + if taken { 12 } else { 2 }
            };
            let wide = match site_rank(reading, site) {
                0 | 1 => 0,
                2 => 5,
                3 => 12,
                _ => 25,
            };
            (reach + site.cost + wide, site)
        })
        .filter(|(cost, _)| *cost < LIMIT)
        .min_by_key(|(cost, site)| (*cost, site.first))
        .map(|(_, site)| site)
}
