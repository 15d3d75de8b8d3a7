// "Save file": into the same file again where the browser can, else as a download.
import assert from "node:assert/strict";
import { agenda } from "./editor.mjs";
import { choose, downloaded, eventually, journey, notice, seen } from "./lib.mjs";

/** What a browser that lets pages write files offers, with what was asked and written. */
const picker = (context, answer) => context.addInitScript((answer) => {
  const asked = (globalThis.asked = []);
  const written = (globalThis.written = []);
  globalThis.showSaveFilePicker = async (options) => {
    asked.push(options.suggestedName);
    if (answer === "cancel") throw new DOMException("", "AbortError");
    return {
      name: "kept.json",
      createWritable: async () => {
        if (answer === "refuse") throw new DOMException("", "NotAllowedError");
        let text = "";
        return { write: async (more) => { text += more; }, close: async () => { written.push(text); } };
      },
    };
  };
}, answer);
const facts = (page) => page.evaluate(() => ({ asked: globalThis.asked, written: globalThis.written }));

journey("Ctrl S writes the file that was chosen once, wherever the focus is", async ({ page, open, context }) => {
  await picker(context);
  await agenda(page, open, "90", "Welcome");
  await page.keyboard.press("Control+s");
  await seen(notice(page, "Saved in “kept.json”. Ctrl S writes it again."));
  await seen(page.getByText("file saved today"));
  await page.getByRole("textbox", { name: "Item title" }).fill("Opening");
  await page.keyboard.press("Control+s");
  await eventually(() => facts(page), ({ asked, written }) => {
    assert.equal(asked.length, 1);
    assert.match(asked[0], /\.json$/);
    assert.deepEqual(written.map((text) => JSON.parse(text).meeting[0].agendaItem[0].name), ["Welcome", "Opening"]);
  });
});

journey("who thinks better of it has no file, and nothing is said", async ({ page, open, context }) => {
  await picker(context, "cancel");
  await agenda(page, open, "90", "Welcome");
  await choose(page, "More", "Save file");
  await eventually(() => facts(page), ({ asked }) => assert.equal(asked.length, 1));
  await page.getByRole("textbox", { name: "Item title" }).fill("Opening");
  await seen(page.getByText("no file yet"));
});

journey("a file that cannot be written is downloaded", async ({ page, open, context }) => {
  await picker(context, "refuse");
  await agenda(page, open, "90", "Welcome");
  const { text } = await downloaded(page, () => page.keyboard.press("Control+s"));
  assert.equal(JSON.parse(text).meeting[0].agendaItem[0].name, "Welcome");
  await seen(notice(page, "That file could not be written"));
});

journey("a browser that lets no page write files downloads it under the same key", async ({ page, open }) => {
  await agenda(page, open, "90", "Welcome");
  const { text } = await downloaded(page, () => page.keyboard.press("Control+s"));
  assert.equal(JSON.parse(text).meeting[0].agendaItem[0].name, "Welcome");
});
