//! The explanation of one score beside its sheet: its own address, and its own print.

use app::score::{Explanation, Part};
use assessment::{Period, UnitId};
use axum::extract::{Path, State};
use axum::response::Html;

use super::show::page;
use crate::error::PageError;
use crate::path;
use crate::session::Signed;
use crate::shell::html;
use crate::state::Web;
use crate::view::{Why, WhyLine, WhyStep};

pub(crate) async fn why(
    State(web): State<Web>,
    Signed(person): Signed,
    Path((unit, period, line)): Path<(UnitId, Period, String)>,
) -> Result<Html<String>, PageError> {
    let sheet = app::score::sheet(&web.app, &person, unit, period).await?;
    let explanation = app::score::explain(&web.app, &person, unit, period, &line).await?;
    let why = view(explanation, unit, period, &line);
    html(&page(&web, &person, &sheet, &line, Some(why)).await?)
}

fn view(explanation: Explanation, unit: UnitId, period: Period, line: &str) -> Why {
    Why {
        title: explanation.title,
        total: explanation.total,
        rounding: explanation.rounding,
        steps: explanation.parts.into_iter().enumerate().map(|(place, part)| step(place, part)).collect(),
        close: path::sheet(unit, period),
        permalink: path::why(unit, period, line),
        dispute: String::new(),
    }
}

fn step(place: usize, part: Part) -> WhyStep {
    let lines = part.lines.into_iter().enumerate().map(|(at, (text, gives))| WhyLine {
        id: format!("line-{place}-{at}"),
        text,
        gives,
        href: String::new(),
    });
    WhyStep {
        id: format!("part-{place}"),
        title: part.title,
        points: part.points,
        clause: part.clause,
        place: part.place,
        lines: lines.collect(),
        doubts: part.doubts,
    }
}
