//! Which event a stated number of victims belongs to: the one of its clause, else the one told last.

use super::alike::{is_part, place_rank};
use super::casualty::{Harm, Toll};
use super::choose::is_hospital;
use super::ledger::Entry;
use super::lexicon::class;
use super::place;
use super::reading::Reading;
use super::scope::{is_all_of_place, is_of_several, is_one_of_many, is_spread, is_summed};
use super::shares::{self, Shares};
use super::site::Site;
use super::told::Told;
use super::{EventType, Modality, SubEventType};
use crate::evidence::Evidence;
use crate::text::slice;

/// Days from which on a date in a sentence makes its numbers those of another time.
const LONG_PAST: i32 = 60;

/// From this cost on a place is where the wounded lie or where somebody goes.
const ASIDE: u32 = 40;

/// Paragraphs over which a number still belongs to the event told last.
const REACH: usize = 3;

/// Gives each toll to the event of its clause, or to the event told last where the sentence tells none; `before` is the
/// number of tellings before the sentence.
pub fn tolls(
    told: &mut [Told],
    reading: &Reading<'_>,
    sentence: usize,
    before: usize,
    (sites, tolls): (&[Site], &[Toll]),
) {
    let bounds = reading.sentence(sentence);
    let again = told_again(told, sentence, tolls);
    let whole = whole_of(told, before);
    let shares = shares::of(reading, sentence, sites, tolls);
    let parted = give_shares(told, reading, sentence, &shares);
    for (number, toll) in tolls.iter().enumerate() {
        if shares.whole == Some(number) && !parted.is_empty() {
            continue;
        }
        let part_of = |index: usize| parted.contains(&(index, toll.harm));
        let from = before.max(told.partition_point(|told| told.token + 120 < toll.head));
        let same: Vec<usize> = (from..told.len())
            .take(120)
            .filter(|&index| {
                // Background told right beside the number keeps it: "a day after the attack that killed three".
                let told = &told[index];
                (told.modality.is_drawn() || told.modality == Modality::History)
                    && !is_aftermath(told, whole)
                    && !is_of_the_crime(told, reading, toll)
            })
            .collect();
        let apart = |&index: &usize| reading.apart(told[index].token, toll.head);
        let open = same.iter().copied().filter(|&index| !part_of(index)).min_by_key(apart);
        // "killing nine and forcing 3,000 to flee": the dead are of what they fled from.
        let fled = (EventType::StrategicDevelopments, SubEventType::Other);
        let harms = same.iter().any(|&index| told[index].kind != fled);
        let same: Vec<usize> = same.into_iter().filter(|&index| !harms || told[index].kind != fled).collect();
        let open = open.filter(|index| same.contains(index));
        let nearest = || open.or_else(|| same.iter().copied().min_by_key(apart));
        let target = where_clause(told, reading, &same, (bounds.first_token, toll))
            .or_else(|| when_clause(told, reading, &same, (bounds.end_token, toll)))
            .or_else(nearest);
        if let Some(index) = target {
            let token = told[index].token;
            let listed: Vec<usize> =
                same.into_iter().filter(|&other| told[other].token == token && !part_of(other)).collect();
            let listed = placed_after(told, reading, &listed, toll).map_or(listed, |only| vec![only]);
            give(told, reading, sentence, &listed, toll);
            continue;
        }
        if told.get(before..).unwrap_or(&[]).iter().any(|told| !is_aftermath(told, whole)) || bounds.heading {
            continue;
        }
        if let Some(index) = again {
            give(told, reading, sentence, &[index], toll);
            continue;
        }
        if !is_of_another(reading, sentence, toll) {
            give_back(told, reading, sentence, (before, sites), toll);
        }
    }
}

/// "bombed a market in X, where 30 people died, and shelled Y": the event at the place right before the clause.
fn where_clause(
    told: &[Told],
    reading: &Reading<'_>,
    same: &[usize],
    (start, toll): (usize, &Toll),
) -> Option<usize> {
    let at = (toll.people.min(toll.head).saturating_sub(4).max(start)..toll.people.min(toll.head))
        .rev()
        .find(|at| reading.word(*at) == "where")?;
    let ends_before = |index: &usize| {
        told[*index].place.span.is_some_and(|span| {
            let end = reading.prose.tokens_in(span).end;
            end <= at && at - end <= 4
        })
    };
    same.iter().copied().find(ends_before)
}

/// "and nine died on Monday when a lorry overturned near X": the event that the clause after the number tells.
fn when_clause(
    told: &[Told],
    reading: &Reading<'_>,
    same: &[usize],
    (end, toll): (usize, &Toll),
) -> Option<usize> {
    /// Tokens from the number to "when", and from there to the words of the event.
    const WAY: (usize, usize) = (7, 14);
    let from = toll.head.max(toll.people) + 1;
    let when = (from..end.min(from + WAY.0)).find(|at| reading.word(*at) == "when")?;
    let straight = (from..when).all(|at| !matches!(reading.word(at), "," | ";" | "and" | "while" | "after"));
    let after = |index: &usize| (when..when + WAY.1).contains(&told[*index].token);
    same.iter().copied().filter(|_| straight).filter(after).min_by_key(|&index| told[index].token)
}

/// "was arrested over the killing of a trader": he was not killed by the arrest.
fn is_of_the_crime(told: &Told, reading: &Reading<'_>, toll: &Toll) -> bool {
    told.kind.1 == SubEventType::Arrests && told.token < toll.head && reading.is(toll.head, class::KILLING)
}

/// "damaged houses in X and killed a man in Y": of the places of one telling, the one right after the number, which no list goes on.
fn placed_after(told: &[Told], reading: &Reading<'_>, listed: &[usize], toll: &Toll) -> Option<usize> {
    const NEAR: usize = 9;
    let from = toll.head.max(toll.people) + 1;
    let names = |index: usize| Some(reading.prose.tokens_in(told[index].place.span?).start);
    let next = listed.iter().copied().filter(|&index| names(index).is_some_and(|name| name >= from));
    let next = next.min_by_key(|&index| names(index))?;
    let name = names(next)?;
    let straight = (from..name).all(|at| !matches!(reading.word(at), "and" | "," | ";" | "while" | "when"));
    (listed.len() > 1 && !told[next].listed && name - from <= NEAR && straight).then_some(next)
}

/// Gives each part of a number to the event at its place, and returns which events have a part of what.
fn give_shares(
    told: &mut [Told],
    reading: &Reading<'_>,
    sentence: usize,
    shares: &Shares,
) -> Vec<(usize, Harm)> {
    let mut parted = Vec::new();
    for share in &shares.parts {
        let name = slice(&reading.document.text, share.place);
        let here = |told: &&Told| told.place.span == Some(share.place);
        let named = |told: &&Told| told.modality.is_drawn() && told.place.text.eq_ignore_ascii_case(name);
        let recent = told.len().saturating_sub(60);
        let found = told[recent..].iter().rposition(|told| here(&told));
        let Some(index) = found.or_else(|| told[recent..].iter().rposition(|told| named(&told))) else {
            continue;
        };
        give(told, reading, sentence, &[recent + index], &share.toll);
        // A list and "two in X" tell of one place twice.
        let twice = (recent..told.len()).filter(|&at| at == recent + index || here(&&told[at]));
        parted.extend(twice.map(|at| (at, share.toll.harm)));
    }
    parted
}

/// The kind of the event that was told last before a sentence.
fn whole_of(told: &[Told], before: usize) -> Option<(EventType, SubEventType)> {
    let last = told.get(..before)?.iter().rev().take(40).find(|told| told.modality.is_drawn())?;
    Some(last.kind)
}

/// "Three men had died in an incident a week before", "dozens more died in another attack": not of the event told last.
fn is_of_another(reading: &Reading<'_>, sentence: usize, toll: &Toll) -> bool {
    let bounds = reading.sentence(sentence);
    let other =
        |at: usize| matches!(reading.word(at), "another" | "separate" | "earlier" | "previous" | "different");
    let past = || {
        (toll.head.saturating_sub(3).max(bounds.first_token)..toll.head).any(|at| reading.word(at) == "had")
    };
    // "The enemy lost up to 430 men in the zone of responsibility of the X group": along a whole front.
    let along = (bounds.first_token..bounds.end_token)
        .any(|at| reading.word(at) == "of" && reading.word(at + 1) == "responsibility");
    along
        || (toll.head..bounds.end_token.min(toll.head + 12)).any(|at| {
            let noun =
                reading.is(at, class::EVENT_NOUN) || matches!(reading.word(at), "incident" | "incidents");
            let led = |back: usize| reading.before(at, back) == "in";
            noun && (2..6).any(led)
                && ((at.saturating_sub(4)..at).any(other)
                    || past() && matches!(reading.before(at, 1), "a" | "an"))
        })
}

/// "Rescuers pulled four bodies out", "police detained the driver", "... and nine houses burned": what follows an event or is a
/// part of it harms nobody by itself.
fn is_aftermath(told: &Told, whole: Option<(EventType, SubEventType)>) -> bool {
    use SubEventType as S;
    let part =
        matches!(told.kind.1, S::Looting | S::Fire) && whole.is_some_and(|whole| is_part(whole, told.kind));
    if told.place.inherited && part {
        return true;
    }
    let quiet = matches!(
        told.kind.1,
        S::ChangeToGroup | S::Other | S::Agreement | S::Arrests | S::BaseEstablished | S::NonViolentTransfer
    );
    told.place.inherited && told.kind.0 == EventType::StrategicDevelopments && quiet
}

/// The event whose dead a sentence counts again: "the toll in the market was 30, with 40 others injured".
fn told_again(told: &[Told], sentence: usize, tolls: &[Toll]) -> Option<usize> {
    const TELLING: u32 = 5;
    let counts = |event: &Told, toll: &Toll| {
        event.modality.is_drawn()
            && event.casualties.killed.is_some_and(|killed| killed.best == toll.count.best)
    };
    let dead = tolls.iter().find(|toll| toll.harm == Harm::Killed && toll.count.best >= Some(TELLING))?;
    let last = told.iter().rposition(|event| event.modality.is_drawn() && !event.caption)?;
    let first = last.saturating_sub(40);
    let found = (first..=last).rev().find(|&index| counts(&told[index], dead))?;
    // Right after an event of which no number is told, the number is its own.
    let open = told[last].sentence + 1 == sentence && told[last].casualties.killed.is_none();
    (!open && !counts(&told[last], dead)).then_some(found)
}

/// Gives a toll to the event told last before the sentence: one of the first `before` tellings.
fn give_back(
    told: &mut [Told],
    reading: &Reading<'_>,
    sentence: usize,
    (before, sites): (usize, &[Site]),
    toll: &Toll,
) {
    let paragraph = reading.sentence(sentence).paragraph;
    let zero = toll.count.high == Some(0);
    if !zero && is_sum_of_several(told, reading, sentence) {
        return;
    }
    if zero {
        // A sum of what is told apart below: "attacks on towns of the region. No casualties were reported."
        let beside = |told: &Told| told.sentence + 1 == sentence && told.paragraph == paragraph;
        let first = told.len() - told.iter().rev().take(40).take_while(|told| beside(told)).count();
        if first < told.len() && told[first..].iter().all(|told| told.modality == Modality::Aggregate) {
            let sums: Vec<usize> = (first..told.len()).collect();
            give(told, reading, sentence, &sums, toll);
            return;
        }
    }
    let Some(last) = told_last(told, before) else { return };
    let named = at_named(told, reading, (last, paragraph), sites);
    let last = named.unwrap_or(last);
    let known = &told[last];
    let told_of = known.ledger.last_sentence().map_or(known.paragraph, |at| reading.sentence(at).paragraph);
    let near = told_of.max(known.paragraph) + REACH >= paragraph;
    let bounds = reading.sentence(sentence);
    // "Months of strikes have wrecked 300 houses. 121 people have been killed": the second sentence goes on summing.
    let perfect = (bounds.first_token..bounds.end_token).any(|at| matches!(reading.word(at), "have" | "has"));
    let goes_on = || {
        sentence > 0
            && reading.sentence(sentence - 1).paragraph == paragraph
            && is_summed(reading, sentence - 1)
    };
    let summed = is_summed(reading, sentence) || perfect && goes_on();
    // "At least 15 people were wounded and are being treated at the Awda hospital": where they lie.
    let there = |site: &&Site| site.cost < ASIDE && !is_hospital(reading, site);
    let elsewhere = sites.iter().filter(there).flat_map(|site| &site.heads).any(|head| {
        let toponym = &reading.toponyms[head.toponym];
        let wide = toponym.place.as_ref().is_some_and(|place| place::rank(place.class) >= 2);
        !wide && Some(toponym.text.as_str()) != Some(known.place.text.as_str())
    });
    // "Last year, 200 people died"
    let past = reading.dates_in(bounds.first_token..bounds.end_token).any(|date| {
        date.to
            .zip(reading.today)
            .is_some_and(|(to, today)| today.since(to).is_ok_and(|length| length.get_days() > LONG_PAST))
    });
    let spread = !zero && place_rank(known) <= 1 && is_spread(reading, sentence);
    if summed || past || !near || elsewhere && !zero || spread {
        return;
    }
    let token = known.token;
    if zero {
        give_zero(told, reading, sentence, last, toll);
        return;
    }
    if named.is_some() {
        give(told, reading, sentence, &[last], toll);
        return;
    }
    let listed: Vec<usize> = (0..=last)
        .rev()
        .take(40)
        .take_while(|&index| told[index].token == token || !told[index].modality.is_drawn())
        .filter(|&index| told[index].token == token)
        .collect();
    give(told, reading, sentence, &listed, toll);
}

/// "In all, one person died and six were injured in the region", behind events at several places: none of theirs alone.
fn is_sum_of_several(told: &[Told], reading: &Reading<'_>, sentence: usize) -> bool {
    let first = reading.sentence(sentence).first_token;
    let sums = matches!(reading.word(first), "altogether" | "overall")
        || reading.word(first) == "in" && matches!(reading.word(first + 1), "all" | "total" | "sum");
    let mut places =
        told.iter().rev().take(40).filter(|told| told.modality.is_drawn()).map(|told| &told.place.text);
    let last = places.next();
    sums && places.any(|other| Some(other) != last)
}

/// The event of the first `before` that is told last. "Drones hit the port of X, and pieces of one fell in Romania. / Two were hurt":
/// the one that has a town, of two in one sentence.
fn told_last(told: &[Told], before: usize) -> Option<usize> {
    let running = |told: &Told| told.modality.is_drawn() && !told.caption;
    let last = told.get(..before)?.iter().rposition(running)?;
    let beside =
        |other: &Told| other.sentence == told[last].sentence && place_rank(other) <= 1 && running(other);
    let main = told[..last].iter().rposition(beside).filter(|_| place_rank(&told[last]) >= 4);
    Some(main.unwrap_or(last))
}

/// Not the event told last, but the one at the only place that the sentence names: "the hospital in X received 14 wounded".
fn at_named(
    told: &[Told],
    reading: &Reading<'_>,
    (last, paragraph): (usize, usize),
    sites: &[Site],
) -> Option<usize> {
    let [site] = sites else { return None };
    let [head] = site.heads.as_slice() else { return None };
    let name = reading.toponyms[head.toponym].text.as_str();
    let here = |told: &Told| {
        told.modality.is_drawn()
            && !told.caption
            && told.paragraph + 1 >= paragraph
            && told.place.text == name
    };
    let open = told[last].listed || !here(&told[last]);
    (0..=last).rev().take(20).find(|&index| open && here(&told[index]))
}

/// "There were no casualties in any of these": of all events of the paragraph without a number, else of the one told last.
fn give_zero(told: &mut [Told], reading: &Reading<'_>, sentence: usize, last: usize, toll: &Toll) {
    let paragraph = reading.sentence(sentence).paragraph;
    let token = told[last].token;
    let unknown = |told: &Told| {
        let (killed, injured) = (told.casualties.killed.is_none(), told.casualties.injured.is_none());
        // "Three were hurt; there were no deaths": of the one event of which only the other number is told.
        let other = told.token == token
            && if toll.harm == Harm::Killed { killed } else { toll.harm == Harm::Injured && injured };
        (killed && injured || other) && told.modality.is_drawn()
    };
    // "There were no casualties in any of these": all events of the paragraph without a number.
    let mut open: Vec<usize> = (0..told.len())
        .rev()
        .take(40)
        .take_while(|&index| told[index].paragraph + 1 >= paragraph && told[index].paragraph <= paragraph)
        .filter(|&index| {
            let told = &told[index];
            unknown(told) && (told.paragraph == paragraph || told.token == token)
        })
        .collect();
    if open.iter().all(|&index| told[index].paragraph != paragraph) {
        // A paragraph of its own after what it speaks of: "No casualties among the defenders were reported."
        let sort = told[last].kind.0;
        open = (0..=last)
            .rev()
            .take(40)
            .filter(|&index| told[index].modality.is_drawn() && !told[index].caption)
            .take_while(|&index| told[index].kind.0 == sort && unknown(&told[index]))
            .take_while(|&index| told[index].paragraph + REACH >= told[last].paragraph)
            .collect();
    }
    if open.is_empty() {
        // "The governor said there were no casualties", some sentences on.
        open =
            (0..=last).rev().take(40).filter(|&at| told[at].token == token && unknown(&told[at])).collect();
    }
    give(told, reading, sentence, &open, toll);
}

/// A number shared by several places is only a bound for each of them.
fn give(told: &mut [Told], reading: &Reading<'_>, sentence: usize, listed: &[usize], toll: &Toll) {
    let several = listed.len() > 1 || matches!(listed, [only] if is_one_of_many(&told[*only], reading, toll));
    let shared = several && toll.count.high != Some(0);
    let heading = reading.sentence(sentence).heading;
    let wide = is_of_several(reading, sentence);
    for &index in listed {
        let event = &mut told[index];
        // "A third was injured in Velle": the other two are of another place.
        let first = event.sentence == sentence && event.ledger.last_sentence().is_none();
        let nth = toll.nth.filter(|_| !(first && event.place.span.is_some()));
        let part = toll.part && !(listed.len() == 1 && is_all_of_place(event, reading, sentence, toll));
        let toll = Toll { part, nth, ..*toll };
        event.ledger.enter(Entry { toll, shared, heading, wide, sentence });
        event.casualties = event.ledger.casualties();
        event.evidence.push(Evidence::at("casualty.count", toll.span, "number of people hurt"));
    }
}
