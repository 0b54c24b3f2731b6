//! Development only: a fixed clock, seeded ids, a sample city and its year.
