//! Bytes become text: UTF-8, UTF-16 with its mark, else Windows-1252.

use std::borrow::Cow;

/// What bytes 0x80 to 0x9f are in Windows-1252 (WHATWG Encoding, index windows-1252).
const HIGH: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•', '–',
    '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The text of bytes; `None` where they are no text.
pub fn decode(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let wide = |to: fn([u8; 2]) -> u16| {
        let units = bytes[2..].chunks_exact(2).map(|pair| to([pair[0], pair[1]]));
        Cow::Owned(char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect())
    };
    if bytes.starts_with(&[0xff, 0xfe]) {
        return Some(wide(u16::from_le_bytes));
    }
    if bytes.starts_with(&[0xfe, 0xff]) {
        return Some(wide(u16::from_be_bytes));
    }
    if bytes.starts_with(b"%PDF") || bytes.starts_with(b"PK\x03\x04") || bytes.contains(&0) {
        return None;
    }
    Some(std::str::from_utf8(bytes).map_or_else(
        |_| {
            let letter = |byte: &u8| match byte {
                0x80..=0x9f => HIGH[usize::from(byte - 0x80)],
                _ => char::from(*byte),
            };
            Cow::Owned(bytes.iter().map(letter).collect())
        },
        Cow::Borrowed,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_read_as_what_they_are() {
        for (bytes, text) in [
            ("é".as_bytes(), Some("é")),
            (b"caf\xe9 \x96 \x93x\x94", Some("café – “x”")),
            (b"\xff\xfea\0\xe9\0", Some("aé")),
            (b"\xfe\xff\0a", Some("a")),
            (b"%PDF-1.4", None),
            (b"a\0b", None),
            (b"", Some("")),
        ] {
            assert_eq!(decode(bytes).as_deref(), text);
        }
    }
}
