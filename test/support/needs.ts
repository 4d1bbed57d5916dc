/** What only some machines have. Suites that need it are skipped elsewhere, and the end of the run says which. */
import { describe, test } from '@jest/globals';
import { findFirefox, findFullChromium, findProgram } from './programs.js';

/**
 * `describe` for suites that need what is not everywhere. `need` says what is missing and where to get it; the reporter of
 * skipped suites finds it in their names. In CI nothing may be skipped: there, what is missing is a failure.
 */
export function describeWhere(isThere: boolean, need: string) {
  return (name: string, suite: () => void): void => {
    if (isThere) return describe(name, suite);
    if (!process.env.CI) return describe.skip(`${name} [needs ${need}]`, suite);
    test(name, () => {
      throw new Error(`This machine cannot run these tests, which need ${need}.`);
    });
  };
}

export const describeWithRedis = describeWhere(
  findProgram('redis-server') !== undefined,
  'redis-server (apt-get install redis-server)',
);

export const describeWithCurl = describeWhere(
  findProgram('curl') !== undefined,
  'curl (apt-get install curl)',
);

export const describeWithFirefox = describeWhere(
  findFirefox() !== undefined,
  'Firefox (apt-get install firefox-esr)',
);

export const describeWithFullChromium = describeWhere(
  findFullChromium() !== undefined,
  'a Chromium with windows (apt-get install chromium)',
);

export const describeAsRoot = describeWhere(process.getuid?.() === 0, 'root');
