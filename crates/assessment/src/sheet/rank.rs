//! 排名表: ranks of a period with movement, totals by category and the distance to the next.

use rules::{Decimal, Value};

use crate::{Period, UnitClass, UnitId};

/// 排名表 of one population and period.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct RankTable {
    /// Title as printed.
    pub title: String,
    /// For which period.
    pub period: Period,
    /// The class that is ranked; `None` ranks all.
    pub class: Option<UnitClass>,
    /// Names and points of the categories, as heads of columns.
    pub categories: Vec<(String, Decimal)>,
    /// Ranked units by rank, then those without a rank.
    pub rows: Vec<RankRow>,
    /// Notes printed below.
    pub notes: Vec<String>,
}

/// One unit's row.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct RankRow {
    /// Whose.
    pub unit: UnitId,
    /// Its name.
    pub name: String,
    /// Its class.
    pub class: UnitClass,
    /// 名次; none while the score is incomplete or the unit is not ranked.
    pub rank: Option<u32>,
    /// Whether others share the rank.
    pub tied: bool,
    /// Rank of the period before.
    pub previous: Option<u32>,
    /// Scores by category, in the order of the heads.
    pub categories: Vec<CategoryTotal>,
    /// 总分, or why there is none.
    pub total: Value,
    /// Points to the next better rank; none for the first.
    pub to_next: Option<Decimal>,
    /// 等次.
    pub grade: Option<String>,
    /// Vetoes, apart from the score.
    pub vetoes: Vec<String>,
}

/// A category's score with its share of the points, for the bar in the row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct CategoryTotal {
    /// Full points.
    pub points: Decimal,
    /// Score.
    pub score: Value,
}

/// How a rank moved since the period before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Movement {
    /// Places gained.
    Up(u32),
    /// Places lost.
    Down(u32),
    /// Same place.
    Same,
    /// Ranked now and not before.
    New,
}

impl std::fmt::Display for Movement {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Up(places) => write!(f, "▲{places}"),
            Self::Down(places) => write!(f, "▼{places}"),
            Self::Same => f.write_str("—"),
            Self::New => f.write_str("新"),
        }
    }
}

impl RankRow {
    /// How the rank moved; `None` without a rank.
    pub fn movement(&self) -> Option<Movement> {
        let now = self.rank?;
        Some(match self.previous {
            None => Movement::New,
            Some(before) if before > now => Movement::Up(before - now),
            Some(before) if before < now => Movement::Down(now - before),
            Some(_) => Movement::Same,
        })
    }
}

impl RankTable {
    /// Puts the rows in order and fills in ties and distances. Ranks themselves come from the scheme and stay.
    pub fn arrange(&mut self) {
        let order =
            |row: &RankRow| (row.rank.is_none(), row.rank, std::cmp::Reverse(row.total.number()), row.unit);
        self.rows.sort_by_key(order);
        let ranked: Vec<(u32, Option<Decimal>)> =
            self.rows.iter().filter_map(|row| Some((row.rank?, row.total.number()))).collect();
        for row in &mut self.rows {
            let Some(rank) = row.rank else { continue };
            row.tied = ranked.iter().filter(|(other, _)| *other == rank).count() > 1;
            let better = ranked.iter().filter(|(other, _)| *other < rank).max_by_key(|(other, _)| *other);
            row.to_next = better.and_then(|(_, total)| (*total)?.checked_sub(row.total.number()?));
        }
    }
}
