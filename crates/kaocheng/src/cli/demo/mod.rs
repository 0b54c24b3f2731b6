//! `kaocheng demo`: the whole product with the sample city, from nothing but the binary.

pub(crate) mod city;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use app::{App, Clock};
use assessment::Coded as _;
use store::{Place, Store};
use testkit::Sample;

use crate::config::Config;
use crate::{clock, running};

/// File with the sample's sign-ins, readable by its owner only.
const SIGN_INS: &str = "sample-sign-ins.txt";
/// Setting: how far the sample's clock is ahead of the machine's, in milliseconds.
const AHEAD: &str = "sample_clock_ahead_ms";
/// Setting: the sample is being prepared; a start that finds it was interrupted begins anew.
const PREPARING: &str = "sample_preparing";

#[derive(clap::Args)]
pub(crate) struct Args {
    /// 数据目录,没有就新建;默认 kaocheng-data
    #[arg(long, value_name = "目录", conflicts_with = "database")]
    data: Option<PathBuf>,
    /// PostgreSQL 数据库:postgres://用户:口令@主机/数据库
    #[arg(long, value_name = "地址")]
    database: Option<String>,
    /// 监听地址；默认只限本机
    #[arg(long, value_name = "地址")]
    host: Option<String>,
    /// 端口；默认 8420
    #[arg(long, value_name = "端口")]
    port: Option<u16>,
    /// 各月都不锁定，供演练全年填报；只在新建样例时有用
    #[arg(long)]
    open: bool,
}

pub(crate) fn run(args: Args) -> ExitCode {
    running::block_on(demo(args))
}

async fn demo(args: Args) -> Result<(), String> {
    let open = args.open;
    let own = Config {
        data: args.data,
        database: args.database,
        host: args.host,
        port: args.port,
        ..Config::default()
    };
    let config = own.over(Config::read(None)?);
    running::begin_log(&config);
    let place = running::place(&config)?;
    let listener = running::listen(&config).await?;
    let _occupied = running::occupy(&place)?;
    let store = Store::open(&place).await.map_err(words)?;
    let fresh = is_fresh(&store).await?;
    let ahead = if fresh { testkit::clock::NOW.millis() - clock::now() } else { ahead(&store).await? };
    let clock = Clock::new(move || clock::now() + ahead);
    let app = App::new(store, running::TENANT, clock, clock::random());
    let sign_ins = if fresh {
        fill(&app, ahead, open, &place).await?
    } else {
        if app::install::find_sample(&app).await.map_err(words)?.is_none() {
            return Err("这里不是样例数据；请换一个空目录，正式数据请用 kaocheng serve".to_owned());
        }
        kept(&place)
    };
    println!("考成样例城市已启动：{}", running::address(&listener));
    println!("{sign_ins}");
    println!("按 Ctrl-C 停止。");
    running::answer(app, listener, &config, true).await
}

/// Whether the sample is to be prepared. What an interrupted start left of it is taken away.
async fn is_fresh(store: &Store) -> Result<bool, String> {
    if store.list_tenants().await.map_err(words)?.is_empty() {
        return Ok(true);
    }
    let mut reader = store.reader(running::TENANT).await.map_err(words)?;
    let untouched = reader.versions().await.map_err(words)? == store::Versions::default();
    let preparing = reader.find_setting(PREPARING).await.map_err(words)?.is_some_and(|text| text == "1");
    drop(reader);
    if untouched || preparing {
        println!("上次准备样例时中断，现在重新准备。");
        store.forget_unfinished(running::TENANT).await.map_err(words)?;
        return Ok(true);
    }
    Ok(false)
}

/// The sample's clock starts on the morning on which the year's scores are looked at, and goes on from there.
async fn ahead(store: &Store) -> Result<i64, String> {
    let mut reader = store.reader(running::TENANT).await.map_err(words)?;
    let text = reader.find_setting(AHEAD).await.map_err(words)?;
    Ok(text.and_then(|text| text.parse().ok()).unwrap_or(0))
}

async fn fill(app: &App, ahead: i64, open: bool, place: &Place) -> Result<String, String> {
    let sample = Sample::city();
    println!("首次启动，正在准备样例城市（约几秒）……");
    app.store().create_tenant(running::TENANT, sample.city, app.now()).await.map_err(words)?;
    let mut change = app.store().change(running::TENANT, app.now()).await.map_err(words)?;
    change.set_setting(PREPARING, "1").await.map_err(words)?;
    change.commit().await.map_err(words)?;
    let people = city::people(&sample);
    let password = app::account::create_sample_people(app, &people).await.map_err(words)?;
    println!("  单位 {} 个，账号 {} 个", sample.units.len() + sample.departments.len(), people.len());
    let mut year = city::year(&sample).map_err(words)?;
    if open {
        year.locked.clear();
    }
    let figures = year.figures.len();
    app::install::install(app, &year).await.map_err(words)?;
    println!("  指标 {} 项，两年数据 {figures} 条", sample.indicators.len());
    amend(app, &sample, &password).await.map_err(words)?;
    if let Some(period) = sample.last_period() {
        app::install::claim_scores(app, period).await.map_err(words)?;
    }
    // Kept before the sample counts as finished: nobody is left with a sample and without its passwords.
    let text = greeting(&sample, &password);
    keep(place, &text)?;
    let mut change = app.store().change(running::TENANT, app.now()).await.map_err(words)?;
    change.set_setting(AHEAD, &ahead.to_string()).await.map_err(words)?;
    change.set_setting(PREPARING, "0").await.map_err(words)?;
    change.commit().await.map_err(words)?;
    println!("  得分、排名已算出");
    Ok(text)
}

/// A second version of the scheme in the middle of the year: words only, so that every score stays as it was.
async fn amend(app: &App, sample: &Sample, password: &str) -> app::Result<()> {
    const WORDS: &str =
        "\n## 补充说明\n\n自2026年7月起，月度通报在次月10日前印发；年中补充的数据按原渠道更正。\n";
    let Some(officer) = sample.people.iter().find(|person| person.login == "officer") else { return Ok(()) };
    let signed = app::session::sign_in(app, &officer.login, password).await?;
    let person = app::session::find_person(app, &signed.token).await?;
    let catalogue = app.catalogue().await?;
    let cycle = catalogue.current()?.cycle.id;
    let text = format!("{}{WORDS}", sample.scheme);
    app::cycle::publish(app, &person, cycle, &text, ("2026-07-01", "江经信〔2026〕31号补充通知"), None)
        .await?;
    Ok(())
}

/// One account of every role.
fn greeting(sample: &Sample, password: &str) -> String {
    let mut lines = vec!["样例账号（密码随机生成，各账号相同，只用于本样例）：".to_owned()];
    let mut named = BTreeSet::new();
    for person in &sample.people {
        let Some(grant) = person.grants.first() else { continue };
        if !named.insert(grant.role) {
            continue;
        }
        let units = sample.units.iter().chain(&sample.departments);
        let unit = grant.unit.and_then(|id| units.clone().find(|unit| unit.id == id));
        let over = unit.map_or_else(String::new, |unit| format!(",{}", unit.name));
        lines.push(format!("  用户名 {:<12} 密码 {password}  {}{over}", person.login, grant.role.label()));
    }
    lines.join("\n")
}

fn keep(place: &Place, text: &str) -> Result<(), String> {
    let Some(folder) = running::folder(place) else { return Ok(()) };
    let file = folder.join(SIGN_INS);
    write_private(&file, text).map_err(|error| format!("不能写入 {}：{error}", file.display()))
}

fn write_private(file: &Path, text: &str) -> std::io::Result<()> {
    use std::io::Write as _;
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true).mode(0o600);
    options.open(file)?.write_all(text.as_bytes())
}

fn kept(place: &Place) -> String {
    let text = running::folder(place).and_then(|folder| std::fs::read_to_string(folder.join(SIGN_INS)).ok());
    text.unwrap_or_else(|| "样例账号见首次启动时的输出。".to_owned())
}

fn words(error: impl std::fmt::Display) -> String {
    error.to_string()
}
