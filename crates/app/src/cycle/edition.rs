//! A published version: its text, and what it changed.

use std::sync::Arc;

use assessment::{CycleId, Period, RankRow, Role};
use jiff::civil::Date;
use rules::Sources;
use rules::tools::differences;
use store::StoredScheme;

use super::draft::{checked, read_day};
use super::find;
use crate::catalogue::{Catalogue, Current, day};
use crate::score::{Scored, tables_of};
use crate::{App, Error, Person, Result};

/// What a version changes against the one before it.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// The number of the version before.
    pub before: i64,
    /// First day of the new one.
    pub valid_from: Option<Date>,
    /// Every difference of the rules, a sentence each.
    pub sentences: Vec<String>,
    /// The period in which the units are compared; nothing while there are no figures of one that it touches.
    pub period: Option<Period>,
    /// How many units were compared.
    pub units: usize,
    /// Units whose rank or grade is another.
    pub moved: Vec<MovedUnit>,
    /// Units whose total alone is another.
    pub totals: usize,
}

/// A unit under the version before and under the new one.
#[derive(Clone, Debug)]
pub struct MovedUnit {
    /// The unit.
    pub unit: assessment::UnitId,
    /// Its name.
    pub name: String,
    /// Total before and after, as shown.
    pub total: (String, String),
    /// Rank before and after; empty without one.
    pub rank: (String, String),
    /// Grade before and after; empty without one.
    pub grade: (String, String),
}

/// A published version of a cycle's scheme.
pub async fn edition(app: &App, by: &Person, id: CycleId, version: i64) -> Result<StoredScheme> {
    by.require_reader()?;
    let mut reader = app.store.reader(app.tenant).await?;
    find(&mut reader, id).await?;
    let schemes = reader.list_schemes(id).await?;
    let published = schemes.into_iter().filter(|scheme| scheme.published_at.is_some());
    published.into_iter().find(|scheme| scheme.version == version).ok_or(Error::NotFound("办法的这个版本"))
}

/// What a published version changed; nothing for the first.
pub async fn changes(app: &App, by: &Person, id: CycleId, version: i64) -> Result<Option<Changes>> {
    by.require_reader()?;
    let catalogue = app.catalogue().await?;
    let Some(current) = catalogue.years.values().find(|current| current.cycle.id == id) else {
        return Ok(None);
    };
    let Some(at) = current.editions.iter().position(|edition| edition.stored.version == version) else {
        return Err(Error::NotFound("办法的这个版本"));
    };
    let Some(before_at) = at.checked_sub(1) else { return Ok(None) };
    let (Some(before), Some(after)) = (current.editions.get(before_at), current.editions.get(at)) else {
        return Ok(None);
    };
    let mut found = Changes {
        before: before.stored.version,
        valid_from: Some(after.valid_from),
        sentences: sentences(&before.stored.source, &after.stored.source),
        ..Changes::default()
    };
    let Some(period) = touched(app, current, after.valid_from).await? else { return Ok(Some(found)) };
    let (_, held) = crate::score::of(app, period).await?;
    if let Some((one, two)) = held.edition(before_at).zip(held.edition(at)) {
        compare(&mut found, one, two, period);
    }
    Ok(Some(found))
}

/// What a text would change if it were published from a day.
pub async fn changes_of_text(
    app: &App,
    by: &Person,
    id: CycleId,
    text: &str,
    since: &str,
) -> Result<Option<Changes>> {
    by.require(Role::Officer)?;
    let catalogue = app.catalogue().await?;
    let Some(current) = catalogue.years.values().find(|current| current.cycle.id == id) else {
        return Ok(None);
    };
    let current = Arc::clone(current);
    let Some(before) = current.editions.last() else { return Ok(None) };
    let since = match read_day(since) {
        Some(day) => day,
        None => day(crate::catalogue::day_code(crate::period::day(app.now())))?,
    };
    let mut found = Changes {
        before: before.stored.version,
        valid_from: Some(since),
        sentences: sentences(&before.stored.source, text),
        ..Changes::default()
    };
    if found.sentences.is_empty() {
        return Ok(Some(found));
    }
    if let Some(scheme) = checked(text).scheme {
        tried(app, &catalogue, &current, &scheme, since, &mut found).await?;
    }
    Ok(Some(found))
}

async fn tried(
    app: &App,
    catalogue: &Catalogue,
    current: &Current,
    scheme: &rules::Scheme,
    since: Date,
    found: &mut Changes,
) -> Result<()> {
    let Some(period) = touched(app, current, since).await? else { return Ok(()) };
    let (_, held) = crate::score::of(app, period).await?;
    let after = crate::score::tried(app, catalogue, current, scheme).await?;
    let last = current.editions.len().saturating_sub(1);
    if let Some(before) = held.edition(last) {
        compare(found, before, &after, period);
    }
    Ok(())
}

fn sentences(before: &str, after: &str) -> Vec<String> {
    let statements = |text: &str| rules::parse(&Sources::new("考核办法", text)).0;
    let found = differences(&statements(before), &statements(after));
    let mut sentences: Vec<String> = found.into_iter().map(|one| one.sentence).collect();
    if sentences.is_empty() && before != after {
        sentences.push("规则没有改动，只改了文字".to_owned());
    }
    sentences
}

/// The latest month with figures that a version from a day on is applied to.
async fn touched(app: &App, current: &Current, since: Date) -> Result<Option<Period>> {
    let mut reader = app.store.reader(app.tenant).await?;
    let months = (1..=12).rev().filter_map(|month| Period::month(current.year, month));
    for month in months.filter(|month| month.last_day() >= since) {
        if reader.has_figures(month).await? {
            return Ok(Some(month));
        }
    }
    Ok(None)
}

fn compare(found: &mut Changes, before: &Scored, after: &Scored, period: Period) {
    let rows = |scored: &Scored| -> Vec<RankRow> {
        let tables = tables_of(&scored.book, period).unwrap_or_default();
        tables.into_iter().flat_map(|table| table.rows).collect()
    };
    let (old, new) = (rows(before), rows(after));
    found.period = Some(period);
    found.units = new.len();
    for row in &new {
        let Some(was) = old.iter().find(|was| was.unit == row.unit) else { continue };
        if was.rank == row.rank && was.grade == row.grade {
            found.totals += usize::from(was.total != row.total);
            continue;
        }
        let rank = |row: &RankRow| row.rank.map_or_else(String::new, |rank| rank.to_string());
        found.moved.push(MovedUnit {
            unit: row.unit,
            name: row.name.clone(),
            total: (was.total.to_string(), row.total.to_string()),
            rank: (rank(was), rank(row)),
            grade: (was.grade.clone().unwrap_or_default(), row.grade.clone().unwrap_or_default()),
        });
    }
}
