/**
 * The screen on which a browser shows notices, and the push service that it takes them from: Chromium's own, by what its developer
 * tools can do. Nothing of them presses a notice, so the worker is told of a press; and no tab is ever hidden, no window opened by
 * such a press, no subscription given out: of these the worker has its word from here.
 */
import type { BrowserContext, CDPSession, Page, Worker } from 'playwright-core';
import { eventually } from './socket.js';

/** Runs in the service worker; a string, as what is said of `bind` in browser.ts. */
const fakes = `
  self.opened = []; self.isSeen = true; self.isSubscribed = false;
  self.shownTimes = self.lookedTimes = 0;
  const { showNotification } = ServiceWorkerRegistration.prototype;
  ServiceWorkerRegistration.prototype.showNotification = function (...given) {
    self.shownTimes++;
    return showNotification.apply(this, given);
  };
  const fetchAnyway = self.fetch;
  self.fetch = (address, options) =>
    self.refused && String(address).endsWith(self.refused)
      ? Promise.reject(new TypeError('no network'))
      : fetchAnyway(address, options);
  navigator.setAppBadge = async (count) => void (self.badge = count);
  Clients.prototype.openWindow = async (path) => {
    self.opened.push(path);
    return { postMessage: (message) => self.opened.push(message) };
  };
  PushManager.prototype.getSubscription = async () => (self.lookedTimes++, self.isSubscribed ? {} : null);
  Object.defineProperty(WindowClient.prototype, 'visibilityState', { get: () => (self.isSeen ? 'visible' : 'hidden') });
  void 0`;

/** Runs in a page before its own scripts: it is seen unless a test says otherwise, and is given a subscription where it asks for one. */
const fakesOfPage = (subscription: object) => `
  Object.defineProperty(document, 'visibilityState', { get: () => (window.isUnseen ? 'hidden' : 'visible') });
  const made = {
    toJSON: () => (${JSON.stringify(subscription)}),
    unsubscribe: async () => { localStorage.removeItem('test.subscribed'); return true; },
  };
  PushManager.prototype.getSubscription = async () => (localStorage.getItem('test.subscribed') ? made : null);
  PushManager.prototype.subscribe = async () => { localStorage.setItem('test.subscribed', 'yes'); return made; };`;

export interface NoticeOnScreen {
  title: string;
  body: string;
  tag: string;
  renotify: boolean;
  silent: boolean | null;
  actions: { action: string; title: string; type?: string; placeholder?: string }[];
}

export class NoticeScreen {
  private constructor(
    private readonly worker: Worker,
    private readonly session: CDPSession,
    private readonly origin: string,
    private readonly registrationId: string,
  ) {}

  /** Before the first page is opened. `subscription`: what the browser's push service gives out. */
  static async allow(context: BrowserContext, origin: string, subscription: object): Promise<void> {
    await context.grantPermissions(['notifications'], { origin });
    await context.addInitScript({ content: fakesOfPage(subscription) });
  }

  /** That of the service worker of a page that is open. */
  static async of(context: BrowserContext, page: Page): Promise<NoticeScreen> {
    await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
    const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
    const session = await context.newCDPSession(page);
    let registrationId = '';
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      registrationId = registrations.at(-1)?.registrationId ?? registrationId;
    });
    await session.send('ServiceWorker.enable');
    await eventually(() => registrationId !== '', 'there is no service worker');
    await worker.evaluate(fakes);
    return new NoticeScreen(worker, session, new URL(page.url()).origin, registrationId);
  }

  /** As the browser's push service hands it to the worker. */
  async push(payload: object): Promise<void> {
    const { origin, registrationId } = this;
    const data = JSON.stringify(payload);
    await this.session.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data });
  }

  /** What stands there, the oldest first. */
  notices(): Promise<NoticeOnScreen[]> {
    return this.worker.evaluate(`registration.getNotifications().then((all) => all
      .sort((one, other) => one.timestamp - other.timestamp)
      .map(({ title, body, tag, renotify, silent, actions }) => ({
        title, body, tag, renotify, silent,
        actions: actions.map(({ action, title, type, placeholder }) => ({ action, title, type, placeholder })),
      })))`);
  }

  /** What is read there. */
  async texts(): Promise<string[]> {
    return (await this.notices()).map(({ title, body }) => `${title}: ${body}`);
  }

  /** Somebody presses a notice, or a button of it. Resolves when all of it is done. */
  async press(tag: string, action = '', reply?: string): Promise<void> {
    const pressed = JSON.stringify({ action, reply });
    await this.worker.evaluate(`(async () => {
      const notification = (await registration.getNotifications()).find(({ tag }) => tag.startsWith(${JSON.stringify(tag)}));
      const works = [];
      const event = new NotificationEvent('notificationclick', { notification, ...${pressed} });
      event.waitUntil = (work) => works.push(work);
      self.dispatchEvent(event);
      await Promise.all(works);
    })()`);
  }

  /** These tabs, which are all there are, are in view, or none is. */
  async see(pages: Page[], isSeen: boolean): Promise<void> {
    await this.set({ isSeen });
    for (const page of pages)
      await page.evaluate(
        `window.isUnseen = ${!isSeen}; document.dispatchEvent(new Event('visibilitychange'))`,
      );
  }

  /** `isSeen`: tabs are in view; `isSubscribed`: this browser is called by push; `refused`: what the worker asks of addresses that end so does not arrive. */
  async set(to: { isSeen?: boolean; isSubscribed?: boolean; refused?: string }): Promise<void> {
    await this.worker.evaluate(`Object.assign(self, ${JSON.stringify(to)}); undefined`);
  }

  /** The browser's push service gives it another address. */
  async renew(subscription: object): Promise<void> {
    await this.worker.evaluate(`(async () => {
      PushManager.prototype.subscribe = async () => (${JSON.stringify(subscription)});
      const works = [];
      self.dispatchEvent(Object.assign(new Event('pushsubscriptionchange'), { waitUntil: (work) => works.push(work) }));
      await Promise.all(works);
    })()`);
  }

  /** What the worker opened windows for, and told them. */
  opened(): Promise<unknown[]> {
    return this.worker.evaluate('self.opened.splice(0)');
  }

  /** The number on the app's icon. */
  badge(): Promise<number | undefined> {
    return this.worker.evaluate('self.badge');
  }

  /** How often something was shown since it was cleared. */
  shownTimes(): Promise<number> {
    return this.worker.evaluate('self.shownTimes');
  }

  /** Resolves when the worker has looked, since it was cleared, whether this browser is called by push. */
  async looked(): Promise<void> {
    await eventually(() => this.worker.evaluate<boolean>('self.lookedTimes > 0'), 'The worker never looked.');
  }

  async clear(): Promise<void> {
    await this.set({ isSeen: true, isSubscribed: false, refused: '' });
    await this.worker.evaluate(
      'registration.getNotifications().then((all) => all.forEach((one) => one.close()))',
    );
    await eventually(async () => (await this.notices()).length === 0, 'A notice stays.');
    await this.worker.evaluate('self.shownTimes = self.lookedTimes = 0');
  }
}
