use assessment::{CategoryTotal, RankRow, RankTable, UnitClass, UnitId, Value};
use calamine::Reader as _;

use crate::{keep, number};

fn row(unit: i64, name: &str, rank: Option<u32>, previous: Option<u32>, total: Value) -> RankRow {
    let category = |points: &str| CategoryTotal { points: number(points), score: total };
    RankRow {
        unit: UnitId::new(unit),
        name: name.into(),
        class: UnitClass::new("区"),
        rank,
        tied: false,
        previous,
        categories: vec![category("56"), category("44")],
        total,
        to_next: None,
        grade: rank.map(|_| "达标".to_owned()),
        vetoes: if rank.is_none() { vec!["党风廉政".into()] } else { Vec::new() },
    }
}

#[test]
fn ranks_movement_distance_and_veto_stand_apart() {
    let mut table = RankTable {
        title: "江州市2026年度工业和信息化工作目标责任制考核排名表".into(),
        period: "2026-08".parse().unwrap(),
        class: None,
        categories: vec![("一类目标".into(), number("56")), ("二类目标".into(), number("44"))],
        rows: vec![
            row(1, "城西区", None, Some(1), Value::Number(number("93.10"))),
            row(2, "澄湖区", Some(2), Some(1), Value::Number(number("90.05"))),
            row(3, "城东区", Some(1), Some(3), Value::Number(number("92.50"))),
            row(4, "东篱区", None, None, Value::Missing),
        ],
        notes: vec!["总分相同的名次并列。".into()],
    };
    table.arrange();
    let mut counties = table.clone();
    counties.class = Some(UnitClass::new("县"));
    let bytes = report::rank_tables_xlsx(&[table, counties]).unwrap();
    let book = calamine::open_workbook_auto_from_rs(std::io::Cursor::new(&bytes)).unwrap();
    assert_eq!(book.sheet_names(), ["排名", "县"], "a sheet for each population");
    keep("rank-table.xlsx", &bytes);
    let grid = report::read_grid(&bytes).unwrap();
    let lines: Vec<String> = grid.rows.iter().map(|row| row.join("|")).collect();
    assert_eq!(
        lines[2],
        "名次|升降|单位|类别|一类目标\n（56分）|二类目标\n（44分）|总分|与前一名\n相差|等次|否决"
    );
    assert_eq!(lines[3], "1|▲2|城东区|区|92.5|92.5|92.5||达标|");
    assert_eq!(lines[4], "2|▼1|澄湖区|区|90.05|90.05|90.05|2.45|达标|");
    assert_eq!(lines[5], "—||城西区|区|93.1|93.1|93.1||—|党风廉政");
    assert_eq!(lines[6], "—||东篱区|区|待补|待补|待补||—|党风廉政");
}
