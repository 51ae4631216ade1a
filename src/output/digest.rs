//! SHA-256 of a file, taken as it is written or read.

use sha2::{Digest as _, Sha256};

/// How a database of SQLite begins, and how long its head is.
const SQLITE: &[u8] = b"SQLite format 3\0";
const SQLITE_HEAD: usize = 100;

/// The sum of all bytes so far. Of a `GeoPackage` without those bytes of its head that change when a program only opens it: the two
/// modes of its journal, the number of changes (twice) and the version of SQLite.
#[derive(Default)]
pub(super) struct Digest {
    /// The first bytes, until there are enough to tell a database.
    head: Vec<u8>,
    sum: Sha256,
}

impl Digest {
    /// Goes on with these bytes.
    pub(super) fn add(&mut self, bytes: &[u8]) {
        let (head, rest) = bytes.split_at(bytes.len().min(SQLITE_HEAD - self.head.len()));
        if !head.is_empty() {
            self.head.extend_from_slice(head);
            if self.head.len() == SQLITE_HEAD {
                self.add_head();
            }
        }
        self.sum.update(rest);
    }

    fn add_head(&mut self) {
        if self.head.starts_with(SQLITE) {
            for range in [18..20, 24..28, 92..100] {
                self.head.get_mut(range).unwrap_or_default().fill(0);
            }
        }
        self.sum.update(&self.head);
    }

    /// The sum in small hexadecimal digits.
    pub(super) fn hex(mut self) -> String {
        if self.head.len() < SQLITE_HEAD {
            self.add_head();
        }
        self.sum.finalize().iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// In pieces of so many bytes.
    fn sum(bytes: &[u8], piece: usize) -> String {
        let mut sum = Digest::default();
        bytes.chunks(piece).for_each(|bytes| sum.add(bytes));
        sum.hex()
    }

    #[test]
    fn pieces_make_no_difference_and_counters_of_databases_none() {
        // `printf '0\n' | sha256sum`
        assert_eq!(sum(b"0\n", 1), "9a271f2a916b0b6ee6cecb2426f0b3206ef074578be55d9bc94f6f3fe3ab86aa");
        for length in [0, 1, 99, 100, 101, 350_u16] {
            let text: Vec<u8> = (0..length).map(|at| (at % 7) as u8).collect();
            let database = [SQLITE, &text].concat();
            for bytes in [&text, &database] {
                assert!([1, 3, 99, 100, 101].iter().all(|&piece| sum(bytes, piece) == sum(bytes, 1000)));
            }
            for at in [24, 95].into_iter().filter(|&at| at < database.len()) {
                let mut opened = database.clone();
                opened[at] ^= 1;
                assert_eq!(sum(&opened, 7), sum(&database, 1000), "{at} of {length}");
                opened[at - 4] ^= 1;
                assert_ne!(sum(&opened, 7), sum(&database, 1000), "{at} of {length}");
            }
        }
    }
}
