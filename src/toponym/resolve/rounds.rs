//! The rounds in which names settle each other: each is weighed by what the others stand at.

use std::collections::BTreeMap;
use std::ops::Range;

use super::groups::Group;
use super::setting::Setting;
use super::surroundings::{Neighbours, Site, Surroundings, Totals, Voice};
use super::weigh::{self, Values};
use super::{Ranked, Valued};
use crate::toponym::atlas::Sense;
use crate::toponym::bias::Bias;
use crate::toponym::page::Page;

/// Score of "none of these", in log odds: what a village without any sign in its favour reaches.
const NONE_OF_THESE: f64 = 0.5;
/// Rounds of weighing; later ones see the choices of earlier ones.
const ROUNDS: usize = 3;

/// What one candidate of a group stands at after a round.
#[derive(Debug, Clone, Copy)]
pub struct Standing {
    /// Its index among the group's senses.
    pub sense: usize,
    /// Its share of the probability.
    pub probability: f64,
}

/// What stays the same in all rounds, of the candidates of all groups one after the other.
struct Constant<'a> {
    groups: &'a [Group],
    /// Where the candidates of each group begin, and of all the end.
    starts: Vec<usize>,
    fixed: Vec<Values>,
    sites: Vec<Site>,
    biases: Vec<f64>,
    /// Of each group.
    weights: Vec<f64>,
}

impl<'a> Constant<'a> {
    fn of(page: &Page<'_>, groups: &'a [Group], bias: &Bias) -> Self {
        let setting = Setting::of(page, groups);
        let mut starts = vec![0];
        let all = groups.iter().map(|group| group.senses.len()).sum();
        let (mut fixed, mut sites, mut biases) =
            (Vec::with_capacity(all), Vec::with_capacity(all), Vec::with_capacity(all));
        for (number, group) in groups.iter().enumerate() {
            fixed.extend(weigh::fixed(group, number, &setting));
            sites.extend(group.senses.iter().map(|sense| Site::at(sense.position)));
            biases.extend(group.senses.iter().map(|sense| bias.score(sense)));
            starts.push(fixed.len());
        }
        let weights = groups.iter().map(|group| (1.0 + group.mentions.len() as f64).ln()).collect();
        Self { groups, starts, fixed, sites, biases, weights }
    }

    fn range(&self, number: usize) -> Range<usize> {
        self.starts[number]..self.starts[number + 1]
    }

    /// What every group says, where the candidates of all have these `standings`; nothing yet if there are none.
    fn voices<'v>(&'v self, standings: &'v [Standing]) -> Vec<Voice<'v>> {
        let voice = |(number, group): (usize, &'v Group)| Voice {
            senses: &group.senses,
            sites: &self.sites[self.range(number)],
            standings: standings.get(self.range(number)).unwrap_or_default(),
            weight: self.weights[number],
        };
        self.groups.iter().enumerate().map(voice).collect()
    }
}

/// The candidates of each group, best first, after all rounds.
pub fn rounds(
    page: &Page<'_>,
    groups: &[Group],
    adjectives: &BTreeMap<[u8; 2], f64>,
    (bias, valued): (&Bias, Valued),
) -> Vec<Vec<Ranked>> {
    let constant = Constant::of(page, groups, bias);
    let all = constant.fixed.len();
    let (mut standings, mut values) = (Vec::new(), vec![None; all]);
    for round in 1..=ROUNDS {
        let voices = constant.voices(&standings);
        let totals = Totals::of(&voices, adjectives);
        let neighbours = Neighbours::of(&voices);
        let chosen: Vec<Option<&Sense>> = voices.iter().map(|voice| voice.best()).collect();
        let mut next = Vec::with_capacity(all);
        for (number, group) in groups.iter().enumerate() {
            let around = Surroundings::of(&totals, &voices, &neighbours, number, group);
            let from = next.len();
            let measure =
                |sense: usize| weigh::measure(&constant.fixed[from + sense], group, sense, &chosen, &around);
            for (sense, at) in constant.range(number).enumerate() {
                let probability = weigh::score(&measure(sense)) + constant.biases[at];
                next.push(Standing { sense, probability });
            }
            share_out(&mut next[from..], &group.senses);
            // Only the last are shown.
            let shown = match valued {
                _ if round < ROUNDS => 0,
                Valued::Best => 1,
                Valued::All => group.senses.len(),
            };
            for one in next[from..].iter().take(shown) {
                values[from + one.sense] = Some(Box::new(measure(one.sense)));
            }
        }
        standings = next;
    }
    let mut ranked = |number: usize| {
        let own = constant.range(number);
        let one = |standing: &Standing| Ranked {
            sense: groups[number].senses[standing.sense],
            values: values[own.start + standing.sense].take(),
            bias: constant.biases[own.start + standing.sense],
            probability: standing.probability,
        };
        standings[own.clone()].iter().map(one).collect()
    };
    (0..groups.len()).map(&mut ranked).collect()
}

/// Turns the scores of one group's candidates into shares, and puts the best first.
fn share_out(standings: &mut [Standing], senses: &[Sense]) {
    let best = standings.iter().map(|one| one.probability).fold(f64::NEG_INFINITY, f64::max);
    // What none of the candidates takes: the place may be one that no layer has.
    let mut sum = f64::exp(NONE_OF_THESE - best);
    for one in &mut *standings {
        one.probability = f64::exp(one.probability - best);
        sum += one.probability;
    }
    for one in &mut *standings {
        one.probability /= sum;
    }
    standings.sort_by(|a, b| {
        let places = || senses[a.sense].place.cmp(&senses[b.sense].place);
        b.probability.total_cmp(&a.probability).then_with(places)
    });
}
