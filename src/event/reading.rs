//! One article as the event rules see it: coded words, dates, places and how far words lie from each other.

use std::sync::LazyLock;

use jiff::civil::Date;

use super::alike::WEEKDAYS;
use super::day_names;
use super::items;
use super::lexicon::{self, Asked, Coded, Lexicon, class};
use super::marks::{self, Marks};
use crate::document::Document;
use crate::document::published::header_span;
use crate::text::dates::{self, DateKind, DateMention};
use crate::text::looks::Looks;
use crate::text::word_map::WordMap;
use crate::text::{Lowered, Prose, Sentence, TokenKind};
use crate::toponym::Toponym;

/// Everything that the rules look at.
#[expect(clippy::struct_excessive_bools, reason = "each is one independent sign of the text")]
pub struct Reading<'d> {
    /// The article.
    pub document: &'d Document,
    /// Its tokens and sentences.
    pub prose: &'d Prose,
    /// The places that it names.
    pub toponyms: &'d [Toponym],
    /// Words in lower case.
    pub words: Lowered<'d>,
    /// Words as numbers and classes.
    pub coded: Coded,
    /// What rules are asked for each token.
    marks: Vec<Marks>,
    /// Time expressions, in order.
    pub dates: Vec<DateMention>,
    /// The article's own day.
    pub published: Option<Date>,
    /// The day that background is told from: the article's own, else the latest that it names with its year.
    pub today: Option<Date>,
    /// The language's words.
    pub lexicon: &'static Lexicon,
    /// Cost of all clause marks before each token, so that the cost between two tokens is a difference.
    barriers: Vec<u32>,
    /// True if the text speaks of armed violence at all.
    pub warlike: bool,
    /// True if the text tells its news by weekdays alone: a day with its year is background then.
    pub by_weekdays: bool,
    /// True if the text tells of one day or night alone: "over the past day".
    pub of_one_day: bool,
    /// True if the text is about a mob.
    pub mob: bool,
    /// True if the text is about protesters.
    pub crowded: bool,
    /// True for tokens inside quotation marks.
    quoted: Vec<bool>,
    /// True for paragraphs that begin an item of a list.
    items: Vec<bool>,
}

/// What it costs to reach over clause marks.
struct Barriers(Looks, WordMap<u32>);

impl Barriers {
    fn of(&self, word: &str) -> u32 {
        if self.0.may_hold(word) { self.1.get(word).unwrap_or(1) } else { 1 }
    }
}

/// The costs of all clause marks.
fn barriers() -> &'static Barriers {
    const COSTS: [(&str, u32); 6] = [
        ("; • ▪", 24),
        ("while whereas meanwhile", 14),
        (": which who whose where when after before but although because following since amid despite -", 8),
        ("as that and with", 2),
        (",", 3),
        ("\"", 6),
    ];
    static BARRIERS: LazyLock<Barriers> = LazyLock::new(|| {
        let mut costs: WordMap<u32> = WordMap::default();
        let words = || COSTS.iter().flat_map(|(words, cost)| words.split(' ').map(move |word| (word, *cost)));
        for (word, cost) in words() {
            *costs.entry(word) = cost;
        }
        Barriers(Looks::of(words().map(|(word, _)| word)), costs)
    });
    &BARRIERS
}

/// Tokens below which a text is a brief report.
const BRIEF: usize = 150;

impl<'d> Reading<'d> {
    /// Reads the article once, in time linear in its length.
    #[must_use]
    pub fn new(document: &'d Document, prose: &'d Prose, toponyms: &'d [Toponym]) -> Self {
        let words = Lowered::read(prose);
        let lexicon = lexicon::english();
        let coded = lexicon.code(&words, prose);
        let published = document.published.map(|published| published.date);
        let mut dates = dates::find(&words, prose, published);
        // The page's own date is no event's: "date 2023-06-02 Two men were wounded on Thursday".
        if let Some(header) = header_span(&document.text) {
            let inside = |at: usize| prose.tokens.get(at).is_some_and(|token| header.contains(token.span));
            dates.retain(|date| !inside(date.first));
        }
        day_names::drop_members(&mut dates, &words, prose, toponyms);
        let named = dates.iter().filter(|date| date.kind == DateKind::Day && date.from == date.to);
        let today = published.or_else(|| named.filter_map(|date| date.to).max());
        let by_weekdays = published.is_none()
            && dates.iter().any(|date| {
                let paragraph = prose.sentences[prose.tokens[date.first].sentence].paragraph;
                date.kind == DateKind::Day
                    && date.from.is_none()
                    && paragraph < 4
                    && WEEKDAYS.contains(&words.word(date.first))
            });
        let mut reading = Self {
            document,
            prose,
            toponyms,
            marks: marks::of(&words),
            words,
            coded,
            dates,
            published,
            today,
            lexicon,
            warlike: false,
            by_weekdays,
            of_one_day: false,
            mob: false,
            crowded: false,
            barriers: Vec::new(),
            quoted: Vec::new(),
            items: Vec::new(),
        };
        reading.items = items::find(&document.text, &reading.words, prose, &reading.dates);
        reading.settle_days();
        reading.settle_mood();
        reading.measure();
        reading
    }

    /// What the text is about, by how often it has words of it.
    fn settle_mood(&mut self) {
        // One word may be a figure of speech in a long article, hardly in a brief report.
        let needed = if self.words.len() < BRIEF { 1 } else { 2 };
        let (mut armed, mut mob, mut crowd) = (0, 0, 0);
        for (at, classes) in self.coded.classes.iter().enumerate() {
            armed += usize::from(classes & class::WAR != 0 || self.names_forces(at));
            mob += usize::from(classes & class::MOB != 0);
            crowd += usize::from(classes & class::CROWD != 0);
        }
        (self.warlike, self.mob, self.crowded) = (armed >= needed, mob > needed, crowd > needed + 1);
    }

    /// "Russian forces", "armed forces": those of a state or a rebellion, not "security forces" or "forces him".
    fn names_forces(&self, at: usize) -> bool {
        self.word(at) == "forces"
            && (at > 0 && self.is(at - 1, class::DEMONYM) || self.is_before(at, 1, class::ARMED_FORCE))
    }

    /// What words of days tell: a text of one day, and a month that is no march.
    fn settle_days(&mut self) {
        let begins = |at: usize| {
            let word = self.word(at);
            matches!(word, "past" | "last" | "previous" | "24" | "over" | "during" | "throughout" | "of")
        };
        self.of_one_day = (0..self.words.len().min(BRIEF)).filter(|at| begins(*at)).any(|at| {
            matches!(
                (self.word(at), self.word(at + 1)),
                ("past" | "last" | "previous", "day" | "24" | "night") | ("24", "hours") | ("over", "day")
            ) || matches!(self.word(at), "over" | "during" | "throughout" | "of")
                && self.word(at + 1) == "the"
                && self.word(at + 2) == "day"
                && !matches!(self.word(at + 3), "of" | "after" | "before")
        });
        // "March 26": a month and no march.
        for (at, token) in self.prose.tokens.iter().enumerate() {
            let month = token.capital && self.words.word(at) == "march";
            if month && self.dates_in(at.saturating_sub(6)..at + 1).any(|date| at < date.end) {
                self.coded.classes[at] &= !class::CROWD;
            }
        }
    }

    fn measure(&mut self) {
        let mut total = 0;
        let mut inside = false;
        let mut paragraph = usize::MAX;
        let costs = barriers();
        self.barriers.reserve(self.words.len() + 1);
        self.quoted.reserve(self.words.len());
        for sentence in &self.prose.sentences {
            if sentence.paragraph != paragraph {
                paragraph = sentence.paragraph;
                inside = false;
            }
            for (at, token) in
                (sentence.first_token..).zip(&self.prose.tokens[sentence.first_token..sentence.end_token])
            {
                let word = self.words.word(at);
                inside ^= word == "\"";
                self.barriers.push(total);
                self.quoted.push(inside);
                // "mid-June": no clause mark.
                total += if token.glued && word == "-" { 1 } else { costs.of(word) };
            }
        }
        self.barriers.push(total);
    }

    /// How far two tokens of one sentence lie apart, clause marks counted.
    #[must_use]
    pub fn apart(&self, a: usize, b: usize) -> u32 {
        let (low, high) = (a.min(b), a.max(b));
        match (self.barriers.get(low), self.barriers.get(high)) {
            (Some(low), Some(high)) => high - low,
            _ => u32::MAX / 2,
        }
    }

    /// True if the token stands inside quotation marks.
    #[must_use]
    pub fn is_quoted(&self, at: usize) -> bool {
        self.quoted.get(at).copied().unwrap_or(false)
    }

    /// True if the paragraph is an item of a list of news.
    #[must_use]
    pub fn is_item(&self, paragraph: usize) -> bool {
        self.items.get(paragraph).copied().unwrap_or(false)
    }

    /// The lower-case word at `at`.
    #[inline]
    #[must_use]
    pub fn word(&self, at: usize) -> &str {
        self.words.word(at)
    }

    /// The lower-case word `back` tokens before `at`; empty before the text.
    #[inline]
    #[must_use]
    pub fn before(&self, at: usize, back: usize) -> &str {
        at.checked_sub(back).map_or("", |index| self.words.word(index))
    }

    /// True if the token is in one of the classes.
    #[inline]
    #[must_use]
    pub fn is(&self, at: usize, classes: impl Asked) -> bool {
        classes.holds(self.lexicon, &self.coded, at)
    }

    /// True if the token `back` before `at` is in one of the classes.
    #[inline]
    #[must_use]
    pub fn is_before(&self, at: usize, back: usize, classes: impl Asked) -> bool {
        at.checked_sub(back).is_some_and(|at| self.is(at, classes))
    }

    /// True if the token is one of those that a rule is about.
    #[inline]
    #[must_use]
    pub fn is_marked(&self, at: usize, mark: Marks) -> bool {
        self.marks.get(at).is_some_and(|marks| marks & mark != 0)
    }

    /// True if any token of `range` is in one of the classes.
    #[must_use]
    pub fn any(&self, mut range: std::ops::Range<usize>, classes: impl Asked) -> bool {
        range.any(|at| self.is(at, classes))
    }

    /// The sentence.
    #[must_use]
    pub fn sentence(&self, index: usize) -> Sentence {
        self.prose.sentences[index]
    }

    /// The part of a sentence that can bear on its token `at`: very long sentences are looked at in windows, so that the
    /// work stays linear in the length of the text.
    #[must_use]
    pub fn window(&self, sentence: usize, at: usize) -> std::ops::Range<usize> {
        const WIDTH: usize = 120;
        let bounds = self.sentence(sentence);
        at.saturating_sub(WIDTH).max(bounds.first_token)..bounds.end_token.min(at + WIDTH)
    }

    /// True if a token belongs to words of time.
    #[must_use]
    pub fn is_dated(&self, at: usize) -> bool {
        /// The most tokens that words of time have before one of theirs.
        const LONGEST: usize = 8;
        self.dates_in(at.saturating_sub(LONGEST)..at + 1).any(|date| date.end > at)
    }

    /// The dates of a range of tokens.
    pub fn dates_in(&self, range: std::ops::Range<usize>) -> impl Iterator<Item = &DateMention> {
        let first = self.dates.partition_point(|date| date.first < range.start);
        self.dates.get(first..).unwrap_or(&[]).iter().take_while(move |date| date.first < range.end)
    }

    /// "The death toll rose to 112 on Sunday": the day of a count, not of the deaths.
    fn is_risen_toll(&self, date: &DateMention, start: usize) -> bool {
        (date.first.saturating_sub(7).max(start)..date.first)
            .rev()
            .take_while(|at| self.word(*at) != ",")
            .any(|at| self.is(at, class::TOLL_ROSE) && self.word(at + 1) == "to")
    }

    /// True if the date tells when something was said or counted, and not when it happened.
    #[must_use]
    pub fn is_report_date(&self, date: &DateMention) -> bool {
        let start = self.sentence(self.prose.tokens[date.first].sentence).first_token;
        self.is_risen_toll(date, start) || self.is_told_day(date)
    }

    /// True if the date tells when something was said: "said on Sunday", "wrote on Telegram on 4 February".
    fn is_told_day(&self, date: &DateMention) -> bool {
        let sentence = self.sentence(self.prose.tokens[date.first].sentence);
        let mut at = date.first;
        for _ in 0..7 {
            // "in the night from Tuesday to Wednesday"
            if at <= sentence.first_token || self.word(at - 1) == "night" {
                return false;
            }
            at -= 1;
            if self.is(at, class::SPEECH) {
                return true;
            }
            let skipped = self.is(at, class::TELLING_ASIDE);
            if !skipped {
                break;
            }
        }
        // "Thursday, UNN reports", "on Friday announced"
        let mut next = date.end;
        if self.word(next) == "that" || self.is(next, class::SPEECH) && self.word(next) != "report" {
            return true;
        }
        if self.word(next) == "," {
            next += 1;
            let named = self
                .prose
                .tokens
                .get(next)
                .is_some_and(|token| token.capital && token.kind == TokenKind::Word);
            return named && next < sentence.end_token && self.is(next + 1, class::SPEECH);
        }
        false
    }
}
