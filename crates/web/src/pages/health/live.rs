//! Whether the process runs.

pub(crate) async fn live() -> &'static str {
    "ok"
}
