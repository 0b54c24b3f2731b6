//! The audit as a file that can be kept elsewhere: every line with its hash, and at the end the head of the chain and a
//! digest of the file itself.

use std::collections::BTreeMap;
use std::io::Write;

use sha2::{Digest as _, Sha256};
use store::{AuditFilter, AuditRow};

use crate::session::hex;
use crate::{App, Error, Person, Result};
use assessment::Role;

/// How the lines are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A table for Excel and WPS.
    Csv,
    /// One JSON object a line.
    JsonLines,
}

/// Lines that a page hands out at most; the command has no limit.
pub const MOST_LINES: i64 = 100_000;
const STEP: i64 = 5_000;

/// Writes the whole chain, the first line first, for whoever can open the data folder; the count of lines.
pub async fn export_unattended(app: &App, format: Format, out: &mut (dyn Write + Send)) -> Result<i64> {
    let mut reader = app.store.reader(app.tenant).await?;
    let mut file = File::begin(format, names(&mut reader).await?, out)?;
    let mut last = 0;
    loop {
        let rows = reader.list_audit_after(last, STEP).await?;
        let Some(end) = rows.last() else { break };
        last = end.seq;
        for row in &rows {
            file.line(row)?;
        }
    }
    let digest = reader.audit_digest().await?;
    file.end(digest.name())?;
    Ok(last)
}

/// The lines that a filter leaves, the latest [`MOST_LINES`], in their order; only the audit administrator reads them.
pub async fn export(app: &App, by: &Person, filter: &AuditFilter, format: Format) -> Result<Vec<u8>> {
    by.require(Role::AuditAdmin)?;
    let mut reader = app.store.reader(app.tenant).await?;
    let filter = AuditFilter { limit: MOST_LINES, ..filter.clone() };
    let rows = reader.list_audit(&filter).await?;
    let mut bytes = Vec::new();
    let mut file = File::begin(format, names(&mut reader).await?, &mut bytes)?;
    for row in rows.iter().rev() {
        file.line(row)?;
    }
    let digest = reader.audit_digest().await?;
    file.end(digest.name())?;
    Ok(bytes)
}

async fn names(reader: &mut store::Reader) -> Result<BTreeMap<i64, String>> {
    let accounts = reader.list_accounts().await?;
    Ok(accounts.into_iter().map(|account| (account.id.get(), account.name)).collect())
}

struct File<'a> {
    format: Format,
    names: BTreeMap<i64, String>,
    out: &'a mut (dyn Write + Send),
    digest: Sha256,
    last: Option<(i64, String)>,
}

impl<'a> File<'a> {
    fn begin(format: Format, names: BTreeMap<i64, String>, out: &'a mut (dyn Write + Send)) -> Result<Self> {
        let mut file = Self { format, names, out, digest: Sha256::new(), last: None };
        if format == Format::Csv {
            // The mark lets Excel and WPS know the encoding.
            file.put("\u{feff}序号,时间(UTC),账号,事项,对象,内容,校验值\r\n")?;
        }
        Ok(file)
    }

    fn put(&mut self, text: &str) -> Result<()> {
        self.digest.update(text.as_bytes());
        let failed =
            |error: std::io::Error| Error::Internal(format!("the export could not be written: {error}"));
        self.out.write_all(text.as_bytes()).map_err(failed)
    }

    fn line(&mut self, row: &AuditRow) -> Result<()> {
        let hash = hex(&row.hash);
        let name = self.names.get(&row.account).cloned().unwrap_or_default();
        let at = jiff::Timestamp::from_millisecond(row.at).map(|at| at.to_string()).unwrap_or_default();
        let text = match self.format {
            Format::Csv => {
                let cells = [&row.seq.to_string(), &at, &name, &row.action, &row.subject, &row.detail, &hash]
                    .map(|cell| csv(cell));
                format!("{}\r\n", cells.join(","))
            }
            Format::JsonLines => {
                let line = serde_json::json!({
                    "seq": row.seq, "at": row.at, "time": at, "account": row.account, "name": name,
                    "action": row.action, "subject": row.subject, "detail": row.detail, "hash": hash,
                });
                format!("{line}\n")
            }
        };
        self.last = Some((row.seq, hash));
        self.put(&text)
    }

    fn end(mut self, chained: &str) -> Result<()> {
        let (seq, hash) = self.last.take().unwrap_or_default();
        let whole = hex(&self.digest.clone().finalize());
        let text = match self.format {
            Format::Csv => format!("末条,{seq},算法,{chained},校验值,{hash},以上各行SHA-256 {whole}\r\n"),
            Format::JsonLines => {
                let head = serde_json::json!({"head": {"seq": seq, "hash": hash, "digest": chained}, "sha256": whole});
                format!("{head}\n")
            }
        };
        self.put(&text)?;
        self.out.flush().map_err(|error| Error::Internal(format!("the export could not be written: {error}")))
    }
}

/// A cell that a table program takes as text: never as a formula.
fn csv(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t']);
    let text = if formula { format!("'{text}") } else { text.to_owned() };
    if text.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_never_a_formula_and_keeps_its_quotes() {
        assert_eq!(csv("=1+1"), "'=1+1");
        assert_eq!(csv("甲,\"乙\""), "\"甲,\"\"乙\"\"\"");
    }

    #[test]
    fn the_end_names_the_head_and_digests_what_stands_above_it() {
        let row = AuditRow {
            seq: 7,
            at: 0,
            account: 3,
            action: "unit.amend".into(),
            subject: "unit/1".into(),
            detail: "改名".into(),
            hash: vec![0xAB; 32],
        };
        let mut bytes = Vec::new();
        let mut file =
            File::begin(Format::JsonLines, BTreeMap::from([(3, "li".into())]), &mut bytes).unwrap();
        file.line(&row).unwrap();
        file.end("sm3").unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let (line, end) = text.trim_end().split_once('\n').unwrap();
        let line_json: serde_json::Value = serde_json::from_str(line).unwrap();
        let end: serde_json::Value = serde_json::from_str(end).unwrap();
        assert_eq!(line_json["name"], "li");
        assert_eq!(end["head"]["seq"], 7);
        assert_eq!(end["head"]["hash"], "ab".repeat(32));
        assert_eq!(end["sha256"], hex(&Sha256::digest(format!("{line}\n").as_bytes())));
    }
}
