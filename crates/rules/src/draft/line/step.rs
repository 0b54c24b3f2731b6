//! Lines that count steps: over and under a target, bonuses, events.

use super::super::reading::{Amount, Reading};
use super::{Line, Lines, Sort, unit_of};

impl Lines {
    pub(super) fn steps(&mut self, title: &str, quote: &str, reading: &Reading) {
        let subject = self.subject(title);
        match reading {
            Reading::OverOnce { at, points } => {
                let line = self.open(Sort::Bonus, &subject, quote);
                line.points = Some(points.clone());
                line.closed = true;
                if at.unit == "%" {
                    line.clauses.push(format!("超额率 >= {} → {points}分", at.shown()));
                } else {
                    line.measure = Some(unit_of(at));
                    line.clauses.push(format!("超出 >= {} → {points}分", at.shown()));
                }
            }
            Reading::Over { growth, width, points, cap, unlimited } => {
                let standard = self.standard();
                let line = self.open(Sort::Bonus, &subject, quote);
                line.clauses.extend(standard);
                over(line, *growth, width, points, cap.as_deref(), *unlimited);
                self.widen(width);
            }
            Reading::Under { width, points, to_zero } => self.under(title, quote, width, points, *to_zero),
            Reading::Both { width, points, cap } => {
                let line = self.open(Sort::Bonus, &subject, quote);
                over(line, false, width, points, cap.as_deref(), false);
                self.widen(width);
                self.under(title, quote, width, points, false);
            }
            _ => {}
        }
    }

    pub(super) fn bonuses(&mut self, quote: &str, reading: &Reading) {
        match reading {
            Reading::Gains { subject, points } => {
                let line = self.open(Sort::Bonus, subject, quote);
                line.points = Some(points.clone());
                line.measure = Some("是否".to_owned());
                line.closed = true;
                line.clauses.push(format!("实绩 = 是 → {points}分"));
            }
            Reading::AboveOnce { subject, at, strict, points } => {
                let line = self.open(Sort::Bonus, subject, quote);
                line.points = Some(points.clone());
                line.measure = Some(unit_of(at));
                line.closed = true;
                let sign = if *strict { ">" } else { ">=" };
                line.clauses.push(format!("实绩 {sign} {} → {points}分", at.shown()));
            }
            Reading::OverOf { subject, width, points, cap } => {
                let line = self.open(Sort::Bonus, subject, quote);
                over(line, false, width, points, cap.as_deref(), false);
            }
            Reading::BeatsMean { subject, city, points } => {
                let bare = ["增幅", "增速", "增长率"].contains(&subject.as_str());
                let owner = if bare { self.subject("") } else { String::new() };
                let line = self.open(Sort::Bonus, &format!("{owner}{subject}"), quote);
                line.points = Some(points.clone());
                line.measure = Some("%".to_owned());
                line.closed = true;
                let level = if *city { "全市" } else { "上级" };
                line.clauses.push(format!("实绩 > {level} → {points}分"));
                line.open.push("平均数由谁提供、怎样平均,原文没有写".to_owned());
            }
            _ => {}
        }
    }

    /// The standard that the current line measures from, when it is not the target.
    pub(super) fn standard(&mut self) -> Option<String> {
        self.current()
            .and_then(|line| line.clauses.first())
            .filter(|clause| clause.starts_with("标准 = "))
            .cloned()
    }

    /// An absolute step says what the indicator is measured in.
    pub(super) fn widen(&mut self, width: &Amount) {
        let unit = unit_of(width);
        if let Some(line) = self.current().filter(|line| line.measure.is_none() && unit != "%") {
            line.measure = Some(unit);
        }
    }

    pub(super) fn under(&mut self, title: &str, quote: &str, width: &Amount, points: &str, to_zero: bool) {
        let floor = if to_zero { " 不低于 0分" } else { "" };
        let amount = if width.unit == "%" { "欠额率" } else { "不足" };
        let steps = format!("{amount} 每 {} 扣 {points}分", width.shown());
        self.widen(width);
        if let Some(line) = self.current().filter(|line| !line.closed) {
            line.clauses.push(format!("否则 → 满分 并 {steps}{floor}"));
            line.quotes.push(quote.to_owned());
            line.closed = true;
            if !to_zero {
                line.open.push("扣到哪里为止,原文没有写".to_owned());
            }
            return;
        }
        let subject = self.subject(title);
        let line = self.open(Sort::Deduction, &subject, quote);
        line.clauses.push(format!("实绩 < 目标 → {steps}{floor}"));
        line.closed = true;
    }

    /// A cap or a floor for the line just written; one that may be for several lines, or for none, is left to a person.
    pub(super) fn limits(&mut self, quote: &str, reading: &Reading) {
        let open = |line: &Line| {
            let clause = line.clauses.last().map_or("", String::as_str);
            match reading {
                Reading::Cap { .. } => {
                    clause.contains(" 加 ") && !clause.contains(" 限 ") && !clause.ends_with("不封顶")
                }
                _ => {
                    clause.contains('每')
                        && clause.contains(" 扣 ")
                        && !clause.ends_with("扣完为止")
                        && !clause.contains("不低于")
                }
            }
        };
        let several =
            matches!(reading, Reading::Floor) && self.written.iter().filter(|line| open(line)).count() > 1;
        let line = self.written.last_mut().filter(|line| open(line) && !several);
        let Some((clause, quotes)) = line.and_then(|line| Some((line.clauses.last_mut()?, &mut line.quotes)))
        else {
            let why = if several {
                "这句话管一项还是管前面几项合计,请写明"
            } else {
                "没有看出这句话说的是哪一项"
            };
            self.leave(quote, why);
            return;
        };
        match reading {
            Reading::Cap { points } => clause.extend([" 限 ", points, "分"]),
            _ => clause.push_str(" 扣完为止"),
        }
        quotes.push(quote.to_owned());
    }

    pub(super) fn events(&mut self, quote: &str, reading: &Reading) {
        match reading {
            Reading::Each { subject, width, points, cap } => {
                let sort = if cap.is_some() { Sort::Score } else { Sort::Bonus };
                let line = self.open(sort, subject, quote);
                line.points.clone_from(cap);
                line.measure = Some(unit_of(width));
                line.closed = true;
                let each = if is_count(width) { "每满" } else { "每" };
                let cap = cap.as_ref().map(|cap| format!(" 限 {cap}分")).unwrap_or_default();
                line.clauses.push(format!("实绩 {each} {} 加 {points}分{cap}", width.shown()));
            }
            Reading::EachTakes { subject, width, points, to_zero } => {
                let line = self.open(Sort::Deduction, subject, quote);
                line.measure = Some(unit_of(width));
                line.closed = true;
                let each = if is_count(width) { "每满" } else { "每" };
                let floor = if *to_zero { " 扣完为止" } else { "" };
                line.clauses.push(format!("实绩 {each} {} 扣 {points}分{floor}", width.shown()));
            }
            Reading::Takes { subject, points } => {
                let line = self.open(Sort::Deduction, subject, quote);
                line.measure = Some("是否".to_owned());
                line.closed = true;
                line.clauses.push(format!("实绩 = 是 → 扣 {points}分"));
                if subject.contains('、') {
                    line.open.push("几种情形各扣还是合扣一次,原文没有写".to_owned());
                }
            }
            _ => {}
        }
    }
}

fn over(line: &mut Line, growth: bool, width: &Amount, points: &str, cap: Option<&str>, unlimited: bool) {
    let amount = match (growth, width.unit.as_str()) {
        (true, _) => "(实绩 - 上年)",
        (false, "%") => "超额率",
        (false, _) => "超出",
    };
    let end = match (cap, unlimited) {
        (Some(cap), _) => format!(" 限 {cap}分"),
        (None, true) => " 不封顶".to_owned(),
        (None, false) => String::new(),
    };
    line.clauses.push(format!("{amount} 每 {} 加 {points}分{end}", width.shown()));
    line.closed = true;
    if width.unit != "%" {
        line.measure = Some(unit_of(width));
    }
}

fn is_count(width: &Amount) -> bool {
    let money = ["元", "吨", "亩", "米"].iter().any(|unit| width.unit.ends_with(unit));
    !money && !width.value.contains('.') && !matches!(width.unit.as_str(), "%" | "个百分点")
}
