// Versions: what a newer major version wrote is refused untouched wherever it turns up, what a newer minor one added is kept.
import assert from "node:assert/strict";
import { downloaded, eventually, file, journey, kept, newMeeting, seen, status } from "./lib.mjs";

const choosing = (page, ...files) => page.getByLabel("Choose files").setInputFiles(files);
const preview = (page) => page.getByRole("region", { name: "Preview" });

// A meeting of a newer minor version: every object has a field, and every list of words a word, that this one does not know.
function fromMinor() {
  const later = (object) => ({ ...object, zLater: { deep: [1, 2.5, null, "ä", { x: true }] } });
  const id = "igf-2026-mag-1";
  const document = later({ id: `${id}/file-1`, name: "Paper", accessUrl: "https://example.org/paper", source: [later({ url: "https://example.org/", lines: [[1, 2]] })] });
  return {
    schemaVersion: "1.9.3",
    cycle: [later({ id: "igf-2026", name: "IGF 2026" })],
    organization: [later({ id: "mag", name: "Multistakeholder Advisory Group", classification: "senate" })],
    meeting: [later({
      id, name: "IGF 2026 MAG Meeting I", cycle: "igf-2026", organization: ["mag"], meetingType: "hologram", start: "soon", timeZone: "UTC",
      location: later({ name: "Hall", virtualLocation: [later({ name: "Room" })] }), meetingDay: [later({ id: "day-1", name: "Day 1" })],
      agendaItem: [later({ id: `${id}/item-1`, name: "Welcome", duration: "about an hour", durationPer: later({ duration: "PT5M", count: 4 }), presenter: [later({ name: "Chair" })],
        breakout: [later({ name: "Group", task: [later({ name: "Task" })] })], file: [document], agendaItem: [later({ id: `${id}/item-2`, name: "Chair" })] })],
      minutes: [later({ id: `${id}/section-1`, name: "Opening", note: [later({ text: "Said" })], decision: [later({ text: "Decided" })] })],
      participation: [later({ name: "A Person", role: ["oracle"] })], poll: [later({ question: "When?", option: ["Now"] })], file: [document],
    })],
    action: [later({ id: `${id}/action-1`, name: "Write", meeting: id, agent: [later({ name: "Secretariat" })], due: later({ text: "soon" }), mention: [later({ text: "again" })] })],
  };
}

journey("a file of a newer major version is refused untouched, beside a good one", async ({ page, open }) => {
  await open("#/import");
  const before = await kept(page);
  await choosing(page, file("new.json", { schemaVersion: "2.0.0", meeting: newMeeting().meeting }), file("good.json", newMeeting()));
  await seen(page.locator("main li").filter({ hasText: /new\.json.*newer version \(2\.0\.0\).*nothing was changed/i }));
  assert.equal(await preview(page).getByRole("checkbox").count(), 1);
  assert.deepEqual(await kept(page), before);
  await open("#/drafts");
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.getByRole("button", { name: "Open file" }).click()]);
  await chooser.setFiles(file("new.json", { schemaVersion: "2.0.0", meeting: newMeeting().meeting }));
  await seen(page.getByRole("alert").or(page.getByRole("status")).filter({ hasText: /newer version \(2\.0\.0\)/ }));
  assert.deepEqual(await kept(page), before);
});

journey("drafts that a newer version stored stay as they are, and can be downloaded", async ({ page, open, address }) => {
  await open("#/drafts");
  const prefix = `rapporteur${new URL(address).pathname}`;
  const texts = {
    [`${prefix}d/newer-format`]: '{"format":3,"sealed":"by a later version"}',
    [`${prefix}d/newer-schema`]: '{"format":1,"changed":"2026-01-01T00:00:00Z","nextItem":1,"draft":{"schemaVersion":"2.0.0","meeting":[{"id":"m","name":"x"}]}}',
    [`${prefix}d/newer-shape`]: '{"format":1,"changed":"2026-01-01T00:00:00Z","nextItem":1,"draft":{"schemaVersion":"3.1.0","meeting":{"m":{"title":7}}}}',
  };
  await page.evaluate((texts) => { for (const [key, text] of Object.entries(texts)) localStorage.setItem(key, text); }, texts);
  await page.reload();
  const offer = page.getByRole("alert").getByRole("button", { name: "Download what could not be read" });
  await seen(offer);
  await page.getByRole("button", { name: "New draft", exact: true }).click();
  await page.getByRole("textbox", { name: "Meeting title" }).fill("Beside them");
  await seen(page.getByRole("status", { name: "Save state" }).filter({ hasText: "Saved on this device" }));
  await open("#/drafts");
  const { local } = await kept(page);
  assert.deepEqual(Object.fromEntries(Object.keys(texts).map((key) => [key, local[key]])), texts);
  const { text } = await downloaded(page, () => offer.click());
  for (const one of Object.values(texts)) assert.ok(text.includes(one) || text.includes(JSON.stringify(one).slice(1, -1)) || holds(JSON.parse(text), JSON.parse(one)), one);
});

// Whether a value holds another somewhere inside.
const holds = (value, wanted) => isSame(value, wanted) || (value !== null && typeof value === "object" && Object.values(value).some((inner) => holds(inner, wanted)));
const isSame = (a, b) => { try { assert.deepEqual(a, b); return true; } catch { return false; } };

journey("an added meeting that a newer version stored stays as it is, is named, and hides nothing", async ({ page, open }) => {
  await open("#/import");
  await choosing(page, file("good.json", newMeeting()));
  await seen(preview(page).getByRole("checkbox"));
  await page.getByRole("button", { name: "Add to archive" }).click();
  await seen(status(page, /added/i));
  // The newer version adds one in its own way.
  await page.evaluate(async () => {
    const asked = (request) => new Promise((done) => { request.onsuccess = () => done(request.result); });
    const [{ name }] = await indexedDB.databases();
    const database = await asked(indexedDB.open(name));
    const store = database.transaction([...database.objectStoreNames], "readwrite").objectStore(database.objectStoreNames[0]);
    await asked(store.put('{"schemaVersion":"2.0.0","meeting":{"new":"shape"}}', "from-later"));
    database.close();
  });
  const before = (await kept(page)).stores;
  await open("#/meetings");
  await page.reload();
  await seen(status(page, /^31 meetings$/));
  await seen(page.getByRole("alert").or(page.getByRole("status")).filter({ hasText: /newer version \(2\.0\.0\)/ }));
  assert.deepEqual((await kept(page)).stores, before);
});

journey("what a newer minor version added is kept, and written back", async ({ page, open }) => {
  const own = fromMinor();
  await open("#/import");
  await choosing(page, file("minor.json", own));
  await seen(preview(page).getByRole("checkbox", { name: "IGF 2026 MAG Meeting I" }));
  await page.getByRole("button", { name: "Add to archive" }).click();
  await seen(status(page, /added/i));
  await open("#/meetings/igf-2026-mag-1");
  const { text } = await downloaded(page, async () => {
    await page.getByRole("button", { name: "Export", exact: true }).click();
    await page.getByRole("menuitem", { name: "JSON", exact: true }).click();
  });
  const written = JSON.parse(text);
  assert.deepEqual(written.meeting, own.meeting);
  assert.deepEqual(written.action, own.action);
  assert.deepEqual(written.cycle, own.cycle);
  // And once more round: what was exported is imported and exported as the same bytes.
  await open("#/meetings");
  await page.getByRole("button", { name: "Remove from this device" }).click();
  await seen(status(page, /^30 meetings$/));
  await open("#/import");
  await choosing(page, file("again.json", text));
  await seen(preview(page).getByRole("checkbox"));
  await page.getByRole("button", { name: "Add to archive" }).click();
  await seen(status(page, /added/i));
  await open("#/meetings/igf-2026-mag-1");
  const again = await downloaded(page, async () => {
    await page.getByRole("button", { name: "Export", exact: true }).click();
    await page.getByRole("menuitem", { name: "JSON", exact: true }).click();
  });
  assert.equal(again.text, text);
});

journey("a draft keeps what a newer minor version added, through edits and export", async ({ page, open }) => {
  const own = { ...fromMinor(), zEnvelope: ["kept"] };
  await open("#/import");
  await choosing(page, file("minor.json", own));
  await seen(preview(page).getByRole("checkbox"));
  await page.getByRole("button", { name: "Open as draft" }).click();
  const title = page.getByRole("textbox", { name: "Meeting title" });
  await title.fill("Changed");
  await seen(page.getByRole("status", { name: "Save state" }).filter({ hasText: "Saved on this device" }));
  await page.reload();
  await eventually(() => title.inputValue(), (value) => assert.equal(value, "Changed"));
  const { text } = await downloaded(page, async () => {
    await page.getByRole("button", { name: "Export", exact: true }).click();
    await page.getByRole("menuitem", { name: "JSON", exact: true }).click();
  });
  const written = JSON.parse(text);
  assert.deepEqual(written.meeting[0].agendaItem, own.meeting[0].agendaItem);
  assert.deepEqual({ ...written.meeting[0], name: own.meeting[0].name, dateModified: undefined }, { ...own.meeting[0], dateModified: undefined });
  assert.deepEqual([written.zEnvelope, written.action, written.cycle], [own.zEnvelope, own.action, own.cycle]);
});
