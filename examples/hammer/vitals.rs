//! What the process has used, as Linux tells it; zeros elsewhere.

use std::fs::read_to_string;

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
        // Nanoseconds on a core, of the thread that asks.
        let schedule = read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
        let nanoseconds = schedule.split_whitespace().next().and_then(|word| word.parse::<u64>().ok());
        Self {
            cpu_seconds: nanoseconds.unwrap_or(0) / 1_000_000_000,
            memory_mb: field("RssAnon:"),
            most_memory_mb: field("VmHWM:"),
        }
    }
}
