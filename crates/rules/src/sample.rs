//! Sample cases in a scheme file: tables of facts with the scores that must come out.

use crate::compile::is_sample;
use crate::diagnostic::{Code, Diagnostic};
use crate::facts::{Facts, Unit};
use crate::literate::{Fence, Literate};
use crate::number::Value;
use crate::scheme::Scheme;
use crate::scores::{GradeResult, Scores, evaluate};
use crate::source::{FileId, Span};
use crate::table::{input_of_head, read_cell, read_record, state_of};

/// A cell of a Markdown table with its place.
#[derive(Clone, Debug)]
struct Cell {
    text: String,
    span: Span,
}

type Row = Vec<Cell>;

/// One block of sample cases, scored.
#[derive(Clone, Debug)]
pub struct Sample {
    /// Which fence of the file, from 0, among all fences.
    pub fence: usize,
    /// The scores of its cases.
    pub scores: Scores,
}

/// Scores every sample block of a file; a block that cannot be read is left out.
pub fn samples(scheme: &Scheme, literate: &Literate) -> Vec<Sample> {
    let fences = literate.fences.iter().enumerate().filter(|(_, f)| is_sample(&f.info));
    fences
        .filter_map(|(fence, f)| {
            let tables = tables(f, 0);
            let facts = facts_of(scheme, &tables, &mut Vec::new())?;
            Some(Sample { fence, scores: evaluate(&facts) })
        })
        .collect()
}

/// Runs the sample blocks of a file; says which expectations do not hold.
pub(crate) fn check(scheme: &Scheme, literate: &Literate, file: FileId) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for fence in literate.fences.iter().filter(|f| is_sample(&f.info)) {
        let tables = tables(fence, file);
        let before = out.len();
        let Some(facts) = facts_of(scheme, &tables, &mut out) else { continue };
        if out.len() > before {
            continue;
        }
        let scores = evaluate(&facts);
        for table in &tables {
            expectations(&scores, table, &mut out);
        }
    }
    out
}

/// The tables of a block: runs of lines that begin with `|`, without the ruler.
fn tables(fence: &Fence, file: FileId) -> Vec<Vec<Row>> {
    let mut out: Vec<Vec<Row>> = Vec::new();
    let mut open = false;
    let mut at = fence.offset;
    for line in fence.text.split_inclusive('\n') {
        let start = at;
        at = at.saturating_add(u32::try_from(line.len()).unwrap_or(0));
        let body = line.trim_end();
        if !body.trim_start().starts_with('|') {
            open = false;
            continue;
        }
        if body.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ')) {
            continue;
        }
        let row = cells(body, start, file);
        match out.last_mut().filter(|_| open) {
            Some(table) => table.push(row),
            None => out.push(vec![row]),
        }
        open = true;
    }
    out
}

fn cells(line: &str, start: u32, file: FileId) -> Row {
    let mut out = Vec::new();
    let mut at = 0_usize;
    let mut pieces = line.split('|').peekable();
    let mut first = true;
    while let Some(piece) = pieces.next() {
        let from = at;
        at += piece.len() + 1;
        // What stands before the first bar and behind the last is no cell.
        if first || pieces.peek().is_none() {
            first = false;
            continue;
        }
        let lead = piece.len() - piece.trim_start().len();
        let text = piece.trim();
        let place = |n: usize| start.saturating_add(u32::try_from(n).unwrap_or(0));
        out.push(Cell {
            text: text.to_owned(),
            span: Span { file, start: place(from + lead), end: place(from + lead + text.len()) },
        });
    }
    out
}

fn bad(span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::SampleForm, span, message)
}

fn facts_of(scheme: &Scheme, tables: &[Vec<Row>], out: &mut Vec<Diagnostic>) -> Option<Facts> {
    let mut units = Vec::new();
    let main: Vec<&Vec<Row>> = tables.iter().filter(|t| head(t).is_some_and(|h| h == "单位")).collect();
    let Some(table) = main.first() else {
        let span = tables.first().and_then(|t| t.first()).and_then(|r| r.first()).map(|c| c.span);
        out.push(bad(span.unwrap_or_default(), "样例的第一个表头应当是“单位”"));
        return None;
    };
    let class_at = column_of(table, "类别");
    for row in table.iter().skip(1) {
        let name = row.first()?;
        let class = class_at.and_then(|at| row.get(at));
        if !scheme.classes().is_empty() && class.is_none_or(|c| !scheme.classes().contains(&c.text)) {
            let span = class.map_or(name.span, |c| c.span);
            let known = scheme.classes().join("、");
            out.push(bad(span, "样例的单位类别不在办法之中").hint(format!("单位类别有：{known}")));
            return None;
        }
        let class = class.map(|c| c.text.clone()).unwrap_or_default();
        units.push(Unit { name: name.text.clone(), class });
    }
    let mut facts = Facts::new(scheme, units, vec![String::new()]).ok()?;
    for table in tables {
        match head(table) {
            Some("单位") => fill(&mut facts, table, out),
            Some(ledger) => records(&mut facts, ledger, table, out),
            None => {}
        }
    }
    Some(facts)
}

fn head(table: &[Row]) -> Option<&str> {
    table.first().and_then(|r| r.first()).map(|c| c.text.as_str())
}

fn column_of(table: &[Row], name: &str) -> Option<usize> {
    table.first()?.iter().position(|c| c.text == name)
}

fn fill(facts: &mut Facts, table: &[Row], out: &mut Vec<Diagnostic>) {
    let Some(heads) = table.first() else { return };
    for (at, head) in heads.iter().enumerate().skip(1) {
        if head.text == "类别" || head.text.starts_with('=') || head.text.is_empty() {
            continue;
        }
        let input = match input_of_head(facts.scheme(), &head.text) {
            Ok(Some(input)) => input,
            Ok(None) => continue,
            Err(error) => {
                let found = bad(head.span, error.message);
                out.push(match error.hint {
                    Some(hint) => found.hint(hint),
                    None => found,
                });
                continue;
            }
        };
        for row in table.iter().skip(1) {
            let (Some(name), Some(cell)) = (row.first(), row.get(at)) else { continue };
            let Some(unit) = facts.unit(&name.text) else { continue };
            let Some(spec) = facts.scheme().inputs().get(input) else { continue };
            let read = read_cell(spec, &cell.text)
                .and_then(|value| facts.set_input(unit, 0, input, value).map_err(Into::into));
            if let Err(error) = read {
                let found = bad(cell.span, error.message);
                out.push(match error.hint {
                    Some(hint) => found.hint(hint),
                    None => found,
                });
            }
        }
    }
}

fn records(facts: &mut Facts, ledger: &str, table: &[Row], out: &mut Vec<Diagnostic>) {
    let Some(heads) = table.first() else { return };
    let Some(unit_at) = column_of(table, "单位") else {
        out.push(bad(heads.first().map(|c| c.span).unwrap_or_default(), "台账样例要有“单位”一列"));
        return;
    };
    for row in table.iter().skip(1) {
        let (Some(matter), Some(name)) = (row.first(), row.get(unit_at)) else { continue };
        let Some(unit) = facts.unit(&name.text) else {
            out.push(bad(name.span, format!("样例的单位表中没有“{}”", name.text)));
            continue;
        };
        let cells: Vec<(&str, &str)> = heads
            .iter()
            .zip(row)
            .enumerate()
            .filter(|(at, _)| *at != 0 && *at != unit_at)
            .map(|(_, (head, cell))| (head.text.as_str(), cell.text.as_str()))
            .collect();
        let read = read_record(facts, ledger, unit, 0, &matter.text, &cells)
            .and_then(|record| facts.add_record(ledger, record).map_err(Into::into));
        if let Err(error) = read {
            let found = bad(matter.span, error.message);
            out.push(match error.hint {
                Some(hint) => found.hint(hint),
                None => found,
            });
        }
    }
}

fn expectations(scores: &Scores, table: &[Row], out: &mut Vec<Diagnostic>) {
    let Some(heads) = table.first() else { return };
    for (at, head) in heads.iter().enumerate() {
        let Some(what) = head.text.strip_prefix('=') else { continue };
        for row in table.iter().skip(1) {
            let (Some(name), Some(cell)) = (row.first(), row.get(at)) else { continue };
            let Some(unit) = scores.facts().unit(&name.text) else { continue };
            if cell.text.is_empty() {
                continue;
            }
            match actual(scores, unit, what.trim()) {
                None => {
                    let message = format!("样例要核对的“{what}”在办法中没有");
                    out.push(
                        bad(head.span, message)
                            .hint("可写 =1.1、=项 1、=类 名、=总分、=名次、=等次、=灯 指标、=结果 名"),
                    );
                    break;
                }
                Some(found) => {
                    if !equal(&found, &cell.text) {
                        let message = format!("{}的{what}应为 {}，按规则算出 {found}", name.text, cell.text);
                        out.push(
                            Diagnostic::new(Code::SampleFails, cell.span, message)
                                .hint("核对样例的数字，或核对规则；可用 kaocheng score --explain 看计算过程"),
                        );
                    }
                }
            }
        }
    }
}

/// A score of a unit by what a head calls it, as text.
pub(crate) fn actual(scores: &Scores, unit: usize, what: &str) -> Option<String> {
    let scheme = scores.scheme();
    let shown = |value: Value| match value {
        Value::Number(number) => number.to_string(),
        other => other.to_string(),
    };
    match what {
        "总分" => return Some(shown(scores.total(unit, 0))),
        "名次" => return Some(shown(scores.rank(unit, 0))),
        "等次" => {
            return Some(match scores.grade(unit, 0) {
                GradeResult::Grade(name) => name,
                GradeResult::Ungraded => Value::NotApplicable.to_string(),
                GradeResult::Pending(value) => value.to_string(),
            });
        }
        _ => {}
    }
    if let Some((kind, name)) = what.split_once(char::is_whitespace) {
        let name = name.trim();
        return match kind {
            "项" => {
                let at = scheme.items().iter().position(|i| i.code == name || i.id == name)?;
                Some(shown(scores.item(unit, 0, at)))
            }
            "类" => {
                let at = scheme.categories().iter().position(|c| c.name == name)?;
                Some(shown(scores.category(unit, 0, at)))
            }
            "灯" => {
                let indicator = scheme.indicators().iter().position(|i| i.name == name)?;
                let at = scheme.lights().iter().position(|l| l.indicator == indicator)?;
                Some(scores.light(unit, 0, at).map_or_else(shown, ToOwned::to_owned))
            }
            "结果" => {
                let at = scheme.outcomes().iter().position(|o| o.name == name)?;
                Some(shown(scores.outcome(unit, 0, at)))
            }
            _ => None,
        };
    }
    Some(shown(scores.line(unit, 0, scheme.line_by_id(what)?)))
}

fn equal(found: &str, expected: &str) -> bool {
    use crate::number::Decimal;
    if let (Ok(a), Ok(b)) = (found.parse::<Decimal>(), expected.parse::<Decimal>()) {
        return a == b;
    }
    match (state_of(found), state_of(expected)) {
        (Some(a), Some(b)) => a == b,
        _ => found == expected,
    }
}
