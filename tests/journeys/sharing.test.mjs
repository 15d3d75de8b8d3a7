// Two people work on one draft without a server: by link and by file, there and back.
import assert from "node:assert/strict";
import { agenda, title, titles } from "./editor.mjs";
import { PHONE, choose, downloaded, eventually, gone, journey, seen, status } from "./lib.mjs";

/** Another person: a profile of her own, on the same host. */
async function other(context) {
  const theirs = await context.browser().newContext({ viewport: PHONE, permissions: ["clipboard-read", "clipboard-write"], reducedMotion: "reduce", locale: "en-GB" });
  theirs.setDefaultTimeout(10_000);
  return theirs.newPage();
}

/** The link that a draft is sent as. */
async function link(page) {
  await choose(page, "Export", "Send as a link…");
  const dialog = page.getByRole("dialog", { name: "Send as a link" });
  const field = dialog.getByRole("textbox", { name: "Link" });
  await field.waitFor();
  const address = await field.inputValue();
  await dialog.getByRole("button", { name: "Copy link" }).click();
  await seen(dialog.getByText("The link was copied."));
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), address);
  await dialog.getByRole("button", { name: "Close" }).click();
  return address;
}

const kept = (page) => page.evaluate(() => Object.keys(localStorage).filter((key) => /\/d\//.test(key)).length);
const group = (page, name) => page.getByRole("dialog", { name: "Compare with your draft" }).getByRole("group", { name });

journey("two people edit one draft by links, and nothing of either is lost", async ({ page, open, context }) => {
  await agenda(page, open, "90", "Welcome", "Budget", "AOB");
  const first = await link(page);
  assert.match(first, /#\/open\/[\w-]+$/);

  // The other one looks at it, and nothing is kept before she opens it.
  const her = await other(context);
  await her.goto(first);
  await seen(her.getByRole("heading", { name: "Call" }));
  await seen(her.getByText("Budget"));
  assert.equal(await kept(her), 0);
  await her.getByRole("button", { name: "Open as draft" }).click();
  await eventually(() => titles(her), (all) => assert.deepEqual(all, ["Welcome", "Budget", "AOB"]));
  await title(her, 1).fill("Budget 2027");
  await title(her, 2).click();
  await her.keyboard.press("End");
  await her.keyboard.press("Enter");
  await her.keyboard.type("Date of the next call");
  const back = await link(her);

  // Meanwhile something happens here too: at one place the same, at others not.
  await title(page, 0).fill("Welcome and adoption");
  await title(page, 1).fill("Budget of 2027");
  await title(page, 0).click();
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Host country");
  const mine = ["Welcome and adoption", "Host country", "Budget of 2027", "AOB"];
  const theirs = await context.newPage();
  await theirs.goto(back);
  await seen(theirs.getByText("You have a draft of this meeting"));
  await page.close();
  await theirs.getByRole("button", { name: "Compare with your draft" }).click();
  const dialog = theirs.getByRole("dialog", { name: "Compare with your draft" });
  await seen(dialog.getByRole("heading", { name: "1 difference to choose" }));
  await seen(dialog.getByRole("heading", { name: "1 change of theirs" }));
  await seen(dialog.getByRole("heading", { name: "2 changes of yours" }));
  // Nothing is applied unseen.
  assert.deepEqual(await titles(theirs), mine);
  const budget = group(theirs, "3 “Budget of 2027”: title");
  assert.equal(await budget.getByRole("radio", { name: "Mine: “Budget of 2027”" }).isChecked(), true);
  await budget.getByRole("radio", { name: "Theirs: “Budget 2027”" }).check();
  await dialog.getByRole("button", { name: "Merge", exact: true }).click();
  const merged = ["Welcome and adoption", "Host country", "Budget 2027", "AOB", "Date of the next call"];
  await eventually(() => titles(theirs), (all) => assert.deepEqual(all, merged));
  await seen(dialog.getByText("“Call” is merged."));
  await seen(dialog.getByRole("heading", { name: "Taken from theirs" }));
  await dialog.getByRole("button", { name: "Close" }).click();
  await theirs.getByRole("button", { name: "Undo", exact: true }).click();
  await eventually(() => titles(theirs), (all) => assert.deepEqual(all, mine));
  await theirs.getByRole("button", { name: "Redo" }).click();
  await eventually(() => titles(theirs), (all) => assert.deepEqual(all, merged));

  // And once more to her, who has changed nothing since: all of it is new to her, and none of hers in doubt.
  const again = await link(theirs);
  await her.goto(again);
  await her.getByRole("button", { name: "Compare with your draft" }).click();
  const hers = her.getByRole("dialog", { name: "Compare with your draft" });
  await seen(hers.getByRole("heading", { name: /changes of theirs/ }));
  await gone(hers.getByRole("heading", { name: /to choose|of yours/ }));
  await hers.getByRole("button", { name: "Merge", exact: true }).click();
  await eventually(() => titles(her), (all) => assert.deepEqual(all, merged));
});

journey("a file of a draft that is here opens beside it; one that says the same opens the draft", async ({ page, open }) => {
  await agenda(page, open, "90", "Welcome", "AOB");
  await title(page, 0).click();
  await page.keyboard.press("Shift+Enter");
  const { text } = await downloaded(page, () => choose(page, "Export", "JSON"));
  const take = async (name, content) => {
    await open("#/drafts");
    const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.getByRole("button", { name: "Open file" }).click()]);
    await chooser.setFiles([{ name, mimeType: "application/json", buffer: Buffer.from(content) }]);
  };
  await take("call.json", text);
  await seen(status(page, "It says what your draft says: “Call”."));
  assert.deepEqual(await titles(page), ["Welcome", "AOB"]);
  const changed = JSON.parse(text);
  changed.meeting[0].agendaItem.reverse();
  changed.meeting[0].agendaItem[0].presenter = [{ name: "Ana" }];
  await take("call-ana.json", JSON.stringify(changed));
  const dialog = page.getByRole("dialog", { name: "Compare with your draft" });
  await seen(dialog.getByText("“call-ana.json” beside your draft."));
  // Nobody knows what a file that another program wrote began from: what could undo something here is chosen.
  await seen(dialog.getByRole("heading", { name: "1 difference to choose" }));
  await seen(dialog.getByRole("radio", { name: "Theirs: at the top" }));
  await seen(dialog.getByRole("heading", { name: "1 change of theirs" }));
  await seen(dialog.getByRole("radio", { name: "Theirs: “Ana”" }));
  await dialog.getByRole("button", { name: "Keep as a draft of its own" }).click();
  await eventually(() => titles(page), (all) => assert.deepEqual(all, ["AOB", "Welcome"]));
  await open("#/drafts");
  await eventually(() => page.getByRole("list", { name: "Drafts" }).getByRole("link", { name: "Call" }).count(), (count) => assert.equal(count, 2));
});

journey("a link that was cut says so, and what is too long for one is offered as a file", { viewport: PHONE }, async ({ page, open }) => {
  await open("#/open/7VZLb9s4EP4rBE8");
  await seen(page.getByRole("alert").filter({ hasText: "does not carry a whole draft" }));
  assert.equal(await kept(page), 0);
  // Words that do not repeat.
  let seed = 7;
  const word = () => { seed = (seed * 48271) % 2147483647; return seed.toString(36); };
  const lines = Array.from({ length: 120 }, () => Array.from({ length: 12 }, word).join(" "));
  await agenda(page, open, "90", "Welcome");
  await page.evaluate((text) => navigator.clipboard.writeText(text), lines.join("\n"));
  await title(page, 0).click();
  await page.keyboard.press("ControlOrMeta+V");
  await eventually(() => titles(page), (all) => assert.ok(all.length > 100));
  await choose(page, "Export", "Send as a link…");
  const dialog = page.getByRole("dialog", { name: "Send as a link" });
  await seen(dialog.getByText("This draft is too long for a link"));
  const { text } = await downloaded(page, () => dialog.getByRole("button", { name: "Save file" }).click());
  assert.ok(JSON.parse(text).meeting[0].agendaItem.length > 100);
});

journey("a link keeps private notes out", async ({ page, open, context }) => {
  await agenda(page, open, "90", "Welcome");
  await title(page, 0).click();
  await page.keyboard.press("Shift+Enter");
  await page.getByRole("textbox", { name: "Private note" }).fill("do not say this");
  const address = await link(page);
  const her = await other(context);
  await her.goto(address);
  await her.getByRole("button", { name: "Open as draft" }).click();
  await title(her, 0).waitFor();
  assert.doesNotMatch(await her.evaluate(() => JSON.stringify(localStorage)), /do not say this/);
});
