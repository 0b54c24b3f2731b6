//! 填报: one unit's report for one period, figure by figure, from draft to publication.
//!
//! `draft → submitted → reviewed → verified → locked → published`; a figure is returned at any step with a reason and
//! draws the whole report back to `draft` until it is answered. Only a request reopens what is locked.

mod actor;
mod refusal;

use std::collections::BTreeMap;

pub use actor::{Actor, Grant, Role};
pub use refusal::Refusal;

use crate::coded::coded;
use crate::{AccountId, IndicatorId, Period, SubmissionId, UnitId};

/// Where a report stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SubmissionState {
    /// 填写中.
    Draft,
    /// 已提交, waits for the unit's leader.
    Submitted,
    /// 已审签, waits for the source departments.
    Reviewed,
    /// 已核验: every figure was verified.
    Verified,
    /// 已锁定.
    Locked,
    /// 已公布.
    Published,
}
coded!(SubmissionState {
    Draft = "draft" "填写中",
    Submitted = "submitted" "待审签",
    Reviewed = "reviewed" "待核验",
    Verified = "verified" "已核验",
    Locked = "locked" "已锁定",
    Published = "published" "已公布",
});

/// Where one figure of a report stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FigureState {
    /// 未填.
    Empty,
    /// 已填.
    Entered,
    /// 退回, with a reason; the clerk answers.
    Returned,
    /// 已核验.
    Verified,
}
coded!(FigureState {
    Empty = "empty" "未填",
    Entered = "entered" "已填",
    Returned = "returned" "退回",
    Verified = "verified" "已核验",
});

/// One figure of a report in review; its value is a fact and stands elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Figure {
    /// Where it stands.
    pub state: FigureState,
    /// The department that verifies it; `None` leaves it to the assessment office.
    pub source: Option<UnitId>,
    /// Why it was returned, while it is.
    pub reason: Option<String>,
}

/// A report in review.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Submission {
    /// Its id.
    pub id: SubmissionId,
    /// Who reports.
    pub unit: UnitId,
    /// For which period.
    pub period: Period,
    /// Where it stands.
    pub state: SubmissionState,
    /// Who submitted it last: not the one who reviews it.
    pub submitted_by: Option<AccountId>,
    /// The reason of a request to reopen that waits for an answer.
    pub reopening: Option<String>,
    /// The figures.
    pub figures: BTreeMap<IndicatorId, Figure>,
}

/// What somebody wants to do with a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Enter or amend a figure (a value, 待补 or 不适用).
    Enter(IndicatorId),
    /// Hand the report to the unit's leader.
    Submit,
    /// The unit's leader signs.
    Review,
    /// The source department accepts a figure.
    Verify(IndicatorId),
    /// Send one figure back.
    Return(IndicatorId, String),
    /// The assessment office closes the report.
    Lock,
    /// The figures become public.
    Publish,
    /// Ask for a locked report to be opened.
    RequestReopening(String),
    /// Grant that request.
    Reopen,
}

impl Action {
    /// What it is called on buttons and in the audit.
    pub fn label(&self) -> &'static str {
        match self {
            Self::Enter(_) => "填写",
            Self::Submit => "提交",
            Self::Review => "审签",
            Self::Verify(_) => "核验",
            Self::Return(..) => "退回",
            Self::Lock => "锁定",
            Self::Publish => "公布",
            Self::RequestReopening(_) => "申请重新打开",
            Self::Reopen => "重新打开",
        }
    }
}

impl Submission {
    /// A fresh report in which every figure waits to be entered. `figures` names each one's source department.
    pub fn open(
        id: SubmissionId,
        unit: UnitId,
        period: Period,
        figures: impl IntoIterator<Item = (IndicatorId, Option<UnitId>)>,
    ) -> Self {
        let empty = |source| Figure { state: FigureState::Empty, source, reason: None };
        Self {
            id,
            unit,
            period,
            state: SubmissionState::Draft,
            submitted_by: None,
            reopening: None,
            figures: figures.into_iter().map(|(indicator, source)| (indicator, empty(source))).collect(),
        }
    }

    /// The report after an action, or why it may not be done. Nothing changes when it is refused.
    pub fn after(&self, action: &Action, actor: &Actor) -> Result<Self, Refusal> {
        let mut next = self.clone();
        match action {
            Action::Enter(indicator) => next.enter(*indicator, actor)?,
            Action::Submit => next.submit(actor)?,
            Action::Review => next.review(actor)?,
            Action::Verify(indicator) => next.verify(*indicator, actor)?,
            Action::Return(indicator, reason) => next.send_back(*indicator, reason, actor)?,
            Action::Lock => {
                next.step(actor, Role::Officer, SubmissionState::Verified, SubmissionState::Locked)?;
            }
            Action::Publish => {
                next.step(actor, Role::Officer, SubmissionState::Locked, SubmissionState::Published)?;
            }
            Action::RequestReopening(reason) => next.request_reopening(reason, actor)?,
            Action::Reopen => next.reopen(actor)?,
        }
        Ok(next)
    }

    /// Figures that wait to be entered or were returned: what the unit still owes.
    pub fn owed(&self) -> impl Iterator<Item = IndicatorId> + '_ {
        let open = |figure: &Figure| matches!(figure.state, FigureState::Empty | FigureState::Returned);
        self.figures.iter().filter(move |(_, figure)| open(figure)).map(|(id, _)| *id)
    }

    fn enter(&mut self, indicator: IndicatorId, actor: &Actor) -> Result<(), Refusal> {
        actor.require(Role::Clerk, self.unit)?;
        self.expect(SubmissionState::Draft)?;
        let figure = self.figure(indicator)?;
        if figure.state == FigureState::Verified {
            return Err(Refusal::FigureVerified(indicator));
        }
        *figure = Figure { state: FigureState::Entered, source: figure.source, reason: None };
        Ok(())
    }

    fn submit(&mut self, actor: &Actor) -> Result<(), Refusal> {
        actor.require(Role::Clerk, self.unit)?;
        self.expect(SubmissionState::Draft)?;
        let count = |state| self.figures.values().filter(|figure| figure.state == state).count();
        let (empty, returned) = (count(FigureState::Empty), count(FigureState::Returned));
        if empty > 0 {
            return Err(Refusal::FiguresEmpty(empty));
        }
        if returned > 0 {
            return Err(Refusal::FiguresReturned(returned));
        }
        self.submitted_by = Some(actor.account);
        self.state = SubmissionState::Submitted;
        Ok(())
    }

    fn review(&mut self, actor: &Actor) -> Result<(), Refusal> {
        actor.require(Role::UnitLeader, self.unit)?;
        self.expect(SubmissionState::Submitted)?;
        if self.submitted_by == Some(actor.account) {
            return Err(Refusal::OwnWork);
        }
        self.state = SubmissionState::Reviewed;
        self.settle();
        Ok(())
    }

    fn verify(&mut self, indicator: IndicatorId, actor: &Actor) -> Result<(), Refusal> {
        self.expect(SubmissionState::Reviewed)?;
        let figure = self.figure(indicator)?;
        actor.require_verifier(figure.source)?;
        figure.state = FigureState::Verified;
        self.settle();
        Ok(())
    }

    fn send_back(&mut self, indicator: IndicatorId, reason: &str, actor: &Actor) -> Result<(), Refusal> {
        let (unit, state) = (self.unit, self.state);
        let figure = self.figure(indicator)?;
        match state {
            SubmissionState::Submitted => actor.require(Role::UnitLeader, unit)?,
            SubmissionState::Reviewed | SubmissionState::Verified => actor.require_verifier(figure.source)?,
            SubmissionState::Draft => return Err(Refusal::NotSubmitted),
            SubmissionState::Locked => return Err(Refusal::Locked),
            SubmissionState::Published => return Err(Refusal::Published),
        }
        if reason.trim().is_empty() {
            return Err(Refusal::ReasonMissing);
        }
        figure.state = FigureState::Returned;
        figure.reason = Some(reason.trim().to_owned());
        self.state = SubmissionState::Draft;
        Ok(())
    }

    fn request_reopening(&mut self, reason: &str, actor: &Actor) -> Result<(), Refusal> {
        actor.require_any(&[Role::Clerk, Role::UnitLeader], self.unit)?;
        self.expect(SubmissionState::Locked)?;
        if reason.trim().is_empty() {
            return Err(Refusal::ReasonMissing);
        }
        self.reopening = Some(reason.trim().to_owned());
        Ok(())
    }

    fn reopen(&mut self, actor: &Actor) -> Result<(), Refusal> {
        actor.require(Role::Officer, self.unit)?;
        self.expect(SubmissionState::Locked)?;
        if self.reopening.take().is_none() {
            return Err(Refusal::NoRequest);
        }
        for figure in self.figures.values_mut() {
            figure.state = FigureState::Entered;
        }
        self.state = SubmissionState::Draft;
        Ok(())
    }

    fn step(
        &mut self,
        actor: &Actor,
        role: Role,
        from: SubmissionState,
        to: SubmissionState,
    ) -> Result<(), Refusal> {
        actor.require(role, self.unit)?;
        self.expect(from)?;
        self.state = to;
        Ok(())
    }

    /// A report is verified as soon as its last figure is.
    fn settle(&mut self) {
        if self.figures.values().all(|figure| figure.state == FigureState::Verified) {
            self.state = SubmissionState::Verified;
        }
    }

    fn figure(&mut self, indicator: IndicatorId) -> Result<&mut Figure, Refusal> {
        self.figures.get_mut(&indicator).ok_or(Refusal::NoSuchFigure(indicator))
    }

    fn expect(&self, wanted: SubmissionState) -> Result<(), Refusal> {
        match self.state {
            state if state == wanted => Ok(()),
            SubmissionState::Draft => Err(Refusal::NotSubmitted),
            SubmissionState::Submitted => Err(Refusal::WaitsForReview),
            SubmissionState::Reviewed => Err(Refusal::WaitsForVerification),
            SubmissionState::Verified => Err(Refusal::AlreadyVerified),
            SubmissionState::Locked => Err(Refusal::Locked),
            SubmissionState::Published => Err(Refusal::Published),
        }
    }
}

#[cfg(test)]
mod tests;
