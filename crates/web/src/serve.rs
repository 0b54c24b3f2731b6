//! Answering on a port until told to stop.

use std::future::Future;
use std::io;

use axum::Router;
use tokio::net::TcpListener;

/// Answers until `stop` is done; requests that were begun are finished.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let listener = axum::serve::ListenerExt::tap_io(listener, |stream| {
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "the connection keeps its delay");
        }
    });
    axum::serve(listener, router).with_graceful_shutdown(stop).await
}
