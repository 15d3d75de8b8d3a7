// Drafts: written on this device, kept through a reload, deleted with a way back.
import assert from "node:assert/strict";
import { choose, downloaded, eventually, gone, journey, list, seen, status } from "./lib.mjs";

const title = (page) => page.getByRole("textbox", { name: "Meeting title" });
const saved = (page) => seen(page.getByRole("status", { name: "Save state" }).filter({ hasText: "Saved on this device" }));
const item = (page, number) => page.getByRole("textbox", { name: "Item title" }).nth(number);

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
  await page.getByLabel("Length").fill("90");
  const time = (number) => page.getByRole("textbox", { name: "Duration", exact: true }).nth(number);
  await time(0).fill("25-30");
  await time(1).fill("50");
  await time(1).blur();
  await seen(page.getByRole("status", { name: "Planned time" }).filter({ hasText: "75–80 of 90 min planned, 10–15 min left" }));
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
  assert.match(name, /\.json$/);
  const [meeting] = JSON.parse(text).meeting;
  assert.equal(meeting.name, "Travels");
  assert.deepEqual(meeting.agendaItem.map((one) => one.name), ["Welcome", "Budget"]);
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
