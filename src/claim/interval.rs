//! What a stated number allows: a core interval, and a wide one for loose readers.

use super::Hedge;

/// A length as stated, in km.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stated {
    /// Least value stated; equals `high` for a single number.
    pub low_km: f64,
    /// Greatest value stated.
    pub high_km: f64,
    /// Unit of the last significant digit, in km.
    pub step_km: f64,
    /// How the number is softened.
    pub hedge: Hedge,
    /// The same length in another unit, as (km, last digit's unit in km).
    pub restated: Option<(f64, f64)>,
    /// True for "a few", "dozens of", whose interval is stated itself.
    pub vague: bool,
    /// True if the unit is the kilometre, so that the number may have been miles before.
    pub in_km: bool,
}

impl Stated {
    /// A bare number of km, with the last digit's unit.
    #[must_use]
    pub fn km(km: f64, step_km: f64, hedge: Hedge) -> Self {
        Self { low_km: km, high_km: km, step_km, hedge, restated: None, vague: false, in_km: true }
    }

    /// The number, or the middle of a range, in km.
    #[must_use]
    pub fn value_km(&self) -> f64 {
        f64::midpoint(self.low_km, self.high_km)
    }
}

/// Two nested intervals in km.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Allowed {
    /// What most readers take the words to mean.
    pub core: (f64, f64),
    /// What loose readers still accept.
    pub wide: (f64, f64),
}

/// Largest rounding that a hedged number is taken to hide, as a share of it.
///
/// Source: Frazier et al. 2004, as cited by Chapman and Wieczorek, Georeferencing Best Practices (GBIF, 2020): 15 % for multiples of ten.
const HEDGED_SHARE: f64 = 0.15;

/// The same for a bare number: half as much.
const BARE_SHARE: f64 = 0.075;

/// No number is called false for missing by less than this share of it.
const LOOSE_SHARE: f64 = 0.1;

/// Share of a number that readers take its hedge to span, full width, at 10 with one trailing zero.
///
/// Source: Ferson et al. 2015, "Natural language of uncertainty: numeric hedge words", medians.
fn share_at_ten(hedge: Hedge) -> f64 {
    match hedge {
        Hedge::About => 0.33,
        Hedge::Nearly => 0.24,
        Hedge::Over => 0.39,
        _ => 0.15,
    }
}

/// Full width in the unit of `x` that readers give `x` under `hedge`: it falls with magnitude, grows with trailing zeros.
///
/// Slopes fitted to the published medians at 10, 15, 50, 80 and 100.
fn hedge_width(hedge: Hedge, x: f64, step: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    let zeros = step.log10().floor().clamp(0.0, 4.0);
    let five = step > 0.0 && (step / 10_f64.powf(step.log10().floor()) - 5.0).abs() < 0.5;
    let exponent = -0.575 * (x.log10() - 1.0) + 0.335 * (zeros - 1.0) + if five { 0.06 } else { 0.0 };
    x * (share_at_ten(hedge) * 10_f64.powf(exponent)).min(0.6)
}

/// Half-width of the core around `x` km.
fn half_width(stated: &Stated, x: f64, step: f64) -> f64 {
    let share = if matches!(stated.hedge, Hedge::None | Hedge::Range | Hedge::Exactly) {
        BARE_SHARE
    } else {
        HEDGED_SHARE
    };
    let mut half = (step / 2.0).min(share * x).max(hedge_width(stated.hedge, x, step) / 2.0);
    // "16 km" may be ten miles: a value that is round in miles keeps the mile's rounding.
    let miles = x / 1.609_344;
    let round = (miles / 5.0).round() * 5.0;
    if stated.in_km && step < 5.0 && round >= 5.0 && (miles - round).abs() <= 0.35 {
        half = half.max((round * 0.05 * 1.609_344).min(share * x));
    }
    half
}

/// The intervals that `stated` allows.
#[must_use]
pub fn allowed(stated: &Stated) -> Allowed {
    let (low, high) = (stated.low_km, stated.high_km);
    if stated.vague {
        return Allowed { core: (low, high), wide: (low / 1.5, high * 1.5) };
    }
    let one = |x: f64, step: f64| {
        let half = half_width(stated, x, step);
        let width = (2.0 * half).max(LOOSE_SHARE * x);
        let bound = |core: (f64, f64), wide: (f64, f64)| Allowed { core, wide };
        match stated.hedge {
            Hedge::None | Hedge::About | Hedge::Range => bound((x - half, x + half), (x - width, x + width)),
            Hedge::Nearly => bound((x - 2.0 * half, x), (x - 2.0 * width, 1.02 * x)),
            Hedge::Over => bound((x, x + 2.0 * half), (0.98 * x, x + 2.0 * width)),
            Hedge::AtLeast => bound((x, f64::INFINITY), (0.95 * x, f64::INFINITY)),
            Hedge::AtMost | Hedge::Vague => bound((0.0, x), (0.0, 1.05 * x)),
            Hedge::Exactly => bound((x - 0.05 * step, x + 0.05 * step), (x - step / 2.0, x + step / 2.0)),
        }
    };
    let (a, b) = (one(low, stated.step_km), one(high, stated.step_km));
    let mut both = Allowed { core: (a.core.0, b.core.1), wide: (a.wide.0, b.wide.1) };
    if let Some((km, step)) = stated.restated {
        let other = one(km, step);
        // Two figures for one length: the rounder of the two was there first.
        both.core = (both.core.0.min(other.core.0), both.core.1.max(other.core.1));
        both.wide = (both.wide.0.min(other.wide.0), both.wide.1.max(other.wide.1));
    }
    both.core.0 = both.core.0.max(0.0);
    both.wide.0 = both.wide.0.max(0.0);
    both
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows of the published table, to a tenth of the number's core.
    #[test]
    fn intervals_follow_hedge_and_rounding() {
        for (x, step, hedge, core) in [
            (10.0, 10.0, Hedge::None, (9.2, 10.8)),
            (15.0, 5.0, Hedge::None, (13.9, 16.1)),
            (80.0, 10.0, Hedge::None, (75.0, 85.0)),
            (100.0, 100.0, Hedge::None, (92.5, 107.5)),
            (12.0, 1.0, Hedge::None, (11.5, 12.5)),
            (10.0, 10.0, Hedge::About, (8.4, 11.6)),
            (15.0, 5.0, Hedge::About, (12.8, 17.2)),
            (100.0, 100.0, Hedge::About, (85.0, 115.0)),
        ] {
            let found = allowed(&Stated::km(x, step, hedge)).core;
            let close = (found.0 - core.0).abs() < 0.03 * x && (found.1 - core.1).abs() < 0.03 * x;
            assert!(close, "{x} {hedge:?}: {found:?}, expected {core:?}");
        }
    }

    #[test]
    fn bounds_are_one_sided() {
        let at = |hedge| allowed(&Stated::km(40.0, 10.0, hedge)).core;
        assert!((at(Hedge::Nearly).1 - 40.0).abs() < 1e-9 && (at(Hedge::Over).0 - 40.0).abs() < 1e-9);
        assert!(at(Hedge::AtMost).0.abs() < 1e-9 && at(Hedge::AtLeast).1.is_infinite());
    }

    #[test]
    fn the_rounder_of_two_units_counts() {
        let plain = allowed(&Stated::km(48.0, 1.0, Hedge::None)).core;
        let mut both = Stated::km(48.0, 1.0, Hedge::None);
        both.restated = Some((30.0 * 1.609_344, 16.09));
        assert!(allowed(&both).core.0 < plain.0 && allowed(&both).core.1 > plain.1);
    }
}
