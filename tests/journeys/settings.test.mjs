// Settings: zone, theme and keys hold on every page; everything on this device can be seen, exported, taken in again and deleted.
import assert from "node:assert/strict";
import { downloaded, eventually, file, gone, journey, list, newMeeting, notice, seen, status, titled } from "./lib.mjs";

const storage = (page) => page.getByRole("region", { name: "Storage", exact: true });
const local = (page) => page.evaluate(() => Object.fromEntries(Object.entries(localStorage).sort()));
const backup = (page) => downloaded(page, () => page.getByRole("button", { name: "Export everything" }).click());
async function takeIn(page, ...files) {
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.getByRole("button", { name: "Import a backup" }).click()]);
  await chooser.setFiles(files);
}

/** A draft, one in the trash, an added meeting and a setting. */
async function fill(page, open) {
  for (const name of ["Kept", "Thrown away"]) {
    await open("#/drafts");
    await page.getByRole("button", { name: "New draft", exact: true }).click();
    await page.getByRole("textbox", { name: "Meeting title" }).fill(name);
    await page.getByRole("textbox", { name: "Item title" }).first().fill("Welcome");
  }
  await open("#/drafts");
  await list(page, "Drafts").getByRole("listitem").filter({ hasText: "Thrown away" }).getByRole("button", { name: "Delete" }).click();
  await open("#/import");
  await page.getByLabel("Choose files").setInputFiles([file("meeting.json", newMeeting())]);
  await page.getByRole("button", { name: "Add to archive" }).click();
  await seen(status(page, "1 meeting was added"));
  await open("#/settings");
  await page.getByLabel("Theme").selectOption({ label: "Dark" });
}

journey("zone and theme hold on every page and through a reload", async ({ page, open }) => {
  await open("#/settings");
  await titled(page, "Settings · Rapporteur");
  await page.getByRole("combobox", { name: "Time zone" }).selectOption("Asia/Tokyo");
  await page.getByRole("combobox", { name: "Theme" }).selectOption({ label: "Dark" });
  assert.deepEqual(await page.getByRole("combobox", { name: "Language" }).getByRole("option").allInnerTexts(), ["English"]);
  const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  await eventually(background, (colour) => assert.equal(colour, "rgb(18, 23, 29)"));
  await open("#/meetings/igf-2025-mag-11");
  await page.reload();
  await seen(page.getByRole("main").getByText(/23:00.*Tokyo|Tokyo.*23:00/));
  assert.equal(await background(), "rgb(18, 23, 29)");
});

journey("a zone that there is not is named, and the one chosen here stays", async ({ page, open }) => {
  await open("#/settings");
  await page.getByRole("combobox", { name: "Time zone" }).selectOption("Asia/Tokyo");
  await open("#/meetings?tz=Mars/X");
  await seen(page.getByRole("main").getByText(/not known here.*Mars\/X/));
  await open("#/meetings/igf-2025-mag-11?tz=Mars/X");
  await seen(page.getByRole("main").getByText(/23:00.*Tokyo|Tokyo.*23:00/));
});

journey("what is kept is listed with its key and its size", async ({ page, open }) => {
  await fill(page, open);
  const rows = storage(page).getByRole("row");
  for (const name of [/Draft: Kept/, /Draft in the trash: Thrown away/, /Added meeting: IGF 2026 MAG Meeting I/, /Settings/]) {
    const row = rows.filter({ hasText: name });
    await seen(row);
    assert.match(await row.innerText(), /rapporteur\/committee\/archive\/\S+[^]*[\d.]+ kB/);
  }
  await seen(storage(page).getByText(/[\d.]+ kB are kept on this device, of about [\d.]+ (kB|MB|GB) that/));
});

journey("everything is exported, deleted after one question, and taken in again the same", async ({ page, open }) => {
  await fill(page, open);
  const before = await local(page);
  const first = await backup(page);
  assert.equal(first.name, "rapporteur-backup.json");
  const button = page.getByRole("button", { name: "Delete everything" }).first();
  const dialog = page.getByRole("dialog", { name: "Delete everything" });
  await button.click();
  await seen(dialog.getByText("1 draft, 1 draft in the trash, 1 added meeting and the settings will be deleted"));
  await page.keyboard.press("Escape");
  await gone(dialog);
  assert.deepEqual(await local(page), before);
  await button.click();
  await dialog.getByRole("button", { name: "Delete everything" }).click();
  await seen(status(page, "Everything was deleted from this device."));
  assert.deepEqual(await local(page), {});
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), undefined);
  await button.click();
  await seen(dialog.getByText("The settings will be deleted from this device for good."));
  await page.keyboard.press("Escape");
  await gone(dialog);
  await open("#/meetings");
  await seen(status(page, /^30 meetings$/));
  await open("#/settings");
  await takeIn(page, file("backup.json", first.text));
  await seen(status(page, "The backup was read: 2 drafts and 1 added meeting."));
  const second = await backup(page);
  assert.equal(second.text, first.text);
  const normal = (entries) => Object.fromEntries(Object.entries(entries).map(([key, text]) => [key, JSON.parse(text)]));
  // Drafts are the same by their backup; where they stand in storage is their journal's affair.
  const others = (entries) => normal(Object.fromEntries(Object.entries(entries).filter(([key]) => !/\/d\//.test(key))));
  assert.deepEqual(others(await local(page)), others(before));
  // Taken in a second time it changes nothing.
  await takeIn(page, file("backup.json", first.text));
  await seen(status(page, "The backup was read: 0 drafts and 0 added meetings."));
  assert.equal((await backup(page)).text, first.text);
  await open("#/meetings");
  await seen(status(page, /^31 meetings$/));
});

journey("a draft that was changed since is kept beside that of the backup", async ({ page, open }) => {
  await fill(page, open);
  const { text } = await backup(page);
  await open("#/drafts");
  await list(page, "Drafts").getByRole("link", { name: "Kept" }).click();
  await page.getByRole("textbox", { name: "Meeting title" }).fill("Changed since");
  await open("#/settings");
  await takeIn(page, file("backup.json", text));
  await seen(status(page, "The backup was read: 1 draft and 0 added meetings."));
  await open("#/drafts");
  for (const name of ["Kept", "Changed since"]) await seen(list(page, "Drafts").getByRole("link", { name, exact: true }));
});

journey("versions that were saved are in the backup, and come back with the draft, also where it is another one by now", async ({ page, open }) => {
  await fill(page, open);
  const edit = async (name) => {
    await open("#/drafts");
    await list(page, "Drafts").getByRole("link", { name, exact: true }).click();
  };
  const title = page.getByRole("textbox", { name: "Meeting title" });
  const versions = page.getByRole("list", { name: "Versions" }).getByRole("listitem");
  await edit("Kept");
  await page.getByRole("button", { name: "History" }).click();
  await page.getByRole("textbox", { name: "Name of the version" }).fill("For the chair");
  await page.getByRole("button", { name: "Save version" }).click();
  await seen(versions.filter({ hasText: "For the chair" }));
  await page.keyboard.press("Escape");
  await open("#/settings");
  const { text } = await backup(page);
  await edit("Kept");
  await title.fill("Changed since");
  await open("#/settings");
  await takeIn(page, file("backup.json", text));
  await seen(status(page, "The backup was read: 1 draft and 0 added meetings."));
  for (const name of ["Kept", "Changed since"]) {
    await edit(name);
    await title.fill("Other");
    await page.getByRole("button", { name: "History" }).click();
    const saved = versions.filter({ hasText: "For the chair" });
    await seen(saved);
    assert.equal(await saved.count(), 1);
    await saved.getByRole("button", { name: "Restore" }).click();
    await eventually(() => title.inputValue(), (value) => assert.equal(value, "Kept"));
  }
});

journey("a file that is no backup is named, and changes nothing", async ({ page, open }) => {
  await fill(page, open);
  const before = await local(page);
  await takeIn(page, file("meeting.json", newMeeting()));
  await seen(notice(page, "There is a problem").getByRole("link", { name: /meeting\.json is not a backup/ }));
  await titled(page, /^Error: Settings/);
  assert.deepEqual(await local(page), before);
});

journey("a backup that would fill the stack or the memory is refused by its reason, the deepest draft is taken in", { patience: 120 }, async ({ page, open }) => {
  await open("#/settings");
  const before = await local(page);
  const holding = (stored) => `{"rapporteur":"backup","format":1,"local":{"d/deep":${stored}},"added":{}}`;
  const draft = (levels) => `{"format":1,"draft":{"schemaVersion":"1.0.0","meeting":[{"id":"m","name":"Deepest","x":${"[".repeat(levels)}${"]".repeat(levels)}}]}}`;
  for (const [name, text, why] of [
    ["deep.json", holding("[".repeat(10_000_000)), /deep\.json cannot be read\. Line 1, column \d+: nested deeper than 67 levels/],
    ["levels.json", holding(draft(62)), /levels\.json cannot be read\. Line 1, column \d+: nested deeper than 67 levels/],
    ["many.json", holding(`[${"0,".repeat(13_000_000)}0]`), /many\.json cannot be read.*more than [\d,]+ objects or [\d,]+ values/],
  ]) {
    await takeIn(page, file(name, text));
    await notice(page, "There is a problem").getByRole("link", { name: why }).waitFor({ timeout: 30_000 });
    assert.deepEqual(await local(page), before);
  }
  await takeIn(page, file("fine.json", holding(draft(61))));
  await seen(status(page, "The backup was read: 1 draft and 0 added meetings."));
  await open("#/drafts");
  await seen(list(page, "Drafts").getByRole("link", { name: "Deepest" }));
});

journey("settings that cannot be read are set aside, not overwritten", async ({ page, open }) => {
  await page.addInitScript(() => {
    if (!sessionStorage.getItem("once")) localStorage.setItem("rapporteur/committee/archive/settings", "{broken");
    sessionStorage.setItem("once", "1");
  });
  await open("#/settings");
  await page.getByLabel("Theme").selectOption({ label: "Light" });
  await seen(page.getByRole("alert").getByRole("button", { name: "Download what could not be read" }));
  assert.ok(Object.values(await local(page)).includes("{broken"));
});
