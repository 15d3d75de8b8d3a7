// Import: a JSON file joins the archive on this device, and leaves it again.
import assert from "node:assert/strict";
import { file, gone, journey, list, newMeeting, notice, seen, status } from "./lib.mjs";

const choosing = (page, ...files) => page.getByLabel("Choose files").setInputFiles(files);
const preview = (page) => page.getByRole("region", { name: "Preview" });
const row = (page) => list(page, "Meetings").getByRole("listitem").filter({ hasText: "IGF 2026 MAG Meeting I" });

journey("a meeting from a file is added, marked as added here, and removed", async ({ page, open }) => {
  await open("#/import");
  assert.equal(await page.title(), "Import · Rapporteur");
  await choosing(page, file("meeting.json", newMeeting()));
  await seen(preview(page).getByRole("checkbox", { name: /IGF 2026 MAG Meeting I/ }));
  await page.getByRole("button", { name: "Add to archive" }).click();
  await open("#/meetings");
  await seen(status(page, /^31 meetings$/));
  await page.reload();
  await seen(status(page, /^31 meetings$/));
  await seen(row(page).getByText(/added on this device/i));
  await row(page).getByRole("button", { name: "Remove from this device" }).click();
  await seen(status(page, /^30 meetings$/));
  await page.reload();
  await seen(status(page, /^30 meetings$/));
});

journey("a meeting that the archive holds is compared before it replaces anything", async ({ page, open }) => {
  await open("#/import");
  await choosing(page, file("again.json", newMeeting("igf-2025-mag-11", "IGF 2025 MAG Meeting XI, corrected")));
  for (const name of ["Replace", "Keep both", "Skip"]) {
    await seen(preview(page).getByRole("radio", { name }).or(preview(page).getByRole("button", { name })));
  }
});

for (const [name, content, reason] of [
  ["broken.json", '{ "schemaVersion": "1.0.0", "meeting": [', /broken\.json/],
  ["newer.json", { schemaVersion: "2.1.0", meeting: [] }, /newer/],
  ["other.json", { hello: 1 }, /other\.json/],
  ["deep.json", `{"schemaVersion":"1.0.0","x":${"[".repeat(100)}${"]".repeat(100)}}`, /deep\.json/],
]) {
  journey(`${name} is refused with the reason, and changes nothing`, async ({ page, open }) => {
    await open("#/import");
    await choosing(page, file(name, content));
    await seen(notice(page, reason).or(page.getByRole("region", { name: "Notes" }).getByText(reason)));
    await gone(preview(page).getByRole("checkbox"));
    await open("#/meetings");
    await seen(status(page, /^30 meetings$/));
  });
}
