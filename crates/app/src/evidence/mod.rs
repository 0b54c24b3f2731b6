//! 佐证材料: files beside figures, seen by those who may see the figure.
//!
//! A file is stored once by the hash of its content and may prove many figures. What was put beside a figure is
//! withdrawn with a reason, never deleted. With a scanner nobody opens a file before it was found clean.

mod asked;
mod content;
mod scanner;

use std::sync::Arc;

use assessment::{
    EvidenceId, FigureState, FileState, IndicatorId, Period, Refusal, Role, Submission, SubmissionState,
    UnitId,
};
use sha2::{Digest as _, Sha256};
use store::{EvidenceRow, FileRow, NewEvidence};

pub use asked::{Asked, EvidenceRules, rules, set_rules};
pub(crate) use asked::{setting, stored};
pub use scanner::{Scanned, Scanner, scan_waiting};

use crate::figure::Place;
use crate::{App, Error, Person, Result};

/// Largest file, in bytes.
pub const LARGEST_BYTES: usize = 20 << 20;
/// Most pieces that stand beside one figure at a time.
const MOST_PIECES: usize = 50;
/// Longest note, in characters.
const LONGEST_NOTE: usize = 500;
/// Pieces of a unit that are offered to be used again.
const OFFERED: i64 = 200;

/// A file as it arrives.
#[derive(Clone, Debug)]
pub struct Upload {
    /// The sender's name of it.
    pub name: String,
    /// What it shows.
    pub note: String,
    /// Its content.
    pub bytes: Arc<[u8]>,
}

/// A file that is opened.
#[derive(Debug)]
pub struct Opened {
    /// Name to keep it under.
    pub name: String,
    /// Media type, by content.
    pub media: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// What files are taken, in words.
pub fn taken() -> String {
    format!("{}；每份不超过 {} MB", content::TAKEN, LARGEST_BYTES >> 20)
}

/// The first signs of a file's hash, as pages show it.
pub fn short_hash(hash: &[u8]) -> String {
    crate::session::hex(hash.get(..6).unwrap_or_default())
}

/// A file's hash in hexadecimal digits.
pub fn hash_text(hash: &[u8]) -> String {
    crate::session::hex(hash)
}

/// How many pieces stand beside each figure of a report; figures without any are left out.
pub async fn counts(
    app: &App,
    by: &Person,
    unit: UnitId,
    period: Period,
) -> Result<std::collections::BTreeMap<IndicatorId, usize>> {
    by.require_unit(unit)?;
    let mut reader = app.store.reader(app.tenant).await?;
    Ok(reader.count_evidence(period, unit).await?.into_iter().collect())
}

/// Everything beside a figure, withdrawn pieces too.
pub async fn list(app: &App, by: &Person, place: Place) -> Result<Vec<EvidenceRow>> {
    by.require_unit(place.unit)?;
    known(app, place).await?;
    let mut reader = app.store.reader(app.tenant).await?;
    Ok(reader.list_evidence(place.period, place.unit, place.indicator).await?)
}

/// Pieces beside other figures of the unit that may be used again, each file once, the latest first.
pub async fn offered(app: &App, by: &Person, place: Place) -> Result<Vec<EvidenceRow>> {
    by.require_unit(place.unit)?;
    let mut reader = app.store.reader(app.tenant).await?;
    let here = reader.list_evidence(place.period, place.unit, place.indicator).await?;
    let mut seen: std::collections::BTreeSet<Vec<u8>> =
        here.into_iter().filter(|row| row.withdrawn.is_none()).map(|row| row.file.hash).collect();
    let all = reader.list_evidence_of_unit(place.unit, OFFERED).await?;
    Ok(all.into_iter().filter(|row| seen.insert(row.file.hash.clone())).collect())
}

/// Whether the person may put files beside this figure now.
pub fn may_change(
    by: &Person,
    submission: &Submission,
    indicator: IndicatorId,
) -> std::result::Result<(), Refusal> {
    by.actor.require(Role::Clerk, submission.unit)?;
    let figure = submission.figures.get(&indicator).ok_or(Refusal::NoSuchFigure(indicator))?;
    match submission.state {
        SubmissionState::Draft => {}
        SubmissionState::Submitted => return Err(Refusal::WaitsForReview),
        SubmissionState::Reviewed => return Err(Refusal::WaitsForVerification),
        SubmissionState::Verified => return Err(Refusal::AlreadyVerified),
        SubmissionState::Locked => return Err(Refusal::Locked),
        SubmissionState::Published => return Err(Refusal::Published),
    }
    match figure.state {
        FigureState::Verified => Err(Refusal::FigureVerified(indicator)),
        FigureState::Accepted => Err(Refusal::FigureAccepted(indicator)),
        FigureState::Empty | FigureState::Entered | FigureState::Returned => Ok(()),
    }
}

/// Puts a file beside a figure. It is on disk, and scanned where there is a scanner, before this answers.
pub async fn create(app: &App, by: &Person, place: Place, upload: Upload) -> Result<EvidenceRow> {
    by.require_unit(place.unit)?;
    open_to(app, by, place).await?;
    let note = note(&upload.note)?;
    let size = upload.bytes.len();
    if size > LARGEST_BYTES {
        let text =
            format!("文件有 {} MB，超过 {} MB；请压缩图片或拆分后上传", size >> 20, LARGEST_BYTES >> 20);
        return Err(Error::field("file", text));
    }
    let kind = content::kind(&upload.bytes).map_err(|why| Error::field("file", why))?;
    let hash = Sha256::digest(&upload.bytes).to_vec();
    let known = app.store.reader(app.tenant).await?.find_file(&hash).await?;
    let file = if let Some(file) = known {
        file
    } else {
        let (state, said) = match &app.scanner {
            None => (FileState::Clean, String::new()),
            Some(scanner) => match scanner.scan(Arc::clone(&upload.bytes)).await {
                Scanned::Clean => (FileState::Clean, "查毒通过".to_owned()),
                Scanned::Infected(found) => return Err(infected(app, by, place, &hash, &found).await?),
                Scanned::Unavailable(why) => {
                    tracing::warn!(why, "the scanner does not answer; a file waits");
                    (FileState::Waiting, String::new())
                }
            },
        };
        app.store.put_bytes(app.tenant, &hash, &upload.bytes).await?;
        let size = i64::try_from(size).unwrap_or(i64::MAX);
        FileRow { hash, size, media: kind.media.to_owned(), state, said }
    };
    if file.state == FileState::Infected {
        return Err(refuse_infected(&file.said));
    }
    add(app, by, place, file, content::name(&upload.name, kind), note).await
}

/// Puts a file that proves another figure of the unit beside this one too.
pub async fn reuse(
    app: &App,
    by: &Person,
    place: Place,
    from: EvidenceId,
    said: &str,
) -> Result<EvidenceRow> {
    by.require_unit(place.unit)?;
    open_to(app, by, place).await?;
    let note = note(said)?;
    let found = app.store.reader(app.tenant).await?.find_evidence(from).await?;
    let found = found.filter(|row| row.unit == place.unit && row.withdrawn.is_none());
    let found = found.ok_or(Error::NotFound("这份佐证材料"))?;
    if found.file.state == FileState::Infected {
        return Err(refuse_infected(&found.file.said));
    }
    let note = if note.is_empty() { found.note } else { note };
    add(app, by, place, found.file, found.name, note).await
}

/// Withdraws a piece with a reason. It stays in the figure's history.
pub async fn withdraw(app: &App, by: &Person, place: Place, id: EvidenceId, reason: &str) -> Result<()> {
    by.require_unit(place.unit)?;
    open_to(app, by, place).await?;
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(Error::field("reason", "请写明撤下的理由"));
    }
    let mut change = app.store.change(app.tenant, app.now()).await?;
    let row = change.find_evidence(id).await?.filter(|row| at(row) == place && row.withdrawn.is_none());
    let row = row.ok_or(Error::NotFound("这份佐证材料"))?;
    change.withdraw_evidence(id, by.account(), reason).await?;
    let detail = format!("{} sha256 {} {reason}", row.id, crate::session::hex(&row.file.hash));
    change.audit(by.audit("evidence.withdraw", subject(place), detail));
    change.commit().await?;
    Ok(())
}

/// Opens a file: for whoever may see the figure, once it was found clean.
pub async fn open(app: &App, by: &Person, place: Place, id: EvidenceId) -> Result<Opened> {
    by.require_unit(place.unit)?;
    let mut reader = app.store.reader(app.tenant).await?;
    let row = reader.find_evidence(id).await?.filter(|row| at(row) == place);
    let row = row.ok_or(Error::NotFound("这份佐证材料"))?;
    match row.file.state {
        FileState::Clean => {}
        FileState::Waiting => {
            let text = "文件正在查毒，查完才能打开；请稍后刷新本页";
            return Err(Error::refused("file_waits", text));
        }
        FileState::Infected => return Err(refuse_infected(&row.file.said)),
    }
    let bytes = reader.read_file(&row.file.hash).await?;
    if Sha256::digest(&bytes).as_slice() != row.file.hash {
        return Err(Error::Internal(format!(
            "evidence {id}: the stored bytes are not those that were given"
        )));
    }
    Ok(Opened { name: row.name, media: row.file.media, bytes })
}

async fn add(
    app: &App,
    by: &Person,
    place: Place,
    file: FileRow,
    name: String,
    note: String,
) -> Result<EvidenceRow> {
    let catalogue = app.catalogue().await?;
    let mut change = app.store.change(app.tenant, app.now()).await?;
    // Asked again behind the lock: the report may have been submitted meanwhile.
    let (submission, _) = crate::submission::load(&mut change, &catalogue, place.unit, place.period).await?;
    may_change(by, &submission, place.indicator)?;
    let here = change.list_evidence(place.period, place.unit, place.indicator).await?;
    let mut stand = here.iter().filter(|row| row.withdrawn.is_none());
    if let Some(same) = stand.clone().find(|row| row.file.hash == file.hash) {
        let text = format!("同样内容的材料“{}”已在这里，不用再传", same.name);
        return Err(Error::field("file", text));
    }
    if stand.by_ref().count() >= MOST_PIECES {
        return Err(Error::field("file", format!("每项最多{MOST_PIECES}份材料；请先撤下不用的")));
    }
    change.put_file(&file).await?;
    let new = NewEvidence {
        period: place.period,
        unit: place.unit,
        indicator: place.indicator,
        hash: file.hash.clone(),
        name: name.clone(),
        note,
        author: by.account(),
    };
    let id = change.add_evidence(&new).await?;
    let detail = format!("{id} {name} {} bytes sha256 {}", file.size, crate::session::hex(&file.hash));
    change.audit(by.audit("evidence.add", subject(place), detail));
    let at = change.at();
    change.commit().await?;
    Ok(EvidenceRow {
        id,
        period: place.period,
        unit: place.unit,
        indicator: place.indicator,
        file,
        name,
        note: new.note,
        author: by.account(),
        at,
        withdrawn: None,
    })
}

/// Refuses when the figure is not one of the report or not open to this person.
async fn open_to(app: &App, by: &Person, place: Place) -> Result<()> {
    let catalogue = known(app, place).await?;
    let mut reader = app.store.reader(app.tenant).await?;
    let (submission, _) = crate::submission::load(&mut reader, &catalogue, place.unit, place.period).await?;
    Ok(may_change(by, &submission, place.indicator)?)
}

async fn known(app: &App, place: Place) -> Result<Arc<crate::catalogue::Catalogue>> {
    let catalogue = app.catalogue().await?;
    catalogue.unit(place.unit).ok_or(Error::NotFound("这个单位"))?;
    catalogue.indicator(place.indicator).ok_or(Error::NotFound("这项指标"))?;
    Ok(catalogue)
}

/// A refused file leaves a line in the audit and no bytes.
async fn infected(app: &App, by: &Person, place: Place, hash: &[u8], found: &str) -> Result<Error> {
    let mut change = app.store.change(app.tenant, app.now()).await?;
    let detail = format!("{found} sha256 {}", crate::session::hex(hash));
    change.audit(by.audit("evidence.refuse", subject(place), detail));
    change.commit().await?;
    Ok(refuse_infected(found))
}

fn refuse_infected(found: &str) -> Error {
    let text = format!("查毒发现“{found}”，文件没有收下；请在本机杀毒后重新上传，或联系系统管理员");
    Error::refused("file_infected", text)
}

fn note(text: &str) -> Result<String> {
    let text = text.trim();
    if text.chars().count() > LONGEST_NOTE {
        return Err(Error::field("note", format!("说明最多{LONGEST_NOTE}字，请精简")));
    }
    Ok(text.to_owned())
}

fn at(row: &EvidenceRow) -> Place {
    Place { unit: row.unit, period: row.period, indicator: row.indicator }
}

fn subject(place: Place) -> String {
    format!("figure/{}/{}/{}", place.period, place.unit, place.indicator)
}
