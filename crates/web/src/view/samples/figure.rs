//! One figure: its history and its evidence.

use super::{frame, leave, link};
use crate::view::Frame;
use crate::view::figure::{EvidencePage, FactLine, HistoryPage, Mark, Offer, Piece};
use crate::view::work::Said;
use askama::Template;

fn fact(at: &str, value: &str, marks: &[(&'static str, &str)]) -> FactLine {
    FactLine {
        at: at.into(),
        who: "王敏".into(),
        value: value.into(),
        cumulative: "1,262.40".into(),
        self_score: "4".into(),
        narrative: "1—8月完成1262.40亿元。".into(),
        explanation: String::new(),
        source: "页面填报".into(),
        source_href: String::new(),
        marks: marks.iter().map(|(kind, word)| Mark { kind, word: (*word).into() }).collect(),
    }
}

#[test]
fn a_history_shows_every_value_with_who_and_when() {
    let said =
        |who: &str, text: &str| Said { who: who.into(), at: "2026-09-03 10:32".into(), text: text.into() };
    let page = HistoryPage {
        frame: Frame {
            title: "数据来历".into(), subtitle: "销售产值 · 城东区 2026年8月".into(), ..frame()
        },
        links: vec![link("填报", "#"), link("佐证材料 1 份", "#"), link("得分表", "#")],
        state: "退回".into(),
        state_kind: "refused",
        measure: "亿元".into(),
        facts: vec![
            fact("2026-10-12 09:10", "158.20", &[("done", "现行"), ("care", "锁定后更正")]),
            fact("2026-09-03 16:02", "153.00", &[("locked", "锁定时的值")]),
        ],
        thread: vec![said("李强", "退回：缺凭证"), said("王敏", "答复：凭证已附")],
        reply: "#".into(),
        reply_word: "答复退回".into(),
        typed: String::new(),
        steps: vec![said("王敏", "提交（迟交1个工作日）")],
        errors: Vec::new(),
    };
    let html = page.render().unwrap();
    assert!(html.contains("锁定后更正") && html.contains("锁定时的值"));
    leave("history", &html);
}

#[test]
fn evidence_that_waits_for_the_scanner_has_no_link() {
    let piece = |name: &str, href: &str, image: bool| Piece {
        id: 1,
        name: name.into(),
        href: href.into(),
        image,
        kind: "PDF，1.2 MB".into(),
        note: "第3页".into(),
        by: "王敏 2026-09-03 10:32".into(),
        hash: "9f86d081884c".into(),
        state: if href.is_empty() { "待查毒" } else { "可查看" }.into(),
        state_kind: if href.is_empty() { "care" } else { "done" },
        withdraw: "#".into(),
        gone: String::new(),
    };
    let page = EvidencePage {
        frame: Frame { title: "佐证材料".into(), ..frame() },
        links: vec![link("填报", "#"), link("数据来历", "#")],
        lead: "要证明的数：1,262.40 亿元（填写中）".into(),
        pieces: vec![piece("8月月报.pdf", "#", false), piece("9月月报.pdf", "", false)],
        withdrawn: vec![Piece {
            gone: "李强 撤下：传错了".into(), ..piece("旧表.xlsx", "", false)
        }],
        action: "#".into(),
        closed: String::new(),
        taken: "PDF、图片".into(),
        reuse: "#".into(),
        offered: vec![Offer { id: 3, label: "7月月报.pdf（销售产值，2026年7月）".into() }],
        note: String::new(),
        errors: Vec::new(),
    };
    let html = page.render().unwrap();
    assert!(html.contains("待查毒") && html.contains("撤下：传错了"));
    leave("evidence", &html);
}
