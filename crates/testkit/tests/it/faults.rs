use assessment::{Entered, Figures, FindingCode, IndicatorId, Period, Schedule, Timeline, UnitId};
use testkit::{MonthFigure, Parameters, Sample};

type Found = (UnitId, IndicatorId, Period, FindingCode);

/// What the checks say to the clerk who enters each month in turn.
fn findings(sample: &Sample) -> Vec<(Found, String)> {
    let figures = |list: &[MonthFigure], unit, indicator| -> Vec<MonthFigure> {
        list.iter().filter(|figure| (figure.unit, figure.indicator) == (unit, indicator)).cloned().collect()
    };
    let mut found = Vec::new();
    for unit in &sample.units {
        for indicator in &sample.indicators {
            let year = figures(&sample.figures, unit.id, indicator.id);
            let entries: Vec<(Period, Entered)> =
                year.iter().map(|figure| (figure.period, figure.entered)).collect();
            let plain = |figure: MonthFigure| match figure.entered {
                Entered::Figures(figures) => (figure.period, figures),
                _ => (figure.period, Figures::default()),
            };
            let last_year: Vec<_> =
                figures(&sample.last_year, unit.id, indicator.id).into_iter().map(plain).collect();
            let bound = sample.target(unit.id, indicator.id).map(|target| target.bound);
            for (month, figure) in year.iter().enumerate() {
                let timeline = Timeline {
                    unit: unit.id,
                    indicator,
                    entries: entries.get(..=month).unwrap_or_default(),
                    last_year: &last_year,
                    bound,
                    schedule: &Schedule::Linear,
                    stated: figure.stated,
                };
                let told = |finding: assessment::Finding| {
                    ((finding.unit, finding.indicator, finding.period, finding.code), finding.to_string())
                };
                found.extend(timeline.latest().into_iter().map(told));
            }
        }
    }
    found.sort();
    found
}

#[test]
fn every_planted_fault_is_found_and_nothing_else() {
    let sample = Sample::city();
    let mut planted: Vec<Found> = Vec::new();
    for fault in &sample.faults {
        planted.extend(fault.codes.iter().map(|code| (fault.unit, fault.indicator, fault.period, *code)));
        let after = fault.period.next().unwrap();
        planted.extend(fault.aftermath.iter().map(|code| (fault.unit, fault.indicator, after, *code)));
    }
    planted.sort();
    assert_eq!(sample.faults.len(), 10);
    let found = findings(&sample);
    let surplus: Vec<_> = found.iter().filter(|(key, _)| !planted.contains(key)).collect();
    assert!(surplus.is_empty(), "not planted: {surplus:#?}");
    let found: Vec<Found> = found.into_iter().map(|(key, _)| key).collect();
    assert_eq!(found, planted);
}

#[test]
fn without_faults_the_checks_are_silent_in_a_city_of_forty() {
    let sample = Sample::with(Parameters { units: 40, faults: false, ..Parameters::default() });
    assert!(sample.faults.is_empty());
    let found = findings(&sample);
    assert!(found.is_empty(), "{} findings, the first {:#?}", found.len(), found.first());
}
