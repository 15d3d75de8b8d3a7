// Finishes what trunk built, `node tools/finish.mjs dist [--any-size]`: small files named by content, the policy, the file list, the size check.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

// What the first view may weigh on the wire, in bytes.
const GOAL = { gzip: 180_000, brotli: 150_000 };
// The oldest browsers that are promised to work.
const TARGET = "--target=chrome111,firefox115,safari16.4";
const MODULES = ["rapporteur", "desk", "searcher", "reader", "writer"];
const WORKERS = ["searcher", "reader", "writer"];
// Ways by which text could become markup or code; and, in the workers, ways out to the network.
const FORBIDDEN = /\b(innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval)\b|new Function\b/;
const WAYS_OUT = /\b(XMLHttpRequest|WebSocket|EventSource|sendBeacon)\b/;

const dist = process.argv[2];
if (!dist) stop("usage: node tools/finish.mjs DIST [--any-size]");
const at = (name) => join(dist, name);
const text = (name) => readFileSync(at(name), "utf8");
const digest = (bytes, form) => createHash("sha256").update(bytes).digest(form);
if (!existsSync(at("rapporteur.js"))) stop(`${dist} holds no fresh build: run \`make dist\``);
for (const name of ["data/list.json", "data/archive.json"]) if (!existsSync(at(name))) stop(`${at(name)} is missing: run \`make dist\``);

function stop(message) {
  console.error(`finish: ${message}`);
  process.exit(1);
}
const esbuild = (source, loader) => execFileSync("esbuild", ["--minify", "--charset=utf8", TARGET, `--loader=${loader}`], { input: source, encoding: "utf8", maxBuffer: 2 ** 28 });

// Writes `content` as <stem>-<hash>.<ending>, and takes away the files that it came from.
const named = [];
function name(stem, ending, content, ...from) {
  for (const old of from) rmSync(at(old));
  const result = `${stem}-${digest(content, "hex").slice(0, 16)}.${ending}`;
  writeFileSync(at(result), content);
  named.push(result);
  return result;
}

// The generated modules, each with its WebAssembly file.
const start = `
const early = [];
const keep = (event) => early.push(event);
addEventListener("message", keep);
__wbg_init().then(() => {
  removeEventListener("message", keep);
  for (const event of early) dispatchEvent(new MessageEvent("message", { data: event.data, ports: event.ports }));
  // The page hears of what is thrown, not of a promise that fails.
}, (error) => setTimeout(() => { throw error; }));`;
const modules = {};
for (const module of MODULES) {
  const wasm = name(module, "wasm", readFileSync(at(`${module}_bg.wasm`)), `${module}_bg.wasm`);
  let script = text(`${module}.js`).replaceAll(`${module}_bg.wasm`, wasm);
  // A worker starts itself; what is said to it before it can listen, it hears then.
  if (WORKERS.includes(module)) script += start;
  script = esbuild(script, "js");
  const found = FORBIDDEN.exec(script) ?? (WORKERS.includes(module) && WAYS_OUT.exec(script));
  if (found) stop(`the generated ${module}.js holds ${found[0]}: a view without an attribute makes Leptos write markup, give it \`class=""\``);
  if (/\bfrom ?"\.\/snippets\//.test(script)) stop(`the generated ${module}.js imports a snippet, which has no name by content yet`);
  modules[module] = { wasm, script: name(module, "js", script, `${module}.js`) };
}

// The page: its style sheet and that of the desk, names with hashes, what to load early, and the policy.
const sheet = /<link\b[^>]*\brel="stylesheet"[^>]*>\n?/g;
let page = text("index.html");
const sheets = [...page.matchAll(sheet)].map(([link]) => /\bhref="(?:\.\/)?([^"]+)"/.exec(link)[1]);
const styles = (stem, of) => name(stem, "css", esbuild(of.map(text).join("\n"), "css"));
const style = styles("app", sheets.filter((sheet) => sheet !== "desk.css"));
// What holds on paper holds whatever else is said, so it stands last in both.
const deskStyle = styles("desk", ["desk.css", "print.css"]);
for (const sheet of sheets) rmSync(at(sheet));
const early = [
  `<link rel="stylesheet" href="${style}">`,
  `<link rel="modulepreload" href="${modules.rapporteur.script}">`,
  `<link rel="preload" as="fetch" crossorigin href="${modules.rapporteur.wasm}">`,
  `<link rel="preload" as="fetch" crossorigin href="data/list.json">`,
];
page = page.replace(/<!--.*?-->\n?/gs, "").replace(sheet, "").replace("</head>", `${early.join("\n")}\n</head>`);
for (const module of MODULES) {
  page = page.replaceAll(`"./${module}.js"`, `"./${modules[module].script}"`).replaceAll(`"./${module}_bg.wasm"`, `"./${modules[module].wasm}"`);
}
page = page.replaceAll(`"./desk.css"`, `"./${deskStyle}"`);
const inline = [];
page = page.replace(/(<script type="module">)(.*?)(<\/script>)/gs, (_, open, script, close) => {
  const small = esbuild(script, "js").trim();
  inline.push(`'sha256-${digest(small, "base64")}'`);
  return open + small + close;
});
let policy;
page = page.replace(/(http-equiv="Content-Security-Policy" content=")([^"]+)/i, (_, open, written) => {
  policy = written.replace("script-src 'self'", `script-src 'self' ${inline.join(" ")}`);
  return open + policy;
});
if (!policy || inline.length !== 1) stop("index.html needs one policy and one start script");
if (!/<head>\s*<meta http-equiv="Content-Security-Policy"/.test(page)) stop("the policy has to stand first in <head>");
writeFileSync(at("index.html"), page.replace(/\n\s*(?=<)/g, "\n"));

// For hosts that read them: the same policy as a header (a worker is bound by no other), and caching.
const headers = [
  "/*",
  `  Content-Security-Policy: ${policy}; frame-ancestors 'self'`,
  "  X-Content-Type-Options: nosniff",
  "  Referrer-Policy: no-referrer",
  "  Cache-Control: no-cache",
  ...named.sort().flatMap((file) => [`/${file}`, "  ! Cache-Control", "  Cache-Control: public, max-age=31536000, immutable"]),
];
writeFileSync(at("_headers"), `${headers.join("\n")}\n`);
writeFileSync(at(".nojekyll"), "");

// Every file with its digest, for the service worker and for anyone who checks a copy; its own digest names the build.
const listed = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(join(dist, "/").length).replaceAll("\\", "/"))
  .filter((file) => !["files.json", "_headers", ".nojekyll"].includes(file))
  .sort();
const files = Object.fromEntries(listed.map((file) => [file, { bytes: readFileSync(at(file)).length, sha256: digest(readFileSync(at(file)), "hex") }]));
const build = digest(JSON.stringify(files), "hex").slice(0, 16);
writeFileSync(at("files.json"), `${JSON.stringify({ build, files }, null, 1)}\n`);

// What a first visit loads: the page, and the largest chunk of details that it may open.
const size = (file) => files[file].bytes;
const [chunk] = listed.filter((file) => /^data\/cycle-.*\.json$/.test(file)).sort((a, b) => size(b) - size(a) || (a < b ? -1 : 1));
const view = ["index.html", style, modules.rapporteur.script, modules.rapporteur.wasm, "data/list.json", ...(chunk ? [chunk] : [])];
const rows = view.map((file) => {
  const bytes = readFileSync(at(file));
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return { file, raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length, brotli: brotliCompressSync(bytes, { params }).length };
});
const sum = (column) => rows.reduce((total, row) => total + row[column], 0);
const total = { file: "first view", raw: sum("raw"), gzip: sum("gzip"), brotli: sum("brotli") };
const line = (first, ...cells) => console.log(first.padEnd(44) + cells.map((cell) => cell.toLocaleString("en").padStart(10)).join(""));
line("bytes", "raw", "gzip", "brotli");
for (const { file, raw, gzip, brotli } of [...rows, total]) line(file, raw, gzip, brotli);
line("goal", "", GOAL.gzip, GOAL.brotli);
const over = Object.keys(GOAL).filter((column) => total[column] > GOAL[column]);
if (over.length && !process.argv.includes("--any-size")) stop(`the first view is too large as ${over.join(" and ")}`);
