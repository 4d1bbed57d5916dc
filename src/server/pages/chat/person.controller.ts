import { Controller, Get, Param, Render, UseGuards } from '@nestjs/common';
import { roomPath } from '../../../shared/paths.js';
import { CurrentUser } from '../../auth/current-user.js';
import { SignedInGuard } from '../../auth/signed-in.guard.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { RateLimits } from '../../platform/work/rate-limits.js';
import { PersonCards } from '../../rooms/person-cards.service.js';

@Controller('people')
@UseGuards(SignedInGuard)
export class PersonController {
  constructor(
    private readonly cards: PersonCards,
    private readonly limits: RateLimits,
  ) {}

  /** The card of a person as a page; scripts show it beside the name instead. */
  @Get(':username')
  @Render('pages/chat/person')
  async view(@CurrentUser() user: SignedInUser, @Param('username') username: string) {
    await this.limits.consume('page', user.id);
    const { person, rooms, hasConversation } = await this.cards.readByName(user, username);
    return {
      title: 'People',
      pageTitle: person.username,
      person,
      rooms: rooms.map(({ name, address }) => ({ name, href: roomPath(address) })),
      conversation: hasConversation ? roomPath(`@${person.username}`) : undefined,
      isMe: person.id === user.id,
      cardTitle: 'person-title',
    };
  }
}
