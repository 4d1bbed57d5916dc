/** Conversations of 3 to 20 people: made of people, without a name. By a name one becomes a private room. */
import { Injectable } from '@nestjs/common';
import { mostInGroup, type RoomView } from '../../shared/rooms.js';
import { tooManyForGroup } from '../memberships/members.service.js';
import type { SignedInUser } from '../platform/access/signed-in-user.js';
import { AppError } from '../platform/errors/app-error.js';
import { GroupNews } from './group-news.js';
import { RoomMakingRepository } from './room-making.repository.js';
import { RoomQuota } from './room-quota.js';
import { RoomsService } from './rooms.service.js';

@Injectable()
export class Groups {
  constructor(
    private readonly making: RoomMakingRepository,
    private readonly quota: RoomQuota,
    private readonly rooms: RoomsService,
    private readonly news: GroupNews,
  ) {}

  /** With its maker and these. Throws `forbidden` for guests and where somebody wants to hear of nobody new, `not_found` where one is not there. */
  async create(maker: SignedInUser, userIds: number[]): Promise<RoomView> {
    requireStarter(maker);
    const others = [...new Set(userIds)].filter((id) => id !== maker.id);
    if (others.length < 2)
      throw new AppError('invalid', 'Say who is to be in the group: two others at least.');
    if (others.length >= mostInGroup) throw tooManyForGroup();
    const all = [maker.id, ...others];
    const most = this.quota.most('conversations', maker);
    const id = this.quota.requireMade(
      'conversations',
      await this.making.createGroup(maker.id, others, most),
    )!;
    this.news.made(id, all);
    return (await this.rooms.requireById(maker, id)).room;
  }
}

/** Nobody, as whoever has just been signed out (null), starts none. */
export const mayStartGroups = (person: Pick<SignedInUser, 'role'> | null | undefined): boolean =>
  person ? person.role !== 'guest' : false;

/** Throws `forbidden`. */
export function requireStarter(person: SignedInUser): void {
  if (!mayStartGroups(person))
    throw new AppError('forbidden', 'Guests start no groups. Ask somebody who invited you.');
}
