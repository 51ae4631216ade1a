//! Maps by day, week or month, and charts: the options that `map` and `render` share, and the pictures they ask for.

use clap::{Args, ValueEnum};
use eventmap::Result;
use eventmap::map::period::Step;
use eventmap::map::{BaseMap, MapOptions, Scene, charts, multiples, series};
use eventmap::report::Report;

/// What is drawn besides one map of all.
#[derive(Args)]
#[command(next_help_heading = "Series and charts")]
pub struct SeriesArgs {
    /// One map for each day, week or month that has events: all of one frame, one legend and one scale of symbols
    #[arg(long, value_enum, value_name = "STEP")]
    pub series: Option<StepName>,
    /// All maps of the series on one sheet, with charts of time and distance, instead of a file for each
    #[arg(long, requires = "series")]
    pub sheet: bool,
    /// Also bars of events by time and by distance from the border
    #[arg(long)]
    pub charts: bool,
}

/// How long a period of a series is.
#[derive(Clone, Copy, ValueEnum)]
pub enum StepName {
    Day,
    Week,
    Month,
}

impl From<StepName> for Step {
    fn from(name: StepName) -> Self {
        match name {
            StepName::Day => Self::Day,
            StepName::Week => Self::Week,
            StepName::Month => Self::Month,
        }
    }
}

/// Names of the charts' files.
pub const CHARTS: [&str; 2] = ["timeline", "distances"];

/// A picture and what its file's name says of it, such as its day; none for the sheet.
pub type Named = (Option<String>, Scene);

impl SeriesArgs {
    /// The maps of the series, or the sheet of them; none if no series is asked for.
    pub fn maps(&self, report: &Report, base: &BaseMap, options: &MapOptions) -> Result<Option<Vec<Named>>> {
        let Some(step) = self.series.map(Step::from) else { return Ok(None) };
        if self.sheet {
            let sheet = multiples::scene(report, base, options, step)?;
            return Ok(Some(sheet.map(|scene| (None, scene)).into_iter().collect()));
        }
        let maps = series::scenes(report, base, options, step)?;
        Ok(Some(maps.into_iter().map(|(period, scene)| (Some(period.name()), scene)).collect()))
    }

    /// The charts asked for, of what there is to show.
    pub fn charts(&self, report: &Report, base: &BaseMap, options: &MapOptions) -> Result<Vec<Named>> {
        if !self.charts {
            return Ok(Vec::new());
        }
        let scenes = charts::scenes(report, base, options)?;
        let named = CHARTS.into_iter().zip(scenes);
        Ok(named.filter_map(|(name, scene)| Some((Some(name.to_owned()), scene?))).collect())
    }
}
