//! The rule language: official assessment documents with 考核 blocks → compiled schemes → exact scores that explain themselves.
#![deny(clippy::float_arithmetic)]

pub mod ast;
mod calendar;
mod check;
mod compile;
mod diagnostic;
pub mod draft;
pub mod editor;
mod engine;
mod explain;
mod facts;
pub mod fmt;
pub mod guide;
mod lex;
mod literate;
mod measure;
mod number;
mod parse;
mod plan;
mod sample;
pub mod scheme;
mod scores;
mod source;
pub mod table;
mod tally;
pub mod tools;
mod trace;

pub use check::Compilation;
pub use compile::{compile, compile_rules, parse};
pub use diagnostic::{Code, Diagnostic, Located, Related, Severity};
pub use explain::{Explanation, FactView, StepKind, StepView, Subject};

pub use facts::{FactError, Facts, Record, Unit};
pub use lex::Keyword;
pub use literate::{Fence, Literate};
pub use measure::{Kind, Measure};
pub use number::{Decimal, MAX_DECIMALS, NotANumber, Rounding, Value};
pub use sample::{Sample, samples};
pub use scheme::Scheme;
pub use scores::{Change, GradeResult, Scores, evaluate};
pub use source::{FileId, Place, SourceFile, Sources, Span};
