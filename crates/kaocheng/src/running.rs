//! Opening the store, taking the port, answering until told to stop. What goes wrong is said in one sentence.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use app::App;
use store::{Place, Store};
use tokio::net::TcpListener;
use web::Web;

use crate::clock;
use crate::config::{self, Config};
use crate::outside;

/// The one tenant of a process.
pub(crate) const TENANT: i64 = 1;
/// File in the data folder that the answering process holds.
const LOCK: &str = "kaocheng.lock";
/// Requests that were begun may take so long after the word to stop.
const LAST_REQUESTS: Duration = Duration::from_secs(10);

/// Runs a command's future; its error is a sentence for stderr.
pub(crate) fn block_on(work: impl Future<Output = Result<(), String>>) -> ExitCode {
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return fail(&format!("不能启动：{error}")),
    };
    match runtime.block_on(work) {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => fail(&sentence),
    }
}

fn fail(sentence: &str) -> ExitCode {
    eprintln!("错误：{sentence}");
    ExitCode::from(2)
}

/// Begins the log on stderr: JSON lines, no personal data.
pub(crate) fn begin_log(config: &Config) {
    let filter = config.log.as_deref().unwrap_or("warn,kaocheng=info,web=info,app=info,store=info");
    let filter = tracing_subscriber::EnvFilter::try_new(filter).unwrap_or_default();
    let log = tracing_subscriber::fmt().json().with_env_filter(filter).with_writer(std::io::stderr);
    // A second start in one process keeps the first log.
    let _ = log.try_init();
}

/// Where the data are, by the settings.
pub(crate) fn place(config: &Config) -> Result<Place, String> {
    match (&config.database, &config.data) {
        (Some(address), _) if address.starts_with("postgres://") || address.starts_with("postgresql://") => {
            Ok(Place::Postgres(address.clone()))
        }
        (Some(_), _) => {
            Err("--database 应为 postgres://用户:口令@主机/数据库;用 SQLite 请改用 --data 目录".to_owned())
        }
        (None, Some(folder)) => Ok(Place::Folder(folder.clone())),
        (None, None) => Ok(Place::Folder(PathBuf::from(config::DATA))),
    }
}

/// The folder of the data, where there is one.
pub(crate) fn folder(place: &Place) -> Option<&Path> {
    match place {
        Place::Folder(folder) => Some(folder),
        Place::Postgres(_) => None,
    }
}

/// Takes the port before anything is written.
pub(crate) async fn listen(config: &Config) -> Result<TcpListener, String> {
    let (host, port) = (config.host.as_deref().unwrap_or("127.0.0.1"), config.port.unwrap_or(config::PORT));
    TcpListener::bind((host, port)).await.map_err(|error| match error.kind() {
        std::io::ErrorKind::AddrInUse => {
            format!("端口 {port} 已被别的程序占用；请关闭那个程序，或用 --port 换一个端口")
        }
        std::io::ErrorKind::PermissionDenied => {
            format!("没有使用端口 {port} 的权限；请用 --port 换一个 1024 以上的端口")
        }
        std::io::ErrorKind::AddrNotAvailable => format!("本机没有地址 {host}；请核对 --host"),
        _ => format!("不能使用 {host}:{port}:{error}；请核对 --host 和 --port"),
    })
}

/// Holds the folder for this process as long as the answer lives: two programs that answer from one folder would not see
/// each other's sessions end.
pub(crate) fn occupy(place: &Place) -> Result<Option<std::fs::File>, String> {
    let Some(folder) = folder(place) else { return Ok(None) };
    if !folder.is_dir() && std::fs::create_dir_all(folder).is_err() {
        // Opening the store says what is wrong with the folder.
        return Ok(None);
    }
    let options =
        std::fs::OpenOptions::new().create(true).truncate(false).write(true).open(folder.join(LOCK));
    let Ok(file) = options else { return Ok(None) };
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(std::fs::TryLockError::WouldBlock) => Err(format!(
            "数据目录 {} 正由另一个考成进程使用；请先停止那个进程，或用 --data 换一个目录",
            folder.display()
        )),
        // A file system without locks: nothing can be said.
        Err(std::fs::TryLockError::Error(_)) => Ok(Some(file)),
    }
}

/// Opens the store.
pub(crate) async fn open(place: &Place) -> Result<App, String> {
    let store = Store::open(place).await.map_err(|error| error.to_string())?;
    Ok(App::new(store, TENANT, clock::clock(), clock::random()))
}

/// The address that a person types.
pub(crate) fn address(listener: &TcpListener) -> String {
    match listener.local_addr() {
        Ok(at) if at.ip().is_unspecified() => format!("http://本机地址：{}", at.port()),
        Ok(at) => format!("http://{at}"),
        Err(_) => String::new(),
    }
}

/// Answers until Ctrl-C or the service manager's word, then finishes what was begun.
pub(crate) async fn answer(
    app: App,
    listener: TcpListener,
    config: &Config,
    demo: bool,
) -> Result<(), String> {
    let app = outside::with_scanner(app, config.scanner.as_ref())?;
    let settings = outside::Settings {
        mail: config.mail.clone(),
        hook: config.webhook.clone(),
        link: config.address.clone(),
    };
    let beside = tokio::spawn(outside::Outside::new(&settings)?.run(app.clone()));
    let ahead = app.clone();
    tokio::spawn(async move {
        if let Err(error) = app::period::read_ahead(&ahead).await {
            tracing::warn!(%error, "the figures of the latest months are read when they are asked for");
        }
    });
    let tenants = app.store().list_tenants().await.map_err(|error| error.to_string())?;
    let name = tenants.into_iter().find(|(tenant, _)| *tenant == TENANT).map(|(_, name)| name);
    let web = Web {
        app: app.clone(),
        place: name.unwrap_or_default(),
        secure: config.secure.unwrap_or(false),
        demo,
    };
    let router = web::router(web, &clock::process_word());
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let serving = tokio::spawn(web::serve(listener, router, async {
        let _ = stopped.await;
    }));
    told_to_stop().await?;
    let _ = stop.send(());
    if let Ok(Ok(Err(error))) = tokio::time::timeout(LAST_REQUESTS, serving).await {
        return Err(format!("服务中断：{error}"));
    }
    beside.abort();
    app.store().close().await;
    Ok(())
}

async fn told_to_stop() -> Result<(), String> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate =
        signal(SignalKind::terminate()).map_err(|error| format!("不能接收停止信号：{error}"))?;
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
    Ok(())
}
