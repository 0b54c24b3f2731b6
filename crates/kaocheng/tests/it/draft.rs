//! `scheme draft`: official sentences become rules that quote them; the rest becomes doubts; nothing is lost or made up.

use super::{json, kaocheng, shared, stderr};
use serde_json::Value;
use std::path::Path;

const FORM: &str = "江州市商务局关于印发2026年度招商引资考核办法的通知

考核结果按得分高低取前三名为优秀单位，80分以上（含）为达标单位。发生弄虚作假的，实行一票否决。

1.到位资金30分：完成目标得30分，未完成的按完成比例得分；每超10%加1分，最多加3分。
2.新签项目20分：完成20，完成90%得18,80%得16，不到80%得0。
3.信息报送10分：漏报一次扣0.5分，扣完为止。每季度召开一次例会，视天气情况调整。
4.营商环境40分：由评议组酌情给分，不超过40分；评议办法另行约定后折算得分。
";

fn draft(folder: &Path, name: &str, text: &str) -> Value {
    std::fs::write(folder.join(name), text).unwrap();
    let output = kaocheng(folder, &["scheme", "draft", name, "--year", "2026", "--json"]);
    assert!(output.status.success(), "{}", stderr(&output));
    json(&output)
}

/// What `scheme check` reports about a draft, by code.
fn codes(folder: &Path, text: &str) -> Vec<String> {
    std::fs::write(folder.join("草稿.md"), text).unwrap();
    let output = kaocheng(folder, &["scheme", "check", "草稿.md", "--json"]);
    let found = json(&output);
    found.as_array().unwrap().iter().map(|d| d["code"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn official_sentences_become_rules_that_quote_them() {
    let folder = tempfile::tempdir().unwrap();
    let draft = draft(folder.path(), "办法.txt", FORM);
    let text = draft["text"].as_str().unwrap();
    for wanted in [
        "完成目标得30分】",
        "否则 → 满分 × 完成率",
        "超额率 每 10% 加 1分 限 3分",
        "达到 90% → 18分",
        "其余 → 0分",
        "扣 0.5分 扣完为止",
        "= 名次 <= 3",
        "= 得分 >= 80分",
        "否决 发生弄虚作假",
    ] {
        assert!(text.contains(wanted), "{wanted}\n{text}");
    }
}

#[test]
fn a_draft_parses_and_what_the_text_leaves_open_stays_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let draft = draft(folder.path(), "办法.txt", FORM);
    let codes = codes(folder.path(), draft["text"].as_str().unwrap());
    assert!(codes.iter().all(|code| !code.starts_with("E00")), "{codes:?}");
    // 缺报, 修约, 来源 and the bonus's place are not in the text, so the compiler asks for them.
    for wanted in ["E0201", "E0202", "E0205", "E0206", "E0214"] {
        assert!(codes.iter().any(|code| code == wanted), "{wanted} {codes:?}");
    }
    assert!(!codes.iter().any(|code| code == "E0307"), "every quote is in the prose");
}

#[test]
fn a_sentence_that_is_not_understood_is_a_doubt_with_its_words() {
    let folder = tempfile::tempdir().unwrap();
    let draft = draft(folder.path(), "办法.txt", FORM);
    let left: Vec<&Value> =
        draft["sentences"].as_array().unwrap().iter().filter(|s| s["understood"] == false).collect();
    assert_eq!(left.len(), 1, "{left:?}");
    assert!(left[0]["quote"].as_str().unwrap().contains("折算得分"));
    let text = draft["text"].as_str().unwrap();
    assert!(text.contains("存疑 【评议办法另行约定后折算得分】"), "{text}");
    // What decides about no points is not turned into a rule.
    assert!(!text.contains("存疑 【每季度召开"), "{text}");
}

#[test]
fn the_form_of_2007_is_drafted_row_by_row() {
    let Some(shared) = shared() else { return };
    let folder = tempfile::tempdir().unwrap();
    let seed = std::fs::read_dir(shared.join("seeds")).unwrap().flatten();
    let seed =
        seed.map(|e| e.path()).find(|p| p.file_name().unwrap().to_string_lossy().starts_with("001")).unwrap();
    let draft = draft(folder.path(), "001.txt", &std::fs::read_to_string(seed).unwrap());
    assert_eq!(draft["items"], 17);
    let sentences = draft["sentences"].as_array().unwrap();
    let understood = sentences.iter().filter(|s| s["understood"] == true).count();
    assert!(understood >= 40 && sentences.len() <= 42, "{understood} of {}", sentences.len());
    let text = draft["text"].as_str().unwrap();
    assert!(
        text.contains("存疑 【每低一个百分点扣1分】与【未完成其中一项扣4分】"),
        "two rules punish one miss"
    );
    assert!(text.contains("标准 = 区: 5% ； 其他: 4%"));
    let codes = codes(folder.path(), text);
    assert!(codes.iter().all(|code| !code.starts_with("E00") && code != "E0307"), "{codes:?}");
}

#[test]
fn every_scoring_text_of_the_collection_gives_a_draft_that_parses() {
    let Some(shared) = shared() else { return };
    let folder = tempfile::tempdir().unwrap();
    let index = std::fs::read_to_string(shared.join("corpus/index.tsv")).unwrap();
    let numbers = index.lines().filter(|line| line.split('\t').nth(2) == Some("scoring-rules"));
    let (mut understood, mut all, mut documents) = (0, 0, 0);
    for number in numbers.filter_map(|line| line.split('\t').next()) {
        let Ok(text) = std::fs::read_to_string(shared.join(format!("corpus/docs/{number}.txt"))) else {
            continue;
        };
        let draft = draft(folder.path(), "文.txt", &text);
        let codes = codes(folder.path(), draft["text"].as_str().unwrap());
        assert!(codes.iter().all(|code| !code.starts_with("E00")), "{number}: {codes:?}");
        let sentences = draft["sentences"].as_array().unwrap();
        understood += sentences.iter().filter(|s| s["understood"] == true).count();
        all += sentences.len();
        documents += 1;
    }
    println!("{documents} documents, {understood} of {all} sentences understood");
    assert!(documents >= 50 && understood * 2 >= all, "{understood} of {all}");
}
