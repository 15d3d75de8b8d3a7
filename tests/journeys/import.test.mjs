// Import: JSON joins the archive on this device, by paste, choice and drop; what cannot be read is named, and nothing is overwritten.
import assert from "node:assert/strict";
import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { choose, downloaded, eventually, file, fragment, gone, journey, list, newMeeting, records, seen, status, titled } from "./lib.mjs";

const choosing = (page, ...files) => page.getByLabel("Choose files").setInputFiles(files);
const region = (page, name) => page.getByRole("region", { name, exact: true });
const boxes = (page) => region(page, "Preview").getByRole("checkbox");
const add = (page) => page.getByRole("button", { name: "Add to archive" }).click();
const row = (page, name) => list(page, "Meetings").getByRole("listitem").filter({ hasText: name });
const summary = (page) => page.getByRole("alert").filter({ hasText: "There is a problem" });
const focused = (page) => page.evaluate(() => document.activeElement?.textContent ?? "");
const count = (page, text) => seen(status(page, text));

/** An envelope with a record of the archive's, changed. */
function record(id, change = {}) {
  const all = records();
  const meeting = { ...all.meeting.find((one) => one.id === id), ...change };
  return { schemaVersion: "1.0.0", cycle: all.cycle, organization: all.organization, meeting: [meeting], action: all.action.filter((action) => action.meeting === id) };
}

/** Drops files on the page, as from the desktop. */
const drop = (page, ...files) => page.evaluate((files) => {
  const data = new DataTransfer();
  for (const { name, text } of files) data.items.add(new File([text], name, { type: "application/json" }));
  const target = document.querySelector("main");
  target.dispatchEvent(new DragEvent("dragover", { dataTransfer: data, bubbles: true, cancelable: true }));
  target.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
}, files);

journey("a meeting from a file is added, marked as added here, removed, and brought back", async ({ page, open }) => {
  await open("#/import");
  await titled(page, "Import · Rapporteur");
  await choosing(page, file("meeting.json", newMeeting()));
  await seen(region(page, "Preview").getByRole("checkbox", { name: "IGF 2026 MAG Meeting I", exact: true }));
  assert.equal(await boxes(page).count(), 1);
  await eventually(() => focused(page), (text) => assert.equal(text, "Preview"));
  await add(page);
  await count(page, "1 meeting was added to the archive on this device.");
  await region(page, "Preview").getByRole("link", { name: "IGF 2026 MAG Meeting I" }).click();
  await seen(page.getByRole("heading", { level: 1, name: "IGF 2026 MAG Meeting I" }));
  await open("#/meetings");
  await count(page, /^31 meetings$/);
  await page.reload();
  await count(page, /^31 meetings$/);
  const added = row(page, "IGF 2026 MAG Meeting I");
  await seen(added.getByText(/added on this device/i));
  await added.getByRole("button", { name: "Remove from this device" }).click();
  await count(page, /^30 meetings$/);
  await page.getByRole("status").getByRole("button", { name: "Undo" }).click();
  await count(page, /^31 meetings$/);
  await row(page, "IGF 2026 MAG Meeting I").getByRole("button", { name: "Remove from this device" }).click();
  await count(page, /^30 meetings$/);
  await page.reload();
  await count(page, /^30 meetings$/);
});

journey("files are chosen by a click, in their own place", async ({ page, open }) => {
  await open("#/import");
  const field = page.getByLabel("Choose files");
  await field.click({ trial: true });
  const [{ y, height }, below] = [await field.boundingBox(), await page.getByRole("heading", { name: "Preview" }).boundingBox()];
  assert.ok(y + height <= below.y, "nothing lies over it");
});

journey("several files at once, and a meeting that two of them hold, are read together", async ({ page, open }) => {
  await open("#/import");
  const fuller = newMeeting();
  fuller.meeting[0].description = "Only in one of the files";
  await choosing(page, file("a.json", newMeeting()), file("b.json", newMeeting("igf-2026-mag-2", "IGF 2026 MAG Meeting II")), file("c.json", fuller));
  await eventually(() => boxes(page).count(), (boxes) => assert.equal(boxes, 2));
  await seen(region(page, "Notes").getByText(/c\.json.*made one/));
  await boxes(page).nth(1).uncheck();
  await add(page);
  await count(page, "1 meeting was added");
  await open("#/meetings");
  await count(page, /^31 meetings$/);
});

journey("pasted JSON is read with the button, and undo takes the import back", async ({ page, open }) => {
  await open("#/import");
  await page.getByRole("textbox", { name: "Paste a document" }).fill(JSON.stringify(newMeeting()));
  await page.getByRole("button", { name: "Read document" }).click();
  await seen(boxes(page));
  await add(page);
  await page.getByRole("status").getByRole("button", { name: "Undo" }).click();
  await count(page, "Undone.");
  await open("#/meetings");
  await count(page, /^30 meetings$/);
});

for (const from of ["#/meetings/igf-2025-mag-11", "#/drafts", "#/import"]) {
  journey(`a file dropped on ${from} goes to Import`, async ({ page, open }) => {
    await open(from);
    await drop(page, { name: "dropped.json", text: JSON.stringify(newMeeting()) });
    await fragment(page, "#/import");
    await seen(region(page, "Preview").getByRole("checkbox", { name: "IGF 2026 MAG Meeting I" }));
    await choosing(page, file("again.json", newMeeting("igf-2026-mag-9", "Another")));
    await eventually(() => boxes(page).count(), (boxes) => assert.equal(boxes, 1));
  });
}

journey("a meeting that the archive holds is compared, laid over, and the published one comes back", async ({ page, open }) => {
  await open("#/import");
  await choosing(page, file("correction.json", record("igf-2025-mag-11", { name: "IGF 2025 MAG Meeting XI, corrected", duration: "PT2H" })));
  const preview = region(page, "Preview");
  await seen(preview.getByRole("table", { name: "2 fields differ" }));
  await seen(preview.getByRole("row").filter({ hasText: "Title" }).filter({ hasText: "IGF 2025 MAG Meeting XI, corrected" }));
  await seen(preview.getByRole("row").filter({ hasText: "Length" }).filter({ hasText: "120 min" }));
  await seen(preview.getByText("The archive holds “IGF 2025 MAG Meeting XI” already."));
  assert.doesNotMatch(await preview.innerText(), /PT\d|attendanceMode/);
  assert.equal(await boxes(page).count(), 1);
  assert.ok(await preview.getByRole("radio", { name: "Replace" }).isChecked());
  await preview.getByRole("radio", { name: "Skip" }).check();
  assert.equal(await boxes(page).isChecked(), false);
  await preview.getByRole("radio", { name: "Replace" }).check();
  await add(page);
  await open("#/meetings/igf-2025-mag-11");
  await seen(page.getByRole("heading", { level: 1, name: "IGF 2025 MAG Meeting XI, corrected" }));
  const { text } = await downloaded(page, () => choose(page, "Export", "JSON"));
  assert.equal(JSON.parse(text).meeting[0].replaces, "igf-2025-mag-11");
  await open("#/meetings?q=corrected");
  await count(page, /^1 of 30 meetings$/);
  await open("#/meetings");
  await row(page, "corrected").getByRole("button", { name: "Remove from this device" }).click();
  await gone(row(page, "corrected"));
  await open("#/meetings/igf-2025-mag-11");
  await seen(page.getByRole("heading", { level: 1, name: "IGF 2025 MAG Meeting XI", exact: true }));
});

journey("both can be kept, and the second has an id of its own", async ({ page, open }) => {
  await open("#/import");
  await choosing(page, file("other.json", record("igf-2025-mag-11", { name: "Another view of Meeting XI" })));
  await region(page, "Preview").getByRole("radio", { name: "Keep both" }).check();
  await add(page);
  await open("#/meetings");
  await count(page, /^31 meetings$/);
  await open("#/meetings/igf-2025-mag-11-2/item-4");
  await seen(page.getByRole("heading", { level: 1, name: "Another view of Meeting XI" }));
  await seen(page.locator('[aria-current="location"]'));
});

journey("a record that says the same is not added without a word", async ({ page, open }) => {
  await open("#/meetings/igf-2025-mag-11");
  const { text } = await downloaded(page, () => choose(page, "Export", "JSON"));
  await open("#/import");
  await choosing(page, file("same.json", text));
  await seen(region(page, "Preview").getByText("It says the same as what is here already"));
  assert.equal(await boxes(page).isChecked(), false);
  await add(page);
  await seen(summary(page).getByRole("link", { name: /No meeting is chosen/ }));
  await titled(page, "Error: Import · Rapporteur");
  await boxes(page).check();
  await add(page);
  await count(page, "1 meeting was added");
  await titled(page, "Import · Rapporteur");
});

journey("in a comparison bodies, kinds of item and dates are said as pages say them", async ({ page, open }) => {
  const own = record("igf-2018-oc-1", { organization: ["wg-strategy", "mag"], cycle: "igf-2025", previousMeeting: "igf-2025-mag-11", start: "2018-03-21" });
  own.meeting[0].agendaItem = [{ id: "igf-2018-oc-1/item-1", name: "Hello", itemType: "aob", organization: ["wg-strategy"], carriedFrom: "igf-2025-mag-11/item-4" }];
  const name = (id) => { const body = own.organization.find((one) => one.id === id); return body.shortName ?? body.name; };
  await open("#/import");
  await choosing(page, file("own.json", own));
  const preview = region(page, "Preview");
  await seen(preview.getByText(/^21\s*–\s*22 March 2018 · 1 item · own\.json$/));
  const table = preview.getByRole("table");
  const line = (field) => table.getByRole("row").filter({ has: page.getByRole("rowheader", { name: field, exact: true }) });
  await seen(line("Bodies").getByText(`${name("wg-strategy")}, ${name("mag")}`));
  await seen(line("Cycle").getByText("IGF 2025"));
  await seen(line("Meeting before").getByText("IGF 2025 MAG Meeting XI"));
  await seen(line("Start").getByText("21 March 2018"));
  await seen(line("Agenda").getByText(new RegExp(`Hello.*${name("wg-strategy")}|Hello.*Any other business`)));
  const text = await table.innerText();
  assert.doesNotMatch(text, /wg-strategy|igf-20|\d{4}-\d\d-\d\d|\baob\b/);
});

journey("an archive that is imported again takes one line, and what differs stands alone", async ({ page, open }) => {
  await open("#/meetings");
  const { text } = await downloaded(page, () => choose(page, "Export list", "JSON"));
  const all = JSON.parse(text);
  assert.equal(all.meeting.length, 30);
  assert.equal(all.$schema, undefined, "no path that leads nowhere from a download");
  await open("#/import");
  await choosing(page, file("all.json", text));
  const preview = region(page, "Preview");
  const line = preview.getByText(/^30 are here already/);
  await seen(line);
  assert.deepEqual([await boxes(page).count(), await preview.getByRole("radio").count()], [0, 0]);
  await add(page);
  await seen(summary(page).getByRole("link", { name: /No meeting is chosen/ }));
  // Each can be looked at, and has its checkbox.
  await line.click();
  await eventually(() => boxes(page).count(), (count) => assert.equal(count, 30));
  all.meeting.find((one) => one.id === "igf-2025-mag-11").name = "Another title";
  await choosing(page, file("all.json", all));
  await seen(preview.getByText(/^29 are here already/));
  assert.equal(await boxes(page).count(), 1);
  await add(page);
  await count(page, "1 meeting was added");
});

journey("what no meeting names comes out of the list's export as it went in", async ({ page, open }) => {
  const own = newMeeting();
  own.$schema = "../../meetings.schema.json";
  own.meeting.push(newMeeting("igf-2026-mag-2", "IGF 2026 MAG Meeting II").meeting[0]);
  own.zz = { kept: true };
  own.cycle = [{ id: "igf-2099", name: "IGF 2099", year: 2099 }];
  own.organization = [{ id: "nobody", name: "Named by nobody" }];
  own.action = [{ id: "loose-1", name: "Of no meeting" }];
  own.mark = [{ action: "loose-1", kind: "done" }];
  await open("#/import");
  await choosing(page, file("own.json", own));
  await eventually(() => boxes(page).count(), (count) => assert.equal(count, 2));
  // The first of the file is left out; what belongs to neither goes along all the same.
  await boxes(page).first().uncheck();
  await add(page);
  await count(page, "1 meeting was added");
  await open("#/meetings");
  await count(page, /^31 meetings$/);
  const { text } = await downloaded(page, () => choose(page, "Export list", "JSON"));
  const back = JSON.parse(text);
  assert.deepEqual(back.zz, own.zz);
  assert.equal(back.$schema, undefined);
  for (const [list, id] of [["cycle", "igf-2099"], ["organization", "nobody"], ["action", "loose-1"]]) {
    assert.equal(back[list].filter((one) => one.id === id).length, 1, list);
  }
  assert.deepEqual(back.mark, own.mark);
  await open("#/meetings?cycle=igf-2018");
  await count(page, /^1 of 31 meetings$/);
  const part = JSON.parse((await downloaded(page, () => choose(page, "Export list", "JSON"))).text);
  assert.deepEqual([part.meeting.length, part.cycle.map((one) => one.id), part.zz, part.action?.some((one) => one.id === "loose-1") ?? false], [1, ["igf-2018"], undefined, false]);
});

journey("an id of any signs has an address that opens", async ({ page, open }) => {
  const odd = newMeeting("a/b c?d#e", "Odd id");
  odd.meeting[0].agendaItem[0].id = "a/b c?d#e/item-1";
  await open("#/import");
  await choosing(page, file("odd.json", odd));
  await seen(region(page, "Notes").getByText(/the id "a\/b c\?d#e" holds signs that addresses cannot hold/));
  await add(page);
  await count(page, "1 meeting was added");
  await region(page, "Preview").getByRole("link", { name: "Odd id" }).click();
  await titled(page, "Odd id · Rapporteur");
  await open("#/meetings?q=odd");
  await row(page, "Odd id").getByRole("link", { name: "Odd id", exact: true }).click();
  await titled(page, "Odd id · Rapporteur");
});

journey("what is imported and exported again is the same", async ({ page, open }) => {
  const own = newMeeting();
  own.later = { kept: [1, "two"] };
  own.meeting[0].agendaItem[0].colour = "red";
  own.cycle = [{ id: "igf-2025", name: "IGF 2025", year: 2025 }];
  own.organization = [{ id: "mag", shortName: "MAG" }];
  own.action = [{ id: "igf-2026-mag-1/action-1", name: "Write it down", meeting: "igf-2026-mag-1", mood: "calm" }];
  await open("#/import");
  await choosing(page, file("own.json", own));
  await seen(boxes(page));
  await add(page);
  await count(page, "1 meeting was added");
  await open("#/meetings/igf-2026-mag-1");
  const { text } = await downloaded(page, () => choose(page, "Export", "JSON"));
  const back = JSON.parse(text);
  assert.deepEqual(back.meeting, own.meeting);
  assert.deepEqual(back.action, own.action);
});

journey("an empty form is refused with a summary that leads to the field", async ({ page, open }) => {
  await open("#/import");
  await page.getByRole("button", { name: "Read document" }).click();
  await seen(summary(page));
  await eventually(() => focused(page), (text) => assert.match(text, /^There is a problem/));
  await titled(page, /^Error: /);
  const box = page.getByRole("textbox", { name: "Paste a document" });
  assert.equal(await box.getAttribute("aria-invalid"), "true");
  await summary(page).getByRole("link").click();
  await eventually(() => box.evaluate((field) => field === document.activeElement), assert.ok);
  await fragment(page, "#/import");
});

const depth = (levels) => `{"schemaVersion":"1.0.0","x":\n${"[".repeat(levels - 1)}${"]".repeat(levels - 1)}}`;
const REFUSED = [
  ["broken.json", '{\n"schemaVersion": "1.0.0",\n"meeting" []}', /broken\.json.*Line 3, column \d+/],
  ["newer.json", '{"schemaVersion":"2.1.0","meeting":[{"id":"m"}]}', /newer\.json.*newer version \(2\.1\.0\)/],
  ["deep.json", depth(65), /deep\.json.*Line 2, column 64.*64 levels/],
  ["other.json", '{"name":"package"}', /other\.json.*schemaVersion/],
  ["number.json", '{"schemaVersion":1,"meeting":[]}', /number\.json.*its schemaVersion is 1\. It must be a text such as “1\.0\.0”/],
  ["latin.json", Buffer.from([0x7b, 0x0a, 0x22, 0xff, 0x22]), /latin\.json.*Line 2.*UTF-8/],
  ["empty.json", '{"schemaVersion":"1.0.0","meeting":[]}', /empty\.json.*no meeting/],
  ["notes.docx", "PK\u0003\u0004 a Word file", /notes\.docx.*not meeting JSON/],
];
journey("files that cannot be read are named with the reason, and change nothing", async ({ page, open }) => {
  await open("#/import");
  const files = REFUSED.map(([name, content]) => ({ name, mimeType: "application/octet-stream", buffer: Buffer.from(content) }));
  await choosing(page, ...files);
  for (const [, , reason] of REFUSED) await seen(summary(page).getByText(reason));
  assert.equal(await region(page, "Notes").getByRole("listitem").count(), 0, "what is refused is said once");
  assert.equal(await boxes(page).count(), 0);
  // One that is fine is read nevertheless.
  await choosing(page, files[0], file("fine.json", newMeeting()));
  await seen(boxes(page));
  await open("#/meetings");
  await count(page, /^30 meetings$/);
});

journey("exactly 64 levels are read", async ({ page, open }) => {
  await open("#/import");
  const nested = { ...newMeeting(), x: null };
  const text = JSON.stringify(nested).replace('"x":null', `"x":${"[".repeat(63)}${"]".repeat(63)}`);
  await choosing(page, file("deep.json", text));
  await seen(boxes(page));
});

journey("what is too large is refused before it is read", async ({ page, open }) => {
  const folder = mkdtempSync(join(tmpdir(), "rapporteur-"));
  const large = (name, bytes, start) => {
    const path = join(folder, name);
    writeFileSync(path, start);
    const handle = openSync(path, "r+");
    ftruncateSync(handle, bytes);
    closeSync(handle);
    return path;
  };
  try {
    await open("#/import");
    await choosing(page, large("archive.json", 100_000_001, "{"), large("scan.pdf", 20_000_001, "%PDF-1.7"));
    await seen(summary(page).getByText(/archive\.json has 101 MB; up to 100 MB can be read/));
    await seen(summary(page).getByText(/scan\.pdf has 21 MB; up to 20 MB can be read/));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

journey("of a file with bad entries the good ones can be added", async ({ page, open }) => {
  await open("#/import");
  const text = `{"schemaVersion":"1.0.0","meeting":[\n{"id":"good-1","name":"Good one",\n"start":"yesterday"},\n{"name":"Has no id"},\n{"id":"good-2","name":"Good two"}]}`;
  await choosing(page, file("mixed.json", text));
  await eventually(() => boxes(page).count(), (boxes) => assert.equal(boxes, 2));
  await seen(region(page, "Notes").getByText("mixed.json: 2 of 3 meetings are fine."));
  await seen(region(page, "Notes").getByText(/line 4.*Has no id.*the field “id” is missing/));
  await seen(region(page, "Notes").getByText(/line 3: .*yesterday/));
  assert.equal(await summary(page).count(), 0, "what is left out is said once");
  await add(page);
  await count(page, "2 meetings were added");
  await open("#/meetings");
  await count(page, /^32 meetings$/);
});

journey("what is odd in a file is noted with its line", async ({ page, open }) => {
  await open("#/import");
  await choosing(page, file("odd.json", `{"schemaVersion":"1.0.0","meeting":[{"id":"odd",\n"start":"soon","cycle":"igf-2025",\n"organization":["mag"]}]}`));
  await seen(region(page, "Notes").getByText(/odd\.json, line 2: .*soon/));
  assert.equal(await region(page, "Notes").getByText(/igf-2025|"mag"/).count(), 0, "what the archive knows is known");
});

journey("what was found is opened as a draft, and an added meeting has a next one", async ({ page, open }) => {
  await open("#/import");
  await choosing(page, file("meeting.json", newMeeting()));
  await seen(boxes(page));
  await page.getByRole("button", { name: "Open as draft" }).click();
  await fragment(page, /^#\/drafts\/.+/);
  await eventually(() => page.getByRole("textbox", { name: "Meeting title" }).inputValue(), (title) => assert.equal(title, "IGF 2026 MAG Meeting I"));
  await open("#/import");
  await choosing(page, file("meeting.json", newMeeting()));
  await seen(boxes(page));
  await add(page);
  await count(page, "1 meeting was added");
  await open("#/meetings/igf-2026-mag-1");
  await page.getByRole("button", { name: "Draft next meeting" }).click();
  await fragment(page, /^#\/drafts\/.+/);
  await eventually(() => page.getByRole("textbox", { name: "Item title" }).first().inputValue(), (title) => assert.equal(title, "Welcome"));
});
