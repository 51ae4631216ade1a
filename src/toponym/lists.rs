//! Lists that share a word of kind: "Donetsk, Zaporizhia and Kherson regions", "the villages of X, Y and Z".

use super::kind_words::Form;
use super::page::Page;
use super::recognise::Hit;

/// Hands the plural word of kind on to every member of its list.
pub fn share(page: &Page<'_>, hits: &mut [Hit]) {
    for index in 0..hits.len() {
        let kind = hits[index].kind;
        if kind.shared_back {
            let mut member = index;
            while member > 0
                && hits[member - 1].kind.form == Form::Bare
                && listed(page, &hits[member - 1], &hits[member])
            {
                member -= 1;
                hits[member].kind.form = kind.form;
                hits[member].kind.size = kind.size;
            }
        }
        if kind.shared_on {
            let mut member = index;
            while member + 1 < hits.len()
                && hits[member + 1].kind.form == Form::Bare
                && listed(page, &hits[member], &hits[member + 1])
            {
                member += 1;
                hits[member].kind.form = kind.form;
                hits[member].kind.size = kind.size;
            }
        }
    }
}

/// True if only a comma, "and", "or" or both stand between two names of one sentence.
#[must_use]
pub fn listed(page: &Page<'_>, left: &Hit, right: &Hit) -> bool {
    let from = left.end;
    let to = right.first;
    page.sentence_of(left.first) == page.sentence_of(right.first)
        && from < to
        && to - from <= 3
        && (from..to).all(|at| matches!(page.link(at), "," | "and" | "or" | "&" | "the" | ";"))
        && (from..to).any(|at| page.lower(at) != "the")
}
