//! Names that no layer has but that the words around them mark as places.

use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};

use super::atlas::Atlas;
use super::features::Feature;
use super::kind_words::{self, Form};
use super::lexicon::Classes;
use super::names::Names;
use super::page::{Capitals, Page};
use super::recognise::Hit;
use super::signs::distance_before;
use super::unknown_lists::{carry, in_list, share_kind};
use super::unknown_runs::{Cue, Ground, Run, runs};
use super::{slavic, unknown_cues, unknown_slots};
use crate::text::TokenKind;

/// Finds them; `known` are the places found already, in order.
pub fn find<A: Atlas + ?Sized>(
    page: &Page<'_>,
    names: &mut Names<'_, A>,
    known: &[Hit],
    family: &BTreeSet<String>,
) -> Vec<Hit> {
    let mut runs = runs(page, &Ground::new(page, known, family));
    let ends: FxHashMap<usize, &Hit> =
        known.iter().flat_map(|hit| [(hit.end, hit), (hit.kind.end, hit)]).collect();
    let starts: FxHashMap<usize, &Hit> =
        known.iter().flat_map(|hit| [(hit.first, hit), (hit.kind.first, hit)]).collect();
    for run in &mut runs {
        run.cue = cue(page, run, &starts);
    }
    share_kind(page, &mut runs);
    // A list carries from member to member, so go once in each direction.
    let mut sure: FxHashSet<usize> = runs
        .iter()
        .filter(|run| matches!(run.cue, Cue::Kind | Cue::Area | Cue::List | Cue::Slot))
        .flat_map(|run| [run.first, run.end])
        .collect();
    for index in (0..runs.len()).chain((0..runs.len()).rev()) {
        let run = &runs[index];
        if matches!(run.cue, Cue::None | Cue::Preposition) && in_list(page, run, &starts, &ends, &sure) {
            sure.extend([run.first, run.end]);
            runs[index].cue = Cue::List;
        }
    }
    carry(page, &mut runs);
    let mut count: FxHashMap<String, usize> = FxHashMap::default();
    let mut good: FxHashSet<String> = FxHashSet::default();
    for run in &runs {
        if run.cue == Cue::Preposition {
            *count.entry(run.words.clone()).or_default() += 1;
        }
        if matches!(run.cue, Cue::Kind | Cue::Area | Cue::List | Cue::Slot)
            || count.get(&run.words).is_some_and(|&count| count > 1)
        {
            good.insert(run.words.clone());
        }
    }
    let single: FxHashSet<String> = good.iter().cloned().collect();
    runs.into_iter()
        .filter_map(|mut run| {
            if run.cue == Cue::None && single.contains(&run.words) {
                run.cue = Cue::Elsewhere;
            }
            (run.cue != Cue::None).then(|| run.into_hit(page, names))
        })
        .collect()
}

/// What the words around the run say of it.
pub(super) fn cue(page: &Page<'_>, run: &Run, starts: &FxHashMap<usize, &Hit>) -> Cue {
    let case = page.case(run.first);
    if case == Capitals::Title || case == Capitals::All {
        return Cue::None;
    }
    let organisation = (run.first..run.end).any(|at| page.is(at, Classes::ORGANISATION.with(Classes::PAPER)));
    let followed = page.is(run.end, Classes::ORGANISATION.with(Classes::PAPER)) && page.capital(run.end);
    let building = unknown_cues::named_building(page, run.first, run.end);
    if organisation && !building || followed || !slavic::unknown_fits(page, run.first) {
        return Cue::None;
    }
    let kind = kind_words::around(page, run.first, run.end);
    let generic = (run.first..run.end).all(|at| page.is(at, Classes::COMMON.with(Classes::COMPASS)));
    if kind.form != Form::Bare && kind_names(page, run, kind.first, kind.end, generic) {
        return Cue::Kind;
    }
    if !generic
        && (unknown_cues::marked(page, run.first, run.end)
            || unknown_slots::heads_item(page, run.first, run.end))
    {
        return Cue::Kind;
    }
    if building {
        return Cue::None;
    }
    if !generic && unknown_cues::opens_examples(page, run.first) {
        return Cue::List;
    }
    // "Black Sea", "Dniester River": waters that no layer has.
    if page.is(run.end - 1, Classes::WATER) && run.end - run.first > 1
        || page.capital(run.end) && page.is(run.end, Classes::WATER)
    {
        return if generic && page.opens_sentence(run.first) { Cue::None } else { Cue::Kind };
    }
    neighbours_cue(page, run, generic, starts)
}

/// What distances, parts of the land, prepositions and areas beside the run say of it.
fn neighbours_cue(page: &Page<'_>, run: &Run, generic: bool, starts: &FxHashMap<usize, &Hit>) -> Cue {
    let distance_after = page.word(run.end) == "," && is_distance(page, run.end + 1);
    if !generic && (distance_before(page, run.first) || distance_after) {
        return Cue::Area;
    }
    // "Loran area", "the Pargwal sector".
    let part = matches!(
        page.lower(run.end),
        "area" | "sector" | "neighborhood" | "neighbourhood" | "axis" | "front"
    ) && !page.capital(run.end);
    let general = run.first >= 2
        && page.lower(run.first - 1) == "area"
        && matches!(page.lower(run.first - 2), "general" | "border" | "hilly" | "mountainous");
    if (part || general) && !generic && run.end - run.first <= 2 {
        return Cue::Kind;
    }
    if !generic && unknown_cues::happens_at(page, run.first, run.end) {
        return Cue::Preposition;
    }
    let mut before = run.first.checked_sub(1);
    if before.is_some_and(|at| page.is(at, Classes::COMPASS)) {
        before = before.and_then(|at| at.checked_sub(1));
    }
    let out_of = before.is_some_and(|at| page.is(at, Classes::OF) && at > 0 && page.lower(at - 1) == "out");
    let locative = out_of
        || before.is_some_and(|at| {
            page.sentence_of(at) == page.sentence_of(run.first)
                && !page.opens_sentence(run.first)
                && matches!(page.lower(at), "in" | "near" | "outside" | "around" | "towards")
        });
    if generic {
        return Cue::None;
    }
    let comma = page.word(run.end);
    let area = starts.get(&(run.end + 1)).filter(|_| comma == ",");
    if let Some(area) = area
        && (area.kind.form > Form::Settlement
            || area.features.has(Feature::Country)
            || area.features.has(Feature::Region))
        && (locative || before.is_some_and(|at| page.is(at, Classes::PREPOSITION.with(Classes::OF))))
    {
        return Cue::Area;
    }
    // "Port Verrin, Texas — An explosion": where the report comes from.
    if area.is_some_and(|area| page.opens_sentence(run.first) && is_filed(page, area)) {
        return Cue::Area;
    }
    if unknown_cues::lies_in_division(page, run.first, run.end) {
        return Cue::Area;
    }
    let official = page.is(run.end, Classes::OFFICIAL.with(Classes::SPEECH).with(Classes::DEED))
        || page.possessive(run.end);
    if locative && !official && !page.capital(run.end) {
        Cue::Preposition
    } else if unknown_slots::fills(page, run.first, run.end) {
        Cue::Slot
    } else {
        Cue::None
    }
}

/// True if a dash, or an agency in brackets and a dash, follows an area, as in a dateline.
fn is_filed(page: &Page<'_>, area: &Hit) -> bool {
    let end = area.kind.end.max(area.end);
    let dash = |at: usize| matches!(page.word(at), "—" | "–" | "-" | "--") && !page.hyphen(at);
    dash(end) || page.word(end) == "(" && (end..end + 6).any(|at| page.word(at) == ")" && dash(at + 1))
}

/// True for "12 km", "about 12 kilometres" at token `at`.
fn is_distance(page: &Page<'_>, at: usize) -> bool {
    let at = at + usize::from(matches!(page.lower(at), "about" | "some" | "around" | "roughly" | "just"));
    let word = page.lower(at);
    let number = page.token(at).is_some_and(|token| token.kind == TokenKind::Number);
    number
        && (word.ends_with("km")
            || matches!(
                page.lower(at + 1),
                "km" | "kilometers" | "kilometres" | "miles" | "kilometer" | "kilometre"
            ))
}

/// True if the words of kind beside an unknown run make it a name of a place: "the town of X", "X village", "X District".
///
/// Not "Military Administration" after "City", not "the X community" (a people), not "European cities".
fn kind_names(page: &Page<'_>, run: &Run, first: usize, end: usize, generic: bool) -> bool {
    if first < run.first {
        let noun = (first..run.first).rev().find(|&at| page.is(at, Classes::KIND));
        let linked = page.is(run.first - 1, Classes::OF) || page.is(run.first - 1, Classes::ARTICLE);
        let proper = |noun: usize| kind_words::is_proper(page, noun);
        return noun.is_some_and(|noun| !page.capital(noun) || linked || proper(noun))
            && (linked || !generic);
    }
    // "the Hazara community" is a people, "Yunakivska community" a division.
    let adjective = || {
        let last = page.lower(run.end - 1);
        ["ska", "sk", "ske", "sky", "skyi", "skiy"].iter().any(|ending| last.ends_with(ending))
    };
    let peoples = matches!(page.lower(end - 1), "community" | "communities")
        && !adjective()
        && !unknown_slots::is_shelled(page, end)
        || matches!(page.lower(end - 1), "cities" | "towns" | "capital" | "locality");
    !generic && !peoples
}
