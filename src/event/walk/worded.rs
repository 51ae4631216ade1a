//! Sentences that no pattern knows.

use super::{Scene, Walk};
use crate::event::casualty::Toll;
use crate::event::reading::Reading;
use crate::event::site::Site;
use crate::event::{modality, signs, vocabulary};
use crate::evidence::Evidence;

/// The least probability of a kind for its event to be told where a number, a day or a weapon stands beside it, and with nothing
/// beside it.
const LEAST: (f64, f64) = (0.55, 0.7);
/// The same in a report of one to three sentences, which tells its news at once and seldom anything else.
const LEAST_BRIEF: (f64, f64) = (0.5, 0.65);

impl Walk {
    /// An event that the words of a sentence tell together, where it names a place and no pattern finds one in it: if nothing was told
    /// since the event numbered `before`.
    pub(super) fn worded(
        &mut self,
        reading: &Reading<'_>,
        sentence: usize,
        before: usize,
        (sites, tolls): (&[Site], &[Toll]),
    ) {
        // What only a heading tells is told again below it, or is a sum of it.
        if self.told.len() > before
            || sites.is_empty()
            || reading.sentence(sentence).heading && reading.prose.sentences.len() > 1
        {
            return;
        }
        let (least, bare) = if signs::is_brief(reading) { LEAST_BRIEF } else { LEAST };
        let worded = vocabulary::told(reading, sentence).filter(|worded| worded.probability >= least);
        let Some(mut worded) = worded else { return };
        worded.trigger.value.weak = worded.probability < bare;
        // "Fans flooded the streets": a pattern knows the word, and that it means something else there.
        let end = reading.sentence(sentence).end_token;
        if reading.lexicon.triggers.is_barred(&reading.coded, worded.trigger.first, end) {
            return;
        }
        let standing = modality::of(reading, &worded.trigger, sentence);
        let scene = Scene { sites, rivals: &[], tolled: !tolls.is_empty() };
        self.supported(reading, sentence, (&worded.trigger, standing), &scene);
        let others = worded.words.iter().filter(|at| **at != worded.trigger.first);
        let words: Vec<Evidence> = others
            .map(|at| {
                Evidence::at(
                    worded.trigger.rule,
                    reading.prose.tokens[*at].span,
                    "a word that tells of this kind",
                )
            })
            .collect();
        for told in self.told.iter_mut().skip(before) {
            told.evidence.extend(words.iter().cloned());
        }
    }
}
