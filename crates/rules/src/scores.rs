//! Scores: a pure function of a scheme and facts, by columns; and what changes when one fact does.

use crate::engine::{CHUNK, Column, Context, Pools, Prepared, Range, ranges, run, run_barrier};
use crate::facts::{FactError, Facts, value_of_state};
use crate::number::{Decimal, Value};
use crate::plan::{ColRef, NodeId, Op, Phase, Program, State, program};
use crate::scheme::{Inner, Scheme};
use crate::tally::range_of;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Everything that follows from one set of facts. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Scores {
    pub(crate) facts: Facts,
    pub(crate) tallies: Vec<Arc<Column>>,
    /// Columns of stored nodes, by node.
    pub(crate) stored: Vec<Option<Arc<Column>>>,
    pub(crate) ranges: Arc<Vec<Range>>,
}

/// A unit's grade.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(tag = "state", content = "grade", rename_all = "snake_case")]
pub enum GradeResult {
    /// This grade.
    Grade(String),
    /// 不定等次: a veto, or no grade applies.
    Ungraded,
    /// Not yet, for this reason.
    Pending(Value),
}

/// One changed fact, for a what-if.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Index of the unit.
    pub unit: usize,
    /// Index of the period.
    pub period: usize,
    /// Index of the input.
    pub input: usize,
    /// What it would be.
    pub value: Value,
}

/// Scores all units of all periods of the facts.
pub fn evaluate(facts: &Facts) -> Scores {
    let inner = &facts.scheme.0;
    let plan = &inner.plan;
    let tallies: Vec<Arc<Column>> =
        plan.tallies.iter().flat_map(|t| t.columns(facts)).map(Arc::new).collect();
    let ranges = Arc::new(node_ranges(facts, &tallies));
    let mut scores =
        Scores { facts: facts.clone(), tallies, stored: vec![None; plan.graph.ops.len()], ranges };
    let rows = facts.rows();
    for phase in &plan.phases {
        for program in &phase.programs {
            scores.put(program.root, Arc::new(Column::filled(rows, State::Number)));
        }
        scores.run_programs(inner, phase);
        for barrier in &phase.barriers {
            let mut out = Column::filled(rows, State::Number);
            if let Some(of) = scores.column(barrier.of) {
                let periods = 0..facts.periods().len();
                run_barrier(barrier.op, barrier.population, of, &facts.class_bits, periods, &mut out);
            }
            scores.put(barrier.node, Arc::new(out));
        }
    }
    scores
}

fn node_ranges(facts: &Facts, tallies: &[Arc<Column>]) -> Vec<Range> {
    let tally_ranges: Vec<Range> = tallies.iter().map(|t| range_of(t)).collect();
    ranges(&facts.scheme.0.plan.graph, &facts.ranges, &tally_ranges, facts.units().len())
}

impl Scores {
    fn put(&mut self, node: NodeId, column: Arc<Column>) {
        if let Some(slot) = self.stored.get_mut(node as usize) {
            *slot = Some(column);
        }
    }

    pub(crate) fn column(&self, node: NodeId) -> Option<&Column> {
        self.stored.get(node as usize).and_then(|c| c.as_deref())
    }

    pub(crate) fn inner(&self) -> &Inner {
        &self.facts.scheme.0
    }

    /// The scheme that was applied.
    pub fn scheme(&self) -> &Scheme {
        &self.facts.scheme
    }

    /// The facts it was applied to.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// Every program of a phase, chunk by chunk, so that what one writes the next still finds in the cache.
    fn run_programs(&mut self, inner: &Inner, phase: &Phase) {
        let units = self.facts.units().len();
        let (columns, tallies, bits) =
            (self.facts.columns.clone(), self.tallies.clone(), Arc::clone(&self.facts.class_bits));
        let ranges = Arc::clone(&self.ranges);
        let mut context = Context {
            graph: &inner.plan.graph,
            inputs: columns.iter().map(AsRef::as_ref).collect(),
            tallies: tallies.iter().map(AsRef::as_ref).collect(),
            stored: std::mem::take(&mut self.stored),
            classes: &bits,
            ranges: &ranges,
        };
        let prepared: Vec<Prepared<'_>> = phase.programs.iter().map(|p| Prepared::new(&context, p)).collect();
        let mut pools = Pools::default();
        for period in 0..self.facts.periods().len() {
            let (mut from, end) = (period * units, (period + 1) * units);
            while from < end {
                let to = end.min(from + CHUNK);
                for program in &prepared {
                    run_in_place(&mut context, program, from..to, &mut pools);
                }
                from = to;
            }
        }
        self.stored = context.stored;
    }

    fn context<'a>(&'a self, inner: &'a Inner) -> Context<'a> {
        Context {
            graph: &inner.plan.graph,
            inputs: self.facts.columns.iter().map(AsRef::as_ref).collect(),
            tallies: self.tallies.iter().map(AsRef::as_ref).collect(),
            stored: self.stored.clone(),
            classes: &self.facts.class_bits,
            ranges: &self.ranges,
        }
    }

    /// The exact values of some nodes in one row, computed by the same plan.
    pub(crate) fn nodes(&self, roots: &[NodeId], row: usize) -> BTreeMap<NodeId, Result<i128, State>> {
        let inner = self.inner();
        let held: BTreeSet<NodeId> =
            (0..).zip(&self.stored).filter(|(_, c)| c.is_some()).map(|(id, _)| id).collect();
        let compiled = program(&inner.plan.graph, roots, &held, false);
        crate::engine::run_keeping(&self.context(inner), &compiled, row)
    }

    fn value_at(&self, node: NodeId, row: Option<usize>, decimals: u8) -> Value {
        let Some(row) = row else { return Value::Missing };
        match self.column(node) {
            Some(column) => match column.get(row) {
                Some(raw) => Decimal::new(raw, decimals).map_or(Value::Undefined, Value::Number),
                None => value_of_state(column.state(row)),
            },
            None => match self.nodes(&[node], row).get(&node) {
                Some(Ok(raw)) => Decimal::new(*raw, decimals).map_or(Value::Undefined, Value::Number),
                Some(Err(state)) => value_of_state(*state),
                None => Value::Missing,
            },
        }
    }

    /// The score of one line.
    pub fn line(&self, unit: usize, period: usize, line: usize) -> Value {
        let Some(plan) = self.inner().plan.lines.get(line) else { return Value::Missing };
        self.value_at(plan.value, self.facts.row(unit, period), self.inner().score_decimals)
    }

    /// The scores of all lines of one unit, in the order of the scheme: one pass over the plan.
    pub fn lines(&self, unit: usize, period: usize) -> Vec<Value> {
        let inner = self.inner();
        let roots: Vec<NodeId> = inner.plan.lines.iter().map(|l| l.value).collect();
        let Some(row) = self.facts.row(unit, period) else { return vec![Value::Missing; roots.len()] };
        let found = self.nodes(&roots, row);
        let value = |node: &NodeId| match found.get(node) {
            Some(Ok(raw)) => Decimal::new(*raw, inner.score_decimals).map_or(Value::Undefined, Value::Number),
            Some(Err(state)) => value_of_state(*state),
            None => Value::Missing,
        };
        roots.iter().map(value).collect()
    }

    /// The score of one item.
    pub fn item(&self, unit: usize, period: usize, item: usize) -> Value {
        let Some(node) = self.inner().plan.items.get(item) else { return Value::Missing };
        self.value_at(*node, self.facts.row(unit, period), self.inner().score_decimals)
    }

    /// The score of one category.
    pub fn category(&self, unit: usize, period: usize, category: usize) -> Value {
        let Some(node) = self.inner().plan.categories.get(category) else { return Value::Missing };
        self.value_at(*node, self.facts.row(unit, period), self.inner().score_decimals)
    }

    /// The total, vetoes included where they change it.
    pub fn total(&self, unit: usize, period: usize) -> Value {
        self.value_at(self.inner().plan.total, self.facts.row(unit, period), self.inner().score_decimals)
    }

    /// The total before vetoes.
    pub fn total_before_vetoes(&self, unit: usize, period: usize) -> Value {
        self.value_at(self.inner().plan.raw_total, self.facts.row(unit, period), self.inner().score_decimals)
    }

    /// The sum of the lines that have a score already: shown while the total is still 待补.
    pub fn known_so_far(&self, unit: usize, period: usize) -> Decimal {
        let known = self.lines(unit, period).into_iter().filter_map(Value::number);
        known.fold(Decimal::ZERO, |sum, value| sum.checked_add(value).unwrap_or(sum))
    }

    /// The rank; 不适用 for a unit that is not ranked.
    pub fn rank(&self, unit: usize, period: usize) -> Value {
        self.value_at(self.inner().plan.rank, self.facts.row(unit, period), 0)
    }

    /// The grade.
    pub fn grade(&self, unit: usize, period: usize) -> GradeResult {
        match self.value_at(self.inner().plan.grade, self.facts.row(unit, period), 0) {
            Value::Number(at) => {
                let name = usize::try_from(at.mantissa()).ok().and_then(|at| self.inner().grades.get(at));
                name.map_or(GradeResult::Ungraded, |name| GradeResult::Grade(name.clone()))
            }
            Value::NotApplicable => GradeResult::Ungraded,
            other => GradeResult::Pending(other),
        }
    }

    /// Whether a veto strikes.
    pub fn vetoed(&self, unit: usize, period: usize, veto: usize) -> Value {
        let Some(node) = self.inner().plan.vetoes.get(veto) else { return Value::Missing };
        self.value_at(*node, self.facts.row(unit, period), 0)
    }

    /// The name of the light of one entry of [`Scheme::lights`]; otherwise why there is none.
    pub fn light(&self, unit: usize, period: usize, light: usize) -> Result<&str, Value> {
        let Some(node) = self.inner().plan.lights.get(light) else { return Err(Value::Missing) };
        match self.value_at(*node, self.facts.row(unit, period), 0) {
            Value::Number(at) => {
                let names = self.inner().lights.get(light).map(|l| l.names.as_slice()).unwrap_or_default();
                let name = usize::try_from(at.mantissa()).ok().and_then(|at| names.get(at));
                name.map(String::as_str).ok_or(Value::Undefined)
            }
            other => Err(other),
        }
    }

    /// One money result.
    pub fn outcome(&self, unit: usize, period: usize, outcome: usize) -> Value {
        let Some(node) = self.inner().plan.outcomes.get(outcome) else { return Value::Missing };
        let decimals = self.inner().outcomes.get(outcome).map_or(0, |o| o.decimals);
        self.value_at(*node, self.facts.row(unit, period), decimals)
    }

    /// A whole column as whole numbers at the score's decimals, when every row holds a number: items.
    pub fn item_column(&self, item: usize) -> Option<&[i64]> {
        self.all_numbers(*self.inner().plan.items.get(item)?)
    }

    /// The column of totals, under the same condition.
    pub fn total_column(&self) -> Option<&[i64]> {
        self.all_numbers(self.inner().plan.total)
    }

    fn all_numbers(&self, node: NodeId) -> Option<&[i64]> {
        let column = self.column(node)?;
        (column.states.is_empty() && column.wide.is_empty()).then_some(column.values.as_slice())
    }

    /// The scores as they would be with these facts changed. Only what the changes touch is computed again.
    pub fn amend(&self, changes: &[Change]) -> Result<Self, FactError> {
        let mut out = self.clone();
        let mut touched: BTreeMap<u32, BTreeSet<usize>> = BTreeMap::new();
        let mut wider = false;
        for change in changes {
            let before = out.facts.ranges.get(change.input).copied();
            out.facts.set_input(change.unit, change.period, change.input, change.value)?;
            wider |= before != out.facts.ranges.get(change.input).copied();
            if let (Some(row), Ok(input)) =
                (out.facts.row(change.unit, change.period), u32::try_from(change.input))
            {
                touched.entry(input).or_default().insert(row);
            }
        }
        if wider {
            out.ranges = Arc::new(node_ranges(&out.facts, &out.tallies));
        }
        let scheme = out.facts.scheme.clone();
        out.rerun(&scheme.0, &touched);
        Ok(out)
    }

    fn rerun(&mut self, inner: &Inner, touched: &BTreeMap<u32, BTreeSet<usize>>) {
        let mut changed: BTreeMap<NodeId, BTreeSet<usize>> = BTreeMap::new();
        for phase in &inner.plan.phases {
            for program in &phase.programs {
                let rows = dirty_rows(program, touched, &changed);
                if !rows.is_empty() {
                    let moved = self.rerun_program(inner, program, &rows);
                    changed.insert(program.root, moved);
                }
            }
            for barrier in &phase.barriers {
                let rows = match inner.plan.graph.op(barrier.of) {
                    Op::Input(input) => touched.get(input),
                    _ => changed.get(&barrier.of),
                };
                let Some(rows) = rows.filter(|r| !r.is_empty()) else { continue };
                let units = self.facts.units().len().max(1);
                let periods: BTreeSet<usize> = rows.iter().map(|row| row / units).collect();
                let Some(old) = self.stored.get(barrier.node as usize).and_then(Clone::clone) else {
                    continue;
                };
                let mut new = old.as_ref().clone();
                let mut moved = BTreeSet::new();
                for period in periods {
                    if let Some(of) = self.column(barrier.of) {
                        let only = period..period + 1;
                        run_barrier(
                            barrier.op,
                            barrier.population,
                            of,
                            &self.facts.class_bits,
                            only,
                            &mut new,
                        );
                    }
                    let rows = period * units..(period + 1) * units;
                    moved.extend(rows.filter(|&r| old.get(r) != new.get(r) || old.state(r) != new.state(r)));
                }
                self.put(barrier.node, Arc::new(new));
                changed.insert(barrier.node, moved);
            }
        }
    }

    /// Runs a program on some rows; returns those whose value is another than before.
    fn rerun_program(&mut self, inner: &Inner, program: &Program, rows: &BTreeSet<usize>) -> BTreeSet<usize> {
        let Some(slot) = self.stored.get_mut(program.root as usize) else { return BTreeSet::new() };
        let Some(old) = slot.take() else { return BTreeSet::new() };
        let mut new = Arc::clone(&old);
        let context = Context {
            graph: &inner.plan.graph,
            inputs: self.facts.columns.iter().map(AsRef::as_ref).collect(),
            tallies: self.tallies.iter().map(AsRef::as_ref).collect(),
            stored: std::mem::take(&mut self.stored),
            classes: &self.facts.class_bits,
            ranges: &self.ranges,
        };
        let prepared = Prepared::new(&context, program);
        let mut pools = Pools::default();
        for part in stretches(rows, self.facts.units().len().max(1)) {
            run(&context, &prepared, part, Arc::make_mut(&mut new), &mut pools);
        }
        self.stored = context.stored;
        let moved = rows
            .iter()
            .copied()
            .filter(|&r| old.get(r) != new.get(r) || old.state(r) != new.state(r))
            .collect();
        self.put(program.root, new);
        moved
    }
}

fn run_in_place(
    context: &mut Context<'_>,
    program: &Prepared<'_>,
    rows: std::ops::Range<usize>,
    pools: &mut Pools,
) {
    let at = program.root() as usize;
    let Some(mut column) = context.stored.get_mut(at).and_then(Option::take) else { return };
    run(context, program, rows, Arc::make_mut(&mut column), pools);
    if let Some(slot) = context.stored.get_mut(at) {
        *slot = Some(column);
    }
}

/// Few rows one by one; many rows of a period as one stretch, which is quicker than each apart.
fn stretches(rows: &BTreeSet<usize>, units: usize) -> Vec<std::ops::Range<usize>> {
    const MANY: usize = 16;
    if rows.len() <= MANY {
        return rows.iter().map(|&row| row..row + 1).collect();
    }
    let mut out: Vec<std::ops::Range<usize>> = Vec::new();
    for &row in rows {
        match out.last_mut().filter(|last| last.start / units == row / units) {
            Some(last) => last.end = row + 1,
            None => out.push(row..row + 1),
        }
    }
    out
}

/// The rows on which something the program reads has changed.
fn dirty_rows(
    program: &Program,
    touched: &BTreeMap<u32, BTreeSet<usize>>,
    changed: &BTreeMap<NodeId, BTreeSet<usize>>,
) -> BTreeSet<usize> {
    let mut rows = BTreeSet::new();
    for column in &program.columns {
        let found = match column {
            ColRef::Input(input) => touched.get(input),
            ColRef::Stored(node) => changed.get(node),
            ColRef::Tally(_) => None,
        };
        rows.extend(found.into_iter().flatten().copied());
    }
    rows
}
