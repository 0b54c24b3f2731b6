//! A file given to be read.

use assessment::{DocumentId, Role, UnitId};
use sha2::{Digest as _, Sha256};
use store::NewDocument;

use super::reading::{self, Counts};
use crate::{App, Error, Person, Result};

/// Bytes of a file that are taken over the network.
pub const LARGEST_UPLOAD: u64 = 20 << 20;
/// Characters of a file's name that are kept.
const LONGEST_NAME: usize = 120;

/// What is said of a file that is larger than is taken.
pub fn too_large(name: &str, bytes: u64) -> Error {
    let refusal = ingest::Refusal::TooLarge { bytes, limit: LARGEST_UPLOAD };
    reading::refused(&shown(name), &refusal)
}

/// Reads a file and stores it for a unit. One that is refused is not stored.
pub async fn upload(app: &App, by: &Person, unit: UnitId, name: &str, bytes: Vec<u8>) -> Result<DocumentId> {
    super::require_hand(by)?;
    by.require_unit(unit)?;
    by.actor.require_any(&[Role::Clerk, Role::Officer], unit)?;
    let catalogue = app.catalogue().await?;
    catalogue.unit(unit).ok_or(Error::NotFound("这个单位"))?;
    let name = shown(name);
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    if size > LARGEST_UPLOAD {
        return Err(too_large(&name, size));
    }
    let (read, bytes) = reading::read(app, bytes, &name, Vec::new()).await?;
    let hash = Sha256::digest(&bytes);
    let title = read.document.metadata.title.as_ref().map_or("", |title| title.value.trim());
    let title: String = title.chars().take(LONGEST_NAME).collect();
    let mut change = app.store.change(app.tenant, app.now()).await?;
    let id = change
        .create_document(&NewDocument {
            unit,
            name: &name,
            title: &title,
            hash: &hash,
            bytes: &bytes,
            format: &read.document.format.to_string(),
            summary: &Counts::of(&read.findings).to_text(),
            author: by.account(),
        })
        .await?;
    let offers = super::offer::of_reading(&read, &catalogue, 0);
    change.add_offers(id, unit, &offers).await?;
    let digest: String = hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    change.audit(by.audit("document.create", super::subject(id), format!("{name} sha256 {digest}")));
    change.commit().await?;
    Ok(id)
}

/// The name without folders and characters that no name has.
fn shown(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let name: String = last.chars().filter(|ch| !ch.is_control()).take(LONGEST_NAME).collect();
    let name = name.trim();
    if name.is_empty() { "未命名".to_owned() } else { name.to_owned() }
}
