//! Dictionary forms that an inflected Russian, Ukrainian or Belarusian word may belong to: "Харькове" to Харьков, "Суджей" to Суджа.
//!
//! By endings alone and generous: what is made here counts only if some place bears it. Words are in lower case; folding of й, ё,
//! ї and the soft sign is left to the search.

/// Endings of a noun in running text, and the endings that its nominative may have in their stead.
const NOUNS: &[(&str, &[&str])] = &[
    // Masculine and neuter singular; soft and hard.
    ("а", &["", "о", "е"]),
    ("у", &["", "о", "а", "е"]),
    ("ом", &["", "о", "е"]),
    ("е", &["", "о", "а", "ь"]),
    ("і", &["", "о", "а", "ь", "я", "е", "и"]),
    ("ові", &["", "о"]),
    ("я", &["ь", "й", "е"]),
    ("ю", &["ь", "й", "е", "я"]),
    ("ем", &["ь", "й", "е", "", "о"]),
    ("єм", &["й", "е"]),
    ("ям", &["я", "і", "и"]),
    ("им", &["", "о"]),
    ("ым", &["", "о"]),
    ("ье", &["ья"]),
    ("ї", &["й", "я", "є"]),
    ("єві", &["й"]),
    ("еві", &["ь", "е"]),
    // Feminine singular.
    ("ы", &["а"]),
    ("и", &["а", "я", "ь", "й", "е"]),
    ("ии", &["ия"]),
    ("ой", &["а"]),
    ("ою", &["а"]),
    ("ей", &["а", "я", "и", "ь"]),
    ("ею", &["а", "я"]),
    ("єю", &["я"]),
    ("ью", &["ь", "я"]),
    ("ю", &["я"]),
    ("ию", &["ия"]),
    // Plural.
    ("", &["ы", "и", "а"]),
    ("ов", &["ы", "и", "о"]),
    ("ів", &["и", "і"]),
    ("їв", &["ї"]),
    ("ев", &["ы", "и"]),
    ("ам", &["ы", "и", "а"]),
    ("ами", &["ы", "и", "а"]),
    ("ах", &["ы", "и", "а"]),
    ("ям", &["ы", "я"]),
    ("ями", &["и", "і", "я"]),
    ("ях", &["и", "і", "я"]),
];

/// The same for adjectives, and for names that are declined as they are (Грозный, Лозова, Рубіжне).
const ADJECTIVES: &[(&str, &[&str])] = &[
    ("ого", &["ый", "ий", "ой", "ое", "е", "о"]),
    ("его", &["ий", "ее", "е"]),
    ("ього", &["ій", "є"]),
    ("ому", &["ый", "ий", "ой", "ое", "е", "о"]),
    ("ему", &["ий", "ее", "е"]),
    ("ьому", &["ій", "є"]),
    ("ом", &["ый", "ий", "ой", "ое"]),
    ("ем", &["ий", "ее"]),
    ("ым", &["ый", "ой", "ое", "ые"]),
    ("им", &["ий", "ой", "ое", "е", "ие", "і"]),
    ("ім", &["ій", "ий", "е", "є"]),
    ("ой", &["ая"]),
    ("ей", &["яя"]),
    ("ою", &["ая", "а"]),
    ("ую", &["ая"]),
    ("юю", &["яя"]),
    ("у", &["а"]),
    ("ю", &["я"]),
    ("ої", &["а"]),
    ("ій", &["а", "я"]),
    ("ьою", &["я"]),
    ("ых", &["ые"]),
    ("их", &["ие", "і", "и"]),
    ("ыми", &["ые"]),
    ("ими", &["ие", "і", "и"]),
];

/// Endings under which a place's adjective stands: Белгородская, Белгородский, Харківська, Донецька.
const ADJECTIVE_STEMS: [&str; 5] = ["ськ", "цьк", "зьк", "ск", "цк"];

/// A stem shorter than this, in letters, is no name's.
const SHORTEST_STEM: usize = 2;

/// True for a letter of the Cyrillic script.
#[inline]
#[must_use]
pub fn is_cyrillic(c: char) -> bool {
    ('\u{0400}'..='\u{052F}').contains(&c)
}

/// True if the word begins with a Cyrillic letter.
#[inline]
#[must_use]
pub fn starts_cyrillic(word: &str) -> bool {
    // All of the script's letters begin with one of these bytes.
    matches!(word.as_bytes().first(), Some(0xD0..=0xD4)) && word.chars().next().is_some_and(is_cyrillic)
}

/// Hands over nominatives that the word (in lower case) may be a case form of, each as how much of the word stays and what follows
/// it in two parts. Some are handed over twice.
pub fn nominatives<'w>(word: &'w str, put: &mut dyn FnMut(&'w str, &'static str, &'static str)) {
    for (table, nouns) in [(NOUNS, true), (ADJECTIVES, false)] {
        for (ending, options) in table {
            let Some(stem) = word.strip_suffix(ending) else { continue };
            // Every letter of the script takes two bytes.
            let letters = stem.len() / 2;
            if letters < SHORTEST_STEM || letters == SHORTEST_STEM && (ending.is_empty() || !nouns) {
                continue;
            }
            for option in *options {
                put(stem, option, "");
            }
            if nouns {
                changed_stems(stem, ending, options, put);
            }
        }
    }
}

/// Shut syllables have і where open ones have о or е: Харкова, Харків; Рогу, Ріг.
const SHUT: [(&str, &str); 11] = [
    ("ов", "ів"),
    ("ев", "їв"),
    ("єв", "їв"),
    ("ев", "ів"),
    ("ог", "іг"),
    ("оз", "іг"),
    ("од", "ід"),
    ("ор", "ір"),
    ("оп", "іп"),
    ("ол", "іл"),
    ("ьк", "ьок"),
];
/// Vowels that only a bare stem has: Торця, Торець.
const PARTED: [(&str, &str); 9] = [
    ("ц", "ец"),
    ("ц", "єц"),
    ("к", "ок"),
    ("к", "ек"),
    ("л", "ел"),
    ("л", "ёл"),
    ("н", "ен"),
    ("р", "ор"),
    ("р", "ер"),
];
/// Consonants that change before і and е: Шостці, Шостка; Брэсце, Брэст.
const SOFTENED: [(&str, &str, &[&str]); 7] = [
    ("і", "ц", &["к", "ка", "ко"]),
    ("і", "з", &["г", "га"]),
    ("і", "с", &["х", "ха"]),
    ("і", "ч", &["к", "ка"]),
    ("е", "ц", &["т", "та", "ка"]),
    ("е", "дз", &["д", "да"]),
    ("і", "дз", &["д", "да"]),
];
/// Genitives of plurals without an ending: Валуек, Валуйки.
const BARE_PLURALS: [(&str, &str); 11] = [
    ("оек", "ойк"),
    ("аек", "айк"),
    ("уек", "уйк"),
    ("єк", "йк"),
    ("ек", "ьк"),
    ("ек", "к"),
    ("ок", "к"),
    ("ец", "ц"),
    ("ень", "н"),
    ("ен", "н"),
    ("он", "н"),
];

/// What else changes in a stem.
fn changed_stems<'w>(
    stem: &'w str,
    ending: &str,
    options: &[&str],
    put: &mut dyn FnMut(&'w str, &'static str, &'static str),
) {
    let close = if options.contains(&"") { "" } else { "ь" };
    if close.is_empty() || options.contains(&"ь") {
        for (open, shut) in SHUT {
            if let Some(rest) = stem.strip_suffix(open) {
                put(rest, shut, close);
            }
        }
        for (joined, parted) in PARTED {
            let Some(rest) = stem.strip_suffix(joined) else { continue };
            let rest = rest.strip_suffix('ь').unwrap_or(rest);
            if rest.len() > 2 && rest.chars().next_back().is_some_and(|c| !is_vowel(c)) {
                put(rest, parted, "");
                put(rest, parted, "ь");
            }
        }
    }
    for (before, soft, hard) in SOFTENED {
        if ending == before
            && let Some(rest) = stem.strip_suffix(soft)
        {
            for hard in hard {
                put(rest, hard, "");
            }
        }
    }
    if ending.is_empty() {
        for (full, bare) in BARE_PLURALS {
            if let Some(rest) = stem.strip_suffix(full) {
                for end in ["и", "ы", "а", "і", "я"] {
                    put(rest, bare, end);
                }
            }
        }
    }
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'а' | 'е' | 'ё' | 'є' | 'и' | 'і' | 'ї' | 'о' | 'у' | 'ы' | 'э' | 'ю' | 'я')
}

/// The stem of a place's adjective in any case, with its "-ск-": "белгородск" of "Белгородской". None for other words.
#[must_use]
pub fn adjective_stem(word: &str) -> Option<&str> {
    let ends = [
        "ого", "ому", "ими", "ыми", "ой", "ою", "ую", "ої", "ій", "им", "ім", "их", "ом", "ий", "ая", "ое",
        "ие", "а", "у", "е", "і", "ім",
    ];
    ends.iter()
        .filter_map(|end| word.strip_suffix(end))
        .find(|stem| ADJECTIVE_STEMS.iter().any(|mark| stem.ends_with(mark)) && stem.chars().count() >= 4)
}

/// Full names of the areas that an adjective stem may name, Russian and Ukrainian.
#[must_use]
pub fn areas_of(stem: &str) -> Vec<String> {
    let soft = stem.ends_with("ьк");
    let forms: &[&str] = if soft {
        &["а область", "ий район", "ий округ"]
    } else {
        &["ая область", "ий район", "ой район", "ий край", "ая республика", "ий округ", "ий", "ая"]
    };
    forms.iter().map(|form| format!("{stem}{form}")).collect()
}

/// Endings that the town behind an adjective may have after its stem without "-ск-": Авдіївка, Лиман, Курахове, Сумы.
const TOWNS: [&str; 9] = ["", "ка", "е", "о", "а", "ы", "и", "ля", "ь"];

/// Names of towns that an adjective stem may come from: "лиманск" from Лиман, "купянск" from Купянск.
#[must_use]
pub fn towns_of(stem: &str) -> Vec<String> {
    let mut towns = vec![stem.to_owned()];
    let base = ["ськ", "цьк", "ск", "цк"].iter().find_map(|mark| stem.strip_suffix(mark));
    if let Some(base) = base.filter(|base| base.chars().count() >= 3) {
        towns.extend(TOWNS.iter().map(|ending| format!("{base}{ending}")));
        if let Some(open) = base.strip_suffix("ов") {
            towns.push(format!("{open}ів"));
        }
    }
    towns
}

/// Full names of the area that a familiar name in -щина, in any case, may stand for: "сумщині" for Сумская область.
#[must_use]
pub fn familiar(word: &str) -> Vec<String> {
    let marks: [(&str, &[&str]); 3] =
        [("ччин", &["цьк", "цк"]), ("щин", &["ськ", "ск"]), ("чин", &["ськ", "ск", "цьк"])];
    let base = ["а", "и", "ы", "і", "е", "у", "ою", "ой"].iter().find_map(|ending| word.strip_suffix(ending));
    let found = base
        .and_then(|base| marks.iter().find_map(|(ending, marks)| Some((base.strip_suffix(ending)?, marks))));
    let Some((stem, marks)) = found.filter(|(stem, _)| stem.chars().count() >= 3) else { return Vec::new() };
    let kinds = |mark: &str| {
        if mark.contains('ь') {
            ["а область", "ий район"]
        } else {
            ["ая область", "ий район"]
        }
    };
    marks.iter().flat_map(|mark| kinds(mark).map(|kind| format!("{stem}{mark}{kind}"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(word: &str) -> Vec<String> {
        let mut found = Vec::new();
        nominatives(word, &mut |stem, middle, end| found.push(format!("{stem}{middle}{end}")));
        found
    }

    #[test]
    fn case_forms_reach_their_names() {
        for (forms, name) in [
            (&["калугой", "калуге", "калугу", "калуги"][..], "калуга"),
            (&["пскова", "пскову", "псковом", "пскове"], "псков"),
            (&["фастова", "фастові", "фастовом"], "фастів"),
            (&["миколаєва", "миколаєві", "миколаєву"], "миколаїв"),
            (&["кадиївці", "кадиївку"], "кадиївка"),
            (&["рязани", "рязанью"], "рязань"),
            (&["ярославля", "ярославле", "ярославлю"], "ярославль"),
            (&["торця", "торцю"], "торець"),
            (&["череповца", "череповце"], "череповец"),
            (&["лубен", "лубнах", "лубнам"], "лубны"),
            (&["чебоксарах", "чебоксарами", "чебоксар"], "чебоксары"),
            (&["семенівці", "семенівкою"], "семенівка"),
            (&["снігурівці"], "снігурівка"),
            (&["ізмаїлі", "ізмаїла"], "ізмаїл"),
            (&["лозовой", "лозовую"], "лозовая"),
            (&["лозової", "лозовій", "лозову"], "лозова"),
            (&["рубіжного", "рубіжному"], "рубіжне"),
            (&["червоного", "червоним"], "червоний"),
            (&["великих", "великими"], "великие"),
            (&["рогу", "розі", "рога"], "ріг"),
            (&["кобеляках"], "кобеляки"),
            (&["новоселок"], "новоселки"),
            (&["запоріжжю"], "запоріжжя"),
            (&["запорожью", "запорожья"], "запорожье"),
        ] {
            for form in forms {
                let found = all(form);
                assert!(found.iter().any(|found| found == name), "{form}: {name} not among {found:?}");
            }
        }
        for word in ["", "в", "из", "ода", "tula"] {
            assert!(all(word).len() < 8, "{word}: {:?}", all(word));
        }
    }

    #[test]
    fn adjectives_and_familiar_names_give_areas() {
        for (word, area) in [
            ("тульской", "тульская область"),
            ("донецької", "донецька область"),
            ("хабаровском", "хабаровский край"),
            ("лозівського", "лозівський район"),
        ] {
            let stem = adjective_stem(word).unwrap();
            assert!(areas_of(stem).iter().any(|found| found == area), "{word}: {:?}", areas_of(stem));
        }
        assert_eq!(adjective_stem("минск"), None);
        assert_eq!(adjective_stem("тула"), None);
        for (word, area) in [
            ("волинщина", "волинська область"),
            ("хмельниччина", "хмельницька область"),
            ("орловщина", "орловская область"),
            ("черкащині", "черкаська область"),
        ] {
            assert!(familiar(word).iter().any(|found| found == area), "{word}: {:?}", familiar(word));
        }
        assert!(
            familiar("женщина").iter().all(|name| name.starts_with("жен")) && familiar("туман").is_empty()
        );
    }
}
