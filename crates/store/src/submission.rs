//! Submissions and the review of their figures.

use std::collections::BTreeMap;

use assessment::{
    AccountId, Coded as _, FigureState, IndicatorId, Period, SubmissionId, SubmissionState, UnitId,
};

use crate::conn::{Row, args};
use crate::figure::{period_code, period_from_code};
use crate::{Change, Error, Reader, Result};

/// A stored submission. Without a row it is a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubmissionRow {
    /// Its id.
    pub id: SubmissionId,
    /// For which period.
    pub period: Period,
    /// Of which unit.
    pub unit: UnitId,
    /// Where it stands.
    pub state: SubmissionState,
    /// Who submitted it last.
    pub submitted_by: Option<AccountId>,
    /// The reason of a request to reopen.
    pub reopening: Option<String>,
    /// When it changed last, UTC milliseconds.
    pub changed_at: i64,
}

/// The review of one figure. Without a row it is empty or entered, as its figure is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewRow {
    /// Returned or verified.
    pub state: FigureState,
    /// Why it was returned.
    pub reason: Option<String>,
}

/// One word in the talk about a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// About which figure.
    pub indicator: IndicatorId,
    /// At which step: the label of the action.
    pub step: String,
    /// The words.
    pub text: String,
    /// Whose.
    pub author: AccountId,
    /// When, UTC milliseconds.
    pub at: i64,
}

const COLUMNS: &str = "id, period, unit, state, submitted_by, reopening, changed_at";

impl Reader {
    /// The submission of a unit for a period, once anything was done with it.
    pub async fn find_submission(&mut self, period: Period, unit: UnitId) -> Result<Option<SubmissionRow>> {
        let sql = format!("SELECT {COLUMNS} FROM submission WHERE tenant = $1 AND period = $2 AND unit = $3");
        let values = args![self.tenant, period_code(period), unit.get()];
        self.conn.row(&sql, values).await?.as_ref().map(submission).transpose()
    }

    /// Submissions of a period.
    pub async fn list_submissions(&mut self, period: Period) -> Result<Vec<SubmissionRow>> {
        let sql = format!("SELECT {COLUMNS} FROM submission WHERE tenant = $1 AND period = $2 ORDER BY unit");
        self.conn.rows(&sql, args![self.tenant, period_code(period)]).await?.iter().map(submission).collect()
    }

    /// Figures of a submission that were returned or verified.
    pub async fn list_reviews(
        &mut self,
        period: Period,
        unit: UnitId,
    ) -> Result<BTreeMap<IndicatorId, ReviewRow>> {
        let sql =
            "SELECT indicator, state, reason FROM review WHERE tenant = $1 AND period = $2 AND unit = $3";
        let rows = self.conn.rows(sql, args![self.tenant, period_code(period), unit.get()]).await?;
        let one = |row: &Row| {
            let review = ReviewRow { state: figure_state(row.text(1)?)?, reason: row.maybe_text(2)? };
            Ok((IndicatorId::new(row.int(0)?), review))
        };
        rows.iter().map(one).collect()
    }

    /// Figures of every submission of a period that were returned, passed or verified.
    pub async fn list_period_reviews(
        &mut self,
        period: Period,
    ) -> Result<Vec<(UnitId, IndicatorId, ReviewRow)>> {
        let sql = "SELECT unit, indicator, state, reason FROM review WHERE tenant = $1 AND period = $2";
        let one = |row: &Row| {
            let review = ReviewRow { state: figure_state(row.text(2)?)?, reason: row.maybe_text(3)? };
            Ok((UnitId::new(row.int(0)?), IndicatorId::new(row.int(1)?), review))
        };
        self.conn.rows(sql, args![self.tenant, period_code(period)]).await?.iter().map(one).collect()
    }

    /// Returned figures of a unit in every period, the latest period first.
    pub async fn list_returned(&mut self, unit: UnitId) -> Result<Vec<(Period, IndicatorId, String)>> {
        let sql = "SELECT period, indicator, reason FROM review WHERE tenant = $1 AND unit = $2 AND state = $3 \
                   ORDER BY period DESC, indicator";
        let values = args![self.tenant, unit.get(), FigureState::Returned.code()];
        let one = |row: &Row| {
            let reason = row.maybe_text(2)?.unwrap_or_default();
            Ok((period_from_code(row.int(0)?)?, IndicatorId::new(row.int(1)?), reason))
        };
        self.conn.rows(sql, values).await?.iter().map(one).collect()
    }

    /// What was said about the figures of a submission, in order.
    pub async fn list_remarks(&mut self, period: Period, unit: UnitId) -> Result<Vec<Remark>> {
        let sql = "SELECT indicator, step, text, author, at FROM remark WHERE tenant = $1 AND period = $2 \
                   AND unit = $3 ORDER BY id";
        let one = |row: &Row| {
            Ok(Remark {
                indicator: IndicatorId::new(row.int(0)?),
                step: row.text(1)?,
                text: row.text(2)?,
                author: AccountId::new(row.int(3)?),
                at: row.int(4)?,
            })
        };
        let values = args![self.tenant, period_code(period), unit.get()];
        self.conn.rows(sql, values).await?.iter().map(one).collect()
    }
}

impl Change {
    /// Writes where a submission stands.
    pub async fn put_submission(&mut self, row: &SubmissionRow) -> Result<()> {
        let (tenant, at) = (self.tenant, self.at());
        let sql = "INSERT INTO submission (tenant, period, unit, id, state, submitted_by, reopening, changed_at) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (tenant, period, unit) DO UPDATE SET \
                   state = excluded.state, submitted_by = excluded.submitted_by, reopening = excluded.reopening, \
                   changed_at = excluded.changed_at";
        let values = args![
            tenant,
            period_code(row.period),
            row.unit.get(),
            row.id.get(),
            row.state.code(),
            row.submitted_by.map(AccountId::get),
            row.reopening.as_deref(),
            at,
        ];
        self.conn.run(sql, values).await?;
        self.touch_submissions();
        Ok(())
    }

    /// Writes the review of one figure; `Empty` and `Entered` forget it.
    pub async fn put_review(
        &mut self,
        (period, unit, indicator): (Period, UnitId, IndicatorId),
        state: FigureState,
        reason: Option<&str>,
    ) -> Result<()> {
        let (tenant, seq) = (self.tenant, self.head().fact_seq);
        let (period, unit, indicator) = (period_code(period), unit.get(), indicator.get());
        self.touch_submissions();
        if matches!(state, FigureState::Empty | FigureState::Entered) {
            let sql = "DELETE FROM review WHERE tenant = $1 AND period = $2 AND unit = $3 AND indicator = $4";
            self.conn.run(sql, args![tenant, period, unit, indicator]).await?;
            return Ok(());
        }
        let sql = "INSERT INTO review (tenant, period, unit, indicator, state, reason, seq) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (tenant, period, unit, indicator) DO UPDATE SET \
                   state = excluded.state, reason = excluded.reason, seq = excluded.seq";
        self.conn.run(sql, args![tenant, period, unit, indicator, state.code(), reason, seq]).await?;
        Ok(())
    }

    /// Adds a word to the talk about a figure.
    pub async fn add_remark(&mut self, period: Period, unit: UnitId, remark: &Remark) -> Result<()> {
        let (id, tenant, at) = (self.new_id(), self.tenant, self.at());
        let sql = "INSERT INTO remark (tenant, id, period, unit, indicator, step, text, author, at) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
        let indicator = remark.indicator.get();
        let (period, unit, author) = (period_code(period), unit.get(), remark.author.get());
        let values = args![tenant, id, period, unit, indicator, &remark.step, &remark.text, author, at];
        self.conn.run(sql, values).await?;
        Ok(())
    }
}

fn submission(row: &Row) -> Result<SubmissionRow> {
    let state = row.text(3)?;
    Ok(SubmissionRow {
        id: SubmissionId::new(row.int(0)?),
        period: period_from_code(row.int(1)?)?,
        unit: UnitId::new(row.int(2)?),
        state: SubmissionState::from_code(&state).ok_or_else(|| Error::code("填报状态", state))?,
        submitted_by: row.maybe_int(4)?.map(AccountId::new),
        reopening: row.maybe_text(5)?,
        changed_at: row.int(6)?,
    })
}

fn figure_state(code: String) -> Result<FigureState> {
    FigureState::from_code(&code).ok_or_else(|| Error::code("核验状态", code))
}
