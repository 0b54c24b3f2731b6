//! `kaocheng backup`: a consistent copy while the product runs, one SQLite file whichever database it is of.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use app::App;
use store::{Place, Store};

use crate::config::Config;
use crate::running;

/// Name of the SQLite file inside a data folder.
const FILE: &str = "kaocheng.sqlite";

#[derive(clap::Args)]
pub(crate) struct Args {
    /// 数据目录
    #[arg(long, value_name = "目录", conflicts_with = "database")]
    data: Option<PathBuf>,
    /// PostgreSQL 数据库
    #[arg(long, value_name = "地址")]
    database: Option<String>,
    /// 备份文件，不能已经存在
    #[arg(value_name = "文件")]
    to: PathBuf,
}

pub(crate) fn run(args: Args) -> ExitCode {
    running::block_on(backup(args))
}

async fn backup(args: Args) -> Result<(), String> {
    let own = Config { data: args.data, database: args.database, ..Config::default() };
    let place = running::place(&own.over(Config::read(None)?))?;
    if let Some(folder) = running::folder(&place).filter(|folder| !folder.exists()) {
        return Err(format!("没有数据目录 {}；请用 --data 指明", folder.display()));
    }
    let to = args.to.display();
    if args.to.exists() {
        return Err(format!("{to} 已经存在，为免覆盖没有备份；请换一个文件名"));
    }
    let app = running::open(&place).await?;
    // Made beside its place and moved there whole: half a backup never stands under the right name.
    let making = PathBuf::from(format!("{}.making-{}", args.to.display(), std::process::id()));
    let made = make(&app, &place, &making).await;
    let moved = match made {
        Ok(()) => std::fs::rename(making.join(FILE), &args.to).map_err(|error| error.to_string()),
        Err(error) => Err(error),
    };
    // What was made on the way is of no use to anybody.
    let _ = std::fs::remove_dir_all(&making);
    moved.map_err(|error| format!("备份没有完成：{error}；请确认那里有空间、可以写入"))?;
    app.store().close().await;
    println!("已备份到 {to}。恢复时用 kaocheng restore {to} --data 新目录（或 --database 空数据库）。");
    Ok(())
}

async fn make(app: &App, place: &Place, making: &Path) -> Result<(), String> {
    std::fs::create_dir_all(making).map_err(|error| error.to_string())?;
    if matches!(place, Place::Folder(_)) {
        return app.store().copy_to(&making.join(FILE)).await.map_err(|error| error.to_string());
    }
    let copy = Store::open(&Place::Folder(making.to_owned())).await.map_err(|error| error.to_string())?;
    let copied = app.store().copy_into(&copy).await.map_err(|error| error.to_string());
    copy.close().await;
    copied.map(|_count| ())
}
