//! Backups while people work, the way back on either database, exports of the audit, and a log without persons.

use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::json;
use testkit::postgres::Postgres;

use crate::served::{Served, binary, filled, on_both, verified};
use crate::{stderr, stdout};

fn run(arguments: &[&str]) -> String {
    let output = binary().args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}{}", stdout(&output), stderr(&output));
    stdout(&output)
}

#[test]
fn a_backup_made_while_people_save_is_restored_on_either_database() {
    let server = Postgres::start();
    on_both(|place| {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("backup.sqlite").to_string_lossy().into_owned();
        let password = filled(place, 2, 3, 1);
        let served = Served::start(place);
        let client = served.sign_in("reporter", &password);
        let stop = AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                for number in 0.. {
                    if stop.load(Ordering::Relaxed) {
                        return;
                    }
                    let body = json!({"value": number.to_string(), "narrative": "本月"});
                    assert_eq!(client.json("PUT", "/api/v1/figures/1/1/2026-01", &body).unwrap().0, 200);
                }
            });
            std::thread::sleep(std::time::Duration::from_millis(200));
            let made = binary().arg("backup").args(place).arg(&file).output().unwrap();
            stop.store(true, Ordering::Relaxed);
            assert!(made.status.success(), "{}", stderr(&made));
        });
        let again = binary().arg("backup").args(place).arg(&file).output().unwrap();
        assert!(stderr(&again).contains("已经存在"), "a backup is never overwritten");
        let mut places =
            vec![vec!["--data".to_owned(), folder.path().join("new").to_string_lossy().into_owned()]];
        if let Some(server) = &server {
            places.push(vec!["--database".to_owned(), server.database()]);
        }
        for new in &places {
            let new: Vec<&str> = new.iter().map(String::as_str).collect();
            run(&[&["restore", file.as_str()][..], new.as_slice()].concat());
            assert!(verified(&new).contains("没有改动"));
            let twice = binary().args(["restore", &file]).args(&new).output().unwrap();
            assert!(stderr(&twice).contains("已有数据"), "{}", stderr(&twice));
            let restored = Served::start(&new);
            let client = restored.sign_in("reporter", &password);
            let (status, answer) = client.get("/api/v1/figures/1/1/2026-01").unwrap();
            assert_eq!((status, answer["narrative"].as_str()), (200, Some("本月")), "{answer}");
        }
    });
}

#[test]
fn the_audit_is_written_out_with_its_head() {
    on_both(|place| {
        let folder = tempfile::tempdir().unwrap();
        filled(place, 1, 2, 1);
        let (csv, lines) = (folder.path().join("audit.csv"), folder.path().join("audit.jsonl"));
        let (csv_name, lines_name) = (csv.to_string_lossy(), lines.to_string_lossy());
        run(&[&["audit", "export"], place, &[&csv_name]].concat());
        run(&[&["audit", "export", "--format", "jsonl"], place, &[&lines_name]].concat());
        let text = std::fs::read_to_string(&lines).unwrap();
        let rows: Vec<serde_json::Value> =
            text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let (end, rows) = rows.split_last().unwrap();
        let last = rows.last().unwrap();
        assert_eq!((&end["head"]["seq"], &end["head"]["hash"]), (&last["seq"], &last["hash"]));
        let table = std::fs::read_to_string(&csv).unwrap();
        assert!(table.contains("figure.fill") && table.contains(last["hash"].as_str().unwrap()), "{table}");
        let again = binary().args(["audit", "export"]).args(place).arg(&csv).output().unwrap();
        assert!(stderr(&again).contains("已经存在"));
    });
}

#[test]
fn the_log_names_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let (data, log) = (folder.path().join("data"), folder.path().join("log"));
    let data = data.to_string_lossy().into_owned();
    let password = filled(&["--data", &data], 1, 1, 1);
    let mut command = Command::new("sh");
    let told = format!("exec \"$0\" \"$@\" 2>{}", log.display());
    command.args(["-c", &told, env!("CARGO_BIN_EXE_kaocheng"), "serve", "--data", &data]);
    command.env("KAOCHENG_LOG", "warn,kaocheng=trace,web=trace,app=trace,store=trace").stderr(Stdio::null());
    let served = Served::from(command);
    let client = served.sign_in("reporter", &password);
    let from = [("x-forwarded-for", "203.0.113.77"), ("user-agent", "张三的浏览器")];
    let body = json!({"value": "77.1234", "narrative": "张三负责的项目"});
    for path in ["/api/v1/figures/1/1/2026-01", "/api/v1/figures/1/99/2026-01", "/api/v1/figures/x/1/2026-01"]
    {
        client.json_with("PUT", path, &body, &from).unwrap();
    }
    client
        .call(
            "POST",
            "/sign-in",
            "application/x-www-form-urlencoded",
            b"name=reporter&password=Wrong-Secret-1",
            &from,
        )
        .unwrap();
    client.call("GET", "/nowhere?name=reporter", "", b"", &from).unwrap();
    let token = client.token.clone();
    drop(served);
    let log = std::fs::read_to_string(&log).unwrap();
    assert!(
        log.lines().any(|line| line.contains("/api/v1/figures/1/1/2026-01")),
        "requests are logged: {log}"
    );
    for line in log.lines() {
        assert!(serde_json::from_str::<serde_json::Value>(line).is_ok(), "a line is JSON: {line}");
    }
    for word in
        ["reporter", &password, &token, "Wrong-Secret", "203.0.113.77", "127.0.0.1", "张三", "77.1234"]
    {
        assert!(!log.contains(word), "“{word}” stands in the log:\n{log}");
    }
}
