//! A filled form brought back: every row is reported, nothing is saved here. A form of another unit, another period or
//! an older scheme is refused with a sentence.

use assessment::{Period, Role, UnitId};
use report::{Grid, TemplateIdentity};

use super::template::plan_of;
use super::{Board, Texts, preview_rows};
use crate::{App, Error, Person, Result};

/// Rows in which the heads are looked for.
const HEAD_ROWS: usize = 10;
/// Most rows that are read.
const MOST_ROWS: usize = 5000;

/// What one row of the file comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It changes figures.
    Changes,
    /// It is as what stands.
    Same,
    /// Something in it could not be taken; the rest of the row is.
    Bad,
    /// The row was left out: its figure changed since the form was made, or it belongs elsewhere.
    Left,
}

/// One cell of the file that changes something, or cannot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportCell {
    /// `value`, `cumulative`, `narrative` or `self_score`.
    pub field: &'static str,
    /// As it stands in the file.
    pub typed: String,
    /// As it stands now.
    pub from: String,
    /// As it would stand.
    pub to: String,
    /// What was converted, or why it cannot be taken.
    pub said: String,
    /// Whether it cannot be taken.
    pub bad: bool,
}

/// One row of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportRow {
    /// Row of the file from 1, as the spreadsheet counts.
    pub line: usize,
    /// Id of the indicator; 0 when the row names none of the form.
    pub indicator: i64,
    /// Name as the file writes it.
    pub name: String,
    /// What it comes to.
    pub outcome: Outcome,
    /// The same in words.
    pub said: String,
    /// The version of the figure that the change is based on.
    pub version: i64,
    /// What changes, and what cannot.
    pub cells: Vec<ImportCell>,
    /// Cells that are blank in the file and hold a figure: they keep it.
    pub kept: usize,
}

/// The columns that are filled in, by their heads.
const FIELDS: [(&str, &[&str]); 4] = [
    ("value", &["当月", "本月", "当期", "本期", "实绩", "期末"]),
    ("cumulative", &["累计", "本期累计", "当期累计"]),
    ("narrative", &["完成情况", "进展情况"]),
    ("self_score", &["自评分", "自评得分"]),
];

struct Heads {
    line: usize,
    unit: Option<usize>,
    period: Option<usize>,
    indicator: usize,
    fields: Vec<(&'static str, usize)>,
}

/// Reads a filled form against what stands.
pub async fn read(
    app: &App,
    by: &Person,
    unit: UnitId,
    period: Period,
    bytes: &[u8],
) -> Result<Vec<ImportRow>> {
    by.require_unit(unit)?;
    by.actor.require(Role::Clerk, unit)?;
    let board = super::show(app, by, unit, period).await?;
    let identity = TemplateIdentity::read(bytes);
    if let Some(identity) = &identity {
        same_form(&board, identity)?;
    }
    let grid = report::read_grid(bytes).map_err(|error| Error::field("file", error.to_string()))?;
    let heads = heads(&grid)?;
    if identity.is_none() && (heads.unit.is_none() || heads.period.is_none()) {
        let text = "这个文件不是从本页下载的填报表，表中又没有“单位”“期”两列，无法确认是哪个单位哪一期的数；\
                    请下载本期 Excel 表填写，或打开文件后复制、粘贴到填报表";
        return Err(Error::field("file", text));
    }
    let current: Vec<super::Row> = board.rows()?;
    let mut rows = Vec::new();
    let mut texts = Vec::new();
    for (line, cells) in (heads.line + 2..).zip(grid.rows.iter().skip(heads.line + 1)).take(MOST_ROWS) {
        let text = |at: usize| cells.get(at).map_or("", |cell| cell.trim());
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let (row, typed) = one(&board, &current, &heads, (line, &text), identity.as_ref());
        texts.push(typed);
        rows.push(row);
    }
    let asked: Vec<Texts> = texts.iter().flatten().cloned().collect();
    let mut answers = preview_rows(app, by, unit, period, &asked).await?.0.into_iter();
    for (row, typed) in rows.iter_mut().zip(&texts) {
        let (Some(typed), true) = (typed, row.outcome != Outcome::Left) else { continue };
        let Some(answer) = answers.next() else { break };
        if let Some(stands) = current.iter().find(|one| one.indicator.id.get() == typed.indicator) {
            compare(row, typed, stands, &answer);
        }
    }
    Ok(rows)
}

/// Whether the form is of this unit, this period and the scheme that holds.
fn same_form(board: &Board, identity: &TemplateIdentity) -> Result<()> {
    let refused = |text: String| Err(Error::field("file", text));
    if identity.unit != board.unit.get() {
        let name = board.catalogue.unit(UnitId::new(identity.unit)).map(|unit| unit.name.clone());
        let name = name.unwrap_or_else(|| "别的单位".to_owned());
        return refused(format!("这是{name}的填报表，不能导入本单位；请选择本单位的文件"));
    }
    if identity.period != board.period {
        return refused(format!(
            "这是{}的填报表，不能导入{}；请到那一期导入，或下载本期的表填写",
            identity.period.label(),
            board.period.label()
        ));
    }
    let plan = plan_of(board);
    if identity.plan != plan {
        return refused(format!(
            "这张表按“{}”生成，现在执行的是“{plan}”，指标可能已有增减；请重新下载本期的表，把数填进去再导入",
            identity.plan
        ));
    }
    Ok(())
}

fn heads(grid: &Grid) -> Result<Heads> {
    let bare = |cell: &String| {
        let text: String = cell.chars().filter(|c| !c.is_whitespace()).collect();
        text.split(['(', '（']).next().unwrap_or_default().to_owned()
    };
    for (line, cells) in grid.rows.iter().enumerate().take(HEAD_ROWS) {
        let names: Vec<String> = cells.iter().map(bare).collect();
        let find = |any: &[&str]| names.iter().position(|name| any.contains(&name.as_str()));
        let Some(indicator) = find(&["指标", "指标名称"]) else { continue };
        let fields: Vec<_> = FIELDS.iter().filter_map(|(field, any)| Some((*field, find(any)?))).collect();
        if fields.is_empty() {
            continue;
        }
        let (unit, period) = (find(&["单位", "单位名称"]), find(&["期", "期次", "考核期"]));
        return Ok(Heads { line, unit, period, indicator, fields });
    }
    let text = "没有找到表头：应有“指标”列和“当月”“累计”“完成情况”“自评分”中的一列；请下载本期 Excel 表填写";
    Err(Error::field("file", text))
}

fn one<'t>(
    board: &Board,
    current: &[super::Row],
    heads: &Heads,
    (line, text): (usize, &impl Fn(usize) -> &'t str),
    identity: Option<&TemplateIdentity>,
) -> (ImportRow, Option<Texts>) {
    let name = text(heads.indicator).to_owned();
    let found = current.iter().find(|row| row.indicator.name == name);
    let mut row = ImportRow {
        line,
        indicator: found.map_or(0, |row| row.indicator.id.get()),
        name: name.clone(),
        outcome: Outcome::Left,
        said: String::new(),
        version: found.and_then(|row| row.figure.as_ref()).map_or(0, |figure| figure.seq),
        cells: Vec::new(),
        kept: 0,
    };
    let own = board.catalogue.unit(board.unit);
    let unit = heads.unit.map(text).filter(|unit| !unit.is_empty());
    let period = heads.period.map(text).filter(|period| !period.is_empty());
    let elsewhere = unit.filter(|unit| own.is_none_or(|own| own.name != *unit && own.full_name != *unit));
    let other = period.filter(|period| period.parse() != Ok(board.period));
    row.said = match (found, elsewhere, other) {
        (None, ..) if name.is_empty() => "没有写指标，没有读入".to_owned(),
        (None, ..) => "本期填报表中没有这项指标，没有读入".to_owned(),
        (_, Some(unit), _) => format!("这一行是“{unit}”的，没有读入"),
        (_, _, Some(period)) => format!("这一行是“{period}”的，没有读入"),
        (Some(found), ..) if found.state == "verified" => "已核验，没有读入；须先退回才能修改".to_owned(),
        (Some(found), ..) => {
            let seen = identity.and_then(|identity| {
                identity.versions.iter().find(|(id, _)| *id == row.indicator).map(|(_, version)| *version)
            });
            match (seen, &found.figure) {
                (Some(seen), Some(figure)) if seen != figure.seq => format!(
                    "下载这张表之后，{}于{}改过这一行，没有读入；请在填报表中核对后填写",
                    board.name(figure.author),
                    crate::period::minute(figure.at)
                ),
                _ => String::new(),
            }
        }
    };
    if !row.said.is_empty() {
        return (row, None);
    }
    row.outcome = Outcome::Same;
    let mut texts = Texts { indicator: row.indicator, version: row.version, ..Texts::default() };
    for (field, at) in &heads.fields {
        let typed = text(*at);
        let stands = found.map_or("", |row| standing(row, field));
        if typed.is_empty() {
            row.kept += usize::from(!stands.is_empty());
        } else if typed != stands {
            *slot(&mut texts, field) = Some(typed.to_owned());
        }
    }
    (row, Some(texts))
}

fn slot<'t>(texts: &'t mut Texts, field: &str) -> &'t mut Option<String> {
    match field {
        "value" => &mut texts.value,
        "cumulative" => &mut texts.cumulative,
        "self_score" => &mut texts.self_score,
        _ => &mut texts.narrative,
    }
}

fn standing<'r>(row: &'r super::Row, field: &str) -> &'r str {
    match field {
        "value" => &row.value,
        "cumulative" => &row.cumulative,
        "self_score" => &row.self_score,
        _ => row.figure.as_ref().map_or("", |figure| figure.narrative.as_str()),
    }
}

/// Fills in what a row changes, by how it would stand.
fn compare(row: &mut ImportRow, typed: &Texts, stands: &super::Row, answer: &super::Row) {
    let mut typed = typed.clone();
    for (field, _) in FIELDS {
        let Some(text) = slot(&mut typed, field).take() else { continue };
        let numbers = matches!(field, "value" | "cumulative");
        let fault = answer.findings.iter().find(|one| {
            one.error && !one.explained && (one.field == field || one.field.is_empty() && numbers)
        });
        let (from, to) = (standing(stands, field).to_owned(), standing(answer, field).to_owned());
        if fault.is_none() && from == to {
            continue;
        }
        let note = answer.notes.first().filter(|_| numbers).cloned().unwrap_or_default();
        let said = fault.map_or(note, |fault| fault.text.clone());
        row.cells.push(ImportCell { field, typed: text, from, to, said, bad: fault.is_some() });
    }
    let bad = row.cells.iter().filter(|cell| cell.bad).count();
    row.outcome = match (row.cells.len(), bad) {
        (0, _) => Outcome::Same,
        (_, 0) => Outcome::Changes,
        _ => Outcome::Bad,
    };
}
