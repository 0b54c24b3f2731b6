//! Fields of an indicator, and figures derived from them.

use super::difference;
use crate::check::text::{bracketed, join, words};
use crate::check::{Checker, Scope, Typed};
use crate::diagnostic::{Code, Diagnostic};
use crate::lex::words::{self, Derived};
use crate::measure::{Kind, Measure};
use crate::plan::{Cmp, NodeId, Num, State};
use crate::scheme::{Direction, Input, InputKind};
use crate::source::Span;
use crate::trace::{Given, Piece, Shown};

impl Checker<'_> {
    pub(crate) fn lower_better(&self, indicator: usize) -> bool {
        self.out.indicators.get(indicator).is_some_and(|i| i.direction == Direction::LowerBetter)
    }

    /// A field of an indicator, or a figure derived from its fields.
    pub(crate) fn used_field(
        &mut self,
        indicator: usize,
        field: &str,
        span: Span,
        scope: &mut Scope,
    ) -> Typed {
        if let Some(derived) = words::derived(field) {
            return self.derived(indicator, derived, field, span, scope);
        }
        if !words::FIELDS.contains(&field) {
            let known = words::FIELDS.join("、");
            self.complain(
                Diagnostic::new(Code::UnknownName, span, format!("指标没有“{field}”这个字段")).hint(format!(
                    "可用的字段：{known}；以及完成率、超额率、欠额率、增长率、增量、序时完成率、序时差"
                )),
            );
            return self.broken();
        }
        let Some(spec) = self.out.indicators.get_mut(indicator) else { return self.broken() };
        spec.has_target |= field == words::TARGET;
        let (name, measure, decimals) = (spec.name.clone(), spec.measure.clone(), spec.decimals);
        let lower_better = spec.direction == Direction::LowerBetter && field == words::ACTUAL;
        self.used.insert(name.clone());
        let input = self.input(Input {
            name: name.clone(),
            field: field.to_owned(),
            kind: InputKind::Figure { indicator },
            measure: measure.clone(),
            decimals,
        });
        let node = self.b.input(input);
        let truth = measure.kind == Kind::YesNo;
        let value = Num { num: node, den: None, scale: i32::from(decimals) };
        let shown = Shown { value, measure: measure.clone(), decimals, truth };
        let own = scope.indicator == Some(indicator);
        let label = if own {
            field.to_owned()
        } else {
            format!("{name}{}", if field == words::ACTUAL { "" } else { field })
        };
        if !scope.given.iter().any(|g| g.input == Some(input)) {
            scope.given.push(Given { label, shown: shown.clone(), input: Some(input) });
        }
        Typed {
            truth,
            lower_better,
            formula: vec![Piece::Value(shown)],
            ..Typed::new(value, measure, decimals)
        }
    }

    /// The index of an input column, made on first use.
    pub(crate) fn input(&mut self, input: Input) -> u32 {
        let key = (input.name.clone(), input.field.clone());
        let next = self.out.inputs.len();
        let at = *self.input_index.entry(key).or_insert(next);
        if at == next {
            self.out.inputs.push(input);
        }
        u32::try_from(at).unwrap_or(u32::MAX)
    }

    pub(super) fn derived(
        &mut self,
        indicator: usize,
        what: Derived,
        label: &str,
        span: Span,
        scope: &mut Scope,
    ) -> Typed {
        let actual = self.used_field(indicator, words::ACTUAL, span, scope);
        let hundred = self.b.int(100);
        let (value, measure, formula) = match what {
            Derived::Completion | Derived::Excess | Derived::Shortfall => {
                let target = self.positive_target(indicator, span, scope);
                let rate = self.b.num_div_positive(actual.value, target.value);
                let mut value = self.b.num_mul(rate, hundred);
                let mut formula = join(&[&actual.formula, &words(" ÷ "), &target.formula]);
                if what == Derived::Excess {
                    value = self.b.num_sub(value, hundred);
                    formula.push(Piece::Text(" − 100%".to_owned()));
                } else if what == Derived::Shortfall {
                    value = self.b.num_sub(hundred, value);
                    formula.insert(0, Piece::Text("100% − ".to_owned()));
                }
                (value, Measure::percent(), formula)
            }
            Derived::Growth | Derived::Increase => {
                let last = self.used_field(indicator, words::LAST_YEAR, span, scope);
                let rise = self.b.num_sub(actual.value, last.value);
                let formula = join(&[&actual.formula, &words(" − "), &last.formula]);
                if what == Derived::Increase {
                    (rise, difference(actual.measure.clone()), formula)
                } else {
                    let positive = self.above_zero(last.value);
                    let last_value = self.b.num_guard(positive, last.value, State::Undefined);
                    let rate = self.b.num_div_positive(rise, last_value);
                    let formula = join(&[&bracketed(&formula), &words(" ÷ "), &last.formula]);
                    (self.b.num_mul(rate, hundred), Measure::percent(), formula)
                }
            }
            Derived::ScheduleCompletion => {
                let due = self.used_field(indicator, words::SCHEDULE, span, scope);
                let positive = self.above_zero(due.value);
                let due_value = self.b.num_guard(positive, due.value, State::Undefined);
                let rate = self.b.num_div_positive(actual.value, due_value);
                let formula = join(&[&actual.formula, &words(" ÷ "), &due.formula]);
                (self.b.num_mul(rate, hundred), Measure::percent(), formula)
            }
            Derived::ScheduleGap => {
                let due = self.used_field(indicator, words::SCHEDULE, span, scope);
                let target = self.positive_target(indicator, span, scope);
                let gap = self.b.num_sub(actual.value, due.value);
                let rate = self.b.num_div_positive(gap, target.value);
                let inner = join(&[&actual.formula, &words(" − "), &due.formula]);
                let formula = join(&[&bracketed(&inner), &words(" ÷ "), &target.formula]);
                (self.b.num_mul(rate, hundred), Measure::percent_point(), formula)
            }
        };
        let broken = actual.broken;
        let made = Typed::new(value, measure, if what == Derived::Increase { actual.decimals } else { 2 });
        let formula = if what == Derived::Increase { formula } else { named(label, formula, made.shown()) };
        Typed { formula, broken, ..made }
    }

    pub(super) fn above_zero(&mut self, value: Num) -> NodeId {
        let zero = self.b.constant(0);
        self.b.cmp(Cmp::Gt, value.num, zero)
    }

    /// The target as a divisor: above zero, or the rule says what a target of zero means.
    pub(super) fn positive_target(&mut self, indicator: usize, span: Span, scope: &mut Scope) -> Typed {
        let mut target = self.used_field(indicator, words::TARGET, span, scope);
        let sure = self.out.indicators.get(indicator).is_some_and(|i| i.target_positive);
        if !sure && scope.zero_target.is_none() {
            scope.zero_target = Some((target.value, span));
        }
        let positive = self.above_zero(target.value);
        target.value = self.b.num_guard(positive, target.value, State::Undefined);
        target
    }
}

/// `完成率 105.20%(1,262.40 ÷ 1,200.00)`.
fn named(label: &str, formula: Vec<Piece>, shown: Shown) -> Vec<Piece> {
    let mut out = words(format!("{label}("));
    out.extend(formula);
    out.push(Piece::Text(" = ".to_owned()));
    out.push(Piece::Value(shown));
    out.push(Piece::Text(")".to_owned()));
    out
}
