import { expect, test } from '@jest/globals';
import { canonicalKey } from '../../../src/shared/rules/canonical-key.js';
import { placesIn, searchedText, standsIn } from '../../../src/shared/rules/keywords.js';

const finds = (text: string, keyword: string) => standsIn(searchedText(text), canonicalKey(keyword));

test.each([
  ['The release is out', 'release'],
  ['RELEASE!', 'release'],
  ['(release)', 'Release'],
  ['Релиз вышел', 'релиз'],
  ['the  on-call\nphone', 'on-call phone'],
  ['C++ is hard', 'c++'],
  ['use node.js here', 'node.js'],
  ['今天会议取消了', '会议'],
  ['pizza 🍕 today', '🍕'],
  ['prerelease and release', 'release'],
  ['ﬁre', 'fire'],
])('“%s” has the word “%s”', (text, keyword) => expect(finds(text, keyword)).toBe(true));

test.each([
  ['prereleases', 'release'],
  ['релизы', 'релиз'],
  ['release_notes', 'release'],
  ['`release`', 'release'],
  ['see https://example.org/release', 'release'],
  ['on call', 'on-call'],
  ['', ''],
])('“%s” has not “%s”', (text, keyword) => expect(finds(text, keyword)).toBe(false));

test('it says where a word stands, each time', () =>
  expect([...placesIn('release, prerelease, release', 'release')]).toEqual([0, 21]));
