//! Names that no event lies at: datelines, titles, origins, destinations, and what a distance is measured to.

use super::dateline;
use super::elsewhere;
use super::front;
use super::goes_on::past_day;
use super::lexicon::class;
use super::office::is_victims;
use super::place::{class_of, rank};
use super::reading::Reading;
use super::relation::stated_distance;
use super::site::Named;
use super::weapon::is_weapon;
use crate::toponym::Use;

/// What a place costs that only people of it are named by.
pub const RESIDENTS: u32 = 25;

/// What a hospital or the like costs: where the wounded lie, unless it was struck itself.
pub const WARD: u32 = 40;

/// "was also reported": told in the passive.
fn is_told(reading: &Reading<'_>, at: usize, start: usize) -> bool {
    (at.saturating_sub(3).max(start)..at)
        .rev()
        .take_while(|at| reading.is(*at, class::BE | class::AUX) || reading.word(*at).ends_with("ly"))
        .any(|at| reading.is(at, class::BE))
}

/// "were reported from X", "was reported on Thursday from X": the index of the verb.
fn reported(reading: &Reading<'_>, from: usize, start: usize) -> Option<usize> {
    (from.saturating_sub(4).max(start)..from)
        .rev()
        .find(|at| reading.word(*at) == "reported")
        .filter(|verb| past_day(reading, verb + 1) == from)
}

/// Origins and destinations cost more than places that something happened in.
pub fn approach_cost(reading: &Reading<'_>, sentence: usize, first: usize) -> u32 {
    let start = reading.sentence(sentence).first_token;
    let mut at = first;
    for step in 0..7 {
        if at <= start {
            return 4;
        }
        at -= 1;
        let word = reading.word(at);
        // "in annexed X", "in besieged X": one adjective may stand between.
        let lower = !reading.prose.tokens[at].capital
            && reading.prose.tokens[at].kind == crate::text::TokenKind::Word;
        if step == 0 && lower && (word.ends_with("ed") || word.ends_with("ing") || word.ends_with("ern")) {
            continue;
        }
        match word {
            // "from the direction of X, the enemy fired at Y"
            "direction" | "territory" | "side"
                if (reading.before(at, 1), reading.before(at, 2)) == ("the", "from") =>
            {
                return elsewhere::direction_cost(reading, at, start);
            }
            "from" => return origin_cost(reading, at, start),
            "native" | "via" => return 60,
            // "a bus bound for X", "a flight heading for X"
            "for" if reading.is_before(at, 1, class::BOUND) => {
                return 60;
            }
            _ if reading.is(at, class::INHABITANT) => {
                return elsewhere::residents_cost(reading, at);
            }
            // "attacked nine times, towards X"
            "towards" | "toward" if front::is_fought(reading, start..at) => return 4,
            // "moved on to X, where it torched the school"
            "to" | "into" if elsewhere::goes_on_there(reading, first) => return elsewhere::THERE,
            "to" | "towards" | "toward" | "into" => return destination_cost(reading, at, start),
            "in" | "at" | "near" | "over" | "inside" | "outside" | "across" | "throughout" | "above"
            | "off" | "against" | "on" | "around" => {
                return placed_cost(reading, at, start);
            }
            _ => {}
        }
        // "from the Syrian region of X"
        let nation = step > 0 && reading.is(at, class::DEMONYM);
        let passed = nation
            || reading.is(at, class::KIND_WORD | class::QUARTER | class::OUTSKIRTS | class::NEAR)
            || matches!(word, "the" | "of" | "a" | "its" | "-" | "small" | "large" | "," | "occupied");
        if !passed {
            return 3;
        }
    }
    3
}

/// What a name costs behind the "from" at token `at`.
fn origin_cost(reading: &Reading<'_>, at: usize, start: usize) -> u32 {
    // "abducted five labourers from X"
    let taken = |verb: usize| reading.is(verb, class::TAKEN);
    // "crashed after takeoff from X"
    if drives_out(reading, at, start) || matches!(reading.before(at, 1), "takeoff" | "off" | "departure") {
        return 4;
    }
    // "video from X: smoke over the plant"
    if reading.is_before(at, 1, class::PICTURE) {
        return 3;
    }
    // "five men were arrested from X", "shelling was reported from X", "in another report from the western X province"
    let there = (at.saturating_sub(5).max(start)..at).any(taken)
        || reading.any(at.saturating_sub(6).max(start)..at, class::ARREST)
        || reported(reading, at, start).is_some_and(|verb| is_told(reading, verb, start))
        || matches!(reading.before(at, 1), "report" | "reports" | "news") && at <= start + 6;
    if there { 0 } else { 60 }
}

/// "from across the border near X": "near" tells where it was felt.
fn is_across(reading: &Reading<'_>, origin: usize, at: usize) -> bool {
    matches!(reading.word(origin + 1), "across" | "over" | "beyond")
        && matches!(reading.word(at), "near" | "outside")
}

/// What a name costs behind the "in", "at" or "near" at token `at`.
fn placed_cost(reading: &Reading<'_>, at: usize, start: usize) -> u32 {
    // "hospital in X", "lives in X", "landed in a field"
    let from = at.saturating_sub(9).max(start);
    let origin = (from..at)
        .rev()
        .take_while(|index| reading.word(*index) != ",")
        .find(|index| reading.word(*index) == "from");
    if origin.is_some_and(|origin| {
        // "a missile fired from X wounded a man in Y": the origin has its name.
        !(origin + 1..at).any(|index| reading.prose.tokens[index].capital)
            // "fired from rocket systems at X": what they were fired with.
            && !(origin + 1..at).any(|index| is_weapon(reading, index))
            // "wounded by fire from across the border near X"
            && !is_across(reading, origin, at)
            // "fire from across the border hit a station in X"
            && !is_hit(reading, at, origin)
            && (origin.saturating_sub(4)..origin).any(|index| reading.is(index, class::LAUNCH))
    }) {
        return 60;
    }
    // "a riot at a prison in X", "a fire in the hospital in X"
    if at >= start + 4
        && matches!(reading.before(at, 2), "a" | "an" | "the")
        && matches!(reading.before(at, 3), "in" | "at" | "inside")
        && reading.is(at - 4, class::EVENT_NOUN)
    {
        return 0;
    }
    if at > start
        && matches!(reading.word(at), "in" | "at")
        && reading.is(at - 1, class::ELSEWHERE)
        && !is_struck(reading, at - 1, start)
    {
        return 60;
    }
    // "soldiers from a base in X": where they come from.
    let base = at > start && reading.is(at - 1, class::BARRACKS);
    if base && origin.is_some_and(|origin| origin + 4 >= at && !drives_out(reading, origin, start)) {
        return 60;
    }
    let aside = at > start && reading.is(at - 1, class::ASIDE);
    // "taken to hospital in X": hurt elsewhere. Not "a shell hit a hospital in X".
    if aside && (at.saturating_sub(7).max(start)..at - 1).any(|index| reading.is(index, class::MOVE)) {
        return 60;
    }
    // "a missile hit a hospital in X": that very hospital.
    if aside && !is_hit(reading, at - 1, start) { WARD } else { 0 }
}

/// "attacks on security officials", "killed two officials": those before whom a blow stands do not speak.
fn is_struck(reading: &Reading<'_>, at: usize, start: usize) -> bool {
    (at.saturating_sub(3).max(start)..at)
        .rev()
        .take_while(|index| reading.word(*index) != ",")
        .any(|index| reading.is(index, class::KILL | class::HURT) || reading.is(index, class::BLOW))
}

/// "a missile had hit a hospital": what is struck stands there.
fn is_hit(reading: &Reading<'_>, at: usize, start: usize) -> bool {
    (at.saturating_sub(4).max(start)..at)
        .rev()
        .take_while(|index| reading.word(*index) != ",")
        .any(|index| reading.is(index, class::HITS))
}

/// What a name costs behind the "to" or "into" at token `at`.
fn destination_cost(reading: &Reading<'_>, at: usize, start: usize) -> u32 {
    if is_on_way(reading, at, start) {
        return 60;
    }
    // "blocked the exit to X"
    if at > start && reading.is(at - 1, class::WAY) {
        // "on the road to X near Y": near Y.
        let near = (at + 1..at + 5).any(|next| matches!(reading.word(next), "near" | "outside"));
        return if near { 45 } else { 30 };
    }
    let from = at.saturating_sub(7).max(start);
    let moved = (from..at).any(|index| reading.is(index, class::MOVE) || reading.word(index) == "from");
    if reading.word(at) != "into" && moved { 50 } else { 6 }
}

/// "Rebels were ousted from X": it happened there.
fn drives_out(reading: &Reading<'_>, from: usize, start: usize) -> bool {
    let before = from.saturating_sub(6).max(start)..from;
    // "drove soldiers from X"
    let drives = |at: usize| {
        reading.is(at, class::CHASE) && reading.any(at + 1..from, class::MILITARY | class::ARMED_GROUP)
    };
    before.into_iter().any(|at| reading.is(at, class::DRIVE_OUT) || drives(at))
}

/// "died on her way to X", "en route to X".
fn is_on_way(reading: &Reading<'_>, to: usize, start: usize) -> bool {
    to > start + 2
        && (reading.word(to - 1) == "way" && reading.word(to - 3) == "on"
            || reading.word(to - 1) == "route" && reading.word(to - 2) == "en")
}

/// Names that only say who speaks, who governs, where the report was filed or what a distance is measured to.
pub fn is_excluded(reading: &Reading<'_>, sentence: usize, named: Named) -> bool {
    let bounds = reading.sentence(sentence);
    dateline::is_dateline(reading, sentence, named)
        || is_titled(reading, bounds.first_token, bounds.end_token, named)
            && !is_pointed_back_to(reading, sentence, named)
        || is_distance_target(reading, bounds.first_token, named)
        || is_speakers_seat(reading, bounds.first_token, named)
        || is_surname(reading, sentence, named)
        || is_of_border(reading, named)
        || is_of_unit(reading, named)
        || elsewhere::is_elsewhere(reading, bounds.first_token, named)
        || reading.is(named.end, class::SPEECH)
            && named.rank >= 4
            && !matches!(reading.word(named.end), "report" | "statement" | "telegram")
}

/// "The mayor of X said that a drone hit a market in the town": the town is X.
#[must_use]
pub fn is_pointed_back_to(reading: &Reading<'_>, sentence: usize, named: Named) -> bool {
    let mayor = reading.before(named.first, 1) == "of"
        && matches!(reading.before(named.first, 2), "mayor" | "head" | "council" | "chief");
    let end = reading.sentence(sentence).end_token;
    mayor
        && named.rank <= 1
        && (named.end..end).any(|at| {
            reading.word(at) == "in"
                && reading.word(at + 1) == "the"
                && matches!(reading.word(at + 2), "town" | "city" | "village" | "settlement")
                && !matches!(reading.word(at + 3), "of" | "centre" | "center" | "hall" | "council")
                && !reading
                    .prose
                    .tokens
                    .get(at + 3)
                    .is_some_and(|next| next.capital && !reading.is_dated(at + 3))
        })
}

/// "the East (Skhid) task force", "the X grouping of troops": the name of a body of soldiers.
fn is_of_unit(reading: &Reading<'_>, named: Named) -> bool {
    let mut at = named.end;
    if reading.word(at) == "(" {
        at = (at..at + 5).find(|close| reading.word(*close) == ")").map_or(at, |close| close + 1);
    }
    let body = |at: usize| {
        reading.is(at, class::FORMATION)
            || matches!(
                (reading.word(at), reading.word(at + 1)),
                ("task" | "strike", "force") | ("tactical", "group") | ("operational", "command")
            )
    };
    body(at) && (reading.before(named.first, 1) == "the" || at > named.end)
}

/// "on the Azerbaijan-Armenia state border": the second of two countries that name a border.
fn is_of_border(reading: &Reading<'_>, named: Named) -> bool {
    let border = |at: usize| matches!(reading.word(at), "border" | "frontier");
    named.rank >= 4
        && matches!(reading.before(named.first, 1), "-" | "\u{2013}")
        && (border(named.end) || border(named.end + 1))
}

/// "Omar Nasir X, a police captain, said": the last of a person's names.
fn is_surname(reading: &Reading<'_>, sentence: usize, named: Named) -> bool {
    let bounds = reading.sentence(sentence);
    let name = |at: usize| {
        reading.prose.tokens[at].capital
            && reading.prose.tokens[at].kind == crate::text::TokenKind::Word
            && !reading.is(at, class::KIND_WORD | class::QUARTER | class::TITLE | class::OFFICIAL)
    };
    named.end == named.first + 1
        && named.first >= bounds.first_token + 2
        && name(named.first - 1)
        && name(named.first - 2)
        && reading.word(named.end) == ","
        && matches!(reading.word(named.end + 1), "a" | "an" | "the")
        && (named.end + 2..bounds.end_token.min(named.end + 9))
            .any(|at| reading.is(at, class::TITLE | class::OFFICIAL | class::PERSON))
}

/// "the defence ministry in X said", "according to officials in X": X is where they speak.
fn is_speakers_seat(reading: &Reading<'_>, start: usize, named: Named) -> bool {
    let seat = named.first >= start + 2
        && matches!(reading.word(named.first - 1), "in" | "at")
        && reading.is(named.first - 2, class::OFFICIAL | class::TITLE | class::ELSEWHERE);
    seat && (reading.is(named.end, class::SPEECH)
        || (named.first.saturating_sub(7).max(start)..named.first - 1)
            .any(|at| reading.is(at, class::SPEECH)))
}

/// "governor of X", "the X governor", "head of the X region's administration", "X Regional Military Administration".
pub fn is_titled(reading: &Reading<'_>, start: usize, end: usize, named: Named) -> bool {
    let mut at = named.end;
    while at < end
        && (reading.is(at, class::KIND_WORD | class::QUARTER) || reading.is(at, class::OFFICE_MODIFIER))
    {
        at += 1;
    }
    if is_victims(reading, (start, end), named) {
        return false;
    }
    let direct = at < end && reading.is(at, class::TITLE) && at - named.end <= 4;
    if direct && !reading.is(at, class::INSTITUTION) {
        return true;
    }
    let mut at = named.first;
    for _ in 0..6 {
        if at <= start {
            return false;
        }
        at -= 1;
        let word = reading.word(at);
        if reading.is(at, class::TITLE) {
            return reading.word(at + 1) == "of" || reading.word(at + 1) == "for";
        }
        // "governor of Russia's X region", "head of the Russian X region"
        let owner = reading.word(at + 1) == "'s" && reading.prose.tokens[at].capital
            || reading.word(at + 1) != "of"
                && reading.prose.tokens[at].capital
                && reading.before(at, 1) != ",";
        let passed = reading.is(at, class::KIND_WORD | class::QUARTER)
            || owner
            || matches!(word, "of" | "the" | "'s" | "for" | "military" | "regional");
        if !passed {
            return false;
        }
    }
    false
}

/// "a town 30 km west of X": X is what the distance is measured to, unless no other place stands before.
pub fn is_distance_target(reading: &Reading<'_>, start: usize, named: Named) -> bool {
    if stated_distance(reading, start, named.first).is_none() {
        return false;
    }
    let earlier = reading.toponyms[..named.toponym]
        .iter()
        .rev()
        .take_while(|toponym| toponym.span.start >= reading.prose.tokens[start].span.start);
    let settlement =
        earlier.take(12).any(|toponym| rank(class_of(toponym)) <= 3 && toponym.usage == Use::Literal);
    settlement || named.rank >= 3 || reading.word(named.end) == "border"
}
