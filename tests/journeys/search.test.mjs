// Searching: words are found wherever they were recorded, in every script, and shown where they stand.
import assert from "node:assert/strict";
import { eventually, file, gone, journey, list, newMeeting, seen, status } from "./lib.mjs";

const search = (page) => page.getByRole("searchbox", { name: "Search meetings" });
const rows = (page) => list(page, "Meetings").getByRole("listitem").filter({ has: page.getByRole("link") });
const row = (page, name) => rows(page).filter({ hasText: name });
/** The lines below a meeting that say where the words stand in it: what kind of text, and the words marked. */
const hit = (page, name, kind, word) => row(page, name).getByRole("listitem").filter({ hasText: kind }).locator("mark").filter({ hasText: word });

/** A meeting that nobody published, with something to be found in each part of it. */
async function add(page, open) {
  const envelope = newMeeting("igf-2026-mag-1", "IGF 2026 MAG Meeting I");
  const [meeting] = envelope.meeting;
  Object.assign(meeting, {
    agendaItem: [
      { id: `${meeting.id}/item-1`, name: "Update by the zebrafish liaison" },
      { id: `${meeting.id}/item-2`, name: "La conexión de las regiones" },
    ],
    minutes: [{
      id: `${meeting.id}/section-1`,
      name: "Reports",
      note: [
        { id: `${meeting.id}/note-1`, text: "The zebrafish network reported." },
        { id: `${meeting.id}/note-2`, text: "关于政策网络的说明" },
        { id: `${meeting.id}/note-3`, text: "على الأَجِنْدَةِ نقاش عام" },
        { id: `${meeting.id}/note-4`, text: "Обсуждение повестки дня" },
      ],
    }],
  });
  envelope.action = [{ id: `${meeting.id}/action-1`, meeting: meeting.id, name: "Secretariat to write to the zebrafish network" }];
  await open("#/import");
  await page.getByLabel("Choose files").setInputFiles([file("meeting.json", envelope)]);
  await seen(page.getByRole("region", { name: "Preview" }).getByRole("checkbox", { name: /IGF 2026 MAG Meeting I/ }));
  await page.getByRole("button", { name: "Add to archive" }).click();
  await open("#/meetings");
  await seen(status(page, /^31 meetings$/));
}

journey("a word is found in items, actions and report lines, with the meeting named and the word marked", async ({ page, open }) => {
  await add(page, open);
  await search(page).fill("zebrafish");
  await seen(status(page, /^1 of 31 meetings$/));
  const named = row(page, "IGF 2026 MAG Meeting I");
  await seen(named.getByRole("link", { name: "IGF 2026 MAG Meeting I" }));
  for (const text of ["Update by the zebrafish liaison", "Secretariat to write to the zebrafish network", "The zebrafish network reported."]) {
    await seen(named.getByRole("listitem").filter({ hasText: text }).locator("mark").filter({ hasText: /^zebrafish$/ }));
  }
});

// The browser itself asks for the page's icon again, and notes that it had no answer.
journey("the published records are searched to the last report line, offline too", { allow: /ERR_INTERNET_DISCONNECTED/ }, async ({ page, context, open }) => {
  await open();
  await search(page).fill("liaison");
  await seen(status(page, /^\d+ of 30 meetings$/));
  await seen(rows(page).getByRole("listitem").locator("mark").filter({ hasText: /^liaison/i }));
  await eventually(() => rows(page).evaluateAll((all) => all.filter((one) => one.querySelector("a")).map((one) => one.querySelectorAll("mark").length)), (marks) => {
    assert.ok(marks.length > 1 && marks.every((count) => count > 0), `every meeting found shows why: ${marks}`);
  });
  const asked = [];
  context.on("request", (request) => { if (!request.url().endsWith("/icon.svg")) asked.push(request.url()); });
  await context.setOffline(true);
  await search(page).fill("secretariat");
  await seen(rows(page).getByRole("listitem").locator("mark").filter({ hasText: /^secretariat/i }));
  assert.deepEqual(asked, [], "an answer needs no network");
});

journey("accents, vowel marks and scripts without spaces do not stand in the way", async ({ page, open }) => {
  await add(page, open);
  for (const [typed, marked] of [
    ["政策", "政策"],
    ["政策网络", "政策网络"],
    ["conexion", "conexión"],
    ["CONEXIÓN", "conexión"],
    ["الأجندة", "الأَجِنْدَةِ"],
    ["الأَجِنْدَة", "الأَجِنْدَةِ"],
    ["повестк", "повестки"],
    ["zebrafihs", "zebrafish"],
  ]) {
    await search(page).fill(typed);
    await seen(hit(page, "IGF 2026 MAG Meeting I", "", marked));
    await seen(status(page, /^\d+ of 31 meetings$/));
  }
});

journey("the last words typed are the ones answered", async ({ page, open }) => {
  await open();
  for (const text of ["l", "li", "lia", "liais", "liaison zzqqxx"]) await search(page).fill(text);
  await seen(status(page, /^0 of 30 meetings$/));
  await search(page).fill("");
  await seen(status(page, /^30 meetings$/));
  await gone(list(page, "Meetings").locator("mark"));
});

journey("until the index is there the titles are searched, and then everything", async ({ page, open }) => {
  let asked = 0;
  let release;
  const released = new Promise((done) => { release = done; });
  await page.route("**/data/cycle-*.json", async (route) => {
    asked += 1;
    await released;
    await route.continue();
  });
  await open("#/meetings?q=open+consultation");
  await seen(status(page, /^Searching…$/));
  await seen(rows(page).filter({ hasText: "Open Consultation" }));
  await eventually(() => asked, (count) => assert.ok(count > 0, "the worker asks for the texts"));
  assert.equal(await page.locator("main .hits").count(), 0, "no text has been read yet");
  release();
  await seen(page.locator("main .hits mark"));
});

journey("until everything is read, the search says that it searches, not that there is nothing", async ({ page, context, open }) => {
  let release;
  const held = new Promise((resolve) => { release = resolve; });
  await context.route("**/searcher-*.wasm", async (route) => { await held; await route.continue(); });
  await open("#/meetings?q=liaison");
  await seen(status(page, /^Searching…$/));
  assert.equal(await page.getByRole("heading", { name: /no meeting/i }).count(), 0);
  await seen(page.getByRole("checkbox", { name: "IGF 2025", exact: true }));
  release();
  await seen(status(page, /^[1-9]\d* of 30 meetings$/));
  await seen(page.getByRole("checkbox", { name: /^IGF 2025 \(\d+\)$/ }));
});

journey("without its worker the search says that titles alone are searched, and is tried again", { allow: /404|searcher|Uncaught|WebAssembly|TypeError/ }, async ({ page, context, open }) => {
  const fail = (route) => route.fulfill({ status: 404, body: "gone" });
  await context.route("**/searcher-*.wasm", fail);
  await open("#/meetings?q=liaison");
  await seen(status(page, "Only titles can be searched now"));
  await context.unroute("**/searcher-*.wasm", fail);
  await page.getByRole("button", { name: "Try again" }).click();
  await seen(status(page, /^[1-9]\d* of 30 meetings$/));
  await gone(status(page, "Only titles can be searched now"));
});

journey("a file that the search cannot read is named", { allow: /404/ }, async ({ page, context, open }) => {
  await context.route("**/data/cycle-igf-2025.json", (route) => route.fulfill({ status: 404, body: "gone" }));
  await open("#/meetings?q=liaison");
  await seen(status(page, "Not searched, because it could not be loaded: IGF 2025."));
  await seen(status(page, /^\d+ of 30 meetings$/));
});
