//! The page around the data: markup, style and script from `assets/web`, and the policy that binds them.

use super::Data;
use super::csp::policy;
use super::escape::{json_for_script, text};

const SHELL: &str = include_str!("../../assets/web/map.html");
const LEAFLET_STYLE: &str = include_str!("../../assets/web/leaflet.css");
const OWN_STYLE: &str = include_str!("../../assets/web/map.css");
const LEAFLET: &str = include_str!("../../assets/web/leaflet.js");
const LEAFLET_LICENCE: &str = include_str!("../../assets/web/LICENSE-leaflet");
/// The page's own script, in the order in which its parts need each other.
const PARTS: [&str; 8] = [
    include_str!("../../assets/web/elements.js"),
    include_str!("../../assets/web/symbols.js"),
    include_str!("../../assets/web/ground.js"),
    include_str!("../../assets/web/countries.js"),
    include_str!("../../assets/web/cards.js"),
    include_str!("../../assets/web/marks.js"),
    include_str!("../../assets/web/panel.js"),
    include_str!("../../assets/web/start.js"),
];

/// The whole page.
pub fn html(data: &Data<'_>) -> String {
    let (style, script) = (style(), script());
    let policy = policy(&[&script], &[&style], false);
    let json = json_for_script(data);
    fill(
        SHELL,
        &[
            ("policy", &policy),
            ("title", &text(&data.model.title)),
            ("summary", &text(&data.model.summary)),
            ("version", env!("CARGO_PKG_VERSION")),
            ("style", &style),
            ("data", &json),
            ("script", &script),
        ],
    )
}

/// Leaflet's style without its pictures, which the page does not use, then the page's own.
fn style() -> String {
    let leaflet = LEAFLET_STYLE.lines().filter(|line| !line.contains("url("));
    leaflet.chain(OWN_STYLE.lines()).fold("\n".to_owned(), |all, line| all + line.trim() + "\n")
}

/// Leaflet with its licence, then the page's own script.
fn script() -> String {
    // A page's parser makes every line end one character, and the policy's hash is of what it makes.
    let licence: Vec<&str> = LEAFLET_LICENCE.lines().collect();
    let leaflet = LEAFLET.lines().filter(|line| !line.starts_with("//# sourceMappingURL"));
    let leaflet: Vec<&str> = leaflet.collect();
    let own = PARTS.concat();
    let own: Vec<&str> =
        own.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with("//")).collect();
    format!(
        "\n/* Leaflet:\n{}\n*/\n{}\n(function () {{\n\"use strict\";\n{}\n}})();\n",
        licence.join("\n"),
        leaflet.join("\n"),
        own.join("\n")
    )
}

/// `template` with each `{{name}}` replaced; what is put in is never looked at again.
pub fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(template.len() + values.iter().map(|(_, v)| v.len()).sum::<usize>());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        out.push_str(before);
        let Some((name, after)) = after.split_once("}}") else {
            out.push_str("{{");
            rest = after;
            continue;
        };
        out.push_str(values.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value));
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_is_of_the_very_text_in_the_page() {
        let (style, script) = (style(), script());
        let values = [("style", style.as_str()), ("script", script.as_str())];
        let page = fill("<style>{{style}}</style><script>{{script}}</script>", &values);
        let between = |from: &str, to: &str| page.split_once(from).unwrap().1.split_once(to).unwrap().0;
        assert_eq!(between("<script>", "</script>"), script);
        assert_eq!(between("<style>", "</style>"), style);
        // A parser of HTML changes these before the text is hashed.
        assert!(!page.contains(['\r', '\0']));
    }

    #[test]
    fn what_is_put_in_is_not_looked_at_again() {
        for (template, expected) in
            [("<{{a}}|{{b}}>", "<{{b}}|2>"), ("{{unknown}}.", "."), ("{{a", "{{a"), ("no", "no")]
        {
            assert_eq!(fill(template, &[("a", "{{b}}"), ("b", "2")]), expected, "{template}");
        }
    }

    #[test]
    fn script_and_style_are_whole_and_fetch_nothing() {
        let (script, style) = (script(), style());
        assert!(script.contains("Leaflet 1.9.4") && script.contains("Redistribution and use"));
        for never in ["</script", "<!--", "sourceMappingURL", "innerHTML =", "eval("] {
            let own = script.split_once("(function () {\n\"use strict\"").unwrap().1;
            assert!(!own.contains(never), "{never}");
        }
        assert!(!script.contains("</script") && !script.contains("<!--") && !script.contains('\r'));
        assert!(!style.contains("</style") && !style.contains('\r') && !style.contains("@import"));
        let remote = style.split("url(").skip(1).filter(|rest| !rest.starts_with('#')).count();
        assert_eq!(remote, 0);
    }
}
