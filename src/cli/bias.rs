//! What the caller knows of where the articles are about: `--country`, `--focus`, `--bbox`.

use clap::Args;
use eventmap::gazetteer::{Gazetteer, shapes};
use eventmap::toponym::bias::{Bias, Bounds};
use eventmap::{Error, Result};

/// Options that tip the choice among namesakes.
#[derive(Args)]
#[command(next_help_heading = "Where the articles are about (tips the choice among places of one name)")]
pub struct About {
    /// Countries by ISO 3166-1 code: UA,RU
    #[arg(long, value_name = "CODES", value_delimiter = ',', value_parser = country)]
    country: Vec<[u8; 2]>,
    /// A place, such as the home of a newspaper: "Kharkiv region"; may be given several times
    #[arg(long, value_name = "PLACE")]
    focus: Vec<String>,
    /// A part of the Earth in degrees: WEST,SOUTH,EAST,NORTH
    #[arg(long, value_name = "W,S,E,N", value_parser = bounds, allow_hyphen_values = true)]
    bbox: Option<Bounds>,
    /// Give a name a place only where it is at least so sure, 0 to 1; other names are listed with their rivals [default: 0.45;
    /// with --mentions 0.12]
    #[arg(long, value_name = "SHARE", value_parser = share)]
    min_confidence: Option<f64>,
}

impl About {
    /// The confidence from which on a name gets a place, if stated.
    pub fn min_confidence(&self) -> Option<f64> {
        self.min_confidence
    }

    /// The same for the library; a focus that no layer knows is wrong usage.
    pub fn bias(&self, gazetteer: &Gazetteer) -> Result<Bias> {
        for code in &self.country {
            let code = String::from_utf8_lossy(code);
            let is_known =
                shapes::country_codes().any(|known| known == code) || gazetteer.country_key(&code).is_some();
            if !is_known {
                return Err(Error::Usage(format!(
                    "--country: no country has the code '{code}'; expected ISO 3166-1 codes such as UA"
                )));
            }
        }
        let mut bias = Bias { countries: self.country.clone(), bounds: self.bbox, ..Bias::NOTHING };
        for name in &self.focus {
            let place = gazetteer.lookup(name).first().map(|found| found.key.0);
            if !place.is_some_and(|place| bias.focus_on(gazetteer, place)) {
                return Err(Error::Usage(format!(
                    "--focus: no layer of the gazetteer has the name '{name}'"
                )));
            }
        }
        Ok(bias)
    }
}

fn country(code: &str) -> std::result::Result<[u8; 2], String> {
    let letters: [u8; 2] = code.to_ascii_uppercase().as_bytes().try_into().unwrap_or_default();
    if letters.iter().all(u8::is_ascii_uppercase) {
        Ok(letters)
    } else {
        Err("expected a code of two letters such as UA".to_owned())
    }
}

fn share(words: &str) -> std::result::Result<f64, String> {
    let number: Option<f64> = words.parse().ok();
    number
        .filter(|share| (0.0..=1.0).contains(share))
        .ok_or_else(|| "expected a number from 0 to 1".to_owned())
}

fn bounds(words: &str) -> std::result::Result<Bounds, String> {
    let numbers: Vec<f64> = words.split(',').filter_map(|word| word.trim().parse().ok()).collect();
    let fits = |degrees: f64, most: f64| degrees.abs() <= most;
    match numbers.as_slice() {
        &[west, south, east, north]
            if fits(west, 180.0)
                && fits(east, 180.0)
                && fits(south, 90.0)
                && fits(north, 90.0)
                && south <= north =>
        {
            // From 170 to -170 is a strip across the antimeridian, from 39 to 35 nearly all of the Earth.
            if east < west && east + 360.0 - west > 180.0 {
                return Err(format!(
                    "expected west before east, found {west} before {east}; are they exchanged?"
                ));
            }
            Ok(Bounds { west, south, east, north })
        }
        _ => {
            Err("expected four numbers in degrees, west, south, east, north, such as 35,49,39,51".to_owned())
        }
    }
}
