//! Packs the layers of gazetteer/ into gazetteer/index.bin, which the library embeds.
//!
//! `cargo run --release --example build_gazetteer [FOLDER]`

use std::path::PathBuf;

fn main() -> eventmap::Result<()> {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "gazetteer".to_owned()));
    let bytes = eventmap::gazetteer::build(&folder)?;
    let path = folder.join("index.bin");
    std::fs::write(&path, &bytes).map_err(|source| eventmap::Error::Io { action: "write", path, source })
}
