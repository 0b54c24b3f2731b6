//! What is not wrong but ought to be known: words that allot fewer points, bonuses without end, two rules for one miss.

use super::Checker;
use crate::ast::{ClauseKind, Rule, RuleKind, Statement, StatementKind, Term, TermKind};
use crate::diagnostic::{Code, Diagnostic};
use crate::lex::Keyword;
use crate::literate::fold;
use crate::number::Decimal;
use crate::scheme::LineKind;

impl Checker<'_> {
    pub(super) fn lint(&mut self, statements: &[Statement]) {
        for item in 0..self.out.items.len() {
            self.words_allot(item);
        }
        for statement in statements {
            match &statement.kind {
                StatementKind::Rule(rule) => {
                    self.endless_bonus(rule);
                    self.punished_twice(rule);
                }
                StatementKind::Indicator(indicator)
                    if !self.used.contains(&indicator.name.text) && indicator.name.span.file == 0 =>
                {
                    let message = format!("指标“{}”没有任何规则用到", indicator.name.text);
                    self.complain(
                        Diagnostic::new(Code::Unused, indicator.name.span, message)
                            .hint("删去这一行，或补上用它的规则"),
                    );
                }
                _ => {}
            }
        }
    }

    /// The points that the quoted words themselves name, against the points of the item.
    fn words_allot(&mut self, item: usize) {
        let Some(spec) = self.out.items.get(item).cloned() else { return };
        // Only a scheme that quotes points line by line can be held to its words.
        let lines: Vec<_> = spec.lines.iter().filter_map(|l| self.out.lines.get(*l).cloned()).collect();
        let quoted = |points: Decimal, quotes: &[String]| {
            let wanted = format!("{}分", points.normalized());
            quotes.iter().any(|q| fold(q).contains(&wanted))
        };
        let within = |l: &&crate::scheme::Line| match l.kind {
            LineKind::Score => true,
            LineKind::Judged => !l.outside,
            LineKind::Bonus | LineKind::Deduction => false,
        };
        let scored = lines.iter().filter(within);
        if scored.clone().count() < 2 || !lines.iter().all(|l| !l.quotes.is_empty()) {
            return;
        }
        let mut classes: Vec<Option<&String>> = self.out.classes.iter().map(Some).collect();
        if classes.is_empty() {
            classes.push(None);
        }
        let mut least: Option<Decimal> = None;
        for class in classes {
            let named = scored
                .clone()
                .filter(|l| l.classes.is_empty() || class.is_none_or(|c| l.classes.contains(c)))
                .filter_map(|l| l.points.filter(|p| quoted(*p, &l.quotes)))
                .try_fold(Decimal::ZERO, Decimal::checked_add);
            least = match (least, named) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            };
        }
        let Some(named) = least.filter(|n| *n < spec.points && !n.is_zero()) else { return };
        let rest = spec.points.checked_sub(named).unwrap_or_default().normalized();
        let span = self.item_parts.get(item).map_or(spec.span, |p| p.code.span);
        let message = format!(
            "项 {} 共 {} 分，原文各句只写明 {named} 分，还有 {rest} 分没有写明怎么得",
            spec.code, spec.points
        );
        self.complain(
            Diagnostic::new(Code::WordsAllot, span, message)
                .hint("请主管部门裁定其余分值怎么计，并写成存疑与裁定"),
        );
    }

    fn endless_bonus(&mut self, rule: &Rule) {
        let unlimited = rule.bounds.unlimited
            || rule.clauses.iter().any(|c| match &c.kind {
                ClauseKind::When { effect, .. }
                | ClauseKind::Otherwise(effect)
                | ClauseKind::Always(effect) => {
                    effect.bounds.cap.is_none()
                        && rule.bounds.cap.is_none()
                        && (effect.bounds.unlimited || effect.terms.iter().any(endless))
                }
                ClauseKind::ByLevel { bounds, .. } => bounds.unlimited && bounds.cap.is_none(),
                _ => false,
            });
        if unlimited {
            let message = format!("{} 的加分不封顶，可以超过全部其他得分", rule.code.text);
            self.complain(
                Diagnostic::new(Code::NoCapInWords, rule.code.span, message).hint("如有上限，写“限 N分”"),
            );
        }
    }

    /// A doubt between two deductions, or an item whose words hold two of them.
    fn punished_twice(&mut self, rule: &Rule) {
        let takes = |text: &str| text.contains(Keyword::Take.text());
        let doubt = rule.clauses.iter().find_map(|c| match &c.kind {
            ClauseKind::Doubt(d) if d.quotes.len() >= 2 && d.quotes.iter().all(|q| takes(&q.text)) => Some(d),
            _ => None,
        });
        if let (Some(doubt), true) = (doubt, rule.kind != RuleKind::Judged) {
            let quotes: Vec<String> = doubt.quotes.iter().map(|q| format!("【{}】", q.text)).collect();
            let message = format!("{} 的同一失误，{}两处都要扣分", rule.code.text, quotes.join("与"));
            self.complain(
                Diagnostic::new(Code::PunishedTwice, doubt.span, message)
                    .hint("只能按其中一处扣分，由裁定写明采用哪一处"),
            );
        }
    }
}

fn endless(term: &Term) -> bool {
    match &term.kind {
        TermKind::Steps { bounds, .. } => !term.take && bounds.cap.is_none(),
        TermKind::Value(_) => false,
    }
}
