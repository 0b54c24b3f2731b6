//! Settings: command line before environment before file before default. The only place that reads the environment.

use std::path::{Path, PathBuf};

use crate::outside;
use app::Digest;

/// What the product is started with.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Config {
    /// Folder of the SQLite file.
    pub(crate) data: Option<PathBuf>,
    /// `postgres://…`; then no folder is used.
    pub(crate) database: Option<String>,
    /// Address to listen on; this machine only unless set.
    pub(crate) host: Option<String>,
    /// Port.
    pub(crate) port: Option<u16>,
    /// Name of the jurisdiction.
    pub(crate) place: Option<String>,
    /// Whether people reach it over TLS; cookies are then sent over TLS only.
    pub(crate) secure: Option<bool>,
    /// What is logged: `info`, `debug`, `web=debug` …
    pub(crate) log: Option<String>,
    /// Address under which people reach the product, in reminders: `https://kaocheng.example.gov.cn`.
    pub(crate) address: Option<String>,
    /// Reminders by mail; off unless set.
    pub(crate) mail: Option<outside::MailSettings>,
    /// Reminders by a call of another system; off unless set.
    pub(crate) webhook: Option<outside::HookSettings>,
    /// The virus scanner; files are taken unscanned unless set.
    pub(crate) scanner: Option<outside::ScannerSettings>,
    /// How the audit is chained: `sha256` or `sm3`; as it was when not set.
    pub(crate) audit_digest: Option<String>,
}

/// Default port.
pub(crate) const PORT: u16 = 8420;
/// Default data folder, in the current one.
pub(crate) const DATA: &str = "kaocheng-data";
/// Default file of settings, in the current folder.
const FILE: &str = "kaocheng.toml";

impl Config {
    /// Settings of file and environment. A file that was named must exist; the default one need not.
    pub(crate) fn read(file: Option<&Path>) -> Result<Self, String> {
        let from_file = match file {
            Some(file) => Self::from_file(file)?,
            None if Path::new(FILE).exists() => Self::from_file(Path::new(FILE))?,
            None => Self::default(),
        };
        Ok(Self::from_environment(variable)?.over(from_file))
    }

    /// These settings where they are set, the others elsewhere.
    pub(crate) fn over(self, other: Self) -> Self {
        Self {
            data: self.data.or(other.data),
            database: self.database.or(other.database),
            host: self.host.or(other.host),
            port: self.port.or(other.port),
            place: self.place.or(other.place),
            secure: self.secure.or(other.secure),
            log: self.log.or(other.log),
            address: self.address.or(other.address),
            mail: self.mail.or(other.mail),
            webhook: self.webhook.or(other.webhook),
            scanner: self.scanner.or(other.scanner),
            audit_digest: self.audit_digest.or(other.audit_digest),
        }
    }

    /// How the audit is to be chained, where that is set.
    pub(crate) fn digest(&self) -> Result<Option<Digest>, String> {
        let Some(name) = self.audit_digest.as_deref() else { return Ok(None) };
        let wrong = || format!("设置 audit_digest 应为 sha256 或 sm3,现为“{name}”");
        Digest::named(name).map(Some).ok_or_else(wrong)
    }

    /// What holds after command line, environment and file, without the database's password.
    pub(crate) fn shown(&self) -> String {
        let folder = self.data.clone().unwrap_or_else(|| PathBuf::from(DATA));
        let data = match &self.database {
            Some(address) => format!("database = {}", without_password(address)),
            None => format!("data = {}", folder.display()),
        };
        format!(
            "{data}\nhost = {}\nport = {}\nplace = {}\nsecure = {}\nlog = {}\naudit_digest = {}\n",
            self.host.as_deref().unwrap_or("127.0.0.1"),
            self.port.unwrap_or(PORT),
            self.place.as_deref().unwrap_or("本地"),
            self.secure.unwrap_or(false),
            self.log.as_deref().unwrap_or("info"),
            self.audit_digest.as_deref().unwrap_or("(不变)"),
        )
    }

    fn from_file(file: &Path) -> Result<Self, String> {
        let shown = file.display();
        let text = std::fs::read_to_string(file)
            .map_err(|error| format!("不能读取设置文件 {shown}:{error};请核对路径和权限"))?;
        toml::from_str(&text).map_err(|error| format!("设置文件 {shown} 有误:{error}"))
    }

    fn from_environment(read: impl Fn(&str) -> Option<String>) -> Result<Self, String> {
        let port = read("KAOCHENG_PORT").map(|text| {
            text.parse().map_err(|_not_a_number| format!("环境变量 KAOCHENG_PORT 应为端口号,现为“{text}”"))
        });
        let secure = read("KAOCHENG_SECURE").map(|text| match text.as_str() {
            "1" | "true" => Ok(true),
            "0" | "false" => Ok(false),
            _ => Err(format!("环境变量 KAOCHENG_SECURE 应为 true 或 false,现为“{text}”")),
        });
        Ok(Self {
            data: read("KAOCHENG_DATA").map(PathBuf::from),
            database: read("KAOCHENG_DATABASE"),
            host: read("KAOCHENG_HOST"),
            port: port.transpose()?,
            place: read("KAOCHENG_PLACE"),
            secure: secure.transpose()?,
            log: read("KAOCHENG_LOG"),
            address: read("KAOCHENG_ADDRESS"),
            // These have parts and are set in the file.
            mail: None,
            webhook: None,
            scanner: None,
            audit_digest: read("KAOCHENG_AUDIT_DIGEST"),
        })
    }
}

fn without_password(address: &str) -> String {
    let Some((scheme, rest)) = address.split_once("://") else { return address.to_owned() };
    let Some((who, place)) = rest.rsplit_once('@') else { return address.to_owned() };
    let who = who.split_once(':').map_or(who, |(name, _)| name);
    format!("{scheme}://{who}:…@{place}")
}

fn variable(name: &str) -> Option<String> {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the environment")]
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_stands_before_the_file() {
        let file: Config = toml::from_str("port = 9000\nplace = \"江州市\"").unwrap();
        let environment =
            Config::from_environment(|name| (name == "KAOCHENG_PORT").then(|| "9100".to_owned()));
        let config = environment.unwrap().over(file);
        assert_eq!((config.port, config.place.as_deref()), (Some(9100), Some("江州市")));
    }

    #[test]
    fn what_holds_is_shown_without_the_password() {
        let config: Config =
            toml::from_str("database = 'postgres://app:秘密@db.local/kc'\naudit_digest = 'sm3'").unwrap();
        let shown = config.shown();
        assert!(shown.contains("postgres://app:…@db.local/kc") && !shown.contains("秘密"), "{shown}");
        assert_eq!(config.digest(), Ok(Some(Digest::Sm3)));
        let wrong: Config = toml::from_str("audit_digest = 'md5'").unwrap();
        assert!(wrong.digest().unwrap_err().contains("sm3"));
    }

    #[test]
    fn a_misspelt_setting_and_a_bad_port_are_said() {
        assert!(toml::from_str::<Config>("prot = 1").is_err());
        let error = Config::from_environment(|name| (name == "KAOCHENG_PORT").then(|| "八千".to_owned()));
        assert!(error.unwrap_err().contains("KAOCHENG_PORT"));
    }
}
