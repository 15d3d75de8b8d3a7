// Groups and cycles: one body over all cycles, one cycle with its meetings.
import assert from "node:assert/strict";
import { eventually, journey, list, seen, titled } from "./lib.mjs";

journey("a working group shows its meetings, agenda items and actions over all cycles", async ({ page, open }) => {
  await open("#/groups");
  await titled(page, "Groups · Rapporteur");
  await list(page, "Groups").getByRole("link", { name: /Strategy/ }).first().click();
  await seen(page.getByRole("heading", { level: 1, name: /Strategy/ }));
  await eventually(() => new URL(page.url()).hash, (hash) => assert.equal(hash, "#/groups/wg-strategy"));
  await seen(list(page, "Meetings").getByRole("link", { name: /IGF 2025 MAG Meeting XI/ }));
  await seen(list(page, "Agenda items").getByRole("listitem"));
});

journey("a body with actions lists them", async ({ page, open }) => {
  await open("#/groups/pnai");
  await seen(list(page, "Actions").getByText("Review the draft PNAI policy brief"));
});

journey("a cycle lists its meetings", async ({ page, open }) => {
  await open("#/cycles/igf-2025");
  await seen(page.getByRole("heading", { level: 1, name: /IGF 2025/ }));
  await eventually(() => list(page, "Meetings").getByRole("link").count(), (count) => assert.equal(count, 4));
  await list(page, "Meetings").getByRole("link", { name: "IGF 2025 MAG Meeting XI" }).click();
  await seen(page.getByRole("heading", { level: 1, name: "IGF 2025 MAG Meeting XI" }));
});

for (const address of ["#/groups/wg-nowhere", "#/cycles/igf-1999", "#/nowhere"]) {
  journey(`${address} says that there is nothing, and leads back`, async ({ page, open }) => {
    await open(address);
    await seen(page.getByRole("main").getByRole("link"));
  });
}
