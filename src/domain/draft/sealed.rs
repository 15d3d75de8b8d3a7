//! Values with a checksum: `{"format":2,"sum":"<16 digits>","body":…}`. The sum is that of the body's bytes (FNV-1a, RFC 9923, 64 bits),
//! which a change of any one byte changes.

use serde_json::Value;

use super::{FORMAT, StoredError};

/// FNV-1a of 64 bits (RFC 9923).
fn sum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// A value by its sum: 16 digits.
pub fn digest(value: &Value) -> String {
    format!("{:016x}", sum(value.to_string().as_bytes()))
}

/// A value as it is kept.
pub fn seal(body: &Value) -> String {
    let body = body.to_string();
    format!(r#"{{"format":{FORMAT},"sum":"{:016x}","body":{body}}}"#, sum(body.as_bytes()))
}

/// What stands before the body of a value.
pub fn head(text: &str) -> &str {
    text.split_once(r#","body""#).map_or("", |(head, _)| head)
}

/// The body of a value, if it is as it was written.
pub fn open(text: &str) -> Result<Value, StoredError> {
    let damaged = || StoredError::Broken("damaged".into());
    let rest = text.strip_prefix(r#"{"format":"#).ok_or_else(damaged)?;
    let (format, rest) = rest.split_once(',').ok_or_else(damaged)?;
    match format.parse::<u64>() {
        Ok(FORMAT) if format.len() == 1 => {}
        Ok(newer) if newer > FORMAT => return Err(StoredError::Newer),
        _ => return Err(damaged()),
    }
    let body = rest.strip_prefix(r#""sum":""#).and_then(|rest| rest.split_at_checked(16)).and_then(|(digits, rest)| {
        let body = rest.strip_prefix(r#"","body":"#)?.strip_suffix('}')?;
        (format!("{:016x}", sum(body.as_bytes())) == digits).then_some(body)
    });
    serde_json::from_str(body.ok_or_else(damaged)?).map_err(|_| damaged())
}
