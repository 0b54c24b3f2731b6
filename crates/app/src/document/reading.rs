//! Reading bytes off the threads that answer people, a few at a time, within a time limit; and keeping what was read last.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use ingest::claim::Findings;
use ingest::{Document, Hints, Span};
use serde::{Deserialize, Serialize};
use store::{CorrectionRow, DocumentRow};
use tokio::sync::Semaphore;

use crate::{App, Error, Result};

/// Documents read at the same time; each may take the memory that the reader's limits allow.
const AT_ONCE: usize = 2;
/// Seconds that one reading may take before it is given up. The reader's own limit is shorter.
const SECONDS: u64 = 15;
/// Seconds that one may wait for its turn.
const WAIT_SECONDS: u64 = 30;
/// Readings kept. What is kept never changes: a correction makes a further reading.
const KEPT: usize = 8;
/// Characters of a document up to which its reading is kept.
const KEPT_CHARS: usize = 200_000;

/// A document as read, with its findings.
#[derive(Debug)]
pub struct Reading {
    /// Text, blocks, tables.
    pub document: Document,
    /// Goals and claims.
    pub findings: Findings,
}

/// How the claims of a document came out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// 相符.
    pub agrees: usize,
    /// 不符.
    pub disagrees: usize,
    /// 无从核对.
    pub unsupported: usize,
    /// 评定值.
    pub judged: usize,
    /// 文字有损.
    pub damaged: usize,
}

impl Counts {
    /// Counts of findings.
    pub fn of(findings: &Findings) -> Self {
        let found = findings.summary();
        Self {
            agrees: found.agrees,
            disagrees: found.disagrees,
            unsupported: found.unsupported,
            judged: found.judged,
            damaged: found.damaged,
        }
    }

    /// As stored; a text of an unknown form counts nothing.
    pub(super) fn from_text(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }

    pub(super) fn to_text(self) -> String {
        serde_json::to_string(&self).unwrap_or_default()
    }

    /// All claims.
    pub fn total(self) -> usize {
        self.agrees + self.disagrees + self.unsupported + self.judged + self.damaged
    }
}

/// What identifies a reading: tenant, document, number of corrections.
type Key = (i64, i64, usize);

/// The readings of this process: turns, and the last few that were made.
pub(crate) struct Readings {
    turns: Arc<Semaphore>,
    kept: Mutex<VecDeque<(Key, Arc<Reading>)>>,
}

impl Default for Readings {
    fn default() -> Self {
        Self { turns: Arc::new(Semaphore::new(AT_ONCE)), kept: Mutex::default() }
    }
}

impl Readings {
    fn find(&self, key: Key) -> Option<Arc<Reading>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let at = kept.iter().position(|(found, _)| *found == key)?;
        let entry = kept.remove(at)?;
        let reading = Arc::clone(&entry.1);
        kept.push_front(entry);
        Some(reading)
    }

    fn keep(&self, key: Key, reading: &Arc<Reading>) {
        if reading.document.text.chars() > KEPT_CHARS {
            return;
        }
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.push_front((key, Arc::clone(reading)));
        kept.truncate(KEPT);
    }
}

/// Reads a stored document with some of its corrections.
pub(super) async fn stored(
    app: &App,
    row: &DocumentRow,
    corrections: &[CorrectionRow],
) -> Result<Arc<Reading>> {
    let key = (app.tenant, row.id.get(), corrections.len());
    if let Some(reading) = app.documents.find(key) {
        return Ok(reading);
    }
    let bytes = app.store.reader(app.tenant).await?.find_document_bytes(&row.hash).await?;
    let bytes =
        bytes.ok_or_else(|| Error::Internal(format!("document {}: its content is not stored", row.id)))?;
    let changes = corrections.iter().map(change).collect();
    let reading = Arc::new(read(app, bytes, &row.name, changes).await?.0);
    app.documents.keep(key, &reading);
    Ok(reading)
}

/// A correction as the reader takes it.
fn change(row: &CorrectionRow) -> (Span, String) {
    let place = |number: i64| usize::try_from(number).unwrap_or(usize::MAX);
    (Span::new(place(row.start), place(row.end)), row.words.clone())
}

/// Reads bytes and gives them back. A file that is refused is said in the reader's own sentence.
pub(super) async fn read(
    app: &App,
    bytes: Vec<u8>,
    name: &str,
    corrections: Vec<(Span, String)>,
) -> Result<(Reading, Vec<u8>)> {
    let hints = Hints::named(name);
    let work = move || {
        let outcome = ingest::read(&bytes, &hints).map(|mut document| {
            for (place, words) in corrections {
                document = document.corrected(place, &words);
            }
            let findings = ingest::claim::verify(&document);
            Reading { document, findings }
        });
        outcome.map(|reading| (reading, bytes))
    };
    in_turn(app, name, work).await?.map_err(|refusal| refused(name, &refusal))
}

/// A reading with one more correction.
pub(super) async fn corrected(
    app: &App,
    name: &str,
    before: Arc<Reading>,
    place: Span,
    words: String,
) -> Result<Reading> {
    let work = move || {
        let document = before.document.corrected(place, &words);
        let findings = ingest::claim::verify(&document);
        Reading { document, findings }
    };
    in_turn(app, name, work).await
}

/// Does work on a document when its turn comes, and gives it up when it takes too long.
async fn in_turn<T: Send + 'static>(
    app: &App,
    name: &str,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T> {
    let turns = Arc::clone(&app.documents.turns);
    let waited = tokio::time::timeout(Duration::from_secs(WAIT_SECONDS), turns.acquire_owned());
    let turn = waited.await.map_err(|_elapsed| {
        Error::refused("readers_busy", "正在核验的文档太多，这一份还没有轮到；请稍后再试")
    })?;
    let turn = turn.map_err(|closed| Error::Internal(closed.to_string()))?;
    let work = tokio::task::spawn_blocking(move || {
        let outcome = work();
        // Given back only now: work that nobody waits for any longer still holds its turn.
        drop(turn);
        outcome
    });
    match tokio::time::timeout(Duration::from_secs(SECONDS), work).await {
        Ok(Ok(outcome)) => Ok(outcome),
        Ok(Err(failed)) => {
            tracing::error!(why = %failed, "a reader stopped");
            Err(Error::field(
                "file",
                format!("读不了 {name}：文件的内部结构已损坏，读不出来，请用原软件打开后另存"),
            ))
        }
        Err(_elapsed) => Err(refused(name, &ingest::Refusal::TooSlow { seconds: SECONDS })),
    }
}

/// The same sentence as on the command line.
pub(super) fn refused(name: &str, refusal: &ingest::Refusal) -> Error {
    Error::field("file", format!("读不了 {name}：{refusal}"))
}
