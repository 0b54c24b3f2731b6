//! One indicator of a unit through the year.

use app::light::TrendMonth;
use assessment::{Decimal, Growth, IndicatorId, Period, UnitId};
use axum::extract::{Path, State};
use axum::response::Html;

use crate::error::PageError;
use crate::path;
use crate::session::Signed;
use crate::shell::{self, Page, Part, html};
use crate::state::Web;
use crate::view::Link;
use crate::view::trend::{Chart, Series, TrendPage, TrendRow};

pub(crate) async fn trend(
    State(web): State<Web>,
    Signed(person): Signed,
    Path((unit, indicator, year)): Path<(UnitId, IndicatorId, i16)>,
) -> Result<Html<String>, PageError> {
    let trend = app::light::trend(&web.app, &person, unit, indicator, year).await?;
    let catalogue = web.app.catalogue().await?;
    let name = catalogue.unit(unit).map_or("", |unit| unit.name.as_str());
    let title = format!("{name} {}", trend.indicator.name);
    let about =
        Page { part: Part::Lights, title: &title, subtitle: format!("{year}年走势"), help: "lights" };
    let last = trend.months.iter().rev().find(|month| month.actual.is_some()).map(|month| month.period);
    let shown = last.or(Period::month(year, 1));
    let mut frame = shell::frame(&web, &person, &about, shown.map(|period| (unit, period)));
    if let Some(period) = shown {
        let lights = Link { label: "红黄绿灯".to_owned(), href: path::lights(period) };
        frame.crumbs.insert(1, lights);
    }
    let measure = trend.indicator.measure.name.clone();
    let mut lines: Vec<String> = trend
        .bound
        .iter()
        .map(|bound| format!("年度目标 {}。", app::target::label(*bound, &trend.indicator)))
        .collect();
    if let Some(verdict) = &trend.verdict {
        lines.push(format!("{}灯：{}。", verdict.light, verdict.reason));
        lines.extend(verdict.remedy.iter().map(|remedy| format!("{remedy}。")));
    }
    let months: Vec<String> = (1..=12).map(|month| format!("{month}月")).collect();
    let labels: Vec<&str> = months.iter().map(String::as_str).collect();
    let whole =
        |number: Option<Decimal>| number.and_then(|number| i64::try_from(number.rescaled(SCALE)?).ok());
    let column = |pick: fn(&TrendMonth) -> Option<Decimal>| -> Vec<Option<i64>> {
        trend.months.iter().map(|month| whole(pick(month))).collect()
    };
    let (actual, due, before) =
        (column(|month| month.actual), column(|month| month.due), column(|month| month.last_year));
    let series = Series {
        periods: &labels,
        actual: &actual,
        schedule: &due,
        last_year: &before,
        band: &[],
        target: whole(trend.bound.and_then(assessment::Bound::number)),
    };
    let write = |number: i64| {
        Decimal::new(i128::from(number), SCALE)
            .map_or_else(String::new, |number| number.normalized().grouped())
    };
    let said = format!("{title} {year}年各月累计，{}", lines.join(""));
    let rows = trend.months.iter().zip(&months).map(|(month, label)| row(month, label, &trend.indicator));
    html(&TrendPage { frame, chart: Chart::draw(&series, said, write), rows: rows.collect(), measure, lines })
}

/// Decimals of the drawing's whole numbers.
const SCALE: u8 = 4;

fn row(month: &TrendMonth, label: &str, indicator: &assessment::Indicator) -> TrendRow {
    let text = |number: Option<Decimal>| number.map_or_else(String::new, Decimal::grouped);
    let growth =
        month.actual.zip(month.last_year).and_then(|(now, then)| Growth::of(indicator.basis, now, then));
    TrendRow {
        period: label.to_owned(),
        actual: text(month.actual),
        schedule: text(month.due),
        last_year: text(month.last_year),
        growth: growth.map_or_else(String::new, |growth| growth.to_string()),
        href: String::new(),
    }
}
