//! Reminders: a queue in the database, so that several processes send each once.

use assessment::{AccountId, Channel, Coded as _, ReminderState};

use crate::conn::{Row, args};
use crate::{Change, Error, Reader, Result};

/// A reminder to queue. There is one a person, day and channel.
#[derive(Clone, Debug)]
pub struct NewReminder {
    /// The day it is for, as yyyymmdd.
    pub day: i64,
    /// For whom.
    pub account: AccountId,
    /// Which way.
    pub channel: Channel,
    /// Where to.
    pub address: String,
    /// Its first line.
    pub subject: String,
    /// Its text.
    pub body: String,
}

/// A queued reminder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReminderRow {
    /// Its id: the other side tells repetitions by it.
    pub id: i64,
    /// The day it is for, as yyyymmdd.
    pub day: i64,
    /// For whom.
    pub account: AccountId,
    /// Which way.
    pub channel: Channel,
    /// Where to.
    pub address: String,
    /// Its first line.
    pub subject: String,
    /// Its text.
    pub body: String,
    /// What became of it.
    pub state: ReminderState,
    /// How often it was tried.
    pub tries: i64,
    /// What the other side said last.
    pub said: String,
    /// When it was queued, UTC milliseconds.
    pub created_at: i64,
    /// When it was sent, UTC milliseconds.
    pub sent_at: Option<i64>,
}

const COLUMNS: &str =
    "id, day, account, channel, address, subject, body, state, tries, said, created_at, sent_at";

impl Reader {
    /// Reminders, the latest first: everybody's or one person's.
    pub async fn list_reminders(
        &mut self,
        account: Option<AccountId>,
        limit: i64,
    ) -> Result<Vec<ReminderRow>> {
        let all = account.is_none();
        let sql = format!(
            "SELECT {COLUMNS} FROM reminder WHERE tenant = $1 AND ($2 = 1 OR account = $3) ORDER BY id DESC LIMIT $4"
        );
        let values = args![self.tenant, i64::from(all), account.map_or(0, AccountId::get), limit];
        self.conn.rows(&sql, values).await?.iter().map(reminder).collect()
    }

    /// Addresses that people gave for themselves.
    pub async fn list_reminder_addresses(&mut self) -> Result<Vec<(AccountId, String)>> {
        let sql = "SELECT account, mail FROM reminder_address WHERE tenant = $1 ORDER BY account";
        let rows = self.conn.rows(sql, args![self.tenant]).await?;
        rows.iter().map(|row| Ok((AccountId::new(row.int(0)?), row.text(1)?))).collect()
    }

    /// Whether any reminder is to be sent now.
    pub async fn has_waiting_reminders(&mut self, now: i64) -> Result<bool> {
        let sql = "SELECT id FROM reminder WHERE tenant = $1 AND state = $2 AND next_at <= $3 LIMIT 1";
        let values = args![self.tenant, ReminderState::Waiting.code(), now];
        Ok(self.conn.row(sql, values).await?.is_some())
    }
}

impl Change {
    /// Queues a reminder; the second one of a person, day and channel changes nothing. Whether it was queued.
    pub async fn queue_reminder(&mut self, new: &NewReminder) -> Result<bool> {
        let (id, tenant, at) = (self.new_id(), self.tenant, self.at());
        let sql = "INSERT INTO reminder (tenant, id, day, account, channel, address, subject, body, state, tries, \
                   next_at, said, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10, '', $10) \
                   ON CONFLICT DO NOTHING";
        let (account, channel, state) =
            (new.account.get(), new.channel.code(), ReminderState::Waiting.code());
        let values =
            args![tenant, id, new.day, account, channel, &new.address, &new.subject, &new.body, state, at];
        Ok(self.conn.run(sql, values).await? > 0)
    }

    /// Takes the next reminder that is to be sent and keeps it from others until `until`: whoever holds the tenant's
    /// turn takes it alone.
    pub async fn take_reminder(&mut self, until: i64) -> Result<Option<ReminderRow>> {
        let (tenant, at) = (self.tenant, self.at());
        let sql = format!(
            "SELECT {COLUMNS} FROM reminder WHERE tenant = $1 AND state = $2 AND next_at <= $3 ORDER BY id LIMIT 1"
        );
        let row = self.conn.row(&sql, args![tenant, ReminderState::Waiting.code(), at]).await?;
        let Some(mut row) = row.as_ref().map(reminder).transpose()? else { return Ok(None) };
        row.tries += 1;
        let sql = "UPDATE reminder SET tries = $3, next_at = $4 WHERE tenant = $1 AND id = $2";
        self.conn.run(sql, args![tenant, row.id, row.tries, until]).await?;
        Ok(Some(row))
    }

    /// Notes what became of a reminder that was taken; a waiting one is tried again at `next_at`.
    pub async fn settle_reminder(
        &mut self,
        id: i64,
        state: ReminderState,
        said: &str,
        next_at: i64,
    ) -> Result<()> {
        let (tenant, at) = (self.tenant, self.at());
        let sent = (state == ReminderState::Sent).then_some(at);
        let sql = "UPDATE reminder SET state = $3, said = $4, next_at = $5, sent_at = $6 \
                   WHERE tenant = $1 AND id = $2";
        self.conn.run(sql, args![tenant, id, state.code(), said, next_at, sent]).await?;
        Ok(())
    }

    /// Sets a person's own address; an empty one is forgotten.
    pub async fn set_reminder_address(&mut self, account: AccountId, mail: &str) -> Result<()> {
        let (tenant, at) = (self.tenant, self.at());
        if mail.is_empty() {
            let sql = "DELETE FROM reminder_address WHERE tenant = $1 AND account = $2";
            self.conn.run(sql, args![tenant, account.get()]).await?;
            return Ok(());
        }
        let sql = "INSERT INTO reminder_address (tenant, account, mail, at) VALUES ($1, $2, $3, $4) \
                   ON CONFLICT (tenant, account) DO UPDATE SET mail = excluded.mail, at = excluded.at";
        self.conn.run(sql, args![tenant, account.get(), mail, at]).await?;
        Ok(())
    }
}

fn reminder(row: &Row) -> Result<ReminderRow> {
    let (channel, state) = (row.text(3)?, row.text(7)?);
    Ok(ReminderRow {
        id: row.int(0)?,
        day: row.int(1)?,
        account: AccountId::new(row.int(2)?),
        channel: Channel::from_code(&channel).ok_or_else(|| Error::code("提醒方式", channel))?,
        address: row.text(4)?,
        subject: row.text(5)?,
        body: row.text(6)?,
        state: ReminderState::from_code(&state).ok_or_else(|| Error::code("提醒状态", state))?,
        tries: row.int(8)?,
        said: row.text(9)?,
        created_at: row.int(10)?,
        sent_at: row.maybe_int(11)?,
    })
}
