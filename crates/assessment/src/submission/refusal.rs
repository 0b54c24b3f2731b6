//! A business "no": a stable code and the sentence that the person reads.

use std::fmt;

use super::Role;
use crate::IndicatorId;

/// Why an action on a report is refused. The same code and words in page, API and command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The person does not hold the role over this unit.
    RoleMissing(Role),
    /// The figure belongs to another source department.
    OtherSource,
    /// Who submitted a report does not review it.
    OwnWork,
    /// The report has no such figure.
    NoSuchFigure(IndicatorId),
    /// The figure was verified; it is returned before it is amended.
    FigureVerified(IndicatorId),
    /// The figure passed; only returned ones are changed now.
    FigureAccepted(IndicatorId),
    /// The figure was not returned, so there is nothing to answer.
    NotReturned(IndicatorId),
    /// Another body returned figures; the report is with its clerk.
    DrawnBack,
    /// A request to reopen waits already.
    RequestWaits,
    /// That many figures are empty.
    FiguresEmpty(usize),
    /// That many returned figures were not answered.
    FiguresReturned(usize),
    /// A reason is required.
    ReasonMissing,
    /// Still a draft.
    NotSubmitted,
    /// Waits for the unit's leader.
    WaitsForReview,
    /// Waits for the source departments.
    WaitsForVerification,
    /// Every figure was verified.
    AlreadyVerified,
    /// Locked.
    Locked,
    /// Published and so frozen; a ruling corrects it.
    Published,
    /// Nobody asked for it to be reopened.
    NoRequest,
}

impl Refusal {
    /// Stable code for APIs and the audit.
    pub fn code(&self) -> &'static str {
        match self {
            Self::RoleMissing(_) => "role_missing",
            Self::OtherSource => "other_source",
            Self::OwnWork => "own_work",
            Self::NoSuchFigure(_) => "no_such_figure",
            Self::FigureVerified(_) => "figure_verified",
            Self::FigureAccepted(_) => "figure_accepted",
            Self::NotReturned(_) => "not_returned",
            Self::DrawnBack => "drawn_back",
            Self::RequestWaits => "request_waits",
            Self::FiguresEmpty(_) => "figures_empty",
            Self::FiguresReturned(_) => "figures_returned",
            Self::ReasonMissing => "reason_missing",
            Self::NotSubmitted => "not_submitted",
            Self::WaitsForReview => "waits_for_review",
            Self::WaitsForVerification => "waits_for_verification",
            Self::AlreadyVerified => "already_verified",
            Self::Locked => "locked",
            Self::Published => "published",
            Self::NoRequest => "no_request",
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::RoleMissing(role) => write!(f, "此操作须由本单位的{role}办理"),
            Self::OtherSource => f.write_str("此指标由其他数据来源部门核验"),
            Self::OwnWork => f.write_str("提交人不能审签自己提交的填报，请由单位负责人审签"),
            Self::NoSuchFigure(_) => f.write_str("本期填报中没有这项指标"),
            Self::FigureVerified(_) => f.write_str("此数已核验，须先退回才能修改"),
            Self::FigureAccepted(_) => {
                f.write_str("此数已通过，本次只改被退回的数；如也要改，请审核人将它退回")
            }
            Self::NotReturned(_) => f.write_str("此数没有被退回，不需要答复"),
            Self::DrawnBack => f.write_str("填报已被退回填报员修改，重新提交并审签后再核验"),
            Self::RequestWaits => f.write_str("已有一份重新打开的申请在等考核办答复"),
            Self::FiguresEmpty(count) => {
                write!(f, "还有{count}项未填；暂无数据的请填“待补”，不承担的请填“不适用”")
            }
            Self::FiguresReturned(count) => write!(f, "还有{count}项退回未答复，请修改或说明后再提交"),
            Self::ReasonMissing => f.write_str("请写明理由"),
            Self::NotSubmitted => f.write_str("填报尚未提交"),
            Self::WaitsForReview => f.write_str("填报已提交，正等待单位负责人审签"),
            Self::WaitsForVerification => f.write_str("填报已审签，正等待数据来源部门核验"),
            Self::AlreadyVerified => f.write_str("填报已全部核验，正等待锁定"),
            Self::Locked => f.write_str("填报已锁定；如需更正，请申请重新打开并写明理由"),
            Self::Published => f.write_str("结果已公布，不能改动；如有异议，请提出异议由裁定更正"),
            Self::NoRequest => f.write_str("没有重新打开的申请"),
        }
    }
}

impl std::error::Error for Refusal {}
