//! Schemes: the text that a cycle is assessed by, compiled.

use rules::{Severity, Sources};

use crate::{Error, Result};

/// Compiles a stored scheme. It compiled when it was published, so a failure is ours.
pub(crate) fn compile(source: &str) -> Result<rules::Scheme> {
    let compilation = rules::compile_rules(&Sources::new("考核办法", source));
    let error = compilation.diagnostics.iter().find(|found| found.severity == Severity::Error);
    let first = error.map(|found| found.message.clone()).unwrap_or_default();
    compilation.scheme.ok_or_else(|| Error::Internal(format!("a published scheme does not compile: {first}")))
}
