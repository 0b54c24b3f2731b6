//! Phrases of an item → lines of rules, each with what the text leaves open.

use super::reading::{Amount, Reading};
use super::scan::Phrase;

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Score,
    Bonus,
    Deduction,
    Judged,
}

/// One line of rules to be.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) sort: Sort,
    pub(super) subject: String,
    pub(super) points: Option<String>,
    pub(super) measure: Option<String>,
    pub(super) quotes: Vec<String>,
    pub(super) clauses: Vec<String>,
    /// What the text does not say, in Chinese.
    pub(super) open: Vec<String>,
    /// Other figures that its clauses read.
    pub(super) also: Vec<String>,
    /// Something says what happens otherwise.
    pub(super) closed: bool,
    ladder: Vec<(String, String)>,
    bands: Vec<String>,
    below: Option<String>,
}

impl Line {
    fn new(sort: Sort, subject: &str, quote: &str) -> Self {
        Self {
            sort,
            subject: subject.to_owned(),
            points: None,
            measure: None,
            quotes: vec![quote.to_owned()],
            clauses: Vec::new(),
            open: Vec::new(),
            also: Vec::new(),
            closed: false,
            ladder: Vec::new(),
            bands: Vec::new(),
            below: None,
        }
    }
}

/// The lines of an item, and the phrases that no line took.
#[derive(Debug, Default)]
pub(super) struct Lines {
    pub(super) written: Vec<Line>,
    /// Quote and why it is left.
    pub(super) left: Vec<Left>,
    /// Grades and vetoes, which are written behind all the items.
    pub(super) outside: Vec<Phrase>,
    /// Where bonuses and shortfalls belong.
    current: Option<usize>,
}

/// What no line could take.
#[derive(Clone, Debug)]
pub(super) struct Left {
    /// The phrase.
    pub(super) quote: String,
    /// The phrase of the text that it contradicts.
    pub(super) against: Option<String>,
    /// What is the matter, in Chinese.
    pub(super) why: String,
}

/// Builds the lines of one item.
pub(super) fn build(title: &str, points: Option<&str>, phrases: &[Phrase]) -> Lines {
    let mut lines = Lines::default();
    let scoring = phrases.iter().filter(|p| p.reading.is_some()).count();
    for (place, phrase) in phrases.iter().enumerate() {
        let Some(reading) = &phrase.reading else {
            if super::scan::decides(&phrase.text) {
                lines.leave(&phrase.text, "这句没有读懂,请写成规则");
            }
            continue;
        };
        // 完成目标10分 at the head of a list says what the whole item is worth.
        let whole = matches!(reading, Reading::Complete { subject, points: Some(p), .. }
            if subject.is_empty() && place == 0 && points == Some(p.as_str()));
        let parts = phrases.iter().skip(1).filter_map(|p| p.reading.as_ref());
        let divided = parts.into_iter().any(|r| matches!(r, Reading::Complete { .. } | Reading::Done { .. }));
        if whole && phrase.text.starts_with("完成目标") && (divided || scoring == 1) {
            if scoring == 1 {
                lines.whole(title, points, &phrase.text);
            }
            continue;
        }
        if !matches!(reading, Reading::Worth { .. }) {
            lines.take(title, points, phrase, reading);
        }
    }
    for line in &mut lines.written {
        finish(line);
    }
    lines
}

impl Lines {
    /// A row with one number for a paragraph of demands: somebody must judge it.
    fn whole(&mut self, title: &str, points: Option<&str>, quote: &str) {
        let mut line = Line::new(Sort::Judged, title, quote);
        line.points = points.map(str::to_owned);
        line.closed = true;
        line.open.push("原文只给了总的分值,没有写每项要求各占几分、由谁评定".to_owned());
        self.written.push(line);
    }

    fn leave(&mut self, quote: &str, why: &str) {
        self.left.push(Left { quote: quote.to_owned(), against: None, why: why.to_owned() });
    }

    fn open(&mut self, sort: Sort, subject: &str, quote: &str) -> &mut Line {
        if sort == Sort::Score {
            self.current = Some(self.written.len());
        }
        self.written.push(Line::new(sort, subject, quote));
        let last = self.written.len() - 1;
        // The line was pushed just now.
        self.written.get_mut(last).expect("a line was pushed just now")
    }

    fn current(&mut self) -> Option<&mut Line> {
        self.current.and_then(|at| self.written.get_mut(at))
    }

    /// The subject that a bonus or a shortfall is about.
    fn subject(&self, title: &str) -> String {
        let line = self.current.and_then(|at| self.written.get(at));
        line.map_or_else(|| title.to_owned(), |line| line.subject.clone())
    }

    fn take(&mut self, title: &str, points: Option<&str>, phrase: &Phrase, reading: &Reading) {
        let quote = phrase.text.as_str();
        match reading {
            Reading::Complete { .. }
            | Reading::Done { .. }
            | Reading::DoneFull { .. }
            | Reading::GrowthAt { .. }
            | Reading::Discretion { .. } => {
                self.scores(title, points, quote, reading);
            }
            Reading::OverOnce { .. }
            | Reading::Over { .. }
            | Reading::Under { .. }
            | Reading::Both { .. } => {
                self.steps(title, quote, reading);
            }
            Reading::Gains { .. }
            | Reading::AboveOnce { .. }
            | Reading::OverOf { .. }
            | Reading::BeatsMean { .. } => self.bonuses(quote, reading),
            Reading::Rate { .. } | Reading::Benchmark { .. } | Reading::Quotient { .. } => {
                self.shares(points, quote, reading);
            }
            Reading::NoExtra => match self.current() {
                Some(line) => line.quotes.push(quote.to_owned()),
                None => self.leave(quote, "没有看出这句话说的是哪一项"),
            },
            Reading::Each { .. } | Reading::EachTakes { .. } | Reading::Takes { .. } => {
                self.events(quote, reading);
            }
            Reading::LadderRow { .. }
            | Reading::LadderBelow { .. }
            | Reading::BandOver { .. }
            | Reading::BandBetween { .. }
            | Reading::BandBelow { .. }
            | Reading::BandUnder { .. } => self.rows(title, points, quote, reading),
            Reading::ProRata | Reading::ElseZero | Reading::OneFails { .. } => self.otherwise(quote, reading),
            Reading::Efficacy | Reading::RankDecay { .. } => self.compared(title, points, quote, reading),
            Reading::Level { level, points } => {
                self.leave(
                    quote,
                    &format!("“{level}级”得 {points} 分要写成“按级别”,并说明同一事项怎么计、是否封顶"),
                );
            }
            Reading::Variant { class, subject, standard } => self.variant(quote, class, subject, standard),
            Reading::Worth { .. } => {}
            Reading::Veto { subject } if !event(subject) => {
                self.leave(quote, "等次和否决请写在全部计分之后");
            }
            Reading::Veto { .. }
            | Reading::Vetoes { .. }
            | Reading::GradeTop { .. }
            | Reading::GradeOver { .. }
            | Reading::GradeBetween { .. }
            | Reading::GradeUnder { .. } => self.outside.push(phrase.clone()),
        }
    }

    fn scores(&mut self, title: &str, item: Option<&str>, quote: &str, reading: &Reading) {
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
    fn variant(&mut self, quote: &str, class: &str, subject: &str, standard: &Amount) {
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

    fn steps(&mut self, title: &str, quote: &str, reading: &Reading) {
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

    fn bonuses(&mut self, quote: &str, reading: &Reading) {
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

    fn shares(&mut self, item: Option<&str>, quote: &str, reading: &Reading) {
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
                line.clauses.push(format!("按 实绩 ÷ {} 得分", super::write::word(bottom, "指标")));
                line.open.push(format!("“{bottom}”为零时怎么办,原文没有写"));
            }
            _ => {}
        }
    }

    /// The standard that the current line measures from, when it is not the target.
    fn standard(&mut self) -> Option<String> {
        self.current()
            .and_then(|line| line.clauses.first())
            .filter(|clause| clause.starts_with("标准 = "))
            .cloned()
    }

    /// An absolute step says what the indicator is measured in.
    fn widen(&mut self, width: &Amount) {
        let unit = unit_of(width);
        if let Some(line) = self.current().filter(|line| line.measure.is_none() && unit != "%") {
            line.measure = Some(unit);
        }
    }

    fn under(&mut self, title: &str, quote: &str, width: &Amount, points: &str, to_zero: bool) {
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

    fn events(&mut self, quote: &str, reading: &Reading) {
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

    fn rows(&mut self, title: &str, item: Option<&str>, quote: &str, reading: &Reading) {
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

    fn otherwise(&mut self, quote: &str, reading: &Reading) {
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

    fn compared(&mut self, title: &str, item: Option<&str>, quote: &str, reading: &Reading) {
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

/// Writes the ladder and says what is still open.
fn finish(line: &mut Line) {
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

/// Whether these words are something that happens, and not somebody whom it happens to.
fn event(subject: &str) -> bool {
    ["发生", "出现", "没完成", "未完成", "死亡", "事故", "弄虚作假", "造假", "违"]
        .iter()
        .any(|word| subject.contains(word))
}

fn is_count(width: &Amount) -> bool {
    let money = ["元", "吨", "亩", "米"].iter().any(|unit| width.unit.ends_with(unit));
    !money && !width.value.contains('.') && !matches!(width.unit.as_str(), "%" | "个百分点")
}

/// The indicator's measure that such an amount is counted in.
fn unit_of(amount: &Amount) -> String {
    match amount.unit.as_str() {
        "个百分点" => "%".to_owned(),
        unit => unit.to_owned(),
    }
}
