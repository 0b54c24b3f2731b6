//! Makes nodes: equal ones are shared, constants are folded, and exact fractions are built from whole numbers.

use super::{Cmp, DivMode, Graph, GroupOp, NodeId, Num, Op, State};
use crate::ast::Population;
use crate::number::{Decimal, Rounding, pow10};
use std::collections::BTreeMap;

/// Builds a [`Graph`].
#[derive(Debug, Default)]
pub(crate) struct Builder {
    pub(crate) graph: Graph,
    seen: BTreeMap<Op, NodeId>,
}

impl Builder {
    fn push(&mut self, op: Op) -> NodeId {
        if let Some(&id) = self.seen.get(&op) {
            return id;
        }
        let id = NodeId::try_from(self.graph.ops.len()).unwrap_or(NodeId::MAX);
        self.graph.ops.push(op.clone());
        self.seen.insert(op, id);
        id
    }

    pub(crate) fn constant(&mut self, value: i128) -> NodeId {
        self.push(Op::Const(value))
    }

    pub(crate) fn input(&mut self, column: u32) -> NodeId {
        self.push(Op::Input(column))
    }

    pub(crate) fn tally(&mut self, column: u32) -> NodeId {
        self.push(Op::Tally(column))
    }

    pub(crate) fn class(&mut self, mask: u64) -> NodeId {
        self.push(Op::Class(mask))
    }

    /// The value of a node that is a constant.
    pub(crate) fn known(&self, id: NodeId) -> Option<i128> {
        match self.graph.op(id) {
            Op::Const(value) => Some(*value),
            _ => None,
        }
    }

    pub(crate) fn add(&mut self, a: NodeId, b: NodeId) -> NodeId {
        match (self.known(a), self.known(b)) {
            (Some(0), _) => b,
            (_, Some(0)) => a,
            (Some(x), Some(y)) => match x.checked_add(y) {
                Some(sum) => self.constant(sum),
                None => self.push(Op::Add(a, b)),
            },
            // A constant stands on the right, so that equal sums are found.
            (Some(_), None) => self.push(Op::Add(b, a)),
            _ => self.push(Op::Add(a, b)),
        }
    }

    pub(crate) fn sub(&mut self, a: NodeId, b: NodeId) -> NodeId {
        match (self.known(a), self.known(b)) {
            (_, Some(0)) => a,
            (Some(x), Some(y)) => match x.checked_sub(y) {
                Some(rest) => self.constant(rest),
                None => self.push(Op::Sub(a, b)),
            },
            _ => self.push(Op::Sub(a, b)),
        }
    }

    pub(crate) fn mul(&mut self, a: NodeId, b: NodeId) -> NodeId {
        match (self.known(a), self.known(b)) {
            (Some(1), _) => b,
            (_, Some(1)) => a,
            (Some(x), Some(y)) => match x.checked_mul(y) {
                Some(product) => self.constant(product),
                None => self.push(Op::Mul(a, b)),
            },
            (Some(_), None) => self.mul(b, a),
            (None, Some(factor)) => self.scaled(a, b, factor),
            _ => self.push(Op::Mul(a, b)),
        }
    }

    /// A product with a constant: factors are gathered, and constants behind a choice are multiplied at once.
    fn scaled(&mut self, a: NodeId, b: NodeId, factor: i128) -> NodeId {
        if factor == 0 {
            return self.push(Op::Mul(a, b));
        }
        match *self.graph.op(a) {
            Op::Mul(inner, by) => {
                if let Some(product) = self.known(by).and_then(|by| by.checked_mul(factor)) {
                    let product = self.constant(product);
                    return self.mul(inner, product);
                }
            }
            Op::Select(condition, then, other) => {
                let products = self.known(then).zip(self.known(other));
                let scaled = products.and_then(|(x, y)| x.checked_mul(factor).zip(y.checked_mul(factor)));
                if let Some((x, y)) = scaled {
                    let (x, y) = (self.constant(x), self.constant(y));
                    return self.select(condition, x, y);
                }
            }
            _ => {}
        }
        self.push(Op::Mul(a, b))
    }

    pub(crate) fn min(&mut self, a: NodeId, b: NodeId) -> NodeId {
        match (self.known(a), self.known(b)) {
            (Some(x), Some(y)) => self.constant(x.min(y)),
            (Some(_), None) => self.push(Op::Min(b, a)),
            _ => self.push(Op::Min(a, b)),
        }
    }

    pub(crate) fn max(&mut self, a: NodeId, b: NodeId) -> NodeId {
        match (self.known(a), self.known(b)) {
            (Some(x), Some(y)) => self.constant(x.max(y)),
            (Some(_), None) => self.push(Op::Max(b, a)),
            _ => self.push(Op::Max(a, b)),
        }
    }

    /// `a` ÷ `b` to a whole number; `b` must be above zero wherever it is a number.
    pub(crate) fn div(&mut self, a: NodeId, b: NodeId, mode: DivMode) -> NodeId {
        match (self.known(a), self.known(b)) {
            (_, Some(1)) => a,
            (Some(x), Some(y)) if y > 0 => self.constant(crate::engine::divide(x, y, mode)),
            _ => self.push(Op::Div(a, b, mode)),
        }
    }

    pub(crate) fn months(&mut self, done: NodeId, due: NodeId) -> NodeId {
        self.push(Op::Months(done, due))
    }

    pub(crate) fn cmp(&mut self, cmp: Cmp, a: NodeId, b: NodeId) -> NodeId {
        if let (Some(x), Some(y)) = (self.known(a), self.known(b)) {
            return self.constant(i128::from(crate::engine::compare(cmp, &x, &y)));
        }
        self.push(Op::Cmp(cmp, a, b))
    }

    pub(crate) fn and(&mut self, a: NodeId, b: NodeId) -> NodeId {
        match (self.known(a), self.known(b)) {
            (Some(0), _) | (_, Some(1)) => a,
            (_, Some(0)) | (Some(1), _) => b,
            _ => self.push(Op::And(a, b)),
        }
    }

    pub(crate) fn or(&mut self, a: NodeId, b: NodeId) -> NodeId {
        match (self.known(a), self.known(b)) {
            (Some(1), _) | (_, Some(0)) => a,
            (_, Some(1)) | (Some(0), _) => b,
            _ => self.push(Op::Or(a, b)),
        }
    }

    pub(crate) fn not(&mut self, a: NodeId) -> NodeId {
        match self.known(a) {
            Some(value) => self.constant(1 - value),
            None => self.push(Op::Not(a)),
        }
    }

    pub(crate) fn select(&mut self, condition: NodeId, then: NodeId, other: NodeId) -> NodeId {
        match self.known(condition) {
            Some(0) => other,
            Some(_) => then,
            // The condition's own state must reach the result, so equal branches are not folded.
            None => self.push(Op::Select(condition, then, other)),
        }
    }

    pub(crate) fn guard(&mut self, condition: NodeId, value: NodeId, state: State) -> NodeId {
        if self.known(condition).is_some_and(|c| c != 0) {
            value
        } else {
            self.push(Op::Guard(condition, value, state))
        }
    }

    pub(crate) fn is(&mut self, value: NodeId, state: State) -> NodeId {
        if self.known(value).is_some() {
            self.constant(i128::from(state == State::Number))
        } else {
            self.push(Op::Is(value, state))
        }
    }

    /// Whether either part of an exact value is in that state.
    pub(crate) fn num_is(&mut self, a: Num, state: State) -> NodeId {
        let num = self.is(a.num, state);
        match a.den {
            None => num,
            Some(den) => {
                let den = self.is(den, state);
                self.or(num, den)
            }
        }
    }

    pub(crate) fn total(&mut self, parts: Vec<NodeId>) -> NodeId {
        match parts.as_slice() {
            [] => self.constant(0),
            [one] => *one,
            _ => self.push(Op::Total(parts)),
        }
    }

    pub(crate) fn group(&mut self, op: GroupOp, population: Population, of: NodeId) -> NodeId {
        self.push(Op::Group(op, population, of))
    }

    // ---- exact values ----

    /// A literal.
    pub(crate) fn literal(&mut self, value: Decimal) -> Num {
        let value = value.normalized();
        Num { num: self.constant(value.mantissa()), den: None, scale: i32::from(value.decimals()) }
    }

    pub(crate) fn int(&mut self, value: i128) -> Num {
        Num { num: self.constant(value), den: None, scale: 0 }
    }

    fn times_pow10(&mut self, node: NodeId, exponent: i32) -> NodeId {
        if exponent <= 0 {
            return node;
        }
        let mut node = node;
        let mut left = u32::try_from(exponent).unwrap_or(0);
        while left > 0 {
            let part = left.min(18);
            let factor = self.constant(pow10(u8::try_from(part).unwrap_or(18)).unwrap_or(1));
            node = self.mul(node, factor);
            left -= part;
        }
        node
    }

    /// Both over the same denominator and scale: the two numerators, the denominator and the scale.
    fn common(&mut self, a: Num, b: Num) -> (NodeId, NodeId, Option<NodeId>, i32) {
        let scale = a.scale.max(b.scale);
        let mut x = self.times_pow10(a.num, scale - a.scale);
        let mut y = self.times_pow10(b.num, scale - b.scale);
        let den = match (a.den, b.den) {
            (None, None) => None,
            (Some(d), Some(e)) if d == e => Some(d),
            (Some(d), Some(e)) => {
                x = self.mul(x, e);
                y = self.mul(y, d);
                Some(self.mul(d, e))
            }
            (Some(d), None) => {
                y = self.mul(y, d);
                Some(d)
            }
            (None, Some(e)) => {
                x = self.mul(x, e);
                Some(e)
            }
        };
        (x, y, den, scale)
    }

    pub(crate) fn num_add(&mut self, a: Num, b: Num) -> Num {
        let (x, y, den, scale) = self.common(a, b);
        Num { num: self.add(x, y), den, scale }
    }

    pub(crate) fn num_sub(&mut self, a: Num, b: Num) -> Num {
        let (x, y, den, scale) = self.common(a, b);
        Num { num: self.sub(x, y), den, scale }
    }

    pub(crate) fn num_min(&mut self, a: Num, b: Num) -> Num {
        let (x, y, den, scale) = self.common(a, b);
        Num { num: self.min(x, y), den, scale }
    }

    pub(crate) fn num_max(&mut self, a: Num, b: Num) -> Num {
        let (x, y, den, scale) = self.common(a, b);
        Num { num: self.max(x, y), den, scale }
    }

    pub(crate) fn num_select(&mut self, condition: NodeId, a: Num, b: Num) -> Num {
        let (x, y, den, scale) = self.common(a, b);
        // The branch not taken may be no number; its denominator must not spoil the other.
        let den = match (den, a.den, b.den) {
            (Some(_), Some(d), None) => return self.select_apart(condition, (a.num, Some(d), a.scale), b),
            (Some(_), None | Some(_), Some(_)) if a.den != b.den => {
                return self.select_apart(condition, (a.num, a.den, a.scale), b);
            }
            (den, _, _) => den,
        };
        Num { num: self.select(condition, x, y), den, scale }
    }

    fn select_apart(&mut self, condition: NodeId, a: (NodeId, Option<NodeId>, i32), b: Num) -> Num {
        let scale = a.2.max(b.scale);
        let x = self.times_pow10(a.0, scale - a.2);
        let y = self.times_pow10(b.num, scale - b.scale);
        let one = self.constant(1);
        let den = self.select(condition, a.1.unwrap_or(one), b.den.unwrap_or(one));
        Num { num: self.select(condition, x, y), den: Some(den), scale }
    }

    pub(crate) fn num_mul(&mut self, a: Num, b: Num) -> Num {
        let den = match (a.den, b.den) {
            (None, other) | (other, None) => other,
            (Some(d), Some(e)) => Some(self.mul(d, e)),
        };
        Num { num: self.mul(a.num, b.num), den, scale: a.scale + b.scale }
    }

    /// `a` ÷ `b`; no number where `b` is zero.
    pub(crate) fn num_div(&mut self, a: Num, b: Num) -> Num {
        let one = self.constant(1);
        let mut num = self.mul(a.num, b.den.unwrap_or(one));
        let mut den = self.mul(a.den.unwrap_or(one), b.num);
        let scale = a.scale - b.scale;
        match self.known(den) {
            Some(d) if d > 0 => {}
            Some(d) if d < 0 => {
                let minus = self.constant(-1);
                num = self.mul(num, minus);
                den = self.mul(den, minus);
            }
            _ => {
                let zero = self.constant(0);
                let minus = self.constant(-1);
                let negative = self.cmp(Cmp::Lt, den, zero);
                let sign = self.select(negative, minus, one);
                let nonzero = self.cmp(Cmp::Ne, den, zero);
                num = self.mul(num, sign);
                den = self.mul(den, sign);
                den = self.guard(nonzero, den, State::Undefined);
            }
        }
        let den = (self.known(den) != Some(1)).then_some(den);
        Num { num, den, scale }
    }

    /// As [`Self::num_div`] where `b` is known to be above zero.
    pub(crate) fn num_div_positive(&mut self, a: Num, b: Num) -> Num {
        let one = self.constant(1);
        let num = self.mul(a.num, b.den.unwrap_or(one));
        let den = self.mul(a.den.unwrap_or(one), b.num);
        let den = (self.known(den) != Some(1)).then_some(den);
        Num { num, den, scale: a.scale - b.scale }
    }

    pub(crate) fn num_neg(&mut self, a: Num) -> Num {
        let minus = self.constant(-1);
        Num { num: self.mul(a.num, minus), ..a }
    }

    /// Compares by cross-multiplication: exact on the boundary.
    pub(crate) fn num_cmp(&mut self, cmp: Cmp, a: Num, b: Num) -> NodeId {
        let (x, y, _, _) = self.common(a, b);
        let (x, y) = self.reduce_constants(x, y);
        self.cmp(cmp, x, y)
    }

    /// `20·s >= 21·t` instead of `100·s >= 105·t`: smaller numbers, same truth.
    fn reduce_constants(&mut self, x: NodeId, y: NodeId) -> (NodeId, NodeId) {
        let split = |b: &Self, id: NodeId| match b.graph.op(id) {
            Op::Mul(a, c) => b.known(*c).filter(|f| *f > 0).map(|f| (Some(*a), f)),
            Op::Const(f) if *f != 0 => Some((None, *f)),
            _ => None,
        };
        let (Some((a, f)), Some((c, g))) = (split(self, x), split(self, y)) else { return (x, y) };
        let common = gcd(f.unsigned_abs(), g.unsigned_abs());
        let Ok(common) = i128::try_from(common) else { return (x, y) };
        if common <= 1 {
            return (x, y);
        }
        let (f, g) = (self.constant(f / common), self.constant(g / common));
        let x = a.map_or(f, |a| self.mul(a, f));
        let y = c.map_or(g, |c| self.mul(c, g));
        (x, y)
    }

    /// The whole number that the value is, floored or rounded as `mode` says.
    pub(crate) fn num_to_whole(&mut self, a: Num, mode: DivMode) -> NodeId {
        let one = self.constant(1);
        let num = self.times_pow10(a.num, -a.scale);
        let den = self.times_pow10(a.den.unwrap_or(one), a.scale);
        let (num, den) = self.reduce_constants_in_quotient(num, den);
        self.div(num, den, mode)
    }

    fn reduce_constants_in_quotient(&mut self, num: NodeId, den: NodeId) -> (NodeId, NodeId) {
        self.reduce_constants(num, den)
    }

    /// The value at `decimals`, rounded once: the whole number of units of 10^-`decimals`.
    pub(crate) fn num_round(&mut self, a: Num, decimals: u8, rounding: Rounding) -> NodeId {
        let scaled = Num { scale: a.scale - i32::from(decimals), ..a };
        self.num_to_whole(scaled, rounding.into())
    }

    /// A value with a state where the condition fails.
    pub(crate) fn num_guard(&mut self, condition: NodeId, a: Num, state: State) -> Num {
        Num { num: self.guard(condition, a.num, state), ..a }
    }

    /// The constant that the value is.
    pub(crate) fn num_known(&self, a: Num) -> Option<Decimal> {
        let num = self.known(a.num)?;
        let den = match a.den {
            None => 1,
            Some(den) => self.known(den)?,
        };
        let decimals = u8::try_from(a.scale.max(0)).ok()?;
        let up = pow10(u8::try_from((-a.scale).max(0)).ok()?)?;
        let num = num.checked_mul(up)?;
        if den == 1 {
            return Decimal::new(num, decimals).map(Decimal::normalized);
        }
        // A fraction such as 1/3 is no decimal; only exact ones are given.
        let wide = num.checked_mul(pow10(6)?)?;
        (wide % den == 0)
            .then(|| Decimal::new(wide / den, decimals.checked_add(6)?))
            .flatten()
            .map(Decimal::normalized)
    }
}

pub(crate) const fn gcd(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}
