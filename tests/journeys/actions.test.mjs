// The Actions page: who owes what to which meeting, and one's own marks on it.
import assert from "node:assert/strict";
import { choose, eventually, fragment, journey, list, records, seen, status } from "./lib.mjs";

const { action } = records();
const items = (page) => list(page, "Actions").getByRole("listitem");
const about = (id) => action.filter((one) => one.meeting === id).length;

journey("all actions stand in one list", async ({ page, open }) => {
  await open("#/actions");
  await seen(status(page, `${action.length} actions`));
  assert.equal(await page.title(), "Actions · Rapporteur");
  const review = items(page).filter({ hasText: "Review the draft PNAI policy brief" });
  await seen(review.getByText("MAG members"));
  await seen(review.getByRole("link", { name: /IGF 2025 MAG Meeting XI/ }));
});

journey("actions are filtered and searched, and the address says how", async ({ page, open }) => {
  await open("#/actions");
  await page.getByRole("group", { name: "Cycle" }).getByRole("checkbox", { name: /^IGF 2022 / }).check();
  await seen(status(page, `${about("igf-2022-mag-7")} of ${action.length} actions`));
  await fragment(page, "#/actions?cycle=igf-2022");
  await page.getByRole("button", { name: "Clear filters" }).click();
  await page.getByRole("searchbox", { name: "Search actions" }).fill("PNAI");
  await seen(status(page, new RegExp(`^\\d+ of ${action.length} actions$`)));
  await fragment(page, "#/actions?q=PNAI");
});

journey("actions can be grouped by owner", async ({ page, open }) => {
  await open("#/actions");
  await page.getByRole("combobox", { name: "Group by" }).selectOption({ label: "Owner" });
  await seen(page.getByRole("main").getByRole("heading", { name: /MAG members/ }));
});

journey("an action is marked done, undone, and done again after a reload", async ({ page, open }) => {
  await open("#/actions");
  const review = items(page).filter({ hasText: "Review the draft PNAI policy brief" });
  await choose(review, "Change", "Mark done", page);
  await seen(review.getByText(/marked here/i));
  await page.reload();
  await seen(review.getByText(/marked here/i));
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await eventually(() => review.getByText(/marked here/i).count(), (count) => assert.equal(count, 0));
  await page.getByRole("button", { name: "Redo", exact: true }).click();
  await seen(review.getByText(/marked here/i));
});
