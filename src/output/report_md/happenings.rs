//! What is reported, day by day: each incident with its place, its distance, its sources and their disagreements.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::articles::named;
use super::markdown::{escape, put, quote};
use crate::event::{Casualties, Count, Event, Incident, Modality, PlaceBorder, Relation};
use crate::output::Texts;
use crate::output::words::{border_in_words, count_in_words, day_in_words, period_in_words, when_in_words};
use crate::report::Report;

/// One incident, or one event that no incident holds.
struct Happening<'r> {
    incident: Option<&'r Incident>,
    events: Vec<&'r Event>,
    start: Option<Date>,
    end: Option<Date>,
}

/// Writes the sections of what happened and of what is told but did not happen then and there.
pub fn write(report: &Report, texts: &Texts<'_>, out: &mut String) {
    out.push_str("## What is reported, by day\n\n");
    let mut happenings = happenings(report);
    if happenings.is_empty() {
        out.push_str("No event was found.\n\n");
    }
    // Unknown dates last; within a day the order of the report.
    happenings.sort_by_key(|happening| (happening.start.is_none(), happening.start, happening.end));
    let mut heading = None;
    for happening in &happenings {
        let day = day_heading(happening);
        if heading.as_ref() != Some(&day) {
            put(out, format_args!("### {day}\n\n"));
            heading = Some(day);
        }
        one(texts, happening, out);
    }
    told_otherwise(report, texts, out);
}

fn happenings(report: &Report) -> Vec<Happening<'_>> {
    let events: BTreeMap<&str, &Event> =
        report.events.iter().map(|event| (event.id.as_str(), event)).collect();
    let mut happenings: Vec<Happening<'_>> = Vec::new();
    for incident in &report.incidents {
        let told: Vec<&Event> =
            incident.events.iter().filter_map(|id| events.get(id.as_str()).copied()).collect();
        if told.iter().any(|event| event.modality.is_drawn()) {
            let (start, end) = (incident.date_start, incident.date_end);
            happenings.push(Happening { incident: Some(incident), events: told, start, end });
        }
    }
    let held: BTreeSet<&str> =
        report.incidents.iter().flat_map(|incident| &incident.events).map(String::as_str).collect();
    let alone = |event: &&Event| event.modality.is_drawn() && !held.contains(event.id.as_str());
    for event in report.events.iter().filter(alone) {
        let (start, end) = (event.when.start, event.when.end);
        happenings.push(Happening { incident: None, events: vec![event], start, end });
    }
    happenings
}

fn day_heading(happening: &Happening<'_>) -> String {
    match (happening.start, happening.end) {
        (Some(start), Some(end)) if start == end => day_in_words(start),
        (None, None) => "Date unknown".to_owned(),
        (start, end) => period_in_words(start, end),
    }
}

fn one(texts: &Texts<'_>, happening: &Happening<'_>, out: &mut String) {
    let id = happening.incident.map(|incident| incident.representative.as_str());
    let speaker =
        happening.events.iter().find(|event| Some(event.id.as_str()) == id).or(happening.events.first());
    let Some(speaker) = speaker else { return };
    put(out, format_args!("- **{} {}**", escape(speaker.sub_event_type.as_str()), place_in_words(speaker)));
    let casualties = match happening.incident {
        Some(incident) => counts_in_words(incident.killed, incident.injured),
        None => counts_in_words(speaker.casualties.killed, speaker.casualties.injured),
    };
    if let Some(casualties) = casualties {
        put(out, format_args!(": {casualties}"));
    }
    if let Some(border) = &speaker.border {
        put(out, format_args!("; {}", from_border(border)));
    }
    out.push('\n');
    for event in &happening.events {
        account(texts, event, out);
    }
    for disagreement in happening.incident.into_iter().flat_map(|incident| &incident.disagreements) {
        put(out, format_args!("  - **Accounts differ:** {}\n", escape(disagreement)));
    }
    out.push('\n');
}

/// One source: the sentence with the words that told the event, and who says so.
fn account(texts: &Texts<'_>, event: &Event, out: &mut String) {
    let Some(document) = texts.document(&event.doc) else { return };
    let sentence = quote(&document.text, event.sentence, Some(event.trigger));
    let mut notes = vec![named(document), when_in_words(&event.when)];
    if event.modality == Modality::Claimed {
        notes.push("claimed".to_owned());
    }
    if let Some(speaker) = &event.claimed_by {
        notes.push(format!("said by {}", escape(&speaker.text)));
    }
    if let Some(denier) = &event.denied_by {
        notes.push(format!("denied by {}", escape(&denier.text)));
    }
    if event.place.inherited {
        notes.push("place taken from the text around".to_owned());
    }
    notes.push(format!("confidence {:.2}", event.confidence));
    put(out, format_args!("  - {sentence} ({})\n", notes.join("; ")));
}

/// "near Kozinka (Belgorod Oblast, RU)".
fn place_in_words(event: &Event) -> String {
    let Some(place) = &event.place.place else {
        return if event.place.text.is_empty() {
            "(place not told)".to_owned()
        } else {
            format!("at “{}” (not placed)", escape(&event.place.text))
        };
    };
    let relation = match event.place.relation {
        Relation::In => "in",
        Relation::Near => "near",
        Relation::Outskirts => "on the outskirts of",
        Relation::Between => "between places, one of them",
        Relation::Offset => "at a stated distance from",
        Relation::Region => "somewhere in",
    };
    let region = place.region.as_deref().filter(|region| *region != place.name);
    let within: Vec<&str> = [region, place.country.as_deref()].into_iter().flatten().collect();
    let within = if within.is_empty() { String::new() } else { format!(" ({})", escape(&within.join(", "))) };
    format!("{relation} {}{within}", escape(&place.name))
}

fn from_border(border: &PlaceBorder) -> String {
    let side =
        border.side.as_deref().map(|side| format!(", on the side of {}", escape(side))).unwrap_or_default();
    format!("{} from the border{side}", border_in_words(border))
}

/// "2 killed, at least 3 injured"; none if the text gives neither.
fn counts_in_words(killed: Option<Count>, injured: Option<Count>) -> Option<String> {
    let part = |count: Option<Count>, what: &str| Some(format!("{} {what}", count_in_words(count?)));
    let parts: Vec<String> =
        [part(killed, "killed"), part(injured, "injured")].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// Denials, plans, sums and history: found, told apart, and not drawn.
fn told_otherwise(report: &Report, texts: &Texts<'_>, out: &mut String) {
    let mut others = report.events.iter().filter(|event| !event.modality.is_drawn()).peekable();
    if others.peek().is_none() {
        return;
    }
    out.push_str("## Told, but not as something that happened then and there\n\nFound in the text and left off the maps.\n\n");
    for event in others {
        let Some(document) = texts.document(&event.doc) else { continue };
        let why = match event.modality {
            Modality::Denied => "denied",
            Modality::Planned => "planned or threatened",
            Modality::Hypothetical => "hypothetical",
            Modality::History => "background from before the story",
            Modality::Aggregate => "a sum or a habit, not one event",
            Modality::Happened | Modality::Claimed => continue,
        };
        let Casualties { killed, injured, .. } = event.casualties;
        let casualties =
            counts_in_words(killed, injured).map(|counts| format!("; {counts}")).unwrap_or_default();
        let sentence = quote(&document.text, event.sentence, Some(event.trigger));
        put(out, format_args!("- **{why}**: {sentence} ({}{casualties})\n", named(document)));
    }
    out.push('\n');
}
