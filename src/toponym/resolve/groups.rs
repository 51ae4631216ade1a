//! Mentions of one document that share a name and so a meaning, and the areas that the text states for them.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::{offices, parents};
use crate::gazetteer::PlaceClass;
use crate::toponym::atlas::{Atlas, NameMatch, Sense};
use crate::toponym::kind_words::{Form, Size};
use crate::toponym::lists;
use crate::toponym::names::{NameNo, Names};
use crate::toponym::page::Page;
use crate::toponym::recognise::Hit;

/// Members of a list are tied to so many before them.
const MOST_LISTED: usize = 6;

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
    /// Its officials are named in the same sentence.
    Office,
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
    /// Countries whose adjectives stand in the sentences of its mentions.
    pub lands: Vec<[u8; 2]>,
    /// Groups that stand in one list with it.
    pub listed: Vec<usize>,
}

/// All groups and the group of each mention.
#[derive(Debug, Default)]
pub struct Groups {
    /// In order of first mention.
    pub list: Vec<Group>,
    /// Group of each mention.
    pub of: Vec<usize>,
}

/// Groups `mentions` by name, form and directly stated area.
pub fn group<A: Atlas + ?Sized>(page: &Page<'_>, names: &mut Names<'_, A>, mentions: &[Hit]) -> Groups {
    let direct = parents::direct_parents(page, names, mentions);
    // Two stated areas of one name ("Springfield, Ohio" and "Springfield, Texas") part its mentions.
    let stated: Vec<Option<NameNo>> =
        direct.iter().map(|parent| parent.map(|area| mentions[area].name)).collect();
    let mut groups = Groups::default();
    let mut known: FxHashMap<(NameNo, Form, Option<NameNo>), usize> = FxHashMap::default();
    let mut last: FxHashMap<(NameNo, Form), usize> = FxHashMap::default();
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
                lands: Vec::new(),
                listed: Vec::new(),
            });
            let number = groups.list.len() - 1;
            known.insert((hit.name, form, if split { stated[index] } else { None }), number);
            number
        });
        last.insert(key, number);
        groups.list[number].mentions.push(index);
        // "near X": a town, not the region that bears its name.
        let near = hit.kind.form == Form::Bare && hit.first > 0 && page.lower(hit.first - 1) == "near";
        let form = if near { Form::Settlement } else { hit.kind.form };
        groups.list[number].form = groups.list[number].form.max(form);
        if hit.kind.size != Size::Any && groups.list[number].size == Size::Any {
            groups.list[number].size = hit.kind.size;
        }
        groups.of.push(number);
    }
    parents::tie_parents(page, mentions, &direct, &mut groups);
    offices::tie(page, names, mentions, &mut groups);
    list(page, mentions, &mut groups);
    short_forms(page, names, mentions, &mut groups);
    groups
}

/// Ties the members of each list to each other, as far as [`MOST_LISTED`] before.
fn list(page: &Page<'_>, mentions: &[Hit], groups: &mut Groups) {
    let mut first = 0;
    for index in 1..mentions.len() {
        if !lists::listed(page, &mentions[index - 1], &mentions[index]) {
            first = index;
        }
        for other in first.max(index.saturating_sub(MOST_LISTED))..index {
            let (a, b) = (groups.of[other], groups.of[index]);
            for (one, other) in [(a, b), (b, a)] {
                if one != other && !groups.list[one].listed.contains(&other) {
                    groups.list[one].listed.push(other);
                }
            }
        }
    }
}

/// "Belgorod" and "the city of Belgorod" may mean one thing; "Belgorod Region" another.
fn point_form(form: Form) -> Form {
    if form == Form::Settlement { Form::Bare } else { form }
}

/// "Odesa" after "Nova Odesa": a single word that ends a longer name of the document.
fn short_forms<A: Atlas + ?Sized>(
    page: &Page<'_>,
    names: &Names<'_, A>,
    mentions: &[Hit],
    groups: &mut Groups,
) {
    let mut longer: FxHashMap<String, usize> = FxHashMap::default();
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
