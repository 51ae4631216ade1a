//! The language's words as numbers: classes of words and patterns of words, read from lexicon/en once.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::casualty::Harm;
use super::{EventType, SubEventType};
use crate::text::{Lowered, Prose};

/// A set of words, as one bit.
pub type Class = u64;

macro_rules! classes {
    ($($name:ident = $text:literal,)*) => {
        /// Classes of words that code asks for by name; lexicon/en/words.tsv fills them.
        pub mod class {
            use super::Class;
            classes!(@bits 0, $($name)*);
            pub(super) const NAMES: &[(&str, Class)] = &[$(($text, $name)),*];
        }
    };
    (@bits $bit:expr, $name:ident $($rest:ident)*) => {
        #[doc = stringify!($name)]
        pub const $name: Class = 1 << ($bit);
        classes!(@bits $bit + 1, $($rest)*);
    };
    (@bits $bit:expr,) => {};
}

classes! {
    PERSON = "person", MILITARY = "military", ARMED_GROUP = "armedgroup", NOT_PERSON = "notperson",
    KILL = "kill", HURT = "hurt", SPEECH = "speech", OFFICIAL = "official", TITLE = "title",
    W_DRONE = "w_drone", W_AIR = "w_air", W_SHELL = "w_shell", W_IED = "w_ied", W_SUICIDE = "w_suicide",
    W_GRENADE = "w_grenade", W_GUN = "w_gun", W_BLADE = "w_blade", W_CHEM = "w_chem",
    KIND_WORD = "kindword", QUARTER = "quarter", NEAR = "near", OUTSKIRTS = "outskirts", ORIGIN = "origin",
    MOVE = "move", BE = "be", AUX = "aux", NEGATION = "negation", FACILITY = "facility", NUMBER_WORD = "numberword", WAR = "war", VEHICLE = "vehicle",
    EVENT_NOUN = "eventnoun",
    ZERO_WORD = "zeroword", ASIDE = "aside", ELSEWHERE = "elsewhere",
    CIVILIAN = "civilian", FEMALE = "female", MALE = "male", PLURAL = "plural",
    CROWD = "crowd", MOB = "mob", CIVIL = "civil",
    DEMONYM = "demonym", BARE = "bare", HABIT = "habit", DONE = "done", HARM_VERB = "harmverb", PLACES = "places",
    ORE = "ore", OF_PIT = "ofpit", PEACE = "peace", BRAWLERS = "brawlers", FEUD = "feud", INDUSTRY = "industry",
    POLICING = "policing", WANTED = "wanted", ARREST = "arrest",
    ROLE_SOLDIER = "role_soldier", ROLE_POLICE = "role_police", ROLE_FIGHTER = "role_fighter", ROLE_RESCUER = "role_rescuer",
    WITNESS = "witness", MEDIA = "media", BODY = "body",
}

/// What a trigger says of the type of its event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// The type itself.
    Fixed(EventType, SubEventType),
    /// A strike or fire by a weapon that the clause may name.
    Strike,
    /// An attack of any kind: weapon, attacker and target decide.
    Attack,
    /// An explosion without a cause.
    Blast,
    /// Ground taken: who took it decides.
    Capture,
    /// "another near X": the type of the event before.
    Same,
    /// "The incident took place in X": the event before, told on.
    Again,
    /// People hurt: the type comes from the sentence or the article.
    Harm,
}

/// What a status cue does to the events in its reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Announced or wanted.
    Planned,
    /// If, could, risk of.
    Hypothetical,
    /// Said not to have happened.
    Denied,
    /// Sums and habits.
    Aggregate,
    /// A sum, unless a day is named: "shelled three times", not "three times on Monday night".
    Repeated,
    /// Background.
    History,
    /// One side's assertion.
    Claimed,
}

/// Where a status cue must stand to reach a trigger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Directly before the trigger, at most three words between.
    Before,
    /// Anywhere in the trigger's clause.
    Clause,
    /// Anywhere in its sentence.
    Sentence,
}

/// One row of a pattern file.
#[derive(Debug, Clone)]
pub struct Rule<T> {
    /// The row's id, which goes into the evidence.
    pub id: String,
    /// What it means.
    pub value: T,
    pattern: Vec<Element>,
    /// Words that must not stand right before.
    not_before: Vec<u32>,
    /// Words that must not follow.
    not_after: Vec<u32>,
}

/// What a trigger row says.
#[derive(Debug, Clone, Copy)]
pub struct TriggerValue {
    /// The type or how to find it.
    pub sort: Sort,
    /// Weak triggers need a casualty, a weapon or a date beside them.
    pub weak: bool,
    /// True for nouns, which may head a report on other things ("the attack on X was condemned").
    pub noun: bool,
}

/// What a status row says.
#[derive(Debug, Clone, Copy)]
pub struct CueValue {
    /// What it does.
    pub effect: Effect,
    /// How far it reaches.
    pub reach: Reach,
}

/// Where the people stand to whom a word of harm tells that it was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Frame {
    /// Before it.
    Subject,
    /// After it.
    Object,
    /// After it unless it is passive, else before it.
    Either,
    /// After "of", "to" or "among" behind it, or a number right before it.
    Of,
    /// A total follows: "the toll rose to five".
    Toll,
    /// Corpses that are found.
    Body,
}

/// What a row of harm says.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is one option of a row")]
pub struct HarmValue {
    /// What is done to people.
    pub harm: Harm,
    /// Where they stand.
    pub frame: Frame,
    /// True for what may have befallen people who were counted before: taken to hospital.
    pub soft: bool,
    /// True where only a known word for people makes it harm: "captured", "burned".
    pub people: bool,
    /// True for some of those who are counted elsewhere: "the dead include".
    pub part: bool,
    /// True for deaths of those who outlived the event, which come on top of the dead told before.
    pub late: bool,
    /// True where the people are of the side that stands before the words: "the army lost six men".
    pub own: bool,
}

#[derive(Debug, Clone)]
enum Element {
    Words { ids: Vec<u32>, classes: Class, optional: bool },
    Gap(usize),
}

/// All patterns of one file, indexed by their first word.
#[derive(Debug)]
pub struct Patterns<T> {
    rules: Vec<Rule<T>>,
    by_first: Vec<Vec<u32>>,
}

/// The words and patterns of one language.
#[derive(Debug)]
pub struct Lexicon {
    ids: FxHashMap<String, u32>,
    classes: Vec<Class>,
    /// What tells an event.
    pub triggers: Patterns<TriggerValue>,
    /// What tells whether it happened.
    pub cues: Patterns<CueValue>,
    /// What tells that people were killed, hurt, taken or driven out.
    pub harms: Patterns<HarmValue>,
}

/// The tokens of one text as word numbers and classes.
#[derive(Debug)]
pub struct Coded {
    /// Word number of each token; 0 for a word that the lexicon does not have, 1 for a number.
    pub ids: Vec<u32>,
    /// Classes of each token.
    pub classes: Vec<Class>,
}

impl Coded {
    /// True if the token is in one of `classes`.
    #[must_use]
    pub fn is(&self, at: usize, classes: Class) -> bool {
        self.classes.get(at).is_some_and(|have| have & classes != 0)
    }
}

const UNKNOWN: u32 = 0;
const NUMBER: u32 = 1;
/// The first of [`BREAKS`].
const COMMA: u32 = 2;

static ENGLISH: LazyLock<Lexicon> = LazyLock::new(Lexicon::build);

/// The English lexicon, built at its first use.
#[must_use]
pub fn english() -> &'static Lexicon {
    &ENGLISH
}

fn rows(file: &str) -> impl Iterator<Item = Vec<&str>> {
    file.lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .map(|line| line.split('\t').collect())
}

/// The regular forms of an English verb or noun.
fn regular_forms(lemma: &str) -> Vec<String> {
    let stem = lemma.strip_suffix('e').unwrap_or(lemma);
    let (past, plural) = match lemma.strip_suffix('y') {
        Some(root) if !root.ends_with(['a', 'e', 'o', 'u']) => (format!("{root}ied"), format!("{root}ies")),
        _ if lemma.ends_with(['s', 'x', 'z']) || lemma.ends_with("sh") || lemma.ends_with("ch") => {
            (format!("{stem}ed"), format!("{lemma}es"))
        }
        _ => (format!("{stem}ed"), format!("{lemma}s")),
    };
    vec![lemma.to_owned(), plural, past, format!("{stem}ing")]
}

struct Builder<'b> {
    ids: FxHashMap<String, u32>,
    classes: Vec<Class>,
    irregular: FxHashMap<&'b str, Vec<&'b str>>,
    /// Words of classes that no code asks for.
    lists: FxHashMap<&'b str, Vec<u32>>,
}

impl Builder<'_> {
    fn id(&mut self, word: &str) -> u32 {
        if let Some(&id) = self.ids.get(word) {
            return id;
        }
        let id = self.classes.len() as u32;
        self.ids.insert(word.to_owned(), id);
        self.classes.push(0);
        id
    }

    fn forms(&mut self, lemma: &str, into: &mut Vec<u32>) {
        if let Some(forms) = self.irregular.get(lemma).cloned() {
            into.push(self.id(lemma));
            for form in forms {
                into.push(self.id(form));
            }
        } else {
            for form in regular_forms(lemma) {
                into.push(self.id(&form));
            }
        }
    }

    fn element(&mut self, text: &str) -> Element {
        if let Some(gap) = text.strip_prefix("..") {
            return Element::Gap(gap.parse().unwrap_or(3));
        }
        let (text, optional) = match text.strip_suffix('?') {
            Some(rest) => (rest, true),
            None => (text, false),
        };
        let (mut ids, mut classes) = (Vec::new(), 0);
        for word in text.split('|') {
            if let Some(lemma) = word.strip_prefix('~') {
                self.forms(lemma, &mut ids);
            } else if word == "<number>" {
                ids.push(NUMBER);
                classes |= class::NUMBER_WORD;
            } else if let Some(name) = word.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')) {
                match class::NAMES.iter().find(|(text, _)| *text == name) {
                    Some((_, bit)) => classes |= bit,
                    // A class that only patterns name stands for its words.
                    None => ids.extend(self.lists.get(name).into_iter().flatten()),
                }
            } else {
                ids.push(self.id(word));
            }
        }
        ids.sort_unstable();
        ids.dedup();
        Element::Words { ids, classes, optional }
    }

    fn list(&mut self, field: Option<&&str>) -> Vec<u32> {
        let mut ids = Vec::new();
        for word in field.map_or("", |text| text.trim()).split('|').filter(|word| !word.is_empty()) {
            match word.strip_prefix('~') {
                Some(lemma) => self.forms(lemma, &mut ids),
                None => ids.push(self.id(word)),
            }
        }
        ids
    }

    /// Rows: id, pattern, meaning, options; then words not allowed before and after.
    fn patterns<T>(&mut self, file: &str, value: impl Fn(&str, &str) -> Option<T>) -> Patterns<T> {
        let mut rules = Vec::new();
        for row in rows(file) {
            let (Some(id), Some(pattern), Some(meaning)) = (row.first(), row.get(1), row.get(2)) else {
                continue;
            };
            let Some(value) = value(meaning, row.get(3).unwrap_or(&"")) else { continue };
            let pattern = pattern.split(' ').map(|text| self.element(text)).collect();
            let not_before = self.list(row.get(4));
            let not_after = self.list(row.get(5));
            rules.push(Rule { id: (*id).to_owned(), value, pattern, not_before, not_after });
        }
        Patterns { rules, by_first: Vec::new() }
    }
}

impl<T> Patterns<T> {
    fn index(&mut self, classes: &[Class]) {
        self.by_first = vec![Vec::new(); classes.len()];
        for (number, rule) in self.rules.iter().enumerate() {
            for element in &rule.pattern {
                let Element::Words { ids, classes: wanted, optional } = element else { break };
                let of_classes = classes.iter().enumerate().filter(|(_, have)| *have & wanted != 0);
                let of_classes = of_classes.map(|(id, _)| id).filter(|_| *wanted != 0);
                for id in ids.iter().map(|id| *id as usize).chain(of_classes) {
                    let number = number as u32;
                    if self.by_first[id].last() != Some(&number) {
                        self.by_first[id].push(number);
                    }
                }
                if !optional {
                    break;
                }
            }
        }
    }

    /// The rules whose pattern begins at token `at` and ends by `limit`, each with the index past its last token.
    pub fn at<'p, 'c>(
        &'p self,
        coded: &'c Coded,
        at: usize,
        limit: usize,
    ) -> impl Iterator<Item = (&'p Rule<T>, usize)> + use<'p, 'c, T> {
        let first = coded.ids.get(at).copied().unwrap_or(UNKNOWN);
        let rules = if first == UNKNOWN {
            &[]
        } else {
            self.by_first.get(first as usize).map_or(&[][..], Vec::as_slice)
        };
        rules.iter().filter_map(move |&number| {
            let rule = &self.rules[number as usize];
            let before = at.checked_sub(1).and_then(|index| coded.ids.get(index)).copied().unwrap_or(UNKNOWN);
            if before != UNKNOWN && rule.not_before.contains(&before) {
                return None;
            }
            let end = matches_from(&rule.pattern, coded, at, limit)?;
            let after = coded.ids.get(end).copied().unwrap_or(UNKNOWN);
            (after == UNKNOWN || !rule.not_after.contains(&after)).then_some((rule, end))
        })
    }

    /// Every rule.
    #[must_use]
    pub fn rules(&self) -> &[Rule<T>] {
        &self.rules
    }
}

fn matches_from(pattern: &[Element], coded: &Coded, at: usize, limit: usize) -> Option<usize> {
    let Some((element, rest)) = pattern.split_first() else { return Some(at) };
    match element {
        Element::Words { ids, classes, optional } => {
            let fits = at < limit
                && (coded.ids.get(at).is_some_and(|id| ids.binary_search(id).is_ok())
                    || coded.is(at, *classes));
            if fits && let Some(end) = matches_from(rest, coded, at + 1, limit) {
                return Some(end);
            }
            if *optional { matches_from(rest, coded, at, limit) } else { None }
        }
        Element::Gap(most) => {
            let mut next = at;
            for _ in 0..=*most {
                if let Some(end) = matches_from(rest, coded, next, limit) {
                    return Some(end);
                }
                // "The bomb, hidden under a stall, went off": an inserted phrase counts as one word.
                next = match coded.ids.get(next) {
                    Some(&COMMA) => past_insertion(coded, next, limit)?,
                    Some(&id) if !is_break(id) => next + 1,
                    _ => return None,
                };
            }
            None
        }
    }
}

/// Most words of an inserted phrase that a pattern may cross.
const INSERTION: usize = 16;

/// The token past the comma that closes the phrase which the comma at `open` begins: of three words or more, or of names ("the
/// church in Tarsin, Velland, was burned"), which are words that no row has.
fn past_insertion(coded: &Coded, open: usize, limit: usize) -> Option<usize> {
    (open + 1..limit.min(open + INSERTION))
        .find(|at| coded.ids.get(*at).is_some_and(|id| is_break(*id)))
        .filter(|at| coded.ids.get(*at) == Some(&COMMA))
        .filter(|at| *at > open + 3 || (open + 1..*at).all(|name| coded.ids.get(name) == Some(&UNKNOWN)))
        .map(|at| at + 1)
}

fn sort(meaning: &str) -> Option<Sort> {
    Some(match meaning {
        "strike" => Sort::Strike,
        "attack" => Sort::Attack,
        "blast" => Sort::Blast,
        "capture" => Sort::Capture,
        "same" => Sort::Same,
        "again" => Sort::Again,
        "harm" => Sort::Harm,
        "Disaster/Other" => Sort::Fixed(EventType::Disaster, SubEventType::Other),
        name => {
            let sub = SubEventType::from_name(name)?;
            Sort::Fixed(type_of(sub), sub)
        }
    })
}

/// The broad type that a sub-type belongs to ("Other" to Strategic developments).
#[must_use]
pub fn type_of(sub: SubEventType) -> EventType {
    use SubEventType as S;
    match sub {
        S::GovernmentRegainsTerritory | S::NonStateActorOvertakesTerritory | S::ArmedClash => {
            EventType::Battles
        }
        S::ChemicalWeapon
        | S::AirDroneStrike
        | S::SuicideBomb
        | S::ShellingArtilleryMissile
        | S::RemoteExplosive
        | S::Grenade => EventType::Explosions,
        S::SexualViolence | S::Attack | S::Abduction => EventType::ViolenceAgainstCivilians,
        S::ExcessiveForce | S::ProtestWithIntervention | S::PeacefulProtest => EventType::Protests,
        S::ViolentDemonstration | S::MobViolence => EventType::Riots,
        S::Agreement
        | S::Arrests
        | S::ChangeToGroup
        | S::DisruptedWeaponsUse
        | S::BaseEstablished
        | S::Looting
        | S::NonViolentTransfer
        | S::Other => EventType::StrategicDevelopments,
        S::Flood | S::Earthquake | S::Fire | S::Accident | S::Storm => EventType::Disaster,
    }
}

fn cue(effect: &str, reach: &str) -> Option<CueValue> {
    let effect = match effect {
        "planned" => Effect::Planned,
        "hypothetical" => Effect::Hypothetical,
        "denied" => Effect::Denied,
        "aggregate" => Effect::Aggregate,
        "repeated" => Effect::Repeated,
        "history" => Effect::History,
        "claimed" => Effect::Claimed,
        _ => return None,
    };
    let reach = match reach {
        "before" => Reach::Before,
        "clause" => Reach::Clause,
        "sentence" => Reach::Sentence,
        _ => return None,
    };
    Some(CueValue { effect, reach })
}

fn harm(harm: &str, options: &str) -> Option<HarmValue> {
    let harm = match harm {
        "killed" => Harm::Killed,
        "injured" => Harm::Injured,
        "captured" => Harm::Captured,
        "missing" => Harm::Missing,
        "displaced" => Harm::Displaced,
        _ => return None,
    };
    let mut options = options.split(',');
    let frame = match options.next()? {
        "subject" => Frame::Subject,
        "object" => Frame::Object,
        "either" => Frame::Either,
        "of" => Frame::Of,
        "toll" => Frame::Toll,
        "body" => Frame::Body,
        _ => return None,
    };
    let has = |wanted: &str| options.clone().any(|option| option == wanted);
    Some(HarmValue {
        harm,
        frame,
        soft: has("soft"),
        people: has("people"),
        part: has("part"),
        late: has("late"),
        own: has("own"),
    })
}

impl Lexicon {
    fn build() -> Self {
        let irregular = rows(include_str!("../../lexicon/en/verbs.tsv"))
            .filter_map(|row| row.split_first().map(|(lemma, forms)| (*lemma, forms.to_vec())))
            .collect();
        let mut builder = Builder {
            ids: FxHashMap::default(),
            classes: vec![0, 0],
            irregular,
            lists: FxHashMap::default(),
        };
        for mark in BREAKS {
            builder.id(mark);
        }
        for row in rows(include_str!("../../lexicon/en/words.tsv")) {
            let (Some(name), Some(words)) = (row.first(), row.get(1)) else { continue };
            let bit = class::NAMES.iter().find(|(text, _)| text == name).map(|(_, bit)| bit);
            for word in words.split('|') {
                let id = builder.id(word);
                match bit {
                    Some(bit) => builder.classes[id as usize] |= bit,
                    None => builder.lists.entry(name).or_default().push(id),
                }
            }
        }
        for row in rows(include_str!("../../lexicon/en/demonyms.tsv")) {
            for word in row.first().map_or("", |words| *words).split(' ').filter(|word| !word.is_empty()) {
                let id = builder.id(&word.to_lowercase());
                builder.classes[id as usize] |= class::DEMONYM;
            }
        }
        let mut triggers =
            builder.patterns(include_str!("../../lexicon/en/triggers.tsv"), |meaning, options| {
                let sort = sort(meaning)?;
                let has = |option: &str| options.split(',').any(|have| have.trim() == option);
                Some(TriggerValue { sort, weak: has("weak"), noun: has("noun") })
            });
        let mut cues = builder.patterns(include_str!("../../lexicon/en/cues.tsv"), cue);
        let mut harms = builder.patterns(include_str!("../../lexicon/en/harms.tsv"), harm);
        triggers.index(&builder.classes);
        cues.index(&builder.classes);
        harms.index(&builder.classes);
        Self { ids: builder.ids, classes: builder.classes, triggers, cues, harms }
    }

    /// Looks every token up once.
    #[must_use]
    pub fn code(&self, words: &Lowered, prose: &Prose) -> Coded {
        let mut coded =
            Coded { ids: Vec::with_capacity(words.len()), classes: Vec::with_capacity(words.len()) };
        for (at, token) in prose.tokens.iter().enumerate() {
            let known = self.ids.get(words.word(at)).copied().unwrap_or(UNKNOWN);
            let number = token.kind == crate::text::TokenKind::Number;
            let id = if known == UNKNOWN && number { NUMBER } else { known };
            coded.ids.push(id);
            coded.classes.push(self.classes.get(id as usize).copied().unwrap_or(0));
        }
        coded
    }
}

fn is_break(id: u32) -> bool {
    (2..2 + BREAKS.len() as u32).contains(&id)
}

/// Marks that no gap of a pattern may cross but for a phrase between two commas; they take the word numbers from 2 on.
const BREAKS: [&str; 5] = [",", ";", ":", "\"", "("];

/// Ids of all rows of the pattern files that match anywhere in `text`, each once.
#[must_use]
pub fn matching(text: &str) -> Vec<String> {
    let prose = Prose::read(text);
    let lexicon = english();
    let coded = lexicon.code(&Lowered::read(text, &prose), &prose);
    let mut ids: Vec<String> = Vec::new();
    for at in 0..coded.ids.len() {
        ids.extend(lexicon.triggers.at(&coded, at, coded.ids.len()).map(|(rule, _)| rule.id.clone()));
        ids.extend(lexicon.cues.at(&coded, at, coded.ids.len()).map(|(rule, _)| rule.id.clone()));
    }
    ids.sort();
    ids.dedup();
    ids
}

/// Ids of all rows of the pattern files.
#[must_use]
pub fn rule_ids() -> Vec<String> {
    let lexicon = english();
    let triggers = lexicon.triggers.rules().iter().map(|rule| rule.id.clone());
    triggers.chain(lexicon.cues.rules().iter().map(|rule| rule.id.clone())).collect()
}
