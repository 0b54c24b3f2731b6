//! Scores, ranks and explanations: computed from the scheme and the facts as they stand, never stored.

mod absent;
mod explain;
mod facts;

use std::collections::BTreeMap;
use std::sync::Arc;

use assessment::{Movement, Period, RankTable, ScoreBook, ScoreSheet, UnitClass, UnitId};
use tokio::sync::Mutex;

pub use explain::{Explanation, Part};
pub(crate) use facts::Frame;

use crate::catalogue::{Catalogue, Current};
use crate::{App, Error, Person, Result};

/// What one process computed, by year; it holds while facts and plan stand still.
#[derive(Default)]
pub(crate) struct Scores {
    held: Mutex<BTreeMap<i16, Held>>,
}

/// The scores of a year at one fact, once for each version of its scheme.
#[derive(Clone)]
pub(crate) struct Held {
    /// Version of the plan that they were made for.
    plan: i64,
    /// The last fact that is in them.
    seq: i64,
    current: Arc<Current>,
    /// One for each edition, in their order.
    editions: Arc<[Scored]>,
}

/// The year under one version of the scheme.
pub(crate) struct Scored {
    pub(crate) frame: Arc<Frame>,
    pub(crate) book: ScoreBook,
}

impl Held {
    /// The scores of a period, by the version of the scheme that holds in it.
    pub(crate) fn at(&self, period: Period) -> Result<&Scored> {
        let at = self.current.edition_at(period);
        self.editions.get(at).ok_or_else(|| Error::Internal(format!("no scores of edition {at}")))
    }

    /// The scores of the whole year by one version.
    pub(crate) fn edition(&self, at: usize) -> Option<&Scored> {
        self.editions.get(at)
    }
}

/// The scores of the year of a period as they stand now. What was saved since is put in; only that is computed again.
pub(crate) async fn of(app: &App, period: Period) -> Result<(Arc<Catalogue>, Held)> {
    let catalogue = app.catalogue().await?;
    let current = Arc::clone(catalogue.of(period)?);
    of_cycle(app, catalogue, current).await
}

/// The scores of the current cycle as they stand now.
pub(crate) async fn current(app: &App) -> Result<(Arc<Catalogue>, Held)> {
    let catalogue = app.catalogue().await?;
    let current = Arc::clone(catalogue.current()?);
    of_cycle(app, catalogue, current).await
}

async fn of_cycle(
    app: &App,
    catalogue: Arc<Catalogue>,
    cycle: Arc<Current>,
) -> Result<(Arc<Catalogue>, Held)> {
    let mut all = app.scores.held.lock().await;
    let plan = catalogue.version;
    let fresh = match all.remove(&cycle.year).filter(|held| held.plan == plan) {
        Some(before) => amended(app, &catalogue, before).await?,
        None => whole(app, &catalogue, cycle).await?,
    };
    all.insert(fresh.current.year, fresh.clone());
    drop(all);
    Ok((catalogue, fresh))
}

/// What was saved since is put in.
async fn amended(app: &App, catalogue: &Catalogue, before: Held) -> Result<Held> {
    let codes = before.editions.first().map(|scored| scored.frame.codes.clone()).unwrap_or_default();
    let (seq, editions) = (before.seq, Arc::clone(&before.editions));
    let look = |columns: &store::Columns| {
        let cells = columns.changes_since(seq)?;
        let changes: Vec<_> = editions.iter().map(|one| one.frame.changes(columns, &cells)).collect();
        Some((columns.seq(), changes))
    };
    match app.store.with_columns(app.tenant, &codes, look).await? {
        Some((_, changes)) if changes.iter().all(Vec::is_empty) => Ok(before),
        Some((seq, changes)) => {
            let amend = |(one, changes): (&Scored, &Vec<rules::Change>)| {
                let scores = one.book.scores().amend(changes).map_err(|error| broken(&error))?;
                Ok(Scored { frame: Arc::clone(&one.frame), book: one.frame.book(scores) })
            };
            let editions = before.editions.iter().zip(&changes).map(amend).collect::<Result<_>>()?;
            Ok(Held { seq, editions, ..before })
        }
        None => whole(app, catalogue, before.current).await,
    }
}

/// Brings the scores up to a fact that was just saved, so that the next page shows them without waiting. Saves that
/// were made durable together are scored together.
pub(crate) async fn refresh(app: &App, catalogue: &Catalogue, seq: i64) -> Result<()> {
    let Some(cycle) = &catalogue.current else { return Ok(()) };
    let up_to_date = |held: &Held| held.plan == catalogue.version && held.seq >= seq;
    if app.scores.held.lock().await.get(&cycle.year).is_some_and(up_to_date) {
        return Ok(());
    }
    current(app).await.map(|_| ())
}

async fn whole(app: &App, catalogue: &Catalogue, current: Arc<Current>) -> Result<Held> {
    let frames: Vec<Arc<Frame>> = current
        .editions
        .iter()
        .map(|edition| Arc::new(Frame::new(catalogue, &current, &edition.scheme)))
        .collect();
    let (seq, editions) = evaluated(app, catalogue, &current, &frames).await?;
    Ok(Held { plan: catalogue.version, seq, current, editions: editions.into() })
}

async fn evaluated(
    app: &App,
    catalogue: &Catalogue,
    current: &Current,
    frames: &[Arc<Frame>],
) -> Result<(i64, Vec<Scored>)> {
    let codes = frames.first().map(|frame| frame.codes.clone()).unwrap_or_default();
    let look = |columns: &store::Columns| {
        let facts = frames.iter().map(|frame| frame.facts(catalogue, current, columns));
        facts.collect::<Result<Vec<_>>>().map(|facts| (columns.seq(), facts))
    };
    let (seq, facts) = app.store.with_columns(app.tenant, &codes, look).await??;
    let scored = frames
        .iter()
        .zip(&facts)
        .map(|(frame, facts)| Scored { frame: Arc::clone(frame), book: frame.book(rules::evaluate(facts)) });
    Ok((seq, scored.collect()))
}

/// A year under a scheme that is not published: what it would bring.
pub(crate) async fn tried(
    app: &App,
    catalogue: &Catalogue,
    current: &Current,
    scheme: &rules::Scheme,
) -> Result<Scored> {
    let frames = [Arc::new(Frame::new(catalogue, current, scheme))];
    let (_, scored) = evaluated(app, catalogue, current, &frames).await?;
    scored.into_iter().next().ok_or_else(|| Error::Internal("nothing was scored".to_owned()))
}

pub(crate) fn broken(error: &rules::FactError) -> Error {
    Error::Internal(format!("a stored figure does not fit the scheme: {error}"))
}

/// A unit's score sheet.
pub async fn sheet(app: &App, by: &Person, unit: UnitId, period: Period) -> Result<ScoreSheet> {
    by.require_unit(unit)?;
    let (catalogue, held) = of(app, period).await?;
    let scored = held.at(period)?;
    let figures = app.store.reader(app.tenant).await?.list_figures(period, unit).await?;
    let own = facts::self_scores(&catalogue, &scored.frame.scheme, &figures);
    let sheet = scored.book.sheet(unit, period, &own, |_line| String::new());
    let sheet = sheet.filter(|_| !absent::is_absent(&scored.frame, unit, period));
    sheet.ok_or(Error::NotFound("这个单位这一期的得分：不在本考核周期的考核范围之内"))
}

/// The explanation of an item or line.
pub async fn explain(app: &App, by: &Person, unit: UnitId, period: Period, id: &str) -> Result<Explanation> {
    by.require_unit(unit)?;
    let (_, held) = of(app, period).await?;
    explain::build(&held.at(period)?.book, unit, period, id)
}

/// Ranks of a period, one table per population that the scheme ranks.
pub async fn ranks(app: &App, by: &Person, period: Period) -> Result<Vec<RankTable>> {
    by.require_reader()?;
    let (_, held) = of(app, period).await?;
    tables(&held, period).ok_or(Error::NotFound("这一期的排名：它不在本考核周期之内"))
}

/// One table per population. Movement is against the ranks as they were scored, whatever version held then.
fn tables(held: &Held, period: Period) -> Option<Vec<RankTable>> {
    let scored = held.at(period).ok()?;
    let mut tables = tables_of(&scored.book, period)?;
    absent::take_out(scored, &mut tables, period);
    let Some(before) = period.previous().filter(|before| before.year() == period.year()) else {
        return Some(tables);
    };
    if held.current.edition_at(before) == held.current.edition_at(period) {
        return Some(tables);
    }
    let earlier = tables_of(&held.at(before).ok()?.book, before)?;
    for row in tables.iter_mut().flat_map(|table| &mut table.rows) {
        let was = earlier.iter().flat_map(|table| &table.rows).find(|was| was.unit == row.unit);
        row.previous = was.and_then(|was| was.rank);
    }
    Some(tables)
}

pub(crate) fn tables_of(book: &ScoreBook, period: Period) -> Option<Vec<RankTable>> {
    let populations: Vec<Option<UnitClass>> = if book.scores().scheme().ranking().text.starts_with("同类") {
        book.classes().into_iter().map(Some).collect()
    } else {
        vec![None]
    };
    populations.iter().map(|class| book.rank_table(period, class.as_ref())).collect()
}

/// How a unit stands in a period.
#[derive(Clone, Debug)]
pub struct Standing {
    /// Its rank, once it has one.
    pub rank: Option<u32>,
    /// Against the period before; nothing when it was not ranked in one of them.
    pub movement: Option<Movement>,
}

/// How a unit stands in a period: rank and movement.
pub async fn standing(app: &App, by: &Person, unit: UnitId, period: Period) -> Result<Standing> {
    by.require_unit(unit)?;
    let tables = ranks(app, by, period).await?;
    let row = tables.iter().flat_map(|table| &table.rows).find(|row| row.unit == unit);
    Ok(row.map_or(Standing { rank: None, movement: None }, |row| Standing {
        rank: row.rank,
        movement: row.movement(),
    }))
}

/// A unit's score sheet as a workbook, with its name.
pub async fn sheet_xlsx(app: &App, by: &Person, unit: UnitId, period: Period) -> Result<(String, Vec<u8>)> {
    let sheet = sheet(app, by, unit, period).await?;
    let bytes = report::score_sheet_xlsx(&sheet).map_err(|error| Error::Internal(error.to_string()))?;
    Ok((format!("{}{}得分表", sheet.unit_name, period.label()), bytes))
}

/// The ranking of every population as a workbook, with its name.
pub async fn ranks_xlsx(app: &App, by: &Person, period: Period) -> Result<(String, Vec<u8>)> {
    let tables = ranks(app, by, period).await?;
    let bytes = report::rank_tables_xlsx(&tables).map_err(|error| Error::Internal(error.to_string()))?;
    Ok((format!("{}得分与排名", period.label()), bytes))
}
