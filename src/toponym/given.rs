//! Spans that a caller has marked as places: which place each one is. Their words are taken as they stand; what the finder sees
//! in the rest of the text is only their surroundings.

use super::atlas::Atlas;
use super::features::{Feature, Features};
use super::kind_words::{self, Form, KindWords};
use super::lexicon::{Classes, Lexicon};
use super::names::{NameNo, Names};
use super::page::Page;
use super::recognise::Hit;
use super::scan::{self, joined};
use super::{Choice, Telling, Toponym, coarse, finish, lists, read, recognise, resolve, unknown};
use crate::evidence::Evidence;
use crate::gazetteer::PlaceClass;
use crate::text::{Prose, Span, slice};

/// A name that only a part of the marked words has is worth this share of its confidence.
const PART: f64 = 0.6;

/// How a marked span was read.
enum Read {
    /// As a name, or as a name that a part of it has.
    Name { hit: Hit, part: bool },
    /// As an adjective of a country, at that token.
    Adjective { at: usize, country: &'static str },
    /// No word of the text lies in it.
    Nothing,
}

/// The place of each of `spans`, one toponym a span, in their order.
pub fn resolve_given<A: Atlas + ?Sized>(
    text: &str,
    prose: &Prose,
    atlas: &A,
    spans: &[Span],
    Choice { bias, least }: Choice<'_>,
) -> Vec<Toponym> {
    let (page, family) = read(text, prose, atlas);
    let mut names = Names::new(atlas);
    let reads: Vec<Read> = spans.iter().map(|&span| read_span(&page, &mut names, span)).collect();
    // What else the text names, as surroundings.
    let mut found = recognise::known(&page, &mut names, &family, &super::dateline::mark(&page));
    let unknown = unknown::find(&page, &mut names, &found, &family);
    found.extend(unknown);
    let covered = covered(&page, spans);
    found.retain(|hit| covered[hit.first..hit.end].iter().all(|covered| !covered));
    let mut hits: Vec<(Hit, Option<usize>)> = found.into_iter().map(|hit| (hit, None)).collect();
    for (number, read) in reads.iter().enumerate() {
        if let Read::Name { hit, .. } = read {
            hits.push((hit.clone(), Some(number)));
        }
    }
    hits.sort_by_key(|(hit, number)| (hit.first, hit.end, *number));
    let (mut hits, numbers): (Vec<Hit>, Vec<Option<usize>>) = hits.into_iter().unzip();
    lists::share(&page, &mut hits);
    let resolved = resolve::resolve(&page, &mut names, &hits, bias);
    let made = finish::Found::new(&page, &hits, &resolved, (least, Telling::All));
    let mut toponyms: Vec<Option<Toponym>> = spans.iter().map(|_| None).collect();
    for (index, number) in numbers.iter().enumerate() {
        let Some(number) = *number else { continue };
        let mut toponym = made.toponym(&mut names, index);
        if toponym.place.is_none()
            && let Some((place, confidence, reason)) =
                coarse::place(&page, &mut names, &hits, &resolved, index)
            && confidence >= least
        {
            (toponym.place, toponym.confidence) = (Some(place), confidence);
            toponym.evidence.push(reason);
        }
        toponyms[number] = Some(toponym);
    }
    let finished = toponyms.into_iter().zip(&reads).zip(spans);
    finished.map(|((toponym, read), &span)| whole(&page, &mut names, span, read, toponym)).collect()
}

/// The toponym with the caller's own span.
fn whole<A: Atlas + ?Sized>(
    page: &Page<'_>,
    names: &mut Names<'_, A>,
    span: Span,
    read: &Read,
    toponym: Option<Toponym>,
) -> Toponym {
    let words = slice(page.text, span);
    let adjective = match read {
        Read::Adjective { at, country } => finish::adjective(page, names, &(*at..*at + 1), country),
        _ => None,
    };
    let mut toponym = toponym.or(adjective).unwrap_or_else(|| Toponym::unplaced(span, words));
    if let Read::Name { hit, part: true } = read {
        let part = page.span(hit.first, hit.end);
        toponym.confidence = (toponym.confidence * PART * 1000.0).round() / 1000.0;
        let note = "only these of the marked words are a name of the gazetteer; the place meant is taken to lie in or at it";
        toponym.evidence.push(Evidence::at("part-of-name", part, note));
    }
    words.clone_into(&mut toponym.text);
    toponym.span = span;
    toponym.phrase = toponym.phrase.join(span);
    toponym
}

fn read_span<A: Atlas + ?Sized>(page: &Page<'_>, names: &mut Names<'_, A>, span: Span) -> Read {
    let tokens = tokens_under(page, span);
    if tokens.is_empty() {
        return Read::Nothing;
    }
    let (mut first, mut end) = (tokens.start, tokens.end);
    while end > first + 1 && page.possessive(end - 1) {
        end -= 1;
    }
    let written = slice(page.text, page.span(first, end));
    if let Some((name, comma)) = Lexicon::english().abbreviation(written) {
        let name = names.number(&name.replace(',', "").to_lowercase());
        let form = scan::short_form(names.senses(name), comma);
        let kind = KindWords { form, first, end, ..KindWords::default() };
        return Read::Name { hit: hit(name, (first, end), kind), part: false };
    }
    if end - first == 1
        && page.is(first, Classes::DEMONYM)
        && let Some(country) = Lexicon::english().demonym(page.lower(first))
    {
        return Read::Adjective { at: first, country };
    }
    if end - first > 1 && page.is(first, Classes::ARTICLE) && !has_senses(page, names, first, end) {
        first += 1;
    }
    if has_senses(page, names, first, end) {
        let name = names.number(&joined(page, first, end));
        return named(page, names, name, (first, end), false);
    }
    for at in (first..end).rev() {
        if let Some(country) =
            Lexicon::english().demonym(page.lower(at)).filter(|_| page.is(at, Classes::DEMONYM))
        {
            return Read::Adjective { at, country };
        }
    }
    if let Some((from, to)) = longest_part(page, names, first, end) {
        let name = names.number(&joined(page, from, to));
        let whole = (first..from).chain(to..end).all(|at| page.is(at, Classes::KIND.with(Classes::OF)));
        return named(page, names, name, (from, to), !whole);
    }
    let name = names.number(&joined(page, first, end));
    named(page, names, name, (first, end), false)
}

/// For each token, whether some span covers it; in time that grows with tokens and spans, however the spans overlap.
fn covered(page: &Page<'_>, spans: &[Span]) -> Vec<bool> {
    let mut change = vec![0_i64; page.len() + 1];
    for &span in spans {
        let tokens = tokens_under(page, span);
        change[tokens.start] += 1;
        change[tokens.end] -= 1;
    }
    let depth = change.iter().take(page.len()).scan(0, |depth, change| {
        *depth += change;
        Some(*depth > 0)
    });
    depth.collect()
}

/// The tokens that lie in a span or share a byte with it.
fn tokens_under(page: &Page<'_>, span: Span) -> std::ops::Range<usize> {
    let tokens = &page.prose.tokens;
    let first = tokens.partition_point(|token| token.span.end <= span.start);
    let end = tokens.partition_point(|token| token.span.start < span.end);
    first..end.max(first)
}

fn has_senses<A: Atlas + ?Sized>(
    page: &Page<'_>,
    names: &mut Names<'_, A>,
    first: usize,
    end: usize,
) -> bool {
    let name = names.number(&joined(page, first, end));
    !names.senses(name).is_empty()
}

/// The longest run of the words that is a name; of equally long ones the best known: a country or region, then by inhabitants.
fn longest_part<A: Atlas + ?Sized>(
    page: &Page<'_>,
    names: &mut Names<'_, A>,
    first: usize,
    end: usize,
) -> Option<(usize, usize)> {
    /// A longer span is no name but a sentence.
    const MOST: usize = 16;
    let end = end.min(first + MOST);
    for length in (1..end - first).rev() {
        let best = (first..=end - length)
            .filter(|&from| {
                let common = Classes::COMMON.with(Classes::NEVER).with(Classes::KIND).with(Classes::COMPASS);
                let weak = length == 1 && (page.is(from, common) || page.lower(from).len() < 4);
                page.capital(from) && !page.hyphen(from + length - 1) && !weak
            })
            .filter_map(|from| Some((fame(page, names, from, from + length)?, from)))
            .max();
        if let Some((_, from)) = best {
            return Some((from, from + length));
        }
    }
    None
}

/// How well known the best known place of a name is; none if it is no name.
fn fame<A: Atlas + ?Sized>(
    page: &Page<'_>,
    names: &mut Names<'_, A>,
    first: usize,
    end: usize,
) -> Option<(bool, u64)> {
    let name = names.number(&joined(page, first, end));
    let senses = names.senses(name).iter();
    senses
        .map(|sense| (matches!(sense.class, PlaceClass::Country | PlaceClass::Region), sense.population))
        .max()
}

fn named<A: Atlas + ?Sized>(
    page: &Page<'_>,
    names: &Names<'_, A>,
    name: usize,
    (first, end): (usize, usize),
    part: bool,
) -> Read {
    let bare = scan::bare_end(page, first, end);
    let mut kind = kind_words::around(page, first, end);
    if bare < end {
        let form = kind_words::form_of(page, end - 1).unwrap_or_default();
        kind = KindWords { form, first, end, ..KindWords::default() };
    }
    // "Orange County" as a district's own name asks for no other kind.
    if kind.form == Form::Bare && names.senses(name).iter().all(|sense| sense.class == PlaceClass::District) {
        kind.form = Form::District;
    }
    Read::Name { hit: hit(name, (first, bare), kind), part }
}

fn hit(name: NameNo, (first, end): (usize, usize), kind: KindWords) -> Hit {
    let mut features = Features::default();
    features.set(Feature::Bias, true);
    Hit { first, end, kind, name, features, probability: 1.0, dateline: false }
}
