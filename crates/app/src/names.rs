//! What people are called, wherever a page says who did something.

use std::collections::BTreeMap;

use assessment::AccountId;

use crate::Result;

/// Names of every account of a tenant.
#[derive(Clone, Debug, Default)]
pub struct Names(BTreeMap<AccountId, String>);

impl Names {
    pub(crate) async fn load(reader: &mut store::Reader) -> Result<Self> {
        Ok(Self(reader.list_names().await?.into_iter().collect()))
    }

    /// What a person is called; what nobody did the program itself did.
    pub fn of(&self, account: AccountId) -> String {
        self.0.get(&account).cloned().unwrap_or_else(|| "系统".to_owned())
    }
}
