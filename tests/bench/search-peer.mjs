// One search engine in a process of its own; told by messages what to do, so that its parent can let engines take turns.
// usage (by search.mjs): fork('search-peer.mjs', [engine, data, records])
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { forgivingQueries, packed, queries, records } from './search-data.mjs';

const [engine, data, count] = process.argv.slice(2);
const all = records(+count, 60, data === 'scripts');
const asked = data === 'scripts' ? forgivingQueries() : queries();

const ENGINES = {
  // The shipped module as it is: its messages are heard and its requests answered here.
  async rapporteur() {
    const files = packed(all, data === 'items' ? 10 : 1);
    const bytes = Object.fromEntries(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)]));
    globalThis.fetch = async address => new Response(bytes[address.slice('data/'.length)]);
    let heard;
    globalThis.postMessage = text => heard?.(text);
    const folder = process.env.SEARCHER;
    const glue = await import(pathToFileURL(`${folder}/searcher.js`));
    const exports = glue.initSync({ module: readFileSync(`${folder}/searcher_bg.wasm`) });
    const say = ask => globalThis.onmessage({ data: ask });
    return {
      async build() {
        const ready = new Promise((resolve, reject) => {
          heard = text => (text.startsWith('{"ready"') ? resolve(text) : reject(new Error(text)));
        });
        const start = performance.now();
        say('{"load":{"base":"data/","added":[]}}');
        await ready;
        return performance.now() - start;
      },
      search(text) {
        let answer;
        heard = said => (answer = said);
        say(`{"query":{"id":1,"text":${JSON.stringify(text)},"hits":20}}`);
        return answer;
      },
      count: answer => JSON.parse(answer).answer.meetings.length,
      memory: () => exports.memory.buffer.byteLength,
    };
  },
  async minisearch() {
    const { default: MiniSearch } = await import('minisearch');
    let index;
    return {
      build() {
        const start = performance.now();
        index = new MiniSearch({ fields: ['title', 'text'], searchOptions: { boost: { title: 3 }, prefix: true, combineWith: 'AND' } });
        index.addAll(all);
        return performance.now() - start;
      },
      search: text => index.search(text),
      count: found => found.length,
    };
  },
  async flexsearch() {
    const module = await import('flexsearch');
    const Index = module.Index ?? module.default.Index;
    let index;
    return {
      build() {
        const start = performance.now();
        index = new Index({ tokenize: 'strict' });
        for (const record of all) index.add(record.id, `${record.title} ${record.text}`);
        return performance.now() - start;
      },
      search: text => index.search(text, { limit: 1e6 }),
      count: found => found.length,
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
      count: found => found.length,
    };
  },
};

const peer = await ENGINES[engine]();
process.on('message', async what => {
  globalThis.gc?.();
  if (what === 'build') {
    process.send(await peer.build());
  } else if (what === 'search') {
    const times = asked.map(text => {
      const start = performance.now();
      peer.search(text);
      return performance.now() - start;
    });
    process.send(times);
  } else if (what === 'count') {
    process.send({ found: asked.map(text => peer.count(peer.search(text))), memory: peer.memory?.() ?? null });
  } else {
    process.exit();
  }
});
process.send('there');
