//! Two versions of a scheme: what changed, in Chinese.

use crate::ast::{Part, Rule, Statement, StatementKind};
use crate::fmt::{expression, print_head, quantity_text};
use crate::guide::{describe_clause, describe_statement};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What a difference is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Aspect {
    /// A statement that only the new version has.
    Added,
    /// A statement that only the old version has.
    Removed,
    /// Points.
    Points,
    /// Caps and floors.
    Bounds,
    /// Inside or outside of the item's points.
    Place,
    /// Classes it applies to.
    Classes,
    /// What is required and what it gives.
    Rule,
    /// The official text it rests on.
    Basis,
    /// Anything else of a statement.
    Other,
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Where: `1.1 销售产值`, `指标 销售产值`, `等次 优秀`.
    pub place: String,
    /// What it is about.
    pub aspect: Aspect,
    /// How it was; empty for something new.
    pub before: String,
    /// How it is; empty for something that is gone.
    pub after: String,
    /// The whole in a sentence.
    pub sentence: String,
}

/// What changed from `old` to `new`, in the order of the new version, then what is gone.
pub fn differences(old: &[Statement], new: &[Statement]) -> Vec<Difference> {
    let before = keyed(old);
    let after = keyed(new);
    let known: BTreeMap<&Key, &Statement> = before.iter().map(|(key, s)| (key, *s)).collect();
    let mut out = Vec::new();
    for (key, statement) in &after {
        match known.get(key) {
            Some(old) => statement_changes(&key.place(), old, statement, &mut out),
            None => out.push(alone(&key.place(), statement, Aspect::Added)),
        }
    }
    let kept: BTreeSet<&Key> = after.iter().map(|(key, _)| key).collect();
    for (key, statement) in before.iter().filter(|(key, _)| !kept.contains(key)) {
        out.push(alone(&key.place(), statement, Aspect::Removed));
    }
    out
}

/// What identifies a statement in both versions.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    sort: &'static str,
    category: String,
    name: String,
    /// How often the same has come before.
    turn: usize,
    /// For people; no part of the identity.
    title: Title,
}

/// A title that compares equal to every other.
#[derive(Clone, Debug)]
struct Title(String);

impl PartialEq for Title {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Title {}

impl PartialOrd for Title {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Title {
    fn cmp(&self, _: &Self) -> std::cmp::Ordering {
        std::cmp::Ordering::Equal
    }
}

impl Key {
    fn place(&self) -> String {
        let Title(title) = &self.title;
        match (self.sort, title.is_empty()) {
            ("规则", false) => format!("{} {title}", self.name),
            ("规则", true) => self.name.clone(),
            ("项", _) => format!("第 {} 项 {title}", self.name).trim_end().to_owned(),
            (sort, _) => format!("{sort} {}", self.name).trim_end().to_owned(),
        }
    }
}

fn keyed(statements: &[Statement]) -> Vec<(Key, &Statement)> {
    let mut out: Vec<(Key, &Statement)> = Vec::new();
    let mut category = String::new();
    let mut seen: BTreeMap<(&str, String, String), usize> = BTreeMap::new();
    for statement in statements {
        if let StatementKind::Category(part) = &statement.kind {
            category.clone_from(&part.code.text);
        }
        let (sort, name, title) = identity(&statement.kind);
        let inside = if matches!(sort, "项" | "规则") { category.clone() } else { String::new() };
        let turn = seen.entry((sort, inside.clone(), name.clone())).or_insert(0);
        let key = Key { sort, category: inside, name, turn: *turn, title: Title(title) };
        *turn += 1;
        out.push((key, statement));
    }
    out
}

fn identity(kind: &StatementKind) -> (&'static str, String, String) {
    let plain = |sort, name: &str| (sort, name.to_owned(), String::new());
    match kind {
        StatementKind::Scheme(_) => plain("方案", ""),
        StatementKind::Round { .. } => plain("修约", ""),
        StatementKind::MissingData(_) => plain("缺报", ""),
        StatementKind::Ranking(_) => plain("排名", ""),
        StatementKind::Import(name) => plain("引用", &name.text),
        StatementKind::Parameter { name, .. } => plain("参数", &name.text),
        StatementKind::Measure(name) => plain("计量", &name.text),
        StatementKind::Indicator(it) => plain("指标", &it.name.text),
        StatementKind::Category(it) => plain("类", &it.code.text),
        StatementKind::Item(it) => {
            ("项", it.code.text.clone(), it.title.as_ref().map(|t| t.text.clone()).unwrap_or_default())
        }
        StatementKind::Rule(it) => {
            let title = it.title.as_ref().or(it.indicator.as_ref());
            ("规则", it.code.text.clone(), title.map(|t| t.text.clone()).unwrap_or_default())
        }
        StatementKind::Grade(it) => plain("等次", &it.name.text),
        StatementKind::Veto(it) => plain("否决", &it.name.text),
        StatementKind::Light { .. } => plain("灯", ""),
        StatementKind::Ledger { name, .. } => plain("台账", &name.text),
        StatementKind::Outcome { name, .. } => plain("结果", &name.text),
    }
}

fn alone(place: &str, statement: &Statement, aspect: Aspect) -> Difference {
    let words = describe_statement(&statement.kind);
    let text = if words.is_empty() { print_head(&statement.kind) } else { words.join("；") };
    let (before, after, sentence) = if aspect == Aspect::Added {
        (String::new(), text.clone(), format!("新增 {place}：{text}"))
    } else {
        (text.clone(), String::new(), format!("取消 {place}：{text}"))
    };
    Difference { place: place.to_owned(), aspect, before, after, sentence }
}

fn statement_changes(place: &str, old: &Statement, new: &Statement, out: &mut Vec<Difference>) {
    let found = out.len();
    match (&old.kind, &new.kind) {
        (StatementKind::Rule(a), StatementKind::Rule(b)) => rule_changes(place, a, b, out),
        (StatementKind::Category(a), StatementKind::Category(b))
        | (StatementKind::Item(a), StatementKind::Item(b)) => {
            part_changes(place, a, b, out);
        }
        _ => {}
    }
    let (before, after) = (print_head(&old.kind), print_head(&new.kind));
    if out.len() == found && before != after {
        change(place, Aspect::Other, "写法", before, after, out);
    }
}

fn change(place: &str, aspect: Aspect, what: &str, before: String, after: String, out: &mut Vec<Difference>) {
    if before == after {
        return;
    }
    let shown = |text: &str| if text.is_empty() { "没有写".to_owned() } else { format!("“{text}”") };
    let sentence = format!("{place} 的{what}由{}改为{}", shown(&before), shown(&after));
    out.push(Difference { place: place.to_owned(), aspect, before, after, sentence });
}

fn part_changes(place: &str, a: &Part, b: &Part, out: &mut Vec<Difference>) {
    let points = |p: &Part| p.points.as_ref().map(quantity_text).unwrap_or_default();
    change(place, Aspect::Points, "分值", points(a), points(b), out);
    change(place, Aspect::Bounds, "上下限", bounds(&a.bounds), bounds(&b.bounds), out);
    let title = |p: &Part| p.title.as_ref().map(|t| t.text.clone()).unwrap_or_default();
    change(place, Aspect::Other, "名称", title(a), title(b), out);
    change(place, Aspect::Classes, "适用范围", names(&a.classes), names(&b.classes), out);
    change(place, Aspect::Basis, "依据", names(&a.quotes), names(&b.quotes), out);
}

fn rule_changes(place: &str, a: &Rule, b: &Rule, out: &mut Vec<Difference>) {
    let points = |r: &Rule| r.points.as_ref().map(quantity_text).unwrap_or_default();
    change(place, Aspect::Points, "分值", points(a), points(b), out);
    change(place, Aspect::Bounds, "上下限", bounds(&a.bounds), bounds(&b.bounds), out);
    let outside = |r: &Rule| match r.outside {
        Some(true) => "满分之外".to_owned(),
        Some(false) => "满分之内".to_owned(),
        None => String::new(),
    };
    change(place, Aspect::Place, "加分位置", outside(a), outside(b), out);
    change(place, Aspect::Classes, "适用范围", names(&a.classes), names(&b.classes), out);
    let one = |n: &Option<crate::ast::Name>| n.as_ref().map(|n| n.text.clone()).unwrap_or_default();
    change(place, Aspect::Other, "指标", one(&a.indicator), one(&b.indicator), out);
    change(place, Aspect::Other, "评判机构", one(&a.judge), one(&b.judge), out);
    change(place, Aspect::Basis, "依据", names(&a.quotes), names(&b.quotes), out);
    let (gone, come) = only(
        &a.clauses.iter().map(describe_clause).collect::<Vec<_>>(),
        &b.clauses.iter().map(describe_clause).collect::<Vec<_>>(),
    );
    change(place, Aspect::Rule, "规则", gone.join("；"), come.join(";"), out);
}

/// What only the one and what only the other has, in order.
fn only(a: &[String], b: &[String]) -> (Vec<String>, Vec<String>) {
    let gone = a.iter().filter(|x| !b.contains(x)).cloned().collect();
    let come = b.iter().filter(|x| !a.contains(x)).cloned().collect();
    (gone, come)
}

fn names(them: &[crate::ast::Name]) -> String {
    them.iter().map(|n| n.text.as_str()).collect::<Vec<_>>().join("、")
}

fn bounds(it: &crate::ast::Bounds) -> String {
    let mut out = Vec::new();
    out.extend(it.cap.as_ref().map(|c| format!("最多 {}", expression(c))));
    out.extend(it.floor.as_ref().map(|f| format!("最少 {}", expression(f))));
    if it.unlimited {
        out.push("不封顶".to_owned());
    }
    if it.negative {
        out.push("可扣成负分".to_owned());
    }
    out.join("，")
}

#[cfg(test)]
mod tests {
    use super::{Aspect, differences};
    use crate::source::Sources;

    fn read(text: &str) -> Vec<crate::ast::Statement> {
        crate::parse(&Sources::new("办法.md", format!("```考核\n{text}\n```\n"))).0
    }

    #[test]
    fn points_caps_and_rules_are_told_apart() {
        let old = read(
            "类 甲 4分\n项 1 \"经济\" 4分\n计分 1.1 产值 4分\n  实绩 >= 目标 → 满分\n  否则 → 0分\n加分 1.2 产值 满分外\n  超额率 每满 5% 加 1分 限 2分",
        );
        let new = read(
            "类 甲 5分\n项 1 \"经济\" 5分\n计分 1.1 产值 5分\n  实绩 >= 目标 → 满分\n  否则 → 满分 × 完成率\n加分 1.2 产值 满分外\n  超额率 每满 5% 加 1分 限 3分\n扣分 1.3 事故\n  每满 1起 扣 1分 扣完为止",
        );
        let found = differences(&old, &new);
        let told: Vec<(&str, Aspect)> = found.iter().map(|d| (d.place.as_str(), d.aspect)).collect();
        assert_eq!(
            told,
            [
                ("类 甲", Aspect::Points),
                ("第 1 项 经济", Aspect::Points),
                ("1.1 产值", Aspect::Points),
                ("1.1 产值", Aspect::Rule),
                ("1.2 产值", Aspect::Rule),
                ("1.3 事故", Aspect::Added),
            ]
        );
        assert_eq!(found[2].sentence, "1.1 产值 的分值由“4分”改为“5分”");
        assert_eq!(found[3].sentence, "1.1 产值 的规则由“否则，得 0分”改为“否则，得 满分 × 完成率”");
    }

    #[test]
    fn the_same_text_has_no_differences() {
        let old = read("类 甲 4分\n项 1 \"经济\" 4分\n计分 1.1 产值 4分\n  实绩>=目标→满分；否则→0分");
        let new =
            read("类 甲 4分\n项 1 \"经济\" 4分\n计分 1.1 产值 4分\n  实绩 ≥ 目标 → 满分\n  其余 → 零分");
        assert_eq!(differences(&old, &new), []);
    }
}
