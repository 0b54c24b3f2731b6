//! Words and frames that the pages of targets share.

use app::Person;
use app::target::{Asked, Axis};
use assessment::{Coded as _, CycleId, IndicatorId, TargetKind, UnitId};

use crate::error::PageError;
use crate::path;
use crate::shell::{self, Page, Part};
use crate::state::Web;
use crate::view::target::RequestRow;
use crate::view::{Frame, Link};

/// 下达目标, 上年基数.
pub(crate) fn title(kind: TargetKind) -> String {
    if kind == TargetKind::Base { kind.label().to_owned() } else { format!("{kind}目标") }
}

/// The frame of a page about a cycle's targets.
pub(crate) async fn frame(
    web: &Web,
    person: &Person,
    cycle: CycleId,
    title: &str,
    subtitle: String,
) -> Result<Frame, PageError> {
    let catalogue = web.app.catalogue().await?;
    let name = catalogue.cycle(cycle).map_or_else(String::new, |cycle| cycle.name.clone());
    let about = Page { part: Part::Targets, title, subtitle, help: "targets" };
    let at = shell::spot(web, person).await?;
    let mut frame = shell::frame(web, person, &about, at);
    frame.crumbs.insert(1, Link { label: name, href: path::cycle(cycle) });
    if title != "目标" {
        frame.crumbs.insert(2, Link { label: "目标".to_owned(), href: path::targets(cycle) });
    }
    Ok(frame)
}

/// The name of a unit, the whole by the name of the place.
pub(crate) fn unit_name(web: &Web, name: &str) -> String {
    if name.is_empty() { format!("{}（全辖区）", web.place) } else { name.to_owned() }
}

/// Which row of which grid an address means.
pub(crate) fn axis(by: &str, id: i64) -> Option<Axis> {
    match by {
        "units" => Some(Axis::Unit(UnitId::new(id))),
        "indicators" => Some(Axis::Indicator(IndicatorId::new(id))),
        _ => None,
    }
}

/// A request as a line of a table.
pub(crate) fn request(web: &Web, cycle: CycleId, asked: &Asked) -> RequestRow {
    let row = &asked.row;
    let (state, look) = match row.decision.as_deref() {
        None => ("待办", "care"),
        Some("approved") => ("已批准", "done"),
        Some(_) => ("不予批准", "refused"),
    };
    let decided = row.decided_at.map_or_else(String::new, |at| {
        format!("{} {}：{}", asked.decided_by, app::period::minute(at), row.answer)
    });
    RequestRow {
        id: row.id,
        place: Link {
            label: format!("{} {}", unit_name(web, &asked.unit_name), asked.indicator_name),
            href: path::target_history(cycle, row.unit, row.indicator),
        },
        kind: title(asked.kind),
        stood: asked.stood.clone(),
        wanted: asked.wanted.clone(),
        reason: row.reason.clone(),
        asked: format!("{} {}", asked.by, app::period::minute(row.at)),
        state,
        look,
        decided,
        action: if asked.mine {
            format!("{}/{}", path::target_requests(cycle), row.id)
        } else {
            String::new()
        },
    }
}
