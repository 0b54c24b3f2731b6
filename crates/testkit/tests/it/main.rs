//! The sample city: the same for everybody, plausible, and wrong exactly where it says so.

mod faults;
mod sample;
