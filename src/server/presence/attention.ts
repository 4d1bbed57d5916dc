import type { UserView } from '../../shared/people.js';
import { LiveConnections } from './live-connections.js';
import type { PresenceEntry } from './presence.repository.js';

/** What the presence record holds for whoever looks at a room: its id below zero, which no room has. */
const before = (roomId: number) => -roomId;

/**
 * Which room each of this node's connections has before its person's eyes. What they look away from counts for a grace period
 * still, so that nobody is called by a phone while they reload the page. That is shorter than their patience before a notice:
 * what is said after they looked away finds them looking nowhere.
 */
export class Attention {
  private readonly live: LiveConnections;
  private readonly places = new Map<string, number>();

  constructor(graceMs: number) {
    this.live = new LiveConnections(graceMs);
  }

  /** What is to be written down, if that is anything. */
  turn(
    connectionId: string,
    to: { roomId: number; user: UserView } | null,
    now: number,
  ): PresenceEntry | undefined {
    const place = to ? before(to.roomId) : undefined;
    const left = this.places.get(connectionId);
    if (place === left) return undefined;
    if (left !== undefined) this.live.leave(left, connectionId, now);
    if (!to || place === undefined) {
      this.places.delete(connectionId);
      return undefined;
    }
    this.places.set(connectionId, place);
    this.live.enter(place, connectionId, to.user);
    return { roomId: place, connectionId, userId: to.user.id };
  }

  /** What is over. */
  expire(now: number): PresenceEntry[] {
    return this.live.expire(now);
  }

  entries(): PresenceEntry[] {
    return this.live.entries();
  }
}

/** As a condition on SQL expressions of ids: the person has the room before their eyes now, on whatever device and node. */
export const looksAt = (person: string, room: string): string => `((
  select true from presence looking
  cross join lateral (select lease_until from nodes where nodes.id = looking.node_id limit 1) looked_by
  where looking.room_id = -(${room}) and looking.user_id = ${person} and looked_by.lease_until > now()
  order by looking.room_id, looking.user_id, looking.node_id limit 1) is true)`;
