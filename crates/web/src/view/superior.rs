//! The superior's published figures beside the reported ones.

use super::{FieldError, Frame};
use askama::Template;

/// 上级公布数 of one period.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "superior.html")]
pub struct SuperiorPage {
    /// The shell.
    pub frame: Frame,
    /// Where a list is sent.
    pub action: String,
    /// Whether the reader may enter one.
    pub open: bool,
    /// Why a list was not taken.
    pub errors: Vec<FieldError>,
    /// The source typed and refused, kept.
    pub source: String,
    /// The list typed and refused, kept.
    pub list: String,
    /// What stands.
    pub lines: Vec<SuperiorLine>,
}

impl SuperiorPage {
    fn wrong(&self, field: &str) -> &str {
        super::parts::wrong(&self.errors, field)
    }
}

/// One figure.
#[derive(Debug, Clone, Default)]
pub struct SuperiorLine {
    /// Unit.
    pub unit: String,
    /// Indicator.
    pub indicator: String,
    /// The unit's report.
    pub href: String,
    /// Unit of measure.
    pub measure: String,
    /// 当月 and 累计 as published.
    pub published: [String; 2],
    /// 当月 and 累计 as reported.
    pub reported: [String; 2],
    /// Reported less published.
    pub difference: String,
    /// Whether they differ.
    pub differs: bool,
    /// The list.
    pub source: String,
}
