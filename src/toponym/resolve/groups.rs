//! Mentions of one document that share a name and so a meaning, and the areas that the text states for them.

use std::collections::{BTreeMap, HashMap};

use crate::gazetteer::PlaceClass;
use crate::toponym::atlas::{Atlas, NameMatch, Sense};
use crate::toponym::kind_words::{Form, Size};
use crate::toponym::lexicon::Classes;
use crate::toponym::names::{NameNo, Names};
use crate::toponym::page::Page;
use crate::toponym::recognise::Hit;

/// How closely the text ties an area to a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tie {
    /// "X, Y region", "X in Y district", "Y's X".
    Direct,
    /// In the same sentence.
    Sentence,
    /// The last district named before it, in the same paragraph.
    District,
    /// Named earlier in the same paragraph or in the one before.
    Paragraph,
}

/// An area that the text states for a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parent {
    /// The area's group.
    pub group: usize,
    /// How closely it is tied.
    pub tie: Tie,
    /// The mention of the area.
    pub mention: usize,
}

/// Mentions that take one meaning together.
#[derive(Debug, Clone)]
pub struct Group {
    /// The name.
    pub name: NameNo,
    /// The strongest form among the mentions.
    pub form: Form,
    /// Indices of the mentions, in order.
    pub mentions: Vec<usize>,
    /// What it may mean.
    pub senses: Vec<Sense>,
    /// Areas stated for it, the closest tie of each.
    pub parents: Vec<Parent>,
    /// What the words of kind say of its size.
    pub size: Size,
    /// The longer name that this may be short for, as a group.
    pub longer: Option<usize>,
}

/// All groups and the group of each mention.
#[derive(Debug, Default)]
pub struct Groups {
    /// In order of first mention.
    pub list: Vec<Group>,
    /// Group of each mention.
    pub of: Vec<usize>,
}

/// A group has at most this many stated areas.
const MOST_PARENTS: usize = 12;

/// Groups `mentions` by name, form and directly stated area.
pub fn group<A: Atlas + ?Sized>(page: &Page<'_>, names: &mut Names<'_, A>, mentions: &[Hit]) -> Groups {
    let direct = direct_parents(page, names, mentions);
    // Two stated areas of one name ("Springfield, Ohio" and "Springfield, Texas") part its mentions.
    let stated: Vec<Option<NameNo>> =
        direct.iter().map(|parent| parent.map(|area| mentions[area].name)).collect();
    let mut groups = Groups::default();
    let mut known: HashMap<(NameNo, Form, Option<NameNo>), usize> = HashMap::new();
    let mut last: HashMap<(NameNo, Form), usize> = HashMap::new();
    let mut choice: BTreeMap<(NameNo, Form), Vec<NameNo>> = BTreeMap::new();
    for (hit, area) in mentions.iter().zip(&stated) {
        if let Some(area) = area {
            let areas = choice.entry((hit.name, point_form(hit.kind.form))).or_default();
            if !areas.contains(area) {
                areas.push(*area);
            }
        }
    }
    for (index, hit) in mentions.iter().enumerate() {
        let form = point_form(hit.kind.form);
        let key = (hit.name, form);
        let split = choice.get(&key).is_some_and(|areas| areas.len() > 1);
        let number = match (split, stated[index]) {
            (false, _) => known.get(&(hit.name, form, None)).copied(),
            (true, Some(area)) => known.get(&(hit.name, form, Some(area))).copied(),
            (true, None) => last.get(&key).copied(),
        };
        let number = number.unwrap_or_else(|| {
            groups.list.push(Group {
                name: hit.name,
                form: hit.kind.form,
                mentions: Vec::new(),
                senses: names.senses(hit.name).to_vec(),
                parents: Vec::new(),
                size: Size::Any,
                longer: None,
            });
            let number = groups.list.len() - 1;
            known.insert((hit.name, form, if split { stated[index] } else { None }), number);
            number
        });
        last.insert(key, number);
        groups.list[number].mentions.push(index);
        groups.list[number].form = groups.list[number].form.max(hit.kind.form);
        if hit.kind.size != Size::Any && groups.list[number].size == Size::Any {
            groups.list[number].size = hit.kind.size;
        }
        groups.of.push(number);
    }
    tie_parents(page, mentions, &direct, &mut groups);
    short_forms(page, names, mentions, &mut groups);
    groups
}

/// "Belgorod" and "the city of Belgorod" may mean one thing; "Belgorod Region" another.
fn point_form(form: Form) -> Form {
    if form == Form::Settlement { Form::Bare } else { form }
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

/// For each mention, the mention of the area that is stated for it by grammar.
fn direct_parents<A: Atlas + ?Sized>(
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
            let gap: Vec<&str> = (end..from).take(5).map(|at| page.lower(at)).collect();
            let near = from >= end && from - end <= 4;
            let joined =
                matches!(
                    gap.as_slice(),
                    ["," | "(" | "in" | "of"] | ["in" | "of" | ",", "the"] | [",", "in"] | [",", "in", "the"]
                ) || matches!(gap.as_slice(), ["in" | "of" | "(" | ",", _] | ["in" | "of" | ",", "the", _])
                    && page.is(from - 1, Classes::COMPASS);
            // "X, Y and Z in the W district": the members of a list share what is stated for the last.
            let list = matches!(gap.as_slice(), ["," | "and" | "or" | "&"] | [",", "and" | "or"]);
            let inner = hit.kind.form != Form::Region || page.lower(end) != "and";
            if near
                && joined
                && may_be_area(names, next)
                && larger(names, next, hit)
                && !(gap == [","] && is_list(page, mentions, index + 1))
            {
                parents[index] = Some(index + 1);
            } else if near
                && list
                && inner
                && form_rank(hit.kind.form) == form_rank(next.kind.form)
                && !may_be_area(names, hit)
            {
                parents[index] = parents[index + 1];
            }
            // "Russia's Belgorod region": the owner holds what follows.
            if end < from + 1
                && page.possessive(end)
                && from <= end + 2
                && may_be_area(names, hit)
                && larger(names, hit, next)
                && parents[index + 1].is_none()
            {
                parents[index + 1] = Some(index);
            }
        }
    }
    parents
}

/// True if mention `index` goes on as a list of things of its own kind ("Ohio, Texas and Utah"), so that its comma parts equals.
fn is_list(page: &Page<'_>, mentions: &[Hit], index: usize) -> bool {
    let (Some(this), Some(next)) = (mentions.get(index), mentions.get(index + 1)) else { return false };
    let end = this.kind.end.max(this.end);
    let mark = page.lower(end);
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

fn tie_parents(page: &Page<'_>, mentions: &[Hit], direct: &[Option<usize>], groups: &mut Groups) {
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

fn add_parent(group: &mut Group, parent: Parent) {
    // A district that is both in the sentence and the last one named counts both ways.
    let same = |known: &Parent| {
        known.group == parent.group && (known.tie == Tie::District) == (parent.tie == Tie::District)
    };
    if let Some(known) = group.parents.iter_mut().find(|known| same(known)) {
        if parent.tie < known.tie {
            *known = parent;
        }
    } else if group.parents.len() < MOST_PARENTS {
        group.parents.push(parent);
    }
}

/// "Tavolzhanka" after "Novaya Tavolzhanka": a single word that ends a longer name of the document.
fn short_forms<A: Atlas + ?Sized>(
    page: &Page<'_>,
    names: &Names<'_, A>,
    mentions: &[Hit],
    groups: &mut Groups,
) {
    let mut longer: HashMap<String, usize> = HashMap::new();
    for (number, group) in groups.list.iter().enumerate() {
        let words = names.words(group.name);
        let settlement = group.senses.iter().any(|sense| sense.class == PlaceClass::Settlement);
        if let Some((_, last)) = words.rsplit_once(' ')
            && settlement
            && last.chars().count() >= 5
            && !matches!(group.form, Form::Region | Form::District)
        {
            longer.entry(last.to_string()).or_insert(number);
        }
    }
    for number in 0..groups.list.len() {
        let words = names.words(groups.list[number].name);
        let Some(&long) = longer.get(words) else { continue };
        if long == number || matches!(groups.list[number].form, Form::Region | Form::District) {
            continue;
        }
        // Named side by side they are two places.
        let sentence = |mention: &usize| page.sentence_of(mentions[*mention].first);
        let together = groups.list[number]
            .mentions
            .iter()
            .any(|a| groups.list[long].mentions.iter().any(|b| sentence(a) == sentence(b)));
        if !together {
            groups.list[number].longer = Some(long);
            for sense in groups.list[long].senses.clone() {
                let known = groups.list[number].senses.iter().any(|own| own.place == sense.place);
                if !known && sense.class == PlaceClass::Settlement {
                    groups.list[number].senses.push(Sense { matched: NameMatch::Alternate, ..sense });
                }
            }
        }
    }
}
