// What the app is made of: how many crates are compiled into it, which stand there twice, and the list that is shipped.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import cyclonedx from "@cyclonedx/cyclonedx-library";
import { tree } from "../../tools/sbom.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const DIST = process.env.DIST ?? join(ROOT, "dist");
const MANIFEST = readFileSync(join(ROOT, "Cargo.toml"), "utf8");
// Crates beyond the fixed packages and what those need themselves.
const MOST = 45;
// In two versions, because a package of ours and one of theirs have not moved at the same time; the newer one comes by itself.
const TWICE = ["gloo-utils", "thiserror"];

// The packages that the project is fixed to, as Cargo.toml marks them.
const fixed = [...MANIFEST.matchAll(/^(?:\[target\..*\.dependencies\.)?([\w-]+)(?:\]\nversion)? = .*# fixed\b/gm)].map(([, name]) => name);

const without = (all, some) => [...all].filter((one) => !some.has(one));
const own = (name) => !name.startsWith("rapporteur@");

test("few crates are compiled into the app beyond the fixed packages' own", (t) => {
  assert.deepEqual([...fixed].sort(), ["gloo-storage", "leptos", "serde", "serde_json", "wasm-bindgen", "web-sys"]);
  const all = new Set([...tree()].filter(own));
  const theirs = new Set(fixed.flatMap((name) => [...tree(name)]));
  const beyond = without(all, theirs).sort();
  t.diagnostic(`${all.size} crates in the app, ${beyond.length} beyond the fixed packages (at most ${MOST}): ${beyond.join(", ")}`);
  assert.ok(beyond.some((name) => name.startsWith("csv@")), "csv is one of ours: the counting is broken");
  assert.ok(beyond.length <= MOST, beyond.join("\n"));
});

test("what is compiled in twice is known", (t) => {
  const versions = new Map();
  for (const name of [...tree()].map((one) => one.split("@")[0])) versions.set(name, (versions.get(name) ?? 0) + 1);
  const twice = [...versions].filter(([, count]) => count > 1).map(([name]) => name).sort();
  t.diagnostic(`in several versions: ${twice.join(", ")}`);
  assert.deepEqual(twice.filter((name) => !TWICE.includes(name)), []);
});

test("every dependency of our own has a reason beside it", () => {
  const lines = MANIFEST.split("\n");
  const without = [];
  let inside = false;
  for (const line of lines) {
    if (line.startsWith("[")) inside = /dependencies\]$/.test(line);
    else if (inside && /^[\w-]+ = /.test(line) && !/# .{8}/.test(line)) without.push(line);
  }
  assert.deepEqual(without, []);
});

test("the list that is shipped is sound CycloneDX and names exactly what is compiled in", async () => {
  const text = readFileSync(join(DIST, "sbom.cdx.json"), "utf8");
  const { Validation, Spec } = cyclonedx;
  assert.equal(await new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(text), null);
  const { components, dependencies, metadata } = JSON.parse(text);
  assert.deepEqual(components.map(({ name, version }) => `${name}@${version}`).sort(), [...tree()].filter(own).sort());
  for (const one of components) {
    assert.match(one.hashes?.[0].content ?? "", /^[0-9a-f]{64}$/, `${one.name} has no checksum`);
    assert.ok(one.licenses?.[0].expression, `${one.name} has no licence`);
  }
  // Everything hangs together: from the app every component is reached.
  const needs = new Map(dependencies.map(({ ref, dependsOn }) => [ref, dependsOn]));
  const reached = new Set([metadata.component["bom-ref"]]);
  for (const ref of reached) for (const next of needs.get(ref)) reached.add(next);
  assert.equal(reached.size, components.length + 1);
  assert.ok("sbom.cdx.json" in JSON.parse(readFileSync(join(DIST, "files.json"), "utf8")).files);
});

test("every cargo command of the build and the tests holds to the lock file", () => {
  const makefile = readFileSync(join(ROOT, "Makefile"), "utf8");
  const loose = makefile.split("\n").filter((line) => /\bcargo (build|test|clippy|nextest|run|bench)\b|\btrunk build\b/.test(line) && !line.includes("--locked"));
  assert.deepEqual(loose, []);
  execFileSync("cargo", ["metadata", "--locked", "--format-version", "1", "--no-deps"], { cwd: ROOT, stdio: "ignore" });
});
