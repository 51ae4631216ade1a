//! For tests of the files about unknown names: what they say of some words of a text.

use super::features::Features;
use super::kind_words;
use super::lexicon::Lexicon;
use super::names::Names;
use super::page::Page;
use super::recognise::Hit;
use crate::gazetteer::Gazetteer;
use crate::text::{Prose, Span};

/// What `of` says of the first `name` in `text`, given the tokens that it takes.
pub fn asked(text: &str, name: &str, of: impl Fn(&Page<'_>, usize, usize) -> bool) -> bool {
    let prose = Prose::read(text);
    let page = Page::new(text, &prose, Lexicon::english());
    let tokens = prose.tokens_in(span(text, name));
    of(&page, tokens.start, tokens.end)
}

/// What `of` makes of `text` where the names `known` have been found.
pub fn found<T>(
    text: &str,
    known: &[&str],
    of: impl Fn(&Page<'_>, &mut Names<'_, Gazetteer>, &mut Vec<Hit>) -> T,
) -> T {
    let prose = Prose::read(text);
    let page = Page::new(text, &prose, Lexicon::english());
    let mut names = Names::new(Gazetteer::embedded());
    let mut hits: Vec<Hit> = known
        .iter()
        .map(|name| {
            let tokens = prose.tokens_in(span(text, name));
            Hit {
                first: tokens.start,
                end: tokens.end,
                kind: kind_words::around(&page, tokens.start, tokens.end),
                name: names.number(&name.to_lowercase()),
                features: Features::default(),
                probability: 0.9,
                dateline: false,
            }
        })
        .collect();
    hits.sort_by_key(|hit| hit.first);
    of(&page, &mut names, &mut hits)
}

fn span(text: &str, name: &str) -> Span {
    let at = text.find(name).expect(text);
    Span::new(at, at + name.len())
}
