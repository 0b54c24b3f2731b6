//! Counters in the text form that Prometheus reads. No personal data.

use std::fmt::Write as _;
use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;

use crate::counts::Counts;
use crate::error::PageError;
use crate::state::Web;

pub(crate) async fn metrics(
    State(web): State<Web>,
    Extension(counts): Extension<Arc<Counts>>,
) -> Result<impl IntoResponse, PageError> {
    let mut reader = web.app.store().reader(web.app.tenant()).await?;
    let versions = reader.versions().await?;
    let mut text = String::new();
    for (name, help, value) in [
        ("kaocheng_facts_total", "Facts ever written.", versions.facts),
        ("kaocheng_submission_steps_total", "Steps of submissions.", versions.submissions),
        ("kaocheng_people_changes_total", "Changes to accounts, roles and ended sessions.", versions.people),
        ("kaocheng_plan_changes_total", "Changes to units, indicators, schemes and targets.", versions.plan),
    ] {
        let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} counter\n{name} {value}");
    }
    counts.write(&mut text);
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], text))
}
