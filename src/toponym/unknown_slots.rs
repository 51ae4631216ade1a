//! Places of a sentence that only a place can fill: what is shelled, what an attack is on, whose residents are hurt.

use super::lexicon::Classes;
use super::page::Page;
use super::unknown_words::Slot;
use crate::gazetteer::starts_cyrillic;
use crate::text::TokenKind;

/// Tokens over which a blow or a shot still says what "on" or "at" means.
const REACH: usize = 4;

/// "the X and Y communities came under fire": land and no people, by what is done to it.
#[must_use]
pub fn is_shelled(page: &Page<'_>, end: usize) -> bool {
    is_struck(page, end) && (end..end + 6).all(|at| page.lower(at) != "attack")
}

/// True if the unknown name in tokens `first..end` fills a slot of a place.
#[must_use]
pub fn fills(page: &Page<'_>, first: usize, end: usize) -> bool {
    if page.possessive(end) || page.capital(end) && !page.is(end, Classes::CALENDAR) {
        return false;
    }
    if page.is(end, Classes::OFFICIAL.with(Classes::SPEECH)) && !page.is(end, Classes::HARM) {
        return false;
    }
    is_object(page, first)
        || is_target(page, first)
        || is_struck(page, end)
        || heads_a_count(page, first, end)
}

/// Skips back over "the", quotation marks and adjectives of land before the name; the token before them, in its sentence.
fn lead(page: &Page<'_>, first: usize) -> Option<(usize, bool)> {
    let (start, _) = page.bounds(first);
    let mut at = first;
    let mut held = false;
    while at > start {
        at -= 1;
        let mark = matches!(page.word(at), "\"" | "“" | "‘" | "«" | "'") || page.hyphen(at);
        if Slot::Held.has(page.lower(at)) && !page.capital(at) {
            held = true;
        } else if !(mark || held && (page.is(at, Classes::ARTICLE) || page.hyphen(at + 1))) {
            return Some((at, held));
        }
    }
    None
}

/// "shelled X", "captured X", "fled X", "in the temporarily occupied X", "in "X"".
fn is_object(page: &Page<'_>, first: usize) -> bool {
    let Some((at, held)) = lead(page, first) else { return false };
    let word = page.lower(at);
    let past = word.ends_with("ed") || matches!(word, "hit" | "struck" | "overran" | "retook" | "shook");
    let harmed = page.is(at, Classes::HARM) && (past || word.ends_with("ing")) && !page.capital(at);
    let passive = at > 0 && matches!(page.lower(at - 1), "was" | "were" | "been" | "be" | "being" | "is");
    harmed && !passive && (held || at + 1 == first)
        || matches!(word, "fled" | "evacuate" | "reached" | "entered" | "through")
        || word == "took" && at > 0 && page.is(at - 1, Classes::OFFICIAL)
        // Slavic texts set firms and clubs in quotation marks.
        || (held || at + 1 < first && !starts_cyrillic(page.lower(first)))
            && page.is(at, Classes::PREP_IN)
            && !page.is(at, Classes::HARM)
}

/// "an attack on X", "shelling of X", "fired rockets at X", "withdrew from X", "a resident of X", "shot down over X".
fn is_target(page: &Page<'_>, first: usize) -> bool {
    let Some((at, _)) = lead(page, first) else { return false };
    let (start, _) = page.bounds(first);
    let near = |slot: Slot| {
        (at.saturating_sub(REACH).max(start)..at)
            .rev()
            .take_while(|&before| {
                let caps = page.token(before).is_some_and(|token| token.all_caps);
                (!page.capital(before) || caps) && !matches!(page.lower(before), "," | ";" | ":")
            })
            .any(|before| slot.has(page.lower(before)))
    };
    let noun = at.checked_sub(1).filter(|&noun| noun >= start).map_or("", |noun| page.lower(noun));
    match page.lower(at) {
        "on" | "against" => near(Slot::Blow),
        "at" | "into" | "toward" | "towards" => near(Slot::Flies),
        // "took control of X"
        "of" if noun == "control" => (at.saturating_sub(REACH).max(start)..at).any(|verb| {
            matches!(
                page.lower(verb),
                "took"
                    | "take"
                    | "taken"
                    | "taking"
                    | "seized"
                    | "gained"
                    | "regained"
                    | "retook"
                    | "established"
                    | "lost"
                    | "claimed"
                    | "assumed"
            )
        }),
        "of" => Slot::DoneTo.has(noun) || Slot::Lives.has(noun) || noun == "market" || noun == "centre",
        "from" => near(Slot::Leaves),
        "over" if noun == "control" => true,
        "over" | "across" => near(Slot::Aloft),
        _ => false,
    }
}

/// "X was shelled", "X came under fire", "X was hit by a guided bomb".
fn is_struck(page: &Page<'_>, end: usize) -> bool {
    let auxiliary = |at: usize| {
        matches!(page.lower(at), "was" | "were" | "been" | "be" | "being" | "again" | "also" | "has" | "have")
    };
    let mut at = end;
    if matches!(page.lower(at), "came" | "comes" | "come" | "is" | "was" | "were")
        && page.lower(at + 1) == "under"
    {
        return (at + 2..at + 5).any(|at| {
            matches!(page.lower(at), "fire" | "attack" | "shelling" | "bombardment" | "siege" | "assault")
        });
    }
    let mut passive = false;
    while auxiliary(at) && at < end + 4 {
        passive |= matches!(page.lower(at), "was" | "were" | "been" | "be" | "being");
        at += 1;
    }
    if !passive || page.sentence_of(at) != page.sentence_of(end.saturating_sub(1)) {
        return false;
    }
    Slot::OnlyPlaces.has(page.lower(at))
        || page.is(at, Classes::HARM)
            && matches!(page.lower(at + 1), "by" | "with")
            && (at + 2..at + 6).any(|at| Slot::Flies.has(page.lower(at)) || Slot::Blow.has(page.lower(at)))
}

/// "X - five hits", "X: 2 explosions": one place of a list that counts what fell on each.
fn heads_a_count(page: &Page<'_>, first: usize, end: usize) -> bool {
    let mark = matches!(page.word(end), "-" | "–" | "—" | ":" | "(") && !page.hyphen(end);
    let opens = page.before(first).is_none_or(|at| matches!(page.word(at), "," | ";" | "•" | "-" | ":"));
    let number = page.token(end + 1).is_some_and(|token| token.kind == TokenKind::Number)
        || matches!(
            page.lower(end + 1),
            "one" | "two" | "three" | "four" | "five" | "six" | "seven" | "eight" | "nine" | "ten"
        );
    mark && opens && number && (end + 2..end + 4).any(|at| Slot::Counted.has(page.lower(at)))
}

/// "9 June - X: gunmen killed", "X community: a bomb fell": the head of one item of a list of what happened where.
#[must_use]
pub fn heads_item(page: &Page<'_>, first: usize, end: usize) -> bool {
    let (start, _) = page.bounds(first);
    let opened = |at: usize| {
        page.token(at).is_some_and(|token| token.kind != TokenKind::Word) || page.is(at, Classes::CALENDAR)
    };
    let numbered =
        (start..first).any(|at| page.token(at).is_some_and(|token| token.kind == TokenKind::Number));
    let kind = page.is(end, Classes::KIND) && !page.capital(end);
    let colon = end + usize::from(kind);
    page.word(colon) == ":"
        && (start..first).all(opened)
        && (numbered && start < first || kind)
        && page.before(first).is_none_or(|at| at < start || !page.possessive(at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::toponym::unknown_asked::asked;

    #[test]
    fn slots_that_only_places_fill() {
        for (text, name, expected) in [
            ("Troops captured Zoravel on Monday.", "Zoravel", true),
            ("The attack on Kumbor came at dawn.", "Kumbor", true),
            ("Rockets fell on Tel Quorin.", "Tel Quorin", true),
            ("Shelling of Dravna killed two.", "Dravna", true),
            ("A resident of Krimsal died.", "Krimsal", true),
            ("Rebels withdrew from Vostrel on Sunday.", "Vostrel", true),
            ("Two drones were shot down over Imbrek.", "Imbrek", true),
            ("A car blew up in the temporarily occupied Melstrov.", "Melstrov", true),
            ("A bomb went off in \"Rondal\" on Friday.", "Rondal", true),
            ("Soldiers fired mortars into rebel-held Jurim.", "Jurim", true),
            ("Soldiers hit \"Gostel\" hard.", "Gostel", false),
            ("Gostel was shelled with mortars.", "Gostel", true),
            ("Gostel came under heavy fire.", "Gostel", true),
            ("Gostel was hit by a guided bomb.", "Gostel", true),
            ("Gostel - five hits, Brusk - two hits.", "Brusk", true),
            ("Gostel has also been shelled.", "Gostel", true),
            ("Gostel also shelled the road.", "Gostel", false),
            ("Gostel was hit by a car.", "Gostel", false),
            ("Gostel was attacked by critics.", "Gostel", false),
            ("The capture of Gostel pleased them.", "Gostel", false),
            ("They left Gostel alone.", "Gostel", false),
            ("The attack on Gostel's house failed.", "Gostel", false),
            ("He spoke of Gostel at length.", "Gostel", false),
            ("A book on Gostel came out.", "Gostel", false),
            ("The troops took Gostel on Friday.", "Gostel", true),
            ("The troops took full control of Gostel on Friday.", "Gostel", true),
            ("They lost control of Gostel Motors.", "Gostel", false),
            ("She took Gostel by the hand.", "Gostel", false),
        ] {
            assert_eq!(asked(text, name, fills), expected, "{text}");
        }
    }

    #[test]
    fn heads_of_items() {
        for (text, name, expected) in [
            ("9 June - Gostel: Gunmen killed two.", "Gostel", true),
            ("Gostel community: a bomb fell on a school.", "Gostel", true),
            ("Gostel: We will win.", "Gostel", false),
            ("On 9 June he met Gostel: a friend.", "Gostel", false),
        ] {
            assert_eq!(asked(text, name, heads_item), expected, "{text}");
        }
    }
}
