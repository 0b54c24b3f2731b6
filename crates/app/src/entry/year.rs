//! 填报 over the months of a year: one row an indicator, one column a month. Texts are read as in the form of one month;
//! of a flow the cumulative figures of every later month follow from what is typed.

use std::collections::BTreeMap;
use std::sync::Arc;

use assessment::{
    Bound, Entered as Stands, FigureState, Indicator, IndicatorId, Period, Role, Schedule, Stated,
    SubmissionState, TargetKind, Timeline, UnitId, View,
};
use store::{Cell, FigureRow, NewFigure, period_code};

use super::board::{as_row, cell_of, entered, last_year, shown};
use super::{Remarked, Texts, draft, remarked, typed};
use crate::catalogue::Catalogue;
use crate::figure::{Place, compose, decimal, previous_due, save_composed};
use crate::names::Names;
use crate::{App, Error, Person, Result};

/// Most cells in one call.
const MOST: usize = 6000;

/// One cell as typed.
#[derive(Clone, Debug)]
pub struct YearText {
    /// Which row.
    pub indicator: i64,
    /// Which column.
    pub period: Period,
    /// The version that the person saw; 0 when the cell was empty.
    pub version: i64,
    /// As typed.
    pub text: String,
}

/// One cell as it stands, or would stand.
#[derive(Clone, Debug)]
pub struct YearCell {
    /// Which row.
    pub indicator: IndicatorId,
    /// Which column.
    pub period: Period,
    /// The version; 0 when nothing stands there.
    pub version: i64,
    /// 当月, or the value at the period's end.
    pub value: String,
    /// 累计.
    pub cumulative: String,
    /// Whether it may be typed into.
    pub open: bool,
    /// Why it may not; empty when it may.
    pub closed: &'static str,
    /// What the checks found, or what could not be read.
    pub findings: Vec<Remarked>,
    /// What was converted or assumed in reading.
    pub notes: Vec<String>,
    /// Whether anything of it was saved (or would be).
    pub saved: bool,
    /// Whether it was not typed but follows from what was.
    pub follows: bool,
    /// Who was first and when, of a conflict.
    pub conflict: Option<(String, String)>,
}

/// One indicator over the year.
#[derive(Clone, Debug)]
pub struct YearRow {
    /// The indicator.
    pub indicator: Indicator,
    /// Target with its bound.
    pub target: String,
    /// The months in which it is reported.
    pub cells: Vec<YearCell>,
}

/// A unit's figures over the months of a year.
pub struct YearBoard {
    /// The unit.
    pub unit: UnitId,
    /// The months, whatever their indicators.
    pub months: Vec<Period>,
    /// The plan that it belongs to.
    pub catalogue: Arc<Catalogue>,
    /// Why a month is closed to its clerk; empty while it is open.
    closed: BTreeMap<Period, &'static str>,
    verified: BTreeMap<(IndicatorId, Period), bool>,
    figures: BTreeMap<(IndicatorId, Period), FigureRow>,
    before: BTreeMap<IndicatorId, Vec<(Period, Cell)>>,
    names: Names,
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

/// How texts would stand; nothing is saved.
pub async fn preview(
    app: &App,
    by: &Person,
    unit: UnitId,
    (year, view): (i16, View),
    texts: &[YearText],
) -> Result<Vec<YearCell>> {
    let board = show(app, by, unit, year).await?;
    let plans = board.plans(by, view, texts, app.now())?;
    Ok(plans.into_iter().flat_map(|plan| plan.cells).collect())
}

/// Saves texts, the cells of one indicator together; the cells as they stand afterwards.
pub async fn save(
    app: &App,
    by: &Person,
    unit: UnitId,
    (year, view): (i16, View),
    texts: &[YearText],
) -> Result<Vec<YearCell>> {
    let board = show(app, by, unit, year).await?;
    by.actor.require(Role::Clerk, unit)?;
    let mut outcomes = Vec::new();
    for plan in board.plans(by, view, texts, app.now())? {
        let mut cells = plan.cells;
        let figures = plan.figures;
        let outcome = if figures.is_empty() {
            Ok(0)
        } else {
            save_composed(app, by, "figure.save_year", figures).await
        };
        let refused = match outcome {
            Ok(_) => None,
            Err(Error::Conflict { .. }) => Some((true, String::new())),
            Err(Error::Refused { text, .. }) => Some((false, text)),
            Err(error) => return Err(error),
        };
        if let Some((conflict, text)) = &refused {
            for cell in cells.iter_mut().filter(|cell| cell.saved) {
                cell.saved = false;
                if !conflict {
                    cell.findings.insert(0, Remarked::fault("", text.clone()));
                }
            }
        }
        let conflict = refused.is_some_and(|(conflict, _)| conflict);
        outcomes.extend(cells.into_iter().map(|cell| (cell, conflict)));
    }
    settle(app, by, (unit, year), view, texts, outcomes).await
}

/// What the person is told after saving: the cells as they stand now.
async fn settle(
    app: &App,
    by: &Person,
    (unit, year): (UnitId, i16),
    view: View,
    texts: &[YearText],
    outcomes: Vec<(YearCell, bool)>,
) -> Result<Vec<YearCell>> {
    let after = show(app, by, unit, year).await?;
    let field = if view == View::Cumulative { "cumulative" } else { "value" };
    let mut told = Vec::with_capacity(outcomes.len());
    let mut done = Vec::new();
    for (cell, conflict) in outcomes {
        let Some(indicator) = after.catalogue.indicator(cell.indicator) else { continue };
        let stood = after.cells(indicator).into_iter().find(|one| one.period == cell.period);
        let Some(mut now) = stood else { continue };
        (now.notes, now.saved, now.follows) = (cell.notes, cell.saved, cell.follows);
        if cell.saved {
            done.push((cell.period, cell.indicator, field));
        } else {
            now.findings = cell.findings;
        }
        let seen = texts
            .iter()
            .find(|text| text.period == cell.period && text.indicator == cell.indicator.get())
            .map_or(now.version, |text| text.version);
        if conflict && seen != now.version {
            now.conflict = after
                .figures
                .get(&(cell.indicator, cell.period))
                .map(|row| (after.names.of(row.author), crate::period::minute(row.at)));
        } else if conflict {
            let text = "同一指标的其他月份刚被他人改动,这一格没有保存;请再保存一次".to_owned();
            now.findings.insert(0, Remarked::fault("", text));
        }
        told.push(now);
    }
    draft::forget(app, by, unit, &done).await?;
    Ok(told)
}

/// What will be written of one indicator, and how its cells would look.
struct Plan {
    cells: Vec<YearCell>,
    figures: Vec<(NewFigure, Option<i64>)>,
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

    fn due_months(&self, indicator: IndicatorId) -> impl Iterator<Item = Period> + '_ {
        let due = move |month: &Period| self.due.get(month).is_some_and(|due| due.contains(&indicator));
        self.months.iter().copied().filter(due)
    }

    fn bound(&self, indicator: IndicatorId) -> Option<Bound> {
        let year = self.months.first()?;
        let targets = self.catalogue.of(*year).ok()?.targets(self.unit, indicator);
        targets.iter().find(|target| target.kind == TargetKind::Assigned).map(|target| target.bound)
    }

    fn schedule(&self, indicator: IndicatorId) -> Option<&Schedule> {
        let year = self.months.first()?;
        self.catalogue.of(*year).ok().map(|current| current.schedule(indicator))
    }

    /// The cells of an indicator as they stand, with what the checks say of them.
    fn cells(&self, indicator: &Indicator) -> Vec<YearCell> {
        let stands: Vec<(Period, &FigureRow)> = self.rows_of(indicator.id).collect();
        let mut found = self.findings(indicator, &stands);
        let cell = |month: Period| {
            let mut cell = self.looks(indicator, month, self.figures.get(&(indicator.id, month)));
            cell.findings = found.remove(&month).unwrap_or_default();
            cell
        };
        self.due_months(indicator.id).map(cell).collect()
    }

    fn rows_of(&self, indicator: IndicatorId) -> impl Iterator<Item = (Period, &FigureRow)> {
        self.months.iter().filter_map(move |month| Some((*month, self.figures.get(&(indicator, *month))?)))
    }

    fn looks(&self, indicator: &Indicator, period: Period, row: Option<&FigureRow>) -> YearCell {
        let closed = match self.verified.get(&(indicator.id, period)) {
            Some(true) => "已核验",
            _ => self.closed.get(&period).copied().unwrap_or_default(),
        };
        let text = |number: Option<i64>| row.map_or_else(String::new, |row| shown(row, number, indicator));
        YearCell {
            indicator: indicator.id,
            period,
            version: row.map_or(0, |row| row.seq),
            value: text(row.and_then(|row| row.value)),
            cumulative: row.and_then(|row| row.cumulative).map_or_else(String::new, |n| text(Some(n))),
            open: closed.is_empty(),
            closed,
            findings: Vec::new(),
            notes: Vec::new(),
            saved: false,
            follows: false,
            conflict: None,
        }
    }

    /// What the checks say of the months of one indicator, all at once: a month is held against those before it.
    fn findings(
        &self,
        indicator: &Indicator,
        stands: &[(Period, &FigureRow)],
    ) -> BTreeMap<Period, Vec<Remarked>> {
        let entries: Vec<(Period, Stands)> =
            stands.iter().map(|(period, row)| (*period, entered(&cell_of(row)))).collect();
        let before = self.before.get(&indicator.id).map(|cells| last_year(cells)).unwrap_or_default();
        let timeline = Timeline {
            unit: self.unit,
            indicator,
            entries: &entries,
            last_year: &before,
            bound: self.bound(indicator.id),
            schedule: self.schedule(indicator.id).unwrap_or(&Schedule::Linear),
            stated: Stated::default(),
        };
        let mut found: BTreeMap<Period, Vec<Remarked>> = BTreeMap::new();
        for finding in timeline.findings() {
            let row = stands.iter().find(|(period, _)| *period == finding.period);
            let explained = row.is_some_and(|(_, row)| !row.explanation.trim().is_empty());
            found.entry(finding.period).or_default().push(remarked(&finding, explained));
        }
        found
    }

    /// What texts come to, indicator by indicator.
    fn plans(&self, by: &Person, view: View, texts: &[YearText], now: i64) -> Result<Vec<Plan>> {
        if texts.len() > MOST {
            return Err(Error::field("cells", format!("一次最多{MOST}格,请分几次粘贴")));
        }
        let mut by_row: BTreeMap<i64, BTreeMap<Period, &YearText>> = BTreeMap::new();
        for text in texts {
            by_row.entry(text.indicator).or_default().insert(text.period, text);
        }
        let mut plans = Vec::new();
        for (id, texts) in by_row {
            let indicator = self.catalogue.indicator(IndicatorId::new(id));
            let indicator = indicator.ok_or(Error::NotFound("本年填报中的这项指标"))?;
            plans.push(self.plan(by, view, indicator, &texts, now)?);
        }
        Ok(plans)
    }

    fn plan(
        &self,
        by: &Person,
        view: View,
        indicator: &Indicator,
        texts: &BTreeMap<Period, &YearText>,
        now: i64,
    ) -> Result<Plan> {
        let mut rows: BTreeMap<Period, FigureRow> =
            self.rows_of(indicator.id).map(|(period, row)| (period, row.clone())).collect();
        let mut plan = Plan { cells: Vec::new(), figures: Vec::new() };
        let mut told = Told::new();
        let mut changed: BTreeMap<Period, bool> = BTreeMap::new();
        for month in self.due_months(indicator.id) {
            let stood = rows.get(&month).cloned();
            let cell = self.looks(indicator, month, stood.as_ref());
            let entered = match texts.get(&month) {
                Some(_) if !cell.open => {
                    let text = format!("{}{},不能填写", month.label(), cell.closed);
                    told.insert(month, (vec![Remarked::fault("", text)], Vec::new()));
                    continue;
                }
                Some(text) => {
                    let read = typed::read(&texts_of(text, view, indicator), indicator, month);
                    told.insert(month, (read.faults, read.notes));
                    if !read.anything {
                        continue;
                    }
                    read.entered
                }
                // What follows from an earlier month that changed: the month's own value stays, its sum moves.
                None if cell.open && !changed.is_empty() => match stood.as_ref() {
                    Some(row) if indicator.basis == assessment::Basis::Flow => crate::figure::Entered {
                        value: decimal(row.value, row.decimals).map(assessment::Value::Number),
                        ..crate::figure::Entered::default()
                    },
                    _ => continue,
                },
                None => continue,
            };
            let place = Place { unit: self.unit, period: month, indicator: indicator.id };
            let before = Self::cumulative_before(indicator, month, &rows);
            match compose(by, place, entered, indicator, (stood.as_ref(), before)) {
                Ok(new) => {
                    let seen = texts.get(&month).map_or(cell.version, |text| text.version);
                    if stood.as_ref().is_some_and(|row| super::rows::stands(&new, row)) {
                        continue;
                    }
                    changed.insert(month, texts.contains_key(&month));
                    rows.insert(month, as_row(&new, cell.version, now));
                    plan.figures.push((new, Some(seen)));
                }
                Err(Error::Invalid(faults)) => {
                    let entry = told.entry(month).or_default();
                    entry.0.extend(faults.into_iter().map(typed::fault));
                }
                Err(error) => return Err(error),
            }
        }
        self.tell(indicator, &rows, (&mut told, &changed), &mut plan);
        Ok(plan)
    }

    /// How the cells that were typed into, and those that follow, would look.
    fn tell(
        &self,
        indicator: &Indicator,
        rows: &BTreeMap<Period, FigureRow>,
        (told, changed): (&mut Told, &BTreeMap<Period, bool>),
        plan: &mut Plan,
    ) {
        let stands: Vec<(Period, &FigureRow)> = rows.iter().map(|(period, row)| (*period, row)).collect();
        let mut found = self.findings(indicator, &stands);
        for month in self.due_months(indicator.id) {
            let said = told.remove(&month);
            let typed = changed.get(&month).copied();
            if said.is_none() && typed.is_none() {
                continue;
            }
            let (faults, notes) = said.unwrap_or_default();
            let mut cell = self.looks(indicator, month, rows.get(&month));
            cell.findings = found.remove(&month).unwrap_or_default();
            cell.findings.splice(0..0, faults);
            cell.notes = notes;
            cell.saved = typed.is_some();
            cell.follows = typed == Some(false);
            plan.cells.push(cell);
        }
    }

    fn cumulative_before(
        indicator: &Indicator,
        month: Period,
        rows: &BTreeMap<Period, FigureRow>,
    ) -> Option<assessment::Decimal> {
        match previous_due(month, indicator.frequency) {
            None => Some(assessment::Decimal::ZERO),
            Some(before) => rows.get(&before).and_then(|row| decimal(row.cumulative, row.decimals)),
        }
    }
}

/// Faults and notes on what was typed, by month.
type Told = BTreeMap<Period, (Vec<Remarked>, Vec<String>)>;

/// The target without its measure, which has a column of its own.
fn bare(bound: Bound, indicator: &Indicator) -> String {
    let label = bound.label(&indicator.measure);
    label.strip_suffix(indicator.measure.name.as_str()).map_or(label.clone(), str::to_owned)
}

/// A text under the column that the page shows; what has no cumulative figure is always its own value.
fn texts_of(text: &YearText, view: View, indicator: &Indicator) -> Texts {
    let cumulative = view == View::Cumulative && indicator.basis.views().contains(&View::Cumulative);
    let (value, sum) = if cumulative { (None, Some(&text.text)) } else { (Some(&text.text), None) };
    Texts {
        indicator: text.indicator,
        version: text.version,
        value: value.cloned(),
        cumulative: sum.cloned(),
        ..Texts::default()
    }
}
