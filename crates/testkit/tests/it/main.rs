//! The sample city: the same for everybody, plausible, and wrong exactly where it says so.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod faults;
mod sample;
mod schemes;
mod scores;
