//! Ids that name one document each.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hasher as _};

use rustc_hash::FxHashSet;

use super::Document;

/// Gives every document an id of its own: the first of a name keeps it, the next become `name-2`, `name-3`.
///
/// A number is never given that another document has by itself, so ids depend on the input alone.
pub fn make_unique(documents: &mut [Document]) {
    let own: BTreeSet<String> = documents.iter().map(|document| document.id.clone()).collect();
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut next = BTreeMap::<String, usize>::new();
    for document in documents {
        if taken.insert(document.id.clone()) {
            continue;
        }
        let number = next.entry(document.id.clone()).or_insert(2);
        let unique = loop {
            let candidate = format!("{}-{number}", document.id);
            *number += 1;
            if !own.contains(&candidate) {
                break candidate;
            }
        };
        taken.insert(unique.clone());
        rename(document, unique);
    }
}

/// Says so where the id was a row's own; files of one name in several folders are told apart by their paths.
fn rename(document: &mut Document, unique: String) {
    if document.source.line.is_some() {
        let id = &document.id;
        document
            .warnings
            .push(format!("the id \"{id:.60}\" was there before: this article is called \"{unique:.60}\""));
    }
    document.id = unique;
}

/// As `make_unique` for documents that come one by one: a number is never given that an earlier document has.
///
/// Of an id eight bytes are kept, so that millions of documents can stream by. Where two ids share them (once in some hundred thousand
/// runs of ten million documents), the later one gets a number that it did not need.
#[derive(Debug, Clone, Default)]
pub struct UniqueIds {
    taken: FxHashSet<u64>,
    next: BTreeMap<String, u64>,
}

impl UniqueIds {
    /// Gives `document` an id that none before it has.
    pub fn make_unique(&mut self, document: &mut Document) {
        if self.taken.insert(print_of(&document.id)) {
            return;
        }
        let number = self.next.entry(document.id.clone()).or_insert(2);
        let unique = loop {
            let candidate = format!("{}-{number}", document.id);
            *number += 1;
            if self.taken.insert(print_of(&candidate)) {
                break candidate;
            }
        };
        rename(document, unique);
    }
}

/// Eight bytes that tell ids apart.
fn print_of(id: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(id.as_bytes());
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn later_namesakes_get_a_number() {
        let mut documents: Vec<Document> =
            ["a", "b", "a", "a-2", "a", "a-2", ""].map(|id| Document::new(id, "")).into();
        make_unique(&mut documents);
        let ids: Vec<&str> = documents.iter().map(|document| document.id.as_str()).collect();
        assert_eq!(ids, ["a", "b", "a-3", "a-2", "a-4", "a-2-2", ""]);
        let mut unique = UniqueIds::default();
        let ids = ["a", "b", "a", "a-2", "a", "a-2", ""].map(|id| {
            let mut document = Document::new(id, "");
            unique.make_unique(&mut document);
            document.id
        });
        assert_eq!(ids, ["a", "b", "a-2", "a-2-2", "a-3", "a-2-3", ""]);
        let mut row = Document::new("a", "");
        row.source.line = Some(7);
        let mut rows = [row.clone(), row.clone()];
        make_unique(&mut rows);
        unique.make_unique(&mut row);
        assert!(rows[0].warnings.is_empty());
        assert_eq!(rows[1].warnings, ["the id \"a\" was there before: this article is called \"a-2\""]);
        assert_eq!(row.warnings, ["the id \"a\" was there before: this article is called \"a-4\""]);
    }
}
