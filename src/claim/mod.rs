//! Distances that the text states, and whether they hold.
//!
//! [`check`] finds every statement ("some 15 kilometers from the border"), says of which two places it speaks, measures what the words
//! may mean and judges it in a sentence: a [`Claim`] with its [`ClaimVerdict`]. [`group`] brings together what several
//! articles say alike. Judging knows no text: [`judge`] takes a stated range and several measured ones ([`readings`],
//! [`interval`]), so it can be asked about any numbers. All lengths are km.

#[cfg(test)]
mod cases;
mod change;
mod check;
mod connector;
mod describe;
mod earlier;
mod find;
pub(crate) mod ground;
mod group;
pub mod interval;
pub mod judge;
pub(crate) mod model;
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
pub use reason::{in_unit, span_in_unit};
