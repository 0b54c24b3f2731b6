//! Judgements, records of ledgers and vetoes as facts of the scheme.

use std::collections::BTreeMap;

use assessment::{Decimal, Period, Value};
use rules::scheme::{InputKind, Ledger};
use rules::{Facts, Record};
use store::EventRow;

use crate::catalogue::Current;
use crate::score::{Frame, broken};
use crate::{Error, Result};

/// Puts in what bodies judged and reported. A judgement is of the year and counts in each of its periods; an event counts
/// from its month on.
pub(crate) fn put(current: &Current, frame: &Frame, facts: &mut Facts) -> Result<()> {
    for (at, input) in frame.scheme.inputs().iter().enumerate() {
        if !matches!(input.kind, InputKind::Judgement { .. }) {
            continue;
        }
        let given = current.judgements.iter().filter(|judgement| judgement.line == input.name);
        for judgement in given {
            let Some(unit) = frame.unit(judgement.unit) else { continue };
            let Ok(points) = judgement.value.parse::<Decimal>() else { continue };
            for period in 0..frame.periods.len() {
                // Points that another version of the scheme allowed and this one does not are no judgement under it:
                // the line stays 未评 until the body judges again.
                if facts.set_input(unit, period, at, Value::Number(points)).is_err() {
                    break;
                }
            }
        }
    }
    for event in &current.events {
        put_event(frame, facts, event)?;
    }
    Ok(())
}

fn put_event(frame: &Frame, facts: &mut Facts, event: &EventRow) -> Result<()> {
    let Some(unit) = frame.unit(event.unit) else { return Ok(()) };
    let scheme = &frame.scheme;
    let begun = |at: usize, period: &Period| day_code(*period) >= event.day && !frame.is_absent(unit, at);
    let periods =
        frame.periods.iter().enumerate().filter(|(at, period)| begun(*at, period)).map(|(at, _)| at);
    let veto = scheme
        .inputs()
        .iter()
        .position(|input| matches!(input.kind, InputKind::Veto { .. }) && input.name == event.kind);
    if let Some(input) = veto {
        for period in periods {
            facts
                .set_input(unit, period, input, Value::Number(Decimal::from_int(1)))
                .map_err(|error| broken(&error))?;
        }
        return Ok(());
    }
    let Some(ledger) = scheme.ledgers().iter().find(|ledger| ledger.name == event.kind) else {
        return Ok(());
    };
    let fields = fields(ledger, event)?;
    for period in periods {
        let record = Record { unit, period, matter: event.matter.clone(), fields: fields.clone() };
        facts.add_record(&ledger.name, record).map_err(|error| broken(&error))?;
    }
    Ok(())
}

fn fields(ledger: &Ledger, event: &EventRow) -> Result<Vec<Value>> {
    let texts: BTreeMap<String, String> =
        serde_json::from_str(&event.fields).map_err(|error| Error::Internal(error.to_string()))?;
    let one = |field: &rules::scheme::LedgerField| {
        let Some(text) = texts.get(&field.name) else { return Value::Missing };
        let option = field.options.iter().position(|option| option == text);
        match option.and_then(|at| i64::try_from(at).ok()) {
            Some(at) => Value::Number(Decimal::from_int(at)),
            None => text.parse().map_or(Value::Missing, Value::Number),
        }
    };
    Ok(ledger.fields.iter().map(one).collect())
}

/// The last day of a period as yyyymmdd.
fn day_code(period: Period) -> i64 {
    let day = period.last_day();
    i64::from(day.year()) * 10_000 + i64::from(day.month()) * 100 + i64::from(day.day())
}
