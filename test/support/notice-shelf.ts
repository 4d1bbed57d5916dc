/** The screen on which a system shows notices. Chromium without a window has none: its worker puts them here. */
import type { BrowserContext, CDPSession, Page, Worker } from 'playwright-core';
import { eventually } from './socket.js';

/** Runs in the service worker; a string, as what is said of `bind` in browser.ts. */
const fakeScreen = `
  self.shelf = []; self.opened = []; self.isSeen = true; self.shownTimes = 0;
  const remove = (notice) => { self.shelf = self.shelf.filter((other) => other !== notice); };
  ServiceWorkerRegistration.prototype.showNotification = async (title, options) => {
    if (options.renotify && options.silent) throw new TypeError('Silent notifications cannot renotify');
    self.shelf = self.shelf.filter(({ tag }) => tag !== options.tag);
    const notice = { title, ...options, close: () => remove(notice) };
    self.shelf.push(notice);
    self.shownTimes++;
  };
  const fetchAnyway = self.fetch;
  self.fetch = (address, options) => {
    if (self.refused && String(address).endsWith(self.refused)) return Promise.reject(new TypeError('no network'));
    return fetchAnyway(address, options);
  };
  ServiceWorkerRegistration.prototype.getNotifications = async ({ tag } = {}) =>
    self.shelf.filter((notice) => tag === undefined || notice.tag === tag);
  Clients.prototype.openWindow = async (path) => {
    self.opened.push(path);
    return { postMessage: (message) => self.opened.push(message) };
  };
  Object.defineProperty(WindowClient.prototype, 'visibilityState', { get: () => (self.isSeen ? 'visible' : 'hidden') });
  void 0`;

/** Runs in a page before its own scripts: it may show notices, and is seen unless a test says otherwise. */
export const allowNotices = `
  Object.defineProperty(Notification, 'permission', { get: () => 'granted' });
  Object.defineProperty(document, 'visibilityState', { get: () => (window.isUnseen ? 'hidden' : 'visible') });`;

export interface NoticeOnShelf {
  title: string;
  body: string;
  tag: string;
  renotify?: boolean;
  silent?: boolean;
  actions?: { action: string; title: string; type?: string }[];
}

export class NoticeShelf {
  private constructor(
    private readonly worker: Worker,
    private readonly session: CDPSession,
    private readonly origin: string,
    private readonly registrationId: string,
  ) {}

  /** The service worker of a page that is open. */
  static async of(context: BrowserContext, page: Page): Promise<NoticeShelf> {
    await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
    const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
    const session = await context.newCDPSession(page);
    let registrationId = '';
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      registrationId = registrations.at(-1)?.registrationId ?? registrationId;
    });
    await session.send('ServiceWorker.enable');
    await eventually(() => registrationId !== '', 'there is no service worker');
    await worker.evaluate(fakeScreen);
    return new NoticeShelf(worker, session, new URL(page.url()).origin, registrationId);
  }

  /** As the browser's push service hands it to the worker. */
  async push(payload: object): Promise<void> {
    const { origin, registrationId } = this;
    await this.session.send('ServiceWorker.deliverPushMessage', {
      origin,
      registrationId,
      data: JSON.stringify(payload),
    });
  }

  notices(): Promise<NoticeOnShelf[]> {
    return this.worker.evaluate('JSON.parse(JSON.stringify(shelf))');
  }

  /** Somebody presses a notice, or a button of it. Resolves when all of it is done. */
  async press(tag: string, action = '', reply?: string): Promise<void> {
    const pressed = JSON.stringify({ action, reply });
    await this.worker.evaluate(`(async () => {
      const notification = shelf.find(({ tag }) => tag.startsWith(${JSON.stringify(tag)}));
      const works = [];
      const event = Object.assign(new Event('notificationclick'), ${pressed}, {
        notification, waitUntil: (work) => works.push(work),
      });
      self.dispatchEvent(event);
      await Promise.all(works);
    })()`);
  }

  /** Whether tabs are in view, for the worker. */
  async see(isSeen: boolean): Promise<void> {
    await this.worker.evaluate(`self.isSeen = ${isSeen}`);
  }

  /** What the worker opened windows for, and told them. */
  opened(): Promise<unknown[]> {
    return this.worker.evaluate('self.opened.splice(0)');
  }

  /** How often something was shown since they were cleared. */
  shownTimes(): Promise<number> {
    return this.worker.evaluate('self.shownTimes');
  }

  /** What the worker asks of addresses that end so does not arrive any more, until they are cleared. */
  async refuse(end: string): Promise<void> {
    await this.worker.evaluate(`self.refused = ${JSON.stringify(end)}`);
  }

  async clear(): Promise<void> {
    await this.worker.evaluate('self.shelf = []; self.shownTimes = 0; self.refused = undefined;');
  }
}
