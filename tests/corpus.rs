//! Every row of the pattern files matches the sentence that it must match and not the one that it must not.

use std::collections::BTreeMap;

use eventmap::event::lexicon;

#[test]
fn every_pattern_matches_its_examples() {
    let corpus = include_str!("../lexicon/en/corpus.tsv");
    let mut signs: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut wrong = Vec::new();
    for row in corpus.lines().filter(|row| !row.starts_with('#') && !row.is_empty()) {
        let fields: Vec<&str> = row.split('\t').collect();
        let &[id, sign, sentence] = fields.as_slice() else { panic!("expected id, sign, sentence: {row}") };
        let matched = lexicon::matching(sentence).contains(&id.to_owned());
        let tally = signs.entry(id).or_default();
        if sign == "+" {
            tally.0 += 1;
        } else {
            tally.1 += 1;
        }
        if matched != (sign == "+") {
            wrong.push(row);
        }
    }
    let bare: Vec<String> = lexicon::rule_ids()
        .into_iter()
        .filter(|id| signs.get(id.as_str()).is_none_or(|(yes, no)| *yes == 0 || *no == 0))
        .collect();
    assert!(wrong.is_empty(), "patterns that do not do what the corpus says:\n{}", wrong.join("\n"));
    assert!(bare.is_empty(), "patterns without a + and a - sentence: {bare:?}");
}
