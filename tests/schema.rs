//! docs/schema.md lists exactly the fields that are written, in their order, and says of which type they are.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where it stopped")]

use std::fs;
use std::path::Path;

use eventmap::document::Document;
use eventmap::gazetteer::{Gazetteer, borders};
use eventmap::output::{Cell, Layer, rows};
use eventmap::pipeline::{self, Options};

const ARTICLE: &str = "date 2023-09-14 Two people were killed and three wounded when shells hit a house in the village of \
Kozinka in the Grayvoron district of the Belgorod region on Wednesday. Kozinka lies about two kilometers from the border \
with Ukraine. Grayvoron is 70 kilometers from Belgorod.";

/// Name and type of each field of a layer, as the page has them.
fn documented(layer: Layer) -> Vec<(String, String)> {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/schema.md")).unwrap();
    let section = page.split(&format!("\n## {}\n", layer.name())).nth(1).unwrap();
    let section = section.split("\n## ").next().unwrap();
    let row = |line: &str| {
        let mut cells = line.split('|').map(|cell| cell.trim().trim_matches('`').to_owned()).skip(1);
        Some((cells.next()?, cells.next()?))
    };
    section.lines().filter(|line| line.starts_with("| `")).filter_map(row).collect()
}

fn type_of(cell: &Cell) -> Option<&'static str> {
    Some(match cell {
        Cell::Null => return None,
        Cell::Text(_) | Cell::List(_) | Cell::Detail(_) => "String",
        Cell::Int(_) | Cell::Flag(_) => "Integer",
        Cell::Real(..) => "Real",
        Cell::Day(_) => "Date",
        Cell::FirstDay(_) | Cell::LastDay(_) => "DateTime",
    })
}

#[test]
fn the_page_and_the_rows_agree() {
    let border = borders::embedded("ru-ua").unwrap();
    let options = Options::new(border, Gazetteer::embedded());
    let mut document = Document::new("a", ARTICLE);
    document.published = eventmap::document::published::stated(ARTICLE, None, None);
    let report = pipeline::run(vec![document], &options, &|| ());
    for layer in Layer::ALL {
        let documented = documented(layer);
        let rows = rows::rows(&report, layer);
        assert!(!rows.is_empty(), "the article gives no {}", layer.name());
        for row in &rows {
            let written: Vec<&str> = row.cells.iter().map(|(name, _)| *name).collect();
            let names: Vec<&str> = documented.iter().map(|(name, _)| name.as_str()).collect();
            assert_eq!(written, names, "{}", layer.name());
            for ((name, cell), (_, kind)) in row.cells.iter().zip(&documented) {
                if let Some(found) = type_of(cell) {
                    assert_eq!(found, kind, "{} of {}", name, layer.name());
                }
            }
        }
    }
}

/// The fields that scripts rely on, in their order; additions come after them.
#[test]
fn agreed_names_come_first_and_in_order() {
    for (layer, names) in [
        (
            Layer::Toponyms,
            "doc id text start end byte_start byte_end kind use name place_id geonameid class country region lat lon \
             radius_km confidence runners_up evidence",
        ),
        (
            Layer::Events,
            "doc id incident event_type sub_event_type modality date_start date_end date_precision date_basis place_text \
             place_start place_end place_name place_id place_class country region lat lon radius_km relation \
             geo_precision acled_geo_precision ucdp_where_prec killed_low killed_best killed_high injured_low \
             injured_best injured_high casualties_text weapon actor1 actor2 claimed_by denied_by trigger_start \
             trigger_end evidence rule confidence border_km border_km_min border_km_max border_lat border_lon \
             border_azimuth side",
        ),
        (
            Layer::Incidents,
            "id events docs event_type date_start date_end lat lon place_name killed_low killed_high injured_low \
             injured_high disagreements border_km",
        ),
        (
            Layer::Claims,
            "doc id text start end subject subject_id target target_id target_class stated stated_unit stated_km \
             stated_km_low stated_km_high hedge direction measured_km measured_km_low measured_km_high by_road_km \
             verdict reason confidence",
        ),
    ] {
        let expected: Vec<&str> = names.split_whitespace().collect();
        let written: Vec<String> = documented(layer).into_iter().map(|(name, _)| name).collect();
        assert_eq!(written.get(..expected.len()).unwrap(), expected, "{}", layer.name());
    }
}
