//! Answers that are kept for the next text: those of one feed speak of the same places.

use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashMap;

/// Answers are forgotten, all at once, when there are so many: some megabytes.
const MOST: usize = 10_000;

/// Longer questions are not kept: they are no names, and a text may be one word of a megabyte.
const LONGEST: usize = 64;

/// Answers by what was asked. The same question has the same answer, so it makes no difference who asked it first.
#[derive(Debug)]
pub(super) struct Memo<T> {
    known: Mutex<FxHashMap<Box<[u8]>, T>>,
}

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Self { known: Mutex::default() }
    }
}

impl<T: Clone> Memo<T> {
    /// What `answer` gives, unless it is known.
    pub(super) fn ask(&self, asked: &[u8], answer: impl FnOnce() -> T) -> T {
        if asked.len() > LONGEST {
            return answer();
        }
        let lock = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = lock().get(asked) {
            return found.clone();
        }
        // Others may ask meanwhile.
        let found = answer();
        let mut known = lock();
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(asked.into(), found.clone());
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_questions_are_answered_and_not_kept() {
        let memo: Memo<usize> = Memo::default();
        for length in [LONGEST, LONGEST + 1, 1 << 20] {
            assert_eq!(memo.ask(&vec![b'x'; length], || length), length);
        }
        assert_eq!(memo.known.lock().unwrap().len(), 1);
    }

    #[test]
    fn each_question_is_answered_once_and_few_are_kept() {
        let memo: Memo<usize> = Memo::default();
        for at in 0..3 * MOST {
            let asked = at.to_le_bytes();
            assert_eq!(memo.ask(&asked, || at), at);
            assert_eq!(memo.ask(&asked, || unreachable!("it is known")), at);
            assert!(memo.known.lock().unwrap().len() <= MOST);
        }
    }
}
