//! 若 … 则 … 否则 …, and values that differ by class.

use crate::ast::{Expr, Variants};
use crate::check::text::{join, words};
use crate::check::{Checker, Scope, Typed};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

impl Checker<'_> {
    pub(super) fn conditional(
        &mut self,
        c: &Expr,
        a: &Expr,
        b: &Expr,
        span: Span,
        scope: &mut Scope,
    ) -> Typed {
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
                    .hint("补上其余类别，或写“其他： …”"),
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
