//! What one owes, what one is asked to review, and the last look before submitting.

use super::entry::EntryFinding;
use super::{Frame, Link, Step};
use askama::Template;

/// 工作台: what is owed, returned, overdue; how the own unit stands.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "workbench.html")]
pub struct WorkbenchPage {
    /// The shell.
    pub frame: Frame,
    /// Counts on top: 待办, 退回, 逾期, 已完成.
    pub counts: Vec<Count>,
    /// What is to be done, the most pressing first.
    pub tasks: Vec<Task>,
    /// What is said when nothing is to be done.
    pub idle: &'static str,
    /// What was done lately.
    pub done: Vec<Task>,
    /// How the own unit stands; nothing for those without one.
    pub own: Option<OwnUnit>,
}

/// A number that leads to its list.
#[derive(Debug, Clone, Default)]
pub struct Count {
    /// What is counted.
    pub label: String,
    /// The number.
    pub count: String,
    /// The list.
    pub href: String,
    /// Whether the number is bad news when it is not zero.
    pub bad: bool,
}

/// One thing to do.
#[derive(Debug, Clone, Default)]
pub struct Task {
    /// What: `8月月报`.
    pub title: String,
    /// What is the matter: `12 项未填，3 项有疑`.
    pub detail: String,
    /// When it is due: `9月5日（还有 3 个工作日）`.
    pub due: String,
    /// Whether that day has passed.
    pub overdue: bool,
    /// State as a word.
    pub state: String,
    /// Look of the state's tag.
    pub state_kind: &'static str,
    /// What to do next and where.
    pub action: Link,
}

/// The own unit in one line.
#[derive(Debug, Clone, Default)]
pub struct OwnUnit {
    /// Name.
    pub name: String,
    /// Total score, with the sheet's address.
    pub total: Link,
    /// `第4名`, with the ranking's address; empty when it is not ranked yet.
    pub rank: Link,
    /// Places gained.
    pub moved: Option<i32>,
    /// Number of lights of each colour.
    pub lights: LightCount,
    /// The lights' page.
    pub lights_href: String,
    /// The reddest indicators with what turns them better.
    pub behind: Vec<Link>,
}

/// How many lights of each colour.
#[derive(Debug, Clone, Copy, Default)]
pub struct LightCount {
    /// 红.
    pub red: usize,
    /// 黄.
    pub yellow: usize,
    /// 绿.
    pub green: usize,
    /// 灰.
    pub grey: usize,
}

/// 审核: one report before the leader, a verifier or the office; each figure is accepted or returned with a reason.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "review.html")]
pub struct ReviewPage {
    /// The shell.
    pub frame: Frame,
    /// Where the report stands.
    pub steps: Vec<Step>,
    /// Where decisions are sent: fields `decision-ID` = `accept` | `return` and `reason-ID`.
    pub action: String,
    /// The figures.
    pub rows: Vec<ReviewRow>,
    /// The report in one line: due, handed in late, who submitted.
    pub lead: String,
    /// What can be done with the report as a whole besides deciding on figures.
    pub requests: Vec<Request>,
    /// Where those are sent.
    pub step: String,
    /// Whether the reader may ask for single figures to be opened.
    pub asks: bool,
    /// Words on the button that takes all decisions: `审签通过`, `提交核验结果`; empty when the reader decides nothing.
    pub submit: String,
    /// Whether figures are decided one by one.
    pub by_figure: bool,
    /// What is wrong with the decisions sent.
    pub errors: Vec<super::FieldError>,
}

impl ReviewPage {
    /// What is wrong with the decision on a figure, in the words of the summary; empty when nothing is.
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "a template passes the fields of a row by reference"
    )]
    fn wrong(&self, indicator: &i64) -> &str {
        super::parts::wrong(&self.errors, &format!("reason-{indicator}"))
    }
}

/// An action on the whole report: recall, ask to reopen, grant, refuse.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// Value of the field `word`.
    pub word: &'static str,
    /// Word on the button.
    pub label: String,
    /// What is asked for in the field beside it; empty when no reason is needed.
    pub reason: String,
    /// What stands before it, such as the request that is decided.
    pub text: String,
    /// Whether it takes something back or refuses it.
    pub danger: bool,
}

/// One figure under review.
#[derive(Debug, Clone, Default)]
pub struct ReviewRow {
    /// Id of the indicator.
    pub id: i64,
    /// Name.
    pub name: String,
    /// History of the figure.
    pub href: String,
    /// Unit of measure.
    pub measure: String,
    /// Target.
    pub target: String,
    /// 上期累计.
    pub previous: String,
    /// 当月.
    pub value: String,
    /// 累计.
    pub cumulative: String,
    /// 完成率.
    pub completion: String,
    /// 同比.
    pub growth: String,
    /// 完成情况.
    pub narrative: String,
    /// Number of pieces of evidence.
    pub evidence: usize,
    /// The evidence.
    pub evidence_href: String,
    /// What checks found, with the clerk's explanation.
    pub findings: Vec<EntryFinding>,
    /// The thread: who said what when.
    pub thread: Vec<Said>,
    /// State as a word.
    pub state: String,
    /// Look of the state's tag.
    pub state_kind: &'static str,
    /// Whether the reader decides this figure.
    pub mine: bool,
    /// The version that is decided on.
    pub version: i64,
    /// Where a word about it is sent.
    pub reply: String,
    /// What such a word is called: 答复, 留言.
    pub reply_word: String,
    /// The reason typed and refused, kept.
    pub reason: String,
    /// Whether `return` was chosen.
    pub returned: bool,
}

/// One line of a thread.
#[derive(Debug, Clone, Default)]
pub struct Said {
    /// Who.
    pub who: String,
    /// When.
    pub at: String,
    /// What.
    pub text: String,
}

/// The last look before submitting: everything that will be sent, what is missing, what follows.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "check_answers.html")]
pub struct CheckAnswersPage {
    /// The shell.
    pub frame: Frame,
    /// Where it is submitted.
    pub action: String,
    /// Back to the grid.
    pub back: String,
    /// What keeps the report from being submitted, each leading to its row.
    pub missing: Vec<Link>,
    /// Warnings that go along.
    pub warnings: Vec<Link>,
    /// The figures as they will stand.
    pub rows: Vec<ReviewRow>,
    /// What happens next: `提交后由李强审签，9月5日前可撤回`.
    pub next: String,
}
