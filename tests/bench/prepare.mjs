// What the benchmarks run on, made on first use below target/bench: the made-up archive, a site that holds the app with it, and the peers.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { serve } from "../../tools/serve.mjs";

const MEETINGS = 10_000;
const ITEMS = 10;
const SEED = 22;
const ARCHIVE = '"${CARGO_TARGET_DIR:-target}/release/archive"';

const once = (make) => {
  let made;
  return (...rest) => (made ??= { is: make(...rest) }).is;
};

/**
 * `{ meetings, items, json(), site(), peer(name, crate, level), host() }`: numbers of the archive; the file that holds it; the folder that is
 * served, with `app/` (the built app with that archive), `vanilla/` and a folder for each peer asked for; the site's server.
 */
export function prepare(root) {
  const folder = join(root, "target/bench");
  const site = join(folder, "site");
  const run = (script) => execFileSync("bash", ["-euc", `cd '${root}'; . tools/env.sh; ${script}`], { stdio: ["ignore", "inherit", "inherit"] });

  const json = once(() => {
    run(`cargo build --quiet --locked --release --bin archive
      ${ARCHIVE} sample --meetings ${MEETINGS} --items ${ITEMS} --seed ${SEED} --output '${folder}'`);
    return join(folder, "sample.json");
  });

  const folders = once(() => {
    const from = json();
    rmSync(site, { recursive: true, force: true });
    cpSync(join(root, "dist"), join(site, "app"), { recursive: true, filter: (path) => path !== join(root, "dist/data") });
    run(`${ARCHIVE} pack '${from}' --output '${join(site, "app/data")}'`);
    cpSync(join(root, "tests/bench/peers/vanilla"), join(site, "vanilla"), { recursive: true });
    const page = readFileSync(join(site, "app/index.html"), "utf8");
    const style = /<link\b[^>]*rel="stylesheet"[^>]*>/.exec(page)[0].replace(/href="(\.\/)?/, 'href="../app/');
    const vanilla = join(site, "vanilla/index.html");
    writeFileSync(vanilla, readFileSync(vanilla, "utf8").replace("<!-- style -->", style));
    writeFileSync(join(site, "blank.html"), "<!doctype html><title>Blank</title>\n");
    // Precise clocks and the measuring of memory need a page that no other origin shares a process with.
    writeFileSync(join(site, "_headers"), "/*\n  Cross-Origin-Opener-Policy: same-origin\n  Cross-Origin-Embedder-Policy: require-corp\n  Cross-Origin-Resource-Policy: same-origin\n");
    return site;
  });

  const built = {};
  /**
   * A program of a crate of tests/bench/peers, built as the app is: its release profile, wasm-bindgen, wasm-opt, a minified script.
   * `level` is what wasm-opt goes for: "z" in the first view, "3" in the desk, which has a profile of its own too.
   */
  const peer = (name, crate = name, level = "z") => (built[name] ??= (() => {
    const manifest = readFileSync(join(root, "Cargo.toml"), "utf8");
    const profiles = manifest.split(/^(?=\[)/m).filter((section) => section.startsWith("[profile.release"));
    const profile = join(folder, "profile.toml");
    mkdirSync(folder, { recursive: true });
    const [, desk] = manifest.match(/^\[profile\.desk\][^[]*^(opt-level = .*)$/m);
    writeFileSync(profile, level === "3" ? profiles.join("").replace(/^opt-level = .*$/m, desk) : profiles.join(""));
    const out = join(folders(), name);
    // Not --locked: a crate that the app takes anew is added to the peers' lock file, and what stands there already is held.
    run(`cargo build --quiet --release --target wasm32-unknown-unknown --config '${profile}' \
        --manifest-path tests/bench/peers/Cargo.toml --target-dir target/bench/peers --package ${crate} --bin ${name}
      wasm-bindgen --target web --no-typescript --out-dir '${out}' target/bench/peers/wasm32-unknown-unknown/release/${name}.wasm
      wasm-opt -O${level} -o '${out}/${name}_bg.wasm' '${out}/${name}_bg.wasm'
      esbuild --minify --log-level=error --allow-overwrite --outfile='${out}/${name}.js' '${out}/${name}.js'`);
    const head = `<link rel="modulepreload" href="${name}.js"><link rel="preload" as="fetch" crossorigin href="${name}_bg.wasm">`;
    writeFileSync(join(out, "index.html"), `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>${name}</title>${head}</head><body><script type="module">import start from "./${name}.js"; start().then((exports) => { globalThis.peerMemory = exports.memory; });</script></body></html>\n`);
    return out;
  })());

  return { meetings: MEETINGS, items: ITEMS, json, site: folders, peer, host: () => serve(folders(), { headers: true }) };
}
