//! The product with the sample city, without a port.

use std::path::PathBuf;
use std::sync::OnceLock;

use app::{App, Clock, Random};
use assessment::Role;
use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, Response, StatusCode, header};
use store::{Place, Store};
use tempfile::TempDir;
use testkit::Sample;
use tower::ServiceExt as _;
use web::Web;

const TENANT: i64 = 1;

/// The city is put in once; every test works on its own copy.
struct Template {
    folder: TempDir,
    password: String,
}

fn template() -> &'static Template {
    static TEMPLATE: OnceLock<Template> = OnceLock::new();
    TEMPLATE.get_or_init(|| {
        // A thread of its own: the test that comes first is inside a runtime already.
        std::thread::spawn(|| tokio::runtime::Runtime::new().unwrap().block_on(make_template()))
            .join()
            .unwrap()
    })
}

async fn make_template() -> Template {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&Place::Folder(folder.path().to_owned())).await.unwrap();
    let app = App::new(store, TENANT, clock(), Random::seeded(1));
    let sample = Sample::city();
    app.store().create_tenant(TENANT, sample.city, app.now()).await.unwrap();
    let people = crate::city::people(&sample);
    let password = app::account::create_sample_people(&app, &people).await.unwrap();
    app::install::install(&app, &crate::city::year(&sample).unwrap()).await.unwrap();
    app::install::claim_scores(&app, sample.last_period().unwrap()).await.unwrap();
    app.store().copy_to(&folder.path().join("template.sqlite")).await.unwrap();
    app.store().close().await;
    Template { folder, password }
}

fn clock() -> Clock {
    Clock::new(|| testkit::clock::NOW.millis())
}

/// The product, and the password of all its people.
pub(crate) struct TestApp {
    pub(crate) app: App,
    pub(crate) router: Router,
    pub(crate) password: String,
    _folder: TempDir,
}

impl TestApp {
    pub(crate) async fn sample_city() -> Self {
        let template = template();
        let folder = tempfile::tempdir().unwrap();
        let from: PathBuf = template.folder.path().join("template.sqlite");
        std::fs::copy(from, folder.path().join("kaocheng.sqlite")).unwrap();
        let store = Store::open(&Place::Folder(folder.path().to_owned())).await.unwrap();
        let app = App::new(store, TENANT, clock(), Random::seeded(2));
        let web = Web { app: app.clone(), place: "江州市".to_owned(), secure: false, demo: true };
        Self { app, router: web::router(web, "test"), password: template.password.clone(), _folder: folder }
    }

    /// Signs the first person with a role in.
    pub(crate) async fn as_role(&self, role: Role) -> Client<'_> {
        self.as_person(login(role)).await
    }

    pub(crate) async fn as_person(&self, name: &str) -> Client<'_> {
        self.as_person_with(name, &self.password).await
    }

    pub(crate) async fn as_person_with(&self, name: &str, password: &str) -> Client<'_> {
        let signed = app::session::sign_in(&self.app, name, password).await.unwrap();
        let person = app::session::find_person(&self.app, &signed.token).await.unwrap();
        Client { app: self, token: Some(signed.token), csrf: person.csrf }
    }

    pub(crate) fn as_nobody(&self) -> Client<'_> {
        Client { app: self, token: None, csrf: String::new() }
    }
}

/// The first sign-in name of each role in the sample.
pub(crate) fn login(role: Role) -> &'static str {
    match role {
        Role::Clerk => "clerk1",
        Role::UnitLeader => "leader1",
        Role::Verifier => "verifier901",
        Role::Officer => "officer",
        Role::Judge => "judge1",
        Role::Leader => "mayor",
        Role::SystemAdmin => "sysadmin",
        Role::SecurityAdmin => "secadmin",
        Role::AuditAdmin => "auditadmin",
    }
}

/// A browser of one person.
pub(crate) struct Client<'a> {
    app: &'a TestApp,
    token: Option<String>,
    pub(crate) csrf: String,
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) location: String,
    pub(crate) response: Response<()>,
    pub(crate) bytes: Vec<u8>,
}

impl Answer {
    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.bytes.clone()).unwrap()
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    /// What stands in `<main>`, without the shell.
    pub(crate) fn main(&self) -> String {
        let text = self.text();
        let from = text.find("<main").unwrap_or(0);
        let to = text.find("</main>").unwrap_or(text.len());
        text.get(from..to).unwrap().to_owned()
    }
}

impl Client<'_> {
    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, None, "").await
    }

    pub(crate) async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut fields = fields.to_vec();
        fields.push(("csrf", &self.csrf));
        let body = serde_urlencoded::to_string(fields).unwrap();
        self.send(Method::POST, path, Some("application/x-www-form-urlencoded"), &body).await
    }

    pub(crate) async fn json(&self, method: Method, path: &str, body: &serde_json::Value) -> Answer {
        self.send(method, path, Some("application/json"), &body.to_string()).await
    }

    /// As [`Client::json`], with the version that was seen.
    pub(crate) async fn json_if(
        &self,
        method: Method,
        path: &str,
        tag: &str,
        body: &serde_json::Value,
    ) -> Answer {
        let headers = [(header::CONTENT_TYPE, "application/json"), (header::IF_MATCH, tag)];
        self.send_with(method, path, &headers, body.to_string().into_bytes()).await
    }

    /// Sends a form with one file.
    pub(crate) async fn upload(&self, path: &str, fields: &[(&str, &str)], file: &[u8]) -> Answer {
        let mut body = Vec::new();
        for (name, value) in fields.iter().chain(&[("csrf", self.csrf.as_str())]) {
            let part =
                format!("--limit\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(part.as_bytes());
        }
        let head = "--limit\r\ncontent-disposition: form-data; name=\"file\"; filename=\"table\"\r\n\r\n";
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(file);
        body.extend_from_slice(b"\r\n--limit--\r\n");
        let headers = [(header::CONTENT_TYPE, "multipart/form-data; boundary=limit")];
        self.send_with(Method::POST, path, &headers, body).await
    }

    pub(crate) async fn send(&self, method: Method, path: &str, kind: Option<&str>, body: &str) -> Answer {
        self.send_bytes(method, path, kind.unwrap_or_default(), body.as_bytes().to_vec()).await
    }

    pub(crate) async fn send_bytes(&self, method: Method, path: &str, kind: &str, body: Vec<u8>) -> Answer {
        let kind = (!kind.is_empty()).then_some((header::CONTENT_TYPE, kind));
        self.send_with(method, path, kind.as_slice(), body).await
    }

    async fn send_with(
        &self,
        method: Method,
        path: &str,
        headers: &[(header::HeaderName, &str)],
        body: Vec<u8>,
    ) -> Answer {
        let path = ascii(path);
        let mut request = Request::builder().method(method).uri(&path).header(header::HOST, "localhost");
        for (name, value) in headers {
            request = request.header(name, *value);
        }
        if let Some(token) = &self.token {
            request = request.header(header::COOKIE, format!("kaocheng={token}"));
        }
        request = request.header("x-csrf-token", &self.csrf);
        let request = request.body(Body::from(body)).unwrap();
        let response = self.app.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap().to_vec();
        let location = parts.headers.get(header::LOCATION).map(|value| value.to_str().unwrap().to_owned());
        Answer {
            status: parts.status,
            location: location.unwrap_or_default(),
            response: Response::from_parts(parts, ()),
            bytes,
        }
    }
}

/// Chinese in an address as browsers send it.
fn ascii(path: &str) -> String {
    path.bytes()
        .map(|byte| if byte.is_ascii() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
