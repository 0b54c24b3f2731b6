//! What is declared before any rule: the scheme's head, policies, parameters, indicators, ledgers.

use super::{Checker, RoundRule, Scope};
use crate::ast::{ClauseKind, Indicator, RoundLevel, Rule, RuleKind, SchemeHead, Statement, StatementKind};
use crate::compile::is_sample;
use crate::diagnostic::{Code, Diagnostic};
use crate::lex::Keyword;
use crate::measure::{Kind, Measure};
use crate::plan::Builder;
use crate::scheme::{self, Basis, Direction, Frequency, Ledger, LedgerField, PeriodView, rounding_word};
use crate::source::Span;

/// Classes are bits of a word.
const MAX_CLASSES: usize = 60;

impl Checker<'_> {
    pub(super) fn declare(&mut self, statements: &[Statement]) {
        let mut heads = 0;
        for statement in statements {
            match &statement.kind {
                StatementKind::Scheme(head) => {
                    heads += 1;
                    if heads > 1 {
                        self.error(Code::Duplicate, statement.span, "一份文件只能有一个“方案”");
                    }
                    self.head(head, statement.span);
                }
                StatementKind::Measure(name) => {
                    let measure = Measure::custom(&name.text);
                    if Measure::find(&name.text).is_some()
                        || self.measures.insert(name.text.clone(), measure).is_some()
                    {
                        self.error(Code::Duplicate, name.span, format!("计量单位“{}”已经有了", name.text));
                    }
                }
                StatementKind::Round { level, decimals, mode } => {
                    self.rounding(*level, *decimals, *mode, statement.span);
                }
                StatementKind::MissingData(policy) => {
                    if self.missing.is_some() {
                        self.error(Code::Duplicate, statement.span, "“缺报”写了两次");
                    }
                    self.missing = Some(policy.clone());
                }
                StatementKind::Ranking(ranking) => self.ranking = Some((ranking.clone(), statement.span)),
                _ => {}
            }
        }
        if heads == 0 {
            let span = statements.first().map(|s| s.span).unwrap_or_default();
            self.complain(
                Diagnostic::new(Code::NoScheme, span, "没有“方案”语句，不知道考核谁、总分多少")
                    .hint("第一行写：方案 \"名称\" 年度 2026 单位类别 区， 县市 总分 100分"),
            );
        }
        self.declare_columns(statements);
    }

    fn declare_columns(&mut self, statements: &[Statement]) {
        for statement in statements {
            match &statement.kind {
                StatementKind::Indicator(indicator) => self.indicator(indicator),
                StatementKind::Ledger { name, fields } => self.ledger(name, fields),
                _ => {}
            }
        }
        for statement in statements {
            if let StatementKind::Parameter { name, values } = &statement.kind {
                self.parameter(name, values, statement.span);
            }
        }
        if self.round.is_none() {
            let span = statements.first().map(|s| s.span).unwrap_or_default();
            self.complain(
                Diagnostic::new(Code::NoRounding, span, "没有写明得分怎样修约")
                    .hint("例如：修约 计分 2位 四舍五入"),
            );
        }
        self.silences(statements);
    }

    /// What the whole scheme must say, and what it had better have.
    fn silences(&mut self, statements: &[Statement]) {
        let span = statements.first().map(|s| s.span).unwrap_or_default();
        let open = |rule: &Rule| {
            rule.kind != RuleKind::Judged
                && !rule.clauses.iter().any(|c| matches!(c.kind, ClauseKind::Missing(_)))
        };
        let needed = statements.iter().any(|s| matches!(&s.kind, StatementKind::Rule(rule) if open(rule)));
        if self.missing.is_none() && needed {
            self.complain(
                Diagnostic::new(Code::NoMissingPolicy, span, "没有写明缺报怎么办")
                    .hint("写一行：缺报 待补（或 零分、满分、组均值、基本分 N分）"),
            );
        }
        if !self.literate.fences.iter().any(|fence| is_sample(&fence.info)) {
            self.complain(
                Diagnostic::new(Code::SampleAbsent, span, "没有样例，改规则时无从知道改错没有")
                    .hint("在文件末尾写一个样例表，列出数据和应得的分"),
            );
        }
    }

    fn head(&mut self, head: &SchemeHead, span: Span) {
        self.out.title = head.title.as_ref().map(|t| t.text.clone()).unwrap_or_default();
        self.out.year = head.year;
        if head.classes.len() > MAX_CLASSES {
            self.error(Code::TooDeep, span, format!("单位类别最多 {MAX_CLASSES} 个"));
        }
        for class in head.classes.iter().take(MAX_CLASSES) {
            if self.out.classes.contains(&class.text) {
                self.error(Code::Duplicate, class.span, format!("单位类别“{}”写了两次", class.text));
            }
            self.out.classes.push(class.text.clone());
        }
        match &head.total {
            Some(total) => self.out.total = total.value.normalized(),
            None => self.complain(
                Diagnostic::new(Code::NoPoints, span, "“方案”没有写明总分")
                    .hint("在“方案”一行写上：总分 100分"),
            ),
        }
        let _ = self.doubts(&head.doubts, span);
    }

    fn rounding(
        &mut self,
        level: Option<(RoundLevel, Span)>,
        decimals: Option<u8>,
        mode: Option<crate::number::Rounding>,
        span: Span,
    ) {
        if self.round.is_some() {
            self.complain(
                Diagnostic::new(
                    Code::RoundedTwice,
                    span,
                    "修约写了两次；同一个得分只能修约一次，否则会层层放大误差",
                )
                .hint("只保留一处，写明在哪一级（计分、项或总分）修约"),
            );
            return;
        }
        let (Some((level, _)), Some(decimals), Some(mode)) = (level, decimals, mode) else {
            self.complain(
                Diagnostic::new(Code::NoRounding, span, "修约要写明在哪一级、几位、怎样取舍")
                    .hint("例如：修约 计分 2位 四舍五入"),
            );
            return;
        };
        if decimals > 6 {
            self.error(Code::BadNumber, span, "得分最多取 6 位小数");
            return;
        }
        self.round = Some(RoundRule { level, decimals, mode });
        self.out.score_decimals = decimals;
        let word = match level {
            RoundLevel::Line => "各条",
            RoundLevel::Item => "各项",
            RoundLevel::Total => "总分",
        };
        self.out.rounding_text = format!("{word}{decimals}位{}，一次", rounding_word(mode));
    }

    fn indicator(&mut self, indicator: &Indicator) {
        let name = &indicator.name;
        if self.out.indicators.iter().any(|i| i.name == name.text) {
            self.error(Code::Duplicate, name.span, format!("指标“{}”已经声明过", name.text));
            return;
        }
        let measure = self.measure(&indicator.measure.text, indicator.measure.span);
        if indicator.source.is_none() {
            self.complain(
                Diagnostic::new(
                    Code::NoSource,
                    name.span,
                    format!("指标“{}”没有来源部门，没有人报这个数", name.text),
                )
                .hint("在这一行写上：来源 部门"),
            );
        }
        let mut out = scheme::Indicator {
            name: name.text.clone(),
            decimals: match measure.kind {
                Kind::YesNo | Kind::Date => 0,
                _ => indicator.decimals.unwrap_or_else(|| measure.usual_decimals()).min(9),
            },
            basis: match measure.kind {
                Kind::Percent | Kind::PercentPoint => Basis::Rate,
                Kind::Rank => Basis::Rank,
                Kind::YesNo | Kind::Date => Basis::Milestone,
                Kind::Plain | Kind::Money(_) | Kind::Points | Kind::Count(_) => Basis::Flow,
            },
            measure,
            view: PeriodView::default(),
            direction: Direction::default(),
            frequency: Frequency::default(),
            source: indicator.source.as_ref().map(|s| s.text.clone()),
            target_positive: false,
            additive: true,
            has_target: false,
            steps: Vec::new(),
        };
        if matches!(out.basis, Basis::Rate | Basis::Rank | Basis::Milestone) {
            out.additive = false;
        }
        for (keyword, _) in &indicator.traits {
            apply_trait(&mut out, *keyword);
        }
        self.out.indicators.push(out);
    }

    fn ledger(&mut self, name: &crate::ast::Name, fields: &[crate::ast::Field]) {
        if self.out.ledgers.iter().any(|l| l.name == name.text) {
            self.error(Code::Duplicate, name.span, format!("台账“{}”已经声明过", name.text));
            return;
        }
        let fields = fields
            .iter()
            .map(|field| {
                let measure = field.measure.as_ref().map(|m| self.measure(&m.text, m.span));
                let usual = measure.as_ref().map_or(0, Measure::usual_decimals);
                LedgerField {
                    name: field.name.text.clone(),
                    decimals: match measure.as_ref().map(|m| &m.kind) {
                        Some(Kind::YesNo | Kind::Date) => 0,
                        _ => field.decimals.unwrap_or(usual).min(9),
                    },
                    measure,
                    options: field.options.iter().map(|o| o.text.clone()).collect(),
                }
            })
            .collect();
        self.out.ledgers.push(Ledger { name: name.text.clone(), fields });
        self.record_builders.push(Builder::default());
    }

    /// The value of a parameter for the scheme's year: the latest that began by the year's end.
    fn parameter(&mut self, name: &crate::ast::Name, values: &[crate::ast::Dated], span: Span) {
        if self.parameters.contains_key(&name.text) {
            self.error(Code::Duplicate, name.span, format!("参数“{}”已经写过", name.text));
            return;
        }
        let limit = self.out.year.map(|year| format!("{year:04}-12-31"));
        let begun = |since: &Option<crate::ast::Name>| match (since, &limit) {
            (Some(since), Some(limit)) => since.text.as_str() <= limit.as_str(),
            _ => true,
        };
        let current = values.iter().filter(|v| begun(&v.since)).max_by(|a, b| {
            let day = |v: &crate::ast::Dated| v.since.as_ref().map(|s| s.text.clone()).unwrap_or_default();
            day(a).cmp(&day(b))
        });
        let Some(current) = current else {
            self.complain(
                Diagnostic::new(Code::Gap, span, format!("参数“{}”在本年度没有取值", name.text))
                    .hint("补上本年度开始生效的取值"),
            );
            return;
        };
        let value = self.typed(&current.value, &mut Scope::default());
        self.parameters.insert(name.text.clone(), value);
    }
}

fn apply_trait(out: &mut scheme::Indicator, keyword: Keyword) {
    match keyword {
        Keyword::Flow => out.basis = Basis::Flow,
        Keyword::Stock => out.basis = Basis::Stock,
        Keyword::Rate => out.basis = Basis::Rate,
        Keyword::Rank => out.basis = Basis::Rank,
        Keyword::Milestone => out.basis = Basis::Milestone,
        Keyword::Words => out.basis = Basis::Text,
        Keyword::OfMonth => out.view = PeriodView::OfPeriod,
        Keyword::Cumulative => out.view = PeriodView::Cumulative,
        Keyword::OfYear | Keyword::Year => out.view = PeriodView::OfYear,
        Keyword::AtPoint => out.view = PeriodView::AtPoint,
        Keyword::HigherBetter => out.direction = Direction::HigherBetter,
        Keyword::LowerBetter => out.direction = Direction::LowerBetter,
        Keyword::Monthly => out.frequency = Frequency::Monthly,
        Keyword::Quarterly => out.frequency = Frequency::Quarterly,
        Keyword::HalfYearly => out.frequency = Frequency::HalfYearly,
        Keyword::Yearly => out.frequency = Frequency::Yearly,
        Keyword::TargetPositive => out.target_positive = true,
        Keyword::NotAdditive => out.additive = false,
        Keyword::Additive => out.additive = true,
        _ => {}
    }
}
