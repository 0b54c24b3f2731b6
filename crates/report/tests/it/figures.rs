use assessment::{Basis, Entry, Measure, Note, UnreadableReason, Value, measure_named};
use report::{FigureSpec, Grid, TemplateRow, read_figures};

use crate::{keep, number};

fn find(name: &str, field: &str) -> Option<FigureSpec> {
    let spec = |measure: &str, decimals, basis| FigureSpec { measure: named(measure), decimals, basis };
    match (name, field) {
        ("销售产值", "实绩" | "目标" | "上年" | "当月" | "累计") => {
            Some(spec("亿元", 2, Basis::Flow))
        }
        ("清洁生产", "实绩" | "当月" | "累计") => Some(spec("家", 0, Basis::Flow)),
        ("7.2", "评分") => Some(spec("分", 2, Basis::Stock)),
        ("10.1", "评分") => Some(spec("分", 0, Basis::Text)),
        ("党风廉政", "否决") => Some(spec("是否", 0, Basis::Milestone)),
        _ => None,
    }
}

fn named(measure: &str) -> Measure {
    measure_named(measure)
}

fn grid(text: &str) -> Grid {
    report::read_grid(text.as_bytes()).unwrap()
}

#[test]
fn a_row_per_unit_reads_figures_judgements_and_vetoes() {
    let table = read_figures(
        &grid(
            "2026年考核数据,,,,,,\n单位,类别,期,销售产值,销售产值.目标,7.2,党风廉政\n城东区,区,2026-08,\"1,262.40\",1200,1.5,否\n临溪市,县市,2026年8月,待补,12000万元,未评,是\n",
        ),
        2026,
        find,
    );
    assert_eq!(table.head_problems, []);
    assert_eq!(table.bad_rows().count(), 0);
    let [east, town] = table.rows.as_slice() else { unreachable!("two rows") };
    assert_eq!((east.line, east.unit.as_str(), east.class.as_deref()), (3, "城东区", Some("区")));
    assert_eq!(east.period, town.period);
    let value = |row: &report::FigureRow, at: usize| row.cells[at].reading.clone().unwrap().entry;
    assert_eq!(value(east, 0), Entry::Value(Value::Number(number("1262.40"))));
    assert_eq!((east.cells[2].name.as_str(), east.cells[2].field.as_str()), ("7.2", "评分"));
    assert_eq!(value(east, 3), Entry::YesNo(false));
    assert_eq!(value(town, 0), Entry::Value(Value::Missing));
    assert_eq!(value(town, 1), Entry::Value(Value::Number(number("1.2"))));
    assert_eq!(value(town, 2), Entry::Value(Value::Unjudged));
}

#[test]
fn a_head_in_another_scale_converts_the_numbers_below_it() {
    let table = read_figures(&grid("单位,销售产值(万元)\n城东区,\"12,624,000\"\n"), 2026, find);
    let reading = table.rows[0].cells[0].reading.clone().unwrap();
    assert_eq!(reading.number(), Some(number("1262.4")));
    assert!(matches!(reading.notes.as_slice(), [Note::Converted { .. }]));
}

#[test]
fn every_bad_cell_is_reported_with_its_row_and_column() {
    let table = read_figures(
        &grid("单位,销售产值,招商项目数,清洁生产\n城东区,5/5,3,2\n,100,1,1\n城西区,\"1,2345\",2,—\n"),
        2026,
        find,
    );
    assert_eq!(table.head_problems.len(), 1);
    assert_eq!(table.head_problems[0].message, "考核办法中没有“招商项目数”，这一列没有读入");
    let bad: Vec<usize> = table.bad_rows().map(|row| row.line).collect();
    assert_eq!(bad, [2, 3, 4]);
    let reasons: Vec<_> =
        table.rows[2].cells.iter().map(|cell| cell.reading.clone().unwrap_err().reason).collect();
    assert_eq!(reasons, [UnreadableReason::BadGrouping, UnreadableReason::AmbiguousAbsence]);
    assert_eq!(table.rows[1].problems, ["第3行没有写单位"]);
}

#[test]
fn a_template_goes_out_and_comes_back_with_what_was_filled_in() {
    let row = |indicator: &str, measure: &str, value: Option<Value>| TemplateRow {
        unit: "城东区".into(),
        period: "2026-08".parse().unwrap(),
        indicator: indicator.into(),
        measure: measure.into(),
        target: Some("≥1,200.00".into()),
        previous: Some(number("700.10")),
        period_value: value,
        cumulative: None,
        narrative: String::new(),
        self_score: None,
    };
    let filled = [
        row("销售产值", "亿元", Some(Value::Number(number("55.25")))),
        row("清洁生产", "家", Some(Value::Missing)),
    ];
    let bytes = report::figures_template_xlsx("城东区2026年8月填报表", &filled, None).unwrap();
    keep("template.xlsx", &bytes);
    let table = read_figures(&report::read_grid(&bytes).unwrap(), 2026, find);
    let cells: Vec<_> =
        table.rows.iter().flat_map(|row| &row.cells).filter(|cell| !cell.text.is_empty()).collect();
    let read: Vec<_> =
        cells.iter().map(|cell| (cell.name.as_str(), cell.field.as_str(), cell.text.as_str())).collect();
    assert_eq!(read, [("销售产值", "当月", "55.25"), ("清洁生产", "当月", "待补")]);
    assert_eq!(table.rows[0].period, Some("2026-08".parse().unwrap()));
}

#[test]
fn plain_tables_go_out_and_come_back_alike() {
    let text = grid("单位,销售产值,说明\n城东区,1262.4,\"甲,乙\"\n城西区,待补,=1+1\n");
    let csv = report::grid_csv(&text);
    assert!(String::from_utf8(csv.clone()).unwrap().contains("'=1+1"), "a formula is made harmless");
    assert_eq!(report::read_grid(&csv).unwrap().rows[1], text.rows[1]);
    let xlsx = report::grid_xlsx("数据", &text).unwrap();
    assert_eq!(report::read_grid(&xlsx).unwrap(), text);
}
