// Versions of a draft, what was done to it, its second copy, its files and templates.
import assert from "node:assert/strict";
import { PHONE, choose, downloaded, eventually, file, fragment, gone, journey, kept, list, seen, status } from "./lib.mjs";

const title = (page) => page.getByRole("textbox", { name: "Meeting title" });
const item = (page, number) => page.getByRole("textbox", { name: "Item title" }).nth(number);
const titles = (page) => page.getByRole("textbox", { name: "Item title" }).evaluateAll((fields) => fields.map((field) => field.value));
const dialog = (page, name) => page.getByRole("dialog", { name });
const versions = (page) => list(page, "Versions").getByRole("listitem").filter({ has: page.getByRole("button", { name: "Compare" }) });
const button = (scope, name) => scope.getByRole("button", { name, exact: true });
const focused = (locator) => eventually(() => locator.evaluate((field) => field === document.activeElement), assert.ok);

// A new draft with this title and these items, in its editor.
async function draft(page, open, name, ...items) {
  await open("#/drafts");
  await button(page, "New draft").click();
  await focused(title(page));
  await page.keyboard.type(name);
  await item(page, 0).click();
  await page.keyboard.type(items[0]);
  for (const next of items.slice(1)) {
    await page.keyboard.press("Enter");
    await page.keyboard.type(next);
  }
}
const safe = (page) => seen(page.getByText("second copy kept"));

// How many texts the second store has.
const copies = async (page) => Object.entries((await kept(page)).stores).filter(([name]) => name.endsWith(" past")).flatMap(([, [keys]]) => keys);

journey("a version is saved, compared item by item, and restored in one step", async ({ page, open }) => {
  await draft(page, open, "Call", "Welcome", "Budget", "AOB");
  await button(page, "History").click();
  await eventually(() => page.getByRole("textbox", { name: "Name of the version" }).inputValue(), (name) => assert.equal(name, "Version 1"));
  await page.getByRole("textbox", { name: "Name of the version" }).fill("For the chair");
  await button(page, "Save version").click();
  await eventually(() => versions(page).first().innerText(), (text) => assert.match(text, /^For the chair/));
  await versions(page).first().getByRole("button", { name: "Compare" }).click();
  await seen(versions(page).first().getByText("Nothing differs."));
  await page.keyboard.press("Escape");
  await gone(dialog(page, "History"));
  await focused(button(page, "History"));
  await item(page, 0).fill("Opening");
  await page.getByRole("textbox", { name: "Duration", exact: true }).nth(1).fill("25-30");
  await item(page, 2).focus();
  await page.keyboard.press("Alt+Shift+ArrowRight");
  await button(page, "Add item").click();
  await focused(item(page, 3));
  await page.keyboard.type("Thanks");
  await title(page).fill("Long call");
  await button(page, "History").click();
  await versions(page).first().getByRole("button", { name: "Compare" }).click();
  const told = versions(page).first().getByRole("list", { name: "What changed" }).getByRole("listitem");
  await eventually(() => told.allTextContents(), (lines) => assert.deepEqual(lines, [
    "Meeting: Title is now “Long call”, before “Call”",
    "Renamed: 1 “Opening”, before “Welcome”",
    "Length: 2 “Budget”, now 25-30, before no length",
    "Moved: 2.1 “AOB”, before at 3",
    "Added: 3 “Thanks”",
  ]));
  await versions(page).first().getByRole("button", { name: "Restore" }).click();
  await eventually(() => titles(page), (now) => assert.deepEqual(now, ["Welcome", "Budget", "AOB"]));
  assert.equal(await title(page).inputValue(), "Call");
  await seen(page.getByText("restoring a version"));
  // One step takes it back, and what stood before is a version too.
  await button(page, "Undo").click();
  await eventually(() => titles(page), (now) => assert.deepEqual(now, ["Opening", "Budget", "AOB", "Thanks"]));
  await page.reload();
  await button(page, "History").click();
  await eventually(() => versions(page).allInnerTexts(), (all) => {
    assert.match(all[0], /^For the chair/);
    assert.ok(all.some((text) => /^Before a version was restored/.test(text)), `${all}`);
  });
});

journey("a file is laid over a draft with a way back and a version of what stood before", { viewport: PHONE }, async ({ page, open }) => {
  await draft(page, open, "Sent round", "Welcome", "Budget");
  const sent = await downloaded(page, () => choose(page, "Export", "JSON"));
  const back = JSON.parse(sent.text);
  back.meeting[0].agendaItem[1].name = "Budget of 2027";
  await item(page, 0).fill("Changed here");
  await button(page, "History").click();
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), button(page, "Lay a file over this draft").click()]);
  await chooser.setFiles([file(sent.name, back)]);
  await eventually(() => titles(page), (now) => assert.deepEqual(now, ["Welcome", "Budget of 2027"]));
  await button(page, "Undo").click();
  await eventually(() => titles(page), (now) => assert.deepEqual(now, ["Changed here", "Budget"]));
  await button(page, "History").click();
  const before = versions(page).filter({ hasText: "Before a file was laid over it" });
  await before.getByRole("button", { name: "Restore" }).waitFor();
  // A file that is none changes nothing, and says so.
  const [again] = await Promise.all([page.waitForEvent("filechooser"), button(page, "Lay a file over this draft").click()]);
  await again.setFiles([file("bad.json", "{")]);
  await seen(dialog(page, "History").getByRole("status").filter({ hasText: "bad.json is not a meeting file" }));
  assert.deepEqual(await titles(page), ["Changed here", "Budget"]);
});

journey("what was done is listed, the latest first, and is undone back to any point", async ({ page, open }) => {
  await draft(page, open, "Steps", "One", "Two");
  await item(page, 0).focus();
  await page.keyboard.press("Alt+Shift+ArrowDown");
  await choose(page.getByRole("listitem").filter({ has: page.getByRole("textbox", { name: "Item title" }) }).first(), "Item actions", "Delete item", page);
  await eventually(() => titles(page), (now) => assert.deepEqual(now, ["One"]));
  // It stands beside the button until the next change.
  await seen(page.locator("#desk-undo-what").filter({ hasText: "delete “Two”" }));
  await button(page, "Recent changes").click();
  const steps = list(page, "Recent changes").getByRole("listitem");
  await eventually(() => steps.allInnerTexts(), (all) => {
    assert.match(all[0], /^delete “Two”/);
    assert.match(all[1], /^moving an item: “One”/);
  });
  await steps.nth(1).getByRole("button", { name: "Undo to here" }).click();
  await eventually(() => titles(page), (now) => assert.deepEqual(now, ["One", "Two"]));
  await focused(button(page, "Redo"));
});

journey("with local storage emptied every draft comes back from the second copy", async ({ page, open }) => {
  await draft(page, open, "First", "Welcome");
  await safe(page);
  await draft(page, open, "Second", "Hello");
  await safe(page);
  const address = new URL(page.url()).hash;
  await page.goto("about:blank");
  await open("#/help");
  await page.evaluate(() => localStorage.clear());
  await page.goto("about:blank");
  // The one that is opened by its address too.
  await open(address);
  await eventually(() => item(page, 0).inputValue(), (value) => assert.equal(value, "Hello"));
  await seen(status(page, "2 drafts came back"));
  await button(page, "Undo").click();
  await eventually(() => item(page, 0).inputValue(), (value) => assert.equal(value, ""));
  await open("#/drafts");
  await eventually(async () => (await list(page, "Drafts").getByRole("link").allTextContents()).sort(), (all) => assert.deepEqual(all, ["First", "Second"]));
  await page.reload();
  await seen(list(page, "Drafts").getByRole("link", { name: "First" }));
  await gone(status(page, "came back"));
});

journey("a damaged first copy is set aside, and the second one opens with all that was kept", async ({ page, open }) => {
  await draft(page, open, "Bent", "Welcome");
  await safe(page);
  await page.goto("about:blank");
  await open("#/help");
  await page.evaluate(() => {
    for (const key of Object.keys(localStorage)) if (/\/d\//.test(key)) localStorage.setItem(key, localStorage.getItem(key).slice(0, -9));
  });
  await page.goto("about:blank");
  await open("#/drafts");
  await list(page, "Drafts").getByRole("link", { name: "Bent" }).click();
  await eventually(() => item(page, 0).inputValue(), (value) => assert.equal(value, "Welcome"));
  await open("#/drafts");
  await seen(page.getByRole("alert").getByRole("button", { name: "Download what could not be read" }));
});

journey("of two copies the newer wins, and the older becomes a version", async ({ page, open }) => {
  await draft(page, open, "Two copies", "Old");
  await safe(page);
  const before = await page.evaluate(() => ({ ...localStorage }));
  // Later, in another second.
  await eventually(async () => { await item(page, 0).fill("New"); return page.evaluate(() => Date.now()); }, () => {});
  await page.waitForTimeout(1100);
  await item(page, 0).fill("Newest");
  await safe(page);
  await page.goto("about:blank");
  await open("#/help");
  await page.evaluate((before) => { localStorage.clear(); for (const [key, text] of Object.entries(before)) localStorage.setItem(key, text); }, before);
  await page.goto("about:blank");
  await open("#/drafts");
  await seen(status(page, "1 draft came back"));
  await list(page, "Drafts").getByRole("link", { name: "Two copies" }).click();
  await eventually(() => item(page, 0).inputValue(), (value) => assert.equal(value, "Newest"));
  await button(page, "History").click();
  await seen(versions(page).filter({ hasText: "The older of two copies" }));
});

journey("without IndexedDB nothing is lost, and it is said that there are no versions", async ({ page, open }) => {
  await page.addInitScript(() => Object.defineProperty(window, "indexedDB", { get() { throw new DOMException("no", "SecurityError"); } }));
  await draft(page, open, "Alone", "Welcome");
  await seen(page.getByRole("status", { name: "Save state" }).filter({ hasText: "Saved on this device" }));
  await page.reload();
  await eventually(() => item(page, 0).inputValue(), (value) => assert.equal(value, "Welcome"));
  await button(page, "History").click();
  await seen(dialog(page, "History").getByText("This browser keeps no versions here."));
  await button(page, "Save version").click();
  await seen(dialog(page, "History").getByRole("status").filter({ hasText: "The version was not kept" }));
});

journey("what is deleted for good is gone from both copies", async ({ page, open }) => {
  await draft(page, open, "Gone", "Welcome");
  await safe(page);
  await open("#/drafts");
  await list(page, "Drafts").getByRole("button", { name: "Delete" }).click();
  const trash = page.getByRole("region", { name: "Trash" });
  await seen(trash.getByText(/^Can be restored until /));
  await trash.getByRole("button", { name: "Delete for good" }).click();
  await dialog(page, "Delete for good").getByRole("button", { name: "Delete for good" }).click();
  await gone(trash);
  await eventually(() => copies(page), (keys) => assert.deepEqual(keys, []));
  await page.reload();
  await seen(page.getByText("Nothing here yet."));
  await eventually(async () => Object.keys((await kept(page)).local), (keys) => assert.deepEqual(keys, []));
});

journey("each draft says when it last went out as a file, and reminds after a week", async ({ page, open }) => {
  await page.clock.install({ time: new Date("2026-03-03T10:00:00Z") });
  await draft(page, open, "On file", "Welcome");
  await seen(page.getByText("· no file yet"));
  await downloaded(page, () => choose(page, "Export", "JSON"));
  await seen(page.getByText("· file saved today"));
  await item(page, 0).fill("Changed");
  await page.clock.setFixedTime(new Date("2026-03-06T12:00:00Z"));
  await open("#/drafts");
  await page.reload();
  await seen(list(page, "Drafts").getByText("Saved on this device · file saved 3 days ago"));
  assert.equal(await button(page, "Save file").count(), 0);
  await page.clock.setFixedTime(new Date("2026-03-12T12:00:00Z"));
  await page.reload();
  await seen(list(page, "Drafts").getByText("Saved on this device · no file since 3 March 2026"));
  await list(page, "Drafts").getByRole("link", { name: "On file" }).click();
  await downloaded(page, () => button(page, "Save file").click());
  await seen(page.getByText("· file saved today"));
});

journey("a working group's call is made of what is usual in all calls, and its group is chosen", async ({ page, open }) => {
  await open("#/drafts");
  await button(page, "New from template").click();
  await seen(list(page, "Templates").getByText("since no record of a working group’s call is known"));
  await button(page, "WG call 60 min").click();
  await fragment(page, /^#\/drafts\/.+/);
  await focused(title(page));
  await eventually(() => titles(page), (usual) => assert.deepEqual(usual, ["Adoption of the draft agenda", "Welcome from the Chair", "Updates from the Secretariat", "Any Other Business"]));
  assert.equal(await page.getByLabel("Length").inputValue(), "1 h");
  const group = page.getByRole("combobox", { name: "Working group" });
  assert.equal(await group.inputValue(), "");
  await group.selectOption("wg-strategy");
  await eventually(() => group.inputValue(), (value) => assert.equal(value, "wg-strategy"));
});

journey("an open consultation of three days is one draft with three days, each begun", async ({ page, open }) => {
  await open("#/drafts");
  await button(page, "New from template").click();
  await button(page, "3-day open consultation and MAG meeting").click();
  await fragment(page, /^#\/drafts\/.+/);
  await eventually(() => page.getByRole("list", { name: "Agenda" }).getByRole("heading", { level: 3 }).allTextContents(), (days) => assert.deepEqual(days, ["Day 1", "Day 2", "Day 3"]));
  assert.deepEqual(await titles(page), ["", "", ""]);
  await eventually(() => page.getByRole("textbox", { name: "Name of the day" }).count(), (count) => assert.equal(count, 3));
});

journey("the last meeting's shape is as long as that was", async ({ page, open }) => {
  await open("#/drafts");
  await button(page, "New from template").click();
  await button(page, "Last meeting’s shape").click();
  await fragment(page, /^#\/drafts\/.+/);
  // Its agenda says it.
  await eventually(() => page.getByLabel("Length").inputValue(), (length) => assert.equal(length, "1 h 30"));
});

journey("templates of the archive and of one's own begin a draft that asks for title and date", async ({ page, open }) => {
  await open("#/drafts");
  await button(page, "New from template").click();
  const offered = list(page, "Templates").getByRole("button");
  await eventually(() => offered.allTextContents(), (names) => assert.deepEqual(names, ["Last meeting’s shape", "MAG call 90 min", "Open consultation day", "3-day open consultation and MAG meeting", "WG call 60 min"]));
  await offered.filter({ hasText: "MAG call 90 min" }).click();
  await fragment(page, /^#\/drafts\/.+/);
  await focused(title(page));
  assert.equal(await title(page).inputValue(), "");
  assert.equal(await page.getByLabel("Length").inputValue(), "1 h 30");
  const usual = await titles(page);
  assert.ok(usual.includes("Any Other Business") && usual.length > 3, `${usual}`);
  await page.keyboard.type("My own call");
  await item(page, 0).fill("Our welcome");
  await choose(page, "More", "Save as template");
  await seen(status(page, "is a template now"));
  await open("#/drafts");
  await eventually(() => list(page, "Drafts").getByRole("link").count(), (count) => assert.equal(count, 1));
  await button(page, "New from template").click();
  await list(page, "Your own").getByRole("button", { name: "My own call" }).click();
  await fragment(page, /^#\/drafts\/.+/);
  await eventually(() => item(page, 0).inputValue(), (value) => assert.equal(value, "Our welcome"));
  await open("#/drafts");
  await eventually(() => list(page, "Drafts").getByRole("link").count(), (count) => assert.equal(count, 2));
  await button(page, "New from template").click();
  await list(page, "Your own").getByRole("button", { name: "Delete" }).click();
  await gone(list(page, "Your own"));
});
