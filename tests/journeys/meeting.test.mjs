// One meeting: what it holds, where a deep link leads, what can be taken away from it.
import assert from "node:assert/strict";
import { choose, downloaded, eventually, file, fragment, gone, journey, newMeeting, records, seen, status, titled } from "./lib.mjs";

const region = (page, name) => page.getByRole("region", { name, exact: true });
const clipboard = (page) => page.evaluate(() => navigator.clipboard.readText());
const record = records().meeting.find((meeting) => meeting.id === "igf-2025-mag-11");

journey("a meeting shows all that is recorded of it", async ({ page, open }) => {
  await open("#/meetings/igf-2025-mag-11");
  await seen(page.getByRole("heading", { level: 1, name: "IGF 2025 MAG Meeting XI" }));
  await titled(page, "IGF 2025 MAG Meeting XI · Rapporteur");
  for (const name of ["Agenda", "Actions", "Minutes", "Participants", "Source"]) await seen(region(page, name));
  for (const item of record.agendaItem) await seen(region(page, "Agenda").getByText(item.name));
  await seen(region(page, "Participants").getByText(record.participation[0].name));
  await seen(region(page, "Source").getByText("(Attendance)"));
  // 2 + 5 + 10 + 45 + 20 + 8 minutes.
  await seen(page.getByRole("main").getByText(/\b90 min\b/));
});

journey("sections without content are left out", async ({ page, open }) => {
  await open("#/meetings/igf-2018-oc-1");
  await seen(region(page, "Source"));
  for (const name of ["Agenda", "Actions", "Minutes", "Participants"]) assert.equal(await region(page, name).count(), 0, name);
});

journey("times are shown in UTC and in the reader's zone", { timezone: "America/New_York" }, async ({ page, open }) => {
  await open("#/meetings/igf-2025-mag-11");
  const main = page.getByRole("main");
  await seen(main.getByText(/14:00.*UTC/));
  await seen(main.getByText(/10:00/));
  await open("#/meetings/igf-2025-mag-11?tz=Asia/Tokyo");
  await seen(main.getByText(/23:00.*Tokyo|Tokyo.*23:00/));
  await seen(main.getByText(/14:00.*UTC/));
});

for (const part of ["item-4", "action-3", "section-2"]) {
  journey(`a link to ${part} scrolls to it and marks it`, async ({ page, open }) => {
    await open(`#/meetings/igf-2025-mag-11/${part}`);
    const here = page.locator('[aria-current="location"]');
    await eventually(() => here.count(), (count) => assert.equal(count, 1));
    await eventually(() => here.evaluate((element) => element.getBoundingClientRect().top), (top) => assert.ok(top >= 0 && top < 700, `at ${top}`));
  });
}

journey("the link to item 4 marks item 4, and following another moves the mark", async ({ page, open, address }) => {
  await open("#/meetings/igf-2025-mag-11/item-4");
  const here = page.locator('[aria-current="location"]');
  await eventually(() => here.innerText(), (text) => assert.match(text, /Streamlining/));
  await page.goto(`${address}#/meetings/igf-2025-mag-11/item-6`);
  await eventually(() => here.innerText(), (text) => assert.match(text, /Any Other Business/));
});

journey("a meeting is exported as its JSON", async ({ page, open }) => {
  await open("#/meetings/igf-2025-mag-11");
  const { name, text } = await downloaded(page, () => choose(page, "Export", "JSON"));
  assert.equal(name, "igf-2025-mag-11.json");
  const envelope = JSON.parse(text);
  assert.match(envelope.schemaVersion, /^1\./);
  assert.equal(envelope.meeting.length, 1);
  assert.deepEqual(envelope.meeting[0].agendaItem.map((item) => item.name), record.agendaItem.map((item) => item.name));
  assert.ok(envelope.action.every((action) => action.meeting === "igf-2025-mag-11"));
});

journey("its link and its citation can be copied", async ({ page, open, address }) => {
  await open("#/meetings/igf-2025-mag-11");
  await page.getByRole("button", { name: "Copy link", exact: true }).click();
  await eventually(() => clipboard(page), (text) => assert.equal(text, `${address}#/meetings/igf-2025-mag-11`));
  await page.getByRole("button", { name: "Copy citation" }).click();
  await eventually(() => clipboard(page), (text) => {
    assert.match(text, /IGF 2025 MAG Meeting XI/);
    assert.ok(text.includes(`${address}#/meetings/igf-2025-mag-11`));
  });
});

journey("the zone that was chosen in the settings goes with a link", async ({ page, open, address }) => {
  await open("#/settings");
  await page.getByRole("combobox", { name: "Time zone" }).selectOption("America/New_York");
  await open("#/meetings/igf-2025-mag-11");
  await seen(page.getByText("22 October 2025, 14:00 UTC · 10:00 New York"));
  await page.getByRole("button", { name: "Copy link", exact: true }).click();
  await eventually(() => clipboard(page), (text) => assert.equal(text, `${address}#/meetings/igf-2025-mag-11?tz=America/New_York`));
});

journey("days and hours from and to are one span", async ({ page, open }) => {
  await open("#/meetings/igf-2018-oc-1");
  await seen(page.getByText(/^20\s*–\s*22 March 2018$/));
  const envelope = newMeeting();
  envelope.meeting[0].end = "2026-01-20T14:30:00Z";
  await open("#/import");
  await page.getByLabel("Choose files").setInputFiles([file("meeting.json", envelope)]);
  await page.getByRole("button", { name: "Add to archive" }).click();
  await open("#/meetings/igf-2026-mag-1");
  await seen(page.getByText(/^20 January 2026, 13:00\s*–\s*14:30 UTC · 14:00\s*–\s*15:30 Zurich$/));
});

journey("what could not be had is asked for again when the line is back", { allow: /ERR_INTERNET_DISCONNECTED|ERR_FAILED/ }, async ({ page, context, open }) => {
  await open("#/groups");
  await context.setOffline(true);
  await page.getByRole("list", { name: "Groups", exact: true }).getByRole("link", { name: "WG-Strategy", exact: true }).click();
  await seen(page.getByRole("alert"));
  await context.setOffline(false);
  await gone(page.getByRole("alert"));
  await seen(page.getByRole("list", { name: "Agenda items", exact: true }).or(page.getByRole("list", { name: "Actions", exact: true })));
});

journey("a file's names of parts never meet the names of the page", async ({ page, open }) => {
  const envelope = newMeeting();
  envelope.meeting[0].agendaItem = ["palette", "agenda", "main"].map((part) => ({ id: `igf-2026-mag-1/${part}`, name: `Item ${part}` }));
  await open("#/import");
  await page.getByLabel("Choose files").setInputFiles([file("meeting.json", envelope)]);
  await page.getByRole("button", { name: "Add to archive" }).click();
  await open("#/meetings/igf-2026-mag-1/palette");
  await seen(page.locator("[aria-current=location]").filter({ hasText: "Item palette" }));
  await page.keyboard.press("Control+k");
  await seen(page.getByRole("dialog").getByRole("combobox"));
});

journey("a correction added here stands for what it replaces: under its address, on groups' pages and in the list of actions", async ({ page, open }) => {
  const record = { ...records().meeting.find((meeting) => meeting.id === "igf-2025-mag-11") };
  await open("#/groups/mag");
  const items = page.getByRole("list", { name: "Agenda items", exact: true }).getByRole("listitem");
  await seen(items);
  await page.waitForLoadState("networkidle");
  const before = await items.count();
  const corrected = { schemaVersion: "1.0.0", meeting: [{ ...record, id: "igf-2025-mag-11-corrected", name: "MAG XI, corrected", replaces: record.id,
    agendaItem: record.agendaItem.map((item, n) => ({ ...item, id: `igf-2025-mag-11-corrected/item-${n + 1}`, agendaItem: [] })) }] };
  await open("#/import");
  await page.getByLabel("Choose files").setInputFiles([file("meeting.json", corrected)]);
  await page.getByRole("button", { name: "Add to archive" }).click();
  await open("#/meetings/igf-2025-mag-11");
  await seen(page.getByRole("heading", { level: 1, name: "MAG XI, corrected" }));
  await open("#/groups/mag");
  await seen(items);
  await page.waitForLoadState("networkidle");
  assert.ok((await items.count()) <= before, "nothing stands twice");
  await open("#/actions");
  await eventually(() => page.getByRole("list", { name: "Actions", exact: true }).getByRole("link", { name: "IGF 2025 MAG Meeting XI" }).count(), (count) => assert.equal(count, 0));
});

journey("a meeting that is cancelled is said so, and is not the next one", async ({ page, open }) => {
  const envelope = newMeeting();
  Object.assign(envelope.meeting[0], { cancelled: true, meetingState: "scheduled", start: "2126-01-20T13:00:00Z" });
  await open("#/import");
  await page.getByLabel("Choose files").setInputFiles([file("meeting.json", envelope)]);
  await page.getByRole("button", { name: "Add to archive" }).click();
  await open("#/meetings");
  await seen(page.getByRole("list", { name: "Meetings", exact: true }).getByRole("listitem").filter({ hasText: "IGF 2026 MAG Meeting I" }).getByText("Cancelled"));
  await gone(page.getByRole("region", { name: "Next meeting" }));
  await open("#/meetings/igf-2026-mag-1");
  await seen(page.getByRole("term").filter({ hasText: "Cancelled" }));
});

journey("two presses make one draft, and nobody is taken off the page that was opened meanwhile", async ({ page, open, context }) => {
  await open("#/meetings/igf-2025-mag-11");
  await page.getByRole("button", { name: "Draft next meeting" }).dblclick();
  await fragment(page, /^#\/drafts\//);
  await open("#/drafts");
  await eventually(() => page.getByRole("list", { name: "Drafts", exact: true }).getByRole("link").count(), (count) => assert.equal(count, 1));
  // Over a slow line the desk comes late.
  const slow = await context.newPage();
  await slow.route(/desk-.*wasm/, async (route) => { await new Promise((wait) => setTimeout(wait, 1500)); await route.continue(); });
  await open("#/meetings/igf-2025-mag-11", slow);
  const loaded = slow.waitForResponse(/desk-.*wasm/);
  await slow.getByRole("button", { name: "Draft next meeting" }).click();
  await seen(status(slow, "Making the draft…"));
  await slow.getByRole("link", { name: "Groups", exact: true }).click();
  await loaded;
  await eventually(() => slow.evaluate(() => Object.keys(localStorage).filter((key) => key.includes("/d/")).length), (count) => assert.ok(count >= 2, `${count} keys`));
  assert.equal(new URL(slow.url()).hash, "#/groups");
});

journey("a meeting that the archive does not hold is said so, with a way back", async ({ page, open }) => {
  await open("#/meetings/igf-1999-mag-1");
  await seen(page.getByRole("heading", { level: 1, name: "Not in the archive" }));
  await seen(page.getByRole("main").getByText(/igf-1999-mag-1/));
  await seen(page.getByRole("main").getByRole("link", { name: /meetings/i }));
});

journey("the focus goes to the heading of the page that was opened", async ({ page, open }) => {
  await open();
  await page.getByRole("list", { name: "Meetings", exact: true }).getByRole("link").filter({ hasText: "IGF 2025 MAG Meeting XI" }).first().click();
  await eventually(() => page.evaluate(() => document.activeElement.textContent), (text) => assert.equal(text, "IGF 2025 MAG Meeting XI"));
});

journey("an address of a part that is not there shows the meeting and says so", async ({ page, open }) => {
  await open("#/meetings/igf-2025-mag-11/item-99");
  await seen(status(page, "This meeting has no part “item-99”"));
  await seen(region(page, "Agenda"));
});

for (const [width, beside] of [[1280, true], [360, false]]) {
  journey(`agenda and minutes stand ${beside ? "beside" : "below"} each other (${width} px)`, { viewport: { width, height: 740 } }, async ({ page, open }) => {
    await open("#/meetings/igf-2022-mag-7");
    const [agenda, minutes] = await Promise.all(["Agenda", "Minutes"].map((name) => region(page, name).boundingBox()));
    assert.equal(minutes.x >= agenda.x + agenda.width && minutes.y === agenda.y, beside, JSON.stringify({ agenda, minutes }));
    assert.ok(beside || minutes.y >= agenda.y + agenda.height);
  });
}

journey("an action shows what is recorded of it, and stands in the minutes where it was made", async ({ page, open }) => {
  await open("#/meetings/igf-2025-mag-11");
  const action = region(page, "Actions").getByRole("listitem").filter({ hasText: "PNAI" }).first();
  await seen(action.getByText("The draft is available and has gone to the community for input."));
  await seen(action.getByText("PNAI Policy Brief report"));
  const made = region(page, "Minutes").getByRole("paragraph").filter({ hasText: /^Action / });
  assert.equal(await made.count(), record.action?.length ?? 8);
  await made.first().getByRole("link").click();
  await eventually(() => new URL(page.url()).hash, (hash) => assert.match(hash, /^#\/meetings\/igf-2025-mag-11\/action-\d+$/));
});

journey("every recorded fact leads to its lines", async ({ page, open }) => {
  await open("#/meetings/igf-2025-mag-11");
  const source = region(page, "Source");
  await source.getByText("Where each item, action, point and name comes from").click();
  for (const name of ["Any Other Business", "Review the draft PNAI policy brief", "Carol Roach"]) {
    await seen(source.getByRole("listitem").filter({ hasText: new RegExp(`^${name} lines? \\d`) }));
  }
});
