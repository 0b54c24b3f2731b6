//! Figures that a document states of an indicator by its name, in sentences and in tables: what a monthly report says,
//! which has no goals to answer. What may speak of a plan, a part or a difference is left alone.

use assessment::{Basis, Indicator, Kind as Measured};
use ingest::document::{BlockKind, Part};
use ingest::quantity::{Day, Days, Kind, Period, Quantity, scan};
use ingest::table::Table;
use ingest::{Document, Span};

use super::candidate::{Candidate, Suggestion};
use crate::entry::speaks_beside;

/// Characters of the context that are shown.
const CONTEXT_CHARS: usize = 120;
/// Marks that end a clause.
const ENDS: [char; 8] = ['，', '。', '；', ',', ';', '\n', '（', '）'];
/// Heads of the column that says in which unit a row is measured.
const UNIT_HEADS: [&str; 3] = ["单位", "计量单位", "计量"];

/// Everything that the document states, sentences before tables.
pub(super) fn stated(document: &Document, anchor: &str, indicators: &[&Indicator]) -> Vec<Candidate> {
    let mut found = Vec::new();
    let Some(anchor) = Day::parse(anchor) else { return found };
    for block in document.blocks.iter().filter(|block| block.part == Part::Body) {
        if !matches!(block.kind, BlockKind::Table(_)) {
            sentences(document.slice(block.span), block.span.start, anchor, indicators, &mut found);
        }
    }
    let title =
        document.metadata.title.as_ref().map_or(document.source.as_str(), |title| title.value.as_str());
    if let Some((year, month)) = month_of(title).or_else(|| month_of(&document.source)) {
        for one in document.tables() {
            table(document, one, (year, month), indicators, &mut found);
        }
    }
    found
}

fn sentences(text: &str, start: usize, anchor: Day, indicators: &[&Indicator], found: &mut Vec<Candidate>) {
    if !indicators.iter().any(|indicator| text.contains(&indicator.name)) {
        return;
    }
    for quantity in &scan(text, anchor).items {
        let Some(Period::Days(days)) = quantity.period else { continue };
        let before = text.get(..quantity.span.start).unwrap_or_default();
        let from = before.rfind(ENDS).map_or(0, |at| {
            at + before.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
        });
        let clause = text.get(from..quantity.span.end).unwrap_or_default();
        let Some(indicator) = named(clause, indicators).filter(|one| may_be(quantity, one)) else { continue };
        let plan = clause.contains("目标") && !clause.contains("完成");
        if quantity.qualifier.is_some() || quantity.damaged || plan || speaks_beside(clause) {
            continue;
        }
        let words = text.get(quantity.span.clone()).unwrap_or_default().trim().to_owned();
        let at = start + before.chars().count();
        let sentence = text.get(from..).unwrap_or_default().split(['。', '\n']).next().unwrap_or_default();
        found.push(Candidate {
            goal: String::new(),
            context: sentence.chars().take(CONTEXT_CHARS).collect(),
            span: Span::new(at, at + words.chars().count()),
            words,
            role: "own",
            bound: None,
            days: Some(printed(days)),
            suggestion: Some(Suggestion {
                indicator: indicator.id,
                why: format!("句中有“{}”", indicator.name),
            }),
        });
    }
}

/// The indicator whose name stands in the words, the longest; nothing when two that are not one inside the other do.
fn named<'i>(words: &str, indicators: &[&'i Indicator]) -> Option<&'i Indicator> {
    let mut named: Vec<&Indicator> =
        indicators.iter().copied().filter(|indicator| words.contains(&indicator.name)).collect();
    named.sort_by_key(|indicator| std::cmp::Reverse(indicator.name.chars().count()));
    let longest = *named.first()?;
    named.iter().all(|other| longest.name.contains(&other.name)).then_some(longest)
}

/// Whether a printed figure could be one of the indicator. A change of a percent is its growth, not the figure.
fn may_be(quantity: &Quantity, indicator: &Indicator) -> bool {
    match indicator.measure.kind {
        Measured::Percent => quantity.kind == Kind::Percent && quantity.change.is_none(),
        Measured::Money(_) => quantity.kind == Kind::Amount,
        Measured::YesNo | Measured::Date => false,
        _ => matches!(quantity.kind, Kind::Count | Kind::Measure),
    }
}

fn printed(days: Days) -> String {
    format!("{}/{}", days.first, days.last)
}

/// The month that a title speaks of last: `2026年1-8月` is 2026 and 8.
fn month_of(title: &str) -> Option<(u16, u8)> {
    let (before, rest) = title.split_once('年')?;
    let year: String = before.chars().rev().take_while(char::is_ascii_digit).collect();
    let year: u16 = year.chars().rev().collect::<String>().parse().ok()?;
    let months = rest.split('月').next().filter(|months| months.len() < rest.len())?;
    let last = months.rsplit(['-', '—', '–', '－', '至', '~', '～']).next()?;
    let month = last.trim().parse().ok().filter(|month| (1..=12).contains(month))?;
    Some((year, month))
}

/// Rows that begin with an indicator's name, under heads that say 当月 or 累计, of the month in the title. A row that does
/// not say its unit, or another one than can be converted, offers nothing.
fn table(
    document: &Document,
    table: &Table,
    (year, month): (u16, u8),
    indicators: &[&Indicator],
    found: &mut Vec<Candidate>,
) {
    let head = |at: usize| table.columns.get(at).map_or_else(String::new, |column| column.path.concat());
    let width = table.columns.len();
    let unit_at = (0..width).find(|at| UNIT_HEADS.contains(&head(*at).trim()));
    let text = |row: usize, column: usize| {
        table.cell_at(row, column).map_or("", |cell| document.slice(cell.span)).trim()
    };
    for row in table.head_rows..table.rows {
        let label = (0..width.min(3)).find_map(|at| {
            let (name, unit) = without_unit(text(row, at));
            let found = indicators.iter().copied().find(|indicator| indicator.name == name)?;
            Some((found, unit.to_owned()))
        });
        let Some((indicator, in_label)) = label else { continue };
        for at in 0..width {
            let head = head(at);
            let plan = ["目标", "任务", "上年", "去年", "同期", "比", "增", "率"];
            let cumulative = head.contains("累计");
            if !(cumulative || ["当月", "本月", "本期"].iter().any(|word| head.contains(word)))
                || plan.iter().any(|word| head.contains(word))
            {
                continue;
            }
            let Some(cell) = table.cell_at(row, at).filter(|cell| cell.row == row) else { continue };
            let number = document.slice(cell.span).trim();
            let own = table.columns.get(at).and_then(|column| column.unit.clone());
            let unit = own.or_else(|| unit_at.map(|at| text(row, at).to_owned())).unwrap_or(in_label.clone());
            if unit.is_empty()
                || !number.chars().all(|ch| ch.is_ascii_digit() || matches!(ch, '.' | ',' | '-'))
            {
                continue;
            }
            let days = if cumulative || indicator.basis == Basis::Stock {
                Days::months(year, 1, month)
            } else {
                Days::months(year, month, month)
            };
            found.push(Candidate {
                goal: String::new(),
                context: format!("{} {head} {number}{unit}", indicator.name),
                words: format!("{number}{unit}"),
                span: cell.span,
                role: "own",
                bound: None,
                days: Some(printed(days)),
                suggestion: Some(Suggestion {
                    indicator: indicator.id,
                    why: format!("表中“{}”一行", indicator.name),
                }),
            });
        }
    }
}

/// 到位资金（亿元） is 到位资金 in 亿元.
fn without_unit(label: &str) -> (&str, &str) {
    let label = label.trim();
    match label.split_once(['（', '(']) {
        Some((name, rest)) => (name.trim(), rest.trim_end_matches(['）', ')']).trim()),
        None => (label, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::known::funds;

    fn found(text: &str) -> Vec<(String, String)> {
        let hints = ingest::Hints { name: Some("a.txt".to_owned()), anchor: None };
        let document = ingest::read(text.as_bytes(), &hints).unwrap();
        let indicator = funds();
        let found = stated(&document, "2026-09-05", &[&indicator]);
        for one in &found {
            let there = document.slice(one.span);
            assert!(one.words.starts_with(there), "{there} is not {}", one.words);
        }
        found.into_iter().map(|one| (one.words, one.days.unwrap())).collect()
    }

    #[test]
    fn a_sentence_that_names_the_indicator_and_its_time_states_a_figure() {
        let said =
            found("经济运行月报\n\n2026年1—8月，全区累计到位资金26.6亿元，同比增长4.2%。其中外资3亿元。\n");
        assert_eq!(said, [("26.6亿元".to_owned(), "2026-01-01/2026-08-31".to_owned())]);
    }

    #[test]
    fn plans_parts_and_differences_state_nothing() {
        for text in [
            "2026年到位资金目标40亿元。",
            "2026年1—8月，到位资金同比增加2亿元。",
            "2026年1—8月，到位资金力争超过30亿元。",
            "2026年1—8月，签约项目12个。",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn the_month_of_a_title_is_the_last_it_names() {
        assert_eq!(month_of("城东区2026年1-8月主要指标"), Some((2026, 8)));
        assert_eq!(month_of("2026年8月月报"), Some((2026, 8)));
        assert_eq!(month_of("2026年度目标完成情况"), None);
        assert_eq!(month_of("月报"), None);
    }
}
