/** How members want to be told of their rooms: of what, whether at all, and which rooms are their favourites. */
import { Injectable } from '@nestjs/common';
import type { MembershipChange, MembershipView } from '../../shared/memberships.js';
import { Delivery } from '../delivery/delivery.js';
import { groups } from '../delivery/groups.js';
import { type ChoicesRow, ChoicesRepository, type NewChoices } from './choices.repository.js';
import { noSuchRoom } from './no-such-room.js';

@Injectable()
export class ChoicesService {
  constructor(
    private readonly repository: ChoicesRepository,
    private readonly delivery: Delivery,
  ) {}

  /** Throws `not_found` for whoever is no member. */
  async read(user: { id: number }, roomId: number): Promise<MembershipView> {
    return view(await this.repository.find(user.id, roomId));
  }

  /** Changes what is said, and tells the person's connections. Throws `not_found` for whoever is no member. */
  async change(user: { id: number }, roomId: number, change: MembershipChange): Promise<MembershipView> {
    const changed = view(await this.repository.change(user.id, roomId, newChoices(change)));
    this.delivery.send(groups.inbox(user.id), 'membership_changed', { roomId, ...changed });
    return changed;
  }
}

function newChoices({ level, favourite, muted, mutedUntil }: MembershipChange): NewChoices {
  if (muted === false) return { level, favourite, mutedUntil: null };
  return { level, favourite, mutedUntil: mutedUntil ?? (muted ? 'infinity' : undefined) };
}

function view(row: ChoicesRow | null): MembershipView {
  if (!row) throw noSuchRoom();
  const { level, own_level: ownLevel, muted, muted_until, favourite, section_id: section, place } = row;
  return {
    ...{ level, ownLevel, muted, mutedUntil: muted_until?.toISOString() ?? null },
    ...{ favourite, section, place },
  };
}
