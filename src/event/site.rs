//! The places of a sentence that an event can lie in: chains of containment, lists under one verb, relations.

use super::Relation;
use super::approach::{approach_cost, is_excluded};
use super::lexicon::class;
use super::place::{class_of, rank};
use super::reading::Reading;
use super::relation::relation;
use crate::gazetteer::PlaceClass;
use crate::toponym::Use;

/// One or more places named together, narrowest first: a list under one verb, or one place with what holds it.
#[derive(Debug, Clone)]
pub struct Site {
    /// Token index of the first name.
    pub first: usize,
    /// Token index past the last name.
    pub end: usize,
    /// The places; more than one only for a list.
    pub heads: Vec<Head>,
    /// Extra cost of choosing it: origins, destinations.
    pub cost: u32,
}

/// One place of a site.
#[derive(Debug, Clone)]
pub struct Head {
    /// Index into the article's toponyms.
    pub toponym: usize,
    /// What holds it, from near to far, as the text says it.
    pub containers: Vec<usize>,
    /// How the event lies to it.
    pub relation: Relation,
    /// "12 km north of it": km and azimuth.
    pub offset: Option<(f64, Option<f64>)>,
    /// A street or facility in it is named.
    pub exact: bool,
}

/// One literal name and its tokens.
#[derive(Debug, Clone, Copy)]
pub struct Named {
    /// Index into the article's toponyms.
    pub toponym: usize,
    /// Its first token.
    pub first: usize,
    /// Past its last token.
    pub end: usize,
    /// From narrow to wide.
    pub rank: u8,
}

/// The sites of one sentence, in order.
#[must_use]
pub fn sites(reading: &Reading<'_>, sentence: usize, toponyms: std::ops::Range<usize>) -> Vec<Site> {
    let mut sites: Vec<Site> = Vec::new();
    let mut last: Option<Named> = None;
    for index in toponyms {
        let toponym = &reading.toponyms[index];
        if toponym.usage != Use::Literal || toponym.is_way() {
            continue;
        }
        let tokens = reading.prose.tokens_in(toponym.span);
        if tokens.is_empty() {
            continue;
        }
        let known = rank(class_of(toponym));
        // "X District": a name that no layer has is as wide as its word of kind says.
        let rank = match reading.word(tokens.end) {
            "district" | "raion" | "rayon" | "county" | "municipality" if toponym.place.is_none() => {
                known.max(2)
            }
            "region" | "province" | "oblast" | "state" | "governorate" if toponym.place.is_none() => {
                known.max(3)
            }
            _ => known,
        };
        let named = Named { toponym: index, first: tokens.start, end: tokens.end, rank };
        if is_excluded(reading, sentence, named) {
            continue;
        }
        if last.is_some_and(|last| is_locator(reading, last, named)) {
            continue;
        }
        let joined = last.filter(|last| named.first >= last.end && is_joint(reading, last.end, named.first));
        match (joined, sites.last_mut()) {
            (Some(last), Some(site)) => join(reading, site, last, named),
            _ => sites.push(alone(reading, sentence, named)),
        }
        last = Some(named);
    }
    for site in &mut sites {
        settle_chain(reading, site);
    }
    sites
}

pub fn alone(reading: &Reading<'_>, sentence: usize, named: Named) -> Site {
    let (relation, offset) = relation(reading, sentence, named);
    let head = Head {
        toponym: named.toponym,
        containers: Vec::new(),
        relation,
        offset,
        exact: named.rank == 0 || has_facility(reading, sentence, named),
    };
    Site {
        first: named.first,
        end: named.end,
        heads: vec![head],
        cost: approach_cost(reading, sentence, named.first),
    }
}

/// Adds a name to the site that it follows: as a container, as what is contained, or as the next of a list.
pub fn join(reading: &Reading<'_>, site: &mut Site, last: Named, named: Named) {
    // "A, as well as the towns of B": a list too.
    let listed = (last.end..named.first).any(|at| matches!(reading.word(at), "and" | "or" | "&" | "well"));
    let comma = (last.end..named.first).any(|at| matches!(reading.word(at), "," | "/" | "-"));
    let possessive = reading.word(last.end) == "'s";
    let between = reading.before(site.first, 1) == "between";
    site.end = named.end;
    let single = site.heads.len() == 1;
    // "in the districts of A, B and C": towns and districts of one name are the same here.
    let named = if named.rank < last.rank && last.rank == 2 && comma && is_of_districts(reading, site) {
        Named { rank: last.rank, ..named }
    } else {
        named
    };
    if named.rank < last.rank && !listed {
        narrow_down(reading, site, named);
    }
    if possessive && is_owned(reading, site, last, named) {
        return;
    }
    let Some(head) = site.heads.last_mut() else { return };
    let inside =
        comma && !listed && !possessive && named.rank >= last.rank && is_held(reading, last.end, named);
    let within =
        (last.end..named.first).any(|at| matches!(reading.word(at), "of" | "in")) && !comma && !listed;
    if within && head.toponym == last.toponym && !possessive && is_in_or_of(reading, head, last, named) {
        return;
    }
    if inside {
        // "X, in the municipality of Y": Y holds X, though a town bears its name.
        head.containers.push(named.toponym);
    } else if named.rank > last.rank && !(listed && named.rank != 4) && !possessive {
        if !head.containers.contains(&named.toponym) {
            head.containers.push(named.toponym);
        }
    } else if named.rank < last.rank && (!listed || possessive) {
        // "Tarsin region, Old Mill": what was named first holds the second.
        let wider = std::mem::replace(&mut head.toponym, named.toponym);
        head.containers.insert(0, wider);
        let (relation, offset) = relation(reading, reading.prose.tokens[named.first].sentence, named);
        if relation != Relation::In {
            (head.relation, head.offset) = (relation, offset);
        }
        head.exact |= named.rank == 0;
    } else if between && single && listed {
        head.relation = Relation::Between;
        head.containers.push(named.toponym);
    } else if listed || comma {
        site.heads.push(next_of_list(reading, site, last.end, named));
    }
}

/// "in A, B, on Tuesday", "in A, B, C Province": two names with no "and" between are a place and the town that holds it.
fn settle_chain(reading: &Reading<'_>, site: &mut Site) {
    let [first, second] = site.heads.as_slice() else { return };
    let place = |head: &Head| reading.toponyms[head.toponym].place.as_deref();
    let tokens = |head: &Head| reading.prose.tokens_in(reading.toponyms[head.toponym].span);
    let gap = tokens(first).end..tokens(second).start;
    let placed = matches!(reading.before(tokens(first).start, 1), "in" | "at" | "near" | "of" | "to" | "on")
        || reading.is(tokens(first).start.saturating_sub(1), class::KIND_WORD);
    let closed = matches!(reading.word(site.end), "," | "." | "" | "on" | ";" | ")");
    let larger = match (place(first), place(second)) {
        (None, Some(_)) => true,
        (Some(first), Some(second)) => {
            second.population.unwrap_or(0) > 4 * first.population.unwrap_or(0).max(1000)
        }
        _ => false,
    };
    let bare = gap.clone().any(|at| reading.word(at) == ",")
        && gap.clone().all(|at| reading.word(at) == "," || reading.is(at, class::KIND_WORD | class::QUARTER));
    if !(placed && closed && larger && bare && first.containers.is_empty()) {
        return;
    }
    let Some(holder) = site.heads.pop() else { return };
    if let Some(head) = site.heads.first_mut() {
        head.containers.push(holder.toponym);
        head.containers.extend(holder.containers);
    }
}

/// "X's Y district", "X in Z's Y region", "X, Z region's Y": what the owner before the name holds. True if it was taken in.
fn is_owned(reading: &Reading<'_>, site: &mut Site, last: Named, named: Named) -> bool {
    let Some(head) = site.heads.last_mut() else { return false };
    if named.rank == 2 && last.rank == 1 && named.first == last.end + 1 {
        // "in X's Y district": X is the province of that name, and holds Y.
        let wider = std::mem::replace(&mut head.toponym, named.toponym);
        head.containers.insert(0, wider);
        if head.relation == Relation::In {
            head.relation = Relation::Region;
        }
    } else if named.rank >= last.rank || head.toponym == last.toponym {
        return false;
    } else if named.rank > head_rank(reading, head) {
        // "X in Y's Z region": both hold X.
        let at = head.containers.len().saturating_sub(1);
        head.containers.insert(at, named.toponym);
    } else {
        // "A, B region's C": B was no container of A but holds C.
        head.containers.retain(|index| *index != last.toponym);
        let (relation, offset) = relation(reading, reading.prose.tokens[named.first].sentence, named);
        site.heads.push(Head {
            toponym: named.toponym,
            containers: vec![last.toponym],
            relation,
            offset,
            exact: named.rank == 0,
        });
    }
    true
}

/// True if "the districts of" or its like leads a list.
fn is_of_districts(reading: &Reading<'_>, site: &Site) -> bool {
    reading.before(site.first, 1) == "of"
        && matches!(
            reading.before(site.first, 2),
            "districts" | "areas" | "directions" | "municipalities" | "communes"
        )
}

/// "the X suburb of Y", "X in Y", "X village of Y": one holds the other, whatever each is. True if so.
fn is_in_or_of(reading: &Reading<'_>, head: &mut Head, last: Named, named: Named) -> bool {
    if is_suburb_of(reading, last, named) {
        let wider = std::mem::replace(&mut head.toponym, named.toponym);
        head.containers.insert(0, wider);
        return true;
    }
    let unknown = reading.toponyms[last.toponym].place.is_none();
    let placed_in = (last.end..named.first).any(|at| reading.word(at) == "in")
        || unknown && reading.is(last.end, class::KIND_WORD);
    // "the northern district of X": X holds it.
    let district = last.rank == 2 && named.rank == 1;
    let held = placed_in && named.rank <= 2 || district;
    if held {
        head.containers.push(named.toponym);
    }
    held
}

/// "the X suburb of Y", "the X district of Y" where X has more people: the first name holds the second.
fn is_suburb_of(reading: &Reading<'_>, last: Named, named: Named) -> bool {
    let place = |named: Named| reading.toponyms[named.toponym].place.as_ref();
    let kind = reading.is(last.end, class::KIND_WORD | class::OUTSKIRTS)
        && reading.word(last.end + 1) == "of"
        && named.first == last.end + 2
        && reading.before(last.first, 1) == "the";
    kind && match (place(last), place(named)) {
        (Some(_), None) => true,
        (Some(first), Some(second)) => {
            first.class == second.class && first.population.unwrap_or(0) > second.population.unwrap_or(0)
        }
        _ => false,
    }
}

/// ", in the municipality of Y", ", in Y's suburbs", ", a suburb of Y": what follows the comma holds what stands before.
fn is_held(reading: &Reading<'_>, from: usize, named: Named) -> bool {
    let after = from + 1;
    let division = |at: usize| {
        matches!(
            reading.word(at),
            "municipality"
                | "district"
                | "county"
                | "province"
                | "commune"
                | "department"
                | "territory"
                | "governorate"
                | "subdivision"
                | "suburb"
                | "neighbourhood"
                | "neighborhood"
                | "part"
        )
    };
    after < named.first
        && matches!(reading.word(after), "in" | "a" | "part")
        && (after..named.first).any(|at| division(at) && matches!(reading.word(at + 1), "of" | "on" | "in"))
}

/// "Tarsin district, Old Mill community, Old Mill village": one chain from wide to narrow.
fn narrow_down(reading: &Reading<'_>, site: &mut Site, named: Named) {
    while site.heads.len() > 1 && site.heads.iter().all(|head| head_rank(reading, head) > named.rank) {
        let wider = site.heads.remove(0);
        if let Some(next) = site.heads.first_mut() {
            next.containers.push(wider.toponym);
        }
    }
}

/// The next place of a list: it shares the "near" or "outskirts of" of the first, but for "as well as the town of X".
fn next_of_list(reading: &Reading<'_>, site: &Site, from: usize, named: Named) -> Head {
    let before = site.heads.last().map_or((Relation::In, None), |head| (head.relation, head.offset));
    let (own, offset) = relation(reading, reading.prose.tokens[named.first].sentence, named);
    let anew = (from..named.first).any(|at| reading.is(at, class::KIND_WORD) || reading.word(at) == "well");
    let shared = matches!(before.0, Relation::Near | Relation::Outskirts)
        && !anew
        && matches!(own, Relation::In | Relation::Region);
    let (relation, offset) = if shared { before } else { (own, offset) };
    Head { toponym: named.toponym, containers: Vec::new(), relation, offset, exact: named.rank == 0 }
}

pub fn head_rank(reading: &Reading<'_>, head: &Head) -> u8 {
    rank(class_of(&reading.toponyms[head.toponym]))
}

/// "X, southeast of Y": Y only says where X lies.
pub fn is_locator(reading: &Reading<'_>, last: Named, named: Named) -> bool {
    // "in X province near the capital, Y"
    let division =
        matches!(class_of(&reading.toponyms[last.toponym]), PlaceClass::District | PlaceClass::Region);
    if division
        && named.rank <= last.rank
        && named.first <= last.end + 8
        && (last.end..named.first)
            .any(|at| matches!(reading.word(at), "near" | "bordering" | "neighboring" | "neighbouring"))
        && !(last.end..named.first).any(|at| matches!(reading.word(at), "and" | "or" | "in" | "at"))
    {
        return true;
    }
    if is_near_it(reading, last, named) {
        return true;
    }
    let comma = (last.end..last.end + 3)
        .find(|at| !reading.is(*at, class::KIND_WORD))
        .filter(|at| reading.word(*at) == ",");
    let Some(comma) = comma else { return false };
    if is_in_apposition(reading, comma + 1, named.first) {
        return true;
    }
    if last.rank <= 1
        && named.rank <= 1
        && (comma + 1..named.first)
            .any(|at| matches!(reading.word(at), "near" | "outside" | "beside" | "off"))
        && (comma + 1..named.first).all(|at| {
            matches!(reading.word(at), "near" | "outside" | "beside" | "off" | "just" | "the" | "of")
                || reading.is(at, class::KIND_WORD)
        })
    {
        // "X, near Y", "X, just outside the town of Y"
        return true;
    }
    named.first > comma + 2
        && named.first <= comma + 8
        && reading.before(named.first, 1) == "of"
        // "X, the eastern outskirts of Y": another place of a list.
        && !(reading.before(named.first, 2).ends_with('s') && reading.is(named.first - 2, class::KIND_WORD | class::OUTSKIRTS))
        && (comma + 1..named.first).any(|at| reading.is(at, class::QUARTER))
        && (comma + 1..named.first - 1).all(|at| {
            reading.is(at, class::QUARTER | class::KIND_WORD)
                || matches!(reading.word(at), "-" | "just" | "to" | "the" | "a" | "an" | "small")
        })
}

/// "the X refugee camp near Y", "X just outside Y"
fn is_near_it(reading: &Reading<'_>, last: Named, named: Named) -> bool {
    last.rank <= 1
        && named.rank <= 1
        && named.first > last.end
        && named.first - last.end <= 6
        && (last.end..named.first).any(|at| matches!(reading.word(at), "near" | "outside"))
        && (last.end..named.first).all(|at| {
            matches!(
                reading.word(at),
                "near" | "outside" | "just" | "the" | "of" | "refugee" | "idp" | "camp"
            ) || reading.is(at, class::KIND_WORD | class::FACILITY)
        })
}

/// "X, a town located 80 km from the border in Y,": what is said of X, up to the next comma.
fn is_in_apposition(reading: &Reading<'_>, from: usize, to: usize) -> bool {
    const LONGEST: usize = 24;
    let article = matches!(reading.word(from), "a" | "an" | "the" | "one");
    let noun = (from + 1..from + 4).find(|at| reading.is(*at, class::KIND_WORD));
    let Some(noun) = noun.filter(|noun| article && *noun < to && to - from <= LONGEST) else { return false };
    matches!(reading.word(noun + 1), "located" | "situated" | "lying" | "some" | "about" | "that" | "which")
        && (noun + 1..to).all(|at| !matches!(reading.word(at), "," | ";" | ":"))
        && matches!(reading.before(to, 1), "in" | "of" | "from" | "near" | "the")
}

/// True if only marks, articles and words of kind stand between two names, so that they belong together.
pub fn is_joint(reading: &Reading<'_>, from: usize, to: usize) -> bool {
    if to - from > 12 {
        return false;
    }
    let mut brackets = false;
    let listed = is_list_over(reading, from, to);
    (from..to).all(|at| {
        if listed && !matches!(reading.word(at), "in" | "of") {
            return true;
        }
        let word = reading.word(at);
        if word == "(" {
            brackets = true;
        }
        brackets && to - from < 10
            || reading.is(at, class::KIND_WORD | class::QUARTER | class::OUTSKIRTS)
            || reading.prose.tokens[at].capital && reading.is(at + 1, class::KIND_WORD) && at + 1 < to
            || matches!(
                word,
                "," | "/"
                    | "-"
                    | "&"
                    | "'s"
                    | "'"
                    | "("
                    | ")"
                    | "and"
                    | "or"
                    | "in"
                    | "of"
                    | "the"
                    | "a"
                    | "an"
                    | "as"
                    | "well"
                    | "both"
                    | "at"
                    | "its"
                    | "located"
                    | "also"
                    | "near"
                    | "around"
                    | "called"
                    | "named"
                    | "then"
                    | "including"
                    | "on"
                    | "neighboring"
                    | "neighbouring"
                    | "nearby"
                    | "over"
                    | "s"
                    | "\""
            )
    })
}

/// ", Alma el-Sha, " between two names: one that was not recognised stands in their list.
fn is_list_over(reading: &Reading<'_>, from: usize, to: usize) -> bool {
    let comma = |at: usize| matches!(reading.word(at), "," | "and");
    let particle =
        |at: usize| matches!(reading.word(at), "al" | "el" | "as" | "ash" | "de" | "la" | "del" | "-");
    to - from <= 9
        && reading.word(from) == ","
        && comma(to - 1)
        && (from..to).filter(|at| comma(*at)).count() <= 4
        && (from..to).any(|at| reading.prose.tokens[at].capital)
        && (from..to).all(|at| comma(at) || particle(at) || reading.prose.tokens[at].capital)
        && !(from..to).any(|at| reading.is(at, class::TITLE | class::OFFICIAL))
}

/// True if a street or facility of the place is named right before it: "a market in X".
pub fn has_facility(reading: &Reading<'_>, sentence: usize, named: Named) -> bool {
    let start = reading.sentence(sentence).first_token.max(named.first.saturating_sub(6));
    named.rank == 1
        && reading.before(named.first, 1) == "in"
        && (start..named.first).any(|at| reading.is(at, class::FACILITY) && reading.prose.tokens[at].capital)
}
