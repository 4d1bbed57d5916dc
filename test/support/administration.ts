/** Anna, an administrator, and others who are none. */
import { startApp, type TestApp } from './app.js';
import { Tab } from './socket.js';
import { type Reply, Visitor } from './visitor.js';

export interface Gathering {
  app: TestApp;
  /** The administrator. */
  anna: Visitor;
  visitors: Record<string, Visitor>;
  /** By username. */
  ids: Record<string, number>;
  /** A tab of somebody, closed at the end. */
  tabOf(visitor: Visitor): Promise<Tab>;
  close(): Promise<void>;
}

export async function gatherForAdmin(...names: string[]): Promise<Gathering> {
  const app = await startApp({ RATE_LIMITS: 'off' });
  const visitors: Record<string, Visitor> = {};
  for (const name of ['anna', ...names]) {
    visitors[name] = new Visitor(app.url);
    await visitors[name].register(name);
  }
  await app.database.query("update users set role = 'admin' where username = 'anna'");
  const rows = await app.database.query<{ username: string; id: string }>('select username, id from users');
  const tabs: Tab[] = [];
  return {
    app,
    anna: visitors.anna!,
    visitors,
    ids: Object.fromEntries(rows.map(({ username, id }) => [username, Number(id)])),
    async tabOf(visitor) {
      const tab = await Tab.open(app.url, visitor.cookieHeader);
      tabs.push(tab);
      return tab;
    },
    async close() {
      for (const tab of tabs) tab.close();
      await app.close();
    },
  };
}

/** Where a form led to after it had been carried out. Throws when it was refused. */
export function pathFrom({ status, location, body }: Reply): string {
  if (status === 303 && location !== null) return location;
  throw new Error(`refused with ${status}: ${/class="[^"]*error[^"]*"[^>]*>([^<]*)</.exec(body)?.[1] ?? ''}`);
}
