//! The score sheets as a workbook.

use assessment::{Period, ScoreBook, Unit, UnitClass, UnitId, UnitKind};
use rules::{Scores, Subject};
use std::collections::BTreeMap;
use std::process::ExitCode;

/// One sheet per unit; the derivation of each line is its comment.
pub(super) fn book(scores: &Scores, period: usize) -> Result<Vec<u8>, ExitCode> {
    let facts = scores.facts();
    let units: Vec<Unit> = (1..).zip(facts.units()).map(|(number, unit)| named(number, unit)).collect();
    let year = scores.scheme().year().and_then(|year| i16::try_from(year).ok()).unwrap_or(0);
    // A table of facts may call its periods as it likes: what is no date stands for the year of the scheme.
    let whole = Period::year_of(year).or_else(|| Period::year_of(2000));
    let periods: Vec<Period> =
        facts.periods().iter().filter_map(|name| name.parse().ok().or(whole)).collect();
    let asked = periods.get(period).copied();
    let book = ScoreBook::of(scores.clone(), &units, &periods);
    let sheets: Vec<assessment::ScoreSheet> = units
        .iter()
        .enumerate()
        .filter_map(|(at, unit)| {
            let comment = |line: usize| {
                scores.explain(at, period, Subject::Line(line)).map(|e| e.text()).unwrap_or_default()
            };
            book.sheet(unit.id, asked?, &BTreeMap::new(), comment)
        })
        .collect();
    report::score_sheets_xlsx(&sheets).map_err(|error| {
        eprintln!("{error}");
        ExitCode::from(2)
    })
}

fn named(number: i32, unit: &rules::Unit) -> Unit {
    Unit {
        id: UnitId::new(i64::from(number)),
        name: unit.name.clone(),
        full_name: unit.name.clone(),
        credit_code: None,
        region_code: None,
        kind: UnitKind::Assessed,
        class: UnitClass::new(unit.class.clone()),
        order: number,
    }
}
