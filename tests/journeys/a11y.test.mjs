// Accessibility: axe finds nothing on any page, light and dark, on a phone and on a desk; the structure is the same everywhere.
import assert from "node:assert/strict";
import { AxeBuilder } from "@axe-core/playwright";
import { DESK, PHONE, choose, file, journey, newMeeting, seen, status } from "./lib.mjs";

const PAGES = ["#/", "#/meetings?q=zzqqxx&cycle=igf-2018", "#/meetings/igf-2025-mag-11/item-4", "#/meetings/igf-2018-oc-1", "#/groups", "#/groups/wg-strategy",
  "#/cycles/igf-2025", "#/actions", "#/drafts", "#/import", "#/settings", "#/help", "#/nowhere"];
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

async function axe(page) {
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).setLegacyMode(true).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(" ")}: ${node.failureSummary.split("\n")[1]?.trim()}`));
}

journey("with letters twice as large no page is wider than a small phone", { viewport: { width: 320, height: 640 } }, async ({ page, open }) => {
  const wide = [];
  for (const address of [...PAGES, "#/meetings?q=liaison&cycle=igf-2025&group=wg-strategy", "#/meetings/igf-2021-mag-3"]) {
    await open(address);
    await page.waitForLoadState("networkidle");
    await page.evaluate(() => { document.documentElement.style.fontSize = "200%"; });
    if (!(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth))) wide.push(address);
  }
  assert.deepEqual(wide, []);
});

for (const dark of [false, true]) {
  for (const viewport of [PHONE, DESK]) {
    const where = `${dark ? "dark" : "light"}, ${viewport.width} px`;
    journey(`no page breaks a rule of WCAG 2.2 AA (${where})`, { dark, viewport }, async ({ page, open }) => {
      const found = [];
      for (const address of PAGES) {
        await open(address);
        await page.waitForLoadState("networkidle");
        found.push(...(await axe(page)).map((fault) => `${address} ${fault}`));
        if (!(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth))) found.push(`${address} is wider than the screen`);
        if ((await page.getByRole("heading", { level: 1 }).count()) !== 1) found.push(`${address} has not exactly one h1`);
        if ((await page.getByRole("main").count()) !== 1) found.push(`${address} has not exactly one main`);
        if (!/ · Rapporteur$/.test(await page.title())) found.push(`${address} is titled ${await page.title()}`);
      }
      assert.deepEqual(found, []);
    });

    journey(`the editor breaks no rule of WCAG 2.2 AA (${where})`, { dark, viewport }, async ({ page, open }) => {
      await open("#/drafts");
      await page.getByRole("button", { name: "New draft", exact: true }).click();
      await page.getByRole("textbox", { name: "Meeting title" }).fill("Accessible");
      await page.getByRole("textbox", { name: "Item title" }).first().fill("Welcome");
      assert.deepEqual(await axe(page), []);
    });

    journey(`no state of the desk breaks a rule of WCAG 2.2 AA (${where})`, { dark, viewport }, async ({ page, open }) => {
      const found = [];
      const look = async (state) => {
        found.push(...(await axe(page)).map((fault) => `${state}: ${fault}`));
        if (!(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth))) found.push(`${state} is wider than the screen`);
      };
      await open("#/import");
      await page.getByRole("button", { name: "Read document" }).click();
      await seen(page.getByRole("alert").filter({ hasText: "There is a problem" }));
      await look("a form with a problem");
      const known = { ...newMeeting("igf-2025-mag-11", "IGF 2025 MAG Meeting XI, corrected"), later: 1 };
      await page.getByLabel("Choose files").setInputFiles([file("known.json", known), file("new.json", newMeeting())]);
      await page.getByRole("group", { name: /holds/ }).or(page.getByRole("radio", { name: "Replace" })).first().waitFor();
      await page.getByText("All fields").first().click();
      await look("what was found, compared");
      await page.getByRole("button", { name: "Add to archive" }).click();
      await seen(status(page, "2 meetings were added"));
      await look("what was added, with a way back");
      await open("#/drafts");
      await page.getByRole("button", { name: "New draft", exact: true }).click();
      await page.getByRole("textbox", { name: "Meeting title" }).fill("Accessible");
      await page.getByRole("textbox", { name: "Duration", exact: true }).fill("soon");
      await page.getByRole("button", { name: "Item actions" }).click();
      await page.getByRole("menuitem", { name: "Move up", exact: true }).waitFor();
      await look("a menu of the editor");
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "History", exact: true }).click();
      await page.getByRole("button", { name: "Save version" }).click();
      await page.getByRole("list", { name: "Versions" }).getByRole("button", { name: "Compare" }).first().click();
      await page.getByRole("list", { name: "What changed" }).waitFor();
      await look("the history");
      await page.keyboard.press("Escape");
      // On a phone it stands in the menu.
      await (viewport === PHONE ? choose(page, "More", "Recent changes") : page.getByRole("button", { name: "Recent changes" }).click());
      await page.getByRole("button", { name: "Undo to here" }).first().waitFor();
      await look("what was done");
      await page.keyboard.press("Escape");
      const other = await page.context().newPage();
      await other.goto(page.url());
      await other.getByRole("button", { name: "Edit here" }).waitFor();
      found.push(...(await axe(other)).map((fault) => `a draft that is open elsewhere: ${fault}`));
      await other.close();
      await page.getByRole("button", { name: "Item actions" }).click();
      await page.getByRole("menuitem", { name: "Details", exact: true }).click();
      await page.getByRole("button", { name: "Add document" }).click();
      await page.getByRole("textbox", { name: "Document address" }).fill("nowhere");
      await page.getByRole("button", { name: "Add breakout group" }).click();
      await page.getByText("Several days").first().click();
      await page.getByRole("button", { name: "Add day" }).click();
      await page.getByRole("checkbox", { name: /^Select/ }).click();
      await seen(page.getByRole("group", { name: "Selected items" }));
      await look("details, days, and an item selected");
      await page.getByRole("button", { name: "Item actions" }).click();
      await page.getByRole("menuitem", { name: "Focus on this item" }).click();
      await seen(page.getByRole("navigation", { name: "Path to the item shown" }));
      await look("an item shown alone");
      await page.getByRole("button", { name: "Record the meeting" }).click();
      await page.getByRole("button", { name: "Add action" }).click();
      await seen(page.getByRole("group", { name: "Action 1" }));
      await look("a meeting that is recorded");
      await open("#/drafts");
      await page.getByRole("button", { name: "New from template" }).click();
      await page.getByRole("button", { name: "WG call" }).waitFor();
      await look("the templates");
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Delete" }).click();
      await page.getByRole("button", { name: "Empty trash" }).click();
      await page.getByRole("dialog", { name: "Empty trash" }).waitFor();
      await look("the question");
      await page.keyboard.press("Escape");
      await open("#/settings");
      await seen(page.getByRole("row").filter({ hasText: "Added meeting" }));
      await look("the settings of a full device");
      await page.keyboard.press("Control+k");
      await page.keyboard.type("mag");
      await page.locator('[role="option"]').nth(3).waitFor();
      await look("the palette");
      await page.keyboard.press("Escape");
      await page.getByRole("heading", { level: 1 }).focus();
      await page.keyboard.press("?");
      await page.getByRole("dialog", { name: "Keys of this page" }).waitFor();
      await look("the keys");
      assert.deepEqual(found, []);
    });
  }
}
