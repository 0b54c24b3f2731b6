//! Tokens of programs: made by a person for a program that acts in that person's name, with less than the person may do.

use assessment::{Actor, Grant, Role, UnitId};
use sha2::{Digest as _, Sha256};
use store::{NewToken, Token};

use crate::{App, Error, FieldError, Person, Result};

/// What every secret begins with, so that a token in a file is known for what it is.
pub const PREFIX: &str = "kct_";
/// Longest life of a token in days.
pub const MOST_DAYS: i64 = 366;
const LONGEST_NAME: usize = 40;
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// What a new token may do.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// What its owner calls it.
    pub name: String,
    /// Whether it may change anything.
    pub writes: bool,
    /// Only these of the owner's roles; all when empty.
    pub roles: Vec<Role>,
    /// Only these units; all of the owner's when empty.
    pub units: Vec<UnitId>,
    /// Days until it ends.
    pub days: i64,
}

/// A new token; the secret is shown once and not kept.
#[derive(Clone, Debug)]
pub struct Made {
    /// Its number.
    pub id: i64,
    /// What the program shows.
    pub secret: String,
    /// Good until then, UTC milliseconds.
    pub expires_at: i64,
}

fn admin(role: Role) -> bool {
    matches!(role, Role::SystemAdmin | Role::SecurityAdmin | Role::AuditAdmin)
}

/// Roles whose work is bound to a unit; the others read every unit.
fn bound_to_unit(role: Role) -> bool {
    matches!(role, Role::Clerk | Role::UnitLeader)
}

/// Makes a token for a program. A program cannot make another.
pub async fn create(app: &App, by: &Person, asked: &Asked) -> Result<Made> {
    by.require_reader()?;
    by.require_in_person()?;
    let faults = faults(by, asked);
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    let mut bytes = [0; 32];
    app.random.fill(&mut bytes);
    let secret = format!("{PREFIX}{}", crate::session::hex(&bytes));
    let now = app.now();
    let new = NewToken {
        name: asked.name.trim().to_owned(),
        token_hash: hash(&secret),
        account: by.account(),
        writes: asked.writes,
        roles: asked.roles.clone(),
        units: asked.units.clone(),
        expires_at: now + asked.days * DAY_MS,
    };
    let mut change = app.store.change(app.tenant, now).await?;
    let id = change.create_token(&new).await?;
    let may = if asked.writes { "读写" } else { "只读" };
    change.audit(by.audit("token.create", subject(id), format!("{may}，{}天", asked.days)));
    change.commit().await?;
    Ok(Made { id, secret, expires_at: new.expires_at })
}

fn faults(by: &Person, asked: &Asked) -> Vec<FieldError> {
    let mut faults = Vec::new();
    let mut fault = |field: &str, text: String| faults.push(FieldError { field: field.to_owned(), text });
    let length = asked.name.trim().chars().count();
    if length == 0 || length > LONGEST_NAME {
        fault("name", format!("请写明由哪个程序使用，1至{LONGEST_NAME}字"));
    }
    if !(1..=MOST_DAYS).contains(&asked.days) {
        fault("days", format!("有效期应为1至{MOST_DAYS}天"));
    }
    for role in &asked.roles {
        if admin(*role) || !by.has(*role) {
            fault("roles", format!("您没有可授予的角色“{role}”，请从本人的考核角色中选择"));
        }
    }
    for unit in &asked.units {
        let holds = |grant: &Grant| bound_to_unit(grant.role) && grant.unit.is_none_or(|over| over == *unit);
        if !by.actor.grants.iter().any(holds) {
            fault("units", format!("您不在单位{unit}填报或审核，请从本人的单位中选择"));
        }
    }
    let wide = asked.roles.iter().find(|role| !bound_to_unit(**role));
    if let (false, Some(role)) = (asked.units.is_empty(), wide) {
        fault("units", format!("“{role}”查看全部单位，不能限定单位；请不选单位，或只选填报、审核的角色"));
    }
    faults
}

/// A person's own tokens, the newest first.
pub async fn list(app: &App, by: &Person) -> Result<Vec<Token>> {
    by.require_reader()?;
    Ok(app.store.reader(app.tenant).await?.list_tokens(Some(by.account())).await?)
}

/// Revokes one of a person's own tokens at once, in every process.
pub async fn revoke(app: &App, by: &Person, id: i64) -> Result<()> {
    by.require_reader()?;
    by.require_in_person()?;
    let mut change = app.store.change(app.tenant, app.now()).await?;
    let own = change.list_tokens(Some(by.account())).await?;
    if !own.iter().any(|token| token.id == id) || !change.revoke_token(id).await? {
        return Err(Error::NotFound("这个令牌：可能已经停用"));
    }
    change.audit(by.audit("token.revoke", subject(id), String::new()));
    change.commit().await?;
    Ok(())
}

/// The person in whose name a program calls, with what the token leaves of the person's roles.
pub(crate) async fn find_person(app: &App, secret: &str) -> Result<Person> {
    let hash = hash(secret);
    let mut reader = app.store.reader(app.tenant).await?;
    let token = reader.find_token(&hash).await?.ok_or(Error::SignedOut)?;
    if token.revoked_at.is_some() || token.expires_at <= app.now() {
        return Err(Error::SignedOut);
    }
    let account = reader.find_account(token.account).await?.ok_or(Error::SignedOut)?;
    if account.closed_at.is_some() {
        return Err(Error::SignedOut);
    }
    let grants = narrowed(&token, reader.list_grants(account.id).await?);
    Ok(Person {
        actor: Actor { account: account.id, grants },
        csrf: String::new(),
        name: account.name,
        display_name: account.display_name,
        session: hash,
        must_change: false,
        expired: false,
        second_due: false,
        must_enrol: false,
        token_writes: Some(token.writes),
    })
}

/// What the owner holds now and the token was given: never more than either.
fn narrowed(token: &Token, grants: Vec<Grant>) -> Vec<Grant> {
    let of_role =
        |grant: &Grant| !admin(grant.role) && (token.roles.is_empty() || token.roles.contains(&grant.role));
    let kept = grants.into_iter().filter(of_role);
    if token.units.is_empty() {
        return kept.collect();
    }
    let mut narrow = Vec::new();
    for grant in kept.filter(|grant| bound_to_unit(grant.role)) {
        for unit in &token.units {
            if grant.unit.is_none_or(|over| over == *unit) {
                narrow.push(Grant { unit: Some(*unit), ..grant });
            }
        }
    }
    narrow
}

fn hash(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}

fn subject(id: i64) -> String {
    format!("token/{id}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(roles: &[Role], units: &[i64]) -> Token {
        Token {
            id: 1,
            name: "报送".to_owned(),
            account: assessment::AccountId::new(7),
            writes: true,
            roles: roles.to_vec(),
            units: units.iter().map(|unit| UnitId::new(*unit)).collect(),
            created_at: 0,
            expires_at: 1,
            revoked_at: None,
        }
    }

    fn grant(role: Role, unit: Option<i64>) -> Grant {
        Grant { role, unit: unit.map(UnitId::new) }
    }

    #[test]
    fn a_token_never_holds_more_than_its_owner_or_than_it_was_given() {
        let own =
            vec![grant(Role::Clerk, Some(3)), grant(Role::Officer, None), grant(Role::SystemAdmin, None)];
        let all = narrowed(&token(&[], &[]), own.clone());
        assert_eq!(all, [grant(Role::Clerk, Some(3)), grant(Role::Officer, None)]);
        assert_eq!(narrowed(&token(&[Role::Clerk], &[]), own.clone()), [grant(Role::Clerk, Some(3))]);
        assert_eq!(narrowed(&token(&[], &[3, 4]), own.clone()), [grant(Role::Clerk, Some(3))]);
        assert_eq!(narrowed(&token(&[], &[4]), own), []);
        let wide = vec![grant(Role::Clerk, None)];
        assert_eq!(narrowed(&token(&[], &[4]), wide), [grant(Role::Clerk, Some(4))]);
    }
}
