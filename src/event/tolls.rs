//! What a word of harm and its people come to: a total, bodies that were found, a number with its side and part.

use super::Count;
use super::casualty::{Harm, Head, Side, Toll, sum};
use super::lexicon::{Class, class};
use super::links::People;
use super::named;
use super::people::{Group, Who};
use super::reading::Reading;
use crate::text::numbers::Bound;

/// Parts that tell people apart.
const ROLES: Class =
    class::ROLE_SOLDIER | class::ROLE_POLICE | class::ROLE_FIGHTER | class::ROLE_RESCUER | class::CIVILIAN;

impl People<'_, '_> {
    /// "bringing the death toll to five", "the number of injured rose from six to nine".
    pub(super) fn total(&self, head: &Head) -> Option<Toll> {
        let reading = self.reading;
        let lead = |at: usize| {
            matches!(
                reading.word(at),
                "to" | "at"
                    | "reached"
                    | "of"
                    | "is"
                    | "was"
                    | "hit"
                    | "as"
                    | "reaching"
                    | "exceeded"
                    | "than"
            )
        };
        // "the death toll from the raid on the camp in the west of the city climbed to five"
        let risen = |at: usize| {
            matches!(reading.before(at, 1), "to" | "reached")
                && (1..3).any(|back| reading.is_before(at, back, class::TOLL_ROSE))
        };
        let near = |group: &&Group| {
            group.first >= head.end
                && group.first <= head.end + if risen(group.first) { 28 } else { 14 }
                && lead(group.first.saturating_sub(1))
                && !(reading.before(group.first, 1) == "as" && reading.before(group.first, 2) == ",")
                && !(head.end..group.first).any(|at| matches!(reading.word(at), ";" | ":" | "\""))
        };
        let after = self.groups.iter().filter(near);
        let risen = after.clone().find(|group| reading.before(group.first, 1) == "to");
        let group = *risen.or_else(|| after.clone().next())?;
        let toll = self.told(head, &[group])?;
        // "the hospital put the number at five": somebody's account and no news of more.
        let put = (head.first.saturating_sub(2)..=head.first).any(|at| reading.word(at) == "put");
        Some(Toll { total: !put, additional: false, part: false, ..toll })
    }

    /// "found the body of a man", "eight bodies were recovered".
    pub(super) fn bodies(&self, head: &Head) -> Option<Toll> {
        let reading = self.reading;
        let around = head.first.saturating_sub(7).max(self.start)..self.end.min(head.end + 12);
        let found = around.into_iter().any(|at| reading.is(at, class::FOUND));
        if !found {
            return None;
        }
        let of = reading.word(head.end - 1) == "of";
        // "eight bodies of farmers": the number stands before.
        let number =
            || head.first.checked_sub(1).and_then(|at| self.group_over(at)).map(|at| self.groups[at]);
        let counted = of.then(number).flatten().filter(|group| group.bare || group.noun.is_none());
        let list =
            if of && counted.is_none() { self.named_after(head.end) } else { counted.map(|one| vec![one]) };
        let before = || {
            let group =
                self.group_over(head.first).or_else(|| self.group_over(head.first.checked_sub(1)?))?;
            self.groups.get(group).map(|group| vec![*group])
        };
        // "a fifth body was found": five with this one
        let nth = named::ordinal(reading.before(head.first, 1));
        let single = || {
            (reading.word(head.first) == "body" && !of).then(|| vec![Group { nth, ..Self::one(head.first) }])
        };
        let list = list.or_else(before).or_else(single)?;
        let toll = self.told(head, &list)?;
        let nth = toll.nth.or(nth.filter(|_| toll.count == Count::exactly(1)));
        Some(Toll { soft: true, nth, ..toll })
    }

    /// The toll of a head and its people.
    pub(super) fn told(&self, head: &Head, list: &[Group]) -> Option<Toll> {
        let reading = self.reading;
        let first = list.first()?;
        let count = list.iter().map(|group| group.count).reduce(sum)?;
        let low = list.iter().map(|group| group.first).min()?.min(head.first);
        let high = list.iter().map(|group| group.end).max()?.max(head.end).min(self.end);
        let among = reading.before(head.first, 1) == "those" && reading.before(head.first, 2) == "among"
            || reading.before(head.first, 2) == "among" && matches!(reading.before(head.first, 1), "the");
        // "three of the injured died", "seven were hurt, two of whom died": a part of the hurt is no part of the dead.
        let of_hurt = head.value.harm == Harm::Killed
            && (reading.any(first.first..first.end, class::HURT)
                || self.is_of_the_hurt(first.first)
                || matches!(reading.word(first.end - 1), "whom" | "them")
                    && self.tells_of_no_dead(first.first));
        Some(Toll {
            harm: head.value.harm,
            count,
            bound: list
                .iter()
                .map(|group| group.bound)
                .find(|bound| *bound != Bound::Exact)
                .unwrap_or(Bound::Exact),
            additional: first.additional,
            others: false,
            nth: if list.len() == 1 { first.nth } else { None },
            late: head.value.late
                && !matches!(reading.word(first.first), "the" | "he" | "she" | "his" | "her"),
            again: list.len() == 1 && matches!(reading.word(first.first), "he" | "she" | "him" | "her"),
            from_hurt: of_hurt,
            roles: self.roles(head, list),
            people: first.first,
            part: head.value.part
                || among
                || !of_hurt
                    && list.iter().all(|group| group.part)
                    && !self.is_of_victims(head, first)
                    && !self.is_of_foes(head, first),
            soft: head.value.soft,
            total: false,
            earlier: self.is_earlier(head),
            who: if list.len() == 1 { first.who } else { Who::Open },
            side: side(reading, list),
            head: head.first,
            span: reading.prose.tokens[low].span.join(reading.prose.tokens[high - 1].span),
        })
    }

    /// The parts that the people may have had in what happened; none where a noun does not say. Those of a bare number are of
    /// the people before it.
    pub(super) fn roles(&self, head: &Head, list: &[Group]) -> Class {
        let reading = self.reading;
        let of_noun = |noun: usize| {
            let own = reading.coded.classes[noun] & ROLES;
            let special = own & !class::CIVILIAN;
            if special == 0 { own } else { special }
        };
        if head.value.own {
            let before = head.first.saturating_sub(4).max(self.start)..head.first;
            return before.map(of_noun).find(|roles| *roles != 0).unwrap_or(0);
        }
        let mut all = 0;
        for group in list {
            let spoken_of =
                || self.groups.iter().rev().filter(|other| other.end <= group.first).find_map(|g| g.noun);
            let number = reading.prose.tokens[group.end - 1].kind == crate::text::TokenKind::Number
                || reading.any(group.first..group.end, class::NUMBER_WORD);
            let noun = group.noun.or_else(|| if number { spoken_of() } else { None });
            // "engaged the bandits and neutralised eight of them"
            let them = || {
                let before = (self.start..group.first).rev();
                before.map(of_noun).find(|roles| *roles != 0).unwrap_or(0)
            };
            let own = match noun {
                None if reading.word(group.end - 1) == "them" => them(),
                noun => noun.map_or(0, of_noun),
            };
            if own == 0 {
                return 0;
            }
            all |= own;
        }
        all
    }

    /// "engaged the bandits and neutralised eight of them": all whom they killed, where the text has not counted those they met.
    fn is_of_foes(&self, head: &Head, group: &Group) -> bool {
        let reading = self.reading;
        let counted =
            |other: &Group| other.first < head.first && other.count.best.is_none_or(|best| best > 1);
        head.end == group.first
            && reading.word(group.end - 1) == "them"
            && !self.groups.iter().any(counted)
            && !(self.start..head.first).any(|at| reading.is(at, class::HURT))
    }

    /// "Of the 14 wounded, two died".
    fn is_of_the_hurt(&self, first: usize) -> bool {
        let reading = self.reading;
        let words = first.saturating_sub(6).max(self.start)..first;
        reading.before(first, 1) == ","
            && reading.any(words.clone(), class::HURT)
            && words.into_iter().any(|at| reading.word(at) == "of" && reading.word(at + 1) == "the")
    }

    /// "12 casualties, including three deaths": a part of all who were harmed, and all of the dead.
    fn is_of_victims(&self, head: &Head, group: &Group) -> bool {
        let reading = self.reading;
        let own = group.first < head.first && head.first <= group.end + 1 && group.noun.is_none();
        let before = group.first.saturating_sub(6).max(self.start)..group.first;
        own && matches!(reading.before(group.first, 1), "including" | "among" | "them" | ":" | ",")
            && before.into_iter().any(|at| matches!(reading.word(at), "casualties" | "victims"))
            && !reading.any(
                self.start..group.first,
                if head.value.harm == Harm::Killed { class::KILL } else { class::HURT },
            )
    }

    /// True if what stands before, in this sentence or else in the one before, tells of no dead: "one of them died".
    pub(super) fn tells_of_no_dead(&self, before: usize) -> bool {
        let reading = self.reading;
        let own = self.start..before;
        if reading.any(own.clone(), class::HURT | class::KILL) {
            return !reading.any(own, class::KILL);
        }
        let sentence = reading.prose.tokens[self.start].sentence;
        sentence > 0 && {
            let last = reading.sentence(sentence - 1);
            let words = last.first_token..last.end_token;
            !reading.any(words, class::KILL)
        }
    }

    /// "initially said two people had been killed", "it was earlier reported that".
    pub(super) fn is_earlier(&self, head: &Head) -> bool {
        let reading = self.reading;
        let from = head.first.saturating_sub(14).max(self.start);
        let clause = (from..head.first)
            .rev()
            .find(|at| matches!(reading.word(*at), "but" | "however" | ";"))
            .map_or(from, |at| at + 1);
        (clause..head.first).any(|at| {
            reading.is(at, class::AT_FIRST)
                && (clause.max(at.saturating_sub(4))..head.first.min(at + 5))
                    .any(|near| reading.is(near, class::SPEECH))
        })
    }
}

/// Whether the people bore arms; none where their nouns do not say or differ.
fn side(reading: &Reading<'_>, list: &[Group]) -> Option<Side> {
    let of = |group: &Group| {
        let noun = group.noun?;
        let words = group.first..noun + 1;
        if reading.any(words.clone(), class::CIVILIAN) {
            Some(Side::Civilian)
        } else if reading.any(words, class::MILITARY | class::ARMED_GROUP) {
            Some(Side::Military)
        } else {
            None
        }
    };
    let first = of(list.first()?)?;
    list.iter().all(|group| of(group) == Some(first)).then_some(first)
}
