//! words.tsv is whole: every class of it is asked for, every class that is asked for is in it, and no word twice.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::{class, lists, rows};

/// What is wrong with a text of words.tsv, by line, where `asked` are the classes that code and patterns ask for and `constants` those
/// that must have a row.
fn problems(text: &str, constants: &BTreeSet<String>, asked: &BTreeSet<String>) -> Vec<String> {
    let mut found = Vec::new();
    let mut words_of: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    for (line, row) in (1..).zip(text.lines()).filter(|(_, row)| !row.starts_with('#')) {
        let Some((name, words)) = row.split_once('\t').filter(|(_, words)| !words.contains('\t')) else {
            found.push(format!("words.tsv:{line}: expected CLASS<TAB>WORDS, got {row:?}"));
            continue;
        };
        if !words_of.contains_key(name) && !asked.contains(name) {
            found.push(format!(
                "words.tsv:{line}: no code and no pattern asks for class {name}: name it in src/event/lexicon or delete the row"
            ));
        }
        let seen = words_of.entry(name).or_default();
        for word in words.split('|') {
            if word.is_empty() || word != word.to_lowercase() || word.contains(' ') {
                found.push(format!("words.tsv:{line}: {word:?} is not one word in small letters"));
            }
            if let Some(before) = seen.insert(word, line) {
                found.push(format!("words.tsv:{line}: {word} is in {name} already, by line {before}"));
            }
        }
    }
    let missing = constants.iter().filter(|name| !words_of.contains_key(name.as_str()));
    found.extend(missing.map(|name| format!("words.tsv: class {name} has a constant and no row: add one")));
    found
}

/// The code of a folder, all of it.
fn code(folder: &Path) -> String {
    let mut text = String::new();
    let entries = std::fs::read_dir(folder).expect("src is there");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            text += &code(&path);
        } else {
            text += &std::fs::read_to_string(&path).expect("a file of code");
        }
    }
    text
}

/// What follows each `before` in a text, as far as it is a name, in small letters.
fn names_after(text: &str, before: &str) -> BTreeSet<String> {
    let is_part = |c: &char| c.is_ascii_alphanumeric() || *c == '_';
    let name = |rest: &str| rest.chars().take_while(is_part).collect::<String>().to_lowercase();
    text.split(before).skip(1).map(name).collect()
}

/// Names of the constants of classes; filled from demonyms.tsv and not from words.tsv is one.
fn constants() -> BTreeSet<String> {
    let classes = class::NAMES.iter().map(|(name, _)| (*name).to_owned());
    classes
        .chain(lists::NAMES.iter().map(|name| name.to_lowercase()))
        .filter(|name| name != "demonym")
        .collect()
}

/// Names of the classes that patterns are made of: `<person>`.
fn of_patterns() -> BTreeSet<String> {
    let patterns = [
        include_str!("../../../lexicon/en/triggers.tsv"),
        include_str!("../../../lexicon/en/cues.tsv"),
        include_str!("../../../lexicon/en/harms.tsv"),
    ];
    patterns.iter().flat_map(|file| rows(file).flat_map(|row| names_after(&row.join(" "), "<"))).collect()
}

#[test]
fn words_and_classes_agree() {
    let constants = constants();
    let asked = constants.union(&of_patterns()).cloned().collect();
    let found = problems(include_str!("../../../lexicon/en/words.tsv"), &constants, &asked);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn every_class_is_asked_for() {
    let code = code(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/event"));
    let asked: BTreeSet<String> = names_after(&code, "class::").union(&of_patterns()).cloned().collect();
    // Bits of classes have the name of the row and one of the constant: ARMED_GROUP is "armedgroup".
    let asked: BTreeSet<String> = asked.iter().map(|name| name.replace('_', "")).collect();
    let idle: Vec<String> =
        constants().into_iter().filter(|name| !asked.contains(&name.replace('_', ""))).collect();
    assert!(idle.is_empty(), "no code and no pattern asks for {idle:?}: delete constant and rows");
}

#[test]
fn what_is_wrong_is_named_by_its_line() {
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
    let found = |text| problems(text, &names(&["crew", "kill"]), &names(&["crew", "kill", "bare"]));
    assert_eq!(
        found("# Those aboard.\ncrew\tpilot|pilots\nkill\tkilled\nbare\tkill\n"),
        Vec::<String>::new()
    );
    assert_eq!(
        found("crew\tpilot|pilot\nkill\tkilled"),
        ["words.tsv:1: pilot is in crew already, by line 1"]
    );
    assert_eq!(
        found("crew\tpilot\nkill\tdead\ncrew\tpilot"),
        ["words.tsv:3: pilot is in crew already, by line 1"]
    );
    assert_eq!(found("crew\tpilot"), ["words.tsv: class kill has a constant and no row: add one"]);
    assert_eq!(
        found("crew pilot\ncrew\tpilot\nkill\tdead"),
        ["words.tsv:1: expected CLASS<TAB>WORDS, got \"crew pilot\""]
    );
    assert_eq!(found("crew\tPilot|\nkill\tdead").len(), 2);
    assert!(
        found("crew\tpilot\nkill\tdead\nidle\tword")[0]
            .starts_with("words.tsv:3: no code and no pattern asks for class idle")
    );
}

#[test]
fn what_must_not_stand_beside_a_pattern_is_words_classes_or_phrases() {
    let found = |text: &str, rule: &str| super::matching(text).iter().any(|id| id == rule);
    // A phrase stands right behind the pattern: "out of" is not "out", "of".
    assert!(found("The tanker blew up at the gate.", "ied.blown"));
    assert!(!found("The row blew up out of nothing.", "ied.blown"));
    // A phrase before it.
    assert!(
        found("The army began an offensive.", "clash.offensive")
            || found("The offensive began.", "clash.offensive")
    );
    assert!(!found("The minister began the charm offensive.", "clash.offensive"));
    // A number in digits, and one in words that the class has.
    assert!(found("It took place in Tarsin.", "same.it_took"));
    assert!(!found("It took place in 2019.", "same.it_took"));
    assert!(!found("It took place in March.", "same.it_took"));
}

#[test]
fn every_row_has_its_fields_in_their_columns() {
    let files = [
        ("triggers.tsv", include_str!("../../../lexicon/en/triggers.tsv"), "weak noun"),
        (
            "harms.tsv",
            include_str!("../../../lexicon/en/harms.tsv"),
            "subject object either of toll body soft people part late own",
        ),
        ("cues.tsv", include_str!("../../../lexicon/en/cues.tsv"), "before clause sentence"),
    ];
    for (file, text, options) in files {
        for row in rows(text) {
            assert!(
                (3..=6).contains(&row.len()),
                "{file}: {}: {} fields, expected 3 to 6",
                row[0],
                row.len()
            );
            for option in row.get(3).unwrap_or(&"").split(',').filter(|option| !option.is_empty()) {
                assert!(
                    options.split(' ').any(|known| known == option),
                    "{file}: {}: option {option:?}, expected one of {options}",
                    row[0]
                );
            }
            // A number is <number> wherever it stands.
            let number = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
            let fields = [1, 4, 5].iter().filter_map(|&field| row.get(field));
            let digits = fields.flat_map(|field| field.split([' ', '|'])).find(|word| number(word));
            assert!(digits.is_none(), "{file}: {}: {digits:?} in digits, expected <number>", row[0]);
            for entry in row.iter().skip(4).flat_map(|field| field.split('|')) {
                assert!(
                    !entry.contains(['.', '/', '?']),
                    "{file}: {}: {entry:?} beside the pattern, expected words, a class or a phrase of words",
                    row[0]
                );
            }
        }
    }
}
