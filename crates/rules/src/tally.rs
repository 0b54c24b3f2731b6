//! Columns counted from the records of a ledger.

use crate::ast::Counting;
use crate::engine::{Column, Context, Pools, Prepared, Range, ranges, run};
use crate::facts::{Facts, Record};
use crate::measure::Measure;
use crate::number::Value;
use crate::plan::{Graph, NodeId, Phase, State, gcd};
use std::collections::BTreeMap;
use std::sync::Arc;

/// How the values of the records become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gather {
    /// Their sum, with this counting.
    Sum(Counting),
    /// The greatest.
    Highest,
    /// The least.
    Lowest,
}

/// Sums a value over the records of a ledger that meet a condition.
#[derive(Clone, Debug)]
pub(crate) struct Tally {
    pub(crate) ledger: usize,
    pub(crate) gather: Gather,
    /// The plan over records; its inputs are the ledger's fields.
    pub(crate) graph: Arc<Graph>,
    pub(crate) phases: Arc<Vec<Phase>>,
    pub(crate) value: NodeId,
    pub(crate) den: Option<NodeId>,
    pub(crate) filter: Option<NodeId>,
    /// Decimals of the ledger's fields.
    pub(crate) decimals: Vec<u8>,
    /// What the values are: their power of ten and measure.
    pub(crate) scale: i32,
    pub(crate) measure: Measure,
}

/// What one record came to.
#[derive(Clone, Debug)]
pub(crate) struct Share {
    /// The record's matter.
    pub(crate) matter: String,
    /// Numerator and denominator.
    pub(crate) value: Result<(i128, i128), State>,
    /// Another record of the matter, or of the ledger, counts in its place.
    pub(crate) superseded: bool,
}

impl Tally {
    /// The numerators and the denominators over all units and periods.
    pub(crate) fn columns(&self, facts: &Facts) -> [Column; 2] {
        let records = facts.records.get(self.ledger).map(|r| r.as_slice()).unwrap_or_default();
        let results = self.evaluate(facts, records);
        let mut sums: BTreeMap<usize, Known> = BTreeMap::new();
        let mut best: BTreeMap<(usize, String), Known> = BTreeMap::new();
        let none = Ok(Fraction::ZERO);
        for (record, result) in records.iter().zip(results) {
            let (Some(row), Some(value)) = (facts.row(record.unit, record.period), result) else { continue };
            let matter = match self.gather {
                Gather::Sum(Counting::Every) => {
                    merge(sums.entry(row).or_insert(none), value, Fraction::add);
                    continue;
                }
                Gather::Highest => {
                    merge(sums.entry(row).or_insert(value), value, |a, b| {
                        if a.below(b)? { Some(b) } else { Some(a) }
                    });
                    continue;
                }
                Gather::Lowest => {
                    merge(sums.entry(row).or_insert(value), value, |a, b| {
                        if b.below(a)? { Some(b) } else { Some(a) }
                    });
                    continue;
                }
                Gather::Sum(Counting::HighestPerMatter) => record.matter.clone(),
                Gather::Sum(Counting::HighestOnly) => String::new(),
            };
            // The weightiest counts: of bonuses the highest, of deductions the hardest.
            let further =
                |a: Fraction, b: Fraction| if a.size().below(b.size())? { Some(b) } else { Some(a) };
            merge(best.entry((row, matter)).or_insert(none), value, further);
        }
        for ((row, _), value) in best {
            merge(sums.entry(row).or_insert(none), value, Fraction::add);
        }
        let mut nums = Column::filled(facts.rows(), State::Number);
        let mut dens = Column::filled(facts.rows(), State::Number);
        dens.values.fill(1);
        for (row, value) in sums {
            nums.set(row, value.map(|f| f.num));
            dens.set(row, value.map(|f| f.den));
        }
        [nums, dens]
    }

    /// The records of a row that meet the condition, in their order, and which of them count.
    pub(crate) fn shares(&self, facts: &Facts, row: usize) -> Vec<Share> {
        let all = facts.records.get(self.ledger).map(|r| r.as_slice()).unwrap_or_default();
        let own: Vec<Record> =
            all.iter().filter(|r| facts.row(r.unit, r.period) == Some(row)).cloned().collect();
        let results = self.evaluate(facts, &own);
        let mut out: Vec<Share> = Vec::new();
        for (record, result) in own.iter().zip(results) {
            let Some(value) = result else { continue };
            let mut share = Share {
                matter: record.matter.clone(),
                value: value.map(|f| (f.num, f.den)),
                superseded: false,
            };
            let rival = out.iter_mut().find(|s| !s.superseded && self.compete(&s.matter, &record.matter));
            if let Some(rival) = rival {
                let loses = |a: &Share, b: &Share| self.yields(a, b);
                if loses(rival, &share) {
                    rival.superseded = true;
                } else {
                    share.superseded = true;
                }
            }
            out.push(share);
        }
        out
    }

    /// Whether only one of two records counts.
    fn compete(&self, a: &str, b: &str) -> bool {
        match self.gather {
            Gather::Sum(Counting::Every) => false,
            Gather::Sum(Counting::HighestPerMatter) => a == b,
            Gather::Sum(Counting::HighestOnly) | Gather::Highest | Gather::Lowest => true,
        }
    }

    fn yields(&self, a: &Share, b: &Share) -> bool {
        let (Ok(a), Ok(b)) = (a.value, b.value) else { return false };
        let (a, b) = (Fraction { num: a.0, den: a.1 }, Fraction { num: b.0, den: b.1 });
        match self.gather {
            Gather::Sum(_) => a.size().below(b.size()),
            Gather::Highest => a.below(b),
            Gather::Lowest => b.below(a),
        }
        .unwrap_or(false)
    }

    /// The value of each record; `None` where the condition does not hold.
    fn evaluate(&self, facts: &Facts, records: &[Record]) -> Vec<Option<Known>> {
        let columns: Vec<Column> =
            self.decimals.iter().enumerate().map(|(at, d)| field(records, at, *d)).collect();
        let inputs: Vec<Range> = columns.iter().map(range_of).collect();
        let classes: Vec<u64> =
            records.iter().map(|r| facts.class_bits.get(r.unit).copied().unwrap_or(0)).collect();
        let ranges = ranges(&self.graph, &inputs, &[], records.len());
        let mut context = Context {
            graph: &self.graph,
            inputs: columns.iter().collect(),
            tallies: Vec::new(),
            stored: vec![None; self.graph.ops.len()],
            classes: &classes,
            ranges: &ranges,
        };
        let mut pools = Pools::default();
        for program in self.phases.iter().flat_map(|p| &p.programs) {
            let mut out = Column::filled(records.len(), State::Number);
            let prepared = Prepared::new(&context, program);
            run(&context, &prepared, 0..records.len(), &mut out, &mut pools);
            if let Some(slot) = context.stored.get_mut(program.root as usize) {
                *slot = Some(Arc::new(out));
            }
        }
        let at = |node: NodeId, row: usize| {
            let column = context.stored.get(node as usize)?.as_ref()?;
            Some(column.get(row).ok_or(column.state(row)))
        };
        (0..records.len())
            .map(|row| {
                match self.filter.and_then(|filter| at(filter, row)) {
                    Some(Ok(0)) => return None,
                    Some(Err(state)) => return Some(Err(state)),
                    Some(Ok(_)) | None => {}
                }
                let den = self.den.map_or(Some(Ok(1)), |den| at(den, row));
                match (at(self.value, row)?, den?) {
                    (Ok(num), Ok(den)) => Some(Ok(Fraction { num, den })),
                    (Err(a), Err(b)) => Some(Err(a.max(b))),
                    (Err(state), _) | (_, Err(state)) => Some(Err(state)),
                }
            })
            .collect()
    }
}

/// An exact fraction; the denominator is above zero.
#[derive(Clone, Copy, Debug)]
struct Fraction {
    num: i128,
    den: i128,
}

type Known = Result<Fraction, State>;

impl Fraction {
    const ZERO: Self = Self { num: 0, den: 1 };

    /// The sum in lowest terms; `None` when it leaves the range.
    fn add(self, other: Self) -> Option<Self> {
        let left = self.num.checked_mul(other.den)?;
        let right = other.num.checked_mul(self.den)?;
        let (num, den) = (left.checked_add(right)?, self.den.checked_mul(other.den)?);
        let common = i128::try_from(gcd(num.unsigned_abs(), den.unsigned_abs())).ok()?.max(1);
        Some(Self { num: num / common, den: den / common })
    }

    fn below(self, other: Self) -> Option<bool> {
        Some(self.num.checked_mul(other.den)? < other.num.checked_mul(self.den)?)
    }

    fn size(self) -> Self {
        Self { num: self.num.saturating_abs(), den: self.den }
    }
}

fn merge(slot: &mut Known, value: Known, join: impl Fn(Fraction, Fraction) -> Option<Fraction>) {
    *slot = match (*slot, value) {
        (Ok(a), Ok(b)) => join(a, b).ok_or(State::Undefined),
        (Err(a), Err(b)) => Err(a.max(b)),
        (Err(state), _) | (_, Err(state)) => Err(state),
    };
}

fn field(records: &[Record], at: usize, decimals: u8) -> Column {
    let mut column = Column::filled(records.len(), State::Number);
    for (row, record) in records.iter().enumerate() {
        let raw = match record.fields.get(at) {
            Some(Value::Number(number)) => number.rescaled(decimals).ok_or(State::Undefined),
            Some(Value::NotApplicable) => Err(State::NotApplicable),
            Some(Value::Unjudged) => Err(State::Unjudged),
            Some(Value::Undefined) => Err(State::Undefined),
            Some(Value::Missing) | None => Err(State::Missing),
        };
        column.set(row, raw);
    }
    column
}

/// The range of a column, zero included.
pub(crate) fn range_of(column: &Column) -> Range {
    let narrow = column.values.iter().map(|&v| i128::from(v));
    narrow.chain(column.wide.iter().copied()).fold(Range::point(0), |r, v| r.hull(Range::point(v)))
}
