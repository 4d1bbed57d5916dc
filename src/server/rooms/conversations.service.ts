import { Injectable } from '@nestjs/common';
import { requireScope } from '../platform/access/scope.js';
import type { SignedInUser } from '../platform/access/signed-in-user.js';
import { AppError } from '../platform/errors/app-error.js';
import { Audience } from '../memberships/audience.js';
import { SeenPeople } from '../people/seen-people.js';
import { RoomMakingRepository } from './room-making.repository.js';
import { RoomQuota } from './room-quota.js';
import { RoomsRepository } from './rooms.repository.js';
import { requiredStanding, type Standing, standing } from './standing.row.js';

/** One sentence whichever they chose. Whoever is ignored is told nothing: their messages are stored as ever. */
export const unwelcome = () =>
  new AppError(
    'forbidden',
    'You cannot write to this person: they take messages only from people they know.',
  );

/** Conversations of two: rooms that nobody makes, enters or leaves. */
@Injectable()
export class Conversations {
  constructor(
    private readonly repository: RoomsRepository,
    private readonly making: RoomMakingRepository,
    private readonly quota: RoomQuota,
    private readonly people: SeenPeople,
    private readonly audience: Audience,
  ) {}

  /** The conversation with somebody, made when there is none. Throws `not_found`, `invalid` for oneself, `forbidden` where they take none. */
  async open(reader: SignedInUser, username: string): Promise<Standing> {
    const peer = await this.people.requireActiveByUsername(reader, username);
    if (peer.id === reader.id) throw new AppError('invalid', 'You cannot write privately to yourself.');
    const known = await this.repository.findDirect(reader.id, peer.id);
    if (known) return standing(known);
    requireScope(reader.scope, 'write');
    if (!(await this.making.mayBegin(reader.id, peer.id))) throw unwelcome();
    const most = this.quota.most('conversations', reader);
    const created = this.quota.requireMade(
      'conversations',
      await this.making.createDirect(reader.id, peer.id, most),
    );
    const opened = requiredStanding(await this.repository.findDirect(reader.id, peer.id));
    if (created !== null) for (const id of [reader.id, peer.id]) this.audience.admit(id, opened.room.id);
    return opened;
  }
}
