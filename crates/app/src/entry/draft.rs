//! Drafts: what a person typed and what is no figure yet, kept on the server so that a crash, a closed window or another
//! machine loses nothing. Only the person sees them.

use assessment::{IndicatorId, Period, Role, UnitId};
use store::DraftRow;

use crate::{App, Error, Person, Result};

/// Columns that a draft may be of.
const FIELDS: [&str; 5] = ["value", "cumulative", "narrative", "self_score", "explanation"];
/// Longest draft of one cell, in characters.
const LONGEST: usize = 4000;
/// Most cells in one call.
const MOST: usize = 4000;

/// A cell that was typed into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// For which period.
    pub period: Period,
    /// Which row.
    pub indicator: i64,
    /// Which column.
    pub field: String,
    /// As typed; empty forgets the draft.
    pub text: String,
    /// The version of the figure that the person saw.
    pub version: i64,
}

/// Keeps what a clerk typed; durable when this returns.
pub async fn keep(app: &App, by: &Person, unit: UnitId, drafts: &[Draft]) -> Result<()> {
    by.require_unit(unit)?;
    by.actor.require(Role::Clerk, unit)?;
    if drafts.len() > MOST {
        return Err(Error::field("cells", format!("一次最多保留{MOST}格")));
    }
    let wrong =
        drafts.iter().any(|one| !FIELDS.contains(&one.field.as_str()) || one.text.chars().count() > LONGEST);
    if wrong {
        return Err(Error::field("cells", "草稿的列不认识，或文字太长"));
    }
    let rows: Vec<DraftRow> = drafts
        .iter()
        .map(|one| DraftRow {
            period: one.period,
            indicator: IndicatorId::new(one.indicator),
            field: one.field.clone(),
            text: one.text.trim().to_owned(),
            version: one.version,
            at: 0,
        })
        .collect();
    let mut change = app.store.change(app.tenant, app.now()).await?;
    change.put_drafts(by.account(), unit, &rows).await?;
    change.commit().await?;
    Ok(())
}

/// What a person typed for a unit and did not save.
pub async fn list(app: &App, by: &Person, unit: UnitId) -> Result<Vec<DraftRow>> {
    by.require_unit(unit)?;
    Ok(app.store.reader(app.tenant).await?.list_drafts(by.account(), unit).await?)
}

/// Forgets the drafts of cells that were saved.
pub(super) async fn forget(
    app: &App,
    by: &Person,
    unit: UnitId,
    saved: &[(Period, IndicatorId, &'static str)],
) -> Result<()> {
    if saved.is_empty() {
        return Ok(());
    }
    let drafts = app.store.reader(app.tenant).await?.list_drafts(by.account(), unit).await?;
    let done: Vec<DraftRow> = drafts
        .into_iter()
        .filter(|draft| {
            saved.iter().any(|(period, indicator, field)| {
                (draft.period, draft.indicator, draft.field.as_str()) == (*period, *indicator, *field)
            })
        })
        .map(|draft| DraftRow { text: String::new(), ..draft })
        .collect();
    if done.is_empty() {
        return Ok(());
    }
    let mut change = app.store.change(app.tenant, app.now()).await?;
    change.put_drafts(by.account(), unit, &done).await?;
    change.commit().await?;
    Ok(())
}
