//! Static proof about conditions: which can hold at once, and whether some case is left over.
//!
//! Conditions are cut into comparisons of a subject with a constant. The constants cut each subject's line into points and open
//! stretches; in every cell of the grid each comparison is true or false throughout, so the conditions can be tried there.

use super::{Checker, Scope};
use crate::ast::{BinaryOp, Expr, ExprKind};
use crate::fmt as print;
use crate::lex::words::{self, Derived};
use crate::number::Decimal;
use crate::plan::{Cmp, Num};

/// A condition over numbered subjects.
#[derive(Clone, Debug)]
pub(crate) enum Cond {
    Atom(usize, Cmp, Decimal),
    And(Vec<Cond>),
    Or(Vec<Cond>),
    Not(Box<Cond>),
    Always,
}

/// A subject's bounds, where it has any.
#[derive(Clone, Debug, Default)]
pub(crate) struct Subject {
    pub(crate) key: String,
    pub(crate) low: Option<Decimal>,
    pub(crate) high: Option<Decimal>,
    /// Only whole numbers.
    pub(crate) whole: bool,
}

/// The subjects of a set of conditions.
#[derive(Clone, Debug, Default)]
pub(crate) struct Subjects {
    pub(crate) list: Vec<Subject>,
}

/// More cells than this are not tried: nothing is then claimed about the conditions.
const MAX_CELLS: usize = 50_000;

impl Subjects {
    pub(crate) fn index(&mut self, key: &str) -> usize {
        self.list.iter().position(|s| s.key == key).unwrap_or_else(|| {
            self.list.push(Subject { key: key.to_owned(), ..Subject::default() });
            self.list.len() - 1
        })
    }
}

impl Checker<'_> {
    /// The condition as comparisons of subjects with constants.
    pub(crate) fn cond(&mut self, e: &Expr, subjects: &mut Subjects, scope: &mut Scope) -> Cond {
        match &e.kind {
            ExprKind::Binary(BinaryOp::And, a, b) => {
                Cond::And(vec![self.cond(a, subjects, scope), self.cond(b, subjects, scope)])
            }
            ExprKind::Binary(BinaryOp::Or, a, b) => {
                Cond::Or(vec![self.cond(a, subjects, scope), self.cond(b, subjects, scope)])
            }
            ExprKind::Not(inner) => Cond::Not(Box::new(self.cond(inner, subjects, scope))),
            ExprKind::Binary(op, a, b) => match cmp_of(*op) {
                Some(cmp) => self.atom(cmp, a, b, subjects, scope),
                None => Cond::Always,
            },
            ExprKind::Flag(true) => Cond::Always,
            ExprKind::Flag(false) => Cond::Not(Box::new(Cond::Always)),
            _ => {
                let at = subjects.index(&print::expression(e));
                if let Some(subject) = subjects.list.get_mut(at) {
                    subject.low = Some(Decimal::ZERO);
                    subject.high = Some(Decimal::from_int(1));
                    subject.whole = true;
                }
                Cond::Atom(at, Cmp::Eq, Decimal::from_int(1))
            }
        }
    }

    fn atom(&mut self, cmp: Cmp, a: &Expr, b: &Expr, subjects: &mut Subjects, scope: &mut Scope) -> Cond {
        let (left, right) = (self.constant(a, scope), self.constant(b, scope));
        match (left, right) {
            (None, Some(value)) => rate_atom(a, cmp, value, subjects)
                .unwrap_or_else(|| Cond::Atom(subjects.index(&print::expression(a)), cmp, value)),
            (Some(value), None) => rate_atom(b, flipped(cmp), value, subjects)
                .unwrap_or_else(|| Cond::Atom(subjects.index(&print::expression(b)), flipped(cmp), value)),
            (Some(x), Some(y)) => {
                if crate::engine::compare(cmp, &x, &y) {
                    Cond::Always
                } else {
                    Cond::Not(Box::new(Cond::Always))
                }
            }
            (None, None) => {
                let (x, y) = (print::expression(a), print::expression(b));
                if x == words::ACTUAL && y == words::TARGET {
                    return Cond::Atom(subjects.index(COMPLETION), cmp, Decimal::from_int(100));
                }
                if y == words::ACTUAL && x == words::TARGET {
                    return Cond::Atom(subjects.index(COMPLETION), flipped(cmp), Decimal::from_int(100));
                }
                let turned = format!("{y} ⊖ {x}");
                if subjects.list.iter().any(|s| s.key == turned) {
                    return Cond::Atom(subjects.index(&turned), flipped(cmp), Decimal::ZERO);
                }
                Cond::Atom(subjects.index(&format!("{x} ⊖ {y}")), cmp, Decimal::ZERO)
            }
        }
    }

    /// The constant that an expression is, in the basic unit of its measure.
    pub(crate) fn constant(&mut self, e: &Expr, scope: &mut Scope) -> Option<Decimal> {
        let said = self.diagnostics.len();
        let typed = self.typed(e, scope);
        self.diagnostics.truncate(said);
        let power = i32::from(typed.measure.power);
        self.b.num_known(Num { scale: typed.value.scale - power, ..typed.value })
    }
}

const COMPLETION: &str = "完成率";

/// 超额率 and 欠额率 are the completion rate, moved.
fn rate_atom(e: &Expr, cmp: Cmp, value: Decimal, subjects: &mut Subjects) -> Option<Cond> {
    let ExprKind::Path(path) = &e.kind else { return None };
    let [one] = path.as_slice() else { return None };
    let hundred = Decimal::from_int(100);
    match words::derived(&one.text)? {
        Derived::Excess => Some(Cond::Atom(subjects.index(COMPLETION), cmp, hundred.checked_add(value)?)),
        Derived::Shortfall => {
            Some(Cond::Atom(subjects.index(COMPLETION), flipped(cmp), hundred.checked_sub(value)?))
        }
        _ => None,
    }
}

pub(crate) const fn flipped(cmp: Cmp) -> Cmp {
    match cmp {
        Cmp::Ge => Cmp::Le,
        Cmp::Le => Cmp::Ge,
        Cmp::Gt => Cmp::Lt,
        Cmp::Lt => Cmp::Gt,
        same => same,
    }
}

const fn cmp_of(op: BinaryOp) -> Option<Cmp> {
    Some(match op {
        BinaryOp::AtLeast => Cmp::Ge,
        BinaryOp::AtMost => Cmp::Le,
        BinaryOp::Above => Cmp::Gt,
        BinaryOp::Below => Cmp::Lt,
        BinaryOp::Equal => Cmp::Eq,
        BinaryOp::NotEqual => Cmp::Ne,
        _ => return None,
    })
}

/// One point of a subject's line that stands for its whole cell: below everything, a constant, between two, above everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Sample {
    Below,
    At(Decimal),
    Between(Decimal, Decimal),
    Above(Decimal),
}

/// The cells of the grid as the truth of every condition, with a description of each cell.
pub(crate) fn cells(subjects: &Subjects, conditions: &[Cond]) -> Option<Vec<(Vec<bool>, String)>> {
    let mut cuts: Vec<Vec<Decimal>> = vec![Vec::new(); subjects.list.len()];
    for condition in conditions {
        gather(condition, &mut cuts);
    }
    let mut lines: Vec<Vec<Sample>> = Vec::new();
    for (subject, cuts) in subjects.list.iter().zip(&mut cuts) {
        lines.push(samples(subject, cuts));
    }
    let total: usize = lines.iter().try_fold(1_usize, |n, line| n.checked_mul(line.len()))?;
    if total > MAX_CELLS {
        return None;
    }
    let mut out = Vec::with_capacity(total);
    for cell in 0..total {
        let mut left = cell;
        let mut place = Vec::with_capacity(lines.len());
        for line in &lines {
            place.push(line.get(left % line.len().max(1)).copied().unwrap_or(Sample::Below));
            left /= line.len().max(1);
        }
        let truths = conditions.iter().map(|c| holds(c, &place)).collect();
        out.push((truths, describe(subjects, &place)));
    }
    Some(out)
}

fn gather(condition: &Cond, cuts: &mut [Vec<Decimal>]) {
    match condition {
        Cond::Atom(at, _, value) => {
            if let Some(cuts) = cuts.get_mut(*at) {
                cuts.push(*value);
            }
        }
        Cond::And(parts) | Cond::Or(parts) => parts.iter().for_each(|p| gather(p, cuts)),
        Cond::Not(inner) => gather(inner, cuts),
        Cond::Always => {}
    }
}

fn samples(subject: &Subject, cuts: &mut Vec<Decimal>) -> Vec<Sample> {
    cuts.extend(subject.low);
    cuts.extend(subject.high);
    cuts.sort_unstable();
    cuts.dedup();
    let mut out = vec![Sample::Below];
    let mut last: Option<Decimal> = None;
    for &cut in cuts.iter() {
        if let Some(last) = last {
            let next_door = cut.checked_sub(last).is_some_and(|d| d <= Decimal::from_int(1));
            if !(subject.whole && next_door) {
                out.push(Sample::Between(last, cut));
            }
        }
        out.push(Sample::At(cut));
        last = Some(cut);
    }
    out.extend(last.map(Sample::Above));
    out.retain(|sample| {
        let above_low = subject.low.is_none_or(|low| match *sample {
            Sample::Below => false,
            Sample::At(value) => value >= low,
            Sample::Between(_, high) => high > low,
            Sample::Above(_) => true,
        });
        let below_high = subject.high.is_none_or(|high| match *sample {
            Sample::Below => true,
            Sample::At(value) => value <= high,
            Sample::Between(low, _) => low < high,
            Sample::Above(_) => false,
        });
        above_low && below_high
    });
    out
}

fn holds(condition: &Cond, place: &[Sample]) -> bool {
    match condition {
        Cond::Always => true,
        Cond::Not(inner) => !holds(inner, place),
        Cond::And(parts) => parts.iter().all(|p| holds(p, place)),
        Cond::Or(parts) => parts.iter().any(|p| holds(p, place)),
        Cond::Atom(at, cmp, value) => {
            use std::cmp::Ordering;
            let order = match place.get(*at) {
                Some(Sample::Below) | None => Ordering::Less,
                Some(Sample::At(point)) => point.cmp(value),
                Some(Sample::Between(_, high)) => {
                    if high <= value {
                        Ordering::Less
                    } else {
                        Ordering::Greater
                    }
                }
                Some(Sample::Above(_)) => Ordering::Greater,
            };
            match cmp {
                Cmp::Ge => order.is_ge(),
                Cmp::Le => order.is_le(),
                Cmp::Gt => order.is_gt(),
                Cmp::Lt => order.is_lt(),
                Cmp::Eq => order.is_eq(),
                Cmp::Ne => order.is_ne(),
            }
        }
    }
}

fn describe(subjects: &Subjects, place: &[Sample]) -> String {
    let parts: Vec<String> = subjects
        .list
        .iter()
        .zip(place)
        .map(|(subject, sample)| {
            let key = subject.key.split(" ⊖ ").collect::<Vec<_>>();
            let (key, against) = match key.as_slice() {
                [a, b] => (*a, Some(*b)),
                _ => (subject.key.as_str(), None),
            };
            match (sample, against) {
                (Sample::Below | Sample::Between(..), Some(b)) => format!("{key} < {b}"),
                (Sample::At(_), Some(b)) => format!("{key} = {b}"),
                (Sample::Above(_), Some(b)) => format!("{key} > {b}"),
                (Sample::Below, None) => format!("{key}更小"),
                (Sample::At(v), None) => format!("{key} = {v}"),
                (Sample::Between(a, b), None) => format!("{key} 在 {a} 与 {b} 之间"),
                (Sample::Above(v), None) => format!("{key} > {v}"),
            }
        })
        .collect();
    parts.join("，")
}
