// Made records and queries for the search benchmarks; the same on every machine.
// The Latin part is that of the yardsticks' own measurement: a Zipf vocabulary of 20,000 words put together from syllables.

export function chance(seed) {
  let state = seed >>> 0;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 4294967296;
}

const LATIN = ['con', 'ti', 'go', 'ver', 'na', 'pol', 'sec', 're', 'da', 'lo', 'mi', 'net', 'ac', 'cess', 'di', 'gi', 'tal', 'in', 'clu', 'sion', 'fo', 'rum', 'wor', 'king', 'stra', 'te', 'gy', 'me', 'ting', 'pro', 'gram', 'é', 'ñu', 'ö'];
const CYRILLIC = ['по', 'ли', 'ти', 'ка', 'за', 'се', 'да', 'ни', 'ё', 'ре', 'ше', 'во', 'про', 'гра', 'мма'];
const ARABIC = ['ال', 'سِي', 'اس', 'أج', 'نْد', 'ة', 'مج', 'تَم', 'ع', 'إن', 'تر', 'نت', 'حو', 'كم'];
const HAN = [...'政策网络治理会议议程人工智能数据安全发展合作社区报告说明建议讨论'];

function vocabulary(syllables, count, seed) {
  const random = chance(seed);
  const words = new Set();
  while (words.size < count) {
    let word = '';
    for (let left = 2 + Math.floor(random() * 3); left > 0; left--) word += syllables[Math.floor(random() * syllables.length)];
    words.add(word);
  }
  return [...words];
}

/** Draws words, the first ones often. */
function zipf(words) {
  let total = 0;
  const sums = words.map((_, place) => (total += 1 / (place + 2.7) ** 1.05));
  return random => {
    const drawn = random() * total;
    let low = 0;
    let high = sums.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle] < drawn) low = middle + 1;
      else high = middle;
    }
    return words[low];
  };
}

const latin = vocabulary(LATIN, 20_000, 7);
const word = zipf(latin);
const others = [zipf(vocabulary(CYRILLIC, 4_000, 8)), zipf(vocabulary(ARABIC, 4_000, 9)), zipf(vocabulary(HAN, 4_000, 10))];

/** Records of so many words; with `scripts` two of five are Cyrillic, Arabic or Chinese. */
export function records(count, words, scripts = false) {
  const random = chance(42);
  const all = [];
  for (let id = 0; id < count; id++) {
    const draw = scripts && id % 5 > 2 ? others[Math.floor(random() * 3)] : word;
    const title = Array.from({ length: 6 }, () => draw(random)).join(' ');
    all.push({ id, title, text: Array.from({ length: words - 6 }, () => draw(random)).join(' ') });
  }
  return all;
}

const swapped = (text, random) => {
  const letters = [...text];
  const at = 1 + Math.floor(random() * (letters.length - 2));
  [letters[at], letters[at + 1]] = [letters[at + 1], letters[at]];
  return letters.join('');
};

/** One word, two words, beginnings, typos, nothing. */
export function queries() {
  const random = chance(99);
  const all = [];
  for (let n = 0; n < 40; n++) all.push(word(random));
  for (let n = 0; n < 40; n++) all.push(`${word(random)} ${word(random)}`);
  for (let n = 0; n < 40; n++) all.push(word(random).slice(0, 3 + (n % 3)));
  for (let n = 0; n < 40; n++) all.push(swapped(latin[Math.floor(random() * 5000)], random));
  for (let n = 0; n < 20; n++) all.push(`zzq${n}xk`);
  return all;
}

const folded = text => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ة', 'ه');

/**
 * So many words as people might type them, `[typed, folded]`: two of five are Cyrillic, Arabic or Chinese; of each script a third
 * has two letters swapped (where it is long enough, and not Chinese), a third lacks its accents and vowel marks, and a third is
 * without its last letter.
 */
export function forgivingQueries(count) {
  const random = chance(100);
  return Array.from({ length: count }, (_, n) => {
    const meant = (n % 5 > 2 ? others[Math.floor(random() * 3)] : word)(random);
    const bare = folded(meant);
    const letters = [...bare];
    const kind = Math.floor(n / 5) % 3;
    if (kind === 0 && letters.length > 4 && !HAN.includes(letters[0])) return [swapped(bare, random), bare];
    return [kind === 1 || letters.length < 4 ? bare : letters.slice(0, -1).join(''), bare];
  });
}

/** For each query that means something recorded, the share of its first 20 answers that hold it, of as many as there could be. */
export function recalled(all, queries, search) {
  const holders = new Map();
  for (const { id, title, text } of all) {
    for (const each of new Set(folded(`${title} ${text}`).split(' '))) {
      if (!holders.has(each)) holders.set(each, []);
      holders.get(each).push(id);
    }
  }
  return queries.map(([typed, meant]) => {
    // Where a beginning was typed, every word that begins so was meant.
    const part = meant.startsWith(typed) ? typed : meant;
    const relevant = new Set();
    for (const [each, ids] of holders) if (each.startsWith(part) || (HAN.includes(part[0]) && each.includes(part))) ids.forEach(id => relevant.add(id));
    return relevant.size ? search(typed).slice(0, 20).filter(id => relevant.has(id)).length / Math.min(20, relevant.size) : null;
  }).filter(share => share !== null);
}

/** The packed archive of these records, `perMeeting` of them as the items of one meeting: file name → text. */
export function packed(all, perMeeting) {
  const files = {};
  const names = [];
  const rows = [];
  let meetings = [];
  let bytes = 0;
  const close = () => {
    const name = `cycle-${names.length}.json`;
    files[name] = `{"schemaVersion":"1.0.0","meeting":[${meetings.join(',')}]}\n`;
    names.push(name);
    [meetings, bytes] = [[], 0];
  };
  for (let at = 0; at < all.length; at += perMeeting) {
    const id = `m-${at}`;
    const meeting = { id };
    if (perMeeting === 1) {
      meeting.name = all[at].title;
      meeting.agendaItem = [{ id: `${id}/item-1`, name: all[at].text }];
    } else {
      meeting.agendaItem = all.slice(at, at + perMeeting).map((record, place) => ({ id: `${id}/item-${place + 1}`, name: record.title, description: record.text }));
    }
    const text = JSON.stringify(meeting);
    meetings.push(text);
    bytes += text.length;
    // A line, its values between tabs: id, title, numbers of items and the like, and the chunk; all else is unknown.
    rows.push([id, meeting.name ?? '', ...Array(8).fill(''), meeting.agendaItem.length, 0, 0, 0, names.length].join('\t'));
    if (bytes > 256 * 1024) close();
  }
  if (meetings.length) close();
  files['list.json'] = JSON.stringify({ name: '', cycle: [], organization: [], chunk: names, row: rows.join('\n') });
  return files;
}
