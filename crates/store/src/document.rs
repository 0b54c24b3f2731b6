//! Documents that people gave to be read: the bytes once by their content, every reading corrected by appended corrections,
//! and what was taken from them into targets and figures.

use assessment::{AccountId, DocumentId, IndicatorId, Period, UnitId};

use crate::conn::{Row, args};
use crate::figure::{period_code, period_from_code};
use crate::{Change, Reader, Result};

/// A document to store.
#[derive(Clone, Debug)]
pub struct NewDocument<'a> {
    /// Whose.
    pub unit: UnitId,
    /// Name of the file, or of what was pasted.
    pub name: &'a str,
    /// Title as read.
    pub title: &'a str,
    /// SHA-256 of the bytes.
    pub hash: &'a [u8],
    /// The bytes.
    pub bytes: &'a [u8],
    /// Its format, in words.
    pub format: &'a str,
    /// Counts of its findings as JSON; the domain reads them.
    pub summary: &'a str,
    /// Who gave it.
    pub author: AccountId,
}

/// A stored document without its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentRow {
    /// Its id.
    pub id: DocumentId,
    /// Whose.
    pub unit: UnitId,
    /// Name of the file, or of what was pasted.
    pub name: String,
    /// Title as read.
    pub title: String,
    /// SHA-256 of the bytes.
    pub hash: Vec<u8>,
    /// Size in bytes.
    pub size: i64,
    /// Its format, in words.
    pub format: String,
    /// Counts of its findings as JSON.
    pub summary: String,
    /// Who gave it.
    pub author: AccountId,
    /// When, UTC milliseconds.
    pub at: i64,
}

/// Words that were misread, and what stands there. Places count characters of the text as the corrections before left it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorrectionRow {
    /// From 1 without gaps; also the version of the reading that it makes.
    pub number: i64,
    /// First character.
    pub start: i64,
    /// Behind the last character.
    pub end: i64,
    /// What was read.
    pub printed: String,
    /// What stands there.
    pub words: String,
    /// Who corrected.
    pub author: AccountId,
    /// When, UTC milliseconds.
    pub at: i64,
}

/// What was taken from a document into a target or a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UseRow {
    /// Version of the reading, the number of its last correction.
    pub version: i64,
    /// First character.
    pub start: i64,
    /// Behind the last character.
    pub end: i64,
    /// The words there.
    pub words: String,
    /// `target` or `figure`.
    pub purpose: String,
    /// Of which unit.
    pub unit: UnitId,
    /// Which quantity.
    pub indicator: IndicatorId,
    /// For which period.
    pub period: Period,
    /// Who took it.
    pub author: AccountId,
    /// When, UTC milliseconds.
    pub at: i64,
}

const COLUMNS: &str = "id, unit, name, title, hash, size, format, summary, author, at";

impl Reader {
    /// Documents that were not withdrawn, the latest first, before an id; of one unit or of all.
    pub async fn list_documents(
        &mut self,
        unit: Option<UnitId>,
        before: Option<DocumentId>,
        limit: i64,
    ) -> Result<Vec<DocumentRow>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM document WHERE tenant = $1 AND ($2 < 0 OR unit = $2) AND id < $3 \
             AND withdrawn_at IS NULL ORDER BY id DESC LIMIT $4"
        );
        let (unit, before) = (unit.map_or(-1, UnitId::get), before.map_or(i64::MAX, DocumentId::get));
        self.conn.rows(&sql, args![self.tenant, unit, before, limit]).await?.iter().map(document).collect()
    }

    /// A document that was not withdrawn.
    pub async fn find_document(&mut self, id: DocumentId) -> Result<Option<DocumentRow>> {
        let sql =
            format!("SELECT {COLUMNS} FROM document WHERE tenant = $1 AND id = $2 AND withdrawn_at IS NULL");
        self.conn.row(&sql, args![self.tenant, id.get()]).await?.as_ref().map(document).transpose()
    }

    /// The bytes of a content.
    pub async fn find_document_bytes(&mut self, hash: &[u8]) -> Result<Option<Vec<u8>>> {
        let sql = "SELECT bytes FROM document_content WHERE tenant = $1 AND hash = $2";
        self.conn.row(sql, args![self.tenant, hash]).await?.map(|row| row.blob(0)).transpose()
    }

    /// Corrections of a document in their order.
    pub async fn list_corrections(&mut self, document: DocumentId) -> Result<Vec<CorrectionRow>> {
        let sql = "SELECT number, start_at, end_at, printed, words, author, at FROM document_correction \
                   WHERE tenant = $1 AND document = $2 ORDER BY number";
        let one = |row: &Row| {
            Ok(CorrectionRow {
                number: row.int(0)?,
                start: row.int(1)?,
                end: row.int(2)?,
                printed: row.text(3)?,
                words: row.text(4)?,
                author: AccountId::new(row.int(5)?),
                at: row.int(6)?,
            })
        };
        self.conn.rows(sql, args![self.tenant, document.get()]).await?.iter().map(one).collect()
    }

    /// What was taken from a document, in order.
    pub async fn list_document_uses(&mut self, document: DocumentId) -> Result<Vec<UseRow>> {
        let sql = "SELECT version, start_at, end_at, words, purpose, unit, indicator, period, author, at \
                   FROM document_use WHERE tenant = $1 AND document = $2 ORDER BY id";
        let one = |row: &Row| {
            Ok(UseRow {
                version: row.int(0)?,
                start: row.int(1)?,
                end: row.int(2)?,
                words: row.text(3)?,
                purpose: row.text(4)?,
                unit: UnitId::new(row.int(5)?),
                indicator: IndicatorId::new(row.int(6)?),
                period: period_from_code(row.int(7)?)?,
                author: AccountId::new(row.int(8)?),
                at: row.int(9)?,
            })
        };
        self.conn.rows(sql, args![self.tenant, document.get()]).await?.iter().map(one).collect()
    }
}

impl Change {
    /// Stores a document; bytes that are stored already are not stored again.
    pub async fn create_document(&mut self, new: &NewDocument<'_>) -> Result<DocumentId> {
        let (id, tenant, at) = (self.new_id(), self.tenant, self.at());
        let size = i64::try_from(new.bytes.len()).unwrap_or(i64::MAX);
        let sql = "INSERT INTO document_content (tenant, hash, bytes) VALUES ($1, $2, $3) \
                   ON CONFLICT (tenant, hash) DO NOTHING";
        self.conn.run(sql, args![tenant, new.hash, new.bytes]).await?;
        let sql = format!(
            "INSERT INTO document (tenant, {COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
        );
        let (unit, author) = (new.unit.get(), new.author.get());
        let values =
            args![tenant, id, unit, new.name, new.title, new.hash, size, new.format, new.summary, author, at];
        self.conn.run(&sql, values).await?;
        Ok(DocumentId::new(id))
    }

    /// Appends a correction and keeps the counts of the findings that follow from it.
    pub async fn append_correction(
        &mut self,
        document: DocumentId,
        correction: &CorrectionRow,
        summary: &str,
    ) -> Result<()> {
        let (tenant, at) = (self.tenant, self.at());
        let sql = "INSERT INTO document_correction \
                   (tenant, document, number, start_at, end_at, printed, words, author, at) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
        let values = args![
            tenant,
            document.get(),
            correction.number,
            correction.start,
            correction.end,
            &correction.printed,
            &correction.words,
            correction.author.get(),
            at
        ];
        self.conn.run(sql, values).await?;
        let sql = "UPDATE document SET summary = $3 WHERE tenant = $1 AND id = $2";
        self.conn.run(sql, args![tenant, document.get(), summary]).await?;
        Ok(())
    }

    /// Writes down what was taken from a document.
    pub async fn append_document_use(&mut self, document: DocumentId, taken: &UseRow) -> Result<()> {
        let (id, tenant, at) = (self.new_id(), self.tenant, self.at());
        let sql = "INSERT INTO document_use (tenant, id, document, version, start_at, end_at, words, purpose, unit, \
                   indicator, period, author, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
        let values = args![
            tenant,
            id,
            document.get(),
            taken.version,
            taken.start,
            taken.end,
            &taken.words,
            &taken.purpose,
            taken.unit.get(),
            taken.indicator.get(),
            period_code(taken.period),
            taken.author.get(),
            at
        ];
        self.conn.run(sql, values).await?;
        Ok(())
    }

    /// Takes a document out of the lists; it stays stored, and what names it can still be traced.
    pub async fn withdraw_document(&mut self, id: DocumentId) -> Result<()> {
        let (tenant, at) = (self.tenant, self.at());
        let sql =
            "UPDATE document SET withdrawn_at = $3 WHERE tenant = $1 AND id = $2 AND withdrawn_at IS NULL";
        self.conn.run(sql, args![tenant, id.get(), at]).await?;
        Ok(())
    }
}

fn document(row: &Row) -> Result<DocumentRow> {
    Ok(DocumentRow {
        id: DocumentId::new(row.int(0)?),
        unit: UnitId::new(row.int(1)?),
        name: row.text(2)?,
        title: row.text(3)?,
        hash: row.blob(4)?,
        size: row.int(5)?,
        format: row.text(6)?,
        summary: row.text(7)?,
        author: AccountId::new(row.int(8)?),
        at: row.int(9)?,
    })
}
