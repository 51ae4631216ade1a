//! A transliteration key: spellings of one Cyrillic name in English, French, German, Italian, Spanish, Polish, Czech and
//! scholarly letters give the same key. Loose by design: what it finds is a guess of last resort (`MatchKind::Transliterated`).
//!
//! A place's own keys come from its Cyrillic and English names ([`index_keys`]); a query whose letters can be read in several
//! ways ("ch" is ш in French, ч in English, х in German) gives several keys ([`query_keys`]).
//!
//! Key letters: S = ш щ ч, Z = ж, h = х, c = ц, i = и і ї й ы, e = е є э ё; soft and hard signs, doubled letters and the i of a
//! softened consonant (ю = u, я = a after one) are left out, and so are gaps between words.

use std::sync::LazyLock;

/// Most readings of one query that are tried.
const MOST_READINGS: usize = 48;

/// Cyrillic letters, after lower-casing. Ukrainian г is h: `ukrainian` says which language is read.
fn cyrillic(c: char, ukrainian: bool) -> Option<&'static str> {
    Some(match c {
        'а' | 'ә' => "a",
        'б' => "b",
        'в' | 'ў' => "v",
        'г' if ukrainian => "h",
        'г' | 'ґ' | 'ғ' => "g",
        'д' => "d",
        'е' | 'є' | 'э' | 'ё' => "e",
        'ж' => "Z",
        'з' => "z",
        'и' | 'і' | 'ї' | 'й' | 'ы' | 'ј' => "i",
        'к' | 'қ' => "k",
        'л' | 'љ' => "l",
        'м' => "m",
        'н' | 'њ' | 'ң' => "n",
        'о' | 'ө' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' | 'ү' | 'ұ' => "u",
        'ф' => "f",
        'х' | 'һ' => "h",
        'ц' => "c",
        'ч' | 'ш' | 'щ' | 'ћ' => "S",
        'ю' => "iu",
        'я' => "ia",
        'ђ' | 'џ' => "dZ",
        'ь' | 'ъ' => "",
        _ => return None,
    })
}

/// Letters and their possible readings.
type Group = (&'static str, &'static [&'static str]);

/// Letters and groups of letters with their possible readings, longest first. Where a reading is rare it stands last.
const READINGS: &[Group] = &[
    ("schtsch", &["S"]),
    ("schsch", &["S", "Z"]),
    ("shtsh", &["S"]),
    ("shch", &["S"]),
    ("chtch", &["S"]),
    ("stch", &["S"]),
    ("szcz", &["S"]),
    ("dsch", &["dZ", "dS"]),
    ("tsch", &["S"]),
    ("sch", &["S", "Z", "sh"]),
    ("tch", &["S"]),
    ("dzh", &["dZ"]),
    ("iou", &["iu"]),
    ("jou", &["Zu", "iu"]),
    ("you", &["iu"]),
    ("šč", &["S"]),
    ("sh", &["S"]),
    ("sz", &["S", "s"]),
    ("cz", &["S"]),
    ("cs", &["S", "ks"]),
    ("ch", &["S", "h", "k"]),
    ("zh", &["Z"]),
    ("zs", &["Z"]),
    ("rz", &["rz", "r"]),
    ("kh", &["h"]),
    ("gh", &["g", "h"]),
    ("ts", &["c"]),
    ("tz", &["c"]),
    ("dj", &["dZ", "d"]),
    ("dż", &["dZ"]),
    ("dž", &["dZ"]),
    ("ou", &["u"]),
    ("oo", &["u", "o"]),
    ("yo", &["e", "io"]),
    ("jo", &["e", "io", "Zo"]),
    ("io", &["e", "io"]),
    ("ow", &["ov"]),
    ("qu", &["k"]),
    ("sc", &["sk", "S"]),
    ("ph", &["f"]),
    ("ff", &["v", "f"]),
    ("ss", &["s"]),
    ("š", &["S"]),
    ("č", &["S"]),
    ("ć", &["S"]),
    ("ŝ", &["S"]),
    ("ĉ", &["S"]),
    ("ž", &["Z"]),
    ("ż", &["Z"]),
    ("ź", &["z"]),
    ("ĥ", &["h"]),
    ("ů", &["u"]),
    ("ŭ", &["v"]),
    ("ł", &["l"]),
    ("ä", &["e", "a"]),
    ("ö", &["o"]),
    ("ü", &["iu"]),
    ("ç", &["S", "s"]),
    ("ş", &["S"]),
    ("c", &["c", "k", "S"]),
    ("j", &["i", "Z", "h"]),
    ("x", &["h", "ks"]),
    ("q", &["k"]),
    ("w", &["v"]),
    ("y", &["i"]),
    ("z", &["z", "c"]),
    ("h", &["h"]),
];

/// The longest group of letters with readings that `rest` begins with, and those.
fn readings_of(rest: &str) -> Option<&'static Group> {
    /// By the first byte of the group: most letters have none, and few have more than ten.
    static BY_BYTE: LazyLock<Vec<Vec<&Group>>> = LazyLock::new(|| {
        let mut groups = vec![Vec::new(); 256];
        for group in READINGS {
            groups[usize::from(group.0.as_bytes()[0])].push(group);
        }
        groups
    });
    let groups = &BY_BYTE[usize::from(*rest.as_bytes().first()?)];
    groups.iter().find(|(letters, _)| rest.starts_with(letters)).copied()
}

/// Squeezes a raw reading into a key: `io`/`ie` to `e`, softening i and doubled letters out.
fn squeeze(raw: &str) -> String {
    let mut key: Vec<u8> = Vec::with_capacity(raw.len());
    let bytes = raw.as_bytes();
    for (at, &b) in bytes.iter().enumerate() {
        if b == b'i' {
            let next = bytes.get(at + 1).copied().unwrap_or(b' ');
            // An i before a vowel only softens (or is the y of ya, yu, ye); before another i it is the same sound.
            if matches!(next, b'a' | b'e' | b'o' | b'u' | b'i') {
                continue;
            }
        }
        // After ш, щ, ч, ж the sounds written о, ё and е are one.
        let b = if b == b'o' && matches!(key.last(), Some(b'S' | b'Z')) { b'e' } else { b };
        if key.last() != Some(&b) {
            key.push(b);
        }
    }
    String::from_utf8(key).unwrap_or_default()
}

fn is_read(c: char) -> bool {
    c.is_alphabetic()
}

/// Takes an accent off a letter whose accented form has no reading of its own.
fn plain(c: char) -> Option<char> {
    let mut base = None;
    unicode_normalization::char::decompose_canonical(c, |part| {
        if base.is_none() {
            base = Some(part);
        }
    });
    base.filter(char::is_ascii_lowercase)
}

/// The keys under which a place's name is filed; none for names in other scripts or without letters.
#[must_use]
pub fn index_keys(name: &str, ukrainian: bool) -> Vec<String> {
    let lower: String = name.to_lowercase().chars().filter(|&c| is_read(c)).collect();
    if lower.chars().any(|c| cyrillic(c, ukrainian).is_some()) {
        let mut raw = String::new();
        for c in lower.chars() {
            match cyrillic(c, ukrainian) {
                Some(letters) => raw.push_str(letters),
                None => return Vec::new(),
            }
        }
        return vec![squeeze(&raw)];
    }
    query_keys(name).into_iter().take(1).collect()
}

/// The keys that a word or name as written may stand for, likeliest first, without doubles.
#[must_use]
pub fn query_keys(written: &str) -> Vec<String> {
    let lower: String = written.to_lowercase().chars().filter(|&c| is_read(c)).take(60).collect();
    if lower.chars().any(|c| cyrillic(c, false).is_some()) {
        let mut keys = index_keys(&lower, false);
        keys.extend(index_keys(&lower, true));
        keys.dedup();
        return keys;
    }
    let mut readings = vec![String::new()];
    let mut rest = lower.as_str();
    while let Some(c) = rest.chars().next() {
        let Some((letters, options)) = readings_of(rest) else {
            let Some(letter) = plain(c) else { return Vec::new() };
            for reading in &mut readings {
                reading.push(letter);
            }
            rest = rest.get(c.len_utf8()..).unwrap_or("");
            continue;
        };
        let (taken, options) = (letters.len(), *options);
        rest = rest.get(taken..).unwrap_or("");
        // A final -off is -ov; elsewhere ff is f. Nothing else depends on the place in the word.
        let options =
            if taken == 2 && options == ["v", "f"] && !rest.is_empty() { &options[1..] } else { options };
        let room = if readings.len() * options.len() > MOST_READINGS { 1 } else { options.len() };
        if let [only] = options[..room] {
            for reading in &mut readings {
                reading.push_str(only);
            }
            continue;
        }
        let mut next = Vec::with_capacity(readings.len() * room);
        for option in &options[..room] {
            next.extend(readings.iter().map(|reading| [reading, *option].concat()));
        }
        readings = next;
    }
    let mut keys: Vec<String> = Vec::new();
    for key in readings.iter().map(|reading| squeeze(reading)) {
        if !key.is_empty() && !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_reach_the_cyrillic_name() {
        for (cyrillic, spellings) in [
            ("Щёлково", &["Shchyolkovo", "Schtscholkowo", "Ščëlkovo", "Chtchelkovo", "Szczołkowo"][..]),
            ("Чугуев", &["Chuguev", "Tschugujew", "Tchougouïev", "Čuguev", "Czugujew"]),
            ("Жуковка", &["Zhukovka", "Joukovka", "Schukowka", "Žukovka", "Żukowka"]),
            ("Хотмыжск", &["Khotmyzhsk", "Chotmyschsk", "Khotmyjsk", "Hotmyžsk"]),
            ("Цимлянск", &["Tsimlyansk", "Zimljansk", "Tsimliansk", "Cimlânsk", "Cymlańsk"]),
            ("Юнаковка", &["Yunakovka", "Junakowka", "Iounakovka", "Ûnakovka"]),
        ] {
            let want = index_keys(cyrillic, false);
            for spelling in spellings {
                // ISO 9 writes я as â and ю as û: a and u after a softened consonant, as the key has them.
                assert!(
                    query_keys(spelling).contains(&want[0]),
                    "{spelling}: {:?} lacks {want:?}",
                    query_keys(spelling)
                );
            }
        }
        assert!(query_keys("123").is_empty() && query_keys("北京").is_empty());
        assert!(query_keys(&"ch".repeat(500)).len() <= MOST_READINGS);
    }
}
