//! Many figures from one table, as another program or a spreadsheet keeps them: one row a figure, with a report per row.

use std::collections::BTreeMap;

use assessment::{
    Basis, Decimal, Entry, Indicator, Period, ReadContext, Role, Value, measure_named, read_entry,
};
use tokio::task::JoinSet;

use crate::catalogue::Catalogue;
use crate::figure::{Entered, Place, save, save_all};
use crate::{App, Error, FieldError, Person, Result};

/// Rows of one table at most; more are to be sent in parts.
pub const MOST_ROWS: usize = 20_000;
/// Rows that are saved side by side; they share their transactions.
const AT_ONCE: usize = 64;

/// Columns by the words that may stand over them.
const COLUMNS: [(&str, &[&str]); 8] = [
    ("unit", &["单位", "责任单位", "unit"]),
    ("indicator", &["指标", "考核指标", "indicator"]),
    ("period", &["期次", "月份", "期间", "period"]),
    ("value", &["当期", "当月", "数值", "value"]),
    ("cumulative", &["累计", "cumulative"]),
    ("self_score", &["自评分", "self_score"]),
    ("narrative", &["完成情况", "narrative"]),
    ("version", &["版本", "version"]),
];

/// How a table is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Every row by itself.
    Each,
    /// All rows or none.
    All,
    /// Nothing is saved: what would be wrong.
    Check,
}

/// What became of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Durable, with the number of its fact (in a table that was taken whole: of the last).
    Saved(i64),
    /// In order, and not saved because of others or because it was only checked.
    Good,
    /// Not saved: the stable code, the column and what to do.
    Refused {
        /// Stable code.
        code: &'static str,
        /// The column; empty for the whole row.
        field: String,
        /// What is wrong and how to mend it.
        text: String,
    },
}

/// One row of the report.
#[derive(Clone, Debug)]
pub struct RowReport {
    /// Number of the row in the table, its head being the first.
    pub row: usize,
    /// As it stood in the table.
    pub unit: String,
    /// As it stood in the table.
    pub indicator: String,
    /// As it stood in the table.
    pub period: String,
    /// What became of it.
    pub outcome: Outcome,
}

struct Line {
    row: usize,
    cells: BTreeMap<&'static str, String>,
}

impl Line {
    fn text(&self, column: &str) -> &str {
        self.cells.get(column).map_or("", |text| text.trim())
    }
}

type Cells = (Place, Entered, Option<i64>);

/// Takes a table in xlsx, xls, ods or csv (UTF-8 or GBK); a report of every row.
pub async fn import(app: &App, by: &Person, bytes: &[u8], mode: Mode) -> Result<Vec<RowReport>> {
    by.require_reader()?;
    by.require(Role::Clerk)?;
    let lines = lines(bytes)?;
    let catalogue = app.catalogue().await?;
    let read: Vec<Result<Cells>> = lines.iter().map(|line| cells(&catalogue, line)).collect();
    let good = read.iter().all(Result::is_ok);
    let outcomes = match mode {
        Mode::Each => each(app, by, read).await,
        Mode::All if good => all(app, by, read).await?,
        Mode::All | Mode::Check => {
            read.into_iter().map(|row| row.map_or_else(|error| refused(&error), |_| Outcome::Good)).collect()
        }
    };
    Ok(lines.into_iter().zip(outcomes).map(|(line, outcome)| report(&line, outcome)).collect())
}

fn report(line: &Line, outcome: Outcome) -> RowReport {
    let text = |column| line.text(column).to_owned();
    RowReport {
        row: line.row,
        unit: text("unit"),
        indicator: text("indicator"),
        period: text("period"),
        outcome,
    }
}

async fn each(app: &App, by: &Person, read: Vec<Result<Cells>>) -> Vec<Outcome> {
    let mut outcomes: Vec<Outcome> = read.iter().map(|_| Outcome::Good).collect();
    let mut saving = JoinSet::new();
    // Month by month: what follows from the month before is computed from what this table says of it.
    let mut rows: Vec<_> = read.into_iter().enumerate().collect();
    rows.sort_by_key(|(_, row)| row.as_ref().ok().map(|(place, ..)| place.period));
    let mut now = None;
    for (at, row) in rows {
        match row {
            Err(error) => put(&mut outcomes, at, refused(&error)),
            Ok((place, entered, seen)) => {
                if now.replace(place.period).is_some_and(|before| before != place.period) {
                    while let Some(done) = saving.join_next().await {
                        finish(&mut outcomes, done);
                    }
                }
                if saving.len() >= AT_ONCE
                    && let Some(done) = saving.join_next().await
                {
                    finish(&mut outcomes, done);
                }
                let (app, by) = (app.clone(), by.clone());
                saving.spawn(async move { (at, save(&app, &by, place, entered, seen).await) });
            }
        }
    }
    while let Some(done) = saving.join_next().await {
        finish(&mut outcomes, done);
    }
    outcomes
}

fn finish(outcomes: &mut [Outcome], done: std::result::Result<(usize, Result<i64>), tokio::task::JoinError>) {
    match done {
        Ok((at, Ok(seq))) => put(outcomes, at, Outcome::Saved(seq)),
        Ok((at, Err(error))) => put(outcomes, at, refused(&error)),
        // A panic has been logged by the runtime; its row stays as "not saved".
        Err(error) => tracing::error!(%error, "a row of an import was not finished"),
    }
}

fn put(outcomes: &mut [Outcome], at: usize, outcome: Outcome) {
    if let Some(place) = outcomes.get_mut(at) {
        *place = outcome;
    }
}

async fn all(app: &App, by: &Person, read: Vec<Result<Cells>>) -> Result<Vec<Outcome>> {
    let cells = read.into_iter().collect::<Result<Vec<_>>>()?;
    let first = cells.first().map(|(place, ..)| place.period);
    if cells.iter().any(|(place, ..)| Some(place.period) != first) {
        let text = "全部一起保存时一次只能导入一个期次，后一期的累计要由已保存的前一期推算；请按期次分开导入";
        return Err(Error::field("table", text));
    }
    let count = cells.len();
    let seq = save_all(app, by, "figure.import", cells).await?;
    Ok(std::iter::repeat_n(Outcome::Saved(seq), count).collect())
}

fn refused(error: &Error) -> Outcome {
    let (field, text) = match error {
        Error::Invalid(faults) => match faults.as_slice() {
            [FieldError { field, text }, ..] => (field.clone(), text.clone()),
            [] => (String::new(), error.to_string()),
        },
        error => (String::new(), error.to_string()),
    };
    Outcome::Refused { code: error.code(), field, text }
}

fn lines(bytes: &[u8]) -> Result<Vec<Line>> {
    let grid = report::read_grid(bytes).map_err(|error| Error::field("table", error.to_string()))?;
    let mut rows = (1..).zip(grid.rows).skip_while(|(_, row)| row.iter().all(|cell| cell.trim().is_empty()));
    let head = rows.next().map(|(_, head)| head).unwrap_or_default();
    let mut places = BTreeMap::new();
    for (at, word) in head.iter().enumerate() {
        let found = COLUMNS.iter().find(|(_, words)| words.contains(&word.trim()));
        if let Some((column, _)) = found {
            places.insert(at, *column);
        }
    }
    let missing: Vec<&str> = COLUMNS
        .iter()
        .take(3)
        .filter(|(column, _)| !places.values().any(|found| found == column))
        .filter_map(|(_, words)| words.first().copied())
        .collect();
    if !missing.is_empty() {
        let text = format!(
            "表头缺少“{}”；首行应为：单位、指标、期次，以及当期、累计、自评分、完成情况中要填的列",
            missing.join("”“")
        );
        return Err(Error::field("table", text));
    }
    let line = |(row, cells): (usize, Vec<String>)| Line {
        row,
        cells: cells
            .into_iter()
            .enumerate()
            .filter_map(|(at, text)| Some((*places.get(&at)?, text)))
            .collect(),
    };
    let lines: Vec<Line> =
        rows.map(line).filter(|line| line.cells.values().any(|text| !text.trim().is_empty())).collect();
    if lines.len() > MOST_ROWS {
        let text = format!("一次最多{MOST_ROWS}行，现有{}行，请分几次导入", lines.len());
        return Err(Error::field("table", text));
    }
    Ok(lines)
}

fn cells(catalogue: &Catalogue, line: &Line) -> Result<Cells> {
    let (unit, indicator) = (line.text("unit"), line.text("indicator"));
    let unit = catalogue
        .units
        .iter()
        .find(|one| one.name == unit || one.full_name == unit || one.id.to_string() == unit)
        .ok_or_else(|| Error::field("unit", format!("没有单位“{unit}”，请写单位名称或编号")))?;
    let indicator = catalogue
        .indicators
        .iter()
        .find(|one| one.name == indicator || one.id.to_string() == indicator)
        .ok_or_else(|| Error::field("indicator", format!("没有指标“{indicator}”，请写指标名称或编号")))?;
    let period: Period = line.text("period").parse().map_err(|error: assessment::PeriodError| {
        Error::field("period", format!("{error}；请写成 2026-08"))
    })?;
    let mut entered = Entered {
        value: number("value", line.text("value"), indicator, period)?,
        cumulative: number("cumulative", line.text("cumulative"), indicator, period)?,
        ..Entered::default()
    };
    if !line.text("self_score").is_empty() {
        let score = line.text("self_score").parse::<Decimal>();
        let wrong = |_not_a_number| Error::field("self_score", "自评分应是数，例如 4.5");
        entered.self_score = Some(score.map_err(wrong)?);
    }
    entered.narrative = Some(line.text("narrative").to_owned()).filter(|text| !text.is_empty());
    if entered.value.is_none()
        && entered.cumulative.is_none()
        && entered.narrative.is_none()
        && entered.self_score.is_none()
    {
        return Err(Error::field("value", "这一行没有要保存的内容；没有数据请写“待补”或“不适用”"));
    }
    let seen = match line.text("version") {
        "" => None,
        text => Some(text.parse().map_err(|_not_a_number| Error::field("version", "版本应是读到的整数"))?),
    };
    Ok((Place { unit: unit.id, period, indicator: indicator.id }, entered, seen))
}

fn number(field: &str, text: &str, indicator: &Indicator, period: Period) -> Result<Option<Value>> {
    let measure = measure_named(&indicator.measure.name);
    let context = ReadContext {
        basis: indicator.basis,
        measure: &measure,
        decimals: indicator.decimals,
        year: period.year(),
    };
    let reading = read_entry(text, context).map_err(|error| Error::field(field, error.to_string()))?;
    Ok(match reading.entry {
        Entry::Value(value) => Some(value),
        Entry::YesNo(yes) => Some(Value::Number(Decimal::from_int(i64::from(yes)))),
        Entry::Day(_) if indicator.basis == Basis::Milestone => {
            return Err(Error::field(field, "完成日期请在填报页上填写"));
        }
        Entry::Day(_) => return Err(Error::field(field, format!("“{text}”是日期，这里应是数"))),
        Entry::Blank | Entry::Text(_) => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_without_its_three_columns_says_which() {
        let Err(Error::Invalid(faults)) = lines("单位,累计\n城东区,5\n".as_bytes()) else {
            panic!("it was read")
        };
        assert!(faults[0].text.contains("指标”“期次"), "{}", faults[0].text);
    }

    #[test]
    fn rows_keep_their_numbers_and_blank_rows_are_passed_over() {
        let lines = lines(
            "单位,指标,期次,当月\n城东区,工业增加值,2026-08,5\n,,,\n城西区,工业增加值,2026-08,6\n".as_bytes(),
        )
        .unwrap();
        assert_eq!(lines.iter().map(|line| line.row).collect::<Vec<_>>(), [2, 4]);
        assert_eq!(lines[1].text("value"), "6");
    }
}
