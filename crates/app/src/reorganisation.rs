//! 机构调整: units merge, split or take another name from a day on; figures before and after, side by side.

use assessment::{
    Basis, Boundaries, Coded as _, Indicator, IndicatorId, Period, Reorganisation, ReorganisationKind, Role,
    UnitId, UnitKind, Value,
};
use jiff::civil::Date;
use store::{Change, ReorganisationRow};

use crate::access::Access;
use crate::hierarchy::{self, Step};
use crate::unit::{self, Draft, Drafted, Timeline, day_code, day_from_code};
use crate::{App, Error, Person, Result};

/// A reorganisation to be entered.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct NewReorganisation {
    /// 合并, 拆分 or 更名, as word or code.
    pub kind: String,
    /// First day of the new boundaries: 2026-07-01.
    pub day: String,
    /// Its name in lists.
    pub title: String,
    /// The document that orders it.
    pub basis: String,
    /// Units of before.
    pub old: Vec<UnitId>,
    /// Names of the units of afterwards: those that stand keep theirs, others are added; of a rename the new name.
    pub new: Vec<String>,
}

/// A reorganisation with the names of its units.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The stored row.
    pub row: ReorganisationRow,
    /// Its day.
    pub day: Date,
    /// Names before.
    pub old: Vec<String>,
    /// Names afterwards.
    pub new: Vec<String>,
}

/// One period of a comparison.
#[derive(Clone, Debug)]
pub struct Line {
    /// The period.
    pub period: Period,
    /// Whether the new boundaries hold in it.
    pub after: bool,
    /// Its figures.
    pub figures: Boundaries,
}

/// A year's figures of one indicator on both boundaries.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The reorganisation.
    pub listed: Listed,
    /// The indicator.
    pub indicator: Indicator,
    /// Months from January on.
    pub lines: Vec<Line>,
    /// What the months make together.
    pub whole: Value,
}

/// Reorganisations, the latest first.
pub async fn list(app: &App, by: &Person) -> Result<Vec<Listed>> {
    Access::Wide.admit(by, None)?;
    let catalogue = app.catalogue().await?;
    let rows = app.store.reader(app.tenant).await?.list_reorganisations().await?;
    rows.into_iter().map(|row| listed(row, &catalogue.timeline)).collect()
}

fn listed(row: ReorganisationRow, names: &Timeline) -> Result<Listed> {
    let day = day_from_code(row.day).ok_or_else(|| Error::Internal(format!("day {}", row.day)))?;
    let eve = day.yesterday().unwrap_or(day);
    let words = |units: &[UnitId], day| units.iter().map(|unit| names.name(*unit, day)).collect();
    Ok(Listed { old: words(&row.old, eve), new: words(&row.new, day), day, row })
}

/// Carries a reorganisation out: units, their places in every hierarchy, and the record of it, in one step.
pub async fn create(app: &App, by: &Person, new: &NewReorganisation) -> Result<i64> {
    by.require(Role::Officer)?;
    let kind = ReorganisationKind::from_label(new.kind.trim())
        .ok_or_else(|| Error::field("kind", "请选择合并、拆分或更名"))?;
    let day: Date =
        new.day.trim().parse().map_err(|_format| Error::field("day", "请填写生效日期，如2026-07-01"))?;
    if new.title.trim().is_empty() {
        return Err(Error::field("title", "请填写事项名称，如：城东区与城西区合并"));
    }
    let names: Vec<&str> = new.new.iter().map(|name| name.trim()).filter(|name| !name.is_empty()).collect();
    if names.is_empty() {
        return Err(Error::field("new", "请填写调整后的单位，每行一个"));
    }
    let mut change = app.store.change(app.tenant, app.now()).await?;
    let timeline = unit::load(&mut change).await?;
    for id in &new.old {
        let state = timeline.state(*id, day).filter(|state| !state.withdrawn);
        state.ok_or_else(|| Error::field("old", format!("{}在{day}不存在", timeline.name(*id, day))))?;
    }
    let model = new.old.first().and_then(|id| timeline.state(*id, day));
    let model = model.ok_or_else(|| Error::field("old", "请选择调整前的单位"))?;
    let after = if kind == ReorganisationKind::Rename {
        rename(&mut change, by, &timeline, (&model, day), &names, new.title.trim()).await?
    } else {
        become_others(&mut change, by, &timeline, (&model, day), &names, new).await?
    };
    Reorganisation::new(kind, day, new.old.clone(), after.clone())
        .map_err(|why| Error::field(if day.day() == 1 { "new" } else { "day" }, why.to_string()))?;
    if kind != ReorganisationKind::Rename {
        move_places(&mut change, by, &new.old, &after, day).await?;
    }
    let row = ReorganisationRow {
        id: 0,
        kind,
        day: day_code(day),
        title: new.title.trim().to_owned(),
        basis: new.basis.trim().to_owned(),
        old: new.old.clone(),
        new: after,
        at: 0,
    };
    let id = change.create_reorganisation(&row, by.account().get()).await?;
    let detail = format!("{day}起 {} {}", kind.label(), row.title);
    change.audit(by.audit("reorganisation.create", format!("reorganisation/{id}"), detail));
    change.commit().await?;
    Ok(id)
}

async fn rename(
    change: &mut Change,
    by: &Person,
    timeline: &Timeline,
    (state, day): (&unit::UnitState, Date),
    names: &[&str],
    reason: &str,
) -> Result<Vec<UnitId>> {
    let [name] = names else { return Err(Error::field("new", "更名只填一个新名称")) };
    let draft = Draft { name: (*name).to_owned(), full_name: String::new(), ..Draft::of(state) };
    let drafted = draft.read(state.unit.id, timeline, day)?;
    unit::refuse_namesake(timeline, &drafted, day).map_err(|error| on_field(error, "new"))?;
    unit::write(change, by, &drafted, (day, false), reason).await?;
    let detail = format!("{day}起 {}", unit::difference(state, &drafted));
    change.audit(by.audit("unit.amend", unit::subject(state.unit.id), detail));
    Ok(vec![state.unit.id])
}

/// Units of afterwards: those that stand by their name, others added after the first of before; the rest of before ends.
async fn become_others(
    change: &mut Change,
    by: &Person,
    timeline: &Timeline,
    (model, day): (&unit::UnitState, Date),
    names: &[&str],
    new: &NewReorganisation,
) -> Result<Vec<UnitId>> {
    let mut after = Vec::new();
    for name in names {
        if let Some(stands) = timeline.named(name, day) {
            after.push(stands.unit.id);
            continue;
        }
        let id = UnitId::new(change.new_id());
        let draft = Draft {
            name: (*name).to_owned(),
            full_name: String::new(),
            code: String::new(),
            region_code: String::new(),
            ..Draft::of(model)
        };
        let drafted = draft.read(id, timeline, day).map_err(|error| on_field(error, "new"))?;
        unit::add(change, by, &drafted, day, new.title.trim()).await?;
        after.push(id);
    }
    for id in new.old.iter().filter(|id| !after.contains(id)) {
        let Some(state) = timeline.state(*id, day) else { continue };
        let drafted = Drafted { unit: state.unit, organisation_code: state.organisation_code };
        unit::write(change, by, &drafted, (day, true), new.title.trim()).await?;
        change.audit(by.audit("unit.withdraw", unit::subject(*id), format!("{day}起 {}", new.title.trim())));
    }
    Ok(after)
}

fn on_field(error: Error, field: &str) -> Error {
    match error {
        Error::Invalid(faults) => Error::Invalid(
            faults.into_iter().map(|fault| crate::FieldError { field: field.to_owned(), ..fault }).collect(),
        ),
        other => other,
    }
}

/// In every hierarchy those of afterwards take the place of the first of before; what stood under those of before
/// stands under the first of afterwards.
async fn move_places(
    change: &mut Change,
    by: &Person,
    old: &[UnitId],
    new: &[UnitId],
    day: Date,
) -> Result<()> {
    for row in change.list_hierarchies().await? {
        let (_, mut tree, before) = hierarchy::load(change, row.id).await?;
        let held: Vec<UnitId> = old.iter().copied().filter(|unit| tree.has(*unit, day)).collect();
        let Some(first) = held.first() else { continue };
        let parent = tree.parent(*first, day).filter(|parent| !old.contains(parent));
        let failed = |why: assessment::HierarchyError| {
            Error::refused("hierarchy", format!("“{}”中的位置不能调整：{why}；请先在该体系中处理", row.name))
        };
        for unit in new {
            hierarchy::place(&mut tree, *unit, Step::Place(parent), day).map_err(failed)?;
        }
        let heir = new.first().copied();
        for unit in held.iter().filter(|unit| !new.contains(unit)) {
            for member in tree.members(Some(*unit), day) {
                if !new.contains(&member) {
                    hierarchy::place(&mut tree, member, Step::Place(heir), day).map_err(failed)?;
                }
            }
            hierarchy::place(&mut tree, *unit, Step::Leave, day).map_err(failed)?;
        }
        hierarchy::save(change, row.id, &before, tree.memberships(), by).await?;
    }
    Ok(())
}

/// A year's figures on both boundaries, from January to a month of the reorganisation's year.
pub async fn compare(
    app: &App,
    by: &Person,
    id: i64,
    indicator: Option<IndicatorId>,
    until: Option<Period>,
) -> Result<Comparison> {
    Access::Wide.admit(by, None)?;
    let catalogue = app.catalogue().await?;
    let mut reader = app.store.reader(app.tenant).await?;
    let row = reader.list_reorganisations().await?.into_iter().find(|row| row.id == id);
    let listed = listed(row.ok_or(Error::NotFound("这次机构调整"))?, &catalogue.timeline)?;
    let mut indicators = catalogue.indicators.iter();
    let indicator = match indicator {
        Some(id) => indicators.find(|one| one.id == id),
        None => indicators.find(|one| matches!(one.basis, Basis::Flow | Basis::Stock)),
    };
    let indicator = indicator.cloned().ok_or(Error::NotFound("这项指标"))?;
    let change =
        Reorganisation::new(listed.row.kind, listed.day, listed.row.old.clone(), listed.row.new.clone())
            .map_err(|why| Error::Internal(why.to_string()))?;
    let last = match until {
        Some(period) => period,
        None => last_month(app, listed.day)?,
    };
    // What may not be added over units is shown by itself only.
    let basis = if indicator.sums_over_units() { indicator.basis } else { Basis::Rate };
    let mut lines = Vec::new();
    for period in last.year_to_date() {
        let mut reported = Vec::new();
        for unit in listed.row.old.iter().chain(&listed.row.new) {
            let figure = reader.find_figure(period, *unit, indicator.id).await?;
            let value = figure.map_or(Value::Missing, |figure| {
                crate::figure::value(figure.kind, figure.value, figure.decimals)
            });
            reported.push((*unit, value));
        }
        let of = |unit: UnitId| {
            reported.iter().find(|(one, _)| *one == unit).map_or(Value::Missing, |(_, value)| *value)
        };
        let figures = change.boundaries(period, basis, of);
        lines.push(Line { period, after: period.last_day() >= listed.day, figures });
    }
    let figures: Vec<Boundaries> = lines.iter().map(|line| line.figures.clone()).collect();
    let whole = Boundaries::over(&figures, basis);
    Ok(Comparison { listed, indicator, lines, whole })
}

/// The last month of the reorganisation's year that has ended, but never before the month it begins in.
fn last_month(app: &App, day: Date) -> Result<Period> {
    let today = crate::period::day(app.now());
    let wrong = || Error::Internal(format!("no month of {day}"));
    let begins = Period::containing(assessment::Grain::Month, day).ok_or_else(wrong)?;
    let ended = (1..=12).rev().filter_map(|month| Period::month(day.year(), month));
    Ok(ended.into_iter().find(|month| month.last_day() < today).unwrap_or(begins).max(begins))
}

/// Units that can be reorganised on a day: those that report.
pub fn candidates(timeline: &Timeline, day: Date) -> Vec<assessment::Unit> {
    timeline.on(day).into_iter().filter(|unit| unit.kind != UnitKind::Office).collect()
}

/// A figure of a comparison, in words where there is none.
pub fn word(value: Option<Value>) -> String {
    match value {
        None => "未单列".to_owned(),
        Some(Value::Number(number)) => number.grouped(),
        Some(Value::Missing) => "待补".to_owned(),
        Some(Value::NotApplicable) => "不适用".to_owned(),
        Some(Value::Unjudged) => "未评".to_owned(),
        Some(Value::Undefined) => "不相加".to_owned(),
    }
}

/// The same comparison as a workbook.
pub async fn compare_xlsx(
    app: &App,
    by: &Person,
    id: i64,
    indicator: Option<IndicatorId>,
) -> Result<(String, Vec<u8>)> {
    let found = compare(app, by, id, indicator, None).await?;
    let named =
        |word: &str, names: &[String]| names.iter().map(|name| format!("{word}：{name}")).collect::<Vec<_>>();
    let mut heads = vec!["月份".to_owned()];
    heads.extend(named("调整前", &found.listed.old));
    heads.extend(named("调整后", &found.listed.new));
    heads.extend([format!("合计（{}）", found.indicator.measure.name), "按何口径填报".to_owned()]);
    let plain = |value: Option<Value>| match value {
        Some(Value::Number(number)) => number.to_string(),
        other => word(other),
    };
    let mut rows = vec![heads];
    for line in &found.lines {
        let mut row = vec![line.period.label()];
        row.extend(line.figures.old.iter().chain(&line.figures.new).map(|value| plain(*value)));
        row.push(plain(Some(line.figures.whole)));
        row.push(if line.after { "调整后" } else { "调整前" }.to_owned());
        rows.push(row);
    }
    let width = found.listed.old.len() + found.listed.new.len();
    let mut last = vec!["合计".to_owned()];
    last.extend(std::iter::repeat_n(String::new(), width));
    last.extend([plain(Some(found.whole)), String::new()]);
    rows.push(last);
    let bytes = report::grid_xlsx(&found.indicator.name, &report::Grid { rows });
    let name = format!("{}-{}", found.listed.row.title, found.indicator.name);
    Ok((name, bytes.map_err(|error| Error::Internal(error.to_string()))?))
}
