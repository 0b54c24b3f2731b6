//! Phrases of an item → lines of rules, each with what the text leaves open.

mod score;
mod step;
mod table;

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
                lines.leave(&phrase.text, "这句没有读懂，请写成规则");
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
        table::finish(line);
    }
    lines
}

impl Lines {
    /// A row with one number for a paragraph of demands: somebody must judge it.
    fn whole(&mut self, title: &str, points: Option<&str>, quote: &str) {
        let mut line = Line::new(Sort::Judged, title, quote);
        line.points = points.map(str::to_owned);
        line.closed = true;
        line.open.push("原文只给了总的分值，没有写每项要求各占几分、由谁评定".to_owned());
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
            Reading::Cap { .. } | Reading::Floor => self.limits(quote, reading),
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
                    &format!("“{level}级”得 {points} 分要写成“按级别”，并说明同一事项怎么计、是否封顶"),
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
}

/// Whether these words are something that happens, and not somebody whom it happens to.
fn event(subject: &str) -> bool {
    ["发生", "出现", "没完成", "未完成", "死亡", "事故", "弄虚作假", "造假", "违"]
        .iter()
        .any(|word| subject.contains(word))
}

/// The indicator's measure that such an amount is counted in.
fn unit_of(amount: &Amount) -> String {
    match amount.unit.as_str() {
        "个百分点" => "%".to_owned(),
        unit => unit.to_owned(),
    }
}
