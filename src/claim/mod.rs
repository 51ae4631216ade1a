//! Distances that the text states, and whether they hold.

#[cfg(test)]
mod cases;
mod change;
mod check;
mod connector;
mod describe;
mod earlier;
mod find;
pub mod ground;
mod group;
pub mod interval;
pub mod judge;
pub mod model;
mod names;
mod pair;
pub mod readings;
mod reason;
mod resolve;
mod subject;
mod target;
mod tongue;
mod vague;
mod way;
#[cfg(test)]
mod wording;
mod words;

pub use check::{check, check_on};
pub use group::group;
pub use model::{Claim, ClaimTarget, ClaimVerdict, Hedge, Unit};
