//! Clauses that are a verb of their own.

mod bands;
mod group;
mod ladder;
mod ledger;
mod listed;
mod weighed;

use crate::ast::{Policy, PolicyKind};
use crate::check::effect::Outcome;
use crate::check::text::words;
use crate::check::{Checker, Scope};
use crate::plan::{NodeId, Num};
use crate::trace::{Piece, Step};

/// A table may not grow beyond this by 类推.
const MAX_ROWS: usize = 200;

/// One row of a table: where it holds, what it gives, how it reads.
struct Row {
    holds: NodeId,
    formula: Vec<Piece>,
    text: String,
    outcome: Outcome,
}

impl Checker<'_> {
    pub(in crate::check) fn nothing(&mut self) -> Outcome {
        Outcome { value: self.b.int(0), steps: Vec::new(), constant: None, open_below: false, inside: false }
    }

    /// The value of the row that holds, else the rest; and the branches for the explanation.
    fn table(&mut self, rows: Vec<Row>, rest: Option<Outcome>) -> Outcome {
        let mut out = self.nothing();
        let mut none_so_far = self.b.constant(1);
        let mut branches = Vec::new();
        for row in &rows {
            let first = self.b.and(none_so_far, row.holds);
            let not = self.b.not(row.holds);
            none_so_far = self.b.and(none_so_far, not);
            branches.push(first);
        }
        let (mut value, rest_steps) = if let Some(rest) = rest {
            (rest.value, rest.steps)
        } else {
            let zero = self.b.int(0);
            let never = self.b.constant(0);
            (self.b.num_guard(never, zero, crate::plan::State::Undefined), Vec::new())
        };
        for row in rows.iter().rev() {
            value = self.b.num_select(row.holds, row.outcome.value, value);
        }
        for (row, holds) in rows.into_iter().zip(branches) {
            out.open_below |= row.outcome.open_below;
            let (formula, text, then) = (row.formula, row.text, row.outcome.steps);
            out.steps.push(Step::Branch { holds, formula, text, then });
        }
        if !rest_steps.is_empty() {
            let text = crate::lex::Keyword::Otherwise.text().to_owned();
            out.steps.push(Step::Branch {
                holds: none_so_far,
                formula: words(text.clone()),
                text,
                then: rest_steps,
            });
        }
        out.value = value;
        out
    }

    /// What a policy comes to in points.
    pub(in crate::check) fn policy_points(&mut self, policy: &Policy, scope: &Scope) -> Num {
        match &policy.kind {
            PolicyKind::Full => scope.points.unwrap_or_else(|| self.b.int(0)),
            PolicyKind::Base(quantity) => self.b.literal(quantity.value),
            PolicyKind::Zero | PolicyKind::Await | PolicyKind::GroupMean | PolicyKind::NotApplicable => {
                self.b.int(0)
            }
        }
    }
}
