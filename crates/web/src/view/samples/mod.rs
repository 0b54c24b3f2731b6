//! Invented samples for every template, rendered by tests: they prove that each page renders, and leave it where the
//! browser's photographer finds it (`target/e2e/<name>.html`).

mod components;
mod entry;
mod figure;
mod first_path;
mod leading;
mod office;
mod organisation;
mod reading;
mod reporting;

use super::parts::Link;
use super::{
    BarPart, Frame, LegendPart, MenuEntry, RankRow, RankTable, SheetCell, SheetHead, SheetRow, SheetTable,
    Switch, SwitchOption, Why, WhyLine, WhyStep,
};
use std::path::Path;

/// Leaves a rendered page for the browser, after checking that nothing inline is in it.
fn leave(name: &str, html: &str) {
    assert!(
        !html.contains(" style=") && !html.contains("onclick="),
        "the policy of pages allows nothing inline"
    );
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/e2e/pages");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join(format!("{name}.html")), html).unwrap();
}

fn link(label: &str, href: &str) -> Link {
    Link { label: label.into(), href: href.into() }
}

pub(super) fn frame() -> Frame {
    let menu = ["工作台", "填报", "审核", "得分与排名", "红黄绿灯", "文档核验", "通报与公示", "考核办法"];
    Frame {
        place: "江州市".into(),
        title: "部件".into(),
        subtitle: "城东区经信局 · 2026年8月".into(),
        person: "王敏".into(),
        role: "填报人 · 城东区经信局".into(),
        csrf: "sample".into(),
        help: "/help#components".into(),
        crumbs: vec![link("首页", "/"), link("部件", "")],
        menu: menu
            .iter()
            .map(|label| MenuEntry {
                label: (*label).into(),
                href: "#".into(),
                current: *label == "得分与排名",
                count: if *label == "工作台" { "6".into() } else { String::new() },
                group: String::new(),
            })
            .collect(),
        switches: vec![Switch {
            name: "期间".into(),
            label: "2026年 · 8月".into(),
            long: false,
            options: vec![SwitchOption {
                label: "2026年 · 7月".into(),
                href: "#".into(),
                ..SwitchOption::default()
            }],
        }],
        said: None,
    }
}

pub(super) fn rank() -> RankTable {
    let row = |rank: &str, unit: &str, first: u32, second: u32, gap: &str| RankRow {
        rank: rank.into(),
        moved: Some(1),
        unit: unit.into(),
        href: "#".into(),
        points: vec![format!("{first}.00"), format!("{second}.00")],
        total: format!("{}.00", first + second),
        gap: gap.into(),
        grade: "优秀".into(),
        grade_kind: "done",
        bar: vec![
            BarPart { class: "c1", x: 0, width: first * 10, title: format!("一类目标 {first} / 56 分") },
            BarPart {
                class: "c2",
                x: first * 10,
                width: second * 10,
                title: format!("二类目标 {second} / 44 分"),
            },
        ],
        ..RankRow::default()
    };
    RankTable {
        class: "区".into(),
        full: "100 分".into(),
        legend: vec![
            LegendPart { class: "c1", name: "一类目标".into() },
            LegendPart { class: "c2", name: "二类目标".into() },
        ],
        rows: vec![row("1", "城东区", 54, 41, ""), row("2", "临江区", 50, 42, "3.00")],
        apart: vec![RankRow {
            unit: "北山区".into(),
            href: "#".into(),
            total: "71.50".into(),
            reason: "一票否决：党风廉政".into(),
            ..RankRow::default()
        }],
    }
}

fn cell(text: &str, kind: &'static str) -> SheetCell {
    SheetCell { text: text.into(), kind, ..SheetCell::default() }
}

pub(super) fn sheet() -> SheetTable {
    let heads = ["类别", "序", "考核内容", "分值", "目标", "实绩", "完成率", "自评分", "考核分", "差异"];
    let score = SheetCell { href: "/sheet-why".into(), ..cell("6.00", "num score here") };
    let line = |name: &str, own: SheetCell| SheetRow {
        kind: "",
        cells: vec![
            cell(name, "clause"),
            cell("4.00", "num"),
            cell("1,200.00 亿元", "num"),
            cell("1,262.40", "num"),
            cell("105.20%", "num"),
            cell("5.00", "num differs"),
            own,
            cell("+1.00", "num differs"),
        ],
    };
    let mut first = line("工业销售产值：完成销售产值目标4分，超额完成5%以上加1分", score);
    first.cells.insert(0, SheetCell { rows: 2, ..cell("1", "center") });
    first.cells.insert(0, SheetCell { rows: 2, ..cell("一类目标", "upright") });
    let second = line("万元产值能耗下降4%的得4分", cell("待补", "none"));
    let sum = SheetRow {
        kind: "sum",
        cells: vec![
            SheetCell { cols: 3, ..cell("合计", "center") },
            SheetCell { cols: 7, ..cell("86.40", "num") },
        ],
    };
    SheetTable {
        caption: "工作目标责任制考核表".into(),
        about: "城东区经信局 2026年8月".into(),
        heads: heads.iter().map(|h| SheetHead { label: (*h).into(), unit: String::new() }).collect(),
        rows: vec![first, second, sum],
    }
}

pub(super) fn why() -> Why {
    let line = |id: &str, text: &str, gives: &str| WhyLine {
        id: id.into(),
        text: text.into(),
        gives: gives.into(),
        href: String::new(),
    };
    Why {
        title: "1 工业经济平稳较快增长".into(),
        total: "6.00 分".into(),
        rounding: "各项 2 位四舍五入，一次".into(),
        steps: vec![WhyStep {
            id: "line-1-1".into(),
            title: "1.1 工业销售产值".into(),
            points: "4.00 / 4 分".into(),
            clause: "完成销售产值目标4分".into(),
            place: "办法 第1项".into(),
            lines: vec![
                line("l1", "目标 1,200.00 亿元（下达，2026-02-18）", ""),
                line("l2", "实绩 1,262.40 亿元（8月累计，市统计局核定）", ""),
                line("l3", "1,262.40 ≥ 1,200.00", "得 4 分"),
            ],
            doubts: vec![
                "【每低一个百分点扣1分】与【未完成其中一项扣4分】采用前者，市经委裁定 2026-07-20".into(),
            ],
        }],
        close: "/sheet".into(),
        permalink: "/why".into(),
        dispute: "#".into(),
    }
}
