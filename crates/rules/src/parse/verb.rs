//! Clauses that are a verb of their own: ladders, bands, ranks, truth tables, records.

use super::Parser;
use crate::ast::{BandEnd, BandRow, ClauseKind, Counting, Effect, Expr, Ladder, Name, RankPoints, TruthRow};
use crate::lex::{Keyword, Mark, TokenKind};
use crate::source::Span;

impl Parser<'_> {
    /// What reads the rest of a clause that begins with this keyword, where it is a verb.
    pub(super) fn verb(keyword: Keyword) -> Option<fn(&mut Self) -> Option<ClauseKind>> {
        Some(match keyword {
            Keyword::Ladder => |p| Some(p.ladder()),
            Keyword::Bands => |p| Some(p.bands()),
            Keyword::Efficacy => |p| Some(p.efficacy()),
            Keyword::RankPoints => Self::rank_points,
            Keyword::TruthTable => |p| Some(p.truth_table()),
            Keyword::OneByOne => Self::one_by_one,
            Keyword::Progressive => |p| Some(p.progressive()),
            Keyword::Weighted => Self::weighted,
            Keyword::ByLevel => Self::by_level,
            Keyword::ForEach => Self::for_each,
            _ => return None,
        })
    }

    /// Goes to the next row of a table when `begins` holds for what stands there.
    fn next_row(&mut self, begins: impl Fn(&Self, usize) -> bool) -> bool {
        self.eat_mark(Mark::Colon);
        let gap = self.gap();
        let found = begins(self, gap);
        if found {
            self.at += gap;
        }
        found
    }

    fn otherwise_row(&mut self) -> Effect {
        self.bump();
        self.expect_mark(Mark::Arrow, "→");
        self.effect()
    }

    fn ladder(&mut self) -> ClauseKind {
        let mut ladder = Ladder { subject: self.sum(), rows: Vec::new(), extend: None, otherwise: None };
        let begins = |p: &Self, gap: usize| {
            matches!(p.keyword_at(gap), Some(Keyword::Reaches | Keyword::Extends | Keyword::Otherwise))
        };
        while self.next_row(begins) {
            match self.keyword() {
                Some(Keyword::Reaches) => {
                    self.bump();
                    let at = self.sum();
                    self.expect_mark(Mark::Arrow, "→");
                    ladder.rows.push((at, self.effect()));
                }
                Some(Keyword::Extends) => {
                    self.bump();
                    self.expect(Keyword::EachRankDown);
                    let step = self.sum();
                    self.expect(Keyword::Take);
                    let each = self.sum();
                    self.expect(Keyword::Upto);
                    ladder.extend = Some((step, each, self.sum()));
                }
                _ => ladder.otherwise = Some(self.otherwise_row()),
            }
        }
        ClauseKind::Ladder(ladder)
    }

    fn bands(&mut self) -> ClauseKind {
        let subject = self.sum();
        let (mut rows, mut otherwise) = (Vec::new(), None);
        let begins = |p: &Self, gap: usize| {
            p.keyword_at(gap) == Some(Keyword::Otherwise)
                || matches!(p.token(gap), TokenKind::Number(_) | TokenKind::Mark(Mark::Minus))
                || (matches!(p.token(gap), TokenKind::Word(_))
                    && p.keyword_at(gap).is_none()
                    && p.band_ahead(gap))
        };
        while self.next_row(begins) {
            if self.keyword() == Some(Keyword::Otherwise) {
                otherwise = Some(self.otherwise_row());
            } else {
                rows.push(self.band());
            }
        }
        ClauseKind::Bands { subject, rows, otherwise }
    }

    /// Whether the words up to the end of the clause hold 以上, 以下 or 到.
    fn band_ahead(&self, gap: usize) -> bool {
        self.rest_of_clause(gap).any(|(n, _)| {
            matches!(self.keyword_at(n), Some(Keyword::AtLeast | Keyword::AtMost | Keyword::Upto))
        })
    }

    fn band(&mut self) -> BandRow {
        let start = self.span();
        let first = self.band_end();
        let (from, to) = match self.keyword() {
            Some(Keyword::AtLeast) => {
                self.bump();
                (Some(first), None)
            }
            Some(Keyword::AtMost) => {
                self.bump();
                (None, Some(first))
            }
            _ => {
                self.expect(Keyword::Upto);
                (Some(first), Some(self.band_end()))
            }
        };
        let span = self.since(start);
        self.expect_mark(Mark::Arrow, "→");
        BandRow { from, to, effect: self.effect(), span }
    }

    fn band_end(&mut self) -> BandEnd {
        let value = self.sum();
        let mut included = None;
        let parenthesised = self.at_mark(Mark::Open);
        let at = usize::from(parenthesised);
        match self.keyword_at(at) {
            Some(Keyword::Included) => included = Some(true),
            Some(Keyword::Excluded) => included = Some(false),
            _ => return BandEnd { value, included },
        }
        if parenthesised {
            self.bump();
        }
        self.bump();
        if parenthesised {
            self.expect_mark(Mark::Close, ")");
        }
        BandEnd { value, included }
    }

    fn efficacy(&mut self) -> ClauseKind {
        let subject = self.sum();
        let (mut base, mut population, mut equal) = (None, None, None);
        while !self.at_separator() {
            if self.eat(Keyword::Base) {
                base = Some(self.sum());
            } else if self.eat(Keyword::WhenEqual) {
                equal = Some(self.policy());
            } else if let Some(found) = self.population() {
                population = Some(found);
            } else {
                self.unexpected("基础、全体或同类别、极值相等");
                self.skip_clause();
            }
        }
        ClauseKind::Efficacy { subject, base, population, equal }
    }

    fn rank_points(&mut self) -> Option<ClauseKind> {
        let mut out = RankPoints {
            subject: self.sum(),
            population: None,
            ties: None,
            rows: Vec::new(),
            step: None,
            floor: None,
        };
        let begins = |p: &Self, gap: usize| {
            gap > 0 && matches!(p.keyword_at(gap), Some(Keyword::Nth | Keyword::EachRankDown))
        };
        loop {
            if let Some(found) = self.population() {
                out.population = Some(found);
            } else if let Some(found) = self.ties() {
                out.ties = Some(found);
            } else if self.eat(Keyword::Nth) {
                let place = self.quantity().and_then(|q| u32::try_from(q.value.mantissa()).ok()).unwrap_or(0);
                self.eat_mark(Mark::Arrow);
                out.rows.push((place, self.sum()));
            } else if self.eat(Keyword::EachRankDown) {
                let by = self.quantity()?;
                self.expect(Keyword::Take);
                out.step = Some((by, self.sum()));
            } else if self.eat(Keyword::NoLess) {
                out.floor = Some(self.sum());
            } else if !self.eat_mark(Mark::Comma) && !self.next_row(begins) {
                return Some(ClauseKind::RankPoints(out));
            }
        }
    }

    fn truth_table(&mut self) -> ClauseKind {
        let mut tests = vec![self.expr()];
        while self.eat_mark(Mark::Comma) {
            tests.push(self.expr());
        }
        let begins =
            |p: &Self, gap: usize| gap > 0 && matches!(p.keyword_at(gap), Some(Keyword::Yes | Keyword::No));
        let mut rows = Vec::new();
        while self.next_row(begins) {
            let start = self.span();
            let mut cells = Vec::new();
            while let Some(cell @ (Keyword::Yes | Keyword::No)) = self.keyword() {
                cells.push(cell == Keyword::Yes);
                self.bump();
                self.eat_mark(Mark::Comma);
            }
            let span: Span = self.since(start);
            self.expect_mark(Mark::Arrow, "→");
            rows.push(TruthRow { cells, effect: self.effect(), span });
        }
        ClauseKind::TruthTable { tests, rows }
    }

    fn one_by_one(&mut self) -> Option<ClauseKind> {
        let failures = match self.keyword() {
            Some(Keyword::EachFailure) => true,
            Some(Keyword::EachSuccess) => false,
            _ => {
                self.unexpected("“每未完成一项”或“每完成一项”");
                return None;
            }
        };
        self.bump();
        let take = self.eat(Keyword::Take);
        if !take {
            self.expect(Keyword::Add);
        }
        let effect = self.sum();
        self.eat_mark(Mark::Colon);
        let mut tests = vec![self.expr()];
        loop {
            let comma = self.eat_mark(Mark::Comma);
            while comma && *self.peek() == TokenKind::Newline {
                self.bump();
            }
            if !comma {
                return Some(ClauseKind::OneByOne { failures, effect, take, tests });
            }
            tests.push(self.expr());
        }
    }

    fn progressive(&mut self) -> ClauseKind {
        let amount = self.sum();
        self.expect(Keyword::Each);
        let width = self.sum();
        self.expect(Keyword::InTurn);
        let mut rates = vec![self.sum()];
        while self.eat_mark(Mark::Comma) {
            rates.push(self.sum());
        }
        ClauseKind::Progressive { amount, width, rates }
    }

    fn weighted(&mut self) -> Option<ClauseKind> {
        let mut rows = Vec::new();
        loop {
            let value = self.sum();
            let Some(weight) = self.quantity() else {
                self.unexpected("权重，如 40%");
                return None;
            };
            rows.push((value, weight));
            let more = |p: &Self, gap: usize| gap > 0 && p.weight_ahead(gap);
            if !self.eat_mark(Mark::Comma) && !self.next_row(more) {
                return Some(ClauseKind::Weighted(rows));
            }
        }
    }

    /// Whether the clause `gap` ahead ends in a percentage and has no arrow.
    fn weight_ahead(&self, gap: usize) -> bool {
        let clause: Vec<&TokenKind> = self.rest_of_clause(gap).map(|(_, t)| t).collect();
        clause.last() == Some(&&TokenKind::Mark(Mark::Percent))
            && !clause.contains(&&TokenKind::Mark(Mark::Arrow))
            && !clause.contains(&&TokenKind::Mark(Mark::Equal))
            && self.keyword_at(gap).is_none_or(|k| matches!(k, Keyword::Gives | Keyword::FullPoints))
    }

    fn counting(&mut self) -> Option<(Counting, Span)> {
        let span = self.span();
        let counting = match self.keyword() {
            Some(Keyword::EveryRecord) => Counting::Every,
            Some(Keyword::SameMatterHighest | Keyword::OncePerMatter) => Counting::HighestPerMatter,
            Some(Keyword::HighestOnly) => Counting::HighestOnly,
            _ => return None,
        };
        self.bump();
        Some((counting, span))
    }

    fn by_level(&mut self) -> Option<ClauseKind> {
        let ledger = self.name()?;
        let counting = self.counting();
        let mut levels: Vec<(Name, Expr)> = Vec::new();
        let begins = |p: &Self, gap: usize| {
            p.keyword_at(gap).is_none()
                && matches!(p.token(gap), TokenKind::Word(_) | TokenKind::Text(_))
                && matches!(
                    p.token(gap + 1),
                    TokenKind::Number(_) | TokenKind::Mark(Mark::Arrow | Mark::Minus)
                )
        };
        while self.next_row(begins) {
            let name = self.name()?;
            self.eat_mark(Mark::Arrow);
            levels.push((name, self.sum()));
            self.eat_mark(Mark::Comma);
        }
        let bounds = self.bounds();
        Some(ClauseKind::ByLevel { ledger, counting, levels, bounds })
    }

    fn for_each(&mut self) -> Option<ClauseKind> {
        let ledger = self.name()?;
        let mut counting = self.counting();
        let when = self.eat(Keyword::When).then(|| self.expr());
        counting = counting.or_else(|| self.counting());
        self.expect_mark(Mark::Arrow, "→");
        Some(ClauseKind::ForEach { ledger, counting, when, effect: self.effect() })
    }
}
