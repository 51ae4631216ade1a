//! The table of articles, and what is to be warned of.

use super::markup::{Page, told};
use crate::output::facts;
use crate::output::words::put;
use crate::report::Report;
use crate::web::model::Model;

/// The anchor of an article.
pub fn id(number: usize) -> String {
    format!("article-{}", number + 1)
}

/// One line for each article, then the warnings.
pub fn table(page: &mut Page, report: &Report, model: &Model) {
    page.raw("<div class=\"wide\"><table>\n<thead><tr>");
    for head in ["Article", "Title", "Published", "Names", "Events", "Stated distances"] {
        put(&mut page.0, format_args!("<th scope=\"col\">{head}</th>"));
    }
    page.raw("</tr></thead>\n<tbody>\n");
    for (i, (document, article)) in report.documents.iter().zip(&model.articles).enumerate() {
        let events = report.events.iter().filter(|event| event.doc == document.id).count();
        let claims = report.claims.iter().filter(|claim| claim.doc == document.id).count();
        let numbers = [document.toponyms.len(), events, claims].map(|n| n.to_string());
        put(&mut page.0, format_args!("<tr id=\"{}\">", id(i)));
        let outlet = document.outlet.as_deref().map_or_else(String::new, |outlet| format!(", {outlet}"));
        let words = [article.id.clone(), format!("{}{outlet}", article.title), facts::published(document)];
        for cell in words.iter().chain(&numbers) {
            put(&mut page.0, format_args!("<td>{}</td>", told(cell)));
        }
        page.raw("</tr>\n");
    }
    page.raw("</tbody></table></div>\n");
    let warnings: Vec<String> = report
        .documents
        .iter()
        .flat_map(|document| document.warnings.iter().map(|warning| format!("{}: {warning}", document.id)))
        .collect();
    page.list("plain", &warnings);
}
