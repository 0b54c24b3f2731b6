//! 否决: when it holds and what it does.

use super::{Vetoed, effect_words};
use crate::ast::{Expr, Name, Statement, StatementKind, VetoEffect};
use crate::check::{Checker, Scope};
use crate::diagnostic::{Code, Diagnostic};
use crate::lex::words::VETOED;
use crate::measure::Measure;
use crate::number::Rounding;
use crate::plan::{NodeId, Num};
use crate::scheme::{Input, InputKind, Veto};
use crate::source::Span;
use std::collections::BTreeMap;

impl Checker<'_> {
    pub(in crate::check) fn vetoes(
        &mut self,
        statements: &[Statement],
        total: Num,
        round: (u8, Rounding, crate::ast::RoundLevel),
        zeroed: impl FnOnce(&mut Self, &BTreeMap<usize, NodeId>) -> Num,
    ) {
        let raw = self.b.num_round(total, round.0, round.1);
        self.out.plan.raw_total = raw;
        let zero = self.b.constant(0);
        let mut found = Vetoed {
            total: Num { num: raw, den: None, scale: i32::from(round.0) },
            unranked: zero,
            ungraded: zero,
            grade_effects: Vec::new(),
        };
        let mut holds_list = Vec::new();
        let mut zero_items = BTreeMap::new();
        for statement in statements {
            let StatementKind::Veto(veto) = &statement.kind else { continue };
            let at = self.out.vetoes.len();
            let quotes = self.quotes(&veto.quotes);
            let holds = self.veto_holds(&veto.name, veto.when.as_ref(), at, total);
            if veto.effects.is_empty() {
                self.complain(
                    Diagnostic::new(Code::Unexpected, veto.name.span, "否决没有写明后果")
                        .hint("写上：→ 不定等次"),
                );
            }
            for (effect, _) in &veto.effects {
                if let VetoEffect::ItemZero(code) = effect {
                    self.zero_item(code, holds, &mut zero_items);
                }
            }
            let effects = veto.effects.iter().map(|(e, _)| effect_words(e)).collect();
            self.out.vetoes.push(Veto { name: veto.name.text.clone(), effects, quotes });
            self.out.plan.vetoes.push(holds);
            holds_list.push((holds, veto));
        }
        // An item that counts as zero is taken out below the caps of its category and of the total.
        if !zero_items.is_empty() {
            let left = zeroed(self, &zero_items);
            let node = self.b.num_round(left, round.0, round.1);
            found.total = Num { num: node, den: None, scale: i32::from(round.0) };
        }
        for (holds, veto) in holds_list {
            for (effect, span) in &veto.effects {
                self.veto_effect(effect, *span, holds, &mut found, round);
            }
        }
        self.out.plan.total = found.total.num;
        self.rank(&found, round);
        self.grades(statements, &found, round);
    }

    pub(super) fn veto_holds(&mut self, name: &Name, when: Option<&Expr>, at: usize, total: Num) -> NodeId {
        if let Some(when) = when {
            let mut scope = Scope { totals: Some((total, total)), ..Scope::default() };
            return self.truth(when, &mut scope).value.num;
        }
        let input = self.input(Input {
            name: name.text.clone(),
            field: VETOED.to_owned(),
            kind: InputKind::Veto { veto: at },
            measure: Measure::yes_no(),
            decimals: 0,
        });
        self.b.input(input)
    }

    pub(super) fn zero_item(&mut self, code: &Name, holds: NodeId, zero: &mut BTreeMap<usize, NodeId>) {
        let Some(item) = self.out.items.iter().position(|i| i.code == code.text || i.id == code.text) else {
            let known: Vec<&str> = self.out.items.iter().map(|i| i.code.as_str()).collect();
            let hint = format!("本办法的项有：{}", known.join("、"));
            let message = format!("没有编号为 {} 的项", code.text);
            self.complain(Diagnostic::new(Code::UnknownName, code.span, message).hint(hint));
            return;
        };
        let before = zero.get(&item).copied();
        let either = before.map_or(holds, |before| self.b.or(before, holds));
        zero.insert(item, either);
    }

    pub(super) fn veto_effect(
        &mut self,
        effect: &VetoEffect,
        span: Span,
        holds: NodeId,
        found: &mut Vetoed,
        round: (u8, Rounding, crate::ast::RoundLevel),
    ) {
        let scale = i32::from(round.0);
        let nothing = Num { num: self.b.constant(0), den: None, scale };
        match effect {
            VetoEffect::Take(quantity) => {
                let taken = self.b.literal(quantity.value);
                let less = self.b.num_sub(found.total, taken);
                let less = Num { num: self.b.num_round(less, round.0, round.1), den: None, scale };
                found.total = self.b.num_select(holds, less, found.total);
            }
            VetoEffect::TotalZero => found.total = self.b.num_select(holds, nothing, found.total),
            // Its item was left out of the total before.
            VetoEffect::ItemZero(_) => {}
            VetoEffect::Unranked => found.unranked = self.b.or(found.unranked, holds),
            VetoEffect::NoGrade => {
                found.unranked = self.b.or(found.unranked, holds);
                found.ungraded = self.b.or(found.ungraded, holds);
            }
            VetoEffect::Grade(_) | VetoEffect::NotIn(_) | VetoEffect::Lower => {
                found.grade_effects.push((holds, effect.clone(), span));
            }
        }
    }
}
