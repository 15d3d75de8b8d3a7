//! Hostile JSON: refused with line and column, or read; the stack of the browser, 1 MiB, holds whatever is read.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use rapporteur::domain::{
    check::Check,
    draft::{self, Draft, StoredError},
    export,
    model::{
        Envelope, Meeting,
        read::{self, MAX_OBJECTS, MAX_VALUES, ReadError},
        write,
    },
    pack,
    time::Instant,
};
use serde_json::Value;

/// Runs on a stack as small as WebAssembly's.
fn on_a_small_stack<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    std::thread::Builder::new().stack_size(1 << 20).spawn(work).unwrap().join().unwrap()
}

fn with(fields: &str) -> String {
    format!("{{\"schemaVersion\":\"1.0.0\",\n{fields}}}")
}

fn refused(text: &str) -> ReadError {
    let text = text.to_owned();
    on_a_small_stack(move || read::from_str(&text).expect_err("refused"))
}

/// `open` repeated, something inside, `close` repeated.
fn nested(open: &str, inside: &str, close: &str, levels: usize) -> String {
    open.repeat(levels) + inside + &close.repeat(levels)
}

#[test]
fn depth_is_refused_at_its_column_whatever_nests() {
    for levels in [10, 50, 62, 63] {
        assert!(read::from_str(&with(&format!("\"x\":{}", nested("[", "", "]", levels)))).is_ok(), "{levels}");
        assert!(read::from_str(&with(&format!("\"x\":{}", nested("{\"a\":", "1", "}", levels)))).is_ok(), "{levels}");
    }
    for levels in [64, 100, 1_000, 100_000, 10_000_000] {
        // The 64th opening bracket behind `"x":`, since the envelope is the first level.
        assert_eq!(
            refused(&with(&format!("\"x\":{}", nested("[", "", "]", levels)))),
            ReadError::TooDeep { line: 2, column: 68 },
            "{levels}"
        );
        assert_eq!(refused(&format!("\n\n{}", "[".repeat(levels + 1))), ReadError::TooDeep { line: 3, column: 65 }, "{levels}");
    }
    for levels in [64, 1_000, 1_000_000] {
        let objects = with(&format!("\"x\":{}", nested("{\"a\":", "1", "}", levels)));
        assert_eq!(refused(&objects), ReadError::TooDeep { line: 2, column: 5 + 5 * 63 }, "{levels}");
        let items = with(&format!("\"meeting\":[{{\"id\":\"m\",\"agendaItem\":{}", "[{\"id\":\"i\",\"agendaItem\":".repeat(levels)));
        assert!(matches!(refused(&items), ReadError::TooDeep { line: 2, .. }), "{levels}");
    }
    // Brackets in a text are no depth, whatever stands before its end.
    assert!(read::from_str(&with(&format!("\"x\":\"{}\\\\\\\"{}\"", "[".repeat(1000), "{".repeat(1000)))).is_ok());
}

/// Everything that nests, as deep as is read.
fn deepest() -> String {
    let items = nested("[{\"id\":\"m/item-1\",\"agendaItem\":", "[]", "}]", 30);
    let sections = nested("[{\"name\":\"s\",\"section\":", "[]", "}]", 30);
    let notes = format!("[{{\"note\":{}}}]", nested("[{\"text\":\"n\",\"note\":", "[]", "}]", 29));
    let tasks = format!("[{{\"task\":{}}}]", nested("[{\"name\":\"t\",\"task\":", "[]", "}]", 29));
    let unknown = nested("[{\"a\":", "1", "}]", 30);
    with(&format!(
        "\"meeting\":[{{\"id\":\"m\",\"agendaItem\":{items},\"minutes\":{sections},\"breakout\":{tasks},\"x\":{unknown}}},{{\"id\":\"n\",\"minutes\":{notes}}}]"
    ))
}

#[test]
fn the_deepest_that_is_read_fits_every_road_on_the_browsers_stack() {
    on_a_small_stack(|| {
        let envelope = read::from_str(&deepest()).unwrap();
        assert_eq!(read::from_str(&write::pretty(&envelope)).unwrap(), envelope.clone());
        let compact = write::compact(&envelope);
        let mut check = Check::new();
        check.text("deep.json", &compact).unwrap();
        assert!(check.finish().iter().any(|found| found.diagnostic.code == "too-deep"));
        assert!(!pack::pack([envelope.clone()]).is_empty());
        assert_eq!(export::json::meeting(&envelope, &"m".into()).unwrap().meeting[0], envelope.meeting[0]);
        assert!(export::csv::meetings(&envelope).contains("\r\nm,"));
        let value = serde_json::to_value(&envelope).unwrap();
        let draft = draft::from_meeting("d".into(), &envelope, &envelope.meeting[0], Instant(0));
        let stored = draft.to_stored();
        assert_eq!(Draft::from_stored("d", &stored).unwrap().meeting, draft.meeting);
        assert_eq!(serde_json::from_value::<Value>(value.clone()).unwrap(), value);
        assert!(draft::next("e".into(), &envelope, &"m".into(), Instant(0)).is_some());
    });
}

#[test]
fn a_stored_draft_of_any_depth_is_read_or_called_broken() {
    for levels in [10, 60, 100, 126, 127, 128, 1_000, 1_000_000] {
        let x = nested("[", "", "]", levels);
        let items = nested("[{\"id\":\"i\",\"agendaItem\":", "[]", "}]", levels / 2);
        // What lies around them: the stored object, the draft, the list of meetings and the meeting; and the empty list of the last item.
        for (fields, deepest) in [(format!("\"x\":{x}"), 4 + levels), (format!("\"agendaItem\":{items}"), 4 + 2 * (levels / 2) + 1)] {
            let text = format!("{{\"format\":1,\"draft\":{{\"schemaVersion\":\"1.0.0\",\"meeting\":[{{\"id\":\"m\",{fields}}}]}}}}");
            let read = on_a_small_stack(move || Draft::from_stored("d", &text).map(|draft| draft.to_stored()));
            match read {
                // Nothing of it is lost on the way back.
                Ok(stored) => {
                    let brackets = stored.matches(['[', '{']).count();
                    assert!(deepest <= 127 && brackets >= deepest - 1, "{levels}: {brackets} of {deepest}");
                }
                Err(error) => assert!(deepest > 127 && matches!(error, StoredError::Broken(_)), "{levels}: {error:?}"),
            }
        }
    }
}

#[test]
fn two_hundred_megabytes_are_read_or_refused_in_their_place() {
    let size = 200_000_000;
    let long = with(&format!("\"name\":\"{}\"", "x".repeat(size)));
    assert_eq!(read::from_bytes(long.as_bytes()).unwrap().name.unwrap().len(), size);
    let cut = &long[..long.len() - 2];
    assert!(
        matches!(refused(cut), ReadError::Syntax { line: 2, column, .. } if column as usize == cut.len() - cut.find('\n').unwrap() - 1)
    );
    drop(long);
    let blank = format!("{}{{\"schemaVersion\":7}}", "\n".repeat(size));
    assert_eq!(refused(&blank), ReadError::OddVersion { found: "7".to_owned() });
    drop(blank);
    assert!(matches!(refused(&with(&format!("\"x\":[{}]", "[],".repeat(size / 3)))), ReadError::TooMany { line: 2, .. }));
}

#[test]
fn more_values_than_a_browser_holds_are_refused_before_they_are_built() {
    for (fields, unit) in [("\"x\":[", "0,"), ("\"x\":[", "[],"), ("\"x\":{", "\"a\":0,")] {
        assert!(matches!(refused(&with(&format!("{fields}{}", unit.repeat(MAX_VALUES)))), ReadError::TooMany { line: 2, .. }), "{unit}");
    }
    for (fields, unit) in [("\"x\":[", "{},"), ("\"meeting\":[", "{\"id\":\"m\"},")] {
        assert!(matches!(refused(&with(&format!("{fields}{}", unit.repeat(MAX_OBJECTS)))), ReadError::TooMany { line: 2, .. }), "{unit}");
    }
    // Commas in texts are no values.
    assert!(read::from_str(&with(&format!("\"x\":\"{}\"", ",{".repeat(MAX_VALUES)))).is_ok());
}

#[test]
fn a_million_keys_are_read_and_written_back() {
    let keys: Vec<String> = (0..1_000_000).map(|n| format!("\"k{n}\":{n}")).collect();
    let envelope = read::from_str(&with(&keys.join(","))).unwrap();
    assert_eq!(envelope.extra.len(), 1_000_000);
    assert_eq!(read::from_str(&write::compact(&envelope)).unwrap(), envelope);
    assert_eq!(envelope.extra["k999999"], 999_999);
}

/// What is wrong, and at which column of the second line it is found.
#[test]
fn what_is_no_sound_json_is_refused_in_its_place() {
    let mut wrong = Vec::new();
    for (fields, column, says) in [
        ("\"name\":\"a\",\"name\":\"b\"", 17, "the field “name” stands twice"),
        ("\"x\":1,\"x\":2", 12, "the field “x” stands twice"),
        ("\"name\":\"\\ud800\"", 15, "end of hex escape"),
        ("\"name\":\"\\ud800\\u0041\"", 20, "surrogate"),
        ("\"x\":\"\\udc00\"", 11, "surrogate"),
        ("\"\\ud83d\":1", 8, "end of hex escape"),
        ("\"name\":\"a\u{0}b\"", 10, "control character"),
        ("\u{0}\"name\":1", 1, "a name in quotes was expected"),
        ("\"x\":1e999", 9, "number out of range"),
        ("\"x\":-1e999", 10, "number out of range"),
        ("\"meeting\":[{\"id\":\"m\",\"attendeeCount\":1e999}]", 42, "number out of range"),
        ("\"x\":01", 6, "invalid number"),
        ("\"x\":NaN", 5, "a value was expected"),
        ("\"x\":'a'", 5, "a value was expected"),
        ("\"x\":1,", 7, "a comma too many"),
        ("\"name\":7", 8, "a text was expected, not integer `7`"),
        ("\u{feff}\"name\":1", 1, "a name in quotes was expected"),
    ] {
        let error = refused(&with(fields));
        let ReadError::Syntax { line: 2, column: found, message } = &error else { panic!("{fields:?}: {error:?}") };
        if !message.contains(says) || *found != column || !error.to_string().contains(&format!("at column {column}")) {
            wrong.push(format!("{fields:?}: {message} at {found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // Two escaped halves that belong together are one character, and a key given twice in an unknown object is not ours to judge.
    assert_eq!(read::from_str(&with("\"name\":\"\\ud83c\\udf89\"")).unwrap().name.unwrap(), "🎉");
}

#[test]
fn encodings_are_told_apart() {
    let text = with("\"name\":\"Zürich 政策\"");
    let wide = |order: fn(u16) -> [u8; 2]| [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(order).collect::<Vec<u8>>();
    let read = |bytes: &[u8]| read::from_bytes(bytes);
    let plain = read(text.as_bytes()).unwrap();
    assert_eq!(read(&wide(u16::to_le_bytes)).unwrap(), plain);
    assert_eq!(read(&wide(u16::to_be_bytes)).unwrap(), plain);
    assert_eq!(read(format!("\u{feff}{text}").as_bytes()).unwrap(), plain);
    // Without a mark it is not UTF-8 JSON; a half unit, a lone half and a torn character are no text.
    assert!(matches!(read(&wide(u16::to_le_bytes)[2..]), Err(ReadError::Syntax { line: 1, .. } | ReadError::Encoding { .. })));
    assert!(matches!(read(&wide(u16::to_le_bytes)[..31]), Err(ReadError::Encoding { .. })));
    assert!(matches!(read(&[0xFF, 0xFE, 0x00, 0xD8]), Err(ReadError::Encoding { .. })));
    assert_eq!(read(b"{\n\n\"\xC3(\"}"), Err(ReadError::Encoding { line: 3 }));
    assert_eq!(read(&text.as_bytes()[..text.len() - 4]), Err(ReadError::Encoding { line: 2 }));
    for empty in [&b""[..], b"\xEF\xBB\xBF", b"\xFF\xFE", b" \n "] {
        assert!(matches!(read(empty), Err(ReadError::Syntax { .. })), "{empty:?}");
    }
}

#[test]
fn newer_major_versions_are_named_whatever_shape_they_have() {
    for (text, major) in [
        ("{\"schemaVersion\":\"2.0.0\",\"meeting\":{\"a\":[1]}}", 2),
        ("{\"meeting\":7,\"schemaVersion\":\"10.1.2\"}", 10),
        ("{\"schemaVersion\":\"4294967295.0.0\"}", u32::MAX),
    ] {
        assert!(matches!(refused(text), ReadError::Newer { version } if version.major == major), "{text}");
    }
    for text in ["{\"schemaVersion\":\"99999999999.0.0\"}", "{\"schemaVersion\":\"2\"}", "{\"schemaVersion\":2}", "{}", "[]", "null", "7"] {
        assert!(matches!(refused(text), ReadError::NotMeetings | ReadError::OddVersion { .. } | ReadError::Syntax { .. }), "{text}");
    }
}

#[test]
fn a_newer_stored_draft_is_told_from_a_broken_one() {
    for text in [
        "{\"format\":3}",
        "{\"format\":18446744073709551615,\"draft\":7}",
        "{\"format\":1,\"draft\":{\"schemaVersion\":\"2.0.0\",\"meeting\":[{\"id\":\"m\"}]}}",
        "{\"format\":1,\"draft\":{\"schemaVersion\":\"3.1.0\",\"meeting\":{\"m\":{\"title\":7}}}}",
    ] {
        assert_eq!(Draft::from_stored("d", text).unwrap_err(), StoredError::Newer, "{text}");
    }
    for text in ["", "{", "{\"format\":1}", "{\"format\":\"1\"}", "{\"format\":1,\"draft\":{\"schemaVersion\":\"1.0.0\",\"meeting\":[]}}"] {
        assert!(matches!(Draft::from_stored("d", text).unwrap_err(), StoredError::Broken(_)), "{text}");
    }
}

#[test]
fn a_record_is_no_larger_than_the_limit_was_reckoned_with() {
    // 2,000,000 of the largest record stay below the 4 GB that WebAssembly can have (there, pointers are half as wide).
    assert!(std::mem::size_of::<Meeting>() <= 2_000 && std::mem::size_of::<Envelope>() <= 2_000);
}

#[test]
fn what_is_checked_is_guarded_as_what_is_read() {
    for fields in ["\"x\":[".to_owned() + &"[],".repeat(MAX_VALUES), "\"meeting\":[".to_owned() + &"{\"id\":\"m\"},".repeat(MAX_OBJECTS)] {
        let text = with(&fields);
        assert!(matches!(Check::new().text("a.json", &text), Err(ReadError::TooMany { line: 2, .. })));
    }
}

#[test]
fn any_json_is_guarded_with_what_lies_around_it() {
    let deep = |levels: usize| nested("[", "", "]", levels);
    assert!(read::value(&deep(64), 0).is_ok());
    assert_eq!(read::value(&deep(65), 0), Err(ReadError::TooDeep { line: 1, column: 65 }));
    assert!(read::value(&deep(68), 4).is_ok());
    assert_eq!(read::value(&deep(10_000_000), 4), Err(ReadError::TooDeep { line: 1, column: 69 }));
    assert!(matches!(read::value(&format!("[{}", "[],".repeat(MAX_VALUES)), 4), Err(ReadError::TooMany { .. })));
    assert!(matches!(read::value("{", 4), Err(ReadError::Syntax { .. })));
}

#[test]
fn numbers_that_fall_or_differ_are_followed_to_the_end() {
    let items = |numbers: &mut dyn Iterator<Item = String>| {
        let items: Vec<String> =
            numbers.enumerate().map(|(n, number)| format!("{{\"id\":\"m/item-{n}\",\"number\":\"{number}\"}}")).collect();
        let text = with(&format!("\"meeting\":[{{\"id\":\"m\",\"source\":[{{}}],\"agendaItem\":[{}]}}]", items.join(",")));
        let mut check = Check::new();
        check.text("a.json", &text).unwrap();
        let found = check.finish();
        ["number-skips", "number-repeats"].map(|code| found.iter().filter(|found| found.diagnostic.code == code).count())
    };
    let many = 20_000;
    // Every one falls; the last is a list that begins anew.
    assert_eq!(items(&mut (1..=many).rev().map(|n| n.to_string())), [many - 1, 1]);
    assert_eq!(items(&mut (0..many).map(|n| format!("{n}.1"))), [0, 0]);
    assert_eq!(items(&mut (0..many).map(|n| format!("{}{}", n / 2 + 1, if n % 2 == 1 { "a" } else { "" }))), [0, 0]);
}
