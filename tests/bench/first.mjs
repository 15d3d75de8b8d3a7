// Row P1: what the first view weighs on the wire.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { fixed } from "./stats.mjs";

export const ROWS = ["P1"];
// A counter in Leptos, built as the app is, weighs so much (goals, "Leptos sizes").
const COUNTER = 28_105;

const brotli = (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }).length;

export async function rows({ dist }) {
  const page = readFileSync(join(dist, "index.html"));
  // What the page itself asks for at once, and the largest chunk of details that a person may open first.
  const loaded = [...page.toString().matchAll(/<link\b[^>]*\brel="(?:stylesheet|modulepreload|preload)"[^>]*>/g)].map(([link]) => /\bhref="([^"]+)"/.exec(link)[1]);
  const size = (name) => readFileSync(join(dist, name)).length;
  const [chunk] = readdirSync(join(dist, "data")).filter((name) => /^cycle-.*\.json$/.test(name)).map((name) => `data/${name}`).sort((a, b) => size(b) - size(a));
  const files = [page, ...[...loaded, chunk].filter(Boolean).map((name) => readFileSync(join(dist, name)))];
  const sum = (weigh) => files.reduce((total, bytes) => total + weigh(bytes), 0);
  const small = sum(brotli);
  const what = `${files.length} files`;
  return [
    fixed({ row: "P1", goal: "first view as brotli", limit: 150_000, value: small, unit: "B", peer: `${(small / COUNTER).toFixed(1)}× a Leptos counter (${COUNTER.toLocaleString("en")} B), ${what}` }),
    fixed({ row: "P1", goal: "first view as gzip", limit: 180_000, value: sum((bytes) => gzipSync(bytes, { level: 9 }).length), unit: "B", peer: what }),
  ];
}
