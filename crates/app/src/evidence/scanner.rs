//! The hook for a virus scanner. What scans is given from outside; here it is only asked.

use std::pin::Pin;
use std::sync::Arc;

use assessment::FileState;
use store::AuditEntry;

use crate::{App, Result};

/// Files that are scanned in one go.
const AT_ONCE: i64 = 20;

/// What a scanner says of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scanned {
    /// Nothing was found.
    Clean,
    /// What was found.
    Infected(String),
    /// It does not answer, and why.
    Unavailable(String),
}

type Answer = Pin<Box<dyn Future<Output = Scanned> + Send>>;

/// A scanner by a function.
#[derive(Clone)]
pub struct Scanner(Arc<dyn Fn(Arc<[u8]>) -> Answer + Send + Sync>);

impl Scanner {
    /// A scanner by a function.
    pub fn new<F>(scan: impl Fn(Arc<[u8]>) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Scanned> + Send + 'static,
    {
        Self(Arc::new(move |bytes| Box::pin(scan(bytes))))
    }

    pub(super) async fn scan(&self, bytes: Arc<[u8]>) -> Scanned {
        (self.0)(bytes).await
    }
}

/// Asks the scanner about files that wait for it; how many were decided. Two processes may ask at once: both are told
/// the same.
pub async fn scan_waiting(app: &App) -> Result<usize> {
    let Some(scanner) = &app.scanner else { return Ok(0) };
    let mut reader = app.store.reader(app.tenant).await?;
    let waiting = reader.list_files_to_check(AT_ONCE).await?;
    let mut decided = 0;
    for file in waiting {
        let bytes = app.store.reader(app.tenant).await?.read_file(&file.hash).await?;
        let (state, said) = match scanner.scan(bytes.into()).await {
            Scanned::Clean => (FileState::Clean, "查毒通过".to_owned()),
            Scanned::Infected(found) => (FileState::Infected, found),
            Scanned::Unavailable(why) => {
                tracing::warn!(why, "the scanner does not answer");
                break;
            }
        };
        let mut change = app.store.change(app.tenant, app.now()).await?;
        change.set_file_state(&file.hash, state, &said).await?;
        change.audit(AuditEntry {
            account: 0,
            action: "evidence.scan".to_owned(),
            subject: format!("file/{}", crate::session::hex(&file.hash)),
            detail: format!("{state} {said}"),
        });
        change.commit().await?;
        decided += 1;
    }
    Ok(decided)
}
