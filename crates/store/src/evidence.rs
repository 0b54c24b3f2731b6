//! 佐证材料: files by the hash of their content, and where each proves a figure.
//!
//! Bytes stand in the database in pieces, so that one backup holds everything and every process reads the same.

use assessment::{AccountId, EvidenceId, FileState, IndicatorId, Period, UnitId};

use crate::conn::{Row, args};
use crate::figure::{period_code, period_from_code};
use crate::{Change, Error, Reader, Result, Store};
use assessment::Coded as _;

/// Bytes in one row: small enough that nobody waits long for the writer.
const PIECE_BYTES: usize = 512 << 10;

/// A stored file. Its bytes are read by themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRow {
    /// SHA-256 of the content.
    pub hash: Vec<u8>,
    /// Bytes.
    pub size: i64,
    /// Media type, by content.
    pub media: String,
    /// Whether it may be opened.
    pub state: FileState,
    /// What the scanner said, if anything.
    pub said: String,
}

/// A file beside a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceRow {
    /// Its id.
    pub id: EvidenceId,
    /// Beside which figure.
    pub period: Period,
    /// Of which unit.
    pub unit: UnitId,
    /// Which quantity.
    pub indicator: IndicatorId,
    /// The file.
    pub file: FileRow,
    /// Name under which it was given.
    pub name: String,
    /// What it shows, in the clerk's words.
    pub note: String,
    /// Who put it there.
    pub author: AccountId,
    /// When, UTC milliseconds.
    pub at: i64,
    /// Who withdrew it, when and why.
    pub withdrawn: Option<(AccountId, i64, String)>,
}

/// A file to put beside a figure.
#[derive(Clone, Debug)]
pub struct NewEvidence {
    /// Beside which figure.
    pub period: Period,
    /// Of which unit.
    pub unit: UnitId,
    /// Which quantity.
    pub indicator: IndicatorId,
    /// The file's hash.
    pub hash: Vec<u8>,
    /// Name under which it was given.
    pub name: String,
    /// What it shows.
    pub note: String,
    /// Who puts it there.
    pub author: AccountId,
}

const COLUMNS: &str = "e.id, e.period, e.unit, e.indicator, e.name, e.note, e.author, e.at, e.withdrawn_at, \
                       e.withdrawn_by, e.withdrawn_reason, f.hash, f.size, f.media, f.state, f.said";
const JOINED: &str = "FROM evidence e JOIN evidence_file f ON f.tenant = e.tenant AND f.hash = e.hash";

impl Store {
    /// Stores a file's bytes, each piece by itself. They are nobody's until [`Change::put_file`] names them; stored
    /// twice they stand once.
    pub async fn put_bytes(&self, tenant: i64, hash: &[u8], bytes: &[u8]) -> Result<()> {
        for (place, piece) in (0_i64..).zip(bytes.chunks(PIECE_BYTES)) {
            let mut conn = self.pools.change().await?;
            let sql = "INSERT INTO evidence_piece (tenant, hash, place, bytes) VALUES ($1, $2, $3, $4) \
                       ON CONFLICT (tenant, hash, place) DO NOTHING";
            conn.run(sql, args![tenant, hash, place, piece]).await?;
            conn.commit().await?;
        }
        Ok(())
    }
}

impl Reader {
    /// A file by its hash.
    pub async fn find_file(&mut self, hash: &[u8]) -> Result<Option<FileRow>> {
        let sql = "SELECT hash, size, media, state, said FROM evidence_file WHERE tenant = $1 AND hash = $2";
        self.conn.row(sql, args![self.tenant, hash]).await?.map(|row| file(&row, 0)).transpose()
    }

    /// The bytes of a file.
    pub async fn read_file(&mut self, hash: &[u8]) -> Result<Vec<u8>> {
        let sql = "SELECT bytes FROM evidence_piece WHERE tenant = $1 AND hash = $2 AND place = $3";
        let mut bytes = Vec::new();
        for place in 0_i64.. {
            let Some(row) = self.conn.row(sql, args![self.tenant, hash, place]).await? else { break };
            bytes.extend(row.blob(0)?);
        }
        Ok(bytes)
    }

    /// Files that wait for the scanner, the oldest first.
    pub async fn list_files_to_check(&mut self, limit: i64) -> Result<Vec<FileRow>> {
        let sql = "SELECT hash, size, media, state, said FROM evidence_file WHERE tenant = $1 AND state = $2 \
                   ORDER BY checked_at, at LIMIT $3";
        let values = args![self.tenant, FileState::Waiting.code(), limit];
        self.conn.rows(sql, values).await?.iter().map(|row| file(row, 0)).collect()
    }

    /// One piece of evidence, withdrawn or not.
    pub async fn find_evidence(&mut self, id: EvidenceId) -> Result<Option<EvidenceRow>> {
        let sql = format!("SELECT {COLUMNS} {JOINED} WHERE e.tenant = $1 AND e.id = $2");
        self.conn.row(&sql, args![self.tenant, id.get()]).await?.as_ref().map(evidence).transpose()
    }

    /// Everything beside one figure, withdrawn pieces too, in the order in which it came.
    pub async fn list_evidence(
        &mut self,
        period: Period,
        unit: UnitId,
        indicator: IndicatorId,
    ) -> Result<Vec<EvidenceRow>> {
        let sql = format!(
            "SELECT {COLUMNS} {JOINED} WHERE e.tenant = $1 AND e.period = $2 AND e.unit = $3 AND e.indicator = $4 \
             ORDER BY e.id"
        );
        let values = args![self.tenant, period_code(period), unit.get(), indicator.get()];
        self.conn.rows(&sql, values).await?.iter().map(evidence).collect()
    }

    /// How many pieces stand beside each figure of a report; figures without any are left out.
    pub async fn count_evidence(
        &mut self,
        period: Period,
        unit: UnitId,
    ) -> Result<Vec<(IndicatorId, usize)>> {
        let sql = "SELECT indicator, COUNT(*) FROM evidence WHERE tenant = $1 AND period = $2 AND unit = $3 \
                   AND withdrawn_at IS NULL GROUP BY indicator ORDER BY indicator";
        let rows = self.conn.rows(sql, args![self.tenant, period_code(period), unit.get()]).await?;
        let count =
            |row: &Row| Ok((IndicatorId::new(row.int(0)?), usize::try_from(row.int(1)?).unwrap_or(0)));
        rows.iter().map(count).collect()
    }

    /// What stands beside any figure of a unit and was not withdrawn, the latest first.
    pub async fn list_evidence_of_unit(&mut self, unit: UnitId, limit: i64) -> Result<Vec<EvidenceRow>> {
        let sql = format!(
            "SELECT {COLUMNS} {JOINED} WHERE e.tenant = $1 AND e.unit = $2 AND e.withdrawn_at IS NULL \
             ORDER BY e.id DESC LIMIT $3"
        );
        self.conn.rows(&sql, args![self.tenant, unit.get(), limit]).await?.iter().map(evidence).collect()
    }
}

impl Change {
    /// Names a file whose bytes were stored. A file that is known already keeps its state.
    pub async fn put_file(&mut self, new: &FileRow) -> Result<()> {
        let (tenant, at) = (self.tenant, self.at());
        let pieces = i64::try_from(usize::try_from(new.size).unwrap_or(0).div_ceil(PIECE_BYTES)).unwrap_or(0);
        let sql = "INSERT INTO evidence_file (tenant, hash, size, media, pieces, state, said, checked_at, at) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8) ON CONFLICT (tenant, hash) DO NOTHING";
        let hash = new.hash.as_slice();
        let values = args![tenant, hash, new.size, &new.media, pieces, new.state.code(), &new.said, at];
        self.conn.run(sql, values).await?;
        Ok(())
    }

    /// Notes what the scanner said of a file.
    pub async fn set_file_state(&mut self, hash: &[u8], state: FileState, said: &str) -> Result<()> {
        let (tenant, at) = (self.tenant, self.at());
        let sql =
            "UPDATE evidence_file SET state = $3, said = $4, checked_at = $5 WHERE tenant = $1 AND hash = $2";
        self.conn.run(sql, args![tenant, hash, state.code(), said, at]).await?;
        Ok(())
    }

    /// Puts a file beside a figure.
    pub async fn add_evidence(&mut self, new: &NewEvidence) -> Result<EvidenceId> {
        let (id, tenant, at) = (self.new_id(), self.tenant, self.at());
        let sql = "INSERT INTO evidence (tenant, id, period, unit, indicator, hash, name, note, author, at) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
        let (period, unit, indicator) = (period_code(new.period), new.unit.get(), new.indicator.get());
        let hash = new.hash.as_slice();
        let author = new.author.get();
        let values = args![tenant, id, period, unit, indicator, hash, &new.name, &new.note, author, at];
        self.conn.run(sql, values).await?;
        Ok(EvidenceId::new(id))
    }

    /// Withdraws a piece; it stays in the history of its figure.
    pub async fn withdraw_evidence(&mut self, id: EvidenceId, by: AccountId, reason: &str) -> Result<()> {
        let (tenant, at) = (self.tenant, self.at());
        let sql = "UPDATE evidence SET withdrawn_at = $3, withdrawn_by = $4, withdrawn_reason = $5 \
                   WHERE tenant = $1 AND id = $2 AND withdrawn_at IS NULL";
        self.conn.run(sql, args![tenant, id.get(), at, by.get(), reason]).await?;
        Ok(())
    }
}

fn file(row: &Row, from: usize) -> Result<FileRow> {
    let state = row.text(from + 3)?;
    Ok(FileRow {
        hash: row.blob(from)?,
        size: row.int(from + 1)?,
        media: row.text(from + 2)?,
        state: FileState::from_code(&state).ok_or_else(|| Error::code("文件状态", state))?,
        said: row.text(from + 4)?,
    })
}

fn evidence(row: &Row) -> Result<EvidenceRow> {
    let withdrawn = match (row.maybe_int(8)?, row.maybe_int(9)?) {
        (Some(at), by) => {
            Some((AccountId::new(by.unwrap_or(0)), at, row.maybe_text(10)?.unwrap_or_default()))
        }
        (None, _) => None,
    };
    Ok(EvidenceRow {
        id: EvidenceId::new(row.int(0)?),
        period: period_from_code(row.int(1)?)?,
        unit: UnitId::new(row.int(2)?),
        indicator: IndicatorId::new(row.int(3)?),
        name: row.text(4)?,
        note: row.text(5)?,
        author: AccountId::new(row.int(6)?),
        at: row.int(7)?,
        withdrawn,
        file: file(row, 11)?,
    })
}
