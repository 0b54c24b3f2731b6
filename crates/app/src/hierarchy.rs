//! 组织体系: dated trees over the units.

use assessment::{
    Coded as _, Hierarchy, HierarchyError, HierarchyId, HierarchyKind, Membership, Role, UnitId,
};
use jiff::civil::Date;
pub use store::HierarchyRow;
use store::{Change, MembershipRow, Reader};

use crate::access::Access;
use crate::unit::{Timeline, day_code, day_from_code};
use crate::{App, Error, FieldError, Person, Result};

const HEADS: [(&str, u32); 4] = [("单位", 24), ("上级单位", 24), ("起始日期", 14), ("截止日期", 14)];

/// One line of a tree as it is on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    /// The unit.
    pub unit: UnitId,
    /// Its name on that day.
    pub name: String,
    /// How many stand above it.
    pub depth: usize,
    /// What it belongs to.
    pub parent: Option<UnitId>,
    /// First day of this place.
    pub from: Date,
    /// Last day, when it is known.
    pub until: Option<Date>,
}

/// A hierarchy as it is on a day.
#[derive(Clone, Debug)]
pub struct Tree {
    /// The hierarchy.
    pub row: HierarchyRow,
    /// Its lines, each parent before its members.
    pub branches: Vec<Branch>,
    /// Days on which anything changes, the earliest first.
    pub days: Vec<Date>,
}

/// The hierarchies.
pub async fn list(app: &App, by: &Person) -> Result<Vec<HierarchyRow>> {
    Access::Wide.admit(by, None)?;
    Ok(app.store.reader(app.tenant).await?.list_hierarchies().await?)
}

/// One hierarchy on a day.
pub async fn get(app: &App, by: &Person, id: HierarchyId, day: Date) -> Result<Tree> {
    Access::Wide.admit(by, None)?;
    let catalogue = app.catalogue().await?;
    let mut reader = app.store.reader(app.tenant).await?;
    let (row, tree, _) = load(&mut reader, id).await?;
    let mut branches = Vec::new();
    grow(&tree, &catalogue.timeline, (None, day), 0, &mut branches);
    let until = tree.memberships().iter().filter_map(|m| m.until.and_then(|until| until.tomorrow().ok()));
    let mut days: Vec<Date> = tree.memberships().iter().map(|m| m.from).chain(until).collect();
    days.sort_unstable();
    days.dedup();
    Ok(Tree { row, branches, days })
}

fn grow(tree: &Hierarchy, names: &Timeline, at: (Option<UnitId>, Date), depth: usize, out: &mut Vec<Branch>) {
    let (parent, day) = at;
    let mut members: Vec<&Membership> =
        tree.memberships().iter().filter(|m| m.parent == parent && m.holds_on(day)).collect();
    members.sort_by_key(|m| (names.state(m.unit, day).map_or(i32::MAX, |state| state.unit.order), m.unit));
    for member in members {
        out.push(Branch {
            unit: member.unit,
            name: names.name(member.unit, day),
            depth,
            parent,
            from: member.from,
            until: member.until,
        });
        grow(tree, names, (Some(member.unit), day), depth + 1, out);
    }
}

/// Adds an empty hierarchy.
pub async fn create(app: &App, by: &Person, kind: &str, name: &str) -> Result<HierarchyId> {
    by.require(Role::Officer)?;
    let (name, kind) = (name.trim(), HierarchyKind::from_label(kind));
    if name.is_empty() {
        return Err(Error::field("name", "请填写体系名称"));
    }
    let kind = kind.ok_or_else(|| Error::field("kind", "请选择体系种类"))?;
    let mut change = app.store.change(app.tenant, app.now()).await?;
    if change.list_hierarchies().await?.iter().any(|row| row.name == name) {
        return Err(Error::field("name", format!("已有名为“{name}”的体系，请另取名称")));
    }
    let id = change.create_hierarchy(kind, name).await?;
    change.audit(by.audit("hierarchy.create", subject(id), name.to_owned()));
    change.commit().await?;
    Ok(id)
}

/// What to do with a unit's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// It stands under that unit (or at the top) from the day on.
    Place(Option<UnitId>),
    /// It has no place from the day on.
    Leave,
}

/// Changes a unit's place from a day on; what was before that day stays.
pub async fn amend(
    app: &App,
    by: &Person,
    id: HierarchyId,
    seen: Option<i64>,
    (unit, step, from): (UnitId, Step, Date),
) -> Result<i64> {
    by.require(Role::Officer)?;
    let mut change = app.store.change(app.tenant, app.now()).await?;
    let (row, mut tree, old) = load(&mut change, id).await?;
    if seen.is_some_and(|seen| seen != row.version) {
        let text = format!("“{}”刚被他人改过，您的修改没有保存；请看现在的内容后再改", row.name);
        return Err(Error::Conflict { text, now: row.version });
    }
    let names = crate::unit::load(&mut change).await?;
    let alive = |unit: UnitId| names.state(unit, from).is_some_and(|state| !state.withdrawn);
    if !alive(unit) {
        return Err(Error::field("unit", format!("{}在{from}不存在", names.name(unit, from))));
    }
    if let Step::Place(Some(parent)) = step
        && !(alive(parent) && tree.has(parent, from))
    {
        let text = format!("{}在{from}不在本体系中，请先把它加入", names.name(parent, from));
        return Err(Error::field("parent", text));
    }
    place(&mut tree, unit, step, from).map_err(|why| Error::field("unit", why.to_string()))?;
    save(&mut change, id, &old, tree.memberships(), by).await?;
    let words = match step {
        Step::Leave => format!("{from}起 {}退出", names.name(unit, from)),
        Step::Place(parent) => {
            let under = parent.map_or_else(|| "顶层".to_owned(), |parent| names.name(parent, from));
            format!("{from}起 {}隶属{under}", names.name(unit, from))
        }
    };
    change.audit(by.audit("hierarchy.amend", subject(id), words));
    change.commit().await?;
    Ok(row.version + 1)
}

/// Joins where there is no place on the day, moves where there is one.
pub(crate) fn place(
    tree: &mut Hierarchy,
    unit: UnitId,
    step: Step,
    from: Date,
) -> std::result::Result<(), HierarchyError> {
    let held = tree.memberships().iter().copied().find(|m| m.unit == unit && m.holds_on(from));
    match (step, held) {
        (Step::Leave, Some(held)) if held.from < from => tree.leave(unit, from),
        (Step::Leave, _) => Err(HierarchyError::NoMembership),
        (Step::Place(parent), Some(held)) if held.parent == parent => Ok(()),
        (Step::Place(parent), Some(held)) if held.from < from => tree.move_to(unit, parent, from),
        // A place that begins on the very day is another's slip: it is written anew.
        (Step::Place(parent), Some(held)) => {
            let rest = tree.memberships().iter().copied().filter(|m| *m != held).collect();
            let mut without = Hierarchy::restored(tree.id, tree.kind, tree.name.clone(), rest);
            without.join(Membership { parent, ..held })?;
            *tree = without;
            Ok(())
        }
        (Step::Place(parent), None) => {
            let next =
                tree.memberships().iter().filter(|m| m.unit == unit && m.from > from).map(|m| m.from).min();
            let until = next.and_then(|next| next.yesterday().ok());
            tree.join(Membership { unit, parent, from, until })
        }
    }
}

/// Every membership as a workbook that [`import`] takes back.
pub async fn export(app: &App, by: &Person, id: HierarchyId) -> Result<(String, Vec<u8>)> {
    Access::Wide.admit(by, None)?;
    let catalogue = app.catalogue().await?;
    let (row, tree, _) = load(&mut app.store.reader(app.tenant).await?, id).await?;
    let name = |unit: UnitId, day| catalogue.timeline.name(unit, day);
    let line = |m: &Membership| {
        vec![
            name(m.unit, m.from),
            m.parent.map_or_else(String::new, |parent| name(parent, m.from)),
            m.from.to_string(),
            m.until.map_or_else(String::new, |until| until.to_string()),
        ]
    };
    let rows: Vec<Vec<String>> = tree.memberships().iter().map(line).collect();
    let bytes = report::text_table_xlsx(&row.name, &HEADS, &rows);
    Ok((row.name, bytes.map_err(|error| Error::Internal(error.to_string()))?))
}

/// What a table would make of a hierarchy.
#[derive(Clone, Debug)]
pub struct Preview {
    /// Faults with the line of the table they stand in.
    pub faults: Vec<(usize, FieldError)>,
    /// Memberships that would begin.
    pub added: usize,
    /// Memberships that are not in the table and would be superseded.
    pub ended: usize,
    /// Memberships that stay.
    pub same: usize,
}

/// Reads a table of the whole hierarchy. Nothing is changed.
pub async fn preview(app: &App, by: &Person, id: HierarchyId, rows: &[Vec<String>]) -> Result<Preview> {
    by.require(Role::Officer)?;
    let catalogue = app.catalogue().await?;
    let mut reader = app.store.reader(app.tenant).await?;
    let (row, _, old) = load(&mut reader, id).await?;
    Ok(judge(&row, &old, &catalogue.timeline, rows)?.0)
}

/// Puts the table in place of the whole hierarchy, all rows or none.
pub async fn import(app: &App, by: &Person, id: HierarchyId, rows: &[Vec<String>]) -> Result<Preview> {
    by.require(Role::Officer)?;
    let mut change = app.store.change(app.tenant, app.now()).await?;
    let (row, _, old) = load(&mut change, id).await?;
    let names = crate::unit::load(&mut change).await?;
    let (preview, tree) = judge(&row, &old, &names, rows)?;
    if !preview.faults.is_empty() {
        let text = format!("有{}行需要修改，没有导入任何一行", preview.faults.len());
        return Err(Error::refused("rows_faulty", text));
    }
    save(&mut change, id, &old, tree.memberships(), by).await?;
    let words = format!("新增{} 终止{} 不变{}", preview.added, preview.ended, preview.same);
    change.audit(by.audit("hierarchy.import", subject(id), words));
    change.commit().await?;
    Ok(preview)
}

fn judge(
    row: &HierarchyRow,
    old: &[MembershipRow],
    names: &Timeline,
    rows: &[Vec<String>],
) -> Result<(Preview, Hierarchy)> {
    let heads = |cells: &Vec<String>| HEADS.iter().zip(cells).all(|((head, _), cell)| cell.trim() == *head);
    let at = rows.iter().position(|cells| cells.len() >= 3 && heads(cells));
    let Some(at) = at else {
        return Err(Error::field("file", "没有找到表头；第一行应依次为：单位、上级单位、起始日期、截止日期"));
    };
    let mut tree = Hierarchy::new(row.id, row.kind, row.name.clone());
    let mut faults = Vec::new();
    for (index, cells) in rows.iter().enumerate().skip(at + 1) {
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let joined = membership(cells, names)
            .and_then(|new| tree.join(new).map_err(|why| fault("unit", &why.to_string())));
        if let Err(fault) = joined {
            faults.push((index + 1, fault));
        }
    }
    let new = tree.memberships();
    let same = old.iter().filter(|one| restored(one).is_some_and(|one| new.contains(&one))).count();
    let preview = Preview { faults, added: new.len() - same, ended: old.len() - same, same };
    Ok((preview, tree))
}

fn fault(field: &str, text: &str) -> FieldError {
    FieldError { field: field.to_owned(), text: text.to_owned() }
}

fn membership(cells: &[String], names: &Timeline) -> std::result::Result<Membership, FieldError> {
    let cell = |at: usize| cells.get(at).map_or("", |text| text.trim());
    let day = |at: usize, field: &str| {
        let text = cell(at).replace(['/', '.'], "-");
        text.parse::<Date>()
            .map_err(|_format| fault(field, &format!("“{}”不是日期，请写成2026-07-01", cell(at))))
    };
    let from = day(2, "from")?;
    let until = if cell(3).is_empty() { None } else { Some(day(3, "until")?) };
    let unit = |at: usize, field: &str| {
        let found = names.named(cell(at), from);
        found
            .map(|state| state.unit.id)
            .ok_or_else(|| fault(field, &format!("{from}没有名为“{}”的单位", cell(at))))
    };
    let parent = if cell(1).is_empty() { None } else { Some(unit(1, "parent")?) };
    Ok(Membership { unit: unit(0, "unit")?, parent, from, until })
}

pub(crate) async fn load(
    reader: &mut Reader,
    id: HierarchyId,
) -> Result<(HierarchyRow, Hierarchy, Vec<MembershipRow>)> {
    let row = reader.list_hierarchies().await?.into_iter().find(|row| row.id == id);
    let row = row.ok_or(Error::NotFound("这个组织体系"))?;
    let old = reader.list_memberships(id).await?;
    let memberships = old.iter().filter_map(restored).collect();
    let tree = Hierarchy::restored(row.id, row.kind, row.name.clone(), memberships);
    Ok((row, tree, old))
}

fn restored(row: &MembershipRow) -> Option<Membership> {
    let until = match row.until_day {
        None => None,
        Some(day) => Some(day_from_code(day)?),
    };
    Some(Membership { unit: row.unit, parent: row.parent, from: day_from_code(row.from_day)?, until })
}

/// A membership as it is stored for the first time.
pub(crate) fn row(one: &Membership) -> MembershipRow {
    MembershipRow {
        id: 0,
        unit: one.unit,
        parent: one.parent,
        from_day: day_code(one.from),
        until_day: one.until.map(day_code),
    }
}

/// Supersedes what changed and leaves the rest alone.
pub(crate) async fn save(
    change: &mut Change,
    id: HierarchyId,
    old: &[MembershipRow],
    new: &[Membership],
    by: &Person,
) -> Result<()> {
    let stays = |row: &&MembershipRow| restored(row).is_some_and(|one| new.contains(&one));
    let ended: Vec<i64> = old.iter().filter(|row| !stays(row)).map(|row| row.id).collect();
    let kept: Vec<Membership> = old.iter().filter(stays).filter_map(restored).collect();
    let added: Vec<MembershipRow> = new.iter().filter(|one| !kept.contains(one)).map(row).collect();
    if !(ended.is_empty() && added.is_empty()) {
        change.replace_memberships(id, &ended, &added, by.account().get()).await?;
    }
    Ok(())
}

fn subject(id: HierarchyId) -> String {
    format!("hierarchy/{id}")
}
