// Texts that would turn around or cover what stands beside them: seen for what they are, kept as they are.
import assert from "node:assert/strict";
import { agenda, title } from "./editor.mjs";
import { choose, downloaded, eventually, file, journey, list, seen, status } from "./lib.mjs";

const SEEN = "\u{FFFD}";
const HOSTILE = {
  "an override": "\u202Etcatnoc",
  "an embedding that is not closed": "\u202Bplans\u202A x",
  "an isolate that is not closed": "\u2067plans\u2066 x",
  "spaces without width": "pay\u200Bpal\u2060\uFEFFx",
  "a thousand marks": `e${"\u0301".repeat(500)}${"\u20DD".repeat(500)}`,
  "Arabic with a direction mark": "جدول الأعمال\u200F (١)",
  "letters of another script": "Wеlсоmе",
};
const UNSEEN = /[\u202A-\u202E\u2066-\u2069\u200B\u2060\uFEFF]/u;

const meeting = (text) => ({
  schemaVersion: "1.0.0",
  meeting: [{
    id: "hostile", name: `Call ${text}`, organization: ["mag"], cycle: "igf-2025",
    agendaItem: [{ id: "hostile/item-1", name: "Before", duration: "PT5M" }, { id: "hostile/item-2", name: text, duration: "PT5M" }, { id: "hostile/item-3", name: "After", duration: "PT5M" }],
  }],
});

for (const [name, text] of Object.entries(HOSTILE)) {
  journey(`${name}: neighbours stand as they would beside any other text`, async ({ page, open, context }) => {
    const look = async (words) => {
      const own = await context.newPage();
      await open("#/import", own);
      await own.getByLabel("Choose files").setInputFiles([file("call.json", meeting(words))]);
      await own.getByRole("button", { name: "Add to archive", exact: true }).click();
      await seen(status(own, "1 meeting was added"));
      await open("#/meetings/hostile", own);
      const items = own.getByRole("region", { name: "Agenda" }).getByRole("listitem");
      await seen(items.nth(2));
      const shown = await items.nth(1).innerText();
      const boxes = await Promise.all([0, 2].map((at) => items.nth(at).boundingBox()));
      const pictures = await Promise.all([0, 2].map(async (at) => (await items.nth(at).screenshot()).toString("base64")));
      const length = await items.nth(1).evaluate((item) => item.getBoundingClientRect().height);
      const json = JSON.parse((await downloaded(own, () => choose(own, "Export", "JSON"))).text);
      const plain = (await downloaded(own, () => choose(own, "Export", "Plain text"))).text;
      await own.close();
      return { shown, boxes, pictures, length, json, plain };
    };
    const [plain, hostile] = [await look("Welcome"), await look(text)];
    assert.doesNotMatch(hostile.shown, UNSEEN);
    assert.equal(hostile.shown.includes(SEEN), UNSEEN.test(text) || text.length > 100);
    assert.equal(hostile.length, plain.length);
    assert.deepEqual(hostile.boxes, plain.boxes);
    assert.deepEqual(hostile.pictures, plain.pictures);
    assert.equal(hostile.json.meeting[0].agendaItem[1].name, text);
    assert.ok(hostile.plain.includes(text));
  });
}

journey("the list of meetings and of drafts shows what works unseen", async ({ page, open }) => {
  const text = HOSTILE["an override"];
  await open("#/import");
  await page.getByLabel("Choose files").setInputFiles([file("call.json", meeting(text))]);
  await seen(page.getByText(`Call ${SEEN}tcatnoc`));
  await page.getByRole("button", { name: "Add to archive", exact: true }).click();
  await open("#/meetings?q=call");
  await eventually(() => list(page, "Meetings").innerText(), (all) => assert.ok(all.includes(`Call ${SEEN}tcatnoc`), all));
  await agenda(page, open, "90", "Welcome");
  await page.getByRole("textbox", { name: "Meeting title" }).fill(text);
  // Who writes sees what she wrote.
  assert.equal(await page.getByRole("textbox", { name: "Meeting title" }).inputValue(), text);
  await title(page, 0).click();
  await open("#/drafts");
  await seen(list(page, "Drafts").getByRole("link", { name: `${SEEN}tcatnoc` }));
});
