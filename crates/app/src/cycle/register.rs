//! A published scheme brings its indicators into the catalogue, so that they can be reported and given targets.

use assessment::{Basis, Direction, Grain, Indicator, IndicatorId, Origin};
use rules::Scheme;
use rules::scheme::{Basis as Says, Direction as Way, Frequency};

use crate::catalogue::indicator_row;
use crate::{Error, Result};

/// Adds the indicators that the catalogue does not have yet, and gives known ones the decimals that the scheme reads; how
/// many changed. One whose measure is of another kind is refused, and one with fewer decimals than its figures are
/// reported in: the scheme could not read them.
pub(super) async fn indicators(change: &mut store::Change, scheme: &Scheme) -> Result<usize> {
    let known = change.list_indicators().await?;
    let units = change.list_units().await?;
    let mut sort = known.iter().map(|row| row.sort).max().unwrap_or(0);
    let mut rows = Vec::new();
    for spec in scheme.indicators() {
        if let Some(row) = known.iter().find(|row| row.name == spec.name) {
            let mut stands = crate::catalogue::indicator(row)?;
            if stands.measure.kind != spec.measure.kind {
                let text = format!(
                    "指标“{}”已按“{}”填报，办法写的是“{}”，两者不能换算；请核对计量单位，或另立一个指标名称",
                    spec.name, stands.measure.name, spec.measure.name
                );
                return Err(Error::field("text", text));
            }
            if stands.decimals > spec.decimals {
                let text = format!(
                    "指标“{}”按{}位小数填报，办法只取{}位，读不了已报的数；请在办法中写“{}位”",
                    spec.name, stands.decimals, spec.decimals, stands.decimals
                );
                return Err(Error::field("text", text));
            }
            if stands.decimals < spec.decimals {
                stands.decimals = spec.decimals;
                rows.push(indicator_row(&stands, row.sort)?);
            }
            continue;
        }
        let named = |unit: &&assessment::Unit| {
            spec.source.as_ref().is_some_and(|source| unit.name == *source || unit.full_name == *source)
        };
        let indicator = Indicator {
            id: IndicatorId::new(change.new_id()),
            name: spec.name.clone(),
            measure: spec.measure.clone(),
            decimals: spec.decimals,
            basis: basis(spec),
            direction: match spec.direction {
                Way::HigherBetter => Direction::More,
                Way::LowerBetter => Direction::Less,
            },
            frequency: match spec.frequency {
                Frequency::Monthly => Grain::Month,
                Frequency::Quarterly => Grain::Quarter,
                Frequency::HalfYearly => Grain::Half,
                Frequency::Yearly => Grain::Year,
            },
            source: units.iter().find(named).map(|unit| unit.id),
            additive: spec.additive,
            origin: Origin::Reported,
        };
        sort += 1;
        rows.push(indicator_row(&indicator, sort)?);
    }
    if !rows.is_empty() {
        change.put_indicators(&rows).await?;
    }
    Ok(rows.len())
}

fn basis(spec: &rules::scheme::Indicator) -> Basis {
    // Yes or no is reached once, whatever else is said.
    if spec.measure.kind == rules::Kind::YesNo {
        return Basis::Milestone;
    }
    match spec.basis {
        Says::Flow => Basis::Flow,
        Says::Stock => Basis::Stock,
        Says::Rate => Basis::Rate,
        Says::Rank => Basis::Rank,
        Says::Milestone => Basis::Milestone,
        Says::Text => Basis::Text,
    }
}
