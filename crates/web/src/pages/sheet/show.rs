//! One unit's score sheet, as the form itself.

use assessment::{Period, ScoreSheet, UnitId};
use axum::extract::{Path, State};
use axum::response::Html;

use super::table::table;
use crate::error::PageError;
use crate::path;
use crate::session::Signed;
use crate::shell::{self, Page, Part, Spot, html};
use crate::state::Web;
use crate::view::Why;
use crate::view::pages::SheetPage;

pub(crate) async fn show(
    State(web): State<Web>,
    Signed(person): Signed,
    Path((unit, period)): Path<(UnitId, Period)>,
) -> Result<Html<String>, PageError> {
    let sheet = app::score::sheet(&web.app, &person, unit, period).await?;
    html(&page(&web, &person, &sheet, "", None).await?)
}

/// The page, with an explanation beside the sheet or without.
pub(crate) async fn page(
    web: &Web,
    person: &app::Person,
    sheet: &ScoreSheet,
    here: &str,
    why: Option<Why>,
) -> Result<SheetPage, PageError> {
    let catalogue = web.app.catalogue().await?;
    let periods = app::period::list(&web.app).await?;
    let (unit, period) = (sheet.unit, sheet.period);
    let mut subtitle = format!("{} {}", sheet.unit_name, period.cumulative_label());
    if let (Some(total), Some(rank)) = (sheet.total.number(), sheet.rank) {
        subtitle = format!("{subtitle} 总分 {total} 第{rank}名");
    }
    let about = Page { part: Part::Scores, title: "得分表", subtitle, help: "score-sheet" };
    let mut frame = shell::frame(web, person, &about, Some((unit, period)));
    let spot = Spot { unit: Some(unit), period, periods: &periods, address: &path::sheet };
    frame.switches = shell::switches(person, &catalogue, &spot);
    let mut notes =
        sheet.vetoes.iter().map(|veto| format!("本单位有一票否决情形：{veto}。")).collect::<Vec<_>>();
    notes.extend(sheet.notes.iter().cloned());
    let trail = |name: &str| {
        let figure = catalogue.indicator_named(name);
        figure.map_or_else(String::new, |indicator| path::figure_history(unit, indicator.id, period))
    };
    let sheet = table(sheet, here, &trail);
    Ok(SheetPage { frame, sheet, why, xlsx: path::sheet_xlsx(unit, period), notes })
}
