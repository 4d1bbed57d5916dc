/** A room, somebody who attaches files there, and what becomes of their requests on the way to the server. */
import { randomBytes } from 'node:crypto';
import type { Page, Request, Route } from 'playwright-core';
import { startApp, type TestApp } from '../support/app.js';
import { member, type Person } from '../support/browser.js';
import { addRoom } from '../support/factories.js';
import { eventually } from '../support/socket.js';

export class UploadsStage {
  /** Names of uploads that were begun, and where their parts began, in bytes. */
  begun: string[] = [];
  offsets: number[] = [];
  proxy: (route: Route) => Promise<void> = pass;
  private held: Route[] = [];

  static async begin(): Promise<UploadsStage> {
    const server = await startApp({ RATE_LIMITS: 'off' });
    await addRoom(server.database, 'kitchen');
    const anna = await member(server.url, 'anna');
    const [row] = await server.database.query<{ id: number }>("select id from users where username = 'anna'");
    const stage = new UploadsStage(server, anna, row!.id);
    await anna.context.route(/\/api\/files/, (route) => stage.meet(route));
    await open(anna.page);
    return stage;
  }

  private constructor(
    readonly server: TestApp,
    readonly anna: Person,
    readonly annaId: number,
  ) {}

  get page(): Page {
    return this.anna.page;
  }

  reset(): void {
    [this.begun, this.offsets, this.held] = [[], [], []];
    this.proxy = pass;
  }

  /** Requests of this method wait here until they are let go. */
  hold(method: string): void {
    this.proxy = async (route) => void (isOf(route, method) ? this.held.push(route) : await pass(route));
  }

  areHeld(count: number): Promise<void> {
    return eventually(() => this.held.length === count, `${count} were never held`);
  }

  async letGo(): Promise<void> {
    this.proxy = pass;
    for (const route of this.held.splice(0)) await route.continue().catch(() => undefined);
  }

  attach(names: string[], bytes: number, shown = this.page): Promise<void> {
    const file = { mimeType: 'application/octet-stream', buffer: randomBytes(bytes) };
    return shown.locator('.file-picker').setInputFiles(names.map((name) => ({ name, ...file })));
  }

  card(state: string, shown = this.page) {
    return shown.locator(`.composer .upload-card[data-state=${state}]`);
  }

  /** The browser tries at once what it would wait for. */
  hurry(shown = this.page): Promise<unknown> {
    return shown.evaluate("dispatchEvent(new Event('online'))");
  }

  /** A tab of anna's in which this runs before anything else. */
  async tabWith(script: string): Promise<Page> {
    const tab = await this.anna.context.newPage();
    await tab.addInitScript({ content: `(() => { ${script} })()` });
    await open(tab);
    return tab;
  }

  /** Runs in the page, on `files` and `bytes` of its database. */
  inStores(work: string): Promise<unknown> {
    return this.page.evaluate(`(async () => {
      const answer = (request) => new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
      const { name } = (await indexedDB.databases()).find(({ name }) => name.includes('files'));
      const database = await answer(indexedDB.open(name));
      const transaction = database.transaction(['files', 'bytes'], 'readwrite');
      transaction.oncomplete = () => database.close();
      const [files, bytes] = ['files', 'bytes'].map((name) => transaction.objectStore(name));
      ${work};
    })()`);
  }

  async removeAll(): Promise<void> {
    const all = this.page.locator('.composer .upload-remove');
    while ((await all.count()) > 0) await all.first().click();
  }

  private async meet(route: Route): Promise<void> {
    if (isOf(route, 'POST')) this.begun.push(nameIn(route.request()));
    if (isOf(route, 'PATCH')) this.offsets.push(Number(route.request().headers()['upload-offset']));
    await this.proxy(route).catch(() => undefined);
  }
}

export const pass = (route: Route): Promise<void> => route.continue();
export const isOf = (route: Route, method: string): boolean => route.request().method() === method;

/** Of the file that a request begins to send. */
export function nameIn(request: Request): string {
  const [, name = ''] = /filename (\S+?)(?:,|$)/.exec(request.headers()['upload-metadata']!) ?? [];
  return Buffer.from(name, 'base64').toString();
}

/** As the server words one. */
export const refusal = (status: number, detail: string) => ({
  status,
  contentType: 'application/problem+json',
  body: JSON.stringify({ status, detail }),
});

export async function open(page: Page, path = '/chat/kitchen'): Promise<void> {
  await page.goto(path);
  await page.keyboard.press('Shift');
  await page.locator('#completion').waitFor({ state: 'attached' });
}
