//! Words around a stated distance by language: their roles, hedges and directions, and which language a text is in.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Hedge;
use crate::geodesy::compass::{self, Direction};
use crate::text::Lowered;
use crate::text::looks::Looks;

/// The part that a word plays around a stated distance; the words stand in `lexicon/<language>/distance_words.tsv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Place,
    Settlement,
    Be,
    Located,
    Relative,
    Pronoun,
    Travel,
    SizeBefore,
    SizeAfter,
    Road,
    Straight,
    Border,
    Crossing,
    Territory,
    Front,
    Coast,
    Here,
    Edge,
    Centre,
    Soft,
    Mode,
    From,
    With,
    In,
    Article,
    Middle,
    Tongue,
}

const ROLES: [(&str, Role); 27] = [
    ("place", Role::Place),
    ("settlement", Role::Settlement),
    ("be", Role::Be),
    ("located", Role::Located),
    ("relative", Role::Relative),
    ("pronoun", Role::Pronoun),
    ("travel", Role::Travel),
    ("size-before", Role::SizeBefore),
    ("size-after", Role::SizeAfter),
    ("road", Role::Road),
    ("straight", Role::Straight),
    ("border", Role::Border),
    ("crossing", Role::Crossing),
    ("territory", Role::Territory),
    ("front", Role::Front),
    ("coast", Role::Coast),
    ("here", Role::Here),
    ("edge", Role::Edge),
    ("centre", Role::Centre),
    ("soft", Role::Soft),
    ("mode", Role::Mode),
    ("from", Role::From),
    ("with", Role::With),
    ("in", Role::In),
    ("article", Role::Article),
    ("middle", Role::Middle),
    ("tongue", Role::Tongue),
];

/// Phrases by their first and by their last word.
pub(super) struct Phrases<V> {
    pub rows: Vec<(Vec<&'static str>, V)>,
    by_first: FxHashMap<&'static str, Vec<usize>>,
    by_last: FxHashMap<&'static str, Vec<usize>>,
}

impl<V: Copy> Phrases<V> {
    fn read(tables: &[&'static str], value: impl Fn(&[&'static str]) -> Option<V>) -> Self {
        let mut phrases =
            Self { rows: Vec::new(), by_first: FxHashMap::default(), by_last: FxHashMap::default() };
        let lines = tables.iter().flat_map(|table| table.lines());
        for line in lines.filter(|line| !line.starts_with('#')) {
            let mut fields = line.split('\t');
            let words: Vec<&str> = fields.next().unwrap_or("").split(' ').collect();
            let rest: Vec<&str> = fields.collect();
            let (Some(&first), Some(&last), Some(value)) = (words.first(), words.last(), value(&rest)) else {
                continue;
            };
            let row = phrases.rows.len();
            phrases.by_first.entry(first).or_default().push(row);
            phrases.by_last.entry(last).or_default().push(row);
            phrases.rows.push((words, value));
        }
        phrases
    }

    /// Longest phrase that begins at `at` and passes `fits`: its length in words, its value.
    pub fn at(&self, lower: &Lowered<'_>, at: usize, fits: impl Fn(V) -> bool) -> Option<(usize, V)> {
        let rows = self.by_first.get(lower.word(at))?;
        let matches = rows.iter().filter_map(|&row| {
            let (words, value) = &self.rows[row];
            (stand(words, lower, at) && fits(*value)).then_some((words.len(), *value))
        });
        matches.max_by_key(|&(length, _)| length)
    }

    /// Longest phrase that ends right before `end` and passes `fits`.
    pub fn before(&self, lower: &Lowered<'_>, end: usize, fits: impl Fn(V) -> bool) -> Option<(usize, V)> {
        let rows = self.by_last.get(lower.word(end.checked_sub(1)?))?;
        let matches = rows.iter().filter_map(|&row| {
            let (words, value) = &self.rows[row];
            let at = end.checked_sub(words.len())?;
            (stand(words, lower, at) && fits(*value)).then_some((words.len(), *value))
        });
        matches.max_by_key(|&(length, _)| length)
    }
}

/// True if `words` stand in the text from token `at` on.
fn stand(words: &[&str], lower: &Lowered<'_>, at: usize) -> bool {
    words.iter().enumerate().all(|(number, word)| lower.word(at + number) == *word)
}

/// `None` in the first place stands for a word that changes nothing ("just").
pub(super) type HedgeRow = (Option<Hedge>, bool);

/// The words that state distances in one language, or in several that share a script.
pub(super) struct Tongue {
    pub words: Phrases<Role>,
    pub hedges: Phrases<HedgeRow>,
    pub bounds: Phrases<f64>,
    pub directions: Phrases<Direction>,
    /// The words that begin a bound, or a phrase with [`Role::Middle`].
    openers: (Looks, FxHashSet<&'static str>),
}

impl Tongue {
    /// True for a word that begins a bound, or a phrase with [`Role::Middle`].
    #[inline]
    pub fn opens(&self, word: &str) -> bool {
        self.openers.0.may_hold(word) && self.openers.1.contains(word)
    }

    /// True for any but English, whose prepositions and articles the code itself knows.
    pub fn is_foreign(&self) -> bool {
        !self.directions.rows.is_empty()
    }

    fn read(
        words: &[&'static str],
        hedges: &[&'static str],
        bounds: &'static str,
        ways: &[&'static str],
    ) -> Self {
        let role = |name: &str| ROLES.iter().find(|(role, _)| *role == name).map(|&(_, role)| role);
        let words = Phrases::read(words, |fields| role(fields.first()?));
        let bounds: Phrases<f64> = Phrases::read(&[bounds], |fields| fields.first()?.parse().ok());
        let middles = words.rows.iter().filter(|(_, role)| *role == Role::Middle);
        let openers = middles.map(|(words, _)| words).chain(bounds.rows.iter().map(|(words, _)| words));
        let openers: FxHashSet<&'static str> = openers.filter_map(|words| words.first().copied()).collect();
        Self {
            openers: (Looks::of(openers.iter().copied()), openers),
            words,
            hedges: Phrases::read(hedges, |fields| {
                Some((hedge(fields.first()?), *fields.get(1)? == "before"))
            }),
            bounds,
            directions: Phrases::read(ways, |fields| compass::parse(fields.first()?)),
        }
    }
}

fn hedge(name: &str) -> Option<Hedge> {
    let all = [Hedge::About, Hedge::Nearly, Hedge::Over, Hedge::AtLeast, Hedge::AtMost, Hedge::Exactly];
    all.into_iter().find(|hedge| hedge.as_str() == name)
}

static ENGLISH: LazyLock<Tongue> = LazyLock::new(|| {
    Tongue::read(
        &[include_str!("../../lexicon/en/distance_words.tsv")],
        &[include_str!("../../lexicon/en/hedges.tsv")],
        include_str!("../../lexicon/en/vague_distances.tsv"),
        &[],
    )
});

static FRENCH: LazyLock<Tongue> = LazyLock::new(|| {
    Tongue::read(
        &[include_str!("../../lexicon/fr/distance_words.tsv")],
        &[include_str!("../../lexicon/fr/hedges.tsv")],
        "",
        &[include_str!("../../lexicon/fr/directions.tsv")],
    )
});

static SLAVIC: LazyLock<Tongue> = LazyLock::new(|| {
    Tongue::read(
        &[
            include_str!("../../lexicon/ru/distance_words.tsv"),
            include_str!("../../lexicon/uk/distance_words.tsv"),
        ],
        &[include_str!("../../lexicon/ru/hedges.tsv"), include_str!("../../lexicon/uk/hedges.tsv")],
        "",
        &[include_str!("../../lexicon/ru/directions.tsv"), include_str!("../../lexicon/uk/directions.tsv")],
    )
});

type Commonest = FxHashMap<&'static str, (bool, bool)>;

/// The commonest words of French and English, each with the languages that it belongs to, French first.
static COMMONEST: LazyLock<(Looks, Commonest)> = LazyLock::new(|| {
    let mut words = Commonest::default();
    for (tongue, mark) in [(&FRENCH, (true, false)), (&ENGLISH, (false, true))] {
        for (phrase, role) in &tongue.words.rows {
            if let ([word], Role::Tongue) = (phrase.as_slice(), role) {
                let known = words.entry(word).or_default();
                *known = (known.0 || mark.0, known.1 || mark.1);
            }
        }
    }
    (Looks::of(words.keys().copied()), words)
});

/// The language that most of the text is in: Cyrillic letters, or French words that English has not.
pub(super) fn tongue(lower: &Lowered<'_>) -> &'static Tongue {
    /// One word in so many is one of the language's commonest.
    const COMMON: usize = 8;
    let words = lower.iter().filter(|word| word.starts_with(char::is_alphabetic));
    let (mut all, mut cyrillic, mut french, mut english) = (0, 0, 0, 0);
    let (looks, commonest) = &*COMMONEST;
    for word in words {
        all += 1;
        cyrillic += usize::from(word.starts_with(is_cyrillic));
        if looks.may_hold(word)
            && let Some(&(in_french, in_english)) = commonest.get(word)
        {
            french += usize::from(in_french);
            english += usize::from(in_english);
        }
    }
    if cyrillic * 2 > all {
        &SLAVIC
    } else if french * COMMON >= all && french > english {
        &FRENCH
    } else {
        &ENGLISH
    }
}

fn is_cyrillic(c: char) -> bool {
    ('\u{400}'..='\u{52f}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Prose;

    #[test]
    fn a_text_is_in_one_language() {
        for (text, expected) in [
            ("The town of Sake lies 25 km from Goma", &ENGLISH),
            ("La ville de Sake est à 25 km de Goma", &FRENCH),
            ("Чугуев находится в 40 км от Харькова", &SLAVIC),
            ("La Paz is a city of the Andes", &ENGLISH),
            ("Kharkiv 40 km", &ENGLISH),
            ("", &ENGLISH),
        ] {
            let prose = Prose::read(text);
            assert!(std::ptr::eq(tongue(&Lowered::read(&prose)), LazyLock::force(expected)), "{text}");
        }
    }

    #[test]
    fn directions_are_read_in_each_language() {
        for (tongue, words, azimuth) in [
            (&FRENCH, "au sud - ouest", 225.0),
            (&FRENCH, "à l'est", 90.0),
            (&SLAVIC, "к северо - востоку", 45.0),
            (&SLAVIC, "южнее", 180.0),
            (&SLAVIC, "на захід", 270.0),
        ] {
            let prose = Prose::read(words);
            let words = Lowered::read(&prose);
            let found = tongue.directions.at(&words, 0, |_| true);
            assert_eq!(found.map(|(length, way)| (length, way.azimuth_deg)), Some((words.len(), azimuth)));
        }
    }
}
