//! The trail of one figure: everything that stood in its cell with who, when and why, the talk about it, its evidence
//! and the steps of its report. A value that was locked and later corrected stays marked as such.

use std::sync::Arc;

use assessment::{AccountId, Action, Indicator, Submission};
use store::{EvidenceRow, FactRow, Remark, StepRow};

use crate::catalogue::Catalogue;
use crate::figure::Place;
use crate::names::Names;
use crate::{App, Error, Person, Result};

/// How a fact stands among those of its cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Whether it is the one that counts now.
    pub current: bool,
    /// Whether it stood when the report was locked.
    pub locked: bool,
    /// Whether it corrects a value that had been locked.
    pub corrects: bool,
}

/// The whole trail.
#[derive(Debug)]
pub struct Trail {
    /// The plan that it belongs to.
    pub catalogue: Arc<Catalogue>,
    /// The quantity.
    pub indicator: Indicator,
    /// The report that it stands in.
    pub submission: Submission,
    /// Facts, the latest first.
    pub facts: Vec<(FactRow, Standing)>,
    /// The talk, in order.
    pub remarks: Vec<Remark>,
    /// Steps of the report, in order.
    pub steps: Vec<StepRow>,
    /// Evidence, withdrawn pieces too.
    pub evidence: Vec<EvidenceRow>,
    names: Names,
}

impl Trail {
    /// What a person is called.
    pub fn name(&self, account: AccountId) -> String {
        self.names.of(account)
    }
}

/// The trail of a figure, for whoever may see it.
pub async fn show(app: &App, by: &Person, place: Place) -> Result<Trail> {
    by.require_unit(place.unit)?;
    let catalogue = app.catalogue().await?;
    catalogue.unit(place.unit).ok_or(Error::NotFound("这个单位"))?;
    let indicator = catalogue.indicator(place.indicator).ok_or(Error::NotFound("这项指标"))?.clone();
    let mut reader = app.store.reader(app.tenant).await?;
    let (submission, _) = crate::submission::load(&mut reader, &catalogue, place.unit, place.period).await?;
    let history = reader.list_history(place.period, place.unit, place.indicator).await?;
    let steps = reader.list_steps(place.period, place.unit).await?;
    let mut remarks = reader.list_remarks(place.period, place.unit).await?;
    remarks.retain(|remark| remark.indicator == place.indicator);
    let evidence = reader.list_evidence(place.period, place.unit, place.indicator).await?;
    let names = Names::load(&mut reader).await?;
    let facts = standing(history, &steps);
    Ok(Trail { catalogue, indicator, submission, facts, remarks, steps, evidence, names })
}

/// What people are called: for pages that list what people did.
pub async fn names(app: &App) -> Result<Names> {
    Names::load(&mut app.store.reader(app.tenant).await?).await
}

/// Tells which facts stood when the report was locked. `history` is the latest first.
fn standing(history: Vec<FactRow>, steps: &[StepRow]) -> Vec<(FactRow, Standing)> {
    let locks: Vec<i64> =
        steps.iter().filter(|step| step.action == Action::Lock.label()).map(|step| step.fact).collect();
    let seqs: Vec<i64> = history.iter().map(|fact| fact.figure.seq).collect();
    let locked = |at: usize| {
        let seq = seqs.get(at).copied().unwrap_or(i64::MAX);
        let newer = at.checked_sub(1).and_then(|newer| seqs.get(newer)).copied();
        locks.iter().any(|lock| seq <= *lock && newer.is_none_or(|newer| newer > *lock))
    };
    let marks: Vec<Standing> = (0..seqs.len())
        .map(|at| Standing { current: at == 0, locked: locked(at), corrects: locked(at + 1) })
        .collect();
    history.into_iter().zip(marks).collect()
}

/// Where a fact came from, in words.
pub fn source_words(source: &str) -> String {
    if let Some(place) = crate::document::Source::find(source) {
        return format!("文档原文第{}至{}字", place.start + 1, place.end);
    }
    let (origin, place) = source.split_once(':').unwrap_or((source, ""));
    let word = match origin {
        "submission" => "页面填报",
        "paste" => "粘贴",
        "xlsx" => "表格导入",
        "import" => "数据导入",
        "ledger" => "台账",
        "ruling" => "裁定",
        "document" => "文档",
        "api" => "接口",
        other => other,
    };
    if place.is_empty() { word.to_owned() } else { format!("{word}（{place}）") }
}
