/** docs/asvs.md speaks of every requirement of ASVS 5.0, levels 1 and 2, and names only files that are there. */
import { expect, test } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../src/server/config/project-root.js';

const page = readFileSync(join(projectRoot, 'docs', 'asvs.md'), 'utf8');

/** Section → how many requirements of levels 1 and 2 it has; those of level 3 always stand behind them, or are sections of their own. */
const sections: Record<string, number> = {
  ...{ '1.1': 2, '1.2': 9, '1.3': 11, '1.4': 3, '1.5': 2, '2.1': 3, '2.2': 3, '2.3': 4, '2.4': 1 },
  ...{ '3.2': 2, '3.3': 4, '3.4': 6, '3.5': 5, '3.7': 2, '4.1': 3, '4.2': 1, '4.3': 2, '4.4': 4 },
  ...{ '5.1': 1, '5.2': 3, '5.3': 2, '5.4': 3, '6.1': 3, '6.2': 12, '6.3': 4, '6.4': 4, '6.5': 5, '6.6': 3 },
  ...{ '6.8': 4, '7.1': 3, '7.2': 4, '7.3': 2, '7.4': 5, '7.5': 2, '7.6': 2, '8.1': 2, '8.2': 3, '8.3': 1 },
  ...{ '8.4': 1, '9.1': 3, '9.2': 4, '10.1': 2, '10.2': 2, '10.3': 4, '10.4': 11, '10.5': 5, '10.6': 2 },
  ...{ '10.7': 3, '11.1': 2, '11.2': 3, '11.3': 3, '11.4': 4, '11.5': 1, '11.6': 1, '12.1': 3, '12.2': 2 },
  ...{ '12.3': 4, '13.1': 1, '13.2': 5, '13.3': 2, '13.4': 5, '14.1': 2, '14.2': 4, '14.3': 3, '15.1': 3 },
  ...{ '15.2': 3, '15.3': 7, '16.1': 1, '16.2': 5, '16.3': 4, '16.4': 3, '16.5': 3, '17.1': 1, '17.2': 4 },
  ...{ '17.3': 2 },
};

const required = Object.entries(sections).flatMap(([section, count]) =>
  Array.from({ length: count }, (_, n) => `${section}.${n + 1}`),
);

/** The ids of the tables' first column, ranges written out. */
const spokenOf = [...page.matchAll(/^\| (v5\.0\.0-[^|]+)\|/gm)].flatMap(([, cell]) =>
  cell!.split(',').flatMap((part) => {
    const [first, last = first] = [...part.matchAll(/v5\.0\.0-(\d+\.\d+)\.(\d+)/g)];
    const section = first![1]!;
    expect(last![1]).toBe(section);
    const count = Number(last![2]) - Number(first![2]) + 1;
    return Array.from({ length: count }, (_, n) => `${section}.${Number(first![2]) + n}`);
  }),
);

test('each of the 253 requirements is spoken of once', () => {
  expect(required).toHaveLength(253);
  expect([...spokenOf].sort()).toEqual([...required].sort());
});

test('every file that is named is there', () => {
  const named = [
    ...page.matchAll(
      /`((?:src|test|views|public|migrations|bin|docs|\.ci)\/[^`*]*|[\w.-]+\.(?:json|js|md)|\.\w+ignore|Dockerfile)`/g,
    ),
  ];
  expect(named.length).toBeGreaterThan(150);
  expect(named.map(([, path]) => path!).filter((path) => !existsSync(join(projectRoot, path)))).toEqual([]);
});

/** Of how it is built and delivered, which is looked at and not run. */
const byReview = new Set([
  ...[
    '3.5.2',
    '3.7.1',
    '6.2.10',
    '6.4.2',
    '11.2.1',
    '11.2.2',
    '14.2.4',
    '15.1.2',
    '15.2.3',
    '16.2.3',
    '16.4.2',
  ],
]);

test('whatever is met names the test that shows it', () => {
  const withoutTest = [
    ...page.matchAll(/^\| v5\.0\.0-(\d+\.\d+\.\d+)\b[^|]*\|[^|]*\| (\*\*met\*\*[^|]*)\|$/gm),
  ].filter(([, id, how]) => !byReview.has(id!) && !/`test\/|\[below\]/.test(how!));
  expect(withoutTest.map(([, id]) => id)).toEqual([]);
});
