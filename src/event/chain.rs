//! Names that stand together: which holds which, and which are a list.

use super::Relation;
use super::alike::roughly_km;
use super::lexicon::class;
use super::phrases::division_rank;
use super::place::{class_of, rank};
use super::reading::Reading;
use super::relation::relation;
use super::site::{Head, Named, Site};
use crate::gazetteer::PlaceClass;

/// "on the X - Y highway": one stretch.
fn is_stretch(reading: &Reading<'_>, last: Named, named: Named) -> bool {
    let road = reading.is(named.end, class::ROAD);
    // "on the road X - Y"
    let led =
        reading.is_before(last.first, 1, class::ROAD) && matches!(reading.word(last.end), "-" | "\u{2013}");
    (road || led) && named.first == last.end + 1 && reading.word(last.end) != ","
}

/// Adds a name to the site that it follows: as a container, as what is contained, or as the next of a list.
pub fn join(reading: &Reading<'_>, site: &mut Site, last: Named, named: Named) {
    // "A, as well as the towns of B": a list too.
    let listed = (last.end..named.first).any(|at| matches!(reading.word(at), "and" | "or" | "&" | "well"));
    let comma = (last.end..named.first).any(|at| matches!(reading.word(at), "," | "/" | "-"));
    // "X's Y", "X town's Y", "the X province's Y"
    let kind = reading.is(last.end, class::KIND_WORD) || division_rank(reading, last.end).is_some();
    let possessive = reading.word(last.end) == "'s" || kind && reading.word(last.end + 1) == "'s";
    let stretch = comma && is_stretch(reading, last, named);
    // "on the road linking X with Y"
    let links = matches!(reading.before(site.first, 1), "linking" | "connecting" | "joining")
        && matches!(reading.word(last.end), "with" | "to" | "and");
    let between = stretch || links || reading.before(site.first, 1) == "between";
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
    if comma && !listed && is_told_by(reading, last.end, named) {
        return;
    }
    if stretch && !single {
        // "in X, on the A-B highway": at X.
        site.heads.pop_if(|head| head.toponym == last.toponym);
        return;
    }
    let Some(head) = site.heads.last_mut() else { return };
    let inside =
        comma && !listed && !possessive && named.rank >= last.rank && is_held(reading, last.end, named);
    // "in the X district the village of Y": what follows lies in what stands before.
    let narrows = last.rank >= 2 && named.rank == 1 && is_called(reading, last.end, named.first);
    let linked = (last.end..named.first).any(|at| matches!(reading.word(at), "of" | "in"));
    let within = linked && !comma && !listed && !narrows;
    if within && head.toponym == last.toponym && !possessive && is_in_or_of(reading, head, last, named) {
        return;
    }
    if comma && !listed && single && is_fronted(reading, last, named) {
        // "In the X district, the Y community was hit"
        hold(head, named);
    } else if inside {
        // "X, in the municipality of Y": Y holds X, though a town bears its name.
        head.containers.push(named.toponym);
    } else if named.rank > last.rank && !(listed && named.rank != 4) && !possessive {
        if !head.containers.contains(&named.toponym) {
            head.containers.push(named.toponym);
        }
    } else if named.rank < last.rank && comma && !possessive && head.containers.contains(&last.toponym) {
        // "X in the A district, the village of Y": the district holds X, and a list goes on.
        site.heads.push(next_of_list(reading, site, last.end, named));
    } else if named.rank < last.rank && (!listed || possessive) {
        // "Tarsin region, Old Mill": what was named first holds the second.
        hold(head, named);
        let (relation, offset) = relation(reading, reading.prose.tokens[named.first].sentence, named);
        if relation != Relation::In {
            (head.relation, head.offset) = (relation, offset);
        }
        head.exact |= named.rank == 0;
    } else if between && single && (listed || stretch || links) {
        head.relation = Relation::Between;
        head.containers.push(named.toponym);
    } else if listed || comma {
        site.heads.push(next_of_list(reading, site, last.end, named));
    }
}

/// What a head names holds the second name, which takes its place.
fn hold(head: &mut Head, named: Named) {
    let wider = std::mem::replace(&mut head.toponym, named.toponym);
    head.containers.insert(0, wider);
}

/// "the villages of A, B and C in X province": what holds the last of a list holds those before it that no layer has.
pub fn share_holder(reading: &Reading<'_>, site: &mut Site) {
    let Some((last, before)) = site.heads.split_last_mut() else { return };
    let place = |index: usize| reading.toponyms[index].place.as_deref();
    let holders: Vec<usize> = last
        .containers
        .iter()
        .copied()
        .filter(|index| place(*index).is_some_and(|holder| holder.class != PlaceClass::Settlement))
        .collect();
    let Some(country) = holders.first().and_then(|index| place(*index)?.country.clone()) else { return };
    let own = reading.prose.tokens_in(reading.toponyms[last.toponym].span);
    let holder = holders
        .iter()
        .map(|index| reading.prose.tokens_in(reading.toponyms[*index].span))
        .find(|tokens| tokens.start > own.end);
    let inside = holder
        .is_some_and(|holder| (own.end..holder.start).any(|at| matches!(reading.word(at), "in" | "of")));
    let elsewhere = before
        .iter()
        .any(|head| place(head.toponym).is_some_and(|place| place.country.as_ref() != Some(&country)));
    if !inside || elsewhere {
        return;
    }
    for head in before.iter_mut().filter(|head| place(head.toponym).is_none() && head.containers.is_empty()) {
        head.containers.clone_from(&holders);
    }
}

/// "in A, B, on Tuesday", "in A, B, C Province": two names with no "and" between are a place and the town that holds it.
pub fn settle_chain(reading: &Reading<'_>, site: &mut Site) {
    let [first, second] = site.heads.as_slice() else { return };
    let place = |head: &Head| reading.toponyms[head.toponym].place.as_deref();
    let tokens = |head: &Head| reading.prose.tokens_in(reading.toponyms[head.toponym].span);
    let gap = tokens(first).end..tokens(second).start;
    let placed = matches!(reading.before(tokens(first).start, 1), "in" | "at" | "near" | "of" | "to" | "on")
        || reading.is(tokens(first).start.saturating_sub(1), class::KIND_WORD);
    let closed = matches!(reading.word(site.end), "," | "." | "" | "on" | ";" | ")");
    let larger = match (place(first), place(second)) {
        (None, Some(_)) => true,
        // "near Velle, West Tarsin": a name with a quarter of the sky that no layer has is an area.
        (Some(_), None) => reading.is(tokens(second).start, class::QUARTER),
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
    } else if named.rank == 1
        && last.rank == 1
        && head.toponym == last.toponym
        && is_within(reading, last, named)
    {
        // "X town's Y village": a part of X that no layer has, or one close by.
        head.containers.insert(0, last.toponym);
        head.toponym = named.toponym;
    } else if named.rank >= last.rank || head.toponym == last.toponym {
        return false;
    } else if named.rank.max(division_rank(reading, named.end).unwrap_or(0)) > head_rank(reading, head) {
        // "X in Y's Z region", "X in Y's Z township": both hold X.
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

/// "In the X district, the Y community was hit": where the sentence opens, then which part of it.
fn is_fronted(reading: &Reading<'_>, last: Named, named: Named) -> bool {
    let start = reading.sentence(reading.prose.tokens[last.first].sentence).first_token;
    let opens = reading.word(start) == "in" && last.first <= start + 2;
    let division = division_rank(reading, last.end) == Some(2) && reading.word(last.end + 1) == ",";
    let part = matches!(reading.word(named.end), "community" | "hromada" | "municipality");
    opens && division && last.rank == 2 && named.rank == 2 && part && named.first <= last.end + 3
}

/// "the village of", "the town of" right before a name at `first`, behind the word of kind at `from`.
fn is_called(reading: &Reading<'_>, from: usize, first: usize) -> bool {
    first >= from + 4
        && reading.word(first - 1) == "of"
        && reading.is(first - 2, class::SETTLEMENT)
        && matches!(reading.word(first - 3), "the" | "a")
}

/// True if the second name can lie in the first: no layer has it, or it is close by.
fn is_within(reading: &Reading<'_>, last: Named, named: Named) -> bool {
    const NEAR_KM: f64 = 40.0;
    let place = |named: Named| reading.toponyms[named.toponym].place.as_deref();
    match (place(last), place(named)) {
        (Some(wide), Some(narrow)) => roughly_km(wide.position, narrow.position) <= NEAR_KM,
        (Some(_), None) => true,
        _ => false,
    }
}

/// True if "the districts of" or its like leads a list.
fn is_of_districts(reading: &Reading<'_>, site: &Site) -> bool {
    reading.before(site.first, 1) == "of" && reading.is_before(site.first, 2, class::DIVISIONS_OF)
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

/// ", in the municipality of Y", ", in Y territory", ", a suburb of Y", ", a village of Y": what follows the comma holds what stands before.
fn is_held(reading: &Reading<'_>, from: usize, named: Named) -> bool {
    let after = from + 1;
    let division = |at: usize| {
        division_rank(reading, at).is_some()
            || matches!(reading.word(at), "suburb" | "neighbourhood" | "neighborhood" | "part")
    };
    // "X, a village of Y", "X, a town in Y".
    let noun = || {
        (after + 1..after + 4).find(|at| reading.is(*at, class::KIND_WORD)).is_some_and(|noun| {
            matches!(reading.word(noun + 1), "of" | "in" | "within") && noun + 1 < named.first
        })
    };
    let apposed = matches!(reading.word(after), "a" | "an") && noun();
    // "X, in the Y territory", "X, in Y township".
    let local = |at: usize| matches!(reading.word(at), "ward" | "area" | "locality");
    let divided = reading.word(after) == "in" && (division(named.end) || local(named.end));
    // "near X, in Y": a list would go on with "and".
    let goes_on = reading.word(named.end) == "and"
        || reading.word(named.end) == ","
            && matches!(reading.word(named.end + 1), "in" | "near" | "at" | "and");
    let holder = reading.word(after) == "in" && named.first == after + 1 && !goes_on;
    after < named.first
        && (apposed
            || divided
            || holder
            // "X, municipality of Y"
            || division_rank(reading, after).is_some() && reading.word(after + 1) == "of"
            || matches!(reading.word(after), "in" | "a" | "part")
                && (after..named.first)
                    .any(|at| division(at) && matches!(reading.word(at + 1), "of" | "on" | "in")))
}

/// "X, a town near Y", "X, a hamlet on the road to Y": what follows the comma tells where X is, and no event is there.
fn is_told_by(reading: &Reading<'_>, from: usize, named: Named) -> bool {
    let kind = (from + 2..named.first).find(|at| reading.is(*at, class::KIND_WORD));
    let leads = |at: usize| {
        reading.is(at, class::NEAR | class::OUTSKIRTS)
            || matches!(reading.word(at), "from" | "to" | "outside" | "between")
    };
    matches!(reading.word(from + 1), "a" | "an" | "the")
        && kind.is_some_and(|kind| (kind + 1..named.first).any(leads))
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
