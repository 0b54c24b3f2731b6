use super::*;
use crate::UnitClass;

fn number(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn line(kind: LineKind, self_score: Option<&str>, score: &str) -> SheetLine {
    SheetLine {
        code: "1.1".into(),
        name: "销售产值".into(),
        clause: "完成年度目标得4分".into(),
        kind,
        points: Some(number("4")),
        measure: "亿元".into(),
        target: Some("≥1,200.00".into()),
        actual: Value::Number(number("1262.40")),
        actual_text: None,
        completion: Some("105.20%".into()),
        self_score: self_score.map(number),
        score: Value::Number(number(score)),
        explanation: "1.1".into(),
        comment: String::new(),
    }
}

fn item(lines: Vec<SheetLine>) -> SheetItem {
    SheetItem {
        code: "1".into(),
        number: "1".into(),
        name: "工业经济平稳增长".into(),
        points: number("12"),
        score: Value::Number(number("5")),
        self_score: None,
        explanation: "项 1".into(),
        lines,
    }
}

#[test]
fn an_items_self_score_is_its_lines_sum_and_a_gap_is_no_zero() {
    let whole = item(vec![line(LineKind::Score, Some("4"), "4"), line(LineKind::Bonus, None, "1")]);
    assert_eq!(whole.self_total(), Some(number("4")));
    assert_eq!(whole.difference(), Some(number("1")));
    let open = item(vec![line(LineKind::Score, Some("4"), "4"), line(LineKind::Score, None, "1")]);
    assert_eq!(open.self_total(), None);
    assert_eq!(open.difference(), None);
}

fn row(unit: i64, rank: Option<u32>, previous: Option<u32>, total: &str) -> RankRow {
    RankRow {
        unit: UnitId::new(unit),
        name: format!("单位{unit}"),
        class: UnitClass::new("区"),
        rank,
        tied: false,
        previous,
        categories: Vec::new(),
        total: Value::Number(number(total)),
        to_next: None,
        grade: None,
        vetoes: Vec::new(),
    }
}

#[test]
fn ties_share_a_rank_and_the_distance_is_to_the_next_better_one() {
    let mut table = RankTable {
        title: String::new(),
        period: "2026".parse().unwrap(),
        class: None,
        categories: Vec::new(),
        rows: vec![
            row(1, Some(2), Some(1), "90.5"),
            row(2, None, Some(3), "95"),
            row(3, Some(1), None, "92"),
            row(4, Some(2), Some(5), "90.5"),
            row(5, Some(4), Some(4), "88"),
        ],
        notes: Vec::new(),
    };
    table.arrange();
    let shown: Vec<_> = table.rows.iter().map(|row| (row.unit.get(), row.tied, row.to_next)).collect();
    let expected = [
        (3, false, None),
        (1, true, Some(number("1.5"))),
        (4, true, Some(number("1.5"))),
        (5, false, Some(number("2.5"))),
        (2, false, None),
    ];
    assert_eq!(shown, expected);
    let moves: Vec<String> =
        table.rows.iter().filter_map(RankRow::movement).map(|moved| moved.to_string()).collect();
    assert_eq!(moves, ["新", "▼1", "▲3", "—"]);
}
