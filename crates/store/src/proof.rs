//! Facts against the chain: every fact is named by a line of the audit with a digest of all that it says, so that a
//! figure that was changed behind the program's back is found.

use std::collections::VecDeque;
use std::fmt::Write as _;

use assessment::{AccountId, IndicatorId, UnitId};

use crate::audit::{AuditRow, Break};
use crate::conn::{Arg, Row, args};
use crate::digest::Digest;
use crate::figure::{NewFigure, NumberKind, Numbered, period_code, period_from_code};
use crate::{Reader, Result};

/// Facts that are read at a time.
const STEP: i64 = 4_000;
/// Bytes of a digest that a line carries: enough that nobody finds a second fact with the same.
const CARRIED: usize = 16;

/// Digest of all that one fact says.
fn fact_digest(digest: Digest, seq: i64, supersedes: i64, figure: &NewFigure) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(256);
    for number in [
        seq,
        supersedes,
        period_code(figure.period),
        figure.unit.get(),
        figure.indicator.get(),
        figure.kind.code(),
        i64::from(figure.decimals),
        figure.value.unwrap_or(i64::MIN),
        figure.cumulative.unwrap_or(i64::MIN),
        figure.self_score.unwrap_or(i64::MIN),
        figure.author.get(),
    ] {
        bytes.extend_from_slice(&number.to_be_bytes());
    }
    for text in [&figure.narrative, &figure.explanation, &figure.source] {
        bytes.extend_from_slice(&(text.len() as u64).to_be_bytes());
        bytes.extend_from_slice(text.as_bytes());
    }
    digest.of(&bytes)
}

fn carried(digest: &[u8]) -> String {
    digest.iter().take(CARRIED).fold(String::new(), |mut hex, byte| {
        // Writing into a text cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// What the line of one fact says.
pub(crate) fn one(digest: Digest, fact: &Numbered<'_>) -> String {
    let hex = carried(&fact_digest(digest, fact.seq, fact.supersedes, fact.figure));
    format!("fact {} supersedes {} {} {hex}", fact.seq, fact.supersedes, digest.name())
}

/// What the line of many first facts says; they are in the order of their numbers.
pub(crate) fn many(digest: Digest, facts: &[Numbered<'_>]) -> Option<String> {
    let (first, last) = (facts.first()?.seq, facts.last()?.seq);
    let mut bytes = Vec::with_capacity(facts.len() * 32);
    for fact in facts {
        bytes.extend(fact_digest(digest, fact.seq, fact.supersedes, fact.figure));
    }
    Some(format!("facts {first} to {last} {} {}", digest.name(), carried(&digest.of(&bytes))))
}

/// What a line claims of facts.
struct Claim {
    first: i64,
    last: i64,
    digest: Digest,
    hex: String,
    single: bool,
}

impl Claim {
    fn of(row: &AuditRow) -> Option<Self> {
        let words: Vec<&str> = row.detail.split(' ').collect();
        let (first, last, name, hex, single) = match words.as_slice() {
            ["fact", seq, "supersedes", _, name, hex] => (*seq, *seq, *name, *hex, true),
            ["facts", first, "to", last, name, hex] => (*first, *last, *name, *hex, false),
            _ => return None,
        };
        Some(Self {
            first: first.parse().ok()?,
            last: last.parse().ok()?,
            digest: Digest::named(name)?,
            hex: hex.to_owned(),
            single,
        })
    }
}

/// One fact as it stands in its table.
struct Stored {
    seq: i64,
    supersedes: i64,
    figure: NewFigure,
}

/// Walks the facts beside the chain.
#[derive(Default)]
pub(crate) struct Proof {
    /// The last fact that a line named.
    covered: i64,
    read: VecDeque<Stored>,
}

impl Proof {
    /// Compares the facts that a line of the chain names.
    pub(crate) async fn line(&mut self, reader: &mut Reader, row: &AuditRow) -> Result<Option<Break>> {
        let Some(claim) = Claim::of(row) else { return Ok(None) };
        if claim.first != self.covered + 1 {
            return Ok(Some(Break::FactUnknown(self.covered + 1)));
        }
        let mut bytes = Vec::new();
        for seq in claim.first..=claim.last {
            let Some(stored) = self.next(reader, seq).await? else {
                return Ok(Some(Break::FactMissing(seq)));
            };
            let digest = fact_digest(claim.digest, stored.seq, stored.supersedes, &stored.figure);
            if claim.single { bytes = digest } else { bytes.extend(digest) }
        }
        self.covered = claim.last;
        let found = if claim.single { carried(&bytes) } else { carried(&claim.digest.of(&bytes)) };
        let (first, last) = (claim.first, claim.last);
        Ok((found != claim.hex).then_some(Break::FactChanged { first, last }))
    }

    async fn next(&mut self, reader: &mut Reader, seq: i64) -> Result<Option<Stored>> {
        if self.read.is_empty() {
            let sql = "SELECT seq, supersedes, period, unit, indicator, kind, decimals, value, cumulative, \
                       self_score, author, narrative, explanation, source FROM fact \
                       WHERE tenant = $1 AND seq >= $2 AND seq < $3 ORDER BY seq";
            let values = args![reader.tenant, seq, seq + STEP];
            let rows = reader.conn.rows(sql, values).await?;
            self.read = rows.iter().map(stored).collect::<Result<_>>()?;
        }
        Ok(self.read.pop_front().filter(|stored| stored.seq == seq))
    }

    /// After the last line: no fact that no line names, and every cell shows its last fact.
    pub(crate) async fn finish(self, reader: &mut Reader, facts: i64) -> Result<Option<Break>> {
        if self.covered < facts {
            return Ok(Some(Break::FactUnknown(self.covered + 1)));
        }
        if let Some(row) = reader.conn.row(BEYOND, args![reader.tenant]).await? {
            return Ok(Some(Break::FactUnknown(row.int(0)?)));
        }
        for sql in [DIFFERS, SUPERSEDED, WITHOUT] {
            let all = [Arg::from(reader.tenant), Arg::from(i64::MIN)];
            let bound = if sql == DIFFERS { all.as_slice() } else { all.split_at(1).0 };
            if let Some(row) = reader.conn.row(sql, bound).await? {
                let (period, unit, indicator) = (period_from_code(row.int(0)?)?, row.int(1)?, row.int(2)?);
                return Ok(Some(Break::FigureDiffers {
                    period,
                    unit: UnitId::new(unit),
                    indicator: IndicatorId::new(indicator),
                }));
            }
        }
        Ok(None)
    }
}

/// A fact that was put in after the last one.
const BEYOND: &str = "SELECT MIN(t.seq) FROM fact t JOIN head h ON h.tenant = t.tenant WHERE t.tenant = $1 \
    AND t.seq > h.fact_seq HAVING MIN(t.seq) IS NOT NULL";

/// A cell that does not say what its fact says.
const DIFFERS: &str = "SELECT f.period, f.unit, f.indicator FROM figure f LEFT JOIN fact t ON t.tenant = f.tenant \
    AND t.seq = f.seq WHERE f.tenant = $1 AND (t.seq IS NULL OR t.period <> f.period OR t.unit <> f.unit \
    OR t.indicator <> f.indicator OR t.kind <> f.kind OR t.decimals <> f.decimals \
    OR COALESCE(t.value, $2) <> COALESCE(f.value, $2) OR COALESCE(t.cumulative, $2) <> COALESCE(f.cumulative, $2) \
    OR COALESCE(t.self_score, $2) <> COALESCE(f.self_score, $2) OR t.narrative <> f.narrative \
    OR t.explanation <> f.explanation OR t.author <> f.author) ORDER BY f.period, f.unit, f.indicator LIMIT 1";

/// A cell that shows a fact which another superseded.
const SUPERSEDED: &str = "SELECT f.period, f.unit, f.indicator FROM fact s JOIN figure f ON f.tenant = s.tenant \
    AND f.period = s.period AND f.unit = s.unit AND f.indicator = s.indicator AND f.seq = s.supersedes \
    WHERE s.tenant = $1 AND s.supersedes > 0 LIMIT 1";

/// A cell that was reported and is gone.
const WITHOUT: &str = "SELECT s.period, s.unit, s.indicator FROM fact s WHERE s.tenant = $1 AND s.supersedes = 0 \
    AND NOT EXISTS (SELECT 1 FROM figure f WHERE f.tenant = s.tenant AND f.period = s.period AND f.unit = s.unit \
    AND f.indicator = s.indicator) LIMIT 1";

fn stored(row: &Row) -> Result<Stored> {
    Ok(Stored {
        seq: row.int(0)?,
        supersedes: row.int(1)?,
        figure: NewFigure {
            period: period_from_code(row.int(2)?)?,
            unit: UnitId::new(row.int(3)?),
            indicator: IndicatorId::new(row.int(4)?),
            kind: NumberKind::from_code(row.int(5)?)?,
            decimals: u8::try_from(row.int(6)?).unwrap_or(u8::MAX),
            value: row.maybe_int(7)?,
            cumulative: row.maybe_int(8)?,
            self_score: row.maybe_int(9)?,
            author: AccountId::new(row.int(10)?),
            narrative: row.text(11)?,
            explanation: row.text(12)?,
            source: row.text(13)?,
        },
    })
}
