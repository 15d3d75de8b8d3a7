// Search against its yardsticks (goals P9 to P12): MiniSearch, FlexSearch and a plain scan over the same records and queries.
// usage: node tests/bench/search.mjs [rounds=30] [builds=9]
// Every engine lives in a process of its own and they take turns, round by round. Prints a row a goal:
//   number | goal | figure with its 95 % interval (bootstrap over rounds) | peer | held
// A goal is held when the upper end of the interval holds it. Our time runs from the query's message to the answer's, as text,
// with the first 20 meetings' pieces of text in it; the peers only find and rank.
import { execFileSync, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { chance } from './search-data.mjs';

const ROUNDS = +(process.argv[2] ?? 30);
const BUILDS = +(process.argv[3] ?? 9);
const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = process.env.SEARCHER ?? `${root}target/bench/searcher`;

if (!process.env.SEARCHER) {
  const script = `cd '${root}' && . tools/env.sh
    cargo build --quiet --locked --release --target wasm32-unknown-unknown --bin searcher
    wasm-bindgen --target web --no-typescript --out-dir '${folder}' "\${CARGO_TARGET_DIR:-target}/wasm32-unknown-unknown/release/searcher.wasm"
    wasm-opt -O3 --enable-bulk-memory --enable-sign-ext --enable-nontrapping-float-to-int --enable-mutable-globals --enable-reference-types --enable-multivalue -o '${folder}/searcher_bg.wasm' '${folder}/searcher_bg.wasm'`;
  execFileSync('bash', ['-euc', script], { stdio: 'inherit' });
}

const quantile = (values, at) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(at * values.length))];
const median = values => quantile(values, 0.5);

/** Ratio of the medians of two rows of the same length, with the interval of 2,000 resamplings of their pairs. */
function ratio(ours, theirs) {
  const random = chance(1);
  const resampled = Array.from({ length: 2000 }, () => {
    const places = ours.map(() => Math.floor(random() * ours.length));
    return median(places.map(at => ours[at])) / median(places.map(at => theirs[at]));
  });
  return { value: median(ours) / median(theirs), low: quantile(resampled, 0.025), high: quantile(resampled, 0.975) };
}

let missed = 0;
function row(number, goal, limit, ours, theirs, peer, unit = 'ms') {
  const found = ratio(ours, theirs);
  const held = found.high <= limit;
  missed += !held;
  const figures = `${found.value.toFixed(4)} [${found.low.toFixed(4)}, ${found.high.toFixed(4)}]`;
  const times = `${median(ours).toFixed(3)} against ${median(theirs).toFixed(3)} ${unit}`;
  console.log(`${number} | ${goal} ≤ ${limit} | ${figures} | ${peer}: ${times} | ${held ? 'held' : 'NOT HELD'}`);
}

function start(engine, data, count) {
  const child = fork(fileURLToPath(new URL('search-peer.mjs', import.meta.url)), [engine, data, count], {
    env: { ...process.env, SEARCHER: folder },
    execArgv: ['--expose-gc', '--max-old-space-size=8192'],
  });
  const next = () =>
    new Promise((resolve, reject) => {
      child.once('message', resolve);
      child.once('exit', code => reject(new Error(`${engine} ended with ${code}`)));
    });
  const there = next();
  return {
    ask: async what => {
      await there;
      const answer = next();
      child.send(what);
      return answer;
    },
    end: () => {
      child.removeAllListeners('exit');
      child.send('end');
    },
  };
}

/** Rounds of all engines in turn, after one that warms them: for each engine its rounds. */
async function turns(engines, what, rounds) {
  const times = engines.map(() => []);
  for (let round = -1; round < rounds; round++) {
    for (const [place, engine] of engines.entries()) {
      const taken = await engine.ask(what);
      if (round >= 0) times[place].push(taken);
    }
  }
  return times;
}

const medians = rounds => rounds.map(times => median(times));
const p99s = rounds => rounds.map(times => quantile(times, 0.99));

console.log(`Node ${process.version}, ${ROUNDS} rounds of 180 queries, ${BUILDS} builds`);
console.log('number | goal | figure | peer | held');
{
  const engines = ['rapporteur', 'minisearch', 'flexsearch'].map(name => start(name, 'latin', 10_000));
  const forgiving = start('rapporteur', 'scripts', 10_000);
  const [built, theirs] = await turns([engines[0], engines[1]], 'build', BUILDS);
  await engines[2].ask('build');
  await forgiving.ask('build');
  const [ours, mini, flex, scripts] = await turns([...engines, forgiving], 'search', ROUNDS);
  row('P9', 'median of MiniSearch’s', 0.1, medians(ours), medians(mini), 'MiniSearch 7.2.0');
  row('P9', 'p99 of MiniSearch’s', 0.02, p99s(ours), p99s(mini), 'MiniSearch 7.2.0');
  row('P9', 'p99 of FlexSearch’s', 1, p99s(ours), p99s(flex), 'FlexSearch 0.8.212 strict');
  row('P11', 'typos, accents, scripts: median', 0.2, medians(scripts), medians(mini), 'MiniSearch 7.2.0 on P9’s');
  row('P11', 'typos, accents, scripts: p99', 0.04, p99s(scripts), p99s(mini), 'MiniSearch 7.2.0 on P9’s');
  row('P12', 'build, JSON read too', 0.12, built, theirs, 'MiniSearch 7.2.0');
  const counts = await engines[0].ask('count');
  const mean = (from, to) => (counts.found.slice(from, to).reduce((sum, count) => sum + count, 0) / (to - from)).toFixed(0);
  console.log(`     meetings found: a word ${mean(0, 40)}, two ${mean(40, 80)}, a beginning ${mean(80, 120)}, a typo ${mean(120, 160)}; memory ${(counts.memory / 1048576).toFixed(1)} MB`);
  const kinds = ['a word', 'two', 'a beginning', 'a typo', 'nothing'];
  for (const [place, kind] of kinds.entries()) {
    const part = times => times.slice(place * 40, place * 40 + 40);
    console.log(`     ${kind}: ${median(ours.flatMap(part)).toFixed(3)} / p99 ${quantile(ours.flatMap(part), 0.99).toFixed(3)} ms; MiniSearch ${median(mini.flatMap(part)).toFixed(3)} / ${quantile(mini.flatMap(part), 0.99).toFixed(3)}`);
  }
  [...engines, forgiving].forEach(engine => engine.end());
}
{
  const engines = ['rapporteur', 'includes'].map(name => start(name, 'items', 100_000));
  for (const engine of engines) await engine.ask('build');
  const [ours, scan] = await turns(engines, 'search', Math.max(1, Math.round(ROUNDS / 3)));
  row('P10', '100,000 items: median of a scan’s', 0.01, medians(ours), medians(scan), 'String.includes');
  row('P10', '100,000 items: p99 of a scan’s', 0.1, p99s(ours), p99s(scan), 'String.includes');
  const { memory } = await engines[0].ask('count');
  console.log(`     memory ${(memory / 1048576).toFixed(1)} MB`);
  engines.forEach(engine => engine.end());
}
process.exitCode = missed ? 1 : 0;
