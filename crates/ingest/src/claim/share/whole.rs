//! Where the whole of a share stands, and whether it is beyond doubt.

use super::super::{Check, Figure, completion, similar};
use super::{fits, is_class};
use crate::quantity::Qualifier;

/// How far back the whole is looked for, in figures.
const REACH_FIGURES: usize = 80;

/// Figures with the part's unit that are not smaller, the nearest first.
pub(super) fn candidates(check: &Check<'_, '_>, part_at: usize, kind: &str) -> Vec<usize> {
    let Some(part) = check.figure(part_at) else { return Vec::new() };
    let range = check.reading.sentence_of(part_at);
    let from = if kind == "rate" { range.start } else { part_at.saturating_sub(REACH_FIGURES) };
    let before = (from..part_at).rev();
    let after = part_at + 1..range.end;
    before
        .chain(after)
        .filter(|&at| {
            check.figure(at).is_some_and(|whole| {
                whole.same_unit(part)
                    && matches!((whole.value(), part.value()), (Some(w), Some(p)) if p.less(w) || kind == "rate" && p == w && at < part_at)
                    && !is_class(check, whole)
            })
        })
        .collect()
}

/// A coincidence is unlikely: the percent is precise, or the whole stands in the sentence, or its name is in the share.
pub(super) fn is_telling(check: &Check<'_, '_>, at: usize, part_at: usize, whole: usize) -> bool {
    let (Some(percent), Some(part), Some(whole)) =
        (check.figure(at), check.figure(part_at), check.figure(whole))
    else {
        return false;
    };
    if whole.sentence == part.sentence {
        return true;
    }
    let places = match percent.quantity.value {
        crate::quantity::Value::One(number) => number.places,
        _ => 0,
    };
    let named =
        similar::likeness(check.reading.part_lead(percent), check.reading.slice(whole.part.clone())).0;
    places >= 1 || named >= 1
}

/// The whole is beyond doubt, so a misfit is a mistake: a rate with one candidate in its sentence, or a whole that fits the
/// other shares of the same list.
pub(super) fn certain(
    check: &Check<'_, '_>,
    at: usize,
    part_at: usize,
    wholes: &[usize],
    kind: &str,
) -> Option<usize> {
    let range = check.reading.sentence_of(at);
    let local: Vec<usize> = wholes.iter().copied().filter(|whole| range.contains(whole)).collect();
    if kind == "rate"
        && let [only] = local.as_slice()
        && at - part_at == 1
        && names_both(check, at, part_at, *only)
    {
        return Some(*only);
    }
    if kind == "share"
        && let Some(whole) = among(check, at, part_at).or_else(|| by_name(check, at, part_at, wholes))
    {
        return Some(whole);
    }
    wholes.iter().copied().find(|&whole| {
        fits_of_siblings(check, at, part_at, whole) >= 2
            || completes(check, at, part_at, whole)
            || follows_sibling(check, at, part_at, whole)
    })
}

/// 办结833件,办结率98%: the rate carries the verb of its part, so that the one other figure is what it is a rate of.
fn names_both(check: &Check<'_, '_>, at: usize, part_at: usize, whole: usize) -> bool {
    const VERBS: &[&str] = &[
        "办结", "执行", "合格", "回收", "整改", "结案", "兑现", "验收", "竣工", "投产", "落实", "采纳",
        "签收", "完工", "满意", "参合", "参保", "就业", "达标", "交付", "入库", "答复", "化解", "支付",
        "接种", "入学", "处置", "兑付", "审结", "治理", "录用",
    ];
    // 按期办结率 is a rate of what was settled, not of what came in.
    const NARROWER: &[&str] = &["按期", "按时", "及时", "限时", "一次", "综合", "平均", "提前"];
    let lead = check.figure(at).map_or("", |f| check.reading.part_lead(f));
    if ["到位率", "开工率", "履约率"].iter().any(|word| lead.contains(word)) {
        return true;
    }
    let words = |at: usize| check.figure(at).map_or("", |f| check.reading.slice(f.part.clone()));
    let Some((noun, _)) = lead.rsplit_once('率') else { return false };
    let beside = (whole + 1..part_at).all(|i| check.figure(i).is_some_and(|f| f.kind().is_time()));
    let part = words(part_at);
    // 按时办结2480件,按时办结率: the part is as narrow as its rate.
    let narrower = NARROWER.iter().any(|word| noun.contains(word)) && !part.contains(noun);
    let spent = noun.ends_with("执行") && words(whole).contains("预算");
    let carries = VERBS.iter().any(|verb| noun.ends_with(verb) && part.contains(verb));
    beside && !narrower && (carries || spent && ["支出", "使用"].iter().any(|word| part.contains(word)))
}

/// 占一般公共预算支出40亿元的62.5%: the whole stands in the words of its share.
pub(super) fn spoken(check: &Check<'_, '_>, at: usize) -> Option<usize> {
    let whole_at = at.checked_sub(1)?;
    let (whole, percent) = (check.figure(whole_at)?, check.figure(at)?);
    let gap = check.reading.slice(whole.quantity.span.end..percent.quantity.span.start);
    let lead = check.reading.slice(percent.part.start..whole.quantity.span.start);
    let (_, object) = lead.rsplit_once('占')?;
    let bare = !object.contains('、') && !object.chars().any(|c| c.is_ascii_digit());
    (whole.is_plain() && gap.trim() == "的" && bare && !completion::is_target(check, whole))
        .then_some(whole_at)
}

/// 信访件960件,其中按期办结912件,占比98%: the figure that the part is taken from, when the share names no other whole.
fn among(check: &Check<'_, '_>, at: usize, part_at: usize) -> Option<usize> {
    // 216个,其中亿元以上40个: the class stands between.
    let is_bound =
        |at: usize| check.figure(at).is_some_and(|f| f.quantity.qualifier == Some(Qualifier::AtLeast));
    let nearest = part_at.checked_sub(1)?;
    let whole_at = if is_bound(nearest) { nearest.checked_sub(1)? } else { nearest };
    let (whole, part, percent) = (check.figure(whole_at)?, check.figure(part_at)?, check.figure(at)?);
    let alike = whole.same_unit(part) && whole.sentence == part.sentence;
    let sharp = whole.quantity.qualifier.is_none() && part.quantity.qualifier.is_none();
    let gap = check.reading.slice(whole.quantity.span.end..part.quantity.span.start);
    if at != part_at + 1 || !alike || !sharp || !gap.contains("其中") || gap.chars().count() > 24 {
        return None;
    }
    let (_, object) = check.reading.part_lead(percent).rsplit_once('占')?;
    let object = object.trim().trim_start_matches('比').trim_end_matches(['为', '达', '到', '约', '的']);
    let object =
        ["总数", "总量", "总额", "总"].iter().fold(object, |o, end| o.strip_suffix(end).unwrap_or(o));
    // 财政支出42亿元 is the 财政总支出.
    let object = object.replace('总', "");
    let words = check.reading.slice(whole.part.start..whole.clause.end).replace('总', "");
    (words.contains(&object) && part.value()?.less(whole.value()?)).then_some(whole_at)
}

/// 总投资286亿元。其中…总投资171.6亿元,占总投资的60%: the one figure before 其中 that carries the name of the whole.
fn by_name(check: &Check<'_, '_>, at: usize, part_at: usize, wholes: &[usize]) -> Option<usize> {
    let (part, percent) = (check.figure(part_at)?, check.figure(at)?);
    let (_, object) = check.reading.part_lead(percent).rsplit_once('占')?;
    let name = object.trim().trim_end_matches('的');
    if at != part_at + 1 || name.chars().count() < 3 || name.chars().any(|c| c.is_ascii_digit()) {
        return None;
    }
    let mut named = wholes.iter().copied().filter(|&whole| {
        check
            .figure(whole)
            .is_some_and(|f| f.region == part.region && check.reading.lead(f).trim_end().ends_with(name))
    });
    let only = named.next().filter(|_| named.next().is_none())?;
    let whole = check.figure(only).filter(|f| f.quantity.qualifier.is_none())?;
    let gap = check.reading.slice(whole.quantity.span.end..part.quantity.span.start);
    let near = gap.contains("其中") && gap.chars().count() <= 60 && !gap.contains('\n');
    (near && part.quantity.qualifier.is_none()).then_some(only)
}

/// The part and one sibling whose share fits make up the whole: 省外35.5亿元占63.08%, 省内20.8亿元占36.91%.
fn completes(check: &Check<'_, '_>, at: usize, part_at: usize, whole: usize) -> bool {
    let (Some(part), Some(whole)) = (check.figure(part_at), check.figure(whole)) else { return false };
    (at.saturating_sub(8)..at + 8).filter(|&other| other != part_at).any(|other| {
        let (Some(sibling), Some(share)) = (check.figure(other), check.figure(other + 1)) else {
            return false;
        };
        let sum = part.value().zip(sibling.value()).and_then(|(a, b)| a.add(b));
        let fits = share.interval().zip(completion::rate(sibling, whole));
        share.is_percent()
            && sibling.same_unit(whole)
            && sum.is_some()
            && sum == whole.value()
            && fits.is_some_and(|(printed, rate)| rate.meets(printed))
    })
}

/// 工业10亿元,占税收总额的38.5%;建筑业6亿元,占23.1%: a share without a whole of its own is of the one named just before.
fn follows_sibling(check: &Check<'_, '_>, at: usize, part_at: usize, whole: usize) -> bool {
    let (Some(first), Some(second)) = (part_at.checked_sub(2), part_at.checked_sub(1)) else { return false };
    let (Some(sibling), Some(share)) = (check.figure(first), check.figure(second)) else { return false };
    let (Some(part), Some(percent)) = (check.figure(part_at), check.figure(at)) else { return false };
    let bare = check.reading.part_lead(percent).trim() == "占";
    let beside =
        at == part_at + 1 && first > whole && sibling.same_unit(part) && sibling.region == part.region;
    let gap = check.reading.slice(share.quantity.span.end..part.quantity.span.start);
    let plain = [sibling, part].iter().all(|f| f.quantity.qualifier.is_none());
    bare && beside
        && plain
        && share.is_percent()
        && check.reading.part_lead(share).contains('占')
        && !gap.contains("其中")
        && share.interval().is_some_and(|printed| fits(check, first, whole, printed))
}

/// How many other shares near `at` agree with `whole`.
fn fits_of_siblings(check: &Check<'_, '_>, at: usize, part_at: usize, whole: usize) -> usize {
    let Some(whole) = check.figure(whole) else { return 0 };
    let from = part_at.saturating_sub(10);
    (from..at + 10)
        .filter(|&other| other != at && check.figure(other).is_some_and(Figure::is_percent))
        .filter(|&other| {
            let part = other.checked_sub(1).and_then(|before| check.figure(before));
            let printed = check.figure(other).and_then(Figure::interval);
            match (part, printed) {
                (Some(part), Some(printed)) if part.same_unit(whole) => {
                    completion::rate(part, whole).is_some_and(|rate| rate.meets(printed))
                }
                _ => false,
            }
        })
        .count()
}
