//! Runs a test on both databases.

use std::future::Future;
use std::sync::Arc;
use std::sync::{Mutex, PoisonError, Weak};

use store::{Place, Store};
use testkit::postgres::Postgres;

pub(crate) const TENANT: i64 = 1;
/// 2026-09-01 09:30 in UTC milliseconds.
pub(crate) const NOW: i64 = 1_788_226_200_000;

/// One server for all tests of the run, as long as any of them holds it.
fn postgres() -> Option<Arc<Postgres>> {
    static SERVER: Mutex<Weak<Postgres>> = Mutex::new(Weak::new());
    let mut server = SERVER.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(running) = server.upgrade() {
        return Some(running);
    }
    let started = Arc::new(Postgres::start()?);
    *server = Arc::downgrade(&started);
    Some(started)
}

/// Calls the test with the place of an empty database of each kind.
pub(crate) fn on_both_places<F: Future<Output = ()>>(test: impl Fn(Place) -> F) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let folder = tempfile::tempdir().unwrap();
    runtime.block_on(test(Place::Folder(folder.path().to_owned())));
    if let Some(server) = postgres() {
        runtime.block_on(test(Place::Postgres(server.database())));
    }
}

/// Calls the test with an empty store of each kind that has one tenant.
pub(crate) fn on_both<F: Future<Output = ()>>(test: impl Fn(Store) -> F) {
    on_both_places(async |place| {
        let store = Store::open(&place).await.unwrap();
        store.create_tenant(TENANT, "江州市", NOW).await.unwrap();
        test(store).await;
    });
}
