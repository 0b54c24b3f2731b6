//! The ranking of a period, one table per class of units.

use app::Person;
use app::catalogue::Catalogue;
use assessment::{Decimal, Movement, Period, RankRow, RankTable};
use axum::extract::{Path, State};
use axum::response::Html;

use crate::error::PageError;
use crate::path;
use crate::session::Signed;
use crate::shell::{self, Page, Part, Spot, html};
use crate::state::Web;
use crate::view::pages::RankPage;
use crate::view::{self, BarPart, LegendPart};

const COLOURS: [&str; 5] = ["c1", "c2", "c3", "c4", "c5"];

pub(crate) async fn show(
    State(web): State<Web>,
    Signed(person): Signed,
    Path(period): Path<Period>,
) -> Result<Html<String>, PageError> {
    let tables = app::score::ranks(&web.app, &person, period).await?;
    let catalogue = web.app.catalogue().await?;
    let periods = app::period::list(&web.app).await?;
    let about =
        Page {
            part: Part::Ranks, title: "得分与排名", subtitle: period.cumulative_label(), help: "rank"
        };
    let at = shell::first_unit(&person, &catalogue).map(|unit| (unit, period));
    let mut frame = shell::frame(&web, &person, &about, at);
    let address = |_unit, period| path::rank(period);
    let spot = Spot { unit: None, period, periods: &periods, address: &address };
    frame.switches = shell::switches(&person, &catalogue, &spot);
    let ranks = tables.iter().map(|table| ranking(table, &person, &catalogue)).collect();
    html(&RankPage { frame, ranks, xlsx: path::rank_xlsx(period) })
}

fn ranking(table: &RankTable, person: &Person, catalogue: &Catalogue) -> view::RankTable {
    let full = table.categories.iter().try_fold(Decimal::ZERO, |sum, (_, points)| sum.checked_add(*points));
    let full = full.unwrap_or(Decimal::ZERO);
    let legend = table.categories.iter().zip(COLOURS.iter().cycle());
    let (ranked, apart): (Vec<_>, Vec<_>) = table.rows.iter().partition(|row| row.rank.is_some());
    view::RankTable {
        class: table.class.as_ref().map_or_else(|| "全部单位".to_owned(), ToString::to_string),
        full: format!("{full} 分"),
        legend: legend
            .map(|((name, points), class)| LegendPart { class, name: format!("{name}（{points} 分）") })
            .collect(),
        rows: ranked.into_iter().map(|row| line(row, table, full, (person, catalogue))).collect(),
        apart: apart.into_iter().map(|row| line(row, table, full, (person, catalogue))).collect(),
    }
}

fn line(
    row: &RankRow,
    table: &RankTable,
    full: Decimal,
    (person, catalogue): (&Person, &Catalogue),
) -> view::RankRow {
    let own = person.own_units().is_some_and(|own| own.contains(&row.unit));
    let may_open = person.require_unit(row.unit).is_ok();
    let reason = match (gone(catalogue, row, table.period), row.vetoes.is_empty()) {
        (Some(gone), _) => gone,
        (None, true) => format!("得分不完整：{}", row.total),
        (None, false) => format!("一票否决：{}", row.vetoes.join("、")),
    };
    view::RankRow {
        rank: row.rank.map_or_else(String::new, |rank| rank.to_string()),
        moved: row.movement().and_then(moved),
        unit: row.name.clone(),
        href: if may_open { path::sheet(row.unit, table.period) } else { String::new() },
        points: row.categories.iter().map(|category| category.score.to_string()).collect(),
        total: row.total.to_string(),
        gap: row.to_next.map_or_else(String::new, |gap| gap.to_string()),
        grade: graded(row),
        grade_kind: if row.vetoes.is_empty() { "plain" } else { "care" },
        reason: if row.rank.is_some() { String::new() } else { reason },
        bar: bar(row, table, full),
        own,
    }
}

/// Why a unit that does not exist at the period's end is not ranked in it, and in which months it is.
fn gone(catalogue: &Catalogue, row: &RankRow, period: Period) -> Option<String> {
    let state = catalogue.timeline.state(row.unit, period.last_day()).filter(|state| state.withdrawn)?;
    let begins = catalogue.timeline.versions(row.unit).iter().find(|one| !one.withdrawn);
    let day = |code: i64| {
        let day = app::catalogue::day(code).ok()?;
        Some(format!("{}年{}月{}日", day.year(), day.month(), day.day()))
    };
    match begins.filter(|one| one.from_day > state.from_day) {
        Some(begins) => Some(format!("{}起设立，此前的月份不计分、不排名", day(begins.from_day)?)),
        None => Some(format!("{}起撤销，撤销前各月照常计分、排名，此后不再考核", day(state.from_day)?)),
    }
}

/// The grade, and why it is lower than the rank suggests where a veto lowered it.
fn graded(row: &RankRow) -> String {
    let grade = row.grade.clone().unwrap_or_default();
    if row.vetoes.is_empty() || grade.is_empty() {
        grade
    } else {
        format!("{grade}（{}）", row.vetoes.join("、"))
    }
}

fn moved(movement: Movement) -> Option<i32> {
    match movement {
        Movement::Up(places) => i32::try_from(places).ok(),
        Movement::Down(places) => i32::try_from(places).ok().map(|places| -places),
        Movement::Same => Some(0),
        Movement::New => None,
    }
}

/// Pieces in thousandths of the full points; a score beyond them is cut at the end.
fn bar(row: &RankRow, table: &RankTable, full: Decimal) -> Vec<BarPart> {
    let mut pieces = Vec::new();
    let mut x = 0;
    for ((category, (name, points)), class) in
        row.categories.iter().zip(&table.categories).zip(COLOURS.iter().cycle())
    {
        let Some(score) = category.score.number() else { continue };
        let share = score
            .checked_mul(Decimal::from_int(1000))
            .and_then(|product| product.div_round(full, 0, assessment::Rounding::Truncate))
            .and_then(|share| u32::try_from(share.mantissa()).ok())
            .unwrap_or(0);
        let width = share.min(1000 - x);
        pieces.push(BarPart { class, x, width, title: format!("{name} {score} / {points} 分") });
        x += width;
    }
    pieces
}
