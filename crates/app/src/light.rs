//! 红黄绿灯 of a unit's indicators with a target, from the same figures that are scored.

use assessment::{
    Bound, Indicator, LightCase, LightRule, LightVerdict, Period, Schedule, TargetKind, UnitId, Value,
};
use store::period_code;

use crate::figure::main_value;
use crate::{App, Person, Result};

/// The lights of a unit at a period's end, in the order of the form; indicators without an assigned target have none.
pub async fn of_unit(
    app: &App,
    by: &Person,
    unit: UnitId,
    period: Period,
) -> Result<Vec<(Indicator, LightVerdict)>> {
    by.require_unit(unit)?;
    let catalogue = app.catalogue().await?;
    let Ok(current) = catalogue.current() else { return Ok(Vec::new()) };
    let code = period_code(period);
    let cells: Vec<(i64, store::Cell)> =
        app.store.with_columns(app.tenant, &[code], |columns| columns.row(code, unit.get()).to_vec()).await?;
    let mut lights = Vec::new();
    for indicator in &catalogue.indicators {
        let targets = current.targets(unit, indicator.id);
        let bound: Option<Bound> =
            targets.iter().find(|target| target.kind == TargetKind::Assigned).map(|target| target.bound);
        let Some(bound) = bound else { continue };
        let cell = cells.iter().find(|(id, _)| *id == indicator.id.get());
        let value = cell.map_or(Value::Missing, |(_, cell)| main_value(cell, indicator.basis));
        let case = LightCase { indicator, bound, value, period, schedule: &Schedule::Linear };
        lights.push((indicator.clone(), LightRule::DEFAULT.judge(case)));
    }
    Ok(lights)
}
