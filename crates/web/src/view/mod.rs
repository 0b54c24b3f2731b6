//! What templates are given: words and addresses only, already decided and formatted; no template computes.

pub mod cycle;
pub mod entry;
pub mod figure;
pub mod form;
pub mod frame;
pub mod import;
pub mod lights;
pub mod list;
pub mod notice;
pub mod organisation;
pub mod pages;
pub mod parts;
pub mod people;
pub mod rank;
pub mod scheme;
pub mod sheet;
pub mod superior;
pub mod target;
pub mod trend;
pub mod verify;
pub mod why;
pub mod work;
pub mod year;

/// The named things of pages that more than one page shows.
pub use frame::{Frame, MenuEntry, Said, Switch, SwitchOption};
pub use parts::{Choice, FieldError, Link, Pager, PagerLink, Step};
pub use rank::{BarPart, LegendPart, RankRow, RankTable};
pub use sheet::{SheetCell, SheetHead, SheetRow, SheetTable};
pub use why::{Why, WhyLine, WhyStep};

/// A number or bound beside its measure, which has a column of its own.
pub(crate) fn bare(text: &str, measure: &str) -> String {
    text.strip_suffix(measure).unwrap_or(text).to_owned()
}

#[cfg(test)]
mod samples;
