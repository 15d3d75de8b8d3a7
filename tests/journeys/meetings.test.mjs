// The Meetings page: finding a meeting, and sending somebody else what was found.
import assert from "node:assert/strict";
import { PHONE, choose, downloaded, eventually, file, fragment, gone, journey, list, newMeeting, notice, records, seen, status, titled } from "./lib.mjs";

const archive = records();
const box = (page, name) => page.getByRole("checkbox", { name, exact: true });
const search = (page) => page.getByRole("searchbox", { name: "Search meetings" });
const isFocused = (locator) => locator.evaluate((element) => element === document.activeElement);
const links = (page) => list(page, "Meetings").getByRole("link");

journey("the archive opens with all its meetings", async ({ page, open }) => {
  await open();
  await seen(status(page, /^30 meetings$/));
  await titled(page, "Meetings · Rapporteur");
  assert.equal(await page.getByRole("heading", { level: 1 }).count(), 1);
  await seen(links(page).filter({ hasText: "IGF 2025 MAG Meeting XI" }));
  await eventually(() => links(page).count(), (count) => assert.equal(count, 30));
  await seen(list(page, "Meetings").getByRole("listitem").filter({ hasText: "IGF 2023 MAG Virtual Meeting II" }).getByText("Date not recorded"));
  assert.equal(await page.getByRole("button", { name: "Clear filters" }).count(), 0);
});

journey("the first stop of the keyboard leads past the navigation", async ({ page, open }) => {
  await open();
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to content" });
  assert.ok(await skip.evaluate((link) => link === document.activeElement));
  await page.keyboard.press("Enter");
  assert.ok(await page.evaluate(() => document.querySelector("main").contains(document.activeElement)), "focus is in main");
  for (const name of ["Meetings", "Groups"]) await seen(page.getByRole("navigation", { name: "Main" }).getByRole("link", { name, exact: true }));
});

journey("a word finds the meetings that hold it, and marks it", async ({ page, open }) => {
  await open();
  await search(page).fill("LACIGF");
  await seen(status(page, /^\d of 30 meetings$/));
  await seen(list(page, "Meetings").locator("mark").filter({ hasText: /lacigf/i }));
  await seen(links(page).filter({ hasText: "IGF 2025 MAG Meeting XI" }));
  await fragment(page, "#/meetings?q=LACIGF");
  await page.reload();
  await seen(status(page, /^\d of 30 meetings$/));
  assert.equal(await search(page).inputValue(), "LACIGF");
});

journey("values of one facet are alternatives, and do not change its own counts", async ({ page, open }) => {
  await open();
  const cycle = page.getByRole("group", { name: "Cycle" });
  await cycle.getByRole("checkbox", { name: "IGF 2025 (4)" }).check();
  await seen(status(page, /^4 of 30 meetings$/));
  await fragment(page, "#/meetings?cycle=igf-2025");
  await cycle.getByRole("checkbox", { name: "IGF 2024 (8)" }).check();
  await seen(status(page, /^12 of 30 meetings$/));
  await fragment(page, /^#\/meetings\?cycle=(igf-2025,igf-2024|igf-2024,igf-2025)$/);
  await seen(cycle.getByRole("checkbox", { name: "IGF 2018 (1)" }));
  // Under "IGF 2018" alone no meeting is virtual: the value stays, with 0.
  await open("#/meetings?cycle=igf-2018");
  const virtual = page.getByRole("group", { name: "Meeting type" }).getByRole("checkbox", { name: /^Virtual.* \(0\)$/ });
  await seen(virtual);
});

journey("a working group counts every meeting that it leads or that is about it", async ({ page, open }) => {
  const bodies = (value, found = new Set()) => {
    if (Array.isArray(value)) value.forEach((one) => bodies(one, found));
    else if (value && typeof value === "object") {
      for (const [key, inner] of Object.entries(value)) {
        if (key === "organization" || key === "mentionedOrganization") [inner].flat().forEach((id) => found.add(id));
        bodies(inner, found);
      }
    }
    return found;
  };
  const strategy = archive.meeting.filter((meeting) => bodies([meeting, archive.action.filter((action) => action.meeting === meeting.id)]).has("wg-strategy"));
  await open("#/meetings?group=wg-strategy");
  await seen(status(page, `${strategy.length} of 30 meetings`));
  await seen(page.getByRole("group", { name: "Working group" }).getByRole("checkbox", { name: new RegExp(`Strategy.*\\(${strategy.length}\\)$`), checked: true }));
});

journey("what is recorded is a filter too", async ({ page, open }) => {
  const withActions = new Set(archive.action.map((action) => action.meeting)).size;
  const withAgenda = archive.meeting.filter((meeting) => meeting.agendaItem?.length).length;
  await open("#/meetings?has=actions");
  await seen(status(page, `${withActions} of 30 meetings`));
  await open("#/meetings?has=agenda");
  await seen(status(page, `${withAgenda} of 30 meetings`));
});

journey("Back and Forward walk through the filters", async ({ page, open }) => {
  await open();
  await box(page, "IGF 2025 (4)").check();
  await seen(status(page, /^4 of 30 meetings$/));
  await links(page).filter({ hasText: "IGF 2025 MAG Meeting XI" }).click();
  await seen(page.getByRole("heading", { level: 1, name: "IGF 2025 MAG Meeting XI" }));
  await page.goBack();
  await seen(status(page, /^4 of 30 meetings$/));
  assert.ok(await box(page, "IGF 2025 (4)").isChecked());
  await page.goBack();
  await seen(status(page, /^30 meetings$/));
  await page.goForward();
  await seen(status(page, /^4 of 30 meetings$/));
});

journey("words that the address does not know are named and ignored", async ({ page, open }) => {
  await open("#/meetings?cycle=igf-1999&colour=blue");
  await seen(status(page, /^30 meetings$/));
  await seen(notice(page, /igf-1999/));
  await seen(notice(page, /colour/));
  await open("#/meetings?cycle=igf-1999,igf-2025");
  await seen(status(page, /^4 of 30 meetings$/));
  await open("#/groups?colour=blue");
  await seen(notice(page, /colour/));
});

journey("Clear filters clears facets and search, not the order", async ({ page, open }) => {
  await open("#/meetings?q=welcome&cycle=igf-2024&sort=oldest");
  await page.getByRole("button", { name: "Clear filters" }).click();
  await seen(status(page, /^30 meetings$/));
  await fragment(page, "#/meetings?sort=oldest");
  assert.equal(await search(page).inputValue(), "");
  await gone(page.getByRole("button", { name: "Clear filters" }));
});

journey("the order can be chosen and stands in the address", async ({ page, open }) => {
  await open();
  const sort = page.getByRole("combobox", { name: "Sort by" });
  await sort.selectOption("oldest");
  await fragment(page, "#/meetings?sort=oldest");
  await eventually(() => links(page).first().innerText(), (first) => assert.match(first, /2018/));
});

journey("nothing found: every filter can be taken away, the one that excludes most first", async ({ page, open }) => {
  await open("#/meetings?q=zzqqxx&cycle=igf-2018");
  await seen(status(page, /^0 of 30 meetings$/));
  const remove = page.getByRole("main").getByRole("button", { name: /^Remove/ });
  await eventually(() => remove.allInnerTexts(), (names) => {
    assert.equal(names.length, 2);
    assert.match(names[0], /zzqqxx/);
  });
  await remove.first().click();
  await seen(status(page, /^1 of 30 meetings$/));
});

journey("on a phone the filters stand behind one button", { viewport: PHONE }, async ({ page, open }) => {
  await open();
  assert.equal(await box(page, "IGF 2025 (4)").isVisible(), false);
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await box(page, "IGF 2025 (4)").check();
  await page.getByRole("button", { name: "Show 4 meetings" }).click();
  await gone(box(page, "IGF 2025 (4)"));
  await seen(page.getByRole("button", { name: "Filter (1)", exact: true }));
  await seen(status(page, /^4 of 30 meetings$/));
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing is wider than the screen");
});

journey("the sheet of filters holds the focus, and gives it back", { viewport: PHONE }, async ({ page, open }) => {
  await open("#/meetings?cycle=igf-2025");
  const opener = page.getByRole("button", { name: "Filter (1)", exact: true });
  await opener.focus();
  await page.keyboard.press("Enter");
  const sheet = page.getByRole("dialog", { name: "Filter" });
  await seen(sheet);
  const show = sheet.getByRole("button", { name: "Show 4 meetings" });
  const clear = sheet.getByRole("button", { name: "Clear all" });
  const inside = () => sheet.evaluate((element) => element.contains(document.activeElement));
  await eventually(inside, (held) => assert.ok(held));
  // The buttons stay at the foot however far one scrolls.
  const foot = async () => assert.ok((await show.boundingBox()).y > PHONE.height - 80, "at the foot");
  await foot();
  const boxes = await sheet.getByRole("checkbox").count();
  await page.keyboard.press("Shift+Tab");
  assert.ok(await isFocused(clear), "before the first stop comes the last");
  for (let stop = 0; stop < boxes + 2; stop += 1) {
    await page.keyboard.press("Tab");
    assert.ok(await inside(), `stop ${stop} is inside`);
  }
  assert.ok(await isFocused(clear), "all stops have been walked");
  await foot();
  await page.keyboard.press("Escape");
  await gone(sheet);
  assert.ok(await isFocused(opener));
});

journey("Back leaves the sheet of filters before it leaves the page", { viewport: PHONE }, async ({ page, open }) => {
  await open("#/groups");
  await page.getByRole("link", { name: "Meetings", exact: true }).click();
  const opener = page.getByRole("button", { name: "Filter", exact: true });
  const sheet = page.getByRole("dialog", { name: "Filter" });
  await opener.click();
  await seen(sheet);
  await page.goBack();
  await gone(sheet);
  await fragment(page, "#/");
  assert.ok(await isFocused(opener));
  // Closed in another way, it leaves nothing to go back through.
  await opener.click();
  await seen(sheet);
  await page.keyboard.press("Escape");
  await gone(sheet);
  await page.goBack();
  await fragment(page, "#/groups");
});

journey("words that are typed keep the space between them", async ({ page, open }) => {
  await open();
  await search(page).pressSequentially("policy ");
  await fragment(page, "#/meetings?q=policy");
  await search(page).pressSequentially("network");
  await fragment(page, "#/meetings?q=policy%20network");
  assert.equal(await search(page).inputValue(), "policy network");
});

journey("without a line meetings are added and removed, and the list stays", { allow: /ERR_INTERNET_DISCONNECTED/ }, async ({ page, context, open }) => {
  await open("#/import");
  await page.getByRole("link", { name: "Meetings", exact: true }).click();
  await seen(status(page, /^30 meetings$/));
  await page.getByRole("link", { name: "Import", exact: true }).click();
  await context.setOffline(true);
  await page.getByLabel("Choose files").setInputFiles([file("meeting.json", newMeeting())]);
  await page.getByRole("button", { name: "Add to archive" }).click();
  await page.getByRole("link", { name: "Meetings", exact: true }).click();
  await seen(status(page, /^31 meetings$/));
  await page.getByRole("button", { name: "Remove from this device" }).click();
  await seen(status(page, /^30 meetings$/));
});

journey("after a reload Back goes to where the page before was left", { viewport: PHONE }, async ({ page, open }) => {
  await open("#/groups");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Meetings", exact: true }).click();
  await seen(status(page, /^30 meetings$/));
  await page.evaluate(() => scrollTo(0, 400));
  await page.reload();
  await seen(status(page, /^30 meetings$/));
  await page.evaluate(() => scrollTo(0, 700));
  await eventually(() => page.evaluate(() => scrollY), (top) => assert.equal(top, 700));
  await page.goBack();
  await seen(page.getByRole("heading", { level: 1, name: "Groups" }));
  await eventually(() => page.evaluate(() => scrollY), (top) => assert.equal(top, 0));
});

journey("what a removed filter had as focus goes to the count", async ({ page, open }) => {
  await open("#/meetings?q=zzqqxx&cycle=igf-2018");
  await page.getByRole("main").getByRole("button", { name: "Remove “zzqqxx”" }).click();
  await seen(status(page, /^1 of 30 meetings$/));
  assert.ok(await isFocused(status(page, /^1 of 30 meetings$/)));
  await page.getByRole("button", { name: "Remove IGF 2018" }).press("Enter");
  await seen(status(page, /^30 meetings$/));
  assert.ok(await isFocused(status(page, /^30 meetings$/)));
});

journey("the list begins at its top, whatever page one comes from", { viewport: PHONE }, async ({ page, open }) => {
  await open("#/actions");
  await page.getByRole("main").getByRole("link").last().scrollIntoViewIfNeeded();
  assert.ok((await page.evaluate(() => scrollY)) > 500);
  await page.evaluate(() => { location.hash = "#/meetings"; });
  await seen(links(page));
  await eventually(() => page.evaluate(() => scrollY), (top) => assert.equal(top, 0));
});

for (const width of [320, 360, 414]) {
  journey(`facts are parted by dots, of which none ends or begins a line (${width} px)`, { viewport: { width, height: 740 } }, async ({ page, open }) => {
    await open();
    await seen(links(page));
    const dots = await page.evaluate(() => [...document.querySelectorAll(".row-facts > span + span, .row-recorded > span + span")].map((fact) => {
      const line = fact.parentElement.getBoundingClientRect();
      const own = fact.getBoundingClientRect();
      const { content, insetInlineStart } = getComputedStyle(fact, "::before");
      const cut = parseFloat(/inset\((-?[\d.]+)px/.exec(getComputedStyle(fact.parentElement).clipPath)?.[1]);
      return { dot: content, first: own.left === line.left, at: own.left + parseFloat(insetInlineStart) - line.left, cut };
    }));
    assert.ok(dots.some(({ first }) => first) && dots.some(({ first }) => !first));
    // Beyond the edge that is cut off, with room for a dot of 6 pixels.
    for (const { dot, first, at, cut } of dots) assert.ok(dot === '"·"' && (first ? at + 6 <= cut : at > 0), `${dot} at ${at}, cut at ${cut}`);
  });
}

journey("what is shown can be exported", async ({ page, open }) => {
  await open("#/meetings?cycle=igf-2025");
  await seen(status(page, /^4 of 30 meetings$/));
  const json = await downloaded(page, () => choose(page, "Export list", "JSON"));
  assert.match(json.name, /\.json$/);
  const envelope = JSON.parse(json.text);
  assert.match(envelope.schemaVersion, /^1\./);
  assert.deepEqual(new Set(envelope.meeting.map((meeting) => meeting.id)), new Set(archive.meeting.filter((meeting) => meeting.cycle === "igf-2025").map((meeting) => meeting.id)));
  const cycle = ({ source }) => source.map(({ url }) => url);
  assert.deepEqual(cycle(envelope.cycle[0]), cycle(archive.cycle.find(({ id }) => id === "igf-2025")), "what is said of a cycle is kept");
  assert.ok(envelope.organization.every((body) => body.source.length), "and of a body");
  const csv = await downloaded(page, () => choose(page, "Export list", "CSV"));
  assert.match(csv.name, /\.csv$/);
  assert.match(csv.text, /IGF 2025 MAG Meeting XI/);
});

journey("rows for a spreadsheet need no details", { allow: /^console: Failed to load resource/ }, async ({ page, open }) => {
  await page.route("**/data/cycle-*", (route) => route.abort());
  await open("#/meetings?cycle=igf-2025");
  await seen(status(page, /^4 of 30 meetings$/));
  const { text } = await downloaded(page, () => choose(page, "Export list", "CSV"));
  assert.match(text, /IGF 2025 MAG Meeting XI/);
});

journey("Back gives the focus to the meeting that was opened", async ({ page, open }) => {
  await open("#/meetings?cycle=igf-2021");
  const link = list(page, "Meetings").getByRole("link").nth(2);
  const name = await link.textContent();
  await link.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name, exact: true }).waitFor();
  await page.goBack();
  await eventually(() => link.evaluate((element) => element === document.activeElement), (focused) => assert.ok(focused));
  // A page that is opened anew begins at its heading.
  await page.getByRole("link", { name: "Groups", exact: true }).click();
  await eventually(() => page.evaluate(() => document.activeElement.tagName), (tag) => assert.equal(tag, "H1"));
});

journey("rows come as the end comes near, and \"Show all\" stays where it is and puts every one into the page", async ({ page, open }) => {
  const envelope = newMeeting();
  envelope.meeting = Array.from({ length: 120 }, (_, n) => ({ ...envelope.meeting[0], id: `igf-2026-mag-${n}`, name: `IGF 2026 MAG call ${n}`, agendaItem: [] }));
  await open("#/import");
  await page.getByLabel("Choose files").setInputFiles([file("meetings.json", envelope)]);
  await page.getByRole("button", { name: "Add to archive" }).click();
  await open("#/meetings");
  await seen(status(page, /^150 meetings$/));
  const rows = list(page, "Meetings").getByRole("listitem").filter({ has: page.getByRole("link") });
  assert.equal(await rows.count(), 20);
  const all = page.getByRole("button", { name: "Show all" });
  await seen(all);
  const before = await all.boundingBox();
  await page.getByText("130 more meetings").scrollIntoViewIfNeeded();
  await eventually(() => rows.count(), (count) => assert.ok(count > 40 && count < 150, `${count} rows`));
  await page.evaluate(() => scrollTo(0, 0));
  assert.deepEqual(await all.boundingBox(), before, "the button has not moved");
  await all.click();
  await eventually(() => rows.count(), (count) => assert.equal(count, 150));
  await gone(all);
  await gone(page.getByText(/more meetings$/));
  // What was pressed is gone: the focus is at what it belonged to.
  await eventually(() => page.evaluate(() => document.activeElement.textContent), (text) => assert.match(text, /^150 meetings$/));
});
