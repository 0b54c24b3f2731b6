//! One reader and one change: the two ways into the database.

use std::collections::BTreeMap;
use std::ops::{Deref, DerefMut};
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::Mutex;

use crate::audit::{AuditEntry, AuditRow};
use crate::conn::{Conn, args};
use crate::digest::Digest;
use crate::{Error, Result, Store, audit};

/// What a tenant's changes take their turns on: counters and the end of the audit chain.
#[derive(Clone, Debug)]
pub(crate) struct Head {
    pub(crate) next_id: i64,
    pub(crate) fact_seq: i64,
    pub(crate) submission_seq: i64,
    pub(crate) people_seq: i64,
    pub(crate) plan_seq: i64,
    pub(crate) audit_seq: i64,
    pub(crate) audit_hash: Vec<u8>,
    pub(crate) audit_digest: Digest,
}

const HEAD: &str =
    "next_id, fact_seq, submission_seq, people_seq, plan_seq, audit_seq, audit_hash, audit_digest";

/// Counters that grow with every change of their kind: what was read stays good while they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Versions {
    /// Last fact.
    pub facts: i64,
    /// Last step of any submission.
    pub submissions: i64,
    /// Last change of accounts, grants or sessions that ended.
    pub people: i64,
    /// Last change of units, indicators, cycles, schemes, targets or judgements.
    pub plan: i64,
}

/// Reads one tenant's data.
pub struct Reader {
    pub(crate) conn: Conn,
    pub(crate) tenant: i64,
}

/// One transaction of one tenant. Nothing of it is seen before [`Change::commit`]; dropped, it never was.
pub struct Change {
    reader: Reader,
    head: Head,
    at: i64,
    audited: Vec<AuditRow>,
}

impl Store {
    /// Begins to read a tenant's data.
    pub async fn reader(&self, tenant: i64) -> Result<Reader> {
        Ok(Reader { conn: self.pools.read().await?, tenant })
    }

    /// Begins a change at an instant (UTC milliseconds) and takes the tenant's turn.
    pub async fn change(&self, tenant: i64, at: i64) -> Result<Change> {
        Change::begin(self.pools.change().await?, tenant, at).await
    }
}

/// Where tenants' data stood when it was last asked; questions that wait together share one answer.
#[derive(Default)]
pub(crate) struct Heads {
    arrivals: AtomicU64,
    latest: Mutex<BTreeMap<i64, (u64, Versions)>>,
}

impl Store {
    /// Where the tenant's data stand, read from the database after this was asked: no other process is missed.
    pub async fn versions(&self, tenant: i64) -> Result<Versions> {
        let arrived = self.heads.arrivals.fetch_add(1, Ordering::SeqCst);
        let mut latest = self.heads.latest.lock().await;
        // While this waited, somebody else's reading may have begun: it is as fresh as its own would be.
        if let Some((begun, versions)) = latest.get(&tenant).filter(|(begun, _)| *begun > arrived) {
            tracing::trace!(begun, "shared a reading");
            return Ok(*versions);
        }
        let begun = self.heads.arrivals.load(Ordering::SeqCst);
        let versions = self.reader(tenant).await?.versions().await?;
        latest.insert(tenant, (begun, versions));
        Ok(versions)
    }
}

impl Reader {
    /// Where the tenant's data stand.
    pub async fn versions(&mut self) -> Result<Versions> {
        let sql = "SELECT fact_seq, submission_seq, people_seq, plan_seq FROM head WHERE tenant = $1";
        let Some(row) = self.conn.row(sql, args![self.tenant]).await? else { return Ok(Versions::default()) };
        Ok(Versions { facts: row.int(0)?, submissions: row.int(1)?, people: row.int(2)?, plan: row.int(3)? })
    }
}

impl Change {
    pub(crate) async fn begin(mut conn: Conn, tenant: i64, at: i64) -> Result<Self> {
        // The update takes the row's lock: the next change waits here until this one is durable.
        let sql = format!("UPDATE head SET turn = turn + 1 WHERE tenant = $1 RETURNING {HEAD}");
        let row = conn.row(&sql, args![tenant]).await?;
        let row = row.ok_or_else(|| Error::code("辖区", tenant))?;
        let head = Head {
            next_id: row.int(0)?,
            fact_seq: row.int(1)?,
            submission_seq: row.int(2)?,
            people_seq: row.int(3)?,
            plan_seq: row.int(4)?,
            audit_seq: row.int(5)?,
            audit_hash: row.blob(6)?,
            audit_digest: Digest::from_code(row.int(7)?)?,
        };
        Ok(Self { reader: Reader { conn, tenant }, head, at, audited: Vec::new() })
    }

    /// The instant of the change, UTC milliseconds.
    pub fn at(&self) -> i64 {
        self.at
    }

    /// A number that no other row of the tenant has; later numbers are larger.
    pub fn new_id(&mut self) -> i64 {
        let id = self.head.next_id;
        self.head.next_id += 1;
        id
    }

    /// Keeps numbers given by hand (sample data, imports) apart from later ones.
    pub fn reserve_ids_up_to(&mut self, last: i64) {
        self.head.next_id = self.head.next_id.max(last + 1);
    }

    /// Adds a line to the audit chain; it becomes durable with the change.
    pub fn audit(&mut self, entry: AuditEntry) {
        self.head.audit_seq += 1;
        let row =
            audit::link(self.head.audit_digest, &self.head.audit_hash, self.head.audit_seq, self.at, entry);
        self.head.audit_hash.clone_from(&row.hash);
        self.audited.push(row);
    }

    /// Makes everything durable.
    pub async fn commit(mut self) -> Result<()> {
        audit::insert(&mut self.reader, &self.audited).await?;
        let head = &self.head;
        let sql = "UPDATE head SET next_id = $2, fact_seq = $3, submission_seq = $4, people_seq = $5, \
                   plan_seq = $6, audit_seq = $7, audit_hash = $8, audit_digest = $9 WHERE tenant = $1";
        let values = args![
            self.reader.tenant,
            head.next_id,
            head.fact_seq,
            head.submission_seq,
            head.people_seq,
            head.plan_seq,
            head.audit_seq,
            head.audit_hash.as_slice(),
            head.audit_digest.code(),
        ];
        self.reader.conn.run(sql, values).await?;
        self.reader.conn.commit().await
    }

    pub(crate) fn head(&self) -> &Head {
        &self.head
    }

    /// How lines and facts of this change are digested.
    pub fn digest(&self) -> Digest {
        self.head.audit_digest
    }

    pub(crate) fn use_digest(&mut self, digest: Digest) {
        self.head.audit_digest = digest;
    }

    pub(crate) fn touch_people(&mut self) {
        self.head.people_seq += 1;
    }

    pub(crate) fn touch_plan(&mut self) {
        self.head.plan_seq += 1;
    }

    pub(crate) fn touch_submissions(&mut self) {
        self.head.submission_seq += 1;
    }

    pub(crate) fn next_fact(&mut self) -> i64 {
        self.head.fact_seq += 1;
        self.head.fact_seq
    }
}

impl Deref for Change {
    type Target = Reader;

    fn deref(&self) -> &Reader {
        &self.reader
    }
}

impl DerefMut for Change {
    fn deref_mut(&mut self) -> &mut Reader {
        &mut self.reader
    }
}
