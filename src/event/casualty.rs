//! How many people a sentence says were killed or hurt, in every phrasing: counts, single people, stated zeros.

use super::Count;
use super::lexicon::class;
use super::reading::Reading;
use super::victims::{ONE, count_of, object, of_people, quantity_ending, subject};
use crate::text::Span;

/// What befell them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Harm {
    /// Killed.
    Killed,
    /// Injured.
    Injured,
    /// Killed or injured: "no casualties".
    Either,
}

/// One statement of a number of victims.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Toll {
    /// What befell them.
    pub harm: Harm,
    /// How many.
    pub count: Count,
    /// True for "two more", "another": to be added to what was told before.
    pub additional: bool,
    /// Index of the token that tells the harm.
    pub head: usize,
    /// The words.
    pub span: Span,
}

pub const NONE: Count = Count { low: Some(0), best: Some(0), high: Some(0) };

/// The tolls of one sentence, in order of their heads.
#[must_use]
pub fn tolls(reading: &Reading<'_>, sentence: usize) -> Vec<Toll> {
    let bounds = reading.sentence(sentence);
    let (start, end) = (bounds.first_token, bounds.end_token);
    let mut tolls: Vec<Toll> = Vec::new();
    for head in start..end {
        let toll = zero(reading, start, end, head).or_else(|| {
            if let Some(toll) = bodies(reading, start, end, head) {
                return Some(toll);
            }
            let harm = if reading.is(head, class::KILL) {
                Harm::Killed
            } else if reading.is(head, class::HURT) {
                Harm::Injured
            } else {
                return None;
            };
            counted(reading, (start, end), head, harm)
        });
        let Some(toll) = toll else { continue };
        if reading.is_quoted(head) && is_doubted(reading, start, head) {
            continue;
        }
        tolls.push(toll);
    }
    tolls
}

/// "found the body of a man", "eight bodies were recovered", "taken to hospital".
pub fn bodies(reading: &Reading<'_>, start: usize, end: usize, head: usize) -> Option<Toll> {
    let toll = |harm: Harm, count: Count, first: usize| {
        let span =
            reading.prose.tokens[first.min(head)].span.join(reading.prose.tokens[first.max(head)].span);
        Some(Toll { harm, count, additional: false, head, span })
    };
    let around = head.saturating_sub(6).max(start)..end.min(head + 12);
    let found = || {
        around.clone().any(|at| {
            matches!(
                reading.word(at),
                "found" | "recovered" | "discovered" | "pulled" | "retrieved" | "extracted" | "removed"
            )
        })
    };
    match reading.word(head) {
        "body" if found() && matches!(reading.before(head, 1), "the" | "a" | "one") => {
            toll(Harm::Killed, ONE, head)
        }
        "bodies" if found() => {
            if let Some((count, _, last)) = of_people(reading, head, end) {
                return toll(Harm::Killed, count, last);
            }
            let quantity = quantity_ending(reading, head.checked_sub(1)?, start)?;
            toll(Harm::Killed, count_of(&quantity), quantity.first)
        }
        "hospital" => {
            let to = head.saturating_sub(4).max(start)..head;
            let verb = to.clone().find(|at| {
                matches!(
                    reading.word(*at),
                    "taken" | "rushed" | "admitted" | "brought" | "sent" | "transferred"
                )
            })?;
            let (count, _, first) = subject(reading, verb, start)?;
            toll(Harm::Injured, count, first)
        }
        _ => None,
    }
}

/// "if anyone dies", "could be killed", "more would have died".
pub fn is_doubted(reading: &Reading<'_>, start: usize, head: usize) -> bool {
    (head.saturating_sub(5).max(start)..head).any(|at| {
        matches!(
            reading.word(at),
            "could" | "might" | "would" | "may" | "if" | "will" | "can" | "should" | "to"
        )
    })
}

/// "no casualties", "no one was injured", "there were no injuries", "without casualties".
pub fn zero(reading: &Reading<'_>, start: usize, end: usize, head: usize) -> Option<Toll> {
    let word = reading.word(head);
    let harm = match word {
        "casualties" | "victims" | "casualty" => Harm::Either,
        "injuries" | "injured" | "hurt" | "wounded" | "harmed" => Harm::Injured,
        "deaths" | "fatalities" | "killed" | "died" | "dead" => Harm::Killed,
        _ => return None,
    };
    let from = head.saturating_sub(8).max(start);
    let denied = (from..head)
        .rev()
        .find(|at| matches!(reading.word(*at), "no" | "nobody" | "none" | "without" | "not" | "ruled"))?;
    let between = denied + 1..head;
    // "no one was injured", "no reports of injuries", "not injured"; not "no doubt that two were injured"
    let clean = between.clone().all(|at| {
        reading.is(at, class::BE | class::AUX | class::PERSON | class::KILL | class::HURT | class::ZERO_WORD)
    });
    let word_not = reading.word(denied) == "not";
    if !clean || word_not && !between.clone().any(|at| reading.word(at) == "any") && head > denied + 2 {
        return None;
    }
    let also_dead = between.clone().any(|at| reading.is(at, class::KILL))
        || (head + 1..end.min(head + 4)).any(|at| reading.is(at, class::KILL));
    let also_hurt = between.clone().any(|at| reading.is(at, class::HURT))
        || (head + 1..end.min(head + 4))
            .any(|at| matches!(reading.word(at), "injuries" | "injured" | "wounded"));
    let harm = match harm {
        Harm::Injured if also_dead => Harm::Either,
        Harm::Killed if also_hurt => Harm::Either,
        other => other,
    };
    Some(Toll {
        harm,
        count: NONE,
        additional: false,
        head,
        span: reading.prose.tokens[denied].span.join(reading.prose.tokens[head].span),
    })
}

pub fn is_present_participle(word: &str) -> bool {
    word.ends_with("ing")
}

/// A head with a count or a single person beside it.
pub fn counted(reading: &Reading<'_>, (start, end): (usize, usize), head: usize, harm: Harm) -> Option<Toll> {
    let word = reading.word(head);
    if is_doubted(reading, start, head) && !matches!(reading.before(head, 1), "to") {
        return None;
    }
    let harm = if matches!(word, "burned" | "burns") && !near_person(reading, head, start, end) {
        return None;
    } else {
        harm
    };
    let toll = |count: Count, additional: bool, first: usize, last: usize| {
        let (low, high) = (first.min(head), last.max(head));
        let span = reading.prose.tokens[low].span.join(reading.prose.tokens[high].span);
        Some(Toll { harm, count, additional, head, span })
    };
    let passive = (head.saturating_sub(3).max(start)..head).any(|at| reading.is(at, class::BE));
    let active = is_present_participle(word)
        || matches!(word, "kills" | "kill" | "injures" | "injure" | "wounds")
        || (matches!(
            word,
            "killed" | "injured" | "wounded" | "murdered" | "executed" | "beheaded" | "hurt" | "hospitalized"
        ) && !passive);
    let noun = matches!(
        word,
        "deaths"
            | "death"
            | "injuries"
            | "injury"
            | "fatalities"
            | "wounds"
            | "concussions"
            | "concussion"
            | "burns"
            | "toll"
    );
    if noun {
        if let Some((count, additional, first)) = of_people(reading, head, end) {
            return toll(count, additional, head, first);
        }
    } else if active && let Some((count, additional, last)) = object(reading, head + 1, end) {
        return toll(count, additional, head, last);
    }
    if word == "death" || word == "toll" || word == "dying" {
        return None;
    }
    let (count, additional, first) = subject(reading, head, start)?;
    toll(count, additional, first, head)
}

pub fn near_person(reading: &Reading<'_>, head: usize, start: usize, end: usize) -> bool {
    reading.any(head.saturating_sub(4).max(start)..end.min(head + 5), class::PERSON)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Source};
    use crate::text::Prose;

    fn document(text: &str) -> Document {
        Document {
            id: "test".to_owned(),
            source: Source { path: std::path::PathBuf::from("-"), line: None },
            title: None,
            outlet: None,
            published: None,
            language: Some("en".to_owned()),
            text: text.to_owned(),
            warnings: Vec::new(),
        }
    }

    fn read(text: &str) -> Vec<(Harm, Option<u32>, Option<u32>)> {
        let document = document(text);
        let prose = Prose::read(text);
        let reading = Reading::new(&document, &prose, &[]);
        (0..prose.sentences.len())
            .flat_map(|sentence| tolls(&reading, sentence))
            .map(|toll| (toll.harm, toll.count.low, toll.count.high))
            .collect()
    }

    #[test]
    fn victims_are_counted_in_many_phrasings() {
        let (k, i) = (Harm::Killed, Harm::Injured);
        for (text, expected) in [
            ("Two people were killed.", vec![(k, Some(2), Some(2))]),
            (
                "At least 18 people were killed and 40 injured.",
                vec![(k, Some(18), None), (i, Some(40), Some(40))],
            ),
            ("Nine miners, including two brothers, were killed.", vec![(k, Some(9), Some(9))]),
            ("The blast killed a nurse.", vec![(k, Some(1), Some(1))]),
            ("It hit a bus, wounding a man and a child.", vec![(i, Some(2), Some(2))]),
            ("A 9-year-old girl was wounded.", vec![(i, Some(1), Some(1))]),
            ("Olena Hrytsenko, 51, died.", vec![(k, Some(1), Some(1))]),
            ("The raid left three dead.", vec![(k, Some(3), Some(3))]),
            ("The fire claimed the death of three officers.", vec![(k, Some(3), Some(3))]),
            ("Twenty-seven city residents were injured.", vec![(i, Some(27), Some(27))]),
            ("Rescuers found the body of a man.", vec![(k, Some(1), Some(1))]),
            ("Three women were taken to hospital.", vec![(i, Some(3), Some(3))]),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn stated_zeros_are_zeros() {
        for text in
            ["There were no casualties.", "No one was killed or injured.", "The blast caused no casualties."]
        {
            assert_eq!(read(text).first().map(|toll| toll.1), Some(Some(0)), "{text}");
        }
    }

    #[test]
    fn other_numbers_are_no_victims() {
        for text in [
            "Two drones were destroyed.",
            "Five houses burned down.",
            "Men aged 47 and 60 fled.",
            "People could be killed.",
            "The soldiers were killed.",
            "It happened in 2022.",
            "65 cows died.",
        ] {
            assert_eq!(read(text), vec![], "{text}");
        }
    }
}
