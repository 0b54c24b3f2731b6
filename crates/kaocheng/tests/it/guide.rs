//! Every command that the officer's guide tells to type does what the guide says, on the guide's own scheme and figures.

use super::{kaocheng, stderr, stdout};
use std::path::Path;

const GUIDE: &str = include_str!("../../../../docs/guide/officer.zh-CN.md");

/// The commands of the guide's fences, in their order, without the program's name.
fn commands() -> Vec<Vec<&'static str>> {
    let lines = GUIDE.lines().filter_map(|line| line.strip_prefix("kaocheng "));
    lines.map(|line| line.split_whitespace().collect()).collect()
}

/// The table of the guide's samples as the figures of a year.
fn figures(path: &Path) {
    let table = GUIDE.split_once("```样例").and_then(|(_, rest)| rest.split_once("```")).unwrap().0;
    let rows = table.lines().filter(|line| line.starts_with('|') && !line.contains("---"));
    let mut book = rust_xlsxwriter::Workbook::new();
    let page = book.add_worksheet();
    for (row, line) in (0..).zip(rows) {
        for (at, cell) in (0..).zip(line.trim_matches('|').split('|')) {
            page.write(row, at, cell.trim()).unwrap();
        }
    }
    book.save(path).unwrap();
}

#[test]
fn every_command_of_the_guide_does_what_it_says() {
    let folder = tempfile::tempdir().unwrap();
    let commands = commands();
    assert!(commands.len() >= 8, "{commands:?}");
    for command in commands {
        let (first, second) = (command.first().copied().unwrap(), command.get(1).copied().unwrap());
        if second == "draft" {
            std::fs::remove_file(folder.path().join("办法.md")).unwrap();
            std::fs::write(folder.path().join("考核表.docx"), "1.到位资金30分：完成目标得30分。").unwrap();
        }
        let output = kaocheng(folder.path(), &command);
        let text = stdout(&output);
        assert!(output.status.success(), "{command:?}\n{text}{}", stderr(&output));
        match (first, second) {
            (_, "new" | "draft") => {
                assert!(folder.path().join("办法.md").exists());
                // From here on the guide works with the scheme it has written itself.
                if second == "draft" {
                    std::fs::write(folder.path().join("办法.md"), GUIDE).unwrap();
                    std::fs::write(folder.path().join("去年办法.md"), GUIDE).unwrap();
                    figures(&folder.path().join("去年.xlsx"));
                    figures(&folder.path().join("今年.xlsx"));
                }
            }
            (_, "check") => assert!(text.contains("错误 0 处"), "{text}"),
            (_, "backtest") => assert!(text.contains("优秀 3 个"), "{text}"),
            (_, "sensitivity") => assert!(text.contains("到位资金达到目标（7.99 → 10.00）"), "{text}"),
            (_, "diff") => assert!(text.contains("没有不同"), "{text}"),
            (_, "explain") => assert!(text.contains("8.50 / 10 分"), "{text}"),
            ("score", _) => {
                assert!(text.contains("临江区（区）  总分 78.50"), "{text}");
                assert!(folder.path().join("得分表.xlsx").exists());
            }
            other => panic!("the guide has a command that this test does not know: {other:?}"),
        }
    }
}
