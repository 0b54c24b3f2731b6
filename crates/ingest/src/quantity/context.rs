//! What the words around a figure say of it: bounds, and the period that governs it.

use super::calendar::Days;
use super::lex::Lex;
use super::model::{Kind, Period, Qualifier};
use super::scanner::Scanner;
use super::time::{TimeHit, TimeValue};
use super::words::{CUES, Cue};
use std::ops::Range;

/// How far a bound may stand before its figure, in bytes: 不低于引导基金实际出资额的1.5倍.
const BOUND_REACH_BYTES: usize = 90;

/// What follows a base that an actual is measured against.
const MOVES: &[&str] = &["增长", "下降", "提高", "增加", "减少", "上升", "相比", "高", "低"];

const TARGET_NOUNS: &[&str] = &["目标", "任务", "计划", "预期", "考核目标", "工作目标", "指标", "预算"];

/// What has been read so far in the sentence.
#[derive(Default)]
pub(crate) struct Context {
    /// End of the last occurrence of each cue; 0 is none.
    cues: [usize; CUES],
    /// Where the clause began: behind the last comma, stop or bracket.
    pub(crate) clause: usize,
    /// Where the part between commas began; brackets do not end it.
    part: usize,
    /// End of the last figure.
    pub(crate) last_end: usize,
    /// End of the last percent or point, which ends the reach of a direction word.
    pub(crate) last_percent: usize,
    /// The period that governs the figures now.
    pub(crate) governing: Option<Period>,
    /// Periods that governed before the open brackets.
    saved: [Option<Period>; 4],
    depth: usize,
    /// Where the sentence began: behind the last full stop.
    sentence: usize,
    /// Open 《.
    pub(crate) books: u8,
    /// End of the last 截至.
    pub(crate) as_of: usize,
    /// What governs was set by a target (全年任务242亿元): it does not reach what is measured against it.
    aimed: bool,
    /// The year at a target's own noun (全年任务), good until the part ends.
    target: Option<Days>,
}

impl Context {
    pub(crate) fn note(&mut self, cue: Cue, _at: usize, end: usize) {
        if let Some(place) = self.cues.get_mut(cue as usize) {
            *place = end;
        }
    }

    /// End of the last such cue in the text; 0 if there was none.
    pub(crate) fn at(&self, cue: Cue) -> usize {
        self.cues.get(cue as usize).copied().unwrap_or(0)
    }

    /// Whether the cue stands in the present part (between commas).
    pub(crate) fn has(&self, cue: Cue) -> bool {
        let at = self.at(cue);
        at > 0 && at >= self.part
    }

    pub(crate) fn comma(&mut self, next: usize) {
        self.clause = next;
        self.part = next;
        self.target = None;
    }

    pub(crate) fn stop(&mut self, next: usize) {
        self.comma(next);
        self.sentence = next;
        self.governing = None;
        self.aimed = false;
        self.depth = 0;
        self.books = 0;
    }

    pub(crate) fn open(&mut self, next: usize) {
        self.clause = next;
        if let Some(place) = self.saved.get_mut(self.depth) {
            *place = self.governing;
        }
        self.depth = (self.depth + 1).min(4);
    }

    pub(crate) fn close(&mut self, next: usize) {
        self.clause = next;
        if self.depth > 0 {
            self.depth -= 1;
            self.governing = self.saved.get(self.depth).copied().flatten();
        }
    }
}

impl Scanner<'_> {
    /// The bound of a time: 截至, 前, 内.
    pub(crate) fn time_qualifier(&self, at: usize, hit: &TimeHit) -> Option<Qualifier> {
        let lex = self.lex;
        if hit.about {
            return Some(Qualifier::About);
        }
        let gap = lex.slice(self.context.as_of, at);
        if self.context.as_of > 0
            && at >= self.context.as_of
            && gap.chars().all(|c| matches!(c, '到' | '至' | ' '))
        {
            return Some(Qualifier::AsOf);
        }
        if let TimeValue::Length(_) = hit.value {
            if lex.is(hit.end, &["以内", "之内", "内"]) && !lex.is(hit.end, &["内部", "内容"]) {
                return Some(Qualifier::AtMost);
            }
            let short = lex.is(hit.end - "年".len(), &["年"]) && lex.ends(at, &["近"]);
            return if short {
                None
            } else {
                bound_after(lex, hit.end).or_else(|| self.bound_before(at, Kind::Duration))
            };
        }
        if lex.is(hit.end, &["之前", "以前", "前"])
            && !lex.is(hit.end, &["前三", "前两", "前二", "前四", "前期", "前后"])
        {
            return Some(Qualifier::AtMost);
        }
        let day = matches!(hit.value, TimeValue::Day(_));
        (day && lex.ends(at, &["不晚于", "不迟于"])).then_some(Qualifier::AtMost)
    }

    /// The bound of a figure that stands at `span`.
    pub(crate) fn figure_qualifier(&self, span: &Range<usize>, kind: Kind, over: bool) -> Option<Qualifier> {
        let after = bound_after(self.lex, span.end);
        if over {
            return Some(Qualifier::Over);
        }
        after.or_else(|| self.bound_before(span.start, kind))
    }

    fn bound_before(&self, at: usize, kind: Kind) -> Option<Qualifier> {
        let context = &self.context;
        let from = context.clause.max(context.last_end).max(at.saturating_sub(BOUND_REACH_BYTES));
        let reach = |cue: Cue| {
            let end = context.at(cue);
            if end > 0 && end >= from && end <= at { end } else { 0 }
        };
        let near = |cue: Cue| {
            let end = reach(cue);
            end > 0 && self.only_filler(end, at)
        };
        if self.per_excess() && reach(Cue::More) > 0 {
            return None;
        }
        if near(Cue::About) {
            return Some(Qualifier::About);
        }
        if near(Cue::More) || (kind != Kind::PercentagePoint && near(Cue::Above)) {
            return Some(Qualifier::MoreThan);
        }
        if near(Cue::Less) || (kind != Kind::PercentagePoint && near(Cue::Below)) {
            return Some(Qualifier::LessThan);
        }
        let (least, most) = (reach(Cue::AtLeast), reach(Cue::AtMost));
        if least > 0 || most > 0 {
            return Some(if least > most { Qualifier::AtLeast } else { Qualifier::AtMost });
        }
        if kind == Kind::Ratio {
            // 超过引导基金实际出资额1.5倍
            if reach(Cue::More) > 0 || reach(Cue::Above) > 0 {
                return Some(Qualifier::MoreThan);
            }
            if reach(Cue::Less) > 0 || reach(Cue::Below) > 0 {
                return Some(Qualifier::LessThan);
            }
        }
        self.sign_before(at)
    }

    /// 每超10%加2分: a step, no bound.
    pub(crate) fn per_excess(&self) -> bool {
        let more = self.context.at(Cue::More);
        more >= self.context.clause
            && ["超", "超过", "超出"]
                .iter()
                .any(|word| self.lex.ends(more, &[word]) && self.lex.ends(more - word.len(), &["每"]))
    }

    /// Between a bound and its figure only words like 达 or 了 may stand.
    fn only_filler(&self, from: usize, at: usize) -> bool {
        let gap = self.lex.slice(from, at);
        gap.len() <= 12
            && gap.chars().all(|c| {
                matches!(c, '达' | '到' | '了' | '为' | ' ' | '人' | '民' | '币' | '过' | '约' | '-')
            })
    }

    fn sign_before(&self, at: usize) -> Option<Qualifier> {
        Some(match self.lex.char_before(at)? {
            '≥' | '≧' => Qualifier::AtLeast,
            '≤' | '≦' => Qualifier::AtMost,
            '>' | '＞' => Qualifier::MoreThan,
            '<' | '＜' => Qualifier::LessThan,
            _ => return None,
        })
    }

    /// Lets a time expression govern the figures behind it, where it does.
    pub(crate) fn govern(&mut self, at: usize, hit: &TimeHit, qualifier: Option<Qualifier>) {
        let lex = self.lex;
        match hit.value {
            TimeValue::Unreadable => {}
            TimeValue::Day(_) => self.context.governing = None,
            TimeValue::Length(length) => {
                let counted = lex.ends(at, &["连续", "经过", "历时", "过去", "累计", "近", "最近"])
                    || lex.is(hit.end, &["的", "来", "间", "累计", "共"]);
                let deadline = qualifier == Some(Qualifier::AtMost);
                if counted && !deadline {
                    self.context.governing = Some(Period::Length(length));
                    self.context.aimed = false;
                }
            }
            TimeValue::Days(days) => {
                if qualifier == Some(Qualifier::AsOf) {
                    self.context.governing = None;
                    return;
                }
                let from = if lex.ends(at, &["“"]) { at - "“".len() } else { at };
                let compared = lex.ends(from, &["比", "较", "按", "与", "同", "对比", "以", "相比"])
                    || lex.is(hit.end, &["同期", "可比价", "不变价", "基数", "”末", "末"]);
                if self.context.books > 0 || compared || qualifier == Some(Qualifier::AtMost) {
                    return;
                }
                if days.is_whole_year() && self.is_target_noun(hit.end) {
                    self.context.target = Some(days);
                    let measured = self.context.has(Cue::Done) || self.context.has(Cue::Share);
                    if self.context.governing.is_none() && !measured {
                        self.context.governing = Some(Period::Days(days));
                        self.context.aimed = true;
                    }
                    return;
                }
                self.context.governing = Some(Period::Days(days));
                self.context.aimed = false;
            }
        }
    }

    fn is_target_noun(&self, at: usize) -> bool {
        let at = self.lex.eat(at, &["度", "的"]).unwrap_or(at);
        self.lex.is(at, TARGET_NOUNS)
    }

    /// The period a figure belongs to.
    pub(crate) fn figure_period(&mut self, span: &Range<usize>, kind: Kind) -> Option<Period> {
        if matches!(kind, Kind::Percent | Kind::PercentagePoint) {
            self.context.last_percent = span.end;
        }
        if self.context.books > 0 {
            return None;
        }
        let measured_rate = matches!(kind, Kind::Percent | Kind::PercentagePoint)
            && (self.context.has(Cue::Done)
                || self.lex.slice(self.context.part, span.start).contains("同比"));
        if self.context.aimed && measured_rate && self.context.target.is_none() {
            self.context.governing = None;
            self.context.aimed = false;
        }
        let context = &self.context;
        let year = Some(Period::Days(Days::year(self.anchor.year)));
        let behind = self.lex.eat(span.end, &["的"]).unwrap_or(span.end);
        if self.lex.is(behind, &["年度目标", "年度任务", "年度计划", "年度投资", "全年目标", "全年任务"])
        {
            return year;
        }
        if matches!(kind, Kind::Percent | Kind::PercentagePoint | Kind::Rank) {
            return self.rate_period(span, year);
        }
        let last_year = context.at(Cue::LastYear);
        let is_base =
            self.lex.is(span.end, &[")", "）"]) || self.lex.is(behind, MOVES) || !context.has(Cue::Compare);
        if context.has(Cue::LastYear)
            && kind != Kind::Ratio
            && is_base
            && last_year >= context.last_end
            && last_year > context.at(Cue::Up).max(context.at(Cue::Down))
        {
            return Some(Period::Days(Days::year(self.anchor.year - 1)));
        }
        if let Some(days) = context.target {
            return Some(Period::Days(days));
        }
        // 完成年度关闭任务的得1分: points are given by the rule, not counted in the year.
        let points = self.lex.ends(span.end, &["分"]);
        if context.has(Cue::Yearly) && context.at(Cue::Yearly) >= context.last_end && !points {
            return year;
        }
        let measured = [Cue::Done, Cue::Share, Cue::Compare]
            .into_iter()
            .any(|cue| context.has(cue) && context.at(cue) < context.at(Cue::Target));
        // 到位120亿元,州下达任务132亿元: what the figure before is measured against.
        let asked = context.has(Cue::Target)
            && context.at(Cue::Target) >= context.last_end
            && matches!(self.lex.slice(context.at(Cue::Target), span.start), "" | "为" | "是" | "(" | "（")
            && self.alike_before(kind, context.sentence);
        if asked
            || (context.has(Cue::Target) && measured)
            || self.lex.is(behind, &["目标", "任务", "计划目标"])
        {
            return None;
        }
        let base = context.has(Cue::Compare)
            && context.at(Cue::Compare) > context.at(Cue::Up).max(context.at(Cue::Down));
        if base && self.lex.is(behind, MOVES) {
            return None;
        }
        context.governing
    }

    /// Rates keep the governing period unless they are themselves the year's target (年度目标增长15%).
    fn rate_period(&self, span: &Range<usize>, year: Option<Period>) -> Option<Period> {
        let context = &self.context;
        let yearly = context.at(Cue::Yearly);
        let is_own = |noun: usize| {
            let measured = [Cue::Done, Cue::Share].into_iter().any(|cue| context.has(cue));
            let moves = context.at(Cue::Up).max(context.at(Cue::Down)) > noun
                || context.at(Cue::AtMost) > noun
                || context.at(Cue::AtLeast) > noun;
            !measured && moves && !self.lex.ends(span.start, &["的"])
        };
        if context.has(Cue::Yearly) && context.has(Cue::Target) && is_own(yearly) {
            return year;
        }
        if let Some(days) = context.target
            && is_own(0)
        {
            return Some(Period::Days(days));
        }
        context.governing
    }
}

/// Bounds that stand behind a figure.
fn bound_after(lex: Lex<'_>, end: usize) -> Option<Qualifier> {
    let end = lex.eat(end, &["(含)", "（含）"]).unwrap_or(end);
    if lex.is(end, &["以上", "及以上", "及其以上", "或以上", "起步", "＋以上"]) {
        return Some(Qualifier::AtLeast);
    }
    if lex.is(end, &["以下", "及以下", "以内", "之内", "封顶"]) {
        return Some(Qualifier::AtMost);
    }
    lex.is(end, &["左右", "上下"]).then_some(Qualifier::About)
}
