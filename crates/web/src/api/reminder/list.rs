//! What was sent.

use assessment::Coded as _;
use axum::Json;
use axum::extract::State;

use crate::error::{ApiError, Problem};
use crate::session::ApiPerson;
use crate::state::Web;

/// One reminder.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct ReminderBody {
    /// Its id, as the other side hears it.
    id: i64,
    /// Id of the account that it is for.
    account: i64,
    /// `mail` or `webhook`.
    channel: &'static str,
    /// Its first line.
    subject: String,
    /// `waiting`, `sent` or `failed`.
    state: &'static str,
    /// How often it was tried.
    tries: i64,
    /// Why it was not sent.
    said: String,
    /// UTC milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    sent_at: Option<i64>,
}

/// Lists reminders, the latest first: one's own; all of them for the office.
#[utoipa::path(get, path = "/api/v1/reminders", tag = "review",
    responses((status = 200, body = [ReminderBody]), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(crate) async fn list(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
) -> Result<Json<Vec<ReminderBody>>, ApiError> {
    let rows = app::reminder::list(&web.app, &person).await?.into_iter().map(|row| ReminderBody {
        id: row.id,
        account: row.account.get(),
        channel: row.channel.code(),
        subject: row.subject,
        state: row.state.code(),
        tries: row.tries,
        said: row.said,
        sent_at: row.sent_at,
    });
    Ok(Json(rows.collect()))
}
