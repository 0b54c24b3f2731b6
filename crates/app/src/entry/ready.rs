//! What keeps a report from being submitted: rows without a figure, returned rows, errors, warnings without a reason.

use assessment::{Period, UnitId};

use super::Board;
use crate::{App, Error, FieldError, Person, Result};

/// One thing to do before submitting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obstacle {
    /// Which row.
    pub indicator: i64,
    /// What to do, beginning with the indicator's name.
    pub text: String,
}

/// Everything that keeps a report from being submitted, in the order of the form.
pub fn obstacles_of(board: &Board) -> Result<Vec<Obstacle>> {
    let mut found = Vec::new();
    for row in board.rows()? {
        let name = &row.indicator.name;
        let indicator = row.indicator.id.get();
        match row.state {
            "empty" => found.push(Obstacle { indicator, text: format!("{name}：未填") }),
            "returned" => {
                found.push(Obstacle {
                    indicator, text: format!("{name}：退回未答复（{}）", row.reason)
                });
            }
            _ => {}
        }
        // What was verified is settled between the unit and the department.
        for one in row.findings.iter().filter(|one| !one.explained && row.state != "verified") {
            found.push(Obstacle { indicator, text: format!("{name}：{}，{}", one.word(), one.text) });
        }
    }
    Ok(found)
}

/// Refuses to submit while anything is to be mended or explained.
pub(crate) async fn require_ready(app: &App, by: &Person, unit: UnitId, period: Period) -> Result<()> {
    let board = super::show(app, by, unit, period).await?;
    let wrong: Vec<FieldError> = obstacles_of(&board)?
        .into_iter()
        .map(|one| FieldError { field: format!("value-{}", one.indicator), text: one.text })
        .collect();
    if wrong.is_empty() { Ok(()) } else { Err(Error::Invalid(wrong)) }
}
