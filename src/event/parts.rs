//! The parts of a sentence that tell of places of their own.

use super::SubEventType;
use super::choose::site_rank;
use super::lexicon::Sort;
use super::reading::Reading;
use super::site::Site;
use super::trigger::Trigger;

/// Where the parts of a sentence begin that tell of places of their own: "in X, two were hurt; in Y, one was killed", "X was shelled,
/// and two people were killed in Y".
pub struct Parts(Vec<usize>);

impl Parts {
    #[must_use]
    pub fn of(reading: &Reading<'_>, sentence: usize) -> Self {
        let bounds = reading.sentence(sentence);
        let begins = |at: &usize| {
            reading.word(*at) == ";"
                || reading.word(*at) == "," && matches!(reading.word(at + 1), "and" | "while")
        };
        Self((bounds.first_token..bounds.end_token).filter(begins).collect())
    }

    /// The number of the part that a token stands in.
    fn at(&self, token: usize) -> usize {
        self.0.partition_point(|begin| *begin <= token)
    }

    /// True for words of harm in a part that has a settlement of its own and no other words that tell an event.
    #[must_use]
    pub fn is_apart(
        &self,
        reading: &Reading<'_>,
        trigger: &Trigger<'_>,
        triggers: &[Trigger<'_>],
        sites: &[Site],
    ) -> bool {
        let own = self.at(trigger.first);
        !self.0.is_empty()
            && sites.iter().any(|site| self.at(site.first) == own && site_rank(reading, site) <= 1)
            && triggers.iter().all(|other| other.value.sort == Sort::Harm || self.at(other.first) != own)
    }
}

/// "burned houses and killed 14 villagers": what burns is a part of what kills.
#[must_use]
pub fn burns_and_kills(reading: &Reading<'_>, trigger: &Trigger<'_>, triggers: &[Trigger<'_>]) -> bool {
    matches!(trigger.value.sort, Sort::Fixed(_, SubEventType::Looting))
        && triggers.iter().any(|harm| {
            harm.value.sort == Sort::Harm
                && harm.first > trigger.end
                && harm.first - trigger.end <= 8
                && reading.before(harm.first, 1) == "and"
        })
}
