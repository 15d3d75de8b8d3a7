//! The browser layer inside a real browser: what native tests cannot hold, and what it says where the browser refuses.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::expect_used)]

use js_sys::eval;
use rapporteur::domain::{
    draft::{self, Draft},
    model::{Envelope, read, write},
    time::Instant,
};
use rapporteur::platform::{
    clock,
    database::{ADDED, PAST},
    dom, fetch, files, intl, module, storage, tabs,
};
use rapporteur::ui;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// The browser, changed for the length of a test by one script and put back by another.
struct Changed(&'static str);

impl Changed {
    fn by(script: &str, back: &'static str) -> Self {
        eval(script).unwrap();
        Self(back)
    }

    /// The window answers with another value, or throws, where `name` is asked for.
    fn window(name: &str, getter: &str) -> Self {
        let script = format!(
            "globalThis.before = Object.getOwnPropertyDescriptor(window, '{name}'); globalThis.changed = '{name}';
             Object.defineProperty(window, '{name}', {{ configurable: true, get() {{ {getter} }} }})"
        );
        Self::by(&script, "Object.defineProperty(window, changed, before)")
    }
}

impl Drop for Changed {
    fn drop(&mut self) {
        eval(self.0).unwrap();
    }
}

const REFUSING: &str = "throw new DOMException('not here', 'SecurityError')";

fn pairs(entries: &[(&str, &str)]) -> Vec<(String, String)> {
    entries.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect()
}

// Local storage.

#[wasm_bindgen_test]
fn texts_are_kept_and_only_our_own_are_seen() {
    let text = "\u{0}Grüße 政策 🎉 \u{feff}\u{202e}";
    assert_eq!(storage::set("d/one", text), Ok(()));
    assert_eq!(storage::set("settings", "{}"), Ok(()));
    eval("localStorage.setItem('other', '1'); localStorage.setItem('rapporteur/deeper/d/two', '2')").unwrap();
    assert_eq!(storage::get("d/one").as_deref(), Some(text));
    assert_eq!(storage::keys(), ["d/one", "settings"]);
    storage::remove("d/one");
    assert_eq!((storage::get("d/one"), storage::keys()), (None, vec!["settings".to_owned()]));
    storage::remove("settings");
    assert_eq!(eval("localStorage.getItem('other') + localStorage.getItem('rapporteur/deeper/d/two')").unwrap(), "12");
    eval("localStorage.clear()").unwrap();
}

#[wasm_bindgen_test]
fn a_full_storage_is_named_and_what_was_there_stays() {
    assert_eq!(storage::set("d/one", "first"), Ok(()));
    assert_eq!(storage::set("d/one", &"x".repeat(20_000_000)), Err("QuotaExceededError".into()));
    assert_eq!(storage::get("d/one").as_deref(), Some("first"));
    storage::remove("d/one");
}

#[wasm_bindgen_test]
fn a_storage_that_is_refused_is_named_and_holds_nothing() {
    let _changed = Changed::window("localStorage", REFUSING);
    assert_eq!(storage::set("d/one", "text"), Err("SecurityError".into()));
    assert_eq!((storage::get("d/one"), storage::keys()), (None, Vec::new()));
    storage::remove("d/one");
}

#[wasm_bindgen_test]
fn a_browser_without_storage_is_named() {
    let _changed = Changed::window("localStorage", "return null");
    assert_eq!(storage::set("d/one", "text"), Err("NotSupportedError".into()));
    assert_eq!((storage::get("d/one"), storage::keys()), (None, Vec::new()));
}

#[wasm_bindgen_test]
fn a_storage_that_forgets_at_once_is_found_out() {
    let _changed = Changed::by(
        "globalThis.setItem = Storage.prototype.setItem; Storage.prototype.setItem = function () {}",
        "Storage.prototype.setItem = setItem",
    );
    assert_eq!(storage::set("d/one", "text"), Err("DataError".into()));
}

#[wasm_bindgen_test]
async fn the_room_is_known() {
    assert!(storage::quota().await.is_some_and(|bytes| bytes > 1_000_000.0));
}

// IndexedDB.

#[wasm_bindgen_test]
async fn larger_texts_are_kept_overwritten_and_forgotten() {
    ADDED.clear().await.unwrap();
    let long = "政策网络 ".repeat(1_000_000);
    ADDED.change(&pairs(&[("b", &long), ("a", "Grüße \u{0}"), ("ä", "")]), &[]).await.unwrap();
    assert_eq!(ADDED.all().await.unwrap(), pairs(&[("a", "Grüße \u{0}"), ("b", &long), ("ä", "")]));
    ADDED.change(&pairs(&[("b", "short")]), &["a".to_owned(), "never there".to_owned()]).await.unwrap();
    assert_eq!(ADDED.all().await.unwrap(), pairs(&[("b", "short"), ("ä", "")]));
    assert_eq!((ADDED.get("b").await, ADDED.get("a").await), (Ok(Some("short".into())), Ok(None)));
    ADDED.clear().await.unwrap();
    assert_eq!(ADDED.all().await.unwrap(), []);
}

#[wasm_bindgen_test]
async fn keys_are_found_by_how_they_begin_on_their_own_shelf() {
    ADDED.change(&pairs(&[("a/1", "x")]), &[]).await.unwrap();
    PAST.change(&pairs(&[("a/1", "1"), ("a/😀", "2"), ("a", "3"), ("b/1", "4"), ("ab/1", "5")]), &[]).await.unwrap();
    assert_eq!(PAST.keys("a/").await.unwrap(), ["a/1", "a/😀"]);
    assert_eq!(PAST.keys("").await.unwrap(), ["a", "a/1", "a/😀", "ab/1", "b/1"]);
    PAST.clear().await.unwrap();
    assert_eq!((PAST.keys("").await.unwrap(), ADDED.keys("").await.unwrap()), (Vec::new(), vec!["a/1".to_owned()]));
    ADDED.clear().await.unwrap();
}

#[wasm_bindgen_test]
async fn what_a_database_of_the_first_version_holds_stays() {
    let raised = eval(
        "new Promise((done, failed) => {
           const name = 'rapporteur' + location.pathname.replace(/[^/]*$/, '');
           indexedDB.deleteDatabase(name).onsuccess = () => {
             const request = indexedDB.open(name, 1);
             request.onupgradeneeded = () => request.result.createObjectStore('added').put('text', 'old');
             request.onsuccess = () => { request.result.close(); done() };
             request.onerror = failed;
           };
         })",
    );
    wasm_bindgen_futures::JsFuture::from(raised.unwrap().unchecked_into::<js_sys::Promise>()).await.unwrap();
    assert_eq!(ADDED.all().await.unwrap(), pairs(&[("old", "text")]));
    PAST.change(&pairs(&[("a", "1")]), &[]).await.unwrap();
    assert_eq!(PAST.all().await.unwrap(), pairs(&[("a", "1")]));
    ADDED.clear().await.unwrap();
    PAST.clear().await.unwrap();
}

#[wasm_bindgen_test]
async fn what_is_kept_is_asked_to_be_on_the_disk() {
    let _changed = Changed::by(
        "globalThis.transaction = IDBDatabase.prototype.transaction; globalThis.asked = [];
         IDBDatabase.prototype.transaction = function (...all) { asked.push(JSON.stringify(all.slice(1))); return transaction.apply(this, all) }",
        "IDBDatabase.prototype.transaction = transaction",
    );
    PAST.change(&pairs(&[("a", "1")]), &["a".to_owned()]).await.unwrap();
    assert_eq!(eval("asked.join()").unwrap(), r#"["readwrite",{"durability":"strict"}]"#);
}

#[wasm_bindgen_test]
async fn of_several_texts_all_are_kept_or_none() {
    ADDED.clear().await.unwrap();
    ADDED.change(&pairs(&[("kept", "before")]), &[]).await.unwrap();
    {
        let _changed = Changed::by(
            "globalThis.put = IDBObjectStore.prototype.put;
             IDBObjectStore.prototype.put = function (value, key) { if (key === 'second') throw new DOMException('no', 'DataCloneError'); return put.call(this, value, key) }",
            "IDBObjectStore.prototype.put = put",
        );
        assert!(ADDED.change(&pairs(&[("kept", "after"), ("first", "1"), ("second", "2")]), &[]).await.is_err());
    }
    {
        // As where the disk is full: the browser gives up only when everything seems done.
        let _changed = Changed::by(
            "globalThis.commit = IDBTransaction.prototype.commit; IDBTransaction.prototype.commit = IDBTransaction.prototype.abort",
            "IDBTransaction.prototype.commit = commit",
        );
        assert_eq!(ADDED.change(&pairs(&[("kept", "after"), ("first", "1")]), &[]).await, Err("AbortError".into()));
    }
    assert_eq!(ADDED.all().await.unwrap(), pairs(&[("kept", "before")]));
    ADDED.clear().await.unwrap();
}

#[wasm_bindgen_test]
async fn a_database_that_is_refused_is_an_error() {
    for getter in [REFUSING, "return undefined", "return { open() { throw new DOMException('not here', 'SecurityError') } }"] {
        let _changed = Changed::window("indexedDB", getter);
        assert!(ADDED.all().await.is_err(), "{getter}");
        assert!(ADDED.keys("").await.is_err(), "{getter}");
        assert!(ADDED.get("a").await.is_err(), "{getter}");
        assert!(ADDED.change(&pairs(&[("a", "1")]), &[]).await.is_err(), "{getter}");
        assert!(ADDED.clear().await.is_err(), "{getter}");
    }
}

// Tabs.

/// Claims a name and notes what it is told.
fn claimed(name: &str) -> (tabs::Claim, std::rc::Rc<std::cell::RefCell<Vec<bool>>>) {
    let told = std::rc::Rc::<std::cell::RefCell<Vec<bool>>>::default();
    let note = told.clone();
    (tabs::claim(name, move |ours| note.borrow_mut().push(ours)), told)
}

/// Waits until something holds; a test that waits in vain is ended from outside.
async fn until(holds: impl Fn() -> bool) {
    while !holds() {
        let wait = js_sys::Promise::new(&mut |done, _| drop(dom::window().set_timeout_with_callback_and_timeout_and_arguments_0(&done, 5)));
        wasm_bindgen_futures::JsFuture::from(wait).await.unwrap();
    }
}

#[wasm_bindgen_test]
async fn one_has_it_the_next_waits_and_may_take_it() {
    assert!(tabs::can_take());
    let (first, told) = claimed("d/one");
    until(|| *told.borrow() == [true]).await;
    let (second, other) = claimed("d/one");
    until(|| *other.borrow() == [false]).await;
    second.take();
    until(|| *other.borrow() == [false, true] && *told.borrow() == [true, false]).await;
    second.take();
    drop(second);
    until(|| *told.borrow() == [true, false, true]).await;
    let (_third, another) = claimed("d/two");
    until(|| *another.borrow() == [true]).await;
    drop(first);
    let (_fourth, free) = claimed("d/one");
    // The browser lets go of a lock a moment later.
    until(|| free.borrow().last() == Some(&true)).await;
}

#[wasm_bindgen_test]
async fn without_locks_the_first_one_has_it() {
    let _changed =
        Changed::by("Object.defineProperty(navigator, 'locks', { configurable: true, value: undefined })", "delete navigator.locks");
    assert!(!tabs::can_take());
    let (_first, told) = claimed("d/three");
    assert_eq!(*told.borrow(), [true]);
    let (_second, other) = claimed("d/three");
    until(|| *other.borrow() == [true, false]).await;
    assert_eq!(*told.borrow(), [true]);
}

// Intl.

const TIME: &[(&str, &str)] = &[("hour", "2-digit"), ("minute", "2-digit"), ("hourCycle", "h23")];

#[wasm_bindgen_test]
fn zones_follow_the_rules_of_their_day() {
    // 2025-03-30T00:59:59Z and one second later: summer time begins in Zurich. Kathmandu is 5:45 ahead.
    let (before, after) = (1_743_296_399, 1_743_296_400);
    assert_eq!(intl::date("en-GB", before, "Europe/Zurich", TIME), "01:59");
    assert_eq!(intl::date("en-GB", after, "Europe/Zurich", TIME), "03:00");
    assert_eq!(intl::date("en-GB", after, "UTC", TIME), "01:00");
    assert_eq!(intl::date("en-GB", after, "Asia/Kathmandu", TIME), "06:45");
    assert_eq!(intl::date("en-GB", before, "America/New_York", &[("dateStyle", "long")]), "29 March 2025");
    assert_eq!(intl::date("de", before, "UTC", &[("dateStyle", "long")]), "30. März 2025");
}

#[wasm_bindgen_test]
fn an_unknown_zone_is_known_as_such_and_shown_as_utc() {
    for zone in ["UTC", "Europe/Zurich", "Africa/Addis_Ababa"] {
        assert!(intl::is_zone(zone), "{zone}");
    }
    for zone in ["", "Mars/Olympus", "Europe/Zurich'", "<b>", "Zürich", "\u{0}"] {
        assert!(!intl::is_zone(zone), "{zone}");
    }
    assert_eq!(intl::date("en-GB", 1_743_296_400, "Mars/Olympus", TIME), "01:00");
    assert!(intl::is_zone(&intl::local_zone()));
}

#[wasm_bindgen_test]
fn plurals_follow_the_language() {
    let ones = |language: &str| [0, 1, 2, 5, 11, 21, 1_000_000].map(|count| intl::is_one(language, count));
    assert_eq!(ones("en"), [false, true, false, false, false, false, false]);
    assert_eq!(ones("fr"), [true, true, false, false, false, false, false]);
    assert_eq!(ones("ru"), [false, true, false, false, false, true, false]);
    assert_eq!(ones("ar"), [false, true, false, false, false, false, false]);
    assert_eq!(ones("zh"), [false; 7]);
}

#[wasm_bindgen_test]
fn numbers_and_lists_follow_the_language() {
    assert_eq!(intl::number("en", 1_234_567), "1,234,567");
    assert_eq!(intl::number("de", 1_234_567), "1.234.567");
    assert_eq!(intl::number("fr", 1_234_567), "1\u{202f}234\u{202f}567");
    let names = ["A".to_owned(), "B".to_owned(), "C".to_owned()];
    assert_eq!(intl::list("en-GB", &names), "A, B and C");
    assert_eq!(intl::list("zh", &names), "A、B和C");
    assert_eq!((intl::list("en", &names[..1]), intl::list("en", &[])), ("A".into(), String::new()));
}

// The clock.

#[wasm_bindgen_test]
fn the_clock_is_the_browsers() {
    let seconds = || (js_sys::Date::now() / 1000.0).floor() as i64;
    let before = seconds();
    let now = clock::now_seconds();
    assert!(before <= now && now <= seconds());
    let first = clock::monotonic_ms();
    assert!(clock::monotonic_ms() >= first);
}

// Files and downloads.

fn a_file(script: &str) -> web_sys::File {
    eval(script).unwrap().unchecked_into()
}

#[wasm_bindgen_test]
async fn a_file_is_read_byte_for_byte() {
    let file = a_file("new File([Uint8Array.from({ length: 256 }, (_, n) => n)], 'all.json')");
    assert_eq!(files::bytes(&file).await.unwrap(), (0..=255).collect::<Vec<u8>>());
    let empty = a_file("new File([], 'empty')");
    assert_eq!(files::bytes(&empty).await.unwrap(), Vec::<u8>::new());
}

#[wasm_bindgen_test]
async fn a_file_that_cannot_be_read_is_named() {
    let file =
        a_file("Object.assign(new File([], 'gone'), { arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotFoundError')) })");
    assert_eq!(files::bytes(&file).await, Err("NotFoundError".into()));
}

#[wasm_bindgen_test]
fn files_are_taken_once_from_an_input_and_from_a_drop() {
    let names = |files: Vec<web_sys::File>| files.iter().map(web_sys::File::name).collect::<Vec<_>>();
    eval(
        "globalThis.carried = () => {
           const data = new DataTransfer();
           for (const name of ['one.json', 'two.json']) data.items.add(new File([name], name));
           return data;
         };
         globalThis.input = Object.assign(document.createElement('input'), { type: 'file', multiple: true });
         input.files = carried().files",
    )
    .unwrap();
    let change =
        eval("input.addEventListener('change', (event) => globalThis.seen = event); input.dispatchEvent(new Event('change')); seen");
    let change: web_sys::Event = change.unwrap().unchecked_into();
    assert_eq!(names(files::chosen(&change)), ["one.json", "two.json"]);
    assert_eq!(names(files::chosen(&change)), Vec::<String>::new());
    let none: web_sys::Event = eval("new Event('change')").unwrap().unchecked_into();
    assert_eq!((files::take_dropped().len(), files::chosen(&none).len()), (0, 0));
    // As the start script of the page collects them.
    eval("globalThis.rapporteurDropped = [...carried().files, 'no file']").unwrap();
    assert_eq!(names(files::take_dropped()), ["one.json", "two.json"]);
    assert_eq!(names(files::take_dropped()), Vec::<String>::new());
}

#[wasm_bindgen_test]
async fn the_beginning_of_a_file_is_read_alone() {
    let file = a_file("new File(['abcdef'], 'letters')");
    assert_eq!(files::beginning(&file, 3).await.unwrap(), b"abc");
    assert_eq!(files::beginning(&file, 30).await.unwrap(), b"abcdef");
}

#[wasm_bindgen_test]
async fn a_download_holds_what_was_given() {
    let _changed = Changed::by(
        "globalThis.click = HTMLAnchorElement.prototype.click; HTMLAnchorElement.prototype.click = function () { globalThis.clicked = this }",
        "HTMLAnchorElement.prototype.click = click",
    );
    dom::download("igf-2025-mag-11.json", "application/json", "{\"name\":\"政策\"}");
    assert_eq!(eval("clicked.download").unwrap(), "igf-2025-mag-11.json");
    let text = wasm_bindgen_futures::JsFuture::from(
        eval("fetch(clicked.href).then(async (answer) => answer.headers.get('content-type') + ' ' + await answer.text())")
            .unwrap()
            .unchecked_into::<js_sys::Promise>(),
    );
    assert_eq!(text.await.unwrap(), "application/json {\"name\":\"政策\"}");
}

// The app's own files.

#[wasm_bindgen_test]
async fn a_file_that_is_missing_is_told_from_a_host_that_does_not_answer() {
    assert!(fetch::text("./").await.is_ok_and(|page| String::from(page).contains("<html")));
    assert_eq!(fetch::text("data/no-such-file.json").await, Err(404));
    // Port 1 is closed to browsers.
    assert_eq!(fetch::text("http://127.0.0.1:1/").await, Err(0));
}

#[wasm_bindgen_test]
async fn a_module_that_the_page_does_not_name_is_an_error() {
    assert_eq!(module::address("desk"), None);
    assert!(module::load("desk").await.is_err());
    assert!(module::worker("searcher").is_err());
    assert!(module::call("desk", "added", &[]).await.is_err());
    let _changed = Changed::by(
        "globalThis.rapporteurModules = { desk: 'x.js' };
         globalThis.rapporteurLoad = async () => ({ default: async () => {}, twice: (text) => text + text, fails: async () => { throw new Error('no') } })",
        "delete globalThis.rapporteurModules; delete globalThis.rapporteurLoad",
    );
    assert_eq!(module::call("desk", "twice", &["ab"]).await, Ok("abab".into()));
    assert!(module::call("desk", "fails", &[]).await.is_err());
    assert!(module::call("desk", "missing", &[]).await.is_err());
}

#[wasm_bindgen_test]
fn the_folder_is_part_of_every_key() {
    let before = eval("location.pathname").unwrap();
    for (path, folder) in [("/committee/archive/", "/committee/archive/"), ("/committee/index.html", "/committee/"), ("/", "/")] {
        let _changed = Changed::by(&format!("history.replaceState(null, '', '{path}')"), "0");
        assert_eq!(dom::folder(), folder);
    }
    assert!(storage::prefix().starts_with("rapporteur/"));
    let history = dom::window().history().unwrap();
    history.replace_state_with_url(&JsValue::NULL, "", before.as_string().as_deref()).unwrap();
}

// The stack, which is 1 MiB here and without a guard: an overflow would be memory of others.

#[wasm_bindgen_test]
fn what_is_read_at_all_fits_the_stack() {
    let nested = |open: &str, inside: &str, close: &str, levels: usize| open.repeat(levels) + inside + &close.repeat(levels);
    let items = nested("[{\"id\":\"m/item-1\",\"agendaItem\":", "[]", "}]", 30);
    let sections = nested("[{\"name\":\"s\",\"section\":", "[]", "}]", 30);
    let unknown = nested("[{\"a\":", "1", "}]", 30);
    let text = format!(
        "{{\"schemaVersion\":\"1.0.0\",\"meeting\":[{{\"id\":\"m\",\"agendaItem\":{items},\"minutes\":{sections},\"x\":{unknown}}}]}}"
    );
    let envelope = read::from_str(&text).unwrap();
    assert_eq!(read::from_str(&write::pretty(&envelope)).unwrap(), envelope);
    let draft = draft::from_meeting("d".into(), &envelope, &envelope.meeting[0], Instant(0));
    assert!(Draft::from_stored("d", &draft.to_stored()).unwrap().meeting == draft.meeting, "what is stored is read");
    // What is stored is only guarded by the reader's own limit, 128 levels; deeper is refused.
    for levels in [40, 61, 63, 1_000_000] {
        let items = nested("[{\"id\":\"i\",\"agendaItem\":", "[]", "}]", levels);
        let stored =
            format!("{{\"format\":1,\"draft\":{{\"schemaVersion\":\"1.0.0\",\"meeting\":[{{\"id\":\"m\",\"agendaItem\":{items}}}]}}}}");
        assert_eq!(Draft::from_stored("d", &stored).is_ok(), levels <= 61, "{levels}");
    }
    assert!(read::from_str(&"[".repeat(10_000_000)).is_err());
}

// The app's own files, which the browser parses.

#[wasm_bindgen_test]
fn what_the_browser_parsed_is_read_as_from_text() {
    let text = r#"{"schemaVersion":"1.0.0","generator":null,"meeting":[{"id":"m","meetingType":"seance","start":"soon","cancelled":true,
        "sequenceNumber":7,"agendaItem":[{"id":"m/item-1","name":"é 政 😀","agendaItem":[{"id":"m/item-2","duration":"PT5M"}],
        "source":[{"fileName":"a.txt","lines":[[1,2],[4,4]]}]}]}],"cycle":[{"id":"c","year":-3}]}"#;
    assert_eq!(ui::read::text::<Envelope>(&text.into()).unwrap(), read::from_str(text).unwrap());
    // Of a field that is not known nothing is kept: what is read here is not written.
    let later = r#"{"schemaVersion":"1.0.0","later":{"a":[1]},"meeting":[{"id":"m","x":[[]]}]}"#;
    let known = ui::read::text::<Envelope>(&later.into()).unwrap();
    assert_eq!(known, read::from_str(r#"{"schemaVersion":"1.0.0","meeting":[{"id":"m"}]}"#).unwrap());
}

#[wasm_bindgen_test]
fn what_does_not_fit_is_named_with_its_place() {
    let says = |text: &str| ui::read::text::<Envelope>(&text.into()).unwrap_err();
    let meeting = |inside: &str| format!(r#"{{"schemaVersion":"1.0.0","meeting":[{{"id":"a"}},{inside}]}}"#);
    assert_eq!(says(&meeting(r#"{"id":"b","agendaItem":[{"id":"i","name":5}]}"#)), "a text expected at meeting[1].agendaItem[0].name");
    assert_eq!(says(&meeting(r#"{"name":"x"}"#)), "a value expected at meeting[1].id");
    assert_eq!(
        says(&meeting(r#"{"id":"b","source":[{"lines":[[1,2,3]]}]}"#)),
        "two whole numbers expected at meeting[1].source[0].lines[0]"
    );
    assert_eq!(says(&meeting("null")), "an object expected at meeting[1]");
    assert_eq!(says(r#"{"schemaVersion":"1.0.0","meeting":{}}"#), "a list expected at meeting");
    assert_eq!(says(r#"{"schemaVersion":"new"}"#), "a version such as 1.0.0 expected at schemaVersion");
    assert_eq!(says(r#"{"name":"x"}"#), "a value expected at schemaVersion");
    for year in ["2.5", "1e300", "4294967296"] {
        assert_eq!(
            says(&format!(r#"{{"schemaVersion":"1.0.0","cycle":[{{"id":"c","year":{year}}}]}}"#)),
            "a whole number expected at cycle[0].year"
        );
    }
    let deep = "[{\"id\":\"i\",\"agendaItem\":".repeat(5000) + "[]" + &"}]".repeat(5000);
    assert!(says(&meeting(&format!(r#"{{"id":"b","agendaItem":{deep}}}"#))).starts_with("less nesting expected"));
    assert!(!says("{").is_empty());
}
