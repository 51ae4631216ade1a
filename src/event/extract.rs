//! The events of one article: triggers, their standing, place, day and numbers, joined where they retell one another.

use super::casualty::{self, Toll};
use super::lexicon::{Sort, class};
use super::place::{self, Site};
use super::reading::Reading;
use super::trigger::{self, Trigger};
use super::when::{self, Carried};
use super::{
    Casualties, Event, EventPlace, EventType, Modality, Relation, SubEventType, When, actors, coref, modality,
};
use crate::document::Document;
use crate::evidence::Evidence;
use crate::text::{Prose, Span};
use crate::toponym::Toponym;

/// One telling of an event, before the tellings of one event are joined.
#[derive(Debug, Clone)]
pub struct Told {
    /// Type and sub-type.
    pub kind: (EventType, SubEventType),
    /// True if the trigger fixes the type.
    pub certain: bool,
    /// True if the trigger needs support.
    pub weak: bool,
    /// Whether it happened.
    pub modality: Modality,
    /// When.
    pub when: When,
    /// Where.
    pub place: EventPlace,
    /// Names of the areas that hold the place, as the text says.
    pub containers: Vec<String>,
    /// Who was hurt.
    pub casualties: Casualties,
    /// Weapon as written.
    pub weapon: Option<String>,
    /// Who did it.
    pub actor1: Option<String>,
    /// To whom.
    pub actor2: Option<String>,
    /// Who says so.
    pub claimed_by: Option<String>,
    /// The words that told it.
    pub trigger: Span,
    /// Their first token.
    pub token: usize,
    /// Index of the sentence.
    pub sentence: usize,
    /// Index of the paragraph.
    pub paragraph: usize,
    /// True in a headline.
    pub heading: bool,
    /// True where the text says that it is another one: "in a separate attack".
    pub separate: bool,
    /// True for "the attack", "this strike" without a place of its own beside it: one told before.
    pub anaphoric: bool,
    /// True for a noun in the plural: "attacks".
    pub plural: bool,
    /// Id of the trigger's rule.
    pub rule: String,
    /// Every reason.
    pub evidence: Vec<Evidence>,
    /// How many tellings were joined.
    pub tellings: u32,
}

/// The events of an article, in the order of the text; those that did not happen stand among them under their label.
#[must_use]
pub fn extract(document: &Document, prose: &Prose, toponyms: &[Toponym]) -> Vec<Event> {
    let english = document.language.as_deref().is_none_or(|language| language == "en");
    if !english {
        return Vec::new();
    }
    let mut sorted: Vec<Toponym> = Vec::new();
    let ordered = toponyms.is_sorted_by_key(|toponym| toponym.span.start);
    if !ordered {
        sorted = toponyms.to_vec();
        sorted.sort_by_key(|toponym| toponym.span);
    }
    let reading = Reading::new(document, prose, if ordered { toponyms } else { &sorted });
    let told = tell(&reading);
    let (asserted, other): (Vec<Told>, Vec<Told>) =
        told.into_iter().partition(|told| told.modality.is_drawn());
    let mut all = coref::join(asserted);
    all.extend(other);
    all.sort_by_key(|told| (told.trigger.start, told.place.span.map_or(0, |span| span.start)));
    all.into_iter().enumerate().map(|(number, told)| finish(&reading, told, number)).collect()
}

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
}

fn tell(reading: &Reading<'_>) -> Vec<Told> {
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
    };
    let mut next_toponym = 0;
    for (sentence, triggers) in &all {
        let bounds = reading.sentence(*sentence);
        let first = next_toponym;
        while reading.toponyms.get(next_toponym).is_some_and(|toponym| toponym.span.start < bounds.span.end) {
            next_toponym += 1;
        }
        let sites = place::sites(reading, *sentence, first..next_toponym);
        let tolls = casualty::tolls(reading, *sentence);
        walk.sentence(reading, *sentence, triggers, &sites, &tolls);
        walk.carried.pass(reading, *sentence);
        walk.remember(reading, *sentence, &sites);
    }
    walk.told
}

impl Walk {
    fn sentence(
        &mut self,
        reading: &Reading<'_>,
        sentence: usize,
        triggers: &[Trigger<'static>],
        sites: &[Site],
        tolls: &[Toll],
    ) {
        let before = self.told.len();
        let bounds = reading.sentence(sentence);
        let others = triggers.iter().any(|trigger| trigger.value.sort != Sort::Harm);
        for trigger in triggers {
            if trigger.value.sort == Sort::Harm && (others || tolls.is_empty() || sites.is_empty()) {
                continue;
            }
            let dated = reading.dates_in(bounds.first_token..bounds.end_token).next().is_some();
            let armed = (bounds.first_token..bounds.end_token)
                .any(|at| (at < trigger.first || at >= trigger.end) && trigger::is_weapon(reading, at));
            let supported = !tolls.is_empty() || dated || armed;
            if trigger.value.weak && !supported {
                continue;
            }
            self.trigger(reading, sentence, trigger, (sites, !tolls.is_empty()));
        }
        self.attach(reading, sentence, before, sites, tolls);
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
        let site = best_site(reading, trigger, sites, earlier);
        let anaphoric = is_definite(reading, trigger, bounds.first_token)
            && site.is_none_or(|site| !is_beside(reading, trigger.end, site.first));
        let known = anaphoric
            && self
                .told
                .iter()
                .rev()
                .take(60)
                .any(|told| told.modality.is_drawn() && told.paragraph + 4 >= bounds.paragraph);
        let site = if known && site.is_some_and(|site| site.end > trigger.first || site.cost > 0) {
            None
        } else {
            site
        };
        let settled = site.is_some_and(|site| site_rank(reading, site) <= 1);
        let mut vague = None;
        if is_plural(reading.word(trigger.end - 1))
            && !own_day
            && !settled
            && !tolled
            && standing.is_drawn()
            && !bounds.heading
        {
            standing = Modality::Aggregate;
            vague = Some(Evidence::of("agg.plural", "a plural without day, settlement or number"));
        }
        if is_link(reading, bounds.first_token) {
            standing = Modality::History;
            vague = Some(Evidence::of("hist.link", "a link to another story"));
        }
        let span = reading.prose.tokens[trigger.first].span.join(reading.prose.tokens[trigger.end - 1].span);
        let mut evidence = vec![Evidence::at(trigger.rule, span, "told the event")];
        evidence.extend(why);
        evidence.extend(vague);
        let (actor1, actor2) = actors::of(reading, trigger, sentence);
        let told = Told {
            kind,
            certain: matches!(trigger.value.sort, Sort::Fixed(..)),
            weak: trigger.value.weak,
            modality: standing,
            when,
            place: place::nowhere(),
            containers: Vec::new(),
            casualties: Casualties::default(),
            weapon: actors::weapon(reading, trigger, sentence),
            actor1,
            actor2,
            claimed_by: actors::speaker(reading, sentence, trigger),
            trigger: span,
            token: trigger.first,
            sentence,
            paragraph: bounds.paragraph,
            heading: bounds.heading,
            separate: is_separate(reading, trigger, bounds.first_token),
            anaphoric: anaphoric && site.is_none(),
            plural: is_plural(reading.word(trigger.end - 1)),
            rule: trigger.rule.to_owned(),
            evidence,
            tellings: 1,
        };
        match site {
            Some(site) => self.place_at(reading, &told, site),
            None => self.inherit(reading, told, trigger),
        }
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
        if let Some(region) = self.region.clone().filter(|_| {
            !here && !told.anaphoric && names_region(reading, bounds.first_token, bounds.end_token)
        }) {
            told.place = EventPlace { inherited: true, ..region };
            told.evidence.push(Evidence::of("place.nominal", "\"the region\" that was named last"));
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

    /// Gives each toll to the event of its clause, or to the event told last where the sentence tells none.
    fn attach(
        &mut self,
        reading: &Reading<'_>,
        sentence: usize,
        before: usize,
        sites: &[Site],
        tolls: &[Toll],
    ) {
        let bounds = reading.sentence(sentence);
        for toll in tolls {
            let from = before.max(self.told.partition_point(|told| told.token + 120 < toll.head));
            let same: Vec<usize> = (from..self.told.len())
                .take(120)
                .filter(|&index| self.told[index].modality.is_drawn())
                .collect();
            let target =
                same.iter().copied().min_by_key(|&index| reading.apart(self.told[index].token, toll.head));
            if let Some(index) = target {
                let token = self.told[index].token;
                let listed: Vec<usize> =
                    same.into_iter().filter(|&other| self.told[other].token == token).collect();
                self.give(reading, &listed, toll);
                continue;
            }
            if before < self.told.len() || bounds.heading {
                continue;
            }
            self.give_back(reading, sentence, sites, toll);
        }
    }

    fn give_back(&mut self, reading: &Reading<'_>, sentence: usize, sites: &[Site], toll: &Toll) {
        let paragraph = reading.sentence(sentence).paragraph;
        let Some(last) = self.told.iter().rposition(|told| told.modality.is_drawn()) else { return };
        let known = &self.told[last];
        let one = self
            .told
            .iter()
            .rev()
            .take(60)
            .filter(|told| told.modality.is_drawn())
            .all(|told| told.place.text == known.place.text);
        let near = known.paragraph + if one { 3 } else { 1 } >= paragraph;
        let bounds = reading.sentence(sentence);
        let summed = (bounds.first_token..bounds.end_token)
            .any(|at| matches!(reading.word(at), "since" | "total" | "overall"));
        let elsewhere = sites.iter().flat_map(|site| &site.heads).any(|head| {
            let toponym = &reading.toponyms[head.toponym];
            let wide = toponym.place.as_ref().is_some_and(|place| place::rank(place.class) >= 2);
            !wide && Some(toponym.text.as_str()) != Some(known.place.text.as_str())
        });
        let zero = toll.count.high == Some(0);
        if summed || !near || elsewhere && !zero {
            return;
        }
        let token = known.token;
        if zero {
            // "There were no casualties in any of these": all events of the paragraph without a number.
            let open: Vec<usize> = (0..self.told.len())
                .rev()
                .take(40)
                .take_while(|&index| {
                    self.told[index].paragraph + 1 >= paragraph && self.told[index].paragraph <= paragraph
                })
                .filter(|&index| {
                    let told = &self.told[index];
                    let unknown = told.casualties.killed.is_none() && told.casualties.injured.is_none();
                    told.modality.is_drawn()
                        && unknown
                        && (told.paragraph == paragraph || told.token == token)
                })
                .collect();
            self.give(reading, &open, toll);
            return;
        }
        let listed: Vec<usize> = (0..=last)
            .rev()
            .take(40)
            .take_while(|&index| self.told[index].token == token || !self.told[index].modality.is_drawn())
            .filter(|&index| self.told[index].token == token)
            .collect();
        self.give(reading, &listed, toll);
    }

    /// A number shared by several places is only a bound for each of them.
    fn give(&mut self, reading: &Reading<'_>, listed: &[usize], toll: &Toll) {
        let shared = listed.len() > 1 && toll.count.high != Some(0);
        for &index in listed {
            let mut toll = *toll;
            if shared {
                toll.count.low = None;
                toll.count.best = None;
            }
            casualty::add(&mut self.told[index].casualties, &toll, &reading.document.text);
            self.told[index].evidence.push(Evidence::at(
                "casualty.count",
                toll.span,
                "number of people hurt",
            ));
        }
    }

    fn remember(&mut self, reading: &Reading<'_>, sentence: usize, sites: &[Site]) {
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
            let head = place::Head {
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

/// "the attack", "this strike", "the two explosions".
fn is_definite(reading: &Reading<'_>, trigger: &Trigger<'_>, start: usize) -> bool {
    let noun = matches!(
        reading.word(trigger.end - 1),
        "attack"
            | "strike"
            | "shelling"
            | "explosion"
            | "blast"
            | "explosions"
            | "attacks"
            | "strikes"
            | "assault"
            | "raid"
            | "clash"
            | "clashes"
            | "bombing"
            | "bombardment"
            | "airstrike"
            | "ambush"
            | "fighting"
            | "battle"
            | "massacre"
            | "shooting"
            | "fire"
            | "accident"
            | "crash"
            | "collision"
            | "protest"
            | "rally"
            | "demonstration"
            | "kidnapping"
            | "abduction"
            | "earthquake"
            | "quake"
    );
    let verbal = matches!(
        reading.word(trigger.first),
        "came" | "come" | "comes" | "was" | "were" | "coming" | "launched" | "carried" | "opened"
    );
    noun && !verbal
        && (trigger.first.saturating_sub(2).max(start)..trigger.first)
            .any(|at| matches!(reading.word(at), "the" | "this" | "these" | "that" | "those"))
}

/// True if only "on", "in", "of" and words of kind part a trigger from the place after it.
fn is_beside(reading: &Reading<'_>, from: usize, to: usize) -> bool {
    from <= to
        && to - from <= 8
        && (from..to).all(|at| {
            reading
                .is(at, class::KIND_WORD | class::QUARTER | class::NEAR | class::OUTSKIRTS | class::FACILITY)
                || matches!(
                    reading.word(at),
                    "on" | "in"
                        | "at"
                        | "of"
                        | "against"
                        | "over"
                        | "the"
                        | "a"
                        | "an"
                        | "'s"
                        | "targeting"
                        | "hit"
                        | "inside"
                        | "across"
                )
                || reading.prose.tokens[at].capital
        })
}

fn is_plural(word: &str) -> bool {
    matches!(
        word,
        "attacks"
            | "strikes"
            | "shellings"
            | "airstrikes"
            | "clashes"
            | "bombings"
            | "explosions"
            | "raids"
            | "assaults"
            | "offensives"
            | "protests"
            | "arrests"
            | "kidnappings"
            | "battles"
            | "floods"
            | "incursions"
            | "blasts"
            | "rallies"
            | "abductions"
    )
}

/// "Read also: ..." leads to another story.
fn is_link(reading: &Reading<'_>, first: usize) -> bool {
    matches!(
        (reading.word(first), reading.word(first + 1)),
        ("read" | "see" | "watch", "also" | "more")
            | ("also", "read" | "see")
            | ("related" | "recommended", ":" | "articles" | "stories")
    )
}

/// "In a separate attack", "another strike": not one of those told before.
fn is_separate(reading: &Reading<'_>, trigger: &Trigger<'_>, start: usize) -> bool {
    (start..trigger.first.min(start + 6)).any(|at| {
        matches!(reading.word(at), "separate" | "elsewhere")
            || reading.word(at) == "another"
                && matches!(reading.word(at + 1), "incident" | "attack" | "strike" | "case")
    })
}

/// "elsewhere in the region", "across the province".
fn names_region(reading: &Reading<'_>, first: usize, end: usize) -> bool {
    (first..end).any(|at| {
        matches!(reading.word(at), "region" | "province" | "oblast" | "governorate")
            && matches!(reading.before(at, 1), "the" | "this")
            && matches!(reading.before(at, 2), "in" | "across" | "over" | "of" | "throughout")
    })
}

fn names(reading: &Reading<'_>, toponyms: &[usize]) -> Vec<String> {
    toponyms
        .iter()
        .map(|&index| {
            let toponym = &reading.toponyms[index];
            toponym.place.as_ref().map_or_else(|| toponym.text.clone(), |place| place.name.clone())
        })
        .collect()
}

/// Where the wounded lie is not where they were hurt.
fn is_hospital(reading: &Reading<'_>, site: &Site) -> bool {
    site.heads.iter().any(|head| {
        let name = reading.toponyms[head.toponym].text.to_lowercase();
        name.contains("hospital") || name.contains("clinic")
    })
}

fn site_rank(reading: &Reading<'_>, site: &Site) -> u8 {
    site.heads
        .iter()
        .map(|head| reading.toponyms[head.toponym].place.as_ref().map_or(1, |place| place::rank(place.class)))
        .min()
        .unwrap_or(4)
}

/// The site that costs least to reach from the trigger.
fn best_site<'s>(
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

fn finish(reading: &Reading<'_>, told: Told, number: usize) -> Event {
    let bounds = reading.sentence(told.sentence);
    let confidence = confidence(&told);
    let mut modality = told.modality;
    let party =
        reading.any(bounds.first_token..bounds.end_token, class::SPEECH) && told.kind.0 == EventType::Battles;
    if modality == Modality::Happened && party {
        modality = Modality::Claimed;
    }
    Event {
        id: format!("{}-e{}-{number}", reading.document.id, told.trigger.start),
        doc: reading.document.id.clone(),
        incident: String::new(),
        event_type: told.kind.0,
        sub_event_type: told.kind.1,
        modality,
        when: told.when,
        place: told.place,
        casualties: told.casualties,
        weapon: told.weapon,
        actor1: told.actor1,
        actor2: told.actor2,
        claimed_by: told.claimed_by,
        denied_by: None,
        trigger: told.trigger,
        sentence: bounds.span,
        rule: told.rule,
        confidence,
        evidence: told.evidence,
        border: None,
    }
}

/// Share of such events that proved right on annotated articles.
fn confidence(told: &Told) -> f64 {
    let mut score: f64 = 0.55;
    if told.certain {
        score += 0.08;
    }
    if told.weak {
        score -= 0.15;
    }
    if told.place.inherited || told.place.place.is_none() {
        score -= 0.25;
    }
    if told.place.relation == Relation::Region {
        score -= 0.15;
    }
    if told.casualties.killed.is_some() || told.casualties.injured.is_some() {
        score += 0.1;
    }
    if told.tellings > 1 {
        score += 0.08;
    }
    score.clamp(0.05, 0.95)
}
