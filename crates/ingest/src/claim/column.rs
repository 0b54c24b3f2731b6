//! The completion column of a form, and each goal of a row against the figure that answers it.

use super::completion::{rate, slip};
use super::exact::Rational;
use super::{Check, Claim, Figure, Place, Verdict};
use crate::goal::{Goal, GoalFigure, Partial, Role, Row, is_partial, is_rate};
use crate::quantity::{Kind, Qualifier};
use crate::table::Meaning;
use std::cmp::Ordering;
use std::ops::Range;

/// Whether a percent stands alone in a completion column.
pub(super) fn is_column(check: &Check<'_, '_>, figure: &Figure) -> bool {
    matches!(check.reading.place(figure), Place::Cell { meaning: Meaning::Completion, .. })
}

/// Whether a figure stands in a column of goals.
pub(super) fn is_goal(check: &Check<'_, '_>, figure: &Figure) -> bool {
    matches!(
        check.reading.place(figure),
        Place::Cell {
            meaning: Meaning::Goal | Meaning::Target | Meaning::ChallengeTarget | Meaning::SuperiorTarget,
            ..
        }
    )
}

/// How a goal's figure is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Met {
    Reached,
    Missed,
    /// Reached by a rate or rank of part of the year, or by another year's figure.
    NotProved(Partial),
    NoFigure,
}

pub(super) fn run(check: &mut Check<'_, '_>) {
    let goals = check.goals;
    for goal in goals {
        for (at, row) in goal.rows.iter().enumerate() {
            // A completion cell may serve several rows: judge it once, with all the goals it serves.
            let first = goal.rows.iter().position(|other| other.completion == row.completion) == Some(at);
            let hundred = completion_figure(check, row).is_some_and(is_hundred);
            for part in &row.parts {
                for figure in &part.figures {
                    let claim = goal_claim(check, goal, row, figure, hundred);
                    if let Some(answer) = figure.answer
                        && claim.is_some()
                        && check.figure(answer).is_some_and(|f| f.is_percent() || f.kind() == Kind::Rank)
                    {
                        check.explained.insert(answer);
                    }
                    check.claims.extend(claim);
                }
            }
            if first && row.completion.is_some() {
                let rows: Vec<&Row> =
                    goal.rows.iter().filter(|other| other.completion == row.completion).collect();
                let claim = column_claim(check, &rows, is_control(check, goal));
                check.claims.extend(claim);
            }
        }
    }
}

fn completion_figure<'r>(check: &Check<'r, '_>, row: &Row) -> Option<&'r Figure> {
    let cell = row.completion.as_ref()?;
    let from = check.reading.figures.partition_point(|f| f.quantity.span.start < cell.start);
    check.reading.figures.get(from).filter(|f| f.quantity.span.end <= cell.end && f.is_percent())
}

fn is_hundred(figure: &Figure) -> bool {
    figure.value() == Some(Rational::HUNDRED)
}

/// 能耗, 事故, 浓度: less is better though no word of the goal says so.
fn is_control(check: &Check<'_, '_>, goal: &Goal) -> bool {
    const NAMES: &[&str] = &[
        "能耗",
        "事故",
        "死亡",
        "浓度",
        "失业率",
        "不良率",
        "发案",
        "信访量",
        "逾期",
        "超标",
        "负债率",
        "三公",
    ];
    goal.name.as_ref().is_some_and(|name| {
        let words = check.reading.slice(name.clone());
        NAMES.iter().any(|word| words.contains(word)) && !words.contains("下降") && !words.contains('降')
    })
}

fn met(check: &Check<'_, '_>, goal: &GoalFigure, control: bool) -> Met {
    let Some(answer) = goal.answer.and_then(|at| check.figure(at)) else { return Met::NoFigure };
    let Some(asked) = check.figure(goal.figure) else { return Met::NoFigure };
    let partial = is_partial(check.reading, answer);
    if partial == Partial::OtherYear {
        return Met::NotProved(partial);
    }
    let Some(reached) = reaches(asked, answer, control) else { return Met::NoFigure };
    match (reached, partial) {
        (false, _) => Met::Missed,
        (true, Partial::Part) if is_rate(asked) => Met::NotProved(partial),
        (true, _) => Met::Reached,
    }
}

/// Whether the answer meets the goal's bound; bounds of the answer itself count by their nearer end.
fn reaches(asked: &Figure, answer: &Figure, control: bool) -> Option<bool> {
    let (goal, actual) = (asked.value()?, answer.value()?);
    let at_most = asked.quantity.qualifier == Some(Qualifier::AtMost)
        || asked.quantity.qualifier == Some(Qualifier::LessThan)
        || asked.kind() == Kind::Rank
        || control && asked.quantity.qualifier.is_none();
    let order = actual.compare(goal)?;
    Some(if at_most { order != Ordering::Greater } else { order != Ordering::Less })
}

fn goal_claim(
    check: &Check<'_, '_>,
    goal: &Goal,
    row: &Row,
    figure: &GoalFigure,
    hundred: bool,
) -> Option<Claim> {
    if figure.role != Role::Own {
        return None;
    }
    let asked = check.figure(figure.figure)?;
    let answer = figure.answer.and_then(|at| check.figure(at));
    let kind = kind(asked, answer);
    match met(check, figure, is_control(check, goal)) {
        Met::NoFigure if row.actual.is_empty() && row.period.is_none() => None,
        Met::NoFigure => Some(no_figure(check, asked)),
        Met::Missed if !hundred => None,
        outcome => Some(paired(check, kind, asked, answer?, outcome, row)),
    }
}

/// The shape of a goal against its answer.
fn kind(asked: &Figure, answer: Option<&Figure>) -> &'static str {
    let bounded = |f: &Figure| f.quantity.qualifier.is_some();
    match asked.kind() {
        Kind::Rank => "rank<=",
        Kind::Ratio => "ratio>=",
        _ if asked.quantity.qualifier == Some(Qualifier::AtMost) => "threshold<=",
        _ if !bounded(asked) && answer.is_some_and(|a| !bounded(a) && a.value() == asked.value()) => {
            "completion"
        }
        _ => "threshold>=",
    }
}

fn no_figure(check: &Check<'_, '_>, asked: &Figure) -> Claim {
    let words = check.words(asked);
    let why = format!("目标{words}在完成情况里没有对应的数字，是否完成无从核对。");
    Claim::new("target-without-actual", goal_quote(check, asked), Verdict::Unsupported, "no-figure", why)
        .inputs([words])
        .settle(format!("与“{}”同口径的完成数", tidy(check.reading.slice(asked.clause.clone()))))
}

/// The goal's clause with its bound words behind the figure.
fn goal_quote(check: &Check<'_, '_>, asked: &Figure) -> Range<usize> {
    let tail = check.reading.tail(asked);
    let bound = ["及以上", "以上", "以下", "左右", "以内"]
        .iter()
        .find(|word| tail.starts_with(**word))
        .map_or(0, |w| w.len());
    asked.clause.start..asked.quantity.span.end + bound
}

fn paired(
    check: &Check<'_, '_>,
    kind: &'static str,
    asked: &Figure,
    answer: &Figure,
    outcome: Met,
    row: &Row,
) -> Claim {
    let (goal, done) = (check.words(asked), check.words(answer));
    let printed = completion_figure(check, row).map(|f| check.words(f));
    let share = rate_text(asked, answer);
    let (verdict, code, why) = match outcome {
        Met::Missed => {
            let column = printed.unwrap_or("100%");
            (
                Verdict::Disagrees,
                "goal-missed",
                format!("目标{goal}，完成情况为{done}，没有达到，而本行完成率印作{column}。"),
            )
        }
        Met::NotProved(Partial::OtherYear) => (
            Verdict::Unsupported,
            "other-year",
            format!("目标{goal}是本年的，{done}是往年的数，不能证明本年完成。"),
        ),
        Met::NotProved(_) => (
            Verdict::Unsupported,
            "part-of-year",
            format!("{done}只是前几个月的数，虽已达到目标{goal}，比率和位次不能证明全年。"),
        ),
        Met::Reached | Met::NoFigure => {
            let how = share.as_ref().map_or(String::new(), |share| format!("，为目标的{share}"));
            (Verdict::Agrees, "goal-reached", format!("目标{goal}，完成{done}{how}，已达到。"))
        }
    };
    let mut claim = Claim::new(kind, check.clause_quote(answer), verdict, code, why)
        .inputs([done, goal])
        .with([goal_quote(check, asked), answer.quantity.span.clone()])
        .published(printed.unwrap_or(done));
    claim.recomputed = share;
    if verdict == Verdict::Unsupported {
        claim.settle = Some("全年的数".to_owned());
    }
    claim
}

fn rate_text(asked: &Figure, answer: &Figure) -> Option<String> {
    if is_rate(asked) || asked.kind() == Kind::Number {
        return None;
    }
    let exact = answer.value()?.div(asked.value()?)?.mul(Rational::HUNDRED)?;
    Some(format!("{}%", exact.text(2)))
}

/// The verdict on the completion cell itself.
fn column_claim(check: &Check<'_, '_>, rows: &[&Row], control: bool) -> Option<Claim> {
    let row = rows.first()?;
    let cell = row.completion.clone()?;
    let printed = completion_figure(check, row)?;
    let words = check.words(printed);
    let goals: Vec<&GoalFigure> = rows
        .iter()
        .flat_map(|row| row.parts.iter().flat_map(|part| &part.figures))
        .filter(|g| g.role == Role::Own)
        .collect();
    let claim = |verdict, code, why: String| {
        Claim::new("completion-column", cell.clone(), verdict, code, why).published(words)
    };
    if is_hundred(printed) {
        return Some(hundred(check, &goals, control, claim));
    }
    if let Some((asked, answer, exact)) = direct_pair(check, &goals, printed) {
        let (done, goal) = (check.words(answer), check.words(asked));
        let why = format!("{done}÷{goal}={}%，与完成率{words}一致。", exact.text(4));
        return Some(
            claim(Verdict::Agrees, "rounded", why)
                .inputs([done, goal])
                .with([answer.quantity.span.clone(), asked.quantity.span.clone()])
                .recomputed(format!("{}%", exact.text(4))),
        );
    }
    let five = Rational::whole(5);
    let round = printed.value()?.div(five).is_some_and(|v| Rational::whole(v.floor()) == v)
        && printed.value().is_some_and(|v| v.less(Rational::HUNDRED));
    if round {
        let why = format!("{words}没有数字可以算出，是评定值。");
        return Some(claim(Verdict::Judged, "judged", why));
    }
    if let Some((asked, answer, exact)) = first_pair(check, &goals) {
        let (done, goal) = (check.words(answer), check.words(asked));
        let (code, hint) = slip(exact, printed.value()?);
        let why = format!("{done}÷{goal}={}%，完成率印作{words}{hint}。", exact.text(2));
        return Some(
            claim(Verdict::Disagrees, code, why)
                .inputs([done, goal])
                .with([answer.quantity.span.clone(), asked.quantity.span.clone()])
                .recomputed(format!("{}%", exact.text(4))),
        );
    }
    let why = format!("本行没有成对的目标数和完成数，{words}无从核对。");
    Some(claim(Verdict::Unsupported, "no-target", why).settle("目标数和完成数"))
}

fn hundred(
    check: &Check<'_, '_>,
    goals: &[&GoalFigure],
    control: bool,
    claim: impl Fn(Verdict, &'static str, String) -> Claim,
) -> Claim {
    let outcomes: Vec<Met> = goals.iter().map(|goal| met(check, goal, control)).collect();
    let missed = goals.iter().zip(&outcomes).filter(|(_, met)| **met == Met::Missed).count();
    let lacking = outcomes.iter().filter(|met| matches!(met, Met::NoFigure)).count();
    let unproved = outcomes.iter().filter(|met| matches!(met, Met::NotProved(_))).count();
    if missed > 0 {
        return claim(
            Verdict::Disagrees,
            "goal-missed",
            format!("本行{}个数字目标中有{missed}个没有达到，不能印作100%。", goals.len()),
        );
    }
    if lacking > 0 {
        let why = format!("本行{}个数字目标中有{lacking}个没有对应的完成数，100%无从核对。", goals.len());
        return claim(Verdict::Unsupported, "no-figure", why).settle("没有数字的目标的完成数");
    }
    if unproved > 0 {
        let why = format!("本行有{unproved}个目标只有部分月份或往年的数，100%还不能认定。");
        return claim(Verdict::Unsupported, "part-of-year", why).settle("全年的数");
    }
    if goals.is_empty() {
        return claim(Verdict::Judged, "words-only", "本行目标都是文字，100%是评定值。".to_owned());
    }
    claim(Verdict::Agrees, "goal-reached", format!("本行{}个数字目标都已达到。", goals.len()))
}

/// A goal and answer whose quotient is the printed percent.
fn direct_pair<'r>(
    check: &Check<'r, '_>,
    goals: &[&GoalFigure],
    printed: &Figure,
) -> Option<(&'r Figure, &'r Figure, Rational)> {
    let printed = printed.interval()?;
    pairs(check, goals)
        .into_iter()
        .find(|(asked, answer, _)| rate(answer, asked).is_some_and(|rate| rate.meets(printed)))
}

fn first_pair<'r>(
    check: &Check<'r, '_>,
    goals: &[&GoalFigure],
) -> Option<(&'r Figure, &'r Figure, Rational)> {
    pairs(check, goals).into_iter().next()
}

fn pairs<'r>(check: &Check<'r, '_>, goals: &[&GoalFigure]) -> Vec<(&'r Figure, &'r Figure, Rational)> {
    goals
        .iter()
        .filter_map(|goal| {
            let asked = check.reading.figures.get(goal.figure)?;
            let answer = check.reading.figures.get(goal.answer?)?;
            if is_rate(asked) || !asked.same_unit(answer) {
                return None;
            }
            let exact = answer.value()?.div(asked.value()?)?.mul(Rational::HUNDRED)?;
            Some((asked, answer, exact))
        })
        .collect()
}

fn tidy(text: &str) -> String {
    text.trim().trim_end_matches(['。', ';', ',', '，', '；']).to_owned()
}
