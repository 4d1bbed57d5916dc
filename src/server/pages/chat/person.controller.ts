import { Body, Controller, Get, Param, Post, Query, Redirect, Req, Res, UseGuards } from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { there } from '../../../shared/rules/there.js';
import { languageOf } from '../../platform/languages/language.js';
import { keepMemberPath, lobbyPath, personPath, roomPath, roomSettingsPath } from '../../../shared/paths.js';
import type { PersonCard } from '../../../shared/presence.js';
import { CurrentUser } from '../../auth/current-user.js';
import { SignedInGuard } from '../../auth/signed-in.guard.js';
import { keyOfAny } from '../../people/users.service.js';
import { IgnoringService } from '../../people/ignoring.service.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { typed } from '../../platform/http/forms.js';
import { noticeFor } from '../../platform/rendering/notices.js';
import { RateLimits } from '../../platform/work/rate-limits.js';
import { PersonCards } from '../../rooms/person-cards.service.js';
import { doneAboutSomebody } from './keeping-doings.js';
import { placeInAddress } from './place-in-address.js';

/** `room`: the id of one in which the reader wants to do something about them. */
const wanted = z.object({ room: placeInAddress });

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
    @Query() query: Record<string, unknown>,
    @Res() response: Response,
  ): Promise<void> {
    await this.limits.consume('page', user.id);
    const { room } = wanted.parse(query);
    const card = await this.cards.readByName(user, username, room);
    const { person, rooms, hasConversation, ignored, pronouns, timeZone } = card;
    // A name that they had leads to the one that they have.
    if (keyOfAny(username) !== keyOfAny(person.username))
      return response.redirect(301, `${personPath(person.username)}${room ? `?room=${room}` : ''}`);
    response.render('pages/chat/person', {
      title: 'People',
      pageTitle: person.name,
      ...{ person, ignored, pronouns },
      there: timeZone && there(timeZone, new Date(), { language: languageOf(request) }),
      rooms: rooms.map(({ name, address }) => ({ name, href: roomPath(address) })),
      conversation: hasConversation ? roomPath(`@${person.username}`) : undefined,
      isMe: person.id === user.id,
      ...(await this.moderating(user, card)),
      notice: noticeFor(query.done, { kept: doneAboutSomebody }),
      cardTitle: 'person-title',
    });
  }

  /** What the reader may do about them in the room that they chose, or in the only one that there is; otherwise which there are. */
  private async moderating(user: SignedInUser, card: PersonCard) {
    const lookedAfter = await this.cards.lookedAfter(user, card);
    const only = lookedAfter.length === 1 && !card.inRoom ? lookedAfter[0]!.id : undefined;
    const { inRoom } = only === undefined ? card : await this.cards.read(user, card.person.id, only);
    if (!inRoom) return { lookedAfter };
    const mayAny = Object.values(inRoom.may).includes(true);
    const choices = lookedAfter.map((each) => ({ ...each, isChosen: each.id === inRoom.room.id }));
    return {
      inRoom,
      lookedAfter: choices.some(({ isChosen }) => !isChosen) ? choices : [],
      moderated: mayAny ? keepMemberPath(inRoom.room.address) : undefined,
      peopleHref: mayAny ? `${roomSettingsPath(inRoom.room.address)}#people` : undefined,
    };
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
