//! `kaocheng audit`: proves the audit, and writes it out, without the running product.

use std::path::PathBuf;
use std::process::ExitCode;

use app::{App, audit_export};

use crate::config::Config;
use crate::running;

#[derive(clap::Subcommand)]
pub(crate) enum Command {
    /// 逐条核对审计记录有无改动、缺失
    Verify(Args),
    /// 导出全部审计记录，文末附末条校验值
    Export(Export),
}

#[derive(clap::Args)]
pub(crate) struct Export {
    #[command(flatten)]
    place: Args,
    /// 导出的文件，不能已经存在
    #[arg(value_name = "文件")]
    to: PathBuf,
    /// 格式
    #[arg(long, value_enum, default_value_t = Format::Csv)]
    format: Format,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    /// 表格
    Csv,
    /// 每行一个 JSON
    Jsonl,
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
    match command {
        Command::Verify(args) => {
            let mut broken = false;
            let code = running::block_on(verify(args, &mut broken));
            if broken { ExitCode::from(1) } else { code }
        }
        Command::Export(args) => running::block_on(export(args)),
    }
}

async fn open(args: Args) -> Result<App, String> {
    let own = Config { data: args.data, database: args.database, ..Config::default() };
    let place = running::place(&own.over(Config::read(None)?))?;
    if let Some(folder) = running::folder(&place).filter(|folder| !folder.exists()) {
        return Err(format!("没有数据目录 {}；请用 --data 指明", folder.display()));
    }
    running::open(&place).await
}

async fn verify(args: Args, broken: &mut bool) -> Result<(), String> {
    let app = open(args).await?;
    let (count, found) = app::audit::verify_unattended(&app).await.map_err(|error| error.to_string())?;
    match found {
        None => println!("审计记录{count}条，链条完整，所记的数据逐条相符，没有改动或缺失。"),
        Some(found) => {
            *broken = true;
            println!("审计记录不完整：{}。", app::audit::explain(&found));
        }
    }
    app.store().close().await;
    Ok(())
}

async fn export(args: Export) -> Result<(), String> {
    let to = args.to.display().to_string();
    let format = match args.format {
        Format::Csv => audit_export::Format::Csv,
        Format::Jsonl => audit_export::Format::JsonLines,
    };
    let app = open(args.place).await?;
    let file = std::fs::OpenOptions::new().write(true).create_new(true).open(&args.to);
    let file = file.map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => format!("{to} 已经存在，为免覆盖没有导出；请换一个文件名"),
        _ => format!("不能写入 {to}：{error}；请换一个可写的位置"),
    })?;
    let mut out = std::io::BufWriter::new(file);
    let count = audit_export::export_unattended(&app, format, &mut out).await;
    let count = count.map_err(|error| {
        // Half a file would pass for the whole.
        let _ = std::fs::remove_file(&args.to);
        format!("导出没有完成：{error}；请确认磁盘有空间后重试")
    })?;
    app.store().close().await;
    println!("已导出审计记录{count}条到 {to}。文末的末条校验值请另行留存，日后可据以核对。");
    Ok(())
}
