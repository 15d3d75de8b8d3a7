// What every journey shares: a Chromium, the built app on a static host in a sub-folder, and a watch for anything that goes wrong.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { serve } from "../../tools/serve.mjs";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
export const DIST = process.env.DIST ?? join(ROOT, "dist");
/** A folder that is not the root of its host, as a committee would have it. */
export const BASE = "/committee/archive/";
/** `HEADERS=1` sends the headers of the build with every file, so that the policy binds workers too. */
const HEADERS = Boolean(process.env.HEADERS);
export const PHONE = { width: 360, height: 740 };
export const DESK = { width: 1280, height: 900 };

const PROGRAMS = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/google-chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"];
const QUIET = ["--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

if (!existsSync(join(DIST, "files.json"))) throw new Error(`${DIST} holds no finished build: run \`make dist\``);

let browser;
let host;
before(async () => {
  const executablePath = PROGRAMS.find((program) => program && existsSync(program));
  assert.ok(executablePath, "no Chromium found: set CHROMIUM to its program");
  // Chromium as root (a container) starts only without its own sandbox.
  const args = process.getuid?.() === 0 ? ["--no-sandbox", ...QUIET] : QUIET;
  browser = await chromium.launch({ executablePath, args });
  host = await serve(DIST, { base: BASE, headers: HEADERS });
});
after(async () => {
  await browser?.close();
  await host?.close();
});

/** Notes whatever a page must never do: errors, breaches of the policy, requests to anybody else. */
async function watch(context, origin) {
  const faults = [];
  await context.exposeBinding("noteBreach", (_, breach) => faults.push(`policy: ${breach}`));
  await context.addInitScript(() => {
    addEventListener("securitypolicyviolation", (event) => noteBreach(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`));
  });
  context.on("console", (message) => { if (message.type() === "error") faults.push(`console: ${message.text()}`); });
  context.on("weberror", (error) => faults.push(`page: ${error.error().message}`));
  context.on("request", (request) => {
    const url = new URL(request.url());
    if (/^https?:|^wss?:/.test(url.protocol) && url.origin !== origin) faults.push(`request: ${request.url()}`);
  });
  return faults;
}

/**
 * A test in a browser profile of its own; it fails when the page does what it must not, unless that matches `allow`.
 * Options: `viewport`, `touch`, `dark`, `timezone`, `locale`, `host` (options of `serve` for another host, or `dir` for another build), `allow`,
 * `patience` (seconds in all, 60).
 * `run` gets `{ page, context, address, open, host }`; `open("#/groups")` opens an address as a link in a mail would.
 */
export function journey(name, options, run) {
  if (!run) [options, run] = [{}, options];
  test(name, { timeout: (options.patience ?? 60) * 1000 }, async () => {
    const own = options.host && (await serve(options.host.dir ?? DIST, { base: BASE, headers: HEADERS, ...options.host }));
    const { address } = own ?? host;
    const context = await browser.newContext({
      viewport: options.viewport ?? DESK,
      hasTouch: options.touch ?? false,
      colorScheme: options.dark ? "dark" : "light",
      timezoneId: options.timezone ?? "Europe/Zurich",
      locale: options.locale ?? "en-GB",
      permissions: ["clipboard-read", "clipboard-write"],
      reducedMotion: "reduce",
    });
    // Nobody could answer its dialog here; tests/journeys/saving.test.mjs has one of its own.
    await context.addInitScript(() => { delete globalThis.showSaveFilePicker; });
    context.setDefaultTimeout(options.patience ? 60_000 : 10_000);
    const faults = await watch(context, new URL(address).origin);
    const page = await context.newPage();
    const open = async (fragment = "", on = page) => {
      await on.goto(address + fragment);
      await on.getByRole("heading", { level: 1 }).waitFor();
    };
    try {
      await run({ page, context, address, open, host: own ?? host });
      const bad = faults.filter((fault) => !options.allow?.test(fault));
      assert.deepEqual(bad, [], "the page did what it must not");
    } catch (error) {
      mkdirSync(join(ROOT, "target/journeys"), { recursive: true });
      const picture = join("target/journeys", `${name.replace(/\W+/g, "-").slice(0, 80)}.png`);
      await page.screenshot({ path: join(ROOT, picture) }).catch(() => {});
      error.message += `\n  at ${page.url()}, picture in ${picture}${faults.map((fault) => `\n  ${fault}`).join("")}`;
      throw error;
    } finally {
      await context.close();
      await own?.close();
    }
  });
}

/** Waits until `value()` passes `check`, an assertion. */
export async function eventually(value, check, patience = 8_000) {
  const end = Date.now() + patience;
  for (;;) {
    try {
      return check(await value());
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((wait) => setTimeout(wait, 50));
    }
  }
}

/** A status (polite message) that reads `text`. */
export const status = (page, text) => page.getByRole("status").filter({ hasText: text });

/** A status or an alert that holds `text`. */
export const notice = (page, text) => status(page, text).or(page.getByRole("alert").filter({ hasText: text }));

/** Waits for a locator's first match to be seen. */
export const seen = (locator) => locator.first().waitFor();

/** Waits until nothing matches any more, or nothing of it is seen. */
export const gone = (locator) => locator.first().waitFor({ state: "hidden" });

/** The lists with this name, one under each heading where they are grouped. */
export const list = (page, name) => page.getByRole("list", { name, exact: true });

/** Checks the fragment of the page's address. */
export const fragment = (page, expected) =>
  eventually(() => new URL(page.url()).hash, (hash) => (expected instanceof RegExp ? assert.match(hash, expected) : assert.equal(hash, expected)));

/** Checks the page's title, which follows its content. */
export const titled = (page, expected) =>
  eventually(() => page.title(), (title) => (expected instanceof RegExp ? assert.match(title, expected) : assert.equal(title, expected)));

/** Opens the menu of a button and chooses from it. */
export async function choose(scope, button, item, page = scope) {
  await scope.getByRole("button", { name: button, exact: true }).click();
  await page.getByRole("menuitem", { name: item, exact: true }).click();
}

/** Does `act`, and gives the name and text of the file that it downloads. */
export async function downloaded(page, act) {
  const [download] = await Promise.all([page.waitForEvent("download"), act()]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), "utf8") };
}

/** Everything that the page's host keeps on this device, exactly: local storage, and every IndexedDB with its keys. */
export const kept = (page) => page.evaluate(async () => {
  const asked = (request) => new Promise((done, failed) => { request.onsuccess = () => done(request.result); request.onerror = () => failed(request.error); });
  const stores = {};
  for (const { name } of await indexedDB.databases()) {
    const database = await asked(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const all = database.transaction(store).objectStore(store);
      const [keys, values] = await Promise.all([asked(all.getAllKeys()), asked(all.getAll())]);
      // A store that is empty keeps nothing; whether the page has opened it yet is a matter of moments.
      if (keys.length) stores[`${name} ${store}`] = [keys, values];
    }
    database.close();
  }
  return { local: { ...localStorage }, stores };
});

/** The archive's records, as they are kept by hand: `{ meeting, action, organization, cycle }`. */
export function records() {
  const folder = join(ROOT, "public/data/records");
  const all = { meeting: [], action: [], organization: [], cycle: [] };
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".json"))) {
    const envelope = JSON.parse(readFileSync(join(folder, file), "utf8"));
    for (const kind of Object.keys(all)) all[kind].push(...(envelope[kind] ?? []));
  }
  return all;
}

/** An envelope with one meeting that the archive does not hold. */
export const newMeeting = (id = "igf-2026-mag-1", name = "IGF 2026 MAG Meeting I") => ({
  schemaVersion: "1.0.0",
  meeting: [{ id, name, cycle: "igf-2025", organization: ["mag"], meetingType: "virtual", start: "2026-01-20T13:00:00Z", timeZone: "UTC", datePrecision: "minute",
    agendaItem: [{ id: `${id}/item-1`, number: "1.", name: "Welcome", duration: "PT5M" }] }],
});

/** What a file input takes. */
export const file = (name, content) => ({ name, mimeType: "application/json", buffer: Buffer.from(typeof content === "string" ? content : JSON.stringify(content)) });
