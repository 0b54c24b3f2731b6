//! 红黄绿灯: units by indicators, each light with its shape, and its reason one click away.

use super::Frame;
use askama::Template;

/// The heat map of a period.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "lights.html")]
pub struct LightsPage {
    /// The shell.
    pub frame: Frame,
    /// Indicators, from left to right: name with its address.
    pub heads: Vec<super::Link>,
    /// Units, from top to bottom.
    pub rows: Vec<LightRow>,
    /// Counts below each indicator.
    pub sums: Vec<LightSum>,
    /// The light that was clicked.
    pub chosen: Option<ChosenLight>,
}

/// One unit.
#[derive(Debug, Clone, Default)]
pub struct LightRow {
    /// Its name.
    pub unit: String,
    /// Its score sheet.
    pub href: String,
    /// One light per indicator.
    pub cells: Vec<LightCell>,
    /// Its counts.
    pub sum: LightSum,
}

/// One light.
#[derive(Debug, Clone, Default)]
pub struct LightCell {
    /// `red`, `yellow`, `green`, `grey`; empty when the indicator does not concern the unit.
    pub colour: &'static str,
    /// Completion or gap, short: `-12.3`.
    pub text: String,
    /// Words for those who do not see the shape: `技改投资 红：差序时 12.3 个百分点`.
    pub said: String,
    /// The reason.
    pub href: String,
}

/// How many of each.
#[derive(Debug, Clone, Default)]
pub struct LightSum {
    /// 红.
    pub red: usize,
    /// 黄.
    pub yellow: usize,
    /// 绿.
    pub green: usize,
}

/// Why one light shows what it shows.
#[derive(Debug, Clone, Default)]
pub struct ChosenLight {
    /// Unit and indicator.
    pub title: String,
    /// Colour.
    pub colour: &'static str,
    /// Colour as a word.
    pub word: String,
    /// Why, in one sentence.
    pub reason: String,
    /// What reaches the next better light; may be empty.
    pub remedy: String,
    /// Target, actual, schedule and the like: word and figure.
    pub facts: Vec<(String, String)>,
    /// The page without it.
    pub close: String,
    /// The figure's history.
    pub history: String,
}
