// One search engine in a Web Worker of its own; the page tells it what to do, so that engines can take turns.
// Its address says which engine, which made records and how many: `search-worker.mjs?engine=minisearch&data=latin&count=10000`.
import { forgivingQueries, packed, queries, recalled, records } from './search-data.mjs';

const wanted = Object.fromEntries(new URL(location.href).searchParams);
const all = records(+wanted.count, 60, wanted.data === 'scripts');
const asked = wanted.data === 'scripts' ? forgivingQueries(180).map(([typed]) => typed) : queries();
const say = postMessage.bind(globalThis);

const ENGINES = {
  // The shipped worker as it is: its messages are heard and its requests answered here, so that no thread has to be woken in between.
  async rapporteur() {
    const files = packed(all, +wanted.each || 1);
    const bytes = Object.fromEntries(Object.entries(files).map(([name, text]) => [name, new TextEncoder().encode(text)]));
    const { fetch } = globalThis;
    globalThis.fetch = (address, ...rest) => {
      const name = typeof address === 'string' && /^made\/(.+)$/.exec(address)?.[1];
      return name ? Promise.resolve(new Response(bytes[name])) : fetch(address, ...rest);
    };
    let heard;
    globalThis.postMessage = text => heard?.(text);
    await import(wanted.searcher);
    while (!globalThis.onmessage) await new Promise(wait => setTimeout(wait, 5));
    const tell = text => globalThis.onmessage(new MessageEvent('message', { data: text }));
    return {
      async build() {
        const ready = new Promise((resolve, reject) => {
          heard = text => (text.startsWith?.('{"ready"') ? resolve() : reject(new Error(text)));
        });
        const start = performance.now();
        tell('{"load":{"base":"made/","added":[]}}');
        await ready;
        return performance.now() - start;
      },
      // From the query as text to the answer: all meetings, and as text the pieces of the first 20.
      search(text) {
        let answer;
        heard = said => (answer = said);
        tell(`{"query":{"id":1,"text":${JSON.stringify(text)},"hits":20}}`);
        return answer;
      },
      found: ([, meetings]) => [...meetings],
    };
  },
  async minisearch() {
    const { default: MiniSearch } = await import('../peers/minisearch.js');
    let index;
    return {
      build() {
        const start = performance.now();
        index = new MiniSearch({ fields: ['title', 'text'], searchOptions: { boost: { title: 3 }, prefix: true, combineWith: 'AND' } });
        index.addAll(all);
        return performance.now() - start;
      },
      search: text => index.search(text),
      found: hits => hits.map(({ id }) => id),
    };
  },
  async flexsearch() {
    const { Index } = await import('../peers/flexsearch.js');
    let index;
    return {
      build() {
        const start = performance.now();
        index = new Index({ tokenize: 'strict' });
        for (const record of all) index.add(record.id, `${record.title} ${record.text}`);
        return performance.now() - start;
      },
      search: text => index.search(text, { limit: 1e6 }),
      found: ids => ids,
    };
  },
  async includes() {
    let texts;
    return {
      build() {
        const start = performance.now();
        texts = all.map(record => `${record.title}\n${record.text}`.toLowerCase());
        return performance.now() - start;
      },
      search(text) {
        const words = text.toLowerCase().split(/\s+/);
        const found = [];
        for (let at = 0; at < texts.length; at++) if (words.every(word => texts[at].includes(word))) found.push(at);
        return found;
      },
      found: ids => ids,
    };
  },
};

const engine = await ENGINES[wanted.engine]();
const DOES = {
  build: () => engine.build(),
  search: () =>
    asked.map(text => {
      const start = performance.now();
      engine.search(text);
      return performance.now() - start;
    }),
  found: () => asked.map(text => engine.found(engine.search(text)).length),
  recall: count => recalled(all, forgivingQueries(count), text => engine.found(engine.search(text))),
};
addEventListener('message', async ({ data }) => {
  if (!data?.does) return;
  try {
    say({ result: await DOES[data.does](data.with) });
  } catch (error) {
    say({ error: String(error) });
  }
});
say({ result: 'there' });
