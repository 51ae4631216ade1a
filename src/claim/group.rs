//! One claim by several sources: the same subject, the same target, numbers that may be one.

use std::collections::BTreeMap;

use super::{Claim, ClaimTarget};

/// Gives every claim the id of the first one that says the same; a claim that stands alone has its own.
///
/// Two claims say the same if both ends are the same places, both or neither mean a border, and the intervals that their
/// numbers allow have a part in common with that of the group's first: "about 40 km" and "more than 35 km", not "40" and "80".
pub fn group(claims: &mut [Claim]) {
    let mut groups: BTreeMap<Ends, Vec<First>> = BTreeMap::new();
    for claim in claims {
        claim.same_claim.clone_from(&claim.id);
        let ends = (claim.subject.as_ref().and_then(id), claim.target.as_ref().and_then(id));
        let (Some(subject), Some(target)) = ends else { continue };
        let is_border = claim.target.as_ref().is_some_and(|target| target.is_border);
        let known = groups.entry((subject, target, is_border)).or_default();
        let (Some(low), Some(high)) = (claim.stated_km_low, claim.stated_km_high) else { continue };
        match known.iter().find(|(first_low, first_high, _)| low <= *first_high && *first_low <= high) {
            Some((_, _, first)) => claim.same_claim.clone_from(first),
            None => known.push((low, high, claim.id.clone())),
        }
    }
}

/// Ids of both ends, and whether the far one is a border.
type Ends = (String, String, bool);

/// What the first claim of a group allows, in km, and its id.
type First = (f64, f64, String);

fn id(end: &ClaimTarget) -> Option<String> {
    end.place.as_ref().map(|place| place.id.clone())
}
