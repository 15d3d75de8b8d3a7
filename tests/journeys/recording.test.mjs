// From draft to record: notes, decisions and actions under each item, who was there, and into the archive of this device.
import assert from "node:assert/strict";
import { agenda, title, undo } from "./editor.mjs";
import { DESK, PHONE, choose, downloaded, eventually, file, gone, journey, seen, status } from "./lib.mjs";

const record = (page, name) => page.getByRole("group", { name: `Record of “${name}”` });
const field = (page, name, label) => record(page, name).getByRole("textbox", { name: label, exact: true });
const begin = (page) => page.getByRole("button", { name: "Record the meeting" }).click();
const focused = (page) => page.evaluate(() => document.activeElement?.id ?? "");

/** A draft that is being recorded. */
async function held(page, open, ...lines) {
  await agenda(page, open, "90", ...lines);
  await begin(page);
  await seen(record(page, lines[0].split(" ")[0]));
}

for (const viewport of [DESK, PHONE]) {
  journey(`a meeting is recorded by keyboard alone and joins the archive at ${viewport.width} px`, { viewport }, async ({ page, open }) => {
    const key = (name) => page.keyboard.press(name);
    const type = (text) => page.keyboard.type(text);
    const at = (id) => eventually(() => focused(page), (now) => assert.match(now, id));
    await agenda(page, open, "90", "Welcome 5'", "Budget 20'", "AOB");
    await page.getByRole("button", { name: "Record the meeting" }).focus();
    await key("Enter");
    await at(/^notes-.*item-1$/);
    await type("The Chair opened the call.");
    await key("Enter");
    await type("Twelve members joined.");
    await key("Control+Enter");
    await at(/^notes-.*item-2$/);
    await type("Costs were shown.");
    await key("Alt+Shift+D");
    await at(/^decisions-/);
    await type("The budget is agreed.");
    await key("Alt+Shift+A");
    await at(/^action-.*-0$/);
    await type("Send the budget to the members");
    await key("Tab");
    await type("Secretariat, Ana");
    await key("Tab");
    await page.locator(":focus").selectOption({ label: "commitment" });
    await key("Tab");
    await type("05152027");
    await eventually(() => page.getByLabel("Due date").inputValue(), (date) => assert.equal(date, "2027-05-15"));
    await key("Alt+Shift+N");
    await key("Control+Enter");
    await at(/^notes-.*item-3$/);
    await key("Control+Enter");
    await at(/^desk-record$/);
    await key("Tab");
    await type("Ana Silva (ISOC)\nBo");
    await key("Tab");
    await type("Chi");
    await key("Tab");
    await type("14");
    await key("Tab");
    assert.equal(await page.locator(":focus").textContent(), "Add to the archive…");
    // A reload loses nothing.
    await page.reload();
    await eventually(() => field(page, "Welcome", "Notes").inputValue(), (text) => assert.equal(text, "The Chair opened the call.\nTwelve members joined."));
    assert.equal(await page.getByRole("textbox", { name: "Owners" }).inputValue(), "Secretariat, Ana");
    assert.equal(await page.getByRole("textbox", { name: /^Who was there/ }).inputValue(), "Ana Silva (ISOC)\nBo");
    await page.getByRole("button", { name: "Add to the archive…" }).focus();
    await key("Enter");
    const found = page.getByRole("region", { name: "Preview", exact: true }).getByRole("checkbox");
    await seen(found);
    assert.equal(await found.count(), 1);
    await page.getByRole("button", { name: "Add to archive", exact: true }).focus();
    await key("Enter");
    await page.getByRole("region", { name: "Preview", exact: true }).getByRole("link", { name: "Call" }).click();
    await seen(page.getByRole("heading", { level: 1, name: "Call" }));
    const region = (name) => page.getByRole("region", { name, exact: true });
    await seen(region("Minutes").getByText("Costs were shown."));
    await seen(region("Minutes").getByText("The budget is agreed."));
    await seen(region("Minutes").getByText("Twelve members joined."));
    await seen(region("Actions").getByText("Send the budget to the members"));
    await seen(region("Participants").getByText("Ana Silva"));
  });
}

journey("what is recorded is undone, redone, and followed by another tab", async ({ page, open, context }) => {
  await held(page, open, "Welcome", "AOB");
  await field(page, "Welcome", "Notes").fill("Opened.");
  await page.waitForTimeout(2_100);
  await record(page, "AOB").getByRole("button", { name: "Add action" }).click();
  await field(page, "AOB", "Action").fill("Write");
  const other = await context.newPage();
  await other.goto(page.url());
  await eventually(() => field(other, "Welcome", "Notes").inputValue(), (text) => assert.equal(text, "Opened."));
  await field(page, "Welcome", "Notes").fill("Opened at 14:00.");
  await eventually(() => field(other, "Welcome", "Notes").inputValue(), (text) => assert.equal(text, "Opened at 14:00."));
  assert.equal(await field(other, "AOB", "Action").inputValue(), "Write");
  for (let at = 0; at < 3; at += 1) await undo(page).click();
  await eventually(() => record(page, "AOB").getByRole("textbox", { name: "Action", exact: true }).count(), (count) => assert.equal(count, 0));
  assert.equal(await field(page, "Welcome", "Notes").inputValue(), "Opened.");
  await page.getByRole("button", { name: "Redo", exact: true }).click();
  await seen(field(page, "AOB", "Action"));
  await page.getByRole("button", { name: "Back to the agenda" }).click();
  await gone(record(page, "Welcome"));
  await begin(page);
  assert.equal(await field(page, "Welcome", "Notes").inputValue(), "Opened.");
});

journey("a record leaves in every format, and moves with its items", async ({ page, open }) => {
  await held(page, open, "Welcome", "Budget", "AOB");
  await field(page, "Budget", "Notes").fill("Costs were shown.");
  await field(page, "Budget", "Decisions").fill("Agreed.");
  await record(page, "Budget").getByRole("button", { name: "Add action" }).click();
  await field(page, "Budget", "Action").fill("Send it");
  await record(page, "AOB").getByRole("combobox", { name: "What became of it" }).selectOption({ label: "Put off to a later meeting" });
  await title(page, 1).click();
  await page.keyboard.press("Alt+Shift+ArrowUp");
  await page.getByRole("textbox", { name: /^Who was there/ }).fill("Ana Silva (ISOC)\nBo");
  await page.getByRole("textbox", { name: /^Who sent regrets/ }).fill("Chi");
  for (const format of ["Plain text", "Markdown", "Web page (.html)", "Spreadsheet (.csv)"]) {
    const { text } = await downloaded(page, () => choose(page, "Export", format));
    for (const said of ["Costs were shown.", "Agreed.", "Send it", "Ana Silva (ISOC)", "Regrets: Chi", "Put off to a later meeting"]) assert.ok(text.replaceAll("\\", "").includes(said), `${format}: ${said}`);
  }
  const json = JSON.parse((await downloaded(page, () => choose(page, "Export", "JSON"))).text);
  const [meeting] = json.meeting;
  assert.equal(meeting.minutes[0].agendaItem, meeting.agendaItem[0].id);
  assert.deepEqual([meeting.agendaItem[0].name, meeting.agendaItem[2].state, json.action[0].section], ["Budget", "deferred", meeting.minutes[0].id]);
  assert.equal(meeting.meetingState, "held");
  assert.ok(!JSON.stringify(json).includes("recordNote"));
});

journey("the people of the meeting before are taken over once", async ({ page, open }) => {
  await open("#/meetings/igf-2025-mag-11");
  await page.getByRole("button", { name: "Draft next meeting" }).click();
  await seen(page.getByRole("textbox", { name: "Meeting title" }));
  await begin(page);
  const there = page.getByRole("textbox", { name: /^Who was there/ });
  await page.getByRole("button", { name: "Take the people of the meeting before" }).click();
  await eventually(() => there.inputValue(), (text) => assert.ok(text.split("\n").length > 5, text));
  const before = await there.inputValue();
  await page.getByRole("button", { name: "Take the people of the meeting before" }).click();
  await seen(page.getByText("No people are recorded there who are not listed here."));
  assert.equal(await there.inputValue(), before);
});

journey("a record of a meeting that is added already is compared with it", async ({ page, open }) => {
  await held(page, open, "Welcome");
  await field(page, "Welcome", "Notes").fill("Opened.");
  const add = async () => {
    await page.getByRole("button", { name: "Add to the archive…" }).click();
    await page.getByRole("button", { name: "Add to archive", exact: true }).click();
    await seen(status(page, "1 meeting was added"));
  };
  const draft = page.url();
  await add();
  await page.goto(draft);
  await field(page, "Welcome", "Notes").fill("Opened by a xylophone.");
  await page.getByRole("button", { name: "Add to the archive…" }).click();
  await seen(page.getByRole("radio", { name: "Replace" }));
  await page.getByRole("button", { name: "Add to archive", exact: true }).click();
  await seen(status(page, "1 meeting was added"));
  await open("#/meetings?q=xylophone");
  await seen(status(page, "1 of 31 meetings"));
});

journey("what somebody else did to an action alone is shown, and merged field by field", async ({ page, open, context, address }) => {
  await held(page, open, "Welcome");
  await record(page, "Welcome").getByRole("button", { name: "Add action" }).click();
  await field(page, "Welcome", "Action").fill("Write");
  const json = async (of) => (await downloaded(of, () => choose(of, "Export", "JSON"))).text;
  const give = (to, name, text) => to.locator("input[type=file]").first().setInputFiles([file(name, text)]);
  const sent = await json(page);
  // Somebody else, on another device.
  const elsewhere = await context.browser().newContext();
  const hers = await elsewhere.newPage();
  await hers.goto(`${address}#/drafts`);
  await give(hers, "sent.json", sent);
  await field(hers, "Welcome", "Action").fill("Write the paper");
  const back = await json(hers);
  await elsewhere.close();
  await field(page, "Welcome", "Owners").fill("Chair");
  await open("#/drafts");
  await give(page, "back.json", back);
  const dialog = page.getByRole("dialog");
  await seen(dialog.getByText("Write the paper"));
  assert.equal(await dialog.getByText("recordSection").count(), 0);
  assert.equal(await dialog.getByRole("radio", { name: "Both" }).isChecked(), true);
  await dialog.getByRole("button", { name: "Merge", exact: true }).click();
  const names = () => page.getByRole("textbox", { name: "Action", exact: true }).evaluateAll((all) => all.map((one) => one.value));
  await eventually(names, (names) => assert.deepEqual(names, ["Write the paper"]));
  assert.equal(await page.getByRole("textbox", { name: "Owners" }).inputValue(), "Chair");
});

journey("a list of people that is pasted over another takes over nobody's role", async ({ page, open }) => {
  await open("#/meetings/igf-2025-mag-11");
  await page.getByRole("button", { name: "Draft next meeting" }).click();
  await seen(page.getByRole("textbox", { name: "Meeting title" }));
  await begin(page);
  await page.getByRole("button", { name: "Take the people of the meeting before" }).click();
  const there = page.getByRole("textbox", { name: /^Who was there/ });
  await eventually(() => there.inputValue(), (text) => assert.ok(text.split("\n").length > 5, text));
  await there.fill("Zed Newcomer\nYvonne Other (ITU)");
  const json = JSON.parse((await downloaded(page, () => choose(page, "Export", "JSON"))).text);
  assert.deepEqual(json.meeting[0].participation, [{ name: "Zed Newcomer", presence: "present" }, { name: "Yvonne Other", affiliation: "ITU", presence: "present" }]);
});
