// What leaves the desk as words: plain text and paper.
import assert from "node:assert/strict";
import { choose, downloaded, eventually, file, fragment, journey, seen, status } from "./lib.mjs";

const DRAFT = {
  schemaVersion: "1.0.0",
  meeting: [{
    id: "igf-2026-mag-2", name: "IGF 2026 MAG Meeting II", cycle: "igf-2025", organization: ["mag"], start: "2026-02-03T13:00:00Z", timeZone: "Europe/Zurich", duration: "PT90M",
    description: "To prepare the next cycle.",
    file: [{ name: "Summary", accessUrl: "https://example.org/summary" }],
    location: { name: "Online", virtualLocation: [{ name: "Call", url: "https://example.org/join" }] },
    agendaItem: [
      { id: "igf-2026-mag-2/item-1", name: "Welcome", duration: "PT5M", presenter: [{ role: "Chair" }], privateNote: "Ask about the budget." },
      { id: "igf-2026-mag-2/item-2", name: "Updates", description: "By group.", agendaItem: [{ id: "igf-2026-mag-2/item-3", name: "WG-Strategy", duration: "PT20M", organization: ["wg-strategy"] }] },
    ],
  }],
};

async function openDraft(page, open) {
  await open("#/drafts");
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.getByRole("button", { name: "Open file" }).click()]);
  await chooser.setFiles([file("draft.json", DRAFT)]);
  await fragment(page, /^#\/drafts\/./);
  await seen(page.getByRole("textbox", { name: "Item title" }));
}

journey("a draft as plain text holds what others may read, numbered and timed", async ({ page, open }) => {
  await openDraft(page, open);
  const { name, text } = await downloaded(page, () => choose(page, "Export", "Plain text"));
  assert.equal(name, "igf-2026-mag-2.txt");
  for (const line of [/^IGF 2026 MAG Meeting II\n=+$/m, /^Date: 3 February 2026, 13:00 UTC · 14:00 Zurich$/m, /^Body: MAG$/m, /^Cycle: IGF 2025$/m, /^To prepare the next cycle\.$/m, /^Agenda \(25 min in all, 90 min stated\)\n-+$/m,
    /^1\. Welcome \(14:00, 5 min, Chair\)$/m, /^2\. Updates \(14:05\)\n {4}By group\.\n {4}2\.1 WG-Strategy \(14:05, 20 min\)\n {8}WG-Strategy$/m, /^- Summary: https:\/\/example\.org\/summary$/m]) {
    assert.match(text, line);
  }
  assert.doesNotMatch(text, /budget|join/);
});

journey("what is private is in no file for others, and in a backup", async ({ page, open }) => {
  await openDraft(page, open);
  const { text } = await downloaded(page, () => choose(page, "Export", "JSON"));
  assert.match(text, /WG-Strategy/);
  assert.doesNotMatch(text, /budget|join/);
  await open("#/settings");
  const backup = await downloaded(page, () => page.getByRole("button", { name: "Export everything" }).click());
  assert.match(backup.text, /budget[^]*join|join[^]*budget/);
  await seen(status(page, "The backup holds all that is kept here, private notes and addresses to join calls too."));
});

journey("on paper a draft is an agenda, without fields, buttons and private notes", async ({ page, open }) => {
  await openDraft(page, open);
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await seen(page.getByText("Agenda (25 min in all, 90 min stated)"));
  const main = page.getByRole("main");
  await eventually(() => main.innerText(), (text) => assert.match(text, /Welcome\s+14:00 · 5 min · Chair\s+2\.\s+Updates/));
  assert.doesNotMatch(await main.innerText(), /budget|join|Undo|Saved/);
  assert.equal(await main.locator("button:visible, input:visible, textarea:visible, select:visible").count(), 0);
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  await page.emulateMedia({ media: "screen" });
  await seen(page.getByRole("textbox", { name: "Item title" }));
});

journey("a recorded meeting as plain text", async ({ page, open }) => {
  await open("#/meetings/igf-2025-mag-11");
  const { name, text } = await downloaded(page, () => choose(page, "Export", "Plain text"));
  assert.equal(name, "igf-2025-mag-11.txt");
  assert.match(text, /^IGF 2025 MAG Meeting XI\n=+\nDate: 22 October 2025, 14:00 UTC · 16:00 Zurich\n/);
  assert.match(text, /^6\. Any Other Business \(15:22 UTC · 17:22 Zurich, 8 min\)$/m);
});

journey("times follow the clocks, the bar says when it ends, and what is too much inside an item is said", { timezone: "America/New_York" }, async ({ page, open }) => {
  await open("#/drafts");
  const meeting = { ...DRAFT.meeting[0], start: "2026-10-24T23:30:00Z", duration: "PT240M", agendaItem: ["a", "b", "c"].map((name, n) => ({ id: `igf-2026-mag-2/item-${n + 1}`, name, duration: "PT60M" })) };
  meeting.agendaItem[2].agendaItem = [{ id: "igf-2026-mag-2/item-4", name: "inside", duration: "PT90M" }];
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.getByRole("button", { name: "Open file" }).click()]);
  await chooser.setFiles([file("draft.json", { ...DRAFT, meeting: [meeting] })]);
  await fragment(page, /^#\/drafts\/./);
  const starts = () => page.locator(".desk-start").allInnerTexts();
  // On 25 October at 03:00 the clocks of Zurich go back to 02:00.
  await eventually(starts, (all) => assert.deepEqual(all, ["01:30", "02:30", "02:30", "02:30"]));
  await seen(page.getByText("ends 03:30"));
  await seen(page.getByText("90 of 60 min taken by what is inside"));
  await page.getByRole("button", { name: "Item actions" }).last().click();
  await page.getByRole("menuitem", { name: "Details", exact: true }).click();
  await seen(page.getByText("01:30 UTC · 21:30 New York, −1 day"));
  await page.getByRole("combobox", { name: "Its time" }).selectOption("On top of it");
  await eventually(() => page.getByText("taken by what is inside").count(), (count) => assert.equal(count, 0));
  await seen(page.getByText("ends 05:00"));
});
