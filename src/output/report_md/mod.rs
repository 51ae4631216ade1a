//! The page that a person reads first: what is reported, where, how far from the border, by whom, and what is unsure.

mod articles;
mod claims;
pub mod facts;
mod happenings;
mod markdown;
#[cfg(test)]
mod tests;

use crate::output::Texts;
use crate::report::Report;

use markdown::{escape, put};

/// A picture that stands beside the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Picture<'p> {
    /// Its file name.
    pub file: &'p str,
    /// What it shows.
    pub caption: &'p str,
}

/// The whole page in Markdown, with `credits` for the data used. Words of articles are escaped: they can neither format
/// nor link nor run.
#[must_use]
pub fn report_md(report: &Report, pictures: &[Picture<'_>], credits: &[String]) -> String {
    let texts = Texts::new(&report.documents);
    let mut out = String::new();
    summary(report, &mut out);
    for picture in pictures {
        put(&mut out, format_args!("![{}]({})\n\n", escape(picture.caption), picture.file));
    }
    happenings::write(report, &texts, &mut out);
    claims::write(report, &texts, &mut out);
    articles::unplaced(report, &mut out);
    articles::table(report, &mut out);
    write_credits(report, credits, &mut out);
    out
}

fn summary(report: &Report, out: &mut String) {
    put(out, format_args!("# {}\n\n", facts::title(report)));
    for line in facts::summary(report) {
        put(out, format_args!("- {}\n", escape(&line)));
    }
    put(out, format_args!("\n{}\n\n", facts::CAVEAT));
}

fn write_credits(report: &Report, credits: &[String], out: &mut String) {
    out.push_str("## Credits\n\n");
    for line in facts::credits(report, credits) {
        put(out, format_args!("- {}\n", escape(&line)));
    }
}
