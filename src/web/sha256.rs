//! SHA-256, for the hashes of a page's policy: sixty lines stand here in place of six crates.
//!
//! Source: NIST, FIPS 180-4 (2015), "Secure Hash Standard", 5 and 6.2.

/// The digest of `bytes`.
#[must_use]
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    let primes: Vec<u128> = (2..312_u128).filter(|n| (2..*n).all(|d| !n.is_multiple_of(d))).collect();
    // 5.3.3 and 4.2.2: the first 32 bits of the fractions of square and cube roots of the first primes.
    let fraction = |root: u128| (root & u128::from(u32::MAX)) as u32;
    let constants: Vec<u32> = primes.iter().map(|prime| fraction(root(prime << 96, 3))).collect();
    let mut state = [0_u32; 8];
    for (word, prime) in state.iter_mut().zip(&primes) {
        *word = fraction(root(prime << 64, 2));
    }
    for block in padded(bytes).chunks_exact(64) {
        mix(&mut state, &schedule(block), &constants);
    }
    let mut digest = [0; 32];
    for (four, word) in digest.chunks_exact_mut(4).zip(state) {
        four.copy_from_slice(&word.to_be_bytes());
    }
    digest
}

/// The greatest whole number whose `power` is at most `n`.
fn root(n: u128, power: u32) -> u128 {
    let (mut low, mut high) = (0, 1 << 40);
    while high - low > 1 {
        let middle = u128::midpoint(low, high);
        if middle.pow(power) <= n { low = middle } else { high = middle }
    }
    low
}

/// 5.1.1: a bit, zeros and the length in bits fill up the last block.
fn padded(bytes: &[u8]) -> Vec<u8> {
    let mut padded = bytes.to_vec();
    padded.push(0x80);
    while padded.len() % 64 != 56 {
        padded.push(0);
    }
    padded.extend((bytes.len() as u64 * 8).to_be_bytes());
    padded
}

/// 6.2.2, step 1: the 64 words that a block becomes.
fn schedule(block: &[u8]) -> Vec<u32> {
    let mut words: Vec<u32> = block
        .chunks_exact(4)
        .map(|four| four.iter().fold(0, |word, byte| word << 8 | u32::from(*byte)))
        .collect();
    for t in 16..64 {
        let [a, b] = [words[t - 15], words[t - 2]];
        let small = a.rotate_right(7) ^ a.rotate_right(18) ^ (a >> 3);
        let large = b.rotate_right(17) ^ b.rotate_right(19) ^ (b >> 10);
        words.push(words[t - 16].wrapping_add(small).wrapping_add(words[t - 7]).wrapping_add(large));
    }
    words
}

/// 6.2.2, steps 2 to 4.
#[expect(clippy::many_single_char_names, reason = "the letters of the standard")]
fn mix(state: &mut [u32; 8], words: &[u32], constants: &[u32]) {
    let mut now = *state;
    for (word, constant) in words.iter().zip(constants) {
        let [a, b, c, d, e, f, g, h] = now;
        let choice = (e & f) ^ (!e & g);
        let large = e.rotate_right(6) ^ e.rotate_right(11) ^ e.rotate_right(25);
        let first = h.wrapping_add(large).wrapping_add(choice).wrapping_add(*constant).wrapping_add(*word);
        let majority = (a & b) ^ (a & c) ^ (b & c);
        let small = a.rotate_right(2) ^ a.rotate_right(13) ^ a.rotate_right(22);
        now = [first.wrapping_add(small).wrapping_add(majority), a, b, c, d.wrapping_add(first), e, f, g];
    }
    for (word, new) in state.iter_mut().zip(now) {
        *word = word.wrapping_add(new);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(bytes: &[u8]) -> String {
        sha256(bytes).iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
    }

    /// The messages are those of NIST's example values for SHA-256.
    #[test]
    fn digests_are_those_of_the_standard() {
        for (message, expected) in [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
            ),
            (&"a".repeat(1_000_000), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
        ] {
            assert_eq!(hex(message.as_bytes()), expected, "{} bytes", message.len());
        }
    }

    #[test]
    fn the_vendored_files_are_those_that_the_sources_describe() {
        let sources = include_str!("../../assets/web/SOURCES.md");
        for (file, bytes) in [
            ("leaflet.js", &include_bytes!("../../assets/web/leaflet.js")[..]),
            ("leaflet.css", &include_bytes!("../../assets/web/leaflet.css")[..]),
            ("LICENSE-leaflet", &include_bytes!("../../assets/web/LICENSE-leaflet")[..]),
        ] {
            let row = sources.lines().find(|line| line.starts_with(&format!("| {file} |"))).unwrap();
            assert!(row.contains(&hex(bytes)), "{file}: {}", hex(bytes));
        }
    }
}
