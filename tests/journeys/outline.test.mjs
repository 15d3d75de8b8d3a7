// The drafting desk beyond its keys: fields recognised in titles, lengths made to fit, items moved by a dialog, details, and what Undo says.
import assert from "node:assert/strict";
import { actions, agenda, length, lengths, title, titles, undo } from "./editor.mjs";
import { choose, downloaded, eventually, gone, journey, seen } from "./lib.mjs";

journey("a length or a person at the end of a title goes into its field, and Undo puts it back", async ({ page, open }) => {
  await agenda(page, open, "90", "Welcome 5'", "Update @Host Country", "AOB (10 min)", "IGF 2026");
  assert.deepEqual(await titles(page), ["Welcome", "Update", "AOB", "IGF 2026"]);
  assert.deepEqual(await lengths(page), ["5", "", "10", ""]);
  await actions(page, 1, "Details");
  await eventually(() => page.getByRole("textbox", { name: /^Presenters/ }).inputValue(), (text) => assert.equal(text, "Host Country"));
  // The words of the last title first, then what was recognised in the one before.
  await undo(page).click();
  await undo(page).click();
  assert.deepEqual((await titles(page))[2], "AOB (10 min)");
  // It was put back: looking at it does not take it away again.
  await title(page, 2).click();
  await title(page, 0).click();
  assert.deepEqual((await titles(page))[2], "AOB (10 min)");
});

journey("an agenda that is too long is trimmed in three ways, each undone at once", async ({ page, open }) => {
  await agenda(page, open, "60", "One 30 min", "Two 45 min", "Three 15 min");
  const planned = page.getByRole("status", { name: "Planned time" });
  await seen(planned.filter({ hasText: "90 of 60 min planned, 30 min over" }));
  for (const [way, after] of [["Every item in proportion", ["20", "30", "10"]], ["The longest item alone", ["30", "15", "15"]], ["Make the meeting as long as the agenda", ["30", "45", "15"]]]) {
    await choose(page, "Trim", way);
    await eventually(() => lengths(page), (all) => assert.deepEqual(all, after));
    await seen(planned.filter({ hasText: /, 0 min left/ }));
    await gone(page.getByRole("button", { name: "Trim" }));
    await page.keyboard.press("Control+z");
    await seen(planned.filter({ hasText: "30 min over" }));
  }
  await page.getByRole("textbox", { name: "Length", exact: true }).fill("100");
  await actions(page, 2, "Give it the time that is left");
  await eventually(() => lengths(page), (all) => assert.deepEqual(all, ["30", "45", "25"]));
});

journey("an item is moved to a chosen place by a dialog, with all below it", async ({ page, open }) => {
  await agenda(page, open, "", "One", "Two", "Three");
  await title(page, 1).click();
  await page.keyboard.press("Alt+Shift+ArrowRight");
  await actions(page, 0, "Move…");
  const dialog = page.getByRole("dialog", { name: "Move “One”" });
  await seen(dialog);
  // It cannot go into itself.
  assert.deepEqual(await dialog.getByRole("combobox", { name: "Item" }).locator("option").allTextContents(), ["Three"]);
  assert.ok(await dialog.getByRole("button", { name: "Move", exact: true }).isEnabled(), "what is offered first is possible");
  await dialog.getByRole("combobox", { name: "Where" }).selectOption({ label: "Inside, at the end" });
  await dialog.getByRole("button", { name: "Move", exact: true }).click();
  await gone(dialog);
  assert.deepEqual(await titles(page), ["Three", "One", "Two"]);
  await eventually(() => page.evaluate(() => document.activeElement?.value), (value) => assert.equal(value, "One"));
  await page.keyboard.press("Control+z");
  await eventually(() => titles(page), (all) => assert.deepEqual(all, ["One", "Two", "Three"]));
  await actions(page, 2, "Move…");
  await page.keyboard.press("Escape");
  await gone(page.getByRole("dialog"));
  await eventually(() => page.evaluate(() => document.activeElement?.value), (value) => assert.equal(value, "Three"));
});

journey("details are kept, notes for oneself leave with no file, and Undo says what it takes back", async ({ page, open }) => {
  await agenda(page, open, "", "One", "AOB");
  await actions(page, 0, "Details");
  await page.getByRole("textbox", { name: "Item description" }).fill("See the paper");
  await page.getByRole("textbox", { name: /^Presenters/ }).fill("Chair, Host Country");
  await page.getByRole("combobox", { name: "Kind of item" }).selectOption({ label: "Update" });
  await page.getByRole("textbox", { name: /^Private note/ }).fill("ask her first");
  const { text } = await downloaded(page, () => choose(page, "Export", "JSON"));
  const [first] = JSON.parse(text).meeting[0].agendaItem;
  assert.deepEqual([first.description, first.itemType, first.presenter], ["See the paper", "update", [{ role: "Chair" }, { role: "Host Country" }]]);
  assert.ok(!text.includes("ask her first"));
  await page.reload();
  await seen(title(page, 0));
  await actions(page, 0, "Details");
  assert.equal(await page.getByRole("textbox", { name: /^Private note/ }).inputValue(), "ask her first");
  await actions(page, 1, "Delete item");
  await eventually(() => undo(page).evaluate((button) => button.getAttribute("aria-describedby").split(" ").map((id) => document.getElementById(id)?.textContent).join(" ")),
    (told) => assert.match(told, /delete “AOB”/));
  await seen(page.getByText("delete “AOB”"));
  await undo(page).click();
  assert.deepEqual(await titles(page), ["One", "AOB"]);
});

journey("items are numbered by their places, in the style of the meeting, which is kept", async ({ page, open }) => {
  await agenda(page, open, "", "One", "Two", "Three");
  const numbers = () => page.getByRole("listitem").filter({ has: page.getByRole("textbox", { name: "Item title" }) })
    .evaluateAll((items) => items.map((item) => item.querySelector(".desk-place").textContent));
  assert.deepEqual(await numbers(), ["1.", "2.", "3."]);
  await title(page, 1).click();
  await page.keyboard.press("Alt+Shift+ArrowRight");
  await eventually(numbers, (all) => assert.deepEqual(all, ["1.", "1.1", "2."]));
  const style = page.getByRole("combobox", { name: "Numbering" });
  await style.selectOption({ label: "1., a., i." });
  await eventually(numbers, (all) => assert.deepEqual(all, ["1.", "a.", "2."]));
  const { text } = await downloaded(page, () => choose(page, "Export", "JSON"));
  assert.equal(JSON.parse(text).meeting[0].numberStyle, "letters");
  await page.reload();
  await eventually(numbers, (all) => assert.deepEqual(all, ["1.", "a.", "2."]));
  await style.selectOption({ label: "No numbers" });
  await eventually(numbers, (all) => assert.deepEqual(all, ["", "", ""]));
});

for (const width of [360, 1280]) {
  journey(`what is pressed stays under the pointer while a title is recognised, ${width} px`, { viewport: { width, height: 900 } }, async ({ page, open }) => {
    await agenda(page, open, "90", "Welcome", "Reports");
    await title(page, 1).click();
    await page.keyboard.press("End");
    await page.keyboard.type(" 30'");
    const { x, y, width: across, height } = await page.getByRole("button", { name: "Export", exact: true }).boundingBox();
    await page.mouse.move(x + across / 2, y + height / 2);
    await page.mouse.down();
    await eventually(() => length(page, 1).inputValue(), (value) => assert.equal(value, "30"));
    await page.mouse.up();
    await seen(page.getByRole("menuitem", { name: "Plain text" }));
  });
}
