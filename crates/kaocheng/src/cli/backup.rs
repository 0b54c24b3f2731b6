//! `kaocheng backup`: a consistent copy while the product runs.

use std::path::PathBuf;
use std::process::ExitCode;

use crate::config::Config;
use crate::running;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// 数据目录
    #[arg(long, value_name = "目录")]
    data: Option<PathBuf>,
    /// 备份文件,不能已经存在
    #[arg(value_name = "文件")]
    to: PathBuf,
}

pub(crate) fn run(args: Args) -> ExitCode {
    running::block_on(backup(args))
}

async fn backup(args: Args) -> Result<(), String> {
    let own = Config { data: args.data, ..Config::default() };
    let place = running::place(&own.over(Config::read(None)?))?;
    let Some(folder) = running::folder(&place) else {
        return Err("PostgreSQL 数据库请用 pg_dump 备份".to_owned());
    };
    if !folder.exists() {
        return Err(format!("没有数据目录 {};请用 --data 指明", folder.display()));
    }
    let to = args.to.display();
    if args.to.exists() {
        return Err(format!("{to} 已经存在,为免覆盖没有备份;请换一个文件名"));
    }
    let app = running::open(&place).await?;
    app.store().copy_to(&args.to).await.map_err(|error| format!("备份没有完成:{error}"))?;
    app.store().close().await;
    println!("已备份到 {to}。恢复时用 kaocheng restore {to} --data 新目录。");
    Ok(())
}
