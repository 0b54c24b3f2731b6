//! The audit chain: every line carries the SHA-256 of the line before it, so that none can be changed or left out unseen.

use sha2::{Digest as _, Sha256};

use crate::conn::{Conn, args, insert_many};
use crate::{Reader, Result};

/// What is to be written into the chain.
#[derive(Clone, Debug)]
pub struct AuditEntry {
    /// Who; 0 is the program itself.
    pub account: i64,
    /// What was done, as `noun.verb`.
    pub action: String,
    /// To what, as a path.
    pub subject: String,
    /// What it was and became; short, no personal data.
    pub detail: String,
}

/// A line of the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditRow {
    /// Number in the tenant's chain, from 1 without gaps.
    pub seq: i64,
    /// UTC milliseconds.
    pub at: i64,
    /// Who; 0 is the program itself.
    pub account: i64,
    /// `noun.verb`.
    pub action: String,
    /// To what.
    pub subject: String,
    /// What it was and became.
    pub detail: String,
    /// SHA-256 over the previous line's hash and this line.
    pub hash: Vec<u8>,
}

/// Which lines to list, newest first.
#[derive(Clone, Debug, Default)]
pub struct AuditFilter {
    /// Only of this account.
    pub account: Option<i64>,
    /// Only actions that begin so.
    pub action: String,
    /// Only subjects that contain this.
    pub subject: String,
    /// Only lines before this number; 0 for all.
    pub before: i64,
    /// At most so many.
    pub limit: i64,
}

/// Where a chain does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Break {
    /// A number is missing before this line.
    Gap(i64),
    /// This line or one before it was changed.
    Changed(i64),
    /// The head expects a last line that is not there.
    CutOff {
        /// Last line that stands.
        found: i64,
        /// Last line that was written.
        expected: i64,
    },
}

/// The line that follows `previous`.
pub(crate) fn link(previous: &[u8], seq: i64, at: i64, entry: AuditEntry) -> AuditRow {
    let AuditEntry { account, action, subject, detail } = entry;
    let mut row = AuditRow { seq, at, account, action, subject, detail, hash: Vec::new() };
    row.hash = hash(previous, &row);
    row
}

fn hash(previous: &[u8], row: &AuditRow) -> Vec<u8> {
    let mut hasher = Sha256::new();
    hasher.update(previous);
    for number in [row.seq, row.at, row.account] {
        hasher.update(number.to_be_bytes());
    }
    for text in [&row.action, &row.subject, &row.detail] {
        hasher.update((text.len() as u64).to_be_bytes());
        hasher.update(text.as_bytes());
    }
    hasher.finalize().to_vec()
}

pub(crate) async fn insert(reader: &mut Reader, rows: &[AuditRow]) -> Result<()> {
    let tenant = reader.tenant;
    let head = "INSERT INTO audit (tenant, seq, at, account, action, subject, detail, hash)";
    insert_many(&mut reader.conn, head, "", rows, |row, values| {
        values.extend_from_slice(args![
            tenant,
            row.seq,
            row.at,
            row.account,
            &row.action,
            &row.subject,
            &row.detail,
            row.hash.as_slice()
        ]);
    })
    .await
}

impl Reader {
    /// Lines of the chain, newest first.
    pub async fn list_audit(&mut self, filter: &AuditFilter) -> Result<Vec<AuditRow>> {
        let before = if filter.before > 0 { filter.before } else { i64::MAX };
        let action = format!("{}%", escaped(&filter.action));
        let subject = format!("%{}%", escaped(&filter.subject));
        let sql = "SELECT seq, at, account, action, subject, detail, hash FROM audit WHERE tenant = $1 AND seq < $2 \
                   AND action LIKE $3 ESCAPE '!' AND subject LIKE $4 ESCAPE '!' AND ($5 < 0 OR account = $5) \
                   ORDER BY seq DESC LIMIT $6";
        let account = filter.account.unwrap_or(-1);
        let values = args![self.tenant, before, &action, &subject, account, filter.limit];
        read(&mut self.conn, sql, values).await
    }

    /// Walks the whole chain; the count of its lines and the first place where it does not hold.
    pub async fn verify_audit(&mut self) -> Result<(i64, Option<Break>)> {
        const STEP: i64 = 5000;
        let sql = "SELECT seq, at, account, action, subject, detail, hash FROM audit \
                   WHERE tenant = $1 AND seq > $2 ORDER BY seq LIMIT $3";
        let mut previous = Vec::new();
        let mut last = 0;
        loop {
            let rows = read(&mut self.conn, sql, args![self.tenant, last, STEP]).await?;
            if rows.is_empty() {
                break;
            }
            for row in rows {
                if row.seq != last + 1 {
                    return Ok((last, Some(Break::Gap(row.seq))));
                }
                if hash(&previous, &row) != row.hash {
                    return Ok((last, Some(Break::Changed(row.seq))));
                }
                last = row.seq;
                previous = row.hash;
            }
        }
        let head = self.conn.row("SELECT audit_seq FROM head WHERE tenant = $1", args![self.tenant]).await?;
        let expected = head.map_or(Ok(0), |row| row.int(0))?;
        // Lines that were added while we walked are no fault.
        let broken = (expected > last && self.count_audit().await? < expected)
            .then_some(Break::CutOff { found: last, expected });
        Ok((last, broken))
    }

    async fn count_audit(&mut self) -> Result<i64> {
        let row = self.conn.row("SELECT MAX(seq) FROM audit WHERE tenant = $1", args![self.tenant]).await?;
        Ok(row.map(|row| row.maybe_int(0)).transpose()?.flatten().unwrap_or(0))
    }
}

async fn read(conn: &mut Conn, sql: &str, values: &[crate::conn::Arg<'_>]) -> Result<Vec<AuditRow>> {
    let rows = conn.rows(sql, values).await?;
    rows.iter()
        .map(|row| {
            Ok(AuditRow {
                seq: row.int(0)?,
                at: row.int(1)?,
                account: row.int(2)?,
                action: row.text(3)?,
                subject: row.text(4)?,
                detail: row.text(5)?,
                hash: row.blob(6)?,
            })
        })
        .collect()
}

fn escaped(text: &str) -> String {
    text.replace('!', "!!").replace('%', "!%").replace('_', "!_")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(detail: &str) -> AuditEntry {
        AuditEntry { account: 1, action: "figure.save".into(), subject: "f/1".into(), detail: detail.into() }
    }

    #[test]
    fn a_changed_word_changes_the_hash_of_its_line_and_of_the_next() {
        let first = link(b"", 1, 100, entry("12.00"));
        let second = link(&first.hash, 2, 101, entry("13.00"));
        let forged = link(b"", 1, 100, entry("12.01"));
        assert_ne!(first.hash, forged.hash);
        assert_ne!(second.hash, link(&forged.hash, 2, 101, entry("13.00")).hash);
    }

    #[test]
    fn words_cannot_move_between_fields_unseen() {
        let mut one = entry("b");
        one.subject = "ab".into();
        let mut other = entry("bb");
        other.subject = "a".into();
        assert_ne!(link(b"", 1, 1, one).hash, link(b"", 1, 1, other).hash);
    }
}
