//! Which of a sentence's places an event lies at: the one that costs least to reach from its trigger.

use super::SubEventType;
use super::approach::{RESIDENTS, WARD};
use super::elsewhere::THERE;
use super::lexicon::{Sort, class};
use super::phrases::{division_rank, is_beside};
use super::place;
use super::reading::Reading;
use super::site::{Head, Site};
use super::spelled;
use super::summary::inside;
use super::trigger::Trigger;

/// Another trigger of the sentence, as far as it takes places away.
#[derive(Debug, Clone, Copy)]
pub struct Rival {
    /// Its first token.
    pub first: usize,
    /// Past its last token.
    pub end: usize,
    /// True if what it tells happened.
    pub drawn: bool,
    /// True if it only says that people were hurt.
    pub harm: bool,
}

/// Where the wounded lie is not where they were hurt.
pub fn is_hospital(reading: &Reading<'_>, site: &Site) -> bool {
    let ward = |at: usize| {
        reading.is(at, class::WARD)
            || matches!(
                (reading.word(at), reading.word(at + 1)),
                ("medical", "center" | "centre" | "college")
            )
    };
    // "Temryuk Central Hospital", "Larissa hospital"
    let named_on = (site.end..site.end + 4)
        .find(|at| ward(*at) || !reading.prose.tokens.get(*at).is_some_and(|token| token.capital))
        .is_some_and(ward);
    // "transferred to the San Jose hospital of X"
    let of_ward = reading.before(site.first, 1) == "of" && site.first >= 2 && ward(site.first - 2);
    named_on
        || of_ward
        || site.heads.iter().any(|head| {
            let name = reading.toponyms[head.toponym].text.to_lowercase();
            name.contains("hospital") || name.contains("clinic")
        })
}

pub fn site_rank(reading: &Reading<'_>, site: &Site) -> u8 {
    site.heads
        .iter()
        .map(|head| reading.toponyms[head.toponym].place.as_ref().map_or(1, |place| place::rank(place.class)))
        .min()
        .unwrap_or(4)
}

/// The site that costs least to reach from the trigger.
pub fn best_site<'s>(
    reading: &Reading<'_>,
    trigger: &Trigger<'_>,
    sites: &'s [Site],
    rivals: &[Rival],
    earlier: Option<usize>,
) -> Option<&'s Site> {
    const LIMIT: u32 = 90;
    if trigger.rule == "down.listed" {
        // "one over X and three over Y": each number has the name behind it.
        const BEHIND: usize = 4;
        return sites.iter().find(|site| (trigger.end..trigger.end + BEHIND).contains(&site.first));
    }
    // "in X, two were hurt; in Y, one was killed": a part with a place of its own takes none from the others.
    let parted = |site: &Site| {
        let between =
            if site.first >= trigger.end { trigger.end..site.first } else { site.end..trigger.first };
        between.len() <= 120 && between.into_iter().any(|at| reading.word(at) == ";")
    };
    // "Police detain dozens in a raid; clashes in X": another event's part.
    let headline = is_headline(reading, trigger.first);
    let of_another = |site: &Site| {
        let mark = (trigger.end..site.first.max(trigger.end)).find(|at| {
            // "Nine dead as boat capsizes on a lake, landslide kills four in X"
            reading.word(*at) == ";" || headline && reading.word(*at) == ","
        });
        mark.is_some_and(|mark| rivals.iter().any(|rival| rival.first > mark && rival.first != trigger.first))
    };
    let own = sites.iter().any(|site| site.cost < 50 && site_rank(reading, site) <= 2 && !parted(site));
    let near = sites.partition_point(|site| site.end + 120 < trigger.first);
    sites
        .get(near..)
        .unwrap_or(&[])
        .iter()
        .take_while(|site| site.first < trigger.end + 120)
        .filter(|site| site.cost < 50 || leads_clause(reading, trigger, site, sites))
        .filter(|site| {
            let ward = || site.cost == WARD || is_hospital(reading, site);
            !(trigger.value.sort == Sort::Harm && ward())
        })
        .filter(|site| !is_taken(reading, trigger, site, rivals) && !is_capital_of(reading, site))
        // "shot three in X, then moved to Y, where they looted shops": Y is of what is told behind it.
        .filter(|site| site.cost != THERE || trigger.first >= site.end)
        .filter(|site| !is_of_crime(reading, trigger, site) && !of_another(site))
        .map(|site| {
            let reach = if site.first >= trigger.end {
                reading.apart(trigger.end, site.first)
            } else {
                // A place after an earlier trigger belongs to that one first.
                let taken = earlier.is_some_and(|earlier| earlier < site.first);
                reading.apart(site.end, trigger.first) + if taken { 12 } else { 2 }
            };
            let cost = if site.cost == THERE { 0 } else { site.cost };
            let wide = match site_rank(reading, site) {
                0 | 1 => 0,
                2 => 5,
                3 => 12,
                _ => 25,
            };
            if is_spelled_out(reading, trigger, site) || leads_clause(reading, trigger, site, sites) {
                return (0, site);
            }
            let only_describes = if describes(reading, site) { 15 } else { 0 };
            let other_part = if own && parted(site) { LIMIT } else { 0 };
            let water = if own && is_articled(reading, site) { 40 } else { 0 };
            (reach + cost + wide + only_describes + other_part + water, site)
        })
        .filter(|(cost, _)| *cost < LIMIT)
        .min_by_key(|(cost, site)| (*cost, site.first))
        .map(|(_, site)| {
            narrower(reading, trigger, site, sites, |site| is_taken(reading, trigger, site, rivals))
        })
}

/// True for a word of the headline: the first paragraph of several, without a full stop.
fn is_headline(reading: &Reading<'_>, at: usize) -> bool {
    let Some(token) = reading.prose.tokens.get(at) else { return false };
    let bounds = reading.sentence(token.sentence);
    let several = reading.prose.sentences.last().is_some_and(|last| last.paragraph > bounds.paragraph);
    bounds.heading || bounds.paragraph == 0 && several && reading.before(bounds.end_token, 1) != "."
}

/// "were arrested over the killing of a trader in X": where the crime was, not where they were caught.
fn is_of_crime(reading: &Reading<'_>, trigger: &Trigger<'_>, site: &Site) -> bool {
    let crime = |at: usize| reading.is(at, class::CRIME);
    matches!(trigger.value.sort, Sort::Fixed(_, SubEventType::Arrests))
        && trigger.end <= site.first
        && (trigger.end..site.first).any(|at| {
            (reading.word(at) == "connection"
                || matches!(reading.word(at), "over" | "in" | "for" | "of" | "after"))
                && (at + 1..site.first.min(at + 5)).any(crime)
        })
}

/// "in X's capital", where the text names that elsewhere: not anywhere in X.
fn is_capital_of(reading: &Reading<'_>, site: &Site) -> bool {
    reading.word(site.end) == "'s"
        && reading.word(site.end + 1) == "capital"
        && !reading.prose.tokens.get(site.end + 2).is_some_and(|next| next.capital)
        && super::memory::capital_of_adjective(reading, site.first.saturating_sub(2), site.end + 2).is_some()
}

/// "the X law college", "the X schoolchildren": the name describes a thing or people.
fn describes(reading: &Reading<'_>, site: &Site) -> bool {
    let noun = |at: usize| {
        reading.prose.tokens.get(at).is_some_and(|token| {
            token.kind == crate::text::TokenKind::Word
                && !token.capital
                && !reading.is(
                    at,
                    class::KIND_WORD | class::FACILITY | class::OUTSKIRTS | class::QUARTER | class::NEAR,
                )
                && !reading.is(at, class::STOP)
        })
    };
    let ends = |at: usize| matches!(reading.word(at), "" | "," | "." | ";" | ")");
    // "a dyke on the X river"
    let unlisted = site.heads.iter().all(|head| reading.toponyms[head.toponym].place.is_none());
    if unlisted && matches!(reading.word(site.end), "river" | "creek" | "canal" | "stream") {
        return true;
    }
    reading.before(site.first, 1) == "the"
        && noun(site.end)
        && (ends(site.end + 1) || noun(site.end + 1) && ends(site.end + 2))
}

/// "the water of the Ural stands at nine metres": a river, whatever town bears its name.
fn is_articled(reading: &Reading<'_>, site: &Site) -> bool {
    let [head] = site.heads.as_slice() else { return false };
    let named = &reading.toponyms[head.toponym];
    let town =
        named.place.as_ref().is_none_or(|place| place.class == crate::gazetteer::PlaceClass::Settlement);
    let noun = reading.prose.tokens.get(site.end).is_some_and(|next| {
        next.capital
            || reading.is(site.end, class::KIND_WORD | class::FACILITY | class::QUARTER | class::OUTSKIRTS)
    });
    let stop = reading.word(site.end);
    let ends = reading.is(site.end, class::STOP)
        || matches!(stop, "" | "," | "." | ";" | "stands" | "rose" | "burst" | "has" | "had");
    town && !named.text.starts_with("The ") && reading.before(site.first, 1) == "the" && !noun && ends
}

/// "In X, a town ... in Y region, a depot was attacked": where the nearest place is an area, a settlement of the same
/// sentence that lies in it says more.
fn narrower<'s>(
    reading: &Reading<'_>,
    trigger: &Trigger<'_>,
    chosen: &'s Site,
    sites: &'s [Site],
    taken: impl Fn(&Site) -> bool,
) -> &'s Site {
    let known = |head: &Head| {
        let toponym = &reading.toponyms[head.toponym];
        toponym.place.as_deref().or(toponym.within.as_deref())
    };
    let [only] = chosen.heads.as_slice() else { return chosen };
    let Some(area) = reading.toponyms[only.toponym].place.as_deref() else { return chosen };
    // "in X township, strikes hit the villages of A, B and C": a town's name may stand for its township.
    let division = place::rank(area.class) >= 2
        || reading.toponyms[only.toponym].phrase != reading.toponyms[only.toponym].span
            && is_division(reading, chosen);
    if !division {
        return chosen;
    }
    let near = |site: &&Site| site.first + 40 > chosen.first && site.first < chosen.first + 40;
    let beside = |site: &Site| is_beside(reading, trigger.end, site.first);
    let narrow = |site: &Site, head: &Head| {
        let unlisted = reading.toponyms[head.toponym].place.is_none();
        known(head).is_some_and(|place| place.id != area.id && inside(area, place))
            // A village that no layer has, right after the words of the event.
            || unlisted && beside(site) && known(head).is_none_or(|within| within.country == area.country)
    };
    sites
        .iter()
        .filter(near)
        // "A resident of X was killed in attacks on Y region".
        .filter(|site| site.cost <= 4 || site.cost == RESIDENTS && site.first < chosen.first)
        .filter(|site| site_rank(reading, site) <= 1 && !is_hospital(reading, site))
        .filter(|site| !taken(site) && !describes(reading, site) && !std::ptr::eq(*site, chosen))
        .find(|site| site.heads.iter().all(|head| narrow(site, head)))
        .unwrap_or(chosen)
}

/// "X township", "X municipality": the words after a name make it a division.
fn is_division(reading: &Reading<'_>, site: &Site) -> bool {
    division_rank(reading, site.end) == Some(2) || reading.word(site.end) == "community"
}

/// "moved on to X at dawn, where it took eight farmers": the clause tells what happened at the place before it.
fn leads_clause(reading: &Reading<'_>, trigger: &Trigger<'_>, site: &Site, sites: &[Site]) -> bool {
    const REACH: usize = 24;
    if trigger.first <= site.end || trigger.first > site.end + REACH {
        return false;
    }
    let own = |other: &Site| {
        site.end <= other.first && other.first < trigger.end + 4 && !is_far(reading, site, other)
    };
    (site.end..site.end + 8)
        .take_while(|at| *at < trigger.first)
        .find(|at| reading.word(*at) == "where")
        .is_some_and(|clause| reading.word(clause - 1) == ",")
        && !sites.iter().any(own)
}

/// "in X, where men entered a house in the Y sector", where the only known Y lies in another country: a part of X.
fn is_far(reading: &Reading<'_>, site: &Site, part: &Site) -> bool {
    let country = |site: &Site| {
        let head = site.heads.first()?;
        reading.toponyms[head.toponym].place.as_ref()?.country.as_deref()
    };
    let quarter = reading.is(part.end, class::CITY_PART);
    quarter && country(site).zip(country(part)).is_some_and(|(a, b)| a != b)
}

/// "villages along the border of X, including A, B and C": the list says where.
fn is_spelled_out(reading: &Reading<'_>, trigger: &Trigger<'_>, site: &Site) -> bool {
    let lead = |back: usize| {
        matches!(reading.before(site.first, back), "including" | "namely")
            || reading.before(site.first, back) == "as" && reading.before(site.first, back + 1) == "such"
    };
    spelled::follows_count(reading, trigger, site)
        || site.first > trigger.end
            && site_rank(reading, site) <= 1
            && (lead(1) || reading.is(site.first - 1, class::KIND_WORD) && lead(2))
            && reading.any(trigger.end..site.first, class::PLACES)
}

/// "was detained for planning attacks in X", "a day after the bombing of X": X belongs to what was planned or is past.
fn is_taken(reading: &Reading<'_>, trigger: &Trigger<'_>, site: &Site, rivals: &[Rival]) -> bool {
    rivals.iter().filter(|rival| !rival.drawn && rival.first != trigger.first).any(|rival| {
        let between = trigger.end <= rival.first && rival.end <= site.first;
        let governs = rival.end <= site.first
            && site.first - rival.end <= 8
            && is_beside(reading, rival.end, site.first)
            && !(rival.end <= trigger.first && trigger.end <= site.first);
        between || governs
    })
}
