//! The plan: one graph of exact integer operations for a whole scheme, evaluated by columns and walked again to explain a score.
//!
//! Every node is a whole number per row. What the number means (scale, denominator, measure) is known statically, in [`Num`];
//! the nodes themselves only add, multiply, compare and divide whole numbers, so nothing is ever approximated.

mod build;
mod phase;

pub(crate) use build::{Builder, gcd};
pub(crate) use phase::{Choice, Code, ColRef, Instr, Part, Phase, Program, Src, phases, program, reachable};

use crate::ast::{Population, Ties};
use crate::number::Rounding;

/// A node of the plan.
pub(crate) type NodeId = u32;

/// Comparisons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Cmp {
    Ge,
    Le,
    Gt,
    Lt,
    Eq,
    Ne,
}

/// How a quotient becomes a whole number. The divisor is always above zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum DivMode {
    Floor,
    Ceil,
    HalfUp,
    HalfEven,
    Truncate,
}

impl From<Rounding> for DivMode {
    fn from(rounding: Rounding) -> Self {
        match rounding {
            Rounding::HalfUp => Self::HalfUp,
            Rounding::HalfEven => Self::HalfEven,
            Rounding::Truncate => Self::Truncate,
        }
    }
}

/// Why a row of a node holds no number. The order is the order of precedence when several meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum State {
    Number = 0,
    NotApplicable = 1,
    Unjudged = 2,
    Missing = 3,
    Undefined = 4,
}

impl State {
    pub(crate) const fn from_u8(raw: u8) -> Self {
        match raw {
            0 => Self::Number,
            1 => Self::NotApplicable,
            2 => Self::Unjudged,
            3 => Self::Missing,
            _ => Self::Undefined,
        }
    }
}

/// What is taken over a population.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum GroupOp {
    /// Sum, Max and Min are only known when everybody concerned has reported.
    Sum,
    /// The sum of those that are known.
    SumKnown,
    /// How many are known.
    Count,
    Max,
    Min,
    /// Place, the greatest first.
    RankDown(Ties),
    /// Place, the smallest first.
    RankUp(Ties),
}

/// One operation. Truth is 1 and 0.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Op {
    /// A column of the facts.
    Input(u32),
    /// A column computed from the records of a ledger: of the n-th tally, 2n the numerators and 2n+1 the denominators.
    Tally(u32),
    Const(i128),
    Add(NodeId, NodeId),
    Sub(NodeId, NodeId),
    Mul(NodeId, NodeId),
    Min(NodeId, NodeId),
    Max(NodeId, NodeId),
    Div(NodeId, NodeId, DivMode),
    /// How many calendar months the first day is behind the second; a month begun counts.
    Months(NodeId, NodeId),
    Cmp(Cmp, NodeId, NodeId),
    And(NodeId, NodeId),
    Or(NodeId, NodeId),
    Not(NodeId),
    Select(NodeId, NodeId, NodeId),
    /// Whether the unit's class is one of these (bit per class).
    Class(u64),
    /// The value where the condition holds, else the state.
    Guard(NodeId, NodeId, State),
    /// Whether the row is in that state; always a number itself.
    Is(NodeId, State),
    /// The sum of those that apply; not applicable only where none does.
    Total(Vec<NodeId>),
    /// Over the units of the row's period (and class).
    Group(GroupOp, Population, NodeId),
}

/// An exact value: `num` ÷ (`den` × 10^`scale`), in some measure. `den` is above zero wherever the value is a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_field_names, reason = "num and den are the two halves of a fraction")]
pub(crate) struct Num {
    pub(crate) num: NodeId,
    pub(crate) den: Option<NodeId>,
    pub(crate) scale: i32,
}

impl Num {
    /// A node that counts whole things.
    pub(crate) const fn whole(node: NodeId) -> Self {
        Self { num: node, den: None, scale: 0 }
    }
}

/// The nodes of a scheme in topological order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Graph {
    pub(crate) ops: Vec<Op>,
}

impl Graph {
    pub(crate) fn op(&self, id: NodeId) -> &Op {
        // Ids are only made by the builder that owns the nodes.
        self.ops.get(id as usize).unwrap_or(&Op::Const(0))
    }

    /// The nodes an operation reads.
    pub(crate) fn reads(&self, id: NodeId, mut visit: impl FnMut(NodeId)) {
        match self.op(id) {
            Op::Input(_) | Op::Tally(_) | Op::Const(_) | Op::Class(_) => {}
            Op::Add(a, b)
            | Op::Sub(a, b)
            | Op::Mul(a, b)
            | Op::Min(a, b)
            | Op::Max(a, b)
            | Op::Div(a, b, _)
            | Op::Months(a, b)
            | Op::Cmp(_, a, b)
            | Op::And(a, b)
            | Op::Or(a, b)
            | Op::Guard(a, b, _) => {
                visit(*a);
                visit(*b);
            }
            Op::Not(a) | Op::Is(a, _) | Op::Group(_, _, a) => visit(*a),
            Op::Select(a, b, c) => {
                visit(*a);
                visit(*b);
                visit(*c);
            }
            Op::Total(parts) => parts.iter().copied().for_each(visit),
        }
    }
}
