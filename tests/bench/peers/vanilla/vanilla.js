// Yardstick Y1: the app's list, its facets with their counts and its filter in the address, written by hand in plain JavaScript.
// With `?plain` the rows are lines of text and nothing else.
const FIRST = 20;
const STEP = 80;
const WINDOW = 20;
const plain = location.search === "?plain";
const TYPES = { virtual: "Virtual meeting", "in-person": "In-person meeting", "open-consultation": "Open consultation", "working-group-call": "Working group call", workshop: "Workshop", webinar: "Webinar", other: "Other" };
const HAS = { agenda: "Agenda", minutes: "Minutes", actions: "Actions", participants: "Participants" };
const [CYCLE, GROUP, TYPE, RECORDED] = [0, 1, 2, 3];
const NAMES = ["cycle", "group", "type", "has"];

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const numbers = new Intl.NumberFormat("en-GB");
const plural = new Intl.PluralRules("en-GB");
const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const clock = (timeZone) => new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone });
const [utc, local] = [clock("UTC"), clock(zone)];
const iso = (timeZone) => new Intl.DateTimeFormat("en-CA", { year: "numeric", month: "2-digit", day: "2-digit", timeZone });
const [isoUtc, isoLocal] = [iso("UTC"), iso(zone)];
const place = zone.split("/").at(-1).replaceAll("_", " ");

const list = await (await fetch("../app/data/list.json")).json();
const label = (body) => body.shortName ?? body.name ?? body.id;
const places = (text) => (text === "" ? [] : text.split(",").map(Number));
// A row is a line, its values between tabs and empty where they are unknown.
const rows = list.row.split("\n").map((text) => {
  const [id, name, cycle, organization, about, type, start, , , , ...counts] = text.split("\t");
  return { id, name: name || id, cycle: cycle === "" ? null : Number(cycle), organization: places(organization), about: places(about), type, start: start || null, counts: counts.slice(0, 4).map(Number) };
});
const recorded = ({ counts: [agenda, actions, minutes, participants] }) => [agenda, minutes, actions, participants].map((count) => count > 0);
rows.forEach((row) => { row.has = recorded(row); });
const cycles = list.cycle.map(label);
const bodies = list.organization.map(label);
const kinds = Object.keys(TYPES).filter((kind) => rows.some((row) => row.type === kind));

const count = (number, one, other) => `${numbers.format(number)} ${plural.select(number) === "one" ? one : other}`;

function when(start) {
  if (!start) return "Date not recorded";
  const at = new Date(start);
  const shift = isoLocal.format(at) === isoUtc.format(at) ? "" : at.getTimezoneOffset() < 0 ? ", +1 day" : ", −1 day";
  return `${day.format(at)}, ${utc.format(at)} UTC · ${local.format(at)} ${place}${shift}`;
}

function parse() {
  const wanted = [new Set(), new Set(), new Set(), new Set()];
  const query = location.hash.split("?")[1] ?? "";
  for (const pair of query.split("&")) {
    const [name, value] = pair.split("=");
    const facet = NAMES.indexOf(name);
    if (facet >= 0) value.split(",").forEach((word) => wanted[facet].add(word));
  }
  return wanted;
}

function apply(wanted) {
  const cycle = list.cycle.map(({ id }) => wanted[CYCLE].has(id));
  const group = list.organization.map(({ id }) => wanted[GROUP].has(id));
  const has = Object.keys(HAS).map((word) => wanted[RECORDED].has(word));
  const counts = [cycles.map(() => 0), bodies.map(() => 0), kinds.map(() => 0), has.map(() => 0)];
  const shown = [];
  for (const row of rows) {
    const holds = [
      !wanted[CYCLE].size || cycle[row.cycle] === true,
      !wanted[GROUP].size || row.about.some((body) => group[body]),
      !wanted[TYPE].size || wanted[TYPE].has(row.type),
      !wanted[RECORDED].size || row.has.some((there, at) => there && has[at]),
    ];
    const missed = holds.reduce((sum, held) => sum + !held, 0);
    if (missed === 0) shown.push(row);
    if (missed > 1) continue;
    const counted = (facet) => missed === 0 || !holds[facet];
    if (counted(CYCLE) && row.cycle !== null) counts[CYCLE][row.cycle] += 1;
    if (counted(GROUP)) for (const body of row.about) counts[GROUP][body] += 1;
    if (counted(TYPE)) counts[TYPE][kinds.indexOf(row.type)] += 1;
    if (counted(RECORDED)) row.has.forEach((there, at) => { counts[RECORDED][at] += there; });
  }
  return { shown, counts };
}

const element = (name, className, ...children) => {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
};

function facts(row) {
  const all = [when(row.start)];
  if (row.cycle !== null) all.push(cycles[row.cycle]);
  return all.concat(row.organization.map((body) => bodies[body]));
}

function numbersOf({ counts: [agenda, actions, minutes, participants] }) {
  const all = [];
  if (agenda) all.push(count(agenda, "agenda item", "agenda items"));
  if (actions) all.push(count(actions, "action", "actions"));
  if (minutes) all.push("Minutes");
  if (participants) all.push(count(participants, "participant", "participants"));
  return all;
}

function view(row, heading) {
  if (plain) return element("div", "", `${row.name} · ${facts(row).join(" · ")} · ${numbersOf(row).join(" · ")}`);
  const made = element("div", "row");
  made.role = "listitem";
  if (heading) made.append(element("h2", "row-cycle", element("bdi", "", heading)));
  const link = element("a", "", element("bdi", "", row.name));
  link.href = `#/meetings/${row.id}`;
  made.append(element("p", "row-title", link));
  const [first, ...others] = facts(row);
  const time = element("time", "", first);
  if (row.start) time.dateTime = row.start;
  made.append(element("p", "row-facts", element("span", "", time), ...others.map((fact) => element("span", "", element("bdi", "", fact)))));
  made.append(element("p", "row-recorded", ...numbersOf(row).map((fact) => element("span", "", fact))));
  return made;
}

const status = document.querySelector(".count");
const into = document.querySelector(".rows");
const rest = document.querySelector("#rest");
const more = document.querySelector(".more");
const boxes = [];
let shown = [];
let there = 0;

function grow(to) {
  const until = Math.min(shown.length, to);
  const made = document.createDocumentFragment();
  let window = made;
  for (; there < until; there += 1) {
    const row = shown[there];
    if (!plain && there % WINDOW === 0) made.append(window = element("div", "window"));
    window.append(view(row, !there || shown[there - 1].cycle !== row.cycle ? cycles[row.cycle] : null));
  }
  into.append(made);
  rest.textContent = count(shown.length - there, "more meeting", "more meetings");
  more.hidden = there === shown.length;
}

function show() {
  const wanted = parse();
  const found = apply(wanted);
  shown = found.shown;
  const filtered = wanted.some((values) => values.size);
  status.textContent = filtered ? `${numbers.format(shown.length)} of ${count(rows.length, "meeting", "meetings")}` : count(rows.length, "meeting", "meetings");
  for (const { facet, at, value, name, box, text, line } of boxes) {
    const number = found.counts[facet][at];
    box.checked = wanted[facet].has(value);
    text.textContent = `${name} (${numbers.format(number)})`;
    line.className = number ? "facet-value" : "facet-value none";
  }
  into.replaceChildren();
  there = 0;
  grow(FIRST);
}

function facet(facet, title, values) {
  const lines = values.map(([value, name], at) => {
    const box = element("input");
    box.type = "checkbox";
    box.addEventListener("change", () => {
      const wanted = parse();
      if (!wanted[facet].delete(value)) wanted[facet].add(value);
      const query = wanted.map((set, at) => (set.size ? `${NAMES[at]}=${[...set].sort().join(",")}` : "")).filter(Boolean).join("&");
      location.hash = query ? `#/meetings?${query}` : "#/meetings";
    });
    const text = element("span");
    const line = element("label", "facet-value", box, text);
    boxes.push({ facet, at, value, name, box, text, line });
    return line;
  });
  document.querySelector(".facets").append(element("fieldset", "facet", element("legend", "", title), element("div", "facet-values", ...lines)));
}

facet(CYCLE, "Cycle", list.cycle.map(({ id }, at) => [id, cycles[at]]));
facet(GROUP, "Working group", list.organization.map(({ id }, at) => [id, bodies[at]]));
facet(TYPE, "Meeting type", kinds.map((kind) => [kind, TYPES[kind]]));
facet(RECORDED, "What is recorded", Object.entries(HAS));
addEventListener("hashchange", show);
document.querySelector("#all").addEventListener("click", () => grow(Infinity));
new IntersectionObserver((entries) => { if (entries.some((entry) => entry.isIntersecting)) grow(there + STEP); }, { rootMargin: "600px" }).observe(more);
show();
