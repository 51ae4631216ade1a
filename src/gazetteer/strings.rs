//! Pairs of strings laid down once each: a usual name and the local one, an id and a code.

use std::collections::HashMap;

use super::packed;

/// Pairs of strings on their way into a file.
#[derive(Debug)]
pub struct Strings {
    bytes: Vec<u8>,
    /// By hash; two pairs of one hash are both laid down.
    known: HashMap<u64, u32>,
}

impl Strings {
    /// Begins with strings that are laid down already, the pair of empty ones first.
    #[must_use]
    pub fn on(bytes: Vec<u8>) -> Self {
        Self { bytes, known: HashMap::new() }
    }

    /// All that is laid down.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The section of the file.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Offset of a pair, cut to 255 bytes each.
    pub fn put(&mut self, first: &str, second: &str) -> u32 {
        if first.is_empty() && second.is_empty() {
            return 0;
        }
        let cut =
            |text: &str| text.get(..text.floor_char_boundary(usize::from(u8::MAX))).unwrap_or("").to_owned();
        let pair = [cut(first), cut(second)];
        let bytes = pair.iter().flat_map(|text| text.bytes().chain([0]));
        let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        if let Some(&offset) = self.known.get(&hash)
            && packed::first(&self.bytes, offset) == pair[0]
            && packed::second(&self.bytes, offset) == pair[1]
        {
            return offset;
        }
        let offset = self.bytes.len() as u32;
        for text in &pair {
            self.bytes.push(text.len() as u8);
            self.bytes.extend_from_slice(text.as_bytes());
        }
        self.known.insert(hash, offset);
        offset
    }

    /// Puts another second string behind the first of a pair, unless there is one.
    pub fn complete(&mut self, offset: u32, second: &str) -> u32 {
        if second.is_empty() || !packed::second(&self.bytes, offset).is_empty() {
            return offset;
        }
        let first = packed::first(&self.bytes, offset).to_owned();
        self.put(&first, second)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_laid_down_once() {
        let mut strings = Strings::on(vec![0, 0]);
        let marsh = strings.put("Marsh", "");
        assert_eq!(
            (strings.put("", ""), strings.put("Marsh", ""), strings.put("Marsh", "Болото") == marsh),
            (0, marsh, false)
        );
        let both = strings.complete(marsh, "Болото");
        assert_eq!(
            (packed::first(strings.bytes(), both), packed::second(strings.bytes(), both)),
            ("Marsh", "Болото")
        );
        assert_eq!(
            (strings.complete(both, "Багно"), strings.complete(marsh, "")),
            (both, marsh),
            "what is known stays"
        );
        let long = strings.put(&"ж".repeat(200), "end");
        assert_eq!(
            (packed::first(strings.bytes(), long).len(), packed::second(strings.bytes(), long)),
            (254, "end")
        );
    }
}
