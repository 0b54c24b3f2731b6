//! What an office asks about a scheme besides scores: what changed between two versions, how it would have come out last year,
//! which items tell units apart, and what one more step would bring.

mod backtest;
mod compare;
mod diff;
mod sensitivity;

pub use backtest::{Backtest, GradeCount, Spread, backtest};
pub use compare::{Effect, Moved, effects};
pub use diff::{Aspect, Difference, differences};
pub use sensitivity::{Gain, ItemPower, Move, Sensitivity, gains, sensitivity};
