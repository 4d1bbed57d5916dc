import { afterAll, afterEach, beforeAll } from '@jest/globals';
import { startApp, type TestApp } from './app.js';
import { Tab } from './socket.js';
import { Visitor } from './visitor.js';

export interface Company {
  /** There once the tests run. */
  readonly app: TestApp;
  /** A new tab of somebody's, closed after the test; `url` of another node. */
  open(name: string, url?: string): Promise<Tab>;
  idOf(name: string): Promise<number>;
}

/** A server for the tests around this call, with these people registered on it; nobody is ever too fast. */
export function gather(...names: string[]): Company {
  const visitors = new Map<string, Visitor>();
  const tabs: Tab[] = [];
  let app: TestApp;

  beforeAll(async () => {
    app = await startApp({ RATE_LIMITS: 'off' });
    for (const name of names) {
      const visitor = new Visitor(app.url);
      await visitor.register(name);
      visitors.set(name, visitor);
    }
  });
  afterEach(() => tabs.splice(0).forEach((tab) => tab.close()));
  afterAll(() => app.close());

  return {
    get app() {
      return app;
    },
    async open(name, url = app.url) {
      const tab = await Tab.open(url, visitors.get(name)!.cookieHeader);
      tabs.push(tab);
      return tab;
    },
    async idOf(name) {
      const sql = 'select id from users where username = $1';
      const [row] = await app.database.query<{ id: string }>(sql, [name]);
      return Number(row!.id);
    },
  };
}
