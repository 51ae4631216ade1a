//! What the process has used, as Linux tells it; zeros elsewhere.

use std::fs::read_to_string;
use std::time::Duration;

/// Time and memory of this process.
#[derive(Debug, Default)]
pub struct Vitals {
    /// Time on a core, in seconds.
    pub cpu_seconds: u64,
    /// Memory of its own now, in megabytes: without the pages of the program itself.
    pub memory_mb: u64,
    /// The most of all memory that it has had, in megabytes.
    pub most_memory_mb: u64,
}

impl Vitals {
    /// As they are now.
    pub fn now() -> Self {
        let status = read_to_string("/proc/self/status").unwrap_or_default();
        let field = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name));
            line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or(0) >> 10
        };
        Self {
            cpu_seconds: on_a_core().map_or(0, |time| time.as_secs()),
            memory_mb: field("RssAnon:"),
            most_memory_mb: field("VmHWM:"),
        }
    }
}

/// How long this thread has been on a core; none where Linux does not tell.
pub fn on_a_core() -> Option<Duration> {
    let schedule = read_to_string("/proc/thread-self/schedstat").ok()?;
    schedule.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
}
