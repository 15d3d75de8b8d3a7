// The built app asks nothing of a browser that Safari 16.4, Chrome 111 and Firefox 115 do not have.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { apiFaults, assembled, eventFaults, inline, lacking, markupFaults, names, styleFaults, wasmFaults, wasmFeatures } from "./platform.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const DIST = process.env.DIST ?? join(ROOT, "dist");
if (!existsSync(join(DIST, "files.json"))) throw new Error(`${DIST} holds no finished build: run \`make dist\``);
const built = (ending) => readdirSync(DIST).filter((name) => name.endsWith(ending)).map((name) => [name, readFileSync(join(DIST, name))]);

// The interfaces that the program can hold objects of: the features of web-sys that anything in it turns on.
const features = execFileSync("cargo", ["tree", "--locked", "--target", "wasm32-unknown-unknown", "--edges", "normal", "--package", "web-sys", "--depth", "0", "--prefix", "none", "--format", "{f}"], { cwd: ROOT, encoding: "utf8" });
const INTERFACES = new Set(features.trim().split(/[\s,]+/));

// What is newer than the floor and yet allowed, because the app asks first or does without.
const EXCUSED = {
  "api.TrustedTypePolicy.createScriptURL": "where there are no Trusted Types, the page brings a policy of its own",
  "api.QuotaExceededError.quota": "another quota is meant, of StorageManager.estimate()",
  "ClipboardItem": "asked for first: where it is missing, a text is copied without its formats",
  "api.ClipboardItem": "as above",
  "api.ClipboardItem.ClipboardItem": "as above",
  "api.StorageManager.estimate": "its absence is caught: the storage is then shown without its limit",
  "api.Navigator.share": "asked for first: where it is missing, the link is copied (platform/share)",
  "api.IDBTransaction.durability": "an option of the transaction, which older browsers pass over",
  "trustedTypes": "asked for first",
  "api.trustedTypes": "asked for first",
  "api.TrustedTypePolicyFactory.createPolicy": "asked for first",
  "javascript.builtins.DisposableStack.dispose": "another one is meant, Symbol.dispose",
  "javascript.builtins.Symbol.dispose": "wasm-bindgen asks for it first",
  "javascript.builtins.ArrayBuffer.detached": "wasm-bindgen compares it with undefined and then goes by the length",
  "api.ReadableStreamBYOBRequest.respond": "Leptos' streams of server functions, of which the app has none",
  "api.ReadableByteStreamController.byobRequest": "Leptos' streams of server functions, of which the app has none",
  "api.SharedStorage.run": "another one is meant, of the tasks of console.createTask, which is asked for first",
  "api.SharedStorageWorklet.run": "as above",
};
const EXCUSED_STYLE = {
  "css.properties.text-size-adjust": "where it is missing, texts are not scaled by themselves",
  "css.properties.text-wrap": "headings break less evenly",
  "css.properties.text-wrap.balance": "headings break less evenly",
  "css.properties.cursor.pointer": "a phone has no cursor",
  "css.properties.cursor.default": "a phone has no cursor",
  "css.properties.cursor.grab": "a phone has no cursor",
  "css.properties.resize.none": "a phone has no corner to resize a field by",
  "css.properties.resize": "a phone has no corner to resize a field by",
  "css.properties.content-visibility": "rows out of sight are laid out too, which takes a little longer",
  "css.properties.content-visibility.auto": "as above",
  "css.properties.content-visibility.visible": "as above",
  "css.properties.contain-intrinsic-size": "as above",
  "css.properties.break-after.avoid": "a heading may stand last on a printed page",
  "css.properties.break-before.avoid": "an item may stand last on a printed page, without those below it",
  "css.properties.scrollbar-width": "the navigation of a narrow window has a bar to scroll it by",
  "css.properties.scrollbar-width.none": "as above",
  "css.properties.mask-image": "the prefixed one stands beside it",
  "css.at-rules.page": "the print dialog's own margins hold",
};

test("the WebAssembly modules use only features that the oldest browsers have", async (t) => {
  const modules = built(".wasm");
  assert.ok(modules.length >= 3, "three modules are built");
  const faults = [];
  for (const [name, bytes] of modules) {
    t.diagnostic(`${name}: ${(await wasmFeatures(bytes)).used.join(", ")}`);
    faults.push(...(await wasmFaults(name, bytes)));
  }
  assert.deepEqual(faults, []);
});

test("the generated scripts and the page's own name only what the oldest browsers have", (t) => {
  assert.ok(INTERFACES.has("Window") && INTERFACES.has("IdbFactory"), "the interfaces are known");
  // What the modules export is asked of them, not of the browser.
  const exported = new Set(built(".wasm").flatMap(([, bytes]) => WebAssembly.Module.exports(new WebAssembly.Module(bytes)).map(({ name }) => name)));
  const scripts = [...built(".js"), ["index.html", Buffer.from(inline(join(DIST, "index.html")).join("\n"))]];
  const faults = [];
  for (const [name, bytes] of scripts) {
    const asked = names(bytes.toString());
    asked.members = asked.members.filter((name) => !exported.has(name));
    t.diagnostic(`${name}: ${asked.globals.length} globals, ${asked.members.length} names on objects`);
    faults.push(...apiFaults(name, asked, idl(INTERFACES), EXCUSED));
  }
  assert.deepEqual(faults, []);
});

// web-sys writes IdbFactory for IDBFactory.
function idl(interfaces) {
  const spelled = new Map(["IDB", "HTML", "URL", "DOM", "UI", "SVG", "CSS"].map((word) => [word[0] + word.slice(1).toLowerCase(), word]));
  const all = new Set(interfaces);
  for (const name of interfaces) for (const [from, to] of spelled) if (name.startsWith(from)) all.add(to + name.slice(from.length));
  return all;
}

// The program's source, without comments and tests: what it asks for by a name in a text, and what it puts into the page.
function source() {
  const files = readdirSync(join(ROOT, "src"), { recursive: true }).filter((name) => name.endsWith(".rs") && /^(platform|ui|main|bin\/(desk|searcher|reader|writer))/.test(name.replaceAll("\\", "/")));
  return files.map((name) => [name, readFileSync(join(ROOT, "src", name), "utf8").split("\n#[cfg(test)]\nmod ")[0].replace(/^\s*\/\/.*$/gm, "")]);
}

test("names that the program asks for in texts, events, elements and attributes are in the oldest browsers", (t) => {
  const faults = [];
  const counts = {};
  const each = (text, pattern, kind, judge) => {
    for (const [, name] of text.matchAll(pattern)) {
      counts[kind] = (counts[kind] ?? 0) + 1;
      faults.push(...judge(name));
    }
  };
  for (const [file, text] of source()) {
    each(text, /Reflect::(?:get|has|set|construct)\([^;]*?"(\w+)"/g, "names", (name) => apiFaults(file, { globals: [name], members: [name] }, new Set(), EXCUSED));
    each(text, /\bev::(\w+)/g, "events", (event) => eventFaults(file, event, idl(INTERFACES)));
    each(text, /\blisten\([^;]*?"(\w+)"/g, "events", (event) => eventFaults(file, event, idl(INTERFACES)));
    each(text, /(?<![.\w])(?:html::)?([a-z]\w*)\(\)/g, "elements", (name) => markupFaults(file, "element", name));
    each(text, /\.attr\("([\w-]+)"/g, "attributes", (name) => markupFaults(file, "attribute", name));
  }
  t.diagnostic(Object.entries(counts).map(([kind, count]) => `${count} ${kind}`).join(", "));
  for (const kind of ["names", "events", "elements", "attributes"]) assert.ok(counts[kind] > 3, `${kind} are found`);
  assert.deepEqual(faults, []);
});

test("the style sheets use only what the oldest browsers have, or does without", () => {
  assert.equal(built(".css").length, 2, "one for every page, one for the desk");
  assert.deepEqual(built(".css").flatMap(([name, bytes]) => styleFaults(name, bytes.toString(), EXCUSED_STYLE)), []);
});

// The checks themselves: what is too new is found.
test("too new WebAssembly is found", async () => {
  const refused = {
    tail_call: "(module (func $f (return_call $f)))",
    multi_memory: "(module (memory 1) (memory 1))",
    memory64: "(module (memory i64 1))",
    exceptions: "(module (tag $t) (func (throw $t)))",
    relaxed_simd: "(module (func (param v128 v128) (result v128) (i8x16.relaxed_swizzle (local.get 0) (local.get 1))))",
  };
  for (const [feature, text] of Object.entries(refused)) {
    const [fault = ""] = await wasmFaults("test", await assembled(text));
    assert.match(fault, new RegExp(`test uses ${feature}: webassembly\\.\\w+`), text);
  }
  const known = "(module (memory 1) (func (param i32) (result i32 i32) (i32.extend8_s (local.get 0)) (i32.trunc_sat_f64_s (f64.const 1)) (memory.fill (i32.const 0) (i32.const 0) (i32.const 1))))";
  assert.deepEqual(await wasmFeatures(await assembled(known)), { used: ["bulk_memory", "multi_value", "sat_float_to_int", "sign_extension"] });
  assert.deepEqual(await wasmFaults("test", await assembled(known)), []);
  assert.match((await wasmFaults("test", Buffer.from("no module")))[0], /not understood/);
});

test("too new names, events, markup and styles are found", () => {
  const ask = (script) => apiFaults("test", names(script), new Set(["Document", "Element", "Window", "URL"]));
  for (const [script, fault] of [
    ["document.startViewTransition(f)", /api\.Document\.startViewTransition/],
    ["el.setHTMLUnsafe(x)", /setHTMLUnsafe/],
    ["[1].toSpliced(0); Object.groupBy([], f)", /Object\.groupBy/],
    ["Promise.withResolvers()", /Promise\.withResolvers/],
    ["new Iterator(); const x = Temporal.Now", /uses Temporal: Temporal/],
    ["Uint8Array.fromBase64(x)", /fromBase64/],
    ["const { a = el.togglePopover(b) } = c", /togglePopover/],
  ]) assert.match(ask(script).join("\n"), fault, script);
  assert.deepEqual(ask("const at = (Temporal) => [1].at(-1) + Temporal + document.getElementById('x').replaceChildren() + structuredClone(1)"), []);
  assert.throws(() => names("for await (using x of y) {}"));
  assert.match(eventFaults("test", "scrollend", new Set(["Document"])).join(), /scrollend_event/);
  assert.deepEqual(eventFaults("test", "click", new Set(["Element"])), []);
  assert.match(markupFaults("test", "attribute", "popover").join(), /global_attributes\.popover/);
  assert.match(markupFaults("test", "element", "search").join(), /elements\.search/);
  assert.deepEqual([...markupFaults("test", "attribute", "inert"), ...markupFaults("test", "element", "dialog"), ...markupFaults("test", "attribute", "href")], []);
  const sheet = "a { color: light-dark(red, blue); field-sizing: content; text-wrap: balance; & b { top: 0 } } c:has(d) { margin-inline: 1px } @starting-style { e { top: 0 } }";
  const faults = styleFaults("test", sheet).join("\n");
  for (const use of ["light-dark()", "field-sizing", "&", ":has", "@starting-style"]) assert.ok(faults.includes(`test: ${use}`), `${use} in\n${faults}`);
  assert.ok(!faults.includes("margin-inline"));
  assert.deepEqual(lacking({ __compat: { support: { chrome: { version_added: "≤80" }, chrome_android: { version_added: "111" }, firefox: [{ version_added: "120" }, { version_added: "60" }],
    firefox_android: { version_added: "79" }, safari: { version_added: "16.4" }, safari_ios: { version_added: "16.5" } } } }), ["safari_ios 16.4"]);
});
