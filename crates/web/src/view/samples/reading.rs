//! Documents with their findings, and the lights.

use super::{frame, leave, link};
use crate::view::Choice;
use crate::view::Frame;
use crate::view::lights::{ChosenLight, LightCell, LightRow, LightSum, LightsPage};
use crate::view::trend::{Chart, Series, TrendPage, TrendRow};
use crate::view::verify::{
    AcceptCheckLine, AcceptCheckPage, AcceptLine, AcceptPage, DocBlock, DocCell, DocFinding, DocPiece,
    VerdictCount, VerifyNewPage, VerifyPage,
};
use askama::Template;

fn piece(text: &str, finding: usize, verdict: &'static str) -> DocPiece {
    let numbers = if finding > 0 { vec![finding] } else { Vec::new() };
    DocPiece { text: text.into(), finding, verdict, begins: numbers.clone(), ends: numbers, place: "" }
}

fn cell(words: &str, kind: &'static str) -> DocCell {
    DocCell { pieces: vec![piece(words, 0, "")], row_span: 1, column_span: 1, kind, correct: String::new() }
}

fn count(label: &str, count: usize, bad: bool) -> VerdictCount {
    VerdictCount { label: label.into(), count, href: "#".into(), current: label == "断言", bad }
}

#[test]
fn every_finding_leads_to_its_place_and_back() {
    let page = VerifyPage {
        frame: Frame {
            title: "文档核验".into(), subtitle: "2026年上半年工作总结".into(), ..frame()
        },
        counts: vec![
            count("断言", 3, false),
            count("相符", 1, false),
            count("不符", 1, true),
            count("无法核对", 1, false),
        ],
        blocks: vec![
            DocBlock {
                kind: "title",
                pieces: vec![piece("2026年上半年工作总结", 0, "")],
                ..DocBlock::default()
            },
            DocBlock {
                kind: "text",
                pieces: vec![
                    piece("上半年，全区", 0, ""),
                    piece("完成工业销售产值620.50亿元", 1, "agrees"),
                    piece("；", 0, ""),
                    piece("到位市外资金465.5亿元，占年度目标700亿元的665%", 2, "disagrees"),
                    piece("；", 0, ""),
                    piece("增速居全市第三位", 3, "unknown"),
                    piece("。", 0, ""),
                ],
                ..DocBlock::default()
            },
            DocBlock {
                kind: "table",
                rows: vec![
                    ["目标", "完成率"].map(|words| cell(words, "doc-head")).into(),
                    vec![cell("到位市外资金", ""), cell("66.5%", "num")],
                ],
                ..DocBlock::default()
            },
        ],
        findings: vec![
            DocFinding {
                number: 2,
                verdict: "disagrees",
                word: "不符".into(),
                claim: "到位市外资金465.5亿元，占年度目标700亿元的665%".into(),
                lines: vec!["465.5 ÷ 700 = 66.5%，文中写 665%：可能漏了小数点".into()],
                facts: vec![link("到位市外资金 2026年6月累计 465.50 亿元", "#")],
                correct: "#".into(),
            },
            DocFinding {
                number: 3,
                verdict: "unknown",
                word: "无法核对".into(),
                claim: "增速居全市第三位".into(),
                lines: vec!["缺全市各区 2026年上半年增速".into()],
                facts: Vec::new(),
                correct: String::new(),
            },
        ],
        xlsx: "#".into(),
        ..VerifyPage::default()
    };
    let html = page.render().unwrap();
    assert!(html.contains("href=\"#finding-2\"") && html.contains("href=\"#mark-2\""));
    leave("verify", &html);
    let empty = VerifyNewPage {
        frame: Frame { title: "文档核验".into(), subtitle: String::new(), ..frame() },
        action: "/documents".into(),
        units: vec![Choice { value: "1".into(), label: "城东区".into(), chosen: true }],
        limit: 20 << 20,
        limit_words: "20 MB".into(),
        ..VerifyNewPage::default()
    };
    leave("verify-new", &empty.render().unwrap());
}

#[test]
fn goals_are_chosen_and_looked_at_before_they_are_saved() {
    let choice =
        |value: &str, label: &str, chosen| Choice { value: value.into(), label: label.into(), chosen };
    let page = AcceptPage {
        frame: Frame { title: "采用目标或数据".into(), subtitle: String::new(), ..frame() },
        document: link("2026年1-8月目标完成情况", "#"),
        purposes: vec![choice("figure", "填报数据（取完成数字）", true)],
        units: vec![choice("1", "城东区", true)],
        periods: vec![choice("2026-08", "2026年8月", true)],
        purpose: "figure".into(),
        notes: vec!["这份文档说的是 2016 年前后的事，将采用到 2026 年，请核对年份".into()],
        lines: vec![AcceptLine {
            place: "40-46".into(),
            goal: "2 招商引资".into(),
            context: "引进市外到位资金80亿元，新引进项目不少于60个。".into(),
            words: "50.8亿元".into(),
            href: "#".into(),
            days: "2026-01-01 至 2026-08-31".into(),
            indicators: vec![choice("16", "到位资金（亿元）", true)],
            why: "数字前有“到位资金”".into(),
            columns: vec![choice("cumulative", "累计", true), choice("value", "当期", false)],
            ..AcceptLine::default()
        }],
        ..AcceptPage::default()
    };
    let html = page.render().unwrap();
    assert!(
        html.contains("name=\"take-40-46\"") && !html.contains(" checked"),
        "nothing is ticked by itself"
    );
    leave("accept", &html);
    let line = |fault: &str| AcceptCheckLine {
        words: "50.8亿元".into(),
        href: "#".into(),
        name: "到位资金".into(),
        measure: "亿元".into(),
        column: "累计".into(),
        before: "45.20".into(),
        after: "50.80".into(),
        notes: vec!["原文的时间是2026-01-01 至 2026-07-31,与所选的2026年8月不同,请核对".into()],
        fault: fault.into(),
    };
    let page = AcceptCheckPage {
        frame: Frame { title: "核对并采用".into(), subtitle: String::new(), ..frame() },
        lead: "将 1 个数字填入城东区2026年8月的填报表。".into(),
        clean: true,
        lines: vec![line("")],
        ..AcceptCheckPage::default()
    };
    leave("accept-check", &page.render().unwrap());
    let page = AcceptCheckPage {
        clean: false, lines: vec![line("“到位资金”选了两次,只能采用一处")], ..page
    };
    assert!(!page.render().unwrap().contains("确认采用"), "what is at fault cannot be confirmed");
}

#[test]
fn a_light_says_its_colour_in_words() {
    let light = |colour, text: &str, said: &str| LightCell {
        colour,
        text: text.into(),
        said: said.into(),
        href: "#".into(),
    };
    let row = |unit: &str| LightRow {
        unit: unit.into(),
        href: "#".into(),
        cells: vec![
            light("green", "+3.2", "销售产值 绿：快于序时 3.2 个百分点"),
            light("red", "-12.3", "技改投资 红：慢于序时 12.3 个百分点"),
            light("yellow", "-4.0", "到位资金 黄：慢于序时 4.0 个百分点"),
            light("grey", "待补", "自营出口 灰：待补"),
            LightCell::default(),
        ],
        sum: LightSum { red: 1, yellow: 1, green: 1 },
    };
    let page = LightsPage {
        frame: Frame { title: "红黄绿灯".into(), subtitle: "2026年8月".into(), ..frame() },
        heads: ["销售产值", "技改投资", "到位资金", "自营出口", "楼宇招商"].map(|h| link(h, "#")).into(),
        rows: ["城东区", "临江区", "北山县"].map(row).into(),
        sums: vec![LightSum { red: 0, yellow: 0, green: 3 }; 5],
        chosen: Some(ChosenLight {
            title: "城东区 · 技改投资".into(),
            colour: "red",
            word: "红".into(),
            reason: "完成率 54.3%，序时应完成 66.7%，慢 12.3 个百分点（超过 10 个百分点为红）。".into(),
            remedy: "再完成 0.82 亿元转黄。".into(),
            facts: vec![("目标".into(), "37.80 亿元".into()), ("8月累计".into(), "20.54 亿元".into())],
            close: "#".into(),
            history: "#".into(),
        }),
    };
    let html = page.render().unwrap();
    assert!(html.contains("aria-label=\"-12.3，技改投资 红：慢于序时 12.3 个百分点\""));
    leave("lights", &html);
}

#[test]
fn a_trend_stands_as_a_drawing_and_as_a_table() {
    let months = ["1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月"];
    let upto = |count: usize, step: i64| -> Vec<Option<i64>> {
        (1..=12).map(|m| (m <= count).then(|| step * i64::try_from(m).unwrap())).collect()
    };
    let (actual, schedule, last) = (upto(8, 9_800), upto(12, 10_000), upto(12, 9_100));
    let band: Vec<Option<(i64, i64)>> = (1..=12)
        .map(|m| (m >= 8).then(|| (9_800 * 8 + (m - 8) * 7_000, 9_800 * 8 + (m - 8) * 10_500)))
        .collect();
    let write = |n: i64| format!("{}.{:02}", n / 100, n % 100);
    let series = Series {
        periods: &months,
        actual: &actual,
        schedule: &schedule,
        last_year: &last,
        band: &band,
        target: Some(120_000),
    };
    let page = TrendPage {
        frame: Frame { title: "规模以上工业销售产值".into(), ..frame() },
        chart: Chart::draw(
            &series,
            "8月累计 784.00 亿元，序时 800.00 亿元，全年目标 1200.00 亿元".into(),
            write,
        ),
        rows: (0..8)
            .map(|i| TrendRow {
                period: months[i].into(),
                actual: write(actual[i].unwrap()),
                schedule: write(schedule[i].unwrap()),
                last_year: write(last[i].unwrap()),
                growth: "7.69%".into(),
                href: "#".into(),
            })
            .collect(),
        measure: "亿元".into(),
        lines: vec!["8月累计 784.00 亿元，比序时少 16.00 亿元。".into()],
    };
    let html = page.render().unwrap();
    assert!(html.contains("<title>8月 784.00</title>"), "every dot says its figure");
    leave("trend", &html);
}
