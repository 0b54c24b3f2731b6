//! Figures of documents that may be taken into a report: what was read, resolved to unit, period and indicator.
//!
//! They are derived from a reading and stored so that the form shows them without reading files again; a correction makes
//! a further reading with offers of its own, and only those of the latest count.

use assessment::{DocumentId, IndicatorId, Period, UnitId};

use crate::conn::{Row, args};
use crate::figure::period_code;
use crate::{Change, Reader, Result};

/// One figure of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferRow {
    /// Version of the reading, the number of its last correction.
    pub version: i64,
    /// First character.
    pub start: i64,
    /// Behind the last character.
    pub end: i64,
    /// Which quantity it is.
    pub indicator: IndicatorId,
    /// For which period.
    pub period: Period,
    /// Whether it is the cumulative figure; otherwise the period's own.
    pub cumulative: bool,
    /// The figure with its unit.
    pub words: String,
    /// The words around it.
    pub context: String,
}

impl Reader {
    /// What the documents of a unit offer for a period, those of the latest document first. Documents that were withdrawn
    /// and readings that were corrected since offer nothing.
    pub async fn list_offers(
        &mut self,
        unit: UnitId,
        period: Period,
    ) -> Result<Vec<(DocumentId, String, OfferRow)>> {
        let sql = "SELECT o.version, o.start_at, o.end_at, o.indicator, o.cumulative, o.words, o.context, d.id, d.title, \
                   d.name FROM document_offer o JOIN document d ON d.tenant = o.tenant AND d.id = o.document \
                   WHERE o.tenant = $1 AND o.unit = $2 AND o.period = $3 AND d.withdrawn_at IS NULL \
                   AND o.version = (SELECT COUNT(*) FROM document_correction c \
                   WHERE c.tenant = o.tenant AND c.document = o.document) \
                   ORDER BY o.document DESC, o.start_at LIMIT 2000";
        let one = |row: &Row| {
            let title = row.text(8)?;
            let title = if title.is_empty() { row.text(9)? } else { title };
            let offer = OfferRow {
                version: row.int(0)?,
                start: row.int(1)?,
                end: row.int(2)?,
                indicator: IndicatorId::new(row.int(3)?),
                period,
                cumulative: row.int(4)? != 0,
                words: row.text(5)?,
                context: row.text(6)?,
            };
            Ok((DocumentId::new(row.int(7)?), title, offer))
        };
        let values = args![self.tenant, unit.get(), period_code(period)];
        self.conn.rows(sql, values).await?.iter().map(one).collect()
    }
}

impl Change {
    /// Stores what a reading of a document offers to its unit.
    pub async fn add_offers(
        &mut self,
        document: DocumentId,
        unit: UnitId,
        offers: &[OfferRow],
    ) -> Result<()> {
        let tenant = self.tenant;
        let sql = "INSERT INTO document_offer (tenant, document, version, start_at, end_at, indicator, unit, period, \
                   cumulative, words, context) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) \
                   ON CONFLICT (tenant, document, version, start_at, indicator) DO NOTHING";
        for one in offers {
            let values = args![
                tenant,
                document.get(),
                one.version,
                one.start,
                one.end,
                one.indicator.get(),
                unit.get(),
                period_code(one.period),
                i64::from(one.cumulative),
                &one.words,
                &one.context
            ];
            self.conn.run(sql, values).await?;
        }
        Ok(())
    }
}
