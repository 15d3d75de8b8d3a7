// Accessibility: axe finds nothing on any page, light and dark, on a phone and on a desk; the structure is the same everywhere.
import assert from "node:assert/strict";
import { AxeBuilder } from "@axe-core/playwright";
import { DESK, PHONE, journey } from "./lib.mjs";

const PAGES = ["#/", "#/meetings?q=zzqqxx&cycle=igf-2018", "#/meetings/igf-2025-mag-11/item-4", "#/meetings/igf-2018-oc-1", "#/groups", "#/groups/wg-strategy",
  "#/cycles/igf-2025", "#/actions", "#/drafts", "#/import", "#/settings", "#/help", "#/nowhere"];
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

async function axe(page) {
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).setLegacyMode(true).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(" ")}: ${node.failureSummary.split("\n")[1]?.trim()}`));
}

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
  }
}
