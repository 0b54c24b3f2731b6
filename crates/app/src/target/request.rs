//! Once a cycle runs, a target changes only by a request with its reason, approved by somebody else.

use assessment::{Bound, Coded as _, CycleId, IndicatorId, Role, TargetKind, UnitId};
use store::{NewTargetRequest, TargetRequestRow};

use super::{Plan, label, readable, stored, typed};
use crate::catalogue::WHOLE;
use crate::cycle::{find, reasoned};
use crate::names::Names;
use crate::{App, Error, FieldError, Person, Result};

/// A request as people read it.
#[derive(Clone, Debug)]
pub struct Asked {
    /// As it is stored.
    pub row: TargetRequestRow,
    /// Name of the unit; empty for the whole.
    pub unit_name: String,
    /// Name of the indicator.
    pub indicator_name: String,
    /// Which target.
    pub kind: TargetKind,
    /// The target that stood, as an official writes it; empty when there was none.
    pub stood: String,
    /// The target asked for.
    pub wanted: String,
    /// Who asked.
    pub by: String,
    /// Who decided; empty while it waits.
    pub decided_by: String,
    /// Whether this person may decide it now.
    pub mine: bool,
}

/// Requests of a cycle that the person may read, the latest first.
pub async fn requests(app: &App, by: &Person, cycle: CycleId) -> Result<Vec<Asked>> {
    by.require_reader()?;
    let catalogue = app.catalogue().await?;
    let mut reader = app.store.reader(app.tenant).await?;
    find(&mut reader, cycle).await?;
    let rows = reader.list_target_requests(cycle).await?;
    let names = Names::load(&mut reader).await?;
    let mut asked = Vec::new();
    for row in rows {
        if readable(by, row.unit).is_err() {
            continue;
        }
        let Some(indicator) = catalogue.indicator(row.indicator) else { continue };
        let shown = |json: &str| -> Result<String> {
            if json.is_empty() { Ok(String::new()) } else { Ok(label(bound(json)?, indicator)) }
        };
        asked.push(Asked {
            unit_name: catalogue.unit(row.unit).map_or_else(String::new, |unit| unit.name.clone()),
            indicator_name: indicator.name.clone(),
            kind: kind(&row)?,
            stood: shown(&row.stood)?,
            wanted: shown(&row.bound)?,
            by: names.of(row.author),
            decided_by: row.decided_by.map_or_else(String::new, |id| names.of(id)),
            mine: row.decision.is_none() && by.has(Role::Officer) && row.author != by.account(),
            row,
        });
    }
    Ok(asked)
}

fn kind(row: &TargetRequestRow) -> Result<TargetKind> {
    TargetKind::from_code(&row.kind)
        .ok_or_else(|| Error::Internal(format!("request {}: {}", row.id, row.kind)))
}

fn bound(json: &str) -> Result<Bound> {
    serde_json::from_str(json).map_err(|error| Error::Internal(format!("bound {json}: {error}")))
}

/// Who may ask: the office for all, a unit's clerk and leader for their own.
fn may_ask(by: &Person, unit: UnitId) -> Result<()> {
    if by.has(Role::Officer) {
        return Ok(());
    }
    readable(by, unit)?;
    if unit != WHOLE && (by.actor.holds(Role::Clerk, unit) || by.actor.holds(Role::UnitLeader, unit)) {
        return Ok(());
    }
    Err(Error::Forbidden("目标变更由本单位的填报员、负责人或考核员申请".to_owned()))
}

/// Asks for another target; the number of the request.
pub async fn ask(
    app: &App,
    by: &Person,
    cycle: CycleId,
    (unit, indicator, kind): (UnitId, IndicatorId, TargetKind),
    wanted: &str,
    reason: &str,
) -> Result<i64> {
    may_ask(by, unit)?;
    let catalogue = app.catalogue().await?;
    let known = catalogue.indicator(indicator).ok_or(Error::NotFound("这项指标"))?;
    if unit != WHOLE {
        catalogue.unit(unit).ok_or(Error::NotFound("这个单位"))?;
    }
    let mut change = app.store.change(app.tenant, app.now()).await?;
    let found = find(&mut change, cycle).await?;
    let plan = Plan::read(std::sync::Arc::clone(&catalogue), &mut change, &found).await?;
    plan.state.admit_request()?;
    let mut faults = Vec::new();
    let mut fault = |field: &str, text: String| faults.push(FieldError { field: field.to_owned(), text });
    let read = typed::bound(wanted, kind, known, plan.year);
    let stands = plan.target(unit, indicator, kind).map(|target| target.bound);
    let wanted = match read {
        Ok(Some((bound, _))) if stands == Some(bound) => {
            fault("wanted", format!("与现行目标{}相同，不需变更", label(bound, known)));
            None
        }
        Ok(Some((bound, _))) => Some(bound),
        Ok(None) => {
            fault("wanted", "请填写申请的目标".to_owned());
            None
        }
        Err(text) => {
            fault("wanted", text);
            None
        }
    };
    if let Err(Error::Invalid(more)) = reasoned(reason) {
        for one in more {
            fault(&one.field, one.text);
        }
    }
    let waiting = change.list_target_requests(cycle).await?;
    let same = |row: &&TargetRequestRow| {
        row.decision.is_none() && row.unit == unit && row.indicator == indicator && row.kind == kind.code()
    };
    if waiting.iter().any(|row| same(&row)) {
        fault("", "这项目标已有一件申请待办，请等它办结".to_owned());
    }
    let Some(wanted) = wanted.filter(|_| faults.is_empty()) else { return Err(Error::Invalid(faults)) };
    let json =
        |bound: &Bound| serde_json::to_string(bound).map_err(|error| Error::Internal(error.to_string()));
    let new = NewTargetRequest {
        cycle,
        unit,
        indicator,
        kind: kind.code(),
        stood: &stands.as_ref().map(json).transpose()?.unwrap_or_default(),
        bound: &json(&wanted)?,
        reason: reason.trim(),
        author: by.account(),
    };
    let id = change.create_target_request(&new).await?;
    let subject = format!("target/{cycle}/{unit}/{indicator}/{}", kind.code());
    change.audit(by.audit("target.ask", subject, format!("request {id} {}", label(wanted, known))));
    change.commit().await?;
    Ok(id)
}

/// Approves or refuses a request, with a reason; an approved target holds at once and the one that stood is kept.
pub async fn decide(
    app: &App,
    by: &Person,
    cycle: CycleId,
    id: i64,
    approve: bool,
    reason: &str,
) -> Result<()> {
    by.require(Role::Officer)?;
    let reason = reasoned(reason)?;
    let catalogue = app.catalogue().await?;
    let mut change = app.store.change(app.tenant, app.now()).await?;
    let found = find(&mut change, cycle).await?;
    let row = change.find_target_request(cycle, id).await?.ok_or(Error::NotFound("这件申请"))?;
    if row.author == by.account() {
        return Err(assessment_own_work());
    }
    if row.decision.is_some() {
        return Err(Error::refused("request_decided", "这件申请已经办结，不能再次办理；请刷新后查看结果"));
    }
    let plan = Plan::read(catalogue, &mut change, &found).await?;
    plan.state.admit_request()?;
    let kind = kind(&row)?;
    let wanted = bound(&row.bound)?;
    let (word, answer) = if approve { ("approved", "批准") } else { ("refused", "不予批准") };
    if approve {
        let stands = plan.target(row.unit, row.indicator, kind).map(|target| target.bound);
        let stood = if row.stood.is_empty() { None } else { Some(bound(&row.stood)?) };
        if stands != stood {
            let text = "申请提出之后目标已经变过，不能照原申请批准；请不予批准并请对方重新申请";
            return Err(Error::refused("target_moved", text));
        }
        let words = format!("变更申请{id}：{}；{answer}：{reason}", row.reason);
        let target = stored(row.unit, row.indicator, kind, wanted)?;
        change.set_targets(cycle, &[target], by.account(), &words).await?;
    }
    change.decide_target_request(id, word, reason, by.account()).await?;
    let subject = format!("target/{cycle}/{}/{}/{}", row.unit, row.indicator, row.kind);
    change.audit(by.audit("target.decide", subject, format!("request {id} {answer} {reason}")));
    change.commit().await?;
    Ok(())
}

fn assessment_own_work() -> Error {
    Error::refused("own_work", "不能批准自己提出的申请，请由另一位考核员办理")
}
