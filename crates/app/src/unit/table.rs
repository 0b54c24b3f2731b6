//! Units as a table: out as a workbook, in again with a preview; all rows or none.

use assessment::{Role, UnitId};
use jiff::civil::Date;

use super::{Draft, Drafted, Timeline, UnitState, add, difference, load, refuse_namesake, subject, write};
use crate::{App, Error, Person, Result};

const HEADS: [(&str, u32); 8] = [
    ("编号", 10),
    ("简称", 18),
    ("全称", 36),
    ("统一社会信用代码或组织机构代码", 30),
    ("行政区划代码", 14),
    ("单位性质", 14),
    ("单位类别", 12),
    ("排序", 8),
];
/// More rows than any jurisdiction has units.
const MOST_ROWS: usize = 5_000;

/// What a row would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A new unit.
    Create,
    /// A change, in words.
    Amend(String),
    /// Nothing.
    Same,
    /// It cannot be taken: field and words.
    Faulty(Vec<crate::FieldError>),
}

/// A row of the table with what it would do.
#[derive(Clone, Debug)]
pub struct PreviewRow {
    /// Its line in the table, counted as the spreadsheet counts.
    pub line: usize,
    /// The unit it names; `None` for a new one.
    pub id: Option<UnitId>,
    /// What is written.
    pub draft: Draft,
    /// What it would do.
    pub outcome: Outcome,
}

/// A table that was read, before anything is done.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The rows.
    pub rows: Vec<PreviewRow>,
}

impl Preview {
    /// Whether every row can be taken.
    pub fn sound(&self) -> bool {
        !self.rows.iter().any(|row| matches!(row.outcome, Outcome::Faulty(_)))
    }

    /// How many rows would change something.
    pub fn changes(&self) -> usize {
        self.rows.iter().filter(|row| matches!(row.outcome, Outcome::Create | Outcome::Amend(_))).count()
    }
}

/// The units of a day as a workbook that [`import`] takes back.
pub async fn export(app: &App, by: &Person, day: Date) -> Result<Vec<u8>> {
    crate::access::Access::Wide.admit(by, None)?;
    let catalogue = app.catalogue().await?;
    let states = catalogue.timeline.states(day);
    let rows = states.iter().filter(|state| !state.withdrawn).map(row).collect::<Vec<_>>();
    workbook(&rows)
}

/// The same workbook without rows, to be filled in.
pub fn template(by: &Person) -> Result<Vec<u8>> {
    by.require(Role::Officer)?;
    workbook(&[])
}

fn workbook(rows: &[Vec<String>]) -> Result<Vec<u8>> {
    report::text_table_xlsx("单位", &HEADS, rows).map_err(|error| Error::Internal(error.to_string()))
}

fn row(state: &UnitState) -> Vec<String> {
    let draft = Draft::of(state);
    let id = state.unit.id.to_string();
    vec![id, draft.name, draft.full_name, draft.code, draft.region_code, draft.kind, draft.class, draft.order]
}

/// Reads a table of units and says what each row would do from a day on. Nothing is changed.
pub async fn preview(app: &App, by: &Person, rows: &[Vec<String>], from: Date) -> Result<Preview> {
    by.require(Role::Officer)?;
    let catalogue = app.catalogue().await?;
    judge(&catalogue.timeline, rows, from)
}

/// Does what [`preview`] said, all rows or none; how many units changed.
pub async fn import(app: &App, by: &Person, rows: &[Vec<String>], from: Date) -> Result<usize> {
    by.require(Role::Officer)?;
    let mut change = app.store.change(app.tenant, app.now()).await?;
    let mut timeline = load(&mut change).await?;
    let judged = judge(&timeline, rows, from)?;
    if !judged.sound() {
        let faulty = judged.rows.iter().filter(|row| matches!(row.outcome, Outcome::Faulty(_))).count();
        return Err(Error::refused("rows_faulty", format!("有{faulty}行需要修改，没有导入任何一行")));
    }
    for row in &judged.rows {
        match (&row.outcome, row.id) {
            (Outcome::Create, _) => {
                let id = UnitId::new(change.new_id());
                let drafted = row.draft.read(id, &timeline, from)?;
                add(&mut change, by, &drafted, from, "导入").await?;
                // Rows without a place in lists follow each other.
                timeline = load(&mut change).await?;
            }
            (Outcome::Amend(words), Some(id)) => {
                let drafted = row.draft.read(id, &timeline, from)?;
                write(&mut change, by, &drafted, (from, false), "导入").await?;
                change.audit(by.audit("unit.amend", subject(id), format!("{from}起 {words}")));
            }
            _ => {}
        }
    }
    change.commit().await?;
    Ok(judged.changes())
}

fn judge(timeline: &Timeline, rows: &[Vec<String>], from: Date) -> Result<Preview> {
    let heads = |row: &Vec<String>| HEADS.iter().zip(row).all(|((head, _), cell)| cell.trim() == *head);
    let at = rows.iter().position(|row| row.len() >= HEADS.len() && heads(row));
    let Some(at) = at else {
        let words: Vec<&str> = HEADS.iter().map(|(head, _)| *head).collect();
        let text = format!("没有找到表头；第一行应依次为：{}。请下载模板后填写", words.join("、"));
        return Err(Error::field("file", text));
    };
    let filled = |row: &Vec<String>| row.iter().any(|cell| !cell.trim().is_empty());
    let body: Vec<(usize, &Vec<String>)> =
        rows.iter().enumerate().skip(at + 1).filter(|(_, row)| filled(row)).collect();
    if body.is_empty() {
        return Err(Error::field("file", "表里没有单位，请填写后再导入"));
    }
    if body.len() > MOST_ROWS {
        return Err(Error::field("file", format!("超过{MOST_ROWS}行，请分几次导入")));
    }
    let mut all: Vec<PreviewRow> =
        body.into_iter().map(|(index, row)| judge_row(timeline, index + 1, row, from)).collect();
    tell_twins(&mut all);
    Ok(Preview { rows: all })
}

fn judge_row(timeline: &Timeline, line: usize, row: &[String], from: Date) -> PreviewRow {
    let cell = |at: usize| row.get(at).map_or_else(String::new, |text| text.trim().to_owned());
    let draft = Draft {
        name: cell(1),
        full_name: cell(2),
        code: cell(3),
        region_code: cell(4),
        kind: cell(5),
        class: cell(6),
        order: cell(7),
    };
    let number = cell(0);
    let fault = |field: &str, text: String| {
        Outcome::Faulty(vec![crate::FieldError { field: field.to_owned(), text }])
    };
    let id: Option<UnitId> = number.parse().ok();
    let before = id.and_then(|id| timeline.state(id, from));
    let outcome = match (number.is_empty(), id, before) {
        (true, ..) => match read(timeline, &draft, UnitId::new(0), from) {
            Ok(_) => Outcome::Create,
            Err(faulty) => faulty,
        },
        (false, Some(id), Some(before)) if !before.withdrawn => match read(timeline, &draft, id, from) {
            Ok(drafted) => match difference(&before, &drafted) {
                words if words.is_empty() => Outcome::Same,
                words => Outcome::Amend(words),
            },
            Err(faulty) => faulty,
        },
        (false, Some(_), Some(before)) => fault("id", format!("{}在{from}已撤销", before.unit.name)),
        _ => fault("id", format!("没有编号为“{number}”的单位；新增单位请把编号留空")),
    };
    PreviewRow { line, id, draft, outcome }
}

fn read(timeline: &Timeline, draft: &Draft, id: UnitId, from: Date) -> std::result::Result<Drafted, Outcome> {
    let read = draft.read(id, timeline, from).and_then(|drafted| {
        refuse_namesake(timeline, &drafted, from)?;
        Ok(drafted)
    });
    read.map_err(|error| match error {
        Error::Invalid(faults) => Outcome::Faulty(faults),
        other => Outcome::Faulty(vec![crate::FieldError { field: String::new(), text: other.to_string() }]),
    })
}

/// Two rows of one table that name the same unit, or give two units one name.
fn tell_twins(rows: &mut [PreviewRow]) {
    for at in 1..rows.len() {
        let (before, rest) = rows.split_at_mut(at);
        let Some(row) = rest.first_mut() else { continue };
        let twin = before.iter().find(|other| {
            other.draft.name == row.draft.name && !row.draft.name.is_empty()
                || row.id.is_some() && other.id == row.id
                || other.draft.code == row.draft.code && !row.draft.code.is_empty()
        });
        if let Some(twin) = twin {
            let text = format!("与第{}行的编号、简称或代码相同", twin.line);
            let fault = crate::FieldError { field: "name".to_owned(), text };
            if let Outcome::Faulty(faults) = &mut row.outcome {
                faults.push(fault);
            } else {
                row.outcome = Outcome::Faulty(vec![fault]);
            }
        }
    }
}
