//! Why a file was not read.

use crate::format::Format;
use std::fmt;

/// Why a file was not read. Each variant has a stable code and one Chinese sentence that names the limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// No byte, or nothing but white space.
    Empty,
    /// More bytes than are read at all.
    TooLarge {
        /// Size of the file in bytes.
        bytes: u64,
        /// Largest size read, in bytes.
        limit: u64,
    },
    /// A packed file that would unpack to more than is read (zip bomb).
    UnpacksTooLarge {
        /// Largest unpacked size, in bytes.
        limit: u64,
    },
    /// More parts in the package than are read.
    TooManyParts {
        /// Parts found.
        parts: usize,
        /// Most parts read.
        limit: usize,
    },
    /// The markup defines entities of its own (billion laughs).
    Entities,
    /// Elements nested deeper than is read.
    TooDeep {
        /// Deepest nesting read.
        limit: usize,
    },
    /// More text than is read.
    TooMuchText {
        /// Most characters read.
        limit: usize,
    },
    /// More paragraphs or lines than are read.
    TooManyBlocks {
        /// Most paragraphs read.
        limit: usize,
    },
    /// One cell holds more than is read.
    CellTooLarge {
        /// Most characters in a cell.
        limit: usize,
    },
    /// More cells than are read.
    TooManyCells {
        /// Most cells read.
        limit: usize,
    },
    /// More objects in the file than are read.
    TooManyObjects {
        /// Most objects read.
        limit: usize,
    },
    /// More pages than are read.
    TooManyPages {
        /// Pages in the file.
        pages: usize,
        /// Most pages read.
        limit: usize,
    },
    /// Took longer than is allowed.
    TooSlow {
        /// Seconds allowed.
        seconds: u64,
    },
    /// Needs a password.
    Encrypted {
        /// What it is.
        format: Format,
    },
    /// Ends before its end.
    Truncated {
        /// What it began as.
        format: Format,
    },
    /// Broken inside; not only cut off.
    Broken {
        /// What it claims to be.
        format: Format,
    },
    /// A kind of file that is not read, named so that the person can convert it.
    Unsupported {
        /// What it is, in Chinese.
        what: &'static str,
    },
    /// Bytes that are no text in any encoding known here.
    NotText,
    /// A PDF of pictures only: there is no text in it.
    NoText,
}

impl Refusal {
    /// Stable code, for machines and tests.
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLarge { .. } => "too_large",
            Self::UnpacksTooLarge { .. } => "unpacks_too_large",
            Self::TooManyParts { .. } => "too_many_parts",
            Self::Entities => "entities",
            Self::TooDeep { .. } => "too_deep",
            Self::TooMuchText { .. } => "too_much_text",
            Self::TooManyBlocks { .. } => "too_many_blocks",
            Self::CellTooLarge { .. } => "cell_too_large",
            Self::TooManyCells { .. } => "too_many_cells",
            Self::TooManyObjects { .. } => "too_many_objects",
            Self::TooManyPages { .. } => "too_many_pages",
            Self::TooSlow { .. } => "too_slow",
            Self::Encrypted { .. } => "encrypted",
            Self::Truncated { .. } => "truncated",
            Self::Broken { .. } => "broken",
            Self::Unsupported { .. } => "unsupported",
            Self::NotText => "not_text",
            Self::NoText => "no_text",
        }
    }
}

/// A size in the largest unit that divides it, so that limits print as round numbers.
fn size(bytes: u64) -> String {
    const MB: u64 = 1 << 20;
    if bytes >= MB {
        let tenths = bytes * 10 / MB;
        if tenths.is_multiple_of(10) {
            format!("{} MB", tenths / 10)
        } else {
            format!("{}.{} MB", tenths / 10, tenths % 10)
        }
    } else {
        format!("{bytes} 字节")
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("文件是空的，没有可读的内容"),
            Self::TooLarge { bytes, limit } => {
                write!(f, "文件有 {}，超过 {} 的上限", size(*bytes), size(*limit))
            }
            Self::UnpacksTooLarge { limit } => {
                write!(f, "压缩包展开后超过 {} 的上限，疑为压缩炸弹，没有打开", size(*limit))
            }
            Self::TooManyParts { parts, limit } => {
                write!(f, "压缩包里有 {parts} 个部件，超过 {limit} 个的上限")
            }
            Self::Entities => {
                f.write_str("文件自行定义了 XML 实体，可能被用来耗尽内存，没有打开（上限：0 个）")
            }
            Self::TooDeep { limit } => write!(f, "标签或表格嵌套超过 {limit} 层的上限"),
            Self::TooMuchText { limit } => write!(f, "文字超过 {} 万字的上限", limit / 10_000),
            Self::TooManyBlocks { limit } => write!(f, "段落或行超过 {} 万的上限", limit / 10_000),
            Self::CellTooLarge { limit } => write!(f, "有一个单元格的文字超过 {} 万字的上限", limit / 10_000),
            Self::TooManyCells { limit } => write!(f, "单元格超过 {} 万个的上限", limit / 10_000),
            Self::TooManyObjects { limit } => write!(f, "文件里的对象超过 {} 万个的上限", limit / 10_000),
            Self::TooManyPages { pages, limit } => {
                write!(f, "文件有 {pages} 页，超过 {limit} 页的上限，请拆分后再读")
            }
            Self::TooSlow { seconds } => write!(f, "{seconds} 秒内没有读完，已放弃"),
            Self::Encrypted { format } => write!(f, "{format}已加密，请先去掉打开密码再读"),
            Self::Truncated { format } => write!(f, "{format}不完整，文件在中途断了，请重新下载或另存"),
            Self::Broken { format } => write!(f, "{format}的内部结构已损坏，读不出来，请用原软件打开后另存"),
            Self::Unsupported { what } => {
                write!(f, "这是{what}，不能直接读，请另存为 docx、xlsx、pdf、网页或纯文本")
            }
            Self::NotText => f.write_str("内容不是文字，按 UTF-8、UTF-16、GB18030 都解不出来"),
            Self::NoText => f.write_str("文件里只有图片，没有可以读取的文字，请先做文字识别"),
        }
    }
}

impl std::error::Error for Refusal {}
