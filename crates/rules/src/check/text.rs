//! How values read in a derivation.

use super::Typed;
use crate::ast::BinaryOp;
use crate::trace::{Piece, Shown};

impl Typed {
    /// The value as it is shown.
    pub(crate) fn shown(&self) -> Shown {
        Shown { value: self.value, measure: self.measure.clone(), decimals: self.decimals, truth: self.truth }
    }
}

/// The sign of an operation in a sentence.
pub(crate) const fn sign(op: BinaryOp) -> &'static str {
    match op {
        BinaryOp::Or => " 或 ",
        BinaryOp::And => " 且 ",
        BinaryOp::AtLeast => " ≥ ",
        BinaryOp::AtMost => " ≤ ",
        BinaryOp::Above => " > ",
        BinaryOp::Below => " < ",
        BinaryOp::Equal => " = ",
        BinaryOp::NotEqual => " ≠ ",
        BinaryOp::Add => " + ",
        BinaryOp::Subtract => " − ",
        BinaryOp::Multiply => " × ",
        BinaryOp::Divide => " ÷ ",
    }
}

/// Whether the formula is more than one value, and so takes brackets in a product.
pub(crate) fn is_compound(formula: &[Piece]) -> bool {
    formula.len() > 1
}

/// The formula in brackets when it is compound.
pub(crate) fn bracketed(formula: &[Piece]) -> Vec<Piece> {
    if !is_compound(formula) {
        return formula.to_vec();
    }
    let mut out = vec![Piece::Text("(".to_owned())];
    out.extend(formula.iter().cloned());
    out.push(Piece::Text(")".to_owned()));
    out
}

/// A formula of one text.
pub(crate) fn words(text: impl Into<String>) -> Vec<Piece> {
    vec![Piece::Text(text.into())]
}

/// Several formulas one after the other.
pub(crate) fn join(parts: &[&[Piece]]) -> Vec<Piece> {
    parts.iter().flat_map(|p| p.iter().cloned()).collect()
}
