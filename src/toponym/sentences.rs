//! Whole sentences through the whole stage, on the bundled gazetteer: what must be found, what it means, what must not.

use super::{MentionKind, Toponym, find_in};
use crate::gazetteer::Gazetteer;
use crate::text::{Prose, slice};

fn find(text: &str) -> Vec<Toponym> {
    find_in(text, &Prose::read(text), Gazetteer::embedded())
}

/// "Words = Name, Region, class, use", with "?" for no place and "-" for no region; adjectives are left out.
fn show(toponym: &Toponym) -> String {
    let usage = format!("{:?}", toponym.usage).to_lowercase();
    match &toponym.place {
        Some(place) => {
            let region = place.region.as_deref().unwrap_or("-");
            format!("{} = {}, {region}, {}, {usage}", toponym.text, place.name, place.class.as_str())
        }
        None => format!("{} = ?, {usage}", toponym.text),
    }
}

fn check(cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        let found: Vec<String> =
            find(text).iter().filter(|t| t.kind != MentionKind::AdjectiveForm).map(show).collect();
        assert_eq!(&found, expected, "{text}");
    }
}

#[test]
fn words_of_kind_decide_between_town_and_area() {
    check(&[
        ("Rain fell in Poltava.", &["Poltava = Poltava, Poltava Oblast, settlement, literal"]),
        ("Rain fell in Poltava region.", &["Poltava = Poltava Oblast, -, region, literal"]),
        (
            "Lviv, Rivne and Volyn regions lost power.",
            &[
                "Lviv = Lviv Oblast, -, region, literal",
                "Rivne = Rivne Oblast, -, region, literal",
                "Volyn = Volyn Oblast, -, region, literal",
            ],
        ),
        (
            "The oblasts of Tambov and Penza sent aid.",
            &["Tambov = Tambov Oblast, -, region, literal", "Penza = Penza Oblast, -, region, literal"],
        ),
        (
            "A barn burned in Rylsky district of Kursk Oblast.",
            &[
                "Rylsky = Rylsky District, Kursk Oblast, district, literal",
                "Kursk = Kursk Oblast, -, region, literal",
            ],
        ),
        ("Shells fell on a Bryansk village.", &["Bryansk = Bryansk Oblast, -, region, literal"]),
        ("Drones hit several Lviv border towns.", &["Lviv = Lviv Oblast, -, region, literal"]),
        ("Voters in Texas state were calm.", &["Texas = Texas, -, region, literal"]),
    ]);
}

#[test]
fn the_stated_area_decides_among_namesakes() {
    check(&[
        (
            "A man from Paris, Texas, won.",
            &["Paris = Paris, Texas, settlement, literal", "Texas = Texas, -, region, literal"],
        ),
        (
            "It snowed in Moscow, Idaho.",
            &["Moscow = Moscow, Idaho, settlement, literal", "Idaho = Idaho, -, region, literal"],
        ),
        (
            "Shells hit the village of Guyevo in the Sudzhansky district.",
            &[
                "Guyevo = Guyevo, Kursk Oblast, settlement, literal",
                "Sudzhansky = Sudzhansky District, Kursk Oblast, district, literal",
            ],
        ),
    ]);
}

#[test]
fn persons_papers_and_words_are_no_places() {
    for text in [
        "Mayor Olena Lebedyn spoke on Monday in May.",
        "Mr. London read it on the train.",
        "The Times of India reported it.",
        "Police said officials would read the state news.",
        "Grad rockets and Shahed drones were used.",
        "He is reading a book on a mobile phone; china broke.",
    ] {
        let found: Vec<String> = find(text).iter().map(show).collect();
        assert!(found.is_empty(), "{text}: {found:?}");
    }
    check(&[
        (
            "Anton Vinnytsia, 34, left Zhytomyr. Vinnytsia said he was glad.",
            &["Zhytomyr = Zhytomyr, Zhytomyr Oblast, settlement, literal"],
        ),
        (
            "They met in Reading, England.",
            &["Reading = Reading, England, settlement, literal", "England = England, -, region, literal"],
        ),
    ]);
}

#[test]
fn rulers_and_offices_are_told_from_the_place() {
    check(&[
        ("Minsk denied the report.", &["Minsk = Minsk, Minsk City, settlement, metonym"]),
        ("The Kremlin warned of more.", &["Kremlin = Moscow, Moscow City, settlement, metonym"]),
        ("Fire broke out in Minsk.", &["Minsk = Minsk, Minsk City, settlement, literal"]),
        ("Chernihiv governor Ivan Kit spoke.", &["Chernihiv = Chernihiv Oblast, -, region, associative"]),
        ("Sofia-based engineers came.", &["Sofia = Sofia, Sofia, settlement, associative"]),
        (
            "France's army and troops from Spain trained.",
            &["France = France, -, country, associative", "Spain = Spain, -, country, literal"],
        ),
        // The name in a newspaper's tells of no place, and of none for sure.
        ("He read The Washington Post.", &["Washington = ?, associative"]),
        (
            "WARSAW (Reuters) - Trams stopped in Gdansk.",
            &[
                "WARSAW = Warsaw, Masovian Voivodeship, settlement, associative",
                "Gdansk = Gdańsk, Pomeranian Voivodeship, settlement, literal",
            ],
        ),
    ]);
}

#[test]
fn hyphens_possessives_and_spellings() {
    check(&[
        (
            "The Poland-Belarus border is shut.",
            &["Poland = Poland, -, country, literal", "Belarus = Belarus, -, country, literal"],
        ),
        (
            "Ivano-Frankivsk's airport was hit.",
            &["Ivano-Frankivsk = Ivano-Frankivsk, Ivano-Frankivsk Oblast, settlement, literal"],
        ),
        (
            "Drones flew to Tchernihiv in Ukraine.",
            &[
                "Tchernihiv = Chernihiv, Chernihiv Oblast, settlement, literal",
                "Ukraine = Ukraine, -, country, literal",
            ],
        ),
        (
            "Buses left Zaporizhia for Dnipro.",
            &[
                "Zaporizhia = Zaporizhzhia, Zaporizhzhia Oblast, settlement, literal",
                "Dnipro = Dnipro, Dnipropetrovsk Oblast, settlement, literal",
            ],
        ),
        ("Trees grow in Pripyat.", &["Pripyat = Pripyat, -, settlement, literal"]),
        (
            "A shed burned in a residential district of Sumy.",
            &["Sumy = Sumy, Sumy Oblast, settlement, literal"],
        ),
        ("it rained in odesa all day.", &["odesa = Odesa, Odesa Oblast, settlement, literal"]),
    ]);
}

#[test]
fn names_that_no_layer_has_are_reported() {
    let text = "Two died in the village of Zaborozhkivka, Lublin Voivodeship. Men from Zaborozhkivka came.";
    let found = find(text);
    let unknown: Vec<&Toponym> = found.iter().filter(|t| t.place.is_none()).collect();
    assert_eq!(unknown.len(), 2, "{found:?}");
    assert_eq!(slice(text, unknown[0].phrase), "the village of Zaborozhkivka");
    assert!(unknown[0].evidence.iter().any(|e| e.rule == "unknown-name"));
}

#[test]
fn what_no_layer_has_lies_in_the_area_that_the_text_speaks_of() {
    for (text, name, area) in [
        (
            "Two died in the village of Zaborozhkivka, Lublin Voivodeship.",
            "Zaborozhkivka",
            "Lublin Voivodeship",
        ),
        ("Floods in Kenya's Turkana county swept away the village of Lokwatimbe.", "Lokwatimbe", "Turkana"),
        (
            "A mine killed three in Peru's Ayacucho region. It lay near the hamlet of Qolqanqa.",
            "Qolqanqa",
            "Ayacucho",
        ),
        (
            "Gunmen raided Sokoto State. They burned Gusau market. Later the village of Dankwarai was robbed.",
            "Dankwarai",
            "Sokoto State",
        ),
    ] {
        let found = find(text);
        let unknown = found.iter().find(|toponym| toponym.text == name);
        let within = unknown.and_then(|toponym| toponym.within.as_ref());
        let place = within.unwrap_or_else(|| panic!("{text}: {found:?}"));
        let held = [place.region.as_deref(), place.district.as_deref()];
        assert!(held.iter().flatten().any(|held| held.contains(area)), "{text}: {place:?}");
        assert!(place.class.is_areal() && place.name == name, "{text}: {place:?}");
    }
}

#[test]
fn an_obscure_namesake_abroad_is_no_place_of_a_text_about_one_country() {
    let text = "Cattle died of anthrax in Uganda. Officers from Kampala went to Gulu and Lira. Ugandan vets also reached the \
                village of Bulle.";
    let found = find(text);
    let village = found.last().unwrap();
    assert!(village.place.is_none() && village.within.is_some(), "{village:?}");
    let kept = find("A fair opened in Bulle in Switzerland after one in Kampala, Uganda.");
    assert_eq!(show(&kept[0]), "Bulle = Bulle, Fribourg, settlement, literal");
}

#[test]
fn adjectives_point_to_their_country() {
    let found = find("Latvian and Estonian ships left; the Swedes stayed.");
    let shown: Vec<String> = found.iter().map(show).collect();
    assert_eq!(
        shown,
        [
            "Latvian = Latvia, -, country, associative",
            "Estonian = Estonia, -, country, associative",
            "Swedes = Sweden, -, country, associative"
        ]
    );
    assert!(found.iter().all(|t| t.kind == MentionKind::AdjectiveForm));
}

#[test]
fn what_cannot_be_told_has_rivals() {
    let found = find("A fire broke out in the village of Ivanivka in Ukraine.");
    let village = &found[0];
    assert!(village.place.is_none() && village.runners_up.len() > 2, "{village:?}");
}

proptest::proptest! {
    #[test]
    fn any_text_gives_ordered_mentions_on_character_boundaries(
        text in "\\PC{0,80}|((in|the|of|village|region|and|,|-|Kyiv|Lviv|Mr\\.|'s|U\\.S\\.|\\n|Ab|\\(|Київ|al-Bab) ?){0,40}"
    ) {
        let mut last = 0;
        for toponym in find(&text) {
            proptest::prop_assert!(toponym.span.start >= last);
            proptest::prop_assert!(toponym.phrase.contains(toponym.span));
            proptest::prop_assert_eq!(slice(&text, toponym.span), toponym.text.as_str());
            proptest::prop_assert!(!slice(&text, toponym.phrase).is_empty());
            proptest::prop_assert!((0.0..=1.0).contains(&toponym.confidence));
            last = toponym.span.start;
        }
    }
}
