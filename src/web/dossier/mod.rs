//! The report page as one HTML file to read, print and pass on: what `report.md` says, with the maps inside, from each
//! incident to the sentences behind it.
//!
//! It runs nothing: the policy allows no script at all, and every word of an article is escaped. The same report gives the
//! same bytes.

mod articles;
mod claims;
mod happenings;
mod markup;
#[cfg(test)]
mod tests;

use super::csp::{base64, policy};
use super::gather;
use crate::map::Format;
use crate::output::facts;
use crate::output::words::put;
use crate::report::Report;
use markup::{Page, told};

const STYLE: &str = include_str!("../../../assets/web/report.css");

/// A picture that the page holds.
#[derive(Debug, Clone)]
pub struct Figure<'f> {
    /// What it shows, in a few words.
    pub caption: &'f str,
    /// What it shows to those who cannot see it.
    pub alt: &'f str,
    /// PNG or SVG; a page shows no PDF.
    pub format: Format,
    /// The file.
    pub bytes: &'f [u8],
}

/// The whole page, with `credits` for the data used.
#[must_use]
pub fn dossier(report: &Report, figures: &[Figure<'_>], credits: &[String]) -> String {
    let model = gather::model(report, credits.to_vec(), &|lon| lon).model;
    let mut sections: Vec<(&str, &str, Page)> = Vec::new();
    let mut section = |id, heading, fill: &dyn Fn(&mut Page)| {
        let mut page = Page::default();
        fill(&mut page);
        sections.push((id, heading, page));
    };
    let shown = || figures.iter().filter(|figure| figure.format != Format::Pdf);
    if shown().next().is_some() {
        section("maps", "Maps", &|page| shown().for_each(|figure| put_figure(page, figure)));
    }
    section("incidents", "What is reported", &|page| happenings::table(page, &model));
    if !model.incidents.is_empty() {
        section("evidence", "The sentences behind it, by day", &|page| happenings::by_day(page, &model));
    }
    if !model.others.is_empty() {
        let heading = "Told, but not as something that happened then and there";
        section("others", heading, &|page| claims::others(page, &model));
    }
    section("distances", "Distances that the articles state", &|page| claims::claims(page, report, &model));
    if !model.unplaced.is_empty() {
        section("unplaced", "What could not be placed", &|page| claims::unplaced(page, &model));
    }
    section("articles", "Articles", &|page| articles::table(page, report, &model));
    section("credits", "Credits", &|page| page.list("plain", &facts::credits(report, credits)));
    whole(report, &sections)
}

/// Head, contents and sections as one document.
fn whole(report: &Report, sections: &[(&str, &str, Page)]) -> String {
    let title = facts::title(report);
    let mut page = Page(format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"generator\" content=\"eventmap {}\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<header>\n",
        env!("CARGO_PKG_VERSION"),
        policy(&[], &[STYLE], true),
        told(&title),
    ));
    page.element("h1", "", &title);
    page.list("facts", &facts::summary(report));
    page.element("p", "", facts::CAVEAT);
    page.raw("<nav aria-label=\"Contents\"><ul>\n");
    for (id, heading, _) in sections {
        page.raw("<li>");
        page.link(id, heading);
        page.raw("</li>\n");
    }
    page.raw("</ul></nav>\n</header>\n<main>\n");
    for (id, heading, body) in sections {
        put(&mut page.0, format_args!("<section id=\"{id}\">\n<h2>{heading}</h2>\n"));
        page.raw(&body.0);
        page.raw("</section>\n");
    }
    page.raw("</main>\n</body>\n</html>\n");
    page.0
}

fn put_figure(page: &mut Page, figure: &Figure<'_>) {
    let kind = if figure.format == Format::Svg { "svg+xml" } else { "png" };
    put(
        &mut page.0,
        format_args!(
            "<figure><img alt=\"{}\" src=\"data:image/{kind};base64,{}\">\n",
            told(figure.alt),
            base64(figure.bytes)
        ),
    );
    page.element("figcaption", "", figure.caption);
    page.raw("</figure>\n");
}
