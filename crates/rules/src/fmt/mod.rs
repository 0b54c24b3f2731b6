//! The printer: the tree of a block → its canonical text. `parse(print(x)) == x`, places aside.

mod clause;
mod expr;
mod statement;

use crate::ast::{Expr, Quantity, Statement, StatementKind};
use crate::lex::{Comment, lex};
use crate::literate::Literate;
use crate::parse::parse_block;
use crate::source::Span;
use serde::Serialize;

/// An expression as the printer writes it.
pub(crate) fn expression(it: &Expr) -> String {
    expr::expr(it)
}

/// A statement alone as the printer writes it.
pub(crate) fn print_head(kind: &StatementKind) -> String {
    statement::lines(kind).join("\n")
}

/// A quantity as the printer writes it.
pub(crate) fn quantity_text(it: &Quantity) -> String {
    expr::quantity(it)
}

/// A file in canonical form, and the blocks that were left as they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formatted {
    /// The whole file; prose and samples are untouched.
    pub text: String,
    /// Blocks that were left alone.
    pub left: Vec<Left>,
}

/// A block that was left alone, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Left {
    /// Which block of the file, from 1.
    pub block: usize,
    /// What is in the way.
    pub why: Obstacle,
}

/// Why a block is left alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Obstacle {
    /// It has errors.
    Errors,
    /// A comment stands where the tree has no place for one.
    Comments,
    /// Its canonical text would read differently.
    Meaning,
}

impl Obstacle {
    /// For people.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Errors => "有写法错误,请先用 scheme check 检查",
            Self::Comments => "有注释夹在一句话中间,整理后会丢失",
            Self::Meaning => "整理后的含义会有变化",
        }
    }
}

/// Puts every 考核 block of a scheme file into canonical form.
///
/// A block with errors is left alone; so is one whose canonical text would read differently or lose a comment.
pub fn format(text: &str) -> Formatted {
    let literate = Literate::read(text);
    let mut out = String::with_capacity(text.len());
    let (mut left, mut at, mut block) = (Vec::new(), 0, 0);
    for fence in literate.fences.iter().filter(|fence| fence.info == "考核") {
        block += 1;
        let start = fence.offset as usize;
        let end = start + fence.text.len();
        out.push_str(text.get(at..start).unwrap_or_default());
        match print_block(&fence.text) {
            Ok(printed) => out.push_str(&printed),
            Err(why) => {
                left.push(Left { block, why });
                out.push_str(&fence.text);
            }
        }
        at = end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    Formatted { text: out, left }
}

/// One block.
///
/// # Errors
/// Why it must be left alone.
pub fn print_block(text: &str) -> Result<String, Obstacle> {
    let mut diagnostics = Vec::new();
    let before = parse_block(0, 0, text, 0, &mut diagnostics);
    if !diagnostics.is_empty() {
        return Err(Obstacle::Errors);
    }
    let printed = print(&before, text);
    let after = parse_block(0, 0, &printed, 0, &mut diagnostics);
    if !diagnostics.is_empty() || shape(&before) != shape(&after) {
        return Err(Obstacle::Meaning);
    }
    if comments(text).len() == comments(&printed).len() { Ok(printed) } else { Err(Obstacle::Comments) }
}

fn print(statements: &[Statement], source: &str) -> String {
    let mut out = String::new();
    let mut last: Option<Span> = None;
    for one in statements {
        if last.is_some_and(|last| apart(source, last, one.span)) {
            out.push('\n');
        }
        for line in statement::statement(one) {
            out.push_str(line.trim_end());
            out.push('\n');
        }
        last = Some(one.span);
    }
    // Comments behind the last statement belong to none.
    let end = last.map_or(0, |last| last.end);
    for comment in comments(source).iter().filter(|c| c.alone && c.span.start >= end) {
        out.push_str(&statement::comment(&comment.text));
        out.push('\n');
    }
    out
}

/// Whether an empty line stands between two statements.
fn apart(source: &str, before: Span, after: Span) -> bool {
    let between = source.get(before.end as usize..after.start as usize).unwrap_or_default();
    between.split('\n').skip(1).any(|line| line.trim().is_empty()) && between.matches('\n').count() > 1
}

/// The tree as text with the places left out, to compare two of them.
fn shape(statements: &[Statement]) -> String {
    let whole = format!("{statements:?}");
    let mut out = String::with_capacity(whole.len());
    let mut rest = whole.as_str();
    while let Some((head, tail)) = rest.split_once("Span {") {
        out.push_str(head);
        rest = tail.split_once('}').map_or("", |(_, behind)| behind);
    }
    out.push_str(rest);
    out
}

fn comments(text: &str) -> Vec<Comment> {
    lex(0, 0, text).comments
}

#[cfg(test)]
mod tests {
    use super::{Left, Obstacle, format, print_block};

    #[test]
    fn a_block_reads_the_same_after_printing() {
        let source = include_str!("../../SYNTAX.md");
        let done = format(source);
        assert_eq!(done.left, [], "{}", done.text);
        assert_eq!(format(&done.text).text, done.text, "printing twice changes nothing");
    }

    #[test]
    fn punctuation_and_spacing_become_canonical() {
        let printed =
            print_block("计分 1.1  销售产值 4分 依据【完成目标4分】\n实绩≥目标→满分;其余 -> 零分 # 注\n")
                .unwrap();
        assert_eq!(
            printed,
            "计分 1.1 销售产值 4分 依据【完成目标4分】\n  实绩 >= 目标 → 满分\n  否则 → 0分  # 注\n"
        );
    }

    #[test]
    fn parentheses_stay_where_they_decide() {
        let printed = print_block("结果 奖金 万元 = (1 + 2) × 3 - (4 - 5)\n").unwrap();
        assert_eq!(printed, "结果 奖金 万元 = (1 + 2) × 3 - (4 - 5)\n");
    }

    #[test]
    fn a_block_with_an_error_is_left_alone() {
        let done = format("```考核\n计分 分 分\n```\n");
        assert_eq!(done.left, [Left { block: 1, why: Obstacle::Errors }]);
        assert_eq!(done.text, "```考核\n计分 分 分\n```\n");
    }
}
