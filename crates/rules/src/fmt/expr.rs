//! Expressions, names and quantities as text.

use crate::ast::{BinaryOp, Expr, ExprKind, Name, Quantity, Variants};
use crate::lex::Keyword;

/// Where a text stands decides how tightly an operand must bind.
const SUM: u8 = 5;

/// An expression where any may stand.
pub(super) fn expr(it: &Expr) -> String {
    bound(it, 0)
}

/// An expression where only sums and products may stand.
pub(super) fn sum(it: &Expr) -> String {
    bound(it, SUM)
}

fn bound(it: &Expr, least: u8) -> String {
    let text = plain(it);
    if power(it) < least { format!("({text})") } else { text }
}

fn power(it: &Expr) -> u8 {
    match &it.kind {
        ExprKind::If(..) => 0,
        ExprKind::Binary(op, ..) => op_power(*op),
        ExprKind::Not(_) => 3,
        ExprKind::Negate(_) => 7,
        _ => 8,
    }
}

const fn op_power(op: BinaryOp) -> u8 {
    match op {
        BinaryOp::Or => 1,
        BinaryOp::And => 2,
        BinaryOp::AtLeast
        | BinaryOp::AtMost
        | BinaryOp::Above
        | BinaryOp::Below
        | BinaryOp::Equal
        | BinaryOp::NotEqual => 4,
        BinaryOp::Add | BinaryOp::Subtract => 5,
        BinaryOp::Multiply | BinaryOp::Divide => 6,
    }
}

const fn sign(op: BinaryOp) -> &'static str {
    match op {
        BinaryOp::Or => "或",
        BinaryOp::And => "且",
        BinaryOp::AtLeast => ">=",
        BinaryOp::AtMost => "<=",
        BinaryOp::Above => ">",
        BinaryOp::Below => "<",
        BinaryOp::Equal => "=",
        BinaryOp::NotEqual => "≠",
        BinaryOp::Add => "+",
        BinaryOp::Subtract => "-",
        BinaryOp::Multiply => "×",
        BinaryOp::Divide => "÷",
    }
}

fn plain(it: &Expr) -> String {
    match &it.kind {
        ExprKind::Quantity(amount) => quantity(amount),
        ExprKind::Flag(true) => "是".to_owned(),
        ExprKind::Flag(false) => "否".to_owned(),
        ExprKind::Date(date) => date.text.clone(),
        ExprKind::Path(names) => path(names),
        ExprKind::Text(text) => format!("\"{}\"", text.text),
        ExprKind::Negate(inner) => format!("-{}", bound(inner, 7)),
        ExprKind::Not(inner) => format!("非 {}", bound(inner, 3)),
        ExprKind::Binary(op, left, right) => {
            let own = op_power(*op);
            format!("{} {} {}", bound(left, own), sign(*op), bound(right, own + 1))
        }
        ExprKind::If(test, then, other) => {
            format!("若 {} 则 {} 否则 {}", expr(test), expr(then), expr(other))
        }
        ExprKind::Call(function, arguments) => {
            let arguments: Vec<String> = arguments.iter().map(expr).collect();
            format!("{}({})", function.text, arguments.join(", "))
        }
        ExprKind::Broken => String::new(),
    }
}

fn path(names: &[Name]) -> String {
    let alone = names.len() == 1;
    let parts = names
        .iter()
        .map(|n| if alone || is_word(&n.text) { n.text.clone() } else { format!("\"{}\"", n.text) });
    parts.collect::<Vec<_>>().join(".")
}

/// `50亿元`.
pub(super) fn quantity(it: &Quantity) -> String {
    format!("{}{}", it.value, it.unit)
}

/// A name: bare when the lexer reads it as one word that is no keyword.
pub(super) fn name(it: &Name) -> String {
    let bare = is_word(&it.text) && Keyword::find(&it.text).is_none();
    if bare { it.text.clone() } else { format!("\"{}\"", it.text) }
}

/// `甲, 乙`.
pub(super) fn names(them: &[Name]) -> String {
    them.iter().map(name).collect::<Vec<_>>().join(", ")
}

/// `1.1`, or a code in quotation marks.
pub(super) fn code(it: &Name) -> String {
    let parts: Vec<&str> = it.text.split('.').collect();
    let digits = parts.iter().all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit()));
    if digits { it.text.clone() } else { format!("\"{}\"", it.text) }
}

/// `【甲】【乙】`.
pub(super) fn quotes(them: &[Name]) -> String {
    them.iter().map(|q| format!("【{}】", q.text)).collect::<Vec<_>>().concat()
}

/// Whether the lexer reads the whole text as one word: letters, and digits behind a Latin letter.
fn is_word(text: &str) -> bool {
    let mut latin = false;
    let mut any = false;
    for c in text.chars() {
        let letter = c == '_' || c.is_alphabetic();
        if !(letter || (latin && c.is_ascii_digit())) {
            return false;
        }
        latin = c.is_ascii();
        any = true;
    }
    any
}

/// `区: 5% ； 其他: 4%`, or one value.
pub(super) fn variants(it: &Variants) -> String {
    match it {
        Variants::One(value) => expr(value),
        Variants::ByClass(rows) => rows
            .iter()
            .map(|(classes, value)| {
                let whom = if classes.is_empty() { "其他".to_owned() } else { names(classes) };
                format!("{whom}: {}", expr(value))
            })
            .collect::<Vec<_>>()
            .join(" ； "),
    }
}
