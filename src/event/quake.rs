//! One earthquake is one event, however many towns count their dead: "three died in X, one in Y and two in Z".

use super::alike::{days_meet, is_own_date, place_rank, same_place};
use super::ledger::Ledger;
use super::told::Told;
use super::{EventPlace, SubEventType};

/// Sentences from the quake's own telling within which towns count its victims.
const REACH: usize = 12;

/// Leaves out what only counts the victims of a quake by towns, where two or more towns do; their numbers are the quake's where it
/// has none.
pub fn settle(told: &mut Vec<Told>) {
    let mut parts: Vec<Vec<usize>> = vec![Vec::new(); told.len()];
    for index in (0..told.len()).filter(|&index| is_part(&told[index])) {
        if let Some(whole) = whole_of(told, index) {
            parts[whole].push(index);
        }
    }
    let mut gone = vec![false; told.len()];
    for (whole, parts) in parts.into_iter().enumerate() {
        let first = parts.first().copied();
        let several =
            first.is_some_and(|first| parts.iter().any(|&part| !same_place(&told[first], &told[part])));
        if !several {
            continue;
        }
        let place = told[whole].place.clone();
        let mut sums = Ledger::default();
        for part in parts {
            gone[part] = true;
            sums.add(std::mem::take(&mut told[part].ledger));
            // "A second tremor followed", where the town named last is only one of those that count their dead.
            for index in part + 1..told.len() {
                let here = told[index].place.inherited && same_place(&told[index], &told[part]);
                if here && is_quake(&told[index]) {
                    told[index].place = EventPlace { inherited: true, ..place.clone() };
                }
            }
        }
        told[whole].ledger.join_unknown(sums);
        told[whole].casualties = told[whole].ledger.casualties();
    }
    let mut gone = gone.into_iter();
    told.retain(|_| !gone.next().unwrap_or(false));
}

fn is_quake(told: &Told) -> bool {
    told.kind.1 == SubEventType::Earthquake && told.modality.is_drawn() && !told.caption
}

/// True for words of harm, or of houses that fell, at a place of their own.
fn is_part(told: &Told) -> bool {
    let fell = told.kind.1 == SubEventType::Accident && told.modality.is_drawn() && !told.caption;
    (is_quake(told) || fell)
        && !told.rule.starts_with("quake")
        && told.place.place.is_some()
        && !told.place.inherited
        && place_rank(told) <= 2
}

/// The telling of the quake that a part belongs to: the last one before it, else the first after it.
fn whole_of(told: &[Told], part: usize) -> Option<usize> {
    let here = &told[part];
    let fits = |index: &usize| {
        let quake = &told[*index];
        is_quake(quake)
            && quake.rule.starts_with("quake")
            && quake.place.place.is_some()
            && !quake.place.inherited
            && place_rank(quake) <= 3
            && !same_place(quake, here)
            && quake.sentence.abs_diff(here.sentence) <= REACH
            && (days_meet(&quake.when, &here.when) || !is_own_date(&quake.when) || !is_own_date(&here.when))
    };
    (0..part).rev().find(fits).or_else(|| (part + 1..told.len()).find(fits))
}
