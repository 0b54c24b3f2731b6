//! What every action is given: the store, the tenant, the clock and chance. None of them is reached for.

use std::sync::{Arc, Mutex, PoisonError};

use assessment::{AccountId, Actor, Role, UnitId};
use sha2::{Digest as _, Sha256};
use store::{AuditEntry, Store};

use crate::Result;
use crate::catalogue::Catalogues;
use crate::{Error, catalogue::Catalogue};

/// The clock: now, in UTC milliseconds.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> i64 + Send + Sync>);

impl Clock {
    /// A clock that answers by a function.
    pub fn new(now: impl Fn() -> i64 + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    /// Now, in UTC milliseconds.
    pub fn now(&self) -> i64 {
        (self.0)()
    }
}

type Fill = dyn Fn(&mut [u8]) + Send + Sync;

/// Chance: fills bytes that nobody can guess (or, in tests, everybody).
#[derive(Clone)]
pub struct Random(Arc<Fill>);

impl Random {
    /// Chance by a function.
    pub fn new(fill: impl Fn(&mut [u8]) + Send + Sync + 'static) -> Self {
        Self(Arc::new(fill))
    }

    /// The same bytes in every run: tests and sample data only.
    pub fn seeded(seed: u64) -> Self {
        let state = Mutex::new(seed);
        Self::new(move |bytes| {
            let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
            for part in bytes.chunks_mut(32) {
                *state = state.wrapping_add(1);
                let block = Sha256::digest(state.to_be_bytes());
                for (to, from) in part.iter_mut().zip(block) {
                    *to = from;
                }
            }
        })
    }

    pub(crate) fn fill(&self, bytes: &mut [u8]) {
        (self.0)(bytes);
    }
}

/// The running product. Cheap to clone.
#[derive(Clone)]
pub struct App {
    pub(crate) store: Store,
    pub(crate) tenant: i64,
    pub(crate) clock: Clock,
    pub(crate) random: Random,
    pub(crate) catalogues: Arc<Catalogues>,
    pub(crate) people: Arc<crate::session::Sessions>,
    pub(crate) scores: Arc<crate::score::Scores>,
    pub(crate) scanner: Option<crate::Scanner>,
    pub(crate) documents: Arc<crate::document::Readings>,
}

impl App {
    /// The product over a store, for one tenant.
    pub fn new(store: Store, tenant: i64, clock: Clock, random: Random) -> Self {
        Self {
            store,
            tenant,
            clock,
            random,
            catalogues: Arc::default(),
            people: Arc::default(),
            scores: Arc::default(),
            scanner: None,
            documents: Arc::default(),
        }
    }

    /// The product with a scanner that every file passes before anybody opens it.
    #[must_use]
    pub fn with_scanner(self, scanner: crate::Scanner) -> Self {
        Self { scanner: Some(scanner), ..self }
    }

    /// Now, in UTC milliseconds.
    pub fn now(&self) -> i64 {
        self.clock.now()
    }

    /// The store, for what runs it (backup, readiness).
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The tenant.
    pub fn tenant(&self) -> i64 {
        self.tenant
    }

    /// Units, indicators, cycle, scheme and targets as they stand now.
    pub async fn catalogue(&self) -> Result<Arc<Catalogue>> {
        let today = crate::period::day(self.now());
        self.catalogues.current(&self.store, self.tenant, today).await
    }
}

/// A person who is signed in, with what was granted.
#[derive(Clone, Debug)]
pub struct Person {
    /// Who acts, for the domain.
    pub actor: Actor,
    /// Sign-in name.
    pub name: String,
    /// What others see.
    pub display_name: String,
    /// Ties forms to the session.
    pub csrf: String,
    /// The hash that the session is stored under.
    pub(crate) session: Vec<u8>,
    /// Whether the one-time password was not changed yet.
    pub must_change: bool,
    /// Whether the password is too old.
    pub expired: bool,
    /// Whether the second factor is still to be shown in this session.
    pub second_due: bool,
    /// Whether an administrator must set a second factor up first.
    pub must_enrol: bool,
    /// Of a program that shows a token: whether it may change anything. `None` of a person.
    pub token_writes: Option<bool>,
}

impl Person {
    /// The account.
    pub fn account(&self) -> AccountId {
        self.actor.account
    }

    /// What the person must do before anything else, if anything.
    pub fn held_back(&self) -> Option<Error> {
        if self.second_due {
            return Some(Error::SecondFactorDue);
        }
        if self.must_change || self.expired {
            return Some(Error::MustChangePassword);
        }
        self.must_enrol.then_some(Error::MustEnrol)
    }

    /// Refuses programs: secrets are handed to people.
    pub fn require_in_person(&self) -> Result<()> {
        if self.token_writes.is_none() {
            return Ok(());
        }
        Err(Error::Forbidden("此项须本人登录办理，不能用令牌".to_owned()))
    }

    /// Whether the person holds a role over any unit.
    pub fn has(&self, role: Role) -> bool {
        self.actor.grants.iter().any(|grant| grant.role == role)
    }

    /// Refuses unless the person holds a role over any unit.
    pub fn require(&self, role: Role) -> Result<()> {
        if self.has(role) { Ok(()) } else { Err(Error::Forbidden(format!("此项由{role}办理"))) }
    }

    /// Refuses unless the person takes part in the assessment: administrators see no figures.
    pub fn require_reader(&self) -> Result<()> {
        let admin = |role| matches!(role, Role::SystemAdmin | Role::SecurityAdmin | Role::AuditAdmin);
        if self.actor.grants.iter().any(|grant| !admin(grant.role)) {
            return Ok(());
        }
        Err(Error::Forbidden("管理员不参与考核，看不到填报和得分；请用考核账号登录".to_owned()))
    }

    /// Refuses to show a unit's figures to those who may not read them: for them the unit does not exist.
    pub fn require_unit(&self, unit: UnitId) -> Result<()> {
        self.require_reader()?;
        if self.actor.may_read(unit) { Ok(()) } else { Err(Error::NotFound("这个单位")) }
    }

    /// Units that the person clerks or leads; `None` is all of them.
    pub fn own_units(&self) -> Option<Vec<UnitId>> {
        let wide = self.actor.grants.iter().any(|grant| {
            matches!(grant.role, Role::Officer | Role::Leader | Role::Judge | Role::Verifier)
                || grant.unit.is_none()
        });
        (!wide).then(|| self.actor.grants.iter().filter_map(|grant| grant.unit).collect())
    }

    /// A line of the audit in this person's name.
    pub(crate) fn audit(&self, action: &str, subject: String, detail: String) -> AuditEntry {
        AuditEntry { account: self.account().get(), action: action.to_owned(), subject, detail }
    }
}
