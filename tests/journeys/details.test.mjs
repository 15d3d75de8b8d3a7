// What an item says beside its title, the days of a meeting, and one item shown alone.
import assert from "node:assert/strict";
import { actions, agenda, title, titles, undo } from "./editor.mjs";
import { choose, downloaded, eventually, file, gone, journey, newMeeting, seen, status } from "./lib.mjs";

const exported = async (page) => JSON.parse((await downloaded(page, () => choose(page, "Export", "JSON"))).text).meeting[0];
const become = (page, all) => eventually(() => titles(page), (now) => assert.deepEqual(now, all));

journey("groups are understood by any spelling, and one that is not known is named", async ({ page, open }) => {
  await agenda(page, open, "", "One");
  await actions(page, 0, "Details");
  const groups = page.getByRole("textbox", { name: /^Groups concerned/ });
  await groups.fill("working group on strategy, NRIs");
  await groups.blur();
  const known = (await exported(page)).agendaItem[0].organization;
  assert.equal(known.length, 2);
  await groups.fill("working group on strategy, Nobody");
  await seen(page.getByText("“Nobody” is no group that is known here."));
  assert.deepEqual((await exported(page)).agendaItem[0].organization, known);
  await groups.fill("WG Strategy");
  await gone(page.getByText("is no group that is known here"));
  await page.getByRole("combobox", { name: "Add a group" }).selectOption({ index: 1 });
  await eventually(async () => (await exported(page)).agendaItem[0].organization.length, (count) => assert.equal(count, 2));
});

journey("documents lead into the web or nowhere, breakout groups have tasks and people, and all of it is kept", async ({ page, open }) => {
  await agenda(page, open, "", "One");
  await actions(page, 0, "Details");
  await page.getByRole("button", { name: "Add document" }).click();
  const name = page.getByRole("textbox", { name: "Document title" });
  await eventually(() => name.evaluate((field) => field === document.activeElement), (is) => assert.ok(is));
  await name.fill("Paper");
  const address = page.getByRole("textbox", { name: "Document address" });
  await address.fill("javascript:alert(1)");
  await seen(page.getByText("Write an address that begins with https:// or http://."));
  assert.deepEqual((await exported(page)).agendaItem[0].file, [{ name: "Paper" }]);
  await address.fill("https://example.org/paper");
  await gone(page.getByText("Write an address that begins with"));
  await page.getByRole("button", { name: "Add breakout group" }).click();
  await page.getByRole("textbox", { name: "Name of the breakout group" }).fill("Access");
  await page.getByRole("textbox", { name: "Facilitator" }).fill("Ana");
  await page.getByRole("textbox", { name: "Rapporteur" }).fill("Bo");
  await page.getByRole("textbox", { name: "Tasks, one a line" }).pressSequentially("Read\nWrite");
  const expected = { file: [{ name: "Paper", accessUrl: "https://example.org/paper" }], breakout: [{ name: "Access", facilitator: "Ana", rapporteur: "Bo", task: [{ name: "Read" }, { name: "Write" }] }] };
  const item = async () => {
    const { file, breakout } = (await exported(page)).agendaItem[0];
    return { file, breakout };
  };
  assert.deepEqual(await item(), expected);
  await page.reload();
  await seen(title(page, 0));
  await actions(page, 0, "Details");
  assert.equal(await page.getByRole("textbox", { name: "Tasks, one a line" }).inputValue(), "Read\nWrite");
  await page.getByRole("button", { name: "Remove" }).last().click();
  await eventually(item, (now) => assert.deepEqual(now, { file: expected.file, breakout: undefined }));
  await page.keyboard.press("Control+z");
  await eventually(item, (now) => assert.deepEqual(now, expected));
});

journey("a meeting of several days has a start for each, and items take the day that they are moved to", async ({ page, open }) => {
  await agenda(page, open, "", "One 5 min", "Two 10 min", "Three 5 min");
  await page.getByLabel("Start date").fill("2026-07-08");
  await page.getByLabel("Start time").fill("10:00");
  await page.getByText("Several days").first().click();
  await page.getByRole("button", { name: "Add day" }).click();
  await page.getByRole("button", { name: "Add day" }).click();
  const second = page.getByRole("group", { name: "Day 2" });
  await eventually(() => second.getByLabel("Date").inputValue(), (date) => assert.equal(date, "2026-07-09"));
  await second.getByLabel("Start", { exact: true }).fill("09:30");
  await second.getByLabel("Start", { exact: true }).blur();
  for (const [at, day] of [[0, /^Day 1/], [1, /^Day 2/]]) {
    await actions(page, at, "Details");
    const options = page.getByRole("combobox", { name: "Day", exact: true });
    await options.selectOption({ label: (await options.locator("option").allTextContents()).find((text) => day.test(text)) });
    await actions(page, at, "Details");
  }
  const starts = () => page.locator(".desk-clock").allTextContents();
  await eventually(starts, (all) => assert.deepEqual(all, ["10:00", "09:30", "09:40"]));
  const days = page.getByRole("heading", { level: 3, name: /^Day \d/ });
  assert.deepEqual(await days.allTextContents(), ["Day 1 · Wednesday, 8 July 2026", "Day 2 · Thursday, 9 July 2026"]);
  await title(page, 2).click();
  // First on its day, then the last one of the day before.
  await page.keyboard.press("Alt+Shift+ArrowUp");
  await eventually(starts, (all) => assert.deepEqual(all, ["10:00", "09:30", "09:35"]));
  await page.keyboard.press("Alt+Shift+ArrowUp");
  await eventually(starts, (all) => assert.deepEqual(all, ["10:00", "10:05", "09:30"]));
  await seen(page.getByText("“Three” is now 2 of 2, Day 1 · Wednesday, 8 July 2026."));
  assert.deepEqual((await exported(page)).agendaItem.map((item) => item.day), ["day-1", "day-1", "day-2"]);
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await eventually(starts, (all) => assert.deepEqual(all, ["10:00", "09:30", "09:40"]));
  // A day that is taken away is taken from its items too.
  await second.getByRole("button", { name: "Remove" }).click();
  await eventually(() => days.count(), (count) => assert.equal(count, 1));
  assert.deepEqual((await exported(page)).agendaItem.map((item) => item.day), ["day-1", undefined, undefined]);
});

journey("each day says what is planned of its own length, and is made to fit by itself", async ({ page, open }) => {
  await agenda(page, open, "", "One 30 min", "Two 45 min", "Three 60 min");
  await page.getByLabel("Start date").fill("2026-07-08");
  await page.getByLabel("Start time").fill("10:00");
  await page.getByText("Several days").first().click();
  await page.getByRole("button", { name: "Add day" }).click();
  const first = page.getByRole("group", { name: "Day 1" });
  await first.getByLabel("End", { exact: true }).fill("11:00");
  await first.getByLabel("End", { exact: true }).blur();
  // Who says nothing else is on the first day, which has its heading.
  const days = page.getByRole("list", { name: "Agenda" }).getByRole("heading", { level: 3 });
  await eventually(() => days.allTextContents(), (all) => assert.deepEqual(all, ["Day 1 · Wednesday, 8 July 2026"]));
  await page.getByRole("button", { name: "Add day" }).click();
  const second = page.getByRole("group", { name: "Day 2" });
  await eventually(() => second.getByLabel("End", { exact: true }).inputValue(), (time) => assert.equal(time, "11:00"));
  await second.getByLabel("End", { exact: true }).fill("11:30");
  await second.getByLabel("End", { exact: true }).blur();
  await actions(page, 2, "Details");
  const options = page.getByRole("combobox", { name: "Day", exact: true });
  await options.selectOption({ label: (await options.locator("option").allTextContents()).find((text) => /^Day 2/.test(text)) });
  const planned = () => page.locator(".desk-day-planned").allTextContents();
  await eventually(planned, (all) => assert.deepEqual(all, ["75 of 60 min planned, 15 min over", "60 of 90 min planned, 30 min left"]));
  const sum = page.getByRole("status", { name: "Planned time" });
  await eventually(() => sum.textContent(), (text) => assert.equal(text, "135 of 150 min planned, 15 min left"));
  // The whole fits: which day does not is said.
  const over = page.getByRole("status", { name: "Days with too much" });
  await eventually(() => over.textContent(), (text) => assert.equal(text, "Day 1: 15 min over"));
  await choose(page, "Trim", "Every item in proportion");
  await eventually(planned, (all) => assert.deepEqual(all, ["60 of 60 min planned, 0 min left", "90 of 90 min planned, 0 min left"]));
  assert.equal(await over.textContent(), "");
  await undo(page).click();
  await eventually(() => over.textContent(), (text) => assert.equal(text, "Day 1: 15 min over"));
  await eventually(planned, (all) => assert.match(all[0], /15 min over/));
});

journey("starts are shown in the zone that is chosen, and every row says them all", { timezone: "America/New_York" }, async ({ page, open }) => {
  await agenda(page, open, "", "One 5 min", "Two 10 min");
  await page.getByRole("combobox", { name: "Time zone" }).selectOption("Asia/Tokyo");
  await page.getByLabel("Start date").fill("2026-07-08");
  const choice = page.getByRole("combobox", { name: "Times in" });
  await gone(choice);
  await page.getByLabel("Start time").fill("10:00");
  await seen(choice);
  assert.deepEqual(await choice.locator("option").allTextContents(), ["Tokyo (the meeting’s)", "UTC", "New York (mine)"]);
  const starts = () => page.locator(".desk-start").allTextContents();
  await eventually(starts, (all) => assert.deepEqual(all, ["10:00", "10:05"]));
  // By keys: from the text to its row.
  await title(page, 1).click();
  await page.keyboard.press("Escape");
  const all = "starts 10:05 Tokyo, 01:05 UTC, 21:05 New York (−1 day)";
  const row = page.getByRole("checkbox", { name: "Select “Two”", description: all });
  await seen(row);
  assert.ok(await row.evaluate((row) => row === document.activeElement));
  await seen(page.getByText(all));
  await page.keyboard.press("ArrowUp");
  await seen(page.getByText("starts 10:00 Tokyo, 01:00 UTC, 21:00 New York (−1 day)"));
  await gone(page.getByText(all));
  await choice.selectOption("New York (mine)");
  await eventually(starts, (all) => assert.deepEqual(all, ["21:00", "21:05"]));
  await seen(page.getByText("ends 21:15"));
  await page.locator(".desk-start").nth(1).hover();
  await seen(page.getByText("starts 10:05 Tokyo (+1 day), 01:05 UTC (+1 day), 21:05 New York"));
  // What is chosen here changes no time.
  assert.equal((await exported(page)).start, "2026-07-08T01:00:00Z");
  assert.equal(await page.getByLabel("Start time").inputValue(), "10:00");
});

journey("a day without items is there, and items are put into it", async ({ page, open }) => {
  await agenda(page, open, "", "One", "Two", "Three");
  await page.getByText("Several days").first().click();
  for (let day = 0; day < 3; day += 1) await page.getByRole("button", { name: "Add day" }).click();
  const days = page.locator(".desk-outline").getByRole("heading", { level: 3 });
  await eventually(() => days.allTextContents(), (all) => assert.deepEqual(all, ["Day 1", "Day 2", "Day 3"]));
  const lines = () => page.locator(".desk-outline").evaluate((outline) => [...outline.querySelectorAll("h3, .desk-item-title")].map((line) => line.value ?? line.textContent).join(" | "));
  await actions(page, 0, "Move to the next day");
  await eventually(lines, (all) => assert.equal(all, "Day 1 | Two | Three | Day 2 | One | Day 3"));
  await seen(page.getByText("“One” is now 1 of 1, Day 2."));
  await actions(page, 2, "Move to the next day");
  await eventually(lines, (all) => assert.equal(all, "Day 1 | Two | Three | Day 2 | Day 3 | One"));
  const add = page.locator(".desk-outline").getByRole("button", { name: "Add item", description: "Day 2" });
  await add.click();
  await page.keyboard.type("Between");
  await eventually(lines, (all) => assert.equal(all, "Day 1 | Two | Three | Day 2 | Between | Day 3 | One"));
  assert.equal(await add.count(), 0);
  await title(page, 3).click();
  await page.keyboard.press("Alt+Shift+ArrowUp");
  await eventually(lines, (all) => assert.equal(all, "Day 1 | Two | Three | Day 2 | Between | One | Day 3"));
  // The head of a day goes; its day stays.
  await actions(page, 2, "Delete item");
  await eventually(lines, (all) => assert.equal(all, "Day 1 | Two | Three | Day 2 | One | Day 3"));
  await undo(page).click();
  await eventually(lines, (all) => assert.equal(all, "Day 1 | Two | Three | Day 2 | Between | One | Day 3"));
});

// What the editor honours, the page of the meeting shows: each day under a heading of its own, counted from its own start.
journey("a meeting of several days is read day by day in the archive too", async ({ page, open }) => {
  const own = newMeeting("igf-2026-oc-1", "Open consultation");
  Object.assign(own.meeting[0], {
    start: "2026-07-08T08:00:00Z",
    meetingDay: [
      { id: "day-1", name: "Opening day", date: "2026-07-08", start: "2026-07-08T08:00:00Z" },
      { id: "day-2", date: "2026-07-09", start: "2026-07-09T07:30:00Z" },
    ],
    agendaItem: [["Welcome", "day-1"], ["Reports"], ["Put off", undefined, "deferred"], ["Next day", "day-2"], ["Closing"]].map(([name, day, state], at) => ({
      id: `igf-2026-oc-1/item-${at + 1}`, name, duration: "PT10M", day, state,
    })),
  });
  await open("#/import");
  await page.getByLabel("Choose files").setInputFiles([file("own.json", own)]);
  await page.getByRole("button", { name: "Add to archive" }).click();
  await seen(status(page, /added/i));
  await open("#/meetings/igf-2026-oc-1?tz=UTC");
  await seen(page.getByText("Closing", { exact: true }));
  const times = page.locator(".agenda-time");
  await eventually(() => times.allTextContents(), (all) => assert.deepEqual(all, ["08:00 UTC", "08:10 UTC", "07:30 UTC", "07:40 UTC"]));
  const days = page.getByRole("region", { name: "Agenda" }).getByRole("heading", { level: 3 });
  await eventually(() => days.allTextContents(), (all) => assert.match(all.join("|"), /^Opening day8 July 2026.*\|9 July 2026/));
});

journey("one item is shown alone with its path, and Escape goes back to where the page was", async ({ page, open }) => {
  const lines = Array.from({ length: 30 }, (_, at) => `Item ${at + 1}`);
  await agenda(page, open, "", "x");
  await title(page, 0).click();
  await page.evaluate((text) => navigator.clipboard.writeText(text), [...lines, "  Child"].join("\n"));
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Control+v");
  await become(page, [...lines, "Child"]);
  await title(page, 29).scrollIntoViewIfNeeded();
  await title(page, 29).click();
  const before = await page.evaluate(() => scrollY);
  await actions(page, 29, "Focus on this item");
  await become(page, ["Item 30", "Child"]);
  const path = page.getByRole("navigation", { name: "Path to the item shown" });
  await seen(path.getByText("Item 30"));
  await eventually(() => page.evaluate(() => document.activeElement.value), (value) => assert.equal(value, "Item 30"));
  // What is added stays inside.
  await page.getByRole("button", { name: "Add item" }).click();
  await become(page, ["Item 30", "Child", ""]);
  await page.keyboard.press("Backspace");
  await become(page, ["Item 30", "Child"]);
  await title(page, 1).click();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await become(page, [...lines, "Child"]);
  await eventually(() => page.evaluate(() => scrollY), (now) => assert.ok(Math.abs(now - before) < 2, `${now} is not ${before}`));
  await actions(page, 30, "Focus on this item");
  await path.getByRole("button", { name: "Item 30" }).click();
  await become(page, ["Item 30", "Child"]);
  await path.getByRole("button", { name: "All items" }).click();
  await become(page, [...lines, "Child"]);
  await gone(path);
});
