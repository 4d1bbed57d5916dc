/**
 * Tells whoever sees somebody that they are shown otherwise: those who look at a room of theirs, the other of a conversation, and
 * their own devices. Each node finds it out by itself, whoever changed it on whichever node, and tells its own.
 */
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { limits } from '../../shared/limits.js';
import type { ShownPerson } from '../../shared/profiles.js';
import { Connections } from '../delivery/connections.js';
import { Delivery } from '../delivery/delivery.js';
import { groups } from '../delivery/groups.js';
import { PersonChanges } from '../people/person-changes.js';
import { ProfilesRepository } from '../people/profiles.repository.js';
import { SeenPeople } from '../people/seen-people.js';
import type { SignedInUser } from '../platform/access/signed-in-user.js';
import { pollUnlessBusy } from '../platform/work/poll.js';
import { FormerNames } from './former-names.service.js';
import { PeopleOfRoomsRepository } from './people-of-rooms.repository.js';
import { PresenceService } from './presence.service.js';
import { type Changed, ShownPeopleRepository } from './shown-people.repository.js';

/** Milliseconds. */
const lookEvery = 2_000;
const endEvery = 10_000;

@Injectable()
export class PersonNews implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(PersonNews.name);
  /** The number up to which this node has told. */
  private told = 0;
  private looking: Promise<void> | undefined;
  private ending: Promise<void> | undefined;
  private readonly stops: (() => void)[] = [];

  constructor(
    private readonly repository: ShownPeopleRepository,
    private readonly places: PeopleOfRoomsRepository,
    private readonly profiles: ProfilesRepository,
    private readonly presence: PresenceService,
    private readonly connections: Connections,
    private readonly delivery: Delivery,
    private readonly seen: SeenPeople,
    private readonly former: FormerNames,
    changes: PersonChanges,
  ) {
    changes.subscribe(() => this.look());
  }

  async onApplicationBootstrap(): Promise<void> {
    this.told = await this.repository.last();
    this.former.learn(await this.repository.renamed(null));
    const failed = (error: unknown) =>
      this.logger.debug(`Who is shown otherwise was not told: ${String(error)}`);
    this.stops.push(
      pollUnlessBusy(lookEvery, () => this.look(), failed),
      pollUnlessBusy(endEvery, () => (this.ending = this.endStatuses()), failed),
    );
  }

  async onModuleDestroy(): Promise<void> {
    for (const stop of this.stops) stop();
    await this.ending?.catch(() => undefined);
    await this.looking?.catch(() => undefined);
  }

  /** Whom the reader sees otherwise since a number that they were told before. */
  async changedAfter(reader: SignedInUser, number: number): Promise<Changed> {
    const seen = await this.seen.allOf(reader);
    if (seen) return this.repository.afterAmong(seen, number, limits.userList, reader.id);
    return this.repository.after(number, limits.userList, reader.id);
  }

  /** The number up to which a guest knows people now; undefined for whoever may know the number of all changes. */
  async lastSeenBy(reader: SignedInUser): Promise<number | undefined> {
    const seen = await this.seen.allOf(reader);
    return seen && this.repository.lastAmong(seen);
  }

  private async endStatuses(): Promise<void> {
    if (await this.profiles.endStatuses()) await this.look();
  }

  /** One look after the other, so that nobody is told twice; who asks meanwhile has what came after they asked. */
  private async look(): Promise<void> {
    const before = this.looking;
    const own = (async () => {
      await before?.catch(() => undefined);
      await this.tellNew();
    })();
    this.looking = own;
    await own;
  }

  private async tellNew(): Promise<void> {
    const { people, last } = await this.repository.after(this.told, limits.userList, null);
    if (people.length > 0) await this.tell(people);
    this.told = last;
  }

  private async tell(people: ShownPerson[]): Promise<void> {
    this.former.learn(people);
    for (const { user } of people) {
      this.connections.show(user);
      this.presence.show(user);
    }
    const ids = people.map(({ user }) => user.id);
    const rows = await this.places.placesOf(ids, this.connections.servedRooms());
    for (const person of people) {
      const places = rows.filter(({ id }) => id === person.user.id);
      const seeing = places.map(({ room_id, direct }) =>
        direct ? groups.members(room_id) : groups.room(room_id),
      );
      this.delivery.send([...seeing, groups.inbox(person.user.id)], 'person_changed', person, {
        local: true,
      });
    }
  }
}
