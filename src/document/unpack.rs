//! Opening an input: a file or standard input, unpacked where it is compressed, within limits.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Chain, Cursor, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::error::{Error, Result};

/// An open input.
pub type Input = Box<dyn BufRead + Send>;

/// Most bytes of one document, unpacked: a book has one or two million.
pub const LARGEST: u64 = 256 << 20;

/// Unpacked bytes from which on a file is looked at as a possible bomb.
const SUSPECT_FROM: u64 = 64 << 20;

/// Bytes that one packed byte may become: text gives 3 to 10, tables of numbers up to 100, bombs a thousand and more.
const LARGEST_RATIO: u64 = 400;

/// Bytes read at once.
const BUFFER: usize = 1 << 16;

const GZIP: &[u8] = &[0x1F, 0x8B];
const ZSTD: &[u8] = &[0x28, 0xB5, 0x2F, 0xFD];

/// Opens `path`, or standard input for `-`. Whether it is compressed is told by its first bytes, not by its name.
pub fn open(path: &Path) -> Result<Input> {
    let io = |source| Error::Io { action: "read", path: path.to_owned(), source };
    let raw: Box<dyn Read + Send> = if path == Path::new("-") {
        Box::new(io::stdin())
    } else {
        let file = File::open(path).map_err(io)?;
        // A folder opens, and only reading it fails, with words that help nobody.
        if file.metadata().map_err(io)?.is_dir() {
            return Err(Error::BadFile {
                path: path.to_owned(),
                problem: "expected a file, found a folder".to_owned(),
            });
        }
        Box::new(file)
    };
    unpacked(raw).map_err(io)
}

/// An input, unpacked if its first bytes say that it is packed.
pub fn unpacked(mut raw: Box<dyn Read + Send>) -> io::Result<Input> {
    let mut head = Vec::with_capacity(4);
    raw.by_ref().take(4).read_to_end(&mut head)?;
    let kind = if head.starts_with(GZIP) { Some(true) } else { head.starts_with(ZSTD).then_some(false) };
    let whole: Chain<Cursor<Vec<u8>>, _> = Cursor::new(head).chain(raw);
    let Some(gzip) = kind else { return Ok(Box::new(BufReader::with_capacity(BUFFER, whole))) };
    let packed = Counted { from: whole, bytes: Arc::default() };
    let read = Arc::clone(&packed.bytes);
    let packed = BufReader::with_capacity(BUFFER, packed);
    let unpacker: Box<dyn Read + Send> = if gzip {
        Box::new(flate2::bufread::MultiGzDecoder::new(packed))
    } else {
        Box::new(zstd::Frames::new(packed))
    };
    Ok(Box::new(BufReader::with_capacity(BUFFER, Watched { from: unpacker, packed: read, unpacked: 0 })))
}

/// Counts what is read through it.
struct Counted<R> {
    from: R,
    bytes: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.from.read(buffer)?;
        self.bytes.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

/// Stops where few packed bytes became very many.
struct Watched {
    from: Box<dyn Read + Send>,
    packed: Arc<AtomicU64>,
    unpacked: u64,
}

impl Read for Watched {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.from.read(buffer)?;
        self.unpacked += n as u64;
        let packed = self.packed.load(Ordering::Relaxed);
        if self.unpacked > SUSPECT_FROM && self.unpacked / LARGEST_RATIO > packed {
            let words = format!(
                "{packed} packed bytes became more than {} MB: this is no text but a decompression bomb",
                self.unpacked >> 20
            );
            return Err(io::Error::new(io::ErrorKind::InvalidData, words));
        }
        Ok(n)
    }
}

/// All that is left of `input`, at most [`LARGEST`] bytes.
pub fn all(input: &mut Input, path: &Path) -> Result<Vec<u8>> {
    up_to(LARGEST, input, path)
}

/// All that is left of `input`, at most so many bytes.
pub fn up_to(largest: u64, input: &mut Input, path: &Path) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let io = |source| Error::Io { action: "read", path: path.to_owned(), source };
    input.take(largest + 1).read_to_end(&mut bytes).map_err(io)?;
    if bytes.len() as u64 > largest {
        let problem = if largest == LARGEST {
            too_large()
        } else {
            format!("expected at most {} MB, found more", largest >> 20)
        };
        return Err(Error::BadFile { path: path.to_owned(), problem });
    }
    Ok(bytes)
}

/// What is said of a document above [`LARGEST`].
pub fn too_large() -> String {
    format!("expected at most {} MB in one document, found more", LARGEST >> 20)
}

mod zstd {
    //! One frame after the other, as `zstd` and `cat a.zst b.zst` write them.

    use std::io::{self, BufRead, Read};

    use ruzstd::decoding::FrameDecoder;
    use ruzstd::decoding::StreamingDecoder;

    /// Unpacks all frames of a stream.
    pub struct Frames<R: BufRead> {
        now: Option<StreamingDecoder<R, FrameDecoder>>,
        next: Option<R>,
    }

    impl<R: BufRead> Frames<R> {
        pub fn new(packed: R) -> Self {
            Self { now: None, next: Some(packed) }
        }
    }

    impl<R: BufRead> Read for Frames<R> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            if buffer.is_empty() {
                return Ok(0);
            }
            loop {
                if let Some(decoder) = &mut self.now {
                    let n = decoder.read(buffer)?;
                    if n > 0 {
                        return Ok(n);
                    }
                    self.next = self.now.take().map(StreamingDecoder::into_inner);
                }
                let Some(mut packed) = self.next.take() else { return Ok(0) };
                if packed.fill_buf()?.is_empty() {
                    return Ok(0);
                }
                let broken =
                    |error| io::Error::new(io::ErrorKind::InvalidData, format!("no sound zstd: {error}"));
                self.now = Some(StreamingDecoder::new(packed).map_err(broken)?);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    fn gz(bytes: &[u8]) -> Vec<u8> {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        packer.write_all(bytes).unwrap();
        packer.finish().unwrap()
    }

    fn zst(bytes: &[u8]) -> Vec<u8> {
        ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
    }

    fn read(bytes: Vec<u8>) -> io::Result<Vec<u8>> {
        let mut input = unpacked(Box::new(Cursor::new(bytes)))?;
        let mut out = Vec::new();
        input.read_to_end(&mut out)?;
        Ok(out)
    }

    #[test]
    fn packed_or_not_the_bytes_are_the_same() {
        let text = "Two shells fell on Kozinka. ".repeat(10_000).into_bytes();
        for packed in [text.clone(), gz(&text), zst(&text)] {
            assert!(read(packed).unwrap() == text);
        }
        let two = [gz(b"one "), gz(b"two")].concat();
        assert_eq!(read(two).unwrap(), b"one two");
        let two = [zst(b"one "), zst(b"two")].concat();
        assert_eq!(read(two).unwrap(), b"one two");
        for short in [&b""[..], b"a", b"\x1F", b"\x28\xB5"] {
            assert_eq!(read(short.to_vec()).unwrap(), short);
        }
    }

    #[test]
    fn damage_is_an_error_not_an_end() {
        for packed in [gz(&b"words ".repeat(1000)), zst(&b"words ".repeat(1000))] {
            let half = packed[..packed.len() / 2].to_vec();
            assert!(read(half).is_err());
        }
        assert!(read(b"\x1F\x8Bnot gzip at all".to_vec()).is_err());
        assert!(read(b"\x28\xB5\x2F\xFD not zstd at all".to_vec()).is_err());
    }

    #[test]
    fn a_bomb_is_stopped_early() {
        let zeros = vec![0_u8; 200 << 20];
        for bomb in [gz(&zeros), zst(&zeros)] {
            assert!(bomb.len() < 1 << 20);
            let mut input = unpacked(Box::new(Cursor::new(bomb))).unwrap();
            let mut taken = 0_u64;
            let error = loop {
                match input.fill_buf() {
                    Ok([]) => panic!("the end was reached"),
                    Ok(bytes) => {
                        let n = bytes.len();
                        taken += n as u64;
                        input.consume(n);
                    }
                    Err(error) => break error.to_string(),
                }
            };
            assert!(error.contains("decompression bomb") && taken < SUSPECT_FROM + (1 << 20), "{error}");
        }
    }
}
