// The frame of every page: the header on phones and while the list is on its way, and every page on paper.
import assert from "node:assert/strict";
import { PHONE, eventually, gone, journey, seen, titled } from "./lib.mjs";

const main = (page) => page.getByRole("navigation", { name: "Main" });
const box = (locator) => locator.boundingBox();

for (const width of [320, 360, 414]) {
  journey(`the header takes two lines, and shows where one is (${width} px)`, { viewport: { width, height: 740 } }, async ({ page, open }) => {
    for (const [address, name] of [["#/", "Meetings"], ["#/drafts", "Drafts"], ["#/settings", "Settings"]]) {
      await open(address);
      const links = await main(page).getByRole("link").all();
      assert.equal(links.length, 7);
      assert.equal(new Set(await Promise.all(links.map(async (link) => (await box(link)).y))).size, 1, "the links stand in one line");
      const brand = await box(page.getByRole("banner").getByRole("link", { name: "Rapporteur" }));
      const opener = await box(page.getByRole("button", { name: "Go to, find, do" }));
      const line = await box(main(page));
      assert.ok(opener.y < brand.y + brand.height && opener.x + opener.width <= width && opener.y + opener.height <= line.y, "the palette stands beside the brand");
      const here = main(page).getByRole("link", { name, exact: true });
      await eventually(() => box(here), ({ x, width: own }) => assert.ok(x >= 0 && x + own <= width, `${name} is at ${x}`));
    }
    // Every link is reached by the keyboard, and is in sight then.
    await open("#/");
    await eventually(() => page.evaluate(() => document.activeElement.textContent), (text) => assert.equal(text, "Meetings"));
    await page.getByRole("link", { name: "Skip to content" }).focus();
    await page.keyboard.press("Tab");
    for (const name of ["Meetings", "Groups", "Actions", "Drafts", "Import", "Help", "Settings"]) {
      await page.keyboard.press("Tab");
      const link = main(page).getByRole("link", { name, exact: true });
      assert.ok(await link.evaluate((element) => element === document.activeElement), name);
      await eventually(() => box(link), ({ x, width: own }) => assert.ok(x >= 0 && x + own <= width, `${name} is at ${x}`));
    }
  });
}

for (const width of [360, 1280]) {
  journey(`nothing of the header moves when the list comes (${width} px)`, { viewport: { width, height: 740 } }, async ({ page, open }) => {
    let answer;
    const asked = new Promise((done) => { answer = done; });
    await page.route("**/data/list.json", async (route) => {
      await asked;
      await route.continue();
    });
    await open("#/");
    const places = async () => Promise.all((await page.getByRole("banner").locator("a, button").all()).map(box));
    const before = await places();
    answer();
    await seen(page.getByRole("banner").getByText("Advisory Group meetings"));
    assert.deepEqual(await places(), before);
  });
}

const PAPER = [["#/meetings?q=welcome&cycle=igf-2021", "7 of 30 meetings"], ["#/meetings/igf-2025-mag-11", "14:00 UTC · 16:00 Zurich"], ["#/groups/wg-strategy", "Agenda items (7)"],
  ["#/cycles/igf-2021", "Katowice"]];
for (const [address, said] of PAPER) {
  journey(`on paper there are no controls: ${address}`, async ({ page, open }) => {
    await open(address);
    await seen(page.getByRole("main").getByText(said));
    await page.emulateMedia({ media: "print" });
    assert.ok(await page.getByRole("main").getByText(said).first().isVisible());
    const controls = page.locator("nav, input, select, summary, .skip, footer, .button");
    const shown = await controls.evaluateAll((all) => all.filter((element) => element.checkVisibility()).map((element) => element.outerHTML.slice(0, 80)));
    assert.deepEqual(shown, []);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  });
}

journey("on paper an address that leads elsewhere is spelled out, and nothing is cut from its title", async ({ page, open }) => {
  await open("#/meetings/igf-2021-mag-3");
  const source = page.getByRole("region", { name: "Source" }).getByRole("link").first();
  await seen(source);
  await page.emulateMedia({ media: "print" });
  const address = await source.getAttribute("href");
  const spelled = await source.evaluate((link) => getComputedStyle(link, "::after").content);
  assert.ok(spelled.includes("attr(href)") || spelled.includes(address), spelled);
  const breaks = await page.evaluate(() => [...document.querySelectorAll(".agenda-line")].map((line) => getComputedStyle(line).breakInside));
  assert.ok(breaks.length > 5 && breaks.every((inside) => inside === "avoid"));
});

journey("nothing that is pressed is smaller than 24 pixels", { viewport: PHONE }, async ({ page, open }) => {
  const found = [];
  for (const address of ["#/meetings?q=liaison&cycle=igf-2025", "#/meetings/igf-2025-mag-11", "#/meetings/igf-2021-mag-3", "#/groups", "#/groups/wg-strategy", "#/cycles/igf-2021", "#/actions",
    "#/drafts", "#/import", "#/settings", "#/help", "#/nowhere"]) {
    await open(address);
    await page.waitForLoadState("networkidle");
    const small = await page.locator("a, button, input, select, textarea, summary").evaluateAll((all) => all.flatMap((element) => {
      const { width, height } = (element.closest("label") ?? element).getBoundingClientRect();
      const shown = element.checkVisibility() && !element.matches(".skip");
      return shown && (width < 24 || height < 24) ? [`${element.outerHTML.slice(0, 100)}: ${width} × ${height}`] : [];
    }));
    found.push(...small.map((fault) => `${address} ${fault}`));
  }
  assert.deepEqual(found, []);
});

journey("a page of the desk that cannot be loaded has its heading and title, and is tried again", { allow: /ERR_INTERNET_DISCONNECTED|ERR_FAILED/ }, async ({ page, context, open }) => {
  await open("#/");
  await context.setOffline(true);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Help", exact: true }).click();
  await seen(page.getByRole("alert").filter({ hasText: "This part could not be loaded" }));
  await eventually(() => page.evaluate(() => document.activeElement.localName), (name) => assert.equal(name, "h1"));
  await titled(page, "Help · Rapporteur");
  await context.setOffline(false);
  await page.getByRole("button", { name: "Try again" }).click();
  await seen(page.getByRole("heading", { level: 2 }));
  await gone(page.getByRole("alert").filter({ hasText: "This part could not be loaded" }));
});
