//! The page as its parser and its reader see it: whole elements, true anchors, and no word of an article as markup.

use crate::event::Party;
use std::collections::BTreeSet;

use super::*;
use crate::output::sample;
use crate::text::Span;

/// Names of elements that have no end.
const VOID: [&str; 3] = ["meta", "img", "br"];

/// Every start tag with its attributes, in order. Panics where elements do not close in their order.
fn tags(page: &str) -> Vec<String> {
    let mut open: Vec<String> = Vec::new();
    let mut found = Vec::new();
    let (before, style) = page.split_once("<style>").unwrap();
    let (_, after) = style.split_once("</style>").unwrap();
    let body = format!("{before}{after}");
    for piece in body.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap_or_else(|| panic!("no end of <{piece}"));
        assert!(!text.contains('>'), "a bare > in {text:?}");
        let name = tag.split_whitespace().next().unwrap().to_owned();
        if let Some(closed) = name.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(closed), "in {tag:?}");
        } else if name != "!DOCTYPE" {
            found.push(tag.to_owned());
            if !VOID.contains(&name.as_str()) {
                open.push(name);
            }
        }
    }
    assert!(open.is_empty(), "{open:?}");
    found
}

fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    tag.split_once(&format!(" {name}=\""))?.1.split('"').next()
}

fn figure(alt: &str) -> Figure<'_> {
    Figure { caption: "All <events>", alt, format: Format::Png, bytes: b"\x89PNG" }
}

#[test]
fn the_page_says_what_the_report_says() {
    let report = sample::report();
    let page = dossier(&report, &[figure("A map")], &["© Someone".to_owned()]);
    for part in [
        "<h1>What 2 articles tell</h1>",
        "<li>2 incidents, told by 4 accounts; 3 of them placed</li>",
        "src=\"data:image/png;base64,iVBORw==\"",
        "All &lt;events&gt;",
        "<h3>Tuesday 11 October 2022</h3>",
        "Shelling/artillery/missile attack, Kozinka (Belgorod Oblast, RU)",
        "910 m from the border, on the side of RU",
        "<p>Accounts differ:</p>",
        "<h3>Date unknown</h3>",
        "stated 1 km (read as 500 m to 1.5 km); measured 910 m",
        "event “Nowhere”: no layer knows the place",
        "2022-10-11, given by the input",
        "Made-up border (nobody)",
        "© Someone",
    ] {
        assert!(page.contains(part), "missing {part:?} in\n{page}");
    }
    assert_eq!(page, dossier(&report, &[figure("A map")], &["© Someone".to_owned()]));
}

#[test]
fn every_link_leads_to_a_part_of_the_page_and_nothing_comes_from_elsewhere() {
    let page = dossier(&sample::report(), &[figure("A map")], &[]);
    let tags = tags(&page);
    let ids: Vec<&str> = tags.iter().filter_map(|tag| attribute(tag, "id")).collect();
    assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "{ids:?}");
    let links: Vec<&str> = tags.iter().filter_map(|tag| attribute(tag, "href")).collect();
    assert!(links.len() > 8, "{links:?}");
    for link in links {
        assert!(link.strip_prefix('#').is_some_and(|id| ids.contains(&id)), "{link}");
    }
    assert!(tags.iter().filter_map(|tag| attribute(tag, "src")).all(|src| src.starts_with("data:image/")));
    assert!(
        tags.iter().all(|tag| !tag.starts_with("script") && !tag.contains(" on") && !tag.contains(" style="))
    );
    assert!(page.contains("script-src 'none'; style-src 'sha256-") && !STYLE.contains("url("));
    let marked = tags.iter().filter(|tag| tag.starts_with("mark class=")).count();
    assert!(marked >= 4, "{marked}");
}

/// Whatever an article, an id, a place or a picture's words hold, the page has the same elements.
#[test]
fn no_word_from_outside_is_markup() {
    let plain = tags(&dossier(&sample::report(), &[figure("x")], &["x".to_owned()]));
    for hostile in [
        "</p></article><script>alert(1)</script>",
        "\"'><img src=x onerror=alert(1)>",
        "<!-- ",
        "]]>",
        "javascript:alert(1)",
        "a\u{202E}b\u{0}<b>",
    ] {
        let mut report = sample::report();
        let old: Vec<String> = report.documents.iter().map(|d| d.id.clone()).collect();
        let renamed = |id: &str| {
            old.iter().position(|o| o == id).map_or_else(|| id.to_owned(), |i| format!("{hostile}{i}"))
        };
        for document in &mut report.documents {
            document.id = renamed(&document.id);
            document.title = Some(hostile.to_owned());
            document.outlet = document.outlet.as_ref().map(|_| hostile.to_owned());
            document.warnings = document.warnings.iter().map(|_| hostile.to_owned()).collect();
        }
        for event in &mut report.events {
            event.doc = renamed(&event.doc);
            event.claimed_by = event.claimed_by.as_ref().map(|_| Party::named(hostile));
            if let Some(place) = &mut event.place.place {
                hostile.clone_into(&mut place.name);
            }
        }
        for claim in &mut report.claims {
            claim.doc = renamed(&claim.doc);
            hostile.clone_into(&mut claim.reason);
            hostile.clone_into(&mut claim.text);
        }
        for what in &mut report.unplaced {
            what.doc = renamed(&what.doc);
            hostile.clone_into(&mut what.text);
            hostile.clone_into(&mut what.reason);
        }
        for incident in &mut report.incidents {
            incident.disagreements = incident.disagreements.iter().map(|_| hostile.to_owned()).collect();
        }
        hostile.clone_into(&mut report.border.name);
        let page = dossier(&report, &[figure(hostile)], &[hostile.to_owned()]);
        let bare = |tags: Vec<String>| -> Vec<String> {
            let cut = |tag: String| match attribute(&tag, "alt").map(str::len) {
                Some(_) => "img".to_owned(),
                None => tag,
            };
            tags.into_iter().map(cut).collect()
        };
        assert_eq!(bare(tags(&page)), bare(plain.clone()), "{hostile}");
        assert!(!page.contains(['\0', '\u{202E}']), "{hostile}");
    }
}

/// A sentence of markup is quoted as it stands.
#[test]
fn the_sentences_of_a_hostile_article_are_quoted() {
    let mut report = sample::report();
    let words = "Shells hit <script>alert(1)</script> \"Kozinka\" & killed two.";
    let doc = report.events[0].doc.clone();
    let at = report.documents.iter().position(|d| d.id == doc).unwrap();
    words.clone_into(&mut report.documents[at].text);
    for event in report.events.iter_mut().filter(|event| event.doc == doc) {
        event.sentence = Span::new(0, words.len());
        event.trigger = Span::new(0, 10);
        event.place.span = None;
        event.casualties.text = None;
    }
    let page = dossier(&report, &[], &[]);
    let quoted = "<mark class=\"what\">Shells hit</mark> &lt;script&gt;alert(1)&lt;/script&gt; &quot;Kozinka&quot; &amp; killed two.";
    assert!(page.contains(quoted), "{page}");
    tags(&page);
}

#[test]
fn an_empty_report_is_a_page_too() {
    let mut report = sample::report();
    report.documents.clear();
    report.events.clear();
    report.incidents.clear();
    report.claims.clear();
    report.unplaced.clear();
    let page = dossier(&report, &[], &[]);
    assert!(page.contains("No event was found.") && page.contains("None was found."), "{page}");
    tags(&page);
}
