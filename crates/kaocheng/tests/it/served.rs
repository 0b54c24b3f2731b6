//! The real binary answering on a port, and a plain client for it.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

/// A running `kaocheng serve`. Dropped, it is killed without a word, as a machine that loses power would.
pub(crate) struct Served {
    process: Child,
    pub(crate) port: u16,
    /// What it said until it answered.
    pub(crate) words: String,
}

/// A port that nobody uses now.
pub(crate) fn free_port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port()
}

pub(crate) fn binary() -> Command {
    Command::new(env!("CARGO_BIN_EXE_kaocheng"))
}

impl Served {
    /// Starts `kaocheng serve` at a place, given as the options `--data` or `--database`, and waits until it answers.
    pub(crate) fn start(place: &[&str]) -> Self {
        let mut command = binary();
        command.arg("serve").args(place);
        Self::from(command)
    }

    /// As [`Served::start`], with a command of one's own that lacks the port.
    pub(crate) fn from(mut command: Command) -> Self {
        let port = free_port();
        command.args(["--port", &port.to_string()]);
        let mut process = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let mut words = String::new();
        while !words.contains("Ctrl-C") {
            let line = lines.next().unwrap_or_else(|| panic!("it did not start: {words}")).unwrap();
            words.push_str(&line);
            words.push('\n');
        }
        Self { process, port, words }
    }

    /// SIGKILL: nothing is flushed, nobody is told.
    pub(crate) fn kill(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }

    pub(crate) fn client(&self) -> Client {
        Client { port: self.port, token: String::new() }
    }

    /// Signs in over the API.
    pub(crate) fn sign_in(&self, name: &str, password: &str) -> Client {
        let mut client = self.client();
        let body = serde_json::json!({"name": name, "password": password});
        let (status, answer) = client.json("POST", "/api/v1/session", &body).unwrap();
        assert_eq!(status, 200, "{answer}");
        answer["token"].as_str().unwrap().clone_into(&mut client.token);
        client
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Calls the API; an answer that does not come whole is an error.
#[derive(Clone)]
pub(crate) struct Client {
    pub(crate) port: u16,
    pub(crate) token: String,
}

impl Client {
    pub(crate) fn json(&self, method: &str, path: &str, body: &Value) -> std::io::Result<(u16, Value)> {
        self.json_with(method, path, body, &[])
    }

    pub(crate) fn json_with(
        &self,
        method: &str,
        path: &str,
        body: &Value,
        more: &[(&str, &str)],
    ) -> std::io::Result<(u16, Value)> {
        let (status, text) =
            self.call(method, path, "application/json", body.to_string().as_bytes(), more)?;
        Ok((status, serde_json::from_str(&text).unwrap_or(Value::Null)))
    }

    pub(crate) fn get(&self, path: &str) -> std::io::Result<(u16, Value)> {
        let (status, text) = self.call("GET", path, "", b"", &[])?;
        Ok((status, serde_json::from_str(&text).unwrap_or(Value::Null)))
    }

    pub(crate) fn call(
        &self,
        method: &str,
        path: &str,
        kind: &str,
        body: &[u8],
        more: &[(&str, &str)],
    ) -> std::io::Result<(u16, String)> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(Duration::from_mins(1)))?;
        let mut head = format!("{method} {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n");
        if !self.token.is_empty() {
            head.extend(["authorization: Bearer ", &self.token, "\r\n"]);
        }
        if !kind.is_empty() {
            head.extend(["content-type: ", kind, "\r\ncontent-length: ", &body.len().to_string(), "\r\n"]);
        }
        for (name, value) in more {
            head.extend([*name, ": ", value, "\r\n"]);
        }
        head.push_str("\r\n");
        stream.write_all(head.as_bytes())?;
        stream.write_all(body)?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes)?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let short = || std::io::Error::from(std::io::ErrorKind::UnexpectedEof);
        let (head, body) = text.split_once("\r\n\r\n").ok_or_else(short)?;
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).ok_or_else(short)?;
        let chunked = head.to_ascii_lowercase().contains("transfer-encoding: chunked");
        Ok((status, if chunked { unchunked(body) } else { body.to_owned() }))
    }
}

fn unchunked(mut body: &str) -> String {
    let mut whole = String::new();
    while let Some((size, rest)) = body.split_once("\r\n") {
        let Ok(size) = usize::from_str_radix(size.trim(), 16) else { break };
        let Some(part) = rest.get(..size).filter(|_| size > 0) else { break };
        whole.push_str(part);
        body = rest.get(size + 2..).unwrap_or_default();
    }
    whole
}

/// Fills a small store for a clerk of all units and gives the clerk's password.
pub(crate) fn filled(place: &[&str], units: usize, indicators: usize, months: usize) -> String {
    let (units, indicators, months) = (units.to_string(), indicators.to_string(), months.to_string());
    let size = ["--units", &units, "--indicators", &indicators, "--months", &months];
    let output = binary().arg("bench-fill").args(place).args(size).output().unwrap();
    assert!(output.status.success(), "{}", crate::stderr(&output));
    crate::stdout(&output).trim().to_owned()
}

/// `kaocheng audit verify` from outside.
pub(crate) fn verified(place: &[&str]) -> String {
    let output = binary().args(["audit", "verify"]).args(place).output().unwrap();
    let words = crate::stdout(&output);
    assert!(output.status.success(), "{words}{}", crate::stderr(&output));
    words
}

/// Calls the test with an empty folder and, where PostgreSQL is, with an empty database.
pub(crate) fn on_both(test: impl Fn(&[&str])) {
    let folder = tempfile::tempdir().unwrap();
    test(&["--data", &folder.path().join("data").to_string_lossy()]);
    if let Some(server) = testkit::postgres::Postgres::start() {
        test(&["--database", &server.database()]);
    }
}

/// Waits for something to become so.
pub(crate) fn eventually(what: &str, so: impl Fn() -> bool) {
    let began = Instant::now();
    while !so() {
        assert!(began.elapsed() < Duration::from_secs(30), "{what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Whether a folder holds nothing but what a refused start may leave.
pub(crate) fn untouched(folder: &Path) -> bool {
    std::fs::read_dir(folder).map_or(true, |mut entries| {
        entries.all(|entry| entry.is_ok_and(|one| one.file_name() == "kaocheng.lock"))
    })
}
