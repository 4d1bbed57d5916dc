/** People at a real browser: Chromium, or Firefox where a suite is for each of the two (`inEachBrowser`). */
import { afterAll, describe } from '@jest/globals';
import type {
  Browser,
  BrowserContext,
  BrowserContextOptions,
  BrowserType,
  Locator,
  Page,
} from 'playwright-core';
import { findChromium, type FoundChromium } from './chromium.js';
import { launchFirefox } from './firefox.js';
import { describeWithFirefox } from './needs.js';
import { findFullChromium } from './programs.js';
import type { LobbyView } from '../../src/shared/lobby.js';
import { eventually, patience } from './socket.js';
import { Visitor } from './visitor.js';

/** Not the package's own arguments: its `--single-process` ends the browser with the first page that is closed. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  // A microphone that beeps, for whoever is allowed to use it.
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
];

/** Runs in the page; a string, because the code here is checked for the server, which knows no DOM. */
const reportViolations = `document.addEventListener('securitypolicyviolation', (event) =>
  console.error('content security policy:', event.violatedDirective, event.blockedURI, event.sample))`;

export type BrowserName = 'Chromium' | 'full Chromium' | 'Firefox';

const launchers: Record<BrowserName, () => Promise<Browser>> = {
  Chromium: async () => launchChromium(await findChromium()),
  'full Chromium': () => launchChromium({ executablePath: findFullChromium()!, env: {} }),
  Firefox: launchFirefox,
};
const running = new Map<BrowserName, Promise<Browser>>();

/** One Chromium for all files of a worker, see browsers-of-worker.mjs. */
const { browsersOfWorker } = globalThis as unknown as {
  browsersOfWorker: { chromium: BrowserType['launch'] };
};

afterAll(async () => {
  const ends = [...running].map(async ([name, launching]) => {
    const browser = await launching.catch(() => undefined);
    if (name === 'Firefox') return browser?.close();
    await Promise.all(browser?.contexts().map((context) => context.close()) ?? []);
  });
  running.clear();
  // One that does not go is no failure of the tests; it goes with this process.
  await Promise.all(ends.map((one) => inTime(one, 20_000)));
});

/**
 * The same suite in Chromium and in Firefox. `browser` is for `somebody` and `member`. Firefox, as it is driven here, knows
 * neither `isMobile`, `locale` and `timezoneId`, nor network conditions, nor a CDP session; our content security policy
 * forbids it `evaluate` (locators, boxes and keys work), and `url()` and `waitForURL` miss what a script pushes to the
 * history. What needs these is for Chromium alone.
 */
export function inEachBrowser(name: string, suite: (browser: BrowserName) => void): void {
  describe(`${name}, in Chromium`, () => suite('Chromium'));
  describeWithFirefox(`${name}, in Firefox`, () => suite('Firefox'));
}

export interface Person {
  page: Page;
  context: BrowserContext;
  /** What the pages complained about: scripts that failed, addresses that do not exist, the content security policy. */
  complaints: string[];
}

interface PersonOptions extends BrowserContextOptions {
  /** Chromium, unless it says otherwise; the full one for what needs a screen. */
  browser?: BrowserName;
}

/** Somebody at a browser of their own; `options` as Playwright's: viewport, javaScriptEnabled, locale … */
export async function somebody(
  url: string,
  { browser = 'Chromium', ...options }: PersonOptions = {},
): Promise<Person> {
  const context = await (
    await launched(browser)
  ).newContext({
    baseURL: url,
    // Firefox gets its language and its time zone as it starts.
    ...(browser !== 'Firefox' && { locale: 'en-GB', timezoneId: 'Europe/Berlin' }),
    viewport: { width: 1440, height: 900 },
    ...options,
  });
  context.setDefaultTimeout(patience);
  const complaints: string[] = [];
  await context.addInitScript({ content: reportViolations });
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return { page, context, complaints };
}

/**
 * Somebody who is signed in, registered now if they were not; a test that is tried again finds them there. They are a member of
 * the rooms that are open to them by now: opening one makes nobody a member.
 */
export async function member(url: string, username: string, options: PersonOptions = {}): Promise<Person> {
  const visitor = new Visitor(url);
  await visitor.register(username).catch(() => visitor.signIn(username));
  await comeIn(visitor);
  const person = await somebody(url, options);
  await person.context.addCookies([...visitor.cookies].map(([name, value]) => ({ name, value, url })));
  return person;
}

/** Into the first rooms that are open to them. */
async function comeIn(visitor: Visitor): Promise<void> {
  const { body } = await visitor.get('/api/lobby', { accept: 'application/json' });
  const { others } = JSON.parse(body) as LobbyView;
  for (const { room } of others) await visitor.post(`/chat/${encodeURIComponent(room.address)}/join`);
}

/** Whoever looks at a room, on its page, comes in by its bar. */
export async function pressJoin(page: Page): Promise<void> {
  await page.click('#join-bar button');
  await page.locator('#text').waitFor();
}

function launched(name: BrowserName): Promise<Browser> {
  const browser = running.get(name) ?? launchers[name]();
  running.set(name, browser);
  // One that did not start is no reason that the next one does not.
  browser.catch(() => running.delete(name));
  return browser;
}

async function launchChromium({ executablePath, env }: FoundChromium): Promise<Browser> {
  try {
    return await browsersOfWorker.chromium({
      executablePath,
      args: flags,
      timeout: 90_000,
      env: { ...process.env, ...env },
    });
  } catch (error) {
    throw new Error(
      `Chromium at ${executablePath} does not start. Install one ("apt-get install chromium", say) or name one in CHROMIUM.`,
      { cause: error },
    );
  }
}

/** Closes a page or a context. Chromium may never say that one which still loads is gone, and nobody needs to hear it. */
export async function close(pageOrContext: { close(): Promise<void> }): Promise<void> {
  await inTime(pageOrContext.close(), 5_000);
}

/** Resolves when the promise does, or else after some milliseconds. */
async function inTime(promise: Promise<void> | undefined, milliseconds: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  await Promise.race([promise, new Promise((resolve) => (timer = setTimeout(resolve, milliseconds)))]);
  clearTimeout(timer);
}

/** Where an element is, in pixels from the top, once nothing has moved it for a while. */
export async function placeAtRest(element: Locator): Promise<number> {
  const top = async () => (await element.boundingBox())!.y;
  let place = await top();
  let since = Date.now();
  await eventually(async () => {
    const now = await top();
    if (now !== place) [place, since] = [now, Date.now()];
    return Date.now() - since > 300;
  }, 'It never stood still.');
  return place;
}

/** Waits until an expression is true in the page. Playwright's own waitForFunction evaluates inside the page, which its policy forbids. */
export function untilTrue(page: Page, expression: string): Promise<void> {
  return eventually(() => page.evaluate<boolean>(expression), `${expression} was never true`);
}
