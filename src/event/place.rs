//! Which places of a sentence an event can lie in: chains of containment, lists, relations, and names that only qualify.

use super::lexicon::class;
use super::reading::Reading;
use super::{EventPlace, GeoPrecision, Relation};
use crate::gazetteer::PlaceClass;
use crate::geodesy::LonLat;
use crate::text::Span;
use crate::toponym::{Toponym, Use};

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
struct Named {
    toponym: usize,
    first: usize,
    end: usize,
    rank: u8,
}

fn class_of(toponym: &Toponym) -> PlaceClass {
    toponym.place.as_ref().map_or(PlaceClass::Settlement, |place| place.class)
}

/// From narrow to wide.
#[must_use]
pub fn rank(class: PlaceClass) -> u8 {
    match class {
        PlaceClass::Facility => 0,
        PlaceClass::Settlement => 1,
        PlaceClass::District => 2,
        PlaceClass::Region | PlaceClass::Sea | PlaceClass::Area => 3,
        PlaceClass::Country => 4,
    }
}

/// The sites of one sentence, in order.
#[must_use]
pub fn sites(reading: &Reading<'_>, sentence: usize, toponyms: std::ops::Range<usize>) -> Vec<Site> {
    let mut sites: Vec<Site> = Vec::new();
    let mut last: Option<Named> = None;
    for index in toponyms {
        let toponym = &reading.toponyms[index];
        if toponym.usage != Use::Literal {
            continue;
        }
        let tokens = reading.prose.tokens_in(toponym.span);
        if tokens.is_empty() {
            continue;
        }
        let named =
            Named { toponym: index, first: tokens.start, end: tokens.end, rank: rank(class_of(toponym)) };
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
    sites
}

fn alone(reading: &Reading<'_>, sentence: usize, named: Named) -> Site {
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
fn join(reading: &Reading<'_>, site: &mut Site, last: Named, named: Named) {
    let listed = (last.end..named.first).any(|at| matches!(reading.word(at), "and" | "or" | "&"));
    let comma = (last.end..named.first).any(|at| matches!(reading.word(at), "," | "/" | "-"));
    let possessive = reading.word(last.end) == "'s";
    let between = reading.before(site.first, 1) == "between";
    site.end = named.end;
    let single = site.heads.len() == 1;
    if named.rank < last.rank && !listed {
        // "Kupiansk district, Kurylivka community, Kurylivka village": one chain from wide to narrow.
        while site.heads.len() > 1 && site.heads.iter().all(|head| head_rank(reading, head) > named.rank) {
            let wider = site.heads.remove(0);
            if let Some(next) = site.heads.first_mut() {
                next.containers.push(wider.toponym);
            }
        }
    }
    let Some(head) = site.heads.last_mut() else { return };
    let within =
        (last.end..named.first).any(|at| matches!(reading.word(at), "of" | "in")) && !comma && !listed;
    if within
        && !possessive
        && named.rank <= last.rank
        && head.toponym == last.toponym
        && last.rank == 2
        && named.rank == 1
    {
        // "the northern district of X": X holds it.
        head.containers.push(named.toponym);
    } else if named.rank < last.rank
        && head.toponym != last.toponym
        && possessive
        && named.rank > head_rank(reading, head)
    {
        // "X in Y's Z region": both hold X.
        let at = head.containers.len().saturating_sub(1);
        head.containers.insert(at, named.toponym);
    } else if named.rank < last.rank && head.toponym != last.toponym && possessive {
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
    } else if named.rank > last.rank && !(listed && named.rank != 4) && !possessive {
        if !head.containers.contains(&named.toponym) {
            head.containers.push(named.toponym);
        }
    } else if named.rank < last.rank && (!listed || possessive) {
        // "Kharkiv region, Derhachi": what was named first holds the second.
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
        let before = site.heads.last().map_or((Relation::In, None), |head| (head.relation, head.offset));
        let (own, offset) = relation(reading, reading.prose.tokens[named.first].sentence, named);
        let (relation, offset) = if matches!(before.0, Relation::Near | Relation::Outskirts)
            && matches!(own, Relation::In | Relation::Region)
        {
            before
        } else {
            (own, offset)
        };
        site.heads.push(Head {
            toponym: named.toponym,
            containers: Vec::new(),
            relation,
            offset,
            exact: named.rank == 0,
        });
    }
}

fn head_rank(reading: &Reading<'_>, head: &Head) -> u8 {
    rank(class_of(&reading.toponyms[head.toponym]))
}

/// "X, southeast of Y": Y only says where X lies.
fn is_locator(reading: &Reading<'_>, last: Named, named: Named) -> bool {
    reading.word(last.end) == ","
        && named.first > last.end + 2
        && named.first <= last.end + 5
        && reading.before(named.first, 1) == "of"
        && (last.end + 1..named.first - 1).all(|at| {
            reading.is(at, class::QUARTER) || matches!(reading.word(at), "-" | "just" | "to" | "the")
        })
}

/// True if only marks, articles and words of kind stand between two names, so that they belong together.
fn is_joint(reading: &Reading<'_>, from: usize, to: usize) -> bool {
    if to - from > 12 {
        return false;
    }
    let mut brackets = false;
    (from..to).all(|at| {
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
            )
    })
}

/// How the words before a name bind the event to it.
fn relation(reading: &Reading<'_>, sentence: usize, named: Named) -> (Relation, Option<(f64, Option<f64>)>) {
    let start = reading.sentence(sentence).first_token;
    if let Some((km, azimuth)) = stated_distance(reading, start, named.first) {
        return (Relation::Offset, Some((km, azimuth)));
    }
    let mut at = named.first;
    let mut quarter = None;
    for _ in 0..8 {
        if at <= start {
            break;
        }
        at -= 1;
        let word = reading.word(at);
        if reading.is(at, class::OUTSKIRTS) {
            return (Relation::Outskirts, None);
        }
        if reading.is(at, class::NEAR)
            || matches!(word, "area" | "vicinity") && reading.word(at + 1) == "of"
            || word == "districts" && reading.word(at + 1) == "of"
        {
            return (Relation::Near, None);
        }
        if reading.is(at, class::QUARTER) {
            quarter = Some(at);
            continue;
        }
        if word == "of" && quarter.is_none() && reading.is(at.saturating_sub(1), class::QUARTER) {
            // "south of X", not "the south of the X region"
            let whole = reading.before(at, 2) == "the" && named.rank >= 2;
            return if whole { (Relation::In, None) } else { (Relation::Near, None) };
        }
        let passed = reading.is(at, class::KIND_WORD)
            || matches!(
                word,
                "the" | "of" | "a" | "its" | "-" | "small" | "large" | "border" | "two" | "three" | "four"
            );
        if !passed {
            break;
        }
    }
    let class = class_of(&reading.toponyms[named.toponym]);
    (if rank(class) >= 2 { Relation::Region } else { Relation::In }, None)
}

/// "12 km north of", "30 miles from" directly before a name: km and azimuth.
fn stated_distance(reading: &Reading<'_>, start: usize, first: usize) -> Option<(f64, Option<f64>)> {
    let mut azimuth = None;
    let mut at = first;
    for _ in 0..12 {
        at = at.checked_sub(1).filter(|at| *at >= start)?;
        let word = reading.word(at);
        if let Some(degrees) = compass(word) {
            azimuth = Some(degrees);
            continue;
        }
        let km = match word {
            "km" | "kilometers" | "kilometres" | "kilometer" | "kilometre" => 1.0,
            "miles" | "mile" if reading.word(at + 1) != ")" => 1.609_344,
            "of" | "from" | "the" | "away" | "to" | "(" | ")" | "off" | "border" | "line" | "town"
            | "city" | "village" | "with" | "capital" | "," | "state" | "regional" | "miles" | "some"
            | "down" | "up" => continue,
            _ if reading.prose.tokens[at].kind == crate::text::TokenKind::Number => continue,
            _ => return None,
        };
        let number: f64 = reading.word(at.checked_sub(1)?).replace(',', "").parse().ok()?;
        return Some((number * km, azimuth));
    }
    None
}

/// Azimuth of a compass word, degrees clockwise from north.
#[must_use]
pub fn compass(word: &str) -> Option<f64> {
    Some(match word {
        "north" => 0.0,
        "northeast" | "north-east" => 45.0,
        "east" => 90.0,
        "southeast" => 135.0,
        "south" => 180.0,
        "southwest" => 225.0,
        "west" => 270.0,
        "northwest" => 315.0,
        _ => return None,
    })
}

/// Origins and destinations cost more than places that something happened in.
fn approach_cost(reading: &Reading<'_>, sentence: usize, first: usize) -> u32 {
    let start = reading.sentence(sentence).first_token;
    let mut at = first;
    for step in 0..7 {
        if at <= start {
            return 4;
        }
        at -= 1;
        let word = reading.word(at);
        // "in annexed X", "in besieged X": one adjective may stand between.
        let lower = !reading.prose.tokens[at].capital
            && reading.prose.tokens[at].kind == crate::text::TokenKind::Word;
        if step == 0 && lower && (word.ends_with("ed") || word.ends_with("ing") || word.ends_with("ern")) {
            continue;
        }
        match word {
            "from" | "native" | "via" => return 60,
            "resident" | "residents" => return 25,
            "to" | "towards" | "toward" | "into" => {
                let from = at.saturating_sub(7).max(start);
                let moved =
                    (from..at).any(|index| reading.is(index, class::MOVE) || reading.word(index) == "from");
                return if word != "into" && moved { 50 } else { 6 };
            }
            "in" | "at" | "near" | "over" | "inside" | "outside" | "across" | "throughout" | "above"
            | "off" | "against" | "on" | "around" => {
                // "hospital in X", "lives in X", "landed in a field"
                let from = at.saturating_sub(9).max(start);
                let origin = (from..at)
                    .rev()
                    .take_while(|index| reading.word(*index) != ",")
                    .find(|index| reading.word(*index) == "from");
                if origin.is_some_and(|origin| {
                    (origin.saturating_sub(4)..origin).any(|index| is_launch(reading.word(index)))
                }) {
                    return 60;
                }
                let aside = matches!(
                    reading.before(at, 1),
                    "hospital"
                        | "hospitals"
                        | "based"
                        | "lives"
                        | "living"
                        | "born"
                        | "reporters"
                        | "journalists"
                        | "stationed"
                        | "court"
                        | "prison"
                        | "conference"
                );
                return if aside { 40 } else { 0 };
            }
            _ => {}
        }
        let passed = reading.is(at, class::KIND_WORD | class::QUARTER | class::OUTSKIRTS | class::NEAR)
            || matches!(
                word,
                "the" | "of" | "a" | "its" | "-" | "small" | "large" | "," | "occupied" | "russian"
            );
        if !passed {
            return 3;
        }
    }
    3
}

/// Words of shots and flights, whose "from" is an origin.
fn is_launch(word: &str) -> bool {
    matches!(
        word,
        "launched"
            | "fired"
            | "launch"
            | "launches"
            | "missiles"
            | "missile"
            | "flew"
            | "flown"
            | "shot"
            | "fire"
            | "drones"
    )
}

/// Names that only say who speaks, who governs, where the report was filed or what a distance is measured to.
fn is_excluded(reading: &Reading<'_>, sentence: usize, named: Named) -> bool {
    let bounds = reading.sentence(sentence);
    is_dateline(reading, sentence, named)
        || is_titled(reading, bounds.first_token, bounds.end_token, named)
        || is_distance_target(reading, bounds.first_token, named)
        || reading.is(named.end, class::SPEECH)
            && named.rank >= 4
            && !matches!(reading.word(named.end), "report" | "statement" | "telegram")
}

fn is_dateline(reading: &Reading<'_>, sentence: usize, named: Named) -> bool {
    let bounds = reading.sentence(sentence);
    let opens = sentence == 0 || reading.sentence(sentence - 1).paragraph != bounds.paragraph;
    if !opens || named.first > bounds.first_token + 8 {
        return false;
    }
    let agency =
        |at: usize| matches!(reading.word(at), "reuters" | "ap" | "afp" | "tass" | "xinhua" | "bbc" | "upi");
    let limit = bounds.end_token.min(bounds.first_token + 22);
    let capital = reading.prose.tokens[named.first].all_caps;
    for at in named.end..limit {
        let dash = reading.word(at) == "-" && !reading.prose.tokens[at].glued;
        if dash && (capital || at <= named.end + 1 || (named.end..at).any(agency)) {
            return capital
                || (named.end..at)
                    .any(|index| agency(index) || reading.word(index) == ")" || date_like(reading, index));
        }
        if at == named.end && capital && matches!(reading.word(at), ":" | "(") {
            return true;
        }
    }
    capital && (named.end..limit).any(agency)
}

fn date_like(reading: &Reading<'_>, at: usize) -> bool {
    crate::text::dates::month(reading.word(at)).is_some()
}

/// "governor of X", "the X governor", "head of the X region's administration", "X Regional Military Administration".
fn is_titled(reading: &Reading<'_>, start: usize, end: usize, named: Named) -> bool {
    let mut at = named.end;
    while at < end
        && (reading.is(at, class::KIND_WORD | class::QUARTER)
            || matches!(
                reading.word(at),
                "'s" | "regional"
                    | "military"
                    | "city"
                    | "acting"
                    | "local"
                    | "interior"
                    | "defense"
                    | "defence"
                    | "foreign"
                    | "operational"
                    | "provincial"
                    | "health"
            ))
    {
        at += 1;
    }
    let direct = at < end && reading.is(at, class::TITLE) && at - named.end <= 4;
    if direct
        && !matches!(
            reading.word(at),
            "residents" | "university" | "office" | "embassy" | "parliament" | "court"
        )
    {
        return true;
    }
    let mut at = named.first;
    for _ in 0..5 {
        if at <= start {
            return false;
        }
        at -= 1;
        let word = reading.word(at);
        if reading.is(at, class::TITLE) {
            return reading.word(at + 1) == "of" || reading.word(at + 1) == "for";
        }
        let passed = reading.is(at, class::KIND_WORD | class::QUARTER)
            || matches!(word, "of" | "the" | "'s" | "for" | "russia" | "ukraine" | "military" | "regional");
        if !passed {
            return false;
        }
    }
    false
}

/// "a town 30 km west of X": X is what the distance is measured to, unless no other place stands before.
fn is_distance_target(reading: &Reading<'_>, start: usize, named: Named) -> bool {
    if stated_distance(reading, start, named.first).is_none() {
        return false;
    }
    let earlier = reading.toponyms[..named.toponym]
        .iter()
        .rev()
        .take_while(|toponym| toponym.span.start >= reading.prose.tokens[start].span.start);
    let settlement =
        earlier.take(12).any(|toponym| rank(class_of(toponym)) <= 3 && toponym.usage == Use::Literal);
    settlement || named.rank >= 3 || reading.word(named.end) == "border"
}

/// True if a street or facility of the place is named right before it: "a market in X".
fn has_facility(reading: &Reading<'_>, sentence: usize, named: Named) -> bool {
    let start = reading.sentence(sentence).first_token.max(named.first.saturating_sub(6));
    named.rank == 1
        && reading.before(named.first, 1) == "in"
        && (start..named.first).any(|at| reading.is(at, class::FACILITY) && reading.prose.tokens[at].capital)
}

/// The place of an event at one head of a site.
#[must_use]
pub fn place_at(reading: &Reading<'_>, head: &Head, inherited: bool) -> EventPlace {
    let named = &reading.toponyms[head.toponym];
    let settled = |index: &&usize| {
        reading.toponyms[**index].place.as_ref().is_some_and(|place| place.class == PlaceClass::Settlement)
    };
    let holder = head.containers.iter().find(settled).map(|index| &reading.toponyms[*index]);
    // A facility is kept with its settlement: the point is the settlement's, the words are the facility's.
    let facility = class_of(named) == PlaceClass::Facility;
    let toponym = if facility || named.place.is_none() { holder.unwrap_or(named) } else { named };
    let place = toponym.place.clone();
    let class = place.as_ref().map_or(class_of(named), |place| place.class);
    let precision = precision(class, head, facility);
    let (position, radius_km) = extent(toponym, head);
    let relation = match head.relation {
        Relation::In if precision.is_areal() => Relation::Region,
        Relation::Near | Relation::Outskirts if precision.is_areal() && head.relation == Relation::Near => {
            Relation::Near
        }
        other => other,
    };
    EventPlace {
        place,
        text: named.text.clone(),
        span: Some(named.span),
        relation,
        position,
        radius_km,
        precision,
        inherited,
    }
}

fn precision(class: PlaceClass, head: &Head, facility: bool) -> GeoPrecision {
    match class {
        PlaceClass::Facility => GeoPrecision::Exact,
        PlaceClass::Settlement => match head.relation {
            Relation::Near | Relation::Outskirts | Relation::Offset | Relation::Between => GeoPrecision::Near,
            _ if facility || head.exact => GeoPrecision::Exact,
            _ => GeoPrecision::Settlement,
        },
        PlaceClass::District => GeoPrecision::District,
        PlaceClass::Region => GeoPrecision::Region,
        PlaceClass::Area => GeoPrecision::Area,
        PlaceClass::Country => GeoPrecision::Country,
        PlaceClass::Sea => GeoPrecision::Sea,
    }
}

/// Point and radius in km: the place's own, widened or moved by the relation.
fn extent(toponym: &Toponym, head: &Head) -> (Option<LonLat>, Option<f64>) {
    let Some(place) = &toponym.place else { return (None, None) };
    let own = place.radius_km;
    match (head.relation, head.offset) {
        (Relation::Near | Relation::Between, _) => {
            (Some(place.position), Some((own + 5.0).max(10.0).min(25.0_f64.max(own))))
        }
        (Relation::Outskirts, _) => (Some(place.position), Some(own + 3.0)),
        (Relation::Offset, Some((km, Some(azimuth)))) => {
            (Some(moved(place.position, azimuth, km)), Some(own + (km * 0.2).max(2.0)))
        }
        (Relation::Offset, Some((km, None))) => (Some(place.position), Some(own + km)),
        _ => (Some(place.position), Some(own)),
    }
}

/// The point `km` away along an azimuth, on a sphere of mean radius: the words are good to a tenth at best.
fn moved(from: LonLat, azimuth_deg: f64, km: f64) -> LonLat {
    const MEAN_RADIUS_KM: f64 = 6_371.008_8;
    let (arc, azimuth) = (km / MEAN_RADIUS_KM, azimuth_deg.to_radians());
    let (lat, lon) = (from.lat.to_radians(), from.lon.to_radians());
    let lat2 = (lat.sin() * arc.cos() + lat.cos() * arc.sin() * azimuth.cos()).clamp(-1.0, 1.0).asin();
    let lon2 = lon + (azimuth.sin() * arc.sin() * lat.cos()).atan2(arc.cos() - lat.sin() * lat2.sin());
    LonLat { lon: (lon2.to_degrees() + 540.0).rem_euclid(360.0) - 180.0, lat: lat2.to_degrees() }
}

/// The place of an event that no words place.
#[must_use]
pub fn nowhere() -> EventPlace {
    EventPlace {
        place: None,
        text: String::new(),
        span: None,
        relation: Relation::In,
        position: None,
        radius_km: None,
        precision: GeoPrecision::Area,
        inherited: true,
    }
}

/// The words of a site.
#[must_use]
pub fn span_of(reading: &Reading<'_>, site: &Site) -> Span {
    reading.prose.tokens[site.first].span.join(reading.prose.tokens[site.end - 1].span)
}
