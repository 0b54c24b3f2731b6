//! Messages as they go over the wire: a head with the length, then JSON.

use serde_json::Value;
use std::io::{BufRead, Error, ErrorKind, Read, Write};

/// Longer messages are refused: no scheme comes near.
const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// The next message; `None` at the end of the input.
pub(super) fn read(input: &mut impl BufRead) -> std::io::Result<Option<Value>> {
    let mut length: Option<u64> = None;
    loop {
        let mut line = String::new();
        if input.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        let line = line.trim();
        if line.is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().ok();
        }
    }
    let length = length.filter(|length| *length <= MOST_BYTES);
    let length = length.ok_or_else(|| Error::new(ErrorKind::InvalidData, "消息没有可用的长度"))?;
    let mut body = Vec::new();
    input.take(length).read_to_end(&mut body)?;
    if u64::try_from(body.len()).unwrap_or(0) < length {
        return Ok(None);
    }
    serde_json::from_slice(&body).map(Some).map_err(Error::from)
}

pub(super) fn write(output: &mut impl Write, message: &Value) -> std::io::Result<()> {
    let body = message.to_string();
    write!(output, "Content-Length: {}\r\n\r\n{body}", body.len())?;
    output.flush()
}
