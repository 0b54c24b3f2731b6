//! 序时进度 of one indicator in a cycle: a straight line, quarters, or percentages of one's own.

use assessment::{CycleId, Decimal, Indicator, IndicatorId, Role, Schedule};

use super::Plan;
use crate::cycle::{find, reasoned};
use crate::names::Names;
use crate::{App, Error, FieldError, Person, Result};

/// How an indicator falls due, and how it did before.
#[derive(Clone, Debug)]
pub struct Curve {
    /// The indicator.
    pub indicator: Indicator,
    /// Percent due at each month's end.
    pub shares: Vec<String>,
    /// `linear`, `quarters` or `months`.
    pub shape: &'static str,
    /// The shape as a word.
    pub word: &'static str,
    /// Number of the setting; 0 for the straight line that nobody set.
    pub version: i64,
    /// Whether it may be set now.
    pub open: bool,
    /// Earlier settings, the latest first: shape, by whom, when in UTC milliseconds, why.
    pub history: Vec<(String, String, i64, String)>,
}

/// What is stored: twelve decimals, or none for a straight line.
pub(crate) fn schedule_of(shares: &str) -> Result<Schedule> {
    let wrong = |what: String| Error::Internal(format!("schedule {shares}: {what}"));
    let texts: Vec<String> = serde_json::from_str(shares).map_err(|error| wrong(error.to_string()))?;
    if texts.is_empty() {
        return Ok(Schedule::Linear);
    }
    let numbers: Vec<Decimal> =
        texts.iter().map(|text| text.parse().map_err(|_error| wrong(text.clone()))).collect::<Result<_>>()?;
    let twelve: [Decimal; 12] = numbers.try_into().map_err(|_error| wrong("not twelve".to_owned()))?;
    Schedule::curve(twelve).map_err(|error| wrong(error.to_string()))
}

/// The straight line, quarters or own percentages, as a word.
pub(crate) fn words(schedule: &Schedule) -> &'static str {
    match shape(schedule) {
        "linear" => "按月平均",
        "quarters" => "按季度",
        _ => "自定各月",
    }
}

fn shape(schedule: &Schedule) -> &'static str {
    let Schedule::Curve(shares) = schedule else { return "linear" };
    let flat = |month: usize| {
        let before =
            month.checked_sub(1).and_then(|before| shares.get(before)).copied().unwrap_or(Decimal::ZERO);
        (month + 1).is_multiple_of(3) || shares.get(month) == Some(&before)
    };
    if (0..12).all(flat) { "quarters" } else { "months" }
}

/// How an indicator falls due.
pub async fn show_schedule(app: &App, by: &Person, cycle: CycleId, indicator: IndicatorId) -> Result<Curve> {
    by.require_reader()?;
    let plan = Plan::load(app, cycle).await?;
    let known = plan.catalogue.indicator(indicator).ok_or(Error::NotFound("这项指标"))?.clone();
    let mut reader = app.store.reader(app.tenant).await?;
    let rows = reader.list_schedule_history(cycle, indicator).await?;
    let names = Names::load(&mut reader).await?;
    let schedule = plan.schedules.get(&indicator).cloned().unwrap_or_default();
    let mut history = Vec::with_capacity(rows.len());
    for row in &rows {
        let was = schedule_of(&row.shares)?;
        let shares: Vec<String> = shares(&was, plan.year);
        let text = format!("{}（{}）", words(&was), shares.join("、"));
        history.push((text, names.of(row.author), row.at, row.reason.clone()));
    }
    Ok(Curve {
        shares: shares(&schedule, plan.year),
        shape: shape(&schedule),
        word: words(&schedule),
        version: rows.first().map_or(0, |row| row.id),
        open: by.has(Role::Officer) && plan.state.admit_request().is_ok() && known.basis.accumulates(),
        history,
        indicator: known,
    })
}

fn shares(schedule: &Schedule, year: i16) -> Vec<String> {
    let months = (1..=12).filter_map(|month| assessment::Period::month(year, month));
    let share =
        |month| schedule.due_percent(month, 2).map_or_else(String::new, |due| due.normalized().to_string());
    months.map(share).collect()
}

/// Sets how an indicator falls due: `shape` with four shares at quarters' ends or twelve at months' ends. `seen` is the
/// setting that the person saw.
pub async fn set_schedule(
    app: &App,
    by: &Person,
    (cycle, indicator): (CycleId, IndicatorId),
    shape: &str,
    typed: &[String],
    reason: &str,
    seen: Option<i64>,
) -> Result<i64> {
    by.require(Role::Officer)?;
    let reason = reasoned(reason)?;
    let shares = match shape {
        "linear" => Vec::new(),
        "quarters" => read(typed, "quarter", 4).map(|ends| by_quarters(&ends))?,
        "months" => read(typed, "month", 12)?,
        _ => return Err(Error::field("shape", "请选择按月平均、按季度或自定各月")),
    };
    if let Ok(twelve) = <[Decimal; 12]>::try_from(shares.clone()) {
        Schedule::curve(twelve).map_err(|error| {
            let (field, number) = if shape == "quarters" { ("quarter", 4) } else { ("month", 12) };
            Error::field(&format!("{field}-{number}"), error.to_string())
        })?;
    }
    let catalogue = app.catalogue().await?;
    let known = catalogue.indicator(indicator).ok_or(Error::NotFound("这项指标"))?;
    if !known.basis.accumulates() {
        let text = format!("“{}”是{}，不逐月累计，没有序时进度", known.name, known.basis);
        return Err(Error::refused("no_schedule", text));
    }
    let mut change = app.store.change(app.tenant, app.now()).await?;
    let found = find(&mut change, cycle).await?;
    crate::catalogue::state(&found)?.admit_request()?;
    let now = change.list_schedule_history(cycle, indicator).await?.first().map_or(0, |row| row.id);
    if seen.is_some_and(|seen| seen != now) {
        let text = "序时进度刚被他人改过，您的没有保存；请刷新后再定".to_owned();
        return Err(Error::Conflict { text, now });
    }
    let texts: Vec<String> = shares.iter().map(ToString::to_string).collect();
    let json = serde_json::to_string(&texts).map_err(|error| Error::Internal(error.to_string()))?;
    let id = change.set_schedule(cycle, indicator, &json, by.account(), reason).await?;
    change.audit(by.audit(
        "schedule.set",
        format!("cycle/{cycle}/indicator/{indicator}"),
        format!("{json} {reason}"),
    ));
    change.commit().await?;
    Ok(id)
}

/// Every fault at once, by field.
fn read(typed: &[String], field: &str, wanted: usize) -> Result<Vec<Decimal>> {
    let mut faults = Vec::new();
    let mut numbers = Vec::with_capacity(wanted);
    for at in 0..wanted {
        let text = typed.get(at).map_or("", |text| text.trim().trim_end_matches(['%', '％']));
        match text.parse::<Decimal>() {
            Ok(number) if number.normalized().decimals() <= 4 => numbers.push(number),
            _ => faults.push(FieldError {
                field: format!("{field}-{}", at + 1),
                text: format!("第{}格“{text}”不是百分数，请填写例如 25 或 33.33", at + 1),
            }),
        }
    }
    if faults.is_empty() { Ok(numbers) } else { Err(Error::Invalid(faults)) }
}

/// What is due at a quarter's end is not due before.
fn by_quarters(ends: &[Decimal]) -> Vec<Decimal> {
    let at = |month: usize| (month / 3).checked_sub(1).and_then(|quarter| ends.get(quarter)).copied();
    (1..=12).map(|month| at(month).unwrap_or(Decimal::ZERO)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quarters_fall_due_at_their_ends() {
        let ends: Vec<Decimal> = [20, 45, 70, 100].map(Decimal::from_int).to_vec();
        let twelve: [Decimal; 12] = by_quarters(&ends).try_into().unwrap();
        let schedule = Schedule::curve(twelve).unwrap();
        assert_eq!(words(&schedule), "按季度");
        assert_eq!(
            shares(&schedule, 2026),
            ["0", "0", "20", "20", "20", "45", "45", "45", "70", "70", "70", "100"]
        );
        assert_eq!(words(&Schedule::Linear), "按月平均");
    }
}
