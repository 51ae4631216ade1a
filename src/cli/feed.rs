//! The articles of a run, read beside the work on them: a few megabytes ahead, and handed over as soon as there are any.

use std::collections::VecDeque;
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use eventmap::Error;
use eventmap::document::{Document, Documents, UniqueIds};
use eventmap::pipeline::{Article, Told};
use indicatif::{ProgressBar, ProgressStyle};

use super::work::{Inputs, say_what_is_not_read};
use super::{Shared, talk};

/// Bytes of text in a batch, and read ahead: enough for all threads to have work, little beside the gazetteer.
pub const BATCH: usize = 2 << 20;

/// How long a batch that is not full waits for the next article. A feed that comes in drops is told drop by drop.
const PATIENCE: Duration = Duration::from_millis(20);

/// A document, or why it cannot be read.
pub type Found = Result<Document, Error>;

/// What documents tell before those after them are known, for each what it tells or nothing.
pub type Foretold<'a> = dyn Fn(&[&Document]) -> Vec<Option<Told>> + 'a;

/// What was read and not yet taken.
#[derive(Default)]
struct Ahead {
    found: VecDeque<Found>,
    bytes: usize,
    ended: bool,
    /// Nobody wants more.
    left: bool,
}

#[derive(Default)]
struct Queue {
    ahead: Mutex<Ahead>,
    changed: Condvar,
}

impl Queue {
    fn lock(&self) -> MutexGuard<'_, Ahead> {
        self.ahead.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads all articles, as far ahead as is allowed; the reader's thread.
    fn fill(&self, documents: Documents) {
        let _ended = Ending(self);
        for found in documents {
            let wants_room = |ahead: &mut Ahead| ahead.bytes >= BATCH && !ahead.left;
            let waited = self.changed.wait_while(self.lock(), wants_room);
            let mut ahead = waited.unwrap_or_else(PoisonError::into_inner);
            if ahead.left {
                return;
            }
            ahead.bytes += weight(&found);
            ahead.found.push_back(found);
            drop(ahead);
            self.changed.notify_all();
        }
    }

    /// What was read since, at most about a batch; nothing at the end.
    fn take(&self) -> VecDeque<Found> {
        let nothing = |ahead: &mut Ahead| ahead.found.is_empty() && !ahead.ended;
        let waited = self.changed.wait_while(self.lock(), nothing);
        let mut ahead = waited.unwrap_or_else(PoisonError::into_inner);
        while ahead.bytes < BATCH && !ahead.ended {
            let before = ahead.found.len();
            let waited = self.changed.wait_timeout(ahead, PATIENCE);
            ahead = waited.unwrap_or_else(PoisonError::into_inner).0;
            if ahead.found.len() == before {
                break;
            }
        }
        self.hand_over(ahead)
    }

    /// What was read since, or nothing yet.
    fn at_hand(&self) -> VecDeque<Found> {
        self.hand_over(self.lock())
    }

    fn hand_over(&self, mut ahead: MutexGuard<'_, Ahead>) -> VecDeque<Found> {
        ahead.bytes = 0;
        let found = std::mem::take(&mut ahead.found);
        drop(ahead);
        self.changed.notify_all();
        found
    }
}

/// Says that nothing more comes, however reading ended.
struct Ending<'q>(&'q Queue);

impl Drop for Ending<'_> {
    fn drop(&mut self) {
        self.0.lock().ended = true;
        self.0.changed.notify_all();
    }
}

fn weight(found: &Found) -> usize {
    found.as_ref().map_or(0, |document| document.text.len()) + 256
}

/// The articles of the inputs in their order.
pub struct Feed {
    queue: Arc<Queue>,
    /// What was looked at and is to come first, with what it told then.
    first: VecDeque<(Found, Option<Told>)>,
    ids: UniqueIds,
    quiet: bool,
    /// Articles by language, to be told at the end.
    languages: talk::Languages,
    failed: bool,
    bar: ProgressBar,
}

impl Feed {
    /// Begins to read; without the file `leave_out`, into which results go.
    pub fn new(inputs: &Inputs, leave_out: Option<&Path>, shared: &Shared) -> Self {
        let bar = if shared.quiet { ProgressBar::hidden() } else { ProgressBar::new_spinner() };
        if let Ok(style) = ProgressStyle::with_template("{spinner} {pos} articles, {per_sec}") {
            bar.set_style(style);
        }
        say_what_is_not_read(inputs, leave_out, shared);
        let queue = Arc::new(Queue::default());
        let (filled, documents) =
            (Arc::clone(&queue), Documents::new(&inputs.paths, &inputs.options(leave_out)));
        // It may wait for standard input for ever: nobody waits for it.
        std::thread::spawn(move || filled.fill(documents));
        Self {
            queue,
            first: VecDeque::new(),
            ids: UniqueIds::default(),
            quiet: shared.quiet,
            languages: talk::Languages::new(),
            failed: false,
            bar,
        }
    }

    /// All that is read, if it is no more than about so many bytes of text; else nothing, and batches begin with it. `ahead` says
    /// what of each document can be told before all are known.
    pub fn whole(&mut self, most: usize, ahead: &Foretold<'_>) -> Option<Vec<(Found, Option<Told>)>> {
        let mut bytes = 0;
        loop {
            let found = self.queue.take();
            if found.is_empty() {
                return Some(std::mem::take(&mut self.first).into());
            }
            bytes += found.iter().map(weight).sum::<usize>();
            let documents: Vec<&Document> = found.iter().filter_map(|found| found.as_ref().ok()).collect();
            let mut told = ahead(&documents).into_iter();
            let pairs = found.into_iter().map(|found| {
                let told = if found.is_ok() { told.next().flatten() } else { None };
                (found, told)
            });
            self.first.extend(pairs.collect::<Vec<_>>());
            if bytes > most {
                return None;
            }
        }
    }

    /// The next articles, none at the end; what cannot be read is said as it comes.
    pub fn batch(&mut self) -> Vec<Article> {
        loop {
            let found = self.next(Queue::take);
            if found.is_empty() {
                return Vec::new();
            }
            let batch = self.all_named(found);
            if !batch.is_empty() {
                return batch;
            }
        }
    }

    /// Those of the next articles that are at hand, none if they are awaited.
    pub fn at_hand(&mut self) -> Vec<Article> {
        let found = self.next(Queue::at_hand);
        self.all_named(found)
    }

    fn next(&mut self, of: fn(&Queue) -> VecDeque<Found>) -> Vec<(Found, Option<Told>)> {
        if self.first.is_empty() {
            of(&self.queue).into_iter().map(|found| (found, None)).collect()
        } else {
            self.next_of_first()
        }
    }

    fn all_named(&mut self, found: Vec<(Found, Option<Told>)>) -> Vec<Article> {
        let named = found.into_iter().filter_map(|(found, told)| self.named(found, told));
        let batch: Vec<Article> = named.collect();
        if !self.quiet {
            talk::warnings(batch.iter().map(|article| &article.document));
        }
        self.bar.inc(batch.len() as u64);
        batch
    }

    fn next_of_first(&mut self) -> Vec<(Found, Option<Told>)> {
        let mut bytes = 0;
        let mut within = |(found, _): &(Found, Option<Told>)| {
            bytes += weight(found);
            bytes < BATCH
        };
        let many = self.first.iter().map_while(|found| within(found).then_some(())).count().max(1);
        self.first.drain(..many).collect()
    }

    /// The article under an id of its own.
    fn named(&mut self, found: Found, told: Option<Told>) -> Option<Article> {
        match found {
            Ok(mut document) => {
                self.ids.make_unique(&mut document);
                *self.languages.entry(document.language.clone()).or_default() += 1;
                Some(Article { document, told })
            }
            Err(error) => {
                self.failed = true;
                talk::error(&error);
                None
            }
        }
    }

    /// Ends the talk of the run, with a word on languages whose events are not read if events are `wanted`; true if all could be read.
    pub fn finish(self, wanted: bool) -> bool {
        self.bar.finish_and_clear();
        if wanted && !self.quiet {
            talk::other_languages(&self.languages);
        }
        !self.failed
    }

    /// True if something could not be read.
    pub fn failed(&self) -> bool {
        self.failed
    }
}

impl Drop for Feed {
    fn drop(&mut self) {
        self.queue.lock().left = true;
        self.queue.changed.notify_all();
    }
}
