//! What a unit reported over the months of a year, as it stands.

use std::collections::BTreeMap;
use std::sync::Arc;

use assessment::{
    Bound, FigureState, Indicator, IndicatorId, Period, Schedule, SubmissionState, TargetKind, UnitId,
};
use store::{Cell, FigureRow, period_code};

use super::YearRow;
use crate::catalogue::Catalogue;
use crate::document::Offer;
use crate::entry::proof::{Proved, unproved};
use crate::evidence::EvidenceRules;
use crate::names::Names;
use crate::{App, Error, Person, Result};

/// A unit's figures over the months of a year.
pub struct YearBoard {
    /// The unit.
    pub unit: UnitId,
    /// The months, whatever their indicators.
    pub months: Vec<Period>,
    /// The plan that it belongs to.
    pub catalogue: Arc<Catalogue>,
    /// Why a month is closed to its clerk; empty while it is open.
    pub(super) closed: BTreeMap<Period, &'static str>,
    pub(super) verified: BTreeMap<(IndicatorId, Period), bool>,
    pub(super) figures: BTreeMap<(IndicatorId, Period), FigureRow>,
    pub(super) before: BTreeMap<IndicatorId, Vec<(Period, Cell)>>,
    pub(super) names: Names,
    /// Not asked for where nothing has to be proved.
    proved: Proved,
    due: BTreeMap<Period, Vec<IndicatorId>>,
}

/// The figures of a year as they stand.
pub async fn show(app: &App, by: &Person, unit: UnitId, year: i16) -> Result<YearBoard> {
    by.require_unit(unit)?;
    let catalogue = app.catalogue().await?;
    catalogue.unit(unit).ok_or(Error::NotFound("这个单位"))?;
    let months: Vec<Period> = (1..=12).filter_map(|month| Period::month(year, month)).collect();
    if months.is_empty() {
        return Err(Error::NotFound("这一年"));
    }
    let today = crate::period::day(app.now());
    let mut reader = app.store.reader(app.tenant).await?;
    let mut board = YearBoard {
        unit,
        months,
        closed: BTreeMap::new(),
        verified: BTreeMap::new(),
        figures: BTreeMap::new(),
        before: BTreeMap::new(),
        names: Names::default(),
        proved: Proved::new(),
        due: BTreeMap::new(),
        catalogue,
    };
    for month in board.months.clone() {
        let (submission, _) = crate::submission::load(&mut reader, &board.catalogue, unit, month).await?;
        let why = match submission.state {
            SubmissionState::Draft if month.first_day() > today => "未到期",
            SubmissionState::Draft => "",
            SubmissionState::Submitted | SubmissionState::Reviewed | SubmissionState::Verified => "已提交",
            SubmissionState::Locked | SubmissionState::Published => "已锁定",
        };
        board.closed.insert(month, why);
        for (indicator, figure) in &submission.figures {
            let closed = figure.state == FigureState::Accepted && submission.state == SubmissionState::Draft;
            let done = figure.state == FigureState::Verified || closed;
            board.verified.insert((*indicator, month), done);
        }
        board.due.insert(month, submission.figures.keys().copied().collect());
        for row in reader.list_figures(month, unit).await? {
            board.figures.insert((row.indicator, month), row);
        }
    }
    board.names = Names::load(&mut reader).await?;
    if board.asks() {
        let until = board.months.last().copied().ok_or(Error::NotFound("这一年"))?;
        board.proved = reader.list_proved(unit, until).await?.into_iter().collect();
    }
    drop(reader);
    let last: Vec<Period> = (1..=12).filter_map(|month| Period::month(year - 1, month)).collect();
    let codes: Vec<i64> = last.iter().map(|month| period_code(*month)).collect();
    let look = |columns: &store::Columns| {
        let mut before: BTreeMap<IndicatorId, Vec<(Period, Cell)>> = BTreeMap::new();
        for month in &last {
            for (indicator, cell) in columns.row(period_code(*month), unit.get()) {
                before.entry(IndicatorId::new(*indicator)).or_default().push((*month, *cell));
            }
        }
        before
    };
    board.before = app.store.with_columns(app.tenant, &codes, look).await?;
    Ok(board)
}

impl YearBoard {
    /// Every row in the order of the form.
    pub fn rows(&self) -> Vec<YearRow> {
        let reported = |one: &&Indicator| self.due.values().any(|due| due.contains(&one.id));
        let row = |indicator: &Indicator| YearRow {
            indicator: indicator.clone(),
            target: self.bound(indicator.id).map_or_else(String::new, |bound| bare(bound, indicator)),
            cells: self.cells(indicator),
        };
        self.catalogue.indicators.iter().filter(reported).map(row).collect()
    }

    /// Why a month is closed to its clerk; empty while it is open.
    pub fn closed(&self, month: Period) -> &'static str {
        self.closed.get(&month).copied().unwrap_or_default()
    }

    /// Whether what a document offers for a month stands there already.
    pub fn stands(&self, month: Period, offer: &Offer) -> bool {
        self.figures.get(&(offer.indicator, month)).is_some_and(|row| offer.stands(row))
    }

    fn rules(&self) -> Option<&EvidenceRules> {
        self.catalogue.of(*self.months.first()?).ok().map(|current| &current.evidence)
    }

    /// Whether anything of the year has to be proved.
    fn asks(&self) -> bool {
        let mut due = self.due.values().flatten().filter_map(|id| self.catalogue.indicator(*id));
        self.rules().is_some_and(|rules| due.any(|indicator| rules.ask(indicator)))
    }

    /// What a figure of a month lacks to be proved.
    pub(super) fn unproved(&self, indicator: &Indicator, month: Period, row: &FigureRow) -> Option<String> {
        unproved((self.rules()?, &self.proved), (indicator, month), row)
    }

    pub(super) fn due_months(&self, indicator: IndicatorId) -> impl Iterator<Item = Period> + '_ {
        let due = move |month: &Period| self.due.get(month).is_some_and(|due| due.contains(&indicator));
        self.months.iter().copied().filter(due)
    }

    pub(super) fn bound(&self, indicator: IndicatorId) -> Option<Bound> {
        let year = self.months.first()?;
        let targets = self.catalogue.of(*year).ok()?.targets(self.unit, indicator);
        targets.iter().find(|target| target.kind == TargetKind::Assigned).map(|target| target.bound)
    }

    pub(super) fn schedule(&self, indicator: IndicatorId) -> Option<&Schedule> {
        let year = self.months.first()?;
        self.catalogue.of(*year).ok().map(|current| current.schedule(indicator))
    }

    pub(super) fn rows_of(&self, indicator: IndicatorId) -> impl Iterator<Item = (Period, &FigureRow)> {
        self.months.iter().filter_map(move |month| Some((*month, self.figures.get(&(indicator, *month))?)))
    }
}

/// The target without its measure, which has a column of its own.
fn bare(bound: Bound, indicator: &Indicator) -> String {
    let label = bound.label(&indicator.measure);
    label.strip_suffix(indicator.measure.name.as_str()).map_or(label.clone(), str::to_owned)
}
