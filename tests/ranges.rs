//! The ranges that were worked out beforehand are those of the bundled outlines and border; `BLESS=1` writes them anew.

use std::fmt::Write as _;
use std::path::Path;

use eventmap::gazetteer::borders::{self, Border};
use eventmap::gazetteer::{ranges, shapes};
use rayon::prelude::*;

/// Metres by which libraries of functions may differ.
const ROUNDING_M: f64 = 1e-6;

#[test]
fn ranges_of_all_outlines() {
    let border = borders::embedded("ru-ua").expect("the border is bundled");
    let mut codes: Vec<&str> = shapes::country_codes().chain(shapes::region_codes()).collect();
    codes.sort_unstable();
    let measured: Vec<(&str, Option<(f64, f64)>)> = codes
        .par_iter()
        .map(|&code| {
            let shape =
                if code.contains('-') { shapes::region_shape(code) } else { shapes::country_shape(code) };
            (code, shape.and_then(|shape| shape.range_to(border.index())))
        })
        .collect();
    if std::env::var_os("BLESS").is_some() {
        let mut text = "# From how near to how far each outline of shapes/ lies from the line of ru-ua.tsv, in metres.\n\
            # Written by: BLESS=1 cargo test --test ranges\n"
            .to_owned();
        for (code, range) in &measured {
            if let Some((nearest, farthest)) = range {
                writeln!(text, "{code}\t{nearest}\t{farthest}").expect("a string takes all");
            }
        }
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("gazetteer/borders/ru-ua_ranges.tsv");
        std::fs::write(path, text).expect("the folder is there");
        return;
    }
    let known = ranges::known(border).expect("it is the bundled border");
    for (code, range) in measured {
        match (known.range_m(code), range) {
            (Some(known), Some(range)) => {
                let off = (known.0 - range.0).abs().max((known.1 - range.1).abs());
                assert!(off < ROUNDING_M, "{code}: {known:?} {range:?}");
            }
            (known, range) => assert_eq!(known, range, "{code}"),
        }
    }
}

#[test]
fn only_the_bundled_line_is_known() {
    let bundled = borders::embedded("ru-ua").expect("the border is bundled");
    let mut copy = Border::default();
    copy.id.clone_from(&bundled.id);
    copy.lines.clone_from(&bundled.lines);
    assert!(ranges::known(&copy).is_none(), "lines of a copy may be others");
    assert!(ranges::known(borders::embedded("am-az").expect("it is bundled")).is_none());
}
