//! Small signs around a trigger: plurals, "the attack", "a separate attack", links to other stories, "the region".

use super::EventType;
use super::goes_on::past_day;
use super::lexicon::{Sort, class};
use super::marks;
use super::reading::Reading;
use super::trigger::Trigger;
use super::weapon::is_weapon;
use crate::text::TokenKind;

/// "the attack", "this strike", "the two explosions".
pub fn is_definite(reading: &Reading<'_>, trigger: &Trigger<'_>, start: usize) -> bool {
    let noun = reading.is(trigger.end - 1, class::EVENT_NOUN);
    let verbal = reading.is(trigger.first, class::LIGHT_VERB);
    noun && !verbal
        && (trigger.first.saturating_sub(2).max(start)..trigger.first)
            .any(|at| matches!(reading.word(at), "the" | "this" | "these" | "that" | "those"))
}

/// "The shells hit", "the missile struck": what was fired in an event told before.
pub fn is_definite_weapon(reading: &Reading<'_>, trigger: &Trigger<'_>, start: usize) -> bool {
    trigger.first > start
        && reading.before(trigger.first, 1) == "the"
        && is_weapon(reading, trigger.first)
        && !matches!(trigger.value.sort, Sort::Fixed(EventType::StrategicDevelopments, _))
        && trigger.end > trigger.first + 1
        && reading.is(trigger.first, class::NOT_PERSON)
}

/// True if only "on", "in", "of" and words of kind part a trigger from the place after it.
pub fn is_beside(reading: &Reading<'_>, from: usize, to: usize) -> bool {
    from <= to
        && to - from <= 8
        && (from..to).all(|at| {
            reading
                .is(at, class::KIND_WORD | class::QUARTER | class::NEAR | class::OUTSKIRTS | class::FACILITY)
                || reading.is(at, class::BEFORE_PLACE)
                // "the explosion at around 1:00 am in X"
                || reading.prose.tokens[at].kind == TokenKind::Number
                    && reading.is(at + 1, class::CLOCK)
                || reading.before(at, 1) == ":" && reading.prose.tokens[at].kind == TokenKind::Number
                || reading.prose.tokens[at].capital
        })
}

/// "X was shelled on Monday, as were the villages of Y": the same is said of a place after the trigger.
pub fn is_parallel(reading: &Reading<'_>, from: usize, to: usize) -> bool {
    let verb = (from.max(to.saturating_sub(8))..to).rev().find(|at| {
        !(reading.is(*at, class::KIND_WORD | class::QUARTER | class::NEAR)
            || matches!(reading.word(*at), "the" | "of" | "two" | "three" | "several"))
    });
    verb.is_some_and(|at| {
        matches!(reading.word(at), "was" | "were" | "did") && matches!(reading.before(at, 1), "as" | "so")
    })
}

/// "six rounds at X and two rounds at Y", "killed a man in X and one resident of Y": a number, what is counted and a
/// preposition, but no verb, lead from one place to the next.
pub fn is_elliptical(reading: &Reading<'_>, from: usize, to: usize) -> bool {
    // "26 in X province, 17 in Y province"
    let from = from + usize::from(from < to && reading.is(from, class::KIND_WORD));
    // "six in X on Monday, four in Y"
    let from = past_day(reading, from).min(to);
    let joint = |at: usize| matches!(reading.word(at), "and" | "," | ";");
    let number = |at: usize| {
        reading.is(at, class::NUMBER_WORD)
            || reading.prose.tokens[at].kind == TokenKind::Number
            || reading.word(at) == "another"
            || reading.word(at) == "the" && reading.word(at + 1) == "other"
            || matches!(reading.word(at), "a" | "an")
                && (at..at + 5).any(|noun| is_weapon(reading, noun) || reading.is(noun, class::PERSON))
    };
    let counted = |at: usize| is_weapon(reading, at) || reading.is(at, class::PERSON);
    let verb = |at: usize| {
        reading.is(at, class::SPEECH | class::BE | class::AUX | class::MOVE | class::KILL | class::HURT)
            || reading.word(at).ends_with("ed")
            || matches!(
                reading.word(at),
                "who" | "which" | "that" | "from" | "where" | "when" | "after" | "while"
            )
    };
    let between = from..to;
    // "two in X, one in Y and one each in Z and W"
    let bare = (from..to).find(|at| number(*at)).is_some_and(|at| {
        // "3 times on X and Y with rockets, and 40 times on Z"
        let times = matches!(reading.word(at + 1), "times" | "rounds");
        let counts = |at: usize| {
            reading.prose.tokens[at].kind == TokenKind::Number
                || matches!(reading.word(at), "each" | "other" | "others" | "more" | "people")
        };
        let past = at + 1 + usize::from(times || counts(at + 1));
        (at <= from + 2 && joint(from) || times)
            && (matches!(reading.word(past), "in" | "near" | "at") || times && reading.word(past) == "on")
            && (past + 1..to).all(|at| {
                reading.is(at, class::KIND_WORD | class::QUARTER)
                    || matches!(reading.word(at), "the" | "of" | "central")
                    || reading.word(at).ends_with("ern")
            })
    });
    bare || between.len() >= 3
        && between.len() <= 14
        && joint(from)
        // "X, a town 30 km west of Y" tells where X is.
        && !reading.is(from + 2, class::A_TOWN)
        && between.clone().any(counted)
        && between.clone().any(number)
        && !between.clone().any(verb)
        && (from.max(to.saturating_sub(6))..to).any(|at| {
            matches!(reading.word(at), "on" | "against" | "at" | "in" | "near" | "over" | "outside" | "of")
        })
}

/// "took place in", "happened on Monday near", "broke out in": a verb of happening leads from a trigger to a place.
pub fn occurs(reading: &Reading<'_>, from: usize, to: usize) -> bool {
    // "the attack”, which was reported near X"
    let opens = |at: &usize| {
        matches!(reading.word(*at), "," | "\"" | "'" | "\u{2019}" | "\u{201d}" | "which" | "that")
    };
    let from = from + (from..from + 3).take_while(opens).count();
    let happens = (from..from + 4).any(|at| {
        reading.is(at, class::TOOK_PLACE)
            || matches!(
                (reading.word(at), reading.word(at + 1)),
                ("took" | "taken", "place") | ("broke" | "broken" | "carried", "out") | ("went", "off")
            )
    });
    // "The epicentre of the quake was near X", "the blast was in X"
    let lies = matches!(reading.word(from), "was" | "were")
        && to <= from + 8
        && (matches!(reading.word(from + 1), "near" | "in" | "at" | "outside" | "off" | "about" | "some")
            || reading.prose.tokens.get(from + 1).is_some_and(|next| next.kind == TokenKind::Number))
        && goes_straight(reading, from + 1, to);
    happens && goes_straight(reading, from, to) || lies || is_seen(reading, from, to)
}

/// "were reported in", "was also recorded near": in the passive, a verb of telling leads from a trigger to a place.
fn is_seen(reading: &Reading<'_>, from: usize, to: usize) -> bool {
    let verb = (from..from + 4).find(|at| reading.is(*at, class::WAS_SEEN));
    verb.is_some_and(|verb| {
        verb > from
            && (from + 1..verb).all(|at| reading.is(at, class::BE | class::AUX))
            && reading.is(verb - 1, class::BE | class::AUX)
            && {
                // "reported on Sunday near X"
                let past = past_day(reading, verb + 1);
                matches!(reading.word(past), "in" | "at" | "near" | "around" | "outside")
                    && goes_straight(reading, past, to)
            }
    })
}

/// "killed three in", "destroyed a bridge near": a verb of harm leads from a trigger to a place.
pub fn harms(reading: &Reading<'_>, from: usize, to: usize) -> bool {
    let harm = (from..from + 3)
        .any(|at| reading.is(at, class::KILL | class::HURT) || reading.is(at, class::RAVAGED));
    harm && goes_straight(reading, from, to)
}

/// True if no other clause, speaker or comparison begins between a trigger and a place after it.
fn goes_straight(reading: &Reading<'_>, from: usize, to: usize) -> bool {
    from <= to
        && to - from <= 24
        && !(from..to).any(|at| reading.is(at, class::SPEECH) || reading.is(at, class::TURNS_AWAY))
}

/// "Read also: ..." leads to another story.
pub fn is_link(reading: &Reading<'_>, first: usize) -> bool {
    let bullet = |at: &usize| matches!(reading.word(*at), "•" | "-" | "–" | "*" | "·" | "►" | ">" | "|");
    let first = (first..first + 3).find(|at| !bullet(at)).unwrap_or(first);
    matches!(
        (reading.word(first), reading.word(first + 1)),
        ("read" | "see" | "watch", "also" | "more")
            | ("also", "read" | "see")
            | ("related" | "recommended", ":" | "articles" | "stories")
    )
}

/// A caption: a line that credits a photographer or an agency for its picture.
pub fn is_caption(reading: &Reading<'_>, sentence: usize) -> bool {
    let bounds = reading.sentence(sentence);
    let words = bounds.first_token..bounds.end_token.min(bounds.first_token + 120);
    let mut credits = words.filter(|at| reading.is_marked(*at, marks::CREDIT));
    credits.any(|at| match reading.word(at) {
        "©" | "getty" => true,
        "screenshot" => at < bounds.first_token + 3,
        "source" => reading.before(at, 1) == "(" && reading.word(at + 1) == ":",
        "photo" => matches!(reading.word(at + 1), ":" | "by" | "/"),
        "image" => matches!(reading.word(at + 1), ":" | "by"),
        "file" => reading.word(at + 1) == "photo" && reading.word(at + 2) == ".",
        _ => false,
    })
}

/// "In a separate attack", "another strike": not one of those told before.
pub fn is_separate(reading: &Reading<'_>, trigger: &Trigger<'_>, start: usize) -> bool {
    // The words of the trigger may begin with it.
    (start..(trigger.first + 1).min(start + 6)).any(|at| {
        matches!(reading.word(at), "separate" | "elsewhere")
            || matches!(reading.word(at), "another" | "second" | "third" | "similar" | "different")
                && reading.is(at + 1, class::AN_EVENT)
                && matches!(reading.before(at, 1), "in" | "a" | "another")
    })
}

/// "Doctors at the hospital in X received 90 wounded": where the hurt are treated, and not where they were hurt.
pub fn is_ward(reading: &Reading<'_>, sentence: usize, trigger: &Trigger<'_>) -> bool {
    let bounds = reading.sentence(sentence);
    let near =
        trigger.first.saturating_sub(20).max(bounds.first_token)..bounds.end_token.min(trigger.end + 12);
    let house = near.clone().any(|at| reading.is(at, class::HOSPITAL_WORD));
    let treats = near.clone().any(|at| {
        reading.is(at, class::TREATED) || reading.word(at) == "reported" && reading.is(at + 2, class::HURT)
    });
    house && treats
}

/// "in the city", "outside the village": the settlement that was named last.
pub fn names_settlement(reading: &Reading<'_>, first: usize, end: usize) -> bool {
    (first..end).any(|at| {
        matches!(reading.word(at), "city" | "town" | "village")
            && reading.before(at, 1) == "the"
            && (matches!(
                reading.before(at, 2),
                "in" | "on" | "over" | "near" | "outside" | "at" | "inside" | "into" | "across"
            ) || reading.before(at, 2) == "of" && reading.is_before(at, 3, class::MIDST))
            && !reading.is(at + 1, class::OFFICIAL | class::TITLE | class::FACILITY)
            && !matches!(reading.word(at + 1), "of" | "'s")
            && !reading.prose.tokens.get(at + 1).is_some_and(|next| next.capital)
    })
}

/// "A bomb exploded there", "nine people were killed there on Monday": the place named last; not "there were".
pub fn says_there(reading: &Reading<'_>, first: usize, end: usize) -> bool {
    (first + 1..end).any(|at| {
        reading.word(at) == "there"
            && !reading.is(at + 1, class::BE | class::AUX)
            && !reading.is(at + 1, class::THERE_IS)
            && !matches!(reading.before(at, 1), "that" | "," | "said" | "and" | "but")
    })
}

/// "across the country", "throughout the strip": a sentence that speaks of much more than the place named before.
pub fn names_wide(reading: &Reading<'_>, first: usize, end: usize) -> bool {
    (first..end).any(|at| {
        matches!(reading.word(at), "across" | "throughout" | "nationwide" | "countrywide")
            && (reading.word(at).ends_with("wide")
                || (at + 1..end.min(at + 6)).any(|noun| reading.is(noun, class::WIDE)))
    })
}

/// How wide a division is that a word after a name stands for ("X district", "X province"): 2 a district or its like, 3 a region. None for other words.
pub fn division_rank(reading: &Reading<'_>, at: usize) -> Option<u8> {
    if reading.is(at, class::DISTRICT_KIND) {
        return Some(2);
    }
    reading.is(at, class::REGION_KIND).then_some(3)
}

/// "in the capital", "on the outskirts of the capital".
pub fn names_capital(reading: &Reading<'_>, first: usize, end: usize) -> bool {
    (first..end).any(|at| {
        // "in the country's capital"
        let owned = reading.before(at, 1) == "'s"
            && matches!(reading.before(at, 2), "country" | "nation")
            && reading.before(at, 3) == "the";
        let back = if owned { 4 } else { 2 };
        reading.word(at) == "capital"
            && (owned || reading.before(at, 1) == "the")
            && matches!(
                reading.before(at, back),
                "in" | "on" | "over" | "near" | "outside" | "of" | "at" | "into"
            )
            && !matches!(reading.word(at + 1), "of" | "'s" | "city")
            // "in the capital, X": named there.
            && !(at + 1..at + 3).any(|next| {
                reading.prose.tokens.get(next).is_some_and(|token| token.capital)
                    && (next == at + 1 || reading.word(at + 1) == ",")
            })
    })
}

/// "elsewhere in the region", "across the province".
pub fn names_region(reading: &Reading<'_>, first: usize, end: usize) -> bool {
    (first..end).any(|at| {
        matches!(reading.word(at), "region" | "province" | "oblast" | "governorate")
            && matches!(reading.before(at, 1), "the" | "this")
            && matches!(reading.before(at, 2), "in" | "across" | "over" | "of" | "throughout")
    })
}
