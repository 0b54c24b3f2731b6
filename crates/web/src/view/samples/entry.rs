//! The entry grid with thirty indicators.

use super::{frame, leave, link};
use crate::view::Frame;
use crate::view::entry::{EntryFinding, EntryGroup, EntryOffer, EntryPage, EntryRow, EntrySummary};
use crate::view::parts::Step;
use askama::Template;

const NAMES: [(&str, &str); 15] = [
    ("规模以上工业销售产值", "亿元"),
    ("工业投资", "亿元"),
    ("技术改造投资", "亿元"),
    ("新建改建标准厂房", "万平方米"),
    ("盘活存量土地", "亩"),
    ("高新技术产业销售产值", "亿元"),
    ("新增规模以上企业", "家"),
    ("到位市外资金", "亿元"),
    ("实际利用外资", "万美元"),
    ("自营出口额", "亿美元"),
    ("清洁生产审核企业", "家"),
    ("万元工业增加值能耗下降", "%"),
    ("关停落后产能企业", "家"),
    ("中小企业上网培训", "人次"),
    ("重点项目开工", "个"),
];

fn row(index: usize, (name, measure): (&str, &str)) -> EntryRow {
    let number = index + 1;
    let state = match index {
        2 => "returned",
        4 => "verified",
        7 => "doubt",
        0..12 => "entered",
        _ => "empty",
    };
    let filled = state != "empty";
    EntryRow {
        id: i64::try_from(number).unwrap(),
        number: number.to_string(),
        name: if index < 15 { name.into() } else { format!("{name}（园区）") },
        href: "#".into(),
        measure: measure.into(),
        target: format!("≥ {}.00", 120 + index * 10),
        previous: format!("{}.50", 70 + index * 6),
        value: if filled { format!("{}.25", 9 + index) } else { String::new() },
        cumulative: if filled { format!("{}.75", 79 + index * 7) } else { String::new() },
        has_cumulative: measure != "%",
        completion: if filled { "66.46%".into() } else { String::new() },
        growth: if filled { "4.20%".into() } else { String::new() },
        behind: if index == 1 {
            "1—8月完成86.75亿元,占年度目标130.00亿元的66.73%,序时应为75.00%,差序时8.27个百分点".into()
        } else {
            String::new()
        },
        narrative: if filled { "1—8月累计完成，进度正常。".into() } else { String::new() },
        evidence: index % 3,
        evidence_href: "#".into(),
        self_score: if filled { "4.00".into() } else { String::new() },
        has_self_score: true,
        state,
        word: match state {
            "returned" => "退回",
            "verified" => "已核验",
            "doubt" => "有疑",
            "entered" => "已存",
            _ => "未填",
        }
        .into(),
        remark: if state == "returned" {
            "缺凭证：请附统计局月报（李强，9月3日）".into()
        } else {
            String::new()
        },
        findings: if state == "doubt" {
            vec![EntryFinding {
                kind: "warning",
                word: "请说明".into(),
                text: "当月值是近 6 个月均值的 3.4 倍，是否把万元写成了亿元".into(),
            }]
        } else {
            Vec::new()
        },
        explanation: String::new(),
        asks: state == "doubt",
        version: if filled { 100 + i64::try_from(index).unwrap() } else { 0 },
        editable: state != "verified",
        wrong: String::new(),
        offers: if index == 3 { vec![offer(number)] } else { Vec::new() },
    }
}

fn offer(number: usize) -> EntryOffer {
    EntryOffer {
        form: format!("offer-{number}-1"),
        number: "累计 26.60".into(),
        source: link("《8月经济运行情况》", "#"),
        context: "1—8月，全区累计到位资金26.6亿元".into(),
        sent: vec![("document", "1".into()), ("indicator", number.to_string())],
    }
}

fn page() -> EntryPage {
    let rows = |from: usize| (from..from + 15).map(|i| row(i, NAMES[i % 15])).collect();
    let step = |label: &str, state| Step { label: label.into(), state, when: String::new() };
    EntryPage {
        frame: Frame { title: "填报".into(), ..frame() },
        steps: vec![
            step("填写", "here"),
            step("本单位审签", "todo"),
            step("数据部门核验", "todo"),
            step("考核办锁定", "todo"),
        ],
        due: "9月5日截止（还有 3 个工作日）".into(),
        action: "/entry".into(),
        offers: "/entry/offers".into(),
        api: "/api/v1/reports/7/2026-08/figures".into(),
        check: "/entry/check".into(),
        xlsx: "/entry.xlsx".into(),
        import: "/entry/import".into(),
        drafts: "/api/v1/drafts/7".into(),
        typed: "[]".into(),
        person: "wangmin".into(),
        period: "2026-08".into(),
        year: "/entry-year/7/2026".into(),
        open: true,
        groups: vec![
            EntryGroup { name: "一类目标（56分）".into(), rows: rows(0) },
            EntryGroup { name: "二类目标（44分）".into(), rows: rows(15) },
        ],
        summary: EntrySummary { missing: 18, returned: 1, errors: 0, doubts: 1, self_total: "44.00".into() },
    }
}

#[test]
fn a_verified_row_is_not_typed_into() {
    let html = page().render().unwrap();
    assert!(html.contains("name=\"value-1\"") && html.contains("name=\"version-1\""));
    assert!(!html.contains("name=\"value-5\""), "a verified figure is read, not typed");
    assert!(html.contains("缺凭证"), "a return carries its reason");
    assert!(html.contains("aria-label=\"规模以上工业销售产值 当月（亿元）\""), "a cell says what it is");
    leave("entry", &html);
}
