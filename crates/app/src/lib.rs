//! What a person can do: one function per action = authorize → load → decide → save → audit, in one transaction. Knows no HTTP.

pub mod access;
pub mod account;
pub mod audit;
pub mod audit_export;
pub mod bulk;
pub mod catalogue;
mod context;
pub mod cycle;
pub mod document;
pub mod due;
pub mod entry;
mod error;
pub mod evidence;
pub mod figure;
pub mod hierarchy;
pub mod install;
pub mod invitation;
mod judged;
#[cfg(test)]
mod known;
pub mod light;
mod names;
mod password;
pub mod period;
pub mod reminder;
pub mod reorganisation;
pub mod sample;
pub mod scheme;
pub mod score;
pub mod second_factor;
pub mod session;
pub mod submission;
pub mod superior;
pub mod table;
pub mod target;
pub mod token;
mod totp;
pub mod trail;
pub mod unit;
pub mod work;

pub use context::{App, Clock, Person, Random};
pub use error::{DISK_FULL, Error, FieldError, Result};
pub use evidence::{Scanned, Scanner};
pub use names::Names;

/// What pages and the API show as they are stored.
pub use store::{
    AuditFilter, Break, Digest, EvidenceRow, FactRow, FigureRow, NumberKind, Remark, StepRow, StoredScheme,
    Token,
};
