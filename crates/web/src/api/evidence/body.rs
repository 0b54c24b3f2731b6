//! Evidence as the API shows it.

use app::EvidenceRow;
use assessment::Coded as _;

/// A file beside a figure.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct EvidenceBody {
    /// Its id.
    id: i64,
    /// Name.
    name: String,
    /// What it shows.
    note: String,
    /// Media type, by content.
    media: String,
    /// Bytes.
    size: i64,
    /// SHA-256 of the content, in hexadecimal digits.
    sha256: String,
    /// `waiting` for the scanner, `clean` or `infected`.
    state: &'static str,
    /// Id of the account that put it there.
    by: i64,
    /// UTC milliseconds.
    at: i64,
    /// When it was withdrawn, UTC milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    withdrawn_at: Option<i64>,
    /// Why it was withdrawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    withdrawn_reason: Option<String>,
}

impl From<EvidenceRow> for EvidenceBody {
    fn from(row: EvidenceRow) -> Self {
        let (withdrawn_at, withdrawn_reason) = row.withdrawn.map(|(_, at, why)| (at, why)).unzip();
        Self {
            id: row.id.get(),
            name: row.name,
            note: row.note,
            media: row.file.media,
            size: row.file.size,
            sha256: app::evidence::hash_text(&row.file.hash),
            state: row.file.state.code(),
            by: row.author.get(),
            at: row.at,
            withdrawn_at,
            withdrawn_reason,
        }
    }
}
