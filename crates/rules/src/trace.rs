//! What the plan's nodes mean to a reader: the skeleton of every explanation, filled with values when one is asked for.

use crate::measure::Measure;
use crate::plan::{NodeId, Num};

/// A part of a formula: words, or a value with its measure.
#[derive(Clone, Debug)]
pub(crate) enum Piece {
    Text(String),
    Value(Shown),
}

/// A value that is shown.
#[derive(Clone, Debug)]
pub(crate) struct Shown {
    pub(crate) value: Num,
    pub(crate) measure: Measure,
    /// Decimals it is shown with when it has no more.
    pub(crate) decimals: u8,
    /// 是 or 否 instead of 1 and 0.
    pub(crate) truth: bool,
}

/// A figure that a line reads.
#[derive(Clone, Debug)]
pub(crate) struct Given {
    pub(crate) label: String,
    pub(crate) shown: Shown,
    pub(crate) input: Option<u32>,
}

/// One step of a derivation.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    /// A condition with what follows when it holds. `text` is the clause as written.
    Branch { holds: NodeId, formula: Vec<Piece>, text: String, then: Vec<Step> },
    /// A value that is given or taken.
    Award { formula: Vec<Piece>, value: Num, take: bool },
    /// Steps of a quantity.
    Steps(Box<Steps>),
    /// A bound; shown when it changed the value.
    Bound { cap: bool, words: String, bound: Num, before: Num },
    /// A value with its formula: a rate, a rank, a share.
    Formula { label: String, formula: Vec<Piece>, value: Shown },
    /// A policy that takes effect where the condition holds.
    Policy { holds: NodeId, words: String, value: Num },
}

/// Steps: so much for each so much.
#[derive(Clone, Debug)]
pub(crate) struct Steps {
    pub(crate) formula: Vec<Piece>,
    pub(crate) amount: Shown,
    pub(crate) width: Shown,
    pub(crate) each: Shown,
    pub(crate) count: Num,
    pub(crate) whole: bool,
    pub(crate) words: String,
    pub(crate) take: bool,
    pub(crate) cap: Option<Num>,
    pub(crate) unlimited: bool,
    pub(crate) value: Num,
}

/// How one line came about.
#[derive(Clone, Debug, Default)]
pub(crate) struct LineTrace {
    pub(crate) given: Vec<Given>,
    pub(crate) steps: Vec<Step>,
    pub(crate) bounds: Vec<Step>,
    /// The value before it was rounded.
    pub(crate) before_rounding: Option<Num>,
}

/// Every node that a list of steps shows.
pub(crate) fn nodes(steps: &[Step], out: &mut Vec<NodeId>) {
    for step in steps {
        match step {
            Step::Formula { formula, value, .. } => {
                pieces(formula, out);
                shown(value, out);
            }
            Step::Branch { holds, formula, then, .. } => {
                out.push(*holds);
                pieces(formula, out);
                nodes(then, out);
            }
            Step::Award { formula, value, .. } => {
                pieces(formula, out);
                num(*value, out);
            }
            Step::Steps(steps) => {
                pieces(&steps.formula, out);
                for value in [&steps.amount, &steps.width, &steps.each] {
                    shown(value, out);
                }
                num(steps.count, out);
                num(steps.value, out);
                if let Some(cap) = steps.cap {
                    num(cap, out);
                }
            }
            Step::Bound { bound, before, .. } => {
                num(*bound, out);
                num(*before, out);
            }
            Step::Policy { holds, value, .. } => {
                out.push(*holds);
                num(*value, out);
            }
        }
    }
}

pub(crate) fn num(value: Num, out: &mut Vec<NodeId>) {
    out.push(value.num);
    out.extend(value.den);
}

pub(crate) fn shown(value: &Shown, out: &mut Vec<NodeId>) {
    num(value.value, out);
}

pub(crate) fn pieces(formula: &[Piece], out: &mut Vec<NodeId>) {
    for piece in formula {
        if let Piece::Value(value) = piece {
            shown(value, out);
        }
    }
}
