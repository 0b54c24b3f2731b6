//! Why an action was not done. Knows no HTTP; `web` gives each its status.

use assessment::Refusal;

/// One field of a form that must be mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// Name of the field; empty when the whole form is meant.
    pub field: String,
    /// What is wrong and what to do.
    pub text: String,
}

/// The same refusal in page, API and command.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It does not exist, or the person may not know that it does.
    #[error("没有找到{0}")]
    NotFound(&'static str),
    /// The person may see it and not do this.
    #[error("{0}")]
    Forbidden(String),
    /// What was typed must be mended; all faults at once.
    #[error("有 {} 处需要修改", .0.len())]
    Invalid(Vec<FieldError>),
    /// A business "no" with a stable code and its sentence.
    #[error("{text}")]
    Refused {
        /// Stable code.
        code: &'static str,
        /// The sentence.
        text: String,
    },
    /// Somebody else was first. The number is what stands now, where there is one.
    #[error("{text}")]
    Conflict {
        /// The sentence.
        text: String,
        /// Version that stands now.
        now: i64,
    },
    /// Nobody is signed in, or the session ended.
    #[error("请先登录")]
    SignedOut,
    /// The one-time password must be changed before anything else.
    #[error("请先设定自己的密码")]
    MustChangePassword,
    /// The password was right and the second factor is still to be shown.
    #[error("请输入动态口令")]
    SecondFactorDue,
    /// An administrator must set a second factor up before anything else.
    #[error("管理员须先启用动态口令")]
    MustEnrol,
    /// Ours to mend; the text is for the log.
    #[error("系统内部错误")]
    Internal(String),
    /// The database cannot answer now; nothing was saved.
    #[error("数据库暂时不可用，刚才的操作没有保存；请稍后再试")]
    Unavailable(String),
}

/// Code of a refusal because there is no room to write.
pub const DISK_FULL: &str = "disk_full";

/// Result of an action.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// One faulty field.
    pub fn field(field: &str, text: impl Into<String>) -> Self {
        Self::Invalid(vec![FieldError { field: field.to_owned(), text: text.into() }])
    }

    /// A refusal that belongs to no report.
    pub fn refused(code: &'static str, text: impl Into<String>) -> Self {
        Self::Refused { code, text: text.into() }
    }

    /// Stable code for APIs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotFound(_) => "not_found",
            Self::Forbidden(_) => "forbidden",
            Self::Invalid(_) => "invalid",
            Self::Refused { code, .. } => code,
            Self::Conflict { .. } => "conflict",
            Self::SignedOut => "signed_out",
            Self::MustChangePassword => "must_change_password",
            Self::SecondFactorDue => "second_factor_due",
            Self::MustEnrol => "must_enrol",
            Self::Internal(_) => "internal",
            Self::Unavailable(_) => "unavailable",
        }
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::Unavailable(why) => Self::Unavailable(why),
            store::Error::Full => Self::refused(
                DISK_FULL,
                "服务器磁盘已满，刚才的操作没有保存；请告知系统管理员腾出空间，之后再试",
            ),
            store::Error::Conflict => Self::Conflict {
                text: "同样的名称或编号已经存在，或数据刚被他人改动".to_owned(),
                now: 0,
            },
            store::Error::Corrupt(why) | store::Error::Version(why) => Self::Internal(why),
        }
    }
}

impl From<assessment::CycleRefusal> for Error {
    fn from(refusal: assessment::CycleRefusal) -> Self {
        Self::Refused { code: refusal.code(), text: refusal.to_string() }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::RoleMissing(_) | Refusal::OtherSource => Self::Forbidden(refusal.to_string()),
            _ => Self::Refused { code: refusal.code(), text: refusal.to_string() },
        }
    }
}
