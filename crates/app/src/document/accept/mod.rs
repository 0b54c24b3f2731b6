//! Goals of a document taken as targets, its answers taken as figures: chosen by a person, shown before anything is saved,
//! and kept with the place they came from.

mod line;
mod save;

use assessment::{Bound, DocumentId, Indicator, IndicatorId, Period, Role, TargetKind, UnitId};
use ingest::Span;
use rules::Decimal;

use self::line::line;
pub(super) use self::line::read_printed;
use self::save::{save_figures, save_targets};
use super::Opened;
use super::candidate::Candidate;
use crate::{App, Error, Person, Result};

/// What goals are taken as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Figures of a period; the clerk's.
    Figure,
    /// Targets of the cycle; the office's.
    Target,
}

/// Which number of a figure is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// 累计.
    Cumulative,
    /// 当月, or the value at the period's end.
    Value,
}

impl Column {
    /// `cumulative` or `value`, as forms and programs write it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Cumulative => "cumulative",
            Self::Value => "value",
        }
    }

    /// The column of a code; a word that is none is refused.
    pub fn from_code(code: &str) -> Result<Self> {
        let column = [Self::Cumulative, Self::Value].into_iter().find(|column| column.code() == code);
        column.ok_or_else(|| Error::field("column", format!("“{code}”应为 value 或 cumulative")))
    }
}

/// One figure of the document, and what it is to become.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Where it stands.
    pub span: Span,
    /// The indicator it is.
    pub indicator: IndicatorId,
    /// Of a figure: which number.
    pub column: Column,
    /// Of a target: which kind.
    pub kind: TargetKind,
    /// Of a figure, the version that the person saw; 0 when there was none.
    pub seen: i64,
}

/// What a person asks to take.
#[derive(Clone, Debug)]
pub struct Asked {
    /// As what.
    pub purpose: Purpose,
    /// For which unit.
    pub unit: UnitId,
    /// Figures: of which period. Targets are the cycle's.
    pub period: Period,
    /// Version of the reading that the person saw.
    pub version: i64,
    /// What is to be taken.
    pub choices: Vec<Choice>,
}

/// One line of the preview.
#[derive(Clone, Debug)]
pub struct Line {
    /// The choice.
    pub choice: Choice,
    /// The figure in the document.
    pub candidate: Candidate,
    /// The indicator.
    pub indicator: Indicator,
    /// What stands now; empty when nothing does.
    pub before: String,
    /// What will stand; empty when it cannot be read.
    pub after: String,
    /// What was converted or is worth another look.
    pub notes: Vec<String>,
    /// Why it cannot be taken.
    pub fault: Option<String>,
    /// Of a figure: the version that stands now.
    pub seen: i64,
    read: Option<Read>,
}

/// What will be saved.
#[derive(Clone, Copy, Debug)]
enum Read {
    Figure(Decimal),
    Target(Bound),
}

/// What is about to be saved.
pub struct Plan {
    /// The document.
    pub opened: Opened,
    /// The lines in the order of the choices.
    pub lines: Vec<Line>,
}

impl Plan {
    /// Whether every line can be taken.
    pub fn is_clean(&self) -> bool {
        !self.lines.is_empty() && self.lines.iter().all(|line| line.fault.is_none())
    }
}

/// How what was asked would be saved; nothing is.
pub async fn preview(app: &App, by: &Person, id: DocumentId, asked: &Asked) -> Result<Plan> {
    super::require_hand(by)?;
    require_purpose(by, asked)?;
    let opened = super::get(app, by, id, None).await?;
    if opened.version != asked.version {
        let text = "这份文档刚被更正，数字的位置和内容可能已变；请回到文档重新选择".to_owned();
        return Err(Error::Conflict { text, now: opened.version });
    }
    let mut lines: Vec<Line> = Vec::with_capacity(asked.choices.len());
    for choice in &asked.choices {
        let mut line = line(app, by, &opened, asked, choice).await?;
        let twice = lines.iter().any(|other| {
            other.choice.indicator == choice.indicator
                && match asked.purpose {
                    Purpose::Figure => true,
                    Purpose::Target => other.choice.kind == choice.kind,
                }
        });
        if twice {
            line.fault = Some(format!("“{}”选了两次，只能采用一处", line.indicator.name));
        }
        lines.push(line);
    }
    Ok(Plan { opened, lines })
}

/// Saves what was asked, all or none, each with its place in the document; the number that was saved.
pub async fn accept(app: &App, by: &Person, id: DocumentId, asked: &Asked) -> Result<usize> {
    let plan = preview(app, by, id, asked).await?;
    if asked.choices.is_empty() {
        return Err(Error::field("choices", "没有选中任何一处；请勾选要采用的数字"));
    }
    if let Some(fault) = plan.lines.iter().find_map(|line| line.fault.clone()) {
        return Err(Error::field("choices", fault));
    }
    match asked.purpose {
        Purpose::Figure => save_figures(app, by, asked, &plan).await?,
        Purpose::Target => save_targets(app, by, asked, &plan).await?,
    }
    Ok(plan.lines.len())
}

/// Clerks take figures for their units, the office takes targets.
fn require_purpose(by: &Person, asked: &Asked) -> Result<()> {
    by.require_unit(asked.unit)?;
    match asked.purpose {
        Purpose::Figure => by.actor.require(Role::Clerk, asked.unit)?,
        Purpose::Target => by.actor.require(Role::Officer, asked.unit)?,
    }
    Ok(())
}
