//! Russian and Ukrainian forms of one name: Ukrainian papers write "Шебекине", Russian ones "Григоровка". Endings by rule;
//! what changes inside a word (Харків, Харьков) needs a source that has both names.

/// Endings of a word in Russian and in Ukrainian, longest first.
const ENDINGS: &[(&str, &str)] = &[
    ("овская", "івська"),
    ("ское", "ське"),
    ("цкое", "цьке"),
    ("ская", "ська"),
    ("овка", "івка"),
    ("евка", "івка"),
    ("ёвка", "івка"),
    ("ово", "ове"),
    ("ево", "еве"),
    ("ино", "ине"),
    ("ов", "ів"),
    ("ев", "їв"),
];
/// Endings of adjectives that stand before another word: Новая Таволжанка, Нова Таволжанка.
const ADJECTIVES: &[(&str, &str)] =
    &[("ая", "а"), ("яя", "я"), ("ое", "е"), ("ее", "є"), ("ые", "і"), ("ие", "і")];

/// Letters of the one language that the other writes with another: Энергодар, Енергодар; Крынки, Кринки; Изюм, Ізюм.
const LETTERS: [&[(char, char)]; 4] = [
    &[('ы', 'и'), ('э', 'е')],
    &[('и', 'і'), ('ы', 'и'), ('э', 'е')],
    &[('і', 'и'), ('є', 'е'), ('ї', 'и')],
    &[('і', 'и'), ('и', 'ы'), ('є', 'е'), ('ї', 'и')],
];

/// Most forms of one name.
const MOST: usize = 6;

/// Forms that the other language may give to a Cyrillic `name`; without the name itself.
pub fn sister_forms(name: &str, from_ukrainian: bool) -> Vec<String> {
    let lower = name.to_lowercase();
    let words: Vec<&str> = lower.split([' ', '-']).filter(|word| !word.is_empty()).collect();
    let mut forms = vec![String::new()];
    for (at, word) in words.iter().enumerate() {
        let mut options = change(word, ENDINGS, from_ukrainian);
        if at + 1 < words.len() {
            options.extend(change(word, ADJECTIVES, from_ukrainian));
        }
        if options.is_empty() {
            options.push((*word).to_owned());
        }
        let room = (MOST / forms.len()).max(1);
        forms = options
            .iter()
            .take(room)
            .flat_map(|option| forms.iter().map(move |form| format!("{form} {option}")))
            .collect();
    }
    forms.retain(|form| form.trim_start() != lower);
    forms
}

/// Inner parts of a word, Russian and Ukrainian, in any case: Григоровке, Григорівці.
const INNER: [(&str, &str); 4] = [("овк", "івк"), ("евк", "івк"), ("ёвк", "івк"), ("овск", "івськ")];

/// Spellings of one word of a name, in lower case and in any case, with the letters of the sister language.
pub fn sister_words(word: &str) -> Vec<String> {
    let mut forms = Vec::new();
    for (russian, ukrainian) in INNER {
        for (from, to) in [(russian, ukrainian), (ukrainian, russian)] {
            if let Some((head, tail)) = word.rsplit_once(from) {
                forms.push(format!("{head}{to}{tail}"));
            }
        }
    }
    for letters in LETTERS {
        let changed = |c: char| letters.iter().find(|(from, _)| *from == c).map_or(c, |(_, to)| *to);
        let form: String = word.chars().map(changed).collect();
        if form != word && !forms.contains(&form) {
            forms.push(form);
        }
    }
    forms
}

fn change(word: &str, endings: &[(&str, &str)], from_ukrainian: bool) -> Vec<String> {
    let pairs = endings.iter().map(
        |&(russian, ukrainian)| if from_ukrainian { (ukrainian, russian) } else { (russian, ukrainian) },
    );
    let mut changed: Vec<(usize, String)> = pairs
        .filter_map(|(old, new)| {
            word.strip_suffix(old)
                .filter(|stem| stem.chars().count() >= 2)
                .map(|stem| (old.len(), format!("{stem}{new}")))
        })
        .collect();
    // "івка" before the "а" that any noun may end in.
    let longest = changed.iter().map(|(length, _)| *length).max().unwrap_or(0);
    changed.retain(|(length, _)| *length == longest);
    changed.into_iter().map(|(_, form)| form).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_change_with_the_language() {
        for (name, from_ukrainian, forms) in [
            ("Козино", false, &["козине"][..]),
            ("Новая Слобода", false, &["нова слобода"]),
            ("Григорівка", true, &["григоровка", "григоревка", "григорёвка"]),
            ("Великий Бурлук", true, &[]),
            ("Суджа", false, &[]),
            ("Глушково", false, &["глушкове"]),
            ("Ів", true, &[]),
        ] {
            let found = sister_forms(name, from_ukrainian);
            assert_eq!(found.iter().map(|form| form.trim()).collect::<Vec<_>>(), forms, "{name}");
        }
    }
}
