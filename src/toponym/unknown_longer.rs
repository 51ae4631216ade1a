//! Known names that are only a part of a longer one which no layer has: "Santa Rosa" of "Santa Rosa del Monte Alto". Taken for
//! the whole, they would be a pin on another village.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::features::Feature;
use super::kind_words::Form;
use super::lexicon::Classes;
use super::page::{Capitals, Page};
use super::recognise::Hit;
use super::unknown::cue;
use super::unknown_cues::is_built_word;
use super::unknown_runs::{Cue, Ground, Run, end_of, is_ordinal, may_belong, run_of};
use crate::text::TokenKind;

/// Drops the known names that the words beside them outgrow, where what they make together is marked as a place: it is found
/// as an unknown name then.
pub fn outgrow(page: &Page<'_>, hits: &mut Vec<Hit>, family: &BTreeSet<String>) {
    let all: Vec<Hit> = hits.clone();
    let starts: FxHashMap<usize, &Hit> =
        all.iter().flat_map(|hit| [(hit.first, hit), (hit.kind.first, hit)]).collect();
    let mut ground = Ground::new(page, &all, family);
    let grown: Vec<Option<Run>> =
        all.iter().map(|hit| longer(page, hit, tied(page, hit, &starts), &mut ground)).collect();
    let good: BTreeSet<&str> = grown
        .iter()
        .flatten()
        .filter(|run| !matches!(cue(page, run, &starts), Cue::None | Cue::Elsewhere))
        .map(|run| run.words.as_str())
        .collect();
    let spans: Vec<(usize, usize)> = grown
        .iter()
        .flatten()
        .filter(|run| good.contains(run.words.as_str()))
        .map(|run| (run.first, run.end))
        .collect();
    hits.retain(|hit| !spans.iter().any(|&(first, end)| first <= hit.first && hit.end <= end));
}

/// The known name that a hyphen ties to this one: "Goro" of "Mangala-Goro". Not "the X-Y road", which lies between two.
fn tied<'h>(page: &Page<'_>, hit: &Hit, starts: &FxHashMap<usize, &'h Hit>) -> Option<&'h Hit> {
    let next = *starts.get(&(hit.end + 1)).filter(|_| page.hyphen(hit.end))?;
    let from = page.before(hit.first);
    let stretch = matches!(
        page.lower(next.end),
        "road"
            | "roads"
            | "highway"
            | "route"
            | "railway"
            | "line"
            | "axis"
            | "border"
            | "corridor"
            | "motorway"
            | "frontier"
            | "section"
            | "stretch"
            | "direction"
            | "pipeline"
            | "front"
            | "expressway"
    );
    let whole = may_grow(page, next, true)
        && !stretch
        && !page.hyphen(next.end)
        && !page.capital(next.end)
        && from.is_none_or(|from| page.lower(from) != "between" && !page.hyphen(from));
    whole.then_some(next)
}

/// The run that takes the name in, if it is longer.
fn longer(page: &Page<'_>, hit: &Hit, tied: Option<&Hit>, ground: &mut Ground<'_>) -> Option<Run> {
    if !may_grow(page, hit, tied.is_some()) {
        return None;
    }
    // The names alone are freed, so that a run may begin at them or take them in.
    let names = [Some(hit), tied];
    names.iter().flatten().for_each(|name| ground.taken[name.first..name.end].fill(false));
    let run = around(page, hit, ground);
    names.iter().flatten().for_each(|name| ground.taken[name.first..name.end].fill(true));
    run
}

fn around(page: &Page<'_>, hit: &Hit, ground: &Ground<'_>) -> Option<Run> {
    let mut first = hit.first;
    while page
        .before(first)
        .is_some_and(|left| page.capital(left) && is_tail(page, left, ground) && !page.opens_sentence(left))
    {
        first -= 1;
    }
    let end = end_of(page, first, &ground.taken);
    let grown = (first < hit.first || end > hit.end) && end >= hit.end;
    let tail = || (hit.end..end).all(|at| is_tail(page, at, ground));
    (grown && tail()).then(|| run_of(page, first, end, ground)).flatten()
}

/// A settlement's name in running text: "Gwari" of "Kurmin Gwari village", too.
fn may_grow(page: &Page<'_>, hit: &Hit, tied: bool) -> bool {
    // "New York" and "San Francisco" are not outgrown by what stands beside them, but "Santa Rosa" is by "del Monte".
    let article = hit.end == hit.first + 1 && page.is(hit.first, Classes::PARTICLE) && page.capital(hit.end);
    let particle = page.is(hit.end, Classes::PARTICLE) && !page.capital(hit.end)
        // "La" of "La Quindaya" is no short name of a metropolis.
        || article;
    // "Saida al-Hanout" is none of the Saidas, nor "Kafr al-Bayda" the Bayda that is a region too.
    let arabic = particle && page.hyphen(hit.end + 1)
        || page.is(hit.first, Classes::PARTICLE)
            && page.hyphen(hit.first + 1)
            && page.before(hit.first).is_some_and(|left| page.capital(left) && !page.opens_sentence(left));
    let areal = hit.features.has(Feature::Country)
        || hit.features.has(Feature::Region) && !tied && !article && !arabic
        || hit.features.has(Feature::Metropolis) && !particle;
    !hit.dateline
        && !areal
        && !hit.features.has(Feature::Abbreviation)
        && hit.kind.form <= Form::Settlement
        && page.case(hit.first) == Capitals::Sentence
}

/// A word that may be a part of the name of a settlement, and is nothing else.
fn is_tail(page: &Page<'_>, at: usize, ground: &Ground<'_>) -> bool {
    let other = Classes::COMMON
        .with(Classes::TITLE)
        .with(Classes::CALENDAR)
        .with(Classes::ORGANISATION)
        .with(Classes::PAPER)
        .with(Classes::OFFICIAL)
        .with(Classes::PEOPLE)
        .with(Classes::SITE)
        .with(Classes::FACILITY)
        .with(Classes::WAY)
        .with(Classes::GROUND)
        .with(Classes::GROUND_NAME)
        .with(Classes::WATER)
        .with(Classes::AREA)
        .with(Classes::COMPASS)
        .with(Classes::DEMONYM)
        .with(Classes::SPORT)
        .with(Classes::NEVER);
    let number = page.token(at).is_some_and(|token| token.kind == TokenKind::Number);
    let tied = at > 0 && page.hyphen(at - 1) && (number || page.word(at).len() <= 3);
    if page.hyphen(at) || tied || is_ordinal(page, at) || page.is(at, Classes::PARTICLE) && !page.capital(at)
    {
        return true;
    }
    // "In Lipovka Oleh Quill said": a given name before another capital.
    let given = page.is(at, Classes::FIRST_NAME) && page.capital(at + 1);
    may_belong(page, at, &ground.taken)
        && !given
        && !page.is(at, other)
        && !is_built_word(page, at)
        && !ground.family.contains(page.lower(at))
        && !page.token(at).is_some_and(|token| token.all_caps)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::toponym::unknown_asked::found;

    #[test]
    fn a_known_name_inside_a_longer_one_gives_way() {
        for (text, name, expected) in [
            ("A shell hit the village of Lipovka Tretsya on Monday.", "Lipovka", false),
            ("Gunmen raided a shop in Santa Rosa del Quilmar on Friday.", "Santa Rosa", false),
            ("A drone fell in Popivka-Brusky.", "Popivka", false),
            ("Four died in Lipovka-2 on Sunday.", "Lipovka", false),
            ("Soldiers entered the village of Lipovka al-Quend on Sunday.", "Lipovka", false),
            ("Soldiers entered the village of Lipovka and al-Quend on Sunday.", "Lipovka", true),
            ("Four died in Gorno Lipovka on Sunday.", "Lipovka", false),
            ("Four died in Gorno Lipovka village on Sunday.", "Lipovka", false),
            ("Four died in Lipovka on Sunday.", "Lipovka", true),
            ("Four died in Lipovka Airport on Sunday.", "Lipovka", true),
            ("In Lipovka Governor Ilya Quend spoke.", "Lipovka", true),
            ("In Lipovka Quendo said no.", "Lipovka", true),
            ("The Lipovka Drovers won.", "Lipovka", true),
        ] {
            let kept = found(text, &[name], |page, _, hits| {
                outgrow(page, hits, &BTreeSet::new());
                !hits.is_empty()
            });
            assert_eq!(kept, expected, "{text}");
        }
    }
}
