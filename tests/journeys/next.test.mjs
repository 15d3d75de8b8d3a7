// The next meeting in one step: what is taken over, what is offered, and where each comes from.
import assert from "node:assert/strict";
import { eventually, fragment, gone, journey, seen } from "./lib.mjs";

const titles = (page) => page.getByRole("textbox", { name: "Item title" }).evaluateAll((fields) => fields.map((field) => field.value));

journey("the next meeting begins with the standing items, and offers the rest with where it comes from", async ({ page, open }) => {
  await open("#/meetings/igf-2025-mag-11");
  await page.getByRole("button", { name: "Draft next meeting" }).click();
  const name = page.getByRole("textbox", { name: "Meeting title" });
  await eventually(() => name.inputValue(), (value) => assert.equal(value, "IGF 2025 MAG Meeting XII"));
  const start = await titles(page);
  assert.ok(start.includes("Updates from the Secretariat") && start.includes("Any Other Business"), `${start}`);
  assert.ok(start.every((title) => !/WSIS\+20/.test(title)), "what stood on one agenda alone is not taken over unasked");
  // Each says where it comes from.
  const from = page.getByRole("list", { name: "Agenda" }).getByRole("link", { name: "from IGF 2025 MAG Meeting XI" });
  await seen(from);
  assert.equal(await from.first().getAttribute("href"), "#/meetings/igf-2025-mag-11/item-1");
  const panel = page.locator("details").filter({ hasText: "Taken over from IGF 2025 MAG Meeting XI" });
  await panel.locator("summary").click();
  const once = panel.getByRole("listitem").filter({ hasText: /WSIS\+20/ }).first();
  await seen(once.getByText("on no agenda before"));
  await once.getByRole("checkbox").check();
  // It stands where it stood before: right after the Secretariat.
  await eventually(() => titles(page), (all) => assert.match(all[all.indexOf("Updates from the Secretariat") + 1], /WSIS\+20/));
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await eventually(() => once.getByRole("checkbox").isChecked(), (checked) => assert.equal(checked, false));
  assert.deepEqual(await titles(page), start);
  // After a reload the panel knows what is in the draft.
  const kept = panel.getByRole("listitem").filter({ hasText: "Updates from the Secretariat" });
  await kept.getByRole("checkbox").uncheck();
  await page.reload();
  await panel.locator("summary").click();
  assert.equal(await kept.getByRole("checkbox").isChecked(), false);
  await kept.getByRole("link", { name: "IGF 2025 MAG Meeting XI" }).click();
  await fragment(page, "#/meetings/igf-2025-mag-11");
});

journey("what is switched off and on again is as it was edited, at its place, also after a reload", async ({ page, open }) => {
  await open("#/meetings/igf-2025-mag-11");
  await page.getByRole("button", { name: "Draft next meeting" }).click();
  const panel = page.locator("details").filter({ hasText: "Taken over from IGF 2025 MAG Meeting XI" });
  await panel.locator("summary").click();
  const at = (await titles(page)).indexOf("Updates from the Secretariat");
  const field = page.getByRole("textbox", { name: "Item title" }).nth(at);
  await field.fill("News from Geneva");
  await field.press("End");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Its budget");
  await page.keyboard.press("Home");
  await page.keyboard.press("Tab");
  await page.getByRole("textbox", { name: "Item title" }).nth(at).press("Alt+Shift+ArrowUp");
  const edited = await titles(page);
  assert.equal(edited.indexOf("Its budget"), edited.indexOf("News from Geneva") + 1);
  const box = panel.getByRole("listitem").filter({ hasText: "Updates from the Secretariat" }).getByRole("checkbox");
  await box.uncheck();
  await eventually(() => titles(page), (all) => assert.ok(!all.includes("News from Geneva") && !all.includes("Its budget"), `${all}`));
  await page.reload();
  await panel.locator("summary").click();
  await box.check();
  await eventually(() => titles(page), (all) => assert.deepEqual(all, edited));
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await eventually(() => box.isChecked(), (checked) => assert.equal(checked, false));
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await eventually(() => titles(page), (all) => assert.deepEqual(all, edited));
});

journey("a next meeting that is in the archive is named with the way there, and nothing is kept from going on", async ({ page, open }) => {
  await open("#/meetings/igf-2021-mag-11");
  await page.getByRole("button", { name: "Draft next meeting" }).click();
  const said = page.getByRole("status").filter({ hasText: "This meeting is recorded already" });
  await seen(said);
  assert.equal(await said.getByRole("link", { name: "IGF 2021 MAG Virtual Meeting XII" }).getAttribute("href"), "#/meetings/igf-2021-mag-12");
  // In another cycle it is another meeting.
  const cycle = page.getByRole("combobox", { name: "Cycle" });
  await cycle.selectOption({ label: "IGF 2025" });
  await gone(said.filter({ hasText: "recorded" }));
  await page.getByRole("textbox", { name: "Meeting title" }).fill("Another");
  await seen(page.getByRole("status", { name: "Save state" }).getByText("Saved on this device"));
});

journey("after a meeting without an agenda the one before it says what is usual", async ({ page, open }) => {
  await open("#/meetings/igf-2021-mag-12");
  await page.getByRole("button", { name: "Draft next meeting" }).click();
  await eventually(() => page.getByRole("textbox", { name: "Meeting title" }).inputValue(), (value) => assert.equal(value, "IGF 2021 MAG Virtual Meeting XIII"));
  await eventually(() => titles(page), (all) => assert.ok(all.length > 0 && all.every(Boolean), `${all}`));
  await seen(page.getByRole("list", { name: "Agenda" }).getByRole("link", { name: "from IGF 2021 MAG Virtual Meeting XI" }));
  assert.equal(await page.getByRole("textbox", { name: "Length", exact: true }).inputValue(), "2 h");
  const panel = page.locator("details").filter({ hasText: "Taken over from IGF 2021 MAG Virtual Meeting XI" });
  await panel.locator("summary").click();
  await seen(panel.getByText("No agenda is recorded of IGF 2021 MAG Virtual Meeting XII, so that of IGF 2021 MAG Virtual Meeting XI goes on here."));
  // All of that agenda is offered.
  const once = panel.getByRole("listitem").filter({ hasText: "Breakout groups" }).first();
  await seen(once.getByText("on no agenda before"));
  await once.getByRole("checkbox").check();
  await eventually(() => titles(page), (all) => assert.ok(all.includes("Breakout groups"), `${all}`));
});

journey("the next meeting is as long as the agenda before it was, and is drafted from its group's page too", async ({ page, open }) => {
  await open("#/groups/mag");
  await page.getByRole("button", { name: "Draft next meeting" }).click();
  await eventually(() => page.getByRole("textbox", { name: "Meeting title" }).inputValue(), (value) => assert.equal(value, "IGF 2025 MAG Meeting XII"));
  assert.equal(await page.getByRole("textbox", { name: "Length", exact: true }).inputValue(), "1 h 30");
});

journey("a blank draft has nothing to take over", async ({ page, open }) => {
  await open("#/drafts");
  await page.getByRole("button", { name: "New draft", exact: true }).click();
  await seen(page.getByRole("textbox", { name: "Meeting title" }));
  await gone(page.locator("details").filter({ hasText: "Taken over" }));
});

for (const [id, title] of [
  ["igf-2018-oc-1", "IGF 2018 Second Open Consultations and MAG Meeting"],
  ["igf-2021-oc-3-day-2", "IGF 2021 Third Open Consultations and MAG Meeting Day 3"],
  ["igf-2024-how-to-submit-igf-2024-session-proposal", "After: How to submit IGF 2024 session proposal?"],
]) {
  journey(`the meeting after ${id} has a title of its own`, async ({ page, open }) => {
    await open(`#/meetings/${id}`);
    await page.getByRole("button", { name: "Draft next meeting" }).click();
    await eventually(() => page.getByRole("textbox", { name: "Meeting title" }).inputValue(), (value) => assert.equal(value, title));
  });
}
