//! Facts of one scheme: units, periods, figures, judgements, records.

use crate::engine::{Column, Range};
use crate::measure::Kind;
use crate::number::{Decimal, Value};
use crate::plan::State;
use crate::scheme::{InputKind, Scheme};
use std::sync::Arc;

/// An assessed unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// As people call it.
    pub name: String,
    /// One of the scheme's 单位类别.
    pub class: String,
}

/// Why a fact was refused. The text is the sentence for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FactError {
    /// No such indicator or field in the scheme.
    UnknownInput {
        /// The indicator.
        name: String,
        /// The field.
        field: String,
        /// The nearest name that exists.
        nearest: Option<String>,
    },
    /// No such unit class in the scheme.
    UnknownClass {
        /// The unit.
        unit: String,
        /// What it says.
        class: String,
    },
    /// More decimals than the indicator has.
    TooPrecise {
        /// The input.
        name: String,
        /// The figure.
        value: Decimal,
        /// Decimals it may have.
        decimals: u8,
    },
    /// Beyond 18 digits.
    TooLarge {
        /// The input.
        name: String,
    },
    /// A judgement outside its range or word list.
    OutOfRange {
        /// The input.
        name: String,
        /// The figure.
        value: Decimal,
        /// The allowed range in words.
        allowed: String,
    },
    /// Unit or period index outside the table.
    NoSuchRow,
    /// No such ledger, field or option.
    BadRecord {
        /// What is wrong, a sentence.
        message: String,
    },
}

impl std::fmt::Display for FactError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::UnknownInput { name, field, nearest } => {
                write!(f, "考核办法中没有“{name}·{field}”")?;
                match nearest {
                    Some(nearest) => write!(f, "，是否指“{nearest}”？"),
                    None => write!(f, "，请核对指标名称，或在办法中声明这个指标"),
                }
            }
            Self::UnknownClass { unit, class } => {
                write!(f, "{unit}的类别“{class}”不在办法的单位类别之中，请改正数据或在“方案”中补上")
            }
            Self::TooPrecise { name, value, decimals } => {
                write!(
                    f,
                    "“{name}”只取 {decimals} 位小数，{value} 的小数位太多；请先核实数据，或在指标声明中写明更多位数"
                )
            }
            Self::TooLarge { name } => write!(f, "“{name}”的数值过大，超出可计算范围，请核实单位是否写错"),
            Self::OutOfRange { name, value, allowed } => {
                write!(f, "“{name}”的评分 {value} 不在允许范围（{allowed}）之内，请重新评判")
            }
            Self::NoSuchRow => write!(f, "没有这个单位或这一期"),
            Self::BadRecord { message } => f.write_str(message),
        }
    }
}

impl std::error::Error for FactError {}

/// One record of a ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Index of the unit.
    pub unit: usize,
    /// Index of the period.
    pub period: usize,
    /// What counts once: the matter's or project's name.
    pub matter: String,
    /// Field values in the ledger's order: numbers as they are, options by index, days since 1970 for dates.
    pub fields: Vec<Value>,
}

/// The facts of one scheme for some units and periods. Cheap to clone: columns are shared until changed.
#[derive(Clone, Debug)]
pub struct Facts {
    pub(crate) scheme: Scheme,
    units: Arc<[Unit]>,
    periods: Arc<[String]>,
    pub(crate) class_bits: Arc<[u64]>,
    pub(crate) columns: Vec<Arc<Column>>,
    pub(crate) ranges: Vec<Range>,
    pub(crate) records: Vec<Arc<Vec<Record>>>,
}

impl Facts {
    /// Facts for these units and periods, everything still missing: figures are 待补, judgements 未评, vetoes none.
    pub fn new(scheme: &Scheme, units: Vec<Unit>, periods: Vec<String>) -> Result<Self, FactError> {
        let mut class_bits = Vec::with_capacity(units.len());
        for unit in &units {
            let place = scheme.classes().iter().position(|c| *c == unit.class);
            let unknown = || FactError::UnknownClass { unit: unit.name.clone(), class: unit.class.clone() };
            let place = match place {
                Some(place) => place,
                None if scheme.classes().is_empty() => 0,
                None => return Err(unknown()),
            };
            class_bits.push(1_u64.checked_shl(u32::try_from(place).unwrap_or(64)).unwrap_or(0));
        }
        let rows = units.len() * periods.len();
        let columns = scheme
            .inputs()
            .iter()
            .map(|input| {
                let state = match input.kind {
                    InputKind::Figure { .. } => State::Missing,
                    InputKind::Judgement { .. } => State::Unjudged,
                    InputKind::Veto { .. } => State::Number,
                };
                Arc::new(Column::filled(rows, state))
            })
            .collect();
        Ok(Self {
            scheme: scheme.clone(),
            units: units.into(),
            periods: periods.into(),
            class_bits: class_bits.into(),
            columns,
            ranges: vec![Range::point(0); scheme.inputs().len()],
            records: scheme.ledgers().iter().map(|_| Arc::default()).collect(),
        })
    }

    /// The scheme these facts belong to.
    pub fn scheme(&self) -> &Scheme {
        &self.scheme
    }

    /// The units in order.
    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    /// The periods in order.
    pub fn periods(&self) -> &[String] {
        &self.periods
    }

    /// The index of the unit of this name.
    pub fn unit(&self, name: &str) -> Option<usize> {
        self.units.iter().position(|u| u.name == name)
    }

    pub(crate) fn rows(&self) -> usize {
        self.units.len() * self.periods.len()
    }

    pub(crate) fn row(&self, unit: usize, period: usize) -> Option<usize> {
        (unit < self.units.len() && period < self.periods.len()).then(|| period * self.units.len() + unit)
    }

    /// Sets a figure by the indicator's (line's, veto's) name and the field.
    pub fn set(
        &mut self,
        unit: usize,
        period: usize,
        name: &str,
        field: &str,
        value: Value,
    ) -> Result<(), FactError> {
        let input = self.scheme.input(name, field).ok_or_else(|| self.unknown(name, field))?;
        self.set_input(unit, period, input, value)
    }

    fn unknown(&self, name: &str, field: &str) -> FactError {
        let wanted = format!("{name}·{field}");
        let all = self.scheme.inputs().iter().map(|i| format!("{}·{}", i.name, i.field));
        FactError::UnknownInput {
            name: name.to_owned(),
            field: field.to_owned(),
            nearest: nearest(&wanted, all),
        }
    }

    /// Sets a figure by the index of its input.
    pub fn set_input(
        &mut self,
        unit: usize,
        period: usize,
        input: usize,
        value: Value,
    ) -> Result<(), FactError> {
        let row = self.row(unit, period).ok_or(FactError::NoSuchRow)?;
        let raw = self.raw(input, value)?;
        // A row without a number holds zero.
        self.widen(input, raw.unwrap_or(0));
        if let Some(column) = self.columns.get_mut(input) {
            Arc::make_mut(column).set(row, raw);
        }
        Ok(())
    }

    fn widen(&mut self, input: usize, number: i128) {
        if let Some(range) = self.ranges.get_mut(input) {
            *range = range.hull(Range::point(number));
        }
    }

    /// The whole number that an input holds for a value, checked.
    fn raw(&self, input: usize, value: Value) -> Result<Result<i128, State>, FactError> {
        let spec = self.scheme.inputs().get(input).ok_or(FactError::NoSuchRow)?;
        let number = match value {
            Value::Number(number) => number,
            Value::Missing => return Ok(Err(State::Missing)),
            Value::NotApplicable => return Ok(Err(State::NotApplicable)),
            Value::Unjudged => return Ok(Err(State::Unjudged)),
            Value::Undefined => return Ok(Err(State::Undefined)),
        };
        let name = || format!("{}·{}", spec.name, spec.field);
        if let InputKind::Judgement { low, high, words, .. } = &spec.kind {
            let among = words.is_empty() || words.iter().any(|(_, points)| *points == number);
            if number < *low || number > *high || !among {
                let allowed = format!("{low} 到 {high} 分");
                return Err(FactError::OutOfRange { name: name(), value: number, allowed });
            }
        }
        let too_precise = || FactError::TooPrecise { name: name(), value: number, decimals: spec.decimals };
        let raw = number.rescaled(spec.decimals).ok_or_else(too_precise)?;
        if spec.measure.kind == Kind::YesNo && !(0..=1).contains(&raw) {
            return Err(FactError::OutOfRange {
                name: name(),
                value: number,
                allowed: "是 或 否".to_owned(),
            });
        }
        if raw.unsigned_abs() > 10_u128.pow(18) {
            return Err(FactError::TooLarge { name: name() });
        }
        Ok(Ok(raw))
    }

    /// Sets a whole column at once: whole numbers at the input's decimals, period by period. Every row becomes a number.
    pub fn set_column(&mut self, input: usize, values: Vec<i64>) -> Result<(), FactError> {
        if values.len() != self.rows() {
            return Err(FactError::NoSuchRow);
        }
        let low = values.iter().copied().min().unwrap_or(0);
        let high = values.iter().copied().max().unwrap_or(0);
        let spec = self.scheme.inputs().get(input).ok_or(FactError::NoSuchRow)?;
        if spec.measure.kind == Kind::YesNo && (low < 0 || high > 1) {
            let value = Decimal::from_int(if low < 0 { low } else { high });
            let name = format!("{}·{}", spec.name, spec.field);
            return Err(FactError::OutOfRange { name, value, allowed: "是 或 否".to_owned() });
        }
        if low.unsigned_abs().max(high.unsigned_abs()) > 10_u64.pow(18) {
            return Err(FactError::TooLarge { name: format!("{}·{}", spec.name, spec.field) });
        }
        let slot = self.columns.get_mut(input).ok_or(FactError::NoSuchRow)?;
        *slot = Arc::new(Column { values, wide: Vec::new(), states: Vec::new() });
        if let Some(range) = self.ranges.get_mut(input) {
            *range = Range { low: i128::from(low).min(0), high: i128::from(high).max(0) };
            // A column without gaps need not make room for zero.
            if low > 0 {
                range.low = i128::from(low);
            }
        }
        Ok(())
    }

    /// What stands at a place.
    pub fn get(&self, unit: usize, period: usize, input: usize) -> Value {
        let (Some(row), Some(column), Some(spec)) =
            (self.row(unit, period), self.columns.get(input), self.scheme.inputs().get(input))
        else {
            return Value::Missing;
        };
        match column.get(row) {
            Some(raw) => Decimal::new(raw, spec.decimals).map_or(Value::Undefined, Value::Number),
            None => value_of_state(column.state(row)),
        }
    }

    /// Adds a record to a ledger.
    pub fn add_record(&mut self, ledger: &str, record: Record) -> Result<(), FactError> {
        let at = self.scheme.ledgers().iter().position(|l| l.name == ledger);
        let bad = |message: String| FactError::BadRecord { message };
        let at = at.ok_or_else(|| bad(format!("考核办法中没有台账“{ledger}”")))?;
        let fields = self.scheme.ledgers().get(at).map_or(0, |l| l.fields.len());
        if record.fields.len() != fields {
            return Err(bad(format!(
                "台账“{ledger}”应有 {fields} 个字段，这一条有 {} 个",
                record.fields.len()
            )));
        }
        self.row(record.unit, record.period).ok_or(FactError::NoSuchRow)?;
        if let Some(records) = self.records.get_mut(at) {
            Arc::make_mut(records).push(record);
        }
        Ok(())
    }

    /// The same facts for another scheme: what both read is carried over, the rest is missing.
    pub fn rebind(&self, scheme: &Scheme) -> Result<Self, FactError> {
        let mut out = Self::new(scheme, self.units.to_vec(), self.periods.to_vec())?;
        for (input, spec) in scheme.inputs().iter().enumerate() {
            let Some(from) = self.scheme.input(&spec.name, &spec.field) else { continue };
            for period in 0..self.periods.len() {
                for unit in 0..self.units.len() {
                    out.set_input(unit, period, input, self.get(unit, period, from))?;
                }
            }
        }
        for (at, ledger) in self.scheme.ledgers().iter().enumerate() {
            for record in self.records.get(at).map(|r| r.as_slice()).unwrap_or_default() {
                // A ledger whose fields differ is not the same ledger.
                if out.add_record(&ledger.name, record.clone()).is_err() {
                    break;
                }
            }
        }
        Ok(out)
    }
}

pub(crate) const fn value_of_state(state: State) -> Value {
    match state {
        State::NotApplicable => Value::NotApplicable,
        State::Unjudged => Value::Unjudged,
        State::Missing => Value::Missing,
        State::Number | State::Undefined => Value::Undefined,
    }
}

/// The candidate that differs from `wanted` by the fewest characters, if it is near at all.
pub(crate) fn nearest(wanted: &str, candidates: impl Iterator<Item = String>) -> Option<String> {
    let limit = (wanted.chars().count() / 2).max(1);
    candidates.map(|c| (distance(wanted, &c), c)).filter(|(d, _)| *d <= limit).min().map(|(_, c)| c)
}

fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (y, cell) in b.iter().zip(row.iter_mut().skip(1)) {
            let best = (diagonal + usize::from(x != *y)).min(left + 1).min(*cell + 1);
            diagonal = *cell;
            *cell = best;
            left = best;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or(0)
}
