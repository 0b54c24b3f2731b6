//! Figures of documents beside the rows that they may be taken into, and the press that takes one.

use std::collections::BTreeMap;

use app::Error;
use app::document::{Asked, Choice, Column, Offer, Purpose, Span};
use app::entry::Board;
use assessment::{DocumentId, IndicatorId, Period, TargetKind, UnitId};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};

use super::show::page;
use crate::error::PageError;
use crate::path;
use crate::session::SignedForm;
use crate::shell::html;
use crate::state::Web;
use crate::view::Link;
use crate::view::entry::EntryOffer;

/// Most figures that are shown beside one row, those of the latest documents.
const SHOWN: usize = 3;

/// What documents offer to the rows of a form. What stands there already is not offered again.
pub(super) fn offers(board: &Board, found: Vec<Offer>) -> BTreeMap<IndicatorId, Vec<EntryOffer>> {
    let mut rows: BTreeMap<IndicatorId, Vec<EntryOffer>> = BTreeMap::new();
    let mut told: Vec<(IndicatorId, Column, assessment::Decimal)> = Vec::new();
    for offer in found {
        let key = (offer.indicator, offer.column, offer.number);
        if told.contains(&key) || board.stands(&offer) {
            continue;
        }
        told.push(key);
        let row = rows.entry(offer.indicator).or_default();
        if row.len() < SHOWN {
            let form = format!("offer-{}-{}", offer.indicator, row.len() + 1);
            row.push(shown(board, form, offer));
        }
    }
    rows
}

fn shown(board: &Board, form: String, offer: Offer) -> EntryOffer {
    EntryOffer {
        form,
        number: offer.figure_words(),
        source: Link {
            label: format!("《{}》", offer.title),
            href: path::document_place(offer.document, offer.version, offer.span),
        },
        context: offer.context,
        sent: vec![
            ("document", offer.document.to_string()),
            ("version", offer.version.to_string()),
            ("start", offer.span.start.to_string()),
            ("end", offer.span.end.to_string()),
            ("indicator", offer.indicator.to_string()),
            ("column", offer.column.code().to_owned()),
            ("seen", board.version(offer.indicator).to_string()),
        ],
    }
}

/// The figure that a press names.
#[derive(serde::Deserialize)]
pub(crate) struct Taken {
    document: DocumentId,
    version: i64,
    start: usize,
    end: usize,
    indicator: IndicatorId,
    column: String,
    seen: i64,
}

impl Taken {
    fn asked(&self, unit: UnitId, period: Period) -> Result<Asked, Error> {
        let choice = Choice {
            span: Span::new(self.start, self.end),
            indicator: self.indicator,
            column: Column::from_code(&self.column)?,
            kind: TargetKind::Assigned,
            seen: self.seen,
        };
        Ok(Asked { purpose: Purpose::Figure, unit, period, version: self.version, choices: vec![choice] })
    }
}

pub(crate) async fn take(
    State(web): State<Web>,
    Path((unit, period)): Path<(UnitId, Period)>,
    SignedForm(person, taken): SignedForm<Taken>,
) -> Result<Response, PageError> {
    let asked = taken.asked(unit, period)?;
    let said = match app::document::accept(&web.app, &person, taken.document, &asked).await {
        Ok(_) => return Ok(Redirect::to(&path::entry_row(unit, period, taken.indicator)).into_response()),
        Err(Error::Invalid(faults)) => {
            faults.iter().map(|fault| fault.text.as_str()).collect::<Vec<_>>().join(";")
        }
        Err(Error::Conflict { text, .. } | Error::Refused { text, .. }) => text,
        Err(error) => return Err(error.into()),
    };
    let wrong = BTreeMap::from([(taken.indicator.get(), format!("没有采用：{said}"))]);
    let page = page(&web, &person, unit, period, &wrong).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&page)?).into_response())
}
