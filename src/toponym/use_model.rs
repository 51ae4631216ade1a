//! The small model of the use of a name: named yes-or-no signs and the weights that turn them into three probabilities.

use std::sync::LazyLock;

use super::Use;

macro_rules! signs {
    ($($name:ident = $word:literal;)*) => {
        /// One sign of the use of a name; `lexicon/en/uses.tsv` has its weights, `use_signs` says when it is set.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(u8)]
        pub enum Sign { $($name,)* }

        /// All signs, in order, with the word that names each in the weights file.
        pub const SIGNS: &[(Sign, &str)] = &[$((Sign::$name, $word),)*];
    };
}

signs! {
    Bias = "bias";
    // What the rules found.
    RuleHyphenated = "rule:hyphenated";
    RulePublication = "rule:publication";
    RuleOfficeOf = "rule:office-of";
    RuleOrganisationOf = "rule:organisation-of";
    RuleOrganisation = "rule:organisation";
    RuleSite = "rule:site";
    RuleOffice = "rule:office-or-force";
    RuleOwnerOfGround = "rule:owner-of-ground";
    RuleOwnerOfOffice = "rule:owner-of-office-or-force";
    RuleOwnerOfDeed = "rule:owner-of-deed";
    RuleOwner = "rule:owner";
    RuleActs = "rule:acts";
    RuleActedOn = "rule:is-acted-on";
    RuleUndergoes = "rule:something-is-done-to-it";
    RuleDescribes = "rule:describes";
    RulePlace = "rule:place";
    RuleSeat = "rule:seat-of-rulers";
    // What the name may mean.
    Country = "country";
    Region = "region";
    Capital = "capital";
    Settlement = "settlement";
    Village = "village";
    Area = "area";
    Seat = "seat";
    Unplaced = "unplaced";
    Form = "kind-word";
    // What stands before it.
    Opens = "opens";
    Article = "article";
    HyphenBefore = "hyphen-before";
    PossessiveBefore = "possessive-before";
    TitleBefore = "title-before";
    CapitalBefore = "capital-before";
    CompassBefore = "compass-before";
    NumberBefore = "number-before";
    WordBefore = "word-before";
    In = "in";
    At = "at";
    From = "from";
    To = "to";
    Of = "of";
    For = "for";
    With = "with";
    By = "by";
    Against = "against";
    Between = "between";
    On = "on";
    Joined = "joined";
    Clause = "clause";
    OfOffice = "of-office";
    OfPeople = "of-people";
    OfGround = "of-ground";
    OfCapital = "of-capital";
    GovernsPlace = "governs:place";
    GovernsPreposition = "governs:preposition";
    GovernsRulers = "governs:rulers";
    GovernsPartner = "governs:partner";
    GovernsWord = "governs:word";
    GovernsOpening = "governs:opening";
    // What follows it.
    EndAfter = "end-after";
    CommaAfter = "comma-after";
    StopAfter = "stop-after";
    AndAfter = "and-after";
    PrepositionAfter = "preposition-after";
    HyphenAfter = "hyphen-after";
    HyphenSmall = "hyphen-small";
    SpeechAfter = "speech-after";
    ActAfter = "act-after";
    AuxiliaryAfter = "auxiliary-after";
    VerbAfter = "verb-after";
    PartActs = "part:acts";
    PartUndergoes = "part:undergoes";
    CapitalInHeading = "capital:heading";
    CapitalPerson = "capital:person";
    CapitalOffice = "capital:office";
    CapitalSite = "capital:site";
    CapitalOrganisation = "capital:organisation";
    CapitalAcronym = "capital:acronym";
    CapitalPeople = "capital:people";
    CapitalTeam = "capital:team";
    CapitalOther = "capital:other";
    Noun = "noun";
    NounCapital = "noun:capital";
    NounPeople = "noun:people";
    NounGround = "noun:ground";
    NounOfficial = "noun:official";
    NounDeed = "noun:deed";
    NounHarm = "noun:harm";
    NounOrganisation = "noun:organisation";
    NounSport = "noun:sport";
    NounAgent = "noun:agent";
    NounOther = "noun:other";
    Possessive = "possessive";
    Owned = "owned";
    OwnedCapital = "owned:capital";
    OwnedPeople = "owned:people";
    OwnedGround = "owned:ground";
    OwnedOfficial = "owned:official";
    OwnedDeed = "owned:deed";
    OwnedHarm = "owned:harm";
    OwnedOrganisation = "owned:organisation";
    OwnedSport = "owned:sport";
    OwnedAgent = "owned:agent";
    OwnedOther = "owned:other";
    OwnedBest = "owned:best";
    // The sentence and the document.
    SportSentence = "sport-sentence";
    Score = "score";
    SportDocument = "sport-document";
    Title = "title-case";
    AllCaps = "all-caps";
    CommaAreaAfter = "comma-area-after";
    CommaAreaBefore = "comma-area-before";
    List = "list";
    OrganisationRun = "organisation-run";
    // Together.
    SubjectState = "subject+state";
    SubjectRegion = "subject+region";
    SubjectTown = "subject+town";
    SideState = "side+state";
    SideTown = "side+town";
    SportSide = "sport+side";
    SportPlace = "sport+place";
    NounState = "noun+state";
    OwnedState = "owned+state";
    ArticleNoun = "article+noun";
    ArticleCapital = "article+capital";
    ObjectState = "object+state";
}

/// A set of signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Signs(u128);

impl Signs {
    /// Adds `sign` if `yes`.
    pub fn set(&mut self, sign: Sign, yes: bool) {
        self.0 |= u128::from(yes) << sign as u8;
    }

    /// True if the sign is set.
    #[must_use]
    pub fn has(self, sign: Sign) -> bool {
        self.0 >> (sign as u8) & 1 == 1
    }

    /// Adds the sign for the rule that told the use.
    pub fn set_rule(&mut self, rule: &str) {
        let found = SIGNS.iter().find(|(_, word)| word.strip_prefix("rule:") == Some(rule));
        if let Some(&(sign, _)) = found {
            self.set(sign, true);
        }
    }

    /// The names of the signs that are set.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        SIGNS.iter().filter(move |(sign, _)| self.has(*sign)).map(|&(_, name)| name)
    }

    fn each(self) -> impl Iterator<Item = usize> {
        let mut bits = self.0;
        std::iter::from_fn(move || {
            (bits != 0).then(|| {
                let at = bits.trailing_zeros() as usize;
                bits &= bits - 1;
                at
            })
        })
    }

    /// The use that the weights favour and by how much (in units of the logarithm of odds) over the next.
    #[must_use]
    pub fn decide(self) -> (Use, f64) {
        let mut sums = [0.0; 3];
        for at in self.each() {
            sums[1] += WEIGHTS[at][0];
            sums[2] += WEIGHTS[at][1];
        }
        let best = (1..3).fold(0, |best, at| if sums[at] > sums[best] { at } else { best });
        let next = (0..3).filter(|&at| at != best).map(|at| sums[at]).fold(f64::MIN, f64::max);
        (USES[best], sums[best] - next)
    }

    /// The signs that spoke loudest for `usage`, at most three, the loudest first.
    #[must_use]
    pub fn loudest(self, usage: Use) -> Vec<&'static str> {
        let weight = |at: usize| match usage {
            Use::Literal => -WEIGHTS[at][0].max(WEIGHTS[at][1]),
            Use::Metonym => WEIGHTS[at][0],
            Use::Associative => WEIGHTS[at][1],
        };
        let mut found: Vec<usize> = self.each().filter(|&at| weight(at) > 0.2 && at > 0).collect();
        found.sort_by(|&a, &b| weight(b).total_cmp(&weight(a)).then(a.cmp(&b)));
        found.truncate(3);
        found.into_iter().map(|at| SIGNS[at].1).collect()
    }
}

const USES: [Use; 3] = [Use::Literal, Use::Metonym, Use::Associative];

/// Weights for metonym and associative against literal.
static WEIGHTS: LazyLock<[[f64; 2]; 128]> = LazyLock::new(|| {
    let mut weights = [[0.0; 2]; 128];
    for line in include_str!("../../lexicon/en/uses.tsv").lines() {
        let mut cells = line.split('\t');
        let found = cells.next().and_then(|name| SIGNS.iter().find(|(_, word)| *word == name));
        let values: Vec<f64> = cells.filter_map(|cell| cell.trim().parse().ok()).collect();
        if let (Some((sign, _)), [metonym, associative]) = (found, values.as_slice()) {
            weights[*sign as usize] = [*metonym, *associative];
        }
    }
    weights
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sign_has_two_weights_and_every_row_a_sign() {
        assert!(SIGNS.len() <= 128, "the set is one word of 128 bits: {}", SIGNS.len());
        let rows: Vec<&str> = include_str!("../../lexicon/en/uses.tsv")
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty())
            .collect();
        assert_eq!(rows.len(), SIGNS.len());
        for (row, (_, name)) in rows.iter().zip(SIGNS) {
            let cells: Vec<&str> = row.split('\t').collect();
            let numbers = cells.iter().skip(1).filter(|cell| cell.parse::<f64>().is_ok()).count();
            assert!(
                cells.len() == 3 && cells[0] == *name && numbers == 2,
                "{row}: expected {name} and two numbers"
            );
        }
    }

    #[test]
    fn signs_are_kept_and_named() {
        let mut signs = Signs::default();
        signs.set(Sign::Bias, true);
        signs.set(Sign::ObjectState, true);
        signs.set(Sign::In, false);
        signs.set_rule("owner");
        signs.set_rule("no such rule");
        assert_eq!(signs.names().collect::<Vec<_>>(), ["bias", "rule:owner", "object+state"]);
    }
}
