// Row P19: WebAssembly memory with 100,000 agenda items open, and after meetings were opened and left again.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { freshPage } from "./browser.mjs";
import { fixed } from "./stats.mjs";

export const ROWS = ["P19"];
const LEFT = 100;

// In the page, before its own scripts: keeps the memory of the first module that starts.
const keepMemory = () => {
  const note = (made) => {
    const memory = (made.instance ?? made).exports.memory;
    if (memory) globalThis.firstMemory ??= memory;
    return made;
  };
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const own = WebAssembly[name];
    WebAssembly[name] = (...given) => own.apply(WebAssembly, given).then(note);
  }
};

export async function rows({ sample, quick, chromium }) {
  sample.peer("json");
  const host = await sample.host();
  const browser = await chromium();
  try {
    const out = [];
    const reader = await freshPage(browser);
    await reader.page.goto(`${host.address}json/`);
    await reader.page.waitForFunction(() => globalThis.peerMemory);
    const open = await reader.page.evaluate(async () => {
      const peer = await import("./json.js");
      const bytes = new Uint8Array(await (await fetch("../app/data/archive.json")).arrayBuffer());
      const meetings = peer.read_only(bytes);
      return { meetings, bytes: bytes.length, memory: peerMemory.buffer.byteLength };
    });
    reader.check();
    await reader.close();
    const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
    out.push(fixed({ row: "P19", goal: `memory with ${(sample.meetings * sample.items).toLocaleString("en")} items open, of the JSON`, limit: 3, value: open.memory / open.bytes, unit: "×", peer: `${megabytes(open.memory)} for ${megabytes(open.bytes)}, ${open.meetings.toLocaleString("en")} meetings` }));

    const list = JSON.parse(readFileSync(join(sample.site(), "app/data/list.json"), "utf8")).row.split("\n");
    const count = quick ? 20 : LEFT;
    const ids = Array.from({ length: count + 1 }, (_, n) => list[Math.floor((n * list.length) / (count + 1))].split("\t", 1)[0]);
    const { page, check, close } = await freshPage(browser, { script: `(${keepMemory})()` });
    await page.goto(`${host.address}app/`);
    await page.locator(".row").first().waitFor();
    const visit = async (id) => {
      await page.evaluate((id) => { location.hash = `#/meetings/${id}`; }, id);
      await page.getByRole("region", { name: "Agenda", exact: true }).or(page.getByRole("heading", { name: "Agenda", exact: true })).first().waitFor();
      await page.evaluate(() => { location.hash = "#/meetings"; });
      await page.locator(".row").first().waitFor();
    };
    const memory = () => page.evaluate(() => firstMemory.buffer.byteLength);
    await visit(ids.pop());
    const before = await memory();
    for (const id of ids) await visit(id);
    const after = await memory();
    check();
    await close();
    out.push(fixed({ row: "P19", goal: `memory after ${count} meetings were opened and left`, limit: 1.05, value: after / before, unit: "×", peer: `${megabytes(after)} after, ${megabytes(before)} before, in the app` }));
    return out;
  } finally {
    await browser.close();
    await host.close();
  }
}
