//! Lines of several rows: ladders of a rate, bands of an amount.

use super::super::reading::Reading;
use super::{Line, Lines, Sort, unit_of};

impl Lines {
    pub(super) fn rows(&mut self, title: &str, item: Option<&str>, quote: &str, reading: &Reading) {
        if self.current().is_none_or(|line| line.closed) {
            let line = self.open(Sort::Score, title, quote);
            line.points = item.map(str::to_owned);
        } else if let Some(line) = self.current() {
            line.quotes.push(quote.to_owned());
        }
        let Some(line) = self.current() else { return };
        match reading {
            Reading::LadderRow { percent, points } => line.ladder.push((percent.clone(), points.clone())),
            Reading::LadderBelow { points, .. } => line.below = Some(points.clone()),
            Reading::BandOver { at, points } => {
                line.bands.push(format!("{}以上 → {points}分", at.shown()));
                line.measure = Some(unit_of(at));
            }
            Reading::BandBetween { from, to, points } => {
                line.bands.push(format!("{from}{} 到 {} → {points}分", to.unit, to.shown()));
                line.measure = Some(unit_of(to));
            }
            Reading::BandBelow { at, points } => {
                line.bands.push(format!("{}(不含)以下 → {points}分", at.shown()));
                line.measure = Some(unit_of(at));
            }
            Reading::BandUnder { at, points } => line.bands.push(format!("{}以下 → {points}分", at.shown())),
            _ => {}
        }
    }
}

/// Writes the ladder and says what is still open.
pub(super) fn finish(line: &mut Line) {
    if !line.ladder.is_empty() {
        let top = line.points.clone();
        line.clauses.clear();
        line.clauses.push("阶梯 完成率".to_owned());
        let full = line.ladder.iter().any(|(percent, _)| percent == "100");
        if let Some(points) = top.filter(|_| !full) {
            line.clauses.push(format!("达到 100% → {points}分"));
        }
        for (percent, points) in &line.ladder {
            line.clauses.push(format!("达到 {percent}% → {points}分"));
        }
        match &line.below {
            Some(points) => line.clauses.push(format!("其余 → {points}分")),
            None => line.open.push("低于最末一档时得几分,原文没有写".to_owned()),
        }
        line.closed = true;
    }
    if !line.bands.is_empty() {
        line.clauses.clear();
        line.clauses.push("分档 实绩".to_owned());
        line.clauses.append(&mut line.bands);
        line.open.push("各档端点归哪一档,原文没有写".to_owned());
        line.closed = true;
    }
    if !line.closed {
        line.open.push("没有完成时得几分,原文没有写".to_owned());
    }
}
