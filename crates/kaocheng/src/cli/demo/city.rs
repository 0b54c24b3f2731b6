//! The sample city as a year that the product takes in. The tests of `web` take this same file.

use std::collections::BTreeMap;

use app::account::NewPerson;
use app::figure::{Place, imported};
use app::install::{Happened, Year};
use assessment::{Bound, Decimal, Period, Target, Value};
use testkit::{MonthFigure, Sample};

/// The sample's year; the months before the last are locked.
pub(crate) fn year(sample: &Sample) -> app::Result<Year<'_>> {
    let mut figures = Vec::new();
    for figure in sample.last_year.iter().chain(&sample.figures) {
        figures.extend(one(sample, figure)?);
    }
    let value = |value: Value| value.number().map_or_else(String::new, |number| number.to_string());
    let recognised = sample.recognitions.iter().map(|event| Happened {
        unit: event.unit,
        kind: "表彰",
        matter: event.matter,
        fields: BTreeMap::from([("级别", event.level)]),
        source: event.level,
        day: day(event.date),
    });
    let struck = sample.vetoes.iter().map(|event| Happened {
        unit: event.unit,
        kind: event.name,
        matter: event.matter,
        fields: BTreeMap::new(),
        source: event.source,
        day: day(event.date),
    });
    let months = (1..sample.parameters.months).filter_map(|month| Period::month(sample.year, month));
    Ok(Year {
        cycle: format!("{}年度工业和信息化工作目标责任制考核", sample.year),
        year: sample.year,
        units: sample.units.iter().chain(&sample.departments).cloned().collect(),
        hierarchies: sample.hierarchies.clone(),
        indicators: sample.indicators.clone(),
        scheme: sample.scheme,
        valid_from: i64::from(sample.year) * 10_000 + 218,
        targets: sample.targets.iter().cloned().chain(whole(sample)).collect(),
        figures,
        judgements: sample
            .judgements
            .iter()
            .map(|judged| (judged.unit, judged.line, value(judged.value), judged.reason))
            .collect(),
        events: recognised.chain(struck).collect(),
        locked: months.collect(),
    })
}

/// What was given out to the units, as targets of the whole: of every third indicator two percent are kept back, so that
/// the sum check has something to show.
fn whole(sample: &Sample) -> Vec<Target> {
    let mut all = Vec::new();
    for indicator in sample.indicators.iter().filter(|indicator| indicator.additive) {
        let given = sample.targets.iter().filter(|target| target.indicator == indicator.id);
        let given: Vec<&Target> = given.collect();
        let numbers = given.iter().filter_map(|target| target.bound.number());
        let Some(sum) = numbers.into_iter().try_fold(Decimal::ZERO, Decimal::checked_add) else { continue };
        let share = if indicator.id.get() % 3 == 0 { 102 } else { 100 };
        let more = sum.checked_mul(Decimal::from_int(share));
        let more = more.and_then(|more| {
            more.div_round(Decimal::from_int(100), indicator.decimals, assessment::Rounding::HalfUp)
        });
        if let (Some(first), Some(more)) = (given.first(), more) {
            let unit = app::catalogue::WHOLE;
            all.push(Target { unit, bound: Bound::AtLeast(more), ..(*first).clone() });
        }
    }
    all
}

/// The sample's people, to be given passwords.
pub(crate) fn people(sample: &Sample) -> Vec<NewPerson> {
    let person = |person: &testkit::Person| NewPerson {
        name: person.login.clone(),
        display_name: person.name.clone(),
        grants: person.grants.clone(),
    };
    sample.people.iter().map(person).collect()
}

fn one(sample: &Sample, figure: &MonthFigure) -> app::Result<Option<store::NewFigure>> {
    let indicator = sample.indicators.iter().find(|indicator| indicator.id == figure.indicator);
    let Some(indicator) = indicator else { return Ok(None) };
    let place = Place { unit: figure.unit, period: figure.period, indicator: figure.indicator };
    imported(place, indicator, figure.entered, &figure.narrative)
}

fn day(date: jiff::civil::Date) -> i64 {
    i64::from(date.year()) * 10_000 + i64::from(date.month()) * 100 + i64::from(date.day())
}
