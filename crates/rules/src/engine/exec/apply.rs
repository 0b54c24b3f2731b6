//! What one instruction does to the registers of a chunk, states beside values.

use super::super::kernel::{View, accumulate, begin, choose, map, map2, select};
use super::super::lanes::Lane;
use super::{Machine, source};
use crate::plan::{DivMode, Instr, Part, Src, State};

impl<T: Lane> Machine<'_, '_, T> {
    pub(super) fn merge(&self, parts: &[Src], states: &mut Vec<u8>) {
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

    pub(super) fn plain(&self, a: Src, b: Src, out: &mut [T], states: &mut Vec<u8>, f: impl Fn(T, T) -> T) {
        map2(out, self.view(a), self.view(b), f);
        self.merge(&[a, b], states);
    }

    pub(super) fn watched(
        &self,
        a: Src,
        b: Src,
        out: &mut [T],
        states: &mut Vec<u8>,
        f: impl Fn(T, T) -> (T, bool),
    ) {
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

    pub(super) fn divide(
        &self,
        at: usize,
        a: Src,
        b: Src,
        out: &mut [T],
        states: &mut Vec<u8>,
        mode: DivMode,
    ) {
        let (x, y) = (self.view(a), self.view(b));
        match (self.prepared.reciprocals.get(at), mode) {
            (Some(Some(reciprocal)), _) if !T::WATCHED => map(out, x, |x| reciprocal.divide(x)),
            (_, DivMode::Floor) => map2(out, x, y, |x, y| x.div(y, DivMode::Floor)),
            (_, DivMode::HalfUp) => map2(out, x, y, |x, y| x.div(y, DivMode::HalfUp)),
            _ => map2(out, x, y, |x, y| x.div(y, mode)),
        }
        self.merge(&[a, b], states);
    }

    /// Three-valued: `false and unknown` is false, `true or unknown` is true.
    pub(super) fn logic(&self, a: Src, b: Src, out: &mut [T], states: &mut Vec<u8>, or: bool) {
        let (x, y) = (self.view(a), self.view(b));
        if or {
            map2(out, x, y, T::larger);
        } else {
            map2(out, x, y, T::smaller);
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

    pub(super) fn select(&self, c: Src, a: Src, b: Src, out: &mut [T], states: &mut Vec<u8>) {
        let (test, x, y) = (self.view(c), self.view(a), self.view(b));
        select(out, test, x, y);
        let (sc, sa, sb) = (self.states_of(c), self.states_of(a), self.states_of(b));
        if sc.is_empty() && sa.is_empty() && sb.is_empty() {
            return;
        }
        let zero = T::default();
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
        if states.iter().all(|&s| s == 0) {
            states.clear();
        }
    }

    pub(super) fn guard(&self, c: Src, a: Src, out: &mut [T], states: &mut Vec<u8>, state: State) {
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

    /// The sum of those parts that apply; several nodes in one pass where everything is a number.
    pub(super) fn sum(&self, instr: &Instr, parts: &[Part], out: &mut [T], states: &mut Vec<u8>) {
        if !T::WATCHED && instr.from.iter().all(|&s| self.states_of(s).is_empty()) {
            let mut at = 0;
            for (n, part) in parts.iter().enumerate() {
                let (a, b) = (self.view(source(instr, at)), self.view(source(instr, at + 1)));
                at += if matches!(part, Part::Choice(_)) { 2 } else { 1 };
                if n == 0 { begin(out, part, a, b) } else { accumulate(out, part, a, b) }
            }
            return;
        }
        out.fill(T::default());
        states.resize(self.rows, State::NotApplicable as u8);
        let (mut at, mut values, mut own) = (0, vec![T::default(); self.rows], Vec::new());
        for part in parts {
            let (a, b) = (source(instr, at), source(instr, at + 1));
            own.clear();
            match part {
                Part::Value => map(&mut values, self.view(a), |x| x),
                Part::Truth(then, other) => {
                    let (then, other) = (T::from_wide(*then), T::from_wide(*other));
                    select(&mut values, self.view(a), View::One(then), View::One(other));
                }
                Part::Choice(choice) => {
                    choose(&mut values, choice, self.view(a), self.view(b));
                    self.merge(&[b], &mut own);
                    at += 1;
                }
            }
            at += 1;
            self.merge(&[a], &mut own);
            let indifferent = match part {
                Part::Truth(then, other) => then == other,
                Part::Choice(choice) => choice.then == choice.other,
                Part::Value => false,
            };
            if indifferent {
                own.clear();
            }
            add_known(out, states, &values, &own);
        }
    }
}

/// Adds the values that are numbers; what is not applicable is left out, anything else decides the state.
fn add_known<T: Lane>(out: &mut [T], states: &mut [u8], values: &[T], own: &[u8]) {
    const ABSENT: u8 = State::NotApplicable as u8;
    for (i, ((slot, state), value)) in out.iter_mut().zip(states.iter_mut()).zip(values).enumerate() {
        match own.get(i).map_or(State::Number, |&s| State::from_u8(s)) {
            State::NotApplicable => {}
            State::Number => {
                let (sum, lost) = slot.add(*value);
                *slot = if lost { T::default() } else { sum };
                let still = if *state == ABSENT { 0 } else { *state };
                *state = if lost { State::Undefined as u8 } else { still };
            }
            other => *state = if *state == ABSENT { other as u8 } else { (*state).max(other as u8) },
        }
    }
}
