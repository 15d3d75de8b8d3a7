// The palette and the keys: one box to go, find and do on every page, and where the keys are told.
import assert from "node:assert/strict";
import { eventually, fragment, gone, journey, seen } from "./lib.mjs";

const box = (page) => page.getByRole("combobox", { name: /page, a meeting/ });
const option = (page, name) => page.getByRole("option", { name });
const isFocused = (locator) => eventually(() => locator.evaluate((element) => element === document.activeElement), assert.ok);
const chosen = (page) => page.locator('[role="option"][aria-selected="true"]');

for (const address of ["#/", "#/meetings/igf-2025-mag-11", "#/actions", "#/help", "#/drafts", "#/import", "#/settings"]) {
  journey(`Ctrl K and / open the palette on ${address}, and Escape gives the focus back`, async ({ page, open }) => {
    await open(address);
    const link = page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Groups" });
    for (const key of ["Control+k", "/"]) {
      await link.focus();
      await page.keyboard.press(key);
      await isFocused(box(page));
      await seen(option(page, /New draft/));
      await page.keyboard.press("Escape");
      await gone(box(page));
      await isFocused(link);
    }
  });
}

journey("the palette offers the action, the meeting and the command", async ({ page, open }) => {
  await page.addInitScript(() => { window.print = () => { window.printed = true; }; });
  await open("#/drafts");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("draft");
  await seen(option(page, /New draft.*Command/));
  await box(page).fill("mag 11");
  await eventually(() => chosen(page).innerText(), (text) => assert.match(text, /MAG Meeting XI\b/));
  assert.equal(await box(page).getAttribute("aria-activedescendant"), await chosen(page).getAttribute("id"));
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await fragment(page, /^#\/meetings\/igf-20\d\d-mag-11$/);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("print");
  await seen(option(page, /Print.*Command/));
  await page.keyboard.press("Enter");
  await eventually(() => page.evaluate(() => window.printed), assert.ok);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("zzzz");
  await seen(page.getByText("Nothing has these words."));
});

journey("what is typed before the list has come is not lost", async ({ page, open }) => {
  await open("#/groups");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("settings");
  await eventually(() => chosen(page).innerText(), (text) => assert.match(text, /^Settings/));
  await page.keyboard.press("Enter");
  await seen(page.getByRole("heading", { level: 1, name: "Settings" }));
});

journey("a draft is begun from the palette and found in it", async ({ page, open }) => {
  await open("#/actions");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("new draft");
  await eventually(() => chosen(page).innerText(), (text) => assert.match(text, /^New draft/));
  await page.keyboard.press("Enter");
  const title = page.getByRole("textbox", { name: "Meeting title" });
  await isFocused(title);
  await page.keyboard.type("Quarterly call");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("quarterly");
  await seen(option(page, /Quarterly call.*Draft/));
});

journey("? lists the keys of the page", async ({ page, open }) => {
  await open("#/meetings");
  await page.keyboard.press("?");
  const keys = page.getByRole("dialog", { name: "Keys of this page" });
  await seen(keys.getByText("Ctrl K", { exact: true }));
  await page.keyboard.press("Escape");
  await gone(keys);
  await open("#/drafts");
  await page.getByRole("button", { name: "New draft", exact: true }).click();
  await seen(page.getByRole("textbox", { name: "Meeting title" }));
  await page.getByRole("heading", { level: 1 }).focus();
  await page.keyboard.press("?");
  await seen(keys.getByText("Alt Shift ↑ ↓"));
});

journey("letters are commands only outside fields, and only while they are switched on", async ({ page, open }) => {
  await open("#/meetings");
  const search = page.getByRole("searchbox", { name: "Search meetings" });
  await search.focus();
  await page.keyboard.type("/?gd");
  assert.equal(await search.inputValue(), "/?gd");
  await open("#/actions");
  await page.keyboard.press("g");
  await page.keyboard.press("d");
  await fragment(page, "#/drafts");
  await open("#/settings");
  await page.getByRole("checkbox", { name: "Single-key shortcuts" }).uncheck();
  await open("#/actions");
  await page.reload();
  await seen(page.getByRole("heading", { level: 1, name: "Actions" }));
  for (const key of ["/", "?", "g", "d", "g", "m"]) await page.keyboard.press(key);
  await page.keyboard.press("Control+k");
  await isFocused(box(page));
  await fragment(page, "#/actions");
  assert.equal(await page.getByRole("dialog", { name: "Keys of this page" }).count(), 0);
});

journey("a button with a shortcut tells it to the pointer and to the focus", async ({ page, open }) => {
  await open("#/groups");
  const opener = page.getByRole("button", { name: "Go to, find, do" });
  const hint = page.getByRole("tooltip");
  await opener.hover();
  await seen(hint.filter({ hasText: "Go to, find, do (Ctrl K)" }));
  await page.mouse.move(5, 500);
  await gone(hint);
  await opener.focus();
  await seen(hint);
  await page.keyboard.press("Escape");
  await gone(hint);
  await open("#/drafts");
  await page.getByRole("button", { name: "New draft", exact: true }).click();
  await page.getByRole("textbox", { name: "Meeting title" }).fill("Hints");
  await page.getByRole("button", { name: "Undo", exact: true }).focus();
  await seen(hint.filter({ hasText: "Undo Ctrl Z" }));
  await page.getByRole("button", { name: "Item actions" }).click();
  await seen(page.getByRole("menuitem", { name: "Move up", exact: true }).getByText("Alt Shift ↑"));
});
