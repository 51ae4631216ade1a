//! Throws damaged input at one reader for a while: `cargo run --release --example hammer -- html 60`, or until so many inputs are
//! done: `... -- html 7200 1 10000000`.
//!
//! Inputs are made from sound ones by changes drawn from a fixed seed, so a failure comes again; those that are answered in a way
//! not seen before are changed further, so that damage goes deep. A panic is counted and its input kept; so is an input that takes
//! longer than a second. The input that is being read stands in a file, for an end that cannot be caught. All of it is done on one
//! thread. Figures stand in `docs/robustness.md`.

#![allow(clippy::print_stdout, reason = "it is a program that prints what it did")]

mod change;
mod dice;
mod targets;
mod vitals;

use std::collections::HashSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use change::Stuff;
use dice::Dice;
use targets::Target;
use vitals::Vitals;

/// A time from which on an input is read again.
const SUSPECT: Duration = Duration::from_millis(100);

/// How often a long run says how far it is.
const NEWS_EVERY: Duration = Duration::from_mins(1);

/// What no input may take.
const TOO_LONG: Duration = Duration::from_secs(1);

/// Inputs that are kept since they were answered in a new way.
const MOST_KNOWN: usize = 400;

/// Failures after which a run has shown enough.
const MOST_FAILURES: usize = 20;

/// How much is thrown.
struct Plan {
    seconds: u64,
    seed: u64,
    inputs: u64,
}

/// What came of it.
#[derive(Default)]
struct Tally {
    inputs: u64,
    bytes: u64,
    slowest: Duration,
    slowest_bytes: usize,
    slow: usize,
    panics: usize,
    answers: HashSet<u64>,
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let wanted = arguments.next().unwrap_or_default();
    let mut number = |usual: u64| arguments.next().and_then(|words| words.parse().ok()).unwrap_or(usual);
    let plan = Plan { seconds: number(10), seed: number(1), inputs: number(u64::MAX) };
    let Some(target) = targets::find(&wanted) else {
        println!("usage: hammer {} [SECONDS] [SEED] [INPUTS]", targets::names().join("|"));
        return;
    };
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        // What the reader of Parquet catches itself is an error and no failure.
        if !eventmap::document::is_guarded() {
            usual(panic);
        }
    }));
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).stack_size(8 << 20).build();
    let pool = pool.expect("a thread can be started");
    let tally = pool.install(|| throw(&target, &plan));
    if tally.panics + tally.slow > 0 {
        std::process::exit(1);
    }
}

fn throw(target: &Target, plan: &Plan) -> Tally {
    let mut stuff = Stuff {
        known: target.sound.clone(),
        sound: target.sound.len(),
        words: target.words,
        fixed: target.fixed,
    };
    assert!(!stuff.known.is_empty(), "there is no sound input for {}", target.name);
    let mut tally = Tally::default();
    for sound in &stuff.known {
        tally.answers.insert((target.run)(sound));
    }
    let mut dice = Dice::new(plan.seed);
    let kept = Kept::new(target.name, plan.seed);
    let (started, end) = (Instant::now(), Duration::from_secs(plan.seconds));
    let (mut bytes, mut early, mut said) = (Vec::new(), Vitals::now(), Instant::now());
    while tally.inputs < plan.inputs && started.elapsed() < end {
        change::change(&stuff, &mut dice, &mut bytes);
        kept.now(&bytes);
        let began = Instant::now();
        let answer = answer(target, &bytes, &kept, &mut tally);
        note_time(target, &bytes, &kept, began.elapsed(), &mut tally);
        tally.inputs += 1;
        tally.bytes += bytes.len() as u64;
        if let Some(answer) = answer
            && bytes.len() < 4096
            && tally.answers.len() < 1 << 16
            && tally.answers.insert(answer)
        {
            keep(&mut stuff.known, stuff.sound, &mut dice, &bytes);
        }
        if tally.inputs == 100_000.min(plan.inputs / 10) {
            early = Vitals::now();
        }
        if tally.panics + tally.slow >= MOST_FAILURES {
            break;
        }
        if said.elapsed() > NEWS_EVERY {
            tell(target, plan, &tally, started.elapsed(), &early);
            said = Instant::now();
        }
    }
    drop(kept);
    tell(target, plan, &tally, started.elapsed(), &early);
    tally
}

/// Keeps an input to be changed further, in the place of another when there are many.
fn keep(known: &mut Vec<Vec<u8>>, sound: usize, dice: &mut Dice, bytes: &[u8]) {
    if known.len() < MOST_KNOWN {
        known.push(bytes.to_vec());
    } else {
        let at = sound + dice.below(known.len() - sound);
        known[at] = bytes.to_vec();
    }
}

/// What the reader answers, as a number; none if it panics.
fn answer(target: &Target, bytes: &[u8], kept: &Kept, tally: &mut Tally) -> Option<u64> {
    let answer = std::panic::catch_unwind(|| (target.run)(bytes)).ok();
    if answer.is_none() {
        tally.panics += 1;
        println!("input {}: panic, kept as {}", tally.inputs, kept.failed(tally.inputs, bytes).display());
    }
    answer
}

/// The time that an input takes. Where it seems long it is read again, and its time on a core counts: on a busy machine most is waiting.
fn note_time(target: &Target, bytes: &[u8], kept: &Kept, mut took: Duration, tally: &mut Tally) {
    for _ in 0..2 {
        if took < SUSPECT {
            break;
        }
        let (began, on_core) = (Instant::now(), vitals::on_a_core());
        let _ = std::panic::catch_unwind(|| (target.run)(bytes));
        let again = vitals::on_a_core().zip(on_core).map(|(now, then)| now.saturating_sub(then));
        took = took.min(again.unwrap_or_else(|| began.elapsed()));
    }
    if took > tally.slowest {
        (tally.slowest, tally.slowest_bytes) = (took, bytes.len());
    }
    if took > TOO_LONG {
        tally.slow += 1;
        let file = kept.failed(tally.inputs, bytes);
        println!("input {}: {took:?} for {} bytes, kept as {}", tally.inputs, bytes.len(), file.display());
    }
}

fn tell(target: &Target, plan: &Plan, tally: &Tally, took: Duration, early: &Vitals) {
    let now = Vitals::now();
    println!(
        "{}: {} inputs of {} bytes on average in {} s ({} s of one core), seed {}; slowest {:?} for {} bytes, above one second {}, \
         panics {}; {} different answers; memory {} MB early, {} MB at the end, {} MB at most",
        target.name,
        tally.inputs,
        tally.bytes / tally.inputs.max(1),
        took.as_secs(),
        now.cpu_seconds,
        plan.seed,
        tally.slowest,
        tally.slowest_bytes,
        tally.slow,
        tally.panics,
        tally.answers.len(),
        early.memory_mb,
        now.memory_mb,
        now.most_memory_mb,
    );
}

/// The file of the input that is being read, and those of inputs that failed.
struct Kept {
    folder: PathBuf,
    name: String,
    now: Option<File>,
}

impl Kept {
    fn new(target: &str, seed: u64) -> Self {
        let (folder, name) = (std::env::temp_dir(), format!("hammer-{target}-{seed}"));
        let now = File::create(folder.join(format!("{name}.now"))).ok();
        Self { folder, name, now }
    }

    /// Writes down what is about to be read.
    #[cfg(unix)]
    fn now(&self, bytes: &[u8]) {
        use std::os::unix::fs::FileExt as _;
        if let Some(file) = &self.now {
            let written = file.write_all_at(bytes, 0).and_then(|()| file.set_len(bytes.len() as u64));
            written.expect("the folder of TMPDIR takes files");
        }
    }

    #[cfg(not(unix))]
    fn now(&self, _: &[u8]) {}

    fn failed(&self, input: u64, bytes: &[u8]) -> PathBuf {
        let path = self.folder.join(format!("{}-{input}.failed", self.name));
        fs::write(&path, bytes).expect("the folder of TMPDIR takes files");
        path
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        let path: &Path = &self.folder.join(format!("{}.now", self.name));
        let _ = fs::remove_file(path);
    }
}
