// Hostile texts: a thousand of them in every text field of an archive, then every view and export of it. None runs, none becomes an element.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";
import { DIST, ROOT, downloaded, eventually, file, journey, list, seen, status } from "./lib.mjs";
import { envelopeOf, meetingOf, vectors } from "./vectors.mjs";

const TEXTS = vectors();
// What the app itself is made of. Anything else in the page came from a text.
const ELEMENTS = ("html head meta title link script body div header footer nav main section article aside h1 h2 h3 h4 h5 h6 p span a ul ol li dl dt dd button input label fieldset legend select option optgroup " +
  "textarea table caption thead tbody tr th td dialog mark strong em b i bdi abbr time small code kbd details summary hr br search output data sup sub").split(" ");
const LINKS = ["data/archive.json"];

// The hostile archive as a host would serve it: the same app, its data packed from the texts.
const folder = mkdtempSync(join(tmpdir(), "rapporteur-xss-"));
const hostile = join(folder, "dist");
before(() => {
  cpSync(DIST, hostile, { recursive: true });
  rmSync(join(hostile, "data"), { recursive: true });
  writeFileSync(join(folder, "hostile.json"), JSON.stringify(envelopeOf(TEXTS)));
  const built = ["release", "debug"].map((kind) => join(ROOT, "target", kind, "archive")).filter(existsSync);
  built.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  // Hostile ids point nowhere, which it reports: forty thousand lines, and status 1.
  assert.equal(spawnSync(built[0], ["pack", join(folder, "hostile.json"), "--output", join(hostile, "data")], { stdio: "ignore" }).status, 1);
});
after(() => rmSync(folder, { recursive: true, force: true }));

// In the page: the tools of the checks below, and the call that every text tries to make.
async function arm(context) {
  await context.addInitScript(([elements, links]) => {
    globalThis.xss = (...what) => { console.error(`a text ran as a script ${what}`); };
    const isOwn = (link) => link.getAttribute("href").startsWith("#") || links.includes(link.getAttribute("href"));
    const first = {};
    // The style sheet of the desk comes with its module.
    const SELECTORS = { script: "script", link: 'link:not([rel="stylesheet"][href^="./desk-"][href$=".css"])', meta: "meta" };
    const count = (name) => document.querySelectorAll(SELECTORS[name]).length;
    addEventListener("DOMContentLoaded", () => { for (const name in SELECTORS) first[name] = count(name); });
    // What is wrong with the page as it is, in words.
    globalThis.faults = () => {
      const found = new Set();
      for (const element of document.querySelectorAll("*")) {
        const name = element.localName;
        if (element.namespaceURI !== "http://www.w3.org/1999/xhtml" || !elements.includes(name)) found.add(`element ${name}`);
        for (const { name: attribute, value } of element.attributes) {
          if (/^on|^(srcdoc|formaction|action|background|ping|data|xlink:href|popover)$/i.test(attribute)) found.add(`${name} has ${attribute}="${value}"`);
          if (attribute === "src" && name !== "script") found.add(`${name} has src="${value}"`);
        }
        if (name !== "a" || !element.hasAttribute("href") || isOwn(element)) continue;
        const outside = /^https?:$/.test(element.protocol) && /^https?:\/\//i.test(element.getAttribute("href"));
        const rel = (element.getAttribute("rel") ?? "").split(/\s+/);
        if (!outside && !element.href.startsWith("blob:")) found.add(`link to ${element.getAttribute("href")}`);
        if (!["noopener", "noreferrer"].every((word) => rel.includes(word))) found.add(`link without rel to ${element.getAttribute("href")}`);
      }
      for (const name in first) if (count(name) !== first[name]) found.add(`another ${name}`);
      return [...found];
    };
    // How often a text stands in the page as it is, white space aside; what works unseen stands there as a mark (domain::shown).
    const plain = (text) => text.replace(/[\u202A-\u202E\u2066-\u2069\u200B\u2060-\u2064\uFEFF]/g, "\uFFFD").replace(/[\s\u0000-\u001f\u0085]+/g, "");
    globalThis.times = (text) => plain(document.querySelector("main").textContent).split(plain(text)).length - 1;
    globalThis.until = async (holds) => {
      for (let n = 0; n < 1200; n++) {
        if (holds()) return true;
        await new Promise((wait) => setTimeout(wait, 25));
      }
      return false;
    };
  }, [ELEMENTS, LINKS]);
}

const clean = async (page, where) => assert.deepEqual(await page.evaluate(() => faults()), [], where);

// Opens each address in turn, inside the page, and says what is wrong there; `least` is how often the text must be seen.
const visit = (page, stops, least) => page.evaluate(async ([stops, least]) => {
  const wrong = [];
  for (const { address, text } of stops) {
    location.hash = address;
    if (!(await until(() => location.hash === address && times(text) >= least))) wrong.push(`${address}: ${JSON.stringify(text)} is seen ${times(text)} times`);
    for (const fault of faults()) wrong.push(`${address}: ${fault} of ${JSON.stringify(text)}`);
    if (wrong.length > 20) break;
  }
  return wrong;
}, [stops, least]);

const stops = (kind, from, to) => TEXTS.slice(from, to).map((text, n) => ({ address: `#/${kind}-${from + n}`, text }));
const host = { dir: hostile };
const PATIENT = { host, patience: 600 };

journey("the list of a hostile archive, its facets, search, palette and exports", PATIENT, async ({ page, context, open }) => {
  await arm(context);
  await open("#/meetings");
  await seen(status(page, /^1,000 meetings$/));
  await page.getByRole("button", { name: "Show all" }).click();
  await eventually(() => list(page, "Meetings").getByRole("link").count(), (count) => assert.ok(count >= 1000, `${count} links`), 60_000);
  assert.deepEqual(await page.evaluate((texts) => texts.filter((text) => times(text) < 1), TEXTS), []);
  await clean(page, "list");
  await page.emulateMedia({ media: "print" });
  await clean(page, "list, printed");
  await page.emulateMedia({ media: "screen" });

  // Every text has a cycle of its own here, and so a file of its own.
  page.setDefaultTimeout(120_000);
  for (const [entry, check] of [
    ["JSON", (text) => assert.deepEqual(new Set(JSON.parse(text).meeting.map((meeting) => meeting.name)), new Set(TEXTS))],
    ["CSV", (text) => {
      const titles = new Set(rowsOf(text).slice(1).map((row) => row[1].replace(/(^|[,;|\t\r\n])'(?=['"\s]*[=+\-@\t\r\n＝＋－＠−])/g, "$1")));
      for (const one of TEXTS) assert.ok(titles.has(one), one);
      for (const row of rowsOf(text)) for (const cell of row) assert.doesNotMatch(cell, /^[=+\-@\t\r\n＝＋－＠]/);
    }],
  ]) {
    await page.getByRole("button", { name: "Export list" }).click();
    const { text } = await downloaded(page, () => page.getByRole("menuitem", { name: entry, exact: true }).click());
    check(text);
  }

  for (const words of ["onerror", "javascript", "script alert svg", "<img src=x onerror=xss()>", "\"><svg/onload=xss()>"]) {
    await open(`#/meetings?q=${encodeURIComponent(words)}`);
    await status(page, /^(No|[\d,]+ of) /).first().waitFor();
    await eventually(() => page.locator("main").innerText(), (text) => assert.ok(text.length > 0));
    await clean(page, `search for ${words}`);
  }
  await open("#/meetings?q=onerror");
  await page.locator("main mark").first().waitFor();
  await clean(page, "hits");

  await page.keyboard.press("Control+k");
  const box = page.getByRole("dialog").getByRole("combobox").or(page.getByRole("dialog").getByRole("searchbox")).or(page.getByRole("dialog").getByRole("textbox"));
  for (const words of ["img", "javascript", "svg", "</script>"]) {
    await box.first().fill(words);
    await page.getByRole("dialog").getByText(words).first().waitFor();
    await clean(page, `palette for ${words}`);
  }
});

for (const from of [0, 250, 500, 750]) {
  journey(`every meeting of a hostile archive, ${from} to ${from + 249}`, PATIENT, async ({ page, context, open }) => {
    await arm(context);
    await open("#/help");
    assert.deepEqual(await visit(page, stops("meetings/m", from, from + 250), 15), []);
    const { text } = await downloaded(page, async () => {
      await page.getByRole("button", { name: "Export", exact: true }).click();
      await page.getByRole("menuitem", { name: "JSON", exact: true }).click();
    });
    const part = meetingOf(TEXTS[from + 249], from + 249);
    // No file for others holds an address by which one joins a call.
    for (const place of part.meeting.location.virtualLocation) delete place.url;
    assert.deepEqual([JSON.parse(text).meeting, JSON.parse(text).action, JSON.parse(text).cycle[0].name], [[part.meeting], [part.action], part.cycle.name]);
    await page.emulateMedia({ media: "print" });
    await clean(page, "meeting, printed");
    const paper = (await page.pdf()).toString("latin1");
    assert.doesNotMatch(paper, /\/URI\s*\((?!https?:)/i, "a link on paper");
    assert.doesNotMatch(paper, /\/S\s*\/(JavaScript|Launch)/);
  });
}

journey("every group, cycle and action of a hostile archive", PATIENT, async ({ page, context, open }) => {
  await arm(context);
  for (const address of ["#/groups", "#/cycles", "#/actions"]) {
    await open(address);
    await page.waitForFunction((texts) => texts.every((text) => times(text) >= 1), TEXTS, { timeout: 60_000 });
    await clean(page, address);
    await page.emulateMedia({ media: "print" });
    await clean(page, `${address}, printed`);
    await page.emulateMedia({ media: "screen" });
  }
  assert.deepEqual(await visit(page, stops("groups/b", 0, 1000).filter((_, n) => n % 10 === 0), 2), []);
  assert.deepEqual(await visit(page, stops("cycles/c", 0, 1000).filter((_, n) => n % 10 === 5), 2), []);
});

journey("hostile texts in ids, addresses and names of files", { patience: 300 }, async ({ page, context, open }) => {
  await arm(context);
  const ids = TEXTS.filter((text) => !text.includes("/") && text === text.trim() && !/[\u0000-\u001f]/.test(text)).slice(0, 20);
  const meeting = ids.map((id, n) => ({ ...meetingOf(id, n).meeting, id, organization: [id], cycle: id }));
  await open("#/import");
  const name = `<img src=x onerror=xss()>.json`;
  await page.getByLabel("Choose files").setInputFiles([file(name, { schemaVersion: "1.0.0", meeting }), file(`${TEXTS[1]}.json`.replaceAll("/", ""), "[["), file("<svg onload=xss()>", "no JSON")]);
  await eventually(() => page.getByRole("region", { name: "Preview" }).getByRole("checkbox").count(), (count) => assert.equal(count, ids.length));
  await seen(page.getByRole("region", { name: "Preview" }).getByText(name));
  await clean(page, "preview");
  await page.getByRole("button", { name: "Add to archive" }).click();
  await seen(status(page, /added/i));
  await open("#/meetings");
  await seen(status(page, new RegExp(`^${30 + ids.length} meetings$`)));
  assert.deepEqual(await visit(page, ids.map((id) => ({ address: `#/meetings/${encodeURIComponent(id)}`, text: id })), 5), []);
  for (const text of TEXTS.slice(0, 40)) {
    const word = encodeURIComponent(text);
    for (const address of [`#/${word}`, `#/meetings/${word}/${word}`, `#/groups/${word}`, `#/cycles/${word}`, `#/drafts/${word}`, `#/open/${word}`, `#/meetings?${word}=${word}&cycle=${word}&group=${word}&tz=${word}&sort=${word}&q=${word}`]) {
      await page.evaluate((address) => { location.hash = address; }, address);
      await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))));
      await clean(page, address);
    }
  }
});

journey("hostile texts through import: preview, archive, drafts, editor, settings and backup", { patience: 600 }, async ({ page, context, open }) => {
  await arm(context);
  await open("#/import");
  // Ten to a file: every file takes its bodies and cycles along.
  const files = Array.from({ length: 100 }, (_, n) => file(`hostile-${n}.json`, envelopeOf(TEXTS.slice(10 * n, 10 * n + 10), 10 * n)));
  await page.getByLabel("Choose files").setInputFiles(files);
  await eventually(() => page.getByRole("region", { name: "Preview" }).getByRole("checkbox").count(), (count) => assert.equal(count, 1000), 60_000);
  assert.deepEqual(await page.evaluate((texts) => texts.filter((text) => times(text) < 1), TEXTS), []);
  await clean(page, "preview");
  await page.getByRole("button", { name: "Add to archive" }).click();
  await status(page, /added/i).first().waitFor({ timeout: 120_000 });
  await open("#/meetings");
  await status(page, /^1,030 meetings$/).first().waitFor({ timeout: 120_000 });
  await page.getByRole("button", { name: "Show all" }).click();
  await eventually(() => page.evaluate((texts) => texts.filter((text) => times(text) < 1), TEXTS), (missing) => assert.deepEqual(missing, []), 60_000);
  await clean(page, "list with what was added");
  assert.deepEqual(await visit(page, stops("meetings/m", 0, 1000).filter((_, n) => n % 20 === 0), 15), []);
  await open("#/settings");
  await seen(page.getByRole("region", { name: "Storage" }).getByText(/kB/).first());
  await clean(page, "settings");
});

journey("hostile texts in drafts and the editor", { patience: 300 }, async ({ page, context, open }) => {
  await arm(context);
  await open("#/import");
  await page.getByLabel("Choose files").setInputFiles([file("hostile.json", envelopeOf(TEXTS.filter((_, n) => n % 25 === 0)))]);
  await eventually(() => page.getByRole("region", { name: "Preview" }).getByRole("checkbox").count(), (count) => assert.equal(count, 40));
  await page.getByRole("button", { name: "Open as draft" }).click();
  await eventually(() => list(page, "Drafts").getByRole("link").count(), (count) => assert.equal(count, 40));
  await clean(page, "drafts");
  const addresses = await list(page, "Drafts").getByRole("link").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  const line = (text) => text.replace(/[\r\n]/g, "");
  const wanted = new Set(TEXTS.filter((_, n) => n % 25 === 0).map(line));
  for (const address of addresses) {
    await open(address);
    const value = await page.getByRole("textbox", { name: "Meeting title" }).inputValue();
    assert.ok(wanted.delete(value), value);
    await eventually(() => page.getByRole("textbox", { name: "Item title" }).first().inputValue(), (title) => assert.equal(line(title), value));
    await page.getByRole("textbox", { name: "Item title" }).first().press("Alt+Shift+ArrowDown");
    await clean(page, address);
  }
  await page.emulateMedia({ media: "print" });
  await clean(page, "editor, printed");
  await page.emulateMedia({ media: "screen" });
  await open("#/drafts");
  await page.getByRole("button", { name: "Delete", exact: true }).first().click();
  await seen(page.getByRole("region", { name: "Trash" }));
  await clean(page, "trash");
});

journey("the checks above find what they are there for", async ({ page, context, open }) => {
  await arm(context);
  await open("#/help");
  await clean(page, "help");
  const cases = [["img", {}, "element img"], ["script", {}, "another script"], ["a", { href: "javascript:xss()" }, "link to javascript:xss()"], ["a", { href: "https://example.org/" }, "link without rel to https://example.org/"],
    ["a", { href: "//example.org/", rel: "noopener noreferrer" }, "link to //example.org/"], ["a", { href: "data:text/html,x", rel: "noopener noreferrer" }, "link to data:text/html,x"],
    ["div", { onnever: "x" }, 'div has onnever="x"'], ["button", { formaction: "x" }, 'button has formaction="x"'], ["p", { srcdoc: "x" }, 'p has srcdoc="x"'], ["input", { src: "x" }, 'input has src="x"']];
  for (const [name, attributes, fault] of cases) {
    const found = await page.evaluate(([name, attributes]) => {
      const element = document.createElement(name);
      for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
      document.querySelector("main").append(element);
      const found = faults();
      element.remove();
      return found;
    }, [name, attributes]);
    assert.ok(found.includes(fault), `${fault} in ${found}`);
  }
  await clean(page, "help again");
});

// A file of RFC 4180, as rows of cells.
function rowsOf(text) {
  const rows = [[]];
  for (const [, quoted, bare, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    rows.at(-1).push(quoted?.replaceAll('""', '"') ?? bare);
    if (end === "\r\n") rows.push([]);
    if (end === "") break;
  }
  return rows.filter((row) => row.length > 1);
}
