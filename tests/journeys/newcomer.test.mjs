// Somebody new makes next month's agenda from last month's: ninety minutes, nine items, nested, by keyboard alone and by touch alone.
import assert from "node:assert/strict";
import { title, titles, lengths } from "./editor.mjs";
import { DESK, PHONE, eventually, journey, seen, status } from "./lib.mjs";

const MEETING = "#/meetings/igf-2025-mag-11";
const PLANNED = "90 of 90 min planned, 0 min left";

/** Presses Tab until what has the focus is called so. */
async function tabTo(page, role, name) {
  const wanted = page.getByRole(role, { name, exact: true }).first();
  for (let presses = 0; presses < 80; presses += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`eighty times Tab and not at ${role} “${name}”`);
}

/** How deep each item stands. */
const levels = (page) => page.getByRole("textbox", { name: "Item title" }).evaluateAll((fields) =>
  fields.map((field) => { let level = 0; for (let at = field; at; at = at.parentElement) level += at.tagName === "OL"; return level; }));

const TITLES = ["Welcoming remarks from the MAG Chair and Adoption of the Draft Agenda", "Updates from the Secretariat", "Host country",
  "Venue", "Updates from MAG working groups, IGF intersessional work and NRIs", "Strategy", "Hybrid", "Next steps", "Any Other Business"];
const LEVELS = [1, 1, 1, 2, 1, 2, 2, 1, 1];

journey("by keyboard alone a nested agenda of nine items and ninety minutes is made from the last one, and survives a pulled plug", { viewport: DESK }, async ({ page, open, context }) => {
  await open(MEETING);
  await tabTo(page, "button", "Draft next meeting");
  await page.keyboard.press("Enter");
  await title(page, 0).waitFor();
  await eventually(() => titles(page), (all) => assert.deepEqual(all, [TITLES[0], TITLES[1], TITLES[4], TITLES[8]]));
  await tabTo(page, "textbox", "Item title");
  const key = (name) => page.keyboard.press(name);
  // Behind the Secretariat's updates: two items with their times in the line, the second one below the first.
  await key("ArrowDown"); await key("End"); await key("Enter");
  await page.keyboard.type("Host country 25'");
  await key("Enter");
  await page.keyboard.type("Venue 10'");
  await key("Alt+Shift+ArrowRight");
  // Below the working groups two more.
  await key("ArrowDown"); await key("End"); await key("Enter");
  await page.keyboard.type("Strategy 5'");
  await key("Alt+Shift+ArrowRight");
  await key("End"); await key("Enter");
  await page.keyboard.type("Hybrid 5'");
  await key("Enter");
  await page.keyboard.type("Next steps 30'");
  await key("Alt+Shift+ArrowLeft");
  await key("ArrowDown");
  await seen(status(page, PLANNED));
  const check = async (where) => {
    await eventually(() => titles(where), (all) => assert.deepEqual(all, TITLES));
    assert.deepEqual(await levels(where), LEVELS);
    assert.deepEqual(await lengths(where), ["2", "5", "25", "10", "20", "5", "5", "30", "8"]);
  };
  await check(page);
  // No goodbye: the page is gone between two keys.
  await key("End");
  await page.keyboard.type(" (all)");
  const address = page.url();
  const session = await context.newCDPSession(page);
  session.send("Page.crash").catch(() => {});
  await new Promise((crashed) => page.once("crash", crashed));
  const after = await context.newPage();
  await after.goto(address);
  await title(after, 8).waitFor();
  assert.equal(await title(after, 8).inputValue(), "Any Other Business (all)");
});

journey("by touch alone, on a phone", { viewport: PHONE, touch: true }, async ({ page, open }) => {
  await open(MEETING);
  await page.getByRole("button", { name: "Draft next meeting" }).tap();
  await title(page, 3).waitFor();
  const bar = page.getByRole("toolbar", { name: "This item" });
  const tap = (name) => bar.getByRole("button", { name, exact: true }).tap();
  // What a phone's keyboard writes goes to the field that has the focus.
  const type = (text) => page.keyboard.insertText(text);
  const active = () => page.evaluate(() => document.activeElement.value);
  await title(page, 1).tap();
  await tap("Add item below");
  await eventually(active, (text) => assert.equal(text, ""));
  await type("Host country 25'");
  await tap("Add item below");
  await eventually(active, (text) => assert.equal(text, ""));
  await type("Venue");
  await tap("Indent");
  // The focus stays, and the keyboard with it.
  await eventually(() => levels(page), (all) => assert.deepEqual(all, [1, 1, 1, 2, 1, 1]));
  assert.equal(await active(), "Venue");
  await tap("Title or duration");
  await eventually(() => page.evaluate(() => document.activeElement.getAttribute("aria-label")), (name) => assert.equal(name, "Duration"));
  await type("10");
  await title(page, 4).tap();
  await tap("Move up");
  await eventually(() => titles(page), (all) => assert.deepEqual(all, [TITLES[0], TITLES[1], TITLES[4], "Host country", "Venue", TITLES[8]]));
  assert.equal(await bar.getByRole("button", { name: "Outdent" }).getAttribute("aria-disabled"), "true");
  await tap("Move down");
  await eventually(() => lengths(page), (all) => assert.deepEqual(all, ["2", "5", "25", "10", "20", "8"]));
  // Where nothing is written the bar is not in the way.
  await page.getByRole("heading", { name: "Agenda" }).tap();
  await bar.waitFor({ state: "detached" });
});
