// Row P21: the app's own list at the nine tasks of js-framework-benchmark, beside a bare Leptos page that does the same.
import { FREE_FRAMES, freshPage } from "./browser.mjs";
import { figure, mean, median, paired } from "./stats.mjs";

export const ROWS = ["P21"];

/** What is done, on which page, by which control. */
const TASKS = [
  { name: "create 1,000 rows", on: [], press: "#create" },
  { name: "replace all 1,000", on: ["#create"], press: "#create" },
  { name: "update every 10th of 1,000", on: ["#create"], press: "#update" },
  { name: "select a row", on: ["#create"], press: "tr:nth-child(2) .label a" },
  { name: "swap two rows", on: ["#create"], press: "#swap" },
  { name: "remove a row", on: ["#create"], press: "tr:nth-child(4) .remove a" },
  { name: "create 10,000 rows", on: [], press: "#create-many" },
  { name: "append 1,000 to 1,000", on: ["#create"], press: "#append" },
  { name: "clear 1,000 rows", on: ["#create"], press: "#clear" },
];

// In the page that holds both: presses controls of one of them, and tells how long the last took until its script was done and
// until it was painted, and what the page then shows.
const work = async ({ name, on, press }) => {
  const { document: inside } = document.getElementById(name).contentWindow;
  const idle = () => new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => done(performance.now());
    port2.postMessage(0);
  });
  const painted = () => new Promise((done) => requestAnimationFrame(() => idle().then(done)));
  for (const control of on) {
    inside.querySelector(control).click();
    await painted();
  }
  const button = inside.querySelector(press);
  gc();
  await painted();
  const start = performance.now();
  button.click();
  const [script, paint] = await Promise.all([idle(), painted()]);
  const shown = [...inside.querySelectorAll("tr")].map((row) => `${row.className} ${row.textContent}`).join("\n");
  inside.querySelector("#clear").click();
  await painted();
  return { script: script - start, paint: paint - start, shown };
};

export async function rows({ sample, quick, chromium }) {
  const pages = ["rows-app", "rows-leptos"];
  pages.forEach((name) => sample.peer(name, "rows"));
  const host = await sample.host();
  const browser = await chromium({ args: [...FREE_FRAMES, "--js-flags=--expose-gc"] });
  const pairs = quick ? 5 : 30;
  const times = TASKS.map(() => pages.map(() => ({ script: [], paint: [] })));
  try {
    const { page, check, close } = await freshPage(browser);
    await page.goto(`${host.address}blank.html`);
    await page.evaluate((pages) => pages.forEach((name) => {
      const frame = Object.assign(document.createElement("iframe"), { id: name, src: `${name}/`, width: 600, height: 800 });
      document.body.append(frame);
    }), pages);
    for (const name of pages) await page.frameLocator(`#${name}`).locator("#clear").waitFor();
    for (let round = -3; round < pairs; round += 1) {
      for (const [at, { name, ...task }] of TASKS.entries()) {
        const done = [];
        for (const name of pages) done.push(await page.evaluate(work, { name, ...task }));
        if (done[0].shown !== done[1].shown) throw new Error(`${name}: the two pages show different rows`);
        if (round >= 0) done.forEach(({ script, paint }, side) => { times[at][side].script.push(script); times[at][side].paint.push(paint); });
      }
    }
    check();
    await close();
    const limit = 1.05;
    const all = mean({ row: "P21", goal: "list work until painted, mean of nine tasks", limit, all: times.map((sides) => sides.map(({ paint }) => paint)), peer: "bare Leptos page" });
    const parts = TASKS.map(({ name }, at) => {
      const [ours, theirs] = times[at];
      const part = paired({ row: "P21", goal: name, limit, ours: ours.paint, theirs: theirs.paint, peer: "bare Leptos page" });
      part.peer += `; script ${figure(median(ours.script), "ms")} against ${figure(median(theirs.script), "ms")}`;
      // The goal is about them together.
      return { ...part, goal: name, held: null };
    });
    return [all, ...parts];
  } finally {
    await browser.close();
    await host.close();
  }
}
