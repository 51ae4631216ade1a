//! Yes-or-no signs of an event that say how far its type, day and place are to be believed.

use super::alike::{days_meet, is_own_date, place_rank, same_place};
use super::lexicon::class;
use super::reading::Reading;
use super::summary::{holds, is_of_sort};
use super::told::Told;
use super::vocabulary::Verdict;
use super::{EventType, GeoPrecision, Modality, Relation, SubEventType};

/// One event among those of its article.
pub struct Seen<'r, 'd> {
    /// The article.
    pub reading: &'r Reading<'d>,
    /// Its events.
    pub all: &'r [Told],
    /// Which of them.
    pub index: usize,
}

/// Events of an article that are counted, so that long logs stay linear.
const MOST: usize = 60;

/// Events of an article before and after one that it is compared with.
const BESIDE: usize = 40;

/// A text of so many sentences is all told at once.
const FEW_SENTENCES: usize = 2;

impl Seen<'_, '_> {
    /// The event.
    pub fn told(&self) -> &Told {
        &self.all[self.index]
    }

    /// True if another drawn event near it in the article fits.
    fn other(&self, fits: impl Fn(&Told, &Told) -> bool) -> bool {
        let from = self.index.saturating_sub(BESIDE);
        let near = self.all.iter().enumerate().skip(from).take(2 * BESIDE);
        near.filter(|(index, other)| *index != self.index && other.modality.is_drawn())
            .any(|(_, other)| fits(self.told(), other))
    }

    /// How many drawn events the article tells, counted up to `most`.
    fn drawn(&self, most: usize) -> usize {
        self.all.iter().take(MOST).filter(|told| told.modality.is_drawn()).take(most).count()
    }

    /// True if one of `words` stands in the sentence at most `reach` words before the trigger.
    fn before(&self, reach: usize, words: &[&str]) -> bool {
        let told = self.told();
        let start = self.reading.sentence(told.sentence).first_token.min(told.token);
        (told.token.saturating_sub(reach).max(start)..told.token)
            .any(|at| words.contains(&self.reading.word(at)))
    }

    /// Words between the trigger and the place in one sentence; none if the place is named elsewhere.
    fn way(&self) -> Option<usize> {
        let told = self.told();
        let place = self.reading.prose.tokens_in(told.place.span?);
        let bounds = self.reading.sentence(told.sentence);
        (place.start >= bounds.first_token && place.end <= bounds.end_token)
            .then(|| place.start.abs_diff(told.token))
    }

    /// "In X, three people drowned": the sentence begins with its place.
    fn place_leads(&self) -> bool {
        let told = self.told();
        let Some(span) = told.place.span else { return false };
        let place = self.reading.prose.tokens_in(span);
        let start = self.reading.sentence(told.sentence).first_token;
        place.start >= start
            && place.start <= start + 4
            && (start..place.start).any(|at| matches!(self.reading.word(at), "in" | "at" | "near"))
            && (place.end..place.end + 4).any(|at| self.reading.word(at) == ",")
    }

    /// "A mosque in X was attacked", "A hospital in X has been hit": the place ends the subject of the verb.
    fn place_in_subject(&self) -> bool {
        let told = self.told();
        let Some(span) = told.place.span else { return false };
        let end = self.reading.prose.tokens_in(span).end;
        let helps =
            |at: usize| self.reading.is(at, class::BE | class::AUX) || self.reading.word(at).ends_with("ly");
        end < told.token && told.token - end <= 4 && (end..told.token).all(helps)
    }

    /// How sure the place's name is known for the place that it is, 0 to 1.
    fn sureness(&self) -> Option<f64> {
        let span = self.told().place.span?;
        let at = self.reading.toponyms.partition_point(|toponym| toponym.span.start < span.start);
        let toponym = self.reading.toponyms.get(at).filter(|toponym| toponym.span == span)?;
        toponym.place.is_some().then_some(toponym.confidence)
    }

    /// True for a text of a sentence or two: a headline or an alert, which has no lead and no heading over something else.
    fn leads_nowhere(&self) -> bool {
        self.reading.prose.sentences.len() <= FEW_SENTENCES
    }

    /// True if it says how many were killed or hurt.
    fn counts(&self) -> bool {
        let casualties = &self.told().casualties;
        casualties.killed.is_some() || casualties.injured.is_some()
    }

    fn is_brief(&self) -> bool {
        is_brief(self.reading)
    }

    fn basis(&self, end: &str) -> bool {
        self.told().when.basis.ends_with(end)
    }
}

/// Tokens of a brief report at most.
const BRIEF: usize = 70;

/// True in a report of one to three sentences, which tells its news at once and seldom anything else.
#[must_use]
pub fn is_brief(reading: &Reading<'_>) -> bool {
    reading.words.len() <= BRIEF
}

/// Whether a sign holds for an event.
pub type Sign = fn(&Seen<'_, '_>) -> bool;

/// All signs with the names that lexicon/en/confidence.tsv weighs.
pub const SIGNS: &[(&str, Sign)] = &[
    // What it is.
    ("battle", |seen| seen.told().kind.0 == EventType::Battles),
    ("explosion", |seen| seen.told().kind.0 == EventType::Explosions),
    ("civilians", |seen| seen.told().kind.0 == EventType::ViolenceAgainstCivilians),
    ("protest", |seen| seen.told().kind.0 == EventType::Protests),
    ("riot", |seen| seen.told().kind.0 == EventType::Riots),
    ("disaster", |seen| seen.told().kind.0 == EventType::Disaster),
    ("arrests", |seen| seen.told().kind.1 == SubEventType::Arrests),
    ("disrupted", |seen| seen.told().kind.1 == SubEventType::DisruptedWeaponsUse),
    ("looting", |seen| seen.told().kind.1 == SubEventType::Looting),
    ("other", |seen| seen.told().kind.1 == SubEventType::Other),
    ("attack", |seen| seen.told().kind.1 == SubEventType::Attack),
    ("abduction", |seen| seen.told().kind.1 == SubEventType::Abduction),
    ("territory", |seen| {
        let sub = seen.told().kind.1;
        matches!(
            sub,
            SubEventType::NonStateActorOvertakesTerritory | SubEventType::GovernmentRegainsTerritory
        )
    }),
    // The words that told it.
    ("weak", |seen| seen.told().weak),
    ("open", |seen| seen.told().open),
    ("certain", |seen| seen.told().certain),
    ("worded", |seen| seen.told().rule.starts_with("words.")),
    ("words-agree", |seen| seen.told().words == Verdict::Agree),
    // "shot three men in X, then rustled cows in Y": the words tell of the other one, too.
    ("words-differ", |seen| {
        seen.told().words == Verdict::Differ
            && !seen.other(|a, b| a.sentence == b.sentence && a.kind.0 != b.kind.0)
    }),
    ("words-none", |seen| seen.told().words == Verdict::Nothing),
    ("harm", |seen| seen.told().rule.starts_with("harm")),
    ("same", |seen| seen.told().rule.starts_with("same")),
    ("plural", |seen| seen.told().plural),
    ("listed", |seen| seen.told().listed),
    ("heading", |seen| seen.told().heading && !seen.leads_nowhere()),
    ("caption", |seen| seen.told().caption),
    ("separate", |seen| seen.told().separate),
    ("anaphoric", |seen| seen.told().anaphoric || seen.told().again),
    ("retold", |seen| seen.told().tellings > 1),
    ("retold-often", |seen| seen.told().tellings > 3),
    ("claimed", |seen| seen.told().modality == Modality::Claimed),
    ("definite", |seen| seen.before(2, &["the", "this", "these", "that", "those", "its", "their", "his"])),
    ("possessive", |seen| seen.before(2, &["'s", "\u{2019}s", "s'"])),
    ("adjective", |seen| {
        let token = seen.told().token;
        token > 0 && seen.reading.is(token - 1, class::DEMONYM)
    }),
    ("after", |seen| seen.before(14, &["after", "since", "following", "amid", "despite", "before"])),
    ("when", |seen| seen.before(10, &["when", "while", "as", "where"])),
    ("which", |seen| seen.before(8, &["who", "which", "that", "whose"])),
    ("perfect", |seen| seen.before(4, &["has", "have"])),
    ("pluperfect", |seen| seen.before(4, &["had"])),
    ("to", |seen| seen.before(3, &["to", "of"])),
    ("quoted", |seen| seen.reading.is_quoted(seen.told().token)),
    ("said", |seen| {
        let bounds = seen.reading.sentence(seen.told().sentence);
        seen.reading.any(bounds.first_token..bounds.end_token, class::SPEECH)
    }),
    ("actor", |seen| seen.told().actor1.is_some()),
    ("target", |seen| seen.told().actor2.is_some()),
    ("weapon", |seen| seen.told().weapon.is_some()),
    ("killed", |seen| seen.told().casualties.killed.is_some()),
    ("injured", |seen| seen.told().casualties.injured.is_some()),
    ("counted-civilians", |seen| seen.told().kind.0 == EventType::ViolenceAgainstCivilians && seen.counts()),
    ("counted-in-place", |seen| seen.counts() && seen.way().is_some_and(|way| way <= 14)),
    ("counted-weak", |seen| seen.told().weak && seen.counts()),
    ("dated-weak", |seen| seen.told().weak && is_own_date(&seen.told().when)),
    ("dated-civilians", |seen| {
        seen.told().kind.0 == EventType::ViolenceAgainstCivilians && is_own_date(&seen.told().when)
    }),
    // Where in the article, and beside what.
    ("lead", |seen| seen.told().paragraph <= 1 && !seen.leads_nowhere()),
    ("late", |seen| seen.told().paragraph >= 6),
    ("alone", |seen| seen.drawn(2) == 1),
    ("many", |seen| seen.drawn(8) == 8),
    ("first", |seen| {
        seen.index < MOST && !seen.all.iter().take(seen.index).any(|told| told.modality.is_drawn())
    }),
    ("warlike", |seen| seen.reading.warlike),
    ("brief", |seen| seen.is_brief()),
    ("brief-alone", |seen| seen.is_brief() && seen.drawn(2) == 1),
    ("brief-counted", |seen| seen.is_brief() && seen.counts()),
    ("brief-dated", |seen| seen.is_brief() && is_own_date(&seen.told().when)),
    ("brief-civilians", |seen| seen.is_brief() && seen.told().kind.0 == EventType::ViolenceAgainstCivilians),
    ("brief-background", |seen| {
        seen.is_brief()
            && seen.before(14, &["after", "since", "following", "amid", "despite", "before", "had"])
    }),
    ("dated-text", |seen| seen.reading.published.is_some()),
    ("like-on-day", |seen| seen.other(|a, b| is_of_sort(a, b) && days_meet(&a.when, &b.when))),
    ("like-on-other-day", |seen| {
        seen.other(|a, b| is_of_sort(a, b) && a.sentence != b.sentence && !days_meet(&a.when, &b.when))
    }),
    ("like-at-place", |seen| seen.other(|a, b| is_of_sort(a, b) && same_place(a, b))),
    ("unlike-at-place", |seen| seen.other(|a, b| !is_of_sort(a, b) && same_place(a, b))),
    ("holds-like", |seen| {
        seen.other(|a, b| is_of_sort(a, b) && place_rank(a) > place_rank(b) && holds(a, b))
    }),
    ("holds-any", |seen| seen.other(|a, b| place_rank(a) > place_rank(b) && holds(a, b))),
    ("held-by-like", |seen| {
        seen.other(|a, b| is_of_sort(a, b) && place_rank(b) > place_rank(a) && holds(b, a))
    }),
    // Where.
    ("inherited", |seen| seen.told().place.inherited),
    ("inherited-far", |seen| seen.told().place.inherited && seen.told().far),
    ("nowhere", |seen| seen.told().place.place.is_none()),
    ("coarse", |seen| seen.told().coarse),
    ("country", |seen| seen.told().place.precision == GeoPrecision::Country),
    ("region", |seen| {
        matches!(seen.told().place.precision, GeoPrecision::Region | GeoPrecision::Area | GeoPrecision::Sea)
            && !seen.told().coarse
            // What was shot down is told by region as a rule.
            && seen.told().kind.1 != SubEventType::DisruptedWeaponsUse
    }),
    ("district", |seen| seen.told().place.precision == GeoPrecision::District && !seen.told().coarse),
    ("exact", |seen| seen.told().place.precision == GeoPrecision::Exact),
    ("near", |seen| matches!(seen.told().place.relation, Relation::Near | Relation::Offset)),
    ("contained", |seen| !seen.told().containers.is_empty()),
    ("place-sure", |seen| seen.sureness().is_some_and(|sure| sure >= 0.95)),
    ("place-fair", |seen| seen.sureness().is_some_and(|sure| (0.7..0.95).contains(&sure))),
    ("place-unsure", |seen| seen.sureness().is_some_and(|sure| sure < 0.5)),
    ("place-elsewhere", |seen| seen.way().is_none() && !seen.told().beside),
    ("place-before", |seen| {
        let told = seen.told();
        seen.way().is_some()
            && told.place.span.is_some_and(|span| span.start < told.trigger.start)
            && !seen.place_leads()
            && !seen.place_in_subject()
            && !told.beside
    }),
    ("place-beside", |seen| seen.way().is_some_and(|way| way <= 4)),
    ("place-off", |seen| seen.way().is_some_and(|way| way > 14)),
    // When.
    ("day-own", |seen| is_own_date(&seen.told().when)),
    ("day-one", |seen| {
        let when = &seen.told().when;
        is_own_date(when) && when.start.is_some() && when.start == when.end
    }),
    ("day-published", |seen| seen.basis("published")),
    ("day-lead", |seen| seen.basis("(lead)")),
    ("day-section", |seen| seen.basis("(section)") || seen.basis("(chapter)")),
    ("day-said", |seen| seen.basis("(said)")),
    ("day-unknown", |seen| seen.told().when.start.is_none()),
];

/// The names of the signs that hold for an event.
pub fn names(seen: &Seen<'_, '_>) -> Vec<&'static str> {
    SIGNS.iter().filter(|(_, holds)| holds(seen)).map(|(name, _)| *name).collect()
}
