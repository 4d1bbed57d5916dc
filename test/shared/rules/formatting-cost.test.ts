/**
 * What formatting costs, counted in steps instead of milliseconds: characters that the parser looks at, and rules that it asks.
 * Patterns are not counted here: the linter refuses those that could look at a character more than so often.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { format, longestHtml, markdown } from '../../../src/shared/rules/formatting.js';
import { limits } from '../../../src/shared/limits.js';
import { weightOf } from '../../../src/shared/rules/text-weight.js';
import { Random } from '../../proofs/torture/random.js';

let steps = 0;
const charCodeAt: (this: string, index: number) => number = Reflect.get(String.prototype, 'charCodeAt');

type Rule = (...given: unknown[]) => unknown;
interface Ruler {
  getRules(chain: string): Rule[];
}

function countRules(ruler: Ruler): () => void {
  const getRules = ruler.getRules.bind(ruler);
  const counted = new Map<string, Rule[]>();
  ruler.getRules = (chain) => {
    const known = counted.get(chain);
    if (known) return known;
    const rules = getRules(chain).map((rule): Rule => {
      return (...given) => {
        steps++;
        return rule(...given);
      };
    });
    counted.set(chain, rules);
    return rules;
  };
  return () => (ruler.getRules = getRules);
}

let stopCounting: (() => void)[];

beforeAll(() => {
  const { core, block, inline } = markdown as unknown as Record<string, { ruler: Ruler; ruler2?: Ruler }>;
  const rulers = [core!.ruler, block!.ruler, inline!.ruler, inline!.ruler2!];
  stopCounting = rulers.map((ruler) => countRules(ruler));
  String.prototype.charCodeAt = function (this: string, index: number) {
    steps++;
    return charCodeAt.call(this, index);
  };
});

afterAll(() => {
  String.prototype.charCodeAt = charCodeAt;
  for (const stop of stopCounting) stop();
});

function stepsFor(text: string): number {
  steps = 0;
  format(text);
  return steps;
}

const most = limits.messageLength;
const filled = (unit: string, length: number = most) =>
  unit.repeat(Math.ceil(length / unit.length)).slice(0, length);

/** Of which whatever is expensive is made. */
const pieces = [
  ...['*', '**', '***', '_', '__', '~~', '`', '``', '```', '~~~', '\n', '\n\n', '  \n', '\r\n', '\u2028'],
  ...[
    '> ',
    '>',
    '- ',
    '-\n',
    '+ ',
    '1. ',
    '99) ',
    '    ',
    '\t',
    ' ',
    '\\',
    '\\*',
    'a',
    'я',
    '😀',
    '&',
    '<',
    '"',
  ],
  ...['|', '||', '|||', '||a ', '\\|', '|-', '|a|\n|-|\n', '|-|\n', '[ ] ', '- [x] '],
  ...['http://', 'https://a.b/', 'https://x,', '//', ':', '[', '](', '!['],
];

describe('The steps of formatting', () => {
  test('are counted', () => {
    expect(stepsFor('plain words')).toBe(0);
    expect(stepsFor('**bold**')).toBeGreaterThan(20);
  });

  /** Twice the text is twice the work, within what a fixed part and the ends of runs make of it. */
  test.each(pieces.flatMap((one) => [one, `${one}a`, `${one}a `, `a${one}\n`, `${one}a${one} b\n`]))(
    'grow with the length of a text that is made of %j',
    (unit) => {
      const [half, whole] = [stepsFor(filled(unit, most / 2)), stepsFor(filled(unit))];
      expect(whole).toBeLessThan(2.5 * half + 500);
      expect(whole).toBeLessThan(boundFor(most));
    },
  );

  test('are bounded for 1,500 texts made of anything, and so is what comes out', () => {
    const random = new Random(9);
    let worst = { steps: 0, text: '' };
    for (let round = 0; round < 1_500; round++) {
      const text = made(random);
      const cost = stepsFor(text);
      expect(format(text)?.length ?? 0).toBeLessThanOrEqual(longestHtml);
      if (cost > worst.steps) worst = { steps: cost, text };
    }
    expect(worst.steps).toBeGreaterThan(most);
    expect({ ...worst, steps: worst.steps < boundFor(most) }).toEqual({ ...worst, steps: true });
  });
});

const boundFor = (length: number) => 60 * length;

/** A few pieces over and over, some of them changed; as long as a message may be, or cut. */
function made(random: Random): string {
  const some = Array.from({ length: 1 + random.below(5) }, () => random.pick(pieces));
  const length = random.chance(0.2) ? most : 1 + random.below(600);
  let text = '';
  while (text.length < length) text += random.chance(0.05) ? random.pick(pieces) : random.pick(some);
  return text.slice(0, length).toWellFormed();
}

test('a text that would become longer than it is worth is shown as it was written', () => {
  expect(format(filled('+ +\n'))).toBeNull();
  expect(format(filled('+ +\n', 400))).toContain('<ul>');
});

describe('What a text takes of the limit on sending', () => {
  test.each([
    ['prose', filled('Good morning, everybody; the tea is ready. '), 1],
    ['a short one full of marks', '***!!!***', 1],
    ['code', filled('  const seen = rows.map((row) => row.id);\n'), 3],
    ['asterisks', filled('*'), 11],
    ['empty lines', filled('\n'), 11],
    ['a list of nothing', filled('- a\n'), 6],
  ])('%s', (_, text, points) => expect(weightOf({ text })).toBe(points));

  test.each([[{}], [undefined], [null], [{ text: 5 }], ['text']])(
    'what carries none, %j, is one',
    (request) => expect(weightOf(request)).toBe(1),
  );
});
