//! What was chosen is saved, all or none, with the way back to its place in the document.

use assessment::{Coded as _, Period};
use ingest::Span;
use store::{NewTarget, UseRow};

use super::line::entered;
use super::{Asked, Line, Plan, Purpose, Read};
use crate::document::{Source, subject};
use crate::{App, Error, Person, Result, figure};

pub(super) async fn save_figures(app: &App, by: &Person, asked: &Asked, plan: &Plan) -> Result<()> {
    let cells = plan.lines.iter().filter_map(|line| match line.read {
        Some(Read::Figure(number)) => {
            let place =
                figure::Place { unit: asked.unit, period: asked.period, indicator: line.indicator.id };
            let source = source(plan, line).to_string();
            Some((place, entered(line, number), Some(line.choice.seen), source))
        }
        _ => None,
    });
    figure::save_from(app, by, "figure.accept", cells.collect()).await?;
    // The figures are durable and name their source themselves; this is the way back from the document.
    let mut change = app.store.change(app.tenant, app.now()).await?;
    note_uses(&mut change, by, asked, plan, asked.period).await?;
    change.commit().await?;
    Ok(())
}

pub(super) async fn save_targets(app: &App, by: &Person, asked: &Asked, plan: &Plan) -> Result<()> {
    let current = plan.opened.catalogue.current()?;
    let year = i16::try_from(current.cycle.year).ok().and_then(Period::year_of);
    let period = year.ok_or_else(|| Error::Internal("a cycle's year is out of range".to_owned()))?;
    let mut change = app.store.change(app.tenant, app.now()).await?;
    for line in &plan.lines {
        let Some(Read::Target(bound)) = line.read else { continue };
        let bound = serde_json::to_string(&bound).map_err(|error| Error::Internal(error.to_string()))?;
        let target = NewTarget {
            unit: asked.unit,
            indicator: line.indicator.id,
            kind: line.choice.kind.code().to_owned(),
            bound,
            points: None,
        };
        let source = source(plan, line);
        let span = line.candidate.span;
        let reason = format!(
            "《{}》第{}至{}字“{}”",
            plan.opened.title(),
            span.start + 1,
            span.end,
            line.candidate.words
        );
        change.set_targets(current.cycle.id, &[target], by.account(), &reason).await?;
        let place = format!("target/{}/{}", asked.unit, line.indicator.id);
        change.audit(by.audit("target.accept", place, format!("{} {source}", line.after)));
    }
    note_uses(&mut change, by, asked, plan, period).await?;
    change.commit().await?;
    Ok(())
}

fn source(plan: &Plan, line: &Line) -> Source {
    let Span { start, end } = line.candidate.span;
    Source { document: plan.opened.row.id, version: plan.opened.version, start, end }
}

async fn note_uses(
    change: &mut store::Change,
    by: &Person,
    asked: &Asked,
    plan: &Plan,
    period: Period,
) -> Result<()> {
    let number = |at: usize| i64::try_from(at).unwrap_or(i64::MAX);
    let purpose = match asked.purpose {
        Purpose::Figure => "figure",
        Purpose::Target => "target",
    };
    for line in &plan.lines {
        let taken = UseRow {
            version: plan.opened.version,
            start: number(line.candidate.span.start),
            end: number(line.candidate.span.end),
            words: line.candidate.words.clone(),
            purpose: purpose.to_owned(),
            unit: asked.unit,
            indicator: line.indicator.id,
            period,
            author: by.account(),
            at: change.at(),
        };
        change.append_document_use(plan.opened.row.id, &taken).await?;
    }
    let subject = subject(plan.opened.row.id);
    change.audit(by.audit("document.accept", subject, format!("{purpose} {}", plan.lines.len())));
    Ok(())
}
