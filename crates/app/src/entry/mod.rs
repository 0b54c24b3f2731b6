//! 填报: the form of a unit and a period as people see it, and what they type into it.

mod board;
mod typed;

use assessment::{Finding, Indicator, IndicatorId, Period, Severity, Submission, UnitId};
use store::{FigureRow, Remark};

pub use board::Board;

use crate::figure::{Entered, Place, complete, save};
use crate::{App, Error, Person, Result};

/// Texts typed into one row. A text left out or blank leaves what stood there.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    /// Which row.
    pub indicator: i64,
    /// The version that the person saw; 0 when the row was empty.
    pub version: i64,
    /// 当月, or the value at the period's end.
    pub value: Option<String>,
    /// 累计.
    pub cumulative: Option<String>,
    /// 完成情况.
    pub narrative: Option<String>,
    /// 自评分.
    pub self_score: Option<String>,
}

/// Something about a row that is to be mended or explained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remarked {
    /// Whether it must be mended.
    pub error: bool,
    /// The column, or empty for the whole row.
    pub field: &'static str,
    /// What is wrong and what to do.
    pub text: String,
}

/// One row of the form.
#[derive(Clone, Debug)]
pub struct Row {
    /// The indicator.
    pub indicator: Indicator,
    /// What stands in it, if anything.
    pub figure: Option<FigureRow>,
    /// Target with its bound.
    pub target: String,
    /// Cumulative figure of the period before.
    pub previous: String,
    /// 当月.
    pub value: String,
    /// 累计.
    pub cumulative: String,
    /// 完成率.
    pub completion: String,
    /// 同比.
    pub growth: String,
    /// 自评分.
    pub self_score: String,
    /// `empty`, `entered`, `doubt`, `returned`, `verified` or `locked`.
    pub state: &'static str,
    /// The state as a word.
    pub word: &'static str,
    /// Why it was returned.
    pub reason: String,
    /// What the checks found.
    pub findings: Vec<Remarked>,
    /// What was converted or assumed in reading.
    pub notes: Vec<String>,
    /// The talk about it.
    pub remarks: Vec<Remark>,
    /// Whether anything of what was typed was saved (or would be).
    pub saved: bool,
    /// Who was first and when, of a conflict.
    pub conflict: Option<(String, String)>,
}

/// The state of the whole form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Rows without a figure.
    pub missing: usize,
    /// Returned and not yet answered.
    pub returned: usize,
    /// Rows with findings.
    pub doubts: usize,
    /// Sum of the self scores.
    pub self_total: String,
}

/// The form as it stands.
pub async fn show(app: &App, by: &Person, unit: UnitId, period: Period) -> Result<Board> {
    by.require_unit(unit)?;
    Board::load(app, unit, period).await
}

/// Saves rows, each by itself; the rows that were typed into, as they stand afterwards.
pub async fn save_rows(
    app: &App,
    by: &Person,
    unit: UnitId,
    period: Period,
    texts: &[Texts],
) -> Result<(Vec<Row>, Summary)> {
    by.require_unit(unit)?;
    let before = Board::load(app, unit, period).await?;
    let mut outcomes = Vec::with_capacity(texts.len());
    for text in texts {
        outcomes.push(save_row(app, by, &before, text).await?);
    }
    let after = Board::load(app, unit, period).await?;
    let mut rows = Vec::with_capacity(outcomes.len());
    for outcome in outcomes {
        let mut row = after.row(outcome.indicator, None)?;
        row.notes = outcome.notes;
        row.saved = outcome.saved;
        row.findings.splice(0..0, outcome.faults);
        if outcome.conflict {
            row.conflict = row
                .figure
                .as_ref()
                .map(|figure| (after.name(figure.author), crate::period::minute(figure.at)));
        }
        rows.push(row);
    }
    Ok((rows, after.summary()))
}

/// As [`save_rows`], with nothing saved: how the rows would stand.
pub async fn preview_rows(
    app: &App,
    by: &Person,
    unit: UnitId,
    period: Period,
    texts: &[Texts],
) -> Result<(Vec<Row>, Summary)> {
    by.require_unit(unit)?;
    let board = Board::load(app, unit, period).await?;
    let mut rows = Vec::with_capacity(texts.len());
    for text in texts {
        let indicator = board.indicator(text.indicator)?;
        let mut read = typed::read(text, indicator, period);
        let place = Place { unit, period, indicator: indicator.id };
        let overlay = match complete(app, by, place, read.entered.clone(), indicator).await {
            Ok(new) => Some(board::as_row(&new, text.version, app.now())),
            Err(Error::Invalid(faults)) => {
                read.faults.extend(faults.into_iter().map(typed::fault));
                None
            }
            Err(error) => return Err(error),
        };
        let mut row = board.row(indicator.id, overlay.as_ref())?;
        row.saved = read.anything && overlay.is_some();
        row.notes = read.notes;
        row.findings.splice(0..0, read.faults);
        rows.push(row);
    }
    Ok((rows, board.summary()))
}

struct Outcome {
    indicator: IndicatorId,
    saved: bool,
    conflict: bool,
    notes: Vec<String>,
    faults: Vec<Remarked>,
}

async fn save_row(app: &App, by: &Person, board: &Board, text: &Texts) -> Result<Outcome> {
    let indicator = board.indicator(text.indicator)?;
    let read = typed::read(text, indicator, board.period);
    let mut outcome = Outcome {
        indicator: indicator.id,
        saved: false,
        conflict: false,
        notes: read.notes,
        faults: read.faults,
    };
    if !read.anything {
        return Ok(outcome);
    }
    let place = Place { unit: board.unit, period: board.period, indicator: indicator.id };
    match save(app, by, place, read.entered, Some(text.version)).await {
        Ok(_) => outcome.saved = true,
        Err(Error::Conflict { .. }) => outcome.conflict = true,
        Err(Error::Invalid(faults)) => outcome.faults.extend(faults.into_iter().map(typed::fault)),
        Err(Error::Refused { text, .. }) => {
            outcome.faults.push(Remarked { error: true, field: "", text });
        }
        Err(error) => return Err(error),
    }
    Ok(outcome)
}

/// A finding of the checks as the row shows it.
fn remarked(finding: &Finding) -> Remarked {
    let error = finding.severity() == Severity::Error;
    Remarked { error, field: "", text: format!("{}。{}", finding.message, finding.hint) }
}

/// What keeps a report from being submitted, by row.
pub fn obstacles(submission: &Submission) -> Vec<IndicatorId> {
    submission.owed().collect()
}

/// An empty entry, for those who only touch one part.
pub fn nothing() -> Entered {
    Entered::default()
}

/// The form as a workbook to fill in offline, with its name.
pub async fn template_xlsx(
    app: &App,
    by: &Person,
    unit: UnitId,
    period: Period,
) -> Result<(String, Vec<u8>)> {
    let board = show(app, by, unit, period).await?;
    let name = board.catalogue.unit(unit).map(|unit| unit.name.clone()).unwrap_or_default();
    let mut rows = Vec::new();
    for row in board.rows()? {
        let figure = row.figure.as_ref();
        let number = |number: Option<i64>| {
            let figure = figure?;
            number.map(|number| crate::figure::value(figure.kind, Some(number), figure.decimals))
        };
        rows.push(report::TemplateRow {
            unit: name.clone(),
            period,
            indicator: row.indicator.name.clone(),
            measure: row.indicator.measure.name.clone(),
            target: (!row.target.is_empty()).then(|| row.target.clone()),
            previous: row.previous.replace(',', "").parse().ok(),
            period_value: number(figure.and_then(|figure| figure.value)),
            cumulative: number(figure.and_then(|figure| figure.cumulative)),
            narrative: figure.map(|figure| figure.narrative.clone()).unwrap_or_default(),
            self_score: row.self_score.parse().ok(),
        });
    }
    let title = format!("{name}{}填报表", period.label());
    let bytes =
        report::figures_template_xlsx(&title, &rows).map_err(|error| Error::Internal(error.to_string()))?;
    Ok((title, bytes))
}
