//! Every colour, size and symbol of the maps.

use super::fonts::Face;
use super::scene::{Color, TextStyle};
use crate::event::{EventType, SubEventType};

/// What a symbol stands for: the event type, with remote violence split by its means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Symbol {
    /// Shelling, artillery, missiles.
    Shelling,
    /// Aircraft and drones.
    AirStrike,
    /// Mines, bombs and the rest of remote violence.
    Explosive,
    /// Battles.
    Battle,
    /// Violence against civilians.
    Civilians,
    /// Protests.
    Protest,
    /// Riots.
    Riot,
    /// Strategic developments.
    Strategic,
    /// Disasters.
    Disaster,
    /// Events of several types and places, counted.
    Several,
}

/// The form of a symbol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Circle.
    Circle,
    /// Triangle on its base.
    Triangle,
    /// Triangle on its tip.
    TriangleDown,
    /// Square.
    Square,
    /// Square on its tip.
    Diamond,
    /// Upright cross.
    Plus,
    /// Five-sided figure.
    Pentagon,
    /// Six-sided figure.
    Hexagon,
    /// Five-pointed star.
    Star,
    /// Eight-sided figure.
    Octagon,
}

impl Symbol {
    /// The symbol of an event.
    #[must_use]
    pub fn of(kind: EventType, sub: SubEventType) -> Self {
        match kind {
            EventType::Explosions => match sub {
                SubEventType::AirDroneStrike => Self::AirStrike,
                SubEventType::ShellingArtilleryMissile => Self::Shelling,
                _ => Self::Explosive,
            },
            EventType::Battles => Self::Battle,
            EventType::ViolenceAgainstCivilians => Self::Civilians,
            EventType::Protests => Self::Protest,
            EventType::Riots => Self::Riot,
            EventType::StrategicDevelopments => Self::Strategic,
            EventType::Disaster => Self::Disaster,
        }
    }

    /// Its form; no two symbols share one, so that colour is never needed to tell them.
    #[must_use]
    pub fn shape(self) -> Shape {
        match self {
            Self::Shelling => Shape::Circle,
            Self::AirStrike => Shape::Triangle,
            Self::Explosive => Shape::Plus,
            Self::Battle => Shape::Square,
            Self::Civilians => Shape::Diamond,
            Self::Protest => Shape::Pentagon,
            Self::Riot => Shape::Star,
            Self::Strategic => Shape::TriangleDown,
            Self::Disaster => Shape::Hexagon,
            Self::Several => Shape::Octagon,
        }
    }

    /// Its colour.
    ///
    /// Source: Okabe and Ito (2008), "Color universal design", darkened where white must stand out on it.
    #[must_use]
    pub fn color(self) -> Color {
        Color::hex(match self {
            Self::Shelling => 0xC8_4A0B,
            Self::AirStrike => 0x00_72B2,
            Self::Explosive => 0x00_8A64,
            Self::Battle => 0x22_2428,
            Self::Civilians => 0xA3_3E86,
            Self::Protest => 0x1F_8FBF,
            Self::Riot => 0x8F_7A00,
            Self::Strategic => 0x5C_6370,
            Self::Disaster => 0x7A_4B2A,
            Self::Several => 0x3A_3F48,
        })
    }
}

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

/// Colours and sizes of one look.
#[derive(Debug, Clone, PartialEq)]
pub struct Style {
    /// Colours.
    pub palette: Palette,
    /// Sizes.
    pub sizes: Sizes,
}

impl Style {
    /// The light look.
    #[must_use]
    pub fn light() -> Self {
        Self { palette: light_palette(), sizes: sizes() }
    }

    /// Colour of band `i` of `n`, the nearest first.
    #[must_use]
    pub fn band(&self, (i, n): (usize, usize)) -> Color {
        let (near, far) = self.palette.bands;
        let t = if n > 1 { i as f64 / (n - 1) as f64 } else { 0.5 };
        let mix = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * t).round() as u8;
        Color { r: mix(near.r, far.r), g: mix(near.g, far.g), b: mix(near.b, far.b), a: 255 }
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

fn light_palette() -> Palette {
    Palette {
        paper: Color::hex(0xFF_FFFF),
        land: Color::hex(0xFA_FAF8),
        neighbour: Color::hex(0xEC_ECE9),
        locator_home: Color::hex(0xF8_EFD9),
        water: Color::hex(0xC3_DAEA),
        shore: Color::hex(0x7F_A9C6),
        river: Color::hex(0x9F_C3DC),
        country_line: Color::hex(0x8A_8F98),
        region_line: Color::hex(0x9A_9389),
        border: Color::hex(0x6E_0A1E),
        bands: (Color::hex(0xE2_9F62), Color::hex(0xFB_E9D2)),
        contour: Color::hex(0xB8_6A26),
        contour_text: Color::hex(0x7A_3F0C),
        graticule: Color::hex(0x6F_7A88).alpha(90),
        ink: Color::hex(0x1D_1F24),
        grey: Color::hex(0x55_5C66),
        area_text: Color::hex(0x6B_6F78),
        measure: Color::hex(0x2B_2F36),
        hatch: Color::hex(0x5B_3A8C),
        extent: Color::hex(0xC2_1030),
        example: Color::hex(0xB9_BDC4),
    }
}

fn sizes() -> Sizes {
    Sizes {
        margin: 34.0,
        title: 31.0,
        subtitle: 17.5,
        head: 16.0,
        legend: 15.5,
        foot: 13.0,
        tick: 14.0,
        settlement: [20.0, 17.0, 15.0],
        km: 13.5,
        contour: 13.0,
        country: 25.0,
        region: 15.5,
        locator: 13.0,
        smallest: 12.0,
        halo: 2.6,
        border: (2.6, 6.0),
        frame: 1.6,
        symbol: (6.5, 19.0),
        symbol_line: 1.4,
        column: (0.222, 300.0, 420.0),
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

    #[test]
    fn bands_step_by_five_in_lightness() {
        let style = Style::light();
        let mut colors: Vec<Color> = (0..4).map(|i| style.band((i, 4))).collect();
        colors.push(style.palette.land);
        for pair in colors.windows(2) {
            let step = lightness(pair[1]) - lightness(pair[0]);
            assert!(step >= 5.0, "{pair:?}: {step:.1}");
        }
    }

    #[test]
    fn text_stands_out_on_what_lies_under_it() {
        let p = light_palette();
        for (text, ground) in [
            (p.ink, p.bands.0),
            (p.contour_text, p.bands.1),
            (p.grey, p.paper),
            (p.area_text, p.land),
            (p.hatch, p.paper),
            (p.measure, p.paper),
        ] {
            assert!(contrast(text, ground) >= 4.5, "{text:?} on {ground:?}: {:.1}", contrast(text, ground));
        }
    }

    #[test]
    fn white_stands_out_on_every_symbol() {
        for kind in EventType::ALL {
            for sub in SubEventType::ALL {
                let c = Symbol::of(*kind, *sub).color();
                assert!(contrast(c, Color::hex(0xFF_FFFF)) >= 3.5, "{kind:?}: {c:?}");
            }
        }
    }
}
