/** A real Chromium: the machine's own if there is one, else the one of the package @sparticuz/chromium. */
import { afterAll } from '@jest/globals';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';
import { eventually } from './socket.js';
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
];

/** Runs in the page; a string, because the code here is checked for the server, which knows no DOM. */
const reportViolations = `document.addEventListener('securitypolicyviolation', (event) =>
  console.error('content security policy:', event.violatedDirective, event.blockedURI, event.sample))`;

let browser: Promise<Browser> | undefined;

afterAll(async () => {
  await (await browser)?.close();
  browser = undefined;
});

export interface Person {
  page: Page;
  context: BrowserContext;
  /** What the pages complained about: scripts that failed, addresses that do not exist, the content security policy. */
  complaints: string[];
}

/** Somebody at a browser of their own; `options` as Playwright's: viewport, javaScriptEnabled, locale … */
export async function somebody(url: string, options: BrowserContextOptions = {}): Promise<Person> {
  browser ??= launch();
  const context = await (
    await browser
  ).newContext({
    baseURL: url,
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    viewport: { width: 1440, height: 900 },
    ...options,
  });
  context.setDefaultTimeout(10_000);
  const complaints: string[] = [];
  await context.addInitScript({ content: reportViolations });
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return { page, context, complaints };
}

/** Somebody who has just registered and is signed in. */
export async function member(
  url: string,
  username: string,
  options: BrowserContextOptions = {},
): Promise<Person> {
  const visitor = new Visitor(url);
  await visitor.register(username);
  const person = await somebody(url, options);
  await person.context.addCookies([...visitor.cookies].map(([name, value]) => ({ name, value, url })));
  return person;
}

async function launch(): Promise<Browser> {
  const executablePath = await chromiumPath();
  try {
    return await chromium.launch({ executablePath, args: flags });
  } catch (error) {
    throw new Error(
      `Chromium at ${executablePath} does not start. Install one ("apt-get install chromium", say) or name one in CHROMIUM.`,
      { cause: error },
    );
  }
}

async function chromiumPath(): Promise<string> {
  const named = process.env.CHROMIUM;
  if (named) return named;
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = ['chromium', 'chromium-browser', 'google-chrome'].flatMap((name) =>
    folders.map((folder) => join(folder, name)),
  );
  const installed = candidates.find((path) => existsSync(path));
  if (installed) return installed;
  const { default: packaged } = await import('@sparticuz/chromium');
  return packaged.executablePath();
}

/** Waits until an expression is true in the page. Playwright's own waitForFunction evaluates inside the page, which its policy forbids. */
export function untilTrue(page: Page, expression: string): Promise<void> {
  return eventually(() => page.evaluate<boolean>(expression), `${expression} was never true`);
}
