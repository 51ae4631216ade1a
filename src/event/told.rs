//! One telling of an event, before the tellings of one event are joined.

use super::ledger::Ledger;
use super::party::Party;
use super::vocabulary::Verdict;
use super::{Casualties, EventPlace, EventType, Modality, SubEventType, When};
use crate::evidence::Evidence;
use crate::text::Span;

/// One telling of an event, before the tellings of one event are joined.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is one independent sign of the words")]
pub struct Told {
    /// Type and sub-type.
    pub kind: (EventType, SubEventType),
    /// True if the trigger fixes the type.
    pub certain: bool,
    /// True if only weapon, attacker, target or the text around gave the type.
    pub open: bool,
    /// True if the trigger needs support.
    pub weak: bool,
    /// What all the words of its sentence say of it.
    pub words: Verdict,
    /// Whether it happened.
    pub modality: Modality,
    /// When.
    pub when: When,
    /// Where.
    pub place: EventPlace,
    /// True if no layer has its place's name, so that it bears the area that holds it.
    pub coarse: bool,
    /// Names of the areas that hold the place, as the text says.
    pub containers: Vec<String>,
    /// How the area is called that heads its part of a list.
    pub under: Vec<String>,
    /// Who was hurt: what the ledger comes to.
    pub casualties: Casualties,
    /// Every statement of victims.
    pub ledger: Ledger,
    /// Weapon as written.
    pub weapon: Option<String>,
    /// Who did it.
    pub actor1: Option<Party>,
    /// To whom.
    pub actor2: Option<Party>,
    /// Who says so.
    pub claimed_by: Option<Party>,
    /// Who denies it.
    pub denied_by: Option<Party>,
    /// The words that told it.
    pub trigger: Span,
    /// Their first token.
    pub token: usize,
    /// Index of the sentence.
    pub sentence: usize,
    /// Index of the paragraph.
    pub paragraph: usize,
    /// True in an item of a list of news.
    pub item: bool,
    /// True if its place was named in another paragraph.
    pub far: bool,
    /// True in a headline.
    pub heading: bool,
    /// Told under a picture.
    pub caption: bool,
    /// True where the text says that it is another one: "in a separate attack".
    pub separate: bool,
    /// True for "the attack", "this strike" without a place of its own beside it: one told before.
    pub anaphoric: bool,
    /// True for "the attack took place in X": one told before, with a place of its own.
    pub again: bool,
    /// True for one of several places under one word.
    pub listed: bool,
    /// True if a word that tells it stands right before its place: "protests in X".
    pub beside: bool,
    /// True for a noun in the plural: "attacks".
    pub plural: bool,
    /// Id of the trigger's rule.
    pub rule: String,
    /// Every reason.
    pub evidence: Vec<Evidence>,
    /// How many tellings were joined.
    pub tellings: u32,
}

impl Told {
    /// By what its place is known to the list that it may head: as written, and by id.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.place.text.as_str())
            .chain(self.place.place.as_ref().map(|place| place.id.as_str()))
    }

    /// True if this telling's place is the area that heads the other's part of a list.
    #[must_use]
    pub fn heads(&self, other: &Self) -> bool {
        self.names().any(|name| other.under.iter().any(|under| under == name))
    }

    /// Takes over numbers of victims that another telling leaves behind, where this one has none.
    pub fn lend(&mut self, ledger: Ledger) {
        if self.casualties.killed.is_none() && self.casualties.injured.is_none() {
            self.ledger.join(ledger);
            self.casualties = self.ledger.casualties();
        }
    }
}
