//! The audit, readable: who did what when, to what.

use app::audit::{ACTIONS, GROUPS, Line, Wanted};
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
    who: String,
    action: String,
    subject: String,
    from: String,
    until: String,
    before: i64,
    verify: String,
    pub(super) format: String,
}

impl Asked {
    pub(super) fn wanted(&self) -> Wanted {
        Wanted {
            name: self.who.clone(),
            action: self.action.clone(),
            subject: self.subject.clone(),
            from: self.from.clone(),
            until: self.until.clone(),
            before: self.before,
            limit: ON_A_PAGE,
        }
    }

    /// The same question with something more.
    fn link(&self, path: &str, more: &[(&str, &str)]) -> String {
        let own = [
            ("who", self.who.as_str()),
            ("action", &self.action),
            ("subject", &self.subject),
            ("from", &self.from),
            ("until", &self.until),
        ];
        let pairs: Vec<_> = own.iter().chain(more).filter(|(_, value)| !value.is_empty()).collect();
        format!("{path}?{}", serde_urlencoded::to_string(pairs).unwrap_or_default())
    }
}

pub(crate) async fn list(
    State(web): State<Web>,
    Signed(person): Signed,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, PageError> {
    let filter = app::audit::filter(&web.app, &person, &asked.wanted()).await?;
    let lines = app::audit::list(&web.app, &person, &filter).await?;
    let verdict = if asked.verify.is_empty() {
        String::new()
    } else {
        match app::audit::verify(&web.app, &person).await? {
            (count, None) => format!("已核对全部{count}条：链条完整，所记的数据逐条相符，没有改动或缺失。"),
            (_, Some(found)) => format!("链条不完整：{}。", app::audit::explain(&found)),
        }
    };
    let about = Page { part: Part::Audit, title: "审计记录", subtitle: String::new(), help: "audit" };
    let head = |label: &str| ListHead { label: label.to_owned(), ..ListHead::default() };
    let mut tools = vec![Link { label: "核对全部记录".to_owned(), href: "/audit?verify=1".to_owned() }];
    if let (Some(last), true) = (lines.last(), lines.len() >= usize::try_from(ON_A_PAGE).unwrap_or(0)) {
        let before = last.row.seq.to_string();
        tools.push(Link {
            label: "更早的记录".to_owned(),
            href: asked.link("/audit", &[("before", &before)]),
        });
    }
    for (format, label) in [("csv", "导出表格"), ("jsonl", "导出 JSON")] {
        tools
            .push(Link { label: label.to_owned(), href: asked.link("/audit/export", &[("format", format)]) });
    }
    html(&ListPage {
        frame: shell::at_first(&web, &person, &about).await?,
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
    let choice =
        |code: &str, label: String| Choice { value: code.to_owned(), label, chosen: code == asked.action };
    // A group, then its actions: the filter takes the beginning of a code.
    let options =
        std::iter::once(choice("", "全部".to_owned())).chain(GROUPS.iter().flat_map(|(group, word)| {
            let own = ACTIONS.iter().filter(move |(code, _)| code.starts_with(group));
            std::iter::once(choice(group, format!("{word}（全部）")))
                .chain(own.map(|(code, word)| choice(code, format!("　{word}"))))
        }));
    let field = |name: &'static str, label: &str, value: &str, kind: &'static str| FilterField {
        name: name.to_owned(),
        label: label.to_owned(),
        value: value.to_owned(),
        options: Vec::new(),
        kind,
    };
    vec![
        field("who", "用户名", &asked.who, "search"),
        FilterField {
            name: "action".to_owned(),
            label: "事项".to_owned(),
            value: asked.action.clone(),
            options: options.collect(),
            kind: "text",
        },
        field("subject", "对象", &asked.subject, "search"),
        field("from", "自", &asked.from, "date"),
        field("until", "至", &asked.until, "date"),
    ]
}

fn line(line: &Line) -> ListRow {
    let text = |text: String| ListCell { text, ..ListCell::default() };
    let row = &line.row;
    let name = if line.name.is_empty() { "系统".to_owned() } else { line.name.clone() };
    let cells = vec![
        ListCell { kind: "num", ..text(row.seq.to_string()) },
        ListCell { kind: "nowrap", ..text(app::period::minute(row.at)) },
        text(name),
        text(app::audit::word(&row.action).to_owned()),
        text(line.about.clone()),
        ListCell { kind: "wide", ..text(line.said.clone()) },
    ];
    ListRow { kind: "", cells, actions: Vec::new() }
}
