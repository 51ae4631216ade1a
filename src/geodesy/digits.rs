//! How many digits of a length are worth writing: those that its uncertainty supports. The one place where that is decided.

/// Decimals of kilometres for people: a unit of a twentieth to a half of what is uncertain, never finer than a metre.
///
/// ```
/// use eventmap::geodesy::digits::for_people;
///
/// // A town of 8 km around its point lies "57 km" from a line; a position lies "57.16 km" from one that is good to 51 m.
/// assert_eq!((for_people(8.6), for_people(0.051), for_people(0.005)), (0, 2, 3));
/// ```
#[must_use]
pub fn for_people(uncertain_km: f64) -> u8 {
    match uncertain_km {
        km if km < 0.02 => 3,
        km if km < 0.2 => 2,
        km if km < 2.0 => 1,
        _ => 0,
    }
}

/// Decimals of kilometres for machines: one more, so that sums and sorting lose nothing.
#[must_use]
pub fn for_machines(uncertain_km: f64) -> u8 {
    (for_people(uncertain_km) + 1).min(3)
}

/// Decimals of metres, and of degrees of the nearest point, in tables of measured positions: those of a line that somebody gave
/// are as exact as its vertices, those of a line that was simplified are not.
#[must_use]
pub fn of_table(tolerance_m: f64) -> (u32, u32) {
    match tolerance_m {
        m if m < 0.01 => (3, 7),
        m if m < 10.0 => (1, 6),
        _ => (0, 5),
    }
}

/// A length in km rounded to so many decimals.
#[must_use]
pub fn rounded(km: f64, decimals: u8) -> f64 {
    let unit = 10_f64.powi(i32::from(decimals));
    (km * unit).round() / unit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_unit_is_far_finer_or_coarser_than_what_is_uncertain() {
        for thousandths in 20..20_000 {
            let uncertain = f64::from(thousandths) / 1000.0;
            let unit = 10_f64.powi(-i32::from(for_people(uncertain)));
            assert!(unit * 20.0 >= uncertain && unit <= uncertain * 0.5001, "{uncertain} {unit}");
            assert!((for_people(uncertain)..=3).contains(&for_machines(uncertain)));
        }
        assert_eq!([0.0, 5.0, 51.0].map(of_table), [(3, 7), (1, 6), (0, 5)]);
        assert_eq!((rounded(10279.012, for_machines(130.0)), rounded(57.155, 1)), (10279.0, 57.2));
    }
}
