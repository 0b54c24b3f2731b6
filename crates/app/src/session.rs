//! Signing in, staying signed in, and the session that a request comes with.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use assessment::Actor;
use sha2::{Digest as _, Sha256};
use store::{Account, AuditEntry};

use crate::{App, Error, Person, Result, password};

/// Minutes without a request after which a session ends (GB/T 22239 8.1.4.1).
pub const IDLE_MINUTES: i64 = 30;
/// Hours after which a session ends however busy it is.
const LONGEST_HOURS: i64 = 12;
/// Wrong passwords in a row that lock an account.
pub const MOST_FAILURES: i64 = 5;
/// Minutes for which it stays locked.
pub const LOCKED_MINUTES: i64 = 10;
const MINUTE_MS: i64 = 60_000;
/// Longest word for a browser or program.
const LONGEST_AGENT: usize = 60;
/// Former passwords that are not taken again.
const FORMER_PASSWORDS: i64 = 5;
/// A session's last use is written down at most this often.
const SEEN_EVERY_MS: i64 = MINUTE_MS;
/// Sessions that one process remembers; more are read from the store again.
const MOST_REMEMBERED: usize = 10_000;

/// Sessions read from the store. They hold while the tenant's count of changes to people stands still.
#[derive(Default)]
pub(crate) struct Sessions {
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    version: i64,
    people: BTreeMap<Vec<u8>, (Person, Times)>,
}

#[derive(Clone, Copy)]
struct Times {
    created_at: i64,
    seen_at: i64,
}

/// A new session: the secret goes to the browser and is not kept.
#[derive(Debug)]
pub struct SignedIn {
    /// What the browser or program shows from now on.
    pub token: String,
    /// Whether the password was a one-time one or is too old.
    pub must_change: bool,
    /// Whether the second factor is still to be shown; until then the session opens nothing else.
    pub second_due: bool,
}

impl SignedIn {
    /// The word that goes with the session's forms.
    pub fn csrf(&self) -> String {
        csrf(&self.token)
    }
}

/// Signs a person in, counts wrong passwords and locks the account after the fifth.
pub async fn sign_in(app: &App, name: &str, password: &str) -> Result<SignedIn> {
    sign_in_from(app, name, password, "").await
}

/// As [`sign_in`], noting from which browser or program, in short.
pub async fn sign_in_from(app: &App, name: &str, password: &str, agent: &str) -> Result<SignedIn> {
    let name = name.trim();
    let account = app.store.reader(app.tenant).await?.find_account_by_name(name).await?;
    let Some(account) = account.filter(|account| account.closed_at.is_none()) else {
        let password = password.to_owned();
        blocking(move || password::waste_time(&password)).await?;
        return Err(wrong(None));
    };
    let now = app.now();
    if account.locked_until > now {
        return Err(locked(account.locked_until, now));
    }
    let (typed, hash) = (password.to_owned(), account.password_hash.clone());
    if !blocking(move || password::matches(&typed, &hash)).await? {
        return Err(note_failure(app, &account).await?);
    }
    let token = new_token(app);
    let hash = token_hash(&token);
    let mut change = app.store.change(app.tenant, now).await?;
    let second_due = change.find_second_factor(account.id).await?.is_some();
    change.end_sessions_before(now - IDLE_MINUTES * MINUTE_MS).await?;
    let agent: String = agent.chars().take(LONGEST_AGENT).collect();
    change.begin_session(&hash, account.id, !second_due, &agent).await?;
    if account.failures > 0 || account.locked_until > 0 {
        change.set_failures(account.id, 0, 0).await?;
    }
    change.audit(entry(&account, "session.create", String::new()));
    change.commit().await?;
    let must_change = account.must_change || password::too_old(account.password_at, now);
    Ok(SignedIn { token, must_change, second_due })
}

/// Ends a session. Ending one that has ended already is no fault.
pub async fn sign_out(app: &App, person: &Person) -> Result<()> {
    let mut change = app.store.change(app.tenant, app.now()).await?;
    change.end_session(&person.session).await?;
    change.audit(person.audit("session.end", subject(&person.name), String::new()));
    change.commit().await?;
    Ok(())
}

/// The person whom a token belongs to, also when the one-time password still stands.
pub async fn find_person(app: &App, token: &str) -> Result<Person> {
    if token.starts_with(crate::token::PREFIX) {
        return crate::token::find_person(app, token).await;
    }
    let hash = token_hash(token);
    let now = app.now();
    let version = app.store.versions(app.tenant).await?.people;
    let known = remembered(app, version, &hash);
    let (person, times) = if let Some(known) = known {
        known
    } else {
        let mut reader = app.store.reader(app.tenant).await?;
        let session = reader.find_session(&hash).await?.ok_or(Error::SignedOut)?;
        let account = reader.find_account(session.account).await?.ok_or(Error::SignedOut)?;
        if account.closed_at.is_some() {
            return Err(Error::SignedOut);
        }
        let grants = reader.list_grants(account.id).await?;
        let second_due = !session.passed;
        let must_enrol = crate::second_factor::must_enrol(&mut reader, account.id, &grants).await?;
        let person = Person {
            second_due,
            must_enrol,
            expired: password::too_old(account.password_at, now),
            actor: Actor { account: account.id, grants },
            csrf: csrf(token),
            name: account.name,
            display_name: account.display_name,
            session: hash.clone(),
            must_change: account.must_change,
            token_writes: None,
        };
        (person, Times { created_at: session.created_at, seen_at: session.seen_at })
    };
    let (person, times) = stay(app, now, hash, person, times).await?;
    remember(app, version, &person, times);
    Ok(person)
}

/// Another process may have seen the session since this one read it, so an end is decided by the store only.
async fn stay(
    app: &App,
    now: i64,
    hash: Vec<u8>,
    person: Person,
    mut times: Times,
) -> Result<(Person, Times)> {
    let idle = |times: Times| now - times.seen_at > IDLE_MINUTES * MINUTE_MS;
    if idle(times) {
        let session =
            app.store.reader(app.tenant).await?.find_session(&hash).await?.ok_or(Error::SignedOut)?;
        times.seen_at = session.seen_at;
    }
    if idle(times) || now - times.created_at > LONGEST_HOURS * 60 * MINUTE_MS {
        return Err(Error::SignedOut);
    }
    if now - times.seen_at > SEEN_EVERY_MS {
        app.store.see_session(app.tenant, &hash, now).await?;
        times.seen_at = now;
    }
    Ok((person, times))
}

/// Sets a person's own password; every other session of the account ends and this one gets a new secret.
pub async fn change_password(
    app: &App,
    person: &Person,
    current: &str,
    new: &str,
    again: &str,
) -> Result<SignedIn> {
    if person.second_due {
        return Err(Error::SecondFactorDue);
    }
    let account = app.store.reader(app.tenant).await?.find_account(person.account()).await?;
    let account = account.ok_or(Error::SignedOut)?;
    let (typed, hash) = (current.to_owned(), account.password_hash.clone());
    if !blocking(move || password::matches(&typed, &hash)).await? {
        note_failure(app, &account).await?;
        return Err(Error::field("current", "现在的密码不对，请重新输入"));
    }
    if let Some(fault) = password::fault(new, &account.name) {
        return Err(Error::field("new", fault));
    }
    if new == current {
        return Err(Error::field("new", "新密码与现在的相同，请另设一个"));
    }
    if new != again {
        return Err(Error::field("again", "两次输入的新密码不同，请重新输入"));
    }
    refuse_former(app, account.id, new).await?;
    let (text, random) = (new.to_owned(), app.random.clone());
    let hash = blocking(move || password::hash(&text, &random)).await??;
    let token = new_token(app);
    let mut change = app.store.change(app.tenant, app.now()).await?;
    change.set_password(account.id, &hash, false).await?;
    change.end_sessions_of(account.id, b"").await?;
    change.keep_former_password(account.id, &account.password_hash).await?;
    change.begin_session(&token_hash(&token), account.id, true, "").await?;
    change.audit(entry(&account, "account.password", String::new()));
    change.commit().await?;
    Ok(SignedIn { token, must_change: false, second_due: false })
}

/// Passwords of before are not taken again soon.
async fn refuse_former(app: &App, account: assessment::AccountId, new: &str) -> Result<()> {
    let mut reader = app.store.reader(app.tenant).await?;
    for hash in reader.list_former_passwords(account, FORMER_PASSWORDS).await? {
        let typed = new.to_owned();
        if blocking(move || password::matches(&typed, &hash)).await? {
            let text = format!("这个密码近期用过，不能与最近{FORMER_PASSWORDS}次的相同，请另设一个");
            return Err(Error::field("new", text));
        }
    }
    Ok(())
}

/// One of a person's own sessions.
#[derive(Clone, Debug)]
pub struct OwnSession {
    /// Names it on the page; opens nothing.
    pub id: String,
    /// Browser or program, in short.
    pub agent: String,
    /// Signed in then, UTC milliseconds.
    pub created_at: i64,
    /// Last seen, UTC milliseconds.
    pub seen_at: i64,
    /// Whether it is the one that asks.
    pub current: bool,
}

/// A person's own sessions that have not ended.
pub async fn list_own(app: &App, by: &Person) -> Result<Vec<OwnSession>> {
    let now = app.now();
    let sessions = app.store.reader(app.tenant).await?.list_sessions(by.account()).await?;
    let lives = |seen_at, created_at| {
        now - seen_at <= IDLE_MINUTES * MINUTE_MS && now - created_at <= LONGEST_HOURS * 60 * MINUTE_MS
    };
    let lasting = sessions.into_iter().filter(|one| lives(one.seen_at, one.created_at));
    Ok(lasting
        .map(|one| OwnSession {
            id: session_id(&one.token_hash),
            current: one.token_hash == by.session,
            agent: one.agent,
            created_at: one.created_at,
            seen_at: one.seen_at,
        })
        .collect())
}

/// Ends one of a person's own sessions; whether it was the one that asks.
pub async fn end_own(app: &App, by: &Person, id: &str) -> Result<bool> {
    let mut change = app.store.change(app.tenant, app.now()).await?;
    let sessions = change.list_sessions(by.account()).await?;
    let found = sessions.into_iter().find(|one| session_id(&one.token_hash) == id);
    let found = found.ok_or(Error::NotFound("这次登录：可能已经退出"))?;
    change.end_session(&found.token_hash).await?;
    change.audit(by.audit("session.end", subject(&by.name), "本人终止".to_owned()));
    change.commit().await?;
    Ok(found.token_hash == by.session)
}

fn session_id(token_hash: &[u8]) -> String {
    // A hash of the hash: what is shown on a page leads back to nothing.
    let twice = Sha256::digest(token_hash);
    hex(twice.get(..8).unwrap_or_default())
}

/// Begins a session in place of the one that asked: the factor was shown.
pub(crate) async fn renew(app: &App, change: &mut store::Change, by: &Person) -> Result<SignedIn> {
    let token = new_token(app);
    let sessions = change.list_sessions(by.account()).await?;
    let agent = sessions.into_iter().find(|one| one.token_hash == by.session).map(|one| one.agent);
    change.end_session(&by.session).await?;
    change.begin_session(&token_hash(&token), by.account(), true, &agent.unwrap_or_default()).await?;
    Ok(SignedIn { token, must_change: by.must_change, second_due: false })
}

/// Begins a first session for an account that has just got its password.
pub(crate) async fn begin(
    app: &App,
    change: &mut store::Change,
    account: assessment::AccountId,
    agent: &str,
) -> Result<SignedIn> {
    let token = new_token(app);
    let agent: String = agent.chars().take(LONGEST_AGENT).collect();
    change.begin_session(&token_hash(&token), account, true, &agent).await?;
    Ok(SignedIn { token, must_change: false, second_due: false })
}

pub(crate) async fn note_failure(app: &App, account: &Account) -> Result<Error> {
    let now = app.now();
    let failures = account.failures + 1;
    let lock = failures >= MOST_FAILURES;
    let until = if lock { now + LOCKED_MINUTES * MINUTE_MS } else { 0 };
    let mut change = app.store.change(app.tenant, now).await?;
    // Read again behind the lock: five tries at once count as five.
    let failures = match change.find_account(account.id).await? {
        Some(fresh) if fresh.failures >= failures => fresh.failures + 1,
        _ => failures,
    };
    let lock = lock || failures >= MOST_FAILURES;
    let until = if lock { now + LOCKED_MINUTES * MINUTE_MS } else { until };
    change.set_failures(account.id, if lock { 0 } else { failures }, until).await?;
    let action = if lock { "account.lock" } else { "session.refuse" };
    change.audit(entry(account, action, format!("{failures}")));
    change.commit().await?;
    Ok(if lock { locked(until, now) } else { wrong(Some(MOST_FAILURES - failures)) })
}

fn wrong(left: Option<i64>) -> Error {
    // Names that do not exist are answered alike; the count is shown from the third wrong try on.
    let text = match left {
        Some(left) if left <= 2 => format!("用户名或密码不对；再错{left}次，账号将锁定{LOCKED_MINUTES}分钟"),
        _ => "用户名或密码不对，请核对后重新输入".to_owned(),
    };
    Error::refused("wrong_password", text)
}

fn locked(until: i64, now: i64) -> Error {
    let minutes = (until - now + MINUTE_MS - 1) / MINUTE_MS;
    let text =
        format!("连续输错{MOST_FAILURES}次，账号已锁定，请{minutes}分钟后再试，或请安全管理员重设密码");
    Error::refused("account_locked", text)
}

fn remembered(app: &App, version: i64, hash: &[u8]) -> Option<(Person, Times)> {
    let mut known = app.people.known.lock().unwrap_or_else(PoisonError::into_inner);
    if known.version != version {
        known.people.clear();
        known.version = version;
    }
    known.people.get(hash).cloned()
}

fn remember(app: &App, version: i64, person: &Person, times: Times) {
    let mut known = app.people.known.lock().unwrap_or_else(PoisonError::into_inner);
    if known.version != version {
        return;
    }
    if known.people.len() >= MOST_REMEMBERED {
        known.people.clear();
    }
    known.people.insert(person.session.clone(), (person.clone(), times));
}

pub(crate) fn entry(account: &Account, action: &str, detail: String) -> AuditEntry {
    let (id, subject) = (account.id.get(), subject(&account.name));
    AuditEntry { account: id, action: action.to_owned(), subject, detail }
}

pub(crate) fn subject(name: &str) -> String {
    format!("account/{name}")
}

/// Password work takes long on purpose and must not hold up other requests; two at a time keep memory small.
pub(crate) async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    static GATE: tokio::sync::Semaphore = tokio::sync::Semaphore::const_new(2);
    let _place = GATE.acquire().await.map_err(|error| Error::Internal(error.to_string()))?;
    tokio::task::spawn_blocking(work).await.map_err(|error| Error::Internal(error.to_string()))
}

fn new_token(app: &App) -> String {
    let mut bytes = [0; 32];
    app.random.fill(&mut bytes);
    hex(&bytes)
}

fn token_hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// Derived from the session's secret, so that nobody without the cookie can make a form.
fn csrf(token: &str) -> String {
    let mut hasher = Sha256::new();
    hasher.update(b"form ");
    hasher.update(token.as_bytes());
    hex(hasher.finalize().get(..16).unwrap_or_default())
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}
