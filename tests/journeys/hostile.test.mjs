// Hostile files: each is refused by name and reason or read, nothing changes, and the app goes on working.
import assert from "node:assert/strict";
import { closeSync, mkdtempSync, openSync, rmSync, truncateSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";
import { downloaded, eventually, file, journey, kept, list, newMeeting, seen, status } from "./lib.mjs";

let folder;
before(() => { folder = mkdtempSync(join(tmpdir(), "rapporteur-hostile-")); });
after(() => rmSync(folder, { recursive: true, force: true }));

// A file on disk: the browser reads it from there, as a person's.
function onDisk(name, content) {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

// The sentences of the page that name a file.
const said = (page, name) => page.locator("main li, main [role=alert] p").filter({ hasText: name, visible: true }).allInnerTexts();
const nothingToAdd = async (page) => {
  assert.equal(await preview(page).getByRole("checkbox").count(), 0);
  assert.equal(await page.getByRole("button", { name: "Add to archive", disabled: false }).count(), 0);
};
const preview = (page) => page.getByRole("region", { name: "Preview" });
const choosing = (page, ...files) => page.getByLabel("Choose files").setInputFiles(files);

const envelope = (more) => `{"schemaVersion":"1.0.0",${more}}`;
const lines = JSON.stringify(newMeeting(), null, 1);
const utf16 = (text) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]);

// Each file, the line and the column that are named (null: any; undefined: none), and the reason.
const cut = lines.slice(0, lines.indexOf("Welcome"));
const REFUSED = [
  ["deep-65.json", () => envelope(`\n"x":${"[".repeat(65)}${"]".repeat(65)}`), 2, 68, /deeper than 64 levels/],
  ["deep-100000-items.json", () => envelope(`"meeting":[{"id":"m","agendaItem":${'[{"id":"i","agendaItem":'.repeat(100_000)}[]${"}]".repeat(100_000)}}]`), 1, null, /deeper than 64 levels/],
  ["deep-10000000.json", () => "[".repeat(10_000_000), 1, 65, /deeper than 64 levels/],
  ["deep-objects.json", () => '{"a":'.repeat(3_000_000), 1, 1 + 64 * 5, /deeper than 64 levels/],
  ["many-meetings.json", () => envelope(`"meeting":[${'{"id":"m"},'.repeat(2_500_000)}{}]`), 1, null, /more than [\d,]+ (objects|values)/],
  ["many-values.json", () => envelope(`"x":[${"0,".repeat(15_000_000)}0]`), 1, null, /more than [\d,]+ (objects|values)/],
  ["newer.json", () => '{"schemaVersion":"2.0.0","meeting":{"new":"shape"}}', undefined, undefined, /newer version \(2\.0\.0\)/],
  ["newer-still.json", () => JSON.stringify({ ...newMeeting(), schemaVersion: "4294967295.0.0" }), undefined, undefined, /newer version \(4294967295\.0\.0\)/],
  ["no-version.json", () => '{"meeting":[{"id":"m"}]}', undefined, undefined, /schemaVersion/],
  ["odd-version.json", () => '{"schemaVersion":"99999999999999999999.0.0"}', undefined, undefined, /schemaVersion/],
  ["not-json.json", () => "Dear all,\nplease find the agenda below.", 1, 1, /a value was expected/],
  ["page.json", () => "<!doctype html><title>Not found</title>", 1, 1, /a value was expected/],
  ["empty.json", () => "", 1, null, /ends too early/],
  ["truncated.json", () => cut, cut.split("\n").length, null, /ends too early/],
  ["twice.json", () => envelope('"meeting":[{"id":"m","name":"a",\n"name":"b"}]'), 2, null, /stands twice/],
  ["twice-unknown.json", () => envelope('"x":1,\n"x":2'), 2, null, /stands twice/],
  ["half-a-character.json", () => envelope('"name":\n"\\ud800"'), 2, null, /hex escape|surrogate/],
  ["half-a-character-unknown.json", () => envelope('"x":{\n"\\udfff":1}'), 2, null, /hex escape|surrogate/],
  ["nul.json", () => envelope('"name":\n"a\u0000b"'), 2, null, /control character/],
  ["nuls.json", () => Buffer.alloc(1_000_000), 1, 1, /a value was expected/],
  ["infinite.json", () => envelope('"x":\n1e999'), 2, null, /out of range/],
  ["infinite-count.json", () => envelope('"meeting":[{"id":"m","attendeeCount":\n1e999}]'), 2, null, /out of range/],
  ["latin-1.json", () => Buffer.concat([Buffer.from('{"schemaVersion":"1.0.0",\n"name":"Z'), Buffer.from([0xfc]), Buffer.from('rich"}')]), 2, undefined, /not UTF-8/],
  ["odd-utf-16.json", () => Buffer.concat([utf16(envelope('"name":"x"')), Buffer.from([0x20])]), 1, undefined, /not UTF-8/],
  ["no-id.json", () => envelope('"meeting":[\n{"name":"x"}]'), 2, null, /the field “id” is missing/],
  ["wrong-kind.json", () => envelope('"meeting":\n{"id":"m"}'), 2, null, /a list was expected, not/],
  ["list.json", () => "[1,2,3]", undefined, undefined, /schemaVersion|was expected, not/],
  ["null.json", () => "null", undefined, undefined, /schemaVersion|was expected, not/],
];

journey("files that are deep, broken, newer or no JSON are refused by name and reason", { patience: 180 }, async ({ page, open }) => {
  await open("#/import");
  const before = await kept(page);
  for (const [name, make, line, column, why] of REFUSED) {
    await choosing(page, onDisk(name, make()));
    const [text] = await eventually(() => said(page, name), (found) => { assert.ok(found.length, name); return found; }, 30_000);
    assert.match(text, why, name);
    if (line !== undefined) assert.match(text, new RegExp(`\\bline ${line}\\b`, "i"), name);
    if (column !== undefined) assert.match(text, new RegExp(`\\bcolumn ${column ?? "\\d+"}\\b`, "i"), name);
    await nothingToAdd(page);
  }
  assert.deepEqual(await kept(page), before);
  await goesOn(page);
});

journey("a hundred files, good and bad, are each answered for", async ({ page, open }) => {
  await open("#/import");
  const bad = Array.from({ length: 99 }, (_, n) => file(`bad-${n}.json`, n % 2 ? "[".repeat(1000 + n) : `{"schemaVersion":"2.${n}.0"}`));
  await choosing(page, ...bad.slice(0, 50), file("good.json", newMeeting()), ...bad.slice(50));
  await eventually(async () => new Set((await said(page, /bad-\d+\.json/)).map((text) => /bad-\d+/.exec(text)[0])).size, (count) => assert.equal(count, 99));
  assert.equal(await preview(page).getByRole("checkbox").count(), 1);
  await goesOn(page);
});

journey("of hundreds of thousands of bad entries the first are named, the others counted, and the good one can be added", { patience: 120 }, async ({ page, open }) => {
  await open("#/import");
  const { meeting: [good] } = newMeeting();
  await choosing(page, onDisk("broken.json", envelope(`"meeting":[${JSON.stringify(good)}${",\n{}".repeat(300_000)}]`)));
  await preview(page).getByRole("checkbox").first().waitFor({ timeout: 60_000 });
  const notes = page.getByRole("region", { name: "Notes" });
  await seen(notes.getByText("broken.json: 1 of 300,001 meetings are fine."));
  await seen(notes.getByText(/broken\.json, line 2, column 2: .*the field “id” is missing/));
  await seen(notes.getByText("broken.json: 299,975 more notes of this kind."));
  assert.equal(await notes.getByText(/is left out/).count(), 25);
  await goesOn(page);
});

journey("what is pasted is judged like a file", async ({ page, open }) => {
  await open("#/import");
  const before = await kept(page);
  for (const [text, why] of [
    ["[".repeat(200_000), /line 1\b.*deeper than 64 levels/i],
    ['{"schemaVersion":"2.0.0"}', /newer version \(2\.0\.0\)/],
    [lines.slice(0, -4), /line \d+\b.*column \d+/i],
    ["Agenda\n1. Welcome", /not meeting JSON/],
  ]) {
    await page.getByRole("textbox", { name: "Paste a document" }).fill(text);
    await page.getByRole("button", { name: "Read document" }).click();
    await eventually(() => page.locator("main").innerText(), (found) => assert.match(found, why));
    await nothingToAdd(page);
  }
  assert.deepEqual(await kept(page), before);
  await goesOn(page);
});

journey("a file of more than 100 MB is refused by its size, unread", { patience: 180 }, async ({ page, open }) => {
  await open("#/import");
  for (const [name, size, why] of [["large.json", 100_000_001, /large\.json.* has 10[01] MB; up to 100 MB/], ["huge.json", 200_000_000, /huge\.json.* has 200 MB; up to 100 MB/]]) {
    const path = onDisk(name, "");
    truncateSync(path, size);
    await choosing(page, path);
    await eventually(() => page.locator("main").innerText(), (found) => assert.match(found, why));
    await nothingToAdd(page);
  }
  await goesOn(page);
});

journey("a file just below the limit is read or refused, and the app goes on", { patience: 300 }, async ({ page, open }) => {
  await open("#/import");
  const path = join(folder, "ninety-nine.json");
  const out = openSync(path, "w");
  const [head, tail] = JSON.stringify({ ...newMeeting(), note: "@" }).split("@");
  writeSync(out, head);
  const million = "Grüße, 政策, and plain words. ".repeat(25_000);
  for (let bytes = 0; bytes < 99_000_000 - Buffer.byteLength(million) - 1000; bytes += Buffer.byteLength(million)) writeSync(out, million);
  writeSync(out, tail);
  closeSync(out);
  await choosing(page, path);
  await preview(page).getByRole("checkbox").or(page.locator("main li").filter({ hasText: "ninety-nine.json" })).first().waitFor({ timeout: 60_000 });
  await goesOn(page);
});

journey("a million keys are read, kept and written back", { patience: 300 }, async ({ page, open }) => {
  await open("#/import");
  const keys = 1_000_000;
  const many = `{${Array.from({ length: keys }, (_, n) => `"k${n}":${n}`).join(",")}}`;
  const [head, tail] = JSON.stringify({ ...newMeeting(), meeting: [{ ...newMeeting().meeting[0], many: "@" }] }).split('"@"');
  await choosing(page, onDisk("many.json", head + many + tail));
  await preview(page).getByRole("checkbox").waitFor({ timeout: 60_000 });
  await page.getByRole("button", { name: "Add to archive" }).click();
  await seen(status(page, /added/i));
  const { stores } = await kept(page);
  const [[, [text]]] = Object.values(stores);
  const found = JSON.parse(text).meeting[0].many;
  assert.equal(Object.keys(found).length, keys);
  assert.equal(found[`k${keys - 1}`], keys - 1);
  await goesOn(page, 31);
});

journey("UTF-8 and UTF-16 with a byte order mark are read", async ({ page, open }) => {
  await open("#/import");
  const text = JSON.stringify(newMeeting("igf-2026-mag-1", "Zürich 政策"));
  const big = Buffer.from(text, "utf16le").swap16();
  const files = { "utf-8.json": Buffer.from(`\ufeff${text}`), "utf-16-le.json": utf16(text), "utf-16-be.json": Buffer.concat([Buffer.from([0xfe, 0xff]), big]) };
  for (const [name, content] of Object.entries(files)) {
    await choosing(page, onDisk(name, content));
    await seen(preview(page).getByText(name));
    await seen(preview(page).getByRole("checkbox", { name: "Zürich 政策" }));
  }
});

// Objects nested as deep as is read at all, of each kind that nests: the stack of every reader, writer and view holds them.
function deepest() {
  const nested = (levels, make) => { let inner; for (let n = levels; n > 0; n--) inner = make(n, inner); return [inner]; };
  const id = "deep-1";
  const own = newMeeting(id, "The deepest meeting");
  Object.assign(own.meeting[0], {
    agendaItem: nested(30, (n, inner) => ({ id: `${id}/item-${n}`, number: `${n}.`, name: `Item ${n}`, ...(inner && { agendaItem: [inner] }) })),
    minutes: nested(29, (n, inner) => ({ id: `${id}/section-${n}`, name: `Section ${n}`, note: [{ text: `Said ${n}` }], ...(inner && { section: [inner] }) })),
    breakout: nested(1, () => ({ name: "Group", task: nested(29, (n, inner) => ({ name: `Task ${n}`, ...(inner && { task: [inner] }) })) })),
    unknown: JSON.parse("[".repeat(60) + "]".repeat(60)),
  });
  return own;
}

journey("the deepest nesting that is read is shown, edited, kept and written back", { patience: 120 }, async ({ page, open }) => {
  const own = deepest();
  await open("#/import");
  await choosing(page, file("deepest.json", own));
  await preview(page).getByRole("checkbox", { name: "The deepest meeting" }).waitFor();
  await page.getByRole("button", { name: "Open as draft" }).click();
  await eventually(() => page.getByRole("textbox", { name: "Item title" }).count(), (count) => assert.equal(count, 30));
  const last = page.getByRole("textbox", { name: "Item title" }).last();
  await last.focus();
  await last.press("End");
  await page.keyboard.type(" at last");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Control+z");
  await page.reload();
  await eventually(() => page.getByRole("textbox", { name: "Item title" }).last().inputValue(), (value) => assert.match(value, /^Item 30/));
  await open("#/import");
  await choosing(page, file("deepest.json", own));
  await preview(page).getByRole("checkbox", { name: "The deepest meeting" }).waitFor();
  await page.getByRole("button", { name: "Add to archive" }).click();
  await seen(status(page, /added/i));
  await open("#/meetings/deep-1");
  await seen(page.getByText("Item 30", { exact: true }));
  await seen(page.getByText("Said 29", { exact: true }));
  const { text } = await downloaded(page, async () => {
    await page.getByRole("button", { name: "Export", exact: true }).click();
    await page.getByRole("menuitem", { name: "JSON", exact: true }).click();
  });
  assert.deepEqual(JSON.parse(text).meeting, own.meeting);
});

journey("what is stored too deep is set aside, and the app goes on", async ({ page, open, address }) => {
  await open("#/drafts");
  const prefix = `rapporteur${new URL(address).pathname}`;
  const deep = (levels) => `{"format":1,"changed":"2026-01-01T00:00:00Z","nextItem":1,"draft":{"schemaVersion":"1.0.0","meeting":[{"id":"m","x":${"[".repeat(levels)}${"]".repeat(levels)}}]}}`;
  const texts = Object.fromEntries([60, 120, 1000, 1_000_000].map((levels) => [`${prefix}d/deep-${levels}`, deep(levels)]));
  await page.evaluate((texts) => { for (const [key, text] of Object.entries(texts)) localStorage.setItem(key, text); }, texts);
  await page.reload();
  await seen(page.getByRole("alert").getByRole("button", { name: "Download what could not be read" }));
  const { local } = await kept(page);
  assert.deepEqual(Object.values(local).sort(), Object.values(texts).sort(), "every text is still there, as it was");
  await goesOn(page);
});

journey("a data file that is deep or broken is said, and the rest works", { allow: /^console: / }, async ({ page, open }) => {
  const items = (levels) => `${'[{"id":"i","agendaItem":'.repeat(levels)}[]${"}]".repeat(levels)}`;
  const deep = (levels) => `{"schemaVersion":"1.0.0","meeting":[{"id":"igf-2025-mag-11","agendaItem":${items(levels)}}]}`;
  let body;
  await page.route(/\/data\/(cycle-.*|actions)\.json$/, (route) => route.fulfill({ contentType: "application/json", body }));
  for (const [text, why] of [["[".repeat(1_000_000), /cannot be read: \S/], [deep(100), /cannot be read: less nesting/], [deep(100_000), /cannot be read: \S/]]) {
    body = text;
    await open("#/meetings/igf-2025-mag-11");
    await page.reload();
    await seen(page.getByText(why));
  }
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Meetings" }).click();
  await seen(status(page, /^30 meetings$/));
});

// The app after all that: the archive is there, and a draft can be written.
async function goesOn(page, meetings = 30) {
  const main = page.getByRole("navigation", { name: "Main" });
  await main.getByRole("link", { name: "Meetings" }).click();
  await status(page, new RegExp(`^${meetings} meetings$`)).first().waitFor({ timeout: 60_000 });
  await main.getByRole("link", { name: "Drafts" }).click();
  await page.getByRole("button", { name: "New draft", exact: true }).click();
  await page.getByRole("textbox", { name: "Meeting title" }).fill("Still here");
  await seen(page.getByRole("status", { name: "Save state" }).filter({ hasText: "Saved on this device" }));
  await main.getByRole("link", { name: "Drafts" }).click();
  await seen(list(page, "Drafts").getByRole("link", { name: "Still here" }));
}
