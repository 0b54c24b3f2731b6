//! Expressions: names, measures and the plan's nodes.

use super::measure::describe;
use super::text::{bracketed, join, sign, words};
use super::{Checker, Scope, Typed};
use crate::ast::{BinaryOp, Expr, ExprKind, Name, Quantity, Variants};
use crate::calendar::days_of;
use crate::diagnostic::{Code, Diagnostic};
use crate::lex::Keyword;
use crate::lex::words::{self, Derived};
use crate::measure::{Kind, Measure};
use crate::number::Decimal;
use crate::plan::{Cmp, NodeId, Num, State};
use crate::scheme::{Direction, Input, InputKind};
use crate::source::Span;
use crate::trace::{Given, Piece, Shown};

impl Checker<'_> {
    /// The meaning of an expression. Where it has none, a diagnostic and a broken value.
    pub(crate) fn typed(&mut self, expr: &Expr, scope: &mut Scope) -> Typed {
        match &expr.kind {
            ExprKind::Quantity(quantity) => self.quantity(quantity),
            ExprKind::Flag(flag) => self.flag(*flag),
            ExprKind::Date(name) => self.date(name),
            ExprKind::Path(names) => self.path(names, expr.span, scope),
            ExprKind::Text(name) => self.path(std::slice::from_ref(name), expr.span, scope),
            ExprKind::Negate(inner) => {
                let mut inner = self.typed(inner, scope);
                inner.value = self.b.num_neg(inner.value);
                inner.formula = join(&[&words("−"), &bracketed(&inner.formula)]);
                inner
            }
            ExprKind::Not(inner) => {
                let inner = self.truth(inner, scope);
                let node = self.b.not(inner.value.num);
                let formula = join(&[&words("非("), &inner.formula, &words(")")]);
                Typed::condition(node, formula, inner.broken)
            }
            ExprKind::Binary(op, a, b) => self.binary(*op, a, b, expr.span, scope),
            ExprKind::If(c, a, b) => self.conditional(c, a, b, expr.span, scope),
            ExprKind::Call(name, arguments) => self.call(name, arguments, expr.span, scope),
            ExprKind::Broken => self.broken(),
        }
    }

    /// An expression that must be true or false.
    pub(crate) fn truth(&mut self, expr: &Expr, scope: &mut Scope) -> Typed {
        let typed = self.typed(expr, scope);
        if !typed.truth && !typed.broken {
            let found = describe(&typed.measure);
            self.complain(
                Diagnostic::new(Code::MeasureMismatch, expr.span, format!("这里应当是条件,写的是{found}"))
                    .hint("条件要有比较,例如“实绩 >= 目标”;是否类指标可以直接写名称"),
            );
            return Typed { truth: true, broken: true, ..typed };
        }
        typed
    }

    pub(crate) fn broken(&mut self) -> Typed {
        let value = self.b.int(0);
        Typed {
            value,
            measure: Measure::plain(),
            truth: false,
            zero: false,
            decimals: 0,
            formula: Vec::new(),
            broken: true,
            lower_better: false,
            share: false,
        }
    }

    pub(crate) fn quantity(&mut self, quantity: &Quantity) -> Typed {
        let measure = self.measure(&quantity.unit, quantity.span);
        let value = self.b.literal(quantity.value);
        let shown = format!("{}{}", quantity.value.grouped(), measure.after_number());
        Typed {
            zero: quantity.value.is_zero(),
            share: measure.kind == Kind::Percent && quantity.value == Decimal::from_int(100),
            formula: words(shown),
            decimals: quantity.value.decimals(),
            ..Typed::new(value, measure, 0)
        }
    }

    fn flag(&mut self, flag: bool) -> Typed {
        let node = self.b.constant(i128::from(flag));
        Typed::condition(node, words(if flag { "是" } else { "否" }), false)
    }

    fn date(&mut self, name: &Name) -> Typed {
        let Some(days) = days_of(&name.text) else {
            self.error(Code::BadNumber, name.span, format!("没有{}这一天", name.text));
            return self.broken();
        };
        let value = self.b.int(i128::from(days));
        let measure = Measure { kind: Kind::Date, power: 0, name: "日期".to_owned() };
        Typed { formula: words(name.text.clone()), ..Typed::new(value, measure, 0) }
    }

    /// A name, or a field of an indicator.
    fn path(&mut self, names: &[Name], span: Span, scope: &mut Scope) -> Typed {
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
                self.error(Code::UnknownName, span, "名称最多两段:指标.字段");
                self.broken()
            }
        }
    }

    fn single(&mut self, name: &Name, scope: &mut Scope) -> Typed {
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
                    format!("“{}”是哪个指标的?本条没有写明指标", name.text),
                )
                .hint("在编号之后写上指标名,或写成“指标.字段”"),
            );
            return self.broken();
        }
        self.unknown(name, scope);
        self.broken()
    }

    /// 不适用 or 待补 as a result.
    fn nothing_of(&mut self, state: State, word: &str) -> Typed {
        let (never, zero) = (self.b.constant(0), self.b.int(0));
        let value = self.b.num_guard(never, zero, state);
        let made = Typed::new(value, Measure::points(), 0);
        Typed { zero: true, formula: words(word), ..made }
    }

    fn unknown(&mut self, name: &Name, scope: &Scope) {
        let mut candidates: Vec<String> = self.out.indicators.iter().map(|i| i.name.clone()).collect();
        candidates.extend(self.parameters.keys().cloned());
        candidates.extend(scope.names.keys().cloned());
        candidates.extend(words::FIELDS.iter().map(|&f| f.to_owned()));
        let near = crate::facts::nearest(&name.text, candidates.into_iter());
        let hint = near.map_or_else(
            || format!("请先声明:指标 {} 计量单位 来源 部门", name.text),
            |near| format!("是否指“{near}”?"),
        );
        self.complain(
            Diagnostic::new(Code::UnknownName, name.span, format!("“{}”没有定义", name.text)).hint(hint),
        );
    }

    /// `分值`: the points of this line.
    fn line_points(&mut self, name: &Name, scope: &Scope) -> Typed {
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
                Diagnostic::new(Code::NoPoints, name.span, "本条没有写明分值,“满分”是多少不清楚")
                    .hint("在编号和指标之后写上分值,如 4分"),
            );
            self.broken()
        }
    }

    fn standard(&mut self, span: Span, scope: &mut Scope) -> Typed {
        match (&scope.standard, scope.indicator) {
            (Some(standard), _) => standard.clone(),
            (None, Some(indicator)) => self.used_field(indicator, words::TARGET, span, scope),
            (None, None) => {
                if !scope.nameless {
                    self.error(Code::UnknownName, span, "没有写明“标准 = …”,本条也没有指标");
                }
                self.broken()
            }
        }
    }

    /// 超出 and 不足: the distance from the standard, on the side where it is more than zero.
    fn beyond(&mut self, name: &Name, scope: &mut Scope, over: bool) -> Typed {
        let Some(indicator) = scope.indicator else {
            if !scope.nameless {
                let message = format!("“{}”要有指标:请在编号之后写上指标名", name.text);
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
                    "可用的字段:{known};以及完成率、超额率、欠额率、增长率、增量、序时完成率、序时差"
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

    fn derived(
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

    fn above_zero(&mut self, value: Num) -> NodeId {
        let zero = self.b.constant(0);
        self.b.cmp(Cmp::Gt, value.num, zero)
    }

    /// The target as a divisor: above zero, or the rule says what a target of zero means.
    fn positive_target(&mut self, indicator: usize, span: Span, scope: &mut Scope) -> Typed {
        let mut target = self.used_field(indicator, words::TARGET, span, scope);
        let sure = self.out.indicators.get(indicator).is_some_and(|i| i.target_positive);
        if !sure && scope.zero_target.is_none() {
            scope.zero_target = Some((target.value, span));
        }
        let positive = self.above_zero(target.value);
        target.value = self.b.num_guard(positive, target.value, State::Undefined);
        target
    }

    fn binary(&mut self, op: BinaryOp, a: &Expr, b: &Expr, span: Span, scope: &mut Scope) -> Typed {
        if matches!(op, BinaryOp::And | BinaryOp::Or) {
            let (x, y) = (self.truth(a, scope), self.truth(b, scope));
            let (m, n) = (x.value.num, y.value.num);
            let node = if op == BinaryOp::And { self.b.and(m, n) } else { self.b.or(m, n) };
            let formula = join(&[&x.formula, &words(sign(op)), &y.formula]);
            return Typed::condition(node, formula, x.broken || y.broken);
        }
        if let (BinaryOp::Divide, ExprKind::Binary(BinaryOp::Multiply, p, q)) = (op, &a.kind)
            && let Some(found) = self.share_of(p, q, b, span, scope)
        {
            return found;
        }
        let (x, y) = self.operands(a, b, scope);
        let formula = match op {
            BinaryOp::Multiply | BinaryOp::Divide => {
                join(&[&bracketed(&x.formula), &words(sign(op)), &bracketed(&y.formula)])
            }
            _ => join(&[&x.formula, &words(sign(op)), &y.formula]),
        };
        let comparison = match op {
            BinaryOp::AtLeast => Some(Cmp::Ge),
            BinaryOp::AtMost => Some(Cmp::Le),
            BinaryOp::Above => Some(Cmp::Gt),
            BinaryOp::Below => Some(Cmp::Lt),
            BinaryOp::Equal => Some(Cmp::Eq),
            BinaryOp::NotEqual => Some(Cmp::Ne),
            _ => None,
        };
        if let Some(cmp) = comparison {
            let Some((m, n, _)) = self.align(&x, &y, span, "相比") else {
                let broken = self.broken();
                return Typed { truth: true, ..broken };
            };
            let node = self.b.num_cmp(cmp, m, n);
            return Typed::condition(node, formula, false);
        }
        let result = match op {
            BinaryOp::Add | BinaryOp::Subtract => self.sum(op, &x, &y, span),
            BinaryOp::Multiply => self.product(&x, &y, span),
            _ => self.quotient(&x, &y, span),
        };
        match result {
            Some((value, measure)) => {
                let decimals = if op == BinaryOp::Divide { 4 } else { x.decimals.max(y.decimals) };
                let share = x.share && op == BinaryOp::Subtract;
                Typed { formula, share, ..Typed::new(value, measure, decimals) }
            }
            None => self.broken(),
        }
    }

    /// `满分 × 完成投资 ÷ 年度计划`: points times a quotient of like quantities.
    fn share_of(&mut self, p: &Expr, q: &Expr, r: &Expr, span: Span, scope: &mut Scope) -> Option<Typed> {
        let said = self.diagnostics.len();
        let (x, y, z) = (self.typed(p, scope), self.typed(q, scope), self.typed(r, scope));
        let free = |t: &Typed| matches!(t.measure.kind, Kind::Plain | Kind::Percent);
        if x.broken || y.broken || z.broken || free(&x) || free(&y) || y.measure.kind != z.measure.kind {
            self.diagnostics.truncate(said);
            return None;
        }
        let (ratio, measure) = self.quotient(&y, &z, span)?;
        let quotient = Typed::new(ratio, measure, 4);
        let (value, measure) = self.product(&x, &quotient, span)?;
        let formula = join(&[
            &bracketed(&x.formula),
            &words(" × "),
            &bracketed(&y.formula),
            &words(" ÷ "),
            &bracketed(&z.formula),
        ]);
        Some(Typed { formula, ..Typed::new(value, measure, 4) })
    }

    /// Both sides; a text beside a field with options is one of the options.
    fn operands(&mut self, a: &Expr, b: &Expr, scope: &mut Scope) -> (Typed, Typed) {
        let option = match &b.kind {
            ExprKind::Text(option) => Some(option),
            ExprKind::Path(names) => names.first().filter(|_| names.len() == 1),
            _ => None,
        };
        if let (Some(ledger), ExprKind::Path(left), Some(option)) = (scope.ledger, &a.kind, option)
            && let [field] = left.as_slice()
            && let Some(found) = self.option(ledger, field, option)
        {
            return (self.typed(a, scope), found);
        }
        (self.typed(a, scope), self.typed(b, scope))
    }

    fn sum(&mut self, op: BinaryOp, x: &Typed, y: &Typed, span: Span) -> Option<(Num, Measure)> {
        let minus = op == BinaryOp::Subtract;
        let verb = if minus { "相减" } else { "相加" };
        let rates = (&x.measure.kind, &y.measure.kind);
        // A rate plus or minus percentage points is a rate; rate minus rate is percentage points.
        let mixed = matches!(rates, (Kind::Percent, Kind::PercentPoint))
            || (!minus && matches!(rates, (Kind::PercentPoint, Kind::Percent)));
        if let (Kind::Plain, Kind::PercentPoint) = rates {
            // A share written as a bare quotient is a rate.
            let rate = Num { scale: x.value.scale - 2, ..x.value };
            let value = if minus { self.b.num_sub(rate, y.value) } else { self.b.num_add(rate, y.value) };
            return Some((value, Measure::percent()));
        }
        let dated = matches!(rates, (Kind::Date, Kind::Count(days)) if days == "天");
        let (a, b, measure) = if mixed {
            (x.value, y.value, Measure::percent())
        } else if dated {
            (x.value, y.value, x.measure.clone())
        } else {
            self.align(x, y, span, verb)?
        };
        let value = if minus { self.b.num_sub(a, b) } else { self.b.num_add(a, b) };
        // A bare quotient less 100% is a difference of rates, too.
        let alike = x.measure.kind == y.measure.kind || matches!(rates, (Kind::Plain, Kind::Percent));
        let same = alike && minus && !x.share;
        Some((value, if same { difference(measure) } else { measure }))
    }

    fn product(&mut self, x: &Typed, y: &Typed, span: Span) -> Option<(Num, Measure)> {
        if x.broken || y.broken {
            return None;
        }
        let value = self.b.num_mul(x.value, y.value);
        let by_percent = |value: Num| Num { scale: value.scale + 2, ..value };
        match (&x.measure.kind, &y.measure.kind) {
            (Kind::Plain, _) | (Kind::Count(_) | Kind::Rank, Kind::Points | Kind::Money(_)) => {
                Some((value, y.measure.clone()))
            }
            (_, Kind::Plain) | (Kind::Points | Kind::Money(_), Kind::Count(_) | Kind::Rank) => {
                Some((value, x.measure.clone()))
            }
            (_, Kind::Percent) => Some((by_percent(value), x.measure.clone())),
            (Kind::Percent, _) => Some((by_percent(value), y.measure.clone())),
            (a, b) if a == b && *a == Kind::Points => Some((value, Measure::points())),
            _ => {
                self.mismatch(&x.measure, &y.measure, span, "相乘");
                None
            }
        }
    }

    fn quotient(&mut self, x: &Typed, y: &Typed, span: Span) -> Option<(Num, Measure)> {
        if x.broken || y.broken {
            return None;
        }
        if y.zero {
            self.error(Code::Arguments, span, "除数不能是零");
            return None;
        }
        if x.measure.kind == y.measure.kind {
            let (a, b, _) = self.align(x, y, span, "相除")?;
            return Some((self.b.num_div(a, b), Measure::plain()));
        }
        let value = self.b.num_div(x.value, y.value);
        match (&x.measure.kind, &y.measure.kind) {
            (_, Kind::Plain) | (Kind::Points | Kind::Money(_), Kind::Count(_) | Kind::Rank) => {
                Some((value, x.measure.clone()))
            }
            (_, Kind::Percent) => Some((Num { scale: value.scale - 2, ..value }, x.measure.clone())),
            _ => {
                self.mismatch(&x.measure, &y.measure, span, "相除");
                None
            }
        }
    }

    fn conditional(&mut self, c: &Expr, a: &Expr, b: &Expr, span: Span, scope: &mut Scope) -> Typed {
        let test = self.truth(c, scope);
        let (x, y) = (self.typed(a, scope), self.typed(b, scope));
        let formula =
            join(&[&words("若 "), &test.formula, &words(" 则 "), &x.formula, &words(" 否则 "), &y.formula]);
        if x.truth && y.truth {
            let node = self.b.select(test.value.num, x.value.num, y.value.num);
            return Typed::condition(node, formula, test.broken || x.broken || y.broken);
        }
        let Some((m, n, measure)) = self.align(&x, &y, span, "取其一") else { return self.broken() };
        let value = self.b.num_select(test.value.num, m, n);
        Typed { formula, ..Typed::new(value, measure, x.decimals.max(y.decimals)) }
    }

    /// A value that may differ by class of unit.
    pub(crate) fn variants(&mut self, variants: &Variants, scope: &mut Scope) -> Typed {
        let rows = match variants {
            Variants::One(expr) => return self.typed(expr, scope),
            Variants::ByClass(rows) => rows,
        };
        let mut result: Option<Typed> = None;
        let mut covered = 0_u64;
        for (classes, _) in rows {
            covered |= self.class_mask(classes);
        }
        let all = (0..self.out.classes.len()).fold(0_u64, |m, at| m | (1_u64 << at.min(63)));
        if covered & all != all
            && let Some((_, last)) = rows.last()
        {
            self.complain(
                Diagnostic::new(Code::Gap, last.span, "有的单位类别没有写明取值")
                    .hint("补上其余类别,或写“其他: …”"),
            );
        }
        for (classes, expr) in rows.iter().rev() {
            let mask = self.class_mask(classes);
            let value = self.typed(expr, scope);
            result = Some(match result {
                None => value,
                Some(other) => {
                    let test = self.b.class(mask);
                    let Some((m, n, measure)) = self.align(&value, &other, expr.span, "作同一个标准")
                    else {
                        return self.broken();
                    };
                    let chosen = self.b.num_select(test, m, n);
                    Typed::new(chosen, measure, value.decimals.max(other.decimals))
                }
            });
        }
        match result {
            Some(result) => result,
            None => self.broken(),
        }
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

/// The measure of a difference: of two rates, percentage points; of two days, days.
pub(crate) fn difference(measure: Measure) -> Measure {
    match measure.kind {
        Kind::Percent => Measure::percent_point(),
        Kind::Date => Measure::count("天"),
        _ => measure,
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
