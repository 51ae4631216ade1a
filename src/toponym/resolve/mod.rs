//! Which place each name means: candidates weighed by the evidence of the whole document, in rounds from easy to hard.

pub mod explain;
mod foreign;
pub mod groups;
mod offices;
pub mod parents;
mod rounds;
pub mod setting;
pub mod spellings;
pub mod surroundings;
pub mod weigh;

use std::collections::BTreeMap;

use self::groups::Groups;
use self::rounds::rounds;
use self::weigh::Values;
use crate::toponym::atlas::{Atlas, Sense};
use crate::toponym::bias::Bias;
use crate::toponym::lexicon::{Classes, Lexicon};
use crate::toponym::names::Names;
use crate::toponym::page::Page;
use crate::toponym::recognise::Hit;

/// One candidate of a group with its values and its share of the probability.
#[derive(Debug, Clone)]
pub struct Ranked {
    /// The place.
    pub sense: Sense,
    /// Its feature values: of the best one, and of all where they were asked for.
    pub values: Option<Box<Values>>,
    /// What the caller's own knowledge adds, in log odds.
    pub bias: f64,
    /// Its share, 0 to 1.
    pub probability: f64,
}

/// What became of all mentions.
#[derive(Debug, Default)]
pub struct Resolved {
    /// The groups and the group of each mention.
    pub groups: Groups,
    /// For each group, its candidates, best first.
    pub ranked: Vec<Vec<Ranked>>,
}

/// Chooses a meaning for every mention.
pub fn resolve<A: Atlas + ?Sized>(
    page: &Page<'_>,
    names: &mut Names<'_, A>,
    mentions: &[Hit],
    bias: &Bias,
) -> Resolved {
    resolve_with(page, names, mentions, bias, Valued::Best)
}

/// Whose feature values are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Valued {
    /// Those of the best candidate of each group.
    Best,
    /// Those of all candidates: what weights are learned from.
    All,
}

/// As [`resolve`], keeping the values that are asked for.
pub fn resolve_with<A: Atlas + ?Sized>(
    page: &Page<'_>,
    names: &mut Names<'_, A>,
    mentions: &[Hit],
    bias: &Bias,
    valued: Valued,
) -> Resolved {
    let mut groups = groups::group(page, names, mentions);
    let adjectives = adjective_countries(page, names);
    let mut ranked = rounds(page, &groups.list, &adjectives, (bias, valued));
    let abroad = foreign::groups(&groups.list, &ranked, &adjectives);
    if spellings::add(names, &mut groups.list, &ranked, &abroad, bias) {
        ranked = rounds(page, &groups.list, &adjectives, (bias, valued));
    }
    foreign::dismiss(&groups.list, &mut ranked, &adjectives);
    Resolved { groups, ranked }
}

/// Countries by the number of adjectives and peoples' names that point to them, damped.
fn adjective_countries<A: Atlas + ?Sized>(
    page: &Page<'_>,
    names: &mut Names<'_, A>,
) -> BTreeMap<[u8; 2], f64> {
    let mut counts: BTreeMap<[u8; 2], f64> = BTreeMap::new();
    for at in 0..page.len() {
        if page.capital(at)
            && page.is(at, Classes::DEMONYM)
            && let Some(country) = Lexicon::english().demonym(page.lower(at))
            && let Some(sense) = names.home(country)
            && sense.country != *b"  "
        {
            *counts.entry(sense.country).or_default() += 1.0;
        }
    }
    counts.into_iter().map(|(country, count)| (country, (1.0_f64 + count).ln())).collect()
}
