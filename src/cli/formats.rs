//! `formats`: what can be read and written, and the fields of each layer.

use clap::Args;
use eventmap::Result;
use eventmap::document::InputFormat;
use eventmap::output::schema::columns;
use eventmap::output::{Format, Layer};
use serde_json::json;

use super::fields::layer;
use super::{Outcome, Shared, talk};

#[derive(Args)]
#[command(after_help = "Examples:
  eventmap formats
  eventmap formats --fields events")]
pub struct FormatsArgs {
    /// List the fields of a layer instead: their names, types and meanings
    #[arg(long, value_name = "LAYER", value_parser = layer())]
    fields: Option<Layer>,
}

pub fn run(args: &FormatsArgs, shared: &Shared) -> Result<Outcome> {
    talk::results(&match (args.fields, shared.json) {
        (Some(layer), false) => fields(layer),
        (Some(layer), true) => fields_json(layer),
        (None, false) => formats(),
        (None, true) => formats_json(),
    })?;
    Ok(Outcome::Done)
}

fn formats() -> String {
    let line = |name: &str, endings: &[&str], about: &str| {
        let endings: Vec<String> = endings.iter().map(|ending| format!(".{ending}")).collect();
        format!("  {name:<11} {:<32} {about}\n", endings.join(" "))
    };
    let mut out = String::from("Read (each also packed as .gz or .zst):\n");
    for format in InputFormat::ALL {
        out.push_str(&line(format.name(), format.endings(), format.about()));
    }
    out.push_str("\nWrite:\n");
    for format in Format::ALL {
        out.push_str(&line(format.name(), format.endings(), format.about()));
    }
    out
}

fn formats_json() -> String {
    let reads =
        InputFormat::ALL.iter().map(|format| ("read", format.name(), format.endings(), format.about()));
    let writes = Format::ALL.iter().map(|format| ("write", format.name(), format.endings(), format.about()));
    let line = |(way, name, endings, about): (&str, &str, &[&str], &str)| {
        format!("{}\n", json!({ "way": way, "name": name, "endings": endings, "about": about }))
    };
    reads.chain(writes).map(line).collect()
}

fn fields(layer: Layer) -> String {
    let columns = columns(layer);
    let widest = columns.iter().map(|column| column.name.len()).max().unwrap_or_default();
    let line = |column: &eventmap::output::schema::Column| {
        let line = format!("{:<widest$}  {:<8}  {}", column.name, column.kind.name(), column.meaning);
        format!("{}\n", line.trim_end())
    };
    columns.iter().map(line).collect()
}

fn fields_json(layer: Layer) -> String {
    let line = |column: &eventmap::output::schema::Column| {
        format!("{}\n", json!({ "name": column.name, "type": column.kind.name(), "meaning": column.meaning }))
    };
    columns(layer).iter().map(line).collect()
}
