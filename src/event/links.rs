//! Which people of a sentence a word of harm is about: before it, after it, or in its midst.

use super::Count;
use super::casualty::{Harm, Head, Side, Toll, sum};
use super::lexicon::{Class, Frame, class};
use super::people::{Group, Who};
use super::reading::Reading;
use crate::text::numbers::Bound;

/// Parts that tell people apart.
const ROLES: Class =
    class::ROLE_SOLDIER | class::ROLE_POLICE | class::ROLE_FIGHTER | class::ROLE_RESCUER | class::CIVILIAN;

/// A sentence with its groups of people.
pub struct People<'r, 'd> {
    /// The article.
    pub reading: &'r Reading<'d>,
    /// The groups, in order.
    pub groups: &'r [Group],
    /// First token of the sentence.
    pub start: usize,
    /// Index past its last token.
    pub end: usize,
}

impl People<'_, '_> {
    /// The toll that a head tells, if people stand where its frame asks for them.
    #[must_use]
    pub fn toll(&self, head: &Head) -> Option<Toll> {
        let list = match head.value.frame {
            Frame::Toll => return self.total(head),
            Frame::Body => return self.bodies(head),
            frame => self.inside(head).or_else(|| match frame {
                Frame::Subject => self.subject(head),
                Frame::Object => self.object(head.end),
                Frame::Of => self.of(head),
                _ if self.is_passive(head) => self.subject(head),
                _ => self.object(head.end).or_else(|| self.subject(head)),
            })?,
        };
        if head.value.people && list.iter().any(|group| group.noun.is_none() && !group.bare) {
            return None;
        }
        self.told(head, &list)
    }

    /// People named within a head of several words: "shot two men dead", "claimed three lives".
    fn inside(&self, head: &Head) -> Option<Vec<Group>> {
        let inner = |group: &Group| group.first > head.first && group.first < head.end;
        if let Some(at) = self.groups.iter().position(inner) {
            return Some(self.rightwards(at));
        }
        (head.first + 1..head.end).find_map(|at| self.pronoun(at)).map(|one| vec![one])
    }

    /// "beat him to death", "killed her.": one person told of before.
    fn pronoun(&self, at: usize) -> Option<Group> {
        let who = match self.reading.word(at) {
            "him" => Who::Male,
            "her" if self.group_over(at).is_none() && !self.is_owned(at + 1) => Who::Female,
            _ => return None,
        };
        Some(Group { who, ..Self::one(at) })
    }

    /// True for a word that "her" can own: "killed her dog", not "killed her with", "killed her.".
    fn is_owned(&self, at: usize) -> bool {
        at < self.end
            && self.reading.prose.tokens[at].kind == crate::text::TokenKind::Word
            && !super::people::is_stop(self.reading.word(at))
            && !matches!(self.reading.word(at), "dead" | "alive" | "unconscious" | "badly" | "seriously")
    }

    fn is_passive(&self, head: &Head) -> bool {
        let mut at = head.first;
        while at > self.start && head.first - at < 5 {
            at -= 1;
            if self.reading.is(at, class::BE) {
                return true;
            }
            if !self.reading.is(at, class::AUX) && !self.reading.word(at).ends_with("ly") {
                return false;
            }
        }
        false
    }

    /// The list of groups that begins right after a head.
    fn object(&self, from: usize) -> Option<Vec<Group>> {
        if let Some(one) = self.pronoun(from) {
            return Some(vec![one]);
        }
        let at = self.groups.partition_point(|group| group.first < from);
        let first = self.groups.get(at).filter(|group| group.end <= self.end)?;
        let reading = self.reading;
        // "wounded on Sunday evening seven people"
        let dated = |at: usize| {
            matches!(reading.word(at), "morning" | "afternoon" | "evening" | "night")
                || reading
                    .dates_in(from..first.first)
                    .any(|date| (date.first.saturating_sub(1)..date.end).contains(&at))
        };
        if first.first > from + if dated(from) || dated(from + 1) { 8 } else { 4 } {
            return None;
        }
        let reachable = (from..first.first).all(|at| {
            reading.is(at, class::KILL | class::HURT)
                || reading.word(at).ends_with("ly")
                || dated(at)
                || matches!(
                    reading.word(at),
                    "and"
                        | "or"
                        | "a"
                        | "total"
                        | "of"
                        | "also"
                        | "estimated"
                        | "an"
                        | "as"
                        | "the"
                        | "another"
                        | "up"
                )
        }) && !(first.first > from
            && reading.word(from) == "of"
            && first.first == from + 1
            && first.noun.is_none());
        if !reachable {
            return None;
        }
        let list = self.rightwards(at);
        // "Five people killed ten injured": the ten belong to what follows.
        let alone = list.len() == 1 && (first.bare || first.noun.is_none()) && self.opens_clause(first);
        (!alone && !list.is_empty()).then_some(list)
    }

    /// True if the verb of another clause follows a group.
    fn opens_clause(&self, group: &Group) -> bool {
        self.reading.is(group.end, class::BE | class::KILL | class::HURT)
            || matches!(self.reading.word(group.end), "suffered" | "sustained" | "received" | "died")
    }

    /// "and", ", ", "as well as" between two groups of one list; a place may follow the first.
    fn is_joined(&self, left: &Group, right: &Group) -> bool {
        let (from, to) = (left.end, right.first);
        let reading = self.reading;
        if from > to || to - from > 8 || left.harmed != right.harmed || reading.is(right.end, class::SPEECH) {
            return false;
        }
        if from == to {
            // "Tomas Reyes, 50, Luis Reyes, 9": the mark behind the age is the link.
            return reading.word(from - 1) == ",";
        }
        // "three policemen, and more than 50 injured", "four workers, one critically": other people, or some of them.
        if right.bare && (left.part || left.noun.is_some() && reading.word(from) == ",") {
            return false;
        }
        let link = |at: usize| {
            let last = at + 1 == to;
            let owned = last && at > from && matches!(reading.word(at), "his" | "her" | "their" | "its");
            // "brothers Luis Reyes, 9, and Juan Reyes, 12"
            let kin = last && reading.is(at, class::PERSON) && reading.prose.tokens[right.first].capital;
            let with = reading.word(at) == "with"
                && at > from
                && matches!(reading.word(at - 1), "along" | "together");
            owned
                || kin
                || with
                || matches!(
                    reading.word(at),
                    "," | "and" | "as" | "well" | "along" | "together" | "plus" | "&" | "also"
                )
        };
        if to - from <= 4 && (from..to).all(link) {
            return true;
        }
        reading.word(to - 1) == "and"
            && matches!(reading.word(from), "of" | "from" | "in" | "at" | "for" | "with")
            && (from + 1..to - 1).all(|at| {
                reading.prose.tokens[at].capital
                    || reading.is(at, class::HURT)
                    || matches!(
                        reading.word(at),
                        "serious" | "severe" | "minor" | "light" | "shrapnel" | "gunshot"
                    )
                    || reading.is(at, class::KIND_WORD | class::NOT_PERSON | class::FACILITY)
                    || matches!(reading.word(at), "the" | "of" | "'s")
            })
    }

    /// The whole list right after "the bodies of", whatever verb follows.
    fn named_after(&self, from: usize) -> Option<Vec<Group>> {
        let first = self.groups.partition_point(|group| group.first < from);
        let near =
            self.groups.get(first).is_some_and(|group| group.first <= from + 2 && group.end <= self.end);
        let mut last = first;
        while near
            && let (Some(left), Some(right)) = (self.groups.get(last), self.groups.get(last + 1))
            && self.is_joined(left, right)
        {
            last += 1;
        }
        near.then(|| Self::whole(&self.groups[first..=last]))
    }

    /// The list that begins with the group at `at`: parts are left out, and what another verb takes.
    fn rightwards(&self, at: usize) -> Vec<Group> {
        let mut last = at;
        while let (Some(left), Some(right)) = (self.groups.get(last), self.groups.get(last + 1)) {
            if !self.is_joined(left, right) || right.first >= self.end {
                break;
            }
            last += 1;
        }
        while last > at && self.groups.get(last).is_some_and(|group| self.opens_clause(group)) {
            last -= 1;
        }
        let list = self.groups.get(at..=last).unwrap_or(&[]);
        Self::whole(list)
    }

    /// Leaves out parts: "five people, including a child"; what follows a part in a list is a part, too.
    fn whole(list: &[Group]) -> Vec<Group> {
        let first_part = list.iter().position(|group| group.part && !group.additional);
        match first_part {
            Some(0) | None => list.to_vec(),
            Some(part) => list.get(..part).unwrap_or(list).to_vec(),
        }
    }

    /// "the death of a woman", "injuries to two others", "two deaths".
    fn of(&self, head: &Head) -> Option<Vec<Group>> {
        if matches!(self.reading.word(head.end), "of" | "to" | "among" | "for")
            && let Some(list) = self.object(head.end + 1)
        {
            return Some(list);
        }
        // "two deaths", "14 minor injuries": the head is the group's own noun.
        let group = self
            .groups
            .iter()
            .find(|group| group.first < head.first && group.end >= head.first && group.noun.is_none())?;
        (group.end <= head.end + 1).then(|| vec![*group])
    }

    /// The list of groups before a passive or intransitive head.
    fn subject(&self, head: &Head) -> Option<Vec<Group>> {
        let reading = self.reading;
        let mut at = head.first;
        let mut steps = 0;
        while at > self.start && steps < 26 {
            at -= 1;
            steps += 1;
            if let Some(index) = self.group_over(at) {
                let group = &self.groups[index];
                // "two of whom later died"
                let own = head.value.harm == Harm::Killed
                    && matches!(reading.word(group.end - 1), "whom" | "them")
                    && group.end + 2 > head.first;
                if group.part && !self.is_first_noun(group) && !own {
                    at = group.first;
                    continue;
                }
                return self.leftwards(index, head);
            }
            let word = reading.word(at);
            if matches!(word, "he" | "she") && head.first - at <= 4 && !reading.is_quoted(at) {
                let who = if word == "he" { Who::Male } else { Who::Female };
                let pronoun = Group { who, ..Self::one(at) };
                return Some(vec![pronoun]);
            }
            if word == "," && matches!(reading.word(at + 1), "who" | "whose") {
                continue;
            }
            if word == "-" && self.is_dash(at) {
                at = self.parenthesis(at)?;
                continue;
            }
            // "In the latest attack, Idris Musa, the governor of the southern district, was killed"
            let apposed = || matches!(reading.word(at + 1), "the" | "a" | "an") && at + 3 < head.first;
            if word == ","
                && apposed()
                && let Some(index) =
                    self.group_over(at.saturating_sub(1)).filter(|index| self.is_named(*index))
            {
                return self.leftwards(index, head);
            }
            if matches!(word, "," | ")") {
                at = self.parenthesis(at)?;
                continue;
            }
            let joined = (reading.is(at, class::KILL | class::HURT) || reading.is(at, class::HURT))
                && !matches!(reading.word(at + 1), "or" | "and" | ",");
            // "eleven were killed and the rest injured": how many is not said.
            let rest = matches!(word, "rest" | "remainder" | "remaining");
            if rest || is_subject_break(word) || joined || self.is_thing(at) {
                return None;
            }
        }
        None
    }

    fn one(at: usize) -> Group {
        Group {
            first: at,
            end: at + 1,
            count: Count::exactly(1),
            bound: Bound::Exact,
            additional: false,
            part: false,
            bare: false,
            harmed: false,
            noun: None,
            who: Who::Open,
            nth: None,
        }
    }

    /// "two of them were killed": a part that is itself the subject.
    fn is_first_noun(&self, group: &Group) -> bool {
        !matches!(
            self.reading.before(group.first, 1),
            "including" | "," | "-" | "(" | "them" | "whom" | "those" | "of"
        )
    }

    /// One person told by name.
    fn is_named(&self, index: usize) -> bool {
        let group = &self.groups[index];
        let name = self.reading.prose.tokens[group.first].capital && group.first > self.start;
        group.noun.is_none() && name && group.count == Count::exactly(1)
    }

    fn group_over(&self, at: usize) -> Option<usize> {
        let index = self.groups.partition_point(|group| group.end <= at);
        (index < self.groups.len() && self.groups[index].first <= at).then_some(index)
    }

    /// A thing that stands there by itself and not in a phrase like "of the village".
    fn is_thing(&self, at: usize) -> bool {
        let reading = self.reading;
        // "the district governor": the word only tells which governor.
        if !reading.is(at, class::NOT_PERSON) || reading.is(at + 1, class::OFFICIAL | class::TITLE) {
            return false;
        }
        !(at.saturating_sub(6).max(self.start)..at).any(|before| {
            matches!(
                reading.word(before),
                "of" | "in"
                    | "at"
                    | "on"
                    | "from"
                    | "near"
                    | "inside"
                    | "by"
                    | "during"
                    | "within"
                    | "to"
                    | "under"
                    | "for"
                    | "over"
                    | "per"
            )
        })
    }

    /// If the mark at `close` ends an inserted phrase (", including six officials,", "(two)"), the index of its opening.
    fn parenthesis(&self, close: usize) -> Option<usize> {
        let opening = match self.reading.word(close) {
            ")" => "(",
            "-" => "-",
            _ => ",",
        };
        let from = close.saturating_sub(22).max(self.start);
        (from..close)
            .rev()
            .find(|at| self.reading.word(*at) == opening && (opening != "-" || self.is_dash(*at)))
    }

    /// A dash between clauses, no hyphen within a word.
    fn is_dash(&self, at: usize) -> bool {
        let tokens = &self.reading.prose.tokens;
        let long = crate::text::slice(&self.reading.document.text, tokens[at].span) != "-";
        long || !tokens[at].glued && tokens.get(at + 1).is_some_and(|next| !next.glued)
    }

    fn leftwards(&self, index: usize, head: &Head) -> Option<Vec<Group>> {
        let reading = self.reading;
        let last = self.groups[index];
        let between = head.first.saturating_sub(last.end);
        let name = reading.prose.tokens[last.first].capital
            && !reading.is(last.first, class::NUMBER_WORD)
            && !last.bare;
        let near = if last.noun.is_some() || name { 26 } else { 6 };
        if between > near {
            return None;
        }
        let mut first = index;
        while first > 0 && self.is_joined(&self.groups[first - 1], &self.groups[first]) {
            first -= 1;
        }
        // "killed a man and a woman was wounded": what another verb took is not taken again.
        let singular = (last.end..head.first).any(|at| matches!(reading.word(at), "was" | "is" | "has"));
        let taken = first < index
            && reading.is(self.groups[first].first.saturating_sub(1), class::KILL | class::HURT);
        if first < index && (singular || taken) {
            first = index;
        }
        Some(Self::whole(self.groups.get(first..=index)?))
    }

    /// "bringing the death toll to five", "the number of injured rose from six to nine".
    fn total(&self, head: &Head) -> Option<Toll> {
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
        let near = |group: &&Group| {
            group.first >= head.end
                && group.first <= head.end + 14
                && lead(group.first.saturating_sub(1))
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
    fn bodies(&self, head: &Head) -> Option<Toll> {
        let reading = self.reading;
        let around = head.first.saturating_sub(7).max(self.start)..self.end.min(head.end + 12);
        let found = around.into_iter().any(|at| {
            matches!(
                reading.word(at),
                "found"
                    | "find"
                    | "recovered"
                    | "discovered"
                    | "pulled"
                    | "retrieved"
                    | "extracted"
                    | "removed"
                    | "located"
                    | "exhumed"
                    | "dug"
                    | "unearthed"
                    | "brought"
                    | "taken"
                    | "saw"
                    | "seen"
                    | "seeing"
                    | "counted"
                    | "counting"
                    | "received"
                    | "lying"
                    | "lay"
                    | "strewn"
                    | "washed"
                    | "delivered"
                    | "identified"
                    | "buried"
                    | "collected"
            )
        });
        if !found {
            return None;
        }
        let of = reading.word(head.end - 1) == "of";
        let list = if of { self.named_after(head.end) } else { None };
        let before = || {
            let group =
                self.group_over(head.first).or_else(|| self.group_over(head.first.checked_sub(1)?))?;
            self.groups.get(group).map(|group| vec![*group])
        };
        let single = || (reading.word(head.first) == "body" && !of).then(|| vec![Self::one(head.first)]);
        let list = list.or_else(before).or_else(single)?;
        let toll = self.told(head, &list)?;
        Some(Toll { soft: true, ..toll })
    }

    /// The toll of a head and its people.
    fn told(&self, head: &Head, list: &[Group]) -> Option<Toll> {
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
                || matches!(reading.word(first.end - 1), "whom" | "them")
                    && self.tells_only_of_hurt(first.first));
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
            roles: self.roles(head, list),
            people: first.first,
            part: head.value.part || among || !of_hurt && list.iter().all(|group| group.part),
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
    fn roles(&self, head: &Head, list: &[Group]) -> Class {
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
            let own = noun.map_or(0, of_noun);
            if own == 0 {
                return 0;
            }
            all |= own;
        }
        all
    }

    /// True if what stands before, in this sentence or else in the one before, tells of the hurt and of no dead.
    fn tells_only_of_hurt(&self, before: usize) -> bool {
        let reading = self.reading;
        let own = self.start..before;
        if reading.any(own.clone(), class::HURT | class::KILL) {
            return !reading.any(own, class::KILL);
        }
        let sentence = reading.prose.tokens[self.start].sentence;
        sentence > 0 && {
            let last = reading.sentence(sentence - 1);
            let words = last.first_token..last.end_token;
            reading.any(words.clone(), class::HURT) && !reading.any(words, class::KILL)
        }
    }

    /// "initially said two people had been killed", "it was earlier reported that".
    fn is_earlier(&self, head: &Head) -> bool {
        let reading = self.reading;
        let from = head.first.saturating_sub(14).max(self.start);
        let clause = (from..head.first)
            .rev()
            .find(|at| matches!(reading.word(*at), "but" | "however" | ";"))
            .map_or(from, |at| at + 1);
        (clause..head.first).any(|at| {
            matches!(
                reading.word(at),
                "initially" | "earlier" | "previously" | "originally" | "preliminarily"
            ) && (clause.max(at.saturating_sub(4))..head.first.min(at + 5))
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

fn is_subject_break(word: &str) -> bool {
    matches!(
        word,
        ";" | ":"
            | "\""
            | "."
            | "("
            | "that"
            | "when"
            | "after"
            | "while"
            | "but"
            | "which"
            | "if"
            | "because"
    )
}
