//! Statements: what each begins with and how the parser finds the next one after an error.

use super::Parser;
use crate::ast::{
    Dated, Field, Indicator, Policy, PolicyKind, Population, Ranking, RoundLevel, SchemeHead, Statement,
    StatementKind, Ties,
};
use crate::diagnostic::{Code, Diagnostic};
use crate::lex::{Keyword, Mark, TokenKind};
use crate::number::Rounding;

impl Parser<'_> {
    pub(super) fn statements(&mut self) -> Vec<Statement> {
        let mut out = Vec::new();
        loop {
            while matches!(self.peek(), TokenKind::Newline | TokenKind::Mark(Mark::Semicolon)) {
                self.bump();
            }
            if self.at_end() {
                return out;
            }
            let start = self.span();
            let leading = self.comments_before(start.start);
            let Some(keyword) = self.keyword().filter(|k| k.begins_statement()) else {
                self.stray_statement();
                continue;
            };
            self.bump();
            let kind = self.statement(keyword);
            // What begins a line of its own is a statement of its own, though a misspelt one.
            if !self.at_statement_end() && !matches!(self.peek(), TokenKind::Newline) {
                self.unexpected("语句的结尾");
                self.skip_statement();
            }
            let trailing = self.comment_here();
            if let Some(kind) = kind {
                let span = self.since(start);
                out.push(Statement { kind, span, block: self.block, leading, trailing });
            }
        }
    }

    fn stray_statement(&mut self) {
        let span = self.span();
        let (shown, near) = match self.peek() {
            TokenKind::Word(word) => (format!("不认识的语句“{word}”"), nearest_statement(word)),
            _ => ("一行规则应当以语句词开头".to_owned(), None),
        };
        let hint = near.map_or_else(
            || {
                "语句词有：方案 修约 缺报 排名 引用 参数 计量 指标 类 项 计分 加分 扣分 评判 等次 否决 灯 台账 结果"
                    .to_owned()
            },
            |near| format!("是否指“{near}”？"),
        );
        self.report(Diagnostic::new(Code::UnknownStatement, span, shown).hint(hint));
        self.bump();
        self.skip_statement();
    }

    /// A line inside a statement that begins with a misspelt statement word and a code: `记分 1.2 …`. It is reported and skipped.
    pub(super) fn stray_within(&mut self) -> bool {
        let first_of_line = self
            .at
            .checked_sub(1)
            .and_then(|i| self.tokens.get(i))
            .is_some_and(|t| t.kind == TokenKind::Newline);
        let TokenKind::Word(word) = self.peek() else { return false };
        let coded = matches!(self.token(1), TokenKind::Number(_) | TokenKind::Code(_));
        if !first_of_line || !coded || self.keyword().is_some() || nearest_statement(word).is_none() {
            return false;
        }
        self.stray_statement();
        true
    }

    fn skip_statement(&mut self) {
        while !self.at_statement_end() {
            self.bump();
        }
    }

    fn statement(&mut self, keyword: Keyword) -> Option<StatementKind> {
        match keyword {
            Keyword::Scheme => Some(StatementKind::Scheme(self.scheme_head())),
            Keyword::Round => Some(self.rounding()),
            Keyword::MissingData => Some(StatementKind::MissingData(self.policy())),
            Keyword::Ranking => Some(StatementKind::Ranking(self.ranking())),
            Keyword::Import => self.name().map(StatementKind::Import),
            Keyword::Parameter => self.parameter(),
            Keyword::Measure => self.name().map(StatementKind::Measure),
            Keyword::Indicator => self.indicator().map(StatementKind::Indicator),
            Keyword::Category => self.category().map(StatementKind::Category),
            Keyword::Item => self.item().map(StatementKind::Item),
            Keyword::Score | Keyword::Bonus | Keyword::Deduction | Keyword::Judged => {
                self.rule(keyword).map(StatementKind::Rule)
            }
            Keyword::Grade => self.grade().map(StatementKind::Grade),
            Keyword::Veto => self.veto().map(StatementKind::Veto),
            Keyword::Light => Some(self.light()),
            Keyword::Ledger => self.ledger(),
            Keyword::Outcome => self.outcome(),
            _ => None,
        }
    }

    fn scheme_head(&mut self) -> SchemeHead {
        let mut head = SchemeHead::default();
        while !self.at_statement_end() {
            match self.keyword() {
                Some(Keyword::Year) => {
                    self.bump();
                    head.year = self.quantity().and_then(|q| i32::try_from(q.value.mantissa()).ok());
                }
                Some(Keyword::Classes) => {
                    self.bump();
                    head.classes = self.names();
                }
                Some(Keyword::Total) => {
                    self.bump();
                    head.total = self.points();
                }
                Some(Keyword::Doubt) => head.doubts.extend(self.doubt()),
                _ if self.bound(&mut head.bounds) => {}
                _ if self.at_separator() => self.bump(),
                _ if head.title.is_none()
                    && matches!(self.peek(), TokenKind::Text(_) | TokenKind::Word(_)) =>
                {
                    head.title = self.name();
                }
                _ => {
                    self.unexpected("年度、单位类别或总分");
                    self.skip_clause();
                }
            }
        }
        head
    }

    fn rounding(&mut self) -> StatementKind {
        let (mut level, mut decimals, mut mode) = (None, None, None);
        while !self.at_separator() {
            let span = self.span();
            match self.keyword() {
                Some(Keyword::Score | Keyword::Gives) => level = Some((RoundLevel::Line, span)),
                Some(Keyword::Item) => level = Some((RoundLevel::Item, span)),
                Some(Keyword::Total) => level = Some((RoundLevel::Total, span)),
                Some(Keyword::HalfUp) => mode = Some(Rounding::HalfUp),
                Some(Keyword::HalfEven) => mode = Some(Rounding::HalfEven),
                Some(Keyword::Truncate) => mode = Some(Rounding::Truncate),
                _ => {
                    let found = self.quantity().and_then(|q| u8::try_from(q.value.mantissa()).ok());
                    if found.is_none() {
                        self.unexpected("计分、项或总分，位数，四舍五入、进舍或舍去");
                        self.skip_clause();
                    }
                    decimals = decimals.or(found);
                    continue;
                }
            }
            self.bump();
        }
        StatementKind::Round { level, decimals, mode }
    }

    /// 待补, 零分, 满分, 组均值, 基本分 N分 or 不适用.
    pub(super) fn policy(&mut self) -> Policy {
        let start = self.span();
        let kind = match self.keyword() {
            Some(Keyword::AwaitData) => PolicyKind::Await,
            Some(Keyword::ZeroPoints) => PolicyKind::Zero,
            Some(Keyword::FullPoints) => PolicyKind::Full,
            Some(Keyword::GroupMean) => PolicyKind::GroupMean,
            Some(Keyword::NotApplicable) => PolicyKind::NotApplicable,
            Some(Keyword::BasePoints) => {
                self.bump();
                let kind = self.points().map_or(PolicyKind::Await, PolicyKind::Base);
                return Policy { kind, span: self.since(start) };
            }
            _ => {
                self.unexpected("待补、零分、满分、组均值、不适用或基本分");
                self.skip_clause();
                return Policy { kind: PolicyKind::Await, span: start };
            }
        };
        self.bump();
        Policy { kind, span: self.since(start) }
    }

    pub(super) fn population(&mut self) -> Option<Population> {
        let found = match self.keyword() {
            Some(Keyword::Everyone) => Population::Everyone,
            Some(Keyword::SameClass) => Population::SameClass,
            _ => return None,
        };
        self.bump();
        Some(found)
    }

    pub(super) fn ties(&mut self) -> Option<Ties> {
        let found = match self.keyword() {
            Some(Keyword::Gapped) => Ties::Gapped,
            Some(Keyword::Dense) => Ties::Dense,
            _ => return None,
        };
        self.bump();
        Some(found)
    }

    fn ranking(&mut self) -> Ranking {
        let mut ranking = Ranking::default();
        while !self.at_separator() {
            if let Some(population) = self.population() {
                ranking.population = Some(population);
            } else if let Some(ties) = self.ties() {
                ranking.ties = Some(ties);
            } else if self.eat(Keyword::Then) {
                loop {
                    ranking.then.extend(self.code());
                    if !self.eat_mark(Mark::Comma) {
                        break;
                    }
                }
            } else {
                self.unexpected("全体或同类别，占位或不占位，先比 编号");
                self.skip_clause();
            }
        }
        ranking
    }

    fn parameter(&mut self) -> Option<StatementKind> {
        let name = self.name()?;
        self.expect_mark(Mark::Equal, "=");
        let mut values = Vec::new();
        loop {
            let value = self.expr();
            let since = if self.eat(Keyword::Since) { self.date() } else { None };
            values.push(Dated { value, since });
            let more = !self.at_statement_end() && self.at_separator();
            if !more {
                return Some(StatementKind::Parameter { name, values });
            }
            self.bump();
        }
    }

    pub(super) fn date(&mut self) -> Option<crate::ast::Name> {
        let span = self.span();
        if let TokenKind::Date(text) = self.peek() {
            let text = text.clone();
            self.bump();
            return Some(crate::ast::Name { text, span });
        }
        self.unexpected("日期，如 2026-01-01");
        None
    }

    fn indicator(&mut self) -> Option<Indicator> {
        let name = self.name()?;
        let measure = self.measure_name()?;
        let mut out = Indicator { name, measure, decimals: None, traits: Vec::new(), source: None };
        while !self.at_separator() {
            let span = self.span();
            match self.keyword() {
                Some(Keyword::Source) => {
                    self.bump();
                    out.source = self.name();
                }
                Some(keyword) if is_trait(keyword) => {
                    self.bump();
                    out.traits.push((keyword, span));
                }
                _ => {
                    out.decimals = self.places();
                    if out.decimals.is_none() {
                        self.unexpected("口径、频率、来源或小数位数");
                        self.skip_clause();
                    }
                }
            }
        }
        Some(out)
    }

    /// `2位`.
    fn places(&mut self) -> Option<u8> {
        self.quantity().and_then(|q| u8::try_from(q.value.mantissa()).ok())
    }

    fn measure_name(&mut self) -> Option<crate::ast::Name> {
        let span = self.span();
        if self.eat_mark(Mark::Percent) {
            return Some(crate::ast::Name { text: "%".to_owned(), span });
        }
        self.name()
    }

    fn ledger(&mut self) -> Option<StatementKind> {
        let name = self.name()?;
        self.expect(Keyword::Fields);
        let mut fields = Vec::new();
        loop {
            let mut field = Field { name: self.name()?, measure: None, decimals: None, options: Vec::new() };
            if self.eat(Keyword::Options) {
                self.expect_mark(Mark::Open, "(");
                field.options = self.names();
                self.expect_mark(Mark::Close, ")");
            } else if !self.at_mark(Mark::Comma) && !self.at_separator() {
                field.measure = self.measure_name();
                if matches!(self.peek(), TokenKind::Number(_)) {
                    field.decimals = self.places();
                }
            }
            fields.push(field);
            if !self.eat_mark(Mark::Comma) {
                return Some(StatementKind::Ledger { name, fields });
            }
            while *self.peek() == TokenKind::Newline {
                self.bump();
            }
        }
    }

    fn outcome(&mut self) -> Option<StatementKind> {
        let name = self.name()?;
        let measure = self.measure_name()?;
        self.expect_mark(Mark::Equal, "=");
        let value = self.variants();
        Some(StatementKind::Outcome { name, measure, value })
    }
}

/// The statement word of two signs or more that shares all but one of them with `word`.
fn nearest_statement(word: &str) -> Option<&'static str> {
    let words = Keyword::ALL.iter().filter(|k| k.begins_statement()).map(|k| k.text());
    let long = |text: &str| text.chars().count() >= 2;
    words.filter(|known| long(known) && long(word)).find(|known| {
        known.chars().count() == word.chars().count()
            && known.chars().zip(word.chars()).filter(|(a, b)| a != b).count() == 1
    })
}

const fn is_trait(keyword: Keyword) -> bool {
    matches!(
        keyword,
        Keyword::Flow
            | Keyword::Stock
            | Keyword::Rate
            | Keyword::Rank
            | Keyword::Milestone
            | Keyword::Words
            | Keyword::OfMonth
            | Keyword::Cumulative
            | Keyword::OfYear
            | Keyword::Year
            | Keyword::AtPoint
            | Keyword::HigherBetter
            | Keyword::LowerBetter
            | Keyword::Monthly
            | Keyword::Quarterly
            | Keyword::HalfYearly
            | Keyword::Yearly
            | Keyword::TargetPositive
            | Keyword::NotAdditive
            | Keyword::Additive
    )
}
