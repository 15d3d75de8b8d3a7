// Row X9: two versions of a 300-item draft that both changed, made one: within a frame.
import { freshPage } from "./browser.mjs";
import { figure, fixed, median, ratio } from "./stats.mjs";

export const ROWS = ["X9"];
const ITEMS = 300;
const FRAME = 1000 / 60;

/** What both began from, and two versions in which titles, lengths, places and items themselves are others; some on both sides. */
function versions() {
  const item = (n, more = {}) => ({ id: `d/item-${n}`, name: `Item ${n} of the agenda`, duration: "PT5M", description: `What is asked of members (${n}).`, presenter: [{ name: "Ana Pérez" }], ...more });
  const version = (items) => JSON.stringify({ schemaVersion: "1.0.0", meeting: [{ id: "d", name: "A long meeting", start: "2026-01-20T13:00:00Z", timeZone: "UTC", agendaItem: items }] });
  const all = Array.from({ length: ITEMS }, (_, at) => at + 1);
  const mine = all.filter((n) => n % 50).map((n) => item(n, n % 3 === 0 ? { name: `Item ${n}, as we say it` } : {}));
  const theirs = all.filter((n) => n % 60 !== 1).map((n) => item(n, { ...(n % 4 === 0 && { duration: "PT10M" }), ...(n % 9 === 0 && { name: `Item ${n}, as they say it` }) }));
  mine.push(...[1, 2, 3].map((n) => item(`mine-${n}`)));
  theirs.splice(100, 0, ...theirs.splice(200, 10));
  return [all.map((n) => item(n)), mine, theirs].map(version);
}

// In the page.
const measure = async ({ files, pairs }) => {
  const peer = await import("./merge.js");
  peer.open(files);
  const drafts = files.map((file) => JSON.parse(file));
  const times = { ours: [], theirs: [] };
  const timed = (into, work) => {
    const start = performance.now();
    const made = work();
    into.push(performance.now() - start);
    return made;
  };
  let counts;
  for (let round = -3; round < pairs; round += 1) {
    const into = round < 0 ? { ours: [], theirs: [] } : times;
    counts = timed(into.ours, () => peer.merged());
    timed(into.theirs, () => structuredClone(drafts));
    await new Promise((wait) => setTimeout(wait));
  }
  return { ...times, counts: [...counts] };
};

export async function rows({ sample, quick, chromium }) {
  sample.peer("merge", "merge", "3");
  const host = await sample.host();
  const browser = await chromium();
  try {
    const { page, check, close } = await freshPage(browser);
    await page.goto(`${host.address}merge/`);
    await page.waitForFunction(() => globalThis.peerMemory);
    const { ours, theirs, counts } = await page.evaluate(measure, { files: versions(), pairs: quick ? 20 : 100 });
    check();
    await close();
    const [differences, chosen, items] = counts;
    const found = ratio(ours, theirs);
    const peer = `${figure(found.value)}× [${figure(found.low)}, ${figure(found.high)}] structuredClone of the three drafts (${figure(median(theirs), "ms")}); ${differences} differences, ${chosen} to choose, ${items} items, ${ours.length} pairs`;
    return [fixed({ row: "X9", goal: `merge of two drafts of ${ITEMS} items, to the outcome, median`, limit: FRAME, value: median(ours), unit: "ms", peer })];
  } finally {
    await browser.close();
    await host.close();
  }
}
