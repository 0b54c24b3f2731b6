//! Scores, ranks and explanations: computed from the scheme and the facts as they stand, never stored.

mod explain;
mod facts;

use std::sync::Arc;

use assessment::{Period, RankTable, ScoreBook, ScoreSheet, UnitClass, UnitId};
use tokio::sync::Mutex;

pub use explain::{Explanation, Part};
pub(crate) use facts::Frame;

use crate::catalogue::Catalogue;
use crate::{App, Error, Person, Result};

/// What one process computed; it holds while facts and plan stand still.
#[derive(Default)]
pub(crate) struct Scores {
    held: Mutex<Option<Held>>,
}

/// The scores of a year at one fact.
#[derive(Clone)]
pub(crate) struct Held {
    pub(crate) frame: Arc<Frame>,
    /// The last fact that is in them.
    seq: i64,
    pub(crate) book: ScoreBook,
}

/// The scores of the current cycle as they stand now. What was saved since is put in; only that is computed again.
pub(crate) async fn current(app: &App) -> Result<(Arc<Catalogue>, Held)> {
    let catalogue = app.catalogue().await?;
    let mut held = app.scores.held.lock().await;
    let plan = catalogue.version;
    let fresh = match held.take().filter(|held| held.frame.plan == plan) {
        Some(before) => {
            let (frame, seq) = (Arc::clone(&before.frame), before.seq);
            let look = |columns: &store::Columns| {
                let cells = columns.changes_since(seq)?;
                Some((columns.seq(), frame.changes(columns, &cells)))
            };
            match app.store.with_columns(app.tenant, &before.frame.codes, look).await? {
                Some((_, changes)) if changes.is_empty() => before,
                Some((seq, changes)) => {
                    let scores = before.book.scores().amend(&changes).map_err(broken)?;
                    let book = before.frame.book(scores);
                    Held { frame: before.frame, seq, book }
                }
                None => whole(app, &catalogue).await?,
            }
        }
        None => whole(app, &catalogue).await?,
    };
    *held = Some(fresh.clone());
    drop(held);
    Ok((catalogue, fresh))
}

/// Brings the scores up to a fact that was just saved, so that the next page shows them without waiting. Saves that
/// were made durable together are scored together.
pub(crate) async fn refresh(app: &App, plan: i64, seq: i64) -> Result<()> {
    let up_to_date = |held: &Held| held.frame.plan == plan && held.seq >= seq;
    if app.scores.held.lock().await.as_ref().is_some_and(up_to_date) {
        return Ok(());
    }
    current(app).await.map(|_| ())
}

async fn whole(app: &App, catalogue: &Catalogue) -> Result<Held> {
    let frame = Arc::new(Frame::new(catalogue)?);
    let look = |columns: &store::Columns| frame.facts(catalogue, columns).map(|facts| (columns.seq(), facts));
    let (seq, facts) = app.store.with_columns(app.tenant, &frame.codes, look).await??;
    let book = frame.book(rules::evaluate(&facts));
    Ok(Held { frame, seq, book })
}

pub(crate) fn broken(error: rules::FactError) -> Error {
    Error::Internal(format!("a stored figure does not fit the scheme: {error}"))
}

/// A unit's score sheet.
pub async fn sheet(app: &App, by: &Person, unit: UnitId, period: Period) -> Result<ScoreSheet> {
    by.require_unit(unit)?;
    let (catalogue, held) = current(app).await?;
    let figures = app.store.reader(app.tenant).await?.list_figures(period, unit).await?;
    let own = facts::self_scores(&catalogue, held.book.scores().scheme(), &figures);
    let sheet = held.book.sheet(unit, period, &own, |_line| String::new());
    sheet.ok_or(Error::NotFound("这个单位这一期的得分:不在本考核周期的考核范围之内"))
}

/// The explanation of an item or line.
pub async fn explain(app: &App, by: &Person, unit: UnitId, period: Period, id: &str) -> Result<Explanation> {
    by.require_unit(unit)?;
    let (_, held) = current(app).await?;
    explain::build(&held.book, unit, period, id)
}

/// Ranks of a period, one table per population that the scheme ranks.
pub async fn ranks(app: &App, by: &Person, period: Period) -> Result<Vec<RankTable>> {
    by.require_reader()?;
    let (_, held) = current(app).await?;
    let scheme = held.book.scores().scheme();
    let populations: Vec<Option<UnitClass>> = if scheme.ranking().text.starts_with("同类") {
        held.book.classes().into_iter().map(Some).collect()
    } else {
        vec![None]
    };
    let table = |class: &Option<UnitClass>| held.book.rank_table(period, class.as_ref());
    let tables: Option<Vec<_>> = populations.iter().map(table).collect();
    tables.ok_or(Error::NotFound("这一期的排名:它不在本考核周期之内"))
}

/// A unit's score sheet as a workbook, with its name.
pub async fn sheet_xlsx(app: &App, by: &Person, unit: UnitId, period: Period) -> Result<(String, Vec<u8>)> {
    let sheet = sheet(app, by, unit, period).await?;
    let bytes = report::score_sheet_xlsx(&sheet).map_err(|error| Error::Internal(error.to_string()))?;
    Ok((format!("{}{}得分表", sheet.unit_name, period.label()), bytes))
}

/// The ranking of every population as a workbook, with its name.
pub async fn ranks_xlsx(app: &App, by: &Person, period: Period) -> Result<(String, Vec<u8>)> {
    let tables = ranks(app, by, period).await?;
    let bytes = report::rank_tables_xlsx(&tables).map_err(|error| Error::Internal(error.to_string()))?;
    Ok((format!("{}得分与排名", period.label()), bytes))
}
