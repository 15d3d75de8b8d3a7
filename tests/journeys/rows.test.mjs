// Rows of the editor: walked by keys, several selected, dragged, copied and pasted; each of them one step of undo.
import assert from "node:assert/strict";
import { actions, agenda, title, titles, undo } from "./editor.mjs";
import { eventually, gone, journey, PHONE, seen } from "./lib.mjs";

const row = (page, name) => page.getByRole("checkbox", { name: `Select “${name}”` });
const hasFocus = (page, name) => eventually(() => row(page, name).evaluate((box) => box === document.activeElement), (is) => assert.ok(is, `the focus is at ${name}`));
const selected = (page) => page.locator('.desk-grip[aria-checked="true"]').evaluateAll((all) => all.map((one) => one.getAttribute("aria-label").slice(8, -1)));
const become = (page, all) => eventually(() => titles(page), (now) => assert.deepEqual(now, all));
// "One", " Two": each title with a space for every level below the first.
const tree = (page) => page.getByRole("textbox", { name: "Item title" }).evaluateAll((fields) => fields.map((field) => {
  let depth = -1;
  for (let at = field.closest("ol"); at; at = at.parentElement.closest("ol")) depth += 1;
  return " ".repeat(depth) + field.value;
}));
const grows = (page, all) => eventually(() => tree(page), (now) => assert.deepEqual(now, all));
const said = (page, text) => seen(page.locator('[aria-live="polite"]').filter({ hasText: text }));
const clipboard = (page) => page.evaluate(async () => {
  const [item] = await navigator.clipboard.read();
  const read = async (kind) => (item.types.includes(kind) ? (await item.getType(kind)).text() : "");
  return { plain: await read("text/plain"), markup: await read("text/html") };
});

journey("rows are walked, selected and changed together by keys, each time in one step", async ({ page, open }) => {
  await agenda(page, open, "", "One", "Two", "Three", "Four");
  await title(page, 0).click();
  await page.keyboard.press("Escape");
  await hasFocus(page, "One");
  await page.keyboard.press("ArrowDown");
  await hasFocus(page, "Two");
  await page.keyboard.press("Space");
  await page.keyboard.press("Shift+ArrowDown");
  await said(page, "2 items selected");
  assert.deepEqual(await selected(page), ["Two", "Three"]);
  await page.keyboard.press("Alt+Shift+ArrowUp");
  await become(page, ["Two", "Three", "One", "Four"]);
  await said(page, "2 items moved.");
  await hasFocus(page, "Three");
  await page.keyboard.press("Control+z");
  await become(page, ["One", "Two", "Three", "Four"]);
  await page.keyboard.press("Control+BracketRight");
  await grows(page, ["One", " Two", " Three", "Four"]);
  await page.keyboard.press("Delete");
  await become(page, ["One", "Four"]);
  await hasFocus(page, "One");
  await said(page, "2 items deleted.");
  await undo(page).click();
  await grows(page, ["One", " Two", " Three", "Four"]);
  await row(page, "One").focus();
  await page.keyboard.press("Control+a");
  assert.deepEqual(await selected(page), ["One", "Two", "Three", "Four"]);
  await page.keyboard.press("Escape");
  assert.deepEqual(await selected(page), []);
  await page.keyboard.press("End");
  await hasFocus(page, "Four");
  await page.keyboard.press("Home");
  await hasFocus(page, "One");
  await page.keyboard.press("Enter");
  await eventually(() => page.evaluate(() => document.activeElement.value), (value) => assert.equal(value, "One"));
});

journey("letters at a row go to its fields, and do nothing once they are switched off", async ({ page, open }) => {
  await agenda(page, open, "", "One", "Two");
  const name = () => page.evaluate(() => document.activeElement.getAttribute("aria-label") ?? document.activeElement.closest("label")?.textContent);
  const at = async (key) => {
    await row(page, "One").focus();
    await page.keyboard.press(key);
  };
  await at("t");
  await eventually(name, (text) => assert.equal(text, "Duration"));
  await at("p");
  await eventually(name, (text) => assert.match(text, /^Presenters/));
  await at("m");
  await seen(page.getByRole("dialog", { name: "Move “One”" }));
  await page.keyboard.press("Escape");
  await gone(page.getByRole("dialog"));
  await open("#/settings");
  await page.getByRole("checkbox", { name: "Single-key shortcuts" }).uncheck();
  await page.goBack();
  await seen(row(page, "One"));
  await at("m");
  await at("t");
  await hasFocus(page, "One");
  await gone(page.getByRole("dialog"));
});

journey("by touch several items are selected, and a bar does to all what it says", { viewport: PHONE }, async ({ page, open }) => {
  await agenda(page, open, "", "One", "Two", "Three");
  await row(page, "Two").click();
  await row(page, "Three").click();
  const bar = page.getByRole("group", { name: "Selected items" });
  await seen(bar.getByText("2 items selected"));
  await bar.getByRole("button", { name: "Move up" }).click();
  await become(page, ["Two", "Three", "One"]);
  await bar.getByRole("button", { name: "Delete" }).click();
  await become(page, ["One"]);
  await gone(bar);
  await undo(page).click();
  await become(page, ["Two", "Three", "One"]);
  // With Shift, all from the one before to this one.
  await row(page, "Two").click();
  await row(page, "One").click({ modifiers: ["Shift"] });
  assert.deepEqual(await selected(page), ["Two", "Three", "One"]);
  await bar.getByRole("button", { name: "Select none" }).click();
  await hasFocus(page, "Two");
});

journey("an item is dragged to another place and level, Escape leaves it where it was", async ({ page, open }) => {
  await agenda(page, open, "", "One", "Two", "Three", "Four");
  const middle = async (name) => {
    const box = await row(page, name).boundingBox();
    return [box.x + box.width / 2, box.y + box.height / 2];
  };
  const drag = async (name, onto, sideways, below = 12) => {
    const [x, y] = await middle(name);
    const [, to] = await middle(onto);
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 3, y - 8);
    await page.mouse.move(x + sideways, to + below, { steps: 4 });
    await seen(page.locator("#desk-drop:not([hidden])"));
  };
  await drag("Four", "One", 30);
  await page.mouse.up();
  await grows(page, ["One", " Four", "Two", "Three"]);
  await said(page, "“Four” is item 1 of 1 on level 2.");
  await hasFocus(page, "Four");
  await page.keyboard.press("Control+z");
  await grows(page, ["One", "Two", "Three", "Four"]);
  assert.deepEqual(await selected(page), [], "a drag selects nothing");
  await drag("Two", "Four", 0);
  await page.keyboard.press("Escape");
  await page.mouse.up();
  await gone(page.locator("#desk-drop"));
  await grows(page, ["One", "Two", "Three", "Four"]);
  assert.deepEqual(await selected(page), [], "nor does one that is given up");
  // What is selected goes together, in its order.
  await row(page, "Three").click();
  await row(page, "One").click();
  await drag("Three", "Four", 0);
  await page.mouse.up();
  await grows(page, ["Two", "Four", "One", "Three"]);
});

journey("a long agenda scrolls by itself while an item is dragged to its edge", async ({ page, open }) => {
  const lines = Array.from({ length: 40 }, (_, at) => `Item ${at + 1}`);
  await agenda(page, open, "", "x");
  await title(page, 0).click();
  await page.evaluate((text) => navigator.clipboard.writeText(text), lines.join("\n"));
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Control+v");
  await become(page, lines);
  const first = row(page, "Item 1");
  await first.scrollIntoViewIfNeeded();
  const box = await first.boundingBox();
  await page.mouse.move(box.x + 8, box.y + 8);
  await page.mouse.down();
  await page.mouse.move(box.x + 8, box.y + 40);
  await page.mouse.move(box.x + 8, page.viewportSize().height - 8);
  await eventually(() => row(page, "Item 40").evaluate((one) => one.getBoundingClientRect().bottom < innerHeight), (is) => assert.ok(is));
  const last = await row(page, "Item 40").boundingBox();
  await page.mouse.move(box.x + 8, last.y + last.height - 4);
  await page.mouse.up();
  await become(page, [...lines.slice(1), "Item 1"]);
});

journey("what is copied reads well elsewhere, and is the same tree when it is pasted here", async ({ page, open }) => {
  await agenda(page, open, "", "One 5 min", "Two 25-30 min", "Three");
  await title(page, 1).click();
  await page.keyboard.press("Alt+Shift+ArrowRight");
  await grows(page, ["One", " Two", "Three"]);
  await row(page, "One").focus();
  await page.keyboard.press("Control+c");
  await said(page, "1 item copied.");
  const { plain, markup } = await clipboard(page);
  assert.equal(plain, "1. One (5 min)\n    1.1 Two (25-30 min)\n");
  assert.match(markup, /<ol[^>]*><li>One \(5 min\)<ol><li>Two \(25-30 min\)<\/li><\/ol><\/li><\/ol>/);
  await row(page, "Three").focus();
  await page.keyboard.press("Control+v");
  await grows(page, ["One", " Two", "Three", "One", " Two"]);
  assert.deepEqual(await page.getByRole("textbox", { name: "Duration" }).evaluateAll((all) => all.map((one) => one.value)), ["5", "25-30", "", "5", "25-30"]);
  await undo(page).click();
  await grows(page, ["One", " Two", "Three"]);
  // As text alone, from the numbers.
  await page.evaluate((text) => navigator.clipboard.writeText(text), plain);
  await actions(page, 2, "Add item below");
  await eventually(() => page.evaluate(() => document.activeElement.value), (value) => assert.equal(value, ""));
  await page.keyboard.press("Control+v");
  await grows(page, ["One", " Two", "Three", "One", " Two"]);
  await row(page, "Three").focus();
  await page.keyboard.press("Control+x");
  await grows(page, ["One", " Two", "One", " Two"]);
});

journey("what is copied says who presents and what about, and items of different levels keep their numbers", async ({ page, open }) => {
  await agenda(page, open, "", "One 5 min @Chair", "Two", "Three");
  await title(page, 1).click();
  await page.keyboard.press("Alt+Shift+ArrowRight");
  await grows(page, ["One", " Two", "Three"]);
  await actions(page, 0, "Details");
  await page.getByRole("textbox", { name: "Description" }).last().fill("First\nSecond");
  await row(page, "One").focus();
  await page.keyboard.press("Control+c");
  await said(page, "1 item copied.");
  const { plain, markup } = await clipboard(page);
  assert.equal(plain, "1. One – Chair (5 min)\n    First\n    Second\n    1.1 Two\n");
  assert.match(markup, /<li>One – Chair \(5 min\)<br>First<br>Second<ol><li>Two<\/li><\/ol><\/li>/);
  await row(page, "Two").focus();
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Control+c");
  await said(page, "2 items copied.");
  assert.match((await clipboard(page)).markup, /<ul[^>]*><li>1\.1 Two<\/li><li>2\. Three<\/li><\/ul>/);
});

journey("long titles are shown whole on a phone, and an item is no higher than its title", { viewport: PHONE }, async ({ page, open }) => {
  const long = "Updates from the working groups, the national and regional initiatives and the dynamic coalitions";
  await agenda(page, open, "", "Short", long);
  const box = (at) => title(page, at).evaluate((field) => ({ height: field.clientHeight, whole: field.scrollHeight, line: field.closest(".desk-line").clientHeight }));
  const [short, tall] = [await box(0), await box(1)];
  assert.ok(tall.whole <= tall.height + 1, `all of ${tall.whole} pixels is seen, not ${tall.height}`);
  assert.ok(tall.height > short.height && short.line < 2.5 * short.height, "a short one takes one line, above that of its length");
  const wide = await title(page, 0).evaluate((field) => field.clientWidth / innerWidth);
  assert.ok(wide > 0.65, `the title has ${Math.round(100 * wide)} % of the screen`);
  // Up and Down walk through its lines first.
  await title(page, 1).click();
  await page.keyboard.press("Control+End");
  await page.keyboard.press("ArrowUp");
  await eventually(() => page.evaluate(() => document.activeElement.value), (value) => assert.equal(value, long));
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("ArrowUp");
  await eventually(() => page.evaluate(() => document.activeElement.value), (value) => assert.equal(value, "Short"));
});

journey("on a phone the meeting's fields become a line once they are filled, and are there again at a tap", { viewport: PHONE }, async ({ page, open }) => {
  await agenda(page, open, "90", "Welcome", "Updates");
  // A new draft has its fields open.
  await page.getByRole("combobox", { name: "Working group" }).selectOption("mag");
  await page.getByLabel("Start date").fill("2025-10-14");
  await page.getByLabel("Start time").fill("14:00");
  await page.getByRole("combobox", { name: "Time zone" }).selectOption("UTC");
  await page.reload();
  const line = page.getByRole("button", { name: /^MAG · 14 Oct 2025 .* UTC · 90 min · Edit$/ });
  await seen(line);
  await gone(page.getByLabel("Start date"));
  const { y } = await title(page, 0).boundingBox();
  assert.ok(y < PHONE.height - 60, `the first item is at ${y}`);
  await line.click();
  await page.getByRole("textbox", { name: "Length", exact: true }).fill("60");
  await page.getByRole("button", { name: "Show the fields as one line" }).click();
  await seen(page.getByRole("button", { name: /· 60 min · Edit$/ }));
  // On a wide screen they stay where they are.
  await page.setViewportSize({ width: 1280, height: 900 });
  await seen(page.getByLabel("Start date"));
});

journey("from the heading one key and Enter lead to the agenda", async ({ page, open }) => {
  await agenda(page, open, "", "Welcome", "Updates");
  await page.getByRole("heading", { level: 1 }).focus();
  await page.keyboard.press("Tab");
  const skip = page.getByRole("button", { name: "Skip to the agenda" });
  assert.ok((await skip.boundingBox()).width > 100, "it is seen while it has the focus");
  await page.keyboard.press("Enter");
  await eventually(() => page.evaluate(() => document.activeElement.value), (value) => assert.equal(value, "Welcome"));
});
