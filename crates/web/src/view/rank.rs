//! The rank table of a period.

/// Ranking of one class of units.
#[derive(Debug, Clone, Default)]
pub struct RankTable {
    /// Name of the class.
    pub class: String,
    /// Full points, over which the bars are drawn.
    pub full: String,
    /// Categories in the order of the bars.
    pub legend: Vec<LegendPart>,
    /// Ranked units, best first.
    pub rows: Vec<RankRow>,
    /// Units without a rank: vetoed or incomplete, with the reason.
    pub apart: Vec<RankRow>,
}

/// One category of the bars.
#[derive(Debug, Clone, Default)]
pub struct LegendPart {
    /// `c1` … `c5`.
    pub class: &'static str,
    /// Name with its points: `一类目标 56分`.
    pub name: String,
}

/// One unit of the table.
#[derive(Debug, Clone, Default)]
pub struct RankRow {
    /// Rank as shown; ties share one.
    pub rank: String,
    /// Places gained since the period before; none when it was not ranked then.
    pub moved: Option<i32>,
    /// Name of the unit.
    pub unit: String,
    /// Its score sheet.
    pub href: String,
    /// Points by category, in the order of the legend.
    pub points: Vec<String>,
    /// Total.
    pub total: String,
    /// Points to the next place; empty for the first.
    pub gap: String,
    /// Grade: 优秀, 达标 …; empty when not yet known.
    pub grade: String,
    /// Look of the grade's tag: `done`, `act`, `care`, `refused` or `plain`.
    pub grade_kind: &'static str,
    /// Why the unit stands apart; empty for ranked units.
    pub reason: String,
    /// The drawn bar.
    pub bar: Vec<BarPart>,
    /// Whether it is the reader's own unit.
    pub own: bool,
}

/// One piece of a bar, in thousandths of the full points.
#[derive(Debug, Clone, Default)]
pub struct BarPart {
    /// `c1` … `c5`.
    pub class: &'static str,
    /// Left end.
    pub x: u32,
    /// Width.
    pub width: u32,
    /// What it says when pointed at: `一类目标 51.20 / 56 分`.
    pub title: String,
}
