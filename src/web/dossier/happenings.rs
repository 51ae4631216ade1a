//! What is reported: a table of all incidents, each with the way to its evidence, then each with its sentences.

use super::markup::{Page, told};
use crate::output::day_in_words;
use crate::output::words::put;
use crate::web::model::{Incident, Model};

/// A table of all incidents with links to what is told of each.
pub fn table(page: &mut Page, model: &Model) {
    if model.incidents.is_empty() {
        page.element("p", "class=\"none\"", "No event was found.");
        return;
    }
    page.raw("<div class=\"wide\"><table>\n<thead><tr>");
    for head in ["Day", "What", "Where", "Hurt", "From the border", "Evidence"] {
        put(&mut page.0, format_args!("<th scope=\"col\">{head}</th>"));
    }
    page.raw("</tr></thead>\n<tbody>\n");
    for (i, incident) in model.incidents.iter().enumerate() {
        page.raw("<tr>");
        let hurt = incident.victims.as_deref().unwrap_or("not stated");
        let border = incident.border.as_deref().unwrap_or("not measured");
        let border = border.replace(" from the border", "");
        for cell in [&incident.when, incident.what, &incident.place, hurt, &border] {
            put(&mut page.0, format_args!("<td>{}</td>", told(cell)));
        }
        page.raw("<td>");
        let accounts = crate::output::words::counted(incident.accounts.len(), "account");
        page.link(&id(i), &accounts);
        page.raw("</td></tr>\n");
    }
    page.raw("</tbody></table></div>\n");
}

/// Each incident by day, with what every article says of it.
pub fn by_day(page: &mut Page, model: &Model) {
    let mut heading = None;
    for (i, incident) in model.incidents.iter().enumerate() {
        let day = day(incident);
        if heading.as_ref() != Some(&day) {
            page.element("h3", "", &day);
            heading = Some(day);
        }
        one(page, model, incident, &id(i));
    }
}

/// The anchor of an incident.
fn id(number: usize) -> String {
    format!("incident-{}", number + 1)
}

fn day(incident: &Incident) -> String {
    match (incident.start, incident.end) {
        (Some(start), Some(end)) if start == end => day_in_words(start),
        (None, None) => "Date unknown".to_owned(),
        _ => incident.when.clone(),
    }
}

fn one(page: &mut Page, model: &Model, incident: &Incident, id: &str) {
    put(&mut page.0, format_args!("<article id=\"{id}\">\n"));
    page.element("h4", "", &format!("{}, {}", incident.what, incident.place));
    let facts: Vec<&str> = [incident.told, incident.victims.as_deref(), incident.border.as_deref()]
        .into_iter()
        .flatten()
        .collect();
    if !facts.is_empty() {
        page.element("p", "class=\"facts\"", &facts.join("; "));
    }
    for (k, account) in incident.accounts.iter().enumerate() {
        put(&mut page.0, format_args!("<div class=\"account\" id=\"{id}-{}\">\n", k + 1));
        page.quote(&account.quote);
        page.raw("<p class=\"notes\">");
        source(page, model, account.article);
        put(&mut page.0, format_args!("{}</p>\n</div>\n", told(&account.notes.join("; "))));
    }
    if !incident.disagreements.is_empty() {
        page.raw("<div class=\"differ\">\n");
        page.element("p", "", "Accounts differ:");
        page.list("plain", &incident.disagreements);
        page.raw("</div>\n");
    }
    page.raw("</article>\n");
}

/// A link to the article, and ": ".
pub fn source(page: &mut Page, model: &Model, article: Option<usize>) {
    let Some((index, article)) = article.and_then(|i| Some((i, model.articles.get(i)?))) else { return };
    page.raw("<cite>");
    page.link(&super::articles::id(index), &article.id);
    let title = if article.title.is_empty() { String::new() } else { format!(", “{}”", article.title) };
    put(&mut page.0, format_args!("{}</cite>: ", told(&title)));
}
