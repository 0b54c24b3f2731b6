//! What the compiler has to say about a scheme: code, place, Chinese sentence, way out.

use crate::source::{Place, Sources, Span};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde::Serialize;

macro_rules! codes {
    ($($variant:ident $code:literal $severity:ident $title:literal;)*) => {
        /// The stable codes. `docs/errors.md` has a heading for each.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[expect(missing_docs, reason = "the title beside each code is its documentation")]
        pub enum Code { $($variant,)* }

        impl Code {
            /// `E0301`.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// What the code is about, in a few Chinese words.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$variant => $title,)* }
            }

            /// How grave it is unless a ruling settles it.
            pub const fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)* }
            }

            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];
        }
    };
}

codes! {
    Unexpected "E0001" Error "写法不符合语法";
    UnknownStatement "E0002" Error "不认识的语句";
    Unclosed "E0003" Error "引号或括号没有收尾";
    StrayCharacter "E0004" Error "多余的字符";
    BadNumber "E0005" Error "数字写法不对";
    NoScheme "E0006" Error "没有方案";
    TooDeep "E0007" Error "嵌套过深或规则过多";
    UnknownName "E0101" Error "名称没有定义";
    Duplicate "E0102" Error "重复定义";
    UnknownClass "E0103" Error "单位类别没有定义";
    UnknownMeasure "E0104" Error "计量单位不认识";
    MeasureMismatch "E0105" Error "计量单位不能相比或相加";
    PercentPoint "E0106" Error "百分比与百分点混用";
    ImportMissing "E0107" Error "引用的文件没有找到";
    Cyclic "E0108" Error "循环引用";
    Misplaced "E0109" Error "语句放错了位置";
    Arguments "E0110" Error "参数不对";
    NoMissingPolicy "E0201" Error "没有写明缺报怎么办";
    NoRounding "E0202" Error "没有写明修约";
    RoundedTwice "E0203" Error "重复修约";
    BonusUncapped "E0204" Error "加分没有写明是否封顶";
    BonusPlace "E0205" Error "加分没有写明是否计入本项满分";
    StepMode "E0206" Error "“每”没有写明满步还是按比例";
    NoPopulation "E0207" Error "没有写明比较范围";
    NoTieRule "E0208" Error "没有写明并列怎么排";
    ZeroTarget "E0209" Error "目标可能为零，完成率无意义";
    NoOtherwise "E0210" Error "没有写明其余情形";
    BandEnd "E0211" Error "档次端点没有写明是否包含";
    NoFloor "E0212" Error "没有写明扣分到哪里为止";
    DoubtOpen "E0213" Error "存疑没有裁定";
    NoSource "E0214" Error "指标没有来源部门";
    RateUncapped "E0215" Error "按比例得分没有写明是否封顶";
    EqualExtremes "E0216" Error "没有写明最高与最低相等时怎么办";
    NoPoints "E0217" Error "没有写明分值";
    NoJudge "E0218" Error "评判没有写明由谁评";
    RepeatCount "E0219" Error "没有写明同一事项怎么计";
    PointsSum "E0301" Error "分值加不起来";
    Overlap "E0302" Error "两条规则同时成立而结果不同";
    Gap "E0303" Error "有情形没有覆盖";
    BandOverlap "E0304" Error "档次重叠";
    GradeUnreachable "E0305" Error "等次不可能达到";
    Weights "E0306" Error "权重合计不是百分之百";
    QuoteAbsent "E0307" Error "依据不在原文中";
    SampleFails "E0308" Error "样例不成立";
    SampleForm "E0309" Error "样例写法不对";
    NeverTrue "E0310" Error "条件不可能成立";
    AwardOverPoints "E0311" Error "得分超过本条分值";
    WordsAllot "W0401" Warning "原文写明的分值不足";
    NoCapInWords "W0402" Warning "加分不封顶";
    PunishedTwice "W0403" Warning "同一失误被两条规则扣分";
    Unused "W0404" Warning "定义了没有使用";
    NoQuote "W0405" Warning "没有写依据";
    SampleAbsent "W0406" Warning "没有样例";
}

impl Serialize for Code {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

/// How grave a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth knowing; something a ruling has settled, too.
    Note,
    /// Probably not what was meant; the scheme compiles.
    Warning,
    /// The scheme does not compile.
    Error,
}

/// A second place that belongs to a diagnostic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Related {
    /// The place.
    pub span: Span,
    /// What it has to do with it.
    pub message: String,
}

/// One thing the compiler has to say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// Stable code.
    pub code: Code,
    /// Graveness; a ruling turns an error into a note.
    pub severity: Severity,
    /// Where.
    pub span: Span,
    /// What is wrong, a Chinese sentence.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
    /// Other places.
    pub related: Vec<Related>,
}

impl Diagnostic {
    /// A diagnostic of the code's own severity.
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        let severity = code.severity();
        Self { code, severity, span, message: message.into(), hint: None, related: Vec::new() }
    }

    /// With a way out.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// With a second place.
    #[must_use]
    pub fn with(mut self, span: Span, message: impl Into<String>) -> Self {
        self.related.push(Related { span, message: message.into() });
        self
    }

    /// As text for a terminal, the place underlined. `colour` adds ANSI colours.
    pub fn render(&self, sources: &Sources, colour: bool) -> String {
        let level = match self.severity {
            Severity::Error => Level::ERROR.with_name("错误"),
            Severity::Warning => Level::WARNING.with_name("提醒"),
            Severity::Note => Level::NOTE.with_name("说明"),
        };
        let mut group = Group::with_title(level.primary_title(self.message.as_str()).id(self.code.id()));
        if let Some(file) = sources.file(self.span.file) {
            let mut snippet = Snippet::source(file.text.as_str()).path(file.name.as_str()).annotation(
                AnnotationKind::Primary.span(clamp(self.span, &file.text)).label(self.code.title()),
            );
            for other in self.related.iter().filter(|r| r.span.file == self.span.file) {
                let range = clamp(other.span, &file.text);
                snippet =
                    snippet.annotation(AnnotationKind::Context.span(range).label(other.message.as_str()));
            }
            group = group.element(snippet);
        }
        let mut report = vec![group];
        if let Some(hint) = &self.hint {
            let title = Level::HELP.with_name("建议").secondary_title(hint.as_str());
            report.push(Group::with_title(title));
        }
        let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
        renderer.render(&report)
    }

    /// For editors and programs: the diagnostic with file name, line and column.
    pub fn located(&self, sources: &Sources) -> Located {
        Located {
            file: sources.file(self.span.file).map(|f| f.name.clone()).unwrap_or_default(),
            from: sources.place(self.span),
            to: sources.place(self.span.behind()),
            diagnostic: self.clone(),
        }
    }
}

/// A diagnostic with its place in lines and columns.
#[derive(Clone, Debug, Serialize)]
pub struct Located {
    /// File name.
    pub file: String,
    /// First character.
    pub from: Place,
    /// Behind the last character.
    pub to: Place,
    /// The diagnostic itself.
    #[serde(flatten)]
    pub diagnostic: Diagnostic,
}

fn clamp(span: Span, text: &str) -> std::ops::Range<usize> {
    let bound = |at: u32| {
        let mut at = (at as usize).min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    bound(span.start)..bound(span.end).max(bound(span.start))
}
