//! A whole year put into an empty store at once: the sample city.

use std::collections::BTreeMap;

use assessment::{
    AccountId, Coded as _, Indicator, Period, SubmissionId, SubmissionState, Target, Unit, UnitId, UnitKind,
};
use store::{
    AuditEntry, NewEvent, NewFigure, NewJudgement, NewScheme, NewTarget, SaveOutcome, SubmissionRow,
};

use crate::catalogue::indicator_row;
use crate::figure::decimal;
use crate::{App, Error, Result};

/// Setting that says which year's sample stands in the store.
pub const SAMPLE: &str = "sample";

/// A year as it is put in.
#[derive(Debug, Default)]
pub struct Year<'a> {
    /// Name of the cycle.
    pub cycle: String,
    /// The year.
    pub year: i16,
    /// Units, departments too.
    pub units: Vec<Unit>,
    /// Hierarchies over the units.
    pub hierarchies: Vec<assessment::Hierarchy>,
    /// The catalogue of indicators.
    pub indicators: Vec<Indicator>,
    /// The scheme's text.
    pub scheme: &'a str,
    /// Its first day, as yyyymmdd.
    pub valid_from: i64,
    /// Targets.
    pub targets: Vec<Target>,
    /// Figures of this and the last year.
    pub figures: Vec<NewFigure>,
    /// Judged scores: unit, line, decimal or empty, reason.
    pub judgements: Vec<(UnitId, &'a str, String, &'a str)>,
    /// Records of ledgers and vetoes.
    pub events: Vec<Happened<'a>>,
    /// Months whose reports are closed.
    pub locked: Vec<Period>,
}

/// An event of the year.
#[derive(Debug)]
pub struct Happened<'a> {
    /// Whose.
    pub unit: UnitId,
    /// Name of the ledger or veto.
    pub kind: &'a str,
    /// What happened.
    pub matter: &'a str,
    /// The ledger's fields.
    pub fields: BTreeMap<&'a str, &'a str>,
    /// The body that reported it.
    pub source: &'a str,
    /// Its day, as yyyymmdd.
    pub day: i64,
}

/// Puts a year in, in one transaction.
pub async fn install(app: &App, year: &Year<'_>) -> Result<()> {
    crate::scheme::compile(year.scheme)?;
    let nobody = AccountId::new(0);
    let mut change = app.store.change(app.tenant, app.now()).await?;
    for unit in &year.units {
        change.put_unit(unit).await?;
        change.reserve_ids_up_to(unit.id.get());
    }
    for hierarchy in &year.hierarchies {
        let id = change.create_hierarchy(hierarchy.kind, &hierarchy.name).await?;
        let rows: Vec<_> = hierarchy.memberships().iter().map(crate::hierarchy::row).collect();
        change.replace_memberships(id, &[], &rows, 0).await?;
    }
    let rows = (1..).zip(&year.indicators).map(|(sort, indicator)| indicator_row(indicator, sort));
    change.put_indicators(&rows.collect::<Result<Vec<_>>>()?).await?;
    let cycle = change.create_cycle(&year.cycle, i64::from(year.year), "draft").await?;
    let scheme = NewScheme {
        cycle,
        title: &year.cycle,
        source: year.scheme,
        valid_from: year.valid_from,
        published: true,
        reason: "印发",
        author: nobody,
    };
    change.create_scheme(&scheme).await?;
    let targets = year.targets.iter().map(new_target).collect::<Result<Vec<_>>>()?;
    let reason = year.targets.first().and_then(|target| target.approval.as_deref()).unwrap_or_default();
    change.set_targets(cycle, &targets, nobody, reason).await?;
    change.step_cycle(cycle, ("draft", "open"), nobody, "办法印发，目标下达，开始填报").await?;
    change.fill_figures(&year.figures).await?;
    for (unit, line, value, reason) in &year.judgements {
        let new = NewJudgement { cycle, unit: *unit, line, value, reason, author: nobody };
        change.put_judgement(&new).await?;
    }
    for event in &year.events {
        let fields =
            serde_json::to_string(&event.fields).map_err(|error| Error::Internal(error.to_string()))?;
        let new = NewEvent {
            cycle,
            unit: event.unit,
            kind: event.kind,
            matter: event.matter,
            fields: &fields,
            source: event.source,
            day: event.day,
            author: nobody,
        };
        change.create_event(&new).await?;
    }
    lock(&mut change, year).await?;
    change.set_setting(SAMPLE, &year.year.to_string()).await?;
    change.audit(AuditEntry {
        account: 0,
        action: "cycle.install".to_owned(),
        subject: format!("cycle/{cycle}"),
        detail: format!("{} units, {} figures", year.units.len(), year.figures.len()),
    });
    change.commit().await?;
    Ok(())
}

/// Which year's sample stands in the store, if any.
pub async fn find_sample(app: &App) -> Result<Option<String>> {
    Ok(app.store.reader(app.tenant).await?.find_setting(SAMPLE).await?)
}

/// Lets every unit of the sample claim its scores of a period: most claim what the scheme gives, every third claims the
/// full points of what it missed.
pub async fn claim_scores(app: &App, period: Period) -> Result<()> {
    let (catalogue, held) = crate::score::current(app).await?;
    let book = &held.at(period)?.book;
    let scores = book.scores();
    let mut saves = Vec::new();
    let month = book.period_index(period).ok_or(Error::NotFound("这一期"))?;
    for unit in catalogue.units.iter().filter(|unit| unit.kind == UnitKind::Assessed) {
        let Some(row) = book.unit_index(unit.id) else { continue };
        let lines = scores.lines(row, month);
        let figures = app.store.reader(app.tenant).await?.list_figures(period, unit.id).await?;
        for figure in figures {
            let indicator = catalogue.indicator(figure.indicator).map(|indicator| indicator.name.as_str());
            let spec =
                scores.scheme().indicators().iter().position(|one| Some(one.name.as_str()) == indicator);
            let line =
                scores.scheme().lines().iter().position(|line| spec.is_some() && line.indicator == spec);
            let Some(at) = line else { continue };
            let full = scores.scheme().lines().get(at).and_then(|line| line.points);
            let given = lines.get(at).and_then(|value| value.number());
            let claim = if unit.id.get() % 3 == 0 { full.or(given) } else { given };
            let own = claim.and_then(|claim| claim.rescaled(4)).and_then(|claim| i64::try_from(claim).ok());
            let seen = figure.seq;
            saves.push((claimed(figure, period, own), Some(seen)));
        }
    }
    match app.store.save_figures(app.tenant, app.now(), "figure.claim", saves).await? {
        SaveOutcome::Saved(_) => Ok(()),
        SaveOutcome::Refused(..) => Err(Error::Internal("the sample's claims were refused".to_owned())),
    }
}

fn claimed(figure: store::FigureRow, period: Period, self_score: Option<i64>) -> NewFigure {
    NewFigure {
        period,
        unit: figure.unit,
        indicator: figure.indicator,
        kind: figure.kind,
        decimals: figure.decimals,
        value: figure.value,
        cumulative: figure.cumulative,
        self_score,
        narrative: figure.narrative,
        explanation: figure.explanation,
        source: "submission".to_owned(),
        author: figure.author,
    }
}

async fn lock(change: &mut store::Change, year: &Year<'_>) -> Result<()> {
    for period in &year.locked {
        for unit in year.units.iter().filter(|unit| unit.kind == UnitKind::Assessed) {
            let row = SubmissionRow {
                id: SubmissionId::new(change.new_id()),
                period: *period,
                unit: unit.id,
                state: SubmissionState::Locked,
                submitted_by: None,
                reopening: None,
                changed_at: change.at(),
            };
            change.put_submission(&row).await?;
        }
    }
    Ok(())
}

fn new_target(target: &Target) -> Result<NewTarget> {
    Ok(NewTarget {
        unit: target.unit,
        indicator: target.indicator,
        kind: target.kind.code().to_owned(),
        bound: serde_json::to_string(&target.bound).map_err(|error| Error::Internal(error.to_string()))?,
        points: target.points.map(|points| points.to_string()),
    })
}

/// A number of a stored figure, for those who check a sample.
pub fn number(row: &store::FigureRow) -> Option<assessment::Decimal> {
    decimal(row.cumulative.or(row.value), row.decimals)
}
