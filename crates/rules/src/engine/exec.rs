//! Runs one program over a range of rows.

use super::column::Column;
use super::lanes::{Lane, compare};
use super::range::Range;
use crate::calendar::months_late;
use crate::plan::{ColRef, DivMode, Graph, Instr, NodeId, Op, Program, Src, State};
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
    fn column(&self, at: ColRef) -> Option<&Column> {
        match at {
            ColRef::Input(i) => self.inputs.get(i as usize).copied(),
            ColRef::Tally(i) => self.tallies.get(i as usize).copied(),
            ColRef::Stored(id) => self.stored.get(id as usize).and_then(|c| c.as_deref()),
        }
    }

    fn narrow(&self, program: &Program) -> bool {
        let fits = |id: NodeId| self.ranges.get(id as usize).is_some_and(|r| r.fits_narrow());
        fits(program.root)
            && program.code.iter().all(|instr| {
                let mut all = fits(instr.node);
                self.graph.reads(instr.node, |read| all &= fits(read));
                all
            })
    }

    fn class_bits(&self, rows: std::ops::Range<usize>) -> &'a [u64] {
        let units = self.classes.len().max(1);
        let from = rows.start % units;
        self.classes.get(from..from + rows.len()).unwrap_or_default()
    }
}

/// How many rows are worked on at a time: the registers of a program stay in the nearest cache.
pub(crate) const CHUNK: usize = 512;

/// Runs `program` over `rows`, which lie within one period, and stores the root in `out`.
pub(crate) fn run(context: &Context<'_>, program: &Program, rows: std::ops::Range<usize>, out: &mut Column) {
    if context.narrow(program) {
        Machine::<i64>::new(context, program).store(rows, out);
    } else {
        Machine::<i128>::new(context, program).store(rows, out);
    }
}

/// Runs a program without register reuse on one row and returns the value of every root.
pub(crate) fn run_keeping(
    context: &Context<'_>,
    program: &Program,
    row: usize,
) -> BTreeMap<NodeId, Result<i128, State>> {
    let mut machine = Machine::<i128>::new(context, program);
    machine.run(row..row + 1);
    program.results.iter().map(|&(node, src)| (node, machine.at(src, 0))).collect()
}

/// The values of an operand.
#[derive(Clone, Copy)]
enum View<'v, T> {
    Many(&'v [T]),
    One(T),
}

impl<T: Lane> View<'_, T> {
    fn get(self, i: usize) -> T {
        match self {
            View::Many(values) => values.get(i).copied().unwrap_or_default(),
            View::One(value) => value,
        }
    }
}

/// The registers of one run.
struct Machine<'c, 'a, T: Lane> {
    context: &'c Context<'a>,
    program: &'c Program,
    values: Vec<Vec<T>>,
    /// Empty where every row of the register is a number.
    states: Vec<Vec<u8>>,
    columns: Vec<Cow<'c, [T]>>,
    column_states: Vec<&'c [u8]>,
    constants: Vec<T>,
    rows: usize,
}

impl<'c, 'a, T: Lane> Machine<'c, 'a, T> {
    fn new(context: &'c Context<'a>, program: &'c Program) -> Self {
        let registers = usize::from(program.registers);
        Self {
            context,
            program,
            values: vec![Vec::new(); registers],
            states: vec![Vec::new(); registers],
            columns: Vec::new(),
            column_states: Vec::new(),
            constants: program.constants.iter().map(|&c| T::from_wide(c)).collect(),
            rows: 0,
        }
    }

    fn store(&mut self, rows: std::ops::Range<usize>, out: &mut Column) {
        let mut from = rows.start;
        while from < rows.end {
            let to = rows.end.min(from + CHUNK);
            self.run(from..to);
            self.write(from, out);
            from = to;
        }
    }

    fn write(&self, from: usize, out: &mut Column) {
        let states = self.states_of(self.program.result);
        let view = self.view(self.program.result);
        if states.is_empty() && out.states.is_empty() && !T::WATCHED {
            if let Some(target) = out.values.get_mut(from..from + self.rows) {
                match view {
                    View::Many(values) => target.iter_mut().zip(values).for_each(|(t, v)| *t = narrow(*v)),
                    View::One(value) => target.fill(narrow(value)),
                }
                return;
            }
        }
        for i in 0..self.rows {
            out.set(from + i, self.at(self.program.result, i));
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
        let program = self.program;
        for instr in &program.code {
            self.step(instr, &rows);
        }
    }

    fn load(&mut self, rows: &std::ops::Range<usize>) {
        self.columns.clear();
        self.column_states.clear();
        let context = self.context;
        for &at in &self.program.columns {
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
            Src::Reg(i) => View::Many(self.values.get(usize::from(i)).map(Vec::as_slice).unwrap_or_default()),
            Src::Col(i) => {
                View::Many(self.columns.get(usize::from(i)).map(AsRef::as_ref).unwrap_or_default())
            }
            Src::Const(i) => View::One(self.constants.get(usize::from(i)).copied().unwrap_or_default()),
        }
    }

    fn states_of(&self, src: Src) -> &[u8] {
        match src {
            Src::Reg(i) => self.states.get(usize::from(i)).map(Vec::as_slice).unwrap_or_default(),
            Src::Col(i) => self.column_states.get(usize::from(i)).copied().unwrap_or_default(),
            Src::Const(_) => &[],
        }
    }

    fn step(&mut self, instr: &Instr, rows: &std::ops::Range<usize>) {
        let to = usize::from(instr.to);
        let mut out = self.values.get_mut(to).map(std::mem::take).unwrap_or_default();
        let mut states = self.states.get_mut(to).map(std::mem::take).unwrap_or_default();
        out.resize(self.rows, T::default());
        states.clear();
        self.apply(instr, rows, &mut out, &mut states);
        if let Some(slot) = self.values.get_mut(to) {
            *slot = out;
        }
        if let Some(slot) = self.states.get_mut(to) {
            *slot = states;
        }
    }

    fn apply(&self, instr: &Instr, rows: &std::ops::Range<usize>, out: &mut [T], states: &mut Vec<u8>) {
        let src = |n: usize| instr.from.get(n).copied().unwrap_or(Src::Const(0));
        let (a, b) = (src(0), src(1));
        let truth = |yes: bool| T::from_wide(i128::from(yes));
        match self.context.graph.op(instr.node) {
            Op::Add(..) => self.watched(a, b, out, states, T::add),
            Op::Sub(..) => self.watched(a, b, out, states, T::sub),
            Op::Mul(..) => self.watched(a, b, out, states, T::mul),
            Op::Min(..) => self.plain(a, b, out, states, T::min),
            Op::Max(..) => self.plain(a, b, out, states, T::max),
            Op::Div(_, _, mode) => self.divide(a, b, out, states, *mode),
            Op::Months(..) => self.plain(a, b, out, states, |x, y| {
                let day = |v: T| i64::try_from(v.to_wide()).unwrap_or(0).clamp(-4_000_000, 4_000_000);
                T::from_wide(i128::from(months_late(day(x), day(y))))
            }),
            Op::Cmp(cmp, ..) => {
                let cmp = *cmp;
                self.plain(a, b, out, states, move |x, y| truth(compare(cmp, x, y)));
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
                let bits = self.context.class_bits(rows.clone());
                for (slot, bit) in out.iter_mut().zip(bits) {
                    *slot = truth(bit & mask != 0);
                }
            }
            Op::Select(..) => self.select(a, b, src(2), out, states),
            Op::Guard(_, _, state) => self.guard(a, b, out, states, *state),
            Op::Total(_) => self.total(&instr.from, out, states),
            // Leaves are columns; they are never instructions.
            Op::Input(_) | Op::Tally(_) | Op::Const(_) | Op::Group(..) => {}
        }
    }

    fn merge(&self, parts: &[Src], states: &mut Vec<u8>) {
        for &part in parts {
            let from = self.states_of(part);
            if from.is_empty() {
                continue;
            }
            if states.is_empty() {
                states.extend_from_slice(from);
            } else {
                states.iter_mut().zip(from).for_each(|(s, f)| *s = (*s).max(*f));
            }
        }
    }

    fn plain(&self, a: Src, b: Src, out: &mut [T], states: &mut Vec<u8>, f: impl Fn(T, T) -> T) {
        map2(out, self.view(a), self.view(b), f);
        self.merge(&[a, b], states);
    }

    fn watched(&self, a: Src, b: Src, out: &mut [T], states: &mut Vec<u8>, f: impl Fn(T, T) -> (T, bool)) {
        if !T::WATCHED {
            return self.plain(a, b, out, states, |x, y| f(x, y).0);
        }
        self.merge(&[a, b], states);
        let (x, y) = (self.view(a), self.view(b));
        for (i, slot) in out.iter_mut().enumerate() {
            let (value, lost) = f(x.get(i), y.get(i));
            *slot = if lost { T::default() } else { value };
            if lost {
                states.resize(self.rows, 0);
                if let Some(state) = states.get_mut(i) {
                    *state = (*state).max(State::Undefined as u8);
                }
            }
        }
    }

    fn divide(&self, a: Src, b: Src, out: &mut [T], states: &mut Vec<u8>, mode: DivMode) {
        match mode {
            DivMode::Floor => map2(out, self.view(a), self.view(b), |x, y| x.div(y, DivMode::Floor)),
            DivMode::HalfUp => map2(out, self.view(a), self.view(b), |x, y| x.div(y, DivMode::HalfUp)),
            _ => map2(out, self.view(a), self.view(b), |x, y| x.div(y, mode)),
        }
        self.merge(&[a, b], states);
    }

    /// Three-valued: `false and unknown` is false, `true or unknown` is true.
    fn logic(&self, a: Src, b: Src, out: &mut [T], states: &mut Vec<u8>, or: bool) {
        let (x, y) = (self.view(a), self.view(b));
        if or {
            map2(out, x, y, T::max)
        } else {
            map2(out, x, y, T::min)
        }
        self.merge(&[a, b], states);
        if states.is_empty() {
            return;
        }
        let (sa, sb) = (self.states_of(a), self.states_of(b));
        let decisive = T::from_wide(i128::from(or));
        for (i, (slot, state)) in out.iter_mut().zip(states.iter_mut()).enumerate() {
            let known = |s: &[u8]| s.get(i).is_none_or(|&s| s == 0);
            if (known(sa) && x.get(i) == decisive) || (known(sb) && y.get(i) == decisive) {
                *slot = decisive;
                *state = 0;
            }
        }
    }

    fn select(&self, c: Src, a: Src, b: Src, out: &mut [T], states: &mut Vec<u8>) {
        let (test, x, y) = (self.view(c), self.view(a), self.view(b));
        let zero = T::default();
        match (test, x, y) {
            (View::Many(c), View::One(x), View::One(y)) => {
                out.iter_mut().zip(c).for_each(|(o, &c)| *o = if c == zero { y } else { x });
            }
            (View::Many(c), View::Many(x), View::One(y)) => {
                out.iter_mut().zip(c).zip(x).for_each(|((o, &c), &x)| *o = if c == zero { y } else { x });
            }
            (View::Many(c), View::Many(x), View::Many(y)) => {
                let rows = out.iter_mut().zip(c).zip(x).zip(y);
                rows.for_each(|(((o, &c), &x), &y)| *o = if c == zero { y } else { x });
            }
            _ => {
                for (i, slot) in out.iter_mut().enumerate() {
                    *slot = if test.get(i) == zero { y.get(i) } else { x.get(i) };
                }
            }
        }
        let (sc, sa, sb) = (self.states_of(c), self.states_of(a), self.states_of(b));
        if sc.is_empty() && sa.is_empty() && sb.is_empty() {
            return;
        }
        states.extend((0..self.rows).map(|i| {
            let of = |s: &[u8]| s.get(i).copied().unwrap_or(0);
            // An unknown test does not matter where both ways lead to the same number.
            let same = of(sa) == 0 && of(sb) == 0 && x.get(i) == y.get(i);
            match of(sc) {
                0 if test.get(i) == zero => of(sb),
                0 => of(sa),
                _ if same => 0,
                state => state,
            }
        }));
    }

    fn guard(&self, c: Src, a: Src, out: &mut [T], states: &mut Vec<u8>, state: State) {
        map(out, self.view(a), |x| x);
        self.merge(&[c, a], states);
        let test = self.view(c);
        let holds = |i: usize| test.get(i) != T::default();
        if (0..self.rows).all(holds) {
            return;
        }
        states.resize(self.rows, 0);
        let known = self.states_of(c);
        for (i, slot) in states.iter_mut().enumerate() {
            if !holds(i) && known.get(i).is_none_or(|&s| s == 0) {
                *slot = state as u8;
            }
        }
    }

    fn total(&self, parts: &[Src], out: &mut [T], states: &mut Vec<u8>) {
        out.fill(T::default());
        if parts.iter().all(|&p| self.states_of(p).is_empty()) && !T::WATCHED {
            for &part in parts {
                match self.view(part) {
                    View::Many(values) => out.iter_mut().zip(values).for_each(|(o, &v)| *o = o.add(v).0),
                    View::One(value) => out.iter_mut().for_each(|o| *o = o.add(value).0),
                }
            }
            return;
        }
        states.resize(self.rows, State::NotApplicable as u8);
        for &part in parts {
            let (values, own) = (self.view(part), self.states_of(part));
            for (i, (slot, state)) in out.iter_mut().zip(states.iter_mut()).enumerate() {
                match own.get(i).map_or(State::Number, |&s| State::from_u8(s)) {
                    State::NotApplicable => {}
                    State::Number => {
                        let (sum, lost) = slot.add(values.get(i));
                        *slot = sum;
                        let still = if *state == State::NotApplicable as u8 { 0 } else { *state };
                        *state = if lost { State::Undefined as u8 } else { still };
                    }
                    other => {
                        *state = if *state == State::NotApplicable as u8 {
                            other as u8
                        } else {
                            (*state).max(other as u8)
                        };
                    }
                }
            }
        }
    }
}

fn narrow<T: Lane>(value: T) -> i64 {
    i64::from_wide(value.to_wide())
}

#[inline]
fn map<T: Lane>(out: &mut [T], a: View<'_, T>, f: impl Fn(T) -> T) {
    match a {
        View::Many(a) => out.iter_mut().zip(a).for_each(|(o, &x)| *o = f(x)),
        View::One(x) => out.fill(f(x)),
    }
}

#[inline]
fn map2<T: Lane>(out: &mut [T], a: View<'_, T>, b: View<'_, T>, f: impl Fn(T, T) -> T) {
    match (a, b) {
        (View::Many(a), View::Many(b)) => {
            out.iter_mut().zip(a).zip(b).for_each(|((o, &x), &y)| *o = f(x, y));
        }
        (View::Many(a), View::One(y)) => out.iter_mut().zip(a).for_each(|(o, &x)| *o = f(x, y)),
        (View::One(x), View::Many(b)) => out.iter_mut().zip(b).for_each(|(o, &y)| *o = f(x, y)),
        (View::One(x), View::One(y)) => out.fill(f(x, y)),
    }
}
