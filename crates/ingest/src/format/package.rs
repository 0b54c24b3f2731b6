//! Packages (docx, xlsx): parts are unpacked one by one, counted as they come out, whatever sizes the package declares.

use super::{Format, limits};
use crate::document::Refusal;
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// An open package.
pub(crate) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// Bytes that may still be unpacked.
    budget: u64,
    format: Format,
}

impl<'b> Package<'b> {
    /// Opens a package; its directory is at its end, so one that was cut off is told here.
    pub(crate) fn open(bytes: &'b [u8], format: Format) -> Result<Self, Refusal> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_error| Refusal::Truncated { format })?;
        if archive.len() > limits::PARTS {
            return Err(Refusal::TooManyParts { parts: archive.len(), limit: limits::PARTS });
        }
        Ok(Self { archive, budget: limits::UNPACKED_BYTES, format })
    }

    /// Unpacks a part as text; `None` if the package has none of this name.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<String>, Refusal> {
        let format = self.format;
        let entry = match self.archive.by_name(name) {
            Ok(entry) => entry,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(_) | ZipError::InvalidPassword) => {
                return Err(Refusal::Encrypted { format });
            }
            Err(_) => return Err(Refusal::Broken { format }),
        };
        let mut bytes = Vec::new();
        let mut capped = entry.take(self.budget + 1);
        capped.read_to_end(&mut bytes).map_err(|_error| Refusal::Broken { format })?;
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if size > self.budget {
            return Err(Refusal::UnpacksTooLarge { limit: limits::UNPACKED_BYTES });
        }
        self.budget -= size;
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                let (text, _, _) = encoding_rs::UTF_8.decode(error.as_bytes());
                text.into_owned()
            }
        };
        Ok(Some(text))
    }

    /// A part without which there is no document.
    pub(crate) fn required(&mut self, name: &str) -> Result<String, Refusal> {
        self.part(name)?.ok_or(Refusal::Broken { format: self.format })
    }
}
