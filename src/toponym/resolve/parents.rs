//! The areas that the text states for a name: "X, Y district, Z region", "Y's X", a district named before.

use super::groups::{Group, Groups, Parent, Tie};
use crate::gazetteer::PlaceClass;
use crate::toponym::atlas::{Atlas, NameMatch, Sense};
use crate::toponym::kind_words::Form;
use crate::toponym::lexicon::Classes;
use crate::toponym::names::Names;
use crate::toponym::page::Page;
use crate::toponym::recognise::Hit;
use crate::toponym::slavic;

/// A group has at most this many stated areas.
const MOST_PARENTS: usize = 12;

/// For each mention, the mention of the area that is stated for it by grammar.
#[must_use]
pub fn direct_parents<A: Atlas + ?Sized>(
    page: &Page<'_>,
    names: &Names<'_, A>,
    mentions: &[Hit],
) -> Vec<Option<usize>> {
    let mut parents: Vec<Option<usize>> = vec![None; mentions.len()];
    for index in (0..mentions.len()).rev() {
        let hit = &mentions[index];
        let end = hit.kind.end.max(hit.end);
        if let Some(next) =
            mentions.get(index + 1).filter(|next| page.sentence_of(next.first) == page.sentence_of(hit.first))
        {
            let from = next.kind.first.min(next.first);
            let gap: Vec<&str> = (end..from).take(5).map(|at| page.link(at)).collect();
            let near = from >= end && from - end <= 4;
            let joined =
                matches!(
                    gap.as_slice(),
                    ["," | "(" | "in" | "of"] | ["in" | "of" | ",", "the"] | [",", "in"] | [",", "in", "the"]
                ) || matches!(gap.as_slice(), ["in" | "of" | "(" | ",", _] | ["in" | "of" | ",", "the", _])
                    && page.is(from - 1, Classes::COMPASS);
            // "в селе X Y района": the area follows in the genitive.
            let joined = joined || gap.is_empty() && slavic::area_follows(page, hit, next);
            // "X, Y and Z in the W district": the members of a list share what is stated for the last.
            let list = matches!(gap.as_slice(), ["," | "and" | "or" | "&"] | [",", "and" | "or"]);
            let inner = hit.kind.form != Form::Region || page.link(end) != "and";
            // "in X in northern Y": nothing else that "in" may mean here, so an X of another country is another X.
            let strict = matches!(gap.as_slice(), ["in"] | ["in", "the"] | [",", "in"] | [",", "in", "the"])
                || matches!(gap.as_slice(), ["in", _] | ["in", "the", _])
                    && page.is(from - 1, Classes::COMPASS);
            if near
                && joined
                && may_be_area(names, next)
                && (larger(names, next, hit) || strict && is_little_known(names, hit))
                && !(gap == [","] && is_list(page, mentions, index + 1))
            {
                // "X in Bihar's Y district": the narrower holds X, too.
                let owned = (page.possessive(next.kind.end.max(next.end))
                    && mentions.get(index + 2).is_some_and(|inner| inner.kind.form > Form::Settlement)
                    && parents.get(index + 2).copied().flatten() == Some(index + 1))
                .then_some(index + 2);
                parents[index] = owned.or(Some(index + 1));
            } else if near
                && list
                && inner
                && form_rank(hit.kind.form) == form_rank(next.kind.form)
                && !may_be_area(names, hit)
            {
                parents[index] = parents[index + 1];
            }
            // "Russia's Belgorod region": the owner holds what follows; so does the first of "the Tigray town of Shire".
            let owns = end < from + 1 && page.possessive(end) && from <= end + 2;
            let town_of = end == from && next.kind.form == Form::Settlement && from < next.first;
            if (owns || town_of)
                && may_be_area(names, hit)
                && larger(names, hit, next)
                && parents[index + 1].is_none()
            {
                parents[index + 1] = Some(index);
            }
        }
    }
    behind_areas(page, mentions, &mut parents);
    parents
}

/// "in the X region near A, B and C", "in X district, near A": what stands behind an area lies in it.
fn behind_areas(page: &Page<'_>, mentions: &[Hit], parents: &mut [Option<usize>]) {
    let mut shared: Option<usize> = None;
    for index in 1..mentions.len() {
        let (before, hit) = (&mentions[index - 1], &mentions[index]);
        let end = before.kind.end.max(before.end);
        let from = hit.kind.first.min(hit.first);
        let gap: Vec<&str> = (end..from).take(3).map(|at| page.link(at)).collect();
        let same = page.sentence_of(before.first) == page.sentence_of(hit.first) && from >= end;
        let area = matches!(before.kind.form, Form::Region | Form::District);
        shared = if same && area && matches!(gap.as_slice(), ["near"] | [",", "near"]) {
            Some(index - 1)
        } else {
            shared.filter(|_| same && matches!(gap.as_slice(), ["," | "and"] | [",", "and"]))
        };
        if shared.is_some() && hit.kind.form <= Form::Settlement {
            parents[index] = parents[index].or(shared);
        }
    }
}

/// True if the mention is, or may be, an area that holds places.
fn may_be_area<A: Atlas + ?Sized>(names: &Names<'_, A>, hit: &Hit) -> bool {
    match hit.kind.form {
        Form::Region | Form::District => true,
        Form::Settlement => false,
        Form::Bare => names.senses(hit.name).iter().any(|sense| {
            sense.class == PlaceClass::Country
                || sense.class == PlaceClass::Region && sense.matched < NameMatch::Stem
        }),
    }
}

/// Inhabitants from which on a town is known to more than its own country.
const KNOWN: u64 = 100_000;

/// True if the name means small settlements only, of which the text may speak of another.
fn is_little_known<A: Atlas + ?Sized>(names: &Names<'_, A>, hit: &Hit) -> bool {
    names
        .senses(hit.name)
        .iter()
        .all(|sense| sense.class == PlaceClass::Settlement && sense.population < KNOWN && sense.seat < 3)
}

/// True if mention `index` goes on as a list of things of its own kind ("Ohio, Texas and Utah"), so that its comma parts equals.
fn is_list(page: &Page<'_>, mentions: &[Hit], index: usize) -> bool {
    let (Some(this), Some(next)) = (mentions.get(index), mentions.get(index + 1)) else { return false };
    let end = this.kind.end.max(this.end);
    let mark = page.link(end);
    next.first <= end + 2 && (mark == "and" || mark == "or") && next.kind.form == this.kind.form
}

fn form_rank(form: Form) -> u8 {
    match form {
        Form::Bare | Form::Settlement => 0,
        Form::District => 1,
        Form::Region => 2,
    }
}

/// True if `outer` may hold `inner`: some sense of the one lies in some sense of the other.
fn larger<A: Atlas + ?Sized>(names: &Names<'_, A>, outer: &Hit, inner: &Hit) -> bool {
    let inner_senses = names.senses(inner.name);
    if inner_senses.is_empty() || names.senses(outer.name).is_empty() {
        return outer.kind.form > Form::Settlement || inner_senses.is_empty();
    }
    names.senses(outer.name).iter().any(|area| {
        area.is_division() && inner_senses.iter().any(|sense| sense.place != area.place && holds(area, sense))
    }) || outer.kind.form > Form::Settlement && form_rank(outer.kind.form) > form_rank(inner.kind.form)
}

/// True if `area` holds `sense`.
#[must_use]
pub fn holds(area: &Sense, sense: &Sense) -> bool {
    match area.class {
        PlaceClass::Country => area.country == sense.country,
        PlaceClass::Region => sense.region == Some(area.place),
        PlaceClass::District => {
            sense.district == Some(area.place)
                || sense.region == area.region
                    && area.radius_km > 0.0
                    && crate::toponym::atlas::rough_km(area.position, sense.position) < area.radius_km
        }
        _ => false,
    }
}

/// Ties to each group the areas stated for its mentions: directly, in the sentence, shortly before.
pub fn tie_parents(page: &Page<'_>, mentions: &[Hit], direct: &[Option<usize>], groups: &mut Groups) {
    for (index, parent) in direct.iter().enumerate() {
        if let Some(parent) = *parent {
            let area = groups.of[parent];
            add_parent(
                &mut groups.list[groups.of[index]],
                Parent { group: area, tie: Tie::Direct, mention: parent },
            );
            // The area's own area holds too: "X, Y district, Z region".
            if let Some(outer) = direct[parent] {
                let outer_group = groups.of[outer];
                add_parent(
                    &mut groups.list[groups.of[index]],
                    Parent { group: outer_group, tie: Tie::Direct, mention: outer },
                );
            }
        }
    }
    let mut recent: Vec<usize> = Vec::new();
    let mut next = 0;
    for (index, hit) in mentions.iter().enumerate() {
        let sentence = page.sentence_of(hit.first);
        let paragraph = page.prose.sentences.get(sentence).map_or(0, |s| s.paragraph);
        // Areas of this whole sentence, also those that follow.
        while next < mentions.len() && page.sentence_of(mentions[next].first) <= sentence {
            if matches!(mentions[next].kind.form, Form::Region | Form::District) {
                recent.push(next);
            }
            next += 1;
        }
        let last_district =
            recent.iter().rev().find(|&&area| area < index && mentions[area].kind.form == Form::District);
        if let Some(&area) = last_district.filter(|&&area| {
            paragraph_of(page, &mentions[area]) == paragraph && groups.of[area] != groups.of[index]
        }) {
            let parent = Parent { group: groups.of[area], tie: Tie::District, mention: area };
            add_parent(&mut groups.list[groups.of[index]], parent);
        }
        let from = recent.len().saturating_sub(6);
        for &area in &recent[from..] {
            let area_sentence = page.sentence_of(mentions[area].first);
            let area_paragraph = page.prose.sentences.get(area_sentence).map_or(0, |s| s.paragraph);
            let tie = if area_sentence == sentence { Tie::Sentence } else { Tie::Paragraph };
            if area != index && groups.of[area] != groups.of[index] && area_paragraph + 1 >= paragraph {
                let group = groups.of[area];
                add_parent(&mut groups.list[groups.of[index]], Parent { group, tie, mention: area });
            }
        }
    }
}

fn paragraph_of(page: &Page<'_>, hit: &Hit) -> usize {
    page.prose.sentences.get(page.sentence_of(hit.first)).map_or(0, |sentence| sentence.paragraph)
}

/// Ties `parent` to `group`, in the closest way that is known.
pub fn add_parent(group: &mut Group, parent: Parent) {
    // A district that is both in the sentence and the last one named counts both ways; so does an office's area.
    let apart = |tie: Tie| matches!(tie, Tie::District | Tie::Office);
    let same = |known: &Parent| {
        known.group == parent.group && (known.tie == parent.tie || !apart(known.tie) && !apart(parent.tie))
    };
    if let Some(known) = group.parents.iter_mut().find(|known| same(known)) {
        if parent.tie < known.tie {
            *known = parent;
        }
    } else if group.parents.len() < MOST_PARENTS {
        group.parents.push(parent);
    }
}
