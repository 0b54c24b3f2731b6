//! 红黄绿灯: units by indicators; a click shows why a light is what it is.

use app::light::{Lights, Lit};
use assessment::{Coded as _, IndicatorId, Light, Period, UnitId};
use axum::extract::{Path, Query, State};
use axum::response::Html;

use crate::error::PageError;
use crate::path;
use crate::session::Signed;
use crate::shell::{self, Page, Part, Spot, html};
use crate::state::Web;
use crate::view::Link;
use crate::view::lights::{ChosenLight, LightCell, LightRow, LightSum, LightsPage};

#[derive(serde::Deserialize)]
pub(crate) struct Chosen {
    unit: Option<UnitId>,
    indicator: Option<IndicatorId>,
}

pub(crate) async fn show(
    State(web): State<Web>,
    Signed(person): Signed,
    Path(period): Path<Period>,
    Query(chosen): Query<Chosen>,
) -> Result<Html<String>, PageError> {
    let lights = app::light::list(&web.app, &person, period).await?;
    let catalogue = web.app.catalogue().await?;
    let periods = app::period::list(&web.app).await?;
    let about =
        Page {
            part: Part::Lights, title: "红黄绿灯", subtitle: period.cumulative_label(), help: "lights"
        };
    let at = shell::first_unit(&person, &catalogue).map(|unit| (unit, period));
    let mut frame = shell::frame(&web, &person, &about, at);
    let address = |_unit, period| path::lights(period);
    let spot = Spot { unit: None, period, periods: &periods, address: &address };
    frame.switches = shell::switches(&person, &catalogue, &spot);
    let found = chosen.unit.zip(chosen.indicator).and_then(|(unit, indicator)| {
        let (_, name, row) = lights.rows.iter().find(|(id, ..)| *id == unit)?;
        let lit = row.iter().flatten().find(|lit| lit.indicator.id == indicator)?;
        Some(panel(name, lit, period))
    });
    let cycle = catalogue.of(period)?.cycle.id;
    let head = |indicator: &assessment::Indicator| Link {
        label: indicator.name.clone(),
        href: path::targets_of_indicator(cycle, indicator.id),
    };
    let sums = (0..lights.indicators.len())
        .map(|at| sum(lights.rows.iter().filter_map(|(.., row)| row.get(at)?.as_ref())));
    html(&LightsPage {
        frame,
        heads: lights.indicators.iter().map(head).collect(),
        sums: sums.collect(),
        rows: rows(&lights, period),
        chosen: found,
    })
}

fn rows(lights: &Lights, period: Period) -> Vec<LightRow> {
    let cell = |name: &str, lit: &Option<Lit>| match lit {
        Some(lit) => cell(name, lit, period),
        None => LightCell::default(),
    };
    lights
        .rows
        .iter()
        .map(|(unit, name, row)| LightRow {
            unit: name.clone(),
            href: path::sheet(*unit, period),
            cells: row.iter().map(|lit| cell(name, lit)).collect(),
            sum: sum(row.iter().flatten()),
        })
        .collect()
}

fn sum<'a>(lights: impl Iterator<Item = &'a Lit>) -> LightSum {
    let mut sum = LightSum::default();
    for lit in lights {
        match lit.verdict.light {
            Light::Red => sum.red += 1,
            Light::Yellow => sum.yellow += 1,
            Light::Green => sum.green += 1,
            Light::Grey => {}
        }
    }
    sum
}

fn cell(unit: &str, lit: &Lit, period: Period) -> LightCell {
    let word = lit.verdict.light.label();
    let gap =
        lit.gap.map(|gap| if gap > assessment::Decimal::ZERO { format!("+{gap}") } else { gap.to_string() });
    LightCell {
        colour: lit.verdict.light.code(),
        text: gap.unwrap_or_else(|| word.to_owned()),
        said: format!("{unit} {} {word}：{}", lit.indicator.name, lit.verdict.reason),
        href: format!("{}?unit={}&indicator={}", path::lights(period), lit.unit, lit.indicator.id),
    }
}

fn panel(unit: &str, lit: &Lit, period: Period) -> ChosenLight {
    let mut facts = vec![
        ("年度目标".to_owned(), app::target::label(lit.bound, &lit.indicator)),
        (period.cumulative_label(), format!("{}{}", lit.actual, lit.indicator.measure.name)),
    ];
    facts.extend(lit.gap.map(|gap| ("与序时之差".to_owned(), format!("{gap} 个百分点"))));
    ChosenLight {
        title: format!("{unit} {}", lit.indicator.name),
        colour: lit.verdict.light.code(),
        word: lit.verdict.light.to_string(),
        reason: lit.verdict.reason.clone(),
        remedy: lit.verdict.remedy.clone().unwrap_or_default(),
        facts,
        close: path::lights(period),
        history: path::trend(lit.unit, lit.indicator.id, period.year()),
    }
}
