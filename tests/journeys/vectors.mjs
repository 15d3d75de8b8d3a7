// A thousand texts that would become markup, script or a dangerous link where an app is careless: kinds of attack × spellings of them.
const CALL = ["xss()", "window.xss()", "top['xss']()", "self[`xss`]()", "(0,xss)()", "setTimeout('xss()')", "import('data:text/javascript,xss()')", "\\u0078ss()", "xss``", "[1].map(xss)"];

// Names and schemes as parsers accept them, but filters may not.
const spelled = (word) => [word, word.toUpperCase(), [...word].map((c, n) => (n % 2 ? c.toUpperCase() : c)).join("")];
const entities = (text) => [...text].map((c) => `&#${c.charCodeAt(0)};`).join("");
const hexEntities = (text) => [...text].map((c) => `&#x${c.charCodeAt(0).toString(16).padStart(7, "0")}`).join("");
const inside = (text, gap) => text.slice(0, 4) + gap + text.slice(4);

// Ways into an address.
function* addresses() {
  for (const call of CALL) {
    for (const scheme of spelled("javascript")) yield `${scheme}:${call}`;
    for (const gap of ["\t", "\n", "\r", "&Tab;", "&NewLine;", "&#9;", "\u0000"]) yield `${inside("javascript", gap)}:${call}`;
    for (const lead of [" ", "\u0001", "\u0085", "\u00a0", "\u200b", "//%0a", "\ufeff"]) yield `${lead}javascript:${call}`;
    yield `javascript&colon;${call}`;
    yield `${entities("javascript:")}${call}`;
    yield `${hexEntities("javascript:")}${call}`;
    yield `javascript://example.org/%0a${call}`;
    yield `javascript:/*https://example.org/*/${call}`;
    yield `https://example.org/\njavascript:${call}`;
    yield `https://example.org/"onmouseover="${call}`;
    yield `https:javascript:${call}`;
    yield `vbscript:${call}`;
    yield `data:text/html,<script>parent.${call}</script>`;
    yield `data:text/html;base64,${Buffer.from(`<script>parent.${call}</script>`).toString("base64")}`;
    yield `data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='parent.${call}'/>`;
    yield `blob:https://example.org/${call}`;
    yield `view-source:javascript:${call}`;
    yield `filesystem:https://example.org/${call}`;
  }
}

const EVENTS = ["onload", "onerror", "onclick", "onmouseover", "onfocus", "onanimationstart", "ontoggle", "onpointerenter", "onbeforetoggle", "oncontentvisibilityautostatechange"];
const CARRIERS = [
  (on, call) => `<img src=x ${on}=${call}>`,
  (on, call) => `<img src="x"${on}="${call}">`,
  (on, call) => `<img/src/${on}=${call}//`,
  (on, call) => `<svg/${on}=${call}>`,
  (on, call) => `<svg><animate ${on}=${call} attributeName=x dur=1s>`,
  (on, call) => `<body ${on}=${call}>`,
  (on, call) => `<input autofocus ${on}=${call}>`,
  (on, call) => `<details open ${on}=${call}><summary>x</summary></details>`,
  (on, call) => `<video><source ${on}=${call}></video>`,
  (on, call) => `<marquee ${on}=${call}>x</marquee>`,
  (on, call) => `<div popover id=p ${on}=${call}>x</div>`,
  (on, call) => `"><a href=x ${on}=${call} autofocus tabindex=1>`,
  (on, call) => `' ${on}='${call}' x='`,
  (on, call) => `" style="animation-name:x" ${on}="${call}`,
];
const WHOLE = [
  (call) => `<script>${call}</script>`,
  (call) => `</script><script>${call}</script>`,
  (call) => `</ScRiPt ><sCrIpT >${call}</sCrIpT >`,
  (call) => `<scr<script>ipt>${call}</scr</script>ipt>`,
  (call) => `<script src="data:text/javascript,${call}"></script>`,
  (call) => `<script type=module>${call}</script>`,
  (call) => `<!--<img src="--><img src=x onerror=${call}//">`,
  (call) => `<![CDATA[<script>${call}</script>]]>`,
  (call) => `]]><script>${call}</script>`,
  (call) => `</title><script>${call}</script>`,
  (call) => `</textarea><script>${call}</script>`,
  (call) => `</style><script>${call}</script>`,
  (call) => `</noscript><img src=x onerror=${call}>`,
  (call) => `</template><img src=x onerror=${call}>`,
  (call) => `<noscript><p title="</noscript><img src=x onerror=${call}>">`,
  (call) => `<iframe srcdoc="<script>parent.${call}</script>"></iframe>`,
  (call) => `<iframe srcdoc="${entities(`<img src=x onerror=parent.${call}>`)}"></iframe>`,
  (call) => `<iframe src="javascript:parent.${call}"></iframe>`,
  (call) => `<object data="javascript:${call}"></object>`,
  (call) => `<embed src="data:image/svg+xml,<svg onload=${call}>">`,
  (call) => `<svg><script>${call}</script></svg>`,
  (call) => `<svg><script href="data:text/javascript,${call}"/></svg>`,
  (call) => `<svg><use href="data:image/svg+xml,<svg id='x' onload='${call}'/>#x"/></svg>`,
  (call) => `<svg><a xlink:href="javascript:${call}"><text y=20>x</text></a></svg>`,
  (call) => `<svg><foreignObject><img src=x onerror=${call}></foreignObject></svg>`,
  (call) => `<math><mtext><table><mglyph><style><img src=x onerror=${call}>`,
  (call) => `<math href="javascript:${call}">x</math>`,
  (call) => `<math><annotation-xml encoding="text/html"><script>${call}</script></annotation-xml></math>`,
  (call) => `<form action="javascript:${call}"><button>x</button></form>`,
  (call) => `<button formaction="javascript:${call}">x</button>`,
  (call) => `<isindex action="javascript:${call}" type=submit>`,
  (call) => `<base href="javascript:/${call}//">`,
  (call) => `<meta http-equiv="refresh" content="0;url=javascript:${call}">`,
  (call) => `<link rel=stylesheet href="data:text/css,*{background:url(javascript:${call})}">`,
  (call) => `<style>@import 'javascript:${call}';</style>`,
  (call) => `<div style="background:url(javascript:${call})">x</div>`,
  (call) => `<portal src="javascript:${call}"></portal>`,
  (call) => `<custom-element is="x" onclick="${call}">`,
  (call) => `{{constructor.constructor('${call}')()}}`,
  (call) => `\${${call}}`,
  (call) => `<%= ${call} %>`,
  (call) => `[x](javascript:${call})`,
  (call) => `![x](x "onerror=${call}")`,
  (call) => `<https://example.org/><img src=x onerror=${call}>`,
  (call) => `&lt;img src=x onerror=${call}&gt;`,
  (call) => `%3Cimg%20src=x%20onerror=${call}%3E`,
  (call) => `\\u003cimg src=x onerror=${call}\\u003e`,
  (call) => `＜img src=x onerror=${call}＞`,
  (call) => `<img src=x onerror=${call} title='\u2028'>`,
  (call) => `<a href="javascript:${call}" rel=opener target=_blank>x</a>`,
  (call) => `=HYPERLINK("javascript:${call}","x")`,
];
function* markup() {
  for (const [n, call] of CALL.entries()) {
    for (const make of WHOLE) yield make(call);
    for (const [m, make] of CARRIERS.entries()) {
      for (let e = 0; e < 3; e++) yield make(spelled(EVENTS[(n + m + e) % EVENTS.length])[e], call);
    }
  }
}

/** Exactly a thousand of them, all different, addresses and markup in turn; always the same. */
export function vectors() {
  const roads = [[...new Set(addresses())], [...new Set(markup())]];
  const found = new Set();
  for (let n = 0; found.size < 1000; n++) {
    for (const road of roads) if (n < road.length && found.size < 1000) found.add(road[n]);
    if (n > 2000) throw new Error(`only ${found.size} texts`);
  }
  return [...found];
}

/** One part of an envelope in which every text field of the format holds `text`; `n` tells ids apart. */
export function meetingOf(text, n) {
  const id = `m-${n}`;
  const body = `b-${n}`;
  const source = [{ fileName: text, url: text, lines: [[1, 2]], field: text, note: text, retrieved: text }];
  const file = [{ id: `${id}/file-1`, name: text, category: text, creator: [text], version: text, accessUrl: text, mimeType: text, language: text, date: text, source }];
  const task = [{ number: text, name: text, task: [{ number: text, name: text }] }];
  const breakout = [{ name: text, count: 2, facilitator: text, rapporteur: text, task }];
  return {
    cycle: { id: `c-${n}`, name: text, place: text, hostCountry: text, startDate: text, source },
    organization: { id: body, name: text, shortName: text, otherName: [text], classification: text, website: text, source },
    meeting: {
      id, name: text, otherName: [text], number: text, cycle: `c-${n}`, organization: [body], meetingType: text, attendanceMode: text, audience: text, meetingState: text,
      agendaState: text, description: text, start: text, end: text, timeZone: text, datePrecision: text, duration: text, baseVersion: text, numberStyle: text,
      location: { name: text, locality: text, country: text, virtualLocation: [{ name: text, url: text }] },
      meetingDay: [{ id: "day-1", name: text, date: text }], superEvent: text, previousMeeting: text, derivedFrom: text,
      agendaItem: [{ id: `${id}/item-1`, number: text, name: text, otherName: [text], description: text, duration: text, durationPer: { duration: text, count: 4, unit: text },
        itemType: text, presenter: [{ name: text, role: text }], organization: [body, text], breakout, day: text, state: text, file, carriedFrom: text, source,
        agendaItem: [{ id: `${id}/item-2`, name: text, number: text, duration: text }] }],
      minutes: [{ id: `${id}/section-1`, number: text, name: text, organization: [body], note: [{ number: text, text, organization: [text], file, note: [{ text }] }], decision: [{ text }], source,
        section: [{ number: text, name: text, note: [{ text }] }] }],
      participation: [{ name: text, familyName: text, givenName: text, category: text, role: [text], affiliation: text, country: text, stakeholderGroup: text, presence: text, note: text }],
      poll: [{ question: text, option: [text, text], result: text }], mentionedOrganization: [text], file, source, unknown: text,
    },
    action: { id: `${id}/action-1`, name: text, description: text, agent: [{ name: text, organization: body }], strength: text, due: { text }, actionStatus: text, organization: [body], meeting: id,
      heading: text, file, mention: [{ text, evidence: text }], source },
    mark: { action: `${id}/action-1`, kind: text, value: text, note: text, at: text },
  };
}

/** An envelope of such parts; every field of its own holds the first text. */
export function envelopeOf(texts, from = 0) {
  const parts = texts.map((text, n) => meetingOf(text, from + n));
  const all = (kind) => parts.map((part) => part[kind]);
  const [text] = texts;
  return {
    schemaVersion: "1.0.0", generator: { name: text, version: text }, language: text, name: text, publisher: text, license: text,
    cycle: all("cycle"), organization: all("organization"), meeting: all("meeting"), action: all("action"), mark: all("mark"),
  };
}
