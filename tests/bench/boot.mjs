// Rows P5 and P6: from navigation to the first handled input, and compiling alone, beside a Leptos counter (Y2).
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { freshPage } from "./browser.mjs";
import { fixed, paired, turns } from "./stats.mjs";

export const ROWS = ["P5", "P6"];
const SLOW = 4;

// In the page: acts on the control as soon as it is there, and notes when what it does is seen. The clock starts with the navigation.
const watch = ({ control, result, sign }) => {
  let acted = false;
  const observer = new MutationObserver(() => {
    if (!acted) {
      const found = document.querySelector(control);
      if (!found) return;
      acted = true;
      performance.mark("acted");
      found.click();
    }
    if ([...document.querySelectorAll(result)].some((element) => new RegExp(sign).test(element.textContent))) {
      performance.mark("handled");
      observer.disconnect();
      globalThis.bootHandled = performance.now();
    }
  });
  observer.observe(document, { subtree: true, childList: true, characterData: true });
};
const APP = { control: "fieldset input[type=checkbox]", result: "[role=status]", sign: "^[\\d,]+ of [\\d,]+ meetings$" };
const COUNTER = { control: "button.count", result: "button.count", sign: "^1$" };

async function boot(browser, address, what) {
  const { page, check, close } = await freshPage(browser, { slow: SLOW, script: `(${watch})(${JSON.stringify(what)})` });
  try {
    await page.goto(address, { waitUntil: "commit" });
    const handled = await page.waitForFunction(() => globalThis.bootHandled, undefined, { polling: 50 });
    check();
    return await handled.jsonValue();
  } finally {
    await close();
  }
}

// In the page: compiles and instantiates the bytes, made unlike all before by a section of their own, so that nothing is taken from a cache.
const compile = async ({ address, salt }) => {
  const kept = (globalThis.compileKept ??= {});
  kept[address] ??= new Uint8Array(await (await fetch(address)).arrayBuffer());
  const section = new TextEncoder().encode(`\u0004salt${salt}`);
  const bytes = new Blob([kept[address], new Uint8Array([0, section.length]), section], { type: "application/wasm" });
  const stubs = {};
  const nothing = () => undefined;
  for (const { module, name, kind } of WebAssembly.Module.imports((kept[`${address} imports`] ??= await WebAssembly.compile(kept[address])))) {
    (stubs[module] ??= {})[name] = kind === "function" ? nothing : kind === "memory" ? new WebAssembly.Memory({ initial: 32 }) : kind === "table" ? new WebAssembly.Table({ initial: 0, element: "anyfunc" }) : 0;
  }
  const answer = new Response(bytes, { headers: { "Content-Type": "application/wasm" } });
  const start = performance.now();
  await WebAssembly.instantiateStreaming(answer, stubs);
  return performance.now() - start;
};

export async function rows({ sample, quick, chromium }) {
  sample.peer("counter");
  const host = await sample.host();
  const browser = await chromium();
  const out = [];
  try {
    const [ours, theirs] = await turns(quick ? 5 : 30, () => boot(browser, `${host.address}app/`, APP), () => boot(browser, `${host.address}counter/`, COUNTER), 1);
    out.push(paired({ row: "P5", goal: `cold start until an input is handled, ${sample.meetings.toLocaleString("en")} meetings, ${SLOW}× slower`, limit: 1.5, ours, theirs, peer: "Leptos counter" }));

    const app = readdirSync(join(sample.site(), "app")).find((name) => /^rapporteur.*\.wasm$/.test(name));
    const { page, check, close } = await freshPage(browser);
    await page.goto(`${host.address}blank.html`);
    let salt = 0;
    const timed = (name) => () => page.evaluate(compile, { address: `${host.address}${name}`, salt: (salt += 1) });
    const [mine, counter] = await turns(quick ? 10 : 60, timed(`app/${app}`), timed("counter/counter_bg.wasm"), 3);
    check();
    await close();
    out.push(paired({ row: "P6", goal: "compile and instantiate", limit: 4, ours: mine, theirs: counter, peer: "Leptos counter" }));
    const bytes = (name) => statSync(join(sample.site(), name)).size;
    const [large, small] = [bytes(`app/${app}`), bytes("counter/counter_bg.wasm")];
    out.push(fixed({ row: "P6", goal: "raw bytes, of the counter's", limit: 6, value: large / small, unit: "×", peer: `${large.toLocaleString("en")} B against ${small.toLocaleString("en")} B, Leptos counter` }));
    return out;
  } finally {
    await browser.close();
    await host.close();
  }
}
