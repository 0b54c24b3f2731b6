//! Effects: points given and taken, steps, bounds.

use super::text::{join, words};
use super::{Checker, Scope, Typed};
use crate::ast::{Bounds, Effect, Expr, ExprKind, RuleKind, StepMode, Term, TermKind};
use crate::diagnostic::{Code, Diagnostic};
use crate::lex::words::{Derived, derived};
use crate::measure::{Kind, Measure};
use crate::number::Decimal;
use crate::plan::{DivMode, Num};
use crate::scheme::StepWidth;
use crate::source::Span;
use crate::trace::{Shown, Step, Steps};

/// What an effect comes to.
pub(super) struct Outcome {
    pub(super) value: Num,
    pub(super) steps: Vec<Step>,
    /// The constant it is, if it is one.
    pub(super) constant: Option<Decimal>,
    /// It can fall without end.
    pub(super) open_below: bool,
    /// Where steps were said to lie inside the line's points.
    pub(super) inside: bool,
}

impl Checker<'_> {
    pub(super) fn effect(&mut self, effect: &Effect, kind: RuleKind, scope: &mut Scope) -> Outcome {
        let mut total: Option<Num> = None;
        let mut out = Outcome {
            value: self.b.int(0),
            steps: Vec::new(),
            constant: None,
            open_below: false,
            inside: false,
        };
        for term in &effect.terms {
            let value = self.term(term, scope, &mut out);
            total = Some(match total {
                None => value,
                Some(sum) => self.b.num_add(sum, value),
            });
        }
        out.value = total.unwrap_or(out.value);
        let (value, bounds) = self.bounded(out.value, &effect.bounds, scope, "本条");
        out.value = value;
        out.steps.extend(bounds);
        if effect.bounds.floor.is_some() || effect.bounds.negative {
            out.open_below = false;
        }
        out.constant = self.b.num_known(out.value);
        self.check_place(effect, kind, scope);
        out
    }

    /// Where an effect may give more than the line's points, it must be said whether that counts.
    fn check_place(&mut self, effect: &Effect, kind: RuleKind, scope: &mut Scope) {
        let stated =
            scope.place_stated || effect.bounds.cap.as_ref().is_some_and(|cap| self.within(cap, scope));
        if kind != RuleKind::Score || stated {
            return;
        }
        let mut most = Some(Decimal::ZERO);
        let mut unplaced = None;
        for term in &effect.terms {
            let upper = match &term.kind {
                _ if term.take => Some(Decimal::ZERO),
                TermKind::Value(expr) => self.constant(expr, scope),
                TermKind::Steps { bounds, place, .. } => {
                    if place.is_none() {
                        unplaced = unplaced.or(Some(term.span));
                    }
                    bounds.cap.as_ref().and_then(|cap| self.constant(cap, scope))
                }
            };
            most = most.zip(upper).and_then(|(a, b)| a.checked_add(b));
        }
        let points = scope.points.and_then(|p| self.b.num_known(p));
        if let (Some(most), Some(points)) = (most, points)
            && most <= points
        {
            return;
        }
        if let Some(span) = unplaced {
            self.complain(
                Diagnostic::new(Code::BonusPlace, span, "加出来的分是否计入本条满分，没有写明")
                    .hint("写“满分外”（可以超过本条分值）或“满分内”（不超过）"),
            );
        }
    }

    fn within(&mut self, cap: &Expr, scope: &mut Scope) -> bool {
        let cap = self.constant(cap, scope);
        let points = scope.points.and_then(|p| self.b.num_known(p));
        cap.zip(points).is_some_and(|(cap, points)| cap <= points)
    }

    fn term(&mut self, term: &Term, scope: &mut Scope, out: &mut Outcome) -> Num {
        match &term.kind {
            TermKind::Value(expr) => {
                let typed = self.typed(expr, scope);
                let mut value = self.as_points(&typed, expr.span);
                // The lines of 扣分 may say 扣 or leave it out: they take points either way.
                let takes = term.take;
                if takes {
                    value = self.b.num_neg(value);
                }
                out.steps.push(Step::Award { formula: typed.formula, value, take: takes });
                value
            }
            TermKind::Steps { amount, width, each, mode, bounds, place } => {
                let parts =
                    StepParts { amount, width, each, mode: *mode, bounds, place: *place, span: term.span };
                self.steps(&parts, term.take, scope, out)
            }
        }
    }

    fn steps(&mut self, parts: &StepParts<'_>, take: bool, scope: &mut Scope, out: &mut Outcome) -> Num {
        let amount = self.typed(parts.amount, scope);
        let width = self.typed(parts.width, scope);
        self.note_step(parts, &width, scope);
        let each = self.typed(parts.each, scope);
        let each_points = self.as_points(&each, parts.each.span);
        let (count, whole, words_of_mode) = self.count(&amount, &width, parts);
        let mut value = self.b.num_mul(count, each_points);
        let cap = self.step_cap(parts, take, scope, out);
        if let Some(cap) = cap {
            value = self.b.num_min(value, cap);
        }
        if take {
            value = self.b.num_neg(value);
        }
        out.inside |= parts.place == Some(false);
        out.steps.push(Step::Steps(Box::new(Steps {
            formula: amount.formula.clone(),
            amount: amount.shown(),
            width: width.shown(),
            each: Shown {
                value: each_points,
                measure: Measure::points(),
                decimals: each.decimals,
                truth: false,
            },
            count,
            whole,
            words: words_of_mode,
            take,
            cap,
            unlimited: parts.bounds.unlimited,
            value,
        })));
        value
    }

    /// Keeps how wide a step of the line's indicator is, for what one more step would bring.
    fn note_step(&mut self, parts: &StepParts<'_>, width: &Typed, scope: &Scope) {
        let Some(wide) = self.b.num_known(width.value).filter(|w| *w > Decimal::ZERO) else { return };
        let Some(indicator) = scope.indicator.and_then(|at| self.out.indicators.get_mut(at)) else { return };
        let rate = match &parts.amount.kind {
            ExprKind::Path(names) => names.last().and_then(|n| derived(&n.text)),
            _ => None,
        };
        let (own, width_kind) = (&indicator.measure.kind, &width.measure.kind);
        let rates = |kind: &Kind| matches!(kind, Kind::Percent | Kind::PercentPoint);
        let step = match rate {
            Some(Derived::Completion | Derived::Excess | Derived::Shortfall) => StepWidth::OfTarget(wide),
            Some(Derived::Growth) => StepWidth::OfLastYear(wide),
            Some(Derived::Increase) | None if own == width_kind || (rates(own) && rates(width_kind)) => {
                let shift = i32::from(width.measure.power - indicator.measure.power);
                let scaled = Num { scale: width.value.scale - shift, ..width.value };
                match self.b.num_known(scaled) {
                    Some(wide) => StepWidth::Own(wide),
                    None => return,
                }
            }
            Some(Derived::Increase | Derived::ScheduleCompletion | Derived::ScheduleGap) | None => return,
        };
        if !indicator.steps.contains(&step) {
            indicator.steps.push(step);
        }
    }

    /// How many steps; never below zero.
    fn count(&mut self, amount: &Typed, width: &Typed, parts: &StepParts<'_>) -> (Num, bool, String) {
        let none = (self.b.int(0), true, String::new());
        let mode = parts.mode.unwrap_or_else(|| {
            self.complain(Diagnostic::new(Code::StepMode, parts.span, "“每”没有写明不足一步时怎么算").hint(
                "写“每满”（只计满步），或在后面写：按比例、不足一步不计、不足一步按一步、四舍五入取步",
            ));
            StepMode::Full
        });
        if self.b.num_known(width.value).is_some_and(|w| w <= Decimal::ZERO) {
            self.error(Code::Arguments, parts.width.span, "步长必须大于零");
            return none;
        }
        // What is wanting to 100% may be counted in percentage points as well.
        let rate_steps = amount.measure.kind == Kind::Percent
            && (width.measure.kind == Kind::Percent
                || (amount.share && width.measure.kind == Kind::PercentPoint));
        let Some((a, w, _)) = (if rate_steps {
            Some((amount.value, width.value, Measure::percent()))
        } else {
            self.align(amount, width, parts.span, "按步计算")
        }) else {
            return none;
        };
        let zero = self.b.int(0);
        let positive = self.b.num_max(a, zero);
        let ratio = self.b.num_div(positive, w);
        let (count, whole, word) = match mode {
            StepMode::Full => (self.b.num_to_whole(ratio, DivMode::Floor), true, "每满"),
            StepMode::PartCounts => (self.b.num_to_whole(ratio, DivMode::Ceil), true, "不足一步按一步，每"),
            StepMode::Nearest => (self.b.num_to_whole(ratio, DivMode::HalfUp), true, "四舍五入取步，每"),
            StepMode::ProRata => return (ratio, false, "按比例，每".to_owned()),
        };
        (Num::whole(count), whole, word.to_owned())
    }

    fn step_cap(
        &mut self,
        parts: &StepParts<'_>,
        take: bool,
        scope: &mut Scope,
        out: &mut Outcome,
    ) -> Option<Num> {
        let cap = parts.bounds.cap.as_ref().map(|cap| {
            let typed = self.typed(cap, scope);
            self.as_points(&typed, cap.span)
        });
        if take {
            out.open_below |= cap.is_none();
            return cap;
        }
        if cap.is_none() && !parts.bounds.unlimited && !scope.capped {
            self.complain(
                Diagnostic::new(Code::BonusUncapped, parts.span, "加分没有写明最多加多少")
                    .hint("在后面写“限 N分”；确实不限的，写“不封顶”"),
            );
        }
        cap
    }

    /// Applies 限 and 不低于, and says so where they take effect.
    pub(super) fn bounded(
        &mut self,
        value: Num,
        bounds: &Bounds,
        scope: &mut Scope,
        what: &str,
    ) -> (Num, Vec<Step>) {
        let mut value = value;
        let mut steps = Vec::new();
        if let Some(cap) = &bounds.cap {
            let bound = self.bound_points(cap, scope);
            steps.push(Step::Bound { cap: true, words: format!("{what}最多"), bound, before: value });
            value = self.b.num_min(value, bound);
        }
        if let Some(floor) = &bounds.floor {
            let bound = self.bound_points(floor, scope);
            steps.push(Step::Bound { cap: false, words: format!("{what}最低"), bound, before: value });
            value = self.b.num_max(value, bound);
        }
        (value, steps)
    }

    /// A bound in points; a percentage is a share of the line's points.
    fn bound_points(&mut self, expr: &Expr, scope: &mut Scope) -> Num {
        let typed = self.typed(expr, scope);
        if typed.measure.kind == Kind::Percent
            && !typed.broken
            && let Some(points) = scope.points
        {
            let product = self.b.num_mul(points, typed.value);
            return Num { scale: product.scale + 2, ..product };
        }
        self.as_points(&typed, expr.span)
    }

    /// 按 完成率 得分: points × rate, bounded.
    pub(super) fn rate(&mut self, rate: &Expr, bounds: &Bounds, span: Span, scope: &mut Scope) -> Outcome {
        let typed = self.typed(rate, scope);
        let points = scope.points;
        let mut out = Outcome {
            value: self.b.int(0),
            steps: Vec::new(),
            constant: None,
            open_below: false,
            inside: false,
        };
        let Some(points) = points else {
            self.complain(
                Diagnostic::new(Code::NoPoints, span, "按比例得分要有分值")
                    .hint("在编号和指标之后写上分值，如 4分"),
            );
            return out;
        };
        if bounds.cap.is_none() && !bounds.unlimited {
            self.complain(
                Diagnostic::new(Code::RateUncapped, span, "按比例得分没有写明超过 100% 时是否封顶")
                    .hint("写“限 满分”“限 120%”或“不封顶”"),
            );
        }
        let factor = match typed.measure.kind {
            _ if typed.broken => return out,
            Kind::Percent => Num { scale: typed.value.scale + 2, ..typed.value },
            Kind::Plain => typed.value,
            _ => {
                let measure = typed.measure.clone();
                self.mismatch(&measure, &Measure::percent(), rate.span, "当作比率");
                return out;
            }
        };
        let product = self.b.num_mul(points, factor);
        let shown = Shown {
            value: points,
            measure: Measure::points(),
            decimals: scope.points_decimals,
            truth: false,
        };
        let formula = join(&[&[crate::trace::Piece::Value(shown)], &words(" × "), &typed.formula]);
        let result = Shown { value: product, measure: Measure::points(), decimals: 2, truth: false };
        out.steps.push(Step::Formula { label: String::new(), formula, value: result });
        let (value, steps) = self.bounded(product, bounds, scope, "本条");
        out.value = value;
        out.steps.extend(steps);
        out
    }
}

/// The parts of a step term.
struct StepParts<'a> {
    amount: &'a Expr,
    width: &'a Expr,
    each: &'a Expr,
    mode: Option<StepMode>,
    bounds: &'a Bounds,
    place: Option<bool>,
    span: Span,
}
