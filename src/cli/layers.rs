//! Which files of layers `map` writes: `--layer-formats`, `--styles` and what belongs to them.

use std::path::{Path, PathBuf};

use clap::Args;
use eventmap::Result;
use eventmap::output::{self, Format, Layer};
use eventmap::report::Report;

use super::dest::{ExtrasArgs, Sources, format, remove_older};

/// Options of the layers of a run.
#[derive(Args)]
#[command(next_help_heading = "What is written")]
pub struct LayersArgs {
    /// Formats of the layers, any number of them
    #[arg(long, value_name = "LIST", value_delimiter = ',', default_value = "geojson", value_parser = format())]
    layer_formats: Vec<Format>,
    /// Write a QGIS style (.qml) beside each layer, which QGIS applies by itself
    #[arg(long)]
    styles: bool,
    #[command(flatten)]
    extras: ExtrasArgs,
}

/// The name of a file that holds all layers, without ending.
const ALL_LAYERS: &str = "eventmap";

impl LayersArgs {
    /// The formats, each once.
    fn formats(&self) -> Vec<Format> {
        let mut formats: Vec<Format> = Vec::new();
        for format in &self.layer_formats {
            if !formats.contains(format) {
                formats.push(*format);
            }
        }
        formats
    }

    /// The files of layers that are written into `folder`.
    fn files(&self, folder: &Path) -> Vec<PathBuf> {
        let mut files = Vec::new();
        for format in self.formats() {
            let ending = format.endings()[0];
            if format.holds_layers() {
                files.push(folder.join(format!("{ALL_LAYERS}.{ending}")));
            } else {
                files
                    .extend(Layer::ALL.iter().map(|layer| folder.join(format!("{}.{ending}", layer.name()))));
            }
        }
        if self.styles {
            files.extend(Layer::ALL.iter().map(|layer| folder.join(format!("{}.qml", layer.name()))));
        }
        files
    }

    /// An error now, rather than after a long run, if a file is in the way that is not this program's own, or that is read;
    /// `others` are files that are written beside the layers.
    pub fn check(&self, folder: &Path, others: &[&str], sources: &Sources<'_>) -> Result<()> {
        let others = others.iter().map(|name| folder.join(name));
        self.files(folder).into_iter().chain(others).try_for_each(|path| self.check_file(&path, sources))
    }

    /// Says so where the formats have no room for what is asked for.
    pub fn say_lost(&self, quiet: bool) {
        self.extras.say_lost(&self.formats(), quiet);
    }

    /// The same of one file.
    pub fn check_file(&self, path: &Path, sources: &Sources<'_>) -> Result<()> {
        sources.check(path, self.extras.force)
    }

    /// Removes layers of earlier runs in forms that this run does not write. Styles stay: they hold for any run.
    pub fn remove_older(&self, folder: &Path, quiet: bool) -> Result<()> {
        let written = self.files(folder);
        let endings = Format::ALL.iter().map(|format| (format.holds_layers(), format.endings()[0]));
        let known = endings.flat_map(|(holds_layers, ending)| {
            let layers = Layer::ALL.iter().map(|layer| layer.name()).filter(move |_| !holds_layers);
            let all = holds_layers.then_some(ALL_LAYERS);
            layers.chain(all).map(move |name| folder.join(format!("{name}.{ending}")))
        });
        remove_older(known.filter(|path| !written.contains(path)).collect(), quiet)
    }

    /// Writes all layers in all formats; the number of files.
    pub fn write(&self, report: &Report, folder: &Path, credits: &[String]) -> Result<usize> {
        let extras = self.extras.of(&report.border, &report.documents, credits);
        for format in self.formats() {
            let ending = format.endings()[0];
            let layers = Layer::ALL.map(|layer| (layer, output::layer_rows(report, layer, format)));
            if format.holds_layers() {
                let bytes = output::layers_bytes(format, &layers)?;
                output::write_own(&folder.join(format!("{ALL_LAYERS}.{ending}")), &bytes)?;
                continue;
            }
            for (layer, rows) in layers {
                let bytes = output::layer_bytes(format, layer, &rows, &extras)?;
                output::write_own(&folder.join(format!("{}.{ending}", layer.name())), &bytes)?;
            }
        }
        if self.styles {
            for layer in Layer::ALL {
                let path = folder.join(format!("{}.qml", layer.name()));
                output::write_own(&path, output::qml(layer).as_bytes())?;
            }
        }
        Ok(self.files(folder).len())
    }
}
