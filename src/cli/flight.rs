//! Articles that are being read on all threads, and what became of them in their order: no thread waits for the others to end a batch,
//! and the one that writes reads articles too.

use std::collections::VecDeque;
use std::io::Write;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use eventmap::Result;
use eventmap::pipeline::Article;
use rayon::{ScopeFifo, Yield};

use super::feed::BATCH;

/// Bytes of text below which further articles are sent.
const ROOM: usize = BATCH / 2;

/// How long the writing thread waits for what other threads are reading before it looks for new articles.
const PATIENCE: Duration = Duration::from_millis(5);

/// The rows of an article, and how many they are.
type Told = (Vec<u8>, usize);

/// What came of one article; nothing if reading it broke off.
type Landed = (usize, Option<Result<Told>>);

/// The articles that were sent and have not landed.
pub struct Flight {
    sender: Sender<Landed>,
    landed: Receiver<Landed>,
    /// In the order in which they were sent: bytes of text, and what came of it.
    waiting: VecDeque<(usize, Option<Result<Told>>)>,
    /// Number of the first of them.
    first: usize,
    bytes: usize,
    broken: bool,
}

impl Flight {
    /// Nothing is sent yet.
    pub fn new() -> Self {
        let (sender, landed) = channel();
        Self { sender, landed, waiting: VecDeque::new(), first: 0, bytes: 0, broken: false }
    }

    /// True if reading some article broke off: whoever waits for the threads is told why.
    pub fn broke_off(&self) -> bool {
        self.broken
    }

    /// True if all that was sent has landed and was given out.
    pub fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    /// True if threads may soon have nothing to read.
    pub fn has_room(&self) -> bool {
        self.bytes < ROOM
    }

    /// Has the article read by some thread.
    pub fn send<'s>(
        &mut self,
        article: Article,
        scope: &ScopeFifo<'s>,
        tell: &'s (impl Fn(Vec<Article>, &mut dyn Write) -> Result<usize> + Sync),
    ) {
        let bytes = article.document.text.len();
        let ticket = Ticket { number: self.first + self.waiting.len(), told: None, to: self.sender.clone() };
        self.waiting.push_back((bytes, None));
        self.bytes += bytes;
        scope.spawn_fifo(move |_| {
            let mut rows = Vec::new();
            let told = tell(vec![article], &mut rows).map(|many| (rows, many));
            ticket.give(told);
        });
    }

    /// Reads an article that was sent on this thread; false if all are taken.
    pub fn work() -> bool {
        rayon::yield_now() == Some(Yield::Executed)
    }

    /// Waits until something has landed, but not for long.
    pub fn wait(&mut self) {
        if let Ok(landed) = self.landed.recv_timeout(PATIENCE) {
            self.note(landed);
        }
    }

    /// What came of the first article that was sent and not given out, if it has landed.
    pub fn land(&mut self) -> Option<Result<Told>> {
        while let Ok(landed) = self.landed.try_recv() {
            self.note(landed);
        }
        let told = self.waiting.front_mut()?.1.take()?;
        let (bytes, _) = self.waiting.pop_front()?;
        self.bytes -= bytes;
        self.first += 1;
        Some(told)
    }

    fn note(&mut self, (number, told): Landed) {
        let waiting = number.checked_sub(self.first).and_then(|index| self.waiting.get_mut(index));
        match waiting {
            Some((_, place)) if told.is_some() => *place = told,
            _ => self.broken = true,
        }
    }
}

/// Tells what came of an article, however reading it ended.
struct Ticket {
    number: usize,
    told: Option<Result<Told>>,
    to: Sender<Landed>,
}

impl Ticket {
    fn give(mut self, told: Result<Told>) {
        self.told = Some(told);
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        // Nobody waits for it where the run has failed.
        let _ = self.to.send((self.number, self.told.take()));
    }
}

#[cfg(test)]
mod tests {
    use eventmap::Error;
    use eventmap::document::Document;

    use super::*;

    fn article(number: usize) -> Article {
        Article::from(Document::new(number.to_string(), "x".repeat(number % 7)))
    }

    /// The ids of the articles; the first ones take longest.
    fn tell(articles: Vec<Article>, out: &mut dyn Write) -> Result<usize> {
        let many = articles.len();
        for article in articles {
            let number: u64 = article.document.id.parse().unwrap_or(0);
            std::thread::sleep(Duration::from_micros(200_u64.saturating_sub(number)));
            assert!(number != 1000, "number 1000 breaks off");
            write!(out, "{number} ").map_err(|source| Error::Io {
                action: "write",
                path: "rows".into(),
                source,
            })?;
        }
        Ok(many)
    }

    /// What lands of these articles, in a pool of so many threads.
    fn landed(numbers: &[usize], threads: usize) -> String {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let mut rows = Vec::new();
        let run = || {
            rayon::in_place_scope_fifo(|scope| {
                let mut flight = Flight::new();
                for &number in numbers {
                    flight.send(article(number), scope, &tell);
                }
                while !flight.is_empty() && !flight.broke_off() {
                    if !Flight::work() {
                        flight.wait();
                    }
                    while let Some(told) = flight.land() {
                        let (bytes, many) = told.unwrap();
                        assert_eq!(many, 1);
                        rows.extend(bytes);
                    }
                }
                assert!(flight.has_room() || flight.broke_off());
            });
        };
        pool.install(run);
        String::from_utf8(rows).unwrap()
    }

    #[test]
    fn articles_land_in_the_order_in_which_they_were_sent() {
        let numbers: Vec<usize> = (0..300).collect();
        let mut expected = numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        expected.push(' ');
        for threads in [1, 2, 3] {
            assert_eq!(landed(&numbers, threads), expected, "{threads} threads");
        }
        assert_eq!(landed(&[], 2), "");
    }

    #[test]
    fn an_article_that_breaks_off_breaks_the_run_off() {
        for threads in [1, 2] {
            let run = std::panic::catch_unwind(|| landed(&[1, 2, 1000, 3], threads));
            assert!(run.is_err(), "{threads} threads");
        }
    }
}
