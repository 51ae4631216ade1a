//! Paragraphs, sentences and tokens of one text, found in one pass.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::lowered::{self, Folded};
use super::tokens::tokenize;
use super::{Span, slice, wrap};

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TokenKind {
    /// Letters, with inner apostrophes and the points of abbreviations such as "U.S."; hyphens part words.
    Word,
    /// Begins with a digit: "36", "2,500", "1st", "30km".
    Number,
    /// The ending "'s" of a possessive.
    Possessive,
    /// One mark of punctuation or symbol, hyphens and dashes included.
    Mark,
}

/// One word, number or mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
    /// Index of its sentence in [`Prose::sentences`].
    pub sentence: usize,
    /// True if its first letter is a capital (any script).
    pub capital: bool,
    /// True if it has two or more letters and all are capitals.
    pub all_caps: bool,
    /// True if no white space parts it from the token before.
    pub glued: bool,
}

/// One sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence {
    /// From its first to its last token.
    pub span: Span,
    /// Its tokens: `tokens[first_token..end_token]`.
    pub first_token: usize,
    /// One past its last token.
    pub end_token: usize,
    /// Index of its paragraph, counted from 0; paragraphs are parted by line ends.
    pub paragraph: usize,
    /// True if it is the whole of a short paragraph without a final mark, as headings are.
    pub heading: bool,
}

/// One text taken apart. Holds no reference to the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Prose {
    /// All tokens, in order.
    pub tokens: Vec<Token>,
    /// All sentences, in order.
    pub sentences: Vec<Sentence>,
    /// Its words in lower case.
    pub(super) folded: Folded,
}

/// No writer's sentence has this many tokens. A page without full stops is cut into pieces of about this length, or
/// every finding in it would quote all of it.
const LONGEST_SENTENCE: usize = 400;

/// A heading has at most this many tokens.
const HEADING_TOKENS: usize = 24;

impl Prose {
    /// Takes `text` apart in time linear in its length. Any text will do.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let mut prose = Self::default();
        let mut start = 0;
        let mut paragraph = 0;
        let mut first = 0;
        let wrapped = wrap::is_wrapped(text);
        // A token has some five bytes with the space before it; long texts find out as they go.
        prose.tokens.reserve((text.len() / 5).min(1 << 16));
        while let Some(line) = text.get(start..).map(line_of).filter(|line| !line.is_empty()) {
            tokenize(line, start, &mut prose.tokens);
            start += line.len();
            if wrapped && text.get(start..).is_some_and(|rest| wrap::goes_on(line, line_of(rest))) {
                continue;
            }
            if prose.tokens.len() > first {
                prose.part_into_sentences(text, first, paragraph);
                paragraph += 1;
            }
            first = prose.tokens.len();
        }
        prose.folded = Folded::with(text, &prose.tokens, [lowered::plain, lowered::straight]);
        prose
    }

    /// The tokens of one sentence.
    #[must_use]
    pub fn tokens_of(&self, sentence: usize) -> &[Token] {
        self.sentences.get(sentence).and_then(|s| self.tokens.get(s.first_token..s.end_token)).unwrap_or(&[])
    }

    /// Index of the first token that starts at or after byte `offset`.
    #[must_use]
    pub fn token_at(&self, offset: usize) -> usize {
        self.tokens.partition_point(|token| token.span.start < offset)
    }

    /// Indices of the tokens that lie inside `span`.
    #[must_use]
    pub fn tokens_in(&self, span: Span) -> std::ops::Range<usize> {
        let first = self.token_at(span.start);
        first..first.max(self.tokens.partition_point(|token| token.span.end <= span.end))
    }

    /// Index of the sentence that holds byte `offset`, or the last one that begins before it.
    #[must_use]
    pub fn sentence_at(&self, offset: usize) -> usize {
        self.sentences.partition_point(|sentence| sentence.span.start <= offset).saturating_sub(1)
    }

    fn part_into_sentences(&mut self, text: &str, first: usize, paragraph: usize) {
        let end = self.tokens.len();
        let opening = self.sentences.len();
        let mut from = first;
        for next in first + 1..=end {
            if next == end
                || breaks_before(text, &self.tokens[from..end], next - from)
                || is_overlong(&self.tokens[from..=next])
            {
                let span = self.tokens[from].span.join(self.tokens[next - 1].span);
                for token in &mut self.tokens[from..next] {
                    token.sentence = self.sentences.len();
                }
                self.sentences.push(Sentence {
                    span,
                    first_token: from,
                    end_token: next,
                    paragraph,
                    heading: false,
                });
                from = next;
            }
        }
        let alone = self.sentences.len() == opening + 1;
        let last = slice(text, self.tokens[end - 1].span);
        // "four people were wounded in Tarsin;": a line of a list.
        let listed = matches!(last, ";" | ",");
        if alone && end - first <= HEADING_TOKENS && !is_closing(last) && !is_terminal(last) && !listed {
            self.sentences[opening].heading = true;
        }
    }
}

/// The line that `rest` begins with, and what ends it.
pub(super) fn line_of(rest: &str) -> &str {
    let bytes = rest.as_bytes();
    // The separators of lines and paragraphs, U+2028 and U+2029, begin as many marks do.
    let separator = |at: usize| matches!(bytes.get(at..at + 3), Some([0xE2, 0x80, 0xA8 | 0xA9]));
    let ends = memchr::memchr3_iter(b'\n', b'\r', 0xE2, bytes).find_map(|at| match bytes[at] {
        0xE2 => separator(at).then_some(at + 3),
        b'\r' if bytes.get(at + 1) == Some(&b'\n') => Some(at + 2),
        _ => Some(at + 1),
    });
    ends.and_then(|end| rest.get(..end)).unwrap_or(rest)
}

/// True if a sentence has to end before the last of `tokens`: at white space if there is some.
fn is_overlong(tokens: &[Token]) -> bool {
    let length = tokens.len() - 1;
    let spaced = tokens.last().is_some_and(|token| !token.glued && !token.capital);
    length >= LONGEST_SENTENCE && (spaced || length >= 2 * LONGEST_SENTENCE)
}

/// More closing marks in a row end no sentence; a run of a thousand quotes must not cost a million steps.
const MOST_CLOSING: usize = 4;

fn is_terminal(mark: &str) -> bool {
    matches!(mark, "." | "!" | "?" | "…")
}

fn is_closing(mark: &str) -> bool {
    matches!(mark, "\"" | "”" | "’" | "'" | "»" | ")" | "]" | "“")
}

fn is_opening(mark: &str) -> bool {
    matches!(mark, "\"" | "“" | "‘" | "'" | "«" | "(" | "[" | "„" | "•" | "–" | "—" | "-")
}

/// True if a sentence may end behind the token: after most words and numbers none does.
fn may_close(text: &str, token: &Token) -> bool {
    match token.kind {
        TokenKind::Mark => true,
        TokenKind::Word => text.as_bytes().get(token.span.end - 1) == Some(&b'.'),
        TokenKind::Number | TokenKind::Possessive => false,
    }
}

/// True if a sentence that begins at `tokens[0]` ends before `tokens[next]`.
fn breaks_before(text: &str, tokens: &[Token], next: usize) -> bool {
    if !may_close(text, &tokens[next - 1]) {
        return false;
    }
    let word = |index: usize| tokens.get(index).map_or("", |token| slice(text, token.span));
    let following = tokens[next];
    // Go back over closing quotes and brackets to the final mark. A quote that stands after a space opens.
    let mut last = next - 1;
    while last > 0 && next - last <= MOST_CLOSING && is_closing(word(last)) && tokens[last].glued {
        last -= 1;
    }
    let opens = following.kind == TokenKind::Mark && is_opening(word(next));
    let begins = following.capital || following.kind == TokenKind::Number || opens;
    if tokens[last].kind == TokenKind::Word {
        // "U.S. The ...": the point belongs to the word, so only a capitalised function word shows the break.
        return word(last).ends_with('.') && following.capital && is_sentence_opener(word(next));
    }
    if last == 0 || !begins || !is_terminal(word(last)) {
        return false;
    }
    let before = word(last - 1);
    if following.glued && last + 1 == next {
        // "talks.The": words run together when a page was scraped. Not "example.com".
        let run_together = following.capital && !following.all_caps && before.chars().count() > 2;
        return word(last) == "."
            && run_together
            && before.chars().all(char::is_lowercase)
            && word(next).chars().count() + usize::from(is_sentence_opener(word(next))) > 2;
    }
    if following.glued && !opens {
        return false;
    }
    word(last) != "." || !is_abbreviation(before)
}

fn is_abbreviation(word: &str) -> bool {
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    initial
        || SLAVIC_ABBREVIATIONS.contains(word)
        || ABBREVIATIONS.contains(word.to_ascii_lowercase().as_str())
}

/// Words that, capitalised after "U.S.", show that a new sentence began.
fn is_sentence_opener(word: &str) -> bool {
    const OPENERS: [&str; 24] = [
        "The",
        "A",
        "An",
        "In",
        "On",
        "At",
        "He",
        "She",
        "It",
        "They",
        "We",
        "But",
        "And",
        "This",
        "That",
        "There",
        "After",
        "Before",
        "According",
        "Meanwhile",
        "However",
        "Earlier",
        "When",
        "His",
    ];
    OPENERS.contains(&word)
}

/// Abbreviations before a name or number, one a line.
static ABBREVIATIONS: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| include_str!("../../lexicon/en/abbreviations.txt").lines().collect());
/// The same for Russian and Ukrainian: "г. Орёл", "вул. Нова".
static SLAVIC_ABBREVIATIONS: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| include_str!("../../lexicon/ru/abbreviations.txt").lines().collect());

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<&str> {
        Prose::read(text).tokens.iter().map(|token| slice(text, token.span)).collect()
    }

    fn sentences(text: &str) -> Vec<&str> {
        Prose::read(text).sentences.iter().map(|sentence| slice(text, sentence.span)).collect()
    }

    #[test]
    fn words_numbers_and_marks_part() {
        for (text, expected) in [
            ("Sumy’s mayor", vec!["Sumy", "’s", "mayor"]),
            ("the U.S. Army", vec!["the", "U.S.", "Army"]),
            ("Ivano-Frankivsk, 2,500", vec!["Ivano", "-", "Frankivsk", ",", "2,500"]),
            ("Mar'inka fell.", vec!["Mar'inka", "fell", "."]),
            ("a 68-year-old", vec!["a", "68", "-", "year", "-", "old"]),
            ("1st 30km 3.5", vec!["1st", "30km", "3.5"]),
            ("Слов’янськ та Київ", vec!["Слов’янськ", "та", "Київ"]),
            ("end of A. Next", vec!["end", "of", "A", ".", "Next"]),
            ("(…)", vec!["(", "…", ")"]),
            ("\u{FEFF}Hi\0there", vec!["Hi", "there"]),
            ("", vec![]),
        ] {
            assert_eq!(tokens(text), expected, "{text}");
        }
    }

    #[test]
    fn sentences_end_where_a_reader_ends_them() {
        for (text, expected) in [
            ("One died. Two fled.", vec!["One died.", "Two fled."]),
            ("Mr. Hrytsenko met Gen. Lopez. He left.", vec!["Mr. Hrytsenko met Gen. Lopez.", "He left."]),
            ("“Stop!” he said. “Go.” She went.", vec!["“Stop!” he said.", "“Go.”", "She went."]),
            ("In the U.S. Army units moved.", vec!["In the U.S. Army units moved."]),
            ("It left the U.S. The rest stayed.", vec!["It left the U.S.", "The rest stayed."]),
            ("It fell in a field.The mayor came.", vec!["It fell in a field.", "The mayor came."]),
            ("See example.com now", vec!["See example.com now"]),
            ("About 3.5 km away", vec!["About 3.5 km away"]),
            ("J. Petrenko spoke", vec!["J. Petrenko spoke"]),
            ("a pause… then fire", vec!["a pause… then fire"]),
            ("Title\nBody here.", vec!["Title", "Body here."]),
            ("Two of them (…) died. All wept.", vec!["Two of them (…) died.", "All wept."]),
        ] {
            assert_eq!(sentences(text), expected, "{text}");
        }
    }

    #[test]
    fn headings_are_short_lines_without_a_final_mark() {
        let prose = Prose::read("Shelling in Sumy\n\nTwo people died.\nA line. Two sentences");
        let headings: Vec<bool> = prose.sentences.iter().map(|sentence| sentence.heading).collect();
        assert_eq!(headings, [true, false, false, false]);
        assert_eq!(prose.sentences[1].paragraph, 1);
    }

    #[test]
    fn pages_without_full_stops_are_cut() {
        for (text, longest) in [
            ("fire at Bilopillia and ".repeat(3000), LONGEST_SENTENCE),
            ("Bilopillia Sumy ".repeat(3000), 2 * LONGEST_SENTENCE),
            ("x,".repeat(9000), 2 * LONGEST_SENTENCE),
            ("one two three ".repeat(100), 300),
        ] {
            let prose = Prose::read(&text);
            let lengths = prose.sentences.iter().map(|s| s.end_token - s.first_token);
            assert_eq!(lengths.max(), Some(longest), "{text:.30}");
            assert_eq!(prose.sentences.last().map(|s| s.end_token), Some(prose.tokens.len()));
        }
    }

    #[test]
    fn spans_find_their_tokens() {
        let text = "Fire broke out in Okhtyrka today.";
        let prose = Prose::read(text);
        assert_eq!(prose.tokens_in(Span::new(18, 26)), 4..5);
        assert_eq!(prose.tokens_in(Span::new(19, 26)), 5..5);
        assert_eq!(prose.sentence_at(20), 0);
    }

    proptest::proptest! {
        #[test]
        fn any_text_gives_ordered_spans_on_character_boundaries(text in "\\PC*|[a-zA-Z .!?\n'’“”.,-]*") {
            let prose = Prose::read(&text);
            let mut end = 0;
            for token in &prose.tokens {
                proptest::prop_assert!(token.span.start >= end && !token.span.is_empty());
                proptest::prop_assert!(!slice(&text, token.span).is_empty());
                proptest::prop_assert!(prose.sentences[token.sentence].span.contains(token.span));
                end = token.span.end;
            }
            let covered: usize = prose.sentences.iter().map(|s| s.end_token - s.first_token).sum();
            proptest::prop_assert_eq!(covered, prose.tokens.len());
        }
    }
}
