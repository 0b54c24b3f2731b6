//! Reading and proving the audit.

use assessment::Role;
use store::{AuditFilter, AuditRow, Break};

use crate::{App, Person, Result};

/// A line of the audit with the name of who did it.
#[derive(Clone, Debug)]
pub struct Line {
    /// The line.
    pub row: AuditRow,
    /// Sign-in name; empty for the program itself.
    pub name: String,
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
    Ok(rows.into_iter().map(|row| Line { name: name(row.account), row }).collect())
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

/// What a break means, in words.
pub fn explain(found: &Break) -> String {
    match found {
        Break::Gap(at) => format!("第{at}条之前有缺失:审计记录被删除过"),
        Break::Changed(at) => format!("第{at}条或其前一条被改动过:内容与校验值不符"),
        Break::CutOff { found, expected } => {
            format!("末尾缺失:应有{expected}条,只有{found}条,审计记录被截断过")
        }
    }
}
