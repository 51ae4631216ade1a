//! Scores events against UCDP GED rows: `score_ucdp DIR [--framed] [--held-out] [--verbose]`.
//!
//! DIR holds docs.jsonl (`id`, `headline`, `where_description`, `source_date`) and gold.jsonl (point, `prec`, days, deaths). Many headlines
//! name no event ("Debaltseve"), so `--framed` puts the description of the place into a sentence of its own, "Shells hit positions
//! near X.", after the headline: that measures placing alone. Rows whose id hashes to a multiple of three are held out.

use std::collections::BTreeMap;
use std::path::Path;

use eventmap::document::{Document, Published, PublishedBasis};
use eventmap::event::{self, Event};
use eventmap::gazetteer::Gazetteer;
use eventmap::geodesy::{LonLat, distance_m};
use eventmap::text::Prose;
use jiff::civil::Date;
use serde_json::Value;

type Failure = Box<dyn std::error::Error>;

fn rows(path: &Path) -> Result<Vec<Value>, Failure> {
    let text = std::fs::read_to_string(path)?;
    text.lines().map(|line| Ok(serde_json::from_str(line)?)).collect()
}

fn words<'v>(row: &'v Value, key: &str) -> &'v str {
    row.get(key).and_then(Value::as_str).unwrap_or("")
}

/// FNV-1a, 64 bit.
fn hash(id: &str) -> u64 {
    id.bytes().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

/// "27/01/2014" or "2014-01-27", the first where there are several.
fn day(text: &str) -> Option<Date> {
    let first = text.split([';', ' ']).next()?;
    first.parse().ok().or_else(|| {
        let mut parts = first.split('/');
        let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
        Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
    })
}

fn document(row: &Value, framed: bool) -> Document {
    let headline = words(row, "headline").split(';').next().unwrap_or("").trim().trim_end_matches('.');
    let place = words(row, "where_description").trim().trim_end_matches('.');
    let led = [
        "near ",
        "in ",
        "at ",
        "on ",
        "between ",
        "along ",
        "outside ",
        "around ",
        "close to ",
        "to the ",
        "from ",
    ];
    let lead = if led.iter().any(|word| place.to_lowercase().starts_with(word)) { "" } else { "in " };
    let text = if framed {
        let mut letters = place.chars();
        let first: String = letters.next().map(|c| c.to_lowercase().collect()).unwrap_or_default();
        let place = if lead.is_empty() { first + letters.as_str() } else { place.to_owned() };
        format!("{headline}.\n\nShells hit positions {lead}{place}.")
    } else {
        format!("{headline}. {place}.")
    };
    let mut document = Document::new(words(row, "id"), &text);
    document.published = day(words(row, "source_date")).map(|date| Published {
        date,
        basis: PublishedBasis::Field,
        span: None,
    });
    document
}

/// The event that a map would show for the row: the best placed one, in the frame's sentence where there is one.
fn best(events: &[Event], from: usize) -> Option<&Event> {
    let drawn = events.iter().filter(|event| event.modality.is_drawn() && event.trigger.start >= from);
    drawn.min_by(|a, b| {
        let rank = |event: &Event| (event.place.position.is_none(), event.place.precision);
        rank(a).cmp(&rank(b)).then(b.confidence.total_cmp(&a.confidence))
    })
}

#[derive(Default)]
struct Score {
    rows: usize,
    events: usize,
    placed: usize,
    /// Rows known to the settlement or nearly, those of them placed, within 20 km, within 50 km.
    points: [usize; 4],
    /// Same precision code, off by one, of the placed.
    precision: [usize; 2],
    confusion: BTreeMap<(u64, u8), usize>,
    /// With a day, inside the gold days, within a day of them.
    days: [usize; 3],
    /// With a number of killed, equal to the best figure, inside low to high.
    deaths: [usize; 3],
}

impl Score {
    fn add(&mut self, gold: &Value, event: Option<&Event>, killed: Option<u32>) -> bool {
        let code = gold["prec"].as_u64().unwrap_or(0);
        self.rows += 1;
        self.points[0] += usize::from(code <= 2);
        let deaths = |key: &str| gold["deaths"][key].as_u64().unwrap_or(0);
        if let Some(killed) = killed.map(u64::from) {
            self.deaths[0] += 1;
            self.deaths[1] += usize::from(killed == deaths("best"));
            self.deaths[2] += usize::from(deaths("low") <= killed && killed <= deaths("high"));
        }
        let Some(event) = event else { return false };
        self.events += 1;
        self.add_day(gold, event);
        let Some(position) = event.place.position else { return false };
        self.placed += 1;
        let own = event.place.precision.ucdp().unwrap_or(0);
        *self.confusion.entry((code, own)).or_default() += 1;
        self.precision[0] += usize::from(u64::from(own) == code);
        self.precision[1] += usize::from(u64::from(own).abs_diff(code) <= 1);
        let real = |key: &str| gold[key].as_f64().unwrap_or(0.0);
        let km = distance_m(position, LonLat { lon: real("lon"), lat: real("lat") }) / 1000.0;
        if code > 2 {
            return true;
        }
        self.points[1] += 1;
        self.points[2] += usize::from(km <= 20.0);
        self.points[3] += usize::from(km <= 50.0);
        km <= 20.0
    }

    fn add_day(&mut self, gold: &Value, event: &Event) {
        let Some((start, end)) = event.when.start.zip(event.when.end) else { return };
        let gold_days = |key: &str| words(gold, key).parse::<Date>().ok();
        let Some((first, last)) = gold_days("date").zip(gold_days("date_end")) else { return };
        self.days[0] += 1;
        self.days[1] += usize::from(start <= last && first <= end);
        let wide = (first.yesterday().unwrap_or(first), last.tomorrow().unwrap_or(last));
        self.days[2] += usize::from(start <= wide.1 && wide.0 <= end);
    }

    fn print(&self) {
        let share =
            |part: usize, of: usize| format!("{part}/{of} ({:.1}%)", 100.0 * part as f64 / of.max(1) as f64);
        let [known, placed, near, far] = self.points;
        say(&format!("rows {}, with an event {}, placed {}", self.rows, self.events, self.placed));
        say(&format!("where_prec 1 or 2: {known}, placed {}", share(placed, known)));
        say(&format!("  within 20 km {} of all, {} of the placed", share(near, known), share(near, placed)));
        say(&format!("  within 50 km {} of all, {} of the placed", share(far, known), share(far, placed)));
        let [same, close] = self.precision;
        say(&format!(
            "where_prec equal {}, within one {}",
            share(same, self.placed),
            share(close, self.placed)
        ));
        say(&format!("  gold and own code: {:?}", self.confusion));
        let [dated, inside, day] = self.days;
        say(&format!(
            "day inside the gold days {}, within a day {}",
            share(inside, dated),
            share(day, dated)
        ));
        let [told, exact, between] = self.deaths;
        say(&format!(
            "deaths told {told}: equal {}, inside low to high {}",
            share(exact, told),
            share(between, told)
        ));
    }
}

fn say(line: &str) {
    use std::io::Write as _;
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// The number killed that the headline tells.
fn killed(events: &[Event]) -> Option<u32> {
    let told = events.iter().filter(|event| event.modality.is_drawn());
    told.filter_map(|event| event.casualties.killed).find_map(|count| count.best.or(count.low))
}

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let has = |flag: &str| arguments.iter().any(|argument| argument == flag);
    let folder = Path::new(arguments.first().ok_or("expected a folder with docs.jsonl and gold.jsonl")?);
    let gold = rows(&folder.join("gold.jsonl"))?;
    let gold: BTreeMap<&str, &Value> = gold.iter().map(|row| (words(row, "doc"), row)).collect();
    let (framed, held_out) = (has("--framed"), has("--held-out"));
    let mut score = Score::default();
    for row in &rows(&folder.join("docs.jsonl"))? {
        let id = words(row, "id");
        let Some(gold) = gold.get(id).filter(|_| hash(id).is_multiple_of(3) == held_out) else { continue };
        let document = document(row, framed);
        let prose = Prose::read(&document.text);
        let toponyms = eventmap::toponym::find(&document, &prose, Gazetteer::embedded());
        let events = event::extract(&document, &prose, &toponyms);
        let from = if framed { document.text.find("\n\n").unwrap_or(0) } else { 0 };
        let event = best(&events, from);
        if !score.add(gold, event, killed(&events)) && has("--verbose") && !held_out {
            let place = event.map(|event| {
                let place = &event.place;
                let name = place.place.as_ref().map_or("?", |place| &place.name);
                format!("{} {name} {:?} {:?}", place.text, place.precision, place.position)
            });
            let wanted =
                (words(gold, "place"), words(gold, "adm1"), &gold["prec"], &gold["lat"], &gold["lon"]);
            say(&format!(
                "{id}: {}\n    gold {wanted:?}\n    own {place:?}",
                document.text.replace('\n', " ")
            ));
        }
    }
    score.print();
    Ok(())
}
