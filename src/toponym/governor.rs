//! What governs a name from the left: "in X" and "pounded X" mean the place, "pressure on X" and "blamed X" its rulers.

use super::features::Feature;
use super::lexicon::Classes;
use super::page::Page;
use super::recognise::Hit;

/// What the words before a name say of its use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Governor {
    /// The place: a preposition of place, a verb of harm or of motion.
    Place,
    /// A preposition that may go with either; the place unless more is known.
    Preposition,
    /// Those who act for it: the object of a verb of speech, or the subject of what is said.
    Rulers,
    /// Those who act for it, after "by", "with", "against".
    Partner,
    /// Some other lower-case word: most often a verb with the name as its object.
    Word,
    /// The name begins a sentence or clause.
    Opening,
}

/// Steps to the left over a list or adjectives, so that long lists stay cheap.
const FAR: usize = 24;

/// Finds it for the name that `hit` holds.
#[must_use]
pub fn of(page: &Page<'_>, hit: &Hit) -> Governor {
    let first = hit.kind.first.min(hit.first);
    if hit.features.has(Feature::Compass) || hit.features.has(Feature::CommaAreaBefore) {
        return Governor::Place;
    }
    let Some(at) = head_of_list(page, first) else { return Governor::Opening };
    let found = judge(page, at);
    // "the continental X", "in wartime X": an adjective, not a verb.
    let bare = page.before(first).is_some_and(|left| !page.is(left, Classes::ARTICLE));
    let before = page.before(at).filter(|&at| {
        bare && page.is(at, Classes::ARTICLE.with(Classes::PREPOSITION)) && page.lower(at) != "to"
    });
    match before.filter(|_| found == Governor::Word && !page.lower(at).ends_with("ing")) {
        Some(before) => skip_article(page, before)
            .map(|at| judge(page, at))
            .filter(|other| matches!(other, Governor::Place | Governor::Preposition | Governor::Partner))
            .unwrap_or(found),
        None => found,
    }
}

/// The token before the first member of the list that the name at `first` ends or continues.
fn head_of_list(page: &Page<'_>, first: usize) -> Option<usize> {
    let mut at = skip_article(page, page.before(first)?)?;
    for _ in 0..FAR {
        let joins = page.is(at, Classes::LIST) || page.word(at) == ",";
        if !joins {
            return Some(at);
        }
        let mut name = page.before(at)?;
        // ", and X".
        if page.word(name) == "," {
            name = page.before(name)?;
        }
        if !page.capital(name) || page.is(name, Classes::CALENDAR) {
            // "..., and X": a new clause.
            return None;
        }
        while page.capital(name) {
            name = page.before(name)?;
        }
        at = skip_article(page, name)?;
    }
    None
}

fn skip_article(page: &Page<'_>, at: usize) -> Option<usize> {
    if page.is(at, Classes::ARTICLE) && page.lower(at) != "that" { page.before(at) } else { Some(at) }
}

fn judge(page: &Page<'_>, at: usize) -> Governor {
    let noun = page.before(at);
    let relation = noun.is_some_and(|noun| {
        page.is(noun, Classes::RELATION)
            || page.lower(noun) == "not" && page.before(noun).is_some_and(|w| page.is(w, Classes::RELATION))
    });
    let passive = |at: usize| {
        !page.lower(at).ends_with("ing")
            && page
                .before(at)
                .is_some_and(|be| matches!(page.lower(be), "was" | "were" | "been" | "be" | "is" | "are"))
    };
    match page.lower(at) {
        "" => Governor::Opening,
        "between" => between(page, at),
        "against" => {
            let blow = noun.is_some_and(|noun| {
                page.is(noun, Classes::DEED.with(Classes::HARM))
                    || matches!(page.lower(noun), "terrorism" | "raids" | "missiles" | "drones" | "rockets")
            });
            if blow { Governor::Place } else { Governor::Partner }
        }
        "with" | "without" => {
            let border = noun.is_some_and(|noun| {
                page.is(noun, Classes::GROUND)
                    || matches!(page.lower(noun), "boundary" | "crossing" | "crossings")
            });
            if border { Governor::Place } else { Governor::Partner }
        }
        "for" => {
            let bound = noun.is_some_and(|noun| {
                page.is(noun, Classes::PLACE_OBJECT)
                    || matches!(
                        page.lower(noun),
                        "bound" | "headed" | "heading" | "depart" | "departed" | "off" | "battle" | "battles"
                    )
            });
            // "Battles were fought for X."
            let fought = noun.is_some_and(|noun| page.lower(noun) == "fought" && passive(noun));
            if bound || fought { Governor::Place } else { Governor::Partner }
        }
        "by" => {
            let side =
                noun.is_some_and(|noun| matches!(page.lower(noun), "stopped" | "close" | "near" | "hard"));
            if side { Governor::Place } else { Governor::Partner }
        }
        "despite" | "than" | "like" | "unlike" | "versus" | "vs" => Governor::Partner,
        "as" if noun.is_some_and(|such| page.lower(such) == "such") => Governor::Place,
        "of" | "to" | "from" | "on" | "about" | "under" | "upon" | "over" if relation => Governor::Partner,
        _ if page.is(at, Classes::CLAUSE) && !page.is(at, Classes::SPEECH) => Governor::Opening,
        _ if page.is(at, Classes::HARM.with(Classes::PLACE_OBJECT)) && !passive(at) => Governor::Place,
        _ if page.is(at, Classes::PREP_IN) => Governor::Place,
        _ if page.is(at, Classes::PREP_TO.with(Classes::OF)) => Governor::Preposition,
        // "said X": X speaks, unless a verb follows; the caller looks.
        _ if page.is(at, Classes::METONYM_OBJECT.with(Classes::SPEECH)) => Governor::Rulers,
        _ if page.capital(at) || page.token(at).is_none_or(|t| t.kind != crate::text::TokenKind::Word) => {
            Governor::Opening
        }
        _ if page.is(at, Classes::COMPASS) => Governor::Place,
        _ => Governor::Word,
    }
}

/// "the road between X and Y" lies on the ground, "talks between X and Y" do not.
fn between(page: &Page<'_>, at: usize) -> Governor {
    let way = page.before(at).is_some_and(|noun| {
        page.is(noun, Classes::GROUND.with(Classes::FACILITY))
            || matches!(
                page.lower(noun),
                "flight"
                    | "flights"
                    | "train"
                    | "trains"
                    | "route"
                    | "line"
                    | "km"
                    | "distance"
                    | "trip"
                    | "way"
                    | "service"
                    | "corridor"
                    | "halfway"
                    | "travel"
                    | "crossing"
                    | "boundary"
                    | "railway"
                    | "miles"
            )
    });
    if way { Governor::Place } else { Governor::Partner }
}
