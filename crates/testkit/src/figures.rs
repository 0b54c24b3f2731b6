//! A year of plausible figures for one unit and indicator, and the year before.

use assessment::Decimal;

use crate::catalogue::{CATALOGUE, Shape, Spec};
use crate::names::DISTRICT;
use crate::rng::Rng;

/// Thousandths of a year's amount in each month: quiet before the spring festival, full at the year's end.
const SEASON: [i64; 12] = [70, 55, 85, 82, 84, 92, 80, 82, 88, 86, 92, 104];

/// This unit's 销售产值 is exactly 105% of its target at the year's end.
const ON_THE_LINE: (u64, &str) = (8, "销售产值");

/// Twelve months, in the last decimal of the indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Months {
    /// The months alone; of balances, rates and milestones the value of the month.
    pub(crate) alone: [i64; 12],
    /// From January on; the same as `alone` where nothing accumulates.
    pub(crate) so_far: [i64; 12],
}

/// Two years of one unit and indicator with the year's target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TwoYears {
    pub(crate) last: Months,
    pub(crate) this: Months,
    pub(crate) target: Option<i64>,
}

/// What a unit is like: its class and how strong it is, from 0 to 100.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Profile {
    pub(crate) seed: u64,
    pub(crate) unit: u64,
    pub(crate) district: bool,
    pub(crate) strength: i64,
}

impl Profile {
    pub(crate) fn of(seed: u64, unit: u64, class: &str) -> Self {
        let strength = Rng::of(seed, &[unit, 0]).between(18, 100);
        Self { seed, unit, district: class == DISTRICT, strength }
    }

    /// A number between two ends: three parts strength, two parts chance.
    fn pick(&self, (low, high): (i64, i64), fewer_is_better: bool, rng: &mut Rng) -> i64 {
        let luck = rng.between(0, 100);
        let quality = (self.strength * 3 + luck * 2) / 5;
        let quality = if fewer_is_better { 100 - quality } else { quality };
        low + (high - low) * quality / 100
    }

    /// The figures of one row of the catalogue.
    pub(crate) fn years(&self, spec: &Spec) -> TwoYears {
        let number = CATALOGUE.iter().position(|row| row.name == spec.name).unwrap_or_default() as u64;
        let mut rng = Rng::of(self.seed, &[self.unit, number + 1]);
        let fewer = spec.direction == assessment::Direction::Less;
        match spec.shape {
            Shape::Amount { district, county, growth, target_growth } => {
                let (low, high) = if self.district { district } else { county };
                let last = rng.between(low, high);
                let this = last * (1000 + self.pick(growth, false, &mut rng)) / 1000;
                let wanted = last * (1000 + rng.between(target_growth.0, target_growth.1)) / 1000;
                let step = if wanted >= 10_000 { 100 } else { 10 };
                let target = (wanted + step / 2) / step * step;
                // One unit stands exactly on the line of 105%, where inexact arithmetic fails.
                let on_the_line = (self.unit, spec.name) == ON_THE_LINE;
                let this = if on_the_line { target * 105 / 100 } else { this };
                TwoYears { last: spread(last, &mut rng), this: spread(this, &mut rng), target: Some(target) }
            }
            Shape::Count { year, target } => {
                let last = self.pick(year, fewer, &mut rng);
                let this = (last * (100 + self.pick((-12, 32), fewer, &mut rng)) / 100).max(0);
                let this = if fewer { self.pick(year, true, &mut rng) } else { this };
                let wanted = (this * rng.between(88, 104) / 100).max(1);
                let wanted = target.then_some(wanted);
                TwoYears { last: evenly(last), this: evenly(this), target: wanted }
            }
            Shape::Rate { level, jitter } => self.rates(spec, level, jitter, &mut rng),
            Shape::Balance { level, growth } => {
                let (low, high) = level;
                // Counties keep smaller balances than districts.
                let high = if self.district { high } else { low + (high - low) * 45 / 100 };
                let last = rng.between(low, high);
                let this = last * (1000 + self.pick(growth, false, &mut rng)) / 1000;
                let before = last * 1000 / (1000 + i64::midpoint(growth.0, growth.1));
                TwoYears { last: line(before, last), this: line(last, this), target: None }
            }
            Shape::PartOf { whole, percent } => {
                let whole = CATALOGUE.iter().find(|row| row.name == whole);
                let whole = whole.and_then(|row| self.years(row).this.alone.first().copied()).unwrap_or(0);
                let part = |share: i64| (whole * share / 100).clamp(0, whole);
                let (last, this) = (self.pick(percent, false, &mut rng), self.pick(percent, false, &mut rng));
                TwoYears { last: evenly(part(last)), this: evenly(part(this)), target: None }
            }
            Shape::Done { chance, months } => {
                let done = rng.percent(chance) || self.strength > 70;
                let month = rng.between(months.0, months.1);
                let values = milestone(done.then_some(month));
                TwoYears { last: milestone(Some(month)), this: values, target: None }
            }
        }
    }

    fn rates(&self, spec: &Spec, level: (i64, i64), jitter: i64, rng: &mut Rng) -> TwoYears {
        let one = 10_i64.pow(u32::from(spec.decimals));
        // A share does not pass a hundred; growth has no such end but stays below it here.
        let bounded = |value: i64| value.clamp(0, 100 * one);
        let mut months = |middle: i64| {
            let mut months = Months { alone: [0; 12], so_far: [0; 12] };
            for (alone, so_far) in months.alone.iter_mut().zip(&mut months.so_far) {
                let value = middle + rng.between(-jitter, jitter);
                *so_far = bounded(value);
                *alone = bounded(value + rng.between(-2 * jitter, 2 * jitter));
            }
            months
        };
        let this = self.pick(
            level,
            false,
            &mut Rng::of(self.seed, &[self.unit, 77, u64::from(spec.decimals), level.0.unsigned_abs()]),
        );
        let last = this - (level.1 - level.0) / 12;
        TwoYears { last: months(last), this: months(this), target: None }
    }
}

/// A year's amount over its months with their season and a little chance; the months sum to the year exactly.
fn spread(year: i64, rng: &mut Rng) -> Months {
    let weights = SEASON.map(|weight| weight * rng.between(960, 1040));
    let whole: i64 = weights.iter().sum();
    let mut passed = 0;
    so_far(weights.map(|weight| {
        passed += weight;
        share(year, passed, whole)
    }))
}

/// A count over its months as evenly as the season lets it.
fn evenly(year: i64) -> Months {
    let mut passed = 0;
    so_far(SEASON.map(|weight| {
        passed += weight;
        share(year, passed, 1000)
    }))
}

fn share(year: i64, part: i64, whole: i64) -> i64 {
    i64::try_from(i128::from(year) * i128::from(part) / i128::from(whole)).unwrap_or(i64::MAX)
}

fn so_far(so_far: [i64; 12]) -> Months {
    let mut before = 0;
    let alone = so_far.map(|sum| {
        let month = sum - before;
        before = sum;
        month
    });
    Months { alone, so_far }
}

/// A balance that moves from one year's end to the next in equal steps.
fn line(from: i64, to: i64) -> Months {
    let mut month = 0;
    let values = [0; 12].map(|_: i64| {
        month += 1;
        from + (to - from) * month / 12
    });
    Months { alone: values, so_far: values }
}

fn milestone(done_in: Option<i64>) -> Months {
    let mut month = 0;
    let values = [0; 12].map(|_: i64| {
        month += 1;
        i64::from(done_in.is_some_and(|done| month >= done))
    });
    Months { alone: values, so_far: values }
}

/// The exact decimal of a figure.
pub(crate) fn decimal(figure: i64, decimals: u8) -> Decimal {
    Decimal::new(i128::from(figure), decimals).unwrap_or(Decimal::ZERO)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_of_an_amount_sum_to_the_year() {
        let profile = Profile::of(1, 3, DISTRICT);
        for spec in &CATALOGUE {
            let years = profile.years(spec);
            if spec.basis() == assessment::Basis::Flow {
                assert_eq!(years.this.alone.iter().sum::<i64>(), years.this.so_far[11], "{}", spec.name);
                assert!(years.this.alone.iter().all(|month| *month >= 0), "{}", spec.name);
            }
            assert_eq!(years.target.is_some(), spec.has_target(), "{}", spec.name);
        }
    }

    #[test]
    fn what_is_a_part_does_not_pass_the_whole() {
        for unit in 1..60 {
            let profile = Profile::of(9, unit, DISTRICT);
            let of = |name| profile.years(CATALOGUE.iter().find(|spec| spec.name == name).unwrap());
            assert!(of("攻关完成").this.so_far[11] <= of("攻关任务").this.alone[11]);
        }
    }
}
