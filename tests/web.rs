//! The interactive page as a whole: nothing that an article says becomes markup, nothing is fetched, the same bytes twice.
#![cfg(all(feature = "cli", feature = "html"))]

#[path = "../examples/synthetic/dice.rs"]
mod dice;
#[path = "../examples/synthetic/facts.rs"]
mod facts;
#[path = "../examples/synthetic/reports.rs"]
mod reports;

use dice::Dice;
use eventmap::document::Document;
use eventmap::event::GeoPrecision;
use eventmap::gazetteer::Gazetteer;
use eventmap::gazetteer::borders::{self, Border};
use eventmap::map::BaseMap;
use eventmap::pipeline::{self, Options};
use eventmap::report::Report;
use eventmap::web;
use facts::{TOWNS, add, empty, place};
use serde_json::Value;

fn border() -> &'static Border {
    borders::embedded("ru-ua").expect("the border is bundled")
}

fn page(report: &Report) -> String {
    let base = BaseMap::of(report, Some(border()), Gazetteer::embedded());
    web::page(report, &base, &[10.0, 40.0], &["Somebody <somebody@example.org> & others".to_owned()])
}

/// What one article says.
fn read(text: &str) -> Report {
    let document = Document {
        title: Some("\"><img src=x onerror=alert(1)>".to_owned()),
        outlet: Some("</script><script>alert(2)</script>".to_owned()),
        ..Document::new("a'b\"c<d>&e", text)
    };
    pipeline::run(vec![document], &Options::new(border(), Gazetteer::embedded()), &|| ())
}

/// The text between the first `from` and the next `to`.
fn between<'t>(text: &'t str, from: &str, to: &str) -> &'t str {
    let (_, rest) = text.split_once(from).expect(from);
    rest.split_once(to).expect(to).0
}

fn data(page: &str) -> Value {
    serde_json::from_str(between(page, "id=\"data\">", "</script>")).expect("the page's data are JSON")
}

const HOSTILE: &str = "Two people were killed when shells hit Kharkiv </script><script>alert(1)</script> on Friday, \
    \"police\" said. <!--<script> A drone attacked Belgorod, wounding 3 <img src=x onerror='alert(1)'> people. \
    javascript:alert(1) [x](javascript:alert(2)) {{script}} ${alert(3)} Shebekino was shelled\u{2028}again.";

#[test]
fn words_of_articles_are_never_markup() {
    let page = page(&read(HOSTILE));
    assert_eq!(page.matches("<script").count(), 2, "the data and the page's own");
    assert_eq!(page.matches("</script>").count(), 2);
    assert_eq!(page.matches("<!--").count(), 0);
    assert_eq!(page.matches("<img").count(), 0);
    let json = between(&page, "id=\"data\">", "</script>");
    assert!(!json.contains(['<', '>', '&', '\u{2028}']));
    let data = data(&page);
    let accounts =
        data["incidents"].as_array().expect("a list").iter().filter_map(|i| i["accounts"].as_array());
    let quotes: Vec<String> = accounts.flatten().map(|account| account["quote"].to_string()).collect();
    assert!(quotes.iter().any(|quote| quote.contains("</script><script>alert(1)</script>")), "{quotes:?}");
    assert_eq!(data["articles"][0]["id"], "a'b\"c<d>&e");
}

#[test]
fn the_policy_allows_the_page_itself_and_nothing_else() {
    let page = page(&read(HOSTILE));
    let policy = between(&page, "http-equiv=\"Content-Security-Policy\" content=\"", "\"");
    let hashes: Vec<&str> = policy.split('\'').filter(|part| part.starts_with("sha256-")).collect();
    assert_eq!(hashes.len(), 2, "{policy}");
    assert!(hashes.iter().all(|hash| hash.len() == "sha256-".len() + 44), "{policy}");
    assert_eq!(
        policy,
        format!(
            "default-src 'none'; script-src '{}'; style-src '{}'; img-src 'none'; base-uri 'none'; form-action 'none'",
            hashes[0], hashes[1]
        )
    );
    for never in [
        " src=",
        " href=\"http",
        " style=\"",
        " onclick=",
        " onload=",
        " onerror=\"",
        "<link",
        "<base",
        "<iframe",
    ] {
        let markup: String =
            [page.split_once("<style>").expect("style").0, between(&page, "</style>", "id=\"data\"")]
                .concat();
        assert!(!markup.contains(never), "{never}");
    }
    let styles = between(&page, "<style>", "</style>");
    assert!(styles.split("url(").skip(1).all(|rest| rest.starts_with("#hatch")), "no picture is fetched");
}

#[test]
fn every_incident_has_its_place_its_sentence_and_its_kind() {
    let mut report = empty(border());
    let mut dice = Dice(3);
    let kinds = [GeoPrecision::Settlement, GeoPrecision::Near, GeoPrecision::Region, GeoPrecision::District];
    for i in 0..40 {
        let town = &TOWNS[i % TOWNS.len()];
        add(&mut report, border(), place(town), kinds[i % kinds.len()], &mut dice);
    }
    let data = data(&page(&report));
    let incidents = data["incidents"].as_array().expect("a list");
    assert_eq!(incidents.len(), report.incidents.len().max(report.events.len()));
    let list = |name: &str| data[name].as_array().expect("a list").len();
    for incident in incidents {
        let index = |name: &str| incident[name].as_u64().map(|index| index as usize);
        assert!(
            index("spot").is_some() != index("area").is_some(),
            "{incident}: a point or an area, never both"
        );
        assert!(index("spot").is_none_or(|index| index < list("spots")));
        assert!(index("area").is_none_or(|index| index < list("areas")));
        assert!(index("kind").is_some_and(|index| index < list("kinds")));
    }
    let areal = report.events.iter().filter(|event| event.place.precision.is_areal()).count();
    assert_eq!(incidents.iter().filter(|incident| !incident["area"].is_null()).count(), areal);
}

#[test]
fn a_border_is_near_in_the_title_only_where_it_is() {
    for (text, expected) in [
        (
            "A drone attacked a ship in the Bering Sea on Sunday. Shells hit Texas on Friday.",
            "and their distance from",
        ),
        (
            "Gunmen killed two people in Nome, Alaska on Saturday. A bomb exploded in Suva.",
            "and their distance from",
        ),
        ("Shells hit Belgorod Oblast on Friday.", "near"),
        ("Shells hit Shebekino on Friday, and a drone attacked a depot in Kharkiv.", "near"),
    ] {
        let data = data(&page(&read(text)));
        assert!(!data["incidents"].as_array().expect("a list").is_empty(), "{text}");
        let title = data["title"].as_str().expect("a title");
        assert_eq!(title, format!("Reported events {expected} the Russia–Ukraine border"), "{text}");
    }
}

#[test]
fn every_kind_of_report_is_a_page_of_all_its_incidents() {
    for (name, report) in reports::reports(border()) {
        let data = data(&page(&report));
        let incidents = data["incidents"].as_array().expect("a list").len();
        let shown = report.events.iter().filter(|event| report.shown.holds(event.modality)).count();
        assert!(incidents <= shown && (incidents > 0) == (shown > 0), "{name}: {incidents} of {shown}");
        assert!(data["ground"]["coarse_land"].as_array().is_some_and(|land| land.len() > 50), "{name}");
    }
}

#[test]
fn the_same_report_is_the_same_page_and_an_empty_one_is_a_page() {
    let report = read(HOSTILE);
    assert_eq!(page(&report), page(&report));
    let nothing = page(&empty(border()));
    assert!(data(&nothing)["incidents"].as_array().is_some_and(Vec::is_empty));
    assert!(nothing.len() < 1_000_000, "{}", nothing.len());
}
