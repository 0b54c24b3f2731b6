//! The form as a workbook that is filled in offline.

use assessment::{Period, UnitId};

use super::Board;
use crate::{App, Error, Person, Result};

/// The form as a workbook to fill in offline, with its name. It says whose it is and what stood in it, so that it can
/// be brought back.
pub async fn template_xlsx(
    app: &App,
    by: &Person,
    unit: UnitId,
    period: Period,
) -> Result<(String, Vec<u8>)> {
    let board = super::show(app, by, unit, period).await?;
    let name = board.catalogue.unit(unit).map(|unit| unit.name.clone()).unwrap_or_default();
    let mut rows = Vec::new();
    let mut versions = Vec::new();
    for row in board.rows()? {
        let figure = row.figure.as_ref();
        let number = |number: Option<i64>| {
            let figure = figure?;
            number.map(|number| crate::figure::value(figure.kind, Some(number), figure.decimals))
        };
        versions.push((row.indicator.id.get(), figure.map_or(0, |figure| figure.seq)));
        rows.push(report::TemplateRow {
            unit: name.clone(),
            period,
            indicator: row.indicator.name.clone(),
            measure: row.indicator.measure.name.clone(),
            target: (!row.target.is_empty()).then(|| row.target.clone()),
            previous: row.previous.replace(',', "").parse().ok(),
            period_value: number(figure.and_then(|figure| figure.value)),
            cumulative: number(figure.and_then(|figure| figure.cumulative)),
            narrative: figure.map(|figure| figure.narrative.clone()).unwrap_or_default(),
            self_score: row.self_score.parse().ok(),
        });
    }
    let title = format!("{name}{}填报表", period.label());
    let identity = report::TemplateIdentity { unit: unit.get(), period, plan: plan_of(&board), versions };
    let bytes = report::figures_template_xlsx(&title, &rows, Some(&identity))
        .map_err(|error| Error::Internal(error.to_string()))?;
    Ok((title, bytes))
}

/// Which rows a form has is said by the cycle and the version of its scheme.
pub(super) fn plan_of(board: &Board) -> String {
    let current = board.catalogue.current.as_ref();
    current.map_or_else(String::new, |current| format!("{} 第{}版", current.cycle.name, current.version))
}
