//! Places that a sentence names beside its event: where somebody spoke of it, what it is compared with, where a road leads.

use super::approach::RESIDENTS;
use super::lexicon::class;
use super::reading::Reading;
use super::site::Named;
use crate::text::TokenKind;

/// What the end of a way costs of which the rest of the sentence tells: "moved on to X, where they burned the school".
pub const THERE: u32 = 48;

/// Most tokens between "told" or "since" and the name.
const REACH: usize = 8;

/// True for a place where no event of this sentence lies.
pub fn is_elsewhere(reading: &Reading<'_>, start: usize, named: Named) -> bool {
    is_where_spoken(reading, start, named.first)
        || is_compared(reading, start, named)
        || is_of_way(reading, named)
        || is_of_crew(reading, named)
        || is_witness(reading, start, named)
}

/// "a Pristina television crew", "a Lagos-based reporter", "the OCD-Davao director": whose home it is.
fn is_of_crew(reading: &Reading<'_>, named: Named) -> bool {
    let word = |at: usize| reading.word(at);
    let outlet = reading.is(named.end, class::OUTLET) && reading.is(named.end + 1, class::NEWSMAN);
    let based = word(named.end) == "-" && word(named.end + 1) == "based";
    let office = named.first >= 2
        && word(named.first - 1) == "-"
        && reading.prose.tokens[named.first - 2].all_caps
        && reading.prose.tokens[named.first - 2].span.end == reading.prose.tokens[named.first - 1].span.start
        && reading.is(named.end, class::OFFICIAL | class::TITLE | class::SPEECH);
    outlet || based || office
}

/// "A resident, Malam Sani, said": a person, though a village bears the name.
fn is_witness(reading: &Reading<'_>, start: usize, named: Named) -> bool {
    named.first >= start + 2
        && reading.before(named.first, 1) == ","
        && reading.is(named.first - 2, class::PERSON | class::WITNESS)
        && !reading.prose.tokens[named.first - 2].capital
        && reading.word(named.end) == ","
        && reading.is(named.end + 1, class::SPEECH)
}

/// "near the Minsk highway": a road that leads there, from wherever it begins.
fn is_of_way(reading: &Reading<'_>, named: Named) -> bool {
    reading.before(named.first, 1) == "the"
        && matches!(reading.before(named.first, 2), "near" | "off" | "by" | "beyond" | "beside")
        && reading.is(named.end, class::TRUNK_ROAD)
}

/// "felt as far away as Delhi", "Speaking in Geneva, the minister said", "told Reuters in Kyiv", "in a statement from New York", "a visit to Baku".
fn is_where_spoken(reading: &Reading<'_>, start: usize, first: usize) -> bool {
    let Some(led) = first.checked_sub(1).filter(|led| *led > start) else { return false };
    let speaking = reading.is(led - 1, class::SPEAKING);
    if matches!(reading.word(led), "in" | "at" | "from") && speaking {
        return true;
    }
    // "felt as far away as X"
    if reading.word(led) == "as" && matches!(reading.word(led - 1), "far" | "away" | "afield") {
        return true;
    }
    if reading.word(led) == "visiting" || reading.word(led) == "to" && reading.word(led - 1) == "visit" {
        return true;
    }
    if !matches!(reading.word(led), "in" | "at" | "from") {
        return false;
    }
    // "told reporters in X", "told the Anadolu agency by phone from X"
    let told = (led.saturating_sub(REACH).max(start)..led)
        .rev()
        .take_while(|at| is_of_media(reading, *at) || reading.word(*at) == "told")
        .find(|at| reading.word(*at) == "told");
    told.is_some_and(|told| told + 1 < led)
}

/// "the Anadolu news agency by phone": those whom an account is told.
fn is_of_media(reading: &Reading<'_>, at: usize) -> bool {
    let token = reading.prose.tokens[at];
    token.capital && token.kind == TokenKind::Word || reading.is(at, class::NEWSROOM)
}

/// "As in X last year, bombs fell on Y", "the deadliest attack since the 2015 assault on X": what the event is measured by.
fn is_compared(reading: &Reading<'_>, start: usize, named: Named) -> bool {
    let Some(led) = named.first.checked_sub(1).filter(|led| *led > start) else { return false };
    let opens = |at: usize| at == start || reading.word(at - 1) == ",";
    let like = matches!(reading.word(led), "in" | "at")
        && matches!(reading.word(led - 1), "as" | "unlike" | "like")
        && opens(led - 1);
    if like {
        return true;
    }
    let since = (led.saturating_sub(REACH).max(start)..led)
        .rev()
        .take_while(|at| !matches!(reading.word(*at), "," | ";" | ":" | "-"))
        .find(|at| reading.word(*at) == "since");
    // "the deadliest since the siege of X": not "since Monday, in X".
    since.is_some_and(|since| {
        reading.any(since + 1..led, class::EVENT_NOUN)
            && (since.saturating_sub(REACH).max(start)..since).any(|at| is_superlative(reading, at))
    })
}

/// "the deadliest", "the worst", "the first".
fn is_superlative(reading: &Reading<'_>, at: usize) -> bool {
    reading.is(at, class::SUPERLATIVE) || reading.word(at).ends_with("liest")
}

/// Words of those who come in by stealth: where they come from is where they are met.
fn is_crossing(word: &str) -> bool {
    ["infiltrat", "sneak", "intrud"].iter().any(|stem| word.starts_with(stem))
}

/// "to X, where it", "into the village of Ma X and there": what follows is told of the place that they went to.
#[must_use]
pub fn goes_on_there(reading: &Reading<'_>, first: usize) -> bool {
    let name = (first..first + 5).take_while(|at| {
        reading.prose.tokens.get(*at).is_some_and(|token| token.capital)
            || reading.is(*at, class::KIND_WORD)
            || reading.word(*at) == "-"
    });
    let end = first + name.count();
    // "came to X on Thursday night and burned the school"
    let and = (end..end + 6).find(|at| reading.word(*at) == "and" || reading.word(*at) == ",");
    let straight = |and: usize| (end..and).all(|at| reading.is_dated(at) || reading.is(at, class::DAYTIME));
    if and.is_some_and(|and| straight(and) && reading.is(and + 1, class::HARMING)) {
        return true;
    }
    reading.word(end) == ","
        && reading.word(end + 1) == "where"
        && matches!(reading.word(end + 2), "it" | "they" | "he" | "the")
        && !(end + 2..end + 5).any(|at| reading.is(at, class::BE))
}

/// What a name costs behind "from the direction of": somewhere else, but for "an infantry force that attempted to infiltrate from
/// the direction of X".
#[must_use]
pub fn direction_cost(reading: &Reading<'_>, at: usize, start: usize) -> u32 {
    let crossing = (at.saturating_sub(6).max(start)..at).any(|at| is_crossing(reading.word(at)));
    if crossing { 12 } else { 60 }
}

/// What a name costs behind "residents of". "Sepoy Imran Ali, a resident of X, fell in the fight": where he came from.
#[must_use]
pub fn residents_cost(reading: &Reading<'_>, at: usize) -> u32 {
    let apposed =
        reading.word(at) == "resident" && reading.before(at, 1) == "a" && reading.before(at, 2) == ",";
    if apposed { 60 } else { RESIDENTS }
}
