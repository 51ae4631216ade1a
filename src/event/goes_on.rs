//! What one telling goes on to: the same done to further places, and the same kind told at another one.

use super::choose::{Rival, site_rank};
use super::lexicon::{Sort, class};
use super::phrases::is_beside;
use super::reading::Reading;
use super::site::Site;
use super::told::Told;
use super::trigger::Trigger;
use super::{EventType, SubEventType};
use crate::text::Span;
use crate::text::dates::{DateKind, DateMention};

/// Most tokens between a second verb and its place.
const REACH: usize = 9;

/// "The quake damaged houses in X and killed a man in Y", "protests began in X on Monday and spread to Y": a second verb of the same
/// subject leads from one place to the next.
pub fn is_coordinate(
    reading: &Reading<'_>,
    event: EventType,
    (from, to): (usize, usize),
    rivals: &[Rival],
) -> bool {
    let mut and = past_day(reading, from);
    and += usize::from(reading.word(and) == ",");
    let also = usize::from(matches!(reading.word(and + 1), "also" | "then" | "later"));
    let verb = and + 1 + also;
    let spreads = matches!(reading.word(verb), "spread" | "reached") && is_of_crowds_or_nature(event);
    let does = event == EventType::Disaster
        && (reading.word(verb).ends_with("ed") || reading.is(verb, class::SWEPT));
    reading.word(and) == "and"
        && (spreads || does)
        && verb < to
        && to - verb <= REACH
        && is_led(reading, to, spreads)
        && !rivals.iter().any(|rival| !rival.harm && and < rival.first && rival.first < to)
        && !(verb..to).any(|at| {
            reading.is(at, class::SPEECH | class::BE)
                || matches!(reading.word(at), "," | ";" | "and" | "who" | "that" | "from" | "after" | "when")
        })
}

/// "X on Monday and Y on Tuesday": each of two places has its day, and nothing but a preposition stands between.
pub fn is_of_next_day(reading: &Reading<'_>, (from, to): (usize, usize), end: usize) -> bool {
    let and = past_day(reading, from);
    and > from
        && past_day(reading, end) > end
        && matches!(reading.word(and), "and" | ",")
        && and < to
        && to - and <= 4
        && (and + 1..to).all(|at| {
            reading.is(at, class::KIND_WORD | class::QUARTER | class::NEAR)
                || matches!(reading.word(at), "and" | "in" | "at" | "the" | "of" | "another")
        })
}

/// The kinds of events that spread from place to place.
fn is_of_crowds_or_nature(event: EventType) -> bool {
    matches!(event, EventType::Protests | EventType::Riots | EventType::Disaster)
}

/// True if "in", "at" or "near" leads to a name; "to" too where something spreads.
fn is_led(reading: &Reading<'_>, name: usize, spreads: bool) -> bool {
    let described = |at: usize| {
        reading.is(at, class::KIND_WORD | class::QUARTER)
            || matches!(reading.word(at), "the" | "of" | "nearby")
    };
    (name.saturating_sub(5)..name).rev().find(|at| !described(*at)).is_some_and(|at| {
        matches!(reading.word(at), "in" | "at" | "near" | "outside")
            || spreads && matches!(reading.word(at), "to" | "reached")
    })
}

/// Past "on Monday", "on 3 May", "late on Sunday".
pub fn past_day(reading: &Reading<'_>, from: usize) -> usize {
    let day = |date: &&DateMention| date.kind != DateKind::Duration;
    reading.dates_in(from..from + 3).filter(day).map(|date| date.end).max().unwrap_or(from)
}

/// "a fire at a warehouse in X and a school in Y": houses of one kind of list, each with its place.
pub fn is_house_and_house(reading: &Reading<'_>, from: usize, to: usize) -> bool {
    let house = |range: std::ops::Range<usize>| {
        range.clone().any(|at| reading.is(at, class::FACILITY))
            && range.into_iter().any(|at| matches!(reading.word(at), "a" | "an"))
    };
    let prep = |at: usize| matches!(reading.word(at), "in" | "at" | "near");
    from + 4 <= to
        && to - from <= 7
        && reading.word(from) == "and"
        && matches!(reading.word(from + 1), "a" | "an" | "another")
        && prep(to - 1)
        && house(from + 1..to)
        && (from + 2..to - 1).all(|at| !reading.is(at, class::BE | class::AUX | class::SPEECH))
        && (from.saturating_sub(4)..from).any(prep)
        && house(from.saturating_sub(8)..from)
}

/// "Another fire broke out in Y", "committees in Y protested": a weak word for a crowd or a disaster with its settlement, in a text
/// whose last event is of that kind.
pub fn is_kin(
    reading: &Reading<'_>,
    trigger: &Trigger<'_>,
    sites: &[Site],
    before: impl Iterator<Item = (EventType, SubEventType)>,
) -> bool {
    let Sort::Fixed(event, _) = trigger.value.sort else { return false };
    let crowd = |event: EventType| matches!(event, EventType::Protests | EventType::Riots);
    // "A car burned down in Y" is no fire of note by itself.
    let burns = trigger.value.sort == Sort::Fixed(EventType::Disaster, SubEventType::Fire)
        && !(trigger.first..trigger.end).any(|at| reading.is(at, class::BLAZE));
    let arrests = matches!(trigger.value.sort, Sort::Fixed(_, SubEventType::Arrests));
    if !(is_of_crowds_or_nature(event) || arrests) || burns {
        return false;
    }
    let told = |(kind, sub): (EventType, SubEventType)| {
        if arrests { sub == SubEventType::Arrests } else { kind == event || crowd(kind) && crowd(event) }
    };
    let settled = |site: &&Site| site_rank(reading, site) <= 1;
    let after = sites.iter().filter(settled).any(|site| {
        site.first > trigger.end
            && is_beside(reading, trigger.end, site.first)
            && is_led(reading, site.first, false)
    });
    let subject = sites.iter().filter(settled).any(|site| {
        site.end == trigger.first && matches!(reading.before(site.first, 1), "in" | "at" | "near")
    });
    // "Also in Y, another building collapsed": what the clause begins with.
    let start = reading.sentence(reading.prose.tokens[trigger.first].sentence).first_token;
    let led = sites.iter().filter(settled).any(|site| {
        site.first <= start + 4
            && site.end <= trigger.first
            && trigger.first <= site.end + 6
            && is_led(reading, site.first, false)
            && reading.word(site.end) == ","
    });
    (after || subject || led) && before.take(3).any(told)
}

/// "Residents of X blocked a road": a crowd gathers where it lives.
pub fn is_of_crowd(reading: &Reading<'_>, name: std::ops::Range<usize>) -> bool {
    let people = reading.is_before(name.start, 2, class::TOWNSPEOPLE);
    let verb = name.end + usize::from(matches!(reading.word(name.end), "have" | "also" | "had"));
    people && reading.before(name.start, 1) == "of" && reading.is(verb, class::CROWD_DEED)
}

/// "protests in X", "workers in X protested": a place right behind the words of an event, or right before its verb.
pub fn is_right_beside(reading: &Reading<'_>, told: &Told, place: Span) -> bool {
    const WORDS: usize = 4;
    let own = reading.prose.tokens_in(told.trigger);
    let place = reading.prose.tokens_in(place);
    let led = |back: usize| matches!(reading.before(place.start, back), "in" | "at" | "near");
    own.end <= place.start && (place.start <= own.end + WORDS || is_beside(reading, own.end, place.start))
        || place.end == own.start && (1..=3).any(led)
}

/// "They hit X", "A car was set on fire in X" in a text about strikes or riots: a weak word right beside a settlement.
#[must_use]
pub fn is_in_place(
    reading: &Reading<'_>,
    trigger: &Trigger<'_>,
    sites: &[Site],
    leading: Option<(EventType, SubEventType)>,
) -> bool {
    let about = |wanted: fn(EventType) -> bool| leading.is_some_and(|(event, _)| wanted(event));
    let fits = match trigger.value.sort {
        Sort::Capture => reading.warlike,
        Sort::Strike | Sort::Same => about(|event| event == EventType::Explosions),
        Sort::Fixed(_, SubEventType::Fire) => {
            about(|event| matches!(event, EventType::Explosions | EventType::Disaster))
        }
        Sort::Fixed(EventType::Disaster, _) => about(|event| event == EventType::Disaster),
        // "Cities like A and B witnessed demonstrations", "blockades were set up in C"
        Sort::Fixed(EventType::Protests | EventType::Riots, _) => {
            about(|event| matches!(event, EventType::Riots | EventType::Protests))
        }
        // "the enemy stormed three times near X"
        Sort::Attack => reading.warlike && about(|event| event == EventType::Battles),
        Sort::Fixed(_, SubEventType::Looting) => {
            about(|event| matches!(event, EventType::Riots | EventType::Protests))
        }
        _ => false,
    };
    let next = sites.get(sites.partition_point(|site| site.first < trigger.end));
    // "In the X community, the occupiers damaged a school": what the clause begins with.
    let start = reading.sentence(reading.prose.tokens[trigger.first].sentence).first_token;
    let led = sites.iter().rev().find(|site| site.end <= trigger.first).is_some_and(|site| {
        site_rank(reading, site) <= 2
            && (1..=3).any(|back| matches!(reading.before(site.first, back), "in" | "at" | "near"))
            && (site.first <= start + 3 || (site.end..trigger.first).any(|at| reading.word(at) == ","))
            && trigger.first <= site.end + 8
    });
    // "a building in the centre of X had been damaged"
    let inside = sites
        .iter()
        .any(|site| site.first > trigger.first && site.end < trigger.end && site_rank(reading, site) <= 1);
    fits && (led
        || inside
        || next
            .is_some_and(|site| site_rank(reading, site) <= 1 && is_beside(reading, trigger.end, site.first)))
}
