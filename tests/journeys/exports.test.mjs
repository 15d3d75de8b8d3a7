// What leaves the desk: every format from the editor and from a meeting's page, with a preview and what goes along.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { agenda, title } from "./editor.mjs";
import { PHONE, choose, downloaded, eventually, gone, journey, notice, seen } from "./lib.mjs";

const dialog = (page) => page.getByRole("dialog", { name: "Export" });
const preview = (page) => dialog(page).getByRole("region", { name: "Preview" });

/** A draft with a note, a presenter and a date. */
async function call(page, open) {
  await agenda(page, open, "90", "Welcome 5' @Chair", "Budget 20'", "AOB");
  await page.getByLabel("Start date").fill("2026-12-03");
  await page.getByLabel("Start time").fill("14:00");
  await title(page, 1).click();
  await page.keyboard.press("Shift+Enter");
  await page.getByRole("textbox", { name: "Private note" }).fill("ask for more");
}

const FORMATS = [
  ["Calendar (.ics)", "ics", /^BEGIN:VCALENDAR\r\n/],
  ["Markdown", "md", /Welcome/],
  ["Plain text", "txt", /Welcome/],
  ["Web page (.html)", "html", /^<!DOCTYPE html>/],
  ["Word (.docx)", "docx", /^PK/],
  ["Spreadsheet (.csv)", "csv", /Welcome/],
];

journey("a draft goes out in every format, without what is private", async ({ page, open }) => {
  await call(page, open);
  for (const [name, ending, start] of FORMATS) {
    const file = await downloaded(page, () => choose(page, "Export", name));
    assert.ok(file.name.endsWith(`.${ending}`), file.name);
    assert.match(file.text, start, name);
    assert.doesNotMatch(file.text, /ask for more/, name);
  }
});

journey("a calendar without a date says why it cannot be made", async ({ page, open }) => {
  await agenda(page, open, "90", "Welcome");
  await page.getByRole("button", { name: "Export", exact: true }).click();
  const entry = page.getByRole("menuitem", { name: "Calendar (.ics)" });
  assert.equal(await entry.getAttribute("aria-disabled"), "true");
  await seen(entry.getByText("A calendar needs a date"));
  await entry.press("Enter");
  await seen(entry);
});

journey("the preview shows what goes along, and follows the ticks", { viewport: PHONE }, async ({ page, open }) => {
  await call(page, open);
  await choose(page, "Export", "Preview and choose…");
  const tick = (name) => dialog(page).getByRole("checkbox", { name, exact: true });
  assert.equal(await tick("Private notes").isChecked(), false);
  await seen(preview(page).getByText("Budget"));
  await gone(preview(page).getByText("ask for more"));
  await tick("Private notes").check();
  await seen(preview(page).getByText("ask for more"));
  await dialog(page).getByRole("combobox", { name: "Format" }).selectOption({ label: "Plain text" });
  await eventually(() => preview(page).innerText(), (text) => assert.match(text, /Chair[^]*ask for more/));
  await tick("Presenters").uncheck();
  await eventually(() => preview(page).innerText(), (text) => assert.doesNotMatch(text, /Chair/));
  const { text } = await downloaded(page, () => dialog(page).getByRole("button", { name: "Download" }).click());
  assert.match(text, /ask for more/);
  assert.doesNotMatch(text, /Chair/);
  // The private note goes where it was asked for, and nowhere by itself.
  await dialog(page).getByRole("button", { name: "Close" }).click();
  const plain = await downloaded(page, () => choose(page, "Export", "Plain text"));
  assert.doesNotMatch(plain.text, /ask for more/);
});

journey("the preview of every format that is read as text follows the ticks", async ({ page, open }) => {
  await call(page, open);
  await choose(page, "Export", "Preview and choose…");
  const presenters = dialog(page).getByRole("checkbox", { name: "Presenters", exact: true });
  for (const name of ["JSON", "Calendar (.ics)", "Markdown", "Plain text", "Spreadsheet (.csv)"]) {
    await dialog(page).getByRole("combobox", { name: "Format" }).selectOption({ label: name });
    await eventually(() => preview(page).innerText(), (text) => assert.match(text, /Welcome[^]*Chair[^]*Budget/, name));
    await presenters.uncheck();
    await eventually(() => preview(page).innerText(), (text) => assert.ok(/Welcome[^]*Budget/.test(text) && !text.includes("Chair"), name));
    await presenters.check();
  }
});

const OFFLINE = "This could not be made. Check the connection and try again; nothing was lost.";
const UNLOADED = /ERR_INTERNET_DISCONNECTED|ERR_FAILED|Failed to load resource|writer/;

journey("without a network the first export says that it could not be made, and with it the next one is", { allow: UNLOADED }, async ({ page, open, context }) => {
  await call(page, open);
  await context.setOffline(true);
  await choose(page, "Export", "Plain text");
  await seen(notice(page, OFFLINE));
  assert.equal(await title(page, 0).inputValue(), "Welcome");
  // JSON and paper need no writer.
  assert.match((await downloaded(page, () => choose(page, "Export", "JSON"))).text, /Budget/);

  await choose(page, "Export", "Preview and choose…");
  await seen(preview(page).getByText("Budget"));
  await dialog(page).getByRole("combobox", { name: "Format" }).selectOption({ label: "Markdown" });
  await seen(preview(page).getByRole("alert").filter({ hasText: OFFLINE }));
  await dialog(page).getByRole("button", { name: "Copy for e-mail" }).click();
  await seen(dialog(page).getByRole("status").filter({ hasText: OFFLINE }));

  await context.setOffline(false);
  await preview(page).getByRole("button", { name: "Try again" }).click();
  await eventually(() => preview(page).innerText(), (text) => assert.match(text, /Welcome[^]*Budget/));
  const copy = dialog(page).getByRole("button", { name: "Copy for e-mail" });
  await copy.click();
  await seen(dialog(page).getByText(/Copied, formatted and plain\.|press the button once more/));
  await copy.click();
  await seen(dialog(page).getByText("Copied, formatted and plain."));
  await dialog(page).getByRole("button", { name: "Close" }).click();
  for (const [name, , start] of FORMATS) assert.match((await downloaded(page, () => choose(page, "Export", name))).text, start);
});

journey("a writer that comes broken says so, and is loaded again", { allow: UNLOADED }, async ({ page, open, context }) => {
  const broken = (route) => route.fulfill({ contentType: "application/wasm", body: "no module" });
  await context.route("**/writer-*.wasm", broken);
  await open("#/meetings/igf-2025-mag-11");
  await choose(page, "Export", "Markdown");
  await seen(notice(page, OFFLINE));
  await context.unroute("**/writer-*.wasm", broken);
  const { text } = await downloaded(page, () => choose(page, "Export", "Markdown"));
  assert.match(text, /Updates from the Secretariat/);
});

journey("a private note is on paper where it is asked for, once, and never by the browser's own command", async ({ page, open }) => {
  await call(page, open);
  // What the browser tells the page around printing.
  const paper = async (event) => {
    await page.evaluate((event) => dispatchEvent(new Event(event)), event);
    return page.locator(".desk-paper").textContent();
  };
  await page.evaluate(() => { window.print = () => { window.isPrinted = true; }; });
  await choose(page, "Export", "Preview and choose…");
  await dialog(page).getByRole("checkbox", { name: "Private notes" }).check();
  await dialog(page).getByRole("button", { name: "Print" }).click();
  await page.waitForFunction(() => window.isPrinted);
  await eventually(() => paper("beforeprint"), (text) => assert.match(text, /ask for more/));
  await paper("afterprint");
  await eventually(() => paper("beforeprint"), (text) => assert.match(text, /Budget/));
  assert.doesNotMatch(await paper("beforeprint"), /ask for more/);
});

journey("an e-mail is copied formatted and plain", async ({ page, open }) => {
  await call(page, open);
  await choose(page, "Export", "Preview and choose…");
  await dialog(page).getByRole("button", { name: "Copy for e-mail" }).click();
  await seen(dialog(page).getByText("Copied, formatted and plain."));
  const forms = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    return Promise.all(["text/html", "text/plain"].map(async (kind) => (await item.getType(kind)).text()));
  });
  for (const text of forms) assert.match(text, /Welcome[^]*Chair[^]*Budget/);
});

journey("a meeting of the archive is copied for e-mail, and shared where the browser can, else as a link", async ({ page, open, address }) => {
  await open("#/meetings/igf-2025-mag-11");
  const press = (name) => page.getByRole("button", { name, exact: true }).click();
  await press("Copy for e-mail");
  await seen(notice(page, "Copied, formatted and plain."));
  const forms = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    return Promise.all(["text/html", "text/plain"].map(async (kind) => (await item.getType(kind)).text()));
  });
  for (const text of forms) assert.match(text, /IGF 2025 MAG Meeting XI[^]*Updates from the Secretariat/);
  const link = `${address}#/meetings/igf-2025-mag-11`;
  await page.evaluate(() => { delete Navigator.prototype.share; });
  await press("Share");
  await eventually(() => page.evaluate(() => navigator.clipboard.readText()), (text) => assert.equal(text, link));
  await seen(notice(page, /^Copied/));
  await page.evaluate(() => { navigator.share = async (what) => { globalThis.shared = what; }; });
  await press("Share");
  await eventually(() => page.evaluate(() => globalThis.shared), (what) => assert.deepEqual(what, { title: "IGF 2025 MAG Meeting XI", url: link }));
});

journey("a meeting of the archive goes out in every format", async ({ page, open }) => {
  await open("#/meetings/igf-2025-mag-11");
  for (const [name, ending, start] of FORMATS) {
    const file = await downloaded(page, () => choose(page, "Export", name));
    assert.equal(file.name, `igf-2025-mag-11.${ending}`);
    assert.match(file.text, name.startsWith("Word") || ending === "ics" || ending === "html" ? start : /Updates from the Secretariat/, name);
  }
});

journey("a file of a word processor comes whole", async ({ page, open }) => {
  await call(page, open);
  const [download] = await Promise.all([page.waitForEvent("download"), choose(page, "Export", "Word (.docx)")]);
  const bytes = readFileSync(await download.path());
  // The end of the central directory (APPNOTE 4.3.16) says how many parts there are, and stands where the file ends.
  const end = bytes.lastIndexOf(Buffer.from("PK\u0005\u0006", "latin1"));
  assert.equal(bytes.length, end + 22 + bytes.readUInt16LE(end + 20));
  assert.ok(bytes.readUInt16LE(end + 10) >= 5);
  assert.ok(bytes.includes(Buffer.from("word/document.xml")));
});
