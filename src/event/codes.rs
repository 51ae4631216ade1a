//! What an event is called in the codings of the field: ACLED, PLOVER, CAMEO and UCDP, by the tables of `lexicon/codes`.
//!
//! The labels are assigned by rule from the words of an article; they are not data of those projects.

use std::sync::LazyLock;

use super::{Casualties, DatePrecision, EventType, GeoPrecision, SubEventType};

/// An event type in other codings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Codes {
    /// PLOVER's event, such as ASSAULT.
    pub plover_event: Option<&'static str>,
    /// PLOVER's mode, such as heavy-weapons.
    pub plover_mode: Option<&'static str>,
    /// CAMEO code; its zeros in front count, so it is text.
    pub cameo: Option<&'static str>,
    /// UCDP's types of violence that it may be if somebody died: "1,2" is state-based or non-state.
    pub ucdp_violence: Option<&'static str>,
}

type TypeRow = ((EventType, SubEventType), Codes);

static TYPES: LazyLock<Vec<TypeRow>> = LazyLock::new(|| {
    rows(include_str!("../../lexicon/codes/event_types.tsv")).filter_map(type_row).collect()
});
static PLACES: LazyLock<Vec<Precision>> = LazyLock::new(|| {
    rows(include_str!("../../lexicon/codes/geo_precision.tsv")).filter_map(precision).collect()
});
static DAYS: LazyLock<Vec<Precision>> = LazyLock::new(|| {
    rows(include_str!("../../lexicon/codes/date_precision.tsv")).filter_map(precision).collect()
});

/// Our word, ACLED's code, UCDP's code.
type Precision = (&'static str, Option<u8>, Option<u8>);

fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect())
}

fn known(cell: &'static str) -> Option<&'static str> {
    (cell != "-").then_some(cell)
}

fn type_row(cells: Vec<&'static str>) -> Option<TypeRow> {
    let [broad, sub, plover_event, plover_mode, cameo, ucdp] = cells.try_into().ok()?;
    let codes = Codes {
        plover_event: known(plover_event),
        plover_mode: known(plover_mode),
        cameo: known(cameo),
        ucdp_violence: known(ucdp),
    };
    Some(((EventType::from_name(broad)?, SubEventType::from_name(sub)?), codes))
}

fn precision(cells: Vec<&'static str>) -> Option<Precision> {
    let [word, acled, ucdp] = cells.try_into().ok()?;
    Some((word, acled.parse().ok(), ucdp.parse().ok()))
}

/// The codes of a type with its sub-type; nothing where no coding has it.
#[must_use]
pub fn of_type(event_type: EventType, sub_event_type: SubEventType) -> Codes {
    let found = TYPES.iter().find(|(kind, _)| *kind == (event_type, sub_event_type));
    found.map_or(
        Codes { plover_event: None, plover_mode: None, cameo: None, ucdp_violence: None },
        |(_, codes)| *codes,
    )
}

/// UCDP's types of violence that an event may be; none where nobody is said to have died, since UCDP records none such.
#[must_use]
pub fn ucdp_violence(kind: (EventType, SubEventType), casualties: &Casualties) -> Option<&'static str> {
    let killed = casualties.killed?;
    let deaths = killed.low.or(killed.best).unwrap_or(0);
    of_type(kind.0, kind.1).ucdp_violence.filter(|_| deaths > 0)
}

fn code(table: &[Precision], word: &str) -> (Option<u8>, Option<u8>) {
    table.iter().find(|(known, ..)| *known == word).map_or((None, None), |&(_, acled, ucdp)| (acled, ucdp))
}

impl GeoPrecision {
    /// ACLED's spatial precision code, 1 to 3; none where ACLED records no event.
    ///
    /// Source: ACLED Codebook (2023), "Spatial precision codes".
    #[must_use]
    pub fn acled(self) -> Option<u8> {
        code(&PLACES, self.as_str()).0
    }

    /// UCDP's `where_prec`, 1 to 7.
    ///
    /// Source: UCDP GED Codebook, "`where_prec`".
    #[must_use]
    pub fn ucdp(self) -> Option<u8> {
        code(&PLACES, self.as_str()).1
    }
}

impl DatePrecision {
    /// ACLED's time precision code, 1 to 3; none for what is known less exactly than to the month.
    ///
    /// Source: ACLED Codebook (2023), "Time precision codes".
    #[must_use]
    pub fn acled(self) -> Option<u8> {
        code(&DAYS, self.as_str()).0
    }

    /// UCDP's `date_prec`, 1 to 5; none where nothing tells the day.
    ///
    /// Source: UCDP GED Codebook, "`date_prec`".
    #[must_use]
    pub fn ucdp(self) -> Option<u8> {
        code(&DAYS, self.as_str()).1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::Count;

    #[test]
    fn every_row_is_read_and_every_sub_type_has_one() {
        let lines = include_str!("../../lexicon/codes/event_types.tsv").lines();
        assert_eq!(TYPES.len(), lines.filter(|line| !line.starts_with('#')).count());
        for sub in SubEventType::ALL {
            assert!(TYPES.iter().any(|((_, known), _)| known == sub), "{}", sub.as_str());
        }
        for broad in EventType::ALL {
            assert!(TYPES.iter().any(|((known, _), _)| known == broad), "{}", broad.as_str());
        }
    }

    #[test]
    fn types_carry_the_codes_of_the_field() {
        for (broad, sub, event, mode, cameo) in [
            (
                EventType::Explosions,
                SubEventType::AirDroneStrike,
                Some("ASSAULT"),
                Some("aerial"),
                Some("195"),
            ),
            (EventType::StrategicDevelopments, SubEventType::Agreement, Some("AGREE"), None, Some("057")),
            (EventType::Riots, SubEventType::MobViolence, Some("PROTEST"), Some("riot"), Some("145")),
            (EventType::Disaster, SubEventType::Flood, None, None, None),
            // A pair that no coding has.
            (EventType::Disaster, SubEventType::Grenade, None, None, None),
        ] {
            let codes = of_type(broad, sub);
            let found = (codes.plover_event, codes.plover_mode, codes.cameo);
            assert_eq!(found, (event, mode, cameo), "{}", sub.as_str());
        }
    }

    #[test]
    fn violence_needs_a_death() {
        let clash = (EventType::Battles, SubEventType::ArmedClash);
        let killed = |count| Casualties { killed: count, ..Casualties::default() };
        for (count, expected) in [
            (None, None),
            (Some(Count::exactly(0)), None),
            (Some(Count { low: None, best: None, high: Some(4) }), None),
            (Some(Count::exactly(3)), Some("1,2")),
        ] {
            assert_eq!(ucdp_violence(clash, &killed(count)), expected, "{count:?}");
        }
    }

    #[test]
    fn precisions_have_the_codes_of_the_codebooks() {
        use {DatePrecision as D, GeoPrecision as G};
        for (ours, acled, ucdp) in [
            (G::Exact, Some(1), Some(1)),
            (G::Settlement, Some(1), Some(1)),
            (G::Near, Some(2), Some(2)),
            (G::District, Some(2), Some(3)),
            (G::Region, Some(3), Some(4)),
            (G::Area, Some(3), Some(5)),
            (G::Country, None, Some(6)),
            (G::Sea, Some(3), Some(7)),
        ] {
            assert_eq!((ours.acled(), ours.ucdp()), (acled, ucdp), "{ours:?}");
        }
        for (ours, acled, ucdp) in [
            (D::Day, Some(1), Some(1)),
            (D::Days, Some(2), Some(2)),
            (D::Week, Some(2), Some(3)),
            (D::Month, Some(3), Some(4)),
            (D::Year, None, Some(5)),
            (D::Unknown, None, None),
        ] {
            assert_eq!((ours.acled(), ours.ucdp()), (acled, ucdp), "{ours:?}");
        }
    }
}
