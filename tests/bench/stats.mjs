// What all benchmarks share: medians, ratios of interleaved pairs with their intervals, and the rows of the printed table.

/** Random numbers that are the same every time (mulberry32). */
export function chance(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const quantile = (values, at) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(at * values.length))];
export const median = (values) => quantile(values, 0.5);

const RESAMPLINGS = 2000;

/** A statistic of some series of the same rounds, with its 95 % interval: bootstrap over the rounds, which stay together. */
function withInterval(series, statistic) {
  const random = chance(1);
  const resampled = Array.from({ length: RESAMPLINGS }, () => {
    const places = series[0].map(() => Math.floor(random() * series[0].length));
    return statistic(...series.map((one) => places.map((at) => one[at])));
  });
  return { value: statistic(...series), low: quantile(resampled, 0.025), high: quantile(resampled, 0.975) };
}

/** Ratio of the medians of two rows of the same length. */
export const ratio = (ours, theirs) => withInterval([ours, theirs], (a, b) => median(a) / median(b));

/** Median of the differences of the pairs. */
export const difference = (ours, theirs) => withInterval([ours, theirs], (a, b) => median(a.map((value, at) => value - b[at])));

const short = (value) => (Math.abs(value) >= 1000 ? Math.round(value).toLocaleString("en") : Math.abs(value) >= 100 ? value.toFixed(0) : Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(value >= 0.1 || value === 0 ? 2 : 4));

/** A value with its unit, as short as it may be. */
export const figure = (value, unit = "") => `${short(value)}${unit && ` ${unit}`}`;

/**
 * A row from pairs: held when the whole interval is within the limit.
 * `{ row, goal, limit, ours, theirs, peer, unit = "ms", sense = "most" | "least" }`; the ratio is ours to theirs.
 */
export function paired({ row, goal, limit, ours, theirs, peer, unit = "ms", sense = "most" }) {
  const found = ratio(ours, theirs);
  return {
    row,
    goal: `${goal} ${sense === "most" ? "≤" : "≥"} ${limit}×`,
    figure: `${short(found.value)}× [${short(found.low)}, ${short(found.high)}]`,
    peer: `${figure(median(ours), unit)} against ${figure(median(theirs), unit)}, ${peer}, ${ours.length} pairs`,
    held: sense === "most" ? found.high <= limit : found.low >= limit,
  };
}

/** A row about several tasks together, each `[ours, theirs]` of the same rounds: the geometric mean of the ratios of their medians. */
export function mean({ row, goal, limit, all, peer }) {
  const logarithm = (series) => series.reduce((sum, one, at) => sum + (at % 2 ? -1 : 1) * Math.log(median(one)), 0);
  const found = withInterval(all.flat(), (...series) => Math.exp(logarithm(series) / all.length));
  return {
    row,
    goal: `${goal} ≤ ${limit}×`,
    figure: `${short(found.value)}× [${short(found.low)}, ${short(found.high)}]`,
    peer: `${peer}, ${all[0][0].length} pairs`,
    held: found.high <= limit,
  };
}

/** A row about something counted, that is to be no more than the peer's: the median difference of the pairs. */
export function noMore({ row, goal, ours, theirs, peer, unit }) {
  const found = difference(ours, theirs);
  const sign = (value) => (value > 0 ? "+" : "") + short(value);
  return {
    row,
    goal: `${goal}: no more`,
    figure: `${sign(found.value)} [${sign(found.low)}, ${sign(found.high)}] ${unit}`,
    peer: `${figure(median(ours), unit)} against ${figure(median(theirs), unit)}, ${peer}, ${ours.length} pairs`,
    held: found.high <= 0,
  };
}

/** A row about a number that is the same every time. */
export const fixed = ({ row, goal, limit, value, unit, peer = "" }) => ({ row, goal: `${goal} ≤ ${figure(limit, unit)}`, figure: figure(value, unit), peer, held: value <= limit });

/** Times two things in turns, A B A B …, after rounds that warm them up: `[timesOfA, timesOfB]`. */
export async function turns(pairs, one, other, warm = 2) {
  const [ours, theirs] = [[], []];
  for (let round = -warm; round < pairs; round++) {
    const a = await one(round);
    const b = await other(round);
    if (round < 0) continue;
    ours.push(a);
    theirs.push(b);
  }
  return [ours, theirs];
}
