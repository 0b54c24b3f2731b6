//! Which of several conditions held, and where none did, by how much each was missed.

use super::line::{explain_step, holds, sentence};
use super::show::{Row, formula};
use super::{Explanation, StepKind};
use crate::trace::Step;

/// More conditions than this are counted, not written out again.
const MAX_FAILED: usize = 3;
/// Where a condition's measured side ends.
const COMPARISONS: [&str; 6] = [" ≥ ", " > ", " ≤ ", " < ", " = ", " ≠ "];

/// Explains steps that follow one another. What otherwise holds names the conditions that did not.
pub(super) fn explain_steps(steps: &[Step], values: &Row, out: &mut Explanation) {
    let mut failed: Vec<String> = Vec::new();
    for step in steps {
        let Step::Branch { holds: node, formula: test, text, then } = step else {
            explain_step(step, values, out);
            continue;
        };
        let said = formula(test, values);
        if holds(*node, values) {
            let lead = if test.is_empty() { otherwise(&failed, text) } else { said };
            explain_branch(&lead, then, values, out);
        } else if !said.is_empty() {
            failed.push(said);
        }
    }
}

/// `完成率(…= 约 101.66%) ≥ 105% 不成立`. Of rungs of one ladder the last is the lowest, and says it all.
fn otherwise(failed: &[String], text: &str) -> String {
    let measured = |said: &str| {
        let sides = COMPARISONS.iter().filter_map(|sign| said.rsplit_once(sign));
        sides.map(|(side, _)| side.to_owned()).max_by_key(String::len)
    };
    let Some(last) = failed.last() else { return text.to_owned() };
    let side = measured(last);
    if side.is_some() && failed.iter().all(|said| measured(said) == side) {
        return format!("{last} 不成立");
    }
    if failed.len() > MAX_FAILED {
        return format!("以上 {} 个条件都不成立", failed.len());
    }
    format!("{} 都不成立", failed.join("、"))
}

/// Every child of a taken branch stands on the line of its condition, when there is only one.
fn explain_branch(lead: &str, then: &[Step], values: &Row, out: &mut Explanation) {
    if let [one @ (Step::Award { .. } | Step::Formula { .. })] = then {
        let (_, tail, value) = sentence(one, values);
        let joined = if lead.is_empty() { tail } else { format!("{lead} → {tail}") };
        out.step(StepKind::Condition, joined, value);
        return;
    }
    if !lead.is_empty() {
        out.step(StepKind::Condition, format!("{lead}："), None);
    }
    explain_steps(then, values, out);
}
