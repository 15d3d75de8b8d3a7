// A real Chromium for the benchmarks, and what they ask of its pages.
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const PROGRAMS = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/google-chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"];
const QUIET = ["--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-renderer-backgrounding", "--disable-background-timer-throttling", "--disable-backgrounding-occluded-windows"];
/** Frames come as soon as they are done, so that a time until painted is not rounded up to the next sixtieth of a second. */
export const FREE_FRAMES = ["--disable-frame-rate-limit", "--disable-gpu-vsync"];

/** Starts a browser; `args` are more of Chromium's own. */
export async function launch({ args = [] } = {}) {
  const executablePath = PROGRAMS.find((program) => program && existsSync(program));
  if (!executablePath) throw new Error("no Chromium found: set CHROMIUM to its program");
  // Chromium as root (a container) starts only without its own sandbox.
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return chromium.launch({ executablePath, args: [...sandbox, ...QUIET, ...args] });
}

/** A page in a profile of its own: no cache, no storage, nothing compiled yet. Errors of the page are thrown where `check` is called. */
export async function freshPage(browser, { slow = 1, script } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, timezoneId: "Europe/Zurich", locale: "en-GB" });
  context.setDefaultTimeout(120_000);
  if (script) await context.addInitScript(script);
  const page = await context.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("crash", () => faults.push("the page crashed"));
  const session = await context.newCDPSession(page);
  if (slow !== 1) await session.send("Emulation.setCPUThrottlingRate", { rate: slow });
  const check = () => { if (faults.length) throw new Error(`in the page: ${faults.join("; ")}`); };
  return { page, session, check, close: () => context.close() };
}
