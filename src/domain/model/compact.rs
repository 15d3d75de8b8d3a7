//! JSON without white space, for what is written by machines: serde's data model straight into bytes.
//!
//! serde_json looks at every byte of a text for one to escape; here a run that needs none is found eight bytes at a time and
//! copied as a whole, which is most of the time that writing an archive takes. The bytes are the same.

use std::fmt::{self, Write as _};

use serde::{Serialize, Serializer, ser};

use crate::domain::bytes::to_escape;

/// The text of a value.
///
/// # Errors
/// A map whose keys are not texts, or a value whose own writing fails.
pub fn to_string<T: Serialize + ?Sized>(value: &T) -> Result<String, fmt::Error> {
    let mut output = Output { text: Vec::new() };
    value.serialize(&mut output)?;
    String::from_utf8(output.text).map_err(|_| fmt::Error)
}

/// Bytes, not a `String`: in a build for size, pushing single signs into one was a quarter of the time that writing took.
struct Output {
    text: Vec<u8>,
}

impl Output {
    fn put(&mut self, text: &str) {
        self.text.extend_from_slice(text.as_bytes());
    }

    fn quoted(&mut self, text: &str) {
        self.text.push(b'"');
        self.escaped(text);
        self.text.push(b'"');
    }

    fn escaped(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let mut from = 0;
        loop {
            let at = to_escape(bytes, from);
            self.text.extend_from_slice(bytes.get(from..at).unwrap_or_default());
            let Some(byte) = bytes.get(at) else { return };
            match byte {
                b'"' => self.put("\\\""),
                b'\\' => self.put("\\\\"),
                b'\n' => self.put("\\n"),
                b'\r' => self.put("\\r"),
                b'\t' => self.put("\\t"),
                0x08 => self.put("\\b"),
                0x0C => self.put("\\f"),
                control => {
                    const DIGIT: &[u8; 16] = b"0123456789abcdef";
                    self.put("\\u00");
                    self.text.push(DIGIT[usize::from(control >> 4)]);
                    self.text.push(DIGIT[usize::from(control & 15)]);
                }
            }
            from = at + 1;
        }
    }
}

/// Text on its way through `Display`, escaped as it comes.
impl fmt::Write for Output {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.escaped(text);
        Ok(())
    }
}

/// A list or object that is being written.
struct Inside<'a> {
    output: &'a mut Output,
    is_first: bool,
    /// What closes it; another bracket around it where it is the content of a variant.
    close: &'static str,
}

impl Inside<'_> {
    fn comma(&mut self) {
        if !std::mem::take(&mut self.is_first) {
            self.output.text.push(b',');
        }
    }

    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> fmt::Result {
        self.comma();
        value.serialize(&mut *self.output)
    }

    fn field<T: Serialize + ?Sized>(&mut self, key: &str, value: &T) -> fmt::Result {
        self.comma();
        self.output.quoted(key);
        self.output.text.push(b':');
        value.serialize(&mut *self.output)
    }

    fn close(self) -> fmt::Result {
        self.output.put(self.close);
        Ok(())
    }
}

impl<'a> Output {
    fn open(&'a mut self, open: u8, close: &'static str) -> Inside<'a> {
        self.text.push(open);
        Inside { output: self, is_first: true, close }
    }

    fn variant(&'a mut self, name: &str, open: u8, close: &'static str) -> Inside<'a> {
        self.text.push(b'{');
        self.quoted(name);
        self.text.push(b':');
        self.open(open, close)
    }

    fn number(&mut self, value: impl fmt::Display) -> fmt::Result {
        // No number holds what would have to be escaped.
        write!(self, "{value}")
    }
}

impl<'a> Serializer for &'a mut Output {
    type Ok = ();
    type Error = fmt::Error;
    type SerializeSeq = Inside<'a>;
    type SerializeTuple = Inside<'a>;
    type SerializeTupleStruct = Inside<'a>;
    type SerializeTupleVariant = Inside<'a>;
    type SerializeMap = Inside<'a>;
    type SerializeStruct = Inside<'a>;
    type SerializeStructVariant = Inside<'a>;

    fn serialize_bool(self, value: bool) -> fmt::Result {
        self.put(if value { "true" } else { "false" });
        Ok(())
    }
    fn serialize_i8(self, value: i8) -> fmt::Result {
        self.number(value)
    }
    fn serialize_i16(self, value: i16) -> fmt::Result {
        self.number(value)
    }
    fn serialize_i32(self, value: i32) -> fmt::Result {
        self.number(value)
    }
    fn serialize_i64(self, value: i64) -> fmt::Result {
        self.number(value)
    }
    fn serialize_u8(self, value: u8) -> fmt::Result {
        self.number(value)
    }
    fn serialize_u16(self, value: u16) -> fmt::Result {
        self.number(value)
    }
    fn serialize_u32(self, value: u32) -> fmt::Result {
        self.number(value)
    }
    fn serialize_u64(self, value: u64) -> fmt::Result {
        self.number(value)
    }
    fn serialize_f32(self, value: f32) -> fmt::Result {
        self.put(&serde_json::to_string(&value).map_err(|_| fmt::Error)?);
        Ok(())
    }
    fn serialize_f64(self, value: f64) -> fmt::Result {
        self.put(&serde_json::to_string(&value).map_err(|_| fmt::Error)?);
        Ok(())
    }
    fn serialize_char(self, value: char) -> fmt::Result {
        self.quoted(value.encode_utf8(&mut [0; 4]));
        Ok(())
    }
    fn serialize_str(self, value: &str) -> fmt::Result {
        self.quoted(value);
        Ok(())
    }
    fn collect_str<T: fmt::Display + ?Sized>(self, value: &T) -> fmt::Result {
        self.text.push(b'"');
        write!(self, "{value}")?;
        self.text.push(b'"');
        Ok(())
    }
    fn serialize_bytes(self, value: &[u8]) -> fmt::Result {
        value.serialize(self)
    }
    fn serialize_none(self) -> fmt::Result {
        self.serialize_unit()
    }
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> fmt::Result {
        value.serialize(self)
    }
    fn serialize_unit(self) -> fmt::Result {
        self.put("null");
        Ok(())
    }
    fn serialize_unit_struct(self, _: &'static str) -> fmt::Result {
        self.serialize_unit()
    }
    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> fmt::Result {
        self.serialize_str(variant)
    }
    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> fmt::Result {
        value.serialize(self)
    }
    fn serialize_newtype_variant<T: Serialize + ?Sized>(self, _: &'static str, _: u32, variant: &'static str, value: &T) -> fmt::Result {
        let mut inside = self.open(b'{', "}");
        inside.field(variant, value)?;
        inside.close()
    }
    fn serialize_seq(self, _: Option<usize>) -> Result<Inside<'a>, fmt::Error> {
        Ok(self.open(b'[', "]"))
    }
    fn serialize_tuple(self, _: usize) -> Result<Inside<'a>, fmt::Error> {
        Ok(self.open(b'[', "]"))
    }
    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Inside<'a>, fmt::Error> {
        Ok(self.open(b'[', "]"))
    }
    fn serialize_tuple_variant(self, _: &'static str, _: u32, variant: &'static str, _: usize) -> Result<Inside<'a>, fmt::Error> {
        Ok(self.variant(variant, b'[', "]}"))
    }
    fn serialize_map(self, _: Option<usize>) -> Result<Inside<'a>, fmt::Error> {
        Ok(self.open(b'{', "}"))
    }
    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Inside<'a>, fmt::Error> {
        Ok(self.open(b'{', "}"))
    }
    fn serialize_struct_variant(self, _: &'static str, _: u32, variant: &'static str, _: usize) -> Result<Inside<'a>, fmt::Error> {
        Ok(self.variant(variant, b'{', "}}"))
    }
}

macro_rules! elements {
    ($($Trait:ident $method:ident,)*) => {$(
        impl ser::$Trait for Inside<'_> {
            type Ok = ();
            type Error = fmt::Error;
            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> fmt::Result {
                self.element(value)
            }
            fn end(self) -> fmt::Result {
                self.close()
            }
        }
    )*};
}
elements! {
    SerializeSeq serialize_element,
    SerializeTuple serialize_element,
    SerializeTupleStruct serialize_field,
    SerializeTupleVariant serialize_field,
}

macro_rules! fields {
    ($($Trait:ident,)*) => {$(
        impl ser::$Trait for Inside<'_> {
            type Ok = ();
            type Error = fmt::Error;
            fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> fmt::Result {
                self.field(key, value)
            }
            fn end(self) -> fmt::Result {
                self.close()
            }
        }
    )*};
}
fields! { SerializeStruct, SerializeStructVariant, }

impl ser::SerializeMap for Inside<'_> {
    type Ok = ();
    type Error = fmt::Error;
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> fmt::Result {
        self.comma();
        let start = self.output.text.len();
        key.serialize(&mut *self.output)?;
        if self.output.text.get(start) == Some(&b'"') { Ok(()) } else { Err(fmt::Error) }
    }
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> fmt::Result {
        self.output.text.push(b':');
        value.serialize(&mut *self.output)
    }
    fn end(self) -> fmt::Result {
        self.close()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::to_string;
    use crate::domain::{
        list::List,
        model::read,
        sample::{Size, archive},
    };

    fn same<T: serde::Serialize>(value: &T) {
        assert_eq!(to_string(value).unwrap(), serde_json::to_string(value).unwrap());
    }

    #[test]
    fn the_bytes_are_those_of_serde_json() {
        let all = archive(&Size { meetings: 20, items: 10, seed: 3 });
        same(&all);
        same(&List::of(&all));
        same(&json!({"a": [1, -2, 2.5, 1e300, -0.0, u64::MAX, true, null, {}, []], "\"\\\n\u{7}é": "a\u{0}\u{8}\u{c}\t\r\u{1f}政 \u{7f}"}));
        let odd = r#"{"schemaVersion":"1.7.0","later":{"a":[1,2.5,null]},"meeting":[{"id":"m","start":"so\"on","meetingType":"séance"}]}"#;
        same(&read::from_str(odd).unwrap());
    }

    #[test]
    fn only_texts_are_keys() {
        assert!(to_string(&std::collections::BTreeMap::from([(1, 2)])).is_err());
    }

    proptest::proptest! {
        #[test]
        fn every_text_is_escaped_alike(text in ".{0,40}") {
            same(&text);
            same(&Value::from_iter([(text.clone(), text)]));
        }
    }
}
