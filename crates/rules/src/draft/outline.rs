//! Text → the parts of a form: categories, items, prose. Knows two shapes: a table whose cells ran together, and numbered paragraphs.

use super::template::{Text, is_break, number};

/// A part of the document, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Text with no points in it.
    Prose(String),
    /// A heading over items.
    Category { name: String, points: Option<String>, text: String },
    /// A row of the form.
    Item(Item),
}

/// A row of the form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Item {
    /// As numbered in the text; empty where the text has no number.
    pub(super) number: String,
    pub(super) title: String,
    pub(super) points: Option<String>,
    /// What is demanded; the whole of the row where demand and standard are one text.
    pub(super) demand: String,
    /// The text that gives points.
    pub(super) body: String,
}

/// Reads the parts. `lines` are paragraphs or table rows with cells apart by two blanks or more.
pub(super) fn read(lines: &[String]) -> Vec<Part> {
    let rows: Vec<Vec<String>> = lines.iter().map(|line| cells(line)).filter(|row| !row.is_empty()).collect();
    let numbered = rows.iter().flatten().filter(|cell| is_number(cell)).count();
    if numbered >= 2 { table(&rows) } else { paragraphs(&rows) }
}

/// Prose that gives points after all becomes a row, or more of the row without a number before it. `scores` tells whether a text
/// gives points.
pub(super) fn gather(parts: &[Part], scores: impl Fn(&str) -> bool) -> Vec<Part> {
    let mut out: Vec<Part> = Vec::new();
    for part in parts {
        let Part::Prose(text) = part else {
            out.push(part.clone());
            continue;
        };
        if text.ends_with('】') || !scores(text) {
            out.push(part.clone());
            continue;
        }
        match out.last_mut() {
            Some(Part::Item(item)) if item.number.is_empty() => {
                item.demand.push_str(text);
                item.body.push_str(text);
            }
            _ => out.push(Part::Item(Item {
                number: String::new(),
                title: first_words(text),
                points: None,
                demand: text.clone(),
                body: text.clone(),
            })),
        }
    }
    out
}

fn cells(line: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    let mut blanks = 0;
    for c in line.chars() {
        blanks = if c == '\t' {
            2
        } else if c.is_whitespace() {
            blanks + 1
        } else {
            0
        };
        match (blanks, out.last_mut()) {
            (0 | 1, Some(cell)) => cell.push(c),
            (2, _) => out.push(String::new()),
            _ => {}
        }
    }
    out.into_iter().map(|cell| cell.trim().to_owned()).filter(|cell| !cell.is_empty()).collect()
}

fn is_number(cell: &str) -> bool {
    (1..=2).contains(&cell.len()) && cell.chars().all(|c| c.is_ascii_digit())
}

/// `一类目标(56分)`.
fn category(cell: &str) -> Option<Part> {
    let text = Text::new(cell);
    let open = (0..text.len()).find(|&at| text.at(at) == Some('('))?;
    let (end, points) = number(&text, open + 1)?;
    let closes = text.at(end) == Some('分') && text.at(end + 1) == Some(')') && text.len() == end + 2;
    let name = text.slice(0, open);
    (closes && (1..=14).contains(&open)).then(|| Part::Category {
        name,
        points: Some(points),
        text: cell.to_owned(),
    })
}

fn gives_points(cell: &str) -> bool {
    let text = Text::new(cell);
    (0..text.len()).any(|at| number(&text, at).is_some_and(|(end, _)| text.at(end) == Some('分')))
}

fn table(rows: &[Vec<String>]) -> Vec<Part> {
    let mut out: Vec<Part> = Vec::new();
    let mut open: Option<Item> = None;
    for row in rows {
        for (place, cell) in row.iter().enumerate() {
            let complete = open.as_ref().is_some_and(|item| !item.body.is_empty());
            if let Some(found) = category(cell) {
                out.extend(open.take().map(Part::Item));
                out.push(found);
            } else if is_number(cell) {
                out.extend(open.take().map(Part::Item));
                open = Some(Item { number: cell.clone(), ..Item::default() });
            } else if complete && place == 0 {
                out.extend(open.take().map(Part::Item));
                out.push(Part::Prose(cell.clone()));
            } else if let Some(item) = &mut open {
                if item.demand.is_empty() {
                    item.title = first_words(cell);
                    item.demand.clone_from(cell);
                } else if gives_points(cell) && item.body.is_empty() {
                    item.body.clone_from(cell);
                }
            } else {
                out.push(Part::Prose(cell.clone()));
            }
        }
    }
    out.extend(open.map(Part::Item));
    for part in &mut out {
        if let Part::Item(item) = part {
            item.points = stated(&item.body);
        }
    }
    out
}

/// `共12分` or `完成目标10分` at the head of a standard: the item's points.
fn stated(body: &str) -> Option<String> {
    let text = Text::new(body);
    let lead = ["共", "满分", "完成目标"].into_iter().find(|lead| body.starts_with(lead))?;
    let (end, points) = number(&text, lead.chars().count())?;
    (text.at(end) == Some('分')).then_some(points)
}

fn first_words(text: &str) -> String {
    text.chars().take_while(|&c| !is_break(c) && !"，。；：（、".contains(c)).take(24).collect()
}

/// The kinds of numbering, outer ones first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Chinese,
    Bracketed,
    Digits,
    Circled,
}

/// A numbering sign at `at`: its level, the number, and where the words begin.
fn mark(text: &Text, at: usize) -> Option<(Level, String, usize)> {
    let free =
        at == 0 || text.at(at - 1).is_some_and(|c| is_break(c) || c.is_whitespace() || "】》".contains(c));
    if !free {
        return None;
    }
    let numerals = "一二三四五六七八九十";
    let first = text.at(at)?;
    if ('①'..='⑳').contains(&first) {
        return Some((Level::Circled, (first as u32 - '①' as u32 + 1).to_string(), at + 1));
    }
    let bracket = usize::from(first == '(');
    let mut end = at + bracket;
    while text.at(end).is_some_and(|c| numerals.contains(c)) {
        end += 1;
    }
    if end > at + bracket {
        let word = text.slice(at + bracket, end);
        let closed = text.at(end) == Some(if bracket == 1 { ')' } else { '、' });
        let level = if bracket == 1 { Level::Bracketed } else { Level::Chinese };
        return closed.then_some((level, word, end + 1));
    }
    let (end, digits) = number(text, at)?;
    let ends =
        matches!(text.at(end), Some('.' | '、')) && !text.at(end + 1).is_some_and(|c| c.is_ascii_digit());
    (ends && digits.len() <= 2 && !digits.contains('.')).then_some((Level::Digits, digits, end + 1))
}

fn paragraphs(rows: &[Vec<String>]) -> Vec<Part> {
    let mut out = Vec::new();
    for line in rows.iter().map(|row| row.join("  ")) {
        let text = Text::new(&line);
        let marks: Vec<(usize, (Level, String, usize))> =
            (0..text.len()).filter_map(|at| Some((at, mark(&text, at)?))).collect();
        let Some((first, _)) = marks.first() else {
            unnumbered(&line, &mut out);
            continue;
        };
        if *first > 0 {
            unnumbered(&text.slice(0, *first), &mut out);
        }
        for (index, (_, (level, number, words))) in marks.iter().enumerate() {
            let next = marks.get(index + 1);
            let end = next.map_or(text.len(), |(at, _)| *at);
            let body = text.slice(*words, end);
            let over = next.is_some_and(|(_, (deeper, _, _))| deeper > level) && body.chars().count() <= 40;
            let (title, points) = heading(&body);
            if over && *level < Level::Digits {
                let name = title.trim_end_matches(|c: char| !c.is_alphanumeric()).to_owned();
                out.push(Part::Category { name, points, text: body });
            } else {
                let standard = if points.is_some() { behind_heading(&body) } else { body.clone() };
                out.push(Part::Item(Item {
                    number: number.clone(),
                    title,
                    points,
                    demand: body,
                    body: standard,
                }));
            }
        }
    }
    out
}

/// Sentences without numbers: `死亡40分:…` begins an item, the rest belongs to it.
fn unnumbered(text: &str, out: &mut Vec<Part>) {
    for sentence in text.split_inclusive(['。', '；', ';', '\n', '】']) {
        if sentence.trim().is_empty() {
            continue;
        }
        let (title, points) = heading(sentence);
        let opens = sentence.contains(['：', ':']) || sentence.contains("——");
        if points.is_some() && opens {
            let body = behind_heading(sentence);
            let demand = sentence.to_owned();
            out.push(Part::Item(Item { number: String::new(), title, points, demand, body }));
        } else if let Some(Part::Item(item)) =
            out.last_mut().filter(|part| matches!(part, Part::Item(item) if item.number.is_empty()))
        {
            item.demand.push_str(sentence);
            item.body.push_str(sentence);
        } else if gives_points(sentence) && !sentence.ends_with('】') && !is_outcome(sentence) {
            let title = first_words(sentence);
            let body = sentence.to_owned();
            out.push(Part::Item(Item {
                number: String::new(),
                title,
                points: None,
                demand: body.clone(),
                body,
            }));
        } else {
            out.push(Part::Prose(sentence.to_owned()));
        }
    }
}

/// Grades, vetoes and totals: words about results, not a row of the form.
fn is_outcome(sentence: &str) -> bool {
    ["优秀", "达标", "合格", "等次", "否决", "总分", "名为"].iter().any(|word| sentence.contains(word))
}

/// Where the head of a paragraph ends: at a colon, comma, stop, bracket or dash.
fn head_end(signs: &Text) -> Option<usize> {
    (0..signs.len()).find(|&at| match signs.at(at) {
        Some(':' | ';' | ',' | '(') => true,
        Some('-') => signs.at(at + 1) == Some('-'),
        _ => false,
    })
}

/// `畜牧生产30分` at the head of a paragraph.
fn heading(text: &str) -> (String, Option<String>) {
    let signs = Text::new(text);
    let end = head_end(&signs).unwrap_or(signs.len()).min(30);
    for at in 1..end {
        let Some((behind, points)) = number(&signs, at) else { continue };
        let digit = signs.at(at).is_some_and(|c| c.is_ascii_digit());
        // 每项0.5分, 加2分: what one thing brings, not what the row is worth.
        let lead = signs.slice(0, at);
        if lead.contains('每') || lead.ends_with(['加', '扣', '减', '奖']) {
            break;
        }
        if digit && signs.at(behind) == Some('分') && behind + 1 >= end {
            return (signs.slice(0, at).trim().to_owned(), Some(points));
        }
    }
    (first_words(text), None)
}

fn behind_heading(text: &str) -> String {
    let signs = Text::new(text);
    signs.slice(head_end(&signs).map_or(signs.len(), |at| at + 1), signs.len())
}

#[cfg(test)]
mod tests {
    use super::{Part, read};

    fn parts(text: &str) -> Vec<Part> {
        read(&text.lines().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn a_flattened_form_is_cut_into_its_rows() {
        let found = parts(
            "序   考核内容   评分标准   一类目标(8分)   1  稳定增长。完成任务。   共8分。完成目标4分。   2  抓好节能。   完成目标4分。",
        );
        let codes: Vec<_> = found
            .iter()
            .filter_map(|p| match p {
                Part::Item(item) => Some((item.number.as_str(), item.points.as_deref())),
                Part::Prose(_) | Part::Category { .. } => None,
            })
            .collect();
        assert_eq!(codes, [("1", Some("8")), ("2", Some("4"))]);
        assert!(found.iter().any(|p| matches!(p, Part::Category { name, .. } if name == "一类目标")));
    }

    #[test]
    fn numbered_paragraphs_become_categories_and_items() {
        let found = parts(
            "一、工业总量35分。1.增加值20分:完成得20;每超1个百分点加0.5,最高加10。2.产值15分:完成得15。",
        );
        assert!(
            matches!(&found[0], Part::Category { name, points: Some(p), .. } if name == "工业总量" && p == "35")
        );
        assert!(matches!(&found[1], Part::Item(i) if i.title == "增加值" && i.body.starts_with("完成得20")));
        assert_eq!(found.len(), 3);
    }

    #[test]
    fn a_decimal_number_is_no_numbering() {
        let found = parts("1.每签1个项目0.2分、25个满5分。2.其他5分。");
        assert_eq!(found.len(), 2);
    }
}
