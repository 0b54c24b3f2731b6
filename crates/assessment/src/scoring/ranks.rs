//! The rank table of a period from the scores.

use super::ScoreBook;
use crate::{CategoryTotal, Period, RankRow, RankTable, UnitClass};

impl ScoreBook {
    /// Ranks of a period, of one class or of all units, with the movement since the period scored before it.
    pub fn rank_table(&self, period: Period, class: Option<&UnitClass>) -> Option<RankTable> {
        let at = self.period_index(period)?;
        let before = period.previous().and_then(|before| self.period_index(before));
        let scheme = self.scores.scheme();
        let categories = scheme.categories();
        let rows =
            self.units.iter().enumerate().filter(|(_, unit)| class.is_none_or(|class| *class == unit.class));
        let row = |(index, unit): (usize, &super::ScoredUnit)| RankRow {
            unit: unit.id,
            name: unit.name.clone(),
            class: unit.class.clone(),
            rank: self.rank_number(index, at),
            tied: false,
            previous: before.and_then(|before| self.rank_number(index, before)),
            categories: categories
                .iter()
                .enumerate()
                .map(|(place, category)| CategoryTotal {
                    points: category.points,
                    score: self.scores.category(index, at, place),
                })
                .collect(),
            total: self.scores.total(index, at),
            to_next: None,
            grade: self.grade_word(index, at),
            vetoes: self.veto_names(index, at),
        };
        let mut table = RankTable {
            title: format!("{}排名表", scheme.title()),
            period,
            class: class.cloned(),
            categories: categories.iter().map(|category| (category.name.clone(), category.points)).collect(),
            rows: rows.map(row).collect(),
            notes: vec![format!("排名办法：{}。", scheme.ranking().text)],
        };
        table.arrange();
        Some(table)
    }

    /// The classes that were scored, in the scheme's order.
    pub fn classes(&self) -> Vec<UnitClass> {
        let present = |class: &String| self.units.iter().any(|unit| unit.class.as_str() == class);
        self.scores.scheme().classes().iter().filter(|class| present(class)).map(UnitClass::new).collect()
    }
}
