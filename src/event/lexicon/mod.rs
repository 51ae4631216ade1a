//! The language's words as numbers: classes of words and patterns of words, read from lexicon/en once.

mod lists;
mod meaning;
mod pattern;
#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

pub use self::lists::List;
use self::lists::Lists;
pub use self::meaning::sort;
pub use self::meaning::{CueValue, Effect, Frame, HarmValue, Reach, Sort, TriggerValue};
use self::meaning::{cue, harm};
use self::pattern::{Ahead, BREAKS, Element, NUMBER, UNKNOWN, Unwanted, look};
pub use self::pattern::{Coded, Patterns, Rule};
use crate::text::word_map::WordMap;
use crate::text::{Lowered, Prose};

/// A set of words, as one bit.
pub type Class = u64;

macro_rules! classes {
    ($($name:ident = $text:literal,)*) => {
        /// Classes of words that code asks for by name; lexicon/en/words.tsv fills them.
        pub mod class {
            use super::Class;
            pub use super::lists::named::*;
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
    KIND_WORD = "kindword", QUARTER = "quarter", NEAR = "near", OUTSKIRTS = "outskirts",
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

/// What a token can be asked for: a set of classes, or one list.
pub trait Asked: Copy {
    /// True if the token is a word of it.
    fn holds(self, lexicon: &Lexicon, coded: &Coded, at: usize) -> bool;
}

impl Asked for Class {
    #[inline]
    fn holds(self, _: &Lexicon, coded: &Coded, at: usize) -> bool {
        coded.is(at, self)
    }
}

impl Asked for List {
    #[inline]
    fn holds(self, lexicon: &Lexicon, coded: &Coded, at: usize) -> bool {
        coded.lists.get(at).is_some_and(|set| lexicon.lists.holds(*set, self))
    }
}

/// The words and patterns of one language.
#[derive(Debug)]
pub struct Lexicon {
    ids: WordMap<u32>,
    classes: Vec<Class>,
    lists: Lists,
    /// The first word that only lists have: for patterns it is unknown.
    first_listed: u32,
    /// What tells an event.
    pub triggers: Patterns<TriggerValue>,
    /// What tells whether it happened.
    pub cues: Patterns<CueValue>,
    /// What tells that people were killed, hurt, taken or driven out.
    pub harms: Patterns<HarmValue>,
}

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
    ids: WordMap<u32>,
    classes: Vec<Class>,
    irregular: FxHashMap<&'b str, Vec<&'b str>>,
    /// Words of classes that no code asks for.
    lists: FxHashMap<&'b str, Vec<u32>>,
}

impl Builder<'_> {
    fn id(&mut self, word: &str) -> u32 {
        if let Some(id) = self.ids.get(word) {
            return id;
        }
        let id = self.classes.len() as u32;
        *self.ids.entry(word) = id;
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
        text.split('|').for_each(|word| classes |= self.words_of(word, &mut ids));
        ids.sort_unstable();
        ids.dedup();
        let looks = ids.iter().fold(0, |looks, id| looks | look(*id));
        Element::Words { ids, looks, classes, optional }
    }

    /// Adds the words that `word` of a row stands for - itself, ~all its forms, <a class> - to `ids`; classes that are bits come back.
    fn words_of(&mut self, word: &str, ids: &mut Vec<u32>) -> Class {
        if let Some(lemma) = word.strip_prefix('~') {
            self.forms(lemma, ids);
        } else if word == "<number>" {
            ids.push(NUMBER);
            return class::NUMBER_WORD;
        } else if let Some(name) = word.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')) {
            match class::NAMES.iter().find(|(text, _)| *text == name) {
                Some((_, bit)) => return *bit,
                // A class that only patterns name stands for its words.
                None => ids.extend(self.lists.get(name).into_iter().flatten()),
            }
        } else {
            ids.push(self.id(word));
        }
        0
    }

    /// What a row does not allow before or after its pattern: words, classes and phrases of words parted by spaces.
    fn unwanted(&mut self, field: Option<&&str>) -> Unwanted {
        let mut found = Unwanted::default();
        for entry in field.map_or("", |text| text.trim()).split('|').filter(|entry| !entry.is_empty()) {
            if entry.contains(' ') {
                let phrase = entry.split(' ').map(|word| self.id(word)).collect();
                found.phrases.push(phrase);
            } else {
                found.classes |= self.words_of(entry, &mut found.words);
            }
        }
        found
    }

    /// The words of the classes that only code asks for, read last.
    fn named_lists(&mut self) -> Lists {
        let mut pairs = Vec::new();
        for row in rows(include_str!("../../../lexicon/en/words.tsv")) {
            let (Some(name), Some(words)) = (row.first(), row.get(1)) else { continue };
            let Some(list) = lists::by_name(name) else { continue };
            pairs.extend(words.split('|').map(|word| (self.id(word), list)));
        }
        Lists::of(self.classes.len(), &pairs)
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
            let not_before = self.unwanted(row.get(4));
            let not_after = self.unwanted(row.get(5));
            rules.push(Rule { id: (*id).to_owned(), value, pattern, not_before, not_after });
        }
        Patterns { rules, by_first: Vec::new(), seconds: Vec::new(), later: Vec::new() }
    }
}

impl Lexicon {
    fn build() -> Self {
        let irregular = rows(include_str!("../../../lexicon/en/verbs.tsv"))
            .filter_map(|row| row.split_first().map(|(lemma, forms)| (*lemma, forms.to_vec())))
            .collect();
        let mut builder =
            Builder { ids: WordMap::default(), classes: vec![0, 0], irregular, lists: FxHashMap::default() };
        for mark in BREAKS {
            builder.id(mark);
        }
        for row in rows(include_str!("../../../lexicon/en/words.tsv")) {
            let (Some(name), Some(words)) = (row.first(), row.get(1)) else { continue };
            if lists::by_name(name).is_some() {
                continue;
            }
            let bit = class::NAMES.iter().find(|(text, _)| text == name).map(|(_, bit)| bit);
            for word in words.split('|') {
                let id = builder.id(word);
                match bit {
                    Some(bit) => builder.classes[id as usize] |= bit,
                    None => builder.lists.entry(name).or_default().push(id),
                }
            }
        }
        for row in rows(include_str!("../../../lexicon/en/demonyms.tsv")) {
            for word in row.first().map_or("", |words| *words).split(' ').filter(|word| !word.is_empty()) {
                let word = word.to_lowercase();
                let id = builder.id(&word);
                builder.classes[id as usize] |= class::DEMONYM;
                // "Russians", "Israelis"
                if word.ends_with("an") || word.ends_with('i') {
                    let id = builder.id(&format!("{word}s"));
                    builder.classes[id as usize] |= class::DEMONYM;
                }
            }
        }
        let mut triggers =
            builder.patterns(include_str!("../../../lexicon/en/triggers.tsv"), |meaning, options| {
                let sort = sort(meaning)?;
                let has = |option: &str| options.split(',').any(|have| have.trim() == option);
                Some(TriggerValue { sort, weak: has("weak"), noun: has("noun") })
            });
        let mut cues = builder.patterns(include_str!("../../../lexicon/en/cues.tsv"), cue);
        let mut harms = builder.patterns(include_str!("../../../lexicon/en/harms.tsv"), harm);
        triggers.index(&builder.classes);
        cues.index(&builder.classes);
        harms.index(&builder.classes);
        let first_listed = builder.classes.len() as u32;
        let lists = builder.named_lists();
        Self { ids: builder.ids, classes: builder.classes, lists, first_listed, triggers, cues, harms }
    }

    /// Looks every token up once.
    #[must_use]
    pub fn code(&self, words: &Lowered<'_>, prose: &Prose) -> Coded {
        let mut coded = Coded {
            ids: Vec::with_capacity(words.len()),
            lists: Vec::with_capacity(words.len()),
            classes: Vec::with_capacity(words.len()),
            ahead: vec![Ahead::default(); words.len()],
        };
        for (word, token) in words.iter().zip(&prose.tokens) {
            let known = self.ids.get(word).unwrap_or(UNKNOWN);
            coded.lists.push(self.lists.set(known));
            let known = if known < self.first_listed { known } else { UNKNOWN };
            let number = token.kind == crate::text::TokenKind::Number;
            let id = if number { NUMBER } else { known };
            coded.ids.push(id);
            coded.classes.push(self.classes.get(id as usize).copied().unwrap_or(0));
        }
        for sentence in &prose.sentences {
            let mut sum = Ahead::default();
            for at in (sentence.first_token..sentence.end_token).rev() {
                sum.add(coded.ids[at], coded.classes[at]);
                coded.ahead[at] = sum;
            }
        }
        coded
    }
}

/// Ids of all rows of the pattern files that match anywhere in `text`, each once.
#[must_use]
pub fn matching(text: &str) -> Vec<String> {
    let prose = Prose::read(text);
    let lexicon = english();
    let mut coded = lexicon.code(&Lowered::read(&prose), &prose);
    // Patterns go on beyond the ends of sentences here.
    coded.ahead.fill(Ahead::ANY);
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
