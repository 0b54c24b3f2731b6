//! Signed calls of another system: one POST of JSON over HTTP/1.1, plain on the intranet or over TLS.

use std::sync::Arc;
use std::time::Duration;

use app::reminder::ReminderRow;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

use super::{HookSettings, hmac, secret};

/// A system that does not answer for so long has not taken the call.
const PATIENCE: Duration = Duration::from_secs(20);
/// Of an answer only its first line counts.
const LONGEST_ANSWER: u64 = 16 << 10;

/// Calls one address.
pub(super) struct Hook {
    address: Address,
    secret: String,
    tls: Option<TlsConnector>,
}

/// Where a call goes.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Address {
    tls: bool,
    host: String,
    port: u16,
    path: String,
}

impl Hook {
    pub(super) fn new(settings: &HookSettings) -> Result<Self, String> {
        let address = address(&settings.url)
            .ok_or_else(|| format!("设置 webhook.url“{}”应写成 https://主机/路径", settings.url))?;
        let tls = if address.tls { Some(connector()?) } else { None };
        Ok(Self { address, secret: secret(&settings.secret_file)?, tls })
    }

    /// Makes one call; any answer of 2xx takes it.
    pub(super) async fn send(&self, reminder: &ReminderRow, name: &str) -> Result<(), String> {
        let body = serde_json::json!({
            "id": reminder.id,
            "day": reminder.day,
            "account": name,
            "subject": reminder.subject,
            "text": reminder.body,
        });
        let body = body.to_string();
        // The number is signed with the body: a call that somebody recorded cannot pass for another.
        let signature = hmac::sign(self.secret.as_bytes(), format!("{}.{body}", reminder.id).as_bytes());
        let Address { host, path, port, .. } = &self.address;
        let request = format!(
            "POST {path} HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Type: application/json; charset=utf-8\r\n\
             Content-Length: {}\r\nX-Kaocheng-Id: {}\r\nX-Kaocheng-Signature: sha256={signature}\r\n\
             User-Agent: kaocheng\r\nConnection: close\r\n\r\n{body}",
            body.len(),
            reminder.id
        );
        let answer = tokio::time::timeout(PATIENCE, self.call(request.as_bytes())).await;
        let answer = answer.map_err(|_elapsed| "对方迟迟没有回答".to_owned())?;
        let answer = answer.map_err(|error| format!("连不上 {host}:{port}:{error}"))?;
        match answer.split_whitespace().nth(1) {
            Some(status) if status.len() == 3 && status.starts_with('2') => Ok(()),
            Some(status) => Err(format!("对方没有收下,回答 {status}")),
            None => Err("对方的回答不是 HTTP".to_owned()),
        }
    }

    async fn call(&self, request: &[u8]) -> std::io::Result<String> {
        let stream = TcpStream::connect((self.address.host.as_str(), self.address.port)).await?;
        match &self.tls {
            None => exchange(stream, request).await,
            Some(tls) => {
                let name = ServerName::try_from(self.address.host.clone()).map_err(std::io::Error::other)?;
                exchange(tls.connect(name, stream).await?, request).await
            }
        }
    }
}

/// Sends the request; the first line of the answer.
async fn exchange(
    mut stream: impl AsyncRead + AsyncWrite + Unpin,
    request: &[u8],
) -> std::io::Result<String> {
    stream.write_all(request).await?;
    stream.flush().await?;
    let mut answer = Vec::new();
    let mut part = [0_u8; 1024];
    while !answer.contains(&b'\n') && (answer.len() as u64) < LONGEST_ANSWER {
        let count = stream.read(&mut part).await?;
        if count == 0 {
            break;
        }
        answer.extend_from_slice(part.get(..count).unwrap_or_default());
    }
    Ok(String::from_utf8_lossy(answer.split(|byte| *byte == b'\n').next().unwrap_or_default()).into_owned())
}

fn address(url: &str) -> Option<Address> {
    let (tls, rest) = match url.split_once("://")? {
        ("https", rest) => (true, rest),
        ("http", rest) => (false, rest),
        _ => return None,
    };
    let (place, path) =
        rest.split_once('/').map_or((rest, String::new()), |(place, path)| (place, path.to_owned()));
    let (host, port) = match place.rsplit_once(':') {
        Some((host, port)) => (host, port.parse().ok()?),
        None => (place, if tls { 443 } else { 80 }),
    };
    let clean = |text: &str| !text.chars().any(|c| c.is_whitespace() || c.is_control());
    let good = !host.is_empty() && !host.contains('@') && clean(host) && clean(&path) && path.is_ascii();
    good.then(|| Address { tls, host: host.to_owned(), port, path: format!("/{path}") })
}

/// TLS with the machine's own certificates.
fn connector() -> Result<TlsConnector, String> {
    let mut roots = RootCertStore::empty();
    let found = rustls_native_certs::load_native_certs();
    let (added, _) = roots.add_parsable_certificates(found.certs);
    if added == 0 {
        return Err("本机没有受信任的证书，不能用 https 发送提醒；请安装 ca-certificates".to_owned());
    }
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| format!("不能使用 TLS:{error}"))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(TlsConnector::from(Arc::new(config)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_or_refused() {
        let plain = address("http://10.1.2.3:8080/hooks/kaocheng?a=1").unwrap();
        assert_eq!((plain.tls, plain.port, plain.path.as_str()), (false, 8080, "/hooks/kaocheng?a=1"));
        assert_eq!(address("https://gw.example.gov.cn").unwrap().port, 443);
        for wrong in ["ftp://x/", "https://", "http://a b/", "http://u@h/", "x"] {
            assert_eq!(address(wrong), None, "{wrong}");
        }
    }
}
