// Rows P15 and P16: 10 MB of meeting JSON read with every check, and written again, beside the browser's own JSON (Y6).
import { readFileSync } from "node:fs";
import { freshPage } from "./browser.mjs";
import { figure, median, paired } from "./stats.mjs";

export const ROWS = ["P15", "P16"];
const BYTES = 10_000_000;

/** The first meetings of the sample, with fields that no version knows, as one envelope of about 10 MB. */
export function envelope(file) {
  const all = JSON.parse(readFileSync(file, "utf8"));
  const actions = new Map();
  for (const action of all.action) (actions.get(action.meeting) ?? actions.set(action.meeting, []).get(action.meeting)).push(action);
  const kept = { ...all, meeting: [], action: [], later: { agreed: [true, null, 2.5] } };
  let bytes = 0;
  for (const meeting of all.meeting) {
    meeting.room = "Salle é";
    meeting.agendaItem.forEach((item, place) => { if (place % 3 === 0) item.colour = { name: "red", shade: [1, 2] }; });
    const own = actions.get(meeting.id) ?? [];
    bytes += JSON.stringify(meeting).length + JSON.stringify(own).length;
    kept.meeting.push(meeting);
    kept.action.push(...own);
    if (bytes > BYTES) break;
  }
  return JSON.stringify(kept);
}

// In the page.
const measure = async ({ text, pairs }) => {
  const peer = await import("./json.js");
  const bytes = new TextEncoder().encode(text);
  const findings = peer.read_checked(bytes);
  const first = peer.write_open();
  peer.read_only(first);
  const second = peer.write_open();
  const same = (a, b) => a.length === b.length && a.every((byte, at) => byte === b[at]);
  // Key order aside, what was read is what is written: unknown fields too.
  const sorted = (value) => (Array.isArray(value) ? value.map(sorted) : value && typeof value === "object" ? Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])])) : value);
  const kept = JSON.stringify(sorted(JSON.parse(new TextDecoder().decode(first)))) === JSON.stringify(sorted(JSON.parse(text)));

  const times = { checked: [], typed: [], stream: [], parse: [], write: [], stringify: [] };
  const timed = (into, work) => {
    const start = performance.now();
    const made = work();
    into.push(performance.now() - start);
    return made;
  };
  const drop = () => [];
  let object = JSON.parse(text);
  for (let round = -2; round < pairs; round += 1) {
    const into = round < 0 ? { checked: [], typed: [], stream: [], parse: [], write: [], stringify: [] } : times;
    peer.close();
    timed(into.typed, () => peer.read_only(bytes));
    timed(into.stream, () => peer.check_only(bytes));
    peer.close();
    timed(into.checked, () => peer.read_checked(bytes));
    object = drop();
    object = timed(into.parse, () => JSON.parse(new TextDecoder().decode(bytes)));
    timed(into.write, () => peer.write_open());
    timed(into.stringify, () => JSON.stringify(object));
    await new Promise((wait) => setTimeout(wait));
  }
  return { times, findings, identical: same(first, second), kept, bytes: bytes.length };
};

export async function rows({ sample, quick, chromium }) {
  sample.peer("json");
  const text = envelope(sample.json());
  const host = await sample.host();
  const browser = await chromium();
  try {
    const { page, check, close } = await freshPage(browser);
    await page.goto(`${host.address}json/`);
    await page.waitForFunction(() => globalThis.peerMemory);
    const { times, findings, identical, kept, bytes } = await page.evaluate(measure, { text, pairs: quick ? 6 : 30 });
    check();
    await close();
    const size = `${(bytes / 1e6).toFixed(1)} MB`;
    const read = paired({ row: "P15", goal: `read ${size} with every check, unknown fields kept`, limit: 0.7, ours: times.checked, theirs: times.parse, peer: "JSON.parse(TextDecoder)" });
    read.held &&= kept;
    read.peer += `; ${figure(median(times.typed), "ms")} without checks, ${figure(median(times.stream), "ms")} checked and not kept; ${findings} findings${kept ? "" : "; FIELDS WERE LOST"}`;
    const write = paired({ row: "P16", goal: `write ${size}`, limit: 0.5, ours: times.write, theirs: times.stringify, peer: "JSON.stringify" });
    const again = { row: "P16", goal: "byte-identical on a second write", figure: identical ? "identical" : "differs", peer: "", held: identical };
    return [read, write, again];
  } finally {
    await browser.close();
    await host.close();
  }
}
