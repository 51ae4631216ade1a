//! Every colour, size and symbol of the maps.

use super::fonts::Face;
pub use super::kind::{Shape, Symbol};
use super::scene::{Color, TextStyle};
use super::style_file::StyleFile;
use super::words::{Lang, Words};
use crate::claim::ClaimVerdict;

/// Colours that are not a symbol's.
#[derive(Debug, Clone, PartialEq)]
pub struct Palette {
    /// Paper outside the frame, and the casing of lines and letters.
    pub paper: Color,
    /// Countries on the border's sides.
    pub land: Color,
    /// All other countries.
    pub neighbour: Color,
    /// Countries on the border's sides in the locator.
    pub locator_home: Color,
    /// Sea, lakes, rivers.
    pub water: Color,
    /// Level lines over sea and lakes, where greys alone would not tell them from bands; the colour of water for none.
    pub water_line: Color,
    /// Shores as lines.
    pub shore: Color,
    /// Rivers as lines.
    pub river: Color,
    /// Outlines of countries other than the border.
    pub country_line: Color,
    /// Outlines of regions.
    pub region_line: Color,
    /// The border.
    pub border: Color,
    /// Colour of the nearest and of the farthest distance band; those between are mixed.
    pub bands: (Color, Color),
    /// Colour of hexagons with the fewest and with the most events; those between are mixed.
    pub hexagons: (Color, Color),
    /// Contour lines of the bands.
    pub contour: Color,
    /// Letters on contour lines.
    pub contour_text: Color,
    /// Meridians and parallels.
    pub graticule: Color,
    /// Main text.
    pub ink: Color,
    /// Lesser text.
    pub grey: Color,
    /// Names of countries and regions on the map.
    pub area_text: Color,
    /// Measuring lines.
    pub measure: Color,
    /// Hatching and names of events known only by area.
    pub hatch: Color,
    /// The rectangle of the frame in the locator.
    pub extent: Color,
    /// Grey fill of the size examples.
    pub example: Color,
    /// Symbols, in the order of [`Symbol::ALL`].
    pub symbols: [Color; 10],
    /// Stated distances that hold, that hold by road, that do not, and that cannot be checked.
    pub verdicts: [Color; 4],
}

/// Sizes in sheet units of 1/200 inch.
#[derive(Debug, Clone, PartialEq)]
pub struct Sizes {
    /// Paper around everything.
    pub margin: f64,
    /// Title, subtitle, legend heads, legend text, foot, ticks.
    pub title: f64,
    /// Subtitle.
    pub subtitle: f64,
    /// Legend heads.
    pub head: f64,
    /// Legend text.
    pub legend: f64,
    /// Foot.
    pub foot: f64,
    /// Degree labels.
    pub tick: f64,
    /// Settlements by rank, the largest first.
    pub settlement: [f64; 3],
    /// Kilometre labels of measuring lines.
    pub km: f64,
    /// Labels along contour lines.
    pub contour: f64,
    /// Names of countries on the map.
    pub country: f64,
    /// Names of regions on the map.
    pub region: f64,
    /// Text in the locator.
    pub locator: f64,
    /// Numbers of the scale bar.
    pub scale: f64,
    /// Numbers in symbols.
    pub badge: f64,
    /// Smallest text anywhere.
    pub smallest: f64,
    /// Halo around letters on the map.
    pub halo: f64,
    /// Width of the border, and of its casing.
    pub border: (f64, f64),
    /// Width of the frame.
    pub frame: f64,
    /// Radius of the smallest and of the largest symbol.
    pub symbol: (f64, f64),
    /// White outline of symbols.
    pub symbol_line: f64,
    /// Width of the legend's column as a share of the sheet, and its least and most.
    pub column: (f64, f64, f64),
}

/// A set of colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Theme {
    /// Dark on white.
    #[default]
    Light,
    /// Light on nearly black.
    Dark,
    /// Greys only.
    Print,
}

impl Theme {
    /// Its name in the style file.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Print => "print",
        }
    }
}

/// Colours, sizes and words of one look.
#[derive(Debug, Clone, PartialEq)]
pub struct Style {
    /// Colours.
    pub palette: Palette,
    /// Sizes.
    pub sizes: Sizes,
    /// Words.
    pub words: Words,
}

impl Style {
    /// The light look in English.
    #[must_use]
    pub fn light() -> Self {
        Self::new(StyleFile::embedded(), Theme::Light, Lang::En)
    }

    /// A look out of a style file.
    #[must_use]
    pub fn new(file: &StyleFile, theme: Theme, lang: Lang) -> Self {
        Self { palette: palette(file, theme), sizes: sizes(file), words: Words::new(file, lang) }
    }

    /// Colour of a symbol.
    #[must_use]
    pub fn symbol(&self, symbol: Symbol) -> Color {
        self.palette.symbols[symbol as usize]
    }

    /// Colour of a stated distance.
    #[must_use]
    pub fn verdict(&self, verdict: ClaimVerdict) -> Color {
        self.palette.verdicts[match verdict {
            ClaimVerdict::Consistent | ClaimVerdict::Rounded => 0,
            ClaimVerdict::ConsistentByRoad => 1,
            ClaimVerdict::Overstated | ClaimVerdict::Understated | ClaimVerdict::WrongDirection => 2,
            ClaimVerdict::CannotCheck => 3,
        }]
    }

    /// Colour of band `i` of `n`, the nearest first.
    #[must_use]
    pub fn band(&self, (i, n): (usize, usize)) -> Color {
        let t = if n > 1 { i as f64 / (n - 1) as f64 } else { 0.5 };
        mixed(self.palette.bands, t)
    }

    /// Colour of class `i` of `n` of hexagons, that of the fewest events first.
    #[must_use]
    pub fn hexagon(&self, (i, n): (usize, usize)) -> Color {
        let t = if n > 1 { i as f64 / (n - 1) as f64 } else { 0.5 };
        mixed(self.palette.hexagons, t)
    }

    /// A text without halo.
    #[must_use]
    pub fn plain(&self, face: Face, size: f64, color: Color) -> TextStyle {
        TextStyle { face, size: size.max(self.sizes.smallest), color, halo: None, spacing: 0.0 }
    }

    /// A text with a halo of paper.
    #[must_use]
    pub fn haloed(&self, face: Face, size: f64, color: Color) -> TextStyle {
        TextStyle {
            halo: Some((self.palette.paper.alpha(225), self.sizes.halo)),
            ..self.plain(face, size, color)
        }
    }
}

/// The colour at share `t` of the way from the first to the second.
#[must_use]
pub fn mixed((from, to): (Color, Color), t: f64) -> Color {
    let mix = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * t).round() as u8;
    Color { r: mix(from.r, to.r), g: mix(from.g, to.g), b: mix(from.b, to.b), a: 255 }
}

fn palette(file: &StyleFile, theme: Theme) -> Palette {
    let key = |name: &str| format!("theme.{}.{name}", theme.key());
    let color = |name: &str| file.color(&key(name));
    Palette {
        paper: color("paper"),
        land: color("land"),
        neighbour: color("neighbour"),
        locator_home: color("locator_home"),
        water: color("water"),
        water_line: color("water_line"),
        shore: color("shore"),
        river: color("river"),
        country_line: color("country_line"),
        region_line: color("region_line"),
        border: color("border"),
        contour: color("contour"),
        contour_text: color("contour_text"),
        graticule: color("graticule"),
        ink: color("ink"),
        grey: color("grey"),
        area_text: color("area_text"),
        measure: color("measure"),
        hatch: color("hatch"),
        extent: color("extent"),
        example: color("example"),
        bands: file.two_colors(&key("bands")),
        hexagons: file.two_colors(&key("hexagons")),
        symbols: Symbol::ALL.map(|s| color(s.key())),
        verdicts: ["holds", "by_road", "contradicted", "unchecked"].map(color),
    }
}

fn sizes(file: &StyleFile) -> Sizes {
    let nth = |name: &str, i: usize| file.size(&format!("sizes.{name}"), i);
    let size = |name: &str| nth(name, 0);
    Sizes {
        margin: size("margin"),
        title: size("title"),
        subtitle: size("subtitle"),
        head: size("head"),
        legend: size("legend"),
        foot: size("foot"),
        tick: size("tick"),
        km: size("km"),
        contour: size("contour"),
        country: size("country"),
        region: size("region"),
        locator: size("locator"),
        scale: size("scale"),
        badge: size("badge"),
        smallest: size("smallest"),
        halo: size("halo"),
        frame: size("frame"),
        symbol_line: size("symbol_line"),
        settlement: [0, 1, 2].map(|i| nth("settlement", i)),
        border: (nth("border", 0), nth("border", 1)),
        symbol: (nth("symbol", 0), nth("symbol", 1)),
        column: (nth("column", 0), nth("column", 1), nth("column", 2)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lightness L* of CIE 1976 for sRGB. Source: IEC 61966-2-1, CIE 15.
    fn lightness(c: Color) -> f64 {
        let y = luminance(c);
        if y > 0.008_856 { 116.0 * y.cbrt() - 16.0 } else { 903.3 * y }
    }

    fn luminance(c: Color) -> f64 {
        let lin = |v: u8| {
            let v = f64::from(v) / 255.0;
            if v <= 0.040_45 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * lin(c.r) + 0.7152 * lin(c.g) + 0.0722 * lin(c.b)
    }

    fn contrast(a: Color, b: Color) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    const THEMES: [Theme; 3] = [Theme::Light, Theme::Dark, Theme::Print];

    fn look(theme: Theme) -> Style {
        Style::new(StyleFile::embedded(), theme, Lang::En)
    }

    #[test]
    fn bands_step_by_five_in_lightness() {
        for theme in THEMES {
            let style = look(theme);
            let mut colors: Vec<Color> = (0..4).map(|i| style.band((i, 4))).collect();
            colors.push(style.palette.land);
            for pair in colors.windows(2) {
                let step = (lightness(pair[1]) - lightness(pair[0])).abs();
                assert!(
                    step >= if theme == Theme::Dark { 2.5 } else { 5.0 },
                    "{theme:?} {pair:?}: {step:.1}"
                );
            }
        }
    }

    /// Six classes, the most that there are, stand apart from each other and from the land.
    #[test]
    fn hexagons_step_evenly_in_lightness() {
        for theme in THEMES {
            let style = look(theme);
            let mut colors = vec![style.palette.land];
            colors.extend((0..6).map(|i| style.hexagon((i, 6))));
            let falls = lightness(colors[6]) < lightness(colors[0]);
            for pair in colors.windows(2) {
                let step = lightness(pair[0]) - lightness(pair[1]);
                let step = if falls { step } else { -step };
                assert!(step >= 6.0, "{theme:?} {pair:?}: {step:.1}");
            }
        }
    }

    /// 4.5:1 is what WCAG 2.1, 1.4.3 asks of text. Letters on the map have a halo of paper over whatever lies there.
    #[test]
    fn text_stands_out_on_what_lies_under_it() {
        for theme in THEMES {
            let p = look(theme).palette;
            let mut pairs = vec![
                (p.contour_text, p.bands.0),
                (p.contour_text, p.bands.1),
                (p.grey, p.land),
                (p.area_text, p.land),
                (p.area_text, p.neighbour),
                (p.hatch, p.paper),
                (p.extent, p.paper),
                (p.measure, p.paper),
            ];
            pairs.extend(p.verdicts.map(|v| (v, p.paper)));
            for ground in [p.paper, p.land, p.neighbour, p.bands.0, p.bands.1, p.water] {
                pairs.push((p.ink, ground));
            }
            for ground in [p.paper, p.land, p.neighbour] {
                pairs.push((p.grey, ground));
            }
            for (text, ground) in pairs {
                let found = contrast(text, ground);
                assert!(found >= 4.5, "{theme:?}: {text:?} on {ground:?}: {found:.1}");
            }
        }
    }

    #[test]
    fn numbers_stand_out_on_every_symbol() {
        for theme in THEMES {
            let style = look(theme);
            for symbol in Symbol::ALL {
                let found = contrast(style.symbol(symbol), style.palette.paper);
                assert!(found >= 4.5, "{theme:?} {symbol:?}: {found:.1}");
            }
        }
    }

    #[test]
    fn types_are_told_apart_without_colour() {
        for (i, a) in Symbol::ALL.iter().enumerate() {
            assert_eq!(*a as usize, i);
            assert!(Symbol::ALL[..i].iter().all(|b| b.shape() != a.shape()), "{a:?}");
        }
    }

    /// The print theme has no hue at all, so a copier changes nothing.
    #[test]
    fn print_is_grey() {
        for (key, value) in StyleFile::embedded().under("theme.print.") {
            let colors = match value {
                crate::map::style_file::Value::Color(c) => vec![*c],
                crate::map::style_file::Value::Colors(c) => c.clone(),
                other => panic!("{key}: {other:?}"),
            };
            assert!(colors.iter().all(|c| c.r == c.g && c.g == c.b), "{key}");
        }
    }
}
