//! Whose officials speak or act in the sentence of a name: "the governor of X", "X police", "Chilean firefighters". They are busy
//! in their own area, so a name beside them lies there rather than at a larger namesake elsewhere.

use super::groups::{Groups, Parent, Tie};
use super::parents::add_parent;
use crate::toponym::adjectives;
use crate::toponym::atlas::Atlas;
use crate::toponym::lexicon::Classes;
use crate::toponym::names::Names;
use crate::toponym::page::Page;
use crate::toponym::recognise::Hit;

/// Words between a name and its office at most: "X regional military administration".
const LONGEST: usize = 2;

/// Ties to each group the areas of the offices, and the countries of the adjectives, in the sentences of its mentions.
pub fn tie<A: Atlas + ?Sized>(
    page: &Page<'_>,
    names: &mut Names<'_, A>,
    mentions: &[Hit],
    groups: &mut Groups,
) {
    let offices: Vec<usize> = (0..mentions.len()).filter(|&at| is_office(page, &mentions[at])).collect();
    let lands: Vec<(usize, [u8; 2])> = adjectives::find(page, mentions)
        .into_iter()
        .filter(|(at, _)| !acts_abroad(page, at.end))
        .filter_map(|(at, country)| {
            let sense = names.home(country).filter(|sense| sense.country != *b"  ")?;
            Some((page.sentence_of(at.start), sense.country))
        })
        .collect();
    for (index, hit) in mentions.iter().enumerate() {
        let own = groups.of[index];
        let sentence = page.sentence_of(hit.first);
        for &office in &offices {
            if groups.of[office] != own && page.sentence_of(mentions[office].first) == sentence {
                let parent = Parent { group: groups.of[office], tie: Tie::Office, mention: office };
                add_parent(&mut groups.list[own], parent);
            }
        }
        let first = lands.partition_point(|(other, _)| *other < sentence);
        for (_, country) in lands[first..].iter().take_while(|(other, _)| *other == sentence) {
            if !groups.list[own].lands.contains(country) {
                groups.list[own].lands.push(*country);
            }
        }
    }
}

/// True if an office of the place is named: behind it, or before it with "of" or "in".
fn is_office(page: &Page<'_>, hit: &Hit) -> bool {
    let end = hit.kind.end.max(hit.end);
    let end = if page.possessive(end) { end + 1 } else { end };
    let behind = (end..=end + LONGEST)
        .find(|&at| !page.is(at, Classes::OFFICE_ADJECTIVE) || page.is(at, Classes::LOCAL_OFFICE))
        .is_some_and(|at| page.is(at, Classes::LOCAL_OFFICE));
    let first = hit.kind.first.min(hit.first);
    let article = first > 0 && page.is(first - 1, Classes::ARTICLE);
    let link = first.checked_sub(1 + usize::from(article));
    behind
        || link.is_some_and(|link| {
            link > 0
                && matches!(page.lower(link), "of" | "in" | "for")
                && page.is(link - 1, Classes::LOCAL_OFFICE)
        })
}

/// True if what follows an adjective fights or flies in other countries too: "Russian troops".
fn acts_abroad(page: &Page<'_>, at: usize) -> bool {
    let at = if page.is(at, Classes::OFFICE_ADJECTIVE) { at + 1 } else { at };
    !page.is(at, Classes::LOCAL_OFFICE)
        && page.is(at, Classes::OFFICIAL.with(Classes::HARM).with(Classes::DEED))
}

#[cfg(test)]
mod tests {
    use crate::gazetteer::Gazetteer;
    use crate::text::Prose;
    use crate::toponym::find_in;

    #[test]
    fn officials_are_busy_in_their_own_area() {
        for (text, region) in [
            ("A barn burned in Voznesenovka, the governor of Voronezh said.", Some("Voronezh Oblast")),
            ("A barn burned in Voznesenovka, Kursk prosecutors said.", Some("Kursk Oblast")),
            (
                "A barn burned in Voznesenovka, the Belgorod regional administration said.",
                Some("Belgorod Oblast"),
            ),
            ("A barn burned in Voznesenovka, a shepherd said.", None),
        ] {
            let found = find_in(text, &Prose::read(text), Gazetteer::embedded());
            let place = found
                .iter()
                .find(|toponym| toponym.text == "Voznesenovka")
                .and_then(|one| one.place.as_ref());
            assert_eq!(place.and_then(|place| place.region.as_deref()), region, "{text}");
        }
    }
}
