//! 考核周期: its scheme, its state, and what it takes.

mod draft;
mod edition;
mod register;

use assessment::{
    Coded as _, CycleId, CycleRefusal, CycleState, Indicator, Period, Role, SubmissionState, UnitKind, is_due,
};
use store::{Cycle, CycleStep, StoredScheme};

pub use draft::{Checked, Draft, Points, Said, check, draft, publish, save_draft};
pub use edition::{Changes, MovedUnit, changes, changes_of_text, edition};

use crate::catalogue::{Catalogue, state};
use crate::figure::Place;
use crate::names::Names;
use crate::{App, Error, FieldError, Person, Result};

/// Longest name of a cycle, in characters.
const LONGEST_NAME: usize = 80;
/// Longest reason, in characters.
const LONGEST_REASON: usize = 500;

/// A cycle in the list.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The cycle.
    pub cycle: Cycle,
    /// Where it stands.
    pub state: CycleState,
    /// Published versions of its scheme, the latest first.
    pub schemes: Vec<StoredScheme>,
}

/// A cycle with everything a page says about it.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The cycle.
    pub cycle: Cycle,
    /// Where it stands.
    pub state: CycleState,
    /// Published versions of its scheme, the latest first.
    pub schemes: Vec<StoredScheme>,
    /// Its steps, the first first, with the name of who took it.
    pub steps: Vec<(CycleStep, String)>,
    /// Requests for other targets that wait.
    pub requests: usize,
    /// Targets that hold.
    pub targets: usize,
    /// The next step, and what stands against it.
    pub next: Option<(CycleState, Option<CycleRefusal>)>,
}

impl Shown {
    /// Names how the cycle stands: another step or version makes another.
    pub fn tag(&self) -> String {
        format!("{}.{}", self.steps.len(), self.schemes.len())
    }
}

/// Refuses when the cycle is no longer as it was seen: [`Shown::tag`].
async fn require_seen(reader: &mut store::Reader, id: CycleId, seen: Option<&str>) -> Result<()> {
    let Some(seen) = seen else { return Ok(()) };
    let steps = reader.list_cycle_steps(id).await?.len();
    let schemes = reader.list_schemes(id).await?;
    let published = schemes.iter().filter(|scheme| scheme.published_at.is_some()).count();
    if format!("{steps}.{published}") == seen {
        return Ok(());
    }
    let text = "考核周期刚被他人办理过，或公布了新的办法，您的操作没有执行；请刷新后再定".to_owned();
    Err(Error::Conflict { text, now: 0 })
}

/// Every cycle, the latest first.
pub async fn list(app: &App, by: &Person) -> Result<Vec<Listed>> {
    by.require_reader()?;
    let mut reader = app.store.reader(app.tenant).await?;
    let mut listed = Vec::new();
    for cycle in reader.list_cycles().await? {
        let mut schemes = reader.list_schemes(cycle.id).await?;
        schemes.retain(|scheme| scheme.published_at.is_some());
        listed.push(Listed { state: state(&cycle)?, schemes, cycle });
    }
    Ok(listed)
}

/// One cycle.
pub async fn get(app: &App, by: &Person, id: CycleId) -> Result<Shown> {
    by.require_reader()?;
    let catalogue = app.catalogue().await?;
    let mut reader = app.store.reader(app.tenant).await?;
    let cycle = find(&mut reader, id).await?;
    let mut schemes = reader.list_schemes(id).await?;
    schemes.retain(|scheme| scheme.published_at.is_some());
    let names = Names::load(&mut reader).await?;
    let steps = reader.list_cycle_steps(id).await?;
    let state = state(&cycle)?;
    let next = match state.next() {
        Some(to) => Some((to, obstacle(&mut reader, &catalogue, &cycle, to).await?)),
        None => None,
    };
    Ok(Shown {
        state,
        steps: steps
            .into_iter()
            .map(|step| (names.of(step.author), step))
            .map(|(name, step)| (step, name))
            .collect(),
        requests: reader.count_open_requests(id).await?,
        targets: reader.list_targets(id).await?.len(),
        next,
        schemes,
        cycle,
    })
}

pub(crate) async fn find(reader: &mut store::Reader, id: CycleId) -> Result<Cycle> {
    let cycles = reader.list_cycles().await?;
    cycles.into_iter().find(|cycle| cycle.id == id).ok_or(Error::NotFound("这个考核周期"))
}

/// Adds a cycle in preparation, perhaps with a first text of its scheme.
pub async fn create(app: &App, by: &Person, name: &str, year: &str, source: &str) -> Result<CycleId> {
    by.require(Role::Officer)?;
    let name = name.trim();
    let mut faults = Vec::new();
    let mut fault = |field: &str, text: String| faults.push(FieldError { field: field.to_owned(), text });
    match name.chars().count() {
        0 => fault("name", "请填写考核周期的名称，例如“2027年度目标责任制考核”".to_owned()),
        length if length > LONGEST_NAME => fault("name", format!("名称最多{LONGEST_NAME}字，现有{length}字")),
        _ => {}
    }
    let number = year
        .trim()
        .trim_end_matches('年')
        .parse::<i16>()
        .ok()
        .filter(|year| Period::year_of(*year).is_some());
    if number.is_none() {
        fault("year", format!("“{}”不是年份，请填写四位年份，例如2027", year.trim()));
    }
    let mut change = app.store.change(app.tenant, app.now()).await?;
    let cycles = change.list_cycles().await?;
    if let Some(taken) = cycles.iter().find(|one| number.is_some_and(|number| one.year == i64::from(number)))
    {
        fault("year", format!("{}年已有考核周期“{}”，一年一个；请打开它继续办理", taken.year, taken.name));
    }
    if cycles.iter().any(|one| one.name == name) {
        fault("name", format!("已有名为“{name}”的考核周期，请换一个名称"));
    }
    let Some(year) = number.filter(|_| faults.is_empty()) else { return Err(Error::Invalid(faults)) };
    let id = change.create_cycle(name, i64::from(year), CycleState::Draft.code()).await?;
    if !source.trim().is_empty() {
        change.save_scheme_draft(id, source, by.account()).await?;
    }
    change.audit(by.audit("cycle.create", format!("cycle/{id}"), format!("{name} {year}")));
    change.commit().await?;
    Ok(id)
}

/// Moves a cycle to another state. `seen` is the state that the person saw, with the tag of what a program saw.
pub async fn advance(
    app: &App,
    by: &Person,
    id: CycleId,
    (seen, tag): (CycleState, Option<&str>),
    to: CycleState,
    reason: &str,
) -> Result<()> {
    by.require(Role::Officer)?;
    let reason = reasoned(reason)?;
    let catalogue = app.catalogue().await?;
    let mut change = app.store.change(app.tenant, app.now()).await?;
    let cycle = find(&mut change, id).await?;
    require_seen(&mut change, id, tag).await?;
    let now = state(&cycle)?;
    if now != seen {
        let text = format!("考核周期已由他人改为“{now}”，您的操作没有执行；请刷新后再定");
        return Err(Error::Conflict { text, now: 0 });
    }
    now.step(to)?;
    if let Some(refusal) = obstacle(&mut change, &catalogue, &cycle, to).await? {
        return Err(refusal.into());
    }
    change.step_cycle(id, (now.code(), to.code()), by.account(), reason).await?;
    change.audit(by.audit("cycle.step", format!("cycle/{id}"), format!("{now}→{to} {reason}")));
    change.commit().await?;
    Ok(())
}

/// A reason as it is kept; refused when there is none.
pub(crate) fn reasoned(reason: &str) -> Result<&str> {
    let reason = reason.trim();
    match reason.chars().count() {
        0 => Err(Error::field("reason", "请写明理由")),
        length if length > LONGEST_REASON => {
            Err(Error::field("reason", format!("理由最多{LONGEST_REASON}字，现有{length}字，请精简")))
        }
        _ => Ok(reason),
    }
}

/// What stands against a step forward; a step back has no obstacle.
async fn obstacle(
    reader: &mut store::Reader,
    catalogue: &Catalogue,
    cycle: &Cycle,
    to: CycleState,
) -> Result<Option<CycleRefusal>> {
    if state(cycle)?.next() != Some(to) {
        return Ok(None);
    }
    match to {
        CycleState::Open => {
            let schemes = reader.list_schemes(cycle.id).await?;
            let published = schemes.iter().any(|scheme| scheme.published_at.is_some());
            Ok((!published).then_some(CycleRefusal::NoScheme))
        }
        CycleState::Settled => {
            let waiting = reader.count_open_requests(cycle.id).await?;
            if waiting > 0 {
                return Ok(Some(CycleRefusal::RequestsOpen(waiting)));
            }
            let open = reports_open(reader, catalogue, cycle).await?;
            Ok((open > 0).then_some(CycleRefusal::NotLocked(open)))
        }
        _ => Ok(None),
    }
}

/// Reports with figures that are not locked.
async fn reports_open(reader: &mut store::Reader, catalogue: &Catalogue, cycle: &Cycle) -> Result<usize> {
    let Ok(year) = i16::try_from(cycle.year) else { return Ok(0) };
    let mut open = 0;
    for month in (1..=12).filter_map(|month| Period::month(year, month)) {
        if !reader.has_figures(month).await? {
            continue;
        }
        let locked = reader.list_submissions(month).await?;
        let closed = |unit: &&assessment::Unit| {
            let found = locked.iter().find(|row| row.unit == unit.id);
            !found
                .is_some_and(|row| matches!(row.state, SubmissionState::Locked | SubmissionState::Published))
        };
        let then = catalogue.timeline.on(month.last_day());
        open += then.iter().filter(|unit| unit.kind == UnitKind::Assessed).filter(closed).count();
    }
    Ok(open)
}

/// Refuses a figure where the cycle does not take it: other year, other indicator, not the time.
pub(crate) async fn admit(
    app: &App,
    catalogue: &Catalogue,
    place: Place,
    indicator: &Indicator,
) -> Result<()> {
    takes(catalogue, place.period, indicator)?;
    let shut = match cycle_state(catalogue, place.period)?.admit_figure(false) {
        Ok(()) => return Ok(()),
        Err(refusal) => refusal,
    };
    let mut reader = app.store.reader(app.tenant).await?;
    let reviews = reader.list_reviews(place.period, place.unit).await?;
    let returned =
        reviews.get(&place.indicator).is_some_and(|review| review.state == assessment::FigureState::Returned);
    let state = cycle_state(catalogue, place.period)?;
    if state.admit_figure(returned).is_ok() { Ok(()) } else { Err(shut.into()) }
}

fn cycle_state(catalogue: &Catalogue, period: Period) -> Result<CycleState> {
    if let Some(cycle) = catalogue.years.get(&period.year()) {
        return Ok(cycle.state);
    }
    let cycle = catalogue.cycles.iter().find(|cycle| cycle.year == i64::from(period.year()));
    cycle.map_or(Err(CycleRefusal::OtherYear(period.year()).into()), state)
}

fn takes(catalogue: &Catalogue, period: Period, indicator: &Indicator) -> Result<()> {
    if !is_due(indicator, period) {
        return Err(CycleRefusal::NotDue.into());
    }
    match catalogue.years.get(&period.year()) {
        Some(cycle) if !cycle.measures(&indicator.name) => Err(CycleRefusal::NotInScheme.into()),
        _ => Ok(()),
    }
}

/// Why figures of a period cannot be entered now, in a sentence; nothing when they can. What was returned may be mended
/// while a cycle closes.
pub fn closed_to_entry(catalogue: &Catalogue, period: Period) -> Option<String> {
    match cycle_state(catalogue, period) {
        Ok(CycleState::Closing) => None,
        Ok(state) => state.admit_figure(false).err().map(|refusal| refusal.to_string()),
        Err(error) => Some(error.to_string()),
    }
}
