//! `distance --points`: a table of positions in, the same table with distances out, block by block.

use std::fs::File;
use std::io::{self, IsTerminal as _, Read, Write};
use std::path::{Path, PathBuf};

use eventmap::geodesy::{LonLat, Nearest, compass};
use eventmap::output::{self, MEASURED};
use eventmap::{Error, Result};
use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;

use super::super::terminal::visible;
use super::super::{Outcome, talk};
use super::cells::{self, Records};
use super::features;
use super::meter::Meter;

/// Bytes read at a time: large enough that threads have work, small enough that memory does not grow with the input.
const BLOCK: usize = 4_000_000;
/// A record longer than this is a quote that was never closed.
const LONGEST: usize = 64_000_000;
/// Bad rows that are named one by one.
const NAMED: usize = 10;

/// What a run reads and writes.
pub struct Plan<'a> {
    pub points: &'a Path,
    pub out: Option<&'a Path>,
    pub lon: Option<&'a str>,
    pub lat: Option<&'a str>,
    pub quiet: bool,
}

/// Where positions stand in the table.
pub struct Columns {
    pub delimiter: u8,
    pub names: Vec<String>,
    pub lon: usize,
    pub lat: usize,
}

/// What became of the rows.
#[derive(Default)]
pub struct Tally {
    pub rows: usize,
    bad: usize,
}

impl Tally {
    /// Names a row that could not be read; after the first few, only counts.
    pub fn bad(&mut self, error: &Error) {
        self.bad += 1;
        if self.bad <= NAMED {
            talk::error(error);
        }
    }

    fn outcome(&self) -> Outcome {
        if self.bad > NAMED {
            talk::say(&format!("error: {} more rows like these", self.bad - NAMED));
        }
        if self.bad > 0 { Outcome::PartlyRead } else { Outcome::Done }
    }
}

pub fn run(plan: &Plan<'_>, meter: &Meter<'_>) -> Result<Outcome> {
    let mut tally = Tally::default();
    let features_in = is_geojson(plan.points);
    let features_out = plan.out.is_some_and(is_geojson);
    if features_in || features_out {
        let text = features::run(plan, meter, &mut tally)?;
        match plan.out {
            Some(path) => output::write_own(&output::follow(path), text.as_bytes())?,
            None => talk::results(&text)?,
        }
    } else if let Some(path) = plan.out {
        output::write_own_with(&output::follow(path), &mut |out| table(plan, meter, &mut tally, out))?;
    } else {
        let out = &mut io::BufWriter::new(io::stdout().lock());
        match table(plan, meter, &mut tally, out) {
            Err(Error::Io { action: "write", source, .. }) if source.kind() == io::ErrorKind::BrokenPipe => {}
            other => other?,
        }
    }
    if !plan.quiet {
        let read = tally.rows;
        talk::say(&format!("measured {} of {read} positions", read - tally.bad.min(read)));
    }
    Ok(tally.outcome())
}

/// An error if the ending of the file that is to be written tells no form of measured tables.
pub fn check_form(path: &Path) -> Result<()> {
    let ending = path.extension().and_then(std::ffi::OsStr::to_str).unwrap_or_default();
    let known = ["csv", "tsv", "txt", ""].iter().any(|one| ending.eq_ignore_ascii_case(one));
    if known || is_geojson(path) {
        return Ok(());
    }
    Err(Error::Usage(format!(
        "the ending of '{}' tells no form: expected one of .csv, .tsv, .geojson",
        path.display()
    )))
}

pub fn is_geojson(path: &Path) -> bool {
    let ending = path.extension().and_then(std::ffi::OsStr::to_str).unwrap_or_default();
    ["geojson", "json"].iter().any(|one| ending.eq_ignore_ascii_case(one))
}

/// Opens the input, "-" being standard input, and says how many bytes it has where that is known.
pub fn open(path: &Path) -> Result<(Box<dyn Read>, Option<u64>)> {
    if path == Path::new("-") {
        return Ok((Box::new(io::stdin().lock()), None));
    }
    let failed = |source| Error::Io { action: "read", path: path.to_owned(), source };
    let file = File::open(path).map_err(failed)?;
    let meta = file.metadata().map_err(failed)?;
    if meta.is_dir() {
        return Err(Error::Usage(format!(
            "'{}' is a folder: expected a table with columns lon and lat",
            path.display()
        )));
    }
    Ok((Box::new(file), Some(meta.len())))
}

fn table(plan: &Plan<'_>, meter: &Meter<'_>, tally: &mut Tally, out: &mut dyn Write) -> Result<()> {
    let (mut input, size) = open(plan.points)?;
    let bar = progress(size, plan.quiet);
    let wrote = |done: io::Result<()>| {
        let path = plan.out.map_or_else(|| PathBuf::from("-"), Path::to_owned);
        done.map_err(|source| Error::Io { action: "write", path, source })
    };
    let mut columns: Option<Columns> = None;
    let mut buffer: Vec<u8> = Vec::with_capacity(2 * BLOCK);
    let mut line = 1;
    loop {
        let read = fill(&mut input, &mut buffer, plan.points)?;
        bar.inc(read as u64);
        let last = read == 0;
        let end = if last { buffer.len() } else { cells::whole_records(&buffer) };
        if end == 0 && !last {
            if buffer.len() > LONGEST {
                return Err(bad_row(
                    plan.points,
                    line,
                    "expected a line end or a closing quote, found none".to_owned(),
                ));
            }
            continue;
        }
        let mut start = 0;
        if columns.is_none() && end > 0 {
            let text = buffer.get(..end).unwrap_or_default();
            let bom = if text.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
            let (first, lines) = cells::record_length(text.get(bom..).unwrap_or_default());
            let found = header_columns(plan, text.get(bom..bom + first).unwrap_or_default())?;
            wrote(writeln!(out, "{}", header_row(&found)))?;
            columns = Some(found);
            start = bom + first;
            line += lines;
        }
        if let Some(columns) = &columns {
            let text = buffer.get(start..end).unwrap_or_default();
            let block = Block { text, line, path: plan.points };
            wrote(block.measure(columns, meter, tally, out))?;
            line += text.split(|&byte| byte == b'\n').count() - 1;
        }
        buffer.drain(..end);
        if last {
            break;
        }
    }
    bar.finish_and_clear();
    if columns.is_none() {
        return Err(bad_row(
            plan.points,
            1,
            "expected a header with columns lon and lat, found nothing".to_owned(),
        ));
    }
    wrote(out.flush())
}

/// Whole records, and where they stand.
struct Block<'t> {
    text: &'t [u8],
    line: usize,
    path: &'t Path,
}

impl Block<'_> {
    /// Measures the records on all threads, and writes them in their order.
    fn measure(
        &self,
        columns: &Columns,
        meter: &Meter<'_>,
        tally: &mut Tally,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let parts = cells::parts(self.text, self.line, rayon::current_num_threads() * 4);
        let done: Vec<Done> =
            parts.par_iter().map(|(line, part)| measure(part, *line, columns, meter)).collect();
        for part in &done {
            tally.rows += part.rows;
            for (line, problem) in &part.bad {
                tally.bad(&bad_row(self.path, *line, problem.clone()));
            }
            out.write_all(&part.out)?;
        }
        Ok(())
    }
}

/// Reads about a block; 0 at the end.
fn fill(input: &mut dyn Read, buffer: &mut Vec<u8>, path: &Path) -> Result<usize> {
    let before = buffer.len();
    input.take(BLOCK as u64).read_to_end(buffer).map_err(|source| Error::Io {
        action: "read",
        path: path.to_owned(),
        source,
    })?;
    Ok(buffer.len() - before)
}

fn header_row(columns: &Columns) -> String {
    let own = columns.names.iter().map(|name| cells::quoted(name, columns.delimiter));
    let all: Vec<String> = own.chain(MEASURED.iter().map(|name| (*name).to_owned())).collect();
    all.join(&char::from(columns.delimiter).to_string())
}

pub fn bad_row(path: &Path, line: usize, problem: String) -> Error {
    Error::BadRow { path: path.to_owned(), line, problem }
}

/// Other names of the two columns, most usual first.
const LON: [&str; 8] = ["lon", "lng", "long", "longitude", "x", "lon_deg", "geo_lon", "coordinates_lon"];
const LAT: [&str; 6] = ["lat", "latitude", "y", "lat_deg", "geo_lat", "coordinates_lat"];

/// Finds the columns, and says which were taken where they are not called lon and lat.
pub fn header_columns(plan: &Plan<'_>, header: &[u8]) -> Result<Columns> {
    let header = header.strip_suffix(b"\n").unwrap_or(header);
    let header = header.strip_suffix(b"\r").unwrap_or(header);
    let delimiter = cells::delimiter(header);
    let mut names = Vec::new();
    cells::cells(header, delimiter, |_, cell| names.push(cells::plain(cell)));
    let find = |asked: Option<&str>, usual: &[&str], what: &str| {
        let place = |wanted: &str| names.iter().position(|name| name.eq_ignore_ascii_case(wanted));
        let found = match asked {
            Some(asked) => place(asked),
            None => usual.iter().find_map(|name| place(name)),
        };
        found.ok_or_else(|| {
            let wanted =
                asked.map_or_else(|| format!("{} (or name it with --{what})", usual[0]), str::to_owned);
            let has = names.join(", ");
            bad_row(plan.points, 1, format!("expected a column {wanted}, found {}", visible(&has)))
        })
    };
    let lon = find(plan.lon, &LON, "lon")?;
    let lat = find(plan.lat, &LAT, "lat")?;
    if let Some(taken) = names.iter().find(|name| MEASURED.contains(&name.as_str())) {
        let problem = format!("the column {taken} is there already; rename it or leave it out");
        return Err(bad_row(plan.points, 1, problem));
    }
    let usual = names[lon].eq_ignore_ascii_case(LON[0]) && names[lat].eq_ignore_ascii_case(LAT[0]);
    if !plan.quiet && !usual {
        talk::say(&format!(
            "longitude from column '{}', latitude from '{}'",
            visible(&names[lon]),
            visible(&names[lat])
        ));
    }
    Ok(Columns { delimiter, names, lon, lat })
}

/// What one part of a block gave.
struct Done {
    out: Vec<u8>,
    rows: usize,
    bad: Vec<(usize, String)>,
}

/// Reads all positions of the part, measures them at once, and writes them in their order.
fn measure(part: &[u8], line: usize, columns: &Columns, meter: &Meter<'_>) -> Done {
    let mut done = Done { out: Vec::with_capacity(part.len() * 3), rows: 0, bad: Vec::new() };
    let (mut records, mut points) = (Vec::new(), Vec::new());
    for record in Records::new(part, line) {
        done.rows += 1;
        match position(record.bytes, columns) {
            Ok(p) => {
                records.push((record.bytes, true));
                points.push(p);
            }
            Err((problem, fits)) => {
                done.bad.push((record.line, problem));
                if fits {
                    records.push((record.bytes, false));
                }
            }
        }
    }
    let mut found = points.iter().zip(meter.measure_all(&points));
    for (bytes, measured) in records {
        done.out.extend_from_slice(bytes);
        let next = if measured { found.next() } else { None };
        match next {
            Some((&p, Some(nearest))) => answer(&mut done.out, p, &nearest, columns.delimiter, meter),
            _ => done.out.extend([columns.delimiter; MEASURED.len()]),
        }
        done.out.push(b'\n');
    }
    done
}

/// The position of a row; else what is wrong, and whether the row has as many cells as the header.
fn position(record: &[u8], columns: &Columns) -> std::result::Result<LonLat, (String, bool)> {
    let (mut lon, mut lat) = (&b""[..], &b""[..]);
    let count = cells::cells(record, columns.delimiter, |number, cell| {
        if number == columns.lon {
            lon = cell;
        } else if number == columns.lat {
            lat = cell;
        }
    });
    let wanted = columns.names.len();
    if count != wanted {
        return Err((format!("expected {wanted} cells as in the header, found {count}"), false));
    }
    let number = |cell: &[u8], column: usize| {
        let plain_number = std::str::from_utf8(cell).ok().and_then(|text| text.trim().parse::<f64>().ok());
        // "36,6" in a table that semicolons or tabs part: spreadsheets of half of Europe.
        let read =
            |text: &str| text.trim().parse().or_else(|_| text.trim().replacen(',', ".", 1).parse()).ok();
        plain_number.or_else(|| read(&cells::plain(cell))).ok_or_else(|| {
            let name = &columns.names[column];
            (format!("expected degrees in column {name}, found '{}'", shown(&cells::plain(cell))), true)
        })
    };
    let p = LonLat::new(number(lon, columns.lon)?, number(lat, columns.lat)?);
    check(p).map_err(|problem| (problem, true))
}

fn shown(cell: &str) -> String {
    cell.chars().take(40).collect()
}

/// The position if it lies on Earth, longitudes of up to a whole turn allowed.
pub fn check(p: LonLat) -> std::result::Result<LonLat, String> {
    if !(-90.0..=90.0).contains(&p.lat) {
        return Err(format!("expected a latitude between -90 and 90, found {}", p.lat));
    }
    if !(-360.0..=360.0).contains(&p.lon) {
        return Err(format!("expected a longitude between -360 and 360, found {}", p.lon));
    }
    Ok(p)
}

/// Appends the five cells of one position.
fn answer(out: &mut Vec<u8>, p: LonLat, found: &Nearest, delimiter: u8, meter: &Meter<'_>) {
    let (of_metres, of_degrees) = meter.decimals();
    for (value, decimals) in [
        (found.metres, of_metres),
        (found.point.lon, of_degrees),
        (found.point.lat, of_degrees),
        (compass::rounded_deg(found.azimuth_deg, 3), 3),
    ] {
        out.push(delimiter);
        fixed(out, value, decimals);
    }
    out.push(delimiter);
    out.extend_from_slice(meter.side(p, found).as_bytes());
}

/// Writes a number with so many decimals. Several times faster than `format!`, which the rate of points needs.
pub fn fixed(out: &mut Vec<u8>, value: f64, decimals: u32) {
    let unit = 10_u64.pow(decimals);
    let scaled = (value.abs() * unit as f64).round() as u64;
    if value < 0.0 && scaled > 0 {
        out.push(b'-');
    }
    let mut digits = [0_u8; 24];
    let mut at = digits.len();
    let (mut rest, mut written) = (scaled, 0);
    while rest > 0 || written <= decimals {
        if written == decimals && decimals > 0 {
            at -= 1;
            digits[at] = b'.';
        }
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
        written += 1;
    }
    out.extend_from_slice(&digits[at..]);
}

fn progress(size: Option<u64>, quiet: bool) -> ProgressBar {
    /// Smaller files are done before a bar would be seen.
    const LONG: u64 = 20_000_000;
    let shown = !quiet && io::stderr().is_terminal() && size.is_none_or(|size| size > LONG);
    if !shown {
        return ProgressBar::hidden();
    }
    let (bar, template) = match size {
        Some(size) => (ProgressBar::new(size), "{bar:40} {bytes} of {total_bytes}, {eta} left"),
        None => (ProgressBar::new_spinner(), "{spinner} {bytes} read"),
    };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_fixed_length() {
        for (value, decimals, expected) in [
            (0.0, 3, "0.000"),
            (12.3456, 3, "12.346"),
            (-0.00049, 3, "0.000"),
            (-179.999_999_9, 7, "-179.9999999"),
            (0.05, 1, "0.1"),
            (359.9996, 3, "360.000"),
            (20_003_931.458_6, 3, "20003931.459"),
            (7.0, 0, "7"),
        ] {
            let mut out = Vec::new();
            fixed(&mut out, value, decimals);
            assert_eq!(String::from_utf8(out).unwrap(), expected);
        }
    }
}
