//! The form with everything beside the figures: targets, last year, checks, review.

use std::collections::BTreeMap;
use std::sync::Arc;

use assessment::{
    AccountId, Actual, Beside, Bound, Completion, Decimal, Entered, FigureState, Figures, Growth, Indicator,
    IndicatorId, Kind, Light, LightCase, LightRule, Period, Published, Schedule, Submission, SubmissionState,
    TargetKind, Timeline, UnitId, Value,
};
use store::{Cell, FigureRow, NewFigure, NumberKind, PublishedRow, Remark, period_code};

use super::proof::{Proved, unproved};
use super::{Remarked, Row, Summary, narrative, remarked};
use crate::catalogue::Catalogue;
use crate::document::Offer;
use crate::evidence::EvidenceRules;
use crate::figure::{decimal, main_value, value};
use crate::names::Names;
use crate::{App, Error, Result};

/// Decimals in which self scores are kept.
const SELF_SCORE_DECIMALS: u8 = 4;

/// One unit's form for one period.
pub struct Board {
    /// The unit.
    pub unit: UnitId,
    /// The period.
    pub period: Period,
    /// Where the report stands.
    pub submission: Submission,
    /// The plan that it belongs to.
    pub catalogue: Arc<Catalogue>,
    figures: BTreeMap<IndicatorId, FigureRow>,
    /// Cells of this year up to the period, then of last year, by indicator.
    years: BTreeMap<IndicatorId, (Cells, Cells)>,
    remarks: Vec<Remark>,
    names: Names,
    published: BTreeMap<IndicatorId, PublishedRow>,
    /// Not asked for where nothing has to be proved.
    proved: Proved,
    /// What the checks say of each figure that stands.
    found: BTreeMap<IndicatorId, Vec<Remarked>>,
}

/// Cells of an indicator in the order of their periods.
type Cells = Vec<(Period, Cell)>;

impl Board {
    pub(super) async fn load(app: &App, unit: UnitId, period: Period) -> Result<Self> {
        let catalogue = app.catalogue().await?;
        catalogue.unit(unit).ok_or(Error::NotFound("这个单位"))?;
        let mut reader = app.store.reader(app.tenant).await?;
        let figures = reader.list_figures(period, unit).await?;
        let place = (unit, period);
        let (submission, _) = crate::submission::load_with(&mut reader, &catalogue, place, &figures).await?;
        let remarks = reader.list_remarks(period, unit).await?;
        let names = Names::load(&mut reader).await?;
        let published = reader.list_published(period, unit).await?;
        let mut due = submission.figures.keys().filter_map(|id| catalogue.indicator(*id));
        let rules = catalogue.of(period).ok().map(|current| &current.evidence);
        let asked = rules.is_some_and(|rules| due.any(|indicator| rules.ask(indicator)));
        let proved = if asked { reader.list_proved(unit, period).await? } else { Vec::new() };
        drop(reader);
        let months = |year: i16, last: u8| (1..=last).filter_map(move |month| Period::month(year, month));
        let this: Vec<Period> = months(period.year(), period.last_month()).collect();
        let last: Vec<Period> = months(period.year() - 1, 12).collect();
        let codes: Vec<i64> = this.iter().chain(&last).map(|period| period_code(*period)).collect();
        let look = |columns: &store::Columns| {
            let mut years: BTreeMap<IndicatorId, (Vec<_>, Vec<_>)> = BTreeMap::new();
            for month in &this {
                for (indicator, cell) in columns.row(period_code(*month), unit.get()) {
                    years.entry(IndicatorId::new(*indicator)).or_default().0.push((*month, *cell));
                }
            }
            for month in &last {
                for (indicator, cell) in columns.row(period_code(*month), unit.get()) {
                    years.entry(IndicatorId::new(*indicator)).or_default().1.push((*month, *cell));
                }
            }
            years
        };
        let years = app.store.with_columns(app.tenant, &codes, look).await?;
        let mut board = Self {
            unit,
            period,
            submission,
            catalogue,
            figures: figures.into_iter().map(|row| (row.indicator, row)).collect(),
            years,
            remarks,
            names,
            published: published.into_iter().map(|row| (row.indicator, row)).collect(),
            proved: proved.into_iter().collect(),
            found: BTreeMap::new(),
        };
        let due = board.submission.figures.keys().filter_map(|id| board.catalogue.indicator(*id));
        board.found = due.map(|one| (one.id, board.findings(one, board.figures.get(&one.id)))).collect();
        Ok(board)
    }

    /// What a person is called.
    pub fn name(&self, account: AccountId) -> String {
        self.names.of(account)
    }

    /// The indicator of a row.
    pub fn indicator(&self, id: i64) -> Result<&Indicator> {
        let id = IndicatorId::new(id);
        let due = self.submission.figures.contains_key(&id);
        self.catalogue.indicator(id).filter(|_| due).ok_or(Error::NotFound("本期填报中的这项指标"))
    }

    /// What stands in a row.
    pub(super) fn figure(&self, id: IndicatorId) -> Option<&FigureRow> {
        self.figures.get(&id)
    }

    /// The version of a row's figure; 0 when nothing stands in it.
    pub fn version(&self, id: IndicatorId) -> i64 {
        self.figures.get(&id).map_or(0, |row| row.seq)
    }

    /// Whether what a document offers stands already in its row.
    pub fn stands(&self, offer: &Offer) -> bool {
        self.figures.get(&offer.indicator).is_some_and(|row| offer.stands(row))
    }

    fn rules(&self) -> Option<&EvidenceRules> {
        self.catalogue.of(self.period).ok().map(|current| &current.evidence)
    }

    /// Every row in the order of the form.
    pub fn rows(&self) -> Result<Vec<Row>> {
        let due = |indicator: &&Indicator| self.submission.figures.contains_key(&indicator.id);
        self.catalogue.indicators.iter().filter(due).map(|indicator| self.row(indicator.id, None)).collect()
    }

    /// One row; with `instead` as it would stand.
    pub(super) fn row(&self, id: IndicatorId, instead: Option<&FigureRow>) -> Result<Row> {
        let indicator = self.indicator(id.get())?;
        let figure = instead.or_else(|| self.figures.get(&id));
        let bound = self.bound(id, TargetKind::Assigned);
        let findings = match instead {
            Some(_) => self.findings(indicator, figure),
            None => self.found.get(&id).cloned().unwrap_or_default(),
        };
        let (state, word) = self.state(id, figure.is_some(), &findings);
        let shown =
            |number: Option<i64>| figure.map_or_else(String::new, |row| shown(row, number, indicator));
        let main = figure.map(|row| main_value(&cell_of(row), indicator.basis));
        let before = self.years.get(&id).and_then(|(this, _)| {
            let previous = self.period.previous()?;
            this.iter()
                .find(|(period, _)| *period == previous)
                .map(|(_, cell)| main_value(cell, indicator.basis))
        });
        let completion = bound.zip(main).and_then(|(bound, main)| {
            let completion = Completion::of(bound, Actual::Figure(main));
            match completion {
                Completion::Rate { .. } => completion.percent(2).map(|percent| format!("{percent}%")),
                Completion::Margin { met, .. } => Some(if met { "达标" } else { "未达标" }.to_owned()),
                _ => None,
            }
        });
        Ok(Row {
            target: bound.map_or_else(String::new, |bound| bound.label(&indicator.measure)),
            previous: before.map_or_else(String::new, |value| words(value, indicator)),
            value: shown(figure.and_then(|row| row.value)),
            cumulative: figure.and_then(|row| row.cumulative).map_or_else(String::new, |n| shown(Some(n))),
            completion: completion.unwrap_or_default(),
            growth: self.growth(indicator, main).unwrap_or_default(),
            behind: self.behind(indicator, bound, main).unwrap_or_default(),
            self_score: figure
                .and_then(|row| decimal(row.self_score, SELF_SCORE_DECIMALS))
                .map_or_else(String::new, |own| own.normalized().to_string()),
            state,
            word,
            reason: self.submission.figures.get(&id).and_then(|one| one.reason.clone()).unwrap_or_default(),
            findings,
            explanation: figure.map_or_else(String::new, |row| row.explanation.clone()),
            notes: Vec::new(),
            remarks: self.remarks.iter().filter(|remark| remark.indicator == id).cloned().collect(),
            saved: false,
            conflict: None,
            figure: figure.cloned(),
            indicator: indicator.clone(),
        })
    }

    /// The state of the whole form.
    pub fn summary(&self) -> Summary {
        let count = |state| self.submission.figures.values().filter(|figure| figure.state == state).count();
        let own = self.figures.values().filter_map(|row| decimal(row.self_score, SELF_SCORE_DECIMALS));
        let total = own.into_iter().try_fold(Decimal::ZERO, Decimal::checked_add).unwrap_or(Decimal::ZERO);
        let open = |error: bool| {
            let one = |found: &&Vec<Remarked>| found.iter().any(|one| !one.explained && one.error == error);
            self.found.values().filter(one).count()
        };
        Summary {
            missing: count(FigureState::Empty),
            returned: count(FigureState::Returned),
            errors: open(true),
            doubts: open(false),
            self_total: total.normalized().to_string(),
        }
    }

    fn bound(&self, id: IndicatorId, kind: TargetKind) -> Option<Bound> {
        let targets = self.catalogue.of(self.period).ok()?.targets(self.unit, id);
        targets.iter().find(|target| target.kind == kind).map(|target| target.bound)
    }

    fn state(&self, id: IndicatorId, filled: bool, found: &[Remarked]) -> (&'static str, &'static str) {
        let open = |error: bool| found.iter().any(|one| !one.explained && one.error == error);
        let review = self.submission.figures.get(&id).map(|figure| figure.state);
        match (review, self.submission.state) {
            (Some(FigureState::Verified), _) => ("verified", "已核验"),
            // While others are answered, what passed is closed as if it were verified.
            (Some(FigureState::Accepted), SubmissionState::Draft) => ("verified", "已通过"),
            (Some(FigureState::Returned), _) => ("returned", "退回"),
            (_, SubmissionState::Locked | SubmissionState::Published) => ("locked", "锁定"),
            _ if !filled => ("empty", "未填"),
            _ if open(true) => ("wrong", "须改正"),
            _ if open(false) => ("doubt", "有疑"),
            _ if !found.is_empty() => ("explained", "已说明"),
            _ => ("entered", "已存"),
        }
    }

    /// How a figure that lies behind its schedule stands, with what brings it level. It is a note, nothing to mend: the
    /// month is as it is.
    fn behind(&self, indicator: &Indicator, bound: Option<Bound>, value: Option<Value>) -> Option<String> {
        let (bound, value) = (bound?, value?);
        let schedule = self.schedule(indicator.id)?;
        if !indicator.basis.accumulates() || !matches!(bound, Bound::AtLeast(_)) {
            return None;
        }
        let verdict =
            LightRule::DEFAULT.judge(LightCase { indicator, bound, value, period: self.period, schedule });
        match verdict.light {
            Light::Red | Light::Yellow => Some(verdict.reason),
            Light::Green | Light::Grey => None,
        }
    }

    fn schedule(&self, indicator: IndicatorId) -> Option<&Schedule> {
        self.catalogue.of(self.period).ok().map(|current| current.schedule(indicator))
    }

    fn growth(&self, indicator: &Indicator, now: Option<Value>) -> Option<String> {
        let before = self.period.last_year()?;
        let (_, last) = self.years.get(&indicator.id)?;
        let cell = last.iter().find(|(period, _)| *period == before).map(|(_, cell)| cell)?;
        let before = main_value(cell, indicator.basis).number()?;
        Growth::of(indicator.basis, now?.number()?, before).map(|growth| growth.to_string())
    }

    /// What the checks say of a figure that stands, or would stand.
    fn findings(&self, indicator: &Indicator, figure: Option<&FigureRow>) -> Vec<Remarked> {
        let Some(figure) = figure else { return Vec::new() };
        let (this, last) = self.years.get(&indicator.id).cloned().unwrap_or_default();
        let mut entries: Vec<(Period, Entered)> = this
            .iter()
            .filter(|(period, _)| *period != self.period)
            .map(|(period, cell)| (*period, entered(cell)))
            .collect();
        entries.push((self.period, entered(&cell_of(figure))));
        let words = narrative::read(&figure.narrative, indicator, self.period);
        let timeline = Timeline {
            unit: self.unit,
            indicator,
            entries: &entries,
            last_year: &last_year(&last),
            bound: self.bound(indicator.id, TargetKind::Assigned),
            schedule: self.schedule(indicator.id).unwrap_or(&Schedule::Linear),
            stated: words.stated,
        };
        let published = self.published.get(&indicator.id).map(|row| Published {
            figures: Figures {
                period_value: decimal(row.value, row.decimals),
                cumulative: decimal(row.cumulative, row.decimals),
            },
            source: row.source.clone(),
        });
        let beside = Beside {
            published,
            superior: self.bound(indicator.id, TargetKind::Superior),
            narrated: words.narrated,
            contradictions: words.contradictions,
            unproved: self
                .rules()
                .and_then(|rules| unproved((rules, &self.proved), (indicator, self.period), figure)),
        };
        let explained = !figure.explanation.trim().is_empty();
        timeline.latest_beside(&beside).iter().map(|finding| remarked(finding, explained)).collect()
    }
}

/// Last year's months that hold figures.
pub(super) fn last_year(cells: &[(Period, Cell)]) -> Vec<(Period, Figures)> {
    let one = |(period, cell): &(Period, Cell)| match entered(cell) {
        Entered::Figures(figures) => Some((*period, figures)),
        Entered::Nothing | Entered::Absent(_) => None,
    };
    cells.iter().filter_map(one).collect()
}

pub(super) fn entered(cell: &Cell) -> Entered {
    match cell.kind() {
        NumberKind::Number => Entered::Figures(Figures {
            period_value: decimal(cell.value(), cell.decimals),
            cumulative: decimal(cell.cumulative(), cell.decimals),
        }),
        kind => Entered::Absent(value(kind, None, 0)),
    }
}

pub(super) fn cell_of(row: &FigureRow) -> Cell {
    Cell::of(row.seq, row.kind, row.decimals, row.value, row.cumulative)
}

/// A number as the form shows it: with the indicator's decimals, more where more were entered.
pub(super) fn shown(row: &FigureRow, number: Option<i64>, indicator: &Indicator) -> String {
    match value(row.kind, number, row.decimals) {
        Value::Number(_) if number.is_none() => String::new(),
        value => words(value, indicator),
    }
}

/// A value as people read it: 是 and 否, a day, a number, or why there is none.
fn words(value: Value, indicator: &Indicator) -> String {
    match (value, &indicator.measure.kind) {
        (Value::Number(yes), Kind::YesNo) => if yes.is_zero() { "否" } else { "是" }.to_owned(),
        (Value::Number(days), Kind::Date) => {
            let days = i64::try_from(days.mantissa()).unwrap_or(0);
            let day = jiff::civil::date(1970, 1, 1).checked_add(jiff::Span::new().days(days));
            day.map_or_else(|_| String::new(), |day| day.to_string())
        }
        (value, _) => value.to_string(),
    }
}

/// How a figure would be stored.
pub(super) fn as_row(new: &NewFigure, seq: i64, at: i64) -> FigureRow {
    FigureRow {
        unit: new.unit,
        indicator: new.indicator,
        seq,
        kind: new.kind,
        decimals: new.decimals,
        value: new.value,
        cumulative: new.cumulative,
        self_score: new.self_score,
        narrative: new.narrative.clone(),
        explanation: new.explanation.clone(),
        author: new.author,
        at,
    }
}
