//! Feeds in UTF-16 and UTF-32, as spreadsheets and some shells write them: told by their mark or their first letters, and read on as
//! UTF-8 piece by piece.

use std::io::{self, BufRead, BufReader, Cursor, Read};

use encoding_rs::{CoderResult, Decoder, UTF_16BE, UTF_16LE};

use super::unpack::Input;

/// Bytes of UTF-8 that are made at once.
const PIECE: usize = 1 << 14;

/// The input as it is, or in UTF-8 if it is in UTF-16 or UTF-32.
///
/// `is_feed` if it is known to be one: then, without a mark, zeros beside the first letter tell, as in RFC 4627, section 3, for feeds begin
/// with a bracket or the name of a column.
pub fn in_utf8(mut input: Input, is_feed: bool) -> io::Result<Input> {
    let mut head = Vec::new();
    (&mut input).take(4).read_to_end(&mut head)?;
    let letter = |byte: u8| is_feed && byte != 0;
    let units: Box<dyn Units + Send> = match head[..] {
        [0xFF, 0xFE, 0, 0] => Box::new(Quads::new(u32::from_le_bytes)),
        [0, 0, 0xFE, 0xFF] => Box::new(Quads::new(u32::from_be_bytes)),
        [0xFF, 0xFE, ..] => Box::new(UTF_16LE.new_decoder_with_bom_removal()),
        [0xFE, 0xFF, ..] => Box::new(UTF_16BE.new_decoder_with_bom_removal()),
        [a, 0, 0, 0] if letter(a) => Box::new(Quads::new(u32::from_le_bytes)),
        [0, 0, 0, a] if letter(a) => Box::new(Quads::new(u32::from_be_bytes)),
        [a, 0, b, 0] if letter(a) && letter(b) => Box::new(UTF_16LE.new_decoder_without_bom_handling()),
        [0, a, 0, b] if letter(a) && letter(b) => Box::new(UTF_16BE.new_decoder_without_bom_handling()),
        _ => return Ok(Box::new(Cursor::new(head).chain(input))),
    };
    let from = Box::new(Cursor::new(head).chain(input));
    let wide = Wide { from, units, made: Box::new([0; PIECE]), ready: 0..0, ended: false };
    Ok(Box::new(BufReader::new(wide)))
}

/// What makes UTF-8 of units of several bytes.
trait Units {
    /// Reads some of `bytes` and writes into `made`: how much of both, and whether all was read. `last` with the last bytes.
    fn decode(&mut self, bytes: &[u8], made: &mut [u8], last: bool) -> (usize, usize, bool);
}

impl Units for Decoder {
    fn decode(&mut self, bytes: &[u8], made: &mut [u8], last: bool) -> (usize, usize, bool) {
        let (result, read, made, _) = self.decode_to_utf8(bytes, made, last);
        (read, made, result == CoderResult::InputEmpty)
    }
}

/// UTF-32: four bytes a character.
struct Quads {
    number: fn([u8; 4]) -> u32,
    /// Bytes of a character of which not all are there.
    begun: Vec<u8>,
}

impl Quads {
    fn new(number: fn([u8; 4]) -> u32) -> Self {
        Self { number, begun: Vec::new() }
    }
}

impl Units for Quads {
    fn decode(&mut self, bytes: &[u8], made: &mut [u8], last: bool) -> (usize, usize, bool) {
        let (mut read, mut written) = (0, 0);
        let mut put = |c: char, written: &mut usize| {
            if let Some(room) = made.get_mut(*written..*written + c.len_utf8()) {
                *written += c.encode_utf8(room).len();
                return true;
            }
            false
        };
        for &byte in bytes {
            if let [a, b, c] = self.begun[..] {
                let character = char::from_u32((self.number)([a, b, c, byte])).unwrap_or('\u{FFFD}');
                // The mark is no character of the text.
                if character != '\u{FEFF}' && !put(character, &mut written) {
                    return (read, written, false);
                }
                self.begun.clear();
            } else {
                self.begun.push(byte);
            }
            read += 1;
        }
        if last && !self.begun.is_empty() {
            if !put('\u{FFFD}', &mut written) {
                return (read, written, false);
            }
            self.begun.clear();
        }
        (read, written, true)
    }
}

struct Wide {
    from: Box<dyn BufRead + Send>,
    units: Box<dyn Units + Send>,
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
            let (read, made, all) = self.units.decode(bytes, self.made.as_mut_slice(), last);
            self.from.consume(read);
            self.ready = 0..made;
            self.ended = last && all;
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
    use super::*;

    fn read(bytes: Vec<u8>) -> String {
        let mut words = String::new();
        // A reader that gives a few bytes at a time parts units and pairs of them.
        let slow = BufReader::with_capacity(3, Cursor::new(bytes));
        in_utf8(Box::new(slow), true).unwrap().read_to_string(&mut words).unwrap();
        words
    }

    #[test]
    fn both_widths_and_orders_of_bytes_are_read_and_others_left() {
        let words = "id\ttext\n1\tДвое погибли 🚑 у моста\n".repeat(2000);
        for text in [words.clone(), format!("\u{feff}{words}")] {
            let pairs = |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
            let quads =
                |bytes: fn(u32) -> [u8; 4]| text.chars().flat_map(|c| bytes(c.into())).collect::<Vec<u8>>();
            assert_eq!(read(pairs(u16::to_le_bytes)), words);
            assert_eq!(read(pairs(u16::to_be_bytes)), words);
            assert_eq!(read(quads(u32::to_le_bytes)), words);
            assert_eq!(read(quads(u32::to_be_bytes)), words);
        }
        for same in [words.as_str(), "", "{", "{}", "{}\n"] {
            assert_eq!(read(same.as_bytes().to_vec()), same);
        }
        // Half of a pair, half of a unit, and no character.
        assert_eq!(read(vec![0xFF, 0xFE, b'a', 0, 0x3D, 0xD8]), "a\u{FFFD}");
        assert_eq!(read(vec![0xFF, 0xFE, b'a', 0, b'b']), "a\u{FFFD}");
        assert_eq!(read(vec![b'a', 0, 0, 0, b'b', 0]), "a\u{FFFD}");
        assert_eq!(read(vec![0, 0, 0, b'a', 0xFF, 0, 0, 0]), "a\u{FFFD}");
    }
}
