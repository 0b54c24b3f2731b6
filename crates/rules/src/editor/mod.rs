//! What an editor asks about a scheme file: the meaning of the word under the pointer, and what may be written here.

mod complete;
mod hover;

pub use complete::{Completion, CompletionKind, complete};
pub use hover::{Hover, hover};

use crate::ast::{Statement, StatementKind};
use crate::lex::{Token, lex};
use crate::literate::{Fence, Literate};
use crate::parse::parse_block;
use std::fmt::Write as _;

/// The 考核 block that holds a byte of the file, with its tokens; places count from the beginning of the file.
struct Here {
    fence: Fence,
    tokens: Vec<Token>,
}

fn here(text: &str, offset: usize) -> Option<Here> {
    let fence = Literate::read(text).fences.into_iter().find(|fence| {
        let start = fence.offset as usize;
        fence.info == "考核" && (start..=start + fence.text.len()).contains(&offset)
    })?;
    let tokens = lex(0, fence.offset, &fence.text).tokens;
    Some(Here { fence, tokens })
}

/// Every statement of the file, errors aside.
fn statements(text: &str) -> Vec<Statement> {
    let mut diagnostics = Vec::new();
    let literate = Literate::read(text);
    let blocks = literate.fences.iter().filter(|fence| fence.info == "考核").enumerate();
    blocks.flat_map(|(at, fence)| parse_block(0, fence.offset, &fence.text, at, &mut diagnostics)).collect()
}

/// Names that the file declares, with what they are.
fn declared(statements: &[Statement]) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for statement in statements {
        match &statement.kind {
            StatementKind::Indicator(it) => {
                let mut says = format!("指标，计量单位 {}", it.measure.text);
                if let Some(decimals) = it.decimals {
                    let _ = write!(says, "，{decimals} 位小数");
                }
                for (word, _) in &it.traits {
                    let _ = write!(says, "，{}", word.text());
                }
                match &it.source {
                    Some(source) => {
                        let _ = write!(says, "，来源 {}", source.text);
                    }
                    None => says.push_str("，没有写来源部门"),
                }
                out.push((it.name.text.clone(), says));
            }
            StatementKind::Parameter { name, .. } => out.push((name.text.clone(), "参数".to_owned())),
            StatementKind::Ledger { name, fields } => {
                let fields: Vec<&str> = fields.iter().map(|f| f.name.text.as_str()).collect();
                out.push((name.text.clone(), format!("台账，字段 {}", fields.join("、"))));
            }
            StatementKind::Grade(it) => out.push((it.name.text.clone(), "等次".to_owned())),
            StatementKind::Scheme(it) => {
                out.extend(it.classes.iter().map(|class| (class.text.clone(), "单位类别".to_owned())));
            }
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{CompletionKind, complete, hover};

    const FILE: &str = "# 办法\n\n完成销售产值目标4分。\n\n```考核\n指标 销售产值 亿元 2位 来源 统计局\n计分 1.1 销售产值 4分 依据【完成销售产值目标4分】\n  实绩 >= 目标 → 满分\n  否则 → 满分 并 不足 每 1个百分点 扣 1分 按比例 不低于 0分\n```\n";

    fn at(word: &str) -> usize {
        FILE.find(word).unwrap()
    }

    #[test]
    fn a_verb_is_explained_with_the_clause_it_stands_in() {
        let found = hover(FILE, at("不足 每")).unwrap();
        assert!(found.text.contains("不足"), "{}", found.text);
        assert!(found.text.contains("“不足”每 1个百分点 扣 1分，不足一步按比例，最少 0分"), "{}", found.text);
        assert_eq!(FILE.get(found.start..found.end), Some("不足"));
    }

    #[test]
    fn an_indicator_is_explained_by_its_declaration() {
        let found = hover(FILE, at("销售产值 4分")).unwrap();
        assert!(found.text.contains("亿元") && found.text.contains("统计局"), "{}", found.text);
    }

    #[test]
    fn nothing_is_said_about_the_prose() {
        assert!(hover(FILE, at("完成销售产值目标4分。")).is_none());
        assert!(complete(FILE, at("完成销售产值目标4分。")).is_empty());
    }

    #[test]
    fn statements_come_at_the_beginning_of_a_line_and_names_behind() {
        let labels =
            |offset: usize| -> Vec<String> { complete(FILE, offset).into_iter().map(|c| c.label).collect() };
        let first = labels(at("计分 1.1"));
        assert!(first.contains(&"加分".to_owned()) && !first.contains(&"销售产值".to_owned()), "{first:?}");
        let inner = labels(at("实绩 >="));
        assert!(inner.contains(&"销售产值".to_owned()) && inner.contains(&"完成率".to_owned()), "{inner:?}");
        let narrowed = labels(at("销售产值 4分") + "销".len());
        assert_eq!(narrowed, ["销售产值"]);
        let kinds = complete(FILE, at("实绩 >="));
        assert!(kinds.iter().any(|c| c.kind == CompletionKind::Indicator));
    }
}
