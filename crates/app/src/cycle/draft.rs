//! The text that a scheme is written in: checked as often as asked, kept, and published as a version.

use assessment::{CycleId, CycleState, Role};
use jiff::civil::Date;
use rules::{Compilation, Scheme, Severity, Sources};
use store::{AuditEntry, NewScheme, StoredScheme, text_hash};

use super::{find, reasoned, register};
use crate::catalogue::{day, day_code, state};
use crate::names::Names;
use crate::{App, Error, FieldError, Person, Result};

/// Longest text of a scheme, in bytes.
const LONGEST_TEXT: usize = 2 << 20;

/// What stands in the editor.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The text.
    pub text: String,
    /// Number of the saving that is shown; 0 when nobody saved one.
    pub version: i64,
    /// The published version that it begins from, where nobody saved a draft since.
    pub from: Option<i64>,
    /// Who saved it, and when in UTC milliseconds.
    pub saved: Option<(String, i64)>,
    /// Whether it may be changed.
    pub open: bool,
}

/// What the compiler says at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// How grave.
    pub severity: Severity,
    /// Stable code.
    pub code: &'static str,
    /// What the code is about.
    pub title: &'static str,
    /// Line, from 1.
    pub line: u32,
    /// First character of the place in its line, from 1.
    pub column: u32,
    /// What stands in the line before the place, at it, and behind it.
    pub parts: [String; 3],
    /// What is wrong.
    pub message: String,
    /// A way out.
    pub hint: String,
    /// Other places that belong to it: line and what it has to do with it.
    pub related: Vec<(u32, String)>,
}

impl Said {
    /// `error`, `warning` or `note`.
    pub fn kind(&self) -> &'static str {
        match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

/// One line of the points table.
#[derive(Clone, Debug)]
pub struct Points {
    /// Category or item.
    pub name: String,
    /// Whether it is a category.
    pub category: bool,
    /// Points.
    pub points: String,
}

/// A text as the compiler sees it.
#[derive(Clone, Debug)]
pub struct Checked {
    /// What it says, errors first, then by place.
    pub said: Vec<Said>,
    /// Categories and items with their points; nothing while it does not compile.
    pub points: Vec<Points>,
    /// The title of the scheme.
    pub title: String,
    /// The compiled scheme.
    pub scheme: Option<Scheme>,
}

/// Checks a text: everything that is wrong with it at once.
pub fn check(by: &Person, text: &str) -> Result<Checked> {
    by.require(Role::Officer)?;
    bounded(text)?;
    Ok(checked(text))
}

fn bounded(text: &str) -> Result<()> {
    if text.len() > LONGEST_TEXT {
        return Err(Error::field("text", format!("办法文本最大2MB，现有{}KB", text.len() / 1024)));
    }
    Ok(())
}

pub(super) fn checked(text: &str) -> Checked {
    let sources = Sources::new("考核办法", text);
    let Compilation { scheme, diagnostics, .. } = rules::compile(&sources);
    let mut said: Vec<Said> = diagnostics.iter().map(|one| place(&sources, text, one)).collect();
    said.sort_by_key(|one| (std::cmp::Reverse(one.severity), one.line, one.column));
    let points = scheme.as_ref().map(points).unwrap_or_default();
    Checked {
        said,
        points,
        title: scheme.as_ref().map_or_else(String::new, |one| one.title().to_owned()),
        scheme,
    }
}

fn place(sources: &Sources, text: &str, one: &rules::Diagnostic) -> Said {
    let from = sources.place(one.span);
    let line = text.split('\n').nth(from.line.saturating_sub(1) as usize).unwrap_or_default().trim_end();
    let length = sources.text(one.span).split('\n').next().unwrap_or_default().chars().count().max(1);
    let before: usize = from.column.saturating_sub(1) as usize;
    let part = |skip: usize, take: usize| line.chars().skip(skip).take(take).collect::<String>();
    Said {
        severity: one.severity,
        code: one.code.id(),
        title: one.code.title(),
        line: from.line,
        column: from.column,
        parts: [part(0, before), part(before, length), part(before + length, usize::MAX)],
        message: one.message.clone(),
        hint: one.hint.clone().unwrap_or_default(),
        related: one
            .related
            .iter()
            .map(|other| (sources.place(other.span).line, other.message.clone()))
            .collect(),
    }
}

fn points(scheme: &Scheme) -> Vec<Points> {
    let mut points = Vec::new();
    for category in scheme.categories() {
        points.push(Points {
            name: category.name.clone(),
            category: true,
            points: category.points.normalized().to_string(),
        });
        for item in category.items.iter().filter_map(|at| scheme.items().get(*at)) {
            points.push(Points {
                name: format!("{} {}", item.code, item.title),
                category: false,
                points: item.points.normalized().to_string(),
            });
        }
    }
    points.push(Points {
        name: "总分".to_owned(),
        category: true,
        points: scheme.total_points().normalized().to_string(),
    });
    points
}

/// The text of a cycle's scheme that is worked on: what was saved last, or the published version it begins from.
pub async fn draft(app: &App, by: &Person, id: CycleId) -> Result<Draft> {
    by.require_reader()?;
    let mut reader = app.store.reader(app.tenant).await?;
    let cycle = find(&mut reader, id).await?;
    let draft = reader.find_scheme_draft(id).await?;
    let published = latest(reader.list_schemes(id).await?);
    let open = by.has(Role::Officer) && editable(state(&cycle)?);
    let version = draft.as_ref().map_or(0, |draft| draft.id);
    let newer = draft.filter(|draft| published.as_ref().is_none_or(|scheme| scheme.id.get() < draft.id));
    Ok(match (newer, published) {
        // A draft is the office's own until it is published.
        (Some(draft), _) if by.has(Role::Officer) => {
            let name = Names::load(&mut reader).await?.of(draft.author);
            Draft { text: draft.source, version, from: None, saved: Some((name, draft.at)), open }
        }
        (_, Some(scheme)) => {
            Draft { text: scheme.source, version, from: Some(scheme.version), saved: None, open }
        }
        _ => Draft { text: String::new(), version, from: None, saved: None, open },
    })
}

fn latest(schemes: Vec<StoredScheme>) -> Option<StoredScheme> {
    schemes.into_iter().find(|scheme| scheme.published_at.is_some())
}

fn editable(state: CycleState) -> bool {
    matches!(state, CycleState::Draft | CycleState::Open | CycleState::Closing)
}

fn require_editable(state: CycleState) -> Result<()> {
    if editable(state) {
        return Ok(());
    }
    Err(Error::refused("scheme_stands", format!("考核周期{state}，办法不再改动；更正须经裁定")))
}

/// Keeps the text that is worked on. `seen` is the number of the saving that the person saw.
pub async fn save_draft(app: &App, by: &Person, id: CycleId, text: &str, seen: Option<i64>) -> Result<i64> {
    by.require(Role::Officer)?;
    bounded(text)?;
    if text.trim().is_empty() {
        return Err(Error::field("text", "办法文本是空的，没有保存；请粘贴或上传办法文本"));
    }
    let mut change = app.store.change(app.tenant, app.now()).await?;
    let cycle = find(&mut change, id).await?;
    require_editable(state(&cycle)?)?;
    let now = change.find_scheme_draft(id).await?;
    unchanged(seen, now.as_ref().map_or(0, |draft| draft.id))?;
    if let Some(same) = now.filter(|draft| draft.source == text) {
        return Ok(same.id);
    }
    let version = change.save_scheme_draft(id, text, by.account()).await?;
    change.audit(by.audit("scheme.draft", format!("cycle/{id}"), format!("sha256 {}", text_hash(text))));
    change.commit().await?;
    Ok(version)
}

fn unchanged(seen: Option<i64>, now: i64) -> Result<()> {
    if seen.is_none_or(|seen| seen == now) {
        return Ok(());
    }
    let text = "草稿刚被他人保存过，您的没有保存；您的文本还在本页，请另存后刷新，对照着改".to_owned();
    Err(Error::Conflict { text, now })
}

/// Publishes a text as the next version of a cycle's scheme, valid from a day; the text never changes again. Its number.
/// `tag` names the cycle as a program saw it.
pub async fn publish(
    app: &App,
    by: &Person,
    id: CycleId,
    text: &str,
    (since, reason): (&str, &str),
    tag: Option<&str>,
) -> Result<i64> {
    by.require(Role::Officer)?;
    bounded(text)?;
    let Checked { said, scheme, title, .. } = checked(text);
    let mut faults = Vec::new();
    let mut fault = |field: &str, text: String| faults.push(FieldError { field: field.to_owned(), text });
    let errors = said.iter().filter(|one| one.severity == Severity::Error).count();
    if errors > 0 || scheme.is_none() {
        fault("text", format!("办法还有{errors}处错误，不能公布；请按右侧的检查结果逐处改正"));
    }
    let since = read_day(since);
    if since.is_none() {
        fault("since", "请填写施行日期，例如 2026-02-18".to_owned());
    }
    if let Err(Error::Invalid(more)) = reasoned(reason) {
        for one in more {
            fault(&one.field, one.text);
        }
    }
    let mut change = app.store.change(app.tenant, app.now()).await?;
    let cycle = find(&mut change, id).await?;
    super::require_seen(&mut change, id, tag).await?;
    require_editable(state(&cycle)?)?;
    let before = latest(change.list_schemes(id).await?);
    let year = scheme.as_ref().and_then(Scheme::year);
    if let Some(year) = year.filter(|year| i64::from(*year) != cycle.year) {
        fault("text", format!("办法写的是{year}年度，考核周期是{}年；请核对“方案”一行的年度", cycle.year));
    }
    if let Some(text) = since.and_then(|since| dated(since, cycle.year, before.as_ref())) {
        fault("since", text);
    }
    if before.as_ref().is_some_and(|before| before.hash == text_hash(text)) {
        fault("text", "与现行版本一字不差，没有可公布的改动".to_owned());
    }
    let (Some(scheme), Some(since)) = (scheme, since) else { return Err(Error::Invalid(faults)) };
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    let added = register::indicators(&mut change, &scheme).await?;
    let new = NewScheme {
        cycle: id,
        title: &title,
        source: text,
        valid_from: day_code(since),
        published: true,
        reason: reason.trim(),
        author: by.account(),
    };
    let version = change.create_scheme(&new).await?;
    change.audit(published(by, id, version, since, text, added));
    change.commit().await?;
    Ok(version)
}

fn published(by: &Person, id: CycleId, version: i64, since: Date, text: &str, added: usize) -> AuditEntry {
    let detail = format!("version {version} from {since} sha256 {} new indicators {added}", text_hash(text));
    by.audit("scheme.publish", format!("cycle/{id}"), detail)
}

fn dated(since: Date, year: i64, before: Option<&StoredScheme>) -> Option<String> {
    let of_year = i64::from(since.year());
    if of_year != year && of_year != year - 1 {
        return Some(format!("施行日期{since}不在{year}年度，请核对"));
    }
    let earlier = before.and_then(|before| day(before.valid_from).ok()).filter(|earlier| since < *earlier)?;
    Some(format!("施行日期不能早于现行版本的{earlier}；要改正更早的期次，请经裁定"))
}

/// A day as people write it: 2026-07-01, 2026.7.1, 2026年7月1日.
pub(super) fn read_day(text: &str) -> Option<Date> {
    let measure = assessment::measure_named("日期");
    let context = assessment::ReadContext {
        basis: assessment::Basis::Milestone,
        measure: &measure,
        decimals: 0,
        year: 0,
    };
    match assessment::read_entry(text, context).ok()?.entry {
        assessment::Entry::Day(assessment::DayEntry::Day(day)) if day.year() > 0 => Some(day),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use assessment::Coded as _;

    use super::*;

    #[test]
    fn a_day_is_read_as_people_write_it() {
        let first = Some(jiff::civil::date(2026, 7, 1));
        for text in ["2026-07-01", "2026.7.1", "2026年7月1日"] {
            assert_eq!(read_day(text), first, "{text}");
        }
        assert_eq!(read_day("下月初"), None);
        assert!(CycleState::from_code("draft").is_some_and(editable));
    }

    #[test]
    fn what_is_wrong_is_shown_in_its_line() {
        let text = "# 办法\n\n```考核\n方案 \"试\" 年度 2026 总分 10分\n缺抱 待补\n```\n";
        let checked = checked(text);
        assert!(checked.scheme.is_none());
        let typo = checked.said.iter().find(|said| said.line == 5).unwrap();
        assert_eq!(typo.parts.concat(), "缺抱 待补");
        assert!(!typo.message.is_empty());
    }
}
