//! The last look before submitting.

use assessment::{Period, Role, UnitId};
use axum::extract::{Path, State};
use axum::response::Html;

use super::words::review_row;
use crate::error::PageError;
use crate::path;
use crate::session::Signed;
use crate::shell::{self, Page, Part, html};
use crate::state::Web;
use crate::view::Link;
use crate::view::work::{CheckAnswersPage, ReviewRow};

pub(crate) async fn check(
    State(web): State<Web>,
    Signed(person): Signed,
    Path((unit, period)): Path<(UnitId, Period)>,
) -> Result<Html<String>, PageError> {
    person.require_unit(unit)?;
    person.require(Role::Clerk)?;
    let board = app::entry::show(&web.app, &person, unit, period).await?;
    let name = board.catalogue.unit(unit).map_or("", |unit| unit.name.as_str());
    let about = Page {
        part: Part::Entry,
        title: "核对并提交",
        subtitle: format!("{name} {}", period.label()),
        help: "entry",
    };
    let back = path::entry(unit, period);
    let link = |label: String| Link { label, href: back.clone() };
    let counts = app::evidence::counts(&web.app, &person, unit, period).await?;
    let rows = board.rows()?;
    let owed = app::entry::obstacles_of(&board)?;
    let missing: Vec<Link> = owed
        .into_iter()
        .map(|one| Link { label: one.text, href: format!("{back}#value-{}", one.indicator) })
        .collect();
    let warnings = rows.iter().filter(|row| row.findings.iter().any(|finding| finding.explained));
    let warnings: Vec<Link> =
        warnings.map(|row| link(format!("{}：{}", row.indicator.name, row.explanation))).collect();
    let mut frame = shell::frame(&web, &person, &about, Some((unit, period)));
    shell::under(&mut frame, "填报", path::entry(unit, period));
    html(&CheckAnswersPage {
        frame,
        action: path::entry_submit(unit, period),
        back,
        missing,
        warnings,
        rows: rows
            .into_iter()
            .map(|row| {
                let pieces = counts.get(&row.indicator.id).copied().unwrap_or(0);
                let row = review_row((unit, period), row, false, |id| board.name(id));
                ReviewRow { evidence: pieces, ..row }
            })
            .collect(),
        next: "提交后由本单位负责人审签，再由数据来源部门逐项核验；退回的会写明理由，回到工作台。".to_owned(),
    })
}
