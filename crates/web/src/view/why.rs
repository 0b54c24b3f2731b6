//! The explanation of one score: which clause, which figures, which steps.

/// The panel beside the score sheet; it also stands alone on paper.
#[derive(Debug, Clone, Default)]
pub struct Why {
    /// Number and name of the item.
    pub title: String,
    /// Score of the item as shown, with its unit: `6.00 分`.
    pub total: String,
    /// How it was rounded, as the scheme declares.
    pub rounding: String,
    /// The score lines of the item.
    pub steps: Vec<WhyStep>,
    /// Address of the sheet without the panel.
    pub close: String,
    /// Address of this explanation.
    pub permalink: String,
    /// Where an objection is raised; empty when nobody may.
    pub dispute: String,
}

/// One scoring line: a clause and what it gave.
#[derive(Debug, Clone, Default)]
pub struct WhyStep {
    /// Stable id that a dispute points to.
    pub id: String,
    /// Number and name: `1.1 工业销售产值`.
    pub title: String,
    /// Points gained of points possible: `4.00 / 4 分`.
    pub points: String,
    /// The official words, without quotation marks.
    pub clause: String,
    /// Where the words stand: `办法 第1项`.
    pub place: String,
    /// The derivation.
    pub lines: Vec<WhyLine>,
    /// Doubts of the scheme that this line touches, with their rulings.
    pub doubts: Vec<String>,
}

/// One line of a derivation: a statement and, perhaps, what follows from it.
#[derive(Debug, Clone, Default)]
pub struct WhyLine {
    /// Stable id of the line.
    pub id: String,
    /// Figures, comparison or calculation.
    pub text: String,
    /// What it gives: `得 4 分`; empty for a line that only states a fact.
    pub gives: String,
    /// Where the figure on the line comes from; empty when it has no page of its own.
    pub href: String,
}
