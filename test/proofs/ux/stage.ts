/** What is measured: a server of its own with people, rooms and a history, and a Chromium in front of it. */
import {
  type Browser,
  chromium,
  type BrowserContextOptions,
  type CDPSession,
  type Page,
} from 'playwright-core';
import { findChromium } from '../../support/chromium.js';
import { fillRooms } from '../bench/lab/old-messages.js';
import { addRooms, analysePeople, type SignedIn, signInPeople } from '../bench/lab/people.js';
import { type Samovar, startSamovar } from '../bench/lab/samovar.js';
import { freePort } from '../../support/free-port.js';

/** As a reader of long standing has it: rooms beside the page, messages in each. */
const shape = { people: 12, rooms: 39, messages: 150 };

export interface Stage {
  samovar: Samovar;
  browser: Browser;
  /** Of the browser's own protocol. */
  debuggingPort: number;
  people: SignedIn[];
  rooms: { id: number; path: string }[];
  close(): Promise<void>;
}

/** `root`: the checkout whose server it is, built. */
export async function setStage(root: string | undefined, say: (line: string) => void): Promise<Stage> {
  const samovar = await startSamovar({ takesAllCores: true, root });
  const filled = await fill(samovar);
  say(`${shape.rooms} rooms of ${shape.messages} messages`);
  const debuggingPort = await freePort();
  const { executablePath, env } = await findChromium();
  const browser = await chromium.launch({
    executablePath,
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking'],
      ...['--enable-precise-memory-info', `--remote-debugging-port=${debuggingPort}`],
    ],
    env: { ...process.env, ...env },
  });
  return {
    ...{ samovar, browser, debuggingPort, ...filled },
    async close() {
      await browser.close();
      await samovar.stop();
    },
  };
}

async function fill(samovar: Samovar): Promise<Pick<Stage, 'people' | 'rooms'>> {
  const people = await signInPeople(samovar, shape.people);
  const names = Array.from({ length: shape.rooms }, (_, n) => `room number ${n + 1}`);
  const ids = await addRooms(samovar, names, people);
  const authors = people.map(({ id }) => id);
  await fillRooms(samovar, ids, authors, shape.messages);
  // The reader has read everything: what opens is the end.
  await samovar.sql('update memberships set last_read_seq = $1', [shape.messages]);
  await analysePeople(samovar);
  return {
    people,
    rooms: ids.map((id, index) => ({ id, path: `/chat/${encodeURIComponent(names[index]!)}` })),
  };
}

/** As Chromium takes it. */
export function cookieFor(url: string, { cookie }: SignedIn) {
  const [name = '', value = ''] = cookie.split(/=(.*)/s);
  return { name, value, url };
}

export interface Tab {
  page: Page;
  protocol: CDPSession;
  close(): Promise<void>;
}

/** A new browser profile, signed in. */
export async function openTab(stage: Stage, options: BrowserContextOptions = {}): Promise<Tab> {
  const { url } = stage.samovar;
  const context = await stage.browser.newContext({
    baseURL: url,
    viewport: { width: 1440, height: 900 },
    ...options,
  });
  await context.addCookies([cookieFor(url, stage.people[0]!)]);
  const page = await context.newPage();
  const protocol = await context.newCDPSession(page);
  await protocol.send('Network.enable');
  return { page, protocol, close: () => context.close() };
}
