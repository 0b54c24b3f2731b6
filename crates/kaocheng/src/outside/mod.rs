//! What the running program does with other systems: asks the virus scanner, sends reminders. All of it is off until
//! the settings name the other side.

mod hmac;
mod hook;
mod mail;
mod scan;
#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::time::Duration;

use app::App;
use app::reminder::{Channel, ReminderRow, Ways};

/// How often the queue is looked at.
const PACE: Duration = Duration::from_secs(20);
/// Hour in China from which the day's reminders go out.
const HOUR: i8 = 8;

/// Where letters are handed in.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MailSettings {
    /// Mail server.
    pub(crate) host: String,
    /// Its port; 465 for `tls`, 587 for `starttls`, 25 for `none`.
    pub(crate) port: Option<u16>,
    /// `tls`, `starttls` or `none`.
    #[serde(default)]
    pub(crate) security: Security,
    /// Sender: `考成 <kaocheng@example.gov.cn>`.
    pub(crate) from: String,
    /// Account at the server.
    pub(crate) user: Option<String>,
    /// File that holds its password, readable by this program only.
    pub(crate) password_file: Option<PathBuf>,
}

/// How the way to the mail server is protected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Security {
    /// TLS from the first byte.
    #[default]
    Tls,
    /// TLS after a plain greeting; without it nothing is sent.
    Starttls,
    /// None: a server on the same machine.
    None,
}

/// Another system that passes reminders on.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct HookSettings {
    /// `https://…`, or `http://…` on the intranet.
    pub(crate) url: String,
    /// File that holds the secret which calls are signed with.
    pub(crate) secret_file: PathBuf,
}

/// The virus scanner.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ScannerSettings {
    /// `host:port` of clamd.
    pub(crate) clamd: Option<String>,
    /// A program that reads the file from its input: ends with 0 for clean, 1 for infected.
    pub(crate) command: Option<Vec<String>>,
}

/// Reminders as they are set.
#[derive(Clone, Debug, Default)]
pub(crate) struct Settings {
    pub(crate) mail: Option<MailSettings>,
    pub(crate) hook: Option<HookSettings>,
    /// Address of this product in reminders.
    pub(crate) link: Option<String>,
}

/// The other sides, ready to be used.
pub(crate) struct Outside {
    mail: Option<mail::Mailer>,
    hook: Option<hook::Hook>,
    ways: Ways,
}

/// The product with the scanner that the settings name.
pub(crate) fn with_scanner(app: App, settings: Option<&ScannerSettings>) -> Result<App, String> {
    match settings {
        None => Ok(app),
        Some(settings) => Ok(app.with_scanner(scan::scanner(settings)?)),
    }
}

impl Outside {
    /// Reads secrets and says at once what cannot work.
    pub(crate) fn new(settings: &Settings) -> Result<Self, String> {
        let mail = settings.mail.as_ref().map(mail::Mailer::new).transpose()?;
        let hook = settings.hook.as_ref().map(hook::Hook::new).transpose()?;
        let ways = Ways {
            mail: mail.is_some(),
            webhook: settings.hook.as_ref().map(|hook| hook.url.clone()),
            link: settings.link.clone().unwrap_or_default(),
        };
        Ok(Self { mail, hook, ways })
    }

    /// Works until the program ends.
    pub(crate) async fn run(self, app: App) {
        if let Err(error) = app::reminder::announce(&app, &self.ways).await {
            tracing::warn!(%error, "the page cannot say which reminders are on");
        }
        let mut pace = tokio::time::interval(PACE);
        loop {
            pace.tick().await;
            if let Err(error) = self.turn(&app).await {
                tracing::warn!(%error, "reminders or scans wait for the next turn");
            }
        }
    }

    /// One turn: files that wait for the scanner, then the day's reminders.
    async fn turn(&self, app: &App) -> app::Result<()> {
        app::evidence::scan_waiting(app).await?;
        if self.mail.is_none() && self.hook.is_none() {
            return Ok(());
        }
        if app::reminder::hour(app) >= HOUR {
            app::reminder::queue(app, &self.ways).await?;
        }
        self.send_waiting(app).await
    }

    /// Sends everything that is to be sent now.
    async fn send_waiting(&self, app: &App) -> app::Result<()> {
        while let Some((reminder, name)) = app::reminder::take(app).await? {
            let outcome = self.send(&reminder, &name).await;
            if let Err(why) = &outcome {
                tracing::warn!(
                    reminder = reminder.id,
                    tries = reminder.tries,
                    why,
                    "a reminder was not sent"
                );
            }
            app::reminder::settle(app, &reminder, outcome).await?;
        }
        Ok(())
    }

    async fn send(&self, reminder: &ReminderRow, name: &str) -> Result<(), String> {
        match (reminder.channel, &self.mail, &self.hook) {
            (Channel::Mail, Some(mail), _) => mail.send(reminder).await,
            (Channel::Webhook, _, Some(hook)) => hook.send(reminder, name).await,
            (channel, ..) => Err(format!("设置中没有{channel}这种提醒方式")),
        }
    }
}

/// A secret from a file of one line.
fn secret(file: &std::path::Path) -> Result<String, String> {
    let shown = file.display();
    let text = std::fs::read_to_string(file)
        .map_err(|error| format!("不能读取 {shown}:{error}；请核对路径和权限"))?;
    let text = text.trim().to_owned();
    if text.is_empty() { Err(format!("{shown} 是空的，里面应是一行口令")) } else { Ok(text) }
}
