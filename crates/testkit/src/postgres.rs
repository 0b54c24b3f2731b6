//! A real PostgreSQL for a test run: its own folder, its own port, gone when the last test that uses it ends.
//!
//! Debian's binaries are used where they stand. Without them the tests that need PostgreSQL are skipped with one line,
//! unless `KAOCHENG_REQUIRE_PG=1` says that skipping is not allowed.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

/// A running server. Dropped, it stops and its files are removed.
pub struct Postgres {
    folder: PathBuf,
    bin: PathBuf,
    port: u16,
    databases: AtomicU32,
}

impl Postgres {
    /// Starts a server, or says in one line why there is none.
    ///
    /// # Panics
    /// When PostgreSQL is required and missing, or does not start.
    pub fn start() -> Option<Self> {
        let Some(bin) = binaries() else {
            #[expect(clippy::disallowed_methods, reason = "a switch of the test run")]
            let required = std::env::var("KAOCHENG_REQUIRE_PG").is_ok_and(|value| value == "1");
            assert!(!required, "PostgreSQL is required and /usr/lib/postgresql/*/bin/initdb is missing");
            eprintln!("skipped: no PostgreSQL on this machine");
            return None;
        };
        let port =
            TcpListener::bind(("127.0.0.1", 0)).and_then(|l| l.local_addr()).expect("a free port").port();
        let folder = std::env::temp_dir().join(format!("kaocheng-pg-{}-{port}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("the temporary folder can be written");
        let server = Self { folder, bin, port, databases: AtomicU32::new(0) };
        server.initialise();
        Some(server)
    }

    /// Address of a new, empty database.
    ///
    /// # Panics
    /// When it cannot be made.
    pub fn database(&self) -> String {
        let name = format!("t{}", self.databases.fetch_add(1, Ordering::Relaxed));
        let port = self.port.to_string();
        self.run("createdb", &["-h", "127.0.0.1", "-p", &port, "-U", "app", &name]);
        format!("postgres://app@127.0.0.1:{}/{name}", self.port)
    }

    /// First line is the server's process id, as PostgreSQL writes it.
    pub fn pid_file(&self) -> PathBuf {
        self.folder.join("data/postmaster.pid")
    }

    fn initialise(&self) {
        if is_root() {
            let done = Command::new("chown").arg("postgres:").arg(&self.folder).status();
            assert!(
                done.is_ok_and(|status| status.success()),
                "the folder could not be given to user postgres"
            );
        }
        let (data, log) = (self.folder.join("data"), self.folder.join("log"));
        let (data, log) = (data.to_string_lossy(), log.to_string_lossy());
        self.run(
            "initdb",
            &["-D", &data, "-U", "app", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"],
        );
        let options = format!(
            "-p {} -k {} -c listen_addresses=127.0.0.1 -c max_connections=200 -c fsync=off -c full_page_writes=off",
            self.port,
            self.folder.display()
        );
        self.run("pg_ctl", &["-D", &data, "-w", "-l", &log, "-o", &options, "start"]);
    }

    fn run(&self, program: &str, args: &[&str]) {
        let path = self.bin.join(program);
        let mut command = if is_root() {
            let mut command = Command::new("setpriv");
            command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]).arg(path);
            command
        } else {
            Command::new(path)
        };
        let status = command.args(args).current_dir("/").stdout(Stdio::null()).stderr(Stdio::null()).status();
        assert!(status.is_ok_and(|status| status.success()), "{program} failed");
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let data = self.folder.join("data");
        self.run("pg_ctl", &["-D", &data.to_string_lossy(), "-m", "immediate", "stop"]);
        // A folder that stays behind in the temporary folder harms nobody.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn binaries() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
    let mut found: Vec<PathBuf> = versions.flatten().map(|entry| entry.path().join("bin")).collect();
    found.sort();
    found.into_iter().rfind(|bin| bin.join("initdb").exists())
}

fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt as _;
    Path::new("/proc/self").metadata().is_ok_and(|meta| meta.uid() == 0)
}
