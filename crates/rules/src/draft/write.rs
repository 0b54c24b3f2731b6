//! Parts and lines → the literate file.

use super::line::{Line, Lines, Sort, build};
use super::outline::{Item, Part, gather};
use super::reading::{Patterns, Reading};
use super::scan::{Phrase, decides, divided, phrases, scores};
use super::{Draft, Sentence};
use crate::lex::Keyword;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt::Write;

struct Writer<'p> {
    patterns: &'p Patterns,
    out: String,
    sentences: Vec<Sentence>,
    /// Indicators already declared, with their measure.
    declared: BTreeMap<String, String>,
    /// Prose that stands outside the items: where grades and vetoes are.
    outside: Vec<String>,
    /// Grades and vetoes that stood among the lines of an item.
    inside: Vec<Phrase>,
    categories: usize,
    items: usize,
    lines: usize,
    /// Codes of items repeat in every category, so the category's number goes before them.
    nested: bool,
}

pub(super) fn write(title: Option<&str>, year: Option<i32>, parts: &[Part], patterns: &Patterns) -> Draft {
    let parts = &gather(parts, |text| scores(text, patterns));
    let mut writer = Writer {
        patterns,
        out: String::new(),
        sentences: Vec::new(),
        declared: BTreeMap::new(),
        outside: Vec::new(),
        inside: Vec::new(),
        categories: 0,
        items: 0,
        lines: 0,
        nested: parts.iter().filter(|p| matches!(p, Part::Category { .. })).count() > 1,
    };
    writer.head(title, year, parts);
    for part in parts {
        match part {
            Part::Prose(text) => writer.prose(text),
            Part::Category { name, points, text } => writer.category(name, points.as_deref(), text),
            Part::Item(item) => writer.item(item),
        }
    }
    writer.grades();
    Draft { text: writer.out, sentences: writer.sentences, items: writer.items, lines: writer.lines }
}

impl Writer<'_> {
    fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn block(&mut self, lines: &[String]) {
        if lines.is_empty() {
            return;
        }
        self.line("```考核");
        for line in lines {
            self.line(line);
        }
        self.line("```");
        self.line("");
    }

    fn head(&mut self, title: Option<&str>, year: Option<i32>, parts: &[Part]) {
        let title = title.map(str::trim).filter(|t| !t.is_empty()).unwrap_or("考核办法（草稿）");
        self.line(&format!("# {}", flat(title)));
        self.line("");
        let mut head = format!("方案 \"{}\"", plain(title));
        if let Some(year) = year {
            let _ = write!(head, " 年度 {year}");
        }
        let totals: Option<Vec<u64>> = parts
            .iter()
            .filter_map(|part| match part {
                Part::Category { points, .. } => Some(points.as_deref()?.parse().ok()),
                Part::Prose(_) | Part::Item(_) => None,
            })
            .collect();
        let total: u64 = totals.unwrap_or_default().iter().sum();
        if total > 0 {
            let _ = write!(head, " 总分 {total}分");
        }
        let mut block = vec![
            "# 草稿：由原文逐句对照写成。凡原文没有写明的，都留着，检查时会逐条提出。".to_owned(),
            head,
            "# 存疑：被考核的单位分哪几类、缺报怎么办、修约几位、排名范围和并列，请在此补写。".to_owned(),
        ];
        if total == 0 {
            block.push("# 存疑：总分原文没有写明。".to_owned());
        }
        self.block(&block);
    }

    fn prose(&mut self, text: &str) {
        self.line(&flat(text));
        self.line("");
        self.outside.push(text.to_owned());
    }

    fn category(&mut self, name: &str, points: Option<&str>, text: &str) {
        self.categories += 1;
        self.line(&format!("## {}", flat(text)));
        self.line("");
        let name = word(name, "类");
        let points = points.map(|p| format!(" {p}分")).unwrap_or_default();
        self.block(&[format!("类 {name}{points}")]);
    }

    fn item(&mut self, item: &Item) {
        self.items += 1;
        let number = self.items.to_string();
        let digits = !item.number.is_empty() && item.number.chars().all(|c| c.is_ascii_digit());
        let code = if digits && self.nested && self.categories > 0 {
            format!("{}.{}", self.categories, item.number)
        } else {
            number
        };
        self.line(&format!("### {code} {}", flat(&item.title)));
        self.line("");
        self.line(&flat(&item.demand));
        self.line("");
        if item.body != item.demand && !item.demand.contains(&item.body) {
            self.line(&flat(&item.body));
            self.line("");
        }
        let parts = item.points.as_deref().and_then(|points| divided(&item.body, points));
        let found = parts.unwrap_or_else(|| phrases(&item.body, self.patterns));
        let lines = build(&word(&item.title, "本项"), item.points.as_deref(), &found);
        self.count(&found, &lines);
        self.inside.extend(lines.outside.iter().cloned());
        let mut block = Vec::new();
        self.declare(item, &lines, &mut block);
        let points = item.points.as_ref().map(|p| format!(" {p}分")).unwrap_or_default();
        block.push(format!("项 {code} \"{}\"{points}", plain(&item.title)));
        for left in &lines.left {
            let against = left.against.as_ref().map(|q| format!("【{}】与", quoted(q))).unwrap_or_default();
            block.push(format!("  存疑 {against}【{}】 \"{}\"", quoted(&left.quote), plain(&left.why)));
        }
        if lines.written.is_empty() && lines.left.is_empty() {
            block.push("  # 存疑：这一项没有找到写明分值的句子，请补写计分规则。".to_owned());
        }
        for (index, line) in lines.written.iter().enumerate() {
            self.lines += 1;
            write_line(&format!("{code}.{}", index + 1), line, &mut block);
        }
        self.block(&block);
    }

    /// Indicators that the lines speak of and that no earlier item declared.
    fn declare(&mut self, item: &Item, lines: &Lines, block: &mut Vec<String>) {
        for line in lines.written.iter().filter(|line| line.sort != Sort::Judged) {
            let name = word(&line.subject, "指标");
            if self.declared.contains_key(&name) {
                continue;
            }
            let same = lines.written.iter().filter(|other| other.subject == line.subject);
            let known = same.filter_map(|other| other.measure.clone()).find(|unit| unit != "%");
            let measure = known.or_else(|| line.measure.clone());
            if let Some(measure) = measure {
                block.push(format!("指标 {name} {measure}"));
            } else {
                let place = name.chars().take(6).collect::<String>();
                block.push(format!("# 存疑：“{place}…”的计量单位原文没有写，暂写作“数值”，请核对。"));
                block.push(format!("指标 {name} 数值"));
            }
            self.declared.insert(name, item.title.clone());
        }
        let others = lines.written.iter().flat_map(|line| &line.also).map(|other| word(other, "指标"));
        for other in others {
            if let Entry::Vacant(place) = self.declared.entry(other) {
                block.push(format!("指标 {} 数值", place.key()));
                place.insert(item.title.clone());
            }
        }
    }

    fn count(&mut self, found: &[Phrase], lines: &Lines) {
        for phrase in found {
            let left = lines.left.iter().find(|left| left.quote == phrase.text);
            // What is written behind the items is counted there.
            if lines.outside.contains(phrase) || (phrase.reading.is_none() && left.is_none()) {
                continue;
            }
            self.sentences.push(Sentence {
                quote: phrase.text.clone(),
                understood: left.is_none(),
                doubt: left.map(|left| left.why.clone()),
            });
        }
    }

    /// Grades and vetoes stand in the prose around the items.
    fn grades(&mut self) {
        let mut block = Vec::new();
        let outside = std::mem::take(&mut self.outside);
        for text in &outside {
            for phrase in phrases(text, self.patterns) {
                self.outside_phrase(&phrase, &mut block);
            }
        }
        for phrase in std::mem::take(&mut self.inside) {
            self.outside_phrase(&phrase, &mut block);
        }
        self.block(&block);
    }

    fn outside_phrase(&mut self, phrase: &Phrase, block: &mut Vec<String>) {
        let quote = quoted(&phrase.text);
        let rule = match &phrase.reading {
            Some(Reading::GradeTop { count, name }) => {
                Some(format!("等次 {name} 依据【{quote}】 = 名次 <= {count}"))
            }
            Some(Reading::GradeOver { points, name }) => {
                Some(format!("等次 {name} 依据【{quote}】 = 得分 >= {points}分"))
            }
            Some(Reading::GradeBetween { from, to, name }) => {
                let above = Some(format!("等次 {name} 依据【{quote}】 = 得分 >= {from}分"));
                block.push(format!(
                    "# 存疑：“{name}”写到 {to} 分为止，与上一档之间的小数归哪一档，原文没有写。"
                ));
                above
            }
            Some(Reading::GradeUnder { name, .. }) => Some(format!("等次 {name} 依据【{quote}】 = 其余")),
            Some(Reading::Veto { subject }) => {
                let name = word(subject.trim_start_matches('若').trim_start_matches('如'), "一票否决事项");
                block.push(
                    "# 存疑：一票否决的后果（不定等次、总分为零、等次定为最低……）原文没有写明，暂按不定等次。"
                        .to_owned(),
                );
                Some(format!("否决 {name} 依据【{quote}】 → 不定等次"))
            }
            Some(Reading::Vetoes { subjects }) => {
                block.push(
                    "# 存疑：一票否决的后果（不定等次、总分为零、等次定为最低……）原文没有写明，暂按不定等次。"
                        .to_owned(),
                );
                let (last, others) = subjects.split_last().map_or((None, &[][..]), |(l, o)| (Some(l), o));
                for subject in others {
                    block.push(format!("否决 {} 依据【{quote}】 → 不定等次", word(subject, "一票否决事项")));
                }
                last.map(|s| format!("否决 {} 依据【{quote}】 → 不定等次", word(s, "一票否决事项")))
            }
            Some(_) | None if decides(&phrase.text) => {
                block.push(format!("# 存疑：没有读懂：{}", flat(&phrase.text)));
                None
            }
            Some(_) | None => return,
        };
        self.sentences.push(Sentence {
            quote: phrase.text.clone(),
            understood: rule.is_some(),
            doubt: rule.is_none().then(|| "这句没有读懂，请写成规则".to_owned()),
        });
        block.extend(rule);
    }
}

fn write_line(code: &str, line: &Line, block: &mut Vec<String>) {
    let points = line.points.as_ref().map(|p| format!(" {p}分")).unwrap_or_default();
    let quotes = line.quotes.iter().map(|q| format!("【{}】", quoted(q))).collect::<Vec<_>>().concat();
    let head = match line.sort {
        Sort::Judged => format!("评判 {code} \"{}\"{points} 依据{quotes}", plain(&line.subject)),
        Sort::Score => format!("计分 {code} {}{points} 依据{quotes}", word(&line.subject, "指标")),
        Sort::Bonus => format!("加分 {code} {}{points} 依据{quotes}", word(&line.subject, "指标")),
        Sort::Deduction => format!("扣分 {code} {}{points} 依据{quotes}", word(&line.subject, "指标")),
    };
    block.push(head);
    block.extend(line.clauses.iter().map(|clause| format!("  {clause}")));
    for why in &line.open {
        let quote = line.quotes.last().map(String::as_str).unwrap_or_default();
        block.push(format!("  存疑 【{}】 \"{}\"", quoted(quote), plain(why)));
    }
}

/// A name that the language reads as one word: letters only, and no keyword.
pub(super) fn word(text: &str, instead: &str) -> String {
    let letters: String = text.chars().filter(|c| c.is_alphabetic() || *c == '_').take(30).collect();
    let reserved = [
        "实绩",
        "目标",
        "上年",
        "序时",
        "上级",
        "上期",
        "挑战目标",
        "完成率",
        "超额率",
        "欠额率",
        "增长率",
        "增量",
    ];
    match letters.as_str() {
        "" => format!("本项{instead}"),
        name if Keyword::find(name).is_some() || reserved.contains(&name) => format!("{name}{instead}"),
        name => name.to_owned(),
    }
}

/// One paragraph of Markdown that cannot be taken for a fence.
fn flat(text: &str) -> String {
    text.lines().map(str::trim).collect::<Vec<_>>().join(" ").replace("```", "` ` `")
}

/// Inside quotation marks.
fn plain(text: &str) -> String {
    flat(text).chars().map(|c| if "\"“”「」".contains(c) { '\'' } else { c }).collect()
}

/// Inside 【】.
fn quoted(text: &str) -> String {
    flat(text).replace(['【', '】'], " ")
}
