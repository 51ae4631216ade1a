//! Which people of a sentence a word of harm is about: before it, after it, or in its midst.

use super::Count;
use super::actors::is_aside;
use super::casualty::{Harm, Head, Toll};
use super::lexicon::{Frame, class};
use super::people::{Group, Who};
use super::reading::Reading;
use crate::text::TokenKind;
use crate::text::numbers::Bound;

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
        if let Some(group) = self.after_colon(head) {
            return self.told(head, &[group]);
        }
        let list = match head.value.frame {
            Frame::Toll => return self.total(head),
            Frame::Body => return self.bodies(head),
            frame => self.inside(head).or_else(|| match frame {
                Frame::Subject => self.subject(head),
                Frame::Object => self.object(head.end),
                Frame::Of => self.of(head),
                _ if self.is_passive(head) || self.is_apposed(head) => self.subject(head),
                _ => self.object(head.end).or_else(|| self.subject(head)),
            })?,
        };
        if head.value.people && list.iter().any(|group| group.noun.is_none() && !group.bare) {
            return None;
        }
        self.told(head, &list)
    }

    /// "Killed: 2, wounded: 5.", "the number of wounded: 7": a figure behind its word, as in a table.
    fn after_colon(&self, head: &Head) -> Option<Group> {
        let reading = self.reading;
        // "Toll: 7 rebels and 2 soldiers killed": another word says what befell whom.
        if head.value.frame == Frame::Toll && reading.any(head.end + 1..self.end, class::KILL | class::HURT) {
            return None;
        }
        let counts = matches!(head.value.harm, Harm::Killed | Harm::Injured)
            && reading.word(head.end) == ":"
            && head.first.checked_sub(1).is_none_or(|before| self.group_over(before).is_none());
        let index = self.group_over(head.end + 1).filter(|_| counts)?;
        let group = self.groups[index];
        let plain = group.bare || group.noun.is_some();
        (plain && reading.prose.tokens[head.end + 1].kind == TokenKind::Number).then_some(group)
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
    pub(super) fn pronoun(&self, at: usize) -> Option<Group> {
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
            && self.reading.prose.tokens[at].kind == TokenKind::Word
            && !self.reading.is(at, class::STOP)
            && !self.reading.is(at, class::CONDITION)
    }

    /// "leaving one man martyred and five others injured": those right before it, and the next have a word of their own.
    fn is_apposed(&self, head: &Head) -> bool {
        let own = head.first.checked_sub(1).and_then(|at| self.group_over(at));
        let next = self.groups.iter().any(|group| group.first == head.end + 1);
        next && self.reading.word(head.end) == "and"
            && own.is_some_and(|at| self.groups[at].end == head.first)
    }

    fn is_passive(&self, head: &Head) -> bool {
        let mut at = head.first;
        while at > self.start && head.first - at < 6 {
            at -= 1;
            if self.reading.is(at, class::BE) {
                return true;
            }
            if !self.reading.is(at, class::AUX) && !is_aside(self.reading, at) {
                return false;
            }
        }
        false
    }

    /// The list of groups that begins right after a head.
    pub(super) fn object(&self, from: usize) -> Option<Vec<Group>> {
        // had "neutralised" around 30 fighters
        let quote = |at: usize| matches!(self.reading.word(at), "\"" | "\u{201d}" | "\u{2019}");
        let from = from + usize::from(quote(from));
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
                || reading.is(at, class::BETWEEN_HARM)
        }) && !(first.first > from
            && reading.word(from) == "of"
            && first.first == from + 1
            && first.noun.is_none());
        if !reachable {
            return None;
        }
        let mut list = self.rightwards(at);
        if matches!(reading.word(from), "himself" | "herself") {
            // "killing himself and three soldiers"
            list.insert(0, Self::one(from));
        }
        // "Five people killed ten injured": the ten belong to what follows.
        let alone = list.len() == 1 && (first.bare || first.noun.is_none()) && self.opens_clause(first);
        (!alone && !list.is_empty()).then_some(list)
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
                    && (group.end + 2 > head.first || reading.word(group.end) == ",");
                if group.part && !self.is_first_noun(group) && !own {
                    at = group.first;
                    continue;
                }
                let mut list = self.leftwards(index, head)?;
                list.extend(self.together_with(head.end));
                return Some(list);
            }
            let word = reading.word(at);
            if matches!(word, "he" | "she") && head.first - at <= 4 && !reading.is_quoted(at) {
                let who = if word == "he" { Who::Male } else { Who::Female };
                let pronoun = Group { who, ..Self::one(at) };
                return Some(vec![pronoun]);
            }
            let aside =
                || matches!(reading.word(at + 1), "who" | "whose" | "without" | "unfortunately" | "sadly");
            if word == "," && aside() {
                continue;
            }
            if word == "-" && self.is_dash(at) {
                at = self.parenthesis(at)?;
                continue;
            }
            // "In the latest attack, Idris Musa, the governor of the southern district, was killed"
            let apposed = || {
                matches!(reading.word(at + 1), "the" | "a" | "an") && at + 3 < head.first
                    // "Ali Otto, was shot"
                    || matches!(reading.word(at + 1), "was" | "were")
            };
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
            if self.ends_subject(at, head) {
                return None;
            }
        }
        None
    }

    /// True if the people of the head do not stand before the token: another clause, another verb or a thing lies between.
    fn ends_subject(&self, at: usize, head: &Head) -> bool {
        let (reading, word) = (self.reading, self.reading.word(at));
        let joined = reading.is(at, class::KILL | class::HURT)
            && !self.is_shared(head, at)
            && !matches!(reading.word(at + 1), "or" | "and" | ",");
        // "eleven were killed and the rest injured": how many is not said.
        let rest = matches!(word, "rest" | "remainder" | "remaining");
        // "blew up on a mine while driving a tractor and was hurt"
        let meanwhile = matches!(word, "while" | "when" | "after") && reading.word(at + 1).ends_with("ing");
        // "survived but lost a leg"
        let goes_on = word == "but" && at + 1 == head.first;
        let breaks = is_subject_break(word) && !meanwhile && !goes_on;
        rest || breaks || joined || self.is_thing(at) && !self.is_driven(at)
    }

    /// "was wounded in the raid and died of his wounds": both of him.
    fn is_shared(&self, head: &Head, hurt: usize) -> bool {
        head.value.harm == Harm::Killed
            && self.reading.is(hurt, class::HURT)
            && (1..=2).any(|back| matches!(self.reading.before(head.first, back), "and" | "but"))
    }

    pub(super) fn one(at: usize) -> Group {
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
    pub(super) fn is_first_noun(&self, group: &Group) -> bool {
        !matches!(
            self.reading.before(group.first, 1),
            "including" | "," | "-" | "(" | "them" | "whom" | "those" | "of"
        )
    }

    /// One person told by name.
    pub(super) fn is_named(&self, index: usize) -> bool {
        let group = &self.groups[index];
        let name = self.reading.prose.tokens[group.first].capital && group.first > self.start;
        group.noun.is_none() && name && group.count == Count::exactly(1)
    }

    pub(super) fn group_over(&self, at: usize) -> Option<usize> {
        let index = self.groups.partition_point(|group| group.end <= at);
        (index < self.groups.len() && self.groups[index].first <= at).then_some(index)
    }

    /// "while driving a tractor": what the people do it with.
    fn is_driven(&self, at: usize) -> bool {
        let article =
            usize::from(matches!(self.reading.before(at, 1), "a" | "an" | "the" | "his" | "her" | "their"));
        let verb = self.reading.before(at, 1 + article);
        verb.ends_with("ing") || matches!(verb, "drove" | "rode" | "hit")
    }

    /// A thing that stands there by itself and not in a phrase like "of the village".
    pub(super) fn is_thing(&self, at: usize) -> bool {
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
                    | "who"
            )
        })
    }
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
