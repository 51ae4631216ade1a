//! Who denies an event or takes it on himself: "has denied involvement", "rejected the claim", "claimed responsibility".

use super::lexicon::class;
use super::marks;
use super::reading::Reading;
use super::speaker;
use super::told::Told;
use crate::evidence::Evidence;

/// Paragraphs over which a denial still speaks of the event told last.
const REACH: usize = 2;

/// Gives each denial to the event of its sentence, or to the one told last before it.
pub fn settle(told: &mut [Told], reading: &Reading<'_>) {
    for sentence in 0..reading.prose.sentences.len() {
        let bounds = reading.sentence(sentence);
        for at in bounds.first_token..bounds.end_token {
            if !reading.is_marked(at, marks::DENIAL) {
                continue;
            }
            let owned = is_owned(reading, at, bounds.end_token);
            if !owned && !is_denial(reading, at, bounds.end_token) {
                continue;
            }
            let Some(denier) = speaker::denier(reading, at, (bounds.first_token, bounds.end_token)) else {
                continue;
            };
            let own = told.iter().filter(|told| told.sentence == sentence);
            let token =
                own.min_by_key(|told| reading.apart(told.token, at)).map(|told| told.token).or_else(|| {
                    let last = told
                        .iter()
                        .rev()
                        .find(|told| told.sentence < sentence && told.modality.is_drawn())?;
                    (last.paragraph + REACH >= bounds.paragraph).then_some(last.token)
                });
            let span = reading.prose.tokens[at].span;
            for told in told.iter_mut().filter(|told| Some(told.token) == token) {
                if owned {
                    if told.actor1.is_none() {
                        told.actor1 = Some(denier.clone());
                        told.evidence.push(Evidence::at("actor.owned", span, "took responsibility"));
                    }
                    continue;
                }
                if told.denied_by.is_some() {
                    continue;
                }
                told.denied_by = Some(denier.clone());
                told.evidence.push(Evidence::at("denial", span, "denied"));
            }
        }
    }
}

/// "claimed responsibility for the blast": not "no one claimed responsibility".
fn is_owned(reading: &Reading<'_>, at: usize, end: usize) -> bool {
    matches!(reading.word(at), "claimed" | "claims" | "took" | "accepted")
        && (at + 1..end.min(at + 4)).any(|next| reading.word(next) == "responsibility")
        && !(1..4).any(|back| {
            matches!(reading.before(at, back), "no" | "not" | "nobody" | "never" | "group" | "one")
        })
}

/// A verb that denies an assertion: not "was denied entry", "neither confirmed nor denied".
fn is_denial(reading: &Reading<'_>, at: usize, end: usize) -> bool {
    let plain = reading.is(at, class::DENIES);
    let about = || (at + 1..end.min(at + 7)).any(|next| reading.is(next, class::ACCUSATION));
    let rejects = reading.is(at, class::REJECTS) && about();
    if !plain && !rejects {
        return false;
    }
    let negated =
        (1..4).any(|back| matches!(reading.before(at, back), "not" | "n't" | "nor" | "never" | "neither"));
    let refused = reading.is(at + 1, class::REFUSED);
    let passive = reading.is(at.saturating_sub(1), class::BE) && reading.word(at + 1) != "by";
    !negated && !refused && !passive
}
