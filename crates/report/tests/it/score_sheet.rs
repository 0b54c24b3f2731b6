use assessment::{LineKind, ScoreSheet, SheetCategory, SheetItem, SheetLine, UnitId, Value};
use calamine::Reader;

use crate::{keep, number};

fn line(code: &str, name: &str, clause: &str, kind: LineKind) -> SheetLine {
    SheetLine {
        code: code.into(),
        name: name.into(),
        clause: clause.into(),
        kind,
        points: Some(number("4")),
        measure: "亿元".into(),
        target: Some("≥1,200.00".into()),
        actual: Value::Number(number("1262.40")),
        actual_text: None,
        completion: Some("105.20%".into()),
        self_score: Some(number("4")),
        score: Value::Number(number("4.00")),
        explanation: code.into(),
        comment: "目标 1,200.00 亿元,实绩 1,262.40 亿元\n1,262.40 ≥ 1,200.00 → 得 4 分".into(),
    }
}

fn form() -> ScoreSheet {
    let mut bonus = line("1.2", "销售产值", "超额完成5%以上再加1分", LineKind::Bonus);
    bonus.points = Some(number("1"));
    bonus.self_score = Some(number("1"));
    bonus.score = Value::Number(number("1.00"));
    let mut missing = line("2.1", "技改投资", "技术改造投资4分,按完成率计分,超额不加分", LineKind::Score);
    missing.actual = Value::Missing;
    missing.completion = None;
    missing.score = Value::Missing;
    let item = |code: &str, name: &str, lines: Vec<SheetLine>, score| SheetItem {
        code: code.into(),
        number: code.into(),
        name: name.into(),
        points: number("4"),
        score,
        self_score: None,
        explanation: format!("项 {code}"),
        lines,
    };
    let first = vec![
        line("1.1", "销售产值", "完成年度销售产值目标得4分,未完成的按完成率计分", LineKind::Score),
        bonus,
    ];
    ScoreSheet {
        title: "江州市2026年度工业和信息化工作目标责任制考核得分表".into(),
        unit: UnitId::new(1),
        unit_name: "城东区".into(),
        period: "2026".parse().unwrap(),
        categories: vec![SheetCategory {
            name: "一类目标".into(),
            points: number("8"),
            score: Value::Missing,
            items: vec![
                item("1", "工业经济平稳增长", first, Value::Number(number("5.00"))),
                item("2", "优化投资结构", vec![missing], Value::Missing),
            ],
        }],
        points: number("8"),
        self_total: Value::Number(number("9")),
        total: Value::Missing,
        explanation: "总分".into(),
        grade: None,
        rank: None,
        vetoes: vec!["党风廉政".into()],
        notes: vec!["各条得分四舍五入,保留两位小数。".into(), "技改投资待补,补报之前不计总分。".into()],
    }
}

#[test]
fn the_form_has_the_rows_that_officials_know() {
    let bytes = report::score_sheet_xlsx(&form()).unwrap();
    keep("score-sheet.xlsx", &bytes);
    let grid = report::read_grid(&bytes).unwrap();
    let row = |at: usize| grid.rows[at].join("|");
    assert_eq!(grid.rows[0][0], "江州市2026年度工业和信息化工作目标责任制考核得分表");
    assert_eq!(
        row(2),
        "类别|序号|考核内容|项分值|评分标准|分值|计量单位|目标|实绩|完成率|自评分|考核分|差异"
    );
    assert_eq!(
        row(3),
        "一类目标\n（8分）|1|工业经济平稳增长|4|完成年度销售产值目标得4分,未完成的按完成率计分|4|亿元|≥1,200.00|1262.4|105.20%|4|4|0"
    );
    assert_eq!(row(4), "||||[加分]超额完成5%以上再加1分|1|亿元|≥1,200.00|1262.4|105.20%|1|1|0");
    assert_eq!(row(5), "||||本项得分||||||5|5|0");
    assert_eq!(
        row(6),
        "|2|优化投资结构|4|技术改造投资4分,按完成率计分,超额不加分|4|亿元|≥1,200.00|待补||4|待补|"
    );
    assert_eq!(row(7), "|小计||8|||||||9|待补|");
    assert_eq!(row(8), "合计|||8|否决：党风廉政||||||9|待补|");
    assert_eq!(grid.rows[9][0], "注1：各条得分四舍五入,保留两位小数。");
}

#[test]
fn cells_are_merged_as_on_paper_and_numbers_are_values() {
    let bytes = report::score_sheet_xlsx(&form()).unwrap();
    let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
    let name = book.sheet_names()[0].clone();
    assert_eq!(name, "城东区");
    let merged = book.merge_cells_by_sheet_name(&name).unwrap();
    let has =
        |top, left, bottom, right| merged.iter().any(|m| m.start == (top, left) && m.end == (bottom, right));
    assert!(has(0, 0, 0, 12), "the title runs over the whole width");
    assert!(has(3, 0, 7, 0), "the category stands beside all its rows");
    assert!(has(3, 2, 5, 2), "the item stands beside its lines");
    let formulas = book.worksheet_formula(&name).unwrap();
    assert!(formulas.used_cells().all(|(_, _, formula)| formula.is_empty()));
}

#[test]
fn a_workbook_of_many_units_has_a_sheet_each_even_with_one_name() {
    let bytes = report::score_sheets_xlsx(&[form(), form()]).unwrap();
    let book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
    assert_eq!(book.sheet_names(), ["城东区", "2 城东区"]);
    assert!(matches!(report::score_sheets_xlsx(&[]), Err(report::ReportError::Empty)));
}
