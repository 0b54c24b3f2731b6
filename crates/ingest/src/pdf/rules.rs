//! Drawn lines of a page, and the grids they make.

use super::lines::Word;
use pdf_oxide::elements::{PathContent, PathOperation};

/// A drawn line, level or upright; points, y upwards.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rule {
    /// Upright.
    pub(super) upright: bool,
    /// x of an upright line, y of a level one.
    pub(super) at: f32,
    /// Where it begins on the other axis.
    pub(super) from: f32,
    /// Where it ends.
    pub(super) to: f32,
}

/// Thickest line; a filled box that is thicker is a box.
const THICK: f32 = 3.0;
/// Most lines looked at on a page.
const MOST_RULES: usize = 6_000;
/// Lines closer than this are one line.
pub(super) const NEAR: f32 = 2.5;

/// Level and upright lines among the paths of a page. Boxes count as their four edges when they are stroked.
pub(super) fn rules(paths: &[PathContent]) -> Vec<Rule> {
    let mut rules = Vec::new();
    for path in paths {
        if rules.len() > MOST_RULES {
            break;
        }
        let mut here: Option<(f32, f32)> = None;
        for operation in path.operations.iter().take(2_000) {
            match *operation {
                PathOperation::MoveTo(x, y) | PathOperation::CurveTo(.., x, y) => here = Some((x, y)),
                PathOperation::LineTo(x, y) => {
                    if let Some((from_x, from_y)) = here {
                        line(&mut rules, from_x, from_y, x, y);
                    }
                    here = Some((x, y));
                }
                PathOperation::Rectangle(x, y, width, height) => {
                    rectangle(&mut rules, x, y, width, height, path.has_stroke());
                }
                PathOperation::ClosePath => {}
            }
        }
    }
    rules.retain(|rule| rule.at.is_finite() && rule.from.is_finite() && rule.to.is_finite());
    rules
}

fn line(rules: &mut Vec<Rule>, x1: f32, y1: f32, x2: f32, y2: f32) {
    let (width, height) = ((x1 - x2).abs(), (y1 - y2).abs());
    if width < 1.0 && height > THICK {
        rules.push(Rule { upright: true, at: f32::midpoint(x1, x2), from: y1.min(y2), to: y1.max(y2) });
    } else if height < 1.0 && width > THICK {
        rules.push(Rule { upright: false, at: f32::midpoint(y1, y2), from: x1.min(x2), to: x1.max(x2) });
    }
}

fn rectangle(rules: &mut Vec<Rule>, x: f32, y: f32, width: f32, height: f32, stroked: bool) {
    let (left, right) = (x.min(x + width), x.max(x + width));
    let (bottom, top) = (y.min(y + height), y.max(y + height));
    let (wide, high) = (right - left, top - bottom);
    if wide <= THICK && high > THICK {
        rules.push(Rule { upright: true, at: f32::midpoint(left, right), from: bottom, to: top });
    } else if high <= THICK && wide > THICK {
        rules.push(Rule { upright: false, at: f32::midpoint(bottom, top), from: left, to: right });
    } else if stroked && wide > THICK && high > THICK {
        for at in [left, right] {
            rules.push(Rule { upright: true, at, from: bottom, to: top });
        }
        for at in [bottom, top] {
            rules.push(Rule { upright: false, at, from: left, to: right });
        }
    }
}

/// A grid of drawn lines: positions of its lines, and which edges between places are drawn.
#[derive(Debug, Clone)]
pub(super) struct Grid {
    /// Upright lines from the left.
    pub(super) columns: Vec<f32>,
    /// Level lines from the top.
    pub(super) rows: Vec<f32>,
    rules: Vec<Rule>,
}

/// Most lines of one grid in each direction.
const MOST_LINES: usize = 400;

/// Grids of lines that touch, from the top of the page.
pub(super) fn grids(rules: &[Rule]) -> Vec<Grid> {
    let mut groups: Vec<Vec<Rule>> = Vec::new();
    for &rule in rules {
        // Every group the line touches becomes one with it.
        let mut joined = vec![rule];
        groups.retain_mut(|group| {
            let touches = group.iter().any(|other| touch(&rule, other));
            if touches {
                joined.append(group);
            }
            !touches
        });
        groups.push(joined);
    }
    let mut grids: Vec<Grid> = groups.into_iter().filter_map(grid).collect();
    grids.sort_by(|one, other| other.top().total_cmp(&one.top()));
    grids
}

/// Whether two lines meet or lie on one another.
fn touch(one: &Rule, other: &Rule) -> bool {
    if one.upright == other.upright {
        return (one.at - other.at).abs() < NEAR && one.from - NEAR < other.to && other.from - NEAR < one.to;
    }
    one.from - NEAR < other.at
        && other.at < one.to + NEAR
        && other.from - NEAR < one.at
        && one.at < other.to + NEAR
}

fn grid(rules: Vec<Rule>) -> Option<Grid> {
    let positions = |upright: bool| {
        let mut found: Vec<f32> =
            rules.iter().filter(|rule| rule.upright == upright).map(|rule| rule.at).collect();
        found.sort_by(f32::total_cmp);
        found.dedup_by(|next, kept| *next - *kept < NEAR);
        found
    };
    let columns = positions(true);
    let mut rows = positions(false);
    rows.reverse();
    let sound = columns.len() >= 2 && rows.len() >= 2 && columns.len() + rows.len() >= 5;
    (sound && columns.len() <= MOST_LINES && rows.len() <= MOST_LINES).then_some(Grid {
        columns,
        rows,
        rules,
    })
}

impl Grid {
    /// Highest line.
    pub(super) fn top(&self) -> f32 {
        self.rows.first().copied().unwrap_or(0.0)
    }

    /// The place a word stands in: by its middle, or by its beginning where it reaches over the edge of the table.
    pub(super) fn holds(&self, word: &Word) -> Option<(usize, usize)> {
        let (x, y) = word.middle();
        self.place(x, y).or_else(|| self.place(word.left + 1.0, y))
    }

    /// The place a point lies in, by row and column.
    fn place(&self, x: f32, y: f32) -> Option<(usize, usize)> {
        let column = self.columns.iter().rposition(|&line| line <= x)?;
        let row = self.rows.iter().rposition(|&line| line >= y)?;
        (column + 1 < self.columns.len() && row + 1 < self.rows.len()).then_some((row, column))
    }

    /// Whether a line is drawn between a place and the one to its right.
    pub(super) fn closed_right(&self, row: usize, column: usize) -> bool {
        let (Some(&top), Some(&bottom), Some(&at)) =
            (self.rows.get(row), self.rows.get(row + 1), self.columns.get(column + 1))
        else {
            return true;
        };
        self.drawn(true, at, f32::midpoint(top, bottom))
    }

    /// Whether a line is drawn between a place and the one below it.
    pub(super) fn closed_below(&self, row: usize, column: usize) -> bool {
        let (Some(&left), Some(&right), Some(&at)) =
            (self.columns.get(column), self.columns.get(column + 1), self.rows.get(row + 1))
        else {
            return true;
        };
        self.drawn(false, at, f32::midpoint(left, right))
    }

    fn drawn(&self, upright: bool, at: f32, across: f32) -> bool {
        self.rules.iter().any(|rule| {
            rule.upright == upright
                && (rule.at - at).abs() < NEAR * 1.5
                && rule.from - NEAR < across
                && across < rule.to + NEAR
        })
    }
}
