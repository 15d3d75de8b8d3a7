// Drafts: written on this device, kept through a reload, deleted with a way back.
import assert from "node:assert/strict";
import { choose, downloaded, eventually, file, fragment, gone, journey, list, newMeeting, notice, seen, status, titled } from "./lib.mjs";

const title = (page) => page.getByRole("textbox", { name: "Meeting title" });
const saved = (page) => seen(page.getByRole("status", { name: "Save state" }).filter({ hasText: "Saved on this device" }));
const item = (page, number) => page.getByRole("textbox", { name: "Item title" }).nth(number);

const focused = (locator) => eventually(() => locator.evaluate((field) => field === document.activeElement), assert.ok);
const local = (page) => page.evaluate(() => Object.fromEntries(Object.entries(localStorage)));
async function takeFile(page, ...files) {
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.getByRole("button", { name: "Open file" }).click()]);
  await chooser.setFiles(files);
}

// A new draft with this title and these items, in its editor.
async function draft(page, open, name, ...items) {
  await open("#/drafts");
  await page.getByRole("button", { name: "New draft", exact: true }).click();
  await eventually(() => title(page).evaluate((field) => field === document.activeElement), assert.ok);
  await page.keyboard.type(name);
  await item(page, 0).click();
  await page.keyboard.type(items[0] ?? "");
  for (const next of items.slice(1)) {
    await page.keyboard.press("Enter");
    await page.keyboard.type(next);
  }
  await saved(page);
}

journey("what is typed is kept through a reload", async ({ page, open }) => {
  await draft(page, open, "WG call in March", "Welcome", "Report of the chair", "Any other business");
  assert.match(new URL(page.url()).hash, /^#\/drafts\/.+/);
  await page.reload();
  await eventually(() => title(page).inputValue(), (value) => assert.equal(value, "WG call in March"));
  await eventually(() => page.getByRole("textbox", { name: "Item title" }).count(), (count) => assert.equal(count, 3));
  assert.equal(await item(page, 1).inputValue(), "Report of the chair");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Drafts" }).click();
  await seen(list(page, "Drafts").getByRole("link", { name: "WG call in March" }));
});

journey("the last key press before a reload is kept", async ({ page, open }) => {
  await draft(page, open, "Draft", "Welcom");
  await item(page, 0).press("End");
  await page.keyboard.press("e");
  await page.reload();
  await eventually(() => item(page, 0).inputValue(), (value) => assert.equal(value, "Welcome"));
});

journey("an item is indented, moved and put back by the keyboard", async ({ page, open }) => {
  await draft(page, open, "Keys", "One", "Two", "Three");
  const titles = () => page.getByRole("textbox", { name: "Item title" }).evaluateAll((fields) => fields.map((field) => field.value));
  await item(page, 1).focus();
  await page.keyboard.press("Alt+Shift+ArrowRight");
  await seen(list(page, "Agenda").getByRole("listitem").getByRole("listitem"));
  await page.keyboard.press("Alt+Shift+ArrowLeft");
  await page.keyboard.press("Alt+Shift+ArrowUp");
  await eventually(titles, (found) => assert.deepEqual(found, ["Two", "One", "Three"]));
  await page.keyboard.press("Control+z");
  await eventually(titles, (found) => assert.deepEqual(found, ["One", "Two", "Three"]));
  await page.keyboard.press("Control+Shift+z");
  await eventually(titles, (found) => assert.deepEqual(found, ["Two", "One", "Three"]));
});

journey("the planned time adds up, and a mistake is named beside its field", async ({ page, open }) => {
  await draft(page, open, "Times", "One", "Two");
  const planned = page.getByRole("status", { name: "Planned time" });
  await eventually(() => planned.innerText(), (text) => assert.equal(text, "no durations yet"));
  await page.getByLabel("Length").fill("90");
  await eventually(() => planned.innerText(), (text) => assert.equal(text, "0 of 90 min planned, no durations yet"));
  const time = (number) => page.getByRole("textbox", { name: "Duration", exact: true }).nth(number);
  await time(0).fill("25-30");
  await time(1).fill("50");
  await time(1).blur();
  await seen(planned.filter({ hasText: "75–80 of 90 min planned, 10–15 min left" }));
  await time(1).fill("soon");
  await time(1).blur();
  assert.equal(await time(1).inputValue(), "soon");
  await eventually(() => time(1).getAttribute("aria-invalid"), (value) => assert.equal(value, "true"));
});

journey("a draft is duplicated, deleted, and brought back", async ({ page, open }) => {
  await draft(page, open, "Original", "Welcome");
  await open("#/drafts");
  const entries = list(page, "Drafts").getByRole("listitem");
  await entries.getByRole("button", { name: "Duplicate" }).click();
  await eventually(() => entries.count(), (count) => assert.equal(count, 2));
  await entries.first().getByRole("button", { name: "Delete" }).click();
  await eventually(() => entries.count(), (count) => assert.equal(count, 1));
  await seen(page.getByRole("region", { name: "Trash" }).getByRole("button", { name: "Restore" }));
  await page.getByRole("status").getByRole("button", { name: "Undo" }).click();
  await eventually(() => entries.count(), (count) => assert.equal(count, 2));
  await page.reload();
  await eventually(() => entries.count(), (count) => assert.equal(count, 2));
});

journey("a draft leaves as JSON and comes back the same", async ({ page, open }) => {
  await draft(page, open, "Travels", "Welcome", "Budget");
  const { name, text } = await downloaded(page, () => choose(page, "Export", "JSON"));
  const [meeting] = JSON.parse(text).meeting;
  assert.equal(name, `${meeting.id}.json`);
  assert.equal(meeting.name, "Travels");
  assert.deepEqual(meeting.agendaItem.map((one) => one.name), ["Welcome", "Budget"]);
  await open("#/drafts");
  await takeFile(page, file(name, text));
  await fragment(page, /^#\/drafts\/.+/);
  const again = await downloaded(page, () => choose(page, "Export", "JSON"));
  assert.equal(again.text, text);
});

journey("a meeting of the archive is the start of the next one", async ({ page, open }) => {
  await open("#/meetings/igf-2025-mag-11");
  await page.getByRole("button", { name: "Draft next meeting" }).click();
  await seen(title(page));
  assert.ok((await page.getByRole("textbox", { name: "Item title" }).count()) > 1);
});

journey("all drafts are exported in one file", async ({ page, open }) => {
  await draft(page, open, "First", "Welcome");
  await open("#/drafts");
  const { name, text } = await downloaded(page, () => page.getByRole("button", { name: "Export all drafts" }).click());
  assert.equal(name, "drafts.json");
  assert.deepEqual(JSON.parse(text).meeting.map((meeting) => meeting.name), ["First"]);
});

journey("a new draft is blank, has one empty item, and the caret in its title", async ({ page, open }) => {
  await open("#/drafts");
  await seen(page.getByRole("main").getByText("Nothing here yet."));
  await page.getByRole("button", { name: "New draft", exact: true }).click();
  await focused(title(page));
  assert.equal(await title(page).inputValue(), "");
  assert.equal(await page.getByRole("textbox", { name: "Item title" }).count(), 1);
  assert.equal(await item(page, 0).inputValue(), "");
  for (const key of Object.keys(await local(page))) assert.ok(key.startsWith("rapporteur/committee/archive/"), key);
});

journey("where no draft is, the next meeting of the body is offered", async ({ page, open }) => {
  await open("#/drafts");
  await page.getByRole("button", { name: /^Draft the meeting after / }).click();
  await eventually(() => title(page).inputValue(), (value) => assert.match(value, /\S/));
  assert.ok((await page.getByRole("textbox", { name: "Item title" }).count()) > 1);
});

journey("every key press is kept readably before the next, and takes little room once the draft is left", async ({ page, open }) => {
  await draft(page, open, "Kept", "Welcome");
  const bodies = async () => Object.values(await local(page)).map((text) => JSON.parse(text)).filter(({ format }) => format === 2).map(({ body }) => body);
  const sets = (await bodies()).flatMap(({ act }) => act?.edits ?? []).map(({ set }) => set?.name);
  assert.ok(sets.includes("Kept") && sets.includes("Welcome"), `${sets}`);
  await item(page, 0).press("End");
  const kept = await item(page, 0).evaluate((field) => {
    field.value += "!";
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    return Object.values(localStorage).some((text) => text.includes("Welcome!"));
  });
  assert.ok(kept, "before the next key press");
  await open("#/drafts");
  await seen(list(page, "Drafts").getByRole("link", { name: "Kept" }));
  const settled = await bodies();
  assert.deepEqual(settled.map(({ draft }) => draft.draft.meeting[0].agendaItem[0].name), ["Welcome!"]);
});

journey("undo and redo go on after a reload, back to the first word", async ({ page, open }) => {
  await draft(page, open, "First", "Welcome");
  await page.getByRole("textbox", { name: "Meeting title" }).fill("Second");
  const title = page.getByRole("textbox", { name: "Meeting title" });
  for (let round = 0; round < 2; round += 1) {
    await page.reload();
    await seen(page.getByRole("status", { name: "Planned time" }));
    const undo = page.getByRole("button", { name: "Undo", exact: true });
    while (await undo.isEnabled()) await undo.click();
    assert.equal(await title.inputValue(), "");
    await page.reload();
    await seen(page.getByRole("status", { name: "Planned time" }));
    const redo = page.getByRole("button", { name: "Redo", exact: true });
    while (await redo.isEnabled()) await redo.click();
    assert.equal(await title.inputValue(), "Second");
    assert.equal(await item(page, 0).inputValue(), "Welcome");
  }
});

journey("what is damaged is set aside, and the draft opens from its other way", async ({ page, open }) => {
  await draft(page, open, "Bent", "Welcome");
  const bent = await page.evaluate(() => {
    const key = Object.keys(localStorage).find((key) => key.endsWith("/a") || key.endsWith("/b"));
    const last = Object.keys(localStorage).filter((key) => /\/d\/[^/]+\/\d+$/.test(key)).sort((a, b) => b.split("/").at(-1) - a.split("/").at(-1))[0];
    localStorage.setItem(last, localStorage.getItem(last).replace("Welcome", "welcome"));
    return { key, last, text: localStorage.getItem(last) };
  });
  await page.goto("about:blank");
  await open("#/drafts");
  await seen(page.getByRole("alert").getByRole("button", { name: "Download what could not be read" }));
  const values = Object.entries(await local(page));
  assert.ok(values.some(([key, text]) => key.includes("/aside/") && text === bent.text), "the bent value is kept beside");
  await list(page, "Drafts").getByRole("link", { name: "Bent" }).click();
  await item(page, 0).fill("Goes on");
  await page.reload();
  await eventually(() => item(page, 0).inputValue(), (text) => assert.equal(text, "Goes on"));
});

journey("deleting for good and emptying the trash ask once, naming what goes", async ({ page, open }) => {
  await page.addInitScript(() => { window.confirm = window.alert = window.prompt = () => { throw new Error("a browser dialog"); }; });
  for (const name of ["One", "Two", "Three"]) await draft(page, open, name, "Welcome");
  await open("#/drafts");
  const trash = page.getByRole("region", { name: "Trash" });
  const entries = list(page, "Drafts").getByRole("listitem");
  await eventually(() => entries.first().getByRole("button", { name: "Delete" }).evaluate((button) => document.getElementById(button.getAttribute("aria-describedby")).textContent), (text) => assert.equal(text, "Three"));
  for (let left = 3; left > 0; left -= 1) {
    await entries.first().getByRole("button", { name: "Delete" }).click();
    await eventually(() => trash.getByRole("listitem").count(), (count) => assert.equal(count, 4 - left));
  }
  await trash.getByRole("listitem").filter({ hasText: "Two" }).getByRole("button", { name: "Delete for good" }).click();
  const question = page.getByRole("dialog", { name: "Delete for good" });
  await seen(question.getByText("“Two” will be deleted"));
  await question.getByRole("button", { name: "Cancel" }).click();
  assert.equal(await trash.getByRole("listitem").count(), 3);
  await trash.getByRole("listitem").filter({ hasText: "Two" }).getByRole("button", { name: "Delete for good" }).click();
  await question.getByRole("button", { name: "Delete for good" }).click();
  await eventually(() => trash.getByRole("listitem").count(), (count) => assert.equal(count, 2));
  await trash.getByRole("listitem").filter({ hasText: "One" }).getByRole("button", { name: "Restore" }).click();
  await seen(list(page, "Drafts").getByRole("link", { name: "One" }));
  await trash.getByRole("button", { name: "Empty trash" }).click();
  const all = page.getByRole("dialog", { name: "Empty trash" });
  await seen(all.getByText(/1 draft will be deleted.*Three/));
  await all.getByRole("button", { name: "Empty trash" }).click();
  await gone(trash);
  await page.reload();
  await eventually(() => entries.count(), (count) => assert.equal(count, 1));
});

journey("a draft that cannot be read is set aside and offered as a download", async ({ page, open }) => {
  await draft(page, open, "Will break", "Welcome");
  const [key] = Object.entries(await local(page)).find(([, text]) => text.includes("Will break"));
  await page.evaluate((key) => localStorage.setItem(key, "{half a dra"), key);
  await page.goto("about:blank");
  await open("#/drafts");
  const alert = page.getByRole("alert").filter({ hasText: "could not be read" });
  const { text } = await downloaded(page, () => alert.getByRole("button", { name: "Download what could not be read" }).click());
  assert.ok(text.includes("{half a dra"));
  await page.getByRole("button", { name: "New draft", exact: true }).click();
  await title(page).fill("Another");
  await page.reload();
  await seen(alert);
  assert.ok(Object.values(await local(page)).includes("{half a dra"));
  await open("#/drafts");
  await alert.getByRole("button", { name: "Delete for good" }).click();
  await page.getByRole("dialog", { name: "Delete for good" }).getByRole("button", { name: "Delete for good" }).click();
  await gone(alert);
  assert.ok(!Object.values(await local(page)).includes("{half a dra"));
});

journey("a draft of a newer version stays where it is, untouched", async ({ page, open }) => {
  await draft(page, open, "From the future", "Welcome");
  const [key, text] = Object.entries(await local(page)).find(([, text]) => text.includes("From the future"));
  const newer = text.replace('"format":2', '"format":3');
  await page.evaluate(([key, text]) => localStorage.setItem(key, text), [key, newer]);
  await page.goto("about:blank");
  await open("#/drafts");
  await seen(page.getByRole("alert").getByRole("button", { name: "Download what could not be read" }));
  assert.equal((await local(page))[key], newer);
});

journey("a save that failed is visible, typing goes on, and saving resumes", async ({ page, open }) => {
  await page.addInitScript(() => {
    const set = Storage.prototype.setItem;
    Storage.prototype.setItem = function (key, value) {
      if (window.full) throw new DOMException("full", "QuotaExceededError");
      return set.call(this, key, value);
    };
  });
  await draft(page, open, "Full", "Welcome");
  const state = page.getByRole("status", { name: "Save state" });
  await page.evaluate(() => { window.full = true; });
  await item(page, 0).press("End");
  await page.keyboard.type(" all");
  await seen(state.filter({ hasText: "Not saved: there is no room left here" }));
  assert.equal(await item(page, 0).inputValue(), "Welcome all");
  const { text } = await downloaded(page, () => choose(page, "Export", "JSON"));
  assert.ok(text.includes("Welcome all"));
  await open("#/drafts");
  await seen(list(page, "Drafts").getByText("not saved on this device: there is no room left here"));
  await list(page, "Drafts").getByRole("link", { name: "Full" }).click();
  assert.equal(await item(page, 0).inputValue(), "Welcome all");
  await page.evaluate(() => { window.full = false; });
  await item(page, 0).press("End");
  await page.keyboard.type("!");
  await seen(state.filter({ hasText: "Saved on this device" }));
  await page.reload();
  await eventually(() => item(page, 0).inputValue(), (value) => assert.equal(value, "Welcome all!"));
});

journey("a new draft that this device refuses opens nevertheless, and says so", async ({ page, open }) => {
  await page.addInitScript(() => { Storage.prototype.setItem = () => { throw new DOMException("no", "SecurityError"); }; });
  await open("#/drafts");
  await page.getByRole("button", { name: "New draft", exact: true }).click();
  await focused(title(page));
  await seen(page.getByRole("status", { name: "Save state" }).filter({ hasText: "Not saved: this browser does not let pages keep anything" }));
});

journey("an export with a mistake in a field says what is not in the file", async ({ page, open }) => {
  await draft(page, open, "Mistakes", "Welcome");
  const duration = page.getByRole("textbox", { name: "Duration", exact: true });
  await duration.fill("soon");
  const { text } = await downloaded(page, () => choose(page, "Export", "JSON"));
  assert.equal(JSON.parse(text).meeting[0].agendaItem[0].duration, undefined);
  const summary = page.getByRole("alert").filter({ hasText: "There is a problem" });
  await eventually(() => page.evaluate(() => document.activeElement.textContent), (text) => assert.match(text, /^There is a problem/));
  await titled(page, "Error: Mistakes · Rapporteur");
  await summary.getByRole("link", { name: /“Welcome”.*“soon”/ }).click();
  await focused(duration);
  await duration.fill("5");
  await gone(summary);
  await titled(page, "Mistakes · Rapporteur");
});

journey("files of meetings are opened as drafts; one that cannot be read is named", async ({ page, open }) => {
  await open("#/drafts");
  await takeFile(page, file("one.json", newMeeting()), file("bad.json", "{"));
  await seen(notice(page, "There is a problem").getByRole("link", { name: /bad\.json is not a meeting file/ }));
  await seen(list(page, "Drafts").getByRole("link", { name: "IGF 2026 MAG Meeting I" }));
});

journey("title, focus and Back follow the pages of the desk", async ({ page, open }) => {
  await open("#/import");
  // The link that was clicked has the same words and the focus for a moment.
  const heading = () => page.evaluate(() => document.activeElement.localName === "h1" && document.activeElement.textContent);
  for (const name of ["Drafts", "Settings", "Import"]) {
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name }).click();
    await eventually(heading, (text) => assert.equal(text, name));
    await titled(page, `${name} · Rapporteur`);
  }
  await page.goBack();
  await titled(page, "Settings · Rapporteur");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Groups" }).click();
  await eventually(heading, (text) => assert.equal(text, "Groups"));
  await page.goBack();
  await titled(page, "Settings · Rapporteur");
});

journey("what was said on a page does not follow to the next", async ({ page, open }) => {
  await draft(page, open, "Said", "Welcome");
  await page.getByRole("textbox", { name: "Duration", exact: true }).fill("soon");
  await choose(page, "Export", "JSON");
  const summary = page.getByRole("alert").filter({ hasText: "There is a problem" });
  await seen(summary);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Drafts" }).click();
  await gone(summary);
  await titled(page, "Drafts · Rapporteur");
  await list(page, "Drafts").getByRole("button", { name: "Delete" }).click();
  await seen(status(page, "is in the trash"));
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Groups" }).click();
  await gone(status(page, "is in the trash"));
});

journey("an address that carries a draft says what to do", async ({ page, open }) => {
  await open("#/open/abc");
  await seen(page.getByRole("main").getByText("Ask for the draft as a file"));
  await titled(page, "A draft in an address · Rapporteur");
});

journey("the meeting after the newest one is drafted from the list at once", async ({ page, open }) => {
  await open("#/meetings");
  await page.getByRole("button", { name: "Draft the meeting after IGF 2025 MAG Meeting XI" }).click();
  await fragment(page, /^#\/drafts\/./);
  await eventually(() => page.getByRole("textbox", { name: "Item title" }).count(), (count) => assert.ok(count > 3));
});

journey("Back gives the focus to the draft that was opened, and the place", { viewport: { width: 360, height: 500 } }, async ({ page, open }) => {
  await open("#/drafts");
  for (const title of ["First", "Second", "Third", "Fourth", "Fifth"]) {
    await page.getByRole("button", { name: "New draft", exact: true }).click();
    await page.getByRole("textbox", { name: "Meeting title" }).fill(title);
    await page.getByRole("link", { name: "All drafts" }).click();
    await page.getByRole("heading", { level: 1, name: "Drafts" }).waitFor();
  }
  const link = page.getByRole("link", { name: "Second", exact: true });
  // The page that was just opened goes to its top within two frames.
  const place = async () => { await link.evaluate((element) => { element.blur(); element.focus(); }); return page.evaluate(() => scrollY); };
  const top = await eventually(place, (top) => { assert.ok(top > 0); return top; });
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Second" }).waitFor();
  await eventually(() => page.evaluate(() => document.activeElement.tagName), (tag) => assert.equal(tag, "H1"));
  await page.goBack();
  await eventually(() => link.evaluate((element) => element === document.activeElement), (focused) => assert.ok(focused));
  await eventually(() => page.evaluate(() => scrollY), (now) => assert.equal(now, top));
});

/** Goes to the end of the title and types. */
async function typeOn(page, text) {
  await title(page).focus();
  await page.keyboard.press("End");
  await page.keyboard.type(text);
}
const cards = (page) => list(page, "Drafts").getByRole("link");

journey("the list of drafts follows other tabs, and what is opened is what is kept", async ({ page, context, open }) => {
  await open("#/drafts");
  await page.getByRole("button", { name: "New draft", exact: true }).click();
  await title(page).fill("Base");
  const other = await context.newPage();
  await open("#/drafts", other);
  await seen(cards(other));
  await typeOn(page, " and more");
  await seen(other.getByRole("link", { name: "Base and more" }));
  await page.goto(page.url().replace(/#.*/, "#/help"));
  await other.getByRole("link", { name: "Base and more" }).click();
  await seen(title(other));
  await typeOn(other, "!");
  await seen(other.getByRole("status", { name: "Save state" }).filter({ hasText: "Saved on this device" }));
  await open("#/drafts");
  await seen(page.getByRole("link", { name: "Base and more!" }));
});

for (const forGood of [false, true]) {
  journey(`typing goes on, and the draft is back, when another tab ${forGood ? "deletes the draft for good" : "moves the draft to the trash"}`, async ({ page, context, open }) => {
    await open("#/drafts");
    await page.getByRole("button", { name: "New draft", exact: true }).click();
    await title(page).fill("Base");
    const other = await context.newPage();
    await open("#/drafts", other);
    await other.getByRole("button", { name: "Delete", exact: true }).click();
    if (forGood) {
      await other.getByRole("button", { name: "Delete for good" }).first().click();
      await other.getByRole("dialog").getByRole("button", { name: "Delete for good" }).click();
      await gone(other.getByRole("region", { name: "Trash" }));
    }
    await typeOn(page, "!");
    await seen(other.getByRole("link", { name: "Base!" }));
    await open("#/drafts");
    await seen(page.getByRole("link", { name: "Base!" }));
    assert.equal(await page.getByRole("region", { name: "Trash" }).count(), 0);
    assert.equal(await page.getByRole("alert").filter({ hasText: "could not be read" }).count(), 0);
  });
}
