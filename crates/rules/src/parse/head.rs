//! Heads of categories, items and rules; grades, vetoes, lights; doubts and rulings.

use super::Parser;
use crate::ast::{
    Bounds, Doubt, Grade, GradeTest, Name, Part, Rule, RuleKind, Ruling, StatementKind, Veto, VetoEffect,
};
use crate::lex::{Keyword, Mark, TokenKind};
use crate::source::Span;

impl Parser<'_> {
    pub(super) fn category(&mut self) -> Option<Part> {
        let code = self.name()?;
        Some(self.part(code))
    }

    pub(super) fn item(&mut self) -> Option<Part> {
        let code = self.code()?;
        Some(self.part(code))
    }

    fn part(&mut self, code: Name) -> Part {
        let mut part = Part {
            code,
            title: None,
            points: None,
            bounds: Bounds::default(),
            classes: Vec::new(),
            quotes: Vec::new(),
            doubts: Vec::new(),
        };
        while !self.at_statement_end() {
            if self.stray_within() {
                continue;
            }
            match (self.keyword(), self.peek().clone()) {
                (_, TokenKind::Number(_)) => part.points = self.points(),
                (Some(Keyword::AppliesTo), _) => {
                    self.bump();
                    part.classes = self.names();
                }
                (Some(Keyword::Basis), _) => {
                    self.bump();
                    self.quotes(&mut part.quotes);
                }
                (Some(Keyword::Doubt), _) => part.doubts.extend(self.doubt()),
                _ if self.bound(&mut part.bounds) => {}
                _ if self.at_separator() => self.bump(),
                (None, TokenKind::Text(_) | TokenKind::Word(_)) if part.title.is_none() => {
                    part.title = self.name();
                }
                _ => {
                    self.unexpected("名称、分值、上限、下限、适用或依据");
                    self.skip_clause();
                }
            }
        }
        part
    }

    pub(super) fn rule(&mut self, keyword: Keyword) -> Option<Rule> {
        let kind = match keyword {
            Keyword::Bonus => RuleKind::Bonus,
            Keyword::Deduction => RuleKind::Deduction,
            Keyword::Judged => RuleKind::Judged,
            _ => RuleKind::Score,
        };
        let code = self.code()?;
        let mut rule = Rule {
            kind,
            code,
            indicator: None,
            title: None,
            points: None,
            outside: None,
            classes: Vec::new(),
            quotes: Vec::new(),
            bounds: Bounds::default(),
            judge: None,
            clauses: Vec::new(),
        };
        while !self.at_separator() && self.head_part(&mut rule) {}
        self.eat_mark(Mark::Colon);
        self.in_rule = true;
        self.clauses(&mut rule);
        self.in_rule = false;
        Some(rule)
    }

    /// One attribute of a rule's head; false where the first clause begins.
    pub(super) fn head_part(&mut self, rule: &mut Rule) -> bool {
        match (self.keyword(), self.peek().clone()) {
            (_, TokenKind::Number(_))
                if rule.points.is_none() && !(rule.kind == RuleKind::Judged && self.range_ahead()) =>
            {
                rule.points = self.points();
            }
            (Some(Keyword::Outside), _) => {
                self.bump();
                rule.outside = Some(true);
            }
            (Some(Keyword::Inside), _) => {
                self.bump();
                rule.outside = Some(false);
            }
            (Some(Keyword::AppliesTo), _) => {
                self.bump();
                rule.classes = self.names();
            }
            (Some(Keyword::Basis), _) => {
                self.bump();
                self.quotes(&mut rule.quotes);
            }
            (Some(Keyword::By), _) => {
                self.bump();
                rule.judge = self.name();
            }
            (None, TokenKind::Word(_)) if rule.indicator.is_none() && !self.judged_word_here(rule) => {
                rule.indicator = self.name();
            }
            (None, TokenKind::Text(_)) if rule.title.is_none() => rule.title = self.name(),
            _ => return self.bound(&mut rule.bounds),
        }
        true
    }

    /// `好 4分` in a 评判.
    fn judged_word_here(&self, rule: &Rule) -> bool {
        rule.kind == RuleKind::Judged
            && matches!(self.token(1), TokenKind::Number(_))
            && rule.points.is_some()
    }

    pub(super) fn doubt(&mut self) -> Option<Doubt> {
        let start = self.span();
        if !self.expect(Keyword::Doubt) {
            return None;
        }
        let mut doubt =
            Doubt { code: None, quotes: Vec::new(), first: None, text: None, ruling: None, span: start };
        while !self.at_separator() {
            match (self.keyword(), self.peek().clone()) {
                (_, TokenKind::Quote(_)) => self.quotes(&mut doubt.quotes),
                (Some(Keyword::With), _) => self.bump(),
                (Some(Keyword::AdoptFirst), _) => {
                    self.bump();
                    doubt.first = Some(true);
                }
                (Some(Keyword::AdoptSecond), _) => {
                    self.bump();
                    doubt.first = Some(false);
                }
                (Some(Keyword::Ruling), _) => doubt.ruling = self.ruling(),
                (_, TokenKind::Text(_)) => doubt.text = self.name(),
                (None, TokenKind::Word(_)) => doubt.code = self.name(),
                _ => {
                    self.unexpected("【原文】、采用前者或裁定");
                    self.skip_clause();
                }
            }
            self.join_ruling();
        }
        doubt.span = self.since(start);
        Some(doubt)
    }

    /// 裁定 and 采用 may stand on the next line.
    fn join_ruling(&mut self) {
        let next = matches!(
            self.keyword_at(1),
            Some(Keyword::Ruling | Keyword::AdoptFirst | Keyword::AdoptSecond | Keyword::With)
        );
        if *self.peek() == TokenKind::Newline && next {
            self.bump();
        }
    }

    fn ruling(&mut self) -> Option<Ruling> {
        self.bump();
        let body = self.name()?;
        let date = matches!(self.peek(), TokenKind::Date(_)).then(|| self.date()).flatten();
        Some(Ruling { body, date })
    }

    pub(super) fn grade(&mut self) -> Option<Grade> {
        let name = self.name()?;
        let mut quotes = Vec::new();
        if self.eat(Keyword::Basis) {
            self.quotes(&mut quotes);
        }
        self.expect_mark(Mark::Equal, "=");
        let test = match self.keyword() {
            Some(Keyword::Otherwise) => {
                self.bump();
                GradeTest::Otherwise
            }
            Some(Keyword::Quota) => {
                self.bump();
                let size = self.sum();
                let when = self.eat(Keyword::When).then(|| self.expr());
                GradeTest::Quota(size, when)
            }
            Some(keyword @ (Keyword::RaiseGrade | Keyword::LowerGrade)) => {
                self.bump();
                self.eat(Keyword::When);
                GradeTest::Shift(keyword == Keyword::RaiseGrade, self.expr())
            }
            _ => GradeTest::When(self.expr()),
        };
        if self.eat(Keyword::Basis) {
            self.quotes(&mut quotes);
        }
        Some(Grade { name, test, quotes })
    }

    pub(super) fn veto(&mut self) -> Option<Veto> {
        let mut veto = Veto { name: self.name()?, when: None, effects: Vec::new(), quotes: Vec::new() };
        while !self.at_statement_end() {
            match self.keyword() {
                Some(Keyword::Basis) => {
                    self.bump();
                    self.quotes(&mut veto.quotes);
                }
                Some(Keyword::When) => {
                    self.bump();
                    veto.when = Some(self.expr());
                }
                _ if self.eat_mark(Mark::Arrow) => loop {
                    let start = self.span();
                    if let Some(effect) = self.veto_effect() {
                        let span: Span = self.since(start);
                        veto.effects.push((effect, span));
                    }
                    if !self.eat(Keyword::Also) && !self.eat_mark(Mark::Comma) {
                        break;
                    }
                },
                _ if self.at_separator() => self.bump(),
                _ => {
                    self.unexpected("当 条件、依据或 → 后果");
                    self.skip_clause();
                }
            }
        }
        Some(veto)
    }

    fn veto_effect(&mut self) -> Option<VetoEffect> {
        let keyword = self.keyword();
        if keyword.is_some() {
            self.bump();
        }
        Some(match keyword {
            Some(Keyword::NoGrade) => VetoEffect::NoGrade,
            Some(Keyword::TotalZero) => VetoEffect::TotalZero,
            Some(Keyword::Unranked) => VetoEffect::Unranked,
            Some(Keyword::LowerGrade) => VetoEffect::Lower,
            Some(Keyword::Grade) => VetoEffect::Grade(self.name()?),
            Some(Keyword::NotIn) => VetoEffect::NotIn(self.name()?),
            Some(Keyword::Take) => VetoEffect::Take(self.points()?),
            Some(Keyword::Item) => {
                let code = self.code()?;
                self.expect(Keyword::ZeroPoints);
                VetoEffect::ItemZero(code)
            }
            _ => {
                self.unexpected(
                    "不定等次、总分为零、不参加排名、等次 X、不得评为 X、降一等、项 N 零分或扣 N分",
                );
                self.skip_clause();
                return None;
            }
        })
    }

    pub(super) fn light(&mut self) -> StatementKind {
        let mut rows = Vec::new();
        let mut indicator = None;
        loop {
            let Some(name) = self.name() else {
                self.skip_clause();
                break;
            };
            if self.eat(Keyword::AppliesTo) {
                indicator = self.name();
            }
            self.expect_mark(Mark::Equal, "=");
            let test = if self.eat(Keyword::Otherwise) { None } else { Some(self.expr()) };
            rows.push((name, test));
            if self.at_statement_end() || !self.at_separator() {
                break;
            }
            while self.at_separator() && !self.at_statement_end() {
                self.bump();
            }
            self.eat(Keyword::Light);
        }
        StatementKind::Light { rows, indicator }
    }
}
