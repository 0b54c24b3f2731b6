//! Figures: appended facts, and beside them the current one of every cell.

use assessment::{AccountId, Grain, IndicatorId, Period, UnitId};

use crate::conn::{Row, args, insert_many};
use crate::{AuditEntry, Change, Error, Reader, Result, proof};

/// Whether a cell holds a number or a stated absence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NumberKind {
    /// A number.
    Number,
    /// 待补.
    Missing,
    /// 不适用.
    NotApplicable,
    /// 未评.
    Unjudged,
}

impl NumberKind {
    pub(crate) fn code(self) -> i64 {
        match self {
            Self::Number => 0,
            Self::Missing => 1,
            Self::NotApplicable => 2,
            Self::Unjudged => 3,
        }
    }

    pub(crate) fn from_code(code: i64) -> Result<Self> {
        [Self::Number, Self::Missing, Self::NotApplicable, Self::Unjudged]
            .into_iter()
            .find(|kind| kind.code() == code)
            .ok_or_else(|| Error::code("数值类别", code))
    }
}

/// A figure to save. Numbers are whole numbers × 10^-`decimals`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFigure {
    /// For which period.
    pub period: Period,
    /// Of which unit.
    pub unit: UnitId,
    /// Which quantity.
    pub indicator: IndicatorId,
    /// Number or absence.
    pub kind: NumberKind,
    /// Decimals of both numbers.
    pub decimals: u8,
    /// 当月, or the value at the period's end.
    pub value: Option<i64>,
    /// 累计.
    pub cumulative: Option<i64>,
    /// 自评分, in ten-thousandths.
    pub self_score: Option<i64>,
    /// 完成情况.
    pub narrative: String,
    /// The answer to a finding.
    pub explanation: String,
    /// Where it came from, as `origin` or `origin:place`.
    pub source: String,
    /// Who saves it.
    pub author: AccountId,
}

/// The current figure of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureRow {
    /// Of which unit.
    pub unit: UnitId,
    /// Which quantity.
    pub indicator: IndicatorId,
    /// Number of its fact: also its version.
    pub seq: i64,
    /// Number or absence.
    pub kind: NumberKind,
    /// Decimals of both numbers.
    pub decimals: u8,
    /// 当月, or the value at the period's end.
    pub value: Option<i64>,
    /// 累计.
    pub cumulative: Option<i64>,
    /// 自评分, in ten-thousandths.
    pub self_score: Option<i64>,
    /// 完成情况.
    pub narrative: String,
    /// The answer to a finding.
    pub explanation: String,
    /// Who saved it.
    pub author: AccountId,
    /// When, UTC milliseconds.
    pub at: i64,
}

/// One fact in a cell's history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactRow {
    /// What it says.
    pub figure: FigureRow,
    /// Where it came from.
    pub source: String,
    /// The fact before it; 0 for the first.
    pub supersedes: i64,
}

/// A period as a number that sorts: 2026-08 is 2026108, 2026-Q3 is 2026203.
pub fn period_code(period: Period) -> i64 {
    let grain = match period.grain() {
        Grain::Month => 1,
        Grain::Quarter => 2,
        Grain::Half => 3,
        Grain::Year => 4,
    };
    i64::from(period.year()) * 1000 + grain * 100 + i64::from(period.number())
}

/// The period of a number made by [`period_code`].
pub fn period_from_code(code: i64) -> Result<Period> {
    let grain = match code / 100 % 10 {
        1 => Grain::Month,
        2 => Grain::Quarter,
        3 => Grain::Half,
        _ => Grain::Year,
    };
    let year = i16::try_from(code / 1000).ok();
    let number = u8::try_from(code % 100).ok();
    year.zip(number)
        .and_then(|(year, number)| Period::new(grain, year, number))
        .ok_or_else(|| Error::code("期次", code))
}

pub(crate) const COLUMNS: &str =
    "unit, indicator, seq, kind, decimals, value, cumulative, self_score, narrative, explanation, author, at";

impl Reader {
    /// The figures of one unit in one period, by indicator.
    pub async fn list_figures(&mut self, period: Period, unit: UnitId) -> Result<Vec<FigureRow>> {
        let rest = "FROM figure WHERE tenant = $1 AND period = $2 AND unit = $3 ORDER BY indicator";
        let values = args![self.tenant, period_code(period), unit.get()];
        self.conn.many(COLUMNS, rest, values).await?.iter().map(figure).collect()
    }

    /// A page of a period's figures by unit and indicator, after a place.
    pub async fn list_figures_after(
        &mut self,
        period: Period,
        (unit, indicator): (i64, i64),
        limit: i64,
    ) -> Result<Vec<FigureRow>> {
        let rest = "FROM figure WHERE tenant = $1 AND period = $2 AND (unit, indicator) > ($3, $4) \
                    ORDER BY unit, indicator LIMIT $5";
        let values = args![self.tenant, period_code(period), unit, indicator, limit];
        self.conn.many(COLUMNS, rest, values).await?.iter().map(figure).collect()
    }

    /// The current figure of one cell.
    pub async fn find_figure(
        &mut self,
        period: Period,
        unit: UnitId,
        indicator: IndicatorId,
    ) -> Result<Option<FigureRow>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM figure WHERE tenant = $1 AND period = $2 AND unit = $3 AND indicator = $4"
        );
        let values = args![self.tenant, period_code(period), unit.get(), indicator.get()];
        self.conn.row(&sql, values).await?.as_ref().map(figure).transpose()
    }

    /// What stood in a cell, the latest first, at most 500 facts: each names the one before it.
    pub async fn list_history(
        &mut self,
        period: Period,
        unit: UnitId,
        indicator: IndicatorId,
    ) -> Result<Vec<FactRow>> {
        const MOST: usize = 500;
        let Some(current) = self.find_figure(period, unit, indicator).await? else { return Ok(Vec::new()) };
        let sql = format!("SELECT {COLUMNS}, source, supersedes FROM fact WHERE tenant = $1 AND seq = $2");
        let mut history = Vec::new();
        let mut seq = current.seq;
        while seq > 0 && history.len() < MOST {
            let Some(row) = self.conn.row(&sql, args![self.tenant, seq]).await? else { break };
            let supersedes = row.int(13)?;
            history.push(FactRow { figure: figure(&row)?, source: row.text(12)?, supersedes });
            seq = supersedes;
        }
        Ok(history)
    }

    /// Whether anybody reported anything for a period.
    pub async fn has_figures(&mut self, period: Period) -> Result<bool> {
        let sql = "SELECT seq FROM figure WHERE tenant = $1 AND period = $2 LIMIT 1";
        Ok(self.conn.row(sql, args![self.tenant, period_code(period)]).await?.is_some())
    }
}

/// A figure with the number of its fact and of the one before it.
pub(crate) struct Numbered<'a> {
    pub(crate) figure: &'a NewFigure,
    pub(crate) seq: i64,
    pub(crate) supersedes: i64,
}

impl Change {
    /// Appends facts and makes the last of each cell the current one. `facts` are in the order of their numbers.
    pub(crate) async fn append_facts(&mut self, facts: &[Numbered<'_>]) -> Result<()> {
        let (tenant, at) = (self.tenant, self.at());
        let head = "INSERT INTO fact (tenant, seq, period, unit, indicator, kind, decimals, value, cumulative, \
                    self_score, narrative, explanation, source, author, at, supersedes)";
        insert_many(&mut self.conn, head, "", facts, |fact, values| {
            let figure = fact.figure;
            values.extend_from_slice(args![tenant, fact.seq, period_code(figure.period), figure.unit.get()]);
            values.extend_from_slice(args![
                figure.indicator.get(),
                figure.kind.code(),
                i64::from(figure.decimals)
            ]);
            values.extend_from_slice(args![figure.value, figure.cumulative, figure.self_score]);
            values.extend_from_slice(args![&figure.narrative, &figure.explanation, &figure.source]);
            values.extend_from_slice(args![figure.author.get(), at, fact.supersedes]);
        })
        .await?;
        let mut last = std::collections::BTreeMap::new();
        for fact in facts {
            let figure = fact.figure;
            last.insert((period_code(figure.period), figure.unit, figure.indicator), fact);
        }
        let current: Vec<_> = last.into_values().collect();
        let head = "INSERT INTO figure (tenant, period, unit, indicator, seq, kind, decimals, value, cumulative, \
                    self_score, narrative, explanation, author, at)";
        let tail = "ON CONFLICT (tenant, period, unit, indicator) DO UPDATE SET seq = excluded.seq, \
                    kind = excluded.kind, decimals = excluded.decimals, value = excluded.value, \
                    cumulative = excluded.cumulative, self_score = excluded.self_score, \
                    narrative = excluded.narrative, explanation = excluded.explanation, \
                    author = excluded.author, at = excluded.at";
        insert_many(&mut self.conn, head, tail, &current, |fact, values| {
            let figure = fact.figure;
            values.extend_from_slice(args![tenant, period_code(figure.period), figure.unit.get()]);
            values.extend_from_slice(args![figure.indicator.get(), fact.seq, figure.kind.code()]);
            values.extend_from_slice(args![i64::from(figure.decimals), figure.value, figure.cumulative]);
            values.extend_from_slice(args![figure.self_score, &figure.narrative, &figure.explanation]);
            values.extend_from_slice(args![figure.author.get(), at]);
        })
        .await
    }

    /// Writes many first figures at once, with few lines in the audit: sample data, imports, benchmarks.
    ///
    /// The cells must be empty.
    pub async fn fill_figures(&mut self, figures: &[NewFigure]) -> Result<()> {
        for part in figures.chunks(4096) {
            let numbered: Vec<_> =
                part.iter().map(|figure| Numbered { figure, seq: self.next_fact(), supersedes: 0 }).collect();
            self.append_facts(&numbered).await?;
            let (digest, first) = (self.digest(), numbered.first().map_or(0, |fact| fact.seq));
            if let Some(detail) = proof::many(digest, &numbered) {
                let subject = format!("fact/{first}");
                self.audit(AuditEntry { account: 0, action: "figure.fill".to_owned(), subject, detail });
            }
        }
        Ok(())
    }
}

pub(crate) fn figure(row: &Row) -> Result<FigureRow> {
    Ok(FigureRow {
        unit: UnitId::new(row.int(0)?),
        indicator: IndicatorId::new(row.int(1)?),
        seq: row.int(2)?,
        kind: NumberKind::from_code(row.int(3)?)?,
        decimals: u8::try_from(row.int(4)?).unwrap_or(0),
        value: row.maybe_int(5)?,
        cumulative: row.maybe_int(6)?,
        self_score: row.maybe_int(7)?,
        narrative: row.text(8)?,
        explanation: row.text(9)?,
        author: AccountId::new(row.int(10)?),
        at: row.int(11)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_survives_its_number() {
        for code in ["2026-08", "2026-Q3", "2026-H1", "2026", "1949-12"] {
            let period: Period = code.parse().unwrap();
            assert_eq!(period_from_code(period_code(period)).unwrap(), period, "{code}");
        }
    }
}
