//! Values over a population: the units of one period, or those of one class in it.

use super::column::Column;
use crate::ast::{Population, Ties};
use crate::plan::{GroupOp, State};
use std::collections::BTreeMap;

/// Runs one barrier over the rows of `periods` periods of `classes.len()` units each.
/// Only rows that hold a number take part. The result holds the state of the source where the row itself has none to be ranked.
pub(crate) fn run_barrier(
    op: GroupOp,
    population: Population,
    of: &Column,
    classes: &[u64],
    periods: std::ops::Range<usize>,
    out: &mut Column,
) {
    let units = classes.len();
    for period in periods {
        let rows = period * units..(period + 1) * units;
        match population {
            Population::Everyone => one(op, of, &rows.collect::<Vec<_>>(), out),
            Population::SameClass => {
                let mut groups: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
                for (row, class) in rows.zip(classes) {
                    groups.entry(*class).or_default().push(row);
                }
                for members in groups.values() {
                    one(op, of, members, out);
                }
            }
        }
    }
}

fn one(op: GroupOp, of: &Column, members: &[usize], out: &mut Column) {
    let mut known: Vec<(i128, usize)> = members.iter().filter_map(|&row| Some((of.get(row)?, row))).collect();
    match op {
        GroupOp::RankDown(ties) => {
            known.sort_unstable_by(|a, b| b.cmp(a));
            rank(&known, ties, of, members, out);
        }
        GroupOp::RankUp(ties) => {
            known.sort_unstable();
            rank(&known, ties, of, members, out);
        }
        GroupOp::Sum | GroupOp::SumKnown | GroupOp::Count | GroupOp::Max | GroupOp::Min => {
            let gap = members.iter().map(|&row| of.state(row)).filter(|s| *s > State::NotApplicable).max();
            let whole = matches!(op, GroupOp::Sum | GroupOp::Max | GroupOp::Min);
            let result = match gap {
                Some(state) if whole => Err(state),
                _ => statistic(op, &known),
            };
            for &row in members {
                out.set(row, result);
            }
        }
    }
}

fn statistic(op: GroupOp, known: &[(i128, usize)]) -> Result<i128, State> {
    let values = known.iter().map(|&(value, _)| value);
    match op {
        GroupOp::Count => i128::try_from(known.len()).map_err(|_| State::Undefined),
        GroupOp::Max => values.max().ok_or(State::Missing),
        GroupOp::Min => values.min().ok_or(State::Missing),
        _ => {
            if known.is_empty() {
                return Err(State::Missing);
            }
            let mut sum = 0_i128;
            for value in values {
                sum = sum.checked_add(value).ok_or(State::Undefined)?;
            }
            Ok(sum)
        }
    }
}

fn rank(sorted: &[(i128, usize)], ties: Ties, of: &Column, members: &[usize], out: &mut Column) {
    for &row in members {
        if of.state(row) != State::Number {
            out.set(row, Err(of.state(row)));
        }
    }
    let (mut place, mut last) = (0_i128, None);
    for (at, &(value, row)) in (1..).zip(sorted) {
        if last != Some(value) {
            place = if ties == Ties::Dense { place + 1 } else { at };
            last = Some(value);
        }
        out.set(row, Ok(place));
    }
}
