//! Lists of places in which one member was not recognised: "A, Ozerne nova, B and C". What stands between the others is a place
//! too, with its small second word, its number or its quotation marks, and the list does not end at it.

use std::ops::Range;

use super::atlas::Atlas;
use super::features::{Feature, Features};
use super::kind_words::{self, Form};
use super::lexicon::Classes;
use super::names::Names;
use super::page::{Capitals, Page};
use super::recognise::Hit;
use super::scan::joined;
use super::unknown_runs::is_ordinal;
use crate::text::TokenKind;

/// A member's name has at most so many words.
const MOST_WORDS: usize = 6;
/// How far before a list its plural may stand: "nine settlements came under fire, the governor said:".
const LEAD: usize = 18;
/// Tokens of a remark in brackets after a member at most: "(two hits)".
const BRACKETS: usize = 8;
/// Probability of a member that only its list makes a place.
const PROBABILITY: f64 = 0.7;

/// One member of a list.
struct Member {
    /// The tokens of its name.
    name: Range<usize>,
    /// One past all that belongs to it.
    end: usize,
    /// The mention that was found in it.
    hit: Option<usize>,
    /// True if it is a settlement or a division that was found.
    placed: bool,
    /// True if it is a person, a firm or a country.
    other: bool,
}

/// Completes the lists of the page: `hits` are all mentions found so far, in order.
pub fn complete<A: Atlas + ?Sized>(page: &Page<'_>, names: &mut Names<'_, A>, hits: &mut Vec<Hit>) {
    let mut starts: Vec<Option<usize>> = vec![None; page.len()];
    for (index, hit) in hits.iter().enumerate() {
        for first in [hit.kind.first, hit.first] {
            starts[first.min(hit.first)] = Some(index);
        }
    }
    let mut changed: Vec<(Option<usize>, Range<usize>)> = Vec::new();
    for sentence in &page.prose.sentences {
        if page.case(sentence.first_token) != Capitals::Sentence {
            continue;
        }
        let mut at = sentence.first_token;
        while at < sentence.end_token {
            if starts[at].is_none() && !may_begin(page, at) {
                at += 1;
                continue;
            }
            let led = is_led(page, at);
            let members = Lists { page, hits, starts: &starts, limit: sentence.end_token, led }.at(at);
            let Some(last) = members.last().map(|member| member.end) else {
                at += 1;
                continue;
            };
            if is_of_places(page, &members) {
                changed.extend(members.iter().filter_map(|member| {
                    let whole = member.hit.map(|hit| hits[hit].first..hits[hit].end);
                    (whole.as_ref() != Some(&member.name)).then(|| (member.hit, member.name.clone()))
                }));
            }
            at = last.max(at + 1);
        }
    }
    for (hit, name) in changed {
        let new = Hit {
            first: name.start,
            end: name.end,
            kind: kind_words::around(page, name.start, name.end),
            name: names.number(&joined(page, name.start, name.end)),
            features: Features::default(),
            probability: PROBABILITY,
            dateline: false,
        };
        match hit {
            Some(hit) => hits[hit] = new,
            None => hits.push(new),
        }
    }
    hits.sort_by_key(|hit| (hit.first, hit.end));
    hits.dedup_by(|next, kept| next.first < kept.end);
}

/// False for a word that begins no member, unless a mention begins with it: nearly all words.
fn may_begin(page: &Page<'_>, at: usize) -> bool {
    page.capital(at)
        || page.is(at, Classes::ARTICLE.with(Classes::KIND))
        || page.token(at).is_some_and(|token| match token.kind {
            TokenKind::Number => page.capital(at + 1),
            TokenKind::Mark => is_quote(page, at),
            _ => false,
        })
}

/// What a list is read with.
struct Lists<'a, 't> {
    page: &'a Page<'t>,
    hits: &'a [Hit],
    /// The mention that begins at each token.
    starts: &'a [Option<usize>],
    /// One past the last token of the sentence.
    limit: usize,
    /// True after "nine settlements came under fire:": all that follows are places, whatever their words.
    led: bool,
}

impl Lists<'_, '_> {
    /// The members of the list that begins at `at`; empty if none does.
    fn at(&self, at: usize) -> Vec<Member> {
        let page = self.page;
        let mut members = Vec::new();
        let mut next = at;
        while let Some(member) = self.member(next) {
            let end = member.end;
            members.push(member);
            let comma = matches!(page.word(end), "," | ";");
            next = end + usize::from(comma);
            let joined = matches!(page.lower(next), "and" | "or" | "&");
            next += usize::from(joined);
            if page.lower(next) == "as" && page.lower(next + 1) == "well" && page.lower(next + 2) == "as" {
                next += 3;
            } else if !comma && !joined {
                break;
            }
            if next >= self.limit {
                break;
            }
        }
        members
    }

    /// Where the name of the member at `at` begins: behind quotation marks, "the" and "villages of".
    fn name_start(&self, at: usize) -> usize {
        let (page, limit) = (self.page, self.limit);
        let mut first = at;
        while first < limit
            && (is_quote(page, first) || page.is(first, Classes::ARTICLE) && page.lower(first) == "the")
        {
            first += 1;
        }
        let of = (first..limit.min(first + 4)).find(|&of| page.is(of, Classes::OF));
        let kinds = |of: usize| (first..of).all(|at| page.is(at, Classes::KIND) && !page.capital(at));
        if let Some(of) = of.filter(|&of| of > first && kinds(of)) {
            first = of + 1;
            first += usize::from(is_quote(page, first));
        }
        first
    }

    /// The member that begins at `at`.
    fn member(&self, at: usize) -> Option<Member> {
        let (page, limit) = (self.page, self.limit);
        let first = self.name_start(at);
        let hit = self.starts.get(first).copied().flatten();
        // "10th Oktyabr", "8 Marta": a number begins the name.
        let number = page.token(first).is_some_and(|token| token.kind == TokenKind::Number)
            && page.capital(first + 1)
            && !is_other(page, first + 1, self.led);
        if hit.is_none() && !page.capital(first) && !number {
            return None;
        }
        // "N. Lyman": an initial and its point.
        let initial = page.word(first).len() == 1 && page.word(first + 1) == "." && page.capital(first + 2);
        let words = first + 1 + 2 * usize::from(initial) + usize::from(number);
        let own = hit.map_or(words, |hit| self.hits[hit].end);
        let start = hit.map_or(first, |hit| self.hits[hit].first);
        let mut end = self.grown(own);
        let person = |at: usize| page.person.get(at).copied().unwrap_or(false);
        if end - start > MOST_WORDS || !self.led && (start..end).any(person) {
            return None;
        }
        let name = start..end;
        let outgrown = hit.filter(|&hit| end > self.hits[hit].end);
        end = hit.filter(|_| outgrown.is_none()).map_or(end, |hit| self.hits[hit].kind.end.max(end));
        end += usize::from(is_quote(page, end));
        while end < limit
            && page.is(end, Classes::KIND.with(Classes::DISTRICT_ADJECTIVE))
            && !page.capital(end)
        {
            end += 1;
        }
        if page.word(end) == "("
            && let Some(close) = (end..limit.min(end + BRACKETS)).find(|&at| page.word(at) == ")")
        {
            end = close + 1;
        }
        let areal = |hit: usize| {
            let hit = &self.hits[hit];
            hit.features.has(Feature::Country) || hit.dateline || hit.kind.form == Form::Region
        };
        let other = hit.is_some_and(areal)
            || hit.is_none() && name.clone().any(|at| page.capital(at) && is_other(page, at, self.led));
        Some(Member { placed: hit.is_some() && !other, name, end, hit, other })
    }

    /// The end of a name whose first words end at `end`: further capitals, numbers, small second words before a comma or "and".
    fn grown(&self, mut end: usize) -> usize {
        let (page, limit) = (self.page, self.limit);
        let closes = |at: usize| {
            at >= limit
                || matches!(page.word(at), "," | ";" | "." | ")" | "(" | "”" | "\"" | "»" | "’")
                || matches!(page.lower(at), "and" | "or" | "&")
        };
        let small = |at: usize| {
            !page.capital(at)
                && page.word(at).len() > 2
                && if self.led {
                    !page.is(at, Classes::SPEECH.with(Classes::KIND))
                } else {
                    is_plain(page, at)
                }
        };
        while end < limit {
            let tied = page.hyphen(end) && end + 1 < limit;
            let word = page.token(end).is_some_and(|token| token.kind == TokenKind::Word);
            let number = page.token(end).is_some_and(|token| token.kind == TokenKind::Number);
            if tied {
                end += 2;
            } else if page.capital(end) && !is_other(page, end, self.led) || is_ordinal(page, end) {
                end += 1;
            } else if page.is(end, Classes::PARTICLE) && page.capital(end + 1) {
                end += 2;
            } else if page.word(end).len() <= 3 && page.hyphen(end + 1) && page.capital(end + 2) {
                // "ez-Zor" of "Deir ez-Zor".
                end += 3;
            } else if closes(end + 1) && (number || word && small(end)) {
                return end + 1;
            } else {
                break;
            }
        }
        end
    }
}

/// A word that English does not have.
fn is_plain(page: &Page<'_>, at: usize) -> bool {
    page.classes.get(at).is_some_and(|classes| classes.without(Classes::FIRST_NAME) == Classes::default())
}

fn is_quote(page: &Page<'_>, at: usize) -> bool {
    matches!(page.word(at), "\"" | "“" | "”" | "«" | "»" | "‘")
}

/// A word of firms and days, and unless all are places anyway of persons, peoples and plain English.
fn is_other(page: &Page<'_>, at: usize, led: bool) -> bool {
    let never = Classes::TITLE
        .with(Classes::CALENDAR)
        .with(Classes::ORGANISATION)
        .with(Classes::PAPER)
        .with(Classes::AGENCY)
        .with(Classes::SPEECH)
        .with(Classes::PREPOSITION);
    let doubtful = Classes::FIRST_NAME
        .with(Classes::DEMONYM)
        .with(Classes::OFFICIAL)
        .with(Classes::NEVER)
        .with(Classes::SPORT)
        .with(Classes::COMMON);
    page.is(at, never)
        || !led && (page.is(at, doubtful) || page.token(at).is_some_and(|token| token.all_caps))
}

/// True if enough of the members are places, or a plural before the list says that all are.
fn is_of_places(page: &Page<'_>, members: &[Member]) -> bool {
    let placed = members.iter().filter(|member| member.placed).count();
    let settled = members.iter().all(|member| !member.other);
    let Some(first) = members.first() else { return false };
    settled
        && (members.len() > 2 && placed > 1 && placed * 2 >= members.len()
            || is_led(page, first.name.start) && (placed > 0 && members.len() > 1 || members.len() > 2))
}

/// "nine settlements came under fire:", "several villages, namely", "six towns. These are".
fn is_led(page: &Page<'_>, first: usize) -> bool {
    let mut at = first;
    while at > 0 && first - at < LEAD && (is_quote(page, at - 1) || page.is(at - 1, Classes::ARTICLE)) {
        at -= 1;
    }
    let Some(mark) = at.checked_sub(1) else { return false };
    let plural = |from: usize| {
        (from.saturating_sub(LEAD)..from)
            .any(|at| page.is(at, Classes::PLURAL) && !page.is(at, Classes::REGION) && !page.capital(at))
    };
    match page.lower(mark) {
        ":" | "-" | "–" | "—" | "namely" | "including" | "them" => plural(mark),
        "of" => page.is(mark.wrapping_sub(1), Classes::PLURAL) && !page.capital(mark - 1),
        "are" | "were" => {
            matches!(page.lower(mark.wrapping_sub(1)), "these" | "they" | "those") && plural(mark)
                || page.lower(mark.wrapping_sub(1)) == "fire"
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::slice;
    use crate::toponym::unknown_asked::found;

    /// The names found in `text` where those of `known` have been found.
    fn completed(text: &str, known: &[&str]) -> String {
        found(text, known, |page, names, hits| {
            complete(page, names, hits);
            let names: Vec<&str> =
                hits.iter().map(|hit| slice(text, page.span(hit.first, hit.end))).collect();
            names.join(" | ")
        })
    }

    #[test]
    fn one_unknown_member_does_not_end_a_list() {
        for (text, known, expected) in [
            (
                "They shelled Dorna, Velko verkhnya, Quent and Harro.",
                &["Dorna", "Quent", "Harro"][..],
                "Dorna | Velko verkhnya | Quent | Harro",
            ),
            (
                "They shelled Dorna, Tel esh-Velko, Quent.",
                &["Dorna", "Quent"],
                "Dorna | Tel esh-Velko | Quent",
            ),
            (
                "Five villages were attacked, namely Dorna, Gambar sabon, Lower Rubat and N. Velko.",
                &["Dorna"],
                "Dorna | Gambar sabon | Lower Rubat | N. Velko",
            ),
            (
                "They took Dorna, Quent, Harro and 10th Velko.",
                &["Dorna", "Quent", "Harro"],
                "Dorna | Quent | Harro | 10th Velko",
            ),
            (
                "They took Dorna, Quent, Harro and 10 tanks.",
                &["Dorna", "Quent", "Harro"],
                "Dorna | Quent | Harro",
            ),
            ("They shelled Dorna, Velko-2, Quent.", &["Dorna", "Quent"], "Dorna | Velko-2 | Quent"),
            (
                "Four settlements came under fire: Velkur, Ozdra mala and Brulo.",
                &["Brulo"],
                "Velkur | Ozdra mala | Brulo",
            ),
            (
                "They hit six villages. These are Velkur persha, \"Ozdra\" and Brulo.",
                &["Velkur", "Brulo"],
                "Velkur persha | Ozdra | Brulo",
            ),
            ("Dorna, Vissarion Quill and Harro spoke.", &["Dorna", "Harro"], "Dorna | Harro"),
            ("Dorna, Monday and Harro came.", &["Dorna", "Harro"], "Dorna | Harro"),
            ("They met Velkur, Ozdra and Brulo.", &["Brulo"], "Brulo"),
            ("Firms such as Velkur, Ozdra and Brulo grew.", &[], ""),
        ] {
            assert_eq!(completed(text, known), expected, "{text}");
        }
    }
}
