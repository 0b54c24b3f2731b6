//! 分档: the bands of a value, and the proof that they neither overlap nor leave a gap.

use super::Row;
use crate::ast::{BandRow, Effect, Expr, RuleKind};
use crate::check::effect::Outcome;
use crate::check::logic::{Cond, Subjects, cells};
use crate::check::text::{join, words};
use crate::check::{Checker, Scope};
use crate::diagnostic::{Code, Diagnostic};
use crate::fmt as print;
use crate::plan::Cmp;
use crate::source::Span;

impl Checker<'_> {
    pub(in crate::check) fn bands(
        &mut self,
        subject: &Expr,
        rows: &[BandRow],
        otherwise: Option<&Effect>,
        kind: RuleKind,
        span: Span,
        scope: &mut Scope,
    ) -> Outcome {
        let typed = self.typed(subject, scope);
        let mut subjects = Subjects::default();
        let key = subjects.index(&print::expression(subject));
        let (mut table, mut conditions) = (Vec::new(), Vec::new());
        for row in rows {
            let two_sided = row.from.is_some() && row.to.is_some();
            let (mut holds, mut formula, mut parts) = (self.b.constant(1), Vec::new(), Vec::new());
            for (end, low) in [(&row.from, true), (&row.to, false)] {
                let Some(end) = end else { continue };
                if two_sided && end.included.is_none() {
                    self.complain(
                        Diagnostic::new(Code::BandEnd, end.value.span, "这一档的端点算不算在内，没有写明")
                            .hint("写成 10%(含)到20%(不含)"),
                    );
                }
                // 以上、以下、以内 include the number unless the text says otherwise.
                let included = end.included.unwrap_or(true);
                let cmp = match (low, included) {
                    (true, true) => Cmp::Ge,
                    (true, false) => Cmp::Gt,
                    (false, true) => Cmp::Le,
                    (false, false) => Cmp::Lt,
                };
                let bound = self.typed(&end.value, scope);
                let Some((a, b, _)) = self.align(&typed, &bound, end.value.span, "相比") else { continue };
                let test = self.b.num_cmp(cmp, a, b);
                holds = self.b.and(holds, test);
                let joint = if formula.is_empty() { Vec::new() } else { words(" 且 ") };
                formula = join(&[&formula, &joint, &typed.formula, &words(sign(cmp)), &bound.formula]);
                match self.constant(&end.value, scope) {
                    Some(value) => parts.push(Cond::Atom(key, cmp, value)),
                    None => parts.push(Cond::Always),
                }
            }
            let outcome = self.effect(&row.effect, kind, scope);
            conditions.push(Cond::And(parts));
            table.push(Row { holds, formula, text: String::new(), outcome });
        }
        self.check_bands(&subjects, &conditions, rows, otherwise.is_some(), span);
        let rest = otherwise.map(|effect| self.effect(effect, kind, scope));
        self.table(table, rest)
    }

    pub(super) fn check_bands(
        &mut self,
        subjects: &Subjects,
        conditions: &[Cond],
        rows: &[BandRow],
        rest: bool,
        span: Span,
    ) {
        let Some(cells) = cells(subjects, conditions) else { return };
        let mut overlap = None;
        let mut gap = None;
        for (truths, place) in &cells {
            let mut holding = truths.iter().zip(rows).filter(|(t, _)| **t).map(|(_, row)| row);
            match (holding.next(), holding.next()) {
                (Some(a), Some(b)) => overlap = overlap.or(Some((a.span, b.span, place.clone()))),
                (None, _) if !rest => gap = gap.or(Some(place.clone())),
                _ => {}
            }
        }
        if let Some((a, b, place)) = overlap {
            self.complain(
                Diagnostic::new(Code::BandOverlap, b, format!("两档重叠：{place}时两档都成立"))
                    .with(a, "与这一档重叠")
                    .hint("相邻两档的共同端点只能有一边写“含”"),
            );
        }
        if let Some(place) = gap {
            self.complain(
                Diagnostic::new(Code::Gap, span, format!("{place}时哪一档都不是"))
                    .hint("补上这一档，或最后写：其余 → 0分"),
            );
        }
    }
}

const fn sign(cmp: Cmp) -> &'static str {
    match cmp {
        Cmp::Ge => " ≥ ",
        Cmp::Le => " ≤ ",
        Cmp::Gt => " > ",
        Cmp::Lt => " < ",
        Cmp::Eq => " = ",
        Cmp::Ne => " ≠ ",
    }
}
