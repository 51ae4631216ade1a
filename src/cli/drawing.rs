//! How pictures look: the options that `map` and `render` share.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use eventmap::gazetteer::{Gazetteer, PlaceClass, shapes};
use eventmap::geodesy::LonLat;
use eventmap::map::fonts::Face;
use eventmap::map::layers::Layers;
use eventmap::map::letters;
use eventmap::map::style::{Style, Theme};
use eventmap::map::style_file::StyleFile;
use eventmap::map::words::Lang;
use eventmap::map::{self, Format, MapOptions, Scene, Summary};
use eventmap::{Error, Result, output};

use super::talk;

/// Size, look and content of pictures.
#[derive(Args)]
#[command(next_help_heading = "Drawing")]
pub struct Drawing {
    /// Size and dots per inch for a use: a page of A4 across, a slide of 16:9, a square
    #[arg(long, value_enum)]
    preset: Option<Preset>,
    /// Width in pixels [default: 1600]
    #[arg(long, value_name = "PIXELS")]
    width: Option<u32>,
    /// Height in pixels [default: 1200]
    #[arg(long, value_name = "PIXELS")]
    height: Option<u32>,
    /// Pixels an inch: text keeps its size on paper [default: 200]
    #[arg(long)]
    dpi: Option<f64>,
    /// Colours: dark on white, light on dark, or greys that any printer and every eye can tell apart
    #[arg(long, value_enum, default_value_t = ThemeName::Light)]
    theme: ThemeName,
    /// Language of titles, legend and foot
    #[arg(long, value_enum, default_value_t = LangName::En)]
    lang: LangName,
    /// Title in place of the one made by rule
    #[arg(long)]
    title: Option<String>,
    /// What to show: degrees west, south, east, north; a place; or 'world' [default: all that matters]
    #[arg(long, value_name = "W,S,E,N|PLACE", allow_hyphen_values = true)]
    extent: Option<String>,
    /// Edges of the distance bands in km, or 'none' [default: 5,10,20,40]
    #[arg(long, value_name = "KM,...|none")]
    bands: Option<String>,
    /// Events as numbers in hexagons of one area instead of symbols; by default where there are thousands
    #[arg(long, value_enum, default_value_t = SummaryName::Auto)]
    hexagons: SummaryName,
    /// Layers to draw: names alone, or the usual ones without -NAME and with +NAME
    #[arg(long, value_name = "NAME,...", value_delimiter = ',', allow_hyphen_values = true)]
    layers: Vec<String>,
    /// Colours, sizes and words that replace parts of the bundled style
    #[arg(long, value_name = "FILE.toml")]
    style: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Preset {
    Report,
    Slide,
    Social,
}

#[derive(Clone, Copy, ValueEnum)]
enum ThemeName {
    Light,
    Dark,
    Print,
}

#[derive(Clone, Copy, ValueEnum)]
enum SummaryName {
    Auto,
    Always,
    Never,
}

#[derive(Clone, Copy, ValueEnum)]
enum LangName {
    En,
    Uk,
    Ru,
}

/// A kind of picture file.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FormatName {
    Png,
    Svg,
    Pdf,
}

impl From<FormatName> for Format {
    fn from(name: FormatName) -> Self {
        match name {
            FormatName::Png => Self::Png,
            FormatName::Svg => Self::Svg,
            FormatName::Pdf => Self::Pdf,
        }
    }
}

impl FormatName {
    /// The kind that a file's name ends in; PNG for an ending that is none of them.
    pub fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "png" => Some(Self::Png),
            "svg" => Some(Self::Svg),
            "pdf" => Some(Self::Pdf),
            _ => None,
        }
    }
}

impl Preset {
    /// Width, height, dots an inch, and how much larger than usual text is.
    fn size(self) -> (u32, u32, f64, f64) {
        match self {
            // 297 x 210 mm.
            Self::Report => (3508, 2480, 300.0, 1.35),
            Self::Slide => (1920, 1080, 200.0, 1.25),
            Self::Social => (1200, 1200, 200.0, 1.1),
        }
    }
}

impl Drawing {
    /// The file of --style.
    pub fn style(&self) -> Option<&Path> {
        self.style.as_deref()
    }

    /// The options of the library. Errors name the option or the file and line.
    pub fn options(&self, gazetteer: &Gazetteer) -> Result<MapOptions> {
        let usual = MapOptions::default();
        let (width, height, dpi, zoom) =
            self.preset.map_or((usual.width, usual.height, usual.dpi, usual.zoom), Preset::size);
        let embedded = StyleFile::embedded();
        let file = match &self.style {
            None => embedded.clone(),
            Some(path) => {
                let text = std::fs::read_to_string(path).map_err(|source| Error::Io {
                    action: "read",
                    path: path.clone(),
                    source,
                })?;
                embedded.with(path, &text)?
            }
        };
        let theme = match self.theme {
            ThemeName::Light => Theme::Light,
            ThemeName::Dark => Theme::Dark,
            ThemeName::Print => Theme::Print,
        };
        let lang = match self.lang {
            LangName::En => Lang::En,
            LangName::Uk => Lang::Uk,
            LangName::Ru => Lang::Ru,
        };
        Ok(MapOptions {
            width: self.width.unwrap_or(width),
            height: self.height.unwrap_or(height),
            dpi: self.dpi.unwrap_or(dpi),
            zoom,
            title: self.title.clone(),
            bands: self.bands.as_deref().map_or(Ok(usual.bands), bands)?,
            style: Style::new(&file, theme, lang),
            extent: self.extent.as_deref().map(|words| extent(words, gazetteer)).transpose()?,
            layers: Layers::parse(&self.layers)?,
            summary: match self.hexagons {
                SummaryName::Auto => Summary::Auto,
                SummaryName::Always => Summary::Always,
                SummaryName::Never => Summary::Never,
            },
        })
    }
}

/// Writes a scene as a file of that kind.
pub fn write(scene: &Scene, options: &MapOptions, format: FormatName, path: &Path) -> Result<()> {
    output::write_own(&output::follow(path), &map::file(scene, options, format.into())?)
}

/// Says once which words no picture shows, because the fonts lack their letters.
pub fn warn<'a>(options: &MapOptions, scenes: impl IntoIterator<Item = &'a Scene>) {
    let mut lost: BTreeSet<&str> = scenes.into_iter().flat_map(|s| &s.left_out).map(String::as_str).collect();
    // A title of which nothing can be drawn is not on the picture at all.
    lost.extend(options.title.iter().flat_map(|title| letters::left_out(title, Face::Bold)));
    let words: Vec<&str> = lost.iter().copied().take(TOLD).collect();
    let more = if lost.len() > TOLD { format!(" and {} more", lost.len() - TOLD) } else { String::new() };
    if !words.is_empty() {
        talk::say(&format!(
            "warning: the fonts of maps have Latin and Cyrillic letters only; not drawn, or not whole: {}{more}",
            words.join(", ")
        ));
    }
}

/// So many words that are not drawn are told.
const TOLD: usize = 12;

fn bands(words: &str) -> Result<Vec<f64>> {
    if words == "none" {
        return Ok(Vec::new());
    }
    let bad = || Error::Usage(format!("--bands: expected km such as 5,10,20 or 'none', found '{words}'"));
    let edges: Option<Vec<f64>> = words.split(',').map(|w| w.trim().parse().ok()).collect();
    let sound = |edges: &Vec<f64>| edges.iter().all(|km| (0.01..=1000.0).contains(km)) && edges.len() <= 12;
    edges.filter(sound).ok_or_else(bad)
}

/// Four numbers, `world`, or a place of the gazetteer with some room around it.
fn extent(words: &str, gazetteer: &Gazetteer) -> Result<[f64; 4]> {
    let words = words.trim();
    if words == "world" {
        return Ok([-180.0, -90.0, 180.0, 90.0]);
    }
    let numbers: Option<Vec<f64>> = words.split(',').map(|w| w.trim().parse().ok()).collect();
    if let Some(numbers) = numbers {
        return match numbers[..] {
            [w, s, e, n]
                if w.abs() <= 180.0
                    && e.abs() <= 180.0
                    && s >= -90.0
                    && n <= 90.0
                    && s < n
                    && (w - e).abs() > 1e-9 =>
            {
                Ok([w, s, e, n])
            }
            _ => Err(Error::Usage(format!(
                "--extent: expected degrees west,south,east,north such as 35.5,49.5,38,51, found '{words}'"
            ))),
        };
    }
    let Some(found) = gazetteer.lookup(words).first().copied() else {
        return Err(Error::Usage(format!(
            "--extent: expected degrees west,south,east,north or a place, found '{words}', which the gazetteer lacks"
        )));
    };
    let place = gazetteer.place(found.key);
    let shape = match place.class {
        PlaceClass::Country => place.country.as_deref().and_then(shapes::country_shape),
        PlaceClass::Region => place.code.as_deref().and_then(shapes::region_shape),
        _ => None,
    };
    let ring: Vec<LonLat> = shape
        .and_then(|s| s.rings().iter().max_by_key(|r| r.len()).cloned())
        .unwrap_or_else(|| vec![place.position]);
    let around = |lon: f64| lon - 360.0 * ((lon - place.position.lon) / 360.0).round();
    let mut all = [f64::MAX, f64::MAX, f64::MIN, f64::MIN];
    for p in &ring {
        all = [all[0].min(around(p.lon)), all[1].min(p.lat), all[2].max(around(p.lon)), all[3].max(p.lat)];
    }
    // Room around: a tenth of an area, and at least some kilometres around a point.
    let km = if ring.len() > 1 { 5.0 } else { (3.0 * place.radius_km).clamp(12.0, 400.0) };
    let (dy, dx) = (km / 111.2, km / 111.2 / place.position.lat.to_radians().cos().max(0.05));
    let (w, h) = (0.06 * (all[2] - all[0]) + dx, 0.06 * (all[3] - all[1]) + dy);
    Ok([all[0] - w, (all[1] - h).max(-90.0), all[2] + w, (all[3] + h).min(90.0)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extents_are_degrees_or_places() {
        let gazetteer = Gazetteer::embedded();
        let [w, s, e, n] = extent(" -10,35.5,5,44", gazetteer).unwrap();
        assert!(w < -9.9 && (35.4..35.6).contains(&s) && e > 4.9 && n > 43.9);
        let [w, s, e, n] = extent("Rwanda", gazetteer).unwrap();
        assert!(w < 28.9 && s < -2.8 && e > 30.8 && n > -1.1 && e - w < 4.0, "{w} {s} {e} {n}");
        let [w, s, e, n] = extent("Goma", gazetteer).unwrap();
        assert!(w < 29.22 && e > 29.22 && s < -1.67 && n > -1.67 && n - s < 3.0, "{w} {s} {e} {n}");
        for bad in ["1,2,3", "10,50,20,40", "Xyzzyplugh", "200,0,210,5"] {
            assert!(extent(bad, gazetteer).is_err(), "{bad}");
        }
    }

    #[test]
    fn bands_are_kilometres_or_none() {
        assert_eq!(bands("none").unwrap(), Vec::<f64>::new());
        assert_eq!(bands("5, 10,20").unwrap(), [5.0, 10.0, 20.0]);
        for bad in ["", "5,x", "-5", "inf", "5,"] {
            assert!(bands(bad).is_err(), "{bad}");
        }
    }
}
