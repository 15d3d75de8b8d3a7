// Hosts: the same files work on a good host, on a bad one, with the policy as a header, and say it plainly when they cannot.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DIST, journey, seen, status } from "./lib.mjs";

const POLICY =
  /^default-src 'none'; script-src 'self' 'sha256-[\w+/=]+' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types rapporteur$/;

for (const [name, host] of [
  ["in the root of a host", { base: "/" }],
  ["on a host that compresses and sends the headers", { compress: true, headers: true }],
  ["on a host that knows no types and compresses nothing", { bad: true }],
]) {
  journey(`the app runs ${name}`, { host }, async ({ page, open }) => {
    await open();
    await seen(status(page, /^30 meetings$/));
    await open("#/meetings?q=LACIGF");
    await seen(status(page, /^\d of 30 meetings$/));
    await open("#/drafts");
    await seen(page.getByRole("button", { name: "New draft", exact: true }));
  });
}

const PAGES = ["#/meetings", "#/meetings?q=liaison", "#/meetings/igf-2025-mag-11", "#/groups", "#/groups/wg-strategy", "#/cycles", "#/cycles/igf-2025", "#/actions", "#/drafts", "#/import", "#/settings", "#/help"];

for (const [name, headers] of [["of the page alone", false], ["sent as a header too", true]]) {
  journey(`every page keeps to the policy ${name}`, { host: { headers }, allow: /elsewhere\.example/ }, async ({ page, address, open }) => {
    const answer = await page.goto(address);
    assert.equal("content-security-policy" in answer.headers(), headers);
    for (const fragment of PAGES) {
      await open(fragment);
      await page.waitForLoadState("networkidle");
    }
    await open("#/meetings?q=liaison");
    await page.locator("main mark").first().waitFor();
    // A policy in the page binds no worker; the header does.
    const [worker] = page.workers();
    const answers = await worker.evaluate(async (headers) => {
      // What the debugger evaluates itself is excepted from the policy; what runs later is not.
      await new Promise((later) => setTimeout(later));
      const tried = async (call) => { try { await call(); return "done"; } catch (error) { return error.name; } };
      return [await tried(() => new Function("return 1")()), headers && (await tried(() => fetch("https://elsewhere.example/"))), headers && (await tried(() => import("https://elsewhere.example/x.js")))];
    }, headers);
    assert.deepEqual(answers, headers ? ["EvalError", "TypeError", "TypeError"] : ["done", false, false]);
  });
}

journey("what never changes may be kept for ever, the rest is asked for again", { host: { headers: true } }, async ({ page, address }) => {
  const { files } = JSON.parse(readFileSync(join(DIST, "files.json"), "utf8"));
  for (const name of ["", "data/list.json", "files.json", ...Object.keys(files)]) {
    const headers = (await page.request.get(address + name)).headers();
    assert.equal(headers["cache-control"], /-[0-9a-f]{16}\.(js|wasm|css)$/.test(name) ? "public, max-age=31536000, immutable" : "no-cache", name);
    assert.equal(headers["x-content-type-options"], "nosniff", name);
    assert.match(headers["content-security-policy"], /^default-src 'none';/, name);
  }
});

journey("the strict policy is the first thing in the page", async ({ page, open }) => {
  await open();
  const first = page.locator("head > :first-child");
  assert.equal(await first.getAttribute("http-equiv"), "Content-Security-Policy");
  assert.match(await first.getAttribute("content"), POLICY);
});

journey("a part that does not arrive is said in plain words", { allow: /^console: / }, async ({ page, address }) => {
  await page.route(/\.wasm$/, (route) => route.abort());
  await page.goto(address);
  await seen(page.getByRole("alert").filter({ hasText: "could not be loaded" }).getByRole("link", { name: "one data file" }));
});

journey("without WebAssembly the page says so and offers the data", async ({ page, address }) => {
  await page.addInitScript(() => { delete globalThis.WebAssembly; });
  await page.goto(address);
  await seen(page.getByRole("alert").filter({ hasText: "needs WebAssembly" }).getByRole("link", { name: "one data file" }));
});

journey("only the app's own workers get past the policy", async ({ page, open }) => {
  await open();
  const answers = await page.evaluate(() => ["https://elsewhere.example/x.js", "./data/list.json", rapporteurModules.searcher].map((address) => {
    try {
      return Boolean(rapporteurPolicy.createScriptURL(address));
    } catch (error) {
      return error.name;
    }
  }));
  assert.deepEqual(answers, ["TypeError", "TypeError", true]);
});

journey("the file list names every file of the build by its digest", async ({ page, address, open }) => {
  await open();
  const { files } = JSON.parse(readFileSync(join(DIST, "files.json"), "utf8"));
  const wrong = await page.evaluate(async ([address, files]) => {
    const wrong = [];
    for (const [name, { sha256 }] of Object.entries(files)) {
      const bytes = await (await fetch(address + name)).arrayBuffer();
      const digest = [...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
      if (digest !== sha256) wrong.push(name);
    }
    return wrong;
  }, [address, files]);
  assert.deepEqual(wrong, []);
});
