//! Words that the pages of a report share.

use app::entry::Row;
use assessment::{Period, Submission, SubmissionState, UnitId};

use crate::path;
use crate::view::entry::{EntryFinding, EntryRow};
use crate::view::work::{ReviewRow, Said};
use crate::view::{Step, bare};

/// Where a report stands, as steps.
pub(crate) fn steps(submission: &Submission) -> Vec<Step> {
    use SubmissionState as State;
    let at = match submission.state {
        State::Draft => 0,
        State::Submitted => 1,
        State::Reviewed => 2,
        State::Verified => 3,
        State::Locked | State::Published => 4,
    };
    let returned = submission.figures.values().any(|figure| figure.reason.is_some());
    ["填报员填写", "单位负责人审签", "数据部门核验", "考核办锁定"]
        .into_iter()
        .enumerate()
        .map(|(place, label)| Step {
            label: label.to_owned(),
            state: match place {
                _ if place < at => "done",
                0 if at == 0 && returned => "back",
                _ if place == at => "here",
                _ => "todo",
            },
            when: String::new(),
        })
        .collect()
}

/// A finding for those who decide: the whole sentence, explained or not.
fn whole(one: app::entry::Remarked) -> EntryFinding {
    let text = one.text.clone();
    EntryFinding { text, ..finding(one) }
}

/// A finding with the words before it; one that was explained only by its name.
fn finding(one: app::entry::Remarked) -> EntryFinding {
    let kind = match (one.explained, one.error) {
        (true, _) => "reason",
        (_, true) => "error",
        _ => "warning",
    };
    let word = one.word().to_owned();
    EntryFinding { kind, word, text: if one.explained { one.label.to_owned() } else { one.text } }
}

/// A row of the entry grid.
pub(crate) fn entry_row(
    (unit, period): (UnitId, Period),
    number: usize,
    row: Row,
    open: bool,
    wrong: String,
) -> EntryRow {
    use assessment::Basis;
    let asks = row.asks();
    let target = bare(&row.target, &row.indicator.measure.name);
    let (version, narrative) = row.figure.map_or((0, String::new()), |figure| (figure.seq, figure.narrative));
    EntryRow {
        id: row.indicator.id.get(),
        number: number.to_string(),
        name: row.indicator.name.clone(),
        href: path::figure_history(unit, row.indicator.id, period),
        measure: row.indicator.measure.name.clone(),
        target,
        previous: row.previous,
        value: row.value,
        cumulative: row.cumulative,
        has_cumulative: matches!(row.indicator.basis, Basis::Flow | Basis::Rate),
        completion: row.completion,
        growth: row.growth,
        behind: row.behind,
        narrative,
        evidence: 0,
        evidence_href: path::figure_evidence(unit, row.indicator.id, period),
        self_score: row.self_score,
        has_self_score: true,
        state: row.state,
        word: row.word.to_owned(),
        remark: row.reason,
        findings: row.findings.into_iter().map(finding).collect(),
        explanation: row.explanation,
        asks,
        version,
        editable: open && row.state != "verified",
        wrong,
        offers: Vec::new(),
    }
}

/// A row of the pages on which a report is looked at and decided.
pub(crate) fn review_row(
    (unit, period): (UnitId, Period),
    row: Row,
    mine: bool,
    name: impl Fn(assessment::AccountId) -> String,
) -> ReviewRow {
    let thread = row.remarks.iter().map(|remark| Said {
        who: name(remark.author),
        at: app::period::minute(remark.at),
        text: format!("{}：{}", remark.step, remark.text),
    });
    let explained = (!row.explanation.is_empty()).then(|| EntryFinding {
        kind: "reason",
        word: "说明".to_owned(),
        text: row.explanation.clone(),
    });
    let (version, narrative) = row.figure.map_or((0, String::new()), |figure| (figure.seq, figure.narrative));
    ReviewRow {
        id: row.indicator.id.get(),
        name: row.indicator.name.clone(),
        href: path::figure_history(unit, row.indicator.id, period),
        measure: row.indicator.measure.name.clone(),
        target: bare(&row.target, &row.indicator.measure.name),
        previous: row.previous,
        value: row.value,
        cumulative: row.cumulative,
        completion: row.completion,
        growth: row.growth,
        narrative,
        evidence: 0,
        evidence_href: path::figure_evidence(unit, row.indicator.id, period),
        findings: row.findings.into_iter().map(whole).chain(explained).collect(),
        thread: thread.collect(),
        state: row.word.to_owned(),
        state_kind: crate::view::entry::tag_of(row.state),
        mine,
        version,
        reply: String::new(),
        reply_word: String::new(),
        reason: String::new(),
        returned: false,
    }
}
