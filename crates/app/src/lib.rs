//! What a person can do: one function per action = authorize → load → decide → save → audit, in one transaction. Knows no HTTP.

pub mod account;
pub mod audit;
pub mod catalogue;
mod context;
pub mod document;
pub mod entry;
mod error;
pub mod figure;
pub mod install;
mod judged;
mod password;
pub mod period;
pub mod sample;
pub mod scheme;
pub mod score;
pub mod session;
pub mod submission;
pub mod superior;
pub mod work;

pub use context::{App, Clock, Person, Random};
pub use error::{Error, FieldError, Result};

/// What pages and the API show as they are stored.
pub use store::{AuditFilter, Break, FactRow, FigureRow, NumberKind};
