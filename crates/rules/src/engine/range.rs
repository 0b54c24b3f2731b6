//! Range analysis: how large each node can become with the data at hand, which decides the width of the arithmetic.

use crate::plan::{Cmp, Graph, GroupOp, NodeId, Op};

/// The least and greatest value of a node, zero included where some row holds no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Range {
    pub(crate) low: i128,
    pub(crate) high: i128,
}

/// Beyond this a range is only known to be large.
const HUGE: i128 = i128::MAX / 4;

impl Range {
    pub(crate) const fn point(value: i128) -> Self {
        Self { low: value, high: value }
    }

    pub(crate) fn hull(self, other: Self) -> Self {
        Self { low: self.low.min(other.low), high: self.high.max(other.high) }
    }

    fn clamped(low: i128, high: i128) -> Self {
        Self { low: low.clamp(-HUGE, HUGE), high: high.clamp(-HUGE, HUGE) }
    }

    /// Whether 64 bits hold it, with the head room that rounding takes.
    pub(crate) fn fits_narrow(self) -> bool {
        let bound = i128::from(i64::MAX / 4);
        self.low >= -bound && self.high <= bound
    }
}

/// The range of every node, given those of the inputs and tallies. `members` is the size of the largest population.
pub(crate) fn ranges(graph: &Graph, inputs: &[Range], tallies: &[Range], members: usize) -> Vec<Range> {
    let mut out: Vec<Range> = Vec::with_capacity(graph.ops.len());
    for op in &graph.ops {
        let at = |id: NodeId| out.get(id as usize).copied().unwrap_or(Range::point(0));
        let members = i128::try_from(members).unwrap_or(i128::MAX);
        let truth = Range { low: 0, high: 1 };
        let zero = Range::point(0);
        let range = match op {
            Op::Input(column) => inputs.get(*column as usize).copied().unwrap_or(zero),
            Op::Tally(column) => tallies.get(*column as usize).copied().unwrap_or(zero),
            Op::Const(value) => Range::point(*value),
            Op::Add(a, b) => {
                Range::clamped(at(*a).low.saturating_add(at(*b).low), at(*a).high.saturating_add(at(*b).high))
            }
            Op::Sub(a, b) => {
                Range::clamped(at(*a).low.saturating_sub(at(*b).high), at(*a).high.saturating_sub(at(*b).low))
            }
            Op::Mul(a, b) => product(at(*a), at(*b)),
            Op::Min(a, b) => Range { low: at(*a).low.min(at(*b).low), high: at(*a).high.min(at(*b).high) }
                .hull_if_crossed(zero),
            Op::Max(a, b) => Range { low: at(*a).low.max(at(*b).low), high: at(*a).high.max(at(*b).high) }
                .hull_if_crossed(zero),
            Op::Months(..) => Range { low: 0, high: 300_000 },
            Op::Div(a, b, _) => quotient(at(*a), at(*b)),
            Op::Cmp(Cmp::Ge | Cmp::Le | Cmp::Gt | Cmp::Lt | Cmp::Eq | Cmp::Ne, _, _)
            | Op::And(..)
            | Op::Or(..)
            | Op::Not(_)
            | Op::Class(_)
            | Op::Is(..) => truth,
            Op::Select(_, a, b) => at(*a).hull(at(*b)),
            Op::Guard(_, a, _) => at(*a).hull(zero),
            Op::Total(parts) => parts.iter().fold(zero, |sum, &part| {
                let part = at(part).hull(zero);
                Range::clamped(sum.low.saturating_add(part.low), sum.high.saturating_add(part.high))
            }),
            Op::Group(op, _, of) => match op {
                GroupOp::Max | GroupOp::Min => at(*of).hull(zero),
                GroupOp::Count | GroupOp::RankDown(_) | GroupOp::RankUp(_) => Range { low: 0, high: members },
                GroupOp::Sum | GroupOp::SumKnown => {
                    let one = at(*of).hull(zero);
                    Range::clamped(one.low.saturating_mul(members), one.high.saturating_mul(members))
                }
            },
        };
        out.push(range);
    }
    out
}

impl Range {
    fn hull_if_crossed(self, other: Self) -> Self {
        if self.low > self.high { self.hull(other) } else { self }
    }
}

fn product(a: Range, b: Range) -> Range {
    let corners = [
        a.low.saturating_mul(b.low),
        a.low.saturating_mul(b.high),
        a.high.saturating_mul(b.low),
        a.high.saturating_mul(b.high),
    ];
    let low = corners.iter().copied().fold(i128::MAX, i128::min);
    let high = corners.iter().copied().fold(i128::MIN, i128::max);
    Range::clamped(low, high)
}

fn quotient(a: Range, b: Range) -> Range {
    // The divisor is at least 1 wherever it is a number.
    let least = b.low.max(1);
    let widest = a.low.saturating_abs().max(a.high.saturating_abs()) / least + 1;
    let low = if a.low < 0 { -widest } else { 0 };
    let high = if a.high > 0 { widest } else { 1 };
    Range { low, high }
}
