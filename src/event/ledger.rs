//! What one event's account of its victims is made of, and what it comes to.

use super::casualty::{Harm, NONE, Side, Toll, sum};
use super::lexicon::Class;
use super::people::Who;
use super::{Casualties, Count, Qualifier, Victims};
use crate::text::numbers::Bound;
use crate::text::slice;

/// One statement of victims that was given to an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The statement.
    pub toll: Toll,
    /// True where several places share the number: it is only an upper bound for each.
    pub shared: bool,
    /// True in a headline.
    pub heading: bool,
    /// True where the number is of a wider area or of several events: it stands only where nothing else is told.
    pub wide: bool,
    /// Index of the sentence.
    pub sentence: usize,
}

/// All statements of one event's victims.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ledger {
    entries: Vec<Entry>,
}

/// The account of one harm while it is being read.
#[derive(Default)]
struct Account {
    count: Option<Count>,
    bound: Option<Bound>,
    /// True while nothing but additions to an unknown number is known: "another body was found".
    rootless: bool,
    /// Sentence of the last statement that was taken in.
    sentence: usize,
    /// Sex of the single people counted so far, if the count is made of nothing else.
    singles: Vec<Who>,
    /// The parts that all people counted so far may have had; none where one statement does not say.
    roles: Class,
    /// The number of the last statement that was taken in.
    last: Option<u32>,
    /// True once somebody who was counted as hurt has been counted as dead.
    from_hurt: bool,
}

/// Most statements that are weighed for one event, the first that were given to it: each further one would cost as much as all before.
const MOST: usize = 300;

impl Ledger {
    /// Takes one statement in.
    pub fn enter(&mut self, entry: Entry) {
        let again = |known: &Entry| known.toll.span == entry.toll.span && known.toll.harm == entry.toll.harm;
        if self.entries.len() < MOST && !self.entries.iter().any(again) {
            self.entries.push(entry);
            self.entries.sort_by_key(|entry| (entry.sentence, entry.toll.head));
        }
    }

    /// Index of the sentence of the last statement.
    #[must_use]
    pub fn last_sentence(&self) -> Option<usize> {
        self.entries.last().map(|entry| entry.sentence)
    }

    /// Marks all statements as those of a wider area.
    pub fn widen(&mut self) {
        for entry in &mut self.entries {
            entry.wide = true;
        }
    }

    /// Takes in the statements of another telling of the same event.
    pub fn join(&mut self, other: Self) {
        for entry in other.entries {
            self.enter(entry);
        }
    }

    /// Takes in the statements of another place of one event: what each tells is on top of what the others do.
    pub fn add(&mut self, other: Self) {
        let known: Vec<Harm> = self.entries.iter().map(|entry| entry.toll.harm).collect();
        for entry in other.entries {
            let additional = known.contains(&entry.toll.harm) && !entry.shared;
            self.enter(Entry { toll: Toll { additional, nth: None, ..entry.toll }, ..entry });
        }
    }

    /// Takes in the statements of a part about harms of which nothing is told here.
    pub fn join_unknown(&mut self, part: Self) {
        let known: Vec<Harm> =
            self.entries.iter().filter(|entry| !entry.wide).map(|entry| entry.toll.harm).collect();
        for entry in part.entries.into_iter().filter(|entry| !known.contains(&entry.toll.harm)) {
            self.enter(Entry { shared: false, ..entry });
        }
    }

    /// What the statements come to; without the words.
    #[must_use]
    pub fn casualties(&self) -> Casualties {
        let mut killed = self.account(Harm::Killed);
        let mut injured = self.account(Harm::Injured);
        if let Some(count) = injured.count.filter(|count| *count != NONE) {
            injured.count = Some(self.without_dead(count));
        }
        if killed.count.is_none() && injured.count == Some(NONE) {
            // Where nobody was hurt, nobody died.
            killed.count = Some(NONE);
        }
        Casualties {
            killed: killed.count,
            injured: injured.count,
            killed_qualifier: killed.bound.and_then(qualifier),
            injured_qualifier: injured.bound.and_then(qualifier),
            captured: self.account(Harm::Captured).count,
            missing: self.account(Harm::Missing).count,
            displaced: self.account(Harm::Displaced).count,
            victims: self.victims(),
            text: None,
        }
    }

    /// The number of those to whom `harm` was done. Running text stands before headlines, whole numbers before parts of them,
    /// new figures before those that the text calls earlier ones.
    fn account(&self, harm: Harm) -> Account {
        let own = |entry: &&Entry| {
            entry.toll.harm == harm
                || entry.toll.harm == Harm::Either && matches!(harm, Harm::Killed | Harm::Injured)
        };
        let sound = |entry: &&Entry| !(entry.toll.part || entry.toll.earlier || entry.wide);
        let firm = |entry: &&Entry| sound(entry) && !entry.toll.soft;
        // "killed five; two more bodies were found": not among those counted before.
        let more = |entry: &&Entry, account: &Account| {
            let known = account.count.is_some_and(|count| count != NONE);
            harm == Harm::Killed && sound(entry) && entry.toll.additional && known
        };
        let mut account = Account::default();
        let mut before: Option<Harm> = None;
        for entry in self.entries.iter().filter(|entry| !entry.heading) {
            if own(&entry) && (firm(&entry) || more(&entry, &account)) {
                account.take(&self.in_context(entry), before == Some(harm));
            }
            before = Some(entry.toll.harm);
        }
        let positive = |entry: &Entry| entry.toll.count != NONE;
        let corrected = account.count.is_some()
            || self.entries.iter().any(|e| e.toll.harm != harm && !e.toll.earlier && !e.heading);
        for entry in self.entries.iter().filter(|entry| own(entry) && entry.heading && firm(entry)) {
            account.take(entry, false);
        }
        if account.count.is_none() || account.count == Some(NONE) {
            for entry in self.entries.iter().filter(|e| {
                own(e) && (e.toll.soft || e.toll.part) && !e.toll.earlier && !e.wide && positive(e)
            }) {
                account.take_part(&self.in_context(entry));
            }
        }
        if account.count.is_none() || account.count == Some(NONE) {
            for entry in self.entries.iter().filter(|entry| own(entry) && entry.wide && !entry.toll.earlier) {
                account.take(entry, false);
            }
        }
        if account.count.is_none() {
            for entry in self.entries.iter().filter(|entry| own(entry) && entry.toll.earlier) {
                account.take(entry, false);
                if corrected && let Some(count) = &mut account.count {
                    // The text told of a correction and gave no new figure for this harm.
                    *count = Count { low: Some(0), best: None, high: count.high };
                }
            }
        }
        account
    }

    /// A statement in the light of the others. "A man died, and a second man was hurt": the first is no second one of the hurt.
    fn in_context(&self, entry: &Entry) -> Entry {
        let of_dead = |nth: u32| {
            self.entries.iter().any(|dead| {
                dead.toll.harm == Harm::Killed
                    && entry.toll.harm == Harm::Injured
                    && (dead.sentence, dead.toll.head) < (entry.sentence, entry.toll.head)
                    && dead.toll.count.best == nth.checked_sub(1)
            })
        };
        let nth = entry.toll.nth.filter(|nth| !of_dead(*nth));
        // "The toll rose to 13, with 51 injured": both are new sums.
        let summed = |dead: &Entry| {
            dead.toll.total
                && dead.toll.harm == Harm::Killed
                && dead.sentence == entry.sentence
                && dead.toll.head < entry.toll.head
        };
        let total = entry.toll.total
            || entry.toll.harm == Harm::Injured && !entry.toll.additional && self.entries.iter().any(summed);
        Entry { toll: Toll { total, nth, ..entry.toll }, ..*entry }
    }

    /// Of those told as hurt, the ones who are still alive: "three were wounded; one of them died".
    fn without_dead(&self, hurt: Count) -> Count {
        let told = |entry: &&Entry| entry.toll.harm == Harm::Injured && !entry.heading && !entry.wide;
        let Some(first) = self.entries.iter().find(told).map(|entry| entry.sentence) else { return hurt };
        let dead: u32 = self
            .entries
            .iter()
            .filter(|entry| entry.toll.from_hurt && !entry.heading && !entry.wide && entry.sentence >= first)
            .filter_map(|entry| entry.toll.count.best)
            .sum();
        if dead == 0 || hurt.low.is_none_or(|low| low <= dead) {
            return hurt;
        }
        let less = |number: Option<u32>| number.map(|number| number.saturating_sub(dead));
        Count { low: less(hurt.low), best: less(hurt.best), high: hurt.high }
    }

    fn victims(&self) -> Option<Victims> {
        let harmed = |entry: &&Entry| {
            matches!(entry.toll.harm, Harm::Killed | Harm::Injured) && entry.toll.count != NONE
        };
        let mut sides = self.entries.iter().filter(harmed).filter_map(|entry| entry.toll.side);
        let first = sides.next()?;
        let mixed = sides.any(|side| side != first);
        Some(match first {
            _ if mixed => Victims::Mixed,
            Side::Civilian => Victims::Civilian,
            Side::Military => Victims::Military,
        })
    }

    /// The words of all statements, as written.
    #[must_use]
    pub fn words(&self, text: &str) -> Option<String> {
        let mut found: Option<String> = None;
        for entry in &self.entries {
            let words = slice(text, entry.toll.span);
            match &mut found {
                Some(known) if known.contains(words) => {}
                Some(known) => {
                    known.push_str(" \u{2026} ");
                    known.push_str(words);
                }
                None => found = Some(words.to_owned()),
            }
        }
        found
    }
}

impl Account {
    /// Takes in a whole number; `follows` is true right after another statement of the same harm.
    fn take(&mut self, entry: &Entry, follows: bool) {
        let toll = &entry.toll;
        let mut new = toll.count;
        if entry.shared && new != NONE {
            // Any of the places may have been spared.
            (new.low, new.best) = (Some(0), None);
        }
        let single = new == Count::exactly(1) && !toll.additional;
        let Some(old) = self.count.filter(|old| *old != NONE) else {
            if self.count.is_none() || new != NONE {
                self.begin(entry, new, single);
            }
            return;
        };
        if new == NONE {
            return;
        }
        let near = entry.sentence <= self.sentence + 2;
        let later = entry.sentence > self.sentence && !entry.shared && !entry.heading;
        self.sentence = entry.sentence;
        let last = std::mem::replace(&mut self.last, most(new));
        let roles = self.roles;
        self.roles = if toll.roles == 0 || roles == 0 { 0 } else { roles | toll.roles };
        let vague = old.best.is_none() && old.high.is_none() && old.low.is_some();
        // "at least nine died. By morning 13 were dead"
        let apart = roles != 0 && toll.roles != 0 && roles & toll.roles == 0;
        // What is twice as much is another's claim: "We killed eleven soldiers".
        let grown = toll.total || new.best.zip(old.low).is_some_and(|(new, old)| new < 2 * old);
        let least =
            later && !apart && grown && old.high.is_none() && new.high.is_some() && new.best.is_some();
        if (vague && new.best >= old.low || least && new.best > old.low) && !toll.additional {
            // "dozens were hurt": a number told later says how many.
            self.replace(new, toll.bound);
            return;
        }
        // "One was killed and two were hurt. One of them died in hospital"
        let late = toll.from_hurt && later && near && !self.from_hurt && last >= most(old);
        let added = Self::added(old, new, entry, (follows, near, last, roles));
        if let Some(sum) = added.or_else(|| late.then(|| sum(old, new))) {
            self.from_hurt |= late;
            self.count = Some(sum);
            self.singles.clear();
            return;
        }
        let grows = most(new) >= most(old);
        if (toll.total || self.rootless && !toll.additional) && grows {
            self.rootless = false;
            self.replace(Count { low: new.low.or(old.low), ..new }, toll.bound);
            return;
        }
        let other_person = single
            && !self.singles.is_empty()
            && toll.who != Who::Open
            && self.singles.iter().all(|who| *who != Who::Open && *who != toll.who);
        if other_person {
            self.count = Some(sum(old, new));
            self.singles.push(toll.who);
            return;
        }
        self.count = Some(rivals(old, new));
        if is_open(old) && !is_open(new) {
            self.bound = Some(toll.bound);
        }
        if !single {
            self.singles.clear();
        }
    }

    /// Takes in the first statement.
    fn begin(&mut self, entry: &Entry, new: Count, single: bool) {
        // "A second man died": of the first nothing else is said.
        let counted = entry.toll.nth.filter(|_| new == Count::exactly(1));
        let new = counted.map_or(new, Count::exactly);
        self.count = Some(new);
        self.bound = Some(entry.toll.bound);
        self.rootless = entry.toll.additional;
        self.sentence = entry.sentence;
        self.singles = if single { vec![entry.toll.who] } else { Vec::new() };
        self.roles = entry.toll.roles;
        self.last = most(new);
        self.from_hurt = entry.toll.from_hurt;
    }

    fn replace(&mut self, new: Count, bound: Bound) {
        self.count = Some(new);
        self.bound = Some(bound);
        self.singles.clear();
    }

    /// The sum, if the people of the new statement are not among those counted before; `last` is the number of the statement
    /// before, `roles` the parts that those of all statements before may have had.
    fn added(
        old: Count,
        new: Count,
        entry: &Entry,
        (follows, near, last, roles): (bool, bool, Option<u32>, Class),
    ) -> Option<Count> {
        let toll = &entry.toll;
        // A total told before already counts those who are told apart now.
        let counted = last < most(old);
        if let Some(nth) = toll.nth {
            // "Two were killed. A third died": three with this one.
            let known = old.low.is_some_and(|low| low >= nth);
            let next = old.low.is_some_and(|low| low + 1 == nth);
            return (!known && (next || near)).then(|| sum(old, new));
        }
        // "Three were hurt. The driver was killed, and another worker was hurt": not one of the three.
        if toll.others && near && !entry.heading && most(new) < old.low && old.best.is_some() {
            return Some(sum(old, new));
        }
        if toll.additional && follows && old.low.is_some_and(|n| n > 0) && !toll.total {
            return Some(sum(old, new));
        }
        if toll.late && near && !counted && old.low.is_some_and(|n| n > 1) && most(new) < old.low {
            return Some(sum(old, new));
        }
        // Soldiers and civilians, attackers and police: their numbers add up, unless one number is told again by another word.
        let apart = toll.roles != 0
            && roles != 0
            && toll.roles & roles == 0
            && (most(new) != last || new.best == Some(1));
        (apart && !toll.total && !entry.heading && old.best.is_some()).then(|| sum(old, new))
    }

    /// Takes in a part of an unknown number: at least so many.
    fn take_part(&mut self, entry: &Entry) {
        let counted = entry.toll.nth.filter(|_| entry.toll.count == Count::exactly(1));
        let mut count = counted.map_or(entry.toll.count, Count::exactly);
        if entry.toll.part {
            count = Count { low: count.low, best: None, high: None };
        }
        self.bound = self.bound.or(Some(entry.toll.bound));
        if let Some(old) = self.count.filter(|old| *old != NONE && entry.toll.additional && entry.toll.soft) {
            self.count = Some(sum(old, count));
            return;
        }
        self.count = Some(match self.count.filter(|old| *old != NONE) {
            Some(old) => rivals(old, count),
            None => count,
        });
    }
}

fn qualifier(bound: Bound) -> Option<Qualifier> {
    Some(match bound {
        Bound::Exact => return None,
        Bound::About => Qualifier::About,
        Bound::AtLeast => Qualifier::AtLeast,
        Bound::MoreThan => Qualifier::MoreThan,
        Bound::UpTo => Qualifier::UpTo,
        Bound::LessThan => Qualifier::LessThan,
        Bound::Nearly => Qualifier::Nearly,
    })
}

/// Two accounts of one number: the first stands, and a higher one told later is the upper bound. A part told later
/// ("a woman died") does not lower a total.
#[must_use]
pub fn rivals(first: Count, later: Count) -> Count {
    if is_open(first) && !is_open(later) {
        let high = if most(first) > most(later) { most(first) } else { later.high };
        return Count { high, ..later };
    }
    let high = if most(later) > most(first) { most(later) } else { first.high };
    Count { high, ..first }
}

/// True for a number that has no lower bound but nobody: that of several places together.
fn is_open(count: Count) -> bool {
    count.low.is_none() || count.low == Some(0) && count.best.is_none() && count.high != Some(0)
}

fn most(count: Count) -> Option<u32> {
    count.high.or(count.best).or(count.low)
}
