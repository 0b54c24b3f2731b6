//! Who may come where: one word per way in, checked before the action is reached.
//!
//! The action checks again what only it can know (whose indicator, which state); this is the door.

use assessment::{Role, UnitId};

use crate::{Error, Person, Result};

/// Who may come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Everybody, signed in or not.
    Open,
    /// Everybody who is signed in.
    Signed,
    /// Those who take part in the assessment; administrators do not.
    Readers,
    /// Those who may read every unit: clerks and unit leaders see their own only.
    Wide,
    /// Those who may read the unit that is named; for others it does not exist.
    Unit,
    /// Those who may read the unit that is named and hold one of these roles: clerks and unit leaders over that very unit.
    UnitRoles(&'static [Role]),
    /// Those who hold one of these roles over anything.
    Roles(&'static [Role]),
}

/// What a role can expect at a door, for the documents and the test that walks them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// May.
    Yes,
    /// May for the own unit; another does not exist for it.
    OwnUnit,
    /// May not.
    No,
}

impl Access {
    /// Lets a person in, or says why not.
    ///
    /// # Errors
    /// [`Error::Forbidden`] without the role, [`Error::NotFound`] for a unit that the person may not know of.
    pub fn admit(self, person: &Person, unit: Option<UnitId>) -> Result<()> {
        match self {
            Self::Open | Self::Signed => Ok(()),
            Self::Readers => person.require_reader(),
            Self::Wide => {
                person.require_reader()?;
                if person.own_units().is_none() {
                    return Ok(());
                }
                Err(Error::Forbidden("只能查看本单位的数据".to_owned()))
            }
            Self::Unit => named(person, unit).map(|_| ()),
            Self::UnitRoles(roles) => {
                person.require_reader()?;
                require_any(person, roles)?;
                let unit = named(person, unit)?;
                let over = |role: &Role| match role {
                    Role::Clerk | Role::UnitLeader => person.actor.holds(*role, unit),
                    _ => person.has(*role),
                };
                if roles.iter().any(over) { Ok(()) } else { Err(refusal(roles)) }
            }
            Self::Roles(roles) => require_any(person, roles),
        }
    }

    /// What somebody who holds this one role can expect.
    pub fn answer(self, role: Role) -> Answer {
        let admin = matches!(role, Role::SystemAdmin | Role::SecurityAdmin | Role::AuditAdmin);
        let own = matches!(role, Role::Clerk | Role::UnitLeader);
        let bounded = if own { Answer::OwnUnit } else { Answer::Yes };
        match self {
            Self::Open | Self::Signed => Answer::Yes,
            Self::Readers if admin => Answer::No,
            Self::Readers => Answer::Yes,
            Self::Wide if admin || own => Answer::No,
            Self::Wide => Answer::Yes,
            Self::Unit if admin => Answer::No,
            Self::Unit => bounded,
            Self::UnitRoles(roles) if roles.contains(&role) => bounded,
            Self::Roles(roles) if roles.contains(&role) => Answer::Yes,
            Self::UnitRoles(_) | Self::Roles(_) => Answer::No,
        }
    }
}

fn named(person: &Person, unit: Option<UnitId>) -> Result<UnitId> {
    person.require_reader()?;
    let unit = unit.ok_or(Error::NotFound("这个单位"))?;
    person.require_unit(unit)?;
    Ok(unit)
}

fn require_any(person: &Person, roles: &[Role]) -> Result<()> {
    if roles.iter().any(|role| person.has(*role)) { Ok(()) } else { Err(refusal(roles)) }
}

fn refusal(roles: &[Role]) -> Error {
    let words: Vec<String> = roles.iter().map(ToString::to_string).collect();
    Error::Forbidden(format!("此项由{}办理", words.join("、")))
}
