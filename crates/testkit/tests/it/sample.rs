use std::collections::BTreeSet;

use assessment::{Entered, Role};
use testkit::{Parameters, Sample};

#[test]
fn the_same_seed_gives_the_same_city_and_another_seed_another() {
    let text = |parameters| format!("{:?}", Sample::with(parameters));
    let one = Parameters::default();
    assert_eq!(text(one), text(one));
    assert_ne!(text(one), text(Parameters { seed: 7, ..one }));
}

#[test]
fn a_larger_city_and_a_shorter_year_keep_the_figures_that_were_there() {
    let plain = Parameters { faults: false, ..Parameters::default() };
    let city = Sample::with(plain);
    let larger = Sample::with(Parameters { units: 60, months: 8, ..plain });
    for figure in &larger.figures {
        if let Some(same) = city.figure(figure.unit, figure.indicator, figure.period) {
            assert_eq!(same, figure);
        }
    }
    assert_eq!(larger.figures.len(), 60 * city.indicators.len() * 8);
    assert_eq!(larger.last_period().unwrap().to_string(), "2026-08");
}

#[test]
fn the_city_has_thirteen_units_twelve_months_and_everybody_it_needs() {
    let city = Sample::city();
    assert_eq!(city.units.len(), 13);
    assert_eq!(city.figures.len(), 13 * 41 * 12);
    assert_eq!(city.last_year.len(), city.figures.len());
    let roles: BTreeSet<Role> =
        city.people.iter().flat_map(|person| &person.grants).map(|grant| grant.role).collect();
    assert_eq!(roles.len(), 9);
    for person in &city.people {
        let roles: Vec<Role> = person.grants.iter().map(|grant| grant.role).collect();
        assert!(
            roles.iter().all(|one| roles.iter().all(|other| one.may_stand_beside(*other))),
            "{}",
            person.login
        );
    }
    assert!(city.indicators.iter().all(|indicator| indicator.source.is_some()));
}

#[test]
fn every_clean_amount_says_what_its_figures_say() {
    let city = Sample::with(Parameters { faults: false, ..Parameters::default() });
    let output = city.indicator("销售产值").unwrap().id;
    let figure =
        city.figures.iter().find(|figure| figure.indicator == output && figure.period.number() == 8).unwrap();
    let Entered::Figures(figures) = figure.entered else { unreachable!("a clean figure is there") };
    let sum = figures.cumulative.unwrap().grouped();
    let target = city.target(figure.unit, output).unwrap().bound.number().unwrap().grouped();
    assert!(figure.narrative.starts_with(&format!("2026年1—8月销售产值{sum}亿元，占年度目标{target}亿元的")));
}
