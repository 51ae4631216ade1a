//! Names that no layer has but that the words around them mark as places.

use std::collections::{BTreeSet, HashMap, HashSet};

use rustc_hash::{FxHashMap, FxHashSet};

use super::atlas::Atlas;
use super::features::{Feature, Features};
use super::kind_words::{self, Form};
use super::lexicon::Classes;
use super::names::Names;
use super::page::{Capitals, Page};
use super::recognise::Hit;
use super::scan::joined;
use super::signs::distance_before;
use super::{slavic, unknown_cues};
use crate::text::TokenKind;

/// A run of capitalised words longer than this is a heading or a title, not a name.
const MOST_WORDS: usize = 4;

/// How an unknown run of capitals came to be taken for a place.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Cue {
    /// "the village of X", "X district".
    Kind,
    /// "in X, Lublin Voivodeship".
    Area,
    /// In a list with a place.
    List,
    /// After "in" or "near".
    Preposition,
    /// The same words have a better cue elsewhere.
    Elsewhere,
    None,
}

impl Cue {
    fn probability(self) -> f64 {
        match self {
            Self::Kind => 0.9,
            Self::Area => 0.85,
            Self::List => 0.7,
            Self::Elsewhere => 0.65,
            Self::Preposition => 0.5,
            Self::None => 0.0,
        }
    }
}

/// Finds them; `known` are the places found already, in order.
pub fn find<A: Atlas + ?Sized>(
    page: &Page<'_>,
    names: &mut Names<'_, A>,
    known: &[Hit],
    family: &BTreeSet<String>,
) -> Vec<Hit> {
    let taken = taken(page, known);
    let mut runs = runs(page, &taken, family);
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
        .filter(|run| matches!(run.cue, Cue::Kind | Cue::Area | Cue::List))
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
    let mut count: HashMap<String, usize> = HashMap::new();
    let mut good: HashSet<String> = HashSet::new();
    for run in &runs {
        if run.cue == Cue::Preposition {
            *count.entry(run.words.clone()).or_default() += 1;
        }
        if matches!(run.cue, Cue::Kind | Cue::Area | Cue::List)
            || count.get(&run.words).is_some_and(|&count| count > 1)
        {
            good.insert(run.words.clone());
        }
    }
    let single: HashSet<String> = good.iter().cloned().collect();
    runs.into_iter()
        .filter_map(|mut run| {
            if run.cue == Cue::None && single.contains(&run.words) {
                run.cue = Cue::Elsewhere;
            }
            (run.cue != Cue::None).then(|| run.into_hit(page, names))
        })
        .collect()
}

/// A run of capitalised words that no place, person or list of ordinary words claims.
#[derive(Debug)]
struct Run {
    first: usize,
    end: usize,
    words: String,
    cue: Cue,
}

impl Run {
    fn into_hit<A: Atlas + ?Sized>(self, page: &Page<'_>, names: &mut Names<'_, A>) -> Hit {
        let mut features = Features::default();
        features.set(Feature::KindWord, self.cue == Cue::Kind);
        Hit {
            first: self.first,
            end: self.end,
            kind: kind_words::around(page, self.first, self.end),
            name: names.number(&self.words),
            features,
            probability: self.cue.probability(),
            dateline: false,
        }
    }
}

fn taken(page: &Page<'_>, known: &[Hit]) -> Vec<bool> {
    let mut taken = vec![false; page.len()];
    for hit in known {
        for token in &mut taken[hit.first..hit.end.max(hit.kind.end).min(page.len())] {
            *token = true;
        }
    }
    taken
}

/// The tokens of lists that a plural word of kind opens: "the towns of A, B and C". No name in them is a person's.
fn enumerated(page: &Page<'_>) -> Vec<bool> {
    let mut listed = vec![false; page.len()];
    for opens in 0..page.len() {
        let plural = page.is(opens, Classes::PLURAL) && !page.capital(opens);
        if !plural || !page.is(opens + 1, Classes::OF) {
            continue;
        }
        let sentence = page.sentence_of(opens);
        let member = |at: usize| {
            page.capital(at)
                || page.is(at, Classes::PARTICLE)
                || page.hyphen(at)
                || matches!(page.lower(at), "," | "and" | "or")
        };
        let end = (opens + 2..page.len())
            .find(|&at| page.sentence_of(at) != sentence || !member(at))
            .unwrap_or(page.len());
        let several = (opens + 2..end).any(|at| matches!(page.lower(at), "," | "and"));
        let told = page.is(end, Classes::SPEECH) && end < page.len();
        if several && !told {
            listed[opens + 2..end].fill(true);
        }
    }
    listed
}

fn runs(page: &Page<'_>, taken: &[bool], family: &BTreeSet<String>) -> Vec<Run> {
    let listed = enumerated(page);
    let taken: Vec<bool> =
        taken.iter().enumerate().map(|(at, taken)| *taken || page.person[at] && !listed[at]).collect();
    let taken = taken.as_slice();
    let mut runs = Vec::new();
    let mut at = 0;
    while at < page.len() {
        if !may_belong(page, at, taken) || page.is(at, Classes::COMPASS) && !may_belong(page, at + 1, taken) {
            at += 1;
            continue;
        }
        let first = at;
        let sentence = page.sentence_of(at);
        while at < page.len() && page.sentence_of(at) == sentence {
            if may_belong(page, at, taken) {
                at += 1;
            } else if page.hyphen(at)
                && at > first
                && (page.capital(at + 1)
                    || page.is(at + 1, Classes::PREPOSITION.with(Classes::PARTICLE))
                    || page.lower(at + 1).len() <= 3)
            {
                at += 2;
            } else {
                break;
            }
        }
        let end = at.min(taken.len());
        let words = joined(page, first, end);
        let known_person = (family.contains(page.lower(end - 1)) || page.person[first]) && !listed[first];
        let all_caps =
            page.token(first).is_some_and(|token| token.all_caps) && page.case(first) != Capitals::All;
        let ordinary = (first..end).all(|token| page.is(token, Classes::COMMON)) && end - first == 1;
        if end - first <= 2 * MOST_WORDS
            && !known_person
            && !all_caps
            && words.chars().count() > 2
            && !(ordinary && page.opens_sentence(first) || is_rest(page, first, taken))
        {
            runs.push(Run { first, end, words, cue: Cue::None });
        }
        at = at.max(first + 1);
    }
    runs
}

/// True for what a hyphen ties to a known name: "Siverska" of "Novhorod-Siverska".
fn is_rest(page: &Page<'_>, first: usize, taken: &[bool]) -> bool {
    let tight =
        |at: usize| page.token(at).zip(page.token(at + 1)).is_some_and(|(a, b)| a.span.end == b.span.start);
    first >= 2 && page.hyphen(first - 1) && taken[first - 2] && tight(first - 2) && tight(first - 1)
}

fn may_belong(page: &Page<'_>, at: usize, taken: &[bool]) -> bool {
    let not = Classes::TITLE
        .with(Classes::CALENDAR)
        .with(Classes::AGENCY)
        .with(Classes::KIND)
        .with(Classes::PREPOSITION)
        .with(Classes::ARTICLE)
        .with(Classes::LIST)
        .with(Classes::OF)
        .with(Classes::NEVER)
        .with(Classes::SPEECH);
    let article = page.is(at, Classes::PARTICLE) && page.hyphen(at + 1) && page.capital(at + 2);
    (page.capital(at) && (!page.is(at, not) || page.is(at, Classes::PARTICLE)) || article)
        && !taken.get(at).copied().unwrap_or(true)
        && !page.is(at, Classes::DEMONYM)
}

fn cue(page: &Page<'_>, run: &Run, starts: &FxHashMap<usize, &Hit>) -> Cue {
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
    if !generic && unknown_cues::marked(page, run.first, run.end) {
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
    if !generic && (is_fired_on(page, run) || unknown_cues::happens_at(page, run.first, run.end)) {
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
    let official = page.is(run.end, Classes::OFFICIAL.with(Classes::SPEECH).with(Classes::DEED))
        || page.possessive(run.end);
    if locative && !official && !page.capital(run.end) { Cue::Preposition } else { Cue::None }
}

/// "shelled X", "stormed X": what is under fire is a place.
fn is_fired_on(page: &Page<'_>, run: &Run) -> bool {
    run.first.checked_sub(1).is_some_and(|at| {
        matches!(
            page.lower(at),
            "shelled" | "bombed" | "bombarded" | "pounded" | "stormed" | "raided" | "liberated" | "overran"
        )
    }) && !page.possessive(run.end)
        && !page.capital(run.end)
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
        return noun.is_some_and(|noun| !page.capital(noun) || linked) && (linked || !generic);
    }
    // "the Hazara community" is a people, "Yunakivska community" a division.
    let adjective = || page.lower(run.end - 1).ends_with("ska");
    let peoples = matches!(page.lower(end - 1), "community" | "communities") && !adjective()
        || matches!(page.lower(end - 1), "cities" | "towns" | "capital" | "locality");
    !generic && !peoples
}

/// "the villages of X, Y and Z", "X and Y districts": the members of a list share its plural word of kind.
fn share_kind(page: &Page<'_>, runs: &mut [Run]) {
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
fn carry(page: &Page<'_>, runs: &mut [Run]) {
    let mut index = 0;
    while index < runs.len() {
        let first = index;
        index += 1;
        if runs[first].cue != Cue::Preposition {
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
                && matches!(next.cue, Cue::None | Cue::Preposition)
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
            for run in &mut runs[first + 1..=last] {
                run.cue = Cue::Preposition;
            }
            index = last + 1;
        }
    }
}

/// True if a comma or "and" ties the run to a settlement.
fn in_list(
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
    let mut right = run.end;
    while matches!(page.lower(right), "," | "and" | "or") && right - run.end < 2 {
        right += 1;
    }
    let by_right =
        right > run.end && (starts.get(&right).copied().as_ref().is_some_and(bare) || sure.contains(&right));
    // One neighbour may be chance ("in Rivne, Microsoft said"); the list must go on or close.
    let closes = matches!(
        page.lower(run.end),
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
            | "("
            | ")"
    );
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
