/**
 * Who is online in a room, and who is here at all (`everywhere`, which is a room like any other): this node's live connections,
 * and what the other nodes have written down while their lease runs. Each node compares that with what it last told its own,
 * and tells them the difference.
 */
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import type { UserView } from '../../shared/people.js';
import type { Connection } from '../delivery/connection.js';
import { Connections, type PeopleWatcher, type RoomWatcher } from '../delivery/connections.js';
import { Delivery } from '../delivery/delivery.js';
import { groups } from '../delivery/groups.js';
import { userView, viewOf } from '../people/user-view.js';
import { NODE_ID } from '../platform/work/node-id.js';
import { pollUnlessBusy } from '../platform/work/poll.js';
import { Attention } from './attention.js';
import { LiveConnections, sameKeys } from './live-connections.js';
import { PresenceRecord } from './presence.record.js';
import { LastHereRepository } from './last-here.repository.js';
import { PresenceNews } from './presence-news.js';
import { everywhere, type PresenceEntry, PresenceRepository } from './presence.repository.js';
import { type Roster, rosterOf } from './roster.js';

/** Milliseconds. A reload takes less than the grace; grace, poll and gathering together stay below 5 s (promise P8). */
const graceMs = 2_500;
const pollEvery = 1_500;
const gatherFor = 250;

/** People from whom on a room is told every other time only: of a storm of N each telling goes to N. */
const crowd = 200;

@Injectable()
export class PresenceService implements RoomWatcher, PeopleWatcher, OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(PresenceService.name);
  private readonly live = new LiveConnections(graceMs);
  /** The room that each connection has before its person's eyes, under its id below zero. */
  private readonly attention = new Attention(graceMs);
  private readonly record: PresenceRecord;
  /** What the other nodes have, of the rooms that this node serves. */
  private remote = new Map<number, Map<number, UserView>>();
  private readonly announced = new Map<number, Map<number, UserView>>();
  private readonly changed = new Set<number>();
  private isCrowdsTurn = false;
  /** Of rooms where nobody has come or gone since. */
  private readonly rosters = new Map<number, Roster>();
  /** Whose coming or going is to be written, of all of a turn together. */
  private readonly arrived = new Set<number>();
  private readonly gone = new Set<number>();
  private settling: NodeJS.Timeout | undefined;
  private stopPolling = () => {};

  constructor(
    private readonly repository: PresenceRepository,
    private readonly connections: Connections,
    private readonly delivery: Delivery,
    private readonly lastHere: LastHereRepository,
    private readonly news: PresenceNews,
    @Inject(NODE_ID) private readonly nodeId: string,
  ) {
    this.record = new PresenceRecord(repository, this.nodeId, [this.live, this.attention]);
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.record.start();
    this.remote = await this.readRemote([everywhere]);
    this.connections.watchRooms(this);
    this.connections.watchPeople(this);
    this.settling = setInterval(() => this.settle(), gatherFor);
    this.stopPolling = pollUnlessBusy(
      pollEvery,
      () => this.poll(),
      (error) => this.logger.debug(`Presence could not be read: ${String(error)}`),
    );
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.settling);
    this.stopPolling();
    await this.news.idle();
    await this.record.stop();
  }

  came(connection: Pick<Connection, 'id' | 'user'>): void {
    if (!this.live.usersIn(everywhere).has(connection.user.id)) this.arrived.add(connection.user.id);
    this.entered(everywhere, connection);
  }

  went(connectionId: string): void {
    this.attention.turn(connectionId, null, performance.now());
    this.left(everywhere, connectionId);
  }

  entered(roomId: number, connection: Pick<Connection, 'id' | 'user'>): void {
    this.live.enter(roomId, connection.id, viewOf(connection.user));
    this.record.add({ roomId, connectionId: connection.id, userId: connection.user.id });
    this.change(roomId);
  }

  left(roomId: number, connectionId: string): void {
    this.live.leave(roomId, connectionId, performance.now());
  }

  /** A connection has this room before its person's eyes from now on; null: nothing. Others are not told. */
  attend(connection: Pick<Connection, 'id' | 'user'>, roomId: number | null): void {
    const to = roomId === null ? null : { roomId, user: viewOf(connection.user) };
    const came = this.attention.turn(connection.id, to, performance.now());
    if (came) this.record.add(came);
  }

  /** Who is online in a room, at most 500 by name; `online` is the true count. The same object until somebody comes or goes. */
  async roster(roomId: number): Promise<Roster> {
    const known = this.rosters.get(roomId);
    if (known) return known;
    if (!this.live.serves(roomId) || !this.remote.has(roomId)) {
      const remote = await this.readRemote([roomId]);
      if (this.live.serves(roomId)) this.remote.set(roomId, remote.get(roomId)!);
      return rosterOf(this.merge(roomId, remote.get(roomId)));
    }
    const roster = rosterOf(this.present(roomId));
    this.rosters.set(roomId, roster);
    return roster;
  }

  /** Room id → people online there, on all nodes; rooms without anybody are missing. */
  async onlineInRooms(roomIds: number[]): Promise<Map<number, number>> {
    // Alone, this node knows all that it has written down.
    if (!this.record.hasCompany) return this.live.countsIn(roomIds);
    const rows = roomIds.length > 0 ? await this.repository.countInRooms(roomIds) : [];
    return new Map(rows.map((row) => [row.room_id, row.online]));
  }

  /** Somebody is shown so from now on, to whoever asks who is here. */
  show(person: UserView): void {
    for (const roomId of this.live.show(person)) this.rosters.delete(roomId);
    for (const [roomId, users] of [...this.remote, ...this.announced])
      if (users.has(person.id) && users.set(person.id, person)) this.rosters.delete(roomId);
  }

  /** Whether somebody is here, on whatever node and page; as true as what this node tells of it. */
  isHere(userId: number): boolean {
    return this.live.usersIn(everywhere).has(userId) || (this.remote.get(everywhere)?.has(userId) ?? false);
  }

  /** The ids of whoever is here. */
  here(): number[] {
    return [...this.present(everywhere).keys()];
  }

  /** The ids of whoever is here, and of whoever looks at a room, member or not. */
  hereAndIn(roomId: number): { here: number[]; looking: number[] } {
    const looking = [...this.present(roomId).keys()];
    return { here: [...new Set([...this.here(), ...looking])], looking };
  }

  /** Tells each changed room who came and who went, at most every 250 ms, a crowd every 500: a storm of N must not cost N². */
  private settle(): void {
    this.forgetGone(this.live.expire(performance.now()));
    this.record.remove(this.attention.expire(performance.now()));
    this.note();
    this.isCrowdsTurn = !this.isCrowdsTurn;
    for (const roomId of this.changed) {
      if (!this.isCrowdsTurn && this.live.usersIn(roomId).size > crowd) continue;
      this.changed.delete(roomId);
      this.tell(roomId);
    }
  }

  private forgetGone(gone: PresenceEntry[]): void {
    for (const entry of gone) this.change(entry.roomId);
    this.record.remove(gone);
    const here = this.live.usersIn(everywhere);
    for (const { roomId, userId } of gone)
      if (roomId === everywhere && !here.has(userId)) this.gone.add(userId);
  }

  /** Where it cannot be written, what was written before is the best that is known. */
  private note(): void {
    if (this.arrived.size + this.gone.size === 0) return;
    this.lastHere
      .note(this.nodeId, [...this.arrived], [...this.gone])
      .catch((error: unknown) => this.logger.debug(`Who was here could not be written: ${String(error)}`));
    this.arrived.clear();
    this.gone.clear();
  }

  private tell(roomId: number): void {
    const before = this.announced.get(roomId) ?? new Map<number, UserView>();
    const now = this.present(roomId);
    const joined = [...now.values()].filter(({ id }) => !before.has(id));
    const left = [...before.values()].filter(({ id }) => !now.has(id));
    if (roomId === everywhere) {
      this.announced.set(everywhere, new Map(now));
      return this.news.changed([...joined, ...left], (userId) => this.isHere(userId));
    }
    if (this.live.serves(roomId)) this.announced.set(roomId, new Map(now));
    else this.forget(roomId);
    const send = (event: 'user_join' | 'user_leave', users: UserView[]) => {
      if (users.length === 0) return;
      this.delivery.send(groups.room(roomId), event, { roomId, users, online: now.size }, { local: true });
    };
    send('user_join', joined);
    send('user_leave', left);
  }

  private change(roomId: number): void {
    this.changed.add(roomId);
    this.rosters.delete(roomId);
  }

  private forget(roomId: number): void {
    this.rosters.delete(roomId);
    this.announced.delete(roomId);
    this.remote.delete(roomId);
  }

  /** Looks at what the other nodes have. A database that is away changes nothing: nobody goes offline for that. */
  private async poll(): Promise<void> {
    await this.record.keep();
    const remote = await this.readRemote([...new Set([everywhere, ...this.live.roomIds()])]);
    for (const [roomId, users] of remote) {
      if (sameKeys(users, this.remote.get(roomId))) continue;
      this.remote.set(roomId, users);
      this.change(roomId);
    }
  }

  private async readRemote(roomIds: number[]): Promise<Map<number, Map<number, UserView>>> {
    const remote = new Map(roomIds.map((roomId) => [roomId, new Map<number, UserView>()]));
    if (roomIds.length === 0 || !this.record.hasCompany) return remote;
    for (const row of await this.repository.onOtherNodes(this.nodeId, roomIds))
      remote.get(row.room_id)!.set(row.id, userView(row));
    return remote;
  }

  private present(roomId: number): ReadonlyMap<number, UserView> {
    return this.merge(roomId, this.remote.get(roomId));
  }

  private merge(roomId: number, remote: Map<number, UserView> | undefined): ReadonlyMap<number, UserView> {
    const users = this.live.usersIn(roomId);
    return remote?.size ? new Map([...users, ...remote]) : users;
  }
}
