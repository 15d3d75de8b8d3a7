//! Findings: what was met, where, and what to do.

use std::fmt;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Odd, and kept.
    Warning,
    /// Wrong.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(match self {
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// A finding in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule, in a word that tests and help share: `repeated-id`.
    pub code: &'static str,
    /// How bad.
    pub severity: Severity,
    /// Line, counted from 1; 1 where none is known.
    pub line: u32,
    /// What was met.
    pub message: String,
    /// What to do; begins with a verb.
    pub help: String,
}

impl Diagnostic {
    /// A finding of level error.
    pub fn error(code: &'static str, line: u32, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { code, severity: Severity::Error, line, message: message.into(), help: help.into() }
    }

    /// A finding of level warning.
    pub fn warning(code: &'static str, line: u32, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { code, severity: Severity::Warning, line, message: message.into(), help: help.into() }
    }
}

/// What was read, and what was met on the way: reading never gives one without the other.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parsed<T> {
    /// What was read.
    pub value: T,
    /// What was met.
    pub diagnostics: Vec<Diagnostic>,
}
