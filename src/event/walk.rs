//! The walk through the text, sentence by sentence: every trigger with its standing, place, day and numbers.

mod placing;
mod worded;

use super::alike::{is_own_date, place_rank};
use super::attach;
use super::background::{self, Past};
use super::casualty::{self, Toll};
use super::choose::{Rival, best_site, site_rank};
use super::goes_on;
use super::later;
use super::lexicon::{Sort, class};
use super::memory::{Memory, capital_of_adjective};

use super::parts::{Parts, burns_and_kills};
use super::phrases::{harms, is_beside, is_caption, is_definite, is_definite_weapon, is_ward, occurs};
use super::quarters;
use super::reading::Reading;
use super::section;
use super::site::{self, Site};
use super::spelled::Counted;
use super::telling::{first_told, is_counted_in_one, is_reaction, of_one_crowd};
use super::told::Told;
use super::trigger::{self, Trigger};
use super::vague;
use super::weapon::is_weapon;
use super::when::{self, Carried};
use super::{EventType, Modality, SubEventType, When, modality, typing};
use crate::evidence::Evidence;

/// What the walk through the text remembers.
struct Walk {
    carried: Carried,
    leading: Option<(EventType, SubEventType)>,
    /// Whether the article remembers or tries what happened in an earlier year.
    looks_back: Option<Past>,
    told: Vec<Told>,
    /// The places spoken of before.
    memory: Memory,
    /// The telling whose places are counted and may be named yet.
    counted: Option<Counted>,
    /// The area that heads the part of a list that the sentence stands in: an index into the article's toponyms.
    area: Option<usize>,
    /// The place that the item of a list begins with, in which the sentence stands.
    item: Option<usize>,
}

/// What one sentence offers to its triggers.
struct Scene<'s> {
    sites: &'s [Site],
    rivals: &'s [Rival],
    /// True if it counts people hurt.
    tolled: bool,
}

pub fn tell(reading: &Reading<'_>) -> Vec<Told> {
    let count = reading.prose.sentences.len();
    let all: Vec<(usize, Vec<Trigger<'static>>)> =
        (0..count).map(|sentence| (sentence, trigger::find(reading, sentence))).collect();
    let leading = typing::leading_type(reading, &all);
    let mut walk = Walk {
        carried: Carried::default(),
        leading,
        looks_back: background::looks_back(reading),
        told: Vec::new(),
        memory: Memory::default(),
        counted: None,
        area: None,
        item: None,
    };
    let areas = section::areas(reading);
    let items = section::items(reading);
    let mut next_toponym = 0;
    for (sentence, triggers) in &all {
        walk.item = items.get(sentence).copied();
        walk.area = areas.get(sentence).copied();
        let bounds = reading.sentence(*sentence);
        let first = next_toponym;
        while reading.toponyms.get(next_toponym).is_some_and(|toponym| toponym.span.start < bounds.span.end) {
            next_toponym += 1;
        }
        let sites = site::sites(reading, *sentence, first..next_toponym, walk.area);
        let tolls = casualty::tolls(reading, *sentence);
        walk.sentence(reading, *sentence, triggers, (&sites, &tolls));
        // The date and place of a picture are not those of the running text.
        if !is_caption(reading, *sentence) {
            walk.carried.pass(reading, *sentence);
            let sites = quarters::without(reading, sites, &walk.told, bounds.paragraph);
            walk.memory.remember(reading, *sentence, &sites, &walk.told);
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
        // "Four were killed in X, three in Y and one in Z": the last goes on with what the first word of harm tells.
        let harmed = triggers.first().is_some_and(|first| first.value.sort == Sort::Harm);
        let goes_on = |trigger: &Trigger<'_>| harmed && trigger.rule == "same.another";
        let others = triggers.iter().any(|trigger| {
            // "killed several militants in X, after troops entered the city"
            let enters = trigger.rule.starts_with("capture.entered");
            let lesser =
                trigger.value.sort == Sort::Harm || enters || burns_and_kills(reading, trigger, triggers);
            !lesser && !goes_on(trigger)
        });
        let standings: Vec<(Modality, Option<Evidence>)> =
            triggers.iter().map(|trigger| modality::of(reading, trigger, sentence)).collect();
        let rivals: Vec<Rival> = triggers
            .iter()
            .zip(&standings)
            .map(|(trigger, (standing, _))| Rival {
                first: trigger.first,
                end: trigger.end,
                drawn: standing.is_drawn(),
                harm: trigger.value.sort == Sort::Harm,
            })
            .collect();
        let bounds = reading.sentence(sentence);
        let placed = !sites.is_empty()
            || capital_of_adjective(reading, bounds.first_token, bounds.end_token).is_some();
        // "they bombed hideouts in X; an official in Y said four were killed"
        let narrated: Vec<Site> =
            sites.iter().filter(|site| !reading.is(site.end, class::SPEECH)).cloned().collect();
        let parts = Parts::of(reading, sentence);
        let scene = Scene { sites, rivals: &rivals, tolled: !tolls.is_empty() };
        let mut aside = Vec::new();
        for (trigger, standing) in triggers.iter().zip(standings) {
            let harm = trigger.value.sort == Sort::Harm;
            if harm
                && (tolls.iter().all(Toll::harm_is_none) || !placed || is_ward(reading, sentence, trigger))
            {
                continue;
            }
            if harm && others && !parts.is_apart(reading, trigger, triggers, &narrated) {
                aside.push((trigger, standing));
            } else {
                self.supported(reading, sentence, (trigger, standing), &scene);
            }
        }
        // "Two were killed in the unrest in X": where the other words tell nothing, those of harm do.
        let silent = self.told.len() == before;
        for (trigger, standing) in aside.into_iter().filter(|_| silent) {
            self.supported(reading, sentence, (trigger, standing), &scene);
        }
        if self.told.len() == before
            && let Some((told, site)) = later::placed(reading, sentence, self.told.last(), sites)
        {
            self.place_at(reading, &told, site);
        }
        self.worded(reading, sentence, before, (sites, tolls));
        self.name_counted(reading, sentence, sites);
        attach::tolls(&mut self.told, reading, sentence, before, (sites, tolls));
    }

    /// A trigger whose words are strong, or that a toll, a day, a weapon or a place beside it supports.
    fn supported(
        &mut self,
        reading: &Reading<'_>,
        sentence: usize,
        (trigger, standing): (&Trigger<'static>, (Modality, Option<Evidence>)),
        scene: &Scene<'_>,
    ) {
        let sites = scene.sites;
        let mut window = reading.window(sentence, trigger.first);
        let dated = reading.dates_in(window.clone()).next().is_some();
        let armed = window.any(|at| (at < trigger.first || at >= trigger.end) && is_weapon(reading, at));
        let happens = || {
            let next = sites.get(sites.partition_point(|site| site.first < trigger.end));
            next.is_some_and(|site| occurs(reading, trigger.end - 1, site.first))
        };
        let supported = scene.tolled
            || dated
            || armed
            || happens()
            || self.item.is_some() && matches!(trigger.value.sort, Sort::Fixed(EventType::Protests, _))
            || goes_on::is_in_place(reading, trigger, sites, self.leading)
            || goes_on::is_kin(reading, trigger, sites, self.kinds_before());
        if !trigger.value.weak || supported {
            self.trigger(reading, sentence, (trigger, standing), scene);
        }
    }

    /// "Gunmen killed ten farmers": who did what to how many is support enough; so is "In X, three people drowned", where floods are
    /// told of.
    fn tells_enough(&self, kind: (EventType, SubEventType), settled: bool) -> bool {
        kind.0 == EventType::ViolenceAgainstCivilians || settled && self.kinds_before().next() == Some(kind)
    }

    /// The kinds of the events told last, from the last on.
    fn kinds_before(&self) -> impl Iterator<Item = (EventType, SubEventType)> {
        self.told.iter().rev().take(60).filter(|told| told.modality.is_drawn()).map(|told| told.kind)
    }

    /// "Rebels raided three villages. ... A, B and C": the event at each of the places that were only counted.
    fn name_counted(&mut self, reading: &Reading<'_>, sentence: usize, sites: &[Site]) {
        self.counted = self.counted.take().filter(|counted| !counted.is_over(sentence));
        let Some(site) = self.counted.as_ref().and_then(|counted| counted.named(reading, sentence, sites))
        else {
            return;
        };
        if let Some(counted) = self.counted.take() {
            let mut told = counted.told.clone();
            self.counted = counted.less(site.heads.len(), sentence);
            told.sentence = sentence;
            told.paragraph = reading.sentence(sentence).paragraph;
            (told.heading, told.anaphoric, told.again) = (false, false, false);
            told.evidence.push(Evidence::of("place.list", "places that were counted before are named"));
            self.place_at(reading, &told, site);
        }
    }

    /// The kind of event that the paragraph has just told, else the one that the article is about.
    fn kind_before(&self, reading: &Reading<'_>, sentence: usize) -> Option<(EventType, SubEventType)> {
        let paragraph = reading.sentence(sentence).paragraph;
        // "Floods displaced 3,000. In X, four drowned": of the floods, not of those who fled.
        let fled = (EventType::StrategicDevelopments, SubEventType::Other);
        let last = self.told.iter().rev().take(60).find(|last| last.kind != fled).filter(|last| {
            last.modality.is_drawn() && reading.sentence(last.sentence).paragraph == paragraph
        });
        // The fight that an article is about is one of arms only if it speaks of arms or has told of it as one: teams clash too.
        let fight = |sub: SubEventType| matches!(sub, SubEventType::ArmedClash | SubEventType::MobViolence);
        let leading = self.leading.filter(|(_, sub)| {
            !fight(*sub) || reading.warlike || self.told.iter().any(|told| fight(told.kind.1))
        });
        // In a text of crowds, those who are shot in the next town are of one, too.
        let crowd = self.told.last().filter(|last| {
            last.modality.is_drawn()
                && matches!(last.kind.0, EventType::Protests | EventType::Riots)
                && last.paragraph + 2 >= paragraph
                && !reading.warlike
        });
        last.or(crowd).map(|last| last.kind).or(leading)
    }

    /// The kind of event that a trigger tells where it stands; none for circumstances of what the text is about.
    fn kind_here(
        &self,
        reading: &Reading<'_>,
        sentence: usize,
        (trigger, default): (&Trigger<'_>, Option<(EventType, SubEventType)>),
        &Scene { sites, tolled, .. }: &Scene<'_>,
    ) -> Option<(EventType, SubEventType)> {
        let kind = typing::type_for(reading, trigger, sentence, default)?;
        let violent = self.leading.is_some_and(|(event, _)| {
            matches!(event, EventType::Explosions | EventType::Battles | EventType::ViolenceAgainstCivilians)
        });
        let day_named = reading.dates_in(reading.window(sentence, trigger.first)).next().is_some();
        let shelled = default.filter(|(event, _)| *event == EventType::Explosions);
        if let Some(shelled) = shelled.filter(|_| {
            kind.1 == SubEventType::Fire
                && violent
                && goes_on::is_in_place(reading, trigger, sites, self.leading)
        }) {
            // "Drones attacked the region. In X, a depot burned": hit there.
            return Some(shelled);
        }
        // Fires and floods among shells are circumstances.
        (kind.0 != EventType::Disaster || !violent || tolled || day_named).then_some(kind)
    }

    fn trigger(
        &mut self,
        reading: &Reading<'_>,
        sentence: usize,
        (trigger, (mut standing, mut why)): (&Trigger<'static>, (Modality, Option<Evidence>)),
        scene: &Scene<'_>,
    ) {
        let Scene { sites, rivals, tolled } = *scene;
        let bounds = reading.sentence(sentence);
        let before = self.told.iter().rev().take(60).any(|told| told.modality.is_drawn());
        let default = self.kind_before(reading, sentence);
        if trigger.value.sort == Sort::Again && !before {
            return;
        }
        let Some(kind) = self.kind_here(reading, sentence, (trigger, default), scene) else { return };
        (standing, why) = of_one_crowd(reading, trigger, kind.0, (standing, why));
        let when = when::of(reading, trigger, sentence, &mut self.carried);
        (standing, why) = self.standing_by_day(reading, (trigger, sentence), (kind, &when), (standing, why));
        let earlier = self.earlier(sentence, trigger);
        let own_day = reading
            .dates_in(reading.window(sentence, trigger.first))
            .any(|date| date.kind == crate::text::dates::DateKind::Day && !reading.is_report_date(date));
        let (site, anaphoric) =
            self.site_for(reading, sentence, trigger, best_site(reading, trigger, sites, rivals, earlier));
        let item = self.item_site(reading, site, bounds.first_token);
        let site = item.as_ref().or(site);
        let city =
            site.and_then(|site| quarters::city_of(reading, site, &self.told, (kind, bounds.paragraph)));
        let site = site.filter(|_| city.is_none());
        let settled = site.is_some_and(|site| site_rank(reading, site) <= 1);
        let listed = site.is_some_and(|site| site.heads.len() > 1);
        if settled && is_counted_in_one(standing, why.as_ref(), &when, (listed, own_day, tolled)) {
            (standing, why) = (Modality::Happened, None);
        }
        let one_day = own_day && is_own_date(&when) && when.start == when.end;
        let bare = !own_day && !settled && !tolled && standing.is_drawn() && !bounds.heading;
        let vague = vague::of(reading, trigger, bounds.first_token, (site, kind.0), (bare, one_day));
        if is_caption(reading, sentence) && site.is_none() {
            return;
        }
        let open = standing;
        standing = vague.as_ref().map_or(standing, |(modality, _)| *modality);
        let vague = vague.map(|(_, evidence)| evidence);
        let mut told = first_told(reading, sentence, trigger, kind);
        told.weak &= !(trigger.value.sort == Sort::Harm && tolled && self.tells_enough(kind, settled));
        let again = trigger.value.sort == Sort::Again;
        (told.modality, told.when, told.anaphoric) = (standing, when, anaphoric && (site.is_none() || again));
        told.again = anaphoric && site.is_some();
        if open.is_drawn() && site.is_none_or(|site| site.heads.len() == 1) {
            self.count_places(reading, trigger, sentence, (&told, open));
        }
        told.evidence.extend(why.into_iter().chain(vague));
        if let Some(site) = site {
            self.place_at(reading, &told, site);
            self.place_beside(reading, &told, (trigger, site), scene);
            return;
        }
        match city {
            Some(city) => told.place = city,
            None => self.memory.inherit(reading, &mut told, trigger, tolled),
        }
        self.told.push(told);
    }

    /// The standing of an event as its day gives it: long past, or to come.
    fn standing_by_day(
        &mut self,
        reading: &Reading<'_>,
        (trigger, sentence): (&Trigger<'_>, usize),
        (kind, when): ((EventType, SubEventType), &When),
        (mut standing, mut why): (Modality, Option<Evidence>),
    ) -> (Modality, Option<Evidence>) {
        if standing.is_drawn() && self.is_past(reading, trigger, sentence, when) {
            standing = Modality::History;
        }
        if standing.is_drawn()
            && is_own_date(when)
            && is_violent(kind)
            && self.looks_back == Some(Past::Remembered)
        {
            // "Police fired tear gas on Monday at marchers on the anniversary of the 1990 rallies": the text is of the day.
            self.looks_back = None;
        }
        if standing.is_drawn() && modality::is_to_come(when, reading.published) {
            standing = Modality::Planned;
            why = when.span.map(|span| Evidence::at("plan.day", span, "its day is after the article's"));
        }
        (standing, why)
    }

    /// The place that heads the item of a list, where the sentence names none but the end of a way.
    fn item_site(&self, reading: &Reading<'_>, site: Option<&Site>, first: usize) -> Option<Site> {
        let toponym = self.item.filter(|_| site.is_none_or(|site| section::is_way(reading, site)))?;
        let tokens = reading.prose.tokens_in(reading.toponyms[toponym].span);
        let named = site::Named { toponym, first: tokens.start, end: tokens.end, rank: 1 };
        let sentence = reading.prose.tokens[tokens.start].sentence;
        (tokens.start < first).then(|| site::alone(reading, sentence, named))
    }

    /// True if the day, or what the article is about, makes it background.
    fn is_past(&self, reading: &Reading<'_>, trigger: &Trigger<'_>, sentence: usize, when: &When) -> bool {
        let late = reading.by_weekdays && reading.sentence(sentence).paragraph > 2;
        // A chronicle that does not say when it was written is of the days that head its parts.
        let chronicle = reading.published.is_none() && when.basis.ends_with("(chapter)");
        background::is_background(when, reading.today) && !chronicle
            || background::is_told_for_likeness(reading, trigger, when)
            || late && when.start.is_some() && is_own_date(when)
            || self.looks_back.is_some() && !is_own_date(when)
            || background::coarse_past(reading, trigger, sentence)
    }

    /// Remembers a telling whose places are only counted.
    fn count_places(
        &mut self,
        reading: &Reading<'_>,
        trigger: &Trigger<'_>,
        sentence: usize,
        (told, standing): (&Told, Modality),
    ) {
        if let Some(mut counted) = Counted::of(reading, trigger, sentence, told) {
            (counted.told.modality, counted.told.plural) = (standing, false);
            self.counted = Some(counted);
        }
    }

    /// The trigger before this one in its sentence that told an event.
    fn earlier(&self, sentence: usize, trigger: &Trigger<'_>) -> Option<usize> {
        self.told
            .iter()
            .rev()
            .take_while(|told| told.sentence == sentence)
            .map(|told| told.token)
            .filter(|token| *token != trigger.first)
            .max()
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
        if trigger.value.sort == Sort::Again {
            return (site, true);
        }
        let anaphoric = (is_definite(reading, trigger, bounds.first_token)
            || is_definite_weapon(reading, trigger, bounds.first_token))
            && site.is_none_or(|site| !is_beside(reading, trigger.end, site.first));
        let near = |told: &Told| told.modality.is_drawn() && told.paragraph + 4 >= bounds.paragraph;
        let known = anaphoric && self.told.iter().rev().take(60).any(near);
        let dropped = known
            && site.is_some_and(|site| {
                let reacts = || site.end <= trigger.first && is_reaction(reading, site.end, trigger.first);
                (site.end > trigger.first || site.cost > 0 || reacts())
                    && !self.is_locating(reading, trigger, site)
            });
        (if dropped { None } else { site }, anaphoric)
    }

    /// "The blast occurred at a plant in X": the telling says where, more closely than those before it. Where those named
    /// only an area, "The blast killed three in X" does so, too.
    fn is_locating(&self, reading: &Reading<'_>, trigger: &Trigger<'_>, site: &Site) -> bool {
        let last = self.told.iter().rev().take(60).find(|told| told.modality.is_drawn());
        let rank = site_rank(reading, site);
        let vague = || last.is_some_and(|last| last.place.inherited || place_rank(last) >= 2 || last.coarse);
        site.cost <= 3
            && (rank <= 2 || last.is_some_and(|last| rank < place_rank(last)))
            && (occurs(reading, trigger.end, site.first)
                || vague() && harms(reading, trigger.end, site.first))
    }
}

/// True for what does harm: no march, no arrest.
fn is_violent((event, sub): (EventType, SubEventType)) -> bool {
    !matches!(event, EventType::StrategicDevelopments | EventType::Disaster)
        && sub != SubEventType::PeacefulProtest
}
