//! A document with its findings beside it.

use app::Person;
use app::document::{Opened, Span, may_change};
use assessment::DocumentId;
use axum::extract::{Path, Query, State};
use axum::response::Html;

use super::marks::{Marks, VERDICTS};
use super::sides;
use crate::error::PageError;
use crate::path;
use crate::session::Signed;
use crate::shell::{self, Page, Part, html};
use crate::state::Web;
use crate::view::frame::Said;
use crate::view::verify::{DocCorrection, DocUse, VerdictCount, VerifyPage};
use crate::view::{Frame, Link};

/// Findings that one page shows.
const MOST_FINDINGS: usize = 1_000;

#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub(crate) struct Asked {
    verdict: String,
    correct: String,
    said: String,
    version: Option<i64>,
    start: Option<usize>,
    end: Option<usize>,
}

pub(crate) async fn show(
    State(web): State<Web>,
    Signed(person): Signed,
    Path(id): Path<DocumentId>,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, PageError> {
    let opened = app::document::get(&web.app, &person, id, asked.version).await?;
    html(&page(&web, &person, &opened, &asked).await)
}

async fn page(web: &Web, person: &Person, opened: &Opened, asked: &Asked) -> VerifyPage {
    let frame = frame(web, person, opened, asked).await;
    let id = opened.row.id;
    let document = &opened.reading.document;
    let claims = &opened.reading.findings.claims;
    let hand = may_change(person, opened.row.unit) && opened.is_latest();
    let correcting = hand && !asked.correct.is_empty();
    let fix = |span: Span| {
        if correcting { path::document_correction(id, opened.version, span) } else { String::new() }
    };
    let wanted = asked.verdict.as_str();
    let shown = || {
        let fits = move |verdict: &str| wanted.is_empty() || wanted == verdict;
        (1..).zip(claims).filter(move |(_, claim)| fits(claim.verdict)).take(MOST_FINDINGS)
    };
    let place = asked.start.zip(asked.end).map(|(start, end)| Span::new(start, end));
    let text = sides::text(document, &Marks::new(document, shown(), place), &fix);
    let findings = shown().map(|(number, claim)| {
        let held = sides::holder(document, claim.start).filter(|_| hand);
        let correct =
            held.map_or_else(String::new, |span| path::document_correction(id, opened.version, span));
        sides::finding(number, claim, correct)
    });
    VerifyPage {
        frame,
        counts: counts(opened, asked),
        findings: findings.collect(),
        notes: notes(opened, &text),
        blocks: text.blocks,
        facts: facts(opened),
        corrections: corrections(opened),
        uses: uses(opened),
        accept: if hand { path::document_accept(id) } else { String::new() },
        correct: match (hand, correcting) {
            (false, _) => Link::default(),
            (true, false) => {
                Link { label: "更正识别错误".to_owned(), href: path::document_correcting(id) }
            }
            (true, true) => Link { label: "更正完了".to_owned(), href: path::document(id) },
        },
        xlsx: if opened.reading.findings.goals.is_empty() { String::new() } else { path::document_xlsx(id) },
        original: path::document_original(id),
        withdraw: if hand && opened.uses.is_empty() { path::document_withdraw(id) } else { String::new() },
    }
}

async fn frame(web: &Web, person: &Person, opened: &Opened, asked: &Asked) -> Frame {
    let about = Page {
        part: Part::Documents,
        title: "文档核验",
        subtitle: opened.title().to_owned(),
        help: "documents",
    };
    let mut frame = shell::frame(web, person, &about, super::at(web, person).await);
    below_list(&mut frame, Vec::new());
    let said = match asked.said.as_str() {
        "corrected" => "已更正，全文已重新核对。",
        "accepted" => "已采用，每个数字都记下了出处。",
        _ => return frame,
    };
    frame.said = Some(Said { kind: "done", word: "已完成".to_owned(), text: said.to_owned() });
    frame
}

/// Puts the list, and what lies between, in front of the page's own crumb.
pub(super) fn below_list(frame: &mut Frame, between: Vec<Link>) {
    let last = frame.crumbs.pop();
    frame.crumbs.push(Link { label: "文档核验".to_owned(), href: path::documents() });
    frame.crumbs.extend(between);
    if let Some(mut last) = last {
        if !frame.subtitle.is_empty() && last.label == "文档核验" {
            last.label.clone_from(&frame.subtitle);
        }
        frame.crumbs.push(last);
    }
}

fn counts(opened: &Opened, asked: &Asked) -> Vec<VerdictCount> {
    let claims = &opened.reading.findings.claims;
    let id = opened.row.id;
    let mut counts = vec![VerdictCount {
        label: "断言".to_owned(),
        count: claims.len(),
        href: path::document(id),
        current: asked.verdict.is_empty(),
        bad: false,
    }];
    for (code, _, word) in VERDICTS {
        let count = claims.iter().filter(|claim| claim.verdict == code).count();
        counts.push(VerdictCount {
            label: word.to_owned(),
            count,
            href: path::document_verdict(id, code),
            current: asked.verdict == code,
            bad: code == "disagrees" && count > 0,
        });
    }
    counts
}

fn notes(opened: &Opened, text: &sides::Text) -> Vec<String> {
    let mut notes = Vec::new();
    if !opened.is_latest() {
        let version = opened.version;
        notes.push(format!("这是更正 {version} 次后的文字，之后又有更正；此处只供查看出处"));
    }
    notes.extend(opened.reading.document.notes.iter().map(|note| note.message.clone()));
    notes.extend(opened.reading.findings.limited.clone());
    if text.foreign > 0 {
        notes.push(format!("网页菜单、重复印出的内容等 {} 段没有计入，也没有显示", text.foreign));
    }
    if text.cut > 0 {
        notes.push(format!("文档太长，原文还有 {} 段没有显示；核对结果仍是全文的", text.cut));
    }
    let findings = &opened.reading.findings;
    if findings.claims.len() > MOST_FINDINGS {
        notes.push(format!("核对结果只列出前 {MOST_FINDINGS} 条，可以按类别查看"));
    }
    notes
}

fn facts(opened: &Opened) -> Vec<(String, String)> {
    let row = &opened.row;
    let unit = opened.catalogue.unit(row.unit).map_or("", |unit| unit.name.as_str());
    let digest: String = row.hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let by = format!("{} {}", opened.name(row.author), app::period::minute(row.at));
    let kilobytes = (row.size + 1023) / 1024;
    [
        ("文件", format!("{}（{}，{kilobytes} KB）", row.name, row.format)),
        ("单位", unit.to_owned()),
        ("上传", by),
        ("所说的日期", opened.reading.findings.anchor.clone()),
        ("内容校验", digest),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into()
}

fn corrections(opened: &Opened) -> Vec<DocCorrection> {
    let one = |row: &app::document::CorrectionRow| DocCorrection {
        printed: row.printed.clone(),
        words: row.words.clone(),
        by: format!("{} {}", opened.name(row.author), app::period::minute(row.at)),
    };
    opened.corrections.iter().map(one).collect()
}

fn uses(opened: &Opened) -> Vec<DocUse> {
    let one = |row: &app::document::UseRow| {
        let place = |number: i64| usize::try_from(number).unwrap_or(0);
        let span = Span::new(place(row.start), place(row.end));
        let unit = opened.catalogue.unit(row.unit).map_or("", |unit| unit.name.as_str());
        let indicator = opened.catalogue.indicator(row.indicator).map_or("", |one| one.name.as_str());
        let (what, href) = if row.purpose == "target" {
            ("目标", String::new())
        } else {
            ("数据", path::entry(row.unit, row.period))
        };
        DocUse {
            words: row.words.clone(),
            href: path::document_place(opened.row.id, row.version, span),
            became: Link { label: format!("{unit} {} {indicator}{what}", row.period.label()), href },
            by: format!("{} {}", opened.name(row.author), app::period::minute(row.at)),
        }
    };
    opened.uses.iter().map(one).collect()
}
