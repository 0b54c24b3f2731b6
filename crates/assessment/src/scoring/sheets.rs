//! One unit's score sheet from the scores.

use std::collections::BTreeMap;

use rules::{Decimal, GradeResult, Kind, Scheme, Value};

use super::ScoreBook;
use crate::{
    Actual, Bound, Coded as _, Completion, LineKind, Period, ScoreSheet, SheetCategory, SheetItem, SheetLine,
    UnitId,
};

impl ScoreBook {
    /// A unit's sheet. `self_scores` are by code of line or item; `comment` is the explanation of a line in words.
    pub fn sheet(
        &self,
        unit: UnitId,
        period: Period,
        self_scores: &BTreeMap<String, Decimal>,
        comment: impl Fn(usize) -> String,
    ) -> Option<ScoreSheet> {
        let (unit_at, period_at) = (self.unit_index(unit)?, self.period_index(period)?);
        let scored = self.units.get(unit_at)?;
        let page = Page {
            book: self,
            unit: unit_at,
            period: period_at,
            class: scored.class.as_str(),
            self_scores,
            lines: self.scores.lines(unit_at, period_at),
        };
        let scheme = self.scores.scheme();
        let categories: Vec<SheetCategory> = if scheme.categories().is_empty() {
            vec![page.whole(&comment)]
        } else {
            (0..scheme.categories().len()).filter_map(|at| page.category(at, &comment)).collect()
        };
        let mut sheet = ScoreSheet {
            title: format!("{}得分表", scheme.title()),
            unit,
            unit_name: scored.name.clone(),
            period,
            categories,
            points: scheme.total_points(),
            self_total: Value::Missing,
            total: self.scores.total(unit_at, period_at),
            explanation: "总分".to_owned(),
            grade: self.grade_word(unit_at, period_at),
            rank: self.rank_number(unit_at, period_at),
            vetoes: self.veto_names(unit_at, period_at),
            notes: Vec::new(),
        };
        sheet.self_total = sheet.sum_self_scores();
        sheet.notes = notes(scheme, &sheet);
        Some(sheet)
    }

    pub(super) fn rank_number(&self, unit: usize, period: usize) -> Option<u32> {
        let rank = self.scores.rank(unit, period).number()?;
        u32::try_from(rank.rescaled(0)?).ok()
    }

    pub(super) fn grade_word(&self, unit: usize, period: usize) -> Option<String> {
        match self.scores.grade(unit, period) {
            GradeResult::Grade(name) => Some(name),
            GradeResult::Ungraded => Some("不定等次".to_owned()),
            GradeResult::Pending(_) => None,
        }
    }

    pub(super) fn veto_names(&self, unit: usize, period: usize) -> Vec<String> {
        let strikes =
            |at: usize| self.scores.vetoed(unit, period, at).number().is_some_and(|yes| !yes.is_zero());
        let vetoes = self.scores.scheme().vetoes().iter().enumerate();
        vetoes.filter(|(at, _)| strikes(*at)).map(|(_, veto)| veto.name.clone()).collect()
    }
}

/// What every row of one sheet needs.
struct Page<'a> {
    book: &'a ScoreBook,
    unit: usize,
    period: usize,
    class: &'a str,
    self_scores: &'a BTreeMap<String, Decimal>,
    /// Scores of all lines: one pass over the plan.
    lines: Vec<Value>,
}

impl Page<'_> {
    fn scheme(&self) -> &Scheme {
        self.book.scores.scheme()
    }

    fn category(&self, at: usize, comment: &impl Fn(usize) -> String) -> Option<SheetCategory> {
        let spec = self.scheme().categories().get(at)?;
        Some(SheetCategory {
            name: spec.name.clone(),
            points: spec.points,
            score: self.book.scores.category(self.unit, self.period, at),
            items: self.items(&spec.items, comment),
        })
    }

    /// A scheme without categories is one division.
    fn whole(&self, comment: &impl Fn(usize) -> String) -> SheetCategory {
        let items: Vec<usize> = (0..self.scheme().items().len()).collect();
        SheetCategory {
            name: "考核项目".to_owned(),
            points: self.scheme().total_points(),
            score: self.book.scores.total_before_vetoes(self.unit, self.period),
            items: self.items(&items, comment),
        }
    }

    fn items(&self, items: &[usize], comment: &impl Fn(usize) -> String) -> Vec<SheetItem> {
        let rows = (1..).zip(items).filter_map(|(number, item)| self.item(number, *item, comment));
        rows.filter(|item| !item.lines.is_empty()).collect()
    }

    fn item(&self, number: usize, at: usize, comment: &impl Fn(usize) -> String) -> Option<SheetItem> {
        let spec = self.scheme().items().get(at)?;
        if !self.applies(&spec.classes) {
            return None;
        }
        Some(SheetItem {
            code: spec.code.clone(),
            number: number.to_string(),
            name: spec.title.clone(),
            points: spec.points,
            score: self.book.scores.item(self.unit, self.period, at),
            self_score: self.self_scores.get(&spec.code).copied(),
            explanation: spec.id.clone(),
            lines: spec.lines.iter().filter_map(|line| self.line(*line, comment)).collect(),
        })
    }

    fn line(&self, at: usize, comment: &impl Fn(usize) -> String) -> Option<SheetLine> {
        let spec = self.scheme().lines().get(at)?;
        if !self.applies(&spec.classes) {
            return None;
        }
        let indicator = spec.indicator.and_then(|at| self.scheme().indicators().get(at));
        let actual = indicator.map(|indicator| self.fact(&indicator.name, "实绩"));
        let target = indicator.and_then(|indicator| self.fact(&indicator.name, "目标").number());
        let yes_no = indicator.is_some_and(|indicator| indicator.measure.kind == Kind::YesNo);
        let percent = actual.zip(target).and_then(|(actual, target)| {
            Completion::of(Bound::AtLeast(target), Actual::Figure(actual)).percent(2)
        });
        Some(SheetLine {
            code: spec.code.clone(),
            name: spec.title.clone(),
            clause: spec.quotes.join("；"),
            kind: LineKind::from_label(spec.kind.word()).unwrap_or(LineKind::Score),
            points: spec.points,
            measure: if yes_no {
                String::new()
            } else {
                indicator.map(|i| i.measure.name.clone()).unwrap_or_default()
            },
            target: target.map(Decimal::grouped),
            actual: actual.unwrap_or(Value::NotApplicable),
            actual_text: actual_words(actual, yes_no),
            completion: percent.map(|percent| format!("{percent}%")),
            self_score: self.self_scores.get(&spec.code).copied(),
            score: self.lines.get(at).copied().unwrap_or(Value::Missing),
            explanation: spec.id.clone(),
            comment: comment(at),
        })
    }

    fn fact(&self, name: &str, field: &str) -> Value {
        let input = self.scheme().input(name, field);
        input.map_or(Value::Missing, |input| self.book.scores.facts().get(self.unit, self.period, input))
    }

    fn applies(&self, classes: &[String]) -> bool {
        classes.is_empty() || classes.iter().any(|class| class == self.class)
    }
}

/// Words in the place of the number: yes and no; nothing where the line rests on no single indicator.
fn actual_words(actual: Option<Value>, yes_no: bool) -> Option<String> {
    match actual {
        None => Some(String::new()),
        Some(Value::Number(number)) if yes_no => Some(if number.is_zero() { "否" } else { "是" }.to_owned()),
        Some(_) => None,
    }
}

fn notes(scheme: &Scheme, sheet: &ScoreSheet) -> Vec<String> {
    let mut notes = vec![format!("得分修约：{}。", scheme.rounding_text())];
    let mut lists: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (_, _, line) in sheet.lines() {
        if let Some(word) = line.score.word().filter(|_| line.score != Value::NotApplicable) {
            lists.entry(word).or_default().push(format!("{} {}", line.code, line.name));
        }
    }
    for (word, lines) in lists {
        notes.push(format!("{word}：{}；在此之前不计总分。", lines.join("、")));
    }
    notes
}
