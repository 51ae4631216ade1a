//! Whether bytes are a sound automaton of the `fst` crate, so that walking it can neither leave the bytes nor go on for ever.
//!
//! The crate trusts what it opens: an address that points past the end panics, one that points back loops. Nodes stand one
//! behind the other without gaps and point only to earlier ones, so one pass from the last to the first can tell.
//!
//! Source: the layout in fst 0.4.7, `raw/node.rs` and `raw/mod.rs`.

use super::packed::word;

/// Version of the layout that is read here.
const VERSION: u32 = 3;
/// Bytes before the first node: version and type.
const HEAD: usize = 16;
/// Bytes behind the last node: number of names, address of the root, checksum.
const TAIL: usize = 20;
/// Nodes with more branches than this have a table of 256 bytes.
const INDEXED: usize = 32;
/// Greatest output of one step: twice the greatest offset, and sums of it stay far below the end of the numbers.
const MOST_OUTPUT: u64 = 1 << 34;

/// One bit for each byte of the automaton.
struct Marks(Vec<u64>);

impl Marks {
    fn new(bytes: usize) -> Self {
        Self(vec![0; bytes / 64 + 1])
    }

    fn set(&mut self, at: usize) {
        self.0[at / 64] |= 1 << (at % 64);
    }

    fn within(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).all(|(own, others)| own & !others == 0)
    }
}

/// True if every node of the automaton can be read and points to earlier nodes only.
#[must_use]
pub fn is_sound(bytes: &[u8]) -> bool {
    let Some(nodes) = bytes.len().checked_sub(TAIL) else { return false };
    if nodes < HEAD || word(bytes, 0) != VERSION || word(bytes, 4) != 0 || word(bytes, nodes + 12) != 0 {
        return false;
    }
    let root = word(bytes, nodes + 8) as usize;
    if nodes == HEAD {
        // The automaton without a name, or with the empty one alone.
        return root == 0;
    }
    if root + 1 != nodes {
        return false;
    }
    let (mut known, mut wanted) = (Marks::new(nodes), Marks::new(nodes));
    let mut last = root;
    loop {
        let Some(first) = node(bytes, last, &mut wanted) else { return false };
        known.set(last);
        if first == HEAD {
            return wanted.within(&known);
        }
        last = first - 1;
    }
}

/// The first byte of the node whose last byte stands at `last`; `None` if it cannot be one. Marks where it points to.
fn node(bytes: &[u8], last: usize, wanted: &mut Marks) -> Option<usize> {
    let state = *bytes.get(last)?;
    let small = usize::from(state & 0b11_1111);
    let mut at = last;
    let mut back = |count: usize| {
        at = at.checked_sub(count).filter(|&at| at >= HEAD)?;
        Some(at)
    };
    if state >> 6 == 0b11 {
        // One branch, to the node just before.
        let first = back(usize::from(small == 0))?;
        wanted.set(first.checked_sub(1).filter(|&target| target >= HEAD)?);
        return Some(first);
    }
    let one = state >> 6 == 0b10;
    let (count, is_final) = if one { (1, false) } else { (small, state >> 6 == 0b01) };
    let count = if small > 0 {
        count
    } else {
        let byte = usize::from(*bytes.get(back(1)?)?);
        match (one, byte) {
            (true, _) => 1,
            (false, 1) => 256,
            (false, count) => count,
        }
    };
    let sizes = *bytes.get(back(1)?)?;
    let (width, output) = (usize::from(sizes >> 4), usize::from(sizes & 15));
    if width > 8 || output > 8 || count > 0 && width == 0 {
        return None;
    }
    let inputs = if one { 0 } else { count + if count > INDEXED { 256 } else { 0 } };
    back(inputs)?;
    let targets = back(count * width)?;
    let outputs = (count + usize::from(is_final && !one)) * usize::from(output > 0);
    let first = back(outputs * output)?;
    for n in 0..count {
        let delta = number(bytes, targets + n * width, width);
        if delta == 0 {
            continue;
        }
        wanted.set(first.checked_sub(usize::try_from(delta).ok()?).filter(|&target| target >= HEAD)?);
    }
    let fits = (0..outputs).all(|n| number(bytes, first + n * output, output) < MOST_OUTPUT);
    fits.then_some(first)
}

/// The little-endian number of `width` bytes at `at`.
fn number(bytes: &[u8], at: usize, width: usize) -> u64 {
    let bytes = bytes.get(at..at + width).unwrap_or(&[]);
    bytes.iter().rev().fold(0, |number, &byte| number << 8 | u64::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use fst::{Map, MapBuilder, Streamer as _};
    use proptest::prelude::*;

    fn built(names: &[(String, u64)]) -> Vec<u8> {
        let mut builder = MapBuilder::memory();
        for (name, value) in names {
            builder.insert(name, *value).unwrap();
        }
        builder.into_inner().unwrap()
    }

    #[test]
    fn what_the_crate_writes_is_sound() {
        for names in [
            vec![],
            vec![String::new()],
            vec!["a".to_owned()],
            (0..2000).map(|n| format!("{n:05} town")).collect::<Vec<_>>(),
            (1..300_u32).filter_map(char::from_u32).map(|c| format!("x{c}y")).collect(),
        ] {
            let mut names: Vec<(String, u64)> =
                names.into_iter().enumerate().map(|(n, name)| (name, n as u64 * 70_001)).collect();
            names.sort();
            assert!(is_sound(&built(&names)), "{} names", names.len());
        }
    }

    /// Of the second automaton, all bytes of the nodes in all values.
    #[test]
    fn nothing_that_is_taken_for_sound_can_panic_or_loop() {
        let names: Vec<(String, u64)> =
            (0..40_u64).map(|n| (format!("{}{n:02}", char::from(b'a' + n as u8 / 8)), n * 99)).collect();
        let good = built(&names);
        let (mut sound, mut broken) = (0, 0);
        for at in 0..good.len() {
            for value in 0..=255 {
                let mut bytes = good.clone();
                bytes[at] = value;
                if is_sound(&bytes) {
                    sound += 1;
                    walk(bytes);
                } else {
                    broken += 1;
                }
            }
        }
        assert!(sound > 256 && broken > 256, "{sound} {broken}");
    }

    fn walk(bytes: Vec<u8>) {
        let Ok(map) = Map::new(bytes) else { return };
        let mut stream = map.stream();
        let mut left = 100_000;
        while let Some((_, value)) = stream.next() {
            left -= 1;
            assert!(left > 0 && value < 1 << 40);
        }
        let _ = map.get("a07");
    }

    proptest! {
        #[test]
        fn any_bytes_are_sound_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let mut file = vec![3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
            file.extend(&bytes);
            file.extend([0; 8]);
            file.extend((15 + bytes.len() as u64).to_le_bytes());
            file.extend([0; 4]);
            if is_sound(&file) {
                walk(file);
            }
        }
    }
}
