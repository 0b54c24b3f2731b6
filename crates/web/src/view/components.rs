//! Renders every part once with a sample and leaves the page where the browser's photographer finds it.

use super::parts::{Choice, FieldError, Link, Pager, PagerLink, Step};
use super::{
    BarPart, Frame, LegendPart, MenuEntry, RankRow, RankTable, SheetCell, SheetHead, SheetRow, SheetTable, Switch,
    SwitchOption, Why, WhyLine, WhyStep,
};
use askama::Template;
use std::path::Path;

#[derive(Template)]
#[template(path = "components.html")]
struct Components {
    frame: Frame,
    errors: Vec<FieldError>,
    steps: Vec<Step>,
    choices: Vec<Choice>,
    pager: Pager,
    rank: RankTable,
    sheet: SheetTable,
    why: Why,
}

fn link(label: &str, href: &str) -> Link {
    Link { label: label.into(), href: href.into() }
}

fn frame() -> Frame {
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
            options: vec![SwitchOption { label: "2026年 · 7月".into(), href: "#".into(), ..SwitchOption::default() }],
        }],
        said: None,
    }
}

fn rank() -> RankTable {
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
            BarPart { class: "c2", x: first * 10, width: second * 10, title: format!("二类目标 {second} / 44 分") },
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

fn sheet() -> SheetTable {
    let heads = ["类别", "序", "考核内容", "分值", "目标", "实绩", "完成率", "自评分", "考核分", "差异"];
    let score = SheetCell { href: "#why".into(), ..cell("6.00", "num score here") };
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
        cells: vec![SheetCell { cols: 3, ..cell("合计", "center") }, SheetCell { cols: 7, ..cell("86.40", "num") }],
    };
    SheetTable {
        caption: "工作目标责任制考核表".into(),
        about: "城东区经信局 2026年8月".into(),
        heads: heads.iter().map(|h| SheetHead { label: (*h).into(), unit: String::new() }).collect(),
        rows: vec![first, second, sum],
    }
}

fn why() -> Why {
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
            doubts: vec!["【每低一个百分点扣1分】与【未完成其中一项扣4分】采用前者，市经委裁定 2026-07-20".into()],
        }],
        close: "#".into(),
        permalink: "#".into(),
        dispute: "#".into(),
    }
}

fn components() -> Components {
    let error = |field: &str, text: &str| FieldError { field: field.into(), text: text.into() };
    let choice = |label: &str, chosen| Choice { value: label.into(), label: label.into(), chosen };
    let step = |label: &str, state, when: &str| Step { label: label.into(), state, when: when.into() };
    Components {
        frame: frame(),
        errors: vec![
            error("value", "8 月累计写作“1.2.6”，不是一个数：请改为例如 1.26"),
            error("narrative", "完成情况中的 1262.40 亿元与填报的数不一致"),
        ],
        steps: vec![
            step("填写", "done", "9月2日"),
            step("本单位审核", "here", "9月5日前"),
            step("数据部门核验", "todo", ""),
            step("考核办锁定", "todo", ""),
        ],
        choices: vec![choice("区", true), choice("县（市）", false), choice("开发区", false)],
        pager: Pager {
            total: 143,
            from: 51,
            to: 100,
            pages: vec![
                PagerLink { label: "1".into(), href: "#".into(), here: false },
                PagerLink { label: "2".into(), href: "#".into(), here: true },
            ],
        },
        rank: rank(),
        sheet: sheet(),
        why: why(),
    }
}

#[test]
fn every_part_renders_with_its_words() {
    let html = components().render().unwrap();
    assert!(html.contains("有 2 处需要修改"), "the summary counts the errors");
    let words = "完成情况中的 1262.40 亿元与填报的数不一致";
    assert_eq!(html.matches(words).count(), 2, "the summary repeats the words beside the field");
    assert!(html.contains("href=\"#narrative\""), "the summary leads to the field");
    assert!(html.contains("rowspan=\"2\""), "merged cells stay merged");
    assert!(!html.contains("style=") && !html.contains("onclick="), "the policy allows nothing inline");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/e2e");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("components.html"), html).unwrap();
}
