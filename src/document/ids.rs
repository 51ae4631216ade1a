//! Ids that name one document each.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hasher as _};

use rustc_hash::FxHashSet;

use super::Document;

/// Most characters of an id: every row of every layer repeats it.
const LONGEST_ID: usize = 300;
/// Most characters of a title.
const LONGEST_TITLE: usize = 1000;

/// Cuts an id or a title that is too long, and says so.
fn shorten(document: &mut Document) {
    let Document { id, title, warnings, .. } = document;
    let mut cut = |what: &str, words: &mut String, most: usize| {
        let Some((end, _)) = words.char_indices().nth(most) else { return };
        warnings
            .push(format!("the {what} has {} characters; the first {most} are kept", words.chars().count()));
        words.truncate(end);
    };
    cut("id", id, LONGEST_ID);
    if let Some(title) = title {
        cut("title", title, LONGEST_TITLE);
    }
}

/// Gives every document an id of its own: the first of a name keeps it, the next become `name-2`, `name-3`.
///
/// A number is never given that another document has by itself, so ids depend on the input alone.
pub fn make_unique(documents: &mut [Document]) {
    documents.iter_mut().for_each(shorten);
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
        shorten(document);
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
    fn endless_ids_and_titles_are_cut_and_that_is_said() {
        let long = |words: &str| words.repeat(2000);
        let mut documents = [long("é"), long("é"), "b".to_owned()].map(|id| Document::new(id, ""));
        documents[0].title = Some(long("ab"));
        let mut streamed = documents.clone();
        make_unique(&mut documents);
        let mut unique = UniqueIds::default();
        for document in &mut streamed {
            unique.make_unique(document);
        }
        for documents in [&documents, &streamed] {
            assert_eq!(documents[0].id, "é".repeat(300));
            assert_eq!(documents[1].id, "é".repeat(300) + "-2");
            assert_eq!(documents[0].title.as_ref().map(String::len), Some(1000));
            let said = [
                "the id has 2000 characters; the first 300 are kept",
                "the title has 4000 characters; the first 1000 are kept",
            ];
            assert_eq!(documents[0].warnings, said);
            assert!(documents[2].warnings.is_empty());
        }
    }

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
