//! Which format the bytes are, judged by the bytes; and the way from bytes to a document.

mod detect;
pub mod limits;
pub(crate) mod package;
pub(crate) mod xml;

use crate::document::{Document, NoteKind, Refusal};
use std::fmt;

/// A format that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// Plain text, also pasted text with tabs.
    Text,
    /// A web page or a fragment of one.
    Html,
    /// Word document.
    Docx,
    /// Excel workbook.
    Xlsx,
    /// PDF.
    Pdf,
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text => "文本文件",
            Self::Html => "网页文件",
            Self::Docx => "Word 文档",
            Self::Xlsx => "Excel 工作簿",
            Self::Pdf => "PDF 文件",
        })
    }
}

/// What is known about a file besides its bytes.
#[derive(Debug, Clone, Default)]
pub struct Hints {
    /// File name; only for messages and to say when it promises another format.
    pub name: Option<String>,
    /// The day the text speaks from, when the caller knows better than the text.
    pub anchor: Option<jiff::civil::Date>,
}

impl Hints {
    /// Only a name.
    pub fn named(name: impl Into<String>) -> Self {
        Self { name: Some(name.into()), anchor: None }
    }
}

/// Reads a document. Bad content is read as far as it goes and said in the notes; a refusal is for files that are no
/// readable document at all or would cost more than the limits in [`limits`].
pub fn read(bytes: &[u8], hints: &Hints) -> Result<Document, Refusal> {
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    if size > limits::FILE_BYTES {
        return Err(Refusal::TooLarge { bytes: size, limit: limits::FILE_BYTES });
    }
    let format = detect::detect(bytes)?;
    let mut drafted = match format {
        Format::Text => crate::text::read(bytes)?,
        Format::Html => crate::html::read(bytes)?,
        Format::Docx => crate::docx::read(bytes)?,
        Format::Xlsx => crate::xlsx::read(bytes)?,
        Format::Pdf => crate::pdf::read(bytes)?,
    };
    if let Some(promised) =
        hints.name.as_deref().and_then(detect::promised).filter(|promised| *promised != format)
    {
        let message = format!("文件名像是{promised}，内容其实是{format}，已按内容读入");
        drafted.note(NoteKind::Mislabelled, None, message);
    }
    Ok(crate::document::finish(drafted, format, hints))
}
