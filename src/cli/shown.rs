//! Which events are shown, by whether they happened: `--modality`, `--all`.

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use eventmap::event::{Modalities, Modality};

/// Options that ask for more, or less, than what happened or is claimed.
#[derive(Args)]
#[command(next_help_heading = "What is written")]
pub struct Shown {
    /// Show events of these kinds only; maps show happened,claimed by themselves
    #[arg(long, value_name = "KINDS", value_delimiter = ',', value_parser = modality())]
    modality: Vec<Modality>,
    /// Show all events, also what is denied, planned, hypothetical, history or a sum
    #[arg(long, conflicts_with = "modality")]
    all: bool,
}

impl Shown {
    /// What was asked for; none if nothing was.
    pub fn asked(&self) -> Option<Modalities> {
        match (self.all, self.modality.as_slice()) {
            (true, _) => Some(Modalities::ALL),
            (false, []) => None,
            (false, some) => Some(Modalities::of(some)),
        }
    }
}

fn modality() -> impl clap::builder::TypedValueParser<Value = Modality> {
    let words = PossibleValuesParser::new(Modality::ALL.map(Modality::as_str));
    words.map(|word| Modality::from_name(&word).unwrap_or(Modality::Happened))
}
