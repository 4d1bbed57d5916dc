/** A server with Maker, who makes rooms, Boris, and Chief, who looks after the server. */
import { afterAll, afterEach, beforeAll } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { Tab } from '../support/socket.js';
import { Visitor } from '../support/visitor.js';

export class KeepingStage {
  app!: TestApp;
  readonly people: Record<string, Visitor> = {};
  readonly ids: Record<string, number> = {};
  private readonly tabs: Tab[] = [];

  /** For the tests around this call. */
  static gather(): KeepingStage {
    const stage = new KeepingStage();
    beforeAll(() => stage.start());
    afterEach(() => stage.tabs.splice(0).forEach((tab) => tab.close()));
    afterAll(() => stage.app.close());
    return stage;
  }

  async open(name: string, room?: string): Promise<Tab> {
    const tab = await Tab.open(this.app.url, this.people[name]!.cookieHeader);
    this.tabs.push(tab);
    if (room) await tab.join(room);
    return tab;
  }

  /** Rejects with the status and the body of a refusal. */
  async rest<Body>(name: string, method: string, path: string, body?: object): Promise<Body> {
    const visitor = this.people[name]!;
    const headers = { 'content-type': 'application/json', 'x-csrf-token': await visitor.csrfToken() };
    const reply = await visitor.request(method, path, body && JSON.stringify(body), headers);
    if (reply.status >= 300) throw new Error(`${reply.status} ${reply.body}`);
    return (reply.body === '' ? null : JSON.parse(reply.body)) as Body;
  }

  private async start(): Promise<void> {
    this.app = await startApp({ RATE_LIMITS: 'off' });
    for (const name of ['maker', 'boris', 'chief']) {
      this.people[name] = new Visitor(this.app.url);
      await this.people[name].register(name);
    }
    const { database } = this.app;
    await database.query("update users set role = 'admin' where username = 'chief'");
    const rows = await database.query<{ id: string; username: string }>('select id, username from users');
    for (const { id, username } of rows) this.ids[username] = Number(id);
  }
}
