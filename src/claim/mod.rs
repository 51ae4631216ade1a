//! Distances that the text states, and whether they hold.

pub mod model;

pub use model::{Claim, ClaimTarget, ClaimVerdict, Hedge, Unit};
