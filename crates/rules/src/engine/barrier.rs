//! Values over a population: the units of one period, or those of one class in it.

use super::column::Column;
use crate::ast::{Population, Ties};
use crate::plan::{GroupOp, State};
use std::collections::BTreeMap;

/// Runs one barrier over the rows of `periods` periods of `classes.len()` units each.
///
/// Ranks, counts and sums of the known take those who have a number. Sums, greatest and least values are only known when
/// nobody concerned is still to report; who has no such task is not concerned.
pub(crate) fn run_barrier(
    op: GroupOp,
    population: Population,
    of: &Column,
    classes: &[u64],
    periods: std::ops::Range<usize>,
    out: &mut Column,
) {
    let units = classes.len();
    let mut scratch = Scratch::default();
    for period in periods {
        let rows = period * units..(period + 1) * units;
        match population {
            Population::Everyone => one(op, of, &rows.collect::<Vec<_>>(), out, &mut scratch),
            Population::SameClass => {
                let mut groups: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
                for (row, class) in rows.zip(classes) {
                    groups.entry(*class).or_default().push(row);
                }
                for members in groups.values() {
                    one(op, of, members, out, &mut scratch);
                }
            }
        }
    }
}

/// Memory that is used again from group to group.
#[derive(Default)]
struct Scratch {
    known: Vec<(i128, usize)>,
    small: Vec<(i64, usize)>,
    counts: Vec<u32>,
}

fn one(op: GroupOp, of: &Column, members: &[usize], out: &mut Column, scratch: &mut Scratch) {
    match op {
        GroupOp::RankDown(ties) => rank(of, members, out, ties, true, scratch),
        GroupOp::RankUp(ties) => rank(of, members, out, ties, false, scratch),
        GroupOp::Sum | GroupOp::SumKnown | GroupOp::Count | GroupOp::Max | GroupOp::Min => {
            let gap = members.iter().map(|&row| of.state(row)).filter(|s| *s > State::NotApplicable).max();
            let whole = matches!(op, GroupOp::Sum | GroupOp::Max | GroupOp::Min);
            let result = match gap {
                Some(state) if whole => Err(state),
                _ => statistic(op, members.iter().filter_map(|&row| of.get(row))),
            };
            for &row in members {
                out.set(row, result);
            }
        }
    }
}

fn statistic(op: GroupOp, mut values: impl Iterator<Item = i128>) -> Result<i128, State> {
    match op {
        GroupOp::Count => i128::try_from(values.count()).or(Err(State::Undefined)),
        GroupOp::Max => values.max().ok_or(State::Missing),
        GroupOp::Min => values.min().ok_or(State::Missing),
        _ => {
            let mut sum = values.next().ok_or(State::Missing)?;
            for value in values {
                sum = sum.checked_add(value).ok_or(State::Undefined)?;
            }
            Ok(sum)
        }
    }
}

fn rank(of: &Column, members: &[usize], out: &mut Column, ties: Ties, down: bool, scratch: &mut Scratch) {
    if of.wide.is_empty() && rank_small(of, members, out, ties, down, scratch) {
        return;
    }
    scratch.known.clear();
    for &row in members {
        match of.get(row) {
            Some(value) => scratch.known.push((value, row)),
            None => out.set(row, Err(of.state(row))),
        }
    }
    scratch.known.sort_unstable_by(|a, b| if down { b.cmp(a) } else { a.cmp(b) });
    let (mut place, mut last) = (0_i128, None);
    for (at, &(value, row)) in (1..).zip(&scratch.known) {
        if last != Some(value) {
            place = if ties == Ties::Dense { place + 1 } else { at };
            last = Some(value);
        }
        out.set(row, Ok(place));
    }
}

/// Scores are small numbers: counting how many hold each value ranks them without sorting. False where values lie too far apart.
fn rank_small(
    of: &Column,
    members: &[usize],
    out: &mut Column,
    ties: Ties,
    down: bool,
    scratch: &mut Scratch,
) -> bool {
    let Scratch { small, counts, .. } = scratch;
    small.clear();
    let (mut low, mut high) = (i64::MAX, i64::MIN);
    for &row in members {
        if of.states.get(row).is_none_or(|&s| s == 0) {
            let value = of.values.get(row).copied().unwrap_or(0);
            low = low.min(value);
            high = high.max(value);
            small.push((value, row));
        }
    }
    let width = i128::from(high) - i128::from(low) + 1;
    let room = i128::try_from(members.len()).unwrap_or(i128::MAX).saturating_mul(16).max(4096);
    if !small.is_empty() && width > room {
        return false;
    }
    if small.len() < members.len() {
        for &row in members.iter().filter(|&&row| of.state(row) != State::Number) {
            out.set(row, Err(of.state(row)));
        }
    }
    let Ok(width) = usize::try_from(width.max(0)) else { return false };
    counts.clear();
    counts.resize(width, 0);
    let slot = |value: i64| {
        let distance = if down { high.abs_diff(value) } else { value.abs_diff(low) };
        usize::try_from(distance).unwrap_or(usize::MAX)
    };
    for &(value, _) in small.iter() {
        if let Some(count) = counts.get_mut(slot(value)) {
            *count += 1;
        }
    }
    // From how many hold each value to the place of its first.
    let mut before = 0_u32;
    for count in counts.iter_mut().filter(|c| **c > 0) {
        let here = if ties == Ties::Dense { 1 } else { *count };
        *count = before + 1;
        before += here;
    }
    for &(value, row) in small.iter() {
        let place = counts.get(slot(value)).copied().unwrap_or(0);
        if let Some(target) = out.values.get_mut(row) {
            *target = i64::from(place);
        }
        if let Some(state) = out.states.get_mut(row) {
            *state = 0;
        }
    }
    true
}
