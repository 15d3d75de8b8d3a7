// Tabs: one writes a draft, the others follow it; who is behind overwrites nothing.
import assert from "node:assert/strict";
import { downloaded, eventually, gone, journey, list, seen, status } from "./lib.mjs";

const title = (page) => page.getByRole("textbox", { name: "Meeting title" });
const items = (page) => page.getByRole("textbox", { name: "Item title" });
const elsewhere = (page) => status(page, "Also open in another tab");
const focused = (locator) => eventually(() => locator.evaluate((field) => field === document.activeElement), assert.ok);
const reads = (page, value) => eventually(() => title(page).inputValue(), (found) => assert.equal(found, value));

// A new draft in this tab, and another tab on it.
async function two({ page, context, open }) {
  await open("#/drafts");
  await page.getByRole("button", { name: "New draft", exact: true }).click();
  await focused(title(page));
  await page.keyboard.type("Base");
  const other = await context.newPage();
  await open(new URL(page.url()).hash, other);
  return other;
}

async function typeOn(page, text) {
  await title(page).focus();
  await page.keyboard.press("End");
  await page.keyboard.type(text);
}

journey("a second tab on a draft says so, follows live, and can be read but not written", async (given) => {
  const { page } = given;
  const other = await two(given);
  await seen(elsewhere(other));
  await reads(other, "Base");
  await typeOn(page, " and more");
  await reads(other, "Base and more");
  await page.getByRole("button", { name: "Add item" }).click();
  await focused(items(page).nth(1));
  await page.keyboard.type("Second");
  await eventually(() => items(other).nth(1).inputValue(), (value) => assert.equal(value, "Second"));
  // They stay textboxes, also the one that came while it followed.
  for (const field of [title(other), items(other).nth(0), items(other).nth(1)]) {
    await eventually(() => field.evaluate((input) => input.readOnly && !input.disabled), assert.ok);
  }
  await typeOn(other, "!");
  await items(other).nth(0).press("Alt+Shift+ArrowDown");
  await items(other).nth(0).press("Control+z");
  await reads(other, "Base and more");
  assert.ok(await other.getByRole("button", { name: "Undo", exact: true }).isDisabled());
  assert.equal(await elsewhere(page).count(), 0);
});

journey("\"Edit here\" takes the draft over, and nothing that was typed is lost", async (given) => {
  const { page } = given;
  const other = await two(given);
  await typeOn(page, " one");
  await elsewhere(other).getByRole("button", { name: "Edit here" }).click();
  await gone(elsewhere(other));
  await focused(title(other));
  await seen(elsewhere(page));
  await reads(other, "Base one");
  await typeOn(other, " two");
  await reads(page, "Base one two");
  await elsewhere(page).getByRole("button", { name: "Edit here" }).click();
  await gone(elsewhere(page));
  await typeOn(page, " three");
  await reads(other, "Base one two three");
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await given.open("#/drafts");
  await seen(list(page, "Drafts").getByRole("listitem"));
  assert.equal(await list(page, "Drafts").getByRole("listitem").count(), 1, "no copy was made");
});

journey("the tab that is left can write once the other is closed", async (given) => {
  const { page } = given;
  const other = await two(given);
  await seen(elsewhere(other));
  await typeOn(page, ", last word");
  await page.close();
  await gone(elsewhere(other));
  await reads(other, "Base, last word");
  await typeOn(other, "!");
  await other.reload();
  await reads(other, "Base, last word!");
});

journey("leaving the editor gives the draft free", async (given) => {
  const { page } = given;
  const other = await two(given);
  await seen(elsewhere(other));
  await page.getByRole("link", { name: "All drafts" }).click();
  await gone(elsewhere(other));
  await typeOn(other, " of the other");
  await seen(list(page, "Drafts").getByRole("link", { name: "Base of the other" }));
});

journey("a draft that is deleted elsewhere is gone where it was followed", async (given) => {
  const { page } = given;
  const other = await two(given);
  await seen(elsewhere(other));
  await page.getByRole("link", { name: "All drafts" }).click();
  await gone(elsewhere(other));
  const third = await given.context.newPage();
  await given.open(new URL(other.url()).hash, third);
  await seen(elsewhere(third));
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await third.getByRole("heading", { level: 1, name: "There is no such draft on this device" }).waitFor();
});

journey("without Web Locks the tab that came later stays read-only", async (given) => {
  await given.context.addInitScript(() => Object.defineProperty(navigator, "locks", { value: undefined }));
  const { page } = given;
  const other = await two(given);
  await seen(elsewhere(other));
  assert.equal(await other.getByRole("button", { name: "Edit here" }).count(), 0);
  await typeOn(page, " and more");
  await reads(other, "Base and more");
  await typeOn(other, "!");
  await reads(other, "Base and more");
});

journey("where tabs cannot hear of each other, the later one goes on in a copy", async (given) => {
  await given.context.addInitScript(() => {
    Object.defineProperty(navigator, "locks", { value: undefined });
    BroadcastChannel.prototype.postMessage = () => {};
  });
  const { page, context, open } = given;
  const other = await two(given);
  await seen(title(other));
  await typeOn(page, " of one");
  await typeOn(other, "!");
  await seen(status(other, "goes on in a copy"));
  await reads(other, "Base! (copy)");
  // The field and the caret are where they were.
  await focused(title(other));
  await other.keyboard.type(" of two");
  await typeOn(page, ", on and on");
  await reads(page, "Base of one, on and on");
  const third = await context.newPage();
  await open("#/drafts", third);
  const cards = list(third, "Drafts").getByRole("link");
  await eventually(async () => (await cards.allTextContents()).sort(), (all) => assert.deepEqual(all, ["Base of one, on and on", "Base! of two (copy)"]));
  // The address is the copy's, and the draft's leads to the draft, also from the copy.
  const copy = new URL(other.url()).hash;
  assert.notEqual(copy, new URL(page.url()).hash);
  await other.evaluate((hash) => { location.hash = hash; }, new URL(page.url()).hash);
  await reads(other, "Base of one, on and on");
  await other.goBack();
  await reads(other, "Base! of two (copy)");
  await other.getByRole("heading", { level: 1, name: "Base! of two (copy)" }).waitFor();
  await typeOn(other, "!");
  await other.getByRole("button", { name: "Undo", exact: true }).click();
  // Both are in one file, each under ids of its own.
  await open("#/drafts", third);
  const { text } = await downloaded(third, () => third.getByRole("button", { name: "Export all drafts" }).click());
  const { meeting } = JSON.parse(text);
  assert.equal(new Set(meeting.flatMap(({ id, agendaItem }) => [id, ...agendaItem.map((item) => item.id)])).size, 4);
});

journey("every key counts while the editor goes on in a copy", async (given) => {
  await given.context.addInitScript(() => {
    Object.defineProperty(navigator, "locks", { value: undefined });
    BroadcastChannel.prototype.postMessage = () => {};
  });
  const { page } = given;
  const other = await two(given);
  await items(other).first().click();
  await typeOn(page, " of one");
  await other.keyboard.type("Keep every key of mine");
  await eventually(() => items(other).first().inputValue(), (value) => assert.equal(value, "Keep every key of mine"));
  await focused(items(other).first());
  await seen(status(other, "goes on in a copy"));
  await other.reload();
  await eventually(() => items(other).first().inputValue(), (value) => assert.equal(value, "Keep every key of mine"));
});

const saveState = (page, text) => seen(page.getByRole("status", { name: "Save state" }).filter({ hasText: text }));

journey("a draft that another tab deletes says so at once, and is back with the next key", async (given) => {
  const { page, context, open } = given;
  await open("#/drafts");
  await page.getByRole("button", { name: "New draft", exact: true }).click();
  await focused(title(page));
  await page.keyboard.type("Base");
  const other = await context.newPage();
  await open("#/drafts", other);
  await other.getByRole("button", { name: "Delete", exact: true }).click();
  await saveState(page, "another tab put this draft into the trash");
  await page.keyboard.type(" and more");
  await reads(page, "Base and more");
  await saveState(page, "Saved on this device");
  await focused(title(page));
  await seen(list(other, "Drafts").getByRole("link", { name: "Base and more" }));
  assert.equal(await other.getByRole("region", { name: "Trash" }).count(), 0);
  // For good.
  await other.getByRole("button", { name: "Delete", exact: true }).click();
  await other.getByRole("button", { name: "Delete for good" }).click();
  await other.getByRole("dialog").getByRole("button", { name: "Delete for good" }).click();
  await saveState(page, "this draft was deleted elsewhere");
  await page.keyboard.type(" and on");
  await saveState(page, "Saved on this device");
  await page.reload();
  await reads(page, "Base and more and on");
});

journey("a draft whose keys are gone is written again, history and all, while one types", async (given) => {
  const { page, context, open } = given;
  await open("#/drafts");
  await page.getByRole("button", { name: "New draft", exact: true }).click();
  await focused(title(page));
  await page.keyboard.type("Keep me");
  const other = await context.newPage();
  await open("#/", other);
  await other.evaluate(() => localStorage.clear());
  await saveState(page, "this draft was deleted elsewhere");
  await page.keyboard.type(" after clear");
  await reads(page, "Keep me after clear");
  await focused(title(page));
  await page.reload();
  await reads(page, "Keep me after clear");
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await eventually(() => title(page).inputValue(), (value) => assert.notEqual(value, "Keep me after clear"));
});
