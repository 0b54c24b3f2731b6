//! The virus scanner: clamd over TCP (INSTREAM), or a program that reads the file from its input.

use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use app::{Scanned, Scanner};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::process::Command;

use super::ScannerSettings;

/// A scanner that does not answer for so long is not asked any longer: the file waits.
const PATIENCE: Duration = Duration::from_mins(1);
/// Bytes that clamd is given at a time.
const PIECE: usize = 64 << 10;

pub(super) fn scanner(settings: &ScannerSettings) -> Result<Scanner, String> {
    match (&settings.clamd, &settings.command) {
        (Some(address), None) => {
            let address = address.clone();
            Ok(Scanner::new(move |bytes| {
                let address = address.clone();
                async move { patiently(clamd(&address, &bytes)).await }
            }))
        }
        (None, Some(line)) if !line.is_empty() => {
            let line: Arc<[String]> = line.clone().into();
            Ok(Scanner::new(move |bytes| {
                let line = Arc::clone(&line);
                async move { patiently(program(&line, &bytes)).await }
            }))
        }
        _ => Err("设置 scanner 应写 clamd（主机：端口）或 command（程序和参数）其中之一".to_owned()),
    }
}

async fn patiently(scan: impl Future<Output = std::io::Result<Scanned>>) -> Scanned {
    match tokio::time::timeout(PATIENCE, scan).await {
        Ok(Ok(said)) => said,
        Ok(Err(error)) => Scanned::Unavailable(error.to_string()),
        Err(_elapsed) => Scanned::Unavailable("no answer in time".to_owned()),
    }
}

async fn clamd(address: &str, bytes: &[u8]) -> std::io::Result<Scanned> {
    let mut stream = TcpStream::connect(address).await?;
    stream.write_all(b"zINSTREAM\0").await?;
    for piece in bytes.chunks(PIECE) {
        let length = u32::try_from(piece.len()).map_err(std::io::Error::other)?;
        stream.write_all(&length.to_be_bytes()).await?;
        stream.write_all(piece).await?;
    }
    stream.write_all(&0_u32.to_be_bytes()).await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    Ok(answer_of_clamd(answer.trim_matches(['\0', '\n', ' '])))
}

/// `stream: OK`, `stream: Eicar-Signature FOUND`, or an error.
fn answer_of_clamd(answer: &str) -> Scanned {
    let said = answer.strip_prefix("stream: ").unwrap_or(answer);
    match said.strip_suffix(" FOUND") {
        Some(found) => Scanned::Infected(found.to_owned()),
        None if said == "OK" => Scanned::Clean,
        None => Scanned::Unavailable(answer.to_owned()),
    }
}

async fn program(line: &[String], bytes: &[u8]) -> std::io::Result<Scanned> {
    let Some((name, arguments)) = line.split_first() else {
        return Ok(Scanned::Unavailable("no program".to_owned()));
    };
    let mut child = Command::new(name)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()?;
    let mut input = child.stdin.take();
    let feed = async {
        if let Some(input) = &mut input {
            // A scanner may have seen enough before the end.
            let _ = input.write_all(bytes).await;
        }
        drop(input);
    };
    let (output, ()) = tokio::join!(child.wait_with_output(), feed);
    let output = output?;
    let said = String::from_utf8_lossy(&output.stdout);
    let first = said.lines().next().unwrap_or_default().trim().to_owned();
    Ok(match output.status.code() {
        Some(0) => Scanned::Clean,
        Some(1) => Scanned::Infected(if first.is_empty() { "未说明的病毒".to_owned() } else { first }),
        _ => Scanned::Unavailable(format!("{}: {first}", output.status)),
    })
}
