//! Figures before and after a reorganisation, side by side.

use app::reorganisation::Comparison;
use assessment::{Basis, Coded as _, IndicatorId, Value};
use axum::extract::{Path, Query, State};
use axum::response::{Html, Response};

use crate::error::PageError;
use crate::path;
use crate::session::Signed;
use crate::shell::{self, Page, Part, html, workbook};
use crate::state::Web;
use crate::view::organisation::{BoundariesPage, BoundaryLine};
use crate::view::{Choice, Link};

#[derive(serde::Deserialize, Default)]
pub(crate) struct Asked {
    indicator: Option<IndicatorId>,
}

pub(crate) async fn show(
    State(web): State<Web>,
    Signed(person): Signed,
    Path(id): Path<i64>,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, PageError> {
    let found = app::reorganisation::compare(&web.app, &person, id, asked.indicator, None).await?;
    let catalogue = web.app.catalogue().await?;
    let row = &found.listed.row;
    let about = Page {
        part: Part::Reorganisations,
        title: "机构调整前后对照",
        subtitle: row.title.clone(),
        help: "reorganisations",
    };
    let mut frame = shell::at_first(&web, &person, &about).await?;
    frame.crumbs.insert(1, Link { label: "机构调整".to_owned(), href: "/reorganisations".to_owned() });
    let indicators = catalogue.indicators.iter().map(|one| Choice {
        value: one.id.to_string(),
        label: one.name.clone(),
        chosen: one.id == found.indicator.id,
    });
    let basis = if row.basis.is_empty() { String::new() } else { format!("（{}）", row.basis) };
    let lead = format!(
        "{}起{}{basis}：{} → {}。",
        found.listed.day,
        row.kind.label(),
        found.listed.old.join("、"),
        found.listed.new.join("、")
    );
    html(&BoundariesPage {
        frame,
        lead,
        indicators: indicators.collect(),
        measure: found.indicator.measure.name.clone(),
        old: found.listed.old.clone(),
        new: found.listed.new.clone(),
        lines: found.lines.iter().map(line).collect(),
        whole_word: whole_word(&found),
        whole: word(Some(found.whole)),
        notes: notes(&found),
        xlsx: format!("{}/xlsx?indicator={}", path::reorganisation(id), found.indicator.id),
    })
}

pub(crate) async fn download(
    State(web): State<Web>,
    Signed(person): Signed,
    Path(id): Path<i64>,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let (name, bytes) = app::reorganisation::compare_xlsx(&web.app, &person, id, asked.indicator).await?;
    Ok(workbook(&name, bytes))
}

fn line(line: &app::reorganisation::Line) -> BoundaryLine {
    let cells = |cells: &[Option<Value>]| cells.iter().map(|cell| word(*cell)).collect();
    BoundaryLine {
        month: line.period.label(),
        after: line.after,
        old: cells(&line.figures.old),
        new: cells(&line.figures.new),
        whole: word(Some(line.figures.whole)),
    }
}

fn word(value: Option<Value>) -> String {
    app::reorganisation::word(value)
}

fn whole_word(found: &Comparison) -> String {
    let month = found.lines.last().map_or_else(String::new, |line| line.period.cumulative_label());
    if found.indicator.basis == Basis::Flow { format!("{month}累计") } else { "期末".to_owned() }
}

fn notes(found: &Comparison) -> Vec<String> {
    let mut notes = vec![
        "“未单列”：当时没有这个单位，或已并入其他单位，不能倒推；“待补”的月份使合计也为待补，不按零计算。"
            .to_owned(),
    ];
    if !found.indicator.sums_over_units() {
        notes.push("这项指标不能在单位之间相加（比率、名次等），合计只在一个单位时给出。".to_owned());
    }
    notes
}
