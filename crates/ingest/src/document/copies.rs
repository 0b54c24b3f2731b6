//! Second printings: a page for the screen and one for the printer, a table given twice.

use super::{Block, BlockKind, Note, NoteKind, Part, Whole};
use std::collections::{BTreeMap, BTreeSet};

/// Share of cells, in percent, that two printings of one table have in common.
const SAME_PERCENT: usize = 85;
/// Shortest paragraph that counts as printed again on its own; shorter ones only in a row of several.
const LONG: usize = 120;
/// Shortest paragraph looked at.
const SHORT: usize = 30;

/// Marks every second printing and says so.
pub(crate) fn mark(blocks: &mut [Block], text: &Whole, notes: &mut Vec<Note>) {
    tables(blocks, text, notes);
    paragraphs(blocks, text, notes);
}

fn squeezed(words: &str) -> String {
    words.chars().filter(|ch| !ch.is_whitespace()).collect()
}

fn tables(blocks: &mut [Block], text: &Whole, notes: &mut Vec<Note>) {
    let mut known: Vec<BTreeSet<String>> = Vec::new();
    for block in blocks.iter_mut() {
        let BlockKind::Table(table) = &block.kind else { continue };
        if block.part != Part::Body || table.cells.len() < 4 {
            continue;
        }
        let cells: BTreeSet<String> = table
            .cells
            .iter()
            .map(|cell| squeezed(text.slice(cell.span)))
            .filter(|cell| !cell.is_empty())
            .collect();
        let again = known.iter().any(|other| {
            let common = cells.intersection(other).count();
            common * 100 >= SAME_PERCENT * cells.len().max(other.len())
        });
        if again {
            block.part = Part::Copy;
            let message = "这张表在前面已经印过一次，只计一次";
            notes.push(Note::at(NoteKind::LeftOut, block.span, message));
        } else if known.len() < 64 {
            known.push(cells);
        }
    }
}

fn paragraphs(blocks: &mut [Block], text: &Whole, notes: &mut Vec<Note>) {
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    let mut again: Vec<(usize, usize)> = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        if block.part != Part::Body || block.span.len() < SHORT || matches!(block.kind, BlockKind::Table(_)) {
            continue;
        }
        let words = squeezed(text.slice(block.span));
        match first.get(&words) {
            Some(&known) => again.push((index, known)),
            None => {
                first.insert(words, index);
            }
        }
    }
    let mut left_out = 0;
    for (order, &(index, known)) in again.iter().enumerate() {
        let neighbour = |other: Option<&(usize, usize)>| {
            other.is_some_and(|&(other, its)| other.abs_diff(index) <= 3 && its.abs_diff(known) <= 3)
        };
        let run = neighbour(order.checked_sub(1).and_then(|before| again.get(before)))
            || neighbour(again.get(order + 1));
        let Some(block) = blocks.get_mut(index) else { continue };
        if run || block.span.len() >= LONG {
            block.part = Part::Copy;
            left_out += 1;
        }
    }
    if left_out > 0 {
        notes.push(Note::whole(
            NoteKind::LeftOut,
            format!("有 {left_out} 段文字与前文完全相同（打印版），只计一次"),
        ));
    }
}
