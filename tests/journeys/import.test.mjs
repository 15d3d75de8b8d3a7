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
