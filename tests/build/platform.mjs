// What a build asks of the browser, held against MDN's compatibility data for the oldest browsers that are promised to work.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { parse } from "acorn";
import { full } from "acorn-walk";
import * as css from "css-tree";
import wabt from "wabt";

const bcd = createRequire(import.meta.url)("@mdn/browser-compat-data");

/** The oldest browsers that are promised to work. */
export const FLOOR = { chrome: "111", chrome_android: "111", firefox: "115", firefox_android: "115", safari: "16.4", safari_ios: "16.4" };

const number = (version) => version.replace("≤", "").split(".").map(Number);
const isUpTo = (version, most) => {
  const [a, b] = [number(version), number(most)];
  return a[0] < b[0] || (a[0] === b[0] && (a[1] ?? 0) <= (b[1] ?? 0));
};

/** The browsers of the floor that lack a feature of the compatibility data, in words. */
export function lacking({ __compat: { support } }) {
  const has = (browser) => [support[browser] ?? []].flat().some((statement) =>
    typeof statement.version_added === "string" && statement.version_added !== "preview" && isUpTo(statement.version_added, FLOOR[browser]) &&
    !(typeof statement.version_removed === "string" && isUpTo(statement.version_removed, FLOOR[browser])) && !statement.flags && !statement.prefix && !statement.alternative_name);
  return Object.keys(FLOOR).filter((browser) => support[browser] !== "mirror" && !has(browser)).map((browser) => `${browser} ${FLOOR[browser]}`);
}

const fault = (what, features) => {
  const lack = features.map(([path, feature]) => [path, lacking(feature)]).filter(([, browsers]) => browsers.length);
  return lack.length ? lack.map(([path, browsers]) => `${what}: ${path} is not in ${browsers.join(", ")}`) : [];
};

// WebAssembly: the features as wabt turns them on and off, and where the data has them.
const WASM = {
  mutable_globals: [], // importing and exporting them is older than the data
  sign_extension: ["sign-extension-operations"], sat_float_to_int: ["non-trapping-float-to-int-conversions"], multi_value: ["multi-value"],
  bulk_memory: ["bulk-memory-operations"], reference_types: ["reference-types"], simd: ["fixed-width-SIMD"], extended_const: ["extended-constant-expressions"],
  threads: ["threads-and-atomics"], tail_call: ["tail-calls"], multi_memory: ["multiMemory"], memory64: ["memory64"], relaxed_simd: ["relaxed-SIMD"],
  exceptions: ["exceptionsFinal"], function_references: ["typedFunctionReferences"], gc: ["garbage-collection"],
};

/** The features without which a module is not valid, or the reason why it is not valid at all. */
export async function wasmFeatures(bytes) {
  const tool = await wabt();
  const off = Object.fromEntries(Object.keys(tool.FEATURES).map((name) => [name, false]));
  const why = (features) => {
    try {
      const on = { ...off, ...Object.fromEntries([...features].map((name) => [name, true])) };
      const module = tool.readWasm(bytes, on);
      try { module.validate(on); } finally { module.destroy(); }
    } catch (error) {
      return error.message;
    }
  };
  const used = new Set(Object.keys(WASM));
  const unknown = why(used);
  if (unknown) return { used: [], unknown };
  // Newest first: some features turn others on.
  for (const name of [...used].reverse()) {
    used.delete(name);
    if (why(used)) used.add(name);
  }
  return { used: [...used].sort() };
}

/** What of a module's features the floor lacks. */
export async function wasmFaults(name, bytes) {
  const { used, unknown } = await wasmFeatures(bytes);
  if (unknown) return [`${name}: not understood: ${unknown}`];
  return used.flatMap((feature) => fault(`${name} uses ${feature}`, WASM[feature].map((key) => [`webassembly.${key}`, bcd.webassembly[key]])));
}

// Web APIs: every name of the data by its last word, with the interface that it belongs to.
const byName = new Map();
const note = (word, owner, path, feature) => byName.set(word, [...(byName.get(word) ?? []), { owner, path, feature }]);
const OPTION = /^(?:options|init|descriptor|properties|data)_(\w+?)_parameter$/;
function gather(owner, path, object) {
  for (const [key, value] of Object.entries(object)) {
    if (key === "__compat") continue;
    const word = key.replace(/_static$/, "");
    if (value.__compat && !key.endsWith("_event")) note(word, owner, `${path}.${key}`, value);
    for (const [inner, below] of Object.entries(value)) {
      const option = OPTION.exec(inner);
      if (option && below.__compat) note(option[1], owner, `${path}.${key}.${inner}`, below);
    }
  }
}
for (const [owner, object] of Object.entries(bcd.api)) {
  gather(owner, `api.${owner}`, object);
  // Functions and objects of the window itself: `fetch`, `structuredClone`.
  if (/^[a-z]/.test(owner)) note(owner, "Window", `api.${owner}`, object);
}
for (const [owner, object] of Object.entries(bcd.javascript.builtins)) {
  gather(owner, `javascript.builtins.${owner}`, object);
  for (const [inner, below] of Object.entries(object)) if (owner === "Intl" && below.__compat) gather(inner, `javascript.builtins.Intl.${inner}`, below);
}
for (const [owner, object] of Object.entries(bcd.webassembly.api)) if (owner !== "__compat") gather(owner, `webassembly.api.${owner}`, object);
const builtins = new Set([...Object.keys(bcd.javascript.builtins), ...Object.keys(bcd.javascript.builtins.Intl)]);
const globals = { ...bcd.javascript.builtins, ...Object.fromEntries(Object.keys(bcd.api).map((name) => [name, bcd.api[name]])) };

/** The names that a script asks the browser for: globals that it does not declare, and what it reads, calls or sets on objects. */
export function names(script) {
  // A year whose syntax all browsers of the floor know.
  const tree = parse(script, { ecmaVersion: 2022, sourceType: "module" });
  const declared = new Set();
  const identifiers = new Set();
  const members = new Set();
  const bind = (pattern) => {
    if (!pattern) return;
    if (pattern.type === "Identifier") declared.add(pattern.name);
    else if (pattern.type === "ObjectPattern") pattern.properties.forEach((one) => bind(one.value ?? one.argument));
    else if (pattern.type === "ArrayPattern") pattern.elements.forEach(bind);
    else bind(pattern.left ?? pattern.argument);
  };
  full(tree, (node) => {
    if (node.type === "VariableDeclarator") bind(node.id);
    else if (/Function|Class/.test(node.type)) { bind(node.id); node.params?.forEach(bind); }
    else if (node.type === "CatchClause") bind(node.param);
    else if (/^Import.*Specifier$/.test(node.type)) bind(node.local);
    else if (node.type === "Identifier") identifiers.add(node.name);
    else if (node.type === "MemberExpression" && !node.computed && node.property.type === "Identifier") members.add(node.property.name);
    else if (node.type === "MemberExpression" && node.property.type === "Literal" && typeof node.property.value === "string") members.add(node.property.value);
  });
  return { globals: [...identifiers].filter((name) => !declared.has(name)), members: [...members] };
}

/**
 * What of a script's names the floor lacks. A script does not say on what a name is asked for, so a name is a fault where none of the
 * candidates has it in every browser of the floor: the Web `interfaces` that the program can hold objects of and JavaScript's own
 * objects, or, where none of these knows the name, whatever does.
 */
export function apiFaults(what, { globals: asked, members }, interfaces, excused = {}) {
  const found = [];
  for (const name of asked) if (globals[name]?.__compat) found.push(...fault(`${what} uses ${name}`, [[name, globals[name]]]));
  for (const name of members) {
    const all = byName.get(name) ?? [];
    const near = all.filter(({ owner }) => interfaces.has(owner) || builtins.has(owner));
    const candidates = near.length ? near : all;
    if (candidates.every(({ feature }) => lacking(feature).length)) found.push(...fault(`${what} uses .${name}`, candidates.map(({ path, feature }) => [path, feature])));
  }
  return found.filter((line) => !Object.keys(excused).some((path) => line.includes(`: ${path} is`)));
}

/** What of an event's name the floor lacks, on the interfaces of the program. */
export function eventFaults(what, event, interfaces) {
  const all = Object.entries(bcd.api).filter(([owner, object]) => interfaces.has(owner) && object[`${event}_event`]).map(([owner, object]) => [`api.${owner}.${event}_event`, object[`${event}_event`]]);
  return all.some(([, feature]) => !lacking(feature).length) ? [] : fault(`${what} listens to ${event}`, all);
}

/** What of an element or an attribute the floor lacks, wherever it may stand. */
export function markupFaults(what, kind, name) {
  const all = kind === "element"
    ? [[`html.elements.${name}`, bcd.html.elements[name]]]
    : [[`html.global_attributes.${name}`, bcd.html.global_attributes[name]], ...Object.entries(bcd.html.elements).map(([element, has]) => [`html.elements.${element}.${name}`, has[name]])];
  const known = all.filter(([, feature]) => feature?.__compat);
  return known.some(([, feature]) => !lacking(feature).length) ? [] : fault(`${what} has ${name}`, known);
}

/** What of a style sheet the floor lacks: properties, their keywords, functions, at-rules and selectors. */
export function styleFaults(what, sheet, excused = {}) {
  const found = new Set();
  const judge = (use, path, feature) => { if (feature?.__compat) for (const line of fault(`${what}: ${use}`, [[path, feature]])) found.add(line); };
  let property;
  css.walk(css.parse(sheet, { parseCustomProperty: true }), (node) => {
    if (node.type === "Declaration") {
      property = node.property.startsWith("--") ? undefined : node.property.toLowerCase();
      if (property) judge(property, `css.properties.${property}`, bcd.css.properties[property]);
    } else if (node.type === "Identifier" && property) judge(`${property}: ${node.name}`, `css.properties.${property}.${node.name}`, bcd.css.properties[property]?.[node.name]);
    else if (node.type === "Function") {
      for (const [type, has] of Object.entries(bcd.css.types)) {
        if (type === node.name) judge(`${node.name}()`, `css.types.${type}`, has);
        else if (has[node.name]) judge(`${node.name}()`, `css.types.${type}.${node.name}`, has[node.name]);
      }
    } else if (node.type === "Atrule") judge(`@${node.name}`, `css.at-rules.${node.name}`, bcd.css["at-rules"][node.name]);
    else if (/^Pseudo/.test(node.type)) judge(`:${node.name}`, `css.selectors.${node.name}`, bcd.css.selectors[node.name]);
    else if (node.type === "NestingSelector") judge("&", "css.selectors.nesting", bcd.css.selectors.nesting);
    else if (node.type === "MediaFeature" || node.type === "Feature") judge(`@media ${node.name}`, `css.at-rules.media.${node.name}`, bcd.css["at-rules"].media[node.name]);
  });
  return [...found].filter((line) => !Object.keys(excused).some((path) => line.includes(`: ${path} is`)));
}

/** The scripts of a page that stand in it. */
export const inline = (file) => [...readFileSync(file, "utf8").matchAll(/<script[^>]*>(.*?)<\/script>/gs)].map(([, script]) => script);

/** A module in WebAssembly's text form as bytes, with every feature allowed. */
export async function assembled(text) {
  const tool = await wabt();
  const module = tool.parseWat("test.wat", text, Object.fromEntries(Object.keys(tool.FEATURES).map((name) => [name, true])));
  try { return module.toBinary({}).buffer; } finally { module.destroy(); }
}
