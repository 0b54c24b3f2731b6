//! `kaocheng restore`: a backup into a new data folder, proved before it is used.

use std::path::PathBuf;
use std::process::ExitCode;

use store::Place;

use crate::running;

/// Name of the SQLite file inside a data folder.
const FILE: &str = "kaocheng.sqlite";

#[derive(clap::Args)]
pub(crate) struct Args {
    /// 备份文件
    #[arg(value_name = "文件")]
    from: PathBuf,
    /// 新的数据目录,其中不能已有数据
    #[arg(long, value_name = "目录")]
    data: PathBuf,
}

pub(crate) fn run(args: Args) -> ExitCode {
    running::block_on(restore(args))
}

async fn restore(args: Args) -> Result<(), String> {
    let (from, folder) = (args.from.display(), args.data.display());
    let file = args.data.join(FILE);
    if file.exists() {
        return Err(format!("{folder} 中已有数据,为免覆盖没有恢复;请换一个空目录"));
    }
    std::fs::create_dir_all(&args.data).map_err(|error| format!("不能建立目录 {folder}:{error}"))?;
    // Copied beside its place and proved there: a folder is never left with half a file under the right name.
    let proving = tempfile_beside(&args.data);
    std::fs::create_dir_all(&proving)
        .map_err(|error| format!("不能建立目录 {}:{error}", proving.display()))?;
    let outcome = prove(&args.from, &proving).await;
    let moved = match outcome {
        Ok(count) => std::fs::rename(proving.join(FILE), &file)
            .map(|()| count)
            .map_err(|error| format!("恢复没有完成:{error}")),
        Err(error) => Err(format!("{from} 不能恢复:{error}")),
    };
    // What was copied for the proof is of no use to anybody.
    let _ = std::fs::remove_dir_all(&proving);
    let count = moved?;
    println!("已恢复到 {folder},审计记录{count}条核对无误。现在可以运行 kaocheng serve --data {folder}。");
    Ok(())
}

fn tempfile_beside(folder: &std::path::Path) -> PathBuf {
    folder.join(format!("restoring-{}", std::process::id()))
}

async fn prove(from: &std::path::Path, proving: &std::path::Path) -> Result<i64, String> {
    std::fs::copy(from, proving.join(FILE)).map_err(|error| error.to_string())?;
    let app = running::open(&Place::Folder(proving.to_owned())).await?;
    let verified = app::audit::verify_unattended(&app).await.map_err(|error| error.to_string());
    app.store().close().await;
    match verified? {
        (count, None) => Ok(count),
        (_, Some(found)) => Err(format!("审计记录不完整,{}", app::audit::explain(&found))),
    }
}
