//! The page of the made-up report, read as a person would.

use super::*;
use crate::output::sample;

#[test]
fn the_page_says_what_where_how_far_by_whom_and_what_is_unsure() {
    let pictures = [Picture { file: "overview.png", caption: "All events" }];
    let page = report_md(&sample::report(), &pictures, &["© Someone".to_owned()]);
    for part in [
        "# What 2 articles tell",
        "- Articles of 11 October 2022\n",
        "- 2 incidents, told by 4 accounts; 3 of them placed",
        "“The border” is the Made-up border, and distances",
        "![All events](overview.png)",
        "### Tuesday 11 October 2022",
        "- **Shelling/artillery/missile attack in Kozinka (Belgorod Oblast, RU)**: 2 to 3 killed; 910 m from the border, on the side of RU\n",
        "“**Дн**ем",
        "&lt;b&gt;shells&lt;/b&gt;",
        "**Accounts differ:** d1 says 2 killed, d2 says 3",
        "somewhere in Belgorod Oblast (RU)**: 2 to 3 killed; up to 190 km from the border",
        "### Date unknown",
        "at “Nowhere” (not placed)",
        "- **denied**: ",
        "- **Holds**: ",
        "Stated 1 km (read as 500 m to 1.5 km), measured 910 m",
        "- event “Nowhere” (d2): no layer knows the place",
        "| d1 | Shells \\[again\\] | 2022-10-11, given by the input | 1 | 3 | 1 |",
        "Made-up border (nobody)",
        "- © Someone\n",
    ] {
        assert!(page.contains(part), "missing {part:?} in\n{page}");
    }
    assert!(!page.contains("<b>"));
}

#[test]
fn an_empty_report_is_a_page_too() {
    let mut report = sample::report();
    report.documents.clear();
    report.events.clear();
    report.incidents.clear();
    report.claims.clear();
    report.unplaced.clear();
    let page = report_md(&report, &[], &[]);
    assert!(page.contains("No event was found.") && page.contains("None was found."), "{page}");
}
