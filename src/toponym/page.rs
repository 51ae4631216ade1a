//! One document's tokens with the classes of their words: what every step of finding names looks at.

use crate::text::{Lowered, Prose, Sentence, Span, Token, TokenKind, slice};

use super::lexicon::{Classes, Lexicon};
use super::slavic;
use super::slavic_lexicon::{self, Tongue};
use crate::gazetteer::starts_cyrillic;

/// How a sentence uses capitals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Capitals {
    /// As English sentences do.
    Sentence,
    /// Most words have one: a heading.
    Title,
    /// All letters are capitals.
    All,
    /// None at all.
    None,
}

/// A document's text, tokens and word classes.
pub struct Page<'t> {
    /// The text.
    pub text: &'t str,
    /// Its tokens and sentences.
    pub prose: &'t Prose,
    /// Each token as written.
    words: Vec<&'t str>,
    /// Lower-case form of each token.
    lower: Lowered<'t>,
    /// Classes of each token.
    pub classes: Vec<Classes>,
    /// Use of capitals in each sentence.
    pub capitals: Vec<Capitals>,
    /// True for tokens that belong to a person's name.
    pub person: Vec<bool>,
}

impl<'t> Page<'t> {
    /// Looks every token up in `lexicon`.
    #[must_use]
    pub fn new(text: &'t str, prose: &'t Prose, lexicon: &Lexicon) -> Self {
        let lower = Lowered::straight(prose);
        let words = prose.tokens.iter().map(|token| slice(text, token.span)).collect();
        let tongue = slavic_lexicon::tongue(text);
        let classes = lower.iter().map(|word| classes_of(word, tongue, lexicon)).collect();
        let capitals = prose.sentences.iter().map(|sentence| capitals_of(prose, sentence, &lower)).collect();
        let person = vec![false; lower.len()];
        let mut page = Self { text, prose, words, lower, classes, capitals, person };
        slavic::settle(&mut page, tongue);
        page
    }

    /// The token in lower case; a Slavic "and", "or" or "in" as the English word, so that one rule of grammar serves all.
    #[inline]
    #[must_use]
    pub fn link(&self, index: usize) -> &'t str {
        let lower = self.lower(index);
        slavic_lexicon::link(lower).unwrap_or(lower)
    }

    /// Number of tokens.
    #[inline]
    #[must_use]
    pub fn len(&self) -> usize {
        self.lower.len()
    }

    /// True if the text has no token.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lower.is_empty()
    }

    /// The token at `index`.
    #[inline]
    #[must_use]
    pub fn token(&self, index: usize) -> Option<&Token> {
        self.prose.tokens.get(index)
    }

    /// The words of the token as written; empty past the ends.
    #[inline]
    #[must_use]
    pub fn word(&self, index: usize) -> &'t str {
        self.words.get(index).copied().unwrap_or("")
    }

    /// The token in lower case; empty past the ends.
    #[inline]
    #[must_use]
    pub fn lower(&self, index: usize) -> &'t str {
        self.lower.word(index)
    }

    /// True if the token's word is in one of `classes`.
    #[inline]
    #[must_use]
    pub fn is(&self, index: usize, classes: Classes) -> bool {
        self.classes.get(index).is_some_and(|own| own.any(classes))
    }

    /// True if the token is a word that begins with a capital.
    #[inline]
    #[must_use]
    pub fn capital(&self, index: usize) -> bool {
        self.token(index).is_some_and(|token| token.capital && token.kind == TokenKind::Word)
    }

    /// True if the token is a hyphen between two words, with no space around it.
    #[inline]
    #[must_use]
    pub fn hyphen(&self, index: usize) -> bool {
        let glued = |at: usize| self.token(at).is_some_and(|token| token.glued);
        glued(index) && glued(index + 1) && matches!(self.word(index), "-" | "‐" | "‑" | "–")
    }

    /// True if the token is "'s".
    #[must_use]
    pub fn possessive(&self, index: usize) -> bool {
        self.token(index).is_some_and(|token| token.kind == TokenKind::Possessive)
            || matches!(self.word(index), "'" | "’") && self.token(index).is_some_and(|token| token.glued)
    }

    /// The sentence of a token.
    #[inline]
    #[must_use]
    pub fn sentence_of(&self, index: usize) -> usize {
        self.token(index).map_or(0, |token| token.sentence)
    }

    /// The first and one past the last token of the sentence that holds token `index`.
    #[must_use]
    pub fn bounds(&self, index: usize) -> (usize, usize) {
        let sentence = self.prose.sentences.get(self.sentence_of(index));
        sentence.map_or((0, 0), |s| (s.first_token, s.end_token))
    }

    /// The token before, if it lies in the same sentence.
    #[must_use]
    pub fn before(&self, index: usize) -> Option<usize> {
        (index > self.bounds(index).0).then(|| index - 1)
    }

    /// `index`, if it lies in the same sentence as token `of`.
    #[must_use]
    pub fn after(&self, index: usize, of: usize) -> Option<usize> {
        (index < self.bounds(of).1).then_some(index)
    }

    /// How the sentence of token `index` uses capitals.
    #[inline]
    #[must_use]
    pub fn case(&self, index: usize) -> Capitals {
        self.capitals.get(self.sentence_of(index)).copied().unwrap_or(Capitals::Sentence)
    }

    /// True if only quotes, dashes and brackets stand before the token in its sentence, or it follows a colon or bullet.
    #[must_use]
    pub fn opens_sentence(&self, index: usize) -> bool {
        let (first, _) = self.bounds(index);
        let mut at = index;
        while at > first {
            at -= 1;
            match self.token(at).map(|token| token.kind) {
                Some(TokenKind::Mark) if matches!(self.word(at), ":" | "•" | "|" | "“" | "\"") => {
                    return true;
                }
                Some(TokenKind::Mark) => {}
                _ => return false,
            }
        }
        true
    }

    /// The bytes from token `first` up to and without token `end`.
    #[must_use]
    pub fn span(&self, first: usize, end: usize) -> Span {
        match (self.token(first), end.checked_sub(1).and_then(|last| self.token(last))) {
            (Some(a), Some(b)) if end > first => a.span.join(b.span),
            _ => Span::new(0, 0),
        }
    }
}

fn classes_of(word: &str, tongue: Option<Tongue>, lexicon: &Lexicon) -> Classes {
    match tongue {
        Some(tongue) if starts_cyrillic(word) => slavic_lexicon::classes(word, tongue),
        _ => lexicon.classes(word),
    }
}

fn capitals_of(prose: &Prose, sentence: &Sentence, lower: &Lowered<'_>) -> Capitals {
    let (mut words, mut capital, mut all) = (0_usize, 0_usize, 0_usize);
    let (mut any, mut short) = (false, 0_usize);
    let range = sentence.first_token..sentence.end_token;
    let mut slavic = false;
    for (at, token) in range.clone().zip(&prose.tokens[range]) {
        let word = lower.word(at);
        any |= token.capital;
        short += usize::from(token.kind == TokenKind::Word);
        slavic |= starts_cyrillic(word);
        if token.kind == TokenKind::Word && (word.len() > 3 || token.all_caps) {
            words += 1;
            capital += usize::from(token.capital);
            all += usize::from(token.all_caps);
        }
    }
    // A sentence that lists names has many capitals too, so only headings are told by them.
    let heading = sentence.heading;
    match words {
        0 => Capitals::Sentence,
        _ if all * 3 > words * 2 && (heading || words > 4) => Capitals::All,
        // Slavic headings have capitals where sentences do.
        3.. if heading && !slavic && capital * 10 > words * 7 => Capitals::Title,
        _ if !any && short > 3 => Capitals::None,
        _ => Capitals::Sentence,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn use_of_capitals_is_told() {
        for (text, expected) in [
            ("Fires rage near Lisbon as winds grow", Capitals::Sentence),
            ("Fires Rage Near Lisbon As Winds Grow", Capitals::Title),
            ("FIRES RAGE NEAR LISBON", Capitals::All),
            ("fires rage near lisbon as winds grow", Capitals::None),
            ("", Capitals::Sentence),
        ] {
            let prose = Prose::read(text);
            let page = Page::new(text, &prose, Lexicon::english());
            assert_eq!(page.case(0), expected, "{text}");
        }
    }

    #[test]
    fn sentence_openings() {
        let text = "“Porto burned. Said: Faro burned near Braga";
        let prose = Prose::read(text);
        let page = Page::new(text, &prose, Lexicon::english());
        let at = |word: &str| (0..page.len()).find(|&i| page.word(i) == word).unwrap();
        assert!(page.opens_sentence(at("Porto")) && page.opens_sentence(at("Faro")));
        assert!(!page.opens_sentence(at("Braga")));
    }
}
