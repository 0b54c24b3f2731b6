//! Cuts the graph into programs that run chunk by chunk, and barriers (groups) between them.

use super::{Cmp, Graph, GroupOp, NodeId, Op};
use crate::ast::Population;
use std::collections::{BTreeMap, BTreeSet};

/// Where an instruction reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Src {
    /// A register of the program.
    Reg(u16),
    /// The n-th column the program reads.
    Col(u16),
    /// The n-th constant of the program.
    Const(u16),
}

/// A column outside a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ColRef {
    Input(u32),
    Tally(u32),
    /// A node that another program or a group has stored.
    Stored(NodeId),
}

/// One instruction: a node and the registers it uses.
#[derive(Clone, Debug)]
pub(crate) struct Instr {
    pub(crate) node: NodeId,
    pub(crate) to: u16,
    pub(crate) from: Vec<Src>,
    pub(crate) code: Code,
}

/// What an instruction does: its node's own operation, or several nodes in one pass.
#[derive(Clone, Debug)]
pub(crate) enum Code {
    /// The operation of the node.
    Own,
    /// One of two constants by a comparison of the first two sources.
    Choose(Choice),
    /// The sum of the parts of a total.
    Sum(Vec<Part>),
}

/// One of two constants by a comparison.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Choice {
    pub(crate) cmp: Cmp,
    pub(crate) then: i128,
    pub(crate) other: i128,
}

/// One part of a sum; each takes its sources from the instruction's list in order.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Part {
    /// A value: one source.
    Value,
    /// One of two constants by a truth: one source.
    Truth(i128, i128),
    /// One of two constants by a comparison: two sources.
    Choice(Choice),
}

/// Computes one stored node from columns.
#[derive(Clone, Debug)]
pub(crate) struct Program {
    pub(crate) root: NodeId,
    pub(crate) code: Vec<Instr>,
    pub(crate) columns: Vec<ColRef>,
    pub(crate) constants: Vec<i128>,
    pub(crate) registers: u16,
    /// Where the root ends up.
    pub(crate) result: Src,
    /// Where every root ends up; of a program that recycles registers only the last is sure.
    pub(crate) results: Vec<(NodeId, Src)>,
}

/// A barrier: a value taken over a population.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Barrier {
    pub(crate) node: NodeId,
    pub(crate) op: GroupOp,
    pub(crate) population: Population,
    pub(crate) of: NodeId,
}

/// Programs of one depth, then the barriers that read them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Phase {
    pub(crate) programs: Vec<Program>,
    pub(crate) barriers: Vec<Barrier>,
}

/// The phases that compute `roots`.
pub(crate) fn phases(graph: &Graph, roots: &[NodeId]) -> Vec<Phase> {
    let mut stored: BTreeSet<NodeId> = BTreeSet::new();
    let needed = reachable(graph, roots);
    for &id in roots {
        if !matches!(graph.op(id), Op::Const(_)) || roots.contains(&id) {
            stored.insert(id);
        }
    }
    for &id in &needed {
        if let Op::Group(_, _, of) = graph.op(id) {
            stored.insert(id);
            stored.insert(*of);
        }
    }
    let mut depth: BTreeMap<NodeId, usize> = BTreeMap::new();
    for &id in &needed {
        let mut own = 0;
        graph.reads(id, |read| own = own.max(depth.get(&read).copied().unwrap_or(0)));
        if matches!(graph.op(id), Op::Group(..)) {
            own += 1;
        }
        depth.insert(id, own);
    }
    let mut out: Vec<Phase> = Vec::new();
    let at = |out: &mut Vec<Phase>, d: usize| {
        while out.len() <= d {
            out.push(Phase::default());
        }
    };
    for &id in &stored {
        let d = depth.get(&id).copied().unwrap_or(0);
        if let Op::Group(op, population, of) = *graph.op(id) {
            at(&mut out, d - 1);
            if let Some(phase) = out.get_mut(d - 1) {
                phase.barriers.push(Barrier { node: id, op, population, of });
            }
        } else {
            at(&mut out, d);
            if let Some(phase) = out.get_mut(d) {
                phase.programs.push(program(graph, &[id], &stored, true));
            }
        }
    }
    out
}

/// Every node the roots depend on, ascending (which is a topological order).
pub(crate) fn reachable(graph: &Graph, roots: &[NodeId]) -> Vec<NodeId> {
    let mut seen = BTreeSet::new();
    let mut open: Vec<NodeId> = roots.to_vec();
    while let Some(id) = open.pop() {
        if seen.insert(id) {
            graph.reads(id, |read| open.push(read));
        }
    }
    seen.into_iter().collect()
}

/// Compiles the program of `roots`, reading `stored` nodes as columns. With `reuse`, registers are recycled and only the last
/// root survives; without, every node keeps its register.
pub(crate) fn program(graph: &Graph, roots: &[NodeId], stored: &BTreeSet<NodeId>, reuse: bool) -> Program {
    let mut maker = Maker {
        graph,
        stored,
        roots,
        place: BTreeMap::new(),
        uses: BTreeMap::new(),
        inside: BTreeSet::new(),
        out: Program {
            root: roots.last().copied().unwrap_or(0),
            code: Vec::new(),
            columns: Vec::new(),
            constants: Vec::new(),
            registers: 0,
            result: Src::Const(0),
            results: Vec::new(),
        },
    };
    let nodes = maker.own_nodes();
    maker.count_uses(&nodes);
    maker.find_inside(&nodes);
    let plans: Vec<Fused> =
        nodes.iter().filter(|id| !maker.swallowed(**id)).map(|id| maker.fuse(*id)).collect();
    let mut last_use: BTreeMap<NodeId, usize> = BTreeMap::new();
    for (at, fused) in plans.iter().enumerate() {
        for read in &fused.reads {
            last_use.insert(*read, at);
        }
    }
    let mut free: Vec<u16> = Vec::new();
    for (at, fused) in plans.iter().enumerate() {
        maker.emit(fused, &mut free);
        if reuse {
            let done: BTreeSet<NodeId> = fused
                .reads
                .iter()
                .copied()
                .filter(|read| last_use.get(read) == Some(&at) && !roots.contains(read))
                .collect();
            free.extend(done.iter().filter_map(|d| match maker.place.get(d) {
                Some(Src::Reg(reg)) => Some(*reg),
                _ => None,
            }));
        }
    }
    let root = maker.out.root;
    maker.out.result = maker.src(root);
    for &id in roots {
        let src = maker.src(id);
        maker.out.results.push((id, src));
    }
    maker.out
}

struct Maker<'g> {
    graph: &'g Graph,
    stored: &'g BTreeSet<NodeId>,
    roots: &'g [NodeId],
    place: BTreeMap<NodeId, Src>,
    /// How often a node is read inside the program.
    uses: BTreeMap<NodeId, usize>,
    /// Nodes that are computed inside the instruction of their only reader.
    inside: BTreeSet<NodeId>,
    out: Program,
}

impl Maker<'_> {
    fn is_leaf(&self, id: NodeId) -> bool {
        (self.stored.contains(&id) && !self.roots.contains(&id))
            || matches!(self.graph.op(id), Op::Input(_) | Op::Tally(_) | Op::Const(_) | Op::Group(..))
    }

    fn own_nodes(&self) -> Vec<NodeId> {
        let mut seen = BTreeSet::new();
        let mut open: Vec<NodeId> = self.roots.to_vec();
        while let Some(id) = open.pop() {
            if !self.is_leaf(id) && seen.insert(id) {
                self.graph.reads(id, |read| open.push(read));
            }
        }
        seen.into_iter().collect()
    }

    fn src(&mut self, id: NodeId) -> Src {
        if let Some(&src) = self.place.get(&id) {
            return src;
        }
        let src = match self.graph.op(id) {
            Op::Const(value) => {
                self.out.constants.push(*value);
                Src::Const(short(self.out.constants.len() - 1))
            }
            Op::Input(column) => self.column(ColRef::Input(*column)),
            Op::Tally(column) => self.column(ColRef::Tally(*column)),
            _ => self.column(ColRef::Stored(id)),
        };
        self.place.insert(id, src);
        src
    }

    fn column(&mut self, column: ColRef) -> Src {
        self.out.columns.push(column);
        Src::Col(short(self.out.columns.len() - 1))
    }

    fn count_uses(&mut self, nodes: &[NodeId]) {
        for &id in nodes {
            self.graph.reads(id, |read| *self.uses.entry(read).or_default() += 1);
        }
        for &root in self.roots {
            *self.uses.entry(root).or_default() += 2;
        }
    }

    fn single(&self, id: NodeId) -> bool {
        self.uses.get(&id) == Some(&1) && !self.is_leaf(id)
    }

    fn constant(&self, id: NodeId) -> Option<i128> {
        match self.graph.op(id) {
            Op::Const(value) => Some(*value),
            _ => None,
        }
    }

    /// A choice between two constants, whose condition nobody else reads.
    fn choice(&self, id: NodeId) -> Option<(Part, Vec<NodeId>)> {
        let Op::Select(condition, then, other) = *self.graph.op(id) else { return None };
        let (then, other) = (self.constant(then)?, self.constant(other)?);
        if let (Op::Cmp(cmp, a, b), true) = (self.graph.op(condition), self.single(condition)) {
            return Some((Part::Choice(Choice { cmp: *cmp, then, other }), vec![*a, *b]));
        }
        Some((Part::Truth(then, other), vec![condition]))
    }

    fn find_inside(&mut self, nodes: &[NodeId]) {
        let mut inside = BTreeSet::new();
        for &id in nodes {
            if let (Some((Part::Choice(_), _)), Op::Select(condition, ..)) =
                (self.choice(id), self.graph.op(id))
            {
                inside.insert(*condition);
            }
            if let Op::Total(parts) = self.graph.op(id) {
                inside.extend(parts.iter().copied().filter(|p| self.single(*p) && self.choice(*p).is_some()));
            }
        }
        self.inside = inside;
    }

    fn swallowed(&self, id: NodeId) -> bool {
        self.inside.contains(&id)
    }

    fn fuse(&self, id: NodeId) -> Fused {
        if let Op::Total(parts) = self.graph.op(id) {
            let (mut kinds, mut reads) = (Vec::new(), Vec::new());
            for &part in parts {
                if let Some((kind, sources)) = self.choice(part).filter(|_| self.single(part)) {
                    kinds.push(kind);
                    reads.extend(sources);
                } else {
                    kinds.push(Part::Value);
                    reads.push(part);
                }
            }
            return Fused { node: id, code: Code::Sum(kinds), reads };
        }
        if let Some((Part::Choice(choice), reads)) = self.choice(id) {
            return Fused { node: id, code: Code::Choose(choice), reads };
        }
        let mut reads = Vec::new();
        self.graph.reads(id, |read| reads.push(read));
        Fused { node: id, code: Code::Own, reads }
    }

    fn emit(&mut self, fused: &Fused, free: &mut Vec<u16>) {
        let from = fused.reads.iter().map(|read| self.src(*read)).collect();
        let to = free.pop().unwrap_or_else(|| {
            self.out.registers += 1;
            self.out.registers - 1
        });
        self.place.insert(fused.node, Src::Reg(to));
        self.out.code.push(Instr { node: fused.node, to, from, code: fused.code.clone() });
    }
}

/// An instruction before it has registers.
struct Fused {
    node: NodeId,
    code: Code,
    reads: Vec<NodeId>,
}

/// Programs stay far below 65,536 columns, constants and registers: the compiler refuses larger items.
fn short(n: usize) -> u16 {
    u16::try_from(n).unwrap_or(u16::MAX)
}
