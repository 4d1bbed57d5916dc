/** People with their sessions, rooms with their members, and the tabs in them. */
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { canonicalKey } from '../../../src/shared/rules/canonical-key.js';
import { NaiveTab } from './naive-tab.js';
import type { Place, Recorder } from './recorder.js';
import { Tab } from './tab.js';
import { sessionSecret, type World } from './world.js';

export interface CrowdSize {
  rooms: number;
  people: number;
  /** Tabs that only listen, over and above the two of each person. */
  listeners: number;
}

interface Person {
  id: number;
  username: string;
  cookie: string;
}

export class Crowd {
  readonly tabs: Tab[] = [];
  readonly naive: NaiveTab[] = [];
  readonly rooms: { id: number; address: string }[] = [];
  readonly people: Person[] = [];
  /** Everybody wants to hear nothing of the next one. */
  readonly ignored: { userId: number; ignoredId: number }[] = [];

  private constructor(
    private readonly world: World,
    private readonly recorder: Recorder,
  ) {}

  /** New people in new rooms, who are about to connect and join. Every other room is private. */
  static async gather(world: World, recorder: Recorder, size: CrowdSize): Promise<Crowd> {
    const crowd = new Crowd(world, recorder);
    await crowd.makeRooms(size.rooms);
    await crowd.makePeople(size.people);
    await crowd.makeMembers();
    await crowd.ignoreSome();
    crowd.openTabs(size);
    return crowd;
  }

  get living(): Tab[] {
    return this.tabs.filter((tab) => !tab.isOver);
  }

  /** Those who may still write and read. */
  get members(): Tab[] {
    return this.living.filter((tab) => !tab.isRemoved);
  }

  /** Members who do something now and then. */
  get active(): Tab[] {
    return this.members.filter((tab) => !tab.isQuiet);
  }

  /** Resolves when everybody has joined; throws after some time, in milliseconds. */
  async joined(patience: number): Promise<void> {
    const end = Date.now() + patience;
    const absent = () => [...this.members, ...this.naive].filter((tab) => !tab.isJoined);
    while (absent().length > 0) {
      if (Date.now() > end)
        throw new Error(`${absent().length} clients could not join, ${absent()[0]!.name} among them`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** A tab is reloaded: a new connection and a new list, the same outbox. */
  reload(tab: Tab): void {
    tab.close();
    this.recorder.reloads++;
    this.tabs[this.tabs.indexOf(tab)] = new Tab(tab.name, tab.place, this.recorder, tab.storage);
  }

  close(): void {
    for (const tab of [...this.tabs, ...this.naive]) tab.close();
  }

  private async makeRooms(count: number): Promise<void> {
    for (let n = 0; n < count; n++) {
      const address = `room ${n} ${randomBytes(4).toString('hex')}`;
      const [row] = await this.world.query<{ id: string }>(
        'insert into rooms (name, name_key, access) values ($1, $2, $3) returning id',
        [address, canonicalKey(address), n % 2 ? 'private' : 'public'],
      );
      this.rooms.push({ id: Number(row!.id), address });
    }
  }

  /** The row and the cookie that a sign-in would make, without its Argon2. */
  private async makePeople(count: number): Promise<void> {
    for (let n = 0; n < count; n++) {
      const username = `p${n}-${randomBytes(4).toString('hex')}`;
      const [row] = await this.world.query<{ id: string }>(
        "insert into users (username, username_key, password_hash) values ($1, $2, 'nobody signs in with this') returning id",
        [username, canonicalKey(username)],
      );
      const sessionId = randomBytes(24).toString('base64url');
      await this.world.query(
        "insert into sessions (id, user_id, expires_at) values ($1, $2, now() + interval '1 day')",
        [createHash('sha256').update(sessionId).digest('hex'), row!.id],
      );
      this.people.push({
        id: Number(row!.id),
        username,
        cookie: `samovar.sid=${encodeURIComponent(signed(sessionId))}`,
      });
    }
  }

  private async makeMembers(): Promise<void> {
    await this.world.query(
      'insert into memberships (room_id, user_id) select room, person from unnest($1::bigint[]) room, unnest($2::bigint[]) person',
      [this.rooms.map(({ id }) => id), this.people.map(({ id }) => id)],
    );
  }

  private async ignoreSome(): Promise<void> {
    this.people.forEach(({ id }, n) =>
      this.ignored.push({ userId: id, ignoredId: this.people[(n + 1) % this.people.length]!.id }),
    );
    await this.world.query(
      'insert into ignored (user_id, ignored_id) select * from unnest($1::bigint[], $2::bigint[])',
      [this.ignored.map(({ userId }) => userId), this.ignored.map(({ ignoredId }) => ignoredId)],
    );
  }

  /** Two tabs a person: in one room, or in two. Everybody's number decides, so that no room stays empty. */
  private openTabs({ listeners }: CrowdSize): void {
    this.people.forEach((person, n) => {
      this.open(`tab ${n}a`, person, n);
      this.open(`tab ${n}b`, person, n % 3 ? n : n + 7);
    });
    for (let n = 0; n < listeners; n++)
      this.open(`listener ${n}`, this.people[n % this.people.length]!, n * 3);
    for (let n = 0; n < 4; n++)
      this.naive.push(new NaiveTab(`naive ${n}`, this.place(this.people[n]!, n % 2), this.recorder));
  }

  private open(name: string, person: Person, room: number): void {
    this.tabs.push(new Tab(name, this.place(person, room), this.recorder));
  }

  private place({ id, cookie }: Person, room: number): Place {
    const { id: roomId, address } = this.rooms[room % this.rooms.length]!;
    return { url: this.world.url, cookie, userId: id, roomId, address };
  }
}

/** As express-session signs it (package cookie-signature): HMAC-SHA256 in base64 without padding. */
export function signed(value: string): string {
  const mac = createHmac('sha256', sessionSecret).update(value).digest('base64').replace(/=+$/, '');
  return `s:${value}.${mac}`;
}
