//! Which figures have to be proved: by rule what is reached or not, otherwise what the office asks for by name.

use std::collections::{BTreeMap, BTreeSet};

use assessment::{Basis, CycleId, Indicator, IndicatorId, Role};
use serde::{Deserialize, Serialize};

use crate::catalogue::Catalogue;
use crate::{App, Error, Person, Result};

/// What the office decided in a cycle. An indicator that it did not decide on follows the rule: a milestone is proved, a
/// number is not, because its source department verifies it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceRules {
    /// How often they were decided; 0 when never.
    pub version: i64,
    /// What was decided, by indicator.
    decided: BTreeMap<IndicatorId, bool>,
}

impl EvidenceRules {
    /// Whether a figure of the indicator has to be proved.
    pub fn ask(&self, indicator: &Indicator) -> bool {
        let by_rule = indicator.basis == Basis::Milestone;
        self.decided.get(&indicator.id).copied().unwrap_or(by_rule)
    }
}

/// One indicator of a cycle and whether it has to be proved.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The indicator.
    pub indicator: Indicator,
    /// Whether its figures have to be proved.
    pub asked: bool,
}

/// The setting that holds a cycle's rules.
pub(crate) fn setting(cycle: CycleId) -> String {
    format!("evidence_rules/{cycle}")
}

/// The rules as they were stored.
pub(crate) fn stored(text: Option<&str>) -> EvidenceRules {
    text.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
}

/// The indicators of a cycle in the order of the form, each with whether it has to be proved, and the rules' version.
pub async fn rules(app: &App, by: &Person, cycle: CycleId) -> Result<(Vec<Asked>, i64)> {
    by.require_reader()?;
    let catalogue = app.catalogue().await?;
    let mut reader = app.store.reader(app.tenant).await?;
    crate::cycle::find(&mut reader, cycle).await?;
    let rules = stored(reader.find_setting(&setting(cycle)).await?.as_deref());
    let row = |indicator: &Indicator| Asked { asked: rules.ask(indicator), indicator: indicator.clone() };
    Ok((measured(&catalogue, cycle).map(row).collect(), rules.version))
}

/// Decides for every indicator of a cycle whether it has to be proved: those that are named, and no others. `seen` is the
/// version that the person saw.
pub async fn set_rules(
    app: &App,
    by: &Person,
    cycle: CycleId,
    asked: &BTreeSet<IndicatorId>,
    seen: Option<i64>,
) -> Result<i64> {
    by.require(Role::Officer)?;
    let catalogue = app.catalogue().await?;
    let mut change = app.store.change(app.tenant, app.now()).await?;
    crate::cycle::find(&mut change, cycle).await?;
    let before = stored(change.find_setting(&setting(cycle)).await?.as_deref());
    if seen.is_some_and(|seen| seen != before.version) {
        let text = "佐证要求刚被他人改过，您的没有保存；请刷新后再定".to_owned();
        return Err(Error::Conflict { text, now: before.version });
    }
    let known: BTreeSet<IndicatorId> = measured(&catalogue, cycle).map(|indicator| indicator.id).collect();
    if let Some(unknown) = asked.difference(&known).next() {
        let text = format!("本考核周期没有编号为{unknown}的指标，请刷新后重新勾选");
        return Err(Error::field("asked", text));
    }
    let decided = known.into_iter().map(|id| (id, asked.contains(&id))).collect();
    let rules = EvidenceRules { version: before.version + 1, decided };
    let text = serde_json::to_string(&rules).map_err(|error| Error::Internal(error.to_string()))?;
    change.set_setting(&setting(cycle), &text).await?;
    let names = catalogue.indicators.iter().filter(|one| asked.contains(&one.id));
    let names: Vec<&str> = names.map(|one| one.name.as_str()).collect();
    change.audit(by.audit("evidence.rules", format!("cycle/{cycle}"), names.join("、")));
    change.commit().await?;
    Ok(rules.version)
}

/// The indicators that a cycle's scheme names; before one is published, all that are known.
fn measured(catalogue: &Catalogue, cycle: CycleId) -> impl Iterator<Item = &Indicator> {
    let current = catalogue.years.values().find(|current| current.cycle.id == cycle);
    let named = move |one: &&Indicator| current.is_none_or(|current| current.measures(&one.name));
    catalogue.indicators.iter().filter(named)
}
