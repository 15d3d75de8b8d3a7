// What journeys through the editor share: its fields, and a draft that is typed.
import { choose } from "./lib.mjs";

export const title = (page, at) => page.getByRole("textbox", { name: "Item title" }).nth(at);
export const length = (page, at) => page.getByRole("textbox", { name: "Duration" }).nth(at);
export const titles = (page) => page.getByRole("textbox", { name: "Item title" }).evaluateAll((fields) => fields.map((field) => field.value));
export const lengths = (page) => page.getByRole("textbox", { name: "Duration" }).evaluateAll((fields) => fields.map((field) => field.value));
export const undo = (page) => page.getByRole("button", { name: "Undo", exact: true });

/** A new draft of these lines, typed with the keyboard. */
export async function agenda(page, open, meeting, ...lines) {
  await open("#/drafts");
  await page.getByRole("button", { name: "New draft", exact: true }).click();
  await page.getByRole("textbox", { name: "Meeting title" }).fill("Call");
  await page.getByRole("textbox", { name: "Length", exact: true }).fill(meeting);
  await title(page, 0).click();
  for (const [at, line] of lines.entries()) {
    await page.keyboard.type(line);
    if (at + 1 < lines.length) await page.keyboard.press("Enter");
  }
  await page.getByRole("textbox", { name: "Meeting title" }).click();
}

export const actions = (page, at, item) => choose(title(page, at).locator("xpath=ancestor::*[contains(@class, 'desk-line')][1]"), "Item actions", item, page);
