//! `kaocheng serve`: the product over an office's own data.

use std::path::PathBuf;
use std::process::ExitCode;

use crate::config::Config;
use crate::running;

/// Name of the jurisdiction until the settings give one.
const PLACE: &str = "本地";

#[derive(clap::Args)]
pub(crate) struct Args {
    /// 数据目录(SQLite),没有就新建;默认 kaocheng-data
    #[arg(long, value_name = "目录", conflicts_with = "database")]
    data: Option<PathBuf>,
    /// PostgreSQL 数据库:postgres://用户:口令@主机/数据库
    #[arg(long, value_name = "地址")]
    database: Option<String>,
    /// 监听地址；默认只限本机，供他人访问请写 0.0.0.0
    #[arg(long, value_name = "地址")]
    host: Option<String>,
    /// 端口；默认 8420
    #[arg(long, value_name = "端口")]
    port: Option<u16>,
    /// 设置文件;默认当前目录的 kaocheng.toml
    #[arg(long, value_name = "文件")]
    config: Option<PathBuf>,
    /// 只核对设置并列出生效的值，不启动
    #[arg(long)]
    check_config: bool,
}

pub(crate) fn run(args: Args) -> ExitCode {
    running::block_on(serve(args))
}

async fn serve(args: Args) -> Result<(), String> {
    let own = Config {
        data: args.data,
        database: args.database,
        host: args.host,
        port: args.port,
        ..Config::default()
    };
    let config = own.over(Config::read(args.config.as_deref())?);
    let place = running::place(&config)?;
    let digest = config.digest()?;
    if args.check_config {
        print!("设置无误，生效的值：\n{}", config.shown());
        return Ok(());
    }
    running::begin_log(&config);
    let listener = running::listen(&config).await?;
    let _occupied = running::occupy(&place)?;
    let app = running::open(&place).await?;
    let name = config.place.as_deref().unwrap_or(PLACE);
    let first = app::account::prepare(&app, name).await.map_err(|error| error.to_string())?;
    app::audit::use_digest(&app, digest).await.map_err(|error| error.to_string())?;
    println!("考成已启动：{}", running::address(&listener));
    if let Some(first) = first {
        println!("已建立系统管理员账号，只显示这一次：");
        println!("  用户名 {}  一次性密码 {}", first.name, first.password);
        println!("首次登录须另设密码。请妥善转交，勿截图外传。");
    }
    println!("按 Ctrl-C 停止。");
    running::answer(app, listener, &config, false).await
}
