//! What a person owes or is asked to decide: never who signed in how often.

use std::collections::{BTreeMap, BTreeSet};

use assessment::{
    Figure, FigureState, IndicatorId, Period, Role, Submission, SubmissionId, SubmissionState, UnitId,
    UnitKind,
};
use store::{ReviewRow, StepRow, SubmissionRow, period_code};

use crate::catalogue::Catalogue;
use crate::{App, Person, Result};

/// Returned figures of one report that are listed one by one.
const MOST_RETURNED: usize = 30;
/// Steps that are shown as done.
const LATEST_DONE: i64 = 10;

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Answer a figure that was returned.
    Returned,
    /// Enter and submit figures.
    Enter,
    /// Sign a report.
    Sign,
    /// Verify figures.
    Verify,
    /// Decide on a request to reopen.
    Decide,
    /// Lock a report.
    Lock,
    /// Units whose reports are overdue: for the office.
    Overdue,
}

/// One thing to do.
#[derive(Clone, Debug)]
pub struct Task {
    /// What.
    pub kind: Kind,
    /// Of which unit; none when it concerns many.
    pub unit: Option<UnitId>,
    /// Its name.
    pub unit_name: String,
    /// For which period.
    pub period: Period,
    /// The cell that it is about: the first of them, where there are several.
    pub indicator: Option<IndicatorId>,
    /// How it stands, in words.
    pub detail: String,
    /// When it is due: `9月7日（还有 3 个工作日）`; empty for what has no day.
    pub due: String,
    /// Whether that day has passed.
    pub overdue: bool,
    /// Whether somebody opened the form and figures are still missing.
    pub looked: bool,
}

/// A report as lists show it.
#[derive(Clone, Debug)]
pub struct Standing {
    /// Of which unit.
    pub unit: UnitId,
    /// Its name.
    pub unit_name: String,
    /// Where it stands.
    pub state: SubmissionState,
    /// Figures without a value.
    pub empty: usize,
    /// Figures that were returned.
    pub returned: usize,
    /// Figures that are verified.
    pub verified: usize,
    /// All figures.
    pub figures: usize,
    /// Whether it is due and not handed in.
    pub overdue: bool,
    /// Whether somebody opened the form.
    pub looked: bool,
    /// When it changed last, UTC milliseconds; 0 when nothing was done yet.
    pub changed_at: i64,
}

/// Everything that waits for a person, the most pressing first: in all months of the cycle that have ended since the
/// first figures came.
pub async fn list(app: &App, by: &Person) -> Result<Vec<Task>> {
    by.require_reader()?;
    let catalogue = app.catalogue().await?;
    let mut tasks = Vec::new();
    for period in open_periods(app).await? {
        let month = Month::load(app, &catalogue, period).await?;
        for (submission, looked) in month.reports(by) {
            tasks.extend(month.owed(by, &submission, looked));
        }
        tasks.extend(month.overdue(by));
    }
    tasks.sort_by_key(|task| (task.kind != Kind::Returned, !task.overdue, task.period, task.kind, task.unit));
    Ok(tasks)
}

/// How the reports of a period stand, in the order of forms, for whoever may read them.
pub async fn standings(app: &App, by: &Person, period: Period) -> Result<Vec<Standing>> {
    by.require_reader()?;
    let catalogue = app.catalogue().await?;
    let month = Month::load(app, &catalogue, period).await?;
    Ok(month.reports(by).map(|(submission, looked)| month.standing(&submission, looked)).collect())
}

/// What a person did lately.
pub async fn done(app: &App, by: &Person) -> Result<Vec<StepRow>> {
    by.require_reader()?;
    Ok(app.store.reader(app.tenant).await?.list_steps_of(by.account(), LATEST_DONE).await?)
}

/// Notes that somebody who fills the form in opened it. Who and how often is not kept.
pub async fn look(app: &App, by: &Person, unit: UnitId, period: Period) -> Result<()> {
    by.require_unit(unit)?;
    if !by.actor.holds(Role::Clerk, unit) {
        return Ok(());
    }
    if !app.store.reader(app.tenant).await?.has_looked(period, unit).await? {
        app.store.look(app.tenant, period, unit, app.now()).await?;
    }
    Ok(())
}

/// Months that have ended, from the first with any figures on, the earliest first.
async fn open_periods(app: &App) -> Result<Vec<Period>> {
    let today = crate::period::day(app.now());
    let mut ended = crate::period::list(app).await?;
    ended.retain(|period| period.last_day() < today);
    ended.reverse();
    let mut reader = app.store.reader(app.tenant).await?;
    let mut first = ended.len().saturating_sub(1);
    for (at, period) in ended.iter().enumerate() {
        if reader.has_figures(*period).await? {
            first = at;
            break;
        }
    }
    Ok(ended.split_off(first.min(ended.len())))
}

/// The reports of one month with what is needed to say how they stand.
struct Month<'a> {
    catalogue: &'a Catalogue,
    period: Period,
    now: i64,
    due: Vec<(IndicatorId, Option<UnitId>)>,
    rows: BTreeMap<UnitId, SubmissionRow>,
    reviews: BTreeMap<UnitId, BTreeMap<IndicatorId, ReviewRow>>,
    entered: BTreeMap<UnitId, BTreeSet<i64>>,
    looked: BTreeSet<UnitId>,
}

impl<'a> Month<'a> {
    async fn load(app: &App, catalogue: &'a Catalogue, period: Period) -> Result<Self> {
        let mut reader = app.store.reader(app.tenant).await?;
        let rows = reader.list_submissions(period).await?;
        let mut reviews: BTreeMap<UnitId, BTreeMap<_, _>> = BTreeMap::new();
        for (unit, indicator, review) in reader.list_period_reviews(period).await? {
            reviews.entry(unit).or_default().insert(indicator, review);
        }
        let looked = reader.list_looked(period).await?.into_iter().collect();
        drop(reader);
        let code = period_code(period);
        let look = |columns: &store::Columns| {
            let ids = |row: &[(i64, store::Cell)]| row.iter().map(|(id, _)| *id).collect();
            columns.units(code).map(|(unit, row)| (UnitId::new(unit), ids(row))).collect()
        };
        let entered = app.store.with_columns(app.tenant, &[code], look).await?;
        Ok(Self {
            catalogue,
            period,
            now: app.now(),
            due: crate::submission::due_indicators(catalogue, period),
            rows: rows.into_iter().map(|row| (row.unit, row)).collect(),
            reviews,
            entered,
            looked,
        })
    }

    /// Reports of the units that a person may read.
    fn reports(&self, by: &Person) -> impl Iterator<Item = (Submission, bool)> {
        let units = self.catalogue.units.iter();
        let units = units.filter(|unit| unit.kind == UnitKind::Assessed && by.require_unit(unit.id).is_ok());
        units.map(|unit| (self.report(unit.id), self.looked.contains(&unit.id)))
    }

    fn report(&self, unit: UnitId) -> Submission {
        let row = self.rows.get(&unit);
        let id = row.map_or(SubmissionId::new(0), |row| row.id);
        let mut report = Submission::open(id, unit, self.period, self.due.iter().copied());
        let (entered, reviews) = (self.entered.get(&unit), self.reviews.get(&unit));
        for (indicator, figure) in &mut report.figures {
            let filled = entered.is_some_and(|ids| ids.contains(&indicator.get()));
            figure.state = if filled { FigureState::Entered } else { FigureState::Empty };
            if let Some(review) = reviews.and_then(|reviews| reviews.get(indicator)) {
                figure.state = review.state;
                figure.reason.clone_from(&review.reason);
            }
        }
        report.state = row.map_or(SubmissionState::Draft, |row| row.state);
        report.reopening = row.and_then(|row| crate::submission::request(row.reopening.as_deref()));
        report
    }

    fn standing(&self, report: &Submission, looked: bool) -> Standing {
        let count = |state| report.figures.values().filter(|figure| figure.state == state).count();
        let (_, passed) = crate::due::words(self.catalogue, self.period, self.now);
        Standing {
            unit: report.unit,
            unit_name: self.name(report.unit),
            state: report.state,
            empty: count(FigureState::Empty),
            returned: count(FigureState::Returned),
            verified: count(FigureState::Verified),
            figures: report.figures.len(),
            overdue: passed && report.state == SubmissionState::Draft,
            looked,
            changed_at: self.rows.get(&report.unit).map_or(0, |row| row.changed_at),
        }
    }

    fn owed(&self, by: &Person, report: &Submission, looked: bool) -> Vec<Task> {
        let holds = |role| by.actor.holds(role, report.unit);
        let of = |state: FigureState| {
            report.figures.iter().filter(move |(_, figure)| figure.state == state).map(|(id, _)| *id)
        };
        match report.state {
            SubmissionState::Draft if holds(Role::Clerk) => {
                let returned: Vec<IndicatorId> = of(FigureState::Returned).take(MOST_RETURNED).collect();
                if returned.is_empty() {
                    let empty = of(FigureState::Empty);
                    return vec![self.to_enter(report.unit, &empty.collect::<Vec<_>>(), looked)];
                }
                returned.into_iter().map(|id| self.returned(report, id)).collect()
            }
            SubmissionState::Submitted if holds(Role::UnitLeader) => {
                let fresh = of(FigureState::Entered).count();
                let passed = report.figures.len() - fresh;
                let detail = match passed {
                    0 => format!("{fresh} 项，待您审签"),
                    passed => format!("{fresh} 项改过或答复，待您审签；{passed} 项上次已通过"),
                };
                vec![self.task(Kind::Sign, report.unit, of(FigureState::Entered).next(), detail)]
            }
            SubmissionState::Reviewed => {
                let mine = |figure: &Figure| {
                    figure.state != FigureState::Verified && by.actor.require_verifier(figure.source).is_ok()
                };
                let mine: Vec<IndicatorId> =
                    report.figures.iter().filter(|(_, figure)| mine(figure)).map(|(id, _)| *id).collect();
                let Some(first) = mine.first().copied() else { return Vec::new() };
                let detail = format!("{} 项待您核验", mine.len());
                vec![self.task(Kind::Verify, report.unit, Some(first), detail)]
            }
            SubmissionState::Verified if holds(Role::Officer) => {
                vec![self.task(Kind::Lock, report.unit, None, "已全部核验".to_owned())]
            }
            SubmissionState::Locked if holds(Role::Officer) => {
                let asked = report.reopening.as_ref();
                let task = |request: &assessment::Reopening| {
                    let detail = format!("申请重新打开：{}", request.reason);
                    self.task(Kind::Decide, report.unit, request.figures.first().copied(), detail)
                };
                asked.map(task).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    fn to_enter(&self, unit: UnitId, empty: &[IndicatorId], looked: bool) -> Task {
        let detail = match (empty.len(), looked) {
            (0, _) => "已填齐，尚未提交".to_owned(),
            (empty, true) => format!("看过，还有 {empty} 项未填"),
            (empty, false) => format!("{empty} 项未填"),
        };
        let mut task = self.task(Kind::Enter, unit, empty.first().copied(), detail);
        task.looked = looked && !empty.is_empty();
        self.dated(task)
    }

    fn returned(&self, report: &Submission, id: IndicatorId) -> Task {
        let name = self.catalogue.indicator(id).map_or("", |indicator| indicator.name.as_str());
        let reason = report.figures.get(&id).and_then(|figure| figure.reason.as_deref()).unwrap_or_default();
        let detail = format!("“{name}”被退回：{reason}");
        self.dated(self.task(Kind::Returned, report.unit, Some(id), detail))
    }

    /// Reports of the month that are overdue, in one line for the office.
    fn overdue(&self, by: &Person) -> Option<Task> {
        if !by.has(Role::Officer) || !crate::due::words(self.catalogue, self.period, self.now).1 {
            return None;
        }
        let units = self.catalogue.units.iter().filter(|unit| unit.kind == UnitKind::Assessed);
        let late = |unit: &&assessment::Unit| {
            self.rows.get(&unit.id).is_none_or(|row| row.state == SubmissionState::Draft)
        };
        let count = units.filter(late).count();
        let mut task = self.task(Kind::Overdue, UnitId::new(0), None, format!("{count} 个单位逾期未提交"));
        task.unit = None;
        task.unit_name = String::new();
        (count > 0).then(|| self.dated(task))
    }

    fn dated(&self, mut task: Task) -> Task {
        (task.due, task.overdue) = crate::due::words(self.catalogue, self.period, self.now);
        task
    }

    fn task(&self, kind: Kind, unit: UnitId, indicator: Option<IndicatorId>, detail: String) -> Task {
        Task {
            kind,
            unit: Some(unit),
            unit_name: self.name(unit),
            period: self.period,
            indicator,
            detail,
            due: String::new(),
            overdue: false,
            looked: false,
        }
    }

    fn name(&self, unit: UnitId) -> String {
        self.catalogue.unit(unit).map_or_else(String::new, |unit| unit.name.clone())
    }
}
