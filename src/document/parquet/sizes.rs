//! Sizes that the pages of a Parquet table state of themselves, held against the bytes that are there, before the library believes
//! them and asks for memory that no machine has. The lists of the footer it checks itself.
//!
//! Source: `parquet.thrift` of Apache Parquet: each page begins with a `PageHeader`.

use std::ops::Range;

use super::thrift::Walk;

/// Most unpacked bytes of one page; writers make pages of about a megabyte.
const LARGEST_PAGE: i64 = 256 << 20;

/// What the head of a page says.
#[derive(Default)]
struct Page {
    unpacked: i64,
    packed: i64,
    values: i64,
    dictionary: i64,
}

/// True if the pages of a column in `range`, of so many values, claim no more than could be in them.
pub fn pages(file: &[u8], range: Range<u64>, values: i64) -> bool {
    let end = usize::try_from(range.end).unwrap_or(usize::MAX).min(file.len());
    let mut at = usize::try_from(range.start).unwrap_or(usize::MAX);
    let mut read = 0_i64;
    while read < values && at < end {
        let mut page = Page::default();
        let head = Walk::new(&file[at..end]).one(&mut |path, number| match path {
            [2] => page.unpacked = number,
            [3] => page.packed = number,
            // Heads of data pages of both versions, and of a dictionary.
            [5 | 8, 1] => page.values = number,
            [7, 1] => page.dictionary = number,
            _ => {}
        });
        let Some(head) = head else { return false };
        // A word in a dictionary takes four bytes for its length, a number as many; truths have none.
        let sound = (0..=LARGEST_PAGE).contains(&page.unpacked)
            && (0..=page.unpacked / 4).contains(&page.dictionary)
            && page.values >= 0;
        let next = usize::try_from(page.packed).ok().and_then(|packed| (at + head).checked_add(packed));
        match next {
            Some(next) if sound => at = next,
            _ => return false,
        }
        read = read.saturating_add(page.values);
    }
    true
}
