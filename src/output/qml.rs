//! QGIS styles: symbols by kind, size by casualties, labels, and the time of each row for the temporal controller.

use super::Layer;
use super::rows::Form;
use super::symbols::{self, LOOKS, Look};
use super::words::put;

/// The style of a layer; saved beside `events.geojson` as `events.qml`, QGIS applies it by itself.
#[must_use]
pub fn qml(layer: Layer) -> String {
    let mut out = String::from("<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n");
    out.push_str("<qgis version=\"3.22\" styleCategories=\"Symbology|Labeling|Temporal\" labelsEnabled=\"");
    let has_labels = !matches!(layer, Layer::Toponyms);
    out.push_str(if has_labels { "1\">\n" } else { "0\">\n" });
    out.push_str(&temporal(layer));
    match layer {
        Layer::Events | Layer::Incidents => by_kind(&mut out, |n, look| marker(n, look, SIZE)),
        Layer::Areas => by_kind(&mut out, fill),
        Layer::Claims => by_verdict(&mut out),
        Layer::Measures => single(&mut out, &line(0, &symbols::MEASURE, "0.3", "dash")),
        Layer::Toponyms => single(&mut out, &marker(0, &symbols::PLACE, "1.8")),
    }
    if has_labels {
        out.push_str(&labels(layer));
    }
    out.push_str("</qgis>\n");
    out
}

/// Start and end of each row; layers without days have none.
fn temporal(layer: Layer) -> String {
    let (enabled, start, end) = match layer {
        Layer::Events | Layer::Incidents | Layer::Measures | Layer::Areas => (1, "date_start", "date_end"),
        Layer::Claims | Layer::Toponyms => (0, "", ""),
    };
    format!(
        "  <temporal enabled=\"{enabled}\" mode=\"2\" startField=\"{start}\" endField=\"{end}\" startExpression=\"\" \
         endExpression=\"\" limitMode=\"0\" fixedDuration=\"0\" durationField=\"\" durationUnit=\"min\" \
         accumulate=\"0\"><fixedRange><start></start><end></end></fixedRange></temporal>\n"
    )
}

/// The expression that gives a row the label of its look.
fn kind_expression() -> String {
    let [shelling, strike, explosion, rest @ ..] = &LOOKS;
    let mut out = format!(
        "CASE WHEN \"sub_event_type\" = 'Shelling/artillery/missile attack' THEN '{}' WHEN \"sub_event_type\" = \
         'Air/drone strike' THEN '{}' WHEN \"event_type\" = 'Explosions/Remote violence' THEN '{}'",
        shelling.label, strike.label, explosion.label
    );
    let types =
        ["Battles", "Violence against civilians", "Protests", "Riots", "Strategic developments", "Disaster"];
    for (kind, look) in types.iter().zip(rest) {
        put(&mut out, format_args!(" WHEN \"event_type\" = '{kind}' THEN '{}'", look.label));
    }
    out.push_str(" END");
    out
}

/// Diameter in millimetres: its area grows with the people killed and injured.
const SIZE: &str = "min(14, 2.6 + 1.3 * sqrt(coalesce(\"killed_best\", \"killed_low\", 0) + coalesce(\"injured_best\", \
\"injured_low\", 0)))";

fn by_kind(out: &mut String, symbol: impl Fn(usize, &Look) -> String) {
    let symbols: Vec<String> = LOOKS.iter().enumerate().map(|(n, look)| symbol(n, look)).collect();
    let names: Vec<(&str, &str)> = LOOKS.iter().map(|look| (look.label, look.label)).collect();
    categories(out, &kind_expression(), &names, &symbols);
}

fn by_verdict(out: &mut String) {
    let looks = [symbols::CONTRADICTED, symbols::CLAIM];
    let symbols: Vec<String> =
        looks.iter().enumerate().map(|(n, look)| line(n, look, "0.6", "solid")).collect();
    categories(out, "if(\"contradicted\", 1, 0)", &[("1", looks[0].label), ("0", looks[1].label)], &symbols);
}

fn categories(out: &mut String, expression: &str, names: &[(&str, &str)], symbols: &[String]) {
    put(
        out,
        format_args!(
            "  <renderer-v2 type=\"categorizedSymbol\" attr=\"{}\" symbollevels=\"0\" forceraster=\"0\" \
             enableorderby=\"0\">\n    <categories>\n",
            escaped(expression)
        ),
    );
    for (number, (value, label)) in names.iter().enumerate() {
        put(
            out,
            format_args!(
                "      <category symbol=\"{number}\" value=\"{}\" label=\"{}\" render=\"true\" type=\"string\"/>\n",
                escaped(value),
                escaped(label)
            ),
        );
    }
    put(
        out,
        format_args!(
            "    </categories>\n    <symbols>\n{}    </symbols>\n  </renderer-v2>\n",
            symbols.concat()
        ),
    );
}

fn single(out: &mut String, symbol: &str) {
    put(
        out,
        format_args!(
            "  <renderer-v2 type=\"singleSymbol\" symbollevels=\"0\" forceraster=\"0\" enableorderby=\"0\">\n    \
             <symbols>\n{symbol}    </symbols>\n  </renderer-v2>\n"
        ),
    );
}

fn color(look: &Look) -> String {
    let [red, green, blue] = look.color;
    format!("{red},{green},{blue},255")
}

/// A point symbol; `size` is a number or an expression, in millimetres.
fn marker(number: usize, look: &Look, size: &str) -> String {
    let options = [
        ("name", look.marker.to_owned()),
        ("color", color(look)),
        ("angle", look.angle.to_string()),
        ("size", "2.6".to_owned()),
        ("size_unit", "MM".to_owned()),
        ("outline_color", "255,255,255,255".to_owned()),
        ("outline_width", "0.3".to_owned()),
        ("outline_style", "solid".to_owned()),
    ];
    let driven = format!(
        "<data_defined_properties><Option type=\"Map\"><Option type=\"QString\" name=\"name\" value=\"\"/><Option \
         type=\"Map\" name=\"properties\"><Option type=\"Map\" name=\"size\"><Option type=\"bool\" name=\"active\" \
         value=\"true\"/><Option type=\"QString\" name=\"expression\" value=\"{}\"/><Option type=\"int\" name=\"type\" \
         value=\"3\"/></Option></Option><Option type=\"QString\" name=\"type\" value=\"collection\"/></Option>\
         </data_defined_properties>",
        escaped(size)
    );
    symbol(number, "marker", "SimpleMarker", &options, &driven)
}

fn line(number: usize, look: &Look, width: &str, dash: &str) -> String {
    let options = [
        ("line_color", color(look)),
        ("line_width", width.to_owned()),
        ("line_width_unit", "MM".to_owned()),
        ("line_style", dash.to_owned()),
        ("capstyle", "round".to_owned()),
    ];
    symbol(number, "line", "SimpleLine", &options, "")
}

/// An outline over a pale ground, so that areas that lie over each other and what lies below can be told.
fn fill(number: usize, look: &Look) -> String {
    let [red, green, blue] = look.color;
    let options = [
        ("color", format!("{red},{green},{blue},40")),
        ("style", "solid".to_owned()),
        ("outline_color", color(look)),
        ("outline_width", "0.4".to_owned()),
        ("outline_width_unit", "MM".to_owned()),
        ("outline_style", "dash".to_owned()),
    ];
    symbol(number, "fill", "SimpleFill", &options, "")
}

/// A symbol of one layer. QGIS 3.22 reads `prop` elements, later ones `Option` elements; both are written.
fn symbol(number: usize, kind: &str, class: &str, options: &[(&str, String)], more: &str) -> String {
    let mut out = format!(
        "      <symbol name=\"{number}\" type=\"{kind}\" alpha=\"1\" clip_to_extent=\"1\" force_rhr=\"0\"><layer \
         class=\"{class}\" enabled=\"1\" locked=\"0\" pass=\"0\"><Option type=\"Map\">"
    );
    for (name, value) in options {
        put(&mut out, format_args!("<Option type=\"QString\" name=\"{name}\" value=\"{value}\"/>"));
    }
    out.push_str("</Option>");
    for (name, value) in options {
        put(&mut out, format_args!("<prop k=\"{name}\" v=\"{value}\"/>"));
    }
    out.push_str(more);
    out.push_str("</layer></symbol>\n");
    out
}

fn labels(layer: Layer) -> String {
    let (field, is_expression) = match layer {
        Layer::Events | Layer::Areas => ("\"place_name\"", 1),
        Layer::Incidents => ("\"title\"", 1),
        Layer::Claims => ("\"text\"", 1),
        Layer::Measures => ("format_number(\"border_km\", 1) || ' km'", 1),
        Layer::Toponyms => ("\"name\"", 1),
    };
    // Along a line; inside an area; around a point.
    let placement = match layer.form() {
        Form::Lines => 2,
        Form::Areas => 4,
        Form::Points => 6,
    };
    format!(
        "  <labeling type=\"simple\"><settings calloutType=\"simple\"><text-style fieldName=\"{}\" \
         isExpression=\"{is_expression}\" fontFamily=\"Noto Sans\" fontSize=\"8\" fontSizeUnit=\"Point\" \
         textColor=\"40,40,40,255\" textOpacity=\"1\"><text-buffer bufferDraw=\"1\" bufferSize=\"0.8\" \
         bufferSizeUnits=\"MM\" bufferColor=\"255,255,255,255\" bufferOpacity=\"0.8\"/></text-style><placement \
         placement=\"{placement}\" dist=\"1.5\" distUnits=\"MM\"/><rendering drawLabels=\"1\" displayAll=\"0\" \
         obstacle=\"1\"/></settings></labeling>\n",
        escaped(field)
    )
}

fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::{EventType, SubEventType};

    /// Every pair of types gets the look that the expression of the style gives it.
    #[test]
    fn the_expression_knows_every_type() {
        let expression = kind_expression();
        for kind in EventType::ALL {
            assert!(expression.contains(&format!("'{}'", kind.as_str())), "{kind:?}");
        }
        for sub in [SubEventType::ShellingArtilleryMissile, SubEventType::AirDroneStrike] {
            let label = LOOKS[symbols::number(EventType::Explosions, Some(sub))].label;
            assert!(expression.contains(&format!("'{}' THEN '{label}'", sub.as_str())));
        }
        for kind in EventType::ALL {
            let label = LOOKS[symbols::number(*kind, None)].label;
            assert!(expression.contains(&format!("'{}' THEN '{label}'", kind.as_str())), "{kind:?}");
        }
    }

    #[test]
    fn styles_are_balanced() {
        for layer in Layer::ALL {
            let style = qml(layer);
            for tag in ["qgis", "renderer-v2", "symbols", "symbol", "layer", "temporal", "labeling"] {
                let opened =
                    style.matches(&format!("<{tag} ")).count() + style.matches(&format!("<{tag}>")).count();
                assert_eq!(opened, style.matches(&format!("</{tag}>")).count(), "{tag} of {}", layer.name());
            }
        }
    }
}
