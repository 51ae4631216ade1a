//! `explain`: every mention, event and stated distance of each article, with its evidence, for a reader at a terminal.

use clap::Args;
use eventmap::Result;
use eventmap::claim::Claim;
use eventmap::document::Published;
use eventmap::event::{Count, Event, Party, PartyKind, codes};
use eventmap::evidence::Evidence;
use eventmap::output::border_in_words;
use eventmap::pipeline::Keep;
use eventmap::report::{Report, ReportDocument};
use eventmap::text::{Span, slice};
use eventmap::toponym::Toponym;

use super::terminal::{Paint, visible};
use super::work::{self, Inputs};
use super::{Outcome, Shared, check, geocode, talk};

#[derive(Args)]
#[command(after_help = "Examples:
  eventmap explain article.txt | less

Numbers in brackets are byte offsets in the article.")]
pub struct ExplainArgs {
    #[command(flatten)]
    inputs: Inputs,
}

pub fn run(args: &ExplainArgs, shared: &Shared) -> Result<Outcome> {
    let work = work::run(&args.inputs, shared, None, Keep::All)?;
    let mut page = Page { paint: Paint::for_stdout(), out: String::new() };
    for document in &work.report.documents {
        page.document(document, &work.report);
    }
    talk::results(&page.out)?;
    Ok(work.outcome(Outcome::Done))
}

/// The text as it grows.
struct Page {
    paint: Paint,
    out: String,
}

impl Page {
    fn line(&mut self, indent: usize, words: &str) {
        self.out.extend(std::iter::repeat_n(' ', indent));
        self.out.push_str(words);
        self.out.push('\n');
    }

    fn section(&mut self, name: &str, count: usize) {
        let heading = self.paint.bold(&format!("{name} ({count})"));
        self.out.push('\n');
        self.line(0, &heading);
    }

    fn document(&mut self, document: &ReportDocument, report: &Report) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        let heading = self.paint.bold(&format!("== {} ==", visible(&document.id)));
        self.line(0, &heading);
        self.line(0, &published(document));
        for warning in &document.warnings {
            let warning = self.paint.faint(&visible(warning));
            self.line(0, &warning);
        }
        self.section("place names", document.toponyms.len());
        for toponym in &document.toponyms {
            self.toponym(document, toponym);
        }
        let events: Vec<&Event> = report.events.iter().filter(|event| event.doc == document.id).collect();
        self.section("events", events.len());
        for event in events {
            self.event(document, event);
        }
        let claims: Vec<&Claim> = report.claims.iter().filter(|claim| claim.doc == document.id).collect();
        self.section("stated distances", claims.len());
        for claim in claims {
            self.claim(document, claim);
        }
        let unplaced: Vec<_> = report.unplaced.iter().filter(|what| what.doc == document.id).collect();
        self.section("not placed", unplaced.len());
        for what in unplaced {
            let at = self.at(what.span);
            self.line(
                2,
                &format!("{} \"{}\" {at}: {}", what.what, visible(&what.text), visible(&what.reason)),
            );
        }
    }

    fn toponym(&mut self, document: &ReportDocument, toponym: &Toponym) {
        let at = self.at(toponym.span);
        let words = self.paint.bold(&visible(slice(&document.text, toponym.phrase)));
        let meant = match &toponym.place {
            Some(place) => format!(
                "{}, {} in {} ({:.5},{:.5}; {})",
                place.name,
                place.class.as_str(),
                geocode::within(place),
                place.position.lat,
                place.position.lon,
                place.id
            ),
            None => self.paint.red("unknown"),
        };
        self.line(2, &format!("{words} {at} -> {meant}, confidence {:.2}", toponym.confidence));
        self.evidence(document, &toponym.evidence);
        for rival in &toponym.runners_up {
            let rival = format!(
                "not {}, {}: {:.2}",
                rival.place.name,
                geocode::within(&rival.place),
                rival.confidence
            );
            let rival = self.paint.faint(&rival);
            self.line(6, &rival);
        }
    }

    fn event(&mut self, document: &ReportDocument, event: &Event) {
        let at = self.at(event.trigger);
        let what = self.paint.bold(event.sub_event_type.as_str());
        self.line(
            2,
            &format!("{what} {at}, {}, confidence {:.2}", event.modality.as_str(), event.confidence),
        );
        self.line(6, &format!("\"{}\"", visible(slice(&document.text, event.sentence))));
        let days = match (event.when.start, event.when.end) {
            (Some(start), Some(end)) if start != end => format!("{start} to {end}"),
            (Some(day), _) | (None, Some(day)) => day.to_string(),
            (None, None) => "unknown".to_owned(),
        };
        self.line(
            6,
            &format!(
                "when: {days} ({}; from \"{}\")",
                event.when.precision.as_str(),
                visible(&event.when.basis)
            ),
        );
        let place = event.place.place.as_ref().map_or_else(
            || format!("unknown \"{}\"", visible(&event.place.text)),
            |place| format!("{} {}, {}", event.place.relation.as_str(), place.name, geocode::within(place)),
        );
        let inherited = if event.place.inherited { ", taken from the text around" } else { "" };
        self.line(6, &format!("where: {place} ({}{inherited})", event.place.precision.as_str()));
        if let Some(border) = &event.border {
            let km = border_in_words(border);
            let side = border.side.as_deref().unwrap_or("unknown");
            self.line(6, &format!("border: {km}, on the side of {side}"));
        }
        for (what, count) in [("killed", event.casualties.killed), ("injured", event.casualties.injured)] {
            if let Some(count) = count {
                self.line(6, &format!("{what}: {}", range(count)));
            }
        }
        if let Some(weapon) = &event.weapon {
            self.line(6, &format!("weapon: {}", visible(weapon)));
        }
        let by = [
            ("by", &event.actor1),
            ("against", &event.actor2),
            ("said by", &event.claimed_by),
            ("denied by", &event.denied_by),
        ];
        for (what, party) in by {
            if let Some(party) = party {
                self.line(6, &format!("{what}: {}", party_in_words(party)));
            }
        }
        self.line(6, &format!("codes: {}", codes(event)));
        self.evidence(document, &event.evidence);
    }

    fn claim(&mut self, document: &ReportDocument, claim: &Claim) {
        let at = self.at(claim.span);
        let verdict = check::verdict(claim, self.paint);
        self.line(2, &format!("\"{}\" {at}: {verdict}", visible(&claim.text)));
        self.line(6, &visible(&claim.reason));
        for line in check::measured(claim) {
            self.line(6, &visible(&line));
        }
        self.line(6, &format!("confidence {:.2}", claim.confidence));
        self.evidence(document, &claim.evidence);
    }

    fn evidence(&mut self, document: &ReportDocument, evidence: &[Evidence]) {
        for reason in evidence {
            let words = reason
                .span
                .map(|span| format!(" \"{}\"", visible(slice(&document.text, span))))
                .unwrap_or_default();
            let rule = self.paint.faint(&format!("[{}]", visible(&reason.rule)));
            self.line(6, &format!("- {}{words} {rule}", visible(&reason.note)));
        }
    }

    fn at(&self, span: Span) -> String {
        self.paint.faint(&format!("[{}-{}]", span.start, span.end))
    }
}

/// The event in the codings of the field, each with its own name.
fn codes(event: &Event) -> String {
    let kind = (event.event_type, event.sub_event_type);
    let codes = codes::of_type(kind.0, kind.1);
    let (place, day) = (event.place.precision, event.when.precision);
    let number = |code: Option<u8>| code.map(|code| code.to_string());
    let placed = event.place.position.is_some();
    let parts = [
        ("PLOVER", codes.plover_event.map(|name| [name, codes.plover_mode.unwrap_or_default()].join(" "))),
        ("CAMEO", codes.cameo.map(str::to_owned)),
        ("UCDP type", codes::ucdp_violence(kind, &event.casualties).map(str::to_owned)),
        ("UCDP where_prec", number(place.ucdp().filter(|_| placed))),
        ("UCDP date_prec", number(day.ucdp())),
        ("ACLED geo_precision", number(place.acled().filter(|_| placed))),
        ("ACLED time_precision", number(day.acled())),
    ];
    let told = parts.into_iter().filter_map(|(name, code)| Some(format!("{name} {}", code?.trim_end())));
    told.collect::<Vec<_>>().join(", ")
}

fn published(document: &ReportDocument) -> String {
    let Some(Published { date, basis, span }) = document.published else {
        return "published: unknown".to_owned();
    };
    let words = span.map(|span| format!(" \"{}\"", visible(slice(&document.text, span)))).unwrap_or_default();
    format!("published: {date} ({}{words})", basis.as_str())
}

fn range(count: Count) -> String {
    let end = |n: Option<u32>| n.map_or_else(|| "?".to_owned(), |n| n.to_string());
    if count.low == count.high && count.low.is_some() {
        end(count.low)
    } else {
        format!("{} to {}", end(count.low), end(count.high))
    }
}

/// "Russian forces (RU, state forces)"
fn party_in_words(party: &Party) -> String {
    let about = [party.side.as_deref(), party.kind.map(PartyKind::as_str)];
    let about: Vec<&str> = about.into_iter().flatten().collect();
    let words = visible(&party.text);
    if about.is_empty() { words } else { format!("{words} ({})", visible(&about.join(", "))) }
}
