// Rows X1 to X8: a 300-item agenda in each format that it is sent in, beside JSON.stringify of the same agenda; and what is loaded for it.
//
// Measured as the app does it: the desk's part in a module built like the desk, then the app's own writer in its worker, from the call
// to the bytes of the file back in the page.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { freshPage } from "./browser.mjs";
import { figure, median, paired } from "./stats.mjs";

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
const measure = async ({ text, writer, formats, pairs, repeat }) => {
  const desk = await import("./exports.js");
  desk.open(new TextEncoder().encode(text));
  const object = JSON.parse(text);
  const worker = new Worker(writer, { type: "module" });
  const waiting = new Map();
  let asked = 0;
  worker.onmessage = ({ data: [number, answer] }) => { waiting.get(number)(answer); waiting.delete(number); };
  const failed = new Promise((_, fail) => { worker.onerror = ({ message }) => fail(new Error(`the writer: ${message}`)); });
  const ask = (order) => Promise.race([failed, new Promise((done) => {
    asked += 1;
    waiting.set(asked, done);
    worker.postMessage([asked, order], [order.buffer]);
  })]);
  const written = async (format) => (format === "json" ? desk.ordered(format) : ask(desk.ordered(format)));
  const out = {};
  for (const format of formats) {
    const empty = () => ({ ours: [], theirs: [], desk: [], way: [] });
    const times = { ...empty(), bytes: (await written(format)).length };
    const timed = async (into, work) => {
      const start = performance.now();
      for (let n = 0; n < repeat; n += 1) await work();
      into.push((performance.now() - start) / repeat);
    };
    for (let round = -2; round < pairs; round += 1) {
      const into = round < 0 ? empty() : times;
      await timed(into.ours, () => written(format));
      await timed(into.theirs, () => { JSON.stringify(object); });
      await timed(into.desk, () => { desk.ordered(format); });
      // An order that is none goes the same way and is not written.
      await timed(into.way, () => (format === "json" ? null : ask(new Uint8Array(1))));
      await new Promise((wait) => setTimeout(wait));
    }
    out[format] = times;
  }
  return out;
};

/** What is loaded for a module that the app loads on first use. */
function size(dist, module) {
  const bytes = readdirSync(dist).filter((file) => new RegExp(`^${module}-.*\\.(js|wasm|css)$`).test(file)).map((file) => readFileSync(join(dist, file)));
  const kB = (of) => `${Math.round(bytes.reduce((sum, file) => sum + of(file).length, 0) / 1000)} kB`;
  return `${kB((file) => file)} raw, ${kB(gzipSync)} gzip, ${kB(brotliCompressSync)} brotli`;
}

export async function rows({ dist, sample, quick, chromium }) {
  sample.peer("exports", "exports", "3");
  const writer = readdirSync(dist).find((file) => /^writer-.*\.js$/.test(file));
  const host = await sample.host();
  const browser = await chromium();
  try {
    const { page, check, close } = await freshPage(browser);
    await page.goto(`${host.address}exports/`);
    await page.waitForFunction(() => globalThis.peerMemory);
    const text = JSON.stringify(agenda());
    const figures = await page.evaluate(measure, { text, writer: `../app/${writer}`, formats: FORMATS.map(([format]) => format), pairs: quick ? 6 : 30, repeat: TIMES });
    check();
    await close();
    const all = FORMATS.map(([format, name, limit], at) => {
      const { ours, theirs, desk, way, bytes } = figures[format];
      const parts = format === "json" ? "" : `; ${figure(median(desk), "ms")} of it in the desk, ${figure(median(way), "ms")} to the worker and back`;
      return paired({ row: `X${at + 1}`, goal: `${ITEMS} items as ${name}`, limit, ours, theirs, peer: `JSON.stringify; ${Math.round(bytes / 1000)} kB of file${parts}` });
    });
    const loaded = (row, goal, module) => ({ row, goal: `${goal}: loaded on first use`, figure: size(dist, module), peer: `the module ${module}`, held: null });
    return [...all, loaded("X1", "every format but JSON", "writer"), loaded("X7", "JSON and print", "desk")];
  } finally {
    await browser.close();
    await host.close();
  }
}
