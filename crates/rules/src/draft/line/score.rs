//! Lines that give points: for a target reached, a thing done, a share, a place among others.

use super::super::reading::{Amount, Reading};
use super::{Left, Line, Lines, Sort, unit_of};

impl Lines {
    pub(super) fn scores(&mut self, title: &str, item: Option<&str>, quote: &str, reading: &Reading) {
        match reading {
            Reading::Complete { subject, standard, points } => {
                let subject = if subject.is_empty() { title } else { subject };
                let line = self.open(Sort::Score, subject, quote);
                line.points = points.clone().or_else(|| item.map(str::to_owned));
                if let Some(standard) = standard {
                    line.measure = Some(unit_of(standard));
                    line.clauses.push(format!("标准 = {}", standard.shown()));
                }
                let than = if standard.is_some() { "标准" } else { "目标" };
                line.clauses.push(format!("实绩 >= {than} → 满分"));
            }
            Reading::Done { subject, points } => {
                let line = self.open(Sort::Score, subject, quote);
                line.points = Some(points.clone());
                line.measure = Some("是否".to_owned());
                line.clauses.push("实绩 = 是 → 满分".to_owned());
            }
            Reading::DoneFull { subject } => {
                let line = self.open(Sort::Score, subject, quote);
                line.points = item.map(str::to_owned);
                line.measure = Some("是否".to_owned());
                line.clauses.push("实绩 = 是 → 满分".to_owned());
            }
            Reading::GrowthAt { subject, rate, points } => {
                let line = self.open(Sort::Score, subject, quote);
                line.points = Some(points.clone());
                line.clauses.push(format!("增长率 >= {} → 满分", rate.shown()));
            }
            Reading::Discretion { subject, points } => {
                let line = self.open(Sort::Judged, subject, quote);
                line.points.clone_from(points);
                line.closed = true;
                line.open.push("酌情给分:原文没有写由谁评、凭什么评".to_owned());
            }
            _ => {}
        }
    }

    /// Another standard for one class, in the line just written.
    pub(super) fn variant(&mut self, quote: &str, class: &str, subject: &str, standard: &Amount) {
        let why = format!("{class}适用的是“{subject}”,与其他单位不是同一个指标,请核对口径");
        let line =
            self.current().filter(|line| line.clauses.first().is_some_and(|c| c.starts_with("标准 = ")));
        let Some(line) = line else {
            self.leave(quote, "没有看出这句话说的是哪一项");
            return;
        };
        if let Some(first) = line.clauses.first_mut() {
            *first = first.replace("标准 = ", &format!("标准 = {class}: {} ； 其他: ", standard.shown()));
        }
        line.quotes.push(quote.to_owned());
        line.open.push(why);
    }

    pub(super) fn shares(&mut self, item: Option<&str>, quote: &str, reading: &Reading) {
        match reading {
            Reading::Rate { subject, schedule, points } => {
                let line = self.open(Sort::Score, subject, quote);
                line.points = points.clone().or_else(|| item.map(str::to_owned));
                line.closed = true;
                let rate = if *schedule { "序时完成率" } else { "完成率" };
                line.clauses.push(format!("按 {rate} 得分"));
            }
            Reading::Benchmark { subject, base, points } => {
                let line = self.open(Sort::Score, subject, quote);
                line.points = Some(points.clone());
                line.measure = Some("数值".to_owned());
                line.closed = true;
                line.clauses.push(format!("按 实绩 ÷ {base} 得分"));
                line.open.push(format!("基准 {base} 的计量单位原文没有写,请核对与实绩一致"));
            }
            Reading::Quotient { top, bottom, points } => {
                let line = self.open(Sort::Score, top, quote);
                line.points = Some(points.clone());
                line.closed = true;
                line.also.push(bottom.clone());
                line.clauses.push(format!("按 实绩 ÷ {} 得分", super::super::write::word(bottom, "指标")));
                line.open.push(format!("“{bottom}”为零时怎么办,原文没有写"));
            }
            _ => {}
        }
    }

    pub(super) fn otherwise(&mut self, quote: &str, reading: &Reading) {
        let amount = match reading {
            Reading::ProRata => "满分 × 完成率",
            _ => "0分",
        };
        if let Reading::OneFails { points } = reading {
            let same = self.written.iter().any(|line| line.sort == Sort::Score && !line.closed)
                && !self.written.iter().any(|line| line.sort == Sort::Score && line.closed)
                && self
                    .written
                    .iter()
                    .filter(|line| line.sort == Sort::Score)
                    .all(|line| line.points.as_ref() == Some(points));
            if !same {
                let why = "两条规定同罚一项失误,请裁定适用哪一条".to_owned();
                let against = self.written.iter().find(|line| line.closed && line.sort == Sort::Score);
                let against = against.and_then(|line| line.quotes.last().cloned());
                self.left.push(Left { quote: quote.to_owned(), against, why });
                return;
            }
            for line in self.written.iter_mut().filter(|line| line.sort == Sort::Score && !line.closed) {
                line.clauses.push("否则 → 0分".to_owned());
                line.quotes.push(quote.to_owned());
                line.closed = true;
            }
            return;
        }
        match self.current().filter(|line| !line.closed) {
            Some(line) => {
                line.clauses.push(format!("否则 → {amount}"));
                line.quotes.push(quote.to_owned());
                line.closed = true;
            }
            None => self.leave(quote, "没有看出这句话说的是哪一项"),
        }
    }

    pub(super) fn compared(&mut self, title: &str, item: Option<&str>, quote: &str, reading: &Reading) {
        let open: Vec<usize> = (0..self.written.len())
            .filter(|&at| {
                self.written
                    .get(at)
                    .is_some_and(|l| l.sort == Sort::Score && !l.closed && l.ladder.is_empty())
            })
            .collect();
        if open.is_empty() {
            let line = self.open(Sort::Score, title, quote);
            line.points = item.map(str::to_owned);
            compare(line, reading);
            return;
        }
        for at in open {
            if let Some(line) = self.written.get_mut(at) {
                line.clauses.clear();
                line.quotes.push(quote.to_owned());
                compare(line, reading);
            }
        }
    }
}

fn compare(line: &mut Line, reading: &Reading) {
    line.closed = true;
    line.measure = Some("数值".to_owned());
    if let Reading::RankDecay { second, third, step } = reading {
        line.clauses.push(format!(
            "名次计分 实绩 第1名 100% 第2名 {second}% 第3名 {third}% 每降1名 减 {step}% 不低于 0%"
        ));
        line.open.push("名次在哪些单位中排、并列怎么办、最低给几分,原文没有写".to_owned());
    } else {
        line.clauses.push("功效系数 实绩".to_owned());
        line.open.push("功效系数的基础分、在哪些单位中比、最高与最低相等时怎么办,原文没有写".to_owned());
    }
    line.open.push("计量单位原文没有写,暂写作“数值”".to_owned());
}
