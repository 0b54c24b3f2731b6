//! Runs plans over columns. Exact: whole numbers only, widened where the ranges of the data ask for it.

mod barrier;
mod column;
mod exact;
mod exec;
mod kernel;
mod lanes;
mod range;

pub(crate) use barrier::run_barrier;
pub(crate) use column::Column;
pub(crate) use exec::{CHUNK, Context, Pools, Prepared, run, run_keeping};
pub(crate) use lanes::{compare, divide};
pub(crate) use range::{Range, ranges};
