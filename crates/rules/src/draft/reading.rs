//! What the draft understands: one pattern per official way of putting a rule.

mod score;
mod step;

use super::template::{Found, Template, Text};

/// A number with its unit as the text has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Amount {
    pub(super) value: String,
    pub(super) unit: String,
}

impl Amount {
    pub(super) fn shown(&self) -> String {
        format!("{}{}", self.value, self.unit)
    }
}

/// One phrase understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// 完成…目标得N分; the second part is a standard said in the phrase itself (下降4%).
    Complete { subject: String, standard: Option<Amount>, points: Option<String> },
    /// (各区按完成…下降5%的得4分): another standard for one class of units.
    Variant { class: String, subject: String, standard: Amount },
    /// 共N分: what the item is worth.
    Worth { points: String },
    /// N分 for a thing done.
    Done { subject: String, points: String },
    /// 超额完成5%以上加1分.
    OverOnce { at: Amount, points: String },
    /// 每超… / 每增长… 加N分; `growth` is counted from last year.
    Over { growth: bool, width: Amount, points: String, cap: Option<String>, unlimited: bool },
    /// 每低… 扣N分.
    Under { width: Amount, points: String, to_zero: bool },
    /// 每增减… 增减N分.
    Both { width: Amount, points: String, cap: Option<String> },
    /// 每家N分.
    Each { subject: String, width: Amount, points: String, cap: Option<String> },
    /// …一次扣N分.
    EachTakes { subject: String, width: Amount, points: String, to_zero: bool },
    /// 累计不超过3分: a cap said behind the bonus it is for.
    Cap { points: String },
    /// 扣完为止: said behind the deduction it is for.
    Floor,
    /// …扣N分.
    Takes { subject: String, points: String },
    /// 未完成按比例.
    ProRata,
    /// 未完成不得分.
    ElseZero,
    /// 未完成其中一项扣N分.
    OneFails { points: String },
    /// 完成90%得36.
    LadderRow { percent: String, points: String },
    /// 不足50%得0.
    LadderBelow { percent: String, points: String },
    /// 10亿元以上20分.
    BandOver { at: Amount, points: String },
    /// 5—10亿10分.
    BandBetween { from: String, to: Amount, points: String },
    /// 1亿元以下3分.
    BandUnder { at: Amount, points: String },
    /// 功效系数法.
    Efficacy,
    /// 最高者满分,第二位95%,第三位90%,往后每位降5%.
    RankDecay { second: String, third: String, step: String },
    /// 酌情加分,不超过N分.
    Discretion { subject: String, points: Option<String> },
    /// 国家级1分.
    Level { level: String, points: String },
    /// A thing that brings a bonus, N分.
    Gains { subject: String, points: String },
    /// …超过10亿元加N分.
    AboveOnce { subject: String, at: Amount, strict: bool, points: String },
    /// …每超任务10%加N分: as `Over`, with its own subject.
    OverOf { subject: String, width: Amount, points: String, cap: Option<String> },
    /// …超全市平均加N分.
    BeatsMean { subject: String, city: bool, points: String },
    /// …比上年增30%得N分.
    GrowthAt { subject: String, rate: Amount, points: String },
    /// …满分, for a thing done.
    DoneFull { subject: String },
    /// …按完成率计分; of what is due by now, where the text says so.
    Rate { subject: String, schedule: bool, points: Option<String> },
    /// 亩均税收÷24.097×30: a share of a benchmark.
    Benchmark { subject: String, base: String, points: String },
    /// 契合项目数÷新引进项目数×20.
    Quotient { top: String, bottom: String, points: String },
    /// 超额不加分.
    NoExtra,
    /// 不到3家0分.
    BandBelow { at: Amount, points: String },
    /// 一票否决七项:….
    Vetoes { subjects: Vec<String> },
    /// 一票否决.
    Veto { subject: String },
    /// 前三名为优秀.
    GradeTop { count: String, name: String },
    /// 80分以上为达标.
    GradeOver { points: String, name: String },
    /// 60—79分合格.
    GradeBetween { from: String, to: String, name: String },
    /// 60分以下不合格.
    GradeUnder { points: String, name: String },
}

type Make = fn(&Found) -> Option<Reading>;

/// Ways to say a cap, behind a bonus.
const CAP: &str = "<[,|(|,(|]<加分>[限加|限|最高加|最多加|最高不超过|最多不超过|累计不超过|最高|最多|封顶|上限|不超过|满]{p}<)>>";
/// Ways to say that nothing goes below zero, behind a deduction.
const ZERO: &str =
    "<[,|]<直至|至|到>[扣完为止|扣到零为止|扣到零|扣完|最低0分|最低0|最低为零|不计负分]<,不计负分>>";
const OVER: &str = "[超额完成|超额|超过|超出|超|高于|高出|高|多完成|增长|增加|提高|上升|新增|多|增]";
const UNDER: &str = "[低于|低|少于|少完成|少|欠|差|减少|下降|降|缺]";

/// The table: template, and what it means. Of several that match at a place the one that reads furthest is taken.
fn table() -> Vec<(String, Make)> {
    let mut rows: Vec<(String, Make)> = Vec::new();
    let mut add = |template: String, make: Make| rows.push((template, make));
    score::completion(&mut add);
    score::shares(&mut add);
    step::bonuses(&mut add);
    step::steps(&mut add);
    step::limits(&mut add);
    score::otherwise(&mut add);
    step::events(&mut add);
    score::ladders(&mut add);
    score::grades(&mut add);
    score::plain(&mut add);
    rows
}

/// Words that make a phrase something else than the name of a thing.
const NOT_A_NAME: &[&str] = &[
    "每", "再", "另", "最", "多", "少", "超", "高", "低", "增", "减", "各", "均", "则", "可", "其余", "得",
    "扣", "完成", "分", "累计", "不",
];

/// Words that lead from one phrase to the next.
const CONNECTIVES: &[&str] = &["并按", "其中", "同时", "另外"];

/// The text as the name of a thing: letters only, not too long, no connective, none of these words in it.
fn named(text: &str, other: &[&str]) -> Option<String> {
    let text = text.trim();
    let letters = text.chars().all(char::is_alphabetic);
    let fits = (2..=16).contains(&text.chars().count());
    (letters && fits && !CONNECTIVES.contains(&text) && !other.iter().any(|word| text.contains(word)))
        .then(|| text.to_owned())
}

fn text(found: &Found, n: usize) -> String {
    found.run(n).unwrap_or_default().trim().to_owned()
}

fn points(found: &Found) -> Option<String> {
    found.number(0).map(str::to_owned)
}

fn amount(found: &Found, n: usize) -> Option<Amount> {
    found.quantity(n).map(|(value, unit)| Amount { value: value.to_owned(), unit: unit.to_owned() })
}

/// The table, compiled once per draft.
pub(super) struct Patterns(Vec<(Template, Make)>);

impl Patterns {
    pub(super) fn new() -> Self {
        Self(table().into_iter().map(|(template, make)| (Template::new(&template), make)).collect())
    }

    /// The reading at `place` that goes furthest, and where it ends.
    pub(super) fn read(&self, text: &Text, place: usize) -> Option<(usize, Reading)> {
        let mut best: Option<(usize, Reading)> = None;
        for (template, make) in &self.0 {
            let Some(found) = template.find_at(text, place) else { continue };
            if best.as_ref().is_some_and(|(end, _)| *end >= found.end) {
                continue;
            }
            if let Some(reading) = make(&found) {
                best = Some((found.end, reading));
            }
        }
        best
    }
}
