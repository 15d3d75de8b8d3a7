// Every goal with its figure beside its peer: `node tests/bench/run.mjs [P5 P8 …] [--quick] [--json FILE]`.
//
// A module of this folder takes part by `export async function rows({ dist, sample, quick, chromium })`, which gives
// `[{ row, goal, figure, peer, held }]`, and `export const ROWS`, the numbers that it can give. `dist` is the built app,
// `sample` (see prepare.mjs) holds the made-up archive and a site with it, `chromium(options)` starts a browser.
// `--quick` takes few pairs: to try things, not to judge. `held` is true, false, or null where it cannot be said.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { launch } from "./browser.mjs";
import { prepare } from "./prepare.mjs";

const { values, positionals } = parseArgs({ allowPositionals: true, options: { quick: { type: "boolean", default: false }, json: { type: "string" } } });
const wanted = positionals.flatMap((word) => word.toUpperCase().split(",")).filter(Boolean);
const asked = (row) => !wanted.length || wanted.includes(row.split(" ")[0]);

const folder = fileURLToPath(new URL(".", import.meta.url));
const root = fileURLToPath(new URL("../..", import.meta.url));
const files = readdirSync(folder).filter((name) => name.endsWith(".mjs") && /^export (async )?function rows\b/m.test(readFileSync(join(folder, name), "utf8")));
const modules = await Promise.all(files.map(async (file) => ({ file, ...(await import(pathToFileURL(join(folder, file)))) })));
const chosen = modules.filter((module) => !module.ROWS || module.ROWS.some(asked));
if (!chosen.length) {
  console.error(`bench: no row ${wanted.join(" ")}; there are ${modules.flatMap((module) => module.ROWS ?? []).join(" ")}`);
  process.exit(2);
}

const sample = prepare(root);
const table = [];
for (const { file, rows } of chosen) {
  console.error(`bench: ${file}`);
  try {
    table.push(...(await rows({ dist: join(root, "dist"), sample, quick: values.quick, chromium: launch })).filter(({ row }) => asked(row)));
  } catch (error) {
    console.error(error);
    table.push({ row: file, goal: "", figure: "could not be measured", peer: String(error.message ?? error).split("\n")[0], held: false });
  }
}

const number = (row) => Number(/\d+/.exec(row)?.[0] ?? Infinity);
table.sort((a, b) => number(a.row) - number(b.row));
const said = (held) => (held === null ? "–" : held ? "held" : "NOT HELD");
const cells = [["row", "goal", "figure [95 %]", "peer, absolute", "held"], ...table.map(({ row, goal, figure, peer, held }) => [row, goal, figure, peer, said(held)])];
const width = [0, 1, 2, 3, 4].map((column) => Math.max(...cells.map((line) => [...line[column]].length)));
for (const line of cells) console.log(`| ${line.map((cell, column) => cell + " ".repeat(width[column] - [...cell].length)).join(" | ")} |`);
const counted = table.filter(({ held }) => held !== null);
console.log(`${counted.filter(({ held }) => held).length} of ${counted.length} held${values.quick ? " (quick: too few pairs to judge)" : ""}`);
if (values.json) writeFileSync(values.json, `${JSON.stringify(table, null, 1)}\n`);
process.exitCode = counted.every(({ held }) => held) ? 0 : 1;
