//! Facts from a table: xlsx, csv, or Markdown. Heads as in sample cases: 单位, 类别, 期, then 指标.字段; further tables are ledgers.

use crate::cli::file;
use rules::scheme::InputKind;
use rules::table::{CellError, input_of_head, read_cell, read_record};
use rules::{Facts, Scheme, Unit};
use std::path::Path;
use std::process::ExitCode;

type Grid = Vec<Vec<String>>;

/// Reads the facts of a scheme; says every cell that could not be read.
pub(crate) fn read(scheme: &Scheme, path: &Path) -> Result<Facts, ExitCode> {
    said(scheme, path, false)
}

/// The same; a figure that the scheme asks for and that has no column at all is refused, too.
pub(crate) fn read_whole(scheme: &Scheme, path: &Path) -> Result<Facts, ExitCode> {
    said(scheme, path, true)
}

fn said(scheme: &Scheme, path: &Path, whole: bool) -> Result<Facts, ExitCode> {
    let bytes = file::read_bytes(path)?;
    let tables = tables(path, &bytes)?;
    match build(scheme, &tables, whole) {
        Ok(facts) => Ok(facts),
        Err(problems) => {
            for problem in problems {
                eprintln!("{}:{problem}", path.display());
            }
            Err(ExitCode::from(2))
        }
    }
}

fn tables(path: &Path, bytes: &[u8]) -> Result<Vec<Grid>, ExitCode> {
    let text = std::str::from_utf8(bytes).ok();
    if let Some(text) = text.filter(|text| text.lines().any(|line| line.trim_start().starts_with('|'))) {
        return Ok(markdown(text));
    }
    match report::read_grid(bytes) {
        Ok(grid) => Ok(apart(grid.rows)),
        Err(error) => {
            eprintln!("{}:{error}", path.display());
            Err(ExitCode::from(2))
        }
    }
}

fn markdown(text: &str) -> Vec<Grid> {
    let rows = text.lines().map(|line| {
        let line = line.trim();
        let ruler = !line.is_empty() && line.chars().all(|c| "|-: ".contains(c));
        if !line.starts_with('|') || ruler {
            return if ruler { None } else { Some(Vec::new()) };
        }
        Some(line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect())
    });
    apart(rows.flatten().collect())
}

/// Empty rows stand between tables.
fn apart(rows: Grid) -> Vec<Grid> {
    let mut out: Vec<Grid> = Vec::new();
    let mut open = false;
    for row in rows {
        if row.iter().all(|cell| cell.trim().is_empty()) {
            open = false;
        } else if let (true, Some(table)) = (open, out.last_mut()) {
            table.push(row);
        } else {
            out.push(vec![row]);
            open = true;
        }
    }
    out
}

fn build(scheme: &Scheme, tables: &[Grid], whole: bool) -> Result<Facts, Vec<String>> {
    let head = |table: &Grid| table.first().and_then(|row| row.first()).cloned().unwrap_or_default();
    let Some(main) = tables.iter().find(|table| head(table) == "单位") else {
        return Err(vec!["第一个表头应当是“单位”".to_owned()]);
    };
    let (units, periods) = rows_of(main);
    let mut facts = Facts::new(scheme, units, periods).map_err(|error| vec![error.to_string()])?;
    let mut problems = repeated(main);
    fill(&mut facts, main, &mut problems);
    if whole {
        problems.extend(absent(scheme, main));
    }
    for table in tables.iter().filter(|table| head(table) != "单位") {
        records(&mut facts, &head(table), table, &mut problems);
    }
    if problems.is_empty() { Ok(facts) } else { Err(problems) }
}

fn column(table: &Grid, name: &str) -> Option<usize> {
    table.first()?.iter().position(|head| head.trim() == name)
}

fn cell(row: &[String], at: Option<usize>) -> String {
    at.and_then(|at| row.get(at)).map(|text| text.trim().to_owned()).unwrap_or_default()
}

/// Units and periods in order of appearance.
fn rows_of(table: &Grid) -> (Vec<Unit>, Vec<String>) {
    let (class, period) = (column(table, "类别"), column(table, "期"));
    let (mut units, mut periods): (Vec<Unit>, Vec<String>) = (Vec::new(), Vec::new());
    for row in table.iter().skip(1) {
        let unit = Unit { name: cell(row, Some(0)), class: cell(row, class) };
        if !units.iter().any(|known| known.name == unit.name) {
            units.push(unit);
        }
        let name = cell(row, period);
        if !periods.contains(&name) {
            periods.push(name);
        }
    }
    (units, periods)
}

/// Rows that give one unit's figures of one period a second time.
fn repeated(table: &Grid) -> Vec<String> {
    let period = column(table, "期");
    let mut seen: Vec<(String, String)> = Vec::new();
    let mut out = Vec::new();
    for (number, row) in table.iter().enumerate().skip(1) {
        let key = (cell(row, Some(0)), cell(row, period));
        match seen.iter().position(|known| *known == key) {
            Some(first) => {
                let (unit, row) = (&key.0, first + 2);
                out.push(format!("第 {} 行：“{unit}”在第 {row} 行已经有了，同一期只能有一行", number + 1));
                seen.push((String::new(), format!("{number}")));
            }
            None => seen.push(key),
        }
    }
    out
}

/// The figures and judgements that the scheme asks for and that no column holds.
fn absent(scheme: &Scheme, table: &Grid) -> Vec<String> {
    let heads = table.first().map(Vec::as_slice).unwrap_or_default();
    let there: Vec<usize> =
        heads.iter().filter_map(|head| input_of_head(scheme, head.trim()).ok().flatten()).collect();
    let wanted = scheme
        .inputs()
        .iter()
        .enumerate()
        .filter(|(at, input)| !matches!(input.kind, InputKind::Veto { .. }) && !there.contains(at));
    wanted
        .map(|(_, input)| {
            let head = match input.kind {
                InputKind::Figure { .. } if input.field != "实绩" => {
                    format!("{}.{}", input.name, input.field)
                }
                _ => input.name.clone(),
            };
            format!("没有“{head}”这一列，计分要用它；请加上这一列，还没有的数写“待补”")
        })
        .collect()
}

fn place(facts: &Facts, table: &Grid, row: &[String]) -> Option<(usize, usize)> {
    let period = cell(row, column(table, "期"));
    let unit = facts.unit(&cell(row, Some(0)))?;
    Some((unit, facts.periods().iter().position(|name| *name == period)?))
}

fn sentence(error: &CellError) -> String {
    let hint = error.hint.as_ref().map(|hint| format!("({hint})")).unwrap_or_default();
    format!("{}{hint}", error.message)
}

fn fill(facts: &mut Facts, table: &Grid, problems: &mut Vec<String>) {
    let Some(heads) = table.first() else { return };
    for (at, head) in heads.iter().enumerate().skip(1) {
        let head = head.trim();
        if ["类别", "期", ""].contains(&head) || head.starts_with('=') {
            continue;
        }
        let input = match input_of_head(facts.scheme(), head) {
            Ok(Some(input)) => input,
            Ok(None) => continue,
            Err(error) => {
                problems.push(format!("第 {} 列：{}", at + 1, sentence(&error)));
                continue;
            }
        };
        for (number, row) in table.iter().enumerate().skip(1) {
            let Some((unit, period)) = place(facts, table, row) else { continue };
            let Some(spec) = facts.scheme().inputs().get(input) else { continue };
            let read = read_cell(spec, &cell(row, Some(at)))
                .and_then(|value| facts.set_input(unit, period, input, value).map_err(CellError::from));
            if let Err(error) = read {
                problems.push(format!("第 {} 行“{head}”：{}", number + 1, sentence(&error)));
            }
        }
    }
}

fn records(facts: &mut Facts, ledger: &str, table: &Grid, problems: &mut Vec<String>) {
    let Some(heads) = table.first() else { return };
    let (unit_at, period_at) = (column(table, "单位"), column(table, "期"));
    for (number, row) in table.iter().enumerate().skip(1) {
        let period = cell(row, period_at);
        let unit = facts.unit(&cell(row, unit_at));
        let period =
            facts.periods().iter().position(|name| *name == period).or((period_at.is_none()).then_some(0));
        let (Some(unit), Some(period)) = (unit, period) else {
            problems.push(format!("台账“{ledger}”第 {} 行：没有这个单位或这一期", number + 1));
            continue;
        };
        let texts: Vec<(&str, String)> = heads
            .iter()
            .enumerate()
            .filter(|(at, _)| *at > 0 && Some(*at) != unit_at && Some(*at) != period_at)
            .map(|(at, head)| (head.as_str(), cell(row, Some(at))))
            .collect();
        let cells: Vec<(&str, &str)> = texts.iter().map(|(head, text)| (*head, text.as_str())).collect();
        let read = read_record(facts, ledger, unit, period, &cell(row, Some(0)), &cells)
            .and_then(|record| facts.add_record(ledger, record).map_err(CellError::from));
        if let Err(error) = read {
            problems.push(format!("台账“{ledger}”第 {} 行：{}", number + 1, sentence(&error)));
        }
    }
}

/// The period that was asked for, or the last one.
pub(crate) fn period(facts: &Facts, asked: Option<&str>) -> Result<usize, ExitCode> {
    let found = match asked {
        Some(name) => facts.periods().iter().position(|period| period == name),
        None => facts.periods().len().checked_sub(1),
    };
    found.ok_or_else(|| {
        eprintln!("数据中没有这一期；有：{}", facts.periods().join("、"));
        ExitCode::from(2)
    })
}

/// The unit of this name.
pub(crate) fn unit(facts: &Facts, name: &str) -> Result<usize, ExitCode> {
    facts.unit(name).ok_or_else(|| {
        let known: Vec<&str> = facts.units().iter().map(|unit| unit.name.as_str()).collect();
        eprintln!("数据中没有单位“{name}”；有：{}", known.join("、"));
        ExitCode::from(2)
    })
}
