//! Which place each name means: candidates weighed by the evidence of the whole document, in rounds from easy to hard.

pub mod explain;
mod foreign;
pub mod groups;
mod offices;
pub mod parents;
pub mod setting;
pub mod spellings;
pub mod surroundings;
pub mod weigh;

use std::collections::BTreeMap;

use self::groups::{Group, Groups};
use self::setting::Setting;
use self::surroundings::{Surroundings, Totals, Voice};
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
    /// Its feature values.
    pub values: Values,
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

/// Score of "none of these", in log odds: what a village without any sign in its favour reaches.
const NONE_OF_THESE: f64 = 0.5;
/// Rounds of weighing; later ones see the choices of earlier ones.
const ROUNDS: usize = 3;

/// Chooses a meaning for every mention.
pub fn resolve<A: Atlas + ?Sized>(
    page: &Page<'_>,
    names: &mut Names<'_, A>,
    mentions: &[Hit],
    bias: &Bias,
) -> Resolved {
    let mut groups = groups::group(page, names, mentions);
    let adjectives = adjective_countries(page, names);
    let mut ranked = rounds(page, &groups.list, &adjectives, bias);
    let abroad = foreign::groups(&groups.list, &ranked, &adjectives);
    if spellings::add(names, &mut groups.list, &ranked, &abroad, bias) {
        ranked = rounds(page, &groups.list, &adjectives, bias);
    }
    foreign::dismiss(&groups.list, &mut ranked, &adjectives);
    Resolved { groups, ranked }
}

fn rounds(
    page: &Page<'_>,
    groups: &[Group],
    adjectives: &BTreeMap<[u8; 2], f64>,
    bias: &Bias,
) -> Vec<Vec<Ranked>> {
    let setting = Setting::of(page, groups);
    let fixed = |(number, group): (usize, &Group)| {
        group.senses.iter().map(|sense| weigh::fixed(group, number, sense, &setting)).collect()
    };
    let fixed: Vec<Vec<Values>> = groups.iter().enumerate().map(fixed).collect();
    let weights: Vec<f64> = groups.iter().map(|group| (1.0 + group.mentions.len() as f64).ln()).collect();
    let mut ranked: Vec<Vec<Ranked>> = vec![Vec::new(); groups.len()];
    for _ in 0..ROUNDS {
        let voices: Vec<Voice<'_>> =
            ranked.iter().zip(&weights).map(|(ranked, &weight)| Voice { ranked, weight }).collect();
        let totals = Totals::of(&voices, adjectives);
        let chosen: Vec<Option<Sense>> =
            ranked.iter().map(|ranked| ranked.first().map(|best| best.sense)).collect();
        let next = groups
            .iter()
            .enumerate()
            .map(|(number, group)| {
                let around = Surroundings::of(&totals, &voices, number, &group.listed);
                rank(group, &fixed[number], &chosen, &around, bias)
            })
            .collect();
        ranked = next;
    }
    ranked
}

fn rank(
    group: &Group,
    fixed: &[Values],
    chosen: &[Option<Sense>],
    around: &Surroundings<'_>,
    bias: &Bias,
) -> Vec<Ranked> {
    let candidates = group.senses.iter().zip(fixed);
    let mut ranked: Vec<Ranked> = candidates
        .map(|(sense, fixed)| {
            let values = weigh::measure(fixed, group, sense, chosen, around);
            let bias = bias.score(sense);
            Ranked { sense: *sense, values, bias, probability: weigh::score(&values) + bias }
        })
        .collect();
    let best = ranked.iter().map(|one| one.probability).fold(f64::NEG_INFINITY, f64::max);
    // What none of the candidates takes: the place may be one that no layer has.
    let mut sum = f64::exp(NONE_OF_THESE - best);
    for one in &mut ranked {
        one.probability = f64::exp(one.probability - best);
        sum += one.probability;
    }
    for one in &mut ranked {
        one.probability /= sum;
    }
    ranked.sort_by(|a, b| b.probability.total_cmp(&a.probability).then(a.sense.place.cmp(&b.sense.place)));
    ranked
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
