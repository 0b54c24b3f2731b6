//! 文档核验: documents that people give to be read, what was found in them, corrections of what was misread, and goals taken
//! from them as targets or figures.

mod accept;
mod candidate;
mod correct;
mod offer;
mod reading;
mod source;
mod stated;
mod upload;

use std::sync::Arc;

use assessment::{AccountId, DocumentId, Role, UnitId};

pub use accept::{Asked, Choice, Column, Line, Plan, Purpose, accept, preview};
pub use candidate::{Candidate, Suggestion, candidates};
pub use correct::{LONGEST_CORRECTION, Place, correct, correctable};
pub use offer::{Offer, offers};
pub(crate) use reading::Readings;
pub use reading::{Counts, Reading};
pub use source::Source;
pub use upload::{LARGEST_UPLOAD, too_large, upload};

/// What pages show of a document as it was read.
pub use ingest::{
    Document, Span,
    claim::{ClaimRecord, Findings},
    document::{Block, BlockKind, Part},
    table::{Cell, Table},
};
pub use store::{CorrectionRow, DocumentRow, UseRow};

use crate::catalogue::Catalogue;
use crate::names::Names;
use crate::{App, Error, Person, Result};

/// Documents on one page of the list.
pub const PAGE: usize = 50;

/// A document as it reads now, or as it read after so many corrections.
pub struct Opened {
    /// Whose it is and where it came from.
    pub row: DocumentRow,
    /// Text and findings.
    pub reading: Arc<Reading>,
    /// Number of the last correction that the reading has.
    pub version: i64,
    /// Every correction, also those after the version shown.
    pub corrections: Vec<CorrectionRow>,
    /// What was taken from it.
    pub uses: Vec<UseRow>,
    /// The plan that its goals are compared with.
    pub catalogue: Arc<Catalogue>,
    names: Names,
}

impl Opened {
    /// What a person is called.
    pub fn name(&self, account: AccountId) -> String {
        self.names.of(account)
    }

    /// Whether it shows the latest reading.
    pub fn is_latest(&self) -> bool {
        usize::try_from(self.version).is_ok_and(|version| version == self.corrections.len())
    }

    /// Title as read, or the name of the file.
    pub fn title(&self) -> &str {
        if self.row.title.is_empty() { &self.row.name } else { &self.row.title }
    }
}

/// One line of the list.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The document.
    pub row: DocumentRow,
    /// How its claims came out.
    pub counts: Counts,
    /// Name of its unit.
    pub unit: String,
    /// Who gave it.
    pub author: String,
}

/// Documents that the person may read, the latest first; of one unit if that is asked for. One more than [`PAGE`] says
/// that there are further ones.
pub async fn list(
    app: &App,
    by: &Person,
    unit: Option<UnitId>,
    before: Option<DocumentId>,
) -> Result<Vec<Listed>> {
    by.require_reader()?;
    let catalogue = app.catalogue().await?;
    let mut reader = app.store.reader(app.tenant).await?;
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let mut rows = Vec::new();
    match (unit, by.own_units()) {
        (Some(unit), _) => {
            by.require_unit(unit)?;
            rows = reader.list_documents(Some(unit), before, limit).await?;
        }
        (None, None) => rows = reader.list_documents(None, before, limit).await?,
        (None, Some(own)) => {
            for unit in own {
                rows.extend(reader.list_documents(Some(unit), before, limit).await?);
            }
            rows.sort_by_key(|row| std::cmp::Reverse(row.id));
            rows.dedup_by_key(|row| row.id);
            rows.truncate(PAGE + 1);
        }
    }
    let names = Names::load(&mut reader).await?;
    let listed = rows.into_iter().map(|row| Listed {
        counts: Counts::from_text(&row.summary),
        unit: catalogue.unit(row.unit).map_or_else(String::new, |unit| unit.name.clone()),
        author: names.of(row.author),
        row,
    });
    Ok(listed.collect())
}

/// Opens a document; `version` asks for an earlier reading, with so many corrections.
pub async fn get(app: &App, by: &Person, id: DocumentId, version: Option<i64>) -> Result<Opened> {
    by.require_reader()?;
    let catalogue = app.catalogue().await?;
    let mut reader = app.store.reader(app.tenant).await?;
    let missing = || Error::NotFound("这份文档，它可能已被撤回");
    let row = reader.find_document(id).await?.ok_or_else(missing)?;
    by.require_unit(row.unit).map_err(|_hidden| missing())?;
    let corrections = reader.list_corrections(id).await?;
    let uses = reader.list_document_uses(id).await?;
    let names = Names::load(&mut reader).await?;
    drop(reader);
    let latest = i64::try_from(corrections.len()).unwrap_or(i64::MAX);
    let version = version.map_or(latest, |asked| asked.clamp(0, latest));
    let applied = corrections.get(..usize::try_from(version).unwrap_or(0)).unwrap_or_default();
    let reading = reading::stored(app, &row, applied).await?;
    Ok(Opened { row, reading, version, corrections, uses, catalogue, names })
}

/// The file as it was given, with its name.
pub async fn original(app: &App, by: &Person, id: DocumentId) -> Result<(String, Vec<u8>)> {
    let opened = get_row(app, by, id).await?;
    let bytes = app.store.reader(app.tenant).await?.find_document_bytes(&opened.hash).await?;
    let bytes = bytes.ok_or_else(|| Error::Internal(format!("document {id}: its content is not stored")))?;
    Ok((opened.name, bytes))
}

/// The goals as a workbook with merged cells, with its name.
pub async fn goals_xlsx(app: &App, by: &Person, id: DocumentId) -> Result<(String, Vec<u8>)> {
    let opened = get(app, by, id, None).await?;
    let Reading { document, findings } = &*opened.reading;
    let book = ingest::table_book::workbook(document, &findings.goals)
        .map_err(|error| Error::refused("no_goals", error.to_string()))?;
    Ok((format!("{} 目标", opened.title()), book))
}

/// Takes a document out of the lists. One that targets or figures rest on stays.
pub async fn withdraw(app: &App, by: &Person, id: DocumentId) -> Result<()> {
    require_hand(by)?;
    let row = get_row(app, by, id).await?;
    by.actor.require_any(&[Role::Clerk, Role::Officer], row.unit)?;
    let mut change = app.store.change(app.tenant, app.now()).await?;
    if !change.list_document_uses(id).await?.is_empty() {
        let text = "已有目标或数据出自这份文档，不能撤回；如有误，请更正那些目标或数据";
        return Err(Error::refused("document_in_use", text));
    }
    change.withdraw_document(id).await?;
    change.audit(by.audit("document.withdraw", subject(id), row.name));
    change.commit().await?;
    Ok(())
}

async fn get_row(app: &App, by: &Person, id: DocumentId) -> Result<DocumentRow> {
    by.require_reader()?;
    let missing = || Error::NotFound("这份文档，它可能已被撤回");
    let row = app.store.reader(app.tenant).await?.find_document(id).await?.ok_or_else(missing)?;
    by.require_unit(row.unit).map_err(|_hidden| missing())?;
    Ok(row)
}

/// Those who give and correct documents: clerks and the office.
pub fn require_hand(by: &Person) -> Result<()> {
    if by.has(Role::Clerk) || by.has(Role::Officer) {
        return Ok(());
    }
    Err(Error::Forbidden("文档由填报员或考核办上传、更正和采用".to_owned()))
}

/// Whether the person may correct and take from documents of the unit.
pub fn may_change(by: &Person, unit: UnitId) -> bool {
    by.actor.holds(Role::Clerk, unit) || by.actor.holds(Role::Officer, unit)
}

fn subject(id: DocumentId) -> String {
    format!("document/{id}")
}
