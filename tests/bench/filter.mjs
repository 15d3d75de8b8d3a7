// Row P8: filtering by cycle, group and type in 10,000 meetings, beside the same list in plain JavaScript (Y1) and a scan of the texts (Y5).
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { FREE_FRAMES, freshPage } from "./browser.mjs";
import { figure, fixed, median, noMore, paired } from "./stats.mjs";

export const ROWS = ["P8"];

/** Filters of one value of each facet that find something, most of them a few dozen meetings. */
function filters(list) {
  const count = new Map();
  for (const row of list.row.split("\n")) {
    const [, , cycle, , about, type] = row.split("\t");
    for (const body of about.split(",").filter(Boolean)) {
      const query = `cycle=${list.cycle[cycle].id}&group=${list.organization[body].id}&type=${type}`;
      count.set(query, (count.get(query) ?? 0) + 1);
    }
  }
  return [...count].filter(([, found]) => found >= 40).map(([query]) => query).sort();
}

// In the page, common to the app and its peer: their status tells when an address has had its effect.
const helpers = () => {
  const status = () => [...document.querySelectorAll("[role=status]")].find((element) => /\d.* meetings?$/.test(element.textContent));
  const painted = () => new Promise((done) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => done(performance.now());
    port2.postMessage(0);
  }));
  const go = async (fragment) => {
    const line = status();
    const before = line.textContent;
    const changed = new Promise((done) => new MutationObserver((_, observer) => {
      if (status()?.textContent === before) return;
      observer.disconnect();
      done();
    }).observe(document.body, { subtree: true, childList: true, characterData: true }));
    const start = performance.now();
    location.hash = fragment;
    await changed;
    return (await painted()) - start;
  };
  // Frames that did not come while addresses were gone to one after another, every 200 ms.
  const dropped = async (fragments) => {
    let on = true;
    let missed = 0;
    let last = await new Promise(requestAnimationFrame);
    const frame = (now) => {
      missed += Math.max(0, Math.round(((now - last) * 60) / 1000) - 1);
      last = now;
      if (on) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    for (const fragment of fragments) {
      location.hash = fragment;
      await new Promise((wait) => setTimeout(wait, 200));
    }
    on = false;
    return missed;
  };
  globalThis.bench = { status, painted, go, dropped };
};

// Y5, in a page of its own: what an item says, with the labels of its meeting, searched for the three labels.
const scanner = async (data) => {
  const list = await (await fetch(`${data}/list.json`)).json();
  const all = await (await fetch(`${data}/archive.json`)).json();
  const label = new Map([...list.cycle, ...list.organization].map(({ id, name }) => [id, name ?? id]));
  const texts = [];
  for (const { cycle, organization, meetingType, agendaItem } of all.meeting) {
    const labels = `${label.get(cycle)}\n${(organization ?? []).map((id) => label.get(id)).join("\n")}\n${meetingType}`;
    const each = (item) => {
      texts.push(`${labels}\n${item.name}\n${item.description}`.toLowerCase());
      (item.agendaItem ?? []).forEach(each);
    };
    (agendaItem ?? []).forEach(each);
  }
  globalThis.scan = (query) => {
    const words = query.split("&").map((pair) => pair.split("=")[1]).map((word) => (label.get(word) ?? word).toLowerCase());
    const start = performance.now();
    const found = [];
    for (let at = 0; at < texts.length; at += 1) if (words.every((word) => texts[at].includes(word))) found.push(at);
    return { time: performance.now() - start, found: found.length };
  };
  return texts.length;
};

const scriptTime = async (session) => {
  const { metrics } = await session.send("Performance.getMetrics");
  return metrics.find(({ name }) => name === "ScriptDuration").value * 1000;
};

async function open(browser, address) {
  const opened = await freshPage(browser, { script: `(${helpers})()` });
  await opened.session.send("Performance.enable");
  await opened.page.goto(address);
  await opened.page.waitForFunction(() => bench.status());
  return opened;
}

/** Waits until the app's search worker has built its index, so that it takes no processor from what is measured. */
export async function indexed(page, word) {
  await page.evaluate((word) => { location.hash = `#/meetings?q=${word}`; }, word);
  await page.locator(".hits").first().waitFor({ timeout: 180_000 });
  await page.evaluate(() => { location.hash = "#/meetings"; });
  await page.waitForFunction(() => /^[\d,]+ meetings$/.test(bench.status()?.textContent ?? ""));
}

export async function rows({ sample, quick, chromium }) {
  const list = JSON.parse(readFileSync(join(sample.site(), "app/data/list.json"), "utf8"));
  const word = /"description":"[^"]* ([a-zé]{6,})/.exec(readFileSync(join(sample.site(), "app/data", list.chunk[0]), "utf8"))[1];
  const host = await sample.host();
  const all = filters(list);
  const pairs = quick ? 6 : 40;
  const query = (round) => all[(round * 7 + 3) % all.length];
  const out = [];
  let browser = await chromium({ args: FREE_FRAMES });
  try {
    const [app, vanilla, plain] = [await open(browser, `${host.address}app/`), await open(browser, `${host.address}vanilla/`), await freshPage(browser)];
    const shown = await app.page.evaluate(() => {
      const every = document.createTreeWalker(document, NodeFilter.SHOW_ALL);
      let nodes = 0;
      while (every.nextNode()) nodes += 1;
      return { elements: document.querySelectorAll("*").length, nodes, meetings: bench.status().textContent };
    });
    await indexed(app.page, word);
    await plain.page.goto(`${host.address}blank.html`);
    const texts = await plain.page.evaluate(scanner, "app/data");

    const times = { app: [], vanilla: [], scan: [], appScript: [], vanillaScript: [] };
    const filter = async ({ page, session }, query) => {
      await page.bringToFront();
      const before = await scriptTime(session);
      const time = await page.evaluate((fragment) => bench.go(fragment), `#/meetings?${query}`);
      const script = (await scriptTime(session)) - before;
      const said = await page.evaluate(() => bench.status().textContent);
      await page.evaluate(() => bench.go("#/meetings"));
      return { time, script, said };
    };
    for (let round = -2; round < pairs; round += 1) {
      const ours = await filter(app, query(round + 2));
      const theirs = await filter(vanilla, query(round + 2));
      await plain.page.bringToFront();
      const scanned = await plain.page.evaluate((query) => scan(query), query(round + 2));
      if (ours.said !== theirs.said) throw new Error(`the app says "${ours.said}", its peer "${theirs.said}"`);
      if (round < 0) continue;
      times.app.push(ours.time);
      times.vanilla.push(theirs.time);
      times.scan.push(scanned.time);
      times.appScript.push(ours.script);
      times.vanillaScript.push(theirs.script);
    }
    [app, vanilla, plain].forEach(({ check }) => check());
    const what = `filter by cycle, group and type, ${sample.meetings.toLocaleString("en")} meetings`;
    const script = paired({ row: "P8", goal: `${what}: script`, limit: 0.25, ours: times.appScript, theirs: times.scan, peer: `String.includes over ${texts.toLocaleString("en")} items` });
    script.peer += `; plain JavaScript ${figure(median(times.vanillaScript), "ms")}`;
    out.push(script, paired({ row: "P8", goal: "until painted", limit: 1.2, ours: times.app, theirs: times.vanilla, peer: "plain JavaScript" }));
    out.push(fixed({ row: "P8", goal: "elements as first shown", limit: 1500, value: shown.elements, unit: "", peer: `${shown.meetings}; ${shown.nodes.toLocaleString("en")} nodes with texts` }));
    await browser.close();

    // Frames at the pace of a screen.
    browser = await chromium();
    const [ours, theirs] = [await open(browser, `${host.address}app/`), await open(browser, `${host.address}vanilla/`)];
    await indexed(ours.page, word);
    const frames = { app: [], vanilla: [] };
    for (let round = -1; round < (quick ? 3 : 30); round += 1) {
      const fragments = [0, 1, 2, 3, 4, 5].map((n) => (n % 2 ? "#/meetings" : `#/meetings?${query(round + 1 + n)}`));
      for (const [name, { page }] of [["app", ours], ["vanilla", theirs]]) {
        await page.bringToFront();
        const missed = await page.evaluate((fragments) => bench.dropped(fragments), fragments);
        if (round >= 0) frames[name].push(missed);
      }
    }
    [ours, theirs].forEach(({ check }) => check());
    out.push(noMore({ row: "P8", goal: "frames dropped in six changes of filter", ours: frames.app, theirs: frames.vanilla, peer: "plain JavaScript", unit: "frames" }));
    return out;
  } finally {
    await browser.close();
    await host.close();
  }
}
