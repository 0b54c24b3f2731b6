//! Scores, ranks and explanations: computed from the scheme and the facts as they stand, never stored.

use assessment::{Period, RankTable, ScoreSheet, UnitId};

use crate::{App, Error, Person, Result};

/// What one process computed; it holds while facts and plan stand still.
#[derive(Default)]
pub(crate) struct Scores {}

/// Why a line or item got its score.
#[derive(Clone, Debug, Default)]
pub struct Explanation {
    /// Number and name of the item.
    pub title: String,
    /// `6.00 分`.
    pub total: String,
    /// How it was rounded, as the scheme declares.
    pub rounding: String,
    /// The lines.
    pub parts: Vec<Part>,
}

/// One scored line with its derivation.
#[derive(Clone, Debug, Default)]
pub struct Part {
    /// Stable id.
    pub id: String,
    /// `1.1 工业销售产值`.
    pub title: String,
    /// `4.00 / 4 分`.
    pub points: String,
    /// The official words.
    pub clause: String,
    /// Where they stand.
    pub place: String,
    /// Statements, each with what follows from it.
    pub lines: Vec<(String, String)>,
    /// Doubts with their rulings.
    pub doubts: Vec<String>,
}

/// A unit's score sheet.
pub async fn sheet(app: &App, by: &Person, unit: UnitId, period: Period) -> Result<ScoreSheet> {
    by.require_unit(unit)?;
    let _ = (app, period);
    Err(Error::NotFound("得分"))
}

/// The explanation of an item or line.
pub async fn explain(app: &App, by: &Person, unit: UnitId, period: Period, id: &str) -> Result<Explanation> {
    by.require_unit(unit)?;
    let _ = (app, period, id);
    Err(Error::NotFound("这项得分"))
}

/// Ranks of a period, one table per class.
pub async fn ranks(app: &App, by: &Person, period: Period) -> Result<Vec<RankTable>> {
    by.require_reader()?;
    let _ = (app, period);
    Err(Error::NotFound("排名"))
}

/// A unit's score sheet as a workbook, with its name.
pub async fn sheet_xlsx(app: &App, by: &Person, unit: UnitId, period: Period) -> Result<(String, Vec<u8>)> {
    let sheet = sheet(app, by, unit, period).await?;
    let bytes = report::score_sheet_xlsx(&sheet).map_err(|error| Error::Internal(error.to_string()))?;
    Ok((format!("{}{}得分表", sheet.unit_name, period.label()), bytes))
}

/// The ranking of the first class as a workbook, with its name.
pub async fn ranks_xlsx(app: &App, by: &Person, period: Period) -> Result<(String, Vec<u8>)> {
    let tables = ranks(app, by, period).await?;
    let table = tables.first().ok_or(Error::NotFound("排名"))?;
    let bytes = report::rank_table_xlsx(table).map_err(|error| Error::Internal(error.to_string()))?;
    Ok((format!("{}得分与排名", period.label()), bytes))
}
