//! What the pages say in words of their own.

use crate::claim::{Claim, ClaimVerdict};
use crate::event::{Count, Event, Modality, PlaceBorder, Relation};
use crate::output::words::{
    border_in_words, count_in_words, counted, measured_in_words, range_in_words, when_in_words,
};
use crate::report::Report;

use super::escape::one_line;

/// "near Kozinka (Belgorod Oblast, RU)", "“Nowhere” (not placed)".
pub fn place(event: &Event) -> String {
    let Some(place) = &event.place.place else {
        return if event.place.text.is_empty() {
            "place not told".to_owned()
        } else {
            format!("“{}” (not placed)", one_line(&event.place.text))
        };
    };
    let relation = match event.place.relation {
        Relation::In => "",
        Relation::Near => "near ",
        Relation::Outskirts => "outskirts of ",
        Relation::Between => "between places, one of them ",
        Relation::Offset => "at a stated distance from ",
        Relation::Region => "somewhere in ",
    };
    let region = place.region.as_deref().filter(|region| *region != place.name);
    let within: Vec<&str> = [region, place.country.as_deref()].into_iter().flatten().collect();
    let within = if within.is_empty() { String::new() } else { format!(" ({})", within.join(", ")) };
    one_line(&format!("{relation}{}{within}", place.name))
}

/// "16.3 km from the border, on the side of RU".
pub fn from_border(border: &PlaceBorder) -> String {
    let side = border.side.as_deref().map(|side| format!(", on the side of {side}")).unwrap_or_default();
    format!("{} from the border{side}", border_in_words(border))
}

/// "2 killed, at least 3 injured"; none if the text gives neither.
pub fn victims(killed: Option<Count>, injured: Option<Count>) -> Option<String> {
    let part = |count: Option<Count>, what: &str| Some(format!("{} {what}", count_in_words(count?)));
    let parts: Vec<String> =
        [part(killed, "killed"), part(injured, "injured")].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// What is particular to one account: its day, its numbers, who says so, how sure the reading is.
pub fn notes(event: &Event) -> Vec<String> {
    let mut notes = vec![when_in_words(&event.when)];
    notes.extend(victims(event.casualties.killed, event.casualties.injured));
    if event.modality != Modality::Happened {
        notes.push(told_as(event.modality).to_owned());
    }
    notes.extend(event.claimed_by.as_ref().map(|who| format!("said by {}", one_line(&who.text))));
    notes.extend(event.denied_by.as_ref().map(|who| format!("denied by {}", one_line(&who.text))));
    if event.place.inherited {
        notes.push("place taken from the text around".to_owned());
    }
    notes.push(format!("confidence {:.2}", event.confidence));
    notes
}

/// How an event is told.
pub fn told_as(modality: Modality) -> &'static str {
    match modality {
        Modality::Happened => "told as fact",
        Modality::Claimed => "one side’s claim",
        Modality::Denied => "denied",
        Modality::Planned => "planned or threatened",
        Modality::Hypothetical => "hypothetical",
        Modality::History => "background from before the story",
        Modality::Aggregate => "a sum or a habit, not one event",
    }
}

/// What a verdict means to a reader, and its tone: `holds`, `wrong` or `open`.
pub fn verdict(verdict: ClaimVerdict) -> (&'static str, &'static str) {
    match verdict {
        ClaimVerdict::Consistent => ("Holds", "holds"),
        ClaimVerdict::Rounded => ("Holds as a round number", "holds"),
        ClaimVerdict::ConsistentByRoad => ("Holds by road, not in a straight line", "holds"),
        ClaimVerdict::Overstated => ("Too long", "wrong"),
        ClaimVerdict::Understated => ("Too short", "wrong"),
        ClaimVerdict::WrongDirection => ("Wrong direction", "wrong"),
        ClaimVerdict::CannotCheck => ("Cannot be checked", "open"),
    }
}

/// "910 m (400 m to 2.4 km between any parts of the places)".
pub fn measured(claim: &Claim) -> String {
    let Some(km) = claim.measured_km else { return "not measured".to_owned() };
    let range = match (claim.measured_km_low, claim.measured_km_high) {
        (Some(low), Some(high)) => {
            format!(" ({} between any parts of the places)", range_in_words(low, high))
        }
        _ => String::new(),
    };
    format!("{}{range}", measured_in_words(claim, km))
}

/// The whole report in a sentence or two.
pub fn summary(report: &Report, placed: usize, missing: usize) -> String {
    let drawn = report.events.iter().filter(|event| report.shown.holds(event.modality)).count();
    let contradicted = report.claims.iter().filter(|claim| claim.verdict.is_contradiction()).count();
    let distances = match (report.claims.len(), contradicted) {
        (0, _) => "No distance is stated.".to_owned(),
        (n, 0) => format!("{} checked, none contradicted by the map.", counted(n, "stated distance")),
        (n, wrong) => format!("{} checked, {wrong} contradicted by the map.", counted(n, "stated distance")),
    };
    let articles = counted(report.documents.len(), "article");
    let incidents = counted(report.incidents.len(), "incident");
    let drawn = counted(drawn, "account");
    let placed = match missing {
        0 => String::new(),
        _ => format!(", {placed} on the map and {missing} without a known place"),
    };
    format!("{incidents} from {articles} ({drawn}){placed}. {distances}")
}
