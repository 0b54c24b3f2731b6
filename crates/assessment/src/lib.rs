//! The assessment domain: cycles, units, indicators, targets, figures, checks, scores, ranks, rulings and lights.
//!
//! Pure: no clock, no IO, no floating point. The same inputs give the same answers anywhere.
//! Words follow `docs/glossary.md`; codes that a store or an API keeps come from [`Coded`].
#![deny(clippy::float_arithmetic)]

mod calendar;
mod coded;
mod codes;
mod ids;
mod period;
mod submission;
mod text;
mod unit;

pub use calendar::{CalendarError, WorkCalendar};
pub use coded::Coded;
pub use codes::{CodeError, CreditCode, OrganisationCode};
pub use ids::{
    AccountId, CycleId, DisputeId, EventId, EvidenceId, FactId, HierarchyId, IndicatorId, JudgementId,
    RulingId, SchemeId, SubmissionId, TargetId, TenantId, UnitId,
};
pub use period::{Grain, Period, PeriodError, View};
pub use submission::{Action, Actor, Figure, FigureState, Grant, Refusal, Role, Submission, SubmissionState};
pub use unit::{Hierarchy, HierarchyError, HierarchyKind, Membership, Unit, UnitClass, UnitKind};
