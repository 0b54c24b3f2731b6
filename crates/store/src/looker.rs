//! Looking single cells up: questions that wait together share one query. At the end of a month a hundred people's saves
//! each ask first what stands in their cell.

use std::collections::BTreeMap;

use assessment::{IndicatorId, Period, UnitId};
use tokio::sync::{mpsc, oneshot};

use crate::figure::{FigureRow, period_code};
use crate::open::Pools;
use crate::standing::Key;
use crate::{Error, Reader, Result, Store};

/// Questions that share one query at most.
const MOST_TOGETHER: usize = 128;
/// Questions that may wait.
const MOST_WAITING: usize = 4096;

struct Question {
    tenant: i64,
    cell: Key,
    answer: oneshot::Sender<Result<Option<FigureRow>>>,
}

pub(crate) struct Looker {
    queue: mpsc::Sender<Question>,
}

impl Looker {
    pub(crate) fn start(pools: Pools) -> Self {
        let (queue, waiting) = mpsc::channel(MOST_WAITING);
        tokio::spawn(work(pools, waiting));
        Self { queue }
    }
}

impl Store {
    /// The current figure of one cell, read after this was asked.
    pub async fn current_figure(
        &self,
        tenant: i64,
        period: Period,
        unit: UnitId,
        indicator: IndicatorId,
    ) -> Result<Option<FigureRow>> {
        let gone = || Error::Unavailable("读取服务已停止".to_owned());
        let (answer, answered) = oneshot::channel();
        let cell = (period_code(period), unit.get(), indicator.get());
        let question = Question { tenant, cell, answer };
        self.looker.queue.send(question).await.map_err(|_closed| gone())?;
        answered.await.map_err(|_closed| gone())?
    }
}

async fn work(pools: Pools, mut waiting: mpsc::Receiver<Question>) {
    let mut questions = Vec::with_capacity(MOST_TOGETHER);
    while waiting.recv_many(&mut questions, MOST_TOGETHER).await > 0 {
        let mut by_tenant: BTreeMap<i64, Vec<Question>> = BTreeMap::new();
        for question in questions.drain(..) {
            by_tenant.entry(question.tenant).or_default().push(question);
        }
        for (tenant, questions) in by_tenant {
            let cells: Vec<Key> = questions.iter().map(|question| question.cell).collect();
            let found = look(&pools, tenant, &cells).await;
            for question in questions {
                let row = found.as_ref().map(|rows| rows.get(&question.cell).cloned()).map_err(Clone::clone);
                // Who asked may have gone.
                let _ = question.answer.send(row);
            }
        }
    }
}

async fn look(pools: &Pools, tenant: i64, cells: &[Key]) -> Result<BTreeMap<Key, FigureRow>> {
    Reader { conn: pools.read().await?, tenant }.standing(cells).await
}
