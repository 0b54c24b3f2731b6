//! The steps of submissions with their reasons, and when a form was first looked at.

use assessment::{AccountId, Coded as _, Period, SubmissionState, UnitId};

use crate::conn::{Row, args};
use crate::figure::{period_code, period_from_code};
use crate::{Change, Error, Reader, Result, Store};

/// A step to write down.
#[derive(Clone, Debug)]
pub struct NewStep {
    /// For which period.
    pub period: Period,
    /// Of which unit.
    pub unit: UnitId,
    /// Label of the action.
    pub action: String,
    /// Where the submission stood before.
    pub before: SubmissionState,
    /// Where it stands since.
    pub after: SubmissionState,
    /// Why, or how many figures it concerned.
    pub reason: String,
    /// Working days after the due day; 0 when in time.
    pub late: i64,
    /// Who.
    pub author: AccountId,
}

/// A step as it was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepRow {
    /// For which period.
    pub period: Period,
    /// Of which unit.
    pub unit: UnitId,
    /// Label of the action.
    pub action: String,
    /// Where the submission stood before.
    pub before: SubmissionState,
    /// Where it stands since.
    pub after: SubmissionState,
    /// Why, or how many figures it concerned.
    pub reason: String,
    /// Working days after the due day; 0 when in time.
    pub late: i64,
    /// Number of the last fact of the tenant at that time: facts up to it were part of it.
    pub fact: i64,
    /// Who.
    pub author: AccountId,
    /// When, UTC milliseconds.
    pub at: i64,
}

const COLUMNS: &str = "period, unit, action, before, after, reason, late, fact, author, at";

impl Reader {
    /// The steps of a submission in order.
    pub async fn list_steps(&mut self, period: Period, unit: UnitId) -> Result<Vec<StepRow>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM submission_step WHERE tenant = $1 AND period = $2 AND unit = $3 ORDER BY id"
        );
        let values = args![self.tenant, period_code(period), unit.get()];
        self.conn.rows(&sql, values).await?.iter().map(step).collect()
    }

    /// What a person did lately, the latest first.
    pub async fn list_steps_of(&mut self, author: AccountId, limit: i64) -> Result<Vec<StepRow>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM submission_step WHERE tenant = $1 AND author = $2 ORDER BY id DESC LIMIT $3"
        );
        self.conn.rows(&sql, args![self.tenant, author.get(), limit]).await?.iter().map(step).collect()
    }

    /// Whether the form of a unit was opened by somebody who fills it in.
    pub async fn has_looked(&mut self, period: Period, unit: UnitId) -> Result<bool> {
        let sql = "SELECT unit FROM submission_look WHERE tenant = $1 AND period = $2 AND unit = $3";
        Ok(self.conn.row(sql, args![self.tenant, period_code(period), unit.get()]).await?.is_some())
    }

    /// Units whose form of a period was opened by somebody who fills it in.
    pub async fn list_looked(&mut self, period: Period) -> Result<Vec<UnitId>> {
        let sql = "SELECT unit FROM submission_look WHERE tenant = $1 AND period = $2 ORDER BY unit";
        let rows = self.conn.rows(sql, args![self.tenant, period_code(period)]).await?;
        rows.iter().map(|row| Ok(UnitId::new(row.int(0)?))).collect()
    }
}

impl Change {
    /// Writes a step down.
    pub async fn add_step(&mut self, new: &NewStep) -> Result<()> {
        let (id, tenant, at, fact) = (self.new_id(), self.tenant, self.at(), self.head().fact_seq);
        let sql = "INSERT INTO submission_step (tenant, id, period, unit, action, before, after, reason, late, fact, \
                   author, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
        let (period, unit) = (period_code(new.period), new.unit.get());
        let (before, after, author) = (new.before.code(), new.after.code(), new.author.get());
        let (action, reason, late) = (&new.action, &new.reason, new.late);
        let values = args![tenant, id, period, unit, action, before, after, reason, late, fact, author, at];
        self.conn.run(sql, values).await?;
        Ok(())
    }
}

impl Store {
    /// Notes that a form was opened by somebody who fills it in. Nothing is said of who or how often.
    pub async fn look(&self, tenant: i64, period: Period, unit: UnitId, at: i64) -> Result<()> {
        let mut conn = self.pools.change().await?;
        let sql = "INSERT INTO submission_look (tenant, period, unit, at) VALUES ($1, $2, $3, $4) \
                   ON CONFLICT (tenant, period, unit) DO NOTHING";
        conn.run(sql, args![tenant, period_code(period), unit.get(), at]).await?;
        conn.commit().await
    }
}

fn step(row: &Row) -> Result<StepRow> {
    let state = |code: String| SubmissionState::from_code(&code).ok_or_else(|| Error::code("填报状态", code));
    Ok(StepRow {
        period: period_from_code(row.int(0)?)?,
        unit: UnitId::new(row.int(1)?),
        action: row.text(2)?,
        before: state(row.text(3)?)?,
        after: state(row.text(4)?)?,
        reason: row.text(5)?,
        late: row.int(6)?,
        fact: row.int(7)?,
        author: AccountId::new(row.int(8)?),
        at: row.int(9)?,
    })
}
