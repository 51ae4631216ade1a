//! Names that differ from the asked one by a letter or two: missing, added, changed or swapped with the next.
//!
//! Source: Damerau-Levenshtein distance in its restricted form (optimal string alignment), one row of its table for each
//! letter that the walk through the automaton has taken; branches whose row has no hope are left.

use fst::raw::{CompiledAddr, Fst, Node, Output};

use super::candidate::{Candidate, Candidates};
use super::normalise::normalise;
use super::packed::Section;
use super::store::Gazetteer;

/// Letters of the longest name that is searched so.
const LONGEST: usize = 64;
/// Most edits that mean anything.
pub const MOST_EDITS: usize = 3;
/// Names of fewer letters than this may differ by one letter only.
pub const LONG: usize = 8;
/// More edits than are ever looked for, with room to add some.
const TOO_FAR: u8 = 100;
/// Nodes after which a search gives up: a hundred times what the world's names need; a forged file could have more.
const MOST_NODES: usize = 20_000_000;

/// A name that is nearly the asked one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Near {
    /// The name, folded.
    pub name: String,
    /// Edits between the two.
    pub edits: usize,
    /// What it may mean.
    pub candidates: Vec<Candidate>,
}

/// How many edits a name of that many letters may be off.
#[must_use]
pub fn edits_for(letters: usize) -> usize {
    if letters < LONG { 1 } else { 2 }
}

/// One search: the asked letters, the rows of the table, the name so far.
struct Search<'f> {
    fst: &'f Fst<&'static [u8]>,
    asked: Vec<char>,
    most: usize,
    rows: Vec<[u8; LONGEST + 1]>,
    taken: Vec<char>,
    nodes: usize,
    found: Vec<(String, usize, u64)>,
}

impl Gazetteer {
    /// All names within `edits` (at most 3) of `name`, folded; the nearest first, those equally near in alphabetical order.
    /// None for names of more than 64 letters.
    #[must_use]
    pub fn fuzzy(&self, name: &str, edits: usize) -> Vec<Near> {
        let asked: Vec<char> = normalise(name).chars().collect();
        let Some(names) = &self.names else { return Vec::new() };
        if asked.is_empty() || asked.len() > LONGEST {
            return Vec::new();
        }
        let fst = names.as_fst();
        let mut search = Search::new(fst, asked, edits.min(MOST_EDITS));
        search.descend(fst.root(), Output::zero());
        search.found.sort_by(|a, b| (a.1, &a.0).cmp(&(b.1, &b.0)));
        let postings = self.section(Section::Postings);
        let near = |(name, edits, value)| Near {
            name,
            edits,
            candidates: Candidates::behind(value, postings).collect(),
        };
        search.found.into_iter().map(near).collect()
    }
}

impl<'f> Search<'f> {
    fn new(fst: &'f Fst<&'static [u8]>, asked: Vec<char>, most: usize) -> Self {
        // No name that has more letters than this can be near enough.
        let mut rows = vec![[TOO_FAR; LONGEST + 1]; asked.len() + most + 1];
        rows[0] = std::array::from_fn(|column| column as u8);
        Self { fst, asked, most, rows, taken: Vec::new(), nodes: 0, found: Vec::new() }
    }

    fn descend(&mut self, node: Node<'_>, output: Output) {
        self.nodes += 1;
        if self.nodes > MOST_NODES {
            return;
        }
        if node.is_final() {
            let edits = usize::from(self.rows[self.taken.len()][self.asked.len()]);
            if edits <= self.most {
                let value = output.cat(node.final_output()).value();
                self.found.push((self.taken.iter().collect(), edits, value));
            }
        }
        self.letters(node, output, &mut Vec::with_capacity(4));
    }

    /// Follows every branch to the end of its letter, which may take several bytes.
    fn letters(&mut self, node: Node<'_>, output: Output, bytes: &mut Vec<u8>) {
        for transition in node.transitions() {
            let (next, output) = (transition.addr, output.cat(transition.out));
            if bytes.is_empty() && transition.inp.is_ascii() {
                self.take(char::from(transition.inp), next, output);
                continue;
            }
            bytes.push(transition.inp);
            match std::str::from_utf8(bytes).ok().and_then(|letter| letter.chars().next()) {
                Some(letter) => self.take(letter, next, output),
                None if bytes.len() < 4 => self.letters(self.fst.node(next), output, bytes),
                None => {}
            }
            bytes.pop();
        }
    }

    /// Takes one more letter, and goes on from the node at `next` if a name may still come near enough.
    fn take(&mut self, letter: char, next: CompiledAddr, output: Output) {
        if self.next_row(letter) > self.most {
            return;
        }
        self.taken.push(letter);
        self.descend(self.fst.node(next), output);
        self.taken.pop();
    }

    /// Writes the table's row for one more letter; gives its least value. Cells farther from the diagonal than the most
    /// edits cannot matter and stay at a number that is too great.
    fn next_row(&mut self, letter: char) -> usize {
        let depth = self.taken.len();
        let Some([above, row]) = self.rows.get_disjoint_mut([depth, depth + 1]).ok() else {
            return usize::MAX;
        };
        let (low, high) =
            ((depth + 1).saturating_sub(self.most), (depth + 1 + self.most).min(self.asked.len()));
        let mut least = TOO_FAR;
        let (before, after) = (low.saturating_sub(1), high + 1);
        for column in [before, after].into_iter().filter(|&column| column <= self.asked.len()) {
            row[column] = TOO_FAR;
        }
        for column in low..=high {
            let edits = if column == 0 {
                depth as u8 + 1
            } else {
                let change = above[column - 1] + u8::from(self.asked[column - 1] != letter);
                change.min(above[column] + 1).min(row[column - 1] + 1)
            };
            row[column] = edits;
            least = least.min(edits);
        }
        self.swaps(letter, low, high);
        usize::from(least)
    }

    /// Two letters that have changed places count as one edit. The cell to the left of a swap is no greater than the swap (one
    /// letter left out, the other equal), so the least value of the row need not be looked for again.
    fn swaps(&mut self, letter: char, low: usize, high: usize) {
        let depth = self.taken.len();
        let Some(&last) = self.taken.last() else { return };
        for column in low.max(2)..=high {
            if self.asked[column - 1] == last && self.asked[column - 2] == letter {
                let swapped = self.rows[depth - 1][column - 2] + 1;
                let cell = &mut self.rows[depth + 1][column];
                *cell = swapped.min(*cell);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The textbook table, without a walk.
    fn distance(a: &str, b: &str) -> usize {
        let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
        let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                table[i][j] = if i == 0 || j == 0 {
                    i + j
                } else {
                    let change = table[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                    let mut least = change.min(table[i - 1][j] + 1).min(table[i][j - 1] + 1);
                    if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                        least = least.min(table[i - 2][j - 2] + 1);
                    }
                    least
                };
            }
        }
        table[a.len()][b.len()]
    }

    #[test]
    fn misspelt_names_are_found() {
        let gazetteer = Gazetteer::embedded();
        for (asked, edits, name) in [
            ("Amsterdm", 1, "amsterdam"),
            ("Amsetrdam", 1, "amsterdam"),
            ("Helsinky", 1, "helsinki"),
            ("Карнаухівка", 0, "карнаухівка"),
            ("Мелитопль", 1, "мелитопол"),
            ("Reykyavík", 1, "reykjavik"),
            ("Bratlisava", 2, "bratislava"),
        ] {
            let found = gazetteer.fuzzy(asked, 2);
            let hit = found.iter().find(|near| near.name == name);
            assert_eq!(hit.map(|near| near.edits), Some(edits), "{asked}: {found:?}");
            assert!(!hit.unwrap().candidates.is_empty());
        }
        for none in ["", "--", "qqqqqqqqqqqq", &"long ".repeat(40)] {
            assert!(gazetteer.fuzzy(none, 2).is_empty(), "{none}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn the_walk_finds_what_the_table_says(asked in "[abcdeдо]{1,7}", edits in 0_usize..3) {
            let names: Vec<String> = (0..400_u32).map(|n| {
                let letters: Vec<char> = "abcdeдо".chars().collect();
                (0..5).map(|at| letters[(n as usize >> (at * 2)) * 5 % 7]).collect()
            }).collect();
            let mut names = names;
            names.sort();
            names.dedup();
            let fst = fst::Map::from_iter(names.iter().map(|name| (name, 3))).unwrap();
            let bytes: &'static [u8] = Box::leak(fst.as_fst().to_vec().into_boxed_slice());
            let map = fst::Map::new(bytes).unwrap();
            let letters: Vec<char> = asked.chars().collect();
            let mut search = Search::new(map.as_fst(), letters, edits);
            search.descend(map.as_fst().root(), Output::zero());
            let mut found: Vec<(String, usize)> = search.found.into_iter().map(|(name, edits, _)| (name, edits)).collect();
            found.sort();
            let wanted: Vec<(String, usize)> = names.iter().map(|name| (name.clone(), distance(name, &asked))).filter(|(_, d)| *d <= edits).collect();
            prop_assert_eq!(found, wanted);
        }
    }
}
