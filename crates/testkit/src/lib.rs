//! A fixed clock, a seeded sample city and its year, schemes of any size, and a PostgreSQL for tests.
//!
//! Everything is invented; the structure and the sizes are those of real assessments. The demo, the tests and the benchmarks use the
//! same city.

pub mod clock;
pub mod postgres;

mod catalogue;
mod faults;
mod figures;
mod judged;
mod large;
mod names;
mod rng;
mod sample;
mod scored;

pub use catalogue::indicators;
pub use faults::Fault;
pub use judged::{Recognition, SampleJudgement, SampleVeto};
pub use large::{large_indicators, large_scheme};
pub use names::{CITY, COUNTY, DISTRICT, OFFICE, Person, department, departments, people, units};
pub use rng::Rng;
pub use sample::{LAST_SCHEME, MonthFigure, Parameters, SCHEME, Sample, YEAR};
pub use scored::{facts_table, scheme};
