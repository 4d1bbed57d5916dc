import { Body, Controller, Get, Param, Post, Redirect, Req, Res, UseGuards } from '@nestjs/common';
import type { Request, Response } from 'express';
import { there } from '../../../shared/rules/there.js';
import { languageOf } from '../../platform/languages/language.js';
import { lobbyPath, personPath, roomPath } from '../../../shared/paths.js';
import { CurrentUser } from '../../auth/current-user.js';
import { SignedInGuard } from '../../auth/signed-in.guard.js';
import { keyOfAny } from '../../people/users.service.js';
import { IgnoringService } from '../../people/ignoring.service.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { typed } from '../../platform/http/forms.js';
import { RateLimits } from '../../platform/work/rate-limits.js';
import { PersonCards } from '../../rooms/person-cards.service.js';

@Controller('people')
@UseGuards(SignedInGuard)
export class PersonController {
  constructor(
    private readonly ignoring: IgnoringService,
    private readonly cards: PersonCards,
    private readonly limits: RateLimits,
  ) {}

  /** The card of a person as a page; scripts show it beside the name instead. */
  @Get(':username')
  async view(
    @Req() request: Request,
    @CurrentUser() user: SignedInUser,
    @Param('username') username: string,
    @Res() response: Response,
  ): Promise<void> {
    await this.limits.consume('page', user.id);
    const { person, rooms, hasConversation, ignored, pronouns, timeZone } = await this.cards.readByName(
      user,
      username,
    );
    // A name that they had leads to the one that they have.
    if (keyOfAny(username) !== keyOfAny(person.username))
      return response.redirect(301, personPath(person.username));
    response.render('pages/chat/person', {
      title: 'People',
      pageTitle: person.name,
      ...{ person, ignored, pronouns },
      there: timeZone && there(timeZone, new Date(), { language: languageOf(request) }),
      rooms: rooms.map(({ name, address }) => ({ name, href: roomPath(address) })),
      conversation: hasConversation ? roomPath(`@${person.username}`) : undefined,
      isMe: person.id === user.id,
      cardTitle: 'person-title',
    });
  }

  /** Nothing that they do calls the reader from now on, or it does again. */
  @Post(':username/ignored')
  @Redirect(lobbyPath, 303)
  async ignore(
    @CurrentUser() user: SignedInUser,
    @Param('username') username: string,
    @Body() body: unknown,
  ) {
    await this.limits.consume('api_write', user.id);
    const { person } = await this.cards.readByName(user, username);
    if (typed(body, 'ignored') === 'yes') await this.ignoring.ignore(user, person.id);
    else await this.ignoring.hear(user, person.id);
    return { url: personPath(person.username) };
  }
}
