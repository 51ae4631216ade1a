//! The day that a web page says it was published on, where its head does not have it in the most usual way.

use dom_smoothie::Readability;
use jiff::civil::Date;
use serde_json::Value;

use super::published;

/// Names of metadata that hold the day of publication, the surest first; in small letters.
const NAMES: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "publish-date",
    "publishdate",
    "publication_date",
    "citation_publication_date",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "date",
];

/// Elements that hold it in the page itself, the surest first: those of schema.org, then times of the article, then any.
const ELEMENTS: &[&str] = &[
    "[itemprop='datePublished']",
    "time[pubdate]",
    "article time[datetime]",
    "main time[datetime]",
    "time[datetime]",
];

/// Lists inside lists that are searched in what a page says of itself.
const DEEPEST: usize = 32;

/// The day by the page's description of itself (JSON-LD), its metadata, or its elements.
pub fn find(page: &Readability) -> Option<Date> {
    in_descriptions(page).or_else(|| in_metadata(page)).or_else(|| in_elements(page))
}

/// `"datePublished"` of an article in JSON-LD, also inside `@graph`; else of anything in it.
fn in_descriptions(page: &Readability) -> Option<Date> {
    let scripts = page.doc.select("script[type='application/ld+json']");
    let values: Vec<Value> =
        scripts.iter().filter_map(|script| serde_json::from_str(&script.text()).ok()).collect();
    let first = |only: bool| values.iter().find_map(|value| published_in(value, only, DEEPEST));
    first(true).or_else(|| first(false))
}

fn published_in(value: &Value, articles_only: bool, depth: usize) -> Option<Date> {
    let depth = depth.checked_sub(1)?;
    match value {
        Value::Array(values) => values.iter().find_map(|value| published_in(value, articles_only, depth)),
        Value::Object(object) => {
            let kind = object.get("@type").map(Value::to_string).unwrap_or_default();
            let is_article = ["Article", "Posting", "Report"].iter().any(|word| kind.contains(word));
            let own = object.get("datePublished").filter(|_| is_article || !articles_only);
            own.and_then(Value::as_str)
                .and_then(published::parse)
                .or_else(|| object.values().find_map(|value| published_in(value, articles_only, depth)))
        }
        _ => None,
    }
}

fn in_metadata(page: &Readability) -> Option<Date> {
    let metas: Vec<(String, Date)> = page
        .doc
        .select("meta[content]")
        .iter()
        .filter_map(|meta| {
            let name = ["property", "name", "itemprop"].iter().find_map(|key| meta.attr(key))?;
            Some((name.to_lowercase(), published::parse(&meta.attr("content")?)?))
        })
        .collect();
    NAMES.iter().find_map(|name| metas.iter().find(|(other, _)| other == name).map(|(_, date)| *date))
}

fn in_elements(page: &Readability) -> Option<Date> {
    ELEMENTS.iter().find_map(|element| {
        page.doc.select(element).iter().find_map(|found| {
            let stated = found.attr("datetime").or_else(|| found.attr("content"));
            published::parse(&stated.unwrap_or_else(|| found.text()))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(head: &str, body: &str) -> Option<String> {
        let page = format!("<html><head>{head}</head><body>{body}</body></html>");
        let page = Readability::new(page, None, None).unwrap();
        find(&page).map(|date| date.to_string())
    }

    #[test]
    fn pages_say_their_day_in_many_ways() {
        let graph = "<script type='application/ld+json'>{\"@context\":\"https://schema.org\",\"@graph\":[\
            {\"@type\":\"WebPage\",\"datePublished\":\"2020-01-01\"},\
            {\"@type\":[\"NewsArticle\"],\"datePublished\":\"2023-05-04T10:00:00+02:00\"}]}</script>";
        for (head, body) in [
            (graph, ""),
            (
                "<script type='application/ld+json'>{\"@type\":\"WebPage\",\"datePublished\":\"2023-05-04\"}</script>",
                "",
            ),
            ("<meta name=\"date\" content=\"2023-05-04\">", ""),
            ("<meta name=\"DC.date.issued\" content=\"May 4, 2023\">", ""),
            (
                "<meta name='date' content='2020-01-01'><meta itemprop='datePublished' content='2023-05-04'>",
                "",
            ),
            ("", "<article><time datetime='2023-05-04T10:00Z'>Thursday</time></article>"),
            (
                "",
                "<time datetime='2020-01-01'>old</time><article><time datetime='2023-05-04'>x</time></article>",
            ),
            ("", "<span itemprop=\"datePublished\">4 May 2023</span>"),
            ("", "<span itemprop='datePublished' content='2023-05-04'>on Thursday</span>"),
        ] {
            assert_eq!(day(head, body).as_deref(), Some("2023-05-04"), "{head} {body}");
        }
        for (head, body) in [
            ("<meta name='date' content='soon'>", "<time datetime='PT2H'>two hours</time>"),
            ("<script type='application/ld+json'>{not json</script>", "<time>4 May 2023</time>"),
            ("", ""),
        ] {
            assert_eq!(day(head, body), None, "{head} {body}");
        }
    }
}
