//! Columns of whole numbers with states.

use crate::plan::State;

/// One value per row (period-major). Rows that hold no number have the value 0 and a state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Column {
    /// The values, where all of them fit 64 bits.
    pub(crate) values: Vec<i64>,
    /// The values, where some do not; then `values` is empty.
    pub(crate) wide: Vec<i128>,
    /// A [`State`] per row; empty when every row holds a number.
    pub(crate) states: Vec<u8>,
}

impl Column {
    pub(crate) fn filled(rows: usize, state: State) -> Self {
        let states = if state == State::Number { Vec::new() } else { vec![state as u8; rows] };
        Self { values: vec![0; rows], wide: Vec::new(), states }
    }

    pub(crate) fn len(&self) -> usize {
        self.values.len().max(self.wide.len())
    }

    pub(crate) fn state(&self, row: usize) -> State {
        self.states.get(row).map_or(State::Number, |&raw| State::from_u8(raw))
    }

    /// The number of a row; `None` when it holds none.
    pub(crate) fn get(&self, row: usize) -> Option<i128> {
        if self.state(row) != State::Number {
            return None;
        }
        self.values.get(row).map(|&v| i128::from(v)).or_else(|| self.wide.get(row).copied())
    }

    /// Writes the states of `count` rows; the values of rows without a number become zero.
    pub(crate) fn write_states(&mut self, from: usize, count: usize, states: &[u8]) {
        if states.is_empty() && self.states.is_empty() {
            return;
        }
        if self.states.is_empty() {
            self.states = vec![0; self.len()];
        }
        if let Some(target) = self.states.get_mut(from..from + count) {
            if states.is_empty() {
                target.fill(0);
            } else {
                target.copy_from_slice(states);
            }
        }
        if let Some(values) = self.values.get_mut(from..from + count) {
            values.iter_mut().zip(states).filter(|(_, s)| **s != 0).for_each(|(v, _)| *v = 0);
        }
    }

    pub(crate) fn set(&mut self, row: usize, value: Result<i128, State>) {
        let (number, state) = match value {
            Ok(number) => (number, State::Number),
            Err(state) => (0, state),
        };
        if self.wide.is_empty() && i64::try_from(number).is_err() {
            self.wide = self.values.iter().map(|&v| i128::from(v)).collect();
            self.values = Vec::new();
        }
        if self.wide.is_empty() {
            if let (Some(slot), Ok(number)) = (self.values.get_mut(row), i64::try_from(number)) {
                *slot = number;
            }
        } else if let Some(slot) = self.wide.get_mut(row) {
            *slot = number;
        }
        if self.states.is_empty() && state != State::Number {
            self.states = vec![0; self.len()];
        }
        if let Some(slot) = self.states.get_mut(row) {
            *slot = state as u8;
        }
    }
}
