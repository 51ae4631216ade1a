//! Classes of words that one rule asks for by name: "rose", "climbed" before "to" a new toll.
//!
//! They are rows of lexicon/en/words.tsv like all others. No pattern is made of them, so they need no bit of [`Class`](super::Class), and
//! there may be as many as there are rules.

use std::collections::BTreeMap;

/// One class that code asks for by name, and for nothing else at the same time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct List(u16);

macro_rules! lists {
    ($($name:ident)*) => {
        #[expect(non_camel_case_types, clippy::upper_case_acronyms, reason = "each is the name of a constant")]
        enum Number { $($name),* }
        /// The constants of [`List`], by the names of their rows.
        pub mod named {
            use super::{List, Number};
            $(
                #[doc = concat!("`", stringify!($name), "`, in small letters a class of lexicon/en/words.tsv.")]
                pub const $name: List = List(Number::$name as u16);
            )*
        }
        /// Names of all of them in capitals; the number of a list is its place here.
        pub(super) const NAMES: &[&str] = &[$(stringify!($name)),*];
    };
}

lists! {
    ACCORD ACCOUNT ACCOUNT_FIGURE ACCUSATION ACTOR_MODIFIER AGENCY AIRCRAFT AIR_ARM AIR_STRIKE ALLIED AN_EVENT
    ARMED_FORCE ARMED_OWNER ARMED_PARTY AS_OF ATTEMPT ATTRIBUTE AT_FIRST A_TOWN BAND BARRACKS BATTLE BEFORE_NAME
    BEFORE_PLACE BESIDE_DISTANCE BETWEEN_HARM BETWEEN_NAMES BLAZE BLOODSHED BLOW BOAT BODY_PART BOMB BOMB_SQUAD BOUND
    BRANCH BROKEN_UP BROKE_OUT BULLET CALLED_OFF CHASE CITY_PART CLASH CLOCK COMPANY CONDITION CRIME
    CRITIC CROWD_DEED CROWD_GAS DAYTIME DEATH_WORD DENIAL DENIES DIES DIVISION DIVISIONS DIVISIONS_OF DRIVER DRIVE_OUT
    DUE DWELLING ENEMY EVENTS FIGURE FOILED FORMATION FOUND FRONT_AREA FRONT_FIGHT FUEL_FIRE GAS_THING GATHERING GRAVELY
    GRAVEST GROUND GUNFIGHT GUN_WORD HARMING HEAVY_ARM HEAVY_GUN HELD HITS HOSPITAL_WORD HURTS HURT_WORD IMPLIES_WEAPON
    INCLUDING INHABITANT INJURY INSTITUTION IN_FORCE JUDGED KILLING KNOWN_THING LAUNCH LAWMEN LEADS_TO LED_TO LETHAL
    LIGHT_VERB LIVE_FIRE LOCAL LONG_TIME MANNER MANY_DAYS MEASURE MEN MIDST MISHAP MISHAPS MISHAP_SIGN MOB_MEMBER MODAL
    MOURNS NAMELESS NAME_PARTICLE NEAR_KIND NEWSMAN NEWSROOM NO_ONE_TOLD OFFICE OFFICE_MODIFIER OF_A_NAME OPENS_FIRE
    OPENS_REMARK OUTLET OWN_ARMS PELLET PICTURE PILLAGE PUT POLICE_HEAD POST_OWNER QUARTERS QUESTION_VERB RAVAGED
    REACTS REBEL REFUSED REJECTS REMEMBERS RESISTANCE RIFLE ROAD ROUGH_COUNT SABOTEUR SCHEDULED SEPARATE SERVICE
    SETTLEMENT SEVERAL_PLACES SHARED SPEAKING STOP STRUCK_DOWN SUFFERED SUMS_UP SUPERLATIVE SUSPICION SWEPT TAKEN TEAM
    TELLING_ASIDE THERE_IS THOSE_INSIDE THOSE_THERE THROWN TIME_NOUN TIME_UNIT TOGETHER TOLL_ROSE TOOK_PLACE TOWNSPEOPLE
    TRAIN_KIND TRAVEL TREATED TRUNK_ROAD TUMULT TURNED TURNS_AWAY VACATED VAGUE_COUNT WARD WAS_SEEN WAY WEAPON_MODIFIER
    DISTRICT_KIND KILOMETRE REGION_KIND WIDE
}

/// The list of a row of words.tsv.
pub(super) fn by_name(name: &str) -> Option<List> {
    let at = NAMES.iter().position(|constant| constant.eq_ignore_ascii_case(name))?;
    u16::try_from(at).ok().map(List)
}

const BITS: usize = 64;

/// Lists as bits.
type Set = [u64; NAMES.len().div_ceil(BITS)];

/// Which words are in which lists. Few words are in the same ones, so every word has the number of a set.
#[derive(Debug)]
pub struct Lists {
    sets: Vec<Set>,
    set_of_word: Vec<u16>,
}

impl Lists {
    /// Of `words` words, those of each pair in the list beside it.
    pub(super) fn of(words: usize, pairs: &[(u32, List)]) -> Self {
        let mut by_word: BTreeMap<u32, Set> = BTreeMap::new();
        for (word, List(list)) in pairs {
            let at = usize::from(*list);
            by_word.entry(*word).or_default()[at / BITS] |= 1 << (at % BITS);
        }
        let mut sets = vec![Set::default()];
        let mut set_of_word = vec![0; words];
        for (word, set) in by_word {
            let number = sets.iter().position(|have| *have == set).unwrap_or_else(|| {
                sets.push(set);
                sets.len() - 1
            });
            set_of_word[word as usize] = u16::try_from(number).expect("words.tsv has not so many words");
        }
        Self { sets, set_of_word }
    }

    /// The number of the set that a word is in.
    #[inline]
    pub(super) fn set(&self, word: u32) -> u16 {
        self.set_of_word.get(word as usize).copied().unwrap_or(0)
    }

    /// True if the list is in the set of this number.
    #[inline]
    #[must_use]
    pub fn holds(&self, set: u16, List(list): List) -> bool {
        let at = usize::from(list);
        self.sets[usize::from(set)][at / BITS] >> (at % BITS) & 1 == 1
    }
}
