//! Development only: a fixed clock, seeded ids, a sample city and its year.

pub mod postgres;
