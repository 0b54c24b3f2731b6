//! 佐证材料: whether a stored file may be opened.

use crate::coded::coded;

/// Whether a file may be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileState {
    /// Nobody opens it before the scanner has answered.
    Waiting,
    /// It may be opened.
    Clean,
    /// The scanner found something; nobody opens it.
    Infected,
}
coded!(FileState { Waiting = "waiting" "待查毒", Clean = "clean" "可查看", Infected = "infected" "有病毒" });
