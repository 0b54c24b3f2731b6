//! The list page: filter row, toolbar, table with fixed head, pager. Most lists of the product are this page.

use super::{Frame, Link, Pager};
use crate::view::parts::Choice;
use askama::Template;

/// Any list.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "list.html")]
pub struct ListPage {
    /// The shell.
    pub frame: Frame,
    /// One sentence before the list; may be empty.
    pub lead: String,
    /// The filter row; no row without fields.
    pub filter: Vec<FilterField>,
    /// Other actions, before the primary one: import, export.
    pub tools: Vec<Link>,
    /// The one primary action.
    pub primary: Option<Link>,
    /// The columns.
    pub heads: Vec<ListHead>,
    /// The rows of this page.
    pub rows: Vec<ListRow>,
    /// Place in a longer list.
    pub pager: Option<Pager>,
    /// What will come here, when there is nothing.
    pub empty_title: String,
    /// Who puts it there.
    pub empty_text: String,
}

impl ListPage {
    /// Whether anything can be done with some row: then the table has a column for it, on every row.
    pub(crate) fn acts(&self) -> bool {
        self.rows.iter().any(|row| !row.actions.is_empty())
    }

    /// How many columns a heading over all of them covers.
    pub(crate) fn columns(&self) -> usize {
        self.heads.len() + usize::from(self.acts())
    }
}

/// One field of the filter row.
#[derive(Debug, Clone, Default)]
pub struct FilterField {
    /// Name in the address.
    pub name: String,
    /// Word before it.
    pub label: String,
    /// What is typed in now.
    pub value: String,
    /// Choices; a text field when empty.
    pub options: Vec<Choice>,
    /// `search`, `text` or `date` of a text field.
    pub kind: &'static str,
}

/// Head of a column.
#[derive(Debug, Clone, Default)]
pub struct ListHead {
    /// Word.
    pub label: String,
    /// Unit of measure.
    pub unit: String,
    /// `num`, `center`, `wide` or empty.
    pub kind: &'static str,
    /// Address that sorts by this column; empty when it cannot.
    pub sort: String,
    /// `ascending`, `descending` or empty.
    pub sorted: &'static str,
}

/// One row.
#[derive(Debug, Clone, Default)]
pub struct ListRow {
    /// `sum`, `part` (a heading over all columns), `current` or empty.
    pub kind: &'static str,
    /// Cells; the first is the row's head.
    pub cells: Vec<ListCell>,
    /// What can be done with the row, in a last column.
    pub actions: Vec<RowAction>,
}

/// One cell.
#[derive(Debug, Clone, Default)]
pub struct ListCell {
    /// Text.
    pub text: String,
    /// Address; empty when it leads nowhere.
    pub href: String,
    /// `num`, `center`, `wide`, `nowrap` or empty.
    pub kind: &'static str,
    /// Look of a tag around the text (`plain`, `act`, `done`, `care`, `refused`, `locked`); empty for plain text.
    pub tag: &'static str,
    /// Colour of a light before the text (`red`, `yellow`, `green`, `grey`); empty for none.
    pub light: &'static str,
}

/// An action on a row.
#[derive(Debug, Clone, Default)]
pub struct RowAction {
    /// Word on the button.
    pub label: String,
    /// Address.
    pub href: String,
    /// Whether it changes something: sent as a form with the page's token.
    pub post: bool,
    /// Whether it is hard to undo.
    pub danger: bool,
}
