//! `kaocheng restore`: a backup into a new data folder or an empty database, proved before it is used.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use app::App;
use store::{Place, Store};

use crate::running;

/// Name of the SQLite file inside a data folder.
const FILE: &str = "kaocheng.sqlite";

#[derive(clap::Args)]
pub(crate) struct Args {
    /// 备份文件
    #[arg(value_name = "文件")]
    from: PathBuf,
    /// 新的数据目录，其中不能已有数据
    #[arg(long, value_name = "目录", required_unless_present = "database")]
    data: Option<PathBuf>,
    /// 空的 PostgreSQL 数据库
    #[arg(long, value_name = "地址", conflicts_with = "data")]
    database: Option<String>,
}

pub(crate) fn run(args: Args) -> ExitCode {
    running::block_on(restore(args))
}

async fn restore(args: Args) -> Result<(), String> {
    let from = args.from.display();
    let (proving, file) = match &args.data {
        Some(folder) => {
            let file = folder.join(FILE);
            let shown = folder.display();
            if file.exists() {
                return Err(format!("{shown} 中已有数据，为免覆盖没有恢复；请换一个空目录"));
            }
            std::fs::create_dir_all(folder).map_err(|error| format!("不能建立目录 {shown}：{error}"))?;
            // Copied beside its place and proved there: a folder is never left with half a file under the right name.
            (folder.join(format!("restoring-{}", std::process::id())), Some(file))
        }
        None => (std::env::temp_dir().join(format!("kaocheng-restoring-{}", std::process::id())), None),
    };
    std::fs::create_dir_all(&proving)
        .map_err(|error| format!("不能建立目录 {}:{error}", proving.display()))?;
    let restored = match prove(&args.from, &proving).await {
        Ok((app, count)) => {
            let put = match (&file, &args.database) {
                (Some(file), _) => {
                    app.store().close().await;
                    std::fs::rename(proving.join(FILE), file)
                        .map_err(|error| format!("恢复没有完成：{error}"))
                }
                (None, Some(address)) => into_database(&app, address).await,
                (None, None) => Err("请用 --data 或 --database 指明恢复到哪里".to_owned()),
            };
            put.map(|()| count)
        }
        Err(error) => Err(format!("{from} 不能恢复：{error}")),
    };
    // What was copied for the proof is of no use to anybody.
    let _ = std::fs::remove_dir_all(&proving);
    let count = restored?;
    let place = match &args.data {
        Some(folder) => format!("--data {}", folder.display()),
        None => "--database 同一地址".to_owned(),
    };
    println!("已恢复，审计记录{count}条核对无误。现在可以运行 kaocheng serve {place}。");
    Ok(())
}

async fn prove(from: &Path, proving: &Path) -> Result<(App, i64), String> {
    std::fs::copy(from, proving.join(FILE)).map_err(|error| error.to_string())?;
    let app = running::open(&Place::Folder(proving.to_owned())).await?;
    let verified = app::audit::verify_unattended(&app).await.map_err(|error| error.to_string());
    match verified {
        Ok((count, None)) => Ok((app, count)),
        Ok((_, Some(found))) => {
            app.store().close().await;
            Err(format!("审计记录不完整，{}", app::audit::explain(&found)))
        }
        Err(error) => {
            app.store().close().await;
            Err(error)
        }
    }
}

async fn into_database(app: &App, address: &str) -> Result<(), String> {
    let store = Store::open(&Place::Postgres(address.to_owned())).await.map_err(|error| error.to_string())?;
    let copied = app.store().copy_into(&store).await.map_err(|error| error.to_string());
    store.close().await;
    app.store().close().await;
    copied.map(|_count| ())
}
