//! Reading and proving the audit.

mod action;

use assessment::{CycleId, IndicatorId, Period, Role, UnitId};
use store::{AuditFilter, AuditRow, Break, Digest};

pub use action::{ACTIONS, GROUPS, word};

use crate::catalogue::Catalogue;
use crate::{App, Error, Person, Result};

/// A line of the audit with the name of who did it.
#[derive(Clone, Debug)]
pub struct Line {
    /// The line.
    pub row: AuditRow,
    /// Sign-in name; empty for the program itself.
    pub name: String,
    /// To what, in words.
    pub about: String,
    /// What it was and became, in words.
    pub said: String,
}

/// Which lines a person asks for.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Only of this sign-in name.
    pub name: String,
    /// Only actions that begin so.
    pub action: String,
    /// Only subjects that contain this.
    pub subject: String,
    /// Only from this day on, as `2026-09-01`.
    pub from: String,
    /// Only up to this day, as `2026-09-30`.
    pub until: String,
    /// Only lines before this number; 0 for all.
    pub before: i64,
    /// At most so many.
    pub limit: i64,
}

/// The filter of what a person asks for; days are those of the office's clock.
pub async fn filter(app: &App, by: &Person, wanted: &Wanted) -> Result<AuditFilter> {
    by.require(Role::AuditAdmin)?;
    let account = match wanted.name.trim() {
        "" => None,
        name => {
            let found = app.store.reader(app.tenant).await?.find_account_by_name(name).await?;
            // Of a name that nobody has there are no lines.
            Some(found.map_or(i64::MAX, |account| account.id.get()))
        }
    };
    let from = day("from", &wanted.from)?;
    let until = day("until", &wanted.until)?.map(|start| start + DAY_MS);
    Ok(AuditFilter {
        account,
        action: wanted.action.clone(),
        subject: wanted.subject.trim().to_owned(),
        before: wanted.before,
        from,
        until,
        limit: wanted.limit,
    })
}

const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// China's clock is eight hours ahead, the whole year.
const AHEAD_MS: i64 = 8 * 60 * 60 * 1000;

/// The first instant of a day, UTC milliseconds.
fn day(field: &str, text: &str) -> Result<Option<i64>> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let wrong = || Error::field(field, format!("日期“{text}”应写成 2026-09-01"));
    let date: jiff::civil::Date = text.parse().map_err(|_not_a_day| wrong())?;
    let days = jiff::civil::date(1970, 1, 1).until(date).map_err(|_too_far| wrong())?.get_days();
    Ok(Some(i64::from(days) * DAY_MS - AHEAD_MS))
}

/// A subject in words: names in place of numbers.
fn about(catalogue: &Catalogue, subject: &str) -> String {
    let parts: Vec<&str> = subject.split('/').collect();
    let unit = |id: &str| {
        let found = id.parse().ok().and_then(|id| catalogue.unit(UnitId::new(id)));
        found.map_or_else(|| format!("单位{id}"), |unit| unit.name.clone())
    };
    let indicator = |id: &str| {
        let found = id.parse().ok().and_then(|id| catalogue.indicator(IndicatorId::new(id)));
        found.map_or_else(|| format!("指标{id}"), |one| one.name.clone())
    };
    let period = |code: &str| code.parse::<Period>().map_or_else(|_| code.to_owned(), Period::label);
    let cycle = |id: &str| {
        let found = id.parse().ok().and_then(|id| catalogue.cycle(CycleId::new(id)));
        found.map_or_else(|| format!("考核周期 {id}"), |cycle| cycle.name.clone())
    };
    match parts.as_slice() {
        ["figure", month, of, which] => format!("{} {} {}", unit(of), period(month), indicator(which)),
        ["figure", month] => period(month),
        ["submission", month, of] => format!("{} {}", unit(of), period(month)),
        ["unit", id] => unit(id),
        ["account", name] => format!("账号 {name}"),
        ["token", id] => format!("令牌 {id}"),
        ["fact", _] => "成批数据".to_owned(),
        ["cycle", id] => cycle(id),
        ["cycle", id, "indicator", which] => format!("{} {}", cycle(id), indicator(which)),
        ["target", of, which] => format!("{} {}", unit(of), indicator(which)),
        ["published", month] => period(month),
        ["document", id] => format!("文档 {id}"),
        ["hierarchy", id] => format!("组织体系 {id}"),
        ["reorganisation", id] => format!("机构调整 {id}"),
        ["setting", "workdays"] => "工作日历".to_owned(),
        ["scheme", id] => format!("考核办法 {id}"),
        ["audit"] => "审计记录".to_owned(),
        _ => subject.to_owned(),
    }
}

/// A detail in words: digests are for the program, not for the reader.
fn said(detail: &str) -> String {
    match detail.split(' ').collect::<Vec<_>>().as_slice() {
        ["fact", seq, "supersedes", "0", _, _] => format!("首次填报，第{seq}号数据"),
        ["fact", seq, "supersedes", before, _, _] => format!("第{seq}号数据替代第{before}号"),
        ["facts", first, "to", last, _, _] => format!("第{first}至{last}号数据"),
        _ => detail.to_owned(),
    }
}

/// Lines, newest first; only the audit administrator reads them.
pub async fn list(app: &App, by: &Person, filter: &AuditFilter) -> Result<Vec<Line>> {
    by.require(Role::AuditAdmin)?;
    let mut reader = app.store.reader(app.tenant).await?;
    let rows = reader.list_audit(filter).await?;
    let accounts = reader.list_accounts().await?;
    let name = |id: i64| {
        accounts
            .iter()
            .find(|account| account.id.get() == id)
            .map_or(String::new(), |found| found.name.clone())
    };
    let catalogue = app.catalogue().await?;
    let line = |row: AuditRow| Line {
        name: name(row.account),
        about: about(&catalogue, &row.subject),
        said: said(&row.detail),
        row,
    };
    Ok(rows.into_iter().map(line).collect())
}

/// Walks the whole chain: the count of lines, and where it does not hold.
pub async fn verify(app: &App, by: &Person) -> Result<(i64, Option<Break>)> {
    by.require(Role::AuditAdmin)?;
    verify_unattended(app).await
}

/// As [`verify`], for whoever can open the data folder.
pub async fn verify_unattended(app: &App) -> Result<(i64, Option<Break>)> {
    Ok(app.store.reader(app.tenant).await?.verify_audit().await?)
}

/// Chains the audit with this digest from now on, where one is asked for and another stands.
pub async fn use_digest(app: &App, digest: Option<Digest>) -> Result<()> {
    let Some(digest) = digest else { return Ok(()) };
    if app.store.reader(app.tenant).await?.audit_digest().await? == digest {
        return Ok(());
    }
    let mut change = app.store.change(app.tenant, app.now()).await?;
    change.set_audit_digest(digest);
    change.commit().await?;
    Ok(())
}

/// What a break means, in words.
pub fn explain(found: &Break) -> String {
    match found {
        Break::Gap(at) => format!("第{at}条之前有缺失：审计记录被删除过"),
        Break::Changed(at) => format!("第{at}条或其前一条被改动过：内容与校验值不符"),
        Break::CutOff { found, expected } => {
            format!("末尾缺失：应有{expected}条，只有{found}条，审计记录被截断过")
        }
        Break::FactChanged { first, last } if first == last => {
            format!("第{first}号数据被改动过：与审计记录中的校验值不符")
        }
        Break::FactChanged { first, last } => {
            format!("第{first}至{last}号数据中有被改动的：与审计记录中的校验值不符")
        }
        Break::FactMissing(seq) => format!("第{seq}号数据缺失：审计记录中有它，数据库中没有"),
        Break::FactUnknown(seq) => format!("第{seq}号数据来历不明：审计记录中没有它"),
        Break::FigureDiffers { period, unit, indicator } => {
            format!("{}单位{unit}指标{indicator}的现值与最后一次填报不符：现值被直接改动过", period.label())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_midnight_of_the_offices_clock() {
        assert_eq!(day("from", "1970-01-02").unwrap(), Some(DAY_MS - AHEAD_MS));
        assert_eq!(day("from", " ").unwrap(), None);
        assert!(day("from", "9月1日").is_err());
    }

    #[test]
    fn digests_are_not_shown_to_people() {
        assert_eq!(said("fact 12 supersedes 3 sha256 00ff"), "第12号数据替代第3号");
        assert_eq!(said("facts 1 to 4096 sm3 00ff"), "第1至4096号数据");
        assert_eq!(said("退回"), "退回");
    }
}
