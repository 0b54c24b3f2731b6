//! Units: adding, amending and withdrawing, each from a day on. What was before that day stays as it was.

mod draft;
mod table;
mod timeline;

use assessment::{Role, Unit, UnitId};
use jiff::civil::Date;
use store::{Change, NewUnitVersion};

pub use draft::Draft;
pub(crate) use draft::Drafted;
pub use table::{Outcome, Preview, PreviewRow, export, import, preview, template};
pub use timeline::{Timeline, UnitState, day_code, day_from_code};

use crate::{App, Error, Person, Result};

/// Which units to list.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Part of the name, full name or code.
    pub text: String,
    /// Name of the class; empty for all.
    pub class: String,
    /// Also those that do not exist on the day.
    pub withdrawn: bool,
}

/// Units as they are on a day, in the order of forms.
pub async fn list(app: &App, by: &Person, day: Date, filter: &Filter) -> Result<Vec<UnitState>> {
    crate::access::Access::Wide.admit(by, None)?;
    let catalogue = app.catalogue().await?;
    let text = filter.text.trim();
    let fits = |state: &UnitState| {
        let unit = &state.unit;
        (filter.withdrawn || !state.withdrawn)
            && (filter.class.is_empty() || unit.class.as_str() == filter.class)
            && (text.is_empty()
                || unit.name.contains(text)
                || unit.full_name.contains(text)
                || state.code().contains(&text.to_uppercase()))
    };
    Ok(catalogue.timeline.states(day).into_iter().filter(fits).collect())
}

/// One unit with its versions: as it is on a day, and the number that an amendment must name.
pub async fn get(app: &App, by: &Person, id: UnitId, day: Date) -> Result<(UnitState, i64)> {
    crate::access::Access::Wide.admit(by, None)?;
    let catalogue = app.catalogue().await?;
    let state = catalogue.timeline.state(id, day).ok_or(Error::NotFound("这个单位"))?;
    Ok((state, catalogue.timeline.newest(id)))
}

/// Adds a unit that exists from a day on.
pub async fn create(app: &App, by: &Person, draft: &Draft, from: Date) -> Result<UnitId> {
    by.require(Role::Officer)?;
    let mut change = app.store.change(app.tenant, app.now()).await?;
    let timeline = load(&mut change).await?;
    let id = UnitId::new(change.new_id());
    let drafted = draft.read(id, &timeline, from)?;
    refuse_namesake(&timeline, &drafted, from)?;
    add(&mut change, by, &drafted, from, "新增").await?;
    change.commit().await?;
    Ok(id)
}

/// Amends a unit from a day on. `seen` is the version that the person saw; another's amendment in between is told.
pub async fn amend(
    app: &App,
    by: &Person,
    id: UnitId,
    seen: Option<i64>,
    (draft, from, reason): (&Draft, Date, &str),
) -> Result<i64> {
    by.require(Role::Officer)?;
    let mut change = app.store.change(app.tenant, app.now()).await?;
    let timeline = load(&mut change).await?;
    let before = timeline.state(id, from).ok_or(Error::NotFound("这个单位"))?;
    refuse_stale(&timeline, id, seen)?;
    let drafted = draft.read(id, &timeline, from)?;
    refuse_namesake(&timeline, &drafted, from)?;
    if before.withdrawn {
        return Err(Error::field(
            "from",
            format!("{}在{from}已撤销或尚未设立，请另选生效日期", before.unit.name),
        ));
    }
    let version = write(&mut change, by, &drafted, (from, false), reason).await?;
    let detail = format!("{from}起 {}", difference(&before, &drafted));
    change.audit(by.audit("unit.amend", subject(id), detail));
    change.commit().await?;
    Ok(version)
}

/// Withdraws a unit from a day on. Its figures of before stay.
pub async fn withdraw(
    app: &App,
    by: &Person,
    id: UnitId,
    seen: Option<i64>,
    (from, reason): (Date, &str),
) -> Result<i64> {
    by.require(Role::Officer)?;
    if reason.trim().is_empty() {
        return Err(Error::field("reason", "请写明撤销的依据或理由"));
    }
    let mut change = app.store.change(app.tenant, app.now()).await?;
    let timeline = load(&mut change).await?;
    let state = timeline.state(id, from).ok_or(Error::NotFound("这个单位"))?;
    refuse_stale(&timeline, id, seen)?;
    if state.withdrawn {
        return Err(Error::refused("unit_withdrawn", format!("{}在{from}已经撤销", state.unit.name)));
    }
    let drafted = Drafted { unit: state.unit, organisation_code: state.organisation_code };
    let version = write(&mut change, by, &drafted, (from, true), reason.trim()).await?;
    change.audit(by.audit("unit.withdraw", subject(id), format!("{from}起 {}", reason.trim())));
    change.commit().await?;
    Ok(version)
}

pub(crate) fn subject(id: UnitId) -> String {
    format!("unit/{id}")
}

/// The timeline as it stands behind the lock.
pub(crate) async fn load(change: &mut Change) -> Result<Timeline> {
    Ok(Timeline::new(change.list_units().await?, change.list_unit_versions().await?))
}

/// Adds a unit's row, its not having been before, and what it is from the day on.
pub(crate) async fn add(
    change: &mut Change,
    by: &Person,
    drafted: &Drafted,
    from: Date,
    reason: &str,
) -> Result<()> {
    change.put_unit(&drafted.unit).await?;
    version(change, by, drafted, (0, true), reason).await?;
    write(change, by, drafted, (from, false), reason).await?;
    let detail = format!("{from}起 {}", drafted.unit.name);
    change.audit(by.audit("unit.create", subject(drafted.unit.id), detail));
    Ok(())
}

/// Writes a version that holds from a day on.
pub(crate) async fn write(
    change: &mut Change,
    by: &Person,
    drafted: &Drafted,
    (from, withdrawn): (Date, bool),
    reason: &str,
) -> Result<i64> {
    version(change, by, drafted, (day_code(from), withdrawn), reason).await
}

async fn version(
    change: &mut Change,
    by: &Person,
    drafted: &Drafted,
    (from_day, withdrawn): (i64, bool),
    reason: &str,
) -> Result<i64> {
    let new = NewUnitVersion {
        from_day,
        unit: &drafted.unit,
        organisation_code: drafted.organisation_code.as_ref(),
        withdrawn,
        reason: reason.trim(),
        author: by.account().get(),
    };
    Ok(change.add_unit_version(&new).await?)
}

fn refuse_stale(timeline: &Timeline, id: UnitId, seen: Option<i64>) -> Result<()> {
    let now = timeline.newest(id);
    if seen.is_some_and(|seen| seen != now) {
        let text = "这个单位刚被他人改过，您的修改没有保存；请看现在的内容后再改".to_owned();
        return Err(Error::Conflict { text, now });
    }
    Ok(())
}

/// Two units of one name or one code on one day cannot be told apart.
pub(crate) fn refuse_namesake(timeline: &Timeline, new: &Drafted, from: Date) -> Result<()> {
    for other in timeline.states(from).iter().filter(|other| !other.withdrawn && other.unit.id != new.unit.id)
    {
        if other.unit.name == new.unit.name {
            return Err(Error::field("name", format!("简称“{}”已有单位使用，请另取", new.unit.name)));
        }
        let same = |one: &str| !one.is_empty() && one == other.code();
        let code = new.unit.credit_code.as_ref().map(ToString::to_string);
        let code = code.or_else(|| new.organisation_code.as_ref().map(ToString::to_string));
        if code.as_deref().is_some_and(same) {
            return Err(Error::field("code", format!("这个代码是{}的，请核对", other.unit.name)));
        }
    }
    Ok(())
}

/// What changes, field by field, in words.
pub(crate) fn difference(before: &UnitState, after: &Drafted) -> String {
    let after = UnitState {
        unit: after.unit.clone(),
        organisation_code: after.organisation_code.clone(),
        withdrawn: false,
        from_day: 0,
    };
    let (old, new) = (Draft::of(before), Draft::of(&after));
    let fields = [
        ("简称", &old.name, &new.name),
        ("全称", &old.full_name, &new.full_name),
        ("代码", &old.code, &new.code),
        ("行政区划代码", &old.region_code, &new.region_code),
        ("性质", &old.kind, &new.kind),
        ("类别", &old.class, &new.class),
        ("排序", &old.order, &new.order),
    ];
    let shown = |text: &str| if text.is_empty() { "空".to_owned() } else { text.to_owned() };
    let changed = fields.iter().filter(|(_, old, new)| old != new);
    changed
        .map(|(word, old, new)| format!("{word}：{}→{}", shown(old), shown(new)))
        .collect::<Vec<_>>()
        .join("；")
}

/// Every class that a unit bears on a day, in the order of forms.
pub fn classes(units: &[Unit]) -> Vec<String> {
    let mut seen = Vec::new();
    for unit in units {
        let class = unit.class.to_string();
        if !seen.contains(&class) {
            seen.push(class);
        }
    }
    seen
}
