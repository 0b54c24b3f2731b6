//! `kaocheng audit verify`: proves the audit without the running product.

use std::path::PathBuf;
use std::process::ExitCode;

use crate::config::Config;
use crate::running;

#[derive(clap::Subcommand)]
pub(crate) enum Command {
    /// 逐条核对审计记录有无改动、缺失
    Verify(Args),
}

#[derive(clap::Args)]
pub(crate) struct Args {
    /// 数据目录
    #[arg(long, value_name = "目录", conflicts_with = "database")]
    data: Option<PathBuf>,
    /// PostgreSQL 数据库
    #[arg(long, value_name = "地址")]
    database: Option<String>,
}

pub(crate) fn run(command: Command) -> ExitCode {
    let Command::Verify(args) = command;
    let mut broken = false;
    let code = running::block_on(verify(args, &mut broken));
    if broken { ExitCode::from(1) } else { code }
}

async fn verify(args: Args, broken: &mut bool) -> Result<(), String> {
    let own = Config { data: args.data, database: args.database, ..Config::default() };
    let place = running::place(&own.over(Config::read(None)?))?;
    if let Some(folder) = running::folder(&place).filter(|folder| !folder.exists()) {
        return Err(format!("没有数据目录 {};请用 --data 指明", folder.display()));
    }
    let app = running::open(&place).await?;
    let (count, found) = app::audit::verify_unattended(&app).await.map_err(|error| error.to_string())?;
    match found {
        None => println!("审计记录{count}条,链条完整,没有改动或缺失。"),
        Some(found) => {
            *broken = true;
            println!("审计记录不完整:{}。", app::audit::explain(&found));
        }
    }
    app.store().close().await;
    Ok(())
}
