//! 提醒: the person's own address and what was sent.

use app::Person;
use app::reminder::{ReminderRow, ReminderState};
use axum::extract::State;
use axum::response::Html;

use crate::error::PageError;
use crate::session::Signed;
use crate::shell::{self, Page, Part, html};
use crate::state::Web;
use crate::view::FieldError;
use crate::view::figure::{ReminderLine, RemindersPage};

pub(crate) async fn list(State(web): State<Web>, Signed(person): Signed) -> Result<Html<String>, PageError> {
    html(&page(&web, &person, None, Vec::new()).await?)
}

pub(crate) async fn page(
    web: &Web,
    person: &Person,
    typed: Option<String>,
    errors: Vec<FieldError>,
) -> Result<RemindersPage, PageError> {
    let sent = app::reminder::list(&web.app, person).await?;
    let mail = app::reminder::address(&web.app, person).await?;
    let names = app::trail::names(&web.app).await?;
    let about = Page { part: Part::Reminders, title: "提醒", subtitle: String::new(), help: "reminders" };
    let channels = app::reminder::channels(&web.app).await?;
    let lead = if channels.is_empty() {
        "提醒没有开启：系统管理员还没有在设置文件中写明邮件服务器或接口。".to_owned()
    } else {
        let words: Vec<String> = channels.iter().map(ToString::to_string).collect();
        format!("提醒已开启（{}）。有待办的人每个工作日最多收到一份。", words.join("、"))
    };
    let line = |row: &ReminderRow| ReminderLine {
        at: app::period::minute(row.sent_at.unwrap_or(row.created_at)),
        who: names.of(row.account),
        channel: row.channel.to_string(),
        subject: row.subject.clone(),
        body: row.body.clone(),
        state: row.state.to_string(),
        state_kind: match row.state {
            ReminderState::Sent => "done",
            ReminderState::Waiting => "act",
            ReminderState::Failed => "refused",
        },
        said: row.said.clone(),
    };
    Ok(RemindersPage {
        frame: shell::at_first(web, person, &about).await?,
        lead,
        mail: typed.unwrap_or(mail),
        sent: sent.iter().map(line).collect(),
        errors,
    })
}
