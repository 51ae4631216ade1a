//! Lengths of words that the pages of a Parquet table hold as differences, held against the page before the library believes how
//! many there are: it makes room for all of them at once.
//!
//! Source: "Delta encoding" in Encodings.md of Apache Parquet: the number of values in a block and of its parts, how many values there are
//! in all, the first value; then blocks of the least difference, the bits of each part, and the parts.

use std::iter::Iterator;

use parquet::basic::Encoding;
use parquet::bloom_filter::Sbbf;
use parquet::column::page::{Page, PageMetadata, PageReader};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::{ParquetMetaData, RowGroupMetaData};
use parquet::file::reader::{ChunkReader, FileReader, RowGroupReader, SerializedFileReader};
use parquet::record::reader::RowIter;
use parquet::schema::types::Type;

/// Most values of a block; writers take 128.
const LARGEST_BLOCK: u64 = 1 << 16;

/// A file whose pages are looked at before they are decoded.
pub struct Checked<R: ChunkReader>(pub SerializedFileReader<R>);

impl<R: ChunkReader + 'static> FileReader for Checked<R> {
    fn metadata(&self) -> &ParquetMetaData {
        self.0.metadata()
    }

    fn num_row_groups(&self) -> usize {
        self.0.num_row_groups()
    }

    fn get_row_group(&self, group: usize) -> Result<Box<dyn RowGroupReader + '_>> {
        Ok(Box::new(CheckedGroup(self.0.get_row_group(group)?)))
    }

    fn get_row_iter(&self, projection: Option<Type>) -> Result<RowIter<'_>> {
        RowIter::from_file(projection, self)
    }
}

struct CheckedGroup<'f>(Box<dyn RowGroupReader + 'f>);

impl RowGroupReader for CheckedGroup<'_> {
    fn metadata(&self) -> &RowGroupMetaData {
        self.0.metadata()
    }

    fn num_columns(&self) -> usize {
        self.0.num_columns()
    }

    fn get_column_page_reader(&self, column: usize) -> Result<Box<dyn PageReader>> {
        let levels = self.metadata().schema_descr().column(column);
        let levels = [levels.max_rep_level(), levels.max_def_level()].map(|most| most > 0);
        Ok(Box::new(CheckedPages { pages: self.0.get_column_page_reader(column)?, levels }))
    }

    fn get_column_bloom_filter(&self, column: usize) -> Option<&Sbbf> {
        self.0.get_column_bloom_filter(column)
    }

    fn get_row_iter(&self, projection: Option<Type>) -> Result<RowIter<'_>> {
        RowIter::from_row_group(projection, self)
    }
}

struct CheckedPages {
    pages: Box<dyn PageReader>,
    /// Whether the pages begin with levels of repetition and of definition.
    levels: [bool; 2],
}

impl Iterator for CheckedPages {
    type Item = Result<Page>;

    fn next(&mut self) -> Option<Self::Item> {
        self.get_next_page().transpose()
    }
}

impl PageReader for CheckedPages {
    fn get_next_page(&mut self) -> Result<Option<Page>> {
        let page = self.pages.get_next_page()?;
        if page.as_ref().is_some_and(|page| !is_sound(page, self.levels)) {
            return Err(ParquetError::General("a page that says it holds more than it can".to_owned()));
        }
        Ok(page)
    }

    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>> {
        self.pages.peek_next_page()
    }

    fn skip_next_page(&mut self) -> Result<()> {
        self.pages.skip_next_page()
    }
}

/// False where a list of lengths says that it has more than the page has values.
fn is_sound(page: &Page, levels: [bool; 2]) -> bool {
    let (lists, values, bytes) = match page {
        Page::DataPage { buf, num_values, encoding, .. } => {
            (lists(*encoding), *num_values, after_levels(buf, levels))
        }
        Page::DataPageV2 { buf, num_values, encoding, def_levels_byte_len, rep_levels_byte_len, .. } => {
            let levels = u64::from(*def_levels_byte_len) + u64::from(*rep_levels_byte_len);
            let levels = usize::try_from(levels).unwrap_or(usize::MAX);
            (lists(*encoding), *num_values, buf.get(levels..))
        }
        Page::DictionaryPage { .. } => return true,
    };
    let mut rest = bytes;
    for _ in 0..lists {
        rest = rest.and_then(|bytes| after_list(bytes, u64::from(values)));
    }
    lists == 0 || rest.is_some()
}

/// How many lists of lengths stand before the words.
fn lists(encoding: Encoding) -> usize {
    match encoding {
        Encoding::DELTA_LENGTH_BYTE_ARRAY => 1,
        // What a word has in common with the one before, and the length of the rest.
        Encoding::DELTA_BYTE_ARRAY => 2,
        _ => 0,
    }
}

/// What follows the levels of a page of the first version, each behind its length in four bytes.
fn after_levels(page: &[u8], levels: [bool; 2]) -> Option<&[u8]> {
    levels.into_iter().filter(|there| *there).try_fold(page, |page, _| {
        let (length, rest) = page.split_first_chunk::<4>()?;
        rest.get(usize::try_from(u32::from_le_bytes(*length)).ok()?..)
    })
}

/// What follows a list of differences of at most so many values.
fn after_list(mut bytes: &[u8], most: u64) -> Option<&[u8]> {
    let (block, parts, total) = (number(&mut bytes)?, number(&mut bytes)?, number(&mut bytes)?);
    number(&mut bytes)?;
    if total > most || !(1..=LARGEST_BLOCK).contains(&block) || parts == 0 || block % parts != 0 {
        return None;
    }
    let mut left = total.saturating_sub(1);
    while left > 0 {
        number(&mut bytes)?;
        let (widths, rest) = bytes.split_at_checked(usize::try_from(parts).ok()?)?;
        bytes = rest;
        // Parts without a value are not there, only their widths.
        for width in widths {
            if left == 0 {
                break;
            }
            let packed = u64::from(*width) * (block / parts) / 8;
            bytes = bytes.get(usize::try_from(packed).ok()?..)?;
            left = left.saturating_sub(block / parts);
        }
    }
    Some(bytes)
}

/// The next number of seven bits a byte.
fn number(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0_u64;
    for shift in (0..64).step_by(7) {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(byte & 0x7F) << shift;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_ends_where_its_blocks_do() {
        // Blocks of 128 in 4 parts, five values, the first 7 (14 in zigzag); least difference 0, four widths of which the first is 2.
        let mut list = vec![0x80, 0x01, 4, 5, 14, 0, 2, 0, 0, 0];
        list.extend([0; 8]);
        list.extend(b"words");
        assert_eq!(after_list(&list, 5), Some(&b"words"[..]));
        assert_eq!(after_list(&list, 4), None);
        assert_eq!(after_list(&list[..12], 5), None);
        // One value has no block; none has neither.
        assert_eq!(after_list(&[0x80, 0x01, 4, 1, 14, 9], 9), Some(&[9][..]));
        assert_eq!(after_list(&[0x80, 0x01, 4, 0, 0], 9), Some(&[][..]));
        for broken in [&[0x80, 0x01, 0, 1, 0][..], &[0, 4, 1, 0], &[0x81, 0x01, 4, 1, 0], &[0xFF; 20]] {
            assert_eq!(after_list(broken, 9), None, "{broken:?}");
        }
    }

    #[test]
    fn levels_are_passed_over() {
        let page = [2, 0, 0, 0, 9, 9, 1, 0, 0, 0, 9, 7];
        assert_eq!(after_levels(&page, [true, true]), Some(&[7][..]));
        assert_eq!(after_levels(&page, [false, true]), Some(&page[6..]));
        assert_eq!(after_levels(&page, [false, false]), Some(&page[..]));
        assert_eq!(after_levels(&page[..5], [false, true]), None);
    }
}
