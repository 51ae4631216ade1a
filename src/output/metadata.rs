//! Where the rows of a run come from: program, parameters, border, data and inputs, for the head of a file.

use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};

use super::words::put;
use crate::report::{BorderSource, ReportDocument};

/// Program and version, the parameters given, the border, whose data are used, and the digest of every text.
///
/// There is no time of the run in it: the same input gives the same bytes.
#[must_use]
pub fn metadata(
    border: &BorderSource,
    documents: &[ReportDocument],
    parameters: &[String],
    credits: &[String],
) -> Map<String, Value> {
    let mut out = Map::new();
    let mut put = |name: &str, value: Value| out.insert(name.to_owned(), value);
    put("program", Value::from("eventmap"));
    put("version", Value::from(env!("CARGO_PKG_VERSION")));
    put("parameters", Value::from(parameters.to_vec()));
    put(
        "border",
        json!({
            "name": border.name,
            "source": border.source,
            "tolerance_m": border.tolerance_m,
        }),
    );
    put("credits", Value::from(credits.to_vec()));
    put("inputs", documents.iter().map(input).collect());
    out
}

fn input(document: &ReportDocument) -> Value {
    let digest = Sha256::digest(document.text.as_bytes());
    let digest = digest.iter().fold(String::new(), |mut hex, byte| {
        put(&mut hex, format_args!("{byte:02x}"));
        hex
    });
    json!({
        "doc": document.id,
        "path": document.source.path.to_string_lossy(),
        "line": document.source.line,
        "published": document.published.map(|published| published.date.to_string()),
        "sha256": digest,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::sample;

    #[test]
    fn every_text_has_its_digest() {
        let mut report = sample::report();
        report.documents[1].text = "abc".to_owned();
        let (border, documents) = (&report.border, &report.documents);
        let metadata = metadata(border, documents, &["--all".to_owned()], &["somebody".to_owned()]);
        assert_eq!(metadata["parameters"], json!(["--all"]));
        // The digest of "abc" in FIPS 180-4, appendix B.1.
        assert_eq!(
            metadata["inputs"][1]["sha256"],
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert_eq!(metadata["inputs"][1]["published"], "2022-10-11");
    }
}
