//! One cycle: where it stands, its versions, who moved it and why.

use app::Person;
use app::cycle::Shown;
use assessment::{Coded as _, CycleId, CycleState, Role};
use axum::extract::{Path, State};
use axum::response::Html;

use crate::error::PageError;
use crate::path;
use crate::session::Signed;
use crate::shell::{self, Page, Part, html};
use crate::state::Web;
use crate::view::cycle::{CycleMove, CyclePage, VersionRow};
use crate::view::{FieldError, Link, Step};

pub(crate) async fn show(
    State(web): State<Web>,
    Signed(person): Signed,
    Path(id): Path<CycleId>,
) -> Result<Html<String>, PageError> {
    html(&page(&web, &person, id, "", Vec::new()).await?)
}

/// The page with a reason that was typed and what is wrong with it.
pub(crate) async fn page(
    web: &Web,
    person: &Person,
    id: CycleId,
    reason: &str,
    errors: Vec<FieldError>,
) -> Result<CyclePage, PageError> {
    let shown = app::cycle::get(&web.app, person, id).await?;
    let about = Page {
        part: Part::Cycles,
        title: &shown.cycle.name,
        subtitle: format!("{}年 {}", shown.cycle.year, shown.state),
        help: "cycles",
    };
    let at = shell::spot(web, person).await?;
    let mut frame = shell::frame(web, person, &about, at);
    let to_list = Link { label: "考核周期".to_owned(), href: "/cycles".to_owned() };
    frame.crumbs.insert(1, to_list);
    let day = |code: i64| app::catalogue::day(code).map_or_else(|_| String::new(), |day| day.to_string());
    let version = |scheme: &app::StoredScheme| VersionRow {
        version: Link {
            label: format!("第{}版", scheme.version),
            href: path::cycle_version(id, scheme.version),
        },
        title: scheme.title.clone(),
        since: day(scheme.valid_from),
        published: scheme.published_at.map_or_else(String::new, app::period::minute),
        reason: scheme.reason.clone(),
        hash: scheme.hash.chars().take(12).collect(),
    };
    let word =
        |code: &str| CycleState::from_code(code).map_or_else(|| code.to_owned(), |state| state.to_string());
    let history = shown.steps.iter().rev().map(|(step, name)| {
        [
            word(&step.before),
            word(&step.after),
            name.clone(),
            app::period::minute(step.at),
            step.reason.clone(),
        ]
    });
    Ok(CyclePage {
        frame,
        steps: steps(&shown),
        meaning: shown.state.meaning().to_owned(),
        parts: parts(&shown),
        moves: if person.has(Role::Officer) { moves(&shown) } else { Vec::new() },
        errors,
        reason: reason.to_owned(),
        versions: shown.schemes.iter().map(version).collect(),
        history: history.collect(),
    })
}

fn steps(shown: &Shown) -> Vec<Step> {
    let step = |state: &CycleState| Step {
        label: state.to_string(),
        state: match state {
            state if *state < shown.state => "done",
            state if *state == shown.state => "here",
            _ => "todo",
        },
        when: shown
            .steps
            .iter()
            .rev()
            .find(|(step, _)| step.after == state.code() && *state <= shown.state)
            .map_or_else(String::new, |(step, _)| app::period::day(step.at).to_string()),
    };
    CycleState::ALL.iter().map(step).collect()
}

fn parts(shown: &Shown) -> Vec<(Link, String)> {
    let id = shown.cycle.id;
    let link = |label: &str, href: String| Link { label: label.to_owned(), href };
    let scheme = match shown.schemes.first() {
        Some(scheme) => format!("现行第{}版", scheme.version),
        None => "还没有公布".to_owned(),
    };
    let requests = match shown.requests {
        0 => "没有待办".to_owned(),
        count => format!("{count} 件待办"),
    };
    vec![
        (link("考核办法", path::cycle_scheme(id)), scheme),
        (link("目标", path::targets(id)), format!("已设 {} 项", shown.targets)),
        (link("目标变更申请", path::target_requests(id)), requests),
        (link("佐证要求", path::evidence_rules(id)), "哪些指标须附证明材料".to_owned()),
    ]
}

fn moves(shown: &Shown) -> Vec<CycleMove> {
    let action = path::cycle_state(shown.cycle.id);
    let one = |to: CycleState, label: String, obstacle: String, forward| CycleMove {
        action: action.clone(),
        seen: shown.state.code(),
        to: to.code(),
        label,
        obstacle,
        forward,
    };
    let mut moves = Vec::new();
    if let Some((to, obstacle)) = &shown.next {
        let label = match to {
            CycleState::Open => "开始填报",
            CycleState::Closing => "进入收尾",
            CycleState::Settled => "核定得分",
            CycleState::Published => "公布结果",
            CycleState::Draft | CycleState::Archived => "归档",
        };
        let obstacle = obstacle.as_ref().map_or_else(String::new, ToString::to_string);
        moves.push(one(*to, label.to_owned(), obstacle, true));
    }
    if let Some(to) = shown.state.back() {
        moves.push(one(to, format!("退回到“{to}”"), String::new(), false));
    }
    moves
}
