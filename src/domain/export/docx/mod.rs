//! A meeting as a Word document (ECMA-376, transitional): headings and lists are real ones, links lead where they say, and the same
//! meeting always gives the same bytes.
//!
//! XML and the archive around it are written by `quick-xml` and `zip`; the document itself is ours, since `docx-rs` knows no paragraphs that
//! run from right to left and would weigh 541 kB as gzip.

mod parts;

use std::io::{Cursor, Write as _};

use quick_xml::{
    Writer,
    events::{BytesEnd, BytesStart, BytesText, Event},
};
use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

use self::parts::{DEEPEST, Marks, STEP};
use super::{
    markup::{Direction, each_special, escaped, may_stand, one_line, pieces},
    programme::{Duty, Line, Link, Point, PointKind, Programme, Text},
};
use crate::domain::{bytes::Set, draft::numbers, link, model::NumberStyle};

/// The document of meetings, each on a page of its own.
pub fn write(programmes: &[Programme]) -> Vec<u8> {
    let (language, title) = programmes.first().map_or(("en", "".into()), |first| (&*first.language, one_line(&first.title)));
    let mut body = Body::default();
    programmes.iter().enumerate().for_each(|(n, programme)| body.meeting(programme, n > 0));
    let document = format!(
        r#"<w:document xmlns:w="{}" xmlns:r="{}"><w:body>{}{}</w:body></w:document>"#,
        parts::W,
        parts::R,
        body.xml.written(),
        parts::SECTION
    );
    let core = format!(
        r#"<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title><dc:language>{}</dc:language></cp:coreProperties>"#,
        escaped(&title),
        escaped(language)
    );
    archive(&[
        // The list of what is in it comes first (ECMA-376, part 2, annex on physical packages).
        ("[Content_Types].xml", parts::CONTENT_TYPES),
        ("_rels/.rels", parts::RELATIONSHIPS),
        ("docProps/core.xml", &core),
        ("docProps/app.xml", parts::APP),
        ("word/document.xml", &document),
        ("word/_rels/document.xml.rels", &relationships(&body.links)),
        ("word/styles.xml", &parts::styles(&escaped(language))),
        ("word/numbering.xml", &parts::numbering(&body.lists)),
        ("word/settings.xml", parts::SETTINGS),
        ("word/footer1.xml", parts::FOOTER_PART),
    ])
}

/// The parts as one file, without a date, so that nothing in it depends on when or where it was written.
fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .system(zip::System::Dos);
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in parts {
        // Memory takes every write, and no part comes near the four gigabytes of the format.
        let _ = out.start_file(*name, options);
        let _ = out.write_all(parts::DECLARATION.as_bytes()).and_then(|()| out.write_all(part.as_bytes()));
    }
    out.finish().map(Cursor::into_inner).unwrap_or_default()
}

fn relationships(links: &[String]) -> String {
    let mut out = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#.to_owned();
    for (id, kind, target) in parts::OF_DOCUMENT {
        out.push_str(&format!(r#"<Relationship Id="{id}" Type="{kind}" Target="{target}"/>"#));
    }
    for (n, target) in links.iter().enumerate() {
        out.push_str(&format!(
            r#"<Relationship Id="rId{n}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="{}" TargetMode="External"/>"#,
            escaped(target)
        ));
    }
    out.push_str("</Relationships>");
    out
}

/// An address as Word takes it: one that is no URI (RFC 3986) makes it refuse the whole document.
fn target(address: &str) -> Option<String> {
    let (scheme, rest) = address.split_once("://").filter(|_| link::is_web(address))?;
    let (host, path) = rest.split_at_checked(rest.find(['/', '?', '#']).unwrap_or(rest.len()))?;
    let (name, port) = host.split_once(':').unwrap_or((host, "0"));
    let is_name = name.starts_with(|c: char| c.is_ascii_alphanumeric())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'));
    if !is_name || port.parse::<u16>().is_err() {
        return None;
    }
    let mut out = format!("{scheme}://{host}");
    let mut hash = false;
    for (at, c) in path.char_indices() {
        let is_escape = c == '%' && path.get(at + 1..at + 3).is_some_and(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let is_first_hash = c == '#' && !std::mem::replace(&mut hash, true);
        if is_escape || is_first_hash || c.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@/?".contains(c) {
            out.push(c);
        } else {
            c.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| out.push_str(&format!("%{byte:02X}")));
        }
    }
    Some(out)
}

/// Elements, one behind the other. Memory takes every write, so none fails.
struct Xml(Writer<Vec<u8>>);

impl Default for Xml {
    fn default() -> Self {
        Self(Writer::new(Vec::new()))
    }
}

impl Xml {
    fn open<'a>(&mut self, name: &'static str, attributes: impl IntoIterator<Item = (&'a str, &'a str)>) {
        let _ = self.0.write_event(Event::Start(BytesStart::new(name).with_attributes(attributes)));
    }

    fn close(&mut self, name: &'static str) {
        let _ = self.0.write_event(Event::End(BytesEnd::new(name)));
    }

    fn empty<'a>(&mut self, name: &'static str, attributes: impl IntoIterator<Item = (&'a str, &'a str)>) {
        let _ = self.0.write_event(Event::Empty(BytesStart::new(name).with_attributes(attributes)));
    }

    /// The text of a run.
    fn text(&mut self, words: &str) {
        if !words.is_empty() {
            self.open("w:t", [("xml:space", "preserve")]);
            let _ = self.0.write_event(Event::Text(BytesText::new(words)));
            self.close("w:t");
        }
    }

    fn written(self) -> String {
        String::from_utf8(self.0.into_inner()).unwrap_or_default()
    }
}

/// What may not stand in a text, or is an element there.
const SPECIAL: Set = Set::new(b"", true);

/// How a paragraph looks and where it stands.
#[derive(Clone, Copy)]
struct Form {
    /// The style.
    style: &'static str,
    /// The list that it is an entry of, and on which level.
    list: Option<(usize, usize)>,
    /// Levels by which it stands in, where it is no entry.
    inside: usize,
    /// Whether what comes next stays on its page.
    keep: bool,
    /// Whether a page begins with it.
    page: bool,
}

impl Form {
    const fn of(style: &'static str) -> Self {
        Self { style, list: None, inside: 0, keep: false, page: false }
    }

    const fn entry(style: &'static str, list: usize, depth: usize) -> Self {
        Self { list: Some((list, if depth > DEEPEST { DEEPEST } else { depth })), ..Self::of(style) }
    }

    const fn inside(style: &'static str, depth: usize) -> Self {
        Self { inside: if depth > DEEPEST + 1 { DEEPEST + 1 } else { depth }, ..Self::of(style) }
    }
}

/// A piece of a paragraph.
enum Run<'a> {
    /// Text as it is.
    Plain(&'a str),
    /// Text that stands out.
    Strong(&'a str),
    /// Text in which addresses become links.
    Linked(&'a str),
    /// Text that leads to an address.
    To(&'a str, &'a str),
}

/// The text of a document, and what it refers to.
#[derive(Default)]
struct Body {
    xml: Xml,
    links: Vec<String>,
    place: std::collections::HashMap<String, usize>,
    lists: Vec<Marks>,
}

impl Body {
    fn list(&mut self, marks: Marks) -> usize {
        self.lists.push(marks);
        self.lists.len()
    }

    fn meeting(&mut self, programme: &Programme, page: bool) {
        self.paragraph(Form { page, ..Form::of("Title") }, &[Run::Plain(&programme.title)]);
        for (name, value) in &programme.facts {
            self.paragraph(Form::of("Normal"), &[Run::Strong(name), Run::Strong(": "), Run::Linked(value)]);
        }
        programme.description.iter().for_each(|text| self.paragraphs(Form::of("Normal"), text));
        if !programme.agenda.is_empty() {
            self.heading(1, &programme.agenda_heading);
            let marks = marks(&programme.agenda);
            let list = self.list(marks);
            programme.agenda.iter().for_each(|item| self.agenda(item, &programme.note_heading, list, marks));
        }
        if !programme.actions.is_empty() {
            self.heading(1, &programme.actions_heading);
            let list = self.list(Marks::Bullets);
            programme.actions.iter().for_each(|action| self.duty(action, list));
        }
        if !programme.minutes.is_empty() {
            self.heading(1, &programme.minutes_heading);
            let lists = (self.list(Marks::Bullets), self.list(Marks::Printed));
            programme.minutes.iter().for_each(|each| self.point(each, lists));
        }
        if !programme.documents.is_empty() {
            self.heading(1, &programme.documents_heading);
            let list = self.list(Marks::Bullets);
            programme.documents.iter().for_each(|link| self.document(Form::entry("ListBullet", list, 0), link));
        }
    }

    fn heading(&mut self, level: usize, text: &str) {
        let style = ["Heading1", "Heading2", "Heading3", "Heading4"][(level - 1).min(3)];
        self.paragraph(Form::of(style), &[Run::Plain(text)]);
    }

    fn agenda(&mut self, item: &Line, note_heading: &str, list: usize, marks: Marks) {
        item.day.iter().for_each(|day| self.heading(2, &day.words));
        let facts = item.facts().collect::<Vec<_>>().join(" · ");
        let follows = !facts.is_empty() || !item.details.is_empty();
        let form = Form { keep: follows, ..Form::entry("ListNumber", list, item.depth) };
        let title = if item.depth == 0 { Run::Strong(&item.title) } else { Run::Linked(&item.title) };
        self.entry(form, item.number.as_deref().filter(|_| marks == Marks::Printed), title);
        let inside = |style| Form::inside(style, item.depth + 1);
        if !facts.is_empty() {
            self.paragraph(inside("Subtitle"), &[Run::Linked(&facts)]);
        }
        item.details.iter().for_each(|detail| self.paragraphs(inside("ListContinue"), detail));
        let note = |note: &Text| self.paragraph(inside("IntenseQuote"), &[Run::Strong(note_heading), Run::Strong(": "), Run::Linked(note)]);
        item.note.iter().for_each(note);
        item.documents.iter().for_each(|link| self.document(inside("ListContinue"), link));
    }

    fn duty(&mut self, duty: &Duty, list: usize) {
        self.entry(Form { keep: true, ..Form::entry("ListBullet", list, 0) }, None, Run::Linked(&duty.text));
        self.paragraph(Form::inside("Subtitle", 1), &[Run::Linked(&duty.facts.join(" · "))]);
        duty.description.iter().for_each(|text| self.paragraphs(Form::inside("ListContinue", 1), text));
        duty.documents.iter().for_each(|link| self.document(Form::inside("ListContinue", 1), link));
    }

    fn point(&mut self, point: &Point, (bullets, printed): (usize, usize)) {
        match point.kind {
            PointKind::Heading => self.heading(point.depth + 2, &point.numbered()),
            PointKind::Note | PointKind::Decision => {
                let list = if point.number.is_some() { printed } else { bullets };
                self.entry(Form::entry("ListBullet", list, point.depth), point.number.as_deref(), Run::Linked(&point.text));
                point.documents.iter().for_each(|link| self.document(Form::inside("ListContinue", point.depth + 1), link));
            }
        }
    }

    /// An entry of a list, with its number where the list gives it none.
    fn entry(&mut self, form: Form, number: Option<&str>, text: Run) {
        match number {
            Some(number) => self.paragraph(form, &[Run::Plain(&format!("{}\t", one_line(number))), text]),
            None => self.paragraph(form, &[text]),
        }
    }

    fn document(&mut self, form: Form, link: &Link) {
        match (link.web().filter(|address| target(address).is_some()), link.beside()) {
            (Some(address), _) => self.paragraph(form, &[Run::To(address, &link.title)]),
            (None, Some(address)) => self.paragraph(form, &[Run::Plain(&link.title), Run::Plain(": "), Run::Plain(address)]),
            (None, None) => self.paragraph(form, &[Run::Plain(&link.title)]),
        }
    }

    /// A text; its empty lines part paragraphs.
    fn paragraphs(&mut self, form: Form, text: &str) {
        let mut part = String::new();
        for line in text.trim().lines().chain([""]) {
            if line.trim().is_empty() {
                if !part.is_empty() {
                    self.paragraph(form, &[Run::Linked(part.trim_end())]);
                }
                part.clear();
            } else {
                part.push_str(line);
                part.push('\n');
            }
        }
    }

    fn paragraph(&mut self, form: Form, runs: &[Run]) {
        let direction = runs.iter().find_map(|run| match run {
            Run::Plain(text) | Run::Strong(text) | Run::Linked(text) | Run::To(_, text) => Direction::of(text),
        });
        let is_rtl = direction == Some(Direction::Rtl);
        self.xml.open("w:p", []);
        self.xml.open("w:pPr", []);
        self.xml.empty("w:pStyle", [("w:val", form.style)]);
        if form.keep {
            self.xml.empty("w:keepNext", []);
        }
        if form.page {
            self.xml.empty("w:pageBreakBefore", []);
        }
        if let Some((list, level)) = form.list {
            self.xml.open("w:numPr", []);
            self.xml.empty("w:ilvl", [("w:val", level.to_string().as_str())]);
            self.xml.empty("w:numId", [("w:val", list.to_string().as_str())]);
            self.xml.close("w:numPr");
        }
        if is_rtl {
            self.xml.empty("w:bidi", []);
        }
        if form.inside > 0 {
            self.xml.empty("w:ind", [("w:left", (form.inside * STEP).to_string().as_str())]);
        }
        self.xml.close("w:pPr");
        for run in runs {
            match run {
                Run::Plain(text) => self.run(None, text),
                Run::Strong(text) => self.run(Some("Strong"), text),
                Run::To(address, text) => self.link(address, text),
                Run::Linked(text) => {
                    let mut plain = String::new();
                    for (address, rest) in pieces(text) {
                        if !address.is_empty() {
                            self.run(None, &std::mem::take(&mut plain));
                            self.link(address, address);
                        }
                        plain.push_str(rest);
                    }
                    self.run(None, &plain);
                }
            }
        }
        self.xml.close("w:p");
    }

    fn link(&mut self, address: &str, text: &str) {
        let Some(target) = target(address) else { return self.run(None, text) };
        let next = self.links.len();
        let place = *self.place.entry(target.clone()).or_insert(next);
        if place == next {
            self.links.push(target);
        }
        self.xml.open("w:hyperlink", [("r:id", format!("rId{place}").as_str())]);
        self.run(Some("Hyperlink"), text);
        self.xml.close("w:hyperlink");
    }

    fn run(&mut self, style: Option<&'static str>, text: &str) {
        if text.is_empty() {
            return;
        }
        self.xml.open("w:r", []);
        let is_rtl = Direction::of(text) == Some(Direction::Rtl);
        if style.is_some() || is_rtl {
            self.xml.open("w:rPr", []);
            style.iter().for_each(|style| self.xml.empty("w:rStyle", [("w:val", *style)]));
            if is_rtl {
                self.xml.empty("w:rtl", []);
            }
            self.xml.close("w:rPr");
        }
        let mut words = String::new();
        each_special(text, &SPECIAL, &mut words, |c, words| match c {
            '\n' | '\t' => {
                self.xml.text(words);
                words.clear();
                self.xml.empty(if c == '\n' { "w:br" } else { "w:tab" }, []);
            }
            c if may_stand(c) && c != '\r' => words.push(c),
            _ => {}
        });
        self.xml.text(&words);
        self.xml.close("w:r");
    }
}

/// How an agenda is numbered: by Word where its numbers are those that Word would give, else as printed.
fn marks(agenda: &[Line]) -> Marks {
    let lines = agenda.iter().map(|line| (line.depth, line.number.as_deref()));
    if agenda.iter().all(|line| line.number.is_none()) {
        return Marks::Bullets;
    }
    let style = numbers::exact_style_of_lines(lines).filter(|_| agenda.iter().all(|line| line.depth <= DEEPEST));
    match style {
        Some(NumberStyle::Decimal) => Marks::Decimal,
        Some(NumberStyle::Letters) => Marks::Letters,
        Some(NumberStyle::None) | None => Marks::Printed,
    }
}
