// The Actions page: who owes what to which meeting, and one's own marks on it.
import assert from "node:assert/strict";
import { journey, list, records, seen, status, titled } from "./lib.mjs";

const { action } = records();
const items = (page) => list(page, "Actions").getByRole("listitem");
const about = (id) => action.filter((one) => one.meeting === id).length;

journey("all actions stand in one list", async ({ page, open }) => {
  await open("#/actions");
  await seen(status(page, `${action.length} actions`));
  await titled(page, "Actions · Rapporteur");
  const review = items(page).filter({ hasText: "Review the draft PNAI policy brief" });
  await seen(review.getByText("MAG members"));
  await seen(review.getByRole("link", { name: /IGF 2025 MAG Meeting XI/ }));
});
