//! 上级公布数: the list that the superior published for a period, entered by the assessment office. Reports are held
//! against it; where both exist both are kept and the difference is shown.

use assessment::{Decimal, Entry, Indicator, Period, ReadContext, Role, UnitId, read_entry};
use store::{PublishedRow, period_code};

use crate::figure::decimal;
use crate::{App, Error, FieldError, Person, Result};

/// Most rows of one list.
const MOST_ROWS: usize = 20_000;
/// Faults that are told at once.
const MOST_TOLD: usize = 50;

/// One published figure beside the reported one.
#[derive(Clone, Debug)]
pub struct Line {
    /// Name of the unit.
    pub unit: String,
    /// Id of the unit.
    pub unit_id: UnitId,
    /// The indicator.
    pub indicator: Indicator,
    /// As published: 当月 and 累计.
    pub published: (Option<Decimal>, Option<Decimal>),
    /// As reported.
    pub reported: (Option<Decimal>, Option<Decimal>),
    /// Reported less published: of the cumulative figures, or of the period's where there are none.
    pub difference: Option<Decimal>,
    /// The list.
    pub source: String,
}

/// What stands for a period.
pub async fn list(app: &App, by: &Person, period: Period) -> Result<Vec<Line>> {
    by.require_reader()?;
    if by.own_units().is_some() {
        return Err(Error::Forbidden("上级公布数由考核办录入和查看；本单位的差异见填报表".to_owned()));
    }
    let catalogue = app.catalogue().await?;
    let rows = app.store.reader(app.tenant).await?.list_all_published(period).await?;
    let code = period_code(period);
    let look = |columns: &store::Columns| {
        let cell = |row: &PublishedRow| {
            columns
                .cell(code, row.unit.get(), row.indicator.get())
                .map(|cell| (decimal(cell.value(), cell.decimals), decimal(cell.cumulative(), cell.decimals)))
        };
        rows.iter().map(cell).collect::<Vec<_>>()
    };
    let reported = app.store.with_columns(app.tenant, &[code], look).await?;
    let mut lines = Vec::with_capacity(rows.len());
    for (row, reported) in rows.iter().zip(reported) {
        let (Some(unit), Some(indicator)) = (catalogue.unit(row.unit), catalogue.indicator(row.indicator))
        else {
            continue;
        };
        let published = (decimal(row.value, row.decimals), decimal(row.cumulative, row.decimals));
        let reported = reported.unwrap_or((None, None));
        let of = |ours: Option<Decimal>, theirs: Option<Decimal>| ours.zip(theirs);
        let pair = of(reported.1, published.1).or(of(reported.0, published.0));
        lines.push(Line {
            unit: unit.name.clone(),
            unit_id: unit.id,
            indicator: indicator.clone(),
            published,
            reported,
            difference: pair.and_then(|(ours, theirs)| ours.checked_sub(theirs)),
            source: row.source.clone(),
        });
    }
    Ok(lines)
}

/// Takes a pasted list with the heads 单位, 指标, 当月, 累计; all of it or nothing. The count of figures.
pub async fn put(app: &App, by: &Person, period: Period, source: &str, text: &str) -> Result<usize> {
    by.require(Role::Officer)?;
    let mut faults = Vec::new();
    if source.trim().is_empty() {
        let text = "请写明出处，如文件名或文号".to_owned();
        faults.push(FieldError { field: "source".to_owned(), text });
    }
    let rows = read(app, by, period, source.trim(), text, &mut faults).await?;
    if !faults.is_empty() {
        faults.truncate(MOST_TOLD);
        return Err(Error::Invalid(faults));
    }
    let mut change = app.store.change(app.tenant, app.now()).await?;
    for row in &rows {
        change.add_published(row).await?;
    }
    let detail = format!("《{}》{}个数", source.trim(), rows.len());
    change.audit(by.audit("superior.put", format!("published/{period}"), detail));
    change.commit().await?;
    Ok(rows.len())
}

async fn read(
    app: &App,
    by: &Person,
    period: Period,
    source: &str,
    text: &str,
    faults: &mut Vec<FieldError>,
) -> Result<Vec<PublishedRow>> {
    let mut wrong = |text: String| faults.push(FieldError { field: "list".to_owned(), text });
    let grid = match report::read_grid(text.as_bytes()) {
        Ok(grid) => grid,
        Err(error) => {
            wrong(error.to_string());
            return Ok(Vec::new());
        }
    };
    let bare = |cell: &String| {
        let text: String = cell.chars().filter(|c| !c.is_whitespace()).collect();
        text.split(['(', '（']).next().unwrap_or_default().to_owned()
    };
    let heads: Vec<String> = grid.rows.first().map(|row| row.iter().map(bare).collect()).unwrap_or_default();
    let find = |any: &[&str]| heads.iter().position(|head| any.contains(&head.as_str()));
    let columns = (find(&["单位"]), find(&["指标"]), find(&["当月", "本月", "期末"]), find(&["累计"]));
    let (Some(unit_at), Some(indicator_at), value_at, sum_at) = columns else {
        wrong("第一行应是表头：单位、指标、当月、累计".to_owned());
        return Ok(Vec::new());
    };
    let catalogue = app.catalogue().await?;
    let mut rows = Vec::new();
    for (line, cells) in (2usize..).zip(grid.rows.iter().skip(1)).take(MOST_ROWS) {
        let at = |place: Option<usize>| place.and_then(|at| cells.get(at)).map_or("", |cell| cell.trim());
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let (unit, indicator) = (at(Some(unit_at)), at(Some(indicator_at)));
        let found = catalogue.units.iter().find(|known| known.name == unit || known.full_name == unit);
        let Some((found, indicator)) = found.zip(catalogue.indicator_named(indicator)) else {
            wrong(format!("第{line}行：没有单位“{unit}”或指标“{indicator}”"));
            continue;
        };
        match (number(at(value_at), indicator, period), number(at(sum_at), indicator, period)) {
            (Ok(None), Ok(None)) => wrong(format!("第{line}行：没有数")),
            (Ok(value), Ok(sum)) => match stored(value, sum, indicator.decimals) {
                Some((decimals, value, cumulative)) => rows.push(PublishedRow {
                    period,
                    unit: found.id,
                    indicator: indicator.id,
                    decimals,
                    value,
                    cumulative,
                    source: source.to_owned(),
                    author: by.account(),
                    at: 0,
                }),
                None => wrong(format!("第{line}行：数值过大，请核实计量单位")),
            },
            (Err(text), _) | (_, Err(text)) => wrong(format!("第{line}行：{text}")),
        }
    }
    if rows.is_empty() && faults.is_empty() {
        faults.push(FieldError {
            field: "list".to_owned(), text: "没有读到数，请粘贴表头和各行".to_owned()
        });
    }
    Ok(rows)
}

fn number(text: &str, indicator: &Indicator, period: Period) -> std::result::Result<Option<Decimal>, String> {
    let context = ReadContext {
        basis: indicator.basis,
        measure: &indicator.measure,
        decimals: indicator.decimals,
        year: period.year(),
    };
    match read_entry(text, context) {
        Ok(reading) if reading.entry == Entry::Blank => Ok(None),
        Ok(reading) => reading.number().map(Some).ok_or_else(|| format!("“{text}”不是数")),
        Err(unreadable) => Err(unreadable.to_string()),
    }
}

type Stored = (u8, Option<i64>, Option<i64>);

/// Both numbers at one scale that loses nothing.
fn stored(value: Option<Decimal>, sum: Option<Decimal>, decimals: u8) -> Option<Stored> {
    let needed = [value, sum].into_iter().flatten().map(|number| number.normalized().decimals()).max();
    let decimals = needed.unwrap_or(0).max(decimals);
    let whole = |number: Option<Decimal>| match number {
        None => Some(None),
        Some(number) => number.rescaled(decimals).and_then(|whole| i64::try_from(whole).ok()).map(Some),
    };
    Some((decimals, whole(value)?, whole(sum)?))
}
