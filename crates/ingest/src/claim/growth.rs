//! 增长6%: actual over base. Usually the base is not printed; then the implied base is told, for last year's document.

mod base;

use super::exact::{Interval, Rational};
use super::{Check, Claim, Figure, Place, Verdict, column};
use crate::quantity::{Change, Kind, Qualifier};
use crate::table::Meaning;

const WORDS: &[&str] = &[
    "增长",
    "增幅",
    "上涨",
    "下降",
    "下调",
    "降幅",
    "涨幅",
    "增速",
    "上升",
    "减少",
    "增加",
    "同比增",
    "同比降",
    "降低",
    "回落",
    "同比",
    "上调",
    "增",
];

pub(super) fn run(check: &mut Check<'_, '_>) {
    for index in 0..check.reading.figures.len() {
        super::moved::check(check, index);
        if check.explained.contains(&index) {
            continue;
        }
        let Some(percent) = check.figure(index) else { continue };
        let grown = percent.is_percent() && speaks_of_growth(check, percent) || is_multiple(check, percent);
        if !grown {
            continue;
        }
        let claim = judge(check, index);
        check.explained.insert(index);
        check.claims.extend(claim);
    }
}

fn speaks_of_growth(check: &Check<'_, '_>, percent: &Figure) -> bool {
    if column::is_column(check, percent) || in_rules(check, percent) {
        return false;
    }
    let lead = check.reading.part_lead(percent);
    let near = lead.rsplit(['%', '％']).next().unwrap_or(lead);
    let growth = WORDS.iter().any(|word| near.contains(word));
    // 占比提高到52.1% is a level; a bound of a rule (增长10%以上) asserts nothing yet.
    growth && !near.contains('占') && !near.contains("控制在") && !near.ends_with(['到', '至'])
}

/// 增长1.2倍: a growth told as a multiple of the base.
fn is_multiple(check: &Check<'_, '_>, figure: &Figure) -> bool {
    let lead = check.reading.part_lead(figure).trim_end();
    let grows = ["增长", "增加", "上升", "同比增"].iter().any(|word| lead.ends_with(word));
    is_times(figure) && grows && !column::is_goal(check, figure) && !in_rules(check, figure)
}

fn is_times(figure: &Figure) -> bool {
    figure.kind() == Kind::Ratio && figure.quantity.unit == Some(crate::quantity::Unit::Word("倍"))
}

/// Scoring rules assert nothing.
pub(super) fn in_rules(check: &Check<'_, '_>, figure: &Figure) -> bool {
    matches!(check.reading.place(figure), Place::Cell { meaning: Meaning::Standard, .. })
}

/// The signed growth a percent states, as an interval of percent.
fn stated(check: &Check<'_, '_>, percent: &Figure) -> Option<Interval> {
    let printed = percent.interval()?;
    if is_times(percent) {
        return printed.scale(Rational::HUNDRED);
    }
    let lead = check.reading.part_lead(percent).trim_end();
    let worded = || ["压缩", "压减", "缩短", "精简", "减少", "缩减"].iter().any(|word| lead.ends_with(word));
    let down = percent.quantity.change.map_or_else(worded, |change| change == Change::Down);
    if down && printed.low.is_positive() {
        return printed.scale(Rational::whole(-1)).map(|i| Interval { low: i.high, high: i.low });
    }
    Some(printed)
}

/// Output and incomes grow by comparable prices: two printed amounts do not give that growth.
fn in_real_terms(check: &Check<'_, '_>, percent: &Figure) -> bool {
    let words = check.reading.slice(percent.sentence.start..percent.quantity.span.start);
    ["生产总值", "增加值", "总产值", "可支配收入", "可比", "GDP", "不变价"]
        .iter()
        .any(|word| words.contains(word))
}

/// The growth from `base` to `actual` in percent.
fn growth(actual: &Figure, base: &Figure) -> Option<Interval> {
    let ratio = actual.interval()?.div(base.interval()?)?;
    ratio.sub(Interval::point(Rational::ONE))?.scale(Rational::HUNDRED)
}

fn exact_growth(actual: &Figure, base: &Figure) -> Option<Rational> {
    actual.value()?.div(base.value()?)?.sub(Rational::ONE)?.mul(Rational::HUNDRED)
}

fn judge(check: &Check<'_, '_>, index: usize) -> Option<Claim> {
    let percent = check.figure(index)?;
    let goal = column::is_goal(check, percent);
    let actual = actual(check, index);
    // (年度目标增长15%) is set against its rate elsewhere.
    let own_target = actual.is_none() && check.reading.part_lead(percent).contains("目标");
    if (goal && actual.is_none()) || own_target {
        return None;
    }
    let kind = if goal { "target-growth" } else { "growth" };
    if !goal && let Some(claim) = base::claim(check, index) {
        return Some(claim);
    }
    let Some(actual_at) = actual else { return Some(without_base(check, kind, percent, None)) };
    let actual = check.figure(actual_at)?;
    if let Some(base_at) = base(check, index, actual_at) {
        let base = check.figure(base_at)?;
        // 较上年实绩(660亿元)增长6%: the actual stands before the base.
        return Some(with_base(check, "growth", percent, actual, base));
    }
    if goal && matches!(percent.quantity.qualifier, Some(Qualifier::AtLeast | Qualifier::AtMost)) {
        return None;
    }
    Some(without_base(check, kind, percent, Some(actual)))
}

/// The amount whose growth this is: the nearest before it in the sentence that is no base itself.
fn actual(check: &Check<'_, '_>, index: usize) -> Option<usize> {
    let range = check.reading.sentence_of(index);
    let percent = check.figure(index)?;
    let compared = |f: &Figure| {
        let lead = check.reading.part_lead(f);
        f.part.start == percent.part.start
            && (lead.contains('较') || lead.contains('比') || lead.contains("上年") || lead.contains("去年"))
    };
    // 完成考核目标61亿元的117%,同比增长42%: what has grown is the actual, not its target. 项目数同比增长9.2%: the count.
    let counted = ["项目数", "个数", "户数", "家数", "件数", "人数"]
        .iter()
        .any(|word| check.reading.part_lead(percent).contains(word));
    let fits = |at: &usize| check.figure(*at).is_some_and(|f| f.is_plain() && !compared(f));
    let own = |at: &usize| {
        check.figure(*at).is_some_and(|f| {
            !super::completion::is_target(check, f)
                && (!counted || f.kind() == Kind::Count)
                && f.quantity.qualifier != Some(Qualifier::AtLeast)
        })
    };
    (range.start..index).rev().filter(fits).find(own).or_else(|| (range.start..index).rev().find(fits))
}

/// The base: between 较 or 比 and the percent, or in the bracket behind it.
fn base(check: &Check<'_, '_>, index: usize, actual: usize) -> Option<usize> {
    let percent = check.figure(index)?;
    let unit = check.figure(actual)?;
    let between = (actual + 1..index).rev().find(|&at| {
        check.figure(at).is_some_and(|f| {
            let lead = check.reading.slice(percent.part.start..f.quantity.span.start);
            f.same_unit(unit)
                && f.part.start == percent.part.start
                && (lead.contains('较') || lead.contains('比'))
        })
    });
    if between.is_some() {
        return between;
    }
    let next = check.figure(index + 1)?;
    let gap = check.reading.slice(percent.quantity.span.end..next.quantity.span.start);
    let named = ["上年", "去年", "同期", "基数"].iter().any(|word| gap.contains(word));
    (next.same_unit(unit) && named && gap.starts_with(['(', '（']) && gap.len() < 40).then_some(index + 1)
}

pub(super) fn with_base(
    check: &Check<'_, '_>,
    kind: &'static str,
    percent: &Figure,
    actual: &Figure,
    base: &Figure,
) -> Claim {
    let (now, then, printed) = (check.words(actual), check.words(base), check.words(percent));
    let exact = exact_growth(actual, base);
    let text = exact.map_or_else(String::new, |value| format!("{}%", value.text(4)));
    let meets = growth(actual, base).zip(stated(check, percent)).is_some_and(|(a, b)| a.meets(b));
    let (verdict, code, why) = if meets {
        (Verdict::Agrees, "rounded", format!("{now}比{then}增减{text}，与所印{printed}一致。"))
    } else if in_real_terms(check, percent) {
        let why = format!(
            "{now}比{then}增减{text}，与所印{printed}不一致；若增幅按可比价计算，要有价格指数才能核对。"
        );
        (Verdict::Unsupported, "nominal-real", why)
    } else {
        (Verdict::Disagrees, "differs", format!("{now}比{then}增减{text}，所印为{printed}。"))
    };
    let quote = check
        .quote(if actual.quantity.span.start < base.quantity.span.start { actual } else { base }, percent);
    Claim::new(kind, quote, verdict, code, why)
        .inputs([now, then])
        .with([actual.quantity.span.clone(), base.quantity.span.clone()])
        .recomputed(text)
        .published(printed)
}

fn without_base(
    check: &Check<'_, '_>,
    kind: &'static str,
    percent: &Figure,
    actual: Option<&Figure>,
) -> Claim {
    let printed = check.words(percent);
    let implied = actual.filter(|_| !is_times(percent)).and_then(|figure| {
        let factor =
            stated(check, percent)?.scale(Rational::new(1, 100)?)?.add(Interval::point(Rational::ONE))?;
        let exact = percent.value()?.div(Rational::HUNDRED)?;
        let exact = if factor.high.less(Rational::ONE) && exact.is_positive() {
            Rational::ONE.sub(exact)?
        } else {
            Rational::ONE.add(exact)?
        };
        let unit = if figure.kind() == crate::quantity::Kind::Amount {
            Rational::whole(100_000_000)
        } else {
            Rational::ONE
        };
        let sign = if figure.kind() == crate::quantity::Kind::Amount { "亿" } else { "" };
        Some(format!("{}{sign}", figure.value()?.div(exact)?.div(unit)?.text(2)))
    });
    let quote = actual.map_or_else(|| check.clause_quote(percent), |figure| check.quote(figure, percent));
    let why = match &implied {
        Some(base) => format!("没有印出基数，{printed}无从核对；反推上年约为{base}，可与上年文件对照。"),
        None => format!("没有印出本期数和基数，{printed}无从核对。"),
    };
    let mut claim =
        Claim::new(kind, quote, Verdict::Unsupported, "no-base", why).published(printed).settle("上年同期数");
    claim.recomputed = implied.map(|base| format!("上年约 {base}"));
    if let Some(figure) = actual {
        claim.inputs = vec![check.words(figure).to_owned()];
        claim.with = vec![figure.quantity.span.clone()];
    }
    claim
}
