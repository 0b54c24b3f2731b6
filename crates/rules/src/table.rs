//! Tables of facts as people write them: wide tables whose heads name indicators, and how a cell is read.

use crate::calendar::days_of;
use crate::facts::{FactError, Facts, Record, nearest};
use crate::lex::words::{ACTUAL, JUDGED, VETOED};
use crate::measure::Kind;
use crate::number::{Decimal, Value};
use crate::scheme::{Input, InputKind, LedgerField, Scheme};

/// Why a cell or a head could not be read; a sentence and a way out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellError {
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
}

impl CellError {
    fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), hint: None }
    }

    fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

impl From<FactError> for CellError {
    fn from(error: FactError) -> Self {
        Self::new(error.to_string())
    }
}

/// The input that a head means: `指标`, `指标.字段`, `指标·字段`, a judged line's code, a veto's name.
///
/// `Ok(None)` is an indicator of the scheme in a field that no rule reads: known, and not needed.
pub fn input_of_head(scheme: &Scheme, head: &str) -> Result<Option<usize>, CellError> {
    let head = head.trim();
    if let Some(found) = exact_input(scheme, head) {
        return Ok(Some(found));
    }
    let split = head.rsplit_once(['.', '·', '．']);
    if let Some((name, field)) = split {
        if let Some(found) = scheme.input(name.trim(), field.trim()) {
            return Ok(Some(found));
        }
        let known = crate::lex::words::FIELDS.contains(&field.trim());
        if scheme.indicator(name.trim()).is_some() && known {
            return Ok(None);
        }
    }
    if scheme.indicator(head).is_some() {
        return Ok(None);
    }
    let all = scheme.inputs().iter().map(|i| match i.kind {
        InputKind::Figure { .. } if i.field != ACTUAL => format!("{}.{}", i.name, i.field),
        _ => i.name.clone(),
    });
    let error = CellError::new(format!("考核办法中没有“{head}”这个指标或字段"));
    Err(match nearest(head, all) {
        Some(near) => error.hint(format!("是否指“{near}”？")),
        None => error.hint("表头写指标名，或“指标.字段”，如 销售产值.目标"),
    })
}

fn exact_input(scheme: &Scheme, head: &str) -> Option<usize> {
    [ACTUAL, JUDGED, VETOED].iter().find_map(|field| scheme.input(head, field))
}

/// Reads a cell for an input: a number in its measure, 是/否, a date, a word, or why there is none. Empty is missing.
pub fn read_cell(input: &Input, cell: &str) -> Result<Value, CellError> {
    let text = cell.trim();
    if let Some(state) = state_of(text) {
        return Ok(match (state, &input.kind) {
            (Value::Missing, InputKind::Judgement { .. }) => Value::Unjudged,
            (Value::Missing, InputKind::Veto { .. }) => Value::Number(Decimal::ZERO),
            (state, _) => state,
        });
    }
    if let InputKind::Judgement { words, .. } = &input.kind {
        if let Some((_, points)) = words.iter().find(|(word, _)| word == text) {
            return Ok(Value::Number(*points));
        }
        if !words.is_empty() && text.parse::<Decimal>().is_err() {
            let known: Vec<&str> = words.iter().map(|(w, _)| w.as_str()).collect();
            return Err(
                CellError::new(format!("“{text}”不在评语之中")).hint(format!("评语有：{}", known.join("、")))
            );
        }
    }
    read_number(&input.measure.kind, &input.measure.name, text)
}

/// The state that a cell's word means.
pub fn state_of(text: &str) -> Option<Value> {
    match text {
        "" | "待补" | "未报" => Some(Value::Missing),
        "不适用" | "—" | "--" | "/" => Some(Value::NotApplicable),
        "未评" => Some(Value::Unjudged),
        "无意义" => Some(Value::Undefined),
        _ => None,
    }
}

fn read_number(kind: &Kind, measure: &str, text: &str) -> Result<Value, CellError> {
    match kind {
        Kind::YesNo => match text {
            "是" | "1" | "完成" | "已完成" | "√" => Ok(Value::Number(Decimal::from_int(1))),
            "否" | "0" | "未完成" | "×" => Ok(Value::Number(Decimal::ZERO)),
            _ => Err(CellError::new(format!("“{text}”不是“是”或“否”")).hint("请填 是、否，或 待补、不适用")),
        },
        Kind::Date => days_of(text)
            .map(|days| Value::Number(Decimal::from_int(days)))
            .ok_or_else(|| CellError::new(format!("“{text}”不是日期")).hint("请写成 2026-05-31")),
        Kind::Plain
        | Kind::Money(_)
        | Kind::Percent
        | Kind::PercentPoint
        | Kind::Points
        | Kind::Count(_)
        | Kind::Rank => number_with_unit(measure, text),
    }
}

/// A number, with the input's own unit behind it at most; another unit is refused, never guessed.
fn number_with_unit(measure: &str, text: &str) -> Result<Value, CellError> {
    let bare = text.strip_suffix(measure).filter(|_| !measure.is_empty()).unwrap_or(text);
    let bare = if measure == "%" { bare.strip_suffix('%').unwrap_or(bare) } else { bare };
    if let Ok(number) = bare.trim().parse::<Decimal>() {
        Ok(Value::Number(number))
    } else {
        let start = bare.trim().trim_start_matches(|c: char| c.is_ascii_digit() || ".,-+−".contains(c));
        if start.len() < bare.trim().len() && !start.is_empty() {
            let shown = if measure.is_empty() { "没有单位的数" } else { measure };
            return Err(CellError::new(format!("“{text}”的单位与指标不符，这个指标的计量单位是“{shown}”"))
                .hint("请换算之后再填，表格里只写数字"));
        }
        Err(CellError::new(format!("“{text}”不是数")).hint("请填数字，或 待补、不适用"))
    }
}

/// Reads a record of a ledger: the matter, then cells by the ledger's fields.
pub fn read_record(
    facts: &Facts,
    ledger: &str,
    unit: usize,
    period: usize,
    matter: &str,
    cells: &[(&str, &str)],
) -> Result<Record, CellError> {
    let known = facts.scheme().ledgers().iter().find(|l| l.name == ledger);
    let spec = known.ok_or_else(|| CellError::new(format!("考核办法中没有台账“{ledger}”")))?;
    let mut fields = vec![Value::Missing; spec.fields.len()];
    for (head, cell) in cells {
        let at = spec.fields.iter().position(|f| f.name == *head);
        let (Some(at), Some(field)) = (at, at.and_then(|at| spec.fields.get(at))) else {
            let names: Vec<&str> = spec.fields.iter().map(|f| f.name.as_str()).collect();
            return Err(CellError::new(format!("台账“{ledger}”没有字段“{head}”"))
                .hint(format!("字段有：{}", names.join("、"))));
        };
        if let Some(slot) = fields.get_mut(at) {
            *slot = read_field(field, cell)?;
        }
    }
    Ok(Record { unit, period, matter: matter.to_owned(), fields })
}

fn read_field(field: &LedgerField, cell: &str) -> Result<Value, CellError> {
    let text = cell.trim();
    if let Some(state) = state_of(text) {
        return Ok(state);
    }
    if !field.options.is_empty() {
        let at = field.options.iter().position(|o| o == text);
        let at = at.and_then(|at| i64::try_from(at).ok());
        return at.map(|at| Value::Number(Decimal::from_int(at))).ok_or_else(|| {
            CellError::new(format!("“{text}”不是“{}”的选项", field.name))
                .hint(format!("选项有：{}", field.options.join("、")))
        });
    }
    match &field.measure {
        Some(measure) => read_number(&measure.kind, &measure.name, text),
        None => Ok(Value::NotApplicable),
    }
}
