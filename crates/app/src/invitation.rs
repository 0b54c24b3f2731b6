//! Invitations: the system administrator names a person, the person sets the first password, the security administrator
//! grants what was proposed. Nobody ever knows another's password.

use assessment::{AccountId, Grant, Role};
use sha2::{Digest as _, Sha256};
pub use store::Invitation;
use store::{AuditEntry, NewAccount};

use crate::account::{NewPerson, check, describe};
use crate::session::{SignedIn, begin, blocking, subject};
use crate::{App, Error, Person, Result, password};

/// Days for which an invitation is good.
pub const GOOD_DAYS: i64 = 7;
const DAY_MS: i64 = 86_400_000;
/// No password has this hash.
const NONE: &str = "!";

/// An invitation, shown once.
#[derive(Clone, Debug)]
pub struct Invited {
    /// The account.
    pub account: AccountId,
    /// Sign-in name.
    pub name: String,
    /// The code; only its hash is kept.
    pub code: String,
    /// It is good until then, UTC milliseconds.
    pub expires_at: i64,
}

/// Whom a code invites.
#[derive(Clone, Debug)]
pub struct Guest {
    /// Sign-in name.
    pub name: String,
    /// What others see.
    pub display_name: String,
    invitation: Invitation,
}

/// Invites a person. The roles are proposed and hold when a security administrator grants them; only the first security
/// administrator, whom nobody could grant it, has the role at once.
pub async fn create(app: &App, by: &Person, person: &NewPerson) -> Result<Invited> {
    by.require(Role::SystemAdmin)?;
    check(person)?;
    let mut change = app.store.change(app.tenant, app.now()).await?;
    let row = NewAccount {
        name: person.name.trim().to_owned(),
        display_name: person.display_name.trim().to_owned(),
        password_hash: NONE.to_owned(),
        must_change: false,
    };
    let account = change.create_account(&row).await.map_err(|error| match error {
        store::Error::Conflict => Error::field("name", format!("用户名“{}”已有人使用，请另取一个", row.name)),
        other => other.into(),
    })?;
    let first = first_security_admin(&mut change).await?;
    let (at_once, proposed): (Vec<Grant>, Vec<Grant>) =
        person.grants.iter().partition(|grant| first && grant.role == Role::SecurityAdmin);
    change.set_grants(account, &at_once, by.account()).await?;
    change.propose_grants(account, &proposed, by.account()).await?;
    let invited = invite(app, &mut change, by, account, row.name).await?;
    change.audit(by.audit("account.invite", subject(&invited.name), describe(&person.grants)));
    change.commit().await?;
    Ok(invited)
}

/// Invites again who lost the code or came too late; the earlier code is good no more.
pub async fn renew(app: &App, by: &Person, account: AccountId) -> Result<Invited> {
    by.require(Role::SystemAdmin)?;
    let mut change = app.store.change(app.tenant, app.now()).await?;
    let found = change.find_account(account).await?.ok_or(Error::NotFound("这个账号"))?;
    if found.password_hash != NONE {
        return Err(Error::refused("has_password", "这个账号已设密码；忘记密码请安全管理员重设"));
    }
    let invited = invite(app, &mut change, by, account, found.name).await?;
    change.audit(by.audit("account.invite", subject(&invited.name), "重发".to_owned()));
    change.commit().await?;
    Ok(invited)
}

/// Withdraws an account's invitation.
pub async fn withdraw(app: &App, by: &Person, account: AccountId) -> Result<()> {
    by.require(Role::SystemAdmin)?;
    let mut change = app.store.change(app.tenant, app.now()).await?;
    let found = change.find_account(account).await?.ok_or(Error::NotFound("这个账号"))?;
    change.withdraw_invitations_of(account).await?;
    change.audit(by.audit("invitation.withdraw", subject(&found.name), String::new()));
    change.commit().await?;
    Ok(())
}

/// Invitations that were neither used nor withdrawn.
pub async fn list(app: &App, by: &Person) -> Result<Vec<Invitation>> {
    by.require(Role::SystemAdmin)?;
    let all = app.store.reader(app.tenant).await?.list_invitations().await?;
    Ok(all.into_iter().filter(|one| one.used_at.is_none() && one.withdrawn_at.is_none()).collect())
}

/// Whom a code invites; a code that is good no more says why.
pub async fn find(app: &App, code: &str) -> Result<Guest> {
    let mut reader = app.store.reader(app.tenant).await?;
    let found = reader.find_invitation(&hash(code)).await?;
    let unknown = || Error::field("code", "没有这个邀请码，请核对是否输全；仍不对请系统管理员重发");
    let invitation = found.ok_or_else(unknown)?;
    if invitation.used_at.is_some() {
        return Err(Error::field("code", "这个邀请码已用过；请直接登录，忘记密码请安全管理员重设"));
    }
    if invitation.withdrawn_at.is_some() {
        return Err(Error::field("code", "这个邀请码已撤回，请向系统管理员要新的邀请码"));
    }
    if invitation.expires_at <= app.now() {
        return Err(Error::field("code", "这个邀请码已过期，请系统管理员重发"));
    }
    let account = reader.find_account(invitation.account).await?.ok_or_else(unknown)?;
    if account.closed_at.is_some() {
        return Err(Error::field("code", "这个账号已停用，请联系系统管理员"));
    }
    Ok(Guest { name: account.name, display_name: account.display_name, invitation })
}

/// Takes an invitation: sets the first password and signs the person in.
pub async fn accept(app: &App, code: &str, new: &str, again: &str, agent: &str) -> Result<SignedIn> {
    let guest = find(app, code).await?;
    if let Some(fault) = password::fault(new, &guest.name) {
        return Err(Error::field("new", fault));
    }
    if new != again {
        return Err(Error::field("again", "两次输入的密码不同，请重新输入"));
    }
    let (text, random) = (new.to_owned(), app.random.clone());
    let hashed = blocking(move || password::hash(&text, &random)).await??;
    let mut change = app.store.change(app.tenant, app.now()).await?;
    // Read again behind the lock: of two who use one code the second comes too late.
    let fresh = change.find_invitation(&hash(code)).await?;
    if fresh.is_none_or(|fresh| fresh.used_at.is_some() || fresh.withdrawn_at.is_some()) {
        return Err(Error::field("code", "这个邀请码刚被用过；请直接登录，忘记密码请安全管理员重设"));
    }
    let account = guest.invitation.account;
    change.use_invitation(guest.invitation.id).await?;
    change.set_password(account, &hashed, false).await?;
    let signed = begin(app, &mut change, account, agent).await?;
    change.audit(AuditEntry {
        account: account.get(),
        action: "invitation.accept".to_owned(),
        subject: subject(&guest.name),
        detail: String::new(),
    });
    change.commit().await?;
    Ok(signed)
}

async fn invite(
    app: &App,
    change: &mut store::Change,
    by: &Person,
    account: AccountId,
    name: String,
) -> Result<Invited> {
    let code = format!("{}-{}", password::one_time(&app.random), password::one_time(&app.random));
    let expires_at = change.at() + GOOD_DAYS * DAY_MS;
    change.create_invitation(account, &hash(&code), expires_at, by.account()).await?;
    Ok(Invited { account, name, code, expires_at })
}

/// Whether nobody holds the role of security administrator yet.
async fn first_security_admin(change: &mut store::Change) -> Result<bool> {
    let held = change.list_all_grants().await?;
    Ok(!held.iter().any(|(_, grant)| grant.role == Role::SecurityAdmin))
}

fn hash(code: &str) -> Vec<u8> {
    let plain: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
    Sha256::digest(plain.as_bytes()).to_vec()
}
