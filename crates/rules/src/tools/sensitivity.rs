//! Which items tell units apart, and what one more step of each indicator would bring a unit.

use super::backtest::{Spread, spread};
use super::compare::signed;
use crate::measure::Kind;
use crate::number::{Decimal, Rounding, Value};
use crate::scheme::{Direction, Indicator, InputKind, StepWidth};
use crate::scores::{Change, Scores};
use serde::Serialize;

/// How much an item tells units apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ItemPower {
    /// How its scores lie.
    pub spread: Spread,
    /// Highest less lowest score.
    pub range: Decimal,
    /// Everybody has full points.
    pub everyone_full: bool,
    /// Everybody has the same score.
    pub same_for_all: bool,
}

/// The items of a scheme, the most telling first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Sensitivity {
    /// The period.
    pub period: String,
    /// Items by range.
    pub items: Vec<ItemPower>,
}

/// How the figure would move.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Move {
    /// One more step, as wide as the rules of the indicator count; without such a rule one of a count, one percentage point of a
    /// rate, one per cent of the target of an amount.
    Step,
    /// Up to the target.
    Target,
}

/// What a move of one indicator would bring a unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Gain {
    /// The indicator.
    pub indicator: String,
    /// Which move.
    pub step: Move,
    /// By how much the figure moves, with its unit of measure.
    pub by: Decimal,
    /// Unit of measure.
    pub measure: String,
    /// From this figure.
    pub from: Decimal,
    /// To this figure.
    pub to: Decimal,
    /// What the total gains.
    pub gain: Decimal,
    /// Rank before and after.
    pub rank: (Value, Value),
}

impl Gain {
    /// In a sentence.
    pub fn sentence(&self) -> String {
        let how = match self.step {
            Move::Step => format!("再{}", signed(self.by)),
            Move::Target => "达到目标".to_owned(),
        };
        let rank = if self.rank.0 == self.rank.1 {
            format!("名次不变（{}）", self.rank.0)
        } else {
            format!("名次 {} → {}", self.rank.0, self.rank.1)
        };
        let gain = if self.gain.is_zero() {
            "总分不变".to_owned()
        } else {
            format!("总分 {}", signed(self.gain))
        };
        let (from, to, measure) = (self.from, self.to, &self.measure);
        format!(
            "{}{how}{measure}（{from} → {to}）：{gain}，{rank}",
            self.indicator,
            measure = measure_word(measure, self.step)
        )
    }
}

fn measure_word(measure: &str, step: Move) -> &str {
    match (measure, step) {
        (_, Move::Target) => "",
        ("%", Move::Step) => "个百分点",
        (name, Move::Step) => name,
    }
}

/// How much each item tells units apart in one period.
pub fn sensitivity(scores: &Scores, period: usize) -> Sensitivity {
    let units = scores.facts().units().len();
    let mut items: Vec<ItemPower> = scores
        .scheme()
        .items()
        .iter()
        .enumerate()
        .map(|(at, item)| {
            let values = (0..units).map(|unit| scores.item(unit, period, at));
            let spread = spread(&format!("{} {}", item.code, item.title), item.points, values);
            let range = spread.highest.zip(spread.lowest).and_then(|(high, low)| high.checked_sub(low));
            ItemPower {
                range: range.unwrap_or(Decimal::ZERO),
                everyone_full: spread.scored > 0 && spread.full == spread.scored,
                same_for_all: spread.flat(),
                spread,
            }
        })
        .collect();
    items.sort_by_key(|item| std::cmp::Reverse(item.range));
    Sensitivity { period: scores.facts().periods().get(period).cloned().unwrap_or_default(), items }
}

impl ItemPower {
    /// In a sentence.
    pub fn sentence(&self) -> String {
        let spread = &self.spread;
        let verdict = if spread.scored == 0 {
            "还没有得分"
        } else if self.everyone_full {
            "人人满分，拉不开差距"
        } else if self.same_for_all {
            "人人同分，拉不开差距"
        } else {
            return format!(
                "{}：相差 {} 分（共 {} 分），{} 种得分",
                spread.name,
                self.range,
                spread.points.normalized(),
                spread.different
            );
        };
        format!("{}：{verdict}", spread.name)
    }
}

/// What one more step, and reaching the target, would bring a unit; the greatest gain first. Each is a what-if of its own.
pub fn gains(scores: &Scores, unit: usize, period: usize) -> Vec<Gain> {
    let scheme = scores.scheme();
    let mut out = Vec::new();
    for (input, spec) in scheme.inputs().iter().enumerate() {
        let InputKind::Figure { indicator } = spec.kind else { continue };
        if spec.field != crate::lex::words::ACTUAL {
            continue;
        }
        let Some(indicator) = scheme.indicators().get(indicator) else { continue };
        let Some(from) = scores.facts().get(unit, period, input).number() else { continue };
        let fact = |field: &str| {
            scheme.input(&spec.name, field).and_then(|at| scores.facts().get(unit, period, at).number())
        };
        let (target, last_year) = (fact(crate::lex::words::TARGET), fact(crate::lex::words::LAST_YEAR));
        for (step, to) in moves(indicator, from, target, last_year) {
            out.extend(gain(
                scores,
                &Change { unit, period, input, value: Value::Number(to) },
                indicator,
                step,
                from,
            ));
        }
    }
    out.sort_by_key(|gain| std::cmp::Reverse(gain.gain));
    out
}

/// The figures that a move leads to; none for dates and ranks.
fn moves(
    indicator: &Indicator,
    from: Decimal,
    target: Option<Decimal>,
    last_year: Option<Decimal>,
) -> Vec<(Move, Decimal)> {
    let mut out = Vec::new();
    let better = if indicator.direction == Direction::HigherBetter { 1 } else { -1 };
    let percent = |of: Option<Decimal>, wide: Decimal| {
        of.filter(|of| *of > Decimal::ZERO)?.checked_mul(wide)?.div_round(
            Decimal::from_int(100),
            indicator.decimals,
            Rounding::HalfUp,
        )
    };
    let mut widths: Vec<Decimal> = indicator
        .steps
        .iter()
        .filter_map(|step| match step {
            StepWidth::Own(wide) => Some(*wide),
            StepWidth::OfTarget(wide) => percent(target, *wide),
            StepWidth::OfLastYear(wide) => percent(last_year, *wide),
        })
        .filter(|wide| *wide > Decimal::ZERO && wide.normalized().decimals() <= indicator.decimals)
        .collect();
    widths.sort_unstable();
    widths.dedup();
    if widths.is_empty() {
        widths.extend(usual_step(indicator, from, target));
    }
    for wide in widths {
        let to = wide.checked_mul(Decimal::from_int(better)).and_then(|by| from.checked_add(by));
        let to = to.filter(|to| *to != from && *to >= Decimal::ZERO.min(from));
        out.extend(to.map(|to| (Move::Step, to)));
    }
    let short = target.filter(|target| if better > 0 { from < *target } else { from > *target });
    out.extend(short.map(|target| (Move::Target, target)));
    out
}

/// The step of an indicator that no rule counts in steps.
fn usual_step(indicator: &Indicator, from: Decimal, target: Option<Decimal>) -> Option<Decimal> {
    match &indicator.measure.kind {
        Kind::YesNo if from.is_zero() => Some(Decimal::from_int(1)),
        Kind::YesNo | Kind::Date | Kind::Rank => None,
        Kind::Money(_) => Some(share(target.unwrap_or(from), indicator.decimals)),
        Kind::Count(_) if indicator.decimals > 0 => Some(share(target.unwrap_or(from), indicator.decimals)),
        Kind::Count(_) | Kind::Percent | Kind::PercentPoint | Kind::Points | Kind::Plain => {
            Some(Decimal::from_int(1))
        }
    }
}

/// One per cent, rounded up to what the indicator can hold.
fn share(of: Decimal, decimals: u8) -> Decimal {
    let least = Decimal::new(1, decimals).unwrap_or(Decimal::from_int(1));
    of.div_round(Decimal::from_int(100), decimals, Rounding::HalfUp).filter(|s| *s >= least).unwrap_or(least)
}

fn gain(scores: &Scores, change: &Change, indicator: &Indicator, step: Move, from: Decimal) -> Option<Gain> {
    let to = change.value.number()?;
    let after = scores.amend(std::slice::from_ref(change)).ok()?;
    let (unit, period) = (change.unit, change.period);
    let gain = after.total(unit, period).number()?.checked_sub(scores.total(unit, period).number()?)?;
    Some(Gain {
        indicator: indicator.name.clone(),
        step,
        by: to.checked_sub(from)?.normalized(),
        measure: indicator.measure.name.clone(),
        from,
        to,
        gain,
        rank: (scores.rank(unit, period), after.rank(unit, period)),
    })
}
