// Keys in the editor: undo from anywhere, the focus after every step, what is read out, and pasting over a slow link.
import assert from "node:assert/strict";
import { actions, agenda, length, lengths, title, titles, undo } from "./editor.mjs";
import { downloaded, eventually, gone, journey, seen } from "./lib.mjs";

const row = (page, name) => page.getByRole("checkbox", { name: `Select “${name}”` });
const become = (page, all) => eventually(() => titles(page), (now) => assert.deepEqual(now, all));
const said = (page) => page.locator('.desk-editor > [aria-live="polite"]');
const says = (page, text) => eventually(() => said(page).textContent(), (now) => assert.equal(now.trim(), text));
// What has the focus: the value of a field, or what it is called.
const active = (page) => page.evaluate(() => {
  const at = document.activeElement;
  return { id: at.id.split("-")[0], text: at.matches("input, textarea") ? at.value : at.getAttribute("aria-label") ?? at.textContent, caret: at.selectionStart };
});
const isAt = (page, id, text, caret) => eventually(() => active(page), (now) => assert.deepEqual(caret === undefined ? [now.id, now.text] : [now.id, now.text, now.caret], caret === undefined ? [id, text] : [id, text, caret]));

async function pasted(page, text, markup) {
  await page.evaluate(async ([text, markup]) => {
    const forms = { "text/plain": new Blob([text], { type: "text/plain" }) };
    if (markup) forms["text/html"] = new Blob([markup], { type: "text/html" });
    await navigator.clipboard.write([new ClipboardItem(forms)]);
  }, [text, markup]);
  await page.keyboard.press("Control+v");
}

journey("undo and redo are the draft's wherever the focus is, and harm no other field", async ({ page, open }) => {
  await agenda(page, open, "", "Alpha", "Beta", "Gamma XX");
  await actions(page, 0, "Delete item");
  await become(page, ["Beta", "Gamma XX"]);
  await page.locator("h1").click();
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press("Control+z");
  await become(page, ["Alpha", "Beta", "Gamma XX"]);
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press("Control+Shift+z");
  await become(page, ["Beta", "Gamma XX"]);
  // As the browser's own menu does it.
  await title(page, 1).focus();
  await page.evaluate(() => document.execCommand("undo"));
  await page.keyboard.press("Control+z");
  await eventually(() => titles(page), (now) => assert.deepEqual(now.slice(-2), ["Beta", "Gamma XX"]));
  await page.reload();
  await eventually(() => titles(page), (now) => assert.deepEqual(now.slice(-2), ["Beta", "Gamma XX"]));
});

journey("a field in a dialog has an undo of its own", async ({ page, open }) => {
  await agenda(page, open, "", "Alpha", "Beta");
  await page.getByRole("button", { name: "History" }).click();
  await page.getByRole("textbox", { name: "Name of the version" }).click();
  await page.keyboard.type("x");
  await page.keyboard.press("Control+z");
  await page.getByRole("button", { name: "Close" }).focus();
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Escape");
  assert.deepEqual(await titles(page), ["Alpha", "Beta"]);
});

journey("whatever is deleted, the focus stays in the agenda, and what was cut can be pasted", async ({ page, open }) => {
  await agenda(page, open, "", "One", "Two", "Three");
  await row(page, "One").focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Control+x");
  await become(page, [""]);
  await isAt(page, "row", "Select “Item title”");
  await says(page, "3 items cut. Undo brings them back.");
  await page.keyboard.press("Control+v");
  await become(page, ["One", "Two", "Three"]);
  await row(page, "One").focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Delete");
  await become(page, [""]);
  await isAt(page, "row", "Select “Item title”");
  await seen(page.getByText("delete 3 items"));
  await page.keyboard.press("Control+z");
  await become(page, ["One", "Two", "Three"]);
  await actions(page, 0, "Delete item");
  await actions(page, 0, "Delete item");
  await actions(page, 0, "Delete item");
  await become(page, [""]);
  await isAt(page, "title", "", 0);
});

journey("undo goes to where the change was, and the page does not jump", async ({ page, open }) => {
  const lines = Array.from({ length: 61 }, (_, at) => `Item ${at + 1}`);
  await agenda(page, open, "", "x");
  await title(page, 0).click();
  await page.keyboard.press("Control+a");
  await pasted(page, lines.join("\n"));
  await become(page, lines);
  await title(page, 50).click();
  await page.keyboard.press("End");
  const before = await page.evaluate(() => scrollY);
  await page.keyboard.press("Enter");
  await isAt(page, "title", "", 0);
  await page.keyboard.press("Control+z");
  await isAt(page, "title", "Item 51", 7);
  assert.ok(Math.abs((await page.evaluate(() => scrollY)) - before) < 100, "it stays where it was");
  await page.keyboard.press("Home");
  for (let at = 0; at < 4; at += 1) await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await isAt(page, "title", "51", 0);
  await page.keyboard.press("Control+z");
  await isAt(page, "title", "Item 51", 4);
  await title(page, 51).click();
  await page.keyboard.press("Home");
  await page.keyboard.press("Backspace");
  await isAt(page, "title", "Item 51Item 52", 7);
  await page.keyboard.press("Control+z");
  await isAt(page, "title", "Item 52", 0);
  await page.keyboard.press("Control+Shift+z");
  await isAt(page, "title", "Item 51Item 52", 7);
});

journey("what is done is read out once and rightly, also where nothing moved", async ({ page, open }) => {
  await agenda(page, open, "", "One", "Two", "Three", "Four", "Five", "Six", "Seven");
  await page.evaluate(() => {
    window.heard = [];
    const region = document.querySelector('.desk-editor > [aria-live="polite"]');
    new MutationObserver(() => window.heard.push(region.textContent.trim())).observe(region, { childList: true, characterData: true, subtree: true });
  });
  await title(page, 0).click();
  for (let at = 0; at < 6; at += 1) await page.keyboard.press("Alt+Shift+ArrowDown");
  for (let at = 0; at < 4; at += 1) await page.keyboard.press("Alt+Shift+ArrowUp");
  await says(page, "“One” is item 3 of 7 on level 1.");
  const heard = await page.evaluate(() => window.heard.filter((text) => text.includes("“One” is")));
  assert.deepEqual(heard, ["“One” is item 3 of 7 on level 1."]);
  await page.keyboard.press("Alt+Shift+ArrowLeft");
  await says(page, "Nothing moved: it cannot go further that way.");
  await page.keyboard.press("Home");
  await pasted(page, "A\nB\nC\n");
  await says(page, "3 lines pasted.");
});

journey("fields of one name are told apart by what describes them", async ({ page, open, context }) => {
  await agenda(page, open, "90", "Welcome 5'", "Updates");
  await page.getByLabel("Start date").fill("2026-03-02");
  await page.getByLabel("Start time").fill("14:00");
  await seen(page.getByText("14:05"));
  const session = await context.newCDPSession(page);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  const told = (name) => nodes.filter((node) => node.name?.value === name && ["textbox", "button"].includes(node.role?.value)).map((node) => node.description?.value.replace(/\s+/g, " "));
  assert.deepEqual(told("Item title"), ["1. 14:00", "2. 14:05"]);
  assert.deepEqual(told("Duration"), ["1. Welcome 14:00", "2. Updates 14:05"]);
  assert.deepEqual(told("Item actions"), ["1. Welcome 14:00", "2. Updates 14:05"]);
});

journey("the agenda is reached from the top, Enter walks through durations, Escape leaves details", async ({ page, open }) => {
  await agenda(page, open, "", "One", "Two");
  await page.getByRole("button", { name: "Skip to the agenda" }).focus();
  await page.keyboard.press("Enter");
  await isAt(page, "title", "One");
  await length(page, 0).click();
  await page.keyboard.type("5");
  await page.keyboard.press("Enter");
  await page.keyboard.type("10");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Three");
  await become(page, ["One", "Two", "Three"]);
  assert.deepEqual(await lengths(page), ["5", "10", ""]);
  await actions(page, 1, "Details");
  await page.getByRole("textbox", { name: "Item description" }).click();
  await page.keyboard.press("Escape");
  await isAt(page, "row", "Select “Two”");
  await page.keyboard.press("?");
  const keys = page.getByRole("dialog", { name: "Keys of this page" });
  for (const name of ["Ctrl ] Ctrl [", "Ctrl Shift ↑ ↓", "Ctrl Y"]) await seen(keys.getByText(name, { exact: true }));
});

journey("a paste over a slow link is there at once, and is bettered only where nothing was done since", async ({ page, open, context }) => {
  let free;
  const held = new Promise((go) => { free = go; });
  await context.route(/reader-/, async (route) => { await held; await route.continue(); });
  await agenda(page, open, "", "Start", "End");
  await title(page, 0).click();
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  const markup = (name) => `<ul><li><a href="https://example.org/">${name} A</a><ul><li>${name} B</li></ul></li></ul>`;
  await pasted(page, "One A\nOne B", markup("One"));
  await become(page, ["Start", "One A", "One B", "End"]);
  await page.keyboard.type("!");
  await become(page, ["Start", "One A", "One B!", "End"]);
  await page.keyboard.press("Enter");
  await pasted(page, "Two A\nTwo B", markup("Two"));
  await become(page, ["Start", "One A", "One B!", "Two A", "Two B", "End"]);
  free();
  const depths = () => page.getByRole("textbox", { name: "Item title" }).evaluateAll((fields) => fields.map((field) => {
    let depth = -1;
    for (let at = field.closest("ol"); at; at = at.parentElement.closest("ol")) depth += 1;
    return " ".repeat(depth) + field.value;
  }));
  await eventually(depths, (all) => assert.deepEqual(all, ["Start", "One A", "One B!", "Two A", " Two B", "End"]));
  await isAt(page, "title", "Two B", 5);
  await page.keyboard.press("Control+z");
  await become(page, ["Start", "One A", "One B!", "", "End"]);
});

journey("a paste stays when the page is left before the reader has answered", async ({ page, open, context }) => {
  await context.route(/reader-/, () => {});
  await agenda(page, open, "", "x");
  await title(page, 0).click();
  await page.keyboard.press("Control+a");
  await pasted(page, "One\nTwo", "<ul><li>One<li>Two</ul>");
  await become(page, ["One", "Two"]);
  await page.reload();
  await become(page, ["One", "Two"]);
});

journey("a long list is pasted whole", { patience: 120 }, async ({ page, open }) => {
  const lines = Array.from({ length: 2_100 }, (_, at) => `Line ${at + 1}`);
  await agenda(page, open, "", "x");
  await title(page, 0).click();
  await page.keyboard.press("Control+a");
  await pasted(page, lines.join("\n"), `<ol>${lines.map((line) => `<li>${line}</li>`).join("")}</ol>`);
  await eventually(() => title(page, 2_099).inputValue(), (value) => assert.equal(value, "Line 2100"), 60_000);
  await says(page, "2,100 lines pasted.");
});

journey("where saving fails, the draft goes out as a file with one press", async ({ page, open }) => {
  await page.addInitScript(() => {
    const set = Storage.prototype.setItem;
    Storage.prototype.setItem = function (key, value) {
      if (window.full) throw new DOMException("full", "QuotaExceededError");
      return set.call(this, key, value);
    };
  });
  await agenda(page, open, "", "One");
  await gone(page.getByRole("button", { name: "Save file" }));
  await page.evaluate(() => { window.full = true; });
  await title(page, 0).click();
  await page.keyboard.press("End");
  await page.keyboard.type(" more");
  const { text } = await downloaded(page, () => page.getByRole("button", { name: "Save file" }).click());
  assert.equal(JSON.parse(text).meeting[0].agendaItem[0].name, "One more");
  await page.evaluate(() => { window.full = false; });
  await title(page, 0).click();
  await page.keyboard.type("!");
  await gone(page.getByRole("button", { name: "Save file" }));
  assert.ok(await undo(page).isEnabled());
});

journey("what a field holds and cannot be understood is kept, undone, seen in another tab, and given to nobody", async ({ page, open, context }) => {
  await agenda(page, open, "90", "One 5 min", "Two");
  const meeting = (on = page) => on.getByRole("textbox", { name: "Length", exact: true });
  const groups = page.getByRole("textbox", { name: /^Groups concerned/ });
  const holds = (field, value) => eventually(() => field.inputValue(), (now) => assert.equal(now, value));
  await length(page, 0).click();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("whatever");
  await meeting().fill("about two hours");
  await actions(page, 1, "Details");
  await groups.fill("NRIs, Nobody");
  await seen(page.getByText("“Nobody” is no group that is known here."));
  for (const [at, text] of ["", "nowhere"].entries()) {
    await page.getByRole("button", { name: "Add document" }).click();
    await page.getByRole("textbox", { name: "Document address" }).nth(at).fill(text);
  }
  const other = await context.newPage();
  await open(new URL(page.url()).hash, other);
  await holds(length(other, 0), "whatever");
  await holds(meeting(other), "about two hours");
  await other.close();
  await page.reload();
  await holds(length(page, 0), "whatever");
  await holds(meeting(), "about two hours");
  assert.equal(await length(page, 0).getAttribute("aria-invalid"), "true");
  await actions(page, 1, "Details");
  await holds(groups, "NRIs, Nobody");
  // It moves up with its document.
  await page.getByRole("button", { name: "Remove" }).first().click();
  await holds(page.getByRole("textbox", { name: "Document address" }), "nowhere");
  for (let at = 0; at < 4; at += 1) await undo(page).click();
  await gone(page.getByRole("textbox", { name: "Document address" }));
  const { text } = await downloaded(page, async () => {
    await page.getByRole("button", { name: "Export", exact: true }).click();
    await page.getByRole("menuitem", { name: "JSON" }).click();
  });
  for (const word of ["whatever", "about two", "Nobody", "nowhere"]) assert.ok(!text.includes(word), word);
  assert.equal(JSON.parse(text).meeting[0].duration, "PT1H30M");
  await undo(page).click();
  await holds(groups, "");
  await undo(page).click();
  await holds(meeting(), "1 h 30");
  await undo(page).click();
  await holds(length(page, 0), "5");
  await page.getByRole("button", { name: "Redo", exact: true }).click();
  await holds(length(page, 0), "whatever");
  await length(page, 0).fill("7");
  await eventually(() => length(page, 0).getAttribute("aria-invalid"), (invalid) => assert.equal(invalid, null));
  await page.reload();
  await holds(length(page, 0), "7");
});
