// Writes what the app is made of, `node tools/sbom.mjs FILE`: a CycloneDX 1.6 list of every crate compiled into the WebAssembly modules.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const PLATFORM = "wasm32-unknown-unknown";

const run = (...options) => execFileSync("cargo", options, { cwd: ROOT, encoding: "utf8", maxBuffer: 2 ** 28 });

/** Name and version of every package compiled into the app, its own included. What only runs while building (macros, build scripts, tests) is not part of it. `of` takes the tree of one package. */
export function tree(of) {
  const options = ["tree", "--locked", "--target", PLATFORM, "--edges", "normal,no-proc-macro", "--prefix", "none", "--no-dedupe", "--format", "{p}"];
  const lines = run(...options, ...(of ? ["--package", of] : [])).trim().split("\n");
  return new Set(lines.map((line) => /^(\S+) v(\S+)/.exec(line)).map(([, name, version]) => `${name}@${version}`));
}

// The same packages as `[{ package, needs: [id] }]`. `cargo metadata` alone would name some that only tests turn on.
function compiled() {
  const { packages, resolve } = JSON.parse(run("metadata", "--locked", "--format-version", "1", "--filter-platform", PLATFORM));
  const wanted = tree();
  const found = new Map(packages.filter((one) => wanted.has(`${one.name}@${one.version}`)).map((one) => [one.id, one]));
  const needs = ({ deps }) => deps.filter((dep) => found.has(dep.pkg) && dep.dep_kinds.some(({ kind }) => kind === null)).map((dep) => dep.pkg);
  return resolve.nodes.filter((node) => found.has(node.id)).map((node) => ({ package: found.get(node.id), needs: needs(node) }))
    .sort((a, b) => (purl(a.package) < purl(b.package) ? -1 : 1));
}

/** The name of a package that other tools know it by (package URL). */
const purl = ({ name, version }) => `pkg:cargo/${name}@${version}`;

// SHA-256 of each package as the registry holds it.
function checksums() {
  const lock = readFileSync(`${ROOT}Cargo.lock`, "utf8");
  const entries = lock.matchAll(/^name = "(.+)"\nversion = "(.+)"\nsource = .+\nchecksum = "(.+)"$/gm);
  return new Map([...entries].map(([, name, version, sum]) => [purl({ name, version }), sum]));
}

// Old manifests part alternatives by a slash, which SPDX writes as OR.
const license = (one) => (one.license ? { licenses: [{ expression: one.license.replace(/\s*\/\s*/g, " OR ") }] } : {});

/** The document. It holds no date and no chance, so that the same build gives the same bytes. */
function sbom() {
  const all = compiled();
  const sums = checksums();
  const component = (one) => ({
    type: "library", "bom-ref": purl(one), name: one.name, version: one.version, ...(one.description && { description: one.description.trim().replace(/\s+/g, " ") }),
    ...(sums.has(purl(one)) && { hashes: [{ alg: "SHA-256", content: sums.get(purl(one)) }] }),
    ...license(one), purl: purl(one), ...(one.repository && { externalReferences: [{ type: "vcs", url: one.repository }] }),
  });
  const byId = new Map(all.map((one) => [one.package.id, one.package]));
  const app = all.find((one) => one.package.source === null).package;
  return {
    bomFormat: "CycloneDX", specVersion: "1.6", version: 1,
    metadata: { component: { type: "application", "bom-ref": purl(app), name: app.name, version: app.version, ...license(app), purl: purl(app) } },
    components: all.filter((one) => one.package !== app).map((one) => component(one.package)),
    dependencies: all.map((one) => ({ ref: purl(one.package), dependsOn: [...new Set(one.needs.map((id) => purl(byId.get(id))))].sort() })),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = process.argv[2];
  if (!file) {
    console.error("usage: node tools/sbom.mjs FILE");
    process.exit(2);
  }
  writeFileSync(file, `${JSON.stringify(sbom(), null, 1)}\n`);
}
