//! Accounts: the first administrators, new people, roles, one-time passwords.

use assessment::{AccountId, Grant, Role};
use store::{Account, AuditEntry, NewAccount};

use crate::session::{blocking, subject};
use crate::{App, Error, FieldError, Person, Result, password};

/// A sign-in that is shown once and then forgotten.
#[derive(Clone, Debug)]
pub struct OneTime {
    /// Sign-in name.
    pub name: String,
    /// The password; only its hash is kept.
    pub password: String,
}

/// An account with its roles, for the administrators' list.
#[derive(Clone, Debug)]
pub struct AccountRow {
    /// The account.
    pub account: Account,
    /// What was granted.
    pub grants: Vec<Grant>,
    /// What was proposed and waits for the security administrator.
    pub proposed: Vec<Grant>,
    /// Until when the invitation is good that was not used yet, UTC milliseconds.
    pub invited_until: Option<i64>,
}

impl AccountRow {
    /// Changes with what an administrator can change: for programs that must not overwrite another's work.
    pub fn version(&self) -> String {
        let state = format!("{:?} {:?} {:?}", self.grants, self.proposed, self.account.closed_at);
        let hash =
            sha2::Digest::finalize(sha2::Digest::chain_update(<sha2::Sha256 as sha2::Digest>::new(), state));
        crate::session::hex(hash.get(..8).unwrap_or_default())
    }
}

/// A person to add.
#[derive(Clone, Debug, Default)]
pub struct NewPerson {
    /// Sign-in name.
    pub name: String,
    /// Name that others see.
    pub display_name: String,
    /// Roles.
    pub grants: Vec<Grant>,
}

/// Prepares an empty store: the tenant and its first system administrator, whose password must be changed at once.
///
/// `None` when the store has people already. There is no default password.
pub async fn prepare(app: &App, place: &str) -> Result<Option<OneTime>> {
    app.store.create_tenant(app.tenant, place, app.now()).await?;
    if !app.store.reader(app.tenant).await?.list_accounts().await?.is_empty() {
        return Ok(None);
    }
    let first = NewPerson {
        name: "admin".to_owned(),
        display_name: "系统管理员".to_owned(),
        grants: vec![Grant { role: Role::SystemAdmin, unit: None }],
    };
    let (_, one_time) = insert(app, None, &first, true).await?;
    Ok(Some(one_time))
}

/// Adds one person with a generated password that needs no change: measuring only.
pub async fn create_sample_person(app: &App, person: &NewPerson) -> Result<OneTime> {
    insert(app, None, person, false).await.map(|(_, one_time)| one_time)
}

/// Adds the people of a sample city, all with the one generated password that is returned: demo and tests only.
pub async fn create_sample_people(app: &App, people: &[NewPerson]) -> Result<String> {
    let text = password::one_time(&app.random);
    let (typed, random) = (text.clone(), app.random.clone());
    let password_hash = blocking(move || password::hash(&typed, &random)).await??;
    let mut change = app.store.change(app.tenant, app.now()).await?;
    for person in people {
        let row = NewAccount {
            name: person.name.clone(),
            display_name: person.display_name.clone(),
            password_hash: password_hash.clone(),
            must_change: false,
        };
        let id = change.create_account(&row).await?;
        change.set_grants(id, &person.grants, AccountId::new(0)).await?;
    }
    crate::second_factor::free(&mut change).await?;
    change.audit(AuditEntry {
        account: 0,
        action: "account.sample".to_owned(),
        subject: "account".to_owned(),
        detail: people.len().to_string(),
    });
    change.commit().await?;
    Ok(text)
}

/// Gives a new one-time password; every session of the account ends.
pub async fn reset_password(app: &App, by: &Person, account: AccountId) -> Result<OneTime> {
    by.require(Role::SecurityAdmin)?;
    let found = app.store.reader(app.tenant).await?.find_account(account).await?;
    let found = found.ok_or(Error::NotFound("这个账号"))?;
    let text = password::one_time(&app.random);
    let (typed, random) = (text.clone(), app.random.clone());
    let hash = blocking(move || password::hash(&typed, &random)).await??;
    let mut change = app.store.change(app.tenant, app.now()).await?;
    change.set_password(account, &hash, true).await?;
    change.end_sessions_of(account, b"").await?;
    change.audit(by.audit("account.reset", subject(&found.name), String::new()));
    change.commit().await?;
    Ok(OneTime { name: found.name, password: text })
}

/// Sets exactly these roles; what was proposed is decided by it. `seen` is the version that the person saw.
pub async fn set_grants(
    app: &App,
    by: &Person,
    account: AccountId,
    seen: Option<&str>,
    grants: &[Grant],
) -> Result<()> {
    by.require(Role::SecurityAdmin)?;
    if account == by.account() {
        return Err(Error::refused("own_account", "不能改自己的权限，请另一位安全管理员办理"));
    }
    refuse_mixed(grants)?;
    let mut change = app.store.change(app.tenant, app.now()).await?;
    let found = change.find_account(account).await?.ok_or(Error::NotFound("这个账号"))?;
    if let Some(seen) = seen {
        let rows = rows(&mut change).await?;
        let now = rows.iter().find(|row| row.account.id == account).map(AccountRow::version);
        if now.as_deref() != Some(seen) {
            let text = "这个账号的角色刚被他人改过，您的修改没有保存；请看现在的角色后再改".to_owned();
            return Err(Error::Conflict { text, now: 0 });
        }
    }
    change.set_grants(account, grants, by.account()).await?;
    change.decide_proposed_grants(account).await?;
    change.audit(by.audit("account.grant", subject(&found.name), describe(grants)));
    change.commit().await?;
    Ok(())
}

/// Closes an account or opens it again; a closed one is signed out at once.
pub async fn set_closed(app: &App, by: &Person, account: AccountId, closed: bool) -> Result<()> {
    by.require(Role::SystemAdmin)?;
    if account == by.account() {
        return Err(Error::refused("own_account", "不能停用自己的账号，请另一位系统管理员办理"));
    }
    let found = app.store.reader(app.tenant).await?.find_account(account).await?;
    let found = found.ok_or(Error::NotFound("这个账号"))?;
    let now = app.now();
    let mut change = app.store.change(app.tenant, now).await?;
    change.set_closed(account, closed.then_some(now)).await?;
    if closed {
        change.end_sessions_of(account, b"").await?;
    }
    let action = if closed { "account.close" } else { "account.open" };
    change.audit(by.audit(action, subject(&found.name), String::new()));
    change.commit().await?;
    Ok(())
}

/// Every account with its roles.
pub async fn list(app: &App, by: &Person) -> Result<Vec<AccountRow>> {
    if !by.has(Role::SystemAdmin) {
        by.require(Role::SecurityAdmin)?;
    }
    rows(&mut app.store.reader(app.tenant).await?).await
}

async fn rows(reader: &mut store::Reader) -> Result<Vec<AccountRow>> {
    let accounts = reader.list_accounts().await?;
    let grants = reader.list_all_grants().await?;
    let proposed = reader.list_proposed_grants().await?;
    let invitations = reader.list_invitations().await?;
    let of = |all: &[(AccountId, Grant)], id| {
        all.iter().filter(|(owner, _)| *owner == id).map(|(_, grant)| *grant).collect()
    };
    let until = |id| {
        let open = invitations.iter().find(|one| one.account == id && one.used_at.is_none());
        open.filter(|one| one.withdrawn_at.is_none()).map(|one| one.expires_at)
    };
    Ok(accounts
        .into_iter()
        .map(|account| AccountRow {
            grants: of(&grants, account.id),
            proposed: of(&proposed, account.id),
            invited_until: until(account.id),
            account,
        })
        .collect())
}

async fn insert(app: &App, by: Option<&Person>, new: &NewPerson, once: bool) -> Result<(AccountId, OneTime)> {
    let text = password::one_time(&app.random);
    let (typed, random) = (text.clone(), app.random.clone());
    let password_hash = blocking(move || password::hash(&typed, &random)).await??;
    let mut change = app.store.change(app.tenant, app.now()).await?;
    let row = NewAccount {
        name: new.name.trim().to_owned(),
        display_name: new.display_name.trim().to_owned(),
        password_hash,
        must_change: once,
    };
    let id = change.create_account(&row).await.map_err(|error| match error {
        store::Error::Conflict => Error::field("name", format!("用户名“{}”已有人使用，请另取一个", row.name)),
        other => other.into(),
    })?;
    let author = by.map_or(AccountId::new(0), Person::account);
    change.set_grants(id, &new.grants, author).await?;
    change.audit(AuditEntry {
        account: author.get(),
        action: "account.create".to_owned(),
        subject: subject(&row.name),
        detail: describe(&new.grants),
    });
    change.commit().await?;
    Ok((id, OneTime { name: row.name, password: text }))
}

pub(crate) fn check(person: &NewPerson) -> Result<()> {
    let mut faults = Vec::new();
    let mut fault = |field: &str, text: &str| {
        faults.push(FieldError { field: field.to_owned(), text: text.to_owned() });
    };
    let name = person.name.trim();
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    if !(2..=40).contains(&name.chars().count()) || !name.chars().all(plain) {
        fault("name", "用户名用2至40个字母、数字或 . - _");
    }
    if person.display_name.trim().is_empty() {
        fault("display_name", "请填写姓名");
    }
    if person.grants.is_empty() {
        fault("role", "请至少选一个角色");
    }
    if let Err(Error::Refused { text, .. }) = refuse_mixed(&person.grants) {
        fault("role", &text);
    }
    if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
}

/// The three administrators are kept apart from the assessment and from each other.
fn refuse_mixed(grants: &[Grant]) -> Result<()> {
    for one in grants {
        if let Some(other) = grants.iter().find(|other| !one.role.may_stand_beside(other.role)) {
            let text = format!("{}与{}不能由同一人担任", one.role, other.role);
            return Err(Error::refused("roles_apart", text));
        }
    }
    Ok(())
}

pub(crate) fn describe(grants: &[Grant]) -> String {
    let word = |grant: &Grant| match grant.unit {
        Some(unit) => format!("{}@{unit}", grant.role),
        None => grant.role.to_string(),
    };
    grants.iter().map(word).collect::<Vec<_>>().join(" ")
}
