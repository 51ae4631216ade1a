//! Lists of people under one word of harm: which groups belong together, and where a list ends.

use super::casualty::Head;
use super::lexicon::class;
use super::links::People;
use super::people::Group;

impl People<'_, '_> {
    /// True if the verb of another clause follows a group.
    pub(super) fn opens_clause(&self, group: &Group) -> bool {
        self.reading.is(group.end, class::BE | class::KILL | class::HURT)
            || matches!(
                self.reading.word(group.end),
                "suffered" | "sustained" | "received" | "died" | "remain" | "remained" | "remains"
            )
    }

    /// "and", ", ", "as well as" between two groups of one list; a place may follow the first.
    pub(super) fn is_joined(&self, left: &Group, right: &Group) -> bool {
        let (from, to) = (left.end, right.first);
        let reading = self.reading;
        if from > to || to - from > 8 || left.harmed != right.harmed || reading.is(right.end, class::SPEECH) {
            return false;
        }
        if reading.word(from) == "," && from + 1 == to && self.is_speaker(right) {
            return false;
        }
        if from == to {
            // "Tomas Reyes, 50, Luis Reyes, 9": the mark behind the age is the link.
            return reading.word(from - 1) == ",";
        }
        // "three policemen, and more than 50 injured", "four workers, one critically": other people, or some of them.
        // "hundreds fled and two drowned": the first have a verb of their own.
        let named = left.count == super::Count::exactly(1) && reading.prose.tokens[left.end - 1].capital;
        let ran = left.noun.is_none() && !left.bare && left.end > left.first + 1 && !named;
        if right.bare && self.opens_clause(right) && left.bare {
            // "the toll passed 400 and 82 remain missing"
            return false;
        }
        if right.bare && (left.part || ran || left.noun.is_some() && reading.word(from) == ",") {
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
            owned || kin || with || reading.is(at, class::TOGETHER)
        };
        if to - from <= 4 && (from..to).all(link) || self.is_named_link(from, to) {
            return true;
        }
        // "eight people in X and three in Y": each place has its number.
        let placed = matches!(reading.word(from), "in" | "at")
            && matches!(reading.word(right.end), "in" | "at" | "near" | "outside")
            && (right.end + 1..right.end + 3).any(|at| reading.prose.tokens[at].capital);
        reading.word(to - 1) == "and"
            && !placed
            && matches!(reading.word(from), "of" | "from" | "in" | "at" | "for" | "with")
            && (from + 1..to - 1).all(|at| {
                reading.prose.tokens[at].capital
                    || reading.is(at, class::HURT)
                    || reading.is(at, class::INJURY)
                    || reading.is(at, class::KIND_WORD | class::NOT_PERSON | class::FACILITY)
                    || matches!(reading.word(at), "the" | "of" | "'s")
            })
    }

    /// "killing two people, a doctor at the hospital said": who tells it.
    fn is_speaker(&self, group: &Group) -> bool {
        const FAR: usize = 12;
        let reading = self.reading;
        let ends = |at: &usize| {
            !reading.is(*at, class::KILL | class::HURT | class::BE)
                && !matches!(reading.word(*at), "," | ";" | ":" | "and" | "who" | "were" | "was")
        };
        let single = group.count == super::Count::exactly(1);
        let rest = (group.end..self.end.min(group.end + FAR)).take_while(ends);
        single && rest.into_iter().any(|at| reading.is(at, class::SPEECH))
    }

    /// ", Tahmid Karim, and": the name of the first stands between two of a list.
    fn is_named_link(&self, from: usize, to: usize) -> bool {
        let reading = self.reading;
        let close = to - 1 - usize::from(reading.word(to - 1) == "and");
        to - from >= 3
            && reading.word(from) == ","
            && reading.word(close) == ","
            && close > from + 1
            && (from + 1..close).all(|at| {
                reading.prose.tokens[at].capital && !reading.is(at, class::SPEECH | class::OFFICIAL)
            })
    }

    /// "drowned together with her three children", "was killed along with two guards": those who share what befell the subject.
    pub(super) fn together_with(&self, from: usize) -> Vec<Group> {
        let reading = self.reading;
        let after = |at: usize| match (reading.word(at), reading.word(at + 1)) {
            ("together" | "along", "with") => Some(at + 2),
            ("alongside", _) => Some(at + 1),
            ("with", "his" | "her" | "their") if at == from => Some(at + 1),
            _ => None,
        };
        // "was shot dead in Velle on Monday along with two guards"
        let goes_on = |at: &usize| {
            !matches!(reading.word(*at), ";" | ":" | "\"" | "and" | "who" | "while" | "when" | "after")
                && !reading.is(*at, class::KILL | class::HURT | class::SPEECH)
        };
        let place = (from..self.end.min(from + 10)).take_while(goes_on);
        let Some(first) = place.into_iter().find_map(after) else { return Vec::new() };
        match self.group_over(first).or_else(|| self.group_over(first + 1)) {
            Some(index) if !self.groups[index].part => self.rightwards(index),
            _ => Vec::new(),
        }
    }

    /// The whole list right after "the bodies of", whatever verb follows.
    pub(super) fn named_after(&self, from: usize) -> Option<Vec<Group>> {
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
    pub(super) fn rightwards(&self, at: usize) -> Vec<Group> {
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
    pub(super) fn whole(list: &[Group]) -> Vec<Group> {
        let first_part = list.iter().position(|group| group.part && !group.additional);
        match first_part {
            Some(0) | None => list.to_vec(),
            Some(part) => list.get(..part).unwrap_or(list).to_vec(),
        }
    }

    /// "six officers of the Civil Guard were killed": whose they are.
    fn is_owner(&self, index: usize) -> bool {
        let reading = self.reading;
        let Some(of) = self.groups[index].first.checked_sub(1) else { return false };
        index > 0
            && reading.word(of) == "of"
            && self.groups[index - 1].end == of
            && self.groups[index - 1].noun.is_some()
            && self.groups[index].count == super::Count::exactly(1)
    }

    pub(super) fn leftwards(&self, index: usize, head: &Head) -> Option<Vec<Group>> {
        let reading = self.reading;
        let index = index - usize::from(self.is_owner(index));
        let last = self.groups[index];
        // "The mayor said civilians were killed": who tells it.
        if last.count == super::Count::exactly(1)
            && reading.is(last.end, class::SPEECH)
            && last.end < head.first
        {
            return None;
        }
        let between = head.first.saturating_sub(last.end);
        let name = reading.prose.tokens[last.first].capital
            && !reading.is(last.first, class::NUMBER_WORD)
            && !last.bare;
        // "a family of four, including a baby, killed"
        let crowd = reading.is(last.first + 1, class::COMPANY)
            // "one of whom, a woman of 68, died"
            || reading.word(last.end - 1) == "whom"
            // "five others, including two passers-by, injured"
            || reading.word(last.end - 1) == "others" && reading.word(last.end) == ",";
        let near = if last.noun.is_some() || name || crowd { 26 } else { 6 };
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

    /// If the mark at `close` ends an inserted phrase (", including six officials,", "(two)"), the index of its opening.
    pub(super) fn parenthesis(&self, close: usize) -> Option<usize> {
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
    pub(super) fn is_dash(&self, at: usize) -> bool {
        let tokens = &self.reading.prose.tokens;
        let long = crate::text::slice(&self.reading.document.text, tokens[at].span) != "-";
        long || !tokens[at].glued && tokens.get(at + 1).is_some_and(|next| !next.glued)
    }
}
