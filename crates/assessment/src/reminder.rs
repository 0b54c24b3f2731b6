//! 提醒: how somebody is told of what waits, and what became of it.

use crate::coded::coded;

/// The way a reminder goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Channel {
    /// A letter to the person's own address.
    Mail,
    /// A signed call of another system, which passes it on.
    Webhook,
}
coded!(Channel { Mail = "mail" "邮件", Webhook = "webhook" "接口" });

/// What became of a reminder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReminderState {
    /// It is to be sent, for the first time or again.
    Waiting,
    /// The other side took it.
    Sent,
    /// It was tried often enough.
    Failed,
}
coded!(ReminderState { Waiting = "waiting" "待发送", Sent = "sent" "已发送", Failed = "failed" "没有发成" });
