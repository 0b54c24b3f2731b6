//! `scheme new|check|fmt|diff|backtest|sensitivity`.

use super::{json, kaocheng, stderr, stdout};
use std::path::Path;

const FACTS: &str = "单位,类别,期,工业增加值,工业增加值.目标,工业增速,工业增速.目标,固定资产投资,固定资产投资.目标,安全事故,3.1
城东区,区,2026,120.00,100.00,8.0,6.5,60.00,50.00,0,好
河口县,县市,2026,45.00,50.00,5.0,6.0,19.99,20.00,1,中
石桥县,县市,2026,88.00,80.00,7.0,6.0,30.00,30.00,0,好
临江区,区,2026,70.00,100.00,6.0,6.0,50.00,50.00,0,好
";

/// A folder with a starter scheme and facts for it.
fn office() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let made = kaocheng(folder.path(), &["scheme", "new", "办法.md", "--year", "2026"]);
    assert!(made.status.success(), "{}", stderr(&made));
    std::fs::write(folder.path().join("数据.csv"), FACTS).unwrap();
    folder
}

fn changed(folder: &Path, from: &str, to: &str) {
    let text = std::fs::read_to_string(folder.join("办法.md")).unwrap();
    assert!(text.contains(from), "{from}");
    // Samples of the old version would not hold.
    let rules = text.split("## 三、样例").next().unwrap().replace(from, to);
    std::fs::write(folder.join("新办法.md"), rules).unwrap();
}

#[test]
fn a_new_scheme_compiles_without_a_warning_and_is_canonical() {
    let folder = office();
    let checked = kaocheng(folder.path(), &["scheme", "check", "办法.md", "--strict"]);
    assert!(checked.status.success(), "{}{}", stdout(&checked), stderr(&checked));
    assert!(stdout(&checked).contains("错误 0 处，提醒 0 处"), "{}", stdout(&checked));
    let formatted = kaocheng(folder.path(), &["scheme", "fmt", "办法.md", "--check"]);
    assert!(formatted.status.success(), "{}", stdout(&formatted));
    let again = kaocheng(folder.path(), &["scheme", "new", "办法.md", "--year", "2026"]);
    assert_eq!(again.status.code(), Some(2), "a file that is there is not overwritten");
}

#[test]
fn formatting_changes_spelling_and_nothing_else() {
    let folder = office();
    changed(folder.path(), "  实绩 >= 目标 → 满分\n  否则 → 0分", "  实绩≥目标->满分；其余→零分");
    let first = kaocheng(folder.path(), &["scheme", "fmt", "新办法.md"]);
    assert!(first.status.success(), "{}", stderr(&first));
    let done = std::fs::read_to_string(folder.path().join("新办法.md")).unwrap();
    let old = std::fs::read_to_string(folder.path().join("办法.md")).unwrap();
    assert_eq!(done, old.split("## 三、样例").next().unwrap());
}

#[test]
fn the_difference_of_two_versions_is_said_in_chinese_with_whom_it_moves() {
    let folder = office();
    changed(folder.path(), "  否则 → 0分", "  否则 → 17分");
    let output = kaocheng(folder.path(), &["scheme", "diff", "办法.md", "新办法.md", "--facts", "数据.csv"]);
    let text = stdout(&output);
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(text.contains("1.3 固定资产投资 的规则由“否则，得 0分”改为“否则，得 17分”"), "{text}");
    // 河口县 missed the target by 0.01: 63 → 80, which is just enough.
    assert!(text.contains("名次或等次有变化的单位 1 个（共 4 个）"), "{text}");
    assert!(text.contains("河口县：总分 63.00 → 80.00（+17.00），等次 不达标 → 达标"), "{text}");
    let found = json(&kaocheng(folder.path(), &["scheme", "diff", "办法.md", "新办法.md", "--json"]));
    assert_eq!(found["differences"][0]["aspect"], "rule");
}

#[test]
fn a_backtest_says_how_the_scores_lie() {
    let folder = office();
    let found =
        json(&kaocheng(folder.path(), &["scheme", "backtest", "办法.md", "--facts", "数据.csv", "--json"]));
    assert_eq!(found["units"], 4);
    // 城东区 40 + 0.5 + 20, 河口县 36, 石桥县 40 + 0.5 + 20, 临江区 28 + 20.
    assert_eq!(found["items"][0]["highest"], "60.50");
    assert_eq!(found["items"][0]["lowest"], "36.00");
    assert_eq!(found["items"][1]["full"], 3);
    let text = stdout(&kaocheng(folder.path(), &["scheme", "backtest", "办法.md", "--facts", "数据.csv"]));
    assert!(text.contains("2 安全生产（20 分）：15.00 ~ 20.00，平均 18.75，满分 3 个，零分 0 个"), "{text}");
}

#[test]
fn sensitivity_says_what_one_more_step_brings() {
    let folder = office();
    let arguments = ["scheme", "sensitivity", "办法.md", "--facts", "数据.csv", "--unit", "河口县"];
    let output = kaocheng(folder.path(), &arguments);
    let text = stdout(&output);
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(text.contains("固定资产投资达到目标（19.99 → 20.00）：总分 +20.00"), "{text}");
    assert!(text.contains("安全事故再-1起（1 → 0）：总分 +5.00"), "{text}");
    assert!(text.lines().any(|line| line.contains("1 经济增长") && line.contains("相差 24.50 分")), "{text}");
}

#[test]
fn facts_that_do_not_fit_are_refused_cell_by_cell() {
    let folder = office();
    std::fs::write(
        folder.path().join("坏.csv"),
        FACTS.replace("45.00", "45.001").replace(",工业增速,", ",工业增束,"),
    )
    .unwrap();
    let output = kaocheng(folder.path(), &["scheme", "backtest", "办法.md", "--facts", "坏.csv"]);
    assert_eq!(output.status.code(), Some(2));
    let text = stderr(&output);
    assert!(text.contains("第 3 行“工业增加值”") && text.contains("小数"), "{text}");
    assert!(text.contains("工业增束") && text.contains("是否指“工业增速”"), "{text}");
}

#[test]
fn an_explanation_quotes_the_clause_and_shows_the_figures() {
    let folder = office();
    let arguments =
        ["scheme", "explain", "办法.md", "--facts", "数据.csv", "--unit", "河口县", "--item", "1.1"];
    let text = stdout(&kaocheng(folder.path(), &arguments));
    assert!(text.contains("1.1 工业增加值  36.00 / 40 分"), "{text}");
    assert!(text.contains("【完成规模以上工业增加值目标得40分，未完成的按完成比例得分】"), "{text}");
    assert!(text.contains("45.00") && text.contains("50.00") && text.contains("统计局"), "{text}");
    let item = json(&kaocheng(folder.path(), &[&arguments[..7], &["--item", "1", "--json"]].concat()));
    assert_eq!(item.as_array().unwrap().len(), 4, "three lines and the item itself");
    let wrong = kaocheng(folder.path(), &[&arguments[..7], &["--item", "9.9"]].concat());
    assert_eq!(wrong.status.code(), Some(2));
    assert!(stderr(&wrong).contains("1.1"), "{}", stderr(&wrong));
}

#[test]
fn a_table_of_facts_is_scored_ranked_and_written_as_a_workbook() {
    let folder = office();
    let found = json(&kaocheng(
        folder.path(),
        &["score", "办法.md", "--facts", "数据.csv", "--json", "--xlsx", "得分.xlsx"],
    ));
    let totals: Vec<(&str, &str)> = found
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (row["unit"].as_str().unwrap(), row["total"]["value"].as_str().unwrap()))
        .collect();
    assert_eq!(
        totals,
        [("城东区", "100.50"), ("河口县", "63.00"), ("石桥县", "100.50"), ("临江区", "88.00")]
    );
    assert_eq!(found[0]["rank"]["value"], "1");
    assert_eq!(found[2]["rank"]["value"], "1", "equal totals share the rank");
    assert_eq!(found[3]["rank"]["value"], "3", "and occupy the next one");
    let book = std::fs::read(folder.path().join("得分.xlsx")).unwrap();
    assert!(book.starts_with(b"PK") && book.len() > 4_000);
}

#[test]
fn a_wrong_command_line_is_answered_in_chinese() {
    let folder = tempfile::tempdir().unwrap();
    for (arguments, expected) in [
        (&["scheme", "chek", "办法.md"][..], "没有“chek”这个命令；是不是 check"),
        (&["scheme", "new", "办法.md"], "还要写上 --year <年度>"),
        (&["scheme", "new", "办法.md", "--year", "今年"], "要写范围之内的数字"),
        (&["verify", "--nope", "a.txt"], "没有“--nope”这个选项或参数"),
    ] {
        let answer = kaocheng(folder.path(), arguments);
        assert_eq!(answer.status.code(), Some(2), "{arguments:?}");
        assert!(stderr(&answer).contains(expected), "{}", stderr(&answer));
    }
    for arguments in [&["--help"][..], &["scheme", "--help"], &["scheme", "diff", "--help"]] {
        let help = kaocheng(folder.path(), arguments);
        assert!(help.status.success());
        let english = ["Usage", "Options", "Commands", "Arguments", "Print", "FILE"];
        assert!(!english.iter().any(|word| stdout(&help).contains(word)), "{}", stdout(&help));
    }
}
