//! Runs programs over ranges of rows.

mod apply;

use super::column::Column;
use super::exact::exact_row;
use super::kernel::{Reciprocal, View, choose, compare, map};
use super::lanes::Lane;
use super::range::Range;
use crate::calendar::months_late;
use crate::plan::{Code, ColRef, Graph, Instr, NodeId, Op, Program, Src, State};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What programs read.
pub(crate) struct Context<'a> {
    pub(crate) graph: &'a Graph,
    pub(crate) inputs: Vec<&'a Column>,
    pub(crate) tallies: Vec<&'a Column>,
    /// Columns of stored nodes.
    pub(crate) stored: Vec<Option<std::sync::Arc<Column>>>,
    /// The class of each unit, as one bit.
    pub(crate) classes: &'a [u64],
    pub(crate) ranges: &'a [Range],
}

impl<'a> Context<'a> {
    pub(super) fn column(&self, at: ColRef) -> Option<&Column> {
        match at {
            ColRef::Input(i) => self.inputs.get(i as usize).copied(),
            ColRef::Tally(i) => self.tallies.get(i as usize).copied(),
            ColRef::Stored(id) => self.stored.get(id as usize).and_then(|c| c.as_deref()),
        }
    }

    fn range(&self, id: NodeId) -> Range {
        self.ranges.get(id as usize).copied().unwrap_or(Range { low: i128::MIN, high: i128::MAX })
    }

    fn class_bits(&self, rows: &std::ops::Range<usize>) -> &'a [u64] {
        let units = self.classes.len().max(1);
        let from = rows.start % units;
        self.classes.get(from..from + rows.len()).unwrap_or_default()
    }
}

/// How many rows are worked on at a time: the registers of a program stay in the near caches.
pub(crate) const CHUNK: usize = 1024;

/// A program with what the data at hand decide: the width of its arithmetic and its divisions by constants.
pub(crate) struct Prepared<'p> {
    program: &'p Program,
    narrow: bool,
    reciprocals: Vec<Option<Reciprocal>>,
}

impl<'p> Prepared<'p> {
    pub(crate) fn new(context: &Context<'_>, program: &'p Program) -> Self {
        let fits = |id: NodeId| context.range(id).fits_narrow();
        let narrow = fits(program.root)
            && program.code.iter().all(|instr| {
                let mut all = fits(instr.node);
                let mut open = vec![instr.node];
                // Nodes computed inside this instruction must fit, too.
                while let Some(id) = open.pop() {
                    context.graph.reads(id, |read| {
                        all &= fits(read);
                        let inner = matches!(context.graph.op(read), Op::Select(..) | Op::Cmp(..));
                        if inner && !matches!(instr.code, Code::Own) {
                            open.push(read);
                        }
                    });
                }
                all
            });
        let reciprocals = program.code.iter().map(|instr| reciprocal(context, instr)).collect();
        Self { program, narrow, reciprocals }
    }

    pub(crate) const fn root(&self) -> NodeId {
        self.program.root
    }
}

/// Division by a constant, when the dividend is never below zero, becomes multiplication.
fn reciprocal(context: &Context<'_>, instr: &Instr) -> Option<Reciprocal> {
    let Op::Div(a, b, mode) = context.graph.op(instr.node) else { return None };
    let Op::Const(divisor) = context.graph.op(*b) else { return None };
    Reciprocal::new(*divisor, *mode, context.range(*a))
}

/// Registers that are used again from chunk to chunk.
#[derive(Default)]
pub(crate) struct Pools {
    narrow: Pool<i64>,
    wide: Pool<i128>,
}

#[derive(Default)]
struct Pool<T> {
    values: Vec<Vec<T>>,
    states: Vec<Vec<u8>>,
}

/// Runs a program over `rows`, which lie within one period, and stores the root in `out`.
pub(crate) fn run(
    context: &Context<'_>,
    prepared: &Prepared<'_>,
    rows: std::ops::Range<usize>,
    out: &mut Column,
    pools: &mut Pools,
) {
    if prepared.narrow {
        Machine::new(context, prepared, &mut pools.narrow).store(rows, out);
    } else {
        Machine::new(context, prepared, &mut pools.wide).store(rows, out);
    }
}

/// Runs a program without register reuse on one row and returns the value of every root.
pub(crate) fn run_keeping(
    context: &Context<'_>,
    program: &Program,
    row: usize,
) -> BTreeMap<NodeId, Result<i128, State>> {
    let prepared = Prepared { program, narrow: false, reciprocals: Vec::new() };
    let mut pool = Pool::default();
    let mut machine: Machine<'_, '_, i128> = Machine::new(context, &prepared, &mut pool);
    machine.run(row..row + 1);
    program.results.iter().map(|&(node, src)| (node, machine.at(src, 0))).collect()
}

/// The registers of one run.
struct Machine<'c, 'a, T: Lane> {
    context: &'c Context<'a>,
    prepared: &'c Prepared<'c>,
    pool: &'c mut Pool<T>,
    columns: Vec<Cow<'c, [T]>>,
    column_states: Vec<&'c [u8]>,
    constants: Vec<T>,
    rows: usize,
}

impl<'c, 'a, T: Lane> Machine<'c, 'a, T> {
    fn new(context: &'c Context<'a>, prepared: &'c Prepared<'c>, pool: &'c mut Pool<T>) -> Self {
        let registers = usize::from(prepared.program.registers);
        if pool.values.len() < registers {
            pool.values.resize_with(registers, Vec::new);
            pool.states.resize_with(registers, Vec::new);
        }
        Self {
            context,
            prepared,
            pool,
            columns: Vec::with_capacity(prepared.program.columns.len()),
            column_states: Vec::with_capacity(prepared.program.columns.len()),
            constants: prepared.program.constants.iter().map(|&c| T::from_wide(c)).collect(),
            rows: 0,
        }
    }

    fn store(&mut self, rows: std::ops::Range<usize>, out: &mut Column) {
        let mut from = rows.start;
        while from < rows.end {
            let to = rows.end.min(from + CHUNK);
            if !self.run_direct(from..to, out) {
                self.run(from..to);
                self.write(from, out);
            }
            from = to;
        }
    }

    /// The last instruction writes into the column itself, where widths allow. False where they do not: nothing was done.
    fn run_direct(&mut self, rows: std::ops::Range<usize>, out: &mut Column) -> bool {
        let prepared = self.prepared;
        let Some((last, before)) = prepared.program.code.split_last() else { return false };
        if !out.wide.is_empty() || prepared.program.result != Src::Reg(last.to) {
            return false;
        }
        let Some(target) = out.values.get_mut(rows.clone()).and_then(T::direct) else { return false };
        self.rows = rows.len();
        self.load(&rows);
        for (at, instr) in before.iter().enumerate() {
            self.step(at, instr, &rows);
        }
        let mut states = Vec::new();
        self.execute(before.len(), last, &rows, target, &mut states);
        out.write_states(rows.start, rows.len(), &states);
        true
    }

    fn write(&self, from: usize, out: &mut Column) {
        let result = self.prepared.program.result;
        let (view, states) = (self.view(result), self.states_of(result));
        if !T::WATCHED && out.wide.is_empty() {
            if let Some(target) = out.values.get_mut(from..from + self.rows) {
                match view {
                    View::Many(values) => T::narrow_into(values, target),
                    View::One(value) => target.fill(i64::from_wide(value.to_wide())),
                }
            }
            out.write_states(from, self.rows, states);
            return;
        }
        for i in 0..self.rows {
            let value = match self.at(result, i) {
                // Perhaps only too long for 128 bits on the way.
                Err(State::Undefined) => exact_row(self.context, self.prepared.program, from + i),
                known => known,
            };
            out.set(from + i, value);
        }
    }

    fn at(&self, src: Src, i: usize) -> Result<i128, State> {
        match self.states_of(src).get(i).map_or(State::Number, |&raw| State::from_u8(raw)) {
            State::Number => Ok(self.view(src).get(i).to_wide()),
            state => Err(state),
        }
    }

    fn run(&mut self, rows: std::ops::Range<usize>) {
        self.rows = rows.len();
        self.load(&rows);
        let prepared = self.prepared;
        for (at, instr) in prepared.program.code.iter().enumerate() {
            self.step(at, instr, &rows);
        }
    }

    fn load(&mut self, rows: &std::ops::Range<usize>) {
        self.columns.clear();
        self.column_states.clear();
        let context = self.context;
        for &at in &self.prepared.program.columns {
            let Some(column) = context.column(at) else {
                self.columns.push(Cow::Owned(vec![T::default(); rows.len()]));
                self.column_states.push(&[]);
                continue;
            };
            let values = column.values.get(rows.clone()).unwrap_or_default();
            let wide = column.wide.get(rows.clone()).unwrap_or_default();
            self.columns.push(T::view(values, wide));
            let states = column.states.get(rows.clone()).unwrap_or_default();
            let all_numbers = states.iter().all(|&s| s == 0);
            self.column_states.push(if all_numbers { &[] } else { states });
        }
    }

    fn view(&self, src: Src) -> View<'_, T> {
        match src {
            Src::Reg(i) => {
                View::Many(self.pool.values.get(usize::from(i)).map(Vec::as_slice).unwrap_or_default())
            }
            Src::Col(i) => {
                View::Many(self.columns.get(usize::from(i)).map(AsRef::as_ref).unwrap_or_default())
            }
            Src::Const(i) => View::One(self.constants.get(usize::from(i)).copied().unwrap_or_default()),
        }
    }

    fn states_of(&self, src: Src) -> &[u8] {
        match src {
            Src::Reg(i) => self.pool.states.get(usize::from(i)).map(Vec::as_slice).unwrap_or_default(),
            Src::Col(i) => self.column_states.get(usize::from(i)).copied().unwrap_or_default(),
            Src::Const(_) => &[],
        }
    }

    fn step(&mut self, at: usize, instr: &Instr, rows: &std::ops::Range<usize>) {
        let to = usize::from(instr.to);
        let mut out = self.pool.values.get_mut(to).map(std::mem::take).unwrap_or_default();
        let mut states = self.pool.states.get_mut(to).map(std::mem::take).unwrap_or_default();
        out.resize(self.rows, T::default());
        states.clear();
        self.execute(at, instr, rows, &mut out, &mut states);
        if let Some(slot) = self.pool.values.get_mut(to) {
            *slot = out;
        }
        if let Some(slot) = self.pool.states.get_mut(to) {
            *slot = states;
        }
    }

    fn execute(
        &self,
        at: usize,
        instr: &Instr,
        rows: &std::ops::Range<usize>,
        out: &mut [T],
        states: &mut Vec<u8>,
    ) {
        match &instr.code {
            Code::Own => self.apply(at, instr, rows, out, states),
            Code::Choose(choice) => {
                let (a, b) = (source(instr, 0), source(instr, 1));
                choose(out, choice, self.view(a), self.view(b));
                if choice.then != choice.other {
                    self.merge(&[a, b], states);
                }
            }
            Code::Sum(parts) => self.sum(instr, parts, out, states),
        }
    }

    fn apply(
        &self,
        at: usize,
        instr: &Instr,
        rows: &std::ops::Range<usize>,
        out: &mut [T],
        states: &mut Vec<u8>,
    ) {
        let (a, b) = (source(instr, 0), source(instr, 1));
        let truth = |yes: bool| T::from_wide(i128::from(yes));
        match self.context.graph.op(instr.node) {
            Op::Add(..) => self.watched(a, b, out, states, T::add),
            Op::Sub(..) => self.watched(a, b, out, states, T::sub),
            Op::Mul(..) => self.watched(a, b, out, states, T::mul),
            Op::Min(..) => self.plain(a, b, out, states, T::smaller),
            Op::Max(..) => self.plain(a, b, out, states, T::larger),
            Op::Div(_, _, mode) => self.divide(at, a, b, out, states, *mode),
            Op::Months(..) => self.plain(a, b, out, states, |x, y| {
                let day = |v: T| i64::try_from(v.to_wide()).unwrap_or(0).clamp(-4_000_000, 4_000_000);
                T::from_wide(i128::from(months_late(day(x), day(y))))
            }),
            Op::Cmp(cmp, ..) => {
                compare(out, *cmp, self.view(a), self.view(b));
                self.merge(&[a, b], states);
            }
            Op::And(..) => self.logic(a, b, out, states, false),
            Op::Or(..) => self.logic(a, b, out, states, true),
            Op::Not(_) => {
                map(out, self.view(a), |x| truth(x == T::default()));
                states.extend_from_slice(self.states_of(a));
            }
            Op::Is(_, state) => {
                let state = *state as u8;
                out.fill(truth(state == 0));
                for (slot, &found) in out.iter_mut().zip(self.states_of(a)) {
                    *slot = truth(found == state);
                }
            }
            Op::Class(mask) => {
                let bits = self.context.class_bits(rows);
                for (slot, bit) in out.iter_mut().zip(bits) {
                    *slot = truth(bit & mask != 0);
                }
            }
            Op::Select(..) => self.select(a, b, source(instr, 2), out, states),
            Op::Guard(_, _, state) => self.guard(a, b, out, states, *state),
            // Totals are sums; leaves are columns and never instructions.
            Op::Total(_) | Op::Input(_) | Op::Tally(_) | Op::Const(_) | Op::Group(..) => {}
        }
    }
}

fn source(instr: &Instr, n: usize) -> Src {
    instr.from.get(n).copied().unwrap_or(Src::Const(0))
}
