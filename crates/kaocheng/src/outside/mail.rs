//! Letters over SMTP.

use std::time::Duration;

use app::reminder::ReminderRow;
use lettre::message::Mailbox;
use lettre::message::header::ContentType;
use lettre::transport::smtp::authentication::Credentials;
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};

use super::{MailSettings, Security, secret};

/// A server that does not answer for so long has not taken the letter.
const PATIENCE: Duration = Duration::from_secs(20);

/// Hands letters in at one server.
pub(super) struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl Mailer {
    pub(super) fn new(settings: &MailSettings) -> Result<Self, String> {
        let (host, from) = (&settings.host, &settings.from);
        let from = from
            .parse::<Mailbox>()
            .map_err(|error| format!("设置 mail.from“{from}”不是邮箱地址：{error}"))?;
        let wrong = |error: lettre::transport::smtp::Error| format!("设置 mail 有误：{error}");
        let (builder, port) = match settings.security {
            Security::Tls => (AsyncSmtpTransport::<Tokio1Executor>::relay(host).map_err(wrong)?, 465),
            Security::Starttls => {
                (AsyncSmtpTransport::<Tokio1Executor>::starttls_relay(host).map_err(wrong)?, 587)
            }
            Security::None => (AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host), 25),
        };
        let mut builder = builder.port(settings.port.unwrap_or(port)).timeout(Some(PATIENCE));
        if let Some(user) = &settings.user {
            let file =
                settings.password_file.as_deref().ok_or("设置 mail.user 之后还须设置 mail.password_file")?;
            builder = builder.credentials(Credentials::new(user.clone(), secret(file)?));
        }
        Ok(Self { transport: builder.build(), from })
    }

    /// Hands one letter in; the sentence says why it was not taken.
    pub(super) async fn send(&self, reminder: &ReminderRow) -> Result<(), String> {
        let to = reminder.address.parse::<Mailbox>().map_err(|error| format!("收件地址有误：{error}"))?;
        let host = self.from.email.domain();
        let letter = Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(&reminder.subject)
            // The same letter sent again carries the same number: mail programs show it once.
            .message_id(Some(format!("<kaocheng-{}-{}@{host}>", reminder.day, reminder.id)))
            .header(ContentType::TEXT_PLAIN)
            .body(reminder.body.clone())
            .map_err(|error| format!("信不能写成：{error}"))?;
        self.transport.send(letter).await.map(|_| ()).map_err(|error| format!("邮件服务器没有收下：{error}"))
    }
}
