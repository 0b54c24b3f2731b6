//! One indicator through the year: actual, schedule, target, last year, forecast. Drawn by the server as SVG, so that it
//! is seen without script and printed sharply; the same figures stand in a table below.

use super::Frame;
use askama::Template;

/// Width of the drawing in its own units.
pub const WIDTH: i64 = 960;
/// Height of the drawing.
pub const HEIGHT: i64 = 300;
const LEFT: i64 = 56;
const RIGHT: i64 = 16;
const TOP: i64 = 14;
const BOTTOM: i64 = 26;

/// The page of one indicator of one unit.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "trend.html")]
pub struct TrendPage {
    /// The shell.
    pub frame: Frame,
    /// The drawing.
    pub chart: Chart,
    /// The figures drawn, period by period.
    pub rows: Vec<TrendRow>,
    /// Unit of measure.
    pub measure: String,
    /// What is to be known in words: where it stands, what the forecast rests on.
    pub lines: Vec<String>,
}

/// One period of the table.
#[derive(Debug, Clone, Default)]
pub struct TrendRow {
    /// `1月`.
    pub period: String,
    /// 累计.
    pub actual: String,
    /// 序时.
    pub schedule: String,
    /// 上年同期.
    pub last_year: String,
    /// 同比.
    pub growth: String,
    /// The figure's history.
    pub href: String,
}

/// A drawing: axes, lines, a band.
#[derive(Debug, Clone, Default)]
pub struct Chart {
    /// Said instead of the drawing.
    pub said: String,
    /// Horizontal grid lines with their labels.
    pub ticks: Vec<Tick>,
    /// Labels of the periods.
    pub periods: Vec<Tick>,
    /// Lines, first drawn first.
    pub lines: Vec<Line>,
    /// Forecast band as a polygon's points; empty for none.
    pub band: String,
    /// Height of the target's line.
    pub target: Option<Tick>,
}

/// A place on an axis.
#[derive(Debug, Clone, Default)]
pub struct Tick {
    /// Place in the drawing's units.
    pub at: i64,
    /// Word.
    pub label: String,
}

/// A line.
#[derive(Debug, Clone, Default)]
pub struct Line {
    /// `actual`, `schedule` or `last`.
    pub class: &'static str,
    /// Name in the legend.
    pub name: &'static str,
    /// Points of the polyline.
    pub points: String,
    /// Dots with what they say.
    pub dots: Vec<Dot>,
}

/// A dot on a line.
#[derive(Debug, Clone, Default)]
pub struct Dot {
    /// From the left.
    pub x: i64,
    /// From the top.
    pub y: i64,
    /// `8月 1,262.40 亿元`.
    pub said: String,
}

/// What is drawn. Numbers are whole, all of one scale; a month without a figure leaves a gap at the line's end.
#[derive(Debug, Clone, Default)]
pub struct Series<'a> {
    /// Labels of the periods, as many as the year has.
    pub periods: &'a [&'a str],
    /// 累计 by period.
    pub actual: &'a [Option<i64>],
    /// 序时 by period.
    pub schedule: &'a [Option<i64>],
    /// 上年 by period.
    pub last_year: &'a [Option<i64>],
    /// Lowest and highest forecast from the last actual on.
    pub band: &'a [Option<(i64, i64)>],
    /// The year's target.
    pub target: Option<i64>,
}

impl Chart {
    /// Lays the series out. `write` turns a number into the text people read.
    pub fn draw(series: &Series<'_>, said: String, write: impl Fn(i64) -> String) -> Self {
        let scale = Scale::over(series);
        let line = |class, name, values: &[Option<i64>], dotted: bool| {
            let places: Vec<(i64, i64, i64, usize)> = values
                .iter()
                .enumerate()
                .filter_map(|(i, value)| value.map(|value| (scale.x(i), scale.y(value), value, i)))
                .collect();
            let points = places.iter().map(|(x, y, ..)| format!("{x},{y}")).collect::<Vec<_>>().join(" ");
            let dots = places.iter().filter(|_| dotted).map(|(x, y, value, i)| {
                let period = series.periods.get(*i).copied().unwrap_or_default();
                Dot { x: *x, y: *y, said: format!("{period} {}", write(*value)) }
            });
            Line { class, name, points, dots: dots.collect() }
        };
        let lines = [
            line("last", "上年", series.last_year, false),
            line("schedule", "序时", series.schedule, false),
            line("actual", "累计实绩", series.actual, true),
        ];
        let periods = series.periods.iter().enumerate();
        Self {
            said,
            ticks: scale.ticks().map(|value| Tick { at: scale.y(value), label: write(value) }).collect(),
            periods: periods.map(|(i, word)| Tick { at: scale.x(i), label: (*word).to_owned() }).collect(),
            lines: lines.into_iter().filter(|line| !line.points.is_empty()).collect(),
            band: band(series.band, &scale),
            target: series.target.map(|value| Tick { at: scale.y(value), label: write(value) }),
        }
    }
}

fn band(values: &[Option<(i64, i64)>], scale: &Scale) -> String {
    let known = || values.iter().enumerate().filter_map(|(i, ends)| ends.map(|ends| (i, ends)));
    let upper = known().map(|(i, (_, high))| format!("{},{}", scale.x(i), scale.y(high)));
    let lower: Vec<String> =
        known().map(|(i, (low, _))| format!("{},{}", scale.x(i), scale.y(low))).collect();
    upper.chain(lower.into_iter().rev()).collect::<Vec<_>>().join(" ")
}

/// Numbers to places.
struct Scale {
    low: i64,
    high: i64,
    step: i64,
    count: i64,
}

impl Scale {
    fn over(series: &Series<'_>) -> Self {
        let plain = [series.actual, series.schedule, series.last_year];
        let values = plain.into_iter().flatten().flatten().copied();
        let ends = series.band.iter().flatten().flat_map(|(low, high)| [*low, *high]);
        let all: Vec<i64> = values.chain(ends).chain(series.target).chain([0]).collect();
        let low = all.iter().copied().min().unwrap_or(0);
        let high = all.iter().copied().max().unwrap_or(0).max(low + 1);
        let step = round_step((high - low) / 4);
        let count = i64::try_from(series.periods.len()).unwrap_or(i64::MAX).max(2);
        Self {
            low: low.div_euclid(step) * step,
            high: (high + step - 1).div_euclid(step) * step,
            step,
            count,
        }
    }

    fn ticks(&self) -> impl Iterator<Item = i64> {
        let (low, step) = (self.low, self.step);
        (0..=(self.high - low) / step).map(move |i| low + i * step)
    }

    fn x(&self, index: usize) -> i64 {
        let index = i64::try_from(index).unwrap_or(0);
        LEFT + (WIDTH - LEFT - RIGHT) * index / (self.count - 1)
    }

    fn y(&self, value: i64) -> i64 {
        let room = i128::from(HEIGHT - TOP - BOTTOM);
        let part = i128::from(value - self.low) * room / i128::from(self.high - self.low);
        HEIGHT - BOTTOM - i64::try_from(part).unwrap_or(0)
    }
}

/// 1, 2 or 5 times a power of ten, at least `wanted`.
fn round_step(wanted: i64) -> i64 {
    let mut unit = 1_i64;
    loop {
        for factor in [1, 2, 5] {
            let step = unit.saturating_mul(factor);
            if step >= wanted || step == i64::MAX {
                return step;
            }
        }
        unit = unit.saturating_mul(10);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_round_and_high_enough() {
        assert_eq!([round_step(0), round_step(3), round_step(30), round_step(51)], [1, 5, 50, 100]);
    }

    #[test]
    fn a_month_without_a_figure_is_not_drawn_as_zero() {
        let series = Series {
            periods: &["1月", "2月", "3月"],
            actual: &[Some(10), None, Some(30)],
            target: Some(40),
            ..Series::default()
        };
        let chart = Chart::draw(&series, String::new(), |n| n.to_string());
        let actual = chart.lines.last().unwrap();
        assert_eq!(actual.dots.len(), 2);
        assert_eq!(chart.lines.len(), 1, "what is not known has no line");
        assert_eq!(chart.ticks.first().unwrap().label, "0");
        assert!(chart.target.unwrap().at < actual.dots[1].y, "the target stands above what was reached");
    }
}
