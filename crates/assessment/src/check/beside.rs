//! Checks of a figure against what stands beside it: the superior's list, the unit's own words, the files that prove it.

use rules::Decimal;

use super::{Finding, FindingCode, Timeline};
use crate::{Basis, Bound, Figures, Period, View};

/// What the superior published about a figure: 上级公布数.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// The figures as published.
    pub figures: Figures,
    /// The list or bulletin they stand in.
    pub source: String,
}

/// A figure that a narrative states about its own row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Narrated {
    /// Which figure of the row is meant.
    pub view: View,
    /// The number in the indicator's measure.
    pub number: Decimal,
    /// One of the last digit as it was printed, in the indicator's measure: the text may round.
    pub step: Decimal,
    /// The words.
    pub quote: String,
}

/// What stands beside the last figure of a timeline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    /// What the superior published, if it did.
    pub published: Option<Published>,
    /// The superior's target for the unit.
    pub superior: Option<Bound>,
    /// Figures of the narrative.
    pub narrated: Vec<Narrated>,
    /// Sentences of the narrative that contradict each other: the words and why.
    pub contradictions: Vec<(String, String)>,
    /// What has to be proved and by what, when no file is there.
    pub unproved: Option<String>,
}

impl Timeline<'_> {
    /// The findings of the last period with what stands beside it.
    pub fn latest_beside(&self, beside: &Beside) -> Vec<Finding> {
        let mut found = self.latest();
        let Some((period, super::Entered::Figures(figures))) = self.entries.last() else { return found };
        if let Some(published) = &beside.published {
            self.against_superior(*figures, published, &mut found);
        }
        if let (Some(ours), Some(theirs)) = (self.bound, beside.superior) {
            self.against_superiors_target(ours, theirs, &mut found);
        }
        for narrated in &beside.narrated {
            self.against_words(*figures, narrated, &mut found);
        }
        for (quote, why) in &beside.contradictions {
            let message = format!("完成情况“{quote}”：{why}");
            let hint = "请改正表述，或说明口径";
            found.push(self.finding(FindingCode::NarrativeContradicts, *period, &message, hint));
        }
        if let Some(what) = &beside.unproved {
            found.push(self.unproved(*period, what));
        }
        found.sort_by_key(|finding| finding.code);
        found
    }

    /// That a figure has to be proved and is not; `what` says by what.
    pub fn unproved(&self, period: Period, what: &str) -> Finding {
        let message = format!("还没有佐证：{what}");
        let hint = "请在“佐证”一列添加；确实没有的，请说明原因";
        self.finding(FindingCode::EvidenceMissing, period, &message, hint)
    }

    fn against_superior(&self, ours: Figures, published: &Published, found: &mut Vec<Finding>) {
        let Some((period, _)) = self.entries.last() else { return };
        let words = match self.indicator.basis {
            Basis::Flow | Basis::Rate => [("当期", "累计")],
            _ => [("", "")],
        };
        let pairs = [
            (words[0].0, ours.period_value, published.figures.period_value),
            (words[0].1, ours.cumulative, published.figures.cumulative),
        ];
        for (word, mine, theirs) in pairs {
            let (Some(mine), Some(theirs)) = (mine, theirs) else { continue };
            if mine == theirs {
                continue;
            }
            let Some(difference) = mine.checked_sub(theirs) else { continue };
            let message = format!(
                "{word}{}与上级公布的{}不符，相差{}（《{}》）",
                self.shown(mine),
                self.shown(theirs),
                self.shown(difference),
                published.source
            );
            let hint = "请以上级公布数为准，或说明差异原因";
            found.push(self.finding(FindingCode::SuperiorDiffers, *period, &message, hint));
        }
    }

    fn against_superiors_target(&self, ours: Bound, theirs: Bound, found: &mut Vec<Finding>) {
        let Some((period, _)) = self.entries.last() else { return };
        let lower = match (ours, theirs) {
            (Bound::AtLeast(ours), Bound::AtLeast(theirs)) => ours < theirs,
            (Bound::AtMost(ours), Bound::AtMost(theirs)) => ours > theirs,
            _ => false,
        };
        if lower {
            let measure = &self.indicator.measure;
            let message = format!("目标{}低于上级下达的{}", ours.label(measure), theirs.label(measure));
            let hint = "请向考核办核实目标；完成率按本表目标计算";
            found.push(self.finding(FindingCode::SuperiorTarget, *period, &message, hint));
        }
    }

    fn against_words(&self, figures: Figures, narrated: &Narrated, found: &mut Vec<Finding>) {
        let Some((period, _)) = self.entries.last() else { return };
        let (word, stands) = match narrated.view {
            View::Cumulative => ("累计", figures.cumulative),
            View::PeriodValue => ("当月", figures.period_value),
            View::Point => ("", figures.period_value),
        };
        let Some(stands) = stands else { return };
        let distance = if stands >= narrated.number {
            stands.checked_sub(narrated.number)
        } else {
            narrated.number.checked_sub(stands)
        };
        if distance.is_none_or(|distance| distance > narrated.step) {
            let message = format!("完成情况写“{}”，而表中{word}为{}", narrated.quote, self.shown(stands));
            let hint = "请改正文字或数字，使两处一致";
            found.push(self.finding(FindingCode::NarrativeDiffers, *period, &message, hint));
        }
    }
}
