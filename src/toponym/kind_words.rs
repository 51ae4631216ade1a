//! The words of kind around a name: "the village of X", "X district", "regions of X and Y".

use super::lexicon::Classes;
use super::page::{Capitals, Page};
use super::slavic;
use crate::gazetteer::starts_cyrillic;

/// What the words around a name say that it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Form {
    /// Nothing.
    #[default]
    Bare,
    /// A city, town or village.
    Settlement,
    /// A first-level division.
    Region,
    /// A second-level division.
    District,
}

/// How large a settlement the word of kind suggests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Size {
    /// No word, or one that says nothing.
    #[default]
    Any,
    /// A village or less.
    Village,
    /// A city.
    City,
}

/// The words of kind that go with one name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct KindWords {
    /// What they say.
    pub form: Form,
    /// What they say of its size.
    pub size: Size,
    /// First token of the name with its words of kind.
    pub first: usize,
    /// One past its last token.
    pub end: usize,
    /// The word of kind follows and is a plural: names listed before it share it.
    pub shared_back: bool,
    /// The word of kind precedes and is a plural: names listed after it share it.
    pub shared_on: bool,
}

/// Words that name a kind only beside the name of a region: "Texas state", else "Moscow state media".
const VAGUE: [&str; 8] = ["state", "states", "territory", "republic", "capital", "port", "resort", "quarter"];

/// Words of kind that are written with a capital before a name: "Barangay X", "Kibbutz X".
const PROPER: [&str; 11] = [
    "barangay",
    "sitio",
    "kibbutz",
    "moshav",
    "kampung",
    "gampong",
    "stanitsa",
    "stanytsia",
    "snt",
    "vereda",
    "khutor",
];

/// Finds the words of kind around the name in tokens `first..end`.
#[must_use]
pub fn around(page: &Page<'_>, first: usize, end: usize) -> KindWords {
    after(page, first, end).or_else(|| before(page, first, end)).unwrap_or(KindWords {
        first,
        end,
        ..KindWords::default()
    })
}

/// The form that the token's word of kind gives.
#[must_use]
pub fn form_of(page: &Page<'_>, at: usize) -> Option<Form> {
    if page.is(at, Classes::REGION) {
        Some(Form::Region)
    } else if page.is(at, Classes::DISTRICT) {
        Some(Form::District)
    } else if page.is(at, Classes::SETTLEMENT) {
        Some(Form::Settlement)
    } else {
        None
    }
}

fn size_of(page: &Page<'_>, at: usize) -> Size {
    match page.lower(at) {
        word if starts_cyrillic(word) => slavic::size_of(word),
        "village" | "villages" | "hamlet" | "hamlets" | "farmstead" | "farmsteads" | "selo" | "khutor"
        | "khutors" | "khutori" | "kibbutz" | "moshav" | "aul" | "kishlak" | "barangay" | "sitio"
        | "vereda" => Size::Village,
        "city" | "cities" | "capital" => Size::City,
        _ => Size::Any,
    }
}

fn after(page: &Page<'_>, first: usize, end: usize) -> Option<KindWords> {
    let (_, limit) = page.bounds(first);
    // Nigeria's districts are called "local government area".
    let local = page.lower(end) == "local" && page.lower(end + 1) == "government";
    if local && end + 2 < limit && matches!(page.lower(end + 2), "area" | "areas") {
        return Some(KindWords {
            form: Form::District,
            size: Size::Any,
            first,
            end: end + 3,
            shared_back: page.lower(end + 2) == "areas",
            shared_on: false,
        });
    }
    // "the X People's Republic", whoever proclaims it, is the region.
    let people = (page.lower(end) == "people" || page.lower(end) == "people's") && page.capital(end);
    let republic = end + 1 + usize::from(page.word(end + 1) == "'s" || page.word(end + 1) == "’s");
    if people && republic < limit && page.lower(republic) == "republic" {
        return Some(KindWords {
            form: Form::Region,
            size: Size::Any,
            first,
            end: republic + 1,
            shared_back: false,
            shared_on: false,
        });
    }
    let mut at = end;
    while at < limit && at < end + 3 && page.is(at, Classes::DISTRICT_ADJECTIVE) && !is_kind(page, at) {
        at += 1;
    }
    // "Aweil North County": a part of the district of that name.
    let quarter = page.capital(at) && page.is(at, Classes::COMPASS) && page.capital(at + 1);
    if quarter && at + 1 < limit && is_kind(page, at + 1) && form_of(page, at + 1) == Some(Form::District) {
        at += 1;
    }
    // "Graivoron city district", "Valuyki municipal community": the last word of kind decides.
    while at + 1 < limit && at < end + 3 && is_kind(page, at) && is_kind(page, at + 1) {
        at += 1;
    }
    // "the Tigray town of Shire", "the Kharkiv region town of Izium": the town is what follows.
    if at < limit && begins_another(page, at, limit) {
        at = at.checked_sub(1).filter(|&at| at >= end)?;
    }
    if at >= limit || !is_kind(page, at) || VAGUE.contains(&page.lower(at)) {
        return None;
    }
    // "Kyiv region of Ukraine" is a region; "Lviv city of" or "X town hall" is not told from it and does no harm.
    let mut form = form_of(page, at)?;
    // "community" after a name is a hromada in Ukrainian news; with a plain settlement word, the settlement.
    if form == Form::District && at > end && page.lower(at) == "settlement" {
        form = Form::Settlement;
    }
    Some(KindWords {
        form,
        size: size_of(page, at),
        first,
        end: at + 1,
        shared_back: page.is(at, Classes::PLURAL),
        shared_on: false,
    })
}

/// "town of Shire" at the word of kind; not "village of Shire district", which says where the village lies.
fn begins_another(page: &Page<'_>, at: usize, limit: usize) -> bool {
    let town = matches!(page.lower(at), "town" | "city" | "village" | "hamlet" | "settlement" | "port");
    let area = |at: usize| page.is(at, Classes::REGION.with(Classes::DISTRICT));
    town && !page.capital(at)
        && at + 2 < limit
        && page.is(at + 1, Classes::OF)
        && page.capital(at + 2)
        && !(at + 3..limit.min(at + 5)).any(area)
}

fn before(page: &Page<'_>, first: usize, end: usize) -> Option<KindWords> {
    let (start, _) = page.bounds(first);
    let back = |by: usize| first.checked_sub(by).filter(|&at| at >= start);
    let mut at = back(1)?;
    if let Some(kind) = slavic::short_kind(page, first, end) {
        return Some(kind);
    }
    let mut linked = false;
    if page.is(at, Classes::ARTICLE) {
        at = at.checked_sub(1).filter(|&at| at >= start && page.is(at, Classes::OF))?;
    }
    // "the village of X", but also "villages in X", which says nothing of X.
    if page.is(at, Classes::OF) {
        linked = true;
        at = at.checked_sub(1).filter(|&at| at >= start)?;
    }
    if !is_kind(page, at) {
        return None;
    }
    // "the territory of X" is the ground of anything.
    if page.lower(at) == "territory" {
        return None;
    }
    let form = form_of(page, at)?;
    // "the Petrovsky district of X" is a part of X.
    let owned =
        linked && form == Form::District && at > start + 1 && page.capital(at - 1) && !page.capital(at);
    if owned && !page.is(at - 1, Classes::COMPASS.with(Classes::DISTRICT_ADJECTIVE)) {
        return None;
    }
    // "a residential district of X" is a part of the settlement X, not the division that bears its name.
    if form == Form::District && at > start && page.is(at - 1, Classes::PART_ADJECTIVE) {
        return None;
    }
    let settlement = page.is(at, Classes::SETTLEMENT);
    let form = if settlement { Form::Settlement } else { form };
    // "City Hall", "Village Voice": capitals on both make a name of something else.
    if !linked
        && !is_proper(page, at)
        && page.capital(at)
        && !page.opens_sentence(at)
        && page.case(at) == Capitals::Sentence
    {
        return None;
    }
    // Without "of" only kinds of settlement precede a name in English: "village Chervone". "region Moscow" starts anew.
    if !linked && (!settlement || page.is(at, Classes::REGION)) {
        return None;
    }
    let mut from = at;
    while from > start
        && page.is(from - 1, Classes::COMPASS.with(Classes::DISTRICT_ADJECTIVE).with(Classes::SETTLEMENT))
    {
        from -= 1;
    }
    if from > start && page.is(from - 1, Classes::ARTICLE) {
        from -= 1;
    }
    Some(KindWords {
        form,
        size: size_of(page, at),
        first: from,
        end,
        shared_back: false,
        shared_on: page.is(at, Classes::PLURAL),
    })
}

/// True for a word of kind that has a capital before a name.
#[must_use]
pub fn is_proper(page: &Page<'_>, at: usize) -> bool {
    PROPER.contains(&page.lower(at))
}

fn is_kind(page: &Page<'_>, at: usize) -> bool {
    page.is(at, Classes::KIND)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Prose, slice};
    use crate::toponym::lexicon::Lexicon;

    #[test]
    fn words_of_kind_are_found_on_either_side() {
        for (text, name, form, phrase) in [
            ("the village of Mala Rohan burned", "Mala Rohan", Form::Settlement, "the village of Mala Rohan"),
            ("in Izium district today", "Izium", Form::District, "Izium district"),
            ("the Orsha urban district", "Orsha", Form::District, "Orsha urban district"),
            ("in the Tigray town of Adwa", "Tigray", Form::Bare, "Tigray"),
            ("in the Lviv region town of Stryi", "Lviv", Form::Region, "Lviv region"),
            ("in the Rohan village of Lviv region", "Rohan", Form::Settlement, "Rohan village"),
            ("in the Lviv region town of Stryi", "Stryi", Form::Settlement, "town of Stryi"),
            ("in Lublin Province", "Lublin", Form::Region, "Lublin Province"),
            ("the oblasts of Lviv and Rivne", "Lviv", Form::Region, "the oblasts of Lviv"),
            ("in village Zolochiv", "Zolochiv", Form::Settlement, "village Zolochiv"),
            ("Minsk state media", "Minsk", Form::Bare, "Minsk"),
            ("villages in Gomel", "Gomel", Form::Bare, "Gomel"),
            ("the district of Bihar town", "Bihar", Form::Settlement, "Bihar town"),
            ("the district of Bihar burned", "Bihar", Form::District, "the district of Bihar"),
            ("in a residential district of Torun", "Torun", Form::Bare, "Torun"),
            ("the industrial districts of Essen", "Essen", Form::Bare, "Essen"),
            ("an industrial area of Essen", "Essen", Form::Bare, "Essen"),
            ("the historic district of Toledo", "Toledo", Form::Bare, "Toledo"),
            ("in Zaria local government area", "Zaria", Form::District, "Zaria local government area"),
            ("in Aweil North County today", "Aweil", Form::District, "Aweil North County"),
            ("in Aweil north of town", "Aweil", Form::Bare, "Aweil"),
            ("in Barangay Tugas today", "Tugas", Form::Settlement, "Barangay Tugas"),
            ("the Shaar kibbutz burned", "Shaar", Form::Settlement, "Shaar kibbutz"),
            ("in s. Dorna today", "Dorna", Form::Settlement, "s. Dorna"),
            ("the case of Roe v. Wade", "Wade", Form::Bare, "Wade"),
            ("in Sylhet upazila", "Sylhet", Form::District, "Sylhet upazila"),
            ("a suburb of Leeds", "Leeds", Form::Settlement, "a suburb of Leeds"),
            ("the region Gomel lies in", "Gomel", Form::Bare, "Gomel"),
        ] {
            let prose = Prose::read(text);
            let page = Page::new(text, &prose, Lexicon::english());
            let at = text.find(name).unwrap();
            let range = prose.tokens_in(crate::text::Span::new(at, at + name.len()));
            let found = around(&page, range.start, range.end);
            assert_eq!(found.form, form, "{text}");
            assert_eq!(slice(text, page.span(found.first, found.end)), phrase, "{text}");
        }
    }
}
