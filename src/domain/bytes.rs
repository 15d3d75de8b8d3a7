//! Long texts looked through eight bytes at a time, for the passes over a whole file.
//!
//! `memchr` knows no control characters, and is slower here: on 10 MB of meeting JSON, built for size, its `memchr2` and `memchr3` take
//! 1.3 times as long natively, since texts are short, and twice as long in WebAssembly, where it looks at four bytes at a time.

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;

/// The word that holds a byte eight times.
#[inline(always)]
const fn each(byte: u8) -> u64 {
    byte as u64 * ONES
}

/// Marks the high bit of every byte that is zero. Bytes above the lowest zero may be marked wrongly, so only the lowest mark counts.
#[inline(always)]
const fn zero(word: u64) -> u64 {
    word.wrapping_sub(ONES) & !word & HIGH
}

/// Marks every byte that is one of three or, where `CONTROL`, a control character.
#[inline(always)]
const fn marks<const A: u8, const B: u8, const C: u8, const CONTROL: bool>(word: [u8; 8]) -> u64 {
    let word = u64::from_le_bytes(word);
    // Below 0x20 exactly where the upper three bits are zero.
    let control = if CONTROL { zero(word & each(0xE0)) } else { 0 };
    zero(word ^ each(A)) | zero(word ^ each(B)) | zero(word ^ each(C)) | control
}

/// The place of the first such byte, from a place on; the length where there is none. What is looked for is part of the type,
/// so that the loop calls nothing, however small the build.
fn first<const A: u8, const B: u8, const C: u8, const CONTROL: bool>(bytes: &[u8], from: usize) -> usize {
    let (words, rest) = bytes.get(from..).unwrap_or_default().as_chunks::<8>();
    let mut at = from;
    for word in words {
        let marked = marks::<A, B, C, CONTROL>(*word);
        if marked != 0 {
            return at + marked.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    // Most texts are short, and copying a few bytes is a call.
    for byte in rest {
        if *byte == A || *byte == B || *byte == C || (CONTROL && *byte < 0x20) {
            return at;
        }
        at += 1;
    }
    at
}

/// The end of a JSON text that is being passed: its `"`, or the `\` of an escape.
pub fn quote_or_escape(bytes: &[u8], from: usize) -> usize {
    first::<b'"', b'\\', b'\\', false>(bytes, from)
}

/// The first byte that JSON writes as an escape: `"`, `\`, or a control character.
pub fn to_escape(bytes: &[u8], from: usize) -> usize {
    first::<b'"', b'\\', b'\\', true>(bytes, from)
}

/// The first byte at which a passcode may be known: `=` or `:`.
pub fn passcode_sign(bytes: &[u8], from: usize) -> usize {
    first::<b'=', b':', b':', false>(bytes, from)
}

/// The first byte at which an address to join a call, or a passcode, may be known: `=`, `:` or `/`.
pub fn call_sign(bytes: &[u8], from: usize) -> usize {
    first::<b'=', b':', b'/', false>(bytes, from)
}

/// The first colon.
pub fn colon(bytes: &[u8], from: usize) -> usize {
    first::<b':', b':', b':', false>(bytes, from)
}

/// Some of the bytes, for looking through texts for any of them.
pub struct Set([bool; 256]);

impl Set {
    /// These, and where `control`, every byte of which a control character may consist or a character that no document takes.
    pub const fn new(bytes: &[u8], control: bool) -> Self {
        let mut all = [false; 256];
        let mut at = 0;
        while at < bytes.len() {
            all[bytes[at] as usize] = true;
            at += 1;
        }
        let mut byte = 0;
        while control && byte < 0x20 {
            all[byte] = true;
            byte += 1;
        }
        if control {
            // DEL, the first bytes of U+0080 to U+00BF and of U+F000 to U+FFFF.
            all[0x7F] = true;
            all[0xC2] = true;
            all[0xEF] = true;
        }
        Self(all)
    }

    /// The first of them in a text, from a place on; the length where there is none.
    pub fn first(&self, bytes: &[u8], from: usize) -> usize {
        let (blocks, rest) = bytes.get(from..).unwrap_or_default().as_chunks::<8>();
        let has = |byte: &u8| self.0[usize::from(*byte)];
        let mut at = from;
        for block in blocks {
            // One branch for eight bytes.
            if block.iter().fold(false, |any, byte| any | has(byte)) {
                return at + block.iter().position(has).unwrap_or(0);
            }
            at += 8;
        }
        at + rest.iter().position(has).unwrap_or(rest.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plainly(bytes: &[u8], from: usize, wanted: impl Fn(u8) -> bool) -> usize {
        (from..bytes.len()).find(|at| wanted(bytes[*at])).unwrap_or(bytes.len())
    }

    proptest::proptest! {
        #[test]
        fn as_one_byte_after_the_other(bytes in proptest::collection::vec(proptest::sample::select(b"ab=:/w!\"\\ \x1f\x00\x7f\x80\xa2\xc2\xef\xff".to_vec()), 0..40), from in 0usize..40) {
            let from = from.min(bytes.len());
            assert_eq!(quote_or_escape(&bytes, from), plainly(&bytes, from, |b| b"\"\\".contains(&b)));
            assert_eq!(to_escape(&bytes, from), plainly(&bytes, from, |b| b < 0x20 || b"\"\\".contains(&b)));
            assert_eq!(passcode_sign(&bytes, from), plainly(&bytes, from, |b| b"=:".contains(&b)));
            assert_eq!(call_sign(&bytes, from), plainly(&bytes, from, |b| b"=:/".contains(&b)));
            assert_eq!(colon(&bytes, from), plainly(&bytes, from, |b| b == b':'));
            assert_eq!(Set::new(b"!w", false).first(&bytes, from), plainly(&bytes, from, |b| b"!w".contains(&b)));
            assert_eq!(Set::new(b"", true).first(&bytes, from), plainly(&bytes, from, |b| b < 0x20 || b"\x7f\xc2\xef".contains(&b)));
        }
    }
}
