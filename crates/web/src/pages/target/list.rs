//! 目标分解: every indicator's whole against what was given out, the difference shown and nothing forced.

use app::target::Overview;
use assessment::{CycleId, Decimal};
use axum::extract::{Path, State};
use axum::response::Html;

use super::words::frame;
use crate::error::PageError;
use crate::path;
use crate::session::Signed;
use crate::shell::html;
use crate::state::Web;
use crate::view::list::{ListCell, ListHead, ListPage, ListRow};
use crate::view::{Link, bare};

pub(crate) async fn list(
    State(web): State<Web>,
    Signed(person): Signed,
    Path(cycle): Path<CycleId>,
) -> Result<Html<String>, PageError> {
    let (state, rows) = app::target::overview(&web.app, &person, cycle).await?;
    let subtitle = format!("{} 项指标 考核周期{state}", rows.len());
    let head =
        |label: &str, kind: &'static str| ListHead { label: label.to_owned(), kind, ..ListHead::default() };
    let link = |label: &str, href: String| Link { label: label.to_owned(), href };
    let mut tools = vec![
        link("变更申请", path::target_requests(cycle)),
        link("下载 Excel 表", path::targets_xlsx(cycle)),
    ];
    let own = person.own_units().and_then(|units| units.first().copied());
    tools.extend(own.map(|unit| link("本单位目标", path::targets_of_unit(cycle, unit))));
    let lead = if state.admit_target().is_ok() {
        "点指标名称填写各单位目标；合计与全辖区目标之差只作提示，不强求相等。"
    } else {
        "考核周期已经开始，目标变更须经申请批准；点指标名称查看。合计与全辖区目标之差只作提示。"
    };
    html(&ListPage {
        frame: frame(&web, &person, cycle, "目标", subtitle).await?,
        lead: lead.to_owned(),
        tools,
        heads: vec![
            head("指标", ""),
            head("计量单位", ""),
            head("全辖区目标", "num"),
            head("各单位合计", "num"),
            head("合计比全辖区", "num"),
            head("已下达", "num"),
            head("序时进度", ""),
        ],
        rows: rows.iter().map(|row| line(cycle, row)).collect(),
        empty_title: "还没有指标".to_owned(),
        empty_text: "公布考核办法后，办法中的指标出现在这里。".to_owned(),
        ..ListPage::default()
    })
}

fn line(cycle: CycleId, row: &Overview) -> ListRow {
    let text = |text: String| ListCell { text, ..ListCell::default() };
    let number = |words: String| ListCell { kind: "num", ..text(words) };
    let sum = row.split.map(|split| split.sum).or(row.sum);
    let difference = match row.split {
        Some(split) => difference(split.difference),
        None if !row.indicator.additive => "不可加".to_owned(),
        None => "—".to_owned(),
    };
    let short = row.split.is_some_and(|split| !split.covers());
    let complete = row.given == row.units;
    ListRow {
        kind: "",
        cells: vec![
            ListCell {
                href: path::targets_of_indicator(cycle, row.indicator.id),
                ..text(row.indicator.name.clone())
            },
            text(row.indicator.measure.name.clone()),
            number(if row.whole.is_empty() {
                "—".to_owned()
            } else {
                bare(&row.whole, &row.indicator.measure.name)
            }),
            number(sum.map_or_else(|| "—".to_owned(), Decimal::grouped)),
            ListCell { tag: if short { "care" } else { "" }, ..number(difference) },
            ListCell {
                tag: if complete || row.given == 0 { "" } else { "care" },
                ..number(format!("{}/{}", row.given, row.units))
            },
            ListCell { href: path::schedule(cycle, row.indicator.id), ..text(row.schedule.clone()) },
        ],
        actions: Vec::new(),
    }
}

/// `少 5.50`, `多 3.00`, `相等`.
pub(crate) fn difference(by: Decimal) -> String {
    if by.is_zero() {
        "相等".to_owned()
    } else if by < Decimal::ZERO {
        format!("少 {}", by.negated().unwrap_or(by).grouped())
    } else {
        format!("多 {}", by.grouped())
    }
}
