//! 考核周期: every year's assessment.

use app::cycle::Listed;
use assessment::{CycleState, Role};
use axum::extract::State;
use axum::response::Html;

use crate::error::PageError;
use crate::path;
use crate::session::Signed;
use crate::shell::{self, Page, Part, html};
use crate::state::Web;
use crate::view::Link;
use crate::view::list::{ListCell, ListHead, ListPage, ListRow, RowAction};

pub(crate) async fn list(State(web): State<Web>, Signed(person): Signed) -> Result<Html<String>, PageError> {
    let cycles = app::cycle::list(&web.app, &person).await?;
    let about = Page {
        part: Part::Cycles,
        title: "考核周期",
        subtitle: format!("{}个", cycles.len()),
        help: "cycles",
    };
    let at = shell::spot(&web, &person).await?;
    let head = |label: &str| ListHead { label: label.to_owned(), ..ListHead::default() };
    let adds = person.has(Role::Officer);
    html(&ListPage {
        frame: shell::frame(&web, &person, &about, at),
        lead: "每个年度一个考核周期：公布办法、下达目标后开始填报；收尾、核定、公布、归档逐步办理。"
            .to_owned(),
        primary: adds
            .then(|| Link { label: "新建考核周期".to_owned(), href: "/cycles/new".to_owned() }),
        heads: ["名称", "年度", "状态", "办法", "目标"].into_iter().map(head).chain([head("")]).collect(),
        rows: cycles.iter().map(row).collect(),
        empty_title: "还没有考核周期".to_owned(),
        empty_text: "由考核员新建，上传或粘贴考核办法。".to_owned(),
        ..ListPage::default()
    })
}

/// The look of a state's tag.
pub(crate) fn look(state: CycleState) -> &'static str {
    match state {
        CycleState::Draft => "plain",
        CycleState::Open => "act",
        CycleState::Closing => "care",
        CycleState::Settled | CycleState::Published => "done",
        CycleState::Archived => "locked",
    }
}

fn row(listed: &Listed) -> ListRow {
    let id = listed.cycle.id;
    let text = |text: String| ListCell { text, ..ListCell::default() };
    let scheme = listed.schemes.first().map_or_else(
        || text("未公布".to_owned()),
        |scheme| ListCell {
            href: path::cycle_version(id, scheme.version),
            ..text(format!("第{}版", scheme.version))
        },
    );
    ListRow {
        kind: "",
        cells: vec![
            ListCell { href: path::cycle(id), ..text(listed.cycle.name.clone()) },
            text(format!("{}年", listed.cycle.year)),
            ListCell { tag: look(listed.state), ..text(listed.state.to_string()) },
            scheme,
            ListCell { href: path::targets(id), ..text("目标表".to_owned()) },
        ],
        actions: vec![RowAction {
            label: "办理".to_owned(), href: path::cycle(id), ..RowAction::default()
        }],
    }
}
