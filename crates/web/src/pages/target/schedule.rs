//! How an indicator's targets fall due.

use std::collections::BTreeMap;

use app::{Error, Person};
use assessment::{CycleId, IndicatorId, Role};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse as _, Redirect, Response};

use super::words::frame;
use crate::error::PageError;
use crate::path;
use crate::session::{Signed, SignedForm};
use crate::shell::html;
use crate::state::Web;
use crate::view::target::SchedulePage;
use crate::view::{Choice, FieldError};

pub(crate) async fn show(
    State(web): State<Web>,
    Signed(person): Signed,
    Path((cycle, indicator)): Path<(CycleId, IndicatorId)>,
) -> Result<Html<String>, PageError> {
    html(&page(&web, &person, cycle, indicator, None, Vec::new()).await?)
}

async fn page(
    web: &Web,
    person: &Person,
    cycle: CycleId,
    indicator: IndicatorId,
    typed: Option<&BTreeMap<String, String>>,
    errors: Vec<FieldError>,
) -> Result<SchedulePage, PageError> {
    let curve = app::target::show_schedule(&web.app, person, cycle, indicator).await?;
    let kept = |field: &str, number: usize, stands: &str| {
        let name = format!("{field}-{number}");
        typed.and_then(|typed| typed.get(&name)).cloned().unwrap_or_else(|| stands.to_owned())
    };
    let shape = typed.and_then(|typed| typed.get("shape")).map_or(curve.shape, String::as_str);
    let choice = |value: &str, label: &str| Choice {
        value: value.to_owned(),
        label: label.to_owned(),
        chosen: value == shape,
    };
    let quarters = (1..=4).map(|quarter| {
        kept("quarter", quarter, curve.shares.get(quarter * 3 - 1).map_or("", String::as_str))
    });
    let months = (1..).zip(&curve.shares).map(|(month, share)| kept("month", month, share));
    let lead = if curve.indicator.basis.accumulates() {
        format!("现行：{}。月度得分、序时检查和红黄绿灯都按它计算。", curve.word)
    } else {
        format!(
            "“{}”是{}，不逐月累计，没有序时进度：随时与全年目标比较。",
            curve.indicator.name, curve.indicator.basis
        )
    };
    let heading = format!("{}序时进度", curve.indicator.name);
    Ok(SchedulePage {
        frame: frame(web, person, cycle, &heading, String::new()).await?,
        lead,
        action: path::schedule(cycle, indicator),
        errors,
        open: curve.open,
        seen: curve.version,
        shapes: vec![
            choice("linear", "按月平均"),
            choice("quarters", "按季度"),
            choice("months", "自定各月"),
        ],
        quarters: quarters.collect(),
        months: months.collect(),
        reason: typed.and_then(|typed| typed.get("reason")).cloned().unwrap_or_default(),
        history: curve
            .history
            .into_iter()
            .map(|(shape, by, at, reason)| [shape, by, app::period::minute(at), reason])
            .collect(),
    })
}

pub(crate) async fn set(
    State(web): State<Web>,
    Path((cycle, indicator)): Path<(CycleId, IndicatorId)>,
    SignedForm(person, typed): SignedForm<BTreeMap<String, String>>,
) -> Result<Response, PageError> {
    person.require(Role::Officer)?;
    let field = |name: &str| typed.get(name).map_or("", String::as_str);
    let shape = field("shape");
    let (name, count) = if shape == "quarters" { ("quarter", 4) } else { ("month", 12) };
    let shares: Vec<String> = (1..=count).map(|at| field(&format!("{name}-{at}")).to_owned()).collect();
    let seen = field("seen").parse().ok();
    let place = (cycle, indicator);
    match app::target::set_schedule(&web.app, &person, place, shape, &shares, field("reason"), seen).await {
        Ok(_) => Ok(Redirect::to(&path::schedule(cycle, indicator)).into_response()),
        Err(Error::Invalid(faults)) => {
            let errors = faults.into_iter().map(Into::into).collect();
            let page = page(&web, &person, cycle, indicator, Some(&typed), errors).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&page)?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
