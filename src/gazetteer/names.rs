//! Names on their way into an automaton: one buffer for all letters, twelve bytes or so a name, sorted at the end.

use rayon::slice::ParallelSliceMut as _;

use super::candidate::{Candidate, pack, unpack};

/// Names with what they may mean, in the order in which they came.
#[derive(Debug, Default)]
pub struct Names {
    /// Length in two bytes, then the letters.
    letters: Vec<u8>,
    /// Offset in `letters`, and the posting.
    entries: Vec<(u32, u32)>,
    /// Bytes of the names that a base brought.
    base: u32,
    /// More letters came than offsets can count.
    overflow: bool,
}

/// One reading of a name: whose, how it belongs, and whether a base had it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// The place and the kind of name.
    pub candidate: Candidate,
    /// True if the base knew it so.
    pub base: bool,
}

impl Names {
    /// Files a folded name, unless it is empty.
    pub fn put(&mut self, name: &str, candidates: impl IntoIterator<Item = Candidate>) {
        let Some(length) = u16::try_from(name.len()).ok().filter(|&length| length > 0) else { return };
        let Ok(offset) = u32::try_from(self.letters.len()) else {
            self.overflow = true;
            return;
        };
        self.letters.extend_from_slice(&length.to_le_bytes());
        self.letters.extend_from_slice(name.as_bytes());
        self.entries.extend(candidates.into_iter().map(|candidate| (offset, pack(candidate))));
    }

    /// All names so far are the base's.
    pub fn end_of_base(&mut self) {
        self.base = self.letters.len() as u32;
    }

    fn name(&self, offset: u32) -> &[u8] {
        let at = offset as usize;
        let Some(&[low, high]) = self.letters.get(at..at + 2) else { return &[] };
        self.letters.get(at + 2..at + 2 + usize::from(u16::from_le_bytes([low, high]))).unwrap_or(&[])
    }

    /// Hands over each name with its readings, one for each place, of the most trusted kind; in the order of the bytes.
    /// An error if there were more names than fit.
    pub fn each<E: From<String>>(
        mut self,
        mut take: impl FnMut(&[u8], &mut Vec<Reading>) -> Result<(), E>,
    ) -> Result<(), E> {
        if self.overflow {
            return Err("expected at most 4 GB of names, found more".to_owned().into());
        }
        let mut entries = std::mem::take(&mut self.entries);
        entries.par_sort_unstable_by(|a, b| {
            self.name(a.0).cmp(self.name(b.0)).then((a.1, a.0).cmp(&(b.1, b.0)))
        });
        let mut readings: Vec<Reading> = Vec::new();
        for group in entries.chunk_by(|a, b| self.name(a.0) == self.name(b.0)) {
            readings.clear();
            for &(offset, posting) in group {
                let (candidate, base) = (unpack(posting), offset < self.base);
                match readings.last_mut() {
                    // Postings of one place stand together, the most trusted kind first.
                    Some(last) if last.candidate.key == candidate.key => last.base |= base,
                    _ => readings.push(Reading { candidate, base }),
                }
            }
            take(self.name(group[0].0), &mut readings)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::{MatchKind, PlaceKey};

    #[test]
    fn names_come_back_sorted_and_once_a_place() {
        let reading = |key, kind| Candidate { key: PlaceKey(key), kind };
        let mut names = Names::default();
        names.put("ost", [reading(7, MatchKind::Alternate)]);
        names.end_of_base();
        names.put("ost", [reading(7, MatchKind::Primary), reading(3, MatchKind::Stem)]);
        names.put("ober ost", [reading(3, MatchKind::Primary)]);
        names.put("", [reading(1, MatchKind::Primary)]);
        names.put(&"x".repeat(70_000), [reading(1, MatchKind::Primary)]);
        let mut found = Vec::new();
        let each = names.each::<String>(|name, readings| {
            let readings: Vec<_> =
                readings.iter().map(|r| (r.candidate.key.0, r.candidate.kind, r.base)).collect();
            found.push((String::from_utf8_lossy(name).into_owned(), readings));
            Ok(())
        });
        assert_eq!(each, Ok(()));
        assert_eq!(
            found,
            [
                ("ober ost".to_owned(), vec![(3, MatchKind::Primary, false)]),
                ("ost".to_owned(), vec![(3, MatchKind::Stem, false), (7, MatchKind::Primary, true)]),
            ]
        );
    }
}
