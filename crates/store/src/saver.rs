//! Saving figures: one task takes what waits, puts it into one transaction and acknowledges after the commit.
//!
//! While one transaction becomes durable the next saves gather; a hundred people who save at once share its cost. The
//! lock on the tenant's head orders transactions of several processes. A save that is refused costs the others nothing:
//! it is known to be refused before anything is written.

use std::collections::BTreeMap;
use std::sync::Arc;

use assessment::{FigureState, SubmissionState};
use tokio::sync::{Mutex, MutexGuard, mpsc, oneshot};

use crate::audit::AuditEntry;
use crate::columns::{Cell, Columns};
use crate::figure::{FigureRow, NewFigure, Numbered, period_code};
use crate::open::Pools;
use crate::standing::{Key, key, says_nothing_new};
use crate::{Change, Error, Result, Store, proof};

/// Saves that share one transaction at most.
const MOST_TOGETHER: usize = 128;
/// Saves that may wait; more are told to wait at the door.
const MOST_WAITING: usize = 4096;

/// Why a save was not done although the database works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The cell is at another version than the one the person saw; 0 means empty.
    Changed(i64),
    /// The submission is not open to its clerk.
    Closed(SubmissionState),
    /// The figure was verified.
    Verified,
    /// The figure passed while others were returned.
    Accepted,
}

/// What became of one save.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaveOutcome {
    /// Durable, with the number of the last fact.
    Saved(i64),
    /// Nothing was written. The number is the place in the list that was to be saved.
    Refused(usize, Refused),
}

/// Figures to save together: all or none.
struct Job {
    tenant: i64,
    at: i64,
    figures: Vec<(NewFigure, Option<i64>)>,
    action: &'static str,
    done: oneshot::Sender<Result<SaveOutcome>>,
}

pub(crate) struct Saver {
    queue: mpsc::Sender<Job>,
    columns: Arc<Mutex<BTreeMap<i64, Columns>>>,
}

impl Saver {
    pub(crate) fn start(pools: Pools) -> Self {
        let (queue, waiting) = mpsc::channel(MOST_WAITING);
        let columns = Arc::new(Mutex::new(BTreeMap::new()));
        tokio::spawn(work(pools, waiting, Arc::clone(&columns)));
        Self { queue, columns }
    }
}

impl Store {
    /// Saves figures durably, all or none. Each carries the version that the person saw, if it is to be checked.
    ///
    /// Returns after the data, their audit lines and the chain are on disk. A save that says exactly what its author
    /// saved last is answered with that fact: the same request sent twice writes once.
    pub async fn save_figures(
        &self,
        tenant: i64,
        at: i64,
        action: &'static str,
        figures: Vec<(NewFigure, Option<i64>)>,
    ) -> Result<SaveOutcome> {
        if figures.is_empty() {
            return Ok(SaveOutcome::Saved(0));
        }
        let (done, answer) = oneshot::channel();
        let gone = || Error::Unavailable("保存服务已停止".to_owned());
        let job = Job { tenant, at, figures, action, done };
        self.saver.queue.send(job).await.map_err(|_closed| gone())?;
        answer.await.map_err(|_closed| gone())?
    }

    /// Looks at figures of some periods as they stand now.
    pub async fn with_columns<T>(
        &self,
        tenant: i64,
        periods: &[i64],
        look: impl FnOnce(&Columns) -> T,
    ) -> Result<T> {
        let now = self.versions(tenant).await?.facts;
        let mut all: MutexGuard<'_, _> = self.saver.columns.lock().await;
        let columns: &mut Columns = all.entry(tenant).or_default();
        let missing = periods.iter().any(|period| !columns.holds(*period));
        if missing || now > columns.seq() {
            let mut reader = self.reader(tenant).await?;
            columns.catch_up(&mut reader.conn, tenant, now).await?;
            for period in periods {
                if !columns.holds(*period) {
                    columns.load(&mut reader.conn, tenant, *period).await?;
                }
            }
        }
        Ok(look(columns))
    }
}

async fn work(pools: Pools, mut waiting: mpsc::Receiver<Job>, columns: Arc<Mutex<BTreeMap<i64, Columns>>>) {
    let mut jobs = Vec::with_capacity(MOST_TOGETHER);
    while waiting.recv_many(&mut jobs, MOST_TOGETHER).await > 0 {
        let mut by_tenant: BTreeMap<i64, Vec<Job>> = BTreeMap::new();
        for job in jobs.drain(..) {
            by_tenant.entry(job.tenant).or_default().push(job);
        }
        for (tenant, jobs) in by_tenant {
            save_together(&pools, tenant, jobs, &columns).await;
        }
    }
}

/// One transaction. If it fails as a whole, every save in it is told so and nothing of it stands.
async fn save_together(pools: &Pools, tenant: i64, jobs: Vec<Job>, columns: &Mutex<BTreeMap<i64, Columns>>) {
    let outcome = write(pools, tenant, &jobs, columns).await;
    match outcome {
        Ok(outcomes) => {
            for (job, outcome) in jobs.into_iter().zip(outcomes) {
                // Who asked may have gone; the save stands all the same.
                let _ = job.done.send(Ok(outcome));
            }
        }
        Err(error) => {
            for job in jobs {
                let _ = job.done.send(Err(error.clone()));
            }
        }
    }
}

async fn write(
    pools: &Pools,
    tenant: i64,
    jobs: &[Job],
    columns: &Mutex<BTreeMap<i64, Columns>>,
) -> Result<Vec<SaveOutcome>> {
    let at = jobs.iter().map(|job| job.at).max().unwrap_or(0);
    let mut change = Change::begin(pools.change().await?, tenant, at).await?;
    let head = change.head().clone();
    let cells: Vec<Key> = jobs.iter().flat_map(|job| &job.figures).map(|(figure, _)| key(figure)).collect();
    let mut standing = change.standing(&cells).await?;
    // The versions of all cells are known here without a query: the lock is ours, and the columns read what is newer.
    let plan = {
        let mut all = columns.lock().await;
        let columns = all.entry(tenant).or_default();
        columns.catch_up(&mut change.conn, tenant, head.fact_seq).await?;
        columns.load_submissions(&mut change.conn, tenant, head.submission_seq).await?;
        for (figure, _) in jobs.iter().flat_map(|job| &job.figures) {
            let period = period_code(figure.period);
            if !columns.holds(period) {
                columns.load(&mut change.conn, tenant, period).await?;
            }
        }
        plan(columns, jobs, &mut standing, &mut change)
    };
    change.append_facts(&plan.facts).await?;
    for (figure, seq) in &plan.answered {
        let place = (figure.period, figure.unit, figure.indicator);
        change.put_review(place, FigureState::Entered, None).await?;
        tracing::debug!(seq, "a returned figure was answered");
    }
    change.commit().await?;
    let mut all = columns.lock().await;
    let columns = all.entry(tenant).or_default();
    for fact in &plan.facts {
        let figure = fact.figure;
        let cell = Cell::of(fact.seq, figure.kind, figure.decimals, figure.value, figure.cumulative);
        columns.put(period_code(figure.period), figure.unit.get(), figure.indicator.get(), cell);
    }
    if let Some(last) = plan.facts.last().filter(|_| columns.seq == head.fact_seq) {
        columns.seq = last.seq;
    }
    Ok(plan.outcomes)
}

/// What one transaction will write.
struct Plan<'a> {
    facts: Vec<Numbered<'a>>,
    outcomes: Vec<SaveOutcome>,
    /// Returned figures that are entered anew.
    answered: Vec<(&'a NewFigure, i64)>,
}

fn plan<'a>(
    columns: &Columns,
    jobs: &'a [Job],
    standing: &mut BTreeMap<Key, FigureRow>,
    change: &mut Change,
) -> Plan<'a> {
    let mut plan = Plan { facts: Vec::new(), outcomes: Vec::with_capacity(jobs.len()), answered: Vec::new() };
    // Cells that an earlier save of the same transaction wrote.
    let mut written: BTreeMap<Key, i64> = BTreeMap::new();
    for job in jobs {
        let said = |figure: &NewFigure| {
            let answers =
                columns.figure_state(period_code(figure.period), figure.unit.get(), figure.indicator.get())
                    == Some(FigureState::Returned);
            !answers && standing.get(&key(figure)).is_some_and(|row| says_nothing_new(figure, row))
        };
        if job.figures.iter().all(|(figure, _)| said(figure)) {
            let last =
                job.figures.iter().filter_map(|(figure, _)| standing.get(&key(figure))).map(|row| row.seq);
            plan.outcomes.push(SaveOutcome::Saved(last.max().unwrap_or(0)));
            continue;
        }
        let refused = job.figures.iter().enumerate().find_map(|(place, (figure, seen))| {
            refusal(columns, &written, figure, *seen).map(|why| SaveOutcome::Refused(place, why))
        });
        if let Some(refused) = refused {
            plan.outcomes.push(refused);
            continue;
        }
        let mut last = 0;
        for (figure, _) in &job.figures {
            let key = key(figure);
            let before = version(columns, &written, key);
            last = change.next_fact();
            let fact = Numbered { figure, seq: last, supersedes: before };
            written.insert(key, last);
            standing.insert(key, row_of(&fact, change.at()));
            change.audit(audit_entry(job.action, &fact, change.digest()));
            if columns.figure_state(key.0, key.1, key.2) == Some(FigureState::Returned) {
                plan.answered.push((figure, last));
            }
            plan.facts.push(fact);
        }
        plan.outcomes.push(SaveOutcome::Saved(last));
    }
    plan
}

/// The cell as it will stand.
fn row_of(fact: &Numbered<'_>, at: i64) -> FigureRow {
    let figure = fact.figure;
    FigureRow {
        unit: figure.unit,
        indicator: figure.indicator,
        seq: fact.seq,
        kind: figure.kind,
        decimals: figure.decimals,
        value: figure.value,
        cumulative: figure.cumulative,
        self_score: figure.self_score,
        narrative: figure.narrative.clone(),
        explanation: figure.explanation.clone(),
        author: figure.author,
        at,
    }
}

fn refusal(
    columns: &Columns,
    written: &BTreeMap<Key, i64>,
    figure: &NewFigure,
    seen: Option<i64>,
) -> Option<Refused> {
    let key = key(figure);
    let now = version(columns, written, key);
    if seen.is_some_and(|seen| seen != now) {
        return Some(Refused::Changed(now));
    }
    let state = columns.submission_state(key.0, key.1);
    if state != SubmissionState::Draft {
        return Some(Refused::Closed(state));
    }
    match columns.figure_state(key.0, key.1, key.2)? {
        FigureState::Verified => Some(Refused::Verified),
        FigureState::Accepted => Some(Refused::Accepted),
        FigureState::Empty | FigureState::Entered | FigureState::Returned => None,
    }
}

fn version(columns: &Columns, written: &BTreeMap<Key, i64>, key: Key) -> i64 {
    let stored = || columns.cell(key.0, key.1, key.2).map_or(0, |cell| cell.seq);
    written.get(&key).copied().unwrap_or_else(stored)
}

/// The chain holds the digest of the whole fact, so that a fact cannot be changed behind it.
fn audit_entry(action: &str, fact: &Numbered<'_>, digest: crate::Digest) -> AuditEntry {
    let figure = fact.figure;
    AuditEntry {
        account: figure.author.get(),
        action: action.to_owned(),
        subject: format!("figure/{}/{}/{}", figure.period, figure.unit, figure.indicator),
        detail: proof::one(digest, fact),
    }
}
