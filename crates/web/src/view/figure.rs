//! One figure: its history with the talk about it, and its evidence.

use super::work::Said;
use super::{FieldError, Frame, Link};
use askama::Template;

/// 数据来历: everything that stood in a cell, who, when, why, from where.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "history.html")]
pub struct HistoryPage {
    /// The shell.
    pub frame: Frame,
    /// Pages about the same figure.
    pub links: Vec<Link>,
    /// Where the figure stands, as a word.
    pub state: String,
    /// Look of the state's tag.
    pub state_kind: &'static str,
    /// 计量单位.
    pub measure: String,
    /// Facts, the latest first.
    pub facts: Vec<FactLine>,
    /// The talk.
    pub thread: Vec<Said>,
    /// Where a word is sent.
    pub reply: String,
    /// What a word from this reader is: 答复退回 or 留言.
    pub reply_word: String,
    /// What was typed and refused, kept.
    pub typed: String,
    /// Steps of the report.
    pub steps: Vec<Said>,
    /// What is wrong with what was typed.
    pub errors: Vec<FieldError>,
}

impl HistoryPage {
    fn wrong(&self, field: &str) -> &str {
        super::parts::wrong(&self.errors, field)
    }
}

/// One fact.
#[derive(Debug, Clone, Default)]
pub struct FactLine {
    /// When it was saved.
    pub at: String,
    /// Who saved it.
    pub who: String,
    /// 当月.
    pub value: String,
    /// 累计.
    pub cumulative: String,
    /// 自评分.
    pub self_score: String,
    /// 完成情况.
    pub narrative: String,
    /// The answer to a finding.
    pub explanation: String,
    /// Where it came from.
    pub source: String,
    /// The place in the document that it names; empty of other sources.
    pub source_href: String,
    /// Marks: 现行, 锁定时的值, 更正.
    pub marks: Vec<Mark>,
}

/// A tag beside a fact.
#[derive(Debug, Clone, Default)]
pub struct Mark {
    /// Look of the tag.
    pub kind: &'static str,
    /// Its word.
    pub word: String,
}

/// 佐证材料 of a figure.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "evidence.html")]
pub struct EvidencePage {
    /// The shell.
    pub frame: Frame,
    /// Pages about the same figure.
    pub links: Vec<Link>,
    /// The figure in words: value, state.
    pub lead: String,
    /// Pieces that stand.
    pub pieces: Vec<Piece>,
    /// Pieces that were withdrawn.
    pub withdrawn: Vec<Piece>,
    /// Where files are sent; empty when nothing may be changed.
    pub action: String,
    /// Why nothing may be changed; empty for those who may, and for readers.
    pub closed: String,
    /// What is taken.
    pub taken: String,
    /// Where a piece is used again.
    pub reuse: String,
    /// Pieces of other figures.
    pub offered: Vec<Offer>,
    /// The note that was typed and refused, kept.
    pub note: String,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl EvidencePage {
    fn wrong(&self, field: &str) -> &str {
        super::parts::wrong(&self.errors, field)
    }
}

/// One file beside the figure.
#[derive(Debug, Clone, Default)]
pub struct Piece {
    /// Its id.
    pub id: i64,
    /// Name.
    pub name: String,
    /// Where it is opened; empty while nobody may.
    pub href: String,
    /// Whether it is shown in place: an image.
    pub image: bool,
    /// Kind and size: `PDF，1.2 MB`.
    pub kind: String,
    /// What it shows.
    pub note: String,
    /// Who and when.
    pub by: String,
    /// First signs of the content's hash.
    pub hash: String,
    /// State as a word.
    pub state: String,
    /// Look of the state's tag.
    pub state_kind: &'static str,
    /// Where it is withdrawn; empty when it cannot be.
    pub withdraw: String,
    /// Who withdrew it, when and why.
    pub gone: String,
}

/// A piece of another figure that may be used again.
#[derive(Debug, Clone, Default)]
pub struct Offer {
    /// Its id.
    pub id: i64,
    /// Name, figure and period.
    pub label: String,
}

/// 工作日历: days that differ from the week's rule, and when reports are due.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "calendar.html")]
pub struct CalendarPage {
    /// The shell.
    pub frame: Frame,
    /// Years; the one that is shown leads nowhere.
    pub years: Vec<Link>,
    /// That the year was not entered yet, and who does that; empty when it was.
    pub unknown: String,
    /// Its days.
    pub days: Vec<CalendarDay>,
    /// Whether the reader sets them.
    pub edits: bool,
    /// The office's own lines.
    pub own: String,
    /// Working days for months.
    pub month: String,
    /// For quarters.
    pub quarter: String,
    /// For half years.
    pub half: String,
    /// For years.
    pub year: String,
    /// What is wrong with what was typed.
    pub errors: Vec<FieldError>,
}

impl CalendarPage {
    fn wrong(&self, field: &str) -> &str {
        super::parts::wrong(&self.errors, field)
    }
}

/// One day that differs from the week's rule.
#[derive(Debug, Clone, Default)]
pub struct CalendarDay {
    /// `10月1日`.
    pub day: String,
    /// `周四`.
    pub weekday: String,
    /// 放假 or 上班.
    pub word: String,
    /// Look of its tag.
    pub kind: &'static str,
    /// Name of the holiday.
    pub name: String,
}

/// 提醒: the reader's address, and what was sent.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "reminders.html")]
pub struct RemindersPage {
    /// The shell.
    pub frame: Frame,
    /// Whether anything is sent at all, and how.
    pub lead: String,
    /// The reader's own address.
    pub mail: String,
    /// What was sent or waits, the latest first.
    pub sent: Vec<ReminderLine>,
    /// What is wrong with what was typed.
    pub errors: Vec<FieldError>,
}

impl RemindersPage {
    fn wrong(&self, field: &str) -> &str {
        super::parts::wrong(&self.errors, field)
    }
}

/// One reminder.
#[derive(Debug, Clone, Default)]
pub struct ReminderLine {
    /// When it was made or sent.
    pub at: String,
    /// To whom.
    pub who: String,
    /// 邮件 or 接口.
    pub channel: String,
    /// Its first line.
    pub subject: String,
    /// Its text.
    pub body: String,
    /// State as a word.
    pub state: String,
    /// Look of the state's tag.
    pub state_kind: &'static str,
    /// Why it was not sent.
    pub said: String,
}
