// Rows X1 to X8: a 300-item agenda in each format that it is sent in, beside JSON.stringify of the same agenda.
import { brotliCompressSync } from "node:zlib";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { freshPage } from "./browser.mjs";
import { paired } from "./stats.mjs";

const FORMATS = [["txt", "plain text", 5], ["md", "Markdown", 5], ["html", "web page", 5], ["mail", "mail", 5], ["csv", "spreadsheet", 5], ["ics", "calendar", 5], ["json", "JSON", 5], ["docx", "Word", 40]];
export const ROWS = FORMATS.map((_, at) => `X${at + 1}`);
const ITEMS = 300;
// The shortest of the two takes a tenth of a millisecond, less than the clock can tell.
const TIMES = 20;

/** An agenda with lengths, presenters, purposes and documents, an item in three inside the one before. */
function agenda() {
  const item = (n) => ({
    id: `m/item-${n}`, name: `Item ${n}: updates from a working group & its chair`, duration: "PT5M", presenter: [{ name: "Ana Pérez", role: "Chair" }],
    description: `What was done since the last meeting, and what is asked of members before the next one (${n}).`, file: n % 5 ? [] : [{ id: `m/file-${n}`, name: "Paper", accessUrl: `https://example.org/papers/${n}` }],
  });
  const top = [];
  for (let n = 1; n <= ITEMS; n += 1) {
    if (n % 3 === 0) (top.at(-1).agendaItem ??= []).push(item(n));
    else top.push(item(n));
  }
  return { schemaVersion: "1.0.0", meeting: [{ id: "m", name: "A long meeting", meetingState: "draft", start: "2026-01-20T13:00:00Z", timeZone: "UTC", agendaItem: top }] };
}

// In the page.
const measure = async ({ text, formats, pairs, repeat }) => {
  const peer = await import("./exports.js");
  peer.open(new TextEncoder().encode(text));
  const object = JSON.parse(text);
  const out = {};
  for (const format of formats) {
    const times = { ours: [], theirs: [], bytes: peer.written(format).length };
    const timed = (into, work) => {
      const start = performance.now();
      for (let n = 0; n < repeat; n += 1) work();
      into.push((performance.now() - start) / repeat);
    };
    for (let round = -2; round < pairs; round += 1) {
      const into = round < 0 ? { ours: [], theirs: [] } : times;
      timed(into.ours, () => peer.written(format));
      timed(into.theirs, () => JSON.stringify(object));
      await new Promise((wait) => setTimeout(wait));
    }
    out[format] = times;
  }
  return out;
};

export async function rows({ sample, quick, chromium }) {
  const folder = sample.peer("exports");
  const wasm = brotliCompressSync(readFileSync(join(folder, "exports_bg.wasm"))).length;
  const host = await sample.host();
  const browser = await chromium();
  try {
    const { page, check, close } = await freshPage(browser);
    await page.goto(`${host.address}exports/`);
    await page.waitForFunction(() => globalThis.peerMemory);
    const text = JSON.stringify(agenda());
    const figures = await page.evaluate(measure, { text, formats: FORMATS.map(([format]) => format), pairs: quick ? 6 : 30, repeat: TIMES });
    check();
    await close();
    return FORMATS.map(([format, name, limit], at) => {
      const { ours, theirs, bytes } = figures[format];
      const peer = `JSON.stringify; ${Math.round(bytes / 1000)} kB of file, all writers together ${Math.round(wasm / 1000)} kB brotli`;
      return paired({ row: `X${at + 1}`, goal: `${ITEMS} items as ${name}`, limit, ours, theirs, peer });
    });
  } finally {
    await browser.close();
    await host.close();
  }
}
