//! `score`: workbooks in and out, read back cell by cell; and what is refused, in a sentence, with nothing written.

use super::{json, kaocheng, stderr, stdout};
use calamine::{Data, Reader, Xlsx};
use std::io::{Cursor, Read};
use std::path::Path;
use std::process::Output;

const HEADS: [&str; 11] = [
    "单位",
    "类别",
    "期",
    "工业增加值",
    "工业增加值.目标",
    "工业增速",
    "工业增速.目标",
    "固定资产投资",
    "固定资产投资.目标",
    "安全事故",
    "3.1",
];
const ROWS: [[&str; 11]; 3] = [
    ["城东区", "区", "2026", "120", "100", "8", "6.5", "60", "50", "0", "好"],
    ["河口县", "县市", "2026", "45.25", "50", "5", "6", "19.99", "20", "1", "中"],
    ["石桥县", "县市", "2026", "88", "80", "7", "6", "30", "30", "0", "好"],
];

fn office() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let made = kaocheng(folder.path(), &["scheme", "new", "办法.md", "--year", "2026"]);
    assert!(made.status.success(), "{}", stderr(&made));
    folder
}

/// The facts as an officer keeps them: numbers as numbers, words as words.
fn workbook(path: &Path, rows: &[[&str; 11]]) {
    let mut book = rust_xlsxwriter::Workbook::new();
    let page = book.add_worksheet();
    for (at, head) in (0..).zip(HEADS) {
        page.write(0, at, head).unwrap();
    }
    for (row, cells) in (1..).zip(rows) {
        for (at, cell) in (0..).zip(cells) {
            match cell.parse::<f64>() {
                Ok(number) if at > 2 => page.write(row, at, number).unwrap(),
                _ => page.write(row, at, *cell).unwrap(),
            };
        }
    }
    book.save(path).unwrap();
}

fn csv(path: &Path, rows: &[[&str; 11]]) {
    let lines: Vec<String> =
        std::iter::once(HEADS.join(",")).chain(rows.iter().map(|r| r.join(","))).collect();
    std::fs::write(path, lines.join("\n")).unwrap();
}

fn book(folder: &Path, name: &str) -> Xlsx<Cursor<Vec<u8>>> {
    calamine::open_workbook_from_rs(Cursor::new(std::fs::read(folder.join(name)).unwrap())).unwrap()
}

/// Rows with their cells as texts.
fn grid(book: &mut Xlsx<Cursor<Vec<u8>>>, sheet: &str) -> Vec<Vec<String>> {
    let range = book.worksheet_range(sheet).unwrap();
    range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
}

/// All notes of the workbook, with the text of their runs joined.
fn notes(folder: &Path, name: &str) -> Vec<String> {
    let mut zip = zip::ZipArchive::new(Cursor::new(std::fs::read(folder.join(name)).unwrap())).unwrap();
    let names: Vec<String> = zip
        .file_names()
        .map(|name| name.unwrap().into_owned())
        .filter(|n| n.starts_with("xl/comments"))
        .collect();
    let mut out = Vec::new();
    for part in names {
        let mut xml = String::new();
        zip.by_name(&part).unwrap().read_to_string(&mut xml).unwrap();
        for comment in xml.split("<comment ").skip(1) {
            let runs =
                comment.split("<t").skip(1).filter_map(|run| run.split_once('>')?.1.split_once("</t>"));
            out.push(runs.map(|(text, _)| text).collect::<String>());
        }
    }
    out
}

#[test]
fn the_workbook_holds_values_merged_cells_and_the_derivation_as_notes() {
    let folder = office();
    workbook(&folder.path().join("数据.xlsx"), &ROWS);
    let done = kaocheng(folder.path(), &["score", "办法.md", "--facts", "数据.xlsx", "--xlsx", "得分.xlsx"]);
    assert!(done.status.success(), "{}", stderr(&done));
    let mut found = book(folder.path(), "得分.xlsx");
    assert_eq!(found.sheet_names(), ["城东区", "河口县", "石桥县"], "a sheet per unit");
    let rows = grid(&mut found, "河口县");
    let line = |words: &str| rows.iter().find(|row| row.iter().any(|cell| cell.contains(words))).unwrap();
    // 45.25 ÷ 50 × 40, one accident, judged 中: values, not texts and not formulas.
    let value = line("未完成的按完成比例得分");
    assert!(value.contains(&"36.2".to_owned()) && value.contains(&"45.25".to_owned()), "{value:?}");
    assert!(line("每发生1起").contains(&"15".to_owned()), "{rows:?}");
    let range = found.worksheet_range("河口县").unwrap();
    let numbers =
        range.used_cells().filter(|(_, _, cell)| matches!(cell, Data::Float(_) | Data::Int(_))).count();
    assert_eq!(numbers, 18, "points, targets, actuals and scores are numbers, not texts");
    assert!(found.worksheet_formula("河口县").unwrap().used_cells().all(|(_, _, f)| f.is_empty()));
    let merged = found.merge_cells_by_sheet_name("河口县").unwrap();
    assert!(merged.iter().any(|m| m.start.0 == 0 && m.end.0 == 0 && m.end.1 > 8), "the title: {merged:?}");
    assert!(
        merged.iter().any(|m| m.start.1 == 2 && m.end.1 == 2 && m.end.0 > m.start.0),
        "the item: {merged:?}"
    );
    let notes = notes(folder.path(), "得分.xlsx");
    assert_eq!(notes.len(), 15, "five lines of three units: {notes:?}");
    let own = notes.iter().find(|n| n.contains("36.20 / 40 分")).unwrap();
    assert!(own.contains("45.25") && own.contains("50.00") && own.contains("统计局"), "{own}");
    assert!(own.contains("未完成的按完成比例得分"), "the clause is quoted: {own}");
}

#[test]
fn a_workbook_and_a_text_table_of_the_same_facts_give_the_same_scores() {
    let folder = office();
    workbook(&folder.path().join("数据.xlsx"), &ROWS);
    csv(&folder.path().join("数据.csv"), &ROWS);
    let score =
        |facts: &str| json(&kaocheng(folder.path(), &["score", "办法.md", "--facts", facts, "--json"]));
    let found = score("数据.xlsx");
    assert_eq!(found, score("数据.csv"));
    assert_eq!(found[1]["total"]["value"], "63.20", "36.20 + 15 + 12: {found}");
}

/// The command failed with this code, said these words, and left no workbook.
fn refused(folder: &Path, output: &Output, code: i32, words: &[&str]) {
    let said = stderr(output);
    assert_eq!(output.status.code(), Some(code), "{said}{}", stdout(output));
    for word in words {
        assert!(said.contains(word), "{word}\n{said}");
    }
    assert!(!folder.join("得分.xlsx").exists(), "nothing half-written");
}

fn scored(folder: &Path, scheme: &str, facts: &str) -> Output {
    kaocheng(folder, &["score", scheme, "--facts", facts, "--xlsx", "得分.xlsx"])
}

/// The starter scheme with one place changed and without its samples.
fn spoilt(folder: &Path, from: &str, to: &str) {
    let text = std::fs::read_to_string(folder.join("办法.md")).unwrap();
    assert!(text.contains(from), "{from}");
    let rules = text.split("## 三、样例").next().unwrap().replacen(from, to, 1);
    std::fs::write(folder.join("坏办法.md"), rules).unwrap();
}

#[test]
fn a_mistyped_rule_is_one_error_with_its_place_and_a_way_out() {
    let folder = office();
    csv(&folder.path().join("数据.csv"), &ROWS);
    for (from, to, words) in [
        ("计分 1.3", "记分 1.3", ["不认识的语句“记分”", "是否指“计分”"]),
        ("实绩 >= 目标 → 满分", "实绩 大于 目标 → 满分", ["见到的是“大于”", "写作 >"]),
        ("指标 固定资产投资", "指标固定资产投资", ["不认识的语句“指标固定资产投资”", "语句词有"]),
        ("每满 1个百分点 加", "每 1个百分点 加", ["不足一步时怎么算", "写“每满”"]),
    ] {
        spoilt(folder.path(), from, to);
        let output = scored(folder.path(), "坏办法.md", "数据.csv");
        refused(folder.path(), &output, 2, &words);
        let errors = stderr(&output).matches("错误[").count();
        let follow = if to.starts_with("指标") { 4 } else { 1 };
        assert!(errors <= follow, "{to}: one mistake, one error\n{}", stderr(&output));
    }
}

#[test]
fn an_unknown_indicator_and_a_wrong_unit_of_measure_are_named_once() {
    let folder = office();
    csv(&folder.path().join("数据.csv"), &ROWS);
    spoilt(folder.path(), "计分 1.1 工业增加值", "计分 1.1 工业增长值");
    let output = scored(folder.path(), "坏办法.md", "数据.csv");
    refused(folder.path(), &output, 2, &["没有指标“工业增长值”", "是否指“工业增加值”", "坏办法.md:"]);
    assert_eq!(stderr(&output).matches("错误[").count(), 1, "{}", stderr(&output));
    spoilt(folder.path(), "实绩 >= 目标 → 满分", "实绩 >= 50个 → 满分");
    let output = scored(folder.path(), "坏办法.md", "数据.csv");
    refused(folder.path(), &output, 2, &["“亿元”与“个”不能相比", "分别计分"]);
    assert_eq!(stderr(&output).matches("错误[").count(), 1, "{}", stderr(&output));
    spoilt(folder.path(), "工业增加值 亿元 2位", "工业增加值 亿园 2位");
    let output = scored(folder.path(), "坏办法.md", "数据.csv");
    refused(folder.path(), &output, 2, &["计量单位“亿园”不认识", "是否指“亿元”"]);
    assert_eq!(stderr(&output).matches("错误[").count(), 1, "{}", stderr(&output));
}

#[test]
fn facts_that_are_wanting_are_named_and_no_workbook_is_written() {
    let folder = office();
    let mut rows = ROWS;
    rows[1][3] = "待补";
    csv(&folder.path().join("数据.csv"), &rows);
    let output = scored(folder.path(), "办法.md", "数据.csv");
    refused(
        folder.path(),
        &output,
        1,
        &["河口县 1.1 工业增加值：实绩还没有报", "数据没有报齐", "请在数据表里补上"],
    );
    assert!(stdout(&output).contains("河口县（县市）  总分 待补"), "{}", stdout(&output));
    assert!(
        stdout(&output).contains("城东区（区）  总分 100.50"),
        "the others have theirs: {}",
        stdout(&output)
    );
    let anyway = ["score", "办法.md", "--facts", "数据.csv", "--xlsx", "得分.xlsx", "--partial"];
    assert!(kaocheng(folder.path(), &anyway).status.success());
    assert!(folder.path().join("得分.xlsx").exists());
    // A column that is not there at all.
    std::fs::remove_file(folder.path().join("得分.xlsx")).unwrap();
    let text =
        std::fs::read_to_string(folder.path().join("数据.csv")).unwrap().replace("工业增速.目标", "=备注");
    std::fs::write(folder.path().join("缺列.csv"), text).unwrap();
    let output = scored(folder.path(), "办法.md", "缺列.csv");
    refused(folder.path(), &output, 2, &["没有“工业增速.目标”这一列", "写“待补”"]);
}

#[test]
fn facts_that_contradict_the_scheme_or_themselves_are_refused() {
    let folder = office();
    let wrong = |at: usize, cell: &'static str| {
        let mut rows = ROWS;
        rows[1][at] = cell;
        csv(&folder.path().join("数据.csv"), &rows);
        scored(folder.path(), "办法.md", "数据.csv")
    };
    refused(folder.path(), &wrong(1, "市州"), 2, &["河口县的类别“市州”不在办法的单位类别之中", "请改正数据"]);
    refused(folder.path(), &wrong(3, "四十五"), 2, &["第 3 行“工业增加值”"]);
    refused(folder.path(), &wrong(3, "45.255"), 2, &["第 3 行“工业增加值”", "小数"]);
    refused(folder.path(), &wrong(10, "很好"), 2, &["第 3 行“3.1”"]);
    refused(folder.path(), &wrong(0, "城东区"), 2, &["第 3 行", "第 2 行已经有了"]);
    std::fs::write(folder.path().join("不是表.xlsx"), b"\xff\xfe\x00\x01").unwrap();
    let output = scored(folder.path(), "办法.md", "不是表.xlsx");
    refused(folder.path(), &output, 2, &["不是表.xlsx"]);
    let output = scored(folder.path(), "办法.md", "没有.csv");
    refused(folder.path(), &output, 2, &["没有这个文件"]);
    csv(&folder.path().join("数据.csv"), &ROWS);
    let output =
        kaocheng(folder.path(), &["score", "办法.md", "--facts", "数据.csv", "--xlsx", "没有/得分.xlsx"]);
    refused(folder.path(), &output, 2, &["写不了"]);
}
