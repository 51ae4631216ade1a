//! Inputs made from others by chance: bytes turned, pieces dropped, doubled, moved and joined, words of the format put in.

use crate::dice::Dice;

/// Bytes that most inputs are cut to: faults lie in how things stand to each other, not in length.
const SMALL: usize = 4 << 10;

/// Bytes of the longest inputs: one in [`LARGE_ONCE_IN`] has up to a quarter of it, one in eight of those all.
const LARGEST: usize = 256 << 10;

/// How seldom an input is blown up.
const LARGE_ONCE_IN: usize = 400;

/// Numbers at which arithmetic ends.
const NUMBERS: [&str; 16] = [
    "0",
    "-1",
    "1",
    "7",
    "99",
    "127",
    "255",
    "256",
    "65535",
    "65536",
    "2147483647",
    "4294967296",
    "9223372036854775807",
    "18446744073709551616",
    "1e308",
    "0.0000001",
];

/// Words that trouble any reader of text.
const ODD: [&[u8]; 14] = [
    "\u{202E}".as_bytes(),
    b"\0",
    "\u{FFFD}".as_bytes(),
    b"\r",
    b"\n\n",
    "e\u{301}".as_bytes(),
    b"9999999999",
    b"-1e400",
    b"[[",
    b"\"",
    "🚀".as_bytes(),
    b"\xFF\xFE",
    b"\xEF\xBB\xBF",
    b"\xC3",
];

/// What inputs are made of.
pub struct Stuff<'t> {
    /// Inputs that are known: sound ones first, then those that were answered in a new way.
    pub known: Vec<Vec<u8>>,
    /// How many are sound: half of the inputs are made from these.
    pub sound: usize,
    /// Words of the format.
    pub words: &'t [&'t [u8]],
    /// True for formats that say where in them things stand: mostly, bytes are turned and none moved.
    pub fixed: bool,
}

/// Makes the next input in `into`.
pub fn change(stuff: &Stuff<'_>, dice: &mut Dice, into: &mut Vec<u8>) {
    into.clear();
    let from = if dice.once_in(2) { stuff.known.len() } else { stuff.sound };
    into.extend_from_slice(stuff.known.get(dice.below(from)).map_or(&[][..], Vec::as_slice));
    let moves = !stuff.fixed || dice.once_in(8);
    for _ in 0..=dice.below(6) {
        if moves {
            one_change(stuff, dice, into);
            into.truncate(SMALL.max(stuff.known.first().map_or(0, Vec::len) * 2));
        } else {
            turn(dice, into);
        }
    }
    if moves && dice.once_in(LARGE_ONCE_IN) {
        blow_up(dice, into);
    }
}

fn turn(dice: &mut Dice, bytes: &mut [u8]) {
    let at = dice.below(bytes.len());
    let Some(byte) = bytes.get_mut(at) else { return };
    *byte = match dice.below(4) {
        0 => dice.below(256) as u8,
        1 => *byte ^ 1 << dice.below(8),
        2 => byte.wrapping_add(if dice.once_in(2) { 1 } else { 255 }),
        _ => [0, 0x7F, 0x80, 0xFF][dice.below(4)],
    };
}

/// A short piece mostly, a long one now and then.
fn piece(dice: &mut Dice, bytes: &[u8]) -> std::ops::Range<usize> {
    let from = dice.below(bytes.len() + 1);
    let most = [8, 40, bytes.len()][dice.below(3)];
    let to = (from + 1 + dice.below(most)).min(bytes.len());
    from..to
}

fn one_change(stuff: &Stuff<'_>, dice: &mut Dice, bytes: &mut Vec<u8>) {
    let at = dice.below(bytes.len() + 1);
    match dice.below(12) {
        0 | 1 => turn(dice, bytes),
        2 => drop(bytes.drain(piece(dice, bytes))),
        3 => {
            let doubled = bytes[piece(dice, bytes)].to_vec();
            drop(bytes.splice(at..at, doubled));
        }
        4 if dice.once_in(4) => bytes.truncate(at),
        4 => {
            let moved: Vec<u8> = bytes.drain(piece(dice, bytes)).collect();
            let at = dice.below(bytes.len() + 1);
            drop(bytes.splice(at..at, moved));
        }
        5 | 6 => {
            let word = dice.one_of(stuff.words).copied().unwrap_or_default();
            drop(bytes.splice(at..at, word.iter().copied()));
        }
        7 => {
            let word = dice.one_of(stuff.words).copied().unwrap_or_default();
            let end = (at + word.len()).min(bytes.len());
            drop(bytes.splice(at..end, word.iter().copied()));
        }
        8 => {
            let Some(other) = dice.one_of(&stuff.known) else { return };
            let other = other[piece(dice, other)].to_vec();
            let end = if dice.once_in(2) { at } else { piece(dice, bytes).end.max(at) };
            drop(bytes.splice(at..end, other));
        }
        9 => {
            let Some(other) = dice.one_of(&stuff.known) else { return };
            bytes.truncate(at);
            bytes.extend_from_slice(&other[dice.below(other.len() + 1)..]);
        }
        10 => other_number(dice, bytes),
        _ => {
            let word = ODD[dice.below(ODD.len())];
            drop(bytes.splice(at..at, word.iter().copied()));
        }
    }
}

/// One number of the input becomes another.
fn other_number(dice: &mut Dice, bytes: &mut Vec<u8>) {
    let start = dice.below(bytes.len());
    let Some(from) = (start..bytes.len()).find(|at| bytes[*at].is_ascii_digit()) else { return };
    let digits = bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let number = NUMBERS[dice.below(NUMBERS.len())];
    drop(bytes.splice(from..from + digits, number.bytes()));
}

/// Repeats a piece until the input is large.
fn blow_up(dice: &mut Dice, bytes: &mut Vec<u8>) {
    let most = if dice.once_in(8) { LARGEST } else { LARGEST / 4 };
    let wanted = dice.below(most);
    let range = piece(dice, bytes);
    let repeated = bytes[range.clone()].to_vec();
    if !repeated.is_empty() && wanted > bytes.len() {
        let times = (wanted - bytes.len()) / repeated.len();
        drop(bytes.splice(range.end..range.end, repeated.repeat(times)));
    }
}
