//! Texts of a row read as figures; nothing that was typed is lost or guessed.

use assessment::{Decimal, Entry, Indicator, Note, Period, ReadContext, Value, measure_named, read_entry};

use super::{Remarked, Texts};
use crate::FieldError;
use crate::figure::Entered;

/// What the texts of a row say.
pub(super) struct Read {
    pub(super) entered: Entered,
    /// Whether any text was readable.
    pub(super) anything: bool,
    pub(super) notes: Vec<String>,
    pub(super) faults: Vec<Remarked>,
}

pub(super) fn read(texts: &Texts, indicator: &Indicator, period: Period) -> Read {
    let mut read =
        Read { entered: Entered::default(), anything: false, notes: Vec::new(), faults: Vec::new() };
    let context = ReadContext {
        basis: indicator.basis,
        measure: &indicator.measure,
        decimals: indicator.decimals,
        year: period.year(),
    };
    read.entered.value = number("value", texts.value.as_deref(), context, &mut read.notes, &mut read.faults);
    read.entered.cumulative =
        number("cumulative", texts.cumulative.as_deref(), context, &mut read.notes, &mut read.faults);
    let points = measure_named("分");
    let context = ReadContext { measure: &points, decimals: 2, basis: assessment::Basis::Stock, ..context };
    let own = number("self_score", texts.self_score.as_deref(), context, &mut read.notes, &mut read.faults);
    read.entered.self_score = own.and_then(Value::number);
    read.entered.narrative = texts.narrative.clone().filter(|text| !text.trim().is_empty());
    read.entered.explanation = texts.explanation.clone().filter(|text| !text.trim().is_empty());
    let entered = &read.entered;
    read.anything = entered.value.is_some()
        || entered.cumulative.is_some()
        || entered.self_score.is_some()
        || entered.narrative.is_some()
        || entered.explanation.is_some();
    read
}

fn number(
    field: &'static str,
    text: Option<&str>,
    context: ReadContext<'_>,
    notes: &mut Vec<String>,
    faults: &mut Vec<Remarked>,
) -> Option<Value> {
    let text = text?;
    match read_entry(text, context) {
        Ok(reading) => {
            // Of a figure surplus decimals are refused where it is put together, with what to write instead.
            let told = |note: &&Note| field == "self_score" || !matches!(note, Note::MoreDecimals { .. });
            notes.extend(reading.notes.iter().filter(told).map(ToString::to_string));
            match reading.entry {
                Entry::Value(value) => Some(value),
                Entry::YesNo(yes) => Some(Value::Number(Decimal::from_int(i64::from(yes)))),
                Entry::Day(day) => {
                    let days = jiff::civil::date(1970, 1, 1).until(day.latest()).ok()?;
                    Some(Value::Number(Decimal::from_int(i64::from(days.get_days()))))
                }
                Entry::Blank | Entry::Text(_) => None,
            }
        }
        Err(unreadable) => {
            faults.push(Remarked::fault(field, unreadable.to_string()));
            None
        }
    }
}

pub(super) fn fault(error: FieldError) -> Remarked {
    let field = match error.field.as_str() {
        "value" => "value",
        "cumulative" => "cumulative",
        "narrative" => "narrative",
        "self_score" => "self_score",
        "explanation" => "explanation",
        _ => "",
    };
    Remarked::fault(field, error.text)
}
