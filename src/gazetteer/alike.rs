//! Names that sound like the asked one: other vowels, a vowel or an h more or less, doubled letters, k for q, gaps elsewhere.
//! What transcribers of one name differ in; its consonants agree.

use std::sync::LazyLock;

use super::candidate::{Candidate, Candidates};
use super::normalise::normalise;
use super::packed::Section;
use super::steps::{At, Steps};
use super::store::Gazetteer;

/// Letters of the longest name that is searched so, and of the shortest.
const LENGTHS: std::ops::RangeInclusive<usize> = 5..=40;
/// Names of fewer letters may differ in one place only.
const LONG: usize = 7;
/// Nodes after which a search gives up.
const MOST_NODES: usize = 100_000;

/// Consonants that transcribers write for each other.
const TWINS: [(u8, u8); 8] = [
    (b'k', b'q'),
    (b'k', b'c'),
    (b's', b'z'),
    (b'v', b'w'),
    (b'g', b'j'),
    (b'g', b'q'),
    (b'y', b'j'),
    (b'w', b'o'),
];

/// The most letters that are light after one, and the gap: six vowels, h, that one again.
const BEYOND: usize = 9;

/// Forms of the Arabic article, before any letter and before the one that it takes on.
const ARTICLES: [&str; 16] =
    ["al", "el", "ad", "ar", "as", "ash", "at", "az", "an", "ech", "esh", "ed", "er", "es", "et", "en"];

struct Search<'f> {
    steps: Steps<'f>,
    asked: Vec<u8>,
    most: usize,
    nodes: usize,
    found: Vec<(usize, u64)>,
}

impl Gazetteer {
    /// Places whose name sounds like `name`, with the number of differences, fewest first; only those in `countries`
    /// (ISO 3166-1 alpha-2). Latin letters only.
    #[must_use]
    pub fn alike(&self, name: &str, countries: &[&str]) -> Vec<(Candidate, usize)> {
        let Some(names) = &self.names else { return Vec::new() };
        let mut found: Vec<(Candidate, usize)> = Vec::new();
        for asked in forms(&normalise(name)) {
            if !LENGTHS.contains(&asked.len()) || !asked.iter().all(|&b| b == b' ' || b.is_ascii_lowercase())
            {
                continue;
            }
            let most = if asked.len() < LONG { 1 } else { 2 };
            let fst = names.as_fst();
            let similar = self.known_alike.ask(&asked, || {
                let asked = asked.clone();
                let mut search = Search { steps: Steps::of(fst), asked, most, nodes: 0, found: Vec::new() };
                search.descend(Steps::root(fst), (0, 0, 0));
                search.found.into()
            });
            let postings = self.section(Section::Postings);
            for &(differences, value) in &*similar {
                let inside = Candidates::behind(value, postings)
                    .filter(|one| self.country(one.key).is_some_and(|code| countries.contains(&code)));
                for candidate in inside {
                    match found.iter_mut().find(|(known, _)| known.key == candidate.key) {
                        Some((_, least)) => *least = differences.min(*least),
                        None => found.push((candidate, differences)),
                    }
                }
            }
        }
        found.sort_by_key(|(candidate, differences)| (*differences, candidate.key));
        found
    }
}

/// The name itself; under the other forms of its article, and without it, where it has one.
fn forms(name: &str) -> Vec<Vec<u8>> {
    let mut forms = vec![name.as_bytes().to_vec()];
    if let Some((article, rest)) = name.split_once(' ')
        && ARTICLES.contains(&article)
    {
        let first = rest.chars().next().unwrap_or('l');
        let own = |vowel: char| {
            if rest.starts_with("sh") { format!("{vowel}sh") } else { format!("{vowel}{first}") }
        };
        for other in ["al".to_owned(), "el".to_owned(), own('a'), own('e')] {
            if other != article && ARTICLES.contains(&other.as_str()) {
                forms.push(format!("{other} {rest}").into_bytes());
            }
        }
        forms.push(rest.as_bytes().to_vec());
    }
    forms
}

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

/// The letters that transcribers write for `asked`, a bit for each from a on: vowels for a vowel, and twins.
fn near(asked: u8) -> u32 {
    static NEAR: LazyLock<[u32; 256]> = LazyLock::new(|| {
        std::array::from_fn(|asked| {
            let asked = asked as u8;
            let near = |letter: &u8| {
                let twins = TWINS.iter().any(|&pair| pair == (asked, *letter) || pair == (*letter, asked));
                is_vowel(*letter) && is_vowel(asked) || twins
            };
            (b'a'..=b'z').filter(near).fold(0, |bits, letter| bits | 1 << (letter - b'a'))
        })
    });
    NEAR[usize::from(asked)]
}

/// True for a letter that one transcriber writes and another leaves out, after `last`.
fn is_light(letter: u8, last: u8) -> bool {
    is_vowel(letter) || letter == b'h' && last != 0 && !is_vowel(last) || letter == last
}

impl Search<'_> {
    /// Goes on from `place`; `at` letters of the asked name are read, with so many differences, the last of which was `last`.
    fn descend(&mut self, place: At, (at, differences, last): (usize, usize, u8)) {
        self.nodes += 1;
        if self.nodes > MOST_NODES {
            return;
        }
        let next = self.asked.get(at).copied();
        let Some(asked) = next else {
            if let Some(value) = self.steps.value(place) {
                self.found.push((differences, value));
            }
            self.added(place, (at, differences, last));
            return;
        };
        let room = differences < self.most;
        // A gap is no sound: "Garm Ser", "Garmser".
        if asked == b' ' && at > 0 {
            self.descend(place, (at + 1, differences, last));
        } else if room && is_light(asked, last) && at > 0 {
            self.descend(place, (at + 1, differences + 1, last));
        }
        // Without room for differences only the letter itself and a gap go on: most nodes end here.
        let node = self.steps.node(place);
        if !room {
            if let Some(next) = node.step(asked) {
                self.descend(next, (at + 1, differences, asked));
            }
            if at > 0
                && asked != b' '
                && let Some(next) = node.step(b' ')
            {
                self.descend(next, (at, differences, last));
            }
            return;
        }
        // Letters that the name has beyond the asked one's come last.
        let mut beyond = [None; BEYOND];
        let mut many = 0;
        let near = near(asked);
        for branch in 0..node.len() {
            let letter = node.letter(branch);
            if at > 0
                && (letter == b' ' || is_light(letter, last))
                && let Some(place) = beyond.get_mut(many)
            {
                *place = Some((letter, node.branch(branch)));
                many += 1;
            }
            let step = match letter {
                letter if letter == asked => 0,
                b'a'..=b'z' if near >> (letter - b'a') & 1 == 1 => 1,
                _ => continue,
            };
            self.descend(node.branch(branch), (at + 1, differences + step, letter));
        }
        for (letter, place) in beyond.into_iter().flatten() {
            let gap = letter == b' ';
            self.descend(place, if gap { (at, differences, last) } else { (at, differences + 1, letter) });
        }
    }

    /// Letters that the name of the gazetteer has beyond the asked one's, at its end.
    fn added(&mut self, place: At, (at, differences, last): (usize, usize, u8)) {
        if differences < self.most {
            let node = self.steps.node(place);
            for branch in 0..node.len() {
                let letter = node.letter(branch);
                if is_light(letter, last) {
                    self.descend(node.branch(branch), (at, differences + 1, letter));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transcribers_meet() {
        let gazetteer = Gazetteer::embedded();
        for (asked, country, name) in [
            ("Khorramabaad", "IR", "Khorramābād"),
            ("Al-Suwaida", "SY", "As-Suwayda"),
            ("Kandehar", "AF", "Kandahār"),
            ("Qunduz", "AF", "Kunduz"),
            ("Maidugury", "NG", "Maiduguri"),
            ("Ber Beda", "XX", ""),
        ] {
            let found = gazetteer.alike(asked, &[country]);
            let names: Vec<&str> = found.iter().map(|(one, _)| gazetteer.name(one.key)).collect();
            assert_eq!(names.contains(&name), !name.is_empty(), "{asked}: {names:?}");
        }
        assert!(gazetteer.alike("Milan", &["NG"]).is_empty() && gazetteer.alike("", &["NG"]).is_empty());
    }
}
