//! Lists and words of kind that unknown names share: "the villages of A, B and C", "in A, B and C".

use rustc_hash::{FxHashMap, FxHashSet};

use super::features::Feature;
use super::kind_words::{self, Form};
use super::lexicon::Classes;
use super::page::{Capitals, Page};
use super::recognise::Hit;
use super::unknown_runs::{Cue, Run};

/// "the villages of X, Y and Z", "X and Y districts": the members of a list share its plural word of kind.
pub(super) fn share_kind(page: &Page<'_>, runs: &mut [Run]) {
    let tied = |left: &Run, right: &Run| {
        (1..=2).contains(&right.first.saturating_sub(left.end))
            && page.sentence_of(left.first) == page.sentence_of(right.first)
            && (left.end..right.first).all(|at| matches!(page.lower(at), "," | "and" | "or" | "&"))
    };
    for index in 0..runs.len() {
        if runs[index].cue != Cue::Kind {
            continue;
        }
        let kind = kind_words::around(page, runs[index].first, runs[index].end);
        let mut member = index;
        while kind.shared_on && member + 1 < runs.len() && tied(&runs[member], &runs[member + 1]) {
            member += 1;
            runs[member].cue = Cue::Kind;
        }
        member = index;
        while kind.shared_back && member > 0 && tied(&runs[member - 1], &runs[member]) {
            member -= 1;
            runs[member].cue = Cue::Kind;
        }
    }
}

/// "in A, B and C": what a preposition says of the first member holds for the list, if "and" closes it.
pub(super) fn carry(page: &Page<'_>, runs: &mut [Run]) {
    let mut index = 0;
    while index < runs.len() {
        let first = index;
        index += 1;
        if !matches!(runs[first].cue, Cue::Preposition | Cue::Slot) {
            continue;
        }
        let mut closed = false;
        let mut last = first;
        while !closed && last + 1 < runs.len() {
            let (end, next) = (runs[last].end, &runs[last + 1]);
            let between = end..next.first;
            let tied = !between.is_empty()
                && between.len() <= 2
                && between.clone().all(|at| matches!(page.lower(at), "," | "and"))
                && matches!(next.cue, Cue::None | Cue::Preposition | Cue::Slot)
                && !(next.first..next.end).all(|at| page.is(at, Classes::COMMON.with(Classes::COMPASS)))
                && page.sentence_of(next.first) == page.sentence_of(runs[first].first);
            if !tied {
                break;
            }
            closed = between.clone().any(|at| page.lower(at) == "and");
            last += 1;
        }
        let end = runs[last].end;
        let subject = page.is(end, Classes::OFFICIAL.with(Classes::SPEECH).with(Classes::DEED))
            || page.possessive(end)
            || page.capital(end);
        if closed && !subject {
            let cue = runs[first].cue;
            for run in &mut runs[first + 1..=last] {
                run.cue = cue;
            }
            index = last + 1;
        }
    }
}

/// True if what stands at `at` goes on with a list or closes it.
fn closes(page: &Page<'_>, at: usize) -> bool {
    matches!(
        page.lower(at),
        "," | "and"
            | "or"
            | "."
            | ";"
            | "in"
            | ""
            | "about"
            | "some"
            | "near"
            | "during"
            | "where"
            | "areas"
            | "sectors"
            | "directions"
            | "axes"
            | "("
            | ")"
            | "—"
            | "–"
            | "-"
    ) && !page.hyphen(at)
}

/// "the governor of X, Octavio Guzman, said": a person, and no next place of a list; `place` is what the comma follows.
fn is_holder_of_office(page: &Page<'_>, run: &Run, place: Option<&Hit>) -> bool {
    let of_office = |hit: &Hit| {
        let first = hit.first.min(hit.kind.first);
        let the = usize::from(first > 0 && page.is(first - 1, Classes::ARTICLE));
        let first = first - the;
        first >= 2
            && page.is(first - 1, Classes::OF)
            && page.is(first - 2, Classes::OFFICIAL_OF.with(Classes::TITLE))
    };
    run.end - run.first >= 2
        && run.first > 0
        && page.word(run.first - 1) == ","
        && page.word(run.end) == ","
        && place.is_some_and(of_office)
}

/// True if a comma or "and" ties the run to a settlement.
pub(super) fn in_list(
    page: &Page<'_>,
    run: &Run,
    starts: &FxHashMap<usize, &Hit>,
    ends: &FxHashMap<usize, &Hit>,
    sure: &FxHashSet<usize>,
) -> bool {
    if !matches!(page.case(run.first), Capitals::Sentence)
        || (run.first..run.end).all(|at| page.is(at, Classes::COMMON))
    {
        return false;
    }
    let bare = |hit: &&Hit| {
        hit.kind.form <= Form::Settlement && !hit.features.has(Feature::Country) && !hit.dateline
    };
    let mut left = run.first;
    while left > 0 && matches!(page.lower(left - 1), "," | "and" | "or") && run.first - left < 2 {
        left -= 1;
    }
    let by_left =
        left < run.first && (ends.get(&left).copied().as_ref().is_some_and(bare) || sure.contains(&left));
    if is_holder_of_office(page, run, ends.get(&left).copied()) {
        return false;
    }
    let mut right = run.end;
    while matches!(page.lower(right), "," | "and" | "or") && right - run.end < 2 {
        right += 1;
    }
    let by_right =
        right > run.end && (starts.get(&right).copied().as_ref().is_some_and(bare) || sure.contains(&right));
    // One neighbour may be chance ("in Rivne, Microsoft said"); the list must go on or close.
    let closes = closes(page, run.end);
    // "A, B and C on Monday": the list is closed, whatever time or circumstance follows.
    let ends_list = page.lower(run.first.saturating_sub(1)) == "and"
        && matches!(
            page.lower(run.end),
            "on" | "when"
                | "after"
                | "early"
                | "late"
                | "overnight"
                | "at"
                | "by"
                | "as"
                | "since"
                | "before"
                | "while"
        );
    // "at A and B, two villages": B is sure.
    let paired = by_right
        && page.lower(run.end) == "and"
        && run.first > 0
        && (page.is(run.first - 1, Classes::PREP_IN) || page.lower(run.first - 1) == "at");
    paired
        || (by_left && (closes || ends_list) || by_right && left < run.first)
            && page.sentence_of(left.saturating_sub(1)) == page.sentence_of(run.first)
        || by_right && by_left
}
