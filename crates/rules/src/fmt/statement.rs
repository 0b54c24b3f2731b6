//! Statements as lines of text.

use super::clause::{applies, basis, clause, codes, doubt, head_limits, over, policy, tied};
use super::expr::{code, expr, name, names, quantity, sum, variants};
use crate::ast::{
    ClauseKind, Grade, GradeTest, Indicator, Part, Ranking, RoundLevel, Rule, RuleKind, SchemeHead,
    Statement, StatementKind, Veto, VetoEffect,
};
use crate::lex::Keyword;
use crate::number::Rounding;
use std::fmt::Write as _;

/// The statement's lines; the first is its head.
pub(super) fn statement(it: &Statement) -> Vec<String> {
    let mut out: Vec<String> = it.leading.iter().map(|c| comment(c)).collect();
    let head = out.len();
    out.extend(lines(&it.kind));
    if let (Some(text), Some(line)) = (&it.trailing, out.get_mut(head)) {
        let _ = write!(line, "  {}", comment(text));
    }
    out
}

pub(super) fn comment(text: &str) -> String {
    if text.is_empty() { "#".to_owned() } else { format!("# {text}") }
}

pub(super) fn lines(kind: &StatementKind) -> Vec<String> {
    match kind {
        StatementKind::Scheme(it) => scheme(it),
        StatementKind::Round { level, decimals, mode } => {
            let level = level.map(|(l, _)| level_word(l)).unwrap_or_default();
            let decimals = decimals.map(|d| format!(" {d}位")).unwrap_or_default();
            let mode = mode.map(|m| format!(" {}", rounding(m))).unwrap_or_default();
            vec![format!("修约{level}{decimals}{mode}")]
        }
        StatementKind::MissingData(it) => vec![format!("缺报 {}", policy(it))],
        StatementKind::Ranking(it) => vec![ranking(it)],
        StatementKind::Import(file) => vec![format!("引用 \"{}\"", file.text)],
        StatementKind::Parameter { name: what, values } => {
            let values: Vec<String> = values
                .iter()
                .map(|v| {
                    let since = v.since.as_ref().map(|d| format!(" 自 {}", d.text)).unwrap_or_default();
                    format!("{}{since}", expr(&v.value))
                })
                .collect();
            vec![format!("参数 {} = {}", name(what), values.join(" ； "))]
        }
        StatementKind::Measure(what) => vec![format!("计量 {}", name(what))],
        StatementKind::Indicator(it) => vec![indicator(it)],
        StatementKind::Category(it) => part(&format!("类 {}", name(&it.code)), it),
        StatementKind::Item(it) => part(&format!("项 {}", code(&it.code)), it),
        StatementKind::Rule(it) => rule(it),
        StatementKind::Grade(it) => vec![grade(it)],
        StatementKind::Veto(it) => vec![veto(it)],
        StatementKind::Light { rows, indicator } => light(rows, indicator.as_ref()),
        StatementKind::Ledger { name: what, fields } => {
            let fields: Vec<String> = fields
                .iter()
                .map(|f| {
                    let measure = f.measure.as_ref().map(|m| format!(" {}", m.text)).unwrap_or_default();
                    let decimals = f.decimals.map(|d| format!(" {d}位")).unwrap_or_default();
                    let options = if f.options.is_empty() {
                        String::new()
                    } else {
                        format!(" 选项({})", names(&f.options))
                    };
                    format!("{}{measure}{decimals}{options}", name(&f.name))
                })
                .collect();
            vec![format!("台账 {} 字段 {}", name(what), fields.join(", "))]
        }
        StatementKind::Outcome { name: what, measure, value } => {
            vec![format!("结果 {} {} = {}", name(what), measure.text, variants(value))]
        }
    }
}

const fn level_word(level: RoundLevel) -> &'static str {
    match level {
        RoundLevel::Line => " 计分",
        RoundLevel::Item => " 项",
        RoundLevel::Total => " 总分",
    }
}

const fn rounding(mode: Rounding) -> &'static str {
    match mode {
        Rounding::HalfUp => "四舍五入",
        Rounding::HalfEven => "进舍",
        Rounding::Truncate => "舍去",
    }
}

fn scheme(it: &SchemeHead) -> Vec<String> {
    let mut head = "方案".to_owned();
    if let Some(title) = &it.title {
        let _ = write!(head, " \"{}\"", title.text);
    }
    if let Some(year) = it.year {
        let _ = write!(head, " 年度 {year}");
    }
    if !it.classes.is_empty() {
        let _ = write!(head, " 单位类别 {}", names(&it.classes));
    }
    if let Some(total) = &it.total {
        let _ = write!(head, " 总分 {}", quantity(total));
    }
    head.push_str(&head_limits(&it.bounds));
    let mut out = vec![head];
    out.extend(it.doubts.iter().map(|d| format!("  {}", doubt(d))));
    out
}

fn ranking(it: &Ranking) -> String {
    let mut out = "排名".to_owned();
    if let Some(population) = it.population {
        let _ = write!(out, " {}", over(population));
    }
    if let Some(ties) = it.ties {
        let _ = write!(out, " {}", tied(ties));
    }
    if !it.then.is_empty() {
        let _ = write!(out, " 先比 {}", codes(&it.then));
    }
    out
}

fn indicator(it: &Indicator) -> String {
    let mut out = format!("指标 {} {}", name(&it.name), it.measure.text);
    if let Some(decimals) = it.decimals {
        let _ = write!(out, " {decimals}位");
    }
    // What is said of the target and the sum reads best behind the source; the order among them stays.
    let late =
        |word: &Keyword| matches!(word, Keyword::TargetPositive | Keyword::NotAdditive | Keyword::Additive);
    let tail = it.traits.iter().rev().take_while(|(word, _)| late(word)).count();
    let (early, behind) = it.traits.split_at(it.traits.len() - tail);
    for (word, _) in early {
        let _ = write!(out, " {}", word.text());
    }
    if let Some(source) = &it.source {
        let _ = write!(out, " 来源 {}", name(source));
    }
    for (word, _) in behind {
        let _ = write!(out, " {}", word.text());
    }
    out
}

fn part(lead: &str, it: &Part) -> Vec<String> {
    let title = it.title.as_ref().map(|t| format!(" \"{}\"", t.text)).unwrap_or_default();
    let points = it.points.as_ref().map(|p| format!(" {}", quantity(p))).unwrap_or_default();
    let bounds = head_limits(&it.bounds);
    let mut out = vec![format!("{lead}{title}{points}{bounds}{}{}", applies(&it.classes), basis(&it.quotes))];
    out.extend(it.doubts.iter().map(|d| format!("  {}", doubt(d))));
    out
}

fn rule(it: &Rule) -> Vec<String> {
    let word = match it.kind {
        RuleKind::Score => "计分",
        RuleKind::Bonus => "加分",
        RuleKind::Deduction => "扣分",
        RuleKind::Judged => "评判",
    };
    let mut head = format!("{word} {}", code(&it.code));
    let mut add = |text: String| {
        head.push(' ');
        head.push_str(text.trim_start());
    };
    if let Some(indicator) = &it.indicator {
        add(indicator.text.clone());
    }
    if let Some(title) = &it.title {
        add(format!("\"{}\"", title.text));
    }
    if let Some(points) = &it.points {
        add(quantity(points));
    }
    match it.outside {
        Some(true) => add("满分外".to_owned()),
        Some(false) => add("满分内".to_owned()),
        None => {}
    }
    for text in [head_limits(&it.bounds), applies(&it.classes)] {
        if !text.is_empty() {
            add(text);
        }
    }
    if let Some(judge) = &it.judge {
        add(format!("由 {}", name(judge)));
    }
    if !it.quotes.is_empty() {
        add(basis(&it.quotes));
    }
    let mut out = vec![head];
    for one in &it.clauses {
        out.extend(one.leading.iter().map(|c| format!("  {}", comment(c))));
        let first = out.len();
        out.extend(clause(one).into_iter().map(|line| format!("  {line}")));
        if let (Some(text), Some(line)) = (&one.trailing, out.get_mut(first)) {
            let _ = write!(line, "  {}", comment(text));
        }
    }
    one_line_of_words(it, out)
}

/// `好 4分 ； 中 2分 ； 差 0分` stays on one line.
fn one_line_of_words(it: &Rule, lines: Vec<String>) -> Vec<String> {
    let words = it.clauses.iter().all(|c| {
        matches!(c.kind, ClauseKind::JudgedWord { .. }) && c.leading.is_empty() && c.trailing.is_none()
    });
    if it.clauses.len() < 2 || !words {
        return lines;
    }
    let (head, rest) = lines.split_at(1);
    let rest: Vec<&str> = rest.iter().map(|line| line.trim()).collect();
    head.iter().cloned().chain([format!("  {}", rest.join(" ； "))]).collect()
}

fn grade(it: &Grade) -> String {
    let test = match &it.test {
        GradeTest::When(when) => expr(when),
        GradeTest::Otherwise => "其余".to_owned(),
        GradeTest::Quota(size, None) => format!("名额 {}", sum(size)),
        GradeTest::Quota(size, Some(when)) => format!("名额 {} 当 {}", sum(size), expr(when)),
        GradeTest::Shift(up, when) => format!("{} 当 {}", if *up { "升一等" } else { "降一等" }, expr(when)),
    };
    format!("等次 {} = {test}{}", name(&it.name), basis(&it.quotes))
}

fn veto(it: &Veto) -> String {
    let when = it.when.as_ref().map(|w| format!(" 当 {}", expr(w))).unwrap_or_default();
    let effects: Vec<String> = it.effects.iter().map(|(e, _)| veto_effect(e)).collect();
    let effects = if effects.is_empty() { String::new() } else { format!(" → {}", effects.join(" 并 ")) };
    format!("否决 {}{when}{}{effects}", name(&it.name), basis(&it.quotes))
}

fn veto_effect(it: &VetoEffect) -> String {
    match it {
        VetoEffect::Take(points) => format!("扣 {}", quantity(points)),
        VetoEffect::ItemZero(item) => format!("项 {} 零分", code(item)),
        VetoEffect::NotIn(grade) => format!("不得评为 {}", name(grade)),
        VetoEffect::Lower => "降一等".to_owned(),
        VetoEffect::Grade(grade) => format!("等次 {}", name(grade)),
        VetoEffect::TotalZero => "总分为零".to_owned(),
        VetoEffect::Unranked => "不参加排名".to_owned(),
        VetoEffect::NoGrade => "不定等次".to_owned(),
    }
}

fn light(
    rows: &[(crate::ast::Name, Option<crate::ast::Expr>)],
    indicator: Option<&crate::ast::Name>,
) -> Vec<String> {
    let rows: Vec<String> = rows
        .iter()
        .enumerate()
        .map(|(place, (what, when))| {
            let whose =
                indicator.filter(|_| place == 0).map(|i| format!(" 适用 {}", name(i))).unwrap_or_default();
            let test = when.as_ref().map_or_else(|| "其余".to_owned(), expr);
            format!("{}{whose} = {test}", name(what))
        })
        .collect();
    vec![format!("灯 {}", rows.join(" ； "))]
}
