//! The audit chain: every line carries the digest of the line before it, so that none can be changed or left out unseen.

use assessment::{IndicatorId, Period, UnitId};

use crate::conn::{Conn, args, insert_many};
use crate::digest::Digest;
use crate::proof::Proof;
use crate::{Change, Reader, Result};

/// The line after which another digest chains.
const DIGEST: &str = "audit.digest";

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
    /// Digest over the previous line's hash and this line.
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
    /// Only lines from this instant on, UTC milliseconds.
    pub from: Option<i64>,
    /// Only lines before this instant, UTC milliseconds.
    pub until: Option<i64>,
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
    /// Facts do not say what their line of the chain says of them.
    FactChanged {
        /// First fact of the line.
        first: i64,
        /// Last fact of the line.
        last: i64,
    },
    /// A fact that a line names is gone.
    FactMissing(i64),
    /// A fact that no line names.
    FactUnknown(i64),
    /// A cell does not show its last fact.
    FigureDiffers {
        /// Of which period.
        period: Period,
        /// Of which unit.
        unit: UnitId,
        /// Of which indicator.
        indicator: IndicatorId,
    },
}

/// The line that follows `previous`.
pub(crate) fn link(digest: Digest, previous: &[u8], seq: i64, at: i64, entry: AuditEntry) -> AuditRow {
    let AuditEntry { account, action, subject, detail } = entry;
    let mut row = AuditRow { seq, at, account, action, subject, detail, hash: Vec::new() };
    row.hash = hash(digest, previous, &row);
    row
}

fn hash(digest: Digest, previous: &[u8], row: &AuditRow) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(256);
    bytes.extend_from_slice(previous);
    for number in [row.seq, row.at, row.account] {
        bytes.extend_from_slice(&number.to_be_bytes());
    }
    for text in [&row.action, &row.subject, &row.detail] {
        bytes.extend_from_slice(&(text.len() as u64).to_be_bytes());
        bytes.extend_from_slice(text.as_bytes());
    }
    digest.of(&bytes)
}

/// The digest that chains the line after this one.
fn after(digest: Digest, row: &AuditRow) -> Digest {
    if row.action == DIGEST { Digest::named(&row.detail).unwrap_or(digest) } else { digest }
}

impl Change {
    /// Chains every later line, and digests every later fact, in another way; says so in the chain.
    pub fn set_audit_digest(&mut self, digest: Digest) {
        if digest == self.digest() {
            return;
        }
        self.audit(AuditEntry {
            account: 0,
            action: DIGEST.to_owned(),
            subject: "audit".to_owned(),
            detail: digest.name().to_owned(),
        });
        self.use_digest(digest);
    }
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
                   AND at >= $6 AND at < $7 ORDER BY seq DESC LIMIT $8";
        let account = filter.account.unwrap_or(-1);
        let (from, until) = (filter.from.unwrap_or(i64::MIN), filter.until.unwrap_or(i64::MAX));
        let values = args![self.tenant, before, &action, &subject, account, from, until, filter.limit];
        read(&mut self.conn, sql, values).await
    }

    /// Walks the whole chain and the facts that it names; the count of its lines and the first place where it does
    /// not hold.
    ///
    /// What is written while it walks is left for the next time.
    pub async fn verify_audit(&mut self) -> Result<(i64, Option<Break>)> {
        const STEP: i64 = 5000;
        let sql = "SELECT audit_seq, fact_seq FROM head WHERE tenant = $1";
        let (expected, facts) = match self.conn.row(sql, args![self.tenant]).await? {
            Some(row) => (row.int(0)?, row.int(1)?),
            None => (0, 0),
        };
        let sql = "SELECT seq, at, account, action, subject, detail, hash FROM audit \
                   WHERE tenant = $1 AND seq > $2 AND seq <= $3 ORDER BY seq LIMIT $4";
        let (mut previous, mut last) = (Vec::new(), 0);
        let (mut digest, mut proof) = (Digest::default(), Proof::default());
        loop {
            let rows = read(&mut self.conn, sql, args![self.tenant, last, expected, STEP]).await?;
            if rows.is_empty() {
                break;
            }
            for row in rows {
                if row.seq != last + 1 {
                    return Ok((last, Some(Break::Gap(row.seq))));
                }
                if hash(digest, &previous, &row) != row.hash {
                    return Ok((last, Some(Break::Changed(row.seq))));
                }
                if let Some(found) = proof.line(self, &row).await? {
                    return Ok((last, Some(found)));
                }
                digest = after(digest, &row);
                last = row.seq;
                previous = row.hash;
            }
        }
        if last < expected {
            return Ok((last, Some(Break::CutOff { found: last, expected })));
        }
        Ok((last, proof.finish(self, facts).await?))
    }

    /// Lines from the first on, after a number: for exports.
    pub async fn list_audit_after(&mut self, after: i64, limit: i64) -> Result<Vec<AuditRow>> {
        let sql = "SELECT seq, at, account, action, subject, detail, hash FROM audit \
                   WHERE tenant = $1 AND seq > $2 ORDER BY seq LIMIT $3";
        read(&mut self.conn, sql, args![self.tenant, after, limit]).await
    }

    /// How the next line will be chained.
    pub async fn audit_digest(&mut self) -> Result<Digest> {
        let sql = "SELECT audit_digest FROM head WHERE tenant = $1";
        let row = self.conn.row(sql, args![self.tenant]).await?;
        row.map_or(Ok(Digest::default()), |row| Digest::from_code(row.int(0)?))
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
        let first = link(Digest::Sha256, b"", 1, 100, entry("12.00"));
        let second = link(Digest::Sha256, &first.hash, 2, 101, entry("13.00"));
        let forged = link(Digest::Sha256, b"", 1, 100, entry("12.01"));
        assert_ne!(first.hash, forged.hash);
        assert_ne!(second.hash, link(Digest::Sha256, &forged.hash, 2, 101, entry("13.00")).hash);
    }

    #[test]
    fn words_cannot_move_between_fields_unseen() {
        let mut one = entry("b");
        one.subject = "ab".into();
        let mut other = entry("bb");
        other.subject = "a".into();
        let linked = |entry| link(Digest::Sha256, b"", 1, 1, entry).hash;
        assert_ne!(linked(one), linked(other));
    }
}
