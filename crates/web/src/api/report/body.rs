//! What the entry grid and the server say to each other; `assets/src/entry/contract.ts` is its other side.

use app::entry::{Row, Summary, Texts};

/// Rows that were typed into.
#[derive(serde::Deserialize, utoipa::ToSchema)]
pub(crate) struct NewRows {
    /// The rows.
    pub(crate) rows: Vec<NewCells>,
}

/// One row's new texts, as typed. A text left out or blank leaves what stood there.
#[derive(serde::Deserialize, utoipa::ToSchema)]
pub(crate) struct NewCells {
    /// Id of the indicator.
    indicator: i64,
    /// The version that the person saw; 0 when the row was empty.
    version: i64,
    /// 当月.
    value: Option<String>,
    /// 累计.
    cumulative: Option<String>,
    /// 完成情况.
    narrative: Option<String>,
    /// 自评分.
    self_score: Option<String>,
    /// 说明: the answer to what the checks found.
    explanation: Option<String>,
}

/// Every row that was sent, and the whole form.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct Answer {
    /// The rows as they stand (or would stand).
    rows: Vec<RowBody>,
    /// The state of the whole form.
    summary: SummaryBody,
}

/// One row.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct RowBody {
    /// Id of the indicator.
    indicator: i64,
    /// Its version.
    version: i64,
    /// 当月, as shown.
    value: String,
    /// 累计, as shown.
    cumulative: String,
    /// 完成率.
    completion: String,
    /// 同比.
    growth: String,
    /// How it stands against its schedule; empty when it is not behind.
    behind: String,
    /// 完成情况.
    narrative: String,
    /// 自评分.
    self_score: String,
    /// 说明: the answer to what the checks found.
    explanation: String,
    /// Whether a reason is asked for, or stands.
    asks: bool,
    /// `empty`, `entered`, `wrong`, `doubt`, `explained`, `returned`, `verified` or `locked`.
    state: &'static str,
    /// The state as a word.
    word: &'static str,
    /// What was converted or assumed in reading.
    notes: Vec<String>,
    /// What is to be mended or explained.
    findings: Vec<FindingBody>,
    /// Whether anything of it was saved (or would be).
    saved: bool,
    /// Who was first; nothing was saved then.
    #[serde(skip_serializing_if = "Option::is_none")]
    conflict: Option<ConflictBody>,
}

/// Something to mend or to explain.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct FindingBody {
    /// `error` or `warning`.
    kind: &'static str,
    /// The column; absent when the whole row.
    #[serde(skip_serializing_if = "str::is_empty")]
    field: &'static str,
    /// The kind as words: 须改正, 须改正或说明, 请说明, 已说明.
    word: &'static str,
    /// Stable code of the check; absent when a text could not be read.
    #[serde(skip_serializing_if = "str::is_empty")]
    code: &'static str,
    /// The check's name.
    #[serde(skip_serializing_if = "str::is_empty")]
    label: &'static str,
    /// Whether a reason settled it.
    explained: bool,
    /// What is wrong and what to do.
    text: String,
}

/// Who saved the row since it was read.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct ConflictBody {
    /// Name.
    by: String,
    /// Time in China.
    at: String,
}

/// What is missing before submitting.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct SummaryBody {
    /// Rows without a figure.
    missing: usize,
    /// Returned and not yet answered.
    returned: usize,
    /// Rows with an error.
    errors: usize,
    /// Rows with a warning that is not explained.
    doubts: usize,
    /// Sum of the self scores.
    self_total: String,
}

impl NewRows {
    /// The texts of every row.
    pub(crate) fn texts(self) -> Vec<Texts> {
        let one = |cells: NewCells| Texts {
            indicator: cells.indicator,
            version: cells.version,
            value: cells.value,
            cumulative: cells.cumulative,
            narrative: cells.narrative,
            self_score: cells.self_score,
            explanation: cells.explanation,
        };
        self.rows.into_iter().map(one).collect()
    }
}

impl Answer {
    pub(crate) fn new((rows, summary): (Vec<Row>, Summary)) -> Self {
        Self {
            rows: rows.into_iter().map(row).collect(),
            summary: SummaryBody {
                missing: summary.missing,
                returned: summary.returned,
                errors: summary.errors,
                doubts: summary.doubts,
                self_total: summary.self_total,
            },
        }
    }
}

fn row(row: Row) -> RowBody {
    let finding = |one: app::entry::Remarked| FindingBody {
        kind: if one.error { "error" } else { "warning" },
        field: one.field,
        word: one.word(),
        code: one.code,
        label: one.label,
        explained: one.explained,
        text: one.text,
    };
    let asks = row.asks();
    let (version, narrative) = row.figure.map_or((0, String::new()), |figure| (figure.seq, figure.narrative));
    RowBody {
        indicator: row.indicator.id.get(),
        version,
        value: row.value,
        cumulative: row.cumulative,
        completion: row.completion,
        growth: row.growth,
        behind: row.behind,
        narrative,
        self_score: row.self_score,
        asks,
        explanation: row.explanation,
        state: row.state,
        word: row.word,
        notes: row.notes,
        findings: row.findings.into_iter().map(finding).collect(),
        saved: row.saved,
        conflict: row.conflict.map(|(by, at)| ConflictBody { by, at }),
    }
}
