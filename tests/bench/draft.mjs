// Rows P7, P17 and P18: a key press in a long agenda, what keeping it costs, and the start of a device with many drafts.
import { freshPage } from "./browser.mjs";
import { fixed, paired, quantile, turns } from "./stats.mjs";

export const ROWS = ["P7", "P17", "P18"];
const ITEMS = 300;
const DRAFTS = 50;
const DRAFT_BYTES = 40_000;
const SLOW = 4;

/** A draft as the first format kept it; the app goes on from there. */
function draft(id, items, describe = "") {
  const agendaItem = Array.from({ length: items }, (_, at) => ({ id: `${id}/item-${at + 1}`, name: `Item ${at + 1} of the agenda`, duration: "PT5M", ...(describe && { description: describe }) }));
  const meeting = { id, name: `Draft ${id}`, start: "2026-01-13T14:00:00Z", timeZone: "UTC", duration: "PT25H", agendaItem };
  return JSON.stringify({ format: 1, changed: "2026-01-01T00:00:00Z", nextItem: items + 1, draft: { schemaVersion: "1.0.0", meeting: [meeting] } });
}

// In the page: one key press in a field of the app, or in a field whose handler only keeps a text of `length` bytes, another one with
// each key. `script` is until all that follows from it is done, `storage` from the first to the last look at local storage within it.
const press = async ({ selector, length }) => {
  const field = document.querySelector(selector) ?? (() => {
    const input = Object.assign(document.createElement("input"), { id: "bare" });
    input.addEventListener("input", () => localStorage.setItem("bare", globalThis.bareText));
    document.body.append(input);
    return input;
  })();
  globalThis.bareCount = (globalThis.bareCount ?? 0) + 1;
  globalThis.bareText = String(globalThis.bareCount).padEnd(length, "x");
  const idle = () => new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => done(performance.now());
    port2.postMessage(0);
  });
  const seen = { first: 0, last: 0, bytes: 0 };
  const { getItem, setItem } = Storage.prototype;
  const timed = (call) => function (...all) {
    seen.first ||= performance.now();
    try { return call.apply(this, all); } finally { seen.last = performance.now(); if (call === setItem) seen.bytes += all[1].length; }
  };
  Storage.prototype.getItem = timed(getItem);
  Storage.prototype.setItem = timed(setItem);
  await new Promise((done) => requestAnimationFrame(done));
  await idle();
  field.value += "x";
  const start = performance.now();
  field.dispatchEvent(new InputEvent("input", { bubbles: true, data: "x", inputType: "insertText" }));
  const end = await idle();
  Object.assign(Storage.prototype, { getItem, setItem });
  // A title does not grow for ever.
  if (field.value.length > 60) field.value = "x";
  return { script: end - start, storage: seen.last - seen.first, bytes: seen.bytes, length: field.value.length };
};

export async function rows({ sample, quick, chromium }) {
  const host = await sample.host();
  const browser = await chromium();
  const out = [];
  try {
    const { page, check, close } = await freshPage(browser);
    const key = (id) => `rapporteur/app/d/${id}`;
    await page.goto(`${host.address}blank.html`);
    await page.evaluate(([key, text]) => localStorage.setItem(key, text), [key("long"), draft("long", ITEMS)]);
    await page.goto(`${host.address}app/#/drafts/long`);
    const selector = '[id="title-long/item-150"]';
    await page.locator(selector).waitFor();
    const presses = quick ? 60 : 2000;
    const [mine, bare] = await turns(presses, () => page.evaluate(press, { selector }), () => page.evaluate(press, { selector: "#bare", length: 200 }), 10);
    const [ours, theirs] = [mine, bare].map((all) => all.map(({ script }) => script));
    check();
    const peer = "an input handler that keeps 200 bytes (Y8 + Y7)";
    out.push(paired({ row: "P7", goal: `key press among ${ITEMS} items, script, median`, limit: 2, ours, theirs, peer }));
    out.push(fixed({ row: "P7", goal: "the same, p99 of p99", limit: 3, value: quantile(ours, 0.99) / quantile(theirs, 0.99), unit: "×", peer: `${quantile(ours, 0.99).toFixed(1)} ms against ${quantile(theirs, 0.99).toFixed(1)} ms, ${peer}` }));
    const [kept, plain] = [mine, bare].map((all) => all.map(({ storage }) => storage));
    out.push(paired({ row: "P17", goal: "keeping one edit, from the first look at the store to the last", limit: 1.5, ours: kept, theirs: plain, peer: "one setItem of 200 bytes in an input handler (Y7)" }));
    out.push(fixed({ row: "P17", goal: "bytes written an edit, beside its own length", limit: 400, value: Math.max(...mine.filter(({ bytes }) => bytes < 4000).map(({ bytes, length }) => bytes - length)), unit: "B" }));
    await close();

    const texts = Array.from({ length: DRAFTS }, (_, at) => [key(`many-${at}`), draft(`many-${at}`, 20, "w".repeat(DRAFT_BYTES / 20 - 90))]);
    const begun = async (seeded) => {
      const { page, check, close } = await freshPage(browser, { slow: SLOW });
      try {
        await page.goto(`${host.address}blank.html`);
        if (seeded) await page.evaluate((texts) => texts.forEach(([key, text]) => localStorage.setItem(key, text)), texts);
        const box = page.locator("fieldset input[type=checkbox]").first();
        await page.goto(`${host.address}app/`, { waitUntil: "commit" });
        await box.waitFor();
        await box.evaluate((box) => box.click());
        const handled = await page.waitForFunction(() => [...document.querySelectorAll("[role=status]")].some(({ textContent }) => /^[\d,]+ of [\d,]+ meetings$/.test(textContent)) && performance.now(), undefined, { polling: 20 });
        check();
        return await handled.jsonValue();
      } finally {
        await close();
      }
    };
    const [full, empty] = await turns(quick ? 5 : 30, () => begun(true), () => begun(false), 1);
    out.push(paired({ row: "P18", goal: `start with ${DRAFTS} drafts of ${DRAFT_BYTES / 1000} kB`, limit: 1.3, ours: full, theirs: empty, peer: "the same start without drafts" }));
    const bytes = texts.reduce((sum, [key, text]) => sum + key.length + text.length, 0);
    out.push(fixed({ row: "P18", goal: "local storage that they take, of 5 MiB", limit: 60, value: (100 * bytes) / (5 * 2 ** 20), unit: "%" }));
    return out;
  } finally {
    await browser.close();
    await host.close();
  }
}
