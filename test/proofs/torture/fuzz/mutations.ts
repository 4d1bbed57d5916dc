/** What becomes of real traffic: values, texts and bytes, each changed in one or a few places. All of it follows from the seed. */
import { wild } from '../../../support/operations/input.js';
import type { Random } from '../random.js';

/** Values that no field takes, beside those with which every operation is tried. */
const wilder: unknown[] = [
  ...wild,
  -0,
  Number.MAX_SAFE_INTEGER,
  -(2 ** 31) - 1,
  '__proto__',
  'constructor',
  'toString',
  '\u202eevil',
  '\u0000',
  '\ud800\udc00\ud800',
  'e\u0301'.repeat(300),
  '%00',
  '../../etc/passwd',
  '<script>alert(1)</script>',
  '{{constructor}}',
  '/pm',
  '/topic ' + 'y'.repeat(300),
  '> '.repeat(200),
  '*'.repeat(2_000),
  '`'.repeat(999),
  '\n'.repeat(1_500),
  '1. x\n'.repeat(300),
  { _placeholder: true, num: 0 },
  { toString: null, valueOf: 7 },
  { length: 1e9 },
  [[[[[[[[]]]]]]]],
  new Array(500).fill(1),
];

/** What JSON.stringify never writes. */
const rawTokens = [
  'NaN',
  '-',
  '1e999',
  '-0',
  '01',
  '"\\ud800"',
  '"\\u0000"',
  '{"__proto__":{"ok":1}}',
  'undefined',
];
const token = '"raw token"';

/** A JSON text in which one value became another, went missing or came twice. `ids` are worth asking for. */
export function mutatedJson(text: string, random: Random, ids: readonly number[]): string {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return mutatedText(text, random);
  }
  const changed = changedSomewhere(parsed, random, ids);
  return JSON.stringify(changed).replace(token, () => random.pick(rawTokens));
}

/** Deep enough to show a parser that recurses; `[[[[…]]]]`. */
export const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

function changedSomewhere(value: unknown, random: Random, ids: readonly number[]): unknown {
  const isInner = typeof value === 'object' && value !== null && Object.keys(value).length > 0;
  if (!isInner || random.chance(0.15)) return changedValue(value, random, ids);
  const entries = Object.entries(value);
  const [key] = random.pick(entries);
  if (Array.isArray(value)) {
    const copy = [...(value as unknown[])];
    const index = Number(key);
    const what = random.below(10);
    if (what === 0) copy.splice(index, 1);
    else if (what === 1) copy.splice(index, 0, copy[index]);
    else copy[index] = changedSomewhere(copy[index], random, ids);
    return copy;
  }
  if (random.chance(0.1)) return Object.fromEntries(entries.filter(([name]) => name !== key));
  if (random.chance(0.1))
    return {
      ...value,
      [random.pick(['__proto__x', 'constructor', 'role', 'id', 'extra'])]: random.pick(wilder),
    };
  return Object.fromEntries(
    entries.map(([name, inner]) => [name, name === key ? changedSomewhere(inner, random, ids) : inner]),
  );
}

function changedValue(value: unknown, random: Random, ids: readonly number[]): unknown {
  if (random.chance(0.15)) return 'raw token';
  if (typeof value === 'number' && random.chance(0.6))
    return random.pick([value + 1, value - 1, -value, value + 0.5, value * 1e15, String(value), ...ids]);
  if (typeof value === 'string' && random.chance(0.4)) return mutatedText(value, random);
  return random.pick(wilder);
}

/** A text with some characters changed, gone, doubled or added. */
export function mutatedText(text: string, random: Random): string {
  const at = random.below(text.length + 1);
  const length = 1 + random.below(8);
  switch (random.below(7)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(0, at) + text.slice(at + length);
    case 2:
      return text.slice(0, at) + text.slice(at, at + length).repeat(1 + random.below(40)) + text.slice(at);
    case 3:
      return text.slice(0, at) + String.fromCharCode(random.below(0x1_0000)) + text.slice(at);
    case 4:
      return text.slice(0, at) + String(random.pick(wilder)) + text.slice(at);
    case 5:
      return (
        text.slice(0, at) +
        String.fromCharCode(text.charCodeAt(at) ^ (1 << random.below(8))) +
        text.slice(at + 1)
      );
    default:
      return [...text].reverse().join('');
  }
}

/** Bytes of which a few bits fell over, or that end too early. */
export function mutatedBytes(bytes: Buffer, random: Random): Buffer {
  if (random.chance(0.25)) return bytes.subarray(0, random.below(bytes.length + 1));
  const changed = Buffer.from(bytes);
  for (let n = 1 + random.below(6); n > 0; n--) {
    const at = random.below(changed.length);
    changed[at] = changed[at]! ^ (1 << random.below(8));
  }
  return changed;
}

/** Form fields with one of them changed, gone, doubled or of a strange name. */
export function mutatedForm(text: string, random: Random): string {
  const fields = [...new URLSearchParams(text)];
  if (fields.length === 0) return mutatedText(text, random);
  const at = random.below(fields.length);
  const [name, value] = fields[at]!;
  switch (random.below(6)) {
    case 0:
      fields.splice(at, 1);
      break;
    case 1:
      fields.push([name, value]);
      break;
    case 2:
      fields[at] = [random.pick([`${name}[]`, `${name}[a]`, '__proto__', 'constructor', '']), value];
      break;
    case 3:
      fields[at] = [name, mutatedText(value, random)];
      break;
    case 4:
      return text.replace(encodeURIComponent(value), random.pick(['%ff%fe', '%', '%00', '%ED%A0%80', '+%2']));
    default: {
      const other = random.pick(wilder);
      fields[at] = [name, typeof other === 'string' ? other.toWellFormed() : JSON.stringify(other)];
    }
  }
  return new URLSearchParams(fields).toString();
}

/** A UUID of the seed's own. */
export function uuid(random: Random): string {
  const hex = Array.from({ length: 32 }, () => random.below(16).toString(16)).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}
