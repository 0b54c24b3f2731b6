//! 填报: one unit's report for one period, figure by figure, from draft to publication.
//!
//! `draft → submitted → reviewed → verified → locked → published`; a figure is returned at any step with a reason and
//! draws the report back to `draft`, where only what was returned may be changed. Only a request that names its reason,
//! and perhaps its figures, reopens what is locked.

mod actor;
mod refusal;

use std::collections::{BTreeMap, BTreeSet};

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
    /// 已通过: looked at and let pass while others were returned; closed to the clerk.
    Accepted,
    /// 退回, with a reason; the clerk answers.
    Returned,
    /// 已核验.
    Verified,
}
coded!(FigureState {
    Empty = "empty" "未填",
    Entered = "entered" "已填",
    Accepted = "accepted" "已通过",
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

/// A request to open a locked report.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Reopening {
    /// Why.
    pub reason: String,
    /// Which figures are to be corrected; all of them when none is named.
    pub figures: BTreeSet<IndicatorId>,
    /// Who asks.
    pub by: AccountId,
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
    /// A request to reopen that waits for an answer.
    pub reopening: Option<Reopening>,
    /// The figures.
    pub figures: BTreeMap<IndicatorId, Figure>,
}

/// What somebody wants to do with a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Enter or amend a figure (a value, 待补 or 不适用).
    Enter(IndicatorId),
    /// Answer a return in words; the value stays.
    Answer(IndicatorId, String),
    /// Hand the report to the unit's leader.
    Submit,
    /// Take a submitted report back before the leader signs.
    Recall,
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
    /// Ask for a locked report to be opened: why, and for which figures (none: all).
    RequestReopening(String, BTreeSet<IndicatorId>),
    /// Grant that request.
    Reopen,
    /// Refuse that request with a reason.
    RefuseReopening(String),
}

impl Action {
    /// What it is called on buttons and in the audit.
    pub fn label(&self) -> &'static str {
        match self {
            Self::Enter(_) => "填写",
            Self::Answer(..) => "答复",
            Self::Submit => "提交",
            Self::Recall => "撤回",
            Self::Review => "审签",
            Self::Verify(_) => "核验",
            Self::Return(..) => "退回",
            Self::Lock => "锁定",
            Self::Publish => "公布",
            Self::RequestReopening(..) => "申请重新打开",
            Self::Reopen => "重新打开",
            Self::RefuseReopening(_) => "不同意重新打开",
        }
    }

    /// The reason that goes with it, where one does.
    pub fn reason(&self) -> &str {
        match self {
            Self::Answer(_, text)
            | Self::Return(_, text)
            | Self::RequestReopening(text, _)
            | Self::RefuseReopening(text) => text.trim(),
            _ => "",
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
            Action::Answer(indicator, text) => next.answer(*indicator, text, actor)?,
            Action::Submit => next.submit(actor)?,
            Action::Recall => {
                next.step(actor, Role::Clerk, SubmissionState::Submitted, SubmissionState::Draft)?;
            }
            Action::Review => next.review(actor)?,
            Action::Verify(indicator) => next.verify(*indicator, actor)?,
            Action::Return(indicator, reason) => next.send_back(*indicator, reason, actor)?,
            Action::Lock => {
                next.step(actor, Role::Officer, SubmissionState::Verified, SubmissionState::Locked)?;
            }
            Action::Publish => {
                next.step(actor, Role::Officer, SubmissionState::Locked, SubmissionState::Published)?;
            }
            Action::RequestReopening(reason, figures) => next.request_reopening(reason, figures, actor)?,
            Action::Reopen => next.reopen(actor)?,
            Action::RefuseReopening(reason) => next.refuse_reopening(reason, actor)?,
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
        match figure.state {
            FigureState::Verified => return Err(Refusal::FigureVerified(indicator)),
            FigureState::Accepted => return Err(Refusal::FigureAccepted(indicator)),
            FigureState::Empty | FigureState::Entered | FigureState::Returned => {}
        }
        *figure = Figure { state: FigureState::Entered, source: figure.source, reason: None };
        Ok(())
    }

    fn answer(&mut self, indicator: IndicatorId, text: &str, actor: &Actor) -> Result<(), Refusal> {
        actor.require(Role::Clerk, self.unit)?;
        self.expect(SubmissionState::Draft)?;
        let figure = self.figure(indicator)?;
        if figure.state != FigureState::Returned {
            return Err(Refusal::NotReturned(indicator));
        }
        if text.trim().is_empty() {
            return Err(Refusal::ReasonMissing);
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
        self.refuse_drawn_back()?;
        self.expect(SubmissionState::Reviewed)?;
        let figure = self.figure(indicator)?;
        actor.require_verifier(figure.source)?;
        figure.state = FigureState::Verified;
        self.settle();
        Ok(())
    }

    fn send_back(&mut self, indicator: IndicatorId, reason: &str, actor: &Actor) -> Result<(), Refusal> {
        let (unit, state) = (self.unit, self.state);
        self.refuse_drawn_back()?;
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
        // The others passed: the clerk answers what was returned and touches nothing else.
        for other in self.figures.values_mut().filter(|other| other.state == FigureState::Entered) {
            other.state = FigureState::Accepted;
        }
        self.state = SubmissionState::Draft;
        Ok(())
    }

    fn request_reopening(
        &mut self,
        reason: &str,
        figures: &BTreeSet<IndicatorId>,
        actor: &Actor,
    ) -> Result<(), Refusal> {
        actor.require_any(&[Role::Clerk, Role::UnitLeader], self.unit)?;
        self.expect(SubmissionState::Locked)?;
        if reason.trim().is_empty() {
            return Err(Refusal::ReasonMissing);
        }
        if self.reopening.is_some() {
            return Err(Refusal::RequestWaits);
        }
        if let Some(unknown) = figures.iter().find(|id| !self.figures.contains_key(id)) {
            return Err(Refusal::NoSuchFigure(*unknown));
        }
        let (reason, by) = (reason.trim().to_owned(), actor.account);
        self.reopening = Some(Reopening { reason, figures: figures.clone(), by });
        Ok(())
    }

    fn refuse_reopening(&mut self, reason: &str, actor: &Actor) -> Result<(), Refusal> {
        actor.require(Role::Officer, self.unit)?;
        self.expect(SubmissionState::Locked)?;
        if reason.trim().is_empty() {
            return Err(Refusal::ReasonMissing);
        }
        self.reopening.take().map(|_| ()).ok_or(Refusal::NoRequest)
    }

    fn reopen(&mut self, actor: &Actor) -> Result<(), Refusal> {
        actor.require(Role::Officer, self.unit)?;
        self.expect(SubmissionState::Locked)?;
        let request = self.reopening.take().ok_or(Refusal::NoRequest)?;
        for (id, figure) in &mut self.figures {
            if request.figures.is_empty() {
                figure.state = FigureState::Entered;
            } else if request.figures.contains(id) {
                figure.state = FigureState::Returned;
                figure.reason = Some(format!("同意更正：{}", request.reason));
            } else {
                // What was locked and is not to be corrected stands as it was verified.
                figure.state = FigureState::Verified;
            }
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

    /// A report that another body drew back is decided again when it comes back.
    fn refuse_drawn_back(&self) -> Result<(), Refusal> {
        let back = |figure: &Figure| matches!(figure.state, FigureState::Returned | FigureState::Accepted);
        let drawn = self.state == SubmissionState::Draft && self.figures.values().any(back);
        if drawn { Err(Refusal::DrawnBack) } else { Ok(()) }
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
