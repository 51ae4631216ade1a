//! A walk through data in Thrift's compact protocol, with nothing taken from it but whole numbers and nothing allocated.
//!
//! Source: `thrift-compact-protocol.md` of Apache Thrift.

/// Structs, lists and maps inside each other; Parquet's own nest six deep.
const DEEPEST: usize = 16;

/// Bytes that are read from their start.
pub struct Walk<'b> {
    bytes: &'b [u8],
    at: usize,
}

/// What is done with each whole number: the ids of the fields that lead to it, and its value.
type Visit<'v> = dyn FnMut(&[i16], i64) + 'v;

impl<'b> Walk<'b> {
    /// Starts at the first byte.
    pub fn new(bytes: &'b [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// Walks through one struct and says how many bytes it takes; none if it is cut short, or if a list, a map or words
    /// claim more than there is room for.
    pub fn one(mut self, visit: &mut Visit<'_>) -> Option<usize> {
        self.fields(&mut Vec::new(), visit)?;
        Some(self.at)
    }

    fn fields(&mut self, path: &mut Vec<i16>, visit: &mut Visit<'_>) -> Option<()> {
        let mut id = 0_i16;
        loop {
            let head = self.byte()?;
            if head == 0 {
                return Some(());
            }
            id = match i16::from(head >> 4) {
                0 => i16::try_from(self.number()?).ok()?,
                step => id.checked_add(step)?,
            };
            // The value of a truth is its type.
            if !matches!(head & 15, 1 | 2) {
                path.push(id);
                self.value(head & 15, path, visit)?;
                path.pop();
            }
        }
    }

    fn value(&mut self, kind: u8, path: &mut Vec<i16>, visit: &mut Visit<'_>) -> Option<()> {
        if path.len() > DEEPEST {
            return None;
        }
        match kind {
            1..=3 => self.pass(1),
            4..=6 => {
                let number = self.number()?;
                visit(path, number);
                Some(())
            }
            7 => self.pass(8),
            8 => {
                let long = self.size()?;
                self.pass(long)
            }
            9 | 10 => {
                let head = self.byte()?;
                let many = if head >> 4 == 15 { self.size()? } else { usize::from(head >> 4) };
                self.several(many, &[head & 15], path, visit)
            }
            11 => {
                let many = self.size()?;
                let kinds = if many == 0 { 0 } else { self.byte()? };
                self.several(many, &[kinds >> 4, kinds & 15], path, visit)
            }
            12 => self.fields(path, visit),
            13 => self.pass(16),
            _ => None,
        }
    }

    /// Every value takes a byte or more.
    fn several(
        &mut self,
        many: usize,
        kinds: &[u8],
        path: &mut Vec<i16>,
        visit: &mut Visit<'_>,
    ) -> Option<()> {
        if many > self.bytes.len() - self.at {
            return None;
        }
        for _ in 0..many {
            for kind in kinds {
                path.push(0);
                self.value(*kind, path, visit)?;
                path.pop();
            }
        }
        Some(())
    }

    fn byte(&mut self) -> Option<u8> {
        let byte = *self.bytes.get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    fn pass(&mut self, long: usize) -> Option<()> {
        self.at = self.at.checked_add(long).filter(|end| *end <= self.bytes.len())?;
        Some(())
    }

    /// Seven bits a byte, the lowest first.
    fn varint(&mut self) -> Option<u64> {
        let mut value = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 127) << shift;
            if byte < 128 {
                return Some(value);
            }
        }
        None
    }

    fn size(&mut self) -> Option<usize> {
        usize::try_from(self.varint()?).ok()
    }

    /// A zigzag number: 0, -1, 1, -2 ...
    fn number(&mut self) -> Option<i64> {
        let value = self.varint()?;
        Some((value >> 1).cast_signed() ^ -(value & 1).cast_signed())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bytes that a struct takes, and its numbers.
    type Numbers = (usize, Vec<(Vec<i16>, i64)>);

    fn numbers(bytes: &[u8]) -> Option<Numbers> {
        let mut found = Vec::new();
        let taken = Walk::new(bytes).one(&mut |path, value| found.push((path.to_vec(), value)))?;
        Some((taken, found))
    }

    #[test]
    fn numbers_are_found_with_their_fields() {
        // 1: i32 -3; 2: true; 4: binary "ab"; 5: { 1: i64 300 }; 7: [i32 1, i32 2]; the end, and a byte that is not its.
        let bytes =
            [0x15, 0x05, 0x11, 0x28, 2, b'a', b'b', 0x1C, 0x16, 0xD8, 0x04, 0, 0x29, 0x25, 2, 4, 0, 9];
        let expected = vec![(vec![1], -3), (vec![5, 1], 300), (vec![7, 0], 1), (vec![7, 0], 2)];
        assert_eq!(numbers(&bytes), Some((bytes.len() - 1, expected)));
        for end in 0..bytes.len() - 1 {
            assert_eq!(numbers(&bytes[..end]), None, "cut at {end}");
        }
    }

    #[test]
    fn what_claims_more_than_there_is_ends_the_walk() {
        // A list of 2^28 empty structs, words of 2^28 bytes, a map of as many, a field of no known kind.
        for bytes in [
            &[0x19, 0xFC, 0x80, 0x80, 0x80, 0x80, 0x01, 0, 0][..],
            &[0x18, 0x80, 0x80, 0x80, 0x80, 0x01, 0, 0],
            &[0x1B, 0x80, 0x80, 0x80, 0x80, 0x01, 0x55, 0, 0],
            &[0x1E, 0, 0],
        ] {
            assert_eq!(numbers(bytes), None, "{bytes:?}");
        }
        assert_eq!(numbers(&[0x1C; 100]), None, "structs without end");
    }
}
