//! Figures of a tenant in memory, month by month, as numbers only: sums, scores and versions are answered from here.
//!
//! Nothing here is a truth of its own. Every use first asks the database for the last fact's number and reads what is
//! newer, whichever process wrote it; a month is loaded when it is first asked for.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use assessment::{Coded as _, FigureState, SubmissionState};

use crate::conn::{Conn, args};
use crate::{NumberKind, Result};

/// Beyond this many new facts the months are read afresh.
const MOST_TO_CATCH_UP: i64 = 20_000;
/// So many months stay in memory; 60,000 figures take about 3 MB.
const MOST_MONTHS: usize = 40;

/// One cell: the numbers of its current fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Number of the fact; also the cell's version.
    pub seq: i64,
    value: i64,
    cumulative: i64,
    /// Decimals of both numbers.
    pub decimals: u8,
    kind: u8,
}

/// Changes that are remembered; who asks for older ones reads everything afresh.
const MOST_LOGGED: usize = 50_000;
/// Rows that are read at a time while a month is loaded.
const STEP: usize = 4_000;
/// Stands for "no number".
const ABSENT: i64 = i64::MIN;

impl Cell {
    /// A cell of these numbers.
    pub fn of(seq: i64, kind: NumberKind, decimals: u8, value: Option<i64>, cumulative: Option<i64>) -> Self {
        let kind = u8::try_from(kind.code()).unwrap_or(0);
        Self { seq, value: value.unwrap_or(ABSENT), cumulative: cumulative.unwrap_or(ABSENT), decimals, kind }
    }

    /// 当月, or the value at the period's end: a whole number × 10^-decimals.
    pub fn value(&self) -> Option<i64> {
        (self.value != ABSENT).then_some(self.value)
    }

    /// 累计, likewise.
    pub fn cumulative(&self) -> Option<i64> {
        (self.cumulative != ABSENT).then_some(self.cumulative)
    }

    /// Number or absence.
    pub fn kind(&self) -> NumberKind {
        NumberKind::from_code(i64::from(self.kind)).unwrap_or(NumberKind::Missing)
    }
}

/// Cells of one period: unit → indicators in order.
type Month = BTreeMap<i64, Vec<(i64, Cell)>>;

/// What one process holds of one tenant's figures.
#[derive(Debug, Default)]
pub struct Columns {
    /// Every fact up to this number is in the loaded months.
    pub(crate) seq: i64,
    months: BTreeMap<i64, Month>,
    /// Cells that changed lately, in the order of their facts.
    log: VecDeque<(i64, (i64, i64, i64))>,
    /// Every change after this fact is in the log.
    log_from: i64,
    submission_seq: i64,
    closed: BTreeMap<(i64, i64), SubmissionState>,
    reviewed: BTreeMap<(i64, i64, i64), FigureState>,
}

impl Columns {
    /// The last fact that is seen here.
    pub fn seq(&self) -> i64 {
        self.seq
    }

    /// The cell of a unit and an indicator in a period, by the numbers of all three.
    pub fn cell(&self, period: i64, unit: i64, indicator: i64) -> Option<&Cell> {
        let row = self.months.get(&period)?.get(&unit)?;
        let at = row.binary_search_by_key(&indicator, |(id, _)| *id).ok()?;
        row.get(at).map(|(_, cell)| cell)
    }

    /// The cells of a unit in a period, by indicator.
    pub fn row(&self, period: i64, unit: i64) -> &[(i64, Cell)] {
        self.months.get(&period).and_then(|month| month.get(&unit)).map_or(&[], Vec::as_slice)
    }

    /// Units with any cell in a period, with their cells.
    pub fn units(&self, period: i64) -> impl Iterator<Item = (i64, &[(i64, Cell)])> {
        self.months.get(&period).into_iter().flatten().map(|(unit, row)| (*unit, row.as_slice()))
    }

    /// Cells (period, unit, indicator) that changed after a fact; `None` when that is too long ago to say.
    pub fn changes_since(&self, seq: i64) -> Option<Vec<(i64, i64, i64)>> {
        if seq < self.log_from {
            return None;
        }
        let newer = self.log.iter().rev().take_while(|(at, _)| *at > seq);
        let cells: BTreeSet<_> = newer.map(|(_, cell)| *cell).collect();
        Some(cells.into_iter().collect())
    }

    fn forget(&mut self, seq: i64) {
        self.months.clear();
        self.log.clear();
        self.seq = seq;
        self.log_from = seq;
    }

    pub(crate) fn holds(&self, period: i64) -> bool {
        self.months.contains_key(&period)
    }

    pub(crate) fn submission_state(&self, period: i64, unit: i64) -> SubmissionState {
        self.closed.get(&(period, unit)).copied().unwrap_or(SubmissionState::Draft)
    }

    pub(crate) fn figure_state(&self, period: i64, unit: i64, indicator: i64) -> Option<FigureState> {
        self.reviewed.get(&(period, unit, indicator)).copied()
    }

    /// Puts a newer fact in; an older one changes nothing.
    pub(crate) fn put(&mut self, period: i64, unit: i64, indicator: i64, cell: Cell) {
        self.log.push_back((cell.seq, (period, unit, indicator)));
        if self.log.len() > MOST_LOGGED
            && let Some((seq, _)) = self.log.pop_front()
        {
            self.log_from = seq;
        }
        let Some(month) = self.months.get_mut(&period) else { return };
        let row = month.entry(unit).or_default();
        match row.binary_search_by_key(&indicator, |(id, _)| *id) {
            Ok(at) => {
                if let Some((_, old)) = row.get_mut(at).filter(|(_, old)| old.seq < cell.seq) {
                    *old = cell;
                }
            }
            Err(at) => row.insert(at, (indicator, cell)),
        }
    }

    /// Reads what was written since, up to `fact_seq`, over a connection that sees it.
    pub(crate) async fn catch_up(&mut self, conn: &mut Conn, tenant: i64, fact_seq: i64) -> Result<()> {
        if fact_seq - self.seq > MOST_TO_CATCH_UP || self.months.is_empty() {
            self.forget(fact_seq);
            return Ok(());
        }
        if fact_seq <= self.seq {
            return Ok(());
        }
        let sql = "SELECT period, unit, indicator, seq, kind, decimals, value, cumulative FROM fact \
                   WHERE tenant = $1 AND seq > $2 AND seq <= $3 ORDER BY seq";
        for row in conn.rows(sql, args![tenant, self.seq, fact_seq]).await? {
            let kind = NumberKind::from_code(row.int(4)?)?;
            let decimals = u8::try_from(row.int(5)?).unwrap_or(0);
            let cell = Cell::of(row.int(3)?, kind, decimals, row.maybe_int(6)?, row.maybe_int(7)?);
            self.put(row.int(0)?, row.int(1)?, row.int(2)?, cell);
        }
        self.seq = fact_seq;
        Ok(())
    }

    /// Loads a period's current figures.
    pub(crate) async fn load(&mut self, conn: &mut Conn, tenant: i64, period: i64) -> Result<()> {
        if self.months.len() >= MOST_MONTHS {
            self.months.pop_first();
        }
        // In steps, so that a month's rows never stand in memory twice.
        let columns = "unit, indicator, seq, kind, decimals, value, cumulative";
        let rest = "FROM figure WHERE tenant = $1 AND period = $2 AND (unit, indicator) > ($3, $4) \
                    ORDER BY unit, indicator LIMIT $5";
        let mut month = Month::new();
        let (mut unit, mut indicator) = (i64::MIN, i64::MIN);
        loop {
            let limit = i64::try_from(STEP).unwrap_or(i64::MAX);
            let rows = conn.many(columns, rest, args![tenant, period, unit, indicator, limit]).await?;
            for row in &rows {
                let kind = NumberKind::from_code(row.int(3)?)?;
                let decimals = u8::try_from(row.int(4)?).unwrap_or(0);
                let cell = Cell::of(row.int(2)?, kind, decimals, row.maybe_int(5)?, row.maybe_int(6)?);
                (unit, indicator) = (row.int(0)?, row.int(1)?);
                month.entry(unit).or_default().push((indicator, cell));
            }
            if rows.len() < STEP {
                break;
            }
        }
        for row in month.values_mut() {
            row.shrink_to_fit();
        }
        self.months.insert(period, month);
        Ok(())
    }

    /// Reads which submissions are closed to their clerks and which figures were returned or verified in open ones.
    pub(crate) async fn load_submissions(&mut self, conn: &mut Conn, tenant: i64, seq: i64) -> Result<()> {
        if self.submission_seq == seq {
            return Ok(());
        }
        self.closed.clear();
        self.reviewed.clear();
        let sql = "SELECT period, unit, state FROM submission WHERE tenant = $1";
        let mut drafts = BTreeSet::new();
        for row in conn.rows(sql, args![tenant]).await? {
            let place = (row.int(0)?, row.int(1)?);
            match SubmissionState::from_code(&row.text(2)?) {
                Some(SubmissionState::Draft) => {
                    drafts.insert(place);
                }
                Some(state) => {
                    self.closed.insert(place, state);
                }
                None => return Err(crate::Error::code("填报状态", row.text(2)?)),
            }
        }
        for (period, unit) in drafts {
            let sql = "SELECT indicator, state FROM review WHERE tenant = $1 AND period = $2 AND unit = $3";
            for row in conn.rows(sql, args![tenant, period, unit]).await? {
                if let Some(state) = FigureState::from_code(&row.text(1)?) {
                    self.reviewed.insert((period, unit, row.int(0)?), state);
                }
            }
        }
        self.submission_seq = seq;
        Ok(())
    }
}
