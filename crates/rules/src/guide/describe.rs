//! Rules in plain Chinese: what a clause comes to, without the signs of the language.

use crate::ast::{
    BandEnd, BandRow, Bounds, Clause, ClauseKind, Counting, Effect, Expr, GradeTest, Ladder, Name, Part,
    PolicyKind, Population, RankPoints, Rule, RuleKind, StatementKind, StepMode, Term, TermKind, Ties,
    Variants,
};
use crate::fmt::{expression, quantity_text};

/// The statement in a sentence or several.
pub fn describe_statement(kind: &StatementKind) -> Vec<String> {
    match kind {
        StatementKind::Rule(rule) => describe_rule(rule),
        StatementKind::Category(part) => vec![format!("“{}”一类{}", part.code.text, worth(part))],
        StatementKind::Item(part) => {
            let title = part.title.as_ref().map_or("", |t| t.text.as_str());
            vec![format!("第 {} 项“{title}”{}", part.code.text, worth(part))]
        }
        StatementKind::Grade(grade) => {
            let when = match &grade.test {
                GradeTest::When(test) => format!("{}的单位", expression(test)),
                GradeTest::Otherwise => "其余单位".to_owned(),
                GradeTest::Quota(size, None) => format!("名列前 {} 的单位", expression(size)),
                GradeTest::Quota(size, Some(test)) => {
                    format!("{}且名列前 {} 的单位", expression(test), expression(size))
                }
                GradeTest::Shift(up, test) => {
                    let way = if *up { "升" } else { "降" };
                    return vec![format!("{}的单位，等次{way}一等", expression(test))];
                }
            };
            vec![format!("{when}为“{}”", grade.name.text)]
        }
        StatementKind::Veto(veto) => {
            let when = veto.when.as_ref().map_or_else(|| "经认定发生".to_owned(), expression);
            vec![format!("{when}“{}”的，按后果处理；得分照样算出", veto.name.text)]
        }
        _ => Vec::new(),
    }
}

fn worth(part: &Part) -> String {
    let points =
        part.points.as_ref().map_or_else(|| "没有写分值".to_owned(), |p| format!("共 {}", quantity_text(p)));
    format!("{points}{}", limits(&part.bounds))
}

fn describe_rule(rule: &Rule) -> Vec<String> {
    let what = match rule.kind {
        RuleKind::Score => "计分",
        RuleKind::Bonus => "加分",
        RuleKind::Deduction => "扣分",
        RuleKind::Judged => "评判",
    };
    let about = rule.title.as_ref().or(rule.indicator.as_ref()).map_or("", |n| n.text.as_str());
    let points = rule.points.as_ref().map(|p| format!("，满分 {}", quantity_text(p))).unwrap_or_default();
    let place = match rule.outside {
        Some(true) => "，在本项满分之外",
        Some(false) => "，计入本项满分之内",
        None => "",
    };
    let whom = if rule.classes.is_empty() {
        String::new()
    } else {
        format!("，只适用于{}", list(&rule.classes))
    };
    let judge = rule.judge.as_ref().map(|j| format!("，由{}评定", j.text)).unwrap_or_default();
    let mut out = vec![format!(
        "{} {what}“{about}”{points}{place}{whom}{judge}{}",
        rule.code.text,
        limits(&rule.bounds)
    )];
    out.extend(rule.clauses.iter().map(describe_clause));
    out
}

fn list(names: &[Name]) -> String {
    names.iter().map(|n| n.text.as_str()).collect::<Vec<_>>().join("、")
}

/// One clause in a sentence.
#[expect(clippy::too_many_lines, reason = "one arm a clause; the table of the language is that long")]
pub fn describe_clause(clause: &Clause) -> String {
    match &clause.kind {
        ClauseKind::Define { name, value } => format!("“{}”是{}", name.text, variants(value)),
        ClauseKind::When { condition, effect } => format!("{}时，{}", expression(condition), gives(effect)),
        ClauseKind::Otherwise(effect) => format!("否则，{}", gives(effect)),
        ClauseKind::Always(effect) => gives(effect),
        ClauseKind::Rate { rate, bounds } => format!("得分是满分乘以{}{}", expression(rate), limits(bounds)),
        ClauseKind::Ladder(it) => ladder(it),
        ClauseKind::Bands { subject, rows, otherwise } => bands(subject, rows, otherwise.as_ref()),
        ClauseKind::Efficacy { subject, base, population, .. } => {
            let base = base.as_ref().map_or_else(|| "（没有写基础分）".to_owned(), expression);
            format!(
                "按功效系数法：在{}中，最低的得满分的 {base}，最高的得满分，其余按“{}”的位置分配",
                over(*population),
                expression(subject)
            )
        }
        ClauseKind::RankPoints(it) => rank_points(it),
        ClauseKind::TruthTable { tests, rows } => {
            let tests: Vec<String> = tests.iter().map(expression).collect();
            let rows: Vec<String> = rows
                .iter()
                .map(|row| {
                    let cells: Vec<&str> = row.cells.iter().map(|c| if *c { "是" } else { "否" }).collect();
                    format!("{}时{}", cells.join("、"), gives(&row.effect))
                })
                .collect();
            format!("看{}：{}", tests.join("、"), rows.join("；"))
        }
        ClauseKind::OneByOne { failures, effect, take, tests } => {
            let moves = if *take { "扣" } else { "加" };
            let which = if *failures { "没有做到" } else { "做到" };
            let tests: Vec<String> = tests.iter().map(expression).collect();
            format!("{}之中，每有一项{which}，{moves} {}", tests.join("、"), expression(effect))
        }
        ClauseKind::Progressive { amount, width, rates } => {
            let rates: Vec<String> = rates.iter().map(expression).collect();
            format!(
                "{}分段计算，每段 {}，各段系数依次为 {}",
                expression(amount),
                expression(width),
                rates.join("、")
            )
        }
        ClauseKind::Weighted(rows) => {
            let rows: Vec<String> =
                rows.iter().map(|(e, w)| format!("{} 占 {}", expression(e), quantity_text(w))).collect();
            format!("加权合成：{}", rows.join("，"))
        }
        ClauseKind::ByLevel { ledger, counting, levels, bounds } => {
            let levels: Vec<String> =
                levels.iter().map(|(l, p)| format!("{} {}", l.text, expression(p))).collect();
            let how = counting.map(|(c, _)| counted(c)).unwrap_or_default();
            format!("“{}”按级别计分：{}{how}{}", ledger.text, levels.join("、"), limits(bounds))
        }
        ClauseKind::ForEach { ledger, counting, when, effect } => {
            let when = when.as_ref().map(|w| format!("中{}的", expression(w))).unwrap_or_default();
            let how = counting.map(|(c, _)| counted(c)).unwrap_or_default();
            format!("“{}”{when}每一条，{}{how}", ledger.text, gives(effect))
        }
        ClauseKind::JudgedRange { low, high } => {
            format!("在 {} 到 {} 之间评定", quantity_text(low), quantity_text(high))
        }
        ClauseKind::JudgedWord { word, points } => format!("评为“{}”得 {}", word.text, quantity_text(points)),
        ClauseKind::ZeroTarget(policy) => format!("目标为 0 时{}", policy_word(&policy.kind)),
        ClauseKind::Missing(policy) => format!("这一条缺报时{}", policy_word(&policy.kind)),
        ClauseKind::Bounds(bounds) => limits(bounds).trim_start_matches(',').to_owned(),
        ClauseKind::Doubt(doubt) => {
            let ruled = doubt
                .ruling
                .as_ref()
                .map_or_else(|| "还没有裁定".to_owned(), |r| format!("由{}裁定", r.body.text));
            format!("有存疑，{ruled}")
        }
    }
}

const fn counted(it: Counting) -> &'static str {
    match it {
        Counting::Every => "，每条都计",
        Counting::HighestPerMatter => "，同一事项只计最高的一次",
        Counting::HighestOnly => "，只计最高的一条",
    }
}

pub(super) fn policy_word(kind: &PolicyKind) -> String {
    match kind {
        PolicyKind::Await => "先空着等补报".to_owned(),
        PolicyKind::Zero => "得 0 分".to_owned(),
        PolicyKind::Full => "得满分".to_owned(),
        PolicyKind::GroupMean => "取同组平均".to_owned(),
        PolicyKind::NotApplicable => "不计这一条".to_owned(),
        PolicyKind::Base(points) => format!("得 {}", quantity_text(points)),
    }
}

const fn over(population: Option<Population>) -> &'static str {
    match population {
        Some(Population::Everyone) => "全体单位",
        Some(Population::SameClass) => "同类单位",
        None => "（没有写范围的单位）",
    }
}

fn variants(value: &Variants) -> String {
    match value {
        Variants::One(value) => expression(value),
        Variants::ByClass(rows) => rows
            .iter()
            .map(|(classes, value)| {
                let whom = if classes.is_empty() { "其他".to_owned() } else { list(classes) };
                format!("{whom} {}", expression(value))
            })
            .collect::<Vec<_>>()
            .join("、"),
    }
}

fn ladder(it: &Ladder) -> String {
    let mut rows: Vec<String> =
        it.rows.iter().map(|(at, then)| format!("达到 {} {}", expression(at), gives(then))).collect();
    if let Some((step, each, down)) = &it.extend {
        rows.push(format!("往下每 {} 少 {}，直到 {}", expression(step), expression(each), expression(down)));
    }
    rows.extend(it.otherwise.iter().map(|then| format!("再低{}", gives(then))));
    format!("{}按阶梯计分：{}", expression(&it.subject), rows.join("，"))
}

fn bands(subject: &Expr, rows: &[BandRow], otherwise: Option<&Effect>) -> String {
    let end = |it: &BandEnd| {
        let said = match it.included {
            Some(true) => "（含）",
            Some(false) => "（不含）",
            None => "（含不含没有写）",
        };
        format!("{}{said}", expression(&it.value))
    };
    let mut out: Vec<String> = rows
        .iter()
        .map(|row| {
            let range = match (&row.from, &row.to) {
                (Some(from), Some(to)) => format!("{}到{}", end(from), end(to)),
                (Some(from), None) => format!("{}以上", end(from)),
                (None, Some(to)) => format!("{}以下", end(to)),
                (None, None) => String::new(),
            };
            format!("{range}{}", gives(&row.effect))
        })
        .collect();
    out.extend(otherwise.map(|then| format!("其余{}", gives(then))));
    format!("{}分档计分：{}", expression(subject), out.join("，"))
}

fn rank_points(it: &RankPoints) -> String {
    let ties = match it.ties {
        Some(Ties::Gapped) => "，并列占名次",
        Some(Ties::Dense) => "，并列不占名次",
        None => "",
    };
    let rows: Vec<String> =
        it.rows.iter().map(|(place, share)| format!("第 {place} 名得 {}", expression(share))).collect();
    let step =
        it.step.as_ref().map(|(by, less)| format!("，往后每 {} 少 {}", quantity_text(by), expression(less)));
    let floor = it.floor.as_ref().map(|f| format!("，最低 {}", expression(f)));
    format!(
        "按“{}”在{}中的名次{ties}:{}{}{}",
        expression(&it.subject),
        over(it.population),
        rows.join("，"),
        step.unwrap_or_default(),
        floor.unwrap_or_default()
    )
}

/// `得 4 分,再按超出的部分每满 1 个百分点加 0.5 分,最多 2 分`.
fn gives(effect: &Effect) -> String {
    let terms: Vec<String> =
        effect.terms.iter().enumerate().map(|(place, term)| describe_term(term, place == 0)).collect();
    format!("{}{}", terms.join("，再"), limits(&effect.bounds))
}

fn describe_term(term: &Term, first: bool) -> String {
    match &term.kind {
        TermKind::Value(value) if term.take => format!("扣 {}", expression(value)),
        TermKind::Value(value) => format!("{} {}", if first { "得" } else { "加" }, expression(value)),
        TermKind::Steps { amount, width, each, mode, bounds, .. } => {
            let moves = if term.take { "扣" } else { "加" };
            let (word, rest) = match mode {
                Some(StepMode::Full) => ("每满", "，不满一步不计"),
                Some(StepMode::ProRata) => ("每", "，不足一步按比例"),
                Some(StepMode::PartCounts) => ("每", "，不足一步按一步"),
                Some(StepMode::Nearest) => ("每", "，步数四舍五入"),
                None => ("每", "（不足一步怎么算没有写）"),
            };
            format!(
                "“{}”{word} {} {moves} {}{rest}{}",
                expression(amount),
                expression(width),
                expression(each),
                limits(bounds)
            )
        }
    }
}

fn limits(bounds: &Bounds) -> String {
    let mut out = String::new();
    if let Some(cap) = &bounds.cap {
        out.push_str("，最多 ");
        out.push_str(&expression(cap));
    }
    if let Some(floor) = &bounds.floor {
        out.push_str("，最少 ");
        out.push_str(&expression(floor));
    }
    if bounds.unlimited {
        out.push_str("，不封顶");
    }
    if bounds.negative {
        out.push_str("，可以扣成负分");
    }
    out
}
