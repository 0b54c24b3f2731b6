//! Tables of figures as people send them: one row per unit with a column per figure, or one row per figure.
//!
//! Every row is reported: what was read, what could not be read and why. Nothing is dropped in silence.

use assessment::{Basis, Measure, Period, ReadContext, Reading, Unreadable, measure_named, read_entry};

use crate::Grid;

/// Fields that a figure may be: what stands behind the point of a head, or alone in a table with one row per figure.
const FIELDS: [&str; 13] = [
    "实绩",
    "目标",
    "上年",
    "上期",
    "上级",
    "序时",
    "挑战目标",
    "当月",
    "累计",
    "评分",
    "自评分",
    "否决",
    "完成情况",
];
/// Rows above the heads: title, unit, period.
const HEAD_SEARCH_ROWS: usize = 10;

/// How one figure is read.
#[derive(Clone, Debug)]
pub struct FigureSpec {
    /// Its measure.
    pub measure: Measure,
    /// Its decimals.
    pub decimals: u8,
    /// Its basis; a text is kept as it stands.
    pub basis: Basis,
}

/// A table of figures as read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FiguresTable {
    /// Heads that were not understood: their columns were left out.
    pub head_problems: Vec<HeadProblem>,
    /// The rows in order.
    pub rows: Vec<FigureRow>,
}

/// A head that was not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadProblem {
    /// Column from 1; 0 when a column is not there at all.
    pub column: usize,
    /// Why, with the head quoted.
    pub message: String,
}

/// One row of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureRow {
    /// Row of the table from 1, as the spreadsheet counts.
    pub line: usize,
    /// Name of the unit; empty where the table names none.
    pub unit: String,
    /// Its class, where the table says it.
    pub class: Option<String>,
    /// The period, where the table says it.
    pub period: Option<Period>,
    /// The figures.
    pub cells: Vec<FigureCell>,
    /// What was wrong with the row as a whole.
    pub problems: Vec<String>,
}

/// One figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureCell {
    /// Column from 1.
    pub column: usize,
    /// Name of the indicator, line or veto.
    pub name: String,
    /// 实绩, 目标, 上年 …
    pub field: String,
    /// What stands there.
    pub text: String,
    /// How it reads.
    pub reading: Result<Reading, Unreadable>,
}

impl FiguresTable {
    /// Rows that hold something that could not be read.
    pub fn bad_rows(&self) -> impl Iterator<Item = &FigureRow> {
        let bad =
            |row: &&FigureRow| !row.problems.is_empty() || row.cells.iter().any(|cell| cell.reading.is_err());
        self.rows.iter().filter(bad)
    }
}

enum Column {
    Unit,
    Class,
    Period,
    Indicator,
    Figure {
        name: String,
        field: String,
        spec: FigureSpec,
        written: Option<Measure>,
    },
    /// A field of the indicator that the row names.
    Field(String),
    /// 序号, 计量单位 and other columns that carry no figure.
    Ignored,
}

/// Reads a table. `find` gives the spec of a figure by name and field; `year` completes days written without a year.
pub fn read_figures(grid: &Grid, year: i16, find: impl Fn(&str, &str) -> Option<FigureSpec>) -> FiguresTable {
    let mut table = FiguresTable::default();
    let is_head = |row: &&Vec<String>| row.iter().any(|cell| matches!(tidy(cell).as_str(), "单位" | "指标"));
    let Some(at) = grid.rows.iter().take(HEAD_SEARCH_ROWS).position(|row| is_head(&row)) else {
        let message = "没有找到表头：应有“单位”列，或“单位”“指标”两列".to_owned();
        table.head_problems.push(HeadProblem { column: 0, message });
        return table;
    };
    let heads = grid.rows.get(at).map(Vec::as_slice).unwrap_or_default();
    let by_row = heads.iter().any(|head| tidy(head) == "指标");
    let mut columns = Vec::new();
    for (place, head) in heads.iter().enumerate() {
        columns.push(column_of(head, by_row, &find).unwrap_or_else(|message| {
            table.head_problems.push(HeadProblem { column: place + 1, message });
            Column::Ignored
        }));
    }
    for (line, cells) in (at + 2..).zip(grid.rows.iter().skip(at + 1)) {
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        table.rows.push(read_row(line, cells, &columns, year, &find));
    }
    table
}

fn column_of(
    head: &str,
    by_row: bool,
    find: &impl Fn(&str, &str) -> Option<FigureSpec>,
) -> Result<Column, String> {
    let whole = tidy(head);
    match whole.as_str() {
        "单位" | "单位名称" => return Ok(Column::Unit),
        "类别" | "单位类别" => return Ok(Column::Class),
        "期" | "期次" | "考核期" | "月份" => return Ok(Column::Period),
        "指标" | "指标名称" => return Ok(Column::Indicator),
        "" | "序号" | "计量单位" | "年度目标" | "备注" | "上期累计" | "完成率" | "同比" =>
        {
            return Ok(Column::Ignored);
        }
        _ => {}
    }
    if by_row {
        let known = FIELDS.contains(&whole.as_str());
        let unknown = || format!("看不懂列“{head}”，可用：{}", FIELDS.join("、"));
        return if known { Ok(Column::Field(whole)) } else { Err(unknown()) };
    }
    let (bare, written) = split_measure(&whole);
    let split = bare.rsplit_once(['.', '·']).filter(|(_, field)| FIELDS.contains(field));
    let candidates: Vec<(&str, &str)> = match split {
        Some(pair) => vec![pair],
        None => vec![(bare, "实绩"), (bare, "评分"), (bare, "否决")],
    };
    let found = candidates.into_iter().find_map(|(name, field)| Some((name, field, find(name, field)?)));
    match found {
        Some((name, field, spec)) => {
            let written = written.map(measure_named).filter(|measure| measure.name != spec.measure.name);
            Ok(Column::Figure { name: name.to_owned(), field: field.to_owned(), spec, written })
        }
        None => Err(format!("考核办法中没有“{head}”，这一列没有读入")),
    }
}

/// 销售产值(亿元) → 销售产值, 亿元.
fn split_measure(head: &str) -> (&str, Option<&str>) {
    let split = head.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    split.map_or((head, None), |(name, measure)| (name, Some(measure)))
}

fn tidy(head: &str) -> String {
    let half = |c: char| match c {
        '\u{ff08}' => '(',
        '\u{ff09}' => ')',
        '\u{ff0e}' => '.',
        '\u{ff05}' => '%',
        other => other,
    };
    head.chars().filter(|c| !c.is_whitespace()).map(half).collect()
}

fn read_row(
    line: usize,
    cells: &[String],
    columns: &[Column],
    year: i16,
    find: &impl Fn(&str, &str) -> Option<FigureSpec>,
) -> FigureRow {
    let mut row = FigureRow {
        line,
        unit: String::new(),
        class: None,
        period: None,
        cells: Vec::new(),
        problems: Vec::new(),
    };
    let text = |place: usize| cells.get(place).map_or("", |cell| cell.trim());
    let indicator = columns.iter().position(|column| matches!(column, Column::Indicator)).map(text);
    if indicator == Some("") {
        row.problems.push(format!("第{line}行没有写指标"));
    }
    for (place, column) in columns.iter().enumerate() {
        let cell = text(place);
        match column {
            Column::Unit => cell.clone_into(&mut row.unit),
            Column::Class => row.class = (!cell.is_empty()).then(|| cell.to_owned()),
            Column::Period if cell.is_empty() => {}
            Column::Period => match cell.parse() {
                Ok(period) => row.period = Some(period),
                Err(error) => row.problems.push(format!("第{line}行：{error}")),
            },
            Column::Figure { name, field, spec, written } => {
                row.cells.push(read_cell(place, name, field, cell, spec, written.as_ref(), year));
            }
            Column::Field(field) => {
                let name = indicator.unwrap_or_default();
                match find(name, field) {
                    Some(spec) => row.cells.push(read_cell(place, name, field, cell, &spec, None, year)),
                    None if cell.is_empty() || name.is_empty() => {}
                    None => row.problems.push(format!("第{line}行：考核办法中没有“{name}”的“{field}”")),
                }
            }
            Column::Indicator | Column::Ignored => {}
        }
    }
    if row.unit.is_empty() && columns.iter().any(|column| matches!(column, Column::Unit)) {
        row.problems.push(format!("第{line}行没有写单位"));
    }
    row
}

fn read_cell(
    place: usize,
    name: &str,
    field: &str,
    text: &str,
    spec: &FigureSpec,
    written: Option<&Measure>,
    year: i16,
) -> FigureCell {
    // A head in another scale (万元 for 亿元) speaks for the bare numbers below it.
    let bare = text.chars().all(|c| c.is_ascii_digit() || ",.-+ ".contains(c))
        && text.chars().any(|c| c.is_ascii_digit());
    let full = match written {
        Some(measure) if bare => format!("{text}{}", measure.name),
        _ => text.to_owned(),
    };
    let context = ReadContext { basis: spec.basis, measure: &spec.measure, decimals: spec.decimals, year };
    let reading = read_entry(&full, context);
    FigureCell {
        column: place + 1,
        name: name.to_owned(),
        field: field.to_owned(),
        text: text.to_owned(),
        reading,
    }
}
