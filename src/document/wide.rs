//! Feeds in UTF-16, as spreadsheets and some shells write them: told by their mark, and read on as UTF-8 piece by piece.

use std::io::{self, BufRead as _, BufReader, Read};

use encoding_rs::{CoderResult, Decoder, UTF_16BE, UTF_16LE};

use super::unpack::Input;

/// Bytes of UTF-8 that are made at once.
const PIECE: usize = 1 << 14;

/// The input as it is, or in UTF-8 if it begins with the mark of UTF-16.
pub fn in_utf8(mut input: Input) -> io::Result<Input> {
    let encoding = match input.fill_buf()? {
        [0xFF, 0xFE, ..] => UTF_16LE,
        [0xFE, 0xFF, ..] => UTF_16BE,
        _ => return Ok(input),
    };
    let decoder = encoding.new_decoder_with_bom_removal();
    let wide = Wide { from: input, decoder, made: Box::new([0; PIECE]), ready: 0..0, ended: false };
    Ok(Box::new(BufReader::new(wide)))
}

struct Wide {
    from: Input,
    decoder: Decoder,
    made: Box<[u8; PIECE]>,
    /// What of it was not yet handed on.
    ready: std::ops::Range<usize>,
    ended: bool,
}

impl Read for Wide {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.ready.is_empty() && !self.ended {
            let bytes = self.from.fill_buf()?;
            let last = bytes.is_empty();
            let (result, read, made, _) = self.decoder.decode_to_utf8(bytes, self.made.as_mut_slice(), last);
            self.from.consume(read);
            self.ready = 0..made;
            self.ended = last && result == CoderResult::InputEmpty;
        }
        let ready = self.made.get(self.ready.clone()).unwrap_or_default();
        let many = ready.len().min(buffer.len());
        for (to, byte) in buffer.iter_mut().zip(ready) {
            *to = *byte;
        }
        self.ready.start += many;
        Ok(many)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn read(bytes: Vec<u8>) -> String {
        let mut words = String::new();
        // A reader that gives a few bytes at a time parts units and pairs of them.
        let slow = BufReader::with_capacity(3, Cursor::new(bytes));
        in_utf8(Box::new(slow)).unwrap().read_to_string(&mut words).unwrap();
        words
    }

    #[test]
    fn both_orders_of_bytes_are_read_and_others_left() {
        let words = "id\ttext\n1\tДвое погибли 🚑 у моста\n".repeat(2000);
        let marked = format!("\u{feff}{words}");
        let wide = |bytes: fn(u16) -> [u8; 2]| marked.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
        assert_eq!(read(wide(u16::to_le_bytes)), words);
        assert_eq!(read(wide(u16::to_be_bytes)), words);
        assert_eq!(read(words.clone().into_bytes()), words);
        assert_eq!(read(Vec::new()), "");
        // Half of a pair, and half of a unit.
        assert_eq!(read(vec![0xFF, 0xFE, b'a', 0, 0x3D, 0xD8]), "a\u{FFFD}");
        assert_eq!(read(vec![0xFF, 0xFE, b'a', 0, b'b']), "a\u{FFFD}");
    }
}
