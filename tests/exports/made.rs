//! Meetings that nobody holds, with everything in their texts that a format may stumble over.

use rapporteur::domain::model::{Envelope, read};

/// What may stand in any text.
pub fn odd() -> Vec<String> {
    let plain = [
        "Welcome and opening remarks",
        "\u{202e}gnihtyna\u{2066} unclosed",
        "جدول الأعمال: 1. الافتتاح",
        "议程 — 第一次会议",
        "two\nlines\r\nand\n\na paragraph",
        "<b>bold</b> &amp; <script>alert(1)</script> ]]> <!-- x",
        "# heading *and* _markup_ [a](javascript:alert(1)) ![i](x) `code` | ~~x~~ $y$ \\",
        "=1+1",
        "-2+3 cmd|' /C calc'!A0",
        "@SUM(1;2)\t+3",
        "BEGIN:VEVENT\nEND:VCALENDAR\nDTSTART:1;2,3\\n",
        "1. first 2) second",
        "\"quoted\", 'single'; semi;colon: (brackets)",
        "  spaces \t and\u{a0}more  ",
        "\u{0}\u{7}\u{1b}[31m\u{7f}\u{85}\u{fffe} controls",
        "See https://a.example/?a=1&b=<2>&c=\"é\" and https://a.example/x_(y).",
        "mailto:somebody javascript:alert(1) data:text/html,x",
        "👩‍👩‍👧‍👦 e\u{301} ＝1 －2",
        "{0} %1 %s ${x} {{y}}",
        "---\n===\n***\n```\n> q\n    indented",
    ];
    let mut out: Vec<String> = plain.map(str::to_owned).to_vec();
    out.push(format!("a{}", "\u{301}".repeat(1000)));
    out.push("long ".repeat(400));
    out
}

/// A small generator of our own, the same everywhere.
pub struct Chance(pub u64);

impl Chance {
    pub fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % most as u64).unwrap()
    }
}

/// A made-up meeting, the same for the same number.
pub fn envelope(seed: u64) -> Envelope {
    let odd = odd();
    let mut chance = Chance(seed.wrapping_mul(7919).wrapping_add(1));
    let mut text = || odd[chance.below(odd.len())].clone();
    fn items(text: &mut dyn FnMut() -> String, count: &mut usize, depth: usize, printed: bool) -> Vec<serde_json::Value> {
        let mut out = Vec::new();
        for place in 1..=3_usize {
            *count += 1;
            let id = *count;
            let children = if depth < 4 && id.is_multiple_of(2) && id < 40 { items(text, count, depth + 1, printed) } else { Vec::new() };
            let mut item = serde_json::json!({
                "id": format!("m/item-{id}"), "name": text(), "duration": format!("PT{}M", id), "agendaItem": children,
                "presenter": [{"name": text(), "role": "Chair"}, {"role": text()}], "privateNote": format!("secret-{id} {}", text()),
                "file": [{"name": text(), "accessUrl": "https://a.example/p_1?x=1&y=2"}, {"name": text(), "accessUrl": text()}, {"accessUrl": "https://b.example/é [1]"}],
            });
            if !id.is_multiple_of(3) {
                item["description"] = text().into();
            }
            if id.is_multiple_of(5) {
                item["duration"] = "PT25M".into();
                item["durationMax"] = "PT30M".into();
            }
            if printed {
                item["number"] = if id.is_multiple_of(4) { text() } else { format!("{place}.") }.into();
            }
            if depth == 0 {
                item["day"] = format!("day-{}", place.min(2)).into();
            }
            out.push(item);
        }
        out
    }
    let agenda = items(&mut text, &mut 0, 0, seed.is_multiple_of(3));
    let days = if seed.is_multiple_of(2) {
        serde_json::json!([{"id": "day-1", "name": text(), "start": "2026-03-20T09:00:00Z"}, {"id": "day-2", "date": "2026-03-21"}])
    } else {
        serde_json::json!([])
    };
    let style = [None, Some("decimal"), Some("letters")][usize::try_from(seed % 3).unwrap()];
    let json = serde_json::json!({
        "schemaVersion": "1.0.0",
        "meeting": [{
            "id": "m", "name": text(), "description": text(), "start": "2026-03-20T09:00:00Z", "duration": "PT6H", "meetingDay": days, "agendaItem": agenda,
            "numberStyle": style, "organization": [], "sequence": seed,
            "location": {"name": text(), "virtualLocation": [{"name": "Call", "url": "https://calls.example/secret-join"}]},
            "file": [{"name": text(), "accessUrl": "https://zoom.us/j/secret-file"}, {"name": text()}],
            "minutes": [{"number": "1.", "name": text(), "note": [{"text": text(), "note": [{"number": "a)", "text": text(), "file": [{"name": text()}]}]}], "decision": [{"text": text()}], "section": [{"name": text()}]}],
        }],
        "action": [{"id": "m/action-1", "meeting": "m", "name": text(), "description": text(), "agent": [{"name": text()}], "due": {"text": text()}}, {"id": "m/action-2", "meeting": "m", "name": format!("{} zoom.us/j/secret-action", text())}],
    });
    read::from_str(&json.to_string()).unwrap()
}
