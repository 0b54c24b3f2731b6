//! Clauses of a rule as lines of text.

use super::expr::{code, expr, name, names, quantity, quotes, sum, variants};
use crate::ast::{
    BandEnd, BandRow, Bounds, Clause, ClauseKind, Counting, Doubt, Effect, Expr, Ladder, Name, Policy,
    PolicyKind, Population, RankPoints, StepMode, Term, TermKind, Ties,
};
use std::fmt::Write as _;

/// The clause as lines, without indent; rows of a table are indented by two.
pub(super) fn clause(it: &Clause) -> Vec<String> {
    match &it.kind {
        ClauseKind::Define { name: what, value } => vec![format!("{} = {}", defined(what), variants(value))],
        ClauseKind::When { condition, effect: then } => {
            vec![format!("{} → {}", expr(condition), effect(then))]
        }
        ClauseKind::Otherwise(then) => vec![format!("否则 → {}", effect(then))],
        ClauseKind::Always(then) => vec![effect(then)],
        ClauseKind::Rate { rate, bounds } => vec![format!("按 {} 得分{}", sum(rate), limits(bounds))],
        ClauseKind::Ladder(it) => ladder(it),
        ClauseKind::Bands { subject, rows, otherwise } => bands(subject, rows, otherwise.as_ref()),
        ClauseKind::Efficacy { subject, base, population, equal } => {
            let base = base.as_ref().map(|b| format!(" 基础 {}", sum(b))).unwrap_or_default();
            let whom = population.map(|p| format!(" {}", over(p))).unwrap_or_default();
            let equal = equal.as_ref().map(|p| format!(" 极值相等 {}", policy(p))).unwrap_or_default();
            vec![format!("功效系数 {}{base}{whom}{equal}", sum(subject))]
        }
        ClauseKind::RankPoints(it) => vec![rank_points(it)],
        ClauseKind::TruthTable { tests, rows } => {
            let tests: Vec<String> = tests.iter().map(expr).collect();
            let mut out = vec![format!("真值表 {}", tests.join(", "))];
            out.extend(rows.iter().map(|row| {
                let cells: Vec<&str> = row.cells.iter().map(|c| if *c { "是" } else { "否" }).collect();
                format!("  {} → {}", cells.join(" "), effect(&row.effect))
            }));
            out
        }
        ClauseKind::OneByOne { failures, effect: each, take, tests } => {
            let lead = if *failures { "每未完成一项" } else { "每完成一项" };
            let moves = if *take { "扣" } else { "加" };
            let tests: Vec<String> = tests.iter().map(expr).collect();
            vec![format!("逐项 {lead} {moves} {}: {}", sum(each), tests.join(", "))]
        }
        ClauseKind::Progressive { amount, width, rates } => {
            let rates: Vec<String> = rates.iter().map(sum).collect();
            vec![format!("累进 {} 每 {} 依次 {}", sum(amount), sum(width), rates.join(", "))]
        }
        ClauseKind::Weighted(rows) => {
            let rows: Vec<String> = rows.iter().map(|(e, w)| format!("{} {}", sum(e), quantity(w))).collect();
            vec![format!("加权 {}", rows.join(", "))]
        }
        ClauseKind::ByLevel { ledger, counting, levels, bounds } => {
            let how = counting.map(|(c, _)| format!(" {}", counted(c))).unwrap_or_default();
            let mut out = vec![format!("按级别 {}{how}", name(ledger))];
            out.extend(levels.iter().map(|(level, points)| format!("  {} → {}", name(level), sum(points))));
            let bounds = limits(bounds);
            if !bounds.is_empty() {
                out.push(format!(" {bounds}"));
            }
            out
        }
        ClauseKind::ForEach { ledger, counting, when, effect: then } => {
            let how = counting.map(|(c, _)| format!(" {}", counted(c))).unwrap_or_default();
            let when = when.as_ref().map(|e| format!(" 当 {}", expr(e))).unwrap_or_default();
            vec![format!("逐个 {}{how}{when} → {}", name(ledger), effect(then))]
        }
        ClauseKind::JudgedRange { low, high } => vec![format!("{} 到 {}", quantity(low), quantity(high))],
        ClauseKind::JudgedWord { word, points } => vec![format!("{} {}", name(word), quantity(points))],
        ClauseKind::ZeroTarget(it) => vec![format!("零目标 {}", policy(it))],
        ClauseKind::Missing(it) => vec![format!("本条缺报 {}", policy(it))],
        ClauseKind::Bounds(bounds) => vec![limits(bounds).trim_start().to_owned()],
        ClauseKind::Doubt(it) => vec![doubt(it)],
    }
}

/// 标准 is a keyword that may be defined; it is never quoted.
fn defined(what: &Name) -> String {
    if what.text == "标准" { what.text.clone() } else { name(what) }
}

pub(super) const fn over(it: Population) -> &'static str {
    match it {
        Population::Everyone => "全体",
        Population::SameClass => "同类别",
    }
}

pub(super) const fn tied(it: Ties) -> &'static str {
    match it {
        Ties::Gapped => "占位",
        Ties::Dense => "不占位",
    }
}

const fn counted(it: Counting) -> &'static str {
    match it {
        Counting::Every => "逐件累计",
        Counting::HighestPerMatter => "同一事项取最高",
        Counting::HighestOnly => "只取最高",
    }
}

pub(super) fn policy(it: &Policy) -> String {
    match &it.kind {
        PolicyKind::Await => "待补".to_owned(),
        PolicyKind::Zero => "零分".to_owned(),
        PolicyKind::Full => "满分".to_owned(),
        PolicyKind::GroupMean => "组均值".to_owned(),
        PolicyKind::NotApplicable => "不适用".to_owned(),
        PolicyKind::Base(points) => format!("基本分 {}", quantity(points)),
    }
}

fn ladder(it: &Ladder) -> Vec<String> {
    let mut out = vec![format!("阶梯 {}", sum(&it.subject))];
    out.extend(it.rows.iter().map(|(at, then)| format!("  达到 {} → {}", sum(at), effect(then))));
    if let Some((step, each, down)) = &it.extend {
        out.push(format!("  类推 每降 {} 减 {} 到 {}", sum(step), sum(each), sum(down)));
    }
    out.extend(it.otherwise.iter().map(|then| format!("  其余 → {}", effect(then))));
    out
}

fn bands(subject: &Expr, rows: &[BandRow], otherwise: Option<&Effect>) -> Vec<String> {
    let end = |it: &BandEnd| {
        let said = match it.included {
            Some(true) => "(含)",
            Some(false) => "(不含)",
            None => "",
        };
        format!("{}{said}", sum(&it.value))
    };
    let mut out = vec![format!("分档 {}", sum(subject))];
    out.extend(rows.iter().map(|row| {
        let range = match (&row.from, &row.to) {
            (Some(from), Some(to)) => format!("{} 到 {}", end(from), end(to)),
            (Some(from), None) => format!("{}以上", end(from)),
            (None, Some(to)) => format!("{}以下", end(to)),
            (None, None) => String::new(),
        };
        format!("  {range} → {}", effect(&row.effect))
    }));
    out.extend(otherwise.map(|then| format!("  其余 → {}", effect(then))));
    out
}

fn rank_points(it: &RankPoints) -> String {
    let mut out = format!("名次计分 {}", sum(&it.subject));
    let mut add = |text: String| {
        out.push(' ');
        out.push_str(&text);
    };
    if let Some(population) = it.population {
        add(over(population).to_owned());
    }
    if let Some(ties) = it.ties {
        add(tied(ties).to_owned());
    }
    for (place, points) in &it.rows {
        add(format!("第{place}名 {}", sum(points)));
    }
    if let Some((by, points)) = &it.step {
        add(format!("每降 {} 减 {}", quantity(by), sum(points)));
    }
    if let Some(floor) = &it.floor {
        add(format!("不低于 {}", sum(floor)));
    }
    out
}

/// Terms joined by 并, then the bounds over their sum.
pub(super) fn effect(it: &Effect) -> String {
    let terms: Vec<String> = it.terms.iter().map(term).collect();
    format!("{}{}", terms.join(" 并 "), limits(&it.bounds))
}

fn term(it: &Term) -> String {
    match &it.kind {
        TermKind::Value(value) if it.take => format!("扣 {}", sum(value)),
        TermKind::Value(value) => sum(value),
        TermKind::Steps { amount, width, each, mode, bounds, place } => {
            let word = if *mode == Some(StepMode::Full) { "每满" } else { "每" };
            let moves = if it.take { "扣" } else { "加" };
            let rest = match mode {
                Some(StepMode::ProRata) => " 按比例",
                Some(StepMode::PartCounts) => " 不足一步按一步",
                Some(StepMode::Nearest) => " 四舍五入取步",
                Some(StepMode::Full) | None => "",
            };
            let place = match place {
                Some(true) => " 满分外",
                Some(false) => " 满分内",
                None => "",
            };
            format!(
                "{} {word} {} {moves} {}{rest}{}{place}",
                sum(amount),
                sum(width),
                sum(each),
                limits(bounds)
            )
        }
    }
}

/// 不低于 before 限, so that a cap is not taken for that of the steps before it.
pub(super) fn limits(it: &Bounds) -> String {
    bounds(it, "限", "不低于")
}

/// The same in a head: 上限 and 下限.
pub(super) fn head_limits(it: &Bounds) -> String {
    bounds(it, "上限", "下限")
}

fn bounds(it: &Bounds, cap: &str, floor: &str) -> String {
    let mut out = String::new();
    if let Some(value) = &it.floor {
        let _ = write!(out, " {floor} {}", sum(value));
    }
    if let Some(value) = &it.cap {
        let _ = write!(out, " {cap} {}", sum(value));
    }
    if it.unlimited {
        out.push_str(" 不封顶");
    }
    if it.negative {
        out.push_str(" 倒扣");
    }
    out
}

pub(super) fn doubt(it: &Doubt) -> String {
    let mut out = "存疑".to_owned();
    if let Some(found) = &it.code {
        let _ = write!(out, " {}", found.text);
    }
    match it.quotes.as_slice() {
        [] => {}
        [one, other] => {
            let _ = write!(out, " 【{}】与【{}】", one.text, other.text);
        }
        many => {
            let _ = write!(out, " {}", quotes(many));
        }
    }
    if let Some(text) = &it.text {
        let _ = write!(out, " \"{}\"", text.text);
    }
    match it.first {
        Some(true) => out.push_str(" 采用前者"),
        Some(false) => out.push_str(" 采用后者"),
        None => {}
    }
    if let Some(ruling) = &it.ruling {
        let date = ruling.date.as_ref().map(|d| format!(" {}", d.text)).unwrap_or_default();
        let _ = write!(out, " 裁定 {}{date}", name(&ruling.body));
    }
    out
}

/// ` 适用 区, 县市` and the like behind a head.
pub(super) fn applies(classes: &[Name]) -> String {
    if classes.is_empty() { String::new() } else { format!(" 适用 {}", names(classes)) }
}

/// ` 依据【…】`.
pub(super) fn basis(them: &[Name]) -> String {
    if them.is_empty() { String::new() } else { format!(" 依据{}", quotes(them)) }
}

/// Codes in a list: `1.1, 1.2`.
pub(super) fn codes(them: &[Name]) -> String {
    them.iter().map(code).collect::<Vec<_>>().join(", ")
}
