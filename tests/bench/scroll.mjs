// Row P20: scrolling through 10,000 rows, beside lines of plain text (Y1), on a processor that is four times slower.
import { freshPage } from "./browser.mjs";
import { figure, median, noMore } from "./stats.mjs";

export const ROWS = ["P20"];
const SLOW = 4;
const FRAMES = 120;

// In the page: scrolls by so many pixels before each frame; how many frames did not come.
const scroll = async ({ frames, step }) => {
  let missed = 0;
  let last = await new Promise(requestAnimationFrame);
  const from = last;
  for (let n = 0; n < frames; n += 1) {
    scrollBy({ top: step, behavior: "instant" });
    const now = await new Promise(requestAnimationFrame);
    missed += Math.max(0, Math.round(((now - last) * 60) / 1000) - 1);
    last = now;
  }
  return { missed, seconds: (last - from) / 1000, top: scrollY, height: document.documentElement.scrollHeight };
};

export async function rows({ sample, quick, chromium }) {
  const host = await sample.host();
  const browser = await chromium();
  const pairs = quick ? 4 : 30;
  const count = () => document.querySelectorAll(".row").length;
  const all = sample.meetings;
  try {
    const open = async (address) => {
      const opened = await freshPage(browser, { slow: SLOW });
      await opened.page.goto(address);
      await opened.page.locator(".rows > *").first().waitFor();
      return opened;
    };
    const turn = async ({ page }, options) => {
      await page.bringToFront();
      return page.evaluate(scroll, options);
    };
    const out = [];

    // As a person meets it: rows come as the end comes near. Every pair goes on where the one before it stopped.
    const [app, plain] = [await open(`${host.address}app/`), await open(`${host.address}vanilla/?plain`)];
    await plain.page.locator("#all").evaluate((button) => button.click());
    const missed = { app: [], plain: [] };
    const compare = async (step) => {
      for (const list of Object.values(missed)) list.length = 0;
      for (let round = -1; round < pairs; round += 1) {
        const ours = await turn(app, { frames: FRAMES, step });
        const theirs = await turn(plain, { frames: FRAMES, step: Math.min(step, 400) });
        for (const { page } of [app, plain]) await page.evaluate(() => { if (scrollY + innerHeight > document.documentElement.scrollHeight - 2000) scrollTo(0, 0); });
        if (round < 0) continue;
        missed.app.push(ours.missed);
        missed.plain.push(theirs.missed);
      }
    };
    const rate = (list) => `${((100 * median(list)) / (FRAMES + median(list))).toFixed(1)} %`;
    const row = (goal, extra) => {
      const made = noMore({ row: "P20", goal, ours: missed.app, theirs: missed.plain, peer: `${all.toLocaleString("en")} lines of plain text, ${SLOW}× slower`, unit: `frames of ${FRAMES}` });
      made.peer += `; ${rate(missed.app)} against ${rate(missed.plain)} dropped${extra}`;
      return made;
    };
    await compare(250);
    const grown = await app.page.evaluate(count);
    out.push(row("scrolling while rows come: frames dropped", `; ${grown.toLocaleString("en")} rows there at the end`));

    // All rows in the page.
    const button = app.page.getByRole("button", { name: "Show all", exact: true });
    await app.page.bringToFront();
    await app.page.evaluate(() => scrollTo(0, 0));
    let whole = grown;
    if (await button.isVisible()) {
      const start = Date.now();
      // As from the keyboard: a pointer may not catch it, because rows come as it comes near.
      await button.evaluate((button) => button.click());
      await app.page.waitForFunction((all) => document.querySelectorAll(".row").length === all, all);
      await app.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
      whole = `${figure((Date.now() - start) / 1000, "s")} ${SLOW}× slower`;
    }
    const there = await app.page.evaluate(count);
    out.push({ row: "P20", goal: `"Show all" puts every row into the page`, figure: `${there.toLocaleString("en")} of ${all.toLocaleString("en")} rows`, peer: `in ${whole}`, held: there === all });
    await app.page.evaluate(() => scrollTo(0, 0));
    await compare(250);
    out.push(row("scrolling all rows: frames dropped", ""));
    [app, plain].forEach(({ check }) => check());
    return out;
  } finally {
    await browser.close();
    await host.close();
  }
}
