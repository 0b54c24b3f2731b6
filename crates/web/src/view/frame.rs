//! The shell around every page behind the sign-in.

use super::Link;

/// Everything `frame.html` shows around a page.
#[derive(Debug, Clone, Default)]
pub struct Frame {
    /// Name of the jurisdiction, beside the product's.
    pub place: String,
    /// Heading of the page and title of the window.
    pub title: String,
    /// A few words after the heading, such as unit and period; empty when there are none.
    pub subtitle: String,
    /// Name of the person signed in.
    pub person: String,
    /// What the person may do here, in words.
    pub role: String,
    /// Token that every form of the page sends back.
    pub csrf: String,
    /// Address of the manual's section on this page.
    pub help: String,
    /// Where the page is; the last has an empty address.
    pub crumbs: Vec<Link>,
    /// The left menu.
    pub menu: Vec<MenuEntry>,
    /// Unit and period, each keeping the page.
    pub switches: Vec<Switch>,
    /// What became of the last action.
    pub said: Option<Said>,
}

/// One line of the left menu.
#[derive(Debug, Clone, Default)]
pub struct MenuEntry {
    /// Word on the menu.
    pub label: String,
    /// Address.
    pub href: String,
    /// Whether the page shown belongs to it.
    pub current: bool,
    /// What waits there, such as `3`; empty when nothing is counted.
    pub count: String,
    /// Heading before this entry; empty for all but the first of a group.
    pub group: String,
}

/// A list in the head that changes the unit or the period and stays on the page.
#[derive(Debug, Clone, Default)]
pub struct Switch {
    /// What is switched: 单位, 期间.
    pub name: String,
    /// What is chosen now.
    pub label: String,
    /// Whether the list is long enough to be shortened by typing.
    pub long: bool,
    /// The choices.
    pub options: Vec<SwitchOption>,
}

/// One choice of a [`Switch`].
#[derive(Debug, Clone, Default)]
pub struct SwitchOption {
    /// Word on the list.
    pub label: String,
    /// The same page with this choice.
    pub href: String,
    /// Whether it is chosen now.
    pub current: bool,
    /// Heading before this option; empty for all but the first of a group.
    pub group: String,
}

/// The answer to the last action, said once on the next page.
#[derive(Debug, Clone, Default)]
pub struct Said {
    /// `done`, `note`, `care` or `refused`.
    pub kind: &'static str,
    /// The kind as a word: 已完成, 提示, 注意, 未办成.
    pub word: String,
    /// What happened and what comes next.
    pub text: String,
}
