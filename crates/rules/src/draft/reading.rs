//! What the draft understands: one pattern per official way of putting a rule.

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
    completion(&mut add);
    shares(&mut add);
    bonuses(&mut add);
    steps(&mut add);
    otherwise(&mut add);
    events(&mut add);
    ladders(&mut add);
    grades(&mut add);
    plain(&mut add);
    rows
}

/// The loosest ways, last: they are taken only where nothing else reads as far.
fn plain(add: &mut impl FnMut(String, Make)) {
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

fn completion(add: &mut impl FnMut(String, Make)) {
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
}

/// Shares of a target, of a benchmark, of another figure.
fn shares(add: &mut impl FnMut(String, Make)) {
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

fn bonuses(add: &mut impl FnMut(String, Make)) {
    add("{t}加{p}~".into(), |f| {
        Some(Reading::Gains { subject: named(&text(f, 0), NOT_A_NAME)?, points: points(f)? })
    });
    for (word, strict) in [("[超过|突破]", true), ("[达到|达]", false)] {
        let make: Make = if strict { |f| above(f, true) } else { |f| above(f, false) };
        add(format!("{{t}}{word}{{q}}<以上><的><另>加{{p}}~"), make);
    }
    add(
        format!(
            "{{t}}每[超额完成|超额|超过|超出|超]<进度目标|年度目标|任务|目标|计划>{{q}}[加|得]{{p}}{CAP}"
        ),
        |f| {
            let subject = named(&text(f, 0), NOT_A_NAME)?;
            let cap = f.number(1).map(str::to_owned);
            Some(Reading::OverOf { subject, width: amount(f, 0)?, points: points(f)?, cap })
        },
    );
    for (words, city) in [("全市", true), ("[全省|全县|全区]", false)] {
        let make: Make = if city { |f| beats(f, true) } else { |f| beats(f, false) };
        add(format!("{{t}}[超过|超|高于]{words}平均<水平|值|数>[另加|再加|加|得]{{p}}~"), make);
    }
    add("{t}比上年[增长|增加|增|提高]{q}<以上><的>得{p}~".into(), |f| {
        let rate = amount(f, 0).filter(|a| a.unit == "%")?;
        Some(Reading::GrowthAt { subject: named(&text(f, 0), &["每"])?, rate, points: points(f)? })
    });
    add("{t}<给予|可给予|可>不超过{p}<的><特别>加分".into(), |f| {
        Some(Reading::Discretion { subject: text(f, 0), points: points(f) })
    });
    add("超额<部分|完成><的>[不加分|不计分|不得分]".into(), |_| Some(Reading::NoExtra));
}

fn above(f: &Found, strict: bool) -> Option<Reading> {
    let subject = named(&text(f, 0), NOT_A_NAME)?;
    Some(Reading::AboveOnce { subject, at: amount(f, 0)?, strict, points: points(f)? })
}

fn beats(f: &Found, city: bool) -> Option<Reading> {
    Some(Reading::BeatsMean { subject: named(&text(f, 0), &["每", "不"])?, city, points: points(f)? })
}

fn steps(add: &mut impl FnMut(String, Make)) {
    let over: Make = |f| {
        let [points, cap] = [f.number(0)?.to_owned(), f.number(1).unwrap_or_default().to_owned()];
        let cap = (!cap.is_empty()).then_some(cap);
        Some(Reading::Over { growth: false, width: amount(f, 0)?, points, cap, unlimited: false })
    };
    let growth: Make = |f| {
        let [points, cap] = [f.number(0)?.to_owned(), f.number(1).unwrap_or_default().to_owned()];
        let cap = (!cap.is_empty()).then_some(cap);
        Some(Reading::Over { growth: true, width: amount(f, 0)?, points, cap, unlimited: false })
    };
    add("超额完成{q}以上<的>加{p}".into(), |f| {
        Some(Reading::OverOnce { at: amount(f, 0)?, points: points(f)? })
    });
    add(
        format!(
            "<在目标之上|超额部分><超额>每{OVER}<进度目标|年度目标|任务|目标|计划>{{q}}[另加|增加|加|得|奖|]{{p}}{CAP}"
        ),
        over,
    );
    add(format!("超额<部分>每{{q}}[加|得]{{p}}{CAP}"), over);
    add(format!("[绝对值|比上年|总量]每[增长|增加|增]{{q}}[加|得|]{{p}}{CAP}"), growth);
    let under: Make = |f| Some(Reading::Under { width: amount(f, 0)?, points: points(f)?, to_zero: false });
    let under_zero: Make =
        |f| Some(Reading::Under { width: amount(f, 0)?, points: points(f)?, to_zero: true });
    for lead in [format!("每{UNDER}<任务|目标|计划>"), "不足<部分><的>每".into(), "每[不足|未完成]".into()]
    {
        add(format!("{lead}{{q}}[扣|减|倒扣]{{p}}"), under);
        add(
            format!(
                "{lead}{{q}}[扣|减]{{p}}{}",
                ZERO.trim_start_matches('<').trim_end_matches('>').to_owned() + ">"
            ),
            under_zero,
        );
    }
    let both: Make = |f| {
        Some(Reading::Both { width: amount(f, 0)?, points: points(f)?, cap: f.number(1).map(str::to_owned) })
    };
    add(
        format!(
            "每[增减|高低|多少|增加(减少)|高于(低于)|高(低)|多(少)|超(低)]{{q}}[增减|加减|加(减)|加(扣)]{{p}}{CAP}"
        ),
        both,
    );
}

fn events(add: &mut impl FnMut(String, Make)) {
    let each: Make = |f| {
        let cap = f.number(1).map(str::to_owned);
        Some(Reading::Each { subject: counted(f)?, width: amount(f, 0)?, points: points(f)?, cap })
    };
    for lead in [
        "{T}每{u}<各>",
        "{T}每{q}",
        "{T}每[新增|增加|引进|签约|新建]{q}",
        "每[签|引进|新增|新建|新签约]{q}{t}",
    ] {
        add(format!("{lead}[得|加|记|]{{p}}{CAP}"), each);
    }
    add(format!("每[签|引进|新增|新建|增加]{{q}}{{t}}[得|加|]{{p}}{CAP}"), each);
    let takes: Make = |f| {
        Some(Reading::EachTakes {
            subject: counted(f)?,
            width: amount(f, 0)?,
            points: points(f)?,
            to_zero: false,
        })
    };
    let takes_zero: Make = |f| {
        Some(Reading::EachTakes {
            subject: counted(f)?,
            width: amount(f, 0)?,
            points: points(f)?,
            to_zero: true,
        })
    };
    let zero = ZERO.trim_start_matches('<').trim_end_matches('>').to_owned() + ">";
    for lead in ["{T}<的><每>{q}<的>", "{T}每{u}", "每{t}{q}", "每[发现|发生|出现|迟报|漏报|少报]{q}<{t}>"]
    {
        add(format!("{lead}[扣|减]{{p}}"), takes);
        add(format!("{lead}[扣|减]{{p}}{zero}"), takes_zero);
    }
    add("{T}<的>扣{p}".into(), |f| Some(Reading::Takes { subject: counted(f)?, points: points(f)? }));
    add(
        "{t}<可>[酌情|视情况|适当][加分|给分|得分|加|给|扣分|扣]<,|><[不超过|最高|最多|限]{p}>".into(),
        |f| Some(Reading::Discretion { subject: text(f, 0), points: f.number(0).map(str::to_owned) }),
    );
    let level: Make = |f| Some(Reading::Level { level: text(f, 0), points: points(f)? });
    add("{t}级<以上><的><每个|每项><得|加>{p}~".into(), level);
}

fn otherwise(add: &mut impl FnMut(String, Make)) {
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

fn ladders(add: &mut impl FnMut(String, Make)) {
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

fn grades(add: &mut impl FnMut(String, Make)) {
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

fn text(found: &Found, n: usize) -> String {
    found.run(n).unwrap_or_default().trim().to_owned()
}

/// What is counted; words that are a condition are not a thing to count.
fn counted(found: &Found) -> Option<String> {
    let subject = text(found, 0);
    let condition = ["突破", "每", "否则", "再", "基础", "超"].iter().any(|word| subject.contains(word));
    (!condition).then_some(subject)
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
