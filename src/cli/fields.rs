//! Arguments that several verbs share: a layer by its name, and which fields of an input hold what.

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use eventmap::document::{Fields, InputFormat, is_language};
use eventmap::output::Layer;

/// Names of layers as an argument.
pub fn layer() -> impl TypedValueParser<Value = Layer> {
    let names = Layer::ALL.map(|layer| PossibleValue::new(layer.name()));
    PossibleValuesParser::new(names).map(|name| Layer::from_name(&name).unwrap_or(Layer::Events))
}

/// How inputs are to be read, where their names and fields do not tell.
#[derive(Args)]
#[command(next_help_heading = "How inputs are read")]
pub struct FieldsArgs {
    /// Read every input in this form, whatever its name tells [see 'eventmap formats']
    #[arg(long, value_name = "FORMAT", value_parser = input_format())]
    pub input_format: Option<InputFormat>,
    /// Language of all articles, by its ISO 639-1 code such as en [default: told by each text]
    #[arg(long, value_name = "CODE", value_parser = language)]
    pub language: Option<String>,
    /// Field or column that holds the text [default: text]
    #[arg(long, value_name = "NAME")]
    text_field: Option<String>,
    /// Field or column that holds the day of publication [default: published]
    #[arg(long, value_name = "NAME")]
    date_field: Option<String>,
    /// Field or column that holds the headline [default: title]
    #[arg(long, value_name = "NAME")]
    title_field: Option<String>,
    /// Field or column that holds the article's id [default: id]
    #[arg(long, value_name = "NAME")]
    id_field: Option<String>,
    /// Field or column that holds the outlet [default: source]
    #[arg(long, value_name = "NAME")]
    source_field: Option<String>,
    /// Refuse a text larger than this, of at most 256; memory grows with the largest text [default: 32]
    #[arg(long, value_name = "MB", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub largest: Option<u16>,
}

impl FieldsArgs {
    /// The names given.
    pub fn fields(&self) -> Fields {
        Fields {
            text: self.text_field.clone(),
            id: self.id_field.clone(),
            title: self.title_field.clone(),
            date: self.date_field.clone(),
            source: self.source_field.clone(),
        }
    }
}

fn language(code: &str) -> Result<String, String> {
    let code = code.to_ascii_lowercase();
    if is_language(&code) {
        Ok(code)
    } else {
        Err("expected a code of two letters such as en or uk".to_owned())
    }
}

fn input_format() -> impl TypedValueParser<Value = InputFormat> {
    let names = InputFormat::ALL.iter().map(|format| PossibleValue::new(format.name()));
    PossibleValuesParser::new(names).map(|name| InputFormat::from_name(&name).unwrap_or(InputFormat::Text))
}
