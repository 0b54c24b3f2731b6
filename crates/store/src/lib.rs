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
mod digest;
mod document;
mod draft;
mod error;
mod event;
mod evidence;
mod figure;
mod hierarchy;
mod indicator;
mod invitation;
mod judgement;
mod looker;
mod open;
mod place;
mod proof;
mod published;
mod reminder;
mod reorganisation;
mod saver;
mod schedule;
mod schema;
mod second_factor;
mod session;
mod setting;
mod standing;
mod step;
mod submission;
mod target;
mod target_request;
mod tenant;
mod token;
mod transfer;
mod unit;
mod unit_version;

pub use account::{Account, NewAccount};
pub use audit::{AuditEntry, AuditFilter, AuditRow, Break};
pub use change::{Change, Reader, Versions};
pub use columns::{Cell, Columns};
pub use cycle::{Cycle, CycleStep, NewScheme, SchemeDraft, StoredScheme, text_hash};
pub use digest::Digest;
pub use document::{CorrectionRow, DocumentRow, NewDocument, UseRow};
pub use draft::DraftRow;
pub use error::{Error, Result};
pub use event::{EventRow, NewEvent};
pub use evidence::{EvidenceRow, FileRow, NewEvidence};
pub use figure::{FactRow, FigureRow, NewFigure, NumberKind, period_code, period_from_code};
pub use hierarchy::{HierarchyRow, MembershipRow};
pub use indicator::IndicatorRow;
pub use invitation::Invitation;
pub use judgement::{JudgementRow, NewJudgement};
pub use open::{Place, Store};
pub use published::PublishedRow;
pub use reminder::{NewReminder, ReminderRow};
pub use reorganisation::ReorganisationRow;
pub use saver::{Refused, SaveOutcome};
pub use schedule::ScheduleRow;
pub use second_factor::SecondFactor;
pub use session::Session;
pub use step::{NewStep, StepRow};
pub use submission::{Remark, ReviewRow, SubmissionRow};
pub use target::{NewTarget, TargetRow};
pub use target_request::{NewTargetRequest, TargetRequestRow};
pub use token::{NewToken, Token};
pub use unit_version::{NewUnitVersion, UnitVersion};
