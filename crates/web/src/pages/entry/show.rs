//! 填报: the form of a unit and a period.

use std::collections::BTreeMap;

use app::Person;
use assessment::{Period, Role, SubmissionState, UnitId};
use axum::extract::{Path, State};
use axum::response::Html;

use super::offer::offers;
use super::words::{entry_row, steps};
use crate::error::PageError;
use crate::path;
use crate::session::Signed;
use crate::shell::{self, Page, Part, Spot, html};
use crate::state::Web;
use crate::view::entry::{EntryGroup, EntryPage, EntrySummary};

pub(crate) async fn show(
    State(web): State<Web>,
    Signed(person): Signed,
    Path((unit, period)): Path<(UnitId, Period)>,
) -> Result<Html<String>, PageError> {
    let nothing = BTreeMap::new();
    let noted = async { app::work::look(&web.app, &person, unit, period).await.map_err(PageError::from) };
    let (page, ()) = tokio::try_join!(page(&web, &person, unit, period, &nothing), noted)?;
    html(&page)
}

/// The page; `wrong` says what was refused in a row, by the id of its indicator.
pub(crate) async fn page(
    web: &Web,
    person: &Person,
    unit: UnitId,
    period: Period,
    wrong: &BTreeMap<i64, String>,
) -> Result<EntryPage, PageError> {
    let board = app::entry::show(&web.app, person, unit, period).await?;
    let open = board.submission.state == SubmissionState::Draft
        && person.actor.holds(Role::Clerk, unit)
        && app::cycle::closed_to_entry(&board.catalogue, period).is_none();
    let typed = if open { typed(web, person, unit, period).await? } else { "[]".to_owned() };
    let periods = app::period::list(&web.app).await?;
    let offered =
        if open { app::document::offers(&web.app, person, unit, period).await? } else { Vec::new() };
    let counts = app::evidence::counts(&web.app, person, unit, period).await?;
    let name = board.catalogue.unit(unit).map_or("", |unit| unit.name.as_str());
    let about = Page {
        part: Part::Entry,
        title: "填报",
        subtitle: format!("{name} {}", period.label()),
        help: "entry",
    };
    let mut frame = shell::frame(web, person, &about, Some((unit, period)));
    let spot = Spot { unit: Some(unit), period, periods: &periods, address: &path::entry };
    frame.switches = shell::switches(person, &board.catalogue, &spot);
    let summary = board.summary();
    let offers = offers(&board, offered);
    let rows = board.rows()?.into_iter().enumerate().map(|(at, row)| {
        let said = wrong.get(&row.indicator.id.get()).cloned().unwrap_or_default();
        let id = row.indicator.id;
        let mut shown = entry_row((unit, period), at + 1, row, open, said);
        shown.evidence = counts.get(&id).copied().unwrap_or(0);
        if shown.editable {
            shown.offers = offers.get(&id).cloned().unwrap_or_default();
        }
        shown
    });
    Ok(EntryPage {
        frame,
        steps: steps(&board.submission),
        due: app::due::words(&board.catalogue, period, web.app.now()).0,
        action: path::entry(unit, period),
        offers: path::entry_offers(unit, period),
        api: format!("/api/v1/reports/{unit}/{period}/figures"),
        check: path::entry_check(unit, period),
        xlsx: path::entry_xlsx(unit, period),
        import: path::entry_import(unit, period),
        drafts: format!("/api/v1/drafts/{unit}"),
        typed,
        person: person.name.clone(),
        period: period.to_string(),
        year: path::entry_year(unit, period.year()),
        open,
        groups: vec![EntryGroup { name: String::new(), rows: rows.collect() }],
        summary: EntrySummary {
            missing: summary.missing,
            returned: summary.returned,
            errors: summary.errors,
            doubts: summary.doubts,
            self_total: summary.self_total,
        },
    })
}

/// What the person typed here on an earlier visit, for the script of the page.
async fn typed(web: &Web, person: &Person, unit: UnitId, period: Period) -> Result<String, PageError> {
    let drafts = app::entry::draft::list(&web.app, person, unit).await?;
    let cells: Vec<serde_json::Value> = drafts
        .into_iter()
        .filter(|draft| draft.period == period)
        .map(|draft| {
            serde_json::json!({
                "period": draft.period.to_string(),
                "indicator": draft.indicator.get(),
                "field": draft.field,
                "text": draft.text,
                "version": draft.version,
            })
        })
        .collect();
    Ok(serde_json::Value::from(cells).to_string())
}
