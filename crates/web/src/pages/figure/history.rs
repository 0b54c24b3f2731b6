//! 数据来历: everything that stood in a cell.

use app::Person;
use app::figure::{decimal, value};
use app::trail::{Standing, Trail, source_words};
use assessment::{FigureState, Role, SubmissionState};
use axum::extract::{Path, State};
use axum::response::Html;

use super::{At, frame, place, report, standing};
use crate::error::PageError;
use crate::path;
use crate::session::Signed;
use crate::shell::html;
use crate::state::Web;
use crate::view::figure::{FactLine, HistoryPage, Mark};
use crate::view::work::Said;
use crate::view::{FieldError, Link};

/// Decimals of self scores.
const SELF_SCORE_DECIMALS: u8 = 4;

pub(crate) async fn show(
    State(web): State<Web>,
    Signed(person): Signed,
    Path(at): Path<At>,
) -> Result<Html<String>, PageError> {
    html(&page(&web, &person, at, String::new(), Vec::new()).await?)
}

pub(crate) async fn page(
    web: &Web,
    person: &Person,
    at: At,
    typed: String,
    errors: Vec<FieldError>,
) -> Result<HistoryPage, PageError> {
    let trail = app::trail::show(&web.app, person, place(at)).await?;
    let (unit, indicator, period) = at;
    let (state_kind, state) = standing(&trail);
    let pieces = trail.evidence.iter().filter(|row| row.withdrawn.is_none()).count();
    let returned = trail.submission.figures.get(&indicator).map(|figure| figure.state);
    let answers = returned == Some(FigureState::Returned)
        && trail.submission.state == SubmissionState::Draft
        && person.actor.holds(Role::Clerk, unit);
    let said = |remark: &app::Remark| Said {
        who: trail.name(remark.author),
        at: app::period::minute(remark.at),
        text: format!("{}：{}", remark.step, remark.text),
    };
    Ok(HistoryPage {
        frame: frame(web, person, &trail, "数据来历", at),
        links: vec![
            report(person, at),
            Link {
                label: format!("佐证材料 {pieces} 份"),
                href: path::figure_evidence(unit, indicator, period),
            },
            Link { label: "得分表".to_owned(), href: path::sheet(unit, period) },
        ],
        state,
        state_kind,
        measure: trail.indicator.measure.name.clone(),
        facts: trail.facts.iter().map(|(fact, mark)| line(&trail, fact, *mark)).collect(),
        thread: trail.remarks.iter().map(said).collect(),
        reply: path::figure_reply(unit, indicator, period),
        reply_word: if answers { "答复退回" } else { "留言" }.to_owned(),
        typed,
        steps: trail.steps.iter().map(|step| step_line(&trail, step)).collect(),
        errors,
    })
}

fn line(trail: &Trail, fact: &app::FactRow, mark: Standing) -> FactLine {
    let figure = &fact.figure;
    let shown = |number: Option<i64>| match number {
        None if figure.kind == app::NumberKind::Number => String::new(),
        number => value(figure.kind, number, figure.decimals).to_string(),
    };
    let mut marks = Vec::new();
    let mut add = |on: bool, kind, word: &str| {
        if on {
            marks.push(Mark { kind, word: word.to_owned() });
        }
    };
    add(mark.current, "done", "现行");
    add(mark.locked, "locked", "锁定时的值");
    add(mark.corrects, "care", "锁定后更正");
    add(!mark.current && !mark.locked, "plain", "已被取代");
    FactLine {
        at: app::period::minute(figure.at),
        who: trail.name(figure.author),
        value: shown(figure.value),
        cumulative: shown(figure.cumulative),
        self_score: decimal(figure.self_score, SELF_SCORE_DECIMALS)
            .map_or_else(String::new, |own| own.normalized().to_string()),
        narrative: figure.narrative.clone(),
        explanation: figure.explanation.clone(),
        source: source_words(&fact.source),
        source_href: app::document::Source::find(&fact.source).map_or_else(String::new, |source| {
            let span = app::document::Span::new(source.start, source.end);
            path::document_place(source.document, source.version, span)
        }),
        marks,
    }
}

fn step_line(trail: &Trail, step: &app::StepRow) -> Said {
    let mut text = step.action.clone();
    if step.late > 0 {
        text.push_str(&format!("（迟交{}个工作日）", step.late));
    }
    if !step.reason.is_empty() {
        text.push_str(&format!("：{}", step.reason));
    }
    Said { who: trail.name(step.author), at: app::period::minute(step.at), text }
}
