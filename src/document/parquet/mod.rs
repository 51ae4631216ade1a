//! A Parquet table: one document a row.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bytes::Bytes;
use jiff::Timestamp;
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::reader::{ChunkReader, FileReader, Length, SerializedFileReader};
use parquet::record::reader::RowIter;
use parquet::record::{Field, Row};
use parquet::schema::types::{Type, TypePtr};

use super::columns::Columns;
use super::decode::decode;
use super::record::Record;
use super::unpack::{self, Input};
use super::{Document, ReadOptions};
use crate::error::{Error, Result};

mod delta;
mod sizes;
mod thrift;

/// Most bytes of a table: it is read from its end, so all of it is held in memory.
const LARGEST: u64 = 1 << 30;

/// Most unpacked bytes of one column of one group of rows, as the table itself states them.
const LARGEST_COLUMN: i64 = 2 << 30;

const DAMAGED: &str = "expected a sound Parquet table, found a damaged one";

/// The documents of a table, row by row.
pub struct Rows {
    path: PathBuf,
    table: RowIter<'static>,
    columns: Columns,
    options: Arc<ReadOptions>,
    row: usize,
    broken: bool,
}

impl Rows {
    /// Reads the schema; an error if no column holds texts.
    pub fn new(path: PathBuf, mut input: Input, options: Arc<ReadOptions>) -> Result<Self> {
        let bytes = Bytes::from(unpack::up_to(LARGEST, &mut input, &path)?);
        let opened = sound(|| opened(&bytes, &options));
        match opened {
            Ok((table, columns)) => Ok(Self { path, table, columns, options, row: 0, broken: false }),
            Err(problem) => Err(Error::BadFile { path, problem }),
        }
    }
}

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// True on a thread that reads a Parquet table just now: a panic there is caught and told as a damaged file, so that a panic hook
/// has nothing to say.
#[must_use]
pub fn is_guarded() -> bool {
    GUARDED.get()
}

/// What `work` gives. The library that reads Parquet states that damaged files may make it panic; that is an error here.
fn sound<T>(work: impl FnOnce() -> std::result::Result<T, String>) -> std::result::Result<T, String> {
    GUARDED.set(true);
    let done = catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(false);
    done.unwrap_or_else(|_| Err(DAMAGED.to_owned()))
}

type Opened = (RowIter<'static>, Columns);

fn opened(bytes: &Bytes, options: &ReadOptions) -> std::result::Result<Opened, String> {
    let broken = |error: ParquetError| format!("expected a Parquet table, found {}", brief(&error));
    let file = SerializedFileReader::new(Held(bytes.clone())).map_err(broken)?;
    let schema = file.metadata().file_metadata().schema_descr().root_schema().clone();
    // Lists and groups are no texts; those of other columns are not even looked at.
    let flat: Vec<&TypePtr> = schema.get_fields().iter().filter(|field| is_flat(field)).collect();
    let names: Vec<String> = flat.iter().map(|field| field.name().to_owned()).collect();
    let columns = Columns::find(&names, options)?;
    let wanted = [
        Some(columns.text),
        columns.id,
        columns.title,
        columns.date.as_ref().map(|(at, _)| *at),
        columns.source,
    ];
    let mut wanted: Vec<usize> = wanted.into_iter().flatten().collect();
    wanted.sort_unstable();
    wanted.dedup();
    let fields: Vec<TypePtr> =
        wanted.iter().filter_map(|at| flat.get(*at).map(|field| Arc::clone(field))).collect();
    if let Some(text) = flat.get(columns.text).filter(|field| !holds_words(field)) {
        return Err(format!(
            "expected the column \"{}\" to hold strings, found {}",
            text.name(),
            text.get_physical_type()
        ));
    }
    for group in file.metadata().row_groups() {
        for column in group.columns() {
            let name = column.column_path().string();
            let read = fields.iter().any(|field| field.name() == name);
            if read {
                unpacked(column.compression())?;
            }
            if read && column.uncompressed_size() > LARGEST_COLUMN {
                return Err(format!(
                    "expected at most {} MB in a column of one group of rows, found {} in \"{name}\"",
                    LARGEST_COLUMN >> 20,
                    column.uncompressed_size() >> 20
                ));
            }
            let (start, long) = column.byte_range();
            if read && !sizes::pages(bytes, start..start.saturating_add(long), column.num_values()) {
                return Err(DAMAGED.to_owned());
            }
        }
    }
    let names = fields.iter().map(|field| field.name().to_owned()).collect::<Vec<_>>();
    let read = Type::group_type_builder(schema.name()).with_fields(fields).build().map_err(broken)?;
    let rows = RowIter::from_file_into(Box::new(delta::Checked(file))).project(Some(read)).map_err(broken)?;
    let columns = Columns::find(&names, options)?;
    Ok((rows, columns))
}

/// An error for a packing that is not read, which is named: the code of brotli would take 1.3 MB.
fn unpacked(packing: Compression) -> std::result::Result<(), String> {
    if !matches!(packing, Compression::BROTLI(_) | Compression::LZO) {
        return Ok(());
    }
    let name = packing.to_string().to_lowercase();
    Err(format!(
        "expected columns packed with snappy, gzip, zstd or lz4, or not at all, found {}: write the table again so, as with \
         DuckDB: COPY (FROM 'old.parquet') TO 'new.parquet' (COMPRESSION zstd)",
        name.split('(').next().unwrap_or_default()
    ))
}

fn is_flat(field: &Type) -> bool {
    field.is_primitive() && field.get_basic_info().repetition() != parquet::basic::Repetition::REPEATED
}

fn holds_words(field: &Type) -> bool {
    field.get_physical_type() == parquet::basic::Type::BYTE_ARRAY
}

/// The library's message in one line without its own name for the kind of error.
fn brief(error: &ParquetError) -> String {
    let words = error.to_string();
    let words = words.split_once(": ").map_or(words.as_str(), |(_, rest)| rest);
    words.lines().next().unwrap_or_default().to_owned()
}

impl Iterator for Rows {
    type Item = Result<Document>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.broken {
            return None;
        }
        let table = &mut self.table;
        let read = sound(|| match table.next() {
            None => Ok(None),
            Some(Ok(row)) => Ok(Some(row)),
            Some(Err(error)) => Err(format!("expected a sound row, found {}", brief(&error))),
        });
        self.row += 1;
        let problem = match read {
            Ok(None) => return None,
            Ok(Some(row)) => match document(&self.path, self.row, &row, &self.columns, &self.options) {
                Ok(document) => return Some(Ok(document)),
                Err(problem) => problem,
            },
            Err(problem) => {
                // Where one page is damaged nothing after it can be trusted.
                self.broken = true;
                problem
            }
        };
        Some(Err(Error::BadRow { path: self.path.clone(), line: self.row, problem }))
    }
}

fn document(
    path: &Path,
    number: usize,
    row: &Row,
    columns: &Columns,
    options: &ReadOptions,
) -> std::result::Result<Document, String> {
    let fields: Vec<&Field> = row.get_column_iter().map(|(_, field)| field).collect();
    let mut warnings = Vec::new();
    let text = match fields.get(columns.text) {
        Some(Field::Str(words)) => words.clone(),
        Some(Field::Bytes(bytes)) => {
            let decoded = decode(bytes.data().to_vec())?;
            warnings.extend(decoded.warnings);
            decoded.text
        }
        Some(Field::Null) | None => return Err("expected a text, found null".to_owned()),
        Some(_) => return Err("expected a text, found something else".to_owned()),
    };
    let words = |at: Option<usize>| at.and_then(|at| fields.get(at)).and_then(|field| words(field));
    let (date, name) = columns.date.clone().unzip();
    let record = Record {
        id: words(columns.id),
        text,
        title: words(columns.title),
        published: words(date),
        outlet: words(columns.source),
        warnings,
    };
    Ok(record.document(path, number, name.as_deref().unwrap_or("published"), options))
}

/// A value in words: numbers as they are, days and moments as in ISO 8601.
fn words(field: &Field) -> Option<String> {
    let moment = |ms: i64| Timestamp::from_millisecond(ms).ok().map(|moment| moment.to_string());
    match field {
        Field::Str(words) => Some(words.clone()),
        Field::Bytes(bytes) => decode(bytes.data().to_vec()).ok().map(|decoded| decoded.text),
        Field::Byte(n) => Some(n.to_string()),
        Field::Short(n) => Some(n.to_string()),
        Field::Int(n) => Some(n.to_string()),
        Field::Long(n) => Some(n.to_string()),
        Field::UByte(n) => Some(n.to_string()),
        Field::UShort(n) => Some(n.to_string()),
        Field::UInt(n) => Some(n.to_string()),
        Field::ULong(n) => Some(n.to_string()),
        Field::Date(days) => moment(i64::from(*days) * 86_400_000),
        Field::TimestampMillis(ms) => moment(*ms),
        Field::TimestampMicros(us) => moment(us.div_euclid(1000)),
        _ => None,
    }
}

/// Bytes in memory that are never read beyond their end, whatever a damaged table asks for.
struct Held(Bytes);

impl Length for Held {
    fn len(&self) -> u64 {
        self.0.len() as u64
    }
}

impl ChunkReader for Held {
    type T = bytes::buf::Reader<Bytes>;

    fn get_read(&self, start: u64) -> parquet::errors::Result<Self::T> {
        let rest = usize::try_from(start).ok().filter(|start| *start <= self.0.len());
        let rest = rest.map(|start| bytes::Buf::reader(self.0.slice(start..)));
        rest.ok_or_else(|| ParquetError::EOF("EOF: a place beyond its end".to_owned()))
    }

    fn get_bytes(&self, start: u64, length: usize) -> parquet::errors::Result<Bytes> {
        let range = usize::try_from(start).ok().and_then(|start| Some(start..start.checked_add(length)?));
        let range = range.filter(|range| range.end <= self.0.len()).map(|range| self.0.slice(range));
        range.ok_or_else(|| ParquetError::EOF("EOF: a place beyond its end".to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Fields;
    use parquet::data_type::{ByteArray, ByteArrayType, Int32Type, Int64Type};
    use parquet::file::properties::WriterProperties;
    use parquet::file::writer::SerializedFileWriter;
    use parquet::schema::parser::parse_message_type;

    /// A table of the columns `n` (numbers), `day` (days since 1970) and `text`.
    fn table(compression: parquet::basic::Compression) -> Vec<u8> {
        table_by(WriterProperties::builder().set_compression(compression).build())
    }

    fn table_by(properties: WriterProperties) -> Vec<u8> {
        let schema = "message rows { required int64 n; optional int32 day (DATE); optional binary text (STRING); \
            optional binary tags (STRING); }";
        let schema = Arc::new(parse_message_type(schema).unwrap());
        let mut file = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties)).unwrap();
        let mut group = file.next_row_group().unwrap();
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<Int64Type>().write_batch(&[7, 8, 9], None, None).unwrap();
        column.close().unwrap();
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<Int32Type>().write_batch(&[19_510, 19_511], Some(&[1, 0, 1]), None).unwrap();
        column.close().unwrap();
        for _ in 0..2 {
            let mut column = group.next_column().unwrap().unwrap();
            let words = [ByteArray::from("Shells fell."), ByteArray::from("Дощ")];
            column.typed::<ByteArrayType>().write_batch(&words, Some(&[1, 1, 0]), None).unwrap();
            column.close().unwrap();
        }
        group.close().unwrap();
        file.into_inner().unwrap()
    }

    fn read(bytes: Vec<u8>, fields: Fields) -> Vec<String> {
        let options = ReadOptions { fields, ..ReadOptions::default() };
        let input = Box::new(std::io::Cursor::new(bytes));
        let rows = match Rows::new(PathBuf::from("t.parquet"), input, Arc::new(options)) {
            Ok(rows) => rows,
            Err(error) => return vec![error.to_string()],
        };
        let brief = |row: Result<Document>| match row {
            Ok(d) => {
                format!("{}|{}|{}", d.id, d.published.map(|p| p.date.to_string()).unwrap_or_default(), d.text)
            }
            Err(error) => error.to_string(),
        };
        rows.map(brief).collect()
    }

    #[test]
    fn rows_are_documents_however_they_are_packed() {
        use parquet::basic::{Compression, GzipLevel, ZstdLevel};
        for packed in [
            Compression::UNCOMPRESSED,
            Compression::SNAPPY,
            Compression::GZIP(GzipLevel::default()),
            Compression::ZSTD(ZstdLevel::default()),
            Compression::LZ4_RAW,
            Compression::LZ4,
        ] {
            let fields = Fields { id: Some("n".into()), date: Some("day".into()), ..Fields::default() };
            assert_eq!(
                read(table(packed), fields),
                ["7|2023-06-02|Shells fell.", "8||Дощ", "t.parquet:3: expected a text, found null"]
            );
        }
    }

    #[test]
    fn a_packing_that_is_not_read_is_named_with_what_to_do() {
        // The code of a column's packing stands in the footer behind its name: 1 is snappy, 4 brotli, doubled.
        let with = |column: &[u8]| {
            let mut bytes = table(parquet::basic::Compression::SNAPPY);
            let found = bytes
                .windows(column.len() + 2)
                .rposition(|at| at.starts_with(column) && at.ends_with(&[0x15, 2]));
            bytes[found.unwrap() + column.len() + 1] = 8;
            read(bytes, Fields::default())
        };
        let said = with(b"\x04text");
        assert!(said[0].starts_with("t.parquet: expected columns packed with snappy, gzip, zstd or lz4, or not at all, found brotli: write"), "{said:?}");
        assert_eq!(with(b"\x04tags").len(), 3, "columns that are not asked for may be packed anyhow");
    }

    #[test]
    fn what_is_asked_for_must_be_there_and_hold_words() {
        let fields = |text: &str| Fields { text: Some(text.into()), ..Fields::default() };
        let sound = || table(parquet::basic::Compression::SNAPPY);
        assert_eq!(
            read(sound(), fields("body")),
            [
                "t.parquet: expected a column \"body\" (another name: --text-field), found the columns n, day, text, tags"
            ]
        );
        assert_eq!(
            read(sound(), fields("n")),
            ["t.parquet: expected the column \"n\" to hold strings, found INT64"]
        );
        let short = read(b"PAR1".to_vec(), Fields::default());
        assert!(short[0].starts_with("t.parquet: expected a Parquet table, found "), "{short:?}");
    }

    #[test]
    fn a_dictionary_that_claims_more_words_than_it_has_room_for_is_no_table() {
        let mut bytes = table(parquet::basic::Compression::UNCOMPRESSED);
        let sound = read(bytes.clone(), Fields::default());
        assert_eq!(sound[0], "t:1||Shells fell.");
        // The heads of the dictionaries of two words (a zigzag 4): field 7, a struct, whose field 1 is the number of words.
        for at in 0..bytes.len() - 4 {
            if bytes[at..at + 4] == [0x4C, 0x15, 4, 0x15] {
                bytes[at + 2] = 62;
            }
        }
        assert_eq!(read(bytes, Fields::default()), [format!("t.parquet: {DAMAGED}")]);
    }

    /// Tables whose words stand as differences, by both writers.
    fn tables_of_differences() -> Vec<Vec<u8>> {
        use parquet::basic::Encoding;
        use parquet::file::properties::WriterVersion;
        let versions = [WriterVersion::PARQUET_1_0, WriterVersion::PARQUET_2_0];
        let encodings = [Encoding::DELTA_LENGTH_BYTE_ARRAY, Encoding::DELTA_BYTE_ARRAY];
        let all = versions.into_iter().flat_map(|version| encodings.map(|encoding| (version, encoding)));
        all.map(|(version, encoding)| {
            let properties = WriterProperties::builder().set_writer_version(version);
            let properties = properties.set_dictionary_enabled(false);
            table_by(properties.set_column_encoding("text".into(), encoding).build())
        })
        .collect()
    }

    #[test]
    fn words_as_differences_are_read_and_cannot_be_more_than_there_are() {
        for sound in tables_of_differences() {
            let rows = ["t:1||Shells fell.", "t:2||Дощ", "t.parquet:3: expected a text, found null"];
            assert_eq!(read(sound.clone(), Fields::default()), rows);
            // Blocks of 128 in 4 parts, of two values: the same of two thousand million.
            let head = [0x80, 0x01, 4, 2];
            let at = sound.windows(4).position(|four| four == head).expect("a list of differences");
            let mut bytes = sound;
            bytes.splice(at + 3..at + 4, [0xFF, 0xFF, 0xFF, 0xFF, 0x07]);
            let found = read(bytes, Fields::default());
            assert!(found[0].starts_with("t.parquet"), "{found:?}");
        }
    }

    #[test]
    fn no_damage_is_more_than_an_error() {
        let packed = table(parquet::basic::Compression::SNAPPY);
        for sound in tables_of_differences().into_iter().chain([packed]) {
            for at in 0..sound.len() {
                for value in [0, 0x7F, 0xFF] {
                    let mut bytes = sound.clone();
                    bytes[at] = value;
                    assert!(read(bytes, Fields::default()).len() <= 4);
                }
                let _ = read(sound[..at].to_vec(), Fields::default());
            }
        }
    }
}
