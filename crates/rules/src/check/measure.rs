//! Which measures meet, and in which scale.

use super::{Checker, Typed};
use crate::diagnostic::{Code, Diagnostic};
use crate::measure::{Kind, Measure};
use crate::plan::Num;
use crate::source::Span;

impl Checker<'_> {
    /// The measure of this name: of the catalogue, or declared by the scheme.
    pub(crate) fn measure(&mut self, name: &str, span: Span) -> Measure {
        if name.is_empty() {
            return Measure::plain();
        }
        if let Some(found) = Measure::find(name).or_else(|| self.measures.get(name).cloned()) {
            return found;
        }
        let known =
            ["亿元", "万元", "%", "百分点", "个", "家", "件", "起", "万平方米", "吨标准煤", "是否", "日期"];
        let near = crate::facts::nearest(name, known.iter().map(|&k| k.to_owned()));
        let hint = near.map_or_else(
            || format!("如果“{name}”确实是计量单位，请先写一行“计量 {name}”"),
            |near| format!("是否指“{near}”？如果“{name}”确实是计量单位，请先写一行“计量 {name}”"),
        );
        self.complain(
            Diagnostic::new(Code::UnknownMeasure, span, format!("计量单位“{name}”不认识")).hint(hint),
        );
        self.strange.insert(name.to_owned());
        Measure::custom(name)
    }

    /// Brings two values of one kind to the smaller unit; complains when their kinds do not meet.
    pub(crate) fn align(
        &mut self,
        a: &Typed,
        b: &Typed,
        span: Span,
        verb: &str,
    ) -> Option<(Num, Num, Measure)> {
        if a.broken || b.broken {
            return None;
        }
        if a.zero {
            return Some((a.value, b.value, b.measure.clone()));
        }
        if b.zero {
            return Some((a.value, b.value, a.measure.clone()));
        }
        let (x, y) = (&a.measure, &b.measure);
        if x.kind == y.kind {
            let (low, measure) = if x.power <= y.power { (x.power, x) } else { (y.power, y) };
            let scaled =
                |t: &Typed| Num { scale: t.value.scale - i32::from(t.measure.power - low), ..t.value };
            return Some((scaled(a), scaled(b), measure.clone()));
        }
        match (&x.kind, &y.kind) {
            // A share written as a bare quotient may be compared with a percentage.
            (Kind::Plain, Kind::Percent) => {
                Some((Num { scale: a.value.scale - 2, ..a.value }, b.value, y.clone()))
            }
            (Kind::Percent, Kind::Plain) => {
                Some((a.value, Num { scale: b.value.scale - 2, ..b.value }, x.clone()))
            }
            // 名次 <= 3: a place needs no unit.
            (Kind::Rank, Kind::Plain) | (Kind::Plain, Kind::Rank) => {
                Some((a.value, b.value, Measure::rank()))
            }
            _ => {
                self.mismatch(x, y, span, verb);
                None
            }
        }
    }

    pub(crate) fn mismatch(&mut self, x: &Measure, y: &Measure, span: Span, verb: &str) {
        if self.strange.contains(&x.name) || self.strange.contains(&y.name) {
            return;
        }
        let pair = (&x.kind, &y.kind);
        if matches!(pair, (Kind::Percent, Kind::PercentPoint) | (Kind::PercentPoint, Kind::Percent)) {
            self.complain(
                Diagnostic::new(
                    Code::PercentPoint,
                    span,
                    format!("百分比与百分点不能{verb}：一个是比率，一个是两个比率之差"),
                )
                .hint("比率写“5%”，相差写“5个百分点”；两个比率相减得百分点"),
            );
            return;
        }
        let (a, b) = (describe(x), describe(y));
        let hint = if x.kind == Kind::Plain || y.kind == Kind::Plain {
            "给数字写上计量单位，例如 50亿元、3家".to_owned()
        } else {
            "同类的单位（如万元与亿元）会自动换算；不同类的量请分别计分".to_owned()
        };
        self.complain(Diagnostic::new(Code::MeasureMismatch, span, format!("{a}与{b}不能{verb}")).hint(hint));
    }

    /// The value in points: points as they are, a bare number as points.
    pub(crate) fn as_points(&mut self, typed: &Typed, span: Span) -> Num {
        match typed.measure.kind {
            _ if typed.broken || typed.zero || self.strange.contains(&typed.measure.name) => typed.value,
            Kind::Points | Kind::Plain if !typed.truth => typed.value,
            _ => {
                let found = describe(&typed.measure);
                self.complain(
                    Diagnostic::new(Code::MeasureMismatch, span, format!("这里应当是分数，写的是{found}"))
                        .hint("写“4分”“满分”，或“满分 × 完成率”这样的算式"),
                );
                typed.value
            }
        }
    }
}

/// A measure in a sentence.
pub(crate) fn describe(measure: &Measure) -> String {
    match measure.kind {
        Kind::Plain => "没有单位的数".to_owned(),
        Kind::YesNo => "是否".to_owned(),
        Kind::Percent => "百分比(%)".to_owned(),
        Kind::PercentPoint => "百分点".to_owned(),
        Kind::Points => "分数（分）".to_owned(),
        Kind::Rank => "名次".to_owned(),
        Kind::Date => "日期".to_owned(),
        Kind::Money(_) | Kind::Count(_) => format!("“{}”", measure.name),
    }
}
