//! The only crate that knows SQL: one concrete [`Store`] over SQLite or PostgreSQL, one module per noun.
//!
//! Reading goes through a [`Reader`], writing through a [`Change`]: one transaction of one tenant that holds the head of
//! the tenant's audit chain and so takes its turn after every other change, whatever process it runs in. Figures are
//! saved by [`Store::save_figures`], which puts many people's saves into one durable transaction.

mod account;
mod audit;
mod change;
mod columns;
mod conn;
mod cycle;
mod document;
mod draft;
mod error;
mod event;
mod figure;
mod indicator;
mod judgement;
mod open;
mod published;
mod saver;
mod schema;
mod session;
mod setting;
mod submission;
mod target;
mod tenant;
mod unit;

pub use account::{Account, NewAccount};
pub use audit::{AuditEntry, AuditFilter, AuditRow, Break};
pub use change::{Change, Reader, Versions};
pub use columns::{Cell, Columns};
pub use cycle::{Cycle, NewScheme, StoredScheme};
pub use document::{CorrectionRow, DocumentRow, NewDocument, UseRow};
pub use draft::DraftRow;
pub use error::{Error, Result};
pub use event::{EventRow, NewEvent};
pub use figure::{FactRow, FigureRow, NewFigure, NumberKind, period_code, period_from_code};
pub use indicator::IndicatorRow;
pub use judgement::{JudgementRow, NewJudgement};
pub use open::{Place, Store};
pub use published::PublishedRow;
pub use saver::{Refused, SaveOutcome};
pub use session::Session;
pub use submission::{Remark, ReviewRow, SubmissionRow};
pub use target::{NewTarget, TargetRow};
