//! The second factor of administrators: a code from their device, or a recovery code on the day it is lost.

use assessment::{AccountId, Grant, Role};
use sha2::{Digest as _, Sha256};
use store::Reader;

use crate::session::{SignedIn, entry, note_failure, renew, subject};
use crate::{App, Error, Person, Result, password, totp};

/// Setting that says who needs one; `off` frees administrators (sample data).
const SETTING: &str = "second_factor";
const OFF: &str = "off";
const SECRET_BYTES: usize = 20;
const RECOVERY_CODES: usize = 10;

/// What a device is to be told.
#[derive(Clone, Debug)]
pub struct Enrolment {
    /// The secret as text, to be typed.
    pub secret: String,
    /// The same as an address, to be shown as a picture.
    pub address: String,
}

/// Whether an administrator has to set one up before anything else.
pub(crate) async fn must_enrol(reader: &mut Reader, account: AccountId, grants: &[Grant]) -> Result<bool> {
    let admin = |role| matches!(role, Role::SystemAdmin | Role::SecurityAdmin | Role::AuditAdmin);
    if !grants.iter().any(|grant| admin(grant.role))
        || reader.find_setting(SETTING).await?.as_deref() == Some(OFF)
    {
        return Ok(false);
    }
    Ok(reader.find_second_factor(account).await?.is_none())
}

/// Frees administrators from it: sample data and tests, where nobody has a device.
pub(crate) async fn free(change: &mut store::Change) -> Result<()> {
    Ok(change.set_setting(SETTING, OFF).await?)
}

/// A fresh secret. Nothing is kept before [`enrol`].
pub fn begin(app: &App, by: &Person, place: &str) -> Enrolment {
    let mut secret = [0; SECRET_BYTES];
    app.random.fill(&mut secret);
    enrolment(&totp::base32(&secret), by, place)
}

/// What a device is told of a secret that was begun with.
pub fn enrolment(secret: &str, by: &Person, place: &str) -> Enrolment {
    let label = encoded(&format!("考成{place}:{}", by.name));
    let address =
        format!("otpauth://totp/{label}?secret={secret}&issuer={}", encoded(&format!("考成{place}")));
    Enrolment { secret: secret.to_owned(), address }
}

/// Whether the person has set one up, and how many recovery codes are left.
pub async fn find(app: &App, by: &Person) -> Result<Option<i64>> {
    let found = app.store.reader(app.tenant).await?.find_second_factor(by.account()).await?;
    Ok(found.map(|found| found.recovery_left))
}

/// Sets it up when the device's code proves that it knows the secret; the recovery codes are shown once.
pub async fn enrol(app: &App, by: &Person, secret: &str, typed: &str) -> Result<Vec<String>> {
    if by.second_due {
        return Err(Error::SecondFactorDue);
    }
    let bytes = totp::from_base32(secret).filter(|bytes| bytes.len() == SECRET_BYTES);
    let bytes = bytes.ok_or_else(|| Error::field("code", "密钥不完整，请重新打开本页再扫一次"))?;
    let step = totp::find_step(&bytes, typed, app.now())
        .ok_or_else(|| Error::field("code", "动态口令不对；请核对手机时间，输入现在显示的6位数字"))?;
    let codes: Vec<String> = (0..RECOVERY_CODES).map(|_| recovery_code(app)).collect();
    let hashes: Vec<Vec<u8>> = codes.iter().map(|code| recovery_hash(code)).collect();
    let mut change = app.store.change(app.tenant, app.now()).await?;
    change.set_second_factor(by.account(), &bytes, step, &hashes).await?;
    change.audit(by.audit("account.second_factor", subject(&by.name), String::new()));
    change.commit().await?;
    Ok(codes)
}

/// Shows it in a session that asked for it; each code is taken once. The session gets a new secret.
pub async fn prove(app: &App, by: &Person, typed: &str) -> Result<SignedIn> {
    let mut reader = app.store.reader(app.tenant).await?;
    let account = reader.find_account(by.account()).await?.ok_or(Error::SignedOut)?;
    let factor = reader.find_second_factor(by.account()).await?.ok_or(Error::SignedOut)?;
    drop(reader);
    let now = app.now();
    if account.locked_until > now {
        return Err(Error::refused("account_locked", "输错次数太多，账号已锁定，请稍后再试"));
    }
    let mut change = app.store.change(app.tenant, now).await?;
    let typed = typed.trim();
    let (taken, how) = match totp::find_step(&factor.secret, typed, now) {
        Some(step) => (change.take_step(by.account(), step).await?, "动态口令"),
        None => (change.take_recovery_code(by.account(), &recovery_hash(typed)).await?, "恢复码"),
    };
    if !taken {
        drop(change);
        let used = how == "动态口令";
        return Err(match note_failure(app, &account).await? {
            locked @ Error::Refused { code: "account_locked", .. } => locked,
            _ if used => Error::field("code", "这个动态口令已用过一次，请等手机显示下一个再输入"),
            _ => Error::field("code", "动态口令或恢复码不对，请核对后重新输入"),
        });
    }
    if account.failures > 0 {
        change.set_failures(account.id, 0, 0).await?;
    }
    let signed = renew(app, &mut change, by).await?;
    change.audit(entry(&account, "session.second_factor", how.to_owned()));
    change.commit().await?;
    Ok(signed)
}

/// Takes the second factor of somebody who lost device and codes; every session ends, and another is set up.
pub async fn reset(app: &App, by: &Person, account: AccountId) -> Result<()> {
    by.require(Role::SecurityAdmin)?;
    if account == by.account() {
        return Err(Error::refused("own_account", "不能重设自己的动态口令，请另一位安全管理员办理"));
    }
    let mut change = app.store.change(app.tenant, app.now()).await?;
    let found = change.find_account(account).await?.ok_or(Error::NotFound("这个账号"))?;
    change.drop_second_factor(account).await?;
    change.end_sessions_of(account, b"").await?;
    change.audit(by.audit("account.second_factor_reset", subject(&found.name), String::new()));
    change.commit().await?;
    Ok(())
}

fn recovery_code(app: &App) -> String {
    let text = password::one_time(&app.random);
    let (one, other) = text.split_at(text.len() / 2);
    format!("{one}-{other}")
}

fn recovery_hash(code: &str) -> Vec<u8> {
    let plain: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
    Sha256::digest(plain.as_bytes()).to_vec()
}

/// As it stands in an address.
fn encoded(text: &str) -> String {
    let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or('0').to_ascii_uppercase();
    let mut whole = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() {
            whole.push(char::from(byte));
        } else {
            whole.extend(['%', digit(byte >> 4), digit(byte & 15)]);
        }
    }
    whole
}
