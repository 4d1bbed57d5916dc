/**
 * Tells who came and who went to those who see it: whoever looks at a room of theirs, and the other of a private conversation.
 * Of a storm of N each telling goes to those who look, once a room: a thousand who come back in ten seconds are a few dozen
 * events for each of them, not a million. One statement asks for the rooms of all who changed since the last one.
 */
import { Injectable, Logger } from '@nestjs/common';
import type { PersonView } from '../../shared/presence.js';
import { Connections } from '../delivery/connections.js';
import { Delivery } from '../delivery/delivery.js';
import { groups } from '../delivery/groups.js';
import { PeopleOfRoomsRepository, type PlaceRow } from './people-of-rooms.repository.js';
import { personOf } from './person.row.js';

/** People of one statement, who may be in 2,000 rooms each. */
const atATime = 500;

@Injectable()
export class PresenceNews {
  private readonly logger = new Logger(PresenceNews.name);
  private readonly pending = new Set<number>();
  private running: Promise<void> | undefined;

  constructor(
    private readonly repository: PeopleOfRoomsRepository,
    private readonly connections: Connections,
    private readonly delivery: Delivery,
  ) {}

  /** These people came or went; what they are by now is told. */
  changed(people: { id: number }[], isHere: (userId: number) => boolean): void {
    for (const { id } of people) this.pending.add(id);
    if (this.pending.size > 0 && this.connections.count > 0) this.running ??= this.run(isHere);
  }

  async idle(): Promise<void> {
    while (this.running) await this.running;
  }

  /** Whoever is not told because the database is away is told with the next who come or go. */
  private async run(isHere: (userId: number) => boolean): Promise<void> {
    const ids = [...this.pending].slice(0, atATime);
    for (const id of ids) this.pending.delete(id);
    try {
      this.tell(await this.repository.placesOf(ids, this.connections.servedRooms()), isHere);
    } catch (error) {
      for (const id of ids) this.pending.add(id);
      this.logger.debug(`Who came and went could not be told: ${String(error)}`);
    }
    this.running = undefined;
  }

  private tell(places: PlaceRow[], isHere: (userId: number) => boolean): void {
    const rooms = new Map<number, PlaceRow[]>();
    for (const row of places) rooms.set(row.room_id, [...(rooms.get(row.room_id) ?? []), row]);
    const now = new Date();
    for (const [roomId, rows] of rooms) {
      const people: PersonView[] = rows.map((row) => {
        const online = isHere(row.id);
        // Who is away went just now: what is written of it may not be there yet.
        return personOf({ ...row, at: online ? row.at : now }, online);
      });
      const group = rows[0]!.direct ? groups.members(roomId) : groups.room(roomId);
      this.delivery.send(group, 'presence_changed', { roomId, people }, { local: true });
    }
  }
}
