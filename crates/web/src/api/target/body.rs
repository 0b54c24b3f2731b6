//! What the grid of targets and the server say to each other; `assets/src/entry/contract.ts` is its other side.

use std::collections::BTreeMap;

use app::Error;
use app::target::{Axis, Line, Table, Texts};
use assessment::{Coded as _, IndicatorId, TargetKind, UnitId};

use crate::pages::target::list::difference;

/// Rows that were typed into.
#[derive(serde::Deserialize, utoipa::ToSchema)]
pub(crate) struct NewTargetRows {
    /// The rows.
    rows: Vec<NewTargetCells>,
    /// The document or decision they rest on.
    #[serde(default)]
    pub(crate) reason: String,
}

/// One row's new texts, as typed. A text left out or blank leaves what stood there.
#[derive(serde::Deserialize, utoipa::ToSchema)]
pub(crate) struct NewTargetCells {
    /// Id of the indicator, of a unit's rows.
    indicator: Option<i64>,
    /// Id of the unit, of an indicator's rows; 0 is the whole.
    unit: Option<i64>,
    /// The version that the person saw; 0 when the row was empty.
    version: Option<i64>,
    /// 下达目标.
    assigned: Option<String>,
    /// 本级目标.
    own: Option<String>,
    /// 挑战目标.
    challenge: Option<String>,
    /// 上级目标.
    superior: Option<String>,
    /// 上年基数.
    base: Option<String>,
}

/// Every row that was sent, and the sums.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct TargetAnswer {
    /// The rows as they stand (or would stand).
    rows: Vec<TargetRowBody>,
    /// Sums by column and their difference from the whole, as shown.
    summary: BTreeMap<String, String>,
}

/// One row.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct TargetRowBody {
    /// Id of the unit; 0 is the whole.
    unit: i64,
    /// Id of the indicator.
    indicator: i64,
    /// Its version.
    version: i64,
    /// 下达目标, as typed.
    assigned: String,
    /// 本级目标.
    own: String,
    /// 挑战目标.
    challenge: String,
    /// 上级目标.
    superior: String,
    /// 上年基数.
    base: String,
    /// Last year's actual where it is held.
    last_year: String,
    /// Growth that is asked for.
    growth: String,
    /// What was converted or assumed in reading.
    notes: Vec<String>,
    /// What is to be mended.
    findings: Vec<TargetFinding>,
    /// Whether anything of it was saved (or would be).
    saved: bool,
    /// Who was first; nothing was saved then.
    #[serde(skip_serializing_if = "Option::is_none")]
    conflict: Option<TargetConflict>,
}

/// Something to mend.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct TargetFinding {
    /// `error`.
    kind: &'static str,
    /// The column.
    field: &'static str,
    /// The kind as a word.
    word: &'static str,
    /// Whether a reason settled it: a target that cannot be read is mended.
    explained: bool,
    /// What is wrong and what to do.
    text: String,
}

/// Who saved the row since it was read.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct TargetConflict {
    /// Name.
    by: String,
    /// Time in China.
    at: String,
}

impl NewTargetRows {
    /// The texts of every row, of the grid that the address names.
    pub(crate) fn texts(self, axis: Axis) -> Result<Vec<Texts>, Error> {
        let one = |cells: NewTargetCells| {
            let missing = |field: &str| Error::field(field, format!("每一行都要有 {field}"));
            let (unit, indicator) = match axis {
                Axis::Unit(unit) => {
                    (unit, IndicatorId::new(cells.indicator.ok_or_else(|| missing("indicator"))?))
                }
                Axis::Indicator(indicator) => {
                    (UnitId::new(cells.unit.ok_or_else(|| missing("unit"))?), indicator)
                }
                Axis::All => return Err(Error::NotFound("这张目标表")),
            };
            let typed = [
                (TargetKind::Assigned, cells.assigned),
                (TargetKind::Own, cells.own),
                (TargetKind::Challenge, cells.challenge),
                (TargetKind::Superior, cells.superior),
                (TargetKind::Base, cells.base),
            ];
            let texts = typed.into_iter().filter_map(|(kind, text)| Some((kind, text?))).collect();
            Ok(Texts { unit, indicator, version: cells.version, texts })
        };
        self.rows.into_iter().map(one).collect()
    }
}

impl TargetAnswer {
    pub(crate) fn new(lines: Vec<Line>, table: &Table) -> Self {
        let mut summary = BTreeMap::new();
        for sum in &table.sums {
            let code = sum.kind.code();
            summary.insert(format!("sum_{code}"), sum.sum.grouped());
            let against = sum.split.map_or_else(|| "—".to_owned(), |split| difference(split.difference));
            summary.insert(format!("difference_{code}"), against);
        }
        Self { rows: lines.into_iter().map(TargetRowBody::new).collect(), summary }
    }
}

impl TargetRowBody {
    pub(crate) fn new(line: Line) -> Self {
        let text = |kind: TargetKind| line.texts.get(&kind).cloned().unwrap_or_default();
        Self {
            unit: line.unit.get(),
            indicator: line.indicator.id.get(),
            version: line.version,
            assigned: text(TargetKind::Assigned),
            own: text(TargetKind::Own),
            challenge: text(TargetKind::Challenge),
            superior: text(TargetKind::Superior),
            base: text(TargetKind::Base),
            last_year: line.last_year,
            growth: line.growth,
            notes: line.notes,
            findings: line
                .findings
                .into_iter()
                .map(|one| TargetFinding {
                    kind: "error",
                    field: one.field,
                    word: "须改正",
                    explained: false,
                    text: one.text,
                })
                .collect(),
            saved: line.saved,
            conflict: line.conflict.map(|(by, at)| TargetConflict { by, at }),
        }
    }
}
