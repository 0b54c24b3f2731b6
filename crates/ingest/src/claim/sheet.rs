//! Tables of bare numbers: 合计 rows against their columns; rates, shares and ranks against the columns they come from.

mod across;
mod rates;
mod scores;

use super::exact::{Interval, Rational};
use super::numbers;
use super::{Check, Claim, Verdict};
use crate::document::{BlockKind, Document, Part};
use crate::table::{Meaning, Table, numbering};
use std::ops::Range;

/// Larger tables are data, not reports.
const ROWS_MAX: usize = 2_000;
const COLUMNS_MAX: usize = 60;

/// A cell that is a number and nothing else.
#[derive(Clone, Debug)]
struct Number {
    value: Rational,
    interval: Interval,
    percent: bool,
    text: String,
    bytes: Range<usize>,
}

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Plain,
    /// 小计
    Part,
    /// 合计, 总计
    Total,
    /// 全市, 全省: often the total, sometimes a row of its own.
    Whole,
}

/// A table's numbers.
struct Sheet<'t> {
    table: &'t Table,
    /// By row below the head, then column.
    rows: Vec<(Kind, String, Vec<Option<Number>>)>,
}

pub(super) fn run(check: &mut Check<'_, '_>) {
    let document = check.reading.document;
    let mut claims = Vec::new();
    for block in document.blocks.iter().filter(|block| block.part == Part::Body) {
        let BlockKind::Table(table) = &block.kind else { continue };
        if table.rows > ROWS_MAX || table.columns.len() > COLUMNS_MAX {
            continue;
        }
        let sheet = read(document, table);
        claims.extend(scores::check(&sheet));
        let numeric = sheet.rows.iter().filter(|(_, _, cells)| cells.iter().flatten().count() > 0).count();
        if numeric < 2 {
            continue;
        }
        let (rows, wrong) = across::check(&sheet);
        claims.extend(rows);
        for column in (0..table.columns.len()).filter(|column| Some(*column) != wrong) {
            claims.extend(totals(&sheet, column));
        }
        claims.extend(rates::check(&sheet));
    }
    // Cells with units are checked as figures; what they proved stands. What they could not judge, the columns may.
    let open = |verdict| matches!(verdict, Verdict::Unsupported | Verdict::Judged);
    claims.retain(|claim: &Claim| {
        !check.claims.iter().any(|known| known.quote == claim.quote && !open(known.verdict))
    });
    check.claims.retain(|known| {
        !open(known.verdict)
            || known.kind != "completion-column"
            || !claims.iter().any(|claim| claim.quote == known.quote && !open(claim.verdict))
    });
    check.claims.extend(claims);
}

fn read<'t>(document: &Document, table: &'t Table) -> Sheet<'t> {
    let width = table.columns.len();
    let count = table.rows.saturating_sub(table.head_rows);
    let mut rows = vec![(Kind::Plain, String::new(), vec![None; width]); count];
    for cell in &table.cells {
        let Some(row) = cell.row.checked_sub(table.head_rows).and_then(|row| rows.get_mut(row)) else {
            continue;
        };
        let words = document.slice(cell.span).trim();
        let number = number(words).map(|(value, half, percent)| {
            let interval =
                Interval { low: value.sub(half).unwrap_or(value), high: value.add(half).unwrap_or(value) };
            let start = document.text.byte_of(cell.span.start);
            let bytes = start..document.text.byte_of(cell.span.end);
            Number { value, interval, percent, text: words.to_owned(), bytes }
        });
        if number.is_none() && row.1.is_empty() && words.chars().any(char::is_alphabetic) {
            row.0 = kind(words);
            words.clone_into(&mut row.1);
        }
        if let Some(slot) = row.2.get_mut(cell.column).filter(|_| cell.row_span == 1) {
            *slot = number;
        }
    }
    let mut sheet = Sheet { table, rows };
    for column in 0..width {
        sharpen(&mut sheet, column);
    }
    sheet
}

/// A spreadsheet drops the zeros behind the point: 72 beside 85.5 is 72.0, and is as exact as its column. Targets are set, not
/// measured, and stand for themselves.
fn sharpen(sheet: &mut Sheet<'_>, column: usize) {
    let places = |number: &Number| {
        number.text.split_once('.').map_or(0, |(_, tail)| tail.trim_end_matches(['%', '％']).len())
    };
    let cells = sheet.rows.iter().filter_map(|(_, _, cells)| cells.get(column).and_then(Option::as_ref));
    let most = cells.map(places).max().unwrap_or(0);
    let meaning = sheet.table.columns.get(column).map(|c| c.meaning).unwrap_or_default();
    let set = matches!(
        meaning,
        Meaning::Target | Meaning::Goal | Meaning::ChallengeTarget | Meaning::SuperiorTarget
    );
    let scale =
        u32::try_from(most).ok().and_then(|most| 10_i128.checked_pow(most)).and_then(|s| s.checked_mul(2));
    let Some(half) = scale.and_then(|scale| Rational::new(1, scale)) else { return };
    if most == 0 && !set {
        return;
    }
    let half = if set { Rational::ZERO } else { half };
    for number in
        sheet.rows.iter_mut().filter_map(|(_, _, cells)| cells.get_mut(column).and_then(Option::as_mut))
    {
        if let (Some(low), Some(high)) = (number.value.sub(half), number.value.add(half)) {
            number.interval = Interval { low, high };
        }
    }
}

fn kind(words: &str) -> Kind {
    let bare: String = words.chars().filter(|c| !c.is_whitespace()).collect();
    match bare.as_str() {
        "合计" | "总计" | "合計" | "总合计" | "共计" => Kind::Total,
        "小计" => Kind::Part,
        "全市" | "全省" | "全县" | "全区" | "全国" | "全州" | "全市合计" => Kind::Whole,
        _ => Kind::Plain,
    }
}

/// A number with its sign, separators and percent sign: value, half of its last digit, whether it is a percent.
fn number(words: &str) -> Option<(Rational, Rational, bool)> {
    let bare: String = words.chars().filter(|c| !matches!(c, ',' | ' ' | '\u{a0}')).collect();
    let (sign, bare) = match bare.strip_prefix(['-', '−', '－']) {
        Some(rest) => (Rational::whole(-1), rest.to_owned()),
        None => (Rational::ONE, bare),
    };
    let body = bare.trim_end_matches(['%', '％']);
    let found = numbers::at_start(body).filter(|number| number.length == body.len())?;
    Some((found.value.mul(sign)?, found.half, body.len() < bare.len()))
}

/// Whether numbers of a column can be added.
fn adds(sheet: &Sheet<'_>, column: usize) -> bool {
    let Some(head) = sheet.table.columns.get(column) else { return false };
    let words = head.path.concat();
    let rate = [
        "率", "占比", "比重", "增长", "增幅", "增速", "同比", "环比", "排名", "位次", "名次", "序号", "均",
        "±", "%",
    ];
    !matches!(
        head.meaning,
        Meaning::Number | Meaning::Completion | Meaning::Growth | Meaning::Share | Meaning::Rank
    ) && !rate.iter().any(|word| words.contains(word))
        && head.unit.as_deref() != Some("%")
        && !sheet
            .rows
            .iter()
            .any(|(_, _, cells)| cells.get(column).and_then(Option::as_ref).is_some_and(|n| n.percent))
}

/// Every 小计 and 合计 of a column against the rows it adds.
fn totals(sheet: &Sheet<'_>, column: usize) -> Vec<Claim> {
    if !adds(sheet, column) {
        return Vec::new();
    }
    let mut claims = Vec::new();
    let mut from = 0;
    for (at, (kind, _, cells)) in sheet.rows.iter().enumerate() {
        let total = cells.get(column).and_then(Option::as_ref);
        let last = at + 1 == sheet.rows.len();
        match kind {
            Kind::Part => {
                claims.extend(total.and_then(|total| sum(sheet, column, from..at, total, true)));
                from = at + 1;
            }
            Kind::Total | Kind::Whole if at == 0 || last => {
                let rows = if at == 0 { 1..sheet.rows.len() } else { 0..at };
                claims.extend(total.and_then(|total| sum(sheet, column, rows, total, *kind == Kind::Total)));
            }
            Kind::Plain | Kind::Total | Kind::Whole => {}
        }
    }
    claims
}

/// 其中:高新技术企业: a part of the row above.
fn is_among(name: &str) -> bool {
    name.trim_start_matches(['(', '（', '#', '*']).starts_with("其中") || name.starts_with('#')
}

fn sum(sheet: &Sheet<'_>, column: usize, rows: Range<usize>, total: &Number, sure: bool) -> Option<Claim> {
    let plain: Vec<&(Kind, String, Vec<Option<Number>>)> = sheet
        .rows
        .get(rows)?
        .iter()
        .filter(|(kind, name, _)| *kind == Kind::Plain && !is_among(name))
        .collect();
    // 一、税收100, 1.增值税60, 二、非税20: rows of different depth are not simply added.
    let mut styles: Vec<_> =
        plain.iter().filter_map(|(_, name, _)| numbering(name)).map(|(style, _)| style).collect();
    styles.dedup();
    let sure = sure && styles.len() <= 1;
    let cells: Vec<&Number> =
        plain.iter().filter_map(|(_, _, cells)| cells.get(column).and_then(Option::as_ref)).collect();
    if cells.len() < 2 {
        return None;
    }
    let mut exact = Rational::ZERO;
    let mut interval = Interval::point(Rational::ZERO);
    for cell in &cells {
        exact = exact.add(cell.value)?;
        interval = interval.add(cell.interval)?;
    }
    let decimal = total.text.contains('.') || cells.iter().any(|cell| cell.text.contains('.'));
    let meets = exact == total.value || decimal && interval.meets(total.interval);
    let (text, printed) = (exact.text(4), total.text.as_str());
    let head = sheet.table.columns.get(column).map_or("", |c| c.path.last().map_or("", String::as_str));
    let lacking = plain.len() - cells.len();
    let claim = |verdict, code, why: String| {
        Claim::new("sum", total.bytes.clone(), verdict, code, why)
            .inputs(cells.iter().map(|cell| cell.text.as_str()))
            .with(cells.iter().map(|cell| cell.bytes.clone()))
            .recomputed(text.clone())
            .published(printed)
    };
    if meets {
        let why = format!("“{head}”一列{}行之和为{text}，与合计{printed}一致。", cells.len());
        return Some(claim(Verdict::Agrees, "exact", why));
    }
    if !sure {
        return None;
    }
    if lacking > 0 {
        let why = format!("“{head}”一列有{lacking}行没有数，其余之和为{text}，合计{printed}无从核对。");
        return Some(claim(Verdict::Unsupported, "sum-short", why).settle("没有数的各行的数"));
    }
    let gap = exact.sub(total.value)?.div(total.value)?;
    let fifth = Rational::new(1, 5)?;
    if !(gap.at_most(fifth) && Rational::new(-1, 5)?.at_most(gap)) {
        let why = format!(
            "“{head}”一列{}行之和为{text}，与合计{printed}相差很大，各行可能有包含关系。",
            cells.len()
        );
        return Some(claim(Verdict::Unsupported, "sum-far", why).settle("合计由哪些行相加"));
    }
    let why = format!("“{head}”一列{}行之和为{text}，合计印作{printed}。", cells.len());
    Some(claim(Verdict::Disagrees, "sum-differs", why))
}
