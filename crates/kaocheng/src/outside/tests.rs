//! Reminders and scans against listeners of the test's own: a mail server, another system, a scanner.

use std::sync::{Arc, Mutex};

use app::figure::{Entered, Place};
use app::{App, Clock};
use assessment::{Decimal, UnitId, Value};
use store::Store;
use tempfile::TempDir;
use testkit::Sample;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpListener;

use super::{HookSettings, MailSettings, Outside, ScannerSettings, Security, Settings};

const TENANT: i64 = 1;

/// What a listener heard.
type Heard = Arc<Mutex<Vec<String>>>;

async fn city(place: &store::Place) -> (App, String) {
    let store = Store::open(place).await.unwrap();
    let clock = Clock::new(|| testkit::clock::NOW.millis());
    let app = App::new(store, TENANT, clock, app::Random::seeded(5));
    let sample = Sample::city();
    app.store().create_tenant(TENANT, sample.city, app.now()).await.unwrap();
    let people = crate::cli::demo::city::people(&sample);
    let password = app::account::create_sample_people(&app, &people).await.unwrap();
    app::install::install(&app, &crate::cli::demo::city::year(&sample).unwrap()).await.unwrap();
    (app, password)
}

async fn person(app: &App, name: &str, password: &str) -> app::Person {
    let signed = app::session::sign_in(app, name, password).await.unwrap();
    app::session::find_person(app, &signed.token).await.unwrap()
}

/// A mail server that takes every letter, and refuses as many as it is told to first.
async fn mail_server(refusals: usize) -> (u16, Heard) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let heard: Heard = Arc::default();
    let (letters, left) = (Arc::clone(&heard), Arc::new(Mutex::new(refusals)));
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let (letters, left) = (Arc::clone(&letters), Arc::clone(&left));
            tokio::spawn(async move {
                let (read, mut write) = stream.into_split();
                let mut lines = BufReader::new(read).lines();
                write.write_all(b"220 test\r\n").await.unwrap();
                let mut letter: Option<String> = None;
                while let Ok(Some(line)) = lines.next_line().await {
                    if let Some(text) = &mut letter {
                        if line == "." {
                            letters.lock().unwrap().push(letter.take().unwrap());
                            write.write_all(b"250 taken\r\n").await.unwrap();
                        } else {
                            text.push_str(&line);
                            text.push('\n');
                        }
                        continue;
                    }
                    let answer: &[u8] = match line.get(..4).unwrap_or(&line) {
                        "EHLO" => b"250-test\r\n250 8BITMIME\r\n",
                        "RCPT" if *left.lock().unwrap() > 0 => {
                            *left.lock().unwrap() -= 1;
                            b"451 later\r\n"
                        }
                        "DATA" => {
                            letter = Some(String::new());
                            b"354 go on\r\n"
                        }
                        "QUIT" => b"221 bye\r\n",
                        _ => b"250 ok\r\n",
                    };
                    if write.write_all(answer).await.is_err() {
                        break;
                    }
                }
            });
        }
    });
    (port, heard)
}

/// Another system that answers every call with a status.
async fn other_system(status: &'static str) -> (u16, Heard) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let heard: Heard = Arc::default();
    let calls = Arc::clone(&heard);
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut request = Vec::new();
            let mut part = [0_u8; 4096];
            loop {
                let count = stream.read(&mut part).await.unwrap();
                request.extend_from_slice(&part[..count]);
                let text = String::from_utf8_lossy(&request);
                let whole = text.split_once("\r\n\r\n").is_some_and(|(head, body)| {
                    let length = head.lines().find_map(|line| line.strip_prefix("Content-Length: "));
                    body.len() >= length.unwrap().parse::<usize>().unwrap()
                });
                if whole || count == 0 {
                    break;
                }
            }
            calls.lock().unwrap().push(String::from_utf8(request).unwrap());
            let answer = format!("HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            stream.write_all(answer.as_bytes()).await.unwrap();
        }
    });
    (port, heard)
}

fn by_mail(port: u16) -> Outside {
    let mail = MailSettings {
        host: "127.0.0.1".to_owned(),
        port: Some(port),
        security: Security::None,
        from: "考成 <kaocheng@example.gov.cn>".to_owned(),
        user: None,
        password_file: None,
    };
    let link = Some("http://10.1.2.3:8420".to_owned());
    Outside::new(&Settings { mail: Some(mail), hook: None, link }).unwrap()
}

fn by_hook(port: u16, folder: &TempDir) -> Outside {
    let secret_file = folder.path().join("secret");
    std::fs::write(&secret_file, "口令\n").unwrap();
    let url = format!("http://127.0.0.1:{port}/todo");
    let hook = HookSettings { url, secret_file };
    Outside::new(&Settings { mail: None, hook: Some(hook), link: None }).unwrap()
}

#[tokio::test]
async fn two_processes_send_one_digest_a_person_and_day_and_only_to_those_who_gave_an_address() {
    let folder = tempfile::tempdir().unwrap();
    let place = store::Place::Folder(folder.path().to_owned());
    let (app, password) = city(&place).await;
    for name in ["clerk1", "officer"] {
        let person = person(&app, name, &password).await;
        app::reminder::set_address(&app, &person, &format!("{name}@example.gov.cn")).await.unwrap();
    }
    let (port, letters) = mail_server(0).await;
    let clock = Clock::new(|| testkit::clock::NOW.millis());
    let second = App::new(Store::open(&place).await.unwrap(), TENANT, clock, app::Random::seeded(6));
    let (one, two) = (by_mail(port), by_mail(port));
    let (first, other) = tokio::join!(one.turn(&app), two.turn(&second));
    first.unwrap();
    other.unwrap();
    one.turn(&app).await.unwrap();
    two.turn(&second).await.unwrap();
    let letters = letters.lock().unwrap().clone();
    let to_clerk = letters.iter().filter(|letter| letter.contains("To: clerk1@example.gov.cn")).count();
    assert_eq!(to_clerk, 1, "{letters:?}");
    assert!(letters.iter().all(|letter| letter.contains("Message-ID: <kaocheng-")), "{letters:?}");
    let clerk = person(&app, "clerk1", &password).await;
    let sent = app::reminder::list(&app, &clerk).await.unwrap();
    assert_eq!(sent.len(), 1, "one sees one's own only");
    assert_eq!(sent[0].state, app::reminder::ReminderState::Sent);
    assert!(sent[0].subject.starts_with("考成：您有"), "{}", sent[0].subject);
    assert!(
        sent[0].body.contains("月报") && sent[0].body.contains("http://10.1.2.3:8420/workbench"),
        "{}",
        sent[0].body
    );
    assert!(!sent[0].body.contains("登录"), "nobody is ranked by signing in");
}

#[tokio::test]
async fn a_letter_that_was_refused_waits_and_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let place = store::Place::Folder(folder.path().to_owned());
    let (app, password) = city(&place).await;
    let clerk = person(&app, "clerk1", &password).await;
    app::reminder::set_address(&app, &clerk, "clerk1@example.gov.cn").await.unwrap();
    let (port, letters) = mail_server(1).await;
    by_mail(port).turn(&app).await.unwrap();
    let waiting = app::reminder::list(&app, &clerk).await.unwrap();
    assert_eq!((waiting[0].state, waiting[0].tries), (app::reminder::ReminderState::Waiting, 1));
    assert!(waiting[0].said.contains("邮件服务器没有收下"), "{}", waiting[0].said);
    let later = Clock::new(|| testkit::clock::NOW.millis() + 10 * 60_000);
    let later = App::new(app.store().clone(), TENANT, later, app::Random::seeded(7));
    by_mail(port).turn(&later).await.unwrap();
    assert_eq!(app::reminder::list(&app, &clerk).await.unwrap()[0].state, app::reminder::ReminderState::Sent);
    assert_eq!(letters.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn another_system_is_called_with_a_signature_that_it_can_check() {
    let folder = tempfile::tempdir().unwrap();
    let place = store::Place::Folder(folder.path().to_owned());
    let (app, _) = city(&place).await;
    let (port, calls) = other_system("204 No Content").await;
    by_hook(port, &folder).turn(&app).await.unwrap();
    let calls = calls.lock().unwrap().clone();
    assert!(!calls.is_empty());
    for call in &calls {
        let (head, body) = call.split_once("\r\n\r\n").unwrap();
        let header = |name: &str| {
            head.lines().find_map(|line| line.strip_prefix(&format!("{name}: "))).unwrap().to_owned()
        };
        let signed = format!("{}.{body}", header("X-Kaocheng-Id"));
        let expected = super::hmac::sign("口令".as_bytes(), signed.as_bytes());
        assert_eq!(header("X-Kaocheng-Signature"), format!("sha256={expected}"));
        let json: serde_json::Value = serde_json::from_str(body).unwrap();
        assert!(json["text"].as_str().unwrap().contains("月报"));
    }
    let people: std::collections::BTreeSet<String> = calls
        .iter()
        .map(|call| {
            let body: serde_json::Value =
                serde_json::from_str(call.split_once("\r\n\r\n").unwrap().1).unwrap();
            body["account"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(people.len(), calls.len(), "one call a person");
    by_hook(port, &folder).turn(&app).await.unwrap();
}

/// clamd as far as it is asked: finds the test signature, holds its tongue when told to.
async fn clamd(silent: bool) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            if silent {
                continue;
            }
            let mut word = [0_u8; 10];
            stream.read_exact(&mut word).await.unwrap();
            assert_eq!(&word, b"zINSTREAM\0");
            let mut bytes = Vec::new();
            loop {
                let length = stream.read_u32().await.unwrap();
                if length == 0 {
                    break;
                }
                let mut piece = vec![0; usize::try_from(length).unwrap()];
                stream.read_exact(&mut piece).await.unwrap();
                bytes.extend(piece);
            }
            let bad = bytes.windows(8).any(|part| part == b"INFECTED");
            let answer: &[u8] = if bad { b"stream: Test-Signature FOUND\0" } else { b"stream: OK\0" };
            stream.write_all(answer).await.unwrap();
        }
    });
    address
}

fn upload(text: &str) -> app::evidence::Upload {
    let bytes: Arc<[u8]> = text.as_bytes().into();
    app::evidence::Upload { name: "月报.txt".to_owned(), note: String::new(), bytes }
}

#[tokio::test]
async fn an_infected_file_is_refused_and_an_unscanned_one_waits_until_the_scanner_answers() {
    let folder = tempfile::tempdir().unwrap();
    let (app, password) = city(&store::Place::Folder(folder.path().to_owned())).await;
    let clerk = person(&app, "clerk1", &password).await;
    let catalogue = app.catalogue().await.unwrap();
    let indicator = catalogue.indicators[0].id;
    let place = Place { unit: UnitId::new(1), period: "2026-12".parse().unwrap(), indicator };
    let one = Entered { value: Some(Value::Number("1".parse::<Decimal>().unwrap())), ..Entered::default() };
    app::figure::save(&app, &clerk, place, one, None).await.unwrap();
    let settings = |clamd: String| ScannerSettings { clamd: Some(clamd), command: None };
    let scanned = super::with_scanner(app.clone(), Some(&settings(clamd(false).await))).unwrap();
    let refused = app::evidence::create(&scanned, &clerk, place, upload("INFECTED")).await.unwrap_err();
    assert_eq!(refused.code(), "file_infected");
    assert!(refused.to_string().contains("Test-Signature"), "{refused}");
    assert!(app::evidence::list(&app, &clerk, place).await.unwrap().is_empty());
    let clean = app::evidence::create(&scanned, &clerk, place, upload("工业产值 1262.4")).await.unwrap();
    assert_eq!(
        app::evidence::open(&app, &clerk, place, clean.id).await.unwrap().bytes,
        "工业产值 1262.4".as_bytes()
    );
    let dumb = super::with_scanner(app.clone(), Some(&settings(clamd(true).await))).unwrap();
    let waits = app::evidence::create(&dumb, &clerk, place, upload("另一份")).await.unwrap();
    let refused = app::evidence::open(&app, &clerk, place, waits.id).await.unwrap_err();
    assert_eq!(refused.code(), "file_waits");
    assert_eq!(app::evidence::scan_waiting(&scanned).await.unwrap(), 1);
    assert!(app::evidence::open(&app, &clerk, place, waits.id).await.is_ok());
}

#[tokio::test]
async fn a_program_that_scans_is_asked_by_its_exit_code() {
    let folder = tempfile::tempdir().unwrap();
    let (app, password) = city(&store::Place::Folder(folder.path().to_owned())).await;
    let clerk = person(&app, "clerk1", &password).await;
    let indicator = app.catalogue().await.unwrap().indicators[0].id;
    let place = Place { unit: UnitId::new(1), period: "2026-12".parse().unwrap(), indicator };
    let line = ["sh", "-c", "if grep -q INFECTED; then echo Test-Signature; exit 1; fi"];
    let settings = ScannerSettings { clamd: None, command: Some(line.map(str::to_owned).to_vec()) };
    let scanned = super::with_scanner(app.clone(), Some(&settings)).unwrap();
    let refused = app::evidence::create(&scanned, &clerk, place, upload("INFECTED")).await.unwrap_err();
    assert!(refused.to_string().contains("Test-Signature"), "{refused}");
    assert!(app::evidence::create(&scanned, &clerk, place, upload("工业产值")).await.is_ok());
}
