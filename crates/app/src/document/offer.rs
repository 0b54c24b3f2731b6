//! What documents offer to a report: figures that were read, where each would stand in the form, and the place it came from.

use assessment::{Basis, Decimal, DocumentId, Indicator, IndicatorId, Period, UnitId};
use ingest::Span;
use store::{FigureRow, OfferRow};

use super::accept::{Column, Purpose, read_printed};
use super::candidate::candidates;
use super::reading::Reading;
use crate::catalogue::Catalogue;
use crate::figure::decimal;
use crate::{App, Person, Result};

/// Most offers that are kept of one reading.
const MOST: usize = 500;

/// A figure of a document that may be taken into a row.
#[derive(Clone, Debug)]
pub struct Offer {
    /// Which row.
    pub indicator: IndicatorId,
    /// Which of its numbers.
    pub column: Column,
    /// In the indicator's measure.
    pub number: Decimal,
    /// The figure as printed.
    pub words: String,
    /// The words around it.
    pub context: String,
    /// The document.
    pub document: DocumentId,
    /// Its title, or the name of its file.
    pub title: String,
    /// Version of the reading.
    pub version: i64,
    /// Where it stands.
    pub span: Span,
}

impl Offer {
    /// Whether a figure that stands in its row says the same.
    pub(crate) fn stands(&self, row: &FigureRow) -> bool {
        let whole = match self.column {
            Column::Cumulative => row.cumulative,
            Column::Value => row.value,
        };
        decimal(whole, row.decimals) == Some(self.number)
    }

    /// `累计 26.60`.
    pub fn figure_words(&self) -> String {
        let word = match self.column {
            Column::Cumulative => "累计",
            Column::Value => "当期",
        };
        format!("{word} {}", self.number.grouped())
    }
}

/// What a reading offers to the reports of its unit: figures whose indicator and time the text itself says.
pub(super) fn of_reading(reading: &Reading, catalogue: &Catalogue, version: i64) -> Vec<OfferRow> {
    let indicators: Vec<&Indicator> = catalogue.indicators.iter().collect();
    let found = candidates(&reading.document, &reading.findings, &indicators, Purpose::Figure);
    let row = |one: super::Candidate| {
        let indicator = catalogue.indicator(one.suggestion.as_ref()?.indicator)?;
        let (period, column) = place_of(one.days.as_deref()?, indicator)?;
        read_printed(&one.words, indicator, period.year()).ok()?.number()?;
        Some(OfferRow {
            version,
            start: i64::try_from(one.span.start).ok()?,
            end: i64::try_from(one.span.end).ok()?,
            indicator: indicator.id,
            period,
            cumulative: column == Column::Cumulative,
            words: one.words,
            context: one.context,
        })
    };
    found.into_iter().filter_map(row).take(MOST).collect()
}

/// What the documents of a unit offer for a period, the latest document first.
pub async fn offers(app: &App, by: &Person, unit: UnitId, period: Period) -> Result<Vec<Offer>> {
    by.require_unit(unit)?;
    let catalogue = app.catalogue().await?;
    let rows = app.store.reader(app.tenant).await?.list_offers(unit, period).await?;
    let offer = |(document, title, row): (DocumentId, String, OfferRow)| {
        let indicator = catalogue.indicator(row.indicator)?;
        Some(Offer {
            number: read_printed(&row.words, indicator, period.year()).ok()?.number()?,
            indicator: row.indicator,
            column: if row.cumulative { Column::Cumulative } else { Column::Value },
            span: Span::new(usize::try_from(row.start).ok()?, usize::try_from(row.end).ok()?),
            version: row.version,
            words: row.words,
            context: row.context,
            document,
            title,
        })
    };
    Ok(rows.into_iter().filter_map(offer).collect())
}

/// Where a figure of a span of days belongs: the period in which they end, as its own value or as the year's cumulation.
/// Days that begin within the year before the period belong nowhere.
fn place_of(days: &str, indicator: &Indicator) -> Option<(Period, Column)> {
    let (first, last) = days.split_once('/')?;
    let (first, last): (jiff::civil::Date, jiff::civil::Date) = (first.parse().ok()?, last.parse().ok()?);
    let period = Period::month(last.year(), u8::try_from(last.month()).ok()?)?;
    if last != period.last_day() || !assessment::is_due(indicator, period) {
        return None;
    }
    let own = period.ending_together(indicator.frequency)?;
    let opens = first == own.first_day();
    let year = (first.month(), first.day()) == (1, 1) && first.year() == last.year();
    match indicator.basis {
        Basis::Flow | Basis::Rate if year => Some((period, Column::Cumulative)),
        Basis::Flow | Basis::Rate => opens.then_some((period, Column::Value)),
        Basis::Stock => Some((period, Column::Value)),
        Basis::Rank | Basis::Milestone | Basis::Text => None,
    }
}
