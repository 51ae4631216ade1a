//! Words that a rule asks every token for, looked up once: most tokens are none of them.

use std::sync::LazyLock;

use crate::text::Lowered;
use crate::text::looks::Looks;
use crate::text::word_map::WordMap;

/// A set of rules, as bits.
pub type Marks = u8;

/// The word may end a stated zero: "no casualties".
pub const ZERO: Marks = 1;
/// The word may deny or own a deed: "denied", "claimed responsibility".
pub const DENIAL: Marks = 1 << 1;
/// The word may stand in the credit of a picture.
pub const CREDIT: Marks = 1 << 2;

/// The words of each rule; the rule itself says which of them count where.
const WORDS: [(Marks, &str); 3] = [
    (
        ZERO,
        "casualties victims casualty injuries injured hurt wounded harmed injury unhurt unharmed unscathed uninjured injure \
         injuring hurting harm harming wound wounding hit suffered deaths fatalities killed died dead kill killing life lost",
    ),
    (
        DENIAL,
        "claimed claims took accepted denied denies denying refuted refutes disavowed rejected rejects dismissed dismisses \
         disputed disputes",
    ),
    (CREDIT, "© getty screenshot source photo image file"),
];

/// The marks of every token.
#[must_use]
pub fn of(words: &Lowered<'_>) -> Vec<Marks> {
    static MARKS: LazyLock<(Looks, WordMap<Marks>)> = LazyLock::new(|| {
        let mut marks: WordMap<Marks> = WordMap::default();
        for (mark, words) in WORDS {
            words.split_whitespace().for_each(|word| *marks.entry(word) |= mark);
        }
        (Looks::of(WORDS.iter().flat_map(|(_, words)| words.split_whitespace())), marks)
    });
    let (looks, marks) = &*MARKS;
    let mark = |word: &str| if looks.may_hold(word) { marks.get(word).unwrap_or(0) } else { 0 };
    words.iter().map(mark).collect()
}
