/** Two nodes on one PostgreSQL and one Redis; Anna, an administrator, and as many Borises as are needed, on both. */
import { afterAll, afterEach, beforeAll } from '@jest/globals';
import { Accounts } from '../../src/server/auth/accounts/accounts.service.js';
import type { SignedInUser } from '../../src/server/platform/access/signed-in-user.js';
import type { Access } from '../../src/shared/rooms.js';
import { startApp, type TestApp } from './app.js';
import { addRoom } from './factories.js';
import { startRedis, type TestRedis } from './redis.js';
import { runToEnd } from './server-process.js';
import { Tab } from './socket.js';
import { defaultPassword, Visitor } from './visitor.js';

/** A room at which both look, on both nodes. */
export interface Scene {
  boris: SignedInUser;
  roomId: number;
  address: string;
  his: [north: Tab, south: Tab];
  hers: [north: Tab, south: Tab];
}

export class TwoNodes {
  redis!: TestRedis;
  north!: TestApp;
  south!: TestApp;
  private anna!: Visitor;
  private annaId!: number;
  private names = 0;
  private readonly tabs: Tab[] = [];

  /** For the tests around this call. */
  static gather(): TwoNodes {
    const nodes = new TwoNodes();
    beforeAll(() => nodes.start());
    afterEach(() => nodes.tabs.splice(0).forEach((tab) => tab.close()));
    afterAll(async () => {
      await nodes.south.close();
      await nodes.north.close();
      await nodes.redis.stop();
    });
    return nodes;
  }

  async begin(access: Access, role: SignedInUser['role'] = 'member'): Promise<Scene> {
    const number = ++this.names;
    const [username, address] = [`boris${number}`, `room ${number}`];
    const boris = await this.north.app.get(Accounts).register({ username, password: defaultPassword, role });
    const roomId = await addRoom(this.north.database, address, {
      access,
      members: [boris, { id: this.annaId }],
    });
    const visitor = new Visitor(this.south.url);
    await visitor.signIn(username);
    const [his, hers] = [await this.lookingAt(address, visitor), await this.lookingAt(address, this.anna)];
    return { boris, roomId, address, his, hers };
  }

  sql<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
    return this.north.database.query<Row>(text, values);
  }

  /** A request of Anna's to the node in the north, which must be granted. */
  async rest(method: string, path: string, body?: object): Promise<void> {
    await this.ask(method, path, body);
  }

  /** The same for its answer; null where there is none. */
  async ask<Body>(method: string, path: string, body?: object): Promise<Body> {
    const headers = { 'content-type': 'application/json', 'x-csrf-token': await this.anna.csrfToken() };
    const reply = await this.anna.request(method, path, body && JSON.stringify(body), headers);
    if (reply.status >= 300) throw new Error(`${method} ${path}: ${reply.status} ${reply.body}`);
    return (reply.body ? JSON.parse(reply.body) : null) as Body;
  }

  /** `npm run user -- …` */
  async command(...args: string[]): Promise<void> {
    const ended = await runToEnd(['bin/run.mjs', 'user', ...args], { DATABASE_URL: this.north.database.url });
    if (ended.code !== 0) throw new Error(ended.stderr);
  }

  private async start(): Promise<void> {
    this.redis = await startRedis();
    const settings = { RATE_LIMITS: 'off', REDIS_URL: this.redis.url };
    this.north = await startApp(settings);
    this.south = await startApp(settings, this.north.database);
    this.anna = new Visitor(this.north.url);
    await this.anna.register('anna');
    const [row] = await this.sql<{ id: number }>(
      "update users set role = 'admin' where username = 'anna' returning id",
    );
    this.annaId = row!.id;
  }

  private async lookingAt(address: string, person: Visitor): Promise<[Tab, Tab]> {
    const [north, south] = await Promise.all(
      [this.north, this.south].map((node) => Tab.open(node.url, person.cookieHeader)),
    );
    this.tabs.push(north!, south!);
    await Promise.all([north!.join(address), south!.join(address)]);
    return [north!, south!];
  }
}
