//! The audit, readable: who did what when, to what.

use app::AuditFilter;
use app::audit::Line;
use axum::extract::{Query, State};
use axum::response::Html;

use crate::error::PageError;
use crate::session::Signed;
use crate::shell::{self, Page, Part, html};
use crate::state::Web;
use crate::view::Link;
use crate::view::list::{FilterField, ListCell, ListHead, ListPage, ListRow};
use crate::view::parts::Choice;

const ON_A_PAGE: i64 = 100;

#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub(crate) struct Asked {
    action: String,
    subject: String,
    before: i64,
    verify: String,
}

/// Codes of actions and their words, as the filter offers them.
const ACTIONS: [(&str, &str); 12] = [
    ("", "全部"),
    ("session.create", "登录"),
    ("session.refuse", "登录失败"),
    ("session.end", "退出"),
    ("account.lock", "账号锁定"),
    ("account.", "账号管理"),
    ("figure.", "填报数据"),
    ("submission.", "填报流程"),
    ("target.", "目标"),
    ("scheme.", "考核办法"),
    ("cycle.", "考核周期"),
    ("unit.", "单位"),
];

pub(crate) async fn list(
    State(web): State<Web>,
    Signed(person): Signed,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, PageError> {
    let filter = AuditFilter {
        account: None,
        action: asked.action.clone(),
        subject: asked.subject.clone(),
        before: asked.before,
        limit: ON_A_PAGE,
    };
    let lines = app::audit::list(&web.app, &person, &filter).await?;
    let verdict = if asked.verify.is_empty() {
        String::new()
    } else {
        match app::audit::verify(&web.app, &person).await? {
            (count, None) => format!("已核对全部{count}条：链条完整，没有改动或缺失。"),
            (_, Some(found)) => format!("链条不完整：{}。", app::audit::explain(&found)),
        }
    };
    let about = Page { part: Part::Audit, title: "审计记录", subtitle: String::new(), help: "audit" };
    let head = |label: &str| ListHead { label: label.to_owned(), ..ListHead::default() };
    let mut tools = vec![Link { label: "核对全部记录".to_owned(), href: "/audit?verify=1".to_owned() }];
    if let (Some(last), true) = (lines.last(), lines.len() >= usize::try_from(ON_A_PAGE).unwrap_or(0)) {
        let query =
            [("action", &asked.action), ("subject", &asked.subject), ("before", &last.row.seq.to_string())];
        let query = serde_urlencoded::to_string(query).unwrap_or_default();
        tools.push(Link { label: "更早的记录".to_owned(), href: format!("/audit?{query}") });
    }
    html(&ListPage {
        frame: shell::frame(&web, &person, &about, None),
        lead: verdict,
        filter: filters(&asked),
        tools,
        heads: ["序号", "时间", "用户名", "事项", "对象", "内容"].into_iter().map(head).collect(),
        rows: lines.iter().map(line).collect(),
        empty_title: "没有符合条件的记录".to_owned(),
        empty_text: "每次登录、填报、审核和管理操作都会记在这里，任何人不能修改。".to_owned(),
        ..ListPage::default()
    })
}

fn filters(asked: &Asked) -> Vec<FilterField> {
    let options = ACTIONS.iter().map(|(code, word)| Choice {
        value: (*code).to_owned(),
        label: (*word).to_owned(),
        chosen: *code == asked.action,
    });
    vec![
        FilterField {
            name: "action".to_owned(),
            label: "事项".to_owned(),
            value: asked.action.clone(),
            options: options.collect(),
            kind: "text",
        },
        FilterField {
            name: "subject".to_owned(),
            label: "对象".to_owned(),
            value: asked.subject.clone(),
            options: Vec::new(),
            kind: "search",
        },
    ]
}

fn line(line: &Line) -> ListRow {
    let text = |text: String| ListCell { text, ..ListCell::default() };
    let row = &line.row;
    let known = ACTIONS.iter().find(|(code, _)| *code == row.action).map(|(_, word)| (*word).to_owned());
    let name = if line.name.is_empty() { "系统".to_owned() } else { line.name.clone() };
    let cells = vec![
        ListCell { kind: "num", ..text(row.seq.to_string()) },
        ListCell { kind: "nowrap", ..text(app::period::minute(row.at)) },
        text(name),
        text(known.unwrap_or_else(|| row.action.clone())),
        text(row.subject.clone()),
        ListCell { kind: "wide", ..text(row.detail.clone()) },
    ];
    ListRow { kind: "", cells, actions: Vec::new() }
}
