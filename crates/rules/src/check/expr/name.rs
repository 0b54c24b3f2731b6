//! What a name means in a rule.

use super::difference;
use crate::ast::Name;
use crate::check::text::{join, words};
use crate::check::{Checker, Scope, Typed};
use crate::diagnostic::{Code, Diagnostic};
use crate::lex::Keyword;
use crate::lex::words;
use crate::measure::Measure;
use crate::plan::State;
use crate::source::Span;
use crate::trace::{Piece, Shown};

impl Checker<'_> {
    /// A name, or a field of an indicator.
    pub(super) fn path(&mut self, names: &[Name], span: Span, scope: &mut Scope) -> Typed {
        match names {
            [one] => self.single(one, scope),
            [owner, field] => {
                if let Some(indicator) = self.out.indicators.iter().position(|i| i.name == owner.text) {
                    self.used_field(indicator, &field.text, field.span, scope)
                } else {
                    self.unknown(owner, scope);
                    self.broken()
                }
            }
            _ => {
                self.error(Code::UnknownName, span, "名称最多两段：指标.字段");
                self.broken()
            }
        }
    }

    pub(super) fn single(&mut self, name: &Name, scope: &mut Scope) -> Typed {
        if let Some(found) = scope.names.get(&name.text) {
            return found.clone();
        }
        if let Some(ledger) = scope.ledger
            && let Some(found) = self.record_field(ledger, name)
        {
            return found;
        }
        match Keyword::find(&name.text) {
            Some(Keyword::FullPoints) => return self.line_points(name, scope),
            Some(Keyword::Standard) => return self.standard(name.span, scope),
            Some(Keyword::Over) => return self.beyond(name, scope, true),
            Some(Keyword::Short) => return self.beyond(name, scope, false),
            _ => {}
        }
        if let Some(state) = state_word(&name.text) {
            return self.nothing_of(state, &name.text);
        }
        if let Some(found) = self.total_name(name, scope) {
            return found;
        }
        if let Some(parameter) = self.parameters.get(&name.text) {
            return parameter.clone();
        }
        let is_field = words::FIELDS.contains(&name.text.as_str()) || words::derived(&name.text).is_some();
        if let (true, Some(indicator)) = (is_field, scope.indicator) {
            return self.used_field(indicator, &name.text, name.span, scope);
        }
        if let Some(indicator) = self.out.indicators.iter().position(|i| i.name == name.text) {
            return self.used_field(indicator, words::ACTUAL, name.span, scope);
        }
        if is_field && scope.nameless {
            return self.broken();
        }
        if is_field {
            self.complain(
                Diagnostic::new(
                    Code::UnknownName,
                    name.span,
                    format!("“{}”是哪个指标的？本条没有写明指标", name.text),
                )
                .hint("在编号之后写上指标名，或写成“指标.字段”"),
            );
            return self.broken();
        }
        self.unknown(name, scope);
        self.broken()
    }

    /// 不适用 or 待补 as a result.
    pub(super) fn nothing_of(&mut self, state: State, word: &str) -> Typed {
        let (never, zero) = (self.b.constant(0), self.b.int(0));
        let value = self.b.num_guard(never, zero, state);
        let made = Typed::new(value, Measure::points(), 0);
        Typed { zero: true, formula: words(word), ..made }
    }

    pub(super) fn unknown(&mut self, name: &Name, scope: &Scope) {
        let mut candidates: Vec<String> = self.out.indicators.iter().map(|i| i.name.clone()).collect();
        candidates.extend(self.parameters.keys().cloned());
        candidates.extend(scope.names.keys().cloned());
        candidates.extend(words::FIELDS.iter().map(|&f| f.to_owned()));
        let near = crate::facts::nearest(&name.text, candidates.into_iter());
        let hint = near.map_or_else(
            || format!("请先声明：指标 {} 计量单位 来源 部门", name.text),
            |near| format!("是否指“{near}”？"),
        );
        self.complain(
            Diagnostic::new(Code::UnknownName, name.span, format!("“{}”没有定义", name.text)).hint(hint),
        );
    }

    /// `分值`: the points of this line.
    pub(super) fn line_points(&mut self, name: &Name, scope: &Scope) -> Typed {
        if let Some(points) = scope.points {
            Typed {
                formula: vec![Piece::Value(Shown {
                    value: points,
                    measure: Measure::points(),
                    decimals: scope.points_decimals,
                    truth: false,
                })],
                ..Typed::new(points, Measure::points(), scope.points_decimals)
            }
        } else {
            self.complain(
                Diagnostic::new(Code::NoPoints, name.span, "本条没有写明分值，“满分”是多少不清楚")
                    .hint("在编号和指标之后写上分值，如 4分"),
            );
            self.broken()
        }
    }

    pub(super) fn standard(&mut self, span: Span, scope: &mut Scope) -> Typed {
        match (&scope.standard, scope.indicator) {
            (Some(standard), _) => standard.clone(),
            (None, Some(indicator)) => self.used_field(indicator, words::TARGET, span, scope),
            (None, None) => {
                if !scope.nameless {
                    self.error(Code::UnknownName, span, "没有写明“标准 = …”，本条也没有指标");
                }
                self.broken()
            }
        }
    }

    /// 超出 and 不足: the distance from the standard, on the side where it is more than zero.
    pub(super) fn beyond(&mut self, name: &Name, scope: &mut Scope, over: bool) -> Typed {
        let Some(indicator) = scope.indicator else {
            if !scope.nameless {
                let message = format!("“{}”要有指标：请在编号之后写上指标名", name.text);
                self.error(Code::UnknownName, name.span, message);
            }
            return self.broken();
        };
        let standard = self.standard(name.span, scope);
        let actual = self.used_field(indicator, words::ACTUAL, name.span, scope);
        let Some((x, y, measure)) = self.align(&actual, &standard, name.span, "相减") else {
            return self.broken();
        };
        let lower = self.lower_better(indicator);
        let (x, y, left, right) =
            if over == lower { (y, x, &standard, &actual) } else { (x, y, &actual, &standard) };
        let gap = self.b.num_sub(x, y);
        let zero = self.b.int(0);
        let value = self.b.num_max(gap, zero);
        let measure = difference(measure);
        let formula = join(&[&left.formula, &words(" − "), &right.formula]);
        Typed { formula, ..Typed::new(value, measure, actual.decimals.max(standard.decimals)) }
    }
}

/// The state that a word names.
fn state_word(word: &str) -> Option<State> {
    match Keyword::find(word)? {
        Keyword::NotApplicable => Some(State::NotApplicable),
        Keyword::AwaitData => Some(State::Missing),
        _ => None,
    }
}
