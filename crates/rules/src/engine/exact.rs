//! One row in whole numbers of any length, for the rows that 128 bits cannot hold: a sum of many rates has the product of their
//! targets under it before it is rounded.

use super::exec::Context;
use super::lanes::compare;
use crate::calendar::months_late;
use crate::plan::{ColRef, DivMode, NodeId, Op, Program, State};
use num_bigint::{BigInt, Sign};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

type Cell = Result<BigInt, State>;

/// The root of a program on one row. A result that is itself beyond 128 bits has no meaning as a score.
pub(super) fn exact_row(context: &Context<'_>, program: &Program, row: usize) -> Result<i128, State> {
    let stored: BTreeSet<NodeId> = program
        .columns
        .iter()
        .filter_map(|c| match c {
            ColRef::Stored(id) => Some(*id),
            ColRef::Input(_) | ColRef::Tally(_) => None,
        })
        .collect();
    let mut cells: BTreeMap<NodeId, Cell> = BTreeMap::new();
    let mut needed = BTreeSet::new();
    let mut open = vec![program.root];
    while let Some(id) = open.pop() {
        if needed.insert(id) && !stored.contains(&id) {
            context.graph.reads(id, |read| open.push(read));
        }
    }
    // Ascending ids are a topological order.
    for id in needed {
        let cell = if stored.contains(&id) {
            column(context, ColRef::Stored(id), row)
        } else {
            operation(context, id, row, &cells)
        };
        cells.insert(id, cell);
    }
    let root = cells.remove(&program.root).unwrap_or(Err(State::Undefined))?;
    i128::try_from(&root).or(Err(State::Undefined))
}

fn column(context: &Context<'_>, at: ColRef, row: usize) -> Cell {
    let column = context.column(at).ok_or(State::Undefined)?;
    column.get(row).map(BigInt::from).ok_or(column.state(row))
}

fn operation(context: &Context<'_>, id: NodeId, row: usize, cells: &BTreeMap<NodeId, Cell>) -> Cell {
    let at = |id: &NodeId| cells.get(id).cloned().unwrap_or(Err(State::Undefined));
    let truth = |yes: bool| Ok(BigInt::from(u8::from(yes)));
    match context.graph.op(id) {
        Op::Input(column_at) => column(context, ColRef::Input(*column_at), row),
        Op::Tally(column_at) => column(context, ColRef::Tally(*column_at), row),
        Op::Group(..) => column(context, ColRef::Stored(id), row),
        Op::Const(value) => Ok(BigInt::from(*value)),
        Op::Add(a, b) => both(at(a), at(b), |x, y| x + y),
        Op::Sub(a, b) => both(at(a), at(b), |x, y| x - y),
        Op::Mul(a, b) => both(at(a), at(b), |x, y| x * y),
        Op::Min(a, b) => both(at(a), at(b), std::cmp::Ord::min),
        Op::Max(a, b) => both(at(a), at(b), std::cmp::Ord::max),
        Op::Div(a, b, mode) => both(at(a), at(b), |x, y| divide(&x, &y, *mode)),
        Op::Months(a, b) => both(at(a), at(b), |x, y| {
            let day = |v: &BigInt| i64::try_from(v).unwrap_or(0).clamp(-4_000_000, 4_000_000);
            BigInt::from(months_late(day(&x), day(&y)))
        }),
        Op::Cmp(cmp, a, b) => both(at(a), at(b), |x, y| BigInt::from(u8::from(compare(*cmp, &x, &y)))),
        Op::And(a, b) => logic(at(a), at(b), false),
        Op::Or(a, b) => logic(at(a), at(b), true),
        Op::Not(a) => at(a).map(|x| BigInt::from(u8::from(is_zero(&x)))),
        Op::Is(a, state) => truth(at(a).err().unwrap_or(State::Number) == *state),
        Op::Class(mask) => {
            let units = context.classes.len().max(1);
            truth(context.classes.get(row % units).is_some_and(|bit| bit & mask != 0))
        }
        Op::Select(c, a, b) => select(at(c), at(a), at(b)),
        Op::Guard(c, a, state) => match (at(c), at(a)) {
            (Ok(holds), _) if is_zero(&holds) => Err(*state),
            (Ok(_), value) => value,
            (Err(unknown), value) => Err(value.err().map_or(unknown, |own| own.max(unknown))),
        },
        Op::Total(parts) => total(parts.iter().map(at)),
    }
}

fn is_zero(value: &BigInt) -> bool {
    value.sign() == Sign::NoSign
}

fn both(a: Cell, b: Cell, f: impl FnOnce(BigInt, BigInt) -> BigInt) -> Cell {
    match (a, b) {
        (Ok(a), Ok(b)) => Ok(f(a, b)),
        (Err(a), Err(b)) => Err(a.max(b)),
        (Err(state), Ok(_)) | (Ok(_), Err(state)) => Err(state),
    }
}

/// Three-valued: `false and unknown` is false, `true or unknown` is true.
fn logic(a: Cell, b: Cell, or: bool) -> Cell {
    let decides = |cell: &Cell| cell.as_ref().is_ok_and(|x| is_zero(x) != or);
    if decides(&a) || decides(&b) {
        return Ok(BigInt::from(u8::from(or)));
    }
    both(a, b, |x, y| if or { x.max(y) } else { x.min(y) })
}

fn select(test: Cell, a: Cell, b: Cell) -> Cell {
    match test {
        Ok(test) if is_zero(&test) => b,
        Ok(_) => a,
        // An unknown test does not matter where both ways lead to the same number.
        Err(_) if a.is_ok() && a == b => a,
        Err(state) => Err(state),
    }
}

fn total(parts: impl Iterator<Item = Cell>) -> Cell {
    let mut sum: Cell = Err(State::NotApplicable);
    for part in parts {
        sum = match (sum, part) {
            (sum, Err(State::NotApplicable)) => sum,
            (Err(State::NotApplicable), part) => part,
            (sum, part) => both(sum, part, |x, y| x + y),
        };
    }
    sum
}

fn divide(a: &BigInt, b: &BigInt, mode: DivMode) -> BigInt {
    if b.sign() != Sign::Plus {
        return BigInt::from(0);
    }
    let (quotient, rest) = (a / b, a % b);
    let below = a.sign() == Sign::Minus;
    let twice: BigInt = BigInt::from(rest.magnitude().clone()) * 2_u8;
    let half = twice.cmp(b);
    let away = match mode {
        DivMode::Truncate => false,
        DivMode::Floor => below && !is_zero(&rest),
        DivMode::Ceil => !below && !is_zero(&rest),
        DivMode::HalfUp => half != Ordering::Less,
        DivMode::HalfEven => half == Ordering::Greater || (half == Ordering::Equal && quotient.bit(0)),
    };
    match (away, below) {
        (false, _) => quotient,
        (true, true) => quotient - 1,
        (true, false) => quotient + 1,
    }
}
