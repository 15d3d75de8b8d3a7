// The last key press before a page goes is kept, however it goes and however soon. `CLOSES=2000` makes the long run.
import assert from "node:assert/strict";
import { eventually, journey } from "./lib.mjs";

const CLOSES = Number(process.env.CLOSES ?? 21);
const title = (page) => page.getByRole("textbox", { name: "Meeting title" });

// Numbers that look like chance and are the same every time (xorshift).
let seed = 0x9e3779b9;
function below(most) {
  for (const by of [13, -17, 5]) seed ^= by > 0 ? seed << by : seed >>> -by;
  return (seed >>> 0) % most;
}

// Each ends the page and gives back one on the same address.
const WAYS = {
  reload: async (page) => (await page.reload(), page),
  close: async (page, context) => again(context, page.url(), () => page.close()),
  closeWithHandlers: async (page, context) => again(context, page.url(), () => page.close({ runBeforeUnload: true })),
  crash: async (page, context) =>
    again(context, page.url(), async () => {
      const cdp = await context.newCDPSession(page);
      const crashed = page.waitForEvent("crash");
      cdp.send("Page.crash").catch(() => {});
      await crashed;
      await page.close();
    }),
  // The background on a phone: hidden and frozen, then ended without another word.
  freeze: async (page, context) =>
    again(context, page.url(), async () => {
      const cdp = await context.newCDPSession(page);
      await cdp.send("Page.setWebLifecycleState", { state: "frozen" });
      await page.close();
    }),
  // To another page and back, from the cache of the browser where it has one.
  backAgain: async (page) => {
    await page.goto("about:blank");
    await page.goBack();
    return page;
  },
  leave: async (page) => {
    const address = page.url();
    await page.goto("about:blank");
    await page.goto(address);
    return page;
  },
};

async function again(context, address, end) {
  await end();
  const next = await context.newPage();
  await next.goto(address);
  return next;
}

journey("no close loses the last key press", { patience: 60 + CLOSES * 5 }, async ({ page, context, open }) => {
  await open("#/drafts");
  await page.getByRole("button", { name: "New draft", exact: true }).click();
  await eventually(() => title(page).evaluate((field) => field === document.activeElement), assert.ok);
  let text = "";
  for (let count = 0; count < CLOSES; count += 1) {
    const ways = Object.keys(WAYS);
    const way = ways[count % ways.length];
    if (text.length > 40) {
      await title(page).fill("");
      text = "";
    }
    await title(page).focus();
    await page.keyboard.press("End");
    const letters = Array.from({ length: 1 + below(3) }, () => "abcdefghij"[below(10)]).join("");
    await page.keyboard.type(letters);
    text += letters;
    const pause = below(8) * 57;
    if (pause > 0) await new Promise((wait) => setTimeout(wait, pause));
    page = await WAYS[way](page, context);
    await eventually(() => title(page).inputValue(), (value) => assert.equal(value, text, `${way}, ${pause} ms after the key press, close ${count}`));
  }
});
