//! The assessment domain: cycles, units, indicators, targets, figures, checks, scores, ranks, rulings and lights.
//!
//! Pure: no clock, no IO, no floating point. The same inputs give the same answers anywhere.
//! Words follow `docs/glossary.md`; codes that a store or an API keeps come from [`Coded`].
#![deny(clippy::float_arithmetic)]

mod calendar;
mod check;
mod coded;
mod codes;
mod completion;
mod entry;
mod event;
mod fact;
mod figures;
mod ids;
mod indicator;
mod light;
mod measure;
mod period;
mod ruling;
mod schedule;
mod scoring;
mod sheet;
mod submission;
mod target;
mod text;
mod unit;

pub use calendar::{CalendarError, WorkCalendar};
pub use check::{Beside, Entered, Finding, FindingCode, Narrated, Published, Severity, Stated, Timeline};
pub use coded::Coded;
pub use codes::{CodeError, CreditCode, OrganisationCode};
pub use completion::{Actual, Completion};
pub use entry::{DayEntry, Entry, Note, ReadContext, Reading, Unreadable, UnreadableReason, read_entry};
pub use event::{Event, Judgement, JudgementRefusal, SelfScore};
pub use fact::{Fact, FactKey, FactOrigin, Moment, current};
pub use figures::{BasisConflict, Figures, Growth};
pub use ids::{
    AccountId, CycleId, DisputeId, DocumentId, EventId, EvidenceId, FactId, HierarchyId, IndicatorId,
    JudgementId, RulingId, SchemeId, SubmissionId, TargetId, TenantId, UnitId,
};
pub use indicator::{Basis, Direction, Indicator, Origin};
pub use light::{Light, LightCase, LightRule, LightVerdict};
pub use measure::measure_named;
pub use period::{Grain, Period, PeriodError, View};
pub use ruling::{Dispute, DisputeRefusal, DisputeState, Ruling, RulingEffect};
pub use schedule::{CurveError, GapMeasure, Progress, Schedule};
pub use scoring::{Gathering, ScoreBook, ScoringError, TargetUse, YearFigures};
pub use sheet::{
    CategoryTotal, LineKind, Movement, RankRow, RankTable, ScoreSheet, SheetCategory, SheetItem, SheetLine,
};
pub use submission::{Action, Actor, Figure, FigureState, Grant, Refusal, Role, Submission, SubmissionState};
pub use target::{Bound, Decomposition, Target, TargetKind};
pub use unit::{Hierarchy, HierarchyError, HierarchyKind, Membership, Unit, UnitClass, UnitKind};

/// Exact numbers, values and measures are those of the rule language.
pub use rules::{Decimal, Kind, Measure, Rounding, Value};
