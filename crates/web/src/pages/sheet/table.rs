//! A score sheet as the rows and merged cells of the form.

use assessment::{Decimal, ScoreSheet, SheetItem, SheetLine, UnitId, Value};

use crate::path;
use crate::view::{SheetCell, SheetHead, SheetRow, SheetTable};

const HEADS: [&str; 10] =
    ["类别", "序", "考核内容", "分值", "目标", "实绩", "完成率", "自评分", "考核分", "差异"];
/// Columns of an item's lines, from 考核内容 on.
const LINE_COLUMNS: usize = 8;
/// 实绩 among them.
const ACTUAL: usize = 3;

/// `here` is the line or item whose explanation stands beside the sheet; `trail` the address of a figure's history by
/// the name of its indicator, empty for what is no figure.
pub(crate) fn table(sheet: &ScoreSheet, here: &str, trail: &dyn Fn(&str) -> String) -> SheetTable {
    let mut table = rows_of(sheet, here);
    let lines = sheet.categories.iter().flat_map(|category| &category.items).flat_map(|item| &item.lines);
    let shown = table.rows.iter_mut().filter(|row| row.kind.is_empty());
    for (line, row) in lines.zip(shown) {
        let Some(at) = row.cells.len().checked_sub(LINE_COLUMNS - ACTUAL) else { continue };
        if let Some(cell) = row.cells.get_mut(at).filter(|cell| !cell.text.is_empty()) {
            cell.href = trail(&line.name);
            cell.away = true;
        }
    }
    table
}

fn rows_of(sheet: &ScoreSheet, here: &str) -> SheetTable {
    let mut rows = Vec::new();
    let unit = sheet.unit;
    for category in &sheet.categories {
        let height = category.items.iter().map(height).sum::<usize>();
        let title = format!("{}（{}分）", category.name, category.points);
        for (place, item) in category.items.iter().enumerate() {
            let mut cells = Vec::new();
            if place == 0 {
                cells.push(SheetCell { rows: height, ..cell(&title, "upright") });
            }
            rows.extend(item_rows(unit, sheet, item, here, cells));
        }
    }
    rows.push(total(sheet, here));
    SheetTable {
        caption: sheet.title.clone(),
        about: format!("{} {}", sheet.unit_name, sheet.period.label()),
        heads: HEADS
            .iter()
            .map(|head| SheetHead { label: (*head).to_owned(), unit: String::new() })
            .collect(),
        rows,
    }
}

/// Lines, and a sum below them where there is more than one.
fn height(item: &SheetItem) -> usize {
    match item.lines.len() {
        0 | 1 => 1,
        lines => lines + 1,
    }
}

fn item_rows(
    unit: UnitId,
    sheet: &ScoreSheet,
    item: &SheetItem,
    here: &str,
    mut first: Vec<SheetCell>,
) -> Vec<SheetRow> {
    let height = height(item);
    first.push(SheetCell { rows: height, ..cell(&item.number, "center") });
    let mut rows: Vec<SheetRow> = Vec::with_capacity(height);
    for line in &item.lines {
        let mut cells = std::mem::take(&mut first);
        cells.extend(line_cells(unit, sheet, line, here));
        rows.push(SheetRow { kind: "", cells });
    }
    if item.lines.len() != 1 {
        let mut cells = std::mem::take(&mut first);
        let href = path::why(unit, sheet.period, &item.explanation);
        cells.push(cell(&format!("{}　小计", item.name), "clause"));
        cells.push(cell(&item.points.to_string(), "num"));
        cells.push(SheetCell { cols: LINE_COLUMNS - 5, ..cell("", "") });
        cells.push(cell(&optional(item.self_total()), "num"));
        cells.push(SheetCell { href, ..score(item.score, here == item.explanation) });
        cells.push(difference(item.difference()));
        rows.push(SheetRow { kind: "sum", cells });
    }
    rows
}

fn line_cells(unit: UnitId, sheet: &ScoreSheet, line: &SheetLine, here: &str) -> Vec<SheetCell> {
    let content = match (line.clause.is_empty(), line.name.is_empty()) {
        (true, _) => format!("{} {}", line.code, line.name),
        (false, true) => format!("{} {}", line.code, line.clause),
        (false, false) => format!("{} {}：{}", line.code, line.name, line.clause),
    };
    let measure = |text: String| {
        if text.is_empty() || line.measure.is_empty() { text } else { format!("{text} {}", line.measure) }
    };
    let actual = line.actual_text.clone().unwrap_or_else(|| line.actual.to_string());
    let has_actual = line.actual_text.is_some() || line.actual.number().is_some();
    let judged = line.target.is_none() && !has_actual && line.measure.is_empty();
    let href = path::why(unit, sheet.period, &line.explanation);
    vec![
        cell(&content, "clause"),
        cell(&line.points.map_or_else(String::new, |points| points.to_string()), "num"),
        cell(&line.target.clone().map(measure).unwrap_or_default(), "num"),
        match (judged, has_actual) {
            (true, _) => cell("", "num"),
            (false, true) => cell(&actual, "num"),
            (false, false) => cell(&actual, "none"),
        },
        cell(&line.completion.clone().unwrap_or_default(), "num"),
        cell(&optional(line.self_score), "num"),
        SheetCell { href, ..score(line.score, here == line.explanation) },
        difference(line.difference()),
    ]
}

fn total(sheet: &ScoreSheet, here: &str) -> SheetRow {
    let own = sheet.self_total.number();
    let href = path::why(sheet.unit, sheet.period, &sheet.explanation);
    SheetRow {
        kind: "sum",
        cells: vec![
            SheetCell { cols: 3, ..cell("合计", "center") },
            cell(&sheet.points.to_string(), "num"),
            SheetCell { cols: 3, ..cell("", "") },
            cell(&optional(own), "num"),
            SheetCell { href, ..score(sheet.total, here == sheet.explanation) },
            difference(sheet.difference()),
        ],
    }
}

fn cell(text: &str, kind: &'static str) -> SheetCell {
    SheetCell { text: text.to_owned(), kind, ..SheetCell::default() }
}

fn score(value: Value, here: bool) -> SheetCell {
    let text = value.to_string();
    match (value.number().is_some(), here) {
        (true, true) => cell(&text, "num score here"),
        (true, false) => cell(&text, "num score"),
        (false, true) => cell(&text, "none here"),
        (false, false) => cell(&text, "none"),
    }
}

fn difference(value: Option<Decimal>) -> SheetCell {
    match value {
        None => cell("", "num"),
        Some(value) if value.is_zero() => cell("0", "num"),
        Some(value) if value > Decimal::ZERO => cell(&format!("+{value}"), "num differs"),
        Some(value) => cell(&value.to_string(), "num differs"),
    }
}

fn optional(number: Option<Decimal>) -> String {
    number.map_or_else(String::new, |number| number.to_string())
}
