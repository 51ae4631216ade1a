//! Named numeric features of one place as the meaning of one name, and the linear model over them.

use std::sync::LazyLock;

use super::groups::{Group, Tie};
use super::parents::holds;
use super::setting::Setting;
use super::surroundings::Surroundings;
use crate::gazetteer::PlaceClass;
use crate::toponym::atlas::{NameMatch, Sense, rough_km};
use crate::toponym::kind_words::{Form, Size};

macro_rules! measures {
    ($($name:ident = $word:literal;)*) => {
        /// One feature of a place as the meaning of a name.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(usize)]
        #[expect(missing_docs, reason = "the words in the weights file say it")]
        pub enum Measure { $($name,)* }

        /// All features with their words in the weights file.
        pub const MEASURES: &[(Measure, &str)] = &[$((Measure::$name, $word),)*];
    };
}

measures! {
    LogPopulation = "log-population";
    Largest = "largest";
    Primary = "primary";
    Alternate = "alternate";
    Metonym = "metonym";
    Stem = "stem";
    Key = "key";
    Country = "country";
    Region = "region";
    District = "district";
    OtherClass = "other-class";
    FormFits = "form-fits";
    FormClashes = "form-clashes";
    Capital = "capital";
    Seat = "seat";
    Minor = "minor";
    ParentDirect = "parent-direct";
    ParentDirectMissed = "parent-direct-missed";
    ParentSentence = "parent-sentence";
    ParentParagraph = "parent-paragraph";
    ParentDistrict = "parent-district";
    RegionShare = "region-share";
    CountryShare = "country-share";
    Near25 = "near-25km";
    Near150 = "near-150km";
    AlternateNames = "alternate-names";
    ShortForm = "short-form";
    NoPopulation = "no-population";
    SizeClashes = "size-clashes";
    RegionNamed = "region-named";
    Twin = "twin";
    LogArea = "log-area";
    RegionCover = "region-cover";
    CountryCover = "country-cover";
    Home = "home";
    Office = "office";
    Land = "land";
    ListNear = "list-near";
    OtherName = "other-name";
}

/// A town of a district's name lies within this many km of the district's point, or within its radius.
const TWIN_KM: f64 = 30.0;

/// Number of features.
pub const COUNT: usize = 39;

/// Values of all features for one place.
pub type Values = [f64; COUNT];

/// The weighted sum of `values`, in log odds.
#[must_use]
pub fn score(values: &Values) -> f64 {
    values.iter().zip(WEIGHTS.iter()).map(|(value, weight)| value * weight).sum()
}

/// One feature's share in the sum.
#[must_use]
pub fn part(values: &Values, measure: Measure) -> f64 {
    values[measure as usize] * WEIGHTS[measure as usize]
}

static WEIGHTS: LazyLock<Values> = LazyLock::new(|| {
    let mut weights = [0.0; COUNT];
    for line in include_str!("../../../lexicon/en/resolve.tsv").lines() {
        let Some((name, value)) = line.split_once('\t') else { continue };
        let found = MEASURES.iter().find(|(_, word)| *word == name);
        if let (Some((measure, _)), Ok(value)) = (found, value.trim().parse()) {
            weights[*measure as usize] = value;
        }
    }
    weights
});

/// What does not change while names are settled, of each candidate of group `number`: the place's own values, and those that the
/// setting gives.
pub fn fixed<'a>(
    group: &'a Group,
    number: usize,
    setting: &'a Setting,
) -> impl Iterator<Item = Values> + use<'a> {
    let largest = group.senses.iter().map(|other| other.population).max().unwrap_or(0);
    let namesakes = group.senses.iter().filter(|other| other.matched == NameMatch::Primary).count();
    group.senses.iter().map(move |sense| {
        let mut values = own(group, sense, (largest, namesakes));
        let mut set = |measure: Measure, value: f64| values[measure as usize] = value;
        set(Measure::RegionCover, setting.region_cover(number, sense));
        set(Measure::CountryCover, setting.country_cover(number, sense));
        set(Measure::Home, setting.home(sense));
        values
    })
}

/// What speaks for and against the sense `number` as the meaning of `group`, from what is [`fixed`]; `chosen` are the present
/// meanings of all groups.
#[must_use]
pub fn measure(
    fixed: &Values,
    group: &Group,
    number: usize,
    chosen: &[Option<&Sense>],
    around: &Surroundings<'_>,
) -> Values {
    let sense = &group.senses[number];
    let mut values = *fixed;
    let mut set = |measure: Measure, value: f64| values[measure as usize] = value;
    let (mut direct, mut missed, mut sentence, mut paragraph, mut district, mut office) =
        (false, false, false, false, false, false);
    for parent in &group.parents {
        let Some(area) = chosen.get(parent.group).copied().flatten() else { continue };
        let inside = holds(area, sense) && area.place != sense.place;
        match parent.tie {
            Tie::Direct => {
                direct |= inside;
                missed |= !inside;
            }
            Tie::Sentence => sentence |= inside,
            Tie::District => district |= inside,
            Tie::Paragraph => paragraph |= inside,
            // A town's officials are of its region.
            Tie::Office => {
                let beside = !area.is_division() && area.region.is_some() && area.region == sense.region;
                office |= inside || beside && area.place != sense.place;
            }
        }
    }
    let yes = |flag: bool| f64::from(u8::from(flag));
    set(Measure::ParentDirect, yes(direct && !missed) + 0.5 * yes(direct && missed));
    set(Measure::ParentDirectMissed, yes(missed && !direct));
    set(Measure::ParentSentence, yes(sentence && !direct));
    set(Measure::ParentParagraph, yes(paragraph && !sentence && !direct));
    set(Measure::ParentDistrict, yes(district && !direct));
    set(Measure::Office, yes(office && !direct));
    set(Measure::RegionNamed, yes(around.region_named(sense)));
    set(Measure::RegionShare, around.region_share(sense));
    set(Measure::CountryShare, around.country_share(sense));
    let point =
        !matches!(sense.class, PlaceClass::Country | PlaceClass::Region | PlaceClass::Area | PlaceClass::Sea);
    if point {
        let (near, far) = around.nearness(number);
        set(Measure::Near25, near);
        set(Measure::Near150, far);
        set(Measure::ListNear, around.list_nearness(number));
    }
    if let Some(longer) = group.longer.and_then(|longer| chosen.get(longer).copied().flatten()) {
        set(
            Measure::ShortForm,
            yes(longer.place == sense.place || rough_km(longer.position, sense.position) < 1.0),
        );
    }
    values
}

/// What holds without looking at other names; of all the group's senses, the population of the `largest` and how many are
/// usually called so are known.
fn own(group: &Group, sense: &Sense, (largest, namesakes): (u64, usize)) -> Values {
    let mut values = [0.0; COUNT];
    let mut set = |measure: Measure, value: f64| values[measure as usize] = value;
    let yes = |flag: bool| f64::from(u8::from(flag));
    let areal = sense.is_division();
    set(Measure::LogPopulation, if areal { 4.0 } else { ((1 + sense.population) as f64).log10() });
    set(Measure::Largest, yes(sense.population == largest && largest > 0));
    set(Measure::NoPopulation, yes(sense.population == 0 && !areal));
    set(Measure::Primary, yes(sense.matched == NameMatch::Primary));
    set(Measure::Alternate, yes(sense.matched == NameMatch::Alternate));
    set(Measure::Metonym, yes(sense.matched == NameMatch::Metonym));
    set(
        Measure::Stem,
        yes(sense.matched == NameMatch::Stem && matches!(group.form, Form::Bare | Form::Settlement)),
    );
    // The bare stem of a river beside towns of the name.
    if sense.matched == NameMatch::Stem && sense.class == PlaceClass::Sea {
        set(Measure::Stem, 4.0);
    }
    set(Measure::Key, yes(sense.matched == NameMatch::Key));
    set(Measure::Country, yes(sense.class == PlaceClass::Country));
    set(Measure::Region, yes(sense.class == PlaceClass::Region));
    set(Measure::District, yes(sense.class == PlaceClass::District));
    let other = !areal && sense.class != PlaceClass::Settlement;
    set(Measure::OtherClass, yes(other));
    let fits = form_fits(group.form, sense.class);
    set(Measure::FormFits, f64::max(fits, 0.0));
    set(Measure::FormClashes, f64::max(-fits, 0.0));
    let clash = match group.size {
        Size::Any => false,
        Size::Village => sense.population > 20_000,
        Size::City => sense.class == PlaceClass::Settlement && sense.population < 10_000,
    };
    set(Measure::SizeClashes, yes(clash));
    set(Measure::Capital, yes(sense.seat == 3));
    set(Measure::Seat, yes(sense.seat == 2));
    set(Measure::Minor, yes(sense.minor));
    // The district round a town of its name: who names it bare means the town.
    let twin = sense.class == PlaceClass::District
        && group.senses.iter().any(|other| {
            other.class == PlaceClass::Settlement
                && other.region == sense.region
                && rough_km(other.position, sense.position) < sense.radius_km.max(TWIN_KM)
        });
    set(Measure::Twin, yes(twin && group.form != Form::District));
    set(Measure::LogArea, if areal { ((1 + sense.population) as f64).log10() } else { 0.0 });
    let lands = group.lands.contains(&sense.country) && sense.class != PlaceClass::Country;
    set(Measure::Land, if lands { 1.0 / group.lands.len() as f64 } else { 0.0 });
    // A town that once bore the name of many villages.
    set(Measure::OtherName, if sense.unlike { ((1 + namesakes) as f64).ln() } else { 0.0 });
    set(Measure::AlternateNames, ((1 + sense.alternates) as f64).ln());
    values
}

/// How well a class agrees with the words of kind beside the name, -1 to 1.
fn form_fits(form: Form, class: PlaceClass) -> f64 {
    match form {
        Form::Bare => 0.0,
        Form::Settlement => {
            if class == PlaceClass::Settlement {
                0.5
            } else {
                -1.0
            }
        }
        Form::Region => match class {
            PlaceClass::Region => 1.0,
            PlaceClass::Country | PlaceClass::Area => 0.0,
            _ => -1.0,
        },
        Form::District => match class {
            PlaceClass::District => 1.0,
            PlaceClass::Region => 0.2,
            PlaceClass::Settlement => -0.5,
            _ => -1.0,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_measure_has_a_weight() {
        assert_eq!(MEASURES.len(), COUNT);
        let rows: Vec<&str> = include_str!("../../../lexicon/en/resolve.tsv")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .collect();
        assert_eq!(rows.len(), COUNT);
        for (row, (_, name)) in rows.iter().zip(MEASURES) {
            let (word, weight) = row.split_once('\t').unwrap();
            assert!(word == *name && weight.parse::<f64>().is_ok(), "{row}: expected {name} and a number");
        }
    }
}
