//! 佐证材料 of a figure.

use app::{EvidenceRow, Person};
use assessment::FileState;
use axum::extract::{Path, State};
use axum::response::Html;

use super::{At, frame, place, report, standing};
use crate::error::PageError;
use crate::path;
use crate::session::Signed;
use crate::shell::html;
use crate::state::Web;
use crate::view::figure::{EvidencePage, Offer, Piece};
use crate::view::{FieldError, Link};

pub(crate) async fn show(
    State(web): State<Web>,
    Signed(person): Signed,
    Path(at): Path<At>,
) -> Result<Html<String>, PageError> {
    html(&page(&web, &person, at, String::new(), Vec::new()).await?)
}

/// The page with what was typed and is wrong.
pub(crate) async fn page(
    web: &Web,
    person: &Person,
    at: At,
    note: String,
    errors: Vec<FieldError>,
) -> Result<EvidencePage, PageError> {
    let trail = app::trail::show(&web.app, person, place(at)).await?;
    let (unit, indicator, period) = at;
    let may = app::evidence::may_change(person, &trail.submission, indicator);
    let open = may.is_ok();
    let offered = if open { app::evidence::offered(&web.app, person, place(at)).await? } else { Vec::new() };
    let clerk = person.actor.holds(assessment::Role::Clerk, unit);
    let (_, word) = standing(&trail);
    let now = trail.facts.first().map(|(fact, _)| {
        let figure = &fact.figure;
        let number = figure.cumulative.or(figure.value);
        app::figure::value(figure.kind, number, figure.decimals).to_string()
    });
    let measure = &trail.indicator.measure.name;
    let lead = match now {
        Some(now) => format!("要证明的数：{now} {measure}（{word}）"),
        None => format!("这个数还没有填报（{word}）"),
    };
    let piece = |row: &EvidenceRow| piece(row, at, open, &trail.name(row.author), |id| trail.name(id));
    let (gone, stand): (Vec<_>, Vec<_>) = trail.evidence.iter().partition(|row| row.withdrawn.is_some());
    let offer = |row: EvidenceRow| {
        let name = trail.catalogue.indicator(row.indicator).map_or("", |one| one.name.as_str());
        Offer { id: row.id.get(), label: format!("{}（{name}，{}）", row.name, row.period.label()) }
    };
    Ok(EvidencePage {
        frame: frame(web, person, &trail, "佐证材料", at),
        links: vec![
            report(person, at),
            Link { label: "数据来历".to_owned(), href: path::figure_history(unit, indicator, period) },
        ],
        lead,
        pieces: stand.into_iter().map(piece).collect(),
        withdrawn: gone.into_iter().map(piece).collect(),
        action: if open { path::figure_evidence(unit, indicator, period) } else { String::new() },
        closed: match may {
            Err(refusal) if clerk => format!("{refusal}。"),
            _ => String::new(),
        },
        taken: app::evidence::taken(),
        reuse: path::evidence_reuse(unit, indicator, period),
        offered: offered.into_iter().map(offer).collect(),
        note,
        errors,
    })
}

fn piece(
    row: &EvidenceRow,
    (unit, indicator, period): At,
    open: bool,
    author: &str,
    name: impl Fn(assessment::AccountId) -> String,
) -> Piece {
    let clean = row.file.state == FileState::Clean;
    let href = path::figure_file(unit, indicator, period, row.id);
    let withdraw = if open { format!("{href}/withdraw") } else { String::new() };
    let gone = row.withdrawn.as_ref().map_or_else(String::new, |(who, at, why)| {
        format!("{} {} 撤下：{why}", app::period::minute(*at), name(*who))
    });
    Piece {
        id: row.id.get(),
        name: row.name.clone(),
        href: if clean { href } else { String::new() },
        image: row.file.media.starts_with("image/"),
        kind: format!("{}，{}", kind(&row.file.media), size(row.file.size)),
        note: row.note.clone(),
        by: format!("{author} {}", app::period::minute(row.at)),
        hash: app::evidence::short_hash(&row.file.hash),
        state: row.file.state.to_string(),
        state_kind: match row.file.state {
            FileState::Clean => "done",
            FileState::Waiting => "care",
            FileState::Infected => "refused",
        },
        withdraw,
        gone,
    }
}

fn kind(media: &str) -> &'static str {
    match media {
        "application/pdf" => "PDF",
        "application/ofd" => "OFD",
        media if media.starts_with("image/") => "图片",
        media if media.starts_with("text/") => "文本",
        media if media.ends_with("wordprocessingml.document") => "Word",
        media if media.ends_with("spreadsheetml.sheet") => "Excel",
        _ => "文件",
    }
}

fn size(bytes: i64) -> String {
    match bytes {
        bytes if bytes >= 1 << 20 => format!("{}.{} MB", bytes >> 20, ((bytes % (1 << 20)) * 10) >> 20),
        bytes if bytes >= 1 << 10 => format!("{} KB", bytes >> 10),
        bytes => format!("{bytes} 字节"),
    }
}
