//! 考核周期: from its preparation to the archive, one step at a time; back only until its results are published.

use crate::coded::coded;
use crate::{Indicator, Period};

/// Where a cycle stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CycleState {
    /// 筹备: the scheme is written, targets are set.
    Draft,
    /// 进行中: figures are reported; targets change by request only.
    Open,
    /// 收尾: only what was returned is still mended.
    Closing,
    /// 已核定: scores stand; nothing is entered.
    Settled,
    /// 已公布: frozen; a ruling corrects.
    Published,
    /// 已归档: read only.
    Archived,
}
coded!(CycleState {
    Draft = "draft" "筹备",
    Open = "open" "进行中",
    Closing = "closing" "收尾",
    Settled = "settled" "已核定",
    Published = "published" "已公布",
    Archived = "archived" "已归档",
});

/// Why a cycle does not take what somebody wants to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CycleRefusal {
    /// No such step from here.
    NoSuchStep(CycleState, CycleState),
    /// The cycle has no published scheme.
    NoScheme,
    /// So many reports are not locked yet.
    NotLocked(usize),
    /// So many requests wait for a decision.
    RequestsOpen(usize),
    /// Figures are not taken in this state.
    Shut(CycleState),
    /// Figures of another year.
    OtherYear(i16),
    /// The indicator is not in the cycle's scheme.
    NotInScheme,
    /// The indicator is not reported for such a period.
    NotDue,
    /// Targets and schedules are set directly only while the cycle is prepared.
    ByRequestOnly,
    /// Neither set nor asked for any more.
    TargetsStand(CycleState),
}

impl CycleState {
    /// The step forward.
    pub fn next(self) -> Option<Self> {
        match self {
            Self::Draft => Some(Self::Open),
            Self::Open => Some(Self::Closing),
            Self::Closing => Some(Self::Settled),
            Self::Settled => Some(Self::Published),
            Self::Published => Some(Self::Archived),
            Self::Archived => None,
        }
    }

    /// The step back, while results are not published.
    pub fn back(self) -> Option<Self> {
        match self {
            Self::Closing => Some(Self::Open),
            Self::Settled => Some(Self::Closing),
            Self::Draft | Self::Open | Self::Published | Self::Archived => None,
        }
    }

    /// Refuses what is no step from here.
    pub fn step(self, to: Self) -> Result<Self, CycleRefusal> {
        let known = self.next() == Some(to) || self.back() == Some(to);
        if known { Ok(to) } else { Err(CycleRefusal::NoSuchStep(self, to)) }
    }

    /// Refuses figures outside of 进行中; `returned` says that the figure was returned to be mended.
    pub fn admit_figure(self, returned: bool) -> Result<(), CycleRefusal> {
        match self {
            Self::Open => Ok(()),
            Self::Closing if returned => Ok(()),
            _ => Err(CycleRefusal::Shut(self)),
        }
    }

    /// Refuses targets that are set directly once the cycle runs.
    pub fn admit_target(self) -> Result<(), CycleRefusal> {
        match self {
            Self::Draft => Ok(()),
            Self::Open | Self::Closing => Err(CycleRefusal::ByRequestOnly),
            _ => Err(CycleRefusal::TargetsStand(self)),
        }
    }

    /// Refuses requests for other targets where there is nothing to ask for.
    pub fn admit_request(self) -> Result<(), CycleRefusal> {
        match self {
            Self::Draft | Self::Open | Self::Closing => Ok(()),
            _ => Err(CycleRefusal::TargetsStand(self)),
        }
    }

    /// What this state means for those who work in it, in one sentence.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Draft => "办法和目标可以直接修改，还不能填报",
            Self::Open => "各单位按期填报；目标变更须经申请批准",
            Self::Closing => "不再接受新的填报，只补正退回的数据",
            Self::Settled => "得分已核定，不再改动数据；可受理异议",
            Self::Published => "结果已公布，数据冻结；更正须经裁定",
            Self::Archived => "已归档，只供查阅",
        }
    }
}

/// Whether an indicator is reported for a period: quarterly figures in the month that ends the quarter, never a year's figure
/// for an indicator of months.
pub fn is_due(indicator: &Indicator, period: Period) -> bool {
    period.grain().months() <= indicator.frequency.months()
        && period.ending_together(indicator.frequency).is_some()
}

impl CycleRefusal {
    /// Stable code for APIs and the audit.
    pub fn code(self) -> &'static str {
        match self {
            Self::NoSuchStep(..) => "cycle_no_such_step",
            Self::NoScheme => "cycle_no_scheme",
            Self::NotLocked(_) => "cycle_not_locked",
            Self::RequestsOpen(_) => "cycle_requests_open",
            Self::Shut(_) => "cycle_shut",
            Self::OtherYear(_) => "cycle_other_year",
            Self::NotInScheme => "indicator_not_in_scheme",
            Self::NotDue => "indicator_not_due",
            Self::ByRequestOnly => "target_by_request_only",
            Self::TargetsStand(_) => "targets_stand",
        }
    }
}

impl std::fmt::Display for CycleRefusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NoSuchStep(from, to) => {
                write!(
                    f,
                    "考核周期现为“{from}”，不能直接改为“{to}”；请按筹备、进行中、收尾、核定、公布、归档的次序办理"
                )
            }
            Self::NoScheme => f.write_str("还没有公布考核办法，不能开始；请先检查并公布办法"),
            Self::NotLocked(count) => write!(f, "还有{count}份填报没有锁定，不能核定；请先在审核页锁定"),
            Self::RequestsOpen(count) => {
                write!(f, "还有{count}件目标变更申请没有办结，不能核定；请先批准或不予批准")
            }
            Self::Shut(CycleState::Draft) => {
                f.write_str("考核周期还在筹备，没有开始填报；请等考核办开始后再填")
            }
            Self::Shut(CycleState::Closing) => {
                f.write_str("考核周期已进入收尾，只能修改退回的数据；确需补报的请联系考核办")
            }
            Self::Shut(state) => write!(f, "考核周期{state}，不再接受填报；如有异议请按程序提出"),
            Self::OtherYear(year) => write!(f, "{year}年没有正在进行的考核周期，不能填报；请核对期间"),
            Self::NotInScheme => f.write_str("这项指标不在本考核周期的办法之内，不需填报；请核对指标"),
            Self::NotDue => f.write_str("这项指标在这一期不需填报；请按指标的报送频率选择期间"),
            Self::ByRequestOnly => f.write_str("考核周期已经开始，目标不能直接改；请提出变更申请并写明理由"),
            Self::TargetsStand(state) => write!(f, "考核周期{state}，目标不再变更；更正须经裁定"),
        }
    }
}

impl std::error::Error for CycleRefusal {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cycle_goes_forward_step_by_step_and_back_only_before_publication() {
        use CycleState as State;
        assert_eq!(State::Draft.step(State::Open), Ok(State::Open));
        assert_eq!(State::Settled.step(State::Closing), Ok(State::Closing));
        for (from, to) in
            [(State::Draft, State::Settled), (State::Open, State::Draft), (State::Published, State::Settled)]
        {
            assert_eq!(from.step(to), Err(CycleRefusal::NoSuchStep(from, to)));
        }
        assert_eq!(State::Archived.next(), None);
    }

    #[test]
    fn figures_are_taken_while_it_runs_and_returned_ones_while_it_closes() {
        assert!(CycleState::Open.admit_figure(false).is_ok());
        assert!(CycleState::Closing.admit_figure(true).is_ok());
        let shut = CycleState::Closing.admit_figure(false).unwrap_err();
        assert!(shut.to_string().contains("只能修改退回的数据"));
        for state in [CycleState::Draft, CycleState::Settled, CycleState::Published, CycleState::Archived] {
            assert_eq!(state.admit_figure(true), Err(CycleRefusal::Shut(state)));
        }
    }
}
