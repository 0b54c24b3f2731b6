//! Ways to give points for a target, a share, a place; what happens otherwise; bands and grades.

use super::super::template::Found;
use super::{Make, NOT_A_NAME, Reading, amount, named, points, text};

pub(super) fn completion(add: &mut impl FnMut(String, Make)) {
    let complete: Make =
        |f| Some(Reading::Complete { subject: text(f, 0), standard: None, points: points(f) });
    add("完成{T}[目标数|目标|任务|指标|计划]<的>[得|]<满>{p}~".into(), complete);
    add("完成{T}[目标数|目标|任务|指标|计划]<的>[得|]<满>{P}".into(), complete);
    add("达到<{t}>[目标|要求|标准|指标|计划|进度]<的>[得|给|]<基本分>{p}~".into(), complete);
    let plain: Make =
        |f| Some(Reading::Complete { subject: String::new(), standard: None, points: points(f) });
    add(
        "完成<年度|全年|当年><分解><目标|任务|指标|计划><任务><的>[得满分|满分|得基本分|得标准分|记权重分|得权重分|记满分|得]".into(),
        plain,
    );
    add("完成<年度|全年|当年><分解><目标|任务|指标|计划><任务><的><得>{p}~".into(), plain);
    add("[达到|达]<{t}>[目标|要求|标准|比率|规定回收率]<的>[满分|得满分|得基本分|得标准分]".into(), plain);
    add("各{t}[按|按照]完成{t}[下降|降低]{q}<的>得{p}".into(), |f| {
        Some(Reading::Variant { class: text(f, 0), subject: text(f, 1), standard: amount(f, 0)? })
    });
    let falls: Make = |f| {
        let standard = amount(f, 0);
        Some(Reading::Complete { subject: format!("{}降幅", text(f, 0)), standard, points: points(f) })
    };
    add("<完成|按完成>{t}[下降|降低]{q}<的>得{p}".into(), falls);
    let rises: Make = |f| {
        let standard = amount(f, 0);
        Some(Reading::Complete { subject: text(f, 0), standard, points: points(f) })
    };
    add("{t}[达到|达]{q}<以上><的>得{p}".into(), rises);
    add("{t}{q}以上<的><得>{P}~".into(), |f| {
        let subject = named(&text(f, 0), NOT_A_NAME)?;
        Some(Reading::Complete { subject, standard: amount(f, 0), points: points(f) })
    });
}

/// Shares of a target, of a benchmark, of another figure.
pub(super) fn shares(add: &mut impl FnMut(String, Make)) {
    let scheduled: Make = |f| {
        let subject = named(&text(f, 0), &["否则", "得分", "="])?;
        Some(Reading::Rate { subject, schedule: true, points: points(f) })
    };
    add("{t}÷[时序目标|序时目标|时序进度]<数>×{p}".into(), scheduled);
    let rate: Make = |f| {
        let subject = named(&text(f, 0), &["否则", "未", "没", "不", "各", "超"])?;
        Some(Reading::Rate { subject, schedule: false, points: points(f) })
    };
    add("{T}按<实际|任务>完成率[计分|得分]".into(), rate);
    add("{t}{P}<,>按<实际|任务>完成率<计分|得分>".into(), rate);
    add("<{t}[得分|综合分]=>{t}÷{n}×{p}".into(), |f| {
        let last = f.run(1).unwrap_or(f.run(0)?);
        let [base, points] = [f.number(0)?.to_owned(), f.number(1)?.to_owned()];
        Some(Reading::Benchmark { subject: named(last, &["否则", "目标"])?, base, points })
    });
    add("{t}÷{t}×{p}".into(), |f| {
        let other = ["否则", "目标", "任务", "计划", "得分", "进度", "=", "和"];
        let (top, bottom) = (named(&text(f, 0), &other)?, named(&text(f, 1), &other)?);
        Some(Reading::Quotient { top, bottom, points: points(f)? })
    });
}

pub(super) fn otherwise(add: &mut impl FnMut(String, Make)) {
    let missed =
        "[未完成|没完成|完不成|未达到|没达到|达不到|未达|否则|不足|其余|没有]<年度目标|目标|任务><的>";
    for rest in [
        "<,|><各>按<实际><完成><的>[百分比|比例|比率|完成率|进度比例][得分|计分|扣分|给分|扣|]",
        "<,|>按<实际>完成率×[标准分|分值|权重分]",
    ] {
        add(format!("{missed}{rest}"), |_| Some(Reading::ProRata));
    }
    add("按<实际><完成><的>[比例|百分比|完成率|比率][得分|计分]".into(), |_| {
        Some(Reading::ProRata)
    });
    add("[否则|]<{t}>÷{t}目标<数>×{n}~".into(), |_| Some(Reading::ProRata));
    add(
        "[年度目标|年度任务|目标|任务][没完成|未完成|没达到]<的><,><一律>[不得分|不计分|得零分|零分|得0分|0分]".into(),
        |_| Some(Reading::ElseZero),
    );
    add(format!("{missed}<,|><一律>[不得分|不计分|得零分|零分|得0分|0分|不得]"), |_| {
        Some(Reading::ElseZero)
    });
    add(
        "[未完成其中一项|其中一项未完成|每有一小项未完成|每一项未完成|每未完成一项]<的>扣{p}".into(),
        |f| Some(Reading::OneFails { points: points(f)? }),
    );
    add("<均|各自|分别><均>按<照>功效系数<法><算|计算|计分>".into(), |_| {
        Some(Reading::Efficacy)
    });
    add(
        "最高[者|的]<得>满分,第二[位|名]<得>{q},第三[位|名]<得>{q},[往后|以后|之后|其后]每[位|名]降{q}"
            .into(),
        |f| {
            let share = |n: usize| f.quantity(n).map(|(value, _)| value.to_owned());
            Some(Reading::RankDecay { second: share(0)?, third: share(1)?, step: share(2)? })
        },
    );
    add("一票否决<{n}项>:{T};".into(), |f| {
        let subjects: Vec<String> =
            text(f, 0).split('、').filter_map(|one| named(one, &["每", "得", "扣"])).collect();
        let whole = subjects.len() == text(f, 0).split('、').count();
        whole.then_some(Reading::Vetoes { subjects })
    });
    add("[未|没有]{T},扣{p}".into(), |f| {
        let said = text(f, 0);
        let plain = said.chars().all(|c| c.is_alphabetic() || c == '、') && !said.contains(['每', '各']);
        plain.then(|| Some(Reading::Takes { subject: format!("未{said}"), points: points(f)? })).flatten()
    });
    add("<若|如>{T}<的>,<将>[实行|实施|予以]一票否决".into(), |f| {
        Some(Reading::Veto { subject: text(f, 0) })
    });
    add("{T}<的>[实行|实施|予以|]一票否决".into(), |f| {
        Some(Reading::Veto { subject: text(f, 0) })
    });
}

pub(super) fn ladders(add: &mut impl FnMut(String, Make)) {
    let row: Make = |f| match f.quantity(0)? {
        (value, "%") => Some(Reading::LadderRow { percent: value.to_owned(), points: points(f)? }),
        _ => None,
    };
    add("<完成|达到><目标的|任务的|进度目标>{q}<以上><的>[得|记|,得|]{p}~".into(), row);
    add("[不到|不足|低于|未达到|不满]{q}<的>[得|记|]{p}~".into(), |f| match f.quantity(0)? {
        (value, "%") => Some(Reading::LadderBelow { percent: value.to_owned(), points: points(f)? }),
        _ => None,
    });
    add("[不到|不足|低于|未达到|不满]{q}<的>[得|记|]{P}~".into(), |f| match amount(f, 0)? {
        at if at.unit != "%" => Some(Reading::BandBelow { at, points: points(f)? }),
        _ => None,
    });
    let over: Make = |f| match amount(f, 0)? {
        at if at.unit != "%" => Some(Reading::BandOver { at, points: points(f)? }),
        _ => None,
    };
    add("<投资额|年度投资计划|规模>{q}<(含)>以上<的>[得|加|]{P}".into(), over);
    let between: Make = |f| {
        Some(Reading::BandBetween {
            from: f.number(0)?.to_owned(),
            to: amount(f, 0)?,
            points: f.number(1)?.to_owned(),
        })
    };
    add("{n}<亿|万>-{q}<的>[得|加|]{P}".into(), between);
    let under: Make = |f| Some(Reading::BandUnder { at: amount(f, 0)?, points: points(f)? });
    add("{q}以下<的>[得|加|]{P}".into(), under);
    add("{u}以下<的>[得|加|]{P}".into(), under);
}

pub(super) fn grades(add: &mut impl FnMut(String, Make)) {
    add("<奖励按得分高低><取>前{n}名<的><评>为{t}<单位>~".into(), |f| {
        Some(Reading::GradeTop { count: f.number(0)?.to_owned(), name: grade(f, 0)? })
    });
    add("{t}取前{n}名<的><评>为{t}<单位>~".into(), |f| {
        Some(Reading::GradeTop { count: f.number(0)?.to_owned(), name: grade(f, 1)? })
    });
    add("[总分|得分|排名]前{n}名<的><评>为{t}<单位>~".into(), |f| {
        Some(Reading::GradeTop { count: f.number(0)?.to_owned(), name: grade(f, 0)? })
    });
    add("{n}分以上<(含)><的><定><为>{t}<单位>~".into(), |f| {
        Some(Reading::GradeOver { points: f.number(0)?.to_owned(), name: grade(f, 0)? })
    });
    add("{n}<分>-{n}分<的><定><为>{t}<单位>~".into(), |f| {
        let [from, to] = [f.number(0)?.to_owned(), f.number(1)?.to_owned()];
        Some(Reading::GradeBetween { from, to, name: grade(f, 0)? })
    });
    add("{n}分以下<的><定><为>{t}<单位>~".into(), |f| {
        Some(Reading::GradeUnder { points: f.number(0)?.to_owned(), name: grade(f, 0)? })
    });
}

/// A grade's name is short; a longer run of words is something else.
fn grade(found: &Found, n: usize) -> Option<String> {
    let name = text(found, n);
    let name = name.trim_end_matches("单位").to_owned();
    let letters = name.chars().all(char::is_alphabetic);
    (letters
        && !name.starts_with('档')
        && (1..=6).contains(&name.chars().count())
        && !name.contains(['加', '扣', '得']))
    .then_some(name)
}

/// The loosest ways, last: they are taken only where nothing else reads as far.
pub(super) fn plain(add: &mut impl FnMut(String, Make)) {
    add("[共|满分|合计|总分]<为>{P}".into(), |f| Some(Reading::Worth { points: points(f)? }));
    let done: Make = |f| {
        let subject = text(f, 0);
        let other = [
            "每",
            "扣",
            "加",
            "超",
            "低",
            "%",
            "不到",
            "不足",
            "以上",
            "以下",
            "共",
            "总分",
            "满分",
            "完成目标",
        ];
        let digits = subject.chars().last().is_some_and(|c| c.is_ascii_digit() || c == '-');
        let plain = !digits && !other.iter().any(|word| subject.contains(word));
        plain.then(|| Some(Reading::Done { subject, points: points(f)? })).flatten()
    };
    add("{t}<的><得>满分~".into(), |f| {
        let other = [
            "为", "以", "者", "最", "完成", "达", "率", "依次", "每", "均", "各", "其", "项", "同", "不",
            "总",
        ];
        Some(Reading::DoneFull { subject: named(&text(f, 0), &other)? })
    });
    add("{T}<的>得{P}".into(), done);
    add("[有|实施|开展|落实|建立|制定|出台|纳入|列入|完成|配合|淘汰|依法关闭]{T}{P}".into(), done);
    add("{t}{P}~".into(), done);
}
