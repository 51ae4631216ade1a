//! Where the accounts of one incident differ: every version with those who tell it, nothing decided.

use jiff::civil::Date;

use super::super::{Count, Event, Relation};

/// One account of an incident.
#[derive(Debug, Clone, Copy)]
pub(super) struct Account<'a> {
    pub event: &'a Event,
    /// Day of its document.
    pub published: Option<Date>,
    /// How many weapons, and which.
    pub arms: Option<&'a (u32, String)>,
}

/// How a number is read off an event.
type Figure = fn(&Event) -> Option<Count>;

/// A thing that accounts tell: its name, the words of an account for it, and whether two wordings mean one.
struct Field {
    what: &'static str,
    told: fn(&Account<'_>) -> Option<String>,
    same: fn(&str, &str) -> bool,
}

/// One sentence for each thing on which the accounts differ; silence is no disagreement. `told` is sorted by day of
/// publication.
pub(super) fn disagreements(told: &[Account<'_>]) -> Vec<String> {
    let fields = [
        Field { what: "place", told: |told| place(told.event), same: str::eq_ignore_ascii_case },
        Field { what: "killed", told: |told| told.event.casualties.killed.map(worded), same: str::eq },
        Field { what: "injured", told: |told| told.event.casualties.injured.map(worded), same: str::eq },
        Field { what: "weapons", told: arms, same: other_weapons },
        Field { what: "day", told: |told| days(told.event), same: str::eq },
        Field {
            what: "by whom",
            told: |told| told.event.actor1.as_ref().map(|party| party.text.clone()),
            same: same_actor,
        },
    ];
    if told.len() < 2 {
        return Vec::new();
    }
    let counts: [(&str, Figure); 2] =
        [("killed", |event| event.casualties.killed), ("injured", |event| event.casualties.injured)];
    let rose = |what: &str| {
        let (_, count) = counts.iter().find(|(name, _)| *name == what)?;
        grown(told, *count)
    };
    fields
        .iter()
        .filter_map(|field| {
            let versions = versions(field, told)?;
            // "killed: rose from 2 to 3", not a quarrel.
            let rose = rose(field.what)
                .map(|(first, last)| format!(" (rose from {} to {})", worded(first), worded(last)));
            Some(format!("{}: {versions}{}", field.what, rose.unwrap_or_default()))
        })
        .collect()
}

/// First and last figure, if accounts that came out on later days never tell less, and the last tells more.
pub(super) fn grown(told: &[Account<'_>], count: Figure) -> Option<(Count, Count)> {
    let figure = |count: Count| count.best.or(count.low).or(count.high);
    let figures: Option<Vec<(Date, u32, Count)>> = told
        .iter()
        .filter_map(|told| Some((told.published, count(told.event)?)))
        .map(|(day, count)| Some((day?, figure(count)?, count)))
        .collect();
    let figures = figures?;
    let (first, last) = (figures.first()?, figures.last()?);
    let steady = figures.windows(2).all(|two| match two {
        [a, b] if a.0 == b.0 => a.1 == b.1,
        [a, b] => a.1 <= b.1,
        _ => true,
    });
    (steady && first.1 < last.1).then_some((first.2, last.2))
}

/// "Maslove (a, c); near Dubove (b, says Petrenko)", if at least two accounts differ.
fn versions(field: &Field, told: &[Account<'_>]) -> Option<String> {
    let mut versions: Vec<(String, Vec<String>)> = Vec::new();
    for account in told {
        let Some(version) = (field.told)(account) else { continue };
        let source = match &account.event.claimed_by {
            Some(speaker) => format!("{}, says {}", account.event.doc, speaker.text),
            None => account.event.doc.clone(),
        };
        match versions.iter_mut().find(|(known, _)| (field.same)(known, &version)) {
            Some((_, sources)) => sources.push(source),
            None => versions.push((version, vec![source])),
        }
    }
    let worded = |(version, sources): &(String, Vec<String>)| {
        let joint = if sources.iter().any(|source| source.contains(", says ")) { "; " } else { ", " };
        format!("{version} ({})", sources.join(joint))
    };
    (versions.len() > 1).then(|| versions.iter().map(worded).collect::<Vec<_>>().join("; "))
}

fn place(event: &Event) -> Option<String> {
    let name = &event.place.place.as_ref()?.name;
    Some(match event.place.relation {
        Relation::Near => format!("near {name}"),
        Relation::Outskirts => format!("on the outskirts of {name}"),
        Relation::Offset => format!("at a distance from {name}"),
        Relation::Between => format!("between {name} and another place"),
        Relation::In | Relation::Region => name.clone(),
    })
}

fn days(event: &Event) -> Option<String> {
    let start = event.when.start?;
    Some(match event.when.end {
        Some(end) if end != start => format!("{start} to {end}"),
        _ => start.to_string(),
    })
}

fn arms(told: &Account<'_>) -> Option<String> {
    told.arms.map(|(count, noun)| format!("{count} {noun}s"))
}

/// "21 drones" and "36 shells" are both true; "21 drones" and "18 drones" are not.
fn other_weapons(a: &str, b: &str) -> bool {
    let noun = |words: &str| words.split_once(' ').map(|(_, noun)| noun.to_owned());
    a == b || noun(a) != noun(b)
}

/// "Ukrainian forces" and "Ukraine", "the Russian army" and "Russian troops" are one side: a name in one begins as a
/// name in the other.
fn same_actor(a: &str, b: &str) -> bool {
    let names = |words: &str| -> Vec<String> {
        let capital = |word: &&str| word.starts_with(char::is_uppercase);
        let head = |word: &str| word.chars().take(5).collect::<String>().to_lowercase();
        words.split(|c: char| !c.is_alphanumeric()).filter(capital).map(head).collect()
    };
    let (mine, others) = (names(a), names(b));
    a.eq_ignore_ascii_case(b) || mine.iter().any(|name| others.contains(name))
}

fn worded(count: Count) -> String {
    match (count.low, count.high) {
        (Some(low), Some(high)) if low == high => low.to_string(),
        (Some(low), Some(high)) => format!("{low} to {high}"),
        (Some(low), None) => format!("at least {low}"),
        (None, Some(high)) => format!("at most {high}"),
        (None, None) => count.best.map_or_else(|| "some".to_owned(), |best| best.to_string()),
    }
}
