//! Which language a text is in, as far as its beginning tells.

use whatlang::Lang;

/// Bytes at the head of a text that are looked at; a kilobyte of prose is ample.
const HEAD: usize = 1024;

/// Characters below which no answer is better than a guess.
const LEAST: usize = 40;

/// ISO 639-1 code of the language of `text`; none if its head is too short or too mixed to tell.
#[must_use]
pub fn detect(text: &str) -> Option<String> {
    let head = text.trim_start();
    let head = head.get(..head.floor_char_boundary(HEAD)).unwrap_or(head);
    if head.chars().filter(|c| c.is_alphabetic()).count() < LEAST {
        return None;
    }
    if is_plainly_english(head) {
        return Some("en".to_owned());
    }
    let is_latin = whatlang::detect_script(head)? == whatlang::Script::Latin;
    // Names of places and people weigh more in groups of letters than the few words between them.
    if is_latin && speaks_english(head) {
        return Some("en".to_owned());
    }
    let guess = whatlang::detect(head)?;
    // Letters that English does not have leave no doubt of that, whichever language they are.
    if !guess.is_reliable() && is_latin {
        return None;
    }
    iso_639_1(guess.lang()).map(str::to_owned)
}

/// True for the code of a language that may be told.
#[must_use]
pub fn is_known(code: &str) -> bool {
    Lang::all().iter().any(|lang| iso_639_1(*lang) == Some(code))
}

/// Common words of English that no other language of these letters has, and such as others have, too: "in", "on", "was", "a".
const OWN: &str = "the and with from were killed people wounded injured said which who they their after when been that \
    near this but have hit two three monday tuesday wednesday thursday friday saturday sunday outside \
    police during against following yesterday overnight killing attack";
const SHARED: &str = "of in on at by to for was is are a an it as he has";

/// Words of a text of a sentence, in which one word that is English alone is enough.
const SENTENCE: usize = 40;

/// True where one word in ten is common in English and in no other language (one in a sentence), and one in four is common in English.
fn speaks_english(head: &str) -> bool {
    let is_among = |list: &str, word: &str| list.split_ascii_whitespace().any(|entry| entry == word);
    let (mut words, mut own, mut shared) = (0, 0, 0);
    for word in head.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
        let word = word.to_lowercase();
        words += 1;
        own += usize::from(is_among(OWN, &word));
        shared += usize::from(is_among(SHARED, &word));
    }
    (own * 10 >= words || own > 0 && words < SENTENCE) && (own + shared) * 4 >= words
}

/// True where at least one word in twelve is "the", "of" or "and", which no other language has: that spares most texts the slow
/// count of letter groups.
fn is_plainly_english(head: &str) -> bool {
    let (mut words, mut own) = (0_usize, 0_usize);
    for word in head.split_ascii_whitespace() {
        words += 1;
        own += usize::from(matches!(word, "the" | "of" | "and" | "The"));
    }
    words >= 30 && own * 12 >= words
}

/// The two-letter codes of the languages that news of this kind comes in; others stay unnamed rather than wrong.
fn iso_639_1(lang: Lang) -> Option<&'static str> {
    Some(match lang {
        Lang::Eng => "en",
        Lang::Rus => "ru",
        Lang::Ukr => "uk",
        Lang::Bel => "be",
        Lang::Deu => "de",
        Lang::Fra => "fr",
        Lang::Spa => "es",
        Lang::Ita => "it",
        Lang::Por => "pt",
        Lang::Cat => "ca",
        Lang::Nld => "nl",
        Lang::Pol => "pl",
        Lang::Ces => "cs",
        Lang::Slk => "sk",
        Lang::Slv => "sl",
        Lang::Hrv => "hr",
        Lang::Srp => "sr",
        Lang::Mkd => "mk",
        Lang::Bul => "bg",
        Lang::Ron => "ro",
        Lang::Hun => "hu",
        Lang::Ell => "el",
        Lang::Tur => "tr",
        Lang::Aze => "az",
        Lang::Kat => "ka",
        Lang::Hye => "hy",
        Lang::Swe => "sv",
        Lang::Dan => "da",
        Lang::Nob => "nb",
        Lang::Fin => "fi",
        Lang::Est => "et",
        Lang::Lav => "lv",
        Lang::Lit => "lt",
        Lang::Ara => "ar",
        Lang::Heb => "he",
        Lang::Pes => "fa",
        Lang::Hin => "hi",
        Lang::Urd => "ur",
        Lang::Ben => "bn",
        Lang::Cmn => "zh",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        Lang::Vie => "vi",
        Lang::Ind => "id",
        Lang::Tha => "th",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_is_named_and_scraps_are_not() {
        for (text, expected) in [
            (
                "Two people were wounded when a shell hit the school in the village, the governor said on Friday.",
                Some("en"),
            ),
            (
                "Двоє людей поранено внаслідок обстрілу школи в селі, повідомив у п’ятницю голова області.",
                Some("uk"),
            ),
            (
                "Два человека ранены при обстреле школы в селе, сообщил в пятницу губернатор этой области.",
                Some("ru"),
            ),
            (&"Shelling killed 19 people in Moscow on 28 May 2023. ".repeat(30), Some("en")),
            (
                "Bij een aanval op de stad in het oosten van het land werden twee mensen gedood en was er schade aan huizen.",
                Some("nl"),
            ),
            (
                "Kaksi ihmistä kuoli kun talo on osunut kylässä, kertoi maaherra perjantaina. The New York Times on kertonut samasta.",
                Some("fi"),
            ),
            (
                "Flood survivors protested outside a bank in Lismore, New South Wales, on Wednesday.",
                Some("en"),
            ),
            (
                "Dos personas murieron en un ataque a la ciudad, ha dicho el gobernador a la prensa en la noche del viernes.",
                Some("es"),
            ),
            ("", None),
            ("12:30 / 14.5 km", None),
            ("Kozinka", None),
        ] {
            assert_eq!(detect(text).as_deref(), expected, "{text}");
        }
        assert!(is_known("en") && is_known("uk") && !is_known("xx") && !is_known("english"));
    }
}
