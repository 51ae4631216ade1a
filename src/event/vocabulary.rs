//! What a sentence tells by all its words together, where no pattern finds an event in it: "Three buses slid off the icy road into
//! a gorge" has no phrase that a list of phrases need have, and hardly a word that is not of accidents.
//!
//! A multinomial logistic model over the words of a sentence, each once: names (capitals inside a sentence) and its commonest words
//! do not count, numbers count as one word. lexicon/en/vocabulary.tsv holds what each word adds to the log-odds of each kind of
//! event, and of none; `tools/train_vocabulary.py` learned it.

use std::sync::LazyLock;

use super::EventType;
use super::lexicon::{Sort, TriggerValue, class, sort};
use super::reading::Reading;
use super::trigger::Trigger;
use crate::text::TokenKind;
use crate::text::word_map::WordMap;

/// What a word adds to the log-odds of kinds, by their numbers.
type Weights = [(u8, f32)];

/// One kind of event that the model knows.
#[derive(Debug)]
struct Kind {
    /// The id of the rule that events of it bear.
    rule: &'static str,
    /// None for sentences without an event.
    sort: Option<Sort>,
    bias: f64,
}

/// The model.
#[derive(Debug)]
struct Vocabulary {
    kinds: Vec<Kind>,
    /// The number of each word's row in `rows`; the forms of one word share it.
    words: WordMap<u32>,
    /// What the words of each row add.
    rows: Vec<Vec<(u8, f32)>>,
}

static ENGLISH: LazyLock<Vocabulary> =
    LazyLock::new(|| Vocabulary::read(include_str!("../../lexicon/en/vocabulary.tsv")));

/// Reads the model, which the first sentence would do else.
pub fn warm_up() {
    LazyLock::force(&ENGLISH);
}

impl Vocabulary {
    /// Rows: `@`, rule, meaning, bias for each kind, in the order of their numbers; words parted by spaces, then NUMBER=WEIGHT
    /// parted by spaces.
    fn read(file: &'static str) -> Self {
        let mut vocabulary = Self { kinds: Vec::new(), words: WordMap::default(), rows: Vec::new() };
        for line in file.lines().filter(|line| !line.starts_with("# ")) {
            match *line.split('\t').collect::<Vec<_>>().as_slice() {
                ["@", rule, meaning, bias] => {
                    let bias = bias.parse().unwrap_or(0.0);
                    vocabulary.kinds.push(Kind { rule, sort: sort(meaning), bias });
                }
                [words, weights] => {
                    let weights: Vec<(u8, f32)> = weights
                        .split(' ')
                        .filter_map(|pair| {
                            let (kind, weight) = pair.split_once('=')?;
                            Some((kind.parse().ok()?, weight.parse().ok()?))
                        })
                        .collect();
                    for word in words.split(' ') {
                        *vocabulary.words.entry(word) = vocabulary.rows.len() as u32;
                    }
                    vocabulary.rows.push(weights);
                }
                _ => {}
            }
        }
        vocabulary
    }
}

/// An event that the words of a sentence tell together.
#[derive(Debug)]
pub struct Worded {
    /// A weak trigger at the word that tells most of it.
    pub trigger: Trigger<'static>,
    /// How likely its kind is among all kinds and none, 0 to 1.
    pub probability: f64,
    /// The words that tell most of it, as tokens in order; the trigger is among them.
    pub words: Vec<usize>,
}

/// Words that an event is explained by at most.
const EXPLAINED: usize = 4;

/// Tokens of a sentence that are weighed at most: a longer one is no prose.
const MOST_TOKENS: usize = 120;

/// The probability from which on words are said to tell something.
const SURE: f64 = 0.7;

/// A word that counts: its first token and the number of its row.
type Counted = (usize, u32);

/// What a sentence says of the kinds of event that it may tell.
#[derive(Debug)]
struct Weighed {
    /// The probability of each kind, by its number.
    kinds: Vec<f64>,
    /// The words that count, each at its first token, with what they add.
    words: Vec<Counted>,
}

fn weigh(reading: &Reading<'_>, sentence: usize) -> Weighed {
    let model = &*ENGLISH;
    let bounds = reading.sentence(sentence);
    let mut sums: Vec<f64> = model.kinds.iter().map(|kind| kind.bias).collect();
    let mut words: Vec<Counted> = Vec::new();
    for at in bounds.first_token..bounds.end_token.min(bounds.first_token + MOST_TOKENS) {
        let Some(word) = counted(reading, at, bounds.first_token) else { continue };
        let Some(row) = model.words.get(word) else { continue };
        if words.iter().any(|(_, known)| *known == row) {
            continue;
        }
        for (kind, weight) in &model.rows[row as usize] {
            sums[usize::from(*kind)] += f64::from(*weight);
        }
        words.push((at, row));
    }
    let most = sums.iter().copied().fold(f64::MIN, f64::max);
    let whole: f64 = sums.iter().map(|sum| (sum - most).exp()).sum();
    Weighed { kinds: sums.into_iter().map(|sum| (sum - most).exp() / whole).collect(), words }
}

/// The event that the words of a sentence tell together; none where none is the likeliest.
#[must_use]
pub fn told(reading: &Reading<'_>, sentence: usize) -> Option<Worded> {
    let weighed = weigh(reading, sentence);
    let kinds = ENGLISH.kinds.iter().zip(&weighed.kinds);
    let (best, (kind, probability)) = kinds.enumerate().max_by(|a, b| a.1.1.total_cmp(b.1.1))?;
    let sort = kind.sort?;
    let adds = |row: u32| {
        let weights: &Weights = &ENGLISH.rows[row as usize];
        weights.iter().find(|(kind, _)| usize::from(*kind) == best).map_or(0.0, |(_, weight)| *weight)
    };
    let number = ENGLISH.words.get(NUMBER);
    let mut telling: Vec<(f32, usize)> = weighed
        .words
        .iter()
        .filter(|(_, row)| Some(*row) != number)
        .map(|(at, row)| (adds(*row), *at))
        .filter(|(weight, _)| *weight > 0.0)
        .collect();
    telling.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    telling.truncate(EXPLAINED);
    let first = telling.first()?.1;
    let mut words: Vec<usize> = telling.into_iter().map(|(_, at)| at).collect();
    words.sort_unstable();
    let value = TriggerValue { sort, weak: true, noun: false };
    let trigger = Trigger { first, end: first + 1, rule: kind.rule, value };
    Some(Worded { trigger, probability: *probability, words })
}

/// What the words of a sentence say of an event that a pattern finds in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// They tell of its type.
    Agree,
    /// They tell of another type.
    Differ,
    /// They tell of no event.
    Nothing,
    /// They leave it open.
    Open,
}

/// What the words of a sentence say of an event of a type in it.
#[must_use]
pub fn verdict(reading: &Reading<'_>, sentence: usize, event: EventType) -> Verdict {
    let weighed = weigh(reading, sentence);
    let (mut same, mut none) = (0.0, 0.0);
    for (kind, probability) in ENGLISH.kinds.iter().zip(&weighed.kinds) {
        match kind.sort {
            None => none += probability,
            Some(Sort::Fixed(known, _)) if known == event => same += probability,
            Some(_) => {}
        }
    }
    match (same, none) {
        (same, _) if same >= SURE => Verdict::Agree,
        (_, none) if none >= SURE => Verdict::Nothing,
        (same, none) if 1.0 - same - none >= SURE => Verdict::Differ,
        _ => Verdict::Open,
    }
}

/// What stands for any number.
const NUMBER: &str = "#";

/// The word as the model knows it; none for marks and names.
fn counted<'r>(reading: &'r Reading<'_>, at: usize, start: usize) -> Option<&'r str> {
    let token = &reading.prose.tokens[at];
    if token.kind == TokenKind::Number || reading.is(at, class::NUMBER_WORD) && reading.word(at) != "one" {
        return Some(NUMBER);
    }
    // The first word of a sentence is a name if another follows.
    let name = token.capital
        && !token.all_caps
        && (at > start || reading.prose.tokens.get(at + 1).is_some_and(|next| next.capital));
    (!name).then(|| reading.word(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read() {
        let file = include_str!("../../lexicon/en/vocabulary.tsv");
        let model = &*ENGLISH;
        let none = model.kinds.iter().filter(|kind| kind.sort.is_none()).map(|kind| kind.rule);
        assert_eq!(none.collect::<Vec<_>>(), ["words.none"]);
        for (line, row) in
            (1..).zip(file.lines()).filter(|(_, row)| !row.starts_with("# ") && !row.starts_with('@'))
        {
            let (words, weights) = row.split_once('\t').expect("words and their weights");
            for word in words.split(' ') {
                assert!(model.words.get(word).is_some(), "vocabulary.tsv:{line}: {word}");
            }
            for pair in weights.split(' ') {
                let (kind, weight) = pair.split_once('=').expect("NUMBER=WEIGHT");
                assert!(
                    kind.parse::<usize>().expect("a number") < model.kinds.len(),
                    "vocabulary.tsv:{line}"
                );
                assert!(weight.parse::<f32>().expect("a weight").is_finite(), "vocabulary.tsv:{line}");
            }
        }
    }

    #[test]
    fn no_name_tells_an_event() {
        // "pole" and its like are words, too.
        let model = &*ENGLISH;
        for row in include_str!("../../lexicon/en/demonyms.tsv").lines().filter(|row| !row.starts_with('#')) {
            for word in row.split('\t').next().unwrap_or_default().split(' ').filter(|word| *word != "Pole") {
                assert!(model.words.get(&word.to_lowercase()).is_none(), "{word} is a people");
            }
        }
        for name in ["gladkov", "moscow", "idf", "farc"] {
            assert!(model.words.get(name).is_none(), "{name}");
        }
    }
}
