//! 提醒: one digest a person and working day of what waits for them. It says what is owed, never who signed in.
//!
//! The queue stands in the database: a reminder is queued once whichever process asks, and taken by one process at a
//! time. A process that dies while sending leaves it to be tried again, so the other side may rarely hear it twice; it
//! can tell by the id.

use assessment::{AccountId, Actor, Coded as _, Role};
use store::{AuditEntry, NewReminder};

pub use assessment::{Channel, ReminderState};
pub use store::ReminderRow;

use crate::work::{Kind, Task};
use crate::{App, Error, Person, Result};

/// Setting: the channels that a running process sends on, as the page shows them.
const CHANNELS: &str = "reminder_channels";
/// Setting: the day whose digests were queued, by channel.
const DONE: &str = "reminder_done";
/// Reminders that a page shows.
const MOST_SHOWN: i64 = 200;
/// Tasks that one digest names.
const MOST_NAMED: usize = 20;
/// So often a reminder is tried.
const MOST_TRIES: i64 = 8;
/// First pause before it is tried again; it doubles.
const PAUSE_MS: i64 = 60_000;
/// A taken reminder is left to its process for so long.
const TAKEN_MS: i64 = 5 * 60_000;
/// Longest address.
const LONGEST_ADDRESS: usize = 254;

/// Where reminders go.
#[derive(Clone, Debug, Default)]
pub struct Ways {
    /// Whether letters are sent to people's own addresses.
    pub mail: bool,
    /// The address of another system that passes them on.
    pub webhook: Option<String>,
    /// Address of this product, for the link in the text; may be empty.
    pub link: String,
}

/// Tells pages which channels are on. Nothing is written when nothing changed.
pub async fn announce(app: &App, ways: &Ways) -> Result<()> {
    let mut codes = Vec::new();
    if ways.mail {
        codes.push(Channel::Mail.code());
    }
    if ways.webhook.is_some() {
        codes.push(Channel::Webhook.code());
    }
    let text = codes.join(" ");
    let stands = app.store.reader(app.tenant).await?.find_setting(CHANNELS).await?.unwrap_or_default();
    if stands == text {
        return Ok(());
    }
    let mut change = app.store.change(app.tenant, app.now()).await?;
    change.set_setting(CHANNELS, &text).await?;
    change.audit(nobody("reminder.channels", "setting/reminder_channels".to_owned(), text));
    change.commit().await?;
    Ok(())
}

/// The channels that are on.
pub async fn channels(app: &App) -> Result<Vec<Channel>> {
    let text = app.store.reader(app.tenant).await?.find_setting(CHANNELS).await?.unwrap_or_default();
    Ok(text.split_whitespace().filter_map(Channel::from_code).collect())
}

/// What was sent or waits: one's own; all of it for the office.
pub async fn list(app: &App, by: &Person) -> Result<Vec<ReminderRow>> {
    by.require_reader()?;
    let whose = (!by.has(Role::Officer)).then(|| by.account());
    Ok(app.store.reader(app.tenant).await?.list_reminders(whose, MOST_SHOWN).await?)
}

/// A person's own address; empty when there is none.
pub async fn address(app: &App, by: &Person) -> Result<String> {
    by.require_reader()?;
    let all = app.store.reader(app.tenant).await?.list_reminder_addresses().await?;
    Ok(all
        .into_iter()
        .find(|(account, _)| *account == by.account())
        .map(|(_, mail)| mail)
        .unwrap_or_default())
}

/// Sets a person's own address; an empty one ends the letters.
pub async fn set_address(app: &App, by: &Person, mail: &str) -> Result<()> {
    by.require_reader()?;
    let mail = mail.trim();
    if !mail.is_empty() && !plausible(mail) {
        return Err(Error::field("mail", format!("“{mail}”不像邮箱地址，应写成例如 wangmin@example.gov.cn")));
    }
    let mut change = app.store.change(app.tenant, app.now()).await?;
    change.set_reminder_address(by.account(), mail).await?;
    // The address itself is personal and stays out of the audit.
    let word = if mail.is_empty() { "removed" } else { "set" };
    change.audit(by.audit("reminder.address", format!("account/{}", by.name), word.to_owned()));
    change.commit().await?;
    Ok(())
}

fn plausible(mail: &str) -> bool {
    let Some((name, host)) = mail.rsplit_once('@') else { return false };
    let clean = |c: char| !c.is_whitespace() && !c.is_control() && !"<>,;:\"()[]\\".contains(c);
    mail.len() <= LONGEST_ADDRESS
        && mail.is_ascii()
        && !name.is_empty()
        && host.contains('.')
        && !host.starts_with('.')
        && !host.ends_with('.')
        && mail.chars().all(|c| c == '@' || clean(c))
        && name.chars().all(|c| c != '@')
}

/// Queues today's digests, on working days only; how many. Asked again, by whichever process, it queues none.
pub async fn queue(app: &App, ways: &Ways) -> Result<usize> {
    let catalogue = app.catalogue().await?;
    let today = crate::period::day(app.now());
    if !catalogue.workdays.is_worked(today) {
        return Ok(0);
    }
    let day = i64::from(today.year()) * 10_000 + i64::from(today.month()) * 100 + i64::from(today.day());
    let mut reader = app.store.reader(app.tenant).await?;
    let done = reader.find_setting(DONE).await?.unwrap_or_default();
    let done_on =
        |channel: Channel| done.split_whitespace().any(|one| one == format!("{}:{day}", channel.code()));
    let mail_done = !ways.mail || done_on(Channel::Mail);
    let hook_done = ways.webhook.is_none() || done_on(Channel::Webhook);
    if mail_done && hook_done {
        return Ok(0);
    }
    let addresses = reader.list_reminder_addresses().await?;
    let accounts = reader.list_accounts().await?;
    let grants = reader.list_all_grants().await?;
    drop(reader);
    let mut reminders = Vec::new();
    for account in accounts.into_iter().filter(|account| account.closed_at.is_none()) {
        let own = grants.iter().filter(|(owner, _)| *owner == account.id).map(|(_, grant)| *grant);
        let person = reminded(&account, own.collect());
        let mail = addresses.iter().find(|(owner, _)| *owner == account.id).map(|(_, mail)| mail.clone());
        let mail = mail.filter(|_| ways.mail && !mail_done);
        let hook = ways.webhook.clone().filter(|_| !hook_done);
        if (mail.is_none() && hook.is_none()) || person.require_reader().is_err() {
            continue;
        }
        let tasks = crate::work::list(app, &person).await?;
        if tasks.is_empty() {
            continue;
        }
        let (subject, body) = digest(&person.display_name, &tasks, &ways.link);
        let one = |channel, address| NewReminder {
            day,
            account: person.account(),
            channel,
            address,
            subject: subject.clone(),
            body: body.clone(),
        };
        reminders.extend(mail.map(|mail| one(Channel::Mail, mail)));
        reminders.extend(hook.map(|hook| one(Channel::Webhook, hook)));
    }
    let mut change = app.store.change(app.tenant, app.now()).await?;
    let mut queued = 0;
    for reminder in &reminders {
        queued += usize::from(change.queue_reminder(reminder).await?);
    }
    let mut marks = Vec::new();
    for (channel, on) in [(Channel::Mail, ways.mail), (Channel::Webhook, ways.webhook.is_some())] {
        if on || done_on(channel) {
            marks.push(format!("{}:{day}", channel.code()));
        }
    }
    change.set_setting(DONE, &marks.join(" ")).await?;
    if queued > 0 {
        change.audit(nobody("reminder.queue", format!("reminder/{day}"), queued.to_string()));
    }
    change.commit().await?;
    Ok(queued)
}

/// The owner of an account, without a session: only to ask what waits.
fn reminded(account: &store::Account, grants: Vec<assessment::Grant>) -> Person {
    Person {
        actor: Actor { account: account.id, grants },
        name: account.name.clone(),
        display_name: account.display_name.clone(),
        csrf: String::new(),
        session: Vec::new(),
        must_change: false,
        expired: false,
        second_due: false,
        must_enrol: false,
        token_writes: None,
    }
}

/// The hour in China now.
pub fn hour(app: &App) -> i8 {
    crate::period::hour(app.now())
}

/// Takes the next reminder that is to be sent, with the sign-in name of its person; no other process gets it meanwhile.
pub async fn take(app: &App) -> Result<Option<(ReminderRow, String)>> {
    let now = app.now();
    if !app.store.reader(app.tenant).await?.has_waiting_reminders(now).await? {
        return Ok(None);
    }
    let mut change = app.store.change(app.tenant, now).await?;
    let taken = change.take_reminder(now + TAKEN_MS).await?;
    let account = match &taken {
        Some(taken) => change.find_account(taken.account).await?,
        None => None,
    };
    change.commit().await?;
    Ok(taken.map(|taken| (taken, account.map(|account| account.name).unwrap_or_default())))
}

/// Notes what became of it: sent, or why not. What was not sent is tried again later, eight times in all.
pub async fn settle(app: &App, taken: &ReminderRow, outcome: std::result::Result<(), String>) -> Result<()> {
    let now = app.now();
    let mut change = app.store.change(app.tenant, now).await?;
    match outcome {
        Ok(()) => change.settle_reminder(taken.id, ReminderState::Sent, "", now).await?,
        Err(why) if taken.tries >= MOST_TRIES => {
            change.settle_reminder(taken.id, ReminderState::Failed, &why, now).await?;
        }
        Err(why) => {
            let pause = PAUSE_MS << taken.tries.clamp(1, MOST_TRIES).saturating_sub(1);
            change.settle_reminder(taken.id, ReminderState::Waiting, &why, now + pause).await?;
        }
    }
    change.commit().await?;
    Ok(())
}

/// The text of a digest.
fn digest(name: &str, tasks: &[Task], link: &str) -> (String, String) {
    let overdue = tasks.iter().filter(|task| task.overdue).count();
    let returned = tasks.iter().filter(|task| task.kind == Kind::Returned).count();
    let mut subject = format!("考成：您有 {} 件待办", tasks.len());
    if overdue > 0 {
        subject.push_str(&format!("，其中 {overdue} 件逾期"));
    }
    let mut body = format!("{name}：\n\n以下事项等您办理");
    if returned > 0 {
        body.push_str(&format!("（退回 {returned} 项）"));
    }
    body.push_str("：\n\n");
    for (number, task) in (1..).zip(tasks.iter().take(MOST_NAMED)) {
        let title = format!("{} {}月报", task.unit_name, task.period.label());
        body.push_str(&format!("{number}. {} {}", title.trim(), task.detail));
        if !task.due.is_empty() {
            body.push_str(&format!("，截止{}", task.due));
        }
        body.push('\n');
    }
    if tasks.len() > MOST_NAMED {
        body.push_str(&format!("另有 {} 件，见工作台。\n", tasks.len() - MOST_NAMED));
    }
    if !link.is_empty() {
        body.push_str(&format!("\n办理：{}/workbench\n", link.trim_end_matches('/')));
    }
    body.push_str("\n每个工作日最多发一份；不想再收到，请在“提醒”页清空邮箱。\n");
    (subject, body)
}

fn nobody(action: &str, subject: String, detail: String) -> AuditEntry {
    AuditEntry { account: AccountId::new(0).get(), action: action.to_owned(), subject, detail }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_address_is_told_apart() {
        assert!(plausible("wang.min@jz.gov.cn"));
        for wrong in ["wangmin", "a@b", "a b@c.cn", "a@c.cn\nBcc: x@y.cn", "a@@c.cn", "王@c.cn", "<a>@c.cn"]
        {
            assert!(!plausible(wrong), "{wrong}");
        }
    }
}
