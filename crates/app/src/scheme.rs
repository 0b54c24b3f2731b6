//! Schemes: the text that a cycle is assessed by, compiled.

use crate::{Error, Result};

/// STUB
#[derive(Debug, Clone)]
pub struct Compiled {}

pub(crate) fn compile(_source: &str) -> Result<Compiled> {
    Err(Error::NotFound("编译"))
}
