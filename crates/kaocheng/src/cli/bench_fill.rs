//! `kaocheng bench-fill`: the rows of the load benchmark, the same for every server that is measured.

use std::path::PathBuf;
use std::process::ExitCode;

use app::sample::{Bench, fill_bench};

use crate::config::Config;
use crate::running;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// 数据目录
    #[arg(long, conflicts_with = "database")]
    data: Option<PathBuf>,
    /// PostgreSQL 数据库
    #[arg(long)]
    database: Option<String>,
    /// 单位数
    #[arg(long, default_value_t = 200)]
    units: i64,
    /// 指标数
    #[arg(long, default_value_t = 300)]
    indicators: i64,
    /// 月数
    #[arg(long, default_value_t = 12)]
    months: u8,
    /// 登录用户名
    #[arg(long, default_value = "reporter")]
    user: String,
}

pub(crate) fn run(args: Args) -> ExitCode {
    running::block_on(fill(args))
}

async fn fill(args: Args) -> Result<(), String> {
    let own = Config { data: args.data, database: args.database, ..Config::default() };
    let app = running::open(&running::place(&own)?).await?;
    let bench =
        Bench { units: args.units, indicators: args.indicators, months: args.months, user: args.user };
    let once = fill_bench(&app, &bench).await.map_err(|error| error.to_string())?;
    app.store().close().await;
    println!("{}", once.password);
    Ok(())
}
